"""Base rates in another period: do intervals hold, do levels age as said, what is an act worth?

    python benchmarks/dynamics_other_period.py ../shared/bench/icews11-14 \
        --texts ../shared/data/events/icews_2018_sample.tab

ICEWS of October 2011 to December 2014, between the countries that it has. Scatter is learned from
forecasts of 2013; the months of 2014 are held out. For *aged* the level of the end of 2012 is held
and widened by the packaged drift, which was measured from 2014 to 2018.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "scripts"))

from make_kernel import action_codes, canonical
from make_rates import BUSIEST, OLD_EPOCH

from ramify.reasoning.dynamics.evaluation.baselines import held_out
from ramify.reasoning.dynamics.evaluation.rate_scores import intervals, log_likelihood
from ramify.reasoning.dynamics.evaluation.tkg_benchmark import Benchmark
from ramify.reasoning.dynamics.process.fit import fit
from ramify.reasoning.dynamics.rates.answering import FRESH, OLD
from ramify.reasoning.dynamics.rates.counts import ActCount, fitted_spread
from ramify.reasoning.dynamics.rates.fit import RateFit, fit_rates
from ramify.reasoning.dynamics.rates.model import ANY, Rates
from ramify.reasoning.dynamics.rates.panel import Panel
from ramify.reasoning.dynamics.rates.scatter import WINDOW, PastForecast, scattered, trial
from ramify.reasoning.dynamics.source import class_of
from ramify.reasoning.dynamics.stream import Stream


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--texts", type=Path, required=True)
    args = parser.parse_args()
    bench = Benchmark.read(args.folder)
    stream, _ = canonical(bench, action_codes(args.texts), OLD_EPOCH)
    panel = Panel.of(stream, class_of)
    print(f"{panel.count.sum():,.0f} acts between {len(panel.countries)} countries")
    years = [number(date(year, 1, 1)) for year in (2013, 2014)]
    fits = [fit_rates(panel.between(panel.first, day)) for day in years]
    learning, held = (months(panel, fits[n], years[n], 11) for n in range(2))
    spreads = scattered(learning, panel.classes, ANY)
    print("2014:", spreads[ANY][0])
    totals(held)
    busiest(panel, held, spreads[ANY][0], years[1])
    aged(panel, learning[0], spreads[ANY][0], held)
    print("log likelihood an act:")
    worth(panel, fits[1], years[1])


def number(day: date) -> int:
    return (day - OLD_EPOCH).days


def months(panel: Panel, found: RateFit, first: int, most: int) -> list[PastForecast]:
    """Forecasts of so many months by one fit, the level renewed for each."""
    season = Rates.packaged().season
    days = range(first, min(first + most * WINDOW, panel.stop - WINDOW + 1), WINDOW)
    return [trial(panel, day, found, season) for day in days]


def totals(held: list[PastForecast]) -> None:
    for t in held:
        said, came = t.all_means.sum(), t.came.sum()
        print(f"  day {t.day}: {said:,.0f} expected, {came:,.0f} came ({said / came - 1:+.0%})")


def busiest(panel: Panel, held: list[PastForecast], spread, first: int) -> None:
    """Intervals of the pairs that were busiest before, and of each pair's own months."""
    past = panel.between(panel.first, first)
    busy = np.argsort(-past.tally().sum(1), kind="stable")[:BUSIEST]
    came = np.concatenate([t.came[busy].sum(1) for t in held])
    counts = [ActCount(float(m), spread) for t in held for m in t.all_means[busy].sum(1)]
    print("60 busiest:", intervals(counts, came))
    starts = range(panel.first, first - WINDOW + 1, WINDOW)
    own = np.stack([panel.between(d, d + WINDOW).tally()[busy].sum(1) for d in starts], 1)
    alone = [ActCount(float(r.mean()), fitted_spread(r, np.full(len(r), r.mean()))) for r in own]
    print("60 busiest, negative binomial of each pair's own months:",
          intervals(alone * len(held), came))  # fmt: skip


def aged(panel: Panel, old: PastForecast, spread, held: list[PastForecast]) -> None:
    """The level of the end of 2012 for the months of 2014, widened by drift."""
    busy = np.argsort(-panel.between(panel.first, old.day).tally().sum(1), kind="stable")[:BUSIEST]
    drift = Rates.packaged().drift[ANY]
    for name, widen in (("widened by drift", True), ("not widened", False)):
        counts, came = [], []
        for t in held:
            share = min(max((t.day - old.day - FRESH) / (OLD - FRESH), 0.0), 1.0)
            more = share * max(drift - spread.volatility, 0.0) if widen else 0.0
            counts += [ActCount(float(m), spread.wider(more)) for m in old.usual[busy].sum(1)]
            came.append(t.came[busy].sum(1))
        print(f"60 busiest, level of 2012, {name}:", intervals(counts, np.concatenate(came)))


def worth(panel: Panel, found: RateFit, since: int) -> None:
    """Log likelihood of months apart, by rates and by the process, of the same countries."""
    n = len(panel.countries)
    rows = np.stack([panel.pair // n, panel.kind, panel.pair % n, panel.day], axis=1)
    stream = Stream.from_quadruples(
        np.repeat(rows, panel.count.astype(int), axis=0), actors=panel.countries,
        actions=panel.classes, country=panel.countries, sector=["state"] * n,
    )  # fmt: skip
    process = fit(stream.before(since))
    for start in range(since, min(since + 360, panel.stop) - 90, 90):
        score = held_out(process, stream.before(start + WINDOW), start)
        now = trial(panel, start, found)
        print(f"  day {start}: rates {log_likelihood(panel, now, start):.3f}; {score}")


if __name__ == "__main__":
    main()
