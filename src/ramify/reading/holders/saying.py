"""The verbs and nouns of saying, over a clause or beside it, whose content the clause is."""

from __future__ import annotations

from collections.abc import Iterator

from ramify.reading.actors.quotation_marks import still_open
from ramify.reading.holders.quotations import quotes_between
from ramify.reading.syntax.factuality import is_content, is_parted
from ramify.reading.syntax.sentence import Sentence
from ramify.reading.syntax.speech import cues, speaks


def saying_over(sentence: Sentence, i: int) -> Iterator[int]:
    """Verbs and nouns of saying and thinking whose content a predicate is, nearest first."""
    yield from (
        k for k in sentence.kids(i, "nsubj") if k < i and _is_said_noun(sentence, k, "nsubj:outer")
    )
    if (sibling := said_by_sibling(sentence, i)) is not None:
        yield sibling
    yield from _announced_as(sentence, i)
    seen = i
    for k in sentence.above(i):
        dep = sentence.tokens[seen].dep.partition(":")[0]
        beside = dep == "parataxis" and k < seen
        quoted = beside and quotes_between(sentence, k, seen)
        if beside and not quoted and _put_so(sentence, k):
            yield k
        content = dep in ("ccomp", "csubj") or quoted
        thinking = sentence.tokens[k].lemma in cues("verbs", "think")
        if _is_in_view_of(sentence, k):
            return
        known = dep == "ccomp" and _made_known(sentence, k)
        if (
            not known
            and content
            and (thinking or (dep == "ccomp" and is_content(sentence, k, seen)))
        ):
            yield k
        elif known or is_in_statement(sentence, seen) or _is_told_to(sentence, seen):
            yield sentence.tokens[k].head
        elif dep in ("acl", "ccomp") and _is_said_noun(sentence, k) and _opens(sentence, seen):
            yield k
        seen = k


def _announced_as(sentence: Sentence, i: int) -> Iterator[int]:
    """`What he did announce is that …`: the verb of saying in the subject of its own content."""
    opening = [k for k in sentence.kids(i, "nsubj", "nsubj:outer", "csubj") if k < i]
    below = [*opening, *(n for k in opening for n in sentence.kids(k, "acl:relcl"))]
    what = any(sentence.tokens[k].text.lower() == "what" for k in opening)
    yield from (k for k in below if what and sentence.tokens[k].lemma in cues("verbs", "think"))


def _put_so(sentence: Sentence, k: int) -> bool:
    """`One put it bluntly: they would pay`: a verb of saying whose words follow a colon."""
    token = sentence.tokens[k]
    it = any(sentence.tokens[n].text.lower() == "it" for n in sentence.kids(k, "obj"))
    colon = any(t.text == ":" for t in sentence.tokens[k:])
    return colon and token.lemma == "put" and it


def saying_beside(sentence: Sentence, i: int) -> Iterator[int]:
    """Verbs of saying beside a clause: `…, officials said`."""
    for k in (i, *sentence.kids(i, "nsubj"), *sentence.above(i)):
        for p in sentence.kids(k, "parataxis"):
            if is_parted(sentence, i, p):
                continue
            if sentence.tokens[p].lemma in cues("verbs", "think") or speaks(sentence, p):
                yield p


def is_set_against(sentence: Sentence, i: int) -> bool:
    """`said it was ready, although efforts have failed`: what the writer sets against it."""
    for k in (i, *sentence.above(i)):
        marks = {sentence.tokens[m].text.lower() for m in sentence.kids(k, "mark")}
        if marks & {"although", "though"}:
            first = min(sentence.subtree(k))
            before = sentence.text[: sentence.tokens[first].start - sentence.start]
            said = any(speaks(sentence, t.i) for t in sentence.tokens[:first])
            return said and not still_open(before, False)
    return False


def is_in_statement(sentence: Sentence, i: int) -> bool:
    """`said in a statement that …`: the clause hangs on the statement, but the verb says it."""
    over = sentence.tokens[sentence.tokens[i].head]
    paper = over.lemma in cues("nouns", "papers") and over.dep.partition(":")[0] == "obl"
    said = sentence.tokens[over.head].lemma in cues("verbs", "think")
    return paper and said and sentence.tokens[i].dep.startswith("acl") and _opens(sentence, i)


def said_by_sibling(sentence: Sentence, i: int) -> int | None:
    """`an island that K maintains is its own`: the verb that a parse hangs beside its content."""
    token = sentence.tokens[i]
    if token.dep.partition(":")[0] != "acl" or not sentence.kids(i, "mark", "cop"):
        return None
    for k in sentence.kids(token.head, "acl:relcl"):
        bare = not sentence.kids(k, "ccomp", "obj", "xcomp")
        if k < i and bare and sentence.tokens[k].lemma in cues("verbs", "think"):
            return k
    return None


def _is_told_to(sentence: Sentence, i: int) -> bool:
    """`told the BBC the wall would stay`: a clause that a parse hangs on whoever hears it."""
    token, tokens = sentence.tokens[i], sentence.tokens
    heard = tokens[token.head]
    named = heard.pos == "PROPN" and heard.dep in ("iobj", "obj") and heard.i < i
    told = named and tokens[heard.head].lemma in ("tell", "inform", "assure", "warn")
    asks = any(t.tag in ("WDT", "WP", "WP$") for t in tokens[heard.i : i])
    return told and token.dep == "acl:relcl" and not asks and bool(sentence.kids(i, "nsubj"))


def _is_in_view_of(sentence: Sentence, k: int) -> bool:
    """`would fail, considering what K has done`: nobody considers anything."""
    token = sentence.tokens[k]
    bare = token.tag == "VBG" and token.dep.startswith("advcl")
    return token.lemma == "consider" and bare and not sentence.kids(k, "nsubj", "aux")


def _is_said_noun(sentence: Sentence, k: int, dep: str = "") -> bool:
    """Whether a word is a noun for what is said: `the claim that …`, `its position is that …`."""
    token = sentence.tokens[k]
    return (
        token.pos == "NOUN"
        and token.lemma in cues("nouns", "content")
        and token.dep == (dep or token.dep)
    )


def _opens(sentence: Sentence, i: int) -> bool:
    """Whether `that` opens a clause with a subject of its own."""
    opens = any(sentence.tokens[m].text.lower() == "that" and m < i for m in sentence.kids(i))
    subjects = [sentence.tokens[k].text.lower() for k in sentence.kids(i, "nsubj", "nsubj:pass")]
    return opens and bool(subjects) and "that" not in subjects


def _made_known(sentence: Sentence, k: int) -> bool:
    """`made clear that`, `made it known that`."""
    token = sentence.tokens[k]
    known = token.lemma in cues("words", "clear") or token.text.lower() == "known"
    return known and token.dep == "xcomp" and sentence.tokens[token.head].lemma in ("make", "let")
