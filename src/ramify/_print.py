"""Printing to a terminal, which nothing from a document may steer."""

from __future__ import annotations

import io
import os
import sys
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

WIDTH = 100
"""Columns when the output is not a terminal and `COLUMNS` does not say."""

NARROWEST, WIDEST = 40, 10_000


def printable(text: str) -> str:
    """The text with every control and formatting character but line breaks shown as `�`.

    That covers escape sequences and the bidirectional overrides that make a
    line read other than it is.

    >>> printable("red \\x1b[31m alert")
    'red �[31m alert'
    """
    if text.isprintable():
        return text
    return "".join(c if c == "\n" or unicodedata.category(c)[0] != "C" else "�" for c in text)


def one_line(text: object) -> object:
    """A name or a reason that stays on its line: no line break, no byte that is no text.

    >>> one_line("a\\nb\\udcff")
    'a�b�'
    """
    return printable(text).replace("\n", "�") if isinstance(text, str) else text


def console(*, stderr: bool = False) -> Console:
    """A rich console: colours and the terminal's width on a terminal, plain text elsewhere."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    width = None if stream is not None and stream.isatty() else columns()
    return Console(
        file=None if stream is not None else io.StringIO(),
        stderr=stderr,
        width=width,
        highlight=False,
        markup=False,
        emoji=False,
    )


def columns() -> int:
    """The width where there is no terminal: what `COLUMNS` asks for, if that can be."""
    asked = os.environ.get("COLUMNS", "")
    return min(max(int(asked), NARROWEST), WIDEST) if asked.isdecimal() and asked != "0" else WIDTH


def print_indented(out: Console, text: str | Text, indent: int = 0, style: str = "") -> None:
    """Print a text wrapped to the width with every line indented, no space at the end."""
    from rich.text import Text

    text = Text(printable(text)) if isinstance(text, str) else text
    if style:
        text.stylize(style)
    for line in text.wrap(out, max(out.width - indent, 20)):
        line.rstrip()
        out.print(Text(" " * indent).append_text(line), soft_wrap=True)


def print_lines(out: Console, lines: Iterable[str]) -> None:
    """Print lines with the indents they begin with, kept where they wrap; the first in bold."""
    for n, line in enumerate(lines):
        bare = line.lstrip()
        print_indented(out, bare, len(line) - len(bare), "" if n else "bold")
