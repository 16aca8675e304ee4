"""Who is bound, row by row, from the lines of a brief."""

from __future__ import annotations

from typing import Any

import pytest

from ramify import Event
from ramify.briefing.brief import ForceCase, Obliged
from ramify.briefing.page.bound import BoundColumn, BoundTable, bound, kept_so_far, some_of
from ramify.briefing.page.leads.law import _rows
from ramify.briefing.page.row import Sheet
from ramify.briefing.ramification import (
    ArticleRef,
    EventRef,
    Legal,
    ObligedLine,
)
from ramify.reasoning.obligations.screen import Cited, PartOf, Screen, ScreenEntry
from ramify.reasoning.symbols import Wording, by_symbol, citing, in_brackets
from ramify.reasoning.validation.kept import Kept
from ramify.record.evidence import ComputedEvidence
from ramify.world.when import When
from tests.briefing.conftest import BriefOf

NAMES = {"RUS": "Russia", "PRK": "North Korea", "KOR": "South Korea", "USA": "United States"}
EVENT = Event(when="2024-06-19", actor="PRK", action="138", target="KOR")


def cited(name: str, article: str = "1") -> Cited:
    year = next((int(word) for word in name.split() if word.isdigit()), None)
    return Cited(pact=name, article=article, name=name, where=f"article {article}", year=year)


def entry(**fields: Any) -> ScreenEntry:
    rest = {
        "actors": ("USA",), "who": "United States", "what": "defense", "to": "KOR",
        "whom": "South Korea", "against": ("PRK",), "strength": "armed force",
        "cites": (cited("treaty of 1953", "III"),),
    }  # fmt: skip
    return ScreenEntry(**{**rest, **fields})


def case(screen: Screen, **fields: Any) -> ForceCase:
    rest = {"attacker": "PRK", "victim": "KOR", "told": "threatened", "screen": screen}
    return ForceCase(**{**rest, **fields})


def sheet(brief_of: BriefOf, *cases: ForceCase, **fields: Any) -> Sheet:
    return Sheet(brief_of(obliged=Obliged(cases=cases), names=NAMES, **fields), {})


def told(brief_of: BriefOf, **fields: Any) -> dict[str, list[str]]:
    """The rows of the only column of a case with one entry."""
    row = fields.pop("row", "must_fight")
    [table] = bound(sheet(brief_of, case(Screen(**{row: (entry(**fields),)}))))
    [column] = table.columns
    return {name: [e.words for e in of] for name, of in column.rows.items() if of}


@pytest.mark.parametrize(
    ("fields", "row", "words"),
    [
        ({}, "must_fight", ""),
        ({"strength": "aid and assistance"}, "must_help", ": by aid"),
        ({"strength": "military assistance"}, "must_help", ": by military aid"),
        ({"strength": "action it deems necessary"}, "must_help", ": by action deemed necessary"),
        ({"strength": "act to meet the common danger"}, "must_help",
         ": by acting against the danger"),
        ({"strength": "unknown"}, "must_help", ": form of aid not on file"),
        ({"strength": "aid and assistance", "subject_to": ("request of the victim",)}, "must_help",
         ": by aid, if asked"),
        ({"subject_to": ("article 51", "constitutional processes")}, "must_fight", ""),
    ],
)  # fmt: skip
def test_the_verb_and_the_terms_are_those_of_the_article(
    fields: dict[str, Any], row: str, words: str, brief_of: BriefOf
) -> None:
    assert told(brief_of, **fields) == {row: [f"United States (treaty of 1953 art. III){words}"]}


def test_what_both_decide_on_is_help_and_what_one_asks_first_is_talk(brief_of: BriefOf) -> None:
    for strength in ("aid and assistance", "armed force"):
        joint = {"strength": strength, "subject_to": ("joint decision",)}
        rows = told(brief_of, row="must_consult", **joint)
        words = "United States (treaty of 1953 art. III): by joint decision"
        assert rows == {"must_help": [words]}
        asked = {"strength": strength, "subject_to": ("consultation first",)}
        [words] = told(brief_of, row="must_consult", **asked)["must_consult"]
        assert words.endswith("after consultation") and "must then" in words


def test_talks_that_a_threat_calls_for_are_told_so(brief_of: BriefOf) -> None:
    talks = {"what": "consultation", "strength": "consult", "threatened": True}
    [words] = told(brief_of, row="must_consult", **talks)["must_consult"]
    assert words == "United States (treaty of 1953 art. III): on a threat already"


@pytest.mark.parametrize(
    ("why", "in_short", "shown"),
    [
        ("x" * 100, "", "x" * 100),
        (f"it is disputed: {'x' * 84}", "it is disputed", f"it is disputed: {'x' * 84}"),
        (f"it is disputed: {'x' * 85}", "it is disputed", "it is disputed"),
        (f"on a day (a.toml:3): {'x' * 85}", f"on a day (a.toml:3){'x' * 82}", ""),
        ("x" * 101, "", ""),
    ],
)
def test_of_a_long_reason_what_explains_it_is_left_out(
    why: str, in_short: str, shown: str, brief_of: BriefOf
) -> None:
    [words] = told(brief_of, why=why, in_short=in_short)["must_fight"]
    assert words == f"United States (treaty of 1953 art. III){f': {shown}' if shown else ''}"


def test_resolutions_are_told_by_name(brief_of: BriefOf) -> None:
    """In what a duty turns on, whole or in short, and in why another does not bind."""
    short = citing("it began later", *in_brackets("S/RES/660 (1990)"))
    named = "it began later (Security Council resolution 660 (1990))"
    long = citing(*short, f": {'x' * 99}")
    for why, in_short in ((short, ()), (long, short)):
        [words] = told(
            brief_of, why=by_symbol(why), in_short=by_symbol(in_short),
            citing=Wording(words=why, in_short=in_short),
        )["must_fight"]  # fmt: skip
        assert words == f"United States (treaty of 1953 art. III): {named}"
    excused = duty("USA", reasons=(by_symbol(short),), excuse=short)
    made = case(Screen(must_fight=(entry(actors=("JPN",)),)), lines=(excused,))
    [table] = bound(sheet(brief_of, made, mentioned=("USA",)))
    [one] = table.columns[0].rows["not_bound"]
    assert (one.words, one.why) == (f"United States: {named}", named)


def test_two_treaties_are_cited_four_named_and_five_counted(brief_of: BriefOf) -> None:
    cites = [cited(f"treaty of {year}") for year in (1950, 1960, 1970, 1980, 1990)]
    [two] = told(brief_of, cites=tuple(cites[:2]))["must_fight"]
    [three] = told(brief_of, cites=tuple(cites[:3]))["must_fight"]
    [four] = told(brief_of, cites=tuple(cites[:4]))["must_fight"]
    [five] = told(brief_of, cites=tuple(cites))["must_fight"]
    assert two == "United States (treaty of 1950 art. 1; treaty of 1960 art. 1)"
    assert three == "United States (treaty of 1950, treaty of 1960 and treaty of 1970)"
    assert four.endswith(" 1970 and treaty of 1980)")
    assert five == "United States (5 pacts of 1950–1990)"


def some(number: int) -> dict[str, Any]:
    part = PartOf(some=number, of=26, group="members of the Union")
    return {"who": part.words, "part": part, "strength": "aid and assistance"}


def screened(brief_of: BriefOf, told: str = "threatened", **rows: Any) -> dict[str, list[str]]:
    """The rows of a case with a screen of entries."""
    [table] = bound(sheet(brief_of, case(Screen(**rows), told=told)))
    of = table.columns[0].rows
    return {name: [e.words for e in entries] for name, entries in of.items() if entries}


def test_two_parts_of_those_bound_are_told_as_all_of_them(brief_of: BriefOf) -> None:
    six = entry(**some(6), subject_to=("own policy",))
    rows = screened(brief_of, must_help=(entry(**some(20)), six))
    assert rows["must_help"] == [
        "the 26 other members of the Union (treaty of 1953 art. III): by aid; for 6 of them by own "
        "policy"
    ]


def test_a_part_whose_rest_is_told_above_is_told_as_more(brief_of: BriefOf) -> None:
    alone = screened(brief_of, must_help=(entry(**some(20)),))
    beside = screened(brief_of, must_fight=(entry(),), must_help=(entry(**some(20)),))
    assert alone["must_help"][0].startswith("20 of the 26 other members")
    assert beside["must_help"][0].startswith("20 more members of the Union (")


def test_who_may_be_bound_by_a_dormant_treaty_stands_in_the_annex_alone(brief_of: BriefOf) -> None:
    manila = (cited("Manila Pact of 1954", "IV"),)
    old = entry(actors=("AUS",), who="Australia", cites=manila, why="not known", dormant=True)
    rows = screened(brief_of, open=(old, entry(why="signed 2020, force not known")))
    assert rows["open"] == [
        "United States (treaty of 1953 art. III): signed 2020, force not known",
    ]
    assert [e.who for e in _rows(case(Screen(open=(old,))))[3][1]] == []


def test_force_that_may_have_been_lawful_is_disputed_in_its_rows(brief_of: BriefOf) -> None:
    breaks = entry(actors=("PRK",), who="North Korea", why="self-defence", disputed=True)
    rows = screened(brief_of, "reported", must_fight=(entry(),), breaks=(breaks,))
    assert rows["breaks"] == ["disputed: North Korea (treaty of 1953 art. III)"]
    unlawful = ": if the force was unlawful, which is disputed"
    assert rows["must_fight"][0].endswith(unlawful)


def test_a_duty_of_an_older_treaty_is_not_new(brief_of: BriefOf) -> None:
    by = cited("treaty of 2024")
    new, old = entry(cites=(by,)), entry()
    fresh = case(Screen(must_fight=(new,)), pact=by.pact, before=Screen(), told="supposed")
    again = fresh.model_copy(update={"before": Screen(must_fight=(old,))})
    changes = [
        bound(sheet(brief_of, one))[0].columns[0].rows["must_fight"][0].change
        for one in (fresh, again)
    ]
    assert changes == ["new", None]


def test_of_whom_an_older_treaty_bound_one_the_new_one_is_new_for_the_other(
    brief_of: BriefOf,
) -> None:
    by = cited("treaty of 2024")
    both = entry(actors=("USA", "RUS"), who="United States and Russia", cites=(by,))
    one = case(Screen(must_fight=(both,)), pact=by.pact, told="supposed")
    befores = Screen(), Screen(must_fight=(entry(),))
    made = [one.model_copy(update={"before": before}) for before in befores]
    newly = [
        bound(sheet(brief_of, each))[0].columns[0].rows["must_fight"][0].newly for each in made
    ]
    assert newly == ["", "Russia"]


def test_whose_attack_is_open_need_not_be_told_of_the_two_themselves(brief_of: BriefOf) -> None:
    """Only of a case that nobody has told of, and only of nobody else."""
    two = entry(actors=("PRK", "KOR"), who="both Koreas")
    screen = Screen(open=(two, entry()))
    assert len(screened(brief_of, "supposed", open=screen.open)["open"]) == 1
    assert len(screened(brief_of, "reported", open=screen.open)["open"]) == 2


def test_four_are_named_and_five_counted(brief_of: BriefOf) -> None:
    page = sheet(brief_of)
    assert some_of(["RUS", "PRK", "KOR", "USA"], page).startswith("Russia, North Korea")
    assert some_of(["RUS", "PRK", "KOR", "USA", "CHN"], page) == "5 of them"


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        (None, ""),
        (Kept(words="15 of 133 promises", until=2003), ""),
        (
            Kept(words="15 of 133", whose="Arab treaty", honoured=15, called=127, until=2003),
            "kept up to 2003, where the record ends: 15 of 127 promises to fight by the Arab "
            "treaty",
        ),
    ],
)
def test_the_record_of_promises_is_told_beside_the_treaty_it_is_of(
    kept: Kept | None, shown: str, brief_of: BriefOf
) -> None:
    row = kept_so_far(Sheet(brief_of(obliged=Obliged(kept=kept)), {}))
    assert (row.words if row else "") == shown


def both_ways(brief_of: BriefOf, act: str = "111", **fields: Any) -> BoundTable:
    back = entry(to="PRK", whom="North Korea", actors=("RUS",), who="Russia")
    cases = (
        case(Screen(must_fight=(entry(),)), **fields),
        case(Screen(must_fight=(back,)), attacker="KOR", victim="PRK", **fields),
    )
    between = Event(when="2024-06-19", actor="KOR", action=act, target="PRK")
    [table] = bound(sheet(brief_of, *cases, happened=(between,)))
    return table


def test_a_threat_asks_one_way_and_an_adversary_of_a_treaty_both(brief_of: BriefOf) -> None:
    headings = [column.heading for column in both_ways(brief_of, told="supposed").columns]
    assert headings == ["If North Korea attacks South Korea", "If South Korea attacks North Korea"]
    [column] = both_ways(brief_of, told="threatened").columns
    assert column.heading == "If North Korea attacks South Korea"


@pytest.mark.parametrize(
    ("act", "told", "ways"),
    [
        ("110", "supposed", 2), ("100", "supposed", 1), ("040", "supposed", 1),
        ("040", "reported", 2), ("040", "alleged", 2), ("111", "threatened", 1),
    ],
)  # fmt: skip
def test_an_adversary_is_asked_about_if_a_hostile_act_is_told(
    act: str, told: str, ways: int, brief_of: BriefOf
) -> None:
    """Disapproval is the mildest; a demand is none."""
    assert len(both_ways(brief_of, act, told=told).columns) == ways


def test_an_answer_that_binds_nobody_has_no_column(brief_of: BriefOf) -> None:
    cases = (
        case(Screen(must_fight=(entry(),)), told="reported"),
        case(Screen(), attacker="KOR", victim="PRK", told="reported", answers=True),
    )
    [table] = bound(sheet(brief_of, *cases))
    assert len(table.columns) == 1 and table.news


@pytest.mark.parametrize(("day", "news"), [("2024-05-31", True), ("2024-05-30", False)])
def test_force_of_more_than_31_days_ago_that_binds_nobody_is_no_news(
    day: str, news: bool, brief_of: BriefOf
) -> None:
    event = EVENT.model_copy(update={"when": When(day)})
    told = duty("KOR", status="owed", cause=EventRef(event=event))
    one = case(Screen(breaks=(entry(actors=("PRK",)),)), told="reported", lines=(told,))
    [table] = bound(sheet(brief_of, one))
    assert table.news is news


def test_of_those_not_bound_the_promises_of_defence_are_told(brief_of: BriefOf) -> None:
    why = ("the attack is provoked",)
    not_bound = duty("USA", reasons=why), duty("RUS", action="consultation", reasons=why)
    made = case(Screen(must_fight=(entry(actors=("JPN",)),)), lines=not_bound)
    [table] = bound(sheet(brief_of, made))
    rows = table.columns[0].rows["not_bound"]
    assert [row.words for row in rows] == ["United States: the attack is provoked"]


def duty(*actors: str, status: Any = "excused", **fields: Any) -> ObligedLine:
    article = ArticleRef(pact="t", article="3")
    rest = {
        "actors": actors, "action": "defense", "targets": ("KOR",), "words": "defense",
        "strength": Legal(status=status, article=article), "cause": article,
        "evidence": (ComputedEvidence(by="the facts", inputs=("it",)),),
    }  # fmt: skip
    return ObligedLine(**{**rest, **fields})


def test_a_war_that_goes_on_is_no_news(brief_of: BriefOf) -> None:
    war = case(Screen(must_fight=(entry(),)), told="reported", goes_on=True)
    [table] = bound(sheet(brief_of, war))
    assert not table.news
    assert isinstance(table.columns[0], BoundColumn) and table.columns[0].told
