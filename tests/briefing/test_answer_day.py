"""The day that a brief answers for."""

from __future__ import annotations

from datetime import date

import pytest

from ramify.briefing.answer_day import day_of_answer
from ramify.briefing.asked import Given
from ramify.briefing.in_office import Office, last_day
from ramify.reading.statements import Document, Reading
from ramify.record.events import Event
from ramify.record.evidence import TextEvidence
from ramify.world.actors import Tenure
from ramify.world.when import When
from ramify.world.world import World


@pytest.fixture(scope="module")
def packaged() -> World:
    return World.packaged()


def reading(text: str, *, published: str = "", mentions_to: str = "") -> Reading:
    document = Document(
        id=text[:16], name="a.txt", text=text,
        published=When(published) if published else None,
        mentions_to=When(mentions_to) if mentions_to else None,
    )  # fmt: skip
    return Reading(document=document, reader="rules")


KHAN = "Prime Minister Imran Khan told parliament that Pakistan would answer India."
POROSHENKO = "The president of Ukraine Petro Poroshenko asked for martial law."


@pytest.mark.parametrize(
    "told, day, kind",
    [
        ([reading("A.", published="2019-02-27", mentions_to="2019-03")], "2019-02-27", "published"),
        ([reading(KHAN, published="2019-02-27")], "2019-02-27", "published"),
        ([reading("A.", mentions_to="2018-04-02")], "2018-04-02", "mentioned"),
        ([reading("A.", mentions_to="2024-06")], "2024-06-30", "mentioned"),
        ([reading("A.", mentions_to="2016")], "2025-12-31", "facts"),
        ([reading(KHAN)], "2022-04-10", "in office"),
        ([reading(KHAN, mentions_to="2019-02")], "2019-02-28", "mentioned"),
        ([reading(KHAN, mentions_to="2001-12")], "2022-04-10", "in office"),
        ([reading(KHAN), reading("In 2001.", mentions_to="2001-12")], "2022-04-10", "in office"),
        ([reading(KHAN), reading(POROSHENKO)], "2019-05-20", "in office"),
        ([reading("Former " + KHAN)], "2025-12-31", "facts"),
        ([reading("The toppled " + KHAN)], "2025-12-31", "facts"),
        ([reading("Pakistan’s deposed " + KHAN)], "2025-12-31", "facts"),
        ([reading("The late president of Ukraine Petro Poroshenko.")], "2025-12-31", "facts"),
        ([reading("Ousted or not, " + KHAN)], "2022-04-10", "in office"),
        ([reading("Lately " + KHAN)], "2022-04-10", "in office"),
        ([reading("Imran Khan wrote a book.")], "2025-12-31", "facts"),
        ([reading(KHAN), reading("A.", published="2024-01-18")], "2024-01-18", "published"),
        ([reading(POROSHENKO, mentions_to="2023")], "2025-12-31", "facts"),
    ],
)  # fmt: skip
def test_the_day_and_why(told: list[Reading], day: str, kind: str, packaged: World) -> None:
    on, because = day_of_answer(None, told, Given(), packaged)
    assert (str(on), because.kind) == (day, kind)


def test_an_office_is_held_on_its_first_day_and_on_its_last() -> None:
    tenure = Tenure(
        person="a", name="A", actor="PAK", office="president", start="2018-08-18",
        end="2022-04-10", source="-",
    )  # fmt: skip
    office = Office("a", (tenure,))
    days = [date(2018, 8, 17), date(2018, 8, 18), date(2022, 4, 10), date(2022, 4, 11)]
    assert [office.held_on(day) for day in days] == [False, True, True, False]
    assert [office.held_since(day) for day in days] == [True, True, True, False]
    assert last_day([office], date(2022, 4, 11)) == (date(2022, 4, 10), "A")
    assert last_day([office], date(2022, 4, 10)) == (None, ""), "he held it on the latest"


def test_a_signing_told_by_the_name_of_the_treaty_dates_a_text(packaged: World) -> None:
    quote = "Australia and Papua New Guinea signed the Pukpuk Treaty on Monday."
    told = TextEvidence(document="d", name="a.txt", start=0, end=len(quote), quote=quote)
    event = Event(when=None, actor="PNG", action="057", target="AUS", evidence=(told,))
    one = reading(quote).model_copy(update={"events": (event,)})
    on, because = day_of_answer(None, [one], Given(), packaged)
    assert str(on) == "2025-10-06"
    assert str(because) == "undated: the Pukpuk Treaty, whose signing is told, was signed then"
    other = event.model_copy(update={"evidence": (told.model_copy(update={"quote": "A treaty."}),)})
    _, because = day_of_answer(
        None, [one.model_copy(update={"events": (other,)})], Given(), packaged
    )
    assert because.kind == "facts"


def test_who_was_in_office_is_said(packaged: World) -> None:
    _, because = day_of_answer(None, [reading(KHAN)], Given(), packaged)
    assert str(because) == "undated: Imran Khan, named as in office, held it until then"


def test_a_day_that_is_asked_for_decides(packaged: World) -> None:
    on, because = day_of_answer("2019-02-27", [reading(KHAN)], Given(), packaged)
    assert (on, because.kind) == (date(2019, 2, 27), "asked")
