"""Readings against annotations made by hand: positions and codes, no text.

A gold event is found if an event of the same two sides and the same root of
its code (or the more exact code given) has evidence at one of its places. A
gold claim is found if a claim of one of its kinds and holders covers its
place. Optional ones count neither when found nor when missed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ramify.reading.merge import merge_events
from ramify.reading.statements import Claim, Reading
from ramify.record.events import Event
from ramify.record.ontology import action


@dataclass
class Tally:
    """Counts over gold, and what was missed or wrongly given."""

    right: int = 0
    missed: list[Any] = field(default_factory=list)
    wrong: list[Any] = field(default_factory=list)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / max(1, 2 * self.right + len(self.missed) + len(self.wrong))

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.missed + other.missed, self.wrong + other.wrong)


def score_events(reading: Reading, gold: list[dict[str, Any]]) -> Tally:
    """Merged events of one document against its gold events."""
    tally, used = Tally(), set()
    events = merge_events([reading])
    for item in sorted(gold, key=lambda g: g["optional"]):
        found = [n for n, event in enumerate(events) if _is_event(event, item)]
        used.update(found)
        if not item["optional"]:
            tally.right += bool(found)
            if not found:
                tally.missed.append(item)
    tally.wrong = [event for n, event in enumerate(events) if n not in used]
    return tally


def _is_event(event: Event, item: dict[str, Any]) -> bool:
    places = [(e.start, e.end) for e in event.evidence if e.kind == "text"]
    if not any(start <= at < end for at in item["at"] for start, end in places):
        return False
    if event.action[:2] != item["action"][:2]:
        return False
    sides, wanted = (event.actor, event.target), (item["actor"], item["target"])
    symmetric = action(event.action).symmetric or item["action"][:2] in ("03", "05", "13", "19")
    if item["target"] is None or item["optional"]:
        return event.actor == item["actor"]
    return sides == wanted or (symmetric and sides == wanted[::-1])


def score_claims(reading: Reading, gold: list[dict[str, Any]]) -> Tally:
    """Claims of one document against its gold claims."""
    tally, used = Tally(), set()
    for item in sorted(gold, key=lambda g: g["optional"]):
        found = [n for n, claim in enumerate(reading.claims) if _is_claim(claim, item, reading)]
        used.update(found)
        if not item["optional"]:
            tally.right += bool(found)
            if not found:
                tally.missed.append(item)
    tally.wrong = [claim for n, claim in enumerate(reading.claims) if n not in used]
    return tally


def _is_claim(claim: Claim, item: dict[str, Any], reading: Reading) -> bool:
    sentence = claim.evidence[0]
    start = reading.document.text.find(claim.content, sentence.start)
    if not start <= item["at"] < start + len(claim.content):
        return False
    holder = claim.holder.actor or claim.holder.kind
    return claim.kind in item["kinds"] and holder in item["holders"]
