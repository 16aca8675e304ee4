"""Acts told in passing, by a noun: `K's decision to expel diplomats`, `a pact between K and L`."""

from __future__ import annotations

from dataclasses import replace

from ramify.reading.actions.deverbal import Deverbal
from ramify.reading.actions.nominals import Naming
from ramify.reading.actions.operators import Operators
from ramify.reading.actors.acts import Act
from ramify.reading.actors.named import Side
from ramify.reading.actors.semantic_roles import Roles
from ramify.reading.syntax.clauses import clause
from ramify.reading.syntax.lemmas import noun_form
from ramify.reading.syntax.modality import called
from ramify.reading.syntax.relations import is_predicate, preposition
from ramify.reading.syntax.status import status
from ramify.reading.syntax.word_lists import (
    compose,
    deverbals,
    modes,
    nouns,
    operator_nouns,
    singular,
    wordlist,
)

_WISHING = frozenset({"intend", "demand", "appeal", "plot", "threaten", "allow", "deny"})
"""Modes of verbs over a noun whose act has not happened by it: `demanded K's withdrawal`."""
_TAKEN = ("05", "08", "16")
"""What is done by deciding on it."""
_ANSWERS = frozenset({"response", "retaliation", "reprisal", "revenge", "reply"})
_THINGS = ("03", "04", "05", "06", "07", "08")
"""Codes of nouns that may name a thing and no deed: `Russian weapons`, `Chinese loans`."""


class InPassing:
    """Codes the nouns of one sentence that presuppose an act of whoever they belong to."""

    def __init__(
        self, roles: Roles, naming: Naming, deverbal: Deverbal, operators: Operators
    ) -> None:
        self.roles, self.naming, self.deverbal, self.operators = roles, naming, deverbal, operators
        self.cast, self.sentence, self.number = roles.cast, roles.sentence, roles.number

    def act(self, k: int) -> Act | None:
        """The act that a noun presupposes, with a doer or somebody it was done to."""
        if not self._may_tell(k) or not self.naming.certain(k) or self._is_wished(k):
            return None
        if self._is_of_either(k):
            return None
        for find in (self._meant, self.deverbal.act, self._owned, self._compact):
            act = find(k)
            if act is None:
                continue
            if self._of_a_region(k) or (not act.actors and not (act.targets and act.code >= "18")):
                return None
            return replace(act, status=self.naming.noun_status(k))
        return None

    def _is_of_either(self, k: int) -> bool:
        """`K shipped L arms for its war`: a pronoun's deed that is taken for the subject's, where
        the clause names another before it."""
        owners = [n for n in self.sentence.kids(k, "nmod:poss") if self._is_pronoun(n)]
        above = next((a for a in self.sentence.above(k) if is_predicate(self.sentence, a)), None)
        if not owners or above is None:
            return False
        own = {s.id for n in owners for s in self.cast.sides(self.number, n)}
        subjects = clause(self.sentence, above).subjects
        doing = {s.id for n in subjects for s in self.cast.sides(self.number, n)}
        before = (w for w in self.sentence.subtree(above) if w < min(owners))
        named = {s.id for w in before for s in self.cast.sides(self.number, w)}
        return own <= doing and bool(named - doing)

    def _is_pronoun(self, n: int) -> bool:
        return self.sentence.tokens[n].pos == "PRON"

    def _of_a_region(self, k: int) -> bool:
        """`Western sanctions`: of a part of the world, which does nothing by itself."""
        before = self.sentence.kids(k, "nmod:poss", "amod", "compound")
        named = (self.cast.named_at(self.number, n) for n in before)
        return any(n is not None and n.kind == "grouping" for n in named)

    def _may_tell(self, k: int) -> bool:
        """Whether a noun is of those that may name a deed at all; most are not."""
        token = self.sentence.tokens[k]
        form = token.lemma
        over = self.sentence.tokens[token.head].lemma
        if form == "charge" and token.dep == "obj" and over in wordlist("to_envoys"):
            return False
        known = form in operator_nouns() or form in deverbals() or token.text.endswith("ing")
        return known or (form in nouns() and nouns()[form].code is not None)

    def _meant(self, k: int) -> Act | None:
        """`K's refusal to recognise L`, `K's decision to leave the pact`: by the noun's mode."""
        form = noun_form(self.sentence, k)
        mode, owners = operator_nouns().get(form), self.sentence.kids(k, "nmod:poss")
        inner = self.operators.below_noun(k, 1) if mode and owners else None
        if mode is None or inner is None:
            return None
        taken = form in wordlist("decisions") and inner.code.startswith(_TAKEN)
        code = inner.code if taken else compose(mode, inner.code)
        actors = tuple(s for n in owners for s in self.cast.sides(self.number, n))
        if code is None or not actors:
            return None
        asked = inner.actors if mode in ("demand", "appeal") else ()
        targets = self.roles.others((*asked, *inner.targets), actors)
        return Act(self.number, k, code, actors, targets, inner.objects, (k, *inner.words))

    def _owned(self, k: int) -> Act | None:
        """`Saudi restrictions on Qatari pilgrims`: a deed by its noun, with both sides beside."""
        key = self.roles.noun_key(k)
        if key is None or (nouns()[key].code or "00").startswith(_THINGS):
            return None
        act = self.naming.act(k)
        if act and act.actors and not act.targets:
            act = replace(act, targets=self.roles.others(self._answering(k), act.actors))
        force = act is not None and act.code >= "18" and self._is_blow(k)
        return act if act and act.actors and (act.targets or force) else None

    def _is_blow(self, k: int) -> bool:
        """`the south's incursion`, `its bombing campaign`: force on somebody, whoever it is."""
        before = {self.sentence.tokens[n].lemma for n in self.sentence.kids(k, "compound", "amod")}
        armed = before & {"military", "bombing", "air", "aerial", "ground"}
        long = self.sentence.tokens[k].lemma in ("campaign", "operation") and bool(armed)
        return long or self.sentence.tokens[k].lemma in wordlist("blows")

    def _answering(self, k: int) -> tuple[Side, ...]:
        """`K struck a base in response to L's attack`: whom the attack was on that K answers."""
        over = self.sentence.tokens[self.sentence.tokens[k].head]
        if over.lemma not in _ANSWERS or preposition(self.sentence, k) not in ("to", "for"):
            return ()
        above = self.sentence.tokens[over.i].head
        if preposition(self.sentence, over.i) != "in" or not is_predicate(self.sentence, above):
            return ()
        return self.roles.subjects(clause(self.sentence, above))

    def _compact(self, k: int) -> Act | None:
        """`a pact between K and L`, `the K-L agreement`: told of as being there."""
        key = self.roles.noun_key(k)
        if key is None or "compact" not in nouns()[key].classes or not self._is_there(k):
            return None
        between = [n for n in self.sentence.kids(k, "nmod") if self._is_between(n)]
        before = [w for w in self.sentence.subtree(k, without=("nmod", "acl")) if w < k]
        sides = tuple(s for n in between or before for s in self.cast.sides(self.number, n))
        if len({s.id for s in sides}) != 2:
            return None
        return Act(self.number, k, "057", sides, (), (), (k,), symmetric=True)

    def _is_between(self, n: int) -> bool:
        return preposition(self.sentence, n) == "between"

    def _is_there(self, k: int) -> bool:
        """Whether a clause tells of a pact as of one that exists: as its subject, as fact."""
        above = self.sentence.tokens[k].head
        if not self.sentence.tokens[k].dep.startswith("nsubj") or above == k:
            return False
        missing = self.sentence.tokens[above].lemma in wordlist("failing")
        return (
            is_predicate(self.sentence, above)
            and status(self.sentence, above) == "fact"
            and not missing
        )

    def _is_guessed(self, a: int) -> bool:
        return not called(self.sentence, a).isdisjoint(wordlist("likelihoods"))

    def is_prospect(self, k: int) -> bool:
        """Whether a noun is of what is feared or guessed: `fears of a raid`, `a raid is likely`."""
        for a in self.sentence.above(k):
            if is_predicate(self.sentence, a):
                return self.sentence.tokens[k].head == a and self._is_guessed(a)
            if singular(self.sentence.tokens[a].lemma.lower()) in wordlist("dreads"):
                return True
        return False

    def _is_planned(self, k: int, a: int) -> bool:
        """`drew up options for strikes`, where the parse hangs the strikes on the verb."""
        plans = {self.sentence.tokens[n].lemma for n in self.sentence.kids(a, "obj")}
        return preposition(self.sentence, k) == "for" and bool(plans & wordlist("plans"))

    def _is_wished(self, k: int) -> bool:
        """Whether a verb or noun above makes it something asked for, feared or meant."""
        for a in self.sentence.above(k):
            token = self.sentence.tokens[a]
            if is_predicate(self.sentence, a):
                found = set(modes().get(token.lemma, ()))
                named = token.lemma == "call" and len(self.sentence.kids(a, "obj", "xcomp")) > 1
                wished = bool(found & _WISHING) and not named
                wished = wished or self._is_planned(k, a)
                return wished or token.lemma in wordlist("averting") or self._is_guessed(a)
            if operator_nouns().get(token.lemma, "stop") != "stop":
                return True
            if singular(token.lemma.lower()) in wordlist("prospects"):
                return True
            if token.lemma in wordlist("aspects"):
                return False
        return False
