"""Did it happen? Who says so, denies it or plans it, and what is no act at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from ramify.reading.actors.acts import Act
from ramify.reading.actors.named import Side
from ramify.reading.events.event_date import Context
from ramify.reading.events.frames import frame_of
from ramify.reading.holders.holders import AUTHOR
from ramify.reading.holders.quoted import UNSAID
from ramify.reading.statements import Holder
from ramify.reading.syntax.factuality import (
    charged_by,
    denied_by,
    disproved,
    rumoured,
    saying_over,
)
from ramify.reading.syntax.modality import modal
from ramify.reading.syntax.rule import Rule
from ramify.reading.syntax.sentence import Sentence
from ramify.reading.syntax.word_lists import wordlist
from ramify.record.events import EventStatus

_COOPERATIVE = ("01", "02", "03", "04", "05", "06", "07", "08")
_WORDS = ("01", "02", "10", "11")
_HOSTILE = ("15", "17", "18", "19", "20")


_UNNAMED = UNSAID


@dataclass(frozen=True, slots=True)
class ActStanding:
    """What the text makes of an act; without a status it is none, for the reason given."""

    status: EventStatus | None
    holder: Holder = AUTHOR
    reason: str | None = None


@dataclass(frozen=True)
class ToldAs:
    """An act where it stands, as the rules look at it."""

    act: Act
    context: Context

    @property
    def sentence(self) -> Sentence:
        return self.context.sentences[self.act.number]

    @cached_property
    def holder(self) -> Holder:
        """Who says it: the speaker over it or beside it, else the author."""
        return self.context.holders.of(self.act.number, self.act.i)

    def subject(self, k: int | None) -> Holder:
        """Who the subject of a verb is, as a holder."""
        found = self.context.holders.subject(self.act.number, k) if k is not None else None
        return found or AUTHOR


def standing_of(act: Act, context: Context) -> ActStanding:
    """The status of an act, or why the text tells none."""
    told = ToldAs(act, context)
    return next(rule.then(told) for rule in RULES if rule.when(told))


def victims(act: Act, standing: ActStanding, context: Context) -> Act:
    """An act of force with nobody it hits, alleged by a state: that state's, if `its` or charged.

    `said that K had shelled its coast`, `accused K of boarding a boat`; or where the two are
    those whom the text is about: `L said K's coast guard rammed a boat`.
    """
    holder = standing.holder.actor
    hostile = act.code.startswith(_HOSTILE)
    if act.targets or not hostile or holder is None or standing.status != "alleged":
        return act
    sentence = context.sentences[act.number]
    hit = [*act.objects, *sentence.kids(act.i, "obl")]
    own = [n for k in hit for n in sentence.kids(k, "nmod:poss")]
    theirs = any(sentence.tokens[n].text.lower() in ("its", "their", "our") for n in own)
    doers = {s.id for s in act.actors}
    of_two = {holder, *doers} == set(context.cast.pair) and bool(act.objects)
    if holder in doers or not (theirs or of_two or act.status == "charged"):
        return act
    token = sentence.tokens[act.i]
    return replace(act, targets=(Side(holder, None, "", token.start, token.end),))


def decided_by(act: Act, context: Context) -> str:
    """The name of the rule that decides the status of an act."""
    told = ToldAs(act, context)
    return next(rule.name for rule in RULES if rule.when(told))


def _is(status: EventStatus) -> Callable[[ToldAs], ActStanding]:
    return lambda told: ActStanding(status)


def _no_act(reason: str) -> Callable[[ToldAs], ActStanding]:
    return lambda told: ActStanding(None, reason=reason)


def _framed(told: ToldAs) -> bool:
    return frame_of(told.act, told.sentence) is not None


def _denied(told: ToldAs) -> bool:
    return told.act.status == "denied"


def _denial(told: ToldAs) -> ActStanding:
    return ActStanding("denied", told.subject(denied_by(told.sentence, told.act.i)))


def _charged(told: ToldAs) -> bool:
    return told.act.status == "charged"


def _charged_with_words(told: ToldAs) -> bool:
    """`accused K of criticizing`, `of supporting terrorism`: no act between two sides."""
    vague = told.act.code.startswith("05") and not told.act.targets
    return _charged(told) and (vague or told.act.code.startswith(_WORDS))


def _charge(told: ToldAs) -> ActStanding:
    accuser = told.subject(charged_by(told.sentence, told.act.i))
    return ActStanding("alleged", _UNNAMED if accuser is AUTHOR else accuser)


def _planned(told: ToldAs) -> bool:
    return told.act.status == "planned"


def _plan(told: ToldAs) -> ActStanding:
    side = next(iter(told.act.actors), None)
    words = (side.name or side.id) if side else (told.act.unnamed or "")
    if told.holder is not AUTHOR:
        return ActStanding("planned", told.holder)
    return ActStanding(
        "planned", Holder(name=words, kind="actor", actor=side.id) if side else AUTHOR
    )


def _unreal(told: ToldAs) -> bool:
    return told.act.status != "fact"


def _hedged(told: ToldAs) -> bool:
    """`reportedly bombed`, `the alleged bombing`, `is believed to have bombed`."""
    sentence, i = told.sentence, told.act.i
    token = sentence.tokens[i]
    adverbs = {sentence.tokens[k].text.lower() for k in sentence.kids(i, "advmod")}
    adjectives = {sentence.tokens[k].text.lower() for k in sentence.kids(i, "amod")}
    if adverbs & wordlist("unsure_adverbs") or adjectives & wordlist("unsure_adjectives"):
        return True
    over = sentence.tokens[token.head]
    passive = token.dep == "xcomp" and bool(sentence.kids(over.i, "aux:pass"))
    return passive and over.lemma in wordlist("hearsay")


def _in_a_plan(told: ToldAs) -> bool:
    """`would hold talks led by K`: what is said of something that is still to come."""
    sentence = told.sentence
    token = sentence.tokens[told.act.i]
    if token.dep != "acl" or token.tag != "VBN":
        return False
    noun = sentence.tokens[token.head]
    return noun.dep == "obj" and modal(sentence, noun.head)[0] is not None


def _rumoured(told: ToldAs) -> bool:
    return rumoured(told.sentence, told.act.i) is not None


def _rumour(told: ToldAs) -> ActStanding:
    noun = rumoured(told.sentence, told.act.i)
    assert noun is not None
    for k in told.sentence.kids(noun, "nmod:poss"):
        if sides := told.context.cast.sides(told.act.number, k):
            words = told.context.cast.words(told.act.number, k)
            return ActStanding("alleged", Holder(name=words, kind="actor", actor=sides[0].id))
    return ActStanding(
        "alleged", Holder(name=told.sentence.tokens[noun].text.lower(), kind="reports")
    )


def _own_word(told: ToldAs) -> bool:
    """Said by whoever did it, or by a party to what two do together."""
    sides = {s.id for s in told.act.actors}
    if told.act.code.startswith(_COOPERATIVE):
        sides |= {s.id for s in told.act.targets}
    speakers = {told.holder.actor} - {None} or set(told.context.holders.several(told.holder))
    return told.holder is AUTHOR or (bool(speakers) and bool(speakers & sides))


def _confirmed(told: ToldAs) -> bool:
    """A verb that presupposes what it reports: `confirmed`, `admitted`, `recalled`."""
    verb = saying_over(told.sentence, told.act.i)
    return verb is not None and told.sentence.tokens[verb].lemma in wordlist("factive")


def _plainly_said(told: ToldAs) -> bool:
    """`…, officials said`: the writer's own account, by people who are no side of it."""
    verb = saying_over(told.sentence, told.act.i)
    lemma = told.sentence.tokens[verb].lemma if verb is not None else None
    done = not told.act.code.startswith((*_COOPERATIVE, *_WORDS))
    several = done and bool(told.context.holders.several(told.holder))
    return told.holder.actor is None and not several and lemma in wordlist("plain_saying")


RULES: tuple[Rule[ToldAs, ActStanding], ...] = (
    Rule(
        "frame",
        _framed,
        lambda told: ActStanding(None, reason=frame_of(told.act, told.sentence)),
        "In the film, North Korea attacks Washington.",
    ),
    Rule(
        "report said to be false",
        lambda told: disproved(told.sentence, told.act.i),
        lambda told: ActStanding("denied", told.holder),
        "A report that Ethiopia had invaded Eritrea was false.",
    ),
    Rule(
        "charged with words",
        _charged_with_words,
        _no_act("words that somebody is charged with"),
        "Chad accused Niger of criticizing Mali.",
    ),
    Rule("denied", _denied, _denial, "Pakistan denied that it had shelled India."),
    Rule("charged", _charged, _charge, "Baku accused Armenia of shelling Azerbaijan."),
    Rule("planned", _planned, _plan, "Russia and China will hold talks in Moscow on 4 May."),
    Rule("not told as fact", _unreal, _no_act("not told as fact"), "Russia may attack Estonia."),
    Rule(
        "part of what is to come",
        _in_a_plan,
        _no_act("part of what is to come"),
        "Russia and China would hold talks led by Mongolia.",
    ),
    Rule(
        "hedged",
        _hedged,
        lambda told: ActStanding("alleged", told.holder if told.holder.actor else _UNNAMED),
        "Kenya reportedly bombed a village in Chad.",
    ),
    Rule("rumoured", _rumoured, _rumour, "Reports that Turkey bombed Greece spread on Monday."),
    Rule("own word", _own_word, _is("happened"), "Kyiv said it had shelled Russia."),
    Rule("confirmed", _confirmed, _is("happened"), "Egypt confirmed that Israel bombed Syria."),
    Rule("plainly said", _plainly_said, _is("happened"), "Russia bombed Ukraine, officials said."),
    Rule(
        "attributed",
        lambda told: True,
        lambda told: ActStanding("alleged", told.holder),
        "Kyiv said that Russia had shelled Kharkiv.",
    ),
)
"""In order: the first that fits decides, the last always does."""
