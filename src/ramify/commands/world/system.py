"""`ramify system`: the standing system on a date, and what changed between two dates."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from ramify._print import print_indented
from ramify.commands.output import (
    DAY,
    FormatOption,
    OutputOption,
    Result,
    give,
    print_grid,
    way,
)
from ramify.commands.world.worlds import Folder, opened

if TYPE_CHECKING:
    from rich.console import Console

    from ramify.world.actors import Actor, Border, Partnership
    from ramify.world.pacts import Pact
    from ramify.world.system import Change, System


def system(
    on: Annotated[str, typer.Argument(help=f"The day: {DAY}.", metavar="DATE")],
    actor: Annotated[
        list[str] | None, typer.Option(help="Show this actor: code or name; may be repeated.")
    ] = None,
    against: Annotated[
        str | None, typer.Option(help="An other day: show what changed from that day to DATE.")
    ] = None,
    folder: Folder = None,
    format: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """Show who leads, belongs, is bound and borders on a day, or what changed since another."""
    how, world = way(format, output), opened(folder)
    now = world.at(on)
    codes = [world.resolve(name, now.on) for name in actor or ()]
    if against is not None:
        give(_changes(now, world.at(against), codes), how)
    else:
        give(_actors(now, codes) if codes else _summary(now), how)


def _covered(system: System) -> str:
    """The days the facts hold for, and what they do not cover on this one."""
    about = system.world.about
    return " ".join(filter(None, (about.caveat(system.on), about.said)))


def _summary(system: System) -> Result:
    from ramify.world.portrait import groups

    found = groups(system)
    counts = f"{len(system.states)} states, {len(system.pacts())} coded pacts in force."

    def show(out: Console) -> None:
        out.print(f"The system on {system.on}", style="bold")
        out.print(f"{counts}\n")
        rows = ((g.group, g.name, str(g.members)) for g in found)
        print_grid(out, ("Group", "Name", "Members"), rows)
        out.print()
        _print_uncertain(out, system)
        print_indented(out, _covered(system))

    unsure = [f"Dates too coarse to say for this day: {line}" for line in system.uncertain]
    notes = [counts, *unsure, _covered(system)]
    return Result(text=show, table=found, title=f"The system on {system.on}", notes=notes)


def _actors(system: System, codes: list[str]) -> Result:
    from ramify._table import Table
    from ramify.world.portrait import Fact, portrait

    def show(out: Console) -> None:
        for code in codes:
            _print_actor(out, system, code)
        print_indented(out, _covered(system))

    alive = [code for code in codes if code in system.actors]
    dead = [system.world.actor(code) for code in codes if code not in alive]
    gone = [f"{actor.name} {_absent(actor)}." for actor in dead]
    facts = Table([fact for code in alive for fact in portrait(system, code)], Fact)
    title = f"{', '.join(system.world.called(code) for code in codes)} on {system.on}"
    return Result(text=show, table=facts, title=title, notes=[*gone, _covered(system)])


def _absent(actor: Actor) -> str:
    span = f"{actor.start or '?'} to {actor.end or 'now'}"
    return f"did not exist on this day; it existed from {span}"


def _print_uncertain(out: Console, system: System) -> None:
    if system.uncertain:
        out.print("Dates too coarse to say for this day:", style="bold")
        for line in system.uncertain:
            out.print(f"  {line}")


def _print_actor(out: Console, system: System, code: str) -> None:
    from ramify.briefing.words import pact_lines

    actor = system.world.actor(code)
    out.print(f"{actor.name} ({code}) on {system.on}", style="bold")
    if code not in system.actors:
        out.print(f"  {_absent(actor)}\n")
        return
    if leaders := system.leaders(code):
        out.print("Leaders", style="bold cyan")
        for held in leaders:
            out.print(f"  {held.name}, {held.office}, since {held.start or 'unknown'}")
    if groups := system.groups(code):
        out.print("Member of", style="bold cyan")
        for member in groups:
            number = f", member {member.order}" if member.order else ""
            status = "" if member.status == "member" else f" ({member.status})"
            since = member.start or "unknown"
            out.print(f"  {_name(system, member.group)}{status}, since {since}{number}")
    if members := system.members(code):
        out.print("Members", style="bold cyan")
        out.print("  " + ", ".join(m.member for m in members))
    _print_vetoes(out, system, code)
    if pacts := system.pacts(code):
        out.print("Bound by", style="bold cyan")
        for pact in _by_weight(pacts):
            for line in pact_lines(pact, system, code):
                out.print(f"  {line}")
    if partnerships := system.partnerships(code):
        out.print("Partnerships, as the parties name them", style="bold cyan")
        for partnership in partnerships:
            out.print(f"  {_partnership(system, partnership, code)}", soft_wrap=True)
    if borders := system.neighbours(code):
        out.print("Land borders", style="bold cyan")
        out.print("  " + ", ".join(_border(system, border, code) for border in borders))
    if crossings := system.crossings(code):
        out.print("Rail and road across the border, of those on file", style="bold cyan")
        for c in crossings:
            other = system.world.called(c.b if c.a == code else c.a)
            out.print(f"  {other}: {c.name} ({c.kind}), since {c.start}")
    out.print()


def _print_vetoes(out: Console, system: System, code: str) -> None:
    from ramify.world.portrait import vetoes

    cast = vetoes(system, code)
    if cast is None:
        return
    out.print(f"Vetoes in {system.on.year} up to this day", style="bold cyan")
    for veto in cast:
        names = ", ".join(_name(system, member) for member in veto.by)
        out.print(f"  {veto.on} {names}: {veto.about} ({veto.draft})")
    if not cast:
        out.print("  none that is coded")


def _by_weight(pacts: Iterable[Pact]) -> list[Pact]:
    order = ("defense", "offense", "neutrality", "nonaggression", "consultation")

    def weight(pact: Pact) -> int:
        types = {c.type for article in pact.articles for c in article.commitments}
        return min((order.index(kind) for kind in types if kind in order), default=len(order))

    return sorted(pacts, key=weight)


def _partnership(system: System, held: Partnership, code: str) -> str:
    other = held.b if held.a == code else held.a
    return f"{_name(system, other)}: {held.level}, since {held.start or 'unknown'}"


def _border(system: System, border: Border, code: str) -> str:
    other = border.b if border.a == code else border.a
    length = f"{border.km:g} km" if border.km is not None else "length unknown"
    return f"{_name(system, other)} ({length})"


def _name(system: System, code: str) -> str:
    actor = system.world.actors.get(code)
    return actor.name if actor else code


_WORDS = {
    ("membership", True): "joined",
    ("membership", False): "left",
    ("pact", True): "became bound by",
    ("pact", False): "is no longer bound by",
    ("leader", True): "has in office",
    ("leader", False): "no longer has in office",
    ("actor", True): "came into being as",
    ("actor", False): "ceased to exist as",
    ("control", True): "came to control",
    ("control", False): "no longer controls",
}


def _changes(now: System, then: System, codes: list[str]) -> Result:
    from ramify._table import Table
    from ramify.world.system import Change

    earlier, later = sorted((then, now), key=lambda s: s.on)
    title = f"What changed from {earlier.on} to {later.on}"
    found = [c for c in later.changes(earlier) if not codes or c.who in codes]

    def show(out: Console) -> None:
        out.print(title, style="bold")
        for change in found:
            out.print(f"  {_change_line(later, change)}")
        if not found:
            out.print("  nothing that is coded")

    return Result(text=show, table=Table(found, Change), title=title, notes=[_covered(later)])


def _change_line(system: System, change: Change) -> str:
    what = change.what
    if change.kind == "membership":
        what = _name(system, what)
    elif change.kind == "pact":
        what = system.world.pact(what).short
    when = f" ({change.when})" if change.when else ""
    return f"{_name(system, change.who)} {_WORDS[change.kind, change.gained]} {what}{when}"
