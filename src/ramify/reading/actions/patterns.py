"""Which line of verbs.csv a clause fits: the verb, its object, and what else the line needs."""

from __future__ import annotations

from ramify.reading.actors.named import Side
from ramify.reading.actors.semantic_roles import Roles
from ramify.reading.syntax.clauses import Clause
from ramify.reading.syntax.lemmas import noun_form
from ramify.reading.syntax.word_lists import (
    VerbEntry,
    agents,
    modes,
    nouns,
    operator_nouns,
    verbs,
    wordlist,
)

CIVIL = frozenset({"CVL", "LAB", "EDU", "OPP", "REL"})
"""Sectors of people who are no part of a government or an army."""
_THINGS = frozenset({"weapon", "goods", "computer"})
_CLASSES = {
    "by force": "force",
    "by peacekeepers": "peacekeeper",
    "by measure": "sanction restriction",
    "by truce": "truce",
}
"""What the subject has to be of, by the note that asks for it."""
_ASIDE = frozenset({"after", "before", "since", "amid", "following", "despite", "during", "until"})
"""Behind these stands another happening, not what the verb does."""


class Patterns:
    """Holds the clauses of one sentence against the lines of verbs.csv."""

    def __init__(self, roles: Roles) -> None:
        self.roles = roles
        self.cast, self.sentence, self.number = roles.cast, roles.sentence, roles.number

    def entry(self, parts: Clause) -> tuple[VerbEntry | None, int | None]:
        """The line of verbs.csv that fits, and the object it fitted by."""
        lemma = self.sentence.tokens[parts.i].lemma
        named_so = parts.verb == "call" and len(parts.objects) > 1
        if named_so or self._takes_place(parts) or self._fights_for(parts):
            return None, None
        alone = parts.verb != lemma and parts.verb not in modes()
        entries = verbs().get(parts.verb) or (verbs().get(lemma, ()) if alone else ())
        candidates = [
            *parts.objects,
            *(k for p, k in parts.obliques if self._tells(p, k) and not self._answers(parts, p)),
        ]
        candidates += [k for k in parts.complements if self._is_said(k)]
        for entry in entries:
            if not self._is_met(parts, entry.note):
                continue
            if not entry.objects or ("-" in entry.objects and not parts.objects):
                return entry, None
            for k in parts.objects if entry.note == "outright" else candidates:
                if self._fits(k, entry.objects) and not self._is_office(parts, entry, k):
                    return entry, k
        return None, None

    def _takes_place(self, parts: Clause) -> bool:
        """`took place in the province of K`: nothing is taken."""
        things = {self.sentence.tokens[k].lemma for k in parts.objects}
        return parts.verb == "take" and "place" in things

    def _fights_for(self, parts: Clause) -> bool:
        """`fought for Angola`: on whose side, and nobody against whom."""
        if self.sentence.tokens[parts.i].lemma not in ("fight", "battle") or parts.objects:
            return False
        cases = {case for case, _ in parts.obliques}
        whose = [k for case, k in parts.obliques if case == "for"]
        own = any(self.cast.sides(self.number, k) for k in whose)
        return own and not cases & {"with", "against"}

    def _is_office(self, parts: Clause, entry: VerbEntry, k: int) -> bool:
        """`holds the presidency`, `held hours of talks with leaders`: nobody is detained."""
        held = parts.verb == "hold" and entry.code == "173"
        return held and (k not in parts.objects or self.sentence.tokens[k].lemma == "presidency")

    def _is_said(self, k: int) -> bool:
        """`held them responsible`: a noun or adjective said of the object."""
        return self.sentence.tokens[k].pos in ("NOUN", "ADJ")

    def _tells(self, case: str, k: int) -> bool:
        """Whether a noun behind a preposition may be what the verb does: not `in protest`."""
        manner = case == "in" and self.sentence.tokens[k].lemma in wordlist("manners")
        return case not in _ASIDE and not manner

    def _answers(self, parts: Clause, case: str) -> bool:
        """`responded to the attack`: what is answered is not what is done."""
        return case == "to" and parts.verb in ("respond", "answer", "reply", "react")

    def _is_met(self, parts: Clause, note: str) -> bool:
        """Whether a clause has what a pattern needs: words, or a group for its subject."""
        first, both, words = note.partition(" needs ")
        if both:
            return self._is_met(parts, first) and self._has(parts.i, words)
        if note == "by group":
            return self._by_group(parts)
        if note == "by workers":
            return self._by_workers(parts)
        if note == "from group":
            return bool(self.left_group(parts))
        if note == "by fighting":
            lemmas = {self.sentence.tokens[k].lemma for k in parts.subjects}
            return bool(lemmas & wordlist("fighting"))
        if note in _CLASSES:
            return self._by_class(parts, _CLASSES[note])
        if note == "no clause":
            beside = self.sentence.tokens[parts.i].dep in ("parataxis", "appos")
            return not (beside or self.sentence.kids(parts.i, "ccomp"))
        if note == "no enactment":
            return not self._enacts(parts)
        if note == "no machine":
            return not self._by_machine(parts) and not parts.objects
        if note == "beside":
            return self._has(parts.i, "alongside|beside") and not self._has(parts.i, "against")
        if note == "by people":
            return self._by_people(parts)
        if note == "by armed":
            keys = [self.roles.agent_key(k) for k in parts.subjects]
            sectors = {agents()[key] for key in keys if key}
            sectors |= {s.sector for s in self.roles.subjects(parts) if s.sector}
            return bool(sectors & {"MIL", "REB"})
        return not note.startswith("needs ") or self._has(parts.i, note[6:])

    def _enacts(self, parts: Clause) -> bool:
        """`endorsed a new constitution`: a text of one's own is passed, and nobody backed."""
        texts = [k for k in parts.objects if self.sentence.tokens[k].lemma in wordlist("enacted")]
        return bool(texts) and not any(self.roles.around(k)[0] for k in texts)

    def _by_group(self, parts: Clause) -> bool:
        if parts.passive and not parts.subjects:
            return True
        named = [self.cast.named_at(self.number, k) for k in parts.subjects]
        lemmas = {self.sentence.tokens[k].lemma.lower() for k in parts.subjects}
        joined = bool(lemmas & wordlist("blocs"))
        return joined or any(n is not None and n.kind in ("group", "grouping") for n in named)

    def left_group(self, parts: Clause) -> tuple[Side, ...]:
        """`expelled from the union`: the group that somebody is put out of."""
        places = [k for case, k in parts.obliques if case == "from" and not self._is_no_group(k)]
        return tuple(s for k in places for s in self.cast.sides(self.number, k))

    def _is_no_group(self, k: int) -> bool:
        named = self.cast.named_at(self.number, k)
        return named is None or named.kind not in ("group", "grouping")

    def _by_machine(self, parts: Clause) -> bool:
        """`both planes flew into Turkey`: no visit."""
        machines = wordlist("arms") | wordlist("ships") | wordlist("craft")
        return any(self.sentence.tokens[k].lemma in machines for k in parts.subjects)

    def _by_people(self, parts: Clause) -> bool:
        """`thousands protested`, `students rallied`: people, not a government."""
        heads = [n for k in parts.subjects for n in (k, *self.roles.counted(k))]
        keys = [self.roles.agent_key(k) for k in heads]
        return any(key and agents()[key] in CIVIL for key in keys)

    def _by_class(self, parts: Clause, names: str) -> bool:
        """`troops landed`, `peacekeepers arrived`: by the class of the noun, not who it is."""
        heads = [n for k in parts.subjects for n in (k, *self.roles.counted(k))]
        keys = [self.roles.noun_key(k) for k in heads]
        wanted = set(names.split())
        return any(key and wanted & nouns()[key].classes for key in keys)

    def _by_workers(self, parts: Clause) -> bool:
        keys = [self.roles.agent_key(k) for k in parts.subjects]
        return any(key and agents()[key] in ("LAB", "EDU") for key in keys)

    def _has(self, i: int, words: str) -> bool:
        wanted = set(words.split("|"))
        inside = self.sentence.subtree(i, without=("acl:relcl", "appos", "parataxis"))
        return any(self.sentence.tokens[k].lemma in wanted for k in inside)

    def _fits(self, k: int, objects: frozenset[str]) -> bool:
        """Whether an object is of a class, or is a word, that a pattern asks for."""
        if self.roles.in_scare_quotes(k):
            return False
        for j in (k, *self.sentence.kids(k, "conj"), *self._offices(k)):
            key = self.roles.noun_key(j)
            if key and (key in objects or key.split()[-1] in objects):
                return True
            kinds = set(nouns()[key].classes) if key else set()
            if self.roles.is_person(j) and not kinds & _THINGS:
                kinds.add("person")
            named = self.cast.named_at(self.number, j)
            if named and named.kind == "adjective" and self.sentence.tokens[j].dep != "amod":
                kinds.add("person")
            if named and not named.person:
                group = named.kind in ("grouping", "group")
                kinds.add("group" if group else "state")
                kinds.update({"territory"} if named.kind in ("territory", "metonym") else ())
            if any(kind and "@" + kind in objects for kind in kinds):
                return True
            if noun_form(self.sentence, j) in objects:
                return True
        spell = self.sentence.tokens[k].lemma in wordlist("spells")
        ended = operator_nouns().get(self.sentence.tokens[k].lemma) == "stop"
        return self.sentence.tokens[k].pos == "NOUN" and any(
            key
            and not ended
            and (
                any("@" + kind in objects for kind in nouns()[key].classes - {"group"})
                or (spell and key.split()[-1] in objects)
            )
            for n in self.roles.counted(k)
            if (key := self.roles.noun_key(n))
        )

    def _offices(self, k: int) -> list[int]:
        """`Iran's ambassador Ali Reza`, `Ali Reza, the ambassador`: the office beside a name."""
        if self.sentence.tokens[k].pos != "PROPN":
            return []
        before = self.sentence.kids(k, "compound", "nmod:desc", "amod", "appos")
        before += [m for n in before for m in self.sentence.kids(n, "compound", "nmod:desc")]
        tokens = self.sentence.tokens
        return [
            n
            for n in before
            if (n < k or tokens[n].dep == "appos")
            and (tokens[n].pos == "NOUN" or tokens[n].lemma in wordlist("offices"))
        ]
