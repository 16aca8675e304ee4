"""Base rates as a value with a file: what is packaged, and what a record is read with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ramify._arrays import Floats
from ramify.reasoning.dynamics import model_file
from ramify.reasoning.dynamics.rates.ahead import Response, usual
from ramify.reasoning.dynamics.rates.counts import Spread
from ramify.reasoning.dynamics.rates.fit import RateFit
from ramify.reasoning.dynamics.rates.level import FadedActs
from ramify.reasoning.dynamics.rates.panel import Panel
from ramify.reasoning.dynamics.rates.prior import START, Prior
from ramify.reasoning.dynamics.rates.season import Season
from ramify.reasoning.dynamics.rates.stacked import Stacked

KIND, FORMAT = "base rates", 5
ANY = "any"
"""The name of all classes together among spreads."""
LEAST = 0.005
"""Tallies below this many acts are not kept."""
DATA = Path(__file__).parents[1] / "data" / "rates.npz"


@dataclass(frozen=True)
class LevelOrigin:
    """What base rates were learned from, and the day after the last, whose level they have."""

    source: str
    events: int
    since: date
    day: date
    background: float
    branching: float

    def __str__(self) -> str:
        return f"{self.source}, level of {self.day}"


@dataclass(frozen=True, eq=False)
class Rates:
    """Base rates of A countries by C classes, with excitation and the scatter of counts.

    Args:
        prior: b (C, 5) and α (C,) (`prior`).
        weights: W, (2, C, C · bins) (`excitation`).
        tally: the base rate's acts by pair (A², row `actor · A + target`) and class, faded.
        spreads: a and φ of 30-day forecasts, by class or ANY: of a pair, and of all the pairs
            of one side.
        drift: by class or ANY, what φ is at least when the level is years old.
        codes, code_acts: CAMEO codes, and acts by pair and code.
        stack: the regression on recent counts (`stacked`).
        season: by what acts are thinned in August and about the New Year.
    """

    countries: tuple[str, ...]
    classes: tuple[str, ...]
    prior: Prior
    weights: Floats
    tally: FadedActs
    spreads: Mapping[str, tuple[Spread, Spread]]
    drift: Mapping[str, float]
    codes: tuple[str, ...]
    code_acts: Floats
    stack: Stacked
    learned: LevelOrigin = field(repr=False)
    season: Season = field(default_factory=Season)

    @cached_property
    def level(self) -> Floats:
        """r by pair and class, in acts a day."""
        return self.prior.level(self.tally.acts, self.tally.days)

    @cached_property
    def usual(self) -> Floats:
        """Acts a day by pair and class when nothing of the last days is known."""
        return usual(self.weights, self.level)

    @cached_property
    def country_numbers(self) -> dict[str, int]:
        return {name: n for n, name in enumerate(self.countries)}

    def save(self, path: Path | str) -> None:
        """Write the rates to one compressed file of plain arrays.

        Raises:
            InputError: the file cannot be written.
        """
        model_file.write(path, _head(self), _tables(self))

    @classmethod
    def load(cls, path: Path | str) -> Rates:
        """Read rates written by `save`.

        Raises:
            InputError: not such a file, damaged, or written by a newer version.
        """
        return model_file.read(
            path, _unpack, kind=KIND, formats=range(2, FORMAT + 1), called="a file of base rates"
        )

    @classmethod
    def packaged(cls) -> Rates:
        """The packaged rates, made by `scripts/make_rates.py`; `learned` says of what.

        >>> rates = Rates.packaged()
        >>> rates.learned.day, "ASSAULT" in rates.classes
        (datetime.date(2018, 9, 28), True)
        """
        return _packaged()

    @classmethod
    def of(cls, record: Path | None) -> Rates:
        """Those learned from a record by `ramify fit`, beside its file; else the packaged ones.

        Raises:
            InputError: the file is damaged.
        """
        return model_file.learned(record, "rates", cls.load, _packaged)


@cache
def _packaged() -> Rates:
    return Rates.load(DATA)


@lru_cache(maxsize=8)
def in_stretches(
    rates: Rates, day: date, first: int, skipped: int, lengths: tuple[int, ...]
) -> tuple[Floats, Floats]:
    """What a unit of level and an act bring, as `Response.over` has them: in the `first` days from
    `day`, and in the days of each length that lie within them, and after them.

    Args:
        skipped: days from `day` to that from which lengths count.
    """
    whole = max(skipped + max(lengths), first)
    ends = [skipped + days for days in lengths]
    near = [slice(skipped, max(min(end, first), skipped)) for end in ends]
    far = [slice(max(skipped, first), max(end, first, skipped)) for end in ends]
    season = rates.season.factors(day, whole, rates.classes)
    return _response(rates, whole).over(season, [slice(0, first), *near, *far])


@lru_cache(maxsize=8)
def _response(rates: Rates, days: int) -> Response:
    return Response.of(rates.weights, days)


def rates_of(
    panel: Panel, fit: RateFit, tally: FadedActs, *, codes: tuple[str, ...], code_acts: Floats,
    spreads: Mapping[str, tuple[Spread, Spread]], drift: Mapping[str, float], stack: Stacked,
    learned: LevelOrigin, season: Season,
) -> Rates:  # fmt: skip
    """Rates from a fit and its tally, as their file keeps them."""
    kept = np.where(tally.acts < LEAST, 0.0, tally.acts).astype(np.float16).astype(float)
    return Rates(
        countries=panel.countries,
        classes=panel.classes,
        prior=fit.prior,
        weights=fit.weights,
        tally=replace(tally, acts=kept),
        spreads=spreads,
        drift=drift,
        codes=codes,
        code_acts=code_acts,
        stack=stack,
        learned=learned,
        season=season,
    )


def _head(r: Rates) -> dict[str, Any]:
    told = r.learned
    return {
        "kind": KIND,
        "format": FORMAT,
        "countries": r.countries,
        "classes": r.classes,
        "codes": r.codes,
        "days": r.tally.days,
        "spreads": {
            name: [[s.cluster, s.volatility] for s in both] for name, both in r.spreads.items()
        },
        "drift": dict(r.drift),
        "season": {name: list(pair) for name, pair in r.season.logs.items()},
        "learned": {**vars(told), "since": told.since.isoformat(), "day": told.day.isoformat()},
    }


def _tables(r: Rates) -> dict[str, NDArray[Any]]:
    return {
        "slope": r.prior.slope,
        "shape": r.prior.shape,
        "weights": r.weights.astype(np.float32),
        "stack_scales": np.stack([r.stack.centre, r.stack.scale]).astype(np.float32),
        "stack_slope": r.stack.slope.astype(np.float32),
        **_small("tally", r.tally.acts),
        **_small("code_acts", r.code_acts),
    }


def _small(name: str, table: Floats) -> dict[str, NDArray[Any]]:
    stored = model_file.sparse(name, table)
    stored[f"{name}_value"] = stored[f"{name}_value"].astype(np.float16)
    return stored


def _unpack(head: Mapping[str, Any], stored: Mapping[str, NDArray[Any]]) -> Rates:
    told = head["learned"]
    days = {name: date.fromisoformat(told[name]) for name in ("since", "day")}
    spreads = {
        name: (Spread(*pair), Spread(*side)) for name, (pair, side) in head["spreads"].items()
    }
    scales, slope = stored["stack_scales"], stored["stack_slope"]
    return Rates(
        countries=tuple(head["countries"]),
        classes=tuple(head["classes"]),
        prior=Prior(_whole(stored["slope"]), stored["shape"]),
        weights=stored["weights"].astype(float),
        tally=FadedActs(model_file.dense(stored, "tally"), head["days"]),
        spreads=spreads,
        drift=head["drift"],
        codes=tuple(head["codes"]),
        code_acts=model_file.dense(stored, "code_acts"),
        stack=Stacked(*(values.astype(float) for values in (scales[0], scales[1], slope))),
        learned=LevelOrigin(**{**told, **days}),
        season=_season(head),
    )


def _season(head: Mapping[str, Any]) -> Season:
    """Seasons of a file; before format 5 they were of hostile classes and of others."""
    held = head.get("season", {})
    if isinstance(held, Mapping):
        return Season({name: (pair[0], pair[1]) for name, pair in held.items()})
    hostile, other = ((pair[0], pair[1]) for pair in held)
    return Season.by_sign(hostile, other, head["classes"])


def _whole(slope: Floats) -> Floats:
    """b of a file; before format 4 it had nothing for what a pair had in all."""
    lacking = len(START) - slope.shape[1]
    return np.pad(slope, ((0, 0), (0, lacking))) if lacking else slope
