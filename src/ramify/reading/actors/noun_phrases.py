"""Which actors a noun phrase stands for: `the Kenyan navy`, `troops from Ghana`, `K, L and M`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ramify.reading.actors.named import Named, Side
from ramify.reading.syntax.relations import included
from ramify.reading.syntax.sentence import Sentence, Token
from ramify.reading.syntax.word_lists import agents, phrase, singular, wordlist

_MODIFIERS = ("compound", "amod", "nmod:poss", "appos", "flat", "nmod:desc", "nummod")
_SOURCES = frozenset({"of", "from"})
_LISTED = ("name", "metonym", "group", "grouping")
_PLACES = frozenset({"in", "at", "near", "across", "inside", "for", "within"})
_CLAUSES = ("acl", "acl:relcl", "advcl", "parataxis", "ccomp", "conj", "cc", "punct", "csubj")


class NounPhrases:
    """The actors that the noun phrases of a document stand for, by the names in them."""

    def __init__(
        self, text: str, sentences: Sequence[Sentence], at: Sequence[dict[int, Named]]
    ) -> None:
        """`at` gives for each sentence the names by the words they cover, as they come in."""
        self.text, self.sentences, self._at = text, sentences, at

    def sides(self, number: int, i: int, *, conj: bool = True) -> tuple[Side, ...]:
        """The actors that the noun phrase headed by a word stands for."""
        found = self._sides(number, i, conj=conj, depth=0)
        if conj and found:
            found += [s for k in self._listed(number, i) for s in self._own(number, k, 1)]
        return tuple(_once(found))

    def alone(self, number: int, i: int) -> list[Side]:
        """The actors of a noun phrase, without those joined to it."""
        return self._sides(number, i, conj=False, depth=1)

    def _listed(self, number: int, i: int) -> list[int]:
        """The other names of a list of three or more, however the tree hangs them."""
        tokens, at = self.sentences[number].tokens, self._at[number]
        if i not in at or at[i].kind not in _LISTED:
            return []
        members: list[int] = []
        for step in (1, -1):
            k = i
            while 0 <= k + step < len(tokens):
                k += step
                named = at.get(k)
                if named is not None and named.kind in _LISTED:
                    if step < 0 and self.sentences[number].kids(k, "case"):
                        break
                    if step < 0 and tokens[k].dep == "obj" and self._opens_clause(number, k, i):
                        break
                    if step > 0 and self._opens_clause(number, i, k):
                        break
                    members.append(k)
                elif tokens[k].text.lower() not in (",", "and", "the", "&"):
                    break
        return members if len({at[k].start for k in (*members, i)}) > 2 else []

    def _opens_clause(self, number: int, i: int, k: int) -> bool:
        """`cut ties with Israel, and Chile recalled …`: the next name is another's subject."""
        tokens = self.sentences[number].tokens
        return tokens[k].dep.startswith("nsubj") and not tokens[i].dep.startswith("nsubj")

    def _sides(self, number: int, i: int, *, conj: bool, depth: int) -> list[Side]:
        sentence = self.sentences[number]
        if depth > 4:
            return []
        found = self._own(number, i, depth)
        if conj:
            joined = sentence.kids(i, "conj")
            joined += [k for a in sentence.kids(i, "appos") for k in sentence.kids(a, "conj")]
            for k in joined:
                if sentence.tokens[k].pos in ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "X"):
                    found += self._sides(number, k, conj=False, depth=depth + 1)
                    found += [
                        s
                        for n in sentence.kids(k, "conj")
                        for s in self._sides(number, n, conj=True, depth=depth + 1)
                    ]
        return found

    def _own(self, number: int, i: int, depth: int) -> list[Side]:
        sentence = self.sentences[number]
        named = self._at[number].get(i)
        if (
            named
            and named.kind == "adjective"
            and (head := sentence.tokens[i]).head != i
            and named is self._at[number].get(head.head)
        ):
            named = self._at[number].get(head.head)
        if named:
            called = sentence.tokens[i].lemma in wordlist("armed_bodies") | {"party"}
            told = named.kind in ("description", "pair")
            own = None if called and told else self._sector_of(number, i)
            return self._as_sides(named, named.sector or own)
        if self._is_shared_border(number, i) or self._is_bond(number, i):
            return []
        sector = self._sector_of(number, i)
        if sentence.tokens[i].lemma in wordlist("transparent") and (
            inner := self._of(number, i, depth)
        ):
            return [replace(s, sector=s.sector or sector) for s in inner]
        found = [
            s
            for k in included(sentence, i)
            for s in self._sides(number, k, conj=True, depth=depth + 1)
        ]
        found = found or self._modifying(number, i, depth)
        found = found or self._led_by(number, i, depth)
        if not found and depth < 3:
            found = self._behind(number, i, sector, depth)
        if not found:
            return []
        bare = sector is None and self._names_owner(number, i)
        words = self.words(number, i)
        return [
            replace(side, sector=sector or side.sector, name=side.name if bare else words)
            for side in found
        ]

    def _is_shared_border(self, number: int, i: int) -> bool:
        """`the Peru-Chile border`: a line between two, and neither of them."""
        sentence = self.sentences[number]
        if sentence.tokens[i].lemma == "side":
            behind = {sentence.tokens[k].lemma for k in sentence.kids(i, "nmod")}
            own = any(sentence.tokens[k].pos == "PRON" for k in sentence.kids(i, "nmod:poss"))
            return own and bool(behind & wordlist("borders"))
        if sentence.tokens[i].lemma not in wordlist("borders"):
            return False
        if any(sentence.tokens[k].text.lower() == "their" for k in sentence.kids(i, "nmod:poss")):
            return True
        first = sentence.kids(i, "compound", "amod")
        below = {*first, *(n for k in first for n in sentence.kids(k, "compound", "amod"))}
        return len({a for k in below if (n := self._at[number].get(k)) for a in n.ids}) > 1

    def _is_bond(self, number: int, i: int) -> bool:
        """`a Saudi ally`, `Iran's foes`: somebody else than the state before the word."""
        sentence = self.sentences[number]
        if sentence.tokens[i].lemma not in wordlist("bonds"):
            return False
        before = sentence.kids(i, "nmod:poss", "compound", "amod", "nmod")
        names = [n for k in before if (n := self._at[number].get(k))]
        return bool(names) and all(n.kind not in ("group", "grouping") for n in names)

    def _names_owner(self, number: int, i: int) -> bool:
        """`Putin assistance`, `the alliance's summit`: the thing is no part of the name."""
        sentence = self.sentences[number]
        people = [self._at[number].get(k) for k in sentence.kids(i, "compound")]
        return bool(sentence.kids(i, "nmod:poss")) or any(n and n.person for n in people)

    def _modifying(self, number: int, i: int, depth: int) -> list[Side]:
        """Whose it is, by what stands at the noun; by an apposition where nothing else tells."""
        sentence = self.sentences[number]
        found: list[Side] = []
        kids = sentence.kids(i, *_MODIFIERS)
        beside = [k for k in kids if sentence.tokens[k].dep == "appos"]
        for k in (*(k for k in kids if k not in beside), *beside):
            if found and k in beside:
                break
            named = self._at[number].get(k)
            if sentence.tokens[k].dep == "nmod:poss" and not named and depth > 1:
                continue
            sector = self._sector_of(number, i)
            one = sector is None or (sector == "GOV" and sentence.tokens[i].tag == "NN")
            if named and self._is_region(named) and one:
                continue
            found += self._sides(number, k, conj=True, depth=depth + 1)
        return found

    def _is_region(self, named: Named) -> bool:
        """`European harbours`, `a Western diplomat`: a part of the world is nobody."""
        return named.kind == "grouping"

    def _of(self, number: int, i: int, depth: int) -> list[Side]:
        """What a word of quantity or membership counts: `thousands of Nigerians`."""
        sentence = self.sentences[number]
        for k in sentence.kids(i, "nmod"):
            if {"of"} & {sentence.tokens[c].text.lower() for c in sentence.kids(k, "case")}:
                return self._sides(number, k, conj=True, depth=depth + 1)
        return []

    def _led_by(self, number: int, i: int, depth: int) -> list[Side]:
        """`eleven countries, led by Japan`: the one of them that is named."""
        sentence = self.sentences[number]
        leading = [k for k in sentence.kids(i, "acl") if sentence.tokens[k].lemma == "lead"]
        agents_ = [n for k in leading for n in sentence.kids(k, "obl")]
        return [s for n in agents_ for s in self._sides(number, n, conj=True, depth=depth + 1)]

    def _behind(self, number: int, i: int, sector: str | None, depth: int) -> list[Side]:
        """`president of Armenia`, `troops from Ghana`; `rebels in Chad` as a place."""
        sentence = self.sentences[number]
        for cases in (_SOURCES, _PLACES):
            if cases is _PLACES and sector is None:
                break
            for k in sentence.kids(i, "nmod"):
                if cases & {sentence.tokens[c].text.lower() for c in sentence.kids(k, "case")} and (
                    found := self._sides(number, k, conj=True, depth=depth + 1)
                ):
                    return [replace(s, place=cases is _PLACES) for s in found]
        return []

    def _as_sides(self, named: Named, sector: str | None) -> list[Side]:
        """The sides a name means; a pronoun or `both sides` gives no name of its own."""
        own = named.kind == "pronoun"
        name = "" if named.kind in ("pronoun", "pair", "description") else named.text
        return [Side(id, sector, name, named.start, named.end, own) for id in named.ids]

    def _sector_of(self, number: int, i: int) -> str | None:
        """The sector of a noun; `coast guard ship`, `police boat`: of those whose craft it is."""
        sentence = self.sentences[number]
        before = [k for k in sentence.kids(i, "compound", "amod") if k < i]
        words = [sentence.tokens[k].lemma for k in before]
        key = phrase([*words, singular(sentence.tokens[i].lemma)], agents())
        crew = before[-1] if before and sentence.tokens[i].lemma in wordlist("crewed") else None
        own = None if crew is None else self._sector_of(number, crew)
        return own or (agents()[key] if key else None)

    def words(self, number: int, i: int) -> str:
        """The noun phrase around a word, without what follows it at length."""
        sentence = self.sentences[number]
        inside = [
            k
            for k in sentence.subtree(i, without=(*_CLAUSES, "nmod", "appos"))
            if k <= i or sentence.tokens[k].dep.startswith("flat")
        ]
        while inside and _leads(sentence.tokens[inside[0]]):
            inside.pop(0)
        if not inside:
            return sentence.tokens[i].text
        start, end = sentence.span(inside)
        return self.text[start:end]


def _leads(token: Token) -> bool:
    """`the`, `according to`: words before a noun phrase that are no part of a name."""
    return token.pos in ("DET", "ADP", "PUNCT", "CCONJ") or token.dep in ("case", "fixed")


def _once(sides: Iterable[Side]) -> Iterable[Side]:
    seen: set[tuple[str, str | None]] = set()
    for side in sides:
        if (side.id, side.sector) not in seen:
            seen.add((side.id, side.sector))
            yield side
