"""The series of `ramify exposed --from … --to …`: blocs over the years, in text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ramify.commands.output import Result, Way, give

if TYPE_CHECKING:
    from ramify.reasoning.exposure.blocs import Blocs, BlocYear
    from ramify.world.world import World

_BARS = "▁▂▃▄▅▆▇█"
_ROW = 100
SHOWS = (
    "how far promises to fight, wars of ten years and disputed territory part states into blocs; "
    "not trade, arms, talk or promises that are not on file: no cold war is shown or ruled out"
)


def give_series(world: World, years: tuple[int, int], how: Way) -> None:
    """Print the blocs of every first of July, or write them as a table.

    Raises:
        MissingExtra: the search for blocs needs `ramify[dynamics]`.
        UsageError: the years run backwards.
    """
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
