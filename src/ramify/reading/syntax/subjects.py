"""Who does it: the grammatical subject, across coordination, control and relative clauses."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ramify.reading.syntax.relations import is_passive, is_predicate, preposition, with_case
from ramify.reading.syntax.rule import Rule, deciding
from ramify.reading.syntax.sentence import Sentence, Token
from ramify.reading.syntax.word_lists import wordlist

RELATIVES = frozenset(["who", "which", "that", "whom", "whose"])
_DAY = re.compile(r"(?:to|yester|(?:mon|tues|wednes|thurs|fri|satur|sun))day", re.IGNORECASE)
_PARTICIPLES = ("VBG", "VBN", "VBD", "VBZ", "VBP")
_SHARING = ("xcomp", "conj", "advcl", "ccomp")
_DEEPEST = 6
"""So many verbs up a subject is looked for, and no further."""


@dataclass(frozen=True, slots=True)
class Verb:
    """A predicate whose subject is looked for, so many verbs below the one first asked."""

    sentence: Sentence
    i: int
    depth: int = 0

    @property
    def token(self) -> Token:
        return self.sentence.tokens[self.i]

    @property
    def dep(self) -> str:
        return self.token.dep.partition(":")[0]

    @property
    def head(self) -> int:
        return self.token.head

    def over(self, i: int) -> list[int]:
        """The subject of another verb, which is this one's too."""
        return _found(Verb(self.sentence, i, self.depth + 1))


def subjects(sentence: Sentence, i: int) -> list[int]:
    """The grammatical subject of a predicate."""
    return _found(Verb(sentence, i))


def _found(verb: Verb) -> list[int]:
    rule = deciding(SUBJECTS, verb)
    return rule.then(verb) if rule else []


def _own(verb: Verb) -> list[int]:
    """The words that the tree gives it for subjects."""
    sentence = verb.sentence
    given = sentence.kids(verb.i, "nsubj", "nsubj:pass")
    return [_behind_date(sentence, k) for k in given if not _under_preposition(sentence, k)]


def _own_pronoun(verb: Verb) -> bool:
    """`the fleet that sank`: the subject stands for the noun before it."""
    if verb.token.dep != "acl:relcl":
        return False
    own = _own(verb)
    return bool(own) and verb.sentence.tokens[own[0]].text.lower() in RELATIVES


def _above(verb: Verb) -> list[int]:
    return verb.over(verb.head)


def _noun(verb: Verb) -> list[int]:
    return [verb.head]


def _nobody(verb: Verb) -> list[int]:
    return []


def _ends(verb: Verb) -> bool:
    return verb.depth > _DEEPEST or verb.head == verb.i or bool(verb.sentence.kids(verb.i, "csubj"))


def _using(verb: Verb) -> bool:
    return user_of(verb.sentence, verb.i) is not None


def _user(verb: Verb) -> list[int]:
    used = user_of(verb.sentence, verb.i)
    return [] if used is None else verb.over(used)


def _gerund(verb: Verb) -> bool:
    return verb.token.tag == "VBG"


def _cause(verb: Verb) -> list[int]:
    """`was hit by a raid, killing two`: what it was hit by."""
    effect = verb.dep == "advcl" and _gerund(verb) and verb.token.lemma in wordlist("effects")
    sentence, head = verb.sentence, verb.head
    if not effect or verb.i < head or not is_passive(sentence, head):
        return []
    return with_case(sentence, head, {"by"})


def _issuer(verb: Verb) -> list[int]:
    bare = not verb.sentence.kids(verb.i, "mark", "case")
    plain = verb.dep == "acl" and _gerund(verb) and bare
    return _issuers(verb) if plain else []


def _is_charge(verb: Verb) -> bool:
    """`accused K of shelling`: what somebody is accused of."""
    under = verb.dep in ("xcomp", "advcl", "acl") and _gerund(verb)
    return under and not _loose(verb.sentence, verb.i) and _accuses(verb.sentence, verb.head)


def _accused(verb: Verb) -> list[int]:
    head = verb.sentence.tokens[verb.head]
    if head.dep == "obj":
        return [head.i]
    return verb.sentence.kids(head.head if head.dep == "obl" else head.i, "obj")


def _controlled(verb: Verb) -> list[int]:
    """`urged K to withdraw`: the object of the verb above."""
    if verb.dep != "xcomp" or verb.sentence.tokens[verb.head].lemma not in wordlist(
        "object_control"
    ):
        return []
    return verb.sentence.kids(verb.head, "obj", "iobj")


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


def _is_agent(sentence: Sentence, i: int) -> bool:
    """`were killed by shelling`: what did it, and nothing that those who were killed did."""
    by = any(sentence.tokens[m].text.lower() == "by" for m in sentence.kids(i, "mark", "case"))
    bare = not sentence.kids(i, "obj", "obl", "ccomp", "xcomp")
    return by and bare and is_passive(sentence, sentence.tokens[i].head)


def user_of(sentence: Sentence, i: int) -> int | None:
    """`used drones to attack a base`: the verb of using, for what somebody used a thing for."""
    token = sentence.tokens[i]
    head = sentence.tokens[token.head]
    over = sentence.tokens[head.head] if token.dep == "acl" and head.dep == "obj" else head
    to = any(sentence.tokens[m].text.lower() == "to" for m in sentence.kids(i, "mark"))
    purpose = to and token.dep in ("acl", "advcl") and over.lemma == "use" and over.pos == "VERB"
    return over.i if purpose and over.i != i else None


def _issuers(verb: Verb) -> list[int]:
    """`passed a resolution condemning K`, `in a statement`: whose text says it is who says it."""
    sentence, noun = verb.sentence, verb.head
    token = sentence.tokens[noun]
    issuing = sentence.tokens[token.head]
    own = token.lemma in wordlist("texts") and issuing.pos == "VERB"
    if not own or token.dep.partition(":")[0] not in ("obj", "obl"):
        return []
    if owners := sentence.kids(noun, "nmod:poss"):
        return owners
    issued = issuing.lemma in wordlist("issuing") or token.dep == "obl"
    return verb.over(issuing.i) if issued else []


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
    return _found(Verb(sentence, head, 3)) if is_predicate(sentence, head) else []


SUBJECTS: tuple[Rule[Verb, list[int]], ...] = (
    Rule("relative pronoun of its own", _own_pronoun, _noun, "Spain praised the fleet that sank."),
    Rule("its own", _own, _own, "Egypt praised Sudan."),
    Rule("none, and none above", _ends, _nobody, "Condemn the raid!"),
    Rule(
        "relative clause",
        lambda v: v.token.dep == "acl:relcl",
        _noun,
        "Egypt condemned what was done in Sudan.",
    ),
    Rule(
        "what a thing is used for",
        _using,
        _user,
        "Chad has used drones to kill Sudanese civilians.",
    ),
    Rule(
        "agent of a passive",
        lambda v: v.dep == "advcl" and _gerund(v) and _is_agent(v.sentence, v.i),
        _nobody,
        "Twelve people were killed in Goma by shelling.",
    ),
    Rule(
        "effect of what it was done by",
        _cause,
        _cause,
        "Kenya's base was hit by Somali rebels, killing ten.",
    ),
    Rule("words of a text", _issuer, _issuer, "Peru issued a statement condemning Chile."),
    Rule(
        "participle of a noun",
        lambda v: v.dep == "acl" and v.token.tag in _PARTICIPLES,
        _noun,
        "Bolivia, beaten by Peru, sued Chile.",
    ),
    Rule(
        "plan of somebody",
        lambda v: v.dep == "acl",
        lambda v: _owners(v.sentence, v.head),
        "Peru dropped plans to impose tariffs on Chile.",
    ),
    Rule(
        "beside `with`",
        lambda v: v.dep == "advcl" and _gerund(v) and bool(_absolute(v.sentence, v.i)),
        lambda v: _absolute(v.sentence, v.i),
        "The talks ended with Peru accusing Chile of spying.",
    ),
    Rule("charge", _is_charge, _accused, "Kim accused Russia of sending troops."),
    Rule("object of the verb above", _controlled, _controlled, "Peru urged Chile to attack Mali."),
    Rule(
        "subject of the verb above",
        lambda v: v.dep in _SHARING,
        _above,
        "Kenya offered to mediate.",
    ),
)
"""In order: the first that fits decides; where none does there is no subject."""
