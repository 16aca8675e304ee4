"""Whether those that a record is asked about are anybody: an unknown id is no empty answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ramify._errors import UnknownName
from ramify._nearest import nearest
from ramify.record.asking.filters import Filter
from ramify.world.actors import asked_name, known_actor
from ramify.world.world import World

if TYPE_CHECKING:
    import duckdb

SIDES = ("actor", "target", "actors", "between", "places")


def asked_of(cursor: duckdb.DuckDBPyConnection, asked: dict[str, object]) -> Filter:
    """The choice of events that is asked for, whose ids the record or the packaged facts know.

    Raises:
        UnknownName: nobody has an id; the message names the nearest.
        UsageError: what is given for an actor is neither an id nor an actor.
    """
    given = {side: asked[side] for side in SIDES if asked.get(side) is not None}
    named = {side: known_ids(cursor, _each(one)) for side, one in given.items()}
    chosen = Filter(**{**asked, **named})  # type: ignore[arg-type]
    for source in chosen.feeds() or ():
        check_source(cursor, source)
    return chosen


def _each(given: object) -> Iterable[object]:
    return given if isinstance(given, list | tuple | set | frozenset) else [given]


def known_ids(cursor: duckdb.DuckDBPyConnection, given: Iterable[object]) -> list[str]:
    """The ids of those given; whoever is not of the packaged facts has to be in the record.

    Raises:
        UnknownName: nobody has an id; the message names the nearest.
        UsageError: what is given is neither an id nor an actor.
    """
    world, ids = World.packaged(), [asked_name(one) for one in given]
    for code in ids:
        if code not in world.actors and not _held(cursor, ("actor", "target", "country"), code):
            known_actor(world, code)
    return ids


def check_source(cursor: duckdb.DuckDBPyConnection, source: str) -> None:
    """Refuse a source that is no feed's and of which the record holds nothing.

    Raises:
        UnknownName: it is none; the message names the nearest.
    """
    from ramify.record.feeds.registry import feeds

    if source not in feeds() and not _held(cursor, ("source",), source):
        raise UnknownName(source, kind="source", near=nearest(source, feeds()))


def _held(cursor: duckdb.DuckDBPyConnection, columns: tuple[str, ...], code: str) -> bool:
    test = " OR ".join(f"{column} = ?" for column in columns)
    query = f"SELECT 1 FROM event WHERE {test} LIMIT 1"
    return cursor.execute(query, [code] * len(columns)).fetchone() is not None
