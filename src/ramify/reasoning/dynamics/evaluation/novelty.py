"""What a ranking rests on: the benchmark without names, numbered anew, and by novelty."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ramify._arrays import Floats, Ints
from ramify.reasoning.dynamics.evaluation.tkg_benchmark import Benchmark, Metrics
from ramify.reasoning.dynamics.stream import Stream

LATELY = 90
"""Days within which a fact is not new."""
BANDS = (
    f"seen within {LATELY} days", "seen before", "pair seen, not so", "pair never seen",
)  # fmt: skip


def nameless(bench: Benchmark) -> Benchmark:
    """The benchmark with a number for every actor's name, from which no country can be read.

    >>> one = Stream.from_quadruples([(0, 0, 1, 5)], actors=["Police (A)", "B"], actions=["x"])
    >>> nameless(Benchmark({"train": one})).splits["train"].countries
    ('actor 0', 'actor 1')
    """
    some = next(iter(bench.splits.values()))
    names = [f"actor {n}" for n in range(len(some.actors))]
    return _over(bench, np.arange(len(names)), names)


def renumbered(bench: Benchmark, seed: int) -> Benchmark:
    """The benchmark with its actors numbered at random.

    >>> one = Stream.from_quadruples([(0, 0, 1, 5)], actors=["A", "B"], actions=["x"])
    >>> other = renumbered(Benchmark({"train": one}), 1).splits["train"]
    >>> other.actors[other.subject[0]]
    'A'
    """
    some = next(iter(bench.splits.values()))
    place = np.random.default_rng(seed).permutation(len(some.actors))
    return _over(bench, place, [some.actors[n] for n in np.argsort(place)])


def _over(bench: Benchmark, place: Ints, names: list[str]) -> Benchmark:
    found = {}
    for split, stream in bench.splits.items():
        table = stream.table
        rows = np.column_stack([place[table[:, 0]], table[:, 1], place[table[:, 2]], table[:, 3]])
        found[split] = Stream.from_quadruples(rows, actors=names, actions=stream.actions)
    return Benchmark(found)


def by_novelty(known: Stream, asked: Stream, ranks: Floats) -> Iterator[tuple[str, Metrics]]:
    """Measures by how new a fact was on its eve: the fact, else its pair either way.

    Args:
        known: all facts that could be read.
        ranks: shape (2, facts), as `rank_questions` gives them.
    """
    band = np.array([_band(*row) for row in _last_seen(known, asked)])
    for n, name in enumerate(BANDS):
        if (band == n).any():
            yield name, Metrics.of(ranks[:, band == n])


def _band(fact: int | None, pair: int | None, day: int) -> int:
    if fact is not None:
        return 0 if day - fact <= LATELY else 1
    return 3 if pair is None else 2


def _last_seen(known: Stream, asked: Stream) -> Iterator[tuple[int | None, int | None, int]]:
    """For every fact the day on which it, and its pair, was seen last before, and its own."""
    facts: dict[tuple[int, int, int], int] = {}
    pairs: dict[tuple[int, int], int] = {}
    rows, at = known.table.tolist(), 0
    for s, k, o, t in asked.table.tolist():
        while at < len(rows) and rows[at][3] < t:
            a, kind, b, day = rows[at]
            facts[a, kind, b] = day
            pairs[a, b] = pairs[b, a] = day
            at += 1
        yield facts.get((s, k, o)), pairs.get((s, o)), t
