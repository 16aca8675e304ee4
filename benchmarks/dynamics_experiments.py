"""Two natural experiments: what was expected of a pair on the eve, and what came.

    python benchmarks/dynamics_experiments.py ../shared/bench

The annexation of Crimea (18 March 2014) and the Singapore summit (12 June 2018), each with a
process fitted on earlier days only; the thirty days after are forecast by action and scored
beside both baselines.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from ramify.reasoning.dynamics.evaluation.baselines import Poisson
from ramify.reasoning.dynamics.evaluation.tkg_benchmark import Benchmark
from ramify.reasoning.dynamics.forecasting.outlook import Outlook
from ramify.reasoning.dynamics.process.fit import fit
from ramify.reasoning.dynamics.reliability import brier, log_score
from ramify.reasoning.dynamics.stream import Stream

HORIZON = 30


@dataclass(frozen=True)
class Experiment:
    """A day, and the two countries watched; `epoch` is day 0 of the benchmark."""

    name: str
    folder: str
    epoch: date
    day: date
    sides: tuple[str, str]


EXPERIMENTS = (
    Experiment("Crimea", "icews14", date(2013, 12, 31), date(2014, 3, 18), ("Russia", "Ukraine")),
    Experiment(
        "Singapore",
        "icews18",
        date(2018, 1, 1),
        date(2018, 6, 12),
        ("North Korea", "United States"),
    ),
)


def between(stream: Stream, sides: tuple[str, str]) -> np.ndarray:
    """All (actor, target) pairs with one actor of each country, both ways."""
    one, two = (
        [n for n, c in enumerate(stream.country) if stream.countries[c] == side] for side in sides
    )
    forth = [(a, b) for a in one for b in two]
    return np.array(forth + [(b, a) for a, b in forth])


def run(experiment: Experiment, root: Path) -> None:
    bench = Benchmark.read(root / experiment.folder)
    stream = bench.known(list(bench.splits)[-1])
    start = (experiment.day - experiment.epoch).days
    past = stream.before(start)
    model = fit(past)
    outlook, flat = Outlook.over(model, past), Poisson.learn(past)
    pairs, k = between(past, experiment.sides), len(past.actions)
    seen = set(map(tuple, past.table[:, [0, 2]].tolist()))
    pairs = np.array([p for p in pairs.tolist() if tuple(p) in seen])
    actor, target = np.repeat(pairs[:, 0], k), np.repeat(pairs[:, 1], k)
    action = np.tile(np.arange(k), len(pairs))
    expected = outlook.expected_direct(actor, action, target, start, HORIZON)
    rate = flat.rates(past, actor, action, target) * HORIZON
    window = stream.between(start, start + HORIZON)
    came = set(map(tuple, window.table[:, :3].tolist()))
    rows = zip(actor.tolist(), action.tolist(), target.tolist(), strict=True)
    truth = np.array([float(row in came) for row in rows])
    happened = sum(1 for s, _, o, _ in window.table.tolist() if _among(pairs, s, o))
    print(f"{experiment.name}, {HORIZON} days from {experiment.day}: {len(truth)} triples")
    for name, value in (("process", expected), ("Poisson", rate)):
        p = -np.expm1(-value)
        print(
            f"  {name:8} expected {p.sum():6.1f} of {truth.sum():.0f} triples that came, "
            f"{value.sum():.1f} of {happened} events; Brier {brier(p, truth):.5f}, "
            f"log score {log_score(p, truth):.5f}"
        )
    by_action = [(expected[action == a].sum(), rate[action == a].sum(), a) for a in range(k)]
    for ours, base, a in sorted(by_action, reverse=True)[:8]:
        events = sum(1 for s, j, o, _ in window.table.tolist() if j == a and _among(pairs, s, o))
        name = past.actions[a].replace("_", " ")
        print(f"    {name:50.50} expected {ours:5.1f} (rate {base:5.1f}), came {events}")


def _among(pairs: np.ndarray, s: int, o: int) -> bool:
    return bool(((pairs[:, 0] == s) & (pairs[:, 1] == o)).any())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("root", type=Path)
    parser.add_argument("--only", choices=[e.name for e in EXPERIMENTS])
    args = parser.parse_args()
    for experiment in EXPERIMENTS:
        if args.only in (None, experiment.name):
            run(experiment, args.root)


if __name__ == "__main__":
    main()
