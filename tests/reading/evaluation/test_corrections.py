"""Corrections: written from a reading, applied to it, held against a reader."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ramify._errors import InputError
from ramify.reading.evaluation.corrections import (
    Correction,
    Corrections,
    corrected,
    line_of,
    load,
    statements,
    template,
)
from ramify.reading.reader import read
from ramify.reading.statements import Claim, Document, Holder, Reading
from ramify.record.events import Event
from ramify.record.evidence import TextEvidence
from ramify.world.world import World
from tests.conftest import ROOT

TEXT = "Russia and China signed a treaty. Iran may join it, analysts say.\n\nNobody laughed."
SIGNED, JOIN = TEXT[:33], TEXT[34:65]


@pytest.fixture(scope="module")
def world() -> World:
    return World.packaged()


def evidence(quote: str) -> tuple[TextEvidence, ...]:
    start = TEXT.index(quote)
    return (
        TextEvidence(document="d1", name="t.txt", start=start, end=start + len(quote), quote=quote),
    )


def reading() -> Reading:
    event = Event(
        when="2024-06", actor="RUS", action="057", target="CHN", evidence=evidence(SIGNED)
    )
    claim = Claim(
        holder=Holder(name="analysts", kind="scholars"),
        kind="forecast",
        modality="possible",
        cue="may",
        content="Iran may join it",
        actors=("IRN",),
        evidence=evidence(JOIN),
    )
    document = Document(id="d1", name="t.txt", text=TEXT)
    return Reading(document=document, reader="rules", events=(event,), claims=(claim,))


EVENT = "event RUS 057 CHN 2024-06"
CLAIM = "claim forecast possible analysts: Iran may join it"


def done(world: World, **fields: str) -> tuple[list[str], bool]:
    """The statements after one correction, and whether the reader meets it."""
    fields = {"document": "d1", "sentence": SIGNED} | fields
    correction = Correction.model_validate(fields)
    new, (outcome,) = corrected(reading(), Corrections(statement=(correction,)), world)
    return [line_of(s) for s in statements(new)], outcome.met


def test_statements_are_listed_in_the_order_of_the_text() -> None:
    assert [line_of(s) for s in statements(reading())] == [EVENT, CLAIM]


@pytest.mark.parametrize("name", ["c.toml", "c.json"])
def test_a_template_reads_back_with_every_statement_unchecked(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(template([reading()], as_json=name.endswith("json")), encoding="utf-8")
    found = load(path)
    assert [c.read for c in found.statement] == [EVENT, CLAIM]
    assert [c.sentence for c in found.statement] == [SIGNED, JOIN]
    assert {c.verdict for c in found.statement} == {"unchecked"}


@given(st.text(min_size=1).filter(lambda t: t.strip() and t.isprintable()) | st.just('"\\\x7f\t'))
def test_any_text_goes_through_the_file_and_back(text: str) -> None:
    import tomllib

    from ramify.reading.evaluation.corrections import _toml

    assert tomllib.loads(f"a = {_toml(text)}")["a"] == text


def test_what_is_right_stays_and_what_is_wrong_goes(world: World) -> None:
    assert done(world, verdict="right", read=EVENT) == ([EVENT, CLAIM], True)
    assert done(world, verdict="wrong", read=EVENT) == ([CLAIM], False)
    assert done(world, verdict="wrong", read="event RUS 190 CHN -") == ([EVENT, CLAIM], True)
    assert done(world, verdict="right", read="event RUS 190 CHN -") == ([EVENT, CLAIM], False)


def test_what_is_changed_is_replaced(world: World) -> None:
    better = "event RUS 050 CHN -"
    assert done(world, verdict="changed", read=EVENT, should=better) == ([better, CLAIM], False)


def test_which_side_of_a_signature_is_named_first_means_nothing(world: World) -> None:
    assert done(world, verdict="right", read="event CHN 057 RUS 2024-06") == ([EVENT, CLAIM], True)
    assert done(world, verdict="right", read="event CHN 190 RUS 2024-06")[1] is False


def test_a_changed_claim_keeps_what_its_line_does_not_say(world: World) -> None:
    better = "claim warning likely not analysts: Iran may join it"
    fields = {"document": "d1", "sentence": JOIN, "read": CLAIM, "should": better}
    correction = Correction.model_validate(fields | {"verdict": "changed"})
    new, _ = corrected(reading(), Corrections(statement=(correction,)), world)
    (claim,) = new.claims
    assert (claim.kind, claim.modality, claim.affirmed) == ("warning", "likely", False)
    assert claim.holder.kind == "scholars" and claim.actors == ("IRN",)
    assert claim.evidence[0].by == "correction"


def test_what_is_missing_is_added_once(world: World) -> None:
    missing = "event IRN 010 - 2024"
    assert done(world, verdict="missing", should=missing)[0] == [missing, EVENT, CLAIM]
    assert done(world, verdict="missing", should=EVENT) == ([EVENT, CLAIM], True)


def test_corrections_of_another_document_and_unchecked_ones_change_nothing(world: World) -> None:
    other = Correction(document="d2", sentence=SIGNED, verdict="wrong", read=EVENT)
    unchecked = Correction(document="d1", sentence=SIGNED, read=EVENT)
    new, outcomes = corrected(reading(), Corrections(statement=(other, unchecked)), world)
    assert (new, outcomes) == (reading(), ())


def test_a_sentence_that_is_gone_is_said(world: World) -> None:
    said, met = done(world, sentence="It snowed.", verdict="wrong", read=EVENT)
    assert (said, met) == ([EVENT, CLAIM], False)


@pytest.mark.parametrize(
    ("should", "words"),
    [
        ("event XXX 057 CHN -", "unknown actor 'XXX'"),
        ("event RUS 999 CHN -", "unknown CAMEO code"),
        ("event RUS 057 CHN 2024-13", "calendar"),
        ("event RUS 057 RUS -", "same"),
        ("claim forecast likely the author: it will rain", "not in the sentence"),
    ],
)
def test_a_correction_to_something_impossible_says_so(
    world: World, should: str, words: str
) -> None:
    with pytest.raises(InputError, match=words):
        done(world, verdict="changed", read=EVENT, should=should)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[statement]", "cannot be read"),
        ("[[statement]]\nverdict = 3", "statement.0"),
        ('[[statement]]\ndocument="a"\nsentence="b"\nverdict="changed"\nread="x"', "`should`"),
        ('[[statement]]\ndocument="a"\nsentence="b"\nverdict="wrong"', "`read`"),
        ('[[statement]]\ndocument="a"\nsentence="b"\nnote="c"', "note"),
    ],
)
def test_a_bad_file_says_what_is_wrong(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "c.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=words) as error:
        load(path)
    assert "c.toml" in str(error.value)


def test_a_file_that_is_no_json_says_so(tmp_path: Path) -> None:
    path = tmp_path / "c.json"
    path.write_text(json.dumps([1]), encoding="utf-8")
    with pytest.raises(InputError):
        load(path)


# regression cases -----------------------------------------------------------------------

KEPT = sorted((ROOT / "tests" / "reading" / "corrections").glob("*.toml"))


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_the_reader_meets_the_corrections_that_are_kept(path: Path, world: World) -> None:
    """A file that `ramify read --corrections` wrote and a person checked is a regression test."""
    kept = load(path)
    library = read([ROOT / "examples"], world=world)
    outcomes = [o for reading in library.readings for o in corrected(reading, kept, world)[1]]
    assert len(outcomes) == len(kept.statement), "a document changed since it was corrected"
    unmet = [f"{o.correction.should or o.correction.read}: {o.why}" for o in outcomes if not o.met]
    assert not unmet
