"""How the first screen cites the article that a duty rests on."""

from __future__ import annotations

from ramify.reasoning.obligations.answer import Duty
from ramify.reasoning.obligations.facts import WorldLike, name_of
from ramify.reasoning.obligations.law.articles import article_name
from ramify.reasoning.obligations.screen import Cited
from ramify.world.pacts import Pact


def cited(duty: Duty, world: WorldLike) -> Cited:
    """The article, with its pact as one says it."""
    pact = world.pacts.get(duty.pact)
    return Cited(
        pact=duty.pact,
        article=duty.article,
        name=pact.of_year(duty.name) if pact else duty.name,
        alone=_alone(pact, duty, world) if pact else None,
        where=article_name(duty.article),
        year=pact.signed.start.year if pact and pact.signed else None,
    )


def _alone(pact: Pact, duty: Duty, world: WorldLike) -> str | None:
    """A pact without the two names that it begins with, if they are those of a duty's two sides."""
    one, other = (name_of(world.actors, code) for code in (duty.actor, duty.to))
    named = {f"{one}–{other} {pact.alone}", f"{other}–{one} {pact.alone}"}
    return pact.of_year(pact.alone) if pact.alone and pact.short in named else None
