"""Scores what is read of marked passages that the second reader was not trained on.

    python scripts/score_passages.py PASSAGES... [--misses]

Each is read as a page of its own, as `ramify read` reads it, and every mark whose words are not in
the title is a row as of an annotated page (`score_pages.py`): class, sides and standing. Names are
taken for whom the passage so names. Sides marked as nobody known are none.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).parent))

from finder.examples import Examples, Told
from finder.marks import Passage, passages
from score_pages import GoldEvent, Page, digest, report, score

from ramify import read
from ramify.commands.reading.readers import Choice, chosen
from tests.reading.gold.positions import sentences

NOBODY = "---"


def page(passage: Passage, maker: Examples) -> Page:
    """The marks of a passage as the annotations of a page."""
    text = passage.text
    cut = [(span, digest(text[slice(*span)])) for span in sentences(text)]
    example = maker.of(passage)
    rows = []
    for asked in example.asked:
        if asked.told is None or asked.in_title:
            continue
        start, end = asked.word.span
        under = [at for (first, last), at in cut if first <= start < last]
        if under:
            rows.append(_row(asked.told, under[0], text[start:end]))
    return Page(
        address="made up",
        outlet="made up",
        title=passage.title,
        kind=passage.kind,
        set="tune",
        event=tuple(row for row in rows if row is not None),
    )


def _row(told: Told, sentence: str, words: str) -> GoldEvent | None:
    """A row; an optional one where a side is nobody that is known."""
    actors = {id for ids in told.actors for id in ids or ()}
    targets = {id for ids in told.targets for id in ids or ()}
    vague = None in (*told.actors, *told.targets) or not actors or not targets
    return GoldEvent.model_validate(
        {
            "told": ((sentence, words),),
            "optional": vague,
            "class": told.classes,
            "actor": tuple(sorted(actors)) or (NOBODY,),
            "target": tuple(sorted(targets)),
            "also": ("-",) if actors == targets else (),
            "status": (told.standing,),
            "undated": True,
        }
    )


def main(args: argparse.Namespace) -> None:
    """Read the passages and print the shares."""
    maker, reader = Examples(), chosen(Choice("rules"), None).reader
    n: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for path in args.passages:
            for passage in passages(path):
                file = Path(folder) / "page.txt"
                body = "\n\n".join(passage.paragraphs)
                file.write_text(f"{passage.title}\n\n{body}\n", "utf-8")
                gold = page(passage, maker)
                misses: list[str] = []
                found = read(file, reader=reader).readings
                if not found:
                    print(f"{path.name}:{passage.line}: not read, and left out")
                    continue
                n += score(gold, passage.text, found[0], misses)
                if args.misses and misses:
                    print(f"\n{path.name}:{passage.line} {passage.title}", *misses, sep="\n  ")
    print(*report(n), sep="\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("passages", type=Path, nargs="+")
    parser.add_argument("--misses", action="store_true", help="what was missed and what is wrong")
    main(parser.parse_args())
