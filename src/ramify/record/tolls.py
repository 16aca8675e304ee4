"""How many an act killed and wounded, by the sentences that it is known from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ramify.record.events import Event
from ramify.record.evidence import TextEvidence

FORCE = ("18", "19", "20")
"""Roots of the acts that kill."""

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
    about: str = ""
    """The text's own `about` or `at least`, if it has one."""

    @property
    def number(self) -> str:
        """How many, without of what: `at least 12`."""
        return f"{self.about} {self.value:,.0f}".lstrip()

    @property
    def words(self) -> str:
        """How many of what: `at least 12 killed`."""
        return f"{self.number} {self.kind}"


def tolls(sentence: str) -> Iterator[Amount]:
    """How many a sentence says were killed, and wounded.

    >>> list(tolls("The strike killed four children and three women."))
    [Amount(kind='killed', value=7.0, about='')]
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
        yield Amount(what, sum(counts), about.group().lower() if about else "")


def _value(word: str) -> float:
    if word[0].isdigit():
        return float(word.replace(",", ""))
    tens, _, ones = word.lower().partition("-")
    of_tens = 20 + 10 * _TENS.index(tens) if tens in _TENS else 1 + _ONES.index(tens)
    return float(of_tens + (1 + _ONES.index(ones) if ones else 0))


def tolls_of(event: Event) -> Iterator[Amount]:
    """What the sentences that an act of force is known from tell of it; of other acts nothing."""
    if event.action.startswith(FORCE):
        for quote in (e.quote for e in event.evidence if isinstance(e, TextEvidence)):
            yield from tolls(quote)


def deaths_of(event: Event) -> int | None:
    """How many an act of force killed, by the sentence that tells most; None if none tells it.

    >>> quote = "The raid killed 12 men."
    >>> cited = TextEvidence(document="a", name="a", start=0, end=len(quote), quote=quote)
    >>> raid = Event(when="2024-04-13", actor="IRN", action="195", target="ISR", evidence=(cited,))
    >>> deaths_of(raid)
    12
    """
    told = [int(amount.value) for amount in tolls_of(event) if amount.kind == "killed"]
    return max(told, default=None)
