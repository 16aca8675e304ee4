"""A line that may stand at the head of the page, and what its weight is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from ramify.briefing.page.ranking import Weight
from ramify.briefing.page.row import PageRow, Sheet
from ramify.briefing.ramification import Voice
from ramify.reasoning.obligations.law.great_powers import great_power


class BottomLine(PageRow):
    """One of the five lines, in its voice, or what is only reported."""

    voice: Voice | Literal["reported"]


Candidate = tuple[Weight, BottomLine]


def candidate(
    words: str,
    voice: Voice | Literal["reported"],
    cites: tuple[int, ...],
    weight: Weight,
    on: str = "",
) -> Candidate:
    return weight, BottomLine(words=words, voice=voice, cites=cites, on=on)


def great(codes: Iterable[str], sheet: Sheet) -> int:
    """How many great powers are among some actors."""
    return sum(great_power(code, sheet.brief.on) for code in dict.fromkeys(codes))


def law(
    actors: Sequence[str],
    sheet: Sheet,
    fresh: float = 1.0,
    certain: float = 1.0,
    *,
    first: bool = False,
) -> Weight:
    """The weight of what law binds some actors to."""
    return Weight(
        fresh=fresh, certain=certain, matter="force", states=len({*actors}),
        great=great(actors, sheet), leads=first,
    )  # fmt: skip
