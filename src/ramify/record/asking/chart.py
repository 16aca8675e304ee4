"""A timeline as bars: of block characters in a terminal, or as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ramify.record.asking.summary import Bar

_BLOCKS = " ▁▂▃▄▅▆▇█"
BARE = "·"
"""A stretch that no source covers."""


def blocks(bars: Sequence[Bar], width: int = 72) -> str:
    """One line of blocks, as high as the events of each stretch of periods; · if not covered.

    >>> from datetime import date
    >>> blocks([Bar(start=date(2024, 1, n), events=n) for n in range(1, 9)])
    '▁▂▃▄▅▆▇█'
    """
    step = -(-len(bars) // width) or 1
    parts = [bars[n : n + step] for n in range(0, len(bars), step)]
    sums = [sum(bar.events for bar in part) for part in parts]
    most = max(sums, default=0) or 1
    return "".join(
        _BLOCKS[-(-8 * n // most)] if any(bar.covered for bar in part) else BARE
        for n, part in zip(sums, parts, strict=True)
    )


def svg(bars: Sequence[Bar], title: str) -> str:
    """The timeline as a picture that stands alone; grey is a period that no source covers."""
    wide, high, left, top = 720, 200, 50, 30
    most = max((bar.events for bar in bars), default=1) or 1
    step = (wide - left) / max(len(bars), 1)
    shapes = [
        _bar(bar, left + n * step, max(step - 1, 0.5), (top, high, most))
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


def _bar(bar: Bar, x: float, wide: float, scale: tuple[int, int, int]) -> str:
    top, high, most = scale
    share = bar.events / most if bar.covered else 1.0
    told, fill = (f"{bar.events:,}", "#36c") if bar.covered else ("no source covers it", "#ddd")
    return (
        f'<rect x="{x:.1f}" y="{top + high * (1 - share):.1f}" width="{wide:.1f}" '
        f'height="{high * share:.1f}" fill="{fill}"><title>{bar.start}: {told}</title></rect>'
    )
