"""The reaction model: after an event, whether a third state acts towards one of its sides.

    logit P(n acts on s within h days) = logit P₀(n, s, h) + γ · x + β · x,

P₀ the chance by base rates, all that is known of the days before in it, x what the sides and the
third state are and, for β alone, the event (`traits`), standardised. γ is learned on days without
such an event of the same pairs: with it P₀ becomes the usual chance. β is what the event moves.
One regression for each sign of the event (hostile or not), role of the side (target, actor), sign
of the acts and horizon; of greatest likelihood with a ridge (Hoerl & Kennard 1970), the covariance
of both gathered by day, since states react together and newswires swell (Liang & Zeger 1986).

How many states act is negative binomial about the sum of their chances.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ramify._arrays import Floats, Ints
from ramify.reasoning.dynamics import model_file
from ramify.reasoning.dynamics.rates.counts import Spread
from ramify.reasoning.dynamics.reactions.traits import TRAITS

HORIZONS = (14, 30, 90)
SIGNS, ROLES = ("hostile", "other"), ("target", "actor")
KIND, FORMAT = "reactions", 1
DATA = Path(__file__).parents[1] / "data" / "reactions.npz"
RIDGE, STEPS = 100.0, 15
PARTS, ARRAYS = ("calm", "event"), ("centre", "scale", "slope", "covariance")
STANDING = np.array([group not in ("act", "size") or name == "any"
                     for name, group in TRAITS.items()])  # fmt: skip
"""Traits that there are without an event."""


class ReactionCase(NamedTuple):
    """Which regression: sign of the event, role of the side, sign of the acts, horizon."""

    trigger: str
    role: str
    acts: str
    horizon: int


@dataclass(frozen=True, eq=False)
class Linear:
    """Means and scales of the traits, their coefficients, and the covariance of these."""

    centre: Floats
    scale: Floats
    slope: Floats
    covariance: Floats

    def moved(self, traits: Floats) -> Floats:
        """What each trait adds to the logit, (n, traits)."""
        found: Floats = (traits - self.centre) / self.scale * self.slope
        return found

    def variance(self, traits: Floats, chance: Floats) -> float:
        """Of the sum of these chances, by the delta method."""
        each = (traits - self.centre) / self.scale * (chance * (1.0 - chance))[:, None]
        slope = each.sum(0)
        return max(float(slope @ self.covariance @ slope), 0.0)


@dataclass(frozen=True, eq=False)
class Regression:
    """γ of days without an event, β of an event, and the scatter of how many states act."""

    calm: Linear
    event: Linear
    joining: Spread
    events: int


@dataclass(frozen=True, eq=False)
class ReactionModel:
    """Regressions by case.

    `typical` holds, by sign of the event, the mean logarithms of reports and of departure; `seen`
    the classes of events that it was learned from.
    """

    regressions: Mapping[ReactionCase, Regression]
    typical: Mapping[str, tuple[float, float]]
    seen: tuple[str, ...]
    source: str

    def save(self, path: Path | str) -> None:
        """Write the model to one compressed file of plain arrays.

        Raises:
            InputError: the file cannot be written.
        """
        cases = list(self.regressions)
        found = [self.regressions[case] for case in cases]
        head = {
            "kind": KIND, "format": FORMAT, "cases": [list(case) for case in cases],
            "traits": list(TRAITS), "typical": {k: list(v) for k, v in self.typical.items()},
            "seen": self.seen, "source": self.source, "events": [r.events for r in found],
            "joining": [[r.joining.cluster, r.joining.volatility] for r in found],
        }  # fmt: skip
        tables = {
            f"{part}_{name}": np.stack([getattr(getattr(r, part), name) for r in found]).astype(
                np.float16 if name == "covariance" else np.float32
            )
            for part in PARTS
            for name in ARRAYS
        }
        model_file.write(path, head, tables)

    @classmethod
    def load(cls, path: Path | str) -> ReactionModel:
        """Read a model written by `save`.

        Raises:
            InputError: not such a file, damaged, or written by a newer version.
        """
        return model_file.read(
            path, _unpack, kind=KIND, formats=range(1, FORMAT + 1), called="a file of reactions"
        )

    @classmethod
    def packaged(cls) -> ReactionModel:
        """The packaged model, made by `scripts/make_reactions.py`."""
        return _packaged()

    @classmethod
    def of(cls, record: Path | None) -> ReactionModel:
        """Those learned from a record by `ramify fit`, beside its file; else the packaged ones.

        Raises:
            InputError: the file is damaged.
        """
        return model_file.learned(record, "reactions", cls.load, _packaged)


@cache
def _packaged() -> ReactionModel:
    return ReactionModel.load(DATA)


def _unpack(head: Mapping[str, Any], stored: Mapping[str, NDArray[Any]]) -> ReactionModel:
    found = {}
    for n, case in enumerate(head["cases"]):
        calm, event = (
            Linear(*(stored[f"{part}_{name}"][n].astype(float) for name in ARRAYS))
            for part in PARTS
        )
        joining = Spread(*head["joining"][n])
        found[ReactionCase(*case)] = Regression(calm, event, joining, head["events"][n])
    typical = {name: (pair[0], pair[1]) for name, pair in head["typical"].items()}
    return ReactionModel(found, typical, tuple(head["seen"]), head["source"])


def regressed(
    x: Floats, logit: Floats, came: NDArray[np.bool_], cluster: Ints, *, ridge: float = RIDGE,
    of: NDArray[np.bool_] | None = None,
) -> Linear:  # fmt: skip
    """Coefficients of greatest penalised likelihood, by Newton's steps.

    Args:
        x: traits, one row a third state and event; the first is one throughout.
        logit: from which the traits move.
        cluster: of every row, the number of those with which it may go together.
        of: which traits may move it; all if None.
    """
    centre, scale = x.mean(0), x.std(0)
    scale[scale < 1e-9] = 1.0
    centre[0] = 0.0
    z = (x - centre) / scale * (1.0 if of is None else of)
    weight = np.full(z.shape[1], ridge)
    weight[0] = 1e-3
    slope = np.zeros(z.shape[1])
    for _ in range(STEPS):
        chance = 1.0 / (1.0 + np.exp(-(z @ slope + logit)))
        curve = (z * (chance * (1.0 - chance))[:, None]).T @ z + np.diag(weight)
        step = np.linalg.solve(curve, z.T @ (came - chance) - weight * slope)
        slope = slope + step
        if np.abs(step).max() < 1e-5:
            break
    chance = 1.0 / (1.0 + np.exp(-(z @ slope + logit)))
    together = np.zeros((int(cluster.max()) + 1, z.shape[1]))
    np.add.at(together, cluster, z * (came - chance)[:, None])
    bread = np.linalg.inv(curve)
    return Linear(centre, scale, slope, bread @ (together.T @ together) @ bread)
