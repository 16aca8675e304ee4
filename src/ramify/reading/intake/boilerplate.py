"""What surrounds an article on a page: found block by block, set aside with its reason."""

from __future__ import annotations

import itertools
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ramify.reading.intake.page_lines import (
    LINES,
    SENTENCE_END,
    SHORT,
    PageLine,
    SeenBlocks,
    day_of_line,
    key_of,
)
from ramify.reading.statements import Dropped

_LONG = 200


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
        if self.short and len(block) > SHORT:
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
        dated = any(day_of_line(line, first=not (n or blocks)) for n, line in enumerate(lines))
        blocks.extend([" ".join(lines)] if not dated and _wrapped(lines) else lines)
    return blocks


def _wrapped(lines: list[str]) -> bool:
    if len(lines) < 2:
        return False
    body = lines[:-1]
    even = all(45 <= len(line) <= 110 for line in body)
    broken = sum(not SENTENCE_END.search(line) for line in body)
    return even and broken * 2 >= len(body)


def take_apart(blocks: list[str], *, title: str | None = None) -> PageParts:
    """Divide a page into its article and what surrounds it.

    >>> page = take_apart(["Share", "Two sides met", "They agreed on a truce on Monday."])
    >>> page.title, page.blocks, page.dropped[0].reason
    ('Two sides met', ('They agreed on a truce on Monday.',), 'share bar')
    """
    dropped: list[Dropped] = []
    kept: list[str] = []
    about: dict[str, str | None] = {}
    seen, by_day = SeenBlocks(), _tells_by_day(blocks)
    last_long = max((i for i, block in enumerate(blocks) if len(block) > _LONG), default=-1)
    first_long = next((i for i, block in enumerate(blocks) if len(block) > SHORT), 0)
    ending: str | None = None
    for index, block in enumerate(blocks):
        in_tail = index > last_long or index * 3 >= len(blocks) * 2
        in_head = index < first_long
        line = PageLine(blocks, index, in_head, kept, title, seen, index in by_day)
        ending = None if line.long else ending
        rule = next(
            (rule for rule in _rules() if rule.fits(block, in_tail=in_tail, in_head=in_head)), None
        )
        reason = rule.reason if rule else ending
        if rule and rule.ends:
            ending = rule.reason
        for told in LINES if not reason else ():
            if reason is None and told.when(line):
                reason, facts = told.then(line)
                about = facts | {key: word for key, word in about.items() if word}
        if reason:
            dropped.append(Dropped(text=block, reason=reason))
            continue
        seen.add(block)
        kept.append(block)
    kept, more = _without_torn_note(kept, blocks, dropped)
    title, body = _title(kept, title)
    author, published, address = map(about.get, ("author", "published", "address"))
    return PageParts(tuple(body), title, author, published, address, (*dropped, *more))


def _tells_by_day(blocks: list[str]) -> set[int]:
    """Where a page that tells day by day has its dates: those with text of their own below them."""
    days = {n: day for n, block in enumerate(blocks) if (day := day_of_line(block))}
    under = {n for n in days if n + 1 < len(blocks) and n + 1 not in days and n > 0}
    return under if len({days[n] for n in under}) > 1 and len(under) > 2 else set()


def _without_torn_note(
    kept: list[str], blocks: list[str], dropped: list[Dropped]
) -> tuple[list[str], list[Dropped]]:
    """An author's note that a line break tore apart goes as a whole."""
    notes = {item.text for item in dropped if item.reason == "author's note"}
    torn = {text for text in notes if not SENTENCE_END.search(text)}
    if not torn:
        return kept, []
    before: dict[str, str] = {}
    for first, second in itertools.pairwise(blocks):
        before.setdefault(second, first)
    gone = [block for block in kept if before.get(block) in torn and block != blocks[0]]
    rest = set(gone)
    more = [Dropped(text=block, reason="author's note") for block in gone]
    return [block for block in kept if block not in rest], more


_SITE = re.compile(r"\s+[-|–—]\s+[^-|–—]{2,40}$")
"""What stands behind a title in a browser's tab: the name of the site."""
_NO_TITLE = re.compile(r"[.;,:][”\"’')]?$")
_FIRST = 3
"""Blocks among which a page repeats its title."""


def _title(kept: list[str], title: str | None) -> tuple[str | None, list[str]]:
    """The title, and the article without it."""
    if title:
        short = key_of(_SITE.sub("", title))
        named = next((block for block in kept[:_FIRST] if key_of(block) == short), None)
        title = named or title
        return title, [block for block in kept if key_of(block) != key_of(title)]
    if len(kept) > 1 and len(kept[0]) <= SHORT and not _NO_TITLE.search(kept[0]):
        return kept[0], kept[1:]
    return None, kept
