"""The packaged classifier from outside; its pieces and marks one by one."""

from __future__ import annotations

import pytest
import ramify_relations
from ramify_relations._marking import ABSENT, LONGEST, MARKS, mark
from ramify_relations._wordpiece import WordPieces

BOTH = "Peru condemned Chile and recalled its ambassador from the country."


@pytest.fixture(scope="session")
def classifier():
    return ramify_relations.load()


def item(text, *words):
    """A sentence with side one, side two and the word that tells, where they are given."""
    spans = [(text.index(w), text.index(w) + len(w)) if w else None for w in words]
    return text, *spans, *[None] * (3 - len(spans))


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


@pytest.mark.parametrize(
    ("text", "one", "two", "word", "label"),
    [
        (BOTH, "Peru", "Chile", "condemned", "ACCUSE"),
        (BOTH, "Peru", "Chile", "recalled", "SANCTION"),
        ("Kenya met Togo after Mali bombed Niger.", "Kenya", "Togo", "met", "CONSULT"),
        ("Kenya met Togo after Mali bombed Niger.", "Mali", "Niger", "bombed", "ASSAULT"),
        ("Kenya met Togo after Mali bombed Niger.", "Kenya", "Togo", "bombed", "NONE"),
        ("Spain has condemned Chad's bombing of Libya.", "Chad", "Libya", "bombing", "ASSAULT"),
        ("Spain has condemned Chad's bombing of Libya.", "Spain", "Chad", "condemned", "ACCUSE"),
        ("Tensions rose after Chad's visit to Libya.", "Chad", "Libya", "visit", "CONSULT"),
        ("Clashes between Chad and Libya went on.", "Chad", "Libya", "Clashes", "ASSAULT"),
        ("Niger was suspended from the union.", None, "Niger", "suspended", "SANCTION"),
    ],
)
def test_the_word_that_tells_decides(classifier, text, one, two, word, label):
    (scores,) = classifier.classify([item(text, one, two, word)])
    assert scores.label == label


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
        classifier.classify([("Chad met Mali.", one, two, None)])


def test_one_side_at_least_is_given(classifier):
    with pytest.raises(ValueError, match="one side at least"):
        classifier.classify([("Chad met Mali.", None, None, (5, 8))])


CUT = WordPieces(["[UNK]", "m", "##1", "##2", "##3", "##4", "chad", "met", "mali", "."])


def test_marks_stand_around_the_sides():
    (found,) = mark(CUT, [("Chad met Mali.", (0, 4), (9, 13), (5, 8))])
    assert found.ids == [101, 1, 6, 2, 5, 7, 6, 3, 8, 4, 9, 102]
    assert [found.ids[at] for at in (found.one, found.two, found.trigger)] == [1, 3, 5]


def test_what_is_not_marked_has_a_token_of_its_own():
    (found,) = mark(CUT, [("Chad met Mali.", None, (9, 13), None)])
    assert found.ids == [101, ABSENT[0], ABSENT[2], 6, 7, 3, 8, 4, 9, 102]
    assert (found.one, found.two, found.trigger) == (1, 5, 2)


def test_sides_that_touch_keep_their_marks_apart():
    (found,) = mark(CUT, [("ChadMali", (0, 4), (4, 8), None)])
    assert (found.ids[found.one], found.ids[found.two]) == (MARKS[0][0], MARKS[1][0])


def test_of_a_long_sentence_both_sides_are_kept():
    text = "met " * 200 + "Chad met Mali " + "met " * 200
    (found,) = mark(CUT, [(text, (800, 804), (809, 813), (805, 808))])
    assert found.ids[found.one + 1] == 6
    assert found.ids[found.two + 1] == 8
    assert len(found.ids) == LONGEST + 8


@pytest.mark.parametrize("words", [400, 600, 5000])
def test_sides_may_stand_any_number_of_words_apart(classifier, words):
    text = f"Russia {'word ' * words}attacked Ukraine."
    at = text.index("Ukraine")
    [found] = classifier.classify([(text, (0, 6), (at, at + 7), None)])
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
