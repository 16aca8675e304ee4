"""Laying a loaded folder over a world: what the world knows itself comes first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from ramify.world.actors import Actor, Border, Tenure
from ramify.world.pacts import Pact
from ramify.world.when import When

if TYPE_CHECKING:
    from ramify.world.facts import About, Facts


def overlaid(world: Facts, loaded: Facts) -> dict[str, Any]:
    """The facts of both, by the name of the world's property that holds them."""
    return {
        "lives": _lives(world.lives, loaded.lives),
        "pacts": _pacts(world.pacts, loaded.pacts),
        "tenures": world.tenures + _tenures(world.tenures, loaded.tenures),
        "borders": world.borders + _borders(world.borders, loaded.borders),
        "memberships": world.memberships,
        **{name: getattr(world, name) + getattr(loaded, name) for name in _ADDED},
        "tables": {**world.tables, **loaded.tables},
        "territories": world.territories,
        "wars": world.wars,
        "about": _about(world.about, loaded.about),
    }


_ADDED = (
    "capabilities", "disputes", "war_dyads", "conflicts", "rivalries", "contiguity", "trade",
)  # fmt: skip
"""Facts of which none is packaged: those of both."""


def _lives(own: tuple[Actor, ...], more: tuple[Actor, ...]) -> tuple[Actor, ...]:
    known = {actor.id for actor in own}
    return own + tuple(actor for actor in more if actor.id not in known)


def _pacts(own: dict[str, Pact], more: dict[str, Pact]) -> dict[str, Pact]:
    """Pacts of both but for those of the second whose ATOP number one of the first carries."""
    numbers = {number for pact in own.values() for number in pact.atop}
    return {code: p for code, p in more.items() if numbers.isdisjoint(p.atop)} | own


def _tenures(own: tuple[Tenure, ...], more: Iterable[Tenure]) -> tuple[Tenure, ...]:
    """Tenures that ended before the first in power the world itself knows of that actor."""
    first: dict[str, When] = {}
    for tenure in own:
        if tenure.effective and tenure.start:
            first[tenure.actor] = min(tenure.start, first.get(tenure.actor, tenure.start))
    return tuple(
        tenure
        for tenure in more
        if tenure.actor not in first or (tenure.end and tenure.end.start <= first[tenure.actor].end)
    )


def _borders(own: tuple[Border, ...], more: Iterable[Border]) -> tuple[Border, ...]:
    """Borders of pairs of which the world has no row yet, and of the days before its first."""
    first: dict[frozenset[str], list[When | None]] = defaultdict(list)
    for border in own:
        first[frozenset((border.a, border.b))].append(border.start)
    kept = []
    for border in more:
        starts = first.get(frozenset((border.a, border.b)))
        if starts is None:
            kept.append(border)
        elif None not in starts and (cut := _before(border, min(s for s in starts if s))):
            kept.append(cut)
    return tuple(kept)


def _before(border: Border, first: When) -> Border | None:
    """A border up to the day before another row of the same pair begins."""
    if border.start is None or border.start.start >= first.start:
        return None
    if border.end and border.end.end < first.start:
        return border
    return border.model_copy(update={"end": When(first.start - timedelta(days=1))})


LOADED = (
    "disputes", "war_dyads", "conflicts", "rivalries", "contiguity", "trade", "votes", "igo",
    "distance", "trade_dyads",
)  # fmt: skip
"""Kinds of facts that are only ever loaded, each to its own day."""
STANDING = ("states", "pacts", "leaders", "borders", "capabilities")
"""Kinds of loaded facts a world has; others in a folder are the record's."""


def _about(own: About, loaded: About) -> About:
    through = {kind: loaded.through[kind] for kind in STANDING + LOADED if kind in loaded.through}
    sources = {kind: loaded.sources[kind] for kind in STANDING + LOADED if kind in loaded.sources}
    since = {kind: loaded.coverage[kind] for kind in LOADED if kind in loaded.coverage}
    return own.model_copy(update={"through": through, "sources": sources, "since": since})
