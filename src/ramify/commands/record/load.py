"""`ramify load`: event feeds into a record, standing data into a world folder."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from ramify.commands.output import FormatOption, OutputOption, Result, Way, give, way
from ramify.commands.world.worlds import Folder, opened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console

    from ramify._errors import InputError
    from ramify.record.account import Account
    from ramify.world.sources.folder import Loaded
    from ramify.world.sources.source import Source
    from ramify.world.world import World

_ROOMS = ("ramify.world.sources", "ramify.world.sources.lists")
_SHOWN = 5
"""Examples printed of each reason for which rows were set aside."""


def load(
    what: Annotated[
        list[str],
        typer.Argument(
            help="Files or folders of event feeds, with --record; or, with --into, the word for a "
            "data set and its file: atop, cow-states, cow-nmc, contiguity, archigos, mid, "
            "cow-wars, ucdp-acd, un-votes, igo, distance, rivalries, gw-states, trade, "
            "trade-dyads, or a list of sanctions: un-list, ofac-sdn, eu-list, uk-list."
        ),
    ],
    record: Annotated[
        Path | None, typer.Option(help="The record of events to fill; made if there is none.")
    ] = None,
    into: Annotated[
        Path | None, typer.Option(help="The world folder to fill; made if there is none.")
    ] = None,
    mapping: Annotated[
        Path | None,
        typer.Option(help="A TOML file that says what the columns of a table of your own mean."),
    ] = None,
    folder: Folder = None,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="List every file, and every row set aside.")
    ] = False,
    format: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """Read event feeds into a record, or a published data set into a world folder.

    The layout of an event file is found out from the file itself: GDELT 1.0 and 2.0, mentions
    of GDELT 2.0, ICEWS, POLECAT, Phoenix, UCDP GED and candidates, ACLED, the SIPRI register,
    quadruples, what ramify exported, or a table of your own with --mapping.
    """
    from ramify._errors import UsageError

    if (record is None) == (into is None):
        raise UsageError(
            "events go into a record, standing data into a world folder",
            repair="give --record FILE or --into FOLDER",
        )
    how = way(format, output)
    if record is not None:
        _load_events(what, record, mapping, opened(folder), how, verbose=verbose)
    else:
        assert into is not None
        _load_standing(what, into, opened(folder), how, verbose=verbose)


def _load_events(
    paths: list[str], file: Path, mapping: Path | None, world: World, how: Way, *, verbose: bool
) -> None:
    from ramify._errors import InputError, UsageError
    from ramify._table import Table
    from ramify.record.account import Account
    from ramify.record.feeds.registry import feeds
    from ramify.record.loading.load import load as load_files
    from ramify.record.store import Record

    if paths[0] in {*feeds(), "gdelt"} and not Path(paths[0]).exists():
        raise UsageError(
            f"{paths[0]!r} is no file",
            repair="name the files alone: what they are is found out from their first lines",
        )
    accounts: list[Account] = []
    refused = None
    with Record.open(file) as record:
        try:
            load_files(record, paths, mapping=mapping, world=world, told=accounts.append)
        except InputError as error:
            refused = _with_word(error)
            if not accounts:
                raise refused from None

    def show(out: Console) -> None:
        _print_accounts(out, accounts, file, verbose=verbose)

    title, notes = f"Loaded into {file}", list(_sums(accounts, file))
    give(Result(text=show, table=Table(accounts, Account), title=title, notes=notes), how)
    if refused:
        raise refused


def _with_word(error: InputError) -> InputError:
    """The error, with the word for the data set of standing facts if its file is called so."""
    from fnmatch import fnmatch

    from ramify._errors import InputError

    name = Path(error.where or "").name.removesuffix(".gz")
    for source in sources().values():
        if any(fnmatch(name, pattern) for pattern in source.names):
            repair = f"`ramify load {source.kind} FILE --into FOLDER` loads {source.title}"
            return InputError(f"{error.what}: no events", where=error.where, repair=repair)
    return error


def _sums(accounts: Sequence[Account], file: Path) -> Iterator[str]:
    """What became of the rows of each source, and how many files were left alone."""
    fresh = [account for account in accounts if not account.known]
    for source, own in _by_source(fresh).items():
        yield f"{source}: {_files(len(own))} into {file}; {_sum(own)}"
    if known := len(accounts) - len(fresh):
        yield f"Loaded before, and left alone: {_files(known)}."


def _by_source(accounts: Sequence[Account]) -> dict[str, list[Account]]:
    found: dict[str, list[Account]] = {}
    for account in accounts:
        found.setdefault(account.source, []).append(account)
    return found


def _files(number: int) -> str:
    return "1 file" if number == 1 else f"{number:,} files"


def _sum(accounts: Sequence[Account]) -> str:
    sums = (
        (sum(a.stored for a in accounts), "stored"),
        (sum(a.revised for a in accounts), "revised"),
        (sum(a.duplicates for a in accounts), "duplicates"),
        (sum(a.set_aside for a in accounts), "set aside"),
    )
    said = " + ".join(f"{n:,} {word}" for n, word in sums if n or word == "stored")
    return f"{sum(a.rows for a in accounts):,} rows = {said}"


def _print_accounts(
    out: Console, accounts: Sequence[Account], file: Path, *, verbose: bool
) -> None:
    from ramify._print import print_indented

    fresh = [account for account in accounts if not account.known]
    for source, own in _by_source(fresh).items():
        print_indented(out, f"{source}: {_files(len(own))} into {file}", style="bold")
        print_indented(out, _sum(own), 2)
        _print_reasons(out, own, verbose=verbose)
    known = len(accounts) - len(fresh)
    if known:
        print_indented(out, f"Loaded before, and left alone: {_files(known)}.", style="dim")
    for account in fresh if verbose else ():
        print_indented(
            out,
            f"{account.path} ({account.layout}): {account.rows:,} rows, {account.stored:,} stored",
            2,
            "dim",
        )


def _print_reasons(out: Console, accounts: Sequence[Account], *, verbose: bool) -> None:
    from collections import Counter

    from ramify._print import print_indented

    reasons: Counter[str] = Counter()
    for account in accounts:
        reasons.update(dict(account.reasons))
    for reason, count in reasons.most_common(None if verbose else _SHOWN):
        print_indented(out, f"{count:,}: {reason}", 4, "dim")
    if not verbose and len(reasons) > _SHOWN:
        print_indented(out, f"and {len(reasons) - _SHOWN:,} more reasons (-v)", 4, "dim")


def sources() -> dict[str, Source]:
    """Every data set of standing facts that can be loaded, by its word on the command line."""
    found: dict[str, Source] = {}
    for room in _ROOMS:
        for module in iter_modules(import_module(room).__path__):
            loaded = import_module(f"{room}.{module.name}")
            source = getattr(loaded, "SOURCE", None)
            for one in (*getattr(loaded, "SOURCES", ()), *((source,) if source else ())):
                found[one.kind] = one
    return found


class _SetAside(NamedTuple):
    """A row of a published file that was not used, as a row of a table."""

    where: str
    why: str


def _load_standing(what: list[str], into: Path, world: World, how: Way, *, verbose: bool) -> None:
    from ramify._errors import UsageError
    from ramify._table import Table
    from ramify.world.sources.folder import load as load_source

    source = _source(what[0])
    if len(what) != 2:
        raise UsageError(
            "a data set has one file", repair=f"write `ramify load {what[0]} FILE --into FOLDER`"
        )
    done = load_source(source, Path(what[1]), into, world)
    words = f"{done.title}: {done.values:,} from {done.path} into {done.into}"

    def show(out: Console) -> None:
        _print(out, words, done, verbose=verbose)

    table = Table((_SetAside(*one) for one in done.left), _SetAside)
    more = {"kind": done.kind, "values": done.values, "into": done.into}
    notes = [_set_aside(done)]
    give(Result(text=show, table=table, title=words, notes=notes, more=more), how)


def _source(kind: str) -> Source:
    from ramify._errors import UnknownName, UsageError
    from ramify._nearest import nearest
    from ramify.record.feeds.registry import feeds

    known = sources()
    if kind not in known:
        if kind in {*feeds(), "gdelt", "sipri"}:
            raise UsageError(
                f"{kind} is a feed of events", repair="write `ramify load FILE… --record FILE`"
            )
        near = nearest(kind, known, cutoff=0.5) or tuple(sorted(known))
        raise UnknownName(kind, kind="data set", near=near)
    return known[kind]


def _set_aside(done: Loaded) -> str:
    return f"Set aside: {len(done.left):,} row{'' if len(done.left) == 1 else 's'}."


def _print(out: Console, words: str, done: Loaded, *, verbose: bool) -> None:
    from collections import defaultdict

    from ramify._print import print_indented

    print_indented(out, words)
    reasons: dict[str, list[str]] = defaultdict(list)
    for where, why in done.left:
        reasons[why].append(where)
    if not done.left:
        print_indented(out, "Every row was used.", style="dim")
        return
    print_indented(out, _set_aside(done), style="bold")
    for why, places in sorted(reasons.items(), key=lambda item: -len(item[1])):
        print_indented(out, f"{len(places):,}: {why}", 2)
        shown = places if verbose else places[:_SHOWN]
        more = f" and {len(places) - len(shown):,} more" if len(places) > len(shown) else ""
        print_indented(out, "; ".join(shown) + more, 6, "dim")
