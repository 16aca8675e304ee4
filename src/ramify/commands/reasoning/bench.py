"""`ramify bench`: how often ramify is right, on data that others or a careful human coded."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ramify.commands.output import tried

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.table import Table

    from ramify.reading.evaluation.scoring import Marks, MatchCounts
    from ramify.reading.library import Reader
    from ramify.record.events import Event
    from ramify.world.world import World

_ANNOTATED = Path("tests/reading/gold")
"""The annotated articles of a checkout, which an installed program does not have."""

app = typer.Typer(name="bench", no_args_is_help=True, help="Measure ramify against gold data.")


@app.callback()
def _bench() -> None:
    pass


@app.command("reading")
def reading(
    gold: Annotated[
        Path | None,
        typer.Option(help="Folder of gold annotations, one TOML file a document."),
    ] = None,
    documents: Annotated[
        list[Path] | None, typer.Option(help="Folder of annotated documents; repeatable.")
    ] = None,
    plover: Annotated[Path | None, typer.Option(help="PLOVER gold records, JSON.")] = None,
    petrarch: Annotated[Path | None, typer.Option(help="PETRARCH-2 sentences, JSON.")] = None,
    parser: Annotated[
        str | None, typer.Option(help="Pipeline to read with; `shallow` for rules alone.")
    ] = None,
    misses: Annotated[bool, typer.Option("--misses", help="List what was missed.")] = False,
) -> None:
    """Score the reader on annotated articles, PLOVER gold records and PETRARCH-2's sentences.

    Sample data beside the checkout, or in the folder RAMIFY_SHARED, is used where no file is named;
    outside a checkout only the files that are named are scored.
    """
    from ramify import World
    from ramify.reading.rules import RulesReader
    from ramify.reading.syntax.parsers import named_parser, packaged_parser

    shared = Path(os.environ.get("RAMIFY_SHARED", "../shared"))
    world = World.packaged()
    syntax = named_parser(parser) if parser else packaged_parser()
    reader = RulesReader(parser=syntax)
    typer.echo(f"Reader: {reader.name} over {syntax.name}")
    if gold or _ANNOTATED.is_dir() or not (plover or petrarch):
        gold = gold or _ANNOTATED
        folders = [*(documents or ()), gold, gold.parent / "articles", shared / "documents"]
        _articles(gold, folders, reader, world, misses)
    plover = plover or _there(shared / "data" / "text" / "plover_gsr_dev.json")
    if plover:
        _plover(plover, reader, world, misses)
    petrarch = petrarch or _there(shared / "data" / "text" / "petr2_gsr.json")
    if petrarch:
        _petrarch(petrarch, reader, world)


@app.command("tkg")
def tkg(
    folder: Annotated[Path, typer.Argument(help="Folder with train, valid and test quadruples.")],
    split: Annotated[str, typer.Option(help="The facts to ask about: valid or test.")] = "valid",
    model: Annotated[
        Path | None, typer.Option(help="Ask this model, written with --output, and fit none.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", callback=tried, help="Write the model to this file."),
    ] = None,
) -> None:
    """Rank the partners of every fact of a split, by the strict protocol of docs/dynamics.md."""
    from ramify._errors import UsageError
    from ramify.reasoning.dynamics import PartnerModel, bench_tkg

    if split not in ("valid", "test"):
        raise UsageError(f"unknown split {split!r}", repair="choose valid or test")
    known = PartnerModel.load(model) if model else None
    _list(bench_tkg(folder, split=split, model=known, output=output).lines())


def _there(path: Path) -> Path | None:
    return path if path.is_file() else None


def _articles(
    folder: Path, documents: Sequence[Path], reader: Reader, world: World, misses: bool
) -> None:
    from ramify._errors import InputError
    from ramify._print import console
    from ramify.reading.evaluation.gold import document_of, load_gold, plain_text
    from ramify.reading.evaluation.scoring import Marks, score, shown_misses
    from ramify.reading.intake.documents import load

    files = sorted(folder.glob("*.toml"))
    if not files:
        raise InputError("no annotations here", where=str(folder), repair="name a folder: --gold")
    table = _table("Articles", "events F1", "claims F1", "lost", "junk kept")
    total, lines = Marks(), list[str]()
    for file in files:
        gold = load_gold(file)
        path = document_of(gold, documents)
        if path is None:
            table.add_row(gold.file, "not here", "", "", "")
            continue
        plain = plain_text(path)
        marks = score(reader.read(load(path), world), gold, plain)
        table.add_row(gold.file, *_row(marks))
        lines += [gold.file, *shown_misses(marks, plain)]
        total += marks
    table.add_row("all", *_row(total))
    out = console()
    out.print(table)
    credits = ", ".join(f"{name} {share}" for name, share in total.credits.items())
    out.print(f"Right among those found: {credits}")
    out.print(f"Of the opposite sign: {total.opposite} events read; dates right: {total.dates}")
    _list(lines if misses else ())


def _row(marks: Marks) -> tuple[str, ...]:
    kept = marks.kept
    return _f1(marks.events), _f1(marks.claims), str(kept.missed), str(kept.wrong)


def _f1(tally: MatchCounts) -> str:
    return f"{tally.f1:.2f} ({tally.right} of {tally.right + tally.missed}, {tally.wrong} wrong)"


def _plover(path: Path, reader: Reader, world: World, misses: bool) -> None:
    from ramify._print import console
    from ramify.reading.evaluation.plover import load_rows, score_records

    states = frozenset(actor.id for actor in world.actors.values() if actor.kind == "state")
    marks = score_records(load_rows(path), _Sentences(reader, world), states)
    table = _table("PLOVER gold records", "score")
    table.add_row("event class, first acts", f"{marks.accuracy:.3f} ({marks.first})")
    table.add_row("event class, any act", str(marks.anywhere))
    table.add_row("source countries, F1", _f1(marks.sources))
    table.add_row("target countries, F1", _f1(marks.targets))
    table.add_row("records unread", str(marks.unread))
    table.add_row("of those read, of the opposite sign", str(marks.opposite))
    console().print(table)
    common = marks.confused.most_common(8)
    typer.echo("Most confused: " + ", ".join(f"{g} as {m} {n}" for (g, m), n in common))
    _list(marks.misses if misses else ())


def _petrarch(path: Path, reader: Reader, world: World) -> None:
    from ramify._print import console
    from ramify.reading.evaluation.plover import agreement, load_rows

    sentences, triples = agreement(load_rows(path), _Sentences(reader, world))
    table = _table("PETRARCH-2 sentences", "agreement")
    table.add_row("a root code in common, or none on either side", str(sentences))
    table.add_row("source, root code and target, F1", _f1(triples))
    console().print(table)


class _Sentences:
    """Reads sentences alone."""

    def __init__(self, reader: Reader, world: World) -> None:
        self._reader, self._world = reader, world

    def __call__(self, name: str, text: str) -> Sequence[Event]:
        from ramify.reading.intake.documents import from_bytes

        return self._reader.read(from_bytes(text.encode(), name=name), self._world).events


def _table(*columns: str) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for number, name in enumerate(columns):
        table.add_column(name, justify="right" if number else "left")
    return table


def _list(lines: Iterable[str]) -> None:
    from ramify._print import printable

    for line in lines:
        typer.echo(printable(line))
