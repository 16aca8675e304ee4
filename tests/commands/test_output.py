"""Every command prints text, JSON, CSV and Markdown, to the terminal or to a file."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from ramify._errors import UsageError
from ramify.cli import app
from ramify.commands.output import PAGE, TABLE, Way, way
from ramify.record.chronicle import chronicle
from ramify.record.store import Record
from tests.conftest import ROOT, Run
from tests.record.samples import FILES
from tests.world.sources.samples import SAMPLES

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
    "pact check": ("pact", "check", "{pact}"),
    "world show": ("world", "show", "prk-rus-2024"),
    "world check": ("world", "check", "{facts}"),
    "actors resolve": ("actors", "resolve", "CH"),
    "ramify": ("ramify", "2024-06-19 RUS 057 PRK"),
    "precedents": ("precedents", "2024-06-19 RUS 057 PRK"),
    "load a feed": ("load", "{feed}", "--record", "{fresh}"),
    "load facts": ("load", "atop", "{atop}", "--into", "{fresh}"),
    "record": ("record", "{record}"),
    "fit": ("fit", "--events", "{quadruples}"),
    "bench tkg": ("bench", "tkg", "{quadruples}"),
    "bench reading": ("bench", "reading", "--gold", "{gold}", "--parser", "shallow"),
}  # fmt: skip
PAGES = ("brief", "read", "obligations", "what if")
EMPTY = {
    "pact check": "there is no mistake",
    "world check": "there is no mistake",
    "precedents": "how often something follows is not known from the packaged chronicle",
}
"""Commands that are asked here what has no row, and why it has none."""
RUN_ELSEWHERE = {
    "fetch": "needs a server that publishes: tests/record/test_fetch.py",
    "panel": "its one result is the frame: tests/record/test_panels.py",
    "validate pacts": "needs published data: tests/world/sources/test_commands.py",
    "validate dyads": "needs published data: tests/world/sources/test_commands.py",
    "validate fulfilment": "needs published data: tests/world/sources/test_commands.py",
}
MAKES_A_FILE = {
    "fit": "Write the model",
    "panel": "The frame",
    "record": "Write the events",
}
"""Commands whose `-o` is for what they make, rather than for what they print."""


def _commands(group: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Every command there is, as one types it."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


ALL = dict(_commands(get_command(app)))


@pytest.mark.parametrize("name", ALL)
def test_a_command_offers_every_format_and_a_file(name: str) -> None:
    options = {word: option for option in ALL[name].params for word in option.opts}
    assert "-o" in options
    assert options["--format"].metavar in ("|".join(TABLE), "|".join(PAGE))
    made = MAKES_A_FILE.get(name) or ("Write" if name == "obligations" else "Write to this file.")
    assert options["-o"].help.startswith(made)


def test_every_command_is_tried() -> None:
    tried = {name for name in ALL for words in COMMANDS.values() if _typed(words, name)}
    assert tried | set(RUN_ELSEWHERE) == set(ALL)
    assert not tried & set(RUN_ELSEWHERE)


def _typed(words: tuple[str, ...], name: str) -> bool:
    return list(words[: len(name.split())]) == name.split()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """What commands read that is not packaged, small and made up."""
    folder = tmp_path_factory.mktemp("files")
    found = {
        name: folder / name
        for name in ("pact", "facts", "feed", "atop", "record", "quadruples", "gold")
    }
    found["pact"] = ROOT / "src" / "ramify" / "world" / "data" / "pacts" / "anzus.toml"
    for name in ("facts", "quadruples", "gold"):
        found[name].mkdir()
    _write_gold(found["gold"])
    found["feed"].write_bytes(FILES["gdelt2"][1])
    found["atop"].write_text(SAMPLES["atop"] + "9003,777777,0,1990,1,1,0,0,0,1,0,0,0,0\n")
    with Record.open(found["record"]) as record:
        record.add(chronicle())
    _write_quadruples(found["quadruples"])
    return found


def _write_gold(folder: Path) -> None:
    text = "Kenya accused Chad on 3 May 2021."
    (folder.parent / "articles").mkdir()
    (folder.parent / "articles" / "one.txt").write_text(text, encoding="utf-8")
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    (folder / "one.toml").write_text(
        f'file = "one.txt"\nsha256 = "{digest}"\nevent = [{{ in = ["s1"], actor = ["KEN"], '
        'action = ["112"], target = ["TCD"], when = ["2021-05-03"] }]\n'
        "[sentences]\ns1 = [0, 33]\n",
        encoding="utf-8",
    )


def _write_quadruples(folder: Path) -> None:
    for stem, names in (("entity2id", "A\t0\nB\t1\nC\t2"), ("relation2id", "hit\t0\nhelp\t1")):
        (folder / f"{stem}.tsv").write_text(names, encoding="utf-8")
    facts = [(day % 3, day % 2, (day + 1) % 3, day) for day in range(60)]
    for split, part in (("train", facts[:50]), ("valid", facts[50:])):
        rows = "\n".join("\t".join(map(str, fact)) for fact in part)
        (folder / f"{split}.txt").write_text(rows, encoding="utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_prints_every_format(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, files: dict[str, Path], tmp_path: Path
) -> None:
    monkeypatch.setenv("RAMIFY_SHARED", str(tmp_path / "none"))
    printed = {}
    for format in TABLE:
        paths = {**files, "fresh": tmp_path / format}
        words = [word.format(**paths) if word[:1] == "{" else word for word in COMMANDS[name]]
        done = run(*words, "--format", format)
        assert (done.code, done.err) == (0, ""), format
        printed[format] = done.out
    json.loads(printed["json"])
    rows = list(csv.reader(io.StringIO(printed["csv"])))
    assert len({len(row) for row in rows}) == 1
    assert (len(rows) > 1) == (name not in EMPTY)
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
    acts = json.loads(run("ramify", "2024-06-19 RUS:GOV 057 PRK", "-f", "json").out)["acts on file"]
    assert all(act["evidence"] for act in acts)
    states = json.loads(run("ramify", event, "-f", "json").out)["third states"]
    assert {row["side"] for row in states} == {"RUS", "PRK"}
    assert all(0 < row["usual"] < 1 for row in states)
    assert f"\n{len(cases)} precedents, " in run("precedents", event, "-f", "md").out


@pytest.mark.parametrize("name", ["forecast", "explain", "ramify", "precedents"])
def test_markdown_of_an_expectation_tells_what_the_terminal_does(run: Run, name: str) -> None:
    def words(text: str) -> list[str]:
        return re.sub(r"[\\|─-]|of it|usual|count", " ", text).split()

    printed, marked = (run(*COMMANDS[name], "-f", form).out for form in ("text", "md"))
    assert sorted(words(printed)) == sorted(words(marked.partition("\n")[2]))


def test_markdown_leaves_out_columns_without_a_value_and_rounds(run: Run) -> None:
    asked = COMMANDS["exposed"]
    head, _, first = run(*asked, "-f", "md").out.splitlines()[2:5]
    assert "missing" in run(*asked, "-f", "csv").out.partition("\n")[0]
    assert "missing" not in head
    assert "| 2 | 4 | 2 | states |" in first


def test_citations_are_text(run: Run) -> None:
    done = run(*COMMANDS["brief"], "--cite", "-f", "json")
    assert (done.code, done.out) == (2, "")
    assert "citations are text, not json; leave out --format" in done.err


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
    marked = run(*asked, "-f", "md").out
    assert marked.startswith("# ") and marked.count("\n") == len(rows) + 4
    assert run(*asked, "-o", str(tmp_path / "rows.md")).code == 0
    assert (tmp_path / "rows.md").read_text(encoding="utf-8") == marked
    done = run(*asked, "-f", "html")
    assert (done.code, done.out) == (2, "")
    done = run(*asked, "-f", "csv", "-o", str(path))
    assert (done.code, done.out) == (2, "")
