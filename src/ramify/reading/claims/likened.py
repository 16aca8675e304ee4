"""Verdicts by comparison: what something is like, what it is more than, what it is not."""

from __future__ import annotations

from ramify.reading.claims.cue import At
from ramify.reading.syntax.negation import negated
from ramify.reading.syntax.relations import preposition
from ramify.reading.syntax.speech import cues
from ramify.reading.syntax.word_lists import agents

_SAYING = ("root", "conj", "ccomp", "parataxis")


def is_likened(at: At) -> bool:
    """`reads like an ultimatum`, `hangs over the strait like a question`."""
    if at.dep not in _SAYING or at.kids("cop") or at.told() or at.modal[0] or at.lemma == "have":
        return False
    return any(
        preposition(at.sentence, k) == "like" and at.sentence.kids(k, "det", "nmod:poss")
        for k in at.kids("obl")
    )


def is_ranked(at: At) -> bool:
    """`was the quickest that …`, `was the more orderly`; `the latest` only counts."""
    ranking = at.tag in ("JJS", "JJR") or bool(at.words("advmod") & {"more", "most", "less"})
    plain = at.lemma in cues("words", "counting") or at.text.lower() in cues("words", "counting")
    adjective = at.sentence.tokens[at.i].pos == "ADJ" and bool(at.kids("cop"))
    return adjective and ranking and "the" in at.words("det") and not plain


def is_none(at: At) -> bool:
    """`is no accident`, `truce is not peace`: what something is not; nobody's office or rank."""
    if not at.kids("cop") or at.kids("expl") or at.dep not in _SAYING or at.is_of_somebody():
        return False
    noun = at.sentence.tokens[at.i].pos == "NOUN" and at.lemma not in agents()
    none = "no" in at.words("det") or (negated(at.sentence, at.i) and at.holder.kind == "author")
    return noun and none and not at.kids("case", "nummod") and at.is_now()


def is_of_nobody(at: At) -> bool:
    """`no court has jurisdiction`, `nobody claims to understand it`: how little there is of it."""
    subjects = at.kids("nsubj", "nsubj:pass")
    tokens = at.sentence.tokens
    none = any(
        tokens[n].text.lower() in cues("words", "nobody") | {"no"}
        for k in subjects
        for n in (k, *at.sentence.kids(k, "det"))
    )
    present = at.tag in ("VBZ", "VBP") or bool(at.kids("cop"))
    told = at.dep in ("root", "conj", "parataxis") and at.holder.kind == "author"
    saying = at.is_among("verbs", "implying", "think", "know") and at.kids("ccomp")
    return none and told and present and at.is_now() and not (at.modal[0] or saying)


def is_of_ours(at: At) -> bool:
    """`we object to being lied to`, `I do not dispute it`: what the writer says he thinks.

    Of what he thinks `that K will` do, the content is the claim.
    """
    foretold = any(at.sentence.kids(k, "aux") for k in at.sentence.kids(at.i, "ccomp"))
    ours = bool(at.words("nsubj") & cues("words", "own")) and at.holder.kind == "author"
    held = at.is_among("verbs", "holding") and at.is_now() and at.dep in _SAYING
    return ours and held and not foretold
