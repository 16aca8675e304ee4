"""The packaged pipeline from outside, and its tree search against brute force."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import ramify_english
from ramify_english._segmenter import LONGEST
from ramify_english._tree import best_tree
from ramify_english._treebank import ROOT, UNKNOWN, Sentence, Word, project


@pytest.fixture(scope="session")
def nlp():
    return ramify_english.load()


def relations(doc):
    return {(t.text, t.dep_, t.head.text) for t in doc}


def reaches_root(heads):
    for token in range(1, len(heads) + 1):
        steps = 0
        while token and steps <= len(heads):
            token, steps = heads[token - 1], steps + 1
        if token:
            return False
    return heads.count(0) == 1


@pytest.mark.parametrize("seed", range(60))
def test_best_tree_agrees_with_brute_force(seed):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, 6))
    scores = rng.normal(size=(n, n + 1)).astype(np.float32)
    scores[:, 0] += rng.choice([-2, 0, 2])
    trees = [list(h) for h in itertools.product(range(n + 1), repeat=n) if reaches_root(list(h))]
    best = max(trees, key=lambda heads: sum(scores[i, h] for i, h in enumerate(heads)))
    assert best_tree(scores) == best


def test_who_does_what_to_whom(nlp):
    found = relations(nlp("Finland joined NATO on 4 April 2023."))
    assert {("Finland", "nsubj", "joined"), ("NATO", "obj", "joined")} <= found
    assert ("joined", "ROOT", "joined") in found


def test_passive_subject_and_agent(nlp):
    found = relations(nlp("The treaty was signed by both presidents in Moscow."))
    assert {("treaty", "nsubj:pass", "signed"), ("presidents", "obl:agent", "signed")} <= found


def test_a_leading_date_is_not_a_subject(nlp):
    found = relations(nlp("On 12 March 1999 Poland entered the alliance."))
    assert ("Poland", "nsubj", "entered") in found
    assert not any(form in {"12", "March", "1999"} and "nsubj" in dep for form, dep, _ in found)


def test_lemmas_follow_universal_dependencies(nlp):
    doc = nlp("The countries' leaders met, denied the worst claims and were leaving.")
    lemmas = {t.text: t.lemma_ for t in doc}
    assert lemmas["countries"] == "country"
    assert (lemmas["met"], lemmas["denied"], lemmas["were"]) == ("meet", "deny", "be")
    assert (lemmas["leaving"], lemmas["worst"]) == ("leave", "bad")


def test_a_blank_line_ends_a_sentence(nlp):
    doc = nlp("Talks resume in Geneva\n\nMinisters arrived on Monday.")
    assert [s.text.strip() for s in doc.sents] == [
        "Talks resume in Geneva",
        "Ministers arrived on Monday.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        'He called it "a disgrace." | France expelled two envoys.',
        "It aims at “a lasting partnership.” | Putin said, “This is a breakthrough.”",
        "Tehran vowed ‘a harsh answer.’ | Israel closed its airspace.",
        "He shouted “No surrender!” | Troops stormed the gate.",
        "India wants “no third party.” | “They lie,” said Pakistan.",
        "“This is the end.” Xi said.",
        "“Who will go?” the minister asked.",
        "“Will they go?” Angela Merkel asked on Monday.",
        "The “U.S.” Navy left.",
    ],
)
def test_a_sentence_may_end_within_quotation_marks(nlp, text):
    """Whoever said it may be named behind it; anything else is a sentence of its own."""
    assert [s.text for s in nlp(text.replace("| ", "")).sents] == text.split(" | ")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ('He called it "a mistake."The minister left.', "The"),
        ("He called it “a mistake.”The minister left.", "The"),
        ("“We regret it,”he said.", "he"),
        ('"We regret it,"he said.', "he"),
    ],
)
def test_a_missing_space_after_a_quotation_mark(nlp, text, first):
    assert first in [t.text for t in nlp(text)]


@pytest.mark.parametrize("form", ["non-aligned", "co-founder", "anti-missile"])
def test_bound_prefixes_stay_whole(nlp, form):
    assert form in [t.text for t in nlp(f"It was a {form} state.")]


@pytest.mark.parametrize("text", ["", " ", "\n\n \n", "x" * 30_000, "\u202eabc\u0000 d"])
def test_odd_texts_are_read(nlp, text):
    assert nlp(text).text == text


def test_no_sentence_is_longer_than_can_be_parsed(nlp):
    doc = nlp("and states and envoys " * 200)
    assert max(len(s) for s in doc.sents) <= LONGEST


def test_texts_together_read_like_texts_alone(nlp):
    texts = ["Kim met Putin.", "They signed a pact. It binds both.", "No comment"]
    alone = [relations(nlp(text)) for text in texts]
    assert [relations(doc) for doc in nlp.pipe(texts)] == alone


def test_sentences_marked_before_are_kept(nlp):
    bare = ramify_english.load(exclude=["segmenter"])
    doc = bare.make_doc("They met . He left .")
    for token in doc:
        token.is_sent_start = token.i in {0, 3}
    for _, component in bare.pipeline:
        doc = component(doc)
    assert [s.start for s in doc.sents] == [0, 3]


def test_an_unknown_component_is_refused():
    with pytest.raises(ValueError, match="no component named tagger"):
        ramify_english.load(exclude=["tagger"])


def test_projection_of_a_word_cut_in_two_and_of_two_words_in_one():
    words = (
        Word(0, 2, "do", "AUX", "VB", 2, "aux"),
        Word(2, 5, "not", "PART", "RB", 2, "advmod"),
        Word(6, 15, "re-elect", "VERB", "VB", ROOT, "root"),
    )
    sentence = Sentence("d", True, "don't re-elect!", words)
    laid = project(sentence, [(0, 5), (6, 8), (8, 14)])
    assert laid.word == [0, 2, UNKNOWN]
    assert laid.head == [1, ROOT, 1]
    assert laid.deprel == ["aux", "root", "goeswith"]


def test_the_model_names_its_sources():
    assert {"UD English EWT", "UD English GUM"} <= {
        c["name"] for c in ramify_english.META["corpora"]
    }
    assert all(c["licence"] for c in ramify_english.META["corpora"])
