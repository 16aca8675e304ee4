"""The series of `ramify exposed --from … --to …`: blocs, or one actor, over the years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ramify._errors import UsageError
from ramify.commands.output import Result, Way, give

if TYPE_CHECKING:
    from ramify.reasoning.exposure import ActorYear
    from ramify.reasoning.exposure.blocs import Blocs, BlocYear
    from ramify.world.world import World

_BARS = "▁▂▃▄▅▆▇█"
_ROW = 100
SHOWS = (
    "how far promises to fight, wars of ten years and disputed territory part states into blocs; "
    "not trade, arms, talk or promises that are not on file: no cold war is shown or ruled out"
)


def give_series(world: World, years: tuple[int, int], how: Way, actors: Sequence[str]) -> None:
    """Print the blocs of every first of July, or where one actor stood; or write a table.

    Raises:
        MissingExtra: the search for blocs needs `ramify[dynamics]`.
        UsageError: the years run backwards, or there are several actors.
    """
    if len(actors) > 1:
        raise UsageError("a series of several actors", repair="give one --actor, or none")
    if actors:
        _give_actor(world, world.resolve(actors[0], f"{years[1]}-07-01"), years, how)
        return
    from ramify._extras import extras
    from ramify._print import print_lines
    from ramify.reasoning.exposure.blocs import bloc_years, blocs

    with extras():
        table = bloc_years(world, *years)
    last = blocs(world.at(f"{years[1]}-07-01"))
    title = f"Blocs from {years[0]} to {years[1]}, each first of July"
    give(
        Result(
            text=lambda out: print_lines(out, [title, *_drawn(list(table)), *_named(last, world)]),
            table=table,
            title=title,
            notes=[f"Shows {SHOWS}."],
        ),
        how,
    )


def _drawn(rows: Sequence[BlocYear]) -> Iterator[str]:
    """Two lines of bars, each with its least and greatest year."""
    for words, values in (
        ("parted into blocs (signed modularity)", [row.modularity for row in rows]),
        ("at odds with two camps (frustration)", [row.frustration for row in rows]),
    ):
        low, high = min(values), max(values)
        at = {value: row.year for value, row in zip(values, rows, strict=True)}
        span = f"least {low:.2f} in {at[low]}, most {high:.2f} in {at[high]}"
        yield f"  {words}: {span}; {values[-1]:.2f} in {rows[-1].year}"
        yield f"    {_bars(values)}"
    unsettled = [row.year for row in rows if not row.settled]
    if unsettled:
        yield f"  Unsettled, as blocs hang on the order of search: {_spans(unsettled)}"


def _bars(values: Sequence[float]) -> str:
    low, span = min(values), (max(values) - min(values)) or 1.0
    step = max(1, -(-len(values) // (_ROW - 6)))
    return "".join(
        _BARS[round((value - low) / span * (len(_BARS) - 1))] for value in values[::step]
    )


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
        more = f" and {len(names) - 8} more" if names[8:] else ""
        yield f"  {len(members)} in {last.on.year}: {', '.join(names[:8])}{more}"
    yield f"  Shows {SHOWS}."


def _give_actor(world: World, actor: str, years: tuple[int, int], how: Way) -> None:
    from ramify._print import print_lines
    from ramify.reasoning.exposure import actor_years

    table = actor_years(world, actor, *years)
    title = f"{world.called(actor)} from {years[0]} to {years[1]}, each first of July"
    note = "Votes are on file to 2020; a line lacks the years in which a power was none."
    give(
        Result(
            text=lambda out: print_lines(out, [title, *_actor_lines(list(table), world)]),
            table=table, title=title, notes=[note],
        ),
        how,
    )  # fmt: skip


def _actor_lines(rows: Sequence[ActorYear], world: World) -> Iterator[str]:
    """Bars of what is one number a year, then of κ and votes by great power."""
    years = {row.year: row for row in rows}
    for words, held in (
        ("great powers bound to defend it", [r.great_powers for r in years.values()]),
        ("nuclear powers bound to defend it", [r.nuclear_powers for r in years.values()]),
        ("states bound to defend it", [r.defenders for r in years.values()]),
        ("links of duty to a nuclear power", [r.links for r in years.values()]),
    ):
        yield from _barred(words, list(years), held)
    for power in dict.fromkeys(row.power for row in rows):
        own = [row for row in rows if row.power == power]
        name, at = world.called(power), [row.year for row in own]
        yield from _barred(f"alignment with {name} (κ)", at, [row.alignment for row in own])
        yield from _barred(f"distance in votes from {name}", at, [row.votes for row in own])


def _barred(words: str, years: Sequence[int], values: Sequence[float | None]) -> Iterator[str]:
    """A line of least, most and last, and one of bars; a year that is not known is a gap."""
    known = {year: value for year, value in zip(years, values, strict=True) if value is not None}
    if not known:
        return
    low, high = min(known, key=known.__getitem__), max(known, key=known.__getitem__)
    last = max(known)
    told = (f"{_plain(known[low])} in {low}", f"{_plain(known[high])} in {high}")
    yield f"  {words}: least {told[0]}, most {told[1]}; {_plain(known[last])} in {last}"
    span = (known[high] - known[low]) or 1.0
    step = max(1, -(-len(values) // (_ROW - 6)))
    yield "    " + "".join(
        " " if value is None else _BARS[round((value - known[low]) / span * (len(_BARS) - 1))]
        for value in values[::step]
    )


def _plain(value: float) -> str:
    return f"{value:.0f}" if value == round(value) else f"{value:.2f}"
