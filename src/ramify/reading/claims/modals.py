"""Auxiliaries and words of likelihood: what may, will or should follow."""

from __future__ import annotations

import re
from functools import cache

from ramify.reading.actors.acts import Act
from ramify.reading.claims.cue import At, Cue
from ramify.reading.claims.extent import modality_of
from ramify.reading.claims.which import says_which
from ramify.reading.statements import ClaimKind, Modality
from ramify.reading.syntax.negation import negated
from ramify.reading.syntax.sentence import Token
from ramify.reading.syntax.speech import cues
from ramify.reading.syntax.status import status
from ramify.reading.syntax.word_lists import tables, wordlist

_ASKING = frozenset({"WRB", "WP", "WDT"})
_MEETING = ("03", "04", "05", "06")
_DECIDED = ("085", "136", "16", "172", "174")
"""What a state decides and then does: measures, expulsions, the end of either."""
_BASES: dict[str, Modality] = {"may": "possible", "should": "should"}


@cache
def _appropriate() -> re.Pattern[str]:
    words = "|".join(sorted(cues("words", "fitting")))
    return re.compile(rf"\b(?:{words})\b[^.;]{{0,40}}\bwould be\b")


def is_helped(at: At) -> bool:
    """`will`, `may`, `should` before it; `can` in a clause below another says nothing."""
    found, word = at.modal
    if found is None:
        return False
    if word and word.lower() in ("can", "ca"):
        return at.dep in ("root", "ccomp", "parataxis", "conj")
    return True


def is_unclaimed(at: At) -> bool:
    """`should a life be lost`, `could not reach them`, `discussed how it should react`."""
    if not is_helped(at):
        return False
    word = (at.modal[1] or "").lower()
    speaking = at.lemma in wordlist("saying") or at.is_among("verbs", "think")
    if speaking and at.kids("ccomp"):
        return True
    if word == "should" and at.head in cues("words", "judging") | cues("words", "bad"):
        return True
    told = status(at.sentence, at.i)
    if ((word, told) == ("should", "if") and not at.kids("expl")) or (
        (word, told) == ("could", "negated") and at.holder.kind == "author"
    ):
        return True
    return any(
        rule(at)
        for rule in (
            *(_is_to_thing, is_asked, is_provided, _ordered, _announced),
            *(_planned, _of_a_plan, _is_purpose, _only_bounds, _is_weighed),
            *(_is_called_to_mind, _is_conceded, _is_put_as_question, says_which),
        )
    )


def _is_to_thing(at: At) -> bool:
    """`its policy has been to welcome them`: `be to` after a thing says what the thing is."""
    marked = "to" in at.words("aux", "mark")
    things = [k for k in at.parts.subjects if at.sentence.tokens[k].pos == "NOUN"]
    standing = any(at.sentence.tokens[k].lemma in cues("nouns", "standing") for k in things)
    named = any(at.context.cast.sides(at.number, k) for k in things)
    being = (at.modal[1] or "").lower() in ("is", "are", "was", "were", "be", "been")
    return marked and being and bool(things) and (standing or not named)


def is_asked(at: At) -> bool:
    """A question told of: `how it will end`, `what should follow`, `whether it would hold`."""
    opens = at.kids("advmod", "mark", "obj", "nsubj", "obl")
    words = [at.sentence.tokens[k] for k in opens if k < at.i]
    asks = any(t.tag in _ASKING and t.text.lower() != "that" for t in words)
    asks = asks or "whether" in at.words("mark")
    if at.head in cues("words", "unclear") or (at.head == "clear" and _not_clear(at)):
        return True
    if at.sentence.tokens[at.sentence.tokens[at.i].head].tag in _ASKING:
        return True
    relative = at.sentence.tokens[at.i].dep == "acl:relcl" or _is_said_of(at, words)
    return asks and not relative and at.dep in ("ccomp", "advcl", "obl", "acl", "nmod")


def _is_said_of(at: At, opening: list[Token]) -> bool:
    """`a summit which K says it will not attend`: the relative word opens what is said over it."""
    over = at.sentence.tokens[at.sentence.tokens[at.i].head]
    said = over.dep == "acl:relcl" and over.lemma in cues("verbs", "think")
    return said and any(t.tag == "WDT" and t.i < over.i for t in opening)


def _not_clear(at: At) -> bool:
    return negated(at.sentence, at.sentence.tokens[at.i].head)


def is_provided(at: At) -> bool:
    """`a truce that says the forces must leave`: the terms of a text are its own."""
    return at.dep in ("ccomp", "xcomp") and at.head in tables("frames.toml")["providing"].split()


def _ordered(at: At) -> bool:
    """`demanded that it should be aired`: an event; `accept that it would fall`: no view."""
    over = at.sentence.tokens[at.i].head
    declined = at.head in ("agree", "accept") and negated(at.sentence, over)
    granted = at.head in cues("verbs", "order") | cues("verbs", "granting")
    return at.dep == "ccomp" and (granted or declined)


def _announced(at: At) -> bool:
    """`it was announced that …`, `after the party announced that …`: told by nobody, an event."""
    over = at.sentence.tokens[at.i].head
    tokens = at.sentence.tokens
    when = {tokens[m].text.lower() for m in at.sentence.kids(over, "mark")}
    beside = tokens[over].dep.startswith("advcl") and bool(when & {"after", "when", "before"})
    passive = bool(at.sentence.kids(over, "aux:pass")) or beside
    passive = passive and at.dep in ("ccomp", "csubj")
    return passive and at.head in cues("verbs", "telling") and at.holder.kind == "author"


def _is_purpose(at: At) -> bool:
    """`so that the two would avoid a war`: what is to come of what is asked for."""
    marks = [k for k in at.kids("mark") if at.sentence.kids(k, "fixed")]
    so = any(at.sentence.tokens[k].text.lower() == "so" for k in marks)
    return so and at.dep == "advcl" and (at.modal[1] or "").lower() not in ("will", "'ll")


def _only_bounds(at: At) -> bool:
    """`apart until the commission could meet`, `less than it might have`: when, or how much."""
    bounding = bool(at.words("mark", "case") & cues("words", "bounding"))
    return bounding and at.dep in ("advcl", "ccomp", "acl")


def _is_weighed(at: At) -> bool:
    """`That they should last is far from certain`: the verdict is the claim, not what it is of."""
    tokens = at.sentence.tokens
    behind = any(t.lemma == "be" and t.tag in ("VBZ", "VBD") for t in tokens[at.i :])
    opened = tokens[0].text.lower() == "that" and (at.modal[1] or "").lower() == "should"
    first = next((t for t in tokens if t.text.lower() == "should"), None)
    return opened and behind and first is not None and first.i in at.kids("aux")


def _planned(at: At) -> bool:
    """`K's premier will meet L's today`: what the writer tells as planned is an event."""
    act = at.told()
    if at.holder.kind != "author" or (at.modal[1] or "").lower() not in (
        "will",
        "'ll",
        "is",
        "are",
    ):
        return False
    if modality_of(at.sentence, at.i, "unstated")[1] is not None or at.marks("advcl") & {"if"}:
        return False
    stopping = at.lemma in ("make", "have", "pay") and at.lemmas("obj") & cues("nouns", "stops")
    if (stopping or at.is_among("verbs", "scheduled")) and at.is_of_somebody():
        return True
    if act is None and at.dep == "conj":
        return any(a.i == at.sentence.tokens[at.i].head and _is_decided(a) for a in at.acts)
    return act is not None and (_is_meeting(act) or _is_decided(act))


def _is_meeting(act: Act) -> bool:
    """Talks, visits, help, deals: between two that are known."""
    between = bool(act.targets) or len(act.actors) > 1
    return act.status == "planned" and act.code.startswith(_MEETING) and between


def _is_decided(act: Act) -> bool:
    return act.code.startswith(_DECIDED) and (bool(act.targets) or act.code.startswith("163"))


def _of_a_plan(at: At) -> bool:
    """`Under the plan, K would withdraw`: the terms of a plan, which nobody foretells."""
    if (at.modal[1] or "").lower() != "would" or at.holder.kind != "author":
        return False
    acts = [k for k in at.parts.subjects if at.context.cast.sides(at.number, k)]
    if acts and _goes_on_with_terms(at):
        return True
    under = [
        k
        for k in at.kids("obl")
        if at.sentence.tokens[k].lemma in cues("nouns", "plan")
        and any(at.sentence.tokens[c].text.lower() == "under" for c in at.sentence.kids(k, "case"))
    ]
    return bool(under)


def _goes_on_with_terms(at: At) -> bool:
    """`The deal requires … The army would leave …`: the sentence before told of terms."""
    if at.number == 0 or at.dep != "root":
        return False
    before = at.context.sentences[at.number - 1]
    terms = {*tables("frames.toml")["providing"].split(), *cues("verbs", "terms")}
    return any(
        token.lemma in cues("nouns", "plan")
        and token.dep.startswith("nsubj")
        and before.tokens[token.head].lemma in terms
        for token in before.tokens
    )


def _is_called_to_mind(at: At) -> bool:
    """`it will be remembered that the two met`: the writer's way to say what is known."""
    passive = at.is_among("verbs", "called_to_mind") and bool(at.kids("aux:pass"))
    return passive and bool(at.kids("expl") or "it" in at.words("nsubj:pass"))


def _is_conceded(at: At) -> bool:
    """`whatever its generals may say`, `however loud they may shout`: granted, and not foretold."""
    tokens = at.sentence.tokens
    words = cues("words", "conceding")
    opening = (t for t in tokens[: at.i] if t.text.lower() in words and tokens[t.i + 1].text != ",")
    own = {at.i, *at.sentence.subtree(at.i)}
    return any(t.head == at.i or t.i in own for t in opening) and at.modal[0] == "may"


def _is_put_as_question(at: At) -> bool:
    """`Will they come? Nobody knows`: a question that a parse takes for part of a sentence."""
    tokens = at.sentence.tokens
    helper = next((k for k in at.kids("aux") if tokens[k].text == at.modal[1]), None)
    if helper is None or (helper and tokens[helper - 1].pos != "PUNCT"):
        return False
    marked = any(t.text.startswith("?") for t in tokens[at.i :])
    return marked and any(helper < k for k in at.kids("nsubj", "nsubj:pass"))


def with_modal(at: At) -> Cue | None:
    """A cue from an auxiliary; `would have` speaks of what never came, and gives none."""
    if {"would", "have"} <= at.words("aux") or _only_waits(at):
        return None
    found, word = at.modal
    modality, cue = modality_of(at.sentence, at.i, _BASES.get(found or "", "unstated"))
    kind: ClaimKind = "recommendation" if found == "should" else "forecast"
    if word and word.lower() in ("can", "ca"):
        kind = "forecast" if at.lemma == "expect" else "characterisation"
    if at.modal[0] == "future" and _would_like(at):
        own = not at.words("nsubj") & cues("words", "own")
        return Cue(at.i, "intention", "wants", word, own=own)
    if kind == "forecast" and _is_norm(at):
        return Cue(at.i, "characterisation", "unstated") if at.holder.kind != "author" else None
    if kind == "forecast" and _withholds(at):
        kind = "warning"
    if kind == "forecast" and _is_taste(at):
        kind = "characterisation"
    if kind == "forecast" and _of_harm(at):
        kind = "warning"
    if kind == "forecast" and _would_recommend(at):
        kind, modality = "recommendation", "should"
    return Cue(at.i, kind, modality, cue or word)


def _would_like(at: At) -> bool:
    """`K would like to sell it dearer`: what somebody wants, put politely."""
    said = cues("verbs", "think") | cues("verbs", "issue") | cues("verbs", "courtesy")
    wish = at.lemma in ("like", "love", "prefer") and "to" in at.marks("xcomp")
    wish = wish and not at.lemmas("xcomp") & said
    return wish and (at.modal[1] or "").lower() in ("would", "should", "'d", "’d")


def _is_norm(at: At) -> bool:
    """`neither state may divert the river`: what a rule forbids, which nobody foretells."""
    subjects = at.kids("nsubj", "nsubj:pass")
    forbidding = {"no", "neither", "nobody"}
    barred = any(
        at.sentence.tokens[d].text.lower() in forbidding
        for k in subjects
        for d in (k, *at.sentence.kids(k, "det", "cc:preconj"))
    )
    return (at.modal[1] or "").lower() == "may" and barred


def _withholds(at: At) -> bool:
    """`there would be no deal while they fought`: what is not to be, as somebody says."""
    there = at.lemma == "be" and bool(at.kids("expl")) and negated(at.sentence, at.i)
    marks = at.marks("advcl") & {"while", "until", "till", "unless", "if", "as"}
    return there and bool(marks) and at.holder.actor is not None


def _only_waits(at: At) -> bool:
    """`we will have to see`, `will wait for the report`: says nothing of what comes."""
    seen = at.lemma == "have" and bool(at.lemmas("xcomp") & cues("verbs", "waiting"))
    return seen or is_waiting(at)


def is_waiting(at: At) -> bool:
    """`we await details`: one who waits says nothing of how things are."""
    return bool(at.words("nsubj") & cues("words", "own")) and at.is_among("verbs", "waiting")


def _is_taste(at: At) -> bool:
    """`I'd prefer the word`, `I would say that`: a way to say how things are."""
    mine = bool(at.words("nsubj") & cues("words", "own")) and at.is_among("verbs", "taste")
    return mine and (at.modal[1] or "").lower() in ("would", "'d", "’d")


def _of_harm(at: At) -> bool:
    fearing = cues("nouns", "fear") | cues("verbs", "warning") | cues("verbs", "fear")
    return at.is_among("words", "bad") or bool(fearing & at.above())


def _would_recommend(at: At) -> bool:
    """`the most appropriate response would be for X to …`, `a good step would be to …`."""
    if (at.modal[1] or "").lower() != "would":
        return False
    better = at.lemma == "do" and bool(at.words("xcomp", "advmod", "obj") & {"better", "well"})
    if better:
        return True
    subjects = at.lemmas("nsubj", "nsubj:outer", "csubj")
    text = " ".join(t.text.lower() for t in at.sentence.tokens)
    aimed = "to" in at.words("mark") | at.marks("csubj", "xcomp", "ccomp", "advcl")
    fitting = bool(subjects & cues("nouns", "fitting")) and aimed
    return fitting or bool(_appropriate().search(text))


def is_likely(at: At) -> bool:
    """`is likely to resume`, `a new war becomes possible`, `is expected to protest`."""
    likely = cues("words", "likely")
    if at.lemma in likely and at.kids("cop"):
        return True
    if at.is_among("verbs", "seeming") and at.lemmas("xcomp", "advmod") & likely:
        return True
    helped = at.kids("aux:pass", "cop") or at.dep == "xcomp"
    expected = at.is_among("verbs", "expected") and bool(helped) and bool(at.kids("xcomp"))
    return expected and at.dep not in ("advcl", "acl") and not _is_on_its_way(at)


def _is_on_its_way(at: At) -> bool:
    """`K's president is set to visit L next week`: a journey that the writer tells as planned."""
    going = at.lemmas("xcomp") & cues("verbs", "scheduled")
    return bool(going) and at.holder.kind == "author" and _is_of_an_office(at)


def _is_of_an_office(at: At) -> bool:
    """Whether somebody who is known does it, or whom a pronoun means."""
    subjects = at.kids("nsubj", "nsubj:pass")
    pronoun = any(at.sentence.tokens[k].pos == "PRON" for k in subjects)
    return pronoun or any(at.context.cast.sides(at.number, k) for k in subjects)


def is_obliged(at: At) -> bool:
    """`needs to act`, `has to withdraw`; `need not lead to` asks nothing of anybody."""
    if negated(at.sentence, at.i) and at.lemma == "need":
        return False
    if at.sentence.tokens[at.i].dep == "acl:relcl":
        return False
    if "better" in at.words("advmod") and "had" in at.words("aux"):
        return True
    if at.lemma == "have" and at.tag not in ("VBD", "VBG"):
        return "to" in at.marks("xcomp")
    return at.is_among("verbs", "needing") and bool(at.kids("xcomp"))


def is_let(at: At) -> bool:
    """`Let Chad open its archives`: what a writer would have somebody do; not `let us be frank`."""
    bidding = at.lemma == "let" and at.tag == "VB" and not at.kids("nsubj", "aux", "mark")
    asked = [k for k in at.kids("obj", "xcomp", "ccomp") if k > at.i]
    below = [n for k in asked for n in (k, *at.sentence.kids(k, "nsubj"))]
    mine = any(at.sentence.tokens[n].text.lower() in cues("words", "let_us") for n in below)
    return bidding and bool(at.kids("xcomp", "ccomp")) and not mine


def is_needed(at: At) -> bool:
    """`there is a need for restraint`, `restraint is needed`, `it is imperative that K …`."""
    if negated(at.sentence, at.i) or at.sentence.tokens[at.i].dep == "acl:relcl":
        return False
    there = at.lemma == "be" and bool(at.kids("expl")) and "need" in at.lemmas("nsubj")
    there = there or (at.lemma == "need" and "there" in at.words("expl"))
    passive = at.is_among("verbs", "needed") and at.tag == "VBN" and bool(at.kids("nsubj:pass"))
    passive = passive and at.is_now() and not at.kids("obl:agent", "xcomp")
    it = at.is_among("words", "needful") and bool(at.kids("cop"))
    it = it and "it" in at.words("expl", "nsubj")
    it = it and bool(at.marks("csubj", "ccomp", "advcl", "xcomp") & {"that", "to"})
    return (there or passive or it) and not _is_of_an_office(at)


def is_going_to(at: At) -> bool:
    """`is going to be different`."""
    return (
        at.lemma == "go"
        and at.tag == "VBG"
        and bool(at.kids("aux"))
        and ("to" in at.marks("xcomp"))
    )


def follows_if(at: At) -> bool:
    """`If the city falls, the front collapses`: the present after a condition foretells."""
    if at.lemma in tables("frames.toml")["providing"].split():
        return False
    if at.is_among("verbs", "think") and at.kids("ccomp"):
        return False
    plain = at.tag in ("VBZ", "VBP") and at.sentence.tokens[at.i].dep != "acl:relcl"
    return "if" in at.marks("advcl") and plain and not at.kids("aux")
