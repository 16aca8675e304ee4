"""What an act becomes by who states it: pledges, refusals, demands, acts at home."""

from __future__ import annotations

import re
from dataclasses import replace

from ramify.reading.actions.refusals_and_demands import must_words
from ramify.reading.actors.acts import Act
from ramify.reading.actors.foreigners import foreign_to
from ramify.reading.actors.named import Side
from ramify.reading.actors.semantic_roles import Roles
from ramify.reading.syntax.clauses import Clause, clause
from ramify.reading.syntax.factuality import reported_by
from ramify.reading.syntax.modality import modal
from ramify.reading.syntax.negation import negated
from ramify.reading.syntax.relations import preposition
from ramify.reading.syntax.word_lists import agents, compose, nouns, ordered, wordlist

_DAY = re.compile(r"(?:day|night|morning|evening)$", re.IGNORECASE)
_FORCES = frozenset({"MIL", "COP", "LEG", "JUD"})
_OF_OFFICE = frozenset(["0831", "0341", "1231", "1041"])
"""What an office holder does with his office: it is that of the land the text is about."""
_PLANNED = ("03", "04", "05", "06", "07", "08", "15", "16")
"""What a government's own will decides: told of it by the writer, a plan and no guess."""
_LOCAL = frozenset(["CVL", "LAB", "REB", "OPP", "CRM", "REL", "EDU", "PTY", "REF"])
_TOWARDS = frozenset({"with", "to", "from", "into", "against", "over", "for", "by"})
"""What stands behind these is not where something is."""
_PUBLIC = frozenset(["10", "11", "12", "13"])


class Stating:
    """Holds the acts of one sentence against who states them."""

    def __init__(self, roles: Roles) -> None:
        self.roles = roles
        self.cast, self.sentence, self.number = roles.cast, roles.sentence, roles.number

    def with_unnamed(self, act: Act) -> Act:
        """Somebody the text does not name for us: its words, and for locals the place."""
        for subject in self._subject_or_speaker(act.i):
            k = self._counted(subject)
            key = self.roles.agent_key(k) or self._title(k)
            token = self.sentence.tokens[k]
            if token.pos == "NUM" and act.code.startswith("14"):
                return self._of_the_place(act, "CVL", self.cast.words(self.number, k))
            if (token.pos != "PROPN" and not key) or _DAY.search(token.text):
                continue
            if self._is_anybody(k):
                return replace(act, status="wanted")
            words = self.cast.words(self.number, k)
            sector = agents()[key] if key else None
            if token.lemma in wordlist("arms") or token.lemma.lower() == "peacekeeper":
                return replace(act, unnamed=words, named=self._is_body(k))
            if sector in _FORCES and not self.sentence.kids(k, "acl"):
                found = self._of_the_place(act, sector, words)
                found = found if found.actors else self._of_the_speaker(act, k, sector)
                if found.actors:
                    return found
            ruling = any(
                self.sentence.tokens[w].lemma == "government"
                for w in (k, *self.sentence.kids(k, "compound", "nmod:desc"))
            )
            at_home = (
                sector in _FORCES
                or (sector == "GOV" and ruling)
                or (sector == "GOV" and act.code in _OF_OFFICE)
            )
            home = self.cast.main
            if at_home and home and home not in foreign_to(self.cast, self.number, act.i):
                side = Side(home, sector, words, token.start, token.end, place=True)
                targets = self.roles.others(act.targets, (side,))
                return replace(act, actors=(side,), targets=targets)
            act = replace(act, unnamed=words, named=self._is_body(k))
            if sector in _LOCAL:
                return self._of_the_place(act, sector, words)
        return act

    def _of_the_speaker(self, act: Act, k: int, sector: str | None) -> Act:
        """`K said troops had killed rebels`, `K, where soldiers seized power`: K's own."""
        token, tokens = self.sentence.tokens[k], self.sentence.tokens
        bare = all(
            tokens[n].dep in ("amod", "compound", "det", "punct") for n in self.sentence.kids(k)
        )
        over, head = reported_by(self.sentence, act.i), tokens[act.i].head
        there = tokens[act.i].dep == "acl:relcl" and any(
            tokens[n].text.lower() == "where" for n in self.sentence.kids(act.i, "advmod")
        )
        above = [head] if there else list(clause(self.sentence, over).subjects) if over else []
        sides = [s for n in above for s in self.cast.sides(self.number, n)]
        ids = {s.id for s in sides}
        foreign = any(s.sector != "REB" and s.id not in ids for s in act.targets)
        if not bare or len(ids) != 1 or foreign or self.cast.groups.get(next(iter(ids))):
            return act
        words = self.cast.words(self.number, k)
        side = Side(sides[0].id, sector, words, token.start, token.end, place=there)
        return replace(act, actors=(side,))

    def shields(self, parts: Clause) -> bool:
        """`warned that an attack on K would mean war`, `warned against an attack on K`.

        Who warns of what others may do to K, and tells no one in particular, threatens no K.
        """
        if self.sentence.kids(parts.i, "obj", "iobj"):
            return False
        warned_of = [k for c in parts.complements for k in self.sentence.kids(c, "nsubj")]
        warned_of += [k for p, k in parts.obliques if p in ("against", "of")]
        victims = {
            side.id
            for act in warned_of
            if (noun := nouns().get(self.sentence.tokens[act].lemma)) and noun.code
            for k in self.sentence.kids(act, "nmod")
            if preposition(self.sentence, k) in ("on", "against", "of")
            for side in self.cast.sides(self.number, k)
        }
        return bool(victims) and victims.isdisjoint(s.id for s in self.roles.subjects(parts))

    def _counted(self, k: int) -> int:
        """`tens of thousands of people`: the people."""
        while self.sentence.tokens[k].lemma in wordlist("transparent"):
            inner = self.roles.counted(k)
            if not inner or self.roles.agent_key(k) not in (None, "hundred", "thousand", "dozen"):
                break
            k = inner[0]
        return k

    def _is_anybody(self, k: int) -> bool:
        """`a state`, `any government`: nobody in particular."""
        token = self.sentence.tokens[k]
        dets = {self.sentence.tokens[d].text.lower() for d in self.sentence.kids(k, "det")}
        vague = dets & {"a", "an", "any", "every", "each"}
        return token.lemma in wordlist("generic") and bool(vague) and token.pos != "PROPN"

    def _title(self, k: int) -> str | None:
        """The office before a name: `Vice-President Moody Awori`."""
        titles = self.sentence.kids(k, "nmod:desc")
        return next((key for t in titles if (key := self.roles.agent_key(t))), None)

    def _of_the_place(self, act: Act, sector: str | None, words: str) -> Act:
        """`Workers in Peru went on strike`: unnamed locals are of the land they act in.

        Not those who `fired at Chad`.
        """
        hit = {side.id for side in act.targets}
        here = [
            side
            for case, n in clause(self.sentence, act.i).obliques
            if case in ("in", "near", "at")
            for side in self._where(n)
            if case != "at" or side.id not in hit
        ]
        rebels = sector == "REB" and act.code >= "17" and self.cast.home is not None
        scene = act.code.startswith("14") or rebels
        here = here or (self._scene(act, sector) if scene else [])
        actors = tuple(replace(side, sector=sector, name=words, place=True) for side in here[:1])
        targets = tuple(target for target in act.targets if target not in here)
        return replace(act, actors=actors, targets=targets)

    def _scene(self, act: Act, sector: str | None) -> list[Side]:
        """`took to the streets of Tbilisi`; else the one state that the document is about.

        `outside the Russian embassy in Prague` is in Prague, `the crossing with K` is not K's.
        """
        around = (*act.words, *act.objects)
        below = [n for k in around for n in self.sentence.kids(k, "nmod", "obl")]
        below += [m for n in below for m in self.sentence.kids(n, "nmod")]
        away = [n for n in below if preposition(self.sentence, n) in _TOWARDS]
        found = [s for n in below if n not in away for s in self._where(n)]
        main = self.cast.main
        if any(s.id == main for n in away for s in self.cast.sides(self.number, n)):
            main = None
        if found or not main:
            return [s for s in found if not self.cast.groups.get(s.id)]
        token = self.sentence.tokens[act.i]
        return [Side(main, sector, "", token.start, token.end)]

    def _where(self, n: int) -> tuple[Side, ...]:
        """Whose land a place is in; an embassy is where it stands, and not whose it is."""
        behind = self.sentence.kids(n, "nmod")
        if self.sentence.tokens[n].lemma == "front" and behind:
            return self._where(behind[0])
        if not self._is_mission(n):
            return self.cast.sides(self.number, n)
        around = [k for k in behind if preposition(self.sentence, k) in ("in", "at", "near")]
        return tuple(s for k in around for s in self.cast.sides(self.number, k))

    def _subject_or_speaker(self, i: int) -> list[int]:
        """The subject's words; for a pronoun, those of whoever says it."""
        subjects = list(clause(self.sentence, i).subjects)
        speech = reported_by(self.sentence, i)
        pronoun = any(self.sentence.tokens[k].pos == "PRON" for k in subjects)
        if pronoun and speech is not None:
            return list(clause(self.sentence, speech).subjects)
        return subjects

    def _is_body(self, k: int) -> bool:
        """A proper name with a word for an office or a body in it: not just any person."""
        if self.sentence.tokens[k].pos != "PROPN":
            return False
        below = self.sentence.subtree(k, without=("acl:relcl", "acl", "conj", "appos"))
        return any(self.sentence.tokens[w].lemma.lower() in agents() for w in below)

    def as_stated(self, act: Act) -> Act:
        """An intent, refusal or demand that somebody states is an act of its own."""
        speech = reported_by(self.sentence, act.i)
        root = act.code[:2]
        if act.status in ("future", "may") and self._foreseen(act):
            return act
        if act.status == "future" and speech is None:
            return self._announced(act)
        if act.status == "fact" or speech is None:
            return act
        mode, word = modal(self.sentence, act.i)
        code: str | None = None
        actors, targets = act.actors, act.targets
        speech_clause = clause(self.sentence, speech)
        if self.roles.is_thing(speech_clause):
            return self._announced(act) if act.status == "future" else act
        speakers = self.roles.subjects(speech_clause)
        foreign = (
            bool(speakers)
            and bool(actors)
            and {s.id for s in speakers}.isdisjoint(s.id for s in actors)
        )
        if mode == "future" and not foreign:
            code = act.code if root in _PUBLIC else compose("intend", act.code)
            if negated(self.sentence, act.i):
                code = compose("refuse", act.code)
            elif code and code.startswith("03") and code != act.code:
                return replace(act, code=code, status="planned")
        elif mode == "future" and root in ("03", "04", "05", "06", "07", "08"):
            code = compose("intend", act.code)
        elif mode == "should" and foreign:
            code = compose("demand" if word and word.lower() == "must" else "appeal", act.code)
            actors, targets = speakers, actors
            act = replace(act, words=(*act.words, *must_words(self.sentence, act.i, speech)[1:]))
        elif mode == "may" and root in ("14", "15", "16", "17", "18", "19", "20") and not foreign:
            code = compose("threaten", act.code)
        if not code:
            return act
        return replace(act, code=code, actors=actors, targets=targets, status="fact")

    def _foreseen(self, act: Act) -> bool:
        """`fears that Russia will …`: what somebody expects of another is no word of his."""
        under = act.i
        for k in self.sentence.above(act.i):
            dep = self.sentence.tokens[under].dep.partition(":")[0]
            if dep == "ccomp" and self.sentence.tokens[k].lemma in wordlist("foreseeing"):
                seers = {s.id for s in self.roles.subjects(clause(self.sentence, k))}
                return seers.isdisjoint(s.id for s in act.actors)
            under = k
        return False

    def _announced(self, act: Act) -> Act:
        """What a state's own authorities will do for others, told by the writer, is a plan."""
        ruling = bool(act.actors) and all(
            s.sector in ("GOV", "IGO", None) and not s.place for s in act.actors
        )
        deliberate = act.code[:2] in _PLANNED and not self._hypothetical(act.i)
        hedged = any(
            self.sentence.tokens[k].text.lower() in wordlist("hedges")
            for k in self.sentence.kids(act.i, "advmod")
        )
        refused = compose("refuse", act.code) if negated(self.sentence, act.i) else None
        if refused and act.actors and not hedged and not self._hypothetical(act.i):
            return replace(act, code=refused, status="fact")
        if not ruling or not deliberate or hedged or negated(self.sentence, act.i):
            return act
        return replace(act, status="planned")

    def _hypothetical(self, i: int) -> bool:
        """`under the plan, K would withdraw`: what the writer tells with `would` is no plan."""
        word = modal(self.sentence, i)[1]
        return word is not None and word.lower() in ("would", "'d", "’d")

    def abroad(self, act: Act) -> Act:
        """A ban on what another state sells is a sanction, and its end relaxes one."""
        code = {"172": "163", "0811": "085"}.get(act.code)
        own = {s.id for s in act.actors}
        foreign = bool(own) and bool(act.targets) and own.isdisjoint(s.id for s in act.targets)
        return replace(act, code=code) if code and foreign and self._on_goods(act) else act

    def _on_goods(self, act: Act) -> bool:
        words = {w for k in act.objects for w in self.sentence.subtree(k)}
        keys = (self.roles.noun_key(w) for w in words)
        return any(key and nouns()[key].classes & {"goods", "trade"} for key in keys)

    def at_home(self, act: Act) -> Act:
        """Curfews, reforms, strikes: with no other side named, done to one's own society."""
        own = {s.id for s in act.actors}
        away = any(s.id not in own for s in act.targets)
        if act.targets and not away and act.code.startswith("17") and self._is_crowd(act):
            return replace(act, targets=tuple(replace(s, sector="CVL") for s in act.targets))
        if (
            away
            or (act.targets and not act.code.startswith("14"))
            or act.status not in ("fact", "denied", "charged")
            or not self._is_domestic(act)
        ):
            return act
        if act.code == "175" and (self._names_others(act) or self._at_sea(act)):
            return act
        homes = [s for s in act.actors if not self.cast.groups.get(s.id)]
        rulers = ("GOV", "MIL", "COP", "JUD", "LEG", "ELI", None)
        if act.code.startswith("14"):
            homes = [replace(s, sector=s.sector or "CVL") for s in homes]
            act = replace(act, actors=tuple(homes) or act.actors)
        if act.code.startswith("14") and (meant := self._protested(act)):
            return replace(act, targets=meant)
        people = "REB" if self._at_rebels(act) else "CVL"
        targets = tuple(
            Side(s.id, people if s.sector in rulers else "GOV", "", s.start, s.end, place=True)
            for s in (homes if len({h.id for h in homes}) == 1 else [])[:1]
        )
        return replace(act, targets=targets)

    def _is_crowd(self, act: Act) -> bool:
        """`detained 40 protesters in K`: people, and not the government of the place."""
        hit = [n for k in act.objects for n in (k, *self.roles.counted(k))]
        return any(self.sentence.tokens[k].lemma in wordlist("crowds") for k in hit)

    def _protested(self, act: Act) -> tuple[Side, ...]:
        """`gathered to denounce Saudi raids`, `rallied outside K's embassy`: against whom."""
        purposes = self.sentence.kids(act.i, "advcl", "xcomp")
        denounced = [k for k in purposes if self.sentence.tokens[k].lemma in wordlist("denouncing")]
        parts = [clause(self.sentence, k) for k in denounced]
        things = [k for each in parts for k in (*each.objects, *(n for _, n in each.obliques))]
        owned = [s for k in things for s in self.roles.around(k)[0]]
        sides = owned or [s for k in things for s in self.cast.sides(self.number, k)]
        if not sides:
            missions = [n for _, n in clause(self.sentence, act.i).obliques if self._is_mission(n)]
            sides = [s for n in missions for s in self.cast.sides(self.number, n, conj=False)]
        return self.roles.others(sides, act.actors)

    def _is_mission(self, n: int) -> bool:
        return self.sentence.tokens[n].lemma in ("embassy", "consulate", "mission")

    def _names_others(self, act: Act) -> bool:
        """Whether the sentence names another state: then it may be the one that is hit."""
        own = {s.id for s in act.actors}
        named = self.cast.heads[self.number].values()
        return any(i not in own and not self.cast.groups.get(i) for n in named for i in n.ids)

    def _at_sea(self, act: Act) -> bool:
        """Water cannon on ships disperse no crowd of one's own."""
        words = self.sentence.subtree(act.i, without=("nsubj", "conj", "parataxis"))
        return any(self.sentence.tokens[w].lemma in wordlist("ships") for w in words)

    def _is_domestic(self, act: Act) -> bool:
        """Acts within a society; arrests of somebody whom the text gives no other country."""
        if act.code.startswith(ordered("domestic")):
            return True
        sectors = {s.sector for s in act.actors}
        if sectors and sectors <= _LOCAL | {"COP"} and act.code[:2] in ("10", "13"):
            return True
        if sectors and sectors <= {"COP", "JUD"} and act.code == "090":
            return True
        if act.code.startswith("173") and sectors == {"COP"} and all(s.place for s in act.actors):
            return True
        ruling = bool(sectors) and sectors <= {"COP", "MIL", "GOV", None}
        if ruling and act.code >= "17" and self._at_own(act):
            return True
        policing = bool(sectors) and sectors <= {"COP", "JUD"} and act.code >= "171"
        if not policing and (not act.code.startswith("173") or "REB" in sectors):
            return False
        crafts = wordlist("craft") | wordlist("ships") | wordlist("arms")
        if any(self.sentence.tokens[k].lemma in crafts for k in act.objects):
            return False
        if policing and (not act.objects or act.code.startswith("171")):
            return True
        tokens = self.sentence.tokens
        return any(
            tokens[k].pos in ("PROPN", "NUM") or self.roles.is_person(k) for k in act.objects
        )

    def _at_rebels(self, act: Act) -> bool:
        return any(self.sentence.tokens[k].lemma in wordlist("insurgents") for k in act.objects)

    def _at_own(self, act: Act) -> bool:
        """`soldiers opened fire on protesters`, `the army shelled rebels`: of the same land.

        Not where another state is named, or the text is about another one.
        """
        own = {s.id for s in act.actors}
        if self._names_others(act) or self.cast.main not in (None, *own):
            return False
        parts = clause(self.sentence, act.i)
        facing = ("on", "at", "against", "with")
        hit = [*act.objects, *(n for case, n in parts.obliques if case in facing)]
        hit += [n for k in hit for n in self.sentence.kids(k, "compound", "amod")]
        hit += [n for k in hit for n in self.roles.counted(k)]
        foes = wordlist("crowds") | wordlist("insurgents") | wordlist("outlaws")
        return any(self.sentence.tokens[k].lemma in foes for k in hit)
