"""Facts from text files: CSV rows and TOML pacts, checked as they are read."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from ramify._errors import InputError
from ramify._value import Value, first_problem
from ramify.world.pacts import Pact

V = TypeVar("V", bound=Value)


def read_rows(path: Path, kind: type[V]) -> tuple[V, ...]:
    """Every row of a CSV file as a value; list fields are split at `; `.

    Raises:
        InputError: no such file, or a row that is no such value, with its line.
    """
    return tuple(value for _, value in read_numbered(path, kind))


def read_numbered(path: Path, kind: type[V]) -> Iterator[tuple[int, V]]:
    """Every row of a CSV file as a value, with its line.

    Raises:
        InputError: no such file, or a row that is no such value, with its line.
    """
    for line, row in raw_rows(path):
        yield line, _value(kind, split(row, kind), f"{path.name}, line {line}")


def raw_rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Every row of a CSV file as text by column, with its line.

    Raises:
        InputError: no such file, or a row with more cells than there are columns.
    """
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            table = csv.DictReader(lines, strict=True)
            for row in table:
                if None in row:
                    where = f"{path.name}, line {table.line_num}"
                    raise InputError("more cells than the first line has columns", where=where)
                yield table.line_num, row
    except FileNotFoundError:
        raise InputError("no such file", where=str(path)) from None
    except (csv.Error, UnicodeDecodeError) as error:
        raise InputError(f"not readable as CSV: {error}", where=str(path)) from None


def split(row: dict[str, str], kind: type[Value]) -> dict[str, Any]:
    """The filled cells of a row; those of a field that lists are split at `; `."""
    known = kind.model_fields
    lists = {name for name, field in known.items() if field.annotation == tuple[str, ...]}
    return {
        name: tuple(part.strip() for part in text.split(";")) if name in lists else text
        for name, text in row.items()
        if text
    }


def _value(kind: type[V], fields: dict[str, Any], where: str) -> V:
    try:
        return kind.model_validate(fields)
    except ValidationError as error:
        raise InputError(first_problem(error), where=where) from None


def read_pact(path: Path) -> Pact:
    """The pact a TOML file describes.

    Raises:
        InputError: not TOML, or no valid pact, with the line.
    """
    return read_value(path, Pact)


def read_lines(path: Path, kind: type[V]) -> tuple[V, ...]:
    """The values of a file of JSON lines, one a line; none if there is no such file.

    Raises:
        InputError: a line is no such value.
    """
    if not path.exists():
        return ()
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise InputError(f"not readable as JSON lines: {error}", where=str(path)) from None
    return tuple(
        kind.from_json(line, where=f"{path.name}, line {number}")
        for number, line in enumerate(lines, 1)
    )


def read_value(path: Path, kind: type[V], unsaid: Mapping[str, object] | None = None) -> V:
    """The value a TOML file describes.

    Args:
        path: the file.
        kind: what it describes.
        unsaid: fields for what the file does not say.

    Raises:
        InputError: not TOML, or no such value, with the line.
    """
    try:
        text = path.read_text(encoding="utf-8")
        return kind.model_validate({**(unsaid or {}), **tomllib.loads(text)})
    except FileNotFoundError:
        raise InputError("no such file", where=str(path)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"not valid TOML: {error}", where=str(path)) from None
    except ValidationError as error:
        place = error.errors(include_url=False)[0]["loc"]
        line = line_of(text, place)
        raise InputError(first_problem(error), where=f"{path.name}, line {line}") from None


def line_of(text: str, place: Sequence[str | int]) -> int:
    """The line of a TOML text on which a key stands, given its path.

    >>> line_of('id = "x"\\n[[articles]]\\nref = "1"\\n', ("articles", 0, "ref"))
    3
    >>> line_of('parties = [\\n  { actor = "A" },\\n  { actor = "B" },\\n]\\n', ("parties", 1))
    3
    """
    lines = text.splitlines()
    line, table = 0, ""
    for key in place:
        if isinstance(key, int):
            line = _nth_table(lines, table, key, line)
            continue
        table = f"{table}.{key}" if table else key
        line = next(
            (
                n
                for n in range(line, len(lines))
                if lines[n].lstrip().startswith((f"{key} ", f"{key}="))
            ),
            line,
        )
    return line + 1


def _nth_table(lines: list[str], table: str, index: int, start: int) -> int:
    """The line of the nth table of an array, be it under its own head or a line in brackets."""
    heads = [n for n in range(start, len(lines)) if lines[n].strip() == f"[[{table}]]"]
    if not heads:
        inline = range(start + 1, len(lines))
        rows = takewhile(lambda n: lines[n].strip()[:1] in ("{", "", "#"), inline)
        heads = [n for n in rows if lines[n].lstrip().startswith("{")]
    return heads[index] if index < len(heads) else start


class Problem(Value):
    """Something wrong in a file, with its line."""

    line: int
    words: str


class Ignored(Value):
    """Something a folder of facts says that is not used, and why."""

    file: str
    line: int
    words: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.words}"


def unknown_actors(line: int, named: Iterable[str], actors: Collection[str]) -> Iterator[Problem]:
    """A problem for each id that no actor has."""
    for code in dict.fromkeys(named):
        if code not in actors:
            yield Problem(line=line, words=f"unknown actor {code!r}")
