"""Ideal points: where each state stood in each session, with bands, as they are kept on file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ramify._errors import InputError

_PACKAGED = "ideal_points.npz"
_ARRAYS = ("state", "session", "point", "low", "high", "opened", "closed", "source")


class IdealPoint(NamedTuple):
    """Where a state stood in a session: an ideal point and its 90% band."""

    point: float
    low: float
    high: float


class IdealPoints(NamedTuple):
    """Positions of states on the first dimension of voting in the General Assembly.

    The scale has no unit: a standard deviation over all states and sessions is one. High is where
    the United States stands. Source: Bailey, Strezhnev and Voeten 2017, "Estimating dynamic state
    preferences from United Nations voting data".
    """

    at: Mapping[tuple[str, int], IdealPoint]
    """By state and session."""
    opened: Mapping[int, date]
    """Day of the first roll call of each session."""
    closed: date
    """Day of the last roll call on file."""
    source: str

    @classmethod
    def packaged(cls) -> IdealPoints:
        """The points that come with the program.

        >>> points = IdealPoints.packaged()
        >>> points.session("2018-12-31"), points.closed.isoformat()
        (73, '2020-01-14')
        >>> points.at["USA", 73].point > points.at["GBR", 73].point > points.at["RUS", 73].point
        True
        """
        return _packaged()

    def session(self, on: date | str) -> int | None:
        """The session whose roll calls had begun last on a day; None if none had, or after all."""
        day = date.fromisoformat(on) if isinstance(on, str) else on
        begun = [session for session, first in self.opened.items() if first <= day]
        if not begun or (day - self.closed).days > STALE:
            return None
        return max(begun)

    def save(self, path: Path) -> None:
        """Write the points as arrays, rounded to what the bands can tell."""
        keys = sorted(self.at)
        told = np.array([self.at[key] for key in keys]).round(3).astype(np.float32)
        sessions = sorted(self.opened)
        np.savez_compressed(
            path,
            state=np.array([state for state, _ in keys]),
            session=np.array([session for _, session in keys], np.int16),
            point=told[:, 0], low=told[:, 1], high=told[:, 2],
            opened=np.array([self.opened[n].isoformat() for n in sessions]),
            closed=np.array(self.closed.isoformat()),
            source=np.array(self.source),
        )  # fmt: skip

    @classmethod
    def load(cls, path: Path) -> IdealPoints:
        """Read a file of points.

        Raises:
            InputError: it is no such file, or holds numbers that are none.
        """
        try:
            with np.load(path, allow_pickle=False) as kept:
                return _read({name: kept[name] for name in _ARRAYS})
        except (OSError, ValueError, KeyError, EOFError) as error:
            raise InputError(
                "no file of ideal points", where=str(path), repair="fit one anew"
            ) from error


STALE = 366
"""Days after the last roll call on file beyond which a position is not told."""


def _read(kept: Mapping[str, NDArray[np.generic]]) -> IdealPoints:
    numbers = np.stack([kept[name].astype(float) for name in ("point", "low", "high")], axis=1)
    if not np.isfinite(numbers).all():
        raise ValueError("numbers that are none")
    keys = zip(kept["state"].tolist(), kept["session"].tolist(), strict=True)
    sessions = sorted(set(kept["session"].tolist()))
    days = (date.fromisoformat(day) for day in kept["opened"].tolist())
    return IdealPoints(
        {key: IdealPoint(*row) for key, row in zip(keys, numbers.tolist(), strict=True)},
        dict(zip(sessions, days, strict=True)),
        date.fromisoformat(str(kept["closed"])),
        str(kept["source"]),
    )


@lru_cache(maxsize=1)
def _packaged() -> IdealPoints:
    return IdealPoints.load(Path(str(files("ramify.reasoning.exposure") / "data" / _PACKAGED)))
