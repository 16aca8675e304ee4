"""The measures against the same computed plainly, pact by pact, and on facts nobody asked of."""

from __future__ import annotations

import pytest

from ramify import World, exposed
from ramify.reasoning.exposure.agreement import GRAVEST
from ramify.reasoning.exposure.alignment import SCORES, portfolios, terms
from ramify.reasoning.exposure.defenders import bound_to, defenders
from ramify.reasoning.exposure.frontier import alliances, frontier_lengths
from ramify.reasoning.obligations.law.promises import DEFENDS, open_book
from ramify.world.pacts import Commitment, Pact
from ramify.world.system import System

WORLD = World.packaged()
DAYS = ["1914-07-01", "1938-03-01", "1955-07-01", "1979-12-07", "2012-06-15"]
PAIRS = [("2012-06-15", "2007-06-16"), ("1984-12-07", "1979-12-08"), ("1939-09-02", "1938-03-01")]


def test_what_is_kept_over_days_changes_nothing() -> None:
    """On facts that others were asked of before, in another order, and on a copy of them."""
    for on, against in reversed(PAIRS):
        exposed(against, against=on, world=WORLD)
    for on, against in PAIRS:
        copy = WORLD.with_pacts()
        alone = exposed(on, against=against, world=copy).to_json()
        assert alone == exposed(on, against=against, world=WORLD).to_json()
        assert len(alone) > 100_000


def _commitments(system: System) -> list[tuple[Pact, Commitment]]:
    return [
        (pact, commitment)
        for pact in system.pacts()
        for article in pact.articles
        for commitment in article.commitments
        if pact.binding and commitment.type in SCORES
    ]


@pytest.mark.parametrize("day", DAYS)
def test_portfolios_and_terms_are_those_of_each_promise_by_itself(day: str) -> None:
    system = WORLD.at(day)
    scores = {(a, b): 0 for a in system.states for b in system.states}
    names: dict[tuple[str, str], set[str]] = {pair: set() for pair in scores}
    for pact, held in _commitments(system):
        parties = system.parties(pact)
        for a in held.by or parties:
            for b in held.to or parties:
                if (a, b) in scores and a in parties and b in parties:
                    scores[a, b] = max(scores[a, b], SCORES[held.type])
                    limited = ", in an area" if held.scope else ""
                    names[a, b].add(f"{held.type} ({held.strength}{limited})")
    found, on_terms = portfolios(system), terms(system)
    for (a, b), score in scores.items():
        cell = found.places[a], found.places[b]
        told = ", ".join(sorted(names[a, b])) or "nothing"
        assert found.scores[cell] == (GRAVEST if a == b else score)
        assert on_terms.words[on_terms.labels[cell]] == ("itself" if a == b else told)


@pytest.mark.parametrize("day", DAYS)
def test_defenders_are_those_of_each_promise_by_itself(day: str) -> None:
    system = WORLD.at(day)
    book = open_book(WORLD, system.on)
    for state in system.states:
        verdicts = {
            (ower, book.binds(promise, ower, state))
            for promise in book.held.get(state, ())
            if promise.commitment.type in DEFENDS and promise.pact.binding
            for ower in promise.owers
            if ower not in {*book.gone, state}
        }
        certain = {ower for ower, verdict in verdicts if verdict}
        maybe = {ower for ower, verdict in verdicts if verdict is None} - certain
        assert bound_to(system, state) == (certain, maybe)
        assert {code for code, d in defenders(system, state).items() if d.certain} == certain


@pytest.mark.parametrize("day", ["1955-07-01", "2012-06-15", "2024-07-01"])
def test_frontiers_are_those_of_each_border_by_itself(day: str) -> None:
    system = WORLD.at(day)
    for name, members in alliances(system).items():
        found: dict[str, list[float | None]] = {}
        for border in {b for code in members for b in system.neighbours(code)}:
            outside = {border.a, border.b} - members
            if len(outside) == 1:
                found.setdefault(*outside, []).append(border.km)
        assert frontier_lengths(system, name) == {
            other: (None if None in kms else pytest.approx(sum(kms)), len(kms))
            for other, kms in found.items()
        }
