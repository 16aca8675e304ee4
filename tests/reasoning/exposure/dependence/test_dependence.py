"""Dependence: kinds of flows, shares by hand, and the measures each flow touches."""

from __future__ import annotations

import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from ramify import Event, Record, UnknownName, UsageError, World
from ramify.commands.record.load import sources
from ramify.reasoning.exposure.dependence import kind_of, ledger, reliances
from ramify.reasoning.exposure.dependence.shares import DELIVERIES, Sent
from ramify.world.sources.folder import load
from tests.conftest import Run

RULES = tomllib.loads(
    resources.files("ramify.reasoning.exposure.dependence").joinpath("flows.toml").read_text()
)["kind"]


@pytest.fixture(scope="module")
def world() -> World:
    return World.packaged()


def _sent(actor: str, target: str, what: str, amount: float, unit: str, **more: Any) -> Event:
    return Event(
        when=more.pop("when", "2023-09-12"), actor=actor, action=more.pop("action", "070"),
        target=target, object=what, quantity={"value": amount, "unit": unit}, **more,
    )  # fmt: skip


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["id"])
def test_the_example_of_every_rule_is_of_its_kind(rule: dict[str, Any]) -> None:
    event = Event(when="2024", actor="PRK", action="070", target="RUS", object=rule["example"])
    assert kind_of(event) == rule["id"]


@pytest.mark.parametrize(
    ("action", "what", "unit", "kind"),
    [
        ("062", "transport helicopter; Second-hand", "Mi-17", "arms"),
        ("071", "support of the budget", "dollars", "money"),
        ("070", "satellite technology for its missiles", "", "technology"),
        ("070", "engineers for the oil fields", "", "labour"),
        ("070", "a handshake", "", None),
        ("112", "shells", "", None),
        ("042", "", "", None),
    ],
)
def test_kinds_by_words_then_units_then_acts(
    action: str, what: str, unit: str, kind: str | None
) -> None:
    quantity = {"value": 1, "unit": unit} if unit else None
    event = Event(
        when="2024", actor="PRK", action=action, target="RUS", object=what or None,
        quantity=quantity,
    )  # fmt: skip
    assert kind_of(event) == kind


def test_units_are_never_added() -> None:
    rows = reliances(
        [
            Sent("arms", "PRK", "RUS", 1000, "containers"),
            Sent("arms", "IRN", "RUS", 3000, "drones"),
            Sent("arms", "PRK", "RUS", None, ""),
        ]
    )
    assert {(r.unit, r.sender, r.share) for r in rows} == {
        ("containers", "PRK", 1), ("drones", "IRN", 1),
        (DELIVERIES, "PRK", 2 / 3), (DELIVERIES, "IRN", 1 / 3),
    }  # fmt: skip
    held = next(r for r in rows if (r.unit, r.sender) == (DELIVERIES, "PRK"))
    assert held.concentration == pytest.approx((2 / 3) ** 2 + (1 / 3) ** 2)
    assert held.alternatives == ("IRN",)


def test_shares_are_of_what_a_receiver_gets_from_all(world: World) -> None:
    events = [
        _sent("RUS", "PRK", "refined petroleum", 300_000, "barrels"),
        _sent("CHN", "PRK", "refined petroleum", 100_000, "barrels"),
        _sent("PRK", "RUS", "shells", 500, "containers", action="072", status="denied"),
    ]
    found = ledger(world.at("2024-07-01"), "PRK", "RUS", events)
    oil = next(row for row in found.shares if row.unit == "barrels")
    assert (oil.sender, oil.share, oil.alternatives) == ("RUS", 0.75, ("CHN",))
    assert {(row.kind, row.status) for row in found.flows} == {
        ("oil", "happened"), ("arms", "denied"),
    }  # fmt: skip
    assert not [row for row in found.shares if row.kind == "arms"], "what is denied counts for none"


def test_each_flow_names_the_measure_it_touches(world: World) -> None:
    events = [
        _sent("PRK", "RUS", "artillery shells", 500, "containers", action="072"),
        _sent("RUS", "PRK", "refined petroleum", 600_000, "barrels"),
        _sent("RUS", "PRK", "refined petroleum", 1_000, "barrels", when="2016-03-01"),
        _sent("PRK", "RUS", "workers", 5_000, "workers"),
    ]
    found = ledger(world.at("2024-07-01"), "PRK", "RUS", events, years=10)
    said = {
        (row.kind, row.when.start.year): (row.finding, row.measure or "") for row in found.flows
    }
    assert said["arms", 2023][0] == "breaches"
    assert said["oil", 2023] == ("breaches", "S/RES/2397 (2017), paragraph 5")
    assert said["labour", 2023][0] == "breaches"
    assert said["oil", 2016][0] != "breaches", "the cap is of 2017"


def test_under_no_measures_there_is_no_finding(world: World) -> None:
    found = ledger(
        world.at("2024-07-01"), "DEU", "POL", [_sent("DEU", "POL", "tanks", 14, "tanks")]
    )
    assert [(row.finding, row.measure) for row in found.flows] == [(None, None)]


def test_what_is_not_loaded_is_said(world: World) -> None:
    system = world.at("2024-07-01")
    assert ledger(system, "PRK", "RUS").missing == (
        "flows: no record is given (`--record`)",
        "trade: none is loaded (`ramify load trade-dyads`)",
    )
    with pytest.raises(UsageError, match="named twice"):
        ledger(system, "PRK", "PRK")
    with pytest.raises(UnknownName, match="Atlantis"):
        ledger(system, "PRK", "Atlantis")


def test_what_is_too_long_ago_does_not_count(world: World) -> None:
    events = [_sent("RUS", "PRK", "crude oil", 5, "barrels", when="2001-05-01")]
    assert not ledger(world.at("2024-07-01"), "PRK", "RUS", events).flows
    assert ledger(world.at("2005-07-01"), "PRK", "RUS", events).flows
    assert not ledger(world.at("2000-07-01"), "PRK", "RUS", events).flows


def test_trade_by_pair_is_read_where_it_is_loaded(world: World, tmp_path: Path) -> None:
    """The United States import 300 from Canada and 100 from Cuba in 2009, in millions."""
    file = tmp_path / "Dyadic_COW_4.0.csv"
    file.write_text(
        "ccode1,ccode2,year,flow1,flow2\n2,20,2009,300,250\n2,40,2009,100,0\n2,20,2008,9,9\n"
    )
    load(sources()["trade-dyads"], file, tmp_path / "world", world)
    known = world.with_folder(tmp_path / "world")
    found = ledger(known.at("2010-07-01"), "USA", "CAN", [])
    told = {(row.receiver, row.sender, row.share, row.concentration) for row in found.shares}
    assert told == {("USA", "CAN", 0.75, 0.625), ("CAN", "USA", 1.0, 1.0)}
    assert not found.missing
    late = ledger(known.at("2024-07-01"), "USA", "CAN", [])
    assert late.missing == (
        "trade of United States: nothing of the 5 years to 2024",
        "trade of Canada: nothing of the 5 years to 2024",
    )


@pytest.mark.shared
def test_the_register_of_arms_gives_shares_of_deliveries(
    world: World, shared: Path, tmp_path: Path, run: Run
) -> None:
    """Afghanistan had most of its arms from the United States, and some from others."""
    file = tmp_path / "acts.duckdb"
    register = shared / "data" / "events" / "sipri_trade_register_slice.csv"
    assert run("load", str(register), "--record", str(file)).code == 0
    with Record.open(file, read_only=True) as record:
        found = ledger(world.at("2018-07-01"), "AFG", "USA", record.events(target="AFG"))
    whole = next(row for row in found.shares if row.unit == DELIVERIES)
    assert (whole.receiver, whole.sender) == ("AFG", "USA")
    assert 0.5 < whole.share < 1
    assert whole.share**2 < whole.concentration < whole.share
    assert {"RUS", "IND"} <= {*whole.alternatives}
    assert {row.kind for row in found.flows} == {"arms"}
