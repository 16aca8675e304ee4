"""Make the packaged reaction model, and measure it on events after a day.

    python scripts/make_reactions.py ../shared/bench/icews18 --rates rates-before-240.npz \
        --texts ../shared/data/events/icews_2018_sample.tab -o reactions.npz

`--rates` are base rates that know the days before `--through` alone (`make_rates.py --until`). The
printed scores are of events from that day on, by a model of events whose windows end before it.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
from make_kernel import action_codes, canonical

from ramify.reasoning.dynamics.evaluation.rate_scores import ChanceScores
from ramify.reasoning.dynamics.evaluation.tkg_benchmark import Benchmark
from ramify.reasoning.dynamics.rates.counts import ActCount
from ramify.reasoning.dynamics.rates.model import Rates
from ramify.reasoning.dynamics.reactions.cases import Cases, cases_of
from ramify.reasoning.dynamics.reactions.learning import (
    MASS,
    chance,
    columns,
    learned,
    model_of,
    placebo,
)
from ramify.reasoning.dynamics.reactions.model import ReactionCase
from ramify.world.world import World


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--rates", type=Path, required=True)
    parser.add_argument("--epoch", type=date.fromisoformat, default=date(2018, 1, 1))
    parser.add_argument("--first", type=int, default=66)
    parser.add_argument("--through", type=int, default=240)
    parser.add_argument("--every", type=int, default=6)
    parser.add_argument("-o", "--output", type=Path, required=True)
    args = parser.parse_args()
    stream, _ = canonical(Benchmark.read(args.folder), action_codes(args.texts), args.epoch)
    rates, world = Rates.load(args.rates), World.packaged()
    days = [
        *range(args.first, args.through, args.every),
        *range(args.through, stream.last_day - 13, 2),
    ]
    found: dict[ReactionCase, list[Cases]] = defaultdict(list)
    for day in days:
        for cases in cases_of(stream, day, rates, world):
            found[cases.case].append(cases)
    for case, rows in sorted(found.items()):
        report(case, rows, args.through)
    model = model_of(found, "ICEWS, March to September 2018")
    model.save(args.output)
    print(f"{args.output.stat().st_size:,} bytes")


def report(case: ReactionCase, rows: Sequence[Cases], through: int) -> None:
    """Scores of later events by regressions of earlier ones."""
    before = [r for r in rows if r.day + case.horizon < through]
    after = [r for r in rows if r.day >= through and not r.calm]
    if not before or not after:
        return
    fit = learned(before)
    x, logit, came, number = columns(after)
    quiet = np.concatenate([r.quiet for r in after])
    print(case, f"{sum(len(r.came) for r in before):,} cases before, {len(came):,} after")
    rates, usual = chance(logit, x), chance(logit, x, fit.calm)
    after_it = chance(logit, x, fit.calm, fit.event)
    for name, said in (("rates", rates), ("usual", usual), ("reactions", after_it)):
        band = (said >= 0.3) & (said < 0.5)
        score = -np.where(came, np.log(said), np.log1p(-said)).mean()
        print(f"  {name:9} all {_scores(said, came)}; new {_scores(said[quiet], came[quiet])}; "
              f"log score {score:.5f}; 30-50 % said {said[band].mean():.3f}, "
              f"came {came[band].mean():.3f} of {band.sum()}")  # fmt: skip
    joined, expected = np.bincount(number, came), np.bincount(number, after_it)
    intervals = [ActCount(float(m), fit.joining).interval() for m in expected]
    held = [low <= n <= high for n, (low, high) in zip(joined, intervals, strict=True)]
    print(f"  joining: {joined.mean():.2f} came, {expected.mean():.2f} said, usual "
          f"{np.bincount(number, usual).mean():.2f}, interval holds {np.mean(held):.1%} of "
          f"{len(held)}; {fit.joining}")  # fmt: skip
    print(f"  placebo: added effect's interval holds nought in {_placebo(rows, through)}")


def _scores(said: np.ndarray, came: np.ndarray) -> str:
    found = ChanceScores.of(said, came)
    return (
        f"AUC {found.auc:.3f}, AP {found.precision:.3f} ({found.happened:,} of {found.questions:,})"
    )


def _placebo(rows: Sequence[Cases], through: int) -> str:
    """How often the interval holds nought where nothing was added, on days apart.

    Of four sets of days without an event two give γ, one how wide the interval is to be and one
    the verdict, in turn; beside it what an interval that is not widened holds.
    """
    calm = [r for r in rows if r.calm and r.day + r.case.horizon < through]
    days = sorted({r.day for r in calm})
    if len(days) < 8:
        return "too few days"
    plain, wide = [], []
    for turn in range(4):
        sets = [days[(turn + n) % 4 :: 4] for n in range(4)]
        base = [r for r in calm if r.day in sets[0] + sets[2]]
        first, last = (
            np.abs(placebo([*base, *(r for r in calm if r.day in taken)], taken))
            for taken in (sets[1], sets[3])
        )
        factor = max(float(np.quantile(first, 0.9)) / MASS, 1.0)
        plain.append((last <= MASS).mean())
        wide.append((last <= MASS * factor).mean())
    return f"{np.mean(plain):.1%}, widened {np.mean(wide):.1%}"


if __name__ == "__main__":
    main()
