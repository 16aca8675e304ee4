"""The first screen of an answer: who must fight, who must consult, and what is open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple, get_args

from ramify._table import Tabular
from ramify._value import Value
from ramify.reasoning.symbols import Wording
from ramify.world.pacts import CommitmentType, Condition, Strength
from ramify.world.wording import FORMS, listing

Row = Literal["must_fight", "must_help", "must_consult", "promised", "torn", "breaks", "open"]
"""`must_fight`: a binding duty to defend, printed as one to help where its text leaves open with
what (`Screen.shown`); `must_help`: a binding duty of assistance that is none to fight, or that
leaves the kind of help to the policy of whoever owes it; `promised`: by a political undertaking or
a state's own law; `breaks`: whose force breaks its word; `open`: what turns on a fact or a finding
that is missing or disputed."""

TITLES: Mapping[Row, str] = {
    "must_fight": "MUST FIGHT",
    "must_help": "MUST HELP",
    "must_consult": "MUST CONSULT",
    "promised": "PROMISED, NOT BINDING",
    "torn": "TORN",
    "breaks": "BREAKS ITS WORD",
    "open": "OPEN",
}
"""The rows as they are printed, in their order."""

ALWAYS: tuple[Row, ...] = ("must_fight", "must_consult", "promised", "torn", "breaks", "open")
"""The rows that are told also if nobody stands in them."""

_ARMED: tuple[Strength, ...] = ("armed force", "all means at its disposal")
"""What a text must promise for a duty to defend to be one to fight."""
_DEFENDING = ("defense", "offense", "guarantee")
_OPEN_FORM: Mapping[Strength, str] = {**FORMS, "unknown": "in a form that is not on file"}

_SUBJECT: Mapping[Condition, str] = {
    "consultation first": "after consultation",
    "constitutional processes": "by its constitutional processes",
    "own laws": "in line with its own laws",
    "article 51": "under Article 51 of the UN Charter",
    "security council decision": "as the Security Council decides",
    "until security council acts": "until the Security Council has acted",
    "request of the victim": "if asked",
    "joint decision": "by joint decision",
    "recognition of the attack": "once the attack is recognised as one",
    "own policy": "in a way that fits its neutrality or policy",
}


class Cited(Value):
    """An article as a line of the screen cites it."""

    pact: str
    article: str
    name: str
    """The pact as one says it, with its year: `Mutual Defense Treaty of 1953`."""
    alone: str | None = None
    """The same without the names of the two whom it is cited for, if it begins with them."""
    where: str
    """The article in words: `article III`, `preamble`."""
    year: int | None = None
    """In which it was signed."""

    @property
    def words(self) -> str:
        """As one cites it: `Mutual Defense Treaty of 1953, article III`."""
        return f"{self.name}, {self.where}"


class PartOf(Value):
    """Those in an entry as some of the members of a group or the parties to a treaty.

    >>> part = PartOf(some=3, of=5, group="members of NATO", missing=("France", "Greece"))
    >>> part.words, part.more
    ('3 of the 5 other members of NATO, not France or Greece', '3 more members of NATO')
    """

    some: int
    of: int
    """All others whom the treaty binds."""
    group: str
    missing: tuple[str, ...] = ()
    """The rest by name; none if they are many."""
    rest_above: bool = False
    """Whether some of the rest stand in an entry above."""

    @property
    def words(self) -> str:
        """Them in words."""
        if self.rest_above:
            return self.more
        but = f", not {listing(self.missing, 'or')}" if self.missing else ""
        return f"{self.among}{but}"

    @property
    def among(self) -> str:
        """Them among all, without the names of the rest."""
        if self.some == self.of:
            return f"the {self.of} other {self.group}"
        return f"{self.some} of the {self.of} other {self.group}"

    @property
    def more(self) -> str:
        """Them where the rest is told."""
        return f"{self.some} more {self.group}"


class ScreenEntry(Value):
    """Actors that stand in a row for the same reason."""

    actors: tuple[str, ...]
    who: str
    """The actors in words: by name, or as the members of a group or parties of a treaty."""
    part: PartOf | None = None
    """The actors as some of those whom a treaty binds; None if they are named."""
    what: CommitmentType
    to: str
    whom: str
    """The one it is owed to, in words."""
    against: tuple[str, ...]
    cites: tuple[Cited, ...]
    """By which articles: the first, or all that are broken."""
    strength: Strength = "unknown"
    """With what, by the text."""
    subject_to: tuple[Condition, ...] = ()
    """Conditions that stay."""
    why: str = ""
    """What it turns on, or why it is not more."""
    in_short: str = ""
    """The same without what explains it; empty if nothing does."""
    citing: Wording | None = None
    """Both with what they cite as values; None where they cite nothing."""
    threatened: bool = False
    """Whether its text has it owed on a threat already."""
    dormant: bool = False
    """Whether what it turns on is if the treaty, or somebody's part in it, is still alive."""
    disputed: bool = False
    """Whether it turns on a dispute over the lawfulness of the force."""

    @property
    def words(self) -> str:
        """The entry in a line, without what it turns on."""
        cited = "; ".join(cite.words for cite in self.cites)
        if not self.why and len(self.cites) == len(self.actors) > 1:
            cited = f"each by an agreement of its own, such as the {self.cites[0].words}"
        kept = [_SUBJECT[condition] for condition in self.subject_to if condition in _SUBJECT]
        kept = [self.form, *kept] if self.form else kept
        terms = f"; {listing(kept)}" if kept else ""
        return f"{self.who}: {self.what} {_side(self.what)} {self.whom} ({cited}{terms})"

    @property
    def form(self) -> str:
        """With what it defends, where its text leaves that open; else empty."""
        if self.what not in _DEFENDING or self.strength in _ARMED:
            return ""
        return _OPEN_FORM[self.strength]


def _side(what: CommitmentType) -> str:
    return {"consultation": "with", "nonaggression": "towards", "assurance": "towards"}.get(
        what, "of" if what == "defense" else "to"
    )


class Behind(Value):
    """How much of an answer stands behind its first screen."""

    excused: int = 0
    """Duties that do not bind, for a reason that is certain."""
    later: int = 0
    """Duties of later rounds: if those of the rounds before honour their word."""
    all: int = 0


class ScreenRow(NamedTuple):
    """A line of the first screen as a row of a table."""

    row: str
    who: str
    what: str
    to: str
    by: str
    subject_to: tuple[Condition, ...]
    why: str


class Screen(Value, Tabular):
    """An answer's first screen: each row a tuple of entries, empty where it is nobody.

    >>> Screen().ids("must_fight")
    ()
    """

    must_fight: tuple[ScreenEntry, ...] = ()
    must_help: tuple[ScreenEntry, ...] = ()
    must_consult: tuple[ScreenEntry, ...] = ()
    promised: tuple[ScreenEntry, ...] = ()
    torn: tuple[ScreenEntry, ...] = ()
    breaks: tuple[ScreenEntry, ...] = ()
    open: tuple[ScreenEntry, ...] = ()
    nobody: str = ""
    """If nobody must fight, why those need not that are bound to the one attacked."""
    lines: tuple[str, ...] = ()
    """What is known of the wars and of the places, in words."""
    behind: Behind = Behind()

    @property
    def row_type(self) -> type[ScreenRow]:
        return ScreenRow

    @property
    def rows(self) -> tuple[ScreenRow, ...]:
        return tuple(self._rows())

    def _rows(self) -> Iterator[ScreenRow]:
        for name in get_args(Row):
            entries = self._printed(name)
            if not entries and self._tells_nobody(name):
                why = self.nobody if name == "must_fight" else ""
                yield ScreenRow(TITLES[name], "nobody", "", "", "", (), why)
            for one in entries:
                by = "; ".join(cite.words for cite in one.cites)
                told = one.who, one.what, one.whom, by, one.subject_to, one.why
                yield ScreenRow(TITLES[name], *told)

    def row(self, name: Row) -> tuple[ScreenEntry, ...]:
        """The entries of a row."""
        found: tuple[ScreenEntry, ...] = getattr(self, name)
        return found

    def shown(self, name: Row) -> Iterator[tuple[Row, int, ScreenEntry]]:
        """The entries that are printed in a row, each with the row and the place it has here: a
        duty to defend with what its text leaves open is told as one to help."""
        for row in ("must_fight", "must_help") if name == "must_help" else (name,):
            for place, entry in enumerate(self.row(row)):
                if row != "must_fight" or bool(entry.form) == (name == "must_help"):
                    yield row, place, entry

    def _printed(self, name: Row) -> tuple[ScreenEntry, ...]:
        return tuple(entry for _, _, entry in self.shown(name))

    def _tells_nobody(self, name: Row) -> bool:
        """Whether a row is printed although it is empty; none to fight where some defend."""
        return name in ALWAYS and not (name == "must_fight" and self.must_fight)

    def ids(self, name: Row) -> tuple[str, ...]:
        """The ids of the actors in a row, each once."""
        return tuple(dict.fromkeys(code for entry in self.row(name) for code in entry.actors))

    def tells(self, words: str) -> bool:
        """Whether some words stand on it already."""
        whys = (entry.why for name in get_args(Row) for entry in self.row(name))
        return any(words in said for said in (self.nobody, *self.lines, *whys))

    def told(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The rows as they are printed: title, and a line for each entry or `nobody`.

        What several entries turn on stands once, after the last of them.
        """
        for name in get_args(Row):
            lines = tuple(_lines(self._printed(name)))
            if lines or self._tells_nobody(name):
                why = f": {self.nobody}" if name == "must_fight" and self.nobody else ""
                yield TITLES[name], lines or (f"nobody{why}",)


def _lines(entries: tuple[ScreenEntry, ...]) -> Iterator[str]:
    for why in dict.fromkeys(entry.why for entry in entries):
        yield from (entry.words for entry in entries if entry.why == why)
        if why:
            yield f"- {why}"
