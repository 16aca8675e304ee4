"""Measures of the Security Council, by paragraph and day, as the resolutions have them."""

from __future__ import annotations

import re
from datetime import date

import pytest

from ramify.reasoning.compliance import Flow, Ruling, rulings
from ramify.record.events import Quantity
from ramify.world.sanctions import Regime
from ramify.world.world import World
from tests.conftest import Run

REGIMES = World.packaged().regimes


def ruled(what: str, sender: str, receiver: str, on: str, amount: str = "") -> tuple[Ruling, ...]:
    number, _, unit = amount.partition(" ")
    given = Quantity(value=float(number), unit=unit) if amount else None
    day = date.fromisoformat(on)
    flow = Flow(what=what, sender=sender, receiver=receiver, on=day, amount=given)
    return rulings(flow, REGIMES)


def standing(found: tuple[Ruling, ...]) -> dict[str | None, str]:
    return {r.measure: r.finding for r in found if r.finding != "lapsed"}


@pytest.mark.parametrize(
    ("what", "sender", "receiver", "on", "measure", "finding"),
    [
        # arms: heavy arms in 2006, all but small arms in 2009, small arms in 2016
        ("tanks", "RUS", "PRK", "2006-10-14", "1718-8a-i", "breaches"),
        ("arms", "RUS", "PRK", "2008-01-01", "1718-8a-i", "unknown"),
        ("rifles", "RUS", "PRK", "2008-01-01", None, "permitted"),
        ("arms", "RUS", "PRK", "2009-06-12", "1874-10", "breaches"),
        ("rifles", "RUS", "PRK", "2016-03-01", "1874-10-small-arms", "permitted"),
        ("rifles", "RUS", "PRK", "2016-03-02", "2270-6", "breaches"),
        ("artillery ammunition", "PRK", "RUS", "2024-06-20", "1874-9", "breaches"),
        ("ballistic missiles", "PRK", "RUS", "2024-01-02", "1718-8b", "breaches"),
        ("military training", "RUS", "PRK", "2024-10-01", "2270-9", "breaches"),
        ("dual-use items", "CHN", "PRK", "2024-01-01", "1718-8a-ii", "breaches"),
        ("luxury cars", "RUS", "PRK", "2024-02-18", "1718-8a-iii", "breaches"),
        # minerals: livelihood, then a cap, then a ban
        ("coal", "PRK", "CHN", "2016-11-29", "2270-29", "breaches"),
        ("coal", "PRK", "CHN", "2016-12-15", "2321-26", "breaches"),
        ("coal", "PRK", "CHN", "2016-12-15", "2321-26-cap-2016", "unknown"),
        ("coal", "PRK", "CHN", "2017-03-01", "2321-26-cap", "unknown"),
        ("coal", "PRK", "CHN", "2017-08-05", "2371-8", "breaches"),
        ("iron ore", "PRK", "CHN", "2017-03-01", "2321-26", "breaches"),
        ("lead ore", "PRK", "CHN", "2017-08-04", None, "permitted"),
        ("lead ore", "PRK", "CHN", "2017-08-05", "2371-10", "breaches"),
        ("silver", "PRK", "CHN", "2017-08-05", "2321-28", "breaches"),
        # other exports
        ("seafood", "PRK", "CHN", "2017-08-05", "2371-9", "breaches"),
        ("seafood", "CHN", "PRK", "2020-01-01", None, "permitted"),
        ("fishing rights", "PRK", "CHN", "2018-06-01", "2397-6", "breaches"),
        ("textiles", "PRK", "CHN", "2017-09-10", None, "permitted"),
        ("textiles", "PRK", "CHN", "2017-09-11", "2375-16", "needs committee approval"),
        ("timber", "PRK", "RUS", "2017-12-22", "2397-6", "breaches"),
        ("statues", "PRK", "NAM", "2016-12-01", "2321-29", "needs committee approval"),
        # imports
        ("gas condensates", "RUS", "PRK", "2017-09-11", "2375-13", "breaches"),
        ("steel", "CHN", "PRK", "2018-01-01", "2397-7", "breaches"),
        ("trucks", "CHN", "PRK", "2018-01-01", "2397-7", "breaches"),
        ("ships", "CHN", "PRK", "2017-01-01", "2321-30", "needs committee approval"),
        ("ships", "CHN", "PRK", "2018-01-01", "2397-7", "breaches"),
        # oil
        ("crude oil", "CHN", "PRK", "2017-11-01", "2375-15", "unknown"),
        ("crude oil", "CHN", "PRK", "2018-06-01", "2397-4", "unknown"),
        ("diesel", "RUS", "PRK", "2017-11-01", "2375-14", "unknown"),
        ("diesel", "RUS", "PRK", "2024-03-01", "2397-5", "unknown"),
        ("jet fuel", "RUS", "PRK", "2024-03-01", "2270-31", "needs committee approval"),
        # workers: a freeze, no new permits, all sent home
        ("workers", "PRK", "RUS", "2017-08-05", "2371-11", "needs committee approval"),
        ("workers", "PRK", "RUS", "2019-12-21", "2375-17", "needs committee approval"),
        ("workers", "PRK", "RUS", "2019-12-22", "2397-8", "breaches"),
        ("workers", "PRK", "RUS", "2019-12-22", "2375-17", "needs committee approval"),
        # cooperation
        ("joint ventures", "CHN", "PRK", "2017-08-05", "2371-12", "needs committee approval"),
        ("joint ventures", "CHN", "PRK", "2017-09-11", "2375-18", "needs committee approval"),
        ("satellite technology", "RUS", "PRK", "2024-05-01", "2321-11", "needs committee approval"),
        ("technical cooperation", "RUS", "PRK", "2016-11-29", None, "permitted"),
        (
            "technical cooperation",
            "RUS",
            "PRK",
            "2016-11-30",
            "2321-11",
            "needs committee approval",
        ),
        ("biology", "RUS", "PRK", "2024-05-01", "2321-11-other-fields", "permitted"),
        ("medical cooperation", "RUS", "PRK", "2024-05-01", None, "permitted"),
        ("ship-to-ship transfers", "PRK", "CHN", "2017-09-11", "2375-11", "breaches"),
        ("export credits", "CHN", "PRK", "2018-01-01", "2321-32", "needs committee approval"),
        ("loans", "CHN", "PRK", "2018-01-01", "1874-19", "permitted"),
        # before any measure
        ("tanks", "RUS", "PRK", "2006-10-13", None, "permitted"),
    ],
)
def test_what_a_paragraph_says_on_a_day(
    what: str, sender: str, receiver: str, on: str, measure: str | None, finding: str
) -> None:
    assert standing(ruled(what, sender, receiver, on))[measure] == finding


@pytest.mark.parametrize(
    ("what", "on", "amount", "finding"),
    [
        ("crude oil", "2019-01-01", "3000000 barrels", "permitted"),
        ("crude oil", "2019-01-01", "4000001 barrels", "breaches"),
        ("crude oil", "2019-01-01", "500000 tonnes", "permitted"),
        ("crude oil", "2019-01-01", "600000 tonnes", "breaches"),
        ("crude oil", "2019-01-01", "600000 litres", "unknown"),
        ("refined petroleum", "2017-11-01", "500001 barrels", "breaches"),
        ("refined petroleum", "2018-01-01", "500000 barrels", "permitted"),
        ("refined petroleum", "2024-03-01", "500001 barrels", "breaches"),
    ],
)
def test_amounts_are_held_against_the_cap_of_the_day(
    what: str, on: str, amount: str, finding: str
) -> None:
    assert ruled(what, "RUS", "PRK", on, amount)[0].finding == finding


def test_the_gravest_finding_comes_first_and_lapsed_ones_last() -> None:
    order = [r.finding for r in ruled("workers", "PRK", "RUS", "2024-01-01")]
    assert order == ["breaches", "needs committee approval", "lapsed"]


def test_each_good_named_is_weighed_for_itself() -> None:
    found = standing(ruled("outer space, biology", "RUS", "PRK", "2024-12-05"))
    assert found == {
        "2321-11": "needs committee approval",
        "2321-11-other-fields": "permitted",
    }
    assert "2270-6" in standing(ruled("rifles and tanks", "RUS", "PRK", "2024-01-01"))


def of(target: str) -> Regime:
    return next(regime for regime in REGIMES if regime.target == target)


def test_measures_outlive_the_panel_that_watched_them() -> None:
    assert str(of("PRK").panel_start) == "2009-06-12"
    assert str(of("PRK").panel_end) == "2024-04-30"
    for on in ("2024-04-30", "2024-05-01"):
        assert standing(ruled("arms", "PRK", "RUS", on)) == {"1874-9": "breaches"}


@pytest.mark.parametrize("regime", REGIMES, ids=lambda regime: regime.target)
def test_every_measure_is_about_goods_that_words_can_name(regime: Regime) -> None:
    known = {good.id for good in regime.kinds}
    assert len({measure.id for measure in regime.measures}) == len(regime.measures)
    for measure in regime.measures:
        assert {*measure.goods, *measure.excludes} <= known, measure.id
        assert (measure.end is None) == (measure.ended_by is None), measure.id


@pytest.mark.parametrize(
    ("what", "sender", "receiver", "on", "measure", "finding"),
    [
        ("arms", "IRN", "RUS", "2010-01-01", "1747-5", "breaches"),
        ("arms", "IRN", "RUS", "2018-01-01", "2231-B-6b", "needs committee approval"),
        ("arms", "IRN", "RUS", "2024-01-01", None, "permitted"),
        ("arms", "IRN", "RUS", "2025-09-27", None, "permitted"),
        ("arms", "IRN", "RUS", "2025-09-28", "1747-5-back", "breaches"),
        ("tanks", "RUS", "IRN", "2026-01-01", "1929-8-back", "breaches"),
        ("rifles", "RUS", "IRN", "2026-01-01", None, "permitted"),
        ("arms", "TUR", "LBY", "2020-01-01", "1970-9", "needs committee approval"),
        ("arms", "ARE", "SDN", "2025-06-01", "1556-7", "unknown"),
        ("arms for Darfur", "ARE", "RSF", "2025-06-01", "1591-7", "breaches"),
        ("arms", "UGA", "SSD", "2025-06-01", "2428-4", "needs committee approval"),
        ("arms", "UGA", "SSD", "2026-05-31", "2428-4", "needs committee approval"),
        ("arms", "UGA", "SSD", "2026-06-01", "2428-4", "unknown"),
        ("arms", "TUR", "SOM", "2023-11-30", "733-5", "needs committee approval"),
        ("arms", "TUR", "SOM", "2024-01-01", None, "permitted"),
        ("charcoal", "SOM", "ARE", "2024-01-01", "2036-22", "breaches"),
        ("arms", "IRN", "ALSHABAAB", "2024-01-01", "2713-arms", "breaches"),
        ("arms", "RUS", "CAF", "2024-01-01", "2127-54", "needs committee approval"),
        ("arms", "RUS", "CAF", "2025-01-01", "2745-arms", "unknown"),
        ("arms", "RWA", "M23", "2025-01-01", "1807-1-m23", "breaches"),
        ("arms", "IRN", "HOUTHIS", "2025-01-01", "2216-14", "breaches"),
        ("rifles", "USA", "HTI", "2024-01-01", "2699-14", "needs committee approval"),
        ("arms", "USA", "HTI", "2025-01-01", "2752-2", "needs committee approval"),
        ("arms", "PAK", "TALIBAN", "2001-06-01", "1333-5", "breaches"),
        ("arms", "PAK", "TALIBAN", "2010-01-01", "1390-2c-taliban", "breaches"),
        ("arms", "TUR", "ISIS", "2015-01-01", "1390-2c-isis", "breaches"),
        ("arms", "IRN", "HEZBOLLAH", "2020-01-01", "1701-15-hezbollah", "breaches"),
        ("arms", "FRA", "LBN", "2020-01-01", "1701-15", "unknown"),
    ],
)
def test_other_regimes(
    what: str, sender: str, receiver: str, on: str, measure: str | None, finding: str
) -> None:
    assert standing(ruled(what, sender, receiver, on)).get(measure) == finding


@pytest.mark.parametrize(
    ("sender", "receiver", "on", "named"),
    [
        ("ARE", "SDN", "2025-06-01", []),
        ("RUS", "IRN", "2024-06-01", ["Iran"]),
        ("RUS", "IRN", "2026-01-01", []),
        ("PRK", "CAF", "2026-11-01", ["North Korea"]),
        ("PRK", "RUS", "2024-06-01", ["North Korea"]),
        ("PRK", "RUS", "2024-04-30", []),
    ],
)
def test_only_the_panel_of_who_is_touched_is_named(
    sender: str, receiver: str, on: str, named: list[str], run: Run
) -> None:
    out = run("compliance", "arms", "--from", sender, "--to", receiver, "--on", on).out
    said = re.findall(r"No panel watches the measures on (.+?) since", " ".join(out.split()))
    assert said == named


@pytest.mark.parametrize("regime", REGIMES, ids=lambda regime: regime.target)
def test_every_panel_is_known_from_a_day_and_to_a_day(regime: Regime) -> None:
    if regime.panel is None:
        return
    last = regime.panel_unknown or regime.panel_end
    assert regime.panel_start and last and regime.panel_start < last
    assert regime.watched(regime.panel_start.start) is True
    assert (regime.panel_end is None) == (regime.panel_ended_by is None)
    assert (regime.panel_unknown is None) == (regime.panel_unknown_why is None)


@pytest.mark.parametrize(
    ("receiver", "on", "said"),
    [
        ("CAF", "2026-08-31", ""),
        ("CAF", "2026-09-01", "Whether a panel watches the measures on Central African Republic"),
        ("LBY", "2026-06-01", "is not known after 2026-05-15"),
        ("SOM", "2025-06-01", "No panel watches the measures on Somalia since 2023-12-01"),
        ("IRN", "2025-10-01", "whether the panel was set up again is not on file"),
        ("MLI", "2025-10-01", ""),
    ],
)
def test_a_panel_whose_term_ran_out_is_not_known_to_watch(
    receiver: str, on: str, said: str, run: Run
) -> None:
    out = run("compliance", "arms", "--from", "FRA", "--to", receiver, "--on", on).out
    told = " ".join(out.split())
    assert said in told
    assert ("panel" in told) == bool(said)
