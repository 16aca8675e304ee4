"""The page: a brief in a minute, every line citing the annex."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from ramify._value import Value
from ramify.briefing.annex.annex import annex, lines_of, numbers_of
from ramify.briefing.brief import Brief
from ramify.briefing.cite import CitedSource
from ramify.briefing.page.bottom import bottom, candidates, standing
from ramify.briefing.page.bound import BoundTable, bound, kept_so_far
from ramify.briefing.page.checked import CheckedCount, checked
from ramify.briefing.page.claims import PageClaim, claims
from ramify.briefing.page.expect import ExpectRow, expect, usual
from ramify.briefing.page.heading import Heading, heading
from ramify.briefing.page.leads.line import BottomLine
from ramify.briefing.page.row import PageRow, Sheet
from ramify.briefing.page.shift import ShiftRow, shifts
from ramify.briefing.page.since import SinceRows, since
from ramify.briefing.page.thirds.rows import ThirdParties, thirds
from ramify.briefing.page.timeline import Moment, timeline
from ramify.briefing.page.unknown import unknown
from ramify.briefing.page.watch import watch
from ramify.briefing.ramification import Voice
from ramify.briefing.words import one_line

_CITED = 3


class Page(Value):
    """What a desk officer reads: the sections in their order, empty where there is nothing."""

    heading: Heading
    since: SinceRows | None = None
    """None if no earlier brief was named."""
    bottom: tuple[BottomLine, ...]
    bound: tuple[BoundTable, ...]
    """All pairs of adversaries; the printed page has the first."""
    kept: PageRow | None = None
    """How often such promises were kept so far."""
    expect: tuple[ExpectRow, ...]
    thirds: ThirdParties
    shifts: tuple[ShiftRow, ...]
    claims: tuple[PageClaim, ...]
    checked: CheckedCount
    watch: tuple[PageRow, ...]
    unknown: tuple[PageRow, ...]
    timeline: tuple[Moment, ...]
    silent: dict[Voice, str]
    """Why voices say nothing, where nothing leads."""
    nothing: str = ""
    """Why the bottom line is empty; empty if it is not."""
    cite: str
    """The line by which the brief is cited."""
    lines: int
    """How many numbered lines the annex has."""
    cites: dict[int, tuple[str, ...]]
    """What each number of the annex stands for, as JSON pointers into the brief."""


def page_of(brief: Brief) -> Page:
    """The page of a brief; the same for the same brief."""
    sections = annex(brief)
    sheet = Sheet(brief, numbers_of(sections))
    rows, moved, said, held = expect(sheet), shifts(sheet), claims(sheet), checked(sheet)
    parties = thirds(sheet)
    leads = bottom(candidates(sheet, rows, moved, said, held.rows)) or standing(sheet)
    told = one_line(" ".join(line.words for line in leads))
    numbered = list(lines_of(sections))
    return Page(
        heading=heading(sheet),
        since=since(sheet),
        bottom=leads,
        bound=bound(sheet),
        kept=kept_so_far(sheet),
        expect=_beside((*rows, *usual(sheet, len(rows) + len(parties.rows))), leads),
        thirds=parties,
        shifts=_beside(moved, leads),
        claims=tuple(c for c in said if c.verbatim not in told and c.words not in told),
        checked=held,
        watch=watch(sheet),
        unknown=unknown(sheet),
        timeline=timeline(sheet),
        silent={} if leads else brief.silent,
        nothing="" if leads else _nothing(brief),
        cite=_cite(sheet),
        lines=len(numbered),
        cites={line.number: line.of for line in numbered},
    )


T = TypeVar("T", bound=PageRow)


def _beside(rows: Sequence[T], leads: Sequence[BottomLine]) -> tuple[T, ...]:
    """The rows that no line at the head has told: none cites the same lines of the annex."""
    told = {line.cites for line in leads if line.voice in ("expected", "exposed")}
    return tuple(row for row in rows if row.cites not in told)


def _nothing(brief: Brief) -> str:
    """What may be the reason that nothing leads."""
    told = (*brief.happened, *brief.alleged)
    why = ""
    if brief.sources and not told:
        why = ": the documents report no event that could be coded"
    elif told and not any({e.actor, e.target} <= brief.names.keys() for e in told):
        why = ": no event is told between two actors that are known"
    return f"Nothing was found that binds, shifts, or departs from the usual{why}."


def _cite(sheet: Sheet) -> str:
    """The sources, up to some and copies left out, then what made the brief."""
    brief = sheet.brief
    cited = {source.id: source for source in brief.cite.sources}
    sources = [_source(cited[code]) for code in sheet.texts if code in cited]
    more = [f"{len(sources) - _CITED} more"] if len(sources) > _CITED else []
    made = f"ramify {brief.cite.ramify}, facts to {brief.provenance.facts_as_of}"
    return "; ".join((*sources[:_CITED], *more, made)) + "."


def _source(source: CitedSource) -> str:
    """A source in short; the annex has its outlet, its address and its file."""
    title = f"“{source.title}”" if source.title else source.name
    author = f"{source.author}, " if source.author else ""
    return f"{author}{title} ({source.published or 'no date'})"
