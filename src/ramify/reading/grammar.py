"""Clauses read off a dependency tree: who is subject, what is object, is it fact."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from ramify.reading.syntax import Sentence

Status = Literal["fact", "future", "may", "should", "if", "wanted", "negated", "denied"]
"""What the grammar makes of a clause: only `fact` is reported as having happened."""

_RELATIVES = frozenset(["who", "which", "that", "whom", "whose"])
_OBJECT_CONTROL = frozenset(
    ["ask", "urge", "order", "force", "persuade", "help", "allow", "tell", "permit", "enable", "encourage", "compel", "invite", "press", "pressure", "authorise", "authorize", "request", "require", "convince", "push", "want", "expect", "lead", "cause", "instruct", "warn", "call"]
)
_WANTING = frozenset(
    ["want", "hope", "wish", "plan", "intend", "aim", "seek", "expect", "try", "attempt", "prepare", "schedule", "consider", "desire", "aspire", "need", "threaten", "vow", "pledge", "promise", "agree", "offer", "refuse", "decline", "propose", "ask", "urge", "demand", "call", "insist", "suggest", "recommend", "advise", "fear", "mull", "contemplate", "like", "prefer", "fail", "avoid", "prevent", "struggle", "strive", "decide", "allow", "enable", "encourage", "order", "appear"]
)
_DENYING = frozenset(["deny", "dispute", "refute"])
SAYING = frozenset(
    ["say", "state", "announce", "declare", "report", "tell", "add", "claim", "note", "confirm", "believe", "think", "reveal", "disclose", "warn", "suggest", "argue", "write", "insist", "stress", "explain", "indicate", "estimate", "assert", "reiterate", "predict", "acknowledge", "admit", "observe", "remark", "maintain", "contend", "emphasize", "emphasise", "underline", "show", "allege", "conclude", "assess", "hold", "find", "recall", "swear", "vow", "promise", "pledge", "mean", "imply", "signal"]
)
_ACHIEVING = frozenset("begin start continue manage proceed help come serve use go resume force compel cause keep move return rush turn".split())
_BOUND_TO_MAIN = frozenset("when before after until once as while where".split())
_NEGATIONS = frozenset(["not", "n't", "n’t", "never", "no", "neither", "nor", "hardly", "without", "barely"])
_MODALS: dict[str, Status] = {
    "will": "future", "'ll": "future", "’ll": "future", "shall": "future", "wo": "future",
    "would": "future", "'d": "future", "’d": "future",
    "may": "may", "might": "may", "could": "may", "can": "may", "ca": "may",
    "should": "should", "must": "should", "ought": "should",
}  # fmt: skip
_CONDITIONS = frozenset(["if", "unless", "whether", "lest"])


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb with what belongs to it; indices are words of its sentence."""

    i: int
    verb: str
    """Lemma, with its particle: `carry out`."""
    subjects: tuple[int, ...]
    """Who does it: the subject, or the agent of a passive."""
    objects: tuple[int, ...]
    """What it is done to: the object, or the subject of a passive."""
    obliques: tuple[tuple[str, int], ...]
    """Prepositions and the nouns under them."""
    complements: tuple[int, ...]
    passive: bool


def is_predicate(sentence: Sentence, i: int) -> bool:
    """Whether a word is a verb, or an adjective or participle said of a subject."""
    token = sentence.tokens[i]
    if token.pos == "VERB":
        return token.dep.partition(":")[0] not in ("amod", "case", "compound", "fixed", "mark")
    return token.pos in ("ADJ", "NOUN", "PROPN") and bool(sentence.kids(i, "cop"))


@lru_cache(maxsize=4096)
def clause(sentence: Sentence, i: int) -> Clause:
    """The clause that a predicate heads."""
    passive = _is_passive(sentence, i)
    by = _case_kids(sentence, i, {"by"}) if passive else []
    subjects = by or ([] if passive else _subjects(sentence, i, 0))
    objects = _subjects(sentence, i, 0) if passive else _objects(sentence, i)
    obliques = [
        (preposition(sentence, k), k)
        for k in sentence.kids(i, "obl", "nmod")
        if k not in by and sentence.kids(k, "case")
    ]
    if not passive:
        obliques += [("", k) for k in sentence.kids(i, "iobj")]
    return Clause(
        i,
        verb_of(sentence, i),
        tuple(subjects),
        tuple(objects),
        tuple(obliques),
        tuple(sentence.kids(i, "xcomp", "ccomp") or _purposes(sentence, i)),
        passive,
    )


def _purposes(sentence: Sentence, i: int) -> list[int]:
    """Infinitives that a parse hangs beside a verb or its object, in place of a complement."""
    below = [*sentence.kids(i, "advcl"), *(a for o in sentence.kids(i, "obj") for a in sentence.kids(o, "acl"))]  # fmt: skip
    return [
        k for k in below if any(sentence.tokens[m].text.lower() == "to" for m in sentence.kids(k, "mark"))
    ]


def verb_of(sentence: Sentence, i: int) -> str:
    """The lemma of a predicate with its particles."""
    parts = [sentence.tokens[k].text.lower() for k in sentence.kids(i, "compound:prt")]
    return " ".join([sentence.tokens[i].lemma, *parts])


def preposition(sentence: Sentence, i: int) -> str:
    """The preposition before a noun, of one or several words."""
    words = []
    for k in sentence.kids(i, "case"):
        words += [k, *sentence.kids(k, "fixed")]
    return " ".join(sentence.tokens[k].text.lower() for k in sorted(words))


def _case_kids(sentence: Sentence, i: int, cases: set[str]) -> list[int]:
    return [k for k in sentence.kids(i, "obl") if preposition(sentence, k) in cases]


def _is_passive(sentence: Sentence, i: int) -> bool:
    if sentence.kids(i, "nsubj:pass", "aux:pass"):
        return True
    token = sentence.tokens[i]
    if token.dep == "acl" and token.tag in ("VBN", "VBD"):
        return not sentence.kids(i, "obj", "ccomp", "xcomp", "aux")
    if token.dep == "conj" and token.tag == "VBN" and not sentence.kids(i, "nsubj", "aux"):
        return _is_passive(sentence, token.head) and not sentence.kids(i, "obj")
    return token.tag == "VBN" and token.dep in ("advcl", "xcomp") and not sentence.kids(i, "obj", "aux")  # fmt: skip


def _subjects(sentence: Sentence, i: int, depth: int) -> list[int]:
    """The grammatical subject, found across coordination, control and relative clauses."""
    token = sentence.tokens[i]
    own = sentence.kids(i, "nsubj", "nsubj:pass")
    if own:
        if token.dep == "acl:relcl" and sentence.tokens[own[0]].text.lower() in _RELATIVES:
            return [token.head]
        return own
    if depth > 6 or token.head == i:
        return []
    dep, head = token.dep.partition(":")[0], token.head
    if token.dep == "acl:relcl":
        return [head]
    if dep == "acl":
        if token.tag in ("VBG", "VBN", "VBD", "VBZ", "VBP"):
            return [head]
        return _owners(sentence, head)
    if dep == "xcomp":
        objects = sentence.kids(head, "obj", "iobj")
        if objects and sentence.tokens[head].lemma in _OBJECT_CONTROL:
            return objects
        return _subjects(sentence, head, depth + 1)
    if dep in ("conj", "advcl", "ccomp"):
        return _subjects(sentence, head, depth + 1)
    return []


def _owners(sentence: Sentence, noun: int) -> list[int]:
    """Whose plan, desire or effort it is."""
    owners = sentence.kids(noun, "nmod:poss", "compound", "amod")
    named = [k for k in owners if sentence.tokens[k].pos in ("PROPN", "PRON", "NOUN")]
    meant = [k for k in sentence.kids(noun, "nmod") if preposition(sentence, k) == "for"]
    if meant:
        return meant
    head = sentence.tokens[noun].head
    if named or head == noun:
        return named
    return _subjects(sentence, head, 3) if is_predicate(sentence, head) else []


def _objects(sentence: Sentence, i: int) -> list[int]:
    found = sentence.kids(i, "obj")
    if found:
        if sentence.tokens[found[0]].text.lower() in _RELATIVES and sentence.tokens[i].dep == "acl:relcl":  # fmt: skip
            return [sentence.tokens[i].head]
        return found
    token = sentence.tokens[i]
    if token.dep == "acl:relcl":
        own = sentence.kids(i, "nsubj")
        if own and sentence.tokens[own[0]].text.lower() not in _RELATIVES:
            said_of = sentence.kids(token.head, "nsubj") if sentence.kids(token.head, "cop") else []
            return [token.head, *said_of]
    if token.dep == "conj" and not sentence.kids(i, "obl", "xcomp", "ccomp"):
        return []
    return found


def modal(sentence: Sentence, i: int) -> tuple[Status | None, str | None]:
    """What the auxiliaries of a predicate say, and the word for it."""
    for k in sentence.kids(i, "aux"):
        word = sentence.tokens[k].text.lower()
        if (status := _MODALS.get(word)) or (status := _MODALS.get(sentence.tokens[k].lemma)):
            return status, sentence.tokens[k].text
    token = sentence.tokens[i]
    if token.dep == "conj" and token.tag == "VB" and not sentence.kids(i, "aux", "mark", "nsubj"):
        return modal(sentence, token.head)
    return None, None


def negated(sentence: Sentence, i: int) -> bool:
    """Whether a predicate is denied in its own clause."""
    for k in sentence.kids(i, "advmod", "cc:preconj", "det"):
        if sentence.tokens[k].text.lower() in _NEGATIONS or (
            sentence.tokens[k].lemma == "long" and sentence.tokens[k].text.lower() == "longer"
        ):
            return True
    return any(
        sentence.tokens[d].text.lower() == "no"
        for k in sentence.kids(i, "obj", "nsubj", "nsubj:pass")
        for d in sentence.kids(k, "det")
    )


def _own_status(sentence: Sentence, i: int) -> Status | None:
    token = sentence.tokens[i]
    status, word = modal(sentence, i)
    marks = {sentence.tokens[k].text.lower() for k in sentence.kids(i, "mark")}
    dep, above = token.dep.partition(":")[0], sentence.tokens[token.head].lemma
    if marks & _CONDITIONS:
        return "if"
    if status == "may" and word and word.lower() == "could" and negated(sentence, i):
        return "negated"
    if status:
        return status
    if negated(sentence, i):
        return "negated"
    if "to" in marks and token.tag != "VBN" and dep in ("advcl", "acl", "csubj", "xcomp", "conj", "root"):  # fmt: skip
        return None if dep == "xcomp" and above in _ACHIEVING else "wanted"
    if dep == "xcomp" and above in _WANTING:
        return "wanted"
    if dep == "ccomp" and above in _DENYING:
        return "denied"
    if dep == "ccomp" and above in _WANTING - SAYING:
        return "wanted"
    if dep in ("acl", "advcl") and "for" in marks:
        return "wanted"
    return None


@lru_cache(maxsize=8192)
def status(sentence: Sentence, i: int) -> Status:
    """Whether the text reports a clause as fact, by its own words and those above it."""
    if own := _own_status(sentence, i):
        return own
    token = sentence.tokens[i]
    dep, head = token.dep.partition(":")[0], token.head
    if head == i:
        return "fact"
    if dep == "conj":
        shared = _shared_with(sentence, i, head)
        return shared if shared else status(sentence, head) if _is_clause(sentence, head) and not _finite(sentence, i) else _outer(sentence, head)  # fmt: skip
    if dep == "xcomp":
        return status(sentence, head)
    if dep == "ccomp" and sentence.tokens[head].lemma in SAYING:
        return "fact"
    if dep == "ccomp" or (dep == "advcl" and token.tag in ("VBG", "VB")):
        return status(sentence, head)
    if dep == "advcl":
        marks = {sentence.tokens[k].text.lower() for k in sentence.kids(i, "mark")}
        above = status(sentence, head)
        return above if marks & _BOUND_TO_MAIN and above in ("future", "may", "if", "wanted") else "fact"  # fmt: skip
    if dep in ("acl", "parataxis", "nsubj", "csubj", "appos", "dep"):
        return "fact"
    return _outer(sentence, i)


def _finite(sentence: Sentence, i: int) -> bool:
    """Whether a verb has tense or a subject of its own."""
    return sentence.tokens[i].tag in ("VBD", "VBZ", "VBP") or bool(sentence.kids(i, "nsubj", "nsubj:pass", "aux"))  # fmt: skip


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
    if dep == "ccomp" and sentence.tokens[token.head].lemma in SAYING:
        return "fact"
    if _is_clause(sentence, token.head) and dep not in ("nsubj", "obl", "nmod", "advcl"):
        return status(sentence, token.head)
    return "fact" if _is_clause(sentence, token.head) else _outer(sentence, token.head)


def reported_by(sentence: Sentence, i: int) -> int | None:
    """The verb of saying over a clause, or beside it: `…, officials said`."""
    seen = i
    for k in sentence.above(i):
        dep = sentence.tokens[seen].dep.partition(":")[0]
        if sentence.tokens[k].lemma in SAYING and dep in ("ccomp", "xcomp", "parataxis"):
            return k
        seen = k
    for k in (i, *sentence.above(i)):
        for p in sentence.kids(k, "parataxis"):
            if sentence.tokens[p].lemma in SAYING:
                return p
    return None
