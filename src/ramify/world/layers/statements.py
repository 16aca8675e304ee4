"""A folder of one's own facts: what its files say, one statement a row or a pact file.

A row adds a fact, or takes the place of the one on file with the same id and first day. In the
column `change` (in a pact file, under the key of that name) it can say something else:

- `replace`: it takes the place of what is on file under its id in the time it covers
- `amend`: the cells that are filled are changed, and the others stay as they are
- `end`: the same, and one of the cells is the last day
- `remove`: what is on file is taken out
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple

from pydantic import ValidationError

from ramify._errors import InputError
from ramify._value import Value, first_problem
from ramify.world.actors import (
    Actor,
    Border,
    Crossing,
    Membership,
    Partnership,
    Seat,
    State,
    Tenure,
)
from ramify.world.capabilities import Capability, Missile, NuclearPower
from ramify.world.control import Control, NamedPlace
from ramify.world.facts import PACKAGED
from ramify.world.load import Ignored, line_of, raw_rows, split
from ramify.world.pacts import Pact
from ramify.world.sanctions import Regime, Veto
from ramify.world.visits import Visit, VisitList
from ramify.world.wars import War
from ramify.world.when import When

Id = frozenset[str] | tuple[str, ...]
Change = Literal["", "replace", "amend", "end", "remove"]
CHANGES: tuple[Change, ...] = ("", "replace", "amend", "end", "remove")


class Kind(NamedTuple):
    """A kind of fact: the world's property that holds it, and what makes two of them one."""

    held: str
    value: type[Value]
    id: tuple[str, ...]
    actors: tuple[str, ...] = ()
    """Fields that name actors."""
    spells: bool = True
    """Whether one id can have several facts, one after the other."""

    def key(self, field: Callable[[str], Any]) -> Id:
        """The id of a fact by its fields; what joins two actors is the same from both sides."""
        parts = tuple(str(field(name) or "") for name in self.id)
        return frozenset(parts) if self.value in (Border, Crossing, Partnership) else parts


TABLES: dict[str, Kind] = {
    "states.csv": Kind("lives", State, ("id",)),
    "organisations.csv": Kind("lives", Actor, ("id",)),
    "leaders.csv": Kind("tenures", Tenure, ("actor", "office", "person"), ("actor",)),
    "memberships.csv": Kind("memberships", Membership, ("group", "member"), ("group", "member")),
    "borders.csv": Kind("borders", Border, ("a", "b"), ("a", "b")),
    "crossings.csv": Kind("crossings", Crossing, ("a", "b", "name"), ("a", "b")),
    "partnerships.csv": Kind("partnerships", Partnership, ("a", "b"), ("a", "b")),
    "territories.csv": Kind("places", NamedPlace, ("id",), spells=False),
    "control.csv": Kind(
        "control", Control, ("territory",), ("recognised", "claimed", "administered", "divided")
    ),
    "wars.csv": Kind(
        "wars", War, ("id",), ("attacker", "victim", "in_defence_of", "invited_by"), spells=False
    ),
    "vetoes.csv": Kind("vetoes", Veto, ("on", "draft", "about"), ("by",), spells=False),
    "visits.csv": Kind("visits", Visit, ("actor", "summit", "host"), ("actor", "host")),
    "visit-lists.csv": Kind(
        "visit_lists", VisitList, ("actor", "summit"), ("actor",), spells=False
    ),
    "nuclear.csv": Kind("nuclear_powers", NuclearPower, ("actor",), ("actor",)),
    "missiles.csv": Kind("missiles", Missile, ("state", "system"), ("state",), spells=False),
    "geography.csv": Kind("seats", Seat, ("id",), ("id",), spells=False),
    "capabilities.csv": Kind(
        "capabilities", Capability, ("actor", "year"), ("actor",), spells=False
    ),
}
"""What a table of a folder holds, by the name of its file; in the order in which it is read."""
FOLDERS: dict[str, Kind] = {
    "pacts": Kind("pacts", Pact, ("id",), spells=False),
    "sanctions": Kind("regimes", Regime, ("target",), ("target",), spells=False),
}
"""What a folder of TOML files holds, one fact a file."""


class Said(NamedTuple):
    """What one row or file says: what to change, and the fields it fills."""

    where: str
    line: int
    kind: Kind
    change: Change
    fields: dict[str, Any]
    text: str | None = None
    """The text of a file of one fact."""

    @property
    def name(self) -> str:
        """The id of the fact, as one says it."""
        return " ".join(str(self.fields.get(name, "?")) for name in self.kind.id)

    def value(self, base: Value | None = None) -> Value:
        """The fact it describes; with a base, the base with its filled fields changed.

        Raises:
            InputError: it is no such fact, with file and line.
        """
        kept = base.model_dump(exclude_defaults=True) if base is not None else {}
        try:
            return self.kind.value.model_validate({**kept, **self.fields})
        except ValidationError as error:
            place = error.errors(include_url=False)[0]["loc"]
            line = line_of(self.text, place) if self.text else self.line
            raise InputError(first_problem(error), where=f"{self.where}, line {line}") from None


def statements(folder: Path, loaded: frozenset[str]) -> Iterator[Said]:
    """Everything the tables and files of a folder say, but for tables that were loaded.

    Raises:
        InputError: a file cannot be read, or asks for a change there is none of.
    """
    for name, kind in TABLES.items():
        path = folder / name
        if path.exists() and path.stem not in loaded:
            yield from _rows(path, kind)
    for name, kind in FOLDERS.items():
        for path in sorted((folder / name).glob("*.toml")):
            yield _file(path, kind)


def _rows(path: Path, kind: Kind) -> Iterator[Said]:
    for line, row in raw_rows(path):
        change = _change(row.pop("change", ""), f"{path.name}, line {line}")
        yield Said(path.name, line, kind, change, split(row, kind.value))


def _file(path: Path, kind: Kind) -> Said:
    where = f"{path.parent.name}/{path.name}"
    try:
        text = path.read_text(encoding="utf-8")
        fields = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"not valid TOML: {error}", where=where) from None
    change = _change(fields.pop("change", ""), where)
    return Said(where, line_of(text, kind.id[:1]), kind, change, fields, text)


def _change(said: object, where: str) -> Change:
    word = str(said or "").strip()
    for known in CHANGES:
        if word == known:
            return known
    words = ", ".join(f"`{known}`" for known in CHANGES if known)
    raise InputError(f"no such change: {word!r}", where=where, repair=f"write {words}, or nothing")


_LOADED_ONLY = {
    "disputes.csv", "war-pairs.csv", "conflicts.csv", "rivalries.csv", "contiguity.csv",
    "trade.csv",
}  # fmt: skip
"""Tables that only `ramify load` writes: none of them is packaged."""


def unread(folder: Path, loaded: frozenset[str]) -> Iterator[Ignored]:
    """What lies in a folder and is no kind of fact that one can lay over a world."""
    known = {*TABLES, *FOLDERS, *_LOADED_ONLY, "about.toml", "pacts.jsonl"}
    known |= {f"listed-{name}.jsonl" for name in ("un", "ofac", "eu", "uk")}
    if folder.resolve() == PACKAGED.resolve():  # names and goods are read from there alone
        return
    for path in sorted(folder.iterdir()):
        plain = path.suffix in (".md", ".txt", ".parquet") or path.name.startswith(".")
        if path.name not in known and path.stem not in loaded and not plain:
            words = f"not read: facts are in {', '.join([*TABLES, *FOLDERS])}"
            yield Ignored(file=path.name, line=1, words=words)
        if path.name in FOLDERS:
            for file in sorted(path.iterdir()):
                if file.suffix != ".toml":
                    words = "not read: a fact here is a file that ends in .toml"
                    yield Ignored(file=f"{path.name}/{file.name}", line=1, words=words)


def first_day(value: Value) -> When | None:
    """The first day of a fact; None if it has none or it is not known."""
    return getattr(value, "start", None)


def held_kinds() -> dict[str, str]:
    """The name of each kind of fact, by the world's property that holds it."""
    files = {**TABLES, **FOLDERS}
    return {kind.held: name.removesuffix(".csv") for name, kind in reversed(files.items())}
