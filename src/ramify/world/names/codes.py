"""Codes of states and organisations in the systems that data sets use, and back."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Literal

from ramify._value import Value
from ramify.world.load import read_rows
from ramify.world.when import When

CodeSystem = Literal["iso2", "m49", "fips", "gdelt", "wikidata"]

_DATA = Path(__file__).parents[1] / "data" / "codes.csv"


class Code(Value):
    """An actor's codes in the time from `start` to `end`; None where it has none.

    FIPS 10-4 is not ISO: in it CH is China, AU Austria and SZ Switzerland. Numbers of the
    Correlates of War and of Gleditsch and Ward are in the table of states.
    """

    id: str
    iso2: str | None = None
    m49: str | None = None
    """United Nations M49, three digits; the same as ISO's numeric code."""
    fips: str | None = None
    gdelt: str | None = None
    """The code in CAMEO's and GDELT's lists of countries and known groups."""
    wikidata: str | None = None
    """The state's item in Wikidata, as Q30."""
    start: When | None = None
    end: When | None = None
    source: str = ""
    note: str | None = None


@cache
def codes() -> tuple[Code, ...]:
    """The packaged crosswalk; an actor has another row for codes it had in a time."""
    return read_rows(_DATA, Code)


@cache
def by_code(system: CodeSystem) -> dict[str, tuple[Code, ...]]:
    """The rows that have each code of a system; several where a code was given again.

    >>> [row.id for row in by_code("fips")["CH"]], [row.id for row in by_code("iso2")["CH"]]
    (['CHN'], ['CHE'])
    >>> [row.id for row in by_code("iso2")["CS"]]
    ['CSK', 'SCG']
    """
    found: dict[str, list[Code]] = defaultdict(list)
    for row in codes():
        value = getattr(row, system)
        if value:
            found[value].append(row)
    return {code: tuple(rows) for code, rows in found.items()}
