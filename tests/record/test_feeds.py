"""The contract every feed keeps, the traps of each, and what refused files are said to be."""

from __future__ import annotations

import csv
import gzip
import io
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ramify._errors import InputError
from ramify.record.account import Account
from ramify.record.feeds import acled, polecat, ucdp
from ramify.record.feeds.registry import feeds, layouts
from ramify.record.loading.load import load
from ramify.record.ontology import action
from ramify.record.store import Record
from tests.record.samples import (
    ACLED_ROW,
    FILES,
    MENTION,
    POLECAT_ROW,
    UCDP_ROW,
    gdelt2,
    tsv,
)

every = pytest.mark.parametrize("layout", sorted(FILES))


def write(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def one(record: Record, path: Path, **kw: Any) -> Account:
    (account,) = load(record, [path], **kw)
    return account


def rows(record: Record, what: str = "*") -> list[tuple[Any, ...]]:
    return record.connection.execute(f"SELECT {what} FROM event ORDER BY key").fetchall()


def test_every_layout_has_a_sample() -> None:
    named = {layout.name for layout in layouts()} - {"gdelt2-mentions", "ramify", "unsc-vetoes"}
    assert named == set(FILES)


@every
def test_a_sample_loads_and_its_account_is_closed(layout: str, tmp_path: Path) -> None:
    with Record.in_memory() as record:
        account = one(record, write(tmp_path, *FILES[layout]))
        assert (account.layout, account.closed, account.set_aside) == (layout, True, 0)
        assert account.stored == account.rows == record.count() > 0
        assert record.coverage().sources[0].source == account.source
        assert all(action for (action,) in rows(record, "action"))
        assert one(record, tmp_path / FILES[layout][0]).known
        assert record.count() == account.stored


@every
def test_windows_lines_a_mark_and_packing_change_nothing(layout: str, tmp_path: Path) -> None:
    name, content = FILES[layout]
    crlf = content.replace(b"\n", b"\r\n")
    marked = content if content.startswith(b"\xef") else b"\xef\xbb\xbf" + content
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("deep/inside/" + name, content)
    for n, (other, suffix) in enumerate([
        (crlf, ""), (gzip.compress(content), ".gz"), (packed.getvalue(), ".zip"),
        (content.rstrip(b"\n"), ""),
        *([] if layout.startswith("gdelt") else [(marked, "")]),
    ]):  # fmt: skip
        with Record.in_memory() as plain, Record.in_memory() as again:
            folder = tmp_path / str(n)
            folder.mkdir()
            one(plain, write(folder, name, content))
            one(again, write(folder, f"{n}-{name}{suffix}", other))
            assert rows(again, "* EXCLUDE (file)") == rows(plain, "* EXCLUDE (file)")
    assert not list(tmp_path.parent.glob(name))


@every
def test_a_row_of_the_wrong_width_is_set_aside_with_its_line(layout: str, tmp_path: Path) -> None:
    name, content = FILES[layout]
    with Record.in_memory() as record:
        account = one(record, write(tmp_path, name, content + b"1\n" + b"1\t2,3\n"))
        assert account.set_aside == 2
        assert account.rows == account.stored + 2
        lines = record.connection.execute("SELECT line FROM set_aside ORDER BY line").fetchall()
        last = content.count(b"\n")
        assert [line for (line,) in lines] == [last + 1, last + 2]


@every
def test_a_row_of_nonsense_is_set_aside_with_a_reason(layout: str, tmp_path: Path) -> None:
    name, content = FILES[layout]
    mark = "," if b"\t" not in content else "\t"
    width = len(next(csv.reader([content.decode("utf-8-sig").splitlines()[-1]], delimiter=mark)))
    with Record.in_memory() as record:
        bad = mark.join(["x y"] * width).encode() + b"\n"
        account = one(record, write(tmp_path, name, content + bad))
        assert account.set_aside == 1
        ((reason, _),) = account.reasons
        assert reason


def test_feeds_say_how_far_to_trust_them() -> None:
    for feed in feeds().values():
        assert feed.grade in "ABCDEF"
        assert feed.biases and feed.cite


def test_acts_of_other_ontologies_keep_their_class() -> None:
    for native, code in polecat.ACTS.items():
        assert code and action(code).plover == native.partition("/")[0]
    for code in filter(None, [*acled.ACTS.values(), *(ucdp.EVENTS.acts or {}).values()]):
        assert action(code)


def test_gdelt_counts_place_names_and_days(tmp_path: Path) -> None:
    with Record.in_memory() as record:
        one(record, write(tmp_path, *FILES["gdelt2"]))
        row = record.table().to_pylist()[0]
    assert (row["actor"], row["actor_sector"], row["target"]) == ("RUS", "GOV", "PRK")
    assert (row["country"], row["place_precision"], row["latitude"]) == ("PRK", "city", 39.02)
    assert (row["mentions"], row["articles"], row["tone"]) == (3, 2, -1.5)
    assert (row["id"], row["dated"]) == ("gdelt2:1000000", "2024-06-19")


def test_gdelt_of_both_widths_in_one_file(tmp_path: Path) -> None:
    name, content = FILES["gdelt1"]
    row = content.decode().rstrip("\n").split("\t")
    old = [str(900), *row[1:-1]]
    path = write(tmp_path, name, content + ("\t".join(old) + "\n").encode())
    with Record.in_memory() as record:
        assert one(record, path).stored == 2


def test_a_day_that_is_none_and_a_place_off_the_globe_are_set_aside(tmp_path: Path) -> None:
    bad = [
        gdelt2(7, SQLDATE="20240231"),
        gdelt2(8, ActionGeo_Lat="91"),
        gdelt2(9, NumMentions="many"),
        gdelt2(10, EventCode="0999"),
        gdelt2(11, DATEADDED="2024"),
    ]
    with Record.in_memory() as record:
        account = one(record, write(tmp_path, "x.CSV", tsv([gdelt2(1), *bad, gdelt2(2)])))
        assert (account.stored, account.set_aside) == (2, 5)
        assert {reason for reason, _ in account.reasons} == {
            "SQLDATE is no day of the calendar",
            "ActionGeo_Lat is not in degrees",
            "NumMentions is no whole number",
            "'0999' is no act of this feed",
            "DATEADDED is no moment",
        }
        kept = record.connection.execute("SELECT line, content FROM set_aside ORDER BY line")
        assert [(line, text.split("\t")[0]) for line, text in kept.fetchall()] == [
            (n, str(1_000_000 + n + 5)) for n in range(2, 7)
        ]


def test_mentions_raise_counts_and_unknown_events_are_set_aside(tmp_path: Path) -> None:
    first = [*MENTION[:2], MENTION[1], *MENTION[3:]]
    unknown = ["77", *MENTION[1:]]
    with Record.in_memory() as record:
        one(record, write(tmp_path, *FILES["gdelt2"]))
        path = write(tmp_path, "20240619114500.mentions.CSV", tsv([MENTION, first, unknown]))
        account = one(record, path)
        assert (account.stored, account.duplicates, account.set_aside) == (1, 1, 1)
        found = dict(rows(record, "key, (mentions, articles)"))
        assert found["1000001"] == (4, 3) and found["1000000"] == (3, 2)
        assert one(record, path).known
        assert dict(rows(record, "key, mentions"))["1000001"] == 4


def test_icews_keeps_acts_within_a_country_and_a_district_called_na(tmp_path: Path) -> None:
    with Record.in_memory() as record:
        one(record, write(tmp_path, *FILES["icews"]))
        (row,) = record.table().to_pylist()
    assert (row["actor"], row["actor_sector"]) == ("AUS", "CVL")
    assert (row["target"], row["target_sector"]) == ("AUS", "COP")
    assert row["place"] == "Sydney, Australia"


def test_polecat_has_three_headers_lists_and_none(tmp_path: Path) -> None:
    text = FILES["polecat"][1].decode()
    for n, column in enumerate(("Intensity", "Event Intensity", None)):
        head, row = text.splitlines()
        cells = row.split("\t")
        names = head.split("\t")
        if column is None:
            names.pop(4)
            cells.pop(4)
        else:
            names[4] = column
        content = "\t".join(names) + "\n" + ("\t".join(cells) + "\n") * 2
        with Record.in_memory() as record:
            account = one(record, write(tmp_path, f"{n}.txt", content.encode()))
            assert (account.stored, account.duplicates) == (1, 1)
            (kept,) = record.table().to_pylist()
        assert (kept["actor"], kept["action"], kept["native"]) == ("MMR", "195", "ASSAULT/aerial")
        assert kept["context"] == ["military", "territory"]
        assert kept["target_name"] is None


def test_polecat_ids_that_come_again_on_other_events_lose_none(tmp_path: Path) -> None:
    name, content = FILES["polecat"]
    other = content.decode().splitlines()[1].replace("2023-05-02", "2023-05-03")
    with Record.in_memory() as record:
        account = one(record, write(tmp_path, name, content + other.encode() + b"\n"))
        assert account.stored == 2
    assert POLECAT_ROW["Event_ID"] == "asia_1"


def test_phoenix_gets_its_zero_back(tmp_path: Path) -> None:
    name, content = FILES["phoenix"]
    text = content.decode()
    made = [
        text.splitlines()[1].replace("9_v0.2.0", str(n)).replace(",311,3,", f",{code},{root},")
        for n, (code, root) in enumerate(
            [("10", "1"), ("110", "11"), ("1011", "10"), ("190", "19")]
        )
    ]
    with Record.in_memory() as record:
        one(record, write(tmp_path, name, ("\n".join([text.splitlines()[0], *made])).encode()))
        codes = [code for (code,) in rows(record, "action")]
    assert codes == ["010", "110", "1011", "190"]


def test_ucdp_none_killed_is_nought_and_sources_not_counted_are_unknown(tmp_path: Path) -> None:
    with Record.in_memory() as record:
        one(record, write(tmp_path, *FILES["ucdp-ged"]))
        (row,) = record.table().to_pylist()
    assert (row["deaths"], row["deaths_high"], row["sources"]) == (0, 4, None)
    assert (row["actor"], row["actor_sector"], row["target"]) == ("SYR", "GOV", None)
    assert row["target_name"] == "Some insurgents"
    assert row["dated"] == "2013-01-03/2013-01-05"


def test_ucdp_without_a_header_and_with_text_over_lines(tmp_path: Path) -> None:
    row = ucdp_row(source_article='"One, two\n\nthree; ""four"""')
    with Record.in_memory() as record:
        account = one(record, write(tmp_path, "GEDEvent_v24_0_3.csv", row.encode()))
        assert (account.rows, account.stored) == (1, 1)
        assert record.table().to_pylist()[0]["url"] == 'One, two\n\nthree; "four"'


def ucdp_row(**cells: str) -> str:
    given = UCDP_ROW | cells
    return ",".join(given.get(c, "") for c in ucdp.EVENTS.columns) + "\n"


def test_ucdp_revises_and_an_older_release_does_not(tmp_path: Path) -> None:
    head = FILES["ucdp-ged"][1].decode().splitlines()[0] + "\n"
    first = write(tmp_path, "GEDEvent_v24_0_2.csv", (head + ucdp_row()).encode())
    final = write(tmp_path, "GEDEvent_v25_1.csv", (head + ucdp_row(best="9", high="9")).encode())
    late = write(tmp_path, "GEDEvent_v24_0_1.csv", (head + ucdp_row(best="1")).encode())
    with Record.in_memory() as record:
        one(record, first)
        account = one(record, final)
        assert (account.stored, account.revised, record.count()) == (0, 1, 1)
        old = one(record, late)
        assert (old.revised, old.duplicates) == (0, 1)
        assert rows(record, "deaths") == [(9,)]
        ((replaced,),) = record.connection.execute("SELECT replaced FROM revision").fetchall()
        assert '"deaths":0' in replaced


@pytest.mark.parametrize("written", ["2023-02-16", "16 February 2023"])
@pytest.mark.parametrize("inter", ["State forces", "1"])
def test_acled_in_both_ways_of_writing(written: str, inter: str, tmp_path: Path) -> None:
    text = FILES["acled"][1].decode()
    text = text.replace(ACLED_ROW["event_date"], written).replace("State forces", inter)
    with Record.in_memory() as record:
        one(record, write(tmp_path, "a.csv", text.encode()))
        (row,) = record.table().to_pylist()
    assert row["first_day"] == date(2023, 2, 16)
    assert (row["actor"], row["actor_sector"], row["target"]) == ("SDN", "MIL", "SDN")


def test_acled_monadic_exports_have_each_event_once(tmp_path: Path) -> None:
    name, content = FILES["acled"]
    again = content.decode().splitlines()[1]
    with Record.in_memory() as record:
        account = one(record, write(tmp_path, name, content + again.encode() + b"\n"))
        assert (account.stored, account.duplicates) == (1, 1)


def test_sipri_deliveries_span_their_years(tmp_path: Path) -> None:
    with Record.in_memory() as record:
        one(record, write(tmp_path, *FILES["sipri-register"]))
        (row,) = record.table().to_pylist()
    assert (row["actor"], row["target"], row["dated"]) == ("SUN", "POL", "1952/1954")
    assert (row["amount"], row["unit"], row["about"]) == (8.0, "Thing-1", True)


GKG = b"20170701234500-0\t" + b"\t".join([b"x"] * 26) + b"\n"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "Git-LFS pointer"),
        (b"<!DOCTYPE html><html>busy</html>", "web page"),
        (b"<html><body>504</body></html>", "web page"),
        (GKG, "Global Knowledge Graph"),
        (b'{"error": "busy"}', "JSON"),
        (b"PAR1" + bytes(40), "damaged Parquet"),
        (b"GIF89a" + bytes(40), "binary"),
        (b"\xd0\xcf\x11\xe0 workbook", "spreadsheet"),
        ("Event ID\tEvent Date\n".encode("utf-16"), "UTF-16"),
        (b"code,name\n010,Make statement\n", "is a table of codes, not of events"),
        (b"# From A to B\n03: AGREE\n04: CONSULT\n", "is a list of codes"),
        (b"year,sender,receiver,value\n1993,A,B,0.0\n", "sums by pair and year"),
        (b'["a", "b"]', "JSON, but not a line an object"),
        (b"a,b,c\n1,2,3\n", "no layout that is known; it begins 'a,b,c'"),
        (tsv([gdelt2()]).replace(b"\t", b";"), "no layout"),
        (FILES["icews"][1].replace(b"CAMEO Code", b"Code"), "no column CAMEO_Code"),
        (FILES["icews"][1].replace(b"\t", b";"), "spreadsheet saved again"),
    ],
)
def test_what_a_refused_file_is_said_to_be(content: bytes, says: str, tmp_path: Path) -> None:
    with Record.in_memory() as record:
        with pytest.raises(InputError, match=re.escape(says)) as caught:
            one(record, write(tmp_path, "given.csv", content))
        assert "given.csv" in str(caught.value)
        assert (record.count(), record.files()) == (0, ())


def test_archives_that_are_bombs_damaged_or_locked_are_refused(tmp_path: Path) -> None:
    bomb = gzip.compress(bytes(64 << 20))
    broken = gzip.compress(b"x" * 5000)[:-9]
    with Record.in_memory() as record:
        for content, says in ((bomb, "bomb"), (broken, "damaged")):
            with pytest.raises(InputError, match=says):
                one(record, write(tmp_path, "events.gz", content))


@pytest.mark.parametrize("inner", ["../../escaped.CSV", "/tmp/escaped.CSV", "..\\escaped.CSV"])
def test_archives_whose_paths_lead_out_are_refused(inner: str, tmp_path: Path) -> None:
    given = tmp_path / "given.zip"
    with zipfile.ZipFile(given, "w") as archive:
        archive.writestr(inner, tsv([gdelt2()]))
    with Record.in_memory() as record, pytest.raises(InputError, match="leads out of it"):
        one(record, given)
    zipfile.ZipFile(given, "w").close()
    with Record.in_memory() as record, pytest.raises(InputError, match="nothing in it"):
        one(record, given)


@pytest.mark.shared
def test_every_published_sample_loads_or_is_refused_by_name(shared: Path) -> None:
    refused: list[tuple[str, str]] = []
    accounts: list[Account] = []
    with Record.in_memory() as record:
        for path in sorted((shared / "data" / "events").iterdir()):
            try:
                accounts += load(record, [path])
            except InputError as error:
                refused.append((path.name, str(error)))
    assert all(account.closed for account in accounts)
    assert {a.layout for a in accounts} == {
        "gdelt1", "gdelt2", "gdelt2-mentions", "icews", "phoenix", "ucdp-ged", "sipri-register",
        "sipri-deliveries",
    }  # fmt: skip
    for name, said in refused:
        assert name in said and "no layout that is known" not in said
    stored = {a.path: (a.rows, a.stored) for a in accounts}
    assert stored["icews_2018_sample.tab"] == (3_705, 3_705)
    assert stored["ucdp_ged_sample_1000.csv"] == (1_000, 1_000)
    assert stored["gdelt1_mixed57_58.tsv"][0] == 710
