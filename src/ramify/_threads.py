"""The same done to many things at once, on the cores that are there."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Thing = TypeVar("Thing")
Found = TypeVar("Found")


def cores() -> int:
    """Cores that this process may use; `RAMIFY_THREADS` sets fewer."""
    told = os.environ.get("RAMIFY_THREADS", "")
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(1, int(told) if told.isdecimal() else allowed or 1)


def each(do: Callable[[Thing], Found], things: Iterable[Thing]) -> list[Found]:
    """What `do` makes of each, in order; how many threads there are changes none of it.

    >>> each(len, ["a", "bcd"])
    [1, 3]
    """
    every = list(things)
    if min(cores(), len(every)) < 2:
        return [do(one) for one in every]
    with ThreadPoolExecutor(min(cores(), len(every))) as pool:
        return list(pool.map(do, every))
