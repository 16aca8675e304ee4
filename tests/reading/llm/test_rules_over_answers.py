"""What a model says happened is held to the rules for status, date and parties."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from ramify.reading.intake.documents import from_bytes
from ramify.reading.llm.reader import LanguageModelReader
from ramify.reading.second_reader.second_opinion import second_missing
from ramify.reading.statements import Reading
from ramify.record.events import Event
from ramify.world.world import World
from tests.reading.model import completion, playing
from tests.reading.web import Site, serving


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


def read(site: Site, world: World, text: str, day: str | None, **said: Any) -> Reading:
    """What is made of one event that a model finds in a text, its quote the whole text."""
    event = {"quote": text, "action": "190", "actor": "RUS", "target": "UKR"} | said
    endpoint = playing(site, completion({"events": [event], "claims": []}))
    head = f"---\ndate: {day}\n---\n" if day else ""
    document = from_bytes(f"{head}{text}\n".encode(), name="news.md")
    return LanguageModelReader(endpoint).read(document, world)


def only(reading: Reading) -> Event:
    assert len(reading.events) == 1, reading.notes
    return reading.events[0]


@pytest.mark.parametrize(
    ("text", "status", "holder"),
    [
        ("Russia shelled Ukraine on Monday.", "happened", None),
        ("Ukraine accused Russia of shelling Ukraine.", "alleged", "UKR"),
        ("Poland said that Russia had shelled Ukraine.", "alleged", "POL"),
        ("Russia denied that it had shelled Ukraine.", "denied", "RUS"),
        ("Russia zapped Ukraine with a new ray.", "happened", None),
        ("Poland said that Russia had zapped Ukraine.", "alleged", "POL"),
        ("Poland accused Russia of zapping Ukraine.", "alleged", "POL"),
        ("Russia denied that it had zapped Ukraine.", "denied", "RUS"),
    ],
)
def test_the_sentence_says_whether_it_happened(
    site: Site, world: World, text: str, status: str, holder: str | None
) -> None:
    event = only(read(site, world, text, "2024-05-08"))
    assert (event.status, event.holder) == (status, holder)


def test_a_clause_that_is_quoted_alone_keeps_its_speaker(site: Site, world: World) -> None:
    text = "Poland said that Russia had shelled Ukraine."
    event = only(read(site, world, text, "2024-05-08", quote="Russia had shelled Ukraine"))
    assert (event.status, event.holder) == ("alleged", "POL")


@pytest.mark.parametrize(
    "text",
    [
        "If Russia shells Ukraine, Poland will act.",
        "Russia may shell Ukraine within days.",
        "In the film, Russia attacks Ukraine.",
        "Under the pact, an attack by Russia on Ukraine is an attack on Poland.",
        "Did Russia shell Ukraine?",
        "Russia waged a price war against Ukraine.",
        "If Russia zaps Ukraine, Poland will act.",
        "Russia could zap Ukraine.",
    ],
)
def test_what_the_sentence_does_not_tell_is_refused(site: Site, world: World, text: str) -> None:
    reading = read(site, world, text, "2024-05-08")
    assert reading.events == ()
    assert "no act" in " ".join(reading.notes)


def test_the_model_may_be_more_careful_than_the_rules(site: Site, world: World) -> None:
    text = "Russia shelled Ukraine, wrote the New Gazette of Lviv."
    said = {"status": "alleged", "holder": "New Gazette of Lviv"}
    event = only(read(site, world, text, "2024-05-08", **said))
    assert (event.status, event.holder_name) == ("alleged", "New Gazette of Lviv")


SHELLED = "Russia shelled Ukraine on 6 May 2024. Poland wept in March 2024."


@pytest.mark.parametrize(
    ("said", "when", "reported"),
    [
        ("2024-05-06", "2024-05-06", False),
        ("2024-05", "2024-05", False),
        ("2024-03-17", "2024-05-06", False),
        ("2019-01-01", "2024-05-06", False),
        (None, "2024-05-06", False),
    ],
)
def test_a_date_is_one_that_the_text_has(
    site: Site, world: World, said: str | None, when: str, reported: bool
) -> None:
    quote = SHELLED.partition(" Poland")[0]
    event = only(read(site, world, SHELLED, "2024-05-08", quote=quote, when=said))
    assert (str(event.when), event.reported) == (when, reported)


@pytest.mark.parametrize("said", [None, "2024-05-08"])
def test_the_day_of_the_page_is_that_of_the_report(
    site: Site, world: World, said: str | None
) -> None:
    event = only(read(site, world, "Russia shelled Ukraine.", "2024-05-08", when=said))
    assert (str(event.when), event.reported) == ("2024-05-08", True)


def test_a_date_after_the_page_is_refused(site: Site, world: World) -> None:
    text = "Russia shelled Ukraine on 9 May 2024."
    reading = read(site, world, text, "2024-05-08", when="2024-05-09")
    assert reading.events == ()
    assert "dated 2024-05-09, after the document" in " ".join(reading.notes)


@pytest.mark.parametrize(
    ("text", "said", "code"),
    [
        ("Israel and Lebanon agreed to a US-brokered truce.", {"action": "0871"}, "USA"),
        ("Iranian-backed rebels shelled Ukraine.", {}, "IRN"),
        ("Israel and Lebanon held talks in Doha.", {"action": "046"}, "QAT"),
    ],
)
def test_who_is_named_in_passing_is_no_party(
    site: Site, world: World, text: str, said: dict[str, str], code: str
) -> None:
    target = "LBN" if "Lebanon" in text else "UKR"
    reading = read(site, world, text, "2024-05-08", actor=code, target=target, **said)
    assert reading.events == ()
    assert f"{code} is no side of it" in " ".join(reading.notes)


def test_a_capital_stands_for_its_state_where_it_acts(site: Site, world: World) -> None:
    text = "Moscow shelled Ukraine from Russia."
    assert only(read(site, world, text, "2024-05-08")).actor == "RUS"


@pytest.mark.skipif(second_missing() is not None, reason="without ramify-relations")
@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("Russia condemned Ukraine.", "051", "111"),
        ("Russia sent food aid to Ukraine.", "190", "073"),
        ("Russia praised Ukraine.", "112", "051"),
    ],
)
def test_a_code_of_the_opposite_sign_is_refused(
    site: Site, world: World, text: str, wrong: str, right: str
) -> None:
    refused = read(site, world, text, "2024-05-08", action=wrong)
    assert refused.events == ()
    assert "takes it for the opposite" in " ".join(refused.notes)
    assert only(read(site, world, text, "2024-05-08", action=right)).action == right


def test_another_language_is_held_to_what_the_model_says(site: Site, world: World) -> None:
    text = "Nach Angaben aus Kiew haben russische Truppen in der Nacht die Stadt beschossen."
    event = only(read(site, world, text, "2024-05-08", status="alleged", holder="Kiew"))
    assert event.status == "alleged"
