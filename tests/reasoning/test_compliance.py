"""The measures on the DPRK, paragraph by paragraph and day by day, as the resolutions have them."""

from __future__ import annotations

from datetime import date

import pytest

from ramify.reasoning.compliance import Flow, Ruling, rulings
from ramify.record.events import Quantity
from ramify.world.world import World


def ruled(what: str, sender: str, receiver: str, on: str, amount: str = "") -> tuple[Ruling, ...]:
    number, _, unit = amount.partition(" ")
    given = Quantity(value=float(number), unit=unit) if amount else None
    day = date.fromisoformat(on)
    flow = Flow(what=what, sender=sender, receiver=receiver, on=day, amount=given)
    return rulings(flow, World.packaged().regimes)


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


def test_measures_outlive_the_panel_that_watched_them() -> None:
    (regime,) = World.packaged().regimes
    assert str(regime.panel_start) == "2009-06-12"
    assert str(regime.panel_end) == "2024-04-30"
    for on in ("2024-04-30", "2024-05-01"):
        assert standing(ruled("arms", "PRK", "RUS", on)) == {"1874-9": "breaches"}


def test_every_measure_is_about_goods_that_words_can_name() -> None:
    (regime,) = World.packaged().regimes
    known = {good.id for good in regime.goods}
    for measure in regime.measures:
        assert {*measure.goods, *measure.excludes} <= known, measure.id
        assert (measure.end is None) == (measure.ended_by is None), measure.id
    words = [word for good in regime.goods for word in {good.id, *good.words}]
    assert len(set(words)) == len(words)
