"""The record: every event known, each once, in one DuckDB file or in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Self, Unpack

from ramify._errors import InputError, UsageError
from ramify._extras import extras
from ramify._files import replacing_folder
from ramify._table import Table
from ramify.record import rows, schema
from ramify.record.adding import Added, SetAside, add
from ramify.record.asking.filters import Filter, FilterWords
from ramify.record.events import Event
from ramify.record.opening import connect, unusable
from ramify.record.pairs import PairHistories
from ramify.world.when import When

if TYPE_CHECKING:
    from datetime import date

    import duckdb
    import pyarrow as pa

    from ramify.record.account import Account
    from ramify.record.coverage import Coverage
    from ramify.record.history import PastEvents
    from ramify.world.actors import Actor


class Record:
    """A store of events with one writer.

    The same event added twice is one event; its evidence accumulates. A load is
    atomic: interrupted at any point, the record is as it was before. What a load
    sets aside is kept with the reason. The schema is documented in docs/record.md.

    >>> with Record.in_memory() as record:
    ...     treaty = Event(when="2024-06-19", actor="RUS", action="057", target="PRK")
    ...     record.add([treaty, treaty])
    ...     [str(e.when) for e in record.events(actor="RUS", action="05")]
    Added(new=1, known=1, set_aside=())
    ['2024-06-19']
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        name: str,
        *,
        writes: bool,
        path: Path | None = None,
    ) -> None:
        self._connection, self._name, self._writes = connection, name, writes
        self._path, self._pairs = path, PairHistories(path)

    @classmethod
    @extras()
    def in_memory(cls) -> Self:
        """An empty record that lasts as long as the object."""
        return cls(connect(None), "record in memory", writes=True)

    @classmethod
    @extras()
    def open(cls, path: str | Path, *, read_only: bool = False) -> Self:
        """Open a record file; create it if there is none, unless `read_only`.

        A record of an earlier schema is brought up to date, and a copy of it kept.

        Raises:
            InputError: the file is not a record, is damaged, was written by a newer
                release, is in use by another process, or cannot be opened.
        """
        path = Path(path)
        connection = connect(path, read_only=read_only)
        return cls(connection, path.name, writes=not read_only, path=path)

    @classmethod
    @extras()
    def from_parquet(cls, folder: str | Path) -> Self:
        """Read in place what `to_parquet` wrote, or a lake laid out like it.

        Events are `event/*.parquet`, evidence `cited/*.parquet`, with the columns
        of the schema; nothing is copied. Such a record is read-only.

        Raises:
            InputError: there are no such files, or columns are missing.
        """
        import duckdb

        connection = connect(None)
        for table in ("event", "cited"):
            files = str(Path(folder) / table / "*.parquet")
            try:
                found = connection.read_parquet(files).select(", ".join(schema.TABLES[table]))
                for view in ("events", "pair_days", "evidence"):
                    connection.execute(f"DROP VIEW IF EXISTS {view}")
                connection.execute(f"DROP TABLE {table}")
                found.create_view(table)
            except duckdb.Error as error:
                problem = str(error).splitlines()[0]
                raise InputError(problem, where=str(folder), repair="see docs/record.md") from None
        return cls(connection, str(folder), writes=False)

    def to_parquet(self, folder: str | Path) -> None:
        """Write events and evidence as Parquet, in the layout `from_parquet` reads.

        Raises:
            InputError: the folder exists and is not empty.
        """
        with replacing_folder(Path(folder)) as filled:
            for table in ("event", "cited"):
                (filled / table).mkdir()
                self._write_parquet(table, filled / table / "part-0.parquet")

    def _write_parquet(self, table: str, path: Path) -> None:
        """Write a table by batches: a connection that only reads may itself write nothing."""
        from pyarrow import parquet

        found = self._connection.cursor().sql(f"FROM main.{table}")
        batches = found.to_arrow_reader(100_000)
        with parquet.ParquetWriter(path, batches.schema, compression="zstd") as out:
            for batch in batches:
                out.write_batch(batch)

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The open database, for the modules of the record that fill and ask it."""
        return self._connection

    @property
    def name(self) -> str:
        """What the record is called in messages."""
        return self._name

    @property
    def path(self) -> Path | None:
        """The file, if it is one."""
        return self._path

    def add(self, events: Iterable[Event | SetAside]) -> Added:
        """Add events; each is in the record once afterwards, with all its evidence.

        An event whose action is not a CAMEO code is set aside.

        Raises:
            UsageError: the record is read-only.
            InputError: another load into it is under way in this process.
        """
        with self.transaction():
            return add(self._connection, events)

    def events(self, chosen: Filter | None = None, **asked: Unpack[FilterWords]) -> Iterator[Event]:
        """Events in the order of their dates, those without a date last.

        Rows of feeds whose actor or act has no code in ramify, and acts of a sector on
        itself, are no events of this kind: `table` and `count` have them.

        Args:
            chosen: which events, instead of by words; its ids are taken as they are.
            asked: what `Filter` takes: `since`, `until`, `actor`, `target`, `action` and others.

        Raises:
            UnknownName: neither the record nor the packaged facts have an id, or a code, a
                class or a source is none; the message names the nearest. So do `table` and
                `count`.
            UsageError: an impossible day, a range that ends before it starts, or no actor.
        """
        return self._events(*(chosen or self._asked(asked)).where())

    def _events(self, clause: str, values: list[object]) -> Iterator[Event]:
        usable = f"{clause} AND {_WHOLE}" if clause else f"WHERE {_WHOLE}"
        cursor = self._connection.cursor()
        cursor.execute(f"{_SELECT} {usable} {_ORDER}", values)
        while found := cursor.fetchmany(1_000):
            for *cells, evidence in found:
                yield rows.event_of(cells, evidence)

    def table(self, **asked: Unpack[FilterWords]) -> pa.Table:
        """Rows as an Arrow table, as in the view `events`; takes what `Filter` takes."""
        clause, values = self._asked(asked).where()
        query = f"SELECT {_EVENTS} FROM event {clause} {_ORDER}"
        return self._connection.cursor().sql(query, params=values).to_arrow_table()

    def history(self, actor: str | Actor, target: str | Actor) -> pa.Table:
        """What an actor did to another, by day: few columns, so that it comes at once.

        The columns are `day`, `action`, `source`, `key` and `mentions`. The second question to
        a file keeps a copy in order of pairs beside it, for all later ones.

        Raises:
            UnknownName: neither the record nor the packaged facts have one of the ids.
        """
        from ramify.record.asking.sides import known_ids

        cursor = self._connection.cursor()
        return self._pairs.of(cursor, *known_ids(cursor, (actor, target)))

    def count(self, **asked: Unpack[FilterWords]) -> int:
        """How many events there are; takes what `Filter` takes."""
        clause, values = self._asked(asked).where()
        query = f"SELECT count(*) FROM event {clause}"
        row = self._connection.cursor().execute(query, values).fetchone()
        return int(row[0]) if row else 0

    def _asked(self, asked: FilterWords) -> Filter:
        from ramify.record.asking.sides import asked_of

        return asked_of(self._connection.cursor(), dict(asked))

    def range(self) -> When | None:
        """From the first to the last day of dated events; None if there is none."""
        query = "SELECT min(first_day), max(last_day) FROM event"
        row = self._connection.cursor().execute(query).fetchone()
        return When.between(*row) if row and row[0] else None

    def set_aside(self) -> Table[SetAside]:
        """What loads have set aside, and why."""
        found = self._connection.cursor().execute(_SET_ASIDE).fetchall()
        return Table((SetAside(place=p, reason=r, content=c) for p, r, c in found), SetAside)

    def coverage(self) -> Coverage:
        """Which days of which source the record holds."""
        from ramify.record.coverage import Coverage

        return Coverage.of(self._connection.cursor())

    def files(self) -> Table[Account]:
        """The ledger: every file that was loaded, in the order of loading."""
        from ramify.record.account import Account, ledger

        return Table(ledger(self._connection.cursor()), Account)

    def past(self) -> PastEvents:
        """Who did what to whom on which day, as arrays; cached beside a record file."""
        from ramify.record.history import past

        return past(self._connection.cursor(), self._path)

    def deaths_by_day(self) -> dict[tuple[str, str, date], float]:
        """How many died, by actor, target and day; of several sources the highest."""
        from ramify.record.history import deaths_by_day

        return deaths_by_day(self._connection.cursor())

    def close(self) -> None:
        """Release the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, _: object) -> None:
        """Release the file; a block of it that turned out to be damaged is said to be so."""
        import duckdb

        self.close()
        if self._path and isinstance(error, duckdb.Error) and _CORRUPT in str(error):
            raise unusable(error, self._path) from None

    def __repr__(self) -> str:
        return f"<Record {self._name}: {self.count()} events>"

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """A stretch of work that is done whole or not at all.

        Raises:
            UsageError: the record is read-only.
            InputError: another load is under way, or the disk is full.
        """
        import duckdb

        if not self._writes:
            raise UsageError("this record is read-only", where=self._name)
        self._connection.begin()
        try:
            self._connection.execute(_COUNT_LOAD)
            yield
            self._connection.commit()
        except (
            duckdb.TransactionException, duckdb.IOException, duckdb.OutOfMemoryException
        ) as error:  # fmt: skip
            self._undo()
            raise self._undone(error) from None
        except BaseException:  # an interrupt too must leave the record as it was
            self._undo()
            raise

    def _undone(self, error: Exception) -> InputError:
        """What undid a stretch of work."""
        said = str(error).splitlines()[0]
        if "onflict" in said:
            what = "another load into this record is under way"
            return InputError(what, where=self._name, repair="load again")
        if self._path and _CORRUPT in said:
            return unusable(error, self._path)
        return InputError(
            f"could not be written, and is as it was before ({said})",
            where=self._name,
            repair="see that the disk has room, and load again",
        )

    def _undo(self) -> None:
        import duckdb

        try:
            self._connection.rollback()
        except duckdb.Error:  # a commit that failed has undone itself
            return


_CORRUPT = "Corrupt database file"
# Two loads at once both change this row, so DuckDB lets only one of them through.
_COUNT_LOAD = "UPDATE meta SET value = (value::BIGINT + 1)::VARCHAR WHERE key = 'loads'"
_SET_ASIDE = """
SELECT coalesce(s.place, f.path || ', line ' || s.line, f.path) AS place, s.reason, s.content
FROM set_aside s LEFT JOIN file f ON s.file = f.id
ORDER BY s.file NULLS FIRST, s.line, place, reason
"""
_SELECT = f"""
SELECT {rows.SELECTED}, coalesce(
    (SELECT list(body ORDER BY position) FROM cited c
     WHERE c.source = event.source AND c.key = event.key),
    CASE WHEN file IS NULL THEN [] ELSE [to_json({{
        'kind': 'row', 'source': (SELECT f.source || ' ' || f.path FROM file f
                                  WHERE f.id = event.file)
                                 || coalesce(', ' || url, ''), 'row': key}})::VARCHAR] END)
FROM event
"""
_WHOLE = (
    "actor IS NOT NULL AND action IS NOT NULL AND (target IS NULL OR actor <> target "
    "OR actor_sector IS DISTINCT FROM target_sector)"
)
_EVENTS = f"source || ':' || key AS id, * REPLACE ({schema.DATED} AS dated)"
_ORDER = "ORDER BY first_day NULLS LAST, last_day, source, key"
