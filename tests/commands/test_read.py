"""`ramify read` as a user meets it: tables, pages, language models, corrections, refusals."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ramify.briefing.render.proof import Mark, paragraphs
from ramify.reading.library import Library
from tests.conftest import Run
from tests.reading.web import Answer, Site, serving

SENTENCE = "On June 19, 2024, Russia and North Korea signed a treaty in Pyongyang."
EVENT = {"quote": SENTENCE, "actor": "RUS", "action": "057", "target": "PRK", "when": "2024-06-19"}


@pytest.fixture
def treaty(tmp_path: Path) -> str:
    path = tmp_path / "treaty.txt"
    path.write_text(f"{SENTENCE} Japan may protest.\n", encoding="utf-8")
    return str(path)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Site]:
    """A language model on the loopback that finds one event, and an empty cache."""
    for name in ("RAMIFY_API_KEY", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    with serving() as site:
        content = json.dumps({"events": [EVENT], "claims": []})
        body = {
            "choices": [{"message": {"content": content}, "finish_reason": "stop"}],
            "usage": {"prompt_tokens": 2_000_000, "completion_tokens": 1_000_000},
        }
        answer = Answer(json.dumps(body).encode(), "application/json")
        site.routes["/v1/chat/completions"] = answer
        yield site


def model(site: Site, reader: str = "llm") -> tuple[str, ...]:
    return ("--reader", reader, "--base-url", f"{site.url}/v1", "--model", "tiny")


def complains(done: SimpleNamespace, code: int, *words: str) -> None:
    assert (done.code, done.out) == (code, ""), done.err
    for word in words:
        assert word in done.err
    assert "Traceback" not in done.err


def test_a_table_shows_statements_with_their_places(run: Run, treaty: str) -> None:
    done = run("read", treaty)
    assert done.code == 0, done.err
    for words in ("treaty.txt", "event", "claim", "2024-06-19", "CAMEO 057", "0–70"):
        assert words in done.out


def test_json_is_the_library(run: Run, treaty: str) -> None:
    library = Library.from_json(run("read", treaty, "-f", "json").out)
    assert library.readings[0].document.name == "treaty.txt"


def test_a_file_gets_what_the_terminal_shows(run: Run, treaty: str, tmp_path: Path) -> None:
    shown = run("read", treaty).out
    assert run("read", treaty, "-o", str(tmp_path / "t.txt")).out == ""
    assert (tmp_path / "t.txt").read_text(encoding="utf-8") == shown


class _Words(HTMLParser):
    """The text of the paragraphs of a page, the numbers of statements left out."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self._in, self._sup = "", False, False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in = (tag == "p" and not attrs) or (self._in and tag != "ol")
        self._sup = tag == "sup" or (self._sup and tag == "a")

    def handle_endtag(self, tag: str) -> None:
        self._in = self._in and tag != "p"
        self._sup = self._sup and tag != "sup"

    def handle_data(self, data: str) -> None:
        self.text += data if self._in and not self._sup else ""


def test_a_page_has_the_whole_text_with_marks_and_nothing_else(run: Run, treaty: str) -> None:
    done = run("read", treaty, "-f", "html")
    assert _Words(done.out).text == f"{SENTENCE} Japan may protest."
    assert re.search(r'<mark class="event" data-tip="1\. event 2024-06-19', done.out)
    assert "<script" not in done.out and "http" not in done.out.replace("http-equiv", "")


def test_a_page_escapes_what_a_document_says(run: Run, tmp_path: Path) -> None:
    path = tmp_path / '"><script>x.txt'
    path.write_text(f"{SENTENCE} Russia attacked <script>alert(1)</script>\x1b[31m Ukraine.\n")
    page = run("read", str(path), "-f", "html").out
    assert "<script" not in page and "\x1b" not in page


@given(
    st.text(alphabet="ab \n", min_size=1, max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=5),
)
def test_marks_never_change_the_text(text: str, places: list[tuple[int, int]]) -> None:
    found = [Mark(n, "event", "", "", (), (), ((a, a + w),)) for n, (a, w) in enumerate(places)]
    shown = ["".join(piece.text for piece in p.pieces) for p in paragraphs(text, found)]
    assert "\n\n".join(shown) == text


# language models ------------------------------------------------------------------------


def test_a_model_reads_and_its_cost_is_said(run: Run, treaty: str, site: Site) -> None:
    done = run("read", treaty, *model(site), "--price-in", "0.5", "--price-out", "2")
    assert done.code == 0, done.err
    assert "2024-06-19" in done.out and "llm tiny" in done.out
    assert "1 request" in done.err and "2,000,000 tokens in" in done.err
    assert "cost 3.0000" in done.err


def test_a_brief_may_be_read_by_a_model(run: Run, treaty: str, site: Site) -> None:
    done = run("brief", treaty, *model(site), "-f", "json")
    assert done.code == 0, done.err
    assert json.loads(done.out)["provenance"]["reader"] == "llm tiny"
    assert "1 request," in done.err


def test_a_brief_of_both_readers_names_the_finder(run: Run, treaty: str, site: Site) -> None:
    done = run("brief", treaty, *model(site, "both"), "--long")
    assert done.code == 0, done.err
    assert "found by llm" in " ".join(done.out.split())


def test_a_model_asked_again_answers_from_the_cache(run: Run, treaty: str, site: Site) -> None:
    first, again = (run("read", treaty, *model(site)) for _ in range(2))
    assert first.out == again.out
    assert "0 requests, 1 answer from the cache" in again.err
    assert "1 request," in run("read", treaty, *model(site), "--no-cache").err


def test_both_readers_say_who_found_what(run: Run, treaty: str, site: Site) -> None:
    done = run("read", treaty, *model(site, "both"))
    assert done.code == 0, done.err
    assert "Found by" in done.out
    assert re.search(r"rules and\s+llm", done.out)
    assert "found by rules alone" in done.out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--reader", "llm"), "needs --base-url and --model"),
        (("--reader", "both", "--model", "m"), "needs --base-url"),
        (("--model", "m"), "need --reader llm"),
        (("--reader", "llm", "--base-url", "nowhere", "--model", "m"), "not an endpoint"),
        (("--reader", "llm", "--base-url", "https://a.test/v1", "--model", "m"), "RAMIFY_API_KEY"),
        (("--on", "soon"), "not a day"),
        (("--format", "docx"), "docx"),
    ],
)
@pytest.mark.usefixtures("site")
def test_a_wrong_request_is_a_usage_error(
    run: Run, treaty: str, words: tuple[str, ...], message: str
) -> None:
    complains(run("read", treaty, *words), 2, message)


def test_an_endpoint_that_refuses_is_said_once(run: Run, treaty: str, site: Site) -> None:
    site.routes["/v1/chat/completions"] = Answer(b"no", status=401)
    done = run("read", treaty, treaty, *model(site))
    complains(done, 1, "status 401", "set RAMIFY_API_KEY")
    assert len(done.err.splitlines()) == 1


# refusals -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("http://127.0.0.1/a", "not on the public internet"),
        ("http://169.254.169.254/latest/meta-data", "not on the public internet"),
        ("http://[::ffff:10.0.0.1]/", "not on the public internet"),
        ("https://user@example.org/", "name or password"),
        ("nowhere.docx", "no such file"),
    ],
)
@pytest.mark.parametrize("command", ["read", "brief"])
def test_what_cannot_be_read_says_why(run: Run, command: str, path: str, words: str) -> None:
    complains(run(command, path), 1, words)


# corrections ----------------------------------------------------------------------------


def test_corrections_are_begun_then_applied(run: Run, treaty: str, tmp_path: Path) -> None:
    path = tmp_path / "corrections.toml"
    begun = run("read", treaty, "--corrections", str(path))
    assert "set the verdict" in begun.err
    text = path.read_text(encoding="utf-8")
    line = re.search(r'read = "(event RUS \d+ PRK 2024-06-19|event PRK \d+ RUS 2024-06-19)"', text)
    assert line, text
    path.write_text(text.replace("unchecked", "right").replace(line[0], line[0]), encoding="utf-8")
    checked = run("read", treaty, "--corrections", str(path))
    total = text.count("[[statement]]\ndocument")
    assert f"{total} of {total} corrections met" in checked.err
    assert checked.out == begun.out
    path.write_text(text.replace("unchecked", "wrong"), encoding="utf-8")
    emptied = run("read", treaty, "--corrections", str(path))
    assert f"0 of {total} corrections met" in emptied.err
    assert "no event and no claim" in emptied.out


def test_a_bad_file_of_corrections_is_an_input_error(run: Run, treaty: str, tmp_path: Path) -> None:
    path = tmp_path / "c.toml"
    path.write_text("[[statement", encoding="utf-8")
    complains(run("read", treaty, "--corrections", str(path)), 1, "c.toml", "cannot be read")
