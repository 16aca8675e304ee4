"""The facts of 2024 to 2026 that had to be looked up: days, office holders, seats."""

from __future__ import annotations

from datetime import date

import pytest

import ramify
from ramify import Attack
from ramify.world.when import holds
from ramify.world.world import World


@pytest.fixture(scope="module")
def world() -> World:
    return World.packaged()


PACTS = {
    "pak-sau-2025": ("2025-09-17", None),
    "deu-gbr-2025": ("2025-07-17", None),
    "fra-pol-2025": ("2025-05-09", "2026-01-22"),
    "aus-png-2025": ("2025-10-06", "2026-07-08"),
    "sau-usa-2025": ("2025-11-18", None),
    "fra-gbr-ukr-2026": ("2026-01-06", "2026-01-06"),
    "aus-idn-2026": ("2026-02-06", None),
    "gbr-pol-2026": ("2026-05-27", None),
    "deu-pol-2026": ("2026-06-17", None),
    "qat-usa-2025": ("2025-09-29", "2025-09-29"),
    "gbr-ukr-2025": ("2025-01-16", None),
    "cod-rwa-2025": ("2025-06-27", "2025-06-27"),
    "cod-rwa-2025-12": ("2025-12-04", "2025-12-04"),
    "arm-aze-2025": ("2025-08-08", "2025-08-08"),
    "egy-som-2024": ("2024-08-14", None),
    "som-tur-2024": ("2024-02-08", None),
    "aze-rus-2022": ("2022-02-22", "2022-02-22"),
    "aus-nru-2024": ("2024-12-09", None),
    "dji-fra-2024": ("2024-07-24", None),
    "mng-sun-1946": ("1946-02-27", "1946-02-27/1946-12-31"),
    "eu-ukr-2024": ("2024-06-27", "2024-06-27"),
    "lva-ukr-2024": ("2024-04-11", "2024-04-11"),
    "grc-ukr-2024": ("2024-10-17", "2024-10-17"),
    "alb-ukr-2025": ("2025-01-21", "2025-01-21"),
    "abk-rus-2008": ("2008-09-17", "2008-12-23"),
    "rus-sot-2008": ("2008-09-17", "2009-01-20"),
    "abk-rus-2014": ("2014-11-24", "2015-03-05"),
    "rus-sot-2015": ("2015-03-18", "2015-07-01/2015-12-31"),
    "gbr-brn-1979": ("1979-01-07", "1983-12-31"),
}
"""Days of signature and of force; None: no source names the day of force."""


@pytest.mark.parametrize("pact", PACTS)
def test_recent_pacts_have_their_days(world: World, pact: str) -> None:
    found = world.pacts[pact]
    signed, force = PACTS[pact]
    assert str(found.signed) == signed
    assert (found.in_force and str(found.in_force)) == force
    assert force or (found.force_unknown and found.sources)


@pytest.mark.parametrize(
    ("actor", "office", "person", "since"),
    [
        ("HUN", "prime minister", "peter-magyar", "2026-05-09"),
        ("IRN", "supreme leader", "mojtaba-khamenei", "2026-03-08"),
        ("VEN", "acting president", "delcy-rodriguez", "2026-01-05"),
        ("CHL", "president", "jose-antonio-kast", "2026-03-11"),
        ("BOL", "president", "rodrigo-paz", "2025-11-08"),
        ("NLD", "prime minister", "rob-jetten", "2026-02-23"),
        ("CZE", "prime minister", "andrej-babis", "2025-12-15"),
        ("PRT", "president", "antonio-jose-seguro", "2026-03-09"),
        ("BGD", "prime minister", "tarique-rahman", "2026-02-17"),
        ("NPL", "prime minister", "balendra-shah", "2026-03-27"),
        ("HND", "president", "nasry-asfura", "2026-01-27"),
        ("MDG", "president", "michael-randrianirina", "2025-10-17"),
        ("PER", "president", "keiko-fujimori", "2026-07-28"),
        ("GBR", "prime minister", "andy-burnham", "2026-07-20"),
    ],
)
def test_leaders_that_changed(
    world: World, actor: str, office: str, person: str, since: str
) -> None:
    rows = [r for r in world.tenures if (r.actor, r.office) == (actor, office)]
    last = max((row for row in rows if row.start), key=lambda row: str(row.start))
    assert (last.person, str(last.start), last.end) == (person, since, None)


def test_the_council_of_2027(world: World) -> None:
    day = date(2027, 6, 1)
    elected = {
        row.member
        for row in world.memberships
        if row.group == "UNSC" and row.end and holds(row.start, row.end, day)
    }
    assert elected == {
        "AUT", "BHR", "COD", "COL", "KGZ", "LBR", "LVA", "PRT", "TTO", "ZWE",
    }  # fmt: skip


def test_all_states_with_which_ukraine_has_a_security_agreement(world: World) -> None:
    """Twenty-seven by its ministry of defence in November 2025, and the European Union."""
    own = [p for p in world.pacts.values() if "g7-ukraine-2023" in p.implements]
    partners = {party.actor for pact in own for party in pact.parties} - {"UKR"}
    assert len(partners) == 28 and "EU" in partners
    meant = [c.trigger for p in own for article in p.articles for c in article.commitments]
    assert all(trigger.future for trigger in meant if trigger and trigger.by == ("RUS",))


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("Abkhazia", "ABK"),
        ("Sukhumi", "ABK"),
        ("South Ossetia", "SOT"),
        ("Tskhinvali", "SOT"),
    ],
)
def test_the_contested_states_that_russia_recognised_in_2008(
    world: World, name: str, actor: str
) -> None:
    assert world.gazetteer.resolve(name, date(2008, 8, 26)) == (actor,)
    assert str(world.actors[actor].start) == "2008-08-26"


@pytest.mark.parametrize(
    ("attack", "pact"), [("GEO:ABK", "abk-rus-2014"), ("GEO:SOT", "rus-sot-2015")]
)
def test_russia_is_bound_to_what_it_recognised(world: World, attack: str, pact: str) -> None:
    attacker, victim = attack.split(":")
    asked = Attack(attacker=attacker, victim=victim)
    answer = ramify.obligations(world.at("2016-01-01"), asked)
    owed = {(d.actor, d.pact) for d in answer.duties if d.what in ("defense", "guarantee")}
    assert ("RUS", pact) in owed
