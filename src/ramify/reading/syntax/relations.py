"""How words hang together: what is a predicate, what stands under which preposition."""

from __future__ import annotations

from ramify.reading.syntax.sentence import Sentence

_INCLUDING = frozenset({"including", "such as", "notably"})
_AMONG_WHOM = frozenset({"them", "which", "these"})


def is_predicate(sentence: Sentence, i: int) -> bool:
    """Whether a word is a verb, or an adjective or participle said of a subject."""
    token = sentence.tokens[i]
    if token.pos == "VERB":
        if token.dep == "amod" and token.tag in ("VBD", "VBN") and sentence.kids(i, "nsubj"):
            return True
        return token.dep.partition(":")[0] not in ("amod", "case", "compound", "fixed", "mark")
    return token.pos in ("ADJ", "NOUN", "PROPN") and bool(sentence.kids(i, "cop"))


def preposition(sentence: Sentence, i: int) -> str:
    """The preposition before a noun, of one or several words."""
    words = []
    for k in sentence.kids(i, "case"):
        words += [k, *sentence.kids(k, "fixed")]
    return " ".join(sentence.tokens[k].text.lower() for k in sorted(words))


def with_case(sentence: Sentence, i: int, cases: set[str]) -> list[int]:
    return [k for k in sentence.kids(i, "obl") if preposition(sentence, k) in cases]


def is_passive(sentence: Sentence, i: int) -> bool:
    token = sentence.tokens[i]
    if sentence.kids(i, "nsubj:pass", "aux:pass"):
        return True
    if token.dep == "acl" and sentence.kids(i, "obl:agent"):
        return True
    if token.dep == "acl" and token.tag in ("VBN", "VBD"):
        between = i > 0 and sentence.tokens[i - 1].text == ","
        own = ("obj", "aux") if between else ("obj", "ccomp", "xcomp", "aux")
        active = token.tag == "VBD" or bool(sentence.kids(i, *own))
        named_root = (
            sentence.tokens[token.head].head == token.head
            and sentence.tokens[token.head].pos == "PROPN"
        )
        return bool(with_case(sentence, i, {"by"})) or not (active or named_root)
    if token.dep == "conj" and token.tag == "VBN" and not sentence.kids(i, "nsubj", "aux"):
        return is_passive(sentence, token.head) and not sentence.kids(i, "obj")
    return (
        token.tag == "VBN"
        and token.dep in ("advcl", "xcomp")
        and not sentence.kids(i, "obj", "aux", "nsubj")
    )


def included(sentence: Sentence, i: int) -> list[int]:
    """`several states, including K and L`, `among them K`: those of a plural that are named."""
    token = sentence.tokens[i]
    if token.tag not in ("NNS", "NNPS"):
        return []
    below = sentence.kids(i, "nmod")
    return [
        k
        for k in below
        if preposition(sentence, k) in _INCLUDING
        or (not preposition(sentence, k) and sentence.tokens[k - 1].text.lower() in _AMONG_WHOM)
    ]
