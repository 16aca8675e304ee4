"""A brief in the terminal: the page, and the annex if it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ramify._print import WIDTH, print_indented, printable
from ramify.briefing.annex.annex import annex
from ramify.briefing.annex.line import Line, Section
from ramify.briefing.brief import Brief
from ramify.briefing.page.page import Page
from ramify.briefing.render.blocks import Block, PageCell, blocks, numbers, standing, topic
from ramify.briefing.render.evidence import Quotes

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

_VOICES = {"obliged": "yellow", "expected": "cyan", "exposed": "magenta", "claimed": "green"}
_SHORT = 24
_INLINE = ("CHECKED", "WATCH", "NOT KNOWN")


def print_text(brief: Brief, console: Console, *, long: bool = False) -> None:
    """Print the page of a brief; with `long` the annex below it."""
    page = brief.page
    print_indented(console, printable(topic(page)).upper(), 0, "bold")
    for line in standing(page):
        print_indented(console, line, 0, "dim")
    for block in blocks(page):
        if block.title and block.title not in _INLINE:
            console.print()
        _print_block(block, console)
    print_indented(console, _last(page, long=long), 0, "dim")
    if long:
        _print_annex(brief, console)


def _last(page: Page, *, long: bool) -> str:
    where = "below" if long else "with --long"
    return f"Evidence [1]–[{page.lines}] {where}. Cite: {page.cite}"


def _print_block(block: Block, console: Console) -> None:
    if block.title in _INLINE or _is_short(block):
        told = " · ".join(_plain(row[0]) for row in block.rows)
        _print_hanging(console, f"{block.title:<10}", told or block.note)
        return
    if block.title:
        console.print(block.title, style=f"bold {_VOICES.get(block.voice or '', '')}".strip())
    if block.rows:
        _print_stripped(console, _table(block))
    if block.note:
        print_indented(console, block.note, 1, "italic")


def _is_short(block: Block) -> bool:
    """Whether it says only why it has no rows."""
    return bool(0 < len(block.title) <= _SHORT and block.note and not block.rows)


def _plain(cell: PageCell) -> str:
    return printable(f"{cell.words} {numbers(cell.cites)}".strip())


def _print_hanging(console: Console, title: str, text: str) -> None:
    from rich.table import Table

    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(style="bold", no_wrap=True)
    grid.add_column(ratio=1)
    grid.add_row(_cell(PageCell(words=title)), _cell(PageCell(words=text)))
    _print_stripped(console, grid)


def _table(block: Block) -> Table:
    from rich.table import Table

    table = Table(
        box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=any(block.head), expand=False,
        header_style="dim",
    )  # fmt: skip
    width = len(block.rows[0])
    heads = block.head or ("",) * width
    for n, head in enumerate(heads):
        wide = block.title == "WHO IS BOUND" and n > 0
        table.add_column(
            printable(head), ratio=1 if wide else None, overflow="fold",
            justify="right" if head in ("chance", "usual", "rates") else "left",
        )  # fmt: skip
    for row in block.rows:
        table.add_row(*map(_cell, row))
    return table


def _cell(cell: PageCell) -> Text:
    from rich.text import Text

    text = Text(printable(cell.words))
    if cell.cites:
        text.append(f" {numbers(cell.cites)}", style="dim")
    return text


def _print_stripped(console: Console, table: Table) -> None:
    """Print a table without spaces at the ends of its lines."""
    from rich.text import Text

    for segments in console.render_lines(table, pad=False):
        line = Text.assemble(*((part.text, part.style or "") for part in segments))
        line.rstrip()
        console.print(line, soft_wrap=True)


def _print_annex(brief: Brief, console: Console) -> None:
    from rich.rule import Rule

    quotes = Quotes(brief, first_only=True)
    for section in annex(brief):
        style = _VOICES.get(section.voice or "", "bold")
        console.print(Rule(section.heading, style=style, align="left"))
        _print_section(section, console, quotes, depth=0)


def _print_section(section: Section, console: Console, quotes: Quotes, depth: int) -> None:
    from rich.text import Text

    if section.note and not depth:
        print_indented(console, section.note, 0, "italic")
    for line in section.lines:
        _print_line(line, console, quotes, 2 * depth)
    for part in section.parts:
        head = Text(printable(part.heading), style="bold")
        if part.note:
            head.append(printable(f" · {part.note}"), style="not bold italic")
        print_indented(console, head, 0)
        _print_section(part, console, quotes, 1)


def _print_line(line: Line, console: Console, quotes: Quotes, indent: int) -> None:
    from rich.text import Text

    text = Text(f"[{line.number}] ", style="dim")
    if line.tag:
        text.append(printable(f"{line.tag}  "), style="bold")
    text.append(printable(line.text), style="not dim")
    fresh, above = quotes.of(line)
    see = (f"see {', '.join(f'[{n}]' for n in above)}",) if above else ()
    for more in (*line.details, *see):
        text.append(printable(f" · {more}"), style="dim")
    if fresh:
        text.append(printable(f" — {' '.join(fresh)}"), style="dim italic")
    print_indented(console, text, indent)


def plain_text(brief: Brief, *, long: bool = False) -> str:
    """The brief as the terminal shows it, without colours, for a file."""
    from io import StringIO

    from rich.console import Console

    out = StringIO()
    console = Console(file=out, width=WIDTH, highlight=False, markup=False, emoji=False)
    print_text(brief, console, long=long)
    return out.getvalue()
