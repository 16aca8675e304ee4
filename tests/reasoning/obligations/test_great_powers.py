"""Great powers: the first and last year of each, as the Correlates of War project lists them."""

from __future__ import annotations

from datetime import date

import pytest

from ramify.reasoning.obligations.law.great_powers import great_power

MAJOR_POWERS = """
    AUH 1816-1918  CHN 1950-      DEU 1991-      DRE 1871-1918  DRE 1925-1945  FRA 1816-1940
    FRA 1945-      GBR 1816-      ITA 1860-1943  JPN 1895-1945  JPN 1991-      PRU 1816-1871
    RUE 1816-1917  RUS 1991-      SUN 1922-1991  USA 1898-
"""
_WORDS = MAJOR_POWERS.split()
SPELLS = list(zip(_WORDS[::2], _WORDS[1::2], strict=True))


@pytest.mark.parametrize(("actor", "years"), SPELLS)
def test_a_great_power_is_one_from_its_first_year_to_its_last(actor: str, years: str) -> None:
    first, _, last = years.partition("-")
    assert great_power(actor, date(int(first), 1, 1))
    assert not great_power(actor, date(int(first) - 1, 12, 31))
    if last:
        assert great_power(actor, date(int(last), 12, 31))
        assert not great_power(actor, date(int(last) + 1, 1, 1))
    else:
        assert great_power(actor, date(2025, 12, 31))


def test_nobody_else_is_one() -> None:
    for day in (date(1816, 1, 1), date(1914, 8, 1), date(1939, 9, 1), date(2025, 1, 1)):
        assert not any(great_power(actor, day) for actor in ("SWE", "OTT", "BRA", "IND"))
