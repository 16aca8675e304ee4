"""Draw who is bound to defend whom around the Pacific, and what changed: `docs/defenders.svg`.

Only where the states stand on the page is chosen here; every line, arrow, year and article is
read from the packaged facts.
"""

from __future__ import annotations

from datetime import date
from html import escape
from typing import NamedTuple

from ramify import Pact, System, World
from ramify.reasoning.exposure import defenders

BEFORE, AFTER = date(2024, 6, 1), date(2024, 12, 5)
PLACES = {
    "RUS": (110, 120), "CHN": (110, 380), "PRK": (300, 250),
    "KOR": (460, 130), "JPN": (690, 110), "USA": (610, 270),
    "THA": (400, 420), "PHL": (570, 455), "AUS": (740, 455), "NZL": (860, 320),
}  # fmt: skip
WIDE, HIGH, BOX = 960, 540, (122, 34)
INK, NEW, QUIET = "#1f2937", "#b91c1c", "#6b7280"


class Bond(NamedTuple):
    """The promise of one state to fight for another, with the pacts and articles that make it."""

    ower: str
    holder: str
    articles: frozenset[str]


def bonds(system: System) -> set[Bond]:
    """Who on the page is certainly bound to defend whom on a day."""
    return {
        Bond(ower, holder, frozenset(_cited(p.pact, p.article.ref) for p in found.promises))
        for holder in PLACES
        for ower, found in defenders(system, holder).items()
        if ower in PLACES and found.certain
    }


def _cited(pact: Pact, ref: str) -> str:
    return f"{str(pact.signed)[:4]}, art. {ref}"


def picture() -> str:
    """The picture as SVG."""
    world = World.packaged()
    known, now = bonds(world.at(BEFORE)), bonds(world.at(AFTER))
    parts = [_head()]
    for a, b in sorted({tuple(sorted((one.ower, one.holder))) for one in now}):
        between = [one for one in now if {one.ower, one.holder} == {a, b}]
        parts.append(_line(between, new=not known & set(between)))
    parts += [_box(code, world.called(code)) for code in PLACES]
    return "\n".join([*parts, "</svg>", ""])


def _head() -> str:
    words = f"Who is bound to defend whom on {_day(AFTER)}"
    note = f"In red: not yet on {_day(BEFORE)}. An arrow points to the state that is defended."
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" role="img"
 font-family="Helvetica, Arial, sans-serif">
<title>{words}</title>
<defs>{_tip("ink", INK)}{_tip("new", NEW)}</defs>
<rect width="{WIDE}" height="{HIGH}" fill="#ffffff"/>
<text x="32" y="42" font-size="20" font-weight="bold" fill="{INK}">{words}</text>
<text x="32" y="66" font-size="14" fill="{QUIET}">{note}</text>
<text x="32" y="{HIGH - 18}" font-size="12" fill="{QUIET}">Drawn from the facts that come with \
ramify: promises of defense in force that bind in law; doubtful ones left out.</text>"""


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _tip(name: str, colour: str) -> str:
    return (
        f'<marker id="{name}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="12" '
        f'markerHeight="12" markerUnits="userSpaceOnUse" orient="auto-start-reverse">'
        f'<path d="M0 0L10 5L0 10z" fill="{colour}"/></marker>'
    )


def _line(between: list[Bond], *, new: bool) -> str:
    one = min(between)
    (x1, y1), (x2, y2) = _edge(one.ower, one.holder), _edge(one.holder, one.ower)
    name, colour = ("new", NEW) if new else ("ink", INK)
    both = f' marker-start="url(#{name})"' if len(between) == 2 else ""
    words = escape("; ".join(sorted(set().union(*(bond.articles for bond in between)))))
    place = f'x="{(x1 + x2) / 2:.0f}" y="{(y1 + y2) / 2 + 4:.0f}"'
    halo = 'stroke="#ffffff" stroke-width="9" paint-order="stroke"'
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" '
        f'stroke-width="{3 if new else 1.6}" marker-end="url(#{name})"{both}/>\n'
        f'<text {place} font-size="12" text-anchor="middle" fill="{colour}" {halo}>{words}</text>'
    )


def _edge(code: str, other: str) -> tuple[float, float]:
    """Where the line from one state's box to another's leaves the first."""
    (x, y), (to_x, to_y) = PLACES[code], PLACES[other]
    dx, dy = to_x - x, to_y - y
    gap = 4
    share = min(
        (BOX[0] / 2 + gap) / abs(dx) if dx else 1, (BOX[1] / 2 + gap) / abs(dy) if dy else 1
    )
    return x + dx * share, y + dy * share


def _box(code: str, name: str) -> str:
    x, y = PLACES[code]
    return (
        f'<rect x="{x - BOX[0] / 2:.0f}" y="{y - BOX[1] / 2:.0f}" width="{BOX[0]}" '
        f'height="{BOX[1]}" rx="6" fill="#f3f4f6" stroke="{INK}"/>\n'
        f'<text x="{x}" y="{y + 5}" font-size="14" text-anchor="middle" fill="{INK}">'
        f"{escape(name)}</text>"
    )


if __name__ == "__main__":
    print(picture(), end="")
