"""Composing a brief from readings that are given: the day, the order, the claims, the silences."""

from __future__ import annotations

from typing import Any

import pytest

from ramify import Claim, Document, Event, InputError, Reading, UsageError, World
from ramify.briefing.brief import Brief
from ramify.briefing.compose import compose
from ramify.reading.library import Library, Refused
from ramify.reading.statements import EventPattern, Holder
from ramify.record.evidence import TextEvidence

TEXT = "They may meet. They met."


@pytest.fixture(scope="module")
def world() -> World:
    return World.packaged()


def quote(of: str) -> TextEvidence:
    return TextEvidence(document=of, name=f"{of}.txt", start=0, end=14, quote=TEXT[:14])


def reading(name: str, *events: Event, actors: str = "", **fields: Any) -> Reading:
    dates = {key: fields.pop(key) for key in ("published", "mentions_to") if key in fields}
    document = Document(id=name, name=f"{name}.txt", text=TEXT, **dates)
    told = tuple(event.model_copy(update={"evidence": (quote(name),)}) for event in events)
    return Reading(
        document=document, reader="hand", events=told, actors=tuple(actors.split()), **fields
    )


def met(when: str | None, a: str, b: str | None) -> Event:
    return Event(when=when, actor=a, action="040", target=b)


def claim(of: str, **fields: Any) -> Claim:
    rest = {
        "holder": Holder(name="the author"), "kind": "forecast", "modality": "possible",
        "content": "they may meet", "evidence": (quote(of),),
    }  # fmt: skip
    return Claim(**{**rest, **fields})


def made(world: World, *readings: Reading, on: Any = "2024-07-01", **asked: Any) -> Brief:
    return compose(Library(readings=readings), world, on=on, **asked)


def test_the_day_is_the_latest_of_the_documents(world: World) -> None:
    old = reading("old", published="2024-05-01", mentions_to="2024-05")
    new = reading("new", mentions_to="2024-06-19")
    brief = made(world, old, new, on=None)
    assert str(brief.on) == "2024-06-19"
    assert (brief.on_because.kind, brief.on_because.where) == ("mentioned", "new.txt")
    assert str(brief.on_because) == "the latest past date in new.txt, which is undated"
    assert str(made(world, old, on=None).on) == "2024-05-01", "the day of publication"
    undated = reading("undated", mentions_to="2024-05")
    assert str(made(world, undated, on=None).on) == "2024-05-31", "a month stands for its last day"


def test_documents_without_a_date_are_answered_for_the_last_day_of_the_facts(world: World) -> None:
    brief = made(world, reading("a"), on=None)
    assert (brief.on, brief.on_because.kind) == (world.about.as_of.end, "facts")
    assert made(world, reading("a")).on_because.kind == "asked"


def test_a_model_has_nothing_to_go_by_without_a_record(world: World) -> None:
    with pytest.raises(UsageError, match="a model without a record to go by"):
        made(world, reading("a"), model="mine.npz")


def test_nothing_read_says_what_was_refused_and_why(world: World) -> None:
    refused = Refused(path="a.bin", reason="not text", repair="give text")
    with pytest.raises(InputError) as error:
        compose(Library(refused=(refused,)), world)
    assert "a.bin: not text; give text" in str(error.value)


def test_actors_rank_by_how_high_they_stand_in_each_document(world: World) -> None:
    """First of three is worth three, so Russia has 3 + 1, North Korea 2 + 2, China 1."""
    brief = made(world, reading("a", actors="RUS PRK CHN"), reading("b", actors="PRK RUS"))
    assert brief.mentioned == ("PRK", "RUS", "CHN"), "those alike go by their id"
    brief = made(world, reading("a", actors="USA CHN"), reading("b", actors="CHN"))
    assert brief.mentioned == ("CHN", "USA")


def test_what_happened_goes_by_date_and_the_undated_comes_last(world: World) -> None:
    events = [
        met(None, "USA", "CHN"),
        met("2024-06-02", "RUS", "CHN"),
        met("2024-06-02", "IND", "CHN"),
        met("2024-06", "FRA", "DEU"),
    ]
    brief = made(world, reading("a", *events))
    assert [event.actor for event in brief.happened] == ["FRA", "IND", "RUS", "USA"]


def test_about_keeps_what_touches_the_actor(world: World) -> None:
    events = [met("2024-06-02", "RUS", "PRK"), met("2024-06-03", "FRA", "DEU")]
    alone = Event(when="2024-06-04", actor="FRA", action="010")
    claims = (claim("a", actors=("FRA",)), claim("a", content="it will rain", actors=("RUS",)))
    brief = made(world, reading("a", *events, alone, claims=claims), about=["France"])
    assert brief.about == ("FRA",)
    assert [event.actor for event in brief.happened] == ["FRA", "FRA"]
    assert [line.words for line in brief.claimed] == ["they may meet"]


def test_a_claim_is_a_line_with_its_holder_and_its_sources(world: World) -> None:
    about = EventPattern(actor="RUS", action="040", target="PRK", words="they may meet")
    said = {"about": about, "actors": ("RUS", "PRK"), "horizon": "2024-12"}
    brief = made(
        world,
        reading("a", claims=(claim("a", **said),)),
        reading("b", claims=(claim("b", **said),)),
        reading("c", claims=(claim("c", kind="cause", content="so it goes", actors=("CHN",)),)),
    )
    together, alone = brief.claimed
    assert (together.actors, together.action, together.targets) == (("RUS",), "040", ("PRK",))
    assert (together.strength.modality, together.strength.sources) == ("possible", 2)
    assert str(together.window) == "2024-12" and len(together.evidence) == 2
    assert together.cause.said.claim.content == together.words == "they may meet"
    assert (alone.actors, alone.action, alone.targets) == (("CHN",), "cause", ())


def test_names_are_those_of_the_actors_that_are_told_of(world: World) -> None:
    brief = made(world, reading("a", met("2024-06-02", "FRA", "DEU"), actors="CHN nobody-known"))
    assert {"FRA": "France", "DEU": "Germany", "CHN": "China"}.items() <= brief.names.items()
    assert "nobody-known" not in brief.names


def test_a_voice_that_says_nothing_says_why(world: World) -> None:
    brief = made(world, reading("a"))
    assert set(brief.silent) == {"obliged", "expected", "exposed", "claimed"}
    assert brief.basis is None and brief.calibration is None
    event = met("2024-06-02", "RUS", "PRK")
    told = made(world, reading("a", event, actors="RUS PRK", claims=(claim("a"),)))
    assert set(told.silent) == {"exposed"}


def test_a_brief_says_what_it_was_made_from(world: World) -> None:
    documents = Library(
        readings=(reading("a", published="2024-06-19"), reading("b")),
        refused=(Refused(path="c", reason="empty", repair="give text"),),
        copies={"b": "a"},
    )
    brief = compose(documents, world)
    assert [(s.id, s.words, s.copy_of) for s in brief.sources] == [("a", 5, None), ("b", 5, "a")]
    assert brief.provenance.documents == ("a", "b")
    assert (brief.provenance.reader, brief.refused[0].path) == ("hand", "c")
