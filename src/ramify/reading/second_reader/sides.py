"""Sides that the rules leave open, and acts that they do not see, as the second reader has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ramify.reading.actors.acts import SYMMETRIC, Act
from ramify.reading.actors.foreigners import foreign_to
from ramify.reading.actors.named import Named, Side
from ramify.reading.events.event_date import Context
from ramify.reading.second_reader.candidates import noun_status
from ramify.reading.second_reader.filling import NOT_FACT
from ramify.reading.second_reader.guards import (
    FORCE,
    is_estimate,
    is_in_name,
    is_in_spite,
    is_of_nobody,
    is_said,
    judges,
)
from ramify.reading.second_reader.opinion import NONE, ROOTS, sign_of
from ramify.reading.second_reader.pairs import (
    has_means,
    is_expected,
    is_supposed,
    standing_as,
)
from ramify.reading.second_reader.passages import Passages, WordFound
from ramify.reading.statements import Unused
from ramify.reading.syntax.clauses import clause
from ramify.reading.syntax.factuality import disproved
from ramify.reading.syntax.relations import is_predicate, preposition
from ramify.reading.syntax.status import keeps_from
from ramify.reading.syntax.word_lists import agents, wordlist
from ramify.record.ontology import action

FILL_TARGET = 0.5
"""Least probability of a target that the rules leave open."""
FILL_ACTOR = 0.6
"""The same of whoever acts, where the rules know whom it hit."""
TELLS = 0.9
"""Least probability that a word tells anything, for an act of which the rules know neither side."""
BOTH_ACT = 0.9
BOTH_TARGET = 0.6
"""The same of its two sides."""
UNREAD = 0.35
"""Least probability of class and both sides together at which a word is told that the rules and
grammar leave unread."""
ONESELF = 0.5
"""The same where both are one: of two neighbours it takes one for both where it is unsure."""
SURER, UNLIKELY = 0.4, 0.1
"""Least probability of two sides told in the place of the rules' two, and most of these two."""
_LISTED, _ALIKE = 0.2, 0.7
"""Least share of a side that stands beside the likeliest (`K sued L and M`), and of that one's."""
_AT_HOME = ("14", "15", "17")
"""What is done to one's own people as well."""
_VETO = "129"
"""Cast in a council; of whom the resolution is, the rules see."""
_JUDGING = ("05", "11", "13")
_OCCASIONS = ("amid", "amidst", "despite", "during")
_BESIDE = ("conj", "advcl", "parataxis")
_CODES = {"CONSULT": "040", "COOPERATE": "060"}
"""Roots that say nothing of who joins in."""
_BACK = 3
"""Sentences back in which a side is looked for by name."""
Sides = Mapping[str | None, float]


def with_sides(act: Act, passages: Passages | None) -> Act:
    """The act with sides that the rules leave open, where the second reader is sure of them."""
    together = act.symmetric and len({side.id for side in act.actors}) > 1
    if passages is None or together or (act.actors and act.targets) or act.code == _VETO:
        return act
    told = passages.of_act(act)
    if told is None or _is_otherwise(act, told) or is_of_nobody(act, passages.context):
        return act
    if not act.actors and not act.targets:
        return _both(act, told, passages.context)
    if act.targets:
        own = {side.id for side in act.targets}
        actors: Sides = {id: p for id, p in told.actors.items() if id not in own}
        if act.code.startswith(FORCE):
            actors = _here(actors, act.number, passages.context)
        return _acted(act, actors, FILL_ACTOR, passages.context)
    left_out = _below(act, passages.context) | judges(act, passages.context)
    if not act.code.startswith(_AT_HOME):
        left_out |= {side.id for side in act.actors}
    targets = {id: p for id, p in told.targets.items() if id not in left_out}
    return _done_to(act, targets, FILL_TARGET, passages.context)


def _below(act: Act, context: Context) -> set[str]:
    """Whom a judgement or a warning names below its verb: victims and places, not who is meant.

    `condemned the attack on K`, `hailed the accord signed in K`, `warned of a drought in K`. A test
    of arms that a noun tells (`K condemned L's launch`) is against nobody of its sentence, and no
    act is against whom its occasion names (`agreed to buy gas amid a row with K`), nor are soldiers
    sent against where they come from.
    """
    sentence = context.sentences[act.number]
    apart = (*_OCCASIONS, "from") if act.code.startswith("15") else _OCCASIONS
    occasions = (k for k in sentence.subtree(act.i) if preposition(sentence, k) in apart)
    inside: Iterable[int] = [k for at in occasions for k in sentence.subtree(at)]
    if act.code.startswith(_JUDGING) and is_predicate(sentence, act.i):
        inside = sentence.subtree(act.i, without=_BESIDE)
    elif act.code.startswith("15") and not is_predicate(sentence, act.i):
        inside = range(len(sentence.tokens))
    named = (context.cast.named_at(act.number, k) for k in inside)
    return {id for one in named if one for id in one.ids}


def _is_otherwise(act: Act, told: WordFound) -> bool:
    """Whether the second reader takes the word for no act, or for one of the other sign.

    The sides that it sees are then those of something else.
    """
    label = max(told.classes, key=lambda name: told.classes[name])
    signs = {sign_of(label), sign_of(action(act.code).plover)} - {None}
    return label == NONE or len(signs) > 1


def _both(act: Act, told: WordFound, context: Context) -> Act:
    """Both sides, or none: of an act of nobody the rules know only what is all but certain."""
    if 1 - told.classes[NONE] < TELLS:
        return act
    force = act.code.startswith(FORCE)
    actors = _here(told.actors, act.number, context) if force else told.actors
    acted = _acted(act, actors, BOTH_ACT, context)
    whole = _done_to(acted, told.targets, BOTH_TARGET, context)
    return whole if whole.actors and whole.targets else act


def _here(sides: Sides, number: int, context: Context) -> Sides:
    """Those whom a sentence names or means: who used force is guessed from no other.

    `A missile killed two in Poland. Kyiv said that Russia had attacked.`: the first tells nobody.
    """
    named = (context.cast.named_at(number, t.i) for t in context.sentences[number].tokens)
    ids = {id for one in named if one for id in one.ids}
    return {id: p for id, p in sides.items() if id is None or id in ids}


def _acted(act: Act, sides: Sides, least: float, context: Context) -> Act:
    found = _sides(sides, least, act.number, context)
    return replace(act, actors=found, unnamed=None, named=False) if found else act


def _done_to(act: Act, sides: Sides, least: float, context: Context) -> Act:
    return replace(act, targets=_sides(sides, least, act.number, context))


def _sides(sides: Sides, least: float, number: int, context: Context) -> tuple[Side, ...]:
    """The likeliest, if it is somebody and likely enough, with those listed beside it."""
    best = max(sides, key=lambda id: sides[id], default=None)
    if best is None or sides[best] < least:
        return ()
    share = max(_LISTED, sides[best] * _ALIKE)
    ids = [id for id, p in sides.items() if id is not None and (p >= share or id == best)]
    return tuple(side for id in ids if (side := side_of(id, number, context)))


def with_surer_sides(act: Act, told: WordFound, context: Context) -> Act | None:
    """The act on whom the second reader is sure of, where it all but excludes whom the rules have.

    `two days after its navy, with Estonian commandos on board, took control of a Russian tanker`.
    Who acts stays as grammar has it, and is filled where that is nobody.
    """
    own = [side.id for side in act.actors], [side.id for side in act.targets]
    if act.symmetric or len(own[1]) != 1 or len(own[0]) > 1:
        return None
    doers = told.actors
    if act.code.startswith(FORCE):
        doers = _here(doers, act.number, context)
    known = next(iter(own[0]), None)
    actor = known or max(doers, key=lambda id: doers[id], default=None)
    target = max(told.targets, key=lambda id: told.targets[id])
    read = told.actors.get(known, 0.0) * told.targets.get(own[1][0], 0.0)
    if actor is None or target in (None, actor) or read >= UNLIKELY:
        return None
    if doers.get(actor, 0.0) * told.targets[target] < SURER:
        return None
    one, other = (side_of(id, act.number, context) for id in (actor, target) if id)
    if one is None or other is None:
        return None
    return replace(act, actors=(one,), targets=(other,), unnamed=None, named=False)


def side_of(id: str, number: int, context: Context) -> Side | None:
    """An actor as a side of an act in a sentence: as it is named there, or last before it.

    None where it is named there only as what is no side: `Rwandan-backed rebels`.
    """
    for back in range(number, max(-1, number - 1 - _BACK), -1):
        named = [
            (token.i, n)
            for token in context.sentences[back].tokens
            if (n := context.cast.named_at(back, token.i)) and id in n.ids
        ]
        phrases = (s for i, _ in named for s in context.cast.sides(back, i, conj=False))
        if found := next((s for s in phrases if s.id == id), None):
            return found
        if named:
            return None if back == number else _as_named(id, named[0][1])
    here, everybody = context.sentences[number], (*context.cast.named, *context.cast.references)
    names = [n for n in everybody if id in n.ids]
    apart = [n for n in names if n.end <= here.start or here.end <= n.start]
    if names and not apart:
        return None
    return _as_named(id, apart[0]) if apart else Side(id, None, "", here.start, here.start)


def _as_named(id: str, named: Named) -> Side:
    return Side(id, named.sector, named.text, named.start, named.end)


def unread_words(
    passages: Passages, told: Iterable[Act], unused: Iterable[Unused]
) -> Iterator[Act]:
    """Acts of words that nobody read, between two sides that the second reader is sure of.

    None of sentences that a frame keeps from being acts.
    """
    context = passages.context
    framed = {one.evidence.start for one in unused if one.reason != NOT_FACT}
    used = {(act.number, w) for act in told for w in (act.i, *act.words)}
    for number, sentence in enumerate(context.sentences):
        if sentence.start in framed or sentence.text.rstrip('"”’) ').endswith("?"):
            continue
        for token in sentence.tokens:
            if token.pos not in ("VERB", "NOUN") or (number, token.i) in used:
                continue
            classes = passages.tells(number, token.i)
            label = _label(classes, UNREAD) if classes else None
            if label and _is_told(number, token.i, label, context):
                yield from _told(label, number, token.i, passages)


def _is_told(number: int, i: int, label: str, context: Context) -> bool:
    """Whether grammar lets a word be an act of a class, done, and no guess, fear or forecast."""
    sentence = context.sentences[number]
    lemma = sentence.tokens[i].lemma
    unfit = wordlist("lasting") | wordlist("crimes")
    if lemma in wordlist("conceding") and is_said(sentence, i):
        return False
    if lemma in unfit or keeps_from(sentence, i) or disproved(sentence, i):
        return False
    if is_in_name(sentence, i) or is_estimate(sentence, i):
        return False
    if sentence.tokens[i].pos == "NOUN":
        return noun_status(sentence, i) == "fact" and not is_in_spite(number, i, context)
    bare = Act(number, i, "01", (), (), (), (i,))
    supposed = is_supposed(sentence, i) or is_expected(sentence, i)
    supposed = supposed or lemma in wordlist("naming")
    fact = standing_as(sentence, i, label) == "fact"
    return fact and not supposed and has_means(bare, label, context)


def _label(classes: Mapping[str, float], least: float) -> str | None:
    label = max(classes, key=lambda name: classes[name])
    return label if label != NONE and classes[label] >= least else None


def _undergone(number: int, i: int, context: Context) -> set[str]:
    """Whom it is done to by grammar: `K was accused of attacks on L`, `seized a trawler of K`."""
    sentence, cast = context.sentences[number], context.cast
    subjects = sentence.kids(i, "nsubj:pass")
    return {s.id for k in subjects for s in cast.sides(number, k)} | foreign_to(cast, number, i)


def _named_after(number: int, i: int, context: Context) -> set[str]:
    """Where it was, which is not who did it: `the Kharkiv bombing`."""
    sentence = context.sentences[number]
    if sentence.tokens[i].pos != "NOUN":
        return set()
    places = [k for k in sentence.kids(i, "compound") if sentence.tokens[k].pos == "PROPN"]
    return {side.id for k in places for side in context.cast.sides(number, k)}


def _named_doers(number: int, i: int, context: Context) -> set[str]:
    """Who does it beyond doubt: the name that is the subject of a verb, or its agent."""
    sentence, parts = context.sentences[number], clause(context.sentences[number], i)
    if sentence.tokens[i].pos != "VERB":
        return set()
    names = [k for k in parts.subjects if sentence.tokens[k].pos == "PROPN"]
    return {side.id for k in names for side in context.cast.sides(number, k)}


def _doers_sector(number: int, i: int, context: Context) -> str | None:
    """`smugglers from K shot at`, `raids by bandits`: of which kind they are, and no government."""
    sentence = context.sentences[number]
    doers = [k for k in clause(sentence, i).subjects if sentence.tokens[k].pos == "NOUN"]
    doers += [k for k in sentence.kids(i, "nmod") if preposition(sentence, k) == "by"]
    return next((s for k in doers if (s := agents().get(sentence.tokens[k].lemma))), None)


def _doers(label: str, number: int, i: int, found: WordFound, context: Context) -> Sides:
    """Who may have done it by grammar; nobody where the likeliest is only where it was."""
    undergone, named = (find(number, i, context) for find in (_undergone, _named_doers))
    doers: Sides = {id: p for id, p in found.actors.items() if id not in undergone}
    likeliest = max(doers, key=lambda id: doers[id], default=None)
    if likeliest in _named_after(number, i, context):
        return {}
    if named:
        doers = {id: p for id, p in doers.items() if id in named}
    return _here(doers, number, context) if label == "ASSAULT" else doers


def _told(label: str, number: int, i: int, passages: Passages) -> Iterator[Act]:
    found = passages.of(number, i)
    if found is None:
        return
    doers = _doers(label, number, i, found, passages.context)
    code = _CODES.get(label, ROOTS[label])
    goals: Sides = found.targets
    if label in ("MOBILIZE", "ASSAULT"):
        apart_from = _below if label == "MOBILIZE" else judges
        apart = apart_from(Act(number, i, code, (), (), (), (i,)), passages.context)
        goals = {id: p for id, p in goals.items() if id not in apart}
    doer, target = (max(p, key=lambda id: p[id], default=None) for p in (doers, goals))
    sure = found.classes[label] * doers.get(doer, 0.0) * goals.get(target, 0.0)
    if sure < (ONESELF if doer == target else UNREAD):
        return
    actors = _sides(doers, UNREAD, number, passages.context)
    targets = _sides(goals, UNREAD, number, passages.context)
    if actors and targets:
        if sector := _doers_sector(number, i, passages.context):
            actors = tuple(replace(side, sector=sector) for side in actors)
        together = code in SYMMETRIC
        yield Act(number, i, code, actors, targets, (), (i,), "fact", symmetric=together)
