"""Simulated futures: what happens next, and what one event brings about.

The process is a superposition of families: every event has its own descendants, whoever
else acts. So a future is grown family by family, and the effect of an event, the difference
between the futures with it and without it, is exactly its own descendants. Partners and
standing relations are taken as they are at the start of the window.

Sources: Hawkes & Oakes 1974 (cluster representation); Ogata 1981 (thinning).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ramify._arrays import Floats, Ints
from ramify._errors import InputError, UsageError
from ramify._threads import cores
from ramify.reasoning.dynamics.forecasting._branch import branch
from ramify.reasoning.dynamics.forecasting.immigrants import Starters
from ramify.reasoning.dynamics.forecasting.outlook import Outlook

MOST_EVENTS = 20_000_000
BLOCK = 25
"""Futures simulated together; part of what a seed means."""
ROLES = {"source": 0, "target": 1, "neighbour": 2}


@dataclass(frozen=True, eq=False)
class Brancher:
    """Tables that the kernel draws from; built once for an outlook and a start day."""

    total: Floats
    cumulative: Floats
    first_lag: Ints
    lag_days: Ints
    code: Ints
    lists: Ints
    list_ptr: Ints
    other: Ints
    heavy: Floats

    @classmethod
    def at(cls, outlook: Outlook, day: int) -> Brancher:
        f = outlook.fitted
        k, lags, n = len(f.actions), f.settings.n_lags, len(outlook.history.actors)
        days = np.asarray(f.settings.lag_days)
        # (P, K child, K parent, B) to (K parent, P, B, K child)
        worth = f.weights.reshape(-1, k, k, lags) * days
        cumulative = np.cumsum(worth.transpose(2, 0, 3, 1).reshape(k, -1), axis=1)
        names = sorted(outlook.neighbours)
        lists, ptrs, others, heavy, base = [], [np.zeros(1, dtype=np.int64)], [], [], 0
        rows_before = 0
        for name in names:
            nb = outlook.neighbours[name]
            lists.append(rows_before + nb.rows(np.arange(n), np.full(n, day)))
            rows_before += len(nb.ptr) - 1
            ptrs.append(nb.ptr[1:] + base)
            others.append(nb.other)
            heavy.append(_within(nb.ptr, nb.weight))
            base += len(nb.other)
        code = [
            (ROLES[p.actor], ROLES[p.target], names.index(p.via) if p.via else -1, ROLES[p.of])
            for p in f.patterns
        ]
        return cls(
            total=cumulative[:, -1].copy(),
            cumulative=cumulative,
            first_lag=np.asarray(f.settings.lags[:-1]),
            lag_days=days,
            code=np.asarray(code),
            lists=np.stack(lists) if lists else np.zeros((1, n), dtype=np.int64),
            list_ptr=np.concatenate(ptrs),
            other=np.concatenate(others) if others else np.zeros(0, dtype=np.int64),
            heavy=np.concatenate(heavy) if heavy else np.zeros(0),
        )

    def grow(self, seeds: Ints, stop: int, seed: int) -> Ints:
        """Descendants of the seeds before day `stop`; see the kernel for the columns.

        Raises:
            InputError: the futures grow without bound.
        """
        events, cut = branch(
            seeds, stop, seed, self.total, self.cumulative, self.first_lag, self.lag_days,
            self.code, self.lists, self.list_ptr, self.other, self.heavy, MOST_EVENTS,
        )  # fmt: skip
        if cut:
            raise unbounded()
        grown: Ints = events
        return grown


def unbounded() -> InputError:
    """Futures that grow without bound."""
    return InputError(
        f"the futures passed {MOST_EVENTS:,} events: the process is near or above its "
        "critical branching ratio",
        repair="ask for fewer simulations or a shorter horizon",
    )


def _within(ptr: Ints, weight: Floats) -> Floats:
    """Cumulative weights that start anew in every list."""
    run = np.cumsum(weight)
    before = np.where(ptr[:-1] > 0, run[np.maximum(ptr[:-1] - 1, 0)], 0.0) if len(run) else run
    return run - np.repeat(before, np.diff(ptr)) if len(run) else run


@dataclass(frozen=True, eq=False, kw_only=True)
class Simulation:
    """Simulated futures: one row an event, `future` says which simulation it belongs to."""

    actor: Ints
    action: Ints
    target: Ints
    day: Ints
    future: Ints
    generation: Ints
    simulations: int
    start: int
    horizon: int
    seed: int

    def counts(self, chosen: NDArray[np.bool_] | None = None) -> Ints:
        """Events of every future, or of the chosen rows."""
        future = self.future if chosen is None else self.future[chosen]
        return np.bincount(future, minlength=self.simulations)


def simulate(
    outlook: Outlook, *, start: int | None = None, horizon: int = 30, simulations: int = 100,
    seed: int = 0,
) -> Simulation:  # fmt: skip
    """Simulate what happens in the `horizon` days from `start` (the day after the history).

    Raises:
        UsageError: the history reaches into the window, or nothing is asked for.
    """
    start = outlook.history.last_day + 1 if start is None else start
    outlook.check_day(start)
    if horizon < 1 or simulations < 1:
        raise UsageError("horizon and simulations must be at least 1")
    brancher = Brancher.at(outlook, start)
    first = Starters.at(outlook, start, horizon)

    def run(futures: range, source: np.random.SeedSequence) -> Ints:
        rng = np.random.default_rng(source)
        seeds = first.draw(start, horizon, futures, rng)
        seed = rng.integers(np.iinfo(np.int32).max, endpoint=True)
        return brancher.grow(seeds, start + horizon, int(seed))

    rows = np.concatenate(_in_blocks(run, simulations, seed))
    actor, action, target, day, future, generation = (
        np.ascontiguousarray(rows[:, c]) for c in range(6)
    )
    return Simulation(
        actor=actor, action=action, target=target, day=day, future=future, generation=generation,
        simulations=simulations, start=start, horizon=horizon, seed=seed,
    )  # fmt: skip


def _in_blocks(
    run: Callable[[range, np.random.SeedSequence], Ints], simulations: int, seed: int
) -> list[Ints]:
    """Run futures by the block, each from a seed of its own, on all cores.

    Neither the number of threads nor that of later futures changes a block's result.
    """
    blocks = [range(lo, min(lo + BLOCK, simulations)) for lo in range(0, simulations, BLOCK)]
    sources = np.random.SeedSequence(seed).spawn(len(blocks))
    with ThreadPoolExecutor(min(cores(), len(blocks))) as pool:
        grown, total = [], 0
        for rows in pool.map(run, blocks, sources):
            total += len(rows)
            grown.append(rows)
            if total > MOST_EVENTS:
                pool.shutdown(wait=False, cancel_futures=True)
                raise unbounded()
    return grown


@dataclass(frozen=True, kw_only=True)
class Branch:
    """Expected descendants of one kind below their parent: one node of the tree."""

    actor: str
    action: str
    target: str
    pattern: str
    generation: int
    expected: float
    """Mean number a future."""
    probability: float
    """Share of the futures with at least one."""
    interval: tuple[float, float]
    """95 % interval of `probability` from the number of simulations (Wilson)."""
    median_day: float
    """Median days after the event."""
    children: tuple[Branch, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What an event brings about: the futures with it less the futures without it."""

    actor: str
    action: str
    target: str
    day: int
    horizon: int
    simulations: int
    seed: int
    expected: float
    """Mean number of descendants of all generations."""
    by_generation: tuple[float, ...]
    branches: tuple[Branch, ...]

    def third_parties(self) -> tuple[Branch, ...]:
        """Branches, at any depth, in which somebody acts who was no side of the event."""
        sides = {self.actor, self.target}
        return tuple(b for b in _walk(self.branches) if {b.actor, b.target} - sides)


def _walk(branches: Sequence[Branch]) -> list[Branch]:
    return [b for one in branches for b in (one, *_walk(one.children))]


def what_follows(
    outlook: Outlook, *, actor: str, action: str, target: str, day: int, horizon: int = 90,
    simulations: int = 2000, seed: int = 0, least: float = 0.002, depth: int = 3,
) -> Effect:  # fmt: skip
    """The expected descendants of an event as a tree by generation.

    Args:
        least: leave out branches with fewer expected events a future.
        depth: deepest generation shown in the tree (all are counted).
    """
    a, k, b = outlook.actor(actor), outlook.action(action), outlook.actor(target)
    one, brancher = np.array([a, k, b, day]), Brancher.at(outlook, day)

    def run(futures: range, source: np.random.SeedSequence) -> Ints:
        seeds = np.column_stack([np.tile(one, (len(futures), 1)), np.asarray(futures)])
        return brancher.grow(seeds, day + horizon + 1, int(source.generate_state(1)[0]))

    rows = _joined(_in_blocks(run, simulations, seed))
    born = rows[:, 5] > 0
    by_generation = np.bincount(rows[born, 5])[1:] / simulations
    branches = _tree(outlook, rows, _paths(rows, depth), simulations, least, day)
    return Effect(
        actor=actor,
        action=action,
        target=target,
        day=day,
        horizon=horizon,
        simulations=simulations,
        seed=seed,
        expected=float(born.sum() / simulations),
        by_generation=tuple(float(g) for g in by_generation),
        branches=branches,
    )


def _joined(blocks: list[Ints]) -> Ints:
    """Blocks as one table, with parents numbered in it."""
    shift = 0
    for rows in blocks:
        rows[rows[:, 6] >= 0, 6] += shift
        shift += len(rows)
    return np.concatenate(blocks)


def _paths(rows: Ints, depth: int) -> dict[tuple[tuple[int, ...], ...], list[int]]:
    """Rows by their line of descent: one (actor, action, target, pattern) a generation."""
    lines: list[tuple[tuple[int, ...], ...]] = [()] * len(rows)
    found: dict[tuple[tuple[int, ...], ...], list[int]] = {}
    for n, (actor, action, target, _, _, generation, parent, pattern) in enumerate(rows.tolist()):
        if 0 < generation <= depth:
            lines[n] = (*lines[parent], (actor, action, target, pattern))
            found.setdefault(lines[n], []).append(n)
    return found


def _tree(
    outlook: Outlook,
    rows: Ints,
    paths: dict[tuple[tuple[int, ...], ...], list[int]],
    simulations: int,
    least: float,
    day: int,
) -> tuple[Branch, ...]:
    below: dict[tuple[tuple[int, ...], ...], list[Branch]] = {}
    for path in sorted(paths, key=lambda p: (-len(p), p)):
        members = paths[path]
        expected = len(members) / simulations
        children = tuple(sorted(below.pop(path, []), key=_heaviest))
        if expected < least:
            continue
        actor, action, target, pattern = path[-1]
        hit = len(np.unique(rows[members, 4]))
        branch_ = Branch(
            actor=outlook.history.actors[actor],
            action=outlook.fitted.actions[action],
            target=outlook.history.actors[target],
            pattern=outlook.fitted.patterns[pattern].name,
            generation=len(path),
            expected=expected,
            probability=hit / simulations,
            interval=wilson(hit, simulations),
            median_day=float(np.median(rows[members, 3]) - day),
            children=children,
        )
        below.setdefault(path[:-1], []).append(branch_)
    return tuple(sorted(below.get((), []), key=_heaviest))


def _heaviest(b: Branch) -> tuple[float, str, str, str, str]:
    return (-b.expected, b.actor, b.action, b.target, b.pattern)


def wilson(hits: int, of: int, z: float = 1.959963984540054) -> tuple[float, float]:
    """Wilson's 95 % interval of a proportion (Wilson 1927); of nothing it may be any.

    >>> [round(v, 3) for v in wilson(5, 10)], wilson(0, 0)
    ([0.237, 0.763], (0.0, 1.0))
    """
    if of == 0:
        return 0.0, 1.0
    share, tail = hits / of, z * z / of
    middle = share + tail / 2
    half = z * float(np.sqrt(share * (1 - share) / of + tail / (4 * of)))
    return max(0.0, (middle - half) / (1 + tail)), min(1.0, (middle + half) / (1 + tail))
