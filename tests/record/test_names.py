"""Names and codes: whom strings mean, by system and day, and what is not guessed."""

from __future__ import annotations

import re
from datetime import date

import pytest

from ramify.record.names.resolver import NameResolver
from ramify.record.names.sectors import of_icews
from ramify.world.names.codes import by_code, codes
from ramify.world.world import World
from tests.conftest import Run

SEP = "\x1f"


@pytest.fixture(scope="module")
def who() -> NameResolver:
    return NameResolver(World.packaged())


@pytest.mark.parametrize(
    ("system", "name", "actor", "sector"),
    [
        ("cameo", "RUSGOVMIL", "RUS", "GOV"),
        ("cameo", "USA", "USA", None),
        ("cameo", "IGOEUREEC", "EU", "IGO"),
        ("cameo", "IGOUNO", "UN", "IGO"),
        ("cameo", "IGOUNODEVWBK", "IBRD", "IGO"),
        ("cameo", "IGOUNOREFHCR", "UNHCR", "IGO"),
        ("cameo", "IGOSAD", "SADC", "IGO"),
        ("cameo", "MNCUSAMED", "USA", "MED"),
        ("cameo", "ROM", "ROU", None),
        ("cameo", "ROU", "ROU", None),
        ("cameo", "GOV", None, "GOV"),
        ("cameo", "GOVUSA", None, "GOV"),
        ("cameo", "kur", None, None),
        ("fips", "CH", "CHN", None),
        ("fips", "AU", "AUT", None),
        ("fips", "SZ", "CHE", None),
        ("fips", "GZ", "PSE", None),
        ("fips", "YI", "SRB", None),
        ("fips", "OS", None, None),
        ("iso2", "CH", "CHE", None),
        ("iso2", "NA", "NAM", None),
        ("iso3", "che", "CHE", None),
        ("m49", "156", "CHN", None),
        ("m49", "4", "AFG", None),
        ("gw", "260", "DEU", None),
        ("gw", "678", "YEM", None),
        ("cow", "255", "DEU", None),
        ("gw", "nonsense", None, None),
        ("country", "Moldova, Republic of", "MDA", None),
        ("country", "Bosnia-Herzegovina", "BIH", None),
        ("country", "Korea", None, None),
        ("country", "Soviet Union", "SUN", None),
        ("country", "Amal (Lebanon)*", None, None),
        ("icews", f"Citizen (Australia){SEP}Australia{SEP}Social", "AUS", "CVL"),
        ("icews", f"Japan{SEP}Japan{SEP}", "JPN", None),
        ("icews", f"Al Qaeda{SEP}{SEP}Dissident", "AQ", "OPP"),
        ("icews", f"Africa{SEP}{SEP}", None, None),
        ("polecat", f"Air Force{SEP}MMR{SEP}MIL", "MMR", "MIL"),
        ("polecat", f"Talks{SEP}MMR;CHN{SEP}GOV", None, "GOV"),
        ("ucdp", f"652{SEP}Government of Syria", "SYR", "GOV"),
        ("ucdp", f"{SEP}IS", "ISIS", "REB"),
        ("ucdp", f"{SEP}Civilians", None, "CVL"),
        ("ucdp", f"{SEP}Somebody unheard of", None, "REB"),
        ("acled", f"Military Forces of Sudan (2019-){SEP}Chad{SEP}State forces", "SDN", "MIL"),
        ("acled", f"Police Forces of Kenya (2013-){SEP}Kenya{SEP}1", "KEN", "COP"),
        ("acled", f"Protesters (India){SEP}Nepal{SEP}6", "IND", "OPP"),
        ("acled", f"Civilians (Mali){SEP}Mali{SEP}7", "MLI", "CVL"),
        ("acled", f"Some Militia{SEP}Mali{SEP}3", None, "REB"),
    ],
)
def test_whom_a_string_means(
    system: str, name: str, actor: str | None, sector: str | None, who: NameResolver
) -> None:
    found = who.resolve(system, name)
    assert (found.actor, found.sector) == (actor, sector)
    assert (found.problem is None) == (actor is not None)


def test_an_actor_that_took_anothers_place_says_since_when(who: NameResolver) -> None:
    russia = who.resolve("cameo", "RUS")
    assert (russia.since, russia.before) == (date(1991, 12, 26), "SUN")
    assert who.resolve("gw", "340").before == "SCG"
    assert who.resolve("cameo", "FRA").since is None


def test_the_most_telling_sector_counts() -> None:
    assert of_icews("Government,Police") == "COP"
    assert of_icews("Nothing known") is None


def test_the_crosswalk_names_actors_that_are_known_and_no_code_twice() -> None:
    known = World.packaged().actors
    for row in codes():
        assert row.id in known
        assert row.source
    for system in ("iso2", "m49", "wikidata"):
        for code, rows in by_code(system).items():  # type: ignore[arg-type]
            living = {row.id for row in rows if known[row.id].end is None and row.end is None}
            assert len(living) <= 1, (system, code)
    assert all(len(row.m49) == 3 for row in codes() if row.m49)


def test_every_living_state_with_an_iso_code_has_its_codes() -> None:
    found = {row.id for row in codes() if row.iso2}
    states = {a.id for a in World.packaged().lives if a.kind == "state" and a.end is None}
    assert states - found == {"ABK", "SOT"}, "few recognise them, and ISO 3166 has none of them"
    items = {row.id: row.wikidata for row in codes() if row.wikidata}
    assert states - items.keys() == set()
    assert len(set(items.values())) == len(items)
    assert all(re.fullmatch(r"Q[1-9]\d*", item) for item in items.values())


@pytest.mark.parametrize(
    ("name", "on", "says"),
    [
        ("RUSGOVMIL", "1985-01-01", "SUN, Soviet Union, sector GOV (RUS from 1991-12-26)"),
        ("CH", "2020-01-01", "as a FIPS 10-4 code: CHN, China"),
        ("Q148", "2020-01-01", "as an item of Wikidata: CHN, China"),
        ("Citizen (Australia)", "2020-01-01", "in ICEWS: AUS, Australia, sector CVL"),
        ("Korea", "2020-01-01", "KOR, South Korea (may also be PRK)"),
    ],
)
def test_actors_resolve_explains_itself(name: str, on: str, says: str, run: Run) -> None:
    told = run("actors", "resolve", name, "--on", on).out
    assert says in " ".join(told.split())


def test_a_name_that_is_nobodys_is_an_error(run: Run) -> None:
    done = run("actors", "resolve", "Xqzzy")
    assert done.code == 2
    assert "unknown actor 'Xqzzy'" in done.err
