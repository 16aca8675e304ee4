"""The one other side in play: of a discourse of two, whom an act that names one side concerns."""

from __future__ import annotations

from ramify.reading.actors.acts import Act
from ramify.reading.actors.named import Side
from ramify.reading.events.untargeted import HOSTILE, Untargeted, of_somebody
from ramify.reading.syntax.relations import is_predicate
from ramify.reading.syntax.word_lists import wordlist

_BACK = 6
"""Sentences back in which acts between two count as what the text is about."""
_AT_A_STATE = ("10", "112", "114", "115", "12", "13", "15", "16", "190", "193", "194", "195")
"""What a state does to another one, or to nobody: `recalled its ambassador`."""
_OWN_PEOPLE = ("15", "161")
"""What a state does with its own forces or envoys because of another."""
_OF_WORDS = ("11", "12", "13")
"""What is said may be said of anybody, save between the two whom the text is about."""
_AT_HOME = ("123", "124", "132", "133", "137", "140", "141", "142", "143", "144", "145")


def opponents(told: Untargeted, own: str) -> str | None:
    """The one actor whom the title and the sentences before tell of as against another.

    Of the two whom the text is about where no act was told yet. None where several are,
    where the sentence names somebody else, or where nobody is.
    """
    found = {o for act in told.near(_BACK) if _is_hostile(act) for o in _facing(act, own)}
    if not found and own in told.context.cast.pair and at_odds(told):
        found = set(told.context.cast.pair) - {own}
    only = next(iter(found), None)
    if only is None or len(found) != 1 or told.context.cast.groups.get(only):
        return None
    heads = told.context.cast.heads[told.act.number].values()
    named = {a for name in heads for a in name.ids}
    return only if named <= {own, only} else None


def against_opponent(told: Untargeted) -> tuple[Side, ...]:
    """`Chad put its army on alert`: the one opponent of whom the text has told."""
    act = told.act
    if not act.code.startswith(_AT_A_STATE) or act.code.startswith(_AT_HOME):
        return ()
    if act.code.startswith("10") and not _is_noun(told):
        return ()
    own_people = act.code.startswith(_OWN_PEOPLE)
    police = any(side.sector in ("COP", "CVL", "OPP") for side in act.actors)
    if len(told.own) != 1 or police or (of_somebody(told) and not own_people):
        return ()
    own = next(iter(told.own))
    alone = _is_noun(told) or act.code.startswith("161")
    found = opponents(told, own) or (beside(told, own) if alone else None)
    if found in _blaming(told):
        return ()
    of_the_two = {own, found} == set(told.context.cast.pair)
    if found is None or (act.code.startswith(_OF_WORDS) and not of_the_two):
        return ()
    word = told.sentence.tokens[act.i]
    return (Side(found, None, "", word.start, word.end),)


def _is_noun(told: Untargeted) -> bool:
    return not is_predicate(told.sentence, told.act.i)


def _blaming(told: Untargeted) -> set[str]:
    """`Peru condemned Chile's missile test`, `its raid`: who blames another for it is not hit.

    Of force that is so unless more than words has set the two against each other.
    """
    if not _is_noun(told) or not told.act.code.startswith(("15", "18", "19", "20")):
        return set()
    head = told.sentence.tokens[told.act.i].head
    over = [a for a in (*told.earlier, *told.beside) if a.number == told.act.number and a.i == head]
    blaming = {s.id for a in over if a.code.startswith("11") for s in a.actors}
    if told.act.code.startswith("15"):
        return blaming
    deeds = [a for a in told.near(_BACK) if a.number < told.act.number and a.code[:2] >= "15"]
    return {b for b in blaming if not any(b in _facing(a, o) for a in deeds for o in told.own)}


def beside(told: Untargeted, own: str) -> str | None:
    """`K ruled out an apology despite L's demands`: the one other whom the sentence names."""
    heads = told.context.cast.heads[told.act.number].values()
    others = {a for name in heads for a in name.ids} - {own}
    return next(iter(others)) if len(others) == 1 else None


def at_odds(told: Untargeted) -> bool:
    """Whether a sentence before tells of the two as at odds: `a border dispute between`."""
    pair, cast = set(told.context.cast.pair), told.context.cast
    for number in range(told.act.number):
        named = {a for name in cast.heads[number].values() for a in name.ids}
        words = {token.lemma for token in told.context.sentences[number].tokens}
        if pair <= named and words & wordlist("disputes"):
            return True
    return False


def are_against(act: Act, one: str, other: str) -> bool:
    """Whether an act sets two against each other."""
    return _is_hostile(act) and _facing(act, one) == {other}


def _is_hostile(act: Act) -> bool:
    return act.code.startswith(HOSTILE)


def _facing(act: Act, own: str) -> set[str]:
    """Whom an act sets against an actor, whichever of them does it."""
    sides = [{s.id for s in act.actors}, {s.id for s in act.targets}]
    if act.symmetric and not act.targets:
        sides = [{own} & sides[0], sides[0] - {own}]
    return {o for one, other in (sides, sides[::-1]) if own in one for o in other - {own}}
