"""World folders: what loads write, in ramify's own layout, a kind of fact a file."""

from __future__ import annotations

import csv
import json
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from ramify._errors import InputError
from ramify._files import one_writer, replacing, replacing_text, try_out
from ramify._value import Value
from ramify.world.layers.overlay import STANDING
from ramify.world.sources.columns import ColumnTable
from ramify.world.sources.source import Source
from ramify.world.sources.table import LeftOut
from ramify.world.when import When
from ramify.world.world import World


class Loaded(Value):
    """What a load did: how many values it wrote where, and what it left out."""

    kind: str
    title: str
    path: str
    values: int
    into: str
    left: tuple[tuple[str, str], ...] = ()
    """Where, and why, for each row that was set aside."""


def load(source: Source, path: Path, into: Path, world: World) -> Loaded:
    """Read a published file into a world folder; a kind loaded before is replaced whole.

    Raises:
        InputError: the file is not that data set, or the folder cannot be written or is being
            written by another load for longer than that may take.
    """
    table = source.columns_of(path) if source.fill else source.table(path)
    try:
        into.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"cannot be made: {error.strerror}", where=str(into)) from None
    try_out(into / source.file)
    with one_writer(into):
        if isinstance(table, ColumnTable):
            count, through = _filled(source, table, world, into / source.file)
        else:
            assert source.read is not None
            tally = _Tally(source, table.left)
            count = _write(source, tally.counted(source.read(table, world)), into / source.file)
            through = tally.through
        _write_about(source, into, through)
    return Loaded(
        kind=source.kind,
        title=source.title,
        path=table.path.name,
        values=count,
        into=str(into / source.file),
        left=tuple((item.where, item.why) for item in table.left),
    )


def _filled(source: Source, table: ColumnTable, world: World, path: Path) -> tuple[int, When]:
    """Write a large table as columns; how many rows, and the last day they speak of."""
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    assert source.fill is not None and isinstance(source.through, str)
    done = source.fill(table, world)
    with replacing(path) as file:
        pq.write_table(done, file, compression="zstd")
    return len(done), When(str(pc.max(done[source.through]).as_py()))


class _Tally:
    """Watches values go by: that there are any, and the last day they speak of."""

    def __init__(self, source: Source, left: list[LeftOut]) -> None:
        self._source, self._left = source, left
        self._last: When | None = None

    def counted(self, values: Iterable[Value]) -> Iterator[Value]:
        """The values; that there is none at all is an error."""
        empty = True
        last = self._source.through
        for value in values:
            empty = False
            if callable(last) and (day := last(value)):
                self._last = day if self._last is None else max(self._last, day)
            yield value
        if empty:
            first = f"; {self._left[0].where}: {self._left[0].why}" if self._left else ""
            raise InputError(f"no usable row of {self._source.title}{first}")

    @property
    def through(self) -> When:
        """The last day covered: the release's, or the last of the values."""
        through = self._source.through
        if isinstance(through, When):
            return through
        return self._last or self._source.since


def _write(source: Source, values: Iterable[Value], path: Path) -> int:
    """Write values, all of them or none."""
    with replacing_text(path) as out:
        return (
            _write_lines(values, out)
            if path.suffix == ".jsonl"
            else _write_csv(values, source, out)
        )


def _write_lines(values: Iterable[Value], out: IO[str]) -> int:
    count = 0
    for value in values:
        kept = value.model_dump(mode="json", exclude_defaults=True)
        out.write(json.dumps(kept, ensure_ascii=False) + "\n")
        count += 1
    return count


def _write_csv(values: Iterable[Value], source: Source, out: IO[str]) -> int:
    assert source.value is not None
    fields = list(source.value.model_fields)
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(fields)
    count = 0
    for value in values:
        rows.writerow([_cell(getattr(value, name)) for name in fields])
        count += 1
    return count


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _write_about(source: Source, into: Path, through: When) -> None:
    """Say from when to when each kind of fact in the folder goes, and where it is from."""
    path = into / "about.toml"
    try:
        held = tomllib.loads(path.read_text("utf-8")) if path.exists() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"not valid TOML: {error}", where=str(path)) from None
    tables = {name: dict(held.get(name, {})) for name in ("coverage", "through", "sources")}
    tables["coverage"][source.fact] = str(source.since)
    tables["through"][source.fact] = str(When(through.end))
    tables["sources"][source.fact] = source.cite
    known = tables["through"]
    standing = [known[kind] for kind in STANDING if kind in known]
    lines = [f'as_of = "{min(standing or known.values())}"']
    for name, table in tables.items():
        lines += ["", f"[{name}]"]
        lines += [f"{key} = {json.dumps(table[key], ensure_ascii=False)}" for key in sorted(table)]
    with replacing_text(path) as out:
        out.write("\n".join(lines) + "\n")
