"""The page: small enough, right in its numbers, and whole in every form at any width."""

from __future__ import annotations

import html
import json
import re
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.console import Console

import ramify
from ramify import Attack, World
from ramify.briefing.annex.annex import annex, lines_of
from ramify.briefing.brief import Brief
from ramify.briefing.page.page import Page
from ramify.briefing.render.html import page as html_page
from ramify.briefing.render.markdown import markdown
from ramify.briefing.render.text import plain_text, print_text
from ramify.reasoning.obligations.questions.suppose import supposing

GOLDEN = Path(__file__).parent.parent / "golden"
NAMES = ("summit", "shells", "submarines")
LISTS = ("happened", "alleged", "denied", "planned", "expected", "exposed", "claimed", "checked")
OBLIGED = ("turns", "cases", "bonds", "measures")


@cache
def golden(name: str) -> str:
    return (GOLDEN / name / "brief.json").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def world() -> World:
    return World.packaged()


@pytest.mark.shared
def test_two_articles_make_a_page_that_is_read_in_a_minute(two_articles: Brief) -> None:
    """Under 70 lines of 100 columns and 650 words; the annex under 400."""
    short, long = (plain_text(two_articles, long=long).splitlines() for long in (False, True))
    assert len(short) < 70 and max(map(len, short)) <= 100
    assert len(" ".join(short).split()) <= 650
    assert len(long) - len(short) < 400


@pytest.mark.parametrize("name", NAMES)
def test_every_number_points_into_the_json(name: str) -> None:
    """RFC 6901: a pointer's parts are keys and places."""
    fields = json.loads(golden(name))
    cites = fields["page"]["cites"]
    assert cites and list(map(int, cites)) == list(range(1, len(cites) + 1))
    for pointers in cites.values():
        assert pointers
        for pointer in pointers:
            value: Any = fields
            for part in pointer.removeprefix("/").split("/"):
                value = value[int(part)] if isinstance(value, list) else value[part]


@pytest.mark.parametrize("name", NAMES)
def test_the_page_in_the_json_is_the_page_of_the_brief(name: str) -> None:
    brief = Brief.from_json(golden(name))
    assert Page.model_validate(json.loads(brief.to_json())["page"]) == brief.page


@pytest.mark.parametrize("name", NAMES)
def test_each_row_cites_what_it_tells(name: str) -> None:
    page = Brief.from_json(golden(name)).page
    rows = [*page.bottom, *page.expect, *page.shifts, *page.claims, *page.watch, *page.unknown]
    rows += [e for table in page.bound for c in table.columns for es in c.rows.values() for e in es]
    assert rows and all(row.cites for row in rows), [row.words for row in rows if not row.cites]


def some(name: str, draw: Any) -> Brief:
    """A brief of some of the lines of another, in their order."""
    fields = json.loads(golden(name))
    for of, names in ((fields, LISTS), (fields["obliged"], OBLIGED)):
        for field in names:
            kept = draw(st.lists(st.booleans(), min_size=len(of[field]), max_size=len(of[field])))
            of[field] = [value for value, keep in zip(of[field], kept, strict=True) if keep]
    return Brief.from_json(json.dumps(fields))


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_no_numbered_line_is_lost_in_any_form_at_any_width(data: st.DataObject) -> None:
    brief = some(data.draw(st.sampled_from(NAMES)), data.draw)
    width = data.draw(st.integers(80, 160))
    numbers = [line.number for line in lines_of(annex(brief))]
    out = StringIO()
    console = Console(file=out, width=width, highlight=False, markup=False, emoji=False)
    print_text(brief, console, long=True)
    printed = out.getvalue()
    below = printed[printed.rindex("Evidence [1]") :]
    at = 0
    for number in numbers:
        at = below.index(f"[{number}] ", at) + 1
    assert max(map(len, printed.splitlines())) <= width
    assert re.findall(r'<li id="n(\d+)">', html_page(brief)) == list(map(str, numbers))
    assert re.findall(r'<a id="n(\d+)">', markdown(brief, long=True)) == list(map(str, numbers))
    cited = {n for row in brief.page.bottom for n in row.cites}
    assert cited <= set(numbers)


def test_the_first_screen_is_that_of_obligations(world: World) -> None:
    """For each case of a brief, of the day as it is or with the treaty in force."""
    brief = Brief.from_json(golden("summit"))
    asked = [case for case in brief.obliged.cases if case.told == "supposed" and not case.answers]
    assert asked
    for case in asked:
        laid = supposing(world, brief.on, [case.pact] if case.pact else [])
        attack = Attack(attacker=case.attacker, victim=case.victim, on=brief.on)
        assert ramify.obligations(laid.at(brief.on), attack).screen == case.screen


def test_what_shifts_is_what_exposed_says(world: World) -> None:
    brief = Brief.from_json(golden("summit"))
    eve = "2024-06-18"
    found = ramify.exposed(eve, with_pacts=["prk-rus-2024"], actors=["PRK", "RUS"], world=world)
    told = {(d.actor, d.measure): d.change for d in found.differences}
    lines = [x for x in brief.exposed if x.actors[0] in ("PRK", "RUS")]
    assert lines
    for line in lines:
        assert line.strength.kind == "shift"
        assert told[line.actors[0], line.action] == line.strength.change  # type: ignore[index]


def test_a_page_needs_nothing_from_elsewhere() -> None:
    text = html_page(Brief.from_json(golden("summit")))
    assert not re.search(r"""(?:src|href)=["'](?!#)""", text)
    assert "<script" not in text and "prefers-color-scheme: dark" in text
    anchors, links = (
        set(re.findall(r'id="([^"]+)"', text)),
        set(re.findall(r'href="#([^"]+)"', text)),
    )
    assert links <= anchors
    assert html.unescape(text).count("<svg") >= 3


@pytest.mark.parametrize(
    ("on", "waits"), [("2023-11-11", True), ("2024-08-27", True), ("2024-08-28", False)]
)
def test_a_duty_is_told_as_owed_only_from_the_day_that_its_treaty_is_in_force(
    on: str, waits: bool
) -> None:
    made = ramify.brief(GOLDEN / "tuvalu" / "documents", on=on)
    lines = " ".join(plain_text(made).split())
    assert "assists Tuvalu at its request against a major natural disaster" in lines
    assert "in return Tuvalu mutually agrees with Australia" in lines
    assert ("Once in force: Australia, by its" in lines) is waits
    assert ("art. 4(1), once in force): by aid, if asked" in lines) is waits
