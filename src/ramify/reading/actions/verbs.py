"""From a clause to an action: which CAMEO code its words support, between whom."""

from __future__ import annotations

from dataclasses import replace

from ramify.reading.actions.deverbal import Deverbal, is_gerund_noun
from ramify.reading.actions.in_passing import InPassing
from ramify.reading.actions.nominals import Naming
from ramify.reading.actions.operators import Operators
from ramify.reading.actions.patterns import Patterns
from ramify.reading.actions.plain import Plain
from ramify.reading.actions.refusals_and_demands import RefusalsAndDemands
from ramify.reading.actions.speech_acts import Stating
from ramify.reading.actions.threats import Threats
from ramify.reading.actors.acts import Act
from ramify.reading.actors.cast import Cast
from ramify.reading.actors.named import Side
from ramify.reading.actors.semantic_roles import Roles
from ramify.reading.syntax.clauses import Clause, clause
from ramify.reading.syntax.relations import is_predicate, preposition
from ramify.reading.syntax.sentence import Sentence
from ramify.reading.syntax.status import status
from ramify.reading.syntax.word_lists import nouns, wordlist

_HELD_FOR = frozenset({"declare", "consider"})
"""Beside verbs of naming: `declared the raid a crime`."""


class Coder:
    """Codes the clauses of one sentence."""

    def __init__(self, cast: Cast, sentence: Sentence, number: int) -> None:
        self.cast, self.sentence, self.number = cast, sentence, number
        self.roles = Roles(cast, sentence, number)
        self.stating = Stating(self.roles)
        self.refusals_and_demands = RefusalsAndDemands(self.roles)
        self.patterns = Patterns(self.roles)
        self.plain = Plain(self.roles, self.patterns)
        self.deverbal = Deverbal(self.roles, self.patterns, self.plain)
        self.naming = Naming(self.roles, self.deverbal)
        self.threats = Threats(self.roles, self.stating)
        self.operators = Operators(self.roles, self.plain, self.naming, self.threats, self._verb)
        self.in_passing = InPassing(self.roles, self.naming, self.deverbal, self.operators)

    def acts(self) -> list[Act]:
        """Every action the sentence speaks of, with the status grammar gives it."""
        found: list[Act] = []
        used: set[int] = set()
        for token in self._by_depth():
            if token in used:
                continue
            act = self.act(token)
            if act is None:
                continue
            used.update(act.words)
            found.append(act)
        found += self._followers(found)
        found.sort(key=lambda act: act.i)
        return found

    def _followers(self, found: list[Act]) -> list[Act]:
        """`F joined N, and S followed`: who follows does what the clause before tells."""
        told = {act.i: act for act in found}
        followers: list[Act] = []
        for token in self.sentence.tokens:
            led = told.get(token.head) if token.dep in ("conj", "parataxis") else None
            if token.lemma != "follow" or token.i in told or led is None or not led.targets:
                continue
            parts = clause(self.sentence, token.i)
            alone = all(self.sentence.tokens[k].lemma == "suit" for k in parts.objects)
            actors = self.roles.others(self.roles.subjects(parts), led.actors)
            if alone and actors and not parts.passive:
                now = status(self.sentence, token.i)
                followers.append(
                    replace(led, i=token.i, actors=actors, words=(token.i,), objects=(), status=now)
                )
        return followers

    def _by_depth(self) -> list[int]:
        """Predicates, those nearer the root first; then nouns that report by themselves."""
        tokens = self.sentence.tokens
        depth = {t.i: sum(1 for _ in self.sentence.above(t.i)) for t in tokens}
        predicates = [t.i for t in tokens if is_predicate(self.sentence, t.i)]
        alone = [t.i for t in tokens if t.pos in ("NOUN", "PROPN") and t.i not in set(predicates)]
        return [*sorted(predicates, key=lambda i: depth[i]), *alone]

    def act(self, i: int) -> Act | None:
        """What a word reports at the top of its clause; intents and demands composed."""
        if not is_predicate(self.sentence, i) or is_gerund_noun(self.roles, i):
            if self.in_passing.is_prospect(i):
                return None
            return self.naming.reporting(i) or self.in_passing.act(i)
        alert = self.plain.on_alert(i)
        no_deed = self._only_there(i) or self.sentence.tokens[i].lemma in self._said_of(i)
        if no_deed and alert is None:
            return None
        act = alert or self._verb(i, 0)
        if act and self._is_standing(act):
            return None
        if act is None:
            return self.refusals_and_demands.declined(i) or self.refusals_and_demands.obliged(i)
        act = replace(act, status=status(self.sentence, i))
        if act.status == "fact" and act.planned:
            act = replace(act, status="planned")
        if act.status == "wanted":
            act = self._performed(self._scheduled(act))
        if act.code == "186" and self._is_attempt(i):
            act = replace(act, code="185", status="fact")
        act = self.plain.drill(act)
        if not act.actors and not self._is_hit(act):
            act = self.stating.with_unnamed(act)
        return self.stating.at_home(self.stating.abroad(self.stating.as_stated(act)))

    def _is_hit(self, act: Act) -> bool:
        """`came under fire`: the subject is whom it is done to, and no doer left unnamed."""
        hit = {s.id for s in act.targets}
        subjects = clause(self.sentence, act.i).subjects
        return self.sentence.tokens[act.i].lemma == "come" and any(
            s.id in hit for k in subjects for s in self.cast.sides(self.number, k)
        )

    def _only_there(self, i: int) -> bool:
        """`was at the start of the war`: where or when something was, and nothing done."""
        noun = self.sentence.tokens[i].pos in ("NOUN", "PROPN")
        return noun and bool(self.sentence.kids(i, "case"))

    def _said_of(self, i: int) -> frozenset[str]:
        """Adjectives that are verbs elsewhere: `we have been clear`."""
        return wordlist("adjectives") if self.sentence.tokens[i].pos == "ADJ" else frozenset()

    def _is_standing(self, act: Act) -> bool:
        """`a group that is backed by Iran`, `groups opposed to L`: what holds all along."""
        token = self.sentence.tokens[act.i]
        if act.code in ("120", "051", "05") and token.dep == "acl":
            return token.tag == "VBN"
        relative = self.sentence.tokens[act.i].dep == "acl:relcl"
        tensed = {self.sentence.tokens[k].tag for k in self.sentence.kids(act.i, "aux:pass")}
        helping = act.code.startswith(("05", "07"))
        return helping and relative and bool(tensed & {"VBZ", "VBP"})

    def _scheduled(self, act: Act) -> Act:
        """`is scheduled to visit`, `is due to hold talks`: a plan, if nobody says whose."""
        token = self.sentence.tokens[act.i]
        above = self.sentence.tokens[token.head]
        set_down = token.dep in ("xcomp", "advcl") and above.lemma in wordlist("scheduled")
        if not set_down or status(self.sentence, above.i) != "fact":
            return act
        return replace(act, status="planned")

    def _performed(self, act: Act) -> Act:
        """`called L to congratulate him`: why somebody was called was said in calling him."""
        token = self.sentence.tokens[act.i]
        calling = self.sentence.tokens[token.head]
        why = token.dep in ("xcomp", "advcl") and calling.lemma in wordlist("calling")
        said = token.lemma in wordlist("performative")
        if not (why and said) or status(self.sentence, calling.i) != "fact":
            return act
        spoken_to = clause(self.sentence, calling.i).objects
        called = (s for k in spoken_to for s in self.cast.sides(self.number, k))
        targets = act.targets or self.roles.others(called, act.actors)
        return replace(act, status="fact", targets=targets)

    def _is_attempt(self, i: int) -> bool:
        """`an attempt to assassinate`: an attempt on a life is an act of its own."""
        token = self.sentence.tokens[i]
        above = self.sentence.tokens[token.head]
        tried = above.lemma in ("attempt", "bid", "try") and token.dep in ("acl", "xcomp")
        return tried and (above.pos == "NOUN" or status(self.sentence, above.i) == "fact")

    def _verb(self, i: int, depth: int) -> Act | None:
        parts = clause(self.sentence, i)
        if depth > 4 or self.operators.retold(parts):
            return None
        if named := self._censure(parts):
            return named
        if self.threats.is_warning(parts) and self.threats.foretells(parts):
            return self.threats.of_consequences(parts)
        if dropped := self.operators.dropped(parts, depth):
            return dropped
        entry, thing = self.patterns.entry(parts)
        if entry and entry.objects:
            return self.plain.act(parts, entry, thing)
        operated = self.operators.by_noun(parts, depth) or self.operators.operated(parts, depth)
        if operated:
            return operated
        return self.plain.act(parts, entry, thing) if entry else None

    def _taken_as(self, parts: Clause) -> list[int]:
        """`considers the move as unwarranted`: what a parse hangs beside the verb."""
        below = self.sentence.kids(parts.i, "advcl", "obl")
        return [
            k
            for k in below
            if any(
                self.sentence.tokens[m].text == "as" for m in self.sentence.kids(k, "mark", "case")
            )
        ]

    def _decried(self, parts: Clause, words: list[int]) -> list[int]:
        """`called the kidnapping "a stab in the back"`: no good word is found for a crime."""
        deeds = [self.roles.noun_key(k) for k in parts.objects[:1]]
        crime = any(key and "violence" in nouns()[key].classes for key in deeds)
        lemmas = {self.sentence.tokens[k].lemma for k in words}
        return words if crime and words and not lemmas & wordlist("approved_deeds") else []

    def _authors(self, named: list[int]) -> tuple[Side, ...]:
        """`called it an act of sabotage ordered by K`: whoever is said to have done it."""
        heads = {self.sentence.tokens[k].head for k in named} | set(named)
        below = {
            w
            for k in heads
            if self.sentence.tokens[k].pos == "NOUN"
            for w in self.sentence.subtree(k)
        }
        by = [w for w in sorted(below) if preposition(self.sentence, w) == "by"]
        return tuple(s for w in by for s in self.cast.sides(self.number, w))

    def _censure(self, parts: Clause) -> Act | None:
        """`called the strikes a violation of the Charter`: whose strikes they are is blamed.

        Else whoever the name says has done it: `an act of sabotage ordered by K`.
        """
        words = [*parts.objects[1:], *parts.complements, *self._taken_as(parts)]
        words += [n for k in parts.objects[:1] for n in self.sentence.kids(k, "appos", "conj")]
        words += [n for k in words for n in self.sentence.kids(k, "nmod")]
        blaming = [k for k in words if self.sentence.tokens[k].lemma in wordlist("censures")]
        actors = self.roles.subjects(parts)
        blaming = blaming or self._decried(parts, words)
        if parts.verb not in wordlist("naming") | _HELD_FOR or not blaming or not actors:
            return None
        doers = self.roles.around(parts.objects[0])[0] if parts.objects else ()
        targets = self.roles.others(doers or self._authors(blaming), actors)
        return Act(self.number, parts.i, "111", actors, targets, parts.objects[:1], (parts.i,))
