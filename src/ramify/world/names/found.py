"""A mention of an actor in a text, and how one is made of what a name may mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from ramify._value import Value
from ramify.world.actors import Sector
from ramify.world.names.context import Hit, MatchedText
from ramify.world.names.lexicon import Sense

FoundKind = Literal[
    "name", "adjective", "metonym", "leader", "office", "group", "grouping", "shared-surname"
]


class Found(Value):
    """A mention of an actor in a text.

    `candidates` are the ids it may mean on the day: one if that is certain,
    several if it is ambiguous, none if nobody known is meant (a person who
    bears the name, a leader before taking office).
    """

    start: int
    end: int
    text: str
    candidates: tuple[str, ...]
    sector: Sector | None = None
    person: str | None = None
    """Id of the person meant, if certain."""
    kind: FoundKind
    reason: str
    """Why these candidates, in a few words."""


def sector_of(senses: Sequence[Sense], candidates: tuple[str, ...]) -> Sector | None:
    """The part of an actor a name stands for; None where the candidates differ."""
    parts = {s.sector for s in senses if s.actor in candidates} or {s.sector for s in senses}
    return parts.pop() if len(parts) == 1 else None


def ids_of(senses: Iterable[Sense]) -> tuple[str, ...]:
    """The actors that senses of a name stand for, each once."""
    return tuple(sorted({sense.actor for sense in senses}))


def person_mention(
    page: MatchedText, hit: Hit, senses: Sequence[Sense], start: int | None = None
) -> Found:
    """A known person: for whom they stand on the day, in office or out of it."""
    start = hit.start if start is None else start
    person = next(s.person for s in senses if s.person)
    live = [s for s in senses if s.on(page.on)]
    past = [s for s in senses if s.end and s.end.end < page.on]
    sector: Sector | None = "GOV" if live else "ELI"
    if live:
        ids, reason = ids_of(live), "in office on this day"
    elif past:
        last = max(past, key=lambda s: s.end.end if s.end else date.min)
        ids, reason = (last.actor,), f"in office until {last.end}"
    else:
        first = min(s.start.start for s in senses if s.start)
        ids, reason, sector = (), f"in office only from {first}", None
    return mention(page, start, hit.end, ids, sector, person, "leader", reason)


def mention(
    page: MatchedText,
    start: int,
    end: int,
    candidates: tuple[str, ...],
    sector: Sector | None,
    person: str | None,
    kind: FoundKind,
    reason: str,
) -> Found:
    """The mention of whoever the words of a page from `start` to `end` may mean."""
    return Found(
        start=start,
        end=end,
        text=page.text[start:end],
        candidates=candidates,
        sector=sector,
        person=person,
        kind=kind,
        reason=reason,
    )
