"""`…, analysts in Stockholm expect.`: who says a sentence, where a parse loses him behind it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from ramify.reading.syntax.sentence import Sentence, Token
from ramify.reading.syntax.word_lists import agents, tables, wordlist

_ENDS = frozenset({".", "!", ":", ";"})
_LONGEST = 12
"""Words from the comma to the verb."""
_FINITE = frozenset({"VERB", "AUX"})
_APART = frozenset({"ADP", "CCONJ", "SCONJ", *_FINITE})
"""What does not stand between a comma and who speaks behind it."""


@cache
def _people() -> frozenset[str]:
    """Nouns for those who say or think something and are no actor by name."""
    nouns = tables("claims.toml")["nouns"]
    known = [*nouns["scholars"].split(), *nouns["unnamed"].split(), *agents()]
    return frozenset(known)


def said_behind(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """Make the noun behind the last comma the subject of a verb of saying that ends there."""
    if token.lemma not in wordlist("speaking") | wordlist("foreseeing"):
        return False
    behind = tokens[token.i + 1 : token.i + 2]
    first = _after_comma(tokens, token.i)
    if first is None or (behind and behind[0].text not in _ENDS):
        return False
    people = [k for k in range(first, token.i) if tokens[k].lemma.lower() in _people()]
    sound = token.dep.startswith(("parataxis", "root")) and sentence.kids(token.i, "nsubj")
    if not people or any(k >= first for k in sound or ()):
        return False
    who = people[0]
    named = tokens[who + 1].pos == "PROPN" or tokens[who].pos == "PROPN"
    if named or any(t.pos in _APART for t in tokens[first:who]):
        return False
    root = sentence.root
    if root != token.i and root >= first:
        return False
    _join(tokens, first, who, token.i, root)
    return True


def _after_comma(tokens: list[Token], verb: int) -> int | None:
    """Where the words behind the last comma before a verb begin, a whole clause before them."""
    for k in range(verb - 1, max(-1, verb - _LONGEST), -1):
        if tokens[k].pos in _FINITE or (k == verb - 1 and tokens[k].pos in ("CCONJ", "PART")):
            return None
        if tokens[k].text == ",":
            return k + 1 if any(t.pos in _FINITE for t in tokens[:k]) else None
    return None


def _join(tokens: list[Token], first: int, who: int, verb: int, root: int) -> None:
    """Hang the speaker on the verb, what stands between on the speaker, the verb on the root."""
    inside = range(first, verb)
    for k in inside:
        if k != who and tokens[k].head not in inside:
            tokens[k] = replace(tokens[k], head=who, dep="nmod" if k > who else tokens[k].dep)
    tokens[who] = replace(tokens[who], head=verb, dep="nsubj")
    above = verb if root == verb else root
    dep = "root" if root == verb else "parataxis"
    tag = tokens[verb].tag if tokens[verb].tag.startswith("V") else "VBP"
    tokens[verb] = replace(tokens[verb], pos="VERB", tag=tag, head=above, dep=dep)


def envoy_to(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`Russian ambassador to the US Anatoly Antonov said`: the name is the envoy's, not the US's.

    A name behind `to` and a place: the office before `to` is its title, the place that of the post.
    """
    named = token.pos == "PROPN" and sentence.kids(token.i, "flat")
    if not named or not token.dep.startswith(("nsubj", "appos", "nmod", "obl", "root")):
        return False
    to = next((k for k in range(token.i - 1, max(0, token.i - 6), -1) if tokens[k].text == "to"), 0)
    office = tokens[to - 1]
    between = tokens[to + 1 : token.i]
    plain = between and all(t.pos in ("PROPN", "DET", "ADJ") for t in between)
    if not to or office.lemma.lower() not in wordlist("envoys") or not plain:
        return False
    place = between[-1].i
    inside = range(to + 1, token.i)
    for k in inside:
        if tokens[k].head not in inside:
            tokens[k] = replace(tokens[k], head=place, dep=tokens[k].dep)
    tokens[to] = replace(tokens[to], head=place, dep="case")
    tokens[place] = replace(tokens[place], head=office.i, dep="nmod")
    if token.head == office.i:
        over = token.i if office.head == office.i else office.head
        tokens[token.i] = replace(token, head=over, dep=office.dep)
    tokens[office.i] = replace(tokens[office.i], head=token.i, dep="nmod:desc")
    return True


def said_lost(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`rejected it, maintaining K cannot rule there`: K is the subject of what is maintained."""
    said = token.lemma in wordlist("speaking") and token.tag == "VBG"
    objects = [k for k in sentence.kids(token.i, "obj") if tokens[k].pos == "PROPN"]
    if not said or not objects or token.head == token.i:
        return False
    first = objects[0]
    behind = sentence.subtree(first)[-1] + 1
    for k in sentence.kids(token.head, "parataxis"):
        own = sentence.kids(k, "nsubj", "nsubj:pass", "csubj")
        if k > first and not own and sentence.subtree(k)[0] == behind:
            tokens[k] = replace(tokens[k], head=token.i, dep="ccomp")
            tokens[first] = replace(tokens[first], head=k, dep="nsubj")
            return True
    return False


def said_without(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`Speaking to reporters, Trade Secretary X, stated that …`: a verb of saying that lost who.

    Whoever is named last before it, in the clause that opens the sentence or joined to an
    object, is its subject.
    """
    lost = token.lemma in wordlist("speaking") and token.tag in ("VBD", "VBZ")
    if not lost or sentence.kids(token.i, "nsubj", "nsubj:pass", "expl", "csubj"):
        return False
    who = _joined(sentence, tokens, token) if token.dep == "conj" else None
    if token.head == token.i:
        who = _opening(sentence, tokens, token)
    if who is None:
        return False
    title = tokens[who].head
    if tokens[who].dep == "appos" and tokens[title].lemma.lower() in agents():
        tokens[title] = replace(tokens[title], head=who, dep="nmod:desc")
    tokens[who] = replace(tokens[who], head=token.i, dep="nsubj")
    return True


def _opening(sentence: Sentence, tokens: list[Token], token: Token) -> int | None:
    """The name behind the first comma of a sentence that a participle opens."""
    opening = [k for k in sentence.kids(token.i, "advcl") if k < token.i and tokens[k].tag == "VBG"]
    comma = next((t.i for t in tokens[: token.i] if t.text == ","), None)
    if not opening or comma is None or opening[0] > comma:
        return None
    names = [t.i for t in tokens[comma : token.i] if t.pos == "PROPN" and t.dep == "appos"]
    return names[-1] if names and sentence.kids(names[-1], "flat") else None


def _joined(sentence: Sentence, tokens: list[Token], token: Token) -> int | None:
    """`exchanged notes and the president said`: joined to the object, right before the verb."""
    objects = [k for k in sentence.kids(token.head, "obj", "obl") if k < token.i]
    joined = [n for k in objects for n in sentence.kids(k, "conj") if n < token.i]
    who = joined[-1] if joined else None
    if who is None or sentence.subtree(who)[-1] != token.i - 1:
        return None
    return who if tokens[who].lemma.lower() in agents() else None


def subject_of_content(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`gunmen from K, which …, killed ten, the mission said`: the first subject is the killers'.

    Of two subjects of a verb of saying, the one before its content does what that tells.
    """
    if token.lemma not in wordlist("saying") or token.head != token.i:
        return False
    subjects = sentence.kids(token.i, "nsubj")
    contents = [k for k in sentence.kids(token.i, "ccomp") if k < token.i]
    if (
        len(subjects) != 2
        or len(contents) != 1
        or sentence.kids(contents[0], "nsubj", "nsubj:pass")
    ):
        return False
    if not subjects[0] < contents[0] < subjects[1] < token.i:
        return False
    tokens[subjects[0]] = replace(tokens[subjects[0]], head=contents[0])
    return True
