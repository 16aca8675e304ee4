"""A folder of one's own facts: added, replaced, amended, ended, taken out, or told."""

from __future__ import annotations

import csv
import io
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from ramify import InputError, World
from ramify.world.facts import PACKAGED
from ramify.world.layers.statements import FOLDERS, TABLES, held_kinds
from tests.conftest import Run

WORLD = World.packaged()


def laid(folder: Path, file: str, text: str) -> World:
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return WORLD.with_folder(folder)


def same(a: World, b: World) -> list[str]:
    """The kinds of facts that two worlds do not hold alike."""
    return [name for held, name in held_kinds().items() if getattr(a, held) != getattr(b, held)]


def test_the_packaged_world_laid_over_itself_is_itself(tmp_path: Path) -> None:
    shutil.copytree(PACKAGED, tmp_path / "copy")
    world = WORLD.with_folder(tmp_path / "copy")
    assert same(world, WORLD) == []
    assert {told.file for told in world.told} == {
        "ambiguous.csv", "codes.csv", "elsewhere.csv", "fulfilment.toml", "goods.toml",
        "institutions.csv", "lists.toml", "spellings.csv",
    }  # fmt: skip


def test_nothing_is_wrong_in_the_packaged_folder(run: Run) -> None:
    done = run("world", "check", str(PACKAGED))
    assert done.code == 0, done.out + done.err


@pytest.mark.parametrize("file", [*TABLES, *FOLDERS])
def test_every_kind_is_read(file: str, tmp_path: Path) -> None:
    """The last packaged fact of each kind is taken out, and laid back by the file it came from."""
    if file == "capabilities.csv":
        pytest.skip("none is packaged")
    kind = {**TABLES, **FOLDERS}[file]
    if file in FOLDERS:
        source = sorted((PACKAGED / file).glob("*.toml"))[-1]
        key, gone = kind.id[0], f"{file}/{source.name}"
        code = WORLD.pact(source.stem).id if file == "pacts" else "PRK"
        without = laid(tmp_path, gone, f'{key} = "{code}"\nchange = "remove"\n')
        assert _count(without, kind.held) == _count(WORLD, kind.held) - 1
        shutil.copy(source, tmp_path / gone)
        assert same(WORLD.with_folder(tmp_path), WORLD) == []
        return
    head, *rows = (PACKAGED / file).read_text(encoding="utf-8").splitlines()
    row = rows[-1]
    if file in ("states.csv", "organisations.csv", "territories.csv"):
        pytest.skip("others lean on them: see the test of a fact that others need")
    without = laid(tmp_path, file, f"{head},change\n{row},remove\n")
    assert not without.told
    assert _count(without, kind.held) == _count(WORLD, kind.held) - 1
    back = laid(tmp_path, file, f"{head}\n{row}\n")
    assert same(back, WORLD) == []


def _count(world: World, held: str) -> int:
    facts: Any = getattr(world, held)
    return len(facts)


ADDED = {
    "states.csv": ("id,name,start,source\nZZA,Zedland,2026-01-01,a what-if\n", "lives", "ZZA"),
    "organisations.csv": (
        "id,kind,name,start,source\nZZO,organisation,Zed Club,2026,a what-if\n", "lives", "ZZO",
    ),
    "leaders.csv": (
        "person,name,actor,office,effective,start,source\n"
        "a-b,A B,FRA,minister of the seas,true,2027-05-14,a what-if\n", "tenures", "a-b",
    ),
    "memberships.csv": (
        "group,member,start,source\nNATO,UKR,2030-01-01,a what-if\n", "memberships", "2030-01-01",
    ),
    "borders.csv": ("a,b,km,start,source\nFRA,JPN,1,2030,a what-if\n", "borders", "FRA"),
    "territories.csv": ("id,name,source\nzed-rock,Zed Rock,a what-if\n", "places", "zed-rock"),
    "control.csv": (
        "territory,recognised,administered,start,source\nJPN,JPN,CHN,2040-01-01,a what-if\n",
        "control", "2040-01-01",
    ),
    "wars.csv": (
        "id,name,attacker,victim,start,ends,finding,source\n"
        "zed,Zed War,FRA,JPN,2030-01-01,goes on,none,a what-if\n", "wars", "zed",
    ),
    "vetoes.csv": (
        "on,draft,about,by,source\n2030-01-01,S/2030/1,a matter,FRA,a what-if\n", "vetoes",
        "S/2030/1",
    ),
    "visits.csv": (
        "actor,person,host,start,source\nJPN,Somebody,FRA,2040-01-01,a what-if\n", "visits",
        "2040-01-01",
    ),
    "visit-lists.csv": (
        "actor,since,through,source\nJPN,2040-01-01,2040-12-31,a what-if\n", "visit_lists",
        "2040-12-31",
    ),
    "partnerships.csv": (
        "a,b,level,start,source\nFRA,TUV,strategic partnership,2040-01-01,a what-if\n",
        "partnerships", "TUV",
    ),
    "crossings.csv": (
        "a,b,name,kind,start,source\nFIN,NOR,A new railway,rail,2040,a what-if\n", "crossings",
        "A new railway",
    ),
    "nuclear.csv": ("actor,start,source\nJPN,2040,a what-if\n", "nuclear_powers", "JPN"),
    "missiles.csv": (
        "state,system,kind,km,start,source\nJPN,Type 12,cruise,1000,2040,a what-if\n", "missiles",
        "Type 12",
    ),
    "geography.csv": (
        "id,capital,latitude,longitude,region,subregion,source\n"
        "PRU,Berlin,52.5,13.4,Europe,Western Europe,a what-if\n", "seats", "PRU",
    ),
    "capabilities.csv": ("actor,year,cinc\nJPN,2040,0.5\n", "capabilities", "2040"),
}  # fmt: skip


@pytest.mark.parametrize("file", ADDED)
def test_a_row_adds_a_fact_and_ends_it(file: str, tmp_path: Path) -> None:
    text, held, mark = ADDED[file]
    world = laid(tmp_path, file, text)
    assert not world.told
    assert _count(world, held) == _count(WORLD, held) + 1
    facts: Any = getattr(world, held)
    assert mark in repr(facts[-1])
    if "start" in TABLES[file].value.model_fields and file != "wars.csv":
        head, row = text.splitlines()
        ended = laid(tmp_path, file, f"{head},end,change\n{row},,\n{row},2050-01-01,end\n")
        facts = getattr(ended, held)
        assert not ended.told
        assert str(facts[-1].end) == "2050-01-01"


@pytest.mark.parametrize("file", TABLES)
def test_a_row_of_every_kind_takes_the_place_of_one_on_file(file: str, tmp_path: Path) -> None:
    """The last packaged fact of each kind gets another source, and nothing else is changed."""
    if file == "capabilities.csv":
        pytest.skip("none is packaged")
    held = TABLES[file].held
    with (PACKAGED / file).open(encoding="utf-8", newline="") as rows:
        *_, row = csv.DictReader(rows)
    row |= {"source": "a what-if", "change": "replace"}
    cells = io.StringIO()
    writer = csv.DictWriter(cells, row, lineterminator="\n")
    writer.writeheader()
    writer.writerow(row)
    world = laid(tmp_path, file, cells.getvalue())
    assert not world.told
    was, now = Counter(map(repr, getattr(WORLD, held))), Counter(map(repr, getattr(world, held)))
    assert [(now - was).total(), (was - now).total()] == [1, 1]
    assert "a what-if" in next(iter(now - was))


def test_a_war_that_goes_on_is_ended(tmp_path: Path) -> None:
    war = next(war for war in WORLD.wars if war.ends == "goes on")
    text = f"id,end,ends,change\n{war.id},2031-01-01,not known,end\n"
    world = laid(tmp_path, "wars.csv", text)
    assert [str(w.end) for w in world.wars if w.id == war.id] == ["2031-01-01"]


def test_a_correction_takes_the_place_of_a_fact(tmp_path: Path) -> None:
    text = "group,member,start,source,change\nNATO,SWE,2024-03-08,a what-if,replace\n"
    world = laid(tmp_path, "memberships.csv", text)
    (row,) = (m for m in world.memberships if (m.group, m.member) == ("NATO", "SWE"))
    assert (str(row.start), row.source) == ("2024-03-08", "a what-if")


def test_a_pact_is_amended_by_its_id(tmp_path: Path) -> None:
    said = 'id = "pak-sau-2025"\nchange = "amend"\nin_force = "2025-09-17"\n'
    world = laid(tmp_path, "pacts/mine.toml", said)
    assert world.pact("pak-sau-2025").articles == WORLD.pact("pak-sau-2025").articles
    assert world.pact("pak-sau-2025").holds("2026-01-01")


def test_a_pact_is_ended_by_its_id(tmp_path: Path) -> None:
    said = 'id = "anzus"\nchange = "end"\nend = "2030-01-01"\nended = "denounced"\n'
    world = laid(tmp_path, "pacts/mine.toml", said)
    assert world.pact("anzus").holds("2031-01-01") is False


@pytest.mark.parametrize("file", FOLDERS)
def test_a_file_of_every_kind_takes_the_place_of_one_on_file(file: str, tmp_path: Path) -> None:
    kind = FOLDERS[file]
    source = sorted((PACKAGED / file).glob("*.toml"))[-1]
    text = source.read_text(encoding="utf-8").replace("sources = [", 'sources = ["a what-if", ', 1)
    world = laid(tmp_path, f"{file}/mine.toml", 'change = "replace"\n' + text)
    assert not world.told
    assert _count(world, kind.held) == _count(WORLD, kind.held)
    assert repr(getattr(world, kind.held)).count("a what-if") == 1


def test_a_regime_is_added_and_its_measure_ended(tmp_path: Path) -> None:
    """Of a regime the measures end, each by its own day; a file that amends gives them anew."""
    measure = (
        '[[measures]]\nid = "zed-arms"\nresolution = "S/RES/9999 (2040)"\nparagraph = "1"\n'
        'kind = "ban"\ngoods = ["arms"]\ndirection = "to"\nstart = "2040-01-01"\nsays = "None."\n'
    )
    head = 'target = "FRA"\ncommittee = "A committee"\nsources = ["a what-if"]\n'
    world = laid(tmp_path, "sanctions/fra.toml", f"{head}{measure}")
    assert not world.told
    assert _count(world, "regimes") == _count(WORLD, "regimes") + 1
    ended = f'target = "FRA"\nchange = "amend"\n{measure}end = "2041-01-01"\n'
    (tmp_path / "sanctions/later.toml").write_text(ended, encoding="utf-8")
    later = WORLD.with_folder(tmp_path)
    assert not later.told
    (regime,) = (regime for regime in later.regimes if regime.target == "FRA")
    assert [str(measure.end) for measure in regime.measures] == ["2041-01-01"]


@pytest.mark.parametrize(
    ("file", "text", "line", "words"),
    [
        ("memberships.csv", "group,member,start\nNATO,XYZ,2030\n", 2, "unknown actor 'XYZ'"),
        ("memberships.csv", "group,member,start\nNATO,SWE,2020\n", 2, "from 2024-03-07"),
        ("memberships.csv", "group,member,end,change\nEU,CHN,2020,end\n", 2, "nothing like EU CHN"),
        ("memberships.csv", "group,member,change\nEU,FRA,end\n", 2, "gives no `end`"),
        ("control.csv", "territory,start,source\nzed,2030,x\n", 2, "unknown territory 'zed'"),
        ("leaders.csv", "person,name,actor,office\na,A,ZZZ,king\n", 2, "unknown actor 'ZZZ'"),
        ("borders.csv", "a,b\nFRA,ZZZ\n", 2, "unknown actor 'ZZZ'"),
        ("vetoes.csv", "on,draft,about,by,source\n2030,S/1,x,ZZZ,y\n", 2, "unknown actor"),
        ("partners.csv", "a,b\n", 1, "not read"),
        ("pacts/mine.txt", "", 1, "not read"),
        ("pacts/a.toml", 'change = "end"\nid = "no-pact"\nend = "2030"\n', 2, "nothing like"),
    ],
)
def test_what_is_not_used_is_told_with_file_and_line(
    file: str, text: str, line: int, words: str, tmp_path: Path
) -> None:
    world = laid(tmp_path, file, text)
    (told,) = world.told
    assert (told.file, told.line) == (file, line)
    assert words in told.words
    assert same(world, WORLD) == []


def test_a_second_row_for_the_same_days_is_not_used_in_silence(tmp_path: Path) -> None:
    rows = "group,member,start,source\nNATO,UKR,2030-01-01,a\nNATO,UKR,2030-01-01,b\n"
    world = laid(tmp_path, "memberships.csv", rows)
    (told,) = world.told
    assert (told.line, told.words) == (
        3, "not used: memberships.csv, line 2, tells the same days otherwise",
    )  # fmt: skip


def test_a_second_person_in_an_office_is_told_and_both_stand(tmp_path: Path) -> None:
    head = "person,name,actor,office,start,end,change,source"
    new = "b-b,B B,GBR,prime minister,2026-11-01,,,x"
    world = laid(tmp_path, "leaders.csv", f"{head}\n{new}\n")
    (told,) = world.told
    assert (told.file, told.line) == ("leaders.csv", 2)
    assert "Andy Burnham and B B are both prime minister on some days" in told.words
    assert "b-b" in {leader.person for leader in world.at("2026-11-02").leaders("GBR")}
    ended = "andy-burnham,Andy Burnham,GBR,prime minister,2026-07-20,2026-11-01,end,x"
    assert not laid(tmp_path, "leaders.csv", f"{head}\n{new}\n{ended}\n").told


def test_a_folder_gives_the_day_to_which_one_kind_was_checked(tmp_path: Path) -> None:
    world = laid(tmp_path, "about.toml", '[checked]\nleaders = "2026-11-20"\n')
    assert not world.told
    assert str(world.about.known_to("leaders")) == "2026-11-20"
    assert world.about.as_of == WORLD.about.as_of


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('as_of = "2026-11-20"\n', 1, "stands under [checked]"),
        ('[checked]\nwars = "2026-11-20"\nleader = "2026-11-20"\n', 3, "is called 'leader'"),
    ],
)
def test_a_day_that_no_answer_goes_by_is_told(
    text: str, line: int, words: str, tmp_path: Path
) -> None:
    (told,) = laid(tmp_path, "about.toml", text).told
    assert (told.file, told.line) == ("about.toml", line)
    assert words in told.words


@pytest.mark.parametrize(
    ("rows", "line", "other"),
    [
        (("goa,IND,IND,2000,a,",), 2, "a row on file from 1961-12-19"),
        (("goa,IND,IND,1961-12-19,a,", "goa,PRT,PRT,1961-12-19,b,"), 3, "control.csv, line 2,"),
        (("goa,IND,IND,2000,a,replace", "goa,PRT,PRT,2010,b,"), 3, "control.csv, line 2,"),
        (("goa,IND,IND,2000,a,replace", "goa,PRT,PRT,2000,b,replace"), 3, "control.csv, line 2,"),
    ],
)
def test_two_rows_of_control_for_the_same_days_are_told_and_both_stand(
    rows: tuple[str, ...], line: int, other: str, tmp_path: Path
) -> None:
    head = "territory,recognised,administered,start,source,change"
    world = laid(tmp_path, "control.csv", "\n".join([head, *rows, ""]))
    (told,) = world.told
    assert (told.file, told.line) == ("control.csv", line)
    assert "whose goa is and who holds it is open on some days" in told.words
    assert other in told.words


def test_of_rows_that_contradict_each_other_none_is_taken(tmp_path: Path) -> None:
    rows = "territory,recognised,administered,start,end,source\ngoa,IND,PRT,2000,2003,a\n"
    world = laid(tmp_path, "control.csv", rows)
    between = world.at("2001-06-01").territory("goa")
    assert (between.recognised, between.administered) == ("IND", None)
    assert {row.administered for row in between.rows} == {"IND", "PRT"}
    assert world.at("2005-01-01").territory("goa").administered == "IND"


@pytest.mark.parametrize(
    ("file", "text", "words"),
    [
        ("memberships.csv", "group,member,change\nEU,FRA,delete\n", "line 2: no such change"),
        ("memberships.csv", "group,member\nEU,FRA,2020\n", "line 2: more cells"),
        ("memberships.csv", "group,member,strat\nEU,FRA,2020\n", "line 2: strat"),
        ("pacts/a.toml", 'id = "x"\nname = 3\n', "pacts/a.toml, line 2: name"),
        ("pacts/a.toml", "id = \n", "pacts/a.toml: not valid TOML"),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_its_line(
    file: str, text: str, words: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match=words):
        laid(tmp_path, file, text)


def test_a_fact_that_others_need_is_not_taken_out_in_silence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no longer fits: unknown territory 'zhenbao'"):
        folder = tmp_path / "control.csv"
        folder.write_text("territory,start,source\nFRA,2040,x\n", encoding="utf-8")
        laid(tmp_path, "territories.csv", "id,change\nzhenbao,remove\n")


def test_an_answer_says_what_may_be_stale() -> None:
    about = WORLD.about
    assert about.caveat("2024-01-01") is None
    said = about.caveat("2030-01-01")
    assert said is not None
    assert said.startswith("May be stale on 2030-01-01")
    assert str(about.known_to("wars")) in said
    only = about.caveat("2030-01-01", ["borders"])
    assert (
        only == f"May be stale on 2030-01-01, as checked only to this day: borders {about.as_of}."
    )


def test_commands_take_the_folder_and_tell(tmp_path: Path, run: Run) -> None:
    (tmp_path / "pacts").mkdir()
    said = 'id = "pak-sau-2025"\nchange = "amend"\nin_force = "2025-09-17"\n'
    (tmp_path / "pacts" / "mine.toml").write_text(said, encoding="utf-8")
    shown = run("pact", "show", "pak-sau-2025", "--world", str(tmp_path))
    assert "in force 2025-09-17" in shown.out
    assert run("world", "check", str(tmp_path)).code == 0
    (tmp_path / "memberships.csv").write_text("group,member\nNATO,XYZ\n", encoding="utf-8")
    checked = run("world", "check", str(tmp_path))
    assert checked.code == 1
    assert "memberships.csv, line 2: not used: unknown actor 'XYZ'" in checked.out
    told = run("system", "2026-01-01", "--actor", "PAK", "--world", str(tmp_path))
    assert "memberships.csv, line 2" in told.err
    on_file = run("world", "show", "pak-sau-2025", "--world", str(tmp_path))
    assert str(tmp_path.name) in " ".join(on_file.out.split()) or "pak-sau-2025" in on_file.out


def test_a_pact_signed_without_a_known_day_of_force_is_said_so(run: Run) -> None:
    world = WORLD
    assert world.pact("pak-sau-2025").holds("2026-01-01") is None
    assert "force not known" in run("pact", "show", "pak-sau-2025").out
    assert any("signed, force not known" in line for line in world.at("2026-01-01").uncertain)


def test_loaded_tables_lie_under_and_own_ones_over(tmp_path: Path) -> None:
    about = 'as_of = "2015-12-31"\n[through]\nleaders = "2015-12-31"\n'
    (tmp_path / "about.toml").write_text(about, encoding="utf-8")
    head = "person,name,actor,office,effective,start,end,source\n"
    rows = (
        "coty,René Coty,FRA,president,true,1954-01-16,1959-01-08,Archigos\n"
        "late,A Late One,FRA,president,true,2010-01-01,2012-01-01,Archigos\n"
    )
    (tmp_path / "leaders.csv").write_text(head + rows, encoding="utf-8")
    world = laid(tmp_path, "memberships.csv", "group,member,start,source\nNATO,UKR,2030,x\n")
    assert not world.told
    people = {tenure.person for tenure in world.tenures}
    assert "coty" in people, "before the packaged facts begin"
    assert "late" not in people, "where they do, they come first"
    assert [m.member for m in world.memberships if str(m.start) == "2030"] == ["UKR"]
