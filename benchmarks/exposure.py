"""How long the measures of `ramify exposed` take over two days, on the packaged world.

    python benchmarks/exposure.py [--rounds 7] [--seed 7]

Prints differences over all actors whose pacts or memberships changed in five years, with the facts
loaded and nothing known of the two days, once more with the two systems in mind; the worst of
twenty pairs of days drawn at random, each asked once; and the blocs of eighty yearly systems.
Python looks for cycles among all values after some of the answers, not in them: `all` has that
too. Times are processor time of this process. Beside them stands what a loop that does nothing
took in between, so that a reader can judge the machine and set the two in proportion.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from datetime import date, timedelta

from ramify import World, exposed
from ramify.reasoning.exposure.blocs import bloc_years
from ramify.reasoning.obligations.law.promises import open_book

DAYS = (
    ("2025-01-01", "2020-01-01"), ("2024-07-01", "2019-07-01"), ("2020-07-01", "2015-07-01"),
    ("1985-07-01", "1980-07-01"), ("1960-07-01", "1955-07-01"), ("1955-07-01", "1950-07-01"),
    ("1939-09-02", "1934-09-01"), ("2023-04-04", "2023-04-03"),
)  # fmt: skip


def main() -> None:
    """Parse the options and print both."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    world = World.packaged()
    exposed("2010-07-01", against="2005-07-01", world=world)
    print(
        f"{'days':<28}{'actors':>7}{'told':>6}{'best ms':>9}{'median ms':>11}{'again ms':>10}"
        f"{'loop ms':>9}"
    )
    for on, against in DAYS:
        fresh, again, loops = [], [], []
        for _ in range(args.rounds):
            forget()
            loops.append(idle())
            for times in (fresh, again):
                start = time.process_time()
                found = exposed(on, against=against, world=world)
                times.append((time.process_time() - start) * 1000)
        told = len(found.actors), len(found.differences)
        print(
            f"{against} to {on:<14}{told[0]:>7}{told[1]:>6}{min(fresh):>9.0f}"
            f"{statistics.median(fresh):>11.0f}{min(again):>10.0f}{min(loops):>9.1f}"
        )
    times, whole = drawn(world, args.seed)
    print(
        f"twenty pairs drawn by {args.seed}: worst {max(times):.0f} ms, median "
        f"{statistics.median(times):.0f} ms, all {whole:.0f} ms"
    )
    start = time.process_time()
    years = len(bloc_years(world, 1946, 2025))
    print(f"blocs of {years} yearly systems: {time.process_time() - start:.1f} s")


def drawn(world: World, seed: int) -> tuple[list[float], float]:
    """Milliseconds of each of twenty differences over five years, and of all with what is between.

    The days lie between 1925 and 2024; none has been asked for.
    """
    forget()
    rng, times, begun = random.Random(seed), [], time.process_time()
    for _ in range(20):
        on = date(1925, 1, 1) + timedelta(days=rng.randrange(36_500))
        start = time.process_time()
        exposed(on, against=on - timedelta(days=1826), world=world)
        times.append((time.process_time() - start) * 1000)
    return times, (time.process_time() - begun) * 1000


def forget() -> None:
    """Forget what was found of the days so far: the promises and the systems."""
    open_book.cache_clear()
    for on in range(20):
        World.packaged().at(f"19{on:02}-01-01")


def idle() -> float:
    """Milliseconds of a loop of two million steps that do nothing."""
    start = time.process_time()
    for _ in range(2_000_000):
        pass
    return (time.process_time() - start) * 1000


if __name__ == "__main__":
    main()
