"""A treaty nobody has read is named where it may bind: its silence is not the absence of one."""

from __future__ import annotations

from datetime import date

import pytest

from ramify.reasoning.obligations import Attack, Situation, obligations
from ramify.world.world import World


def notes(attacker: str, victim: str, on: str) -> tuple[str, ...]:
    day = date.fromisoformat(on)
    situation = Situation(on=day, attacks=(Attack(attacker=attacker, victim=victim),))
    return obligations(World.packaged().at(day), situation).notes


@pytest.mark.parametrize(
    ("attacker", "victim", "on", "treaty", "helper"),
    [
        ("AFG", "UZB", "1995-06-01", "Russia–Uzbekistan treaty of 1992", "Russia"),
        ("AFG", "TJK", "2010-06-01", "Tajikistan–Uzbekistan treaty of 1993", "Uzbekistan"),
        ("AFG", "TJK", "2010-06-01", "Tajikistan–Uzbekistan treaty of 2000", "Uzbekistan"),
        ("CHN", "KGZ", "2010-06-01", "Kazakhstan–Kyrgyzstan treaty of 1997", "Kazakhstan"),
        ("CHN", "KGZ", "2010-06-01", "Kazakhstan–Kyrgyzstan treaty of 2003", "Kazakhstan"),
        ("USA", "CUB", "2024-06-01", "Cuba–North Korea treaty of 1986", "North Korea"),
    ],
)
def test_an_unread_treaty_is_named(
    attacker: str, victim: str, on: str, treaty: str, helper: str
) -> None:
    said = [note for note in notes(attacker, victim, on) if treaty in note]
    assert len(said) == 1
    assert f"binds {helper} to help" in said[0] and said[0].endswith("is unknown")


def test_one_treaty_has_one_text_and_two_have_two() -> None:
    one, two = notes("AFG", "UZB", "1995-06-01"), notes("AFG", "TJK", "2010-06-01")
    assert "the text of the Russia–Uzbekistan treaty of 1992 was not read" in one[0]
    assert any(note.startswith("the texts of the Tajikistan–Uzbekistan") for note in two)


def test_it_is_not_named_before_its_signature() -> None:
    assert not notes("CHN", "KGZ", "1996-06-01")


def test_between_its_parties_it_may_forbid_the_attack() -> None:
    said = notes("KAZ", "KGZ", "2010-06-01")
    assert len(said) == 1 and "treaty of 1997 and the" in said[0] and "treaty of 2003" in said[0]
    assert said[0].endswith("one of them forbids the attack is unknown")


def test_a_pact_is_unread_if_and_only_if_it_yields_nothing_for_want_of_its_text() -> None:
    for pact in World.packaged().pacts.values():
        commits = any(article.commitments for article in pact.articles)
        assert commits or not pact.read, pact.id
        assert pact.read or not commits, pact.id
