"""Asking a record: filters, summary, coverage, links, exports, the cached past, the command."""

from __future__ import annotations

import json
import signal
import sys
import time
from datetime import date, datetime
from functools import partial
from pathlib import Path

import pyarrow.parquet as pq
import pyreadstat
import pytest

from ramify._errors import InputError, MissingExtra, UsageError
from ramify.reasoning.dynamics.history import history, history_of
from ramify.record.asking.chart import blocks
from ramify.record.asking.export import chosen, write
from ramify.record.asking.filters import Filter
from ramify.record.asking.summary import summarize
from ramify.record.coverage import Coverage, Covered, Gap
from ramify.record.history import past
from ramify.record.loading.links import link_sources
from ramify.record.loading.load import load
from ramify.record.store import Record
from tests.conftest import Run
from tests.record.samples import FILES, gdelt2, tsv
from tests.record.test_feeds import one
from tests.record.test_feeds import write as put


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A record of a day of GDELT, an act within Australia, and a fight in Syria."""
    file = tmp_path / "r.ramify"
    with Record.open(file) as record:
        rows = [
            gdelt2(1), gdelt2(2, EventCode="190", Actor2Code="UKRMIL", NumMentions="40"),
            gdelt2(3, Actor1Code="FRA", EventCode="163", Actor2Code="RUS"),
            gdelt2(4, Actor1Code="COP", Actor1Name="POLICE"),
        ]  # fmt: skip
        one(record, put(tmp_path, "20240619101500.export.CSV", tsv(rows)))
        for layout in ("icews", "ucdp-ged"):
            one(record, put(tmp_path, *FILES[layout]))
    return file


@pytest.mark.parametrize(
    ("asked", "keys"),
    [
        ({"classes": "sanction"}, ["1000003"]),
        ({"quads": "4", "sources": "gdelt2"}, ["1000002", "1000003"]),
        ({"quads": ("verbal cooperation",)}, ["1000001", "1000004"]),
        ({"min_mentions": 10}, ["1000002"]),
        ({"actors": ("RUS",)}, ["1000001", "1000002", "1000003"]),
        ({"between": ("RUS", "FRA")}, ["1000003"]),
        ({"places": "SYR"}, ["4001"]),
        ({"sources": "icews"}, None),
        ({"since": date(2024, 1, 1), "target": "UKR"}, ["1000002"]),
        ({"actors": ()}, []),
    ],
)
def test_filters(asked: dict[str, object], keys: list[str] | None, path: Path) -> None:
    with Record.open(path, read_only=True) as record:
        found = record.table(**asked)
        assert record.count(**asked) == found.num_rows
        if keys is not None:
            assert sorted(found["key"].to_pylist()) == keys


def test_classes_that_are_none_are_refused(path: Path) -> None:
    with Record.open(path, read_only=True) as record:
        with pytest.raises(UsageError, match="unknown PLOVER class 'SANCTIONS'"):
            record.count(classes="sanctions")
        with pytest.raises(UsageError, match="unknown quad class"):
            record.count(quads="9")


def test_events_of_a_feed_are_events_with_their_row_as_evidence(path: Path) -> None:
    with Record.open(path, read_only=True) as record:
        (event,) = record.events(actor="FRA")
    assert (event.action, event.target, str(event.when)) == ("163", "RUS", "2024-06-19")
    (piece,) = event.evidence
    assert piece.kind == "row" and piece.row == "1000003"
    assert "gdelt2 20240619101500.export.CSV, https://example.org/3" in piece.source


def test_the_past_is_the_history_and_is_cached(path: Path) -> None:
    with Record.open(path, read_only=True) as record:
        slow = history(record.events())
        fast = history_of(record.past())
        again = record.past()
    for name in ("actors", "actions", "countries", "sectors", "epoch"):
        assert getattr(fast, name) == getattr(slow, name), name
    assert sorted(map(tuple, fast.table.tolist())) == sorted(map(tuple, slow.table.tolist()))
    assert (again.rows == past_of(path).rows).all()
    cache = path.with_name("r.ramify.past.npz")
    assert cache.exists()
    cache.write_bytes(b"nonsense")
    with Record.open(path, read_only=True) as record:
        assert history_of(record.past()).actors == fast.actors


def past_of(path: Path):  # type: ignore[no-untyped-def]
    with Record.open(path, read_only=True) as record:
        return past(record.connection, None)


def test_the_cache_follows_the_record(path: Path, tmp_path: Path) -> None:
    with Record.open(path) as record:
        before = len(record.past().rows)
        one(record, put(tmp_path, "more.CSV", tsv([gdelt2(77)])))
        assert len(record.past().rows) == before + 1


def test_the_history_of_a_pair_is_the_same_from_the_record_and_from_its_copy(
    path: Path, tmp_path: Path
) -> None:
    copy = path.with_name("r.ramify.pairs.parquet")
    with Record.open(path, read_only=True) as record:
        scanned = record.history("RUS", "PRK")
        assert scanned.num_rows and not copy.exists()
        assert record.history("RUS", "PRK").equals(scanned) and copy.exists()
        assert record.history("PRK", "RUS").num_rows == record.count(actor="PRK", target="RUS")
    for spoilt in (copy.read_bytes()[:-40], b"nonsense", b""):
        copy.write_bytes(spoilt)
        with Record.open(path, read_only=True) as record:
            assert [record.history("RUS", "PRK").equals(scanned) for _ in range(3)] == [True] * 3
    with Record.open(path) as record:
        one(record, put(tmp_path, "more.CSV", tsv([gdelt2(77)])))
        for _ in range(3):
            assert record.history("RUS", "PRK").num_rows == scanned.num_rows + 1


def test_coverage_tells_a_hole_from_a_quiet_day() -> None:
    with Record.in_memory() as record:
        connection = record.connection

        def span(first: int, last: int, state: str) -> None:
            connection.execute(
                "INSERT INTO coverage VALUES ('gdelt2', ?, ?, ?, 1)",
                [datetime(2025, 6, first), datetime(2025, 6, last), state],
            )  # fmt: skip

        span(1, 14, "held")
        span(14, 15, "missing on the server")
        span(17, 20, "held")
        span(18, 19, "no rows")
        (covered,) = record.coverage().sources
    assert (covered.first, covered.last) == (date(2025, 6, 1), date(2025, 6, 19))
    assert covered.gaps == (
        Gap(first=date(2025, 6, 14), last=date(2025, 6, 16), why="missing on the server"),
        Gap(first=date(2025, 6, 18), last=date(2025, 6, 18), why="no rows"),
    )
    assert [covered.holds(date(2025, 6, n)) for n in (13, 14, 17, 18, 19, 20)] == [
        True, False, True, False, True, False,
    ]  # fmt: skip
    assert Coverage(sources=(covered,)).last() == date(2025, 6, 19)


def test_a_day_without_a_row_in_a_dense_feed_is_a_gap(tmp_path: Path) -> None:
    head, row = FILES["icews"][1].decode().splitlines()
    rows = [
        row.replace("2018-06-01", f"2018-06-{day:02}").replace("7001", str(day * 1000 + n))
        for day in (1, 2, 3, 5, 6)
        for n in range(60)
    ]
    with Record.in_memory() as record:
        one(record, put(tmp_path, "events.2018.tab", "\n".join([head, *rows]).encode()))
        (covered,) = record.coverage().sources
    assert covered == Covered(
        source="icews", first=date(2018, 6, 1), last=date(2018, 6, 6),
        gaps=(Gap(first=date(2018, 6, 4), last=date(2018, 6, 4), why="no rows"),),
    )  # fmt: skip


def test_sources_that_tell_of_one_act_are_linked_and_none_is_deleted(tmp_path: Path) -> None:
    with Record.in_memory() as record:
        one(record, put(tmp_path, "a.CSV", tsv([gdelt2(1), gdelt2(2)])))
        phoenix = FILES["phoenix"][1].decode().replace("20150730", "20240619")
        phoenix = phoenix.replace("USA", "RUS").replace("SAU", "PRK").replace("311,3", "42,4")
        one(record, put(tmp_path, "p.csv", phoenix.encode()))
        assert link_sources(record) == link_sources(record) == 1
        ((source, key, other, _, _),) = record.connection.execute("FROM link").fetchall()
        assert (source, key, other) == ("gdelt2", "1000001", "phoenix")
        assert record.count() == 3


@pytest.mark.parametrize("ending", [".csv", ".parquet", ".jsonl"])
def test_exports_hold_what_was_chosen(ending: str, path: Path, tmp_path: Path) -> None:
    with Record.open(path, read_only=True) as record:
        table = chosen(record.connection.cursor(), Filter(sources="gdelt2"))
    out = tmp_path / f"out{ending}"
    assert write(table, out) == 4
    if ending == ".parquet":
        assert pq.read_table(out)["id"].to_pylist()[0] == "gdelt2:1000001"
    if ending == ".jsonl":
        assert json.loads(out.read_text().splitlines()[0])["dated"] == "2024-06-19"


@pytest.mark.parametrize("ending", [".csv", ".parquet", ".jsonl", ".dta"])
def test_what_is_exported_is_loaded_as_it_was(ending: str, path: Path, tmp_path: Path) -> None:
    """Event for event, whatever the columns hold, into a new record."""
    with Record.open(path) as record:
        record.connection.execute(
            "UPDATE event SET about = (key = '1000001'), amount = 0.5, unit = 'kt', tone = -1.25, "
            "context = ['military', 'legal'], summary = 'Łódź – a \"b\", c; ' || repeat('x', 3000) "
            "WHERE key IN ('1000001', '1000002')"
        )
        out = tmp_path / f"out{ending}"
        table = chosen(record.connection.cursor(), Filter())
        assert write(table, out) == table.num_rows
    with Record.open(tmp_path / "again.ramify") as again:
        account = one(again, out)
        assert (account.layout, account.stored) == ("ramify", table.num_rows)
        assert chosen(again.connection.cursor(), Filter()) == table


def test_a_stata_file_holds_numbers_as_numbers(path: Path, tmp_path: Path) -> None:
    with Record.open(path, read_only=True) as record:
        write(chosen(record.connection.cursor(), Filter()), out := tmp_path / "out.dta")
    columns, told = pyreadstat.read_dta(str(out), output_format="dict")
    assert told.number_rows == 6 and set(columns["mentions"]) == {None, 3, 40}
    assert set(columns["action"]) >= {"190", "163"}, "codes keep their zeros as text"
    assert isinstance(columns["latitude"][0], float) and columns["first_day"][0] == "2013-01-03"


def test_a_damaged_stata_file_is_refused(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.dta"
    with Record.open(path, read_only=True) as record:
        write(chosen(record.connection.cursor(), Filter()), out)
    out.write_bytes(out.read_bytes()[:2000])
    with Record.in_memory() as empty, pytest.raises(InputError, match="damaged Stata file"):
        load(empty, [out])


def test_stata_files_say_which_extra_they_need(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyreadstat", None)
    out = tmp_path / "out.dta"
    out.write_bytes(b"<stata_dta><header>")
    with Record.open(path, read_only=True) as record:
        table = chosen(record.connection.cursor(), Filter())
    for work in (partial(write, table, out), partial(one, Record.in_memory(), out)):
        with pytest.raises(MissingExtra, match=r"ramify\[stata\]"):
            work()


@pytest.mark.parametrize("ending", [".csv", ".parquet", ".jsonl"])
def test_an_export_that_fails_leaves_the_old_file_and_no_part(
    ending: str, path: Path, tmp_path: Path
) -> None:
    resource = pytest.importorskip("resource")
    out = tmp_path / f"out{ending}"
    out.write_text("old")
    with Record.open(path, read_only=True) as record:
        table = chosen(record.connection.cursor(), Filter())
    before, heard = resource.getrlimit(resource.RLIMIT_FSIZE), signal.getsignal(signal.SIGXFSZ)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        with pytest.raises(InputError, match="cannot be written"):
            write(table, out)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, heard)
    assert out.read_text() == "old"
    assert sorted(p.name for p in tmp_path.iterdir() if p.suffix == ".part") == []


@pytest.mark.parametrize("place", ["no/x.csv", "x.xls", "."])
def test_an_export_that_cannot_be_is_refused_before_the_record_is_opened(
    place: str, tmp_path: Path, run: Run
) -> None:
    output = str(tmp_path / place)
    for words in (
        ["record", str(tmp_path / "no.ramify")],
        ["panel", "dyad-year", "--from", "2000", "--to", "2001", "--world", str(tmp_path / "no")],
    ):
        said = run(*words, "-o", output)
        assert said.code in (1, 2)
        assert "no.ramify" not in said.err
        assert any(w in said.err for w in ("no such folder", "no format", "is a folder")), said.err


def test_an_ending_nobody_knows(tmp_path: Path) -> None:
    with Record.in_memory() as record, pytest.raises(UsageError, match=r"use \.csv"):
        write(chosen(record.connection.cursor(), Filter()), tmp_path / "x.xls")


def test_the_command(path: Path, tmp_path: Path, run: Run) -> None:
    shown = run("record", str(path), "--chart", str(tmp_path / "t.svg")).out
    for words in (
        "6 events", "RUS → UKR", "gdelt2, grade D", "1 of an actor that has no id",
        "gdelt2: POLICE", "gap 2024-06-19: held in part", "By year, 2013 to 2024",
    ):  # fmt: skip
        assert words in shown
    years = [row for row in json.loads(run("record", str(path), "-f", "json").out)["rows"]
             if row["by"] == "year"]  # fmt: skip
    assert [row["what"][:4] for row in years] == [str(year) for year in range(2013, 2025)]
    assert sum(not row["events"] for row in years) == 9
    assert (tmp_path / "t.svg").read_text().startswith("<svg")
    assert "4 events" in run("record", str(path), "--since", "2024", "--until", "2024").out
    some = run("record", str(path), "--between", "Russia", "--between", "France").out
    assert "1 event\n" in some
    done = run("record", str(path), "--class", "SANCTION", "-o", str(tmp_path / "s.csv"))
    assert "1 event written" in done.out
    assert run("record", str(tmp_path / "none.ramify")).code == 1


def test_days_that_no_source_covers_are_not_drawn_as_quiet(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "r.ramify"
    with Record.open(path) as record:
        for day in ("20240619", "20240623"):
            rows = [gdelt2(int(day) + n, SQLDATE=day, DATEADDED=f"{day}101500") for n in range(2)]
            one(record, put(tmp_path, f"{day}101500.export.CSV", tsv(rows)))
        summary = summarize(record.connection.cursor(), Filter())
        assert [bar.covered for bar in summary.timeline] == [True, False, False, False, True]
        assert blocks(summary.timeline) == "█···█"
        other = summarize(record.connection.cursor(), Filter(sources="icews"))
        assert not other.timeline and not other.events
    table, picture = str(tmp_path / "t.csv"), str(tmp_path / "t.svg")
    shown = run("record", str(path), "--chart", picture, "-o", table)
    assert "4 events written" in shown.out
    assert Path(picture).read_text().count("no source covers it") == 3
    assert "· no source covers it" in run("record", str(path)).out
    days = [row for row in json.loads(run("record", str(path), "-f", "json").out)["rows"]
            if row["by"] == "day"]  # fmt: skip
    assert [row["events"] for row in days] == [2, None, None, None, 2]
    assert "use .svg" in run("record", str(path), "--chart", str(tmp_path / "t.png")).err


def test_load_says_what_the_first_word_is_for(tmp_path: Path, run: Run) -> None:
    done = run("load", "icews", "x.tab", "--into", str(tmp_path / "w"))
    assert "icews is a feed of events" in done.err and "--record FILE" in done.err
    done = run("load", "icews", "x.tab", "--record", str(tmp_path / "r"))
    assert "name the files alone" in done.err
    assert "give --record FILE or --into FOLDER" in run("load", "x").err


def test_a_second_question_is_quick(tmp_path: Path) -> None:
    rows = [gdelt2(n, SQLDATE=f"202406{n % 28 + 1:02}") for n in range(20_000)]
    path = tmp_path / "r.ramify"
    with Record.open(path) as record:
        load(record, [put(tmp_path, "many.CSV", tsv(rows))])
    with Record.open(path, read_only=True) as record:
        record.past()
    with Record.open(path, read_only=True) as record:
        start = time.process_time()
        assert len(history_of(record.past())) == 20_000
        assert time.process_time() - start < 0.5
