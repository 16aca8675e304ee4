"""Whose a place is and who holds it: known ones by case, and rows that are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from ramify import World
from ramify._errors import InputError

PLACES = "id,name,metropolitan,areas,source\nisle,Isle,true,europe,\nrock,Rock,true,europe,\n"
HEAD = "territory,recognised,claimed,administered,basis,divided,start,end,finding,source"


@pytest.fixture(scope="module")
def world() -> World:
    return World.packaged()


def of(tmp_path: Path, *rows: str) -> World:
    """A world of one's own: two places and these rows of control."""
    (tmp_path / "territories.csv").write_text(PLACES, encoding="utf-8")
    (tmp_path / "control.csv").write_text("\n".join([HEAD, *rows, ""]), encoding="utf-8")
    return World.from_folder(tmp_path)


@pytest.mark.parametrize(
    ("place", "on", "recognised", "administered", "basis"),
    [
        ("crimea", "2014-02-26", "UKR", "UKR", None),
        ("crimea", "2016-01-01", "UKR", "RUS", "occupation"),
        ("sevastopol", "2024-06-23", "UKR", "RUS", "occupation"),
        ("kherson", "2022-11-10", "UKR", "RUS", "occupation"),
        ("kherson", "2022-11-11", "UKR", "UKR", None),
        ("abkhazia", "2020-01-01", "GEO", "RUS", "occupation"),
        ("northern-cyprus", "2020-01-01", "CYP", "TUR", "occupation"),
        ("golan", "1973-10-10", "SYR", "ISR", "occupation"),
        ("sinai", "1973-10-10", "EGY", "ISR", "occupation"),
        ("sinai", "1982-04-25", "EGY", "EGY", None),
        ("guantanamo-bay", "2020-01-01", "CUB", "USA", "agreement"),
        ("nagorno-karabakh", "2010-01-01", "AZE", "ARM", "occupation"),
        ("transnistria", "2010-01-01", "MDA", "RUS", "occupation"),
        ("western-sahara", "2010-01-01", None, "MAR", "occupation"),
        ("south-west-africa", "1950-01-01", None, "ZAF", "mandate"),
        ("south-west-africa", "1980-01-01", None, "ZAF", "occupation"),
        ("south-lebanon", "1995-01-01", "LBN", "ISR", "occupation"),
        ("south-lebanon-positions", "2025-06-01", "LBN", "ISR", "occupation"),
        ("golan-separation-area", "2025-06-01", "SYR", "ISR", "occupation"),
        ("cyprus-buffer-zone", "2020-01-01", "CYP", "UN", "agreement"),
        ("aozou-strip", "1980-01-01", "TCD", "LBY", "occupation"),
        ("east-jerusalem", "2020-01-01", "PSE", "ISR", "occupation"),
        ("snake-island", "2022-03-01", "UKR", "RUS", "occupation"),
        ("KWT", "1990-12-01", "KWT", "IRQ", "occupation"),
        ("KWT", "1990-08-01", "KWT", "KWT", None),
        ("NOR", "1942-01-01", "NOR", "DRE", "occupation"),
    ],
)
def test_who_held_a_place_on_a_day(
    world: World, place: str, on: str, recognised: str, administered: str, basis: str | None
) -> None:
    held = world.at(on).territory(place)
    assert (held.recognised, held.administered) == (recognised, administered)
    assert held.basis == basis


def test_who_holds_what_is_not_theirs_has_a_basis_and_a_source(world: World) -> None:
    for spells in world.territories.values():
        for held in spells:
            if held.recognised and held.administered and held.recognised != held.administered:
                assert held.basis, (held.id, held.start)


def test_a_place_may_be_held_in_parts(world: World) -> None:
    donetsk = world.at("2023-06-01").territory("donetsk-oblast")
    assert (donetsk.administered, donetsk.divided) == (None, ("RUS", "UKR"))
    assert world.at("2004-01-01").territory("IRQ").divided == ("GBR", "USA")


def test_every_place_that_is_no_sea_has_a_spell(world: World) -> None:
    for spells in world.territories.values():
        for held in spells:
            coded = held.recognised or held.claimed or held.administered or held.note
            assert coded, held.id


def test_a_day_without_a_row_has_no_known_holder(world: World, tmp_path: Path) -> None:
    before = world.at("1900-01-01").territory("syunik")
    assert (before.recognised, before.administered, before.note) == (None, None, "not coded")
    alone = of(tmp_path, "isle,FRA,,FRA,,,1900,1910,,x").at("1920-01-01").territory("isle")
    assert (alone.administered, alone.areas) == (None, ("europe",))


def test_dates_that_are_coarse_leave_the_holder_open(tmp_path: Path) -> None:
    rows = "isle,FRA,,FRA,,,,1910,,x", "isle,GBR,,GBR,,,1910,,,x"
    system = of(tmp_path, *rows).at("1910-06-01")
    assert system.territory("isle").administered is None
    assert system.uncertain[-2:] == ("Isle: held by FRA?", "Isle: held by GBR?")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("isle,FRA,,GBR,,,1905,,,x", "isle is held twice at one time, also from 1900"),
        ("isle,FRA,,GBR,,,,,,x", "isle is held twice at one time"),
        ("isle,FRA,,GBR,,,1910-12-31,,,x", "isle is held twice at one time"),
        ("rock,FRA,,GBR,,,1905,1904,,x", "ends on 1904, before it starts on 1905"),
        ("rock,ATL,,GBR,,,1905,,,x", "unknown actor 'ATL'"),
        ("rock,FRA,ATL,GBR,,,1905,,,x", "unknown actor 'ATL'"),
        ("rock,FRA,,ATL,,,1905,,,x", "unknown actor 'ATL'"),
        ("rock,FRA,,,,ATL; GBR,1905,,,x", "unknown actor 'ATL'"),
        ("rock,FRA,,GBR,,GBR; FRA,1905,,,x", "a holder of the whole and holders of parts"),
        ("rock,FRA,,GBR,theft,,1905,,,x", "basis"),
        ("atlantis,FRA,,GBR,,,1905,,,x", "unknown territory 'atlantis'"),
        ("rock,FRA,,GBR,,,soon,,,x", "start"),
        ("rock,FRA,,GBR,,,1905,,,", "source: Field required"),
    ],
)
def test_a_row_that_is_wrong_is_named_with_file_and_line(
    tmp_path: Path, row: str, said: str
) -> None:
    with pytest.raises(InputError, match=said) as told:
        _ = of(tmp_path, "isle,FRA,,FRA,,,1900,1910-12-31,,x", row).territories
    assert "control.csv, line 3" in str(told.value)
