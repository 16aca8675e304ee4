"""The line a story opens with dates it; nothing told as done is later than its page."""

from __future__ import annotations

import pytest

from ramify.reading.intake.documents import from_bytes
from ramify.reading.rules import RulesReader
from ramify.reading.statements import Reading
from ramify.reading.time.dates import find_dates
from ramify.reading.time.document_date import latest, with_dateline, without_dateline
from ramify.world.when import When
from ramify.world.world import World


@pytest.fixture(scope="module")
def world() -> World:
    return World.packaged()


def read(text: str, world: World, published: str | None = None) -> Reading:
    document = from_bytes(text.encode(), name="story.txt")
    if published:
        document = document.model_copy(update={"published": When(published)})
    return RulesReader().read(document, world)


@pytest.mark.parametrize(
    ("opening", "day"),
    [
        ("MANILA, June 18, 2024 - ", "2024-06-18"),
        ("Jan 5 2024 (Kyodo) -- ", "2024-01-05"),
        ("NEW DELHI, March 3, 2021 (Reuters) - ", "2021-03-03"),
        ("LAGOS, Nigeria, 4 May 2022 — ", "2022-05-04"),
    ],
)
def test_a_dateline_dates_the_story_and_is_no_part_of_it(opening: str, day: str) -> None:
    text = f"{opening}China sank a boat."
    document = with_dateline(from_bytes(text.encode(), name="story.txt"))
    assert (str(document.published), document.published_from) == (day, "the dateline")
    assert without_dateline(text) == " " * len(opening) + "China sank a boat."


@pytest.mark.parametrize(
    "text",
    [
        "Russia invaded Ukraine in February 2022 - a war that goes on.",
        "On June 18, 2024 China sank a boat - and said so.",
        "China sank a boat.",
    ],
)
def test_a_sentence_that_names_a_date_is_no_dateline(text: str) -> None:
    assert without_dateline(text) == text


LEAD = (
    "Envoys of Kenya and Chad met on Monday for talks on their common border, the two said in a "
    "statement that was read out to the press after several hours behind closed doors."
)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("July 24, 2025", "2025-07-24"),
        ("Nov 20 2023", "2023-11-20"),
        ("2022-07-13", "2022-07-13"),
        ("Thursday 27 March 2025", "2025-03-27"),
        ("02/11/2021 01:21 PM EST", "2021-02-11"),
        ("Updated: 25-10-2024 00:07 IST", "2024-10-25"),
        ("Last Updated : Dec 15 2018 | 10:50 PM IST", "2018-12-15"),
        ("Xinhua, July 2, 2015 Adjust font size:", "2015-07-02"),
        ("News | Oct. 14, 2021", "2021-10-14"),
        ("Published Mon 12 Apr 2010", "2010-04-12"),
        ("2010/04/12", "2010-04-12"),
        ("(Kyodo, Jan 5, 2024)", "2024-01-05"),
        ("5 March 2024, Geneva", "2024-03-05"),
        ("Posted by admin on March 5, 2024", "2024-03-05"),
        ("By Ann Smith | April 12, 2010", "2010-04-12"),
        ("Published: 5:30 PM, March 5, 2024", "2024-03-05"),
        ("5-Mar-2024", "2024-03-05"),
        ("Last Updated: Thursday, 6 March 2008, 20:49 GMT", "2008-03-06"),
        ("August 6, 2013 / 9:27 AM / in 4 years", "2013-08-06"),
    ],
)
def test_a_line_under_the_title_dates_a_plain_text(line: str, day: str) -> None:
    text = f"Kenya and Chad meet on their common border after months of silence\n{line}\n\n{LEAD}"
    document = from_bytes(text.encode(), name="story.txt")
    assert (str(document.published), document.title) == (day, text.partition("\n")[0])
    assert document.text == LEAD


def test_a_day_that_may_be_read_in_two_ways_dates_nothing() -> None:
    text = f"Kenya and Chad meet\n\n02/11/2021\n\n{LEAD}"
    document = from_bytes(text.encode(), name="story.txt")
    assert document.published is None and document.text == LEAD


def test_the_address_of_a_page_dates_it() -> None:
    document = from_bytes(LEAD.encode(), name="story.txt", path="https://e.org/2024/12/04/talks")
    dated = with_dateline(document)
    assert (str(dated.published), dated.published_from) == ("2024-12-04", "its address")


def test_a_month_and_day_without_year_is_the_last_before_the_page(world: World) -> None:
    text = "Egypt met Sudan on Saturday. Since November 21, Israel has been shelling Syria."
    days = {e.action: str(e.when) for e in read(text, world, "2024-03-09").events}
    assert days["194"] == "2023-11-21/2024-03-09"


def test_what_is_told_as_done_is_never_later_than_its_page(world: World) -> None:
    for text in ("Israel shelled Syria on 12 May 2024.", "Israel shelled Syria on December 24."):
        whens = [e.when for e in read(text, world, "2024-03-09").events]
        assert whens and all(when is None or when.end <= When("2024-03-09").end for when in whens)


def test_an_act_without_a_date_is_reported_by_the_day_of_its_page(world: World) -> None:
    (told,) = read("Israel shelled Syria.", world, "2024-03-09").events
    assert (str(told.when), told.reported, told.own_day) == ("2024-03-09", True, None)
    (undated,) = read("Israel shelled Syria.", world).events
    assert (undated.when, undated.reported) == (None, False)
    (month,) = read("Israel shelled Syria.", world, "2024-03").events
    assert month.when is None, "a page dated to the month reports by no day"


def test_a_plan_is_dated_to_the_next_such_day(world: World) -> None:
    (plan,) = read("Egypt will meet Sudan on Monday.", world, "2024-03-09").events
    assert (str(plan.when), plan.status, plan.holder) == ("2024-03-11", "planned", "EGY")


@pytest.mark.parametrize(
    "ahead",
    [
        "Both will meet again in Moscow on 9 May 2025.",
        "The summit is to be held on 9 May 2025.",
        "A next round is scheduled for 9 May 2025.",
        "They plan to sign by 9 May 2025.",
        "The treaty runs until 9 May 2025.",
        "Voters are due to go to the polls on 9 May 2025.",
        "The upcoming summit, on 9 May 2025, is in doubt.",
    ],
)
def test_a_date_told_as_to_come_is_not_the_latest(ahead: str) -> None:
    text = f"Envoys met on 19 June 2024. {ahead}"
    assert str(latest(find_dates(text, None), text)) == "2024-06-19"


@pytest.mark.parametrize(
    "past",
    [
        "They met again on 9 May 2025.",
        "He will stay on after the vote of 9 May 2025.",
        "It will be remembered. On 9 May 2025 they met.",
        "On 9 May 2025 they said that they will meet again.",
        "What the war will bring, since 9 May 2025 nobody knows.",
    ],
)
def test_a_date_told_as_past_beside_a_future_is(past: str) -> None:
    text = f"Envoys met on 19 June 2024. {past}"
    assert str(latest(find_dates(text, None), text)) == "2025-05-09"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("The press release issued by the ministry on 18 April 2024.", "2024-04-18"),
        ("Remarks delivered in Lima on June 2, 2020", "2020-06-02"),
        ("A statement was made on 3 May 2019 and Kenya rejected it.", "None"),
    ],
)
def test_a_line_that_says_when_a_text_was_issued_dates_it(line: str, day: str) -> None:
    text = f"Two states at odds\n\n{line}\n\nKenya condemned Somalia."
    assert str(with_dateline(from_bytes(text.encode(), name="story.txt")).published) == day
