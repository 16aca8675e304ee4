"""Every word of a sentence that may tell an act, for a second reader to judge.

The main clause and what it reports come first (`pairs`); then all other predicates, and nouns of
action with somebody who acts: `Turkey's shooting down of a plane`, `Saudi restrictions on entry`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ramify.reading.actors.acts import Act
from ramify.reading.actors.named import Side
from ramify.reading.actors.semantic_roles import Roles
from ramify.reading.events.event_date import Context
from ramify.reading.second_reader.pairs import (
    Kind,
    Pair,
    clause_pair,
    is_expected,
    is_supposed,
    pairs,
)
from ramify.reading.syntax.clauses import clause
from ramify.reading.syntax.factuality import is_charge
from ramify.reading.syntax.modality import Status, called
from ramify.reading.syntax.relations import is_predicate, preposition
from ramify.reading.syntax.sentence import Sentence
from ramify.reading.syntax.status import status
from ramify.reading.syntax.word_lists import agents, nouns, tables, wordlist

_FINITE = ("VBD", "VBZ", "VBP")
_SCENES = frozenset({"in", "near", "at", "outside", "during", "after", "before", "since"})
"""What stands behind these says where and when, not to whom."""
_ASIDE = ("acl:relcl", "conj")
Found = tuple[int, tuple[Side, ...]]
"""A word, and who it stands for."""


def candidates(context: Context, number: int) -> Iterator[Pair]:
    """All words of a sentence that a second reader is asked about, each with its sides."""
    yield from pairs(context, number)
    sentence = context.sentences[number]
    if not sentence.tokens or sentence.text.rstrip('"”’) ').endswith("?"):
        return
    asked = {sentence.root, *sentence.kids(sentence.root, "ccomp", "parataxis")}
    for token in sentence.tokens:
        i = token.i
        if token.pos == "VERB" and is_predicate(sentence, i):
            if i not in asked and not (is_supposed(sentence, i) or is_expected(sentence, i)):
                pair = clause_pair(context, number, i, _kind(sentence, i))
                yield from filter(None, [pair])
        elif names_deed(sentence, i):
            yield from filter(None, [_noun_pair(context, number, i)])


def _kind(sentence: Sentence, i: int) -> Kind:
    own = sentence.kids(i, "nsubj", "nsubj:pass", "aux")
    return "embedded" if own or sentence.tokens[i].tag in _FINITE else "participle"


def names_deed(sentence: Sentence, k: int) -> bool:
    """A noun that may name an act: one with a code, made of a verb, or listed."""
    token = sentence.tokens[k]
    if token.pos == "VERB":
        return token.tag == "VBG" and bool(sentence.kids(k, "nmod:poss", "det"))
    if token.pos != "NOUN" or token.dep.startswith("compound"):
        return False
    word = token.lemma.lower()
    if word in agents():
        return False
    noun = nouns().get(word)
    known = noun is not None and (noun.code is not None or "violence" in noun.classes)
    deeds = tables("words.toml")["deeds"]
    ending = any(w.endswith(tuple(deeds["endings"].split())) for w in (word, token.text.lower()))
    return known or token.tag == "VBG" or ending or word in deeds["nouns"].split()


def _noun_pair(context: Context, number: int, k: int) -> Pair | None:
    """Who does what a noun names, and to whom, as the words around it say."""
    sentence = context.sentences[number]
    roles = Roles(context.cast, sentence, number)
    found = _both(roles, k) or _named_with(roles, k)
    if found is None:
        return None
    (w, actors), (n, targets) = found
    if w == n:
        return None
    act = Act(number, k, "01", actors, targets, (), (k,), noun_status(sentence, k))
    return Pair(act, False, w, False, False, False, "noun")


def _both(roles: Roles, k: int) -> tuple[Found, Found] | None:
    """`clashes between K and L`, `the K-L agreement`: two at once, each with the other."""
    sentence = roles.sentence
    below = [n for n in sentence.kids(k, "nmod") if preposition(sentence, n) == "between"]
    below += [m for n in sentence.kids(k, "nmod") for m in sentence.kids(n, "nmod")
              if preposition(sentence, m) == "between"]  # fmt: skip
    below += sentence.kids(k, "amod", "compound")
    for n in below:
        named = [n, *sentence.kids(n, "conj", "compound", "amod")]
        found = [(m, tuple(_sides(roles, m, conj=False))) for m in named]
        found = [one for one in found if one[1]]
        ids = {s.id for _, sides in found for s in sides}
        if len(found) > 1 and len(ids) > 1:
            return found[0], found[1]
    return None


def _named_with(roles: Roles, k: int) -> tuple[Found, Found] | None:
    doer = _doer(roles, k)
    if doer is None:
        return None
    target = _target(roles, k, doer)
    return (doer, target) if target else None


def _doer(roles: Roles, k: int) -> Found | None:
    """The owner, whoever stands behind `by`, or before; else the subject of the verb over it."""
    sentence = roles.sentence
    below = [n for n in sentence.subtree(k, without=_ASIDE) if preposition(sentence, n) == "by"]
    if _is_spoken(sentence, k):
        below += [n for n in sentence.kids(k, "nmod") if preposition(sentence, n) == "from"]
    named = [*sentence.kids(k, "nmod:poss"), *below, *sentence.kids(k, "amod", "compound")]
    head = sentence.tokens[k].head
    if sentence.tokens[k].dep in ("obj", "obl") and is_predicate(sentence, head):
        named += clause(sentence, head).subjects
    return next(((n, sides) for n in named if (sides := _sides(roles, n))), None)


def _target(roles: Roles, k: int, doer: Found) -> Found | None:
    """The first other actor behind the noun; else who answers: `L rejected K's demands`."""
    sentence, own = roles.sentence, {s.id for s in doer[1]}
    inside = set(sentence.subtree(doer[0])) if sentence.tokens[doer[0]].head == k else {doer[0]}
    behind = [
        n
        for n in sentence.subtree(k, without=("conj",) if _is_spoken(sentence, k) else _ASIDE)
        if n not in inside
        and n != k
        and sentence.tokens[n].pos not in ("DET", "ADP")
        and preposition(sentence, n) not in _SCENES
    ]
    found = next(((n, s) for n in behind if (s := _others(_sides(roles, n), own))), None)
    return found or _answering(roles, k, own)


def _answering(roles: Roles, k: int, own: set[str]) -> Found | None:
    """Who answers what is only said: `L ruled out an apology despite K's demands`."""
    sentence = roles.sentence
    above = next((a for a in sentence.above(k) if is_predicate(sentence, a)), None)
    if not _is_spoken(sentence, k) or above is None:
        return None
    subjects = clause(sentence, above).subjects
    return next(((n, s) for n in subjects if (s := _others(_sides(roles, n), own))), None)


def _is_spoken(sentence: Sentence, k: int) -> bool:
    """A noun of what is only said: its clause tells of whom, `charges that L shelters rebels`."""
    return sentence.tokens[k].lemma.lower() in tables("words.toml")["deeds"]["spoken"].split()


def _sides(roles: Roles, k: int, *, conj: bool = True) -> tuple[Side, ...]:
    return tuple(s for s in roles.cast.sides(roles.number, k, conj=conj) if not s.place)


def _others(sides: Sequence[Side], own: set[str]) -> tuple[Side, ...]:
    return tuple(s for s in sides if s.id not in own)


def noun_status(sentence: Sentence, k: int) -> Status:
    """What somebody owns is there; else as the verb over it is told.

    What is only feared, planned or possible is supposed: `plans for an attack`, `a possible raid`;
    what somebody is accused of is charged: `blamed K for the shelling`.
    """
    if _is_prospect(sentence, k):
        return "if"
    if is_charge(sentence, k):
        return "charged"
    above = next((a for a in sentence.above(k) if is_predicate(sentence, a)), None)
    told: Status = status(sentence, above) if above is not None else "fact"
    return "fact" if sentence.kids(k, "nmod:poss") and told != "if" else told


def _is_prospect(sentence: Sentence, k: int) -> bool:
    """Whether a noun stands under one of prospects, a verb of fear, or is called likely or not."""
    before = {sentence.tokens[n].lemma.lower() for n in sentence.kids(k, "amod", "compound")}
    above = next(sentence.above(k), k)
    over = sentence.tokens[above].lemma.lower()
    feared = over in wordlist("foreseeing") | wordlist("averting")
    unreal = wordlist("unreal")
    guessed = bool(called(sentence, above) & (wordlist("likelihoods") | unreal))
    return over in wordlist("prospects") or feared or guessed or not before.isdisjoint(unreal)
