"""Panels: published counts come out, and what a source does not cover is unknown."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from ramify import World
from ramify._errors import InputError, UsageError
from ramify.commands.record.load import sources
from ramify.record.panels.build import panel
from ramify.record.store import Record
from ramify.world.sources.folder import load as load_facts
from tests.conftest import Run
from tests.record.samples import gdelt2, tsv
from tests.record.test_feeds import one, write
from tests.world.sources.samples import CALLS, SAMPLES

KINDS = ("cow-states", "contiguity-types", "distance", "mid", "cow-wars", "rivalries", "igo",
         "un-votes", "cow-nmc", "trade", "trade-dyads", "ucdp-acd", "atop")  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A world folder filled with the made-up samples of every source."""
    into = tmp_path_factory.mktemp("panels")
    (into / "un_roll_calls.csv").write_text(CALLS)
    for kind in KINDS:
        given = into / f"{kind}.csv"
        given.write_text(SAMPLES[kind])
        load_facts(sources()[kind], given, into / "world", World.packaged())
    return into / "world"


@pytest.fixture(scope="module")
def world(folder: Path) -> World:
    return World.packaged().with_folder(folder)


def rows(world: World, *names: str, years: tuple[int, int], **kw: Any) -> list[dict[str, Any]]:
    table, _ = panel(kw.pop("kind", "dyad-year"), years, names, world, **kw)
    return table.to_pylist()


def pair(found: list[dict[str, Any]], a: int, b: int, year: int) -> dict[str, Any]:
    return next(r for r in found if (r["ccode1"], r["ccode2"], r["year"]) == (a, b, year))


def test_every_pair_stands_once_in_each_direction(world: World) -> None:
    table, made = panel("dyad-year", (1990, 1990), (), world)
    n = len({row["ccode1"] for row in table.to_pylist()})
    assert made.rows == table.num_rows == n * (n - 1)
    half, _ = panel("dyad-year", (1990, 1990), (), world, directed=False)
    assert half.num_rows == n * (n - 1) // 2
    months, _ = panel("dyad-month", (1990, 1990), (), world, directed=False)
    assert months.num_rows == 12 * half.num_rows


def test_germany_has_both_numbers_in_the_year_of_unification(world: World) -> None:
    found = rows(world, kind="state-year", years=(1989, 1991))

    def of(year: int) -> set[int]:
        return {r["ccode"] for r in found if r["year"] == year and r["ccode"] in (255, 260, 265)}

    assert [of(year) for year in (1989, 1990, 1991)] == [{255, 265}, {255, 265}, {255}]


def test_unknown_is_not_nought(world: World) -> None:
    found = rows(world, "mid", "wars", "distance", "contiguity", years=(1950, 1951))
    fought, not_fought = pair(found, 2, 365, 1950), pair(found, 2, 365, 1951)
    assert (fought["mid"], fought["mid_onset"], fought["mid_hostility"]) == (True, True, 4)
    assert (not_fought["mid"], not_fought["mids"]) == (None, None)  # The sample ends in 1950.
    assert fought["war"] is None and fought["distance_km"] is None
    quiet = pair(found, 2, 200, 1950)
    assert (quiet["mid"], quiet["mids"], quiet["contiguity"]) == (False, 0, 0)
    assert pair(found, 40, 2, 1950)["contiguity"] == 4


def test_what_a_state_has_stands_twice_in_pairs(world: World) -> None:
    found = rows(world, "capabilities", "trade", years=(1990, 1990))
    one_way = pair(found, 2, 20, 1990)
    assert (one_way["imports"], one_way["exports"]) == (93.5, 81.0)
    assert (pair(found, 20, 2, 1990)["imports"], pair(found, 2, 40, 1990)["imports"]) == (
        81.0,
        None,
    )
    assert "cinc1" in one_way and "cinc2" in one_way


def test_shared_memberships_and_votes(world: World) -> None:
    found = rows(world, "igo", "votes", years=(1990, 1990))
    both = pair(found, 2, 365, 1990)
    assert both["shared_igos"] == 1
    assert pair(found, 2, 40, 1990)["shared_igos"] == 0
    russia_germany = pair(found, 365, 255, 1990)
    assert (russia_germany["vote_agreement"], russia_germany["votes_shared"]) == (0.0, 1)
    assert pair(found, 2, 20, 1990)["vote_agreement"] is None


def test_states_by_year(world: World) -> None:
    found = rows(world, "capabilities", "conflicts", kind="state-year", years=(1980, 2003))
    by_key = {(row["ccode"], row["year"]): row for row in found}
    assert by_key[365, 1980]["cinc"] == 0.17
    assert by_key[645, 2003]["conflicts"] == 1
    assert by_key[2, 2000]["conflicts"] == 0
    found = rows(world, "igo", kind="state-year", years=(1990, 1990))
    assert {row["ccode"]: row["igos"] for row in found}[2] == 2
    with pytest.raises(UsageError, match=r"no 'votes'; it may have capabilities, conflicts, igo"):
        panel("state-year", (1990, 1990), ("votes",), world)


def test_what_was_not_loaded_and_what_there_is_not(world: World) -> None:
    with pytest.raises(InputError, match="ramify load distance FILE"):
        panel("dyad-year", (1990, 1990), ("distance",), World.packaged())
    with pytest.raises(UsageError, match="no 'weather'"):
        panel("dyad-year", (1990, 1990), ("weather",), world)
    with pytest.raises(InputError, match="no states from 1200"):
        panel("dyad-year", (1200, 1201), (), world)


def test_events_of_covered_months_only(
    world: World, tmp_path: Path, run: Run, folder: Path
) -> None:
    made = [
        gdelt2(n, SQLDATE=f"202406{day:02}", DATEADDED=f"202406{day:02}{slot // 4:02}"
               f"{slot % 4 * 15:02}00")
        for n, (day, slot) in enumerate((d, s) for d in range(1, 31) for s in range(96))
    ]  # fmt: skip
    file = tmp_path / "r.ramify"
    with Record.open(file) as record:
        one(record, write(tmp_path, "june.CSV", tsv(made)))
    out = tmp_path / "m.parquet"
    done = run(
        "panel", "dyad-month", "--from", "2024", "--to", "2024", "--with", "events", "--record",
        str(file), "-o", str(out),
    )  # fmt: skip
    assert done.code == 0, done.err
    counts = {
        (r["ccode1"], r["ccode2"], r["month"]): r["events"] for r in pq.read_table(out).to_pylist()
    }
    assert counts[365, 731, 6] == 2880 and counts[731, 365, 6] == 0
    assert counts[2, 200, 6] == 0 and counts[365, 731, 5] is None


def test_the_command_writes_a_frame_and_where_it_comes_from(
    folder: Path, tmp_path: Path, run: Run
) -> None:
    out = tmp_path / "p.csv"
    done = run(
        "panel", "dyad-year", "--from", "1989", "--to", "1991", "--with",
        "alliances,contiguity,distance,igo", "--world", str(folder), "-o", str(out), "-f", "json",
    )  # fmt: skip
    assert done.code == 0, done.err
    told = json.loads(done.out)
    assert [row["name"] for row in told["rows"]] == ["alliances", "contiguity", "distance", "igo"]
    assert told["columns"][:4] == ["ccode1", "ccode2", "year", "allied"]
    kept = json.loads(Path(f"{out}.provenance.json").read_text())
    assert [o["name"] for o in kept["origins"]] == ["alliances", "contiguity", "distance", "igo"]
    assert kept["origins"][1]["first"] == 1816 and kept["origins"][1]["last"] == 2016
    head = out.read_text().splitlines()[0]
    assert head.startswith('"ccode1","ccode2","year","allied","defense"')
    assert run("panel", "dyad-year", "--from", "2", "--to", "1", "-o", str(out)).code == 2
    lacking = run("panel", "dyad-year", "--from", "1990", "--to", "1990", "--with", "mid", "-o",
                  str(out))  # fmt: skip
    assert "ramify load mid FILE --into FOLDER" in lacking.err


Published = Callable[[str], list[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def published(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Published:
    """Ask the panel of the published data, beside the published tables themselves."""
    data, into = shared / "data", tmp_path_factory.mktemp("published")
    for kind, name in (
        ("cow-states", "states/cow_states.csv"), ("atop", "alliances/atop5_1m.csv.gz"),
        ("contiguity-types", "geo/contdir_v320_native.csv"), ("mid", "conflict/gml_part.csv.gz"),
        ("igo", "igo/igo_membership_long.parquet"),
    ):  # fmt: skip
        load_facts(sources()[kind], data / name, into, World.packaged())
    from ramify.commands.record.panel import alliances

    loaded = World.packaged().with_folder(into)
    # The dyad-years of ATOP alone: packaged pacts read articles that ATOP codes otherwise.
    coded = World.from_folder(into)
    bare = loaded.without(*loaded.pacts).with_pacts(*coded.pacts.values())
    table, _ = panel(
        "dyad-year", (1816, 2018), ("alliances", "contiguity", "mid", "igo"), bare,
        states=coded.lives, more={"alliances": alliances()},
    )  # fmt: skip
    connection = duckdb.connect()
    connection.register("panel", table)
    connection.execute(f"SET VARIABLE data = '{data}'")

    def ask(query: str) -> list[tuple[Any, ...]]:
        return connection.execute(query.replace("$data", str(data))).fetchall()

    return ask


@pytest.mark.shared
@pytest.mark.slow
def test_alliances_are_those_published(published: Published) -> None:
    """ATOP's directed dyad-years: 273,296 rows, of which the engine agrees but for a few."""
    flags = "'$data/alliances/atop51_ddy_flags.csv.gz'"
    assert published(f"SELECT count(*) FROM {flags}") == [(273_296,)]
    ((both, same),) = published(
        f"""SELECT count(p.year), sum((p.defense = (atop_defense = 1)
            AND p.offense = (atop_offense = 1) AND p.neutrality = (atop_neutral = 1)
            AND p.nonaggression = (atop_nonagg = 1)
            AND p.consultation = (atop_consul = 1))::INT)
        FROM {flags} f JOIN panel p USING (ccode1, ccode2, year)"""
    )
    assert both > 0.97 * 273_296
    assert same > 0.97 * both
    ((allied, defense),) = published(
        "SELECT allied, defense FROM panel WHERE ccode1 = 220 AND ccode2 = 2 AND year = 1990"
    )
    assert (allied, defense) == (True, True)


@pytest.mark.shared
@pytest.mark.slow
def test_contiguity_by_type_is_as_published(published: Published) -> None:
    asked = published(
        """SELECT contiguity, count(*) FROM panel WHERE year = 1999 AND contiguity > 0
        GROUP BY 1 ORDER BY 1"""
    )
    assert asked == published(
        """SELECT conttype, count(*) FROM '$data/geo/cow_contdir.csv'
        WHERE year(stdate) <= 1999 AND year(enddate) >= 1999 AND conttype > 0
        GROUP BY 1 ORDER BY 1"""
    )


@pytest.mark.shared
@pytest.mark.slow
def test_disputes_by_pair_and_year_are_as_published(published: Published) -> None:
    """9,284 directed dyad-years of Gibler, Miller and Little; all but 2 % come out."""
    theirs = "(SELECT DISTINCT ccode1, ccode2, year FROM '$data/conflict/gml_mid_ddydisps.csv.gz')"
    assert published(f"SELECT count(*) FROM {theirs}") == [(9_284,)]
    ((found,),) = published(
        f"SELECT count(*) FROM {theirs} JOIN panel p USING (ccode1, ccode2, year) WHERE p.mid"
    )
    ((ours,),) = published("SELECT count(*) FROM panel WHERE mid")
    assert found >= 0.98 * 9_284
    assert ours <= 1.02 * 9_284


@pytest.mark.shared
@pytest.mark.slow
def test_shared_memberships_are_as_published(published: Published) -> None:
    ((both, same, off),) = published(
        """SELECT count(*), sum((dyadigos = shared_igos)::INT),
            sum((abs(dyadigos - shared_igos) > 1)::INT)
        FROM '$data/igo/cow_igo_ndy.parquet' g JOIN panel p USING (ccode1, ccode2, year)
        WHERE dyadigos >= 0"""
    )
    assert same > 0.95 * both
    assert off < 0.01 * both


@pytest.mark.shared
@pytest.mark.slow
def test_memberships_by_state_and_year_are_as_published(shared: Path, tmp_path: Path) -> None:
    """All 15,557 counts of full memberships."""
    for kind, name in (
        ("cow-states", "states/cow_states.csv"), ("igo", "igo/igo_membership_long.parquet"),
    ):  # fmt: skip
        load_facts(sources()[kind], shared / "data" / name, tmp_path, World.packaged())
    table, _ = panel(
        "state-year", (1816, 2014), ("igo",), World.packaged().with_folder(tmp_path),
        states=World.from_folder(tmp_path).lives,
    )  # fmt: skip
    with duckdb.connect() as connection:
        connection.register("panel", table)
        theirs = shared / "data/igo/cow_igo_sy.csv.gz"
        same = "count(*), sum((igos = sum_igo_full)::INT)"
        query = f"SELECT {same} FROM '{theirs}' JOIN panel USING (ccode, year)"
        assert connection.execute(query).fetchall() == [(15_557, 15_557)]
