"""The store: nothing is lost, nothing is there twice, nothing comes back changed."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections import Counter
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import get_args

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ramify import World
from ramify._errors import InputError, UnknownName, UsageError
from ramify.record.adding import SetAside
from ramify.record.asking.filters import Filter, FilterWords
from ramify.record.events import Event, Quantity
from ramify.record.evidence import (
    ArticleEvidence,
    ComputedEvidence,
    RowEvidence,
    SourceEvidence,
    TextEvidence,
)
from ramify.record.ontology import actions
from ramify.record.rows import event_id
from ramify.record.store import Record
from ramify.world.actors import Sector
from ramify.world.when import When
from tests.conftest import more

VISIT = Event(when="2024-06-18/2024-06-19", actor="RUS", action="042", target="PRK")
TREATY = Event(when="2024-06-19", actor="RUS", action="057", target="PRK")
STRIKE = Event(when="2024-07-08", actor="RUS", action="1951", target="UKR")
UNDATED = Event(when=None, actor="RUS", action="190", target="UKR")
KREMLIN = SourceEvidence(citation="President of Russia, 19 June 2024")
KCNA = SourceEvidence(citation="KCNA, 20 June 2024")

text = st.text(max_size=12)
maybe = st.none() | text
days = st.dates()


def whens() -> st.SearchStrategy[When]:
    spans = st.tuples(days, days).map(lambda two: f"{min(two)}/{max(two)}")
    return st.one_of(days.map(str), days.map(lambda d: str(d)[:7]), spans).map(When)


def pieces() -> st.SearchStrategy[object]:
    whole = st.integers(0, 2**40)
    return st.one_of(
        st.builds(SourceEvidence, citation=text, url=maybe),
        st.builds(RowEvidence, source=text, row=text),
        st.builds(ArticleEvidence, pact=text, article=text, citation=text),
        st.builds(ComputedEvidence, by=text, inputs=st.lists(text, max_size=2).map(tuple)),
        st.builds(TextEvidence, document=text, name=text, start=whole, end=whole, quote=text),
    )


def events() -> st.SearchStrategy[Event]:
    value = st.floats(allow_nan=False, allow_infinity=False)
    return st.builds(
        Event,
        when=st.none() | whens(),
        actor=text,
        action=st.sampled_from([a.code for a in actions()]),
        target=st.none() | text.map(lambda t: f"other {t}"),
        actor_sector=st.none() | st.sampled_from(get_args(Sector)),
        target_sector=st.none() | st.sampled_from(get_args(Sector)),
        actor_name=maybe,
        target_name=maybe,
        object=maybe,
        quantity=st.none() | st.builds(Quantity, value=value, unit=text, about=st.booleans()),
        place=maybe,
        context=st.lists(text, max_size=3).map(tuple),
        summary=maybe,
        evidence=st.lists(pieces(), max_size=3).map(tuple),
    ).filter(lambda e: e.actor != e.target)


@pytest.mark.many
@settings(max_examples=more(15, 40), deadline=None)
@given(st.lists(events(), min_size=1, max_size=6, unique_by=event_id))
def test_round_trip_is_equal(some: list[Event]) -> None:
    with Record.in_memory() as record:
        for known in (0, len(some)):
            added = record.add(some)
            assert (added.new, added.known) == (len(some) - known, known)
            kept = {event_id(event): event for event in record.events()}
            assert [kept.pop(event_id(event)) for event in some] == some
            assert kept == {}


@pytest.mark.many
@settings(max_examples=more(10, 20), deadline=None)
@given(st.lists(events(), max_size=8), st.integers(0, 8))
def test_loads_may_be_split_and_repeated(some: list[Event], cut: int) -> None:
    with Record.in_memory() as once, Record.in_memory() as twice:
        once.add(some)
        twice.add(some[:cut])
        twice.add(some)
        assert list(once.events()) == list(twice.events())
        bare = {e.model_copy(update={"evidence": ()}).to_json() for e in once.events()}
        assert len(bare) == once.count()


def test_evidence_accumulates_in_the_order_it_came() -> None:
    with Record.in_memory() as record:
        first = TREATY.model_copy(update={"evidence": (KREMLIN,)})
        both = TREATY.model_copy(update={"evidence": (KCNA, KREMLIN)})
        assert record.add([first, both]).known == 1
        record.add([TREATY, both])
        (kept,) = record.events()
        assert kept.evidence == (KREMLIN, KCNA)


def test_an_action_that_does_not_exist_is_set_aside_with_the_reason() -> None:
    with Record.in_memory() as record:
        wrong = Event(when="2024", actor="RUS", action="0999", target="UKR")
        row = SetAside(place="feed.csv:7", reason="no date", content="x,y")
        for _ in range(2):
            added = record.add([TREATY, wrong, row])
            assert [item.place for item in added.set_aside][1:] == ["feed.csv:7"]
            assert "unknown CAMEO code '0999'" in added.set_aside[0].reason
        assert record.count() == 1
        assert set(record.set_aside()) == set(added.set_aside)
        assert Event.from_json(added.set_aside[0].content) == wrong


@pytest.fixture
def filled() -> Record:
    record = Record.in_memory()
    record.add([UNDATED, STRIKE, TREATY, VISIT])
    return record


def test_order_is_by_date_and_unknown_dates_come_last(filled: Record) -> None:
    assert list(filled.events()) == [VISIT, TREATY, STRIKE, UNDATED]
    assert filled.range() == When("2024-06-18/2024-07-08")
    assert Record.in_memory().range() is None


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"since": date(2024, 6, 19)}, [VISIT, TREATY, STRIKE]),
        ({"since": date(2024, 6, 20)}, [STRIKE]),
        ({"until": date(2024, 6, 18)}, [VISIT]),
        ({"target": "PRK"}, [VISIT, TREATY]),
        ({"actor": ("RUS", "CHN"), "target": ["UKR"]}, [STRIKE, UNDATED]),
        ({"actor": ()}, []),
        ({"action": "19"}, [STRIKE, UNDATED]),
        ({"action": ("195", "04")}, [VISIT, STRIKE]),
        ({"action": "1952"}, []),
        ({"since": "2024-06", "until": "2024-06-18"}, [VISIT]),
        ({"until": "2024"}, [VISIT, TREATY, STRIKE]),
    ],
)
def test_queries(filled: Record, query: dict[str, object], found: list[Event]) -> None:
    assert list(filled.events(**query)) == found  # type: ignore[arg-type]
    assert filled.table(**query).num_rows == len(found)  # type: ignore[arg-type]


def test_a_query_that_cannot_be_meant_is_refused(filled: Record) -> None:
    with pytest.raises(UsageError, match="unknown CAMEO code '57'; did you mean 057"):
        filled.events(action="57")
    with pytest.raises(UnknownName, match='unknown actor "RUS\' OR 1=1 --"'):
        filled.events(actor="RUS' OR 1=1 --")
    with pytest.raises(UnknownName, match="unknown source 'gdelt3'; did you mean gdelt2, gdelt1"):
        filled.count(sources="gdelt3")
    with pytest.raises(UsageError, match="ends before it starts"):
        filled.events(since=date(2024, 1, 2), until=date(2024, 1, 1))


def test_whoever_is_in_a_record_can_be_asked_for_by_whatever_id(filled: Record) -> None:
    own = Event(when="2024-06-20", actor="MINE", action="042", target="PRK")
    with pytest.raises(UnknownName, match="MINE"):
        filled.count(actor="MINE")
    filled.add([own])
    assert list(filled.events(actor="MINE", target=World.packaged().actor("PRK"))) == [own]
    assert filled.history("MINE", "PRK").num_rows == 1
    assert list(filled.events(Filter(actor="NOBODY"))) == []


def test_what_is_asked_by_words_is_what_a_filter_takes() -> None:
    assert list(FilterWords.__annotations__) == [field.name for field in fields(Filter)]


def test_events_can_be_read_while_others_are_added(filled: Record) -> None:
    stream = filled.events()
    next(stream)
    filled.add([Event(when="2020", actor="USA", action="040", target="CHN")])
    assert len(list(stream)) == 3
    assert filled.count() == 5


def test_a_file_keeps_its_events(tmp_path: Path) -> None:
    path = tmp_path / "events.ramify"
    with Record.open(path) as record:
        record.add([TREATY.model_copy(update={"evidence": (KCNA,)})])
    with Record.open(path, read_only=True) as record:
        assert [e.evidence for e in record.events()] == [(KCNA,)]
        with pytest.raises(UsageError, match="read-only"):
            record.add([VISIT])


def test_a_load_that_fails_leaves_the_record_whole() -> None:
    def source() -> object:
        yield VISIT
        raise OSError("the feed broke off")

    with Record.in_memory() as record:
        record.add([TREATY])
        with pytest.raises(OSError, match="broke off"):
            record.add(source())  # type: ignore[arg-type]
        assert list(record.events()) == [TREATY]
        assert record.add([VISIT]).new == 1


KILLED = """
import sys, time
from ramify.record import store
from ramify.record.events import Event
store._BATCH = 10
def source():
    for n in range(1000):
        yield Event(when="2024-01-01", actor="RUS", action="190", target="UKR", object=str(n))
    print("loading", flush=True)
    time.sleep(60)
store.Record.open(sys.argv[1]).add(source())
"""


def test_a_killed_load_leaves_the_record_whole(tmp_path: Path) -> None:
    path = tmp_path / "events.ramify"
    with Record.open(path) as record:
        record.add([TREATY])
    child = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(path)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "loading\n"
    with pytest.raises(InputError, match="in use by another process"):
        Record.open(path)
    child.send_signal(signal.SIGKILL)
    child.communicate()
    with Record.open(path) as record:
        assert list(record.events()) == [TREATY]
        assert record.add([VISIT]).new == 1


def test_two_loads_at_once_in_one_process_do_not_mix(tmp_path: Path) -> None:
    with Record.open(tmp_path / "r.ramify") as first, Record.open(tmp_path / "r.ramify") as second:

        def source() -> object:
            with pytest.raises(InputError, match="another load"):
                second.add([TREATY])
            yield TREATY

        assert first.add(source()).new == 1  # type: ignore[arg-type]
        assert second.add([TREATY]).known == 1
        assert first.count() == 1


def test_files_that_are_no_record_are_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a database " * 1000)
    (tmp_path / "empty").touch()
    with duckdb.connect(str(tmp_path / "other.duckdb")) as other:
        other.execute("CREATE TABLE meta (a INT, b INT, c INT)")
    for name, problem in [
        ("notes.txt", "not a ramify record"),
        ("empty", "not a ramify record"),
        ("other.duckdb", "a database, but not a ramify record"),
        (".", "is a folder"),
        ("absent/events", "folder for it does not exist"),
    ]:
        with pytest.raises(InputError, match=problem) as caught:
            Record.open(tmp_path / name)
        assert str(tmp_path) in str(caught.value)
    with pytest.raises(InputError, match="no such record"):
        Record.open(tmp_path / "absent", read_only=True)


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "events.ramify"
    with Record.open(path) as record:
        record.add([TREATY, VISIT])
    whole = path.read_bytes()
    for damaged in (whole[: len(whole) // 2], whole[:8192] + bytes(len(whole) - 8192)):
        path.write_bytes(damaged)
        with pytest.raises(InputError, match=r"events\.ramify"):
            Record.open(path)


def test_a_block_that_is_damaged_is_said_to_be_when_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "events.ramify"
    with Record.open(path) as record:
        record.add(TREATY.model_copy(update={"object": f"treaty {n}"}) for n in range(900))
    whole, found = path.read_bytes(), Counter[str]()
    for at in range(4096 * 3 + 100, len(whole), 60_000):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 255]) + whole[at + 1 :])
        for write in (False, True):
            try:
                with Record.open(path, read_only=not write) as record:
                    found["read"] += len(list(record.events())) == 900
                    if write:
                        record.add([VISIT])
            except InputError as error:
                assert "is damaged" in str(error) and "load it anew" in str(error)
                found["damaged"] += 1
    assert found["damaged"]


def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "events.ramify"
    Record.open(path).close()
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
    with pytest.raises(InputError, match=r"newer ramify \(schema 99.*upgrade"):
        Record.open(path)


def test_parquet_is_read_in_place(filled: Record, tmp_path: Path) -> None:
    filled.add([TREATY.model_copy(update={"evidence": (KREMLIN, KCNA)})])
    filled.to_parquet(tmp_path / "lake")
    lake = Record.from_parquet(tmp_path / "lake")
    assert list(lake.events()) == list(filled.events())
    assert lake.set_aside() == ()
    with pytest.raises(UsageError, match="read-only"):
        lake.add([TREATY])
    with pytest.raises(InputError, match="not an empty folder"):
        filled.to_parquet(tmp_path / "lake")
    with pytest.raises(InputError, match="No files found"):
        Record.from_parquet(tmp_path)


def test_the_documented_schema_is_the_schema(filled: Record) -> None:
    page = (Path(__file__).parents[2] / "docs/record.md").read_text(encoding="utf-8")
    for table in ("meta", "event", "evidence", "set_aside"):
        assert f"`{table}`" in page
    for column in filled.table().column_names:
        assert f"| `{column}` |" in page


def test_files_are_in_a_format_that_later_and_earlier_releases_of_duckdb_open(
    tmp_path: Path,
) -> None:
    path = tmp_path / "events.ramify"
    with Record.open(path) as record:
        record.add([VISIT])
    with duckdb.connect(str(path), read_only=True) as file:
        query = "SELECT tags['storage_version'] FROM duckdb_databases() WHERE path IS NOT NULL"
        assert file.execute(query).fetchall() == [("v1.5.0+",)]
