"""The place that says whose a body or people are, though no state stands before them."""

from __future__ import annotations

from ramify.reading.syntax.relations import is_predicate, preposition
from ramify.reading.syntax.sentence import Sentence, Token
from ramify.reading.syntax.word_lists import agents, wordlist


def place_of(sentence: Sentence, token: Token) -> int | None:
    """The name of the place where people or a body are told of; None elsewhere."""
    tries = (_told_where, _stands_in, _of_critics)
    found = (find(sentence, token) for find in tries)
    return next((place for place in found if place is not None), None)


def _told_where(sentence: Sentence, token: Token) -> int | None:
    """The name before the `where` of the clause in which people or a body act; None elsewhere."""
    if token.pos != "NOUN" or not {token.lemma.lower(), token.text.lower()} & agents().keys():
        return None
    for k in sentence.above(token.i):
        if is_predicate(sentence, k):
            wheres = [w for w in sentence.kids(k, "advmod") if sentence.tokens[w].lemma == "where"]
            if wheres and wheres[0] < token.i:
                before = (
                    w for w in range(wheres[0] - 1, -1, -1) if sentence.tokens[w].pos != "PUNCT"
                )
                return next(before, None)
    return None


def _stands_in(sentence: Sentence, token: Token) -> int | None:
    """`the government building in K`, `the army headquarters near K`: the place behind."""
    body = token.lemma in wordlist("bodies") | wordlist("regimes")
    if token.dep not in ("compound", "amod") or not body:
        return None
    behind = sentence.kids(token.head, "nmod")
    return next((k for k in behind if preposition(sentence, k) in ("in", "near")), None)


def _of_critics(sentence: Sentence, token: Token) -> int | None:
    """`politicians in K criticised the government`: the place of those who act on it."""
    verb = token.head
    if token.dep != "obj" or token.lemma not in wordlist("governments"):
        return None
    behind = [n for k in sentence.kids(verb, "nsubj") for n in sentence.kids(k, "nmod")]
    return next((k for k in behind if preposition(sentence, k) == "in"), None)
