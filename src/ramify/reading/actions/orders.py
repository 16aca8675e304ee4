"""Orders to one's own people: no demand on another, and at times a measure taken."""

from __future__ import annotations

from ramify.reading.actors.acts import Act
from ramify.reading.actors.named import Side
from ramify.reading.actors.semantic_roles import Roles
from ramify.reading.syntax.clauses import Clause
from ramify.reading.syntax.word_lists import agents, compose

_COMMANDS = frozenset({"order", "instruct", "direct", "command"})
_OWN_MEASURES = ("15", "16")
"""What one may tell one's own officials to do, which is to do it."""
_OWN_DEEDS = (*_OWN_MEASURES, "084", "17", "18", "19")
"""What is ordered as a noun, of nobody else: `ordered air strikes on K`, `the release of two`."""


class Orders:
    """Tells what an order comes to by whom it is given to."""

    def __init__(self, roles: Roles) -> None:
        self.roles = roles
        self.cast, self.sentence, self.number = roles.cast, roles.sentence, roles.number

    def code(
        self, parts: Clause, actors: tuple[Side, ...], inner: Act | None, code: str | None
    ) -> str | None:
        """The code of a demand, or of what it is where one's own people are told to act."""
        if parts.verb not in _COMMANDS:
            return code
        if self._own_people(parts, actors, ("MIL", "COP")):
            return self._commanded(inner)
        if self._own_people(parts, actors, ("GOV",)) or self._by_own_word(parts, actors, inner):
            return inner.code if inner and inner.code.startswith(_OWN_DEEDS) else None
        return code

    def _own_people(
        self, parts: Clause, actors: tuple[Side, ...], sectors: tuple[str, ...]
    ) -> bool:
        """`ordered 5,600 soldiers to …`, `told his minister to …`: nobody else is asked."""
        own = {s.id for s in actors}
        for k in parts.objects:
            key = self.roles.agent_key(k)
            theirs = {s.id for s in self.cast.sides(self.number, k)} - own
            if key and agents()[key] in sectors and not theirs:
                return "GOV" not in sectors or bool(self.sentence.kids(k, "nmod:poss"))
        return False

    def _by_own_word(self, parts: Clause, actors: tuple[Side, ...], inner: Act | None) -> bool:
        """`ordered the closure of the consulate`: who may order it does it.

        So with force and arrests, unless another owns them (`ordered Syria's withdrawal`); who is
        released owns the release.
        """
        if inner is None or self.sentence.tokens[inner.i].pos != "NOUN":
            return False
        if inner.code.startswith(_OWN_MEASURES):
            return True
        own = {s.id for s in inner.actors} <= {s.id for s in actors}
        own = own or inner.code.startswith("084")
        return own and inner.i in parts.objects and inner.code.startswith(_OWN_DEEDS)

    def _commanded(self, inner: Act | None) -> str | None:
        """What an order to one's own forces is: a move of them, or a yielding to come."""
        if inner and inner.code.startswith("08"):
            return compose("intend", inner.code)
        return "154"
