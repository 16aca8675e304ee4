"""Answers: whether a use of force answers an earlier attack, for oneself or for another.

Only an attack can be answered, and an answer is none: who helps the one that attacked against
its victim attacks, whatever it has promised.

Sources: UN Charter, Article 51; ICJ, Nicaragua v. United States, Merits, 1986, paras. 195-199;
ILC, Articles on Responsibility of States, Article 16.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ramify.reasoning.obligations.answer import Reason, ReasonKind, Step
from ramify.reasoning.obligations.law.articles import article_name
from ramify.reasoning.obligations.law.casus import Casus, Theatre
from ramify.reasoning.obligations.law.judge import judge
from ramify.reasoning.obligations.law.promises import CHARTER
from ramify.reasoning.obligations.law.wars import Use, allowed, began, question
from ramify.reasoning.symbols import Citing, citing


class Answered(NamedTuple):
    """What a use of force answers: why, whom it defends, by which article, and after which use."""

    reason: Reason
    defended: str | None = None
    step: Step | None = None
    past: Use | None = None

    @property
    def words(self) -> str:
        """Why, in a line."""
        return self.reason.words


def answer_of(
    use: Use, casus: Casus, before: Sequence[tuple[Use, Casus]], theatre: Theatre
) -> Answered | None:
    """What a use of force answers, the surest first; None if nothing."""
    if casus.attacker is None:
        return None
    if use.war is not None and (not use.asked or allowed(use.war, theatre.world)[0]):
        return _on_file(use, casus, theatre)
    found = [
        answered
        for past, first in before
        if first.attacker == casus.victim and first.kind != "threat" and first.lawful is not True
        if (answered := _defends(use, past, first, casus, theatre)) is not None
    ]
    if use.before is not None:
        read = f" ({use.attack.where})" if use.attack.where else ""
        at = f"the attack is dated {casus.begun}{read}, before "
        dated = citing(at, *began(use.before, theatre.world))
        row = f": wars.csv, row {use.before.id}; whether it came first is not known"
        found.append(Answered(casus.says("earlier attack", None, citing(*dated, row), dated)))
    return min(found, key=lambda answered: answered.reason.holds is None, default=None)


def _on_file(use: Use, casus: Casus, theatre: Theatre) -> Answered | None:
    """What the world says of a known war: by right, disputed, or an attack."""
    assert use.war is not None
    right, words = allowed(use.war, theatre.world)
    if right is False:
        return None
    defended = next(iter(use.war.in_defence_of), None) if right else None
    if right:
        return Answered(casus.says("defence", False, words), defended)
    kind: ReasonKind = "lawfulness" if use.war.disputed == "right to it" else "disputed"
    return Answered(casus.says(kind, None, words, f"{use.war.name}: {question(use.war)}"))


def _defends(use: Use, past: Use, first: Casus, casus: Casus, theatre: Theatre) -> Answered | None:
    """Whether force against an attacker defends its victim."""
    own, victim = first.victim == casus.attacker, first.victim
    step = None if own else _owed(first, casus, theatre)
    asked = not own and casus.day >= CHARTER and theatre.situation.asks_for_help(victim)
    if not own and step is None and not asked:
        if casus.day < CHARTER:
            return None
        name = casus.name(victim)
        asking = f"whether {name} asked for it is not known"
        words = (
            f"{asking}: if it did, {casus.who} helps it against {casus.whom}; if it did not, "
            f"{casus.who} attacks"
        )
        return Answered(casus.says("disputed", None, words, asking), victim, past=past)
    if past.war is not None and not past.asked and past.war.holds(use.day) is None:
        going_on = f"whether the {past.war.name} was going on on {use.day} is not known"
        words = f"{going_on}: wars.csv, row {past.war.id}, has no last day"
        return Answered(casus.says("disputed", None, words, going_on), victim, past=past)
    if first.lawful is None:
        both, in_short = _both(past, first, theatre)
        return Answered(casus.says("disputed", None, both, in_short), victim, past=past)
    if own:
        defends = citing(f"{casus.who} defends itself ", *_against(past, casus, theatre))
    else:
        why = f"by {_cited(step, theatre)}" if step else "at its request"
        whom = f"{casus.whom} in defence of {casus.name(victim)}"
        defends = (f"{casus.who} fights {whom}, {why}",)
    return Answered(casus.says("aggressor", False, defends), victim, step, past)


def _owed(first: Casus, casus: Casus, theatre: Theatre) -> Step | None:
    """The article by which one owes a victim its defence."""
    for finding in judge(first, theatre):
        helps = finding.fights and finding.hearing.side == "victim"
        if helps and casus.attacker and casus.attacker in finding.owers:
            return finding.path(casus.attacker)[-1]
    return None


def _against(past: Use, casus: Casus, theatre: Theatre) -> Citing:
    if past.war is not None:
        return "in ", *began(past.war, theatre.world)
    return (f"against {casus.whom}, which attacked first",)


def _cited(step: Step, theatre: Theatre) -> str:
    return f"{article_name(step.article)} of the {theatre.world.pacts[step.pact].short}"


def _both(past: Use, first: Casus, theatre: Theatre) -> tuple[Citing, Citing]:
    """Both readings of an earlier use of force that may have been an attack, and without them."""
    if past.war is not None and past.war.readings:
        in_short = f"{past.war.name}: {question(past.war)}"
        return allowed(past.war, theatre.world)[1], (in_short,)
    if first.answer is not None:
        return first.answer.parts, first.answer.short_parts
    why = next(
        (r.parts for r in (first.consent, first.title) if r is not None),
        (f"whether {first.who} attacked first is not known",),
    )
    turns = "it turns on an earlier use of force"
    return citing(f"{turns}: ", *why), (turns,)
