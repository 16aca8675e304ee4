"""A timeline as bars: of block characters in a terminal, or as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ramify.record.asking.summary import Bar

_BLOCKS = " ▁▂▃▄▅▆▇█"


def blocks(bars: Sequence[Bar], width: int = 72) -> str:
    """One line of blocks, as high as the events of each stretch of periods.

    >>> from datetime import date
    >>> blocks([Bar(start=date(2024, 1, n), events=n) for n in range(1, 9)])
    '▁▂▃▄▅▆▇█'
    """
    sums = _thinned([bar.events for bar in bars], width)
    most = max(sums, default=0)
    return "".join(_BLOCKS[-(-8 * n // most)] if most else " " for n in sums)


def _thinned(counts: Sequence[int], width: int) -> list[int]:
    """Counts added up so that there are no more than fit."""
    step = -(-len(counts) // width) or 1
    return [sum(counts[n : n + step]) for n in range(0, len(counts), step)]


def svg(bars: Sequence[Bar], title: str) -> str:
    """The timeline as a picture that stands alone, with a title for each bar."""
    wide, high, left, top = 720, 200, 50, 30
    most = max((bar.events for bar in bars), default=1) or 1
    step = (wide - left) / max(len(bars), 1)
    shapes = [
        f'<rect x="{left + n * step:.1f}" y="{top + high * (1 - bar.events / most):.1f}" '
        f'width="{max(step - 1, 0.5):.1f}" height="{high * bar.events / most:.1f}" fill="#36c">'
        f"<title>{bar.start}: {bar.events:,}</title></rect>"
        for n, bar in enumerate(bars)
    ]
    first, last = (str(bars[0].start), str(bars[-1].start)) if bars else ("", "")
    text = 'font-family="sans-serif" font-size="11"'
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high + 60}">',
        f'<text x="{left}" y="16" {text}>{escape(title)}</text>',
        f'<text x="{left - 4}" y="{top + 10}" text-anchor="end" {text}>{most:,}</text>',
        *shapes,
        f'<text x="{left}" y="{high + top + 16}" {text}>{first}</text>',
        f'<text x="{wide}" y="{high + top + 16}" text-anchor="end" {text}>{last}</text>',
        "</svg>\n",
    ])  # fmt: skip
