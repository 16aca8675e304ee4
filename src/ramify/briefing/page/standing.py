"""Who stands in a row of the page, and in which words: from an answer's first screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ramify._value import Value
from ramify.briefing.ramification import DEFENDING
from ramify.reasoning.obligations.screen import Cited, Row, Screen, ScreenEntry
from ramify.reasoning.symbols import Wording, by_name, by_symbol
from ramify.world.pacts import Condition, Strength
from ramify.world.wording import listing

_WHY = 100
"""Characters of what an entry turns on; of more not what explains it, which stands in the annex."""
_CITED, _BY_NAME = 2, 4
"""Treaties of an entry that are cited one by one, and that are named; of more the number."""
_ABOVE: Mapping[Row, tuple[Row, ...]] = {
    "must_help": ("must_fight",), "open": ("must_fight", "must_help", "torn"),
}  # fmt: skip
"""The rows of firmer duties, where who stands in one is not told again."""
_IF: Mapping[Condition, str] = {
    "request of the victim": "if asked",
    "consultation first": "after consultation",
    "joint decision": "by joint decision",
    "recognition of the attack": "once recognised as an attack",
    "security council decision": "if the Security Council so decides",
    "own policy": "by own policy",
}
"""The conditions on which a duty hangs, in a few words."""
_WITH: Mapping[Strength, str] = {
    "military assistance": "by military aid",
    "aid and assistance": "by aid",
    "action it deems necessary": "by action deemed necessary",
    "act to meet the common danger": "by acting against the danger",
    "unknown": "form of aid not on file",
}
"""With what, where the text leaves that open, in a few words."""


class Shown(Value):
    """An entry as the page tells it, with its places on the screen."""

    at: tuple[tuple[Row, int], ...]
    entry: ScreenEntry
    rest_above: bool = False
    """Whether it is a part of those whom a treaty binds, of whom others are told above."""
    apart: bool = False
    """Whether those above owe it by another treaty, in a row of their own."""
    some: str = ""
    """What is owed on a condition more, and by how many of them."""

    @property
    def who(self) -> str:
        """Those in it."""
        part = self.entry.part
        if part is None or not self.rest_above:
            return self.entry.who
        return f"{part.some} {part.group} beyond those above" if self.apart else part.more

    @property
    def why(self) -> str:
        """What it turns on, if that is short, or can be told without what explains it."""
        of = self.entry
        turns = of.citing or Wording(words=(of.why,), in_short=(of.in_short,))
        told = (self.some,) if self.some else turns.words, turns.in_short
        return next((by_name(words) for words in told if len(by_symbol(words)) <= _WHY), "")


def shown(screen: Screen, row: Row) -> Iterator[Shown]:
    """The entries of a row: two that are all whom one treaty binds as one, and some told as more
    than those above; who may still be bound by a dormant one stands in the annex."""
    found: list[Shown] = []
    for held_in, n, entry in _held(screen, row):
        if entry.dormant:
            continue
        one = Shown(at=((held_in, n),), entry=entry)
        whole = _whole(found[-1], one) if found else None
        found[-1 if whole else len(found) :] = [whole or one]
    told = {e.to for name in _ABOVE.get(row, ()) for _, _, e in screen.shown(name)}
    for one in found:
        above = one.entry.to in told and _is_some(one.entry)
        yield one.model_copy(update={"rest_above": above, "apart": row == "open"})
        told.add(one.entry.to)


def _held(screen: Screen, row: Row) -> Iterator[tuple[Row, int, ScreenEntry]]:
    """The entries of a row; a duty to defend that both decide on is one to help, not to talk."""
    for held_in, n, entry in screen.shown(row):
        if not (row == "must_consult" and _jointly(entry)):
            yield held_in, n, entry
    if row == "must_help":
        told = enumerate(screen.must_consult)
        yield from (("must_consult", n, entry) for n, entry in told if _jointly(entry))


def _jointly(entry: ScreenEntry) -> bool:
    talks_first = "consultation first" in entry.subject_to
    return entry.what in DEFENDING and "joint decision" in entry.subject_to and not talks_first


def _is_some(entry: ScreenEntry) -> bool:
    part = entry.part
    return part is not None and part.some < part.of and not part.missing


def _whole(first: Shown, second: Shown) -> Shown | None:
    """Two parts of those whom an article binds as all of them, if they are; the second owes it on
    a condition more."""
    one, other = first.entry.part, second.entry.part
    if not (one and other and (one.of, one.group) == (other.of, other.group)):
        return None
    if one.some + other.some != one.of or first.entry.cites != second.entry.cites:
        return None
    known = terms_of(first.entry)
    extra = ", ".join(term for term in terms_of(second.entry) if term not in known)
    part = one.model_copy(update={"some": one.of, "missing": ()})
    fields = {
        "who": part.words, "part": part, "actors": (*first.entry.actors, *second.entry.actors)
    }  # fmt: skip
    return Shown(
        at=(*first.at, *second.at),
        entry=first.entry.model_copy(update=fields),
        some=f"for {other.some} of them {extra}" if extra else "",
    )


def entry_words(one: Shown, waiting: str | None = None) -> str:
    """Who, by which article, once the treaty that waits is in force; what it turns on."""
    entry = one.entry
    told = f"{one.who} ({_cited(entry, waiting)})"
    if entry.disputed:
        return f"disputed: {told}"
    turns = "; ".join(filter(None, (", ".join(terms_of(entry)), one.why)))
    return f"{told}: {turns}" if turns else told


def terms_of(entry: ScreenEntry) -> list[str]:
    """With what and on which conditions an entry is owed, each in a few words."""
    first = {"consultation first", "joint decision", "recognition of the attack"}
    waits = first & {*entry.subject_to}
    form = f"must then {'help' if entry.form else 'fight'}" if waits else ""
    form = form if entry.what in DEFENDING and not _jointly(entry) else ""
    if entry.form and not waits:
        form = _WITH.get(entry.strength, "")
    form = "on a threat already" if entry.threatened and entry.what == "consultation" else form
    return [*filter(None, [form]), *(_IF[one] for one in entry.subject_to if one in _IF)]


def _cited(entry: ScreenEntry, waiting: str | None) -> str:
    """Two treaties by their articles, some by name, many as a number and their years."""
    pacts = {cite.pact: cite.name for cite in entry.cites}
    if len(pacts) <= _CITED:
        return "; ".join(
            _short(cite, entry) + (", once in force" if waiting and cite.pact == waiting else "")
            for cite in entry.cites
        )
    if len(pacts) <= _BY_NAME:
        return listing(pacts.values())
    years = sorted(cite.year for cite in entry.cites if cite.year is not None)
    of = f" of {years[0]}–{years[-1]}" if years and years[0] != years[-1] else ""
    return f"{len(pacts)} pacts{of}"


def _short(cite: Cited, entry: ScreenEntry) -> str:
    """An article as one cites it, without the two names that stand beside it."""
    name = (cite.alone if len(entry.actors) == 1 else None) or cite.name
    numbered = cite.where == f"article {cite.article}"
    return f"{name} art. {cite.article}" if numbered else f"{name}, {cite.where}"
