"""The brief keeps the laws: evidence for every line, verbatim quotes, voices apart."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import ramify
from ramify import Event, InputError, World
from ramify.briefing.annex.annex import annex
from ramify.briefing.annex.line import Line, Section
from ramify.briefing.brief import VERSION, Brief
from ramify.briefing.ramification import NotKnown, ObligedLine, Shift
from ramify.briefing.render.html import page
from ramify.briefing.render.markdown import markdown
from ramify.briefing.render.text import plain_text
from ramify.briefing.voices.exposed import exposed
from ramify.briefing.voices.third_states import HOSTILE
from tests.conftest import ROOT

EXAMPLE = ROOT / "examples" / "summit-2024"


@pytest.fixture
def brief(example: Brief) -> Brief:
    return example


def _lines(sections: tuple[Section, ...]) -> Iterator[tuple[Section, Line]]:
    for section in sections:
        yield from ((section, line) for line in section.lines)
        yield from _lines(section.parts)


def test_a_brief_reads_back_from_its_json(brief: Brief) -> None:
    assert Brief.from_json(brief.to_json()) == brief


@pytest.mark.parametrize("version", [None, 1, VERSION - 1, VERSION + 1, "2"])
def test_a_brief_of_another_version_is_refused(brief: Brief, version: object) -> None:
    fields = json.loads(brief.to_json())
    fields.pop("version") if version is None else fields.update(version=version)
    said = f"has version {version or 1} of the format, this release reads {VERSION}; make it anew"
    with pytest.raises(InputError, match=said):
        Brief.from_json(json.dumps(fields))


def test_what_calls_a_line_forth_is_an_event_of_the_brief(brief: Brief) -> None:
    causes = [line.cause for line in (*brief.expected, *case_lines(brief))]
    told = [cause.event for cause in causes if cause.kind == "event"]
    assert told and all(event in brief.happened for event in told)
    assert {c.pact for c in causes if c.kind == "article"} <= {t.pact for t in brief.obliged.turns}


def test_a_duty_names_the_article_that_decides_it(brief: Brief) -> None:
    duties = {
        (line.actors, line.strength.article.pact, line.strength.article.article): line
        for line in case_lines(brief)
    }
    for line in duties.values():
        cited = {(e.pact, e.article) for e in line.evidence if e.kind == "article"}
        assert (line.strength.article.pact, line.strength.article.article) in cited


def case_lines(brief: Brief) -> list[ObligedLine]:
    return [line for case in brief.obliged.cases for line in case.lines]


def test_every_line_of_a_voice_carries_evidence(brief: Brief) -> None:
    voices = tuple(section for section in annex(brief) if section.voice)
    assert [section.voice for section in voices] == ["obliged", "expected", "exposed", "claimed"]
    for section, line in _lines(voices):
        assert line.evidence or line.tag == "behind", (section.heading, line.text)


def test_every_event_and_claim_quotes_its_document_verbatim(brief: Brief) -> None:
    library = ramify.read(EXAMPLE)
    texts = {reading.document.id: reading.document.text for reading in library.readings}
    quotes = [e for event in brief.happened for e in event.evidence]
    quotes += [e for line in brief.claimed for e in line.evidence]
    assert quotes
    for evidence in quotes:
        assert evidence.kind == "text"
        assert texts[evidence.document][evidence.start : evidence.end] == evidence.quote


def test_a_silent_voice_says_why_in_one_sentence(brief: Brief) -> None:
    for section in annex(brief):
        if section.voice and not (section.lines or section.parts):
            assert section.note is not None
            assert section.note.count(".") == 1


def test_the_treaty_is_turned_before_and_after(brief: Brief) -> None:
    turn = next(turn for turn in brief.obliged.turns if turn.pact == "prk-rus-2024")
    assert [bond.pact for bond in turn.before] == ["prk-rus-2000"]
    assert not any(line.action == "defense" for bond in turn.before for line in bond.lines)
    after = [line for bond in turn.after for line in bond.lines if line.action == "defense"]
    assert [line.strength.article.article for line in after] == ["4"]
    weakened = [change for change in turn.compared if change.line.strength.status == "weakened"]
    assert "Soviet–North Korean treaty of 1961" in {change.short for change in weakened}


def test_the_bonds_are_those_of_two_that_have_to_do_with_each_other(brief: Brief) -> None:
    """Of those the documents only name, as in a list of guests, no pact is told."""
    pairs = {frozenset((e.actor, e.target)) for e in brief.happened}
    for bond in brief.obliged.bonds:
        assert any(pair <= {*bond.parties} for pair in pairs), bond.short


def test_the_day_decides_what_is_in_force() -> None:
    later = ramify.brief(EXAMPLE, on="2024-12-05")
    turn = next(turn for turn in later.obliged.turns if turn.pact == "prk-rus-2024")
    assert turn.after[0].status == "in force"
    assert later.on_because.kind == "asked"


def test_about_keeps_to_one_actor() -> None:
    about = ramify.brief(EXAMPLE, about=["Finland"])
    assert about.about == ("FIN",)
    assert about.happened
    for event in about.happened:
        assert "FIN" in (event.actor, event.target)


def test_a_brief_shows_itself_in_a_notebook(brief: Brief) -> None:
    shown = brief._repr_html_()
    assert shown.lstrip().startswith("<article")
    assert "<html" not in shown


def test_all_forms_say_the_same(brief: Brief) -> None:
    headings = [section.heading for section in annex(brief)]
    for text in (plain_text(brief, long=True), markdown(brief, long=True), page(brief)):
        for heading in headings:
            assert heading in text


WANTED = [
    ("prk-rus", {"RUS", "PRK"}, "057", "2024-06-19"),
    ("veto", {"RUS"}, "129", "2024-03-28"),
    ("accession", {"FIN", "NATO"}, None, "2023-04-04"),
    ("vostochny", {"RUS", "PRK"}, None, "2023-09"),
    ("invasion", {"RUS", "UKR"}, None, "2022-02"),
]


@pytest.mark.shared
@pytest.mark.parametrize(("name", "actors", "action", "when"), WANTED, ids=[w[0] for w in WANTED])
def test_the_two_articles_report_what_they_report(
    two_articles: Brief, name: str, actors: set[str], action: str | None, when: str
) -> None:
    found = [
        event
        for event in two_articles.happened
        if str(event.when) == when
        and actors <= {event.actor, event.target}
        and action in (None, event.action)
    ]
    assert found, name


def test_a_reported_shipment_touches_the_measures_against_it(tmp_path: Path) -> None:
    text = "On September 1, 2023, North Korea sent artillery ammunition to Russia.\n"
    (tmp_path / "shipment.txt").write_text(text, encoding="utf-8")
    made = ramify.brief(tmp_path, on="2024-07-01")
    found = [(line.strength.status, line.words) for line in made.obliged.measures]
    assert [strength for strength, _ in found] == ["breaches", "ended"]
    assert "S/RES/1874 (2009), paragraph 9" in found[0][1]


def test_what_is_expected_is_what_forecast_says(brief: Brief) -> None:
    """Each line is a question that `forecast` answers alike."""
    assert brief.expected and brief.rests_on
    pairs = [line for line in brief.expected if line.action != HOSTILE]
    assert pairs  # What third states do is told from the day of the act, as `ramify EVENT` does.
    for line in pairs:
        assert line.window is not None and line.window.start > brief.on
        found = ramify.forecast(
            line.actors[0], line.targets[0], action=line.action, on=line.window.start,
            horizon=brief.horizon_days, after=brief.happened,
        )  # fmt: skip
        row = found.rows[0]
        if isinstance(line.strength, NotKnown):
            assert row.probability is None
        else:
            assert (row.probability, row.usual) == (line.strength.chance, line.strength.base_rate)


def test_a_reported_treaty_shifts_positions(brief: Brief) -> None:
    told = {(line.actors[0], line.action): line for line in brief.exposed}
    korea = told["PRK", "great powers bound to defend"]
    assert korea.strength == Shift(change=1, unit="states")
    assert any(e.kind == "article" and e.pact == "prk-rus-2024" for e in korea.evidence)
    assert all("once the treaty is in force" in line.words for line in brief.exposed)
    section = next(section for section in annex(brief) if section.voice == "exposed")
    assert section.lines and section.note is None
    assert all(line.evidence for line in section.lines)


@pytest.mark.parametrize(("on", "told"), [("2024-06-07", True), ("2024-06-08", False)])
def test_an_accession_shifts_positions_while_it_is_news(on: str, told: bool) -> None:
    """Sweden's of 7 March 2024 stands in a brief of the summer as history only."""
    joined = Event(when="2024-03-07", actor="SWE", action="050", target="NATO")
    found = {x.action: x for x in exposed([joined], World.packaged(), date.fromisoformat(on))}
    assert bool(found) is told
    if told:
        line = found["nuclear powers bound to defend"]
        assert line.cause.kind == "event" and "once" not in line.words
