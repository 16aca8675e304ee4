"""Clauses read off a dependency tree: who is subject, what is object."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ramify.reading.syntax.sentence import Sentence
from ramify.reading.syntax.word_lists import agents, is_known_verb, nouns, wordlist

_RELATIVES = frozenset(["who", "which", "that", "whom", "whose"])
_SOURCES = frozenset({"according to", "as per"})
_DAY = re.compile(r"(?:to|yester|(?:mon|tues|wednes|thurs|fri|satur|sun))day", re.IGNORECASE)


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


def is_predicate(sentence: Sentence, i: int) -> bool:
    """Whether a word is a verb, or an adjective or participle said of a subject."""
    token = sentence.tokens[i]
    if token.pos == "VERB":
        if token.dep == "amod" and token.tag in ("VBD", "VBN") and sentence.kids(i, "nsubj"):
            return True
        return token.dep.partition(":")[0] not in ("amod", "case", "compound", "fixed", "mark")
    return token.pos in ("ADJ", "NOUN", "PROPN") and bool(sentence.kids(i, "cop"))


@lru_cache(maxsize=4096)
def clause(sentence: Sentence, i: int) -> Clause:
    """The clause that a predicate heads."""
    passive = _is_passive(sentence, i) and not _is_stance(sentence, i)
    passive = passive or _done_by(sentence, i)
    by = (_case_kids(sentence, i, {"by"}) or _named_by(sentence, i)) if passive else []
    subjects = by or ([] if passive else _subjects(sentence, i, 0))
    verb = verb_of(sentence, i)
    taken = _taken_object(sentence, i, verb)
    kept = _kept_object(sentence, i) if passive else []
    objects = [*kept, *_subjects(sentence, i, 0)] if passive else taken or _objects(sentence, i)
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
        tuple(subjects),
        tuple(objects),
        tuple(obliques),
        tuple(sentence.kids(i, "xcomp", "ccomp") or _purposes(sentence, i)),
        passive,
    )


def _done_by(sentence: Sentence, i: int) -> bool:
    """`firing by Chadian forces`: a gerund without subject or object, done by whom it names."""
    if sentence.tokens[i].tag != "VBG" or sentence.kids(i, "nsubj", "obj", "aux"):
        return False
    doers = [sentence.tokens[k] for k in _case_kids(sentence, i, {"by"})]
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


def preposition(sentence: Sentence, i: int) -> str:
    """The preposition before a noun, of one or several words."""
    words = []
    for k in sentence.kids(i, "case"):
        words += [k, *sentence.kids(k, "fixed")]
    return " ".join(sentence.tokens[k].text.lower() for k in sorted(words))


def names_source(sentence: Sentence, i: int) -> bool:
    """`according to South Korean officials`: whose word it is, which is no side of the act."""
    return preposition(sentence, i) in _SOURCES


def _case_kids(sentence: Sentence, i: int, cases: set[str]) -> list[int]:
    return [k for k in sentence.kids(i, "obl") if preposition(sentence, k) in cases]


def _named_by(sentence: Sentence, i: int) -> list[int]:
    """`was declared an enemy by Chile`: who declares it, where the parse hangs him lower."""
    below = [n for k in sentence.kids(i, "xcomp") for n in sentence.kids(k, "nmod")]
    named = sentence.tokens[i].lemma in ("declare", "name", "proclaim", "call", "brand", "label")
    return [n for n in below if named and preposition(sentence, n) == "by"]


def _is_stance(sentence: Sentence, i: int) -> bool:
    """`is opposed to`, `are committed to`: a stance of the subject, done by nobody."""
    stance = f"be {sentence.tokens[i].text.lower()}"
    return is_known_verb(stance) and not _case_kids(sentence, i, {"by"})


def _is_passive(sentence: Sentence, i: int) -> bool:
    if sentence.kids(i, "nsubj:pass", "aux:pass"):
        return True
    token = sentence.tokens[i]
    if token.dep == "acl" and token.tag in ("VBN", "VBD"):
        active = token.tag == "VBD" or bool(sentence.kids(i, "obj", "ccomp", "xcomp", "aux"))
        named_root = (
            sentence.tokens[token.head].head == token.head
            and sentence.tokens[token.head].pos == "PROPN"
        )
        return bool(_case_kids(sentence, i, {"by"})) or not (active or named_root)
    if token.dep == "conj" and token.tag == "VBN" and not sentence.kids(i, "nsubj", "aux"):
        return _is_passive(sentence, token.head) and not sentence.kids(i, "obj")
    return (
        token.tag == "VBN"
        and token.dep in ("advcl", "xcomp")
        and not sentence.kids(i, "obj", "aux", "nsubj")
    )


def _subjects(sentence: Sentence, i: int, depth: int) -> list[int]:
    """The grammatical subject, found across coordination, control and relative clauses."""
    token = sentence.tokens[i]
    own = [
        k for k in sentence.kids(i, "nsubj", "nsubj:pass") if not _under_preposition(sentence, k)
    ]
    own = [_behind_date(sentence, k) for k in own]
    if own:
        if token.dep == "acl:relcl" and sentence.tokens[own[0]].text.lower() in _RELATIVES:
            return [token.head]
        return own
    if depth > 6 or token.head == i or sentence.kids(i, "csubj"):
        return []
    dep, head = token.dep.partition(":")[0], token.head
    if token.dep == "acl:relcl":
        return [head]
    if used := user_of(sentence, i):
        return _subjects(sentence, used, depth + 1)
    if dep == "advcl" and token.tag == "VBG" and _is_agent(sentence, i):
        return []
    effect = dep == "advcl" and token.tag == "VBG" and token.lemma in wordlist("effects")
    causes = _case_kids(sentence, head, {"by"}) if effect and i > head else []
    if causes and _is_passive(sentence, head):
        return causes
    plain = dep == "acl" and token.tag == "VBG" and not sentence.kids(i, "mark", "case")
    if plain and (issuers := _issuers(sentence, head, depth)):
        return issuers
    if dep == "acl":
        if token.tag in ("VBG", "VBN", "VBD", "VBZ", "VBP"):
            return [head]
        return _owners(sentence, head)
    if dep == "advcl" and token.tag == "VBG" and (beside := _absolute(sentence, i)):
        return beside
    charge = dep in ("xcomp", "advcl", "acl") and token.tag == "VBG" and not _loose(sentence, i)
    if charge and _accuses(sentence, head):
        if sentence.tokens[head].dep == "obj":
            return [head]
        over = sentence.tokens[head].head if sentence.tokens[head].dep == "obl" else head
        return sentence.kids(over, "obj")
    if dep == "xcomp":
        objects = sentence.kids(head, "obj", "iobj")
        if objects and sentence.tokens[head].lemma in wordlist("object_control"):
            return objects
        return _subjects(sentence, head, depth + 1)
    if dep in ("conj", "advcl", "ccomp"):
        return _subjects(sentence, head, depth + 1)
    return []


def _is_agent(sentence: Sentence, i: int) -> bool:
    """`were killed by shelling`: what did it, and nothing that those who were killed did."""
    by = any(sentence.tokens[m].text.lower() == "by" for m in sentence.kids(i, "mark", "case"))
    bare = not sentence.kids(i, "obj", "obl", "ccomp", "xcomp")
    return by and bare and _is_passive(sentence, sentence.tokens[i].head)


def user_of(sentence: Sentence, i: int) -> int | None:
    """`used drones to attack a base`: the verb of using, for what somebody used a thing for."""
    token = sentence.tokens[i]
    head = sentence.tokens[token.head]
    over = sentence.tokens[head.head] if token.dep == "acl" and head.dep == "obj" else head
    to = any(sentence.tokens[m].text.lower() == "to" for m in sentence.kids(i, "mark"))
    purpose = to and token.dep in ("acl", "advcl") and over.lemma == "use" and over.pos == "VERB"
    return over.i if purpose and over.i != i else None


def _issuers(sentence: Sentence, noun: int, depth: int) -> list[int]:
    """`passed a resolution condemning K`, `in a statement`: whose text says it is who says it."""
    token = sentence.tokens[noun]
    verb = token.head
    own = token.lemma in wordlist("texts") and sentence.tokens[verb].pos == "VERB"
    if not own or token.dep.partition(":")[0] not in ("obj", "obl"):
        return []
    if owners := sentence.kids(noun, "nmod:poss"):
        return owners
    issued = sentence.tokens[verb].lemma in wordlist("issuing") or token.dep == "obl"
    return _subjects(sentence, verb, depth + 1) if issued else []


def _absolute(sentence: Sentence, i: int) -> list[int]:
    """`…, with K accusing L`: who stands between `with` and the participle does it."""
    beside = sentence.kids(sentence.tokens[i].head, "obl")
    return [k for k in beside if k == i - 1 and preposition(sentence, k) == "with"]


def _loose(sentence: Sentence, i: int) -> bool:
    """`condemned K, saying that …`, `Calling it …, L blamed K`: K is not charged with it."""
    token = sentence.tokens[i]
    apart = i > 0 and sentence.tokens[i - 1].text == ","
    return token.dep.partition(":")[0] == "advcl" and (i < token.head or apart)


def _accuses(sentence: Sentence, head: int) -> bool:
    """Whether a word is a verb of accusing with its object, or that object."""
    over = sentence.tokens[head].head if sentence.tokens[head].dep in ("obj", "obl") else head
    accusing = sentence.tokens[over].lemma in wordlist("accusing")
    return accusing and bool(sentence.kids(over, "obj"))


def _behind_date(sentence: Sentence, k: int) -> int:
    """`A U.S. official today praised …`: a parse that takes the day for the subject."""
    if not _DAY.fullmatch(sentence.tokens[k].text):
        return k
    before = [n for n in sentence.kids(k) if n < k and sentence.tokens[n].pos in ("NOUN", "PROPN")]
    return before[-1] if before else k


def _under_preposition(sentence: Sentence, k: int) -> bool:
    """A "subject" behind a preposition is a parse gone wrong: `During the summit, …`.

    `After police stormed …` is none: the word joins clauses, whatever it is taken for.
    """
    return any(
        sentence.tokens[c].tag == "IN"
        and sentence.tokens[c].text.lower() not in wordlist("bound_to_main")
        for c in sentence.kids(k, "case")
    )


def _owners(sentence: Sentence, noun: int) -> list[int]:
    """Whose plan, desire or effort it is."""
    owners = sentence.kids(noun, "nmod:poss", "compound", "amod")
    named = [k for k in owners if sentence.tokens[k].pos in ("PROPN", "PRON", "NOUN")]
    meant = [k for k in sentence.kids(noun, "nmod") if preposition(sentence, k) == "for"]
    if meant:
        return meant
    head = sentence.tokens[noun].head
    if named or head == noun:
        return named
    return _subjects(sentence, head, 3) if is_predicate(sentence, head) else []


def _objects(sentence: Sentence, i: int) -> list[int]:
    found = sentence.kids(i, "obj")
    if found:
        relative = sentence.tokens[found[0]].text.lower() in _RELATIVES
        if relative and sentence.tokens[i].dep.startswith("acl"):
            return found[1:] or [sentence.tokens[i].head]
        return found
    token = sentence.tokens[i]
    if token.dep == "amod" and token.head > i:
        return [token.head]
    if token.dep == "acl:relcl":
        if any(sentence.tokens[k].tag == "WRB" for k in sentence.kids(i, "advmod")):
            return []
        own = sentence.kids(i, "nsubj")
        if own and sentence.tokens[own[0]].text.lower() not in _RELATIVES:
            said_of = sentence.kids(token.head, "nsubj") if sentence.kids(token.head, "cop") else []
            return [token.head, *said_of]
    return _shared_object(sentence, i)


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
