"""Sentences as the rules see them: parsed, their names found, their acts coded."""

from __future__ import annotations

from collections.abc import Iterator

from ramify.reading.actions.verbs import Coder
from ramify.reading.actors.acts import Act
from ramify.reading.actors.cast import Cast
from ramify.reading.actors.dated_names import DatedNames
from ramify.reading.events.event_date import Context
from ramify.reading.intake.documents import from_bytes
from ramify.reading.syntax.parsers import packaged_parser
from ramify.reading.time.dates import find_dates
from ramify.world.when import When
from ramify.world.world import World

DAY = When("2024-03-09")


def context_of(text: str, world: World) -> Context:
    """A text as a document that its rules are read against."""
    document = from_bytes(text.encode(), name="sentence.txt")
    dates = tuple(find_dates(text, DAY))
    sentences = tuple(packaged_parser().sentences(text))
    names = DatedNames(world.gazetteer, sentences, dates, world.territories)
    return Context(document, sentences, dates, Cast(text, sentences, names, DAY.start))


def coders(context: Context) -> list[Coder]:
    """What codes the acts of each of its sentences."""
    cast, sentences = context.cast, context.sentences
    return [Coder(cast, sentence, number) for number, sentence in enumerate(sentences)]


def acts_of(text: str, world: World) -> Iterator[tuple[Act, Context]]:
    """Every act of a text, with the context it stands in."""
    context = context_of(text, world)
    yield from ((act, context) for coder in coders(context) for act in coder.acts())
