"""Participles between commas that a parse takes for verbs of their own."""

from __future__ import annotations

from dataclasses import replace

from ramify.reading.syntax.sentence import Sentence, Token
from ramify.reading.syntax.word_lists import wordlist

_PAST = ("VBD", "VBN")


def set_between(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`Japan, asked by Manila for help, sent ships`: what is told of it in passing is passive.

    The participle stands right behind the comma that ends the subject; the verb of that subject
    follows behind another comma.
    """
    if token.tag not in _PAST or token.i < 2 or tokens[token.i - 1].text != ",":
        return False
    root = token.head == token.i
    main = _behind(sentence, token) if root else _over(sentence, token)
    heads = (token.i, main) if main is not None else ()
    subjects = [s for k in heads for s in sentence.kids(k, "nsubj") if s < token.i]
    if main is None or not subjects or not _ends_before(sentence, subjects[0], token.i - 1):
        return False
    if root:
        _make_main(sentence, tokens, token.i, main)
        tokens[subjects[0]] = replace(tokens[subjects[0]], head=main)
    tokens[token.i] = replace(token, tag="VBN", dep="acl", head=subjects[0])
    return True


def of_main_clause(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`complained after L opened the dam, calling the move a breach`: said by who complained.

    Nobody calls his own deed `the move` in the clause that tells of it.
    """
    if token.tag != "VBG" or token.dep != "advcl" or token.lemma not in wordlist("naming"):
        return False
    clause = tokens[token.head]
    marks = {tokens[m].text.lower() for m in sentence.kids(clause.i, "mark")}
    objects = sentence.kids(token.i, "obj")[:1]
    told_of = any(
        tokens[d].text.lower() in ("the", "this") for k in objects for d in sentence.kids(k, "det")
    )
    if clause.dep != "advcl" or not told_of:
        return False
    if not marks & {"after", "as", "because", "since"} or not sentence.kids(clause.i, "nsubj"):
        return False
    tokens[token.i] = replace(token, head=clause.head)
    return True


def _behind(sentence: Sentence, token: Token) -> int | None:
    """The verb behind another comma that a main verb has below it.

    It shares the subject before both, or the main verb says by whom it is done.
    """
    by = bool(sentence.kids(token.i, "obl:agent"))
    for k in sentence.kids(token.i, "advcl", "conj", "parataxis", "ccomp"):
        before = any(s < token.i for s in sentence.kids(k, "nsubj"))
        bare = not sentence.kids(k, "mark", "cc", "aux:pass", *(() if before else ("nsubj",)))
        past = k > token.i and sentence.tokens[k].tag in _PAST
        if (by or before) and bare and past and _has_comma(sentence, k):
            return k
    return None


def _over(sentence: Sentence, token: Token) -> int | None:
    """The verb behind that has it as a content, though it has the subject."""
    bare = not sentence.kids(token.i, "mark", "nsubj", "aux", "aux:pass")
    content = token.dep in ("ccomp", "dep") and token.head > token.i and bare
    return token.head if content and _has_comma(sentence, token.head) else None


def _has_comma(sentence: Sentence, k: int) -> bool:
    """Whether a comma stands before a verb, adverbs and helpers between."""
    while k and sentence.tokens[k - 1].pos in ("ADV", "AUX", "PART"):
        k -= 1
    return k > 0 and sentence.tokens[k - 1].text == ","


def _ends_before(sentence: Sentence, subject: int, comma: int) -> bool:
    """Whether a subject with its own words ends at a comma."""
    own = [k for k in sentence.subtree(subject) if k < comma]
    return own == list(range(own[0], comma))


def _make_main(sentence: Sentence, tokens: list[Token], old: int, main: int) -> None:
    """Put a verb in the place of the root, with what stands behind it."""
    tokens[main] = replace(tokens[main], tag="VBD", dep=tokens[old].dep, head=main)
    for k in sentence.kids(old):
        if k > main:
            tokens[k] = replace(tokens[k], head=main)
