"""What somebody wants, expects, fears, and how he judges things."""

from __future__ import annotations

from collections.abc import Callable

from ramify.reading.actors.speakers import cues
from ramify.reading.claims.cue import At, Cue
from ramify.reading.claims.extent import modality_of
from ramify.reading.syntax.clauses import modal, negated, preposition


def fears_that(at: At) -> bool:
    """`warned that talks had failed`."""
    return at.is_among("verbs", "fear", "warning") and bool(at.kids("ccomp"))


def feared(at: At) -> Cue | None:
    """`warned that K will …`: where the content has a modal of its own, that is the claim."""
    if any(modal(at.sentence, k)[0] for k in at.kids("ccomp")):
        return None
    return Cue(at.i, "warning", "unstated", at.text, own=True)


def warns_of(at: At) -> bool:
    """`warned of retaliation`, `warned against interference`, said by somebody."""
    if not at.is_among("verbs", "warning") or at.modal[0]:
        return False
    below = [n for k in at.kids("obl", "obj", "iobj") for n in (k, *at.sentence.kids(k, "nmod"))]
    of = any(preposition(at.sentence, k) in ("of", "about", "over") for k in below)
    return of and at.context.holders.subject(at.number, at.i) is not None


def fears_something(at: At) -> bool:
    """`Poland fears an attack`; a thing fears nothing."""
    fearing = at.is_among("verbs", "fear") and bool(at.kids("obj"))
    return fearing and at.context.holders.subject(at.number, at.i) is not None


def risks(at: At) -> bool:
    """`risks losing its lead`."""
    return at.lemma == "risk" and bool(at.kids("xcomp"))


def is_foreseen(at: At) -> bool:
    """`exporters expect the ban to go`: what somebody expects of another, not of himself."""
    if not at.is_among("verbs", "foresee"):
        return False
    below = at.kids("xcomp", "advcl", "ccomp")
    below += [a for o in at.kids("obj") for a in at.sentence.kids(o, "acl")]
    to = any(
        at.sentence.tokens[m].text.lower() == "to"
        for k in below
        for m in at.sentence.kids(k, "mark")
    )
    own = any(at.sentence.kids(k, "nsubj", "nsubj:pass") for k in below)
    return to and (bool(at.kids("obj")) or own)


def foreseen(at: At) -> Cue:
    """As likely as its words make it; what is not expected is unlikely."""
    base = "unlikely" if negated(at.sentence, at.i) else "likely"
    modality, odds = modality_of(at.sentence, at.i, base)  # type: ignore[arg-type]
    return Cue(at.i, "forecast", modality, odds or at.text, own=True)


def means_to(at: At) -> bool:
    """`wants to`, `aims at`; not `was aimed at`, said of a thing, nor `after seeking`."""
    if not at.is_among("verbs", "intention"):
        return False
    if at.is_among("verbs", "trying") and not at.is_now():
        return False
    if at.parts.passive and not any(at.context.cast.sides(at.number, k) for k in at.parts.subjects):
        return False
    if at.dep in ("acl", "advcl") and at.tag in ("VBG", "VBN", "VB") and not at.kids("nsubj"):
        return False
    return bool(at.kids("xcomp")) or _has_purpose(at)


def _has_purpose(at: At) -> bool:
    if any(preposition(at.sentence, k) in ("at", "for") for k in at.kids("obl")):
        return True
    if at.is_among("verbs", "wanting"):
        return bool(at.kids("obj"))
    return bool(at.marks("advcl") & {"to", "at"})


def is_meant_for(at: At) -> bool:
    """`was designed to be permanent`, `is intended to deter`: the purpose of a thing."""
    purposive = at.is_among("verbs", "purpose") and bool(at.kids("aux:pass", "nsubj:pass"))
    return purposive and "to" in at.marks("xcomp", "advcl", "obl", "ccomp")


def is_viewed_as(at: At) -> bool:
    """`view the pact as a threat`, `called it illegal`; not `were seen as the two signed`."""
    if not at.is_among("verbs", "view"):
        return False
    relative = at.sentence.tokens[at.i].dep == "acl:relcl"
    named = len(at.kids("obj", "xcomp", "ccomp")) + relative
    asked = at.sentence.tokens[at.sentence.tokens[at.i].head].tag == "WP"
    if relative and (asked or at.context.holders.subject(at.number, at.i) is None):
        return False
    if at.is_among("verbs", "naming") and named > 1 and not at.parts.passive:
        return True
    nominal = [
        k
        for k in at.kids()
        if at.sentence.tokens[k].pos in ("NOUN", "ADJ", "PROPN")
        and not at.sentence.kids(k, "nsubj")
    ]
    marks = [m for k in nominal for m in at.sentence.kids(k, "mark", "case", "advmod")]
    return any(at.sentence.tokens[m].text.lower() == "as" for m in marks)


def is_wish(at: At) -> bool:
    """`this is their ambition`, `it is the desire of the Council to find …`."""
    owned = bool(at.kids("nmod:poss", "acl", "ccomp", "nsubj"))
    wish = at.is_among("nouns", "wish") and not at.is_among("nouns", "trying")
    return wish and bool(at.kids("cop")) and owned


def is_willing(at: At) -> bool:
    """`is ready to talk`; not `set a deadline`."""
    being = bool(at.kids("cop", "aux:pass")) or at.tag == "JJ"
    return at.is_among("words", "willing") and being and bool(at.kids("xcomp", "advcl"))


def is_minded(at: At) -> bool:
    """`Experts are skeptical of …`: said of somebody, without a clause that would be the claim."""
    minded = at.is_among("words", "minded") and bool(at.kids("cop"))
    held = minded and at.context.holders.subject(at.number, at.i) is not None
    return held and not at.kids("ccomp")


def what_a_wish_is(at: At) -> bool:
    """`our priority is to stop the war`: what an aim, a goal, a hope is."""
    aims = at.lemmas("nsubj") & (cues("nouns", "wish") - cues("nouns", "trying"))
    to = "to" in at.words("mark", "aux")
    being = "be" in at.lemmas("cop") or (at.tag == "VBG" and "be" in at.lemmas("aux"))
    return bool(aims) and (to or (being and at.sentence.tokens[at.i].pos != "ADJ"))


def is_verdict(at: At) -> bool:
    """Whether something is called a win, a threat, essential, mistaken."""
    if not at.kids("cop") or at.is_among("words", "announcing"):
        return False
    words = [at.lemma, *(at.sentence.tokens[k].lemma for k in at.kids("amod", "compound"))]
    telling = cues("words", "telling") | cues("words", "judging")
    return words[0] in cues("nouns", "verdict") or bool(telling & set(words))


def noun_of(name: str, *, owned: bool = False) -> Callable[[At], bool]:
    """`the risk that …`, `an opportunity to …`, `the Americans' desire to …`."""

    def fits(at: At) -> bool:
        noun = at.sentence.tokens[at.i].pos == "NOUN" and at.is_among("nouns", name)
        stated = any(at.i in act.words or act.i == at.i for act in at.acts)
        return (
            noun
            and _opens_content(at)
            and not (
                owned
                and (stated or not at.kids("nmod:poss") or at.head in cues("verbs", "telling"))
            )
        )

    return fits


def _opens_content(at: At) -> bool:
    return bool(at.marks("acl", "ccomp") & {"to", "that", "for"})


def raises_fears(at: At) -> bool:
    """`raising fears of escalation`: a fear that something gives rise to."""
    noun = at.sentence.tokens[at.i].pos == "NOUN" and at.is_among("nouns", "fear")
    return noun and at.dep == "obj" and at.head in cues("verbs", "raising")


def is_emphasised(at: At) -> bool:
    """`the statement emphasised a determination to …`: a will that somebody states."""
    noun = at.sentence.tokens[at.i].pos == "NOUN" and at.is_among("nouns", "wish", "resolve")
    stating = cues("verbs", "think") - cues("verbs", "telling")
    return noun and at.dep == "obj" and _opens_content(at) and at.head in stating
