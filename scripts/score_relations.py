"""Score ramify-relations on relations that people coded, alone and beside the rules.

    python scripts/score_relations.py PLV.tsv.gz [TREEBANKS]

Prints, for either half of the rows of Hu et al. (2024): class and sign right, precision and cover
by threshold, and what the rules read without and with it. The first half set the temperature and
thresholds and was looked at while the lexicon was written; the second was only scored. With the
treebanks, how often it tells a class of real sentences in which the rules read no act, and of how
many sentences of their test parts the second reader tells something.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import ramify_relations
from relations import measure
from relations.generate import CLASSES, NONE
from relations.treebanks import held_out, sentences

from ramify._errors import InputError
from ramify.reading.intake.documents import from_bytes
from ramify.reading.rules import RulesReader
from ramify.reading.second_reader.second_opinion import NAME, sign_of
from ramify.record.events import Event
from ramify.record.ontology import action
from ramify.world.world import World


def alone(coded: Sequence[measure.Coded]) -> None:
    """The classifier by itself."""
    start = time.process_time()
    given = ramify_relations.load().classify([c.item for c in coded])
    speed = len(coded) / (time.process_time() - start)
    table = np.array([[s.probabilities[c] for c in CLASSES] for s in given])
    for name, value in measure.scores(coded, table).items():
        print(f"  {name:28}{value:8.3f}")
    print(f"  {speed:.0f} sentences a CPU second")


def beside_rules(coded: Sequence[measure.Coded], world: World, reader: RulesReader) -> None:
    """What is read of each sentence: the gold class among it, nothing, the opposite sign."""
    right = unread = wrong = told = 0
    for row in coded:
        document = from_bytes(row.item[0].encode(), name="row.txt")
        events = reader.read(document, world).events
        classes = [_class(event) for event in events]
        right += row.label in classes
        unread += not events
        told += len(events)
        wrong += sum(_opposite(c, row.label) for c in classes)
    n = len(coded)
    print(
        f"  {n} rows: class among the events {right / n:.3f}, nothing read {unread / n:.3f}, ",
        end="",
    )
    print(f"opposite sign of {told} events {wrong / max(1, told):.3f}")


def _class(event: Event) -> str:
    found = action(event.action).plover or NONE
    return "YIELD" if found in ("CONCEDE", "RETREAT") else found


def _opposite(one: str, other: str) -> bool:
    signs = [sign_of("CONCEDE" if c == "YIELD" else c) for c in (one, other)]
    return None not in signs and signs[0] != signs[1]


def quiet(folder: Path) -> None:
    """Real sentences that name two sides and, by the rules, hold no act."""
    items = list(held_out(folder))
    sure = [
        s.probability if s.label != NONE else 0.0 for s in ramify_relations.load().classify(items)
    ]
    print(f"sentences without an act: {len(items)}")
    for limit in (0.0, 0.3, 0.5, 0.7, 0.8, 0.9):
        print(f"  told a class at {limit}: {np.mean([p > limit for p in sure]):.3f}")


def filled(folder: Path, world: World) -> None:
    """How many sentences of the treebanks' test parts, one by one, the second reader tells of."""
    given = told = by_rules = 0
    for name in ("ewt-test", "gum-test", "pud-test"):
        for _, text in sentences(folder, (f"{name}.conllu.gz",)):
            given += 1
            try:
                reading = RulesReader().read(from_bytes(text.encode(), name="row.txt"), world)
            except InputError:
                continue
            readers = {getattr(e, "by", None) for event in reading.events for e in event.evidence}
            told += NAME in readers
            by_rules += bool(readers - {NAME})
    print(f"{given} treebank sentences: {told} told by the second reader, {by_rules} by the rules")


def main(plv: Path, treebanks: Path | None) -> None:
    world = World.packaged()
    for name, held in (("first half", False), ("second half", True)):
        coded = [c for c in measure.plv(plv) if c.held_out is held]
        print(name)
        alone(coded)
        for by_itself in (True, False):
            print("  rules alone" if by_itself else "  rules and second reader")
            beside_rules(coded, world, RulesReader(alone=by_itself))
    if treebanks:
        quiet(treebanks)
        filled(treebanks, world)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
