"""A mend of its own: a main clause whose verb was taken into its subject."""

from __future__ import annotations

from dataclasses import replace

from ramify.reading.syntax.sentence import Sentence, Token


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
