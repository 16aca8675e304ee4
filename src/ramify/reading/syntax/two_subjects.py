"""Second subjects: one whose verb the parse took into it, and those beside whom one acts."""

from __future__ import annotations

from dataclasses import replace

from ramify.reading.syntax.clauses import Clause, preposition
from ramify.reading.syntax.sentence import Sentence, Token

_BESIDE = frozenset({"along with", "together with", "as well as", "alongside", "in addition to"})


def two_subjects(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`Both applied in May, three months after K invaded U`: the first subject has its own verb.

    A root with a subordinator and a subject on either side of it heads a side clause; the verb
    behind the first subject, parsed as a participle of it, heads the sentence.
    """
    if token.head != token.i or token.pos != "VERB":
        return False
    subjects, marks = sentence.kids(token.i, "nsubj", "nsubj:pass"), sentence.kids(token.i, "mark")
    parted = [m for m in marks if len(subjects) == 2 and subjects[0] < m < subjects[1] < token.i]
    if not parted:
        return False
    verbs = [
        k
        for k in sentence.kids(subjects[0], "acl")
        if k < parted[0] and tokens[k].tag in ("VBD", "VBN")
    ]
    if len(verbs) != 1:
        return False
    verb, first = verbs[0], subjects[0]
    tokens[verb] = replace(tokens[verb], dep=token.dep, head=verb, tag="VBD")
    tokens[first] = replace(tokens[first], head=verb)
    tokens[token.i] = replace(token, dep="advcl", head=verb)
    return True


def as_well_as(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`condemned K as well as L`: the second is joined to the first, whatever the parse has."""
    joined = any(
        tokens[c].text.lower() == "as" and tokens[c + 1 : c + 2] and tokens[c + 1].lemma == "well"
        for c in sentence.kids(token.i, "cc")
    )
    first = [k for k in sentence.kids(token.head, "obj", "nsubj", "obl") if k < token.i]
    if token.dep != "obl" or not joined or not first:
        return False
    tokens[token.i] = replace(token, dep="conj", head=first[-1])
    return True


def company(sentence: Sentence, parts: Clause) -> list[int]:
    """`K, along with L, condemned …`: who does it beside the subject."""
    hung = [
        *sentence.kids(parts.i, "obl"),
        *(n for k in parts.subjects for n in sentence.kids(k, "nmod")),
    ]
    return [n for n in hung if n < parts.i and _is_beside(sentence, n)]


def _is_beside(sentence: Sentence, n: int) -> bool:
    cases = sentence.kids(n, "case")
    before = sentence.tokens[cases[0] - 1].text.lower() if cases and cases[0] else ""
    together = before in ("along", "together") and preposition(sentence, n) == "with"
    return together or preposition(sentence, n) in _BESIDE
