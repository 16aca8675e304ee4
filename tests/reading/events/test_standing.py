"""Every rule of status and every frame decides its own example."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ramify.reading.actions.verbs import Coder
from ramify.reading.actors.acts import Act
from ramify.reading.actors.cast import Cast
from ramify.reading.actors.dated_names import DatedNames
from ramify.reading.events.event_date import Context
from ramify.reading.events.frames import FRAMES, frame_of
from ramify.reading.events.standing import RULES, decided_by
from ramify.reading.intake.documents import from_bytes
from ramify.reading.syntax.parsers import packaged_parser
from ramify.reading.time.dates import find_dates
from ramify.world.when import When
from ramify.world.world import World

pytest.importorskip("ramify_english")


@pytest.fixture(scope="module")
def world() -> World:
    return World.packaged()


def _acts(text: str, world: World) -> Iterator[tuple[Act, Context]]:
    document = from_bytes(text.encode(), name="sentence.txt")
    dates = tuple(find_dates(text, When("2024-03-09")))
    sentences = tuple(packaged_parser().sentences(text))
    names = DatedNames(world.gazetteer, sentences, dates, world.territories)
    cast = Cast(text, sentences, names, When("2024-03-09").start)
    context = Context(document, sentences, dates, cast)
    for number, sentence in enumerate(sentences):
        yield from ((act, context) for act in Coder(cast, sentence, number).acts())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_decides_its_example(rule: object, world: World) -> None:
    deciding = {decided_by(act, context) for act, context in _acts(rule.example, world)}  # type: ignore[attr-defined]
    assert rule.name in deciding  # type: ignore[attr-defined]


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.reason)
def test_a_frame_holds_of_its_example(frame: object, world: World) -> None:
    example = frame.example  # type: ignore[attr-defined]
    reasons = {frame_of(act, ctx.sentences[act.number]) for act, ctx in _acts(example, world)}
    assert frame.reason in reasons  # type: ignore[attr-defined]
