"""Libraries that come with an extra, and what is said when one of them is not there.

Which extra brings which library stands once, in `pyproject.toml`; an installed ramify
carries it as metadata.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import PackageNotFoundError, requires
from importlib.util import find_spec

from ramify._errors import MissingExtra


@contextmanager
def extras(always: str | None = None) -> Iterator[None]:
    """Say which extra a library comes with, instead of that it cannot be imported.

    Also a decorator, for functions that import when they run. What needs several extras names
    in `always` the one that brings them all.

    Raises:
        MissingExtra: a library that an extra brings was imported and is not there.

    >>> with extras():
    ...     raise ModuleNotFoundError("No module named 'duckdb'", name="duckdb")
    Traceback (most recent call last):
    ramify._errors.MissingExtra: this needs ramify[record] (duckdb is not installed); ...
    """
    try:
        yield
    except ModuleNotFoundError as error:
        library = (error.name or "").partition(".")[0]
        if extra := extra_of(library):
            raise MissingExtra(library, always or extra) from error
        raise
    except MissingExtra as error:
        raise MissingExtra(error.library, always or error.extra) from error


def require(extra: str, *, but: tuple[str, ...] = ()) -> None:
    """Ask for all libraries of an extra before a work begins that would fail piece by piece.

    `but` names those that it can do without.

    Raises:
        MissingExtra: one of them is not there.

    >>> require("read", but=("ramify_english", "ramify_relations"))
    """
    for library in _brought().get(extra, ()):
        if library not in but and not find_spec(library):
            raise MissingExtra(library, extra)


def extra_of(library: str) -> str | None:
    """The extra that brings a library, by the name it is imported by; None if none does.

    Of several the first in the alphabet; never `all`.

    >>> extra_of("lxml_html_clean"), extra_of("scipy"), extra_of("pydantic")
    ('read', 'dynamics', None)
    """
    brings = sorted(extra for extra, brought in _brought().items() if library in brought)
    return next((extra for extra in brings if extra != "all"), None)


@cache
def _brought() -> dict[str, tuple[str, ...]]:
    """The libraries of every extra, by the names they are imported by."""
    found: dict[str, list[str]] = {}
    try:
        requirements = requires("ramify") or []
    except PackageNotFoundError:
        return {}
    for requirement in requirements:
        if wanted := re.match(r"""([\w.-]+).*\bextra\s*==\s*["']([\w-]+)["']""", requirement):
            library = re.sub(r"[-.]", "_", wanted[1]).lower()
            found.setdefault(wanted[2], []).append(library)
    return {extra: tuple(brought) for extra, brought in found.items()}
