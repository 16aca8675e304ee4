"""ATOP: member rows of alliances, by phase, into pacts with dated parties and commitments.

Source: Leeds, Ritter, Mitchell and Long, Alliance Treaty Obligations and Provisions,
1815–1944, International Interactions 28 (2002); version 5.1 and its codebook.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from ramify._value import Value
from ramify.world.pacts import (
    Article,
    Commitment,
    CommitmentType,
    Condition,
    Pact,
    Party,
    Strength,
    Trigger,
    TriggerEvent,
)
from ramify.world.sources.dates import when
from ramify.world.sources.numbers import Numbers, Spell
from ramify.world.sources.source import Source
from ramify.world.sources.table import Cells, PublishedTable, whole
from ramify.world.when import When
from ramify.world.world import World

TYPES: dict[CommitmentType, str] = {
    "defense": "defense",
    "offense": "offense",
    "neutrality": "neutral",
    "nonaggression": "nonagg",
    "consultation": "consul",
}
"""The obligations ATOP codes, with the columns that hold them."""

THROUGH = When("2018-12-31")
CITE = "Leeds, Ritter, Mitchell and Long 2002, ATOP 5.1"

_STRENGTH: dict[CommitmentType, Strength] = {
    "defense": "armed force",
    "offense": "armed force",
    "neutrality": "refrain",
    "nonaggression": "refrain",
    "consultation": "consult",
}
_OPEN = date(9999, 12, 31)
_LIMITED = "ATOP codes a limit that its files do not spell out."
_PREFIX = {"defense": "defco", "offense": "offco", "neutrality": "neuco"}


class Guarantee(Value):
    """To whom a promise was owed, where members owed each other different things.

    The member rows say what each member owed to somebody; for these alliances the
    text of the treaty says to whom. Empty `phase` and `by` mean every phase and
    everybody who owed it.
    """

    atop: int
    phase: int | None = None
    type: CommitmentType
    by: tuple[str, ...] = ()
    to: tuple[str, ...]
    why: str
    source: str


@cache
def guarantees() -> tuple[Guarantee, ...]:
    """The packaged readings of whom promises were made to."""
    path = Path(__file__).with_name("guarantees.toml")
    rows = tomllib.loads(path.read_text("utf-8"))["guarantee"]
    return tuple(Guarantee.model_validate(row) for row in rows)


@dataclass(frozen=True, slots=True)
class _Row:
    """One member in one phase of one alliance."""

    member: int
    phase: int
    start: When
    end: When | None
    spells: tuple[Spell, ...]
    cells: Cells

    @property
    def actors(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(spell.actor for spell in self.spells))


def read(table: PublishedTable, world: World, *, directed: bool = True) -> Iterator[Pact]:
    """A pact for each alliance, with a party for each spell of each member.

    Without `directed`, every promise is read as made to every other member, as the
    rows have it, whatever the treaties say.
    """
    known = guarantees() if directed else ()
    numbers = Numbers(world.lives, "cow")
    alliances: dict[int, list[_Row]] = defaultdict(list)
    for line, cells in table.rows:
        try:
            row = _row(cells, numbers)
            alliances[int(cells["atopid"])].append(row)
        except ValueError as error:
            table.leave(line, error)
    for number, rows in sorted(alliances.items()):
        yield _pact(number, rows, numbers, known)


def _row(cells: Cells, numbers: Numbers) -> _Row:
    member = int(cells["member"])
    start = when(cells["yrent"], cells["moent"], cells["dayent"])
    end = when(cells["yrexit"], cells["moexit"], cells["dayexit"])
    if start is None:
        raise ValueError("no year of entry")
    if end and end.end < start.start:
        raise ValueError(f"member {member} leaves on {end}, before it enters on {start}")
    spells = numbers.spells(member, start.start, end.end if end else _OPEN)
    if not spells:
        raise ValueError(f"no state has the number {member}")
    return _Row(member, int(cells["phase"]), start, end, spells, cells)


def _pact(number: int, rows: list[_Row], numbers: Numbers, known: tuple[Guarantee, ...]) -> Pact:
    parties = _parties(rows)
    start = min(row.start for row in rows)
    ends = [row.end for row in rows]
    end = None if None in ends else max(e for e in ends if e)
    phases = sorted({row.phase for row in rows})
    everybody = tuple(dict.fromkeys(party.actor for party in parties))
    known = tuple(guarantee for guarantee in known if guarantee.atop == number)
    articles = [
        _article([row for row in rows if row.phase == phase], everybody, numbers, known)
        for phase in phases
    ]
    return Pact(
        id=f"atop-{number}",
        name=f"Alliance {number} of ATOP ({_listed(everybody)})",
        short=f"ATOP {number} ({start.start.year})",
        signed=start,
        in_force=start,
        end=end,
        parties=parties,
        articles=tuple(article for article in articles if article),
        atop=(number,),
        sources=(CITE,),
    )


def _listed(actors: tuple[str, ...]) -> str:
    more = f" and {len(actors) - 6} more" if len(actors) > 7 else ""
    return ", ".join(actors[:6] if more else actors) + more


def _parties(rows: list[_Row]) -> tuple[Party, ...]:
    """Spells of membership; phases that follow each other without a break are one."""
    held: dict[str, list[tuple[When, When | None]]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.start):
        for spell in row.spells:
            span = _dated(row, spell)
            earlier = held[spell.actor]
            if earlier and _touch(earlier[-1][1], span[0]):
                earlier[-1] = (earlier[-1][0], _later(earlier[-1][1], span[1]))
            else:
                earlier.append(span)
    return tuple(
        Party(actor=actor, start=start, end=end)
        for actor, spans in sorted(held.items())
        for start, end in spans
    )


def _dated(row: _Row, spell: Spell) -> tuple[When, When | None]:
    """A spell with the row's own dates, imprecise as they may be, where it has them."""
    first = row.start if spell is row.spells[0] else When(spell.start)
    if spell is row.spells[-1] and (row.end is None or spell.end == row.end.end):
        return first, row.end
    return first, When(spell.end)


def _touch(end: When | None, start: When) -> bool:
    return end is None or (start.start - end.end).days <= 1


def _later(a: When | None, b: When | None) -> When | None:
    return None if a is None or b is None else max(a, b, key=lambda when: when.end)


def _article(
    rows: list[_Row],
    everybody: tuple[str, ...],
    numbers: Numbers,
    known: tuple[Guarantee, ...],
) -> Article | None:
    """What the members owed in one phase, as one article."""
    made = [c for kind in TYPES for c in _commitments(kind, rows, everybody, numbers, known)]
    if not made:
        return None
    kinds = ", ".join(dict.fromkeys(commitment.type for commitment in made))
    phase = rows[0].phase
    ref = f"phase {phase}" if phase else "obligations"
    return Article(ref=ref, says=f"ATOP codes {kinds}", commitments=tuple(made))


_Terms = tuple[Trigger | None, tuple[Condition, ...], tuple[str, ...]]


def _commitments(
    kind: CommitmentType,
    rows: list[_Row],
    everybody: tuple[str, ...],
    numbers: Numbers,
    known: tuple[Guarantee, ...],
) -> Iterator[Commitment]:
    """Who owed one kind of promise, grouped by what set it off and whom it was made to."""
    members = _actors(rows)
    groups: dict[_Terms, list[str]] = defaultdict(list)
    for row in rows:
        if (whole(row.cells[TYPES[kind]]) or 0) > 0:
            trigger, conditions = _terms(kind, row, numbers)
            for actor in row.actors:
                if to := _holders(kind, row.phase, actor, members, known):
                    groups[trigger, conditions, to].append(actor)
    start, end = _span(rows) if rows[0].phase else (None, None)
    for (trigger, conditions, to), owers in groups.items():
        by = tuple(dict.fromkeys(owers))
        yield Commitment(
            type=kind,
            by=() if set(by) == set(everybody) else by,
            to=() if set(to) == set(everybody) else to,
            trigger=trigger,
            conditions=conditions,
            strength=_STRENGTH[kind],
            start=start,
            end=end,
            note=_LIMITED if kind in _PREFIX and trigger is None else None,
        )


def _actors(rows: Iterable[_Row]) -> tuple[str, ...]:
    return tuple(sorted({actor for row in rows for actor in row.actors}))


def _span(rows: list[_Row]) -> tuple[When, When | None]:
    end: When | None = rows[0].end
    for row in rows:
        end = _later(end, row.end)
    return min(row.start for row in rows), end


def _holders(
    kind: CommitmentType,
    phase: int,
    actor: str,
    members: tuple[str, ...],
    known: tuple[Guarantee, ...],
) -> tuple[str, ...]:
    """Whom a member owes a promise: whom the treaty names if that is known, else every other."""
    for guarantee in known:
        same = guarantee.type == kind and guarantee.phase in (None, phase)
        if same and (not guarantee.by or actor in guarantee.by):
            return tuple(code for code in guarantee.to if code in members)
    return members


def _terms(
    kind: CommitmentType, row: _Row, numbers: Numbers
) -> tuple[Trigger | None, tuple[Condition, ...]]:
    """What sets a promise off. No trigger where ATOP codes a limit but not its content."""
    if kind not in _PREFIX:
        return None, ()
    prefix = _PREFIX[kind]

    def limited(what: str) -> bool:
        return (whole(row.cells.get(prefix + what, "")) or 0) > 0

    conditions: list[Condition] = []
    if limited("npr"):
        conditions.append("unprovoked")
    if limited("num"):
        conditions.append("two or more attackers")
    by = _threats(row, numbers) if limited("adv") else ()
    unknown = limited("loc") or limited("con") or limited("dem") or (limited("adv") and not by)
    event: TriggerEvent = "war" if kind == "offense" else "armed attack"
    if kind == "neutrality" and not limited("att"):
        event = "any"
    if unknown:
        return None, tuple(conditions)
    return Trigger(event=event, by=by), tuple(conditions)


def _threats(row: _Row, numbers: Numbers) -> tuple[str, ...]:
    """The adversaries the alliance names."""
    end = row.end.end if row.end else _OPEN
    codes = [whole(row.cells.get(column, "")) for column in ("statthr1", "statthr2")]
    found = [
        spell.actor
        for code in codes
        if code
        for spell in numbers.spells(code, row.start.start, end)
    ]
    return tuple(dict.fromkeys(found))


SOURCE = Source(
    kind="atop",
    title="ATOP alliance members",
    cite=CITE,
    names=("atop*m.csv",),
    columns=frozenset({
        "atopid", "member", "phase", "yrent", "moent", "dayent", "yrexit", "moexit", "dayexit",
        *TYPES.values(),
    }),
    read=read,
    value=Pact,
    file="pacts.jsonl",
    fact="pacts",
    since=When("1815-01-01"),
    through=THROUGH,
)  # fmt: skip
