"""`ramify exposed`: a series of blocs, and what is asked wrongly."""

from __future__ import annotations

import csv
import io

import pytest

from tests.conftest import Run


def test_a_series_prints_bars_and_the_blocs_of_its_last_year(run: Run) -> None:
    done = run("exposed", "--from", "1984", "--to", "1986")
    assert done.code == 0
    assert "Blocs from 1984 to 1986" in done.out
    assert "28 in 1986: France, United Kingdom, United States" in done.out
    assert max(map(len, done.out.splitlines())) <= 100


def test_a_series_as_a_table(run: Run) -> None:
    done = run("exposed", "--from", "1984", "--to", "1986", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert done.code == 0
    assert [row["year"] for row in rows] == ["1984", "1985", "1986"]
    assert all(0 <= float(row["frustration"]) < 0.5 for row in rows)


@pytest.mark.parametrize(
    "asked",
    [(), ("--from", "1984"), ("--to", "1984"), ("--on", "1984", "--from", "1980", "--to", "1984")],
)
def test_a_day_or_two_years_are_asked_for(run: Run, asked: tuple[str, ...]) -> None:
    done = run("exposed", *asked)
    assert done.code == 2
    assert "give --on DAY, or both --from YEAR and --to YEAR" in done.err


def test_the_measures_that_say_nothing_are_named(run: Run) -> None:
    done = run("exposed", "--on", "2024-12-31", "--against", "2018-12-31", "--actor", "PRK")
    assert done.code == 0
    assert "Not measured: votes: those on file run from 1946-01-01 to 2020-01-14" in done.out
