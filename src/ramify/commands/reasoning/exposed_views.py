"""The views of `ramify exposed`: threats to a state, the ledger of two, theatres of a record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ramify._errors import UsageError
from ramify.commands.output import Result, Way, give

if TYPE_CHECKING:
    from ramify.reasoning.exposure import Spillover, Threat
    from ramify.reasoning.exposure.dependence import Ledger, LedgerRow
    from ramify.world.system import System
    from ramify.world.world import World

VIEWS = ("differences", "threats", "dependence", "theatres")
_NOTHING = "not known"
_RESTS_ON = ("states", "pacts", "wars", "borders")
"""The kinds of facts that threats rest on."""
_FEW = 4
"""Shares without another sender that are told one by one; of more, only how many there are."""


def give_view(
    view: str,
    world: World,
    on: str | None,
    actors: Sequence[str],
    record: Path | None,
    how: Way,
    periods: int = 1,
) -> None:
    """Print one of the views, or write it as a table; theatres of so many spans of the record.

    Raises:
        UsageError: no such view, or not the actors, the day or the record that it needs.
    """
    if view not in VIEWS:
        raise UsageError(f"no such view as {view!r}", repair=f"use {', '.join(VIEWS)}")
    if view == "theatres":
        _theatres(world, record, how, periods)
        return
    if on is None:
        raise UsageError(f"{view} of no day", repair="give --on DAY")
    wanted = {"threats": 1, "dependence": 2}[view]
    if len(actors) != wanted:
        told = "one --actor" if wanted == 1 else "--actor twice"
        raise UsageError(f"{view} is of {wanted} and not of {len(actors)}", repair=f"give {told}")
    codes = [world.resolve(name, on) for name in actors]
    (_threats if view == "threats" else _dependence)(world, on, codes, record, how)


def _threats(world: World, on: str, codes: Sequence[str], record: Path | None, how: Way) -> None:
    from ramify.reasoning.exposure import conduct_of, threats

    acts = None if record is None else conduct_of(record, world)
    system = world.at(on)
    table = threats(system, codes[0], conduct=acts)
    title = f"What others could hold against {world.called(codes[0])} on {system.on}"
    rows = list(table)
    notes = [*_doubts(system, codes), "Parts stand side by side; no index is made of them."]
    shared = set.intersection(*({*row.missing} for row in rows)) if rows else set()
    lines = [line for row in rows for line in _threat_lines(row, world, shared)]
    lines += [f"  Not known of any: {words}" for words in sorted(shared)]
    _give(title, lines, table, notes, how)


def _doubts(system: System, codes: Sequence[str]) -> Iterator[str]:
    """Who was no state on the day, and what the facts do not cover."""
    for code in codes:
        if system.world.actors[code].kind == "state" and code not in system.states:
            yield f"{system.world.called(code)} was no state on {system.on}."
    yield from filter(None, [system.world.about.caveat(system.on, _RESTS_ON)])


def _threat_lines(row: Threat, world: World, shared: set[str]) -> Iterator[str]:
    """One state's parts; what is not known of any state is said once, by the caller."""
    near = "a land border" if row.border else "no land border"
    km = _NOTHING if row.km is None else f"{row.km:,.0f} km"
    share = _NOTHING if row.share is None else f"{row.share:.1%} of all states"
    missiles = _NOTHING if row.missiles is None else ", ".join(row.missiles) or "none on file"
    yield f"  {world.called(row.other)}"
    yield f"      capabilities {share}; {near}, capitals {km} apart"
    yield f"      missiles in service that reach the capital: {missiles}"
    beside = ", ".join(map(world.called, row.beside))
    if beside:
        yield f"      bound to join it in an attack: {beside}"
    if row.hostile is not None:
        usual = _NOTHING if row.usual is None else f"{row.usual:,.0f}"
        yield f"      hostile acts in the year before: {row.hostile}, usually {usual}"
    own = [words for words in row.missing if words not in shared]
    yield from (f"      not known: {words}" for words in own)


def _dependence(world: World, on: str, codes: Sequence[str], record: Path | None, how: Way) -> None:
    from ramify.reasoning.exposure.dependence import ledger
    from ramify.record.store import Record

    system = world.at(on)
    if record is None:
        found = ledger(system, codes[0], codes[1])
    else:
        with Record.open(record, read_only=True) as store:
            found = ledger(system, codes[0], codes[1], store.events())
    names = " and ".join(map(world.called, codes))
    title = f"What went between {names} in the years to {system.on}"
    notes = [
        *_doubts(system, codes),
        "Shares are of what is on file, which is not all there is.",
    ]
    _give(title, list(_ledger_lines(found, world)), found, notes, how)


def _ledger_lines(found: Ledger, world: World) -> Iterator[str]:
    for row in found.flows:
        yield f"  {row.kind}: {_flow_words(row, world)}"
        if row.finding:
            yield f"      {row.finding}: {row.measure or row.why}"
    if not found.flows:
        yield "  No flow between the two is on file."
    alone = [share for share in found.shares if not share.alternatives]
    shown = found.shares if len(alone) <= _FEW else [s for s in found.shares if s.alternatives]
    for share in shown:
        sides = f"{world.called(share.receiver)} from {world.called(share.sender)}"
        others = ", ".join(map(world.called, share.alternatives[:4])) or "nobody"
        yield (
            f"  {share.kind}, {share.unit}: {sides} {share.share:.0%} of {share.total:,.0f}, "
            f"concentration {share.concentration:.2f}; else from {others}"
        )
    if rest := len(found.shares) - len(shown):
        yield f"  {rest} units more that one side has from the other alone: --format json"
    yield from (f"  Not known: {words}" for words in found.missing)


def _flow_words(row: LedgerRow, world: World) -> str:
    amount = "" if row.amount is None else f", {row.amount:,.0f} {row.unit}"
    sides = f"{world.called(row.sender)} to {world.called(row.receiver)}"
    doubt = "" if row.status == "happened" else f" ({row.status})"
    return f"{sides}, {row.what}{amount}, {row.when}{doubt}"


def _theatres(world: World, record: Path | None, how: Way, periods: int) -> None:
    from ramify.reasoning.exposure import conduct_of, regions, theatres

    if record is None:
        raise UsageError("theatres of no record", repair="give --record FILE")
    table = theatres(conduct_of(record, world), regions(world), periods)
    rows = list(table)
    title = (
        "What one hostile act in a region brings in another, "
        f"{min(row.since for row in rows)} to {max(row.until for row in rows)}"
    )
    lines = []
    for since in dict.fromkeys(row.since for row in rows):
        own = [row for row in rows if row.since == since]
        if periods > 1:
            lines.append(f"  {since} to {own[0].until}")
        own.sort(key=lambda row: (not row.sure, -abs(row.acts)))
        lines += map(_theatre_line, own)
    notes = [
        "Acts within 30 days beyond what is usual, with intervals of 90 %. What drives two regions "
        "at once looks the same."
    ]
    _give(title, lines, table, notes, how)


def _theatre_line(row: Spillover) -> str:
    sure = "" if row.sure else "; no telling from none"
    return (
        f"  {row.by} → {row.region}: {row.acts:+.3f} acts [{row.low:+.3f} to {row.high:+.3f}]{sure}"
    )


def _give(title: str, lines: list[str], table: Any, notes: list[str], how: Way) -> None:
    from ramify._print import print_lines

    told = [title, *lines, *(f"  {note}" for note in notes)]
    give(
        Result(text=lambda out: print_lines(out, told), table=table, title=title, notes=notes), how
    )
