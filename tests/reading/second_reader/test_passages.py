"""A document in passages: where it is cut, what stands before, and whom it names where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from ramify.reading.actors.dated_names import DatedNames
from ramify.reading.events.event_date import Context
from ramify.reading.second_reader.passages import Passages, Title, title_of
from ramify.reading.second_reader.sides import unread_words
from ramify.reading.syntax.sentence import Parser
from ramify.world.world import World
from tests.reading.finder import NOTHING, Telling
from tests.reading.second_reader.conftest import ON

MOST = 230
HEADLINE = "Peru slights Chile"
FELLOWS = ("Chile", "Spain", "Kenya", "Mali", "Egypt")
LONG = " ".join(
    f"On day {n} Peru sent {FELLOWS[n % 5]} a note on the fish of its northern sea."
    for n in range(45)
)


@pytest.fixture(scope="module")
def title(world: World, parser: Parser) -> Title:
    names = DatedNames(world.gazetteer, (), (), world.territories)
    return title_of(HEADLINE, parser, names, ON.start)


def _asked(context: Context, title: Title) -> Telling:
    """A finder that was asked about the first word of every sentence, in order."""
    finder = Telling(NOTHING)
    passages = Passages(context, title, lambda: finder)
    for number in range(len(context.sentences)):
        passages.tells(number, 0)
    return finder


def _judged(finder: Telling) -> list[list[int]]:
    """The sentences that are judged in each passage."""
    texts = [text for text, _ in finder.passages]
    judged: list[list[int]] = [[] for _ in texts]
    for number, asked in enumerate(finder.asked):
        judged[texts.index(asked.passage)].append(number)
    return judged


def test_every_sentence_of_a_long_document_is_judged_once_with_two_before_it(
    context_of: Callable[[str], Context], title: Title
) -> None:
    context = context_of(LONG)
    finder = _asked(context, title)
    judged = _judged(finder)
    assert len(judged) > 3
    assert [n for numbers in judged for n in numbers] == list(range(45))
    for (text, _), numbers in zip(finder.passages, judged, strict=True):
        read = context.sentences[max(0, numbers[0] - 2) : numbers[-1] + 1]
        assert text == f"{HEADLINE}\n{LONG[read[0].start : read[-1].end]}"
        assert sum(len(s.tokens) for s in (*title.sentences, *read)) <= MOST


def test_a_passage_ends_only_where_the_next_sentence_would_be_too_much(
    context_of: Callable[[str], Context], title: Title
) -> None:
    context = context_of(LONG)
    for numbers in _judged(_asked(context, title))[:-1]:
        read = context.sentences[max(0, numbers[0] - 2) : numbers[-1] + 2]
        assert sum(len(s.tokens) for s in (*title.sentences, *read)) > MOST


def test_every_word_is_asked_about_where_it_stands(
    context_of: Callable[[str], Context], title: Title
) -> None:
    context = context_of(LONG)
    finder = Telling(NOTHING)
    passages = Passages(context, title, lambda: finder)
    words = [(n, token) for n, s in enumerate(context.sentences) for token in s.tokens]
    for number, token in words:
        passages.tells(number, token.i)
    assert [asked.word for asked in finder.asked] == [token.text for _, token in words]


def test_the_places_of_whom_it_names_are_moved_with_the_passage(
    context_of: Callable[[str], Context], title: Title
) -> None:
    context = context_of(LONG)
    everybody = (*context.cast.named, *context.cast.references)
    assert any(named.text == "its" for named in everybody)
    finder = _asked(context, title)
    for (text, mentions), numbers in zip(finder.passages, _judged(finder), strict=True):
        first = context.sentences[max(0, numbers[0] - 2)].start
        last = context.sentences[numbers[-1]].end
        named = sorted((n.start, n.text, n.ids) for n in everybody if first <= n.start < last)
        found = [(text[slice(*m.span)], m.ids) for m in mentions]
        assert found[:2] == [("Peru", ("PER",)), ("Chile", ("CHL",))]
        assert found[2:] == [(words, ids) for _, words, ids in named]


def test_ways_lead_to_the_title_to_other_sentences_and_through_the_tree(
    context_of: Callable[[str], Context], title: Title
) -> None:
    context = context_of("Peru sent a note. Spain condemned Kenya. Mali watched.")
    finder = Telling(NOTHING)
    Passages(context, title, lambda: finder).of(1, 1)
    ((_, mentions),) = finder.passages
    (asked,) = finder.asked
    ways = [(m.ids[0], way) for m, way in zip(mentions, asked.ways, strict=True)]
    assert ways == [
        ("PER", "title"),
        ("CHL", "title"),
        ("PER", "back1"),
        ("ESP", "nsubj"),
        ("KEN", "obj"),
        ("MLI", "after"),
    ]


def test_one_sentence_without_a_title_is_its_own_passage(
    context_of: Callable[[str], Context],
) -> None:
    text = "Peru slighted Chile."
    ((passage, mentions),) = _asked(context_of(text), Title()).passages
    assert passage.strip() == text
    assert [passage[slice(*m.span)] for m in mentions] == ["Peru", "Chile"]


def test_of_a_document_without_a_sentence_nothing_is_asked(
    context_of: Callable[[str], Context], title: Title
) -> None:
    empty = replace(context_of("Peru slighted Chile."), sentences=())
    finder = Telling(NOTHING)
    assert not list(unread_words(Passages(empty, title, lambda: finder), (), ()))
    assert not finder.passages


def test_words_without_a_stop_are_read_to_their_end(
    context_of: Callable[[str], Context], title: Title
) -> None:
    endless = " ".join(["Peru fish and Chile boats with no stop"] * 25)
    context = context_of(f"Spain watched. {endless} Kenya.")
    assert len(endless.split()) == 200
    finder = _asked(context, title)
    assert [n for numbers in _judged(finder) for n in numbers] == list(
        range(len(context.sentences))
    )
    for text, mentions in finder.passages:
        assert {text[slice(*m.span)] for m in mentions} <= {"Peru", "Chile", "Spain", "Kenya"}
    assert finder.passages[-1][0].endswith("with no stop Kenya.")


def test_a_sentence_longer_than_a_passage_is_a_passage_all_the_same(
    context_of: Callable[[str], Context], title: Title
) -> None:
    context = context_of(LONG)
    first, *rest = context.sentences
    longer = replace(first, tokens=first.tokens * 20)
    finder = _asked(replace(context, sentences=(longer, *rest)), title)
    assert _judged(finder)[0] == [0]


def test_it_is_loaded_once_and_only_when_asked(
    context_of: Callable[[str], Context], title: Title
) -> None:
    loaded: list[Telling] = []

    def load() -> Telling:
        loaded.append(Telling(NOTHING))
        return loaded[-1]

    passages = Passages(context_of(LONG), title, load)
    assert not loaded
    for number in (0, 20, 44):
        passages.tells(number, 0)
    (finder,) = loaded
    assert len(finder.passages) == 3


def test_a_title_names_only_those_beyond_doubt(world: World, parser: Parser) -> None:
    names = DatedNames(world.gazetteer, (), (), world.territories)
    for text in (None, ""):
        assert title_of(text, parser, names, ON.start) == Title()
    title = title_of("Korea slights Chile", parser, names, ON.start)
    assert [title.text[a:b] for a, b, _ in title.named] == ["Chile"]
