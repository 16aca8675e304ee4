"""The fitted partner model: what it was learned from, its parameters, and its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ramify._arrays import Floats, Ints, Singles
from ramify._errors import InputError, UsageError
from ramify.reasoning.dynamics import model_file
from ramify.reasoning.dynamics.contacts import LAG_EDGES
from ramify.reasoning.dynamics.partners.choice_model import Tilt, TiltSettings
from ramify.reasoning.dynamics.partners.features import LEVELS, TRAITS
from ramify.reasoning.dynamics.partners.questions import READINGS, ContactReading
from ramify.reasoning.dynamics.process._pool import Pool
from ramify.reasoning.dynamics.stream import Stream

FORMAT = 1
KIND = "ramify partners"
NOTCH = 1 / 256
_NAMES = ("actors", "actions", "countries")
_TABLES = ("country", "notches", "activity", "mix", "floor")
_POOL = ("row", "column", "same", "mirrored", "origin")


@dataclass(frozen=True)
class PartnerSettings:
    """How partners are fitted.

    Args:
        readings: the patterns.
        pooled_steps, steps: EM steps with W held to its product form, then free.
        prior_events: shape of the gamma prior of each cell of W, in events.
        burn_in: days at the start that are read but not learned from.
        home_score: how sure conduct must be of an actor's country (`homes`).
    """

    readings: tuple[ContactReading, ...] = READINGS
    pooled_steps: int = 3
    steps: int = 7
    prior_events: float = 0.1
    burn_in: int = 20
    home_score: float = 0.3
    lag_edges: tuple[int, ...] = LAG_EDGES

    def __post_init__(self) -> None:
        if len({(r.near, r.far) for r in self.readings}) < len(self.readings):
            raise UsageError("two readings read the same sides", repair="leave one of them out")


@dataclass(frozen=True)
class Learned:
    """What a model was learned from; days count from `epoch`, if the stream had one."""

    events: int
    first_day: int
    last_day: int
    epoch: str | None
    log_likelihood: float

    @classmethod
    def of(cls, stream: Stream, log_likelihood: float) -> Learned:
        epoch = stream.epoch.isoformat() if stream.epoch else None
        return cls(len(stream), stream.first_day, stream.last_day, epoch, log_likelihood)


def notches(weights: Floats, mean: Floats) -> NDArray[np.int16]:
    """Weights as their log ratio to a mean, to the nearest 1/256 (0.2 %).

    >>> notches(np.array([1.0, 2.0, 0.5]), np.ones(3)).tolist()
    [0, 177, -177]
    """
    return np.rint(np.log(weights / mean) / NOTCH).clip(-32000, 32000).astype(np.int16)


@dataclass(frozen=True, eq=False)
class PartnerModel:
    """A fitted model. Shapes: P patterns, I = 2 × actions, B lag bins, A levels, N actors.

    pools and notches (P, I, I·B) give the weights; activity (P + 1, A), mix (P, I, 3),
    floor (I,); country (N,) is the country whose past each actor shares; `tilt`, if there
    is one, moves probability among the likeliest partners (`tilted`). Fitting draws
    nothing at random: the same stream and settings give the same model.
    """

    settings: PartnerSettings
    learned: Learned
    actors: tuple[str, ...]
    actions: tuple[str, ...]
    countries: tuple[str, ...]
    country: Ints
    pools: tuple[Pool, ...]
    notches: NDArray[np.int16]
    activity: Floats
    mix: Floats
    floor: Floats
    log_posterior: tuple[float, ...]
    tilt: Tilt | None = None

    @cached_property
    def weights(self) -> Singles:
        """W, shape (P, I, I·B)."""
        weights = np.empty(self.notches.shape, dtype=np.float32)
        for w, pool, steps in zip(weights, self.pools, self.notches, strict=True):
            w[:] = pool.mean * np.exp(steps * NOTCH)
        return weights

    def over(self, history: Stream) -> Stream:
        """The history with the model's countries; actors it does not know keep their own.

        Raises:
            InputError: the history numbers other actors, actions or countries.
        """
        for name in _NAMES:
            mine, theirs = getattr(self, name), getattr(history, name)
            if theirs[: len(mine)] != mine or (name == "actions" and theirs != mine):
                raise InputError(
                    f"the model was fitted on other {name} than the history has",
                    repair="fit it on a stream with the same vocabulary",
                )
        country = np.append(self.country, history.country[len(self.country) :])
        return replace(history, country=country)

    def save(self, path: Path | str) -> None:
        """Write the model to one compressed file of plain arrays (no pickle).

        Raises:
            InputError: the file cannot be written.
        """
        head = {
            "kind": KIND,
            "format": FORMAT,
            "settings": asdict(self.settings),
            "learned": asdict(self.learned),
            "log_posterior": self.log_posterior,
            **{name: getattr(self, name) for name in _NAMES},
        }
        if self.tilt:
            tilt = self.tilt
            head["tilt"] = [asdict(tilt.settings), tilt.power, tilt.log_posterior, TRAITS]
        tables = {name: getattr(self, name) for name in _TABLES}
        for part in _POOL:
            tables[f"pool_{part}"] = np.stack([getattr(pool, part) for pool in self.pools])
        if self.tilt:
            tables["tilt"] = self.tilt.theta
        model_file.write(path, head, tables)

    @classmethod
    def load(cls, path: Path | str) -> PartnerModel:
        """Read a model written by `save`.

        Raises:
            InputError: not such a file, damaged, or written by another version.
        """
        return model_file.read(
            path, _unpack, kind=KIND, formats=(FORMAT,), called="a model of partners"
        )


def _unpack(head: Mapping[str, Any], stored: Mapping[str, NDArray[Any]]) -> PartnerModel:
    given = dict(head["settings"])
    given["readings"] = tuple(ContactReading(**r) for r in given["readings"])
    given["lag_edges"] = tuple(given["lag_edges"])
    settings, names = PartnerSettings(**given), {name: tuple(head[name]) for name in _NAMES}
    parts = [stored[f"pool_{part}"] for part in _POOL]
    pools = tuple(Pool(*each) for each in zip(*parts, strict=True))
    _check(settings, names, pools, stored)
    return PartnerModel(
        settings=settings,
        learned=Learned(**head["learned"]),
        actors=names["actors"],
        actions=names["actions"],
        countries=names["countries"],
        country=stored["country"],
        pools=pools,
        notches=stored["notches"],
        activity=stored["activity"],
        mix=stored["mix"],
        floor=stored["floor"],
        log_posterior=tuple(head["log_posterior"]),
        tilt=_tilt(head, stored),
    )


def _tilt(head: Mapping[str, Any], stored: Mapping[str, NDArray[Any]]) -> Tilt | None:
    if "tilt" not in head:
        return None
    settings, power, path, traits = head["tilt"]
    theta = stored["tilt"]
    if tuple(traits) != TRAITS or theta.shape != (len(TRAITS), LEVELS):
        raise ValueError("a tilt by other traits than this version reads")
    if not np.isfinite(theta).all() or not np.isfinite(power):
        raise ValueError("a tilt without numbers")
    return Tilt(TiltSettings(**settings), float(power), theta, tuple(path))


def _check(
    settings: PartnerSettings,
    names: Mapping[str, tuple[str, ...]],
    pools: tuple[Pool, ...],
    tables: Mapping[str, NDArray[Any]],
) -> None:
    p, kinds, lags = len(settings.readings), 2 * len(names["actions"]), len(settings.lag_edges)
    wanted = {
        "country": (len(names["actors"]),),
        "notches": (p, kinds, kinds * lags),
        "activity": (p + 1, tables["activity"].shape[-1]),
        "mix": (p, kinds, 3),
        "floor": (kinds,),
    }
    for name, shape in wanted.items():
        if tables[name].shape != shape or not np.isfinite(tables[name]).all():
            raise ValueError(f"{name} has another shape than its vocabulary, or no numbers")
    for pool in pools:
        if pool.row.shape != (kinds, lags) or pool.column.shape != (kinds, lags):
            raise ValueError("the pools have another shape than the vocabulary")
    country = tables["country"]
    if len(country) and not 0 <= country.min() <= country.max() < len(names["countries"]):
        raise ValueError("a country outside its vocabulary")
