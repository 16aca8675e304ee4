"""What surrounds an article on a page: found block by block, set aside with its reason."""

from __future__ import annotations

import heapq
import itertools
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ramify.reading.statements import Dropped

_LONG = 200
_SHORT = 160
_FEWEST_WORDS = 12
"""Words below which only the very same block is a repetition."""

_COMPARED = 50
"""Earlier blocks with one rare word that a block is compared with, at most."""

_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
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


@dataclass(frozen=True, slots=True)
class PageParts:
    """A page taken apart: what it says about itself, its article, and the rest."""

    blocks: tuple[str, ...]
    title: str | None
    author: str | None
    published: str | None
    """The words of the line that gives the publication date."""
    address: str | None
    """Where the page stands, if a line of it is its address."""
    dropped: tuple[Dropped, ...]


@dataclass(frozen=True, slots=True)
class _Rule:
    reason: str
    match: tuple[re.Pattern[str], ...]
    short: bool
    tail: bool
    ends: bool
    head: bool

    def fits(self, block: str, *, in_tail: bool, in_head: bool) -> bool:
        """Whether a block is of this kind; a final stop or bracket does not matter."""
        if (self.tail and not in_tail) or (self.head and not in_head):
            return False
        if self.short and len(block) > _SHORT:
            return False
        forms = (block, block.strip(" .!:[]|"))
        return any(pattern.fullmatch(form) for pattern in self.match for form in forms)


@cache
def _rules() -> tuple[_Rule, ...]:
    text = files("ramify.reading").joinpath("data/junk.toml").read_text(encoding="utf-8")
    return tuple(
        _Rule(
            row["reason"],
            tuple(re.compile(pattern, re.IGNORECASE | re.DOTALL) for pattern in row["match"]),
            row.get("short", False),
            row.get("tail", False),
            row.get("ends", False),
            row.get("head", False),
        )
        for row in tomllib.loads(text)["rule"]
    )


def blocks_of(text: str) -> list[str]:
    """The paragraphs of a plain text; hard-wrapped lines are joined again."""
    blocks: list[str] = []
    for group in re.split(r"\n[ \t]*\n", text):
        lines = [" ".join(line.split()) for line in group.split("\n")]
        lines = [line for line in lines if line]
        dated = any(_day_of_line(line, first=not (n or blocks)) for n, line in enumerate(lines))
        blocks.extend([" ".join(lines)] if not dated and _wrapped(lines) else lines)
    return blocks


def _day_of_line(line: str, *, first: bool = False) -> str | None:
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


def _wrapped(lines: list[str]) -> bool:
    if len(lines) < 2:
        return False
    body = lines[:-1]
    even = all(45 <= len(line) <= 110 for line in body)
    broken = sum(not _SENTENCE_END.search(line) for line in body)
    return even and broken * 2 >= len(body)


def take_apart(blocks: list[str], *, title: str | None = None) -> PageParts:
    """Divide a page into its article and what surrounds it.

    >>> page = take_apart(["Share", "Two sides met", "They agreed on a truce on Monday."])
    >>> page.title, page.blocks, page.dropped[0].reason
    ('Two sides met', ('They agreed on a truce on Monday.',), 'share bar')
    """
    dropped: list[Dropped] = []
    kept: list[str] = []
    author = published = address = None
    seen = _Seen()
    last_long = max((i for i, block in enumerate(blocks) if len(block) > _LONG), default=-1)
    first_long = next((i for i, block in enumerate(blocks) if len(block) > _SHORT), 0)
    ending: str | None = None
    by_day = _tells_by_day(blocks)
    for index, block in enumerate(blocks):
        in_tail = index > last_long or index * 3 >= len(blocks) * 2
        in_head = index < first_long
        long = len(block) > _SHORT or (len(block) > 60 and _SENTENCE_END.search(block))
        ending = None if long else ending
        rule = next(
            (rule for rule in _rules() if rule.fits(block, in_tail=in_tail, in_head=in_head)), None
        )
        reason = rule.reason if rule else ending
        if rule and rule.ends:
            ending = rule.reason
        if not reason and not long and (match := _BYLINE.match(block)):
            author, reason = author or match[1].strip(), "byline"
            published = published or _day_of_line(block)
        if not reason and (match := _SOURCE.fullmatch(block)):
            address, reason = address or match[1], "address"
        if not reason and (day := _day_of_line(block, first=not kept or not in_head)):
            published = published or day
            reason = None if index in by_day else "publication date"
        if not reason and not long and (parts := _dateline(block)):
            published, reason = published or parts[0] or None, "publication date"
        if not reason and in_head and kept and _is_signature(blocks, index):
            reason = "byline"
        if not reason and (first := seen.like(block)):
            reason = "repeated title" if first in (title, kept[0]) else "repeated paragraph"
        if reason:
            dropped.append(Dropped(text=block, reason=reason))
            continue
        seen.add(block)
        kept.append(block)
    kept, more = _without_torn_note(kept, blocks, dropped)
    title, body = _title(kept, title)
    return PageParts(tuple(body), title, author, published, address, (*dropped, *more))


def _tells_by_day(blocks: list[str]) -> set[int]:
    """Where a page that tells day by day has its dates: those with text of their own below them."""
    days = {n: day for n, block in enumerate(blocks) if (day := _day_of_line(block))}
    under = {n for n in days if n + 1 < len(blocks) and n + 1 not in days and n > 0}
    return under if len({days[n] for n in under}) > 1 and len(under) > 2 else set()


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


def _without_torn_note(
    kept: list[str], blocks: list[str], dropped: list[Dropped]
) -> tuple[list[str], list[Dropped]]:
    """An author's note that a line break tore apart goes as a whole."""
    notes = {item.text for item in dropped if item.reason == "author's note"}
    torn = {text for text in notes if not _SENTENCE_END.search(text)}
    if not torn:
        return kept, []
    before: dict[str, str] = {}
    for first, second in itertools.pairwise(blocks):
        before.setdefault(second, first)
    gone = [block for block in kept if before.get(block) in torn and block != blocks[0]]
    rest = set(gone)
    more = [Dropped(text=block, reason="author's note") for block in gone]
    return [block for block in kept if block not in rest], more


def _key(block: str) -> str:
    return re.sub(r"\W+", " ", block).strip().casefold()


class _Seen:
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
        key = _key(block)
        self._by_key[key] = block
        for word in _first_words(set(key.split())):
            known = self._by_word.setdefault(word, [])
            if len(known) < _COMPARED:
                known.append(key)

    def like(self, block: str) -> str | None:
        """An earlier block that says the same."""
        key = _key(block)
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


_SITE = re.compile(r"\s+[-|–—]\s+[^-|–—]{2,40}$")
"""What stands behind a title in a browser's tab: the name of the site."""
_NO_TITLE = re.compile(r"[.;,:][”\"’')]?$")
_FIRST = 3
"""Blocks among which a page repeats its title."""


def _title(kept: list[str], title: str | None) -> tuple[str | None, list[str]]:
    """The title, and the article without it."""
    if title:
        short = _key(_SITE.sub("", title))
        named = next((block for block in kept[:_FIRST] if _key(block) == short), None)
        title = named or title
        return title, [block for block in kept if _key(block) != _key(title)]
    if len(kept) > 1 and len(kept[0]) <= _SHORT and not _NO_TITLE.search(kept[0]):
        return kept[0], kept[1:]
    return None, kept
