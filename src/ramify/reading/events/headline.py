"""What a title tells: its acts, read like a sentence, and how far up a page an event stands."""

from __future__ import annotations

from datetime import date

from ramify.reading.actions.verbs import Coder
from ramify.reading.actors.acts import Act
from ramify.reading.actors.cast import Cast
from ramify.reading.actors.dated_names import Names
from ramify.reading.syntax.sentence import Parser
from ramify.record.events import ToldIn
from ramify.record.ontology import action

_LEAD = 2
"""Sentences that make the lead of a story."""


def acts_of_title(
    title: str | None,
    parser: Parser,
    names: Names,
    on: date,
    groups: dict[str, bool],
) -> tuple[Act, ...]:
    """The acts that a title tells of named sides; its present tense is that of headlines."""
    if not title:
        return ()
    sentences = tuple(parser.sentences(title))
    cast = Cast(title, sentences, names, on, groups)
    told = [act for n, sentence in enumerate(sentences) for act in Coder(cast, sentence, n).acts()]
    return tuple(act for act in told if act.actors or act.targets)


def told_in(act: Act, title: tuple[Act, ...], number: int) -> ToldIn:
    """Whether the title tells an act as well, else whether the lead or only the body does."""
    if any(tells_same(act, other) for other in title):
        return "title"
    return "lead" if number < _LEAD else "body"


def tells_same(act: Act, other: Act) -> bool:
    """Whether two acts are of one class between the same sides, as far as both name them."""
    classes = {action(one.code).plover for one in (act, other)}
    sides = ({s.id for s in one.actors} for one in (act, other))
    hit = [{s.id for s in one.targets} for one in (act, other)]
    return (
        len(classes) == 1
        and not set.isdisjoint(*sides)
        and (not all(hit) or not set.isdisjoint(*hit))
    )
