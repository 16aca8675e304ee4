"""A survey tells what the answers tell, attack by attack."""

from __future__ import annotations

import csv
import random
from itertools import permutations
from pathlib import Path

import pytest

from ramify._errors import InputError, UsageError
from ramify.commands.survey import check_output, write_rows
from ramify.reasoning.obligations import Attack, Bound, Situation, Tally, obligations, survey
from ramify.world.world import World

WORLD = World.packaged()
NOTED = [("AUH", "SER"), ("DRE", "RUE"), ("DRE", "FRA")]


def expected(day: str, attacker: str, victim: str) -> list[Bound]:
    system = WORLD.at(day)
    situation = Situation(on=system.on, attacks=(Attack(attacker=attacker, victim=victim),))
    answer = obligations(system, situation, excused=False)
    return [
        Bound(
            attacker, victim, d.actor, d.to, d.against, d.what, d.status, d.round, d.pact, d.article
        )
        for d in answer.duties
    ]


@pytest.mark.parametrize("day", ["1914-07-28", "1939-09-01", "2024-07-01"])
def test_a_survey_has_the_duties_of_the_answers(day: str) -> None:
    system = WORLD.at(day)
    pairs = random.Random(1).sample(list(permutations(system.states, 2)), 120)
    pairs += NOTED if day.startswith("1914") else [("RUS", "USA")] * day.startswith("2024")
    answers = [row for pair in pairs for row in expected(day, *pair)]
    assert answers
    assert list(survey(system, pairs)) == answers


def test_without_pairs_every_state_attacks_every_other() -> None:
    system = WORLD.at("1820-01-01")
    attacks = {(row.attacker, row.victim) for row in survey(system)}
    assert attacks
    assert attacks <= set(permutations(system.states, 2))


def row(pair: str, actor: str, to: str, round: int = 0, status: str = "owed") -> Bound:
    attacker, victim = pair.split(">")
    return Bound(attacker, victim, actor, to, attacker, "defense", status, round, "p", "1")


def test_a_tally_counts_actors_once_and_those_at_once_apart() -> None:
    rows = [
        row("A>B", "C", "B"),
        row("A>B", "C", "B", status="owed after consultation"),
        row("A>B", "D", "B", status="torn"),
        row("A>B", "E", "C", round=1),
        row("F>B", "C", "B"),
        row("F>B", "G", "B"),
    ]
    tally = Tally()
    assert list(tally.counting(rows)) == rows
    assert tally.rows == 6
    assert tally.defended() == [("B", 2, 1)]
    assert tally.widest() == [("B", ("A", "F"), 2)]


@pytest.mark.parametrize("name", ["rows.csv", "rows.parquet"])
def test_rows_survive_a_file(tmp_path: Path, name: str) -> None:
    rows = list(survey(WORLD.at("2024-07-01"), [("PRK", "KOR"), ("RUS", "FIN")]))
    path = tmp_path / name
    write_rows(iter(rows), path)
    if name.endswith("csv"):
        with path.open(encoding="utf-8", newline="") as file:
            read = [tuple(line.values()) for line in csv.DictReader(file)]
        assert read == [tuple(map(str, row)) for row in rows]
    else:
        from pyarrow.parquet import read_table

        assert [Bound(**line) for line in read_table(path).to_pylist()] == rows


def test_a_file_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"rows\.xlsx is no table"):
        check_output(tmp_path / "rows.xlsx")
    with pytest.raises(InputError, match="cannot be written"):
        write_rows(iter([]), tmp_path / "absent" / "rows.csv")
