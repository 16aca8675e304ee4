"""Score what ramify reads with and without ramify-relations, on relations that people coded.

    python scripts/score_relations.py PLV.tsv.gz

Prints, for either half of the rows of Hu et al. (2024), the shares of sentences of which the coded
class is among the events and of which nothing is read, and the share of events of the opposite
sign; by the rules alone and with the second reader. The sides are left to ramify. The first half
was looked at while rules and thresholds were written; the second was only scored.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ramify.reading.intake.documents import from_bytes
from ramify.reading.rules import RulesReader
from ramify.reading.second_reader.opinion import NONE, one_yield, sign_of
from ramify.record.events import Event
from ramify.record.ontology import action
from ramify.world.world import World


@dataclass(frozen=True, slots=True)
class Coded:
    """A sentence and the class that people gave what passes between two sides of it."""

    sentence: str
    label: str
    held_out: bool


def coded(path: Path) -> list[Coded]:
    """The relations whose sides stand apart in the sentence, halved by a hash of it."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    found = []
    for row in rows:
        sentence, one, two = row["sentence"], row["source"], row["target"]
        first, second = sentence.find(one), sentence.find(two)
        apart = first + len(one) <= second or second + len(two) <= first
        if first < 0 or second < 0 or not apart:
            continue
        half = int(hashlib.sha256(sentence.encode()).hexdigest(), 16) % 2 == 1
        found.append(Coded(sentence, row["gold_root"], half))
    return found


def score(rows: Sequence[Coded], world: World, reader: RulesReader) -> str:
    """What is read of each sentence: the coded class among it, nothing, the opposite sign."""
    right = unread = wrong = told = 0
    for row in rows:
        document = from_bytes(row.sentence.encode(), name="row.txt")
        classes = [_class(event) for event in reader.read(document, world).events]
        right += row.label in classes
        unread += not classes
        told += len(classes)
        wrong += sum(_opposite(one, row.label) for one in classes)
    n = len(rows)
    return (
        f"{n} rows: class among the events {right / n:.3f}, nothing read {unread / n:.3f}, "
        f"opposite sign of {told} events {wrong / max(1, told):.3f}"
    )


def _class(event: Event) -> str:
    return one_yield(action(event.action).plover) or NONE


def _opposite(one: str, other: str) -> bool:
    signs = [sign_of("CONCEDE" if label == "YIELD" else label) for label in (one, other)]
    return None not in signs and signs[0] != signs[1]


def main(path: Path) -> None:
    world, rows = World.packaged(), coded(path)
    for name, held in (("first half", False), ("second half", True)):
        half = [row for row in rows if row.held_out is held]
        for alone in (True, False):
            reader = "rules alone" if alone else "rules and second reader"
            print(f"{name}, {reader}: {score(half, world, RulesReader(alone=alone))}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
