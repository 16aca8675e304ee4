"""`ramify actors`: whom a name or code means, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ramify.commands.output import FormatOption, OutputOption, Result, give, way
from ramify.commands.world.worlds import Folder, opened

if TYPE_CHECKING:
    from rich.console import Console

app = typer.Typer(name="actors", help="Whom names and codes mean.", no_args_is_help=True)


@app.command()
def resolve(
    name: Annotated[str, typer.Argument(help="A name or a code, such as RUSGOVMIL or CH.")],
    on: Annotated[str | None, typer.Option(help="The day, YYYY-MM-DD; today if none.")] = None,
    folder: Folder = None,
    format: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """Say whom a name or code means on a day, by every system of names, and what is unclear."""
    from datetime import date

    from ramify._print import print_indented
    from ramify._table import Table
    from ramify.record.names.resolver import Meaning, NameResolver, meanings
    from ramify.world.names.unresolved import unknown
    from ramify.world.when import day

    how = way(format, output)
    world, known = opened(folder), day(on) if on else date.today()
    found = meanings(NameResolver(world), world, name, known)
    if not found:
        raise unknown(world, name, known, world.gazetteer.near(name))

    def show(out: Console) -> None:
        print_indented(out, f"{name} on {known}", style="bold")
        for meaning in found:
            print_indented(out, str(meaning), 2)

    give(Result(text=show, table=Table(found, Meaning), title=f"{name} on {known}"), how)
