"""In which order duties are told, and which of them once."""

from __future__ import annotations

from typing import Any

import pytest

from ramify.reasoning.obligations.rounds.outcome import in_order


def told(round_: int, to: str, status: str = "owed") -> Any:
    """What binds D against C to somebody, in a round."""
    return (round_, 0), "D", to, "C", 0, "defense", "", status


@pytest.mark.parametrize(
    ("round_", "status", "lines"),
    [(0, "owed", 2), (1, "owed", 1), (2, "owed", 1), (1, "torn", 2), (0, "torn", 2)],
)
def test_whom_it_helps_is_told_of_the_first_round_and_of_who_is_torn(
    round_: int, status: str, lines: int
) -> None:
    both = [told(round_, to, status) for to in ("B", "A")]
    found = list(in_order(both))
    assert [to for _, _, to, *_ in found] == ["A", "B"][:lines]
