"""Whether the target of force answers: chances after events beside the usual ones, by class.

    python benchmarks/dynamics_retaliation.py ../shared/bench/icews18 \
        --texts ../shared/data/events/icews_2018_sample.tab --rates rates-before-240.npz

For threats, sanctions, mobilisations, coercion and assaults of one state on another, on some days:
the chance that the target does each hostile thing to the actor within 30 days, as forecast at the
day's end and as usual, by their mean log scores (less is better). A case is fresh where the target
had done nothing hostile to the actor in the 60 days before.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

import numpy as np

from ramify.reasoning.dynamics.evaluation.tkg_benchmark import Benchmark
from ramify.reasoning.dynamics.rates.counts import any_of
from ramify.reasoning.dynamics.rates.footing import Footing
from ramify.reasoning.dynamics.rates.model import Rates
from ramify.reasoning.dynamics.rates.questions import HOSTILE
from ramify.reasoning.dynamics.stream import Stream
from ramify.world.world import World

sys.path.insert(0, str(Path(__file__).parents[1] / "scripts"))
from make_kernel import action_codes, canonical

TRIGGERS = ("THREATEN", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")
WINDOW, FRESH = 30, 60


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--rates", type=Path, required=True)
    parser.add_argument("--days", type=int, nargs="+", default=[210, 214, 218, 222, 240])
    args = parser.parse_args()
    epoch = date(2018, 1, 1)
    stream, _ = canonical(Benchmark.read(args.folder), action_codes(args.texts), epoch)
    rates, states = Rates.load(args.rates), set(World.packaged().at(epoch).states)
    rows = np.concatenate([answered(stream, day, rates, states) for day in args.days])
    for c, name in enumerate(n for n in rates.classes if n in HOSTILE):
        after, usual, came, fresh = rows[:, c].T
        print(f"{name:9} {_scores(after, usual, came)}; "
              f"fresh: {_scores(*(x[fresh > 0] for x in (after, usual, came)))}")  # fmt: skip


def answered(stream: Stream, day: int, rates: Rates, states: set[str]) -> np.ndarray:
    """By event of a day and hostile class: chance after it, usual chance, came, fresh."""
    standing = Footing.of_record(stream.before(day + 1), rates=rates)
    panel, later = standing.panel, Footing.of_record(stream, rates=rates).panel
    assert panel is not None and later is not None
    kinds = [n for n, name in enumerate(rates.classes) if name in HOSTILE]
    force = [rates.classes.index(name) for name in TRIGGERS]
    today = panel.between(day, day + 1)
    n, m = len(panel.countries), len(later.countries)
    place = [later.countries.index(name) for name in panel.countries]
    came = later.between(day + 1, day + 1 + WINDOW).tally()
    before = panel.between(day + 1 - FRESH, day + 1).tally()
    found = []
    for pair in np.unique(today.pair[np.isin(today.kind, force)]).tolist():
        a, b = divmod(pair, n)
        if not {panel.countries[a], panel.countries[b]} <= states:
            continue
        back = np.array([b * n + a])
        means = standing.expected(back, standing.day, WINDOW)[0], standing.usual[back[0]] * WINDOW
        hits = came[place[b] * m + place[a]] > 0
        fresh = not before[back[0], kinds].sum()
        found.append([
            (*(float(any_of(x[c : c + 1], rates.spreads[rates.classes[c]][0])[0]) for x in means),
             hits[c], fresh) for c in kinds
        ])  # fmt: skip
    return np.array(found, dtype=float).reshape(-1, len(kinds), 4)


def _scores(after: np.ndarray, usual: np.ndarray, came: np.ndarray) -> str:
    told = [
        -np.where(came > 0, np.log(p), np.log1p(-p)).mean()
        for p in (np.clip(x, 1e-6, 1 - 1e-6) for x in (after, usual))
    ]
    return f"{len(came)} cases, {came.sum():.0f} came, {told[0]:.3f}, usual {told[1]:.3f}"


if __name__ == "__main__":
    main()
