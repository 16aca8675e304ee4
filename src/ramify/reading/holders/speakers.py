"""Whom a noun phrase stands for as somebody who says, thinks or issues something."""

from __future__ import annotations

from ramify.reading.actors.antecedents import full_name_of
from ramify.reading.actors.cast import Cast
from ramify.reading.holders.earlier import Earlier
from ramify.reading.holders.offices import Offices
from ramify.reading.holders.phrases import Phrases
from ramify.reading.holders.quotations import (
    behind_dateline,
    cited,
    goes_on_from,
    inserted,
    is_dateline,
)
from ramify.reading.statements import Holder
from ramify.reading.syntax.clauses import clause
from ramify.reading.syntax.relations import preposition
from ramify.reading.syntax.sentence import Sentence
from ramify.reading.syntax.speech import cues, is_told, speaking_above, speaks
from ramify.reading.syntax.word_lists import agents, nouns, wordlist

_PERSONAL = frozenset({"he", "she"})
_NEUTER = frozenset({"it", "they"})
_AUTHORS_OWN = frozenset({"i", "we", "you", "one"})


class Speakers:
    """Finds who speaks in one document: by name, by office, or taken up from before."""

    def __init__(
        self, cast: Cast, sentences: tuple[Sentence, ...], text: str, title: str = ""
    ) -> None:
        self._cast, self._sentences = cast, sentences
        self.phrases = Phrases(cast, sentences, text)
        self._offices = Offices(self.phrases, title)
        self.earlier = Earlier(self.phrases, self._offices, self)
        """Who spoke before; it asks back here whom an earlier place stands for."""
        self.several: dict[str, dict[str, str]] = {}
        """Who stands behind words for more than one: ids, each with its name."""

    def subject(self, number: int, k: int) -> Holder | None:
        """The holder that the subject of a verb stands for."""
        sentence = self._sentences[number]
        implying = sentence.tokens[k].lemma in cues("verbs", "implying")
        spoken = cues("nouns", "papers") - cues("nouns", "reports")
        if (quoted := cited(sentence, k)) is not None:
            return self.named(number, quoted)
        for s in clause(sentence, speaking_above(sentence, k)).subjects:
            if implying and sentence.tokens[s].lemma in spoken:
                return None
            word = sentence.tokens[s].text.lower()
            if is_told(sentence, k, s) or is_dateline(sentence, k, s):
                continue
            if _is_passed_over(sentence, k, s):
                continue
            if word in _AUTHORS_OWN:
                return None
            first = sentence.tokens[k].head
            twice = word in _PERSONAL and goes_on_from(sentence, k, first)
            if twice and (who := self.subject(number, first)):
                return who
            talks = speaks(sentence, k)
            spoke = word in _PERSONAL and talks
            if spoke and (who := self.earlier.introduced(number) or self.earlier.went_on(number)):
                return who
            behind = word in _NEUTER and s > 1 and sentence.tokens[s - 1].pos == "PUNCT"
            if behind and talks and (who := self.earlier.went_on(number, plural=True)):
                return who
            return self.named(number, behind_dateline(sentence, k, inserted(sentence, k, s)))
        if sentence.tokens[k].lemma in cues("verbs", "speak") and sentence.kids(k, "expl"):
            return self.earlier.last_speaker(number)
        return None

    def owner(self, number: int, k: int) -> Holder | None:
        """Whose claim, view or paper it is: `Poland's claim`, `a report by`, `voiced the view`."""
        sentence = self._sentences[number]
        owners = sentence.kids(k, "nmod:poss", "nmod", "compound", "amod")
        if sentence.kids(k, "cop") or sentence.kids(k, "case"):
            owners += sentence.kids(k, "nsubj")
        for n in owners:
            cases = {sentence.tokens[c].text.lower() for c in sentence.kids(n, "case")}
            if cases <= cues("words", "owning") and (ids := self.phrases.ids(number, n)):
                return self._one_or_several(number, n, ids)
            if sentence.tokens[n].lemma in cues("nouns", "scholars"):
                return self.named(number, n)
        token = sentence.tokens[k]
        over = sentence.tokens[token.head]
        voiced = token.dep == "obj" and over.lemma not in cues("verbs", "raising")
        return self.subject(number, over.i) if voiced else None

    def named(self, number: int, s: int) -> Holder | None:
        """The holder that a noun phrase stands for; None for things, which hold nothing."""
        token = self._sentences[number].tokens[s]
        word = token.text.lower()
        if token.lemma in cues("nouns", "scholars"):
            kind = "unnamed" if _is_opponent(self._sentences[number], s) else "scholars"
            return Holder(name=self.phrases.with_determiner(number, s), kind=kind)
        if word == "they" and (known := self.earlier.scholars(number)):
            return known
        if self.phrases.is_thing(number, s):
            return None
        if (full := full_name_of(self._sentences, number, s)) and self.phrases.is_scholar(*full):
            return Holder(name=self._cast.words(number, s), kind="scholars")
        if self.phrases.is_press(number, s):
            return Holder(name=self._cast.words(number, s), kind="reports")
        if token.pos == "PROPN" and self.phrases.is_outlet(number, s):
            return Holder(name=self._cast.words(number, s), kind="reports")
        if token.pos == "PROPN" and self.phrases.is_scholar(number, s):
            if official := self.earlier.in_office(number, s):
                return official
            return Holder(name=self._cast.words(number, s), kind="scholars")
        if {token.lemma, word} & cues("nouns", "papers") and (known := self._issuer(number, s)):
            return known
        again = self.earlier.named_again(number, s) if self._offices.is_alone(number, s) else None
        if again and again.actor:
            return again
        if self._cast.sides(number, s):
            return self._one_or_several(number, s, self.phrases.ids(number, s))
        return self._unknown(number, s)

    def _one_or_several(self, number: int, s: int, ids: tuple[str, ...]) -> Holder:
        """The actor that a phrase names; of several, who each of them is."""
        sides = self._cast.sides(number, s)
        name = self.phrases.words(number, s) or sides[0].name
        if len(ids) == 1:
            return Holder(name=name, kind="actor", actor=ids[0])
        self.several[name] = {side.id: side.name for side in sides if side.id in ids}
        return Holder(name=name, kind="actor", actor=None)

    def _unknown(self, number: int, s: int) -> Holder | None:
        """Somebody without an entry: known from before, by name, or by what he is alone."""
        token = self._sentences[number].tokens[s]
        word = token.text.lower()
        known = self.earlier.last_person(number) if word in _PERSONAL else None
        if word in _NEUTER:
            known = self.earlier.speaks_before(number, s) or self.earlier.last_speaker(number)
        if known := known or self.earlier.named_again(number, s):
            return known
        if token.pos == "PROPN" and len(ids := self._offices.serves(number, s)) == 1:
            return Holder(name=self._cast.words(number, s), kind="actor", actor=ids[0])
        if token.lemma in cues("nouns", "counted") and (known := self.earlier.last_speaker(number)):
            return known
        if token.lemma in cues("nouns", "reports"):
            return Holder(name=self._cast.words(number, s), kind="reports")
        if state := self._offices.state_served(number, s):
            return Holder(name=self._cast.words(number, s), kind="actor", actor=state)
        before = self._sentences[number].tokens[s - 1] if s else token
        titled = token.pos == "PROPN" and before.lemma.lower() in agents()
        if titled and len(ids := self.phrases.ids(number, before.i)) == 1:
            return Holder(name=self._cast.words(number, s), kind="actor", actor=ids[0])
        if token.pos == "PROPN" and token.lemma.lower() not in nouns():
            return Holder(name=self._cast.words(number, s), kind="actor")
        if token.lemma in agents() or token.lemma in wordlist("transparent"):
            return Holder(name=self.phrases.with_determiner(number, s), kind="unnamed")
        if token.lemma in cues("nouns", "unnamed") or token.pos in ("PRON", "DET"):
            return Holder(name=word, kind="unnamed")
        return None

    def _issuer(self, number: int, s: int) -> Holder | None:
        """Who issued a paper: its owner; of `the statement`, whoever spoke before it."""
        owner = self.owner(number, s)
        if owner and owner.kind == "actor":
            return owner
        sentence = self._sentences[number]
        token = sentence.tokens[s]
        if owners := sentence.kids(s, "nmod:poss"):
            return self.named(number, owners[0])
        named = token.text[:1].isupper() and token.lemma not in cues("nouns", "reports")
        dets = [sentence.tokens[k].text.lower() for k in sentence.kids(s, "det")]
        definite = dets == ["the"] or (named and not dets)
        if definite and not named and (issuer := self.earlier.issued(number, token.lemma)):
            return issuer
        return self.earlier.last_speaker(number) if definite else None


def _is_opponent(sentence: Sentence, s: int) -> bool:
    """`government critics`, `his critics`, `critics of the pact`: no scholars of it."""
    of = [k for k in sentence.kids(s, "nmod") if preposition(sentence, k) == "of"]
    beside = of or sentence.kids(s, "nmod:poss", "compound")
    return sentence.tokens[s].lemma == "critic" and bool(beside)


def _is_passed_over(sentence: Sentence, k: int, s: int) -> bool:
    """`Trade, Industry and Investment Secretary X said`: a part of a title before who speaks."""
    token = sentence.tokens[s]
    behind = [n for n in sentence.kids(k, "nsubj") if s < n < k]
    named = [n for n in behind if sentence.kids(n, "nmod:desc", "flat")]
    return (token.pos == "ADJ" and bool(behind)) or (token.pos == "NOUN" and bool(named))
