"""Who holds a claim: the author, a speaker, unnamed reports, and through whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, cached_property

from ramify.reading.actors.cast import Cast
from ramify.reading.actors.named import Side
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
_MOST_HOLDERS = 3
_NEAR = 4
"""Sentences back in which somebody unknown to us is still `he`."""
_GOES_ON = 2
"""Sentences behind a speaker in which a quotation without one is still his."""
_LONGEST = 12
"""Sentences of the longest quotation; what goes on past it has lost its closing sign."""
_PERSONAL = frozenset({"he", "she"})
_AUTHORS_OWN = frozenset({"i", "you", "one"})
_OPENING = frozenset('“‘"')


@cache
def cues(table: str, name: str) -> frozenset[str]:
    """A list of words of claims.toml."""
    return frozenset(tables("claims.toml")[table][name].split())


class Holders:
    """Finds the holders of claims in one document."""

    def __init__(self, cast: Cast, sentences: tuple[Sentence, ...], text: str) -> None:
        self._cast, self._sentences, self._text = cast, sentences, text

    @cached_property
    def _quoted(self) -> dict[int, tuple[Holder, bool]]:
        """Whose words the quotation in a sentence is, and whether it goes on from before.

        The speaker stands in the sentence a quotation ends or begins in: `"A. B," he said`;
        a quotation that names none goes on from who spoke just before it.
        """
        found: dict[int, tuple[Holder, bool]] = {}
        last: tuple[int, Holder] | None = None
        for first, number in self._stretches():
            speakers = [self._speaker_in(n, inside=n > first) for n in (number, first)]
            speaker = next(filter(None, speakers), None)
            quotes = number > first or self._sentences[first].text.lstrip()[:1] in _OPENING
            if speaker is None and quotes and last and first - last[0] <= _GOES_ON:
                speaker = last[1]
            if speaker is None:
                continue
            last = (number, speaker)
            if quotes:
                found.update((n, (speaker, n > first)) for n in range(first, number + 1))
        return found

    def _stretches(self) -> Iterator[tuple[int, int]]:
        """First and last sentence of each quotation; a sentence without one is its own."""
        first: int | None = None
        opened = False
        for number, sentence in enumerate(self._sentences):
            begins = sentence.text.lstrip()[:1] in _OPENING
            inside = opened and not (begins and self._opens_paragraph(number))
            opened = _still_open(sentence.text, inside)
            if first is None or not inside:
                first = number
            if not opened or number - first > _LONGEST:
                yield first, number
                first, opened = None, False

    def _speaks_here(self, number: int, i: int) -> Holder | None:
        """Whose quotation a word stands in."""
        if number not in self._quoted:
            return None
        holder, inside = self._quoted[number]
        sentence = self._sentences[number]
        before = sentence.text[: sentence.tokens[i].start - sentence.start]
        return holder if _still_open(before, inside) else None

    def _opens_paragraph(self, number: int) -> bool:
        if number == 0:
            return True
        start, end = self._sentences[number - 1].start, self._sentences[number].start
        return "\n" in self._text[start:end]

    def _speaker_in(self, number: int, *, inside: bool) -> Holder | None:
        """Who is said to speak in a sentence, outside its quotation (`inside`: one goes on)."""
        sentence = self._sentences[number]
        for token in sentence.tokens:
            if token.pos != "VERB" or token.lemma not in wordlist("speaking"):
                continue
            before = sentence.text[: token.start - sentence.start]
            if not _still_open(before, inside) and (holder := self.subject(number, token.i)):
                return holder
        return None

    def of(self, number: int, i: int) -> Holder:
        """Who holds what a predicate says."""
        sentence = self._sentences[number]
        said = list(_saying_over(sentence, i)) or list(_saying_beside(sentence, i))[:1]
        chain = [holder for k in said if (holder := self.subject(number, k))]
        if not chain and (holder := self._speaks_here(number, i)):
            chain.append(holder)
        if not chain and (holder := self._by_phrase(number)):
            chain.append(holder)
        if not chain and (holder := self.concerned(number, i)):
            chain.append(holder)
        return _nested(chain)

    def each(self, number: int, i: int, holder: Holder) -> list[Holder]:
        """A holder that stands for several actors as one for each: `the two envoys said`."""
        said = [*_saying_over(self._sentences[number], i)][:1] if holder.kind == "actor" else []
        subjects = [s for k in said for s in clause(self._sentences[number], k).subjects]
        ids = {side.id for s in subjects for side in self._cast.sides(number, s)}
        if holder.actor or not 1 < len(ids) <= _MOST_HOLDERS:
            return [holder]
        return [holder.model_copy(update={"actor": one}) for one in sorted(ids)]

    def subject(self, number: int, k: int) -> Holder | None:
        """The holder that the subject of a verb stands for."""
        sentence = self._sentences[number]
        for s in clause(sentence, k).subjects:
            mine = sentence.tokens[s].text.lower() in _AUTHORS_OWN
            return None if mine else self._named(number, s)
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
        if not sides and token.text.lower() in _PERSONAL and (known := self._last_person(number)):
            return known
        if sides:
            name = token.text if token.pos == "PRON" else self._cast.words(number, s)
            return Holder(name=name, kind="actor", actor=_only(sides))
        if token.pos == "PROPN" and token.lemma.lower() not in nouns():
            return Holder(name=self._cast.words(number, s), kind="actor")
        if token.lemma in agents() or token.lemma in wordlist("transparent"):
            return Holder(name=self._with_determiner(number, s), kind="unnamed")
        if token.lemma in cues("nouns", "unnamed") or token.pos in ("PRON", "DET"):
            return Holder(name=token.text.lower(), kind="unnamed")
        return None

    def _last_person(self, number: int) -> Holder | None:
        """Whom `he` means where it is nobody we know: the last one named to say something."""
        for back in range(number - 1, max(-1, number - _NEAR), -1):
            for token in self._sentences[back].tokens:
                named = token.pos == "PROPN" and token.dep.startswith("nsubj")
                if named and (self._sentences[back].kids(token.i, "flat", "nmod:desc", "compound")):
                    return self._named(back, token.i)
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


def _only(sides: Sequence[Side]) -> str | None:
    """The id of the one actor that sides stand for, whatever parts of it they are."""
    ids = {side.id for side in sides}
    return ids.pop() if len(ids) == 1 else None


def _still_open(text: str, opened: bool) -> bool:
    """Whether a quotation is open where a text ends, if it was or was not where it begins."""
    for sign in text:
        if sign in "“„":
            opened = True
        elif sign == "”":
            opened = False
        elif sign == '"':
            opened = not opened
    return opened


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
