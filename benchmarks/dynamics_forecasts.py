"""Held-out forecasts of a benchmark: is their level right, do intervals hold, have they skill?

    python benchmarks/dynamics_forecasts.py ../shared/bench/icews14 --day 305

Fits the process on the days before `--day` and asks about the `--horizon` days from it: the
events of all kinds expected as days pass, the log likelihood of those that came, and how often
the 90 % interval of a count held what came, for pairs, for one side left open and for everything,
each drawn at random from those seen in the 90 days before. With `--origins`, Brier skill after
calibration on earlier origins, as `ramify fit --calibrate` does.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from ramify.reasoning.dynamics.calibration import rolling_origin
from ramify.reasoning.dynamics.forecasts import forecast
from ramify.reasoning.dynamics.outlook import Outlook
from ramify.reasoning.dynamics.process import fit
from ramify.reasoning.dynamics.ranking import Benchmark
from ramify.reasoning.dynamics.residuals import daily_rate
from ramify.reasoning.dynamics.stream import Stream

SIDES = ("pair", "actor", "target")


def level(stream: Stream, day: int, horizon: int) -> tuple[Outlook, str]:
    """Events expected and come as days pass, and their log likelihood."""
    model = fit(stream.before(day))
    known = stream.before(day + horizon)
    late = known.between(day, day + horizon)
    outlook = model.outlook(known)
    rate = daily_rate(outlook)[day - known.first_day :].sum()
    each = np.log(outlook.intensities(late.subject, late.action, late.object, late.day)).sum()
    told = (
        f"day {day}, {horizon} days: expected {rate:,.0f}, came {len(late):,} "
        f"({rate / len(late) - 1:+.1%}); log likelihood an event {(each - rate) / len(late):.4f}; "
        f"level of the unrecorded {model.unrecorded:.3f}, branching {model.branching_ratio:.2f}"
    )
    return model.outlook(stream.before(day)), told


def coverage(outlook: Outlook, late: Stream, day: int, horizon: int, sample: int) -> None:
    """How often 90 % intervals held, and the mean, by what is asked."""
    h = outlook.history.between(day - 90, day)
    rng = np.random.default_rng(0)
    pairs = np.unique(h.table[:, [0, 2]], axis=0)
    for side in SIDES:
        some = pairs if side == "pair" else np.unique(pairs[:, int(side == "target")])
        some = rng.permutation(some)[:sample]
        inside, said, came, above = 0, 0.0, 0, 0
        for one in some.tolist():
            actor = one[0] if side == "pair" else one if side == "actor" else None
            target = one[1] if side == "pair" else one if side == "target" else None
            asked = {
                "actor": None if actor is None else h.actors[actor],
                "target": None if target is None else h.actors[target],
            }
            answer = forecast(outlook, **asked, start=day, horizon=horizon)  # type: ignore[arg-type]
            hits = np.ones(len(late), dtype=bool)
            if actor is not None:
                hits &= late.subject == actor
            if target is not None:
                hits &= late.object == target
            n = int(hits.sum())
            low, high = answer.interval
            inside += low <= n <= high
            above += n > high
            said, came = said + answer.expected, came + n
        print(
            f"  {side:6} known, {len(some)} asked: 90 % intervals held {inside / len(some):.1%}, "
            f"{above / len(some):.1%} came above; expected {said:,.0f}, came {came:,}"
        )
    everything = forecast(outlook, start=day, horizon=horizon)
    low, high = everything.interval
    print(f"  all: {everything.expected:,.0f} ({low:,.0f} to {high:,.0f}), came {len(late):,}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--day", type=int, nargs="*", default=[])
    parser.add_argument("--horizon", type=int, default=30)
    parser.add_argument("--sample", type=int, default=400)
    parser.add_argument("--origins", type=int, nargs="*", default=[])
    args = parser.parse_args()
    stream = Benchmark.read(args.folder).known("valid")
    for day in args.day:
        outlook, told = level(stream, day, args.horizon)
        print(told, flush=True)
        late = stream.between(day, day + args.horizon)
        coverage(outlook, late, day, args.horizon, args.sample)
    if args.origins:
        for v in rolling_origin(stream, args.origins):
            print(
                f"{v.horizon} days: {v.questions:,} questions, {v.happened:,} happened, Brier "
                f"{v.brier:.4f} (raw {v.brier_raw:.4f}), log score {v.log_score:.4f}, skill "
                f"{v.skill_poisson:+.3f} Poisson, {v.skill_recurrence:+.3f} recurrence, "
                f"AUC {v.auc:.3f}"
            )


if __name__ == "__main__":
    main()
