"""Checking a pact that somebody wrote: it raises nothing and repairs nothing, it lists."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from ramify._errors import InputError
from ramify.world.load import Problem, line_of, read_pact
from ramify.world.pacts import Commitment, Pact, Party
from ramify.world.when import When
from ramify.world.wording import listing

if TYPE_CHECKING:
    from ramify.world.world import World

_NEED_TRIGGER = ("defense", "offense", "guarantee")


def check_pact(path: Path, world: World) -> tuple[Problem, ...]:
    """Everything that is wrong with a pact file: its form, then its facts against the world.

    Raises:
        InputError: the file cannot be read as text.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise InputError("no such file", where=str(path)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read: {error}", where=str(path)) from None
    try:
        pact = Pact.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        return (Problem(line=_line_said(error), words=f"not valid TOML: {error}"),)
    except ValidationError as error:
        return tuple(_form(text, error))
    return tuple(_facts(text, pact, world))


def valid_pact(path: Path, world: World) -> Pact:
    """The pact of a file, which is refused with the first of its mistakes if it has any.

    Raises:
        InputError: no such file, or no valid pact, with the line.
    """
    if problems := check_pact(path, world):
        where = f"{path.name}, line {problems[0].line}"
        repair = f"`ramify pact check {path}` lists all mistakes"
        raise InputError(problems[0].words, where=where, repair=repair)
    return read_pact(path)


def _line_said(error: tomllib.TOMLDecodeError) -> int:
    """The line a TOML error names in its message, which is the only place it has it."""
    match = re.search(r"at line (\d+)", str(error))
    return int(match[1]) if match else 1


def _form(text: str, error: ValidationError) -> Iterator[Problem]:
    for problem in error.errors(include_url=False, include_context=False):
        field = ".".join(str(part) for part in problem["loc"] if isinstance(part, str))
        words = problem["msg"].removeprefix("Value error, ")
        if problem["type"] == "extra_forbidden":
            words = "a pact file has no such key"
        said = f"{field}: {words}" if field else words
        yield Problem(line=line_of(text, problem["loc"]), words=said)


def _facts(text: str, pact: Pact, world: World) -> Iterator[Problem]:
    yield from _parties(text, pact, world)
    for n, article in enumerate(pact.articles):
        for m, commitment in enumerate(article.commitments):
            place = ("articles", n, "commitments", m)
            for words in _commitment(commitment, pact, world):
                yield Problem(line=line_of(text, place), words=f"article {article.ref}: {words}")
    for code in (*pact.succeeds, *pact.implements):
        if code not in world.pacts and code != pact.id:
            yield Problem(line=line_of(text, ("succeeds",)), words=f"no pact {code!r} is coded")
    if loop := _loop(pact, world):
        words = f"succession runs in a circle: {' → '.join(loop)}"
        yield Problem(line=line_of(text, ("succeeds",)), words=words)


def _parties(text: str, pact: Pact, world: World) -> Iterator[Problem]:
    terms: dict[str, list[Party]] = {}
    for n, party in enumerate(pact.parties):
        line = line_of(text, ("parties", n))
        if party.actor not in world.actors:
            near = world.gazetteer.near(party.actor)
            hint = f"; did you mean {', '.join(near)}?" if near else ""
            yield Problem(line=line, words=f"unknown party {party.actor!r}{hint}")
            continue
        yield from (Problem(line=line, words=words) for words in _existed(party, pact, world))
        for earlier in terms.setdefault(party.actor, []):
            if _overlap(earlier, party):
                yield Problem(line=line, words=f"{party.actor} is a party twice at one time")
        terms[party.actor].append(party)


def _existed(party: Party, pact: Pact, world: World) -> Iterator[str]:
    """A party must exist when it is bound; a note may argue why one that did not could be."""
    start = party.start or pact.in_force or pact.signed
    lives = [actor for actor in world.lives if actor.id == party.actor]
    if start is None or start.end < world.about.coverage["states"].start or party.note:
        return
    if all(actor.exists(start.end) is False for actor in lives):
        spans = listing(f"{actor.start or '?'} to {actor.end or 'now'}" for actor in lives)
        yield f"{party.actor} did not exist on {start} (it existed from {spans})"


def _overlap(a: Party, b: Party) -> bool:
    first, last = When("0001"), When("9999")
    return (a.start or first).start <= (b.end or last).end and (b.start or first).start <= (
        a.end or last
    ).end


def _commitment(commitment: Commitment, pact: Pact, world: World) -> Iterator[str]:
    if commitment.type in _NEED_TRIGGER and commitment.trigger is None:
        yield f"a {commitment.type} commitment needs a trigger"
    parties = {party.actor for party in pact.parties}
    for code in commitment.by:
        if code not in parties:
            yield f"{code} owes it but is no party"
    trigger = commitment.trigger
    meant = (*trigger.by, *trigger.by_allies_of, *trigger.supported_by) if trigger else ()
    if trigger and trigger.by_others and trigger.by_parties:
        yield "means attacks by others only, and by parties too; give one of the two"
    if trigger and trigger.future and pact.signed is None:
        yield "means attacks after the signature, and no day of signature is given"
    for code in (*commitment.to, *meant, *commitment.once_helped_by):
        if code not in world.actors:
            yield f"unknown actor {code!r}"
    scope = commitment.scope
    known = {*world.territories, *world.actors}
    for place in (*scope.includes, *scope.excludes, *scope.unsettled) if scope else ():
        if place not in known:
            yield f"unknown territory {place!r}"


def _loop(pact: Pact, world: World) -> tuple[str, ...]:
    """The chain of succession that leads back to the pact, if there is one."""
    chains: list[tuple[str, ...]] = [(pact.id, code) for code in pact.succeeds]
    while chains:
        chain = chains.pop()
        if chain[-1] == pact.id:
            return chain
        later = world.pacts.get(chain[-1])
        if later and chain[-1] not in chain[:-1]:
            chains += [(*chain, code) for code in later.succeeds]
    return ()
