"""Which words speak, by claims.toml, and whose speech a participle goes on with."""

from __future__ import annotations

from functools import cache

from ramify.reading.syntax.clauses import Clause, verb_of
from ramify.reading.syntax.sentence import Sentence
from ramify.reading.syntax.word_lists import tables, wordlist

_PARTICLED = frozenset({"point out", "make out", "spell out"})


@cache
def cues(table: str, name: str) -> frozenset[str]:
    """A list of words of claims.toml."""
    return frozenset(tables("claims.toml")[table][name].split())


def speaking_above(sentence: Sentence, k: int) -> int:
    """`said that …, adding that`; `…, he said, warning that`: whose subject `adding` has.

    A participle behind a comma goes on with the verb of saying, not with what was said.
    """
    token = sentence.tokens[k]
    own = sentence.kids(k, "nsubj", "nsubj:pass")
    if token.tag != "VBG" or token.dep.partition(":")[0] != "advcl" or own:
        return k
    if k == 0 or "," not in [t.text for t in sentence.tokens[max(0, k - 2) : k]]:
        return k
    known = cues("verbs", "think") | cues("verbs", "naming") | cues("verbs", "charge")
    if token.lemma not in known:
        return k
    head = sentence.tokens[token.head]
    beside = [p for p in sentence.kids(head.i, "parataxis") if p < k]
    over = [head.head] if head.dep == "ccomp" and head.i < k else []
    thinking = cues("verbs", "think")
    said = [
        p
        for p in (*beside, *over)
        if sentence.tokens[p].lemma in thinking or is_speaking(sentence, p)
    ]
    blaming = token.lemma in cues("verbs", "charge") and head.pos == "VERB" and head.i < k
    return said[0] if said else head.i if blaming else k


def is_told(sentence: Sentence, k: int, s: int) -> bool:
    """`…, an analyst, told Reuters`: who stands behind `told` hears it, whatever a parse says."""
    return sentence.tokens[k].lemma == "tell" and s > k


def is_speaking(sentence: Sentence, k: int) -> bool:
    """Whether a word, whatever it was parsed as, is one for speaking: `alleged`, `pointed out`."""
    token = sentence.tokens[k]
    if token.lemma == "read":
        papers = (sentence.tokens[s].lemma for s in sentence.kids(k, "nsubj"))
        return any(lemma in cues("nouns", "papers") for lemma in papers)
    particle = sentence.kids(k, "compound:prt") and verb_of(sentence, k) in _PARTICLED
    return token.lemma in cues("verbs", "speak") or bool(particle)


def speaks(sentence: Sentence, k: int) -> bool:
    return sentence.tokens[k].pos == "VERB" and is_speaking(sentence, k)


def says_nothing(sentence: Sentence, parts: Clause) -> bool:
    """`declined to say how many`, `refused requests for an interview`: reporters learn nothing."""
    words = (*parts.complements, *parts.objects)
    asked = [k for k in words if sentence.tokens[k].lemma in wordlist("asked_by_reporters")]
    below = (n for k in asked for n in sentence.kids(k, "nmod"))
    return any(sentence.tokens[k].lemma in wordlist("silences") for k in (*words, *below))
