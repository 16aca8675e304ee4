"""From a clause to an action: which CAMEO code its words support, between whom."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ramify.reading.actors import Cast, Side
from ramify.reading.factuality import reported_by, status
from ramify.reading.grammar import (
    Clause,
    Status,
    clause,
    is_predicate,
    modal,
    negated,
)
from ramify.reading.lexicon import (
    VerbEntry,
    agents,
    compose,
    modes,
    nouns,
    ordered,
    verbs,
    wordlist,
)
from ramify.reading.roles import Roles
from ramify.reading.syntax import Sentence

_FALLBACK = {"demand": "100", "appeal": "020", "refuse": "120", "threaten": "130", "intend": "030"}
_BARE_INTENT = frozenset(["agree", "pledge", "promise", "offer", "vow", "commit", "guarantee"])
_DOMESTIC = (
    "0351",
    "0352",
    "034",
    "0811",
    "0812",
    "0813",
    "0814",
    "080",
    "082",
    "083",
    "0841",
    "123",
    "1241",
    "1242",
    "1321",
    "1322",
    "1323",
    "1324",
    "133",
    "14",
    "1721",
    "1722",
    "1723",
    "1724",
    "175",
)
"""Codes of acts within a society: easing, reform, protest, bans, emergencies."""
_ANNOUNCING = frozenset(["announce", "declare"])
_FORCES = frozenset({"MIL", "COP", "LEG", "JUD"})
_LOCAL = frozenset(["CVL", "LAB", "REB", "OPP", "CRM", "REL", "EDU", "PTY", "REF"])
_SPEECH = frozenset({"02", "03", "05", "10", "11", "12"})
_PUBLIC = frozenset(["10", "11", "12", "13"])
_SYMMETRIC_CODES = frozenset(["040", "041", "046", "057", "060", "061", "062", "0871", "050"])


@dataclass(frozen=True, slots=True)
class Act:
    """An action as a clause tells it."""

    number: int
    """Number of the sentence."""
    i: int
    """The word that carries it."""
    code: str
    actors: tuple[Side, ...]
    targets: tuple[Side, ...]
    objects: tuple[int, ...]
    words: tuple[int, ...]
    """The words that were used: verb, object noun, complement verb."""
    status: Status = "fact"
    symmetric: bool = False
    unnamed: str | None = None
    """Who did it in the text's words, where that is nobody we can name."""
    named: bool = False
    """Whether those words are a proper name."""


class Coder:
    """Codes the clauses of one sentence."""

    def __init__(self, cast: Cast, sentence: Sentence, number: int) -> None:
        self.cast, self.sentence, self.number = cast, sentence, number
        self.roles = Roles(cast, sentence, number)

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
        if not is_predicate(self.sentence, i):
            return self._reporting_noun(i)
        act = self._verb(i, 0)
        if act is None:
            return self._declined(i) or self._obliged(i)
        act = replace(act, status=status(self.sentence, i))
        if not act.actors:
            act = self._with_unnamed(act)
        return self._at_home(self._stated(act))

    def _with_unnamed(self, act: Act) -> Act:
        """Somebody the text does not name for us: its words, and for locals the place."""
        for k in self._subject_or_speaker(act.i):
            key = self.roles.agent_key(k)
            if self.sentence.tokens[k].pos != "PROPN" and not key:
                continue
            words = self.cast.words(self.number, k)
            if key and agents()[key] in _FORCES and self.cast.main:
                side = Side(
                    self.cast.main,
                    agents()[key],
                    words,
                    self.sentence.tokens[k].start,
                    self.sentence.tokens[k].end,
                    place=True,
                )
                return replace(act, actors=(side,))
            act = replace(act, unnamed=words, named=self._is_body(k))
            if key and agents()[key] in _LOCAL:
                here = [
                    s
                    for p, n in clause(self.sentence, act.i).obliques
                    if p in ("in", "near", "at")
                    for s in self.cast.sides(self.number, n)
                ]
                actors = tuple(
                    replace(s, sector=agents()[key], name=words, place=True) for s in here[:1]
                )
                targets = tuple(t for t in act.targets if t not in here)
                return replace(act, actors=actors, targets=targets)
        return act

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

    def _stated(self, act: Act) -> Act:
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
            return act
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
        elif mode == "future" and root in ("03", "04", "05", "06", "07", "08"):
            code = compose("intend", act.code)
        elif mode == "should" and foreign:
            code = compose("demand" if word and word.lower() == "must" else "appeal", act.code)
            actors, targets = speakers, actors
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
        """What a state's own authorities will do for others is a pledge, promised or not."""
        ruling = bool(act.actors) and all(
            s.sector in ("GOV", "IGO", None) and not s.place for s in act.actors
        )
        yielding = act.code[:2] in ("03", "04", "05", "06", "07", "08")
        hedged = any(
            self.sentence.tokens[k].text.lower() in wordlist("hedges")
            for k in self.sentence.kids(act.i, "advmod")
        )
        if not ruling or not yielding or hedged or negated(self.sentence, act.i):
            return act
        code = compose("intend", act.code)
        return replace(act, code=code, status="fact") if code else act

    def _at_home(self, act: Act) -> Act:
        """Curfews, reforms, strikes: with no other side named, done to one's own society."""
        if act.targets or act.status != "fact" or not act.code.startswith(_DOMESTIC):
            return act
        homes = [s for s in act.actors if not self.cast.groups.get(s.id)]
        rulers = ("GOV", "MIL", "COP", "JUD", "LEG", "ELI", None)
        targets = tuple(
            Side(s.id, "CVL" if s.sector in rulers else "GOV", "", s.start, s.end, place=True)
            for s in homes[:1]
        )
        return replace(act, targets=targets)

    def _declined(self, i: int) -> Act | None:
        """`said it will not …`, whatever it is that will not be done."""
        speech = reported_by(self.sentence, i)
        if (
            speech is None
            or not negated(self.sentence, i)
            or modal(self.sentence, i)[0] != "future"
        ):
            return None
        parts = clause(self.sentence, i)
        actors = self.roles.subjects(parts)
        speakers = {s.id for s in self.roles.subjects(clause(self.sentence, speech))}
        if not actors or not speakers & {s.id for s in actors}:
            return None
        targets = self.roles.targets(
            parts, ("obj", *ordered("target_slots")), parts.objects, actors
        )
        return Act(self.number, i, "120", actors, targets, parts.objects, (i,))

    def _obliged(self, i: int) -> Act | None:
        """`said that Sudan must …`: a demand on somebody else, whatever it is that he must."""
        speech = reported_by(self.sentence, i)
        mode, word = modal(self.sentence, i)
        if speech is None or mode != "should" or not word:
            return None
        speakers = self.roles.subjects(clause(self.sentence, speech))
        asked = self.roles.subjects(clause(self.sentence, i))
        if not speakers or not asked or {s.id for s in speakers} & {s.id for s in asked}:
            return None
        code = "100" if word.lower() == "must" else "020"
        return Act(self.number, i, code, speakers, asked, (), (i,))

    def _verb(self, i: int, depth: int) -> Act | None:
        parts = clause(self.sentence, i)
        if depth > 4:
            return None
        entry, thing = self._entry(parts)
        if entry and entry.objects:
            return self._plain(parts, entry, thing)
        operated = self._operated(parts, depth)
        if operated:
            return operated
        return self._plain(parts, entry, thing) if entry else None

    def _entry(self, parts: Clause) -> tuple[VerbEntry | None, int | None]:
        """The line of verbs.csv that fits, and the object it fitted by."""
        lemma = self.sentence.tokens[parts.i].lemma
        entries = verbs().get(parts.verb) or (verbs().get(lemma, ()) if parts.verb != lemma else ())
        candidates = [*parts.objects, *(k for _, k in parts.obliques)]
        for entry in entries:
            if "-" in entry.objects and not parts.objects:
                return entry, None
            if not entry.objects:
                if not entry.note.startswith("needs ") or self._has(parts.i, entry.note[6:]):
                    return entry, None
                continue
            if entry.note == "by group" and not self._by_group(parts):
                continue
            for k in candidates:
                if self._fits(k, entry.objects):
                    return entry, k
        return None, None

    def _by_group(self, parts: Clause) -> bool:
        named = [self.cast.named_at(self.number, k) for k in parts.subjects]
        return any(n is not None and n.kind in ("group", "grouping") for n in named)

    def _has(self, i: int, words: str) -> bool:
        wanted = set(words.split("|"))
        return any(self.sentence.tokens[k].lemma in wanted for k in self.sentence.subtree(i))

    def _in_scare_quotes(self, k: int) -> bool:
        """`its “peacekeepers”`: one word in quotation marks is not taken at its word."""
        tokens = self.sentence.tokens
        if not 0 < k < len(tokens) - 1:
            return False
        return tokens[k - 1].text in "“‘\"''" and tokens[k + 1].text in "”’\"''"

    def _fits(self, k: int, objects: frozenset[str]) -> bool:
        """Whether an object is of a class, or is a word, that a pattern asks for."""
        if self._in_scare_quotes(k):
            return False
        for j in (k, *self.sentence.kids(k, "conj")):
            key = self.roles.noun_key(j)
            if key and (key in objects or key.split()[-1] in objects):
                return True
            kinds = set(nouns()[key].classes) if key else set()
            if self.roles.is_person(j):
                kinds.add("person")
            named = self.cast.named_at(self.number, j)
            if named and not named.person:
                kinds.add("group" if named.kind in ("grouping", "group") else "state")
            if any(kind and "@" + kind in objects for kind in kinds):
                return True
            if self.sentence.tokens[j].lemma in objects:
                return True
        return self.sentence.tokens[k].pos == "NOUN" and any(
            key and any("@" + kind in objects for kind in nouns()[key].classes - {"group"})
            for n in self.roles.counted(k)
            if (key := self.roles.noun_key(n))
        )

    def _plain(self, parts: Clause, entry: VerbEntry, thing: int | None) -> Act | None:
        """What a line of verbs.csv makes of a clause."""
        if entry.code < "06" and self.roles.is_thing(parts):
            return None
        here = self._here(parts)
        actors = self.roles.subjects(parts)
        if parts.passive and not actors and entry.code.startswith(("09", "17")):
            actors = tuple(replace(s, place=True) for s in here[:1])
        extra = () if thing is None or thing in parts.objects else (thing,)
        objects = (*parts.objects, *extra)
        slots = entry.slots or ("obj", *ordered("target_slots"))
        near = not (entry.symmetric or entry.code < "07")
        targets = self.roles.targets(parts, slots, objects, actors, near=near)
        if "reverse" in entry.note:
            actors, targets = targets, actors
        code = entry.code
        if code == "183" and any(side.sector in ("GOV", "MIL") for side in actors):
            code = "195"
        if not targets and code >= "14" and any(self._someone(k) for k in parts.objects):
            targets = self.roles.others(here, actors)
        words = (parts.i, *([thing] if thing is not None else []))
        symmetric = entry.symmetric or self._mutual(objects) or code in _SYMMETRIC_CODES
        symmetric = symmetric or (not targets and self._is_fighting(thing))
        return Act(self.number, parts.i, code, actors, targets, objects, words, symmetric=symmetric)

    def _here(self, parts: Clause) -> tuple[Side, ...]:
        """Whose land it happens in."""
        places = [k for p, k in parts.obliques if p in ("in", "at")]
        return tuple(s for k in places for s in self.cast.sides(self.number, k))

    def _mutual(self, objects: tuple[int, ...]) -> bool:
        """`accused the other`, `expelled each other's diplomats`."""
        below = [
            w for k in objects for w in (k, *self.sentence.kids(k, "nmod:poss", "amod", "det"))
        ]
        return any(self.sentence.tokens[w].lemma == "other" for w in below)

    def _someone(self, k: int) -> bool:
        """Whether an object is a person, if one we do not know."""
        return self.sentence.tokens[k].pos == "PROPN" or self.roles.is_person(k)

    def _operated(self, parts: Clause, depth: int) -> Act | None:
        """`agreed to provide aid`, `halted talks`, `called for a truce`, `launched an attack`."""
        found = modes().get(parts.verb) or modes().get(self.sentence.tokens[parts.i].lemma, ())
        if not found or (parts.verb in _ANNOUNCING and self.sentence.kids(parts.i, "ccomp")):
            return None
        if self._naming(parts) or self._cautioning(parts):
            return None
        if self.roles.is_thing(parts) and found[0] in (
            "appeal",
            "demand",
            "intend",
            "refuse",
            "threaten",
        ):
            return None
        inner = self._inner(parts, depth, with_obliques=found[0] != "begin")
        actors = self.roles.subjects(parts)
        for mode in found:
            if mode in ("plot", "deny"):
                return None
            code = (
                compose(mode, inner.code if inner else None)
                if mode != "begin"
                else (inner.code if inner else None)
            )
            if inner is None and mode in _FALLBACK:
                code = self._bare(mode, parts)
            if code:
                return self._composed(parts, mode, code, inner, actors)
        return None

    def _naming(self, parts: Clause) -> bool:
        """`calls it a warning`: a name for something is no appeal; `calls on`, `to` are."""
        asking = any(p in ("on", "upon", "for") for p, _ in parts.obliques)
        told = any(
            self.sentence.tokens[k].pos == "VERB" or self.sentence.kids(k, "mark")
            for k in parts.complements
        )
        return parts.verb == "call" and not asking and not told

    def _cautioning(self, parts: Clause) -> bool:
        """`warn that K will …`: of what another will do one warns, one does not threaten it."""
        if parts.verb not in ("warn", "caution"):
            return False
        own = {(s.id, s.sector) for s in self.roles.subjects(parts)}
        others = {
            (s.id, s.sector)
            for k in parts.complements
            for n in self.sentence.kids(k, "nsubj")
            if self.sentence.tokens[n].pos != "PRON"
            for s in self.cast.sides(self.number, n)
        }
        return bool(others) and own.isdisjoint(others)

    def _bare(self, mode: str, parts: Clause) -> str | None:
        if mode == "intend" and (not parts.complements or parts.verb not in _BARE_INTENT):
            return None
        if mode == "appeal" and not (parts.complements or "for" in [p for p, _ in parts.obliques]):
            return None
        return _FALLBACK[mode]

    def _inner(self, parts: Clause, depth: int, *, with_obliques: bool) -> Act | None:
        """The action in the complement: a clause, or a noun that names an action."""
        for k in parts.complements:
            if inner := self._verb(k, depth + 1):
                return inner
        places = [n for k in parts.objects for n in (k, *self.roles.counted(k))]
        if with_obliques:
            places += [k for p, k in parts.obliques if p in ordered("complement_slots")]
        for k in places:
            if inner := self._noun(k):
                return inner
        for k in parts.complements:
            for _, n in clause(self.sentence, k).obliques:
                if inner := self._noun(n):
                    return inner
        return None

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
            near=code[:2] not in _SPEECH,
        )
        if inner:
            other = inner.actors if mode in ("demand", "appeal", "allow", "accept") else ()
            targets = self.roles.others((*other, *inner.targets), actors) or targets
            if mode in ("demand", "appeal") and (asked := self.roles.asked(parts, actors)):
                targets = asked
        elif not targets:
            targets = self.roles.in_complement(parts, actors)
        return Act(
            self.number,
            parts.i,
            code,
            actors or (inner.actors if inner and mode == "begin" else ()),
            targets,
            objects,
            words,
            symmetric=code in _SYMMETRIC_CODES
            or parts.verb == "agree"
            or (inner is not None and not targets and self._is_fighting(inner.i)),
        )

    def _is_fighting(self, k: int | None) -> bool:
        """`resumed hostilities`: what two do to each other, unless a target is named."""
        return k is not None and self.sentence.tokens[k].lemma in wordlist("fighting")

    def _noun(self, k: int) -> Act | None:
        """The action that a noun names, with whoever the words around it give."""
        key = self.roles.noun_key(k)
        if key is None or nouns()[key].code is None or self._in_scare_quotes(k):
            return None
        if self.cast.named_at(self.number, k) and self.sentence.tokens[k].pos == "PROPN":
            return None
        code = self._of_group(k) or nouns()[key].code
        assert code is not None
        actors, targets = self.roles.around(k)
        return Act(
            self.number, k, code, actors, targets, (), (k,), symmetric=code in _SYMMETRIC_CODES
        )

    def _of_group(self, k: int) -> str | None:
        """Withdrawal from an organisation reduces relations; it moves no troops."""
        if self.sentence.tokens[k].lemma not in ("withdrawal", "exit", "departure"):
            return None
        for n in self.sentence.kids(k, "nmod"):
            named = self.cast.named_at(self.number, n)
            if named and any(self.cast.groups.get(i) for i in named.ids):
                return "160"
        return None

    def _reporting_noun(self, k: int) -> Act | None:
        """A noun that reports an event by itself: it needs somebody who did it, and a fact."""
        key = self.roles.noun_key(k)
        if key is None:
            return None
        if not nouns()[key].alone:
            return self._dated_text(k, key)
        act = self._noun(k)
        if act is None or not act.actors or not self._certain(k):
            return None
        symmetric = act.symmetric
        if symmetric and not act.targets and len({s.id for s in act.actors}) < 2:
            return None
        if not symmetric and not act.targets:
            return None
        return replace(act, status=self._noun_status(k))

    def _dated_text(self, k: int, key: str) -> Act | None:
        """A treaty or document named with its year: `the 1961 treaty between the two`."""
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
        elif "document" in nouns()[key].classes and actors:
            return Act(self.number, k, "010", actors, (), (), (k, *year))
        return None

    def _certain(self, k: int) -> bool:
        doubt = {
            "possible",
            "potential",
            "future",
            "planned",
            "threatened",
            "proposed",
            "alleged",
            "upcoming",
            "forthcoming",
            "next",
            "any",
            "eventual",
            "hypothetical",
            "prospective",
            "likely",
            "no",
            "scheduled",
            "would-be",
        }
        return not any(
            self.sentence.tokens[n].lemma in doubt
            for n in self.sentence.kids(k, "amod", "det", "advmod")
        )

    def _noun_status(self, k: int) -> Status:
        """An event somebody is said to own is presupposed, unless all of it is imagined."""
        owned = bool(self.sentence.kids(k, "nmod:poss"))
        dets = {self.sentence.tokens[d].text.lower() for d in self.sentence.kids(k, "det")}
        above = next((a for a in self.sentence.above(k) if is_predicate(self.sentence, a)), None)
        if above is None:
            return "fact"
        told = status(self.sentence, above)
        word = modal(self.sentence, above)[1]
        imagined = told == "if" or (word is not None and word.lower() == "would")
        if (owned or "the" in dets) and not imagined:
            return "fact"
        return told if told in ("future", "may", "if", "should", "wanted") else "fact"
