"""Laying a folder over a world: published data under what it knows, one's own facts over it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from ramify.world.actors import Actor, Border, Tenure
from ramify.world.facts import KINDS
from ramify.world.layers.corrections import laid
from ramify.world.layers.statements import statements, unread
from ramify.world.load import Ignored, line_of
from ramify.world.pacts import Pact
from ramify.world.when import When
from ramify.world.wording import listing

if TYPE_CHECKING:
    from ramify.world.facts import About, Facts


def overlaid(world: Facts, loaded: Facts) -> dict[str, Any]:
    """The facts of both, by the name of the world's property that holds them.

    What was loaded from published data lies under what the world knows; what else the folder
    holds is one's own and lies over it.
    """
    tables = frozenset(loaded.about.through)
    under = _under(world, loaded, tables)
    below = type(world)(world.folder)
    vars(below).update(under)
    own = laid(below, statements(loaded.folder, tables))
    told = (*unread(loaded.folder, tables), *_days_unused(world.about, loaded), *own.told)
    return {**under, **own.facts, "told": (*world.told, *told)}


def _under(world: Facts, loaded: Facts, tables: frozenset[str]) -> dict[str, Any]:
    def of(kind: str, name: str) -> tuple[Any, ...]:
        """What was loaded of a kind; a table of one's own is not read here."""
        return getattr(loaded, name) if kind in tables else ()

    held = (
        "memberships", "partnerships", "crossings", "places", "control", "wars", "nuclear_powers",
        "missiles", "seats", "vetoes", "regimes", "visits", "visit_lists",
    )  # fmt: skip
    return {
        **{name: getattr(world, name) for name in held},
        "lives": _lives(world.lives, of("states", "lives")),
        "pacts": _pacts(world.pacts, loaded.loaded_pacts),
        "tenures": world.tenures + _tenures(world.tenures, of("leaders", "tenures")),
        "borders": world.borders + _borders(world.borders, of("borders", "borders")),
        "capabilities": world.capabilities + of("capabilities", "capabilities"),
        **{name: getattr(world, name) + getattr(loaded, name) for name in ADDED},
        "tables": {**world.tables, **loaded.tables},
        "about": _about(world.about, loaded),
    }


ADDED = (
    "disputes", "war_dyads", "conflicts", "rivalries", "contiguity", "trade",
    "designations",
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
    "distance", "trade_dyads", "un-list", "ofac-sdn", "eu-list", "uk-list",
)  # fmt: skip
"""Kinds of facts that are only ever loaded, each to its own day."""
STANDING = ("states", "pacts", "leaders", "borders", "capabilities")
"""Kinds of loaded facts a world has; others in a folder are the record's."""


def _about(own: About, loaded: Facts) -> About:
    more = loaded.about if (loaded.folder / "about.toml").exists() else own
    kinds = STANDING + LOADED
    through = {kind: more.through[kind] for kind in kinds if kind in more.through}
    sources = {kind: more.sources[kind] for kind in kinds if kind in more.sources}
    since = {kind: more.coverage[kind] for kind in LOADED if kind in more.coverage}
    checked = {**own.checked, **more.checked}
    update = {"through": through, "sources": sources, "since": since, "checked": checked}
    return own.model_copy(update=update)


def _days_unused(own: About, loaded: Facts) -> Iterator[Ignored]:
    """What `about.toml` says of one's own folder and no answer goes by."""
    path = loaded.folder / "about.toml"
    if not path.exists():
        return
    text, more = path.read_text(encoding="utf-8"), loaded.about
    if not more.through and more.as_of != own.as_of:
        words = "not used: a day here holds for one kind of fact, and stands under [checked]"
        yield Ignored(file=path.name, line=line_of(text, ("as_of",)), words=words)
    for kind in more.checked:
        if kind not in KINDS:
            words = f"not used: no kind of fact is called {kind!r}; there are {listing(KINDS)}"
            yield Ignored(file=path.name, line=line_of(text, ("checked", kind)), words=words)
