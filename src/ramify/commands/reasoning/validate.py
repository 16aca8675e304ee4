"""`ramify validate`: ramify's facts and rules against published data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    import pyarrow as pa
    from rich.console import Console

    from ramify.reasoning.validation.fulfilment import Rate
    from ramify.reasoning.validation.two_centuries import Disagreement

app = typer.Typer(
    help="Hold ramify's facts and rules against published data.", no_args_is_help=True
)

Atop = Annotated[Path, typer.Option(help="ATOP's member-level file, or the folder that holds it.")]


@app.command()
def pacts(atop: Atop) -> None:
    """Compare packaged pacts with ATOP: members, years and kinds of promise."""
    from ramify import World
    from ramify._print import console, print_indented
    from ramify.reasoning.validation.pact_check import check_pacts

    checks, out = check_pacts(atop, World.packaged()), console()
    same = sum(not check.differences for check in checks)
    argued = [check for check in checks if check.differences and check.argued]
    open_ = [check for check in checks if check.differences and not check.argued]
    print_indented(out, f"{len(checks)} ATOP alliances have packaged pacts.", style="bold")
    print_indented(out, f"{same} agree in members, years and kinds of promise.")
    print_indented(out, f"{len(argued)} differ, and the pact file says why.")
    print_indented(out, f"{len(open_)} differ without a word on it.")
    for heading, listed in (("Argued", argued), ("Not argued", open_)):
        if listed:
            out.print(f"\n{heading}", style="bold")
        for check in listed:
            print_indented(out, f"{check.number} {', '.join(check.pacts)}", 2)
            print_indented(out, "; ".join(check.differences), 6, "dim")


@app.command()
def dyads(
    atop: Atop,
    flags: Annotated[Path, typer.Option(help="The published directed dyad-year flags.")],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write what differs: .csv, .parquet, .jsonl or .dta."),
    ] = None,
) -> None:
    """Derive every directed dyad-year from ATOP and compare with the published flags."""
    from ramify import World
    from ramify._print import console, print_indented
    from ramify.reasoning.validation.two_centuries import compare, grouped

    found, out = compare(atop, flags, World.packaged()), console()
    if output is not None:
        from ramify.record.asking.export import write

        write(_differing(found.by_text), output)
    print_indented(out, f"{found.published:,} published directed dyad-years.", style="bold")
    print_indented(out, f"{found.agree:,} agree; {len(found.by_text):,} differ:")
    for cause, alliances, count, first, last in grouped(found.by_text):
        listed = ", ".join(map(str, alliances)) or "none that year"
        print_indented(out, f"{count:,}: {cause} (alliance {listed}; {first}–{last})", 2)


def _differing(found: tuple[Disagreement, ...]) -> pa.Table:
    """The directed dyad-years that differ, as columns; kinds are empty where there is no row."""
    import pyarrow as pa

    def kinds(owed: frozenset[str] | None) -> str | None:
        return None if owed is None else "; ".join(sorted(owed))

    return pa.table({
        "ccode1": pa.array([one.key[0] for one in found], pa.int32()),
        "ccode2": pa.array([one.key[1] for one in found], pa.int32()),
        "year": pa.array([one.key[2] for one in found], pa.int32()),
        "derived": pa.array([kinds(one.derived) for one in found], pa.string()),
        "published": pa.array([kinds(one.published) for one in found], pa.string()),
        "alliances": pa.array(["; ".join(map(str, one.alliances)) for one in found], pa.string()),
        "cause": pa.array([one.cause for one in found], pa.string()),
    })  # fmt: skip


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
) -> None:
    """Say how often promises were honoured when interstate wars set them off."""
    from ramify import World
    from ramify._print import console, print_indented
    from ramify.reasoning.validation.fulfilment import by_alliance, rates, trials, written
    from ramify.world.sources import atop as alliances
    from ramify.world.sources import mid
    from ramify.world.sources import war_dyads as pairs

    packaged, out = World.packaged(), console()
    coded = {p.id: p for p in alliances.read(alliances.SOURCE.table(atop), packaged)}
    world = packaged.without(*packaged.pacts).with_pacts(*coded.values())
    fought = list(pairs.read(pairs.SOURCE.table(wars), packaged))
    parts = list(mid.read(mid.SOURCE.table(disputes), packaged)) if disputes else []
    found = trials(world, fought, parts)
    shares = rates(found)
    if write is not None:
        from ramify.commands.output import save

        save(written(shares), write)
    _print_rates(out, shares)
    for record in by_alliance(found):
        said = f"{record.by_all} were kept by every ally, {record.by_some} by one or more"
        print_indented(out, f"{record.era}: of {record.tested} alliances put to the test, {said}.")
    print_indented(out, _PUBLISHED, style="dim")
    unclear = sum(trial.honoured is None for trial in found)
    print_indented(out, f"{unclear} more turn on limits that ATOP does not spell out.", style="dim")
    for trial in sorted(found, key=lambda t: (t.type, t.on)) if cases else ():
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

    table = Table("Promise", "Era", "Set off", "Honoured", "Share", "95%", "Wars", box=None)
    for rate in shares:
        share, bounds = "none", ""
        if rate.share is not None and rate.low is not None and rate.high is not None:
            share, bounds = f"{rate.share:.1%}", f"{rate.low:.1%}–{rate.high:.1%}"
        counts = (str(rate.triggered), str(rate.honoured), share, bounds, str(rate.wars))
        table.add_row(rate.type, rate.era, *counts)
    out.print(table)
