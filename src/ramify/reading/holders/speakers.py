"""Whom a noun phrase stands for as somebody who says, thinks or issues something."""

from __future__ import annotations

from ramify.reading.actors.cast import Cast
from ramify.reading.holders.earlier import Earlier
from ramify.reading.holders.holder_phrase import HolderPhrase
from ramify.reading.holders.offices import Offices
from ramify.reading.holders.phrase_rules import PHRASES
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
from ramify.reading.syntax.rule import deciding
from ramify.reading.syntax.sentence import Sentence, Token
from ramify.reading.syntax.speech import cues, is_told, speaking_above, speaks

_PERSONAL = frozenset({"he", "she"})
_NEUTER = frozenset({"it", "they"})
_AUTHORS_OWN = frozenset({"i", "we", "you", "one"})


class Speakers:
    """Finds who speaks in one document: by name, by office, or taken up from before."""

    def __init__(
        self, cast: Cast, sentences: tuple[Sentence, ...], text: str, title: str = ""
    ) -> None:
        self.cast, self.sentences = cast, sentences
        self.phrases = Phrases(cast, sentences, text)
        self.offices = Offices(self.phrases, title)
        self.earlier = Earlier(self.phrases, self.offices, self)
        """Who spoke before; it asks back here whom an earlier place stands for."""
        self.several: dict[str, dict[str, str]] = {}
        """Who stands behind words for more than one: ids, each with its name."""

    def subject(self, number: int, k: int) -> Holder | None:
        """The holder that the subject of a verb stands for."""
        sentence = self.sentences[number]
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
        sentence = self.sentences[number]
        owners = sentence.kids(k, "nmod:poss", "nmod", "compound", "amod")
        afraid = sentence.tokens[k].tag == "NNS" and sentence.root == k
        if afraid or sentence.kids(k, "cop") or sentence.kids(k, "case"):
            owners += sentence.kids(k, "nsubj")
        for n in owners:
            cases = {sentence.tokens[c].text.lower() for c in sentence.kids(n, "case")}
            if cases <= cues("words", "owning") and (ids := self.phrases.ids(number, n)):
                return self.as_actor(number, n, ids)
            if sentence.tokens[n].lemma in cues("nouns", "scholars"):
                return self.named(number, n)
            office = sentence.tokens[n].lemma in cues("nouns", "state_offices")
            if office and (state := self.offices.state_at_hand(number)):
                return Holder(name=self.cast.words(number, n), kind="actor", actor=state)
        token = sentence.tokens[k]
        over = sentence.tokens[token.head]
        for n in sentence.kids(over.i, "obl") if over.lemma == "come" else ():
            if preposition(sentence, n) == "from":
                return self.named(number, n)
        voiced = token.dep == "obj" and over.lemma not in cues("verbs", "raising")
        voiced = voiced or (_is_belief(token) and preposition(sentence, k) == "in")
        return self.subject(number, over.i) if voiced else None

    def named(self, number: int, s: int) -> Holder | None:
        """The holder that a noun phrase stands for; None for things, which hold nothing."""
        phrase = HolderPhrase(self, number, s)
        rule = deciding(PHRASES, phrase)
        return rule.then(phrase) if rule else None

    def as_actor(self, number: int, s: int, ids: tuple[str, ...]) -> Holder:
        """The actor that a phrase names; of several, who each of them is."""
        sides = self.cast.sides(number, s)
        name = self.phrases.words(number, s) or sides[0].name
        if len(ids) == 1:
            return Holder(name=name, kind="actor", actor=ids[0])
        self.several[name] = {side.id: side.name for side in sides if side.id in ids}
        return Holder(name=name, kind="actor", actor=None)

    def of_two(self, name: str, ids: tuple[str, ...]) -> Holder:
        """Several who are meant by one word: `both`."""
        self.several[name] = dict.fromkeys(ids, name)
        return Holder(name=name, kind="actor", actor=None)

    def issuer(self, number: int, s: int) -> Holder | None:
        """Who issued a paper: its owner; of `the statement`, whoever spoke before it."""
        owner = self.owner(number, s)
        if owner and owner.kind == "actor":
            return owner
        sentence = self.sentences[number]
        token = sentence.tokens[s]
        if owners := sentence.kids(s, "nmod:poss"):
            return self.named(number, owners[0])
        named = token.text[:1].isupper() and token.lemma not in cues("nouns", "reports")
        dets = [sentence.tokens[k].text.lower() for k in sentence.kids(s, "det")]
        definite = dets == ["the"] or (named and not dets)
        if definite and not named and (issuer := self.earlier.issued(number, token.lemma)):
            return issuer
        return self.earlier.last_speaker(number) if definite else None


def _is_belief(token: Token) -> bool:
    """`in the belief that`: of whoever acts on it; `in a statement that` opens no belief."""
    believed = token.lemma in cues("nouns", "content") - cues("nouns", "papers")
    return believed and token.dep == "obl"


def _is_passed_over(sentence: Sentence, k: int, s: int) -> bool:
    """`Trade, Industry and Investment Secretary X said`: a part of a title before who speaks."""
    token = sentence.tokens[s]
    behind = [n for n in sentence.kids(k, "nsubj") if s < n < k]
    named = [n for n in behind if sentence.kids(n, "nmod:desc", "flat")]
    told_of = bool(behind) and behind[-1] == s + 1 and sentence.tokens[behind[-1]].pos == "PROPN"
    return (token.pos == "ADJ" and bool(behind)) or (token.pos == "NOUN" and bool(named or told_of))
