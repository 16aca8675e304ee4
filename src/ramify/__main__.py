"""The program: `ramify`, or `python -m ramify`."""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn

_COLLECT = (50_000, 20, 20)
"""How rarely garbage is looked for: frozen values make next to none, and the search through them
took a tenth of a command's time."""
_ALGEBRA = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
"""Threads of linear algebra: one, unless the environment says otherwise. Work is shared out among
cores in larger parts (`ramify._threads`), and threads within these, which wait by spinning, made
a fit take twice the CPU time."""


def main() -> NoReturn:
    """Run the command line; Ctrl-C ends it without a word of Python's while it still loads."""
    gc.set_threshold(*_COLLECT)
    for name in _ALGEBRA:
        os.environ.setdefault(name, "1")
    try:
        from ramify.cli import main as run
    except KeyboardInterrupt:
        sys.exit(130)
    try:
        run()
    finally:
        gc.freeze()  # The process ends: what it holds need not be looked through once more.


if __name__ == "__main__":
    main()
