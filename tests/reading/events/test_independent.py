"""One wire story counts once, however many print it, whole or a sentence of it."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from ramify import Document, Event, Reading, World
from ramify.briefing.brief import Brief
from ramify.briefing.compose import compose
from ramify.briefing.render.text import plain_text
from ramify.reading.claims.claim_groups import merge_claims
from ramify.reading.events.independent import independent, places
from ramify.reading.events.merge import agreements
from ramify.reading.intake.copies import copied
from ramify.reading.library import Library
from ramify.reading.rules import RulesReader
from ramify.record.evidence import TextEvidence
from tests.reading import wire

STORY = "\n\n".join(wire.WIRE)
FIRST = wire.WIRE[0]
OWN = "Hungary gave way on 10 July 2023, this paper has learned from two people in Budapest."


def read(*texts: str) -> Library:
    world = World.packaged()
    reader = RulesReader()
    documents = [Document(id=f"{n:03}", name=f"{n:03}.txt", text=t) for n, t in enumerate(texts)]
    readings = tuple(reader.read(document, world) for document in documents)
    return Library(readings=readings, copies=copied(documents))


def copies_of(library: Library, count: int) -> Library:
    """The library with its first reading printed so many times more, under other names."""
    first = library.readings[0].to_json()
    more = [
        Reading.from_json(first.replace('"000"', f'"c{n:03}"').replace("000.txt", f"c{n:03}.txt"))
        for n in range(count)
    ]
    readings = (*library.readings, *more)
    return Library(readings=readings, copies=copied([r.document for r in readings]))


def test_five_hundred_copies_are_one_source() -> None:
    library = copies_of(read(STORY, wire.OTHER), 499)
    assert len(library.copies) == 499 and library.independent == 2
    found = agreements(library.readings, library.copies)
    quotes = [[e for e in event.evidence if isinstance(e, TextEvidence)] for event in found.same]
    assert quotes and all(len(independent(q, library.copies)) == 2 for q in quotes)
    assert {name for name, _ in found.only_in} <= {"001.txt"}, "the one that is no copy"
    groups = merge_claims(library.readings, library.copies)
    assert {g.sources for g in groups if len(g.said_by) == 500} == {1}
    assert max(group.sources for group in groups) <= 2


def test_a_brief_of_five_hundred_copies_says_one_source() -> None:
    library = copies_of(read(STORY), 499)
    brief = compose(library, World.packaged(), on="2023-04-05")
    assert not brief.differ
    assert {line.strength.sources for line in brief.claimed} == {1}
    assert "500 documents, 1 independent text" in " ".join(plain_text(brief).split())
    assert Brief.from_json(brief.to_json()) == brief


def test_a_sentence_taken_over_is_no_second_source_and_stands_not_in_one_alone() -> None:
    """A column of its own with the agency's first sentence in it is no copy of the story."""
    library = read(STORY, f"{wire.OTHER}\n\n{FIRST}")
    assert library.copies == {}
    found = agreements(library.readings, library.copies)
    taken = {e.quote for r in library.readings for event in r.events for e in event.evidence
             if isinstance(e, TextEvidence) and e.quote in FIRST}  # fmt: skip
    assert taken
    alone = {e.quote for _, events in found.only_in for event in events for e in event.evidence
             if isinstance(e, TextEvidence)}  # fmt: skip
    assert not alone & taken


def test_words_that_another_text_holds_unread_are_not_only_in_one() -> None:
    """Where the reading of the second found nothing, its text still has the words."""
    [one] = read(FIRST).readings
    other = Reading(document=Document(id="x", name="x.txt", text=f"Noted. {FIRST}"), reader="hand")
    assert agreements([one, other], {}).only_in == ()
    apart = Reading(document=Document(id="x", name="x.txt", text="Nothing of it."), reader="hand")
    assert [name for name, _ in agreements([one, apart], {}).only_in] == ["000.txt"]


def test_what_a_copy_adds_is_only_in_that_copy() -> None:
    library = read(STORY, f"{STORY}\n\n{OWN}")
    assert library.copies
    told = agreements(library.readings, library.copies).only_in
    assert {name for name, _ in told} <= {"001.txt"}


def test_a_single_document_is_compared_with_nothing() -> None:
    assert agreements(read(STORY).readings, {}).only_in == ()


def _quote(document: str, words: str) -> TextEvidence:
    return TextEvidence(document=document, name=document, start=0, end=1, quote=words)


LONG = "Both governments signed the treaty in Pyongyang on a Wednesday."


def test_sources_join_through_a_third_in_any_order() -> None:
    """`a` copies `z`; `b` has a sentence of `a`; `c` says it in words of its own."""
    quotes = [_quote("a", LONG), _quote("b", LONG.upper()), _quote("z", "It was signed."),
              _quote("c", "They signed it.")]  # fmt: skip
    for order in permutations(quotes):
        sources = independent(order, {"a": "z"})
        assert sorted(map(sorted, sources)) == [["a", "b", "z"], ["c"]]


@given(st.lists(st.sampled_from([*LONG.split(), "and", "then"]), max_size=60))
def test_quotes_are_found_where_searching_every_text_finds_them(words: list[str]) -> None:
    text = " ".join(words)
    reading = Reading(document=Document(id="a", name="a", text=text), reader="hand")
    quotes = [LONG, "the treaty in Pyongyang on", "signed the treaty in Pyongyang then"]
    plain = f" {text} ".replace(".", "").casefold()
    found = {q for q in quotes if f" {q.replace('.', '').casefold()} " in plain}
    assert set(places(quotes, [reading])) == found


def test_an_asked_event_adds_no_source() -> None:
    library = read(STORY, wire.OTHER)
    joined = Event(when="2023-04-04", actor="FIN", action="050", target="NATO")
    brief = compose(library, World.packaged(), on="2023-04-05", events=[joined])
    assert "independent sources" not in " ".join(plain_text(brief).split())
