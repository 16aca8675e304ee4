"""Listings: what a loaded list of sanctions says of a flow to or from somebody it names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ramify._errors import RamifyError, UnknownName, UsageError
from ramify._nearest import nearest
from ramify.reasoning.compliance import GRAVITY, Compliance, Finding, Flow, Judged, Ruling, rulings
from ramify.record.events import Quantity
from ramify.record.evidence import ArticleEvidence
from ramify.world.actors import asked_name
from ramify.world.sanctions import Designation, ListLaw, list_law
from ramify.world.system import System
from ramify.world.wording import listing
from ramify.world.world import World

_SERVICES = ("advice", "adviser", "consulting", "instructor", "maintenance", "service", "training")
_FREEZE = "freeze"


class _Side(NamedTuple):
    """One end of a flow: an actor, entries of lists that go by the name, or both."""

    name: str
    actor: str | None
    listed: tuple[Designation, ...]

    @property
    def id(self) -> str:
        """The id of the actor; the name that a list gives if it is none."""
        return self.actor or (self.listed[0].name if self.listed else self.name)

    @property
    def states(self) -> tuple[str, ...]:
        """The actor, or the states whose national or ship it is."""
        if self.actor:
            return (self.actor,)
        return tuple(dict.fromkeys(code for one in self.listed for code in one.states))


_ANYTHING = "goods or money"
_ANYBODY = "whoever is bound"


def judge(
    world: World,
    what: str | None,
    sender: str | None,
    receiver: str | None,
    on: date,
    amount: Quantity | None = None,
) -> Compliance:
    """What the Security Council's measures say of a flow, and the lists loaded into the world.

    Args:
        world: its measures, and the entries of lists that it holds.
        what: the good or service in words; None for goods or money, if a side is on a list.
        sender: who sends it: an actor, or a person, body, ship or aircraft on a loaded list;
            None for whoever is bound, if the other side is on a list.
        receiver: who receives it, likewise.
        on: the day.
        amount: how much in the period of a cap; None if it is not known.

    Raises:
        UnknownName: neither an actor nor a loaded list knows a name.
        UsageError: something is left out, and neither side is on a loaded list.
    """
    sides = [_side(world, name, on) for name in (sender, receiver)]
    whole = what and sender and receiver
    if not whole and not any(side.listed for side in sides):
        repair = "only a name on a loaded list of sanctions can be asked for alone"
        raise UsageError("a flow needs what, a sender and a receiver", repair=repair)
    flow = Flow(
        what=what or _ANYTHING, sender=sides[0].id, receiver=sides[1].id, on=on, amount=amount
    )
    found = list(_of_lists(world, flow, *sides))
    targets = {regime.target for regime in world.regimes}
    if (whole and not found) or {flow.sender, flow.receiver} & targets:
        found += rulings(flow, world.regimes)
    ordered = sorted(found, key=lambda ruling: GRAVITY.index(ruling.finding))
    return Compliance(on=on, judged=(Judged(flow=flow, rulings=tuple(ordered)),))


def _side(world: World, name: str | None, on: date) -> _Side:
    if name is None:
        return _Side(_ANYBODY, None, ())
    name = asked_name(name)
    listed = tuple(one for one in world.designations if one.called(name))
    try:
        return _Side(name, world.resolve(name, on), listed)
    except RamifyError as error:
        if listed:
            return _Side(name, None, listed)
        if type(error) is UnknownName and not error.near:
            known = (words for one in world.designations for words in (one.name, *one.names))
            raise UnknownName(name, near=nearest(name, known)) from None
        raise


def _of_lists(world: World, flow: Flow, sender: _Side, receiver: _Side) -> Iterator[Ruling]:
    system = world.at(flow.on)
    for one in receiver.listed:
        yield _ruling(system, flow, one, sender)
    for one in sender.listed:
        yield _ruling(system, flow, one, receiver)


def _ruling(system: System, flow: Flow, one: Designation, other: _Side) -> Ruling:
    law = list_law(one.list)
    finding, why = _finding(system, flow, one, law, other)
    made = f"list of {one.as_of}" if one.as_of else "a list that gives no day"
    cited = ArticleEvidence(
        pact=law.title, article=one.id, citation=f"{law.title}, {made}; {law.source}"
    )
    return Ruling(
        flow=flow,
        finding=finding,
        why=f"{_entry(one, law, flow.on)}: {why}",
        measure=f"{law.list} {one.id}",
        evidence=(cited,),
    )


def _entry(one: Designation, law: ListLaw, on: date) -> str:
    """Who is listed, on which list of which day, since when and under what."""
    made = f"of {one.as_of}" if one.as_of else "(it gives no day)"
    since = f"since {one.listed_on}" if one.listed_on else "it does not say since when"
    under = f", under {listing(one.programmes)}" if one.programmes else ""
    later = one.as_of is not None and on > one.as_of.end
    stale = "; what changed later is not in it" if later else ""
    return f"{one.name} ({one.kind}) is on the {law.title} {made}, {since}{under}{stale}"


def _finding(
    system: System, flow: Flow, one: Designation, law: ListLaw, other: _Side
) -> tuple[Finding, str]:
    binds = f"it binds {law.on}"
    says = f"{binds}: {law.says}; excepted: {law.exception}"
    if one.listed_on and flow.on < one.listed_on.start:
        return "permitted", f"on {flow.on} it was not listed yet"
    bound = _bound(system, law, other)
    if bound is False:
        named = system.world.actors[other.actor].name if other.actor else other.name
        return "not bound", f"{binds}, and {named} is not among them"
    if not _freezes(one, law):
        imposed = listing(one.imposed) if one.imposed else "the entry does not say what"
        return "unknown", f"{binds}; imposed: {imposed}; what that means for goods is not coded"
    if bound is None:
        return "unknown", f"whether {other.name} is bound is not known: {says}"
    if one.listed_on is None and (one.as_of is None or flow.on < one.as_of.start):
        return "unknown", f"whether it was by {flow.on} is not known: {says}"
    if not law.services and any(word in flow.what.casefold() for word in _SERVICES):
        return "unknown", f"{says}; whether a service falls under that depends on it"
    return "breaches", says


def _freezes(one: Designation, law: ListLaw) -> bool:
    """Whether being listed freezes what it owns, by what the list imposes or else by its kind."""
    if one.imposed:
        return any(_FREEZE in words.casefold() for words in one.imposed)
    return one.kind in law.freezes


def _bound(system: System, law: ListLaw, other: _Side) -> bool | None:
    """Whether a list binds the other side; None if that is not known."""
    if other.name is _ANYBODY:
        return True
    actors = system.world.actors
    states = [code for code in other.states if actors[code].kind == "state"]
    if not states:
        return None
    return any(
        code == law.binds
        or any(m.group == law.binds and m.status == "member" for m in system.groups(code))
        for code in states
    )
