"""What it takes to cite a brief: its sources, its day and why, and the age of what it rests on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Literal

from ramify._value import Value
from ramify.world.when import When
from ramify.world.wording import counted

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
NO_AUTHOR = "author not given"


class DayReason(Value):
    """Why a brief answers for its day; as text it says so.

    >>> str(DayReason(kind="published", where="a.txt"))
    'the day a.txt was published'
    """

    kind: Literal[
        "asked", "published", "mentioned", "signed", "in office", "event given", "treaty given",
        "today", "facts",
    ]  # fmt: skip
    where: str | None = None
    """Which document, event or file gives it, the treaty signed, or who left office."""
    when: When | None = None
    """The date as it is given there, if it is no single day."""

    def __str__(self) -> str:
        dated = f", “{self.when}”" if self.when and self.when.precision != "day" else ""
        match self.kind:
            case "asked":
                return "as asked"
            case "published":
                return f"the day {self.where} was published{dated}"
            case "mentioned":
                return f"the latest past date in {self.where}, which is undated{dated}"
            case "signed":
                return f"undated: the {self.where}, whose signing is told, was signed then"
            case "in office":
                return f"undated: {self.where}, named as in office, held it until then"
            case "event given":
                return f"the day of the event given, {self.where}"
            case "treaty given":
                return f"the day of the treaty in {self.where}"
            case "today":
                return "today, as nothing given has a date"
            case "facts":
                return "no document gives a date: the last day of the facts"


class CitedSource(Value):
    """A document as one cites it: what of it is not known is said, not left out."""

    id: str
    name: str
    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    address: str | None = None
    published: When | None = None

    @property
    def line(self) -> str:
        """Author, title, outlet, date and address in one line.

        >>> CitedSource(id="a", name="a.txt", title="Two sides met").line
        'author not given, “Two sides met” (file a.txt), no date'
        """
        title = f"“{self.title}”" if self.title else "untitled"
        file = "" if self.outlet or self.address else f" (file {self.name})"
        parts = [self.author or NO_AUTHOR, f"{title}{file}"]
        parts += [self.outlet] if self.outlet else []
        parts += [day_words(self.published) if self.published else "no date"]
        return ", ".join([*parts, *([self.address] if self.address else [])])


class DataAge(Value):
    """Something that an answer rests on, the last day of it, and how old it is on the day."""

    what: Literal["facts", "record", "model"]
    name: str
    last: When | None
    """Last day that it covers; None if that is not known."""
    days_old: int | None
    """Days from its last to the day of the answer, 0 if it reaches as far."""

    @property
    def words(self) -> str:
        """What it is, to when it reaches and how old that is.

        >>> DataAge.on(date(2024, 7, 1), "facts", "packaged facts", When("2024-06-01")).words
        'packaged facts to 2024-06-01, 30 days old'
        """
        if self.last is None:
            return f"{self.name}, its last day not known"
        old = f", {_old(self.days_old)} old" if self.days_old else ""
        return f"{self.name} to {self.last}{old}"

    @classmethod
    def on(
        cls, day: date, what: Literal["facts", "record", "model"], name: str, last: When | None
    ) -> DataAge:
        """Its age on a day."""
        old = max(0, (day - last.end).days) if last else None
        return cls(what=what, name=name, last=last, days_old=old)


class Cite(Value):
    """A brief as one cites it, with its sources and what was given to it."""

    on: date
    because: DayReason
    ramify: str
    """Version of the program."""
    sources: tuple[CitedSource, ...] = ()
    events: tuple[str, ...] = ()
    """Events that the user gave, as typed."""
    treaties: tuple[str, ...] = ()
    """Files of treaties that the user gave."""
    rests_on: tuple[DataAge, ...] = ()

    @property
    def line(self) -> str:
        """How to cite the brief itself, in one line."""
        asked = (("event", self.events), ("treaty", self.treaties))
        given = [counted(len(things), name) for name, things in asked if things]
        made = [counted(len(self.sources), "document")] if self.sources else []
        made += [f"{' and '.join(given)} given by the user"] if given else []
        rests = "; ".join(age.words for age in self.rests_on)
        about = f"from {' and '.join(made)}" if made else "from nothing"
        return (
            f"ramify {self.ramify}, brief for {day_words(When(self.on))} ({self.because}), "
            f"{about}; {rests}"
        )

    @property
    def lines(self) -> tuple[str, ...]:
        """How to cite the brief, then each of its sources and what was given."""
        return (self.line, *(source.line for source in self.sources), *self._given())

    def _given(self) -> Iterator[str]:
        yield from (f"event given by the user: {event}" for event in self.events)
        yield from (f"treaty given by the user: file {file}" for file in self.treaties)

    @property
    def bibtex(self) -> str:
        """The brief and its sources as BibTeX entries, ASCII keys, nothing invented."""
        own = {
            "title": f"Brief for {day_words(When(self.on))}",
            "author": "ramify",
            "version": self.ramify,
            "date": str(self.on),
            "year": str(self.on.year),
            "note": "; ".join(
                [str(self.because), *(age.words for age in self.rests_on), *self._given()]
            ),
        }
        return "\n\n".join([_entry(f"ramify-{self.on}", own), *self._entries()]) + "\n"

    def _entries(self) -> Iterator[str]:
        taken: dict[str, int] = {}
        for source in self.sources:
            stem = _key(source)
            taken[stem] = taken.get(stem, 0) + 1
            key = stem if taken[stem] == 1 else f"{stem}-{taken[stem]}"
            yield _entry(key, dict(_fields(source)))


def _fields(source: CitedSource) -> Iterator[tuple[str, str]]:
    yield "title", source.title or source.name
    if source.author:
        yield "author", " and ".join(_names(source.author))
    if source.outlet:
        yield "howpublished", source.outlet
    if source.published:
        yield "date", str(source.published)
        yield "year", str(source.published.start.year)
    if source.address:
        yield "url", source.address
    missing = [NO_AUTHOR] if not source.author else []
    missing += [] if source.published else ["no date"]
    missing += [] if source.address else [f"file {source.name}"]
    if missing:
        yield "note", "; ".join(missing)


def _names(author: str) -> list[str]:
    """The authors of a byline; `Doe, Jane` is one, as BibTeX has it.

    >>> _names("Jane Doe, Ann Lee and Bo Li"), _names("Doe, Jane")
    (['Jane Doe', 'Ann Lee', 'Bo Li'], ['Doe, Jane'])
    """
    parts = re.split(r";|,? and |,? & ", author)
    commas = [piece for part in parts for piece in part.split(", ")]
    names = commas if all(" " in piece.strip() for piece in commas) else parts
    return [name.strip() for name in names if name.strip()] or [author]


_SPECIAL = {c: f"\\{c}" for c in "&%$#_{}"} | {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


def _entry(key: str, fields: dict[str, str]) -> str:
    lines = [f"  {name} = {{{_value(name, text)}}}," for name, text in fields.items()]
    return "\n".join([f"@misc{{{key},", *lines, "}"])


def _value(name: str, text: str) -> str:
    """A field's text with what TeX would read as a sign escaped; an address stays one."""
    if name == "url":
        return text.translate({ord(c): f"%{ord(c):02X}" for c in "{}\\"})
    return "".join(_SPECIAL.get(sign, sign) for sign in text)


def _key(source: CitedSource) -> str:
    """The author's last name or the outlet, the year, and a word of the title, in ASCII."""
    names = _names(source.author)[0].split() if source.author else []
    who = names[-1] if names else source.outlet or "anonymous"
    year = str(source.published.start.year) if source.published else "undated"
    long = [word for word in re.findall(r"\w+", source.title or source.name) if len(word) > 3]
    parts = (_ascii(part) for part in (who, year, long[0] if long else source.id))
    return "-".join(part for part in parts if part) or source.id


def _ascii(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "", plain.lower())[:30]


def day_words(when: When) -> str:
    """A date as one writes it in a reference.

    >>> day_words(When("2024-06-19")), day_words(When("2024-06")), day_words(When("2024"))
    ('19 June 2024', 'June 2024', '2024')
    """
    day, month = when.start, _MONTHS[when.start.month - 1]
    match when.precision:
        case "day":
            return f"{day.day} {month} {day.year}"
        case "month":
            return f"{month} {day.year}"
        case _:
            return str(when)


def _old(days: int) -> str:
    """An age in days below a hundred, then in years."""
    return counted(days, "day") if days < 100 else f"{days / 365.25:.1f} years"
