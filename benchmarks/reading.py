"""How often the reader is right: PLOVER gold records and PETRARCH-2's regression sentences.

    python benchmarks/reading.py [FOLDER] [--show]

FOLDER holds `text/plover_gsr_dev.json` and `text/petr2_gsr.json` (default: the
sample data beside the checkout). Each sentence is read alone. `--show` lists
the records that were missed.

A record's event class is right if the event told first has it (`first`), or if
any event of the sentence has it (`any`). Countries are compared as sets, over
records, for sources and targets; organisations and unnamed groups have no
country. Labels of PLOVER 0.5b1 are mapped to the classes of version 0.8.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ramify.reading.documents import from_bytes
from ramify.reading.reader import RulesReader
from ramify.record.events import Event
from ramify.record.ontology import action
from ramify.world.world import World

CLASSES = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
COUNTRIES = {"JAP": "JPN", "ITL": "ITA", "VTN": "VNM"}
NOT_COUNTRIES = {"IGO", "IMG", "NGO", "ISM", "MNC", "---", ""}
FORMER = {"SUN": "RUS", "CSK": "CZE", "VSO": "VNM", "YUG": "SRB", "SCG": "SRB"}
HOME = {"HAMAS": "PSE", "PKK": "TUR", "HEZBOLLAH": "LBN", "HOUTHIS": "YEM", "TALIBAN": "AFG"}
"""Armed groups that the gold codes under their country."""


@dataclass
class Score:
    """Counts of right, missed and wrongly given."""

    right: int = 0
    missed: int = 0
    wrong: int = 0

    def add(self, gold: set[str], given: set[str]) -> None:
        """Count one record."""
        self.right += len(gold & given)
        self.missed += len(gold - given)
        self.wrong += len(given - gold)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = 2 * self.right + self.missed + self.wrong
        return 2 * self.right / total if total else 0.0


@dataclass
class Result:
    """What a run over gold records gave."""

    records: int = 0
    first: int = 0
    any: int = 0
    none: int = 0
    sources: Score = field(default_factory=Score)
    targets: Score = field(default_factory=Score)
    confused: Counter[tuple[str, str]] = field(default_factory=Counter)


def plover_class(event: Event) -> str:
    """The class of an event as version 0.5b1 of the gold records draws the lines.

    There all of root 19 is FIGHT, all of root 17 COERCE, abductions and human
    shields are COERCE, and appeals (root 02) have no class of their own but DEMAND.
    """
    if event.action.startswith(("17", "181", "184")):
        return "COERCE"
    if event.action.startswith(("18", "19", "20")):
        return "ASSAULT"
    if event.action.startswith("16"):
        return "SANCTION"
    if event.action.startswith("02"):
        return "REQUEST"
    return action(event.action).plover or "-"


def country(code: str) -> str:
    """A country code as both sides write it."""
    code = COUNTRIES.get(code, code)
    return FORMER.get(code, code)


def countries_of(side: Any) -> set[str]:
    """The countries of one side of a gold record."""
    items = side if isinstance(side, list) else [side] if isinstance(side, dict) else []
    codes = {country(item.get("code") or "") for item in items}
    return codes - NOT_COUNTRIES


def given(events: list[Event], states: set[str], world: World) -> tuple[set[str], set[str]]:
    """The countries that the events of a sentence name as sources and as targets."""
    both = [e for e in events if action(e.action).symmetric]
    sources = {HOME.get(e.actor, e.actor) for e in events}
    targets = {HOME.get(e.target, e.target) for e in events if e.target}
    if both:
        sources |= {e.target for e in both if e.target}
        targets |= {e.actor for e in both}
    return {country(c) for c in sources & states}, {country(c) for c in targets & states}


def run(records: list[dict[str, Any]], reader: RulesReader, world: World, show: bool) -> Result:
    """Read each sentence alone and compare with its records."""
    states = {a.id for a in world.actors.values() if a.kind == "state"}
    result = Result()
    for record in records:
        text = record["text"].strip("{} ").replace("``", '"').replace("''", '"')
        reading = reader.read(from_bytes(text.encode(), name=record["id"]), world)
        events = list(reading.events)
        gold = CLASSES.get(record["event"], record["event"])
        labels = [plover_class(e) for e in events]
        result.records += 1
        result.none += not events
        result.first += bool(labels) and labels[0] == gold
        result.any += gold in labels
        chosen = [e for e, label in zip(events, labels, strict=True) if label == gold] or events
        gold_sources, gold_targets = countries_of(record.get("source")), countries_of(record.get("target"))
        if not gold_targets and len(gold_sources) > 1:
            gold_targets = gold_sources
        sources, targets = given(chosen, states, world)
        if gold_targets == gold_sources and len(gold_sources) > 1:
            sources = targets = sources | targets
        result.sources.add(gold_sources, sources)
        result.targets.add(gold_targets, targets)
        wrong = not labels or labels[0] != gold
        if wrong:
            result.confused[(gold, labels[0] if labels else "-")] += 1
        if show and (wrong or sources != gold_sources or targets != gold_targets):
            print(f"{'XX' if gold not in labels else 'x ' if wrong else '  '} {record['id'][15:]} {gold} {sorted(gold_sources)}>{sorted(gold_targets)}", "|", [(e.actor, e.action, e.target) for e in events])
            print("      ", text)
    return result


def table(name: str, result: Result) -> None:
    """Print the numbers of a run."""
    n = result.records
    both = Score(
        result.sources.right + result.targets.right,
        result.sources.missed + result.targets.missed,
        result.sources.wrong + result.targets.wrong,
    )
    print(f"{name}: {n} records, {result.none} without any event")
    print(f"  event class, first event   {result.first / n:.3f}")
    print(f"  event class, any event     {result.any / n:.3f}")
    print(f"  source countries, F1       {result.sources.f1:.3f}")
    print(f"  target countries, F1       {result.targets.f1:.3f}")
    print(f"  countries, F1              {both.f1:.3f}")


def petrarch(rows: list[dict[str, Any]], reader: RulesReader, world: World) -> None:
    """Agreement with PETRARCH-2's own coding: by sentence, on the root code."""
    agree = silent = total = 0
    for row in rows:
        if not row["text"].strip():
            continue
        reading = reader.read(from_bytes(row["text"].encode(), name=row["id"]), world)
        gold = {e["cameo"][:2] for e in row["events"]}
        mine = {e.action[:2] for e in reading.events}
        total += 1
        agree += bool(gold & mine) or (not gold and not mine)
        silent += bool(gold) and not mine
    print(f"PETRARCH-2 sentences: {total}, agree on a root code (or on none) {agree / total:.3f}, unread {silent}")


def main(arguments: list[str]) -> None:
    """Read the gold files and print the numbers."""
    show = "--show" in arguments
    folders = [a for a in arguments if not a.startswith("--")]
    beside = Path(__file__).parents[2] / "shared"
    folder = Path(folders[0]) if folders else Path(os.environ.get("RAMIFY_SHARED", beside)) / "data"
    world, reader = WORLD(), RulesReader()
    records = [r for r in json.loads((folder / "text/plover_gsr_dev.json").read_text()) if r["event"] != "DOCUMENT"]
    started = time.perf_counter()
    result = run(records, reader, world, show)
    table("PLOVER gold records", result)
    print("  most confused:", ", ".join(f"{g} as {m} {n}" for (g, m), n in result.confused.most_common(8)))
    petrarch(json.loads((folder / "text/petr2_gsr.json").read_text()), reader, world)
    print(f"  {time.perf_counter() - started:.1f} s")


WORLD = World.packaged

if __name__ == "__main__":
    main(sys.argv[1:])
