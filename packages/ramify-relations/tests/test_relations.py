"""The packaged classifier from outside; its pieces and marks one by one."""

from __future__ import annotations

import pytest
import ramify_relations
from ramify_relations._marking import LONGEST, MARKS, mark
from ramify_relations._wordpiece import WordPieces


@pytest.fixture(scope="session")
def classifier():
    return ramify_relations.load()


def item(text, one, two):
    return text, *((text.index(s), text.index(s) + len(s)) for s in (one, two))


@pytest.mark.parametrize(
    ("text", "one", "two", "label"),
    [
        ("Egypt condemned the killing of civilians by Sudan.", "Egypt", "Sudan", "ACCUSE"),
        ("Norway donated $5 million in food aid to Yemen.", "Norway", "Yemen", "AID"),
        ("Israel bombed targets in Syria on Friday.", "Israel", "Syria", "ASSAULT"),
        ("Yemen was bombed by Israeli warplanes on Friday.", "Israeli", "Yemen", "ASSAULT"),
        ("Peru imposed economic sanctions on Chile.", "Peru", "Chile", "SANCTION"),
        ("Thailand refused to extradite the suspects to Laos.", "Thailand", "Laos", "REJECT"),
        ("Russia threatened to cut off gas supplies to Moldova.", "Russia", "Moldova", "THREATEN"),
        ("Kenya urged Somalia to release the prisoners.", "Kenya", "Somalia", "REQUEST"),
        ("Mali agreed to hold talks with Niger.", "Mali", "Niger", "AGREE"),
    ],
)
def test_plain_acts(classifier, text, one, two, label):
    (scores,) = classifier.classify([item(text, one, two)])
    assert scores.label == label


@pytest.mark.parametrize(
    ("text", "one", "two"),
    [
        ("Spain beat Portugal 2-1 in the World Cup.", "Spain", "Portugal"),
        ("The road from Jordan to Iraq is 300 km long.", "Jordan", "Iraq"),
        ("He was born in Ghana and grew up in Togo.", "Ghana", "Togo"),
        ("In the film, Russia invades Canada.", "Russia", "Canada"),
    ],
)
def test_no_act_between_them(classifier, text, one, two):
    (scores,) = classifier.classify([item(text, one, two)])
    assert scores.label == "NONE"


def test_probabilities_add_up_and_order_is_kept(classifier):
    items = [item(f"Chad {v} Mali{' today' * n}.", "Chad", "Mali") for v, n in VERBS]
    together = classifier.classify(items)
    alone = [classifier.classify([one])[0] for one in items]
    for scores, other in zip(together, alone, strict=True):
        assert sum(scores.probabilities.values()) == pytest.approx(1)
        assert scores.probabilities == other.probabilities
        assert scores.probability == scores.probabilities[scores.label]


VERBS = [("thanked", 3), ("bombed", 0), ("met", 40), ("sanctioned", 1)]


def test_nothing_in_nothing_out(classifier):
    assert classifier.classify([]) == []


@pytest.mark.parametrize(
    ("one", "two", "said"),
    [
        ((0, 0), (5, 9), "no part"),
        ((0, 4), (5, 99), "no part"),
        ((0, 6), (5, 9), "overlap"),
    ],
)
def test_spans_that_are_none_are_refused(classifier, one, two, said):
    with pytest.raises(ValueError, match=said):
        classifier.classify([("Chad met Mali.", one, two)])


CUT = WordPieces(["[UNK]", "m", "##1", "##2", "##3", "##4", "chad", "met", "mali", "."])


def test_marks_stand_around_the_sides():
    (found,) = mark(CUT, [("Chad met Mali.", (0, 4), (9, 13))])
    assert found.ids == [101, MARKS[0][0], 6, MARKS[0][1], 7, MARKS[1][0], 8, MARKS[1][1], 9, 102]
    assert (found.one, found.two) == (1, 5)


def test_sides_that_touch_keep_their_marks_apart():
    (found,) = mark(CUT, [("ChadMali", (0, 4), (4, 8))])
    assert (found.ids[found.one], found.ids[found.two]) == (MARKS[0][0], MARKS[1][0])


def test_of_a_long_sentence_both_sides_are_kept():
    text = "met " * 200 + "Chad met Mali " + "met " * 200
    (found,) = mark(CUT, [(text, (800, 804), (809, 813))])
    assert found.ids[found.one + 1] == 6
    assert found.ids[found.two + 1] == 8
    assert len(found.ids) == LONGEST + 6


@pytest.mark.parametrize("words", [400, 600, 5000])
def test_sides_may_stand_any_number_of_words_apart(classifier, words):
    text = f"Russia {'word ' * words}attacked Ukraine."
    at = text.index("Ukraine")
    [found] = classifier.classify([(text, (0, 6), (at, at + 7))])
    assert sum(found.probabilities.values()) == pytest.approx(1)


@pytest.mark.parametrize("text", ["Çad", "CHAD", "Chád"])
def test_words_lose_case_and_accents(text):
    cut = WordPieces(["[UNK]", "cad", "chad"])
    assert cut(text).ids in ([1], [2])
    assert cut(text).offsets == [(0, len(text))]


def test_an_odd_word_is_unknown_and_keeps_its_place():
    pieces = CUT("met ☃ Chad")
    assert pieces.ids == [7, 0, 6]
    assert pieces.offsets == [(0, 3), (4, 5), (6, 10)]


def test_the_model_names_its_sources():
    assert all(source["licence"] for source in ramify_relations.META["sources"])
    assert set(ramify_relations.META["evaluation"]) >= {"PLV, second half"}
