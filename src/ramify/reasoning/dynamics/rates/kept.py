"""Levels that a record's acts give, kept beside the record, so that each is worked out once.

What is kept bears a digest of all it was worked out from; of other acts or rates it is not read.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from ramify._arrays import Floats
from ramify._errors import InputError
from ramify._version import __version__
from ramify.reasoning.dynamics import model_file
from ramify.reasoning.dynamics.rates.level import at_volume, tally_at
from ramify.reasoning.dynamics.rates.model import Rates
from ramify.reasoning.dynamics.rates.panel import Panel

KIND, FORMAT = "level of a record", 4


def own_level(rates: Rates, panel: Panel, beside: Path | None = None) -> Floats:
    """r by pair and class from a record's acts alone, by the packaged prior and excitation.

    Args:
        beside: the record's file; `NAME.level.npz` beside it is read, or written if it can be.
    """
    return _kept("level", rates, panel, beside, lambda: _worked_out(rates, panel))


def whole_level(rates: Rates, panel: Panel, level: Floats, beside: Path | None = None) -> Floats:
    """r from all days of the record alike, as `NAME.whole.npz`; `level` is that of today."""

    def worked_out() -> Floats:
        tally = tally_at(panel, rates.weights, level, half_life=np.inf)
        return rates.prior.level(tally.acts, tally.days)

    return _kept("whole", rates, panel, beside, worked_out)


def _kept(
    name: str, rates: Rates, panel: Panel, beside: Path | None, worked_out: Callable[[], Floats]
) -> Floats:
    if beside is None:
        return worked_out()
    file, of = beside.with_name(f"{beside.name}.{name}.npz"), _digest(rates, panel)
    found = _read(file, of, panel.shape)
    if found is None:
        found = worked_out()
        head = {"kind": KIND, "format": FORMAT, "of": of}
        with contextlib.suppress(InputError):
            model_file.write(file, head, {"level": found})
    return found


def _worked_out(rates: Rates, panel: Panel) -> Floats:
    acts, days = panel.tally(), float(panel.covered.sum())
    first = rates.prior.level(acts * rates.learned.background, days)
    tally = tally_at(panel, rates.weights, np.maximum(first, 1e-12))
    level = rates.prior.level(tally.acts, tally.days)
    return at_volume(panel, rates.weights, level, rates.season)


def _read(file: Path, of: str, shape: tuple[int, int]) -> Floats | None:
    def unpack(head: Mapping[str, Any], tables: model_file.Tables) -> Floats | None:
        level: Floats = tables["level"]
        sound = level.shape == shape and level.dtype == float and np.isfinite(level).all()
        return level if head["of"] == of and sound and (level >= 0).all() else None

    try:
        return model_file.read(file, unpack, kind=KIND, formats=(FORMAT,), called="a level")
    except InputError:
        return None


def _digest(rates: Rates, panel: Panel) -> str:
    """Of the acts, the rates they are read by, and the release that reads them."""
    told = (__version__, panel.countries, panel.classes, panel.first, panel.stop)
    digest = hashlib.sha256(repr((told, rates.learned, rates.season, panel.epoch)).encode())
    columns = (panel.pair, panel.kind, panel.day, panel.count, panel.uncovered)
    for column in (*columns, rates.weights, rates.prior.slope, rates.prior.shape):
        digest.update(np.ascontiguousarray(column).tobytes())
    return digest.hexdigest()
