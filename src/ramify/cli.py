"""The terminal: one command a file under `commands`, errors said once and clearly."""

from __future__ import annotations

import sys
from typing import Annotated, NoReturn

import typer

from ramify import __version__
from ramify._terminal import run
from ramify.commands.briefing import brief
from ramify.commands.reading import check, read
from ramify.commands.reasoning import bench, compliance, dynamics, exposed, obligations, validate
from ramify.commands.record import load
from ramify.commands.world import pact, system

app = typer.Typer(
    name="ramify",
    help="The international system, computable: what an event obliges, what to expect, "
    "who is exposed, and what is claimed.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("brief")(brief.brief)
app.command("read")(read.read)
app.command("check")(check.check)
app.command("obligations")(obligations.obligations)
app.command("compliance")(compliance.compliance)
app.command("exposed")(exposed.exposed)
app.command("system")(system.system)
for command in (dynamics.fit, dynamics.forecast, dynamics.explain, dynamics.ramify,
                dynamics.precedents):  # fmt: skip
    app.command(command.__name__)(command)
app.command("load")(load.load)
app.add_typer(validate.app, name="validate")
app.add_typer(pact.app, name="pact")
app.add_typer(bench.app, name="bench")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"ramify {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show where a fault of ramify's own happened.")
    ] = False,
) -> None:
    pass


def main() -> NoReturn:
    """Run the command line: exit 0 when it worked, 1 for bad input, 2 for bad usage."""
    run(lambda words: app(args=words, standalone_mode=False), sys.argv[1:])
