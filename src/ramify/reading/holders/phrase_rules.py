"""Whom a noun phrase stands for where it says or thinks something: rules in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from ramify.reading.actors.antecedents import full_name_of
from ramify.reading.actors.cast import Cast
from ramify.reading.holders.earlier import Earlier
from ramify.reading.holders.offices import Offices
from ramify.reading.holders.phrases import Phrases
from ramify.reading.statements import Holder, HolderKind
from ramify.reading.syntax.relations import preposition
from ramify.reading.syntax.rule import Rule
from ramify.reading.syntax.sentence import Sentence, Token
from ramify.reading.syntax.speech import cues
from ramify.reading.syntax.word_lists import agents, nouns, wordlist

_PERSONAL = frozenset({"he", "she"})
_NEUTER = frozenset({"it", "they"})


class KnowsSpeakers(Protocol):
    """What the rules ask of whoever knows the document: its names, and who spoke in it."""

    cast: Cast
    sentences: tuple[Sentence, ...]
    phrases: Phrases
    offices: Offices
    earlier: Earlier

    def issuer(self, number: int, s: int) -> Holder | None:
        """Who issued a paper."""

    def as_actor(self, number: int, s: int, ids: tuple[str, ...]) -> Holder:
        """The actor that a phrase names."""


@dataclass(frozen=True)
class HolderPhrase:
    """A noun phrase of one document, as the rules look at it; `s` is its head."""

    speakers: KnowsSpeakers
    number: int
    s: int

    @property
    def sentence(self) -> Sentence:
        return self.speakers.sentences[self.number]

    @property
    def token(self) -> Token:
        return self.sentence.tokens[self.s]

    @property
    def word(self) -> str:
        return self.token.text.lower()

    @property
    def is_name(self) -> bool:
        return self.token.pos == "PROPN"

    @property
    def words(self) -> str:
        """The whole phrase as the text has it."""
        return self.speakers.cast.words(self.number, self.s)

    @property
    def at(self) -> tuple[int, int]:
        return self.number, self.s

    def is_any_of(self, table: str) -> bool:
        return self.token.lemma in cues("nouns", table)

    def held(self, actor: str | None = None, kind: HolderKind = "actor") -> Holder:
        return Holder(name=self.words, kind=kind, actor=actor)


def _as(kind: HolderKind) -> Callable[[HolderPhrase], Holder]:
    return lambda phrase: phrase.held(kind=kind)


def _with_determiner(phrase: HolderPhrase) -> str:
    return phrase.speakers.phrases.with_determiner(*phrase.at)


def _scholar(phrase: HolderPhrase) -> Holder:
    if body := _body_of(phrase):
        return phrase.held(body)
    kind: HolderKind = "unnamed" if _is_opponent(phrase.sentence, phrase.s) else "scholars"
    return Holder(name=_with_determiner(phrase), kind=kind)


def _body_of(phrase: HolderPhrase) -> str | None:
    """`UN experts`, `NATO analysts`: whom an organisation employs speaks for it."""
    cast = phrase.speakers.cast
    beside = phrase.sentence.kids(phrase.s, "compound", "nmod:poss")
    ids = {side.id for k in beside for side in cast.sides(phrase.number, k)}
    bodies = [one for one in ids if cast.groups.get(one)]
    return bodies[0] if len(ids) == 1 and bodies else None


def _one_of_them(phrase: HolderPhrase) -> Holder | None:
    """`one of them told us`: of those who spoke, or were spoken of, just before."""
    of = phrase.sentence.kids(phrase.s, "nmod")
    them = any(phrase.sentence.tokens[k].text.lower() == "them" for k in of)
    earlier = phrase.speakers.earlier
    if phrase.word != "one" or not them:
        return None
    return earlier.last_speaker(phrase.number) or earlier.scholars(phrase.number)


def _in_department(phrase: HolderPhrase) -> Holder | None:
    """`a director in the lands department`: who serves in a body of the one state at hand."""
    if phrase.token.lemma not in cues("nouns", "persons"):
        return None
    speakers = phrase.speakers
    below = phrase.sentence.kids(phrase.s, "nmod")
    bodies = [
        k for k in below if phrase.sentence.tokens[k].lemma.lower() in cues("nouns", "departments")
    ]
    for k in bodies:
        ids = speakers.phrases.ids(phrase.number, k, owners=True)
        owners = phrase.sentence.kids(k, "nmod:poss")
        ids = ids or tuple(i for n in owners for i in speakers.phrases.ids(phrase.number, n))
        if len(ids) == 1:
            return phrase.held(ids[0])
    state = speakers.offices.state_at_hand(phrase.number) if bodies else None
    return phrase.held(state) if state else None


def _is_opponent(sentence: Sentence, s: int) -> bool:
    """`government critics`, `his critics`, `critics of the pact`: no scholars of it."""
    of = [k for k in sentence.kids(s, "nmod") if preposition(sentence, k) == "of"]
    beside = of or sentence.kids(s, "nmod:poss", "compound")
    return sentence.tokens[s].lemma == "critic" and bool(beside)


def _same_scholars(phrase: HolderPhrase) -> Holder | None:
    return phrase.speakers.earlier.scholars(phrase.number) if phrase.word == "they" else None


def _is_thing(phrase: HolderPhrase) -> bool:
    return phrase.speakers.phrases.is_thing(*phrase.at)


def _is_full_name_of_scholar(phrase: HolderPhrase) -> bool:
    full = full_name_of(phrase.speakers.sentences, *phrase.at)
    return full is not None and phrase.speakers.phrases.is_scholar(*full)


def _is_press(phrase: HolderPhrase) -> bool:
    phrases = phrase.speakers.phrases
    outlet = phrase.is_name and phrases.is_outlet(*phrase.at)
    return phrases.is_press(*phrase.at) or outlet


def _is_named_scholar(phrase: HolderPhrase) -> bool:
    return phrase.is_name and phrase.speakers.phrases.is_scholar(*phrase.at)


def _official(phrase: HolderPhrase) -> Holder | None:
    named = _is_named_scholar(phrase)
    return phrase.speakers.earlier.in_office(*phrase.at) if named else None


def _issuer(phrase: HolderPhrase) -> Holder | None:
    paper = {phrase.token.lemma, phrase.word} & cues("nouns", "papers")
    return phrase.speakers.issuer(*phrase.at) if paper else None


def _again_in_office(phrase: HolderPhrase) -> Holder | None:
    """`the ministry`, whose only clue is who spoke before."""
    speakers = phrase.speakers
    alone = speakers.offices.is_alone(*phrase.at)
    again = speakers.earlier.named_again(*phrase.at) if alone else None
    return again if again and again.actor else None


def _is_actor(phrase: HolderPhrase) -> bool:
    return bool(phrase.speakers.cast.sides(*phrase.at))


def _actor(phrase: HolderPhrase) -> Holder:
    speakers = phrase.speakers
    return speakers.as_actor(*phrase.at, speakers.phrases.ids(*phrase.at))


def _spoken_of(phrase: HolderPhrase) -> Holder | None:
    """`he`, `it`, a surname: whoever was told of as speaking before."""
    earlier, number = phrase.speakers.earlier, phrase.number
    known = earlier.last_person(number) if phrase.word in _PERSONAL else None
    if phrase.word in _NEUTER:
        known = earlier.speaks_before(*phrase.at) or earlier.last_speaker(number)
    return known or earlier.named_again(*phrase.at)


def _serving(phrase: HolderPhrase) -> Holder | None:
    ids = phrase.speakers.offices.serves(*phrase.at) if phrase.is_name else ()
    return phrase.held(ids[0]) if len(ids) == 1 else None


def _counted(phrase: HolderPhrase) -> Holder | None:
    known = phrase.is_any_of("counted")
    return phrase.speakers.earlier.last_speaker(phrase.number) if known else None


def _in_office(phrase: HolderPhrase) -> Holder | None:
    state = phrase.speakers.offices.state_served(*phrase.at)
    return phrase.held(state) if state else None


def _is_unknown_name(phrase: HolderPhrase) -> bool:
    return phrase.is_name and phrase.token.lemma.lower() not in nouns()


def _is_somebody(phrase: HolderPhrase) -> bool:
    return phrase.token.lemma in agents() or phrase.token.lemma in wordlist("transparent")


def _is_anybody(phrase: HolderPhrase) -> bool:
    return phrase.is_any_of("unnamed") or phrase.token.pos in ("PRON", "DET")


PHRASES: tuple[Rule[HolderPhrase, Holder | None], ...] = (
    Rule(
        "scholars",
        lambda p: p.is_any_of("scholars"),
        _scholar,
        "Critics call for talks with Iran.",
    ),
    Rule(
        "the same scholars",
        _same_scholars,
        _same_scholars,
        "Analysts say the truce is weak. They say that it will fail.",
    ),
    Rule(
        "a thing",
        _is_thing,
        lambda p: None,
        "Comments from Chad suggest that the border will stay shut.",
    ),
    Rule(
        "surname of a scholar",
        _is_full_name_of_scholar,
        _as("scholars"),
        "“It is a message,” said Henry Rome, an analyst at a bank. Rome said the truce was weak.",
    ),
    Rule(
        "the press",
        _is_press,
        _as("reports"),
        "According to Turkish reports, Greece is in breach of the treaty.",
    ),
    Rule(
        "scholar in office",
        _official,
        _official,
        "Polish Foreign Minister Ana Lima spoke. Ana Lima, a professor, said the ban was wrong.",
    ),
    Rule(
        "named scholar",
        _is_named_scholar,
        _as("scholars"),
        "“This is important,” said Henry Rome, an Iran analyst at the Eurasia Group.",
    ),
    Rule(
        "issuer of a paper",
        _issuer,
        _issuer,
        "A statement by the Polish government said that the blockade was dangerous.",
    ),
    Rule(
        "office again",
        _again_in_office,
        _again_in_office,
        "Kenya's foreign ministry protested. The raid was wrong, the ministry said.",
    ),
    Rule("actor", _is_actor, _actor, "Kim said nothing."),
    Rule(
        "spoken of before",
        _spoken_of,
        _spoken_of,
        "A statement was issued by the European Union, in which they noted that Iran lies.",
    ),
    Rule(
        "serving a state",
        _serving,
        _serving,
        "Okello Oryem, who serves as Uganda's minister for trade, said the ban was wrong.",
    ),
    Rule(
        "counted",
        _counted,
        _counted,
        "“The ban is wrong,” Kenyan President William Ruto said. The duo said the raid was wrong.",
    ),
    Rule(
        "one of them",
        _one_of_them,
        _one_of_them,
        "Analysts say the truce is weak. “It will fail,” one of them said.",
    ),
    Rule(
        "in a department",
        _in_department,
        _in_department,
        "“The islands are ours,” a director in Vanuatu's lands department said.",
    ),
    Rule(
        "reports",
        lambda p: p.is_any_of("reports"),
        _as("reports"),
        "A poll showed that most Taiwanese see the island as a nation of its own.",
    ),
    Rule(
        "in office",
        _in_office,
        _in_office,
        "Kenya protested on Monday. Foreign Minister Jeje Odongo said the closure was necessary.",
    ),
    Rule(
        "unknown name",
        _is_unknown_name,
        _as("actor"),
        "Denzel Washington praised the film festival in Cannes.",
    ),
    Rule(
        "somebody",
        _is_somebody,
        lambda p: Holder(name=_with_determiner(p), kind="unnamed"),
        "Officials warned that talks had failed.",
    ),
    Rule(
        "anybody",
        _is_anybody,
        lambda p: Holder(name=p.word, kind="unnamed"),
        "Nobody promised to fight.",
    ),
)
"""In order: the first that fits decides; where none does nobody is meant."""
