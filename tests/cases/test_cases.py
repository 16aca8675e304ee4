"""Known cases: a situation, the answer that a cited reading of the texts gives, and the engine's.

Each file has `title`, `reading` (works and documents), a `situation`, and rows of `expect` or a
`screen`. A row names an actor and a status, or a list of those that a lawyer may defend; `pact`,
`article`, `to`, `against`, `what` and `round` narrow it down to duties, all of which must have
that status (duties of the first round, unless `round` says another), and `reason` must be among
what decides it. The status `nothing owed` means that no promise to fight or to help binds the
actor, nor may bind it. `assume` adds pacts and `without` leaves some out; `wars = false` leaves
out the wars that the world knows. `nobody_else` says that no actor without a row has to fight;
`waits` says what has to be put right first.

`screen` is the answer's first screen: the ids of the actors in a row, exact unless the last entry
is `...`. `screen.not` names actors that must not stand in a row.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest

from ramify.reasoning.obligations import Answer, Duty, Situation, obligations, parse_pact
from ramify.reasoning.obligations.screen import Row
from ramify.world.world import World

HERE = Path(__file__).parent
CASES = sorted(HERE.rglob("*.toml"))
HELP = {"defense", "offense", "guarantee", "assistance"}
OPEN = {"owed", "owed after consultation", "torn", "unknown"}
NARROW = {"pact", "article", "to", "against", "what"}
KEYS = NARROW | {"actor", "status", "reason", "round", "subject_to"}
SCREEN = {"must_fight", "must_help", "must_consult", "promised", "torn", "breaks", "open"}
STATUSES = OPEN | {"excused", "barred", "breached", "nothing owed"}
FORM = {
    "case": {"title", "reading", "note", "waits", "wars", "assume", "without", "nobody_else"}
    | {"expect", "screen", "situation"},
    "situation": {"on", "attacks", "decisions"},
    "attacks": {"attacker", "victim", "on", "until", "place", "target", "kind", "provoked"}
    | {"claimed", "words"},
    "decisions": {"by", "kind", "to", "about", "on", "until", "pact", "disputed", "words"}
    | {"source"},
}


@cache
def world() -> World:
    return World.packaged()


def solve(case: dict[str, Any]) -> Answer:
    situation = Situation.from_json(json.dumps(given(case["situation"])))
    known = world()
    assumed = [parse_pact(line, known, situation.on) for line in case.get("assume", ())]
    changed = known.with_pacts(*assumed).without(*case.get("without", ()))
    told = {} if case.get("wars", True) else {"wars": False}
    return obligations(changed.at(situation.on), situation, **told)


def given(situation: dict[str, Any]) -> dict[str, Any]:
    """The situation as JSON has it; TOML, which knows no null, leaves an unknown attacker out."""
    attacks = [{"attacker": None, **attack} for attack in situation["attacks"]]
    return {**situation, "attacks": attacks}


def differences(case: dict[str, Any], answer: Answer) -> Iterator[str]:
    for row in case.get("expect", ()):
        problem = nothing(row, answer) if row["status"] == "nothing owed" else one(row, answer)
        if problem:
            yield f"{wanted(row)}: {problem}"
    if case.get("nobody_else"):
        named = {row["actor"] for row in case.get("expect", ())}
        for duty in answer.duties:
            if duty.what in HELP and duty.status in OPEN and duty.actor not in named:
                yield f"somebody else: {told(duty)}"
    if "screen" in case:
        yield from unlike(case["screen"], answer)


def unlike(screen: dict[str, Any], answer: Answer) -> Iterator[str]:
    """Where the answer's first screen is not the one that the case asks for.

    A row of the case lists all that stand in it in any order, groups by their members, or some if
    its last entry is `...`; `wars` lists the wars on file that are taken into account; `not`
    lists, by row, ids that must not stand there.
    """
    shown: dict[str, set[str]] = {row: set(answer.screen.ids(row)) for row in get_args(Row)}
    shown["wars"] = {war.id for war in answer.wars}
    for name, ids in screen.items():
        if name == "not":
            continue
        asked, found = set(ids) - {"..."}, shown[name]
        if asked - found or (found - asked and "..." not in ids):
            yield f"{name}: {sorted(asked)} asked, {sorted(found)} shown"
    for name, ids in screen.get("not", {}).items():
        if wrong := set(ids) & shown[name]:
            yield f"{name}: {sorted(wrong)} must not stand there"


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
        if duty.status not in statuses(row):
            return told(duty)
        if "reason" in row and row["reason"] not in {r.kind for r in duty.decisive}:
            return f"another reason: {told(duty)}"
        if "subject_to" in row and tuple(row["subject_to"]) != duty.subject_to:
            return f"subject to {duty.subject_to}: {told(duty)}"
    return None


def statuses(row: dict[str, Any]) -> list[str]:
    """The statuses that a row takes for right."""
    return [row["status"]] if isinstance(row["status"], str) else row["status"]


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
    return pytest.param(path, marks=marks, id=name(path))


def name(path: Path) -> str:
    return path.relative_to(HERE).with_suffix("").as_posix()


@pytest.mark.parametrize("path", [expected(path) for path in CASES])
def test_the_reading_holds(path: Path) -> None:
    case = read(path)
    first = next(differences(case, solve(case)), None)
    assert first is None, f"{case['title']}\n{first}"


@pytest.mark.parametrize("path", CASES, ids=name)
def test_the_screen_tells_nothing_twice(path: Path) -> None:
    answer = solve(read(path))
    entries = [entry for row in get_args(Row) for entry in answer.screen.row(row)]
    whys = dict.fromkeys(entry.why for entry in entries)
    said = [*filter(None, (answer.screen.nobody, *answer.screen.lines, *whys)), *answer.notes]
    twice = [(a, b) for a in said for b in said if a is not b and a in b]
    assert not twice, twice[0]


@pytest.mark.parametrize("path", CASES, ids=name)
def test_the_file_is_whole(path: Path) -> None:
    case = read(path)
    assert case["title"] and case["reading"]
    assert case.get("expect") or case.get("screen"), "nothing is expected"
    assert case.keys() <= FORM["case"], f"unknown key: {case.keys() - FORM['case']}"
    for row in case.get("expect", ()):
        check_row(row)
    check_screen(case.get("screen", {}))
    check_situation(case["situation"])


def check_row(row: dict[str, Any]) -> None:
    known = world()
    assert row.keys() <= KEYS, f"unknown key in {row}"
    assert row["actor"] in known.actors
    assert set(statuses(row)) <= STATUSES, f"unknown status in {row}"
    assert row.get("pact", "").startswith("assumed") or row.get("pact") in {
        None,
        *known.pacts,
    }, f"no such pact in {row}"


def check_screen(screen: dict[str, Any]) -> None:
    """Rows have known names and hold known actors; `...` stands last and not alone."""
    barred = screen.get("not", {})
    assert screen.keys() <= SCREEN | {"not", "wars"}, f"unknown row: {screen.keys()}"
    assert barred.keys() <= SCREEN, f"unknown row: {barred.keys()}"
    for row in SCREEN & screen.keys():
        ids = screen[row]
        assert "..." not in ids[:-1] and ids != ["..."], f"{row}: {ids}"
        assert set(ids) - {"..."} <= world().actors.keys(), f"unknown actor in {row}: {ids}"
        assert not set(ids) & set(barred.get(row, ())), f"{row} is asked for and barred"
    for row, ids in barred.items():
        assert ids and set(ids) <= world().actors.keys(), f"unknown actor in {row}: {ids}"


def check_situation(situation: dict[str, Any]) -> None:
    known = world()
    assert situation.keys() <= FORM["situation"], f"unknown key in {situation.keys()}"
    places = known.territories.keys() | known.actors.keys()
    for kind in ("attacks", "decisions"):
        for row in situation.get(kind, ()):
            assert row.keys() <= FORM[kind], f"unknown key in {row}"
            for key in {"attacker", "victim", "by", "about", "to"} & row.keys():
                assert row[key] in known.actors or row[key] in known.pacts, f"unknown: {row}"
            assert row.get("place") in {None, *places}, f"unknown place in {row}"
            assert row.get("pact") in {None, *known.pacts}, f"no such pact in {row}"
            if row.get("disputed"):
                assert row["source"], f"who disputes it is not said in {row}"


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 150
