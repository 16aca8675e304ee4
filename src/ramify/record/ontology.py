"""The ontology of actions: CAMEO codes, their PLOVER classes and Goldstein values.

Sources: Gerner, Schrodt and Yilmaz, CAMEO codebook, version 1.1b3 (codes);
Schrodt, CAMEO to PLOVER conversion, 2021, and the PLOVER manual (classes);
Goldstein 1992, *Journal of Conflict Resolution* 36(2), as extended to CAMEO by
the Kansas Event Data System (values; GDELT carries the same).
"""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources
from typing import Literal

from ramify._errors import UnknownName
from ramify._nearest import nearest
from ramify._value import Value

Plover = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Quad = Literal["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]

_LAST_ROOT: tuple[tuple[str, Quad], ...] = (
    ("05", "verbal cooperation"),
    ("08", "material cooperation"),
    ("13", "verbal conflict"),
    ("20", "material conflict"),
)


class Action(Value):
    """What a CAMEO code means.

    >>> action("057").label
    'sign or ratify a formal agreement'
    >>> action("195").plover, action("195").goldstein, action("195").quad
    ('ASSAULT', -10.0, 'material conflict')
    """

    code: str
    """Two to four digits, leading zeros kept."""
    label: str
    """A verb phrase without a subject, lower case."""
    plover: Plover | None
    """None for public statements (root 01), which PLOVER does not code."""
    goldstein: float
    """From -10, the most conflictual, to 10, the most cooperative."""
    reverse: str | None = None
    """The code of the same act told from the target's side: 043 (host) for 042 (visit)."""
    note: str | None = None
    """Where sources disagree on the code, its class or its value."""

    @property
    def root(self) -> str:
        """The two-digit root code."""
        return self.code[:2]

    @property
    def parent(self) -> str | None:
        """The next more general code; None for a root.

        >>> action("1311").parent, action("131").parent, action("13").parent
        ('131', '13', None)
        """
        return self.code[:-1] if len(self.code) > 2 else None

    @property
    def symmetric(self) -> bool:
        """Whether both sides do it: they telephone, negotiate, sign.

        >>> action("046").symmetric, action("042").symmetric
        (True, False)
        """
        return self.reverse == self.code

    @property
    def quad(self) -> Quad:
        """Verbal or material, cooperation or conflict, by the root code.

        Roots 01-05, 06-08, 09-13 and 14-20, after Duval and Thompson 1980 and
        the CAMEO literature. GDELT draws the lines after 09 and 14 instead, and
        PLOVER holds concessions (CONCEDE) and requests elsewhere; see docs/record.md.
        """
        return next(quad for last, quad in _LAST_ROOT if self.root <= last)


def action(code: str) -> Action:
    """The action of a CAMEO code.

    Raises:
        UnknownName: there is no such code; the error names those near it.

    >>> action("57")
    Traceback (most recent call last):
        ...
    ramify._errors.UnknownName: unknown CAMEO code '57'; did you mean 057?
    """
    try:
        return _actions()[code]
    except KeyError:
        raise UnknownName(str(code), kind="CAMEO code", near=_near(str(code))) from None


def actions() -> tuple[Action, ...]:
    """All actions, roots included, in the order of their codes."""
    return tuple(_actions().values())


def meaning(plover: Plover) -> str:
    """What a PLOVER class covers, in a few words.

    >>> meaning("SANCTION")
    'cuts relations, aid or trade, or imposes sanctions'
    """
    return _classes()[plover]


def _near(code: str) -> tuple[str, ...]:
    codes = _actions()
    if f"0{code}" in codes:
        return (f"0{code}",)
    known = next((code[:n] for n in (4, 3, 2) if code[:n] in codes), None)
    family = [other for other in codes if known and other.startswith(known)] or list(codes)
    close = nearest(code, family, cutoff=0.5)
    return tuple(dict.fromkeys([known, *close] if known else close))[:3]


def _rows(name: str) -> list[dict[str, str]]:
    with (resources.files("ramify.record") / "data" / name).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


@cache
def _actions() -> dict[str, Action]:
    empty_is_none = ({k: v or None for k, v in row.items()} for row in _rows("cameo.csv"))
    return {row["code"]: Action.model_validate(row) for row in empty_is_none}  # type: ignore[misc]


@cache
def _classes() -> dict[str, str]:
    return {row["class"]: row["meaning"] for row in _rows("plover.csv")}
