"""Who does it and to whom: the actors in the places that a clause gives them."""

from __future__ import annotations

from collections.abc import Iterable

from ramify.reading.actors.known_nouns import KnownNouns
from ramify.reading.actors.named import Side
from ramify.reading.syntax.clauses import Clause, clause, names_source
from ramify.reading.syntax.relations import included, is_predicate, preposition
from ramify.reading.syntax.repair.lost_subjects import company
from ramify.reading.syntax.word_lists import nouns, ordered, wordlist

_PLACES = frozenset({"in", "inside", "near", "at", "around", "over", "by"})


class Roles(KnownNouns):
    """Finds the actors in the places of one sentence's clauses."""

    def is_thing(self, parts: Clause) -> bool:
        """Whether the subject is a thing or an event, which cannot speak or sign."""
        return bool(parts.subjects) and all(
            (self.sentence.tokens[k].pos == "NOUN" or self.noun_key(k) is not None)
            and self.agent_key(k) is None
            and self.cast.named_at(self.number, k) is None
            and self.sentence.tokens[k].lemma not in wordlist("transparent")
            and not self._is_called(k)
            for k in parts.subjects
        )

    def subjects(self, parts: Clause) -> tuple[Side, ...]:
        """Who does it, as far as they can act; found beside the parse where it gives nobody."""
        found = tuple(side for k in parts.subjects for side in self._acting(k))
        beside = company(self.sentence, parts) if found else ()
        found += tuple(side for k in beside for side in self.cast.sides(self.number, k))
        if (
            parts.passive
            and not found
            and self.sentence.tokens[parts.i].lemma in wordlist("giving")
        ):
            return tuple(
                s for p, k in parts.obliques if p == "from" for s in self.cast.sides(self.number, k)
            )
        if found or parts.passive:
            return found
        return self._to_the_left(parts) if not self._has_plain_subject(parts) else ()

    def _has_plain_subject(self, parts: Clause) -> bool:
        """Whether the subject stands for something, though for no actor we know."""
        return any(
            self.sentence.tokens[k].pos in ("NOUN", "NUM") or self.sentence.tokens[k].i > parts.i
            for k in parts.subjects
        ) and not self._broken(parts)

    def _broken(self, parts: Clause) -> bool:
        return any(self.sentence.tokens[k].head == k and k != parts.i for k in parts.subjects)

    def _to_the_left(self, parts: Clause) -> tuple[Side, ...]:
        """Where the parse gives no subject: the actors named between the last verb and this."""
        token = self.sentence.tokens[parts.i]
        if (
            token.dep.partition(":")[0] in ("xcomp", "advcl", "acl", "csubj")
            and token.dep != "acl:relcl"
        ):
            return ()
        if self.sentence.kids(parts.i, "csubj"):
            return ()
        if parts.subjects and all(self.sentence.tokens[k].pos == "PRON" for k in parts.subjects):
            return ()
        found: dict[str, Side] = {}
        for k in range(parts.i - 1, -1, -1):
            word = self.sentence.tokens[k]
            named = self.cast.named_at(self.number, k)
            if not found and word.pos == "NOUN" and self.agent_key(k) and not self._under_case(k):
                found.update((s.id, s) for s in reversed(self.cast.sides(self.number, k)))
            elif named and named.ids and named.kind != "adjective":
                if self._under_case(k) and not found:
                    continue
                for i in named.ids:
                    found.setdefault(i, Side(i, named.sector, named.text, named.start, named.end))
            elif (found and word.pos not in ("CCONJ", "PUNCT", "DET")) or (
                word.pos == "VERB" and is_predicate(self.sentence, k)
            ):
                break
        return tuple(found.values())[::-1]

    def _acting(self, k: int) -> tuple[Side, ...]:
        """The actors of a subject, if what stands there can act."""
        token = self.sentence.tokens[k]
        sides = self.cast.sides(self.number, k)
        if not sides:
            return self._leaders(k)
        key = self.noun_key(k)
        acts = token.pos in ("PROPN", "PRON", "ADJ", "NUM", "DET") or self.agent_key(k) is not None
        acts = acts or self.cast.named_at(self.number, k) is not None
        acts = acts or any(self.agent_key(n) for n in self._told_apart(k))
        acts = acts or (key is not None and "violence" in nouns()[key].classes)
        acts = acts or any(self.cast.named_at(self.number, n) for n in self._spelled_out(k))
        acts = acts or self._is_called(k)
        acts = acts or any(token.lemma in wordlist(kind) for kind in ("staffs", "ships", "texts"))
        return sides if acts else ()

    def _spelled_out(self, k: int) -> list[int]:
        """`the quartet (K, L, M and N)`: those whom a noun of number stands for."""
        many = self.sentence.kids(k, "nummod") or self.sentence.tokens[k].lemma in wordlist("many")
        beside = self.sentence.kids(k, "appos") if many else []
        return [*beside, *included(self.sentence, k)]

    def _is_called(self, k: int) -> bool:
        """`His successor, K,`: a noun beside which the name of a person stands."""
        beside = (self.cast.named_at(self.number, n) for n in self.sentence.kids(k, "appos"))
        return any(named is not None and named.person for named in beside)

    def _told_apart(self, k: int) -> list[int]:
        """Whom a word of quantity stands for: `a first batch of troops`."""
        quantity = self.sentence.tokens[k].lemma in wordlist("transparent")
        return self.counted(k) if quantity else []

    def _leaders(self, k: int) -> tuple[Side, ...]:
        """`eleven countries, led by Japan`: of a group not named, whoever leads it."""
        return tuple(
            side
            for a in self.sentence.kids(k, "acl")
            if self.sentence.tokens[a].lemma in ("lead", "head")
            for n in self.sentence.kids(a, "obl")
            if preposition(self.sentence, n) == "by"
            for side in self.cast.sides(self.number, n)
        )

    def _under_case(self, k: int) -> bool:
        """Whether a name stands under a preposition."""
        named = self.cast.named_at(self.number, k)
        while self.cast.named_at(self.number, k) is named:
            if self.sentence.kids(k, "case"):
                return True
            head = self.sentence.tokens[k].head
            if head == k:
                return False
            k = head
        return False

    def targets(
        self,
        parts: Clause,
        slots: Iterable[str],
        objects: tuple[int, ...],
        actors: tuple[Side, ...],
        *,
        near: bool = True,
        beyond: bool = True,
        apart: tuple[str, ...] = (),
    ) -> tuple[Side, ...]:
        """To whom: the first other actor in the places named, then anywhere in the clause.

        With `near` false a mere place does not count: who signs in Madrid does
        not sign with Spain. With `beyond` false no other place does. Nobody behind one of the
        prepositions `apart` does.
        """
        for slot in slots:
            if slot in _PLACES - {"by"} and not near:
                continue
            if found := self.others(self._slot(parts, slot, objects), actors):
                return found
        if not beyond:
            return ()
        behind = [n for p, n in parts.obliques if near or not self._is_place(p, n)]
        behind = [n for n in behind if not self._is_occasion(n)]
        behind = [n for n in behind if preposition(self.sentence, n) not in apart]
        for k in (*objects, *behind):
            below = [k, *self.sentence.kids(k, "nmod", "nmod:poss", "acl")]
            for n in below:
                if not near and self._is_place(preposition(self.sentence, n), n):
                    continue
                if self._is_occasion(n):
                    continue
                if found := self.others(self.cast.sides(self.number, n), actors):
                    return found
        return self._farther(parts, actors, apart) if near else ()

    def _is_place(self, case: str, n: int) -> bool:
        """Whether a noun only says where: a name behind `in`, `at`, `near`."""
        token = self.sentence.tokens[n]
        named = self.cast.named_at(self.number, n) is not None or token.pos == "PROPN"
        site = token.lemma in wordlist("gatherings") | wordlist("settlements") | {"capital"}
        return case in _PLACES and (named or site)

    def _is_occasion(self, n: int) -> bool:
        """`ahead of the G20 summit`, `amid a row with K`: when it was, with nobody.

        `following Estonia's example`: who went before is not whom it hits.
        """
        case, lemma = preposition(self.sentence, n), self.sentence.tokens[n].lemma
        return (
            case in ("amid", "since", "until")
            or (case == "under" and lemma in wordlist("auspices"))
            or (case == "following" and lemma in wordlist("examples"))
            or lemma in wordlist("margins")
            or (
                (case in wordlist("occasions") or case.startswith("ahead"))
                and lemma in wordlist("gatherings")
            )
        )

    def _slot(self, parts: Clause, slot: str, objects: tuple[int, ...]) -> tuple[Side, ...]:
        if slot in ("obj", "poss"):
            return tuple(s for k in objects for s in self.cast.sides(self.number, k))
        if slot == "subject":
            return self.subjects(parts)
        if slot == "comp":
            return self.in_complement(parts, ())
        crimes = wordlist("charged_with") if slot == "for" else frozenset()
        under = [k for p, k in parts.obliques if p == slot]
        under += [
            n
            for k in objects
            for measured in (k, *self.sentence.kids(k, "conj"), *self.counted(k))
            for n in self.sentence.kids(measured, "nmod")
            if preposition(self.sentence, n) == slot
        ]
        if slot in ("with", "between"):
            under += self._agreed_with(objects, slot)
        under = [k for k in under if self.sentence.tokens[k].lemma not in crimes]
        return tuple(s for k in under for s in self.cast.sides(self.number, k))

    def _agreed_with(self, objects: tuple[int, ...], slot: str) -> list[int]:
        """`the deals that the province had concluded with Beijing`: whom an object binds one to."""
        told = [a for k in objects for a in self.sentence.kids(k, "acl")]
        return [n for a in told for p, n in clause(self.sentence, a).obliques if p == slot]

    def _farther(
        self, parts: Clause, actors: tuple[Side, ...], apart: tuple[str, ...] = ()
    ) -> tuple[Side, ...]:
        """The first other actor named anywhere in what follows the verb in its clause."""
        without = ("conj", "parataxis", "acl:relcl", "nsubj", *self._conditions(parts.i))
        below = self.sentence.subtree(parts.i, without=without)
        sources = {
            w
            for k in below
            if names_source(self.sentence, k)
            or self._is_occasion(k)
            or self._is_angered(k)
            or preposition(self.sentence, k) in apart
            for w in self.sentence.subtree(k)
        }
        for k in below:
            other = k > parts.i and k not in sources
            named = self.cast.named_at(self.number, k) if other else None
            if named and named.kind == "grouping" and self.sentence.tokens[k].pos == "ADJ":
                continue
            sides = self.cast.sides(self.number, k) if named and named.ids else ()
            if found := self.others(sides, actors):
                return found
        return ()

    def _is_angered(self, k: int) -> bool:
        """`sent arms there, angering Chad`: whom it angers is not whom it is done to."""
        token = self.sentence.tokens[k]
        return token.dep == "advcl" and token.tag == "VBG" and token.lemma in wordlist("upsetting")

    def _conditions(self, i: int) -> tuple[str, ...]:
        """Adverbial clauses are left aside where one is a condition: `if war starts in Iraq`."""
        marks = [
            self.sentence.tokens[m].text.lower()
            for k in self.sentence.kids(i, "advcl")
            for m in self.sentence.kids(k, "mark")
        ]
        return ("advcl",) if {"if", "unless"} & set(marks) else ()

    def others(self, sides: Iterable[Side], actors: tuple[Side, ...]) -> tuple[Side, ...]:
        """Those who are not the actor itself."""
        own = {side.id: side for side in actors}
        others = {(s.id, s.sector): s for s in sides if _is_other(s, own.get(s.id))}
        return tuple(others.values())

    def asked(self, parts: Clause, actors: tuple[Side, ...]) -> tuple[Side, ...]:
        """Whom a demand is addressed to: the object, or the subject of what should happen."""
        slots = [
            *parts.objects,
            *(k for p, k in parts.obliques if p in ("on", "upon", "from", "of", "to")),
            *self._sources(parts),
        ]
        for k in slots:
            someone = self.sentence.tokens[k].pos in ("PROPN", "PRON") or self.is_person(k)
            sides = self.cast.sides(self.number, k) if someone else ()
            if found := self.others(sides, actors):
                return found
        for k in parts.complements:
            if found := self.others(self.subjects(clause(self.sentence, k)), actors):
                return found
        return self._addressed(parts, actors)

    def _addressed(self, parts: Clause, actors: tuple[Side, ...]) -> tuple[Side, ...]:
        """`notified the Council and requested a meeting`: whom the first verb tells is asked."""
        token = self.sentence.tokens[parts.i]
        over = self.sentence.tokens[token.head]
        if token.dep != "conj" or over.lemma not in wordlist("addressing"):
            return ()
        told = self.sentence.kids(over.i, "obj", "iobj")
        return self.others((s for k in told for s in self.cast.sides(self.number, k)), actors)

    def _sources(self, parts: Clause) -> list[int]:
        """`requested loans and aid from the U.S.`: whom what is asked for is to come from."""
        things = [*parts.objects, *(k for _, k in parts.obliques)]
        things += [n for k in parts.objects for n in self.sentence.kids(k, "conj")]
        below = [n for k in things for n in self.sentence.kids(k, "nmod")]
        return [n for n in below if preposition(self.sentence, n) == "from"]

    def in_complement(self, parts: Clause, actors: tuple[Side, ...]) -> tuple[Side, ...]:
        """The first other actor named in what is demanded, refused or meant."""
        for k in (*parts.objects, *parts.complements, *(n for _, n in parts.obliques)):
            inside = self.sentence.subtree(k)
            aside = {w for n in inside if self._is_occasion(n) for w in self.sentence.subtree(n)}
            for word in (w for w in inside if w not in aside):
                if found := self.others(self.cast.sides(self.number, word), actors):
                    return found
        return ()

    def around(self, k: int) -> tuple[tuple[Side, ...], tuple[Side, ...]]:
        """Who does what a noun names, and to whom: `Putin's visit to Pyongyang`."""
        sentence, number = self.sentence, self.number
        owners = [s for n in sentence.kids(k, "nmod:poss") for s in self.cast.sides(number, n)]
        makers = [
            s
            for n in sentence.kids(k, "compound", "amod")
            if not self._names_scene(k, n)
            for s in self.cast.sides(number, n)
        ]
        if sentence.tokens[k].lemma in wordlist("gatherings") and len({s.id for s in makers}) < 2:
            makers = [s for s in makers if s.id in {o.id for o in owners}]
        doers = list(owners or makers)
        behind: list[Side] = []
        for n in self._hung_below(k):
            case = preposition(sentence, n)
            if case in _PLACES - {"by"} and sentence.tokens[k].lemma in wordlist("gatherings"):
                continue
            sides = self.cast.sides(number, n)
            if case == "by" or (case == "from" and self.is_coded(k, "11", "14")):
                doers += sides
            elif case in ordered("noun_target_slots"):
                behind += sides
        if not behind and doers and self.is_coded(k, "11", "12", "13", "16", "17"):
            behind = self._within(k, doers)
        if owners and makers:
            behind += [s for s in makers if s.id not in {o.id for o in owners}]
        return tuple(doers), self.others(behind, tuple(doers))

    def _within(self, k: int, doers: list[Side]) -> list[Side]:
        """The first other actor anywhere behind a noun: `on entry for Qatari pilgrims`."""
        own = {side.id for side in doers}
        for n in self.sentence.kids(k, "nmod"):
            for w in self.sentence.subtree(n):
                if sides := [s for s in self.cast.sides(self.number, w) if s.id not in own]:
                    return sides
        return []

    def _names_scene(self, k: int, n: int) -> bool:
        """`the Bucha killings`, `the Paris attacks`: called after where it was, not who did it."""
        named, key = self.cast.named_at(self.number, n), self.noun_key(k)
        violent = key is not None and "violence" in nouns()[key].classes
        if named is None or not violent:
            return False
        on_whom = any(preposition(self.sentence, m) for m in self.sentence.kids(k, "nmod"))
        return named.kind == "territory" or (named.kind == "metonym" and not on_whom)

    def _hung_below(self, k: int) -> list[int]:
        """The nouns behind an act's noun; `by Estonia` also where a parse hangs it one lower."""
        direct = self.sentence.kids(k, "nmod")
        cases = {preposition(self.sentence, n) for n in direct}
        lower = [
            m
            for n in direct
            if not self.names_act(n)
            for m in self.sentence.kids(n, "nmod")
            if (case := preposition(self.sentence, m)) in ("by", "to") and case not in cases
        ]
        return [*direct, *lower]


def _is_other(side: Side, own: Side | None) -> bool:
    """Whether a side is somebody else, or another part of the actor's own society."""
    if own is None:
        return True
    if side.own or side.start == own.start:
        return False
    apart = side.sector is not None and side.sector != own.sector and own.sector != "IGO"
    return apart and (side.start, side.end) != (own.start, own.end)
