"""Whether precedents are precedents: how many of the five closest share class and relation.

    python benchmarks/precedents.py ../shared/bench/icews18 \
        --texts ../shared/data/events/icews_2018_sample.tab

Acts of one state on another, of the classes that reactions are learned from. Relation is war or
peace and every relation of the standing system; the class is that of the search.
"""

from __future__ import annotations

import argparse
import sys
import time
from datetime import date
from pathlib import Path

import numpy as np

from ramify.reasoning.dynamics.evaluation.tkg_benchmark import Benchmark
from ramify.reasoning.dynamics.forecasting.likeness import Profiles
from ramify.reasoning.dynamics.forecasting.precedents import precedents
from ramify.reasoning.dynamics.reactions.cases import MILD
from ramify.reasoning.dynamics.source import class_of
from ramify.reasoning.dynamics.stream import Stream
from ramify.world.world import World

sys.path.insert(0, str(Path(__file__).parents[1] / "scripts"))
from make_kernel import action_codes, canonical

TOLD = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--days", type=int, nargs=2, default=[240, 256])
    parser.add_argument("--acts", type=int, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", type=int, default=10)
    args = parser.parse_args()
    epoch = date(2018, 1, 1)
    stream, _ = canonical(Benchmark.read(args.folder), action_codes(args.texts), epoch)
    world = World.packaged()
    rows = drawn(stream, set(world.at(epoch).states), args.days, args.acts, args.seed)
    begun, found = time.process_time(), []
    for n, row in enumerate(rows.tolist()):
        found.append(shared(stream, world, row, show=n < args.show))
    cases, same = np.array(found).T
    print(f"{len(rows)} acts: none close enough {np.sum(cases == 0)}, fewer than {TOLD} cases "
          f"{np.sum(cases < TOLD)}; of the {TOLD} closest share class and relation: median "
          f"{np.median(same):.0f}, by number {np.bincount(same, minlength=TOLD + 1).tolist()}; "
          f"{(time.process_time() - begun) / len(rows):.2f} CPU s each")  # fmt: skip


def drawn(stream: Stream, states: set[str], days: list[int], acts: int, seed: int) -> np.ndarray:
    """Rows of acts of one state on another, of no mild class, drawn by seed."""
    grave = np.array([class_of(name) not in MILD for name in stream.actions])
    state = np.array([name in states for name in stream.actors])
    rows = np.flatnonzero(
        (stream.day >= days[0]) & (stream.day < days[1]) & grave[stream.action]
        & state[stream.subject] & state[stream.object] & (stream.subject != stream.object)
    )  # fmt: skip
    return np.random.default_rng(seed).choice(rows, acts, replace=False)


def shared(stream: Stream, world: World, row: int, *, show: bool) -> tuple[int, int]:
    """Precedents of an act, and how many of the closest share its relation."""
    a, k, b, day = stream.table[row].tolist()
    actor, action, target = stream.actors[a], stream.actions[k], stream.actors[b]
    found = precedents(stream, actor=actor, action=action, target=target, day=day,
                       classes=class_of, world=world)  # fmt: skip
    profiles = Profiles(stream.before(day), world, class_of)
    asked = profiles.of(a, action, b, day)
    closest = [
        profiles.of(stream.actor_numbers[c.actor], c.action, stream.actor_numbers[c.target], c.day)
        for c in found.cases[:TOLD]
    ]
    if show:
        told = "; ".join(
            f"{c.day} {c.actor} {c.action} {c.target} {c.distance:.2g}" for c in found.cases[:TOLD]
        )
        thirds = "; ".join(f"{t.side} {t.after:.1f} ({t.otherwise:.1f})" for t in found.thirds)
        print(f"{day} {actor} {action} {target} ({found.relation}), {len(found.cases)} cases: "
              f"{told}; third countries hostile to {thirds}")  # fmt: skip
    same = sum(one.ties == asked.ties and one.at_war == asked.at_war for one in closest)
    return len(found.cases), same


if __name__ == "__main__":
    main()
