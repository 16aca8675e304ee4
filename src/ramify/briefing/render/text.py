"""A brief in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ramify._print import WIDTH, print_indented, printable
from ramify.briefing.brief import Brief
from ramify.briefing.render.layout import Line, Section
from ramify.briefing.render.outline import outline
from ramify.briefing.render.words import evidence_words

if TYPE_CHECKING:
    from rich.console import Console

_VOICES = {"obliged": "yellow", "expected": "cyan", "exposed": "magenta", "claimed": "green"}


def print_text(brief: Brief, console: Console, *, verbose: bool = False) -> None:
    """Print a brief; with `verbose` every piece of evidence, not only the first."""
    from rich.rule import Rule

    for section in outline(brief):
        console.print(Rule(section.heading, style=_VOICES.get(section.voice or "", "bold")))
        _print_section(section, console, verbose, depth=0)
        console.print()


def _print_section(section: Section, console: Console, verbose: bool, depth: int) -> None:
    if section.note:
        print_indented(console, section.note, 2 * depth, "italic")
    for line in section.lines + (section.more if verbose else ()):
        _print_line(line, console, verbose, 2 * depth)
    for part in section.parts:
        print_indented(console, part.heading, 2 * depth, "bold")
        _print_section(part, console, verbose, depth + 1)


def _print_line(line: Line, console: Console, verbose: bool, indent: int) -> None:
    from rich.text import Text

    text = Text(printable(f"[{line.tag}] ") if line.tag else "", style="bold")
    text.append(printable(line.text), style="not bold")
    print_indented(console, text, indent)
    for detail in line.details + (line.more if verbose else ()):
        print_indented(console, detail, indent + 4, "dim")
    # Articles are named in the line itself; their sources stand in the long form.
    found = [e for e in line.evidence if verbose or e.kind == "text"]
    shown = found if verbose else found[:1]
    for evidence in shown:
        print_indented(console, evidence_words(evidence), indent + 4, "dim italic")
    if rest := len(found) - len(shown):
        print_indented(console, f"and {rest} more", indent + 4, "dim italic")


def plain_text(brief: Brief, *, verbose: bool = False) -> str:
    """The brief as the terminal shows it, without colours, for a file."""
    from io import StringIO

    from rich.console import Console

    out = StringIO()
    console = Console(file=out, width=WIDTH, highlight=False, markup=False, emoji=False)
    print_text(brief, console, verbose=verbose)
    return out.getvalue()
