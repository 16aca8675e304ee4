"""Words that make their clause a claim: of what kind, and how firm. An ordered table of rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ramify.reading.actors.acts import Act
from ramify.reading.actors.holders import cues
from ramify.reading.claims.extent import modality_of
from ramify.reading.events.event_date import Context
from ramify.reading.statements import ClaimKind, Holder, Modality
from ramify.reading.syntax.clauses import Clause, clause, is_predicate, modal, preposition
from ramify.reading.syntax.factuality import status
from ramify.reading.syntax.sentence import Sentence
from ramify.reading.syntax.word_lists import agents, nouns, tables, wordlist

_NEEDS = frozenset({"need", "ought"})
_FEARING = ("fear", "warning")
_APPROPRIATE = re.compile(
    r"\b(?:appropriate|best|sensible|wise|right|prudent)\b[^.;]{0,40}\bwould be\b"
)
_ASKING = frozenset({"WRB", "WP", "WDT"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that makes its clause a claim."""

    i: int
    kind: ClaimKind
    modality: Modality
    word: str | None = None


@dataclass(frozen=True)
class At:
    """A word where it stands, as the rules look at it."""

    context: Context
    number: int
    i: int
    acts: Sequence[Act] = ()

    @property
    def sentence(self) -> Sentence:
        return self.context.sentences[self.number]

    @property
    def lemma(self) -> str:
        return self.sentence.tokens[self.i].lemma

    @property
    def text(self) -> str:
        return self.sentence.tokens[self.i].text

    @cached_property
    def parts(self) -> Clause:
        return clause(self.sentence, self.i)

    @cached_property
    def modal(self) -> tuple[str | None, str | None]:
        return modal(self.sentence, self.i)

    @cached_property
    def holder(self) -> Holder:
        return self.context.holders.of(self.number, self.i)

    def kids(self, *deps: str) -> list[int]:
        return self.sentence.kids(self.i, *deps)

    def lemmas(self, *deps: str) -> set[str]:
        """The lemmas of the words that hang on it."""
        return {self.sentence.tokens[k].lemma for k in self.kids(*deps)}

    def above(self) -> set[str]:
        """The lemmas of the words it hangs on."""
        return {self.sentence.tokens[k].lemma for k in self.sentence.above(self.i)}

    def told(self) -> Act | None:
        """The act that it tells, if it tells one."""
        return next((act for act in self.acts if act.i == self.i), None)


@dataclass(frozen=True, slots=True)
class CueRule:
    """What kind of claim a word makes if a condition holds; the first rule that fits decides."""

    name: str
    when: Callable[[At], bool]
    then: Callable[[At], Cue | None]
    example: str
    """A sentence in which this rule decides."""


def cue_of(at: At) -> Cue | None:
    """The claim that a word makes, by the first rule that fits; None if that says none."""
    rules = PREDICATES if is_predicate(at.sentence, at.i) else NOUNS
    return next((rule.then(at) for rule in rules if rule.when(at)), None)


def decided_by(at: At) -> str | None:
    """The name of the rule that decides about a word."""
    rules = PREDICATES if is_predicate(at.sentence, at.i) else NOUNS
    return next((rule.name for rule in rules if rule.when(at)), None)


def _of(kind: ClaimKind, modality: Modality, *, word: bool = True) -> Callable[[At], Cue]:
    return lambda at: Cue(at.i, kind, modality, at.text if word else None)


def _weighed(
    kind: ClaimKind, base: Modality, *, own: bool = False, bare: bool = False
) -> Callable[[At], Cue]:
    """A claim as likely as its words make it; its cue is its own word, else that of the odds."""

    def make(at: At) -> Cue:
        modality, word = modality_of(at.sentence, at.i, base)
        return Cue(at.i, kind, modality, None if bare else at.text if own else word or at.text)

    return make


def _nothing(at: At) -> None:
    return None


def _helped(at: At) -> bool:
    """`will`, `may`, `should` before it; `can` in a relative clause says nothing."""
    found, word = at.modal
    relative = at.sentence.tokens[at.i].dep == "acl:relcl"
    return found is not None and not (word and word.lower() == "can" and relative)


def _unclaimed(at: At) -> bool:
    """`should a life be lost`, `could not reach them`, `discussed how it should react`."""
    if not _helped(at):
        return False
    word = (at.modal[1] or "").lower()
    if at.lemma in wordlist("saying") and at.kids("ccomp"):
        return True
    told = status(at.sentence, at.i)
    if (word, told) in (("should", "if"), ("could", "negated")):
        return True
    return _is_to_thing(at) or _asked(at) or _provided(at)


def _is_to_thing(at: At) -> bool:
    """`its policy has been to welcome them`: `be to` after a thing says what the thing is."""
    helpers = at.lemmas("aux", "cop") | {at.lemma}
    marked = any(at.sentence.tokens[k].text.lower() == "to" for k in at.kids("aux", "mark"))
    things = [k for k in at.parts.subjects if at.sentence.tokens[k].pos == "NOUN"]
    named = any(at.context.cast.sides(at.number, k) for k in things)
    would = (at.modal[1] or "").lower() in ("is", "are", "was", "were", "be", "been")
    return marked and would and bool(things) and not named and bool(helpers)


def _asked(at: At) -> bool:
    """A question told of: `how it will end`, `what should follow`."""
    opens = at.kids("advmod", "mark", "obj", "nsubj", "obl")
    asks = any(at.sentence.tokens[k].tag in _ASKING and k < at.i for k in opens)
    if at.sentence.tokens[at.sentence.tokens[at.i].head].tag in _ASKING:
        return True
    return asks and at.sentence.tokens[at.i].dep.partition(":")[0] in ("ccomp", "advcl", "obl")


def _provided(at: At) -> bool:
    """`a truce that says the forces must leave`: the terms of a text are its own."""
    token = at.sentence.tokens[at.i]
    head = at.sentence.tokens[token.head]
    terms = tables("frames.toml")["providing"].split()
    return token.dep in ("ccomp", "xcomp") and head.lemma in terms


def _with_modal(at: At) -> Cue | None:
    """A cue from an auxiliary; `would have` speaks of what never came, and gives none."""
    auxiliaries = {at.sentence.tokens[k].text.lower() for k in at.kids("aux")}
    if {"would", "have"} <= auxiliaries:
        return None
    found, word = at.modal
    bases: dict[str, Modality] = {"may": "possible", "should": "should"}
    modality, cue = modality_of(at.sentence, at.i, bases.get(found or "", "unstated"))
    kind: ClaimKind = "recommendation" if found == "should" else "forecast"
    if kind == "forecast" and _of_harm(at):
        kind = "warning"
    if kind == "forecast" and _would_recommend(at):
        kind, modality = "recommendation", "should"
    return Cue(at.i, kind, modality, cue or word)


def _of_harm(at: At) -> bool:
    fearing = cues("nouns", "fear") | cues("verbs", "warning") | cues("verbs", "fear")
    return at.lemma in cues("words", "bad") or bool(fearing & at.above())


def _would_recommend(at: At) -> bool:
    """`the most appropriate response would be for X to …`."""
    subjects = {at.sentence.tokens[k].lemma for k in at.parts.subjects}
    text = " ".join(t.text.lower() for t in at.sentence.tokens)
    return bool(subjects & cues("nouns", "fitting")) or bool(_APPROPRIATE.search(text))


def _likelihood(at: At) -> bool:
    """`is likely to resume`, `a new war becomes possible`, `is expected to protest`."""
    likely = cues("words", "likely")
    if at.lemma in likely and at.kids("cop"):
        return True
    if at.lemma in ("become", "seem", "appear", "remain") and at.lemmas("xcomp") & likely:
        return True
    expected = at.lemma in ("expect", "predict", "forecast", "set", "poise")
    helped = at.kids("aux:pass", "cop") or at.sentence.tokens[at.i].dep == "xcomp"
    return expected and bool(helped) and bool(at.kids("xcomp"))


def _must(at: At) -> bool:
    """`needs to act`, `has to withdraw`."""
    if at.lemma == "have" and at.sentence.tokens[at.i].tag != "VBD":
        marks = [m for k in at.kids("xcomp") for m in at.sentence.kids(k, "mark")]
        return any(at.sentence.tokens[m].text.lower() == "to" for m in marks)
    return at.lemma in _NEEDS and bool(at.kids("xcomp"))


def _fears_that(at: At) -> bool:
    fearing = {w for name in _FEARING for w in cues("verbs", name)}
    return at.lemma in fearing and bool(at.kids("ccomp"))


def _feared(at: At) -> Cue | None:
    """`warned that K will …`: where the content has a modal of its own, that is the claim."""
    if any(modal(at.sentence, k)[0] for k in at.kids("ccomp")):
        return None
    return Cue(at.i, "warning", "unstated", at.text)


def foreseen(at: At) -> bool:
    """`exporters expect the ban to go`: what somebody expects of another, not of himself."""
    if at.lemma not in cues("verbs", "foresee"):
        return False
    below = at.kids("xcomp", "advcl", "ccomp")
    below += [a for o in at.kids("obj") for a in at.sentence.kids(o, "acl")]
    to = any(
        at.sentence.tokens[m].text.lower() == "to"
        for k in below
        for m in at.sentence.kids(k, "mark")
    )
    own = any(at.sentence.kids(k, "nsubj", "nsubj:pass") for k in below)
    return to and (bool(at.kids("obj")) or own)


def _means_to(at: At) -> bool:
    """`wants to`, `aims at`; not `was aimed at`, said of a thing."""
    if at.lemma not in cues("verbs", "intention"):
        return False
    if at.parts.passive and not any(at.context.cast.sides(at.number, k) for k in at.parts.subjects):
        return False
    return bool(at.kids("xcomp")) or _purpose(at)


def _purpose(at: At) -> bool:
    if any(preposition(at.sentence, k) in ("at", "for") for k in at.kids("obl")):
        return True
    if at.lemma in ("expect", "want", "seek", "pursue", "plan"):
        return bool(at.kids("obj"))
    marks = [m for k in at.kids("advcl") for m in at.sentence.kids(k, "mark")]
    return any(at.sentence.tokens[m].text.lower() in ("to", "at") for m in marks)


def _meant_for(at: At) -> bool:
    """`was designed to be permanent`, `is intended to deter`: the purpose of a thing."""
    purposive = at.lemma in cues("verbs", "purpose") and bool(at.kids("aux:pass", "nsubj:pass"))
    return purposive and bool(at.kids("xcomp", "advcl"))


def _viewed_as(at: At) -> bool:
    """`view the pact as a threat`, `called it illegal`; not `were seen as the two signed`."""
    if at.lemma not in cues("verbs", "view"):
        return False
    naming = at.lemma in ("call", "label", "brand", "deem", "consider")
    if naming and at.kids("obj") and at.kids("xcomp"):
        return True
    nominal = [
        k
        for k in at.kids()
        if at.sentence.tokens[k].pos in ("NOUN", "ADJ", "PROPN")
        and not at.sentence.kids(k, "nsubj")
    ]
    marks = [m for k in nominal for m in at.sentence.kids(k, "mark", "case", "advmod")]
    return any(at.sentence.tokens[m].text.lower() == "as" for m in marks)


def _is_wish(at: At) -> bool:
    """`this is their ambition`, `it is the desire of the Council to find …`."""
    owned = bool(at.kids("nmod:poss", "acl", "ccomp", "nsubj"))
    return at.lemma in cues("nouns", "wish") and bool(at.kids("cop")) and owned


def _wish_is(at: At) -> bool:
    """`our priority is to stop the war`: what an aim, a goal, a hope is."""
    aims = at.lemmas("nsubj") & (cues("nouns", "wish") - cues("nouns", "trying"))
    token = at.sentence.tokens[at.i]
    to = any(at.sentence.tokens[k].text.lower() == "to" for k in at.kids("mark", "aux"))
    being = "be" in at.lemmas("cop") or (token.tag == "VBG" and "be" in at.lemmas("aux"))
    return bool(aims) and (to or (being and token.pos != "ADJ"))


def _verdict(at: At) -> bool:
    """Whether something is called a win, a threat, essential, mistaken."""
    if not at.kids("cop"):
        return False
    words = [at.lemma, *(at.sentence.tokens[k].lemma for k in at.kids("amod", "compound"))]
    telling = cues("words", "telling") | cues("words", "judging")
    return words[0] in cues("nouns", "verdict") or bool(telling & set(words))


def _has_effect(at: At) -> bool:
    return at.lemma == "have" and bool(at.lemmas("obj") & cues("nouns", "effect"))


def _brings_about(at: At) -> bool:
    """An event or a thing, not somebody, that brings something about, and tells no act of force."""
    if at.lemma not in cues("verbs", "cause") or status(at.sentence, at.i) != "fact":
        return False
    token, parts, act = at.sentence.tokens[at.i], at.parts, at.told()
    if token.dep.startswith("acl") or token.tag == "VBG" or (act and act.code >= "18"):
        return False
    leads = bool(parts.obliques) and parts.verb in cues("verbs", "leading")
    if parts.passive or not (parts.objects or parts.complements or leads):
        return False
    return bool(parts.subjects) and all(is_cause(at.context, at.number, k) for k in parts.subjects)


def is_cause(context: Context, number: int, k: int) -> bool:
    """Whether a subject is an event or a thing, which may bring something about."""
    token = context.sentences[number].tokens[k]
    named = context.cast.named_at(number, k)
    if named and named.kind not in ("pronoun", "adjective"):
        return False
    if token.pos == "PRON":
        return token.text.lower() in ("this", "it", "that", "which")
    act = token.lemma in nouns() and nouns()[token.lemma].code is not None
    return token.pos in ("NOUN", "DET") and (token.lemma not in agents() or act)


def _urged(at: At) -> bool:
    """`critics call for talks`: what people who are no actor recommend."""
    if at.lemma not in cues("verbs", "recommendation") or at.modal[0] or at.told():
        return False
    found = at.context.holders.subject(at.number, at.i)
    aimed = any(preposition(at.sentence, k) == "for" for k in at.kids("obl"))
    aimed = aimed or (at.lemma != "call" and bool(at.kids("xcomp", "ccomp", "obj", "advcl")))
    return aimed and found is not None and found.kind in ("scholars", "unnamed")


def _follows_if(at: At) -> bool:
    """`If the city falls, the front collapses`: the present after a condition foretells."""
    token = at.sentence.tokens[at.i]
    marks = [m for k in at.kids("advcl") for m in at.sentence.kids(k, "mark")]
    iffy = any(at.sentence.tokens[m].text.lower() == "if" for m in marks)
    if at.lemma in tables("frames.toml")["providing"].split():
        return False
    plain = token.tag in ("VBZ", "VBP") and token.dep != "acl:relcl"
    return iffy and plain and not at.kids("aux")


def _said_to_be(at: At) -> bool:
    """`"The drill is defensive," the minister said`: what somebody says that something is."""
    token = at.sentence.tokens[at.i]
    if at.holder.kind == "author" or at.told() or not _is_content(at):
        return False
    being = bool(at.kids("cop"))
    helpers = {at.sentence.tokens[k].tag for k in at.kids("aux", "aux:pass")}
    now = token.tag in ("VBZ", "VBP") or bool(helpers & {"VBZ", "VBP"})
    return being or (now and token.lemma not in wordlist("saying"))


def _is_content(at: At) -> bool:
    """Whether a clause is itself what is said, or joined to it, and not one below."""
    dep = at.sentence.tokens[at.i].dep.partition(":")[0]
    subject = [at.sentence.tokens[k] for k in at.kids("nsubj", "nsubj:pass")]
    if not subject or any(t.text.lower() in wordlist("relatives") for t in subject):
        return False
    joined = dep == "conj" and "and" in at.lemmas("cc")
    return not _asked(at) and (joined or dep in ("ccomp", "root", "parataxis"))


def _accused(at: At) -> bool:
    """`accused K of arming rebels`: what somebody says of another is his word."""
    if at.lemma not in ("accuse", "blame") or not at.kids("obj"):
        return False
    of = [a for k in at.kids("obj") for a in at.sentence.kids(k, "acl")]
    charged = bool(at.kids("advcl", "xcomp") or of)
    return charged and at.context.holders.subject(at.number, at.i) is not None


def _to_or_that(at: At) -> list[int]:
    below = at.kids("acl", "ccomp")
    marked = {"to", "that", "for"}
    return [
        k
        for k in below
        if any(at.sentence.tokens[m].text.lower() in marked for m in at.sentence.kids(k, "mark"))
    ]


def _noun_of(name: str, *, owned: bool = False) -> Callable[[At], bool]:
    """`the risk that …`, `an opportunity to …`, `the Americans' desire to …`."""

    def fits(at: At) -> bool:
        noun = at.sentence.tokens[at.i].pos == "NOUN" and at.lemma in cues("nouns", name)
        return noun and bool(_to_or_that(at)) and (not owned or bool(at.kids("nmod:poss")))

    return fits


def _lemma_in(table: str, name: str, *deps: str) -> Callable[[At], bool]:
    return lambda at: at.lemma in cues(table, name) and bool(at.kids(*deps))


PREDICATES: tuple[CueRule, ...] = (
    CueRule(
        "what a wish is",
        _wish_is,
        _of("intention", "wants", word=False),
        "Its goal is peace with Chad.",
    ),
    CueRule("no claim of its own", _unclaimed, _nothing, "Nobody knows how the war will end."),
    CueRule("modal", _helped, _with_modal, "Russia may attack Estonia."),
    CueRule(
        "likelihood",
        _likelihood,
        _weighed("forecast", "possible"),
        "Iran is likely to resume enrichment.",
    ),
    CueRule("must", _must, _of("recommendation", "should"), "France needs to act."),
    CueRule("feared that", _fears_that, _feared, "Officials warned that talks had failed."),
    CueRule(
        "risks",
        lambda at: at.lemma == "risk" and bool(at.kids("xcomp")),
        _of("warning", "possible"),
        "Germany risks losing its lead.",
    ),
    CueRule(
        "fears something",
        _lemma_in("verbs", "fear", "obj"),
        _of("warning", "unstated"),
        "Poland fears an attack.",
    ),
    CueRule(
        "foreseen",
        foreseen,
        _weighed("forecast", "likely"),
        "Exporters expect the ban to go.",
    ),
    CueRule("means to", _means_to, _of("intention", "wants"), "China aims to join the pact."),
    CueRule(
        "purpose of a thing",
        _meant_for,
        _of("intention", "unstated"),
        "The truce was designed to be permanent.",
    ),
    CueRule(
        "viewed as",
        _viewed_as,
        _of("characterisation", "unstated"),
        "India views the base as a threat.",
    ),
    CueRule(
        "is a wish",
        _is_wish,
        _of("intention", "wants"),
        "Peace is their ambition.",
    ),
    CueRule(
        "willing",
        _lemma_in("words", "willing", "xcomp", "advcl"),
        _of("intention", "wants"),
        "Kenya is ready to talk.",
    ),
    CueRule(
        "verdict",
        _verdict,
        _of("characterisation", "unstated", word=False),
        "The visit was a huge win for Kim.",
    ),
    CueRule(
        "has an effect",
        _has_effect,
        _weighed("cause", "unstated", bare=True),
        "The ban had no impact on China.",
    ),
    CueRule(
        "brings about",
        _brings_about,
        _weighed("cause", "unstated", own=True),
        "The war weakened the alliance.",
    ),
    CueRule(
        "urged by those who are no actor",
        _urged,
        _of("recommendation", "should"),
        "Critics call for talks with Iran.",
    ),
    CueRule(
        "follows if",
        _follows_if,
        _weighed("forecast", "unstated", bare=True),
        "If Kyiv falls, the balance of power in Europe collapses.",
    ),
    CueRule(
        "accused of",
        _accused,
        _of("characterisation", "unstated"),
        "Baku accused Armenia of shelling its villages.",
    ),
    CueRule(
        "said to be",
        _said_to_be,
        _of("characterisation", "unstated", word=False),
        "The French minister said the drill was defensive.",
    ),
)
"""What a verb, or what is said of a subject, claims; the first that fits decides."""

NOUNS: tuple[CueRule, ...] = (
    CueRule(
        "a chance that",
        _noun_of("chance"),
        _of("forecast", "possible"),
        "NATO has an opportunity to act.",
    ),
    CueRule(
        "a fear that",
        _noun_of("fear"),
        _of("warning", "unstated"),
        "Seoul voiced its fear that talks had failed.",
    ),
    CueRule(
        "somebody's wish to",
        _noun_of("wish", owned=True),
        _of("intention", "wants"),
        "Japan's desire to join is known.",
    ),
)
"""What a noun with a clause behind it claims."""


def cues_in(context: Context, number: int, acts: Sequence[Act]) -> Iterator[Cue]:
    """Words of a sentence that claim something, those nearest the root first."""
    sentence = context.sentences[number]
    depth = {t.i: sum(1 for _ in sentence.above(t.i)) for t in sentence.tokens}
    for i in sorted(depth, key=lambda k: (depth[k], k)):
        if cue := cue_of(At(context, number, i, acts)):
            yield cue
