"""UCDP's API against a server of our own: its pages come whole, or the release has failed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ramify._errors import InputError, UsageError
from ramify.record.fetch import ucdp_api
from ramify.record.fetch.transfer import Wanted, fetch_all
from ramify.record.fetch.ucdp_api import fetch_events
from ramify.record.store import Record
from tests.conftest import Run
from tests.record.samples import UCDP_ROW
from tests.record.test_fetch import QUICK, Server, server

__all__ = ["server"]
MAY, JUNE = date(2024, 5, 3), date(2024, 6, 2)


@pytest.fixture(autouse=True)
def _small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ucdp_api, "_PAGE", 3)


def path(number: int) -> str:
    return f"/api/gedevents/25.1?pagesize=3&page={number}&StartDate=2024-05-03&EndDate=2024-06-02"


def stock(server: Server, events: int) -> None:
    """Fill the API with so many events of the yearly release, three a page."""
    rows = [UCDP_ROW | {"id": 4000 + n, "date_start": f"2024-05-{3 + n:02}T00:00:00",
                        "date_end": f"2024-05-{3 + n:02}T00:00:00", "best": n, "active_year": True}
            for n in range(events)]  # fmt: skip
    pages = -(-events // 3)
    for n in range(max(pages, 1)):
        told = {"TotalCount": events, "TotalPages": pages, "PreviousPageUrl": "",
                "NextPageUrl": "", "Result": rows[3 * n : 3 * n + 3]}  # fmt: skip
        server.files[path(n)] = json.dumps(told).encode()


@pytest.fixture(autouse=True)
def _year(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = ucdp_api.releases
    monkeypatch.setattr(ucdp_api, "releases", lambda a, b: whole(a, b, date(2026, 11, 1)))


def page(events: int, pages: int, result: object) -> bytes:
    return json.dumps({"TotalCount": events, "TotalPages": pages, "Result": result}).encode()


def test_from_the_api_to_a_record_in_two_commands(
    server: Server, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    stock(server, 8)
    for n, faults in enumerate((["503"], ["cut", "stall"], ["lie", "page"])):
        server.faults[path(n)] = faults
    monkeypatch.setenv("RAMIFY_UCDP_TOKEN", "made-up")
    folder, record = tmp_path / "ged", tmp_path / "ged.ramify"
    asked = ("fetch", "ucdp-api", "--from", str(MAY), "--to", str(JUNE), "--into", str(folder),
             "--mirror", server.base, "--back-off", "0.01", "--timeout", "0.5")  # fmt: skip
    assert "1 fetched" in run(*asked).out
    assert set(server.tokens) == {"made-up"}
    assert [p.name for p in folder.iterdir() if p.name[0] != "."] == [
        "GEDEvent_v25_1_api_20240503_20240602.jsonl"
    ]
    assert "1 there already" in run(*asked).out
    assert "8 rows = 8 stored" in run("load", str(folder), "--record", str(record)).out
    with Record.open(record, read_only=True) as store:
        (account,) = store.files()
        assert (account.layout, account.release) == ("ucdp-ged", "25.01")
        assert [e.when and str(e.when) for e in store.events()][-1] == "2024-05-10"
        assert store.table().column("deaths").to_pylist() == list(range(8))


@pytest.mark.parametrize(
    ("number", "content", "says"),
    [
        (0, page(8, 9, [{"id": 1}] * 3), "8 events are no 9 pages"),
        (0, page(8, 3, [{"id": 1}]), "has 1 events of 3"),
        (0, b"[]", "is no page of events"),
        (0, page(-1, 0, []), "is no page of events"),
        (1, page(8, 3, [{"id": 7}] * 2), "1 of 3 pages: has 2 events of 3"),
        (1, page(8, 3, [{"id": 4000}] * 3), "its pages repeat events"),
        (1, page(8, 3, ["x"] * 3), "is no page of events"),
        (2, b"{", "1 of 3 pages: is no page of events"),
        (2, None, "1 of 3 pages: missing on the server"),
    ],
)
def test_a_release_of_which_a_page_lies_has_failed(
    number: int, content: bytes | None, says: str, server: Server, tmp_path: Path
) -> None:
    stock(server, 8)
    if content is None:
        del server.files[path(number)]
    else:
        server.files[path(number)] = content
    (done,) = fetch_events(MAY, JUNE, tmp_path, replace(QUICK, tries=2), server.base)
    assert (done.outcome, says in done.why) == ("failed", True), done
    assert not list(tmp_path.glob("*.jsonl"))
    stock(server, 8)
    (again,) = fetch_events(MAY, JUNE, tmp_path, QUICK, server.base)
    assert again.outcome == "fetched"
    assert len((tmp_path / again.name).read_text().splitlines()) == 8
    assert not list(tmp_path.glob(".*pages"))


def test_pages_that_came_are_not_asked_for_again(server: Server, tmp_path: Path) -> None:
    stock(server, 8)
    server.faults[path(2)] = ["503"] * 2
    (done,) = fetch_events(MAY, JUNE, tmp_path, replace(QUICK, tries=2), server.base)
    assert done.outcome == "failed"
    fetch_events(MAY, JUNE, tmp_path, QUICK, server.base)
    assert [server.asked[path(n)] for n in range(3)] == [1, 1, 3]


def test_days_without_an_event_are_a_file_without_a_line(server: Server, tmp_path: Path) -> None:
    stock(server, 0)
    (done,) = fetch_events(MAY, JUNE, tmp_path, QUICK, server.base)
    assert done.outcome == "fetched" and (tmp_path / done.name).read_bytes() == b""


def test_a_token_that_is_refused_is_said_at_once(server: Server, tmp_path: Path) -> None:
    stock(server, 8)
    server.faults[path(0)] = ["401", "401"]
    with pytest.raises(InputError, match="set RAMIFY_UCDP_TOKEN"):
        fetch_events(MAY, JUNE, tmp_path, QUICK, server.base)
    assert server.asked[path(0)] == 1
    with pytest.raises(UsageError, match="has no events from"):
        fetch_events(JUNE, MAY, tmp_path, QUICK, server.base)


def test_a_release_that_is_not_out_is_missing(server: Server, tmp_path: Path) -> None:
    done = fetch_events(date(2026, 9, 1), date(2026, 10, 2), tmp_path, QUICK, server.base)
    assert [one.outcome for one in done] == ["missing on the server"] * 2
    assert [one.since[:10] for one in done] == ["2026-09-01", "2026-10-01"]


def test_a_token_is_not_sent_where_its_server_leads(server: Server, tmp_path: Path) -> None:
    elsewhere = Server()
    elsewhere.files["/a.csv"] = b"1\n"
    server.files["/a.csv"], server.faults["/a.csv"] = b"2\n", [f"{elsewhere.base}/a.csv"]
    manners = replace(
        QUICK, headers={"X-Dataverse-key": "secret"}, home=server.base.partition("//")[2]
    )
    (done,) = fetch_all([Wanted(f"{server.base}/a.csv", "a.csv")], tmp_path, manners)
    elsewhere.close()
    assert done.outcome == "fetched" and (tmp_path / "a.csv").read_bytes() == b"1\n"
    assert (server.tokens, elsewhere.tokens) == (["secret"], [""])
