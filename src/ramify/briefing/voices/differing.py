"""Where documents tell amounts of one act that cannot both be the whole: dead, wounded, things."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from ramify.reading.events.merge import Differing
from ramify.reading.statements import Reading
from ramify.record.events import Event
from ramify.record.evidence import TextEvidence

_FORCE = ("18", "19", "20")
_APART = 3
"""Days between two acts that may still be one."""

_ONES = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = rf"(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_ONES[:9])}))?|{'|'.join(_ONES[::-1])}"
_YEAR = r"(?:19|20)\d\d\b"
_NUMBER = rf"(?:(?!{_YEAR})\d(?:\d|,(?=\d\d\d))*(?![\d.]*\d)|{_WORDS})\b"
_ABOUT = r"(?:at least|more than|up to|as many as|fewer than|about|around|some|nearly|over)"
_NO_BODY = rf"(?:(?:kill|wound|injur|hurt|dead|death|died)\w*|and|of|who|when|in|on|by|{_WORDS})\b"
_NOUN = rf" (?!{_NO_BODY})[A-Za-z][\w’'-]*"
_BODIES = rf"(?:{_ABOUT} )?{_NUMBER}(?:{_NOUN}){{0,3}}"
_LIST = rf"(?P<all>{_BODIES}(?:(?:, and |, | and ){_BODIES})*)"
_HARM = {"killed": "killed|dead|died|slain", "wounded": "wounded|injured|hurt"}
_HARMING = {"killed": "kill(?:ed|ing|s)", "wounded": "(?:wound|injur)(?:ed|ing|es|s)"}
_WERE = r"(?: (?:were|was|have been|had been|had|have|being))?(?: among those| also)?"
_OF_THEM = r"(?: of (?:[\w’']+ ){1,3}?[\w’'-]+)?"


def _patterns(what: str) -> tuple[re.Pattern[str], ...]:
    """`killing 12 people and two children`; `12 people were killed`; `a death toll of nine`."""
    found = [
        rf"\b{_HARMING[what]} {_LIST}",
        rf"\b{_LIST}{_OF_THEM}{_WERE} (?:{_HARM[what]})\b",
    ]
    if what == "killed":
        found.append(
            rf"\b(?:toll|deaths?) (?:of|to|at|(?:has |have )?(?:risen|climbed) to|rose to|"
            rf"stood at) (?P<all>{_BODIES})"
        )
    return tuple(re.compile(pattern, re.I) for pattern in found)


_TOLLS = {what: _patterns(what) for what in _HARM}


class Amount(NamedTuple):
    """How many of what a document tells of an act."""

    kind: str
    value: float
    words: str


def tolls(sentence: str) -> Iterator[Amount]:
    """How many a sentence says were killed, and wounded.

    >>> list(tolls("The strike killed four children and three women."))
    [Amount(kind='killed', value=7.0, words='7 killed')]
    >>> [a.words for a in tolls("At least 12 people were killed and 30 were wounded.")]
    ['at least 12 killed', '30 wounded']
    >>> [a.words for a in tolls("He reported a death toll of nine; in 2014 it killed trade.")]
    ['9 killed']
    >>> [a.words for a in tolls("It killed two of the three men, and 20 Indian soldiers.")]
    ['2 killed']
    """
    for what, patterns in _TOLLS.items():
        match = next((m for pattern in patterns if (m := pattern.search(sentence))), None)
        if match is None:
            continue
        counts = [_value(n) for n in re.findall(rf"\b{_NUMBER}", match["all"], re.I)]
        about = re.match(_ABOUT, match["all"], re.I)
        number = sum(counts)
        words = f"{about.group().lower()} " if about else ""
        yield Amount(what, number, f"{words}{number:,.0f} {what}")


def _value(word: str) -> float:
    if word[0].isdigit():
        return float(word.replace(",", ""))
    tens, _, ones = word.lower().partition("-")
    of_tens = 20 + 10 * _TENS.index(tens) if tens in _TENS else 1 + _ONES.index(tens)
    return float(of_tens + (1 + _ONES.index(ones) if ones else 0))


def differing_amounts(
    readings: Sequence[Reading], copies: Mapping[str, str], known: Iterable[Differing]
) -> tuple[Differing, ...]:
    """Amounts of one act that independent documents tell differently, those known left out.

    Acts are one if the same side does them, to the same one or to one that a document leaves out,
    within three days of each other where both have a day.
    """
    told = {(one.event.actor, one.detail) for one in known}
    found: dict[tuple[str, str], list[tuple[str, Event, Amount]]] = defaultdict(list)
    for reading in readings:
        if reading.document.id not in copies:
            for event, amount in _largest(reading):
                key = event.actor, amount.kind
                found[key].append((reading.document.name, event, amount))
    made = []
    for (actor, kind), tellings in found.items():
        apart = _apart(tellings)
        if apart and (actor, "number") not in told:
            values = tuple((name, amount.words) for name, _, amount in apart)
            evidence = tuple(dict.fromkeys(e for _, event, _ in apart for e in event.evidence))
            event = apart[0][1].model_copy(update={"evidence": evidence})
            made.append(Differing(event=event, detail=kind, values=values))
    return tuple(made)


def _largest(reading: Reading) -> Iterator[tuple[Event, Amount]]:
    """The largest amount of each kind that a document tells of each side's force: the others are
    parts of it, or earlier."""
    found: dict[tuple[str, str], tuple[Event, Amount]] = {}
    for event in reading.events:
        if not event.action.startswith(_FORCE) or event.status in ("denied", "planned"):
            continue
        quotes = (e.quote for e in event.evidence if isinstance(e, TextEvidence))
        for amount in (amount for quote in quotes for amount in tolls(quote)):
            key = event.actor, amount.kind
            if key not in found or found[key][1].value < amount.value:
                found[key] = event, amount
    yield from found.values()


def _apart(tellings: Sequence[tuple[str, Event, Amount]]) -> list[tuple[str, Event, Amount]]:
    """The tellings of one act whose amounts differ, the smallest and the largest."""
    pairs = [
        (one, other)
        for one, other in combinations(sorted(tellings, key=lambda t: t[2].value), 2)
        if one[2].value != other[2].value and _may_be_one(one[1], other[1])
    ]
    widest = max(pairs, key=lambda pair: pair[1][2].value - pair[0][2].value, default=())
    return [*widest]


def _may_be_one(one: Event, other: Event) -> bool:
    if one.target and other.target and one.target != other.target:
        return False
    if one.when is None or other.when is None:
        return True
    gap = max(one.when.start, other.when.start) - min(one.when.end, other.when.end)
    return gap.days <= _APART
