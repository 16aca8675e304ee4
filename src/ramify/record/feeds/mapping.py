"""Mapping files: what the columns of a table of one's own mean.

TOML with `source` (its name in the record), `names` (how actors are written) and, under
`[columns]`, the table's column for each of ramify's. `acts` turns the table's acts into CAMEO
codes: a table `[acts]`, or the name of a CSV file with the columns `name` and `code` beside it.
Quadruples name no columns, but `epoch`, the date of their time 0, and `step`, their times a day.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ramify._errors import InputError
from ramify.record import schema
from ramify.record.feeds.cells import (
    Cell,
    day,
    degrees,
    digest,
    fixed,
    text,
)
from ramify.record.feeds.layout import Feed, Layout, NameColumn
from ramify.record.feeds.own import TYPES
from ramify.record.ontology import actions

NAMES = ("cameo", "country", "cow", "fips", "gw", "icews", "iso2", "iso3", "m49", "wikidata")
"""How actors may be written."""
_KNOWN = frozenset(
    {"source", "names", "columns", "acts", "epoch", "step", "title", "cite", "biases"}
)
_CAST: dict[str, Callable[[str], Cell]] = {
    **TYPES, "first_day": day, "last_day": day, "latitude": lambda c: degrees(c, 90),
    "longitude": lambda c: degrees(c, 180),
}  # fmt: skip
_RESOLVED = ("key", "actor", "target", "country", "action")
_LEFT = ("source", "file", "status")
"""Columns of an event that no table may fill."""


@dataclass(frozen=True)
class Mapped:
    """A mapping file that was read."""

    path: Path
    feed: Feed
    system: str
    columns: Mapping[str, str]
    acts: Mapping[str, str | None] | None
    epoch: date | None = None
    step: int = 1

    @classmethod
    def read(cls, path: Path) -> Mapped:
        """The mapping in a file.

        Raises:
            InputError: no such file, not TOML, or something in it is no word of a mapping.
        """
        given = _toml(path)
        for word in given.keys() - _KNOWN:
            raise _amiss(path, f"has a word {word!r} that means nothing", f"use {_or(_KNOWN)}")
        source, system = str(given.get("source", "")), str(given.get("names", "country"))
        if not re.fullmatch(r"\w[\w.-]*", source):
            raise _amiss(path, f"has source = {source!r}", "name it by letters, digits, . and -")
        if system not in NAMES:
            raise _amiss(path, f"has names = {system!r}", f"actors are written as {_or(NAMES)}")
        about = [str(given.get(word, default)) for word, default in
                 (("title", source), ("cite", source), ("biases", "not known"))]  # fmt: skip
        return cls(
            path,
            Feed(source, about[0], about[1], "F", about[2]),
            system,
            _columns(given.get("columns", {}), path),
            _acts(given.get("acts"), path),
            _epoch(given.get("epoch"), path),
            _step(given.get("step", 1), path),
        )

    def side(self, column: str) -> NameColumn:
        """What a column or other SQL calls an actor."""
        return NameColumn(column, "icews-name" if self.system == "icews" else self.system)

    def layout(self, columns: Mapping[str, str]) -> Layout:
        """The layout of a table.

        Args:
            columns: the SQL identifier of each column, by the name it has in the table.

        Raises:
            InputError: a column that is mapped is not there, or the day is not mapped.
        """
        column = {key: self._named(name, columns) for key, name in self.columns.items()}
        if "first_day" not in column:
            raise _amiss(self.path, "maps no first_day", "name the column of dates")
        actor, target, country = (
            self.side(column[side]) if side in column else None
            for side in ("actor", "target", "country")
        )
        own = tuple(columns.values())
        return Layout(
            name=f"mapped {self.path.name}", feed=self.feed, columns=own,
            key=column.get("key") or digest(*own), values=_values(column, self.columns),
            acts=self.acts, actor=actor, target=target, country=country,
        )  # fmt: skip

    def _named(self, name: str, columns: Mapping[str, str]) -> str:
        if name not in columns:
            what = f"names a column {name!r} that the table has not"
            raise _amiss(self.path, what, f"it has {', '.join(columns)}")
        return columns[name]


def _values(column: Mapping[str, str], names: Mapping[str, str]) -> dict[str, Cell]:
    values = {
        key: _CAST[key](own) if key in _CAST else text(own)
        for key, own in column.items()
        if key not in _RESOLVED
    }
    for key, cell in values.items():
        values[key] = cell._replace(reason=cell.reason.replace(column[key], names[key]))
    values.setdefault("last_day", fixed(values["first_day"].sql))
    values.setdefault("precision", fixed("'day'"))
    for side in ("actor", "target"):
        if side in column:
            values.setdefault(f"{side}_name", text(column[side]))
    if "action" in column:
        values["native"] = text(column["action"])
        values.setdefault("system", fixed("'CAMEO'"))
    return values | {"status": fixed("'happened'")}


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise _amiss(path, f"cannot be read: {error.strerror}") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _amiss(path, f"is no mapping file ({error})") from None


def _columns(given: object, path: Path) -> dict[str, str]:
    if not isinstance(given, dict):
        raise _amiss(path, "is no mapping file (columns is no table)")
    fitting = [c for c in schema.EVENT if c not in _LEFT]
    for word in given.keys() - set(fitting):
        raise _amiss(path, f"maps {word!r}, which no event has", f"map {', '.join(fitting)}")
    return {str(key): str(name) for key, name in given.items()}


def _acts(given: object, path: Path) -> dict[str, str | None] | None:
    """CAMEO codes by the table's acts; every code is held against the ontology."""
    if given is None:
        return None
    if isinstance(given, str):
        found: dict[str, str | None] = dict(acts_in(path.with_name(given)))
    elif isinstance(given, dict):
        found = {str(key): str(code) for key, code in given.items()}
    else:
        raise _amiss(path, "has acts that are neither a table nor a file's name")
    known = {act.code for act in actions()}
    for name, code in found.items():
        if code not in known:
            raise _amiss(path, f"gives {name!r} the code {code!r}, which CAMEO has not")
    return found


def acts_in(path: Path) -> list[tuple[str, str]]:
    """Names of acts with their CAMEO codes, of a CSV file with the columns `name` and `code`.

    Raises:
        InputError: it cannot be read, or has not these columns.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [(row["name"], row["code"]) for row in csv.DictReader(file)]
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=str(path)) from None
    except (KeyError, UnicodeDecodeError, csv.Error):
        raise _amiss(path, "is no table with the columns name and code") from None


def _epoch(given: object, path: Path) -> date | None:
    try:
        return given if given is None or type(given) is date else date.fromisoformat(str(given))
    except ValueError:
        raise _amiss(path, f"has epoch = {given!r}", "write a date, as 2014-01-01") from None


def _step(given: object, path: Path) -> int:
    if not isinstance(given, int) or given < 1:
        raise _amiss(path, f"has step = {given!r}", "write how many times make a day, as 24")
    return given


def _or(words: Sequence[str] | frozenset[str]) -> str:
    return ", ".join(sorted(words))


def _amiss(path: Path, what: str, repair: str = "see docs/record.md") -> InputError:
    return InputError(what, where=str(path), repair=repair)
