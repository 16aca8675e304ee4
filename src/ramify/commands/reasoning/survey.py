"""`ramify obligations --survey`: who would be bound if any state attacked any other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ramify.reasoning.obligations import Bound, SurveyTally
    from ramify.world.system import System

_SHOWN = 10
ROWS = ("json", "csv", "md")
"""What the rows of a survey can be printed as, instead of the summary of them."""


def print_survey(
    system: System, output: Path | None, *, wars: bool = True, all_: bool = False
) -> None:
    """Survey every directed pair of states, write the rows to a file if one is named, and say
    who has most defenders and which attacks bind most."""
    from ramify.reasoning.obligations import SurveyTally

    tally = SurveyTally(system)
    rows = tally.counting(_rows(system, tally, wars=wars, all_=all_))
    if output is None:
        for _ in rows:
            pass
    else:
        write_rows(rows, output)
    _print(system, tally)


def _rows(system: System, tally: SurveyTally, *, wars: bool, all_: bool) -> Iterator[Bound]:
    """The rows; without `all_` those that turn on whether somebody is a party are only counted."""
    from ramify.reasoning.obligations import survey

    rows = survey(system, wars=wars)
    return rows.rows if all_ else tally.settled(rows)


def write_rows(rows: Iterator[Bound], output: Path) -> None:
    """Write rows as CSV, JSON, Markdown or Parquet, by the ending of the file, a batch at a time.

    Raises:
        UsageError: another ending.
        InputError: the file cannot be written.
    """
    from ramify._files import replacing_text
    from ramify._table import arrow_batches
    from ramify.reasoning.obligations import Bound

    if output.suffix in (".json", ".md"):
        with replacing_text(output) as file:
            _WRITE[output.suffix[1:]](rows, file)
        return
    with _writer(output) as write:
        for batch in arrow_batches(rows, Bound):
            write(batch)


def check_output(output: Path | None, format: str | None = None) -> None:
    """Refuse a file of another kind before the work begins.

    Raises:
        UsageError: its ending is none of a table, or another than the format's.
    """
    from ramify._errors import UsageError

    if output is None:
        return
    if output.suffix not in (".csv", ".json", ".md", ".parquet"):
        raise UsageError(
            f"{output.name} is no table", repair="name a .csv, .json, .md or .parquet file"
        )
    if format not in (None, "text", output.suffix[1:]):
        raise UsageError(f"{output.name} is not for {format}", repair="leave out --format")


def print_rows(system: System, format: str, *, wars: bool = True, all_: bool = False) -> None:
    """Print the rows of a survey as they are worked out."""
    import sys

    from ramify.reasoning.obligations import SurveyTally

    _WRITE[format](_rows(system, SurveyTally(system), wars=wars, all_=all_), sys.stdout)


def _write_csv(rows: Iterator[Bound], out: IO[str]) -> None:
    from ramify._table import Table
    from ramify.reasoning.obligations import Bound

    Table(rows, Bound).write_csv(out)


def _write_markdown(rows: Iterator[Bound], out: IO[str]) -> None:
    from ramify._table import Table
    from ramify.reasoning.obligations import Bound

    out.write("# Who would be bound by any attack\n\n")
    out.write(Table(rows, Bound).to_markdown())


def _write_json(rows: Iterator[Bound], out: IO[str]) -> None:
    """A list of objects, one a line."""
    import json

    out.write("[")
    for number, row in enumerate(rows):
        out.write(f"{',' if number else ''}\n{json.dumps(row._asdict(), ensure_ascii=False)}")
    out.write("\n]\n")


_WRITE = {"csv": _write_csv, "json": _write_json, "md": _write_markdown}


@contextmanager
def _writer(output: Path) -> Iterator[Callable[[Any], None]]:
    from pyarrow.csv import CSVWriter
    from pyarrow.parquet import ParquetWriter

    from ramify._files import replacing
    from ramify._table import arrow_schema
    from ramify.reasoning.obligations import Bound

    opened: Any = ParquetWriter if output.suffix == ".parquet" else CSVWriter
    with replacing(output) as file, opened(file, arrow_schema(Bound)) as writer:
        yield writer.write_batch


def _print(system: System, tally: SurveyTally) -> None:
    from ramify._print import console, print_indented

    out, world, states = console(), system.world, len(system.states)
    attacks = f"{states * (states - 1):,} attacks, each of {states} states on each other"
    words = f"{attacks}, on {system.on}: {tally.rows:,} duties that bind or may bind"
    print_indented(out, words, style="bold")
    defended = tally.defended()
    if tally.doubts:
        out.print("\nLEFT OUT, AS NOBODY KNOWS IF THE PACT BINDS THEM: --all")
    for line in tally.doubted():
        print_indented(out, line, 2)
    out.print("\nMOST DEFENDED AT ONCE, BY ATTACKER", style="green")
    for victim, most, fewest in defended[:_SHOWN]:
        some = f"{most}" if most == fewest else f"{fewest} to {most}"
        print_indented(out, f"{world.called(victim)}: {some}", 2)
    alone = f"{states - len(defended)} of {states} states have nobody bound to fight for them."
    print_indented(out, alone, 2, "dim")
    out.print("\nATTACKS THAT BIND MOST TO FIGHT, ON EITHER SIDE AND IN ANY ROUND", style="red")
    for victim, attackers, bound in tally.widest()[:_SHOWN]:
        others = f" (or {len(attackers) - 1} others)" if len(attackers) > 1 else ""
        sides = f"{world.called(attackers[0])}{others} on {world.called(victim)}"
        print_indented(out, f"{sides}: {bound}", 2)
    note = "Bound to fight: owed, at once or after consultation. Torn and unknown are not counted."
    caveat = world.about.caveat(system.on)
    print_indented(
        out, "\n" + " ".join(filter(None, (note, caveat, world.about.said))), style="dim"
    )
