"""Known cases: a situation, the answer that a cited reading of the texts gives, and the engine's.

Each file has `title`, `reading` (works and documents), rows of `expect`, and a `situation`.
A row names an actor and a status; `pact`, `article`, `to`, `against`, `what` and `round` narrow
it down to duties, all of which must have that status (duties of the first round, unless `round`
says another), and `reason` must be among what decides it. The status `nothing owed` means that
no promise to fight or to help binds the actor, nor may bind it. `assume` adds pacts and `without`
leaves some out. `nobody_else` says that no actor without a row has to fight; `waits` says what
has to be put right first.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ramify.reasoning.obligations import Answer, Duty, Situation, obligations, parse_pact
from ramify.world.world import World

CASES = sorted(Path(__file__).parent.glob("*.toml"))
HELP = {"defense", "offense", "guarantee", "assistance"}
OPEN = {"owed", "owed after consultation", "torn", "unknown"}
NARROW = {"pact", "article", "to", "against", "what"}
KEYS = NARROW | {"actor", "status", "reason", "round", "subject_to"}


@cache
def world() -> World:
    return World.packaged()


def solve(case: dict[str, Any]) -> Answer:
    situation = Situation.from_json(json.dumps(given(case["situation"])))
    known = world()
    assumed = [parse_pact(line, known, situation.on) for line in case.get("assume", ())]
    changed = known.with_pacts(*assumed).without(*case.get("without", ()))
    return obligations(changed.at(situation.on), situation)


def given(situation: dict[str, Any]) -> dict[str, Any]:
    """The situation as JSON has it; TOML, which knows no null, leaves an unknown attacker out."""
    attacks = [{"attacker": None, **attack} for attack in situation["attacks"]]
    return {**situation, "attacks": attacks}


def differences(case: dict[str, Any], answer: Answer) -> Iterator[str]:
    for row in case["expect"]:
        problem = nothing(row, answer) if row["status"] == "nothing owed" else one(row, answer)
        if problem:
            yield f"{wanted(row)}: {problem}"
    if case.get("nobody_else"):
        named = {row["actor"] for row in case["expect"]}
        for duty in answer.duties:
            if duty.what in HELP and duty.status in OPEN and duty.actor not in named:
                yield f"somebody else: {told(duty)}"


def nothing(row: dict[str, Any], answer: Answer) -> str | None:
    """Which duties in the round bind an actor that should owe nothing; None if none does."""
    found = [d for d in asked(row, answer) if d.what in HELP and d.status in OPEN]
    return "; ".join(told(duty) for duty in found) or None


def one(row: dict[str, Any], answer: Answer) -> str | None:
    """Why a row does not hold; None if it does."""
    duties = asked(row, answer)
    if not duties:
        near = "; ".join(told(d) for d in answer.of(row["actor"])) or "no duty at all"
        return f"no such duty, but {near}"
    for duty in duties:
        if duty.status != row["status"]:
            return told(duty)
        if "reason" in row and row["reason"] not in {r.kind for r in duty.decisive}:
            return f"another reason: {told(duty)}"
        if "subject_to" in row and tuple(row["subject_to"]) != duty.subject_to:
            return f"subject to {duty.subject_to}: {told(duty)}"
    return None


def asked(row: dict[str, Any], answer: Answer) -> list[Duty]:
    """The duties a row speaks of."""
    keys = {key: row[key] for key in NARROW & row.keys()}
    return [
        duty
        for duty in answer.of(row["actor"])
        if duty.round == row.get("round", 0)
        and all(getattr(duty, key) == value for key, value in keys.items())
    ]


def wanted(row: dict[str, Any]) -> str:
    return ", ".join(f"{key} {value}" for key, value in row.items())


def told(duty: Duty) -> str:
    why = ", ".join(f"{reason.kind}: {reason.words}" for reason in duty.decisive)
    return (
        f"{duty.actor} {duty.status} to {duty.to} against {duty.against} by {duty.pact} "
        f"{duty.article} ({duty.what}; round {duty.round}; {why})"
    )


def read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def expected(path: Path) -> Any:
    """The case, expected to fail while it `waits` for something else to be put right."""
    reason = read(path).get("waits")
    marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
    return pytest.param(path, marks=marks, id=path.stem)


@pytest.mark.parametrize("path", [expected(path) for path in CASES])
def test_the_reading_holds(path: Path) -> None:
    case = read(path)
    first = next(differences(case, solve(case)), None)
    assert first is None, f"{case['title']}\n{first}"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_file_is_whole(path: Path) -> None:
    case = read(path)
    assert case["title"] and case["reading"] and case["expect"]
    known = world()
    for row in case["expect"]:
        assert row.keys() <= KEYS, f"unknown key in {row}"
        assert row["actor"] in known.actors
        assert row.get("pact", "").startswith("assumed") or row.get("pact") in {
            None,
            *known.pacts,
        }, f"no such pact in {row}"


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 30
