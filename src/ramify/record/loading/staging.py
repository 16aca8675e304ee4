"""Staging: the rows of a file as text in a table, every one of them accounted for.

DuckDB's reader loses rows in silence in some of its modes (ignored errors, padded rows, a
loose dialect, guessed types), so it runs strictly, everything is text, and what it took is
held against a count of the file's rows. Where the two differ, or a row does not fit, the
rows are sifted one by one and the good ones read again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ramify._errors import InputError
from ramify.record.feeds.layout import Layout
from ramify.record.feeds.registry import Sniffed
from ramify.record.loading.intake import Sifted, Unpacked, count_rows, sift
from ramify.record.rows import only_row

if TYPE_CHECKING:
    import duckdb

Aside = tuple[int, str, str]


@dataclass(frozen=True)
class Staged:
    """What came of staging: the rows counted, and those set aside with line and reason."""

    rows: int
    aside: tuple[Aside, ...]


def stage(
    connection: duckdb.DuckDBPyConnection, file: Unpacked, sniffed: Sniffed, folder: Path
) -> Staged:
    """Fill the temporary table `staged` with the rows of a file that fit its layout.

    Args:
        folder: where a sifted copy may be written.

    Raises:
        InputError: what the reader took cannot be brought to agree with the count.
    """
    counted, sound = count_rows(file.path, quote=sniffed.quote, skip=sniffed.skip)
    # DuckDB's reader may fail for good on a byte that is no UTF-8, so it gets no such file.
    taken = _scan(connection, file.path, sniffed, sniffed.skip) if sound else None
    rest = Sifted()
    if taken != counted:
        rest = _sift(file.path, sniffed, clean=folder / "sifted")
        counted = rest.good + len(rest.bad)
        if rest.bad or rest.changed or taken != rest.good:
            taken = _scan(connection, folder / "sifted", sniffed, 0)
        if taken != rest.good:
            raise InputError(
                f"{rest.good:,} rows fit the layout but the reader took {taken or 0:,}; "
                "nothing of it was kept",
                where=file.shown,
                repair="report this file's layout",
            )
    aside = list(rest.bad)
    faulty = _faults(connection, sniffed.layout)
    if faulty:
        found = _sift(file.path, sniffed, wanted=[n for n, _ in faulty]).wanted
        aside += [(found[n][0], reason, found[n][1]) for n, reason in faulty]
        connection.execute("DELETE FROM staged WHERE rowid IN (SELECT n FROM faulty)")
    return Staged(counted, tuple(sorted(aside)))


def stage_many(
    connection: duckdb.DuckDBPyConnection, files: Sequence[Unpacked], sniffed: Sniffed
) -> tuple[int, ...] | None:
    """Fill `staged` with the rows of many small files at once; the rows of each.

    None if there is anything amiss with one of them: then they go one by one. The column
    `part` numbers the file of a row from nought.
    """
    known = [count_rows(f.path, quote=sniffed.quote, skip=sniffed.skip) for f in files]
    counted = [count for count, _ in known]
    if not all(sound for _, sound in known):
        return None
    taken = _scan(connection, [file.path for file in files], sniffed, sniffed.skip)
    if taken != sum(counted) or _faults(connection, sniffed.layout):
        return None
    parts = connection.execute("SELECT part, count(*) FROM staged GROUP BY part").fetchall()
    found = dict(parts)
    if [found.get(n, 0) for n in range(len(files))] != counted:
        return None
    return tuple(counted)


def leave(
    connection: duckdb.DuckDBPyConnection, file: Unpacked, sniffed: Sniffed, rows: str
) -> list[tuple[int, str]]:
    """Line and content of staged rows that a query chooses by `rowid`."""
    chosen = [row[0] for row in connection.execute(rows).fetchall()]
    found = _sift(file.path, sniffed, wanted=chosen).wanted
    return [found[n] for n in chosen]


def _sift(
    path: Path, sniffed: Sniffed, *, clean: Path | None = None, wanted: list[int] | None = None
) -> Sifted:
    return sift(
        path,
        width=len(sniffed.columns),
        delimiter=sniffed.delimiter,
        quote=sniffed.quote,
        skip=sniffed.skip,
        shorter=sniffed.layout.shorter,
        clean=clean,
        wanted=wanted or (),
    )


def _scan(
    connection: duckdb.DuckDBPyConnection, path: Path | Sequence[Path], sniffed: Sniffed, skip: int
) -> int | None:
    """Read the columns that are used into `staged`; None if the reader gave up.

    Columns that this file lacks are there, and empty.
    """
    import duckdb

    layout = sniffed.layout
    paths = [path] if isinstance(path, Path) else list(path)
    present = [c for c in layout.used if c in sniffed.columns]
    absent = [f"NULL::VARCHAR AS {c}" for c in layout.used if c not in sniffed.columns]
    several = len(paths) > 1
    part = f"list_position([{_listed(paths)}], filename) - 1" if several else "0"
    for table in ("staged", "reject_errors", "reject_scans"):
        connection.execute(f"DROP TABLE IF EXISTS {table}")
    try:
        connection.execute(
            f"CREATE TEMP TABLE staged AS SELECT {', '.join([*present, *absent])}, "
            f"({part})::INTEGER AS part FROM {reader(paths, sniffed, skip)}"
        )
    except (duckdb.InvalidInputException, duckdb.ConversionException):
        return None
    except duckdb.Error as error:
        raise InputError(
            f"DuckDB's reader failed on it ({str(error).splitlines()[0]})",
            where=paths[0].name,
            repair="load the other files without it",
        ) from None
    row = only_row(connection.execute("SELECT count(*) FROM staged"))
    return int(row[0]) if row else None


def _listed(paths: Sequence[Path]) -> str:
    return ", ".join(_quoted(str(path)) for path in paths)


def reader(paths: Sequence[Path], sniffed: Sniffed, skip: int) -> str:
    """The call of DuckDB's reader for files of one layout: strict, and everything text."""
    columns = ", ".join(f"'{column}': 'VARCHAR'" for column in sniffed.columns)
    missing = ", ".join(_quoted(text) for text in sniffed.layout.missing)
    return (
        f"read_csv([{_listed(paths)}], filename = {len(paths) > 1}, auto_detect = false, "
        f"header = false, skip = {skip}, "
        f"columns = {{{columns}}}, delim = {_quoted(sniffed.delimiter)}, "
        f"quote = {_quoted(sniffed.quote)}, escape = {_quoted(sniffed.quote)}, "
        f"nullstr = [{missing}], strict_mode = true, null_padding = false, "
        "store_rejects = true, rejects_limit = 0)"
    )


def _faults(connection: duckdb.DuckDBPyConnection, layout: Layout) -> list[tuple[int, str]]:
    """Order and reason of each staged row with a cell that is not what it should be."""
    connection.execute("DROP TABLE IF EXISTS faulty")
    if not layout.faults:
        return []
    cases = " ".join(f"WHEN {fault} THEN {_quoted(reason)}" for fault, reason in layout.faults)
    connection.execute(
        "CREATE TEMP TABLE faulty AS SELECT n, reason FROM "
        f"(SELECT rowid AS n, CASE {cases} END AS reason FROM staged) WHERE reason IS NOT NULL"
    )
    return connection.execute("SELECT n, reason FROM faulty ORDER BY n").fetchall()


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
