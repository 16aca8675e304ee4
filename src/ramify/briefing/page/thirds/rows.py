"""Third parties that the documents name: a row each, beside what is claimed of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from ramify._value import Value
from ramify.briefing.page.expect import is_named, towards
from ramify.briefing.page.row import PageRow, Sheet
from ramify.briefing.page.thirds.references import references
from ramify.briefing.ramification import ExpectedLine, Probability
from ramify.briefing.voices.named import named
from ramify.briefing.voices.third_states import LATELY
from ramify.briefing.words import kind_words

ROWS = 5


class PartyRow(PageRow):
    """A third party, towards which side, what, how likely, why, and who claims what of it."""

    sides: str
    """Who towards whom: `words` without the class of acts."""
    kind: str
    """The class of acts in words."""
    last: date
    """The last day of its window."""
    chance: float | None
    """None if it is not known."""
    usual: float | None
    """None if it is not known."""
    because: str
    """What the chance rests on; why it is not known, where it is not."""
    claimed: tuple[PageRow, ...] = ()
    """How firmly something is claimed of it, by whom if by others than the author, and where that
    stands."""


class ThirdParties(Value):
    """Rows on those named most, how many are named, and why there are no rows."""

    rows: tuple[PartyRow, ...] = ()
    named: int
    note: str = ""

    @property
    def most(self) -> tuple[str, date] | None:
        """The class of acts in words, and the last day, of most rows; None if there are none."""
        found = Counter((row.kind, row.last) for row in self.rows)
        return max(found, key=lambda one: (found[one], -one[1].toordinal()), default=None)


def thirds(sheet: Sheet) -> ThirdParties:
    """Rows on the third parties of which something is known, else of which it is not."""
    told = [(n, line) for n, line in enumerate(sheet.brief.expected) if is_named(line)]
    known = [(n, line) for n, line in told if isinstance(line.strength, Probability)]
    rows = tuple(_row(line, n, sheet) for n, line in (known or told)[:ROWS])
    return ThirdParties(rows=rows, named=len(told), note="" if rows else _note(sheet))


def _note(sheet: Sheet) -> str:
    """Why there is no row."""
    brief = sheet.brief
    unknown = [line for line in brief.expected if line.third == "any"]
    for line in unknown:
        if line.strength.kind == "not known":
            return line.strength.reason
    sides = {c for line in brief.expected for c in (line.cause.event.actor, *line.targets)}
    said = [line.cause.said for line in brief.claimed]
    others = {*named(said, brief.events, brief.mentioned)} - sides
    if unknown and brief.sources and not others:
        return "The documents name no third state as affected."
    if not brief.expected:
        return brief.silent.get("expected", "") if others else ""
    if others and not unknown:
        return f"What third states do is not asked: nothing told is of the last {LATELY} days."
    return ""


def _row(line: ExpectedLine, place: int, sheet: Sheet) -> PartyRow:
    found = line.strength
    known = found if isinstance(found, Probability) else None
    usual = known.base_rate if known and isinstance(known.base_rate, float) else None
    members = " members" if line.third == "members" and known else ""
    sides = (
        f"{sheet.named(line.actors)}{members} {towards(line.action)} {sheet.named(line.targets)}"
    )
    assert line.window is not None
    return PartyRow(
        words=f"{sides}: {kind_words(line.action)}",
        sides=sides,
        kind=kind_words(line.action),
        cites=sheet.cite(f"/expected/{place}"),
        chance=known.chance if known else None,
        usual=usual,
        last=line.window.end,
        because="; ".join(_because(line)),
        claimed=tuple(references(line.actors[0], sheet)),
    )


def _because(line: ExpectedLine) -> Iterator[str]:
    found = line.strength
    if found.kind == "not known":
        yield found.reason
    elif found.acts:
        yield f"past: {found.acts[0]}–{found.acts[1]} acts"
    yield from line.reasons
