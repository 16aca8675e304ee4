"""How often the reader is right, held to its floors."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest

from ramify.reading.evaluation.event_scores import told_once
from ramify.reading.evaluation.gold import Alignment, document_of, load_gold, plain_text
from ramify.reading.evaluation.marks import Fraction, Marks
from ramify.reading.evaluation.plover import RecordMarks, load_rows, score_records
from ramify.reading.evaluation.scoring import score
from ramify.reading.events.merge import merge_events
from ramify.reading.intake.documents import from_bytes, load
from ramify.reading.rules import RulesReader
from ramify.world.world import World

HERE = Path(__file__).parents[1]
ARTICLES = HERE / "articles"

pytestmark = pytest.mark.skipif(
    not (find_spec("ramify_english") or os.environ.get("RAMIFY_PARSER")),
    reason="no trained parser: install packages/ramify-english",
)


@cache
def _world() -> World:
    return World.packaged()


@cache
def _articles(folder: Path) -> tuple[Marks, Fraction]:
    """The score over the annotated documents of a folder, and how many events merge into one."""
    marks, once = Marks(), Fraction()
    for path in sorted((HERE / "gold").glob("*.toml")):
        gold = load_gold(path)
        found = document_of(gold, [folder])
        if found is None:
            continue
        plain = plain_text(found)
        reading = RulesReader().read(load(found), _world())
        marks += score(reading, gold, plain)
        page = Alignment(reading.document.text, plain)
        once += told_once(merge_events([reading]), gold, page)
    assert marks.events.right + marks.events.missed, f"nothing of {folder.name} is annotated"
    return marks, once


def _below(reason: str) -> pytest.MarkDecorator:
    return pytest.mark.xfail(strict=True, reason=reason)


def _share(name: str) -> Callable[[Marks], float]:
    return lambda marks: marks.credits[name].part / marks.credits[name].whole


OWN: list[object] = [
    pytest.param(lambda marks: marks.events.f1, 0.75, id="events F1"),
    pytest.param(lambda marks: marks.claims.f1, 0.65, id="claims F1"),
    pytest.param(_share("root"), 0.95, id="root codes of events found"),
    pytest.param(_share("date"), 0.85, id="dates of events found"),
    pytest.param(_share("modality"), 0.90, id="modality of claims found"),
    pytest.param(_share("polarity"), 0.95, id="polarity of claims found"),
]


@pytest.mark.parametrize(("measure", "floor"), OWN)
def test_six_articles_of_our_own(measure: Callable[[Marks], float], floor: float) -> None:
    value = measure(_articles(ARTICLES)[0])
    assert value >= floor


def test_no_sentence_is_lost_and_no_junk_is_kept() -> None:
    kept = _articles(ARTICLES)[0].kept
    assert (kept.missed, kept.wrong) == (0, 0)


def test_an_event_told_twice_becomes_one() -> None:
    once = _articles(ARTICLES)[1]
    assert once.part >= 0.95 * once.whole


SHARED: list[object] = [
    pytest.param(lambda marks: marks.events.f1, 0.75, id="events F1"),
    pytest.param(lambda marks: marks.claims.f1, 0.65, id="claims F1"),
    pytest.param(_share("date"), 0.85, id="dates of events found"),
    pytest.param(_share("list items"), 0.90, id="members of lists"),
]


@pytest.mark.shared
@pytest.mark.parametrize(("measure", "floor"), SHARED)
def test_two_real_articles(measure: Callable[[Marks], float], floor: float, shared: Path) -> None:
    value = measure(_articles(shared / "documents")[0])
    assert value >= floor


@pytest.mark.shared
def test_two_real_articles_come_out_of_their_pages_whole(shared: Path) -> None:
    kept = _articles(shared / "documents")[0].kept
    assert (kept.missed, kept.wrong) == (0, 0)


@cache
def _records(path: Path) -> RecordMarks:
    reader, world = RulesReader(), _world()
    states = frozenset(actor.id for actor in world.actors.values() if actor.kind == "state")
    return score_records(
        load_rows(path),
        lambda name, text: reader.read(from_bytes(text.encode(), name=name), world).events,
        states,
    )


RECORDS: list[object] = [
    pytest.param(lambda marks: marks.accuracy, 0.65, id="event class"),
    pytest.param(lambda marks: marks.sources.f1, 0.75, id="source countries F1"),
    pytest.param(lambda marks: marks.targets.f1, 0.75, id="target countries F1"),
]


@pytest.mark.shared
@pytest.mark.parametrize(("measure", "floor"), RECORDS)
def test_plover_gold_records(
    measure: Callable[[RecordMarks], float], floor: float, shared: Path
) -> None:
    value = measure(_records(shared / "data" / "text" / "plover_gsr_dev.json"))
    assert value >= floor
