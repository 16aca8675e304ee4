"""spaCy without its command line, which importing it loads: a third of the time that takes."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

_CLI = ("spacy.cli", "spacy.cli.info")


def _info(*args: Any, **options: Any) -> Any:
    """`spacy.info`, from the command line that is loaded if it is asked for."""
    from spacy.cli.info import info

    return info(*args, **options)


def import_spacy() -> None:
    """Import spaCy; its command line is found as ever by whoever imports that."""
    if "spacy" in sys.modules:
        return
    cli, info = (ModuleType(name) for name in _CLI)
    cli.__path__ = []
    info.info = _info  # type: ignore[attr-defined]
    sys.modules.update(zip(_CLI, (cli, info), strict=True))
    try:
        import spacy  # noqa: F401
    finally:
        for name in _CLI:
            del sys.modules[name]
