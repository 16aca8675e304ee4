"""Lines of a page that say something of it: who wrote it, when, where; rules in order."""

from __future__ import annotations

import heapq
import re
from dataclasses import dataclass

from ramify.reading.syntax.rule import Rule

SHORT = 160

_FEWEST_WORDS = 12
"""Words below which only the very same block is a repetition."""

_COMPARED = 50
"""Earlier blocks with one rare word that a block is compared with, at most."""

SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")

_BYLINE = re.compile(
    r"(?:(?:Analysis |Commentary |Opinion |Report |Reported |Story |Text |Words |Written )?"
    r"(?:[Bb]y|BY)|Authors?:)\s+((?:[A-Z][\w.’'-]++,?\s?(?:(?:and|&)\s)?){1,8})(?:[,|·–—-].{0,60})?$"
)

_MONTHS = (
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?|January|February|March|April|May|June"
    r"|July|August|September|October|November|December"
)

_CLOCK = r"(?:[\s,|/·T@–-]*(?:at\s*)?\d{1,2}[:.]\d{2}.{0,20})?"

_DAY = (
    r"((?:\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]{2,8}\.?,?\s+\d{4})|"
    r"(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4})|(?:\d{4}-\d{2}-\d{2})|"
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{4}))"
)

_PUBLISHED = re.compile(
    r"(?:(?:first |originally )?published|posted|updated|last (?:updated|modified)|issued|released"
    r"|created|date|dated)?(?:\s+on)?\s*[:|-]?\s*(?:\w+day,?\s+)?" + _DAY + _CLOCK + r"\Z",
    re.IGNORECASE,
)

_AGENCY_DAY = re.compile(
    r"(?:[A-Z][\w.&'’-]*(?: [A-Z][\w.&'’-]*){0,4}\s*[,|–—-]\s*)"
    + _DAY
    + _CLOCK
    + r"(?:\s+Adjust font size:?)?\Z"
)
"""`Xinhua, July 2, 2015`, `News | Oct. 14, 2021`: who published it, and when."""

_AMERICAN = re.compile(
    r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b.*\d (?:[ap]\.?m\.? )?(?:[ECMP][SD]?T)\b", re.IGNORECASE
)
"""`02/11/2021 01:21 PM EST`: the clock of a country that writes the month first."""

_LONGEST_DAY = 90

_MOST_NAMES = 4

_ANY_DAY = re.compile(
    r"\b(?:(?P<ymd>\d{4}[/.-]\d{2}[/.-]\d{2})|\d{1,2}(?:st|nd|rd|th)?(?: of)?[ -](?:"
    + _MONTHS
    + r"),?[ -]\d{4}|(?:"
    + _MONTHS
    + r") \d{1,2}(?:st|nd|rd|th)?,? \d{4})\b"
)

_CLOCKS = re.compile(
    r"\b\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\b\.?)?|\b(?:[A-Z]{2,4}T|GMT|UTC|IST)\b",
    re.IGNORECASE,
)

_FURNITURE = re.compile(
    r"(?:by|on|at|in|and|of|the|posted|published|publication|updated|last|first|modified|issued"
    r"|released|created|date|dated|filed|under|admin|min|read|am|pm|edt|est|story"
    r"|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)\.?$",
    re.IGNORECASE,
)

ADDRESS = re.compile(r"https?://[^\s<>\"]{4,290}", re.IGNORECASE)

_SOURCE = re.compile(
    rf"(?:(?:source|url|link|originally published at|first published at|read at)\s*:?\s*)?"
    rf"<?({ADDRESS.pattern})>?",
    re.IGNORECASE,
)
"""A line that is the address of the page, as one pastes it above or below its text."""

_PARTED = re.compile(r"\s*[|·•]\s*|\s+[–—]\s+")

_MINUTES = re.compile(r"\d{1,2}[ -]?min(?:ute)?s?(?: read)?", re.IGNORECASE)

_NAME = r"[A-ZÀ-Þ][\w.’'-]+(?: [A-ZÀ-Þ][\w.’'-]+){0,3}"

_PLACED = re.compile(rf"{_NAME}, {_NAME}")

_BARE_NAME = re.compile(r"[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w.’'-]+){1,2}")


def day_of_line(line: str, *, first: bool = False) -> str | None:
    """The day that a line gives as that of publication, if it says little else.

    Names, clocks and words of publishing may stand beside it, save in the `first` line of a
    text, which may be its title.
    """
    match = _PUBLISHED.match(line) or _AGENCY_DAY.match(line)
    if match and (parts := _AMERICAN.search(line)):
        return f"{parts[3]}-{int(parts[1]):02}-{int(parts[2]):02}"
    if match or first or len(line) > _LONGEST_DAY:
        return match[1] if match else None
    found = _ANY_DAY.search(line)
    if found is None:
        return None
    rest = _CLOCKS.sub(" ", f"{line[: found.start()]} {line[found.end() :]}")
    words = [word for word in re.findall(r"[^\W\d_][\w.’'-]*", rest) if not _FURNITURE.match(word)]
    if len(words) > _MOST_NAMES or not all(word[0].isupper() for word in words):
        return None
    return re.sub(r"[/.]", "-", found[0]) if found["ymd"] else found[0]


@dataclass(frozen=True)
class PageLine:
    """A block of a page where it stands, as the rules look at it."""

    blocks: list[str]
    index: int
    in_head: bool
    kept: list[str]
    title: str | None
    seen: SeenBlocks
    parts: bool
    """Whether it parts a page that tells day by day."""

    @property
    def block(self) -> str:
        return self.blocks[self.index]

    @property
    def long(self) -> bool:
        ends = len(self.block) > 60 and SENTENCE_END.search(self.block)
        return len(self.block) > SHORT or bool(ends)

    @property
    def day(self) -> str | None:
        return day_of_line(self.block, first=not self.kept or not self.in_head)


_Told = tuple[str | None, dict[str, str | None]]
"""Why a line goes, if it does, and what it says of the page."""


def _byline(line: PageLine) -> _Told:
    match = _BYLINE.match(line.block)
    assert match is not None
    return "byline", {"author": match[1].strip(), "published": day_of_line(line.block)}


def _address(line: PageLine) -> _Told:
    match = _SOURCE.fullmatch(line.block)
    return "address", {"address": match[1] if match else None}


def _date(line: PageLine) -> _Told:
    return (None if line.parts else "publication date"), {"published": line.day}


def _said_before(line: PageLine) -> _Told:
    first = line.seen.like(line.block)
    again = first in (line.title, line.kept[0])
    return ("repeated title" if again else "repeated paragraph"), {}


LINES: tuple[Rule[PageLine, _Told], ...] = (
    Rule(
        "byline",
        lambda line: not line.long and _BYLINE.match(line.block),
        _byline,
        "By Ana Silva",
    ),
    Rule(
        "address",
        lambda line: _SOURCE.fullmatch(line.block),
        _address,
        "Source: https://post.example/truce",
    ),
    Rule("publication date", lambda line: line.day, _date, "Published on 7 April 2024"),
    Rule(
        "day among other things",
        lambda line: not line.long and _dateline(line.block),
        lambda line: ("publication date", {"published": _dateline(line.block)[0] or None}),
        "Quito | Analysis | 4 min read",
    ),
    Rule(
        "signature",
        lambda line: line.in_head and line.kept and _is_signature(line.blocks, line.index),
        lambda line: ("byline", {}),
        "Ana Silva, Lima",
    ),
    Rule(
        "said before",
        lambda line: line.seen.like(line.block),
        _said_before,
        "Two sides met on Monday.",
    ),
)
"""In order, of lines that are no furniture; the first that gives a reason to go decides."""


def _dateline(block: str) -> list[str]:
    """`Quito | 7 April 2024 | 4 min read`: the date first, empty if the line is none."""
    parts = [part for part in _PARTED.split(block) if part]
    days = [match[1] for part in parts if (match := _PUBLISHED.fullmatch(part))]
    timed = any(_MINUTES.fullmatch(part) for part in parts)
    short = all(len(part.split()) <= 6 for part in parts)
    if len(parts) < 2 or not short or not (days or timed):
        return []
    return days or [""]


def _is_signature(blocks: list[str], index: int) -> bool:
    """`Ana Silva, Lima`, or a bare name with such a line, or a line with a date, behind it."""
    block = blocks[index]
    if _PLACED.fullmatch(block):
        return True
    after = blocks[index + 1] if index + 1 < len(blocks) else ""
    followed = _PLACED.fullmatch(after) or _PUBLISHED.fullmatch(after) or _dateline(after)
    return bool(_BARE_NAME.fullmatch(block) and followed)


def key_of(block: str) -> str:
    return re.sub(r"\W+", " ", block).strip().casefold()


class SeenBlocks:
    """The blocks so far: which of them says the same in (nearly) the same words.

    Two sets of words of which nine in ten are shared must share one of the first tenth of
    each, in any one order; so only blocks that share such a word are compared.
    Source: Chaudhuri, Ganti and Kaushik 2006 (prefix filtering of set joins).
    """

    def __init__(self) -> None:
        self._by_key: dict[str, str] = {}
        self._by_word: dict[str, list[str]] = {}

    def add(self, block: str) -> None:
        """Remember a block."""
        key = key_of(block)
        self._by_key[key] = block
        for word in _first_words(set(key.split())):
            known = self._by_word.setdefault(word, [])
            if len(known) < _COMPARED:
                known.append(key)

    def like(self, block: str) -> str | None:
        """An earlier block that says the same."""
        key = key_of(block)
        if key in self._by_key:
            return self._by_key[key]
        words = set(key.split())
        if len(words) < _FEWEST_WORDS:
            return None
        for other in dict.fromkeys(
            o for w in _first_words(words) for o in self._by_word.get(w, ())
        ):
            others = set(other.split())
            if len(words & others) >= 0.9 * len(words | others):
                return self._by_key[other]
        return None


def _first_words(words: set[str]) -> list[str]:
    """The tenth of some words that comes first, long ones before short: they are rarer."""
    if len(words) < _FEWEST_WORDS - 2:
        return []
    return heapq.nsmallest(len(words) // 10 + 1, words, key=lambda word: (-len(word), word))
