"""One path read: its documents opened, each read or refused with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from ramify._errors import InputError
from ramify.reading.intake.languages import ForeignText
from ramify.reading.intake.sources import Fetch, opened
from ramify.reading.library import Library, Reader, Refused
from ramify.reading.retold import retold
from ramify.reading.statements import Document, Reading

if TYPE_CHECKING:
    from ramify.world.world import World

FAILED = "the reader failed on it"
"""How the reason begins where the reader gave up on a document by a fault of its own."""

_PLAIN = "give its article alone, as plain text"


def read_each(
    path: str,
    reader: Reader,
    world: World,
    fetch: Fetch | None = None,
    data: bytes | None = None,
    skip: int = 0,
    like: str | None = None,
) -> Iterator[Library]:
    """What each document of one path gives; one that cannot be read is refused.

    `data` are the bytes of a stream. The first `skip` documents are passed over unread.
    `like` is the reading, as JSON, of a file that this one seems to copy.
    """
    for document in opened(path, fetch, data, skip):
        try:
            if isinstance(document, InputError):
                raise document
            yield Library(readings=(_reading(document, reader, world, like),))
        except ForeignText as error:
            why = f"{error.what}; {error.repair}"
            kept = Reading(document=error.document, reader=reader.name, not_read=why)
            yield Library(readings=(kept,), refused=refused(error, path).refused)
        except InputError as error:
            yield refused(error, path)
        except MemoryError:
            raise
        except Exception as error:
            said = f"{FAILED} ({type(error).__name__}: {' '.join(str(error).split())[:80]})"
            where = document.path if isinstance(document, Document) else None
            yield refused(InputError(said, repair=_PLAIN), where or path)


def _reading(document: Document, reader: Reader, world: World, like: str | None) -> Reading:
    """What a document says: by the reading of what it copies, if that holds, else by its own."""
    known = _known(like) if like else None
    on = getattr(reader, "on", None)
    told = retold(document, known, world, on) if known else None
    return told or reader.read(document, world)


@lru_cache(maxsize=8)
def _known(like: str) -> Reading:
    return Reading.from_json(like)


def refused(error: InputError, path: str) -> Library:
    """Why a path was not read, and what to do about it."""
    reason = Refused(path=error.where or path, reason=error.what, repair=error.repair or "")
    return Library(refused=(reason,))
