"""Scores class by class of 30 days held out, beside base rate, recurrence and a regression.

    python benchmarks/dynamics_classes.py ../shared/bench/icews18 \
        --texts ../shared/data/events/icews_2018_sample.tab --day 240

Everything is fitted to the days before `--day`. Questions are country pairs that dealt in the 90
days before, whether at least one act of a class comes within 30 days; onset, those of them that
had none in 90 days. *Base rate* is the usual chance. *Recurrence* is how often a class came, in
earlier months, after the same pattern of presence in the last three. *Regression* is logistic,
class by class, on the logarithms of the counts of `rates/recent.py`, without the process.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "scripts"))

from make_kernel import action_codes, canonical
from make_rates import by_stack

from ramify.reasoning.dynamics.evaluation.rate_scores import ChanceScores
from ramify.reasoning.dynamics.evaluation.tkg_benchmark import Benchmark
from ramify.reasoning.dynamics.own.rates import past_forecasts
from ramify.reasoning.dynamics.rates.counts import any_of
from ramify.reasoning.dynamics.rates.model import ANY, Rates
from ramify.reasoning.dynamics.rates.panel import Panel
from ramify.reasoning.dynamics.rates.questions import HOSTILE
from ramify.reasoning.dynamics.rates.recent import RecentCounts
from ramify.reasoning.dynamics.rates.scatter import WINDOW, PastForecast, dealt_of_late, scattered
from ramify.reasoning.dynamics.rates.stacked import learned_stack
from ramify.reasoning.dynamics.source import class_of

RIDGE, BACK = 30.0, 3
MODELS = ("base rate", "recurrence", "regression", "stacked")
HEAD = ("class", "came", "AUC", "average precision", "Brier", "log score")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--epoch", type=date.fromisoformat, default=date(2018, 1, 1))
    parser.add_argument("--day", type=int, default=240)
    args = parser.parse_args()
    stream, _ = canonical(Benchmark.read(args.folder), action_codes(args.texts), args.epoch)
    panel = Panel.of(stream, class_of)
    days = range(args.day - 5 * WINDOW, args.day + 1, WINDOW)
    every = past_forecasts(panel, days, Rates.packaged().season)
    asked = next(t for t in every if t.day == args.day)
    before = [t for t in every if t.day + WINDOW <= args.day]
    spreads = scattered([t for t in before if t.day in days], panel.classes, ANY)
    last = by_stack(panel, asked, learned_stack(panel, before, spreads))
    pairs = dealt_of_late(panel.between(panel.first, args.day))

    def chances(means: np.ndarray) -> np.ndarray:
        return np.stack(
            [any_of(means[pairs, c], spreads[n][0]) for c, n in enumerate(panel.classes)], 1
        )

    found = dict(zip(MODELS, (
        chances(asked.usual), recurrence(panel, before, asked),
        regression(*([counts(panel, t) for t in some] for some in (before, [asked])),
                   [t.came[_dealt(panel, t)] > 0 for t in before]),
        chances(last.all_means),
    ), strict=True))  # fmt: skip
    hit = asked.came[pairs] > 0
    quiet = panel.between(args.day - 90, args.day).tally()[pairs] == 0
    order = sorted(range(len(panel.classes)), key=lambda c: -hit[:, c].sum())
    groups = [("hostile classes", [panel.classes.index(n) for n in HOSTILE])]
    groups += [("all classes", order), *((panel.classes[c], [c]) for c in order)]
    for kind, kept in (("At least one", np.ones_like(hit)), ("Onset", quiet)):
        print(f"\n{kind}: {', '.join(MODELS)}\n\n| {' | '.join(HEAD)} |\n|{'---|' * len(HEAD)}")
        for name, which in groups:
            if hit[:, which][kept[:, which]].sum() >= 5:
                print(row(name, {m: p[:, which] for m, p in found.items()}, hit[:, which],
                          kept[:, which]))  # fmt: skip


def row(name: str, found: dict[str, np.ndarray], hit: np.ndarray, kept: np.ndarray) -> str:
    """One line of the table; a cell has the models in order."""
    y = hit[kept]
    scores = [ChanceScores.of(p[kept], y) for p in found.values()]
    logs = [log_score(p[kept], y) for p in found.values()]
    cells = [
        " ".join(f"{s.auc:.3f}" for s in scores), " ".join(f"{s.precision:.3f}" for s in scores),
        " ".join(f"{s.brier:.5f}" for s in scores), " ".join(f"{one:.4f}" for one in logs),
    ]  # fmt: skip
    return f"| {name} | {y.sum():,} of {len(y):,} | {' | '.join(cells)} |".replace("0.", ".")


def log_score(chance: np.ndarray, hit: np.ndarray) -> float:
    chance = np.clip(chance, 1e-6, 1 - 1e-6)
    return float(-np.log(np.where(hit, chance, 1 - chance)).mean())


def patterns(panel: Panel, day: int) -> np.ndarray:
    """In which of the last three months a class came, as a number, by dealing pair and class."""
    pairs = dealt_of_late(panel.between(panel.first, day))
    starts = [day - WINDOW * n for n in range(1, BACK + 1)]
    came = [panel.between(d, d + WINDOW).tally()[pairs] > 0 for d in starts]
    return sum(one.astype(int) << n for n, one in enumerate(came))


def recurrence(panel: Panel, before: list[PastForecast], asked: PastForecast) -> np.ndarray:
    """How often a class came after the same pattern, of earlier months."""
    seen, came = np.ones((2**BACK, len(panel.classes))) * 20.0, np.zeros(0)
    first = [(patterns(panel, t.day), t.came[_dealt(panel, t)] > 0) for t in before]
    came = np.concatenate([hit for _, hit in first]).mean(0) * seen
    for pattern, hit in first:
        for c in range(len(panel.classes)):
            seen[:, c] += np.bincount(pattern[:, c], minlength=2**BACK)
            came[:, c] += np.bincount(pattern[:, c], hit[:, c], minlength=2**BACK)
    return np.take_along_axis(came / seen, patterns(panel, asked.day), axis=0)


def _dealt(panel: Panel, t: PastForecast) -> np.ndarray:
    return dealt_of_late(panel.between(panel.first, t.day))


def counts(panel: Panel, t: PastForecast) -> np.ndarray:
    """Logarithms of recent counts, without what the process expects."""
    past, pairs = panel.between(panel.first, t.day), _dealt(panel, t)
    return RecentCounts.of(past, t.volume).covariates(pairs, t.all_means[pairs], t.usual[pairs])[
        :, :, 2:
    ]


def regression(
    before: list[np.ndarray], asked: list[np.ndarray], came: list[np.ndarray]
) -> np.ndarray:
    """A logistic regression on recent counts, class by class, learned on earlier months."""
    from scipy.optimize import minimize
    from scipy.special import expit

    x, y, new = (np.concatenate(part) for part in (before, came, asked))
    centre, scale = x.mean(0), x.std(0) + 1e-6
    found = np.zeros(new.shape[:2])
    for c in range(new.shape[1]):
        rows, now = (
            np.hstack([np.ones((len(table), 1)), (table[:, c] - centre[c]) / scale[c]])
            for table in (x, new)
        )
        sign = np.where(y[:, c], 1.0, -1.0)

        def loss(b: np.ndarray, rows: np.ndarray = rows, sign: np.ndarray = sign):
            away = rows.T @ (sign * expit(-sign * (rows @ b)))
            penalty = RIDGE * np.r_[0.0, b[1:]]
            return np.logaddexp(0, -sign * (rows @ b)).sum() + penalty @ b / 2, penalty - away

        found[:, c] = expit(now @ minimize(loss, np.zeros(rows.shape[1]), jac=True).x)
    return found


if __name__ == "__main__":
    main()
