"""How often the reader is right on texts it was not written for, held to its floors."""

from __future__ import annotations

import os
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest

from ramify.reading.evaluation.gold import document_of, load_gold, plain_text
from ramify.reading.evaluation.marks import Marks
from ramify.reading.evaluation.scoring import score
from ramify.reading.intake.documents import load
from ramify.reading.rules import RulesReader
from ramify.world.world import World

HERE = Path(__file__).parents[1]

pytestmark = pytest.mark.skipif(
    not (find_spec("ramify_english") or os.environ.get("RAMIFY_PARSER")),
    reason="no trained parser: install packages/ramify-english",
)


@cache
def _marks(folder: str) -> Marks:
    marks, world = Marks(), World.packaged()
    for path in sorted((HERE / folder / "gold").glob("*.toml")):
        gold = load_gold(path)
        found = document_of(gold, [HERE / folder / "articles"])
        assert found is not None, f"{path.name} names no article"
        marks += score(RulesReader().read(load(found), world), gold, plain_text(found))
    return marks


@pytest.mark.parametrize(
    ("folder", "events", "claims"), [("formerly_held_out", 0.75, 0.8), ("held_out", 0.65, 0.7)]
)
def test_floors(folder: str, events: float, claims: float) -> None:
    marks = _marks(folder)
    assert marks.events.f1 >= events
    assert marks.claims.f1 >= claims


@pytest.mark.parametrize("folder", ["formerly_held_out", "held_out"])
def test_no_sentence_is_lost(folder: str) -> None:
    assert _marks(folder).kept.missed == 0
