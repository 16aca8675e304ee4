"""One path read: its documents opened, each read or refused with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ramify._errors import InputError
from ramify.reading.intake.languages import ForeignText
from ramify.reading.intake.sources import Fetch, opened
from ramify.reading.library import Library, Reader, Refused
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
) -> Iterator[Library]:
    """What each document of one path gives; one that cannot be read is refused.

    `data` are the bytes of a stream. The first `skip` documents are passed over unread.
    """
    for document in opened(path, fetch, data, skip):
        try:
            if isinstance(document, InputError):
                raise document
            yield Library(readings=(reader.read(document, world),))
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


def refused(error: InputError, path: str) -> Library:
    """Why a path was not read, and what to do about it."""
    reason = Refused(path=error.where or path, reason=error.what, repair=error.repair or "")
    return Library(refused=(reason,))
