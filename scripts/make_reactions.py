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

from ramify.reasoning.dynamics.evaluation.tkg_benchmark import Benchmark
from ramify.reasoning.dynamics.rates.counts import ActCount, fitted_spread
from ramify.reasoning.dynamics.rates.model import Rates
from ramify.reasoning.dynamics.rates.score import ChanceScores
from ramify.reasoning.dynamics.reactions.cases import Cases, cases_of
from ramify.reasoning.dynamics.reactions.model import (
    SIGNS,
    STANDING,
    Linear,
    ReactionCase,
    ReactionModel,
    Regression,
    regressed,
)
from ramify.reasoning.dynamics.reactions.traits import GRAVE
from ramify.world.world import World


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--rates", type=Path, required=True)
    parser.add_argument("--epoch", type=date.fromisoformat, default=date(2018, 1, 1))
    parser.add_argument("--first", type=int, default=90)
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
    model = ReactionModel(
        {case: learned(rows) for case, rows in found.items()}, typical(found),
        ("THREATEN", *GRAVE), "ICEWS, April to September 2018",
    )  # fmt: skip
    model.save(args.output)
    print(f"{args.output.stat().st_size:,} bytes")


def learned(rows: Sequence[Cases]) -> Regression:
    """The regressions of these cases, with the scatter of how many states act."""
    calm, event = ([r for r in rows if r.calm == still] for still in (True, False))
    usual, moved = fitted(calm, event)
    x, logit, came, number = _columns(event)
    said = np.bincount(number, _chance(logit, x, usual, moved))
    joined = np.bincount(number, came).astype(float)
    return Regression(usual, moved, fitted_spread(joined, said), len(joined))


def fitted(calm: Sequence[Cases], event: Sequence[Cases]) -> tuple[Linear, Linear]:
    """γ of the days without an event, β of those with one."""
    x, logit, came, _ = _columns(calm)
    usual = regressed(x, logit, came, _days(calm), of=STANDING)
    x, logit, came, _ = _columns(event)
    return usual, regressed(x, logit + usual.moved(x).sum(1), came, _days(event))


def report(case: ReactionCase, rows: Sequence[Cases], through: int) -> None:
    """Scores of later events by regressions of earlier ones."""
    before = [r for r in rows if r.day + case.horizon < through]
    after = [r for r in rows if r.day >= through and not r.calm]
    if not before or not after:
        return
    fit = learned(before)
    x, logit, came, number = _columns(after)
    quiet = np.concatenate([r.quiet for r in after])
    print(case, f"{sum(len(r.came) for r in before):,} cases before, {len(came):,} after")
    rates, usual = _chance(logit, x), _chance(logit, x, fit.calm)
    chance = _chance(logit, x, fit.calm, fit.event)
    for name, said in (("rates", rates), ("usual", usual), ("reactions", chance)):
        band = (said >= 0.3) & (said < 0.5)
        score = -np.where(came, np.log(said), np.log1p(-said)).mean()
        print(f"  {name:9} all {_scores(said, came)}; new {_scores(said[quiet], came[quiet])}; "
              f"log score {score:.5f}; 30-50 % said {said[band].mean():.3f}, "
              f"came {came[band].mean():.3f} of {band.sum()}")  # fmt: skip
    joined, said = np.bincount(number, came), np.bincount(number, chance)
    intervals = [ActCount(float(m), fit.joining).interval() for m in said]
    held = [low <= n <= high for n, (low, high) in zip(joined, intervals, strict=True)]
    print(f"  joining: {joined.mean():.2f} came, {said.mean():.2f} said, usual "
          f"{np.bincount(number, usual).mean():.2f}, interval holds {np.mean(held):.1%} of "
          f"{len(held)}; {fit.joining}")  # fmt: skip
    print(f"  placebo: added effect's interval holds nought in {placebo(before):.1%}")


def _scores(said: np.ndarray, came: np.ndarray) -> str:
    found = ChanceScores.of(said, came)
    return (
        f"AUC {found.auc:.3f}, AP {found.precision:.3f} ({found.happened:,} of {found.questions:,})"
    )


def placebo(rows: Sequence[Cases]) -> float:
    """How often the interval of what events add holds nought where there were none.

    Days without an event of the same pairs, with the event of another day: every other day of
    them gives γ, the rest are taken for events.
    """
    calm = [r for r in rows if r.calm]
    odd = sorted({r.day for r in calm})[1::2]
    others = [r for r in calm if r.day in odd]
    usual, moved = fitted([r for r in calm if r.day not in odd], others)
    x, logit, _, number = _columns(others)
    chance = _chance(logit, x, usual, moved)
    added = np.bincount(number, chance - _chance(logit, x, usual))
    sure = []
    for event in range(len(added)):
        mine = number == event
        variance = sum(part.variance(x[mine], chance[mine]) for part in (usual, moved))
        sure.append(variance**0.5)
    return float((np.abs(added) <= 1.645 * np.array(sure)).mean())


def typical(found: dict[ReactionCase, list[Cases]]) -> dict[str, tuple[float, float]]:
    """Mean logarithms of reports and departure, by sign of the event."""
    return {
        sign: tuple(np.concatenate([r.size for case, rows in found.items() if case.trigger == sign
                                    for r in rows if not r.calm]).mean(0).tolist())
        for sign in SIGNS
    }  # fmt: skip


def _columns(rows: Sequence[Cases]) -> tuple[np.ndarray, ...]:
    """Traits, logits, what came, and events numbered through."""
    numbers, first = [], 0
    for r in rows:
        numbers.append(r.event + first)
        first += int(r.event.max()) + 1
    x, logit, came = (
        np.concatenate([getattr(r, name) for r in rows]) for name in ("x", "logit", "came")
    )
    return x, logit, came, np.concatenate(numbers)


def _days(rows: Sequence[Cases]) -> np.ndarray:
    """Days numbered through, one entry a row of the columns."""
    each = np.concatenate([np.full(len(r.came), r.day) for r in rows])
    return np.unique(each, return_inverse=True)[1]


def _chance(logit: np.ndarray, x: np.ndarray, *parts: Linear) -> np.ndarray:
    return 1.0 / (1.0 + np.exp(-(logit + sum(part.moved(x).sum(1) for part in parts))))


if __name__ == "__main__":
    main()
