"""An act in its document's own sentence, where that is short enough to stand on the page."""

from __future__ import annotations

import re

from ramify.briefing.page.row import Sheet
from ramify.record.events import Event
from ramify.world.wording import spoken

LONGEST = 260
"""Characters of a sentence that is quoted whole; a longer one is told in the words of its code."""
_PERSON = re.compile(r"(?:He|She)\b")
_THING = re.compile(r"(?:It|They|This|That|These|Those)\b")
_END = re.compile(r"\.(?=[\"”’']*$)")


def quoted(event: Event, sheet: Sheet) -> str:
    """The sentence that tells it, with its day if the sentence has none; empty if none will do.

    A person's pronoun at the head has whom it means behind it; of a thing's nobody is sure.
    """
    quote = next((e.quote for e in event.evidence if e.kind == "text"), "")
    quote = " ".join(quote.split())
    if not quote or len(quote) > LONGEST or _THING.match(quote):
        return ""
    if found := _PERSON.match(quote):
        if event.actor not in sheet.brief.names:
            return ""
        who = sheet.named([event.actor])
        quote = f"{found.group()} [{who}]{quote[found.end() :]}"
    return f"“{_END.sub('', quote)}”{_day(event, quote)}{_by(event, quote)}"


def _day(event: Event, quote: str) -> str:
    """The day, unless it is only the one of the report, or the sentence has its number."""
    if event.when is None or event.reported or event.when.precision == "interval":
        return ""
    day = event.when.start
    told = str(day.day if event.when.precision == "day" else day.year)
    return "" if re.search(rf"\b{told}\b", quote) else f" ({spoken(event.when)})"


def _by(event: Event, quote: str) -> str:
    """Whose word it is, if the sentence does not name him."""
    by = event.holder_name if event.status == "alleged" else None
    return f", according to {by}" if by and by.casefold() not in quote.casefold() else ""
