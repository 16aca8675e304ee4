"""One path read: its documents opened, each read or refused with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ramify._errors import InputError
from ramify.reading.intake.sources import Fetch, opened
from ramify.reading.library import Library, Reader, Refused

if TYPE_CHECKING:
    from ramify.reading.statements import Reading
    from ramify.world.world import World


def read_one(path: str, reader: Reader, world: World, fetch: Fetch | None = None) -> Library:
    """What the documents of one path give; those that cannot be read are refused."""
    readings: list[Reading] = []
    refused: list[Refused] = []
    for document in opened(path, fetch):
        try:
            if isinstance(document, InputError):
                raise document
            readings.append(reader.read(document, world))
        except InputError as error:
            refused.append(refusal(error, path))
    return Library(readings=tuple(readings), refused=tuple(refused))


def refusal(error: InputError, path: str) -> Refused:
    """Why a path was not read, and what to do about it."""
    return Refused(path=error.where or path, reason=error.what, repair=error.repair or "")
