"""A plain recipe beside what is packaged: a process, a regression on 37 counts, and their mean.

    python benchmarks/dynamics_recipe.py ../shared/bench/icews18 \
        --texts ../shared/data/events/icews_2018_sample.tab --days 210 240

The process is that of base rates whose level fades by half in 120 days, without volume, season or
stack. The regression is logistic, class by class, on the logarithms of 36 recent counts as they are
(`rates/recent.py`, but for what a side does and meets in all) and of the record's. Everything is
fitted to the days before each of `--days`; scores are of hostile classes in the 30 days from then
on, among pairs that dealt in the 90 days before.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "scripts"))

from dynamics_classes import regression
from make_kernel import action_codes, canonical
from make_rates import by_stack

from ramify.reasoning.dynamics.evaluation.rate_scores import ChanceScores
from ramify.reasoning.dynamics.evaluation.tkg_benchmark import Benchmark
from ramify.reasoning.dynamics.own.rates import past_forecasts
from ramify.reasoning.dynamics.rates.counts import any_of
from ramify.reasoning.dynamics.rates.model import ANY, Rates
from ramify.reasoning.dynamics.rates.panel import Panel
from ramify.reasoning.dynamics.rates.questions import HOSTILE
from ramify.reasoning.dynamics.rates.recent import LEAST, RecentCounts, of_late
from ramify.reasoning.dynamics.rates.scatter import (
    QUIET,
    WINDOW,
    PastForecast,
    dealt_of_late,
    in_window,
    scattered,
)
from ramify.reasoning.dynamics.rates.stacked import learned_stack
from ramify.reasoning.dynamics.source import class_of

IN_ALL = (12, 13)
"""Columns of each span that are left out: what the actor does and the target meets in all."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--epoch", type=date.fromisoformat, default=date(2018, 1, 1))
    parser.add_argument("--days", type=int, nargs="+", default=[210, 240])
    args = parser.parse_args()
    stream, _ = canonical(Benchmark.read(args.folder), action_codes(args.texts), args.epoch)
    panel = Panel.of(stream, class_of)
    origins = range(args.days[-1] - 5 * WINDOW, args.days[-1] + 1, WINDOW)
    every = past_forecasts(panel, origins, Rates.packaged().season)
    for day in args.days:
        before = [t for t in every if t.day + WINDOW <= day]
        asked = next(t for t in every if t.day == day)
        scored(panel, [t for t in before if t.day in origins], before, asked)


def scored(
    panel: Panel, months: list[PastForecast], before: list[PastForecast], asked: PastForecast
) -> None:
    """Scores of one month by the recipe and by what is packaged."""
    plain = [_plain(panel, t) for t in (*months, asked)]
    process = chances(panel, plain[-1], plain[:-1])
    counted = [counts(panel, t) for t in (*months, asked)]
    came = [t.came[_dealt(panel, t)] > 0 for t in months]
    by_counts = regression(counted[:-1], counted[-1:], came)
    stack = learned_stack(panel, before, scattered(months, panel.classes, ANY))
    found = {
        "process": process, "regression": by_counts, "mean of both": (process + by_counts) / 2,
        "base rates": chances(panel, asked, months),
        "stacked": chances(panel, by_stack(panel, asked, stack), months),
    }  # fmt: skip
    pairs, kinds = _dealt(panel, asked), [panel.classes.index(name) for name in HOSTILE]
    hit = asked.came[pairs][:, kinds] > 0
    quiet = panel.between(asked.day - QUIET, asked.day).tally()[pairs][:, kinds] == 0
    print(f"days {asked.day} to {asked.day + WINDOW - 1}")
    for name, p in found.items():
        whole, onset = (ChanceScores.of(p[:, kinds][some], hit[some]) for some in (hit >= 0, quiet))
        print(f"  {name:12} incidence {_line(whole)}; onset {_line(onset)}")


def _line(s: ChanceScores) -> str:
    return f"AUC {s.auc:.3f}, AP {s.precision:.3f}, Brier {s.brier:.5f}"


def _plain(panel: Panel, t: PastForecast) -> PastForecast:
    """The same forecast by the level of the last 120 days, whatever volume and season."""
    past = panel.between(panel.first, t.day)
    level = t.fit.prior.level(t.tally.acts, t.tally.days)
    still = np.ones((WINDOW, len(panel.classes)))
    means, of_level = in_window(past, t.fit.weights, level, t.pairs, still)
    return replace(t, level=level, means=means, of_level=of_level)


def chances(panel: Panel, t: PastForecast, before: Sequence[PastForecast]) -> np.ndarray:
    """The chance of at least one act of each class, scattered as the forecasts before."""
    spreads, means = scattered(before, panel.classes, ANY), t.all_means[_dealt(panel, t)]
    of_class = (spreads[name][0] for name in panel.classes)
    return np.stack([any_of(means[:, c], spread) for c, spread in enumerate(of_class)], axis=1)


def counts(panel: Panel, t: PastForecast) -> np.ndarray:
    """Logarithms of 37 counts of the dealing pairs, by class."""
    past, pairs, n = panel.between(panel.first, t.day), _dealt(panel, t), len(panel.countries)
    hostile = np.array([name in HOSTILE for name in panel.classes])
    tables = tuple(table.reshape(n, n, -1) for table in of_late(past))
    nought = np.ones((len(pairs), len(panel.classes)))
    found = RecentCounts(tables, hostile).covariates(pairs, nought, nought)[:, :, 2:]
    kept = [k for k in range(found.shape[2]) if k % (found.shape[2] // len(tables)) not in IN_ALL]
    own = np.log(past.tally()[pairs] + LEAST)[:, :, None]
    return np.concatenate([found[:, :, kept], own], axis=2)


def _dealt(panel: Panel, t: PastForecast) -> np.ndarray:
    return dealt_of_late(panel.between(panel.first, t.day))


if __name__ == "__main__":
    main()
