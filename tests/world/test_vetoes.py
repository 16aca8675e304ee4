"""Vetoes in the Security Council: who cast them, in order, and as many as the UN counts."""

from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from ramify.world.sanctions import Veto
from ramify.world.when import holds
from ramify.world.world import World

ADMISSIONS_OF_1955 = "S/3502"
"""Votes on parts of one draft, which the UN's list of vetoed drafts leaves out."""


@pytest.fixture(scope="module")
def vetoes() -> tuple[Veto, ...]:
    return World.packaged().vetoes


def test_vetoes_are_in_order_and_told_apart(vetoes: tuple[Veto, ...]) -> None:
    assert [v.on.start for v in vetoes] == sorted(v.on.start for v in vetoes)
    assert len({(v.on, v.draft, v.about) for v in vetoes}) >= len(vetoes) - 1
    assert all(v.source and v.about for v in vetoes)


def test_only_permanent_members_cast_them(vetoes: tuple[Veto, ...]) -> None:
    held = [m for m in World.packaged().memberships if m.group == "P5"]
    for veto in vetoes:
        seated = {m.member for m in held if holds(m.start, m.end, veto.on.start)}
        assert set(veto.by) <= seated, veto


def test_as_many_as_the_un_counts(vetoes: tuple[Veto, ...]) -> None:
    """Drafts vetoed to the end of 2020, by the Library's list as cited by Security Council Report.

    France's eighteenth veto, of 25 August 1947, was of an amendment.
    """
    cast = Counter(
        member
        for veto in vetoes
        if veto.on.end.year <= 2020 and veto.draft != ADMISSIONS_OF_1955
        for member in veto.by
    )
    assert (cast["USA"], cast["GBR"], cast["FRA"]) == (82, 29, 17)
    assert cast["TWN"] == 0 and cast["CHN"] == 16


@pytest.mark.parametrize(
    ("draft", "on", "by"),
    [
        ("S/1048", "1948-10-25", {"SUN"}),
        ("S/3710", "1956-10-30", {"FRA", "GBR"}),
        ("S/5033", "1961-12-18", {"SUN"}),
        ("S/10771", "1972-08-25", {"CHN"}),
        ("S/13729", "1980-01-07", {"SUN"}),
        ("S/15156/Rev.2", "1982-06-04", {"GBR", "USA"}),
        ("S/25693", "1993-05-11", {"RUS"}),
        ("S/1997/241", "1997-03-21", {"USA"}),
        ("S/1999/201", "1999-02-25", {"CHN"}),
        ("S/2024/255", "2024-03-28", {"RUS"}),
    ],
)
def test_known_vetoes(vetoes: tuple[Veto, ...], draft: str, on: str, by: set[str]) -> None:
    (veto,) = [v for v in vetoes if v.draft == draft]
    assert (str(veto.on), set(veto.by)) == (on, by)


def test_years_without_a_veto(vetoes: tuple[Veto, ...]) -> None:
    """The years in which, as the UN's list has it, no draft was vetoed."""
    years = {veto.on.start.year for veto in vetoes}
    without = {1951, 1953, 1959, 1965, 1967, 1969, 1978, 1991, 1992, 1996, 1998, 2000}
    assert set(range(1946, 2001)) - years == without


MEMBERS = {
    "China": "CHN",
    "France": "FRA",
    "Russia": "RUS",
    "USSR": "SUN",
    "USA": "USA",
    "UK": "GBR",
}

DIFFERS = {
    "S/PV.49": "on whether the Spanish question was procedural France voted no as well",
    "S/13729": "voted on 7 January 1980, two days before the resolution that called the Assembly",
    "S/2001/270": "voted in the night of 27 March 2001",
}


@pytest.mark.shared
def test_vetoes_against_the_list_scraped_from_the_library(
    vetoes: tuple[Veto, ...], shared: Path
) -> None:
    """Carlos Yordan's table of the Library's list to 2022: same drafts, days and voters."""
    with (shared / "data/un/unsc_vetoes_1946_2022.csv").open(encoding="utf-8-sig") as lines:
        rows = list(csv.DictReader(lines))
    theirs = Counter(_symbol(row["draft"]) for row in rows)
    ours = Counter(_symbol(v.draft) for v in vetoes if v.on.end <= date(2022, 7, 8))
    assert ours - theirs == {ADMISSIONS_OF_1955: 2}
    assert not theirs - ours
    for row in rows:
        symbol = _symbol(row["draft"])
        month, day, year = map(int, row["date"].split("/"))
        on = date(year, month, day)
        cast = {MEMBERS[row[f"member_veto{n}"]] for n in (1, 2, 3) if row[f"member_veto{n}"]}
        same = [v for v in vetoes if _symbol(v.draft) == symbol and set(v.by) == cast]
        agrees = any(v.on.start <= on <= v.on.end for v in same)
        assert agrees or symbol in DIFFERS, row


def _symbol(draft: str) -> str:
    """The bare symbol of a draft: `S/3995 (incorporating the amendment)` is `S/3995`."""
    typed = {"S/PV.3038": "S/PV.303"}
    bare = re.split(r"[ (,]|/Rev|/Corr|/Add", draft.strip(), maxsplit=1)[0]
    return typed.get(bare, bare)
