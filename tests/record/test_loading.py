"""Loading: the reader's traps, accounts, killed and crowded loads, old and foreign files."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ramify._errors import InputError
from ramify.record import schema
from ramify.record.account import Account
from ramify.record.events import Event
from ramify.record.evidence import SourceEvidence
from ramify.record.loading.intake import count_rows, sift
from ramify.record.loading.load import load
from ramify.record.migration import OLD_TABLES
from ramify.record.store import Record
from tests.conftest import Run, more
from tests.record.samples import FILES, gdelt2, tsv
from tests.record.test_feeds import one, rows, write

GOOD = [gdelt2(n) for n in range(6)]
WIDTH = len(GOOD[0])


def spoilt(row: bytes) -> bytes:
    """Six good rows with one in their midst."""
    return tsv(GOOD[:3]) + row + tsv(GOOD[3:])


def loose(path: Path, **more: Any) -> int:
    """How many rows DuckDB takes of a file of GDELT in one of its loose modes, or 0."""
    columns = {f"c{n}": "VARCHAR" for n in range(WIDTH)}
    given = {"columns": columns, "delim": "\t", "quote": "", "escape": "", "header": False}
    text = ", ".join(f"{key} = {value!r}" for key, value in {**given, **more}.items())
    with duckdb.connect() as connection:
        return connection.execute(
            f"SELECT count(*) FROM read_csv('{path}', auto_detect = false, {text})"
        ).fetchall()[0][0]  # fmt: skip


@pytest.mark.parametrize(
    ("trap", "row", "reason"),
    [
        ({"ignore_errors": True}, b"short\trow\n", "2 cells where the layout has 61"),
        ({"null_padding": True}, b"short\trow\n", "2 cells where the layout has 61"),
        ({"ignore_errors": True}, b"\t".join([b"x"] * 62) + b"\n", "62 cells"),
        ({"strict_mode": False, "ignore_errors": True}, b"\t".join([b"x"] * 99) + b"\n", "99"),
    ],
)
def test_rows_that_a_loose_reader_loses_or_bends(
    trap: dict[str, bool], row: bytes, reason: str, tmp_path: Path
) -> None:
    path = write(tmp_path, "x.CSV", spoilt(row))
    assert loose(path, **trap) in (6, 7)
    with Record.in_memory() as record:
        account = one(record, path)
        assert (account.rows, account.stored, account.set_aside) == (7, 6, 1)
        assert reason in account.reasons[0][0]
        ((line,),) = record.connection.execute("SELECT line FROM set_aside").fetchall()
        assert line == 4


def test_one_row_with_many_faults_is_one_row_set_aside(tmp_path: Path) -> None:
    """DuckDB's table of rejects has a row for each missing column, and two for a long row."""
    path = write(tmp_path, "x.CSV", spoilt(b"x\n" + b"\t".join([b"x"] * 70) + b"\n"))
    with Record.in_memory() as record:
        account = one(record, path)
        assert (account.rows, account.stored, account.set_aside) == (8, 6, 2)


def test_rejects_are_known_though_nothing_reads_them(tmp_path: Path) -> None:
    """A query that only counts keeps no rejects; ours materialises, and counts beside it."""
    path = write(tmp_path, "x.CSV", spoilt(b"x\n"))
    with duckdb.connect() as connection:
        columns = {f"c{n}": "VARCHAR" for n in range(WIDTH)}
        connection.execute(
            f"SELECT count(*) FROM read_csv('{path}', columns = {columns!r}, delim = '\t', "
            "quote = '', header = false, auto_detect = false, store_rejects = true)"
        )
        unread = connection.execute("SELECT count(*) FROM duckdb_tables() "
                                    "WHERE table_name = 'reject_errors'").fetchall()  # fmt: skip
    assert unread in ([(0,)], [(1,)])
    with Record.in_memory() as record:
        assert one(record, path).set_aside == 1


def test_a_bad_byte_costs_its_row_and_no_more(tmp_path: Path) -> None:
    bad = tsv([gdelt2(50)]).replace(b"RUSSIA", b"RUSS\xff\xfe")
    hidden = tsv([gdelt2(51)]).replace(b"https", b"\xc3(ttps")
    with Record.in_memory() as record:
        account = one(record, write(tmp_path, "x.CSV", spoilt(bad + hidden)))
        assert (account.rows, account.stored) == (8, 6)
        assert account.reasons == (("is not UTF-8", 2),)


def test_types_are_not_guessed(tmp_path: Path) -> None:
    many = [gdelt2(n, EventCode="010", ActionGeo_CountryCode="NA") for n in range(30)]
    with Record.in_memory() as record:
        one(record, write(tmp_path, "x.CSV", tsv(many)))
        assert {code for (code,) in rows(record, "action")} == {"010"}


@pytest.mark.parametrize(
    "ending", [b"\n", b"\n\n\n", b"\r\n", b""], ids=["one", "blank", "windows", "none"]
)
def test_blank_lines_and_ends_do_not_open_the_account(ending: bytes, tmp_path: Path) -> None:
    content = tsv(GOOD).rstrip(b"\n") + ending
    content = content.replace(b"\n", b"\n\n", 1)
    with Record.in_memory() as record:
        account = one(record, write(tmp_path, "x.CSV", content))
        assert (account.rows, account.stored) == (6, 6)


@pytest.mark.parametrize("inner", [b"\r", b"\x00", b'"', b"'", b"\xe2\x80\xa8", b"\\", b","])
def test_odd_characters_in_a_cell_are_kept_with_their_row(inner: bytes, tmp_path: Path) -> None:
    odd = tsv([gdelt2(60)]).replace(b"PYONG", b"X").replace(b"RUSSIA", b"RUS" + inner + b"SIA")
    with Record.in_memory() as record:
        account = one(record, write(tmp_path, "x.CSV", spoilt(odd)))
        assert (account.rows, account.stored) == (7, 7)


def test_a_row_of_monstrous_length_is_set_aside(tmp_path: Path) -> None:
    long = tsv([gdelt2(70, SOURCEURL="x" * 2_100_000)])
    with Record.in_memory() as record:
        account = one(record, write(tmp_path, "x.CSV", spoilt(long)))
        assert (account.stored, account.set_aside) == (6, 1)
        assert "longer than any row" in account.reasons[0][0]


def test_the_count_knows_line_breaks_within_quotes(tmp_path: Path) -> None:
    path = write(tmp_path, "q.csv", b'a,b\n1,"x\n\ny"\n2,"say ""hi\n"""\n3,z')
    assert count_rows(path, quote='"', skip=1) == (3, True)
    found = sift(path, width=2, delimiter=",", quote='"', skip=1, wanted=[1])
    assert (found.good, found.bad) == (3, [])
    assert found.wanted == {1: (5, '2,"say ""hi\n"""')}


@pytest.mark.parametrize("seed", range(25))
def test_mutated_files_never_end_in_a_traceback_or_a_wrong_account(
    seed: int, tmp_path: Path
) -> None:
    rng = random.Random(seed)
    layout = rng.choice(sorted(FILES))
    name, content = FILES[layout]
    body = bytearray(content * (1 if layout.startswith(("sipri", "acled", "ucdp")) else 3))
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(body))
        match rng.randrange(5):
            case 0:
                body[at] = rng.randrange(256)
            case 1:
                del body[at : at + rng.randint(1, 40)]
            case 2:
                body[at:at] = rng.choice([b"\n", b"\t", b",", b'"', b"\r\n", b"\xff", b"\x00"])
            case 3:
                body[at:at] = body[at : at + rng.randint(1, 80)]
            case _:
                del body[at:]
        if not body:
            break
    with Record.in_memory() as record:
        try:
            account = one(record, write(tmp_path, name, bytes(body)))
        except InputError:
            assert (record.count(), record.files()) == (0, ())
            return
        assert account.closed
        assert record.count() == account.stored
        kept = record.connection.execute("SELECT count(*) FROM set_aside").fetchall()
        assert kept == [(account.set_aside,)]


def test_small_files_together_are_the_same_as_one_by_one(tmp_path: Path) -> None:
    parts = [[gdelt2(10 * n + m) for m in range(4)] for n in range(5)]
    parts[3].append(parts[1][0])
    for n, part in enumerate(parts):
        write(tmp_path, f"2024061910{15 + n}00.export.CSV", tsv(part))
    with Record.in_memory() as together, Record.in_memory() as apart:
        many = load(together, [tmp_path])
        each = [one(apart, path) for path in sorted(tmp_path.iterdir())]
        assert [strip(a) for a in many] == [strip(a) for a in each]
        assert many[3].duplicates == 1
        assert rows(together) == rows(apart)


def test_one_bad_row_among_small_files_is_set_aside_in_its_own_file(tmp_path: Path) -> None:
    for n in range(4):
        content = tsv([gdelt2(10 * n + m) for m in range(4)])
        bad = tsv([gdelt2(99, EventCode="0999")]) if n == 2 else b""
        write(tmp_path, f"2024061910{15 + n}00.export.CSV", content + bad)
    with Record.in_memory() as record:
        accounts = load(record, [tmp_path])
        assert [a.set_aside for a in accounts] == [0, 0, 1, 0]
        assert record.count() == 16


def strip(account: Account) -> Account:
    return account.model_copy(update={"loaded": None})


LOAD = """
import sys
from ramify.record.loading import load as loading
from ramify.record.store import Record
loading._TOGETHER = 3
record = Record.open(sys.argv[1])
print("open", flush=True)
loading.load(record, [sys.argv[2]])
record.close()
print("done", flush=True)
"""


@pytest.mark.many
def test_killed_at_random_moments_a_load_resumes_to_the_same_content(tmp_path: Path) -> None:
    times = more(3, 50)
    folder = tmp_path / "files"
    folder.mkdir()
    for n in range(40):
        content = tsv([gdelt2(100 * n + m) for m in range(60)])
        write(folder, f"202406191{n:02}000.export.CSV", content)
    with Record.open(tmp_path / "whole.ramify") as whole:
        load(whole, [folder])
        wanted = rows(whole, "* EXCLUDE (file)")
    path, rng, kills = tmp_path / "killed.ramify", random.Random(5), 0
    while kills < times:
        if path.exists() and Record.open(path).count() == len(wanted):
            path.unlink()
        child = subprocess.Popen(
            [sys.executable, "-c", LOAD, str(path), str(folder)],
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert child.stdout is not None and child.stdout.readline() == "open\n"
        time.sleep(rng.random() * 1.5)
        child.send_signal(signal.SIGKILL)
        child.communicate()
        kills += 1
        with Record.open(path) as record:
            done = record.files()
            assert record.count() == sum(a.stored for a in done) == 60 * len(done)
    with Record.open(path) as record:
        load(record, [folder])
        assert rows(record, "* EXCLUDE (file)") == wanted


def test_a_second_writer_a_folder_that_cannot_be_written_and_a_missing_path(tmp_path: Path) -> None:
    name, content = FILES["gdelt2"]
    file = write(tmp_path, name, content)
    with Record.open(tmp_path / "r.ramify") as record:
        one(record, file)
        code = "import sys; from ramify.record.store import Record; Record.open(sys.argv[1])"
        other = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / "r.ramify")], capture_output=True, text=True
        )
        assert "in use by another process" in other.stderr
        with pytest.raises(InputError, match="no such file"):
            load(record, [tmp_path / "none.csv"])
        assert record.count() == 3


@pytest.mark.skipif(sys.platform == "win32", reason="no such limits on Windows")
def test_a_full_disk_leaves_the_record_as_it_was(tmp_path: Path) -> None:
    """No file may grow beyond a limit, which DuckDB meets as it meets a full disk."""
    import resource

    large = write(tmp_path, "large.CSV", tsv([gdelt2(n, Actor1Name=f"X{n}") for n in range(9_000)]))
    path = tmp_path / "r.ramify"
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    with Record.open(path) as record:
        one(record, write(tmp_path, *FILES["gdelt2"]))
        before = rows(record)
        resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 50_000, old[1]))
        try:
            with pytest.raises(InputError, match=r"is as it was before .*see that the disk has"):
                one(record, large)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, old)
        assert rows(record) == before and len(record.files()) == 1
    with Record.open(path) as record:
        assert rows(record) == before
        assert one(record, large).rows == 9_000


def old_record(path: Path) -> None:
    """A record of schema 1, as the release that wrote it made them."""
    with duckdb.connect(str(path)) as connection:
        for table, columns in OLD_TABLES.items():
            listed = ", ".join(f"{name} {kind}" for name, kind in columns.items())
            connection.execute(f"CREATE TABLE {table} ({listed})")
        connection.execute(
            "INSERT INTO meta VALUES ('format', 'ramify record'), ('schema', '1'), ('loads', '4')"
        )
        connection.execute(
            "INSERT INTO event BY NAME SELECT 'f14cb9e92c242151373e07703b1428a1' AS id, "
            "'2024-06-19' AS dated, DATE '2024-06-19' AS first_day, DATE '2024-06-19' AS last_day, "
            "'RUS' AS actor, '057' AS action, 'PRK' AS target, []::VARCHAR[] AS context"
        )
        body = SourceEvidence(citation="KCNA").model_dump_json()
        connection.execute(
            "INSERT INTO evidence VALUES ('f14cb9e92c242151373e07703b1428a1', 0, 0, ?)", [body]
        )
        connection.execute("INSERT INTO set_aside VALUES ('x', 'no date', 'y')")


def test_a_record_of_schema_1_is_brought_up_to_date_with_a_backup(tmp_path: Path) -> None:
    path = tmp_path / "old.ramify"
    old_record(path)
    before = path.read_bytes()
    with pytest.raises(InputError, match=r"earlier ramify .*--upgrade"):
        Record.open(path, read_only=True)
    treaty = Event(when="2024-06-19", actor="RUS", action="057", target="PRK")
    with Record.open(path) as record:
        (event,) = record.events()
        assert event == treaty.model_copy(update={"evidence": (SourceEvidence(citation="KCNA"),)})
        assert record.add([treaty]).known == 1
        assert record.set_aside()[0].reason == "no date"
    assert Path(f"{path}.schema1").read_bytes() == before
    with Record.open(path, read_only=True) as record:
        assert record.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        "DROP TABLE revision",
        "CREATE TABLE more (a INT)",
        "ALTER TABLE link ADD COLUMN more INT",
        "DROP VIEW IF EXISTS evidence; DROP VIEW events; DROP VIEW pair_days; "
        "ALTER TABLE event RENAME TO e; CREATE VIEW event AS FROM e",
        "DROP TABLE link; CREATE TABLE link (source VARCHAR, key VARCHAR, other_source VARCHAR, "
        "other_key VARCHAR, why VARCHAR DEFAULT (upper('x')))",
        "DROP TABLE link; CREATE TABLE link (source VARCHAR, key VARCHAR, other_source VARCHAR, "
        "other_key VARCHAR, why VARCHAR GENERATED ALWAYS AS (source) VIRTUAL)",
    ],
)
def test_a_file_with_other_tables_than_a_record_has_is_refused(change: str, tmp_path: Path) -> None:
    path = tmp_path / "r.ramify"
    Record.open(path).close()
    with duckdb.connect(str(path)) as connection:
        connection.execute(change)
    for read_only in (True, False):
        with pytest.raises(InputError, match=r"not as in a record|not a ramify record"):
            Record.open(path, read_only=read_only)


def test_a_record_that_is_read_reaches_no_other_file(tmp_path: Path) -> None:
    path = tmp_path / "r.ramify"
    Record.open(path).close()
    secret = write(tmp_path, "secret.csv", b"a\n1\n")
    with Record.open(path, read_only=True) as record, pytest.raises(duckdb.PermissionException):
        record.connection.execute(f"FROM read_csv('{secret}')")


def test_the_file_is_written_for_every_duckdb_from_the_storage_version_on(tmp_path: Path) -> None:
    path = tmp_path / "r.ramify"
    Record.open(path).close()
    with duckdb.connect(str(path), read_only=True) as connection:
        tags = connection.execute(
            "SELECT tags FROM duckdb_databases() WHERE NOT internal"
        ).fetchall()[0][0]
    assert schema.STORAGE.rpartition(".")[0] in tags["storage_version"]
    shutil.copy(path, tmp_path / "copy.ramify")
    Record.open(tmp_path / "copy.ramify").close()


def test_views_are_there_for_any_client(tmp_path: Path) -> None:
    path = tmp_path / "r.ramify"
    with Record.open(path) as record:
        one(record, write(tmp_path, *FILES["gdelt2"]))
    with duckdb.connect(str(path), read_only=True) as connection:
        for view in schema.VIEWS:
            connection.execute(f"SELECT count(*) FROM {view}")
        ((body,),) = connection.execute("SELECT body FROM evidence LIMIT 1").fetchall()
        assert '"kind":"row"' in body


def test_a_folder_is_loaded_but_for_what_is_refused_by_name(tmp_path: Path) -> None:
    folder = tmp_path / "feed"
    folder.mkdir()
    for name, content in (
        ("a-README.txt", b"read me first\n"), ("b.export.CSV", tsv(GOOD[:3])),
        ("c-codebook.pdf", b"%PDF-1.7 x"), ("d.export.CSV", tsv(GOOD[3:])),
    ):  # fmt: skip
        (folder / name).write_bytes(content)
    with Record.open(tmp_path / "r") as record:
        with pytest.raises(InputError) as refused:
            load(record, [folder])
        assert record.count() == 6 and len(record.files()) == 2
    said = str(refused.value)
    assert said.startswith("2 files were not loaded: a-README.txt: is of no layout that is known")
    assert said.endswith("c-codebook.pdf: is a PDF")


def test_a_file_that_is_refused_takes_none_of_those_before_it_with_it(tmp_path: Path) -> None:
    files = [write(tmp_path, f"{n}.CSV", tsv([row])) for n, row in enumerate(GOOD)]
    odd = write(tmp_path, "odd.txt", b"read me\n")
    told: list[Account] = []
    with Record.open(tmp_path / "r") as record:
        with pytest.raises(InputError, match=r"odd\.txt"):
            load(record, [*files[:3], odd, *files[3:]], told=told.append)
        assert record.count() == 3 == len(told)


def test_the_command_tells_what_it_loaded_and_what_it_did_not(tmp_path: Path, run: Run) -> None:
    good, odd = write(tmp_path, "a.CSV", tsv(GOOD)), write(tmp_path, "odd.txt", b"read me\n")
    done = run("load", str(good), str(odd), "--record", str(tmp_path / "r"))
    assert done.code == 1 and "6 rows = 6 stored" in done.out and "odd.txt" in done.err
    votes = write(tmp_path, "un_votes.csv", b"rcid,country,country_code,vote\n1,Cuba,CU,yes\n")
    done = run("load", str(votes), "--record", str(tmp_path / "r"))
    assert "`ramify load un-votes FILE --into FOLDER`" in done.err
