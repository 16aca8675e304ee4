"""Words and sides that grammar bars, whatever the second reader makes of them."""

from __future__ import annotations

from ramify.reading.actors.acts import Act
from ramify.reading.events.event_date import Context
from ramify.reading.syntax.clauses import clause
from ramify.reading.syntax.relations import is_predicate, preposition
from ramify.reading.syntax.sentence import Sentence
from ramify.reading.syntax.word_lists import agents, verbs, wordlist

FORCE = ("18", "19", "20")
_RECOGNISED = "054"
_FRIENDLY = ("03", "04", "05", "06")
_IN_SPITE = ("despite", "in spite of", "notwithstanding", "in defiance of", "amid", "amidst")


def is_of_nobody(act: Act, context: Context) -> bool:
    """`condemned terrorism`, an evil whoever does it; `recognised the republics`, whichever."""
    objects = context.sentences[act.number].kids(act.i, "obj")
    tokens = context.sentences[act.number].tokens
    if act.code == _RECOGNISED:
        return bool(objects)
    if act.code.startswith(_FRIENDLY) and _with_whom(act, context):
        return True
    return act.code.startswith("11") and any(tokens[k].lemma in wordlist("evils") for k in objects)


def _with_whom(act: Act, context: Context) -> bool:
    """`deepened ties with its partners`: with those, though the text does not say who they are."""
    sentence, cast = context.sentences[act.number], context.cast
    below = [n for k in sentence.kids(act.i, "obj") for n in sentence.kids(k, "nmod")]
    below = [
        n for n in (*below, *sentence.kids(act.i, "obl")) if preposition(sentence, n) == "with"
    ]
    own = {side.id for side in act.actors}
    people = [n for n in below if sentence.tokens[n].pos == "NOUN"]
    people = [n for n in people if sentence.tokens[n].lemma in agents()]
    return any(own >= {side.id for side in cast.sides(act.number, n)} for n in people)


def judges(act: Act, context: Context) -> set[str]:
    """`Brazil condemned Ecuador's raid`: who condemns force need not be hit by it."""
    sentence = context.sentences[act.number]
    over = sentence.tokens[act.i].head
    judged = sentence.tokens[act.i].dep == "obj" or preposition(sentence, act.i) in ("for", "over")
    if is_predicate(sentence, act.i) or not judged or not act.code.startswith(FORCE):
        return set()
    if not any(
        entry.code.startswith("11") for entry in verbs().get(sentence.tokens[over].lemma, ())
    ):
        return set()
    subjects = clause(sentence, over).subjects
    return {side.id for k in subjects for side in context.cast.sides(act.number, k)}


def is_said(sentence: Sentence, i: int) -> bool:
    """`conceded that it had failed`, `…, a general conceded`: words, and nothing given."""
    aside = sentence.tokens[i].dep in ("parataxis", "appos")
    return aside or bool(sentence.kids(i, "ccomp"))


def is_in_name(sentence: Sentence, i: int) -> bool:
    """`called the fire an act ordered by K`: within what somebody calls it, which is his word."""
    over = (k for k in sentence.above(i) if sentence.tokens[k].lemma in wordlist("naming"))
    for k in over:
        called = sentence.kids(k, "obj")[:1] or sentence.kids(k, "nsubj:pass")[:1]
        aside = [w for n in (*called, *sentence.kids(k, "nsubj")) for w in sentence.subtree(n)]
        if called and i > k and i not in aside:
            return True
    return False


def is_estimate(sentence: Sentence, i: int) -> bool:
    """`put its own toll at 31`: a number, and nothing done."""
    objects = {sentence.tokens[k].lemma for k in sentence.kids(i, "obj")}
    return sentence.tokens[i].lemma == "put" and bool(objects & wordlist("figures"))


def is_in_spite(number: int, i: int, context: Context) -> bool:
    """`despite the lifting of sanctions`, `the vote followed the killing of two`: nobody's deed."""
    sentence = context.sentences[number]
    owners = sentence.kids(i, "nmod:poss", "amod", "compound")
    owners += [k for k in sentence.kids(i, "nmod") if preposition(sentence, k) == "by"]
    owned = any(context.cast.sides(number, k) for k in owners)
    token = sentence.tokens[i]
    follows = token.dep == "obj" and sentence.tokens[token.head].lemma == "follow"
    return not owned and (follows or preposition(sentence, i) in _IN_SPITE)
