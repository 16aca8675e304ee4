"""Dates that mislead: days that have not come, that contradict, that part a page, that repeat."""

from __future__ import annotations

import pytest

from ramify.reading.intake.documents import from_bytes
from ramify.reading.rules import RulesReader
from ramify.reading.statements import Reading
from ramify.reading.time.dates import find_dates
from ramify.reading.time.sections import sections
from ramify.world.when import When
from ramify.world.world import World

pytest.importorskip("ramify_english")

THURSDAY = When("2024-05-16")


def _read(text: str) -> Reading:
    return RulesReader().read(from_bytes(text.encode(), name="page.txt"), World.packaged())


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("on Wednesday last week", "2024-05-08"),
        ("Friday of next week", "2024-05-24"),
        ("the day before yesterday", "2024-05-14"),
        ("over the weekend", "2024-05-11/2024-05-12"),
        ("last weekend", "2024-05-11/2024-05-12"),
        ("on New Year's Day", "2024-01-01"),
        ("on Christmas Eve", "2023-12-24"),
        ("in mid-April", "2024-04"),
        ("in late March", "2024-03"),
        ("in early 2023", "2023"),
    ],
)
def test_what_a_careful_reader_can_date_is_dated(words: str, when: str) -> None:
    assert [str(f.when) for f in find_dates(f"It left {words}.", THURSDAY)] == [when]


@pytest.mark.parametrize("words", ["Monday, May 6", "Monday (6 May)", "Monday, 6 May 2024"])
def test_a_weekday_beside_a_date_is_that_date(words: str) -> None:
    found = find_dates(f"Kenya left on {words}.", THURSDAY)
    assert [str(one.when) for one in found] == ["2024-05-06"]


def test_the_same_day_is_that_of_the_act_before() -> None:
    told = _read("16 May 2024\n\nChad invaded Kenya on 3 May 2024. Uganda left Chad the same day.")
    assert {str(event.when) for event in told.events} == {"2024-05-03"}


def test_a_page_that_names_its_month_alone_still_says_which_was_the_last() -> None:
    told = _read("Kenya and Chad\n\nMay 2024\n\nKenya expelled Chad's ambassador last month.")
    assert told.document.published is None
    assert [str(event.when) for event in told.events] == ["2024-04"]


def test_a_day_that_has_not_come_dates_nothing() -> None:
    told = _read("3 May 2098\n\nKenya expelled Chad's ambassador on Tuesday.")
    assert told.document.published is None
    assert [event.when for event in told.events] == [None]
    assert any("2098-05-03" in note and "has not come" in note for note in told.notes)


def test_a_dateline_that_contradicts_the_page_is_taken_and_both_are_told() -> None:
    text = "NAIROBI, June 18, 2019 (Reuters) - Kenya expelled Chad's ambassador on Monday."
    document = from_bytes(text.encode(), name="page.txt")
    update = {"published": THURSDAY, "published_from": "the page's own data"}
    told = RulesReader().read(document.model_copy(update=update), World.packaged())
    assert [str(event.when) for event in told.events] == ["2019-06-17"]
    assert "dated 2019-06-18 by the dateline; the page's own data says 2024-05-16" in told.notes


def test_a_page_that_tells_of_later_days_says_so() -> None:
    told = _read("16 May 2024\n\nOn 3 June 2025 Kenya bombed Chad.")
    assert [event.when for event in told.events] == [None]
    assert "dated 2024-05-16, but it tells of 2025-06-03 as past" in told.notes


LIVE = """Kenya and Chad - as it happened

15 May 2024 18:40

Kenya expelled Chad's ambassador, the Kenyan foreign ministry said.

15 May 2024 12:05

Uganda closed its border with Chad.

13 May 2024 08:00

Ethiopia recalled its ambassador from Chad yesterday. Sudan will send troops to Kenya tomorrow.
"""


def test_a_page_that_tells_day_by_day_dates_each_part_by_its_own_line() -> None:
    told = _read(LIVE)
    days = {(event.actor, str(event.when), event.reported) for event in told.events}
    assert {("KEN", "2024-05-15", True), ("UGA", "2024-05-15", True)} <= days
    assert {("ETH", "2024-05-12", False), ("SDN", "2024-05-14", False)} <= days


def test_one_date_parts_no_page() -> None:
    assert sections("15 May 2024\n\nIt rained.\n\n15 May 2024 09:00\n\nIt snowed.") == ()


def test_text_without_an_end_of_a_sentence_is_not_read_and_that_is_said() -> None:
    run_on = "Kenya expelled Chad's ambassador and Uganda closed its border with Chad while " * 30
    told = _read(f"16 May 2024\n\nSudan condemned Chad.\n\n{run_on}")
    assert {event.actor for event in told.events} == {"SDN"}
    assert any("words without an end of a sentence were not read" in note for note in told.notes)


QUOTES = """16 May 2024

“Chad shelled our villages. We will not forgive it.”

— William Ruto, President of Kenya

“Kenya expelled our ambassador without a reason.”

Mahamat Deby, President of Chad
"""


def test_a_quotation_is_his_who_signs_it() -> None:
    told = _read(QUOTES)
    assert {(event.actor, event.status, event.holder) for event in told.events} == {
        ("TCD", "alleged", "KEN"),
        ("KEN", "alleged", "TCD"),
    }
    assert {claim.holder.actor for claim in told.claims} == {"KEN"}


def test_a_quotation_that_names_nobody_is_nobodys_fact() -> None:
    told = _read("16 May 2024\n\n“Kenya expelled our ambassador. We will answer in kind.”")
    assert [event.status for event in told.events] == ["alleged"]
    assert {claim.holder.kind for claim in told.claims} == {"unnamed"}
