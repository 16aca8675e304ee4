"""The great powers, by the years the Correlates of War project counts them.

Source: Correlates of War Project, State System Membership List, major powers, v2016.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

GREAT_POWERS: tuple[tuple[str, int, int | None], ...] = (
    ("AUH", 1816, 1918),
    ("CHN", 1950, None),
    ("DEU", 1991, None),
    ("DRE", 1871, 1918),
    ("DRE", 1925, 1945),
    ("FRA", 1816, 1940),
    ("FRA", 1945, None),
    ("GBR", 1816, None),
    ("ITA", 1860, 1943),
    ("JPN", 1895, 1945),
    ("JPN", 1991, None),
    ("PRU", 1816, 1871),
    ("RUE", 1816, 1917),
    ("RUS", 1991, None),
    ("SUN", 1922, 1991),
    ("USA", 1898, None),
)
"""Actor, first and last year, both included."""


def great_power(actor: str, on: date) -> bool:
    """Whether a state counts as a great power in the year of a day.

    >>> great_power("DRE", date(1914, 8, 1)), great_power("SER", date(1914, 8, 1))
    (True, False)
    """
    return actor in _powers(on.year)


def great_powers(on: date) -> frozenset[str]:
    """Ids of the great powers in the year of a day.

    >>> sorted(great_powers(date(1960, 1, 1)))
    ['CHN', 'FRA', 'GBR', 'SUN', 'USA']
    """
    return _powers(on.year)


@lru_cache(maxsize=256)
def _powers(year: int) -> frozenset[str]:
    return frozenset(
        code
        for code, first, last in GREAT_POWERS
        if first <= year and (last is None or year <= last)
    )
