"""Make the packaged base rates, and measure them on days held out.

    python scripts/make_rates.py ../shared/bench/icews18 --old ../shared/bench/icews11-14 \
        --texts ../shared/data/events/icews_2018_sample.tab -o rates.npz

Countries and CAMEO codes are those of the packaged kernel (`make_kernel.py`). The scatter of
counts is learned from forecasts at past days, each by a fit to the days before it; what is
printed of the last 30 days rests on days before them alone. `--old` is an earlier benchmark
(days since 2005-01-01), by which seasons are learned, and the drift of levels over years
measured, among countries that it has by their own names.
"""

from __future__ import annotations

import argparse
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from make_kernel import action_codes, canonical

from ramify.reasoning.dynamics.evaluation.rate_scores import (
    intervals,
    log_likelihood,
    said_and_came,
    verdict,
)
from ramify.reasoning.dynamics.evaluation.tkg_benchmark import Benchmark
from ramify.reasoning.dynamics.own.rates import past_forecasts
from ramify.reasoning.dynamics.rates.ahead import usual
from ramify.reasoning.dynamics.rates.counts import ActCount, Spread, fitted_spread
from ramify.reasoning.dynamics.rates.fit import fit_rates
from ramify.reasoning.dynamics.rates.level import tally_at
from ramify.reasoning.dynamics.rates.model import ANY, LevelOrigin, rates_of
from ramify.reasoning.dynamics.rates.panel import Panel
from ramify.reasoning.dynamics.rates.questions import HOSTILE
from ramify.reasoning.dynamics.rates.recent import RecentCounts
from ramify.reasoning.dynamics.rates.scatter import PastForecast, dealt_of_late, scattered
from ramify.reasoning.dynamics.rates.season import learned_season
from ramify.reasoning.dynamics.rates.stacked import Stacked, learned_stack
from ramify.reasoning.dynamics.source import class_of
from ramify.reasoning.dynamics.stream import Stream
from ramify.world.world import World

WINDOW, BUSIEST, LEAST_ACTS = 30, 60, 100
OLD_EPOCH = date(2005, 1, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--old", type=Path, required=True)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--epoch", type=date.fromisoformat, default=date(2018, 1, 1))
    parser.add_argument("--days", type=int, nargs="+", default=[120, 150, 180, 210, 240])
    parser.add_argument("--until", type=int, help="know only the days before this one")
    parser.add_argument("-o", "--output", type=Path, required=True)
    args = parser.parse_args()
    texts = action_codes(args.texts)
    stream, left = canonical(Benchmark.read(args.folder), texts, args.epoch)
    if args.until:
        stream = stream.before(args.until)
    panel = Panel.of(stream, class_of)
    print(dict(left), f"{panel.count.sum():,.0f} acts between {len(panel.countries)} countries")
    old, covered = old_panel(args.old, texts, panel)
    season = learned_season(old)
    print(season)
    every = past_forecasts(panel, args.days, season)
    trials, between = every[: len(args.days)], every[len(args.days) :]
    report(panel, trials, [t for t in between if t.day + WINDOW <= args.days[-1]])
    fit = fit_rates(panel)
    print(f"fitted: background {fit.share:.1%}, branching {fit.branching:.2f}")
    drift = drifted(old, covered, panel)
    codes, acts = by_code(stream, panel)
    learned = LevelOrigin(
        "ICEWS, January to September 2018", int(panel.count.sum()),
        args.epoch + timedelta(days=panel.first), args.epoch + timedelta(days=panel.stop),
        fit.share, fit.branching,
    )  # fmt: skip
    tally = tally_at(panel, fit.weights, fit.level)
    spreads = scattered(trials[1:], panel.classes, ANY)
    rates = rates_of(
        panel, fit, tally, codes=codes, code_acts=acts, drift=drift, learned=learned,
        spreads=spreads, stack=learned_stack(panel, [*trials, *between], spreads), season=season,
    )  # fmt: skip
    rates.save(args.output)
    print(f"{np.count_nonzero(rates.tally.acts):,} cells, {args.output.stat().st_size:,} bytes")


def report(panel: Panel, trials: list[PastForecast], between: list[PastForecast]) -> None:
    """The last trial, by the spreads and the regression of those before it."""
    for t in trials:
        print(
            f"day {t.day}: expected {t.all_means.sum():,.0f}, usual {t.usual.sum():,.0f}, "
            f"came {t.came.sum():,.0f}"
        )
    plain, spreads = trials[-1], scattered(trials[:-1], panel.classes, ANY)
    day = plain.day
    stack = learned_stack(panel, [*trials[:-1], *between], spreads)
    last = by_stack(panel, plain, stack)
    for name, (pair, side) in spreads.items():
        print(f"  {name:10} a {pair.cluster:.2f} φ {pair.volatility:.2f}; of a side "
              f"a {side.cluster:.2f} φ {side.volatility:.2f}")  # fmt: skip
    past = panel.between(panel.first, day)
    busy = np.argsort(-past.tally().sum(1), kind="stable")[:BUSIEST]
    starts = range(panel.first, day, WINDOW)
    own = np.stack([panel.between(d, d + WINDOW).tally()[busy].sum(1) for d in starts], 1)
    came = last.came[busy].sum(1)
    for name, means in (("memory", last.all_means), ("usual", last.usual)):
        counts = [ActCount(float(m), spreads[ANY][0]) for m in means[busy].sum(1)]
        print(f"60 busiest, {name}: {intervals(counts, came)}")
    alone = [ActCount(float(r.mean()), fitted_spread(r, np.full(len(r), r.mean()))) for r in own]
    print(f"60 busiest, negative binomial of each pair's own months: {intervals(alone, came)}")
    hostile = [panel.classes.index(name) for name in HOSTILE]
    for called, found in (("process", plain), ("stacked", last)):
        print(f"{called}: expected {found.all_means.sum():,.0f}")
        print(verdict(panel, found, spreads, hostile))
        print(said_and_came(panel, found, spreads, hostile))
        for c in hostile:
            print(f"  {panel.classes[c]:9} {verdict(panel, found, spreads, [c])}")
    print(f"log likelihood an act {log_likelihood(panel, last, day):.4f}")


def by_stack(panel: Panel, plain: PastForecast, stack: Stacked) -> PastForecast:
    """A forecast with the regression on recent counts."""
    past = panel.between(panel.first, plain.day)
    pairs, means = dealt_of_late(past), plain.all_means.copy()
    x = RecentCounts.of(past, plain.volume).covariates(pairs, means[pairs], plain.usual[pairs])
    means[pairs] *= stack.factor(x, means[pairs]) * stack.kept(x, means[pairs])
    return plain.stacked(means)


def by_code(stream: Stream, panel: Panel) -> tuple[tuple[str, ...], np.ndarray]:
    """Acts by pair and CAMEO code."""
    found = Panel.of(stream, str, countries=panel.countries)
    return found.classes, found.tally()


def old_panel(folder: Path, texts: dict[str, str], new: Panel) -> tuple[Panel, list[int]]:
    """An earlier benchmark in the vocabularies of a later one, and the countries it covers."""
    bench = Benchmark.read(folder)
    stream, _ = canonical(bench, texts, OLD_EPOCH)
    raw = bench.known(list(bench.splits)[-1])
    acts = np.bincount(np.concatenate([raw.subject, raw.object]), minlength=len(raw.actors))
    world, covered = World.packaged(), set()
    for name, count in zip(raw.actors, acts, strict=True):
        meant = world.gazetteer.resolve(name.replace("_", " "), OLD_EPOCH)
        full = len(meant) == 1 and meant[0] in world.actors
        if full and count >= LEAST_ACTS and _own_name(world, meant[0], name):
            covered.add(meant[0])
    panel = Panel.of(stream, class_of, countries=new.countries, classes=new.classes)
    return panel, [new.countries.index(c) for c in sorted(covered) if c in new.countries]


def _own_name(world: World, code: str, name: str) -> bool:
    return world.actors[code].name == name.replace("_", " ")


def drifted(panel: Panel, covered: list[int], new: Panel) -> dict[str, float]:
    """φ of later months where an earlier level was expected, one factor a class apart."""
    fit = fit_rates(panel)
    tally = tally_at(panel, fit.weights, fit.level)
    level = usual(fit.weights, fit.prior.level(tally.acts, tally.days)) * WINDOW
    n = len(new.countries)
    pairs = np.array([a * n + b for a in covered for b in covered if a != b])
    months = range(new.first, new.stop, WINDOW)
    came = np.stack([new.between(d, d + WINDOW).tally()[pairs] for d in months])
    means = level[pairs] * (came.sum((0, 1)) + 20) / (len(months) * level[pairs].sum(0) + 20)
    means = np.broadcast_to(means, came.shape)
    hostile = np.array([name in HOSTILE for name in new.classes])
    found = {}
    for which, spread in (
        ("hostile", _of(came, means, hostile)), ("other", _of(came, means, ~hostile)),
    ):  # fmt: skip
        print(f"drift of {which} classes among {len(covered)} countries: {spread}")
        found[which] = spread.volatility
    by_class = {c: found["hostile" if c in HOSTILE else "other"] for c in new.classes}
    return {**by_class, ANY: found["other"]}


def _of(came: np.ndarray, means: np.ndarray, kept: np.ndarray) -> Spread:
    return fitted_spread(came[:, :, kept].ravel(), means[:, :, kept].ravel())


if __name__ == "__main__":
    main()
