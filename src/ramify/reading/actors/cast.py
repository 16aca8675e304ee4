"""Who is meant: names, offices and references, resolved in the document by stated rules."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from ramify.reading.actors.coreference import References
from ramify.reading.actors.dated_names import Names
from ramify.reading.actors.main_actors import (
    acting_state,
    issuing_state,
    main_pair,
    main_state,
    state_of_coup,
)
from ramify.reading.actors.named import Named, Side
from ramify.reading.actors.noun_phrases import NounPhrases
from ramify.reading.actors.placed_names import PlacedNames, settled
from ramify.reading.actors.titles import Titles
from ramify.reading.syntax.sentence import Sentence, Token

_CALLING = ("name", "group", "grouping", "leader", "metonym")
_SELVES = frozenset({"itself", "himself", "herself", "themselves"})
_ACRONYM = re.compile(r"[A-Z]{2,6}")


class Cast:
    """The actors of a document: every name and reference, and what it was taken to mean."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[Sentence],
        names: Names,
        on: date,
        is_group: dict[str, bool] | None = None,
        titled: tuple[str, ...] = (),
    ) -> None:
        """`titled` are those whom the title of the text names."""
        self.titled = titled
        self.text, self.sentences, self.groups = text, sentences, is_group or {}
        self.named = settled(names.find(text, on))
        self.references: list[Named] = []
        self._letters: dict[str, Side] = {}
        placed = PlacedNames(text, sentences, self.named)
        self._at, self.heads, self._given = placed.at, placed.heads, placed.given
        self._phrases = NounPhrases(text, sentences, placed.at)
        titles = Titles(sentences, placed, self._phrases)
        titles.heed()
        self.pair = main_pair(placed, self.named, self.groups)
        self.main = main_state(self.named, self.groups)
        self.seized = state_of_coup(sentences, placed, self.groups)
        self.home = acting_state(text, self.named, self.main)
        self.people = titles.people()
        self.issuer = issuing_state(sentences, self.sides)
        references = References(self)
        for number in range(len(sentences)):
            self._resolve(number, references)

    @property
    def unresolved(self) -> list[Named]:
        """Names that stay ambiguous."""
        return [named for named in self.named if not named.ids]

    def mentioned(self) -> tuple[str, ...]:
        """Ids by number of mentions, falling."""
        meant = (named for named in self.named if named.start not in self._given)
        counts = Counter(i for named in meant for i in named.ids)
        return tuple(sorted(counts, key=lambda i: (-counts[i], i)))

    def named_at(self, number: int, i: int) -> Named | None:
        """The name or reference that covers a word of a sentence."""
        return self._at[number].get(i)

    def sides(self, number: int, i: int, *, conj: bool = True) -> tuple[Side, ...]:
        """The actors that the noun phrase headed by a word stands for."""
        return self._phrases.sides(number, i, conj=conj)

    def words(self, number: int, i: int) -> str:
        """The noun phrase around a word, without what follows it at length."""
        return self._phrases.words(number, i)

    def with_names(self, number: int, start: int, end: int) -> str | None:
        """A stretch of a sentence with whom its pronouns mean in brackets; None without any."""
        pieces, last = [], start
        said: set[tuple[str, ...]] = set()
        for token in self.sentences[number].tokens:
            named = self._at[number].get(token.i) if start <= token.start < end else None
            if named is None or named.ids in said or token.text.lower() in _SELVES:
                continue
            said.add(named.ids)
            if named.kind == "pronoun" and (name := self._called(named)):
                pieces.append(f"{self.text[last : token.end]} [{name}]")
                last = token.end
        return "".join((*pieces, self.text[last:end])) if pieces else None

    def _called(self, meant: Named) -> str | None:
        """How the text calls whom a reference means, where it means one."""
        if len(meant.ids) != 1:
            return None
        calls = [n for n in self.named if n.ids == meant.ids and n.kind in _CALLING]
        calls = [n for n in calls if n.person == meant.person] or calls
        best = min(calls, key=lambda n: (_CALLING.index(n.kind), len(n.text)), default=None)
        return best.text if best else None

    def _resolve(self, number: int, references: References) -> None:
        for token in self.sentences[number].tokens:
            self._spelled_out(number, token)
            known = self._at[number].get(token.i)
            meant = None if known and known.kind != "grouping" else references.of(number, token)
            if meant:
                named = Named(
                    start=token.start,
                    end=token.end,
                    text=token.text,
                    ids=meant.ids,
                    candidates=meant.ids,
                    sector=None,
                    person=meant.person,
                    kind=meant.kind,
                    reason=meant.reason,
                )
                self.references.append(named)
                self._at[number][token.i] = self.heads[number][token.i] = named

    def _spelled_out(self, number: int, token: Token) -> None:
        """`the Philippine Coast Guard (PCG)`: letters that stand for it from there on."""
        tokens, k = self.sentences[number].tokens, token.i
        if not token.text.isupper() or k in self._at[number]:
            return
        if not _ACRONYM.fullmatch(token.text):
            return
        if 0 < k < len(tokens) - 1 and tokens[k - 1].text == "(" and tokens[k + 1].text == ")":
            before = token.head if token.dep == "appos" else k - 2
            sides = self.sides(number, before) if before >= 0 else ()
            if len({s.id for s in sides}) == 1:
                self._letters[token.text] = sides[0]
        elif side := self._letters.get(token.text):
            reason = f"stands for {side.name or side.id}, as told before"
            named = Named(
                start=token.start,
                end=token.end,
                text=token.text,
                ids=(side.id,),
                candidates=(side.id,),
                sector=side.sector,
                person=None,
                kind="name",
                reason=reason,
            )
            self._at[number][k] = self.heads[number][k] = named
