"""A mend of its own: a list of subjects taken for more objects of the clause before it."""

from __future__ import annotations

from dataclasses import replace

from ramify.reading.syntax.sentence import Sentence, Token

_ADVERBS = ("ADV", "AUX", "PART")


def taken_subjects(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`After R left the pact, U, P and L imposed sanctions`: those behind the comma impose them.

    A main verb without a subject, or with the first of a list alone, gets the names between the
    comma and itself that hang on an object of the clause which opens the sentence.
    """
    if token.head != token.i or token.pos != "VERB":
        return False
    opening = [k for k in sentence.kids(token.i, "advcl") if k < token.i]
    own = [k for k in sentence.kids(token.i, "nsubj") if k < token.i]
    if not opening or len(own) > 1 or sentence.kids(token.i, "nsubj:pass", "csubj", "expl"):
        return False
    inside = sentence.subtree(opening[0])
    floor = own[0] if own else next((k for k in inside if _comma_before(sentence, k)), token.i)
    listed = [k for k in inside if floor <= k and tokens[k].dep == "conj"]
    if not listed or not _up_to(sentence, listed, token.i):
        return False
    first = own[0] if own else listed[0]
    if not own:
        tokens[first] = replace(tokens[first], dep="nsubj", head=token.i)
    for k in listed:
        if k != first:
            tokens[k] = replace(tokens[k], head=first)
    return True


def _comma_before(sentence: Sentence, k: int) -> bool:
    """Whether a joined name stands right behind a comma."""
    token = sentence.tokens[k]
    named = token.pos == "PROPN" and token.dep == "conj"
    before = k - 1 if k and sentence.tokens[k - 1].pos != "DET" else k - 2
    return named and before > 0 and sentence.tokens[before].text == ","


def _up_to(sentence: Sentence, listed: list[int], verb: int) -> bool:
    """Whether the list ends right before a verb, adverbs and helpers aside."""
    last = sentence.subtree(listed[-1])[-1] + 1
    names = all(sentence.tokens[k].pos in ("PROPN", "NOUN") for k in listed)
    return names and all(t.pos in _ADVERBS for t in sentence.tokens[last:verb])
