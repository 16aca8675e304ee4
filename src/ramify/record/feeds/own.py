"""Ramify's own exports, and the layout that a mapping file gives to any other table."""

from __future__ import annotations

import tomllib
from pathlib import Path

from ramify._errors import InputError
from ramify.record.feeds.cells import Cell, day, degrees, digest, fixed, number, text, whole
from ramify.record.feeds.layout import Feed, Layout, NameColumn

EXPORT = Feed("ramify", "events exported by ramify", "ramify", "F", "as good as their sources")

COLUMNS = (
    "id", "first_day", "last_day", "precision", "dated", "actor", "actor_sector", "actor_name",
    "action", "native", "system", "target", "target_sector", "target_name", "place",
    "place_precision", "country", "latitude", "longitude", "mentions", "sources", "articles",
    "tone", "deaths_low", "deaths", "deaths_high", "status", "added", "object", "amount", "unit",
    "about", "context", "summary", "url",
)  # fmt: skip
"""Columns of an export, in order."""

_TYPES = {"mentions": whole, "sources": whole, "articles": whole, "tone": number,
          "deaths_low": whole, "deaths": whole, "deaths_high": whole, "amount": number}  # fmt: skip


def _cell(column: str) -> Cell:
    if column in ("first_day", "last_day"):
        return Cell(
            f"TRY_CAST({column} AS DATE)",
            f"{column} IS NOT NULL AND TRY_CAST({column} AS DATE) IS NULL",
            f"{column} is no day",
        )
    if column in ("latitude", "longitude"):
        return degrees(column, 90 if column == "latitude" else 180)
    if column == "added":
        return fixed("TRY_CAST(added AS TIMESTAMP)")
    if column == "about":
        return fixed("TRY_CAST(about AS BOOLEAN)")
    if column == "context":
        return fixed("string_split(context, '; ')")
    return _TYPES.get(column, text)(column)


EVENTS = Layout(
    name="ramify",
    feed=EXPORT,
    columns=COLUMNS,
    key="id[strpos(id, ':') + 1:]",
    values={
        "source": Cell("id[:strpos(id, ':') - 1]", "id IS NULL OR strpos(id, ':') < 2",
                       "id names no source"),
        **{column: _cell(column) for column in COLUMNS if column != "id"},
    },
    delimiter=",",
    quote='"',
    needs=("id", "first_day", "actor", "action", "target"),
)  # fmt: skip

LAYOUTS = (EVENTS,)

_CAST = {"first_day": day, "last_day": day, "latitude": lambda c: degrees(c, 90),
         "longitude": lambda c: degrees(c, 180), **_TYPES}  # fmt: skip


def mapped(path: Path, columns: tuple[str, ...], identifiers: dict[str, str]) -> Layout:
    """The layout that a mapping file gives a table.

    The file is TOML: `source`, `key`, `date`, and under `[columns]` the table's column for each
    of ramify's; `names` says how actors are written: `country`, `iso3`, `cow`, `gw` or `cameo`.

    Args:
        path: the mapping file.
        columns: the table's columns, as SQL identifiers.
        identifiers: the identifier of each column, by the name it has in the file.

    Raises:
        InputError: no such file, not TOML, or it names a column that is not there.
    """
    try:
        given = tomllib.loads(path.read_text("utf-8"))
        wanted = {key: str(value) for key, value in given["columns"].items()}
        source = str(given["source"])
    except (
        OSError,
        UnicodeDecodeError,
        tomllib.TOMLDecodeError,
        KeyError,
        AttributeError,
    ) as error:
        raise InputError(
            f"is no mapping file ({error})", where=str(path), repair="see docs/record.md"
        ) from None
    column = {key: _named(value, identifiers, path) for key, value in wanted.items()}
    if "first_day" not in column:
        raise InputError("maps no first_day", where=str(path), repair="name the column of dates")
    system = str(given.get("names", "country"))
    acts = {str(k): str(v) for k, v in given.get("acts", {}).items()} or None
    return Layout(
        name=f"mapped {path.name}",
        feed=Feed(source, str(given.get("title", source)), str(given.get("cite", source)), "F",
                  str(given.get("biases", "not known"))),
        columns=columns,
        key=column.get("key") or digest(*columns),
        values=_mapped_values(column),
        actor=NameColumn(column["actor"], system) if "actor" in column else None,
        target=NameColumn(column["target"], system) if "target" in column else None,
        country=NameColumn(column["country"], system) if "country" in column else None,
        acts=acts,
    )  # fmt: skip


def _named(name: str, identifiers: dict[str, str], path: Path) -> str:
    if name not in identifiers:
        raise InputError(
            f"names a column {name!r} that the table has not",
            where=str(path),
            repair=f"it has {', '.join(identifiers)}",
        )
    return identifiers[name]


def _mapped_values(column: dict[str, str]) -> dict[str, Cell]:
    values = {
        key: _CAST.get(key, text)(name)
        for key, name in column.items()
        if key not in ("key", "actor", "target", "country", "action")
    }
    values.setdefault("last_day", fixed(values["first_day"].sql))
    values.setdefault("precision", fixed("'day'"))
    for side in ("actor", "target"):
        if side in column:
            values.setdefault(f"{side}_name", text(column[side]))
    if "action" in column:
        values["native"] = text(column["action"])
        values.setdefault("system", fixed("'CAMEO'"))
    return values | {"status": fixed("'happened'")}
