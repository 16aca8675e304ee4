"""Differences: a measure of the system before and after, with the parts that make it up."""

from __future__ import annotations

from typing import Literal, NamedTuple

from ramify._value import Value
from ramify.record.evidence import ArticleEvidence, ComputedEvidence, SourceEvidence

Measure = Literal[
    "great powers bound to defend",
    "nuclear powers bound to defend",
    "states bound to defend",
    "links to a nuclear power",
    "land frontier",
    "rail and road",
    "bound to fight if attacked",
    "entrapment",
    "abandonment",
    "alignment of commitments",
    "alignment of terms",
    "distance in votes",
    "agreement in votes",
    "great powers in its bloc",
    "share of capabilities",
    "missiles in reach",
    "bound to attack beside it",
    "balance of conduct",
]
"""What was measured of an actor, or of an actor against another."""
_DECIMALS = 4


class Part(Value):
    """One thing that a measure adds up: a defender, a stretch of border, a link of a chain."""

    who: tuple[str, ...]
    """Ids of those it is about."""
    before: float | None
    """Its share before; 0 if it was not there, None if that is not known."""
    after: float | None
    words: str
    by: str = ""
    """What it rests on, in words: the pact and article."""
    evidence: tuple[ArticleEvidence | SourceEvidence | ComputedEvidence, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether it is not the same before and after."""
        return self.before != self.after

    @classmethod
    def of(
        cls,
        who: tuple[str, ...],
        shares: tuple[float | None, float | None],
        words: str,
        by: str = "",
        evidence: tuple[ArticleEvidence | SourceEvidence | ComputedEvidence, ...] = (),
    ) -> Part:
        """A part put together from what was validated before, which it is not again."""
        return cls.trusted(
            {
                "who": who, "before": shares[0], "after": shares[1], "words": words, "by": by,
                "evidence": evidence,
            }
        )  # fmt: skip


class Difference(Value):
    """A measure on two systems: signed, in a unit, with its parts and what it does not cover.

    >>> Difference(measure="land frontier", actor="NATO", other="RUS", before=1317.0,
    ...            after=2657.0, unit="km").change
    1340.0
    """

    measure: Measure
    actor: str
    """Id of the actor or alliance measured."""
    other: str | None = None
    """Id of the actor it is measured against, where it is against one."""
    before: float | None
    """None if it is not known, or where there is no such thing; `missing` says which."""
    after: float | None
    unit: str
    parts: tuple[Part, ...] = ()
    coverage: str = ""
    """What is counted, and what is not."""
    missing: tuple[str, ...] = ()
    """What is not known, or not there, and so not in the numbers."""

    @classmethod
    def against(
        cls,
        measure: Measure,
        pair: tuple[str, str | None],
        values: tuple[float | None, float | None],
        unit: str,
        parts: tuple[Part, ...],
        coverage: str,
        missing: tuple[str, ...] = (),
    ) -> Difference:
        """Of an actor, against another or not, from what was validated before and is not again."""
        return cls.trusted(
            {
                "measure": measure, "actor": pair[0], "other": pair[1], "before": values[0],
                "after": values[1], "unit": unit, "parts": parts, "coverage": coverage,
                "missing": missing,
            }
        )  # fmt: skip

    @property
    def change(self) -> float | None:
        """After less before; None if one of the two is not known."""
        if self.before is None or self.after is None:
            return None
        return self.after - self.before

    @property
    def changed(self) -> bool:
        """Whether the measure, or what makes it up, is not the same on both systems."""
        return self.before != self.after or any(part.changed for part in self.parts)

    @property
    def row(self) -> DifferenceRow:
        """The difference as a row of a table, its numbers to four decimals."""
        moved = tuple(part.words for part in self.parts if part.changed)
        before, after, change = (
            None if value is None else round(value, _DECIMALS)
            for value in (self.before, self.after, self.change)
        )
        return DifferenceRow(
            measure=self.measure,
            actor=self.actor,
            other=self.other,
            before=before,
            after=after,
            change=change,
            unit=self.unit,
            moved=moved,
            missing=self.missing,
        )


class DifferenceRow(NamedTuple):
    """A difference as a row of a table; `moved` are the parts that came or went."""

    measure: Measure
    actor: str
    other: str | None
    before: float | None
    after: float | None
    change: float | None
    unit: str
    moved: tuple[str, ...]
    missing: tuple[str, ...]
