"""The first screen: of all duties found those that a reader must know, each actor once a row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from typing import get_args

from ramify.reasoning.obligations.answer import Duty, KnownWar, Reason, ReasonKind
from ramify.reasoning.obligations.facts import WorldLike, name_of
from ramify.reasoning.obligations.grouping import renamed
from ramify.reasoning.obligations.law.findings import ACTIVE
from ramify.reasoning.obligations.law.lifetimes import dormant, open_since, the
from ramify.reasoning.obligations.law.promises import (
    FORCE,
    open_book,
)
from ramify.reasoning.obligations.law.wars import question
from ramify.reasoning.obligations.rounds.citing import cited
from ramify.reasoning.obligations.screen import Behind, PartOf, Row, Screen, ScreenEntry
from ramify.reasoning.obligations.situation import Situation
from ramify.reasoning.symbols import Wording
from ramify.world.when import holds
from ramify.world.wording import listing

NAMED = 4
"""More actors than this are told as members of a group or parties to a treaty."""
_LAPSED = "whether these treaties are still in force is not known"
_WEAK: Set[ReasonKind] = {"not binding", "assurance only"}
_RIGHT: Set[ReasonKind] = {"aggressor", "defence", "consent", "title", "authorised"}
_OF_THE_ATTACK: Set[ReasonKind] = {
    "disputed", "lawfulness", "consent", "title", "earlier attack", "attacker is a party",
}  # fmt: skip
_STRONGER: Mapping[Row, tuple[Row, ...]] = {
    "promised": ("must_fight", "must_help", "must_consult"),
    "open": ("must_fight",),
}
"""Who stands in one of these rows for the same actor is not told again in the weaker one."""


def first_screen(
    duties: Sequence[Duty],
    situation: Situation,
    world: WorldLike,
    wars: Iterable[KnownWar],
    places: Iterable[str],
) -> Screen:
    """The first screen of an answer with these duties, wars and places struck."""
    on = situation.on
    asked = {(attack.attacker, attack.victim) for attack in situation.attacks}
    rows: dict[Row, list[Duty]] = defaultdict(list)
    for duty in (_in_its_own_way(duty, world, on) for duty in duties if duty.round == 0):
        row = _row(duty)
        if row is not None:
            rows[row].append(duty)
    for weak, strong in _STRONGER.items():
        told = {(duty.actor, duty.to) for row in strong for duty in rows[row]}
        own = [d for d in rows[weak] if d.actor == d.against or (d.actor, d.to) not in told]
        rows[weak] = own
    wars = tuple(wars)
    entries = {row: tuple(_Row(row, world, on, wars).entries(rows[row])) for row in get_args(Row)}
    whys = [entry.why for held in entries.values() for entry in held]
    lines = [line for war in wars if not _within(line := war.line(whys), whys)]
    doubts = (doubt for doubt in _contested(rows["open"], world) if not _within(doubt, whys))
    lines += [doubt[0].upper() + doubt[1:] for doubt in doubts]
    lines = list(dict.fromkeys(filter(None, [*lines, *places])))
    return Screen(
        **entries,
        nobody=""
        if rows["must_fight"] or rows["open"]
        else _nobody(duties, asked, world, on, lines),
        lines=tuple(lines),
        behind=Behind(
            excused=sum(duty.status == "excused" for duty in duties),
            later=sum(duty.round > 0 for duty in duties),
            all=len(duties),
        ),
    )


def _contested(duties: Iterable[Duty], world: WorldLike) -> Iterator[str]:
    """Of the one attacked, in which pacts it is contested whether it is bound, and why."""
    for duty in duties:
        pact = world.pacts.get(duty.pact)
        notes = [p.note for p in (pact.parties if pact else ()) if p.actor == duty.to and p.note]
        for reason in duty.decisive:
            if reason.kind == "not in force" and any(note in reason.words for note in notes):
                yield reason.words


def _in_its_own_way(duty: Duty, world: WorldLike, on: date) -> Duty:
    """A duty to defend, of a party that the text leaves to help as its own policy has it."""
    pact = world.pacts.get(duty.pact) if duty.status == "owed" and duty.what in FORCE else None
    own = pact is not None and any(
        c.type == duty.what and c.leaves_to(duty.actor, on)
        for article in pact.articles
        if article.ref == duty.article
        for c in article.commitments
    )
    return duty.model_copy(update={"subject_to": (*duty.subject_to, "own policy")}) if own else duty


def _row(duty: Duty) -> Row | None:
    """The row in which a duty stands; None if it is told only behind the screen."""
    if duty.status == "breached":
        return "breaks"
    if duty.status == "torn":
        return "torn"
    if duty.status == "unknown":
        return "open" if duty.what in ACTIVE or duty.actor == duty.against else None
    if duty.status == "owed after consultation":
        return "must_consult"
    if duty.status == "owed" and duty.what in ACTIVE:
        if duty.what in FORCE and "own policy" not in duty.subject_to:
            return "must_fight"
        return "must_consult" if duty.what == "consultation" else "must_help"
    return "promised" if _promised(duty) else None


def _promised(duty: Duty) -> bool:
    """Whether nothing ends a duty to do something but that it does not bind in law."""
    ended = {reason.kind for reason in duty.decisive}
    does = duty.what in ACTIVE or (duty.what == "assurance" and duty.strength != "refrain")
    return does and duty.status == "excused" and "not binding" in ended <= _WEAK


class _Row:
    """The entries of one row, as they are put together."""

    def __init__(
        self, row: Row, world: WorldLike, on: date, wars: Collection[KnownWar] = ()
    ) -> None:
        self.row, self.world, self.on, self.wars = row, world, on, wars
        self.book = open_book(world, on)
        self.told: set[str] = set()
        """Those in an entry above."""

    def entries(self, duties: Iterable[Duty]) -> Iterator[ScreenEntry]:
        """The duties as entries: living alliances first, each actor by its first."""
        ranked = sorted(duties, key=self._rank)
        chosen: dict[tuple[str, str], list[Duty]] = defaultdict(list)
        for duty in ranked:
            chosen[duty.actor, duty.to].append(duty)
        alike: dict[tuple[object, ...], list[list[Duty]]] = defaultdict(list)
        for held in chosen.values():
            alike[self._alike(held)].append(held)
        groups = sorted(alike.values(), key=lambda group: self._rank(group[0][0]))
        yield from map(self._entry, self._each_by_its_own(groups))

    def _each_by_its_own(self, groups: list[list[list[Duty]]]) -> Iterator[list[list[Duty]]]:
        """The same undertaken by many, each in an agreement of two, told as one where all of it
        binds nobody in law: the agreements of Ukraine would else fill the screen."""
        same: dict[tuple[object, ...], list[list[Duty]]] = defaultdict(list)
        for group in groups if self.row == "promised" else ():
            if len(group) == 1 and self._of_two(group[0][0]):
                same[_undertaken(group[0][0])] += group
        many = {key: held for key, held in same.items() if len(held) > NAMED}
        for group in groups:
            key = _undertaken(group[0][0])
            if key not in many or group[0] not in many[key]:
                yield group
            elif group[0] is many[key][0]:
                yield many[key]

    def _of_two(self, duty: Duty) -> bool:
        pact = self.world.pacts.get(duty.pact)
        return pact is not None and len(self.book.parties(pact)) == len(pact.parties) == 2

    def _rank(self, duty: Duty) -> tuple[bool, bool, int, int]:
        """Of those to consult, who is to fight once that is done, and bans on force before other
        words broken; then organised alliances, then pacts of many, then the youngest."""
        pact, first = self.world.pacts.get(duty.pact), duty.what in (*FORCE, "nonaggression")
        if self.row == "breaks":
            first = duty.what == "nonaggression"
        if pact is None:
            return not first, True, 0, 0
        day = pact.signed or pact.in_force
        bound = len(self.book.parties(pact))
        return not first, pact.group is None, -bound, -(day.start.toordinal() if day else 0)

    def _alike(self, held: list[Duty]) -> tuple[object, ...]:
        """What those share that stand in one entry."""
        first = held[0]
        if self._lapsed(first):
            return first.what, first.to, first.status, _LAPSED
        pacts = [(d.pact, d.article) for d in held] if self.row == "breaks" else []
        same = first.pact, first.article, first.what, first.to, first.status, first.subject_to
        return (*same, first.strength, tuple(pacts), self._why(first, "each"))

    def _lapsed(self, duty: Duty) -> bool:
        """Whether all it turns on is if its pact, of which nobody knows an end, still lives."""
        pact = self.world.pacts.get(duty.pact)
        only = len(duty.decisive) == 1 and duty.decisive[0].kind == "not in force"
        return self.row == "open" and only and pact is not None and open_since(pact.end)

    def _entry(self, group: list[list[Duty]]) -> ScreenEntry:
        first = group[0][0]
        actors = tuple(dict.fromkeys(held[0].actor for held in group))
        foes = dict.fromkeys(duty.against for held in group for duty in held if duty.against)
        resting = group[0] if self.row == "breaks" else group[0][:1]
        lapsed = len(group) > 1 and self._lapsed(first)
        apart = len({held[0].pact for held in group}) > 1
        each = "each" if len(actors) > 1 else None
        why, in_short = (_LAPSED, "") if lapsed else self._why(first, each)
        if apart:
            resting = [held[0] for held in group]
        part = None if apart else self._part(actors, first)
        entry = ScreenEntry(
            actors=actors,
            who=part.words if part else self._listed(actors) if apart else self._named(actors),
            what=first.what,
            to=first.to,
            whom=name_of(self.world.actors, first.to),
            against=tuple(foes),
            cites=tuple(dict.fromkeys(cited(duty, self.world) for duty in resting)),
            strength=first.strength,
            subject_to=first.subject_to,
            part=part,
            why=why or self._caveat(first, actors),
            in_short=in_short,
            citing=None if lapsed else self._citing(first, each),
            threatened=self._on_threat(first),
            dormant=lapsed or self._dormant(first),
            disputed=self._disputed(first),
        )
        self.told |= set(actors)
        return entry

    def _on_threat(self, duty: Duty) -> bool:
        """Whether the promise is to consult on a threat already."""
        pact = self.world.pacts.get(duty.pact)
        if duty.what != "consultation" or pact is None:
            return False
        articles = (article for article in pact.articles if article.ref == duty.article)
        return any(
            c.type == duty.what and c.trigger is not None and c.trigger.event == "threat"
            for article in articles
            for c in article.commitments
        )

    def _dormant(self, duty: Duty) -> bool:
        """Whether what leaves a duty open is if its pact, or a part in it, is still alive."""
        pact = self.world.pacts.get(duty.pact)
        if self.row != "open" or pact is None or not duty.decisive:
            return False
        return _turning(duty).kind == "not in force" and dormant(pact, duty.actor, duty.to)

    def _disputed(self, duty: Duty) -> bool:
        """Whether it turns on a dispute over the lawfulness of a war that is on file."""
        if self.row == "open" and duty.decisive:
            return _turning(duty).kind == "lawfulness"
        war = self._pleaded(duty) if self.row == "breaks" else None
        return war is not None and war.disputed == "right to it"

    def _why(self, duty: Duty, each: str | None) -> tuple[str, str]:
        """What a duty turns on, for all who are alike in it, and without what explains it."""
        if duty.status == "torn":
            return f"also bound to {name_of(self.world.actors, duty.against)}", ""
        if self.row == "promised":
            pact = self.world.pacts.get(duty.pact)
            return pact.bound if pact and pact.kind == "law" else "", ""
        if self.row == "breaks":
            return self._plea(duty)
        if self.row != "open" or not duty.decisive:
            return "", ""
        return _turns(duty, self.world, each)

    def _citing(self, duty: Duty, each: str | None) -> Wording | None:
        """What it turns on with what that cites as values, if it does."""
        cites = _turning(duty).citing if self.row == "open" and duty.decisive else None
        if cites is None or each is None:
            return cites
        name = name_of(self.world.actors, duty.actor)
        return cites.changed(lambda text: renamed(text, name, each))

    def _caveat(self, duty: Duty, actors: tuple[str, ...]) -> str:
        """What is open of a promise that binds, and of those bound and the one they are bound to
        whose part is suspended, and how."""
        pact = self.world.pacts.get(duty.pact) if self.row.startswith("must") else None
        doubts = (
            promise.doubt
            for article in (pact.articles if pact else ())
            if article.ref == duty.article
            for promise in article.commitments
            if promise.type == duty.what and promise.doubt
        )
        spells = (
            f"{name_of(self.world.actors, party.actor)}: {spell.words}"
            for party in (pact.parties if pact else ())
            if party.actor in (*actors, duty.to)
            for spell in party.suspended
            if holds(spell.start, spell.end, self.on)
        )
        return "; ".join(dict.fromkeys((*doubts, *spells)))

    def _plea(self, duty: Duty) -> tuple[str, str]:
        """What is disputed of the war that an attack is part of: the attacker may say it had a
        right to it, and has to show it (ICJ, Oil Platforms, 2003, para. 57)."""
        war = self._pleaded(duty)
        return (war.dispute, question(war)) if war else ("", "")

    def _pleaded(self, duty: Duty) -> KnownWar | None:
        own = (w for w in self.wars if duty.actor in w.attacker and duty.to in w.victim)
        return next((war for war in own if war.dispute), None)

    def _listed(self, actors: Iterable[str]) -> str:
        return listing(sorted(name_of(self.world.actors, code) for code in actors))

    def _named(self, actors: Iterable[str]) -> str:
        return listing(name_of(self.world.actors, code) for code in actors)

    def _part(self, actors: tuple[str, ...], duty: Duty) -> PartOf | None:
        """Many actors by what they are members of or parties to."""
        pact = self.world.pacts.get(duty.pact)
        if len(actors) <= NAMED or pact is None:
            return None
        others = self.book.parties(pact) - {duty.to, *filter(None, [duty.against])}
        if self.row != "open":
            known = (c for c in others if c in actors or self.book.bound(pact, c) is True)
            others = frozenset(known)
        what, of = "parties to", the(pact.short)
        if pact.group and _members(pact.group, self.world, self.on) >= others:
            what, of = "members of", the(name_of(self.world.actors, pact.group))
        missing = sorted(name_of(self.world.actors, code) for code in others - set(actors))
        return PartOf(
            some=len(actors),
            of=len(actors) if not missing else len(others),
            group=f"{what} {of}",
            missing=tuple(missing) if len(missing) <= NAMED else (),
            rest_above=bool(self.told & others),
        )


def _undertaken(duty: Duty) -> tuple[object, ...]:
    """What is undertaken for whom, whatever the agreement."""
    return duty.what, duty.to, duty.status, duty.subject_to


def _turns(duty: Duty, world: WorldLike, each: str | None) -> tuple[str, str]:
    """The reason that leaves a duty open, what its actor is called in it left out."""
    reason = _turning(duty)
    words, in_short = reason.of_pact or reason.words, reason.in_short or ""
    if each is None:
        return words, in_short
    name = name_of(world.actors, duty.actor)
    return renamed(words, name, each), renamed(in_short, name, each)


def _turning(duty: Duty) -> Reason:
    """The reason that leaves a duty open: of several, one of the attack itself."""
    return min(duty.decisive, key=lambda reason: reason.kind not in _OF_THE_ATTACK)


def _within(line: str, others: Iterable[str]) -> bool:
    return any(line in other for other in others)


def _nobody(
    duties: Iterable[Duty],
    asked: Set[tuple[str | None, str]],
    world: WorldLike,
    on: date,
    lines: Collection[str],
) -> str:
    """Why those need not fight that are bound to one attacked: it is no attack on it.

    What the lines below say is not said twice.
    """
    excused = [
        duty
        for duty in duties
        if duty.round == 0
        and duty.status == "excused"
        and duty.what in FORCE
        and duty.actor != duty.against
        and (duty.against, duty.to) in asked
        and {reason.kind for reason in duty.decisive} & _RIGHT
    ]
    first = next(_Row("must_fight", world, on).entries(excused), None)
    if first is None:
        return ""
    reason = next(
        reason
        for duty in excused
        if (duty.pact, duty.to) == (first.cites[0].pact, first.to)
        for reason in duty.decisive
        if reason.kind in _RIGHT
    )
    said = f"{first.who} need not help {first.whom} ({first.cites[0].words})"
    below = _within(reason.words, lines) or (reason.kind == "title" and bool(lines))
    return f"{said}, as said below" if below else f"{said}: {reason.words}"


def _members(group: str, world: WorldLike, on: date) -> Set[str]:
    rows = (row for row in world.memberships if row.group == group and row.status == "member")
    return {row.member for row in rows if holds(row.start, row.end, on)}
