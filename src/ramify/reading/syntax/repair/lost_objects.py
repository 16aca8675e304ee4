"""Objects that a parse hangs on another word than their verb, or takes for subjects."""

from __future__ import annotations

from dataclasses import replace

from ramify.reading.syntax.sentence import Sentence, Token


def stolen_object(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`denounced K and vowed revenge`: what stands behind the second verb is its object."""
    head = tokens[token.head]
    if token.dep != "conj" or token.pos != "VERB" or head.pos != "VERB":
        return False
    objects = [k for k in sentence.kids(head.i, "obj") if tokens[k].head == head.i]
    own = sentence.kids(token.i, "obj", "ccomp", "xcomp", "nsubj:pass", "aux:pass")
    late = [k for k in objects if k > token.i]
    if own or not late or not any(head.i < k < token.i for k in objects):
        return False
    tokens[late[0]] = replace(tokens[late[0]], head=token.i)
    return True


def joined_to_object(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`condemned the coup and imposed sanctions`: a verb joined to an object is joined to its verb.

    The object behind it is its own, wherever the parse hangs it.
    """
    head = tokens[token.head]
    verb = tokens[head.head]
    if token.dep != "conj" or token.pos != "VERB" or token.tag not in ("VBD", "VBN"):
        return False
    if head.dep != "obj" or head.pos != "NOUN" or verb.pos != "VERB" or not head.i < token.i:
        return False
    late = [k for k in sentence.kids(verb.i, "obj") if k > token.i]
    if len(late) != 1 or sentence.kids(token.i, "obj", "nsubj", "nsubj:pass", "aux:pass"):
        return False
    tokens[token.i] = replace(token, head=verb.i, tag="VBD")
    tokens[late[0]] = replace(tokens[late[0]], head=token.i)
    return True


def torn_object(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`the Chad Coast Guard fired water cannon`: an object before its verb is the subject."""
    if token.pos != "VERB" or token.tag not in ("VBN", "VBD"):
        return False
    objects = [k for k in sentence.kids(token.i, "obj") if k > token.i]
    if len(objects) != 1 or sentence.kids(token.i, "nsubj", "nsubj:pass"):
        return False
    noun = objects[0]
    before = [k for k in sentence.kids(noun) if k < token.i]
    heads = [k for k in before if tokens[k].pos in ("NOUN", "PROPN")]
    if not heads or before[-1] + 1 != token.i:
        return False
    head = heads[-1]
    for k in before:
        tokens[k] = replace(tokens[k], head=head)
    tokens[head] = replace(tokens[head], head=token.i, dep="nsubj")
    tokens[token.i] = replace(tokens[token.i], tag="VBD")
    return True


def hung_across(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`signed a pact with K and opened talks`: a name with its own preposition belongs before it.

    No name is the first half of a noun that stands behind another verb.
    """
    if token.dep != "compound":
        return False
    cases = sentence.kids(token.i, "case")
    between = tokens[token.i : token.head]
    crossed = any(t.pos == "VERB" and t.tag in ("VBD", "VBZ", "VBP") for t in between)
    if not cases or not cases[0] or not crossed:
        return False
    noun = tokens[cases[0] - 1]
    if noun.pos not in ("NOUN", "PROPN") or token.i in sentence.above(noun.i):
        return False
    tokens[token.i] = replace(token, dep="nmod", head=noun.i)
    return True


def without_case(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`detained at least 40 protesters`: the preposition is the number's, the noun an object."""
    if token.dep != "obl":
        return False
    head = tokens[token.head]
    counted = bool(sentence.kids(token.i, "nummod")) and not sentence.kids(token.i, "case")
    own = sentence.kids(head.i, "obj", "aux:pass", "nsubj:pass")
    if not counted or head.pos != "VERB" or head.i > token.i or own:
        return False
    tokens[token.i] = replace(token, dep="obj")
    return True
