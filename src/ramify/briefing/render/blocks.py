"""The page as blocks that every renderer prints: a title, rows of cells, their numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby

from ramify._value import Value
from ramify.briefing.page.bound import ROWS, BoundColumn, BoundEntry, BoundRow, BoundTable
from ramify.briefing.page.checked import DifferingRow
from ramify.briefing.page.expect import ExpectRow
from ramify.briefing.page.page import Page
from ramify.briefing.page.row import PageRow
from ramify.briefing.page.thirds.rows import PartyRow
from ramify.briefing.ramification import Voice
from ramify.reasoning.obligations.screen import TITLES
from ramify.world.when import When
from ramify.world.wording import counted, day_and_month, spoken

_ALWAYS: tuple[BoundRow, ...] = ("must_fight", "must_consult")
"""Rows of who is bound that stand there also if nobody stands in them."""
_TABLES = 2
"""Pairs of adversaries after the first that are told in a line each."""
_NAMED = 2
"""Entries of a cell; the others are counted."""
NOBODY = "–"


class PageCell(Value):
    """Some words, and the numbers of the annex's lines behind them."""

    words: str
    cites: tuple[int, ...] = ()


class Block(Value):
    """A section of the page: its title, the heads of its columns, and its rows."""

    title: str
    voice: Voice | None = None
    head: tuple[str, ...] = ()
    rows: tuple[tuple[PageCell, ...], ...] = ()
    note: str = ""


def blocks(page: Page) -> tuple[Block, ...]:
    """The blocks of a page in reading order; those that say nothing are left out."""
    found = (
        _since(page), _bottom(page), *_bound(page), _expect(page), _thirds(page),
        _shifts(page), _claims(page), _checked(page),
        _listed("WATCH", page.watch), _listed("NOT KNOWN", page.unknown),
    )  # fmt: skip
    return tuple(block for block in found if block.rows or block.note)


def topic(page: Page) -> str:
    """What the page is about, as its title."""
    return page.heading.topic


def standing(page: Page) -> tuple[str, ...]:
    """The lines below the title: the day and why, what was read, how old everything is."""
    h = page.heading
    day = f"For {spoken(When(h.on))} ({h.because}) and the next {h.horizon_days} days."
    told = page.expect or page.thirds.rows or any(line.voice == "expected" for line in page.bottom)
    rests = f" Chances by coded news ({h.rests_on})." if h.rests_on and told else ""
    return day, f"{h.sources[:1].upper()}{h.sources[1:]}. Facts on file to {h.facts}.{rests}"


def numbers(cites: Iterable[int]) -> str:
    """Numbers as a line cites them.

    >>> numbers([3, 4, 5, 9])
    '[3–5, 9]'
    """
    told = [f"{first}–{last}" if first < last else str(first) for first, last in spans(cites)]
    return f"[{', '.join(told)}]" if told else ""


def spans(cites: Iterable[int]) -> list[tuple[int, int]]:
    """The first and the last of numbers that follow each other.

    >>> spans([3, 4, 5, 9])
    [(3, 5), (9, 9)]
    """
    runs = groupby(enumerate(sorted(set(cites))), lambda pair: pair[1] - pair[0])
    told = [[number for _, number in run] for _, run in runs]
    return [(run[0], run[-1]) for run in told]


def _since(page: Page) -> Block:
    if page.since is None:
        return Block(title="SINCE")
    rows = tuple((_cell(row),) for row in page.since.rows)
    title = f"{page.since.than.upper()} ({page.since.file})"
    return Block(title=title, rows=rows, note=page.since.note)


def _bottom(page: Page) -> Block:
    rows = tuple(
        (
            PageCell(words=str(n)),
            PageCell(words=line.words, cites=line.cites),
            PageCell(words=line.voice),
        )
        for n, line in enumerate(page.bottom, 1)
    )
    return Block(title="BOTTOM LINE", rows=rows, note=page.nothing)


def _bound(page: Page) -> Iterator[Block]:
    """The first pair of adversaries in a table; of the others who must fight, in a line each."""
    if not page.bound:
        return
    news = [table for table in page.bound if table.news]
    told = [(_cell(page.kept),)] if page.kept and news else []
    for first in news[:1]:
        rows = tuple(_bound_row(name, first) for name in ROWS if _stands(name, first))
        other = f" (the other way round: {numbers(first.other_way)})" if first.other_way else ""
        head = ("", *(f"{column.heading}{other}" for column in first.columns))
        yield Block(title="WHO IS BOUND", voice="obliged", head=head, rows=rows)
    others = [table.columns[0] for table in news[1:] if table.columns[0].told]
    told += [(_cell_of(column),) for column in others[:_TABLES]]
    rest = len(others) - _TABLES
    note = f"{counted(rest, 'more pair')} of adversaries in the annex." if rest > 0 else ""
    yield Block(title="", voice="obliged", rows=tuple(told), note=note)


def _cell_of(column: BoundColumn) -> PageCell:
    """A direction in a line: the first row in which anybody stands."""
    first = next(name for name in ROWS if column.rows[name])
    cell = _bound_cell(first, column)
    if first == "not_bound":
        entries = column.rows[first]
        told = (f"{e.who} {'are' if e.many else 'is'} not bound: {e.why}" for e in entries)
        return PageCell(words=f"{column.heading}, {'; '.join(told)}", cites=cell.cites)
    nobody = "nobody is bound to help; " if first == "breaks" else ""
    words = f"{column.heading}: {nobody}{_title(first)}: {cell.words}"
    return PageCell(words=words, cites=cell.cites)


def _stands(name: BoundRow, table: BoundTable) -> bool:
    if name == "breaks" and table.supposed:
        return False
    helped = any(column.rows["must_help"] for column in table.columns)
    always = name in _ALWAYS and not (name == "must_fight" and helped)
    return always or any(column.rows[name] for column in table.columns)


def _bound_row(name: BoundRow, table: BoundTable) -> tuple[PageCell, ...]:
    return (PageCell(words=_title(name)), *(_bound_cell(name, column) for column in table.columns))


def _title(name: BoundRow) -> str:
    return "not bound" if name == "not_bound" else TITLES[name].lower()


def _bound_cell(name: BoundRow, column: BoundColumn) -> PageCell:
    entries = column.rows[name]
    told = [_entry(entry) for entry in entries[:_NAMED]]
    if len(entries) > _NAMED:
        told.append(f"{len(entries) - _NAMED} more")
    cites = tuple(n for entry in entries for n in entry.cites)
    return PageCell(words="; ".join(told) or NOBODY, cites=cites)


def _entry(entry: BoundEntry) -> str:
    whom = f" for {entry.newly}" if entry.newly else ""
    return f"{entry.change}{whom}: {entry.words}" if entry.change else entry.words


def _expect(page: Page) -> Block:
    """Chances beside the usual ones, in a table."""
    title = "WHAT TO EXPECT"
    last = page.heading.on + timedelta(days=page.heading.horizon_days)
    coded = " · as newswires code acts, not battles" if any(r.force for r in page.expect) else ""
    head = (f"by {spoken(When(last))}{coded}", "chance", "usual", "acts (90%)")
    rows = tuple(
        (
            PageCell(words=f"{row.words}{row.until}", cites=row.cites),
            PageCell(words=_percent(row.chance)),
            PageCell(words=_percent(row.usual)),
            PageCell(words=_range(row)),
        )
        for row in page.expect
    )
    note = "" if rows else page.silent.get("expected", "")
    return Block(title=title, voice="expected", head=head if rows else (), rows=rows, note=note)


def _thirds(page: Page) -> Block:
    """Chances of third parties beside the usual ones, what they rest on, and where it stands what
    is claimed of them. The head has the class of acts and the day of most; others have their own.
    """
    found = page.thirds
    title = "" if page.expect else "WHAT TO EXPECT"
    if found.most is None:
        note = "" if "expected" in page.silent else found.note
        return Block(title=title if note else "", voice="expected", note=note)
    kind, last = found.most
    told = (
        f"{len(found.rows)} of {found.named}" if len(found.rows) < found.named else f"{found.named}"
    )
    head = f"third parties ({told}): {kind} by {day_and_month(last)}"
    rows = tuple(_third(row, kind, last) for row in found.rows)
    columns = (head, "chance", "usual", "because", "authors claim")
    return Block(title=title, voice="expected", head=columns, rows=rows)


def _third(row: PartyRow, kind: str, last: date) -> tuple[PageCell, ...]:
    words = row.sides if row.kind == kind else row.words
    until = "" if row.last == last else f", by {day_and_month(row.last)}"
    return (
        PageCell(words=f"{words}{until}", cites=row.cites),
        PageCell(words=_percent(row.chance)),
        PageCell(words=_percent(row.usual)),
        PageCell(words=row.because),
        PageCell(
            words="; ".join(dict.fromkeys(one.words for one in row.claimed)) or NOBODY,
            cites=tuple(n for one in row.claimed for n in one.cites),
        ),
    )


def _range(row: ExpectRow) -> str:
    """How many acts, or how many third states act."""
    if row.states:
        return f"{row.states[0]}–{row.states[1]} states"
    return f"{row.acts[0]}–{row.acts[1]}" if row.acts else NOBODY


def _percent(chance: float | None) -> str:
    return "not known" if chance is None else f"{chance:.0%}"


def _shifts(page: Page) -> Block:
    rows = tuple((_cell(row),) for row in page.shifts)
    return Block(title="WHO SHIFTS", voice="exposed", rows=rows)


def _claims(page: Page) -> Block:
    """Columns of rates and of what came later only where some claim has them."""
    more = (
        (
            "rates",
            [f"{row.of} {row.chance:.0%}" if row.chance is not None else "" for row in page.claims],
        ),
        ("on file later", [row.later for row in page.claims]),
    )
    shown = [(head, cells) for head, cells in more if any(cells)]
    rows = tuple(
        (
            PageCell(words=f"“{row.words}”", cites=row.cites),
            PageCell(words=row.said_by + (f", {row.sources} documents" if row.sources > 1 else "")),
            PageCell(words=row.firmness),
            *(PageCell(words=cells[n] or NOBODY) for _, cells in shown),
        )
        for n, row in enumerate(page.claims)
    )
    head = ("", "said by", "firmness", *(head for head, _ in shown))
    return Block(title="WHAT IS SAID TO FOLLOW", voice="claimed", head=head, rows=rows)


def _checked(page: Page) -> Block:
    """What differs, and what cannot be checked; how much agrees is no news, and in the annex."""
    found = page.checked
    rows = [_differs(row) for row in found.rows]
    return _listed("CHECKED", (*rows, *found.apart))


def _differs(row: DifferingRow) -> PageRow:
    words = f"{row.words} differ" if row.left_out else f"differs: {row.words}"
    return PageRow(words=words, cites=row.cites)


def _cell(row: PageRow) -> PageCell:
    return PageCell(words=row.words, cites=row.cites)


def _listed(title: str, rows: Iterable[PageRow]) -> Block:
    return Block(title=title, rows=tuple((_cell(row),) for row in rows))
