"""The reaction model: after an event, whether a state acts towards one of its sides.

    logit P(n acts on s within h days) = logit P₀(n, s, h) + γ · x + β · x,

P₀ the chance by base rates, all that is known of the days before in it, x what the sides and the
state are and, for β alone, the event (`traits`), standardised. γ is learned on days without such an
event of the same pairs: with it P₀ becomes the usual chance of a third state. β is what the event
moves, shrunk (`regression`). One regression for each sign of the event (hostile or not), role, sign
of the acts and horizon. Roles are: what third states do to the target or the actor of the event,
what the target does to the actor (retaliation), and what the actor goes on to do (escalation).

How many third states act is negative binomial about the sum of their chances.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ramify._arrays import Floats, Ints
from ramify.reasoning.dynamics import model_file
from ramify.reasoning.dynamics.rates.counts import Spread
from ramify.reasoning.dynamics.reactions.class_chances import Moves
from ramify.reasoning.dynamics.reactions.regression import Linear
from ramify.reasoning.dynamics.reactions.traits import TRAITS

HORIZONS = (14, 30, 90)
SIGNS = "hostile", "other"
SIDES, PARTIES = ("target", "actor"), ("retaliation", "escalation")
ROLES = (*SIDES, *PARTIES)
KIND, FORMAT = "reactions", 3
DATA = Path(__file__).parents[1] / "data" / "reactions.npz"
PARTS, ARRAYS = ("calm", "event"), ("centre", "scale", "slope", "covariance")
STANDING = np.array([group not in ("act", "size") or name == "any"
                     for name, group in TRAITS.items()])  # fmt: skip
"""Traits that there are without an event."""


class ReactionCase(NamedTuple):
    """Which regression: sign of the event, role, sign of the acts, horizon."""

    trigger: str
    role: str
    acts: str
    horizon: int


@dataclass(frozen=True, eq=False)
class Regression:
    """γ of days without an event, β of an event, and the scatter of how many states act.

    Args:
        events: from how many it was learned.
    """

    calm: Linear
    event: Linear
    joining: Spread
    events: int


@dataclass(frozen=True, eq=False)
class ReactionModel:
    """Regressions by case.

    `typical` holds, by sign of the event, the mean logarithms of reports and of departure; `seen`
    the classes of events that it was learned from; `fatal` of how many of these it was known how
    many died: nought where nothing was learned of it; `largest`, by sign, the most reports that one
    of them had; `moves` what sets chances of single classes right, by horizon (`class_chances`).
    """

    regressions: Mapping[ReactionCase, Regression]
    typical: Mapping[str, tuple[float, float]]
    seen: tuple[str, ...]
    source: str
    fatal: int = 0
    largest: Mapping[str, float] = field(default_factory=dict)
    moves: Mapping[int, Moves] = field(default_factory=dict)

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
            "fatal": self.fatal, "largest": dict(self.largest),
            "moves": {str(days): dict(moves) for days, moves in self.moves.items()},
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
    places = np.array([list(TRAITS).index(name) for name in head["traits"]])
    for n, case in enumerate(head["cases"]):
        calm, event = (
            _whole(places, *(stored[f"{part}_{name}"][n].astype(float) for name in ARRAYS))
            for part in PARTS
        )
        joining = Spread(*head["joining"][n])
        found[ReactionCase(*case)] = Regression(calm, event, joining, head["events"][n])
    typical = {name: (pair[0], pair[1]) for name, pair in head["typical"].items()}
    return ReactionModel(
        found, typical, tuple(head["seen"]), head["source"], head.get("fatal", 0),
        head.get("largest", {}), _moves(head.get("moves", {})),
    )  # fmt: skip


def _moves(stored: Mapping[str, Mapping[str, list[float]]]) -> dict[int, Moves]:
    return {
        int(days): {name: (level, by_logit) for name, (level, by_logit) in moves.items()}
        for days, moves in stored.items()
    }


def _whole(places: Ints, centre: Floats, scale: Floats, slope: Floats, table: Floats) -> Linear:
    """A part of a file; traits that came after its format move nothing."""
    n = len(TRAITS)
    whole = Linear(np.zeros(n), np.ones(n), np.zeros(n), np.zeros((n, n)))
    for name, values in zip(ARRAYS[:3], (centre, scale, slope), strict=True):
        getattr(whole, name)[places] = values
    whole.covariance[np.ix_(places, places)] = table
    return whole
