"""From a clause to an action: which CAMEO code its words support, between whom."""

from __future__ import annotations

from dataclasses import replace

from ramify.reading.actions.nominals import Naming
from ramify.reading.actions.patterns import Patterns
from ramify.reading.actions.plain import Plain
from ramify.reading.actions.speech_acts import Stating
from ramify.reading.actors.acts import SYMMETRIC, Act
from ramify.reading.actors.cast import Cast
from ramify.reading.actors.named import Side
from ramify.reading.actors.semantic_roles import Roles, noun_form
from ramify.reading.syntax.clauses import Clause, clause, is_predicate, modal, negated, preposition
from ramify.reading.syntax.factuality import status
from ramify.reading.syntax.sentence import Sentence
from ramify.reading.syntax.word_lists import (
    agents,
    compose,
    modes,
    nouns,
    operator_nouns,
    ordered,
    wordlist,
)

_FALLBACK = {"demand": "100", "appeal": "020", "refuse": "120", "threaten": "130", "intend": "030"}
_BARE_INTENT = frozenset(
    ["agree", "pledge", "promise", "offer", "vow", "commit", "guarantee", "ready"]
)
_ANNOUNCING = frozenset(["announce", "declare", "unveil"])
_COMMANDS = frozenset({"order", "instruct", "direct", "command"})
_NAMING = frozenset({"call", "label", "brand", "term", "deem", "declare"})
_FORCING = frozenset({"force", "compel", "oblige"})
_OWN_MODES = frozenset({"begin", "stop", "allow", "accept", "intend"})
"""What one does to an act of one's own: `began`, `stopped`, `agreed to`."""
_SWEARING = frozenset({"vow", "swear", "promise", "pledge", "warn", "guarantee"})
_OWN_MEASURES = ("15", "16")
"""What one may tell one's own officials to do, which is to do it."""
_WARNING = frozenset({"warn", "caution"})
_SPEECH = frozenset({"02", "03", "05", "10", "11", "12"})


class Coder:
    """Codes the clauses of one sentence."""

    def __init__(self, cast: Cast, sentence: Sentence, number: int) -> None:
        self.cast, self.sentence, self.number = cast, sentence, number
        self.roles = Roles(cast, sentence, number)
        self.stating, self.naming = Stating(self.roles), Naming(self.roles)
        self.patterns = Patterns(self.roles)
        self.plain = Plain(self.roles, self.patterns)

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
            return self.naming.reporting(i)
        if self._only_there(i) or self.sentence.tokens[i].lemma in self._said_of(i):
            return None
        act = self._verb(i, 0)
        if act and self._is_standing(act):
            return None
        if act is None:
            return self.stating.declined(i) or self.stating.obliged(i)
        act = replace(act, status=status(self.sentence, i))
        if act.status == "fact" and act.planned:
            act = replace(act, status="planned")
        if act.status == "wanted":
            act = self._scheduled(act)
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
        """`a group that is backed by Iran`: what holds all along, told in passing."""
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

    def _is_attempt(self, i: int) -> bool:
        """`an attempt to assassinate`: an attempt on a life is an act of its own."""
        token = self.sentence.tokens[i]
        above = self.sentence.tokens[token.head]
        tried = above.lemma in ("attempt", "bid", "try") and token.dep in ("acl", "xcomp")
        return tried and (above.pos == "NOUN" or status(self.sentence, above.i) == "fact")

    def _verb(self, i: int, depth: int) -> Act | None:
        parts = clause(self.sentence, i)
        if depth > 4:
            return None
        if named := self._censure(parts):
            return named
        if parts.verb in _WARNING and self._foretells(parts):
            return self._of_consequences(parts)
        entry, thing = self.patterns.entry(parts)
        if entry and entry.objects:
            return self.plain.act(parts, entry, thing)
        operated = self._by_noun(parts, depth) or self._operated(parts, depth)
        if operated:
            return operated
        return self.plain.act(parts, entry, thing) if entry else None

    def _censure(self, parts: Clause) -> Act | None:
        """`called the strikes a violation of the Charter`: whose strikes they are is blamed."""
        words = [*parts.objects[1:], *parts.complements]
        blaming = [k for k in words if self.sentence.tokens[k].lemma in wordlist("censures")]
        actors = self.roles.subjects(parts)
        if parts.verb not in _NAMING or not blaming or not actors:
            return None
        doers = self.roles.around(parts.objects[0])[0] if parts.objects else ()
        targets = self.roles.others(doers, actors)
        return Act(self.number, parts.i, "111", actors, targets, parts.objects[:1], (parts.i,))

    def _operated(self, parts: Clause, depth: int) -> Act | None:
        """`agreed to provide aid`, `halted talks`, `called for a truce`, `launched an attack`."""
        found = modes().get(parts.verb) or modes().get(self.sentence.tokens[parts.i].lemma, ())
        if not found or (parts.verb in _ANNOUNCING and self.sentence.kids(parts.i, "ccomp")):
            return None
        if parts.verb in _WARNING and (warned := self._of_consequences(parts)):
            return warned
        if self._naming(parts) or self._cautioning(parts) or self._informing(parts):
            return None
        if parts.verb == "seek" and self.sentence.kids(parts.i, "xcomp"):
            return None
        if parts.verb == "fail" and self._tried(parts):
            return None
        if self.roles.is_thing(parts) and found[0] in (
            "appeal",
            "demand",
            "intend",
            "refuse",
            "threaten",
        ):
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
                return self._paying(parts, actors, another)
            code = self._mode_of(mode, parts, inner)
            if mode == "allow" and self._adopts(parts):
                return None
            if mode == "allow" and inner and inner.code >= "18":
                code = "138"
            if inner is None and mode in _FALLBACK:
                code = self._bare(mode, parts)
            if mode == "demand" and parts.verb in _FORCING and not actors:
                return None
            if mode == "demand" and parts.verb in _COMMANDS:
                if self._own_people(parts, actors, ("MIL", "COP")):
                    code = self._commanded(inner)
                elif self._own_people(parts, actors, ("GOV",)) or self._by_own_word(inner):
                    code = inner.code if inner and inner.code.startswith(_OWN_MEASURES) else None
            if code:
                planned = inner is not None and parts.verb in wordlist("planning")
                code = self._decided(parts, self._concord(parts, code, actors), inner)
                act = self._composed(parts, mode, code, inner, actors)
                if planned and mode == "intend" and inner:
                    return replace(act, code=inner.code, planned=True, symmetric=_joint(inner))
                return act
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

    def _paying(self, parts: Clause, actors: tuple[Side, ...], told: tuple[int, ...]) -> Act | None:
        """`vowed that K would pay`: what is sworn of another is a threat to him."""
        for k in told:
            if parts.verb in _SWEARING and self.sentence.tokens[k].lemma in wordlist("suffering"):
                targets = self.roles.others(self.roles.subjects(clause(self.sentence, k)), actors)
                return Act(self.number, parts.i, "130", actors, targets, (), (parts.i, k))
        return None

    def _naming(self, parts: Clause) -> bool:
        """`calls it a warning`: a name for something is no appeal; `calls on`, `to` are."""
        asking = any(p in ("on", "upon", "for") for p, _ in parts.obliques)
        told = any(
            self.sentence.tokens[k].pos == "VERB" or self.sentence.kids(k, "mark")
            for k in parts.complements
        )
        return parts.verb == "call" and not asking and not told

    def _by_noun(self, parts: Clause, depth: int) -> Act | None:
        """`signalled its readiness to`, `renewed a call for`: the noun says what is meant."""
        if parts.verb in ("reject", "drop"):
            return None
        light = parts.verb in wordlist("light")
        for k in parts.objects:
            mode = operator_nouns().get(noun_form(self.sentence, k)) if light else None
            agreed = parts.verb in wordlist("agreeing") and self._is_compact(k)
            if mode is None and not agreed:
                continue
            inner = self._below_noun(k, depth)
            if inner is None and agreed:
                inner = self._inner(parts, depth, with_obliques=False)
            if mode is None:
                mode = "intend"
                inner = inner if inner and inner.code >= "13" else None
            if inner and (code := compose(mode, inner.code)):
                actors = self.roles.subjects(parts)
                return self._composed(parts, mode, code, inner, actors)
        return None

    def _is_compact(self, k: int) -> bool:
        key = self.roles.noun_key(k)
        return key is not None and "compact" in nouns()[key].classes

    def _below_noun(self, k: int, depth: int) -> Act | None:
        """The action in what stands behind a noun: an infinitive, or `for`, `of` and a noun."""
        for n in self.sentence.kids(k, "acl"):
            if inner := self._verb(n, depth + 1):
                return inner
        for n in self.sentence.kids(k, "nmod"):
            if inner := self.naming.act(n):
                return inner
        return None

    def _tried(self, parts: Clause) -> bool:
        """`failed to win over` was tried in vain; `failed to comply` declines what was owed."""
        return any(self.sentence.tokens[k].lemma in wordlist("feats") for k in parts.complements)

    def _own_people(
        self, parts: Clause, actors: tuple[Side, ...], sectors: tuple[str, ...]
    ) -> bool:
        """`ordered 5,600 soldiers to …`, `told his minister to …`: nobody else is asked."""
        own = {s.id for s in actors}
        for k in parts.objects:
            key = self.roles.agent_key(k)
            theirs = {s.id for s in self.cast.sides(self.number, k)} - own
            if key and agents()[key] in sectors and not theirs:
                return "GOV" not in sectors or bool(self.sentence.kids(k, "nmod:poss"))
        return False

    def _by_own_word(self, inner: Act | None) -> bool:
        """`ordered the closure of the consulate`: who may order it does it."""
        noun = inner is not None and self.sentence.tokens[inner.i].pos == "NOUN"
        return noun and inner is not None and inner.code.startswith(_OWN_MEASURES)

    def _keeps_silent(self, parts: Clause) -> bool:
        """`declined to say how many`, `refused to be named`: no state is refused anything."""
        words = (*parts.complements, *parts.objects)
        return bool({self.sentence.tokens[k].lemma for k in words} & wordlist("silences"))

    def _adopts(self, parts: Clause) -> bool:
        """`approved a resolution`: a text is adopted, and nothing yielded."""
        lemmas = {self.sentence.tokens[k].lemma for k in parts.objects}
        return bool(lemmas & (wordlist("texts") | {"law", "budget", "plan"}))

    def _is_present(self, k: int) -> bool:
        helpers = [k, *self.sentence.kids(k, "aux", "cop", "aux:pass")]
        return any(self.sentence.tokens[w].tag in ("VBZ", "VBP", "VBD") for w in helpers)

    def _decided(self, parts: Clause, code: str, inner: Act | None) -> str:
        """`decided to impose sanctions`: a measure of one's own is taken by deciding on it."""
        with_whom = "with" in [case for case, _ in parts.obliques]
        deciding = parts.verb in wordlist("deciding") and not with_whom
        taken = inner is not None and inner.code.startswith("16") and code.startswith("13")
        return inner.code if inner and deciding and taken else code

    def _doers_in(self, k: int) -> tuple[Side, ...]:
        """Whom a noun stands for, else whose deed it is: `Japan`, `K's raid`, `an attack by K`."""
        somebody = self.cast.named_at(self.number, k) or self.roles.agent_key(k)
        return self.cast.sides(self.number, k) if somebody else self.roles.around(k)[0]

    def _of_consequences(self, parts: Clause) -> Act | None:
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

    def _commanded(self, inner: Act | None) -> str | None:
        """What an order to one's own forces is: a move of them, or a yielding to come."""
        if inner and inner.code.startswith("08"):
            return compose("intend", inner.code)
        return "154"

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

    def _informing(self, parts: Clause) -> bool:
        """`told reporters that …`: telling is a demand only if somebody is told to do something."""
        return parts.verb == "tell" and not any(
            self.sentence.tokens[m].text.lower() == "to"
            for k in parts.complements
            for m in self.sentence.kids(k, "mark")
        )

    def _cautioning(self, parts: Clause) -> bool:
        """`warn that K will …`: of what another will do one warns, one does not threaten it."""
        if parts.verb not in _WARNING:
            return False
        own = {(s.id, s.sector) for s in self.roles.subjects(parts)}
        others = {
            (s.id, s.sector)
            for k in parts.complements
            for n in self.sentence.kids(k, "nsubj")
            if self.sentence.tokens[n].pos != "PRON"
            for s in self.cast.sides(self.number, n)
        }
        return (bool(others) and own.isdisjoint(others)) or self.stating.shields(parts)

    def _foretells(self, parts: Clause) -> bool:
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

    def _bare(self, mode: str, parts: Clause) -> str | None:
        lemmas = {self.sentence.tokens[k].lemma for k in parts.complements}
        if mode == "demand" and parts.verb == "order" and not parts.complements:
            return None
        if mode == "intend" and parts.verb in ("vow", "swear") and lemmas & wordlist("harming"):
            return "130"
        if mode == "intend" and self._presses(parts):
            return "130"
        agreed = parts.verb == "agree" and any(p in ("on", "to") for p, _ in parts.obliques)
        if mode == "intend" and agreed and self._together(parts):
            return "030"
        if mode == "intend" and (not parts.complements or parts.verb not in _BARE_INTENT):
            return None
        if mode == "appeal" and not (parts.complements or self._asked_for(parts)):
            return _FALLBACK[mode] if self._asks_thing(parts) else None
        return _FALLBACK[mode]

    def _together(self, parts: Clause) -> bool:
        """Whether two do it: two subjects, or one with another."""
        pair = {side.id for side in self.roles.subjects(parts)}
        return len(pair) > 1 or "with" in [case for case, _ in parts.obliques]

    def _asks_thing(self, parts: Clause) -> bool:
        """`urged restraint`, `requested troops`: what is asked is the object itself."""
        things = [k for k in parts.objects if self.sentence.tokens[k].pos == "NOUN"]
        asks = parts.verb in wordlist("asking")
        anyone = parts.verb in ("request", "seek")
        return asks and any(anyone or not self.roles.is_person(k) for k in things)

    def _asked_for(self, parts: Clause) -> list[int]:
        """`asked the EU for aid`: what somebody is asked for, hung on the verb or on whom."""
        below = [n for k in parts.objects for n in self.sentence.kids(k, "nmod")]
        places = [*(k for _, k in parts.obliques), *below]
        return [k for k in places if preposition(self.sentence, k) == "for"]

    def _presses(self, parts: Clause) -> bool:
        """`committed to keeping pressure on`, `ready to take all steps needed`: nothing good."""
        below = [k for c in parts.complements for k in self.sentence.kids(c, "obj")]
        means = [k for k in below if self.sentence.tokens[k].lemma in wordlist("means")]
        around = {self.sentence.tokens[w].lemma for k in means for w in self.sentence.subtree(k)}
        if around & {"necessary", "needed", "need"}:
            return True
        return any(self.sentence.tokens[k].lemma in wordlist("pressing") for k in below)

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
            places += [k for k in self._asked_for(parts) if k not in places]
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
            other = inner.actors if mode in ("demand", "appeal", "allow", "accept") else ()
            targets = self.roles.others((*other, *inner.targets), actors) or targets
            if mode in ("demand", "appeal") and (asked := self.roles.asked(parts, actors)):
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
        return (_joint(inner) and mode in ("intend", "begin")) or self.plain.is_fighting(inner.i)


def _joint(act: Act) -> bool:
    """Whether two do it together."""
    return act.symmetric or act.code in SYMMETRIC
