"""Duties that differ only in who has them, told together."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ramify.reasoning.obligations.answer import Duty
from ramify.reasoning.obligations.facts import WorldLike, name_of
from ramify.reasoning.obligations.law.articles import article_name
from ramify.world.wording import listing


def alike(duties: Iterable[Duty], world: WorldLike) -> tuple[tuple[Duty, ...], ...]:
    """Duties of one round, status and article to one actor, grouped, in order of appearance.

    Of later rounds, all duties by one article, whomever of those that joined they are owed to.
    Excuses stay apart by their reason, so that no actor is given another's.
    """
    groups: dict[tuple[object, ...], list[Duty]] = {}
    for duty in duties:
        why = duty.decisive[:1] if duty.status in ("excused", "unknown") else ()
        name = name_of(world.actors, duty.actor)
        reasons = () if duty.round else tuple(reason.words.replace(name, "") for reason in why)
        sides = () if duty.round else (duty.to, duty.against)
        shared = (duty.round, duty.status, duty.what, *sides)
        groups.setdefault((*shared, duty.pact, duty.article, reasons), []).append(duty)
    return tuple(tuple(group) for group in groups.values())


def name_alike(duties: tuple[Duty, ...], world: WorldLike) -> str:
    """Who has duties that are alike, to whom and by which article, without the status."""
    first = duties[0]
    who, to = (
        listing(name_of(world.actors, code) for code in dict.fromkeys(codes))
        for codes in ([duty.actor for duty in duties], [duty.to for duty in duties])
    )
    side = "with" if first.what == "consultation" else "to"
    return f"{who}: {first.what} {side} {to}, {article_name(first.article)} of the {first.name}"


def renamed(words: str, name: str, other: str) -> str:
    """Words with a name put in another's place, but not where it is part of a longer one.

    >>> renamed("Jordan by the Israel–Jordan peace treaty", "Jordan", "each")
    'each by the Israel–Jordan peace treaty'
    """
    return re.sub(rf"(?<![\w–]){re.escape(name)}(?![\w–])", other, words)
