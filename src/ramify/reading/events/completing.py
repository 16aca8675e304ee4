"""Who acts and on whom, where a clause does not say: the act with what the text says elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ramify.reading.actors.acts import Act
from ramify.reading.events.doers import DOERS
from ramify.reading.events.event_date import Context
from ramify.reading.events.targets import TARGETS
from ramify.reading.events.untargeted import Untargeted
from ramify.reading.syntax.clauses import clause
from ramify.reading.syntax.factuality import reported_by
from ramify.reading.syntax.word_lists import wordlist

_OF_CAPTIVES = ("084", "171", "173", "174")
"""What is done to people and ships in the hands of others: freed, seized, arrested, expelled."""


def completed(
    act: Act,
    earlier: Sequence[Act],
    title: tuple[Act, ...],
    context: Context,
    beside: Sequence[Act] = (),
) -> Act:
    """The act with a doer or a target that the text names elsewhere, if it names none itself."""
    act = _not_oneself(_of_main_clause(_of_speaker(act, context), context))
    if not act.actors:
        told = Untargeted(act, earlier, title, context, beside)
        act = next((whole for rule in DOERS if (whole := rule.find(told))), act)
    if act.targets or not act.actors or _is_mutual(act):
        return act
    untargeted = Untargeted(act, earlier, title, context, beside)
    found = next((sides for rule in TARGETS if (sides := rule.find(untargeted))), ())
    return _faced(replace(act, targets=found), context)


def _of_speaker(act: Act, context: Context) -> Act:
    """`K said that L had … and demanded L's withdrawal`: nobody demands of himself; K does."""
    sentence, targets = context.sentences[act.number], {side.id for side in act.targets}
    joined = sentence.tokens[act.i].dep == "conj" and act.code.startswith(("02", "10"))
    speech = reported_by(sentence, act.i) if joined else None
    if speech is None or not targets or targets != {side.id for side in act.actors}:
        return act
    subjects = clause(sentence, speech).subjects
    speakers = tuple(s for k in subjects for s in context.cast.sides(act.number, k))
    apart = bool(speakers) and targets.isdisjoint(s.id for s in speakers)
    return replace(act, actors=speakers) if apart else act


def _of_main_clause(act: Act, context: Context) -> Act:
    """`K opened the road after L freed its soldiers`: L frees, seizes, expels K's, not its own."""
    sentence, ids = context.sentences[act.number], {side.id for side in act.actors}
    token = sentence.tokens[act.i]
    owners = [n for k in act.objects for n in sentence.kids(k, "nmod:poss")]
    own = ids == {side.id for side in act.targets} and act.code.startswith(_OF_CAPTIVES)
    if not own or token.dep != "advcl" or all(sentence.tokens[n].pos != "PRON" for n in owners):
        return act
    subjects = clause(sentence, token.head).subjects
    theirs = tuple(s for k in subjects for s in context.cast.sides(act.number, k))
    return replace(act, targets=theirs) if theirs and ids.isdisjoint(s.id for s in theirs) else act


def _not_oneself(act: Act) -> Act:
    """`rebels of K freed five policemen whom they had seized`: armed groups free and hit others."""
    ids = {side.id for side in act.actors}
    armed = bool(act.actors) and all(side.sector == "REB" for side in act.actors)
    own = {side.id for side in act.targets} == ids
    return replace(act, targets=()) if armed and own and act.code >= "08" else act


def _is_mutual(act: Act) -> bool:
    return act.symmetric and len({side.id for side in act.actors}) > 1


def _faced(act: Act, context: Context) -> Act:
    """`K and L fought a war`, `both sent troops to the border`: the two do it to each other."""
    ids = {side.id for side in act.actors}
    if act.targets or len(ids) != 2 or any(map(context.cast.groups.get, ids)):
        return act
    tokens = context.sentences[act.number].tokens
    fought = act.code.startswith("19") and tokens[act.i].lemma in wordlist("fought")
    of_two = ids == set(context.cast.pair)
    border = any(token.lemma in wordlist("borders") for token in tokens)
    massed = act.code.startswith("15") and border and of_two
    parted = act.code.startswith("161") and of_two
    return replace(act, symmetric=True) if fought or massed or parted else act
