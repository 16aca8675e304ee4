"""The contract every reader keeps; a new one is tested the moment it exists.

The language model's part is played by a server on the loopback that says the same of every
document: one event and one claim that the news below bears out, and three lies.
"""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import get_args

import pytest

import ramify.reading
from ramify._errors import InputError
from ramify.reading.intake.documents import from_bytes
from ramify.reading.library import Reader
from ramify.reading.llm.reader import LanguageModelReader
from ramify.reading.llm.two_readers import BothReaders
from ramify.reading.rules import RulesReader
from ramify.reading.statements import Document, Reading
from ramify.reading.syntax.parsers import named_parser, packaged_parser
from ramify.record.events import EventStatus
from ramify.record.evidence import TextEvidence
from ramify.world.world import World
from tests.hostile.corpus import PAYLOADS
from tests.reading.model import completion, playing
from tests.reading.web import Site, serving

NEWS = """\
On June 19, 2024, Russia and North Korea signed a treaty in Pyongyang. Japan denied that it had \
attacked Iran. The Kremlin said that Moscow will visit Beijing in July.

Analysts warn that China may protest. Ruritania condemned Georgia on 3 May 2024.
"""
SIGNED = "On June 19, 2024, Russia and North Korea signed a treaty in Pyongyang."
TREATY = {"quote": SIGNED, "actor": "Russia", "action": "057", "target": "PRK"}
PROTEST = {
    "quote": "Analysts warn that China may protest.",
    "content": "China may protest",
    "kind": "warning",
    "holder_kind": "scholars",
    "holder": "Analysts",
    "modality": "possible",
    "cue": "may",
    "about": None,
    "actors": ["China"],
}
LIES = (
    TREATY | {"quote": "Russia attacked Finland at dawn."},
    TREATY | {"actor": "Atlantis"},
    TREATY | {"action": "777"},
)
ANSWER = {"events": [TREATY, *LIES], "claims": [PROTEST]}

MAKERS: dict[str, Callable[[Site], Reader]] = {
    "rules": lambda _: RulesReader(packaged_parser()),
    "rules without a parser": lambda _: RulesReader(named_parser("shallow")),
    "llm": lambda site: LanguageModelReader(playing(site, completion(ANSWER))),
    "both": lambda site: BothReaders(
        RulesReader(packaged_parser()),
        LanguageModelReader(playing(site, completion(ANSWER))),
    ),
}


def _reader_classes() -> set[type]:
    """Every class of the reading room that reads a document and bears a name."""
    found = set()
    for module in pkgutil.walk_packages(ramify.reading.__path__, "ramify.reading."):
        for made in vars(import_module(module.name)).values():
            if inspect.isclass(made) and made.__module__ == module.name and made is not Reader:
                method = getattr(made, "read", None)
                wanted = ["self", "document", "world"]
                if inspect.isfunction(method) and [*inspect.signature(method).parameters] == wanted:
                    found.add(made)
    return found


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


@pytest.fixture(scope="module", params=MAKERS)
def reader(request: pytest.FixtureRequest, site: Site) -> Reader:
    return MAKERS[request.param](site)


def document(text: str, name: str = "news.txt") -> Document:
    return from_bytes(text.encode(), name=name)


def evidence_of(reading: Reading) -> Iterator[TextEvidence]:
    for event in reading.events:
        assert event.evidence
        for evidence in event.evidence:
            assert isinstance(evidence, TextEvidence)
            yield evidence
    for claim in reading.claims:
        yield from claim.evidence
    yield from (one.evidence for one in reading.unused)
    yield from (one.evidence for one in reading.unresolved)


def keeps_its_promises(reading: Reading, asked: Document, world: World) -> None:
    """What holds of every reading, whatever the document says."""
    text = reading.document.text
    assert (reading.document.id, text) == (asked.id, asked.text)
    for evidence in evidence_of(reading):
        assert evidence.document == asked.id
        assert 0 <= evidence.start < evidence.end <= len(text)
        assert evidence.quote == text[evidence.start : evidence.end]
    for event in reading.events:
        assert event.status in get_args(EventStatus)
        for actor in (event.actor, event.target):
            assert actor in (None, "---") or actor in world.actors
    for claim in reading.claims:
        quotes = " ".join(evidence.quote for evidence in claim.evidence)
        assert " ".join(claim.content.split()) in " ".join(quotes.split())
        assert claim.cue is None or claim.cue.lower() in quotes.lower()
        assert set(claim.actors) <= set(world.actors)
    assert set(reading.actors) <= set(world.actors)
    assert Reading.from_json(reading.to_json()) == reading


def test_every_reader_is_held_to_it(site: Site) -> None:
    assert {type(make(site)) for make in MAKERS.values()} == _reader_classes()


def test_what_it_says_is_in_the_text(reader: Reader, world: World) -> None:
    asked = document(NEWS)
    reading = reader.read(asked, world)
    keeps_its_promises(reading, asked, world)
    assert reading.reader.startswith(reader.name.split(" and ")[0])
    signed = [{e.actor, e.target} for e in reading.events if e.action == "057"]
    assert {"RUS", "PRK"} in signed
    assert "China may protest" in {claim.content.rstrip(".") for claim in reading.claims}
    assert {"RUS", "PRK", "CHN"} <= set(reading.actors)


def test_what_is_denied_or_made_up_did_not_happen(reader: Reader, world: World) -> None:
    """Japan's attack is denied; the model's attack on Finland is nowhere in the text."""
    happened = [e for e in reader.read(document(NEWS), world).events if e.status == "happened"]
    assert not [e for e in happened if e.action[:2] in ("18", "19", "20")]


def test_it_says_the_same_again_and_after_any_other_document(reader: Reader, world: World) -> None:
    first = reader.read(document(NEWS), world)
    reader.read(document("Kenya accused Chad of an attack. It will protest.", "other.txt"), world)
    assert reader.read(document(NEWS), world).to_json() == first.to_json()


@pytest.mark.parametrize(
    "text", ["", " \n\n", "12 34", "Ha!", "The weather was fine in the hills."]
)
def test_a_document_that_says_nothing_gives_nothing(
    reader: Reader, world: World, text: str
) -> None:
    asked = Document(id="0" * 16, name="empty.txt", text=text)
    try:
        reading = reader.read(asked, world)
    except InputError:
        return
    keeps_its_promises(reading, asked, world)
    assert (reading.events, reading.claims, reading.actors) == ((), (), ())


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_is_text(reader: Reader, world: World, payload: str) -> None:
    """What a stranger puts in is read as words, between sentences that are read as before."""
    asked = document(f"{SIGNED} {PAYLOADS[payload]}\n\nAnalysts warn that China may protest.")
    reading = reader.read(asked, world)
    keeps_its_promises(reading, asked, world)
    assert not any("PWNED" in str(e.actor) for e in reading.events)


def test_another_language_is_refused_or_said(reader: Reader, world: World) -> None:
    told = (
        "Russland und Nordkorea haben am Mittwoch in Pjöngjang einen Vertrag unterzeichnet. Der "
        "Präsident erklärte, dass beide Länder einander im Falle eines Angriffs beistehen werden."
    )
    try:
        reading = reader.read(document(told), world)
    except InputError as error:
        assert "in German" in str(error)
        return
    assert any("English" in note for note in reading.notes)
    keeps_its_promises(reading, document(told), world)


def test_a_document_without_a_day_is_said_to_have_none(reader: Reader, world: World) -> None:
    undated = document("Kenya accused Chad of an attack on the border.")
    assert undated.published is None
    assert any(note.startswith("undated") for note in reader.read(undated, world).notes)
