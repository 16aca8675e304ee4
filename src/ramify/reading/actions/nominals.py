"""Nouns that name an action: `the visit`, `Finland's accession`, `the 1961 treaty`."""

from __future__ import annotations

import re
from dataclasses import replace

from ramify.reading.actions.deverbal import Deverbal
from ramify.reading.actors.acts import SYMMETRIC, Act
from ramify.reading.actors.named import Side
from ramify.reading.actors.semantic_roles import Roles
from ramify.reading.syntax.clauses import clause
from ramify.reading.syntax.factuality import is_charge
from ramify.reading.syntax.modality import Status, modal
from ramify.reading.syntax.relations import is_predicate, preposition
from ramify.reading.syntax.status import status
from ramify.reading.syntax.word_lists import nouns, wordlist

_WORDS = ("10", "11", "12", "13")
"""Acts of speech, which nobody begins, halts or agrees to."""


class Naming:
    """Codes the nouns of one sentence."""

    def __init__(self, roles: Roles, deverbal: Deverbal) -> None:
        self.roles, self.deverbal = roles, deverbal
        self.cast, self.sentence, self.number = roles.cast, roles.sentence, roles.number

    def act(self, k: int) -> Act | None:
        """The action that a noun names, with whoever the words around it give."""
        key = self.roles.noun_key(k)
        if self.roles.in_scare_quotes(k):
            return None
        if key is None or nouns()[key].code is None:
            act = self.deverbal.act(k)
            return act if act and not act.code.startswith(_WORDS) else None
        if self.cast.named_at(self.number, k) and self.sentence.tokens[k].pos == "PROPN":
            return None
        group = self._of_group(k)
        if group is None and key in ("departure", "exit"):
            return None
        code = group or self._of_diplomat(k) or nouns()[key].code
        assert code is not None
        actors, targets = self.roles.around(k)
        if code == "143" and self._is_on_somebody(k, actors, targets):
            code = "195"
        symmetric = code in SYMMETRIC or self._between(k)
        return Act(self.number, k, code, actors, targets, (), (k,), symmetric=symmetric)

    def _is_on_somebody(self, k: int, actors: tuple[Side, ...], targets: tuple[Side, ...]) -> bool:
        """`K's strike in L`, `strikes on L`: by arms; a strike of workers has but one side."""
        aimed = any(preposition(self.sentence, n) == "on" for n in self.sentence.kids(k, "nmod"))
        apart = {s.id for s in actors}.isdisjoint(s.id for s in targets)
        return bool(targets) and apart and bool(actors or aimed)

    def _between(self, k: int) -> bool:
        """`clashes between Indian and Chinese troops`: each against the other."""
        fighting = self.sentence.tokens[k].lemma in wordlist("fighting")
        below = self.sentence.kids(k, "nmod")
        return fighting and any(preposition(self.sentence, n) == "between" for n in below)

    def _of_group(self, k: int) -> str | None:
        """Withdrawal from an organisation reduces relations; it moves no troops."""
        if self.sentence.tokens[k].lemma not in ("withdrawal", "exit", "departure"):
            return None
        for n in self.sentence.kids(k, "nmod"):
            named = self.cast.named_at(self.number, n)
            if named and any(self.cast.groups.get(i) for i in named.ids):
                return "160"
        return None

    def _of_diplomat(self, k: int) -> str | None:
        """The expulsion of a diplomat reduces relations; that of an agency does not."""
        if self.sentence.tokens[k].lemma not in ("expulsion", "recall", "withdrawal"):
            return None
        for n in self.sentence.kids(k, "nmod"):
            key = self.roles.noun_key(n)
            if key and "diplomat" in nouns()[key].classes:
                return "161"
        return None

    def _giving(self, k: int) -> Act | None:
        """`Egypt's delivery of weapons to Somalia`: the act of giving what it is a delivery of."""
        if self.sentence.tokens[k].lemma not in wordlist("deliveries"):
            return None
        for n in self.roles.counted(k):
            key = self.roles.noun_key(n)
            code = nouns()[key].code if key else None
            force = key is not None and "force" in nouns()[key].classes
            actors, targets = self.roles.around(k)
            if force or (code and code.startswith("07")):
                code = "154" if force else code
                assert code is not None
                return Act(self.number, k, code, actors, targets, (n,), (k,))
        return None

    def _exchanged(self, k: int) -> Act | None:
        """`an exchange of fire between K and L`: shots of each at the other."""
        shots = {"fire", "gunfire", "shot", "shelling"}
        if self.sentence.tokens[k].lemma != "exchange" or not any(
            self.sentence.tokens[n].lemma in shots for n in self.roles.counted(k)
        ):
            return None
        actors, targets = self.roles.around(k)
        return Act(self.number, k, "193", actors, targets, (), (k,), symmetric=True)

    def reporting(self, k: int) -> Act | None:
        """A noun that reports an event by itself: it needs somebody who did it, and a fact."""
        key = self.roles.noun_key(k)
        given = self._giving(k) or self._exchanged(k)
        if key is None and given is None:
            return None
        if key and given is None and not nouns()[key].alone:
            return self._dated_text(k, key)
        act = given or self.act(k)
        if act is None or not self.certain(k):
            return None
        act = self._held_before(act)
        symmetric = act.symmetric
        if symmetric and not act.actors and len({s.id for s in act.targets}) > 1:
            act = replace(act, actors=act.targets, targets=())
        if not act.actors and not act.targets and self._is_clash(k):
            return replace(act, symmetric=True, status=self.noun_status(k))
        if not act.actors:
            return None
        if symmetric and not act.targets and len({s.id for s in act.actors}) < 2:
            return None
        if not symmetric and not act.targets and act.code != "129":
            return None
        return replace(act, status=self.noun_status(k))

    def _is_clash(self, k: int) -> bool:
        """`clashes broke out`: of two against each other, whoever they are."""
        return self.sentence.tokens[k].lemma in wordlist("clashes")

    def _held_before(self, act: Act) -> Act:
        """`The two sides signed a text after talks`: held by those who do what comes after."""
        sentence = self.sentence
        top = next((a for a in sentence.above(act.i) if is_predicate(sentence, a)), None)
        under = [act.i, *(a for a in sentence.above(act.i) if top is not None and a != top)]
        cases = {preposition(sentence, a) for a in under if sentence.tokens[a].head == top}
        meeting = not act.actors and act.code in ("040", "046")
        if top is None or not meeting or not cases & {"after", "following", "during", "at", "in"}:
            return act
        sides = self.roles.subjects(clause(sentence, top))
        both = {s.id for s in sides}
        others = {s.id for s in act.targets} - both
        faced = any(preposition(sentence, n) == "with" for n in sentence.kids(act.i, "nmod"))
        if faced and others and both and not both & {s.id for s in act.targets}:
            return replace(act, actors=sides)
        return act if others or len(both) != 2 else replace(act, actors=sides, targets=())

    def _dated_text(self, k: int, key: str) -> Act | None:
        """A treaty named with its year: `the 1961 treaty between the two`."""
        year = [
            n
            for n in self.sentence.kids(k, "nummod", "compound", "amod", "nmod")
            if re.fullmatch(r"1[5-9]\d\d|20\d\d", self.sentence.tokens[n].text)
        ]
        if not year:
            return None
        actors, targets = self.roles.around(k)
        if "compact" in nouns()[key].classes:
            both = tuple(dict.fromkeys((*actors, *targets)))
            if len({s.id for s in both}) > 1:
                return Act(self.number, k, "057", both, (), (), (k, *year), symmetric=True)
        return None

    def certain(self, k: int) -> bool:
        """Whether no word before a noun makes it a possible act, or one to come."""
        return not any(
            self.sentence.tokens[n].lemma in wordlist("doubt")
            for n in self.sentence.kids(k, "amod", "det", "advmod")
        )

    def _is_friendly_object(self, k: int) -> bool:
        """`may reconsider its talks with K`: what is said of it is not that it was held."""
        key = self.roles.noun_key(k)
        code = (nouns()[key].code or "") if key else ""
        return (
            code.startswith(("03", "04", "05", "06", "07")) and self.sentence.tokens[k].dep == "obj"
        )

    def noun_status(self, k: int) -> Status:
        """An event somebody is said to own is presupposed, unless all of it is imagined."""
        owned = bool(self.sentence.kids(k, "nmod:poss"))
        dets = {self.sentence.tokens[d].text.lower() for d in self.sentence.kids(k, "det")}
        above = next((a for a in self.sentence.above(k) if is_predicate(self.sentence, a)), None)
        if above is None:
            return "fact"
        said = (above, *self.sentence.kids(above, "xcomp"))
        if any(self.sentence.tokens[n].lemma in wordlist("likelihoods") for n in said):
            return "may"
        if not owned and is_charge(self.sentence, k):
            return "charged"
        told = status(self.sentence, above)
        word = modal(self.sentence, above)[1]
        if told in ("may", "future", "should") and self._is_friendly_object(k):
            return told
        imagined = told == "if" or (word is not None and word.lower() == "would")
        if (owned or "the" in dets) and not imagined:
            return "fact"
        return told if told in ("future", "may", "if", "should", "wanted") else "fact"
