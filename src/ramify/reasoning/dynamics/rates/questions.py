"""The questions that analysts ask, who, on whom, what, of which kind, and what answers them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from ramify._errors import UnknownName
from ramify._nearest import nearest
from ramify.record.ontology import Action, Plover, Quad, action, actions

HOSTILE = (
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
"""Hostile classes as PLOVER lists them, each a higher step than the one before."""
STATEMENT = "statement"
"""The class of public statements, which PLOVER does not code."""

_WORDS = {
    "AGREE": "agreements", "CONSULT": "visits and talks", "SUPPORT": "treaties and support",
    "COOPERATE": "cooperation", "AID": "aid", "CONCEDE": "concessions", "RETREAT": "retreats",
    "REQUEST": "requests",
    "ACCUSE": "accusations", "REJECT": "refusals", "THREATEN": "threats",
    "PROTEST": "protests", "SANCTION": "sanctions or cut ties", "MOBILIZE": "shows of force",
    "COERCE": "coercion", "ASSAULT": "use of force", "statement": "statements",
    "hostile": "hostile acts or words", "other": "acts or words that are not hostile",
}  # fmt: skip

Kind = Literal["incidence", "onset", "escalation", "count"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Day = date | int | None
"""A date; the number of a day where the source has no calendar; None where it is open."""


@dataclass(frozen=True)
class Question:
    """Who does what to whom: on a day (an event) or in the days from it on (a forecast).

    What is open is None. `action` is a CAMEO code, a root of two digits, a PLOVER class, or a
    quad such as "material conflict"; `horizon` is in days. `kind` is *incidence* (at least
    one), *count* (how many), *onset* (at least one after 90 days of none) or *escalation* (a
    higher hostile class than any of the last 90 days).

    >>> str(Question("IND", "ASSAULT", "PAK", date(2018, 9, 1), 30, "onset"))
    'IND ASSAULT PAK, 30 days from 2018-09-01, onset'
    """

    actor: str | None
    action: str | None
    target: str | None
    start: Day
    horizon: int | None = None
    kind: Kind = "incidence"

    def __str__(self) -> str:
        ask = " ".join(part or "*" for part in (self.actor, self.action, self.target))
        if self.horizon is None:
            return f"{day_words(self.start)} {ask}"
        since = "" if self.start is None else f" from {day_words(self.start)}"
        kind = f", {self.kind}" if self.kind in ("onset", "escalation") else ""
        return f"{ask}, {self.horizon} days{since}{kind}"


@dataclass(frozen=True)
class Expectation:
    """What is to be expected, beside what is usual between the two sides.

    Args:
        chance: of at least one act; None where it is not known.
        usual: the chance when nothing of the last days is known: the base rate.
        count: acts expected, None of an onset; `usual_count` likewise; `interval` holds the
            count in 90 % of cases, by chance, clustering, volatility and drift of an old level.
        age: days from the level to the first day asked; negative before it.
        within: the chance, were the level as low or high as it may be (90 %).
        basis: what the level rests on.
        not_known: why there is no answer; None if there is one.
    """

    question: Question
    chance: float | None = None
    usual: float | None = None
    count: float | None = None
    usual_count: float | None = None
    interval: tuple[int, int] | None = None
    within: tuple[float, float] | None = None
    age: int | None = None
    basis: str = ""
    not_known: str | None = None

    @property
    def actor(self) -> str | None:
        """Who acts; None for anybody."""
        return self.question.actor

    @property
    def target(self) -> str | None:
        """On whom; None for anybody."""
        return self.question.target

    @property
    def action(self) -> str | None:
        """What the question is about; None for any act."""
        return self.question.action

    @property
    def lift(self) -> float | None:
        """The expected count beside the usual one."""
        if self.count is None or not self.usual_count:
            return None
        return self.count / self.usual_count

    def __str__(self) -> str:
        if self.chance is None:
            return f"not known: {self.not_known}"
        return f"{self.chance:.1%}, usually {self.usual:.1%}"


def day_words(on: object) -> str:
    """A date, or `day 12` where there is no calendar."""
    return f"day {on}" if isinstance(on, int) else str(on)


@dataclass(frozen=True)
class Acts:
    """The acts that a question is about: CAMEO codes, by the words that name them."""

    words: str | None
    codes: frozenset[str]
    single: bool = False
    """Whether the words are one code."""

    @classmethod
    def of(cls, words: str | None) -> Acts:
        """The acts of a code, a root, a class or a quad; all acts of None.

        Raises:
            UnknownName: there is nothing so called.

        >>> Acts.of("18").codes == Acts.of("assault").codes
        False
        >>> Acts.of("assault").words, "190" in Acts.of("ASSAULT").codes
        ('ASSAULT', True)
        >>> len(Acts.of("material-conflict").codes) > 50, Acts.of("042").codes
        (True, frozenset({'042'}))
        >>> Acts.of("ASSALT")
        Traceback (most recent call last):
            ...
        ramify._errors.UnknownName: unknown kind of act 'ASSALT'; did you mean ASSAULT?
        """
        if words is None:
            return cls(None, _codes(actions()))
        plain = words.strip().replace("-", " ").replace("_", " ").lower()
        for name in (*get_args(Plover), STATEMENT):
            if plain == name.lower():
                return cls(name, _codes(a for a in actions() if plover_class(a) == name))
        if plain in get_args(Quad):
            return cls(plain, _codes(a for a in actions() if a.quad == plain))
        if words.isdecimal() and len(words) == 2:
            root = action(words).code
            return cls(root, _codes(a for a in actions() if a.root == root))
        if words.isdecimal():
            return cls(action(words).code, frozenset({words}), single=True)
        near = nearest(words.upper(), get_args(Plover), cutoff=0.5)
        raise UnknownName(words, kind="kind of act", near=near)


def class_words(name: str) -> str:
    """A class of acts in words.

    >>> class_words("SANCTION")
    'sanctions or cut ties'
    """
    return _WORDS.get(name, name)


def plover_class(act: Action) -> str:
    """The PLOVER class of an act, or STATEMENT."""
    return act.plover or STATEMENT


def _codes(found: Iterable[Action]) -> frozenset[str]:
    return frozenset(act.code for act in found)
