"""`ramify actors`: whom a name or code means, and why."""

from __future__ import annotations

from typing import Annotated

import typer

from ramify.commands.world.worlds import Folder, opened

app = typer.Typer(name="actors", help="Whom names and codes mean.", no_args_is_help=True)


@app.command()
def resolve(
    name: Annotated[str, typer.Argument(help="A name or a code, such as RUSGOVMIL or CH.")],
    on: Annotated[str | None, typer.Option(help="The day, YYYY-MM-DD; today if none.")] = None,
    folder: Folder = None,
) -> None:
    """Say whom a name or code means on a day, by every system of names, and what is unclear."""
    from datetime import date

    from ramify._errors import UnknownName
    from ramify._print import console, print_indented
    from ramify.record.names.resolver import NameResolver, explained
    from ramify.world.when import day

    world, known = opened(folder), day(on) if on else date.today()
    lines = explained(NameResolver(world), world, name, known)
    if not lines:
        raise UnknownName(name, near=world.gazetteer.near(name))
    out = console()
    print_indented(out, f"{name} on {known}", style="bold")
    for line in lines:
        print_indented(out, line, 2)
