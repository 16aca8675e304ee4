"""Alignment of commitments: how alike the promises of two states are, over all states.

A portfolio is what a state has promised every state, scored by the gravest promise. Two are
compared by chance-corrected agreement first (Cohen's κ and Scott's π, with squared distances),
and by S, which does not correct: most pairs have no tie, so most states look alike by S.

Sources: those of `agreement`; Leeds et al. 2002 (ATOP, the types).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ramify._errors import UnknownName
from ramify._nearest import nearest
from ramify.reasoning.exposure.agreement import GRAVEST
from ramify.reasoning.exposure.difference import Difference, Measure, Part
from ramify.reasoning.obligations.facts import name_of
from ramify.reasoning.obligations.law.great_powers import great_powers
from ramify.record.evidence import ComputedEvidence
from ramify.world.actors import Actor
from ramify.world.facts import Facts
from ramify.world.pacts import Commitment, Pact
from ramify.world.system import System

SCORES: Mapping[str, int] = {
    "defense": 3, "offense": 3, "neutrality": 2, "consultation": 2, "nonaggression": 1,
}  # fmt: skip
"""How grave a promise is; a tie counts by its gravest."""
COVERAGE = (
    "binding promises in force among the states of the day, by the gravest: defense and offense "
    "3, neutrality and consultation 2, nonaggression 1; great powers only"
)
TERMS = (
    "binding promises in force among the states of the day, by type, strength and whether the text "
    "limits them to an area; great powers only"
)
_COUNTED: Mapping[Measure, str] = {
    "alignment of commitments": COVERAGE, "alignment of terms": TERMS,
}  # fmt: skip
_LEAST = 0.02
"""The least change of κ that is told."""


Sides = tuple[tuple[str, ...], tuple[str, ...]]
"""Who is named to give and to get; nobody for all parties."""


@dataclass(frozen=True, eq=False)
class Portfolios:
    """What every state has promised every other: shape (states, states), scores of 0 to 3."""

    states: tuple[str, ...]
    scores: NDArray[np.float64]

    def of(self, state: str) -> NDArray[np.float64]:
        """The row of one state.

        Raises:
            UnknownName: it is no state of the day.
        """
        if state not in self.places:
            raise UnknownName(state, kind="state of the day", near=nearest(state, self.states))
        row: NDArray[np.float64] = self.scores[self.places[state]]
        return row

    @cached_property
    def places(self) -> dict[str, int]:
        """Where each state stands."""
        return {code: n for n, code in enumerate(self.states)}

    def kappas(self, states: Sequence[str], other: str) -> list[float | None]:
        """κ of each of some states with another, as `kappa` gives it."""
        one, rows = self.of(other), self.scores[[self.places[code] for code in states]]
        mean, means = one.mean(), rows.mean(axis=1)
        chance = ((rows - means[:, None]) ** 2).sum(axis=1) + ((one - mean) ** 2).sum()
        chance += len(one) * (means - mean) ** 2
        apart = zip(((rows - one) ** 2).sum(axis=1).tolist(), chance.tolist(), strict=True)
        return [1 - far / by_chance if by_chance else None for far, by_chance in apart]


@lru_cache(maxsize=8)
def portfolios(system: System) -> Portfolios:
    """The promises in force on the system's day, over ramify's own coded articles."""
    size = len(system.states)
    scores = np.zeros((size, size))
    if given := _given(system):
        gravest = np.repeat(
            [float(gift.terms.score) for gift in given], [len(g.cells) for g in given]
        )
        np.maximum.at(scores.ravel(), np.concatenate([gift.cells for gift in given]), gravest)
    np.fill_diagonal(scores, GRAVEST)
    scores.flags.writeable = False
    return Portfolios(system.states, scores)


class _Terms(NamedTuple):
    """What a pact promises, to some and by some."""

    score: int
    """That of the gravest promise."""
    names: tuple[str, ...]
    """Type, strength and limit of each promise, in words."""


class _Gift(NamedTuple):
    """What a pact promises on a day, and where that stands in a matrix of states, row by row."""

    terms: _Terms
    cells: NDArray[np.int64]


@lru_cache(maxsize=8)
def _given(system: System) -> list[_Gift]:
    """What the pacts of the day that bind in law promise."""
    places = {state: n for n, state in enumerate(system.states)}
    known, found = _all_terms(system.world), []
    for pact in system.pacts():
        if pact.binding:
            parties = system.parties(pact.id)
            for sides, terms in known(pact.id).items():
                by, to = (
                    np.array([places[c] for c in _of(side, parties) if c in places], np.int64)
                    for side in sides
                )
                found.append(_Gift(terms, (by[:, None] * len(places) + to).ravel()))
    return found


@lru_cache(maxsize=4)
def _all_terms(world: Facts) -> Callable[[str], dict[Sides, _Terms]]:
    """What each pact of a world promises, by its id, found when it is first asked for."""
    return cache(lambda code: _terms_of(world.pacts[code]))


def _terms_of(pact: Pact) -> dict[Sides, _Terms]:
    """What a pact promises, by who is named to give and to get it."""
    found: dict[Sides, list[Commitment]] = defaultdict(list)
    for commitment in (c for article in pact.articles for c in article.commitments):
        if commitment.type in SCORES:
            found[commitment.by, commitment.to].append(commitment)
    return {
        sides: _Terms(max(SCORES[c.type] for c in held), tuple(sorted({_named(c) for c in held})))
        for sides, held in found.items()
    }


def _named(commitment: Commitment) -> str:
    limited = ", in an area" if commitment.scope else ""
    return f"{commitment.type} ({commitment.strength}{limited})"


def _of(named: Sequence[str], parties: Sequence[str]) -> Sequence[str]:
    """Those an article names, as far as they are bound on the day; all parties if it names none."""
    return [code for code in named if code in parties] if named else parties


@dataclass(frozen=True, eq=False)
class Terms:
    """On what terms every state has promised every other: shape (states, states), as labels.

    The terms of a promise are its type, its strength, and whether the text limits it to an area.
    """

    states: tuple[str, ...]
    labels: NDArray[np.int64]
    words: tuple[str, ...]
    """What each label stands for."""

    def kappas(self, states: Sequence[str], other: str) -> list[float | None]:
        """How often each of some states has promised others what another has, beyond chance.

        Cohen's κ of labels, (p - c) / (1 - c): p is the share of states promised the same, c what
        their shares of labels would give by chance; None where nothing varies.
        """
        shares = self._shares
        rows, row = [self.places[code] for code in states], self.places[other]
        alike = (self.labels[rows] == self.labels[row]).mean(axis=1)
        chance = shares[rows] @ shares[row]
        pairs = zip(alike.tolist(), chance.tolist(), strict=True)
        return [(p - c) / (1 - c) if c < 1 else None for p, c in pairs]

    @cached_property
    def places(self) -> dict[str, int]:
        """Where each state stands."""
        return {code: n for n, code in enumerate(self.states)}

    @cached_property
    def _shares(self) -> NDArray[np.float64]:
        size, kinds = len(self.states), len(self.words)
        places = self.labels + kinds * np.arange(size)[:, None]
        counts = np.bincount(places.ravel(), minlength=size * kinds).reshape(size, kinds)
        return np.asarray(counts / size, np.float64)


@lru_cache(maxsize=8)
def terms(system: System) -> Terms:
    """The terms in force on the system's day, over ramify's own coded articles.

    >>> from ramify.world.world import World
    >>> found = terms(World.packaged().at("2024-07-01"))
    >>> place = found.states.index
    >>> found.words[found.labels[place("CHN"), place("PRK")]]
    'defense (all means at its disposal), nonaggression (refrain)'
    """
    size = len(system.states)
    bits: dict[str, int] = {"itself": 1}
    given = np.diag(np.ones(size, np.int64))
    if gifts := _given(system):
        kind_of = [
            sum(bits.setdefault(name, 1 << len(bits)) for name in gift.terms.names)
            for gift in gifts
        ]
        every = np.repeat(kind_of, [len(gift.cells) for gift in gifts])
        np.bitwise_or.at(given.ravel(), np.concatenate([gift.cells for gift in gifts]), every)
    np.fill_diagonal(given, 1)
    some = given > 0
    told_of = given[some]
    kinds = np.unique(told_of)
    labels = np.zeros(given.shape, np.int64)
    labels[some] = np.searchsorted(kinds, told_of) + 1
    told = (
        ", ".join(sorted(name for name, bit in bits.items() if bit & kind))
        for kind in kinds.tolist()
    )
    return Terms(system.states, labels, ("nothing", *told))


def alignment_differences(
    before: System, after: System, actors: Sequence[str]
) -> Iterator[Difference]:
    """How the portfolios of actors came nearer to those of the great powers, or drew away (κ)."""
    then, now = portfolios(before), portfolios(after)
    moved = cache(lambda holder: _moved(after, then, now, holder))
    for actor, power, values in _shifts((then, now), after, actors):
        parts = moved(actor) + moved(power)
        yield _difference("alignment of commitments", values, actor, power, parts)


def term_differences(before: System, after: System, actors: Sequence[str]) -> Iterator[Difference]:
    """How the terms of what actors have promised came nearer to those of the great powers (κ)."""
    then, now = terms(before), terms(after)
    moved = cache(lambda holder: _moved_terms(after, then, now, holder))
    for actor, power, values in _shifts((then, now), after, actors):
        parts = moved(actor) + moved(power)
        yield _difference("alignment of terms", values, actor, power, parts)


def _shifts(
    held: tuple[Portfolios, Portfolios] | tuple[Terms, Terms], after: System, actors: Sequence[str]
) -> Iterator[tuple[str, str, tuple[float | None, float | None]]]:
    """The κ before and after of each actor and great power, where it is not nearly the same."""
    then, now = held
    there = {*then.states} & {*now.states}
    states, powers = ([code for code in some if code in there] for some in (actors, _powers(after)))
    values = {
        power: zip(then.kappas(states, power), now.kappas(states, power), strict=True)
        for power in powers
    }
    for actor in states:
        for power in powers:
            old, new = next(values[power])
            told = old is None or new is None or abs(new - old) >= _LEAST
            if actor != power and told:
                yield actor, power, (old, new)


def _powers(system: System) -> list[str]:
    return sorted(great_powers(system.on))


def _difference(
    measure: Measure,
    values: tuple[float | None, float | None],
    actor: str,
    power: str,
    parts: tuple[Part, ...],
) -> Difference:
    missing = () if None not in values else ("one of the two has made no promise at all",)
    return Difference.against(
        measure, (actor, power), values, "κ", parts, _COUNTED[measure], missing
    )


def _moved(after: System, then: Portfolios, now: Portfolios, holder: str) -> tuple[Part, ...]:
    """What a state has promised whom before and after, where that is not the same."""
    names, held = after.world.actors, _held_twice(then.states, now.states)
    old, new = then.of(holder)[held.then], now.of(holder)[held.now]
    said, moved = _promised_by(holder, names), np.flatnonzero(old != new)
    shares = zip(old[moved].tolist(), new[moved].tolist(), strict=True)
    parts = []
    for n, both in zip(moved.tolist(), shares, strict=True):
        words = said + name_of(names, state := held.states[n])
        parts.append(Part.of((holder, state), both, words, "", _scored(both)))
    return tuple(parts)


def _promised_by(holder: str, names: Mapping[str, Actor]) -> str:
    return f"what {name_of(names, holder)} has promised "


@cache
def _scored(shares: tuple[float, float]) -> tuple[ComputedEvidence]:
    inputs = tuple(f"{share:.0f}" for share in shares)
    return (ComputedEvidence(by="gravest promise in force", inputs=inputs),)


class _HeldTwice(NamedTuple):
    """The states of both days, and where each stands among those of either."""

    states: tuple[str, ...]
    then: NDArray[np.int64]
    now: NDArray[np.int64]


@lru_cache(maxsize=8)
def _held_twice(then: tuple[str, ...], now: tuple[str, ...]) -> _HeldTwice:
    places = {code: n for n, code in enumerate(then)}
    both = [(code, places[code], n) for n, code in enumerate(now) if code in places]
    old, new = (np.array([row[n] for row in both], np.int64) for n in (1, 2))
    return _HeldTwice(tuple(code for code, _, _ in both), old, new)


@cache
def _on_terms(then: str, now: str) -> tuple[tuple[float, float], str, tuple[ComputedEvidence]]:
    """What a part says of the terms on two days: shares, what it rests on, evidence."""
    evidence = ComputedEvidence(by="terms in force", inputs=(then, now))
    gone = now == "nothing"
    return (1.0, 0.0) if gone else (0.0, 1.0), then if gone else now, (evidence,)


def _moved_terms(after: System, then: Terms, now: Terms, holder: str) -> tuple[Part, ...]:
    """On what terms a state has promised whom before and after, where that is not the same."""
    names, held = after.world.actors, _held_twice(then.states, now.states)
    old = then.labels[then.places[holder]][held.then]
    new = now.labels[now.places[holder]][held.now]
    said = _promised_by(holder, names)
    moved = np.flatnonzero(_as_now(then.words, now.words)[old] != new)
    parts = []
    for n, a, b in zip(moved.tolist(), old[moved].tolist(), new[moved].tolist(), strict=True):
        shares, by, evidence = _on_terms(then.words[a], now.words[b])
        words = said + name_of(names, state := held.states[n])
        parts.append(Part.of((holder, state), shares, words, by, evidence))
    return tuple(parts)


@lru_cache(maxsize=8)
def _as_now(then: tuple[str, ...], now: tuple[str, ...]) -> NDArray[np.int64]:
    """The labels of one day by those of another that stand for the same; -1 for none."""
    places = {words: n for n, words in enumerate(now)}
    return np.array([places.get(words, -1) for words in then], np.int64)
