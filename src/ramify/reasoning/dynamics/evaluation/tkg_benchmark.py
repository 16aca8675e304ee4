"""The link-prediction protocol of temporal knowledge graphs, asked strictly one by one.

Both directions of every test fact are asked: (s, r, ?, t) and (?, r, o, t). Facts of days
before t are known, later and same-day ones are not (single step). Other true answers of the
same day are set aside (time-aware filter); ties get their mean rank. No question sees
another question or any fact of its own day.
"""

from __future__ import annotations

import resource
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ramify._arrays import Floats, Ints
from ramify._errors import InputError
from ramify.reasoning.dynamics.partners.choice_fit import TiltedScorer, fit_tilted
from ramify.reasoning.dynamics.partners.choice_model import TiltSettings
from ramify.reasoning.dynamics.partners.fit import fit_partners
from ramify.reasoning.dynamics.partners.model import PartnerModel, PartnerSettings
from ramify.reasoning.dynamics.partners.scorer import Scorer
from ramify.reasoning.dynamics.stream import Stream
from ramify.record.feeds.quadruple_files import (
    find,
    read_names,
    read_quadruples,
)


@dataclass(frozen=True)
class Metrics:
    """Ranking measures over both directions; object and subject MRR beside them."""

    mrr: float
    hits1: float
    hits3: float
    hits10: float
    object_mrr: float
    subject_mrr: float
    questions: int

    @classmethod
    def of(cls, ranks: Floats) -> Metrics:
        """Measures of ranks of shape (2, facts): object questions, then subject questions.

        >>> Metrics.of(np.array([[1.0, 2.0], [4.0, 20.0]])).mrr
        0.45
        """
        inverse = 1.0 / ranks
        return cls(
            mrr=round(float(inverse.mean()), 12),
            hits1=float((ranks <= 1).mean()),
            hits3=float((ranks <= 3).mean()),
            hits10=float((ranks <= 10).mean()),
            object_mrr=float(inverse[0].mean()),
            subject_mrr=float(inverse[1].mean()),
            questions=ranks.size,
        )


@dataclass(frozen=True)
class BenchReport:
    """What one run of the protocol gave, and what it cost.

    `fit_seconds` is wall and CPU time, None where a model was read; a query's time is CPU time
    with the protocol around it.
    """

    split: str
    metrics: Metrics
    facts_learned: int
    fit_seconds: tuple[float, float] | None
    query_milliseconds: float
    peak_memory_mb: float

    def lines(self) -> list[str]:
        """The report as lines of text for a terminal."""
        m = self.metrics
        fit = "model read"
        if self.fit_seconds:
            wall, cpu = self.fit_seconds
            fit = f"fit {wall:.1f} s ({cpu:.1f} s of CPU)"
        return [
            f"{self.split}: {m.questions} questions, learned from {self.facts_learned} facts",
            f"MRR {m.mrr:.4f}  Hits@1 {m.hits1:.4f}  @3 {m.hits3:.4f}  @10 {m.hits10:.4f}",
            f"object MRR {m.object_mrr:.4f}  subject MRR {m.subject_mrr:.4f}",
            f"{fit}  query {self.query_milliseconds:.3f} ms"
            f"  peak memory {self.peak_memory_mb:.0f} MB",
        ]


@dataclass(frozen=True, eq=False)
class Benchmark:
    """A folder of quadruples: one stream a split, over one vocabulary."""

    splits: dict[str, Stream]

    @classmethod
    def read(cls, folder: Path) -> Benchmark:
        """Read train, valid and test (`.tsv.gz`, `.tsv` or `.txt`; absent ones are left out).

        Times that are all multiples of 24 over more than a year are hours and become days.

        Raises:
            InputError: no vocabulary or no training facts, or a row that is not numbers.
        """
        actors, actions = read_names(folder, "entity2id"), read_names(folder, "relation2id")
        tables = {}
        for split in ("train", "valid", "test"):
            if path := find(folder, split):
                tables[split] = read_quadruples(path)
                _check_known(tables[split], len(actors), len(actions), path)
        if "train" not in tables:
            raise InputError("no train.tsv.gz, train.tsv or train.txt", where=str(folder))
        step = 24 if all((t[:, 3] % 24 == 0).all() for t in tables.values()) else 1
        for table in tables.values():
            table[:, 3] //= step
        return cls(
            {
                split: Stream.from_quadruples(table, actors=actors, actions=actions)
                for split, table in tables.items()
            }
        )

    def known(self, until: str) -> Stream:
        """Every fact of the splits up to and with `until`."""
        names = list(self.splits)
        chosen = names[: names.index(until) + 1]
        rows = np.concatenate([self.splits[name].table for name in chosen])
        return self.splits["train"].with_events(rows[len(self.splits["train"]) :])


def _check_known(table: Ints, actors: int, actions: int, path: Path) -> None:
    for column, size in ((0, actors), (1, actions), (2, actors)):
        if len(table) and table[:, column].max() >= size:
            row = int(table[:, column].argmax())
            what = f"the number {table[row, column]} is in no vocabulary of {size}"
            raise InputError(what, where=f"{path}, line {row + 1}", repair="give its own files")


def rank_questions(model: PartnerModel, known: Stream, asked: Stream) -> Floats:
    """Rank of the true answer of every question, shape (2, facts): object, then subject.

    Args:
        known: facts the scorer may read, of days before each question's own, and from
            which other true answers of the question's day are set aside.
        asked: the facts to ask about, in order of their days.
    """
    scorer = scorer_of(model, known)
    actions = len(known.actions)
    answers = _answers(known, asked.day)
    ranks = np.empty((2, len(asked)))
    for n, (s, k, o, t) in enumerate(asked.table.tolist()):
        for side, (actor, kind, truth) in enumerate(((s, k, o), (o, k + actions, s))):
            ranks[side, n] = scorer.rank(actor, kind, t, truth, answers[t, actor, kind])
    return ranks


def scorer_of(model: PartnerModel, known: Stream) -> Scorer | TiltedScorer:
    """What scores the questions of a model, with its tilt if it has one."""
    return TiltedScorer(model, model.tilt, known) if model.tilt else Scorer(model, known)


def _answers(known: Stream, days: Ints) -> dict[tuple[int, int, int], list[int]]:
    found: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for s, k, o, t in known.table[np.isin(known.day, days)].tolist():
        found[t, s, k].append(o)
        found[t, o, k + len(known.actions)].append(s)
    return found


_TILTED = TiltSettings()


def bench_tkg(
    folder: Path,
    *,
    split: str = "test",
    settings: PartnerSettings | None = None,
    tilt: TiltSettings | None = _TILTED,
    model: PartnerModel | None = None,
    output: Path | None = None,
) -> BenchReport:
    """Fit on the training facts, ask the questions of a split, and report.

    Args:
        tilt: how the tilt of the likeliest candidates is fitted; None leaves it out.
        model: ask this one instead of fitting.
        output: write the model that was asked to this file.

    Raises:
        InputError: the folder lacks the split, or names other actors or actions than `model`.
    """
    bench = Benchmark.read(folder)
    if split not in bench.splits:
        raise InputError(f"no {split} facts", where=str(folder), repair="choose another split")
    known = bench.known(split)
    if model:
        model.over(known)
    wall, cpu = time.perf_counter(), time.process_time()
    asked_model = model or _learn(bench.splits["train"], settings, tilt)
    spent = time.perf_counter() - wall, time.process_time() - cpu
    if output:
        asked_model.save(output)
    asking = time.process_time()
    ranks = rank_questions(asked_model, known, bench.splits[split])
    return BenchReport(
        split=split,
        metrics=Metrics.of(ranks),
        facts_learned=asked_model.learned.events,
        fit_seconds=None if model else spent,
        query_milliseconds=(time.process_time() - asking) * 1000 / ranks.size,
        peak_memory_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


def _learn(
    train: Stream, settings: PartnerSettings | None, tilt: TiltSettings | None
) -> PartnerModel:
    return fit_tilted(train, settings, tilt) if tilt else fit_partners(train, settings)
