"""What was held against the facts, and documents against each other: each thing that differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from ramify._value import Value
from ramify.briefing.page.expect import towards
from ramify.briefing.page.row import PageRow, Sheet
from ramify.briefing.voices.expected import class_of
from ramify.briefing.words import kind_words
from ramify.reading.events.merge import Differing
from ramify.reading.factcheck.check import Check
from ramify.record.events import Event
from ramify.record.ontology import action
from ramify.world.when import When
from ramify.world.wording import counted

_DIFFERING, _VALUES = 3, 3
"""Details told differently on the page, and values of each; the others are counted."""
_Told = tuple[str, str, tuple[date, ...]]
"""What differs in words, its place in the brief, and the days that it is of."""
ROWS = 3
"""Things that differ, and that cannot be checked, told on the page; the others are counted."""


class DifferingRow(PageRow):
    """A thing that differs from what is on file."""

    days: tuple[date, ...] = ()
    """The days that are told of it, and the one on file."""
    left_out: bool = False
    """Whether it counts the rest of them."""


class CheckedCount(Value):
    """How many statements agree, differ, or are not covered; those that differ as rows."""

    agree: int
    differ: int
    open: int
    rows: tuple[DifferingRow, ...] = ()
    """What differs, each thing once."""
    apart: tuple[PageRow, ...] = ()
    """What the documents tell differently, with the values of each."""


def checked(sheet: Sheet) -> CheckedCount:
    """The checks of all documents, those counted once that two documents share."""
    independent = {s.name for s in sheet.brief.sources if s.id in sheet.texts}
    found = [
        (f"/checked/{n}/checks/{m}", check)
        for n, document in enumerate(sheet.brief.checked)
        for m, check in enumerate(document.checks)
        if document.document in independent
    ]
    verdicts = [check.verdict for _, check in found]
    differ = _differ([(at, c) for at, c in found if c.verdict == "differs"])
    return CheckedCount(
        agree=verdicts.count("agrees"),
        differ=verdicts.count("differs"),
        open=verdicts.count("not in the record"),
        rows=tuple(_rows(differ, sheet)),
        apart=tuple(_apart(sheet)),
    )


def _differ(found: Sequence[tuple[str, Check]]) -> Iterator[_Told]:
    """What differs, as one thing where a text gives one act several days."""
    days: dict[tuple[str, str | None], list[When]] = {}
    for _, check in found:
        held = days.setdefault((check.bare, check.value), [])
        held += [check.day] if check.day else []
    for at, check in found:
        told = days[check.bare, check.value] if check.bare else []
        when = f" ({', '.join(sorted({*map(str, told)}))})" if told else ""
        words = f"{check.bare or check.says}{when}"
        of = (*told, check.on_file) if told and check.on_file else ()
        days_of = tuple(day.start for day in of if day.precision == "day")
        yield f"{words}; on file: {(check.value or '').rstrip('.')}", at, days_of


def _apart(sheet: Sheet) -> Iterator[PageRow]:
    """Details on which the documents do not agree, with what each has."""
    differ = sheet.brief.differ
    for n, found in enumerate(differ[:_DIFFERING]):
        of = "how many in" if found.detail == "number" else f"the {found.detail} of"
        what = f"{of} the {_kind(found.event, sheet)}"
        if found.counted:
            who = found.event.actor
            known = who in sheet.brief.names
            what = f"how many {f'{sheet.named([who])} ' if known else 'were '}{found.counted}"
        words = f"the documents differ on {what}: {_values(found, sheet)}"
        yield PageRow(words=words, cites=sheet.cite(f"/differ/{n}"))
    if rest := differ[_DIFFERING:]:
        at = (f"/differ/{n}" for n in range(_DIFFERING, len(differ)))
        words = f"{counted(len(rest), 'more detail')} told differently"
        yield PageRow(words=words, cites=sheet.cite(*at))


def _kind(event: Event, sheet: Sheet) -> str:
    """The class of an act and its sides: `visits and talks of Russia and North Korea`."""
    of = class_of(event.action)
    kind = kind_words(of)
    if event.target is None or action(event.action).symmetric:
        sides = [event.actor, *filter(None, [event.target])]
        return f"{kind} of {sheet.in_text(sides)}"
    return f"{kind} by {sheet.in_text([event.actor])} {towards(of)} {sheet.in_text([event.target])}"


def _values(found: Differing, sheet: Sheet) -> str:
    """Each value and the document that has it, or how many have."""
    numbers = {source.name: str(n) for n, source in enumerate(sheet.brief.sources, 1)}
    by_value: dict[str, list[str]] = {}
    for name, value in found.values:
        by_value.setdefault(value, []).append(numbers.get(name, name))
    told = [
        f"{value} ({f'document {who[0]}' if len(who) == 1 else f'{len(who)} documents'})"
        for value, who in by_value.items()
    ]
    more = [f"{counted(len(told) - _VALUES, 'other')}"] if len(told) > _VALUES else []
    return ", ".join((*told[:_VALUES], *more))


def _rows(told: Iterable[_Told], sheet: Sheet) -> Iterator[DifferingRow]:
    """Each thing once, the first of many, then how many more."""
    said: dict[tuple[str, tuple[date, ...]], list[str]] = {}
    for words, pointer, days in told:
        said.setdefault((words, days), []).append(pointer)
    rows = [
        DifferingRow(words=words, cites=sheet.cite(*at), days=days)
        for (words, days), at in said.items()
    ]
    yield from rows[:ROWS]
    if rest := rows[ROWS:]:
        cites = tuple(n for row in rest for n in row.cites)
        yield DifferingRow(words=f"{len(rest)} more", cites=cites, left_out=True)
