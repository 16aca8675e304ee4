"""`ramify load`: published data sets into a world folder."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from ramify.world.sources.folder import Loaded
    from ramify.world.sources.source import Source

_ROOMS = ("ramify.world.sources", "ramify.record.sources")
_SHOWN = 5
"""Examples printed of each reason for which rows were set aside."""


def load(
    kind: Annotated[
        str,
        typer.Argument(
            help="The data set: atop, cow-states, cow-nmc, contiguity, archigos, mid, cow-wars, "
            "ucdp-acd or un-votes."
        ),
    ],
    path: Annotated[Path, typer.Argument(help="The published file, or the folder that holds it.")],
    into: Annotated[Path, typer.Option(help="The world folder to fill; made if there is none.")],
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="List every row that was set aside.")
    ] = False,
) -> None:
    """Read a published data set into a folder that --world adds to the packaged facts."""
    from ramify import World
    from ramify.world.sources.folder import load as load_source

    done = load_source(_source(kind), path, into, World.packaged())
    _print(done, verbose=verbose)


def sources() -> dict[str, Source]:
    """Every data set that can be loaded, by its word on the command line."""
    found: dict[str, Source] = {}
    for room in _ROOMS:
        for module in iter_modules(import_module(room).__path__):
            source = getattr(import_module(f"{room}.{module.name}"), "SOURCE", None)
            if source is not None:
                found[source.kind] = source
    return found


def _source(kind: str) -> Source:
    from ramify._errors import UnknownName
    from ramify._nearest import nearest

    known = sources()
    if kind not in known:
        near = nearest(kind, known, cutoff=0.3) or tuple(sorted(known))
        raise UnknownName(kind, kind="data set", near=near)
    return known[kind]


def _print(done: Loaded, *, verbose: bool) -> None:
    from collections import defaultdict

    from ramify._print import console, print_indented

    out = console()
    print_indented(out, f"{done.title}: {done.values:,} from {done.path} into {done.into}")
    reasons: dict[str, list[str]] = defaultdict(list)
    for where, why in done.left:
        reasons[why].append(where)
    if not done.left:
        print_indented(out, "Every row was used.", style="dim")
        return
    print_indented(out, f"Set aside: {len(done.left):,} rows.", style="bold")
    for why, places in sorted(reasons.items(), key=lambda item: -len(item[1])):
        print_indented(out, f"{len(places):,}: {why}", 2)
        shown = places if verbose else places[:_SHOWN]
        more = f" and {len(places) - len(shown):,} more" if len(places) > len(shown) else ""
        print_indented(out, "; ".join(shown) + more, 6, "dim")
