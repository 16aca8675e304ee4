"""Whom a censure, or a deed told of again, concerns: whoever did it, held it or made the pact."""

from __future__ import annotations

from ramify.reading.actors.named import Side
from ramify.reading.events.dyads import beside
from ramify.reading.events.untargeted import BLOWS, NEAR, Untargeted, is_known, subjects_of
from ramify.reading.syntax.clauses import clause
from ramify.reading.syntax.relations import is_predicate
from ramify.reading.syntax.sentence import Sentence
from ramify.reading.syntax.word_lists import agents, deverbals, nouns, verbs, wordlist

_FORCE = ("15", "17", "18", "19", "20")


def for_deed(told: Untargeted) -> tuple[Side, ...]:
    """`condemned the launch`, `the shipments`: whoever did it, as told before."""
    if not told.act.code.startswith("11"):
        return ()
    lemmas = {told.sentence.tokens[k].lemma for k in told.act.objects}
    main, word = told.context.cast.main, told.sentence.tokens[told.act.i]
    if lemmas & wordlist("home_deeds") and main and main not in told.own:
        return (Side(main, None, "", word.start, word.end),)
    codes = {(nouns()[w].code or "")[:2] for w in lemmas if w in nouns()}
    codes |= {
        e.code[:2] for w in lemmas & set(deverbals()) for e in verbs().get(deverbals()[w], ())
    }
    codes &= set(_FORCE)
    codes |= {"15"} if lemmas & wordlist("launches") else set()
    verbs_meant = {deverbals()[w] for w in lemmas & set(deverbals())}
    for other in told.near(NEAR * 2) if verbs_meant else ():
        verb = told.context.sentences[other.number].tokens[other.i].lemma
        if verb in verbs_meant and (sides := told.others(other.actors)):
            return sides
    back = NEAR * (4 if lemmas & wordlist("launches") else 2)
    for other in told.near(back) if codes else ():
        like = other.code[:2] in codes or (other.code == "145" and "19" in codes)
        if like and not told.own & {side.id for side in other.actors}:
            return other.actors
    return ()


def at_the_vote(told: Untargeted) -> tuple[Side, ...]:
    """`condemned the election`: whoever was told to hold it, the text's own state first."""
    lemmas = {told.sentence.tokens[k].lemma for k in told.act.objects}
    if not told.act.code.startswith("11") or not lemmas & wordlist("votes"):
        return ()
    cast = told.context.cast
    for number in range(told.act.number - 1, max(-1, told.act.number - NEAR * 2), -1):
        words = {token.lemma for token in told.context.sentences[number].tokens}
        sides = told.others(subjects_of(told.context, number))
        if words & (wordlist("votes") | wordlist("voting")) and len(told.ids(sides)) == 1:
            return sides[:1]
    word = told.sentence.tokens[told.act.i]
    home = cast.main if cast.main and cast.main not in told.own else None
    return (Side(home, None, "", word.start, word.end),) if home else ()


def same_deed(told: Untargeted) -> tuple[Side, ...]:
    """`L denied that it carried out the attack`: on whom the attack just told was."""
    act, sentence = told.act, told.sentence
    if not act.code.startswith(BLOWS) or not is_predicate(sentence, act.i):
        return ()
    parts = clause(sentence, act.i)
    deeds = [k for k in (*act.objects, *parts.objects) if is_known(sentence, k)]
    named = [nouns().get(sentence.tokens[k].lemma) for k in deeds]
    struck = any(noun is not None and "violence" in noun.classes for noun in named)
    hurt = any(sentence.kids(k, "nummod") and sentence.tokens[k].lemma in agents() for k in deeds)
    if not struck and not hurt:
        return ()
    near = (o for o in told.near(NEAR) if o.code.startswith(BLOWS))
    return next((sides for o in near if (sides := told.others(o.targets))), ())


def for_measure(told: Untargeted) -> tuple[Side, ...]:
    """`called the sanctions illegal`: the one of whom it was told to have imposed them."""
    lemmas = {told.sentence.tokens[k].lemma for k in told.act.objects}
    measures = {w for w in lemmas if w in nouns() and "sanction" in nouns()[w].classes}
    if not told.act.code.startswith("11") or not measures:
        return ()
    imposed = [a for a in (*told.title, *told.earlier) if a.code.startswith("163")]
    sides = {s.id: s for a in imposed for s in told.others(a.actors)}
    return tuple(sides.values()) if len(sides) == 1 else ()


def for_pact(told: Untargeted) -> tuple[Side, ...]:
    """`rallied opposition to the deal`: those who were told to have made it, but oneself."""
    if not told.act.code.startswith(("11", "12")) or not is_predicate(told.sentence, told.act.i):
        return ()
    parts = clause(told.sentence, told.act.i)
    words = (*told.act.objects, *(k for _, k in parts.obliques))
    words = (*words, *(n for k in words for n in told.sentence.kids(k, "nmod")))
    if not any(_is_compact(told.sentence, k) for k in words):
        return ()
    made = (o for o in told.near(NEAR * 2) if o.code.startswith(("03", "05", "06")))
    pairs = (told.others((*o.actors, *o.targets)) for o in made if o.targets or o.symmetric)
    return next((sides for sides in pairs if sides), ())


def _is_compact(sentence: Sentence, k: int) -> bool:
    noun = nouns().get(sentence.tokens[k].lemma)
    pact = noun is not None and ("compact" in noun.classes or noun.code == "057")
    return pact and is_known(sentence, k)


def for_move(told: Untargeted) -> tuple[Side, ...]:
    """`K's decision, a decision supported by L`: the one other whom the sentence names."""
    lemmas = {told.sentence.tokens[k].lemma for k in told.act.objects}
    if not told.act.code.startswith(("05", "11")) or not lemmas & wordlist("moves"):
        return ()
    found = beside(told, next(iter(told.own))) if len(told.own) == 1 else None
    word = told.sentence.tokens[told.act.i]
    return (Side(found, None, "", word.start, word.end),) if found else ()
