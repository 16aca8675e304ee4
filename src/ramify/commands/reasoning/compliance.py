"""`ramify compliance`: which Security Council measures a flow or a pact's clause touches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from datetime import date

    from ramify.reasoning.compliance import Flow
    from ramify.record.events import Quantity
    from ramify.world.world import World


def compliance(
    on: Annotated[str, typer.Option(help="The day, YYYY-MM-DD.")],
    what: Annotated[
        str | None, typer.Argument(help='The good or service, as "artillery ammunition".')
    ] = None,
    sender: Annotated[str | None, typer.Option("--from", help="Who sends it.")] = None,
    receiver: Annotated[str | None, typer.Option("--to", help="Who receives it.")] = None,
    amount: Annotated[
        str | None, typer.Option(help='Amount in the period of a cap, as "400000 barrels".')
    ] = None,
    pact: Annotated[
        str | None, typer.Option(help="Check what this pact promises instead, by its id.")
    ] = None,
) -> None:
    """Say which measures of the Security Council a flow touches, by resolution and paragraph."""
    from ramify import World
    from ramify._print import console, print_indented
    from ramify.reasoning.compliance import rulings
    from ramify.world.when import day

    world, when, out = World.packaged(), day(on), console()
    if pact is not None:
        flows = _of_pact(world, pact, when)
    else:
        flows = [_flow(world, when, what, sender, receiver, _amount(amount))]
    unnamed = []
    for heading, flow in flows:
        found = rulings(flow, world.regimes)
        if pact is not None and all(ruling.measure is None for ruling in found):
            unnamed.append(flow.what)
            continue
        print_indented(out, heading, style="bold")
        for ruling in found:
            where = [f"{e.pact}, {e.article}" for e in ruling.evidence]
            print_indented(out, ", ".join([ruling.finding.upper(), *where]), 2)
            print_indented(out, ruling.why, 6, "dim")
    if unnamed:
        fields = "; ".join(dict.fromkeys(unnamed))
        print_indented(out, f"No coded measure names what else it promises: {fields}.")
    for regime in world.regimes:
        if regime.panel_end and when > regime.panel_end.end:
            note = f"No panel watches these measures since {regime.panel_end}: "
            print_indented(out, f"{note}{regime.panel_ended_by}.", style="dim")


def _of_pact(world: World, pact: str, on: date) -> list[tuple[str, Flow]]:
    from ramify.reasoning.compliance import clauses

    found = world.pact(pact)
    return [
        (f"Article {ref} of the {found.short}: {_said(world, flow)}", flow)
        for ref, flow in clauses(found, on)
    ]


def _flow(
    world: World,
    on: date,
    what: str | None,
    sender: str | None,
    receiver: str | None,
    amount: Quantity | None,
) -> tuple[str, Flow]:
    from ramify._errors import UsageError
    from ramify.reasoning.compliance import Flow

    if not (what and sender and receiver):
        raise UsageError("a flow needs what, --from and --to", repair="or name a pact with --pact")
    codes = [world.resolve(name, on) for name in (sender, receiver)]
    flow = Flow(what=what, sender=codes[0], receiver=codes[1], on=on, amount=amount)
    return f"{_said(world, flow)}, on {on}", flow


def _said(world: World, flow: Flow) -> str:
    names = [world.actors[code].name for code in (flow.sender, flow.receiver)]
    return f"{flow.what}, from {names[0]} to {names[1]}"


def _amount(text: str | None) -> Quantity | None:
    from ramify._errors import UsageError
    from ramify.record.events import Quantity

    if text is None:
        return None
    number, _, unit = text.strip().partition(" ")
    try:
        return Quantity(value=float(number.replace(",", "")), unit=unit.strip())
    except ValueError:
        raise UsageError(
            f"{text!r} is no amount", repair='write a number and a unit, as "400000 barrels"'
        ) from None
