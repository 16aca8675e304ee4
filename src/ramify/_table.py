"""Results that are tables, and hand themselves on: to frames, files and pages."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache, partial
from html import escape
from itertools import islice
from pathlib import Path
from types import NoneType, UnionType
from typing import (
    IO,
    TYPE_CHECKING,
    Any,
    Generic,
    Literal,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from ramify._errors import MissingExtra, UsageError
from ramify._print import printable
from ramify._value import Value

if TYPE_CHECKING:
    import pyarrow as pa

V = TypeVar("V")

_BATCH = 50_000
"""Rows handed to Arrow at once."""
_SHOWN = 50
"""Rows that a notebook shows."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~]|&(?=#?\w+;))")
_LIST_MARKER = re.compile(r"^(\d{0,9})([-+.)])(?=[-+ ]|$)")


class Tabular:
    """A result that is a table: `columns` name what each of its `rows` holds.

    The cells of `rows` are as typed as the result is; what goes to a frame or a file is
    plain: dates with their precision as text, several values as a list.
    """

    @property
    def row_type(self) -> type:
        """What a row is: a named tuple or a value."""
        raise NotImplementedError

    @property
    def rows(self) -> Iterable[tuple[Any, ...]]:
        """The rows, in order; their cells keep their types."""
        raise NotImplementedError

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(_hints(self.row_type))

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The table for whatever reads Arrow: polars, DuckDB, pyarrow, nanoarrow.

        Raises:
            MissingExtra: pyarrow is not installed.
        """
        schema = arrow_schema(self.row_type)
        reader = _pyarrow().RecordBatchReader.from_batches(
            schema, arrow_batches(self.rows, self.row_type)
        )
        return reader.__arrow_c_stream__(requested_schema)

    def to_pandas(self) -> Any:
        """The table as a frame of pandas.

        Raises:
            UsageError: pandas is not installed.
        """
        pandas = _frames("pandas")
        cells = [[plain_cell(cell) for cell in row] for row in self.rows]
        return pandas.DataFrame(cells, columns=list(self.columns))

    def to_polars(self) -> Any:
        """The table as a frame of polars.

        Raises:
            UsageError: polars is not installed.
            MissingExtra: pyarrow is not.
        """
        polars = _frames("polars")
        return polars.DataFrame(_pyarrow().table(self))

    def to_csv(self, path: Path | str | None = None) -> str | None:
        """The table as CSV: written to a file, or given as text without one.

        Several values in a cell are joined by `; `. Text that a spreadsheet would run as a
        formula gets an apostrophe before it, since it may be a stranger's.

        Raises:
            InputError: the file cannot be written.
        """
        if path is None:
            out = io.StringIO()
            self.write_csv(out)
            return out.getvalue()
        from ramify._files import replacing_text

        with replacing_text(Path(path)) as file:
            self.write_csv(file)
        return None

    def write_csv(self, out: IO[str]) -> None:
        """Write the table as CSV to an open text file, row by row."""
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows([_csv_cell(cell) for cell in row] for row in self.rows)

    def to_markdown(self) -> str:
        """The table in Markdown; what is in it is escaped, numbers have four digits."""
        lines = [self.columns, ("---",) * len(self.columns), *map(_marked, self.rows)]
        return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)

    def to_html(self, most: int | None = None) -> str:
        """The table in HTML; what is in it is escaped, numbers have four digits.

        Rows beyond `most` are counted.
        """
        rows = list(self.rows)
        head = "".join(f"<th>{escape(name)}</th>" for name in self.columns)
        body = "".join(f"<tr>{''.join(map(_td, row))}</tr>\n" for row in rows[:most])
        left = len(rows) - len(rows[:most])
        more = f"<p>and {left:,} more rows</p>\n" if left else ""
        return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n{more}"

    def _repr_html_(self) -> str:
        return self.to_html(_SHOWN)


class Table(Tabular, Generic[V]):
    """Values in order that are a table as well; it compares equal to a tuple of them.

    It is no tuple itself, since readers of Arrow take tuples apart before they look for a table.

    >>> from ramify.world.world import World
    >>> borders = World.packaged().at("2024-06-20").neighbours("PRT")
    >>> borders.columns[:3], [row[:3] for row in borders.rows], len(borders)
    (('a', 'b', 'km'), [('ESP', 'PRT', 1224.0)], 1)
    """

    def __init__(
        self, values: Iterable[V], of: type, row: Callable[[V], tuple[Any, ...]] | None = None
    ) -> None:
        self._values, self._of = tuple(values), of
        self._row = row or partial(_cells, of=of)

    @property
    def row_type(self) -> type:
        return self._of

    @property
    def rows(self) -> tuple[tuple[Any, ...], ...]:
        return tuple(map(self._row, self._values))

    def __iter__(self) -> Iterator[V]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, at: int) -> V:
        return self._values[at]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Table | tuple) and self._values == tuple(other)

    def __hash__(self) -> int:
        return hash(self._values)

    def __repr__(self) -> str:
        return f"Table({list(self._values)!r})"


def _cells(value: object, of: type) -> tuple[Any, ...]:
    return tuple(getattr(value, name) for name in _hints(of))


@cache
def _hints(of: type) -> dict[str, Any]:
    """The fields of a row with their types."""
    fields = getattr(of, "model_fields", None)
    if fields is not None:
        return {name: field.annotation for name, field in fields.items()}
    return get_type_hints(of)


def plain_cell(cell: object) -> Any:
    """A cell as numbers, text, a date or a list of texts; a value within is JSON."""
    if cell is None or isinstance(cell, bool | int | float | str | date):
        return cell
    if isinstance(cell, tuple | list):
        return [str(part) for part in cell]
    return cell.to_json() if isinstance(cell, Value) else str(cell)


def _text(cell: object) -> str:
    """A cell in words: nothing for what is not known."""
    plain = plain_cell(cell)
    if plain is None:
        return ""
    if isinstance(plain, bool):
        return "true" if plain else "false"
    return printable("; ".join(plain) if isinstance(plain, list) else str(plain))


def _csv_cell(cell: object) -> str:
    text = _text(cell)
    number = isinstance(cell, int | float)
    return f"'{text}" if text.startswith(_FORMULA) and not number else text


def shown(cell: object) -> str:
    """A cell for a reader: as in a file, but numbers to four digits.

    >>> shown(0.45053667), shown(71.14549), shown(2657.0), shown(1843219.3), shown(None)
    ('0.4505', '71.15', '2657', '1843219', '')
    """
    if isinstance(cell, float):
        return f"{cell:.0f}" if 1000 <= abs(cell) < 1e15 else f"{cell:.4g}"
    return _text(cell)


def _marked(row: Sequence[object]) -> list[str]:
    return [escape_markdown(shown(cell)) for cell in row]


def escape_markdown(text: str) -> str:
    """Text that Markdown prints as it is.

    >>> escape_markdown("a *b* <script>")
    'a \\\\*b\\\\* \\\\<script\\\\>'
    >>> escape_markdown("1. a list"), escape_markdown("- another")
    ('1\\\\. a list', '\\\\- another')
    """
    escaped = _SPECIAL.sub(r"\\\1", " ".join(printable(text).split()))
    return _LIST_MARKER.sub(r"\1\\\2", escaped)


def _td(cell: object) -> str:
    return f"<td>{escape(shown(cell))}</td>"


def arrow_schema(of: type) -> pa.Schema:
    """The Arrow types of the fields of a row.

    Raises:
        MissingExtra: pyarrow is not installed.
    """
    return _pyarrow().schema([(name, _arrow(hint)) for name, hint in _hints(of).items()])


def arrow_batches(rows: Iterable[Sequence[Any]], of: type) -> Iterator[pa.RecordBatch]:
    """Rows as batches of Arrow, some 50,000 at a time."""
    pa, schema, left = _pyarrow(), arrow_schema(of), iter(rows)
    text = [field.type == pa.string() for field in schema]
    while batch := list(islice(left, _BATCH)):
        columns = [
            pa.array([_as_text(c) if t else plain_cell(c) for c in column], kind)
            for column, t, kind in zip(zip(*batch, strict=True), text, schema.types, strict=True)
        ]
        yield pa.record_batch(columns, schema=schema)


def _as_text(cell: object) -> str | None:
    return cell if cell is None or isinstance(cell, str) else _text(cell)


def _arrow(hint: object) -> pa.DataType:
    pa = _pyarrow()
    if get_origin(hint) in (Union, UnionType):
        kinds = [kind for kind in get_args(hint) if kind is not NoneType]
        return _arrow(kinds[0]) if len(kinds) == 1 else pa.string()
    if get_origin(hint) is tuple:
        return pa.list_(pa.string())
    known = {bool: pa.bool_(), int: pa.int64(), float: pa.float64(), date: pa.date32()}
    return known.get(hint, pa.string()) if isinstance(hint, type) else pa.string()


def _pyarrow() -> Any:
    try:
        import pyarrow
    except ModuleNotFoundError:
        raise MissingExtra("pyarrow", "record") from None
    return pyarrow


def _frames(library: Literal["pandas", "polars"]) -> Any:
    from importlib import import_module

    try:
        return import_module(library)
    except ModuleNotFoundError as error:
        if error.name != library:
            raise
        what = f"to_{library} needs {library}, which is not installed"
        raise UsageError(what, repair=f"pip install {library}") from None
