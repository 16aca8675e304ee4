"""The contract of every renderer, found by its signature: a brief in, text out.

A new one under `briefing/render` is held to it the moment it exists.
"""

from __future__ import annotations

import html
import inspect
import json
import pkgutil
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt
from rich.console import Console

import ramify.briefing.render as render
from ramify.briefing.annex.annex import annex, lines_of
from ramify.briefing.annex.line import Section
from ramify.briefing.brief import Brief
from ramify.briefing.render.text import print_text

Renderer = Callable[..., str]
GOLDEN = Path(__file__).parent / "golden"


def _renderers() -> dict[str, Renderer]:
    """Public functions of the render folder that take a brief first and return text."""
    found = {}
    for module in pkgutil.iter_modules(render.__path__, "ramify.briefing.render."):
        for name, made in vars(import_module(module.name)).items():
            if not inspect.isfunction(made) or made.__module__ != module.name or name[0] == "_":
                continue
            signature = inspect.signature(made)
            first = next(iter(signature.parameters.values()), None)
            if first and first.annotation == "Brief" and signature.return_annotation == "str":
                found[f"{module.name.rpartition('.')[2]}.{name}"] = made
    return found


RENDERERS = _renderers()
every_renderer = pytest.mark.parametrize("name", RENDERERS)


def test_the_renderers_are_found() -> None:
    assert set(RENDERERS) >= {"text.plain_text", "markdown.markdown", "html.page", "html.notebook"}


def _fields(name: str) -> Any:
    """A brief as JSON has it."""
    return json.loads((GOLDEN / name / "brief.json").read_text(encoding="utf-8"))


def _brief(fields: Any) -> Brief:
    return Brief.from_json(json.dumps(fields))


@pytest.fixture(scope="module", params=["summit", "shells", "submarines"])
def brief(request: pytest.FixtureRequest) -> Brief:
    return _brief(_fields(request.param))


def rendered(name: str, brief: Brief, *, long: bool) -> str:
    """The brief by a renderer, in its long form if it has two."""
    made = RENDERERS[name]
    two = "long" in inspect.signature(made).parameters
    return made(brief, long=long) if two else made(brief)


def shown(name: str, brief: Brief, *, long: bool) -> str:
    """The words that a reader sees, in order."""
    text = rendered(name, brief, long=long)
    if name.startswith("html"):
        text = re.sub(r"<style>.*?</style>|<[^>]+>", " ", text, flags=re.DOTALL)
    if name.startswith("markdown"):
        text = re.sub(r'<a id="n\d+"></a>|\(#n\d+\)', " ", text)
    return f" {' '.join(words(text))} "


def words(text: str) -> list[str]:
    """The words of a text, which no wrapping or escaping changes."""
    return re.findall(r"[^\W_]+", html.unescape(text))


_WORDS = 15
"""Of a quote, which in the terminal breaks off after 130 characters with its place told."""


@every_renderer
def test_every_line_is_printed_in_order_with_its_number(name: str, brief: Brief) -> None:
    """In the long form, after the page; a text document's quotes stand there too, each once.

    In the terminal a line quotes a document once, and tells the places of the rest.
    """
    printed = shown(name, brief, long=True)
    at = printed.rfind(" Sources 1 D1 ")
    for line in lines_of(annex(brief)):
        wanted = f" {' '.join(words(f'{line.number} {line.tag} {line.text}'))} "
        found = printed.find(wanted, at)
        assert found >= 0, f"line {line.number} is not printed, or out of order: {line.text}"
        at = found + 1
        quoted = {e.document: e for e in reversed(line.evidence) if e.kind == "text"}
        terminal = name == "text.plain_text"
        for evidence in quoted.values() if terminal else line.evidence:
            if evidence.kind == "text":
                told = words(evidence.quote)
                assert " ".join(told[:_WORDS] if terminal else told) in printed


@every_renderer
def test_the_page_cites_lines_that_are_there(name: str, brief: Brief) -> None:
    page = brief.page
    printed = shown(name, brief, long=False)
    cited = {n for line in page.bottom for n in line.cites}
    assert cited and cited <= set(range(1, page.lines + 1))
    for line in page.bottom:
        assert " ".join(words(line.words)[:8]) in printed


def test_headings_go_no_deeper_than_html_has_them(brief: Brief) -> None:
    """The annex begins below its own heading, at the third of six levels."""

    def depth(section: Section) -> int:
        return 1 + max(map(depth, section.parts), default=0)

    assert max(map(depth, annex(brief))) <= 4


@pytest.mark.parametrize("width", [80, 100, 160])
def test_no_line_of_the_terminal_is_wider_than_it(brief: Brief, width: int) -> None:
    out = StringIO()
    console = Console(file=out, width=width, highlight=False, markup=False, emoji=False)
    print_text(brief, console, long=True)
    assert max(map(len, out.getvalue().splitlines())) <= width


FREE = {
    "title", "name", "short", "quote", "content", "cue", "actor_name", "target_name", "object",
    "place", "unit", "path", "reason", "repair", "text", "words", "says", "citation", "by",
    "dated_from", "names", "who", "whom", "value", "document", "rests_on", "nobody", "source",
    "values", "reasons", "silent", "reader", "author", "outlet", "address", "where", "file",
    "events", "treaties",
}  # fmt: skip
"""Fields of free text, which a stranger's document, page or data may fill."""

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<!-- --></p></ul><h2>Obliged</h2>",
    "{{ 7 * 7 }} {% include 'page.html' %}",
    "[click](javascript:alert(1)) ![x](http://example.invalid/x.png) <http://example.invalid>",
    "# Obliged\n\n## Obliged\n- owed\n\n> owed\n***\n",
    "`code` ~~~ ``` *strong* __strong__ | table |\n|---|",
    "1. owed\n2) owed\n+ owed\n    owed",
    "123) owed",
    "- owed\n- owed",
    "+ owed",
    "* owed",
    "---",
    "    code",
    "Obliged\n=======\nclaimed\n-------",
    "&lt;script&gt; &#60;b&#62;",
    "\x1b[31mred\x1b[0m \x9b2J \x00\x07\x08",
    "\u202eelddir\u202c \u2066isolate\u2069 \u200f\u200b",
    "[bold red]rich[/bold red] :smile:",
]


def swapped(value: Any, text: str, key: str = "") -> Any:
    """A value of JSON with `text` wherever a stranger's may stand."""
    match value:
        case dict() if key in ("names", "silent"):
            return dict.fromkeys(value, text)
        case dict():
            return {name: swapped(inner, text, name) for name, inner in value.items()}
        case list():
            return [swapped(inner, text, key) for inner in value]
        case str() if key in FREE:
            return text
    return value


class _Skeleton(HTMLParser):
    """The elements of a page with their attributes, without its text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Any] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, attrs))

    def handle_endtag(self, tag: str) -> None:
        self.found.append(tag)

    def handle_comment(self, data: str) -> None:
        self.found.append(("comment", data))


def skeleton(printed: str, name: str) -> list[Any]:
    """What a reader's program makes of it but for the words: a page, Markdown, or plain rules."""
    if name.startswith("markdown"):
        printed = MarkdownIt("commonmark").enable("table").render(printed)
    elif name.startswith("text"):
        return [line[:2] for line in printed.splitlines() if line.startswith("─")]
    parser = _Skeleton()
    parser.feed(printed)
    return parser.found


@cache
def _all_plain(name: str) -> list[Any]:
    """What a renderer makes of a brief in which strangers wrote nothing but plain words."""
    plain = _brief(swapped(_fields("shells"), "plain words"))
    return skeleton(rendered(name, plain, long=True), name)


@every_renderer
@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_a_stranger_wrote_stays_text(name: str, hostile: str) -> None:
    printed = rendered(name, _brief(swapped(_fields("shells"), hostile)), long=True)
    assert skeleton(printed, name) == _all_plain(name)
    controls = {c for c in printed if c != "\n" and unicodedata.category(c)[0] == "C"}
    assert not controls, [hex(ord(c)) for c in controls]


@every_renderer
def test_a_brief_of_nothing_is_still_rendered(name: str) -> None:
    empty = {
        "happened": [], "obliged": {}, "expected": [], "claimed": [], "unresolved": [],
        "refused": [], "sources": [], "checked": [], "rests_on": "", "basis": None,
        "calibration": None,
        "silent": {voice: f"{voice}: none." for voice in ("obliged", "expected", "claimed")},
    }  # fmt: skip
    printed = rendered(name, _brief({**_fields("shells"), **empty}), long=True)
    for heading in ("Obliged", "Expected", "Exposed", "Claimed"):
        assert heading in printed
