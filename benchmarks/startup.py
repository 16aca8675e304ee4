"""Time and memory of whole processes: help, import, and the brief on two documents.

    python benchmarks/startup.py [DOCUMENT_FOLDER]

Each line is the best of five runs with warm caches. Goals, on two cores:
help 0.4 s, import 0.3 s, brief 4 s and 500 MB.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
RUNS = 5


def measure(words: list[str]) -> tuple[float, float]:
    """Wall-clock seconds and peak resident megabytes of one process."""
    started = time.perf_counter()
    child = os.fork()
    if child == 0:
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.execv(words[0], words)
    _, status, usage = os.wait4(child, 0)
    if status:
        raise SystemExit(f"{' '.join(words)} failed")
    scale = 1024 if sys.platform == "linux" else 1024 * 1024
    return time.perf_counter() - started, usage.ru_maxrss / scale


def main() -> None:
    """Print the table."""
    documents = sys.argv[1] if len(sys.argv) > 1 else str(ROOT / "examples" / "summit-2024")
    ramify = str(Path(sys.executable).with_name("ramify"))
    rows = {
        "ramify --help": [ramify, "--help"],
        "import ramify": [sys.executable, "-c", "import ramify"],
        "ramify system": [ramify, "system", "2024-06-20", "--actor", "PRK"],
        "ramify obligations": [ramify, "obligations", "--attack", "PRK:KOR", "--on", "2024-07-01"],
        "ramify brief": [ramify, "brief", documents, "--quiet"],
    }
    print(f"{'process':<20} {'seconds':>8} {'MB':>6}")
    for name, words in rows.items():
        measure(words)
        seconds, megabytes = min(measure(words) for _ in range(RUNS))
        print(f"{name:<20} {seconds:>8.2f} {megabytes:>6.0f}")


if __name__ == "__main__":
    main()
