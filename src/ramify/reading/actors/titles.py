"""People by the office that stands before their name: `Turkish Foreign Minister X`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ramify.reading.actors.noun_phrases import NounPhrases
from ramify.reading.actors.placed_names import PlacedNames
from ramify.reading.syntax.sentence import Sentence
from ramify.reading.syntax.word_lists import agents

_OFFICES = frozenset({"GOV", "MIL", "LEG", "JUD", "PTY", "OPP"})


_BY_FIRST_NAME = frozenset({"ERI", "ETH", "IDN", "ISL", "MNG", "MYS", "SOM", "THA"})
"""Where people have no family name, and are called by the first: `Anwar Ibrahim … Anwar`."""


class Titles:
    """Whose minister, general or premier a text says somebody is."""

    def __init__(
        self, sentences: Sequence[Sentence], names: PlacedNames, phrases: NounPhrases
    ) -> None:
        self._sentences, self._names, self._phrases = sentences, names, phrases

    def heed(self) -> None:
        """`Turkish Foreign Minister X`: whose minister the text says, whatever X is elsewhere."""
        for number, heads in enumerate(self._names.heads):
            for i, named in list(heads.items()):
                states = self._title_of(number, i) if named.person else set()
                if len(states) == 1 and states.isdisjoint(named.ids):
                    ids = tuple(states)
                    told = replace(named, ids=ids, candidates=ids, reason="the office told")
                    for k, other in self._names.at[number].items():
                        if other is named:
                            self._names.at[number][k] = told
                    heads[i] = told

    def people(self) -> dict[str, tuple[str, str]]:
        """Surnames of people in no list, by the state their title gives: `Albania's premier, X`."""
        found: dict[str, tuple[str, str]] = {}
        for number, sentence in enumerate(self._sentences):
            for token in sentence.tokens:
                name = sentence.kids(token.i, "flat")
                if token.pos != "PROPN" or not name:
                    continue
                states = self._title_of(number, token.i)
                surname = sentence.tokens[name[-1]].text
                full = f"{token.text} {surname}"
                if len(states) == 1 and token.i not in self._names.at[number]:
                    found.setdefault(surname, (next(iter(states)), full))
                if len(states) == 1 and states < _BY_FIRST_NAME:
                    found.setdefault(token.text, (next(iter(states)), full))
        return found

    def _title_of(self, number: int, i: int) -> set[str]:
        """The states that the office before a name, or the one it stands beside, belongs to."""
        sentence = self._sentences[number]
        head = sentence.tokens[i].head
        beside = [head] if sentence.tokens[i].dep == "appos" else []
        titles = [*sentence.kids(i, "nmod:desc", "compound", "appos", "amod"), *beside]
        offices = [k for k in titles if agents().get(sentence.tokens[k].lemma) in _OFFICES]
        owners = [n for k in offices for n in sentence.kids(k, "nmod:poss")]
        known = self._names.at[number].get(i)
        around = owners or ([*offices, *([i] if known is None else [])] if offices else [])
        return {s.id for k in around for s in self._phrases.alone(number, k)}
