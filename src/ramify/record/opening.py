"""Opening record files: only what a record is made of is ever asked, whoever made the file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ramify._errors import InputError
from ramify.record import schema
from ramify.record.migration import OLD_TABLES, migrate

if TYPE_CHECKING:
    import duckdb

_MEMORY = "1GB"
"""What DuckDB may hold; larger loads go through files beside the record."""

_CLOSED = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
}


def connect(path: Path | None, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """A connection to a record file, made if there is none, or to an empty one in memory.

    A file from elsewhere may hold views, macros or columns that compute; the schema is held
    to base tables with the expected columns before anything in it is read, no extension is
    loaded, and a read-only connection cannot reach other files at all.

    Raises:
        InputError: the file is not a record, is damaged, was written by a newer release,
            is in use by another process, or cannot be opened.
    """
    import duckdb

    if path is None:
        connection = duckdb.connect(":memory:", config={**_CLOSED, "memory_limit": _MEMORY})
        connection.execute(schema.create())
        return connection
    connection = _connect(path, read_only=read_only)
    try:
        _check(connection, path, read_only=read_only)
    except InputError:
        connection.close()
        raise
    except duckdb.Error as error:
        connection.close()
        raise unusable(error, path) from None
    return connection


def _connect(path: Path, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    import duckdb

    if path.is_dir():
        raise InputError("is a folder, not a record file", where=str(path))
    if not path.parent.is_dir():
        raise InputError("the folder for it does not exist", where=str(path))
    if read_only and not path.exists():
        raise InputError("no such record", where=str(path), repair="load events into it first")
    config: dict[str, str] = {**_CLOSED, "memory_limit": _MEMORY}
    if read_only:
        config["enable_external_access"] = "false"
    else:
        config["storage_compatibility_version"] = schema.STORAGE
        _writable(path)
    there = path.exists()
    try:
        return duckdb.connect(str(path), read_only=read_only, config=config)  # type: ignore[arg-type]
    except duckdb.Error as error:
        if not there and path.exists() and not path.stat().st_size:
            path.unlink()  # What a full disk left of a file that was to be.
        raise unusable(error, path) from None


def _writable(path: Path) -> None:
    """Refuse, before DuckDB words it, a file or folder that cannot be written."""
    target = path if path.exists() else path.parent
    if not os.access(target, os.W_OK):
        raise InputError("cannot be written: permission denied", where=str(path))


def unusable(error: Exception, path: Path) -> InputError:
    """What an error of DuckDB's says of a record file, and what to do."""
    message = str(error).splitlines()[0]
    said = message.lower()
    if "set lock" in said:
        return InputError(
            "in use by another process", where=str(path), repair="wait until it has finished"
        )
    other = InputError("is not a ramify record", where=str(path), repair="name another file")
    if "not a valid duckdb" in said:
        return other
    if "no space left" in said:
        return InputError("the disk is full", where=str(path), repair="free some space")
    if "newer version" in said or "storage version" in said:
        return InputError(
            "was written by a newer DuckDB than is installed",
            where=str(path),
            repair="upgrade the package duckdb",
        )
    if "cannot open file" in said:
        return InputError(f"cannot be opened ({message})", where=str(path))
    if not _is_database(path):
        return other
    return InputError(f"is damaged ({message})", where=str(path), repair="load it anew")


def _is_database(path: Path) -> bool:
    """Whether a file begins as DuckDB's do; what cannot be read is not denied."""
    try:
        with path.open("rb") as file:
            return file.read(12)[8:] == b"DUCK"
    except OSError:
        return True


def _check(connection: duckdb.DuckDBPyConnection, path: Path, *, read_only: bool) -> None:
    found = _tables(connection)
    if not found and not read_only:
        connection.begin()
        connection.execute(schema.create())
        connection.commit()
        return
    kept = _meta(connection, found)
    if kept.get("format") != "ramify record":
        raise InputError(
            "is a database, but not a ramify record", where=str(path), repair="name another file"
        )
    version = kept.get("schema")
    if version == "1":
        _bring_up(connection, path, found, read_only=read_only)
        found = _tables(connection)
    elif version != str(schema.VERSION):
        raise InputError(
            f"was written by a newer ramify (schema {version}, this one reads {schema.VERSION})",
            where=str(path),
            repair="upgrade ramify",
        )
    _hold(found, schema.TABLES, path)


def _tables(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """Columns with their types by base table; a column that computes has the type `computed`."""
    rows = connection.execute(
        "SELECT c.table_name, c.column_name, "
        "CASE WHEN c.column_default IS NULL THEN c.data_type ELSE 'computed' END "
        "FROM duckdb_columns() c JOIN duckdb_tables() t USING (table_oid) "
        "WHERE NOT c.internal AND t.schema_name = 'main' AND c.database_name = current_database() "
        "AND t.database_name = current_database()"
    ).fetchall()
    tables: dict[str, dict[str, str]] = {}
    for table, column, kind in rows:
        tables.setdefault(table, {})[column] = kind
    return tables


def _meta(
    connection: duckdb.DuckDBPyConnection, found: dict[str, dict[str, str]]
) -> dict[str, str]:
    if found.get("meta") != schema.TABLES["meta"]:
        return {}
    return dict(connection.execute("SELECT key, value FROM main.meta").fetchall())


def _hold(
    found: Mapping[str, schema.Columns], wanted: Mapping[str, schema.Columns], path: Path
) -> None:
    """Only the tables of a record, each with its own columns, none of which computes.

    Raises:
        InputError: something else is there, or something is missing.
    """
    for table in sorted(found.keys() | wanted.keys()):
        if found.get(table) != wanted.get(table):
            raise InputError(
                f"the table {table} is not as in a record",
                where=str(path),
                repair="name another file, or load it anew",
            )


def _bring_up(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    found: dict[str, dict[str, str]],
    *,
    read_only: bool,
) -> None:
    _hold(found, OLD_TABLES, path)
    if read_only:
        raise InputError(
            "is a record of an earlier ramify (schema 1)",
            where=str(path),
            repair="`ramify record FILE --upgrade` brings it up to date and keeps a backup",
        )
    migrate(connection, path)
