"""What the lines at the head of the page weigh, and how much of the law each tells."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from ramify import Event
from ramify.briefing.brief import Bond, ForceCase, Obliged, Standing, Turn
from ramify.briefing.page.acts import matter
from ramify.briefing.page.bottom import standing
from ramify.briefing.page.expect import ExpectRow
from ramify.briefing.page.leads.law import covered, force, law, measures
from ramify.briefing.page.leads.line import Candidate
from ramify.briefing.page.leads.news import expected, shifted
from ramify.briefing.page.leads.treaty import treaties, treaty_leads
from ramify.briefing.page.row import Sheet
from ramify.briefing.page.shift import ShiftRow
from ramify.briefing.ramification import ArticleRef, EventRef, Legal, ObligedLine
from ramify.reasoning.obligations.screen import Cited, Screen, ScreenEntry
from ramify.record.evidence import ComputedEvidence, TextEvidence
from ramify.world.when import When
from ramify.world.wording import PromiseTerms
from tests.briefing.conftest import BriefOf

NAMES = {
    "RUS": "Russia", "PRK": "North Korea", "KOR": "South Korea", "USA": "United States",
    "JPN": "Japan",
}  # fmt: skip
FACTS = (ComputedEvidence(by="the facts", inputs=("it",)),)
THE_DAY = When("2024-07-01").start
ARTICLE = ArticleRef(pact="p", article="4")


def attack(days: int = 1, **fields: Any) -> Event:
    """North Korea is told to have fired on South Korea, so many days before the answer's day."""
    quote = "North Korea fired on South Korea."
    told = TextEvidence(document="d", name="d.txt", start=0, end=len(quote), quote=quote)
    rest = {"when": str(THE_DAY - timedelta(days=days)), "actor": "PRK", "action": "190"}
    return Event(**{**rest, "target": "KOR", "evidence": (told,), **fields})


def entry(*actors: str, pact: str = "old", **fields: Any) -> ScreenEntry:
    cited = Cited(pact=pact, article="3", name="treaty of 1953", where="article III", year=1953)
    rest = {
        "actors": actors, "who": " and ".join(NAMES[code] for code in actors), "what": "defense",
        "to": "KOR", "whom": "South Korea", "against": ("PRK",), "strength": "armed force",
        "cites": (cited,),
    }  # fmt: skip
    return ScreenEntry(**{**rest, **fields})


AMERICA = Screen(must_fight=(entry("USA"),))


def case(screen: Screen = AMERICA, event: Event | None = None, **fields: Any) -> ForceCase:
    """A use of force of North Korea on South Korea, as an event tells of it."""
    line = duty("KOR", cause=EventRef(event=event or attack()))
    rest = {"attacker": "PRK", "victim": "KOR", "told": "reported", "lines": (line,)}
    return ForceCase(**{**rest, "screen": screen, **fields})


def duty(*actors: str, status: Any = "owed", **fields: Any) -> ObligedLine:
    rest = {
        "actors": actors, "action": "defense", "targets": ("KOR",), "words": "defense upon attack",
        "strength": Legal(status=status, article=ARTICLE), "cause": ARTICLE, "evidence": FACTS,
        "terms": PromiseTerms(what="defense upon attack"),
    }  # fmt: skip
    return ObligedLine(**{**rest, **fields})


def turn(days: int = 1, *lines: ObligedLine) -> Turn:
    """A treaty of North and South Korea, signed so many days before and in force since."""
    bond = Bond(pact="p", short="a treaty", status="in force", parties=("PRK", "KOR"), lines=lines)
    sides = Standing(parties=("PRK", "KOR"), before=(), after=(), evidence=FACTS)
    signed = When(str(THE_DAY - timedelta(days=days)))
    return Turn(
        pact="p", short="a treaty", signed=signed, in_force=signed, before=(), after=(bond,),
        standings=(sides,),
    )  # fmt: skip


def sheet(brief_of: BriefOf, *cases: ForceCase, **fields: Any) -> Sheet:
    obliged = {name: fields.pop(name) for name in ("turns", "bonds", "measures") if name in fields}
    return Sheet(brief_of(obliged=Obliged(cases=cases, **obliged), names=NAMES, **fields), {})


def only(found: Any) -> tuple[str, float, float]:
    """Words, newness and certainty of the only candidate."""
    [(weight, line)] = list[Candidate](found)
    return line.words, weight.fresh, weight.certain


@pytest.mark.parametrize(
    ("told", "certain"),
    [
        ("reported", 0.25), ("asked", 0.9), ("supposed", 0.9), ("short of force", 0.6),
        ("alleged", 0.5), ("threatened", 0.4),
    ],
)  # fmt: skip
def test_force_is_as_certain_as_it_is_told(told: str, certain: float, brief_of: BriefOf) -> None:
    """Of a fight whose beginning is open (*supposed*) the fight itself is nearly certain; of force
    that nobody has judged it is open whether it binds."""
    assert only(force(sheet(brief_of, case(told=told))))[1:] == (1.0, certain)


@pytest.mark.parametrize(
    ("days", "screen", "fresh"),
    [(31, Screen(), [1.0]), (32, Screen(), []), (32, AMERICA, [0.25])],
)
def test_old_force_that_binds_nobody_is_no_line(
    days: int, screen: Screen, fresh: list[float], brief_of: BriefOf
) -> None:
    told = case(screen, attack(days))
    assert [weight.fresh for weight, _ in force(sheet(brief_of, told))] == fresh


def test_who_must_fight_and_who_must_help_are_told_but_nobody_twice(brief_of: BriefOf) -> None:
    must_fight, must_help = entry("USA"), entry("JPN", strength="aid and assistance")
    asked = entry("RUS", subject_to=("consultation first",))
    screen = Screen(must_fight=(must_fight,), must_help=(must_help,), must_consult=(asked,))
    words = only(force(sheet(brief_of, case(screen))))[0]
    assert words == (
        "North Korea used force against South Korea; if that is an armed attack: the United States "
        "must fight; Japan must help (by aid)."
    )
    screen = Screen(must_fight=(must_fight,), must_consult=(asked,))
    assert only(force(sheet(brief_of, case(screen))))[0].endswith("the United States must fight.")
    also = entry("RUS", strength="military assistance")
    screen = Screen(must_fight=(must_fight,), must_help=(must_help, also))
    words = only(force(sheet(brief_of, case(screen))))[0]
    assert words.endswith("; Japan must help (by aid)."), "of three kinds of duty two are told"
    both = Screen(must_fight=(must_fight,), must_help=(entry("USA", what="assistance"),))
    words = only(force(sheet(brief_of, case(both))))[0]
    assert words.endswith("if that is an armed attack: the United States must fight.")


@pytest.mark.parametrize(("days", "fresh"), [(92, 1.0), (93, 0.25)])
def test_a_treaty_is_new_for_92_days(days: int, fresh: float, brief_of: BriefOf) -> None:
    found = treaties(sheet(brief_of, turns=(turn(days, duty("PRK")),)))
    assert only(found)[1:] == (fresh, 1.0)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (1, "North Korea and South Korea owe each other defense upon attack (article 4)."),
        (400, "By the treaty of 1961: Each helps the other (article 4)."),
    ],
)
def test_what_two_owe_each_other_is_told_once_of_an_old_treaty_in_its_words(
    days: int, words: str, brief_of: BriefOf
) -> None:
    article = ARTICLE.model_copy(update={"says": "Each helps the other."})
    owed = Legal(status="owed", article=article)
    both = duty("PRK", "KOR", targets=("PRK", "KOR"), strength=owed)
    made = turn(days, both).model_copy(update={"alone": "treaty of 1961"})
    assert only(treaties(sheet(brief_of, turns=(made,))))[0] == words


def test_what_is_owed_is_new_and_certain_if_nothing_else_is_said(brief_of: BriefOf) -> None:
    weight = law(["USA"], sheet(brief_of))
    assert (weight.fresh, weight.certain, weight.states, weight.great) == (1.0, 1.0, 1, 1)


def test_a_treaty_leads_where_its_two_parties_do(brief_of: BriefOf) -> None:
    signing = attack(action="057", told_in="lead")
    assert treaty_leads("p", sheet(brief_of, turns=(turn(),), happened=(signing,)))
    with_another = attack(action="057", told_in="lead", target="USA")
    assert not treaty_leads("p", sheet(brief_of, turns=(turn(),), happened=(with_another,)))


BY_TREATY = {"pact": "p", "told": "supposed", "before": Screen(), "lines": ()}


def test_whose_defenders_a_treaty_changes_is_nearly_certain(brief_of: BriefOf) -> None:
    words, fresh, certain = only(covered(sheet(brief_of, case(**BY_TREATY))))
    assert words == "South Korea attacked: the United States must fight for it."
    assert (fresh, certain) == (1.0, 0.9)


def test_those_for_whom_it_is_new_are_named_where_others_were_bound(brief_of: BriefOf) -> None:
    screen = Screen(must_fight=(entry("USA", "JPN"),), must_help=(entry("USA", what="assistance"),))
    before = {**BY_TREATY, "before": AMERICA}
    words = only(covered(sheet(brief_of, case(screen, **before))))[0]
    assert (
        words
        == "South Korea attacked: the United States and Japan must fight for it, new for Japan."
    )
    words = only(covered(sheet(brief_of, case(screen, **BY_TREATY))))[0]
    assert words == "South Korea attacked: the United States and Japan must fight for it."
    gone = {**BY_TREATY, "before": screen}
    words = only(covered(sheet(brief_of, case(AMERICA, **gone))))[0]
    assert words == "South Korea attacked: the United States must fight for it."


def test_what_the_treatys_own_line_tells_is_not_told_again(brief_of: BriefOf) -> None:
    own, other = entry("USA", pact="p"), entry("JPN")
    alone, beside = Screen(must_fight=(own,)), Screen(must_fight=(own, other))
    assert not list(covered(sheet(brief_of, case(alone, **BY_TREATY), turns=(turn(),))))
    assert len(list(covered(sheet(brief_of, case(alone, **BY_TREATY))))) == 1
    assert len(list(covered(sheet(brief_of, case(beside, **BY_TREATY), turns=(turn(),))))) == 1


def test_an_attacker_is_told_who_fights_for_it_and_who_helps_it(brief_of: BriefOf) -> None:
    back = {"to": "KOR", "against": ("PRK",)}
    screen = Screen(
        must_fight=(entry("RUS", **back),), must_help=(entry("JPN", **back),),
        must_consult=(entry("USA", **back),),
    )  # fmt: skip
    other = case(screen, attacker="KOR", victim="PRK", told="supposed", lines=())
    words = only(covered(sheet(brief_of, case(**BY_TREATY), other)))[0]
    assert words.endswith("; South Korea attacking: Russia and Japan.")


def test_what_excuses_a_defender_of_who_attacks_is_cited(brief_of: BriefOf) -> None:
    lines = duty("USA", status="excused"), duty("USA", action="consultation"), duty("JPN")
    other = case(attacker="KOR", victim="PRK", told="supposed", lines=lines)
    numbers = {f"/obliged/cases/1/lines/{n}": 7 + n for n in range(3)}
    page = sheet(brief_of, case(**BY_TREATY), other)
    [(_, line)] = covered(Sheet(page.brief, numbers))
    assert line.cites == (7,)


def breach(event: Event, words: str = "arms bought") -> ObligedLine:
    return duty("PRK", status="breaches", words=words, cause=EventRef(event=event))


@pytest.mark.parametrize(
    ("event", "fresh", "certain"),
    [
        (attack(), 1.0, 0.9),
        (attack(when=None), 0.6, 0.9),
        (attack(status="alleged"), 1.0, 0.5),
    ],
)
def test_a_breach_is_fairly_new_whatever_its_day(
    event: Event, fresh: float, certain: float, brief_of: BriefOf
) -> None:
    assert only(measures(sheet(brief_of, measures=(breach(event),))))[1:] == (fresh, certain)


def test_the_first_breach_is_told_and_one_measure_that_nobody_watches(brief_of: BriefOf) -> None:
    ended = [duty("PRK", status="ended", words=f"watch {n} is gone") for n in (1, 2)]
    lines = (breach(attack()), breach(attack(), "oil bought"), *ended)
    words = only(measures(sheet(brief_of, measures=lines)))[0]
    assert words == "A breach: arms bought; watch 1 is gone."


def test_a_standing_treaty_leads_by_what_it_says_of_force(brief_of: BriefOf) -> None:
    talk, force_ = duty("KOR", action="trade", words="trade"), duty("KOR", targets=("PRK",))
    bond = Bond(pact="p", short="A treaty", status="in force", parties=("PRK", "KOR"))
    [line] = standing(sheet(brief_of, bonds=(bond.model_copy(update={"lines": (talk, force_)}),)))
    assert line.words.startswith("A treaty, in force: South Korea owes North Korea defense")
    assert not standing(sheet(brief_of, bonds=(bond.model_copy(update={"lines": (talk,)}),)))


@pytest.mark.parametrize(
    ("action", "of"),
    [
        ("190", "force"), ("150", "force"), ("170", "force"), ("138", "force"),
        ("131", "arms"), ("163", "arms"), ("070", "arms"), ("087", "arms"), ("057", "arms"),
        ("042", "talk"), ("050", "talk"), ("111", "talk"),
    ],
)  # fmt: skip
def test_force_arms_and_talk(action: str, of: str) -> None:
    assert matter(Event(when=None, actor="PRK", action=action, target="KOR")) == of


def test_a_chance_is_as_certain_as_it_is_high_and_a_shift_seven_tenths(brief_of: BriefOf) -> None:
    more = ExpectRow(words="", by="aid", chance=0.4, usual=0.2, acts=(0, 2))
    less = more.model_copy(update={"chance": 0.1})
    found = list(expected((more, less)))
    assert [(weight.fresh, weight.certain) for weight, _ in found] == [(1, 0.4), (1, 0.1)]
    assert [line.words[:4] for _, line in found] == ["More", "Less"]
    row = ShiftRow(words="it shifts", measure="reach", actors=("PRK", "RUS"), change=1.0)
    [(weight, _)] = shifted([row], sheet(brief_of))
    assert (weight.fresh, weight.certain, weight.matter, weight.states) == (1, 0.7, "arms", 3)
