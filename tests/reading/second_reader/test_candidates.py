"""Which words the second reader is asked about, and with whose sides."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from ramify.reading.intake.documents import from_bytes
from ramify.reading.rules import RulesReader
from ramify.reading.second_reader.pairs import Item


class Silent:
    """A second reader that tells nothing, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Item] = []
        self.probabilities = {"NONE": 1.0}

    def classify(self, items: Sequence[Item]) -> list[Silent]:
        self.asked.extend(items)
        return [self] * len(items)


class Seconded(RulesReader):
    """The rules with a second reader of the test's own."""

    second: Silent

    @property
    def _second(self) -> Silent:
        return self.second


@pytest.fixture
def asked(world, parser):
    """What is asked about a text: side one, side two and the word that tells."""

    def asking(text: str) -> list[tuple[str | None, ...]]:
        reader = Seconded(parser)
        reader.second = Silent()
        reader.read(from_bytes(text.encode(), name="test.txt"), world)
        items = reader.second.asked
        return [tuple(t[slice(*s)] if s else None for s in spans) for t, *spans in items]

    return asking


@pytest.mark.parametrize(
    ("text", "item"),
    [
        (
            "Tensions rose over Chad's towing of a rig into Libyan waters.",
            ("Chad", "Libyan", "towing"),
        ),
        (
            "The dispute led to the reopening of some airspace to Qatar by Kuwait.",
            ("Kuwait", "Qatar", "reopening"),
        ),
        (
            "Chile was tired of Peruvian restrictions on entry for Chilean pilgrims.",
            ("Peruvian", "Chilean", "restrictions"),
        ),
        (
            "A surprise memorandum between Ethiopia and Kenya has aggravated tensions.",
            ("Ethiopia", "Kenya", "memorandum"),
        ),
        ("The US-Qatari counterterrorism agreement was not enough.", ("Qatari", "US", "agreement")),
        (
            "Peru's claims that Chile shelters rebels drew laughter.",
            ("Peru", "Chile", "claims"),
        ),
        ("Chile ruled out an apology despite Peru's warnings.", ("Peru", "Chile", "warnings")),
        ("Peru, which slighted Chile last year, held elections.", ("Peru", "Chile", "slighted")),
        ("Peru held elections, slighting Chile.", ("Peru", "Chile", "slighting")),
        ("Bolivia is angry because Peru slighted Chile.", ("Peru", "Chile", "slighted")),
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
def test_every_word_that_may_tell_is_asked_about(asked, text, item) -> None:
    assert item in asked(text)


@pytest.mark.parametrize(
    "text",
    [
        "The Chilean government of the day was old.",
        "Peru's population lives in Lima.",
        "Niger has been slighted.",
        "Chile's minister was quoted by Peru's agency.",
        "Would Chile fall out with Peru over Peru's slighting of Chile?",
    ],
    ids=["no deed", "no other side", "nobody who did it", "only quoted", "a question"],
)
def test_what_tells_no_deed_of_two_is_not_asked(asked, text) -> None:
    assert not asked(text)
