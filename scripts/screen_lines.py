"""Lines of the first screen over the known cases, printed as the terminal prints them.

Run by hand: `python scripts/screen_lines.py`; `--longest N` names the N longest.
"""

from __future__ import annotations

import argparse
import io
import statistics
import sys
from pathlib import Path

from rich.console import Console

sys.path.insert(0, str(Path(__file__).parents[1]))

from ramify.commands.reasoning.duties import Parts, print_answer
from tests.cases.test_cases import CASES, name, read, solve, world

WIDTH = 100


def lines(path: Path) -> int:
    """The lines of one case's first screen, at the width of a page."""
    text = io.StringIO()
    print_answer(Console(file=text, width=WIDTH), solve(read(path)), world(), Parts())
    return len(text.getvalue().rstrip().splitlines())


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--longest", type=int, default=3)
    found = sorted(((lines(path), name(path)) for path in CASES), reverse=True)
    counts = [count for count, _ in found]
    print(f"{len(counts)} cases: median {statistics.median(counts):g}, longest {counts[0]}")
    for count, case in found[: asked.parse_args().longest]:
        print(f"{count:4} {case}")


if __name__ == "__main__":
    main()
