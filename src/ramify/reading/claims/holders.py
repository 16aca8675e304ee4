"""Who holds a claim: the author, a speaker, unnamed reports, and through whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ramify.reading.actors.cast import Cast
from ramify.reading.statements import Holder
from ramify.reading.syntax.clauses import clause
from ramify.reading.syntax.factuality import is_content
from ramify.reading.syntax.sentence import Sentence
from ramify.reading.syntax.word_lists import agents, nouns, tables, wordlist

AUTHOR = Holder(name="the author", kind="author")
_ACCORDING = re.compile(
    r"\b(?:according to|in the (?:view|words|opinion) of|as per)\s+", re.IGNORECASE
)
_VIEW = re.compile(
    r"\b(?:from|in)\s+([^,.;]{2,50}?)['’]s?\s+"
    r"(?:perspective|viewpoint|point of view|view|eyes|opinion|words)\b",
    re.IGNORECASE,
)
_OPENING = frozenset('“‘"')


@cache
def cues(table: str, name: str) -> frozenset[str]:
    """A list of words of claims.toml."""
    return frozenset(tables("claims.toml")[table][name].split())


class Holders:
    """Finds the holders of claims in one document."""

    def __init__(self, cast: Cast, sentences: tuple[Sentence, ...], text: str) -> None:
        self._cast, self._sentences, self._text = cast, sentences, text

    def of(self, number: int, i: int) -> Holder:
        """Who holds what a predicate says."""
        sentence = self._sentences[number]
        said = list(_saying_over(sentence, i)) or list(_saying_beside(sentence, i))[:1]
        chain = [holder for k in said if (holder := self.subject(number, k))]
        if not chain and (holder := self._by_phrase(number)):
            chain.append(holder)
        if not chain and (holder := self.concerned(number, i)):
            chain.append(holder)
        return _nested(chain)

    def subject(self, number: int, k: int) -> Holder | None:
        """The holder that the subject of a verb stands for."""
        sentence = self._sentences[number]
        for s in clause(sentence, k).subjects:
            return None if sentence.tokens[s].text == "I" else self._named(number, s)
        return None

    def _named(self, number: int, s: int) -> Holder | None:
        """The holder that a noun phrase stands for; None for things, which hold nothing."""
        sentence = self._sentences[number]
        token = sentence.tokens[s]
        if token.lemma in cues("nouns", "scholars"):
            return Holder(name=self._with_determiner(number, s), kind="scholars")
        if token.text.lower() == "they" and (known := self._earlier_scholars(number)):
            return known
        sides = self._cast.sides(number, s)
        if token.lemma in cues("nouns", "reports") and not sides:
            return Holder(name=self._cast.words(number, s), kind="reports")
        if sides:
            name = token.text if token.pos == "PRON" else self._cast.words(number, s)
            return Holder(name=name, kind="actor", actor=sides[0].id if len(sides) == 1 else None)
        if token.pos == "PROPN" and token.lemma.lower() not in nouns():
            return Holder(name=self._cast.words(number, s), kind="actor")
        if token.lemma in agents() or token.lemma in wordlist("transparent"):
            return Holder(name=self._with_determiner(number, s), kind="unnamed")
        if token.lemma in cues("nouns", "unnamed") or token.pos in ("PRON", "DET"):
            return Holder(name=token.text.lower(), kind="unnamed")
        return None

    def _with_determiner(self, number: int, s: int) -> str:
        """`some scholars`, `most analysts`: how many of them is part of who they are."""
        sentence = self._sentences[number]
        start, end = sentence.tokens[s].start, sentence.tokens[s].end
        before = [k for k in sentence.kids(s, "det", "amod", "nummod", "compound") if k < s]
        return self._text[min([start, *(sentence.tokens[k].start for k in before)]) : end]

    def _earlier_scholars(self, number: int) -> Holder | None:
        """`They think …` after a sentence that spoke of scholars."""
        if number == 0:
            return None
        before = self._sentences[number - 1]
        for token in before.tokens:
            if token.lemma in cues("nouns", "scholars") and token.dep.startswith("nsubj"):
                return Holder(name=self._with_determiner(number - 1, token.i), kind="scholars")
        return None

    def _by_phrase(self, number: int) -> Holder | None:
        """`According to reports`, `from Japan's perspective`."""
        sentence = self._sentences[number]
        if (match := _VIEW.search(sentence.text)) and match.start() < 20:
            end = sentence.start + match.end(1)
            for token in sentence.tokens:
                if token.start < end <= token.end:
                    return self._named(number, token.i)
        if match := _ACCORDING.search(sentence.text):
            start = sentence.start + match.end()
            first = next((t.i for t in sentence.tokens if t.start >= start), None)
            if first is not None:
                return self._phrase_head(number, first)
        return None

    def _phrase_head(self, number: int, first: int) -> Holder | None:
        sentence = self._sentences[number]
        for k in range(first, min(first + 8, len(sentence.tokens))):
            token = sentence.tokens[k]
            if token.pos in ("NOUN", "PROPN") and not any(
                sentence.tokens[h].i > k and sentence.tokens[h].i < first + 8
                for h in [token.head]
                if token.dep in ("compound", "amod", "nmod:poss", "nmod:desc")
            ):
                return self._named(number, k)
        return None

    def concerned(self, number: int, i: int) -> Holder | None:
        """`One concern for Tokyo is …`, `Tokyo's fear that …`: who has the fear holds it."""
        sentence = self._sentences[number]
        for token in sentence.tokens:
            if token.lemma not in cues("nouns", "fear") or token.i in sentence.subtree(i):
                continue
            if i not in sentence.subtree(token.head):
                continue
            owners = sentence.kids(token.i, "nmod:poss", "nmod")
            for k in owners:
                if (sides := self._cast.sides(number, k)) and not sides[0].place:
                    return Holder(
                        name=self._cast.words(number, k),
                        kind="actor",
                        actor=sides[0].id if len(sides) == 1 else None,
                    )
        return None


def _saying_over(sentence: Sentence, i: int) -> Iterator[int]:
    """Verbs of saying and thinking whose content a predicate is part of, nearest first."""
    seen = i
    for k in sentence.above(i):
        dep = sentence.tokens[seen].dep.partition(":")[0]
        quoted = dep == "parataxis" and k < seen and _quotes(sentence, k, seen)
        content = dep in ("ccomp", "csubj") or quoted
        thinking = sentence.tokens[k].lemma in cues("verbs", "think")
        if content and (thinking or (dep == "ccomp" and is_content(sentence, k, seen))):
            yield k
        seen = k


def _quotes(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a quotation opens between two words."""
    return any(token.text in _OPENING for token in sentence.tokens[first:last])


def _saying_beside(sentence: Sentence, i: int) -> Iterator[int]:
    """Verbs of saying beside a clause: `…, officials said`."""
    for k in (i, *sentence.above(i)):
        for p in sentence.kids(k, "parataxis"):
            if sentence.tokens[p].lemma in cues("verbs", "think"):
                yield p


def _nested(chain: list[Holder]) -> Holder:
    """The innermost holder, through the ones who report it."""
    if not chain:
        return AUTHOR
    holder: Holder | None = None
    for one in reversed(chain):
        holder = one.model_copy(update={"through": holder}) if holder else one
    assert holder is not None
    return holder
