"""Wars: known ones by case, and rows that are wrong, each with file and line."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from ramify import World
from ramify._errors import InputError
from ramify.world.sources.table import PublishedTable
from ramify.world.sources.war_dyads import SOURCE, read
from ramify.world.wars import War
from ramify.world.when import When

A_WAR = {
    "id": "arg-gbr", "name": "Falklands War", "attacker": "ARG", "victim": "GBR",
    "start": "1982-04-02", "end": "1982-06-14", "finding": "security council",
    "citation": "S/RES/502 (1982)", "source": "UN Security Council",
}  # fmt: skip


@pytest.fixture(scope="module")
def world() -> World:
    return World.packaged()


def of(tmp_path: Path, *changes: dict[str, str], file: str = "wars.csv") -> World:
    """A world of one's own whose wars are one known war, changed so in each row."""
    rows = [A_WAR | change for change in changes]
    names = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    table = csv.DictWriter(text, names, lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    (tmp_path / file).write_text(text.getvalue(), encoding="utf-8")
    return World.from_folder(tmp_path)


def ids(wars: tuple[War, ...]) -> set[str]:
    return {war.id for war in wars}


@pytest.mark.parametrize(
    ("a", "b", "on", "war"),
    [
        ("RUS", "UKR", "2016-06-01", "rus-ukr-donbas-2014"),
        ("UKR", "RUS", "2024-08-10", "rus-ukr-2022"),
        ("RUS", "GEO", "2008-08-10", "rus-geo-2008"),
        ("TUR", "CYP", "1974-08-15", "tur-cyp-1974-08"),
        ("ISR", "EGY", "1967-06-07", "isr-egy-1967"),
        ("EGY", "ISR", "1973-10-10", "egy-isr-1973"),
        ("PRK", "KOR", "1951-06-01", "prk-kor-1950"),
        ("CHN", "USA", "1951-06-01", "chn-kor-1950"),
        ("USA", "VNM", "1968-02-01", "usa-vnm-1965"),
        ("UGA", "COD", "2000-06-01", "uga-cod-1998"),
        ("IRQ", "KWT", "1990-08-10", "irq-kwt-1990"),
        ("IRN", "IRQ", "1985-06-01", "irq-irn-1980"),
    ],
)
def test_who_was_at_war_on_a_day(world: World, a: str, b: str, on: str, war: str) -> None:
    assert war in ids(world.at(on).at_war(a, b))
    assert world.at(on).at_war(a, b) == world.at(on).at_war(b, a)


@pytest.mark.parametrize(
    ("a", "b", "on"),
    [
        ("RUS", "UKR", "2014-02-26"),
        ("RUS", "GEO", "2008-08-13"),
        ("ISR", "EGY", "1967-06-04"),
        ("USA", "IRQ", "1990-12-01"),
        ("RUS", "SYR", "2016-01-01"),
        ("PRK", "KOR", "1953-07-28"),
    ],
)
def test_who_was_not(world: World, a: str, b: str, on: str) -> None:
    assert not world.at(on).at_war(a, b)


def test_dates_that_are_coarse_leave_it_open(world: World) -> None:
    assert "prk-ukr-2024" in ids(world.at("2024-10-20").possible_wars)
    assert "prk-ukr-2024" not in ids(world.at("2024-10-20").wars)
    assert any("Crimea: going on?" in line for line in world.at("2014-03-20").uncertain)


def test_an_end_that_is_not_known_is_not_an_open_end() -> None:
    kept = {**A_WAR, "attacker": ("ARG",), "victim": ("GBR",), "end": None}
    unknown = War.model_validate({**kept, "ends": "not known"})
    lasting = War.model_validate({**kept, "ends": "goes on"})
    seen = War.model_validate({**kept, "end": "1982-06", "ends": "not known"})
    before, first, after = date(1982, 4, 1), date(1982, 4, 2), date(1990, 1, 1)
    assert [unknown.holds(day) for day in (before, first, after)] == [False, True, None]
    assert [lasting.holds(day) for day in (before, first, after)] == [False, True, True]
    assert [seen.holds(date(1982, month, 1)) for month in (5, 6, 7)] == [True, True, None]


def test_help_for_a_victim_and_force_by_leave_are_no_attacks(world: World) -> None:
    wars = {war.id: war for war in world.wars}
    assert wars["usa-irq-1991"].allowed and wars["usa-irq-1991"].authorised_by == "S/RES/678 (1990)"
    assert wars["rus-isis-syr-2015"].allowed
    assert wars["rus-isis-syr-2015"].invited_by == ("SYR",)
    assert wars["usa-isis-syr-2014"].allowed is None
    assert wars["irq-kwt-1990"].allowed is False


def test_found_attacks_were_not_provoked_and_disputed_ones_have_two_readings(world: World) -> None:
    for war in world.wars:
        if war.finding == "disputed":
            assert war.provoked is None and len(war.readings) >= 2, war
    wars = {war.id: war for war in world.wars}
    assert wars["rus-ukr-2022"].provoked is False
    assert wars["rus-ukr-2022"].citation == "A/RES/ES-11/1"
    assert wars["isr-egy-1967"].disputed == "right to it"


def test_everybody_lived_when_they_were_at_war(world: World) -> None:
    for war in world.wars:
        for code in (*war.attacker, *war.victim):
            lives = [actor for actor in world.lives if actor.id == code]
            assert any(actor.exists(war.start.end) is not False for actor in lives), (war.id, code)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"attacker": "ARG; GBR"}, "GBR is on both sides"),
        ({"end": "1982-04-01"}, "ends on 1982-04-01, before it starts"),
        ({"end": ""}, "that it goes on or is not known"),
        ({"ends": "goes on"}, "goes on and ended on 1982-06-14"),
        ({"start": ""}, "start: Field required"),
        ({"start": "1982-13"}, "start"),
        ({"attacker": ""}, "attacker: Field required"),
        ({"victim": "ATL"}, "unknown actor 'ATL'"),
        ({"in_defence_of": "GBR"}, "names the war it joins"),
        ({"invited_by": "ATL"}, "unknown actor 'ATL'"),
        ({"place": "atlantis"}, "unknown territory 'atlantis'"),
        ({"finding": "disputed"}, "says what is disputed"),
        ({"finding": "disputed", "disputed": "who began", "readings": "ARG: they did"},
         "a dispute has two readings at least"),
        ({"finding": "disputed", "disputed": "who began", "readings": "they did; we did not"},
         "a reading says who holds it"),
        ({"finding": "hearsay"}, "finding"),
        ({"citation": ""}, "needs its citation"),
        ({"source": ""}, "source: Field required"),
        ({"joins": "none"}, "joins 'none', which is no other war"),
        ({"colour": "red"}, "colour"),
    ],
)  # fmt: skip
def test_a_row_that_is_wrong_is_named_with_file_and_line(
    tmp_path: Path, change: dict[str, str], said: str
) -> None:
    with pytest.raises(InputError, match=said) as told:
        _ = of(tmp_path, {"id": "fine"}, change).wars
    assert "wars.csv, line 3" in str(told.value)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "war 'arg-gbr' is described twice"),
        ({"id": "usa", "attacker": "USA", "victim": "ARG", "joins": "arg-gbr",
          "in_defence_of": "FRA"}, "helps FRA, not all of them victims of arg-gbr"),
        ({"id": "usa", "attacker": "USA", "joins": "arg-gbr", "start": "1982-03-01"},
         "begins on 1982-03-01, before arg-gbr"),
    ],
)  # fmt: skip
def test_a_row_that_does_not_fit_another_is_named_too(
    tmp_path: Path, change: dict[str, str], said: str
) -> None:
    with pytest.raises(InputError, match=said) as told:
        _ = of(tmp_path, {}, change).wars
    assert "wars.csv, line 3" in str(told.value)


def test_a_folder_without_wars_knows_of_none(tmp_path: Path) -> None:
    assert World.from_folder(tmp_path).wars == ()


# beside published data ------------------------------------------------------------

NOT_CODED = """
1823 ESP-FRA, 1848 AUH-MOD AUH-TUS, 1849 FRA-PAP AUH-PAP PAP-SIC, 1851 ARG-BRA, 1860 SAR-SIC,
1863 COL-ECU, 1865 CHL-ESP, 1866 ESP-PER BAV-ITA BDN-ITA HAN-ITA HSE-ITA HSG-ITA ITA-SAX ITA-WRT
AUH-MEC BAV-MEC BDN-MEC HAN-MEC HSE-MEC HSG-MEC MEC-SAX MEC-WRT, 1876 GTM-SLV, 1885 GTM-SLV,
1906 GTM-HND GTM-SLV, 1907 HND-NIC NIC-SLV, 1909 ESP-MAR, 1916 BGR-ITA BGR-RUE OTT-SER,
1918 GBR-RUE, 1919 DRE-EST DRE-LVA DRE-RUE FIN-RUE FRA-OTT FRA-RUE, 1920 LTU-POL, 1940 FRA-GBR
FRA-JPN, 1941 AUS-FRA ESP-SUN ETH-ITA, 1942 FRA-USA GBR-THA ROC-THA, 1944 BGR-DRE BRA-DRE HUN-ROU,
1974 GRC-TUR, 1975 COD-CUB
"""
"""Small wars before 1945 and single dyads of large ones; by first year."""


@pytest.mark.shared
def test_wars_against_the_correlates_of_war(world: World, shared: Path) -> None:
    """Every dyad of the directed dyadic war data is at war here in the same years."""
    table = PublishedTable(shared / "data/conflict/directed_dyadic_war.csv.gz", SOURCE.columns)
    missing = defaultdict(set)
    for pair in read(table, world):
        end = pair.end or pair.start
        found = (war for war in world.wars if war.between(pair.actor, pair.against))
        if not any(_meet(war, pair.start, end) for war in found):
            names = "-".join(sorted((pair.actor, pair.against)))
            missing[pair.start.start.year].add(names)
    said = {
        int(year): set(pairs.split())
        for year, _, pairs in (part.strip().partition(" ") for part in NOT_CODED.split(","))
    }
    assert missing == said


def _meet(war: War, start: When, end: When) -> bool:
    last = war.end.end if war.end else date.max
    return war.start.start <= end.end and last >= start.start
