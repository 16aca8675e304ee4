"""The obliged voice: a treaty is turned for all that signed it, each as it stood and stands."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from ramify import Event, World
from ramify.briefing.annex.line import Line, Section
from ramify.briefing.annex.obliged import obliged_section
from ramify.briefing.brief import Obliged, Standing, Turn
from ramify.briefing.ramification import ArticleRef, EventRef
from ramify.briefing.voices.cases import _Asked, _telling
from ramify.briefing.voices.obliged import _touched, bond, obliged
from ramify.reasoning.obligations.answer import Duty
from ramify.record.evidence import SourceEvidence
from ramify.world.pacts import Article, Commitment, Pact, Party
from ramify.world.when import When
from tests.briefing.conftest import BriefOf


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


def parts_of(turn: Turn, world: World, brief_of: BriefOf, on: str = "2024-07-01") -> list[Section]:
    """The sections that tell of a turn."""
    names = {code: actor.name for code, actor in world.actors.items()}
    made = brief_of(obliged=Obliged(turns=(turn,)), names=names, on=on)
    return list(obliged_section(made).parts[0].parts)


def told(turn: Turn, world: World, brief_of: BriefOf) -> list[Line]:
    """The lines that say who was bound and is."""
    parts = parts_of(turn, world, brief_of)
    return [line for part in parts if part.heading.startswith("Who is") for line in part.lines]


def standings(turn: Turn) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    return {" ".join(held.parties): (held.before, held.after) for held in turn.standings}


def test_a_treaty_of_two_has_one_standing(world: World, brief_of: BriefOf) -> None:
    turn = turned(world, "prk-rus-2024", "2024-07-01")
    assert standings(turn) == {"PRK RUS": (("prk-rus-2000",), ("prk-rus-2024",))}
    assert not told(turn, world, brief_of), "before and after say it already"


def test_a_treaty_of_many_is_turned_for_all_of_them(world: World, brief_of: BriefOf) -> None:
    """Greece and Turkey were allies by NATO when they signed with Yugoslavia, which had none."""
    turn = turned(world, "balkan-1954", "1954-09-01")
    assert standings(turn) == {
        "GRC TUR": (("nato",), ("balkan-1954", "nato")),
        "YUG": ((), ("balkan-1954",)),
    }
    assert [line.text for line in told(turn, world, brief_of)] == [
        "Greece and Türkiye: before, by the North Atlantic Treaty; after, by the Balkan Pact of "
        "1954 and the North Atlantic Treaty",
        "Yugoslavia: before, by no coded pact; after, by the Balkan Pact of 1954",
    ]
    assert all(line.evidence for line in told(turn, world, brief_of))


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


def test_a_standing_without_evidence_never_exists() -> None:
    with pytest.raises(ValidationError, match="evidence"):
        Standing(parties=("ECU",), before=(), after=(), evidence=())
    cited = SourceEvidence(citation="-")
    assert Standing(parties=("ECU",), before=(), after=(), evidence=(cited,)).evidence == (cited,)


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


def test_the_parties_of_an_earlier_pact_are_named_where_they_are_not_all(
    world: World, brief_of: BriefOf
) -> None:
    turn = turned(world, "balkan-1954", "1954-09-01")
    notes = {part.heading: part.note for part in parts_of(turn, world, brief_of)}
    assert notes["Before, by the North Atlantic Treaty"] == (
        "In force since 1949-08-24. Parties: 14 parties."
    )
    assert notes["After, by the Balkan Pact of 1954"] == "In force since 1955-05-21."


def force(status: str, **more: object) -> Event:
    fields = {"when": "2024-07-01", "actor": "PRK", "action": "190", "target": "KOR"}
    return Event.model_validate({**fields, "status": status, **more})


def test_force_that_is_alleged_obliges_only_if_true(world: World, brief_of: BriefOf) -> None:
    """What answers it is asked too, with the force that it answers."""
    on = date(2024, 7, 2)
    told = force("alleged", holder="USA", holder_name="Washington")
    case, back = obliged([told], world, on, (), ()).cases
    assert (case.told, case.by, case.answers) == ("alleged", "Washington", False)
    assert (back.attacker, back.victim, back.answers) == ("KOR", "PRK", True)
    assert case.lines
    assert all(line.cause.supposed for line in case.lines)  # type: ignore[union-attr]
    made = brief_of(obliged=Obliged(cases=(case,)), on="2024-07-02")
    headings = [part.heading for part in obliged_section(made).parts]
    assert headings == ["If true, as alleged by Washington: force of PRK against KOR"]


def test_force_that_happened_is_told_before_the_same_alleged(world: World) -> None:
    told = [force("alleged", holder="USA"), force("happened")]
    case, _ = obliged(told, world, date(2024, 7, 2), (), ()).cases
    assert case.told == "reported" and case.by is None


@pytest.mark.parametrize("status", ["denied", "planned"])
def test_force_denied_or_planned_obliges_nobody(status: str, world: World) -> None:
    assert not obliged([force(status)], world, date(2024, 7, 2), (), ()).cases


def test_a_seizure_asks_whether_it_is_an_attack_on_a_ship(world: World) -> None:
    """The United States, which nobody named, is bound to the Philippines by the treaty of 1951."""
    seized = attack("CHN", "PHL", "171", "2024-06-17", object="a supply boat")
    case, _ = obliged([seized], world, date(2024, 7, 2), (), ()).cases
    assert case.told == "short of force"
    assert case.screen.ids("must_fight") == ("USA",)
    assert case.screen.must_fight[0].cites[0].pact == "phl-usa-1951"


@pytest.mark.parametrize(("when", "news"), [("2024-04-01", 2), ("2024-03-31", 0), (None, 2)])
def test_force_of_long_ago_is_history(world: World, when: str | None, news: int) -> None:
    event = attack("PRK", "KOR", "190", when)
    assert len(obliged([event], world, date(2024, 7, 2), (), ()).cases) == news


def test_a_treaty_is_asked_about_before_and_after(world: World) -> None:
    """By adversaries the documents name; a threat among them is told as one."""
    told = [
        signing("RUS", "PRK", "2024-06-19"),
        attack("PRK", "KOR", "138", "2024-06-01"),
        attack("RUS", "UKR", "190", "2022-02-24"),
    ]
    named = ("RUS", "PRK", "KOR", "UKR")
    cases = obliged(told, world, date(2024, 7, 1), named, ()).cases
    found = {(case.attacker, case.victim): case for case in cases}
    korea, back = found["KOR", "PRK"], found["PRK", "KOR"]
    assert (korea.told, back.told) == ("supposed", "threatened")
    assert korea.before is not None and korea.before.ids("must_fight") == ("CHN",)
    assert korea.screen.ids("must_fight") == ("RUS", "CHN")
    assert back.screen.ids("must_fight") == ("USA",)
    assert found["UKR", "RUS"].screen.ids("must_fight") == (), "Russia is the aggressor"


@pytest.mark.parametrize(("on", "asked"), [("2025-06-19", True), ("2025-06-20", False)])
def test_a_treaty_is_asked_about_for_a_year_from_its_eve(
    world: World, on: str, asked: bool
) -> None:
    told = [signing("RUS", "PRK", "2024-06-19")]
    answer = obliged(told, world, date.fromisoformat(on), ("RUS", "PRK", "KOR"), ())
    cases = [case for case in answer.cases if (case.attacker, case.victim) == ("KOR", "PRK")]
    assert bool(cases) is asked
    defends = ArticleRef(pact="prk-rus-2024", article="4")
    assert {line.cause for case in cases for line in case.lines} <= {defends}


def test_two_treaties_are_told_in_the_order_of_the_documents(world: World) -> None:
    told = [signing("JPN", "PHL", "2024-07-08"), signing("RUS", "PRK", "2024-06-19")]
    answer = obliged(told, world, date(2024, 7, 10), (), ())
    assert [turn.pact for turn in answer.turns] == ["jpn-phl-2024", "prk-rus-2024"]


@pytest.mark.parametrize(("on", "touched"), [("2025-06-20", "PRK"), ("2025-06-21", "JPN")])
def test_an_act_of_a_year_ago_still_touches_its_two_sides(on: str, touched: str) -> None:
    """366 days; after that those that are named most are."""
    acts = [attack("RUS", "PRK", "112", "2024-06-19")]
    found = _touched(acts, ("RUS", "JPN"), date.fromisoformat(on))
    assert found == [frozenset(("RUS", touched))]


def test_four_adversaries_of_the_parties_of_a_treaty_are_asked_about(world: World) -> None:
    """South Korea, Ukraine, Georgia and the United States; of Japan the documents tell least.

    Ukraine is at war with Russia already, so that the treaty changes nothing for it.
    """
    named = ("RUS", "PRK", "KOR", "UKR", "GEO", "USA", "JPN")
    told = [signing("RUS", "PRK", "2024-06-19")]
    cases = obliged(told, world, date(2024, 7, 1), named, ()).cases
    assert {case.attacker for case in cases} - {"RUS", "PRK"} == {"KOR", "GEO", "USA"}


@pytest.mark.parametrize(("on", "asked"), [("2024-06-06", True), ("2024-06-07", False)])
def test_an_accession_is_asked_about_for_three_months_from_its_eve(
    world: World, on: str, asked: bool
) -> None:
    told = [Event(when="2024-03-07", actor="SWE", action="050", target="NATO")]
    answer = obliged(told, world, date.fromisoformat(on), ("SWE", "NATO", "RUS"), ())
    assert any(case.victim == "SWE" for case in answer.cases) is asked


@pytest.mark.parametrize(("on", "goes_on"), [("2022-05-27", False), ("2022-05-28", True)])
def test_a_war_of_more_than_three_months_goes_on(world: World, on: str, goes_on: bool) -> None:
    told = [attack("RUS", "UKR", "190", on)]
    first = obliged(told, world, date.fromisoformat(on), (), ()).cases[0]
    assert (first.attacker, first.goes_on) == ("RUS", goes_on)


def test_an_accession_is_asked_about_for_the_one_that_joins(world: World) -> None:
    """Sweden and Russia, of which the documents tell a threat; before and after 7 March 2024."""
    told = [
        Event(when="2024-03-07", actor="SWE", action="050", target="NATO"),
        attack("RUS", "SWE", "130", "2024-03-08"),
    ]
    first, _ = obliged(told, world, date(2024, 3, 8), ("SWE", "RUS"), ()).cases
    assert (first.attacker, first.victim, first.pact) == ("RUS", "SWE", "nato")
    assert first.before is not None
    assert "USA" not in first.before.ids("must_fight") and "USA" in first.screen.ids("must_fight")


def test_whoever_joins_an_alliance_has_the_adversaries_of_its_members(world: World) -> None:
    """No quarrel of Sweden's own is on file or told: Russia's, named or not, is with members of
    whom it is the neighbour."""
    told = [Event(when="2024-03-07", actor="SWE", action="050", target="NATO")]
    on = date(2024, 3, 8)
    for mentioned in (("SWE", "NATO", "RUS"), ("SWE", "NATO")):
        first, _ = obliged(told, world, on, mentioned, ()).cases
        assert (first.attacker, first.victim) == ("RUS", "SWE")


def test_what_demonstrators_do_is_no_force_of_their_state(world: World) -> None:
    riot = attack("NER", "FRA", "190", "2023-07-30", actor_sector="CVL")
    assert not obliged([riot], world, date(2023, 7, 31), (), ()).cases


def test_a_group_may_threaten_and_is_not_attacked(world: World) -> None:
    threat = attack("ECOWAS", "NER", "138", "2023-07-30")
    (case,) = obliged([threat], world, date(2023, 7, 31), (), ()).cases
    assert (case.attacker, case.victim) == ("ECOWAS", "NER")


def test_what_answers_force_binds_only_to_the_one_answered(world: World) -> None:
    event = attack("RUS", "POL", "190", "2024-06-30")
    _, answer = obliged([event], world, date(2024, 7, 1), (), ()).cases
    assert answer.answers and answer.attacker == "POL"
    owed = [e.to for row in ("must_fight", "must_consult") for e in answer.screen.row(row)]
    assert set(owed) <= {"RUS"}


@pytest.mark.parametrize(("on", "news"), [("2021-02-01", 1), ("2021-02-02", 0)])
def test_a_treaty_is_news_for_a_year(world: World, on: str, news: int) -> None:
    """366 days, so that a treaty of the same day a leap year ago is still news."""
    known = world.with_pacts(_pact(ECU, PER))
    answer = obliged([signing("ECU", "PER", "2020-02-01")], known, date.fromisoformat(on), (), ())
    assert len(answer.turns) == news


def test_what_ended_on_the_day_of_the_signature_was_in_force_on_its_eve(world: World) -> None:
    old = _pact(ECU, PER, id="old-1990", signed="1990-01-01", in_force="1990-01-01", end=EVE)
    older = _pact(ECU, PER, id="older-1980", signed="1980-01-01", in_force="1980-01-01", end=TWO)
    known = world.with_pacts(_pact(ECU, PER), old, older)
    before = {bond.pact for bond in turned(known, "test-2020", "2020-07-01").before}
    assert "old-1990" in before and "older-1980" not in before


EVE, TWO = "2020-01-31", "2020-01-30"


def test_a_predecessor_that_is_not_coded_is_passed_over(world: World) -> None:
    heir = _pact(ECU, PER, succeeds=("no-such-pact", "prk-rus-2000"))
    turn = turned(world.with_pacts(heir), "test-2020", "2020-07-01")
    assert {change.earlier for change in turn.compared} == {"prk-rus-2000", "prk-sun-1961"}


def test_what_is_kept_is_no_change(world: World) -> None:
    old = _pact(ECU, PER, id="old-1990", signed="1990-01-01", in_force="1990-01-01")
    same = turned(world.with_pacts(_pact(ECU, PER, succeeds=("old-1990",)), old), "test-2020", DAY)
    assert same.compared == ()


DAY = "2020-07-01"


def bonds(world: World, *pacts: Pact, actors: str, about: tuple[str, ...] = ()) -> list[str]:
    """Ids of the test's pacts that are shown among some actors, in order."""
    ours = {pact.id for pact in pacts}
    shown = obliged([], world.with_pacts(*pacts), date(2020, 7, 1), actors.split(), about).bonds
    return [bond.pact for bond in shown if bond.pact in ours]


def _of(*codes: str, **fields: Any) -> Pact:
    name = "-".join(codes).lower()
    return _pact(*(Party(actor=code) for code in codes), **{"id": name, "short": name, **fields})


def test_without_events_the_pacts_of_two_of_the_most_named_are_told(world: World) -> None:
    """Of up to three parties; one of a whole group speaks only where force is told."""
    two, three = _of("ECU", "PER"), _of("ECU", "PER", "BOL")
    four, late = _of("ECU", "PER", "BOL", "CHL"), _of("CHL", "ARG")
    last = _of("BOL", "CHL")
    actors = "ECU PER BOL CHL ARG"
    found = bonds(world, two, three, four, last, late, actors=actors)
    assert sorted(found) == sorted([two.id, three.id, last.id])
    assert bonds(world, two, late, actors="CHL ARG") == [late.id]


def test_the_pacts_are_those_of_the_sides_of_what_is_reported(world: World) -> None:
    ab, bc = _of("ECU", "PER"), _of("PER", "BOL")
    known = world.with_pacts(ab, bc)
    told = [attack("ECU", "PER", "112", "2020-06-01")]
    shown = obliged(told, known, date(2020, 7, 1), ("PER", "BOL"), ()).bonds
    assert [b.pact for b in shown if b.pact in (ab.id, bc.id)] == [ab.id]


def test_an_answer_about_one_keeps_to_its_pacts(world: World) -> None:
    ab, bc = _of("ECU", "PER"), _of("PER", "BOL")
    assert bonds(world, ab, bc, actors="ECU PER BOL", about=("BOL",)) == [bc.id]


def test_a_pact_that_says_nothing_of_force_is_not_shown(world: World) -> None:
    trade = Commitment(type="economic cooperation", field="trade")
    quiet = _of("ECU", "PER", articles=(Article(ref="1", says="Trade.", commitments=(trade,)),))
    assert bonds(world, quiet, actors="ECU PER") == []


def test_a_treaty_that_is_turned_is_not_told_again(world: World) -> None:
    events = [signing("RUS", "PRK", "2024-06-19")]
    events.append(attack("CHN", "PRK", "042", "2024-10-01"))
    answer = obliged(events, world, date(2024, 12, 31), ("RUS", "PRK", "CHN"), ())
    assert [turn.pact for turn in answer.turns] == ["prk-rus-2024"]
    assert [bond.pact for bond in answer.bonds if "PRK" in bond.parties] == ["chn-prk-1961"]


@pytest.mark.parametrize(
    ("on", "status"),
    [
        ("2020-05-31", "signed, not in force"),
        ("2020-06-01", "in force"),
        ("2021-06-01", "in force"),
        ("2021-06-02", "ended"),
    ],
)
def test_how_a_pact_stands_on_a_day(world: World, on: str, status: str) -> None:
    pact = _pact(ECU, PER, end="2021-06-01")
    assert bond(pact, world.with_pacts(pact).at(on)).status == status


def test_a_promise_that_has_ended_or_not_begun_is_not_among_its_lines(world: World) -> None:
    promises = tuple(
        Commitment(type="consultation", field=name, start=start, end=end)
        for name, start, end in (
            ("always", None, None),
            ("ended", None, "2020-06-30"),
            ("to come", "2020-07-02", None),
            ("perhaps", "2020", None),
        )
    )
    pact = _pact(ECU, PER, articles=(Article(ref="1", says="They consult.", commitments=promises),))
    lines = bond(pact, world.with_pacts(pact).at("2020-07-01")).lines
    assert [line.words for line in lines] == ["consultation: always", "consultation: perhaps"]


def attack(a: str, b: str | None, action: str, when: str | None, **fields: Any) -> Event:
    return Event(when=when, actor=a, action=action, target=b, **fields)


def cases(world: World, *events: Event, about: tuple[str, ...] = ()) -> dict[str, bool]:
    """The pairs of which force is told, and whether it happened."""
    answer = obliged(events, world, date(2024, 7, 1), (), about)
    return {
        f"{case.attacker} {case.victim}": case.told == "reported"
        for case in answer.cases
        if not case.answers
        if case.lines and case.lines[0].cause.event.actor == case.attacker  # type: ignore[union-attr]
    }


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, True),
        ({"round": 1}, False),
        ({"to": "JPN"}, False),
        ({"to": "PRK"}, True),
        ({"what": "assistance"}, False),
        ({"status": "owed", "round": 1, "what": "assistance"}, True),
        ({"status": "barred"}, False),
    ],
)
def test_of_excuses_those_of_now_from_defending_one_of_the_two_are_told(
    fields: dict[str, Any], told: bool
) -> None:
    event = attack("PRK", "KOR", "190", "2024-06-30")
    case = _Asked("PRK", "KOR", "reported", EventRef(event=event))
    rest = {
        "actor": "USA", "to": "KOR", "against": "PRK", "what": "defense", "status": "excused",
        "strength": "armed force", "pact": "kor-usa-1953", "article": "III", "name": "treaty",
        "reasons": (),
    }  # fmt: skip
    assert _telling(Duty(**{**rest, **fields}), case) is told


def test_force_and_threats_of_it_between_states_are_cases(world: World) -> None:
    events = [
        attack("PRK", "KOR", "138", "2024-06-01"),
        attack("RUS", "UKR", "190", "2024-06-01"),
        attack("ISR", "IRN", "180", "2024-06-01"),
        attack("SDN", "TCD", "200", "2024-06-01"),
        attack("USA", "CHN", "120", "2024-06-01"),
        attack("CHN", "PHL", "140", "2024-06-01"),
    ]
    assert cases(world, *events) == {
        "PRK KOR": False, "RUS UKR": True, "ISR IRN": True, "SDN TCD": True,
    }  # fmt: skip


def test_what_is_no_pair_of_two_states_is_no_case(world: World) -> None:
    events = [
        attack("RUS", None, "190", "2024-06-01"),
        attack("RUS", "RUS", "190", "2024-06-01", actor_sector="MIL", target_sector="REB"),
        attack("SUN", "FIN", "190", "2024-06-01"),
        attack("FIN", "SUN", "190", "2024-06-01"),
    ]
    assert cases(world, *events) == {}


def test_a_pair_is_one_case_and_about_keeps_to_an_actor(world: World) -> None:
    events = [attack("PRK", "KOR", "138", None), attack("PRK", "KOR", "130", None)]
    answer = obliged(events, world, date(2024, 7, 1), (), ())
    assert len(answer.cases) == 2, "one each way"
    assert cases(world, *events, about=("KOR",)) == {"PRK KOR": False}
    assert cases(world, *events, about=("RUS",)) == {}


def test_duties_that_differ_only_in_who_has_them_are_one_line(world: World) -> None:
    case, _ = obliged([attack("PRK", "KOR", "138", None)], world, date(2024, 7, 1), (), ()).cases
    lines = {(line.strength.article.pact, line.strength.status): line for line in case.lines}
    third = lines["anzus", "owed"]
    assert third.actors == ("AUS", "NZL") and third.targets == ("USA",)
    assert third.words.endswith(", if those bound first join the war")
    own = lines["kor-usa-1953", "owed"]
    assert own.actors == ("USA",) and "if those" not in own.words
    assert all(line.cause.kind == "event" and line.cause.supposed for line in case.lines)
