"""`ramify system`: the standing system on a date, and what changed between two dates."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from ramify.commands.world.worlds import Folder, opened

if TYPE_CHECKING:
    from rich.console import Console

    from ramify.world.actors import Border
    from ramify.world.pacts import Pact
    from ramify.world.system import Change, System


def system(
    on: Annotated[str, typer.Argument(help="The day, YYYY-MM-DD.", metavar="DATE")],
    actor: Annotated[
        list[str] | None, typer.Option(help="Show this actor: code or name; may be repeated.")
    ] = None,
    against: Annotated[
        str | None, typer.Option(help="An other day: show what changed from that day to DATE.")
    ] = None,
    folder: Folder = None,
) -> None:
    """Show who leads, belongs, is bound and borders on a day, or what changed since another."""
    from ramify._print import console, print_indented

    now = opened(folder).at(on)
    world, out = now.world, console()
    codes = [world.resolve(name, now.on) for name in actor or ()]
    if against is not None:
        _print_changes(out, now, world.at(against), codes)
        return
    if not codes:
        _print_summary(out, now)
    for code in codes:
        _print_actor(out, now, code)
    print_indented(out, " ".join(filter(None, (world.about.caveat(now.on), world.about.said))))


def _print_summary(out: Console, system: System) -> None:
    from rich.table import Table

    out.print(f"The system on {system.on}", style="bold")
    out.print(f"{len(system.states)} states, {len(system.pacts())} coded pacts in force.\n")
    table = Table("Group", "Name", "Members", box=None, pad_edge=False)
    groups = [code for code in system.actors if system.members(code)]
    for code in sorted(groups, key=lambda code: -len(system.members(code))):
        full = sum(m.status == "member" for m in system.members(code))
        table.add_row(code, system.actors[code].name, str(full))
    out.print(table)
    out.print()
    _print_uncertain(out, system)


def _print_uncertain(out: Console, system: System) -> None:
    if system.uncertain:
        out.print("Dates too coarse to say for this day:", style="bold")
        for line in system.uncertain:
            out.print(f"  {line}")


def _print_actor(out: Console, system: System, code: str) -> None:
    from ramify.briefing.render.words import pact_lines

    actor = system.world.actor(code)
    out.print(f"{actor.name} ({code}) on {system.on}", style="bold")
    if code not in system.actors:
        span = f"{actor.start or '?'} to {actor.end or 'now'}"
        out.print(f"  did not exist on this day; it existed from {span}\n")
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
    if borders := system.neighbours(code):
        out.print("Land borders", style="bold cyan")
        out.print("  " + ", ".join(_border(system, border, code) for border in borders))
    out.print()


def _print_vetoes(out: Console, system: System, code: str) -> None:
    """Vetoes of the year so far: of the Security Council, or of one of its permanent members."""
    if code != "UNSC" and all(member.group != "P5" for member in system.groups(code)):
        return
    year = [v for v in system.world.vetoes if v.on.start.year == system.on.year]
    cast = [v for v in year if v.on.start <= system.on and (code == "UNSC" or code in v.by)]
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


def _print_changes(out: Console, now: System, then: System, codes: list[str]) -> None:
    earlier, later = sorted((then, now), key=lambda s: s.on)
    out.print(f"What changed from {earlier.on} to {later.on}", style="bold")
    changes = [c for c in later.changes(earlier) if not codes or c.who in codes]
    if not changes:
        out.print("  nothing that is coded")
    for change in changes:
        out.print(f"  {_change_line(later, change)}")


def _change_line(system: System, change: Change) -> str:
    what = change.what
    if change.kind == "membership":
        what = _name(system, what)
    elif change.kind == "pact":
        what = system.world.pact(what).short
    when = f" ({change.when})" if change.when else ""
    return f"{_name(system, change.who)} {_WORDS[change.kind, change.gained]} {what}{when}"
