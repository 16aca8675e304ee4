# mypy: disable-error-code="no-untyped-def,no-untyped-call"
"""Compiled kernel: the fading memory of every event's key, just after the event."""

from __future__ import annotations

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def fading(key, day, memory):
    """Σ exp(−(day − earlier day) / memory) over this and earlier events of the key.

    Events come in order of key and day.
    """
    out = np.empty(len(key))
    for e in range(len(key)):
        out[e] = 1.0
        if e and key[e] == key[e - 1]:
            out[e] += out[e - 1] * np.exp((day[e - 1] - day[e]) / memory)
    return out
