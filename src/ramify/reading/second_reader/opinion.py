"""What a learned second reader says of a word and its sides, in PLOVER classes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ramify.record.ontology import action

Sign = Literal["friendly", "hostile"]
NONE = "NONE"
VETO = 0.97
"""Least probability of friendly deeds and words at which a hostile event is held back as unsure.

Promises do not count: `will impose tariffs` is easily taken for one.
"""
VETO_ANSWER = 0.85
"""The same of a language model's answer, which no rule stands behind."""
VETO_FRIENDLY = 0.6
"""Least probability of hostile ones at which a friendly event is held back."""
LIKELIEST = 0.4
"""And of the likeliest of them by itself."""
ROOTS = {
    "AGREE": "03", "CONSULT": "04", "SUPPORT": "05", "CONCEDE": "08", "COOPERATE": "06",
    "AID": "07", "RETREAT": "08", "REQUEST": "02", "ACCUSE": "11", "REJECT": "12",
    "THREATEN": "13", "PROTEST": "14", "SANCTION": "16", "MOBILIZE": "15", "COERCE": "17",
    "ASSAULT": "19",
}  # fmt: skip
"""The CAMEO root that stands for a class; REQUEST has two, RETREAT none of its own."""
_SIGNS: dict[Sign, tuple[str, ...]] = {
    "friendly": ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"),
    "hostile": (
        "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the second reader makes of a sentence and two sides.

    >>> held = Opinion({"ACCUSE": 0.9, "SUPPORT": 0.06, "NONE": 0.04})
    >>> held.label, held.sign, held.contradicts("051"), held.agrees("112")
    ('ACCUSE', 'hostile', True, True)
    """

    probabilities: Mapping[str, float]

    @property
    def label(self) -> str:
        """The likeliest class, or `NONE`."""
        return max(self.probabilities, key=lambda name: self.probabilities[name])

    @property
    def probability(self) -> float:
        """The probability of the likeliest."""
        return self.probabilities[self.label]

    @property
    def sign(self) -> Sign | None:
        """The sign of the likeliest class; requests and `NONE` have none."""
        return sign_of(self.label)

    def of_sign(self, sign: Sign) -> float:
        """The probability of all classes of a sign together."""
        return sum(self.probabilities.get(name, 0.0) for name in _SIGNS[sign])

    def contradicts(self, code: str, hostile: float = VETO) -> bool:
        """Whether the other sign than the code's is probable enough to hold its event back.

        `hostile` is what it takes against a hostile code.
        """
        sign = sign_of(action(code).plover)
        if sign == "friendly":
            return self.of_sign("hostile") >= VETO_FRIENDLY and self.probability >= LIKELIEST
        kind = self.of_sign("friendly") - self.probabilities.get("AGREE", 0.0)
        return sign is not None and kind >= hostile

    def agrees(self, code: str) -> bool:
        """Whether the likeliest class is the code's; the two of yielding count as one."""
        return one_yield(self.label) == one_yield(action(code).plover)


def sign_of(label: str | None) -> Sign | None:
    """Whether a PLOVER class is friendly or hostile; requests are neither.

    >>> sign_of("AID"), sign_of("ASSAULT"), sign_of("REQUEST")
    ('friendly', 'hostile', None)
    """
    return next((sign for sign, classes in _SIGNS.items() if label in classes), None)


def one_yield(label: str | None) -> str | None:
    """The class, the two of yielding as one."""
    return "YIELD" if label in ("CONCEDE", "RETREAT") else label
