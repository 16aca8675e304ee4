"""The record: every event known, each once, in one DuckDB file or in memory."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Self

from ramify._errors import InputError, UnknownName, UsageError
from ramify._extras import extras
from ramify._value import Value
from ramify.record import _schema
from ramify.record.events import Event
from ramify.record.ontology import action as known_action
from ramify.world.when import When

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

_FILES = {"storage_compatibility_version": "v1.5.0"}
"""DuckDB's format of record files: 1.5 and all later releases open it, whichever wrote it."""

_BATCH = 20_000
"""Events staged at once: some 20 MB, and large enough that DuckDB loads columns."""


class SetAside(Value):
    """Something a load could not use; sources yield it in place of an event."""

    place: str
    """File and row, or whatever finds it again."""
    reason: str
    content: str
    """The row or event itself."""


class Added(Value):
    """What a load did."""

    new: int
    """Events that were not in the record."""
    known: int
    """Events that were there already, or came twice in this load."""
    set_aside: tuple[SetAside, ...] = ()


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

    def __init__(self, connection: duckdb.DuckDBPyConnection, name: str, *, writes: bool) -> None:
        self._connection, self._name, self._writes = connection, name, writes

    @classmethod
    @extras()
    def in_memory(cls) -> Self:
        """An empty record that lasts as long as the object."""
        import duckdb

        connection = duckdb.connect(":memory:")
        connection.execute(_schema.CREATE)
        return cls(connection, "record in memory", writes=True)

    @classmethod
    @extras()
    def open(cls, path: str | Path, *, read_only: bool = False) -> Self:
        """Open a record file; create it if there is none, unless `read_only`.

        Raises:
            InputError: the file is not a record, is damaged, was written by a newer
                release, is in use by another process, or cannot be opened.
        """
        import duckdb

        path = Path(path)
        connection = _connect(path, read_only=read_only)
        try:
            _check(connection, path, may_create=not read_only)
        except InputError:
            connection.close()
            raise
        except duckdb.Error as error:
            connection.close()
            raise InputError(
                f"is damaged ({str(error).splitlines()[0]})", where=str(path), repair="load it anew"
            ) from None
        return cls(connection, path.name, writes=not read_only)

    @classmethod
    @extras()
    def from_parquet(cls, folder: str | Path) -> Self:
        """Read in place what `to_parquet` wrote, or a lake laid out like it.

        Events are `event/*.parquet`, evidence `evidence/*.parquet`, with the columns
        of the schema; nothing is copied. Such a record is read-only.

        Raises:
            InputError: there are no such files, or columns are missing.
        """
        import duckdb

        connection = duckdb.connect(":memory:")
        connection.execute(_schema.CREATE)
        for table in ("event", "evidence"):
            columns = ", ".join(
                row[0] for row in connection.execute(f"DESCRIBE {table}").fetchall()
            )
            files = str(Path(folder) / table / "*.parquet")
            connection.execute(f"DROP TABLE {table}")
            try:
                connection.read_parquet(files).select(columns).create_view(table)
            except duckdb.Error as error:
                problem = str(error).splitlines()[0]
                raise InputError(problem, where=str(folder), repair="see docs/record.md") from None
        return cls(connection, str(folder), writes=False)

    def to_parquet(self, folder: str | Path) -> None:
        """Write events and evidence as Parquet, in the layout `from_parquet` reads.

        Raises:
            InputError: the folder exists and is not empty.
        """
        folder = Path(folder)
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise InputError("is not an empty folder", where=str(folder), repair="name a new one")
        for table in ("event", "evidence"):
            (folder / table).mkdir(parents=True)
            self._connection.table(table).write_parquet(str(folder / table / "part-0.parquet"))

    def add(self, events: Iterable[Event | SetAside]) -> Added:
        """Add events; each is in the record once afterwards, with all its evidence.

        An event whose action is not a CAMEO code is set aside.

        Raises:
            UsageError: the record is read-only.
            InputError: another load into it is under way in this process.
        """
        if not self._writes:
            raise UsageError("this record is read-only", where=self._name)
        aside: list[SetAside] = []
        staged = 0
        with self._transaction():
            self._connection.execute(_STAGE)
            usable = _usable(events, aside)
            while batch := list(itertools.islice(usable, _BATCH)):
                self._stage(batch)
                staged += len(batch)
            new = self._merge()
            self._keep(aside)
            self._connection.execute(_UNSTAGE)
        return Added(new=new, known=staged - new, set_aside=tuple(aside))

    def events(
        self,
        *,
        since: date | None = None,
        until: date | None = None,
        actor: str | Collection[str] | None = None,
        target: str | Collection[str] | None = None,
        action: str | Collection[str] | None = None,
    ) -> Iterator[Event]:
        """Events in the order of their dates, those without a date last.

        `since` and `until` are days, both included: an event is given if it may
        have happened between them, which leaves out those without a date. A code
        for `action` includes all codes below it (`19` includes `190` and `1951`).
        """
        clause, values = _where(since, until, actor, target, action)
        cursor = self._connection.cursor()
        cursor.execute(f"{_SELECT} {clause} {_ORDER}", values)
        while rows := cursor.fetchmany(1_000):
            for *cells, evidence in rows:
                yield _schema.event_of(cells, evidence)

    def table(
        self,
        *,
        since: date | None = None,
        until: date | None = None,
        actor: str | Collection[str] | None = None,
        target: str | Collection[str] | None = None,
        action: str | Collection[str] | None = None,
    ) -> pa.Table:
        """The same events as `events`, as an Arrow table of the columns of the schema."""
        clause, values = _where(since, until, actor, target, action)
        columns = ", ".join(_schema.COLUMNS)
        query = f"SELECT {columns} FROM event {clause} {_ORDER}"
        return self._connection.cursor().sql(query, params=values).to_arrow_table()

    def count(self) -> int:
        """How many events there are."""
        row = self._connection.cursor().execute("SELECT count(*) FROM event").fetchone()
        return int(row[0]) if row else 0

    def range(self) -> When | None:
        """From the first to the last day of dated events; None if there is none."""
        query = "SELECT min(first_day), max(last_day) FROM event"
        row = self._connection.cursor().execute(query).fetchone()
        return When.between(*row) if row and row[0] else None

    def set_aside(self) -> tuple[SetAside, ...]:
        """What loads have set aside, and why."""
        query = "SELECT place, reason, content FROM set_aside ORDER BY ALL"
        rows = self._connection.cursor().execute(query).fetchall()
        return tuple(SetAside(place=p, reason=r, content=c) for p, r, c in rows)

    def close(self) -> None:
        """Release the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Record {self._name}: {self.count()} events>"

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        import duckdb

        self._connection.begin()
        try:
            self._connection.execute(_COUNT_LOAD)
            yield
            self._connection.commit()
        except duckdb.TransactionException:
            self._connection.rollback()
            raise InputError(
                "another load into this record is under way", where=self._name, repair="load again"
            ) from None
        except BaseException:  # an interrupt too must leave the record as it was
            self._connection.rollback()
            raise

    def _stage(self, batch: list[tuple[str, Event]]) -> None:
        import pyarrow as pa

        rows = [_schema.event_row(event, key) for key, event in batch]
        pieces = [row for key, event in batch for row in _schema.evidence_rows(event, key)]
        text, whole = pa.string(), pa.int32()
        events = pa.schema([(name, _arrow(kind)) for name, kind in _schema.COLUMNS.items()])
        evidence = pa.schema([("event", text), ("occurrence", whole), ("body", text)])
        for table, content in (
            ("new_event", pa.Table.from_pylist(rows, events)),
            ("new_evidence", pa.Table.from_pylist(pieces, evidence)),
        ):
            self._connection.register("batch", content)
            self._connection.execute(f"INSERT INTO {table} SELECT nextval('arrival'), * FROM batch")
            self._connection.unregister("batch")

    def _keep(self, aside: list[SetAside]) -> None:
        import pyarrow as pa

        text = pa.schema([(name, pa.string()) for name in SetAside.model_fields])
        rows = [item.model_dump() for item in aside]
        self._connection.register("batch", pa.Table.from_pylist(rows, text))
        self._connection.execute("INSERT INTO set_aside FROM batch EXCEPT FROM set_aside")
        self._connection.unregister("batch")

    def _merge(self) -> int:
        row = self._connection.execute(_MERGE_EVENTS).fetchone()
        self._connection.execute(_MERGE_EVIDENCE)
        return int(row[0]) if row else 0


# Two loads at once both change this row, so DuckDB lets only one of them through.
_COUNT_LOAD = "UPDATE meta SET value = (value::BIGINT + 1)::VARCHAR WHERE key = 'loads'"
_STAGE = """
CREATE TEMP SEQUENCE arrival;
CREATE TEMP TABLE new_event AS SELECT 0::BIGINT AS arrived, * FROM event LIMIT 0;
CREATE TEMP TABLE new_evidence (
    arrived BIGINT, event VARCHAR, occurrence INTEGER, body VARCHAR);
"""
_UNSTAGE = "DROP TABLE new_event; DROP TABLE new_evidence; DROP SEQUENCE arrival;"
_MERGE_EVENTS = """
INSERT INTO event
SELECT * EXCLUDE (arrived, nth) FROM (
    SELECT *, row_number() OVER (PARTITION BY id ORDER BY arrived) AS nth FROM new_event
    ANTI JOIN event USING (id))
WHERE nth = 1 ORDER BY arrived
"""
_MERGE_EVIDENCE = """
INSERT INTO evidence
SELECT event, coalesce(last, -1) + row_number() OVER (PARTITION BY event ORDER BY arrived),
       occurrence, body
FROM (SELECT event, occurrence, body, min(arrived) AS arrived FROM new_evidence
      ANTI JOIN evidence USING (event, occurrence, body) GROUP BY ALL)
LEFT JOIN (SELECT event, max(position) AS last FROM evidence GROUP BY event) USING (event)
ORDER BY arrived
"""
_SELECT = f"""
SELECT {", ".join(_schema.COLUMNS)}, coalesce(bodies, [])
FROM event LEFT JOIN (SELECT event AS id, list(body ORDER BY position) AS bodies
                      FROM evidence GROUP BY event) USING (id)
"""
_ORDER = "ORDER BY first_day NULLS LAST, last_day, id"


def _arrow(kind: str) -> pa.DataType:
    import pyarrow as pa

    return {
        "VARCHAR": pa.string(),
        "DATE": pa.date32(),
        "DOUBLE": pa.float64(),
        "BOOLEAN": pa.bool_(),
        "VARCHAR[]": pa.list_(pa.string()),
    }[kind]


def _usable(
    events: Iterable[Event | SetAside], aside: list[SetAside]
) -> Iterator[tuple[str, Event]]:
    for event in events:
        if isinstance(event, SetAside):
            aside.append(event)
            continue
        key = _schema.event_id(event)
        try:
            known_action(event.action)
        except UnknownName as error:
            aside.append(SetAside(place=key, reason=str(error), content=event.to_json()))
            continue
        yield key, event


def _where(
    since: date | None,
    until: date | None,
    actor: str | Collection[str] | None,
    target: str | Collection[str] | None,
    action: str | Collection[str] | None,
) -> tuple[str, list[object]]:
    tests: list[tuple[str, object]] = []
    if since and until and until < since:
        raise UsageError(f"the range {since} to {until} ends before it starts")
    if since:
        tests.append(("last_day >= ?", since))
    if until:
        tests.append(("first_day <= ?", until))
    for column, wanted in (("actor", actor), ("target", target)):
        if wanted is not None:
            tests.append((f"list_contains(?, {column})", _several(wanted)))
    if action is not None:
        codes = [known_action(code).code for code in _several(action)]
        tests.append(("list_bool_or(list_transform(?, lambda c: starts_with(action, c)))", codes))
    clause = " AND ".join(test for test, _ in tests)
    return (f"WHERE {clause}" if clause else ""), [value for _, value in tests]


def _several(wanted: str | Collection[str]) -> list[str]:
    return [wanted] if isinstance(wanted, str) else list(wanted)


def _connect(path: Path, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    import duckdb

    if path.is_dir():
        raise InputError("is a folder, not a record file", where=str(path))
    if not path.parent.is_dir():
        raise InputError("the folder for it does not exist", where=str(path))
    if read_only and not path.exists():
        raise InputError("no such record", where=str(path), repair="load events into it first")
    try:
        return duckdb.connect(str(path), read_only=read_only, config={**_FILES})
    except duckdb.Error as error:
        message = str(error).splitlines()[0]
        if "lock" in message.lower():
            raise InputError(
                "in use by another process", where=str(path), repair="wait until it has finished"
            ) from None
        if "not a valid DuckDB" in message:
            raise InputError(
                "is not a ramify record", where=str(path), repair="name another file"
            ) from None
        raise InputError(message, where=str(path)) from None


def _check(connection: duckdb.DuckDBPyConnection, path: Path, *, may_create: bool) -> None:
    tables = {row[0] for row in connection.execute("SHOW TABLES").fetchall()}
    if not tables and may_create:
        connection.begin()
        connection.execute(_schema.CREATE)
        connection.commit()
        return
    kept: dict[str, str] = {}
    if tables >= {"meta", "event", "evidence", "set_aside"}:
        kept = dict(connection.execute("FROM meta").fetchall())
    if kept.get("format") != "ramify record":
        raise InputError(
            "is a database, but not a ramify record", where=str(path), repair="name another file"
        )
    if kept.get("schema") != str(_schema.VERSION):
        raise InputError(
            f"was written by a newer ramify (schema {kept.get('schema')}, this one reads "
            f"{_schema.VERSION})",
            where=str(path),
            repair="upgrade ramify",
        )
