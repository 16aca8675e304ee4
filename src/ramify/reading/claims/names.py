"""What somebody calls something: a threat, a farce, a puppet."""

from __future__ import annotations

from itertools import takewhile

from ramify.reading.actors.quotation_marks import CLOSING, OPENING
from ramify.reading.claims.cue import At
from ramify.reading.syntax.relations import preposition
from ramify.reading.syntax.speech import speaks

_LONGEST_NAME = 8
"""Words of the longest quotation that is a name for something."""


def is_viewed_as(at: At) -> bool:
    """`view the pact as a threat`, `called it illegal`; not `were seen as the two signed`."""
    if not at.is_among("verbs", "view"):
        return False
    if is_called_for(at) or _is_asked_to(at):
        return False
    relative = at.sentence.tokens[at.i].dep == "acl:relcl"
    named = len(at.kids("obj", "xcomp", "ccomp")) + relative
    asked = at.sentence.tokens[at.sentence.tokens[at.i].head].tag == "WP"
    unheld = at.context.holders.subject(at.number, at.i) is None
    if unheld and (relative or _is_named_by_nobody(at)):
        return False
    if _is_named_in_what(at):
        return not unheld
    if relative and asked:
        return False
    naming = at.is_among("verbs", "naming") and not at.parts.passive
    if naming and (named > 1 or _is_named_as_one(at) or _is_named_behind(at)):
        return True
    nominal = [
        k
        for k in at.kids()
        if at.sentence.tokens[k].pos in ("NOUN", "ADJ", "PROPN")
        and not at.sentence.kids(k, "nsubj")
    ]
    marks = [m for k in nominal for m in at.sentence.kids(k, "mark", "case", "advmod")]
    return any(at.sentence.tokens[m].text.lower() == "as" for m in marks)


def _is_named_as_one(at: At) -> bool:
    """`called the arrests theatre`: a thing in the plural and its name, parsed as one noun."""
    tokens = at.sentence.tokens
    return any(
        tokens[c].tag == "NNS" and c == k - 1 and tokens[k].tag == "NN"
        for k in at.kids("obj")
        for c in at.sentence.kids(k, "compound")
    )


def _is_named_behind(at: At) -> bool:
    """`called him a puppet`, `called that a lie`, `called K's envoy, who was there, a clown`."""
    tokens = at.sentence.tokens
    named = [k for k in at.kids("obj", "xcomp") if k > at.i]
    pointed = any(
        tokens[m].dep == "mark" and m == at.i + 1 for k in named for m in at.sentence.kids(k)
    )
    far = (
        tokens[k].dep == "appos" and at.sentence.kids(k, "det") and tokens[k - 2].text == ","
        for n in named
        for k in at.sentence.subtree(n)
    )
    whom = at.kids("iobj") and any(at.sentence.kids(k, "det", "nmod:poss") for k in named)
    return bool(whom) or pointed or any(far)


def _is_named_in_what(at: At) -> bool:
    """`over what it called a betrayal`: named in passing, by the subject of the verb."""
    if at.parts.passive or not at.parts.subjects:
        return False
    first = min(min(at.sentence.subtree(k)) for k in at.parts.subjects)
    what = first > 0 and at.sentence.tokens[first - 1].text.lower() == "what"
    naming = at.is_among("verbs", "naming", "defining") and at.kids("obj", "obl", "xcomp")
    return what and first < at.i and bool(naming)


def _is_asked_to(at: At) -> bool:
    """`urged K to brand it an invasion`: what somebody is asked to call it, he does not yet."""
    return (
        at.dep == "xcomp"
        and "to" in at.words("mark")
        and bool(at.sentence.kids(at.sentence.tokens[at.i].head, "obj", "iobj"))
    )


def _is_named_by_nobody(at: At) -> bool:
    """`a duty is described as a tax`: a name that nobody is said to give is no view."""
    if at.parts.passive:
        told = at.holder.kind != "author" or at.kids("obl:agent")
        return at.is_among("verbs", "defining") and not told
    return at.tag == "VBD" and at.dep == "acl"


def is_called_for(at: At) -> bool:
    """`called on K to leave`, `called for L to be tried`: a demand, and no name for anything."""
    if at.lemma != "call":
        return False
    asked = any(preposition(at.sentence, k) in ("for", "on", "upon") for k in at.kids("obl"))
    return (asked and not at.kids("obj")) or "to" in at.marks("xcomp", "ccomp", "advcl")


def is_called_names(at: At) -> bool:
    """`called the raid on its port, which …, a “crime”`: quoted, however a parse hangs it."""
    naming = at.is_among("verbs", "naming", "view") or at.lemma == "find"
    if not naming or at.parts.passive or is_called_for(at):
        return False
    if at.context.holders.subject(at.number, at.i) is None or not at.kids("obj", "obl", "xcomp"):
        return False
    tokens = at.sentence.tokens
    last = min((k for k in at.kids("conj") if k > at.i), default=len(tokens))
    opening = next((t.i for t in tokens[at.i + 1 : last] if t.text in OPENING), None)
    if opening is None or any(speaks(at.sentence, k) for k in range(at.i + 1, opening)):
        return False
    inside = list(takewhile(lambda t: t.text not in CLOSING, tokens[opening + 1 :]))
    words = [t for t in inside if t.pos != "PUNCT"]
    if words and words[0].text.lower() in ("a", "an") and words[-1].i < last:
        return True
    named = 0 < len(words) <= _LONGEST_NAME
    return named and not any(t.tag in ("VBD", "VBZ", "VBP") for t in inside)
