"""Charges and complaints: what somebody, named or not, holds against another."""

from __future__ import annotations

from ramify.reading.claims.cue import At, Cue
from ramify.reading.syntax.relations import preposition
from ramify.reading.syntax.speech import cues


def is_accused(at: At) -> bool:
    """`accused K of arming rebels`: what somebody says of another is his word."""
    if not at.is_among("verbs", "charge") or not at.kids("obj"):
        return False
    if at.words("obj") & {"other", "another"}:
        return False
    below = [a for k in at.kids("obj", "obl") for a in at.sentence.kids(k, "acl")]
    things = [n for k in at.kids("obj") for n in at.sentence.kids(k, "nmod")]
    things = [n for n in things if not at.context.cast.sides(at.number, n)]
    far = things + [n for k in at.kids("obl") for n in (k, *at.sentence.kids(k, "nmod"))]
    of = any(preposition(at.sentence, k) in ("of", "for") for k in far)
    charged = bool(at.kids("advcl", "xcomp") or below or of) or _is_blamed(at)
    if _of_a_plain_deed(at, [*at.kids("advcl", "xcomp"), *below]):
        return False
    return charged and at.context.holders.subject(at.number, at.i) is not None


def _of_a_plain_deed(at: At, below: list[int]) -> bool:
    """`accused K of crossing the line`: what is charged merely happened; the charge is an event."""
    plain = cues("verbs", "happening") | cues("verbs", "plain_deeds")
    return bool(below) and at.sentence.tokens[min(below)].lemma in plain


def _is_blamed(at: At) -> bool:
    """`Niger blamed the embargo`; who blames nobody charges none."""
    return at.lemma == "blame" and not at.words("obj") & cues("words", "nobody")


def is_complaining(at: At) -> bool:
    """`complains of interference`: a name for what one suffers."""
    of = any(preposition(at.sentence, k) in ("of", "about") for k in at.kids("obl"))
    of = of or "of" in at.marks("advcl", "obl")
    somebody = at.context.holders.subject(at.number, at.i)
    return at.lemma == "complain" and of and not at.kids("ccomp") and somebody is not None


def is_charged(at: At) -> bool:
    """`two officers are accused of selling arms`, by whom is told behind or not at all."""
    of = any(preposition(at.sentence, k) in ("of", "for") for k in at.kids("obl"))
    charged = of or bool(at.kids("advcl", "xcomp"))
    return at.is_among("verbs", "charge") and bool(at.kids("aux:pass")) and charged


def is_alleged(at: At) -> bool:
    """`in which its fishermen were allegedly beaten`."""
    return bool(at.words("advmod") & cues("words", "alleging"))


def alleged(at: At) -> Cue:
    """What somebody holds who is not named unless a phrase with `by` names him."""
    return Cue(at.i, "characterisation", "unstated", at.text, unsaid=True)
