"""A fitted process: parameters, how they came about, and a file that is safe to open."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property, lru_cache
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ramify._errors import InputError
from ramify._files import replacing
from ramify.reasoning.dynamics.process._pool import Pool
from ramify.reasoning.dynamics.process.background import Background
from ramify.reasoning.dynamics.process.patterns import Neighbours, Pattern
from ramify.reasoning.dynamics.process.soundness import (
    MOST_CELLS,
    check_calibration,
    check_days,
    check_numbers,
    check_size,
    check_tables,
    check_vocabularies,
)
from ramify.reasoning.dynamics.settings import Settings
from ramify.reasoning.dynamics.stream import Stream

if TYPE_CHECKING:
    from ramify.reasoning.dynamics.evaluation.calibrate import Calibration
    from ramify.reasoning.dynamics.forecasting.forecasts import Forecast
    from ramify.reasoning.dynamics.forecasting.outlook import Outlook, Shares
    from ramify.reasoning.dynamics.forecasting.simulation import Effect, Simulation

Floats = NDArray[np.float64]
FORMAT = 3
"""The first format knew no burn-in: all of the record was learned from. The second had no
level for what a record lacks."""
KIND = "ramify process"
LEAST = 1e-3
_DAMAGE = (zipfile.BadZipFile, KeyError, ValueError, TypeError, IndexError, OSError, EOFError)


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

    Days count from `epoch` (an ISO date, or None when the stream named none).
    """

    events: int
    first_day: int
    last_day: int
    epoch: str | None
    seed: int
    log_likelihood: float


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
        settings: Settings,
        patterns: tuple[Pattern, ...],
        background: Background,
        pools: list[Pool],
        events: Floats,
        exposure: Floats,
        path: tuple[float, ...],
        log_likelihood: float,
        seed: int,
        unrecorded: float,
    ) -> Fitted:
        """Keep what a model is; expected events below a thousandth are dropped."""
        return cls(
            settings,
            patterns,
            stream.actors,
            stream.actions,
            tuple(stream.countries[c] for c in stream.country),
            tuple(stream.sectors[c] for c in stream.sector),
            background,
            tuple(pools),
            np.where(events < LEAST, 0.0, events).astype(np.float32).astype(float),
            exposure,
            path,
            Origin(
                len(stream),
                stream.first_day,
                stream.last_day,
                stream.epoch.isoformat() if stream.epoch else None,
                seed,
                log_likelihood,
            ),
            unrecorded,
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

    def outlook(self, history: Stream, standing: Mapping[str, Neighbours] | None = None) -> Outlook:
        """This model over a history: intensities, forecasts, explanations, futures."""
        from ramify.reasoning.dynamics.forecasting.outlook import Outlook

        if standing:
            return Outlook.over(self, history, standing)
        return _outlook(self, history)

    def intensity(self, history: Stream, actor: str, action: str, target: str, day: int) -> float:
        """Expected events of this kind on a day, given the events of earlier days."""
        return self.outlook(history).intensity(actor, action, target, day)

    def score_objects(self, history: Stream, actor: str, action: str, day: int) -> Floats:
        """Intensity towards every actor of the history, in its order."""
        return self.outlook(history).score_objects(actor, action, day)

    def explain(self, history: Stream, actor: str, action: str, target: str, day: int) -> Shares:
        """What calls such an event forth on a day: shares that add up to one."""
        return self.outlook(history).explain(actor, action, target, day)

    def forecast(self, history: Stream, **asked: Any) -> Forecast:
        """See :func:`ramify.reasoning.dynamics.forecasting.forecasts.forecast`."""
        from ramify.reasoning.dynamics.forecasting.forecasts import forecast

        return forecast(self.outlook(history), **asked)

    def simulate(self, history: Stream, **asked: Any) -> Simulation:
        """See :func:`ramify.reasoning.dynamics.forecasting.simulation.simulate`."""
        from ramify.reasoning.dynamics.forecasting.simulation import simulate

        return simulate(self.outlook(history), **asked)

    def what_follows(self, history: Stream, **asked: Any) -> Effect:
        """See :func:`ramify.reasoning.dynamics.forecasting.simulation.what_follows`."""
        from ramify.reasoning.dynamics.forecasting.simulation import what_follows

        return what_follows(self.outlook(history), **asked)

    def save(self, path: Path | str) -> None:
        """Write the model to one compressed file of plain arrays (no pickle).

        Raises:
            InputError: the file cannot be written.
        """
        with replacing(Path(path)) as file:
            np.savez_compressed(file, allow_pickle=False, **_pack(self))

    @classmethod
    def packaged(cls) -> Fitted:
        """The packaged kernel: countries and sectors, CAMEO codes, ICEWS of 2018.

        Made by `scripts/make_kernel.py` from the ICEWS18 benchmark, January to September.

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
        path = Path(path)
        if not path.is_file():
            raise InputError("no such model file", where=str(path), repair="run a fit first")
        try:
            check_size(path)
            with np.load(path, allow_pickle=False) as stored:
                return _unpack({name: stored[name] for name in stored.files}, str(path))
        except _DAMAGE as error:
            raise InputError(
                f"not a model file, or a damaged one ({error})", where=str(path),
                repair="fit the model again",
            ) from None  # fmt: skip


@lru_cache(maxsize=4)
def _outlook(fitted: Fitted, history: Stream) -> Outlook:
    from ramify.reasoning.dynamics.forecasting.outlook import Outlook
    from ramify.reasoning.dynamics.process.relations import of_packaged_world

    return Outlook.over(fitted, history, of_packaged_world(fitted.settings.relations, history))


def _text(value: Any) -> NDArray[np.uint8]:
    return np.frombuffer(json.dumps(value, sort_keys=True).encode("utf8"), dtype=np.uint8)


def _sparse(name: str, table: Floats) -> dict[str, NDArray[Any]]:
    flat = table.ravel()
    at = np.flatnonzero(flat)
    step = np.diff(at, prepend=0)
    return {
        f"{name}_step": step.astype(np.uint32),
        f"{name}_value": flat[at].astype(np.float32),
        f"{name}_shape": np.asarray(table.shape, dtype=np.int64),
    }


def _pack(f: Fitted) -> dict[str, NDArray[Any]]:
    head = {
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
    b = f.background
    return {
        "head": _text(head),
        "rate": b.rate,
        "actor_base": b.actor_base,
        "target_base": b.target_base,
        **_sparse("actor_counts", b.actor_counts),
        **_sparse("target_counts", b.target_counts),
        **_sparse("events", f.events),
        "exposure": f.exposure,
        "rows": np.stack([p.row for p in f.pools]),
        "columns": np.stack([p.column for p in f.pools]),
        "same": np.stack([p.same for p in f.pools]),
    }


def _dense(stored: Mapping[str, NDArray[Any]], name: str) -> Floats:
    shape = tuple(int(n) for n in stored[f"{name}_shape"])
    if any(n < 0 for n in shape) or prod(shape) > MOST_CELLS:
        raise ValueError(f"{name} has an impossible shape {shape}")
    flat = np.zeros(prod(shape))
    flat[np.cumsum(stored[f"{name}_step"].astype(np.int64))] = stored[f"{name}_value"]
    return flat.reshape(shape)


def _unpack(stored: Mapping[str, NDArray[Any]], where: str) -> Fitted:
    head = json.loads(stored["head"].tobytes().decode("utf8"))
    if head.get("kind") != KIND:
        raise InputError("the file holds something other than a process", where=where)
    if head["format"] > FORMAT:
        raise InputError(
            f"the model has format {head['format']}, this version reads up to {FORMAT}",
            where=where, repair="upgrade ramify or fit the model again",
        )  # fmt: skip
    settings = Settings.model_validate({"burn_in": 0, **head["settings"]})
    rows, columns, same = stored["rows"], stored["columns"], stored["same"]
    pools = tuple(
        Pool(r, c, s, np.ones_like(s), r, doubled=False)
        for r, c, s in zip(rows, columns, same, strict=True)
    )
    background = Background(
        stored["rate"],
        _dense(stored, "actor_counts"),
        _dense(stored, "target_counts"),
        stored["actor_base"],
        stored["target_base"],
        head["actor_prior"],
    )
    fitted = Fitted(
        settings,
        tuple(Pattern(**p) for p in head["patterns"]),
        tuple(head["actors"]),
        tuple(head["actions"]),
        tuple(head["country"]),
        tuple(head["sector"]),
        background,
        pools,
        _dense(stored, "events"),
        stored["exposure"],
        tuple(head["log_posterior"]),
        Origin(**head["origin"]),
        head.get("unrecorded", 0.0),
        _calibration(head.get("calibration", [])),
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


def _calibration(stored: list[dict[str, Any]]) -> tuple[Calibration, ...]:
    if not stored:
        return ()
    from ramify.reasoning.dynamics.evaluation.calibrate import Calibration

    return tuple(Calibration.from_dict(one) for one in stored)
