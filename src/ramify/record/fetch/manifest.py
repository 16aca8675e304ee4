"""The manifest of a fetch: what was asked for and what came, kept beside the files.

Loading the folder reads it, so that an hour the server did not have, or that failed, is a gap
of the record's coverage and not a quiet hour.
"""

from __future__ import annotations

from pathlib import Path

from ramify import _files
from ramify._errors import InputError
from ramify._value import Value
from ramify.record.fetch.transfer import Fetched

NAME = ".ramify-fetch.json"

SOURCES = {"gdelt": "gdelt2", "ucdp-api": "ucdp"}
"""The record's name of a feed, where it is not the word it is fetched by."""


class Manifest(Value):
    """What a folder was filled with."""

    feed: str
    files: tuple[Fetched, ...] = ()

    @property
    def source(self) -> str:
        """The name of the feed in a record."""
        return SOURCES.get(self.feed, self.feed)

    def gaps(self) -> tuple[Fetched, ...]:
        """The files that did not come, with a stretch of time that each would have covered."""
        return tuple(
            f for f in self.files if f.since and f.outcome in ("failed", "missing on the server")
        )

    def with_files(self, files: tuple[Fetched, ...]) -> Manifest:
        """This manifest and later news of files, which replace what was known of each."""
        known = {file.name: file for file in (*self.files, *files)}
        return self.model_copy(update={"files": tuple(known[name] for name in sorted(known))})


def read(folder: Path) -> Manifest | None:
    """The manifest of a folder; None if it was not filled by a fetch.

    Raises:
        InputError: it is damaged.
    """
    path = folder / NAME
    if not path.is_file():
        return None
    try:
        return Manifest.from_json(path.read_text("utf-8"), where=str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read ({error})", where=str(path)) from None


def add(feed: str, files: tuple[Fetched, ...], folder: Path) -> None:
    """Put news of files into the manifest of a folder, which is made if there is none.

    Raises:
        InputError: it is damaged, or cannot be written.
    """
    with _files.one_writer(folder):
        kept = read(folder) or Manifest(feed=feed)
        _files.write(folder / NAME, kept.with_files(files).to_json())
