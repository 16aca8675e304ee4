"""How much each section of the page tells, and in which order."""

from __future__ import annotations

from typing import Any

import pytest

from ramify import Event
from ramify.briefing.annex.claimed import claimed_section
from ramify.briefing.brief import ForceCase, Obliged
from ramify.briefing.cite import DayReason
from ramify.briefing.page.checked import checked
from ramify.briefing.page.shift import shifts
from ramify.briefing.page.since import since
from ramify.briefing.page.unknown import unknown
from ramify.briefing.page.watch import watch
from ramify.briefing.ramification import (
    ArticleRef,
    EventRef,
    ExposedLine,
    Legal,
    NotKnown,
    ObligedLine,
    Shift,
)
from ramify.briefing.since import EventChange, LineChange, Since
from ramify.reading.events.merge import Differing
from ramify.reading.factcheck.check import Check
from ramify.reading.factcheck.events import CheckedDocument
from ramify.reading.statements import Mention
from ramify.reasoning.obligations.screen import Screen
from tests.briefing.conftest import BriefOf
from tests.briefing.page.parts import (
    FACTS,
    THE_DAY,
    claimed,
    document,
    place,
    sheet,
    told,
    turn,
    words,
)


def line(number: int, **fields: Any) -> ExposedLine:
    rest = {
        "actors": ("PRK",), "action": "defenders", "words": f"shift {number}",
        "strength": Shift(change=1.0, unit="states"), "cause": EventRef(event=told()),
        "evidence": FACTS,
    }  # fmt: skip
    return ExposedLine(**{**rest, **fields})


def test_four_shifts_are_told(brief_of: BriefOf) -> None:
    page = sheet(brief_of, exposed=tuple(map(line, range(5))))
    assert words(shifts(page)) == [f"shift {n}" for n in range(4)]


def test_two_changes_of_a_kind_are_told(brief_of: BriefOf) -> None:
    gone = tuple(EventChange(how="gone", event=told(days=n)) for n in (1, 2, 3))
    rows = since(sheet(brief_of, since=Since(file="last.json", on=THE_DAY, events=gone)))
    assert rows is not None and len(rows.rows) == 2


def test_five_things_to_watch_are_told(brief_of: BriefOf) -> None:
    plans = [
        told(f"Russia will come to town {n} on 9 July.", days=-8, status="planned", object=str(n))
        for n in range(6)
    ]
    assert len(watch(sheet(brief_of, planned=tuple(plans)))) == 5


@pytest.mark.parametrize(("target", "shown"), [("PRK", 1), ("JPN", 0)])
def test_a_summit_on_file_concerns_two_who_act(target: str, shown: int, brief_of: BriefOf) -> None:
    summit = told(
        when="2024-08-01", actor="RUS", action="040", target=target, object="summit", evidence=()
    )
    assert len(watch(sheet(brief_of, happened=(told(),), coming=(summit,)))) == shown


@pytest.mark.parametrize(
    ("in_force", "waits"), [(None, True), ("2024-07-01", False), ("2024-07-02", True)]
)
def test_a_treaty_waits_until_the_day_on_which_it_is_in_force(
    in_force: str | None, waits: bool, brief_of: BriefOf
) -> None:
    page = sheet(brief_of, obliged=Obliged(turns=(turn("2024-06-19", in_force),)))
    assert (bool(watch(page)), page.waits("p")) == (waits, waits)


def test_six_unknowns_are_told_and_four_names_of_one(brief_of: BriefOf) -> None:
    open_ = [line(n, strength=NotKnown(reason=f"reason {n}")) for n in range(7)]
    assert len(unknown(sheet(brief_of, exposed=tuple(open_)))) == 6
    names = [f"Quux{n}" for n in range(5)]
    unresolved = tuple(
        Mention(name=name, reason="nobody of that name", evidence=place(name)) for name in names
    )
    met = tuple(told(actor_name=name) for name in names)
    [row] = unknown(sheet(brief_of, happened=met, unresolved=unresolved))
    assert row.words == "who is meant by Quux0, Quux1, Quux2, Quux3"


def test_three_things_that_differ_are_told_and_the_others_counted(brief_of: BriefOf) -> None:
    found = tuple(
        Check(says=f"thing {n}", verdict="differs", value="another", evidence=place("it"))
        for n in range(5)
    )
    held = (CheckedDocument(document="d.txt", checks=found),)
    rows = checked(sheet(brief_of, sources=(document("d"),), checked=held)).rows
    assert [row.words.partition(";")[0] for row in rows] == [
        "thing 0", "thing 1", "thing 2", "2 more",
    ]  # fmt: skip


def test_three_details_told_differently_are_told_with_three_values(brief_of: BriefOf) -> None:
    one = Differing(
        event=told(), detail="date", values=tuple((f"d{n}.txt", f"day {n}") for n in range(5))
    )
    three = one.model_copy(update={"values": one.values[:3]})
    rows = checked(sheet(brief_of, differ=(one, three, one, one, one))).apart
    assert len(rows) == 4 and rows[-1].words == "2 more details told differently"
    assert rows[0].words.endswith("day 2 (document d2.txt), 2 others")
    assert rows[1].words.endswith("day 2 (document d2.txt)")


def test_values_of_a_kind_that_is_no_date_number_or_place_are_of_who_was_hurt(
    brief_of: BriefOf,
) -> None:
    values = (("d.txt", "2"), ("e.txt", "3"))
    found = Differing(event=told(), detail="killed", values=values)
    [row] = checked(sheet(brief_of, differ=(found,))).apart
    assert row.words.startswith("the documents differ on how many Russia killed: 2 (")


@pytest.mark.parametrize(
    ("code", "act"),
    [
        ("042", "visits and talks by Russia with North Korea"),
        ("040", "visits and talks of Russia and North Korea"),
        ("070", "aid by Russia to North Korea"),
        ("190", "use of force by Russia against North Korea"),
    ],
)
def test_the_act_whose_day_differs_is_told_with_the_word_of_its_class(
    code: str, act: str, brief_of: BriefOf
) -> None:
    values = (("d.txt", "1 May"), ("e.txt", "2 May"))
    found = Differing(event=told(action=code), detail="date", values=values)
    [row] = checked(sheet(brief_of, differ=(found,))).apart
    assert row.words.startswith(f"the documents differ on the date of the {act}: 1 May (")


def test_a_ratification_by_the_two_parties_is_told_with_the_treaty_that_waits(
    brief_of: BriefOf,
) -> None:
    ratified = Event(when="2024-09-09", actor="RUS", action="057", target="PRK")
    obliged = Obliged(turns=(turn("2024-06-19", "2024-09-20"),))
    [row] = watch(sheet(brief_of, obliged=obliged, coming=(ratified,)))
    assert "(ratified 9 September 2024 by Russia; in force 20 September 2024)" in row.words


def test_what_is_on_file_after_the_90_days_is_not_told(brief_of: BriefOf) -> None:
    ratified = Event(when="2024-11-09", actor="RUS", action="057", target="PRK")
    obliged = Obliged(turns=(turn("2024-06-19", "2024-12-04"),))
    [row] = watch(sheet(brief_of, obliged=obliged, coming=(ratified,)))
    assert row.words == "entry into force of the Moscow treaty"


@pytest.mark.parametrize(("days", "open_"), [(92, True), (93, False)])
def test_whom_a_threat_would_bind_is_open_for_92_days(
    days: int, open_: bool, brief_of: BriefOf
) -> None:
    threat = told("Russia threatened war.", days=days, action="138", target=None, told_in="lead")
    rows = words(unknown(sheet(brief_of, happened=(threat,))))
    assert ("whom the threat of Russia would bind: it names no target" in rows) is open_


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (["2024-06-30"], "who used the force on 30 June 2024"),
        (["2024-06"], "who used the force"),
        ([None], "who used the force"),
        (["2024-06-30", "2024-06-29"], "who used force in 2 events"),
    ],
)
def test_who_used_force_is_asked_of_each_act(
    days: list[str | None], said: str, brief_of: BriefOf
) -> None:
    shots = tuple(
        told(f"Gunmen fired {n} shots.", when=day, action="190", actor="---", told_in="lead")
        for n, day in enumerate(days)
    )
    assert words(unknown(sheet(brief_of, happened=shots))) == [said]


@pytest.mark.parametrize(("ids", "said"), [(("a",), "the document"), (("a", "b"), "2 documents")])
def test_the_day_of_documents_without_one_is_not_known(
    ids: tuple[str, ...], said: str, brief_of: BriefOf
) -> None:
    because = DayReason(kind="facts", where=None)
    page = sheet(brief_of, sources=tuple(map(document, ids)), on_because=because)
    assert words(unknown(page)) == [f"the day of {said} (--on DAY answers for it)"]


def open_case(event: Event, told_as: str) -> ForceCase:
    """A case that two lines of the annex tell of."""
    article = ArticleRef(pact="p", article="4")
    duty = ObligedLine(
        actors=("USA",), action="defense", targets=("PRK",), words="defense",
        strength=Legal(status="owed", article=article), cause=EventRef(event=event),
        evidence=FACTS,
    )  # fmt: skip
    return ForceCase(
        attacker="RUS", victim="PRK", told=told_as, screen=Screen(), lines=(duty, duty)
    )


NUMBERS = {"/obliged/cases/0/lines/0": 3, "/obliged/cases/0/lines/1": 4, "/happened/0": 7}


@pytest.mark.parametrize(("action", "denies"), [("016", True), ("111", False)])
def test_force_that_is_alleged_and_denied_is_open_by_the_first_line_on_it(
    action: str, denies: bool, brief_of: BriefOf
) -> None:
    shots = told(action="190", status="alleged")
    said = told("Russia denied it.", action=action, target="KOR")
    obliged = Obliged(cases=(open_case(shots, "alleged"),))
    page = sheet(brief_of, NUMBERS, obliged=obliged, happened=(said,), alleged=(shots,))
    row = unknown(page)[0]
    assert row.words.endswith(", which Russia denies") is denies
    assert row.cites == ((3, 7) if denies else (3,))


def test_who_began_a_fight_is_open_by_the_first_line_on_it(brief_of: BriefOf) -> None:
    case = open_case(told(action="190"), "supposed")
    [row] = unknown(sheet(brief_of, NUMBERS, obliged=Obliged(cases=(case,))))
    assert row.words == "who began the fighting of Russia and North Korea" and row.cites == (3,)


def test_a_treaty_that_waits_is_told_by_its_first_line(brief_of: BriefOf) -> None:
    waiting = turn("2024-06-19", None)
    duty = open_case(told(), "reported").lines
    bond = waiting.after[0].model_copy(update={"lines": duty})
    waiting = waiting.model_copy(update={"after": (bond,)})
    numbers = {f"/obliged/turns/0/after/0/lines/{n}": 5 + n for n in range(2)}
    [row] = watch(sheet(brief_of, numbers, obliged=Obliged(turns=(waiting,))))
    assert row.cites == (5,)


def changed(line: Any, **fields: Any) -> LineChange:
    return LineChange(**{"how": "new", "line": line, "actors": line.actors, **fields})


def bond_line(*actors: str, action: str = "defense", status: Any = "in force") -> ObligedLine:
    article = ArticleRef(pact="p", article="4")
    return ObligedLine(
        actors=actors, action=action, targets=("PRK",), words=f"{action} of all",
        strength=Legal(status=status, article=article), cause=article, evidence=FACTS,
    )  # fmt: skip


def since_words(brief_of: BriefOf, *changes: LineChange) -> list[str]:
    held = Since(file="last.json", on=THE_DAY, lines=changes)
    rows = since(sheet(brief_of, since=held, treaties={"p": "Moscow treaty"}))
    assert rows is not None
    return words(rows.rows)


def test_what_is_not_compared_is_said_in_a_sentence(brief_of: BriefOf) -> None:
    held = Since(file="last.json", on=THE_DAY, notes=("another day", "another horizon"))
    rows = since(sheet(brief_of, since=held))
    said = "Another day; another horizon; nothing is new, gone or moved."
    assert rows is not None and rows.note == said


def test_of_those_whose_promise_is_new_four_are_named(brief_of: BriefOf) -> None:
    four = ("RUS", "KOR", "USA", "JPN")
    of = "article 4 of the Moscow treaty: defense of all"
    names = "Russia, South Korea, United States and Japan"
    assert since_words(brief_of, changed(bond_line(*four))) == [f"new: obliged: {names}, {of}"]
    assert since_words(brief_of, changed(bond_line(*four, "CHN"))) == [
        f"new: obliged: {names} and 1 more, {of}"
    ]


def test_of_changes_a_promise_to_fight_comes_first_and_what_stands_before_what_does_not(
    brief_of: BriefOf,
) -> None:
    talks, ended = bond_line("RUS", action="consultation"), bond_line("RUS", status="ended")
    told = since_words(brief_of, *map(changed, (talks, ended, bond_line("KOR"))))
    assert [row.partition(",")[0] for row in told] == [
        "new: obliged: South Korea", "new: obliged: Russia",
    ]  # fmt: skip
    assert "defense" in told[1]


def test_a_claim_of_what_will_be_comes_before_one_of_what_is(brief_of: BriefOf) -> None:
    of_what_is = claimed(1, kind="cause")
    told = since_words(brief_of, changed(of_what_is), changed(claimed(2)))
    assert [row[-6:] for row in told] == ["step 2", "step 1"]


def test_what_one_side_says_of_what_is_stands_in_one_line_of_the_annex(brief_of: BriefOf) -> None:
    """One claim alone, two together; what one says will be keeps a line of its own."""
    causes = [claimed(n, kind="cause") for n in (1, 2)]
    will = [claimed(n) for n in (3, 4)]
    for claims_, lines in (((causes[0],), 1), (tuple(causes), 1), (tuple(will), 2)):
        told = claimed_section(brief_of(claimed=claims_)).lines
        assert len(told) == lines
        assert sum(len(line.of) for line in told) == len(claims_)
