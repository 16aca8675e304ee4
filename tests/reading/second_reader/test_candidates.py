"""Which words the second reader is asked about, and with whose sides."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ramify.reading.events.event_date import Context
from ramify.reading.second_reader.candidates import candidates

Asked = tuple[tuple[str, ...], tuple[str, ...], str]
Asking = Callable[[str], list[Asked]]


@pytest.fixture
def asked(context_of: Callable[[str], Context]) -> Asking:
    """What is asked about a text: who acts, on whom, and the word that tells."""

    def asking(text: str) -> list[Asked]:
        context = context_of(text)
        acts = [p.act for n in range(len(context.sentences)) for p in candidates(context, n)]
        return [
            (
                tuple(side.id for side in act.actors),
                tuple(side.id for side in act.targets),
                context.sentences[act.number].tokens[act.i].text,
            )
            for act in acts
        ]

    return asking


@pytest.mark.parametrize(
    ("text", "actor", "target", "word"),
    [
        (
            "Tensions rose over Chad's towing of a rig into Libyan waters.",
            *("TCD", "LBY", "towing"),
        ),
        (
            "The dispute led to the reopening of some airspace to Qatar by Kuwait.",
            *("KWT", "QAT", "reopening"),
        ),
        (
            "Chile was tired of Peruvian restrictions on entry for Chilean pilgrims.",
            *("PER", "CHL", "restrictions"),
        ),
        (
            "A surprise memorandum between Ethiopia and Kenya has aggravated tensions.",
            *("ETH", "KEN", "memorandum"),
        ),
        (
            "The US-Qatari counterterrorism agreement was not enough.",
            *("QAT", "USA", "agreement"),
        ),
        ("Peru's claims that Chile shelters rebels drew laughter.", "PER", "CHL", "claims"),
        ("Chile ruled out an apology despite Peru's warnings.", "PER", "CHL", "warnings"),
        ("Peru, which slighted Chile last year, held elections.", "PER", "CHL", "slighted"),
        ("Peru held elections, slighting Chile.", "PER", "CHL", "slighting"),
        ("Bolivia is angry because Peru slighted Chile.", "PER", "CHL", "slighted"),
    ],
    ids=[
        "gerund",
        "noun, by whom",
        "people's adjective",
        "between two",
        "two in one compound",
        "noun with that",
        "answered",
        "relative clause",
        "participle",
        "side clause",
    ],
)
def test_every_word_that_may_tell_is_asked_about(
    asked: Asking, text: str, actor: str, target: str, word: str
) -> None:
    assert ((actor,), (target,), word) in asked(text)


def test_a_main_clause_is_asked_about_once(asked: Asking) -> None:
    one = (("POL",), ("UKR",), "came")
    assert asked("Poland came to the rescue of Ukraine.") == [one]


@pytest.mark.parametrize(
    "text",
    [
        "The Chilean government of the day was old.",
        "Peru's population lives in Lima.",
        "Niger has been slighted.",
        "Chile's minister was quoted by Peru's agency.",
        "Would Chile fall out with Peru over Peru's slighting of Chile?",
        "Peru is Chile's neighbour.",
        "Peru and Chile are rivals.",
        "The minister is a member of the police.",
    ],
    ids=[
        "no deed",
        "no other side",
        "nobody who did it",
        "only quoted",
        "a question",
        "what it is to another",
        "what both are",
        "what an office is",
    ],
)
def test_what_tells_no_deed_of_two_is_not_asked(asked: Asking, text: str) -> None:
    assert not asked(text)
