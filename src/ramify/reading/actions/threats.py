"""What is told of another: a warning that foretells, or a threat to whom it names."""

from __future__ import annotations

from ramify.reading.actions.speech_acts import Stating
from ramify.reading.actors.acts import Act
from ramify.reading.actors.named import Side
from ramify.reading.actors.semantic_roles import Roles
from ramify.reading.syntax.clauses import Clause, clause
from ramify.reading.syntax.modality import modal
from ramify.reading.syntax.relations import preposition
from ramify.reading.syntax.word_lists import agents, nouns, wordlist

_WARNING = frozenset({"warn", "caution"})
_SWEARING = frozenset({"vow", "swear", "promise", "pledge", "warn", "guarantee"})


class Threats:
    """Tells the warnings of one sentence that foretell from those that threaten."""

    def __init__(self, roles: Roles, stating: Stating) -> None:
        self.roles = roles
        self.cast, self.sentence, self.number = roles.cast, roles.sentence, roles.number
        self._stating = stating

    def is_warning(self, parts: Clause) -> bool:
        """Whether a clause warns of something."""
        return parts.verb in _WARNING

    def of_consequences(self, parts: Clause) -> Act | None:
        """`warned that K's raid would have consequences`: K is threatened with them."""
        below = [w for k in parts.complements for w in self.sentence.subtree(k)]
        for k in (w for w in below if self.sentence.tokens[w].lemma in wordlist("consequences")):
            beside = {self.sentence.tokens[n].lemma for n in self.sentence.kids(k, "amod")}
            behind = {preposition(self.sentence, n) for n in self.sentence.kids(k, "nmod")}
            named = self.sentence.tokens[k].dep == "compound"
            if named or beside & wordlist("impersonal") or behind & {"for", "in"}:
                continue
            actors = self.roles.subjects(parts)
            doing = [n for c in parts.complements for n in clause(self.sentence, c).subjects]
            sides = [s for n in doing for s in self._doers_in(n)]
            if targets := self.roles.others(sides, actors):
                return Act(self.number, parts.i, "130", actors, targets, (), (parts.i, k))
        return None

    def sworn(self, parts: Clause, actors: tuple[Side, ...], told: tuple[int, ...]) -> Act | None:
        """`vowed that K would pay`: what is sworn of another is a threat to him."""
        for k in told:
            if parts.verb in _SWEARING and self.sentence.tokens[k].lemma in wordlist("suffering"):
                targets = self.roles.others(self.roles.subjects(clause(self.sentence, k)), actors)
                return Act(self.number, parts.i, "130", actors, targets, (), (parts.i, k))
        return None

    def cautions(self, parts: Clause) -> bool:
        """`warn that K will …`: of what another will do one warns, one does not threaten it."""
        if parts.verb not in _WARNING:
            return False
        if self._informs(parts):
            return True
        own = {(s.id, s.sector) for s in self.roles.subjects(parts)}
        others = {
            (s.id, s.sector)
            for k in parts.complements
            for n in self.sentence.kids(k, "nsubj")
            if self.sentence.tokens[n].pos != "PRON"
            for s in self.cast.sides(self.number, n)
        }
        return (bool(others) and own.isdisjoint(others)) or self._stating.shields(parts)

    def _informs(self, parts: Clause) -> bool:
        """`warned K of approaching drones`, `of a raid by L`: a danger that one does not make."""
        dangers = [k for case, k in parts.obliques if case in ("of", "about")]
        dangers += [
            n
            for k in parts.objects
            for n in self.sentence.kids(k, "nmod")
            if preposition(self.sentence, n) in ("of", "about")
        ]
        return bool(dangers) and not any(self._is_own_deed(k) for k in dangers)

    def _is_own_deed(self, k: int) -> bool:
        """Whether a danger may be what the warner itself will do: consequences, strikes, a ban."""
        token = self.sentence.tokens[k]
        noun = nouns().get(token.lemma)
        by = any(preposition(self.sentence, n) == "by" for n in self.sentence.kids(k, "nmod"))
        coded = noun is not None and ((noun.code or "") >= "13" or "violence" in noun.classes)
        own = wordlist("consequences") | wordlist("own_steps")
        return not by and (coded or token.lemma in own)

    def foretells(self, parts: Clause) -> bool:
        """`warned that the bloc faces hard times`, with nobody addressed: nothing of one's own."""
        told = self.sentence.kids(parts.i, "ccomp")
        addressed = any(
            self.sentence.tokens[k].pos == "PROPN" or self.cast.sides(self.number, k)
            for k in self.sentence.kids(parts.i, "obj", "iobj")
        )
        return bool(told) and not addressed and not any(self._own_doing(parts, k) for k in told)

    def _own_doing(self, parts: Clause, k: int) -> bool:
        """Whether what is told is what the speaker will do, or its word for what would be done."""
        own = {s.id for s in self.roles.subjects(parts)}
        doers = clause(self.sentence, k).subjects
        same = any(
            self.sentence.tokens[n].pos == "PRON"
            or own & {s.id for s in self.cast.sides(self.number, n)}
            or agents().get(self.roles.agent_key(n) or "") in ("GOV", "MIL", "COP")
            for n in doers
        )
        passive = clause(self.sentence, k).passive and not doers
        mode = modal(self.sentence, k)[0]
        if mode == "future" and any(self._is_force(n) for n in doers):
            return True
        return mode in ("future", "may") and (same or passive)

    def _is_force(self, n: int) -> bool:
        key = self.roles.noun_key(n)
        return key is not None and "violence" in nouns()[key].classes

    def _doers_in(self, k: int) -> tuple[Side, ...]:
        """Whom a noun stands for, else whose deed it is: `Japan`, `K's raid`, `an attack by K`."""
        somebody = self.cast.named_at(self.number, k) or self.roles.agent_key(k)
        return self.cast.sides(self.number, k) if somebody else self.roles.around(k)[0]
