"""A brief in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ramify._print import WIDTH, printable
from ramify.brief.brief import Brief
from ramify.brief.outline import Line, Section, outline
from ramify.brief.words import evidence_words

if TYPE_CHECKING:
    from rich.console import Console

_VOICES = {"obliged": "yellow", "expected": "cyan", "exposed": "magenta", "claimed": "green"}


def print_text(brief: Brief, console: Console, *, verbose: bool = False) -> None:
    """Print a brief; with `verbose` every piece of evidence, not only the first."""
    from rich.rule import Rule

    for section in outline(brief, verbose=verbose):
        console.print(Rule(section.heading, style=_VOICES.get(section.voice or "", "bold")))
        _print_section(section, console, verbose, depth=0)
        console.print()


def _print_section(section: Section, console: Console, verbose: bool, depth: int) -> None:
    if section.note:
        _print(console, section.note, indent=2 * depth, style="italic")
    for line in section.lines:
        _print_line(line, console, verbose, depth)
    for part in section.parts:
        _print(console, part.heading, indent=2 * depth, style="bold")
        _print_section(part, console, verbose, depth + 1)


def _print_line(line: Line, console: Console, verbose: bool, depth: int) -> None:
    from rich.text import Text

    text = Text(printable(f"[{line.tag}] ") if line.tag else "", style="bold")
    text.append(printable(line.text), style="not bold")
    _print(console, text, indent=2 * depth)
    for detail in line.details:
        _print(console, detail, indent=2 * depth + 4, style="dim")
    shown = line.evidence if verbose else line.evidence[:1]
    for evidence in shown:
        _print(console, evidence_words(evidence), indent=2 * depth + 4, style="dim italic")
    if rest := len(line.evidence) - len(shown):
        _print(console, f"and {rest} more", indent=2 * depth + 4, style="dim italic")


def _print(console: Console, text: object, *, indent: int, style: str = "") -> None:
    from rich.padding import Padding
    from rich.text import Text

    if isinstance(text, str):
        text = Text(printable(text), style=style)
    console.print(Padding(text, (0, 0, 0, indent)))  # type: ignore[arg-type]


def plain_text(brief: Brief, *, verbose: bool = False) -> str:
    """The brief as the terminal shows it, without colours, for a file."""
    from io import StringIO

    from rich.console import Console

    out = StringIO()
    console = Console(file=out, width=WIDTH, highlight=False, markup=False, emoji=False)
    print_text(brief, console, verbose=verbose)
    return out.getvalue()
