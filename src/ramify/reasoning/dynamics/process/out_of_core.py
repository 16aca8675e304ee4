"""The E step in bounded memory: evidence kept on disk, one block of pairs read at a time.

Events are dealt out by pair, as under Spark, into blocks of about so many events. What the
events of a block read is written to a temporary folder, pattern by pattern, and read back
at every step; the folder goes when the fit does. In memory are the stream, one block, and
the tables that the parameters have anyway.
"""

from __future__ import annotations

import weakref
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ramify._arrays import Floats, Ints
from ramify._errors import InputError
from ramify._files import scratch
from ramify.reasoning.dynamics.contacts import Rows
from ramify.reasoning.dynamics.process.background import Background, Tally
from ramify.reasoning.dynamics.process.fit import (
    Engine,
    EventBlock,
    Expected,
    Measure,
    Task,
    expect,
    exposed,
    partition,
    read,
)
from ramify.reasoning.dynamics.process.past import Links, Past, linked_pairs
from ramify.reasoning.dynamics.process.patterns import Pattern
from ramify.reasoning.dynamics.process.sparse_reads import SparseReads

BLOCK = 500_000
"""Events a block: about 0.4 GB of evidence where there are seven patterns."""
MANY = 2_000_000
"""Events from which `ramify fit` keeps the evidence on disk."""


def engine(events: int = BLOCK) -> Engine:
    """Run the E step in blocks of about so many events.

    Raises:
        InputError: the temporary folder cannot hold the evidence.
    """
    return partial(_blocked, events)


def _blocked(events: int, task: Task) -> tuple[Floats, Measure]:
    blocks = _Blocks(task, events)
    try:
        return blocks.fill(), blocks.measure
    except OSError as error:
        raise InputError(
            f"the evidence cannot be kept on disk ({error.strerror})", where=str(blocks.folder),
            repair="set TMPDIR to a folder with about 1 GB free for every million events",
        ) from None  # fmt: skip


class _Blocks:
    """Evidence by block in a folder of its own."""

    def __init__(self, task: Task, events: int) -> None:
        self.task = task
        kept = ExitStack()
        self.folder = kept.enter_context(scratch("fit"))
        weakref.finalize(self, kept.close)
        self.late = int(np.searchsorted(task.stream.day, task.start))
        late = len(task.stream) - self.late
        self.count = -(-late // events)
        self.numbers = np.zeros(late, dtype=np.int32)

    def fill(self) -> Floats:
        """Write what every block reads; gives the exposure (P, K·B)."""
        key = self.task.keys[self.late :]
        self.numbers[:] = partition(key, self.count)
        pairs, first = np.unique(key, return_index=True)
        number = self.numbers[first]
        return np.stack([self._fill(p, pairs, number) for p in self.task.patterns])

    def _fill(self, pattern: Pattern, pairs: Ints, number: NDArray[np.int32]) -> Floats:
        task = self.task
        mass = np.zeros(len(task.stream))
        for links in linked_pairs(pattern, task.stream, task.neighbours, mass):
            self._deal(links, pairs, number)
        for n in range(self.count):
            path = self.folder / f"{n}.links"
            past = Past.of(task.stream, _links(path), mass)
            path.unlink(missing_ok=True)
            rows = self._rows(n)
            found = read(task, past, task.stream.take(rows), task.keys_of(rows))
            _save(self.folder / f"{n} {pattern.name}", found)
        return exposed(task, np.arange(len(task.stream)), mass)

    def _deal(self, links: Links, pairs: Ints, number: NDArray[np.int32]) -> None:
        """Append links to the files of the blocks whose pairs they reach."""
        at = np.minimum(np.searchsorted(pairs, links.key), len(pairs) - 1)
        block = np.where(pairs[at] == links.key, number[at], self.count)
        order = np.argsort(block, kind="stable")
        ends = np.searchsorted(block[order], np.arange(self.count + 1))
        for n in range(self.count):
            some = links.at(order[ends[n] : ends[n + 1]])
            with (self.folder / f"{n}.links").open("ab") as file:
                for column in (some.key, some.event, some.weight):
                    np.save(file, column)

    def _rows(self, n: int) -> Ints:
        return np.flatnonzero(self.numbers == n) + self.late

    def measure(self, weights: Floats, background: Background) -> Expected:
        """The E step, a block after the other."""
        tally, log_intensity, events = Tally.none(self.task.stream), 0.0, np.zeros_like(weights)
        for n in range(self.count):
            names = (f"{n} {p.name}" for p in self.task.patterns)
            reads = tuple(_load(self.folder / name) for name in names)
            part = EventBlock(self.task.stream.take(self._rows(n)), reads, np.zeros(0))
            found = expect(part, weights, background, tally)
            log_intensity += found.log_intensity
            events += found.events
        return Expected(log_intensity, events, tally)


def _links(path: Path) -> Links:
    parts: list[Links] = []
    size = path.stat().st_size if path.exists() else 0
    if size:
        with path.open("rb") as file:
            while file.tell() < size:
                parts.append(Links(np.load(file), np.load(file), np.load(file)))
    return Links.joined(parts)


def _save(path: Path, reads: SparseReads) -> None:
    rows = reads.rows
    arrays: list[NDArray[Any]] = [reads.pair, reads.kind, reads.kind_ptr]
    arrays += [rows.of, rows.ptr, rows.cell, rows.value, np.array(reads.n_cells)]
    with path.open("wb") as file:
        for array in arrays:
            np.save(file, array)


def _load(path: Path) -> SparseReads:
    with path.open("rb") as file:
        pair, kind, ptr = (np.load(file) for _ in range(3))
        rows = Rows(*(np.load(file) for _ in range(4)))
        return SparseReads(pair, kind, ptr, rows, int(np.load(file)))
