"""Tables of one's own in text, JSON Lines and Parquet; own exports, quadruples and vetoes."""

from __future__ import annotations

import gzip
import json
from datetime import date
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ramify._errors import InputError
from ramify.reasoning.dynamics.source import EventSource
from ramify.record.asking.export import chosen, write
from ramify.record.asking.filters import Filter
from ramify.record.chronicle import chronicle
from ramify.record.feeds.quadruples import relation_of
from ramify.record.loading.load import load
from ramify.record.names.sectors import of_role
from ramify.record.store import Record
from tests.record.samples import FILES
from tests.record.test_feeds import one, rows
from tests.record.test_feeds import write as put

MAPPING = b"""
source = "mine"
names = "country"
[columns]
key = "No"
first_day = "When"
actor = "Who"
target = "Whom"
action = "What"
deaths = "Dead"
context = "Tags"
"""
GOOD = {"No": 1, "When": "2001-05-04", "Who": "France", "Whom": "Germany", "What": "042",
        "Dead": None, "Tags": ["a", "b"]}  # fmt: skip
BAD_DAY = GOOD | {"No": 2, "When": "x", "Tags": []}
BAD_ACT = GOOD | {"No": 3, "What": "999"}
LAST = GOOD | {"No": 4, "Who": "Spain\nand more", "Tags": None, "Dead": 3.0}


def own(record: Record, table: Path, mapping: bytes = MAPPING):  # type: ignore[no-untyped-def]
    return one(record, table, mapping=put(table.parent, "mine.toml", mapping))


def _csv(path: Path) -> Path:
    told = [GOOD, BAD_DAY, BAD_ACT, LAST]
    lines = [",".join(GOOD)]
    for row in told:
        cells = (["; ".join(v)] if isinstance(v, list) else [v] for v in row.values())
        lines.append(",".join("" if c is None else json.dumps(str(c)) for [c] in cells))
    return put(path, "mine.csv", "\n".join(lines).replace("\\n", "\n").encode())


def _jsonl(path: Path) -> Path:
    lines = map(json.dumps, [GOOD, BAD_DAY, BAD_ACT, LAST])
    return put(path, "mine.jsonl", "\n\n".join(lines).encode())


def _parquet(path: Path) -> Path:
    table = pa.Table.from_pylist([GOOD, BAD_DAY, BAD_ACT, LAST])
    pq.write_table(table, path / "mine.parquet")
    return path / "mine.parquet"


@pytest.mark.parametrize("made", [_csv, _jsonl, _parquet])
def test_a_table_of_ones_own_is_the_same_in_every_form(made, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    with Record.in_memory() as record:
        account = own(record, made(tmp_path))
        assert (account.rows, account.stored, account.set_aside) == (4, 2, 2)
        assert dict(account.reasons) == {"When is no day": 1, "'999' is no act of this feed": 1}
        assert rows(record, "source, key, actor, target, action, deaths, context") == [
            ("mine", "1", "FRA", "DEU", "042", None, ["a", "b"]),
            ("mine", "4", None, "DEU", "042", 3, None),
        ]
        kept = record.connection.execute("SELECT line, content FROM set_aside ORDER BY line")
        (first, content), (second, _) = kept.fetchall()
        assert (first, second) in [(2, 3), (3, 4), (3, 5)] and "x" in content


def test_lines_that_are_no_objects_are_set_aside_with_their_number(tmp_path: Path) -> None:
    lines = [json.dumps(GOOD), "not json", "", "[1, 2]", '{"No": 5, "When": ', json.dumps(LAST)]
    table = put(tmp_path, "mine.jsonl", "\n".join(lines).encode() + b"\n\xff\n")
    with Record.in_memory() as record:
        account = own(record, table)
        assert (account.rows, account.stored) == (6, 2)
        assert dict(account.reasons) == {"is no JSON object": 3, "is not UTF-8": 1}
        found = record.connection.execute("SELECT line, content FROM set_aside ORDER BY line")
        assert [line for line, _ in found.fetchall()] == [2, 4, 5, 7]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"Who"', '"Nope"', "column 'Nope' that the table has not"),
        ('"country"', '"runes"', "names = 'runes'"),
        ('"mine"', '"it\'s"', "source = "),
        ("deaths =", "dead =", "maps 'dead', which no event has"),
        ("first_day", "last_day", "maps no first_day"),
        ("names", "naems", "a word 'naems' that means nothing"),
        ("[columns]", 'acts = {x = "999"}\n[columns]', "the code '999', which CAMEO has not"),
        ("[columns]", 'acts = "none.csv"\n[columns]', "none.csv: cannot be read"),
        ("[columns]", "acts = 3\n[columns]", "neither a table nor"),
        ("[columns]", "[columns", "is no mapping file"),
    ],
)
def test_a_mapping_that_means_nothing_is_refused(
    old: str, new: str, says: str, tmp_path: Path
) -> None:
    mapping = MAPPING.decode().replace(old, new, 1).encode()
    with Record.in_memory() as record, pytest.raises(InputError) as caught:
        own(record, _csv(tmp_path), mapping)
    assert says in str(caught.value)


def test_a_parquet_file_that_is_damaged_or_of_no_layout_is_refused(tmp_path: Path) -> None:
    whole = _parquet(tmp_path).read_bytes()
    with Record.in_memory() as record:
        with pytest.raises(InputError, match="damaged Parquet"):
            own(record, put(tmp_path, "cut.parquet", whole[:-9]))
        with pytest.raises(InputError, match="Parquet of no layout that is known; it has No, When"):
            one(record, tmp_path / "mine.parquet")
        spoilt = whole[:200] + bytes(80) + whole[280:]
        try:
            assert own(record, put(tmp_path, "spoilt.parquet", spoilt)).closed
        except InputError as error:
            assert "spoilt.parquet" in str(error)


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".jsonl"])
def test_an_export_is_loaded_again_as_it_was(suffix: str, tmp_path: Path) -> None:
    everything = "* EXCLUDE (file)"
    with Record.in_memory() as record, Record.in_memory() as again:
        for name, content in FILES.values():
            load(record, [put(tmp_path, name, content)])
        record.add(chronicle()[:60])
        record.connection.execute("UPDATE event SET action = NULL WHERE source = 'acled'")
        count = write(chosen(record.connection.cursor(), Filter()), tmp_path / f"all{suffix}")
        account = one(again, tmp_path / f"all{suffix}")
        assert (account.layout, account.stored) == ("ramify", count)
        order = f"SELECT {everything} FROM event ORDER BY source, key"
        assert again.connection.execute(order).fetchall() == (
            record.connection.execute(order).fetchall()
        )


QUADRUPLES = {
    "entity2id.txt": b"Police_(India)\t0\nRussia\t1\nSome_Body\t2\n",
    "relation2id.txt": b"Make_a_visit\t0\nFrown\t1\n",
    "train.txt": b"0\t0\t1\t24\t0\n1\t0\t0\t48\t0\n1\t0\t0\t49\t0\n9\t0\t1\t0\t0\n",
    "test.txt": b"2\t0\t1\t72\t0\n1\t1\t0\t72\t0\n1\t0\t0\tx\t0\n1\t0\n",
}
TIMED = b'source = "tkg"\nnames = "icews"\nepoch = 2014-01-01\nstep = 24\nacts = "acts.csv"\n'


def test_quadruples_become_events_by_a_mapping(tmp_path: Path) -> None:
    folder = tmp_path / "tkg"
    folder.mkdir()
    for name, content in QUADRUPLES.items():
        put(folder, name, content)
    put(tmp_path, "acts.csv", b"code,name\n042,Make a visit\n")
    mapping = put(tmp_path, "tkg.toml", TIMED)
    with Record.in_memory() as record:
        with pytest.raises(InputError, match="from an origin that nobody named"):
            load(record, [folder])
        with pytest.raises(InputError, match="names no epoch"):
            load(record, [folder], mapping=put(tmp_path, "no.toml", b'source = "tkg"'))
        test, train = load(record, [folder], mapping=mapping)
        assert (train.rows, train.stored, train.duplicates) == (4, 2, 1)
        assert dict(train.reasons) == {"its subject is in no vocabulary": 1}
        assert (test.stored, sorted(dict(test.reasons))) == (1, [
            "'Frown' is no act of this feed", "2 cells where the layout has 5",
            "its time is no number of a day",
        ])  # fmt: skip
        found = record.connection.execute(
            "SELECT first_day, actor, actor_sector, actor_name, target, native FROM event "
            "ORDER BY first_day"
        ).fetchall()
        assert found == [
            (date(2014, 1, 2), "IND", "COP", "Police (India)", "RUS", "Make a visit"),
            (date(2014, 1, 3), "RUS", None, "Russia", "IND", "Make a visit"),
            (date(2014, 1, 4), None, None, "Some Body", "RUS", "Make a visit"),
        ]
        assert all(account.known for account in load(record, [folder], mapping=mapping))


def test_a_code_means_a_relation_of_quadruples(tmp_path: Path) -> None:
    for name, content in QUADRUPLES.items():
        put(tmp_path, name, content)
    asked = ("042", "Make a visit", "Frown", "no such act")
    assert [relation_of(tmp_path, one) for one in asked] == [
        "Make_a_visit", "Make_a_visit", "Frown", "no_such_act",
    ]  # fmt: skip
    with pytest.raises(InputError, match=r"no relation is known to be 111 .* acts\.csv"):
        relation_of(tmp_path, "111")
    put(tmp_path, "acts.csv", b"code,name\n111,Frown\n")
    assert relation_of(tmp_path, "111") == "Frown"
    assert EventSource(tmp_path).coded("111") == "Frown"


def test_what_some_of_a_country_are_called_tells_their_sector() -> None:
    told = {"Women": "CVL", "Supreme Court": "JUD", "Government": "GOV", "Armed Gang": "REB"}
    assert {role: of_role(role) for role in told} == told


@pytest.mark.shared
def test_a_published_benchmark_is_loaded(shared: Path, tmp_path: Path) -> None:
    acts = (shared / "data" / "events" / "cameo_goldstein.csv").read_bytes()
    put(tmp_path, "acts.csv", acts)
    mapping = put(tmp_path, "tkg.toml", TIMED.replace(b"step = 24\n", b""))
    for name in ("entity2id.tsv.gz", "relation2id.tsv"):
        (tmp_path / name).symlink_to(shared / "bench" / "icews14" / name)
    with gzip.open(shared / "bench" / "icews14" / "test.tsv.gz", "rb") as whole:
        table = put(tmp_path, "test.tsv", b"".join(islice(whole, 800)))
    with Record.in_memory() as record:
        account = one(record, table, mapping=mapping)
        assert (account.rows, account.stored) == (800, 800)
        assert record.count(actor="CHN", action="04") > 5


def test_a_row_of_vetoes_is_an_event_for_each_who_cast_one(tmp_path: Path) -> None:
    head = "year,date,draft,meeting_record,agenda_item,crisis_topic,member_veto1,member_veto2," \
           "member_veto3\n"  # fmt: skip
    table = [
        "1946,2/16/1946,S/PV.23,S/PV.23,Lebanon,Lebanon,USSR,,",
        "1946,6/26/1946,S/PV.49,S/PV.49,Spain,Spain,USSR,,",
        "1946,6/26/1946,S/PV.49,S/PV.49,Spain,Spain,USSR,,",
        "1989,1/11/1989,S/20378,S/PV.2841,Libya,Libya,USA,UK,France",
        "1990,1/11/1990,S/2,S/PV.1,None,None,,,",
        "1990,13/11/1990,S/3,S/PV.2,Day,Day,USA,,",
    ]
    with Record.in_memory() as record:
        account = one(record, put(tmp_path, "vetoes.csv", (head + "\n".join(table)).encode()))
        assert (account.layout, account.rows, account.stored) == ("unsc-vetoes", 8, 6)
        assert dict(account.reasons) == {
            "names no member who cast it": 1, "date is no day, month first": 1
        }  # fmt: skip
        cast = sorted((str(e.when), e.actor, e.action, e.target) for e in record.events())
        assert cast[0] == ("1946-02-16", "SUN", "129", "UNSC")
        assert [actor for _, actor, _, _ in cast[3:]] == ["FRA", "GBR", "USA"]
