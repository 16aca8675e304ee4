"""The past as a model reads it: who did what to whom on which day, cached beside the record."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ramify._errors import InputError
from ramify._files import replacing
from ramify.record.rows import only_row

if TYPE_CHECKING:
    import duckdb

_VERSION = "1"
_LONGEST = 7
"""Days beyond which a date is no day: a month is not its first day."""

_PAST = """
SELECT actor || CASE WHEN actor_sector IS NULL OR actor_sector IN ('GOV', 'UNK') THEN ''
                     ELSE ' ' || actor_sector END AS subject,
       action,
       target || CASE WHEN target_sector IS NULL OR target_sector IN ('GOV', 'UNK') THEN ''
                      ELSE ' ' || target_sector END AS object,
       first_day - DATE '1970-01-01' AS day, last_day - DATE '1970-01-01' AS last
FROM event
WHERE actor IS NOT NULL AND action IS NOT NULL AND target IS NOT NULL AND first_day IS NOT NULL
  AND (actor <> target OR actor_sector IS DISTINCT FROM target_sector)
ORDER BY first_day, last_day, source, key
"""

_DEATHS = """
SELECT actor, target, first_day, max(died) FROM (
  SELECT actor, target, first_day, source, sum(deaths) AS died FROM event
  WHERE deaths IS NOT NULL AND actor <> target AND first_day = last_day
  GROUP BY actor, target, first_day, source
) GROUP BY actor, target, first_day
"""


@dataclass(frozen=True, eq=False)
class PastEvents:
    """Events with two sides and a day, as numbers into vocabularies, in order of their days."""

    rows: NDArray[np.int32]
    """Shape (n, 4): actor, action, target, days since 1970."""
    last: NDArray[np.int32]
    """The last day each may stand for."""
    actors: tuple[str, ...]
    actions: tuple[str, ...]

    def before(self, day: date | None, today: date) -> tuple[NDArray[np.int32], int]:
        """The rows of days up to the day before `day`, and how many had to be set aside.

        Set aside are events whose date spans more than a week, and those dated after today.
        """
        first = self.rows[:, 3]
        usable = self.last - first <= _LONGEST
        known = first <= _number(today)
        asked = np.ones(len(first), bool) if day is None else self.last < _number(day)
        kept = asked & usable & known
        return self.rows[kept], int((asked & ~(usable & known)).sum())


def _number(day: date) -> int:
    return day.toordinal() - date(1970, 1, 1).toordinal()


def past(connection: duckdb.DuckDBPyConnection, path: Path | None) -> PastEvents:
    """The past that a record holds, from its cache if that is of this state of the record.

    The cache is `NAME.past.npz` beside the record; where it cannot be written, it is not.
    """
    state = state_of(connection)
    cache = path.with_name(f"{path.name}.past.npz") if path else None
    found = _cached(cache, state) if cache else None
    if found is None:
        found = _read(connection)
        if cache:
            _keep(found, cache, state)
    return found


def deaths_by_day(
    connection: duckdb.DuckDBPyConnection,
) -> dict[tuple[str, str, date], float]:
    """How many died in acts of one on another on a day, by ids; of several sources the highest."""
    rows = connection.execute(_DEATHS).fetchall()
    return {(actor, target, day): float(died) for actor, target, day, died in rows}


def state_of(connection: duckdb.DuckDBPyConnection) -> str:
    """What tells a state of a record from all others of it, for what is kept beside it."""
    row = only_row(connection.execute("SELECT value FROM meta WHERE key = 'loads'"))
    count = only_row(connection.execute("SELECT count(*) FROM event"))
    return f"{_VERSION} {row} {count}"


def _cached(cache: Path, state: str) -> PastEvents | None:
    try:
        with np.load(cache, allow_pickle=False) as kept:
            if str(kept["state"]) != state:
                return None
            return PastEvents(
                kept["rows"], kept["last"], tuple(map(str, kept["actors"])),
                tuple(map(str, kept["actions"])),
            )  # fmt: skip
    except (OSError, ValueError, KeyError, EOFError):
        return None


def _keep(past: PastEvents, cache: Path, state: str) -> None:
    with contextlib.suppress(InputError), replacing(cache, durable=False) as out:
        np.savez(
            out, state=np.array(state), rows=past.rows, last=past.last,
            actors=np.array(past.actors, dtype=np.str_),
            actions=np.array(past.actions, dtype=np.str_),
        )  # fmt: skip


def _read(connection: duckdb.DuckDBPyConnection) -> PastEvents:
    table = connection.cursor().sql(_PAST).to_arrow_table()
    days, last = (table[c].to_numpy().astype(np.int32) for c in ("day", "last"))
    actors, sides = _numbered([table["subject"], table["object"]])
    actions, (acts,) = _numbered([table["action"]])
    rows = np.stack([sides[0], acts, sides[1], days], axis=1) if len(days) else _NONE
    return PastEvents(rows, last, actors, actions)


_NONE = np.zeros((0, 4), np.int32)


def _numbered(columns: list[object]) -> tuple[tuple[str, ...], list[NDArray[np.int32]]]:
    """The strings of columns in order, and each column as numbers into them."""
    import pyarrow as pa
    import pyarrow.compute as pc

    joined = pa.chunked_array([c for column in columns for c in column.chunks], pa.string())  # type: ignore[attr-defined]
    names = pc.unique(joined).sort() if len(joined) else pa.array([], pa.string())
    numbers = [
        pc.index_in(column, value_set=names).to_numpy().astype(np.int32) for column in columns
    ]
    return tuple(names.to_pylist()), numbers
