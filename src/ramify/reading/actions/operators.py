"""Verbs and nouns that say what becomes of an action: meant, begun, stopped, demanded, refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ramify.reading.actions.nominals import Naming
from ramify.reading.actions.orders import Orders
from ramify.reading.actions.plain import Plain
from ramify.reading.actions.threats import Threats
from ramify.reading.actions.unspecified import Unspecified
from ramify.reading.actors.acts import SYMMETRIC, Act
from ramify.reading.actors.named import Side
from ramify.reading.actors.semantic_roles import Roles
from ramify.reading.syntax.clauses import Clause, clause, preposition
from ramify.reading.syntax.lemmas import noun_form
from ramify.reading.syntax.modality import negated
from ramify.reading.syntax.word_lists import (
    compose,
    modes,
    nouns,
    operator_nouns,
    ordered,
    verbs,
    wordlist,
)

_ANNOUNCING = frozenset(["announce", "declare", "unveil"])
_FORCING = frozenset({"force", "compel", "oblige"})
_OF_SOMEBODY = frozenset({"appeal", "demand", "intend", "refuse", "threaten"})
"""What only somebody does, and no thing."""
_OWN_MODES = frozenset({"begin", "stop", "allow", "accept", "intend"})
"""What one does to an act of one's own: `began`, `stopped`, `agreed to`."""
_APPROVING = frozenset({"approve", "authorise", "authorize", "clear", "endorse"})
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
        lemma = self.sentence.tokens[parts.i].lemma
        found = modes().get(parts.verb) or (() if parts.verb in verbs() else modes().get(lemma, ()))
        if not found or (parts.verb in _ANNOUNCING and self.sentence.kids(parts.i, "ccomp")):
            return None
        if self._threats.is_warning(parts) and (warned := self._threats.of_consequences(parts)):
            return warned
        if self._is_other(parts, found[0]):
            return None
        inner = self._inner(parts, depth, with_obliques=found[0] not in ("begin", "announce"))
        if parts.verb == "let" and inner is None:
            return None
        if parts.verb == "insist" and self.plain.holds(parts):
            return None
        if found[0] == "refuse" and self._keeps_silent(parts):
            return None
        actors = self.roles.subjects(parts)
        another = self.plain.doing_of_another(parts, actors)
        if self._telephoning(parts):
            return self._call(parts, actors)
        for mode in found:
            if mode in ("plot", "deny"):
                return None
            if another and mode in _OWN_MODES:
                return self._threats.sworn(parts, actors, another)
            if self._is_void(mode, parts, actors):
                return None
            if code := self._code(mode, parts, inner, actors):
                planned = inner is not None and parts.verb in wordlist("planning")
                code = self._decided(parts, self._concord(parts, code, actors), inner)
                act = self._composed(parts, mode, code, inner, actors)
                if planned and mode == "intend" and inner:
                    return replace(act, code=inner.code, planned=True, symmetric=_joint(inner))
                return act
        return None

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

    def _is_other(self, parts: Clause, mode: str) -> bool:
        """Whether the words around a verb show that it does nothing to another action."""
        if self._naming(parts) or self._informing(parts) or self._threats.cautions(parts):
            return True
        if any(self.sentence.tokens[k].lemma in wordlist("reviewing") for k in parts.complements):
            return True
        if parts.verb == "seek" and self.sentence.kids(parts.i, "xcomp"):
            return True
        if parts.verb == "fail" and self._tried(parts):
            return True
        if parts.verb == "help" and self._of_another(parts):
            return True
        return mode in _OF_SOMEBODY and self.roles.is_thing(parts)

    def retold(self, parts: Clause) -> bool:
        """`announced these sanctions`: what the text has told already is not told again."""
        if "announce" not in modes().get(parts.verb, ()):
            return False
        dets = (d for k in parts.objects for d in self.sentence.kids(k, "det"))
        return any(self.sentence.tokens[d].lemma.lower() in ("this", "these") for d in dets)

    def _of_another(self, parts: Clause) -> bool:
        """`helped L attack M`: what follows is done by whom it helps, however it is parsed."""
        objects = (*parts.objects, *self.sentence.kids(parts.i, "iobj"))
        beside = (w for k in objects for w in (k, *self.sentence.kids(k, "compound")))
        return any(self.cast.sides(self.number, w, conj=False) for w in beside)

    def _is_void(self, mode: str, parts: Clause, actors: tuple[Side, ...]) -> bool:
        """`approved a resolution`, `is forced to yield`: no side does anything to another.

        Nor does who `forced people from their homes` demand anything.
        """
        if mode == "demand":
            driven = not parts.complements and not dict(parts.obliques).keys() & {"into", "to"}
            return parts.verb in _FORCING and (not actors or driven)
        return mode == "allow" and self._adopts(parts)

    def _code(
        self, mode: str, parts: Clause, inner: Act | None, actors: tuple[Side, ...]
    ) -> str | None:
        """The code of an operator over what its clause names, if it names anything."""
        code = self._mode_of(mode, parts, inner)
        if inner and mode in _ASKING and code and code.startswith("11"):
            return self._against(code, parts, inner, actors)
        if mode == "allow" and inner and inner.code >= "18":
            code = "138"
        elif mode == "allow" and parts.verb in _APPROVING:
            code = self._approved(code, inner, actors)
        if inner is None and self._unspecified.has_code(mode):
            code = self._unspecified.code(mode, parts)
        return self._orders.code(parts, actors, inner, code) if mode == "demand" else code

    def _against(
        self, code: str | None, parts: Clause, inner: Act, actors: tuple[Side, ...]
    ) -> str | None:
        """`called for sanctions on L` is against L; whoever is urged to impose them is asked."""
        for_it = preposition(self.sentence, inner.i) == "for" or inner.i in parts.objects
        if not for_it or parts.verb not in (*wordlist("asking"), "call", "call for", "demand"):
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

    def _telephoning(self, parts: Clause) -> bool:
        """`called his colleague to discuss …`: what follows is why, and nobody is asked for it."""
        someone = any(self.plain.someone(k) for k in parts.objects)
        purposes = {self.sentence.tokens[k].lemma for k in parts.complements}
        return parts.verb == "call" and someone and bool(purposes & wordlist("phone_purposes"))

    def _call(self, parts: Clause, actors: tuple[Side, ...]) -> Act | None:
        sides = [s for k in parts.objects for s in self.cast.sides(self.number, k)]
        targets = self.roles.others(sides, actors)
        words = (parts.i,)
        return Act(
            self.number, parts.i, "041", actors, targets, parts.objects, words, symmetric=True
        )

    def _concord(self, parts: Clause, code: str, actors: tuple[Side, ...]) -> str:
        """`agreed with K to cut their arsenals`: what two agree on threatens neither."""
        together = len({s.id for s in actors}) > 1 or "with" in [p for p, _ in parts.obliques]
        yielding = code.startswith(("1311", "1313", "138"))
        return "030" if parts.verb == "agree" and yielding and together else code

    def _naming(self, parts: Clause) -> bool:
        """`calls it a warning`: a name for something is no appeal; `calls on`, `to` are."""
        asking = any(p in ("on", "upon", "for") for p, _ in parts.obliques)
        told = any(
            self.sentence.tokens[k].pos == "VERB" or self.sentence.kids(k, "mark")
            for k in parts.complements
        )
        return parts.verb == "call" and not asking and not told

    def _informing(self, parts: Clause) -> bool:
        """`told reporters that …`: telling is a demand only if somebody is told to do something."""
        return parts.verb == "tell" and not any(
            self.sentence.tokens[m].text.lower() == "to"
            for k in parts.complements
            for m in self.sentence.kids(k, "mark")
        )

    def _tried(self, parts: Clause) -> bool:
        """`failed to win over` was tried in vain; `failed to comply` declines what was owed."""
        return any(self.sentence.tokens[k].lemma in wordlist("feats") for k in parts.complements)

    def _keeps_silent(self, parts: Clause) -> bool:
        """`declined to say how many`, `refused to be named`: no state is refused anything."""
        words = (*parts.complements, *parts.objects)
        return bool({self.sentence.tokens[k].lemma for k in words} & wordlist("silences"))

    def _adopts(self, parts: Clause) -> bool:
        """`approved a resolution`: a text is adopted, and nothing yielded."""
        lemmas = {self.sentence.tokens[k].lemma for k in parts.objects}
        return bool(lemmas & (wordlist("texts") | {"law", "budget", "plan"}))

    def _decided(self, parts: Clause, code: str, inner: Act | None) -> str:
        """`decided to impose sanctions`, `to ease them`: measures of one's own, taken by deciding.

        Who agrees to ease them promises it, and a withdrawal takes longer.
        """
        with_whom = "with" in [case for case, _ in parts.obliques]
        if inner is None or with_whom or parts.verb not in wordlist("deciding"):
            return code
        imposed = inner.code.startswith("16") and code.startswith("13")
        eased = inner.code.startswith(_EASING) and code.startswith("03") and parts.verb != "agree"
        return inner.code if imposed or eased else code

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
