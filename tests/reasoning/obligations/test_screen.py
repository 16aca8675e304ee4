"""The first screen: who stands in which row, told once, and in what words."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings

from ramify.reasoning.obligations import Answer, Attack, Decision, Screen, Situation, obligations
from ramify.reasoning.obligations.screen import ALWAYS, TITLES, Cited, Row, ScreenEntry
from ramify.world.actors import Actor, Membership, Territory
from ramify.world.pacts import Party, Strength
from ramify.world.when import When
from ramify.world.world import World
from tests.conftest import more
from tests.reasoning.obligations.systems import (
    TinyWorld,
    disputed,
    pact,
    promise,
    situations,
    war,
    world,
    worlds,
)

DAY = date(2000, 1, 1)
DEFENSE = promise("defense", "armed attack")
TALKS = promise("consultation", "threat")
BAN = promise("nonaggression")


def ask(tiny: TinyWorld, *attacks: Attack, **kept: Any) -> Answer:
    given_ = attacks or (Attack(attacker="C", victim="A", provoked=False),)
    return obligations(tiny.at(DAY), Situation(on=DAY, attacks=given_, **kept))


def rows(screen: Screen) -> dict[str, tuple[str, ...]]:
    return {name: screen.ids(name) for name in get_args(Row) if screen.ids(name)}


def many(*codes: str, members: bool = True) -> TinyWorld:
    """A group with a treaty of mutual defence."""
    parties = " ".join(codes)
    found = world(pact("nato", parties, DEFENSE, group="GRP"), actors=f"{parties} Z")
    grp = Actor(id="GRP", kind="organisation", name="Great Pact")
    joined = tuple(Membership(group="GRP", member=c, start=When("1950")) for c in codes)
    return TinyWorld(
        {**found.actors, "GRP": grp}, found.pacts, memberships=joined if members else ()
    )


@pytest.mark.parametrize(
    ("commitment", "kept", "row"),
    [
        (DEFENSE, {}, "must_fight"),
        (promise("guarantee", "war", to=("A",)), {}, "must_fight"),
        (TALKS, {}, "must_consult"),
        (promise("defense", "armed attack", conditions=("joint decision",)), {}, "must_consult"),
        (promise("assistance", "armed attack"), {}, "must_help"),
        (promise("defense", "armed attack", own_policy=(Party(actor="B", start=When("1990")),)),
         {}, "must_help"),
        (promise("defense", "armed attack", own_policy=(Party(actor="A", start=When("1990")),)),
         {}, "must_fight"),
        (DEFENSE, {"binding": False}, "promised"),
        (TALKS, {"binding": False}, "promised"),
        (promise("assurance", "armed attack", strength="armed force"), {"binding": False},
         "promised"),
        (DEFENSE, {"in_force": None, "signed": When("1990")}, "open"),
        (promise("assurance", strength="refrain"), {"binding": False}, None),
        (promise("neutrality", "war"), {}, None),
        (promise("basing"), {}, None),
        (DEFENSE, {"end": When("1990")}, None),
    ],
)  # fmt: skip
def test_where_a_promise_stands(commitment: Any, kept: dict[str, Any], row: str | None) -> None:
    screen = ask(world(pact("ab", "A B", commitment, **kept))).screen
    assert rows(screen) == ({row: ("B",)} if row else {})


@pytest.mark.parametrize(
    ("strength", "title", "terms"),
    [
        ("armed force", "MUST FIGHT", ""),
        ("all means at its disposal", "MUST FIGHT", ""),
        ("military assistance", "MUST HELP", "; by military assistance"),
        ("action it deems necessary", "MUST HELP", "; by such action as it deems necessary"),
        ("unknown", "MUST HELP", "; in a form that is not on file"),
    ],
)
def test_a_duty_to_defend_of_open_form_is_printed_as_one_to_help(
    strength: Strength, title: str, terms: str
) -> None:
    screen = ask(
        world(pact("ab", "A B", promise("defense", "armed attack", strength=strength)))
    ).screen
    assert rows(screen) == {"must_fight": ("B",)}
    told = {row: lines for row, lines in screen.told() if row in ("MUST FIGHT", "MUST HELP")}
    assert list(told) == [title]
    assert told[title][0].endswith(f"{terms})")
    assert [row.row for row in screen.rows if row.who == "B"] == [title]


def test_torn_and_breaking() -> None:
    tiny = world(
        pact("ab", "A B", DEFENSE), pact("bc", "B C", promise("offense", "war")),
        pact("ac", "A C", promise("nonaggression"), promise("guarantee", "war")),
    )  # fmt: skip
    screen = ask(tiny).screen
    assert screen.ids("torn") == ("B",)
    assert screen.ids("breaks") == ("C",)
    (entry,) = screen.breaks
    assert entry.words == "C: nonaggression towards A (ac of 1950, article 1)"


def test_an_actor_stands_once_a_row_and_not_in_a_weaker_one() -> None:
    weak = pact("old", "A B", DEFENSE, in_force=None, signed=When("1990"))
    tiny = world(pact("ab", "A B", DEFENSE), pact("ba", "A B", DEFENSE), weak)
    screen = ask(tiny).screen
    assert rows(screen) == {"must_fight": ("B",)}
    assert len(screen.must_fight) == 1


def test_living_alliances_stand_before_old_treaties() -> None:
    old = {"signed": When("1386"), "in_force": When("1386")}
    tiny = world(pact("a-old", "A B", DEFENSE, **old), pact("z-new", "A D", DEFENSE))
    assert [entry.actors for entry in ask(tiny).screen.must_fight] == [("D",), ("B",)]


def test_up_to_four_are_named_and_more_are_counted() -> None:
    (few,) = ask(many(*"ABDEF"), Attack(attacker="Z", victim="A")).screen.must_fight
    assert few.who == "B, D, E and F"
    (more,) = ask(many(*"ABDEFG"), Attack(attacker="Z", victim="A")).screen.must_fight
    assert more.who == "the 5 other members of the Great Pact"


@pytest.mark.parametrize(("helpers", "lines"), [("BDEF", 4), ("BDEFG", 1)])
def test_the_same_undertaken_in_more_than_four_agreements_of_two_is_told_once(
    helpers: str, lines: int
) -> None:
    """As in the agreements of Ukraine; one of three parties stays a line of its own."""
    aid = promise("assistance", "armed attack", to=("A",))
    twos = [pact(f"a{code.lower()}", f"A {code}", aid, binding=False) for code in helpers]
    three = pact("ahi", "A H I", aid, binding=False)
    tiny = world(*twos, three, actors="A B C D E F G H I")
    told = ask(tiny).screen.promised
    assert sorted(len(entry.actors) for entry in told if "H" not in entry.actors) == (
        [1] * 4 if lines == 4 else [5]
    )
    assert [entry.actors for entry in told if "H" in entry.actors] == [("H", "I")]
    apart = [entry.words for entry in told if "each by an agreement of its own" in entry.words]
    assert len(apart) == (1 if lines == 1 else 0)


def test_an_agreement_of_two_of_three_that_are_left_is_none_of_two() -> None:
    """One of the three has left: it was made by three, and stays a line of its own."""
    aid = promise("assistance", "armed attack", to=("A",))
    twos = [pact(f"a{code.lower()}", f"A {code}", aid, binding=False) for code in "BDEFG"]
    parties = (Party(actor="A"), Party(actor="H"), Party(actor="I", end=When("1990")))
    three = pact("ahi", "A H I", aid, binding=False, parties=parties)
    told = ask(world(*twos, three, actors="A B C D E F G H I")).screen.promised
    assert sorted(len(entry.actors) for entry in told) == [1, 5]


@pytest.mark.parametrize(("codes", "who"), [("B", "B"), ("BD", "each")])
def test_of_two_whose_bond_is_not_known_each_is_meant(codes: str, who: str) -> None:
    since = When("1990-10-08/9999-12-31")
    parties = (Party(actor="A"), *(Party(actor=code, start=since) for code in codes))
    (entry,) = ask(world(pact("ab", "A B D", DEFENSE, parties=parties))).screen.open
    assert entry.why == f"whether {who} is bound by ab is not known"


def test_members_are_told_as_members_with_their_names_behind() -> None:
    tiny = many("A", "B", "D", "E", "F", "G")
    (entry,) = ask(tiny, Attack(attacker="Z", victim="A")).screen.must_fight
    assert entry.who == "the 5 other members of the Great Pact"
    assert entry.actors == ("B", "D", "E", "F", "G")
    (party,) = ask(many("A", "B", "D", "E", "F", "G", members=False),
                   Attack(attacker="Z", victim="A")).screen.must_fight  # fmt: skip
    assert party.who == "the 5 other parties to nato"


def test_all_members_may_be_told_as_members_to_one_that_is_none() -> None:
    """A is a party to their treaty, but no member of the group that it has made."""
    tiny = many("A", "B", "D", "E", "F", "G")
    others = tuple(row for row in tiny.memberships if row.member != "A")
    tiny = TinyWorld(tiny.actors, tiny.pacts, memberships=others)
    (entry,) = ask(tiny, Attack(attacker="Z", victim="A")).screen.must_fight
    assert entry.who == "the 5 other members of the Great Pact"


def test_who_is_missing_is_named() -> None:
    tiny = many("A", "B", "D", "E", "F", "G", "H")
    apart = pact("gz", "G Z", promise("offense", "war"))
    tiny = TinyWorld(tiny.actors, {**tiny.pacts, apart.id: apart}, memberships=tiny.memberships)
    screen = ask(tiny, Attack(attacker="Z", victim="A")).screen
    assert screen.must_fight[0].who == "5 of the 6 other members of the Great Pact, not G"
    assert screen.ids("torn") == ("G",)


@pytest.mark.parametrize(
    ("torn", "who"),
    [
        ("HIJK", "5 of the 9 other members of the Great Pact, not H, I, J or K"),
        ("HIJKL", "5 of the 10 other members of the Great Pact"),
    ],
)
def test_up_to_four_who_are_missing_are_named(torn: str, who: str) -> None:
    tiny = many(*"ABDEFG", *torn)
    apart = [pact(f"{code}z", f"{code} Z", promise("offense", "war")) for code in torn]
    pacts = {**tiny.pacts, **{one.id: one for one in apart}}
    tiny = TinyWorld(tiny.actors, pacts, memberships=tiny.memberships)
    assert ask(tiny, Attack(attacker="Z", victim="A")).screen.must_fight[0].who == who


def test_what_several_turn_on_is_said_once() -> None:
    """One name that is part of another, or of an adjective, is left alone in the reason."""
    tiny = world(pact("ab", "A B", DEFENSE), pact("ad", "A D", DEFENSE))
    given_ = Decision(by="A", kind="consent of the host", disputed=True)
    told = dict(ask(tiny, decisions=(given_,)).screen.told())
    assert len(told["OPEN"]) == 3
    assert told["OPEN"][2].startswith("- whether A consented is disputed")


def test_why_nobody_must_fight() -> None:
    tiny = world(pact("cd", "C D", DEFENSE), wars=(war("C", "A"),))
    told = dict(ask(tiny, Attack(attacker="A", victim="C")).screen.told())
    (line,) = told["MUST FIGHT"]
    assert line == "nobody: D need not help C (cd of 1950, article 1), as said below"
    plain = dict(ask(world(pact("cd", "C D", DEFENSE))).screen.told())
    assert plain["MUST FIGHT"] == ("nobody",)


def test_the_war_and_the_place_are_said() -> None:
    place = Territory(id="isle", name="Isle", claimed=("A", "C"), administered="A")
    tiny = world(places=(place,), wars=(war("C", "A"),))
    screen = ask(tiny, Attack(attacker="A", victim="C", place="isle")).screen
    assert screen.lines == (
        "A defends itself in the war that C began on 1 January 1990 (A/RES/1)",
        "title to Isle is not settled, held by A",
    )


def test_what_stands_behind_is_counted() -> None:
    forces = promise("defense", "armed attack", against=("forces",), scope={"title": "any"})
    tiny = world(pact("ab", "A B", DEFENSE), pact("bd", "B D", forces), pact("cd", "C D", DEFENSE))
    answer = ask(tiny)
    behind = answer.screen.behind
    assert (behind.excused, behind.later, behind.all) == (
        len(answer.with_status("excused")),
        sum(duty.round > 0 for duty in answer.duties),
        len(answer.duties),
    )
    assert behind.later == 1


def test_an_empty_screen_has_nothing_behind_it() -> None:
    behind = Screen().behind
    assert (behind.excused, behind.later, behind.all) == (0, 0, 0)


@pytest.mark.many
@settings(max_examples=more(30, 80), deadline=None, suppress_health_check=list(HealthCheck))
@given(worlds(), situations())
def test_no_line_is_told_twice(tiny: TinyWorld, situation: Situation) -> None:
    screen = obligations(tiny.at(situation.on), situation).screen
    for name in get_args(Row):
        once = [(code, entry.to) for entry in screen.row(name) for code in entry.actors]
        assert len(once) == len(set(once)), name
    told = dict(screen.told())
    told_otherwise = {"MUST FIGHT"} if any(e.form for e in screen.must_fight) else set()
    assert {TITLES[name] for name in ALWAYS} <= told.keys() | told_otherwise
    for lines in told.values():
        assert lines and len(lines) == len(set(lines))


def test_a_treaty_that_may_have_lapsed_is_one_line() -> None:
    day = date(2025, 7, 24)
    attack = Attack(attacker="KHM", victim="THA", on=day)
    screen = obligations(
        World.packaged().at(day), Situation(on=day, attacks=(attack,)), wars=False
    ).screen
    manila = [e for e in screen.open if any(cite.pact == "seato" for cite in e.cites)]
    assert [entry.what for entry in manila] == ["defense"]
    assert len(manila[0].actors) >= 5


def test_treaties_that_may_have_lapsed_are_one_line_where_nothing_else_is_open() -> None:
    """As with treaties of the Soviet Union, of which nobody knows an end."""
    gone = {"end": When("1990-10-08/9999-12-31")}
    unprovoked = promise("defense", "armed attack", conditions=("unprovoked",))

    def opened(commitment: Any, *, alone: bool = False) -> list[tuple[tuple[str, ...], int, str]]:
        ab, ad = pact("ab", "A B", commitment, **gone), pact("ad", "A D", DEFENSE, **gone)
        screen = ask(world(ab, *([] if alone else [ad])), Attack(attacker="C", victim="A")).screen
        return [(entry.actors, len(entry.cites), entry.why) for entry in screen.open]

    whether = "whether {} still in force is not known"
    assert opened(DEFENSE, alone=True) == [(("B",), 1, whether.format("ab is"))]
    assert opened(DEFENSE) == [(("B", "D"), 2, whether.format("these treaties are"))]
    assert len(opened(unprovoked)) == 2, "who provoked the attack is open too"


def test_the_first_of_two_treaties_by_which_one_must_fight_is_cited() -> None:
    (entry,) = ask(world(pact("ab", "A B", DEFENSE), pact("ba", "A B", DEFENSE))).screen.must_fight
    assert [cite.pact for cite in entry.cites] == ["ab"]


def test_why_a_pact_may_not_be_in_force_is_told_below_its_name() -> None:
    day = date(2025, 11, 15)
    attack = Attack(attacker="IRN", victim="SAU", on=day)
    screen = obligations(World.packaged().at(day), Situation(on=day, attacks=(attack,))).screen
    (pakistan,) = [e for e in screen.open if e.actors == ("PAK",)]
    assert pakistan.cites[0].words == "Saudi Arabia–Pakistan agreement of 2025, joint statement"
    assert pakistan.why == "signed 2025-09-17, force not known"


def test_a_breach_stands_with_what_is_disputed_of_its_war() -> None:
    screen = ask(world(pact("ac", "A C", BAN), wars=(disputed("A", "C"),)),
                 Attack(attacker="A", victim="C")).screen  # fmt: skip
    (entry,) = screen.breaks
    assert entry.why.startswith("who began is disputed: ")
    assert not any(entry.why in line for line in screen.lines)


def test_of_what_leaves_a_duty_open_the_dispute_over_the_attack_is_told() -> None:
    """And not that it is not known whether the treaty is in force."""
    defense = pact("cd", "C D", DEFENSE, in_force=None, signed=When("1990"))
    answer = ask(world(defense, wars=(disputed("C", "A"),)), Attack(attacker="A", victim="C"))
    [duty] = [duty for duty in answer.of("D") if duty.to == "C"]
    assert {reason.kind for reason in duty.decisive} == {"not in force", "disputed"}
    assert [entry.why for entry in answer.screen.open] == [
        reason.words for reason in duty.decisive if reason.kind == "disputed"
    ]


def test_a_consent_does_not_settle_what_was_found_otherwise() -> None:
    attack = Attack(attacker="A", victim="C")
    lets = Decision(by="C", kind="consent of the host")
    bound = pact("ac", "A C", BAN)
    assert ask(world(bound), attack, decisions=(lets,)).screen.ids("open") == ()
    found = ask(world(bound, wars=(war("A", "C"),)), attack, decisions=(lets,)).screen
    assert found.ids("open") == ("A",)
    assert "as the situation says; yet it was the war that A began" in found.open[0].why


@pytest.mark.parametrize(
    ("attacker", "victim", "day", "told"),
    [
        ("ISR", "SYR", "2013-06-01", "Syria: was suspended from the League"),
        ("AZE", "ARM", "2024-06-01", "Armenia: froze its part"),
        ("CHN", "NZL", "1990-06-01", "New Zealand: the United States suspended"),
        ("MLI", "DZA", "2025-12-03", "Burkina Faso: suspended from the activities"),
        ("FRA", "VEN", "2026-01-03", "still bound by the OAS Charter is not known"),
    ],
)
def test_a_suspended_part_is_told_in_the_line(
    attacker: str, victim: str, day: str, told: str
) -> None:
    asked = Attack(attacker=attacker, victim=victim)
    on = date.fromisoformat(day)
    screen = obligations(World.packaged().at(on), Situation(on=on, attacks=(asked,))).screen
    lines = [e.why for row in ("must_fight", "must_consult", "open") for e in screen.row(row)]
    assert any(told in line for line in lines)


def test_a_contested_bond_of_the_one_attacked_to_a_further_pact_has_a_line() -> None:
    case = Situation(on=date(2022, 1, 1), attacks=(Attack(attacker="CHN", victim="VEN"),))
    screen = obligations(World.packaged().at("2022-01-01"), case).screen
    assert "OAS Charter is not known" in screen.open[0].why
    assert [line.split(" is not known")[0] for line in screen.lines] == [
        "Whether Venezuela is bound by the Rio Treaty"
    ]


@pytest.mark.parametrize(
    ("years", "told"),
    [
        ((1953,), "(treaty of 1953, article 1)"),
        ((1951, 1953), "(each by an agreement of its own, such as the treaty of 1951, article 1)"),
    ],
)
def test_two_bound_by_agreements_of_their_own_are_told_by_the_first(
    years: tuple[int, ...], told: str
) -> None:
    cites = tuple(
        Cited(pact=f"p-{year}", article="1", name=f"treaty of {year}", where="article 1", year=year)
        for year in years
    )
    entry = ScreenEntry(
        actors=("JPN", "USA")[: len(years)], who="who", what="defense", to="KOR",
        whom="South Korea", against=("PRK",), cites=cites, strength="armed force",
    )  # fmt: skip
    assert entry.words == f"who: defense of South Korea {told}"


def test_conditions_that_stay_are_told_and_one_of_the_attack_itself_is_not() -> None:
    """Whether it was provoked is settled where a duty is judged, and holds no longer."""
    cited = Cited(pact="p", article="1", name="treaty of 1953", where="article 1")
    entry = ScreenEntry(
        actors=("USA",), who="who", what="defense", to="KOR", whom="South Korea",
        against=("PRK",), cites=(cited,), strength="armed force",
        subject_to=("unprovoked", "article 51", "joint decision"),
    )  # fmt: skip
    told = "(treaty of 1953, article 1; under Article 51 of the UN Charter and by joint decision)"
    assert entry.words == f"who: defense of South Korea {told}"
