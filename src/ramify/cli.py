"""The terminal: one command a file under `commands`, errors said once and clearly."""

from __future__ import annotations

import sys
from functools import cache
from typing import Annotated, Any, NoReturn

import typer
from typer.main import get_command

from ramify._extras import extras
from ramify._terminal import run
from ramify._version import __version__
from ramify.commands.briefing import brief
from ramify.commands.panels import Panels
from ramify.commands.reading import check, read
from ramify.commands.reasoning import (
    bench,
    compliance,
    dynamics,
    exposed,
    fit,
    obligations,
    validate,
)
from ramify.commands.record import actors, fetch, load, panel, record
from ramify.commands.world import facts, pact, system

app = typer.Typer(
    name="ramify",
    help="The international system, computable: what an event obliges, what to expect, "
    "who is exposed, and what is claimed.",
    cls=Panels,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
_PANELS = {
    "Ask": (brief.brief, obligations.obligations, compliance.compliance, exposed.exposed,
            dynamics.forecast, dynamics.explain, dynamics.ramify, dynamics.precedents),
    "Documents": (read.read, check.check),
    "Facts": (system.system, pact.app, facts.app, actors.app),
    "Data": (fetch.fetch, load.load, record.record, panel.panel),
    "Learn and verify": (fit.fit, validate.app, bench.app),
}  # fmt: skip
for _panel, _commands in _PANELS.items():
    for _command in _commands:
        if isinstance(_command, typer.Typer):
            app.add_typer(_command, cls=Panels, rich_help_panel=_panel)
        else:
            app.command(_command.__name__, rich_help_panel=_panel)(_command)


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
    run(_command_line, sys.argv[1:])


def _command_line(words: list[str]) -> object:
    with extras():
        return _built()(args=words, standalone_mode=False)


@cache
def _built() -> Any:
    """The commands with their options, read off their signatures once a process."""
    return get_command(app)
