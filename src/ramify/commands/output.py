"""Results into files that a user names."""

from __future__ import annotations

from pathlib import Path


def save(text: str, output: Path) -> None:
    """Write a text to a file.

    Raises:
        InputError: the file cannot be written.
    """
    from ramify._errors import InputError

    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", where=str(output)) from None
