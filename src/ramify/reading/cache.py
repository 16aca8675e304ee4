"""What was read before, kept on disk: a second run reads only what is new or changed."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import os
import zlib
from datetime import date
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from ramify._errors import InputError
from ramify._files import write
from ramify._version import __version__
from ramify.reading.library import Library

if TYPE_CHECKING:
    from ramify.world.world import World

_HERE = Path(__file__).parent
_ROOMS = (_HERE, _HERE.parent / "world", _HERE.parent / "record")
_LIBRARIES = ("spacy", "trafilatura", "htmldate", "dateparser", "pypdf", "lxml")


class ReadingCache:
    """Readings in a folder, one file a document, each written whole or not at all.

    A reading is found again for the same path, the same bytes and the same `by`: whatever
    else the reading depends on, from `fingerprint`.
    """

    def __init__(self, folder: Path, by: str) -> None:
        self.folder, self._by = folder, by

    def get(self, path: str) -> Library | None:
        """What was read of a file, if it has not changed since."""
        place = self._place(path)
        if place is None:
            return None
        try:
            return Library.from_json(gzip.decompress(place.read_bytes()))
        except (OSError, EOFError, zlib.error, InputError):
            return None

    def put(self, path: str, read: Library) -> None:
        """Keep what was read of a file. A folder that cannot be written costs only time."""
        place = self._place(path)
        if place is None:
            return
        with contextlib.suppress(OSError, InputError):
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            write(place, gzip.compress(read.to_json().encode(), 5, mtime=0), durable=False)

    def _place(self, path: str) -> Path | None:
        try:
            with Path(path).open("rb") as file:
                bytes_of = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return None
        name = hashlib.sha256(f"{self._by}\n{bytes_of}\n{path}".encode()).hexdigest()
        return self.folder / name[:2] / f"{name}.json.gz"


def fingerprint(world: World, on: date | None) -> str:
    """One hash of all that a reading by rules depends on but the document.

    The reader's own code and word lists, its parser, the libraries that take pages apart,
    the facts of the world, and the day that undated documents are read for.
    """
    parts = [__version__, os.environ.get("RAMIFY_PARSER", ""), str(on), str(world.about.as_of)]
    parts += [f"{name} {_version(name)}" for name in _LIBRARIES]
    facts = (world.lives, world.tenures, world.memberships, world.territories)
    found = hashlib.sha256("\n".join([*parts, *map(repr, facts)]).encode())
    found.update(_code.digest)
    return found.hexdigest()


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "absent"


class _Code:
    """The files that a reading depends on, hashed when first asked for."""

    @cached_property
    def digest(self) -> bytes:
        found = hashlib.sha256()
        brought = map(find_spec, ("ramify_english", "ramify_relations"))
        rooms = [*_ROOMS, *(Path(own.origin).parent for own in brought if own and own.origin)]
        for file in sorted(file for room in rooms for file in room.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                found.update(file.read_bytes())
        return found.digest()


_code = _Code()


def cache_folder() -> Path:
    """Where readings and a model's answers are kept by default: the user's cache folder."""
    from platformdirs import user_cache_path

    return user_cache_path("ramify", appauthor=False)
