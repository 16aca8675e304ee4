"""Files of fitted models: plain arrays and a head of JSON in one compressed file.

Nothing in such a file is ever run. What it claims to hold is added up before it is read, so
that a small file cannot fill the memory, and whatever is wrong with it is one clear error.
"""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache
from math import prod
from pathlib import Path
from typing import IO, Any, TypeVar

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from ramify._arrays import Floats
from ramify._errors import InputError
from ramify._files import replacing

MOST_BYTES = 1 << 30
"""No model's arrays, unpacked, are larger than this."""
_DAMAGE = (
    zipfile.BadZipFile, KeyError, ValueError, TypeError, IndexError, AttributeError, OSError,
    EOFError, MemoryError, RecursionError, NotImplementedError, zlib.error,
)  # fmt: skip

Tables = Mapping[str, NDArray[Any]]
Model = TypeVar("Model")


def write(path: Path | str, head: Mapping[str, Any], tables: Tables) -> None:
    """Write a model; the same head and tables give the same bytes.

    Raises:
        InputError: the file cannot be written.
    """
    text = np.frombuffer(json.dumps(head, sort_keys=True).encode("utf8"), dtype=np.uint8)
    with replacing(Path(path)) as file:
        np.savez_compressed(file, allow_pickle=False, head=text, **tables)


def read(
    path: Path | str,
    unpack: Callable[[Mapping[str, Any], Tables], Model],
    *,
    kind: str,
    formats: Collection[int],
    called: str,
) -> Model:
    """Read a model written by `write`.

    Args:
        unpack: makes the model of head and tables; whatever it stumbles on is damage.
        kind, formats: what the head must say.
        called: what such a file is called, as in "a model of partners".

    Raises:
        InputError: not such a file, damaged, or of a format this version does not read.
    """
    where = str(path)
    if not Path(path).is_file():
        raise InputError("no such model file", where=where, repair="run a fit first")
    try:
        _check_size(path)
        with np.load(path, allow_pickle=False) as stored:
            tables = {name: stored[name] for name in stored.files}
        head = json.loads(tables.pop("head").tobytes().decode("utf8"))
        _check_kind(head, kind, formats, called, where)
        return unpack(head, tables)
    except _DAMAGE as error:
        raise InputError(
            f"not {called}, or a damaged one ({error})", where=where, repair="fit the model again"
        ) from None


def named_beside(record: Path, what: str) -> Path:
    """The file beside a record in which something learned from it is kept.

    >>> named_beside(Path("mine.duckdb"), "rates").name
    'mine.duckdb.rates.npz'
    """
    return record.with_name(f"{record.name}.{what}.npz")


def _check_kind(
    head: Mapping[str, Any], kind: str, formats: Collection[int], called: str, where: str
) -> None:
    if head.get("kind") != kind:
        raise InputError(f"the file holds something other than {called}", where=where)
    if head["format"] not in formats:
        raise InputError(
            f"the model has format {head['format']}, this version reads up to {max(formats)}",
            where=where, repair="upgrade ramify or fit the model again",
        )  # fmt: skip


def _check_size(path: Path | str) -> None:
    with zipfile.ZipFile(path) as packed:
        claimed = sum(max(m.file_size, _claimed(packed.open(m))) for m in packed.infolist())
    if claimed > MOST_BYTES:
        raise ValueError("impossibly large")


def _claimed(member: IO[bytes]) -> int:
    """How many bytes an array says it has."""
    with member:
        first = npy.read_magic(member) == (1, 0)
        read = npy.read_array_header_1_0 if first else npy.read_array_header_2_0
        shape, _, kind = read(member)
    return prod(shape) * int(kind.itemsize)


def sparse(name: str, table: NDArray[Any]) -> dict[str, NDArray[Any]]:
    """A table that is mostly nought as the three arrays that `dense` takes."""
    flat = table.ravel()
    at = np.flatnonzero(flat)
    return {
        f"{name}_step": np.diff(at, prepend=0).astype(np.uint32),
        f"{name}_value": flat[at].astype(np.float32),
        f"{name}_shape": np.asarray(table.shape, dtype=np.int64),
    }


def dense(stored: Tables, name: str) -> Floats:
    """The table that `sparse` took apart, to the precision of single floats.

    Raises:
        ValueError: a shape that cannot be.

    >>> dense(sparse("events", np.array([[0.0, 2.0], [0.5, 0.0]])), "events").tolist()
    [[0.0, 2.0], [0.5, 0.0]]
    """
    shape = tuple(int(n) for n in stored[f"{name}_shape"])
    if any(n < 0 for n in shape) or prod(shape) * 8 > MOST_BYTES:
        raise ValueError(f"{name} has an impossible shape {shape}")
    flat = np.zeros(prod(shape))
    flat[np.cumsum(stored[f"{name}_step"].astype(np.int64))] = stored[f"{name}_value"]
    return flat.reshape(shape)


def learned(
    record: Path | None, what: str, load: Callable[[Path], Model], packaged: Callable[[], Model]
) -> Model:
    """What `ramify fit` learned from a record and wrote beside it; else what is packaged.

    Raises:
        InputError: the file is damaged.
    """
    file = None if record is None else named_beside(record, what)
    if file is None or not file.is_file():
        return packaged()
    found: Model = _loaded(load, file, file.stat().st_mtime_ns)
    return found


@lru_cache(maxsize=8)
def _loaded(load: Callable[[Path], Any], file: Path, _: int) -> Any:
    """A file as it was at a time, loaded once."""
    return load(file)
