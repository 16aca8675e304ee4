"""Relative clauses without a pronoun, whose subject a parse takes for something else."""

from __future__ import annotations

from dataclasses import replace

from ramify.reading.syntax.sentence import Sentence, Token

_PAST = ("VBD", "VBN")
_ONE_OF_ITS_KIND = frozenset({"only", "last", "next", "latest"})


def with_own_subject(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`the treaty K and L signed`: a participle has no subject, so the verb is a relative's."""
    if token.dep != "acl" or token.tag not in _PAST:
        return False
    own = [k for k in sentence.kids(token.i, "nsubj") if token.head < k < token.i]
    if not own or sentence.kids(token.i, "mark"):
        return False
    tokens[token.i] = replace(tokens[token.i], tag="VBD", dep="acl:relcl")
    return True


def visited_by(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`the fourth country Putin visited`: the name behind such a noun is who does it.

    `the leader Assad` may be one person, `the first country Assad` is none.
    """
    if token.dep not in ("acl", "acl:relcl") or token.tag not in _PAST:
        return False
    noun = tokens[token.head]
    name = token.i - 1
    while name > noun.i and tokens[name].pos == "PROPN" and tokens[name].head != noun.i:
        name -= 1
    beside = tokens[name].dep == "appos" and tokens[name].head == noun.i and name > noun.i
    joined = sentence.subtree(name)[0] == noun.i + 1 if beside else False
    if (
        not joined
        or not _is_counted(sentence, noun.i)
        or sentence.kids(token.i, "obl:agent", "nsubj", "aux")
    ):
        return False
    tokens[name] = replace(tokens[name], dep="nsubj", head=token.i)
    tokens[token.i] = replace(tokens[token.i], tag="VBD", dep="acl:relcl")
    return True


def _is_counted(sentence: Sentence, noun: int) -> bool:
    """`the first`, `the only`, `the last` of its kind."""
    before = [sentence.tokens[k] for k in sentence.kids(noun, "amod", "advmod")]
    return any(t.lemma in _ONE_OF_ITS_KIND or _is_ordinal(t.text.lower()) for t in before)


def _is_ordinal(word: str) -> bool:
    return word in ("first", "second", "third") or (word.endswith("th") and len(word) > 3)
