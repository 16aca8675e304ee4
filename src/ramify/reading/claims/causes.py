"""What brings about what: events and things as causes."""

from __future__ import annotations

from ramify.reading.actors.acts import Act
from ramify.reading.claims.cue import At
from ramify.reading.events.event_date import Context
from ramify.reading.syntax.relations import preposition
from ramify.reading.syntax.speech import cues
from ramify.reading.syntax.status import status
from ramify.reading.syntax.word_lists import agents, nouns

_POINTING = frozenset({"this", "it", "that", "which"})
_OTHERWISE = frozenset({"turn out", "make up", "give up", "turn back", "push back", "bring back"})
"""With a particle these bring nothing about: `made up half of it`."""


def has_effect(at: At) -> bool:
    """`had no impact on`."""
    return at.lemma == "have" and bool(at.lemmas("obj") & cues("nouns", "effect"))


def brings_about(at: At) -> bool:
    """An event or a thing, not somebody, that brings something about, and tells no act of force.

    What a writer tells in the past by a plain verb (`prompted`, `resulted in`) is history.
    """
    if not at.is_among("verbs", "cause") or status(at.sentence, at.i) != "fact":
        return False
    if at.is_among("verbs", "narrating") and not at.is_now() and at.holder.kind == "author":
        return False
    if (
        _only_made(at)
        or _hands_over(at)
        or at.kids("cop")
        or (at.lemma == "give" and at.tag == "VBN")
    ):
        return False
    parts, act = at.parts, at.told()
    perfect = at.sentence.tokens[at.i].dep == "acl:relcl" and at.words("aux") & {"has", "have"}
    if (at.dep == "acl" and not perfect) or at.tag == "VBG" or _is_deed(act):
        return False
    leads = bool(parts.obliques) and parts.verb in cues("verbs", "leading")
    if parts.passive or not (parts.objects or parts.complements or leads):
        return False
    return bool(parts.subjects) and all(is_cause(at.context, at.number, k) for k in parts.subjects)


def _is_deed(act: Act | None) -> bool:
    """Force, and help that was brought."""
    return act is not None and (act.code >= "18" or act.code.startswith("07"))


def adds_to(at: At) -> bool:
    """`the dispute adds to tensions`: a thing that makes another greater, told as going on."""
    if at.lemma != "add" or at.parts.objects or not at.is_now() or not at.parts.subjects:
        return False
    to = any(preposition(at.sentence, k) == "to" for k in at.kids("obl"))
    return to and all(is_cause(at.context, at.number, k) for k in at.parts.subjects)


def is_brought_about(at: At) -> bool:
    """`he said that its trade was hurt by the ban`: what a thing did, as somebody says."""
    if not at.is_among("verbs", "cause") or not at.parts.passive or at.holder.kind == "author":
        return False
    if at.dep == "acl":
        return False
    told = at.told()
    if (told and told.code >= "18") or not at.parts.subjects:
        return False
    return all(is_cause(at.context, at.number, k) for k in at.parts.subjects)


def _only_made(at: At) -> bool:
    """`made an emergency landing`, `makes no sense`, `made up half of it`."""
    objects = at.lemmas("obj") | at.words("obj")
    made = at.lemma in ("make", "give", "pose") and bool(objects & cues("nouns", "made"))
    return made or at.parts.verb in _OTHERWISE or _has_become(at)


def _has_become(at: At) -> bool:
    """`a mall turned jail`: a noun, and another for what it is by now."""
    tokens = at.sentence.tokens
    bare = at.lemma == "turn" and at.text == "turned" and 0 < at.i < len(tokens) - 1
    return bare and tokens[at.i - 1].pos == "NOUN" and tokens[at.i + 1].pos in ("NOUN", "ADJ")


def _hands_over(at: At) -> bool:
    """`the communique gives the parties thirty days`: a paper that grants, and causes nothing."""
    papers = at.lemmas("nsubj") & cues("nouns", "papers")
    return at.lemma == "give" and bool(papers) and bool(at.kids("iobj", "obl:unmarked"))


def is_cause(context: Context, number: int, k: int) -> bool:
    """Whether a subject is an event or a thing, which may bring something about."""
    token = context.sentences[number].tokens[k]
    named = context.cast.named_at(number, k)
    if named and named.kind not in ("pronoun", "adjective"):
        return False
    if token.pos == "PRON":
        return named is None and token.text.lower() in _POINTING
    act = token.lemma in nouns() and nouns()[token.lemma].code is not None
    return token.pos in ("NOUN", "DET") and (token.lemma not in agents() or act)


def is_because(at: At) -> bool:
    """`was hit because its owner traded with K`: why it came, as the writer or somebody says."""
    if at.modal[0] or at.holder.kind == "unnamed":
        return False
    within = at.dep in ("root", "parataxis", "ccomp", "conj")
    parsed_as_said = at.dep == "ccomp" and "because" in at.words("mark")
    return parsed_as_said or (within and "because" in at.marks("advcl"))


def made_it_so(at: At) -> bool:
    """`What made it bearable was money`, `the reason was a rumour`: a cause told as such."""
    being = bool(at.kids("cop")) and at.dep in ("root", "ccomp", "parataxis")
    opened = [k for k in at.kids("acl:relcl", "csubj", "nsubj", "nsubj:outer") if k < at.i]
    below = [*opened, *(n for k in opened for n in at.sentence.kids(k, "acl:relcl"))]
    tokens = at.sentence.tokens
    what = any(tokens[k].text.lower() == "what" for k in below)
    made = what and any(tokens[k].lemma == "make" for k in below)
    return being and (made or "reason" in at.lemmas("nsubj", "nsubj:outer"))
