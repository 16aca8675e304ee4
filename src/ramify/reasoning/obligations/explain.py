"""Duties in plain English, one sentence each, with the article."""

from __future__ import annotations

from ramify.reasoning.obligations.answer import Duty, Reason
from ramify.reasoning.obligations.facts import WorldLike, name_of
from ramify.reasoning.obligations.law.articles import article_name
from ramify.reasoning.obligations.law.promises import RESTRAINT
from ramify.world.pacts import Condition, Pact

_CONDITIONS: dict[Condition, str] = {
    "unprovoked": "as the attack is unprovoked",
    "consultation first": "after consultation",
    "constitutional processes": "in accordance with constitutional processes",
    "own laws": "in line with its own laws",
    "article 51": "under Article 51 of the UN Charter",
    "security council decision": "as the Security Council decides",
    "until security council acts": "until the Security Council has acted",
    "request of the victim": "at the victim's request",
    "joint decision": "by joint decision",
    "two or more attackers": "as two or more attack",
    "great power attacker": "as a great power attacks",
    "recognition of the attack": "once the attack is recognised as one",
    "own policy": "in a way that fits its own policy",
}
_HOW = {
    "all means at its disposal": "with all means at its disposal",
    "armed force": "with armed force",
    "military assistance": "military assistance",
    "aid and assistance": "aid and assistance",
    "action it deems necessary": "such action as it deems necessary",
    "act to meet the common danger": "act to meet the common danger",
    "good offices": "good offices",
}


def explain(duty: Duty, world: WorldLike) -> str:
    """One sentence: who owes what to whom, under which article, how and subject to what.

    >>> from ramify.reasoning.obligations.answer import Step
    >>> step = Step(actor="USA", to="KOR", against="PRK", pact="kor-usa-1953", article="III")
    >>> duty = Duty(
    ...     actor="USA", to="KOR", against="PRK", what="defense", status="owed",
    ...     strength="act to meet the common danger", pact="kor-usa-1953", article="III",
    ...     name="Mutual Defense Treaty", subject_to=("constitutional processes",),
    ...     reasons=(), path=(step,))
    >>> from types import SimpleNamespace
    >>> said, terms = explain(duty, SimpleNamespace(actors={}, pacts={})).split(": ")
    >>> said
    'USA owes KOR defense under article III of the Mutual Defense Treaty'
    >>> terms
    'act to meet the common danger, in accordance with constitutional processes'
    """
    actor, to, foe = (_name(code, world) for code in (duty.actor, duty.to, duty.against))
    source = _source(duty, world.pacts.get(duty.pact))
    match duty.status:
        case "owed" | "owed after consultation":
            return f"{actor} owes {to} {duty.what} {source}{_terms(duty)}"
        case "torn":
            also = f"; but it is also bound to {foe}"
            return f"{actor} owes {to} {duty.what} against {foe} {source}{_terms(duty)}{also}"
        case "barred":
            return f"{actor} {_bar(duty, to, foe)} {source}"
        case "breached":
            return f"{actor} breaks its promise of {duty.what} to {to} {source}"
        case "excused" if duty.actor == duty.against and duty.what in RESTRAINT:
            return f"{actor} breaks no promise of {duty.what} to {to} {source}: {_why(duty)}"
        case "excused":
            return f"{actor} does not owe {to} {duty.what} {source}: {_why(duty)}"
        case "unknown":
            return f"Whether {actor} owes {to} {duty.what} {source} is not known: {_why(duty)}"


def _name(code: str | None, world: WorldLike) -> str:
    return name_of(world.actors, code)


def _source(duty: Duty, pact: Pact | None) -> str:
    """`under article III of the Mutual Defense Treaty (1953)`."""
    year = f"{pact.signed.start.year}" if pact and pact.signed else ""
    dated = f" ({year})" if year and year not in duty.name else ""
    the = "" if duty.name.lower().startswith("the ") else "the "
    cited = article_name(duty.article)
    part = cited if cited.startswith(("article", "annex", "Principle")) else f"the {cited}"
    return f"under {part} of {the}{duty.name}{dated}"


def _terms(duty: Duty) -> str:
    """How it is owed and what it stays subject to."""
    how = _HOW.get(duty.strength)
    parts = ([how] if how else []) + [_CONDITIONS[condition] for condition in duty.subject_to]
    return f": {', '.join(parts)}" if parts else ""


def _bar(duty: Duty, to: str, foe: str) -> str:
    if duty.what == "neutrality":
        return f"must stay neutral and not help {foe} against {to}"
    return f"must not attack {to}, so cannot fight for {foe}"


def _why(duty: Duty) -> str:
    """The first of the reasons that decide, those of date and kind before all others."""
    decisive: tuple[Reason, ...] = duty.decisive
    if not decisive:
        return "no reason is given"
    return decisive[0].of_pact or decisive[0].words
