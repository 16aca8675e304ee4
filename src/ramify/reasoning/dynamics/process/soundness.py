"""Whether what a model file holds can be a model: checked before any of it is used.

A file may come from a stranger. A negative rate or a number that is none would come out as a
forecast, and a table of another shape than the vocabulary as a crash.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

MOST_CELLS = 60_000_000
"""Cells of one table: some hundred times those of a model of all that newswires report."""

Shape = tuple[int, ...]


def check_vocabularies(names: Mapping[str, Sequence[Any]], size: int) -> None:
    """Hold that names are texts, and that those of actors and actions stand once.

    Args:
        size: how many actors there are; country and sector name one for each.

    Raises:
        ValueError: they are not.
    """
    for name, listed in names.items():
        if not all(isinstance(each, str) for each in listed):
            raise ValueError(f"{name} holds what is no name")
        if name in ("actors", "actions") and len(set(listed)) != len(listed):
            raise ValueError(f"{name} names one twice")
        if name in ("country", "sector") and len(listed) != size:
            raise ValueError(f"{name} is not one for each actor")


def check_tables(tables: Mapping[str, tuple[NDArray[Any], Shape]]) -> None:
    """Hold that tables have their shapes, and that every number is finite and not below nought.

    Raises:
        ValueError: one has not, or is not.

    >>> check_tables({"rate": (np.array([-1.0]), (1,))})
    Traceback (most recent call last):
    ValueError: rate has a number below nought
    """
    for name, (table, shape) in tables.items():
        if math.prod(shape) > MOST_CELLS:
            raise ValueError(f"{name} is impossibly large")
        if table.shape != shape:
            raise ValueError(f"{name} has the shape {table.shape}, its vocabulary {shape}")
        if table.dtype.kind not in "fiu" or not np.isfinite(table).all():
            raise ValueError(f"{name} holds what is no number")
        if table.size and table.min() < 0:
            raise ValueError(f"{name} has a number below nought")


def check_numbers(numbers: Mapping[str, Any], *, least: float = 0.0) -> None:
    """Hold that single numbers are finite and not below `least`.

    Raises:
        ValueError: one is not.
    """
    for name, number in numbers.items():
        given = isinstance(number, int | float) and not isinstance(number, bool)
        if not given or not math.isfinite(number) or number < least:
            raise ValueError(f"{name} is {number!r}")


def check_calibration(weights: Sequence[Any], knots: Sequence[Any], values: Sequence[Any]) -> None:
    """Hold that a map from expected counts to probabilities is one.

    Raises:
        ValueError: it is not.
    """
    check_numbers({f"calibration weight {n}": each for n, each in enumerate(weights)}, least=-1e9)
    check_numbers({f"calibration knot {n}": each for n, each in enumerate(knots)}, least=-1e9)
    check_numbers({f"calibration value {n}": each for n, each in enumerate(values)})
    rising = all(a <= b for a, b in pairwise(knots))
    if len(knots) != len(values) or not rising or max(values, default=0.0) > 1:
        raise ValueError("a calibration that maps to no probabilities")


def check_days(first_day: Any, last_day: Any, epoch: Any) -> None:
    """Hold that days are whole numbers in order, and the origin of their count a date.

    Raises:
        ValueError: they are not.
    """
    check_numbers({"first day": first_day, "last day": last_day}, least=-1e7)
    if not isinstance(first_day, int) or not isinstance(last_day, int) or first_day > last_day:
        raise ValueError("it was learned from days that are none")
    if epoch is not None:
        date.fromisoformat(epoch)
