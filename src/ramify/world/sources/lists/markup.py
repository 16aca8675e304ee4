"""Published XML lists, entry by entry: no definitions, nothing fetched, bounds kept."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from ramify._errors import InputError
from ramify.world.sources.table import LeftOut

_CHUNK = 1 << 16
_MOST_BYTES = 2_000_000_000
_MOST_ENTRY = 4_000_000
"""Bytes of one entry; the longest published ones have some tens of thousands."""
_DEEPEST = 40
_REPAIR = "give the list as it is published, in XML"


@dataclass
class PublishedXml:
    """The entries of one published XML file, plain or gzipped, read one at a time.

    Names of elements lose their namespace. A file with a document type definition is refused, for
    none of the lists has one and entities are declared there.

    Raises:
        InputError: there is no such file, it is no XML, or not of this list.
    """

    path: Path
    root: str
    """Name of the outermost element."""
    entry: tuple[str, ...]
    """Names of the elements that are an entry."""
    made: tuple[str, ...]
    """Where the day stands on which it was made: attributes of the root, or elements."""
    left: list[LeftOut] = field(default_factory=list)
    made_on: str | None = None
    """That day as the file writes it, once it was read."""

    def __post_init__(self) -> None:
        if not self.path.is_file():
            raise InputError("no such file", where=str(self.path), repair="check the path")

    def leave(self, line: int, why: object) -> None:
        """Set an entry aside."""
        self.left.append(LeftOut(f"line {line}", str(why)))

    @property
    def entries(self) -> Iterator[tuple[int, Element]]:
        """The line and the element of each entry."""
        walk = _Walk(self)
        with self._opened() as file:
            read = 0
            try:
                while chunk := file.read(_CHUNK):
                    read += len(chunk)
                    if read > _MOST_BYTES:
                        raise self._refused(f"larger than {_MOST_BYTES // 1_000_000:,} MB")
                    walk.feed(chunk)
                    yield from walk.taken()
                walk.feed(b"", last=True)
                yield from walk.taken()
            except expat.ExpatError as error:
                words = expat.ErrorString(error.code)
                raise self._refused(f"broken XML: {words}, line {error.lineno}") from None
            except (OSError, EOFError) as error:
                raise self._refused(f"cannot be read: {error}") from None

    def _opened(self) -> IO[bytes]:
        with self.path.open("rb") as file:
            packed = file.read(2) == b"\x1f\x8b"
        return gzip.open(self.path) if packed else self.path.open("rb")  # type: ignore[return-value]

    def _refused(self, what: str) -> InputError:
        return InputError(what, where=self.path.name, repair=_REPAIR)


class _Walk:
    """What a parser calls while it goes through the file; keeps one entry at a time."""

    def __init__(self, of: PublishedXml) -> None:
        self._of, self._depth, self._inside = of, 0, 0
        self._builder: TreeBuilder | None = None
        self._began = self._line = 0
        self._plain: list[str] | None = None
        self._done: list[tuple[int, Element]] = []
        self._parser = parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._defines
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text

    def feed(self, chunk: bytes, *, last: bool = False) -> None:
        """Take the next bytes."""
        self._parser.Parse(chunk, last)
        if self._builder is not None and self._parser.CurrentByteIndex - self._began > _MOST_ENTRY:
            raise self._of._refused(f"an entry of more than {_MOST_ENTRY:,} bytes")

    def taken(self) -> list[tuple[int, Element]]:
        """The entries that have ended since."""
        done, self._done = self._done, []
        return done

    def _defines(self, *_: Any) -> None:
        raise self._of._refused("has a document type definition, where entities are declared")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name, of = name.rpartition("}")[2], self._of
        self._depth += 1
        if self._depth > _DEEPEST:
            raise of._refused("nested too deep")
        if self._depth == 1:
            if name != of.root:
                raise of._refused(f"no {of.root}, but {name[:60]}")
            of.made_on = next((attributes[n] for n in of.made if n in attributes), None)
        if self._builder is None and name in of.entry:
            self._builder, self._inside = TreeBuilder(), self._depth
            self._began, self._line = self._parser.CurrentByteIndex, self._parser.CurrentLineNumber
        if self._builder is not None:
            self._builder.start(name, attributes)
        elif name in of.made and of.made_on is None:
            self._plain = []

    def _text(self, words: str) -> None:
        if self._builder is not None:
            self._builder.data(words)
        elif self._plain is not None and len(self._plain) < 10:
            self._plain.append(words[:100])

    def _end(self, name: str) -> None:
        name = name.rpartition("}")[2]
        if self._builder is not None:
            self._builder.end(name)
            if self._depth == self._inside:
                self._done.append((self._line, self._builder.close()))
                self._builder = None
        elif self._plain is not None:
            self._of.made_on, self._plain = "".join(self._plain).strip() or None, None
        self._depth -= 1
