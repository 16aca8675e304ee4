"""Fit the packaged ideal points from a world folder that holds the votes of the General Assembly.

    ramify load un-votes un_votes.csv --into folder
    python scripts/fit_ideal_points.py folder roll_call_matches.csv

The same input gives the same points, on the same machine.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Annotated

import numpy as np
import pyarrow.parquet as pq
import typer

from ramify.reasoning.exposure.votes.ideal_points import fit_ideal_points
from ramify.reasoning.exposure.votes.points import IdealPoints
from ramify.reasoning.exposure.votes.roll_calls import roll_calls

SOURCE = (
    "fitted on the roll calls of the General Assembly as collected by Voeten, Strezhnev and "
    "Bailey (Harvard Dataverse, doi:10.7910/DVN/LEJUQZ), by way of the package unvotes"
)
TARGET = Path(__file__).parent.parent / "src/ramify/reasoning/exposure/data/ideal_points.npz"


def fitted(folder: Path, matches: Path) -> IdealPoints:
    """The points of the votes in a world folder, bridged by pairs of repeated resolutions."""
    table = pq.read_table(folder / "votes.parquet")
    days, sessions = (np.asarray(table[name].to_pylist()) for name in ("on", "session"))
    opened = {int(n): days[sessions == n].min() for n in np.unique(sessions)}
    with matches.open(newline="", encoding="utf-8") as file:
        bridges = [(row["rcid1"], row["rcid2"]) for row in csv.DictReader(file)]
    return fit_ideal_points(roll_calls(table), bridges, opened, days.max(), SOURCE)


def main(
    folder: Annotated[Path, typer.Argument(help="A world folder with votes.parquet.")],
    matches: Annotated[Path, typer.Argument(help="CSV with rcid1 and rcid2.")],
    output: Annotated[Path, typer.Option("-o", help="Where the points go.")] = TARGET,
) -> None:
    output.parent.mkdir(exist_ok=True)
    fitted(folder, matches).save(output)
    print(f"{output}: {output.stat().st_size} bytes")


if __name__ == "__main__":
    typer.run(main)
