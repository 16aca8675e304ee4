"""Sentences by kind of mistake: status, sides, dates, holders; five of each kind.

Those of `seen.toml` were mended for; those of `formerly_unseen.toml` were first read when that was
done: 29 of 35 were right (9 before), and were mended for then.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from ramify.reading.intake.documents import from_bytes
from ramify.reading.intake.languages import ForeignText
from ramify.reading.rules import RulesReader
from ramify.reading.statements import Reading
from ramify.record.events import Event
from ramify.record.ontology import action
from ramify.world.when import When
from ramify.world.world import World

pytestmark = pytest.mark.skipif(
    not (find_spec("ramify_english") or os.environ.get("RAMIFY_PARSER")),
    reason="no trained parser: install packages/ramify-english",
)

_EITHER_WAY = {"CONSULT", "AGREE", "COOPERATE"}
_FILES = sorted((Path(__file__).parent / "kinds").glob("*.toml"))


def _cases() -> Iterator[Any]:
    for file in _FILES:
        for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]:
            missed = case.get("missed")
            marks = [pytest.mark.xfail(strict=True, reason=missed)] if missed else []
            yield pytest.param(case, id=f"{case['kind']}: {case['text'][:60]}", marks=marks)


@pytest.fixture(scope="module")
def world() -> World:
    return World.packaged()


@pytest.mark.parametrize("case", _cases())
def test_a_sentence_of_its_kind_is_read_right(case: dict[str, Any], world: World) -> None:
    reading = _read(case, world)
    problems = list(_problems(case, reading))
    told = [(str(e.when), e.actor, e.action, e.target, e.status) for e in reading.events]
    assert not problems, "\n".join([case["text"], *problems, f"told: {told}"])


def _read(case: dict[str, Any], world: World) -> Reading:
    document = from_bytes(case["text"].encode(), name="sentence.txt")
    if "published" in case:
        document = document.model_copy(update={"published": When(case["published"])})
    try:
        return RulesReader().read(document, world)
    except ForeignText as error:
        return Reading(document=error.document, reader="rules", not_read=error.what)


def _problems(case: dict[str, Any], reading: Reading) -> Iterator[str]:
    for wanted in case.get("expect", ()):
        if not any(_fits(event, wanted) for event in reading.events):
            yield f"not told: {wanted}"
    for barred in case.get("forbid", ()):
        if any(_bars(event, barred) for event in reading.events):
            yield f"told: {barred}"
    holders = {claim.holder.actor for claim in reading.claims}
    if "holder" in case and case["holder"] not in holders:
        yield f"held by {holders}, not by {case['holder']}"


def _classes(event: Event) -> set[str]:
    signed = {"AGREE"} if event.action == "057" else set()
    return {action(event.action).plover or "-"} | signed


def _fits(event: Event, wanted: dict[str, Any]) -> bool:
    shared = _classes(event) & set(wanted["class"])
    targets = wanted.get("target")
    straight = event.actor in wanted["actor"] and (targets is None or event.target in targets)
    back = (
        bool(shared & _EITHER_WAY)
        and targets is not None
        and event.actor in targets
        and event.target in wanted["actor"]
    )
    dated = str(event.when or "").startswith(wanted.get("day", ""))
    status = event.status == wanted.get("status", "happened")
    sector = event.actor_sector == wanted.get("sector", event.actor_sector)
    return bool(shared) and (straight or back) and dated and status and sector


def _bars(event: Event, barred: dict[str, Any]) -> bool:
    if barred.get("any_event"):
        return True
    return (
        ("class" not in barred or bool(_classes(event) & set(barred["class"])))
        and ("actor" not in barred or event.actor in barred["actor"])
        and ("target" not in barred or event.target in barred["target"])
        and ("status" not in barred or event.status == barred["status"])
        and ("day_after" not in barred or str(event.when or "")[:10] > barred["day_after"])
    )
