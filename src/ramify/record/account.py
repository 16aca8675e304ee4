"""Accounts: what became of every row of a file that was loaded."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ramify._errors import InputError
from ramify._value import Value

if TYPE_CHECKING:
    import duckdb


class Account(Value):
    """What a load did with one file: every row is stored, revised, known or set aside.

    `rows` comes from a count of the file's lines that knows nothing of the reader, so a row
    that the reader lost would leave the account open, and the load undone.
    """

    path: str
    size: int
    sha256: str
    source: str
    layout: str
    release: str | None = None
    rows: int
    stored: int
    revised: int = 0
    """Rows that replaced an earlier state of their event, which `revision` keeps."""
    duplicates: int = 0
    """Rows whose event the record had, or the file said twice."""
    reasons: tuple[tuple[str, int], ...] = ()
    """Why rows were set aside, and how many for each."""
    known: bool = False
    """Whether the file was loaded before, and therefore left alone."""
    loaded: datetime | None = None

    @property
    def set_aside(self) -> int:
        """How many rows were set aside."""
        return sum(count for _, count in self.reasons)

    @property
    def closed(self) -> bool:
        """Whether every row is accounted for."""
        return self.rows == self.stored + self.revised + self.duplicates + self.set_aside

    def close(self) -> Account:
        """The account itself, once it is closed.

        Raises:
            InputError: rows are missing; nothing of the file is kept.
        """
        if not self.closed:
            found = self.stored + self.revised + self.duplicates + self.set_aside
            raise InputError(
                f"{self.rows:,} rows were counted but {found:,} accounted for; "
                "nothing of it was kept",
                where=Path(self.path).name,
                repair="report this file's layout",
            )
        return self


_LEDGER = """
SELECT f.path, f.size, f.sha256, f.source, f.layout, f.release, f.rows, f.stored, f.revised,
       f.duplicates, f.loaded,
       (SELECT list((reason, n)::STRUCT(reason VARCHAR, n BIGINT) ORDER BY n DESC, reason)
        FROM (SELECT reason, count(*) AS n FROM set_aside s WHERE s.file = f.id GROUP BY reason))
FROM file f ORDER BY f.id
"""


def ledger(cursor: duckdb.DuckDBPyConnection) -> tuple[Account, ...]:
    """The accounts of all files of a record, in the order of loading."""
    fields = (
        "path", "size", "sha256", "source", "layout", "release", "rows", "stored", "revised",
        "duplicates", "loaded",
    )  # fmt: skip
    return tuple(
        Account(
            **dict(zip(fields, row[:-1], strict=True)),
            reasons=tuple((r["reason"], r["n"]) for r in row[-1] or ()),
        )
        for row in cursor.execute(_LEDGER).fetchall()
    )
