"""Is it told as fact? What a clause's own words, and those above it, make of it."""

from __future__ import annotations

import re

from ramify.reading.syntax.negation import negated
from ramify.reading.syntax.relations import is_predicate, preposition
from ramify.reading.syntax.sentence import Sentence
from ramify.reading.syntax.word_lists import wordlist

_NOT_SO = re.compile(r"It (?:is|was) (?:not|hardly) (?:true|correct|accurate|the case)\b")
_OF_CHARGE = ("of", "for", "over", "with")
CONTENT = ("ccomp", "xcomp", "advcl", "acl")
_CLOSING = frozenset({"”", "''", '"', "’"})


def charged_by(sentence: Sentence, i: int) -> int | None:
    """The verb by which somebody is accused of what a clause tells."""
    return next((k for k in sentence.above(i) if _lemma(sentence, k) in wordlist("accusing")), None)


def is_charge(sentence: Sentence, k: int) -> bool:
    """Whether a noun tells what somebody is accused of: `accused K of sabotage and arson`."""
    if sentence.tokens[k].dep == "conj":
        return is_charge(sentence, sentence.tokens[k].head)
    if preposition(sentence, k) not in _OF_CHARGE:
        return False
    for above in sentence.above(k):
        if sentence.tokens[above].pos == "NOUN" and _lemma(sentence, above) in wordlist("charges"):
            return True
        if is_predicate(sentence, above):
            return _lemma(sentence, above) in wordlist("accusing")
    return False


def denied_by(sentence: Sentence, i: int) -> int | None:
    """The verb that denies what a clause tells: `denied that`, `rejected claims that`."""
    token = sentence.tokens[i]
    head = token.head
    if token.dep == "conj":
        return denied_by(sentence, head)
    if token.dep.partition(":")[0] not in CONTENT or head == i:
        return None
    marked = token.tag in ("VBG", "VBN") or token.dep in ("ccomp", "xcomp")
    if _lemma(sentence, head) in wordlist("denying") and marked:
        return head
    over = sentence.tokens[head].head
    if _lemma(sentence, head) in wordlist("proofs") and negated(sentence, over):
        return over
    reports = _lemma(sentence, head) in wordlist("reports") and sentence.tokens[head].dep == "obj"
    rejecting = wordlist("denying") | wordlist("rejecting")
    return over if reports and _lemma(sentence, over) in rejecting else None


def rumoured(sentence: Sentence, i: int) -> int | None:
    """The noun of report whose content a clause is: `rumours that K attacked`."""
    seen = i
    for k in sentence.above(i):
        dep = sentence.tokens[seen].dep.partition(":")[0]
        if dep not in ("acl", "ccomp", "conj", "nmod", "dep") or _is_of_report(sentence, seen):
            return None
        if sentence.tokens[k].pos == "NOUN" and _lemma(sentence, k) in wordlist("reports"):
            return k if sentence.tokens[seen].pos in ("VERB", "AUX") else None
        seen = k
    return None


def _is_of_report(sentence: Sentence, i: int) -> bool:
    """`an accusation that K has denied`: what is done to a report, and not its content."""
    marks = {sentence.tokens[m].text.lower() for m in sentence.kids(i, "mark")}
    plain = sentence.tokens[i].dep == "acl:relcl" and "that" not in marks
    return plain and not sentence.kids(i, "obj", "ccomp")


def disproved(sentence: Sentence, i: int) -> bool:
    """`A report that K had attacked L was false`, `it is not true that K attacked`: said not so."""
    if _ends_untrue(sentence, i) or _is_no_case(sentence, i):
        return True
    subject = False
    seen = i
    for k in sentence.above(i):
        subject = subject or sentence.tokens[seen].dep.partition(":")[0] in ("nsubj", "csubj")
        said = (k, *sentence.kids(k, "xcomp"))
        if subject and any(_untrue(sentence, n) for n in said):
            return not negated(sentence, k)
        if subject and any(sentence.tokens[n].lemma in wordlist("true") for n in said):
            return negated(sentence, k)
        seen = k
    return False


def _is_no_case(sentence: Sentence, i: int) -> bool:
    """`It is not the case that K attacked L`; `it was not true, it said, that K attacked`."""
    token, begins = sentence.tokens[i], _NOT_SO.match(sentence.text)
    if begins and token.start > sentence.start + begins.end():
        return True
    case = token.dep in ("acl:relcl", "acl", "ccomp") and _lemma(sentence, token.head) == "case"
    said = case and sentence.kids(token.head, "cop")
    return bool(said) and negated(sentence, token.head)


def _ends_untrue(sentence: Sentence, i: int) -> bool:
    """`Claims that K armed L are false, it said`, however the tree hangs what ends them."""
    if not any(t.lemma in wordlist("reports") and t.i <= i for t in sentence.tokens):
        return False
    for token in sentence.tokens[i + 1 :]:
        before = sentence.tokens[max(i + 1, token.i - 3) : token.i]
        said = any(t.lemma in ("be", "prove") for t in before)
        behind = sentence.tokens[token.i + 1 : token.i + 2]
        ends = all(t.pos == "PUNCT" for t in behind)
        if token.text.lower() in wordlist("untrue") and said and ends:
            return not negated(sentence, token.i)
    return False


def _untrue(sentence: Sentence, k: int) -> bool:
    token = sentence.tokens[k]
    return token.text.lower() in wordlist("untrue") or token.lemma in wordlist("untrue")


def _lemma(sentence: Sentence, k: int) -> str:
    return sentence.tokens[k].lemma


def reported_by(sentence: Sentence, i: int) -> int | None:
    """The verb of saying over a clause, or beside it: `…, officials said`.

    `K left; L said that …` has a content of its own, and says nothing of K.
    """
    seen = i
    for k in sentence.above(i):
        dep = sentence.tokens[seen].dep.partition(":")[0]
        if sentence.tokens[k].lemma in wordlist("saying") and dep in (
            "ccomp",
            "xcomp",
            "parataxis",
        ):
            return None if is_parted(sentence, i, k) else k
        seen = k
    for k in (i, *sentence.above(i)):
        for p in sentence.kids(k, "parataxis"):
            if sentence.tokens[p].lemma in wordlist("saying") and not is_parted(sentence, i, p):
                return p
    return None


def is_parted(sentence: Sentence, i: int, says: int) -> bool:
    """Whether a semicolon parts a clause from a verb of saying behind it.

    One within a quotation that ends before the verb does not: `“K left; L stayed,” he said`.
    """
    behind = [t.text for t in sentence.tokens[i:says]]
    return ";" in behind and not _CLOSING.intersection(behind[behind.index(";") :])


def saying_over(sentence: Sentence, i: int) -> int | None:
    """The verb whose content a clause is: of saying, or any other with a clause of its own."""
    seen = i
    for k in sentence.above(i):
        if sentence.tokens[seen].dep in ("ccomp", "parataxis") and is_content(sentence, k, seen):
            return k
        seen = k
    return reported_by(sentence, i)


def is_content(sentence: Sentence, k: int, i: int) -> bool:
    """Whether a clause is what a verb says or thinks: any verb with `that`, save of doing."""
    lemma = _lemma(sentence, k)
    if lemma in wordlist("saying"):
        return True
    marks = {sentence.tokens[m].text.lower() for m in sentence.kids(i, "mark")}
    said = sentence.tokens[k].pos == "VERB" and "that" in marks
    return said and lemma not in wordlist("no_saying")


def denied_above(sentence: Sentence, i: int) -> bool:
    """`doubt that K will …`, `do not believe that …`, `hard to imagine that …`: said not to be."""
    token = sentence.tokens[i]
    head = sentence.tokens[token.head]
    if token.dep != "ccomp" or head.i == i:
        return False
    if head.lemma in wordlist("doubting"):
        return not negated(sentence, head.i)
    over = sentence.tokens[head.head]
    hard = head.i != over.i and over.lemma in wordlist("hard")
    return head.lemma in wordlist("believing") and (hard or negated(sentence, head.i))
