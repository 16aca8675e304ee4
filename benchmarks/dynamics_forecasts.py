"""Held-out forecasts of a benchmark: is their level right, do intervals hold, have they skill?

    python benchmarks/dynamics_forecasts.py ../shared/bench/icews14 --day 305

Fits the process on the days before `--day` and asks about the `--horizon` days from it: the
events of all kinds expected as days pass, the log likelihood of those that came, and how often
the 90 % interval of a count held what came, for one side left open, for pairs and for everything,
drawn at random from those seen in the 90 days before. With `--origins`, Brier skill after
calibration on earlier origins, as `ramify fit --calibrate` does.
"""

from __future__ import annotations

import argparse
from itertools import pairwise
from pathlib import Path

import numpy as np

from ramify.reasoning.dynamics.evaluation.residuals import daily_rate
from ramify.reasoning.dynamics.evaluation.rolling_origin import rolling_origin
from ramify.reasoning.dynamics.evaluation.tkg_benchmark import Benchmark
from ramify.reasoning.dynamics.forecasting.forecasts import forecast
from ramify.reasoning.dynamics.forecasting.outlook import Outlook
from ramify.reasoning.dynamics.forecasting.windows import Asked
from ramify.reasoning.dynamics.process.fit import fit
from ramify.reasoning.dynamics.stream import Stream

RECENT = 90
BUSY = (1, 5, 30, 100, 10**9)
"""Bounds of the bands of actors, by events in the recent days."""


def level(stream: Stream, day: int, horizon: int) -> tuple[Outlook, str]:
    """Events expected and come as days pass, and their log likelihood."""
    model = fit(stream.before(day))
    known = stream.before(day + horizon)
    late = known.between(day, day + horizon)
    outlook = Outlook.over(model, known)
    rate = daily_rate(outlook)[day - known.first_day :].sum()
    each = np.log(outlook.intensities(late.subject, late.action, late.object, late.day)).sum()
    told = (
        f"day {day}, {horizon} days: expected {rate:,.0f}, came {len(late):,} "
        f"({rate / len(late) - 1:+.1%}); log likelihood an event {(each - rate) / len(late):.4f}; "
        f"level of the unrecorded {model.unrecorded:.3f}, branching {model.branching_ratio:.2f}"
    )
    return Outlook.over(model, stream.before(day)), told


def coverage(outlook: Outlook, late: Stream, day: int, horizon: int, sample: int) -> None:
    """How often 90 % intervals held, by what is asked and how busy it was."""
    h = outlook.history.between(day - RECENT, day)
    rng = np.random.default_rng(1)
    for side, recent in (("actor", h.subject), ("target", h.object)):
        some, busy = np.unique(recent, return_counts=True)
        for least, most in pairwise(BUSY):
            asked = rng.permutation(some[(busy >= least) & (busy < most)])[:sample]
            name = f"{side}s with {least} or more events in {RECENT} days"
            score(outlook, late, day, horizon, name, [{side: int(one)} for one in asked])
    pairs = rng.permutation(np.unique(h.table[:, [0, 2]], axis=0))[:sample].tolist()
    both = [{"actor": a, "target": b} for a, b in pairs]
    score(outlook, late, day, horizon, "pairs", both)
    score(outlook, late, day, horizon, "everything", [{}])


def score(
    outlook: Outlook, late: Stream, day: int, horizon: int, name: str, asked: list[dict[str, int]]
) -> None:
    """Ask about each of these, and print how their intervals did."""
    rows = []
    for one in asked:
        names = {side: outlook.history.actors[number] for side, number in one.items()}
        answer = forecast(outlook, **names, start=day, horizon=horizon)  # type: ignore[arg-type]
        mine = Asked(one.get("actor"), None, one.get("target"))
        came = int(mine.chosen(late.subject, late.action, late.object).sum())
        rows.append((came, answer.expected, *answer.interval))
    came, expected, low, high = np.array(rows).T
    print(
        f"  {name}, {len(rows)} asked: held {((low <= came) & (came <= high)).mean():.0%}, "
        f"above {(came > high).mean():.0%}; expected {expected.sum():,.0f}, came {came.sum():,.0f}",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--day", type=int, nargs="*", default=[])
    parser.add_argument("--horizon", type=int, default=30)
    parser.add_argument("--sample", type=int, default=40)
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
