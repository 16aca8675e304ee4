"""`ramify obligations --survey`: who would be bound if any state attacked any other."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ramify.reasoning.obligations import Bound, SurveyTally
    from ramify.world.system import System

_BATCH = 50_000
_SHOWN = 10


def print_survey(system: System, output: Path | None, *, wars: bool = True) -> None:
    """Survey every directed pair of states, write the rows to a file if one is named, and say
    who has most defenders and which attacks bind most."""
    from ramify.reasoning.obligations import SurveyTally, survey

    tally = SurveyTally()
    rows = tally.counting(survey(system, wars=wars))
    if output is None:
        for _ in rows:
            pass
    else:
        write_rows(rows, output)
    _print(system, tally)


def write_rows(rows: Iterator[Bound], output: Path) -> None:
    """Write rows as CSV or Parquet, by the ending of the file, a batch at a time.

    Raises:
        UsageError: another ending.
        InputError: the file cannot be written.
    """
    from ramify._errors import InputError

    try:
        with _writer(output) as write:
            while batch := list(islice(rows, _BATCH)):
                write(batch)
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else str(error)
        raise InputError(f"cannot be written: {why}", where=str(output)) from None


def check_output(output: Path | None) -> None:
    """Refuse a file of another kind before the work begins."""
    from ramify._errors import UsageError

    if output is not None and output.suffix not in (".csv", ".parquet"):
        raise UsageError(f"{output.name} is no table", repair="name a .csv or a .parquet file")


@contextmanager
def _writer(output: Path) -> Iterator[Callable[[list[Bound]], None]]:
    import pyarrow as pa
    from pyarrow.csv import CSVWriter
    from pyarrow.parquet import ParquetWriter

    from ramify.reasoning.obligations import Bound

    kinds = [pa.int16() if name == "round" else pa.string() for name in Bound._fields]
    schema = pa.schema(list(zip(Bound._fields, kinds, strict=True)))
    opened: Any = ParquetWriter if output.suffix == ".parquet" else CSVWriter
    with opened(str(output), schema) as writer:
        yield lambda batch: writer.write_table(
            pa.table([list(column) for column in zip(*batch, strict=True)], schema=schema)
        )


def _print(system: System, tally: SurveyTally) -> None:
    from ramify._print import console, print_indented

    out, world, states = console(), system.world, len(system.states)
    attacks = f"{states * (states - 1):,} attacks, each of {states} states on each other"
    words = f"{attacks}, on {system.on}: {tally.rows:,} duties that bind or may bind"
    print_indented(out, words, style="bold")
    defended = tally.defended()
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
