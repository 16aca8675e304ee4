"""Pacts: agreements, their articles, and the commitments the articles yield."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal, NamedTuple, Self

from pydantic import model_validator

from ramify._table import Table
from ramify._value import Value
from ramify.world.when import Day, When, day, holds

CommitmentType = Literal[
    "defense", "offense", "neutrality", "nonaggression", "consultation",
    "assistance", "basing", "transit", "arms supply", "intelligence", "technology",
    "economic cooperation", "military cooperation", "political cooperation",
    "nonrecognition", "guarantee", "assurance",
]  # fmt: skip
"""The first five as the Alliance Treaty Obligations and Provisions project codes them."""

TriggerEvent = Literal["armed attack", "armed aggression", "war", "threat", "hostilities", "any"]
Target = Literal[
    "territory", "forces", "ships", "aircraft", "networks", "satellites", "cables", "pipelines",
]  # fmt: skip
"""What is struck; `networks` by computer, `satellites` in space, the last two mostly at sea."""
Condition = Literal[
    "unprovoked", "consultation first", "constitutional processes", "own laws", "article 51",
    "security council decision", "until security council acts", "request of the victim",
    "joint decision", "two or more attackers", "great power attacker", "recognition of the attack",
    "own policy",
]  # fmt: skip
Strength = Literal[
    "all means at its disposal", "armed force", "military assistance", "aid and assistance",
    "action it deems necessary", "act to meet the common danger", "good offices", "consult",
    "refrain", "unknown",
]  # fmt: skip
Title = Literal["recognised", "administered", "metropolitan", "any"]


class Trigger(Value):
    """What sets a commitment off. Empty `by` and `against` mean anybody and anything."""

    event: TriggerEvent
    by: tuple[str, ...] = ()
    """Ids of the attackers meant; empty for anyone."""
    by_allies_of: tuple[str, ...] = ()
    """Ids of states whose allies of the day are meant as well, as in the Finnish–Soviet agreement
    of 1948 (Germany or any state allied with it)."""
    by_joined: bool = False
    """A state that has joined one of `by` in the same war is meant as well, as in the
    Soviet–Polish treaty of 1945 (Germany or a state joined with it in such a war)."""
    by_others: bool = False
    """Only an attack by an actor that is not a party counts."""
    by_parties: bool = False
    """The text means an attack by a party too, as pacts that forbid force among the parties and
    answer it together; if neither is said, whether a party's attack counts is open."""
    future: bool = False
    """Only an attack that begins after the signature counts, as in agreements made in a war on
    what is done after the next attack."""
    supported_by: tuple[str, ...] = ()
    """Ids of powers of which one must support the attacker, as in Article II of the Dual Alliance
    of 1879 (another power, supported by Russia); empty if the article does not ask for it."""
    against: tuple[Target, ...] = ()
    """What must be attacked; empty if the text does not say, which is read as anything but for
    networks, satellites, cables and pipelines: whether that is an armed attack is open."""
    case_by_case: tuple[Target, ...] = ()
    """What the parties have since said may be such an attack, to be decided case by case."""


class Scope(Value):
    """Where an attack must fall for the commitment to apply."""

    title: Title = "recognised"
    """What makes a place the protected party's: law, control, or being part of the homeland."""
    areas: tuple[str, ...] = ()
    """Areas the place must lie in, such as `europe`; empty for no limit."""
    includes: tuple[str, ...] = ()
    """Territories that count although the rest would leave them out."""
    excludes: tuple[str, ...] = ()
    unsettled: tuple[str, ...] = ()
    """Territories of which it is not settled whether the article covers them."""
    of_parties: bool = False
    """On land, only where the recognised sovereign is itself a party on that day, as in Article 6
    of the North Atlantic Treaty (forces "in or over any of these territories")."""


class Suspension(Value):
    """A time in which a party's part was suspended or frozen and it did not leave: its duties
    and those owed to it are held to go on, and an answer says so."""

    start: When
    end: When | None = None
    words: str


class Party(Value):
    """A party with the first and last day on which it was bound."""

    actor: str
    start: When | None = None
    """None: since the pact came into force."""
    end: When | None = None
    """None: until the pact ends."""
    how: Literal["original", "accession", "succession"] = "original"
    left: Literal["denunciation", "withdrawal", "expulsion", "suspension", "state ended"] | None = (
        None
    )
    suspended: tuple[Suspension, ...] = ()
    note: str | None = None


class Commitment(Value):
    """What one article binds somebody to do, for whom, when, where and how strongly.

    Source: categories of Leeds, Ritter, Mitchell and Long 2002 (ATOP), with the
    trigger, scope, conditions and strength read from the article.
    """

    type: CommitmentType
    by: tuple[str, ...] = ()
    """Ids of the parties that owe it; empty for every party."""
    to: tuple[str, ...] = ()
    """Ids of those it is owed to, a third state for a guarantee; empty for every other party."""
    trigger: Trigger | None = None
    scope: Scope | None = None
    """None if the text names no limit: all recognised territory of the protected party."""
    conditions: tuple[Condition, ...] = ()
    once_helped_by: tuple[str, ...] = ()
    """Ids of states of which one must help the holder first, as France in the protocol of the
    Soviet–Czechoslovak treaty of 1935; empty if the article does not ask for it."""
    own_policy: tuple[Party, ...] = ()
    """Parties, with their days, of which the text leaves the kind of help to their own policy, as
    that of neutral members of the European Union."""
    strength: Strength = "unknown"
    field: str | None = None
    """The field of a cooperation commitment, such as `outer space`."""
    start: When | None = None
    end: When | None = None
    """Own dates, where the commitment did not run as long as the pact."""
    doubt: str | None = None
    """What is disputed or not known of whether it binds, in a few words: told wherever it does."""
    note: str | None = None

    def leaves_to(self, actor: str, on: date) -> bool:
        """Whether a party helps in a way of its own choice on a day."""
        return any(p.actor == actor and bool(holds(p.start, p.end, on)) for p in self.own_policy)


class Article(Value):
    """An article, paraphrased, with the commitments it yields."""

    ref: str
    """The text's own reference: `5`, `IV`, `preamble`."""
    says: str
    commitments: tuple[Commitment, ...] = ()


class Ratification(Value):
    """The day on which a party ratified a pact, or gave notice that it had."""

    by: str
    on: When


class Pact(Value):
    """An agreement between states, article by article.

    `in_force` is None if it never came into force, as `never` says, or if the day is not
    known: it is *signed, force not known*. `end` is the last day in force.
    """

    id: str
    name: str
    short: str
    alone: str | None = None
    """The end of `short` that one says where its two sides stand beside it: `treaty of 1951`; None
    where it does not begin with them."""
    kind: Literal[
        "treaty", "exchange of notes", "declaration", "memorandum", "charter", "grouping", "law"
    ] = "treaty"
    """A `law` is an act of one state's own: binding at home, no treaty."""
    binding: bool = True
    """Whether the parties meant it to bind them in law."""
    read: bool = True
    """Whether its articles were read; if not, what it binds to is unknown, not nothing."""
    signed: When | None = None
    place: str | None = None
    in_force: When | None = None
    never: bool = False
    """Whether it is known that it never came into force."""
    ratified: tuple[Ratification, ...] = ()
    end: When | None = None
    ended: (
        Literal[
            "expired", "denounced", "superseded", "state ended", "dissolved", "lapsed", "broken"
        ]
        | None
    ) = None
    term: str | None = None
    """How long it runs and how it is renewed or ended, in a few words."""
    succeeds: tuple[str, ...] = ()
    implements: tuple[str, ...] = ()
    group: str | None = None
    """Id of the group whose members are its parties (NATO, CSTO)."""
    parties: tuple[Party, ...]
    articles: tuple[Article, ...] = ()
    atop: tuple[int, ...] = ()
    """ATOP numbers of the same agreement, where known."""
    sources: tuple[str, ...]
    note: str | None = None

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        for earlier, later, words in (
            (self.signed, self.end, "ends before it was signed"),
            (self.in_force, self.end, "ends before it came into force"),
        ):
            if earlier and later and later.end < earlier.start:
                raise ValueError(words)
        if self.alone and not self.short.endswith(f" {self.alone}"):
            raise ValueError(f"`short` does not end in {self.alone!r}, as `alone` has it")
        if not self.parties:
            raise ValueError("a pact needs parties")
        if self.never and self.in_force:
            raise ValueError("came into force and never did; give one of the two")
        if self.kind == "law" and (self.binding or len(self.parties) > 1):
            raise ValueError("a law has one party and `binding = false`: it is no treaty")
        if others := {r.by for r in self.ratified} - {party.actor for party in self.parties}:
            raise ValueError(f"ratified by {', '.join(sorted(others))}, no party to it")
        return self

    @property
    def bound(self) -> str:
        """What it binds, if it does not bind its parties to each other; else nothing."""
        if self.kind == "law":
            return "binding at home, no treaty"
        return "" if self.binding else "not legally binding"

    def of_year(self, words: str) -> str:
        """What it is called, with the year in which it was signed unless that is in the words."""
        year = f"{self.signed.start.year}" if self.signed else ""
        return f"{words} of {year}" if year and year not in words else words

    def holds(self, on: Day) -> bool | None:
        """Whether it is in force on a day; None if that is not known."""
        on = day(on)
        if self.in_force is None:
            if self.signed is None or on < self.signed.start:
                return False
            return None if self.binding and not self.never else False
        return holds(self.in_force, self.end, on)

    @property
    def force_unknown(self) -> bool:
        """Whether it was signed and it is not known whether and when it came into force."""
        return self.in_force is None and not self.never


class PactRow(NamedTuple):
    """A pact as a row of a table."""

    id: str
    name: str
    signed: When | None
    in_force: When | None
    end: When | None
    parties: tuple[str, ...]
    """Ids of all that ever were parties."""
    promises: tuple[str, ...]
    """Types of its commitments, each once."""


def pact_row(pact: Pact) -> PactRow:
    """What a table says of a pact."""
    parties = tuple(dict.fromkeys(party.actor for party in pact.parties))
    types = (c.type for article in pact.articles for c in article.commitments)
    return PactRow(
        pact.id, pact.short, pact.signed, pact.in_force, pact.end, parties,
        tuple(dict.fromkeys(types)),
    )  # fmt: skip


def pact_table(pacts: Iterable[Pact]) -> Table[Pact]:
    """Pacts as a table: who is bound, when, and by what kinds of promise."""
    return Table(pacts, PactRow, pact_row)
