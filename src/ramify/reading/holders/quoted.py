"""Whose words a quotation, or a turn in an interview, is."""

from __future__ import annotations

import re
from functools import cached_property

from ramify.reading.actors.quotation_marks import CLOSING, begins_quoted, still_open
from ramify.reading.holders.quotations import asks, labels, quotes_behind, stretches
from ramify.reading.holders.speakers import Speakers
from ramify.reading.statements import Holder
from ramify.reading.syntax.sentence import Sentence
from ramify.reading.syntax.speech import is_speaking, speaks

UNSAID = Holder(name="not said by whom", kind="unnamed")
"""Whoever speaks a quotation that names nobody."""
ASKER = Holder(name="whoever asks", kind="unnamed")
"""Whoever only asks in an interview, and claims nothing."""
_LONGEST_NAME = 14
"""Words of a line that only names somebody."""
_BEHIND_COLON = re.compile(r":\s*[“\"]")
_OPEN_NAMES = ("PROPN", "NOUN", "DET", "ADJ")
_GOES_ON = 2
"""Sentences behind a speaker in which a quotation without one is still his."""


class Quoted:
    """Finds the speakers of the quotations in one document."""

    def __init__(self, sentences: tuple[Sentence, ...], text: str, who: Speakers) -> None:
        self._sentences, self._text, self._who = sentences, text, who

    def speaks_here(self, number: int, i: int) -> Holder | None:
        """Whose quotation a word stands in."""
        sentence = self._sentences[number]
        if number in self._spoken_by:
            holder, inside = self._spoken_by[number]
            before = sentence.text[: sentence.tokens[i].start - sentence.start]
            return holder if still_open(before, inside) else None
        if quotes_behind(sentence, i) and not any(speaks(sentence, t.i) for t in sentence.tokens):
            return self._who.earlier.last_speaker(number)
        return None

    def outside(self, number: int, said: list[int]) -> list[int]:
        """`"K confirms that it is a party," he said`: who speaks the quotation holds all of it."""
        sentence = self._sentences[number]
        inside = number in self._spoken_by and self._spoken_by[number][1]
        before = (sentence.text[: sentence.tokens[k].start - sentence.start] for k in said)
        outside = [k for k, text in zip(said, before, strict=True) if not still_open(text, inside)]
        return outside or said

    def only_asks(self, number: int) -> bool:
        """Whether a sentence is part of a question in an interview."""
        return self._turns.get(number) == ASKER

    def in_turn(self, number: int, i: int) -> Holder | None:
        """Whose turn it is where a word stands."""
        return self._turns.get(number)

    def behind(self, number: int, k: int) -> Holder | None:
        """`…,” Hong Min, an analyst at K, told AFP`: who stands between the mark and the verb."""
        sentence = self._sentences[number]
        tokens = sentence.tokens
        closing = next((n for n in range(k - 1, -1, -1) if tokens[n].text in CLOSING), None)
        if closing is None or closing + 1 >= k or tokens[closing + 1].pos not in _OPEN_NAMES:
            return None
        if still_open(sentence.text[: tokens[closing].end - sentence.start], False):
            return None
        ends = next((n for n in range(closing + 1, k) if tokens[n].pos == "PUNCT"), k)
        inside = range(closing + 1, ends)
        heads = [n for n in inside if tokens[n].head not in inside]
        if any(tokens[n].pos in ("VERB", "AUX") for n in inside) or len(heads) != 1:
            return None
        return self._who.named(number, heads[0])

    def beside(self, number: int, k: int) -> Holder | None:
        """`,” alleged Emmanuel Macron`: who stands between the verb and a mark, if no subject."""
        sentence = self._sentences[number]
        for step in (-1, 1):
            near: list[int] = []
            n = k + step
            while 0 <= n < len(sentence.tokens) and sentence.tokens[n].pos not in ("PUNCT", "VERB"):
                near.append(n)
                n += step
            closed = not 0 <= n < len(sentence.tokens) or sentence.tokens[n].pos == "PUNCT"
            heads = [m for m in near if sentence.tokens[m].head not in near]
            if step > 0 and sentence.tokens[k].lemma == "tell":
                continue
            if closed and len(heads) == 1 and sentence.tokens[heads[0]].pos in ("PROPN", "NOUN"):
                return self._who.named(number, heads[0])
        return None

    @cached_property
    def _spoken_by(self) -> dict[int, tuple[Holder, bool]]:
        """Whose words the quotation in a sentence is, and whether it goes on from before.

        The speaker stands in the sentence a quotation ends or begins in: `"A. B," he said`;
        a quotation that names none goes on from who spoke just before it.
        """
        found: dict[int, tuple[Holder, bool]] = {}
        last: tuple[int, Holder] | None = None
        for first, number in stretches(self._sentences, self._text):
            speakers = [self._speaker_in(n, inside=n > first) for n in (number, first)]
            speaker = next(filter(None, speakers), None)
            opening = self._sentences[first]
            quotes = number > first or begins_quoted(opening)
            quotes = quotes or bool(_BEHIND_COLON.search(opening.text))
            speaker = speaker or (self._announced(first - 1) if quotes else None)
            speaker = speaker or (self._signed(number + 1) if quotes else None)
            if speaker is None and quotes and last and first - last[0] <= _GOES_ON:
                speaker = last[1]
            if speaker is None and quotes:
                found.update((n, (UNSAID, n > first)) for n in range(first, number + 1))
            if speaker is None:
                continue
            last = (number, speaker)
            if quotes:
                found.update((n, (speaker, n > first)) for n in range(first, number + 1))
        return found

    def _announced(self, number: int) -> Holder | None:
        """Whose words a sentence announces: `The ministry issued this statement:`."""
        if number < 0 or not self._sentences[number].text.rstrip().endswith(":"):
            return None
        return self._who.subject(number, self._sentences[number].root)

    def _signed(self, number: int) -> Holder | None:
        """Whose name stands alone under a quotation: `— William Ruto, President of Kenya`."""
        if number >= len(self._sentences) or len(self._sentences[number].tokens) > _LONGEST_NAME:
            return None
        tokens = self._sentences[number].tokens
        if any(token.pos in ("VERB", "AUX") for token in tokens):
            return None
        names = [token.i for token in tokens if token.pos == "PROPN"]
        return self._who.named(number, names[0]) if names and names[0] < 2 else None

    def _speaker_in(self, number: int, *, inside: bool) -> Holder | None:
        """Who is said to speak in a sentence, outside its quotation (`inside`: one goes on)."""
        sentence = self._sentences[number]
        for token in sentence.tokens:
            if not is_speaking(sentence, token.i):
                continue
            if still_open(sentence.text[: token.start - sentence.start], inside):
                continue
            own = sentence.kids(token.i, "nsubj", "expl")
            found = None if own else self.behind(number, token.i)
            if found is None and token.pos == "VERB":
                found = self._who.subject(number, token.i)
            if holder := found or self.beside(number, token.i):
                return holder
        behind = _BEHIND_COLON.search(sentence.text)
        return self._who.subject(number, sentence.root) if behind and not inside else None

    @cached_property
    def _turns(self) -> dict[int, Holder]:
        """Whose turn it is in each sentence of a text whose speakers stand before a colon."""
        found: dict[int, Holder] = {}
        heads = labels(self._sentences, self._text)
        turn: Holder | None = None
        for number in range(min(heads, default=len(self._sentences)), len(self._sentences)):
            if colon := heads.get(number):
                turn = self._before_colon(number, colon)
            if turn:
                found[number] = turn
        return found

    def _before_colon(self, number: int, colon: int) -> Holder | None:
        sentence = self._sentences[number]
        if asks(sentence, colon):
            return ASKER
        names = [t.i for t in sentence.tokens[:colon] if t.pos == "PROPN"]
        heads = [k for k in names if sentence.tokens[k].head not in names or k == sentence.root]
        return self._who.named(number, heads[-1]) if heads else None
