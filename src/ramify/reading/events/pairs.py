"""Which two sides of a clause a second reader is asked about, known to ramify or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ramify.reading.actors.acts import Act
from ramify.reading.actors.named import Side
from ramify.reading.actors.semantic_roles import Roles
from ramify.reading.events.event_date import Context
from ramify.reading.syntax.clauses import Clause, clause, is_predicate, preposition
from ramify.reading.syntax.factuality import status
from ramify.reading.syntax.sentence import Sentence
from ramify.reading.syntax.word_lists import nouns, wordlist

Span = tuple[int, int]
Item = tuple[str, Span, Span]
"""A sentence and where its two sides stand in it."""

_ASIDE = ("advcl", "parataxis", "conj", "acl:relcl", "ccomp")
_WHERE = frozenset({"in", "at", "near", "outside", "off", "inside", "according to"})
_BEHIND = ("acl:relcl", "advcl", "parataxis", "ccomp", "csubj")
_JOINED = ("case", "conj", "cc", "punct")
_WRITTEN = frozenset({"agreement", "compact", "document", "law", "truce"})
"""Kinds of nouns that bind or tell, and do nothing: `the treaty requires that …`."""
_BEFORE_NOUN = ("compound", "amod", "nmod:poss", "nmod:desc", "flat")


@dataclass(frozen=True, slots=True)
class Pair:
    """A clause without a code, and its sentence with both sides marked."""

    act: Act
    item: Item
    said_of: bool
    """Whether the second stands in what the first says: `said that K must leave`."""


def pairs(context: Context, number: int) -> Iterator[Pair]:
    """The main clause of a sentence and what it reports, each with who acts and on whom.

    Left out are questions, what stands on a condition, and clauses of which a side is no thing
    that acts and no name.
    """
    sentence = context.sentences[number]
    if not sentence.tokens or sentence.text.rstrip('"”’) ').endswith("?"):
        return
    for i in (sentence.root, *sentence.kids(sentence.root, "ccomp", "parataxis")):
        if not is_predicate(sentence, i) or _supposed(sentence, i) or _expected(sentence, i):
            continue
        if pair := _pair(context, number, i):
            yield pair


def _supposed(sentence: Sentence, i: int) -> bool:
    """`would end if they left`, `will probably grow`, `is likely to`: a guess, and nothing done."""
    beside = [m for k in sentence.kids(i, "advcl") for m in sentence.kids(k, "mark")]
    guesses = wordlist("hedges") | wordlist("likelihoods")
    guessed = any(sentence.tokens[k].lemma in guesses for k in (i, *sentence.kids(i, "advmod")))
    return guessed or any(sentence.tokens[m].text.lower() in ("if", "unless") for m in beside)


def _expected(sentence: Sentence, i: int) -> bool:
    """`warned that K would attack`: what one says another will do is no word of that other."""
    subjects = clause(sentence, i).subjects
    own = all(sentence.tokens[k].pos == "PRON" for k in subjects)
    return i != sentence.root and status(sentence, i) == "future" and not own


def _pair(context: Context, number: int, i: int) -> Pair | None:
    sentence = context.sentences[number]
    parts, roles = clause(sentence, i), Roles(context.cast, sentence, number)
    doers = [k for k in parts.subjects if _may_act(roles, k)][:1]
    actors = tuple(s for k in doers for s in _sides(roles, k))
    found = _second(roles, i, parts, {s.id for s in actors}) if doers else None
    if found is None:
        return None
    k, targets = found
    spans = (phrase_at(sentence, doers[0]), phrase_at(sentence, k))
    act = Act(number, i, "01", actors, targets, parts.objects, (i,), status(sentence, i))
    told = parts.verb in wordlist("plain_saying") and bool(sentence.kids(i, "ccomp"))
    said_of = told or k not in sentence.subtree(i, without=("ccomp",))
    return Pair(act, (sentence.text, *spans), said_of) if apart(*spans) else None


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
    return [k for k in inside if k not in doing and preposition(sentence, k) not in _WHERE]


def _sides(roles: Roles, k: int) -> list[Side]:
    return [s for s in roles.cast.sides(roles.number, k) if not s.place]


def _may_act(roles: Roles, k: int) -> bool:
    """Somebody known by name, office or as a body; no thing of theirs, and nothing written."""
    noun = nouns().get(roles.noun_key(k) or "")
    written = noun is not None and bool(noun.classes & _WRITTEN)
    known = roles.cast.named_at(roles.number, k) or roles.agent_key(k) is not None
    return not written and (bool(_sides(roles, k) and known) or _is_somebody(roles, k))


def _is_somebody(roles: Roles, k: int) -> bool:
    """A name, or a word for people or a body: `protesters`, `Haaretz`."""
    token = roles.sentence.tokens[k]
    known = token.pos == "PROPN" or roles.agent_key(k) is not None
    return known and token.lemma.lower() not in wordlist("generic")


def phrase_at(sentence: Sentence, k: int) -> Span:
    """Where the noun phrase around a word stands in its sentence, clauses behind it left out."""
    while sentence.tokens[k].dep in _BEFORE_NOUN and sentence.tokens[k].head > k:
        k = sentence.tokens[k].head
    beside = {w for c in sentence.kids(k, *_JOINED) for w in sentence.subtree(c)}
    inside = set(sentence.subtree(k, without=_BEHIND)) - beside
    first = last = k
    while first - 1 in inside:
        first -= 1
    while last + 1 in inside:
        last += 1
    start, end = sentence.span([first, last])
    return start - sentence.start, end - sentence.start


def phrase_around(sentence: Sentence, side: Side) -> Span | None:
    """The noun phrase that a side is named in; None where it stands in another sentence."""
    inside = [t.i for t in sentence.tokens if side.start <= t.start < side.end]
    top = [k for k in inside if sentence.tokens[k].head not in inside or k == sentence.root]
    return phrase_at(sentence, top[0]) if top else None


def apart(one: Span, two: Span) -> bool:
    """Whether two stretches do not overlap."""
    return one[1] <= two[0] or two[1] <= one[0]


def marked(one: Side, two: Side, sentence: Sentence) -> Item | None:
    """A sentence with two sides marked, by their phrases or, where these overlap, their names."""
    spans = [phrase_around(sentence, side) for side in (one, two)]
    names: Sequence[Span] = [(s.start - sentence.start, s.end - sentence.start) for s in (one, two)]
    if None in spans or not all(0 <= start < end for start, end in names):
        return None
    for first, second in (spans, names):
        if first and second and apart(first, second):
            return sentence.text, first, second
    return None
