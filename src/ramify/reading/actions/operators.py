"""Verbs and nouns that say what becomes of an action: meant, begun, stopped, demanded, refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial

from ramify.reading.actions.nominals import Naming
from ramify.reading.actions.operations import APART, VOID, Operation
from ramify.reading.actions.orders import Orders
from ramify.reading.actions.plain import Plain
from ramify.reading.actions.threats import Threats
from ramify.reading.actions.unspecified import Unspecified
from ramify.reading.actors.acts import SYMMETRIC, Act
from ramify.reading.actors.named import Side
from ramify.reading.actors.semantic_roles import Roles
from ramify.reading.syntax.clauses import Clause, clause
from ramify.reading.syntax.lemmas import noun_form
from ramify.reading.syntax.negation import negated
from ramify.reading.syntax.rule import deciding
from ramify.reading.syntax.word_lists import (
    compose,
    modes,
    nouns,
    operator_nouns,
    ordered,
    verbs,
    wordlist,
)

_EASING = ("081", "084", "085")
_DEEDS = ("06", "07", "15", "16", "17")
_ASKING = ("demand", "appeal")
_SPEECH = frozenset({"02", "03", "05", "10", "11", "12"})


class Operators:
    """Codes the clauses of one sentence whose verb works on the action in its complement."""

    def __init__(
        self,
        roles: Roles,
        plain: Plain,
        naming: Naming,
        threats: Threats,
        verb: Callable[[int, int], Act | None],
    ) -> None:
        """`verb` gives the action of a clause below, so many clauses deep."""
        self.roles = roles
        self.cast, self.sentence, self.number = roles.cast, roles.sentence, roles.number
        self.plain, self.naming, self._threats, self._verb = plain, naming, threats, verb
        self._unspecified, self._orders = Unspecified(roles), Orders(roles)

    def by_noun(self, parts: Clause, depth: int) -> Act | None:
        """`signalled its readiness to`, `renewed a call for`: the noun says what is meant."""
        if parts.verb in ("reject", "drop"):
            return None
        light = parts.verb in wordlist("light")
        for k in parts.objects:
            mode = operator_nouns().get(noun_form(self.sentence, k)) if light else None
            agreed = parts.verb in wordlist("agreeing") and self._is_compact(k)
            if mode is None and not agreed:
                continue
            inner = self.below_noun(k, depth)
            if inner is None and agreed:
                inner = self._inner(parts, depth, with_obliques=False)
            if mode is None:
                mode = "intend"
                inner = inner if inner and inner.code >= "13" else None
            if inner and (code := compose(mode, inner.code)):
                actors = self.roles.subjects(parts)
                return self._composed(parts, mode, code, inner, actors)
        return None

    def operated(self, parts: Clause, depth: int) -> Act | None:
        """`agreed to provide aid`, `halted talks`, `called for a truce`, `launched an attack`."""
        operations = list(self.operations(parts, depth))
        if operations and (apart := deciding(APART, operations[0])):
            return apart.then(operations[0])
        for operation in operations:
            if void := deciding(VOID, operation):
                return void.then(operation)
            inner, actors = operation.inner, operation.actors
            if code := self._code(operation.mode, parts, inner, actors):
                return self._coded(operation, code)
        return None

    def operations(self, parts: Clause, depth: int) -> Iterator[Operation]:
        """What the verb of a clause may do to the action in its complement."""
        lemma = self.sentence.tokens[parts.i].lemma
        found = modes().get(parts.verb) or (() if parts.verb in verbs() else modes().get(lemma, ()))
        slots = bool(found) and found[0] not in ("begin", "announce")
        inner = cache(partial(self._inner, parts, depth, with_obliques=slots))
        return (
            Operation(self.roles, self.plain, self._threats, parts, mode, inner) for mode in found
        )

    def _coded(self, worked: Operation, code: str) -> Act:
        parts, mode, inner, actors = worked.parts, worked.mode, worked.inner, worked.actors
        code = self._decided(parts, self._concord(parts, code, actors), inner)
        act = self._composed(parts, mode, code, inner, actors)
        if inner and mode == "intend" and parts.verb in wordlist("planning"):
            return replace(act, code=inner.code, planned=True, symmetric=_joint(inner))
        return act

    def dropped(self, parts: Clause, depth: int) -> Act | None:
        """`suspended plans to impose curfews`, `withdrew its threat to attack L`: that yields."""
        if "stop" not in modes().get(parts.verb, ()):
            return None
        for k in parts.objects:
            inner = None
            if self.sentence.tokens[k].lemma in wordlist("dropped"):
                inner = self.below_noun(k, depth)
            if inner and inner.code >= "129":
                act = self._composed(parts, "stop", "080", inner, self.roles.subjects(parts))
                return replace(act, words=(*act.words, k))
        return None

    def retold(self, parts: Clause) -> bool:
        """`announced these sanctions`: what the text has told already is not told again."""
        if "announce" not in modes().get(parts.verb, ()):
            return False
        dets = (d for k in parts.objects for d in self.sentence.kids(k, "det"))
        return any(self.sentence.tokens[d].lemma.lower() in ("this", "these") for d in dets)

    def _code(
        self, mode: str, parts: Clause, inner: Act | None, actors: tuple[Side, ...]
    ) -> str | None:
        """The code of an operator over what its clause names, if it names anything."""
        code = self._mode_of(mode, parts, inner)
        if inner and mode in _ASKING and code and code.startswith("11"):
            return self._against(code, parts, inner, actors)
        if mode == "allow" and inner and inner.code >= "18":
            code = "138"
        elif mode == "allow" and parts.verb in wordlist("approving"):
            code = self._approved(code, inner, actors)
        if inner is None and self._unspecified.has_code(mode):
            code = self._unspecified.code(mode, parts)
        return self._orders.code(parts, actors, inner, code) if mode == "demand" else code

    def _against(
        self, code: str | None, parts: Clause, inner: Act, actors: tuple[Side, ...]
    ) -> str | None:
        """`called for sanctions on L` is against L; whoever is urged to impose them is asked, and
        `asked for the sanctions to be lifted` is against nobody."""
        behind = [k for case, k in parts.obliques if case == "for"]
        below = (*parts.complements, *self.sentence.kids(inner.i, "acl"))
        ended = any("stop" in modes().get(self.sentence.tokens[k].lemma, ()) for k in below)
        if ended or inner.i not in (*parts.objects, *behind):
            return self._unspecified.code("appeal", parts)
        asked = self.roles.asked(parts, actors)
        before = [s for s in asked if s.start < self.sentence.tokens[inner.i].start]
        return self._unspecified.code("appeal", parts) if before else code

    def _approved(
        self, code: str | None, inner: Act | None, actors: tuple[Side, ...]
    ) -> str | None:
        """`approved the deployment of troops`: a deed of one's own is done, and yields nothing."""
        if inner is None or self.sentence.tokens[inner.i].pos != "NOUN":
            return code if inner else None
        own = {s.id for s in inner.actors} <= {s.id for s in actors}
        return inner.code if own and inner.code.startswith(_DEEDS) else code

    def _is_compact(self, k: int) -> bool:
        key = self.roles.noun_key(k)
        return key is not None and "compact" in nouns()[key].classes

    def below_noun(self, k: int, depth: int) -> Act | None:
        """The action in what stands behind a noun: an infinitive, or `for`, `of` and a noun."""
        for n in self.sentence.kids(k, "acl"):
            if inner := self._verb(n, depth + 1):
                return inner
        for n in self.sentence.kids(k, "nmod"):
            if inner := self.naming.act(n):
                return inner
        return None

    def _concord(self, parts: Clause, code: str, actors: tuple[Side, ...]) -> str:
        """`agreed with K to cut their arsenals`: what two agree on threatens neither."""
        together = len({s.id for s in actors}) > 1 or "with" in [p for p, _ in parts.obliques]
        yielding = code.startswith(("1311", "1313", "138"))
        return "030" if parts.verb == "agree" and yielding and together else code

    def _decided(self, parts: Clause, code: str, inner: Act | None) -> str:
        """`decided to impose sanctions`, `to ease them`: measures of one's own, taken by deciding.

        Who agrees to ease them promises it, and a withdrawal takes longer.
        """
        with_whom = "with" in [case for case, _ in parts.obliques]
        if inner is None or with_whom or parts.verb not in wordlist("deciding"):
            return code
        imposed = inner.code.startswith("16") and code.startswith("13")
        eased = inner.code.startswith(_EASING) and code.startswith("03") and parts.verb != "agree"
        passed = parts.verb == "vote" and inner.code in ("057", "050")
        return inner.code if imposed or eased or passed else code

    def _mode_of(self, mode: str, parts: Clause, inner: Act | None) -> str | None:
        """The code of what is begun, meant or refused; a promise not to do it is turned about."""
        code = inner.code if inner else None
        if mode == "begin":
            return code
        turned = mode in ("intend", "threaten") and any(
            negated(self.sentence, k) for k in parts.complements
        )
        if turned:
            return "035" if code and code >= "13" else compose("refuse", code)
        return compose(mode, code)

    def _inner(self, parts: Clause, depth: int, *, with_obliques: bool) -> Act | None:
        """The action in the complement: a clause, or a noun that names an action."""
        for k in parts.complements:
            if inner := self._verb(k, depth + 1):
                return inner
        places = [n for k in parts.objects for n in (k, *self.roles.counted(k))]
        if self._lets_act(parts):
            places = []
        if with_obliques:
            places += [k for p, k in parts.obliques if p in ordered("complement_slots")]
            places += [k for k in self._unspecified.asked_for(parts) if k not in places]
        for k in places:
            if inner := self.naming.act(k):
                return self._undone(inner, parts)
        for k in parts.complements:
            for _, n in clause(self.sentence, k).obliques:
                if inner := self.naming.act(n):
                    return inner
        return None

    def _undone(self, inner: Act, parts: Clause) -> Act | None:
        """`announced the severing of ties`: what a noun between the two does to the act."""
        between = [k for k in parts.objects if inner.i in self.roles.counted(k)]
        forms = {self.sentence.tokens[k].text.lower() for k in between}
        forms |= {noun_form(self.sentence, k) for k in between}
        mode = next((operator_nouns()[form] for form in forms if form in operator_nouns()), None)
        code = compose(mode, inner.code) if mode else inner.code
        return replace(inner, code=code) if code else None

    def _lets_act(self, parts: Clause) -> bool:
        """`allowed warships to dock`: the object acts, and is not what is given."""
        controls = self.sentence.tokens[parts.i].lemma in wordlist("object_control")
        return controls and any(self.sentence.tokens[k].pos == "VERB" for k in parts.complements)

    def _composed(
        self, parts: Clause, mode: str, code: str, inner: Act | None, actors: tuple[Side, ...]
    ) -> Act:
        words = (parts.i, *(inner.words if inner else ()))
        objects = inner.objects if inner else parts.objects
        targets = self.roles.targets(
            parts,
            ("obj", *ordered("target_slots")),
            parts.objects,
            actors,
            near=code[:2] not in _SPEECH and not code.startswith(("134", "164")),
        )
        if inner:
            other = inner.actors if mode in (*_ASKING, "allow", "accept") else ()
            targets = self.roles.others((*other, *inner.targets), actors) or targets
            against = code.startswith("11") and targets
            if mode in _ASKING and not against and (asked := self.roles.asked(parts, actors)):
                targets = asked
            if mode == "threaten" and not targets:
                targets = self.roles.in_complement(parts, actors)
        elif not targets:
            targets = self.roles.in_complement(parts, actors)
        apart = {s.id for s in actors}
        if parts.verb == "agree" and len(apart) > 1 and "with" not in dict(parts.obliques):
            targets = ()
        return Act(
            self.number,
            parts.i,
            code,
            actors or (inner.actors if inner and mode == "begin" else ()),
            targets,
            objects,
            words,
            symmetric=code in SYMMETRIC
            or parts.verb in ("agree", "accept")
            or (inner is not None and not targets and self._is_mutual(inner, mode)),
        )

    def _is_mutual(self, inner: Act, mode: str) -> bool:
        """`decided to set up relations`, `resumed hostilities`: what two do together."""
        joint = _joint(inner) and mode in ("intend", "begin", "refuse")
        return joint or self.plain.is_fighting(inner.i)


def _joint(act: Act) -> bool:
    """Whether two do it together."""
    return act.symmetric or act.code in SYMMETRIC
