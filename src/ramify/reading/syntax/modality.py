"""What the auxiliaries of a clause make of it: `may`, `would`, `should`."""

from __future__ import annotations

from typing import Literal

from ramify.reading.syntax.sentence import Sentence

Status = Literal[
    "fact", "future", "may", "should", "if", "wanted", "negated", "denied", "charged", "planned"
]
"""What the grammar makes of a clause: only `fact` is reported as having happened."""

_MODALS: dict[str, Status] = {
    "will": "future",
    "'ll": "future",
    "’ll": "future",
    "shall": "future",
    "wo": "future",
    "would": "future",
    "'d": "future",
    "’d": "future",
    "may": "may",
    "might": "may",
    "could": "may",
    "can": "may",
    "ca": "may",
    "should": "should",
    "must": "should",
    "ought": "should",
}


_SHORT_HAD = frozenset({"'d", "’d"})
"""Before a participle without another helper these are `had`: `by noon they'd gone`."""


def _helps(sentence: Sentence, i: int) -> bool:
    helpers = (sentence.tokens[k].lemma for k in sentence.kids(i, "aux", "aux:pass", "cop"))
    return any(one in ("be", "have") for one in helpers)


def modal(sentence: Sentence, i: int) -> tuple[Status | None, str | None]:
    """What the auxiliaries of a predicate say, and the word for it."""
    for k in sentence.kids(i, "aux"):
        word = sentence.tokens[k].text.lower()
        if word in _SHORT_HAD and sentence.tokens[i].tag == "VBN" and not _helps(sentence, i):
            continue
        if (status := _MODALS.get(word)) or (status := _MODALS.get(sentence.tokens[k].lemma)):
            return status, sentence.tokens[k].text
    token = sentence.tokens[i]
    if token.dep == "conj" and token.tag == "VB" and not sentence.kids(i, "aux", "mark", "nsubj"):
        return modal(sentence, token.head)
    return None, None


def is_subjunctive(sentence: Sentence, i: int) -> bool:
    """`insisted that Sweden extradite them`: a bare verb of one subject is to be done, not done."""
    token = sentence.tokens[i]
    bare = token.tag in ("VB", "VBP") and token.text.lower() == token.lemma
    marks = {sentence.tokens[k].text.lower() for k in sentence.kids(i, "mark")}
    if token.dep != "ccomp" or not bare or "to" in marks or sentence.kids(i, "aux", "cop"):
        return False
    subjects = sentence.kids(i, "nsubj")
    one = [k for k in subjects if sentence.tokens[k].tag in ("NN", "NNP")]
    return bool(one) and not any(sentence.kids(k, "conj") for k in subjects)


def called(sentence: Sentence, a: int) -> set[str]:
    """What a predicate says that its subject is or looks: `is unlikely`, `looked possible`."""
    said = (a, *sentence.kids(a, "xcomp", "advmod"))
    return {sentence.tokens[k].lemma.lower() for k in said}
