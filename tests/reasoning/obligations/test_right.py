"""Right: known wars, answers, help for an aggressor, consent, title and hosts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from ramify._errors import UnknownName
from ramify.reasoning.obligations import Answer, Attack, Decision, Duty, Situation, obligations
from ramify.reasoning.obligations.law.wars import allowed
from ramify.reasoning.symbols import by_name, by_symbol
from ramify.world.actors import Territory
from ramify.world.when import When
from ramify.world.world import World
from tests.reasoning.obligations.systems import TinyWorld, disputed, pact, promise, war, world

DAY = date(2000, 1, 1)
DEFENSE = promise("defense", "armed attack")
FORCES = promise("defense", "armed attack", against=("territory", "forces", "ships", "aircraft"))
BAN = promise("nonaggression")
BEFORE = date(1995, 1, 1)


def attack(sides: str, **kept: Any) -> Attack:
    attacker, victim = sides.split(">")
    return Attack(attacker=attacker or None, victim=victim, **kept)


def consent(by: str, **kept: Any) -> Decision:
    return Decision(by=by, kind="consent of the host", **kept)


def ask(tiny: TinyWorld, *attacks: Attack, decisions: Any = (), **kept: Any) -> Answer:
    situation = Situation(on=DAY, attacks=attacks, decisions=tuple(decisions))
    return obligations(tiny.at(DAY), situation, **kept)


def owing(answer: Answer, actor: str, to: str, what: str = "defense") -> Duty:
    """The one duty of the first round; of bans on force, the actor's own."""
    found = [d for d in answer.of(actor) if d.to == to and d.what == what and d.round == 0]
    if what == "nonaggression":
        found = [d for d in found if d.against == actor]
    assert len(found) == 1, found
    return found[0]


def decided(duty: Duty) -> tuple[str, set[str]]:
    return duty.status, {reason.kind for reason in duty.decisive}


# Known wars


def test_who_answers_a_known_war_defends_itself_and_its_foes_friends_owe_nothing() -> None:
    tiny = world(pact("cd", "C D", DEFENSE), pact("ac", "A C", BAN), wars=(war("C", "A"),))
    answer = ask(tiny, attack("A>C"))
    assert decided(owing(answer, "D", "C")) == ("excused", {"aggressor"})
    assert owing(answer, "A", "C", "nonaggression").status == "excused"
    assert [known.id for known in answer.wars] == ["C-A-1990-01-01"]
    said = "A defends itself in the war that C began on 1 January 1990 (A/RES/1)"
    assert answer.wars[0].words == said and said in answer.screen.lines


def test_one_helps_and_fights_and_two_help_and_fight() -> None:
    """Who joins the one that began the war, and who comes to defend its victim."""
    first = war("C", "A")
    helper = war("D", "A", joins=first.id)
    defender = war("D", "C", joins=first.id, in_defence_of=("A",))
    tiny = world(wars=(first, helper, defender))
    said = []
    for one in (helper, defender):
        two = one.model_copy(update={"attacker": ("D", "E")})
        said += [by_symbol(allowed(each, tiny)[1]).partition(" C")[0] for each in (one, two)]
    assert [words.partition(" in defence")[0] for words in said] == [
        "D helps", "D and E help", "D fights", "D and E fight",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("start", "status"), [("1999-12-31", "owed"), ("2000-01-01", "excused"), ("2000-01", "excused")]
)
def test_an_attack_on_the_day_a_war_begins_is_where_the_war_is(start: str, status: str) -> None:
    """The war began on an isle of C's own; where an attack of later is, nobody has said."""
    isle = Territory(id="isle", name="Isle", recognised="C", claimed=("C",), administered="C")
    known = war("C", "A", start, place="isle")
    answer = ask(world(pact("ab", "A B", DEFENSE), wars=(known,), places=(isle,)), attack("C>A"))
    assert owing(answer, "B", "A").status == status


@pytest.mark.parametrize(
    ("start", "day", "status"),
    [
        ("2000-01-01", date(1999, 12, 31), "unknown"),
        ("2000-01-01", date(2000, 1, 1), "excused"),
        ("2000-01-02", date(2000, 1, 1), "owed"),
    ],
)
def test_what_is_said_to_have_come_before_a_war_leaves_open_who_began(
    start: str, day: date, status: str
) -> None:
    """A's attack of the day before C's war, of its first day, and with the war yet to come."""
    tiny = world(pact("cd", "C D", DEFENSE), wars=(war("C", "A", start),))
    assert owing(ask(tiny, attack("A>C", on=day)), "D", "C").status == status


def test_what_is_cited_is_a_value_that_prose_says_by_name() -> None:
    """In why a duty ends, and in what leaves one open, also in short."""
    tiny = world(pact("cde", "C D E", DEFENSE), wars=(war("C", "A"),))
    [reason] = owing(ask(tiny, attack("A>C")), "D", "C").decisive
    found = "in the war that C began on 1 January 1990 (General Assembly resolution 1)"
    assert by_name(reason.parts) == f"A defends itself {found}"
    assert by_symbol(reason.parts) == reason.words
    [entry] = ask(tiny, attack("A>C", on=date(1989, 12, 31))).screen.open
    assert entry.citing is not None and by_symbol(entry.citing.in_short) == entry.in_short
    assert by_name(entry.citing.in_short) == (
        "the attack is dated 1989-12-31, before the war that C began on 1 January 1990 "
        "(General Assembly resolution 1)"
    )


@pytest.mark.parametrize(
    ("day", "stands"),
    [("1999-05-31", False), ("1999-06-01", True), ("1999-08-31", True), ("1999-09-01", False)],
)
def test_a_consent_stands_from_its_first_day_to_the_one_before_it_is_withdrawn(
    day: str, stands: bool
) -> None:
    given = consent("C", on=date(1999, 6, 1), until=date(1999, 9, 1))
    assert given.consents("C", "A", date.fromisoformat(day)) is stands
    assert not given.consents("D", "A", date(1999, 7, 1))


def test_left_out_the_war_is_not_known() -> None:
    tiny = world(pact("cd", "C D", DEFENSE), wars=(war("C", "A"),))
    answer = ask(tiny, attack("A>C"), wars=False)
    assert owing(answer, "D", "C").status == "owed"
    assert not answer.wars


def test_where_consent_is_disputed_the_friends_of_the_attacker_are_told_of() -> None:
    tiny = world(pact("ae", "A E", promise("consultation", "any")))
    maybe = consent("C", to="A", disputed=True)
    assert owing(ask(tiny, attack("A>C")), "E", "A", "consultation").status == "owed"
    answer = ask(tiny, attack("A>C"), decisions=[maybe])
    assert owing(answer, "E", "A", "consultation").status == "unknown"


def test_the_council_lets_force_against_the_state_that_it_names_alone() -> None:
    tiny = world(pact("cd", "C D", DEFENSE))
    for about, status in (("C", "excused"), (None, "excused"), ("B", "owed")):
        made = Decision(by="UNSC", kind="security council authorisation", about=about)
        assert owing(ask(tiny, attack("A>C"), decisions=[made]), "D", "C").status == status


def test_a_war_that_is_over_or_yet_to_come_plays_no_part() -> None:
    over = war("C", "A", ends=None, end=When("1991-01-01"))
    for known in (over, war("C", "A", "2001-01-01")):
        answer = ask(world(pact("cd", "C D", DEFENSE), wars=(known,)), attack("A>C"))
        assert owing(answer, "D", "C").status == "owed"
        assert not answer.wars


def test_a_disputed_beginning_leaves_both_sides_friends_open_with_both_readings() -> None:
    tiny = world(
        pact("ab", "A B", DEFENSE), pact("cd", "C D", DEFENSE), pact("ac", "A C", BAN),
        wars=(disputed("C", "A"),),
    )  # fmt: skip
    answer = ask(tiny, attack("A>C"))
    for duty in (owing(answer, "D", "C"), owing(answer, "B", "A")):
        assert decided(duty) == ("unknown", {"disputed"})
        assert "A: C began" in duty.decisive[0].words or "C: A began" in duty.decisive[0].words
    assert {d.status for d in answer.duties if d.what == "nonaggression"} == {"unknown"}


def test_what_is_worded_on_war_does_not_turn_on_who_began() -> None:
    neutral = promise("neutrality", "war")
    talks = promise("consultation", "threat")
    tiny = world(pact("cd", "C D", neutral, talks), wars=(disputed("C", "A"),))
    answer = ask(tiny, attack("A>C", kind="war"))
    kinds = {d.what: d.status for d in answer.of("D") if d.to == "C"}
    assert kinds == {"neutrality": "barred", "consultation": "owed"}


def test_an_attack_in_the_direction_of_a_known_war_is_that_war() -> None:
    unprovoked = promise("defense", "armed attack", conditions=("unprovoked",))
    tiny = world(pact("ab", "A B", unprovoked), wars=(war("C", "A"),))
    answer = ask(tiny, attack("C>A"))
    assert owing(answer, "B", "A").status == "owed"
    assert [known.attacker for known in answer.wars] == [("C",)]
    assert owing(ask(tiny, attack("C>A"), wars=False), "B", "A").status == "unknown"


def test_a_war_of_which_the_end_is_not_known_leaves_it_open() -> None:
    known = war("C", "A", ends="not known")
    answer = ask(world(pact("cd", "C D", DEFENSE), wars=(known,)), attack("A>C"))
    duty = owing(answer, "D", "C")
    assert decided(duty) == ("unknown", {"disputed"})
    assert "was going on on 2000-01-01 is not known: wars.csv, row" in duty.decisive[0].words


def test_an_attack_dated_before_the_war_that_it_would_answer_is_open() -> None:
    tiny = world(pact("cd", "C D", DEFENSE), wars=(war("C", "A", "1996-01-01"),))
    duty = owing(ask(tiny, attack("A>C", on=BEFORE)), "D", "C")
    assert decided(duty) == ("unknown", {"earlier attack"})
    assert (
        "dated 1995-01-01, before the war that C began on 1 January 1996" in duty.decisive[0].words
    )


@pytest.mark.parametrize("start", ["1990-01-01", "2000-01-01"])
def test_a_war_let_by_the_council_or_a_host_is_by_right(start: str) -> None:
    """Also against an attack of its own first day, which did not come before it."""
    for right in ({"authorised_by": "S/RES/1"}, {"invited_by": ("A",)}):
        allowed = war("C", "A", start, finding="none", citation=None, **right)
        answer = ask(world(pact("cd", "C D", DEFENSE), wars=(allowed,)), attack("A>C"))
        assert owing(answer, "D", "C").status == "owed"


def test_one_on_file_as_helping_the_victim_helps_it() -> None:
    first = war("C", "A", id="first")
    help_ = war("E", "C", joins="first", in_defence_of=("A",), finding="none", citation=None)
    tiny = world(pact("cd", "C D", DEFENSE), pact("ce", "C E", BAN), wars=(first, help_))
    answer = ask(tiny, attack("E>C"))
    assert owing(answer, "D", "C").status == "excused"
    assert {known.id for known in answer.wars} == {"first", help_.id}


def test_one_on_file_as_helping_the_attacker_attacks_whatever_it_says() -> None:
    first = war("C", "A", id="first")
    part = disputed("E", "A", joins="first", ends="not known")
    tiny = world(pact("ce", "C E", DEFENSE), pact("ae", "A E", BAN), wars=(first, part))
    answer = ask(tiny, attack("E>A"))
    assert owing(answer, "E", "A", "nonaggression").status == "breached"


# Answers


def test_helping_an_aggressor_against_its_victims_answer_is_an_attack() -> None:
    tiny = world(pact("ce", "C E", DEFENSE), pact("ae", "A E", BAN), pact("ab", "A B", DEFENSE))
    first, back = attack("C>A", on=BEFORE), attack("A>C", on=date(1996, 1, 1))
    answer = ask(tiny, first, back, attack("E>A"))
    assert owing(answer, "E", "A", "nonaggression").status == "breached"
    duty = next(d for d in answer.of("B") if d.against == "E")
    assert duty.status == "owed"
    assert not any("defence" in note for note in answer.notes)


@pytest.mark.parametrize("place", [None, "C", "A"])
def test_where_the_aggressor_is_helped_makes_no_difference(place: str | None) -> None:
    tiny = world(pact("ae", "A E", BAN))
    first, back = attack("C>A", on=BEFORE), attack("A>C", on=date(1996, 1, 1), place="C")
    answer = ask(tiny, first, back, attack("E>A", place=place, target="forces"))
    assert owing(answer, "E", "A", "nonaggression").status == "breached"


# Consent


def test_with_consent_nothing_is_broken_and_nobody_owes() -> None:
    tiny = world(pact("ab", "A B", DEFENSE), pact("ac", "A C", BAN))
    for given in (consent("A", to="C"), consent("A"), consent("A", about="A", on=BEFORE)):
        answer = ask(tiny, attack("C>A"), decisions=[given])
        assert decided(owing(answer, "B", "A")) == ("excused", {"consent"})
        assert owing(answer, "C", "A", "nonaggression").status == "excused"
        assert not ask(tiny, attack("C>A"), decisions=[given], excused=False).duties


def test_consent_to_another_withdrawn_or_later_is_none() -> None:
    tiny = world(pact("ab", "A B", DEFENSE))
    for given in (
        consent("A", to="D"),
        consent("A", to="C", on=BEFORE, until=date(1999, 1, 1)),
        consent("D", to="C"),
    ):
        assert owing(ask(tiny, attack("C>A"), decisions=[given]), "B", "A").status == "owed"


def test_a_disputed_consent_is_open_with_both_readings() -> None:
    tiny = world(pact("ab", "A B", DEFENSE), pact("ac", "A C", BAN))
    given = consent("A", to="C", disputed=True, source="a letter")
    answer = ask(tiny, attack("C>A"), decisions=[given])
    duty = owing(answer, "B", "A")
    assert decided(duty) == ("unknown", {"consent"})
    assert "(a letter)" in duty.decisive[0].words and "if it did not" in duty.decisive[0].words
    assert owing(answer, "C", "A", "nonaggression").status == "unknown"


def test_nobody_consents_for_another() -> None:
    tiny = world(pact("ab", "A B", DEFENSE))
    given = (Decision(by="D", kind="request of the victim"), consent("D", about="A", to="C"))
    duty = owing(ask(tiny, attack("C>A"), decisions=given), "B", "A")
    assert decided(duty) == ("unknown", {"consent"})
    assert duty.decisive[0].words.startswith("decision 2 of the situation: D cannot consent for A")


def test_consent_does_not_reach_beyond_the_hosts_land_nor_to_one_nobody_knows() -> None:
    isle = Territory(id="isle", name="Isle", recognised="D", administered="D", areas=("europe",))
    talks = promise("consultation", "threat")
    tiny = world(pact("ab", "A B", FORCES, talks), places=(isle,))
    answer = ask(tiny, attack("C>A", place="isle", target="ships"), decisions=[consent("A")])
    assert owing(answer, "B", "A").status == "owed"
    unknown = ask(tiny, attack(">A"), decisions=[consent("A")])
    assert owing(unknown, "B", "A", "consultation").status == "owed"


def test_a_consent_says_who_and_when() -> None:
    with pytest.raises(ValidationError, match="of a consent"):
        Decision(by="A", kind="consultation", disputed=True)
    with pytest.raises(ValidationError, match="withdrawn before"):
        consent("A", on=DAY, until=BEFORE)
    assert not consent("A", on=DAY, until=DAY).consents("A", "C", DAY), "withdrawn on its day"
    with pytest.raises(UnknownName):
        ask(world(), attack("C>A"), decisions=[consent("A", to="ZZZ")])


# Title


def held(**kept: Any) -> Territory:
    given = {"recognised": "C", "administered": "A", "areas": ("europe",), **kept}
    return Territory(id="land", name="Land", **given)


@pytest.mark.parametrize("target", ["forces", "ships", "aircraft"])
def test_who_holds_another_s_land_by_occupation_is_not_attacked_at_home(target: Any) -> None:
    tiny = world(
        pact("ab", "A B", FORCES, promise("consultation", "threat")), pact("ac", "A C", BAN),
        places=(held(basis="occupation", finding="A/RES/2"),),
    )  # fmt: skip
    answer = ask(tiny, attack("C>A", place="land", target=target))
    duty = owing(answer, "B", "A")
    assert decided(duty) == ("excused", {"title"})
    assert duty.decisive[0].words == "A holds Land by occupation (A/RES/2)"
    assert owing(answer, "C", "A", "nonaggression").status == "excused"
    assert owing(answer, "B", "A", "consultation").status == "owed"
    assert "Land is territory of C, held by A by occupation (A/RES/2)" in answer.screen.lines


def test_a_third_that_strikes_the_occupier_may_break_its_word() -> None:
    places = (held(basis="occupation"),)
    tiny = world(pact("ab", "A B", FORCES), pact("ad", "A D", BAN), places=places)
    answer = ask(tiny, attack("D>A", place="land", target="forces"))
    assert owing(answer, "B", "A").status == "excused"
    assert owing(answer, "D", "A", "nonaggression").status == "unknown"


@pytest.mark.parametrize(
    "kept", [{"recognised": "A"}, {"basis": "agreement"}, {"recognised": None}, {"basis": None}]
)
def test_forces_on_their_own_leased_or_contested_land_are_protected(kept: dict[str, Any]) -> None:
    tiny = world(pact("ab", "A B", FORCES), places=(held(**kept),))
    answer = ask(tiny, attack("C>A", place="land", target="forces"))
    assert owing(answer, "B", "A").status == "owed"


def test_a_place_without_a_row_that_day_is_open() -> None:
    gone = held(recognised="A", administered="A", end=When("1990"))
    tiny = world(pact("ab", "A B", FORCES), places=(gone,))
    duty = owing(ask(tiny, attack("C>A", place="land", target="forces")), "B", "A")
    assert decided(duty) == ("unknown", {"title"})


def test_what_crosses_one_s_own_sky_is_no_attack_on_its_sender() -> None:
    tiny = world(pact("ab", "A B", FORCES), pact("ac", "A C", BAN))
    answer = ask(tiny, attack("C>A", place="C", target="aircraft"))
    assert decided(owing(answer, "B", "A")) == ("excused", {"title"})
    assert owing(answer, "C", "A", "nonaggression").status == "excused"
    at_sea = Territory(id="sea", name="Sea", areas=("europe",))
    elsewhere = world(pact("ab", "A B", FORCES), places=(at_sea,))
    shot = ask(elsewhere, attack("C>A", place="sea", target="aircraft"))
    assert owing(shot, "B", "A").status == "owed"


@pytest.mark.parametrize("tie", [promise("basing"), promise("defense", "war")])
def test_a_host_that_attacks_its_lawful_guest_attacks_it(tie: Any) -> None:
    tiny = world(pact("ab", "A B", FORCES), pact("ac", "A C", tie))
    answer = ask(tiny, attack("C>A", place="C", target="forces"))
    assert owing(answer, "B", "A").status == "owed"


def test_consent_to_a_stay_given_disputed_and_by_a_known_war() -> None:
    tiny = world(pact("ab", "A B", FORCES))
    strike = attack("C>A", place="C", target="forces")
    told = {
        "owed": [consent("C", to="A")],
        "unknown": [consent("C", to="A", disputed=True)],
        "excused": [consent("C", to="A", until=BEFORE)],
    }
    for status, decisions in told.items():
        assert owing(ask(tiny, strike, decisions=decisions), "B", "A").status == status
    invited = war("A", "D", place="C", invited_by=("C",), finding="none", citation=None)
    guest = world(pact("ab", "A B", FORCES), wars=(invited,))
    assert owing(ask(guest, strike), "B", "A").status == "owed"


def test_who_stands_on_an_attackers_land_in_its_own_defence_stands_there_by_right() -> None:
    """Only an attack on forces sets off the promise, so that it is the last that counts."""
    tiny = world(pact("ab", "A B", promise("defense", "armed attack", against=("forces",))))
    again = attack("C>A", place="C", target="forces")
    back = attack("A>C", on=date(1996, 1, 1), place="C")
    for entered in ((attack("C>A", on=BEFORE), back), (attack("C>A", on=BEFORE),)):
        assert owing(ask(tiny, *entered, again), "B", "A").status == "owed"


def test_a_threat_gives_no_right_to_stand_on_the_land_of_one_that_threatens() -> None:
    tiny = world(pact("ab", "A B", promise("defense", "armed attack", against=("forces",))))
    again = attack("C>A", place="C", target="forces")
    answer = ask(tiny, attack("C>A", on=BEFORE, kind="threat"), again)
    assert owing(answer, "B", "A").status == "excused"


# Hosts


def test_a_base_struck_on_another_s_soil_strikes_its_host() -> None:
    tiny = world(pact("ab", "A B", FORCES), pact("de", "D E", DEFENSE))
    answer = ask(tiny, attack("C>A", place="D", target="forces", provoked=False))
    assert owing(answer, "B", "A").status == "owed"
    assert owing(answer, "E", "D").status == "owed"


@pytest.mark.parametrize("target", ["ships", "aircraft"])
def test_what_only_passes_a_host_does_not_strike_it(target: Any) -> None:
    tiny = world(pact("de", "D E", DEFENSE))
    answer = ask(tiny, attack("C>A", place="D", target=target))
    assert not answer.to("D")


def test_a_host_that_is_struck_and_asks_is_owed_what_waits_for_its_request() -> None:
    aid = promise("defense", "armed attack", conditions=("request of the victim",))
    tiny = world(pact("de", "D E", aid), pact("ad", "A D", promise("basing"), aid, id="base"))
    asks = Decision(by="D", kind="request of the victim", about="D")
    answer = ask(tiny, attack("C>A", place="D", target="forces"), decisions=[asks])
    for helper in ("E", "A"):
        duty = owing(answer, helper, "D")
        assert duty.status == "owed" and "request of the victim" not in duty.subject_to


def test_a_host_that_lets_it_happen_or_fights_one_of_them_is_not_struck() -> None:
    tiny = world(pact("de", "D E", DEFENSE))
    strike = attack("C>A", place="D", target="forces")
    assert not ask(tiny, strike, decisions=[consent("D", to="C")]).to("D")
    assert not ask(tiny, attack("A>D", on=BEFORE), strike).with_status("owed")[1:]


def test_a_host_struck_by_one_that_answers_is_argued() -> None:
    tiny = world(pact("de", "D E", DEFENSE), wars=(war("A", "C"),))
    answer = ask(tiny, attack("C>A", place="D", target="forces"))
    assert decided(owing(answer, "E", "D")) == ("unknown", {"disputed"})


# Clauses


@pytest.mark.parametrize(
    ("told", "status"),
    [({}, "unknown"), ({"by_parties": True}, "owed"), ({"by_others": True}, "excused")],
)
def test_an_attack_by_a_party_is_argued_unless_the_text_says_so(
    told: dict[str, bool], status: str
) -> None:
    tiny = world(pact("abc", "A B C", promise("defense", "armed attack", **told)))
    assert owing(ask(tiny, attack("C>A")), "B", "A").status == status


def test_a_guarantee_is_given_against_its_guarantors_too() -> None:
    tiny = world(pact("abc", "A B C", promise("guarantee", "armed attack", to=("A",))))
    answer = ask(tiny, attack("C>A"))
    assert owing(answer, "B", "A", "guarantee").status == "owed"
    assert owing(answer, "C", "A", "guarantee").status == "breached"


def test_only_a_future_attack() -> None:
    later = promise("consultation", "armed attack", future=True)
    tiny = world(pact("ab", "A B", later, signed=When("1996-05-01"), in_force=When("1996-05-01")))
    for on, status in ((BEFORE, "excused"), (date(1996, 5, 1), "unknown"), (DAY, "owed")):
        duty = owing(ask(tiny, attack("C>A", on=on)), "B", "A", "consultation")
        assert duty.status == status
    known = world(*tiny.pacts.values(), wars=(war("C", "A", "1995-01-01"),))
    duty = owing(ask(known, attack("C>A")), "B", "A", "consultation")
    assert decided(duty) == ("excused", {"earlier attack"})


def test_a_clause_on_the_allies_of_a_state() -> None:
    meant = promise("defense", "armed attack", attackers=("D",), by_allies_of=("D",))
    tied = world(pact("ab", "A B", meant), pact("cd", "C D", DEFENSE))
    free = world(pact("ab", "A B", meant))
    signed = {"signed": When("1990"), "in_force": None}
    maybe = world(pact("ab", "A B", meant), pact("cd", "C D", DEFENSE, **signed))
    for tiny, status in ((tied, "owed"), (free, "excused"), (maybe, "unknown")):
        assert owing(ask(tiny, attack("C>A")), "B", "A").status == status


def test_a_clause_on_those_who_join_a_state_in_war() -> None:
    meant = promise("defense", "armed attack", attackers=("D",), by_joined=True)
    tiny = world(pact("ab", "A B", meant), pact("cd", "C D", DEFENSE))
    assert owing(ask(tiny, attack("C>A")), "B", "A").status == "excused"
    joined = ask(tiny, attack("D>A"), attack("C>A"))
    told = {duty.against: duty.status for duty in joined.duties if duty.actor == "B"}
    assert told == {"D": "owed", "C": "owed"}


@pytest.mark.parametrize(
    ("against", "said", "status"),
    [
        ((), (), "unknown"),
        (("territory",), (), "unknown"),
        (("forces", "ships"), (), "excused"),
        (("forces", "ships"), ("cables",), "unknown"),
        (("forces", "cables"), (), "owed"),
    ],
)
def test_whether_an_attack_on_cables_counts_is_open_unless_said(
    against: tuple[str, ...], said: tuple[str, ...], status: str
) -> None:
    held = promise("defense", "armed attack", against=against, case_by_case=said)
    tiny = world(pact("ab", "A B", held, promise("consultation", "threat")))
    answer = ask(tiny, attack("C>A", target="cables"))
    assert owing(answer, "B", "A").status == status
    assert owing(answer, "B", "A", "consultation").status == "owed"


# Rounds


def test_the_victim_owes_its_helper_nothing() -> None:
    tiny = world(pact("ab", "A B", FORCES), pact("ba", "B A", FORCES, id="second"))
    answer = ask(tiny, attack("C>A"))
    assert [joined.actor for joined in answer.joined] == ["B"]
    assert not answer.of("A")


@pytest.mark.parametrize(
    ("place", "told"), [(None, []), ("D", ["owed"]), ("sea", ["unknown"])], ids=str
)
def test_forces_that_help_far_from_a_treatys_land_do_not_set_it_off(
    place: str | None, told: list[str]
) -> None:
    """B helps A; D and B promised each other to defend their forces."""
    sea = Territory(id="sea", name="Sea", areas=("europe",))
    aid = promise("defense", "armed attack", scope={"title": "any"})
    tiny = world(pact("ab", "A B", aid), pact("bd", "B D", FORCES), places=(sea,))
    answer = ask(tiny, attack("C>A", place=place, target="ships" if place else "territory"))
    assert [d.status for d in answer.of("D") if d.round] == told


# The packaged world


@pytest.mark.parametrize(
    ("on", "sides", "place", "known"),
    [
        ("2023-09-22", "UKR>RUS", "sevastopol", "rus-ukr-2022"),
        ("2025-06-01", "UKR>RUS", None, "rus-ukr-2022"),
        ("1982-05-02", "GBR>ARG", "south-atlantic", "arg-gbr-1982"),
        ("1985-06-01", "IRN>IRQ", None, "irq-irn-1980"),
        ("1990-09-01", "KWT>IRQ", None, "irq-kwt-1990"),
        ("1951-03-07", "USA>PRK", None, "prk-kor-1950"),
    ],
)
def test_wars_on_file_are_known_without_being_told(
    on: str, sides: str, place: str | None, known: str
) -> None:
    day = date.fromisoformat(on)
    situation = Situation(on=day, attacks=(attack(sides, on=day, place=place),))
    answer = obligations(World.packaged().at(day), situation)
    assert known in {told.id for told in answer.wars}
    assert not answer.screen.must_fight
    attacker, _ = sides.split(">")
    assert attacker not in answer.screen.ids("breaks")


def test_who_fights_the_aggressor_does_not_help_it() -> None:
    first = war("A", "B")
    joins = {"joins": first.id, "finding": "none", "citation": None}
    helps = war("C", "B", invited_by=("A",), **joins)
    fights = war("C", "A", invited_by=("B",), **joins)
    tiny = world(wars=(first, helps, fights))
    assert allowed(helps, tiny)[0] is False
    assert allowed(fights, tiny)[0] is True
