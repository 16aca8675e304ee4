"""How long the obligations engine takes, on the packaged world.

    python benchmarks/obligations.py [--on 2024-07-01]

Prints single situations worked out to the fixpoint and written out, then a survey of every directed
pair of states of one day as a hypothetical attack. Times are processor time of this process. Beside
them stands what a loop that does nothing took in between, so that a reader can judge the machine
and set the two in proportion.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from datetime import date

from ramify.reasoning.obligations import Attack, Situation, obligations, survey
from ramify.world.system import System
from ramify.world.world import World

PART = 50_000
"""Rows between two looks at the machine."""
SINGLE = (
    ("2024-07-01", "PRK", "KOR"),
    ("2025-01-15", "KOR", "PRK"),
    ("2024-07-01", "RUS", "USA"),
    ("2024-07-01", "RUS", "FIN"),
    ("2020-10-31", "AZE", "ARM"),
    ("1914-07-28", "AUH", "SER"),
    ("1939-09-01", "DRE", "POL"),
)


def main() -> None:
    """Parse the options and print both tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--on", type=date.fromisoformat, default=date(2024, 7, 1))
    options = parser.parse_args()
    world = World.packaged()
    singles(world)
    pairs(world.at(options.on))


def singles(world: World) -> None:
    """One situation at a time, warm."""
    print(
        f"{'situation':<24}{'duties':>7}{'rounds':>7}{'joined':>7}{'best ms':>9}{'median ms':>11}"
    )
    for text, attacker, victim in SINGLE:
        system = world.at(text)
        situation = attack(system, attacker, victim)
        answer = obligations(system, situation)
        times = []
        for _ in range(15):
            start = time.process_time()
            obligations(system, situation)
            times.append((time.process_time() - start) * 1000)
        rounds = max((duty.round for duty in answer.duties), default=0)
        print(
            f"{f'{attacker} > {victim} {text}':<24}{len(answer.duties):>7}{rounds:>7}"
            f"{len(answer.joined):>7}{min(times):>9.2f}{statistics.median(times):>11.2f}"
        )


def pairs(system: System) -> None:
    """Every directed pair of states as an attack; the machine is judged in between."""
    rows, spent, idle = 0, 0.0, [million()]
    start = time.process_time()
    for rows, _ in enumerate(survey(system), 1):
        if rows % PART == 0:
            spent += time.process_time() - start
            idle.append(million())
            start = time.process_time()
    spent += time.process_time() - start
    turn, attacks = statistics.mean(idle), len(system.states) * (len(system.states) - 1)
    print(f"\n{attacks} directed pairs on {system.on}, {rows} duties")
    print(f"{'seconds for all':<32}{spent:>10.1f}")
    print(f"{'ms each':<32}{spent / attacks * 1000:>10.3f}")
    print(f"{'ms for a million empty rounds':<32}{turn * 1000:>10.1f}")
    print(f"{'all, in millions of rounds':<32}{spent / turn:>10.0f}")
    print(f"{'load of the machine, cores':<32}{os.getloadavg()[0]:>10.1f} {os.cpu_count():>3}")


def million() -> float:
    """Seconds that a plain loop of a million rounds takes."""
    start = time.process_time()
    for _ in range(1_000_000):
        pass
    return time.process_time() - start


def attack(system: System, attacker: str, victim: str) -> Situation:
    """A plain attack on the metropolitan territory of the victim."""
    return Situation(on=system.on, attacks=(Attack(attacker=attacker, victim=victim),))


if __name__ == "__main__":
    main()
