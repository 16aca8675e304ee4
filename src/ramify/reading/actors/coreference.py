"""References in a document: pronouns, `both sides`, `the junta`; each resolution says why."""

from __future__ import annotations

from collections.abc import Callable

from ramify.reading.actors.antecedents import Antecedents, Meant
from ramify.reading.actors.descriptions import (
    Descriptions,
    counted,
    is_body,
    is_compass,
    is_each_other,
    is_forces,
    is_members,
    is_other_side,
    is_those,
)
from ramify.reading.actors.pronouns import Pronouns
from ramify.reading.syntax.sentence import Token

_HE = frozenset(["he", "him", "his", "she", "her", "himself", "herself"])
_IT = frozenset(["it", "its", "itself"])
_WE = frozenset(["we", "our", "us", "ourselves"])
_THEY = frozenset(["they", "them", "their", "themselves", "both"])
_OBJECTS = ("obj", "obl", "iobj", "nmod")


class References:
    """Resolves what names nobody, by what was named before it. None where that is not plain."""

    def __init__(self, cast: Antecedents) -> None:
        self._cast = cast
        self._pronouns, self._descriptions = Pronouns(cast), Descriptions(cast)

    def of(self, number: int, token: Token) -> Meant | None:
        """Whom a word means, if it refers to an actor at all."""
        word = token.text.lower()
        sentence = self._cast.sentences[number]
        pronouns, descriptions = self._pronouns, self._descriptions
        tries: tuple[tuple[bool, Callable[[int, int], Meant | None]], ...] = (
            (token.text in self._cast.people, self._titled),
            (is_each_other(sentence, token), descriptions.each_other),
            (is_other_side(sentence, token), descriptions.other),
            (is_members(sentence, token), descriptions.of_group),
            (word in _HE, pronouns.person),
            (word == "it" and token.dep.partition(":")[0] in _OBJECTS, pronouns.affected),
            (word in _IT, pronouns.thing),
            (word in _WE, pronouns.speaker),
            (word == "whose", pronouns.owner),
            (word in _THEY and token.pos in ("PRON", "DET"), pronouns.several),
            (is_compass(sentence, token), descriptions.compass),
            (is_forces(sentence, token), descriptions.forces),
            (is_body(sentence, token, "armed_bodies"), descriptions.armed),
            (is_body(sentence, token, "bodies", "blocs", "organs"), descriptions.body),
            (counted(sentence, token) > 1, descriptions.together),
            (is_those(sentence, token), descriptions.those),
            (is_body(sentence, token, "offices"), descriptions.office),
        )
        return next((resolve(number, token.i) for fits, resolve in tries if fits), None)

    def _titled(self, number: int, i: int) -> Meant:
        """A surname whose title and state the text gave elsewhere."""
        state, full = self._cast.people[self._cast.sentences[number].tokens[i].text]
        return Meant((state,), "leader", f"{full}, by the office the text names", full)
