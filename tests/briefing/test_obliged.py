"""The obliged voice: a treaty is turned for all that signed it, each as it stood and stands."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ramify import Event, World
from ramify.briefing.brief import Brief, Obliged, Provenance, Turn
from ramify.briefing.obliged import obliged
from ramify.briefing.render.layout import Line
from ramify.briefing.render.layout_obliged import obliged_section
from ramify.reading.events.merge import Accounts
from ramify.record.evidence import SourceEvidence
from ramify.world.pacts import Article, Commitment, Pact, Party
from ramify.world.when import When


@pytest.fixture(scope="module")
def world() -> World:
    return World.packaged()


def signing(a: str, b: str, when: str) -> Event:
    return Event(when=when, actor=a, action="057", target=b)


def turned(world: World, pact: str, on: str) -> Turn:
    """The turn of a pact whose signing is reported by the first two that signed it."""
    signed = world.pact(pact)
    one, other = [party.actor for party in signed.parties][:2]
    event = signing(one, other, str(signed.signed))
    answer = obliged([event], world, date.fromisoformat(on), (), ())
    return next(turn for turn in answer.turns if turn.pact == pact)


def told(turn: Turn, world: World, on: str = "1954-10-01") -> list[Line]:
    """The lines that say who was bound and is."""
    names = {code: actor.name for code, actor in world.actors.items()}
    made = brief(obliged=Obliged(turns=(turn,)), names=names, on=on)
    parts = obliged_section(made).parts[0].parts
    return [line for part in parts if part.heading.startswith("Who is") for line in part.lines]


def brief(**fields: Any) -> Brief:
    """A brief of nothing but these fields."""
    made = Provenance(ramify="0", reader="-", facts_as_of=When("2024"), documents=())
    rest = {"version": 3, "on_because": "as asked", "sources": (), "comparison": Accounts()}
    return Brief(**{**rest, "provenance": made, **fields})


def standings(turn: Turn) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    return {" ".join(held.parties): (held.before, held.after) for held in turn.standings}


def test_a_treaty_of_two_has_one_standing(world: World) -> None:
    turn = turned(world, "prk-rus-2024", "2024-07-01")
    assert standings(turn) == {"PRK RUS": (("prk-rus-2000",), ("prk-rus-2024",))}
    assert not told(turn, world), "before and after say it already"


def test_a_treaty_of_many_is_turned_for_all_of_them(world: World) -> None:
    """Greece and Turkey were allies by NATO when they signed with Yugoslavia, which had none."""
    turn = turned(world, "balkan-1954", "1954-09-01")
    assert standings(turn) == {
        "GRC TUR": (("nato",), ("balkan-1954", "nato")),
        "YUG": ((), ("balkan-1954",)),
    }
    assert [line.text for line in told(turn, world)] == [
        "Greece and Türkiye: before, by the North Atlantic Treaty; after, by the Balkan Pact of "
        "1954 and the North Atlantic Treaty",
        "Yugoslavia: before, by no coded pact; after, by the Balkan Pact of 1954",
    ]
    assert all(line.evidence for line in told(turn, world))


def test_each_of_twelve_stands_as_it_stood(world: World) -> None:
    found = standings(turned(world, "nato", "1949-05-01"))
    assert found["BEL LUX NLD"] == (("brussels-1948",), ("nato", "brussels-1948"))
    assert found["CAN DNK ISL ITA NOR USA"] == ((), ("nato",))
    assert {"ankara-1939", "brussels-1948", "dunkirk-1947"} <= set(found["FRA"][0])
    assert sum(len(parties.split()) for parties in found) == 12, "those that joined later are out"


def test_one_may_stand_between_two_that_were_not_bound(world: World) -> None:
    found = standings(turned(world, "aukus", "2021-10-01"))
    assert (found["AUS"][0], found["GBR"][0]) == (("anzus",), ("gbr-usa-1958", "nato"))
    assert set(found["USA"][0]) == {"anzus", "gbr-usa-1958", "nato"}


def test_a_guarantee_of_a_third_state_binds_nobody_to_each_other(world: World) -> None:
    """The neutrality of Switzerland is no bond of France and Portugal, who both guarantee it."""
    before = {bond.pact for bond in turned(world, "nato", "1949-05-01").before}
    assert "swiss-neutrality-1815" not in before


def test_the_article_that_defends_is_the_evidence(world: World) -> None:
    [canada] = [s for s in turned(world, "nato", "1949-05-01").standings if "CAN" in s.parties]
    assert [e.article for e in canada.evidence if e.kind == "article"] == ["5"]


def _pact(*parties: Party, **fields: Any) -> Pact:
    promise = Commitment(type="defense", strength="all means at its disposal")
    rest = {
        "id": "test-2020", "name": "Treaty of test", "short": "Treaty of test",
        "signed": "2020-02-01", "in_force": "2020-06-01", "parties": parties, "sources": ("-",),
        "articles": (Article(ref="1", says="They defend each other.", commitments=(promise,)),),
    }  # fmt: skip
    return Pact(**{**rest, **fields})


ECU, PER, BOL = (Party(actor=code) for code in ("ECU", "PER", "BOL"))


def test_one_that_has_signed_and_is_not_yet_bound_stands_apart(world: World) -> None:
    late = Party(actor="BOL", start=When("2021-01-01"))
    turn = turned(world.with_pacts(_pact(ECU, PER, late)), "test-2020", "2020-07-01")
    assert standings(turn)["BOL"][1][:1] != ("test-2020",)
    assert standings(turn)["ECU PER"][1][:1] == ("test-2020",)


def test_a_treaty_without_articles_on_force_cites_its_sources(world: World) -> None:
    field = Commitment(type="economic cooperation", field="trade")
    trade = _pact(ECU, PER, BOL, articles=(Article(ref="1", says="Trade.", commitments=(field,)),))
    turn = turned(world.with_pacts(trade), "test-2020", "2020-07-01")
    assert turn.standings[0].evidence[0] == SourceEvidence(citation="-")


def test_the_parties_of_an_earlier_pact_are_named_where_they_are_not_all(world: World) -> None:
    turn = turned(world, "balkan-1954", "1954-09-01")
    names = {"YUG": "Yugoslavia", "GRC": "Greece", "TUR": "Turkey"}
    made = brief(obliged=Obliged(turns=(turn,)), names=names, on="1954-09-01")
    notes = {part.heading: part.note for part in obliged_section(made).parts[0].parts}
    assert notes["Before, by the North Atlantic Treaty"] == (
        "In force since 1949-08-24. Parties: 14 parties."
    )
    assert notes["After, by the Balkan Pact of 1954"] == "In force since 1955-05-21."


def attack(status: str, **more: object) -> Event:
    fields = {"when": "2024-07-01", "actor": "PRK", "action": "190", "target": "KOR"}
    return Event.model_validate({**fields, "status": status, **more})


def test_force_that_is_alleged_obliges_only_if_true(world: World) -> None:
    on = date(2024, 7, 2)
    told = attack("alleged", holder="USA", holder_name="Washington")
    (case,) = obliged([told], world, on, (), ()).casus
    assert (case.happened, case.alleged_by) == (False, "USA")
    assert case.lines
    assert all(line.cause.supposed for line in case.lines)  # type: ignore[union-attr]
    made = brief(obliged=Obliged(casus=(case,)), names={"USA": "United States"}, on="2024-07-02")
    headings = [part.heading for part in obliged_section(made).parts]
    assert any(h and h.startswith("If true, as alleged by United States") for h in headings)


def test_force_that_happened_is_told_before_the_same_alleged(world: World) -> None:
    told = [attack("alleged", holder="USA"), attack("happened")]
    (case,) = obliged(told, world, date(2024, 7, 2), (), ()).casus
    assert case.happened and case.alleged_by is None


@pytest.mark.parametrize("status", ["denied", "planned"])
def test_force_denied_or_planned_obliges_nobody(status: str, world: World) -> None:
    assert not obliged([attack(status)], world, date(2024, 7, 2), (), ()).casus
