"""What the box around documents costs: two articles read by a worker, and without one.

    python benchmarks/box.py [--rounds 7] [PATH ...]

Each way reads the same paths in a process of its own, from the import on, by turns. Printed are
processor seconds of the process and its children, the medians and their ratio.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path
from statistics import median

ARTICLES = Path(__file__).parent.parent / "examples" / "summit-2024"
BEGIN = "import sys, resource; from ramify.world.world import World; "
BOXED = "import ramify; found = [ramify.read(sys.argv[1:])]; "
OPEN = (
    "from ramify.reading.rules import RulesReader; from ramify.reading.one import read_each; "
    "reader = RulesReader(); reader.prepare(World.packaged()); "
    "found = [one for path in sys.argv[1:] for one in read_each(path, reader, World.packaged())]; "
)
END = (
    "who = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN; "
    "spent = [resource.getrusage(each) for each in who]; "
    "print(sum(len(one.events) for one in found), sum(u.ru_utime + u.ru_stime for u in spent))"
)


def spent(way: str, paths: list[str]) -> tuple[int, float]:
    """Events read, and processor seconds."""
    done = subprocess.run(
        [sys.executable, "-c", BEGIN + way + END, *paths],
        check=True,
        capture_output=True,
        text=True,
    )
    events, seconds = done.stdout.split()
    return int(events), float(seconds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "paths", nargs="*", default=[str(path) for path in sorted(ARTICLES.iterdir())]
    )
    parser.add_argument("--rounds", type=int, default=7)
    asked = parser.parse_args()
    times: dict[str, list[float]] = {BOXED: [], OPEN: []}
    for _ in range(asked.rounds):
        for way, found in times.items():
            events, seconds = spent(way, asked.paths)
            found.append(seconds)
    boxed, opened = (median(found) for found in times.values())
    print(f"{len(asked.paths)} documents, {events} events, {asked.rounds} rounds")
    print(f"boxed {boxed:.2f} s, open {opened:.2f} s, ratio {boxed / opened:.2f}")


if __name__ == "__main__":
    main()
