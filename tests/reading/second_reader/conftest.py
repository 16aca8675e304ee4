"""Fixtures of the second reader's tests."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ramify.reading.actors.cast import Cast
from ramify.reading.actors.dated_names import DatedNames
from ramify.reading.events.event_date import Context
from ramify.reading.intake.documents import from_bytes
from ramify.reading.syntax.sentence import Parser
from ramify.world.when import When
from ramify.world.world import World

ON = When("2024-03-09")
ContextOf = Callable[[str], Context]


@pytest.fixture(scope="session")
def context_of(world: World, parser: Parser) -> ContextOf:
    """What a text is read against, its names resolved."""

    def context(text: str) -> Context:
        sentences = tuple(parser.sentences(text))
        names = DatedNames(world.gazetteer, sentences, (), world.territories)
        cast = Cast(text, sentences, names, ON.start)
        document = from_bytes(text.encode(), name="test.txt").model_copy(update={"text": text})
        return Context(document, sentences, (), cast)

    return context
