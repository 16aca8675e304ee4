"""Small drawings of a page as inline SVG: who is bound to whom, when, chance beside usual.

They are drawn 360 units wide, so that they can be read on a telephone, and take their colours
from the page around them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup, escape

from ramify._print import printable
from ramify.briefing.page.bound import BoundColumn, BoundRow
from ramify.briefing.page.expect import ExpectRow
from ramify.briefing.page.page import Page
from ramify.briefing.page.timeline import Moment
from ramify.briefing.render.blocks import spans

_WIDE = 360
_ROW = 22
_NAME = 26
"""Characters of a name before it is cut; it stands whole in the table beside it."""
_BINDS: tuple[tuple[BoundRow, str], ...] = (
    ("must_fight", "fights"), ("must_help", "helps"), ("must_consult", "consults"),
    ("promised", "promised"),
)  # fmt: skip
_DRAWN = 6
_FEWEST = 2
"""Names or rows below which a drawing says no more than the words beside it; months up to which
a timeline says nothing."""


class Figure(NamedTuple):
    """A drawing and what it shows, in a line."""

    caption: str
    svg: Markup


def figures(page: Page) -> tuple[Figure, ...]:
    """The drawings of a page; those with nothing to show are left out."""
    found = (*_bonds(page), *_chances(page), *_times(page))
    return tuple(found)


def _svg(height: int, label: str, parts: list[str]) -> Markup:
    head = (
        f'<svg viewBox="0 0 {_WIDE} {height}" role="img"><title>{escape(printable(label))}</title>'
    )
    return Markup(f"{head}{''.join(parts)}</svg>")


def _text(x: float, y: float, words: str, kind: str = "") -> str:
    whole = printable(words)
    shown = whole if len(whole) <= _NAME else f"{whole[: _NAME - 1]}…"
    return f'<text x="{x:.0f}" y="{y:.0f}" class="{kind}">{escape(shown)}</text>'


def _bonds(page: Page) -> Iterator[Figure]:
    """For each direction of the first pair: lines from those bound to the one attacked."""
    for table in page.bound[:1]:
        for column in table.columns:
            drawn = _bound_to(column)
            if drawn is not None:
                yield drawn


def _bound_to(column: BoundColumn) -> Figure | None:
    who = {
        entry.who: (kind, entry.change)
        for row, kind in reversed(_BINDS)
        for entry in column.rows[row]
        if entry.change != "gone"
    }
    if len(who) < _FEWEST:
        return None
    told = sorted(who.items(), key=lambda one: [kind for _, kind in _BINDS].index(one[1][0]))
    told = told[:_DRAWN]
    height = max(len(told), 2) * _ROW + 8
    middle = height / 2
    parts = []
    for n, (name, (kind, change)) in enumerate(told):
        y = n * _ROW + 18
        fresh = " fresh" if change == "new" else ""
        parts.append(_text(0, y + 4, name, f"name{fresh}"))
        parts.append(
            f'<path class="{kind}{fresh}" d="M178 {y} C215 {y} 205 {middle:.0f} 240 {middle:.0f}"/>'
        )
    parts.append(_text(246, middle + 4, column.victim, "name victim"))
    more = f", and {len(who) - _DRAWN} more" if len(who) > _DRAWN else ""
    caption = f"{column.heading}: who is bound to {column.victim}{more}"
    return Figure(caption, _svg(height, caption, parts))


def _chances(page: Page) -> Iterator[Figure]:
    rows = [row for row in page.expect if row.chance is not None]
    if len(rows) < _FEWEST:
        return
    parts = [f'<path class="axis" d="M0 6 H{_WIDE}"/>']
    for share in (0, 50, 100):
        parts.append(_text(_at(share / 100) - share * 0.26, 18, f"{share}%", "small"))
    for n, row in enumerate(rows):
        parts += _chance(row, 34 + n * 34)
    caption = "Chance (dot) beside the usual one (ring)"
    yield Figure(caption, _svg(34 * len(rows) + 24, caption, parts))


def _at(share: float) -> float:
    return 6 + share * (_WIDE - 12)


def _chance(row: ExpectRow, y: int) -> Iterator[str]:
    name = printable(row.brief or row.words)
    yield f'<text x="0" y="{y + 2}" class="small">{escape(name)}</text>'
    yield f'<path class="axis" d="M0 {y + 12} H{_WIDE}"/>'
    if row.usual is not None and row.chance is not None:
        yield f'<path class="lift" d="M{_at(row.usual):.0f} {y + 12} H{_at(row.chance):.0f}"/>'
        yield f'<circle class="usual" cx="{_at(row.usual):.0f}" cy="{y + 12}" r="6"/>'
    yield f'<circle class="chance" cx="{_at(row.chance or 0):.0f}" cy="{y + 12}" r="3"/>'


def _times(page: Page) -> Iterator[Figure]:
    """The moments of the last three years and of what is to come; older ones are counted."""
    on = page.heading.on
    since = date(on.year - 2, 1, 1)
    shown = [one for one in dict.fromkeys(page.timeline) if one.day >= since]
    older = len(page.timeline) - len(shown)
    if len({(one.day.year, one.day.month) for one in shown}) <= _FEWEST:
        return
    since = date(min(one.day.year for one in shown), 1, 1)
    last = max(max(one.day for one in shown), on)
    parts = list(_axis(since, last))
    x = 4 + (on - since).days / max((last - since).days, 1) * (_WIDE - 48)
    parts.append(f'<path class="now" d="M{x:.0f} 8 V60"/>')
    ends: list[float] = []
    by_day = groupby(sorted(shown, key=lambda one: one.day), key=lambda one: one.day)
    for _, told in by_day:
        parts.append(_moment(list(told), since, last, ends))
    caption = f"When: acts by their numbers, the line is {on}"
    caption += f"; {older} older" if older else ""
    yield Figure(caption, _svg(82, caption, parts))


def _axis(since: date, last: date) -> Iterator[str]:
    yield f'<path class="axis" d="M0 60 H{_WIDE}"/>'
    for year in range(since.year, last.year + 1):
        x = 4 + (date(year, 1, 1) - since).days / max((last - since).days, 1) * (_WIDE - 48)
        yield f'<path class="axis" d="M{x:.0f} 60 V65"/>'
        yield _text(min(x, _WIDE - 30), 78, str(year), "small")


def _moment(told: list[Moment], since: date, last: date, ends: list[float]) -> str:
    """A dot with the numbers of a day, as low as there is room beside those before it.

    `ends` holds where the last number of each level ends.
    """
    one = told[0]
    runs = spans(moment.number for moment in told)
    words = ", ".join(f"{a}–{b}" if a < b else str(a) for a, b in runs)
    x = 4 + (one.day - since).days / max((last - since).days, 1) * (_WIDE - 48)
    level = next((n for n, end in enumerate(ends) if end < x), len(ends))
    ends[level : level + 1] = [x + 12 + 7 * len(words)]
    y = 56 - 11 * (level % 5)
    kind = one.kind.replace(" ", "-")
    return (
        f'<a href="#n{one.number}"><circle class="{kind}" cx="{x:.0f}" cy="{y}" r="3"/>'
        f'<text x="{x + 5:.0f}" y="{y + 4}" class="small">{words}</text></a>'
    )
