"""References in a document: pronouns, `both sides`, `the junta`; each resolution says why."""

from __future__ import annotations

from collections.abc import Callable

from ramify.reading.actors.antecedents import Antecedents, Meant
from ramify.reading.actors.descriptions import (
    OPPOSITE,
    Descriptions,
    counted,
    is_each_other,
)
from ramify.reading.actors.pronouns import Pronouns
from ramify.reading.syntax.sentence import Sentence, Token
from ramify.reading.syntax.told_places import place_of
from ramify.reading.syntax.word_lists import wordlist

_HE = frozenset(["he", "him", "his", "she", "her", "himself", "herself"])
_IT = frozenset(["it", "its", "itself"])
_WE = frozenset(["we", "our", "us", "ourselves"])
_THEY = frozenset(["they", "them", "their", "themselves", "both"])
_WHERE = frozenset({"in", "across", "near", "of", "to", "toward", "towards", "from", "at"})
_PLAIN = ("det", "case", "punct", "acl", "advmod", "conj", "cc", "appos")
_OBJECTS = ("obj", "obl", "iobj", "nmod")


class References:
    """Resolves what names nobody, by what was named before it. None where that is not plain."""

    def __init__(self, cast: Antecedents) -> None:
        self._cast = cast
        self._pronouns, self._descriptions = Pronouns(cast), Descriptions(cast)

    def of(self, number: int, token: Token) -> Meant | None:
        """Whom a word means, if it refers to an actor at all."""
        word = token.text.lower()
        sentence = self._cast.sentences[number]
        pronouns, descriptions = self._pronouns, self._descriptions
        tries: tuple[tuple[bool, Callable[[int, int], Meant | None]], ...] = (
            (token.text in self._cast.people, self._titled),
            (place_of(sentence, token) is not None, descriptions.there),
            (is_each_other(sentence, token), descriptions.each_other),
            (is_other_side(sentence, token), descriptions.other),
            (is_members(sentence, token), descriptions.of_group),
            (word in _HE, pronouns.person),
            (word == "it" and token.dep.partition(":")[0] in _OBJECTS, pronouns.affected),
            (word in _IT, pronouns.thing),
            (word in _WE, pronouns.speaker),
            (word == "whose", pronouns.owner),
            (word in _THEY and token.pos in ("PRON", "DET"), pronouns.several),
            (is_compass(sentence, token), descriptions.compass),
            (is_forces(sentence, token), descriptions.forces),
            (is_rebels(sentence, token), descriptions.rebels),
            (is_body(sentence, token, "armed_bodies"), descriptions.armed),
            (is_body(sentence, token, "bodies", "blocs", "organs"), descriptions.body),
            (counted(sentence, token) > 1, descriptions.together),
            (is_those(sentence, token), descriptions.those),
            (is_body(sentence, token, "offices"), descriptions.office),
        )
        return next((resolve(number, token.i) for fits, resolve in tries if fits), None)

    def _titled(self, number: int, i: int) -> Meant:
        """A surname whose title and state the text gave elsewhere."""
        state, full = self._cast.people[self._cast.sentences[number].tokens[i].text]
        return Meant((state,), "leader", f"{full}, by the office the text names", full)


def is_body(sentence: Sentence, token: Token, *kinds: str) -> bool:
    """`the junta`, `the bloc`: a body of a state or a group, named by its kind alone."""
    word = token.text.lower()
    known = any({token.lemma, word} & wordlist(kind) for kind in kinds)
    singular = word == token.lemma or any(word in wordlist(kind) for kind in kinds)
    if not known or token.pos not in ("NOUN", "PROPN") or not singular:
        return False
    below = [sentence.tokens[k] for k in sentence.kids(token.i)]
    placed = {t.i for t in below if _places_bloc(t, token)}
    if token.lemma == "body" and not placed:
        return False
    plain = all(
        t.dep.partition(":")[0] in _PLAIN
        or t.text.lower() in wordlist("of_bodies")
        or t.i in placed
        for t in below
    )
    return plain and any(t.text.lower() == "the" for t in below)


def _places_bloc(token: Token, noun: Token) -> bool:
    """`the West African bloc`, `the 15-nation grouping`: where its members lie, or how many."""
    word = token.text.lower()
    if word.endswith(("member", "-nation")):
        return True
    bloc = {noun.lemma, noun.text.lower()} & wordlist("blocs")
    return bool(bloc) and word in wordlist("of_blocs")


def is_compass(sentence: Sentence, token: Token) -> bool:
    """`the South`, `the north's raids`: a side called by where it lies, and no place."""
    if token.text.lower() not in OPPOSITE or token.pos not in ("NOUN", "PROPN", "ADJ"):
        return False
    below = [sentence.tokens[k] for k in sentence.kids(token.i)]
    plain = all(t.dep.partition(":")[0] in ("det", "case", "punct", "conj", "cc") for t in below)
    where = {t.text.lower() for t in below if t.dep == "case"} & _WHERE
    the = any(t.text.lower() == "the" for t in below)
    return plain and the and not (where and token.text.islower()) and "in" not in where


def is_rebels(sentence: Sentence, token: Token) -> bool:
    """`the rebels`, `rebel forces`: fighters who are told of by no name."""
    if token.lemma.lower() not in wordlist("insurgents") or token.pos not in ("NOUN", "ADJ"):
        return False
    own = token.dep in ("compound", "amod")
    return token.tag == "NNS" or (
        own and sentence.tokens[token.head].lemma in wordlist("of_rebels")
    )


def is_forces(sentence: Sentence, token: Token) -> bool:
    """`the troops`, `the force's withdrawal`: forces told of before."""
    many = token.tag == "NNS" or token.lemma in ("force", "contingent")
    if token.lemma not in wordlist("forces") or token.pos != "NOUN" or not many:
        return False
    below = [sentence.tokens[k] for k in sentence.kids(token.i)]
    plain = all(t.dep.partition(":")[0] in ("det", "case", "punct") for t in below)
    return plain and any(t.text.lower() in ("the", "those", "these") for t in below)


def is_other_side(sentence: Sentence, token: Token) -> bool:
    """`the other side`, `its neighbour`: one of two, named by being the other."""
    if token.pos != "NOUN" or token.text.lower() != token.lemma:
        return False
    if token.lemma not in wordlist("pairs") and token.lemma not in wordlist("rivals"):
        return False
    below = {sentence.tokens[k].text.lower() for k in sentence.kids(token.i)}
    other = token.lemma in wordlist("pairs") and {"the", "other"} <= below
    return other or (token.lemma in wordlist("rivals") and bool(below & {"its", "their"}))


def is_members(sentence: Sentence, token: Token) -> bool:
    """`Ministers`, `the leaders`: many of one kind, whose they are left unsaid."""
    if token.lemma not in wordlist("members") or token.tag != "NNS":
        return False
    below = [sentence.tokens[k] for k in sentence.kids(token.i)]
    return token.dep.startswith("nsubj") and all(
        t.text.lower() == "the" or t.text.lower() in wordlist("of_bodies") for t in below
    )


def is_those(sentence: Sentence, token: Token) -> bool:
    """`the countries`: several states, told of before."""
    below = [sentence.tokens[k] for k in sentence.kids(token.i)]
    plain = all(t.dep.partition(":")[0] in ("det", "case", "punct") for t in below)
    states = token.lemma in ("country", "nation", "state") and token.tag == "NNS"
    return states and plain and any(t.text.lower() in ("the", "those") for t in below)
