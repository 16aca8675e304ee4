"""Run the temporal-knowledge-graph protocol on a folder of quadruples and print the table.

python benchmarks/dynamics_tkg.py ../shared/bench/icews14 --split valid
python benchmarks/dynamics_tkg.py ../shared/bench/icews14 --without "kin of both"
python benchmarks/dynamics_tkg.py ../shared/bench/icews14 --split valid --no-tilt
python benchmarks/dynamics_tkg.py ../shared/bench/icews18 --model FILE --densest 3
python benchmarks/dynamics_tkg.py ../shared/bench/icews14 --split valid --novelty --nameless
python benchmarks/dynamics_tkg.py ../shared/bench/icews14 --split valid --novelty --shuffle 7

With --output, the model that was asked is kept. With --densest, the questions of the busiest
days of the split are timed instead, in CPU time: scores of every candidate on a day asked for
the first time and again, then ranks. With --novelty, measures by how new a fact was; --nameless
takes the names of actors away, from which country and sector are read, and --shuffle numbers them
anew.
"""

from __future__ import annotations

import argparse
import dataclasses
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from ramify.reasoning.dynamics.evaluation.novelty import by_novelty, nameless, renumbered
from ramify.reasoning.dynamics.evaluation.tkg_benchmark import (
    Benchmark,
    Metrics,
    bench_tkg,
    rank_questions,
    scorer_of,
)
from ramify.reasoning.dynamics.partners.choice_fit import fit_tilted
from ramify.reasoning.dynamics.partners.choice_model import TiltSettings
from ramify.reasoning.dynamics.partners.fit import fit_partners
from ramify.reasoning.dynamics.partners.model import PartnerModel, PartnerSettings


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--split", default="test")
    parser.add_argument("--without", action="append", default=[], help="leave a pattern out")
    parser.add_argument("--set", action="append", default=[], help="a setting, as name=number")
    parser.add_argument("--model", type=Path, help="ask this fitted model")
    parser.add_argument("--output", type=Path, help="write the model that was asked")
    parser.add_argument("--densest", type=int, help="time the questions of this many busy days")
    parser.add_argument("--novelty", action="store_true", help="measures by novelty")
    parser.add_argument("--nameless", action="store_true", help="take the names of actors away")
    parser.add_argument("--shuffle", type=int, help="number actors anew, by this seed")
    parser.add_argument("--tilt", default=True, action=argparse.BooleanOptionalAction)
    args = parser.parse_args()
    settings = PartnerSettings()
    kept = tuple(r for r in settings.readings if r.name not in args.without)
    settings = dataclasses.replace(settings, readings=kept)
    for pair in args.set:
        name, _, value = pair.partition("=")
        kind = type(getattr(settings, name))
        settings = dataclasses.replace(settings, **{name: kind(value)})
    model = PartnerModel.load(args.model) if args.model else None
    if args.densest:
        time_questions(args.folder, args.split, model, settings, args.densest)
        return
    tilt = TiltSettings() if args.tilt else None
    if args.novelty:
        report_novelty(args, settings, tilt)
        return
    report = bench_tkg(
        args.folder, split=args.split, settings=settings, tilt=tilt, model=model,
        output=args.output,
    )  # fmt: skip
    print("\n".join(report.lines()))


def report_novelty(
    args: argparse.Namespace, settings: PartnerSettings, tilt: TiltSettings | None
) -> None:
    """Print measures by how new a fact was, and over all."""
    bench = Benchmark.read(args.folder)
    if args.nameless:
        bench = nameless(bench)
    if args.shuffle is not None:
        bench = renumbered(bench, args.shuffle)
    train = bench.splits["train"]
    model = fit_tilted(train, settings, tilt) if tilt else fit_partners(train, settings)
    known, asked = bench.known(args.split), bench.splits[args.split]
    ranks = rank_questions(model, known, asked)
    for name, found in (("all", Metrics.of(ranks)), *by_novelty(known, asked, ranks)):
        print(f"{name:22} {found.questions:7,} questions, MRR {found.mrr:.5f}")


def time_questions(
    folder: Path, split: str, model: PartnerModel | None, settings: PartnerSettings, busy: int
) -> None:
    """Print what one question costs on the busiest days of a split."""
    bench = Benchmark.read(folder)
    known, asked = bench.known(split), bench.splits[split]
    model = model or fit_partners(bench.splits["train"], settings)
    days, count = np.unique(asked.day, return_counts=True)
    chosen = np.sort(days[np.argsort(-count, kind="stable")[:busy]])
    scorer, actions = scorer_of(model, known), len(known.actions)
    scorer.scores(0, 0, int(chosen[0]) - 1)
    for day in chosen.tolist():
        facts = asked.between(day, day + 1).table.tolist()
        ends = [e for s, k, o, _ in facts for e in ((s, k), (o, k + actions))]

        def score(ends: list[tuple[int, int]] = ends, day: int = day) -> None:
            for actor, kind in ends:
                scorer.scores(actor, kind, day)

        first, again = (cpu_milliseconds(score) / len(ends) for _ in range(2))
        print(f"day {day}: {len(ends)} questions, {first:.3f} ms each; asked again {again:.3f} ms")
    part = asked.take(np.isin(asked.day, chosen))
    spent = cpu_milliseconds(lambda: rank_questions(model, known, part)) / (2 * len(part))
    print(f"protocol, {len(known.actors)} candidates: {spent:.3f} ms a question")


def cpu_milliseconds(run: Callable[[], object]) -> float:
    started = time.process_time()
    run()
    return (time.process_time() - started) * 1000


if __name__ == "__main__":
    main()
