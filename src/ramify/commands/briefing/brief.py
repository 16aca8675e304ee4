"""`ramify brief`: documents in, a brief out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ramify._errors import UsageError
from ramify._extras import extras
from ramify.commands.output import (
    DAY,
    PAGE,
    OutputOption,
    PageFormatOption,
    Result,
    Way,
    give,
    save,
    way,
)
from ramify.commands.reading.readers import (
    CPU_LIMIT,
    MAX_TOKENS,
    MEMORY_LIMIT,
    TIME_LIMIT,
    TIMEOUT,
    TRIES,
    AskingLimits,
    BaseUrlOption,
    CacheFolderOption,
    CacheOption,
    Choice,
    ContextOption,
    CpuLimitOption,
    JobsOption,
    MaxTokensOption,
    MemoryLimitOption,
    ModelOption,
    PriceInOption,
    PriceOutOption,
    QuietOption,
    ReaderOption,
    TimeLimitOption,
    TimeoutOption,
    TriesOption,
)
from ramify.commands.world.worlds import Folder, opened

if TYPE_CHECKING:
    from ramify.briefing.brief import Brief


PathsArgument = Annotated[
    list[str] | None,
    typer.Argument(help="Files, folders, globs, web addresses, or - for input."),
]
EventOption = Annotated[
    list[str] | None,
    typer.Option(help='Ask about this event, as "2024-06-19 RUS 057 PRK"; may be repeated.'),
]
PactOption = Annotated[
    list[Path] | None,
    typer.Option(
        help="Ask what the treaty in this file would change (docs/facts.md has the form); may "
        "be repeated."
    ),
]
SinceOption = Annotated[
    Path | None, typer.Option(help="Say what has changed since this brief, saved as JSON.")
]
OnOption = Annotated[
    str | None, typer.Option(help=f"Answer for this day: {DAY}; else that of the latest document.")
]
RecordOption = Annotated[
    Path | None,
    typer.Option(help="What happened before: its level, last days and events count."),
]
AboutOption = Annotated[
    list[str] | None, typer.Option(help="Keep to this actor: code or name; may be repeated.")
]
HorizonOption = Annotated[str, typer.Option(help="How far ahead: 90d, 12w, 6m, 1y.")]
CiteOption = Annotated[
    bool, typer.Option("--cite", help="Print only how to cite it and its sources.")
]
BibtexOption = Annotated[bool, typer.Option("--bibtex", help="Print only that, as BibTeX.")]
LongOption = Annotated[
    bool, typer.Option("--long", "-l", help="Print the annex: everything, with its evidence.")
]


@extras("all")
def brief(
    paths: PathsArgument = None,
    event: EventOption = None,
    pact: PactOption = None,
    since: SinceOption = None,
    on: OnOption = None,
    record: RecordOption = None,
    about: AboutOption = None,
    horizon: HorizonOption = "90d",
    cite: CiteOption = False,
    bibtex: BibtexOption = False,
    format: PageFormatOption = None,
    output: OutputOption = None,
    reader: ReaderOption = "rules",
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
    jobs: JobsOption = None,
    folder: Folder = None,
    cpu_limit: CpuLimitOption = CPU_LIMIT,
    time_limit: TimeLimitOption = TIME_LIMIT,
    memory_limit: MemoryLimitOption = MEMORY_LIMIT,
    quiet: QuietOption = False,
    long: LongOption = False,
) -> None:
    """Read documents, or take events and treaties as given, and print what follows for whom."""
    from ramify.briefing.compose import compose
    from ramify.commands.reading.progress import read_chosen
    from ramify.commands.reading.readers import cache_of
    from ramify.reading.box.limits import ReadingLimits
    from ramify.world.when import day, horizon_days

    if not (paths or event or pact):
        repair = 'name files, or ask with --event "2024-06-19 RUS 057 PRK" or --pact FILE'
        raise UsageError("nothing to brief on", repair=repair)
    horizon_days(horizon)
    limits = ReadingLimits(cpu_limit, time_limit, memory_limit)
    how = _as_text(format, output) if cite or bibtex else way(format, output, PAGE)
    asked = day(on) if on else None
    kept = cache_of(cache, cache_folder)
    asking = AskingLimits(max_tokens, timeout, tries, context)
    choice = Choice(reader, base_url, model, price_in, price_out, kept, asking)
    world, read = opened(folder), paths or ()
    library = read_chosen(read, world, choice, on=asked, quiet=quiet, jobs=jobs, limits=limits)
    made = compose(
        library, world, on=asked, about=about or (), horizon=horizon,
        events=event or (), pacts=pact or (), since=since, record=record,
    )  # fmt: skip
    if cite or bibtex:
        _give_text(made.cite.bibtex if bibtex else "\n".join(made.cite.lines) + "\n", how)
    else:
        give(_result(made, long), how)


def _as_text(format: str | None, output: Path | None) -> Way:
    """The way out of citations, whatever the ending of their file."""
    if format not in (None, "text"):
        raise UsageError(f"citations are text, not {format}", repair="leave out --format")
    return Way("text", output)


def _give_text(text: str, how: Way) -> None:
    """A text as it stands, to the file or the terminal."""
    from ramify._print import printable

    if how.file is None:
        typer.echo("\n".join(map(printable, text.split("\n"))), nl=False)
    else:
        save(text, how.file)


def _result(made: Brief, long: bool) -> Result:
    from ramify.briefing.render.html import page
    from ramify.briefing.render.markdown import markdown
    from ramify.briefing.render.text import print_text

    return Result(
        text=lambda out: print_text(made, out, long=long),
        table=made.lines,
        json=lambda: made.to_json(indent=2),
        md=lambda: markdown(made, long=long),
        html=lambda: page(made),
    )
