"""`ramify bench`: how often ramify is right, on data that others or a careful human coded."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from ramify.commands.output import FormatOption, OutputOption, Result, give, tried, way
from ramify.commands.reading.readers import (
    MAX_TOKENS,
    TIMEOUT,
    TRIES,
    AskingLimits,
    BaseUrlOption,
    CacheFolderOption,
    CacheOption,
    Choice,
    ContextOption,
    MaxTokensOption,
    ModelOption,
    PriceInOption,
    PriceOutOption,
    ReaderOption,
    TimeoutOption,
    TriesOption,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import Console
    from rich.table import Table as Grid

    from ramify.reading.evaluation.marks import Fraction, Marks, MatchCounts
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
    who: ReaderOption = "rules",
    base_url: BaseUrlOption = None,
    model: ModelOption = None,
    price_in: PriceInOption = None,
    price_out: PriceOutOption = None,
    max_tokens: MaxTokensOption = MAX_TOKENS,
    timeout: TimeoutOption = TIMEOUT,
    tries: TriesOption = TRIES,
    context: ContextOption = None,
    cache: CacheOption = True,
    cache_folder: CacheFolderOption = None,
    format: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """Score the reader on annotated articles, PLOVER gold records and PETRARCH-2's sentences.

    Sample data beside the checkout, or in the folder RAMIFY_SHARED, is used where no file is named;
    outside a checkout only the files that are named are scored.
    """
    from ramify._errors import UsageError
    from ramify._table import Table
    from ramify.commands.reading.readers import accounted, cache_of, chosen
    from ramify.reading.syntax.parsers import named_parser, packaged_parser

    kept = cache_of(cache and who != "rules", cache_folder)
    asking = AskingLimits(max_tokens, timeout, tries, context)
    choice = Choice(who, base_url, model, price_in, price_out, kept, asking)
    how = way(format, output)
    if parser and who == "llm":
        raise UsageError("--parser is for --reader rules or both")
    asked = chosen(choice, None, parser)
    with accounted(asked, choice):
        parts = list(_parts(gold, documents or (), plover, petrarch, asked.reader, misses))
    syntax = named_parser(parser) if parser else packaged_parser()
    title = f"Reader: {asked.reader.name}{f' {model}' if model else ''} over {syntax.name}"

    def show(out: Console) -> None:
        out.print(title)
        for part in parts:
            part.show(out)

    table = Table([score for part in parts for score in part.scores], Score)
    notes = [note for part in parts for note in part.notes]
    give(Result(text=show, table=table, title=title, notes=notes), how)


@app.command("tkg")
def tkg(
    folder: Annotated[Path, typer.Argument(help="Folder with train, valid and test quadruples.")],
    split: Annotated[str, typer.Option(help="The facts to ask about: valid or test.")] = "valid",
    model: Annotated[
        Path | None, typer.Option(help="Ask this model, written with --save, and fit none.")
    ] = None,
    kept: Annotated[
        Path | None,
        typer.Option("--save", callback=tried, help="Write the model that was asked to this file."),
    ] = None,
    format: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """Rank the partners of every fact of a split, by the strict protocol of docs/dynamics.md."""
    from dataclasses import asdict

    from ramify._errors import UsageError
    from ramify._table import Table
    from ramify.reasoning.dynamics import PartnerModel, bench_tkg
    from ramify.reasoning.dynamics.evaluation.tkg_benchmark import Metrics

    how = way(format, output)
    if split not in ("valid", "test"):
        raise UsageError(f"unknown split {split!r}", repair="choose valid or test")
    known = PartnerModel.load(model) if model else None
    found = bench_tkg(folder, split=split, model=known, output=kept)
    more = asdict(found)
    del more["metrics"]
    result = Result(
        text=lambda out: _list(out, found.lines()),
        table=Table([found.metrics], Metrics),
        title=f"Partners of the facts of {split}, {folder.name}",
        notes=found.lines(),
        more=more,
    )
    give(result, how)


def _there(path: Path) -> Path | None:
    return path if path.is_file() else None


class Score(NamedTuple):
    """How one thing that was measured came out, as a row of a table."""

    data: str
    of: str
    """The document or the records."""
    what: str
    score: float | None
    """A share of 1: F1, or how many of those that were found; None without data."""
    right: int | None = None
    missed: int | None = None
    wrong: int | None = None


class _Part(NamedTuple):
    """What was measured on one set of data: for people, and as rows."""

    table: Grid
    scores: list[Score]
    notes: list[str]

    def show(self, out: Console) -> None:
        """Print the table, then the notes."""
        out.print(self.table)
        _list(out, self.notes)


def _counts(data: str, of: str, what: str, found: MatchCounts) -> Score:
    return Score(data, of, what, found.f1, found.right, found.missed, found.wrong)


def _share(data: str, of: str, what: str, found: Fraction) -> Score:
    share = found.part / found.whole if found.whole else None
    return Score(data, of, what, share, found.part, found.whole - found.part)


def _parts(
    gold: Path | None,
    documents: Sequence[Path],
    plover: Path | None,
    petrarch: Path | None,
    reader: Reader,
    misses: bool,
) -> Iterator[_Part]:
    """What is measured on each set that is named, or is where it usually is."""
    from ramify import World

    world = World.packaged()
    shared = Path(os.environ.get("RAMIFY_SHARED", "../shared"))
    if gold or _ANNOTATED.is_dir() or not (plover or petrarch):
        gold = gold or _ANNOTATED
        folders = [*documents, gold, gold.parent / "articles", shared / "documents"]
        yield _articles(gold, folders, reader, world, misses)
    if plover := plover or _there(shared / "data" / "text" / "plover_gsr_dev.json"):
        yield _plover(plover, reader, world, misses)
    if petrarch := petrarch or _there(shared / "data" / "text" / "petr2_gsr.json"):
        yield _petrarch(petrarch, reader, world)


def _articles(
    folder: Path, documents: Sequence[Path], reader: Reader, world: World, misses: bool
) -> _Part:
    from ramify._errors import InputError
    from ramify.reading.evaluation.gold import document_of, load_gold, plain_text
    from ramify.reading.evaluation.marks import Marks, shown_misses
    from ramify.reading.evaluation.scoring import score
    from ramify.reading.intake.documents import load
    from ramify.reading.statements import Reading

    files = sorted(folder.glob("*.toml"))
    if not files:
        raise InputError("no annotations here", where=str(folder), repair="name a folder: --gold")
    table = _table("Articles", "events F1", "claims F1", "lost", "junk kept")
    total, lines, scores = Marks(), list[str](), list[Score]()
    for file in files:
        gold = load_gold(file)
        path = document_of(gold, documents)
        if path is None:
            table.add_row(gold.file, "not here", "", "", "")
            scores.append(Score("articles", gold.file, "not here", None))
            continue
        plain, document = plain_text(path), load(path)
        try:
            read = reader.read(document, world)
        except InputError as error:
            read = Reading(document=document, reader=reader.name)
            lines.append(f"{gold.file}: not read, all of it missed: {error.what}")
        marks = score(read, gold, plain)
        table.add_row(gold.file, *_row(marks))
        scores += _scores(gold.file, marks)
        lines += [gold.file, *shown_misses(marks, plain)] if misses else ()
        total += marks
    table.add_row("all", *_row(total))
    credits = ", ".join(f"{name} {share}" for name, share in total.credits.items())
    signs = f"Of the opposite sign: {total.opposite} events read; dates right: {total.dates}"
    notes = [f"Right among those found: {credits}", signs, *lines]
    return _Part(table, [*scores, *_scores("all", total)], notes)


def _scores(of: str, marks: Marks) -> Iterator[Score]:
    """The scores of a document, with the part credits of what was found in it."""
    counted = {"events": marks.events, "claims": marks.claims, "sentences kept": marks.kept}
    for what, counts in counted.items():
        yield _counts("articles", of, what, counts)
    for what, credit in marks.credits.items():
        yield _share("articles", of, f"{what} of those found", credit)
    yield _share("articles", of, "opposite signs of events read", marks.opposite)
    yield _share("articles", of, "dates right of those the text gives", marks.dates)


def _row(marks: Marks) -> tuple[str, ...]:
    kept = marks.kept
    return _f1(marks.events), _f1(marks.claims), str(kept.missed), str(kept.wrong)


def _f1(tally: MatchCounts) -> str:
    return f"{tally.f1:.2f} ({tally.right} of {tally.right + tally.missed}, {tally.wrong} wrong)"


def _plover(path: Path, reader: Reader, world: World, misses: bool) -> _Part:
    from ramify.reading.evaluation.marks import Fraction
    from ramify.reading.evaluation.plover import load_rows, score_records

    states = frozenset(actor.id for actor in world.actors.values() if actor.kind == "state")
    sentences = _Sentences(reader, world)
    marks = score_records(load_rows(path), sentences, states)
    table = _table("PLOVER gold records", "score")
    table.add_row("event class, first acts", f"{marks.accuracy:.3f} ({marks.first})")
    table.add_row("event class, any act", str(marks.anywhere))
    table.add_row("source countries, F1", _f1(marks.sources))
    table.add_row("target countries, F1", _f1(marks.targets))
    table.add_row("records unread", str(marks.unread))
    table.add_row("of those read, of the opposite sign", str(marks.opposite))
    data = ("PLOVER", path.name)
    read = Fraction(marks.first.whole - marks.unread, marks.first.whole)
    scores = [
        _share(*data, "event class, first acts", marks.first),
        _share(*data, "event class, any act", marks.anywhere),
        _counts(*data, "source countries", marks.sources),
        _counts(*data, "target countries", marks.targets),
        _share(*data, "records read", read),
        _share(*data, "opposite signs of those read", marks.opposite),
    ]
    common = marks.confused.most_common(8)
    confused = "Most confused: " + ", ".join(f"{g} as {m} {n}" for (g, m), n in common)
    notes = [confused, *sentences.notes(), *(marks.misses if misses else ())]
    return _Part(table, scores, notes)


def _petrarch(path: Path, reader: Reader, world: World) -> _Part:
    from ramify.reading.evaluation.plover import agreement, load_rows

    read = _Sentences(reader, world)
    sentences, triples = agreement(load_rows(path), read)
    table = _table("PETRARCH-2 sentences", "agreement")
    table.add_row("a root code in common, or none on either side", str(sentences))
    table.add_row("source, root code and target, F1", _f1(triples))
    data = ("PETRARCH-2", path.name)
    scores = [
        _share(*data, "a root code in common, or none on either side", sentences),
        _counts(*data, "source, root code and target", triples),
    ]
    return _Part(table, scores, list(read.notes()))


class _Sentences:
    """Reads sentences alone."""

    def __init__(self, reader: Reader, world: World) -> None:
        self._reader, self._world = reader, world
        self._failed: Counter[str] = Counter()

    def __call__(self, name: str, text: str) -> Sequence[Event]:
        from ramify._errors import InputError
        from ramify.reading.intake.documents import from_bytes

        try:
            return self._reader.read(from_bytes(text.encode(), name=name), self._world).events
        except InputError as error:
            self._failed[error.what] += 1
            return ()

    def notes(self) -> Iterator[str]:
        """Why sentences were not read: they count as those in which nothing is found."""
        for why, count in self._failed.most_common():
            yield f"Not read: {count}: {why}"


def _table(*columns: str) -> Grid:
    from rich.table import Table as Grid

    table = Grid(box=None, pad_edge=False)
    for number, name in enumerate(columns):
        table.add_column(name, justify="right" if number else "left")
    return table


def _list(out: Console, lines: Iterable[str]) -> None:
    from ramify._print import printable

    for line in lines:
        out.print(printable(line), soft_wrap=True)
