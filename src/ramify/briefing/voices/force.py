"""How an event tells of force: whether it does, what it strikes, and who fights whom."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ramify.briefing.brief import CaseStatus
from ramify.record.events import Event
from ramify.record.ontology import action
from ramify.world.pacts import Target

_THREAT, _FORCE = "13", ("18", "19", "20")
_OF_FORCE = ("138", "139")
"""Threats of force and ultimatums; others are of sanctions, of protests, of ending talks."""
_FORCE_WORDS = re.compile(
    r"\b(?:force|attack\w*|war|military|militarily|missiles?|nuclear|troops|invade\w*|invasion|"
    r"bomb\w*|destroy\w*)\b",
    re.I,
)
_OTHER_MEANS = re.compile(
    r"\b(?:tariffs?|sanctions?|duties|concessions?|trade|imports?|exports?|veto|courts?|visas?|"
    r"diplomats?|ambassadors?|gas|oil|aid|funds|talks|treat(?:y|ies)|agreements?|boycotts?|"
    r"consequences|measures|expel\w*)\b",
    re.I,
)
_THREATEN = re.compile(r"\bthreat(?:s|en\w*)?\b", re.I)
_BOTH = re.compile(
    r"\b(?:both \w+ (?:exchang|fir|fought|fight|clash|trad|shell|attack|bomb)\w*|"
    r"(?:attack|shell|bomb|strik|struck|fir)\w* (?:at |on )?(?:each other|one another)|"
    r"(?:exchang\w+|traded|trading) (?:\w+ )?(?:air ?strikes|fire|shots|gunfire|shelling|missiles)|"
    r"clash(?:es|ed)? (?:between|with)|(?:battles?|fighting) (?:between|with)|"
    r"repel\w*|repuls\w*|fend\w* off|fought back)\b",
    re.I,
)
"""Words of a fight of two, or of one who defends himself."""
_SEIZING = ("171", "173")
"""Acts short of force that count as an attack or not: damage, seizure, arrest."""
_RAMMED = re.compile(r"\bramm(?:ed|ing|s)\b|\brams\b|\bcollid\w+|\bwater cannons?\b", re.I)
"""Acts against a ship that are none of arms."""
_PUBLIC = re.compile(
    r"\b(?:coast ?guard|navy|naval|warships?|frigates?|patrol (?:ship|boat|vessel)s?|militia|"
    r"border guards?)\b",
    re.I,
)
_TOLD_BY = re.compile(r", [^,]+ (?:said|says|told [^,]+)\W*$")
_STRUCK: tuple[tuple[Target, str], ...] = (
    ("ships", r"\b(?:ships?|vessels?|boats?|cutters?|frigates?|corvettes?|trawlers?|tankers?)\b"),
    ("aircraft", r"\b(?:aircraft|airliners?|planes?|jets?|drones?|helicopters?)\b"),
)
"""What is struck, where an event names it."""


def force_told(event: Event) -> CaseStatus | None:
    """How force is told by an event; None if it tells of none."""
    root = action(event.action).root
    if root == _THREAT:
        return "threatened" if threatens_force(event) else None
    if root not in _FORCE and not event.action.startswith(_SEIZING):
        return None
    if event.status == "asked":
        return "asked"
    if root not in _FORCE or any(_RAMMED.search(quote) for quote in _quotes(event)):
        return "short of force"
    return "alleged" if event.status == "alleged" else "reported"


def of_the_state(event: Event) -> bool:
    """Whether a sentence speaks of a coast guard's or a navy's ships, and not only quotes one."""
    return any(_PUBLIC.search(_TOLD_BY.sub("", quote)) for quote in _quotes(event))


def _quotes(event: Event) -> list[str]:
    return [e.quote for e in event.evidence if e.kind == "text"]


def threatens_force(event: Event) -> bool:
    """Whether a threat is one of force: by its code, or where that leaves open with what, if its
    sentence speaks of force, or of a threat and of no other means; a warning alone is none."""
    if event.action.startswith(_OF_FORCE):
        return True
    text = " ".join(e.quote for e in event.evidence if e.kind == "text")
    bare = _THREATEN.search(text) and not _OTHER_MEANS.search(text)
    told = not text or bare or _FORCE_WORDS.search(text)
    return event.action in ("13", "130") and bool(told)


def fights_told(events: Iterable[Event]) -> set[frozenset[str]]:
    """Pairs of whom the documents tell that both use force, in a sentence or in two, and so not
    who began."""
    found, seen = set(), set()
    for event in events:
        if event.target is None or force_told(event) != "reported":
            continue
        pair = frozenset((event.actor, event.target))
        quotes = " ".join(e.quote for e in event.evidence if e.kind == "text")
        if (event.target, event.actor) in seen or _BOTH.search(quotes):
            found.add(pair)
        seen.add((event.actor, event.target))
    return found


def struck(event: Event) -> Target:
    quotes = [e.quote for e in event.evidence if e.kind == "text"][:1]
    text = " ".join(filter(None, (event.object, *quotes)))
    return next((what for what, words in _STRUCK if re.search(words, text, re.I)), "territory")
