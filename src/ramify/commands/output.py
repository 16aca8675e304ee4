"""Results into files that a user names."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def tried(output: Path | None) -> Path | None:
    """An output file, tried before the work begins whose result it is to hold.

    Raises:
        InputError: it cannot be written.
    """
    from ramify._files import try_out

    if output is not None:
        try_out(output)
    return output


OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", callback=tried, help="Write to this file.")
]


def save(text: str, output: Path) -> None:
    """Write a text to a file.

    Raises:
        InputError: the file cannot be written.
    """
    from ramify._files import write

    write(output, text)
