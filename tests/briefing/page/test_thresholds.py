"""Where the page draws a line: one case on either side of each."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from ramify import Event
from ramify.briefing.brief import Bond, Brief, BriefDocument, Obliged, Standing, Turn
from ramify.briefing.cite import CitedSource
from ramify.briefing.page.acts import LATELY, LONGEST, leading, newness, quoted
from ramify.briefing.page.bottom import bottom
from ramify.briefing.page.checked import checked
from ramify.briefing.page.claims import PageClaim, claims
from ramify.briefing.page.heading import heading
from ramify.briefing.page.leads.law import owed
from ramify.briefing.page.leads.line import Candidate, candidate
from ramify.briefing.page.leads.news import differing, reported, said
from ramify.briefing.page.page import page_of
from ramify.briefing.page.ranking import Weight
from ramify.briefing.page.row import PageRow, Sheet
from ramify.briefing.page.shift import shifts
from ramify.briefing.page.since import since
from ramify.briefing.page.unknown import unknown
from ramify.briefing.page.watch import watch
from ramify.briefing.ramification import (
    ArticleRef,
    ClaimedLine,
    EventRef,
    ExposedLine,
    Held,
    Legal,
    NotKnown,
    ObligedLine,
    Shift,
    StatementRef,
)
from ramify.briefing.since import EventChange, Since
from ramify.reading.claims.claim_groups import ClaimGroup
from ramify.reading.events.merge import Differing
from ramify.reading.factcheck.check import Check
from ramify.reading.factcheck.events import CheckedDocument
from ramify.reading.statements import Claim, Holder, Mention
from ramify.record.evidence import ComputedEvidence, TextEvidence
from ramify.world.when import When
from tests.briefing.conftest import BriefOf

NAMES = {
    "RUS": "Russia", "PRK": "North Korea", "KOR": "South Korea", "USA": "United States",
    "JPN": "Japan", "CHN": "China",
}  # fmt: skip
FACTS = (ComputedEvidence(by="the facts", inputs=("it",)),)
THE_DAY = When("2024-07-01").start
"""The day that `brief_of` answers for."""


def place(quote: str, start: int = 0, document: str = "d") -> TextEvidence:
    end = start + len(quote)
    return TextEvidence(
        document=document, name=f"{document}.txt", start=start, end=end, quote=quote
    )


def told(quote: str = "Russia came.", start: int = 0, days: int = 1, **fields: Any) -> Event:
    """A visit, told in one sentence, so many days before the answer's."""
    rest = {"when": str(THE_DAY - timedelta(days=days)), "actor": "RUS", "action": "042"}
    return Event(**{**rest, "target": "PRK", "evidence": (place(quote, start),), **fields})


def sheet(brief_of: BriefOf, **fields: Any) -> Sheet:
    return Sheet(brief_of(names=NAMES, **fields), {})


def words(rows: Any) -> list[str]:
    return [row.words for row in rows]


# Acts


@pytest.mark.parametrize(("length", "whole"), [(LONGEST, True), (LONGEST + 1, False)])
def test_a_sentence_of_260_characters_is_quoted_whole(
    length: int, whole: bool, brief_of: BriefOf
) -> None:
    assert LONGEST == 260
    sentence = "Russia came on 30 June" + "x" * (length - 22)
    assert bool(quoted(told(sentence), sheet(brief_of))) is whole


@pytest.mark.parametrize(("start", "leads"), [(700, True), (701, False)])
def test_the_first_700_characters_say_what_a_text_is_about(
    start: int, leads: bool, brief_of: BriefOf
) -> None:
    below = told(start=start)
    assert bool(leading(sheet(brief_of, happened=(below,)))) is leads
    twice = below.model_copy(update={"evidence": (place("a", 900), place("b", 800, "other"))})
    assert leading(sheet(brief_of, happened=(twice,))), (
        "what is told twice leads wherever it stands"
    )


@pytest.mark.parametrize(
    ("days", "recent"), [(-32, False), (-31, True), (0, True), (31, True), (32, False)]
)
def test_an_act_is_recent_for_31_days(days: int, recent: bool, brief_of: BriefOf) -> None:
    assert LATELY == 31
    assert bool(leading(sheet(brief_of, happened=(told(days=days),)))) is recent


def test_a_new_act_weighs_whole_an_undated_one_half_and_an_old_one_a_quarter(
    brief_of: BriefOf,
) -> None:
    page = sheet(brief_of)
    assert newness(told(days=31), page) == 1.0
    assert newness(told(when=None), page) == 0.5
    assert newness(told(when=None, told_in="lead"), page) == 1.0
    assert newness(told(days=32), page) == 0.25


# The head of the page


def weighed(number: int, **fields: Any) -> Candidate:
    weight = Weight(**{"fresh": 1, "certain": 1 / number, "matter": "talk", **fields})
    return candidate(f"line {number}", "reported", (), weight)


def test_the_bottom_line_has_five_lines(brief_of: BriefOf) -> None:
    assert words(bottom(weighed(n) for n in range(1, 8))) == [f"line {n}" for n in range(1, 6)]


def test_what_is_no_news_leads_only_where_nothing_else_does() -> None:
    old = weighed(9, fresh=0)
    assert words(bottom([old])) == ["line 9"]
    assert words(bottom([old, weighed(1)])) == ["line 1"]


def test_three_acts_are_told_for_themselves_each_half_third_as_new(brief_of: BriefOf) -> None:
    acts = [told(f"Russia came to town {n} on 30 June.", start=40 * n) for n in range(4)]
    found = [weight for weight, _ in reported(sheet(brief_of, happened=tuple(acts)))]
    assert [weight.fresh for weight in found] == pytest.approx([1, 1 / 2, 1 / 3])


@pytest.mark.parametrize(("status", "certain"), [("happened", 1.0), ("alleged", 0.5)])
def test_what_somebody_alleges_is_half_as_certain(
    status: str, certain: float, brief_of: BriefOf
) -> None:
    act = told(status=status, holder_name="Kyiv")
    field = {"alleged": (act,)} if status == "alleged" else {"happened": (act,)}
    [(weight, _)] = reported(sheet(brief_of, **field))
    assert weight.certain == certain


def test_what_several_say_is_less_certain_than_what_came_after_all() -> None:
    row = PageClaim(words="it may end", said_by="Seoul", sources=2, firmness="possible")
    came = row.model_copy(update={"later": "2024-10-08", "sources": 1})
    weights = [weight for one in (row, came) for weight, _ in said([one])]
    assert [(w.fresh, w.certain, w.matter) for w in weights] == [(1, 0.3, "talk"), (1, 0.5, "talk")]


@pytest.mark.parametrize(("day", "shown"), [("2024-06-22", 0), ("2024-06-23", 1)])
def test_a_day_told_three_days_off_is_a_slip(day: str, shown: int) -> None:
    row = PageRow(words=f"Russia came (2024-06-19); on file: {day}")
    lines = list(differing([row]))
    assert len(lines) == shown
    assert all((weight.fresh, weight.certain) == (0.8, 1) for weight, _ in lines)


def promise(*actors: str) -> ObligedLine:
    article = ArticleRef(pact="p", article="4")
    return ObligedLine(
        actors=actors, action="defense", targets=("PRK",), words="defense upon attack",
        strength=Legal(status="owed", article=article), cause=article, evidence=FACTS,
    )  # fmt: skip


def test_four_who_owe_are_named_and_five_counted(brief_of: BriefOf) -> None:
    four = ("RUS", "KOR", "USA", "JPN")
    page = sheet(brief_of)
    names = "Russia, South Korea, United States and Japan"
    assert owed(promise(*four), page) == f"{names} owe North Korea defense upon attack (article 4)"
    assert owed(promise(*four, "CHN"), page).startswith("5 parties owe North Korea")
    assert owed(promise("RUS"), page).startswith("Russia owes North Korea")


def turn(signed: str | None, in_force: str | None = "2000-01-01") -> Turn:
    bond = Bond(pact="p", short="Moscow treaty", status="in force", parties=("RUS", "PRK"))
    sides = Standing(parties=("RUS", "PRK"), before=(), after=(), evidence=FACTS)
    return Turn(
        pact="p", short="Moscow treaty", signed=signed and When(signed),
        in_force=in_force and When(in_force), before=(), after=(bond,), standings=(sides,),
    )  # fmt: skip


@pytest.mark.parametrize(("days", "news"), [(92, True), (93, False)])
def test_a_treaty_is_news_for_92_days(days: int, news: bool, brief_of: BriefOf) -> None:
    signed = str(THE_DAY - timedelta(days=days))
    page = sheet(brief_of, obliged=Obliged(turns=(turn(signed),)))
    assert page.is_news("p") is news
    assert heading(page).topic.startswith("Moscow treaty, signed") is news


@pytest.mark.parametrize(("length", "whole"), [(90, True), (91, False)])
def test_a_sentence_of_90_characters_may_be_the_title(
    length: int, whole: bool, brief_of: BriefOf
) -> None:
    sentence = "Russia came on 30 June" + "x" * (length - 22)
    page = sheet(brief_of, happened=(told(f"{sentence}."),))
    assert (heading(page).topic == sentence) is whole


def test_of_a_long_sentence_a_clause_of_20_to_90_characters_is_the_title(brief_of: BriefOf) -> None:
    def topic(first: int) -> str:
        clause = "Russia came on 30 June".ljust(first, "x")[:first]
        rest = f"{clause}, " + "and went again on 30 June " * 4
        return heading(sheet(brief_of, happened=(told(rest),))).topic

    assert topic(90).endswith("x …") and topic(20) == "Russia came on 30 Ju …"
    assert not topic(91).endswith("x …") and not topic(19).startswith("Russia came on 30 J …")


def test_three_actors_are_the_topic_where_nothing_is_told(brief_of: BriefOf) -> None:
    page = sheet(brief_of, mentioned=("RUS", "PRK", "KOR", "USA"))
    assert heading(page).topic == "Russia, North Korea and South Korea"


@pytest.mark.parametrize(("texts", "more"), [(3, ""), (4, "; 1 more")])
def test_three_sources_are_cited_and_the_others_counted(
    texts: int, more: str, brief_of: BriefOf
) -> None:
    ids = [f"d{n}" for n in range(texts)]
    made: Brief = brief_of(sources=tuple(document(code) for code in ids))
    sources = tuple(CitedSource(id=code, name=code) for code in ids)
    cite = made.cite.model_copy(update={"sources": sources})
    found = page_of(made.model_copy(update={"cite": cite})).cite
    assert found.startswith(f"d0 (no date); d1 (no date); d2 (no date){more}; ramify")


def document(code: str) -> BriefDocument:
    return BriefDocument(
        id=code, name=f"{code}.txt", title=None, published=None, dated_from=None,
        mentions_to=None, words=9,
    )  # fmt: skip


# The sections


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


def claimed(number: int, **fields: Any) -> ClaimedLine:
    holder = Holder(name="Seoul")
    content = f"China may rue step {number}"
    claim = Claim(
        holder=holder, kind="forecast", modality="possible", content=content,
        evidence=(place(content),),
    )  # fmt: skip
    said = ClaimGroup(claim=claim, said_by=(claim,), sources=1)
    rest = {
        "actors": ("CHN",), "action": "claim", "words": content,
        "strength": Held(modality="possible", affirmed=True, holder=holder, sources=1),
        "cause": StatementRef(said=said), "evidence": claim.evidence,
    }  # fmt: skip
    return ClaimedLine(**{**rest, **fields})


def test_three_claims_are_told(brief_of: BriefOf) -> None:
    page = sheet(brief_of, claimed=tuple(map(claimed, range(4))))
    assert words(claims(page)) == [f"China may rue step {n}" for n in range(3)]


def test_a_claim_that_names_two_sides_comes_before_one_that_names_one(brief_of: BriefOf) -> None:
    one, two = claimed(1), claimed(2)
    said = two.cause.said.claim.model_copy(update={"actors": ("CHN", "JPN")})
    group = two.cause.said.model_copy(update={"claim": said})
    two = two.model_copy(update={"cause": StatementRef(said=group)})
    assert words(claims(sheet(brief_of, claimed=(one, two)))) == [two.words, one.words]


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
