"""Which real sentences name two sides, and what ramify's rules read between them.

Writes `data/silver.csv`: a treebank's sentence id, the spans of the two sides and the class that
the rules give, NONE where they read no act at all. The text itself stays in the treebank.
Run from the repository: `python -m scripts.relations.silver TREEBANKS`.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from datetime import date
from itertools import combinations
from pathlib import Path

from ramify.reading.rules import RulesReader
from ramify.reading.statements import Document
from ramify.record.events import Event
from ramify.record.ontology import action
from ramify.world.world import World

from .treebanks import TABLE, sentences

ON = date(2008, 1, 1)
"""About when the treebanks' texts were written."""
Span = tuple[int, int]


def named(text: str, world: World) -> list[tuple[str, Span]]:
    """The actors that a sentence names without doubt, each with its first mention's span."""
    found: dict[str, Span] = {}
    for mention in world.gazetteer.find(text, ON):
        if len(mention.candidates) == 1:
            found.setdefault(mention.candidates[0], (mention.start, mention.end))
    return list(found.items())


def between(events: Sequence[Event], one: str, two: str) -> str | None:
    """The class between two sides; NONE without any event, None where it is unclear."""
    if not events:
        return "NONE"
    classes = {action(e.action).plover for e in events if (e.actor, e.target) == (one, two)}
    return classes.pop() if len(classes) == 1 else None


def main(folder: Path) -> None:
    world, reader = World.packaged(), RulesReader()
    rows = []
    for sent, text in sentences(folder):
        sides = named(text, world)
        if not 2 <= len(sides) <= 4 or len(text) > 400:
            continue
        events = reader.read(Document(id="0" * 16, name=sent, text=text), world).events
        for (one, a), (two, b) in combinations(sides, 2):
            for x, y, p, q in ((one, two, a, b), (two, one, b, a)):
                label = between(events, x, y)
                if label and not (label == "NONE" and p > q):
                    rows.append((sent, *p, *q, label))
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("sentence", "one_start", "one_end", "two_start", "two_end", "label"))
        writer.writerows(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
