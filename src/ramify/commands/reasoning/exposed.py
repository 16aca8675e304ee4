"""`ramify exposed`: whose position shifts between two days, or with and without a pact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from ramify.commands.output import DAY, FormatOption, OutputOption, Result, give, way
from ramify.commands.world.worlds import Folder, opened

if TYPE_CHECKING:
    from rich.console import Console

    from ramify.reasoning.exposure import Difference, Exposure, Part
    from ramify.world.world import World

_SHOWN = 8
_NAMED = 6


def exposed(
    on: Annotated[str, typer.Option(help=f"The day looked at: {DAY}.")],
    against: Annotated[
        str | None, typer.Option(help="The day it is compared with; else the same day.")
    ] = None,
    actor: Annotated[
        list[str] | None,
        typer.Option(help="Look at this actor; else at those whose pacts changed. Repeatable."),
    ] = None,
    with_: Annotated[
        list[str] | None,
        typer.Option("--with", help='A pact to assume on --on: an id, FILE or "USA,JPN: defense".'),
    ] = None,
    without: Annotated[
        list[str] | None, typer.Option(help="A pact to leave out on --on, by id; repeatable.")
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help="Show every difference and part.")] = False,
    folder: Folder = None,
    format: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """Measure whose position shifts: who defends whom, which frontiers move, who must fight."""
    from ramify import exposed as measure

    how, world = way(format, output), opened(folder)
    found = measure(
        on, against=against, actors=actor or (), with_pacts=with_ or (), without=without or (),
        world=world,
    )  # fmt: skip
    give(
        Result(
            text=lambda out: _print(out, _lines(found, world, all_=all_)),
            table=found,
            title=_title(found),
            notes=sorted({d.coverage for d in found.differences if d.coverage}),
            json=lambda: found.to_json(indent=2),
        ),
        how,
    )


def _title(found: Exposure) -> str:
    days = f"from {found.before} to {found.after}"
    return f"Who shifts {days if found.before != found.after else f'on {found.after}'}"


def _print(out: Console, lines: Iterable[str]) -> None:
    from ramify._print import print_indented

    for n, line in enumerate(lines):
        bare = line.lstrip()
        print_indented(out, bare, len(line) - len(bare), "" if n else "bold")


def _lines(found: Exposure, world: World, *, all_: bool) -> Iterator[str]:
    yield _title(found)
    if not found.differences:
        yield "Nothing that is measured changes."
    grouped = _alike(found.differences)
    shown = grouped if all_ else grouped[:_SHOWN]
    for group in shown:
        one = group[0]
        yield f"  {_words(group, world)}: {_value(one.before)} → {_value(one.after)}{_signed(one)}"
        moved = [part for part in one.parts if part.changed]
        yield from (f"      {line}" for line in _parts(moved, all_=all_))
        yield from (f"      not known or not there: {words}" for words in one.missing)
    if rest := len(grouped) - len(shown):
        yield f"  {rest} more: --all"
    if found.unmoved:
        names = ", ".join(world.called(code) for code in found.unmoved)
        yield f"  Unmoved by these measures: {names}"
    coverage = dict.fromkeys(group[0].coverage for group in shown)
    yield from (f"  Counted: {words}." for words in coverage if all_)
    if not all_ and coverage:
        yield "  What is counted, and every part: --all"


def _alike(found: Iterable[Difference]) -> list[list[Difference]]:
    """Differences that differ only in the adversary, together."""
    groups: dict[object, list[Difference]] = {}
    for one in found:
        key = (one.measure, one.actor, one.before, one.after, one.parts)
        alone = one.measure in ("land frontier", "alignment of commitments")
        groups.setdefault((key, one.other) if alone else key, []).append(one)
    return list(groups.values())


def _words(group: list[Difference], world: World) -> str:
    """The measure in words: of whom, against whom."""
    from ramify.world.wording import listing

    one = group[0]
    actor = world.called(one.actor)
    others = [world.called(d.other) for d in group if d.other]
    if one.measure == "land frontier":
        return f"Land frontier {actor}–{others[0]}"
    if one.measure == "bound to fight if attacked":
        return f"{actor}: bound to fight for it if attacked by {listing(others, 'or')}"
    if one.measure == "alignment of commitments":
        return f"{actor} with {others[0]}: {one.measure}"
    if one.measure == "links to a nuclear power":
        return f"{actor}: links of duty to a nuclear power"
    return f"{actor}: {one.measure} it"


def _value(value: float | None) -> str:
    if value is None:
        return "none or not known"
    return f"{value:,.0f}" if value == round(value) else f"{value:.2f}"


def _signed(one: Difference) -> str:
    unit = one.unit.removesuffix("s") if one.after == 1 else one.unit
    change = one.change or 0.0
    told = f"{change:+,.0f}" if change == round(change) else f"{change:+.2f}"
    return f" {unit} ({told})" if change else f" {unit}"


def _parts(moved: list[Part], *, all_: bool) -> Iterator[str]:
    """What came and what went, those that rest on one article together; scores only on demand."""
    scored = [part for part in moved if not {part.before, part.after} <= {0.0, 1.0, None}]
    if scored and scored[0].by == "":
        told = scored if all_ else []
        yield from (f"{p.words}: {_value(p.before)} → {_value(p.after)}" for p in told)
        return
    for sign, parts in (
        ("+", [p for p in moved if p.after]),
        ("-", [p for p in moved if p.before]),
    ):
        named: dict[str, list[str]] = {}
        for part in parts:
            named.setdefault(part.by, []).append(part.words)
        for by, names in named.items():
            shown = names if all_ else names[:_NAMED]
            more = f" and {len(names) - len(shown)} more" if len(names) > len(shown) else ""
            yield f"{sign} {', '.join(shown)}{more}" + (f" ({by})" if by else "")
