"""What two actors owe each other on a day, without any attack."""

from __future__ import annotations

from datetime import date

from ramify._value import Value
from ramify.reasoning.obligations.facts import SystemLike
from ramify.reasoning.obligations.law.promises import Promise, open_book
from ramify.record.evidence import ArticleEvidence
from ramify.world.actors import known_actor
from ramify.world.pacts import CommitmentType, Condition, Scope, Strength, Trigger


class Owing(Value):
    """What one actor has promised another, in force on a day."""

    actor: str
    to: str
    what: CommitmentType
    strength: Strength
    field: str | None = None
    trigger: Trigger | None = None
    scope: Scope | None = None
    conditions: tuple[Condition, ...] = ()
    once_helped_by: tuple[str, ...] = ()
    pact: str
    name: str
    article: str
    says: str
    binding: bool
    certain: bool
    """False if it is not known whether it was in force between them on the day."""
    on: date
    evidence: ArticleEvidence


def owed_between(system: SystemLike, a: str, b: str) -> tuple[Owing, ...]:
    """What two actors owe each other on the system's day, pact by pact and article by article.

    First what `a` owes `b`, then what `b` owes `a`. Duties that members of an
    organisation owe everybody by its charter are not repeated.

    Raises:
        UnknownName: one of them is not known.
    """
    for code in (a, b):
        known_actor(system.world, code)
    return (*_owed(system, a, b), *_owed(system, b, a))


def _owed(system: SystemLike, actor: str, to: str) -> list[Owing]:
    book = open_book(system.world, system.on)
    found = []
    for promise in book.held.get(to, ()):
        if actor in promise.owers:
            held = book.standing(promise, actor, to).holds
            if held is not False:
                found.append(_owing(promise, actor, to, system.on, certain=held is True))
    return found


def _owing(promise: Promise, actor: str, to: str, on: date, *, certain: bool) -> Owing:
    pact, commitment = promise.pact, promise.commitment
    return Owing(
        actor=actor,
        to=to,
        what=commitment.type,
        strength=commitment.strength,
        field=commitment.field,
        trigger=commitment.trigger,
        scope=commitment.scope,
        conditions=commitment.conditions,
        once_helped_by=commitment.once_helped_by,
        pact=pact.id,
        name=pact.short,
        article=promise.article.ref,
        says=promise.article.says,
        binding=pact.binding,
        certain=certain,
        on=on,
        evidence=promise.evidence,
    )
