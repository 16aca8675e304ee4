"""Who did it, where a clause does not say: the deed told before, the other of two, its owner."""

from __future__ import annotations

from dataclasses import replace

from ramify.reading.actors.acts import Act
from ramify.reading.actors.named import Side
from ramify.reading.events.dyads import are_against, at_odds, opponents
from ramify.reading.events.untargeted import (
    BLOWS,
    HOSTILE,
    NEAR,
    DoerRule,
    Untargeted,
    is_known,
    thing,
)
from ramify.reading.syntax.clauses import clause
from ramify.reading.syntax.relations import is_predicate
from ramify.reading.syntax.sentence import Sentence
from ramify.reading.syntax.word_lists import nouns, wordlist

_OFFICIAL = ("10", "11", "12", "13", "16")
"""What ministers and ministries do to other states."""
_TO_A_STATE = ("11", "12", "13", "161", "162", "163", "166", "170", "171", "173", "174", "19")
"""What, in the passive, the one opponent of whoever it is done to has done."""


def _done_by(told: Untargeted) -> Act | None:
    """`The raid killed four`, `died in the strikes`: whoever made the raid just told."""
    act = told.act
    if not act.code.startswith(BLOWS) or not is_predicate(told.sentence, act.i):
        return None
    parts = clause(told.sentence, act.i)
    within = [k for case, k in parts.obliques if case in ("in", "during", "by")]
    if not any(_is_the_deed(told.sentence, k) for k in (*parts.subjects, *within)):
        return None
    hit = {side.id for side in act.targets}
    for other in told.near(NEAR):
        same = not hit or not other.targets or hit & {s.id for s in other.targets}
        own = hit & {s.id for s in other.actors}
        if other.code.startswith(BLOWS) and other.actors and same and not own:
            return replace(act, actors=other.actors, targets=act.targets or other.targets)
    return None


def _is_the_deed(sentence: Sentence, k: int) -> bool:
    """Whether a noun is an act of force that was told of before: `the raid`, `Monday's strikes`."""
    noun = nouns().get(sentence.tokens[k].lemma)
    dets = {sentence.tokens[d].text.lower() for d in sentence.kids(k, "det")}
    told_of = bool(dets & {"the", "this", "that", "these", "those"}) or _of_day(sentence, k)
    return told_of and noun is not None and "violence" in noun.classes


def _of_day(sentence: Sentence, k: int) -> bool:
    owners = sentence.kids(k, "nmod:poss")
    return any(sentence.tokens[n].text.lower().endswith("day") for n in owners)


def _measured(told: Untargeted) -> Act | None:
    """`The tariffs took effect`: those of whoever was told to impose or announce them."""
    act = told.act
    if not act.code.startswith("163") or act.unnamed:
        return None
    hit = {side.id for side in act.targets}
    for other in told.near(NEAR * 4):
        same = not hit or hit & {s.id for s in other.targets}
        if other.code.startswith(("163", "1312")) and other.actors and other.targets and same:
            return replace(act, actors=other.actors, targets=act.targets or other.targets)
    return None


def _of_the_other(told: Untargeted) -> Act | None:
    """`The foreign minister summoned K's envoy`: of the two the text is about, not K's."""
    act, pair = told.act, told.context.cast.pair
    hit = {side.id for side in act.targets}
    if act.unnamed is None or len(hit) != 1 or not hit < set(pair) or act.code[:2] not in _OFFICIAL:
        return None
    subjects = clause(told.sentence, act.i).subjects if is_predicate(told.sentence, act.i) else ()
    if not any(_is_official(told.sentence, k) for k in subjects):
        return None
    token = told.sentence.tokens[act.i]
    other = next(iter(set(pair) - hit))
    return replace(act, actors=(Side(other, "GOV", act.unnamed, token.start, token.end),))


def _is_official(sentence: Sentence, k: int) -> bool:
    """An office or a ministry, with or without a name behind it, that no state stands before."""
    words = [k, *sentence.kids(k, "compound", "nmod:desc", "amod", "appos")]
    known = wordlist("offices") | wordlist("ministries")
    return any(sentence.tokens[w].lemma.lower() in known for w in words)


def _once_more(told: Untargeted) -> Act | None:
    """`M was also suspended`: by whoever was told before to have done the like to another."""
    sentence, act = told.sentence, told.act
    if not _is_bare_passive(told):
        return None
    also = {sentence.tokens[k].lemma for k in sentence.kids(act.i, "advmod")}
    if not also & wordlist("also"):
        return None
    for other in told.near(NEAR):
        hit = {side.id for side in act.targets}
        if other.code[:2] == act.code[:2] and other.actors and not hit & told.ids(other.actors):
            return replace(act, actors=other.actors)
    return None


def _by_the_opponent(told: Untargeted) -> Act | None:
    """`A Georgian drone was shot down`: by the one whom all before sets against Georgia."""
    act = told.act
    hit = {side.id for side in act.targets}
    if len(hit) != 1 or not act.code.startswith(_TO_A_STATE):
        return None
    verbal = is_predicate(told.sentence, act.i)
    if (verbal and not _is_bare_passive(told)) or not (verbal or act.code.startswith("19")):
        return None
    found = opponents(told, next(iter(hit)))
    if found is None:
        return None
    token = told.sentence.tokens[act.i]
    return replace(act, actors=(Side(found, None, "", token.start, token.end),))


def _owner_told(told: Untargeted) -> Act | None:
    """`Both planes ignored the warnings`: whose the planes are that the text spoke of before."""
    act, sentence = told.act, told.sentence
    if act.actors or not act.code.startswith(HOSTILE) or not is_predicate(sentence, act.i):
        return None
    parts = clause(sentence, act.i)
    known = [k for k in parts.subjects if is_known(sentence, k)]
    kinds = {thing(sentence, k) for k in known} - {None}
    if parts.passive or not kinds:
        return None
    for number in range(act.number, max(-1, act.number - 2 * NEAR), -1):
        earlier = told.context.sentences[number]
        for token in earlier.tokens:
            if thing(earlier, token.i) in kinds:
                sides = told.context.cast.sides(number, token.i)
                if len({side.id for side in sides}) == 1:
                    return replace(act, actors=sides)
    return None


def _between_the_two(told: Untargeted) -> Act | None:
    """`clashes broke out`: between the two at odds of whom the text tells, and no others."""
    act, cast, sentence = told.act, told.context.cast, told.sentence
    if act.actors or act.targets or not act.code.startswith("19") or not cast.pair:
        return None
    verbal = is_predicate(sentence, act.i)
    words = (
        {sentence.tokens[k].lemma for k in clause(sentence, act.i).subjects}
        if verbal
        else {sentence.tokens[act.i].lemma}
    )
    shot = act.symmetric and bool(words & (wordlist("forces") | {"guard"}))
    if not shot and (act.unnamed or not words & wordlist("clashes")):
        return None
    named = {a for name in cast.heads[act.number].values() for a in name.ids}
    one, other = cast.pair
    fought = any(are_against(each, one, other) for each in told.near(NEAR * 2))
    if not named <= set(cast.pair) or not (at_odds(told) or fought):
        return None
    word = sentence.tokens[act.i]
    first = [a for name in cast.named for a in name.ids]
    pair = sorted(cast.pair, key=first.index)
    sides = tuple(Side(actor, None, "", word.start, word.end) for actor in pair)
    return replace(act, actors=sides, symmetric=True)


def _at_the_crowd(told: Untargeted) -> Act | None:
    """`Thousands rallied in K. Police detained forty protesters`: of the land they rallied in."""
    act, sentence = told.act, told.sentence
    hit = {sentence.tokens[k].lemma for k in act.objects}
    if (
        not act.unnamed
        or not act.code.startswith(("17", "18", "19"))
        or not hit & wordlist("crowds")
    ):
        return None
    for other in told.near(NEAR):
        crowd = [s for s in other.actors if s.sector != "GOV"]
        if other.code.startswith("14") and len(told.ids(crowd)) == 1:
            police = replace(crowd[0], sector="COP", name=act.unnamed)
            return replace(act, actors=(police,), targets=act.targets or tuple(crowd[:1]))
    return None


def _is_bare_passive(told: Untargeted) -> bool:
    """A passive that says nothing of who did it, or by what chance it came."""
    act, sentence = told.act, told.sentence
    if act.actors or act.unnamed or not act.targets or not is_predicate(sentence, act.i):
        return False
    parts = clause(sentence, act.i)
    chance = {sentence.tokens[k].lemma for _, k in parts.obliques} & wordlist("nature")
    return parts.passive and not parts.subjects and not chance


DOERS: tuple[DoerRule, ...] = (
    DoerRule("the deed told", _done_by, "Peru raided Chile on Monday. The raid killed a soldier."),
    DoerRule(
        "the measure told",
        _measured,
        "Peru announced tariffs on Chile on Monday. The tariffs took effect on Tuesday.",
    ),
    DoerRule(
        "the other's office",
        _of_the_other,
        "Peru and Chile share a border. Foreign Minister Tamal summoned Chile's ambassador.",
    ),
    DoerRule(
        "whose thing it is",
        _owner_told,
        "Chile met a Peruvian plane on Monday. The plane violated the airspace of Chile.",
    ),
    DoerRule(
        "the like once more",
        _once_more,
        "Peru suspended Chile from the union. Spain was also suspended.",
    ),
    DoerRule(
        "police of the land",
        _at_the_crowd,
        "Chile accused Spain of spying. Thousands rallied in Lima. Police beat 40 protesters.",
    ),
    DoerRule(
        "between the two",
        _between_the_two,
        "Peru and Chile have a border dispute. On Monday clashes broke out.",
    ),
    DoerRule(
        "the one opponent",
        _by_the_opponent,
        "Peru accused Chile of arming rebels. A Chilean drone was shot down.",
    ),
)
"""In order: the first that finds somebody decides."""
