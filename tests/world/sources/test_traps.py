"""The traps of the published files: codes by era, ends that are none, phases, unknown days."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from ramify import World
from ramify._errors import InputError
from ramify.commands.record.load import sources
from ramify.world.load import read_lines
from ramify.world.pacts import Pact
from ramify.world.sources.dates import months, open_ended, when
from ramify.world.sources.folder import load
from ramify.world.sources.numbers import Numbers
from ramify.world.when import When
from tests.world.sources.samples import CALLS, SAMPLES


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A world folder with every sample loaded."""
    place = tmp_path_factory.mktemp("loads")
    (place / "un_roll_calls.csv").write_text(CALLS)
    for kind, source in sources().items():
        if source.open is not None:  # Lists in XML, loaded in `test_lists.py`.
            continue
        (place / "sample.csv").write_text(SAMPLES[kind], encoding="utf-8")
        load(source, place / "sample.csv", place / "world", World.packaged())
    return place / "world"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def pacts(folder: Path) -> dict[str, Pact]:
    return {pact.id: pact for pact in read_lines(folder / "pacts.jsonl", Pact)}


def test_exit_year_0_is_still_in_force(folder: Path) -> None:
    pact = pacts(folder)["atop-9002"]
    assert pact.end is None
    assert {party.end for party in pact.parties} == {None}


def test_phases_are_articles_and_a_member_of_both_is_one_party(folder: Path) -> None:
    pact = pacts(folder)["atop-9002"]
    assert [(p.actor, str(p.start)) for p in pact.parties] == [
        ("DEU", "1990-01-01"),
        ("USA", "1990-01-01"),
    ]
    first, second = pact.articles
    assert {c.type for c in first.commitments} == {"nonaggression"}
    assert {c.type for c in second.commitments} == {"defense"}
    assert {str(c.end) for c in first.commitments} == {"2000-01-01"}
    assert {str(c.start) for c in second.commitments} == {"2000-01-01"}


def test_an_unknown_day_of_exit_leaves_the_month(folder: Path) -> None:
    pact = pacts(folder)["atop-9001"]
    assert str(pact.end) == "1910-06"
    assert [party.actor for party in pact.parties] == ["FRA", "RUE"]


def test_the_pure_world_and_the_overlay(folder: Path) -> None:
    pure, over = World.from_folder(folder), World.packaged().with_folder(folder)
    assert set(pure.pacts) == {"atop-9001", "atop-9002"}
    assert set(over.pacts) == set(World.packaged().pacts) | set(pure.pacts)
    assert str(pure.about.as_of) == "1995-12-31", "the capabilities; wars are no standing fact"
    assert "loaded" in over.about.said
    assert "pacts to 2018-12-31" in over.about.said
    assert "votes" not in over.about.said


def test_pacts_that_are_packaged_are_left_out_of_the_overlay(folder: Path, tmp_path: Path) -> None:
    number = World.packaged().pact("nato").atop[0]
    text = SAMPLES["atop"].replace("9001", str(number))
    (tmp_path / "atop.csv").write_text(text)
    load(sources()["atop"], tmp_path / "atop.csv", tmp_path / "world", World.packaged())
    assert f"atop-{number}" in World.from_folder(tmp_path / "world").pacts
    assert f"atop-{number}" not in World.packaged().with_folder(tmp_path / "world").pacts


def test_a_limit_that_is_not_spelled_out_leaves_no_trigger(tmp_path: Path) -> None:
    head, *body = SAMPLES["atop"].splitlines()
    text = "\n".join([head + ",defcoloc", *(row + ",1" for row in body)]) + "\n"
    (tmp_path / "atop.csv").write_text(text)
    load(sources()["atop"], tmp_path / "atop.csv", tmp_path / "world", World.packaged())
    (made,) = (
        c
        for c in pacts(tmp_path / "world")["atop-9001"].articles[0].commitments
        if c.type == "defense"
    )
    assert made.trigger is None


def test_the_last_day_covered_is_no_end(folder: Path) -> None:
    states = {(row["id"], row["start"]): row["end"] for row in rows(folder / "states.csv")}
    assert states["FRA", "1820-02-03"] == "1940-06-22"
    assert states["FRA", "1945-05-06"] == ""
    leaders = {row["name"]: row for row in rows(folder / "leaders.csv")}
    assert leaders["Putin"]["end"] == ""
    assert leaders["Reagan"]["end"] == "1989-01-20"
    borders = {
        (row["a"], row["b"], row["start"]): row["end"] for row in rows(folder / "borders.csv")
    }
    assert borders["DRE", "POL", "1919-02"] == "1939-08"
    assert borders["DEU", "POL", "1991-02"] == ""


def test_namibia_is_no_missing_value(folder: Path) -> None:
    assert {row["actor"] for row in rows(folder / "leaders.csv")} == {"NAM", "RUS", "USA"}
    import pyarrow.parquet as pq

    votes = pq.read_table(folder / "votes.parquet").to_pylist()
    assert [(v["actor"], v["choice"]) for v in votes] == [
        ("NAM", "yes"),
        ("SUN", "no"),
        ("DEU", "abstain"),
        ("SRB", "yes"),
        ("GEO", "yes"),
    ]


def test_what_is_unknown_is_not_zero(folder: Path) -> None:
    namibia, soviet = rows(folder / "capabilities.csv")
    assert (namibia["actor"], namibia["milex"], namibia["irst"], namibia["upop"]) == (
        "NAM", "", "0.0", "",
    )  # fmt: skip
    assert soviet["actor"] == "SUN"


def test_an_unknown_day_of_a_dispute_is_a_month(folder: Path) -> None:
    first, second = rows(folder / "disputes.csv")
    assert (first["actor"], first["start"], first["end"], first["side"]) == (
        "SUN", "1950-07", "1950-08", "A",
    )  # fmt: skip
    assert second["start"] == "1950-07-03"


def test_a_cell_may_list_several_states(folder: Path) -> None:
    first, second = rows(folder / "conflicts.csv")
    assert first["side_a_also"] == "GBR; AUS"
    assert (first["kind"], second["kind"]) == ("interstate", "internationalised intrastate")


def test_yearly_rows_of_a_war_are_one(folder: Path) -> None:
    pairs = [(row["actor"], row["against"], row["role"]) for row in rows(folder / "war-pairs.csv")]
    assert pairs == [("RUE", "OTT", "initiator"), ("OTT", "RUE", "target")]


def test_numbers_mean_who_had_them() -> None:
    lives = World.packaged().lives
    cow, gw = Numbers(lives, "cow"), Numbers(lives, "gw")
    assert cow.actor(260, date(1970, 1, 1)) == "DEU" == cow.actor(255, date(2000, 1, 1))
    assert gw.actor(260, date(2000, 1, 1)) == "DEU"
    assert cow.actor(345, date(1912, 1, 1)) == "SER"
    assert gw.actor(340, date(2010, 1, 1)) == "SRB" == cow.actor(345, date(2010, 1, 1))
    assert (cow.actor(678, date(1980, 1, 1)), cow.actor(679, date(2000, 1, 1))) == ("YAR", "YEM")
    assert cow.actor(999_999, date(2000, 1, 1)) is None


def test_a_state_ends_the_day_before_the_next_begins() -> None:
    cow = Numbers(World.packaged().lives, "cow")
    (east,) = cow.spells(265, date(1975, 8, 1), date(1990, 10, 3))
    assert east.end == date(1990, 10, 2)
    soviet, russia = cow.spells(365, date(1975, 8, 1), date(2018, 12, 31))
    assert (soviet.actor, russia.actor) == ("SUN", "RUS")
    assert (russia.start - soviet.end).days == 1


def test_parts_of_dates() -> None:
    assert when("1847", "8", "") == When("1847-08")
    assert when("1990", "-9", "-9") == When("1990")
    assert when("0", "0", "0") is None
    with pytest.raises(ValueError, match="not a date"):
        when("19118", "9", "29")
    with pytest.raises(ValueError, match="YYYYMM"):
        months("1918")
    assert open_ended(When("2016-12"), When("2016-12-01")) is None


@pytest.mark.parametrize(
    ("head", "says"),
    [
        ("ioname,orgname,year,afghanistan,albania", "a row an organisation and a column a state"),
        ("ccode1,ccode2,year,dyadigos", "a row a pair, with what they share"),
        ("ccode,year,sum_igo_full,sum_igo_anytype", "counts the memberships of a state"),
        ("state,year,NATO", "no column ccode"),
    ],
)
def test_other_tables_of_the_organisations_are_refused_by_what_they_are(
    head: str, says: str, tmp_path: Path
) -> None:
    file = tmp_path / "igo.csv"
    file.write_text(f"{head}\n{','.join('1' * len(head.split(',')))}\n")
    with pytest.raises(InputError, match=says) as caught:
        load(sources()["igo"], file, tmp_path / "world", World.packaged())
    assert "state_year_format3.csv" in str(caught.value)


def test_an_empty_cell_of_the_wide_file_is_no_membership_and_no_fault(tmp_path: Path) -> None:
    file = tmp_path / "state_year_format3.csv"
    file.write_text("ccode,year,state,NATO,UPU\n2,1990,USA,1,\n20,1990,CAN,NA,7\n")
    done = load(sources()["igo"], file, tmp_path / "world", World.packaged())
    assert (done.values, [why for _, why in done.left]) == (1, ["no kind of membership"])


def test_distances_come_in_either_numbers(tmp_path: Path) -> None:
    """260 is Germany throughout and 678 Yemen for Gleditsch and Ward; 255 and 679 for COW."""
    found = []
    for letters, germany, yemen in (("gw", 260, 678), ("c", 255, 679)):
        given = tmp_path / "mindist.csv"
        head = f"{letters}code1,{letters}code2,year,mindist\n"
        given.write_text(f"{head}{germany},{yemen},2000,4326.4\n2,9999,2000,1\n")
        done = load(sources()["distance"], given, tmp_path / letters, World.packaged())
        assert done.values == 1 and "no state has that number" in done.left[0][1]
        found.append(pq.read_table(tmp_path / letters / "distance.parquet").to_pylist())
    assert found[0] == found[1] == [{"a": "DEU", "b": "YEM", "year": 2000, "km": 4326.4}]
