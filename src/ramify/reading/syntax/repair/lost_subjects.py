"""Subjects that a parse took from their verb, and those beside whom one acts."""

from __future__ import annotations

from dataclasses import replace

from ramify.reading.syntax.clauses import Clause
from ramify.reading.syntax.relations import preposition
from ramify.reading.syntax.sentence import Sentence, Token

_BESIDE = frozenset({"along with", "together with", "as well as", "alongside", "in addition to"})
_SUBORDINATORS = frozenset({"after", "before", "since", "until", "as"})
_NEAR = frozenset({"neighbor", "neighbour", "neighboring", "neighbouring"})
_ADVERBS = ("ADV", "AUX", "PART")


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


def taken_subjects(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`After R left the pact, U, P and L imposed sanctions`: those behind the comma impose them.

    A main verb without a subject, or with the first of a list alone, gets the names between the
    comma and itself that hang on an object of the clause which opens the sentence.
    """
    if token.head != token.i or token.pos != "VERB":
        return False
    opening = [k for k in sentence.kids(token.i, "advcl") if k < token.i]
    own = [k for k in sentence.kids(token.i, "nsubj") if k < token.i]
    if not opening or len(own) > 1 or sentence.kids(token.i, "nsubj:pass", "csubj", "expl"):
        return False
    inside = sentence.subtree(opening[0])
    floor = own[0] if own else next((k for k in inside if _comma_before(sentence, k)), token.i)
    listed = [k for k in inside if floor <= k and tokens[k].dep == "conj"]
    if not listed or not _up_to(sentence, listed, token.i):
        return False
    first = own[0] if own else listed[0]
    if not own:
        tokens[first] = replace(tokens[first], dep="nsubj", head=token.i)
    for k in listed:
        if k != first:
            tokens[k] = replace(tokens[k], head=first)
    return True


def behind_subordinator(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`recalled its envoy after K and its allies signed a pact`: those behind `after` sign it.

    A finite verb joined to the main one, whose `and` stands between two names behind a
    subordinator, is of these names.
    """
    if not _lacks_subject(sentence, token):
        return False
    first = [k for k in sentence.kids(token.head, "obl") if token.head < k < token.i]
    first = [k for k in first if preposition(sentence, k) in _SUBORDINATORS]
    second = [k for n in first for k in sentence.kids(n, "conj") if k < token.i]
    ands = [c for k in (token.i, *second) for c in sentence.kids(k, "cc") if c < token.i]
    if not second or len(ands) != 1 or ands[0] > second[0] or not _up_to(sentence, second, token.i):
        return False
    noun, marks = first[-1], sentence.kids(first[-1], "case")
    tokens[token.i] = replace(token, dep="advcl")
    tokens[noun] = replace(tokens[noun], dep="nsubj", head=token.i)
    tokens[marks[0]] = replace(tokens[marks[0]], dep="mark", head=token.i)
    tokens[ands[0]] = replace(tokens[ands[0]], head=second[0])
    return True


def joined_subject(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`mediated talks and K threatened L`: the name behind `and` does what stands behind it.

    The parse joins it to the object before, though `and` belongs to the verb.
    """
    if not _lacks_subject(sentence, token):
        return False
    ands = [k for k in sentence.kids(token.i, "cc") if k < token.i]
    if len(ands) != 1:
        return False
    between = [
        t for t in sentence.tokens[ands[0] : token.i] if t.dep == "conj" and t.pos == "PROPN"
    ]
    names = [t for t in between if t.head < ands[0] and sentence.tokens[t.head].dep == "obj"]
    if len(names) != 1 or not _up_to(sentence, [names[0].i], token.i):
        return False
    tokens[names[0].i] = replace(names[0], dep="nsubj", head=token.i)
    return True


def _lacks_subject(sentence: Sentence, token: Token) -> bool:
    """Whether a finite verb is joined to another and has no subject of its own."""
    joined = token.dep == "conj" and token.tag in ("VBD", "VBZ", "VBP")
    return joined and not sentence.kids(token.i, "nsubj", "nsubj:pass", "aux", "aux:pass")


def _comma_before(sentence: Sentence, k: int) -> bool:
    """Whether a joined name stands right behind a comma."""
    token = sentence.tokens[k]
    named = token.pos == "PROPN" and token.dep == "conj"
    before = k - 1 if k and sentence.tokens[k - 1].pos != "DET" else k - 2
    return named and before > 0 and sentence.tokens[before].text == ","


def _up_to(sentence: Sentence, listed: list[int], verb: int) -> bool:
    """Whether the list ends right before a verb, adverbs and helpers aside."""
    last = sentence.subtree(listed[-1])[-1] + 1
    names = all(sentence.tokens[k].pos in ("PROPN", "NOUN") for k in listed)
    return names and all(t.pos in _ADVERBS for t in sentence.tokens[last:verb])


def neighbouring(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`along with neighbouring K, L …`: said of the name behind it, and no clause of its own."""
    behind = tokens[token.i + 1] if token.i + 1 < len(tokens) else None
    if token.lemma not in _NEAR or token.pos != "VERB" or behind is None or behind.pos != "PROPN":
        return False
    name = (
        behind.head if behind.dep in ("compound", "amod") and behind.head > behind.i else behind.i
    )
    if token.dep not in ("advcl", "acl") or sentence.kids(token.i, "obj"):
        return False
    for k in sentence.kids(token.i, "mark", "case"):
        tokens[k] = replace(tokens[k], dep="case", head=name)
    tokens[token.i] = replace(token, pos="ADJ", tag="JJ", dep="amod", head=name)
    return True


def bloc_members(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`EU members refuse`: of two subjects side by side the first belongs to the second."""
    behind = sentence.tokens[token.i + 1] if token.i + 1 < len(tokens) else None
    if token.pos != "PROPN" or behind is None or behind.tag != "NNS":
        return False
    same = token.dep == behind.dep == "nsubj" and token.head == behind.head
    if same:
        tokens[token.i] = replace(token, dep="compound", head=behind.i)
    return same


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
