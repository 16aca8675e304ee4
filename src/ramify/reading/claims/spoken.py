"""What somebody says that is, was or is to be blamed: the content of words, and charges."""

from __future__ import annotations

from ramify.reading.claims.causes import is_cause
from ramify.reading.claims.cue import At, Cue
from ramify.reading.claims.modals import is_asked, is_waiting
from ramify.reading.holders.saying import is_in_statement, said_by_sibling
from ramify.reading.syntax.modality import is_subjunctive
from ramify.reading.syntax.negation import negated
from ramify.reading.syntax.relations import preposition
from ramify.reading.syntax.speech import cues
from ramify.reading.syntax.word_lists import nouns, tables, wordlist

_BARE = ("VBZ", "VBP", "VBD", "VBN", "JJ", "NN")
_OF_ITSELF = frozenset({"it", "they", "he", "she"})
_PAST = frozenset({"did", "had", "was", "were", "has", "have"})
_DEEDS = ("14", "15", "17", "18", "19", "20")


def is_said_to_be(at: At) -> bool:
    """`"The drill is defensive," the minister said`: what somebody says that something is."""
    if (
        not _is_content(at)
        or _is_term(at)
        or at.is_among("verbs", "report", "casualties", "quoting")
    ):
        return False
    if at.dep == "ccomp" and at.head in wordlist("denying") and at.holder.kind != "author":
        return True
    if at.is_among("verbs", "implying") and at.kids("ccomp"):
        return False
    if is_subjunctive(at.sentence, at.i):
        return False
    if _is_own_deed(at) and not _is_said_not_to_be(at):
        return False
    if _is_said_not_to_be(at):
        return True
    if _merely_happens(at) or _is_unknown(at) or _only_introduces(at) or is_waiting(at):
        return False
    if _is_anothers_deed(at):
        return True
    thinking = at.is_among("verbs", "think") and at.words("nsubj") & cues("words", "own")
    speaking = at.lemma in wordlist("saying") and at.kids("ccomp")
    if at.is_said_in_words() or thinking or speaking:
        return False
    if at.holder.kind == "author" or (at.told() and not _is_still(at) and not _judges(at)):
        return False
    become = at.lemma in ("become", "remain") and bool(at.kids("xcomp"))
    return at.is_now() or bool(at.kids("cop")) or become or _is_backshifted(at) or _was(at)


def _is_said_not_to_be(at: At) -> bool:
    """`claimed that they did not oppose it`, `had never once fired`: a denial by other words."""
    said = at.dep == "ccomp" and at.holder.kind not in ("author", "reports")
    past = at.tag in ("VB", "VBN", "VBD") and bool(at.words("aux", "aux:pass") & _PAST)
    own = at.is_among("verbs", "know", "think") and bool(at.words("nsubj") & cues("words", "own"))
    return said and past and not own and negated(at.sentence, at.i) and not is_asked(at)


def _is_own_deed(at: At) -> bool:
    """`said it had exercised control`, `we have worked hard`: what a speaker says he has done."""
    done = at.tag in ("VBN", "VBD") and not at.kids("cop", "ccomp")
    done = done or (at.lemma == "able" and bool(at.kids("xcomp")))
    own = bool(at.words("nsubj") & (cues("words", "own") | _OF_ITSELF))
    has = bool(at.words("aux", "cop") & {"have", "has", "had", "been", "'ve", "’ve"})
    return done and own and has and not _judges(at)


def _is_anothers_deed(at: At) -> bool:
    """`said that the mayor had carried money`: what somebody tells of what another did."""
    tokens = at.sentence.tokens
    past = at.tag == "VBD" or bool(at.words("aux", "aux:pass") & _PAST)
    others = [k for k in at.kids("nsubj", "nsubj:pass") if tokens[k].pos in ("NOUN", "PROPN")]
    known = at.holder.kind == "actor" and at.holder.actor is not None
    speaking = at.is_said_in_words() or at.is_among("verbs", "think")
    if not (past and others and known and at.dep == "ccomp") or speaking:
        return False
    sides = {side.id for k in others for side in at.context.cast.sides(at.number, k)}
    return at.holder.actor not in sides and "because" not in at.marks("advcl") | at.words("mark")


def _is_backshifted(at: At) -> bool:
    """`said K was playing with fire`, `found that K had control`: the present, told in the past."""
    going = at.tag == "VBG" and bool(at.words("aux") & {"was", "were"})
    has = at.lemma == "have" and at.tag == "VBD" and bool(at.kids("obj"))
    going = going and at.lemma != "go" and not at.is_among("verbs", "happening")
    seen = at.lemma == "see" and bool(at.lemmas("obj") & cues("nouns", "ground"))
    within = at.dep == "ccomp" or (at.dep == "conj" and has) or (going and _is_of_us(at))
    return within and (going or has or seen) and at.told() is None


def _is_of_us(at: At) -> bool:
    """`"We were measuring our own rocks," he said`: the speaker of what he and his were at."""
    own = bool(at.words("nsubj") & cues("words", "own"))
    return own and at.dep in ("root", "parataxis", "conj")


def _only_introduces(at: At) -> bool:
    """`it is the feeling of the Council that …`: the clause behind it is what is said."""
    noun = bool({at.lemma, at.text.lower()} & cues("nouns", "content"))
    behind = at.kids("ccomp", "csubj", "parataxis", "acl")
    return noun and "it" in at.words("nsubj", "expl") and bool(behind)


def _merely_happens(at: At) -> bool:
    """`the jet had crashed`, `battles are going on`, `there were incursions`: told, not judged."""
    if _judges(at):
        return False
    fighting = any((nouns()[n].code or "") >= "18" for n in at.lemmas("nsubj") if n in nouns())
    if at.lemma == "go" and at.parts.verb == "go on":
        return fighting
    if at.kids("expl") and at.lemma == "be":
        there = at.lemmas("nsubj")
        if any("no" in _dets(at, k) for k in at.kids("nsubj")):
            return False
        return any((nouns()[n].code or "") >= "14" for n in there if n in nouns())
    sent = at.is_among("verbs", "plain_deeds") and bool(at.kids("obj"))
    sent = sent and not at.lemmas("obj") & (cues("nouns", "verdict") | cues("nouns", "papers"))
    happening = sent or at.is_among("verbs", "happening")
    return happening and not at.kids("cop", "ccomp", "xcomp")


def _dets(at: At, k: int) -> set[str]:
    return {at.sentence.tokens[d].text.lower() for d in at.sentence.kids(k, "det")}


def _is_unknown(at: At) -> bool:
    """`I do not know why`, `if you refer to that`: what the speaker knows not or only asks."""
    over = at.sentence.tokens[at.sentence.tokens[at.i].head]
    asked = at.dep == "ccomp" and "if" in at.words("mark") and over.lemma in cues("verbs", "know")
    own = at.words("nsubj") & cues("words", "own")
    return asked or (at.is_among("verbs", "know") and bool(own) and negated(at.sentence, at.i))


def _is_still(at: At) -> bool:
    """`are showing openness`, `is closed`, `are imprisoned`: going on, it says how things are."""
    told = at.told()
    standing = at.tag == "VBG" or bool(at.kids("aux:pass"))
    going = standing and at.is_now() and not at.words("aux") & {"has", "have"}
    kept = told is not None and told.code.startswith("17") and at.tag == "VBN"
    return told is not None and going and (kept or not told.code.startswith(_DEEDS))


def _judges(at: At) -> bool:
    """`violated its sovereignty`, `is illegally occupied`: a deed told with a judgement of it."""
    by_word = at.words("advmod") | {
        at.sentence.tokens[n].text.lower()
        for k in at.kids("xcomp")
        for n in at.sentence.kids(k, "advmod")
    }
    blamed = at.lemma in ("bear", "carry") and bool(at.lemmas("obj") & cues("nouns", "blame"))
    judged = at.is_among("verbs", "judged") or _is_aimed(at) or blamed
    return judged or bool(by_word & cues("words", "judged"))


def _is_aimed(at: At) -> bool:
    """`was not directed at any country`: what somebody says that a thing is for."""
    passive = at.lemma in ("direct", "aim", "target") and bool(at.kids("aux:pass"))
    return (
        passive
        and negated(at.sentence, at.i)
        and any(preposition(at.sentence, k) in ("at", "against") for k in at.kids("obl"))
    )


def _was(at: At) -> bool:
    """What a thing did, or somebody wrongly: `the raid violated its sovereignty`; no deed told."""
    helpers = {at.sentence.tokens[k].tag for k in at.kids("aux", "aux:pass")}
    bare = at.tag == "VBN" and at.dep == "ccomp" and not at.parts.passive
    finite = at.tag == "VBD" or "VBD" in helpers or (bare and not helpers)
    inside = set(at.sentence.subtree(at.i))
    tells = any(act.i in inside and act.code.startswith(_DEEDS) for act in at.acts)
    if not finite or at.lemma in wordlist("saying") or at.holder.kind == "reports":
        return False
    things = all(is_cause(at.context, at.number, k) for k in at.parts.subjects)
    return _judges(at) or (things and not tells and not at.parts.passive)


def _is_content(at: At) -> bool:
    """Whether a clause is itself what is said, or joined to it, and not one below."""
    token = at.sentence.tokens[at.i]
    subject = [at.sentence.tokens[k] for k in at.kids("nsubj", "nsubj:pass", "expl")]
    unsaid = wordlist("relatives") | cues("words", "selves")
    relative = any(t.text.lower() in unsaid for t in subject) or not subject
    if _says_what_is(at):
        return True
    if at.is_among("verbs", "seeming") and len(at.kids()) == len(subject):
        return False
    over = at.sentence.tokens[token.head]
    said_of = over.dep == "acl:relcl" and over.lemma in cues("verbs", "think")
    if relative:
        going = at.tag == "VBG" and bool(at.kids("aux"))
        bare = token.dep == "ccomp" and not subject and (going or at.tag in _BARE)
        plain = bare and over.lemma in cues("verbs", "think") and "to" not in at.words("mark")
        beside = said_by_sibling(at.sentence, at.i) is not None
        return beside or (token.dep == "ccomp" and (said_of or plain))
    if over.tag == "VBG" and over.lemma in cues("verbs", "implying"):
        return False
    if is_in_statement(at.sentence, at.i):
        return True
    joined = at.dep == "conj" and ("and" in at.lemmas("cc") or "that" in at.words("mark"))
    return not is_asked(at) and (joined or at.dep in ("ccomp", "root", "parataxis"))


def _says_what_is(at: At) -> bool:
    """`what surprises us is the silence`: a sentence cut in two says one thing."""
    below = [k for k in at.kids("acl:relcl", "csubj") if k < at.i]
    cut = any(
        at.sentence.tokens[k].text.lower() == "what" and k < b
        for b in below
        for k in at.sentence.kids(b, "nsubj", "obj")
    )
    return cut and at.dep == "root" and bool(at.kids("cop"))


def points_out(at: At) -> bool:
    """`What is new is not the claim but …`: what a writer holds to be the point."""
    tokens = at.sentence.tokens
    opened = tokens[0].text.lower() == "what" and not at.sentence.text.rstrip('”"').endswith("?")
    return opened and at.dep == "root" and bool(at.kids("cop")) and at.is_now()


def _is_term(at: At) -> bool:
    """`officials say the deal requires troops to leave`: the terms of a text."""
    subjects = at.lemmas("nsubj", "nsubj:pass")
    terms = tables("frames.toml")["providing"].split()
    providing = at.lemma in terms or at.is_among("verbs", "terms")
    return providing and bool(subjects & cues("nouns", "plan"))


def is_denied(at: At) -> bool:
    """`denies having laid mines`, `the raid, which K denied`: what somebody says is not so."""
    if at.lemma not in wordlist("denying") or at.parts.passive or at.modal[0]:
        return False
    below = [k for k in at.kids("obj", "xcomp", "advcl") if k > at.i]
    told_of = at.sentence.tokens[at.i].dep == "acl:relcl" and "which" in at.words("obj")
    refused = any(at.sentence.kids(k, "acl") for k in below) or at.lemma != "deny"
    words = [w for k in below for w in (k, *at.sentence.kids(k, "aux"))]
    doing = any(at.sentence.tokens[w].tag in ("VBG", "PRP") for w in words)
    found = at.context.holders.subject(at.number, at.i)
    return (told_of or (doing and not refused)) and found is not None


def denied(at: At) -> Cue:
    """What is denied, by whoever does."""
    return Cue(at.i, "characterisation", "unstated", at.text, own=True, denied=True)


def is_urged(at: At) -> bool:
    """`critics call for talks`: what people who are no actor recommend."""
    if not at.is_among("verbs", "recommendation") or at.modal[0]:
        return False
    found = at.context.holders.subject(at.number, at.i)
    if found and at.is_among("verbs", "proposal") and _asks_that(at):
        return True
    if at.told():
        return False
    aimed = any(preposition(at.sentence, k) == "for" for k in at.kids("obl"))
    content = ("obj", "advcl") if at.lemma == "suggest" else ("xcomp", "ccomp", "obj", "advcl")
    aimed = aimed or (at.lemma != "call" and bool(at.kids(*content)))
    voiced = found is not None and found.kind in ("scholars", "unnamed")
    return aimed and voiced and at.tag != "VBG"


def _asks_that(at: At) -> bool:
    """`proposed that the drills be halted`: what should be, in the subjunctive."""
    tokens = at.sentence.tokens
    below = at.kids("ccomp") if at.tag != "VBG" else []
    helped = [[tokens[a].tag for a in at.sentence.kids(k, "aux", "aux:pass", "cop")] for k in below]
    return any(is_subjunctive(at.sentence, k) for k in below) or ["VB"] in helped


def is_linked(at: At) -> bool:
    """`analysts linked the clash to the new road`: whoever sees a cause."""
    if not at.is_among("verbs", "link") or not at.kids("obj") or at.parts.passive:
        return False
    below = at.kids("obl") + [n for k in at.kids("obj") for n in at.sentence.kids(k, "nmod")]
    to = any(preposition(at.sentence, k) in ("to",) for k in below)
    found = at.context.holders.subject(at.number, at.i)
    return to and at.dep != "acl" and found is not None and found.kind != "author"
