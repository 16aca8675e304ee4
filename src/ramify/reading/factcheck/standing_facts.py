"""What a text says of the standing order, held against it: members, counts, duties, vetoes.

Sentences are found by their own words: "X is a member of Y", "the 32 members of Y", "the
treaty obliges X to defend Y", "X is Y's only treaty ally", "its third veto in 2024", "the
third time" (`counts`). Conditions, plans and questions state nothing and are passed over. In doubt
a statement is not in the record, and the reason is given.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from ramify.reading.factcheck.check import Check, Verdict
from ramify.reading.factcheck.counts import ORDINALS, counted
from ramify.reading.statements import Document, Reading
from ramify.reading.time.calendar_words import NUMBER_WORDS
from ramify.record.evidence import TextEvidence

if TYPE_CHECKING:
    from ramify.world.names.found import Found
    from ramify.world.pacts import Commitment, Pact
    from ramify.world.wording import Name
    from ramify.world.world import World

_SENTENCE = re.compile(r"[^\n]+?(?:[.!?][\"”’)]*(?=\s|$)|$)", re.MULTILINE)
_OPEN = re.compile(
    r"\b(?:if|whether|once|until|unless|would|could|should|will|may|might|wants?|hopes?|plans?|"
    r"aspir\w+|refus\w+|den(?:y|ies|ied)|as though|as if)\b",
    re.IGNORECASE,
)
_IS = r"(?:is|are|was|were|remains?)"
_MEMBER_OF = re.compile(
    rf"[\s,]*{_IS}\s+(?P<no>not\s+|never\s+|no longer\s+)?(?:yet\s+|also\s+|both\s+)?"
    r"(?:an?\s+|the\s+)?(?:founding\s+|full\s+|long-standing\s+)?"
    r"members?(?:\s+states?)?\s+of\s+(?:the\s+)?"
)
_A_MEMBER = re.compile(rf"[\s,]*{_IS}\s+(?P<no>not\s+|no longer\s+)?(?:an?\s+)")
_ALL_BUT = re.compile(
    r"\b(?:every|each|all)\b[^,;:]*\b(?:but|except(?:\s+for)?|save|bar|apart\s+from|other\s+than)"
    r"\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""`every state on the coast but …`: of those named behind it the contrary is said."""
_NUMBER = r"(?P<n>\d{1,3}|[a-z]+(?:-[a-z]+)?)"
_ALL_OF = re.compile(
    rf"\b(?:the|all|its)\s+{_NUMBER}\s+member(?:s|\s+states)\s+of\s+(?:the\s+)?$", re.IGNORECASE
)
_OWN = re.compile(rf"(?:['’]s?)\s+{_NUMBER}\s+members?\b(?!\s+(?:that|which|who|with))")
_SIZED = re.compile(rf"\b{_NUMBER}-(?:member|nation|country|state)\s+$")
_BINDS = re.compile(
    r"\b(?:oblig(?:e|es|ed)|commit(?:s|ted)?|bind(?:s)?|require(?:s|d)?)\s+(?:the\s+)?$"
)
_BOUND = r"(?:is|are|was|were)\s+(?:\w+\s+)?(?:obliged|bound|committed|required)\s+(?:by\s+\w+\s+)?"
_DEFEND = re.compile(
    rf"\s+(?:{_BOUND})?to\s+(?:defend|assist|aid|protect|"
    r"come\s+to\s+the\s+(?:aid|defen[cs]e|assistance|help)\s+of)\s+(?:the\s+)?"
)
_ONLY_ALLY = re.compile(
    r"['’]s?\s+(?:only|sole)\s+(?:formal|treaty|defen[cs]e)[\w\s-]{0,20}\bally\b"
)
_VETOES = re.compile(rf"\b{_NUMBER}\s+veto(?:es)?\s+in\s+(?P<year>(?:19|20)\d\d)\b")

_LENGTH = re.compile(r"\b(\d[\d,.]*)\s*(?:km|kilomet(?:re|er)s?)\b", re.IGNORECASE)
_LENGTHS_AGREE = 0.05
"""Share by which two sources may differ on the length of a border."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence, the actors it names, the day it speaks of."""

    text: str
    evidence: TextEvidence
    named: tuple[Found, ...]
    on: date
    until: date
    """First and last day that its time may be."""
    world: World

    def between(self, one: int, other: int) -> str:
        return self.text[self.named[one].end : self.named[other].start]

    def actor(self, i: int) -> str | None:
        found = self.named[i].candidates
        return found[0] if len(found) == 1 else None

    @property
    def actors(self) -> list[str]:
        """The ids of all that it names without doubt, in order."""
        return [code for i in range(len(self.named)) if (code := self.actor(i))]

    def check(
        self,
        says: Callable[[Name], str],
        verdict: Verdict,
        value: str | None = None,
        source: str | None = None,
        why: str | None = None,
        covered: bool | None = None,
        counts: str = "",
    ) -> Check:
        """A check of what it `says`, which takes how one names an actor."""
        return Check(
            says=says(str),
            bare=says(self.world.called),
            verdict=verdict,
            value=value,
            source=source,
            why=why,
            covered=covered,
            counts=counts,
            evidence=self.evidence,
        )


def assertions(reading: Reading, world: World) -> Iterator[Check]:
    """What the sentences of a document say of members, counts, duties, vetoes and borders."""
    before: _Said | None = None
    for match in _SENTENCE.finditer(reading.document.text):
        if match[0].rstrip('"”’) ').endswith("?"):
            continue
        said = _said(match, reading.document, world)
        if said.on > world.about.as_of.end:
            continue
        for found in (_memberships, _sizes, _duties, _only_allies, _vetoes, _borders):
            yield from found(said)
        yield from _counted(said, before)
        before = said


def _said(match: re.Match[str], document: Document, world: World) -> _Said:
    lead = len(match[0]) - len(match[0].lstrip())
    text, start = match[0].strip(), match.start() + lead
    spoken = document.published or document.mentions_to or world.about.as_of
    first, last = spoken.start, spoken.end
    years = {int(year) for year in re.findall(r"\b(?:1[89]|20)\d\d\b", text)}
    if len(years) == 1:
        (year,) = years
        first, last = date(year, 1, 1), min(date(year, 12, 31), max(last, date(year, 1, 1)))
    evidence = TextEvidence(
        document=document.id, name=document.name, start=start, end=start + len(text), quote=text
    )
    named = tuple(sorted(world.gazetteer.find(text, last), key=lambda found: found.start))
    return _Said(text, evidence, named, first, last, world)


def _memberships(said: _Said) -> Iterator[Check]:
    """ "X is (not) a member of Y", "X is a Y member"; lists of X are taken one by one."""
    for i in range(len(said.named) - 1):
        match = _MEMBER_OF.fullmatch(said.between(i, i + 1))
        if not match and re.match(r"\s+member\b", said.text[said.named[i + 1].end :]):
            match = _A_MEMBER.fullmatch(said.between(i, i + 1))
        if match and not _OPEN.search(said.text[: said.named[i + 1].start]):
            past = re.search(r"\b(?:was|were)\b", match[0]) is not None
            listed = _listed(said, i)
            excepted = _ALL_BUT.search(said.text[: said.named[i + 1 - len(listed)].start])
            denied = (match["no"] is not None) != (excepted is not None)
            for who in listed:
                yield from _membership(said, who, said.actor(i + 1), denied, past)


def _listed(said: _Said, i: int) -> list[str | None]:
    """The actor at `i`, and those that stand before it in one list."""
    found = [said.actor(i)]
    while i > 0 and re.fullmatch(r"\s*,?\s*(?:and\s+)?", said.between(i - 1, i)):
        i -= 1
        found.append(said.actor(i))
    return found[::-1]


def _membership(
    said: _Said, who: str | None, group: str | None, denied: bool, past: bool
) -> Iterator[Check]:
    rows = [m for m in said.world.memberships if m.group == group]
    if who is None or group is None or not rows:
        return
    how = f"{'was' if past else 'is'} {'no' if denied else 'a'}"
    says = partial(_is_member, who, how, group)
    own = [m for m in rows if m.member == who]
    if any(m.status != "member" for m in own):
        why = "its standing there changed: " + ", ".join(dict.fromkeys(m.status for m in own))
        yield said.check(says, "not in the record", why=why)
        return
    if past and not own:
        why = "none is on file; a state before it may be meant"
        yield said.check(says, "not in the record", why=why)
        return
    days = (said.on, said.until)
    belongs = [
        any((not m.start or m.start.start <= d) and (past or not m.end or d <= m.end.end)
            for m in own)
        for d in days
    ]  # fmt: skip
    verdict: Verdict = "agrees" if (not denied) in belongs else "differs"
    value = f"from {own[-1].start}" + (f" to {own[-1].end}" if own[-1].end else "") if own else None
    source = (own or rows)[-1].source or None
    yield said.check(says, verdict, value or f"no member of {group} at any time", source)


def _is_member(who: str, how: str, group: str, name: Name) -> str:
    return f"{name(who)} {how} member of {name(group)}"


def _sizes(said: _Said) -> Iterator[Check]:
    """ "the 32 members of NATO", "NATO's 32 members", "the 32-nation NATO"."""
    for i, found in enumerate(said.named):
        before, after = said.text[: found.start], said.text[found.end :]
        restricted = re.match(r"\s+(?:that|which|who|with)\b", after)
        match = (not restricted and _ALL_OF.search(before)) or _SIZED.search(before)
        match = match or _OWN.match(after)
        number, group = _number(match["n"]) if match else None, said.actor(i)
        rows = [m for m in said.world.memberships if m.group == group and m.status == "member"]
        if number is None or not group or not rows:
            continue
        earlier = said.on - timedelta(days=366)
        counts = [len(_members(said.world, group, day)) for day in (said.until, said.on, earlier)]
        yield said.check(
            partial(_has_members, group, number),
            "agrees" if number in counts else "differs",
            f"{counts[0]} on {said.until}",
            rows[-1].source or None,
        )


def _has_members(group: str, number: int, name: Name) -> str:
    return f"{name(group)} has {number} members"


def _members(world: World, group: str, on: date) -> set[str]:
    return {m.member for m in world.at(on).members(group) if m.status == "member"}


def _duties(said: _Said) -> Iterator[Check]:
    """ "the treaty obliges X to defend Y", "X is bound by treaty to assist Y"."""
    for i in range(len(said.named) - 1):
        between = said.between(i, i + 1)
        active = _BINDS.search(said.text[: said.named[i].start])
        one, other = said.actor(i), said.actor(i + 1)
        states_it = _DEFEND.fullmatch(between) and (active or re.search(_BOUND, between))
        if not states_it or not one or not other or _OPEN.search(said.text[: said.named[i].start]):
            continue
        if not re.search(r"\bnot?\b", said.text[: said.named[i + 1].start]):
            yield _duty(said, one, other)


def _duty(said: _Said, one: str, other: str) -> Check:
    says = partial(_is_bound, one, other)
    pacts = [p for p in _pacts(said) if {one, other} <= {party.actor for party in p.parties}]
    for pact in pacts:
        for article in pact.articles:
            if any(_defends(c, one, other) for c in article.commitments):
                value, source = f"{pact.short}, {article.ref}", next(iter(pact.sources), None)
                return said.check(says, "agrees", value, source)
    pacts = [pact for pact in pacts if len(pact.parties) == 2]
    if not pacts:
        why = "no pact in force between the two is on file"
        return said.check(says, "not in the record", why=why)
    names = "; ".join(pact.short for pact in pacts)
    if all(pact.read and pact.articles for pact in pacts):
        source = next(iter(pacts[0].sources), None)
        return said.check(says, "differs", f"no duty of defense in {names}", source)
    why = f"not all articles of {names} were read"
    return said.check(says, "not in the record", why=why)


def _is_bound(one: str, other: str, name: Name) -> str:
    return f"{name(one)} is bound to help defend {name(other)}"


def _pacts(said: _Said) -> list[Pact]:
    days = dict.fromkeys((said.until, said.on))
    found = {pact.id: pact for day in days for pact in said.world.at(day).pacts()}
    return list(found.values())


def _defends(commitment: Commitment, one: str, other: str) -> bool:
    owes = not commitment.by or one in commitment.by
    return commitment.type == "defense" and owes and (not commitment.to or other in commitment.to)


def _only_allies(said: _Said) -> Iterator[Check]:
    """ "X is Y's only treaty ally": nobody else owes Y its defense."""
    for i in range(len(said.named) - 1):
        after = said.text[said.named[i + 1].end :]
        link = re.fullmatch(rf"\s*,?\s*(?:{_IS}|as)\s+", said.between(i, i + 1))
        one, other = said.actor(i), said.actor(i + 1)
        if not link or not one or not other or not _ONLY_ALLY.match(after):
            continue
        allies = {
            party.actor
            for pact in _pacts(said)
            if other in {p.actor for p in pact.parties}
            for party in pact.parties
            for article in pact.articles
            if party.actor != other
            and any(_defends(c, party.actor, other) for c in article.commitments)
        }
        says = partial(_is_only_ally, one, other)
        if one in allies:
            verdict: Verdict = "agrees" if len(allies) == 1 else "differs"
            value = f"pacts that promise {other} defense: {', '.join(sorted(allies))}"
            yield said.check(says, verdict, value, "the pacts on file")
        else:
            yield said.check(says, "not in the record", why="no such pact between them is on file")


def _is_only_ally(one: str, other: str, name: Name) -> str:
    return f"{name(one)} is the only treaty ally of {name(other)}"


def _borders(said: _Said) -> Iterator[Check]:
    """The length of a border between the two states that the sentence names."""
    match, named = _LENGTH.search(said.text), set(said.actors)
    if not match or "border" not in said.text.lower():
        return
    length = float(match[1].replace(",", ""))
    rows = [b for b in said.world.borders if {b.a, b.b} <= named and b.km and b.end is None]
    if len(rows) == 1 and (km := rows[0].km):
        row = rows[0]
        near = abs(length - km) <= _LENGTHS_AGREE * km
        yield said.check(
            lambda name: f"border of {name(row.a)} and {name(row.b)}: {length:g} km",
            "agrees" if near else "differs",
            f"{km:g} km",
            row.source or None,
        )


def _vetoes(said: _Said) -> Iterator[Check]:
    """ "its third veto in 2024", "cast 12 vetoes in 2016"."""
    match = _VETOES.search(said.text)
    casters = {code for v in said.world.vetoes for code in v.by}
    who = {a for i in range(len(said.named)) if (a := said.actor(i)) and a in casters}
    number = _number(match["n"]) if match else None
    if not match or number is None or len(who) != 1:
        return
    (actor,), year = who, int(match["year"])
    cast = [v for v in said.world.vetoes if actor in v.by and v.on.start.year == year]
    right = number <= len(cast) if match["n"] in ORDINALS else number == len(cast)
    yield said.check(
        lambda name: f"{name(actor)}: {match[0]}",
        "agrees" if right else "differs",
        f"{len(cast)} in {year}",
        said.world.vetoes[0].source,
    )


def _counted(said: _Said, before: _Said | None) -> Iterator[Check]:
    """ "the third time", "the fourth country": a count, held against the lists of visits."""
    earlier = before.actors if before else []
    found = counted(said.text, said.actors, earlier, (said.on, said.until), said.world)
    if found is not None:
        yield said.check(
            lambda _: found.says,
            found.verdict,
            found.value,
            found.source,
            found.why,
            found.covered,
            found.counts,
        )


def _number(word: str) -> int | None:
    word = word.lower()
    return int(word) if word.isdigit() else ORDINALS.get(word) or NUMBER_WORDS.get(word)
