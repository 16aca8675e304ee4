"""The series of `ramify exposed --from … --to …`: blocs, or one actor, over the years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ramify._errors import UsageError
from ramify.commands.output import Result, Way, give, save

if TYPE_CHECKING:
    from ramify.reasoning.exposure import ActorYear, FrontierYear
    from ramify.reasoning.exposure.blocs import Blocs, BlocYear
    from ramify.reasoning.exposure.chart import Plot
    from ramify.world.world import World

_BARS = "▁▂▃▄▅▆▇█"
_ROW = 100
_NAMED = 8
_RESTS_ON = ("states", "pacts", "memberships", "wars", "control", "borders")
"""The kinds of facts that series rest on."""
SHOWS = (
    "how far promises to fight, wars of ten years and disputed territory part states into blocs; "
    "not trade, arms, talk or promises that are not on file: no cold war is shown or ruled out"
)

BANDS = (
    "of modularity the least and most over twenty orders of search; of frustration from what no "
    "split can undercut to the split that was found; unsettled years are shaded in a chart"
)


class _Series(NamedTuple):
    """A series as it is given: the table, what is drawn of it, and the lines below the bars."""

    title: str
    table: Any
    panels: Sequence[Plot]
    after: Sequence[str]
    notes: Sequence[str]


def give_series(
    world: World, years: tuple[int, int], how: Way, actors: Sequence[str], chart: Path | None
) -> None:
    """Print the blocs of every first of July, or where one actor stood; or write a table.

    Args:
        world: the facts.
        years: the first and the last.
        how: text or a table, and where it goes.
        actors: none for blocs; a state, or an alliance for its land frontiers.
        chart: a file for the series as SVG.

    Raises:
        MissingExtra: the search for blocs needs `ramify[dynamics]`.
        UsageError: the years run backwards, or there are several actors.
    """
    from ramify._print import print_lines

    if len(actors) > 1:
        raise UsageError("a series of several actors", repair="give one --actor, or none")
    series = _of_actor(world, actors[0], years) if actors else _of_blocs(world, years)
    series = series._replace(notes=(*_stale(world, years[1]), *series.notes))
    if chart is not None:
        save(_drawn(series), chart)
    give(
        Result(
            text=lambda out: print_lines(out, _lines(series)),
            table=series.table,
            title=series.title,
            notes=list(series.notes),
        ),
        how,
    )


def _stale(world: World, last: int) -> Iterator[str]:
    """What is not known of the last year, since the facts were checked before."""
    day = date(last, 7, 1)
    known = [world.about.known_to(kind).end for kind in _RESTS_ON]
    yield from filter(None, [world.about.caveat(day, _RESTS_ON) if day > min(known) else None])


def _drawn(series: _Series) -> str:
    """The series as SVG; what did not change is a line of words below it."""
    from ramify.reasoning.exposure.chart import svg

    moved = [plot for plot in series.panels if _moves(plot)]
    still = [
        next(_barred(plot)).strip() for plot in series.panels if _known(plot) and not _moves(plot)
    ]
    notes = [f"Without change: {'; '.join(still)}."] if still and moved else []
    return svg(moved or series.panels, series.title, [*notes, *series.notes])


def _known(plot: Plot) -> dict[int, float]:
    return {year: value for year, value in plot.values.items() if value is not None}


def _moves(plot: Plot) -> bool:
    return len(set(_known(plot).values())) > 1


def _lines(series: _Series) -> Iterator[str]:
    yield series.title
    for plot in series.panels:
        yield from _barred(plot)
    yield from series.after
    yield from (f"  {note}" for note in series.notes)


def _of_blocs(world: World, years: tuple[int, int]) -> _Series:
    from ramify._extras import extras
    from ramify.reasoning.exposure.blocs import bloc_years, blocs
    from ramify.reasoning.exposure.chart import Plot

    with extras():
        table = bloc_years(world, *years)
    rows = list(table)
    unsettled = [row.year for row in rows if not row.settled]
    panels = (
        Plot(
            "parted into blocs (signed modularity)",
            {row.year: row.modularity for row in rows},
            {row.year: (row.low, row.modularity) for row in rows},
            unsettled,
        ),
        Plot(
            "at odds with two camps (frustration)",
            {row.year: row.frustration for row in rows},
            {row.year: (row.bound, row.frustration) for row in rows},
        ),
    )
    after = [*_told(rows, world), *_named(blocs(world.at(f"{years[1]}-07-01")), world)]
    title = f"Blocs from {years[0]} to {years[1]}, each first of July"
    notes = (f"Bands: {BANDS}.", f"Shows {SHOWS}.")
    return _Series(title, table, panels, after, notes)


def _told(rows: Sequence[BlocYear], world: World) -> Iterator[str]:
    """Which years are unsettled, and who changed side when."""
    unsettled = [row.year for row in rows if not row.settled]
    if unsettled:
        yield f"  Unsettled, as blocs hang on the order of search: {_spans(unsettled)}"
    moved = [
        f"{row.year} {', '.join(map(world.called, row.changed[:_NAMED]))}"
        + (f" and {len(row.changed) - _NAMED} more" if row.changed[_NAMED:] else "")
        for row in rows
        if row.changed
    ]
    yield f"  Went from one bloc into another: {'; '.join(moved) or 'nobody'}"


def _spans(years: Sequence[int]) -> str:
    """Years with runs of them together.

    >>> _spans([1949, 1950, 1953])
    '1949–1950, 1953'
    """
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(f"{run[0]}–{run[-1]}" if run[1:] else str(run[0]) for run in runs)


def _named(last: Blocs, world: World) -> Iterator[str]:
    """The blocs of the last year, great powers first."""
    from ramify.reasoning.obligations.law.great_powers import great_power

    for members in last.members:
        ordered = sorted(members, key=lambda code: not great_power(code, last.on))
        names = [world.called(code) for code in ordered]
        more = f" and {len(names) - _NAMED} more" if names[_NAMED:] else ""
        yield f"  {len(members)} in {last.on.year}: {', '.join(names[:_NAMED])}{more}"


def _of_actor(world: World, actor: str, years: tuple[int, int]) -> _Series:
    from ramify.reasoning.exposure import actor_years

    code = world.resolve(actor, f"{years[1]:04}-07-01")
    title = f"{world.called(code)} from {years[0]} to {years[1]}, each first of July"
    if world.actor(code).kind != "state":
        return _of_alliance(world, code, years, title)
    table = actor_years(world, code, *years)
    note = "Votes are on file to 2020; a line lacks the years in which a power was none."
    return _Series(title, table, tuple(_actor_panels(list(table), world)), (), (note,))


def _actor_panels(rows: Sequence[ActorYear], world: World) -> Iterator[Plot]:
    """What is one number a year, then κ and votes by great power."""
    from ramify.reasoning.exposure.chart import Plot

    years = {row.year: row for row in rows}
    for words, name in (
        ("great powers bound to defend it", "great_powers"),
        ("nuclear powers bound to defend it", "nuclear_powers"),
        ("states bound to defend it", "defenders"),
        ("links of duty to a nuclear power", "links"),
        ("attacks on others in which it must fight", "entrapment"),
        ("hostile states that it would face alone", "abandonment"),
    ):
        yield Plot(words, {year: getattr(row, name) for year, row in years.items()})
    for power in dict.fromkeys(row.power for row in rows):
        own, name = [row for row in rows if row.power == power], world.called(power)
        yield Plot(f"alignment with {name} (κ)", {row.year: row.alignment for row in own})
        yield Plot(f"distance in votes from {name}", {row.year: row.votes for row in own})


def _of_alliance(world: World, code: str, years: tuple[int, int], title: str) -> _Series:
    from ramify.reasoning.exposure import frontier_years

    table = frontier_years(world, code, *years)
    note = "Recognised land borders; a year without one, or with one of unknown length, is a gap."
    return _Series(title, table, tuple(_frontier_panels(list(table), world)), (), (note,))


def _frontier_panels(rows: Sequence[FrontierYear], world: World) -> Iterator[Plot]:
    from ramify.reasoning.exposure.chart import Plot

    for other in dict.fromkeys(row.other for row in rows):
        own = {row.year: row.km for row in rows if row.other == other}
        years = range(min(own), max(own) + 1)
        words = f"land frontier with {world.called(other)}, km"
        yield Plot(words, {year: own.get(year) for year in years})


def _barred(panel: Plot) -> Iterator[str]:
    """A line of least, most and last, and one of bars; a year that is not known is a gap."""
    known = _known(panel)
    if not known:
        return
    low, high = min(known, key=known.__getitem__), max(known, key=known.__getitem__)
    if not _moves(panel):
        yield f"  {panel.title}: {_plain(known[low])} from {min(known)} to {max(known)}"
        return
    told = [f"{_value(panel, known, year)} in {year}" for year in (low, high, max(known))]
    yield f"  {panel.title}: least {told[0]}, most {told[1]}; {told[2]}"
    yield f"    {_bars(panel.values)}"


def _value(panel: Plot, known: Mapping[int, float], year: int) -> str:
    if year not in panel.band:
        return _plain(known[year])
    least, most = panel.band[year]
    return f"{known[year]:.3f} [{least:.3f} to {most:.3f}]"


def _bars(values: Mapping[int, float | None]) -> str:
    known = [value for value in values.values() if value is not None]
    low, span = min(known), (max(known) - min(known)) or 1.0
    step = max(1, -(-len(values) // (_ROW - 6)))
    return "".join(
        " " if value is None else _BARS[round((value - low) / span * (len(_BARS) - 1))]
        for value in [*values.values()][::step]
    )


def _plain(value: float) -> str:
    return f"{value:,.0f}" if value == round(value) else f"{value:.2f}"
