"""The packaged pacts signed since 1945: sound files, and the facts of ATOP or a reason why not."""

from __future__ import annotations

import csv
import gzip
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import pytest

from ramify.world.pacts import Commitment, Pact
from ramify.world.when import When

DATA = Path(str(files("ramify.world"))) / "data"
FIRST = When("1945-03-22")
"""The first of them: the Pact of the League of Arab States."""
COVERED = 2018
"""ATOP 5.1 ends with this year."""
NEVER = 9999
"""The last year of an end that may not have come: the files give `1996/9999` for not known."""
ATOP_TYPES = {
    "defense": "defense",
    "offense": "offense",
    "neutrality": "neutral",
    "nonaggression": "nonagg",
    "consultation": "consul",
}
FOLDED = {260: 255, 678: 679}
"""Codes of West Germany and North Yemen, folded into those of the states that went on."""
AREAS = frozenset({
    "europe", "north-america", "central-america", "caribbean", "south-america", "middle-east",
    "north-africa", "sub-saharan-africa", "central-asia", "south-asia", "southeast-asia",
    "east-asia", "oceania", "pacific", "mediterranean", "caucasus", "turkiye", "north-atlantic",
})  # fmt: skip


@cache
def everything() -> dict[str, Pact]:
    texts = {path.stem: path.read_text("utf-8") for path in (DATA / "pacts").glob("*.toml")}
    return {stem: Pact.model_validate(tomllib.loads(text)) for stem, text in texts.items()}


@cache
def modern() -> dict[str, Pact]:
    return {k: p for k, p in everything().items() if p.signed and p.signed >= FIRST}


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def actors() -> frozenset[str]:
    tables = rows("states.csv") + rows("organisations.csv")
    return frozenset(row["id"] for row in tables)


def commitments(pact: Pact) -> Iterator[tuple[str, Commitment]]:
    for article in pact.articles:
        for commitment in article.commitments:
            yield f"{pact.id} article {article.ref}", commitment


every_modern = pytest.mark.parametrize("stem", sorted(modern()))


@every_modern
def test_the_id_is_the_file_name(stem: str) -> None:
    assert modern()[stem].id == stem


@every_modern
def test_all_named_actors_are_known(stem: str) -> None:
    pact = modern()[stem]
    named = {party.actor for party in pact.parties} | ({pact.group} if pact.group else set())
    for _, made in commitments(pact):
        named |= {*made.by, *made.to, *(made.trigger.by if made.trigger else ())}
    assert named <= actors()


@every_modern
def test_only_parties_owe(stem: str) -> None:
    pact = modern()[stem]
    bound = {party.actor for party in pact.parties}
    for where, made in commitments(pact):
        assert set(made.by) <= bound, where
        assert len(made.by) != 1 or made.by != made.to, f"{where}: owed to its giver"


@every_modern
def test_parties_exist_while_they_are_bound(stem: str) -> None:
    pact = modern()[stem]
    for party in pact.parties:
        spells = [row for row in rows("states.csv") if row["id"] == party.actor]
        if not spells or pact.in_force is None:
            continue
        start, end = party.start or pact.in_force, party.end or pact.end
        lives = any(_lives(row, start, end) for row in spells)
        assert lives, f"{party.actor} from {start} to {end}"


def _lives(row: dict[str, str], start: When, end: When | None) -> bool:
    """Whether a state's spell holds all that is certain of a stretch of days."""
    born, died = When(row["start"]), When(row["end"]) if row["end"] else None
    if start.end < born.start:
        return False
    return died is None or (end is not None and end.start <= died.end)


@every_modern
def test_what_it_succeeds_and_implements_is_there_and_older(stem: str) -> None:
    pact = modern()[stem]
    for older in (*pact.succeeds, *pact.implements):
        signed = everything()[older].signed
        assert signed and pact.signed and signed <= pact.signed


@every_modern
def test_commitments_say_what_their_type_needs(stem: str) -> None:
    for where, made in commitments(modern()[stem]):
        if made.type in {"defense", "offense", "guarantee", "consultation"}:
            assert made.trigger, f"{where}: {made.type} without a trigger"
        if made.type in {"nonaggression", "neutrality"}:
            assert made.strength == "refrain", where
        if made.type == "consultation":
            assert made.strength == "consult", where


@every_modern
def test_an_unknown_day_of_force_is_not_read_as_never(stem: str) -> None:
    pact = modern()[stem]
    if pact.in_force is None and pact.binding:
        assert pact.signed and pact.holds(pact.signed.end) is None


def test_places_of_scopes_are_known() -> None:
    territories = rows("territories.csv")
    places = {row["id"] for row in territories} | actors()
    areas = {area.strip() for row in territories for area in row["areas"].split(";")} | AREAS
    unknown = [
        (where, sorted((set(scope.areas) - areas | {*scope.includes, *scope.excludes}) - places))
        for pact in modern().values()
        for where, made in commitments(pact)
        if (scope := made.scope)
    ]
    assert not [(where, names) for where, names in unknown if names]


def test_no_agreement_is_coded_twice() -> None:
    names = [pact.name for pact in modern().values()]
    assert len(set(names)) == len(names)


class Membership(NamedTuple):
    """A state's part in an alliance: the years between which it began and ended, and its duties."""

    start: tuple[int, int]
    end: tuple[int, int] | None
    types: frozenset[str]


def numbers() -> dict[str, int]:
    """The COW number of each state, folded; states that share one are one member in ATOP."""
    coded = ((row["id"], row["cow"]) for row in rows("states.csv") if row["cow"])
    return {actor: FOLDED.get(int(cow), int(cow)) for actor, cow in coded}


def packaged(pacts: list[Pact]) -> dict[int, Membership]:
    """Members as the files have them; ATOP counts from the signature."""
    cow = numbers()
    found: dict[int, Membership] = {}
    for pact in pacts:
        for party in pact.parties:
            began, ended = party.start or pact.signed, party.end or pact.end
            assert began
            if party.actor in cow and began.start.year <= COVERED:
                mine = Membership(_years(began), _ended(ended), _owed(pact, party.actor))
                code = cow[party.actor]
                found[code] = _joined(found[code], mine) if code in found else mine
    return found


def _years(when: When) -> tuple[int, int]:
    return when.start.year, when.end.year


def _ended(when: When | None) -> tuple[int, int] | None:
    return None if when is None or when.start.year > COVERED else _years(when)


def _owed(pact: Pact, actor: str) -> frozenset[str]:
    made = (m for _, m in commitments(pact) if not m.by or actor in m.by)
    return frozenset(m.type for m in made if m.type in ATOP_TYPES)


def _joined(a: Membership, b: Membership) -> Membership:
    end = None if a.end is None or b.end is None else max(a.end, b.end)
    return Membership(min(a.start, b.start), end, a.types | b.types)


@pytest.fixture(scope="module")
def published(shared: Path) -> dict[int, dict[int, Membership]]:
    """ATOP's members by alliance: rows of phases joined, exit year 0 read as still in force."""
    return read_members(shared / "data/alliances/atop5_1m.csv.gz")


def read_members(path: Path) -> dict[int, dict[int, Membership]]:
    found: dict[int, dict[int, Membership]] = defaultdict(dict)
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            start, end = int(row["yrent"]), int(row["yrexit"])
            types = frozenset(t for t, column in ATOP_TYPES.items() if row[column] not in {"", "0"})
            mine = Membership((start, start), (end, end) if end else None, types)
            members = found[int(row["atopid"])]
            code = FOLDED.get(int(row["member"]), int(row["member"]))
            members[code] = _joined(members[code], mine) if code in members else mine
    return found


def differences(ours: dict[int, Membership], theirs: dict[int, Membership]) -> list[str]:
    found = [f"only here: {code}" for code in sorted(ours.keys() - theirs.keys())]
    found += [f"only ATOP: {code}" for code in sorted(theirs.keys() - ours.keys())]
    for code in sorted(ours.keys() & theirs.keys()):
        a, b = ours[code], theirs[code]
        if not a.start[0] <= b.start[0] <= a.start[1]:
            found.append(f"{code} starts {a.start}, ATOP {b.start[0]}")
        if not _may_be(a.end, b.end):
            found.append(f"{code} ends {a.end}, ATOP {b.end and b.end[0]}")
        if a.types != b.types:
            found.append(f"{code} owes {sorted(a.types)}, ATOP {sorted(b.types)}")
    return found


def _may_be(ours: tuple[int, int] | None, theirs: tuple[int, int] | None) -> bool:
    """Whether an end that is given as a stretch of years, or open, may be ATOP's."""
    if ours is None or theirs is None:
        return ours is theirs or (ours is not None and ours[1] == NEVER)
    return ours[0] <= theirs[0] <= ours[1]


def by_number() -> dict[int, list[Pact]]:
    found: dict[int, list[Pact]] = defaultdict(list)
    for pact in modern().values():
        for number in pact.atop:
            found[number].append(pact)
    return found


@pytest.mark.shared
@pytest.mark.parametrize("number", sorted(by_number()))
def test_members_years_and_types_agree_with_atop_or_the_file_says_why(
    number: int, published: dict[int, dict[int, Membership]]
) -> None:
    assert number in published
    pacts = by_number()[number]
    found = differences(packaged(pacts), published[number])
    if found and not all(pact.note and "ATOP" in pact.note for pact in pacts):
        pytest.fail(f"{', '.join(pact.id for pact in pacts)}: {'; '.join(found)}")
