"""Which claims the rates answer, and which acts on file are what a claim spoke of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from ramify import Event
from ramify.briefing.voices.claimed import _asks_alike, _later
from ramify.reading.claims.claim_groups import ClaimGroup
from ramify.reading.holders.holders import AUTHOR
from ramify.reading.statements import Claim, EventPattern
from ramify.record.evidence import TextEvidence

ON = date(2024, 7, 1)
MEET = EventPattern(actor="RUS", action="040", target="PRK")
QUOTE = TextEvidence(document="d", name="d.txt", start=0, end=13, quote="they may meet")


@dataclass(frozen=True)
class States:
    """Rates that know who is a state, and nothing else."""

    states: frozenset[str] = frozenset({"RUS", "PRK", "CHN"})

    def is_state(self, code: str) -> bool:
        return code in self.states


def claim(**fields: Any) -> Claim:
    rest = {"holder": AUTHOR, "kind": "forecast", "modality": "possible", "about": MEET}
    return Claim(**{**rest, "content": "they may meet", "evidence": (QUOTE,), **fields})


@pytest.mark.parametrize(
    ("fields", "asks"),
    [
        ({}, True),
        ({"actors": ("RUS", "PRK")}, True),
        ({"actors": ("RUS",)}, True),
        ({"actors": ("RUS", "PRK", "CHN")}, False),
        ({"kind": "warning"}, True),
        ({"kind": "intention"}, True),
        ({"kind": "recommendation"}, False),
        ({"kind": "cause"}, False),
        ({"affirmed": False}, False),
        ({"horizon": "2024-12"}, False),
        ({"content": "they may meet if asked"}, False),
        ({"content": "they may meet 3 times"}, False),
        ({"about": None}, False),
        ({"about": MEET.model_copy(update={"action": "190"})}, False),
        ({"about": MEET.model_copy(update={"target": "NATO"})}, False),
        ({"about": MEET.model_copy(update={"target": None})}, False),
    ],
)
def test_the_rates_answer_what_one_state_will_do_to_another(
    fields: dict[str, Any], asks: bool
) -> None:
    assert _asks_alike(claim(**fields), States()) == asks  # type: ignore[arg-type]


def later(days: int | str, **fields: Any) -> int:
    """How many of one act so many days after the answer's are what a claim spoke of."""
    when = days if isinstance(days, str) else str(ON + timedelta(days=days))
    act = Event(when=when, actor="RUS", action="042", target="PRK")
    one = claim(**fields)
    group = ClaimGroup(claim=one, said_by=(one,), sources=1)
    return len(list(_later(group, [act], ON)))


@pytest.mark.parametrize(("days", "told"), [(0, 0), (1, 1), (366, 1), (367, 0)])
def test_an_act_on_file_may_be_what_was_spoken_of_for_a_year(days: int, told: int) -> None:
    assert later(days) == told


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("they may meet in 2024", 1),
        ("they may meet in 2025", 0),
        ("they may meet in 2025 or 2026", 1),
        ("they may meet", 1),
    ],
)
def test_a_claim_of_one_year_speaks_of_no_other(content: str, told: int) -> None:
    assert later("2024-10-08", content=content) == told


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"horizon": "2024-10"}, 1),
        ({"horizon": "2024-11"}, 0),
        ({"kind": "intention"}, 0),
        ({"kind": "recommendation"}, 1),
        ({"about": MEET.model_copy(update={"actor": "PRK", "target": "RUS"})}, 0),
        ({"about": MEET.model_copy(update={"action": "042"})}, 1),
        ({"about": MEET.model_copy(update={"action": "043"})}, 0),
        ({"about": None}, 0),
    ],
)
def test_what_came_later_is_of_the_claims_sides_kind_and_time(
    fields: dict[str, Any], told: int
) -> None:
    assert later("2024-10-08", **fields) == told
