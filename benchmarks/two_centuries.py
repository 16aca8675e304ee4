"""Compare the duties derived from ATOP with its published directed dyad-years, 1815–2018.

    python benchmarks/two_centuries.py ../shared/data/alliances

The folder holds ATOP's member-level file (atop5_1m.csv) and the directed dyad-year
flags as published with the R package peacesciencer (atop51_ddy_flags.csv).
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from ramify import World
from ramify.reasoning.validation.two_centuries import Disagreement, compare, grouped


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", action="store_true", help="also list what the texts resolve")
    args = parser.parse_args()
    flags = sorted(args.folder.glob("atop51_ddy_flags.csv*"))[0]
    began = time.perf_counter()
    found = compare(args.folder, flags, World.packaged())
    seconds = time.perf_counter() - began
    print(f"published rows {found.published:,}; derived {found.derived:,}; agree {found.agree:,}")
    print(f"\nMember rows read as promises to every other member: {len(found.by_rows)} differ")
    table(found.by_rows)
    print(f"\nTo whom read from the treaties, as the engine has it: {len(found.by_text)} differ")
    table(found.by_text)
    print("\nEvery disagreement that remains")
    for item in found.by_rows if args.every else found.by_text:
        print(line(item))
    print(f"\n{seconds:.1f} s")


def table(found: tuple[Disagreement, ...]) -> None:
    """Print disagreements by cause and alliance."""
    for cause, alliances, count, first, last in grouped(found):
        listed = ", ".join(map(str, alliances)) or "none in the year"
        print(f"  {count:5}  {cause}; {listed}; {first}–{last}")


def line(item: Disagreement) -> str:
    """One disagreement: who, to whom, when, and what only one side has."""
    ours, theirs = item.derived or frozenset(), item.published or frozenset()
    only = [f"+{kind}" for kind in sorted(ours - theirs)]
    only += [f"-{kind}" for kind in sorted(theirs - ours)]
    a, b, year = item.key
    return f"  {a:4} {b:4} {year}  {' '.join(only) or 'row'}  ({item.cause})"


if __name__ == "__main__":
    main()
