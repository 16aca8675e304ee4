"""One way out for all commands: as text, JSON, CSV, Markdown or a page, to a terminal or a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from ramify._table import Tabular
    from ramify._value import Value

TABLE = ("text", "json", "csv", "md")
"""What a result that is a table can be printed as."""
PAGE = (*TABLE, "html")
_ENDINGS = {
    ".csv": "csv",
    ".htm": "html",
    ".html": "html",
    ".json": "json",
    ".markdown": "md",
    ".md": "md",
    ".txt": "text",
}


def _option(formats: Sequence[str]) -> Any:
    return typer.Option(
        "--format",
        "-f",
        metavar="|".join(formats),
        help="How to print it; else as the ending of the --output file says, else text.",
    )


FormatOption = Annotated[str | None, _option(TABLE)]
PageFormatOption = Annotated[str | None, _option(PAGE)]


def tried(output: Path | None) -> Path | None:
    """An output file, tried before the work begins whose result it is to hold.

    Raises:
        InputError: it cannot be written.
    """
    from ramify._files import try_out

    if output is not None:
        try_out(output)
    return output


def tried_table(output: Path | None) -> Path | None:
    """The same for a table whose format is known by the ending of the file.

    Raises:
        UsageError: no such format.
        InputError: it cannot be written.
    """
    from ramify.record.asking.export import ready

    if output is not None:
        ready(output)
    return output


OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", callback=tried, help="Write to this file.")
]
DAY = "YYYY-MM-DD, or today; a year or a month is taken as its last day"
"""How a day is written, for the help of options."""


@dataclass(frozen=True, slots=True)
class Way:
    """How a result goes out: its format, and the file if it is not the terminal."""

    format: str = "text"
    file: Path | None = None


def way(format: str | None, output: Path | None, known: Sequence[str] = TABLE) -> Way:
    """The way asked for; checked before any work is done.

    Raises:
        UsageError: the format, or the one that the ending of the file stands for, is not known
            or not one of this command's.

    >>> way(None, Path("duties.csv")).format
    'csv'
    """
    from ramify._errors import UsageError
    from ramify._nearest import nearest

    asked = format or _by_ending(output)
    if asked is not None and asked in known:
        return Way(asked, output)
    if format is None and output is not None:
        what = f"{output.name}: no format here goes by the ending {output.suffix!r}"
        raise UsageError(what, repair=f"choose with --format: {', '.join(known)}")
    near = nearest(asked or "", known)
    repair = f"did you mean {near[0]}?" if near else f"choose among {', '.join(known)}"
    raise UsageError(f"unknown format {asked!r}", repair=repair)


def _by_ending(output: Path | None) -> str | None:
    """The format that a file's ending stands for; text without an ending."""
    if output is None or not output.suffix:
        return "text"
    return _ENDINGS.get(output.suffix.lower())


@dataclass(frozen=True, kw_only=True)
class Result:
    """What a command found out, and how to show it in each way that is not a plain table's."""

    text: Callable[[Console], None]
    table: Tabular
    title: str = ""
    notes: Sequence[str] = ()
    more: Mapping[str, object] = field(default_factory=dict)
    """What JSON holds beside the rows."""
    json: Callable[[], str] | None = None
    md: Callable[[], str] | None = None
    html: Callable[[], str] | None = None


def give(result: Result, way: Way) -> None:
    """Print a result, or write it to its file.

    Raises:
        InputError: the file cannot be written.
    """
    from ramify._print import console

    if way == Way():
        result.text(console())
    elif way.file is None:
        typer.echo(rendered(result, way.format), nl=False)
    else:
        save(rendered(result, way.format), way.file)


def rendered(result: Result, format: str) -> str:
    """A result as the text of a file."""
    made = {
        "text": lambda: plain(result.text),
        "json": lambda: _ended((result.json or (lambda: _json(result)))()),
        "csv": lambda: result.table.to_csv() or "",
        "md": result.md or (lambda: _markdown(result)),
        "html": result.html or (lambda: _page(result)),
    }
    return made[format]()


def plain(show: Callable[[Console], None]) -> str:
    """What would be printed on a terminal, without colours and of a fixed width."""
    from io import StringIO

    from rich.console import Console

    from ramify._print import WIDTH

    out = StringIO()
    show(Console(file=out, width=WIDTH, highlight=False, markup=False, emoji=False))
    return out.getvalue()


def json_list(values: Iterable[Value]) -> str:
    """Values as a list in JSON."""
    return f"[{', '.join(value.to_json(indent=2) for value in values)}]"


def _ended(text: str) -> str:
    return text if text.endswith("\n") else text + "\n"


def _json(result: Result) -> str:
    """The rows as objects, under the title and above the notes."""
    import json

    columns = result.table.columns
    rows = [dict(zip(columns, row, strict=True)) for row in result.table.rows]
    told = {"title": result.title, "rows": rows, **result.more, "notes": list(result.notes)}
    return json.dumps(told, indent=2, ensure_ascii=False, default=_told)


def _told(cell: object) -> object:
    """What JSON has no form for: values as objects, dates as text."""
    from ramify._value import Value

    return cell.model_dump(mode="json") if isinstance(cell, Value) else str(cell)


def _markdown(result: Result) -> str:
    """The rows under the title and above the notes; a column without any value is left out."""
    from ramify._table import shown

    columns = result.table.columns
    rows = [[shown(cell) for cell in row] for row in result.table.rows]
    kept = [n for n in range(len(columns)) if not rows or any(row[n] for row in rows)]
    table = [columns[n] for n in kept], [[row[n] for n in kept] for row in rows]
    return markdown(result.title, (), table, result.notes)


def markdown(
    title: str,
    head: Iterable[str],
    table: tuple[Sequence[str], Sequence[Sequence[str]]],
    notes: Iterable[str],
) -> str:
    """A title, lines, a table and lines in Markdown; a line that is indented is put in a list.

    >>> print(markdown("Why", ["called forth by", "  one"], (["a"], [["b|c"]]), []), end="")
    # Why
    <BLANKLINE>
    called forth by
    <BLANKLINE>
    - one
    <BLANKLINE>
    | a |
    | --- |
    | b\\|c |
    """
    from ramify._table import escape_markdown as escape

    columns, rows = table
    named = [escape(name) for name in columns]
    cells = [named, ["---"] * len(columns), *([escape(cell) for cell in row] for row in rows)]
    grid = "".join(f"| {' | '.join(row)} |\n" for row in cells) if columns else ""
    heading = f"# {escape(title)}\n" if title else ""
    return "\n".join(filter(None, (heading, _listed(head), grid, _listed(notes))))


def _listed(lines: Iterable[str]) -> str:
    """Lines as paragraphs, and those that are indented as items, by how deep they are."""
    from ramify._table import escape_markdown as escape

    out, depths, before = "", [0], 0
    for line in filter(str.strip, lines):
        depth = len(line) - len(line.lstrip())
        depths = [*(above for above in depths if above < depth), depth]
        level = len(depths) - 1
        apart = "\n" if out and not (level and before) else ""
        item = f"{'  ' * (level - 1)}- " if level else ""
        out, before = f"{out}{apart}{item}{escape(line)}\n", level
    return out


def _page(result: Result) -> str:
    from ramify.briefing.render.templating import environment

    template = environment().get_template("table.html")
    return template.render(title=result.title, table=result.table.to_html(), notes=result.notes)


def print_grid(out: Console, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table with aligned columns and no lines."""
    from rich.table import Table
    from rich.text import Text

    from ramify._print import printable

    grid = Table(*columns, box=None, pad_edge=False)
    for row in rows:
        grid.add_row(*(Text(printable(cell)) for cell in row))
    out.print(grid)


def save(text: str, output: Path) -> None:
    """Write a text to a file.

    Raises:
        InputError: the file cannot be written.
    """
    from ramify._files import write

    write(output, text)
