"""Surveys: who would be bound by each of many attacks, one row a duty, without the reasons."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Set
from dataclasses import dataclass, field
from itertools import chain, permutations
from typing import NamedTuple, Protocol

from ramify._table import Tabular
from ramify.reasoning.obligations.answer import Status
from ramify.reasoning.obligations.facts import SystemLike, name_of
from ramify.reasoning.obligations.law.lifetimes import life_of, membership_of
from ramify.reasoning.obligations.law.promises import (
    FORCE,
    Promise,
    open_book,
)
from ramify.reasoning.obligations.law.wars import at_war
from ramify.reasoning.obligations.rounds.engine import work_out
from ramify.reasoning.obligations.rounds.outcome import Told, in_order
from ramify.reasoning.obligations.rounds.symmetry import Likeness, exchange
from ramify.reasoning.obligations.situation import Attack, Situation
from ramify.world.actors import known_actor
from ramify.world.pacts import CommitmentType
from ramify.world.wording import listing

Pair = tuple[str, str]
"""Attacker and victim."""


class StatesLike(SystemLike, Protocol):
    """A system that can list its states; `ramify.System` is one."""

    @property
    def states(self) -> tuple[str, ...]: ...


class Bound(NamedTuple):
    """A duty in a hypothetical attack: the fields of `Duty` that tell who owes what to whom."""

    attacker: str
    victim: str
    actor: str
    to: str
    against: str | None
    what: CommitmentType
    status: Status
    round: int
    pact: str
    article: str

    @property
    def fights(self) -> bool:
        """Whether it is a duty to fight, at once or after talks."""
        return self.what in FORCE and self.status in ("owed", "owed after consultation")


class Survey(Tabular):
    """The duties of many attacks, worked out as they are asked for and kept nowhere.

    As a table it has a row a duty; going over it again works it out again.
    """

    def __init__(
        self, system: StatesLike, pairs: Iterable[Pair] | None, *, wars: bool = True
    ) -> None:
        self.system, self.wars = system, wars
        self.pairs = None if pairs is None else tuple(pairs)
        for actor in chain.from_iterable(self.pairs or ()):
            known_actor(system.world, actor)

    @property
    def row_type(self) -> type[Bound]:
        return Bound

    @property
    def rows(self) -> Iterator[Bound]:
        models = _Models(self.system, wars=self.wars)
        for pair in permutations(self.system.states, 2) if self.pairs is None else self.pairs:
            yield from models.model(pair).rows(pair)

    def __iter__(self) -> Iterator[Bound]:
        return self.rows


def survey(system: StatesLike, pairs: Iterable[Pair] | None = None, *, wars: bool = True) -> Survey:
    """The duties that each attack gives rise to, the excused left out.

    Without `pairs`, every state attacks every other. Each is an armed attack on the
    metropolitan territory of the victim on the system's day, of which it is not known whether
    it was provoked; one that is part of a war on file, or answers it, is judged as that unless
    `wars` is False. The rows of one attack are the duties of
    `obligations(system, situation, excused=False)`, in the same order; ask that for reasons.
    Attacks that differ only in who stands where are worked out once (`likeness`).

    Raises:
        UnknownName: a pair names an actor the world does not know.
        ValueError: a pair names one actor twice.

    >>> from ramify.world.world import World
    >>> rows = survey(World.packaged().at("2024-07-01"), [("PRK", "KOR")])
    >>> [(row.actor, row.pact, row.article) for row in rows if row.fights and row.to == "KOR"]
    [('USA', 'kor-usa-1953', 'III')]
    """
    return Survey(system, pairs, wars=wars)


_row = tuple.__new__
"""Makes a row of its fields, in a third of the time of `_make`."""


class _Model(NamedTuple):
    """What is told of one attack, and so of all that are like it."""

    pair: Pair
    shown: tuple[Told, ...]

    def rows(self, pair: Pair) -> Iterator[Bound]:
        """The rows of an attack like it, whose sides take the places of the model's."""
        attacker, victim = pair
        shown: Iterable[Told] = self.shown
        if pair != self.pair:
            name = exchange(self.pair, pair).get
            shown = [
                (rank, name(actor, actor), name(to, to), name(foe, foe), place, what, apart, status)
                for rank, actor, to, foe, place, what, apart, status in shown
            ]
        for rank, actor, to, against, _, what, _, status in in_order(shown):
            foe, (round_, _, _, pact, article) = against or None, rank
            told = (attacker, victim, actor, to, foe, what, status, round_, pact, article)
            yield _row(Bound, told)


class _Models:
    """The attacks worked out so far."""

    def __init__(self, system: SystemLike, *, wars: bool = True) -> None:
        self.system, self.wars = system, wars
        self.warring = at_war(system.world, system.on) if wars else frozenset()
        self.likeness = Likeness(open_book(system.world, system.on))
        self.known: dict[Hashable, dict[frozenset[Promise], dict[Hashable, _Model]]] = {}
        """By what victims have in common, the promises heard, and what attackers have."""

    def model(self, pair: Pair) -> _Model:
        """One like an attack, worked out if there is none yet."""
        attacker, victim = pair
        if pair in self.warring:
            return self._worked_out(pair)[0]
        known = self.known.setdefault(self.likeness.of_victim(victim), {})
        for heard, models in known.items():
            model = models.get(self.likeness.of_attacker(attacker, heard))
            if model is not None:
                return model
        model, asked = self._worked_out(pair)
        decisive = self.likeness.decisive(attacker, asked)
        models = known.setdefault(decisive, {})
        models[self.likeness.of_attacker(attacker, decisive)] = model
        return model

    def _worked_out(self, pair: Pair) -> tuple[_Model, Set[Promise]]:
        """An attack worked out for itself, and the promises heard."""
        attack = Attack(attacker=pair[0], victim=pair[1])
        situation = Situation(on=self.system.on, attacks=(attack,))
        outcome = work_out(self.system, situation, excused=False, wars=self.wars)
        model = _Model(pair, tuple(told for told, _ in outcome.shown()))
        return model, outcome.theatre.heard


class Doubt(NamedTuple):
    """A pact of which it is not known whether it binds a party on the day."""

    pact: str
    actor: str
    """Empty if it may bind nobody any more."""


@dataclass
class SurveyTally:
    """How many are bound to fight, counted as the rows of a survey go by.

    What turns on whether somebody is a party at all is the same doubt in thousands of rows:
    `doubts` counts these, and `settled` leaves them out.
    """

    system: SystemLike
    rows: int = 0
    doubts: Counter[Doubt] = field(default_factory=Counter)
    at_once: dict[Pair, set[str]] = field(default_factory=dict)
    """By attack, who owes the victim a fight at once."""
    in_all: dict[Pair, set[str]] = field(default_factory=dict)
    """By attack, who owes anybody a fight, if those bound before honour their word."""

    def counting(self, rows: Iterable[Bound]) -> Iterator[Bound]:
        """The rows as they are, counted."""
        for row in rows:
            self.rows += 1
            if row.fights:
                pair = row.attacker, row.victim
                self.in_all.setdefault(pair, set()).add(row.actor)
                if row.round == 0 and row.to == row.victim:
                    self.at_once.setdefault(pair, set()).add(row.actor)
            yield row

    def settled(self, rows: Iterable[Bound]) -> Iterator[Bound]:
        """The rows but for those that turn on whether somebody is a party, which are counted."""
        book, pacts = open_book(self.system.world, self.system.on), self.system.world.pacts
        for row in rows:
            sides = (row.actor, row.to) if row.status == "unknown" else ()
            pact = pacts[row.pact]
            doubted = next((code for code in sides if book.bound(pact, code) is None), None)
            if doubted is None:
                yield row
            else:
                alive = pact.holds(self.system.on)
                self.doubts[Doubt(row.pact, doubted if alive else "")] += 1

    def doubted(self) -> Iterator[str]:
        """A line for each reason why a pact may not bind, the commonest first, with its rows."""
        world = self.system.world
        found, counts = defaultdict[str, list[str]](list), Counter[str]()
        for doubt, count in self.doubts.items():
            pact = world.pacts[doubt.pact]
            words = life_of(pact, self.system.on).words
            if doubt.actor:
                words = membership_of(pact, doubt.actor, "each").words
                found[words].append(name_of(world.actors, doubt.actor))
            counts[words] += count
        for words, count in counts.most_common():
            match sorted(found.get(words, ())):
                case []:
                    said = words
                case [one]:
                    said = words.replace("each", one, 1)
                case several:
                    said = f"{listing(several)}: {words}"
            yield f"{said} ({count:,})"

    def defended(self) -> list[tuple[str, int, int]]:
        """Victims that have defenders at once: most and fewest of them, by attacker.

        An attacker against which nobody owes the victim a fight is left out of the fewest.
        """
        sizes: dict[str, list[int]] = {}
        for (_, victim), actors in self.at_once.items():
            sizes.setdefault(victim, []).append(len(actors))
        found = ((victim, max(counts), min(counts)) for victim, counts in sizes.items())
        return sorted(found, key=lambda row: (-row[1], -row[2], row[0]))

    def widest(self) -> list[tuple[str, tuple[str, ...], int]]:
        """Victims, the attackers of each that bind most to fight in any round, and how many."""
        found: dict[str, tuple[int, list[str]]] = {}
        for (attacker, victim), actors in self.in_all.items():
            most, attackers = found.get(victim, (0, []))
            if len(actors) > most:
                found[victim] = len(actors), [attacker]
            elif len(actors) == most:
                attackers.append(attacker)
        rows = ((victim, tuple(sorted(by)), most) for victim, (most, by) in found.items())
        return sorted(rows, key=lambda row: (-row[2], row[0]))
