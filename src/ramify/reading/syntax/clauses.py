"""Clauses read off a dependency tree: who is subject, what is object."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ramify.reading.syntax.relations import is_passive, preposition, with_case
from ramify.reading.syntax.sentence import Sentence
from ramify.reading.syntax.subjects import RELATIVES, subjects
from ramify.reading.syntax.word_lists import agents, is_known_verb, nouns, wordlist

_SOURCES = frozenset({"according to", "as per"})


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb with what belongs to it; indices are words of its sentence."""

    i: int
    verb: str
    """Lemma, with its particle: `carry out`."""
    subjects: tuple[int, ...]
    """Who does it: the subject, or the agent of a passive."""
    objects: tuple[int, ...]
    """What it is done to: the object, or the subject of a passive; `was granted asylum`: both."""
    obliques: tuple[tuple[str, int], ...]
    """Prepositions and the nouns under them."""
    complements: tuple[int, ...]
    passive: bool


@lru_cache(maxsize=4096)
def clause(sentence: Sentence, i: int) -> Clause:
    """The clause that a predicate heads."""
    passive = is_passive(sentence, i) and not _is_stance(sentence, i)
    passive = passive or _done_by(sentence, i)
    by = (with_case(sentence, i, {"by"}) or _named_by(sentence, i)) if passive else []
    doers = by or ([] if passive else subjects(sentence, i))
    verb = verb_of(sentence, i)
    taken = _taken_object(sentence, i, verb)
    kept = _kept_object(sentence, i) if passive else []
    objects = [*kept, *subjects(sentence, i)] if passive else taken or _objects(sentence, i)
    obliques = [
        (preposition(sentence, k), k)
        for k in sentence.kids(i, "obl", "nmod")
        if k not in (*by, *taken) and sentence.kids(k, "case") and not names_source(sentence, k)
    ]
    if not passive:
        obliques += [("", k) for k in sentence.kids(i, "iobj")]
    return Clause(
        i,
        verb,
        tuple(doers),
        tuple(objects),
        tuple(obliques),
        tuple(sentence.kids(i, "xcomp", "ccomp") or _purposes(sentence, i)),
        passive,
    )


def _done_by(sentence: Sentence, i: int) -> bool:
    """`firing by Chadian forces`: a gerund without subject or object, done by whom it names."""
    if sentence.tokens[i].tag != "VBG" or sentence.kids(i, "nsubj", "obj", "aux"):
        return False
    doers = [sentence.tokens[k] for k in with_case(sentence, i, {"by"})]
    return any(doer.pos == "PROPN" or doer.lemma in agents() for doer in doers)


def _kept_object(sentence: Sentence, i: int) -> list[int]:
    """`was granted asylum`: the thing given, even if a parse takes it for a time."""
    unmarked = [
        k
        for k in sentence.kids(i, "obl")
        if k > i
        and sentence.tokens[k].dep == "obl:unmarked"
        and sentence.tokens[k].lemma in nouns()
    ]
    return sentence.kids(i, "obj") or unmarked


def _purposes(sentence: Sentence, i: int) -> list[int]:
    """Infinitives that a parse hangs beside a verb or its object, in place of a complement."""
    below = [
        *sentence.kids(i, "advcl"),
        *(a for o in sentence.kids(i, "obj") for a in sentence.kids(o, "acl")),
    ]
    below += [a for o in sentence.kids(i, "obl") for a in sentence.kids(o, "acl")]
    return [
        k
        for k in below
        if any(sentence.tokens[m].text.lower() in ("to", "that") for m in sentence.kids(k, "mark"))
    ]


def verb_of(sentence: Sentence, i: int) -> str:
    """The lemma of a predicate with its particles."""
    lemma = sentence.tokens[i].lemma
    particles = [k for k in sentence.kids(i, "compound:prt") if not _counts_up(sentence, k)]
    parts = [sentence.tokens[k].text.lower() for k in particles]
    if not parts and (k := _loose_particle(sentence, i)) is not None:
        parts = [sentence.tokens[k].text.lower()]
    return " ".join([lemma, *parts])


def _counts_up(sentence: Sentence, k: int) -> bool:
    """`up to 4,000 troops`: words of amount, no particle of the verb."""
    words = [t.text.lower() for t in sentence.tokens[k : k + 2]]
    return (
        words == ["up", "to"]
        and k + 2 < len(sentence.tokens)
        and (sentence.tokens[k + 2].pos == "NUM")
    )


def _loose_particle(sentence: Sentence, i: int) -> int | None:
    """A particle that the parse hangs elsewhere: `handed over tanks`, `pulled troops out of`."""
    lemma, tokens = sentence.tokens[i].lemma, sentence.tokens
    places = [i + 1, i + 2]
    for o in sentence.kids(i, "obj"):
        places.append(sentence.subtree(o, without=("nmod", "acl"))[-1] + 1)
    for k in places:
        word = tokens[k].text.lower() if k < len(tokens) else ""
        if word not in wordlist("particles") or not is_known_verb(f"{lemma} {word}"):
            continue
        own = tokens[k].head == i and tokens[k].dep.partition(":")[0] in ("advmod", "obl", "dep")
        strayed = word in wordlist("free_particles") and tokens[k].dep in ("case", "advmod")
        if own or strayed:
            return k
    return None


def _taken_object(sentence: Sentence, i: int, verb: str) -> list[int]:
    """The object a parse puts under the particle: `handed over / tanks`."""
    if sentence.kids(i, "obj", "nsubj:pass"):
        return []
    behind = [k for k in sentence.kids(i, "obl") if k > i and sentence.tokens[k].dep == "obl"]
    word = verb.partition(" ")[2]
    if word:
        return [k for k in behind if preposition(sentence, k) in (word, "")][:1]
    counted = [
        k
        for k in behind
        for n in (k, *sentence.kids(k, "nummod"))
        if any(c > 0 and _counts_up(sentence, c - 1) for c in sentence.kids(n, "case"))
    ]
    return counted[:1]


def names_source(sentence: Sentence, i: int) -> bool:
    """`according to South Korean officials`: whose word it is, which is no side of the act."""
    return preposition(sentence, i) in _SOURCES


def _named_by(sentence: Sentence, i: int) -> list[int]:
    """`was declared an enemy by Chile`: who declares it, where the parse hangs him lower."""
    below = [n for k in sentence.kids(i, "xcomp") for n in sentence.kids(k, "nmod")]
    named = sentence.tokens[i].lemma in ("declare", "name", "proclaim", "call", "brand", "label")
    return [n for n in below if named and preposition(sentence, n) == "by"]


def _is_stance(sentence: Sentence, i: int) -> bool:
    """`is opposed to`, `are committed to`: a stance of the subject, done by nobody."""
    stance = f"be {sentence.tokens[i].text.lower()}"
    return is_known_verb(stance) and not with_case(sentence, i, {"by"})


def _objects(sentence: Sentence, i: int) -> list[int]:
    found = sentence.kids(i, "obj")
    if found:
        relative = sentence.tokens[found[0]].text.lower() in RELATIVES
        if relative and sentence.tokens[i].dep.startswith("acl"):
            return found[1:] or _told_of(sentence, sentence.tokens[i].head)
        return found
    token = sentence.tokens[i]
    if token.dep == "amod" and token.head > i:
        return [token.head]
    if token.dep == "acl:relcl":
        if any(sentence.tokens[k].tag == "WRB" for k in sentence.kids(i, "advmod")):
            return []
        own = sentence.kids(i, "nsubj")
        if own and sentence.tokens[own[0]].text.lower() not in RELATIVES:
            return _told_of(sentence, token.head)
    return _shared_object(sentence, i)


def _told_of(sentence: Sentence, noun: int) -> list[int]:
    """A noun, and of `K is the country that …` whoever is said to be it."""
    said_of = sentence.kids(noun, "nsubj") if sentence.kids(noun, "cop") else []
    return [noun, *said_of]


def _shared_object(sentence: Sentence, i: int) -> list[int]:
    """`rammed and boarded the boats`: the object stands behind the second verb alone."""
    own = [k for k in sentence.kids(i, "obl", "xcomp", "ccomp") if k < i + 2]
    if own or sentence.kids(i, "xcomp", "ccomp"):
        return []
    if behind := _object_of_both(sentence, i):
        return behind
    for k in sentence.kids(i, "conj"):
        own = sentence.kids(k, "nsubj", "nsubj:pass", "aux")
        if k == i + 2 and sentence.tokens[k].pos == "VERB" and not own:
            return sentence.kids(k, "obj")
    return []


def _object_of_both(sentence: Sentence, i: int) -> list[int]:
    """`collided with and harassed the boats`: the noun behind both belongs to both."""
    token = sentence.tokens[i]
    if token.dep != "conj" or token.pos != "VERB":
        return []
    behind = [k for k in sentence.kids(token.head, "obl") if k > i]
    cases = {k: [c for c in sentence.kids(k, "case") if token.head < c < i] for k in behind}
    return [k for k in behind if cases[k]][:1]
