"""What somebody wants, expects, fears, and how he judges things."""

from __future__ import annotations

from collections.abc import Callable

from ramify.reading.claims.cue import At, Cue
from ramify.reading.claims.extent import modality_of
from ramify.reading.syntax.modality import modal
from ramify.reading.syntax.negation import negated
from ramify.reading.syntax.relations import preposition
from ramify.reading.syntax.speech import cues


def fears_that(at: At) -> bool:
    """`warned that talks had failed`."""
    fearing = at.is_among("verbs", "fear", "warning") and "what" not in at.words("nsubj")
    return fearing and bool(at.kids("ccomp"))


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
    if at.dep == "advcl" and at.words("mark") & {"if", "unless", "whether"}:
        return False
    if _is_sought(at):
        return False
    if at.lemma == "expect" and not at.kids("xcomp", "obj"):
        return False
    if at.lemma == "expect" and at.lemmas("xcomp") & cues("verbs", "scheduled"):
        return False
    if at.parts.passive and not any(at.context.cast.sides(at.number, k) for k in at.parts.subjects):
        return False
    if at.dep in ("acl", "advcl") and at.tag in ("VBG", "VBN", "VB") and not at.kids("nsubj"):
        return False
    return bool(at.kids("xcomp")) or _has_purpose(at)


def _is_sought(at: At) -> bool:
    """`a minister wanted for fraud`, `two wanted rebels`: by the police, whatever a parse says."""
    tokens = at.sentence.tokens
    before = tokens[at.i - 1] if at.i else None
    counted = before is not None and before.pos in ("NUM", "DET", "ADJ") and bool(at.kids("obj"))
    charged = any(preposition(at.sentence, k) == "for" for k in at.kids("obl"))
    return at.text == "wanted" and (counted or (charged and not at.kids("obj", "xcomp")))


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


def is_held_responsible(at: At) -> bool:
    """`holds K responsible for the raid`."""
    held = at.lemma == "hold" and "responsible" in at.lemmas("xcomp", "obj", "advcl", "ccomp")
    return held and at.context.holders.subject(at.number, at.i) is not None


def is_considering(at: At) -> bool:
    """`was considering closing the straits`: what somebody has in mind to do."""
    going = at.is_among("verbs", "considering") and at.tag == "VBG" and bool(at.kids("aux"))
    return going and bool(at.kids("obj", "xcomp", "ccomp"))


def has_potential(at: At) -> bool:
    """`has the potential of undermining our hopes`."""
    if at.lemma != "have":
        return False
    below = [k for k in at.kids("obj") if at.sentence.tokens[k].lemma in cues("nouns", "potential")]
    return any(at.sentence.kids(k, "acl", "nmod") for k in below)


def seems(at: At) -> bool:
    """`appear determined to fight on`, `seems to have failed`: how things look to the writer."""
    tokens = at.sentence.tokens
    if not at.is_among("verbs", "seeming") or at.lemma in ("become", "remain") or at.told():
        return False
    below = at.kids("xcomp")
    done = any("have" in {tokens[a].lemma for a in at.sentence.kids(k, "aux")} for k in below)
    minded = any(tokens[k].text.lower() in cues("words", "willing") for k in below)
    telling = cues("verbs", "implying") | cues("verbs", "appearing")
    shown = at.is_now() and any(tokens[k].lemma in telling for k in below)
    return done or minded or shown


def is_wish(at: At) -> bool:
    """`this is their ambition`, `it is the desire of the Council to find …`."""
    owned = bool(at.kids("nmod:poss", "acl", "ccomp"))
    wish = at.is_among("nouns", "wish") and not at.is_among("nouns", "trying")
    return wish and bool(at.kids("cop")) and owned


def is_willing(at: At) -> bool:
    """`is ready to talk`; not `set a deadline`."""
    if at.lemma == "set" and at.lemmas("xcomp") & cues("verbs", "scheduled"):
        return False
    being = bool(at.kids("cop", "aux:pass")) or at.tag == "JJ"
    return at.is_among("words", "willing") and being and bool(at.kids("xcomp", "advcl"))


def stays_willing(at: At) -> bool:
    """`remain steadfast in our commitment`, `stays committed to the pact`."""
    below = [
        k
        for k in at.kids("xcomp")
        if at.sentence.tokens[k].text.lower() in cues("words", "willing")
    ]
    return at.lemma in ("remain", "stay") and any(
        at.sentence.kids(k, "xcomp", "advcl", "obl") for k in below
    )


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
    if at.is_among("nouns", "verdict") and not to:
        return False
    return bool(aims) and (to or (being and at.sentence.tokens[at.i].pos != "ADJ"))


def is_verdict(at: At) -> bool:
    """Whether something is called a win, a threat, essential, mistaken, flawed."""
    being = at.kids("cop") or (at.tag == "JJ" and at.kids("aux:pass"))
    if not being or at.is_among("words", "announcing"):
        return False
    if at.text.lower() == "worst" and "the" in at.words("det"):
        return True
    words = [at.lemma, *(at.sentence.tokens[k].lemma for k in at.kids("amod", "compound"))]
    telling = cues("words", "telling") | cues("words", "judging")
    return words[0] in cues("nouns", "verdict") or bool(telling & set(words))


def amounts_to(at: At) -> bool:
    """`constitutes a violation of`, `represents an escalation of`, `has turned into a farce`."""
    below = at.lemmas("obj", "obl")
    if at.lemma in ("bear", "carry") and at.lemmas("obj") & cues("nouns", "blame"):
        return True
    if at.is_among("verbs", "becoming") and at.tag != "VBG":
        return bool(at.lemmas("obl", "xcomp") & cues("nouns", "verdict"))
    if at.is_among("verbs", "reaching"):
        low = bool((below | at.words("obj", "obl")) & cues("nouns", "ebb"))
        return low and not at.is_of_somebody()
    return at.is_among("verbs", "amounting") and bool(below & cues("nouns", "verdict"))


def has_no_choice(at: At) -> bool:
    """`had no choice but to sign`, `had little option but to yield`."""
    below = [k for k in at.kids("obj") if at.sentence.tokens[k].lemma in cues("nouns", "choice")]
    dets = {
        at.sentence.tokens[d].text.lower()
        for k in below
        for d in at.sentence.kids(k, "det", "amod")
    }
    but = any(at.sentence.tokens[k + 1].text.lower() == "but" for k in below)
    return at.lemma == "have" and but and bool(dets & {"no", "little"})


def has_only(at: At) -> bool:
    """`has produced nothing but communiqués`: so little that it is a verdict."""
    tokens = at.sentence.tokens
    return any(
        tokens[k].text.lower() == "nothing" and tokens[k + 1].text.lower() == "but"
        for k in at.kids("obj")
        if k + 1 < len(tokens)
    )


def is_believed_to(at: At) -> bool:
    """`is believed to have ties to K`: what is held now, by nobody who is named, and is no deed."""
    held = at.is_among("verbs", "held") and at.tag == "VBN" and at.is_now()
    below = at.kids("xcomp") if held and not at.kids("obl:agent") else []
    done = any(act.i in below and act.code >= "14" for act in at.acts)
    return bool(below) and "to" in at.marks("xcomp") and not done


def believed(at: At) -> Cue:
    """What people who are not named hold."""
    return Cue(at.i, "characterisation", "unstated", at.text, unsaid=True)


def keeps_options(at: At) -> bool:
    """`all options are open`, `are on the table`: what a threat is put in."""
    is_open = at.lemma == "open" or (at.lemma == "table" and "on" in at.words("case"))
    return is_open and bool(at.kids("cop")) and "option" in at.lemmas("nsubj")


def is_time_to(at: At) -> bool:
    """`it is high time for K to act`, `the time has come for talks`; not `the third time`."""
    due = at.lemma == "time" and bool(at.kids("cop")) and "it" in at.words("nsubj", "expl")
    due = due and at.words("amod") <= {"high"}
    come = at.lemma == "come" and "time" in at.lemmas("nsubj")
    below = [*at.kids("acl", "advcl", "ccomp", "xcomp", "csubj")]
    below += [a for k in at.kids("nsubj") for a in at.sentence.kids(k, "acl")] if come else []
    marks = {at.sentence.tokens[m].text.lower() for k in below for m in at.sentence.kids(k, "mark")}
    meant = [n for k in (at.i, *at.kids("nsubj")) for n in at.sentence.kids(k, "obl", "nmod")]
    awaited = come and any(preposition(at.sentence, n) == "for" for n in meant)
    return ((due or come) and "to" in marks) or awaited


def noun_of(name: str, *, owned: bool = False) -> Callable[[At], bool]:
    """`the risk that …`, `an opportunity to …`, `the Americans' desire to …`."""

    def fits(at: At) -> bool:
        noun = at.sentence.tokens[at.i].pos == "NOUN" and at.is_among("nouns", name)
        if not noun or not _opens_content(at):
            return False
        return not owned or (bool(at.kids("nmod:poss")) and not _is_told_as_act(at))

    return fits


def _is_told_as_act(at: At) -> bool:
    """`announced its intention to`: an intent that is told as stated is an event."""
    stated = any(at.i in act.words or act.i == at.i for act in at.acts)
    return stated or bool(at.above() & cues("verbs", "telling"))


def _opens_content(at: At) -> bool:
    return bool(at.marks("acl", "ccomp") & {"to", "that", "for"})


def raises_fears(at: At) -> bool:
    """`raising fears of escalation`: a fear that something gives rise to."""
    noun = at.sentence.tokens[at.i].pos == "NOUN" and at.is_among("nouns", "fear", "peril")
    if not at.is_among("nouns", "fear") and not at.kids("nmod", "acl"):
        return False
    over = at.sentence.tokens[at.i].head
    told = any(preposition(at.sentence, k) == "with" for k in at.sentence.kids(over, "obl"))
    return noun and at.dep == "obj" and at.head in cues("verbs", "raising") and not told


def is_emphasised(at: At) -> bool:
    """`the statement emphasised a determination to …`: a will that somebody states."""
    noun = at.sentence.tokens[at.i].pos == "NOUN" and at.is_among("nouns", "wish", "resolve")
    stating = cues("verbs", "think") - cues("verbs", "telling")
    return noun and at.dep == "obj" and _opens_content(at) and at.head in stating
