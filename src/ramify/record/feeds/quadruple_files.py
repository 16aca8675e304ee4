"""Folders of quadruples as the benchmarks of temporal knowledge graphs publish them.

Two vocabularies, `entity2id` and `relation2id`, and facts as rows of numbers. What cannot
be told apart, or is out of all bounds, is refused with its file and its row.
"""

from __future__ import annotations

import gzip
import zlib
from collections import Counter
from pathlib import Path

import numpy as np

from ramify._arrays import Ints
from ramify._errors import InputError

MOST_BYTES = 4_000_000_000
"""Bytes of one file, unpacked."""

LAST_TIME = 100_000_000
"""Times are days or hours from some origin: more than ten thousand years of hours."""

_MOST = 1 << 31
_SPARSE = 10
"""Numbers a vocabulary may leave out, for each that it names."""

_SUFFIXES = (".tsv.gz", ".txt.gz", ".tsv", ".txt")
_PARTS = ("train", "valid", "test", "entity2id", "relation2id")
_HEAD = 1 << 16
_REPAIR = "give a name, a tab and a number on each line"


def is_quadruples(folder: Path) -> bool:
    """Whether a folder holds quadruples and no events (True), or events and no quadruples.

    Raises:
        InputError: it holds both, or neither.
    """
    train, events = find(folder, "train"), _events_in(folder)
    stored = any(folder.glob("event/*.parquet"))
    if train and events:
        raise InputError(
            f"holds quadruples ({train.name}) and events ({events.relative_to(folder)})",
            where=str(folder), repair="keep each in a folder of its own",
        )  # fmt: skip
    if not train and not stored:
        found = f"{events.name} is a feed's file, which" if events else "feeds' files"
        raise InputError(
            "holds neither events (event/*.parquet) nor quadruples (train.txt)",
            where=str(folder), repair=f"{found} `ramify load` makes a record of, for --record",
        )  # fmt: skip
    return train is not None


def _events_in(folder: Path) -> Path | None:
    """A file of events in a folder: Parquet, or of the layout of a feed."""
    stored = [*sorted(folder.glob("event/*.parquet")), *sorted(folder.glob("*.parquet"))]
    others = (
        path for path in sorted(folder.iterdir())
        if path.is_file() and path.name.partition(".")[0] not in _PARTS
    )  # fmt: skip
    return stored[0] if stored else next(filter(_is_feed, others), None)


def _is_feed(path: Path) -> bool:
    from ramify.record.feeds.registry import sniff

    try:
        with path.open("rb") as file:
            sniff(file.read(_HEAD), path.name)
    except (OSError, InputError):
        return False
    return True


def find(folder: Path, stem: str) -> Path | None:
    """The file of a part, packed or not; None if it is not there.

    Raises:
        InputError: it is there more than once.
    """
    found = [path for suffix in _SUFFIXES if (path := folder / (stem + suffix)).is_file()]
    if len(found) > 1:
        names = " and ".join(path.name for path in found)
        raise InputError(f"holds {names}", where=str(folder), repair="keep one of them")
    return found[0] if found else None


def read_names(folder: Path, stem: str) -> list[str]:
    """The names of a vocabulary by their numbers; further columns are left out.

    The number stands in the column that counts without repeating itself. A first line
    with nothing but a count is passed over.

    Raises:
        InputError: no such file, a row without a number, or it cannot be told which
            column is the number.
    """
    path = find(folder, stem)
    if path is None:
        raise InputError(f"no {stem}.tsv.gz, {stem}.tsv or {stem}.txt", where=str(folder))
    lines = list(enumerate(_lines(path), 1))
    rows = [(n, [c.strip() for c in line.split("\t")]) for n, line in lines if line.strip()]
    if rows and len(rows[0][1]) == 1 and rows[0][1][0].isdecimal():
        del rows[0]
    width = Counter(len(cells) for _, cells in rows).most_common(1)
    for number, cells in rows:
        if len(cells) < 2 or len(cells) != width[0][0]:
            raise InputError(
                f"has {len(cells)} cells where most rows have {width[0][0]}",
                where=f"{path}, line {number}", repair=_REPAIR,
            )  # fmt: skip
    return _by_number(rows, path) if rows else []


def _by_number(rows: list[tuple[int, list[str]]], path: Path) -> list[str]:
    at = _number_column(rows, path)
    name = next(n for n in range(len(rows[0][1])) if n != at)
    found = {int(cells[at]): cells[name] for _, cells in rows}
    last = max(found)
    if last > _SPARSE * (len(found) + 100):
        what = f"counts to {last:,} though it names {len(found):,}"
        raise InputError(what, where=str(path), repair="number its names from 0")
    return [found.get(n, f"#{n}") for n in range(last + 1)]


def _number_column(rows: list[tuple[int, list[str]]], path: Path) -> int:
    """The one column that numbers the rows: from 0 without a gap, else without repeating."""
    columns = list(zip(*(cells for _, cells in rows), strict=True))
    whole = [n for n, column in enumerate(columns) if all(map(str.isdecimal, column))]
    if not whole:
        bad = next(number for number, cells in rows if not any(map(str.isdecimal, cells)))
        raise InputError("no number", where=f"{path}, line {bad}", repair=_REPAIR)
    once = [n for n in whole if len(set(columns[n])) == len(rows)]
    dense = [n for n in once if max(map(int, columns[n])) == len(rows) - 1]
    for fitting in (dense, once):
        if len(fitting) == 1 or (fitting and len(columns) == 2):
            return fitting[-1]
    what = "one number twice" if not once else "several columns that could be the number"
    raise InputError(what, where=str(path), repair=_REPAIR)


def read_quadruples(path: Path) -> Ints:
    """The facts of a file, an array of shape (n, 4): subject, action, object, time.

    Further columns are left out.

    Raises:
        InputError: a row that is not four whole numbers, or a time out of all bounds.
    """
    rows = []
    for number, line in enumerate(_lines(path), 1):
        try:
            one, two, three, time = (int(cell) for cell in line.split()[:4])
        except ValueError:
            raise InputError(
                "expected four whole numbers", where=f"{path}, line {number}"
            ) from None
        if (
            not 0 <= time <= LAST_TIME
            or min(one, two, three) < 0
            or max(one, two, three) >= 1 << 31
        ):
            where = f"{path}, line {number}"
            raise InputError("a number out of all bounds", where=where, repair="count from 0")
        rows.append((one, two, three, time))
    return np.asarray(rows, dtype=np.int64).reshape(-1, 4)


def _lines(path: Path) -> list[str]:
    try:
        with path.open("rb") as raw:
            file = gzip.GzipFile(fileobj=raw) if path.suffix == ".gz" else raw
            data = file.read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or "damaged"
        raise InputError(reason.lower(), where=str(path), repair="fetch it anew") from None
    if len(data) > MOST_BYTES:
        raise InputError("impossibly large", where=str(path), repair="split it")
    try:
        return data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        number = data.count(b"\n", 0, error.start) + 1
        where = f"{path}, line {number}"
        raise InputError("not UTF-8", where=where, repair="save it as UTF-8") from None
