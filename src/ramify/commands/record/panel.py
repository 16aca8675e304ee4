"""`ramify panel`: frames of states or pairs by year or month, with their provenance."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ramify.commands.output import FormatOption, Result, give, save, tried_table, way

if TYPE_CHECKING:
    import pyarrow as pa
    from rich.console import Console

    from ramify.record.panels.build import PanelProvenance
    from ramify.record.panels.columns import PanelColumn
    from ramify.world.pacts import CommitmentType
    from ramify.world.world import World

_KINDS: tuple[CommitmentType, ...] = (
    "defense", "offense", "neutrality", "nonaggression", "consultation",
)  # fmt: skip
FrameOption = Annotated[
    Path,
    typer.Option(
        "--output", "-o", callback=tried_table, help="The frame: .csv, .parquet, .jsonl or .dta."
    ),
]
ColumnsOption = Annotated[
    str,
    typer.Option(
        "--with",
        help="Columns, with commas: alliances, contiguity, distance, mid, wars, rivalry, igo, "
        "votes, trade, capabilities, conflicts, events.",
    ),
]


def panel(
    kind: Annotated[
        Literal["dyad-year", "state-year", "dyad-month"],
        typer.Argument(help="What a row is: a pair in a year or month, or a state in a year."),
    ],
    first: Annotated[int, typer.Option("--from", help="First year.")],
    last: Annotated[int, typer.Option("--to", help="Last year.")],
    output: FrameOption,
    with_: ColumnsOption = "",
    world: Annotated[
        Path | None, typer.Option(help="The world folder that `ramify load` filled.")
    ] = None,
    record: Annotated[Path | None, typer.Option(help="The record that events come from.")] = None,
    numbers: Annotated[
        Literal["cow", "gw"], typer.Option(help="Whose numbers of states, and list of them.")
    ] = "cow",
    undirected: Annotated[
        bool, typer.Option("--undirected", help="Each pair once, the lower number first.")
    ] = False,
    format: FormatOption = None,
) -> None:
    """Write a frame of states or pairs, with what is unknown left empty, and its provenance."""
    from ramify import World
    from ramify._errors import UsageError
    from ramify.record.asking.export import write
    from ramify.record.panels.build import panel as build

    how = way(format, None)
    if last < first:
        raise UsageError(f"{first} to {last} ends before it starts")
    names = [name.strip() for name in with_.split(",") if name.strip()]
    known = World.packaged().with_folder(world) if world else World.packaged()
    listed = World.from_folder(world).lives if world and (world / "states.csv").exists() else None
    with ExitStack() as stack:
        table, made_of = build(
            kind,
            (first, last),
            names,
            known,
            states=listed,
            scheme=numbers,
            directed=not undirected,
            more=_more(names, kind, record, stack),
        )
        write(table, output)
    sidecar = output.with_name(f"{output.name}.provenance.json")
    save(made_of.to_json(indent=2) + "\n", sidecar)
    give(_result(table, made_of, output, sidecar), how)


def _more(
    names: list[str], kind: str, record: Path | None, stack: ExitStack
) -> dict[str, PanelColumn]:
    """The columns that come from a record or from the articles of pacts."""
    from ramify._errors import UsageError
    from ramify.record.panels.events import event_columns
    from ramify.record.store import Record

    found = {}
    if kind == "state-year" and {"events", "alliances"} & set(names):
        raise UsageError("events and alliances are of pairs", repair="ask for dyad-year")
    if "events" in names:
        if record is None:
            raise UsageError("events come from a record", repair="give --record FILE")
        store = stack.enter_context(Record.open(record, read_only=True))
        found["events"] = event_columns(store, monthly=kind == "dyad-month")
    if "alliances" in names:
        found["alliances"] = alliances()
    return found


def alliances() -> PanelColumn:
    """What each state owed each other by its pacts in a year, as ATOP names the kinds."""
    from ramify.record.panels.columns import PanelColumn

    return PanelColumn(
        name="alliances",
        fact="pacts",
        load="atop",
        given=_owed,
        query=f"SELECT a, b, year, allied, {', '.join(_KINDS)} FROM given",
        columns=tuple((name, "false") for name in ("allied", *_KINDS)),
        symmetric=False,
    )


def _owed(world: World) -> pa.Table | None:
    import pyarrow as pa

    from ramify.reasoning.obligations.questions.dyad_years import dyad_years

    if "pacts" not in world.about.through:
        return None
    found = dyad_years(world.pacts, set(_KINDS), 1815, world.about.through["pacts"].end.year)
    keys = list(found)
    columns: dict[str, list[object]] = {
        "a": [key[0] for key in keys],
        "b": [key[1] for key in keys],
        "year": [key[2] for key in keys],
        "allied": [True] * len(keys),
    }
    kinds = list(found.values())
    return pa.table(columns | {name: [name in kept for kept in kinds] for name in _KINDS})


def _result(table: pa.Table, made_of: PanelProvenance, output: Path, sidecar: Path) -> Result:
    """What was written, and how much of it is known: a row for each source of columns."""
    from ramify._print import print_indented
    from ramify._table import Table
    from ramify.record.panels.build import ColumnOrigin

    head = f"{table.num_rows:,} rows, {table.num_columns} columns in {output}"
    last = f"Where it comes from: {sidecar}"

    def show(out: Console) -> None:
        print_indented(out, head, style="bold")
        for origin in made_of.origins:
            share = origin.known / table.num_rows if table.num_rows else 0
            print_indented(
                out,
                f"{origin.name}: {', '.join(origin.columns)}; {origin.first} to {origin.last}, "
                f"known in {share:.0%} of rows ({origin.cite})",
                2,
            )
        print_indented(out, last, style="dim")

    return Result(
        text=show,
        table=Table(made_of.origins, ColumnOrigin),
        title=head,
        notes=[last],
        more={"columns": table.column_names},
    )
