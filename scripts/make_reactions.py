"""Make the packaged reaction model, and measure it on events after a day.

    python scripts/make_reactions.py ../shared/bench/icews18 --rates rates-before-240.npz \
        --texts ../shared/data/events/icews_2018_sample.tab -o reactions.npz

`--rates` are base rates that know the days before `--through` alone (`make_rates.py --until`). The
printed scores are of events from that day on, by a model of events whose windows end before it. Of
several such days and rates each is scored up to the next, and then all together; the model that is
written is learned by the last. What sets chances of single classes right is learned from the days
scored before, by rates that did not know them, of windows that end before the last of these days.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from make_kernel import action_codes, canonical

from ramify._threads import each
from ramify.reasoning.dynamics.evaluation.rate_scores import ChanceScores
from ramify.reasoning.dynamics.evaluation.tkg_benchmark import Benchmark
from ramify.reasoning.dynamics.rates.counts import ActCount
from ramify.reasoning.dynamics.rates.model import Rates
from ramify.reasoning.dynamics.rates.questions import HOSTILE
from ramify.reasoning.dynamics.reactions import cases as past
from ramify.reasoning.dynamics.reactions.answering import (
    PartyReaction,
    party_reactions,
    reactions,
)
from ramify.reasoning.dynamics.reactions.cases import Cases, Watched, cases_of
from ramify.reasoning.dynamics.reactions.class_chances import Moves
from ramify.reasoning.dynamics.reactions.class_learning import (
    ClassRows,
    class_rows,
    learned_moves,
)
from ramify.reasoning.dynamics.reactions.ground import Ground
from ramify.reasoning.dynamics.reactions.learning import (
    EVERY,
    chance,
    columns,
    fitted,
    learned,
    model_of,
    typical,
)
from ramify.reasoning.dynamics.reactions.model import (
    HORIZONS,
    SIDES,
    ReactionCase,
    ReactionModel,
    Regression,
)
from ramify.reasoning.dynamics.reactions.traits import TriggerAct
from ramify.world.world import World

MASS = 1.645
"""Standard deviations of an interval of 90 %."""
Found = Mapping[ReactionCase, Sequence[Cases]]


class Told(NamedTuple):
    """One chance that an answer gave, beside the long-run base rate, and whether it came."""

    of: str
    chance: float
    rate: float
    came: bool
    pair: tuple[str, str]


class Said(NamedTuple):
    """Chances by rates, usual and with reactions; what came; quiet ones; numbers of events."""

    chances: dict[str, np.ndarray]
    came: np.ndarray
    quiet: np.ndarray
    number: np.ndarray


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--rates", type=Path, nargs="+", required=True)
    parser.add_argument("--epoch", type=date.fromisoformat, default=date(2018, 1, 1))
    parser.add_argument("--first", type=int, default=66)
    parser.add_argument("--through", type=int, nargs="+", default=[240])
    parser.add_argument("--every", type=int, default=6)
    parser.add_argument("--horizons", type=int, nargs="+", default=list(HORIZONS))
    parser.add_argument("-o", "--output", type=Path, required=True)
    args = parser.parse_args()
    stream, _ = canonical(Benchmark.read(args.folder), action_codes(args.texts), args.epoch)
    world, told, singly = World.packaged(), defaultdict(list), list[ClassRows]()
    for file, (through, end) in zip(
        args.rates, pairwise([*args.through, stream.last_day - 13]), strict=True
    ):
        watched, later = Watched.of(stream, Rates.load(file), world), [*range(through, end, 2)]
        days = [*range(args.first, through, args.every), *later]
        begun, found = time.process_time(), defaultdict(list)
        asked = [day for day in days if day + min(args.horizons) <= stream.last_day]
        for of_day in each(lambda day, record=watched: list(cases_of(record, day)), asked):
            for cases in of_day:
                found[cases.case].append(cases)
        print(f"events from day {through} on; cases: {time.process_time() - begun:.1f} CPU s")
        moves = moves_before(singly, through, watched)
        for horizon in args.horizons:
            told[horizon] += report(found, horizon, through, watched, later, moves)
        if end < stream.last_day - 13:
            days = range(through, end, EVERY)
            for of_day in each(lambda day, record=watched: list(class_rows(record, day)), days):
                singly += of_day
    if len(args.through) > 1:
        for horizon, every in told.items():
            print("all of these days together:")
            _told(every, horizon)
    begun = time.process_time()
    model = replace(model_of(found, "ICEWS, March to September 2018"), moves=moves)
    model.save(args.output)
    print(f"learned in {time.process_time() - begun:.1f} CPU s more: "
          f"{args.output.stat().st_size:,} bytes")  # fmt: skip


def moves_before(rows: Sequence[ClassRows], day: int, watched: Watched) -> dict[int, Moves]:
    """What sets single classes right, learned from windows that end before a day."""
    return learned_moves([r for r in rows if r.day + r.horizon < day], watched.panel.classes)


def report(
    found: Found, days: int, through: int, watched: Watched, later: Sequence[int],
    moves: Mapping[int, Moves],
) -> list[Told]:  # fmt: skip
    """Scores of later events over so many days, by regressions of earlier ones."""
    cases = sorted(case for case in found if case.horizon == days)
    before = {case: [r for r in found[case] if r.day + days < through] for case in cases}
    after = {case: [r for r in found[case] if r.day >= through and not r.calm] for case in cases}
    fits = {
        case: learned(before[case]) for case in cases
        if len({r.day for r in before[case]}) >= 4 and after[case]
    }  # fmt: skip
    if not fits:
        print(f"{days} days: nothing to be scored")
        return []
    said = {case: _said(after[case], fit) for case, fit in fits.items()}
    for case, fit in fits.items():
        print(*case, f"{sum(len(r.came) for r in before[case]):,} cases before")
        _scored(said[case])
        if case.role in SIDES:
            _joined(said[case], fit)
            print(f"  added effect's interval holds nought: {_placebo(before[case])}")
    thirds = [said[case] for case in fits if case.role in SIDES]
    every = [case for case in fits if case.role in SIDES and case.acts == "hostile"]
    hard = [said[case] for case in every if case.trigger == "hostile"]
    for name, some in (("hostile acts after hostile events", hard), ("all", thirds)):
        print(f"{days} days, third states, {name}, together:")
        _scored(_joint(some))
    model = ReactionModel(fits, typical(before), (), "", moves=moves)
    kept = [day for day in later if day + days < watched.panel.stop]
    told = list(_answers(watched, kept, model, days))
    _told(told, days)
    return told


def _said(after: Sequence[Cases], fit: Regression) -> Said:
    x, logit, came, number = columns(after)
    said = {
        "rates": chance(logit, x), "usual": chance(logit, x, fit.calm),
        "reactions": chance(logit, x, fit.calm, fit.event),
    }  # fmt: skip
    return Said(said, came, np.concatenate([r.quiet for r in after]), number)


def _joint(parts: Sequence[Said]) -> Said:
    chances = {
        name: np.concatenate([one.chances[name] for one in parts]) for name in parts[0].chances
    }
    columns = (np.concatenate([one[k] for one in parts]) for k in (1, 2, 3))
    return Said(chances, *columns)


def _scored(found: Said) -> None:
    came, quiet = found.came, found.quiet
    for name, said in found.chances.items():
        band = (said >= 0.3) & (said < 0.5)
        print(f"  {name:9} all {_scores(said, came)}; new {_scores(said[quiet], came[quiet])}; "
              f"log score {_log(said, came):.5f}; Brier {((said - came) ** 2).mean():.5f}; "
              f"30-50 % said {said[band].mean():.3f}, came {came[band].mean():.3f} "
              f"of {band.sum()}")  # fmt: skip


def _scores(said: np.ndarray, came: np.ndarray) -> str:
    if not 0 < came.sum() < len(came):
        return f"{came.sum()} of {len(came)}"
    found = ChanceScores.of(said, came)
    return (
        f"AUC {found.auc:.3f}, AP {found.precision:.3f} ({found.happened:,} of {found.questions:,})"
    )


def _log(said: np.ndarray, came: np.ndarray) -> float:
    sure = np.clip(said, 1e-6, 1.0 - 1e-6)
    return float(-np.where(came, np.log(sure), np.log1p(-sure)).mean())


def _joined(found: Said, fit: Regression) -> None:
    """How many states acted after an event, beside what was said."""
    joined, expected, usual = (
        np.bincount(found.number, each)
        for each in (found.came, found.chances["reactions"], found.chances["usual"])
    )
    intervals = [ActCount(float(m), fit.joining).interval() for m in expected]
    held = [low <= n <= high for n, (low, high) in zip(joined, intervals, strict=True)]
    print(f"  joining: {joined.mean():.2f} came, {expected.mean():.2f} said, usual "
          f"{usual.mean():.2f}, interval holds {np.mean(held):.1%} of {len(held)}; "
          f"{fit.joining}")  # fmt: skip


def _placebo(rows: Sequence[Cases]) -> str:
    """How often the interval holds nought where nothing was added: days without an event are
    taken for days with one, every fourth in turn, the others give what is usual."""
    calm = [r for r in rows if r.calm]
    days = sorted({r.day for r in calm})
    if len(days) < 8:
        return "too few days"
    ratios = np.concatenate([placebo(calm, days[turn::4]) for turn in range(4)])
    return f"{(ratios <= MASS).mean():.1%} of {len(ratios)}"


def placebo(calm: Sequence[Cases], taken: Sequence[int]) -> np.ndarray:
    """What events add where there are none, in standard errors, one number an event."""
    others = [r for r in calm if r.day in taken]
    usual, moved = fitted([r for r in calm if r.day not in taken], others)
    x, logit, _, number = columns(others)
    said = chance(logit, x, usual, moved)
    added = np.bincount(number, said - chance(logit, x, usual))
    sure = [
        sum(part.variance(x[mine], said[mine]) for part in (usual, moved)) ** 0.5
        for mine in (number == event for event in range(len(added)))
    ]
    return np.abs(added) / np.maximum(sure, 1e-9)


def _answers(
    watched: Watched, days: Iterable[int], model: ReactionModel, horizon: int
) -> Iterator[Told]:
    """What whole answers say of single classes and of the two sides, beside what came."""
    for day in days:
        known = past.known_on(watched, day)
        ground, on = known.ground, known.ground.standing.day
        panel = ground.standing.panel
        assert panel is not None
        n = len(panel.countries)
        came = watched.panel.between(day + 1, day + 1 + horizon).tally().reshape(n, n, -1) > 0
        events = past.triggers(known, past.MOST_PARTIES, 0)
        for event in events:
            for one in party_reactions(ground, model, event, on, horizon):
                yield from _of_party(ground, event, one, came, on)
        for event in past.first(events):
            for side in reactions(ground, model, event, on, horizon):
                for state in side.states:
                    did = came[ground.numbers[state.actor], ground.numbers[side.side]]
                    for name, c in state.by_class.items():
                        yield Told(f"third states: {name}", c, np.nan,
                                   bool(did[panel.classes.index(name)]),
                                   (state.actor, side.side))  # fmt: skip


def _of_party(
    ground: Ground, event: TriggerAct, one: PartyReaction, came: np.ndarray, on: date
) -> Iterator[Told]:
    """What one side of an event was said to do to the other, in all and by class."""
    sides, classes = (ground.numbers[one.actor], ground.numbers[one.side]), list(one.by_class)
    kinds = ground.standing.rates.classes
    did = {name: bool(came[sides][kinds.index(name)]) for name in classes}
    pair = np.array([sides[0] * len(ground.numbers) + sides[1]])
    by_class = ground.by_class(ground.standing.usually(pair, on, one.horizon))[0]

    def rate(names: Sequence[str]) -> float:
        """The chance of one of these classes when nothing of the last days is known."""
        return float(1.0 - np.prod([1.0 - by_class[kinds.index(name)] for name in names]))

    of, pair = f"{one.role}, {one.acts} after {event.action_class}", (one.actor, one.side)
    yield Told(of, one.chance, rate(classes), any(did.values()), pair)
    for name, c in one.by_class.items():
        yield Told(f"{one.role}: {name}", c, rate([name]), did[name], pair)
    if one.higher is not None:
        above = HOSTILE[HOSTILE.index(event.action_class) + 1 :]
        yield Told(f"{one.role}: graver", one.higher, rate(above), any(did[c] for c in above), pair)


def _told(told: Sequence[Told], days: int) -> None:
    """Scores of what was told, by what it is told of."""
    for of in sorted({one.of for one in told}):
        some = [one for one in told if one.of == of]
        said, rate, came = (np.array([one[k] for one in some]) for k in (1, 2, 3))
        band = (said >= 0.3) & (said < 0.5)
        beside = "" if np.isnan(rate).all() else (
            f", base rate {_log(rate, came):.4f} and {((rate - came) ** 2).mean():.5f}"
        )  # fmt: skip
        shown = came[band].mean() if band.any() else np.nan
        of_pair = defaultdict(list)
        for one in (some[k] for k in np.flatnonzero(band)):
            of_pair[one.pair].append(one.came)
        by_pair = np.mean([np.mean(c) for c in of_pair.values()]) if of_pair else np.nan
        print(f"  {days} days, {of}: {_scores(said, came)}; {said.sum():.0f} said; log score "
              f"{_log(said, came):.4f}, Brier {((said - came) ** 2).mean():.5f}{beside}; "
              f"30-50 % came {shown:.2f} of {band.sum()}, {by_pair:.2f} of {len(of_pair)} pairs "
              "of states, each counted once")  # fmt: skip


if __name__ == "__main__":
    main()
