"""Every command prints text, JSON, CSV and Markdown, to the terminal or to a file."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from ramify._errors import UsageError
from ramify.commands.output import PAGE, TABLE, Way, way
from tests.conftest import ROOT, Run

EXAMPLE = str(ROOT / "examples" / "summit-2024" / "two-signatures.html")
COMMANDS = {
    "brief": ("brief", EXAMPLE, "--quiet"),
    "read": ("read", EXAMPLE, "--quiet"),
    "check": ("check", EXAMPLE, "--quiet"),
    "obligations": ("obligations", "--attack", "PRK:KOR", "--on", "2024-07-01"),
    "what if": (
        "obligations", "--attack", "CHN:PHL", "--on", "2025-01-15", "--with", "USA,PHL: offense",
    ),
    "compliance": ("compliance", "coal", "--from", "PRK", "--to", "CHN", "--on", "2018-01-01"),
    "clauses": ("compliance", "--pact", "prk-rus-2024", "--on", "2025-01-01"),
    "system": ("system", "2024-06-20"),
    "actors": ("system", "2024-06-20", "--actor", "UNSC", "--actor", "PRK", "--actor", "SUN"),
    "changes": ("system", "2024", "--against", "2022", "--actor", "FIN"),
    "exposed": ("exposed", "--on", "2023-04-04", "--against", "2023-04-03", "--actor", "FIN"),
    "forecast": ("forecast", "RUS", "PRK", "--on", "2024-06-20"),
    "explain": ("explain", "2024-06-19 RUS 057 PRK"),
    "pact list": ("pact", "list", "--actor", "PRK"),
    "pact show": ("pact", "show", "kor-usa-1953", "prk-rus-2024"),
    "pact compare": ("pact", "compare", "prk-rus-2024", "prk-sun-1961", "prk-rus-2000"),
}  # fmt: skip
PAGES = ("brief", "read", "obligations", "what if")


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_a_command_prints_every_format(run: Run, words: tuple[str, ...]) -> None:
    printed = {}
    for format in TABLE:
        done = run(*words, "--format", format)
        assert (done.code, done.err) == (0, ""), format
        printed[format] = done.out
    json.loads(printed["json"])
    rows = list(csv.reader(io.StringIO(printed["csv"])))
    assert len(rows) > 1 and len({len(row) for row in rows}) == 1
    assert printed["md"].startswith("# ")
    assert len(set(printed.values())) == len(printed)


@pytest.mark.parametrize("name", PAGES)
def test_what_is_read_at_length_is_a_page_too(run: Run, name: str) -> None:
    page = run(*COMMANDS[name], "-f", "html").out
    assert page.startswith("<!DOCTYPE html>")
    assert "default-src 'none'" in page


def test_the_ending_of_a_file_is_its_format(run: Run, tmp_path: Path) -> None:
    asked = COMMANDS["compliance"]
    for ending, format in (("json", "json"), ("csv", "csv"), ("md", "md"), ("txt", "text")):
        path = tmp_path / f"found.{ending}"
        done = run(*asked, "-o", str(path))
        assert (done.code, done.out, done.err) == (0, "", "")
        assert path.read_text(encoding="utf-8") == run(*asked, "-f", format).out


def test_a_format_asked_for_goes_before_the_ending() -> None:
    assert way("json", Path("found.txt")) == Way("json", Path("found.txt"))
    assert way(None, Path("found")) == Way("text", Path("found"))
    assert way(None, Path("PAGE.HTM"), PAGE).format == "html"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("-f", "docx"), "unknown format 'docx'; choose among text, json, csv, md"),
        (("-f", "jsn"), "unknown format 'jsn'; did you mean json?"),
        (("-f", "html"), "unknown format 'html'; choose among text"),
        (("-o", "found.xlsx"), "found.xlsx: no format here goes by the ending '.xlsx'"),
        (("-o", "found.html"), "found.html: no format here goes by the ending '.html'"),
    ],
)
def test_an_unknown_format_is_one_message_before_any_work(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("system", "2024-06-20", *words)
    assert (done.code, done.out) == (2, "")
    assert done.err.count("\n") == 1
    assert says in done.err
    assert not list(tmp_path.iterdir())


def test_no_ending_of_a_page_is_taken_for_text() -> None:
    with pytest.raises(UsageError, match="--format"):
        way(None, Path("page.html"))


def test_a_file_that_cannot_be_written_is_said(run: Run, tmp_path: Path) -> None:
    done = run(*COMMANDS["compliance"], "-o", str(tmp_path / "absent" / "found.md"))
    assert done.code == 1
    assert "no such folder" in done.err


def test_json_holds_what_the_rows_of_an_answer_do_not(run: Run) -> None:
    event = "2024-06-19 RUS 057 PRK"
    cases = json.loads(run("precedents", event, "-f", "json").out)["cases"]
    assert {"on": "2024-04-03", "actor": "FIN", "action": "057", "target": "UKR"} in cases
    acts = json.loads(run("ramify", event, "-f", "json").out)["acts on file"]
    assert all(act["evidence"] for act in acts)
    assert f"Cases: {len(cases)}." in run("precedents", event, "-f", "md").out


def test_what_documents_say_is_escaped_in_tables(run: Run, tmp_path: Path) -> None:
    hostile = tmp_path / "hostile.txt"
    hostile.write_text(
        "On June 19, 2024, Russia attacked <script>alert(1)</script> Ukraine \x1b[31m | today.\n",
        encoding="utf-8",
    )
    for command in ("read", "check"):
        for format in ("text", "csv", "md"):
            out = run(command, str(hostile), "-q", "-f", format).out
            assert "\x1b" not in out
            assert format != "md" or not re.search(r"(?<!\\)<script", out)


def test_a_survey_writes_its_rows_or_prints_them(run: Run, tmp_path: Path) -> None:
    asked = ("obligations", "--survey", "--on", "1816-06-01")
    rows = list(csv.DictReader(io.StringIO(run(*asked, "-f", "csv").out)))
    assert rows
    listed = json.loads(run(*asked, "-f", "json").out)
    assert [{k: str(v) if v is not None else "" for k, v in row.items()} for row in listed] == rows
    path = tmp_path / "rows.json"
    assert "attacks" in run(*asked, "-o", str(path)).out
    assert json.loads(path.read_text(encoding="utf-8")) == listed
    done = run(*asked, "-f", "md")
    assert (done.code, done.out) == (2, "")
    done = run(*asked, "-f", "csv", "-o", str(path))
    assert (done.code, done.out) == (2, "")
