"""What is news on the page and what is not: acts told aside, terms of agreements, denials."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ramify import Event
from ramify.briefing.page.acts import quoted
from ramify.briefing.page.bottom import candidates
from ramify.briefing.page.checked import DifferingRow
from ramify.briefing.page.leads.news import _ASIDE, _is_small, differing
from ramify.briefing.page.row import Sheet
from ramify.briefing.page.watch import watch
from ramify.record.evidence import TextEvidence
from tests.briefing.conftest import BriefOf

NAMES = {"TUR": "Türkiye", "GRC": "Greece", "NZL": "New Zealand", "FRA": "France"}


def told(quote: str, at: int = 0, **fields: Any) -> Event:
    evidence = TextEvidence(
        document="d", name="d.txt", start=at, end=at + len(quote), quote=quote, by="rules"
    )
    rest = {"when": "2024-06-30", "actor": "TUR", "action": "130", "target": "GRC"}
    return Event(**{**rest, **fields, "evidence": (evidence,)})


@pytest.mark.parametrize(
    ("sentence", "aside"),
    [
        ("Germany had held the package up for weeks", True),
        ("Hungary had already agreed to buy four fighters", True),
        ("Four days earlier Hungary agreed to buy four fighters", True),
        ("Latvia's minister blamed Russia too", True),
        ("China said that the boats had entered its waters", False),
        ("France, which had sold the boats, recalled its ambassador", False),
        ("Poland had to call up its reserves", False),
        ("France recalled its ambassador four days earlier than planned", False),
    ],
)
def test_what_was_before_the_news_is_told_aside(sentence: str, aside: bool) -> None:
    assert bool(_ASIDE.search(sentence)) is aside


@pytest.mark.parametrize(
    ("fields", "sentence", "small"),
    [
        ({"action": "040"}, "Ardern met British officials on June 30", True),
        ({"action": "111", "actor": "GRC", "target": "TUR"}, "Greece condemned the threats", True),
        ({"action": "111", "actor": "FRA"}, "France condemned the threats on that very day", False),
        ({"action": "051", "when": None}, "Iran welcomed the ceasefire", True),
        ({"action": "051", "when": None}, "Iran welcomed the ceasefire of the two states", False),
        ({"action": "163", "when": None}, "Japan imposed sanctions", False),
    ],
)
def test_a_meeting_a_reproach_of_the_threatened_and_a_bare_word_are_small(
    fields: dict[str, Any], sentence: str, small: bool
) -> None:
    assert _is_small(told(sentence, **fields), sentence, [told("Ankara threatened")]) is small


def test_a_day_that_slips_by_three_days_is_no_news() -> None:
    row = DifferingRow(words="x", days=(date(2024, 6, 1), date(2024, 6, 4)))
    later = row.model_copy(update={"days": (date(2024, 6, 1), date(2024, 6, 5))})
    undated = row.model_copy(update={"days": ()})
    assert [len(list(differing([one]))) for one in (row, later, undated)] == [0, 1, 1]


def test_a_plan_is_told_by_a_sentence_that_does_not_hedge(brief_of: BriefOf) -> None:
    hedges = told("They will probably not march before.")
    plan = told("The chiefs will meet in Abuja on July 2.", 40, when="2024-07-02", action="040")
    both = plan.model_copy(update={"evidence": (*hedges.evidence, *plan.evidence)})
    [row] = watch(Sheet(brief_of(planned=(both,), names=NAMES), {}))
    assert row.words == "“The chiefs will meet in Abuja on July 2”"


def test_a_month_that_the_sentence_names_is_not_told_again(brief_of: BriefOf) -> None:
    sheet = Sheet(brief_of(names=NAMES), {})
    words = "In June, Türkiye threatened Greece"
    assert quoted(told(f"{words}.", when="2024-06"), sheet) == f"“{words}”"
    assert quoted(told(f"{words}.", when="2021-06"), sheet) == f"“{words}” (June 2021)"


def test_acts_of_the_last_weeks_with_their_day_are_told_wherever_they_stand(
    brief_of: BriefOf,
) -> None:
    lead = told("Türkiye imposed sanctions on Greece.", action="163", told_in="lead")
    late = told("France cut off its aid on June 29.", 2000, actor="FRA", action="162")
    talk = told("France praised Greece on June 29.", 2100, actor="FRA", action="051")
    events = [e.model_copy(update={"told_in": e.told_in or "body"}) for e in (lead, late, talk)]
    sheet = Sheet(brief_of(happened=tuple(events), names=NAMES), {})
    lines = [line.words for _, line in candidates(sheet, (), (), (), ())]
    assert any("cut off its aid" in line for line in lines)
    assert not any("praised" in line for line in lines)
