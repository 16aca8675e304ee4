"""From scores of every possible head to the best tree with one root."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_NEVER = -1e9


def best_tree(scores: NDArray[np.float32]) -> list[int]:
    """Heads of the highest-scoring tree.

    `scores[d, h]` is the score of token h as the head of token d for h in 1..n, and of d as the
    root for h = 0; the shape is (n, n + 1). Returns for each token its head, counted from 1, or
    0 for the root; exactly one token is the root.

    The best heads token by token mostly form a tree already. Otherwise the maximum spanning
    arborescence is sought (Chu & Liu 1965, Edmonds 1967), once for each promising root.

    >>> best_tree(np.array([[1.0, 0.0, 5.0], [3.0, 2.0, 0.0]], dtype=np.float32))
    [2, 0]
    """
    n = len(scores)
    scores = scores.copy()
    scores[np.arange(n), np.arange(1, n + 1)] = _NEVER
    heads = scores.argmax(axis=1)
    if (heads == 0).sum() == 1 and not _cycle(heads.tolist()):
        return [int(h) for h in heads]
    best: list[int] = []
    best_total = -np.inf
    for root in np.argsort(-(scores[:, 0] - scores[:, 1:].max(axis=1)))[:3] if n > 1 else [0]:
        rooted = scores.copy()
        rooted[:, 0] = _NEVER
        rooted[root, :] = _NEVER
        rooted[root, 0] = scores[root, 0]
        found = _arborescence(_square(rooted))
        total = float(rooted[np.arange(n), found].sum())
        if total > best_total:
            best, best_total = found, total
    return best


def _square(scores: NDArray[np.float32]) -> NDArray[np.float64]:
    """Add the artificial root's own row, so that rows and columns number the same nodes."""
    square = np.full((len(scores) + 1, len(scores) + 1), _NEVER, dtype=np.float64)
    square[1:] = scores
    return square


def _cycle(heads: list[int]) -> list[int]:
    """The tokens (from 1) of one cycle among `heads`, or nothing."""
    seen = [0] * (len(heads) + 1)
    for start in range(1, len(heads) + 1):
        node = start
        while node and not seen[node]:
            seen[node] = start
            node = heads[node - 1]
        if node and seen[node] == start:
            cycle, at = [node], heads[node - 1]
            while at != node:
                cycle.append(at)
                at = heads[at - 1]
            return cycle
    return []


def _arborescence(square: NDArray[np.float64]) -> list[int]:
    """Chu-Liu/Edmonds on `square[d, h]`; node 0 is the root. Heads of nodes 1.. in order."""
    np.fill_diagonal(square, 2 * _NEVER)
    heads = square.argmax(axis=1)
    heads[0] = 0
    cycle = _cycle([int(h) for h in heads[1:]])
    if not cycle:
        return [int(h) for h in heads[1:]]
    inside = np.zeros(len(square), dtype=bool)
    inside[cycle] = True
    outer = np.flatnonzero(~inside)
    members = np.flatnonzero(inside)
    kept = square[members, heads[members]]
    entering = square[np.ix_(members, outer)] - kept[:, None]
    leaving = square[np.ix_(outer, members)]
    small = np.full((len(outer) + 1, len(outer) + 1), _NEVER, dtype=np.float64)
    small[:-1, :-1] = square[np.ix_(outer, outer)]
    small[-1, :-1] = entering.max(axis=0)
    small[:-1, -1] = leaving.max(axis=1)
    contracted = _arborescence(small)
    return _expand(contracted, heads, outer, members, entering, leaving)


def _expand(
    contracted: list[int],
    heads: NDArray[np.intp],
    outer: NDArray[np.intp],
    members: NDArray[np.intp],
    entering: NDArray[np.float64],
    leaving: NDArray[np.float64],
) -> list[int]:
    """Undo the contraction of one cycle: it is broken where the best arc enters it."""
    result = heads.copy()
    for i, head in enumerate(contracted[:-1], start=1):
        from_cycle = head == len(outer)
        result[outer[i]] = members[leaving[i].argmax()] if from_cycle else outer[head]
    into = contracted[-1]
    result[members[entering[:, into].argmax()]] = outer[into]
    return [int(h) for h in result[1:]]
