"""Says how many annotated sentences the texts of the made-up pages hold.

    python tests/reading/own_pages/told.py

Reads nothing but texts and annotations; ends with 1 where a sentence is not found, or the words
that tell are not in it.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from score_pages import Told, digest, load  # noqa: E402

from tests.reading.gold.positions import sentences  # noqa: E402

HERE = Path(__file__).parent


def missing(path: Path) -> tuple[list[Told], int]:
    """What a page's annotation tells that its text does not hold, and how much it tells."""
    page = load(path)
    text = (HERE / "texts" / f"{path.stem}.txt").read_text(encoding="utf-8")
    held = {digest(one): one for one in (text[slice(*span)] for span in sentences(text))}
    told = [one for row in (*page.event, *page.claim, *page.forbidden) for one in row.told]
    return [one for one in told if one[1] not in held.get(one[0], "")], len(told)


def main() -> int:
    """Print the number found, and what was not."""
    lost, of = 0, 0
    for path in sorted(HERE.glob("*.toml")):
        unheld, told = missing(path)
        lost, of = lost + len(unheld), of + told
        for at, words in unheld:
            print(f"{path.stem}: no sentence {at} with {words!r}")
    print(f"{of - lost} of {of} found")
    return int(lost > 0)


if __name__ == "__main__":
    raise SystemExit(main())
