"""`ramify check` as a user meets it: what agrees, what differs, what nobody has on file."""

from __future__ import annotations

import json
from pathlib import Path

from ramify.reading.factcheck.documents import records
from ramify.record.events import Event
from ramify.record.evidence import SourceEvidence
from ramify.record.feeds.registry import feeds
from ramify.record.store import Record
from tests.conftest import Run

TEXT = """Finland joined NATO as the 31st member on 4 April 2023.

Peru condemned Chile on 3 May 2019."""


def written(folder: Path, text: str) -> str:
    path = folder / "note.txt"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_what_is_on_file_agrees_and_the_rest_is_not_in_the_record(run: Run, tmp_path: Path) -> None:
    done = run("check", written(tmp_path, TEXT), "--format", "json")
    (document,) = json.loads(done.out)["documents"]
    found = {(one["says"], one["verdict"]) for one in document["checks"]}
    assert done.code == 0
    assert ("FIN and NATO: accession (2023-04-04)", "agrees") in found
    assert ("FIN is member no. 31 of NATO", "agrees") in found
    assert [says for says, verdict in found if verdict == "not in the record"] == [
        "PER and CHL: criticise or denounce (2019-05-03)"
    ]
    assert all(one["evidence"]["quote"] in TEXT for one in document["checks"])


def test_a_wrong_year_differs_and_says_the_right_one(run: Run, tmp_path: Path) -> None:
    done = run("check", written(tmp_path, "Finland joined NATO in 2022."))
    assert "differs: FIN and NATO: accession (2022)" in done.out
    assert "on file: 2023-04-04" in done.out
    assert "“Finland joined NATO in 2022.”" in done.out


def test_a_record_is_compared_with_as_well(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "own.duckdb"
    evidence = [SourceEvidence(citation="A note of our own")]
    with Record.open(path) as record:
        known = {"when": "2019-05-04", "actor": "PER", "action": "057", "target": "CHL"}
        record.add([Event.model_validate({**known, "evidence": evidence})])
    text = "Peru signed a treaty with Chile on 3 May 2019."
    done = run("check", written(tmp_path, text), "--record", str(path))
    assert "differs: PER and CHL" in done.out
    assert "source: A note of our own" in done.out
    assert "1 differs" in done.out


def test_not_found_is_said_only_where_a_source_covers_the_days_and_sides(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "year.ramify"
    with Record.open(path) as record:
        record.connection.execute(
            "INSERT INTO coverage VALUES ('icews', '2018-01-01', '2018-03-01', 'held', 1), "
            "('icews', '2018-03-05', '2019-01-01', 'held', 1), "
            "('icews', '2018-03-01', '2018-03-05', 'failed', 1), "
            "('sipri', '2019-01-01', '2020-01-01', 'held', 2)"
        )
    text = (
        "Peru condemned Chile on 3 May 2018. Peru condemned Chile on 3 March 2018.\n\n"
        "Peru condemned Chile in February 2018. Peru condemned Chile in March 2018.\n\n"
        "Peru condemned Chile on 3 May 2019. Peru condemned Chile."
    )
    out = " ".join(run("check", written(tmp_path, text), "--record", str(path)).out.split())
    said = "PER and CHL: criticise or denounce"
    lacks = "icews: 2018-01-01 to 2018-12-31"
    for line in (
        f"not found: {said} (2018-05-03) 2018-05-03 is covered by icews (to 2018-12-31)",
        f"not covered: {said} (2018-03-03) no source of the record holds 2018-03-03 ({lacks}, but "
        "2018-03-01 to 2018-03-04 failed)",
        f"not found: {said} (2018-02) 2018-02 is covered",
        f"not covered: {said} (2018-03) no source",
        f"not covered: {said} (2019-05-03) no source of the record holds 2019-05-03 ({lacks})",
        f"not covered: {said} the text gives no day",
        "2 not found, 4 not covered",
    ):
        assert line in out


def test_a_source_that_leaves_out_what_is_within_a_state_does_not_cover_it() -> None:
    within = Event(when="2018-05-03", actor="USA", actor_sector="COP", action="173",
                   target="USA", target_sector="CVL")  # fmt: skip
    delivery = Event(when="2018-05-03", actor="USA", action="062", target="JPN")
    known = feeds()
    assert not records(known["icews"], within) and records(known["gdelt2"], within)
    assert not records(known["sipri"], within) and records(known["sipri"], delivery)


def test_a_table_goes_to_a_file(run: Run, tmp_path: Path) -> None:
    output = tmp_path / "checks.txt"
    done = run("check", written(tmp_path, TEXT), "--output", str(output))
    assert (done.code, done.out) == (0, "")
    assert "agrees: FIN is member no. 31 of NATO" in output.read_text(encoding="utf-8")


def test_nothing_readable_and_no_record_are_said_without_a_traceback(
    run: Run, tmp_path: Path
) -> None:
    nothing = run("check", str(tmp_path / "absent.txt"))
    absent = run("check", written(tmp_path, TEXT), "--record", str(tmp_path / "absent.duckdb"))
    assert (nothing.code, absent.code) == (1, 1)
    assert nothing.err.startswith("ramify: no document could be read:\n  ")
    assert "absent.duckdb" in absent.err
