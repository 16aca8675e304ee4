"""The pacts signed before 9 May 1945: whole, in agreement with ATOP or with the reason why not."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from ramify.world.pacts import Commitment, Pact
from ramify.world.world import World

END_OF_WAR = date(1945, 5, 8)
FORCE = {"defense", "offense", "guarantee"}
ATOP_TYPES = {
    "defense": "defense",
    "guarantee": "defense",
    "offense": "offense",
    "neutrality": "neutral",
    "nonaggression": "nonagg",
    "consultation": "consul",
}
BEFORE_STATEHOOD = {
    "IND": "a member of the League and a signatory before its independence",
    "IRQ": "adhered to the Kellogg–Briand Pact before the mandate had ended",
    "LBN": "adhered to the Declaration by United Nations before the mandate had ended",
    "SAU": "a party as the Kingdom of the Hejaz and Nejd",
    "SYR": "adhered to the Declaration by United Nations before the mandate had ended",
}


@cache
def world() -> World:
    return World.packaged()


def historic() -> dict[str, Pact]:
    pacts = world().pacts
    return {p.id: p for p in pacts.values() if p.signed and p.signed.end <= END_OF_WAR}


PACTS = sorted(historic())


def commitments(pact: Pact) -> list[Commitment]:
    return [c for article in pact.articles for c in article.commitments]


def test_the_principal_pacts_are_there() -> None:
    assert len(PACTS) >= 100
    assert {"london-1839", "triple-alliance-1882", "locarno-1925", "league-covenant"} < set(PACTS)


@pytest.mark.parametrize("code", PACTS)
def test_every_actor_is_known(code: str) -> None:
    pact = historic()[code]
    named = {party.actor for party in pact.parties}
    for commitment in commitments(pact):
        named |= {*commitment.by, *commitment.to}
        named |= set(commitment.trigger.by) if commitment.trigger else set()
    assert named <= set(world().actors)


@pytest.mark.parametrize("code", PACTS)
def test_only_parties_owe(code: str) -> None:
    pact = historic()[code]
    parties = {party.actor for party in pact.parties}
    for commitment in commitments(pact):
        assert set(commitment.by) <= parties
        thirds = set(commitment.to) - parties
        assert not thirds or commitment.type in {"guarantee", "assurance", "consultation"}


@pytest.mark.parametrize("code", PACTS)
def test_a_promise_to_fight_says_what_sets_it_off(code: str) -> None:
    loose = [c for c in commitments(historic()[code]) if c.type in FORCE and c.trigger is None]
    assert not loose


@pytest.mark.parametrize("code", PACTS)
def test_articles_are_paraphrased_and_sourced(code: str) -> None:
    pact = historic()[code]
    assert pact.articles and all(pact.sources)
    refs = [article.ref for article in pact.articles]
    assert len(refs) == len(set(refs))
    assert all(0 < len(article.says) < 450 for article in pact.articles)


@pytest.mark.parametrize("code", PACTS)
def test_parties_are_bound_within_the_life_of_the_pact(code: str) -> None:
    pact = historic()[code]
    for party in pact.parties:
        if party.start and pact.in_force:
            assert pact.in_force.start <= party.start.end
        if party.end and pact.end:
            assert party.end.start <= pact.end.end
        if party.how == "succession":
            assert party.start


@pytest.mark.parametrize("code", PACTS)
def test_parties_exist_while_bound(code: str) -> None:
    pact = historic()[code]
    lives = defaultdict(list)
    with (world().folder / "states.csv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            lives[row["id"]].append((row["start"], row["end"] or "9999"))
    for party in pact.parties:
        if party.actor in BEFORE_STATEHOOD or pact.signed is None or pact.signed.start.year < 1816:
            continue
        first = str((party.start or pact.in_force or pact.signed).end)
        assert any(start <= first <= end for start, end in lives[party.actor]), party


@pytest.mark.parametrize(
    ("day", "actor", "bound", "free"),
    [
        ("1880-01-01", "AUH", {"auh-dre-1879"}, {"triple-alliance-1882"}),
        ("1890-06-19", "RUE", set(), {"dre-rue-1887", "three-emperors-1881"}),
        ("1914-07-28", "ITA", {"triple-alliance-1882", "fra-ita-1902"}, {"london-1915"}),
        ("1914-07-28", "DRE", {"london-1839", "auh-dre-1879"}, {"dre-ott-1914"}),
        ("1914-07-28", "GBR", {"london-1839", "gbr-jpn-1911"}, {"london-1914"}),
        ("1915-05-05", "ITA", {"london-1915"}, {"triple-alliance-1882"}),
        ("1936-03-08", "DRE", {"locarno-1925"}, {"anti-comintern-1936"}),
        (
            "1939-09-01",
            "DRE",
            {"dre-sun-1939", "dre-ita-1939"},
            {"dre-pol-1934", "league-covenant"},
        ),
        ("1939-09-01", "GBR", {"gbr-pol-1939"}, {"poland-guarantee-1939"}),
        ("1941-12-07", "JPN", {"tripartite-1940", "jpn-sun-1941"}, {"league-covenant"}),
        ("1943-12-01", "ITA", {"kellogg-briand-1928"}, {"tripartite-1940", "dre-ita-1939"}),
        ("2024-06-20", "RUS", {"kellogg-briand-1928"}, {"league-covenant"}),
        ("2024-06-20", "PRT", {"gbr-prt-1373"}, {"gbr-prt-1899"}),
    ],
)
def test_who_is_bound_on_a_day(day: str, actor: str, bound: set[str], free: set[str]) -> None:
    held = {pact.id for pact in world().at(day).pacts(actor)}
    assert bound <= held
    assert not free & held


def argued(pacts: list[Pact]) -> bool:
    return any("ATOP" in (pact.note or "") or "Julian" in (pact.note or "") for pact in pacts)


def atop_day(row: dict[str, str], which: str) -> str | None:
    year, month, day = (int(row[f"{which}{part}"] or 0) for part in ("yr", "mo", "day"))
    if not year:
        return None
    return f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if day else "")


def cow_numbers() -> dict[str, int]:
    with (world().folder / "states.csv").open(encoding="utf-8") as rows:
        return {row["id"]: int(row["cow"]) for row in csv.DictReader(rows) if row["cow"]}


@pytest.mark.shared
def test_same_as_atop_or_argued(shared: Path) -> None:
    """Leeds, Ritter, Mitchell and Long 2002, version 5.1: members, first and last day, types."""
    with (shared / "data" / "alliances" / "atop5_1a.csv").open(encoding="utf-8") as lines:
        theirs = {int(row["atopid"]): row for row in csv.DictReader(lines)}
    ours: dict[int, list[Pact]] = defaultdict(list)
    for pact in historic().values():
        for number in pact.atop:
            ours[number].append(pact)
    cow = cow_numbers()
    for number, pacts in ours.items():
        row = theirs[number]
        members = {int(row[f"mem{n}"]) for n in range(1, 60) if row[f"mem{n}"] not in ("", "0")}
        last = (
            None if any(p.end is None for p in pacts) else str(max(p.end for p in pacts if p.end))
        )
        found = (
            str(min(pact.signed for pact in pacts if pact.signed)),
            last,
            {cow.get(party.actor) for pact in pacts for party in pact.parties},
            {ATOP_TYPES.get(c.type) for pact in pacts for c in commitments(pact)} - {None},
        )
        types = {kind for kind in ATOP_TYPES.values() if row[kind] == "1"}
        coded = (atop_day(row, "beg"), atop_day(row, "end"), members, types)
        assert found == coded or argued(pacts), f"{pacts[0].id}: {found}, ATOP {number}: {coded}"
