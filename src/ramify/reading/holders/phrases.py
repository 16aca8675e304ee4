"""What a noun phrase is before anybody is known to speak: actors, scholars, press, things."""

from __future__ import annotations

from dataclasses import dataclass

from ramify.reading.actors.cast import Cast
from ramify.reading.syntax.sentence import Sentence
from ramify.reading.syntax.speech import cues

_POINTING = frozenset({"this", "that", "these", "those", "what"})


@dataclass(frozen=True)
class Phrases:
    """The noun phrases of one document, as words for somebody who may speak."""

    cast: Cast
    sentences: tuple[Sentence, ...]
    text: str

    def ids(self, number: int, s: int, *, owners: bool = False) -> tuple[str, ...]:
        """Whom a noun phrase stands for; `France's U.N. envoy` speaks for France alone."""
        sentence = self.sentences[number]
        near = sentence.kids(s, "nmod") if owners and not self.cast.sides(number, s) else [s]
        ids = dict.fromkeys(side.id for k in near for side in self.cast.sides(number, k))
        states = [one for one in ids if not self.cast.groups.get(one)]
        alone = not any(sentence.kids(k, "conj") for k in near)
        return tuple(states if alone and len(states) == 1 else ids)

    def words(self, number: int, i: int) -> str:
        """The words for somebody; for a pronoun, how the text calls whom it means."""
        token = self.sentences[number].tokens[i]
        if token.pos != "PRON":
            return self.cast.words(number, i)
        called = self.cast.with_names(number, token.start, token.end) or ""
        return called.partition("[")[2].rstrip("]") or token.text

    def with_determiner(self, number: int, s: int) -> str:
        """`some scholars`, `most analysts`: how many of them is part of who they are."""
        sentence = self.sentences[number]
        start, end = sentence.tokens[s].start, sentence.tokens[s].end
        before = [k for k in sentence.kids(s, "det", "amod", "nummod", "compound") if k < s]
        return self.text[min([start, *(sentence.tokens[k].start for k in before)]) : end]

    def is_thing(self, number: int, s: int) -> bool:
        """`the move suggests`, `that showed`: what says nothing, and stands for nobody."""
        token = self.sentences[number].tokens[s]
        if self.cast.named_at(number, s):
            return False
        of = {self.sentences[number].tokens[k].text.lower() for k in self._below(number, s)}
        if token.text.lower() in ("none", "nothing") and of & _POINTING:
            return True
        pointing = token.pos in ("PRON", "DET") and token.text.lower() in _POINTING
        return pointing or (token.pos == "NOUN" and token.lemma in cues("nouns", "things"))

    def _below(self, number: int, s: int) -> list[int]:
        return self.sentences[number].kids(s, "nmod")

    def is_press(self, number: int, s: int) -> bool:
        """`Arab reports`, `Israeli media`: a people's press speaks for nobody; state media do."""
        sentence = self.sentences[number]
        token = sentence.tokens[s]
        many = token.lemma == "media" or (token.lemma == "report" and token.tag == "NNS")
        near = {sentence.tokens[k].text.lower() for k in sentence.kids(s, "amod", "compound")}
        owned = sentence.kids(s, "nmod:poss", "nmod", "acl")
        return many and not owned and near.isdisjoint(cues("words", "official"))

    def is_outlet(self, number: int, s: int) -> bool:
        """Whether the last word of a name says that it is a paper, an agency, a channel."""
        sentence = self.sentences[number]
        last = sentence.tokens[max([s, *sentence.kids(s, "flat")])]
        return last.text.lower() in cues("nouns", "outlets")

    def is_scholar(self, number: int, s: int) -> bool:
        """`Henry Rome, an analyst at …`, `analyst Henry Rome`, `X, director of an institute`."""
        sentence = self.sentences[number]
        beside = sentence.kids(s, "appos", "nmod:desc", "compound")
        lemmas = {sentence.tokens[k].lemma.lower() for k in beside}
        around = {sentence.tokens[n].lemma.lower() for k in beside for n in sentence.subtree(k)}
        learned = cues("nouns", "scholars") | cues("nouns", "learned")
        over = sentence.tokens[sentence.tokens[s].head]
        if sentence.tokens[s].dep == "appos" and over.lemma in cues("nouns", "scholars"):
            return True
        return bool(lemmas & learned or around & cues("nouns", "institutes"))
