"""Acts as the page tells them: which lead, in which words, and how grave each is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ramify.briefing.page.ranking import Matter
from ramify.briefing.page.row import Sheet
from ramify.briefing.voices.force import threatens_force
from ramify.briefing.words import spoken_words
from ramify.record.events import Event
from ramify.record.ontology import action
from ramify.world.wording import month_name, spoken

_GRAVE = ("13", "15", "18", "19", "20")
"""Roots of threats, shows of force and force."""
_AT_HOME = ("14", "17")
"""Those of protests and coercion, such as the arrest of a president."""
_HEAD = 700
"""Characters of a text, within which stands what it is about."""
OLD = 0.25
"""How new what is no news is."""
LATELY = 31
"""Days for which an act is."""
_FORCEFUL = ("ASSAULT", "COERCE", "MOBILIZE")
_MATERIAL = ("SANCTION", "AID", "THREATEN", "RETREAT")
_SIGNING = "057"
_YEAR = 365
"""Days within which a month needs no year."""
LONGEST = 260
"""Characters of a sentence that is quoted whole; a longer one is told in the words of its code."""
_PERSON = re.compile(r"(?:He|She)\b")
_SAID = re.compile(r"(?:He|She|They|It) (?:said|added|told reporters|noted|stressed)(?: that)? ")
_THING = re.compile(r"(?:It|They|This|That|These|Those|Its|Their|Both|Neither|Others)\b")
_LACKS = re.compile(
    r"[^,;]* (?:refused|declined|agreed|denied|accepted|rejected|promised|approved)$"
    r"|(?:[\w.’'-]+ ){1,8}(?:it|them|him|her|this|that)$"
)
"""A sentence that ends before it says what was done, or with a bare pronoun for it."""
_HEDGES = re.compile(r"\b(?:probably|(?:un)?likely|perhaps|may|might|could)\b")
_END = re.compile(r"\.(?=[\"”’']*$)")


class Quotation(NamedTuple):
    """A sentence that can stand alone, and what it leaves out."""

    sentence: str
    """Without quotation marks and full stop."""
    day: str = ""
    by: str = ""

    def __str__(self) -> str:
        return f"“{self.sentence}”{self.day}{self.by}"


def quoted(event: Event, sheet: Sheet) -> str:
    """The first sentence that tells it and will do, with its day if the sentence has none; empty
    if none will."""
    return str(quotation(event, sheet) or "")


def quotation(event: Event, sheet: Sheet) -> Quotation | None:
    """The same in parts.

    A person's pronoun at the head has whom it means behind it; of a thing's nobody is sure.
    """
    told = sorted((e for e in event.evidence if e.kind == "text"), key=lambda e: e.start)
    sentences = (_sentence(e.quote, event, sheet) for e in told)
    quote = next(filter(None, sentences), "")
    if not quote:
        return None
    return Quotation(_END.sub("", quote), _day(event, quote, sheet), _by(event, quote))


def _sentence(words: str, event: Event, sheet: Sheet) -> str:
    """A sentence as it can stand alone; empty if it cannot."""
    text = " ".join(words.split())
    if _SAID.match(text):  # who said it is another than who did it
        told = f"… {_SAID.sub('', text)}"
        return told if len(told) <= LONGEST else ""
    if len(text) > LONGEST or _THING.match(text):
        return ""
    if found := _PERSON.match(text):
        if not event.actor_name or _PERSON.match(event.actor_name):
            return ""
        return f"{found.group()} [{event.actor_name}]{text[found.end() :]}"
    return text


def cut_loose(sentence: str) -> bool:
    """Whether a sentence cannot be understood alone, since what was done stands elsewhere.

    >>> cut_loose("Trump refused"), cut_loose("France had brokered it")
    (True, True)
    >>> cut_loose("Iran warned that whoever attacked Iran, and Tehran above all, would regret it")
    False
    """
    return bool(_LACKS.match(sentence))


def hedged(event: Event) -> bool:
    """Whether every sentence that tells a plan only says that it may be carried out, or not."""
    quotes = [e.quote for e in event.evidence if e.kind == "text"]
    return bool(quotes) and all(map(is_hedged, quotes))


def is_hedged(sentence: str) -> bool:
    return bool(_HEDGES.search(sentence))


def _day(event: Event, quote: str, sheet: Sheet) -> str:
    """The day, unless it is only the one of the report, or the sentence has its number."""
    if event.when is None or event.reported or event.when.precision == "interval":
        return ""
    day = event.when.start
    if day > sheet.brief.on and event.status != "planned":
        return ""  # what is told as done was done by then
    near = abs(sheet.days_before(day)) < _YEAR and event.when.precision == "month"
    if near and month_name(day) in quote:
        return ""
    told = str(day.day if event.when.precision == "day" else day.year)
    return "" if re.search(rf"\b{told}\b", quote) else f" ({spoken(event.when)})"


def _by(event: Event, quote: str) -> str:
    """Whose word it is, if the sentence does not name him."""
    by = event.holder_name if event.status == "alleged" else None
    return f", according to {by}" if by and by.casefold() not in quote.casefold() else ""


def told_of(event: Event, sheet: Sheet) -> str:
    """An act in its document's sentence, else in the words of its code."""
    if event not in sheet.brief.joined and (sentence := quoted(event, sheet)):
        return sentence
    when = f" ({spoken(event.when)})" if event.when and not event.reported else ""
    alleged = event.status == "alleged" and event.holder_name
    by = f", according to {event.holder_name}" if alleged else ""
    return f"{told_words(event, sheet)}{when}{by}"


def where(events: Sequence[Event], sheet: Sheet) -> tuple[int, ...]:
    """The lines of the annex that tell of some events."""
    brief = sheet.brief
    lists = {"happened": brief.happened, "alleged": brief.alleged}
    return sheet.cite(
        *(f"/{name}/{of.index(e)}" for e in events for name, of in lists.items() if e in of)
    )


def matter(event: Event) -> Matter:
    if forceful(event):
        return "force"
    weighty = action(event.action).plover in _MATERIAL or event.action.startswith(_SIGNING)
    return "arms" if weighty else "talk"


def forceful(event: Event) -> bool:
    """Whether it is force, or a threat of it."""
    if action(event.action).root == "13":
        return threatens_force(event)
    return action(event.action).plover in _FORCEFUL


def told_words(event: Event, sheet: Sheet) -> str:
    """Who did what to whom, without the names that the text gives them."""
    if event in sheet.brief.joined:
        return f"{sheet.named([event.actor])} joins {sheet.named([event.target or ''])}"
    return spoken_words(event, sheet.brief.names)


def leading(sheet: Sheet) -> list[Event]:
    """The acts of the last weeks between two that are known: those of titles and first sentences
    first, then those told most, then those told first."""
    names = sheet.brief.names.keys()
    return [e for e in newsworthy(sheet) if {e.actor, e.target} <= names]


def newsworthy(sheet: Sheet) -> list[Event]:
    """The same with threats and force of those who are not known, and with force at home that leads
    a text, such as a coup, where a sentence tells it."""
    brief = sheet.brief
    told = [e for e in (*brief.happened, *brief.alleged) if _is_recent(e, sheet)]
    told = [e for e in told if _is_early(e) or _is_dated_act(e, sheet)]
    kept = [e for e in told if {e.actor, e.target} <= brief.names.keys() or _is_news(e, sheet)]
    return sorted(kept, key=_place)


def _is_news(event: Event, sheet: Sheet) -> bool:
    """Whether a sentence says who threatens or uses force, on nobody or though nobody is known."""
    grave = action(event.action).root in (*_GRAVE, *(_AT_HOME if leads(event) else ()))
    return bool(grave and quoted(event, sheet) and event.actor_name)


def _is_recent(event: Event, sheet: Sheet) -> bool:
    return event.when is None or -LATELY <= sheet.days_before(event.when.end) <= LATELY


def _is_early(event: Event) -> bool:
    """Whether it stands near the head of a text, or is told more than once."""
    return len(event.evidence) != 1 or _first(event) <= _HEAD


def _is_dated_act(event: Event, sheet: Sheet) -> bool:
    """Whether it is more than talk, and told with its day, which is past."""
    if event.when is None or event.reported or event.when.precision != "day":
        return False
    return sheet.days_before(event.when.start) >= 0 and matter(event) != "talk"


def _first(event: Event) -> int:
    return min((e.start for e in event.evidence if e.kind == "text"), default=0)


def leads(event: Event) -> bool:
    """Whether a title or first sentence tells it."""
    return event.told_in in ("title", "lead") and _first(event) <= _HEAD


def _place(event: Event) -> tuple[bool, bool, int, int]:
    first = leads(event)
    return not first, not first and event.when is None, -len(event.evidence), _first(event)


def newness(event: Event, sheet: Sheet) -> float:
    """How new an act is; what stands below another affair that leads is old beside it."""
    beside = event.told_in == "body" and any(map(leads, newsworthy(sheet)))
    if beside or (event.when and sheet.days_before(event.when.end) > LATELY):
        return OLD
    return 1.0 if event.when or leads(event) else 0.5


def in_passing(event: Event) -> bool:
    """Whether a text mentions it without a day, below its first sentences: then it is no news."""
    return (event.when is None or event.reported) and event.told_in == "body"
