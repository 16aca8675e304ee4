"""Trees mended where a parse breaks a rule of English that the rules above lean on."""

from __future__ import annotations

from dataclasses import replace

from ramify.reading.syntax.sentence import Sentence, Token

_NOMINAL = frozenset({"nsubj", "obj", "obl", "nmod"})
_BETWEEN = frozenset({"DET", "ADV", "PART"})


def mended(sentence: Sentence) -> Sentence:
    """The sentence with its tree put right; the same object where nothing is to mend."""
    tokens = list(sentence.tokens)
    changed = False
    for token in sentence.tokens:
        for mend in (_perfect, _headless, _past_under_infinitive, _noun_taken_for_verb):
            changed = mend(sentence, tokens, token) or changed
    return Sentence(sentence.text, sentence.start, tuple(tokens)) if changed else sentence


def _perfect(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`had fired missiles`, `have each negotiated`: `have` before a participle is no verb."""
    if token.lemma != "have" or token.pos != "VERB":
        return False
    k = token.i + 1
    while k < len(tokens) and tokens[k].pos in _BETWEEN:
        k += 1
    if k >= len(tokens) or tokens[k].tag != "VBN" or tokens[k].dep not in ("acl", "amod"):
        return False
    noun = tokens[k].head
    behind = tokens[k].dep == "amod" and tokens[noun].head == token.i
    if not behind and tokens[noun].pos not in _BETWEEN:
        return False
    root = token.head == token.i
    for child in sentence.kids(token.i):
        dep = tokens[child].dep
        loose = child == noun and not behind
        tokens[child] = replace(tokens[child], head=k, dep="advmod" if loose else dep)
    tokens[k] = replace(tokens[k], pos="VERB", dep=token.dep, head=k if root else token.head)
    tokens[token.i] = replace(token, pos="AUX", dep="aux", head=k)
    return True


def _headless(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`The president called for …`: where no verb is finite, the participle is."""
    if token.head != token.i or token.pos not in ("NOUN", "PROPN"):
        return False
    if not sentence.text.rstrip("\"'”’) ").endswith((".", "!")):
        return False
    found = [k for k in sentence.kids(token.i, "acl") if _may_be_past(sentence, k)]
    if len(found) != 1 or sentence.kids(token.i, "cop", "nsubj", "obj"):
        return False
    verb = found[0]
    for child in sentence.kids(token.i):
        if child > verb:
            tokens[child] = replace(tokens[child], head=verb)
    tokens[verb] = replace(tokens[verb], dep="root", head=verb, tag="VBD")
    tokens[token.i] = replace(token, dep="nsubj", head=verb)
    return True


def _may_be_past(sentence: Sentence, k: int) -> bool:
    token = sentence.tokens[k]
    by = any(
        sentence.tokens[c].text.lower() == "by"
        for n in sentence.kids(k, "obl")
        for c in sentence.kids(n, "case")
    )
    return token.dep == "acl" and token.tag in ("VBN", "VBD") and k > token.head and not by


def _past_under_infinitive(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`threatened to use force and imposed sanctions`: a past joins the verb above."""
    above = tokens[token.head]
    if token.dep != "conj" or token.tag not in ("VBD", "VBN") or above.tag != "VB":
        return False
    to = any(tokens[m].text.lower() == "to" for m in sentence.kids(above.i, "mark"))
    finite = tokens[above.head]
    own = sentence.kids(token.i, "nsubj", "aux", "aux:pass")
    if not to or own or above.dep != "xcomp" or finite.tag not in ("VBD", "VBN"):
        return False
    for child in sentence.kids(above.i):
        if child > token.i:
            tokens[child] = replace(tokens[child], head=token.i)
    tokens[token.i] = replace(token, head=finite.i, tag="VBD")
    return True


def _noun_taken_for_verb(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`trade between the two is small`: what is tagged a noun and stands as one is one."""
    dep = token.dep.partition(":")[0]
    if token.pos != "VERB" or token.tag not in ("NN", "NNS") or dep not in _NOMINAL:
        return False
    tokens[token.i] = replace(token, pos="NOUN")
    for child in sentence.kids(token.i, "obl"):
        tokens[child] = replace(tokens[child], dep="nmod")
    return True
