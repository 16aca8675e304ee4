"""Ramifications composed from the engines and the reading, and their renderers.

The room and the verb share a name: `ramify.brief` is this package, and calling
it makes a brief.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any


class _Room(ModuleType):
    """A package that can be called, because importing it hides a function of its name."""

    def __call__(self, *args: Any, **options: Any) -> Any:
        from ramify._front import brief

        return brief(*args, **options)


sys.modules[__name__].__class__ = _Room
