"""What a line of verbs.csv makes of a clause: who does it, to whom, by which code."""

from __future__ import annotations

from dataclasses import replace

from ramify.reading.actions.patterns import CIVIL, Patterns
from ramify.reading.actors.acts import SYMMETRIC, Act
from ramify.reading.actors.descriptions import is_each_other
from ramify.reading.actors.named import Side
from ramify.reading.actors.semantic_roles import Roles
from ramify.reading.syntax.clauses import Clause, clause
from ramify.reading.syntax.modality import is_subjunctive, modal
from ramify.reading.syntax.relations import preposition
from ramify.reading.syntax.word_lists import VerbEntry, modes, nouns, ordered, wordlist

_GOING = frozenset(["travel", "fly", "head", "journey", "go", "arrive", "return"])
_OF_WHAT = ("051", "110", "111", "112", "190", "192")
"""Codes whose object may be `what he called …`: those named in it are meant."""
_MOVING = ("087", "1661", "074", "152", "154")
"""Moves of one's own people: `its soldiers were withdrawn` tells whose they are, if not by whom."""
_SENT = ("07", "152", "154")
"""Sent from somewhere: whoever is there is not whom it is done to."""
_DRILL_NEAR = frozenset({"around", "near", "off", "against", "opposite", "close to", "by", "along"})
_FACING = frozenset({"with", "to", "against", "on"})
_SAID = frozenset({"01", "02", "10", "11", "12", "13"})
"""What one may do by saying what another does: accuse, warn, deny."""

_TELLING = frozenset({"will", "would", "can", "could", "may", "might"})
"""Helpers of what is told, not demanded: `insists that K will build only a base`."""


class Plain:
    """Codes clauses whose verb says by itself what is done."""

    def __init__(self, roles: Roles, patterns: Patterns) -> None:
        self.roles, self.patterns = roles, patterns
        self.cast, self.sentence, self.number = roles.cast, roles.sentence, roles.number

    def act(self, parts: Clause, entry: VerbEntry, thing: int | None) -> Act | None:
        """What a line of verbs.csv makes of a clause."""
        if entry.code < "06" and self.roles.is_thing(parts):
            return None
        if self._is_no_side(parts, entry.code):
            return None
        if entry.note in ("by measure", "by truce"):
            return self._in_force(parts, entry.code)
        bare = thing is None and not parts.objects and entry.code[:2] not in _SAID
        if bare and self.doing_of_another(parts, self.roles.subjects(parts)):
            return None
        extra = () if thing is None or thing in parts.objects else (thing,)
        objects = (*parts.objects, *extra)
        here = self._here(parts, thing)
        actors = self._doers(parts, entry, here)
        targets = self._slotted(parts, entry, thing, objects, actors)
        if "reverse" in entry.note:
            hit = tuple(s for k in parts.subjects for s in self.cast.sides(self.number, k))
            actors, targets = targets, self.roles.others(actors or hit, targets)
        actors, targets = self._own_withdrawal(parts, entry.code, actors, targets)
        actors = actors or self._in_coup(parts, targets)
        if not targets and parts.verb in wordlist("toppling") and len(actors) == 1:
            targets = tuple(replace(s, sector="GOV", name="") for s in actors if s.sector == "MIL")
        code = self._code(entry.code, parts, objects, actors, targets)
        if not targets and code >= "14" and any(self.someone(k) for k in parts.objects):
            targets = self.roles.others(here, actors)
        made = thing is not None and (entry.code == "114" or "begin" in modes().get(parts.verb, ()))
        deed = self._deed(objects, actors) if code.startswith("11") and not made else None
        if deed is not None:
            targets = deed
        if not targets and code.startswith("11"):
            targets = self._blamed(parts, objects, actors)
        behind = tuple(n for _, n in parts.obliques)
        if not targets and code in _OF_WHAT and self._is_what((*objects, *behind)):
            targets = self.roles.in_complement(parts, actors)
        if not targets and self._lacks_other(entry, parts, actors):
            return None
        words = (parts.i, *([thing] if thing is not None else []))
        symmetric = entry.symmetric or self._mutual(objects) or code in SYMMETRIC
        symmetric = symmetric or any(map(self._each_other, parts.subjects))
        symmetric = symmetric or (not targets and self.is_fighting(thing))
        sides = {s.id for s in actors}
        if len(sides) > 1 and self._mutual(objects):
            targets = ()
        if symmetric and len(sides) > 1 and not self._faced(parts, objects, targets):
            targets = ()
        return Act(self.number, parts.i, code, actors, targets, objects, words, symmetric=symmetric)

    def _faced(self, parts: Clause, objects: tuple[int, ...], targets: tuple[Side, ...]) -> bool:
        """Whether those who do it together do it with or to somebody else: `agreed with K`."""
        cases = {case for case, _ in parts.obliques if case in _FACING}
        below = (n for k in objects for n in self.sentence.kids(k, "nmod"))
        cases |= {case for n in below if (case := preposition(self.sentence, n)) in _FACING}
        named = {s.id for k in objects for s in self.cast.sides(self.number, k)}
        return bool(targets) and (bool(cases) or not named.isdisjoint(t.id for t in targets))

    def _doers(self, parts: Clause, entry: VerbEntry, here: tuple[Side, ...]) -> tuple[Side, ...]:
        """Who does it: the subject, else whom a passive leaves unsaid."""
        actors = self.roles.subjects(parts)
        if parts.passive and not actors and parts.verb != "hold" and _of_the_land(entry.code):
            actors = tuple(replace(s, place=True) for s in here[:1]) or self._at_home(parts)
        moved = entry.code.startswith(_MOVING) or parts.verb in wordlist("calling_home")
        if parts.passive and not actors and moved:
            actors = tuple(s for k in parts.objects for s in self.cast.sides(self.number, k))
        if not actors and "from group" in entry.note:
            actors = self.patterns.left_group(parts)
        if parts.passive and not actors and entry.code >= "18":
            actors = self._in_attack(parts) or self._from_a_side(parts)
        return actors

    def _at_home(self, parts: Clause) -> tuple[Side, ...]:
        """`hundreds of protesters were detained`: by those of the state the text is about."""
        hit = [n for k in parts.objects for n in (k, *self.roles.counted(k))]
        crowd = {self.sentence.tokens[k].lemma for k in hit} & wordlist("crowds")
        token, home = self.sentence.tokens[parts.i], self.cast.main
        somebody = any(self._is_unknown_person(k) for k in parts.objects)
        named = {a for n in self.cast.heads[self.number].values() for a in n.ids}
        if home is None or not (crowd or (somebody and named <= {home})):
            return ()
        return (Side(home, "COP", "", token.start, token.end, place=True),)

    def _is_unknown_person(self, k: int) -> bool:
        """A name of two words that is nobody's we know: `Bobi Wine`."""
        token = self.sentence.tokens[k]
        known = self.cast.named_at(self.number, k) is not None
        return (
            token.pos == "PROPN" and not known and bool(self.sentence.kids(k, "flat", "compound"))
        )

    def _slotted(
        self,
        parts: Clause,
        entry: VerbEntry,
        thing: int | None,
        objects: tuple[int, ...],
        actors: tuple[Side, ...],
    ) -> tuple[Side, ...]:
        """Who stands in the slots where the line of verbs.csv has its target."""
        slots = entry.slots or ("obj", *ordered("target_slots"))
        near = not (entry.symmetric or entry.code < "07") or entry.code == "042"
        near = near and not (entry.code == "042" and parts.verb in _GOING)
        near = near and not entry.code.startswith(("11", "12", "164"))
        near = near and not (entry.code.startswith("08") and len({s.id for s in actors}) > 1)
        topic = entry.symmetric and not entry.objects and "obj" not in slots and thing is None
        beyond = not (topic and entry.code == "040")
        beyond = beyond and parts.verb not in ("visit", "tour") and parts.verb != "come"
        apart = ("from",) if entry.code.startswith(_SENT) else ()
        return self.roles.targets(
            parts, slots, objects, actors, near=near, beyond=beyond, apart=apart
        )

    def _code(
        self,
        code: str,
        parts: Clause,
        objects: tuple[int, ...],
        actors: tuple[Side, ...],
        targets: tuple[Side, ...],
    ) -> str:
        """The line's code, or what the same words stand for between these two."""
        if code == "0873" and parts.verb == "destroy" and self._of_others(objects, actors):
            code = "190"
        if code == "0873" and parts.verb == "disarm" and self.roles.others(targets, actors):
            code = "170"
        if code == "183" and any(side.sector in ("GOV", "MIL") for side in actors):
            code = "195"
        if code == "171" and actors and all(side.sector == "MIL" for side in actors):
            code = "190"
        if code == "143" and self._by_forces(actors, targets):
            code = "163" if parts.verb == "boycott" else "195"
        crowd = {self.sentence.tokens[k].lemma for k in parts.subjects} & wordlist("crowds")
        if crowd and code.startswith(("1712", "180", "182", "190")):
            code = "145"
        if code == "191" and actors and all(side.sector in CIVIL for side in actors):
            code = "144"
        return code

    def on_alert(self, i: int) -> Act | None:
        """`K's troops are on high alert on the border with L`: a noun that says what is done."""
        token = self.sentence.tokens[i]
        if token.lemma not in wordlist("alerts") or not self.sentence.kids(i, "cop"):
            return None
        subjects = self.sentence.kids(i, "nsubj")
        actors = tuple(s for k in subjects for s in self.cast.sides(self.number, k))
        behind = [w for n in self.sentence.kids(i, "nmod", "obl") for w in self.sentence.subtree(n)]
        sides = [s for n in behind for s in self.cast.sides(self.number, n)]
        targets = self.roles.others(sides, actors)
        return Act(self.number, i, "152", actors, targets, (), (i,)) if actors else None

    def _in_force(self, parts: Clause, code: str) -> Act | None:
        """`China's tariffs on Peru took effect`, `a truce between K and L holds`: between whom."""
        for k in parts.subjects:
            actors, targets = self.roles.around(k)
            words = (parts.i, *parts.objects)
            both = not actors and len({s.id for s in targets}) > 1
            if both:
                actors, targets = targets, ()
            return Act(self.number, parts.i, code, actors, targets, (k,), words, symmetric=both)
        return None

    def _in_attack(self, parts: Clause) -> tuple[Side, ...]:
        """`was killed in Russian shelling`: whose attack it was is who killed."""
        for case, k in parts.obliques:
            key = self.roles.noun_key(k)
            if case in ("in", "during", "by") and key and "violence" in nouns()[key].classes:
                return self.roles.around(k)[0]
        return ()

    def _from_a_side(self, parts: Clause) -> tuple[Side, ...]:
        """`was fired from Lebanon`, `was hit by fire from the Iraqi side`: whose side it is."""
        places = [k for case, k in parts.obliques if case == "from"]
        below = [n for k in parts.subjects for n in self.sentence.kids(k, "nmod")]
        places += [n for n in below if preposition(self.sentence, n) == "from"]
        return tuple(s for k in places for s in self.cast.sides(self.number, k))

    def _is_no_side(self, parts: Clause, code: str) -> bool:
        """`blamed the weather for it`, `diplomats travelling to K`: nobody acts on anybody."""
        if code == "042" and parts.verb in _GOING:
            token = self.sentence.tokens[parts.i]
            return token.dep == "acl" and token.tag == "VBG"
        lemmas = {self.sentence.tokens[k].lemma for k in parts.objects}
        if parts.verb == "insist" and self.holds(parts):
            return True
        if code == "040" and parts.verb == "meet" and lemmas & wordlist("standards"):
            return True
        lemmas |= {self.sentence.tokens[k].lemma for k in parts.complements}
        if code == "120" and lemmas & wordlist("silences"):
            return True
        things = [k for k in parts.objects if self.sentence.tokens[k].lemma in wordlist("nature")]
        return code == "112" and bool(things)

    def holds(self, parts: Clause) -> bool:
        """`insists that they are there to help`, `insisted on anonymity`: nothing is demanded."""
        if any(self.sentence.tokens[k].lemma == "anonymity" for _, k in parts.obliques):
            return True
        return any(self._asserts(k) for k in self.sentence.kids(parts.i, "ccomp"))

    def _asserts(self, k: int) -> bool:
        """Whether a clause tells what is or will be, and not what has to be."""
        kind, word = modal(self.sentence, k)
        if is_subjunctive(self.sentence, k):
            return False
        return (kind is None and self._is_tensed(k)) or (word or "").lower() in _TELLING

    def _is_tensed(self, k: int) -> bool:
        helpers = [k, *self.sentence.kids(k, "aux", "cop", "aux:pass")]
        return any(self.sentence.tokens[w].tag in ("VBZ", "VBP", "VBD") for w in helpers)

    def _deed(self, objects: tuple[int, ...], actors: tuple[Side, ...]) -> tuple[Side, ...] | None:
        """`condemned the attack on K`: blamed is whoever made it, and not K; None without one."""
        for k in objects:
            key = self.roles.noun_key(k)
            code = nouns()[key].code if key else None
            if code and code >= "128" and not self.cast.named_at(self.number, k):
                words = self.cast.words(self.number, k)
                doers = (replace(s, name=words) for s in self.roles.around(k)[0])
                return self.roles.others(doers, actors)
        return None

    def _in_coup(self, parts: Clause, targets: tuple[Side, ...]) -> tuple[Side, ...]:
        """`was ousted in a coup`: by those of his own state, whoever they are."""
        within = ("in", "during", "by", "after", "following")
        inside = {self.sentence.tokens[k].lemma for case, k in parts.obliques if case in within}
        home = [s for s in targets if not self.cast.groups.get(s.id)]
        if not parts.passive or not inside & wordlist("home_deeds") or not home:
            return ()
        token = self.sentence.tokens[parts.i]
        return (Side(home[0].id, "MIL", "", token.start, token.end, place=True),)

    def _by_forces(self, actors: tuple[Side, ...], targets: tuple[Side, ...]) -> bool:
        """`launched strikes on K`: those of a state on another are no walkouts."""
        armed = all(side.sector in ("GOV", "MIL", "REB", None) for side in actors)
        return bool(actors) and armed and bool(self.roles.others(targets, actors))

    def _is_what(self, objects: tuple[int, ...]) -> bool:
        """`welcomed what he called signals from both`: those named in it are meant."""
        return any(self.sentence.tokens[k].text.lower() == "what" for k in objects)

    def _blamed(
        self, parts: Clause, objects: tuple[int, ...], actors: tuple[Side, ...]
    ) -> tuple[Side, ...]:
        """`protested over a chart that K published`: whose doing is complained of."""
        things = (*objects, *(n for _, n in parts.obliques))
        told = [a for n in things for a in self.sentence.kids(n, "acl")]
        doers = [s for a in told for s in self.roles.subjects(clause(self.sentence, a))]
        return self.roles.others(doers, actors)

    def _of_others(self, objects: tuple[int, ...], actors: tuple[Side, ...]) -> bool:
        """`destroyed Russian tanks`: what is another's is not disarmed but hit."""
        sides = [s for k in objects for s in self.cast.sides(self.number, k)]
        return bool(self.roles.others(sides, actors))

    def drill(self, act: Act) -> Act:
        """Drills with somebody are cooperation; alone, or around another, a show of force.

        Those that are announced are so too: `announced naval drills in the Gulf`.
        """
        drilled = any(self.sentence.tokens[k].lemma in wordlist("drills") for k in act.words)
        if act.code != "062" and not (act.code == "0312" and drilled):
            return act
        if len({s.id for s in act.actors}) > 1:
            return replace(act, symmetric=True) if drilled and not act.targets else act
        hung = [n for w in (*act.words, *act.objects) for n in self.sentence.kids(w, "obl", "nmod")]
        cases = {n: preposition(self.sentence, n) for n in hung}
        joint = {self.sentence.tokens[n].lemma for w in act.words for n in self.sentence.kids(w)}
        along = {n for n in hung if self.sentence.tokens[n].lemma in wordlist("borders")}
        with_whom = [n for n, case in cases.items() if case in ("with", "alongside")]
        if "joint" in joint or any(self.sentence.tokens[n].head not in along for n in with_whom):
            return act
        near = [n for n, case in cases.items() if case in _DRILL_NEAR]
        near += [n for k in along for n in self.sentence.kids(k, "nmod")]
        sides = [s for n in near for s in self.cast.sides(self.number, n)]
        around = self.roles.others(sides, act.actors)
        if not around and act.targets:
            return act
        return replace(act, code="150", targets=around, symmetric=False)

    def _own_withdrawal(
        self, parts: Clause, code: str, actors: tuple[Side, ...], targets: tuple[Side, ...]
    ) -> tuple[tuple[Side, ...], tuple[Side, ...]]:
        """`The president took his country out of the pact`: the country is no target of it."""
        if code != "160" or not parts.verb.startswith(("withdraw", "pull", "take")):
            return actors, targets
        led = [s for k in parts.objects for s in self.cast.sides(self.number, k)]
        if not led or any(self._is_group(k) for k in parts.objects):
            return actors, targets
        return actors or tuple(led), self.roles.others(targets, tuple(led))

    def _is_group(self, k: int) -> bool:
        named = self.cast.named_at(self.number, k)
        return named is None or named.kind in ("group", "grouping")

    def _lacks_other(self, entry: VerbEntry, parts: Clause, actors: tuple[Side, ...]) -> bool:
        """`spoke`, `went further`, `stood by as`: nobody to speak to, nowhere to go, by nobody."""
        if entry.code == "062":
            return False
        if "both" in entry.note or (entry.symmetric and entry.code.startswith("06")):
            return len({s.id for s in actors}) < 2
        return (entry.code, parts.verb) == ("051", "stand") or (
            entry.code == "042" and parts.verb in _GOING
        )

    def _here(self, parts: Clause, thing: int | None) -> tuple[Side, ...]:
        """Whose land it happens in."""
        places = [k for p, k in parts.obliques if p in ("in", "at")]
        below = () if thing is None else self.sentence.kids(thing, "nmod")
        places += [k for k in below if preposition(self.sentence, k) == "in"]
        return tuple(s for k in places for s in self.cast.sides(self.number, k))

    def _each_other(self, k: int) -> bool:
        return is_each_other(self.sentence, self.sentence.tokens[k])

    def _mutual(self, objects: tuple[int, ...]) -> bool:
        """`accused the other`, `expelled each other's diplomats`."""
        below = [
            w
            for k in objects
            for n in (k, *self.sentence.kids(k, "nmod"), *self.roles.counted(k))
            for w in (n, *self.sentence.kids(n, "nmod:poss", "amod", "det"))
        ]
        return any(self._is_the_other(w) or self._each_other(w) for w in below)

    def _is_the_other(self, w: int) -> bool:
        """`the other`, `the other side`; not `100 other protesters`."""
        token = self.sentence.tokens[w]
        dets = {self.sentence.tokens[d].text.lower() for d in self.sentence.kids(token.head, "det")}
        return token.lemma == "other" and (token.dep != "amod" or bool(dets & {"the", "each"}))

    def someone(self, k: int) -> bool:
        """Whether an object is a person, if one we do not know."""
        return self.sentence.tokens[k].pos == "PROPN" or self.roles.is_person(k)

    def doing_of_another(self, parts: Clause, actors: tuple[Side, ...]) -> tuple[int, ...]:
        """Clauses of their own subject below a verb: `concluded that K would attack`."""
        return tuple(
            k
            for k in parts.complements
            if self.sentence.tokens[k].dep == "ccomp"
            and any(self.sentence.tokens[n].pos != "PRON" for n in self.sentence.kids(k, "nsubj"))
            and self.sentence.kids(k, "mark", "aux")
            and self.roles.others(self.roles.subjects(clause(self.sentence, k)), actors)
        )

    def is_fighting(self, k: int | None) -> bool:
        """`resumed hostilities`: what two do to each other, unless a target is named."""
        if k is None:
            return False
        key = self.roles.noun_key(k)
        hostile = key is not None and "hostility" in nouns()[key].classes
        return hostile or self.sentence.tokens[k].lemma in wordlist("fighting")


def _of_the_land(code: str) -> bool:
    """Whether an act is that of the state in which it happens: inquiries, arrests."""
    return code.startswith(("09", "17"))
