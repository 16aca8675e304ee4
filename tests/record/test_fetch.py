"""Fetching against a server of our own that fails, stalls, truncates and lies."""

from __future__ import annotations

import hashlib
import io
import json
import os
import sys
import threading
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from ramify._errors import InputError, UsageError
from ramify.record.fetch.listing import listing
from ramify.record.fetch.transfer import Fetched, Manners, Wanted, client, fetch_all
from ramify.record.store import Record
from tests.conftest import Run
from tests.record.samples import gdelt1, gdelt2, tsv

QUICK = Manners(at_once=2, tries=4, pause=0, back_off=0.01, timeout=0.5)


class Server:
    """A publisher on the loopback: what it has, and how it misbehaves, by path."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.faults: dict[str, list[str]] = {}
        self.asked: Counter[str] = Counter()
        self.ranges: list[str] = []
        self.tokens: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.answer(self)

            def log_message(self, *_: object) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self._http.server_port}"

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        path = request.path
        self.asked[path] += 1
        token = request.headers.get("X-Dataverse-key") or request.headers.get("x-ucdp-access-token")
        self.tokens.append(token or "")
        faults = self.faults.get(path, [])
        fault = faults.pop(0) if faults else ""
        content = self.files.get(path)
        if fault.startswith("http"):
            request.send_response(302)
            request.send_header("Location", fault)
            request.end_headers()
            return
        if fault.isdecimal():
            request.send_response(int(fault))
            request.send_header("Retry-After", "0")
            request.end_headers()
            return
        if content is None:
            request.send_error(404)
            return
        start = 0
        asked = request.headers.get("Range")
        if asked:
            self.ranges.append(asked)
            start = int(asked.removeprefix("bytes=").rstrip("-"))
        body = content[start:]
        if fault == "lie":
            body = b"!" * len(body)
        if fault == "page":
            body = b"<html>please sign in</html>"
        if fault == "endless":
            body = body + b"x" * 100_000
        request.send_response(206 if asked else 200)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        if fault == "cut":
            request.wfile.write(body[: len(body) // 2])
            request.wfile.flush()
            request.connection.close()
            return
        if fault == "stall":
            request.wfile.write(body[:10])
            request.wfile.flush()
            time.sleep(1.2)
            return
        request.wfile.write(body)


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.close()


def packed(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


def stock(server: Server, first: str, quarters: int, lacking: tuple[int, ...] = ()) -> None:
    """Fill the server with quarter hours of GDELT from midnight, but for those it lacks."""
    lines = []
    for n in range(quarters):
        if n in lacking:
            continue
        stamp = f"{first}{n // 4:02}{n % 4 * 15:02}00"
        rows = [gdelt2(100 * n + m, DATEADDED=stamp, SQLDATE=first) for m in range(3)]
        name = f"{stamp}.export.CSV"
        content = packed(name, tsv(rows))
        server.files[f"/gdeltv2/{name}.zip"] = content
        digest = hashlib.md5(content).hexdigest()
        lines.append(f"{len(content)} {digest} http://x/gdeltv2/{name}.zip")
    server.files["/gdeltv2/masterfilelist.txt"] = "\n".join(lines).encode()


@pytest.mark.parametrize(
    "faults", [["503"], ["429", "500"], ["cut"], ["stall"], ["lie"], ["page"], ["endless"],
               ["cut", "lie", "503"]],
)  # fmt: skip
def test_a_file_comes_whole_in_the_end(faults: list[str], server: Server, tmp_path: Path) -> None:
    content = packed("a.csv", bytes(range(256)) * 400)
    server.files["/a.zip"] = content
    server.faults["/a.zip"] = faults
    wanted = Wanted(f"{server.base}/a.zip", "a.zip", len(content), hashlib.md5(content).hexdigest())
    (done,) = fetch_all([wanted], tmp_path, QUICK)
    assert done.outcome == "fetched", done
    assert (tmp_path / "a.zip").read_bytes() == content
    assert not list(tmp_path.glob(".*"))
    assert fetch_all([wanted], tmp_path, QUICK)[0].outcome == "there already"


def test_what_broke_off_is_taken_up_where_it_did(server: Server, tmp_path: Path) -> None:
    content = packed("a.csv", bytes(range(256)) * 4_000)
    server.files["/a.zip"], server.faults["/a.zip"] = content, ["cut"]
    wanted = Wanted(f"{server.base}/a.zip", "a.zip", len(content))
    assert fetch_all([wanted], tmp_path, QUICK)[0].outcome == "fetched"
    assert server.ranges and server.ranges[0] != "bytes=0-"


@pytest.mark.parametrize(
    ("faults", "says"),
    [(["503"] * 9, "answers 503"), (["lie"] * 9, "checksum"), (["page"] * 9, "bytes where")],
)
def test_what_never_comes_right_is_failed_and_leaves_no_file(
    faults: list[str], says: str, server: Server, tmp_path: Path
) -> None:
    content = packed("a.csv", b"x" * 999)
    server.files["/a.zip"], server.faults["/a.zip"] = content, faults
    wanted = Wanted(f"{server.base}/a.zip", "a.zip", len(content), hashlib.md5(content).hexdigest())
    (done,) = fetch_all([wanted], tmp_path, QUICK)
    assert (done.outcome, says in done.why) == ("failed", True), done
    assert not (tmp_path / "a.zip").exists()


def test_a_page_in_place_of_a_file_of_unknown_size_is_no_file(
    server: Server, tmp_path: Path
) -> None:
    server.files["/a.csv"] = b"<!DOCTYPE html> moved"
    (done,) = fetch_all([Wanted(f"{server.base}/a.csv", "a.csv")], tmp_path, QUICK)
    assert (done.outcome, done.why) == ("failed", "is a web page, not the file")


def stock_month(server: Server, lacking: tuple[int, ...] = ()) -> None:
    """Fill the server with the days of GDELT 1.0 of June 2024, but for those it lacks."""
    sums, sizes = [], []
    for day in set(range(1, 31)) - set(lacking):
        stamp = f"202406{day:02}"
        rows = [gdelt1(100 * day + n, DATEADDED=stamp, SQLDATE=stamp) for n in range(3)]
        content = packed(f"{stamp}.export.CSV", tsv(rows))
        server.files[f"/events/{stamp}.export.CSV.zip"] = content
        digest = hashlib.md5(content).hexdigest()
        sums.append(f"{digest}  {stamp}.export.CSV.zip")
        sizes.append(f"{len(content)} {stamp}.export.CSV.zip")
    server.files["/events/md5sums"] = "\n".join(sums).encode()
    server.files["/events/filesizes"] = "\n".join(sizes).encode()


def test_from_nothing_to_a_loaded_month_in_two_commands(
    server: Server, tmp_path: Path, run: Run
) -> None:
    stock_month(server, lacking=(14, 15))
    server.faults["/events/20240601.export.CSV.zip"] = ["503", "cut"]
    folder, record = tmp_path / "june", tmp_path / "june.ramify"
    asked = ("fetch", "gdelt1", "--from", "2024-06", "--to", "2024-06", "--into",
             str(folder), "--mirror", server.base, "--back-off", "0.01")  # fmt: skip
    first = run(*asked)
    assert "28 fetched" in first.out and "2 missing on the server" in first.out
    second = run("load", str(folder), "--record", str(record))
    assert "28 files" in second.out and "84 rows = 84 stored" in second.out
    with Record.open(record, read_only=True) as store:
        (covered,) = store.coverage().sources
        assert (covered.first, covered.last) == (date(2024, 6, 1), date(2024, 6, 30))
        (gap,) = covered.gaps
        assert (gap.first, gap.last) == (date(2024, 6, 14), date(2024, 6, 15))
        assert gap.why == "missing on the server" and covered.holds(date(2024, 6, 16))
    stock_month(server)
    table = run(*asked, "-f", "csv").out.splitlines()
    assert table[0].startswith("name,url,outcome")
    assert sum(",there already," in row for row in table) == 28
    assert sum(",fetched," in row for row in table) == 2
    run("load", str(folder), "--record", str(record))
    with Record.open(record, read_only=True) as store:
        assert store.coverage().sources[0].holds(date(2024, 6, 14))
        assert store.count() == 90
    assert max(server.asked[p] for p in server.asked if p.endswith(".zip")) <= 4


def test_what_failed_is_a_gap_and_the_command_says_so(
    server: Server, tmp_path: Path, run: Run
) -> None:
    stock(server, "20240619", 8)
    server.faults["/gdeltv2/20240619003000.export.CSV.zip"] = ["503"] * 9
    done = run(
        "fetch", "gdelt", "--from", "2024-06-19", "--to", "2024-06-19", "--into",
        str(tmp_path / "g"), "--mirror", server.base, "--back-off", "0", "--tries", "2",
    )  # fmt: skip
    assert done.code == 1
    assert "1 failed" in done.out and "answers 503" in done.out
    run("load", str(tmp_path / "g"), "--record", str(tmp_path / "r"))
    with Record.open(tmp_path / "r", read_only=True) as store:
        whys = {gap.why for gap in store.coverage().sources[0].gaps}
    assert whys == {"failed"}


def test_gdelt_1_and_ucdp_and_dataverse_are_listed_as_published(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    name = "20240619.export.CSV.zip"
    server.files["/events/md5sums"] = f"{'0' * 32}  {name}\n".encode()
    server.files["/events/filesizes"] = f"123 {name}\n".encode()
    server.files["/api/datasets/:persistentId/?persistentId=doi:10.7910/DVN/28075"] = json.dumps({
        "data": {"latestVersion": {"files": [
            {"dataFile": {"id": 7, "filename": "../events.2018.zip", "filesize": 22, "md5": "z"}},
            {"dataFile": {"id": 8, "filename": "events.1999.zip", "filesize": 22}},
        ]}}
    }).encode()  # fmt: skip
    june = date(2024, 6, 19)
    with client(QUICK) as http:
        (one,) = listing("gdelt1", june, june, http, server.base)
        assert (one.name, one.size, one.md5) == (name, 123, "0" * 32)
        names = [w.name for w in listing("ucdp", date(2023, 5, 1), june, http, server.base)]
        assert names == ["ged251-csv.zip"]
        (ice,) = listing("icews", date(2018, 1, 1), date(2018, 2, 1), http, server.base)
        assert (ice.name, ice.size, ice.md5) == ("events.2018.zip", 22, None)
        assert ice.url.endswith("/api/access/datafile/7")
        with pytest.raises(UsageError, match="'acled' is not fetched"):
            listing("acled", june, june, http)
        with pytest.raises(InputError, match="list cannot be had"):
            listing("gdelt", june, june, http, server.base)
    monkeypatch.setenv("RAMIFY_DATAVERSE_TOKEN", "made-up")
    asked = ("fetch", "icews", "--from", "2018-01-01", "--to", "2018-01-02", "--mirror")
    run(*asked, server.base, "--into", str(tmp_path), "--tries", "1")
    assert "made-up" in server.tokens


def test_parts_that_nobody_asks_for_are_swept_after_a_week(server: Server, tmp_path: Path) -> None:
    server.files["/a.csv"] = b"1\n"
    week = time.time() - 8 * 86_400
    for name, age in ((".a.csv.part", week), (".old.csv.part", week), (".new.csv.part", 0.0)):
        (tmp_path / name).write_bytes(b"1")
        if age:
            os.utime(tmp_path / name, (age, age))
    done = fetch_all([Wanted(f"{server.base}/a.csv", "a.csv", size=2)], tmp_path, QUICK)
    assert [one.outcome for one in done] == ["fetched"]
    assert server.ranges == ["bytes=1-"]
    assert sorted(p.name for p in tmp_path.iterdir()) == [".new.csv.part", "a.csv"]


def test_a_file_the_server_lost_leaves_no_part(server: Server, tmp_path: Path) -> None:
    (tmp_path / ".a.csv.part").write_bytes(b"1")
    done = fetch_all([Wanted(f"{server.base}/a.csv", "a.csv")], tmp_path, QUICK)
    assert [one.outcome for one in done] == ["missing on the server"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="no such locks on Windows")
def test_a_second_fetch_into_a_folder_waits(server: Server, tmp_path: Path) -> None:
    server.files["/a.csv"] = b"1\n2\n"
    server.faults["/a.csv"] = ["stall"]
    wanted = [Wanted(f"{server.base}/a.csv", "a.csv", size=4)]
    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(lambda _: fetch_all(wanted, tmp_path, QUICK), range(2)))
    assert sorted(done[0].outcome for done in both) == ["fetched", "there already"]
    assert (tmp_path / "a.csv").read_bytes() == b"1\n2\n"


def test_news_of_a_file_replaces_what_was_known_of_it() -> None:
    from ramify.record.fetch.manifest import Manifest

    lost = Fetched(name="a", url="u", outcome="failed", since="2024-06-19T00:00:00")
    kept = Manifest(feed="gdelt", files=(lost,))
    assert kept.gaps() == (lost,)
    assert kept.with_files((lost.model_copy(update={"outcome": "fetched"}),)).gaps() == ()
