"""`ramify fetch`: the files of a feed for a stretch of days, from their publisher."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from ramify.commands.output import FormatOption, OutputOption, Result, give, way

if TYPE_CHECKING:
    from rich.console import Console

    from ramify.record.fetch.transfer import Fetched

_TOKENS = {
    "icews": ("RAMIFY_DATAVERSE_TOKEN", "X-Dataverse-key"),
    "polecat": ("RAMIFY_DATAVERSE_TOKEN", "X-Dataverse-key"),
    "ucdp-api": ("RAMIFY_UCDP_TOKEN", "x-ucdp-access-token"),
}
"""Where a token comes from, and the header it goes into; never an argument others could read."""
_SHOWN = 5


def fetch(
    feed: Annotated[str, typer.Argument(help="gdelt, gdelt1, ucdp, ucdp-api, icews or polecat.")],
    first: Annotated[str, typer.Option("--from", help="First day, month or year, as 2024-06-01.")],
    last: Annotated[str, typer.Option("--to", help="Last day, month or year.")],
    into: Annotated[Path, typer.Option(help="The folder to fill; it may be filled further.")],
    mirror: Annotated[
        str | None, typer.Option(help="Another server laid out like the publisher's.")
    ] = None,
    at_once: Annotated[int, typer.Option(help="Files at once.", min=1, max=8)] = 4,
    tries: Annotated[int, typer.Option(help="Tries for each file.", min=1, max=20)] = 5,
    back_off: Annotated[float, typer.Option(help="Seconds before the second try.", min=0)] = 1.0,
    timeout: Annotated[float, typer.Option(help="Seconds without a byte.", min=0.1)] = 60.0,
    format: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """Fetch a feed's files: a few at once, resumed, and verified by size and checksum.

    Fetching again takes up what is missing. A token for Dataverse is read from
    RAMIFY_DATAVERSE_TOKEN, one for UCDP's API (which has single days; `ucdp` has whole releases,
    without a token) from RAMIFY_UCDP_TOKEN; a proxy from HTTPS_PROXY. What the server lacks is
    kept in the folder, and becomes a gap in the record's coverage on loading.
    """
    from ramify._table import Table
    from ramify.record.fetch import manifest
    from ramify.record.fetch.listing import BASES, fetch_feed
    from ramify.record.fetch.transfer import Fetched, Manners
    from ramify.world.when import day, first_day
    from ramify.world.wording import counted

    how = way(format, output)
    manners = Manners(
        at_once=at_once, tries=tries, back_off=back_off, timeout=timeout, headers=_token(feed),
        home=urlsplit(mirror or BASES.get(feed, "")).netloc,
    )  # fmt: skip
    done = fetch_feed(feed, first_day(first), day(last), into, manners, mirror)
    manifest.add(feed, done, into)
    title = f"{counted(len(done), 'file')} asked for, into {into}"
    table = Table(done, Fetched)
    give(Result(text=lambda out: _say(out, title, done), table=table, title=title), how)
    if any(one.outcome == "failed" for one in done):
        raise typer.Exit(1)


def _token(feed: str) -> dict[str, str]:
    name, header = _TOKENS.get(feed, ("", ""))
    token = os.environ.get(name, "") if name else ""
    return {header: token} if token else {}


def _say(out: Console, title: str, done: tuple[Fetched, ...]) -> None:
    from ramify._print import print_indented

    print_indented(out, title, style="bold")
    for outcome in ("fetched", "there already", "missing on the server", "failed"):
        own = [one for one in done if one.outcome == outcome]
        if not own:
            continue
        print_indented(out, f"{len(own):,} {outcome}", 2)
        if outcome in ("missing on the server", "failed"):
            for one in own[:_SHOWN]:
                print_indented(out, f"{one.name}{': ' + one.why if one.why else ''}", 4, "dim")
            if len(own) > _SHOWN:
                print_indented(out, f"and {len(own) - _SHOWN:,} more", 4, "dim")
