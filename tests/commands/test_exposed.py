"""`ramify exposed`: a series of blocs, and what is asked wrongly."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest

from ramify import Event, Record
from tests.conftest import Run


def test_a_series_prints_bars_and_the_blocs_of_its_last_year(run: Run) -> None:
    done = run("exposed", "--from", "1984", "--to", "1986")
    assert done.code == 0
    assert "Blocs from 1984 to 1986" in done.out
    assert "28 in 1986: France, United Kingdom, United States" in done.out
    assert max(map(len, done.out.splitlines())) <= 100


def test_a_series_as_a_table(run: Run) -> None:
    done = run("exposed", "--from", "1984", "--to", "1986", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert done.code == 0
    assert [row["year"] for row in rows] == ["1984", "1985", "1986"]
    assert all(0 <= float(row["frustration"]) < 0.5 for row in rows)


def test_a_series_has_bands_says_who_changed_side_and_what_it_shows(run: Run) -> None:
    out = " ".join(run("exposed", "--from", "1960", "--to", "1969").out.split())
    assert re.search(r"modularity\): least 0\.\d{3} \[0\.\d{3} to 0\.\d{3}\]", out)
    assert "Unsettled, as blocs hang on the order of search: 1968" in out
    assert "Went from one bloc into another: 1962 Kuwait; 1965 Libya" in out
    assert "no cold war is shown or ruled out" in out


def test_a_series_is_drawn(run: Run, tmp_path: Path) -> None:
    chart = tmp_path / "blocs.svg"
    done = run("exposed", "--from", "1966", "--to", "1969", "--chart", str(chart))
    assert done.code == 0
    root = ElementTree.fromstring(chart.read_text(encoding="utf-8"))
    named = [shape.tag.rpartition("}")[2] for shape in root.iter()]
    assert named.count("circle") == 8
    assert named.count("polygon") == 2
    shaded = [shape for shape in root.iter() if shape.tag.endswith("rect") and len(shape)]
    assert [shape.findtext("{*}title") for shape in shaded] == ["1968"]


def test_the_frontiers_of_an_alliance_over_the_years(run: Run, tmp_path: Path) -> None:
    asked = ("--from", "2021", "--to", "2024", "--actor", "NATO")
    chart = tmp_path / "nato.svg"
    out = run("exposed", *asked, "--chart", str(chart)).out
    drawn = chart.read_text(encoding="utf-8")
    assert "Without change: land frontier with Andorra, km: 118 from 2021 to 2024" in drawn
    assert drawn.count("<polyline") < out.count("land frontier with")
    assert "land frontier with Russia, km: least 1,317 in 2021, most 2,657 in 2023" in out
    assert "land frontier with Finland, km: 709 from 2021 to 2022" in out
    rows = list(csv.DictReader(io.StringIO(run("exposed", *asked, "--format", "csv").out)))
    assert {row["borders"] for row in rows if row["other"] == "RUS"} == {"5", "6"}


@pytest.mark.parametrize(
    "asked",
    [(), ("--from", "1984"), ("--to", "1984"), ("--on", "1984", "--from", "1980", "--to", "1984")],
)
def test_a_day_or_two_years_are_asked_for(run: Run, asked: tuple[str, ...]) -> None:
    done = run("exposed", *asked)
    assert done.code == 2
    assert "give --on DAY, or both --from YEAR and --to YEAR" in done.err


def test_the_measures_that_say_nothing_are_named(run: Run) -> None:
    done = run("exposed", "--on", "2024-12-31", "--against", "2018-12-31", "--actor", "PRK")
    assert done.code == 0
    assert "Not measured: votes: those on file run from 1946-01-01 to 2020-01-14" in done.out


# one actor, views and what is asked wrongly ----------------------------------------


def test_an_actor_over_the_years_prints_bars_and_is_a_table(run: Run) -> None:
    done = run("exposed", "--from", "2020", "--to", "2026", "--actor", "PRK")
    assert done.code == 0
    assert "great powers bound to defend it: least 1 in 2020, most 2 in 2025; 2 in 2026" in done.out
    assert "▁▁▁▁▁██" in done.out
    table = run(
        "exposed", "--from", "2020", "--to", "2021", "--actor", "North Korea", "--format", "csv"
    )
    rows = list(csv.DictReader(io.StringIO(table.out)))
    assert {row["year"] for row in rows} == {"2020", "2021"}
    assert {"CHN", "RUS", "USA"} <= {row["power"] for row in rows}
    assert next(r for r in rows if (r["year"], r["power"]) == ("2021", "USA"))["votes"] == ""


def test_threats_stand_part_by_part_and_say_what_is_not_known_once(run: Run) -> None:
    done = run("exposed", "--view", "threats", "--actor", "JPN", "--on", "2024-07-01")
    assert done.code == 0
    assert "Hwasong-7 (Nodong)" in done.out
    assert done.out.count("capabilities: none is loaded") == 1
    assert "no index is made of them" in done.out


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Four years of hostile acts in two regions, and two flows between Russia and North Korea."""
    first = date(2020, 1, 1)
    days = [first + timedelta(days=n) for n in range(1_461)]
    sides = [("IND", "PAK"), ("UKR", "POL"), ("PAK", "IND")]
    events = [
        Event(when=str(day), actor=a, action="042" if n % 3 else "112", target=b)
        for n, day in enumerate(days)
        for a, b in sides
    ]
    events += [
        Event(
            when="2023-09", actor="PRK", action="072", target="RUS", object="artillery shells",
            quantity={"value": 1000, "unit": "containers"},
        ),
        Event(when="2023-10", actor="RUS", action="070", target="PRK", object="oil"),
    ]  # fmt: skip
    path = tmp_path_factory.mktemp("exposed") / "acts.duckdb"
    with Record.open(path) as opened:
        opened.add(events)
    return str(path)


def test_the_ledger_of_two_names_measures_and_shares(run: Run, record: str) -> None:
    asked = ("--view", "dependence", "--actor", "PRK", "--actor", "RUS", "--on", "2024-07-01")
    done = run("exposed", *asked, "--record", record)
    assert done.code == 0
    assert "arms: North Korea to Russia, artillery shells, 1,000 containers, 2023-09" in done.out
    assert "breaches: S/RES/1874 (2009), paragraph 9" in done.out
    assert "Russia from North Korea 100% of 1,000, concentration 1.00; else from nobody" in done.out
    table = run("exposed", *asked, "--record", record, "--format", "csv")
    assert [row["kind"] for row in csv.DictReader(io.StringIO(table.out))] == ["arms", "oil"]


def test_theatres_are_told_with_intervals(run: Run, record: str) -> None:
    done = run("exposed", "--view", "theatres", "--record", record)
    assert done.code == 0
    assert "Asia → Europe" in done.out
    assert "What drives two regions at once looks the same" in " ".join(done.out.split())
    short = run("exposed", "--view", "theatres", "--record", record, "--periods", "2")
    assert short.code == 1
    assert "years, too few for theatres in 2 periods" in short.err


def test_conduct_is_measured_from_a_record(run: Run, record: str) -> None:
    days = ("--on", "2024-01-01", "--against", "2022-06-01", "--actor", "IND")
    assert "conduct: no record is given" in run("exposed", *days).out
    assert "conduct" not in run("exposed", *days, "--record", record).out


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--view", "foo"), "use differences, threats, dependence, theatres"),
        (("--view", "threats", "--actor", "JPN"), "give --on DAY"),
        (("--view", "threats", "--on", "2024-07-01"), "give one --actor"),
        (("--view", "dependence", "--on", "2024", "--actor", "JPN"), "give --actor twice"),
        (("--view", "theatres"), "give --record FILE"),
        (("--from", "1990", "--to", "1995", "--actor", "PRK", "--actor", "KOR"), "one --actor"),
        (("--from", "1900", "--to", "1905", "--actor", "PRK"), "it is one from 1948-09-09"),
        (("--from", "1995", "--to", "1990", "--actor", "PRK"), "before it begins in 1995"),
        (("--from", "1995", "--to", "1999", "--actor", "OPEC"), "name a state, or an alliance"),
        (("--from", "1995", "--to", "1990", "--actor", "NATO"), "before it begins in 1995"),
        (("--on", "2024-07-01", "--chart", "none.svg"), "give --from YEAR and --to YEAR"),
        (("--from", "1700", "--to", "1702"), "they begin on 1816-01-01"),
        (("--from", "0", "--to", "3", "--actor", "FRA"), "they begin on 1816-01-01"),
        (("--on", "1700-01-01", "--against", "1690-01-01"), "they begin on 1816-01-01"),
        (("--on", "2024-13-01"), "2024-13-01"),
    ],
)
def test_what_is_asked_wrongly_is_said_in_a_line(
    run: Run, asked: tuple[str, ...], said: str
) -> None:
    done = run("exposed", *asked)
    assert done.code == 2
    assert said in done.err
    assert "Traceback" not in done.err


def test_a_record_that_is_none_is_said(run: Run, tmp_path: Path) -> None:
    days = ("--on", "2024-01-01", "--against", "2023-01-01", "--actor", "IND")
    done = run("exposed", *days, "--record", str(tmp_path / "none.duckdb"))
    assert done.code == 1
    assert "none.duckdb" in done.err
    empty = tmp_path / "empty.duckdb"
    with Record.open(empty):
        pass
    assert "no events" in run("exposed", *days, "--record", str(empty)).err


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--on", "2024-07-01", "--against", "2023-01-01", "--actor", "SUN"),
         "Soviet Union was no state on 2023-01-01 and 2024-07-01"),
        (("--on", "2024-07-01", "--against", "1900-01-01", "--actor", "FIN"),
         "Finland was no state on 1900-01-01"),
        (("--on", "2099-01-01", "--against", "2024-01-01", "--actor", "FIN"),
         "May be stale on 2099-01-01"),
        (("--view", "threats", "--actor", "SUN", "--on", "2024-07-01"),
         "Soviet Union was no state on 2024-07-01."),
        (("--from", "2098", "--to", "2099", "--actor", "FIN"), "May be stale on 2099-07-01"),
        (("--on", "2024-07-01", "--against", "2023-01-01", "--actor", "NATO"),
         "Land frontier NATO–Russia: 1,317 → 2,657 km"),
    ],
)  # fmt: skip
def test_who_was_no_state_and_what_is_not_covered_is_told(
    run: Run, asked: tuple[str, ...], said: str
) -> None:
    done = run("exposed", *asked)
    assert done.code == 0
    assert said in " ".join(done.out.split())


def test_a_pact_of_four_is_told_by_its_parties(run: Run) -> None:
    done = run("exposed", "--on", "2024-07-01", "--with", "USA,JPN,KOR,PHL: defense")
    assert done.code == 0
    told = "assumed pact of Japan, South Korea, Philippines and United States with North Korea"
    assert f"Land frontier of the {told}: 0 → 237 km" in " ".join(done.out.split())
    assert "South Korea, Philippines (assumed pact of USA, JPN, KOR, PHL, article 1)" in done.out
