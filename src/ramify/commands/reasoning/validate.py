"""`ramify validate`: ramify's facts and rules against published data."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from ramify._print import print_indented
from ramify.commands.output import FormatOption, OutputOption, Result, give, save, way
from ramify.commands.world.worlds import Folder, opened

if TYPE_CHECKING:
    from rich.console import Console

    from ramify.reasoning.validation.fulfilment import Trial
    from ramify.reasoning.validation.kept import Rate

app = typer.Typer(
    name="validate",
    help="Hold ramify's facts and rules against published data.",
    no_args_is_help=True,
)

Atop = Annotated[Path, typer.Option(help="ATOP's member-level file, or the folder that holds it.")]


@app.command()
def pacts(
    atop: Atop,
    folder: Folder = None,
    format: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """Compare packaged pacts with ATOP: members, years and kinds of promise."""
    from ramify._table import Table
    from ramify.reasoning.validation.pact_check import PactCheck, check_pacts

    how = way(format, output)
    checks = check_pacts(atop, opened(folder))
    same = sum(not check.differences for check in checks)
    argued = [check for check in checks if check.differences and check.argued]
    open_ = [check for check in checks if check.differences and not check.argued]
    counts = (
        f"{len(checks)} ATOP alliances have packaged pacts.",
        f"{same} agree in members, years and kinds of promise.",
        f"{len(argued)} differ, and the pact file says why.",
        f"{len(open_)} differ without a word on it.",
    )

    def show(out: Console) -> None:
        for n, line in enumerate(counts):
            print_indented(out, line, style="" if n else "bold")
        for heading, listed in (("Argued", argued), ("Not argued", open_)):
            if listed:
                out.print(f"\n{heading}", style="bold")
            for check in listed:
                print_indented(out, f"{check.number} {', '.join(check.pacts)}", 2)
                print_indented(out, "; ".join(check.differences), 6, "dim")

    table = Table(checks, PactCheck)
    give(Result(text=show, table=table, title="Packaged pacts and ATOP", notes=counts), how)


class _Cause(NamedTuple):
    """Directed dyad-years that differ for one cause, as a row of a table."""

    dyad_years: int
    cause: str
    alliances: tuple[str, ...]
    first: int
    last: int


@app.command()
def dyads(
    atop: Atop,
    flags: Annotated[Path, typer.Option(help="The published directed dyad-year flags.")],
    folder: Folder = None,
    format: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """Derive every directed dyad-year from ATOP and compare with the published flags."""
    from ramify._table import Table
    from ramify.reasoning.validation.two_centuries import compare, grouped

    how, found = way(format, output), compare(atop, flags, opened(folder))
    rows = [
        _Cause(count, cause, tuple(map(str, alliances)), first, last)
        for cause, alliances, count, first, last in grouped(found.by_text)
    ]
    counts = (
        f"{found.published:,} published directed dyad-years.",
        f"{found.agree:,} agree; {len(found.by_text):,} differ:",
    )

    def show(out: Console) -> None:
        for n, line in enumerate(counts):
            print_indented(out, line, style="" if n else "bold")
        for row in rows:
            listed = ", ".join(row.alliances) or "none that year"
            years = f"{row.first}–{row.last}"
            words = f"{row.dyad_years:,}: {row.cause} (alliance {listed}; {years})"
            print_indented(out, words, 2)

    table = Table(rows, _Cause)
    give(Result(text=show, table=table, title="Directed dyad-years", notes=counts), how)


@app.command()
def fulfilment(
    atop: Atop,
    wars: Annotated[
        Path, typer.Option(help="The file of directed dyadic interstate wars, or its folder.")
    ],
    disputes: Annotated[
        Path | None,
        typer.Option(help="Dispute participants, to hold nonaggression against them too."),
    ] = None,
    cases: Annotated[bool, typer.Option("--cases", help="List every promise tried.")] = False,
    write: Annotated[
        Path | None, typer.Option(help="Write the rates to this file as TOML.")
    ] = None,
    folder: Folder = None,
    format: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """Say how often promises were honoured when interstate wars set them off."""
    from ramify._table import Table
    from ramify.reasoning.validation.fulfilment import trials
    from ramify.reasoning.validation.kept import Rate, by_alliance, rates, written
    from ramify.world.sources import atop as alliances
    from ramify.world.sources import mid
    from ramify.world.sources import war_dyads as pairs

    how, packaged = way(format, output), opened(folder)
    coded = {p.id: p for p in alliances.read(alliances.SOURCE.table(atop), packaged)}
    world = packaged.without(*packaged.pacts).with_pacts(*coded.values())
    fought = list(pairs.read(pairs.SOURCE.table(wars), packaged))
    parts = list(mid.read(mid.SOURCE.table(disputes), packaged)) if disputes else []
    found = trials(world, fought, parts)
    shares = rates(found)
    if write is not None:
        save(written(shares), write)
    unclear = sum(trial.honoured is None for trial in found)
    eras = [
        f"{record.era}: of {record.tested} alliances put to the test, {record.by_all} were "
        f"kept by every ally, {record.by_some} by one or more."
        for record in by_alliance(found)
    ]
    beside = [_PUBLISHED, f"{unclear} more turn on limits that ATOP does not spell out."]

    def show(out: Console) -> None:
        _print_rates(out, shares)
        for line in eras:
            print_indented(out, line)
        for note in beside:
            print_indented(out, note, style="dim")
        _print_cases(out, found if cases else ())

    table = Table(shares, Rate)
    give(Result(text=show, table=table, title="Promises honoured", notes=eras + beside), how)


def _print_cases(out: Console, tried: Iterable[Trial]) -> None:
    for trial in sorted(tried, key=lambda t: (t.type, t.on)):
        said = {True: "kept", False: "broken", None: "unclear"}[trial.honoured]
        if trial.war or not trial.honoured:
            print_indented(out, f"{trial.on} {trial.type}: {trial.actor} to {trial.to}, {said}", 2)


_PUBLISHED = (
    "Published, counted by other rules: 74.5% of alliances honoured, 1816–1944 (Leeds, Long and "
    "Mitchell 2000); 50% of commitments 1816–2003, 66% before 1945 and 22% after; defense 41%, "
    "offense 74%, neutrality 78%, nonaggression 37% (Berkemeier and Fuhrmann 2018)."
)


def _print_rates(out: Console, shares: tuple[Rate, ...]) -> None:
    from rich.table import Table

    heads = ("Set off", "Kept", "Share", "95%", "Wars", "Treaties", "Each once", "95%")
    table = Table("Promise", "Era", *heads, box=None)
    for rate in shares:
        plain = _share(rate.share, rate.low, rate.high)
        once = _share(rate.by_treaty, rate.by_treaty_low, rate.by_treaty_high)
        counts = (str(rate.triggered), str(rate.honoured), *plain, str(rate.wars))
        table.add_row(rate.type, rate.era, *counts, str(rate.treaties), *once)
    out.print(table)


def _share(share: float | None, low: float | None, high: float | None) -> tuple[str, str]:
    if share is None or low is None or high is None:
        return "none", ""
    return f"{share:.1%}", f"{100 * low:.1f}–{high:.1%}"
