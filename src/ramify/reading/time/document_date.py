"""The day that a document is read for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ramify.reading.statements import Document
from ramify.reading.time.calendar_words import MONTH
from ramify.reading.time.dates import DateFound, parse_date
from ramify.world.when import When

if TYPE_CHECKING:
    from ramify.world.world import World


_LATE = 7
"""Days between a dateline and the page's own date that publishing takes at most."""
_LONG_AGO = 5
"""Years before the facts' own day from which an undated text's last date is asked for leaders."""
_READ_FOR_LEADERS = 4_000
"""Characters of an undated text that are searched for leaders."""


def as_when(on: date | None) -> When | None:
    """A day as a date of full precision."""
    return When(on) if on else None


def with_dateline(document: Document) -> Document:
    """The document, dated by its address or the line its text opens with where nothing else does.

    `KUALA LUMPUR, June 18, 2023 -`, `Jan 5 2024 (Kyodo) --`: a full date within the
    first words, before a dash or an agency in brackets. A day that has not come is not taken;
    a dateline that contradicts the page's own date is, and both are told (`date_doubt`).
    """
    if document.published is not None:
        return _believed(document)
    place = document.path or ""
    if "://" in place and (day := day_of_address(place.partition("://")[2])):
        return document.model_copy(update={"published": day, "published_from": "its address"})
    opening = _DATELINE.match(document.text)
    when = parse_date(opening[0]) if opening else None
    if when is None or when.precision != "day":
        return _issued(document)
    return document.model_copy(update={"published": when, "published_from": "the dateline"})


def _issued(document: Document) -> Document:
    """Dated by a line near its top that says so: `The statement issued here on 3 May 2021.`"""
    line = _ISSUED.search(document.text[:_OPENING_LINES])
    when = parse_date(line[1]) if line else None
    if when is None or when.precision != "day":
        return document
    where = "the line that says when it was issued"
    return document.model_copy(update={"published": when, "published_from": where})


def _believed(document: Document) -> Document:
    """Without a day that lies ahead; by the dateline where the page says another day."""
    day, source = document.published, document.published_from
    assert day is not None
    if day.start > date.today() + timedelta(1):
        told = f"{day}, from {source}, has not come and is not taken"
        return document.model_copy(update={"published": None, "published_from": told})
    opening = _OPENING.match(document.text)
    filed = parse_date(opening[0]) if opening else None
    if filed is None or {filed.precision, day.precision} != {"day"}:
        return document
    if abs((filed.start - day.start).days) <= _LATE:
        return document
    told = f"the dateline; {source} says {day}"
    return document.model_copy(update={"published": filed, "published_from": told})


def date_doubt(document: Document) -> str | None:
    """What is doubtful about a document's date; None if nothing is.

    A day that has not come, two days that contradict each other, a day told as past that is
    later than the document's own.
    """
    source, published = document.published_from or "", document.published
    if published is None:
        return source or None
    if "; " in source:
        return f"dated {published} by {source}"
    last = document.mentions_to
    if last and published.precision == "day" and last.start > published.end + timedelta(_LATE):
        return f"dated {published}, but it tells of {last} as past"
    return None


def anchor_of(document: Document, on: date | None) -> When | None:
    """What `last month` and `on Friday` are counted from: the document's day, else its month.

    `November 2021` on a line of its own, or behind the title, dates no event, but says which
    month was the last one.
    """
    if day := document.published or as_when(on):
        return day
    line = _MONTH_LINE.search(document.text[:_OPENING_LINES])
    line = line or _MONTH_BEHIND.search(document.title or "")
    return parse_date(line[0]) if line else None


def without_dateline(text: str) -> str:
    """The text with the line it opens with, where and when it was filed, made blank.

    >>> without_dateline("MANILA, June 18, 2024 - China sank a boat.").strip()
    'China sank a boat.'
    """
    opening = _OPENING.match(text)
    return " " * opening.end() + text[opening.end() :] if opening else text


def day_of_address(address: str) -> When | None:
    """The day that a web address gives: `/2024/03/05/`, `/2024-03-05-`, `/20240305`.

    >>> str(day_of_address("https://example.org/news/2024/12/04/collision"))
    '2024-12-04'
    >>> day_of_address("https://example.org/page/20190001") is None
    True
    """
    match = _IN_ADDRESS.search(address)
    return parse_date("-".join((match["year"], match["month"], match["day"]))) if match else None


_IN_ADDRESS = re.compile(
    r"(?<!\d)(?P<year>19[89]\d|20\d\d)(?P<by>[/_-]?)(?P<month>0[1-9]|1[0-2])(?P=by)"
    r"(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
)
_OPENING_LINES = 400
"""Characters in which a line that dates the document stands."""
_MONTH_LINE = re.compile(rf"^\s*{MONTH},? (?:19|20)\d\d\s*$", re.MULTILINE)
_MONTH_BEHIND = re.compile(
    rf"(?<!\bin)(?<!\bof)(?<!\bby)(?<!\bsince)(?<!\bfrom)(?<!\buntil)(?<!\band)(?<!\d) "
    rf"{MONTH} (?:19|20)\d\d$"
)
_OPENING = re.compile(
    r"(?:[A-Z][A-Z'’.\- ]{2,30}(?:, [A-Z][\w.' ]{2,30}){0,2}|(?-i:[A-Z][a-z]{2,8})\.? \d{1,2},?)"
    r"(?:[, ]{0,2}(?:\d{1,2} )?(?:[A-Z][a-z]{2,8}\.? )?\d{0,2},? ?\d{4})?\s*"
    r"(?:\([A-Za-z ./]{2,30}\)\s*)?(?:[-–—]{1,2})\s+"
)
_ISSUED = re.compile(
    r"^[^\n.]{0,40}\b(?:press release|statement|communiqu[eé]|remarks|speech|readout|letter)\b"
    r"[^\n.]{0,60}\b(?:issued|released|published|made|given|delivered)\b[^\n.]{0,60}"
    r"\bon (?:\w+day,? )?(\d{1,2} [A-Z][a-z]+ \d{4}|[A-Z][a-z]+ \d{1,2}, \d{4})\.?\s*$",
    re.MULTILINE | re.IGNORECASE,
)
"""A line by itself that says when a text was issued."""
_DATELINE = re.compile(r"[^\n]{0,60}?\b\d{4}\b\s*(?:\([^)\n]{2,30}\)\s*)?(?:[-–—]|\(|\n)")


def latest(dates: Iterable[DateFound], text: str) -> When | None:
    """The latest date that a text speaks of as past or present.

    A date that its sentence tells of what is to come is none: `will meet on 9 May 2025`.
    """
    known = [f.when for f in dates if f.when and not f.ahead and not _to_come(f, text)]
    return max(known, key=lambda when: (when.start, -when.end.toordinal()), default=None)


def _to_come(found: DateFound, text: str) -> bool:
    """Whether the words before a date in its sentence, or right before it, look ahead."""
    if found.since:
        return False
    before = text[max(0, found.start - _FAR) : found.start]
    sentence = re.split(r"[.!?;][”\"’)]?\s+(?=[A-Z“\"‘])|\n", before)[-1]
    return bool(_AHEAD.search(sentence) or _UP_TO.search(sentence))


_FAR = 300
_AHEAD = re.compile(
    r"\b(?:will|shall|won[’']t|is to|are to|due (?:to|on|in)|scheduled|slated|set to|planned for|"
    r"plans? to|expected to|intends? to|hopes? to|aims? to|going to|upcoming|forthcoming|"
    r"next (?:summit|meeting|round|election|session))\b(?!.*\b(?:after|following)\b)",
    re.IGNORECASE,
)
_UP_TO = re.compile(
    r"\b(?:by|until|till|through|before|no later than)\s+(?:the end of\s+)?\Z", re.IGNORECASE
)


def day_of(document: Document, on: date | None, world: World) -> date:
    """The day that names are resolved for.

    An undated text has that of the latest date it mentions, or the facts' own where that day
    knows more of the leaders it names: `the biggest since 1991`.
    """
    if when := document.published or as_when(on):
        return when.end
    now = world.about.as_of.end
    if document.mentions_to is None:
        return now
    if now.year - document.mentions_to.end.year < _LONG_AGO:
        return document.mentions_to.end
    text = document.text[:_READ_FOR_LEADERS]
    days = (document.mentions_to.end, now)
    return max(days, key=lambda day: _leaders_named(text, day, world))


def _leaders_named(text: str, day: date, world: World) -> int:
    found = world.gazetteer.find(text, day)
    return len({name.person for name in found if name.candidates and name.person})
