"""Speakers taken up from before: `he said`, `the statement`, `the ministry`, `Hua` again."""

from __future__ import annotations

from typing import Protocol

from ramify.reading.actors.antecedents import introduced_before
from ramify.reading.holders.offices import Offices, known_offices, office
from ramify.reading.holders.phrases import Phrases
from ramify.reading.statements import Holder
from ramify.reading.syntax.clauses import clause
from ramify.reading.syntax.sentence import Token
from ramify.reading.syntax.speech import cues, speaks
from ramify.reading.syntax.word_lists import agents

_NEAR = 4
"""Sentences back in which somebody unknown to us is still `he`."""
_GOES_ON = 2
"""Sentences behind a speaker in which what has no other is still his."""
_NAMED_AGAIN = 12
"""Sentences back in which `the ministry` is the one that was named."""
_DEEPEST = 6
"""Mentions of an unknown name that are followed back to the one with his office."""


class WhoSpeaks(Protocol):
    """Whom a place in the text stands for, as far as it is asked of earlier ones."""

    def subject(self, number: int, k: int) -> Holder | None:
        """The holder that the subject of a verb stands for."""
        ...

    def owner(self, number: int, k: int) -> Holder | None:
        """Whose claim, view or paper it is."""
        ...

    def named(self, number: int, s: int) -> Holder | None:
        """The holder that a noun phrase stands for."""
        ...


class Earlier:
    """Finds who spoke or was named before, in one document."""

    def __init__(self, phrases: Phrases, offices: Offices, who: WhoSpeaks) -> None:
        self._phrases, self._offices, self._who = phrases, offices, who
        self._cast, self._sentences = phrases.cast, phrases.sentences
        self._spoke: list[Holder | None] = []

    def last_speaker(self, number: int, *, one_back: bool = False) -> Holder | None:
        """Whoever is last told to have spoken, one or two sentences before."""
        while len(self._spoke) < number:
            self._spoke.append(None)
            self._spoke[-1] = self._speaks_in(len(self._spoke) - 1)
        reach = 1 if one_back else _GOES_ON
        before = self._spoke[max(0, number - reach) : number]
        return next((one for one in reversed(before) if one), None)

    def _speaks_in(self, number: int) -> Holder | None:
        """Whoever speaks last in a sentence."""
        sentence = self._sentences[number]
        for token in reversed(sentence.tokens):
            if not (speaks(sentence, token.i) or _tells(token)):
                continue
            holder = self._who.subject(number, token.i)
            if holder and holder.kind in ("actor", "scholars"):
                return holder
        return None

    def speaks_before(self, number: int, s: int) -> Holder | None:
        """`a statement was issued by the bloc, in which they said`: who speaks in the sentence."""
        sentence = self._sentences[number]
        for token in sentence.tokens[:s]:
            voiced = speaks(sentence, token.i) or _tells(token)
            if voiced and s not in clause(sentence, token.i).subjects:
                return self._who.subject(number, token.i)
        return None

    def went_on(self, number: int, *, plural: bool = False) -> Holder | None:
        """Whom `he said`, `they said` mean: whoever spoke just before, if somebody did."""
        spoke = self.last_speaker(number, one_back=True)
        if spoke is None or plural:
            return spoke
        last = spoke.name.split()[-1]
        several = last.lower() in cues("nouns", "bodies")
        several = several or (spoke.kind == "scholars" and last.islower() and last.endswith("s"))
        person = spoke.name[:1].isupper() or last.lower() in cues("nouns", "persons")
        return spoke if person and not several else None

    def introduced(self, number: int) -> Holder | None:
        """Whom `he said` means behind `X, a member of …, asked`, if the lists do not know X."""
        s = introduced_before(self._sentences, number)
        known = s is None or self._cast.named_at(number - 1, s)
        return None if known or s is None else self._who.named(number - 1, s)

    def last_person(self, number: int) -> Holder | None:
        """Whom `he` means where it is nobody we know: the last one named to say something."""
        for back in range(number - 1, max(-1, number - _NEAR), -1):
            sentence = self._sentences[back]
            for token in sentence.tokens:
                above = (token.i, *sentence.above(token.i))
                subject = any(sentence.tokens[k].dep.startswith("nsubj") for k in above)
                full = sentence.kids(token.i, "flat", "nmod:desc", "compound")
                if token.pos == "PROPN" and subject and full and token.lemma not in agents():
                    return self._who.named(back, token.i)
        return None

    def scholars(self, number: int) -> Holder | None:
        """`They think …` after a sentence that spoke of scholars."""
        if number == 0:
            return None
        before = self._sentences[number - 1]
        for token in before.tokens:
            if token.lemma in cues("nouns", "scholars") and token.dep.startswith("nsubj"):
                name = self._phrases.with_determiner(number - 1, token.i)
                return Holder(name=name, kind="scholars")
        return None

    def issued(self, number: int, lemma: str) -> Holder | None:
        """`the statement`, where `the leaders' statement` was told of shortly before."""
        for back in range(number - 1, max(-1, number - _NEAR), -1):
            for one in self._sentences[back].tokens:
                noun = one.lemma == lemma and one.pos == "NOUN"
                if noun and (who := self._who.owner(back, one.i)):
                    return who
        return None

    def in_office(self, number: int, s: int) -> Holder | None:
        """`Cabinet Secretary X`, later called an expert: he still speaks for his state."""
        text = self._sentences[number].tokens[s].text
        for back in range(number - 1, max(-1, number - _NAMED_AGAIN), -1):
            sentence = self._sentences[back]
            for one in sentence.tokens:
                titles = sentence.kids(one.i, "nmod:desc", "compound")
                served = {agents().get(sentence.tokens[k].lemma.lower()) for k in titles}
                if one.text == text and "GOV" in served:
                    return self._who.named(back, one.i)
        return None

    def named_again(self, number: int, s: int, deep: int = 0) -> Holder | None:
        """`the ministry` after `the Kenyan foreign ministry`, `Hua` after `Hua Chunying, …`."""
        sentence = self._sentences[number]
        token = sentence.tokens[s]
        words = {token.text} if token.pos == "PROPN" else set()
        if sentence.kids(s, "det") or token.pos == "PROPN":
            titles = (s, *sentence.kids(s, "nmod:desc", "compound"), max(s - 1, 0))
            words |= {office(sentence.tokens[k].lemma.lower()) for k in titles} & known_offices()
        if not words or deep > _DEEPEST:
            return None
        for back in range(number, max(-1, number - _NAMED_AGAIN), -1):
            for one in reversed(self._sentences[back].tokens):
                if back == number and one.i >= s:
                    continue
                if not words & {one.text, office(one.lemma.lower())}:
                    continue
                if one.pos == "PROPN" and self._phrases.is_scholar(back, one.i):
                    return Holder(name=self._cast.words(number, s), kind="scholars")
                ids = self._phrases.ids(back, one.i) or self._offices.titled(back, one.i)
                by_office = not ids and one.text not in words and back < number
                if by_office and (held := self._offices.served(number, s, back, one)):
                    return held
                if not ids and one.text in words:
                    return self.named_again(back, one.i, deep + 1) or self._offices.served(
                        number, s, back, one
                    )
                if ids:
                    only = ids[0] if len(ids) == 1 else None
                    again = number if token.pos == "PROPN" else back
                    name = self._cast.words(again, s if token.pos == "PROPN" else one.i)
                    return Holder(name=name, kind="actor", actor=only)
        return None


def _tells(token: Token) -> bool:
    return token.pos == "VERB" and token.lemma in cues("verbs", "issue")
