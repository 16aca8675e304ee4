"""What was held against the facts, and documents against each other: each thing that differs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ramify._value import Value
from ramify.briefing.page.row import PageRow, Sheet
from ramify.briefing.words import shortened, spoken_words
from ramify.reading.events.merge import Differing
from ramify.reading.factcheck.check import Check
from ramify.world.wording import counted

_ID = re.compile(r"\b[A-Z]{3,}\b")
_DAY = re.compile(r" \((\d{4}-\d\d-\d\d)\)$")
_DETAILS = ("date", "number", "place")
_DIFFERING, _VALUES = 3, 3
"""Details told differently on the page, and values of each; the others are counted."""
ROWS = 3
"""Things that differ, and that cannot be checked, told on the page; the others are counted."""


class CheckedCount(Value):
    """How many statements agree, differ, or are not covered; those that differ as rows."""

    agree: int
    differ: int
    open: int
    rows: tuple[PageRow, ...] = ()
    """What differs, each thing once."""
    uncheckable: tuple[PageRow, ...] = ()
    """What no list on file is complete enough for."""
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
    differ = _differ([(at, c) for at, c in found if c.verdict == "differs"], sheet)
    unchecked = (
        (f"no complete list on file: “{_shortly(c)}”", at)
        for at, c in found
        if c.verdict == "not in the record" and c.why and "complete list" in c.why
    )
    return CheckedCount(
        agree=verdicts.count("agrees"),
        differ=verdicts.count("differs"),
        open=verdicts.count("not in the record"),
        rows=tuple(_rows(differ, sheet)),
        uncheckable=tuple(_rows(unchecked, sheet)),
        apart=tuple(_apart(sheet)),
    )


def _shortly(check: Check) -> str:
    """The sentence that was checked, without its end if it is long."""
    return shortened(" ".join(check.evidence.quote.split())).rstrip(".")


def _differ(found: Sequence[tuple[str, Check]], sheet: Sheet) -> Iterator[tuple[str, str]]:
    """What differs, as one thing where a text gives one act several days."""
    days: dict[tuple[str, str | None], list[str]] = {}
    for _, check in found:
        days.setdefault((_DAY.sub("", check.says), check.value), []).append(check.says)
    for at, check in found:
        bare = _DAY.sub("", check.says)
        told = [m[1] for says in days[bare, check.value] if (m := _DAY.search(says))]
        when = f" ({', '.join(sorted({*told}))})" if told else ""
        yield f"{_named(bare, sheet)}{when}; on file: {(check.value or '').rstrip('.')}", at


def _apart(sheet: Sheet) -> Iterator[PageRow]:
    """Details on which the documents do not agree, with what each has."""
    differ = sheet.brief.differ
    for n, found in enumerate(differ[:_DIFFERING]):
        event = spoken_words(found.event, sheet.brief.names).replace(": ", ", ")
        what = f"the {found.detail} of {event}"
        if found.detail not in _DETAILS:  # dead and wounded
            who = found.event.actor
            known = who in sheet.brief.names
            what = f"how many {f'{sheet.named([who])} ' if known else 'were '}{found.detail}"
        words = f"the documents differ on {what}: {_values(found, sheet)}"
        yield PageRow(words=words, cites=sheet.cite(f"/differ/{n}"))
    if rest := differ[_DIFFERING:]:
        at = (f"/differ/{n}" for n in range(_DIFFERING, len(differ)))
        words = f"{counted(len(rest), 'more detail')} told differently"
        yield PageRow(words=words, cites=sheet.cite(*at))


def _values(found: Differing, sheet: Sheet) -> str:
    """Each value and the document that has it, or how many have."""
    numbers = {source.name: str(n) for n, source in enumerate(sheet.brief.sources, 1)}
    by_value: dict[str, list[str]] = {}
    for name, value in found.values:
        by_value.setdefault(value.removesuffix(f" {found.detail}"), []).append(
            numbers.get(name, name)
        )
    told = [
        f"{value} ({f'document {who[0]}' if len(who) == 1 else f'{len(who)} documents'})"
        for value, who in by_value.items()
    ]
    more = [f"{counted(len(told) - _VALUES, 'other')}"] if len(told) > _VALUES else []
    return ", ".join((*told[:_VALUES], *more))


def _named(says: str, sheet: Sheet) -> str:
    """What is said, with names in the place of ids."""
    return _ID.sub(lambda found: sheet.brief.names.get(found[0], found[0]), says)


def _rows(told: Iterable[tuple[str, str]], sheet: Sheet) -> Iterator[PageRow]:
    """Each thing once, the first of many, then how many more."""
    said: dict[str, list[str]] = {}
    for words, pointer in told:
        said.setdefault(words, []).append(pointer)
    rows = [PageRow(words=words, cites=sheet.cite(*at)) for words, at in said.items()]
    yield from rows[:ROWS]
    if rest := rows[ROWS:]:
        cites = tuple(n for row in rest for n in row.cites)
        yield PageRow(words=f"{len(rest)} more", cites=cites)
