"""A line of each voice has a strength in that voice's measure; an impossible one never exists."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from ramify import Event
from ramify.briefing.annex.line import line_of
from ramify.briefing.brief import Standing
from ramify.briefing.ramification import (
    ArticleRef,
    EventRef,
    ExpectedLine,
    ExposedLine,
    Held,
    Legal,
    NotKnown,
    ObligedLine,
    Probability,
    Ramification,
    Shift,
)
from ramify.briefing.strength import probability_word, strength_words
from ramify.reading.statements import Holder
from ramify.record.evidence import ComputedEvidence

ARTICLE = ArticleRef(pact="kor-usa-1953", article="III")
SIGNED = EventRef(event=Event(when="2024-06-19", actor="RUS", action="057", target="PRK"))
OWED = Legal(status="owed", article=ARTICLE)
NO_RECORD = NotKnown(reason="no record covers the pair")
LIKELY = Probability(chance=0.7, interval=(0.6, 0.8), base_rate=NO_RECORD)
COMPUTED = (ComputedEvidence(by="lengths of borders", inputs=("two days",)),)
SHIFT = Shift(change=1336, unit="km of frontier with Russia")


def line(kind: type[Ramification], **fields: Any) -> Ramification:
    rest = {
        "actors": ("FIN",),
        "action": "frontier",
        "words": "Finland joins",
        "evidence": COMPUTED,
    }
    return kind(**{**rest, **fields})


@pytest.mark.parametrize(
    ("kind", "strength"),
    [
        (ObligedLine, LIKELY),
        (ObligedLine, NO_RECORD),
        (ExpectedLine, OWED),
        (ExpectedLine, SHIFT),
        (ExposedLine, LIKELY),
    ],
)
def test_a_voice_speaks_in_its_own_measure(kind: type[Ramification], strength: Any) -> None:
    with pytest.raises(ValidationError, match="strength"):
        line(kind, strength=strength, cause=SIGNED)


@pytest.mark.parametrize(
    "fields",
    [
        {"chance": 1.01, "interval": (0.1, 0.2)},
        {"chance": -0.01, "interval": (0.1, 0.2)},
        {"chance": 0.1, "interval": (0.2, 0.1)},
        {"chance": 0.1, "interval": (0.2, 1.1)},
        {"chance": float("nan"), "interval": (0.1, 0.2)},
    ],
)
def test_an_impossible_probability_never_exists(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Probability(**fields, base_rate=NO_RECORD)


def test_a_line_without_evidence_never_exists() -> None:
    with pytest.raises(ValidationError, match="evidence"):
        line(ObligedLine, strength=OWED, cause=SIGNED, evidence=())
    assert line(ObligedLine, strength=OWED, cause=SIGNED).evidence


def test_who_stands_how_to_a_treaty_is_not_said_without_evidence() -> None:
    stands = {"parties": ("FIN",), "before": (), "after": ("nato",)}
    assert Standing(**stands, evidence=COMPUTED).evidence
    with pytest.raises(ValidationError, match="evidence"):
        Standing(**stands, evidence=())


def test_what_is_held_is_held_by_one_source_at_least() -> None:
    held = {"modality": "likely", "affirmed": True, "holder": Holder(name="the author")}
    assert Held(**held, sources=1).sources == 1
    with pytest.raises(ValidationError, match="sources"):
        Held(**held, sources=0)


def test_a_base_rate_is_a_number_or_not_known_never_left_out() -> None:
    with pytest.raises(ValidationError, match="base_rate"):
        Probability(chance=0.1, interval=(0.1, 0.1))  # type: ignore[call-arg]
    assert Probability(chance=0.1, interval=(0.1, 0.1), base_rate=0.08).base_rate == 0.08


@pytest.mark.parametrize(
    ("kind", "strength", "words"),
    [
        (ObligedLine, OWED, "owed"),
        (ExpectedLine, LIKELY, "70% (60%–80%), likely"),
        (ExposedLine, SHIFT, "+1,336 km of frontier with Russia"),
        (ExposedLine, Shift(change=-0.25, unit="of affinity"), "-0.25 of affinity"),
        (ExpectedLine, NO_RECORD, "not known"),
    ],
)
def test_the_strength_of_a_line_in_words(
    kind: type[Ramification], strength: Any, words: str
) -> None:
    assert strength_words(line(kind, strength=strength, cause=SIGNED)) == words


def test_what_is_not_known_says_why() -> None:
    drawn = line_of(line(ExposedLine, strength=NO_RECORD, cause=SIGNED, reasons=("by votes",)))
    assert (drawn.tag, drawn.details) == ("not known", (NO_RECORD.reason, "by votes"))


@pytest.mark.parametrize(
    ("last", "word"),
    [
        (0.0499, "almost no chance"),
        (0.1999, "very unlikely"),
        (0.4499, "unlikely"),
        (0.5499, "roughly even chance"),
        (0.7999, "likely"),
        (0.9499, "very likely"),
        (1.0, "almost certain"),
    ],
)
def test_the_bands_of_the_directive(last: float, word: str) -> None:
    """Intelligence Community Directive 203: 1–5, 5–20, 20–45, 45–55, 55–80, 80–95, 95–99 %."""
    assert probability_word(last) == word
    assert probability_word(round(last, 2)) != word or last == 1.0
