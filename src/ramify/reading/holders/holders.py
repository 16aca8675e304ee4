"""Who holds a claim: the author, a speaker, unnamed reports, and through whom."""

from __future__ import annotations

import re

from ramify.reading.actors.cast import Cast
from ramify.reading.holders.quoted import Quoted
from ramify.reading.holders.saying import is_set_against, saying_beside, saying_over
from ramify.reading.holders.speakers import Speakers
from ramify.reading.statements import Holder
from ramify.reading.syntax.clauses import clause
from ramify.reading.syntax.sentence import Sentence
from ramify.reading.syntax.speech import cues, is_told, speaks

AUTHOR = Holder(name="the author", kind="author")
_ACCORDING = re.compile(
    r"\b(?:according to|in the (?:view|words|opinion) of|as per)\s+", re.IGNORECASE
)
_VIEW = re.compile(
    r"\b(?:from|in)\s+([^,.;]{2,50}?)['’]s?\s+"
    r"(?:perspective|viewpoint|point of view|view|eyes|opinion|words)\b",
    re.IGNORECASE,
)
_MOST_HOLDERS = 5
_CITED = re.compile(
    r"\b(?:cit|quot|report)(?:ed|es|ing)\s+([^,.;“”\"]{2,60}?)\s+as\s+"
    r"(?:saying|telling|adding|warning|stating)\b"
)
_SOME = re.compile(
    r"(some|others|many|most|several)\s+(?:claim|argue|say|believe|think|fear|hope)\b",
    re.IGNORECASE,
)


class Holders:
    """Finds the holders of claims in one document."""

    def __init__(
        self, cast: Cast, sentences: tuple[Sentence, ...], text: str, title: str = ""
    ) -> None:
        self._cast, self._sentences = cast, sentences
        self._who = Speakers(cast, sentences, text, title)
        self._quoted = Quoted(sentences, text, self._who)

    def subject(self, number: int, k: int) -> Holder | None:
        """The holder that the subject of a verb stands for."""
        return self._who.subject(number, k)

    def named(self, number: int, s: int) -> Holder | None:
        """The holder that a noun phrase stands for."""
        return self._who.named(number, s)

    def owner(self, number: int, k: int) -> Holder | None:
        """Whose claim, view or wish a noun is."""
        return self._who.owner(number, k)

    def only_asks(self, number: int) -> bool:
        """Whether a sentence is part of a question in an interview."""
        return self._quoted.only_asks(number)

    def of(self, number: int, i: int) -> Holder:
        """Who holds what a predicate says."""
        sentence = self._sentences[number]
        if is_set_against(sentence, i):
            return AUTHOR
        said = list(saying_over(sentence, i)) or list(saying_beside(sentence, i))[:1]
        said = self._quoted.outside(number, said)
        chain = [holder for k in said if (holder := self._source(number, k))]
        quoted = self._quoted
        for find in (quoted.speaks_here, self._by_phrase, quoted.in_turn, self.concerned):
            if not chain and (holder := find(number, i)):
                chain.append(holder)
        return _nested(chain)

    def said_by(self, number: int, i: int) -> int:
        """The word by which something is held: the verb of saying over it, or the word itself."""
        sentence = self._sentences[number]
        said = (*saying_over(sentence, i), *saying_beside(sentence, i))
        return next(iter(said), i)

    def several(self, holder: Holder) -> dict[str, str]:
        """The actors, by id with their names, for whom one holder's words stand."""
        return {} if holder.actor else self._who.several.get(holder.name, {})

    def each(self, number: int, i: int, holder: Holder) -> list[Holder]:
        """A holder that stands for several actors as one for each: `the two envoys said`."""
        if holder.actor or holder.kind != "actor":
            return [holder]
        names = self.several(holder)
        if not names:
            said = [*saying_over(self._sentences[number], i)][:1]
            subjects = [s for k in said for s in clause(self._sentences[number], k).subjects]
            ids = {one for s in subjects for one in self._who.phrases.ids(number, s, owners=True)}
            names = dict.fromkeys(sorted(ids), holder.name)
        if not 1 < len(names) <= _MOST_HOLDERS:
            return [holder]
        return [
            holder.model_copy(update={"actor": one, "name": names[one] or holder.name})
            for one in names
        ]

    def _source(self, number: int, k: int) -> Holder | None:
        """Who stands behind a verb of saying, or behind a noun for what is said."""
        sentence = self._sentences[number]
        if sentence.tokens[k].pos == "NOUN":
            return self._who.owner(number, k) or self._who.subject(number, k)
        beside = None
        if not [n for n in sentence.kids(k, "nsubj", "expl") if not is_told(sentence, k, n)]:
            beside = self._quoted.behind(number, k) or self._quoted.beside(number, k)
        return self._who.subject(number, k) or (beside if speaks(sentence, k) else None)

    def _by_phrase(self, number: int, i: int) -> Holder | None:
        """`According to reports`, `from Japan's perspective`."""
        sentence = self._sentences[number]
        if (match := _VIEW.search(sentence.text)) and match.start() < 20:
            end = sentence.start + match.end(1)
            for token in sentence.tokens:
                if token.start < end <= token.end:
                    return self._who.named(number, token.i)
        if match := _CITED.search(sentence.text):
            end = sentence.start + match.end(1)
            cited = next(t.i for t in sentence.tokens if t.start < end <= t.end)
            return self._who.named(number, cited)
        if match := _SOME.match(sentence.text):
            return Holder(name=match[1].lower(), kind="unnamed")
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
                return self._who.named(number, k)
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


def _nested(chain: list[Holder]) -> Holder:
    """The innermost holder, through the ones who report it."""
    if not chain:
        return AUTHOR
    holder: Holder | None = None
    for one in reversed(chain):
        if holder and (one.name, one.actor) == (holder.name, holder.actor):
            continue
        holder = one.model_copy(update={"through": holder}) if holder else one
    assert holder is not None
    return holder
