"""Words the rules left unread, their sides as grammar has them, and as what it lets them stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ramify.reading.actors.acts import Act
from ramify.reading.actors.named import Side
from ramify.reading.actors.semantic_roles import Roles
from ramify.reading.events.event_date import Context
from ramify.reading.syntax.clauses import Clause, clause
from ramify.reading.syntax.factuality import reported_by
from ramify.reading.syntax.modality import Status, modal
from ramify.reading.syntax.relations import is_predicate, preposition
from ramify.reading.syntax.sentence import Sentence, Token
from ramify.reading.syntax.status import status
from ramify.reading.syntax.word_lists import agents, nouns, singular, verbs, wordlist

Kind = Literal["main", "embedded", "participle", "noun"]
"""The main clause and what it reports; another clause; one without tense; a noun of action."""

_HELP = ("AID", "COOPERATE", "SUPPORT", "RETREAT")
_OPENING, _CLOSING = ("“", '"', "‘", "«"), ("”", '"', "’", "»")
_ASIDE = ("advcl", "parataxis", "conj", "acl:relcl", "ccomp")
_WHERE = frozenset({"in", "at", "near", "outside", "off", "inside", "according to"})
_WRITTEN = frozenset({"agreement", "compact", "document", "law", "truce"})
"""Kinds of nouns that bind or tell, and do nothing: `the treaty requires that …`."""
_CALENDAR = re.compile(
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)(?:[a-z]*|\.)$|\w+day$"
)
_VAGUE = frozenset({"a", "an", "any", "every", "each", "some"})
_PUBLIC = frozenset({"GOV", "MIL", "REB", "OPP", "PTY", "LEG", "JUD", "IGO", "COP"})
_UNDONE = frozenset(["fail", "try", "want", "hope", "seek", "attempt", "consider", "struggle"])
"""What stands under these was not done."""
_REFUSING = frozenset({"refuse", "decline"})
"""What stands under these was not done either, and refused."""
_AGREEING = frozenset({"reach", "agree", "settle", "resolve", "conclude"})
_GRANTING = frozenset({"give", "grant", "allow", "permit", "accept", "recognize", "recognise"})
"""Not done, these are refused: `did not give permission`."""
BY_WORD = frozenset({"AGREE", "REQUEST", "ACCUSE", "REJECT"})
"""What is done by saying something of the other side: `said that K must leave`."""
OPENING: frozenset[Status] = frozenset({"future"})
"""What is told ahead."""
_MEANT = frozenset({"AGREE", "REJECT", "THREATEN"})
"""What is done by telling that one will do something; any class, where one says so oneself."""
_MEANS = frozenset({"violence", "hostility", "weapon", "missile", "strike", "blockade"})
"""Kinds of nouns of which one at least stands where force is told."""
_WARNS = frozenset({"warn", "caution"})
"""The rules tell whom these threaten: what they leave unread is a warning of others."""
_AWAITING = frozenset({"until", "unless"})
_EXPELLING = frozenset({"expel", "deport", "evict", "banish", "eject", "oust", "exclude"})
"""Of people the rules tell this; what else is put out leaves a group, and nobody is coerced."""
_BEFORE_NOUN = ("compound", "amod", "nmod:poss", "nmod:desc", "flat")


@dataclass(frozen=True, slots=True)
class Pair:
    """A word without a code, with who acts and on whom as grammar has it."""

    act: Act
    said_of: bool
    """Whether the second stands in what the first says: `said that K must leave`."""
    doer: int
    """The word for who acts."""
    thing: bool
    """Whether the second is nobody, but what the first has in hand."""
    bodies: bool
    """Whether both are offices, forces, parties or names, one of them no mere name."""
    together: bool = False
    """Whether both do it: `K and L failed to reach agreement`, `K said that K and L feared it`."""
    kind: Kind = "main"
    """What kind of word tells."""


def pairs(context: Context, number: int) -> Iterator[Pair]:
    """The main clause of a sentence and what it reports, each with who acts and on whom.

    Left out are questions, what stands on a condition, and clauses of which a side is no thing
    that acts and no name.
    """
    sentence = context.sentences[number]
    if not sentence.tokens or sentence.text.rstrip('"”’) ').endswith("?"):
        return
    for i in (sentence.root, *sentence.kids(sentence.root, "ccomp", "parataxis")):
        if not is_predicate(sentence, i) or is_supposed(sentence, i) or is_expected(sentence, i):
            continue
        if pair := clause_pair(context, number, i, "main"):
            yield pair


def is_supposed(sentence: Sentence, i: int) -> bool:
    """`would end if they left`, `will probably grow`, `is likely to`: a guess, and nothing done."""
    beside = [m for k in sentence.kids(i, "advcl") for m in sentence.kids(k, "mark")]
    guesses = wordlist("hedges") | wordlist("likelihoods")
    guessed = any(sentence.tokens[k].lemma in guesses for k in (i, *sentence.kids(i, "advmod")))
    return guessed or any(sentence.tokens[m].text.lower() in ("if", "unless") for m in beside)


def is_expected(sentence: Sentence, i: int) -> bool:
    """`warned that K would attack`: what one says another will do is no word of that other."""
    subjects = clause(sentence, i).subjects
    own = all(sentence.tokens[k].pos == "PRON" for k in subjects)
    return i != sentence.root and status(sentence, i) == "future" and not own


def clause_pair(context: Context, number: int, i: int, kind: Kind) -> Pair | None:
    """The clause of a predicate with both its sides; None where either is wanting.

    What somebody is, is no other side: `Poland is a neighbour`, `is Chile's neighbour`.
    """
    sentence = context.sentences[number]
    parts, roles = clause(sentence, i), Roles(context.cast, sentence, number)
    doer = _doer(roles, i, parts)
    if doer is None or parts.verb in wordlist("citing"):
        return None
    actors = tuple(_sides(roles, doer))
    own = {s.id for s in actors}
    found = _second(roles, i, parts, own) or _beside(roles, i, parts) or _nested(roles, i, own)
    if found is None:
        return None
    k, targets = found
    top = _top(sentence, k)
    if top == i:
        return None
    actors = roles.others(actors, targets)
    act = Act(number, i, "01", actors, targets, parts.objects, (i,), status(sentence, i))
    told = parts.verb in wordlist("plain_saying") and bool(sentence.kids(i, "ccomp"))
    said_of = told or k not in sentence.subtree(i, without=("ccomp",))
    both = (doer, top)
    bodies = all(_is_body(roles, w) for w in both) and any(_is_office(roles, w) for w in both)
    thing = not targets and not _is_somebody(roles, both[1])
    fellows = {side.id for n in _joined_with(sentence, k) for side in _sides(roles, n)}
    together = k in parts.subjects or sentence.tokens[k].head in parts.subjects or own & fellows
    return Pair(act, said_of, doer, thing, bodies, bool(together), kind)


def _nested(roles: Roles, i: int, own: set[str]) -> tuple[int, tuple[Side, ...]] | None:
    """Whom a clause below what is done names: `contempt for what he called the junta in Mali`."""
    sentence = roles.sentence
    for k in sentence.subtree(i, without=("advcl", "parataxis", "conj", "nsubj")):
        sides = tuple(s for s in _sides(roles, k) if s.id not in own) if k > i else ()
        if sides:
            return k, sides
    return None


def _joined_with(sentence: Sentence, k: int) -> list[int]:
    """What a word is listed with: `the United States, Japan and Australia`."""
    first = sentence.tokens[k].head if sentence.tokens[k].dep == "conj" else k
    return [n for n in (first, *sentence.kids(first, "conj")) if n != k]


def _doer(roles: Roles, i: int, parts: Clause) -> int | None:
    """Who acts: the subject, or whose act it names (`Cuba's refusal`).

    For a pronoun that stands for nobody known it is whoever says it; of those expelled from
    somewhere, those they were there with.
    """
    subjects = list(parts.subjects)
    speech = reported_by(roles.sentence, i)
    pronoun = any(roles.sentence.tokens[k].pos == "PRON" for k in subjects)
    if pronoun and speech is not None and not any(_sides(roles, k) for k in subjects):
        subjects = list(clause(roles.sentence, speech).subjects)
    if not subjects and parts.passive and parts.verb in _EXPELLING:
        subjects = [k for p, k in parts.obliques if p == "from"]
    owners = [n for k in subjects if _names_act(roles, k) for n in _owners(roles, k)]
    return next((k for k in (*subjects, *owners) if _may_act(roles, k, parts.verb)), None)


def _names_act(roles: Roles, k: int) -> bool:
    noun = nouns().get(roles.noun_key(k) or "")
    return noun is not None and bool(noun.code)


def _owners(roles: Roles, k: int) -> list[int]:
    return [n for n in roles.sentence.kids(k, "nmod:poss") if _sides(roles, n)]


def _beside(roles: Roles, i: int, parts: Clause) -> tuple[int, tuple[Side, ...]] | None:
    """Whom it concerns where none stands behind the verb.

    The other of two subjects (`K and L failed to reach agreement`), or who must act first (`will
    not end the strike until the government pays`).
    """
    sentence = roles.sentence
    joined = [n for k in parts.subjects for n in sentence.kids(k, "conj")]
    awaited = [
        n
        for k in sentence.kids(i, "advcl")
        if {sentence.tokens[m].text.lower() for m in sentence.kids(k, "mark")} & _AWAITING
        for n in clause(sentence, k).subjects
    ]
    for k in (*parts.subjects[1:], *joined, *awaited):
        sides = tuple(_sides(roles, k))
        if sides or (k in awaited and _is_somebody(roles, k)):
            return k, sides
    return None


def _second(
    roles: Roles, i: int, parts: Clause, actors: set[str]
) -> tuple[int, tuple[Side, ...]] | None:
    """Whom it is done to: the first named, else somebody by office, else the object of a known."""
    sentence = roles.sentence
    below = _below(sentence, i, parts)
    said = [k for c in sentence.kids(i, "ccomp") for k in sentence.subtree(c)]
    for k in (*below, *said):
        sides = tuple(s for s in _sides(roles, k) if s.id not in actors)
        if sides:
            return k, sides
    said = [k for c in sentence.kids(i, "ccomp") for k in clause(sentence, c).subjects]
    people = [k for k in (*below, *said) if _is_somebody(roles, k)]
    things = [k for k in parts.objects if sentence.tokens[k].pos == "NOUN" and actors]
    return next(((k, ()) for k in (*people, *things)), None)


def _below(sentence: Sentence, i: int, parts: Clause) -> list[int]:
    """Words of a clause outside its subject, its side clauses and its phrases of place."""
    inside = sentence.subtree(i, without=_ASIDE)
    doing = {w for k in parts.subjects for w in sentence.subtree(k)}
    outside = [k for k in parts.objects if k not in inside]
    below = [k for k in inside if k not in doing and preposition(sentence, k) not in _WHERE]
    return [k for k in (*outside, *below) if sentence.tokens[k].pos not in ("DET", "ADP")]


def _sides(roles: Roles, k: int) -> list[Side]:
    return [s for s in roles.cast.sides(roles.number, k) if not s.place]


def _may_act(roles: Roles, k: int, verb: str) -> bool:
    """Somebody known by name, office or as a body; no thing of theirs, and nothing written.

    What only people do (`refused`, `condemned`) is done by whatever the subject is called.
    """
    noun = nouns().get(roles.noun_key(k) or "")
    written = noun is not None and bool(noun.classes & _WRITTEN)
    known = roles.cast.named_at(roles.number, k) or roles.agent_key(k) is not None
    known = known or verb.partition(" ")[0] in wordlist("deliberate")
    return not written and (bool(_sides(roles, k) and known) or _is_somebody(roles, k))


def _is_somebody(roles: Roles, k: int) -> bool:
    """A name, or a word for people or a body: `protesters`, `Haaretz`; not just `a government`."""
    token = roles.sentence.tokens[k]
    if token.lemma.lower() in wordlist("generic"):
        dets = {roles.sentence.tokens[d].text.lower() for d in roles.sentence.kids(k, "det")}
        more = roles.sentence.kids(k, "amod", "compound", "nmod", "nmod:poss")
        return bool(more) and not dets & _VAGUE
    return _is_named(token) or _stands_for_people(roles, k)


def _is_named(token: Token) -> bool:
    """A proper name, or letters for one: `ICE`; no day and no month."""
    name = token.pos == "PROPN" or (token.text.isupper() and len(token.text) > 1)
    return name and not _CALENDAR.match(token.text)


def _stands_for_people(roles: Roles, k: int) -> bool:
    word = singular(roles.sentence.tokens[k].lemma.lower())
    return roles.agent_key(k) is not None or word in wordlist("staffs")


def _is_body(roles: Roles, k: int) -> bool:
    """Somebody who counts without a state: an office, a force, a party, a court, a name."""
    token = roles.sentence.tokens[k]
    body = _is_office(roles, k) or singular(token.lemma.lower()) in wordlist("staffs")
    return body or _is_named(token) or bool(_sides(roles, k))


def _is_office(roles: Roles, k: int) -> bool:
    key = roles.agent_key(k)
    return key is not None and agents()[key] in _PUBLIC


def _top(sentence: Sentence, k: int) -> int:
    """The noun that a word before it belongs to: of `the Jerusalem court` the court."""
    while sentence.tokens[k].dep in _BEFORE_NOUN and sentence.tokens[k].head > k:
        k = sentence.tokens[k].head
    return k


def standing_as(sentence: Sentence, i: int, label: str) -> Status | None:
    """A clause's status as an act of a class; None where grammar does not let it be one."""
    now, verb = status(sentence, i), sentence.tokens[i].lemma
    if now == "fact":
        undone = (
            verb in _UNDONE or _is_awaited(sentence, i) or (verb in _REFUSING and label != "REJECT")
        )
        undone = undone and not (label == "REJECT" and _disagreed(sentence, i))
        undone = undone or (label == "COERCE" and verb in _EXPELLING)
        return None if undone or verb in _WARNS else "fact"
    if now in ("charged", "denied"):
        return now
    if now == "negated":
        return "fact" if label == "REJECT" and verb in _GRANTING else None
    would = (modal(sentence, i)[1] or "").lower() in ("would", "'d", "’d")
    said = reported_by(sentence, i) is not None
    told = (said and label != "REQUEST") or (label in _MEANT and not would)
    return "planned" if told and now in OPENING else None


def _is_awaited(sentence: Sentence, i: int) -> bool:
    """`is expected to deliver`, `are due to discuss`: what is still to come."""
    helped = bool(sentence.kids(i, "aux:pass", "cop")) and bool(sentence.kids(i, "xcomp"))
    return helped and sentence.tokens[i].lemma in wordlist("scheduled")


def _disagreed(sentence: Sentence, i: int) -> bool:
    """`failed to reach agreement`: what two fail to do together they refuse each other."""
    below = {sentence.tokens[k].lemma for k in sentence.kids(i, "xcomp")}
    return sentence.tokens[i].lemma == "fail" and bool(below & _AGREEING)


def has_means(act: Act, label: str, context: Context) -> bool:
    """Force is told only where its clause has a word for it: an attack, a weapon, to shoot; a
    protest where somebody rallies, marches or strikes; help not where it is only so called."""
    sentence = context.sentences[act.number]
    if label in ("REJECT", "SUPPORT") and _says_who(sentence, act.i):
        return False
    if label not in ("ASSAULT", "PROTEST"):
        return label not in _HELP or not (
            _is_so_called(sentence, act.i) or _passes(sentence, act.i)
        )
    words = [sentence.tokens[k] for k in sentence.subtree(act.i)]
    if label == "PROTEST":
        return not wordlist("protesting").isdisjoint(singular(t.lemma.lower()) for t in words)
    known = (nouns().get(singular(w)) for t in words for w in (t.lemma, t.text.lower()))
    forceful = any(e.code >= "18" for e in verbs().get(_base(sentence.tokens[act.i]), ()))
    return forceful or any(noun and noun.classes & _MEANS for noun in known)


def _says_who(sentence: Sentence, i: int) -> bool:
    """`groups opposed to L`, `rebels backed by L`: who somebody is, and nothing done."""
    token = sentence.tokens[i]
    return token.dep == "acl" and token.tag == "VBN" and token.lemma in wordlist("sided")


def _passes(sentence: Sentence, i: int) -> bool:
    """`approved a resolution`, `the vote passed a law`: a text is passed, and nobody backed."""
    objects = {sentence.tokens[k].lemma for k in sentence.kids(i, "obj")}
    passing = wordlist("approving") | {"pass", "adopt"}
    return sentence.tokens[i].lemma in passing and bool(objects & wordlist("passed_texts"))


def _is_so_called(sentence: Sentence, i: int) -> bool:
    """`sent its “peacekeepers”`: whether what a deed is done with is named in quotation marks."""
    text, at = sentence.text, sentence.start
    for k in sentence.kids(i, "obj"):
        first = min((k, *sentence.kids(k, "compound", "amod")))
        before = text[: sentence.tokens[first].start - at]
        if before.endswith(_OPENING) and text[sentence.tokens[k].end - at :].startswith(_CLOSING):
            return True
    return False


def _base(token: Token) -> str:
    """The verb of a noun in -ing, as far as verbs.csv knows it: `shooting`."""
    stem = token.text.lower().removesuffix("ing")
    forms = (token.lemma, stem, f"{stem}e", stem[:-1])
    return next((form for form in forms if form in verbs()), token.lemma)
