"""`ramify world`: check a folder of one's own facts, and show what is on file under an id."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from ramify._print import print_indented, printable
from ramify.commands.output import FormatOption, OutputOption, Result, give, way
from ramify.commands.world.worlds import Folder, opened

if TYPE_CHECKING:
    from rich.console import Console

    from ramify._value import Value
    from ramify.world.load import Ignored
    from ramify.world.world import World

app = typer.Typer(
    name="world",
    help="Check a folder of your own facts, or show what is on file under an id.",
    no_args_is_help=True,
)


class _Mistake(NamedTuple):
    """Something a folder says that is wrong or not used, as a row of a table."""

    file: str
    line: int
    words: str


@app.command()
def check(
    folder: Annotated[Path, typer.Argument(help="The folder, laid out as in docs/facts.md.")],
    format: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """Check a folder of facts: what is wrong or not used, with file and line, and what is used."""
    from ramify import World
    from ramify._errors import InputError
    from ramify._table import Table

    how, packaged = way(format, output), World.packaged()
    world = packaged.with_folder(folder)
    wrong = [_Mistake(t.file, t.line, t.words) for t in (*world.told, *_pacts(folder, world))]
    changed = [f"{words} {name}" for name, words in _changed(packaged, world)]
    changed += _loaded(world)

    def print_all(out: Console) -> None:
        for mistake in wrong:
            line = f"{mistake.file}, line {mistake.line}: {mistake.words}"
            out.print(printable(line), soft_wrap=True)
        for line in changed or ["Nothing in it changes a fact."]:
            out.print(line)

    give(
        Result(text=print_all, table=Table(wrong, _Mistake), title=str(folder), notes=changed), how
    )
    if wrong:
        raise InputError(f"{len(wrong)} {'mistake' if len(wrong) == 1 else 'mistakes'} found")


def _pacts(folder: Path, world: World) -> Iterator[Ignored]:
    """What is wrong with the pacts of a folder that are written out whole."""
    import tomllib

    from ramify.world.check import check_pact
    from ramify.world.load import Ignored

    for path in sorted((folder / "pacts").glob("*.toml")):
        if "change" not in tomllib.loads(path.read_text(encoding="utf-8")):
            for problem in check_pact(path, world):
                yield Ignored(file=f"pacts/{path.name}", line=problem.line, words=problem.words)


def _changed(packaged: World, world: World) -> Iterator[tuple[str, str]]:
    """How many facts of each kind a folder adds or changes, and takes out."""
    from ramify.world.layers.statements import held_kinds

    for held, name in held_kinds().items():
        before, after = set(_reprs(packaged, held)), set(_reprs(world, held))
        if new := len(after - before):
            yield name, f"{new} added or changed in"
        if gone := len(before - after):
            yield name, f"{gone} replaced or taken out in"


def _loaded(world: World) -> Iterator[str]:
    """What a folder holds of published data that no kind of packaged fact is: lists and tables."""
    from ramify.world.layers.overlay import ADDED
    from ramify.world.sanctions import list_law

    lists = dict.fromkeys((one.list, one.as_of) for one in world.designations)
    for name, as_of in lists:
        count = sum((one.list, one.as_of) == (name, as_of) for one in world.designations)
        made = f"of {as_of}" if as_of else "which gives no day"
        yield f"{count} loaded from the {list_law(name).title}, {made}"
    for table in ADDED:
        if table != "designations" and (rows := getattr(world, table)):
            yield f"{len(rows)} loaded in {table.replace('_', ' ')}"
    yield from (f"1 table loaded, {name.replace('_', ' ')}" for name in world.tables)


def _reprs(world: World, held: str) -> Iterator[str]:
    facts: Any = getattr(world, held)
    yield from map(repr, facts.values() if isinstance(facts, dict) else facts)


class _OnFile(NamedTuple):
    """A fact as a row of a table."""

    kind: str
    id: str
    fact: str
    start: str | None
    end: str | None
    source: str
    where: str


@app.command()
def show(
    name: Annotated[
        str, typer.Argument(metavar="ID", help="Of an actor, a person, a place, a pact or a war.")
    ],
    folder: Folder = None,
    format: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """Show every fact on file under an id: its days, its source, and who says so."""
    from ramify import World
    from ramify._errors import UnknownName
    from ramify._table import Table

    how, world = way(format, output), opened(folder)
    packaged = World.packaged() if folder else world
    rows = [*_rows(world, packaged, name, folder), *_listed(world, name, folder)]
    if not rows:
        raise UnknownName(name, kind="id", near=_near(world, name))

    def print_all(out: Console) -> None:
        for row in rows:
            days = f" ({row.start or '?'} to {row.end or 'now'})" if row.start or row.end else ""
            print_indented(out, f"{row.kind} {row.id}{days}: {row.fact}")
            print_indented(out, f"{row.where}; source: {row.source or 'none given'}", 4, "dim")

    give(Result(text=print_all, table=Table(rows, _OnFile), title=f"On file under {name}"), how)


def _near(world: World, name: str) -> tuple[str, ...]:
    """The id of whoever or whatever has this name; else the nearest ids."""
    from ramify._nearest import nearest

    named = {actor.name: actor.id for actor in world.lives}
    named |= {tenure.name: tenure.person for tenure in world.tenures}
    named |= {pact.short: pact.id for pact in world.pacts.values()}
    named |= {war.name: war.id for war in world.wars}
    ids = {said.casefold(): code for said, code in named.items()} | world.territory_ids
    meant = ids.get(name.casefold())
    return (meant,) if meant else nearest(name, [*named.values(), *ids.values()])


def _rows(world: World, packaged: World, name: str, folder: Path | None) -> Iterator[_OnFile]:
    from ramify.world.layers.statements import FOLDERS, TABLES

    seen = set()
    for file, kind in {**TABLES, **FOLDERS}.items():
        if kind.held in seen:
            continue
        seen.add(kind.held)
        known = set(_reprs(packaged, kind.held)) if folder else set()
        facts: Any = getattr(world, kind.held)
        for fact in facts.values() if isinstance(facts, dict) else facts:
            if name in _ids(fact, (*kind.id, *kind.actors)):
                where = str(folder) if folder and repr(fact) not in known else "packaged"
                yield _row(file, kind.id, fact, where)


def _listed(world: World, name: str, folder: Path | None) -> Iterator[_OnFile]:
    """The entries of loaded lists of sanctions that go by a name."""
    for one in world.designations:
        if one.called(name):
            programmes = f" under {', '.join(one.programmes)}" if one.programmes else ""
            known = f"; also {', '.join(one.names)}" if one.names else ""
            fact = f"{one.name}, {one.kind}, on the {one.list} list{programmes}{known}"
            start = str(one.listed_on) if one.listed_on else None
            source = f"{one.list} list of {one.as_of or 'an unknown day'}, {one.id}"
            yield _OnFile("designation", one.id, fact, start, None, source, str(folder))


def _ids(fact: Value, fields: tuple[str, ...]) -> set[str]:
    found = set[str]()
    for field in fields:
        value = getattr(fact, field)
        found.update(map(str, value) if isinstance(value, tuple) else [str(value)])
    return found


def _row(file: str, ids: tuple[str, ...], fact: Any, where: str) -> _OnFile:
    dated = {name: getattr(fact, name, None) for name in ("start", "end")}
    dated["start"] = dated["start"] or getattr(fact, "in_force", None)
    plain = {"start", "end", "source", "sources", "articles", "goods", "measures", "parties", *ids}
    kept = fact.model_dump(mode="json", exclude_defaults=True, exclude=plain)
    said = "; ".join(f"{key}: {_cell(value)}" for key, value in kept.items())
    source = getattr(fact, "source", None) or "; ".join(getattr(fact, "sources", ()))
    start, end = (str(day) if day else None for day in dated.values())
    name = " ".join(str(getattr(fact, field)) for field in ids)
    return _OnFile(file.removesuffix(".csv"), name, said, start, end, source, where)


def _cell(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
