"""How a mention stands to a word: through the tree, or in another sentence."""

from __future__ import annotations

import pytest

from ramify.reading.second_reader.grammar_paths import apart, head_of, path
from ramify.reading.syntax.sentence import Parser, Sentence, Token

FAR = (
    "Peru said that Chile had claimed that Bolivia wanted to attack the army of the north of Mali."
)


def _parsed(parser: Parser, text: str) -> Sentence:
    (sentence,) = parser.sentences(text)
    return sentence


def _word(sentence: Sentence, text: str) -> int:
    (found,) = (token.i for token in sentence.tokens if token.text == text)
    return found


@pytest.mark.parametrize(
    ("text", "word", "mention", "way"),
    [
        ("Peru attacked Chile.", "attacked", "Peru", "nsubj"),
        ("Peru seized a ship and attacked Chile.", "attacked", "Peru", "conj^nsubj"),
        ("Peru clashed with Chile.", "clashed", "Chile", "obl-with"),
        ("Chile was attacked by Peru.", "attacked", "Chile", "nsubj:pass"),
        ("Chile was attacked by Peru.", "attacked", "Peru", "obl:agent"),
        ("Peru, which attacked Chile, held elections.", "attacked", "Peru", "acl:relcl^"),
        ("Peru said that Chile had attacked Mali.", "attacked", "Peru", "ccomp^nsubj"),
        ("Peru urged Chile to attack Mali.", "urged", "Mali", "xcomp>obj"),
        ("Peru's attack on Chile was brief.", "attack", "Peru", "nmod:poss"),
        ("The army of Peru attacked Chile.", "attacked", "Peru", "nsubj>nmod-of"),
        (FAR, "said", "north", "ccomp>ccomp>xcomp>obj>nmod-of"),
        (FAR, "said", "Mali", "far"),
        (FAR, "Peru", "army", "nsubj^ccomp>ccomp>xcomp>obj"),
        (FAR, "Peru", "north", "far"),
    ],
    ids=[
        "subject",
        "subject of the verb it is joined to",
        "behind a preposition",
        "passive",
        "by whom",
        "whom a relative clause tells of",
        "who says it",
        "to be done to",
        "owner",
        "of the subject",
        "five steps",
        "six steps down",
        "five steps, one of them up",
        "six steps, one of them up",
    ],
)
def test_a_way_leads_up_and_then_down(
    parser: Parser, text: str, word: str, mention: str, way: str
) -> None:
    sentence = _parsed(parser, text)
    assert path(sentence, _word(sentence, word), _word(sentence, mention)) == way


def test_what_no_tree_joins_is_far() -> None:
    words = enumerate(("Peru", "Chile"))
    tokens = tuple(
        Token(i, 6 * i, 6 * i + len(text), text, text, "PROPN", "NNP", "root", i)
        for i, text in words
    )
    assert path(Sentence("Peru  Chile", 0, tokens), 0, 1) == "far"


@pytest.mark.parametrize(
    ("word", "mention", "way"),
    [
        (5, 4, "back1"),
        (5, 2, "back3"),
        (5, 1, "back4"),
        (5, 0, "back4"),
        (5, 6, "after"),
        (5, 9, "after"),
        (0, -1, "title"),
        (5, -2, "title"),
    ],
)
def test_another_sentence_is_so_far_back_after_it_or_the_title(
    word: int, mention: int, way: str
) -> None:
    assert apart(word, mention) == way


@pytest.mark.parametrize(
    ("name", "head"), [("The army of Peru", "army"), ("of Peru", "Peru"), ("Chile", "Chile")]
)
def test_the_others_of_a_stretch_depend_on_its_head(parser: Parser, name: str, head: str) -> None:
    sentence = _parsed(parser, "The army of Peru attacked Chile.")
    start = sentence.text.index(name)
    assert head_of(sentence, start, start + len(name)) == _word(sentence, head)


def test_a_stretch_without_a_word_has_no_head(parser: Parser) -> None:
    assert head_of(_parsed(parser, "Peru attacked Chile."), 40, 44) is None
