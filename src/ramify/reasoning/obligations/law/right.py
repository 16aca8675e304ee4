"""Right: what force that may be no attack does to a promise, asked once for every promise.

Force is none against the one it meets if it answers an attack, in one's own defence or in that
of another who asked or is owed it; if the host lets it happen; if the Security Council has
authorised it; or if the one it meets stands on another's land without title (`title`).

Sources: UN Charter, Articles 2(4), 42 and 51; ICJ, Nicaragua v. United States, Merits, 1986,
paras. 195-199, 246; ILC, Articles on Responsibility of States, Articles 20 and 21.
"""

from __future__ import annotations

from collections.abc import Iterator

from ramify.reasoning.obligations.answer import Reason
from ramify.reasoning.obligations.law.casus import Casus, Theatre
from ramify.reasoning.obligations.law.promises import Promise, Side


def rights(promise: Promise, casus: Casus, side: Side, theatre: Theatre) -> Iterator[Reason]:
    """What ends a promise or leaves it open because the force may be no attack."""
    if casus.origin != "attack":
        return
    kind = promise.commitment.type
    if casus.consent is not None:
        yield casus.consent
    if casus.answer is not None and _turns(promise, casus.answer, side):
        yield casus.answer
    if side != "victim" or kind == "consultation":
        return
    yield from authorised(casus, theatre)
    if casus.title is not None and kind != "neutrality":
        yield _titled(casus, kind == "nonaggression")


def _turns(promise: Promise, answer: Reason, side: Side) -> bool:
    """Whether a promise turns on who began: not if it is worded on war, or asks to confer."""
    if answer.holds is False:
        return side == "victim"
    return not promise.regardless and promise.commitment.type not in ("consultation", "offense")


def _titled(casus: Casus, bans: bool) -> Reason:
    """Who strikes an occupier on land of a third keeps its word only if it may act there."""
    title, owner = casus.title, casus.place.recognised
    assert title is not None
    if not bans or title.holds is None or owner == casus.attacker:
        return title
    words = f"whether {casus.who} may act against {casus.whom} at {casus.place.name} is not known"
    return casus.says("title", None, words)


def authorised(casus: Casus, theatre: Theatre) -> Iterator[Reason]:
    """Force that the Security Council has authorised breaks no promise and is helped against by
    nobody.

    Sources: UN Charter, Articles 2(5), 42 and 103.
    """
    if theatre.authorised(casus.victim):
        words = f"the Security Council has authorised force against {casus.whom}"
        yield casus.says("authorised", False, words)
