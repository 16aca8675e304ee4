"""What the rules left unread, told by the second reader: which words, how sure, as what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from ramify.reading.actions.speech_acts import Stating
from ramify.reading.actors.acts import Act
from ramify.reading.actors.named import Side
from ramify.reading.actors.semantic_roles import Roles
from ramify.reading.events.event_date import Context
from ramify.reading.events.events import UNSPECIFIED
from ramify.reading.second_reader.candidates import candidates
from ramify.reading.second_reader.opinion import NONE, ROOTS, Opinion, one_yield, sign_of
from ramify.reading.second_reader.pairs import (
    BY_WORD,
    OPENING,
    Kind,
    Pair,
    has_means,
    standing_as,
)
from ramify.reading.statements import Unused
from ramify.reading.syntax.factuality import reported_by
from ramify.reading.syntax.relations import preposition
from ramify.reading.syntax.sentence import Sentence
from ramify.reading.syntax.word_lists import wordlist
from ramify.record.events import Event
from ramify.record.evidence import TextEvidence
from ramify.record.ontology import action

Told = tuple[Act, Event]

NAME = "second reader"
"""Who found an event, as its evidence has it."""
FILL: dict[Kind, float] = {"main": 0.35, "embedded": 0.35, "participle": 0.6, "noun": 0.4}
"""Least probability of a class between two known sides, by the kind of word that tells it."""
FILL_UNKNOWN = 0.5
"""The same of a main clause where one of the two is nobody that ramify knows, or is spoken of."""
FILL_THING = 0.7
"""The same where it is done to a thing, or to somebody of neither a state nor an office.

And of other words than a main clause's where one of the two is not known.
"""
NOT_FACT = "not told as fact"
"""Why the rules leave an act out that grammar, and nothing about its kind, speaks against."""
_TOLD = ("fact", "negated", "charged", "denied")
"""What grammar may make of a word that is asked about."""
_MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE", "REJECT"})
"""What two subjects of one verb do to each other; what else they do, they do to a third."""


def unread(told: Sequence[Told], unused: Sequence[Unused], context: Context) -> Iterator[Pair]:
    """Words that the rules made nothing of, in sentences that no frame keeps from being acts."""
    framed = {e.evidence.start for e in unused if e.reason != NOT_FACT}
    used = {(act.number, k) for act, _ in told for k in (act.i, *act.words)}
    for number, sentence in enumerate(context.sentences):
        if sentence.start not in framed:
            for pair in candidates(context, number):
                if _may_tell(pair) and (number, pair.act.i) not in used:
                    yield pair


def _may_tell(pair: Pair) -> bool:
    """Whether grammar lets a word tell; only main clauses announce, or speak of another."""
    main = pair.kind == "main"
    opening = pair.act.status in OPENING and main
    return (pair.act.status in _TOLD or opening) and (main or not pair.said_of)


def filled(
    asked: Sequence[tuple[Pair, Opinion]],
    kept: Sequence[Told],
    context: Context,
    tell: Callable[[Act], Iterable[Event]],
) -> Iterator[Told]:
    """Events of the second reader, with the status that grammar gives them; none told twice."""
    told = [(act.number, event) for act, event in kept]
    for pair, opinion in asked:
        label, number = opinion.label, pair.act.number
        act = coded(pair, label, context) if is_sure(opinion, pair) else None
        if act is None:
            continue
        alike = [e for n, e in told if n == number and class_of(e) == one_yield(label)]
        for event in tell(act):
            if all(_is_new(event, other, pair.kind) for other in alike):
                told.append((number, event))
                yield act, found_by(event, NAME)


def class_of(event: Event) -> str | None:
    """The class of an event, the two of yielding as one."""
    return one_yield(action(event.action).plover)


def _is_new(event: Event, other: Event, kind: Kind) -> bool:
    """Whether it tells more than an event of its class and sentence: another pair, both sides."""
    pair, had = ({e.actor, e.target} - {UNSPECIFIED, None} for e in (event, other))
    if len(had) < 2:
        return had < pair
    return kind != "main" and len(pair) == 2 and pair != had


def is_sure(opinion: Opinion, pair: Pair) -> bool:
    """Whether a class is probable enough to be told of a word."""
    if opinion.label == NONE or (pair.together and opinion.label not in _MUTUAL):
        return False
    known = bool(pair.act.actors), bool(pair.act.targets)
    if all(known):
        least = FILL_UNKNOWN if pair.said_of else FILL[pair.kind]
        return opinion.probability >= least
    vague = pair.thing or not (known[1] or pair.bodies)
    least = FILL_THING if vague or pair.kind != "main" else FILL_UNKNOWN
    return opinion.probability >= least


def coded(pair: Pair, label: str, context: Context) -> Act | None:
    """The clause as an act of a class, if grammar lets it be one."""
    act, sentence = pair.act, context.sentences[pair.act.number]
    now = act.status if pair.kind == "noun" else standing_as(sentence, act.i, label)
    telling = (act.i, *sentence.kids(act.i, "ccomp", "parataxis"))
    admitted = any(sentence.tokens[k].lemma in wordlist("factive") for k in telling)
    by_word = not pair.said_of or (label in BY_WORD and not admitted)
    lasting = sentence.tokens[act.i].lemma in wordlist("lasting")
    a_thing = _names_a_thing(act, context)
    if now is None or not by_word or a_thing or lasting or not has_means(act, label, context):
        return None
    told = replace(act, code=ROOTS[_told_as(label, pair, context)], status=now)
    if told.actors:
        return told
    named = Stating(Roles(context.cast, sentence, act.number)).with_unnamed(told)
    words = named.unnamed or context.cast.words(act.number, pair.doer)
    named = replace(named, unnamed=words, named=named.named or pair.bodies)
    return named if named.status == now else None


def _names_a_thing(act: Act, context: Context) -> bool:
    """`called the deal a farce`, `call it a warning`: whether what is so called is no side."""
    sentence = context.sentences[act.number]
    if sentence.tokens[act.i].lemma not in wordlist("naming"):
        return False
    objects = (k for k in sentence.kids(act.i, "obj") if sentence.tokens[k].pos != "PRON")
    named = {side.id for k in objects for side in context.cast.sides(act.number, k)}
    return named.isdisjoint(side.id for side in act.targets)


def _told_as(label: str, pair: Pair, context: Context) -> str:
    """The class of an act of which the second reader says what is done, and grammar how it is told.

    `said it would withdraw` promises it, `said it would boycott` threatens; who calls for measures
    against somebody disapproves of him, and asks him for nothing.
    """
    sentence, i = context.sentences[pair.act.number], pair.act.i
    if label == "REQUEST" and any(_is_against(sentence, i, side) for side in pair.act.targets):
        return "ACCUSE"
    meant = pair.act.status in OPENING and reported_by(sentence, i) is not None
    sign = sign_of(label) if meant and label != "REJECT" else None
    return {"friendly": "AGREE", "hostile": "THREATEN"}.get(sign or "", label)


def _is_against(sentence: Sentence, i: int, side: Side) -> bool:
    """`called for sanctions against L`: whether a side stands behind `against` below a word."""
    at = next((t.i for t in sentence.tokens if t.start <= side.start < t.end), None)
    if at is None or i not in (above := list(sentence.above(at))):
        return False
    path = (at, *above[: above.index(i)])
    return any(preposition(sentence, k) == "against" for k in path)


def found_by(event: Event, who: str) -> Event:
    """The same event with its reader named in its evidence."""
    named = tuple(
        e.model_copy(update={"by": who}) if isinstance(e, TextEvidence) else e
        for e in event.evidence
    )
    return event.model_copy(update={"evidence": named})
