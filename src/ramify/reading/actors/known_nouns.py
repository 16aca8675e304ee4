"""What the nouns of a sentence name, by the word lists: persons, acts, what is measured."""

from __future__ import annotations

from ramify.reading.actors.cast import Cast
from ramify.reading.syntax.lemmas import noun_form
from ramify.reading.syntax.relations import preposition
from ramify.reading.syntax.sentence import Sentence
from ramify.reading.syntax.word_lists import agents, nouns, phrase


class KnownNouns:
    """Looks the nouns of one sentence up."""

    def __init__(self, cast: Cast, sentence: Sentence, number: int) -> None:
        self.cast, self.sentence, self.number = cast, sentence, number

    def noun_key(self, i: int) -> str | None:
        """The longest phrase ending in a word that nouns.csv knows."""
        after = self.sentence.tokens[i + 1 : i + 2]
        if after and after[0].text.lower() == "d'affaires":
            return "charge d'affaires"
        return phrase(self._words_up_to(i), nouns())

    def agent_key(self, i: int) -> str | None:
        """The longest phrase ending in a word that agents.csv knows."""
        return phrase(self._words_up_to(i), agents())

    def _words_up_to(self, i: int) -> list[str]:
        words = [
            noun_form(self.sentence, k) for k in self.sentence.kids(i, "compound", "amod") if k < i
        ]
        return [*words, noun_form(self.sentence, i)]

    def is_person(self, i: int) -> bool:
        key = self.agent_key(i)
        named = self.cast.named_at(self.number, i)
        return bool(key) or bool(named and named.person)

    def counted(self, k: int, depth: int = 0) -> list[int]:
        """What a noun of measure measures: `a total of 6,700 containers of ammunition`."""
        found = [n for n in self.sentence.kids(k, "nmod") if preposition(self.sentence, n) == "of"]
        return found + [m for n in found if depth < 3 for m in self.counted(n, depth + 1)]

    def in_scare_quotes(self, k: int) -> bool:
        """`its “peacekeepers”`: one word in quotation marks is not taken at its word."""
        tokens = self.sentence.tokens
        if not 0 < k < len(tokens) - 1:
            return False
        return tokens[k - 1].text in "“‘\"''" and tokens[k + 1].text in "”’\"''"

    def is_coded(self, k: int, *roots: str) -> bool:
        """Whether a noun names an act of one of these roots: `protests from K`, `curbs on L`."""
        key = self.noun_key(k)
        return key is not None and (nouns()[key].code or "").startswith(roots)

    def names_act(self, n: int) -> bool:
        """Whether a noun names an act whatever stands with it."""
        key = self.noun_key(n)
        return key is not None and nouns()[key].alone
