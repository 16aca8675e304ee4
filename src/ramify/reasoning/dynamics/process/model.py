"""A fitted process: parameters, how they came about, and a file that is safe to open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ramify._arrays import Floats
from ramify.reasoning.dynamics import model_file
from ramify.reasoning.dynamics.process._pool import Pool
from ramify.reasoning.dynamics.process.background import Background
from ramify.reasoning.dynamics.process.patterns import Pattern
from ramify.reasoning.dynamics.process.soundness import (
    check_calibration,
    check_days,
    check_numbers,
    check_tables,
    check_vocabularies,
)
from ramify.reasoning.dynamics.reliability import Calibration
from ramify.reasoning.dynamics.settings import Settings
from ramify.reasoning.dynamics.stream import Stream

FORMAT = 4
"""The first format knew no burn-in: all of the record was learned from. The second had no
level for what a record lacks, the third no name of its source."""
KIND = "ramify process"
LEAST = 1e-3


@dataclass(frozen=True)
class PatternWeight:
    """How much one pattern explains: expected events, and per event of the stream."""

    name: str
    meaning: str
    events: float
    share: float


@dataclass(frozen=True)
class Origin:
    """What a model was learned from.

    Days count from `epoch` (an ISO date, or None when the stream named none); `source` names
    the data, None where a file of an older format does not say.
    """

    events: int
    first_day: int
    last_day: int
    epoch: str | None
    seed: int
    log_likelihood: float
    source: str | None = None

    @classmethod
    def of(cls, stream: Stream, *, seed: int, log_likelihood: float, source: str | None) -> Origin:
        """The origin of a model learned from a stream."""
        return cls(
            events=len(stream),
            first_day=stream.first_day,
            last_day=stream.last_day,
            epoch=stream.epoch.isoformat() if stream.epoch else None,
            seed=seed,
            log_likelihood=log_likelihood,
            source=source,
        )

    def date_of(self, day: int) -> date | None:
        """The date of a day of the stream, if it has a calendar."""
        return date.fromisoformat(self.epoch) + timedelta(days=day) if self.epoch else None

    def __str__(self) -> str:
        """The source and the months it covers.

        >>> str(Fitted.packaged().origin)
        'ICEWS, January to September 2018'
        """
        first, last = self.date_of(self.first_day), self.date_of(self.last_day)
        span = f"days {self.first_day} to {self.last_day}"
        if first and last:
            span = month_words(first, last)
        return f"{self.source or 'source not named'}, {span}"


def month_words(first: date, last: date) -> str:
    """The months from one day to another.

    >>> month_words(date(2018, 1, 1), date(2018, 9, 27))
    'January to September 2018'
    >>> month_words(date(2017, 1, 1), date(2018, 1, 9))
    'January 2017 to January 2018'
    >>> month_words(date(2018, 1, 1), date(2018, 1, 9))
    'January 2018'
    """
    if (first.year, first.month) == (last.year, last.month):
        return f"{last:%B %Y}"
    return (
        f"{first:%B} to {last:%B %Y}"
        if first.year == last.year
        else (f"{first:%B %Y} to {last:%B %Y}")
    )


@dataclass(frozen=True, eq=False)
class Fitted:
    """A fitted process. Shapes: K actions, N actors, B lag bins, P patterns.

    `events` (P, K, K·B) are the events that each cell of W is expected to have called
    forth; with `exposure` (P, K·B), in days, and the pooled means they give the weights.
    """

    settings: Settings
    patterns: tuple[Pattern, ...]
    actors: tuple[str, ...]
    actions: tuple[str, ...]
    country: tuple[str, ...]
    sector: tuple[str, ...]
    background: Background
    pools: tuple[Pool, ...]
    events: Floats
    exposure: Floats
    log_posterior: tuple[float, ...]
    origin: Origin
    unrecorded: float = 0.0
    """γ: how much more is expected where none of the memory is recorded (`unrecorded`)."""
    calibration: tuple[Calibration, ...] = ()
    """How its forecasts did on days it had not seen, by horizon, and the map since."""

    @classmethod
    def build(
        cls,
        stream: Stream,
        *,
        settings: Settings,
        patterns: tuple[Pattern, ...],
        background: Background,
        pools: list[Pool],
        events: Floats,
        exposure: Floats,
        log_posterior: tuple[float, ...],
        unrecorded: float,
        origin: Origin,
    ) -> Fitted:
        """Keep what a model is; expected events below a thousandth are dropped."""
        return cls(
            settings=settings,
            patterns=patterns,
            actors=stream.actors,
            actions=stream.actions,
            country=tuple(stream.countries[c] for c in stream.country),
            sector=tuple(stream.sectors[c] for c in stream.sector),
            background=background,
            pools=tuple(pools),
            events=np.where(events < LEAST, 0.0, events).astype(np.float32).astype(float),
            exposure=exposure,
            log_posterior=log_posterior,
            origin=origin,
            unrecorded=unrecorded,
        )

    @cached_property
    def weights(self) -> Floats:
        """W, shape (P, K, K·B): expected events of the row's action a day, per event."""
        shape = self.settings.prior_events
        mean = np.stack([pool.mean for pool in self.pools])
        weights: Floats = mean * (shape + self.events)
        weights /= shape + self.exposure[:, None, :] * mean
        return weights

    @property
    def offspring(self) -> Floats:
        """Expected events of action i called forth by one event of action j, shape (K, K).

        Counts the whole memory, and every pattern as if it always found somebody to link.
        """
        k, lags = len(self.actions), self.settings.n_lags
        days = np.asarray(self.settings.lag_days, dtype=float)
        total: Floats = (self.weights.sum(0).reshape(k, k, lags) * days).sum(-1)
        return total

    @property
    def branching_ratio(self) -> float:
        """Spectral radius of `offspring`: at one or more, futures may grow without bound."""
        return float(np.abs(np.linalg.eigvals(self.offspring)).max())

    def patterns_by_weight(self) -> list[PatternWeight]:
        """The background and the patterns, by the events of the stream they explain."""
        counts = [
            (p.name, p.meaning, float(e.sum()))
            for p, e in zip(self.patterns, self.events, strict=True)
        ]
        base = float(self.background.actor_counts.sum())
        counts.append(("background", "called forth by no earlier event", base))
        total = sum(c for _, _, c in counts) or 1.0
        rows = [PatternWeight(name, meaning, c, c / total) for name, meaning, c in counts]
        return sorted(rows, key=lambda row: (-row.events, row.name))

    @cached_property
    def actor_numbers(self) -> dict[str, int]:
        return {name: n for n, name in enumerate(self.actors)}

    @cached_property
    def action_numbers(self) -> dict[str, int]:
        return {name: n for n, name in enumerate(self.actions)}

    def save(self, path: Path | str) -> None:
        """Write the model to one compressed file of plain arrays (no pickle).

        Raises:
            InputError: the file cannot be written.
        """
        model_file.write(path, _head(self), _tables(self))

    @classmethod
    def packaged(cls) -> Fitted:
        """The packaged kernel: countries and sectors, CAMEO codes; its `origin` says whence.

        Made by `scripts/make_kernel.py` from the ICEWS18 benchmark.

        >>> kernel = Fitted.packaged()
        >>> "PRK" in kernel.actors, "042" in kernel.actions
        (True, True)
        """
        return cls.load(Path(__file__).parents[1] / "data" / "kernel.npz")

    @classmethod
    def load(cls, path: Path | str) -> Fitted:
        """Read a model written by `save`.

        Raises:
            InputError: not such a file, damaged, or written by a newer version.
        """
        return model_file.read(
            path, _unpack, kind=KIND, formats=range(1, FORMAT + 1), called="a model of a process"
        )


def _head(f: Fitted) -> dict[str, Any]:
    return {
        "kind": KIND,
        "format": FORMAT,
        "settings": f.settings.model_dump(mode="json"),
        "patterns": [asdict(p) for p in f.patterns],
        "actors": f.actors,
        "actions": f.actions,
        "country": f.country,
        "sector": f.sector,
        "origin": asdict(f.origin),
        "log_posterior": f.log_posterior,
        "unrecorded": f.unrecorded,
        "actor_prior": f.background.prior,
        "calibration": [c.to_dict() for c in f.calibration],
    }


def _tables(f: Fitted) -> dict[str, NDArray[Any]]:
    b = f.background
    return {
        "rate": b.rate,
        "actor_base": b.actor_base,
        "target_base": b.target_base,
        **model_file.sparse("actor_counts", b.actor_counts),
        **model_file.sparse("target_counts", b.target_counts),
        **model_file.sparse("events", f.events),
        "exposure": f.exposure,
        "rows": np.stack([p.row for p in f.pools]),
        "columns": np.stack([p.column for p in f.pools]),
        "same": np.stack([p.same for p in f.pools]),
    }


def _unpack(head: Mapping[str, Any], stored: Mapping[str, NDArray[Any]]) -> Fitted:
    settings = Settings.model_validate({"burn_in": 0, **head["settings"]})
    rows, columns, same = stored["rows"], stored["columns"], stored["same"]
    pools = tuple(
        Pool(r, c, s, np.ones_like(s), r, doubled=False)
        for r, c, s in zip(rows, columns, same, strict=True)
    )
    background = Background(
        rate=stored["rate"],
        actor_counts=model_file.dense(stored, "actor_counts"),
        target_counts=model_file.dense(stored, "target_counts"),
        actor_base=stored["actor_base"],
        target_base=stored["target_base"],
        prior=head["actor_prior"],
    )
    fitted = Fitted(
        settings=settings,
        patterns=tuple(Pattern(**p) for p in head["patterns"]),
        actors=tuple(head["actors"]),
        actions=tuple(head["actions"]),
        country=tuple(head["country"]),
        sector=tuple(head["sector"]),
        background=background,
        pools=pools,
        events=model_file.dense(stored, "events"),
        exposure=stored["exposure"],
        log_posterior=tuple(head["log_posterior"]),
        origin=Origin(**head["origin"]),
        unrecorded=head.get("unrecorded", 0.0),
        calibration=tuple(Calibration.from_dict(one) for one in head.get("calibration", [])),
    )
    _check(fitted)
    return fitted


def _check(fitted: Fitted) -> None:
    """Hold that a file's contents are a model.

    Raises:
        ValueError: they are not.
    """
    f, b, o = fitted, fitted.background, fitted.origin
    n, k, p, lags = len(f.actors), len(f.actions), len(f.patterns), f.settings.n_lags
    names = {name: getattr(f, name) for name in ("actors", "actions", "country", "sector")}
    check_vocabularies(names, n)
    tables = {
        "rate": (b.rate, (k,)),
        "actor_counts": (b.actor_counts, (k, n)),
        "target_counts": (b.target_counts, (k, n)),
        "actor_base": (b.actor_base, (n,)),
        "target_base": (b.target_base, (n,)),
        "events": (f.events, (p, k, k * lags)),
        "exposure": (f.exposure, (p, k * lags)),
    }
    for number, pool in enumerate(f.pools):
        tables[f"rows {number}"] = (pool.row, (k, lags))
        tables[f"columns {number}"] = (pool.column, (k, lags))
        tables[f"same {number}"] = (pool.same, (lags,))
    check_tables(tables)
    if len(f.pools) != p:
        raise ValueError("not a pool for each pattern")
    check_numbers({"actor_prior": b.prior, "unrecorded": f.unrecorded, "events": o.events})
    check_days(o.first_day, o.last_day, o.epoch)
    for one in f.calibration:
        check_calibration(one.weights, one.knots, one.values)
