"""`ramify compliance`: which Security Council measures a flow or a pact's clause touches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from ramify._print import print_indented
from ramify.commands.output import DAY, FormatOption, OutputOption, Result, give, way
from ramify.commands.world.worlds import Folder, opened

if TYPE_CHECKING:
    from datetime import date

    from rich.console import Console

    from ramify.reasoning.compliance import Compliance, Flow, Judged
    from ramify.world.sanctions import Regime
    from ramify.world.world import World


def compliance(
    on: Annotated[str, typer.Option(help=f"The day: {DAY}.")],
    what: Annotated[
        str | None, typer.Argument(help='The good or service, as "artillery ammunition".')
    ] = None,
    sender: Annotated[
        str | None,
        typer.Option("--from", help="Who sends it: an actor, or a name on a loaded list."),
    ] = None,
    receiver: Annotated[str | None, typer.Option("--to", help="Who receives it, likewise.")] = None,
    amount: Annotated[
        str | None, typer.Option(help='Amount in the period of a cap, as "400000 barrels".')
    ] = None,
    pact: Annotated[
        str | None, typer.Option(help="Check what this pact promises instead, by its id.")
    ] = None,
    folder: Folder = None,
    format: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """Say which measures of the Security Council a flow touches, by resolution and paragraph.

    With loaded lists of sanctions (`ramify load`), a side may be a person, body or ship on one;
    alone, it is asked whom its lists bind and to what.
    """
    from ramify._errors import UsageError
    from ramify.reasoning.compliance import of_pact
    from ramify.reasoning.listings import judge
    from ramify.record.events import Quantity
    from ramify.world.when import day

    how, world, when = way(format, output), opened(folder), day(on)
    if pact is not None:
        found = of_pact(world.pact(pact), when, world.regimes)
    elif (what and sender and receiver) or (world.designations and (sender or receiver)):
        much = Quantity.parse(amount) if amount is not None else None
        found = judge(world, what, sender, receiver, when, much)
    else:
        repair = "or name a pact with --pact"
        raise UsageError("a flow needs what, --from and --to", repair=repair)
    give(_result(found, world), how)


def _result(found: Compliance, world: World) -> Result:
    notes = _notes(found, world)

    def show(out: Console) -> None:
        for judged in found.judged:
            _print_judged(out, judged, found, world)
        for note in notes:
            print_indented(out, note.words, style=note.style)

    about = world.pact(found.pact).short if found.pact else _said(world, found.judged[0].flow)
    return Result(
        text=show,
        table=found,
        title=f"Measures of the Security Council: {about}, on {found.on}",
        notes=[note.words for note in notes],
        json=lambda: found.to_json(indent=2),
    )


def _print_judged(out: Console, judged: Judged, found: Compliance, world: World) -> None:
    said = _said(world, judged.flow)
    heading = f"{said}, on {found.on}"
    if found.pact is not None:
        heading = f"Article {judged.article} of the {world.pact(found.pact).short}: {said}"
    print_indented(out, heading, style="bold")
    for ruling in judged.rulings:
        where = [f"{e.pact}, {e.article}" for e in ruling.evidence]
        print_indented(out, ", ".join([ruling.finding.upper(), *where]), 2)
        print_indented(out, ruling.why, 6, "dim")


class _Note(NamedTuple):
    words: str
    style: str = ""


def _notes(found: Compliance, world: World) -> list[_Note]:
    notes = []
    if found.unnamed:
        fields = "; ".join(found.unnamed)
        notes.append(_Note(f"No coded measure names what else it promises: {fields}."))
    sides = {code for judged in found.judged for code in (judged.flow.sender, judged.flow.receiver)}
    for regime in world.regimes:
        if regime.target not in sides:
            continue
        if said := _panel(regime, found.on, world.called(regime.target)):
            notes.append(_Note(said, "dim"))
    return notes


def _panel(regime: Regime, on: date, called: str) -> str | None:
    """That the panel of a regime has ended, or that nobody knows; nothing while one watches."""
    if regime.watched(on) is None and regime.panel_unknown:
        known = f"is not known after {regime.panel_unknown}: {regime.panel_unknown_why}"
        return f"Whether a panel watches the measures on {called} {known}."
    if regime.panel_over(on):
        since = f"No panel watches the measures on {called} since {regime.panel_end}"
        return f"{since}: {regime.panel_ended_by}."
    return None


def _said(world: World, flow: Flow) -> str:
    sides = [_called(world, code) for code in (flow.sender, flow.receiver)]
    return f"{flow.what}, from {sides[0]} to {sides[1]}"


def _called(world: World, code: str) -> str:
    """The name of an actor; what a list calls it if it is none."""
    return world.actors[code].name if code in world.actors else code
