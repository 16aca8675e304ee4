"""What the second question to a loaded year costs: processor seconds of whole processes.

    python benchmarks/second_question.py [--rows 500000] [--folder DIR] [--repeat 3]

A year of events between all states is made in the layout of GDELT 2.0, few pairs with many and
many with few, and loaded. The first question leaves what the model keeps of the past beside the
record; the same question again is the second, the least of `--repeat`. An empty run of Python, and
`ramify --help`, are measured in the same run, so that a busy machine shows.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
from datetime import date, timedelta
from pathlib import Path

from ramify.record.feeds.gdelt import EVENTS2
from ramify.record.loading.load import load
from ramify.record.store import Record
from ramify.world.world import World

SECTORS = ("GOV", "GOV", "GOV", "MIL", "CVL", "COP", "BUS", "OPP", "MED")
CODES = ("010", "020", "036", "040", "042", "043", "051", "057", "061", "071", "090", "111", "112",
         "120", "130", "141", "173", "190", "193", "195")  # fmt: skip
QUESTIONS = {
    "forecast": ["forecast", "RUS", "UKR", "--action", "190"],
    "forecast of a class": ["forecast", "RUS", "UKR", "--action", "ASSAULT"],
    "explain": ["explain", "RUS", "UKR", "--action", "190"],
    "precedents": ["precedents", "2019-02-01 RUS 190 UKR"],
}


def make(path: Path, rows: int, seed: int = 1) -> None:
    """A year of so many rows."""
    rng = random.Random(seed)
    states = sorted(
        code
        for code, actor in World.packaged().actors.items()
        if actor.kind == "state" and len(code) == 3
    )
    rng.shuffle(states)
    states = ["RUS", "UKR", *(code for code in states if code not in ("RUS", "UKR"))]
    weights = [1 / (n + 2) for n in range(len(states))]
    first = date(2018, 1, 1)
    days = sorted(rng.randrange(365) for _ in range(rows))
    pairs = rng.choices(states, weights, k=2 * rows)
    with path.open("w", encoding="utf-8") as out:
        for n, day in enumerate(days):
            told = (first + timedelta(days=day)).strftime("%Y%m%d")
            cells = dict.fromkeys(EVENTS2.columns, "")
            for side, state in ((1, pairs[2 * n]), (2, pairs[2 * n + 1])):
                sector = rng.choice(SECTORS)
                cells |= {
                    f"Actor{side}Code": state + sector,
                    f"Actor{side}Name": state,
                    f"Actor{side}CountryCode": state,
                    f"Actor{side}Type1Code": sector,
                }
            cells |= {
                "GLOBALEVENTID": str(n),
                "SQLDATE": told,
                "EventCode": rng.choice(CODES),
                "NumMentions": "1",
                "NumSources": "1",
                "NumArticles": "1",
                "DATEADDED": f"{told}120000",
                "SOURCEURL": f"https://example.org/{n}",
            }
            out.write("\t".join(cells.values()) + "\n")


def cost(words: list[str]) -> float:
    """Processor seconds of one process and its children, its output thrown away."""
    child = os.fork()
    if child == 0:
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.execv(sys.executable, [sys.executable, *words])
    _, status, usage = os.wait4(child, 0)
    if status:
        raise SystemExit(f"{' '.join(words)} failed")
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    """Print a line for each question."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=500_000)
    parser.add_argument("--folder", type=Path, default=Path())
    parser.add_argument("--repeat", type=int, default=3)
    given = parser.parse_args()
    feed, record = given.folder / f"year-{given.rows}.export.CSV", given.folder / "year.ramify"
    if not record.exists():
        make(feed, given.rows)
        with Record.open(record) as store:
            load(store, [feed])
    plain = {"an empty Python": ["-c", ""], "ramify --help": ["-m", "ramify", "--help"]}
    for name, words in plain.items():
        print(f"{name}: {min(cost(words) for _ in range(given.repeat)):.2f} s", flush=True)
    for name, asked in QUESTIONS.items():
        for kept in given.folder.glob(f"{record.name}.*.npz"):
            kept.unlink()
        words = ["-m", "ramify", *asked, "--record", str(record)]
        first = cost(words)
        later = min(cost(words) for _ in range(given.repeat))
        print(f"{name}: first {first:.2f} s, second {later:.2f} s", flush=True)


if __name__ == "__main__":
    main()
