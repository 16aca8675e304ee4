"""Intentions told by the verb for them: what somebody pledges, threatens, rules out, considers."""

from __future__ import annotations

from ramify.reading.claims.cue import At, Cue
from ramify.reading.statements import ClaimKind
from ramify.reading.syntax.negation import negated
from ramify.reading.syntax.speech import cues


def pledges(at: At) -> bool:
    """`pledged a memorial`, `committed itself to leave`, where no event is told by it."""
    if at.modal[0] or at.parts.passive or at.told() or not _is_by_somebody(at):
        return False
    itself = bool(at.words("obj") & cues("words", "selves")) and at.lemma == "commit"
    given = at.lemma in ("pledge", "promise") and bool(at.kids("obj")) and not at.kids("ccomp")
    to = bool(at.kids("xcomp")) or "to" in at.marks("advcl")
    return (at.is_among("verbs", "pledging") and (to or given)) or (itself and to)


def pledged(at: At) -> Cue:
    """What one pledges not to do is an intention denied."""
    declined = any(negated(at.sentence, k) for k in at.kids("xcomp", "advcl"))
    kind: ClaimKind = "warning" if at.lemma == "threaten" else "intention"
    return Cue(at.i, kind, "unstated", at.text, own=True, denied=declined)


def rules_out(at: At) -> bool:
    """`has ruled out selling the airline`; a cause that is ruled out is no deed of anybody."""
    out = at.lemma == "rule" and "out" in at.words("compound:prt", "advmod")
    doing = any(at.sentence.tokens[k].tag == "VBG" for k in at.kids("xcomp", "advcl", "ccomp"))
    return out and doing and not at.parts.passive and _is_by_somebody(at)


def ruled_out(at: At) -> Cue:
    """What one will not do."""
    return Cue(at.i, "intention", "unstated", at.text, own=True, denied=True)


def is_contemplated(at: At) -> bool:
    """`all options were being considered`, `no such measure is contemplated`."""
    passive = at.is_among("verbs", "considering") and bool(at.kids("aux:pass"))
    going = "being" in at.words("aux:pass", "aux") or at.lemma == "contemplate"
    return passive and going and bool(at.lemmas("nsubj:pass") & cues("nouns", "means"))


def is_doing_so(at: At) -> bool:
    """`has said it is leaving the bloc`: what one says one is about to do."""
    going = at.tag == "VBG" and bool(at.words("aux") & {"is", "are", "'s", "'re", "’s", "’re"})
    itself = bool(at.words("nsubj") & {"it", "they", "we"}) and at.dep == "ccomp"
    return going and itself and at.is_among("verbs", "departing") and at.holder.kind == "actor"


def _is_by_somebody(at: At) -> bool:
    found = at.context.holders.subject(at.number, at.i)
    return found is not None and found.kind == "actor"
