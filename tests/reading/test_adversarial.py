"""Sentences that mislead: what must be told, and what must not, in each."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from ramify.reading.evaluation.event_scores import event_class
from ramify.reading.intake.documents import from_bytes
from ramify.reading.rules import RulesReader
from ramify.reading.statements import Claim, Reading
from ramify.record.events import Event
from ramify.record.ontology import action
from ramify.world.when import When
from ramify.world.world import World

pytestmark = pytest.mark.skipif(
    not (find_spec("ramify_english") or os.environ.get("RAMIFY_PARSER")),
    reason="no trained parser: install packages/ramify-english",
)

CASES = tomllib.loads((Path(__file__).parent / "adversarial.toml").read_text(encoding="utf-8"))


def _cases() -> list[Any]:
    return [
        pytest.param(
            case,
            id=f"{case['kind']}: {case['text'][:50]}",
            marks=[pytest.mark.xfail(strict=True, reason=case["missed"])]
            if "missed" in case
            else [],
        )
        for case in CASES["case"]
    ]


@pytest.fixture(scope="module")
def world() -> World:
    return World.packaged()


@pytest.mark.parametrize("case", _cases())
def test_a_misleading_sentence_is_read_right(case: dict[str, Any], world: World) -> None:
    problems = list(_problems(case, _read(case, world)))
    assert not problems, "\n".join([case["text"], *problems])


def _read(case: dict[str, Any], world: World) -> Reading:
    document = from_bytes(case["text"].encode(), name="sentence.txt")
    if "on" in case:
        document = document.model_copy(update={"published": When(case["on"])})
    return RulesReader().read(document, world)


def _problems(case: dict[str, Any], reading: Reading) -> Iterator[str]:
    told = [f"{e.actor} {e.action} {e.target or '-'} {e.when}" for e in reading.events]
    for wanted in case.get("events", ()):
        if not any(_tells(event, wanted) for event in reading.events):
            yield f"not told: {wanted}; told: {told}"
    reported = [e for e in reading.events if e.status in ("happened", "alleged")]
    for name in case.get("no", ()):
        if any(name in ("*", event_class(event.action)) for event in reported):
            yield f"told though it did not happen: {name}; told: {told}"
    for wanted in case.get("claims", ()):
        if not any(_holds(claim, wanted) for claim in reading.claims):
            yield f"not held: {wanted}; held: {[_shown(c) for c in reading.claims]}"
    for kind in case.get("no_claims", ()):
        if any(kind in ("*", claim.kind) for claim in reading.claims):
            yield f"held though nobody does: {[_shown(c) for c in reading.claims]}"
    yield from _actor_problems(case, reading)
    if "quantity" in case:
        number, noun = case["quantity"]
        amounts = [event.quantity for event in reading.events if event.quantity]
        if not any(a.value == number and a.unit.startswith(noun) for a in amounts):
            yield f"no event counts {number} {noun}: {amounts}"


def _actor_problems(case: dict[str, Any], reading: Reading) -> Iterator[str]:
    sides = {side for event in reading.events for side in (event.actor, event.target)}
    for actor in case.get("not_actors", ()):
        if actor in {*reading.actors, *sides}:
            yield f"names {actor}"
    for actor in case.get("not_targets", ()):
        if actor in sides:
            yield f"{actor} is no side"
    for name in case.get("unresolved", ()):
        if not any(name in mention.name for mention in reading.unresolved):
            yield f"{name} is not reported as ambiguous: {[m.name for m in reading.unresolved]}"


def _tells(event: Event, wanted: str) -> bool:
    actor, code, target, *when = wanted.split()
    sides, order = (actor, target.strip("-") or None), (event.actor, event.target)
    either = action(code).symmetric or code.startswith(("087", "19", "161"))
    if action(event.action).reverse == code and not either:
        order = (order[1] or "", order[0])
        same = True
    else:
        same = event_class(event.action) == event_class(code)
    agrees = sides == order or (either and sides[1] is not None and sides == order[::-1])
    return same and agrees and (not when or event.when == When(when[0]))


def _holds(claim: Claim, wanted: str) -> bool:
    kind, holder, modality, *denied = wanted.split()
    same = claim.kind == kind and claim.holder.kind in holder.split("|")
    return same and claim.modality == modality and claim.affirmed != bool(denied)


def _shown(claim: Claim) -> str:
    return f"{claim.kind} {claim.holder.kind} {claim.modality}"
