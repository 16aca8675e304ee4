"""Is it told as fact? What a clause's own words, and those above it, make of it."""

from __future__ import annotations

from functools import lru_cache

from ramify.reading.syntax.clauses import user_of
from ramify.reading.syntax.modality import Status, modal, negated
from ramify.reading.syntax.sentence import Sentence
from ramify.reading.syntax.word_lists import nouns, wordlist

_CONDITIONS = frozenset(["if", "unless", "whether", "lest"])


_CONTENT = ("ccomp", "xcomp", "advcl", "acl")


def _own_status(sentence: Sentence, i: int) -> Status | None:
    token = sentence.tokens[i]
    status, word = modal(sentence, i)
    marks = {sentence.tokens[k].text.lower() for k in sentence.kids(i, "mark")}
    dep, above = token.dep.partition(":")[0], sentence.tokens[token.head].lemma
    still_open = "until" in marks and token.tag in ("VBZ", "VBP")
    if marks & _CONDITIONS or still_open or _inverted(sentence, i) or _supposed(sentence, i):
        return "if"
    if marks & {"without", "against"} or _under_without(sentence, i) or _kept_from(sentence, i):
        return "negated"
    if status == "may" and word and word.lower() == "could" and negated(sentence, i):
        return "negated"
    if status:
        return status
    if negated(sentence, i):
        return "negated"
    if (
        "to" in marks
        and (token.tag != "VBN" or _to_be(sentence, i))
        and dep in ("advcl", "acl", "csubj", "xcomp", "conj", "root")
    ):
        done = dep == "acl" and _is_one_of_row(sentence, token.head)
        done = done or (dep == "xcomp" and above in wordlist("achieving"))
        done = done or _is_done_with(sentence, i)
        return None if done else "wanted"
    if dep in _CONTENT and denied_by(sentence, i) is not None:
        return "denied"
    if dep in ("advcl", "acl", "xcomp") and token.tag == "VBG" and _is_charge(sentence, i):
        return "charged"
    if dep == "xcomp" and above in wordlist("wanting"):
        return "wanted"
    if dep == "advcl" and token.tag == "VBG" and above == "aim":
        return "wanted"
    if dep == "ccomp" and above in wordlist("wanting") - wordlist("saying"):
        return "wanted"
    if dep in ("acl", "advcl") and "for" in marks:
        return "wanted"
    return None


def _kept_from(sentence: Sentence, i: int) -> bool:
    """`refrained from attacking`, `deterred K from invading`, `balked at sending`: not done."""
    token = sentence.tokens[i]
    marks = {sentence.tokens[k].text.lower() for k in sentence.kids(i, "mark", "case")}
    by = next((w for w in ("from", "at") if w in marks), None)
    if token.tag != "VBG" or by is None:
        return False
    keeping = wordlist("keeping_from" if by == "from" else "balking")
    return any(sentence.tokens[k].lemma in keeping for k in list(sentence.above(i))[:2])


def _to_be(sentence: Sentence, i: int) -> bool:
    """`are likely to be sent`: an infinitive in the passive, and no `to have been sent`."""
    helpers = [sentence.tokens[k] for k in sentence.kids(i, "aux", "aux:pass")]
    return any(t.lemma == "be" and t.tag == "VB" for t in helpers) and not any(
        t.lemma == "have" for t in helpers
    )


def _is_one_of_row(sentence: Sentence, noun: int) -> bool:
    """`the first leader to visit since 2017`: who is the first of a row has done it."""
    ranks = {sentence.tokens[k].lemma for k in sentence.kids(noun, "amod", "nummod")}
    said = bool(sentence.kids(noun, "cop")) and "be" in {
        sentence.tokens[k].lemma
        for k in sentence.kids(noun, "cop")
        if sentence.tokens[k].tag in ("VBZ", "VBD", "VBP")
    }
    return said and bool(ranks & wordlist("ranks"))


def _is_done_with(sentence: Sentence, purpose: int) -> bool:
    """`has used drones to kill civilians`: what somebody used a weapon for, he did."""
    i = user_of(sentence, purpose)
    if i is None or sentence.tokens[i].tag not in ("VBD", "VBN") or sentence.kids(i, "aux:pass"):
        return False
    lemmas = {sentence.tokens[k].lemma for k in sentence.kids(i, "obj")}
    known = [nouns()[lemma].classes for lemma in lemmas if lemma in nouns()]
    armed = bool(lemmas & wordlist("arms")) or any("weapon" in classes for classes in known)
    return armed and status(sentence, i) == "fact"


def _is_charge(sentence: Sentence, i: int) -> bool:
    """`accused K of arming rebels`: what somebody is accused of, under the verb or its object."""
    head = sentence.tokens[sentence.tokens[i].head]
    marks = {sentence.tokens[k].text.lower() for k in sentence.kids(i, "mark", "case")}
    of_object = head.dep in ("obj", "obl") and bool(marks & {"of", "for"})
    over = sentence.tokens[head.head] if of_object else head
    return over.lemma in wordlist("accusing") and not (
        head.i == over.i and sentence.tokens[i].dep == "advcl" and not marks & {"of", "for"}
    )


def charged_by(sentence: Sentence, i: int) -> int | None:
    """The verb by which somebody is accused of what a clause tells."""
    return next((k for k in sentence.above(i) if _lemma(sentence, k) in wordlist("accusing")), None)


def denied_by(sentence: Sentence, i: int) -> int | None:
    """The verb that denies what a clause tells: `denied that`, `rejected claims that`."""
    token = sentence.tokens[i]
    head = token.head
    if token.dep == "conj":
        return denied_by(sentence, head)
    if token.dep.partition(":")[0] not in _CONTENT or head == i:
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
    """`A report that K had attacked L was false`: what is told is said not to be so."""
    if _ends_untrue(sentence, i):
        return True
    subject = False
    seen = i
    for k in sentence.above(i):
        subject = subject or sentence.tokens[seen].dep.partition(":")[0] in ("nsubj", "csubj")
        said = (k, *sentence.kids(k, "xcomp"))
        if subject and any(_untrue(sentence, n) for n in said):
            return not negated(sentence, k)
        seen = k
    return False


def _ends_untrue(sentence: Sentence, i: int) -> bool:
    """`A video claiming that … was fake`, however the tree hangs its end."""
    words = [t for t in sentence.tokens if t.pos != "PUNCT"]
    if len(words) < 2 or words[-1].text.lower() not in wordlist("untrue"):
        return False
    last = words[-1]
    opens = any(t.lemma in wordlist("reports") and t.i < i for t in sentence.tokens)
    copula = any(t.lemma in ("be", "prove") and i < t.i for t in words[-4:-1])
    return opens and copula and not negated(sentence, last.i)


def _untrue(sentence: Sentence, k: int) -> bool:
    token = sentence.tokens[k]
    return token.text.lower() in wordlist("untrue") or token.lemma in wordlist("untrue")


def _lemma(sentence: Sentence, k: int) -> str:
    return sentence.tokens[k].lemma


def _is_order(sentence: Sentence) -> bool:
    """Whether the sentence tells its reader to do something, as text may tell a machine."""
    root = sentence.tokens[sentence.root]
    opens = all(t.pos in ("PUNCT", "ADV", "INTJ") for t in sentence.tokens[: root.i])
    bare = root.pos == "VERB" and root.tag in ("VB", "VBP")
    return opens and bare and not sentence.kids(root.i, "nsubj", "aux", "mark")


def _inverted(sentence: Sentence, i: int) -> bool:
    """`Had Germany attacked …`: a condition by word order."""
    subjects = sentence.kids(i, "nsubj", "nsubj:pass")
    helpers = [k for k in sentence.kids(i, "aux", "aux:pass") if subjects and k < subjects[0]]
    words = {sentence.tokens[k].text.lower() for k in helpers}
    return bool(words & {"had", "were", "should"}) and not sentence.text.rstrip().endswith("?")


def _supposed(sentence: Sentence, i: int) -> bool:
    """`Suppose that …`, `report that …`: what somebody is told to imagine, say or do."""
    token = sentence.tokens[i]
    head = sentence.tokens[token.head]
    if token.dep != "ccomp" or token.head == i:
        return False
    told_to = head.tag in ("VB", "VBP") and not sentence.kids(head.i, "nsubj", "aux", "mark")
    return head.lemma in wordlist("supposing") or told_to


def _under_without(sentence: Sentence, i: int) -> bool:
    return any(
        sentence.tokens[k].text.lower() == "without" for k in sentence.kids(i, "case", "mark")
    )


@lru_cache(maxsize=8192)
def status(sentence: Sentence, i: int) -> Status:
    """Whether the text reports a clause as fact, by its own words and those above it."""
    if own := _own_status(sentence, i):
        return own
    if i != sentence.root and _is_order(sentence):
        return "wanted"
    token = sentence.tokens[i]
    dep, head = token.dep.partition(":")[0], token.head
    if head == i:
        return "fact"
    if dep == "conj":
        shared = _shared_with(sentence, i, head)
        return (
            shared
            if shared
            else status(sentence, head)
            if _is_clause(sentence, head) and not _finite(sentence, i)
            else _outer(sentence, head)
        )
    if dep == "xcomp":
        return status(sentence, head)
    if dep == "ccomp" and sentence.tokens[head].lemma in wordlist("saying"):
        return "fact"
    if dep == "ccomp" or (dep == "advcl" and token.tag in ("VBG", "VB")):
        above = status(sentence, head)
        said_now = token.tag == "VBG" and token.lemma in wordlist("accusing")
        return "fact" if said_now and above == "future" else above
    if dep == "advcl":
        marks = {sentence.tokens[k].text.lower() for k in sentence.kids(i, "mark")}
        above = status(sentence, head)
        past = token.tag == "VBD" and not sentence.kids(i, "aux")
        if past and (above == "wanted" or (above == "future" and _will(sentence, head))):
            return "fact"
        return (
            above
            if marks & wordlist("bound_to_main")
            and above in ("future", "may", "if", "wanted", "should")
            else "fact"
        )
    if token.dep == "acl:relcl" and _is_anybody(sentence, head):
        return "if"
    if dep in ("csubj", "nsubj") and token.tag == "VBG":
        return "wanted"
    if dep in ("acl", "parataxis", "nsubj", "csubj", "appos", "dep"):
        return "fact"
    return _outer(sentence, i)


def _is_anybody(sentence: Sentence, k: int) -> bool:
    """`anyone who attacks K`, `any state that …`: whoever does it, should somebody do it."""
    dets = {sentence.tokens[d].text.lower() for d in sentence.kids(k, "det")}
    return sentence.tokens[k].lemma in ("anyone", "anybody", "whoever") or "any" in dets


def _will(sentence: Sentence, i: int) -> bool:
    """`will take effect after both agreed`: the past beside a plain future is past."""
    word = modal(sentence, i)[1]
    return word is not None and word.lower() in ("will", "shall", "'ll", "’ll")


def _finite(sentence: Sentence, i: int) -> bool:
    """Whether a verb has tense or a subject of its own."""
    return sentence.tokens[i].tag in ("VBD", "VBZ", "VBP") or bool(
        sentence.kids(i, "nsubj", "nsubj:pass", "aux")
    )


def _shared_with(sentence: Sentence, i: int, head: int) -> Status | None:
    """What a verb takes over from the one it is joined to: `will meet and sign`."""
    if _finite(sentence, i) and sentence.tokens[i].tag != "VBP":
        return None
    above = _own_status(sentence, head)
    return above if above not in ("negated", "denied") else None


def _is_clause(sentence: Sentence, i: int) -> bool:
    return sentence.tokens[i].pos in ("VERB", "AUX", "ADJ")


def _outer(sentence: Sentence, i: int) -> Status:
    """The status of the nearest clause above a word, its own words left aside."""
    token = sentence.tokens[i]
    dep = token.dep.partition(":")[0]
    if token.head == i or dep in ("acl", "parataxis", "appos"):
        return "fact"
    if dep == "ccomp" and sentence.tokens[token.head].lemma in wordlist("saying"):
        return "fact"
    if _is_clause(sentence, token.head) and dep not in ("nsubj", "obl", "nmod", "advcl"):
        return status(sentence, token.head)
    return "fact" if _is_clause(sentence, token.head) else _outer(sentence, token.head)


def reported_by(sentence: Sentence, i: int) -> int | None:
    """The verb of saying over a clause, or beside it: `…, officials said`."""
    seen = i
    for k in sentence.above(i):
        dep = sentence.tokens[seen].dep.partition(":")[0]
        if sentence.tokens[k].lemma in wordlist("saying") and dep in (
            "ccomp",
            "xcomp",
            "parataxis",
        ):
            return k
        seen = k
    for k in (i, *sentence.above(i)):
        for p in sentence.kids(k, "parataxis"):
            if sentence.tokens[p].lemma in wordlist("saying"):
                return p
    return None


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
