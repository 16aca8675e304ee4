"""Where the page draws a line: one case on either side of each."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from ramify import Event
from ramify.briefing.brief import Brief, Obliged
from ramify.briefing.cite import CitedSource, DayReason
from ramify.briefing.page.acts import LATELY, LONGEST, leading, leads, newness, quoted
from ramify.briefing.page.bottom import bottom
from ramify.briefing.page.checked import DifferingRow
from ramify.briefing.page.claims import PageClaim
from ramify.briefing.page.heading import heading
from ramify.briefing.page.leads.line import Candidate, candidate
from ramify.briefing.page.leads.news import differing, reported, said
from ramify.briefing.page.leads.treaty import owed
from ramify.briefing.page.page import page_of
from ramify.briefing.page.ranking import Weight
from ramify.briefing.page.row import Sheet
from ramify.briefing.ramification import (
    ArticleRef,
    EventRef,
    Legal,
    ObligedLine,
)
from ramify.world.when import When
from ramify.world.wording import PromiseTerms
from tests.briefing.conftest import BriefOf
from tests.briefing.page.parts import (
    FACTS,
    THE_DAY,
    document,
    place,
    sheet,
    told,
    turn,
    words,
)

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


def test_an_act_of_the_day_has_its_day_and_one_told_as_done_before_it_was_has_none(
    brief_of: BriefOf,
) -> None:
    page = sheet(brief_of)
    assert quoted(told(days=0), page) == "“Russia came” (1 July 2024)"
    assert quoted(told(days=-1), page) == "“Russia came”"
    assert quoted(told(days=-1, status="planned"), page) == "“Russia came” (2 July 2024)"


def test_an_act_leads_of_which_both_sides_are_all_that_is_known(brief_of: BriefOf) -> None:
    both = {"RUS": "Russia", "PRK": "North Korea"}
    assert leading(Sheet(brief_of(names=both, happened=(told(),)), {}))
    assert not leading(Sheet(brief_of(names={"RUS": "Russia"}, happened=(told(),)), {}))


@pytest.mark.parametrize(("start", "opens"), [(700, True), (701, False)])
def test_no_title_or_first_sentence_stands_below_700_characters(start: int, opens: bool) -> None:
    assert leads(told(start=start, told_in="lead")) is opens


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


def aid(quote: str = "Russia sold arms.", start: int = 0, **fields: Any) -> Event:
    """Aid, which is no mere meeting, told in one sentence."""
    return told(quote, start, **{"action": "070", **fields})


def test_five_acts_are_told_for_themselves_each_newer_by_the_third_power_of_its_place(
    brief_of: BriefOf,
) -> None:
    sides = ("PRK", "KOR", "JPN")
    acts = [
        aid(f"Russia sold {n} tanks on 30 June.", start=40 * n, target=sides[n // 2])
        for n in range(6)
    ]
    found = [weight for weight, _ in reported(sheet(brief_of, happened=tuple(acts)))]
    assert [weight.fresh for weight in found] == pytest.approx([n**-3 for n in range(1, 6)])


def test_of_acts_of_one_class_against_one_side_two_are_told(brief_of: BriefOf) -> None:
    acts = [aid(f"Russia sold {n} tanks on 30 June.", start=40 * n) for n in range(3)]
    assert len(list(reported(sheet(brief_of, happened=tuple(acts))))) == 2


def test_a_meeting_below_the_first_sentences_is_no_news(brief_of: BriefOf) -> None:
    assert not list(reported(sheet(brief_of, happened=(told(),))))
    assert len(list(reported(sheet(brief_of, happened=(told(told_in="lead"),))))) == 1
    shots = aid(action="190", told_in="lead", target="KOR")
    beside = told(start=40, told_in="lead"), shots
    assert len(list(reported(sheet(brief_of, happened=beside)))) == 1, "nor is one beside force"


@pytest.mark.parametrize(("length", "told_apart"), [(6, 0), (7, 1)])
def test_six_words_of_talk_without_a_day_are_no_news(
    length: int, told_apart: int, brief_of: BriefOf
) -> None:
    few = told(" ".join(["Russia", *["spoke"] * (length - 1)]), when=None, action="111")
    assert len(list(reported(sheet(brief_of, happened=(few,))))) == told_apart


def test_an_undated_act_below_the_first_sentences_is_half_as_new(brief_of: BriefOf) -> None:
    [(weight, _)] = reported(sheet(brief_of, happened=(aid(when=None),)))
    assert weight.fresh == 0.5


def test_of_talks_that_a_text_begins_with_the_first_leads(brief_of: BriefOf) -> None:
    talks = [told(f"Russia came to town {n} on 30 June.", 40 * n, told_in="lead") for n in (0, 1)]
    found = [weight.leads for weight, _ in reported(sheet(brief_of, happened=tuple(talks)))]
    assert found == [True, False]
    elsewhere = (place("Russia came to town 1 on 30 June.", 0, "other"),)
    apart = talks[0], talks[1].model_copy(update={"evidence": elsewhere})
    found = [weight.leads for weight, _ in reported(sheet(brief_of, happened=apart))]
    assert found == [True, True], "each begins a text of its own"
    shots = [talk.model_copy(update={"action": "190"}) for talk in talks]
    found = [weight.leads for weight, _ in reported(sheet(brief_of, happened=tuple(shots)))]
    assert found == [True, True]


def test_what_the_two_parties_of_a_treaty_that_is_told_do_is_no_news_beside_it(
    brief_of: BriefOf,
) -> None:
    obliged = Obliged(turns=(turn("2024-06-19"),))
    assert not list(reported(sheet(brief_of, happened=(aid(),), obliged=obliged)))
    other = aid(target="KOR")
    assert len(list(reported(sheet(brief_of, happened=(other,), obliged=obliged)))) == 1


def test_the_first_breach_is_told_by_its_measure_and_a_second_by_its_sentence(
    brief_of: BriefOf,
) -> None:
    acts = aid("Russia bought shells."), aid("Russia bought tanks.", 40)
    breaks = Legal(status="breaches", article=ArticleRef(pact="p", article="4"))
    breached = tuple(
        promise("RUS").model_copy(update={"strength": breaks, "cause": EventRef(event=act)})
        for act in acts
    )
    page = sheet(brief_of, happened=acts, obliged=Obliged(measures=breached))
    assert [line.words[:21] for _, line in reported(page)] == ["“Russia bought tanks”"]


def test_nothing_is_said_of_an_old_act_of_the_only_two_that_are_known(brief_of: BriefOf) -> None:
    both = {"RUS": "Russia", "PRK": "North Korea"}
    made = brief_of(names=both, happened=(told(days=40),))
    assert page_of(made).nothing == (
        "Nothing was found that binds, shifts, or departs from the usual."
    )


@pytest.mark.parametrize(("status", "certain"), [("happened", 1.0), ("alleged", 0.5)])
def test_what_somebody_alleges_is_half_as_certain(
    status: str, certain: float, brief_of: BriefOf
) -> None:
    act = aid(status=status, holder_name="Kyiv")
    field = {"alleged": (act,)} if status == "alleged" else {"happened": (act,)}
    [(weight, _)] = reported(sheet(brief_of, **field))
    assert weight.certain == certain


def test_what_several_say_is_less_certain_than_what_came_after_all() -> None:
    row = PageClaim(
        words="it may end", verbatim="it may end", said_by="Seoul", sources=2, firmness="possible"
    )
    came = row.model_copy(update={"later": "2024-10-08", "sources": 1})
    weights = [weight for one in (row, came) for weight, _ in said([one])]
    assert [line.words[:9] for one in (row, came) for _, line in said([one])] == [
        "2 documen", "Seoul (po",
    ]  # fmt: skip
    assert [(w.fresh, w.certain, w.matter) for w in weights] == [(1, 0.3, "talk"), (1, 0.5, "talk")]


@pytest.mark.parametrize(("day", "shown"), [("2024-06-22", 0), ("2024-06-23", 1)])
def test_a_day_told_three_days_off_is_a_slip(day: str, shown: int) -> None:
    days = When("2024-06-19").start, When(day).start
    row = DifferingRow(words=f"Russia came (2024-06-19); on file: {day}", days=days)
    lines = list(differing([row]))
    assert len(lines) == shown
    assert all((weight.fresh, weight.certain) == (0.8, 1) for weight, _ in lines)


def promise(*actors: str) -> ObligedLine:
    article = ArticleRef(pact="p", article="4")
    return ObligedLine(
        actors=actors, action="defense", targets=("PRK",), words="defense upon attack",
        strength=Legal(status="owed", article=article), cause=article, evidence=FACTS,
        terms=PromiseTerms(what="defense upon attack"),
    )  # fmt: skip


def test_four_who_owe_are_named_and_five_counted(brief_of: BriefOf) -> None:
    four = ("RUS", "KOR", "USA", "JPN")
    page = sheet(brief_of)
    names = "Russia, South Korea, United States and Japan"
    assert owed(promise(*four), page) == f"{names} owe North Korea defense upon attack (article 4)"
    assert owed(promise(*four, "CHN"), page).startswith("5 parties owe North Korea")
    assert owed(promise("RUS"), page).startswith("Russia owes North Korea")
    hangs = PromiseTerms(
        what="defense", strength="all means at its disposal", conditions=("own laws",)
    )
    said = [
        owed(promise(*who).model_copy(update={"terms": hangs}), page)
        for who in (("RUS",), ("RUS", "KOR"))
    ]
    assert ["its own laws" in said[0], "their own laws" in said[1]] == [True, True]
    each = promise("RUS", "PRK").model_copy(update={"targets": ("PRK", "RUS")})
    assert owed(each, page).startswith("Russia and North Korea owe each other defense upon attack")


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


@pytest.mark.parametrize(
    ("ids", "said"),
    [
        (("a",), "1 document"),
        (("a", "b"), "2 documents"),
        (("a", "a of b"), "2 documents, 1 independent text"),
    ],
)
def test_copies_are_no_independent_texts(
    ids: tuple[str, ...], said: str, brief_of: BriefOf
) -> None:
    sources = [document(code.partition(" of ")[0] + code[-1]) for code in ids]
    sources = [
        source.model_copy(update={"copy_of": "aa" if " of " in code else None, "title": code})
        for code, source in zip(ids, sources, strict=True)
    ]
    found = heading(sheet(brief_of, sources=tuple(sources), mentioned=("RUS",)))
    assert found.sources == said
    assert found.topic == ("a" if said != "2 documents" else "a · b")


@pytest.mark.parametrize(
    ("titles", "shown"),
    [
        (("x" * 43, "y" * 44), True),
        (("x" * 43, "y" * 45), False),
        (("x" * 91,), True),
        (("x", None), False),
    ],
)
def test_titles_of_90_characters_together_are_the_topic_and_one_of_any_length(
    titles: tuple[str | None, ...], shown: bool, brief_of: BriefOf
) -> None:
    sources = tuple(
        document(f"d{n}").model_copy(update={"title": title}) for n, title in enumerate(titles)
    )
    topic = heading(sheet(brief_of, sources=sources, mentioned=("RUS",))).topic
    assert topic == (" · ".join(map(str, titles)) if shown else "Russia")


@pytest.mark.parametrize(("ids", "where"), [(("a",), "the document"), (("a", "b"), "document 2")])
def test_the_only_document_needs_no_number(
    ids: tuple[str, ...], where: str, brief_of: BriefOf
) -> None:
    because = DayReason(kind="published", where=f"{ids[-1]}.txt")
    sources = tuple(map(document, ids))
    found = heading(sheet(brief_of, sources=sources, on_because=because)).because
    assert where in found and "a.txt" not in found


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
