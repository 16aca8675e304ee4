"""The corpus through reading, briefs and checks: nothing hangs, is lost, runs or is believed."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest

from ramify._print import printable
from ramify.briefing.compose import compose
from ramify.briefing.render.html import page as brief_page
from ramify.briefing.render.markdown import markdown
from ramify.briefing.render.proof import page as proof_page
from ramify.briefing.render.proof import print_table
from ramify.briefing.render.text import plain_text
from ramify.commands.output import plain
from ramify.commands.reading.check import _print as print_check
from ramify.reading.factcheck.documents import checked
from ramify.reading.intake.documents import SUFFIXES
from ramify.reading.library import Library
from ramify.world.world import World
from tests.conftest import Run, more
from tests.hostile.conftest import ODD, WRONG
from tests.hostile.corpus import MARK, documents

pytestmark = pytest.mark.many


@pytest.fixture(scope="session")
def outputs(library: Library) -> dict[str, str]:
    """Everything that can be printed of what was read."""
    world = World.packaged()
    names = {code: actor.name for code, actor in world.actors.items()}
    facts = checked(library, world, None)
    brief = compose(library, world, on="2020-01-01")
    return {
        "read as text": plain(lambda out: print_table(library, names, out)),
        "read as CSV": library.to_csv() or "",
        "read as Markdown": library.to_markdown(),
        "read as JSON": library.to_json(indent=2),
        "read as a page": proof_page(library, names, ()),
        "brief as text": plain_text(brief, long=True),
        "brief as Markdown": markdown(brief, long=True),
        "brief as JSON": brief.to_json(indent=2),
        "brief as a page": brief_page(brief),
        "check as text": plain(lambda out: print_check(facts, out)),
        "check as JSON": facts.to_json(indent=2),
    }


def test_there_are_hundreds_of_kinds_each_the_same_each_time() -> None:
    first, second = dict(documents()), dict(documents())
    assert first == second
    assert len(first) >= 250
    assert len(set(first.values())) > 250


def test_every_document_is_read_or_refused_with_what_to_do(folder: Path, library: Library) -> None:
    shown = {printable(str(p)).replace("\n", "�") for p in folder.iterdir() if p.suffix in SUFFIXES}
    read = {str(r.document.path).partition("#")[0] for r in library.readings}
    refused = {r.path.partition("#")[0] for r in library.refused}
    assert shown == read | refused
    assert all(r.reason and r.repair for r in library.refused)
    assert len(library.readings) > more(80, 200)


def test_none_took_more_than_it_may_and_none_ended_its_worker(library: Library) -> None:
    reasons = [r.reason for r in library.refused]
    assert [reason for reason in reasons if reason.startswith("not finished")] == []
    assert [reason for reason in reasons if "the reader failed" in reason] == []


def test_what_cannot_be_right_is_said_to_be_wrong(library: Library) -> None:
    reasons = {Path(r.path).name.partition("#")[0]: r.reason for r in library.refused}
    for name, words in WRONG.items():
        assert words in reasons[name], name


def test_all_that_claims_the_same_news_is_read_alike(library: Library) -> None:
    """A payload beside a sentence takes nothing away from what the sentence reports."""
    told = Counter(
        any(e.actor == "DEU" and e.target == "IRN" for e in reading.events)
        for reading in library.readings
        if reading.document.name.startswith("pay-")
    )
    assert told[True] > 0.85 * sum(told.values()), told


def test_nothing_that_steers_a_terminal_is_printed(outputs: dict[str, str]) -> None:
    for name, text in outputs.items():
        found = {
            c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Cs") and c not in "\r\n"
        }
        assert found == set(), name


def test_json_is_json(outputs: dict[str, str]) -> None:
    for name, text in outputs.items():
        if "JSON" in name:
            json.loads(text)


class _Tags(HTMLParser):
    """The elements and attributes of a page, as a browser would see them."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: Counter[str] = Counter()
        self.targets: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        for name, value in attrs:
            self.attributes[name] += 1
            if name in ("href", "src", "action"):
                self.targets.append(value or "")


@pytest.mark.parametrize("name", ["read as a page", "brief as a page"])
def test_a_page_holds_no_element_of_a_document(outputs: dict[str, str], name: str) -> None:
    found = _Tags()
    found.feed(outputs[name])
    none = {"script", "img", "iframe", "link", "base", "form", "input", "object", "embed", "image"}
    figures = {"foreignobject", "use", "animate", "set"} if name.startswith("brief") else {"svg"}
    assert not (none | figures) & set(found.tags), found.tags
    assert not [a for a in found.attributes if a.startswith("on")]
    assert not [t for t in found.targets if re.match(r"(?i)\s*(javascript|data|https?):", t)]
    assert "Content-Security-Policy" in outputs[name]


def test_no_template_of_a_document_is_filled_in(outputs: dict[str, str]) -> None:
    for name, text in outputs.items():
        assert "{{ 7 * 7 }}" in text or "7 * 7" not in text, name
    assert MARK in outputs["read as JSON"]  # The payloads are there, as text.


def test_the_terminal_lists_what_was_not_read_a_line_each(folder: Path, run: Run) -> None:
    done = run("read", "--no-cache", *[str(folder / name) for name in (*ODD, "deep.html")])
    assert done.code == 0
    assert len(done.err.splitlines()) == 2
    assert all(line.startswith("ramify: not read: ") for line in done.err.splitlines())
    assert "\x1b" not in done.out + done.err
