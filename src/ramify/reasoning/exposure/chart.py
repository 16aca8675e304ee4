"""A series as a picture: panels of lines over the years, with bands, as SVG that stands alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from textwrap import wrap
from typing import NamedTuple

_WIDE, _HIGH, _LEFT, _RIGHT, _TOP = 720, 84, 52, 12, 22
_PANEL = _HIGH + _TOP + 26
_LETTERS, _LINE = 112, 15
"""How many letters of a note fit in a line, and how high that is."""
_TEXT = 'font-family="sans-serif" font-size="11"'


class Plot(NamedTuple):
    """One measure over the years."""

    title: str
    values: Mapping[int, float | None]
    """By year; a year that is not known is a gap."""
    band: Mapping[int, tuple[float, float]] = {}
    """The least and the greatest value that it may have, by year."""
    shaded: Sequence[int] = ()
    """Years that are told apart, such as unsettled ones."""


def svg(panels: Sequence[Plot], title: str, notes: Sequence[str] = ()) -> str:
    """The panels below each other, over the same years, with a title and notes.

    Panels without a known value are left out.

    >>> drawn = svg([Plot("κ", {2023: 0.3, 2024: None, 2025: 0.4})], "North Korea")
    >>> drawn.count("<circle"), drawn.count("<polyline")
    (2, 2)
    """
    drawn = [panel for panel in panels if any(v is not None for v in panel.values.values())]
    years = [year for panel in drawn for year in panel.values]
    span = (min(years, default=0), max(years, default=1))
    below = 30 + _PANEL * len(drawn)
    lines = [line for note in notes for line in wrap(note, _LETTERS)]
    high = below + _LINE * len(lines) + 4
    shapes = [shape for n, panel in enumerate(drawn) for shape in _placed(n, panel, span)]
    told = (
        f'<text x="{_LEFT}" y="{below + _LINE * n + 10}" {_TEXT} fill="#555">{escape(line)}</text>'
        for n, line in enumerate(lines)
    )
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {high}" role="img">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{_WIDE}" height="{high}" fill="white"/>',
        f'<text x="{_LEFT}" y="18" {_TEXT} font-weight="bold">{escape(title)}</text>',
        *shapes, *told,
        "</svg>\n",
    ])  # fmt: skip


def _placed(n: int, panel: Plot, span: tuple[int, int]) -> Iterator[str]:
    yield f'<g transform="translate(0 {30 + n * _PANEL})">'
    yield from _panel(panel, span)
    yield "</g>"


class _Scale(NamedTuple):
    """Where years and values lie in a panel."""

    first: int
    last: int
    low: float
    high: float

    def x(self, year: float) -> float:
        part = (year - self.first) / ((self.last - self.first) or 1)
        return round(_LEFT + part * (_WIDE - _LEFT - _RIGHT), 1)

    def y(self, value: float) -> float:
        return round(_TOP + _HIGH * (1 - (value - self.low) / ((self.high - self.low) or 1.0)), 1)

    def points(self, ends: Sequence[tuple[int, float]]) -> str:
        return " ".join(f"{self.x(year)},{self.y(value)}" for year, value in ends)


def _panel(panel: Plot, span: tuple[int, int]) -> Iterator[str]:
    ends = [value for value in panel.values.values() if value is not None]
    ends += [end for band in panel.band.values() for end in band]
    at = _Scale(*span, min(ends), max(ends))
    yield f'<text x="{_LEFT}" y="14" {_TEXT}>{escape(panel.title)}</text>'
    for year in panel.shaded:
        left, right = max(at.x(year - 0.5), _LEFT), min(at.x(year + 0.5), _WIDE - _RIGHT)
        yield (
            f'<rect x="{left}" y="{_TOP}" width="{right - left:.1f}" height="{_HIGH}" '
            f'fill="#e4e4e4"><title>{year}</title></rect>'
        )
    yield from _axes(at)
    if panel.band:
        edge = [(year, most) for year, (_, most) in panel.band.items()]
        edge += [(year, least) for year, (least, _) in reversed([*panel.band.items()])]
        yield f'<polygon points="{at.points(edge)}" fill="#36c" opacity="0.25"/>'
    for run in _runs(panel.values):
        yield f'<polyline points="{at.points(run)}" fill="none" stroke="#36c" stroke-width="1.6"/>'
        for year, value in run:
            yield (
                f'<circle cx="{at.x(year)}" cy="{at.y(value)}" r="1.8" fill="#36c">'
                f"<title>{year}: {value:g}</title></circle>"
            )


def _axes(at: _Scale) -> Iterator[str]:
    for value in dict.fromkeys((at.low, at.high)):
        y = at.y(value)
        yield f'<line x1="{_LEFT}" x2="{_WIDE - _RIGHT}" y1="{y}" y2="{y}" stroke="#ccc"/>'
        yield f'<text x="{_LEFT - 5}" y="{y + 4}" text-anchor="end" {_TEXT}>{_number(value)}</text>'
    for year in _ticks((at.first, at.last)):
        where = f'x="{at.x(year)}" y="{_TOP + _HIGH + 16}" text-anchor="middle"'
        yield f"<text {where} {_TEXT}>{year}</text>"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == round(value) else f"{value:.3g}"


def _ticks(span: tuple[int, int]) -> list[int]:
    """Years that are named: round ones, eight or so.

    >>> _ticks((1946, 2026))
    [1950, 1960, 1970, 1980, 1990, 2000, 2010, 2020]
    """
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100) if (span[1] - span[0]) / s <= 9)
    return [year for year in range(span[0], span[1] + 1) if year % step == 0]


def _runs(values: Mapping[int, float | None]) -> Iterator[list[tuple[int, float]]]:
    """Stretches of years that are all known."""
    run: list[tuple[int, float]] = []
    for year in sorted(values):
        value = values[year]
        if run and (value is None or year != run[-1][0] + 1):
            yield run
            run = []
        if value is not None:
            run.append((year, value))
    if run:
        yield run
