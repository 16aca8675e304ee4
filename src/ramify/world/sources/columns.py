"""Large published tables read by columns: Arrow and SQL instead of a value for each row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ramify._errors import InputError
from ramify.world.sources.numbers import Numbers, Scheme
from ramify.world.sources.table import LeftOut, text_of
from ramify.world.world import World

if TYPE_CHECKING:
    import pyarrow as pa

_PARQUET = b"PAR1"


@dataclass
class ColumnTable:
    """The columns of one published file as text, with the line of each row in `line`.

    Rows whose number of cells is not the header's are set aside. A Parquet file will do too.

    Raises:
        InputError: there is no such file, it is no table, or columns are missing.
    """

    path: Path
    columns: frozenset[str]
    aliases: dict[str, str] = field(default_factory=dict)
    left: list[LeftOut] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.data = _parquet(self.path) if _is_parquet(self.path) else self._csv()
        self.published = tuple(self.data.column_names)
        names = [self.aliases.get(name, name) for name in self.published]
        missing = sorted(self.columns - set(names))
        if missing:
            raise InputError(
                f"no column {', '.join(missing)}",
                where=self.path.name,
                repair="give the published file, in its own layout",
            )
        self.data = self.data.rename_columns(names)

    def _csv(self) -> pa.Table:
        import numpy as np
        import pyarrow as pa
        from pyarrow import csv as arrow

        text = text_of(self.path)
        head = text.partition("\n")[0]
        mark = "\t" if "\t" in head else ","
        names = [name.strip() for name in next(csv.reader([head], delimiter=mark), [])]
        bad: dict[int, str] = {}

        def refused(row: arrow.InvalidRow) -> str:
            bad[row.number] = f"{row.actual_columns} cells where the header has {len(names)}"
            return "skip"

        try:
            table = arrow.read_csv(
                io.BytesIO(text.encode()),
                read_options=arrow.ReadOptions(column_names=names, skip_rows=1, use_threads=False),
                parse_options=arrow.ParseOptions(
                    delimiter=mark, invalid_row_handler=refused, newlines_in_values=True
                ),
                convert_options=arrow.ConvertOptions(
                    column_types={name: pa.string() for name in names}, strings_can_be_null=False
                ),
            )
        except (pa.ArrowInvalid, pa.ArrowKeyError) as error:
            if "Empty CSV" not in str(error):
                raise InputError(
                    f"not readable as a table: {error}", where=self.path.name
                ) from None
            table = pa.table({name: pa.array([], pa.string()) for name in names})
        for number, why in sorted(bad.items()):
            self.leave(number, why)
        lines = np.setdiff1d(np.arange(2, len(table) + len(bad) + 2), [*bad], assume_unique=True)
        return table.append_column("line", pa.array(lines, pa.int64()))

    def leave(self, line: int, why: str) -> None:
        """Set a row aside."""
        self.left.append(LeftOut(f"{self.path.name}, line {line}", why))

    def select(
        self,
        query: str,
        tables: dict[str, pa.Table],
        checks: Sequence[tuple[str, str]],
    ) -> pa.Table:
        """The rows that pass every check, as a query over `given` and the tables gives them.

        `checks` are SQL that is true where a row makes no sense, and why.
        """
        import duckdb

        cases = " ".join(f"WHEN {test} THEN {_quoted(why)}" for test, why in checks)
        with duckdb.connect() as connection:
            for name, table in {"given": self.data, **tables}.items():
                connection.register(name, table)
            connection.execute(
                f"CREATE TEMP TABLE judged AS SELECT *, CASE {cases} END AS why FROM given"
            )
            bad = connection.execute(
                "SELECT line, why FROM judged WHERE why IS NOT NULL ORDER BY line"
            ).fetchall()
            for line, why in bad:
                self.leave(line, why)
            connection.execute("CREATE TEMP VIEW good AS SELECT * FROM judged WHERE why IS NULL")
            done = connection.sql(query).to_arrow_table()
        if not len(done):
            first = f"; {self.left[0].where}: {self.left[0].why}" if self.left else ""
            raise InputError(f"no usable row in {self.path.name}{first}")
        return done


def _is_parquet(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(4) == _PARQUET
    except OSError:
        return False


def _parquet(path: Path) -> pa.Table:
    import pyarrow as pa
    import pyarrow.compute as pc
    from pyarrow import parquet

    try:
        table = parquet.read_table(path)
    except (pa.ArrowInvalid, OSError) as error:
        raise InputError(f"is a damaged Parquet file ({error})", where=path.name) from None
    table = pa.table({name: pc.cast(table[name], pa.string()) for name in table.column_names})
    return table.append_column("line", pa.array(range(1, len(table) + 1), pa.int64()))


def numbered(world: World, first: int, last: int, scheme: Scheme = "cow") -> pa.Table:
    """Who had each number of a scheme in each year: `number`, `year`, `actor`."""
    import pyarrow as pa

    rows = list(_numbered(Numbers(world.lives, scheme), world, first, last))
    return pa.table({
        "number": pa.array([r[0] for r in rows], pa.int32()),
        "year": pa.array([r[1] for r in rows], pa.int32()),
        "actor": pa.array([r[2] for r in rows], pa.string()),
    })  # fmt: skip


def _numbered(
    numbers: Numbers, world: World, first: int, last: int
) -> Iterator[tuple[int, int, str]]:
    own = {a.cow if numbers.scheme == "cow" else a.gw for a in world.lives}
    for code in sorted({code for code in own if code} | {255, 260, 341}):
        for year in range(first, last + 1):
            actor = numbers.actor(code, date(year, 7, 1))
            if actor:
                yield code, year, actor


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
