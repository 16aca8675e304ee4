"""Who is meant: names, offices and references, resolved in the document by stated rules."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from ramify.reading.lexicon import agents, nouns, phrase, wordlist
from ramify.reading.syntax import Sentence

_MODIFIERS = ("compound", "amod", "nmod:poss", "appos", "flat", "nmod:desc", "nummod")
_SOURCES = frozenset({"of", "from"})
_PLACES = frozenset({"in", "at", "near", "across", "inside", "for", "within"})
_HE = frozenset(["he", "him", "his", "she", "her", "himself", "herself"])
_IT = frozenset(["it", "its", "itself"])
_WE = frozenset(["we", "our", "us", "ourselves"])
_VIEW = re.compile(
    r"(?:from|in) .{2,40}?['’]s? (?:perspective|viewpoint|point of view|view|eyes)|for .{2,40}?,",
    re.IGNORECASE,
)
_THEY = frozenset(["they", "them", "their", "themselves", "both"])
_CLAUSES = ("acl", "acl:relcl", "advcl", "parataxis", "ccomp", "conj", "cc", "punct", "csubj")


class Found(Protocol):
    """A name found by the gazetteer."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def candidates(self) -> tuple[str, ...]: ...
    @property
    def sector(self) -> str | None: ...
    @property
    def person(self) -> str | None: ...
    @property
    def kind(self) -> str: ...
    @property
    def reason(self) -> str: ...


class Names(Protocol):
    """The gazetteer: finds names of actors in a text, as of a day."""

    def find(self, text: str, on: date) -> Iterable[Found]:
        """Names in order, none within another."""
        ...


@dataclass(frozen=True, slots=True)
class Named:
    """A stretch of a document that means one actor, or several at once."""

    start: int
    end: int
    text: str
    ids: tuple[str, ...]
    """Empty if it is ambiguous; `candidates` then says between whom."""
    candidates: tuple[str, ...]
    sector: str | None
    person: str | None
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Side:
    """One actor as a part of an event or claim."""

    id: str
    sector: str | None
    name: str
    start: int
    end: int
    place: bool = False
    """Known only by where somebody or something is: `rebels in Chad`."""


class Cast:
    """The actors of a document: every name and reference, and what it was taken to mean."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[Sentence],
        names: Names,
        on: date,
        is_group: dict[str, bool] | None = None,
    ) -> None:
        self._text, self._sentences, self._groups = text, sentences, is_group or {}
        self.named = _settled([_named(found) for found in names.find(text, on) if found.candidates])
        self.references: list[Named] = []
        self._at: list[dict[int, Named]] = [{} for _ in sentences]
        self._heads: list[dict[int, Named]] = [{} for _ in sentences]
        self._place_names()
        self.pair = self._main_pair()
        self.main = self._main_state()
        for number in range(len(sentences)):
            self._resolve_references(number)

    @property
    def unresolved(self) -> list[Named]:
        """Names that stay ambiguous."""
        return [named for named in self.named if not named.ids]

    def mentioned(self) -> tuple[str, ...]:
        """Ids by number of mentions, falling."""
        counts = Counter(i for named in self.named for i in named.ids)
        return tuple(sorted(counts, key=lambda i: (-counts[i], i)))

    def named_at(self, number: int, i: int) -> Named | None:
        """The name or reference that covers a word of a sentence."""
        return self._at[number].get(i)

    def _place_names(self) -> None:
        remaining = iter(self.named)
        current = next(remaining, None)
        for number, sentence in enumerate(self._sentences):
            while current and current.start < sentence.end:
                if current.end > sentence.start:
                    self._put(number, current)
                current = next(remaining, None)

    def _put(self, number: int, named: Named) -> None:
        sentence = self._sentences[number]
        inside = [t.i for t in sentence.tokens if t.start < named.end and named.start < t.end]
        for i in inside:
            self._at[number][i] = named
        head = next(
            (
                i
                for i in inside
                if sentence.tokens[i].head not in inside or sentence.tokens[i].head == i
            ),
            None,
        )
        if head is not None:
            self._heads[number][head] = named

    def _main_state(self) -> str | None:
        """The state the document is about: named at least twice as often as any other."""
        counts = Counter(i for n in self.named for i in n.ids if not self._groups.get(i))
        best = counts.most_common(2)
        if not best or (len(best) == 2 and best[0][1] < 2 * best[1][1]):
            return None
        return best[0][0]

    def _main_pair(self) -> tuple[str, ...]:
        """The two actors the document is about: those most named together in a sentence."""
        counts: Counter[tuple[str, ...]] = Counter()
        for heads in self._heads:
            ids = sorted(
                {i for named in heads.values() for i in named.ids if not self._groups.get(i)}
            )
            counts.update((a, b) for n, a in enumerate(ids) for b in ids[n + 1 :])
        best = counts.most_common(2)
        if not best or (len(best) == 2 and best[0][1] == best[1][1]):
            return ()
        return best[0][0]

    def sides(self, number: int, i: int, *, conj: bool = True) -> tuple[Side, ...]:
        """The actors that the noun phrase headed by a word stands for."""
        return tuple(_once(self._sides(number, i, conj=conj, depth=0)))

    def _sides(self, number: int, i: int, *, conj: bool, depth: int) -> list[Side]:
        sentence = self._sentences[number]
        if depth > 4:
            return []
        found = self._own(number, i, depth)
        if conj:
            for k in sentence.kids(i, "conj"):
                if sentence.tokens[k].pos in ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "X"):
                    found += self._sides(number, k, conj=False, depth=depth + 1)
                    found += [
                        s
                        for n in sentence.kids(k, "conj")
                        for s in self._sides(number, n, conj=True, depth=depth + 1)
                    ]
        return found

    def _own(self, number: int, i: int, depth: int) -> list[Side]:
        sentence = self._sentences[number]
        named = self._at[number].get(i)
        if (
            named
            and named.kind == "adjective"
            and (head := sentence.tokens[i]).head != i
            and named is self._at[number].get(head.head)
        ):
            named = self._at[number].get(head.head)
        if named:
            return self._as_sides(named, self._sector_of(number, i) or named.sector, number, i)
        sector = self._sector_of(number, i)
        if sentence.tokens[i].lemma in wordlist("transparent") and (
            inner := self._of(number, i, depth)
        ):
            return [replace(s, sector=s.sector or sector) for s in inner]
        found = self._modifying(number, i, depth)
        if not found and depth < 3:
            found = self._behind(number, i, sector, depth)
        return [
            replace(side, sector=sector or side.sector, name=self.words(number, i))
            for side in found
        ]

    def _modifying(self, number: int, i: int, depth: int) -> list[Side]:
        sentence = self._sentences[number]
        found: list[Side] = []
        for k in sentence.kids(i, *_MODIFIERS):
            if sentence.tokens[k].dep == "nmod:poss" and not self._at[number].get(k) and depth > 1:
                continue
            found += self._sides(number, k, conj=True, depth=depth + 1)
        return found

    def _of(self, number: int, i: int, depth: int) -> list[Side]:
        """What a word of quantity or membership counts: `thousands of Nigerians`."""
        sentence = self._sentences[number]
        for k in sentence.kids(i, "nmod"):
            if {"of"} & {sentence.tokens[c].text.lower() for c in sentence.kids(k, "case")}:
                return self._sides(number, k, conj=True, depth=depth + 1)
        return []

    def _behind(self, number: int, i: int, sector: str | None, depth: int) -> list[Side]:
        """`president of Armenia`, `troops from Ghana`; `rebels in Chad` as a place."""
        sentence = self._sentences[number]
        for cases in (_SOURCES, _PLACES):
            if cases is _PLACES and sector is None:
                break
            for k in sentence.kids(i, "nmod"):
                if cases & {sentence.tokens[c].text.lower() for c in sentence.kids(k, "case")} and (
                    found := self._sides(number, k, conj=True, depth=depth + 1)
                ):
                    return [replace(s, place=cases is _PLACES) for s in found]
        return []

    def _as_sides(self, named: Named, sector: str | None, number: int, i: int) -> list[Side]:
        name = self.words(number, i) if named.kind not in ("pronoun", "pair") else named.text
        return [Side(id, sector, name, named.start, named.end) for id in named.ids]

    def _sector_of(self, number: int, i: int) -> str | None:
        sentence = self._sentences[number]
        words = [sentence.tokens[k].lemma for k in sentence.kids(i, "compound", "amod") if k < i]
        key = phrase([*words, sentence.tokens[i].lemma], agents())
        return agents()[key] if key else None

    def words(self, number: int, i: int) -> str:
        """The noun phrase around a word, without what follows it at length."""
        sentence = self._sentences[number]
        inside = [
            k
            for k in sentence.subtree(i, without=(*_CLAUSES, "nmod", "appos"))
            if k <= i or sentence.tokens[k].dep.startswith("flat")
        ]
        while inside and sentence.tokens[inside[0]].pos in ("DET", "ADP", "PUNCT", "CCONJ"):
            inside.pop(0)
        if not inside:
            return sentence.tokens[i].text
        start, end = sentence.span(inside)
        return self._text[start:end]

    def _resolve_references(self, number: int) -> None:
        sentence = self._sentences[number]
        for token in sentence.tokens:
            word = token.text.lower()
            if token.i in self._at[number]:
                continue
            ids: tuple[str, ...] = ()
            person = None
            reason = ""
            if word in _HE:
                ids, person, reason = self._last_person(number, token.i)
                kind = "pronoun"
            elif word == "it" and token.dep in ("obj", "obl", "iobj", "nmod"):
                ids, reason = self._last_object(number, token.i)
                kind = "pronoun"
            elif word in _IT:
                ids, reason = self._last_subject(number, token.i, most=1)
                if not ids:
                    ids, reason = self._perspective(number)
                kind = "pronoun"
            elif word in _WE:
                ids, person, reason = self._speaker(number, token.i)
                kind = "pronoun"
            elif word in _THEY and token.pos in ("PRON", "DET"):
                ids, reason = self._last_subject(number, token.i, most=9)
                kind = "pronoun"
            elif self._is_body(sentence, token.i):
                ids, reason = self._last_body(number, token.i)
                kind = "description"
            elif token.lemma in wordlist("pairs") and self._speaks_of_two(sentence, token.i):
                ids, reason = self._last_pair(number, token.i)
                kind = "pair"
            if ids:
                named = Named(
                    token.start, token.end, token.text, ids, ids, None, person, kind, reason
                )
                self.references.append(named)
                self._at[number][token.i] = self._heads[number][token.i] = named

    @staticmethod
    def _is_body(sentence: Sentence, i: int) -> bool:
        """`the junta`, `the bloc`: a body of a state or a group, named by no more than its kind."""
        token = sentence.tokens[i]
        if token.lemma not in wordlist("bodies") | wordlist("blocs") or token.pos not in (
            "NOUN",
            "PROPN",
        ):
            return False
        if token.text.lower() != token.lemma:
            return False
        below = sentence.kids(i)
        definite = any(sentence.tokens[k].text.lower() == "the" for k in below)
        plain = all(
            sentence.tokens[k].dep.partition(":")[0]
            in ("det", "case", "punct", "acl", "advmod", "conj", "cc")
            for k in below
        )
        return definite and plain

    def _last_body(self, number: int, i: int) -> tuple[tuple[str, ...], str]:
        """The group, or the state, last named before; for a state, if no other is near."""
        lemma = self._sentences[number].tokens[i].lemma
        wants_group = lemma in wordlist("blocs")
        for back in range(number, max(-1, number - 4), -1):
            heads = sorted((k, n) for k, n in self._heads[back].items() if back < number or k < i)
            ids = [a for _, n in heads for a in n.ids if self._groups.get(a, False) == wants_group]
            if wants_group and ids:
                return (ids[-1],), "the group last named"
            if len(set(ids)) == 1:
                return (ids[0],), "the state last named"
            if ids and self.main in ids:
                break
        if not wants_group and self.main:
            return (self.main,), "the state the document is about"
        return (), ""

    @staticmethod
    def _speaks_of_two(sentence: Sentence, i: int) -> bool:
        token = sentence.tokens[i]
        words = {
            sentence.tokens[k].text.lower()
            for k in sentence.kids(i, "det", "nummod", "amod", "det:predet")
        }
        return token.text.lower() != token.lemma and (
            "both" in words or {"the", "two"} <= words or {"these", "two"} <= words
        )

    def _last_person(self, number: int, i: int) -> tuple[tuple[str, ...], str | None, str]:
        """The person who is the subject nearest before, or the only one in reach."""
        for back in (number, number - 1, number - 2):
            if back < 0 or (back < number and not self._same_paragraph(back, number)):
                break
            heads = self._heads[back]
            people = [
                (k, n) for k, n in heads.items() if n.person and n.ids and (back < number or k < i)
            ]
            subjects = [n for k, n in people if self._is_subject(back, k)]
            pool = subjects or [n for _, n in people]
            if len({n.person for n in pool}) == 1:
                return pool[-1].ids, pool[-1].person, f"the person last named: {pool[-1].text}"
            if subjects:
                return (
                    subjects[-1].ids,
                    subjects[-1].person,
                    f"the last subject: {subjects[-1].text}",
                )
            if people:
                break
        return (), None, ""

    def _same_paragraph(self, back: int, number: int) -> bool:
        return "\n" not in self._text[self._sentences[back].start : self._sentences[number].start]

    def _is_subject(self, number: int, i: int) -> bool:
        sentence = self._sentences[number]
        for k in (i, *sentence.above(i)):
            dep = sentence.tokens[k].dep
            if dep.startswith("nsubj"):
                return True
            if dep.partition(":")[0] not in ("conj", "compound", "flat", "appos", "amod"):
                return False
        return False

    def _last_subject(self, number: int, i: int, *, most: int) -> tuple[tuple[str, ...], str]:
        """What the subject of this sentence, else of the one before, stands for."""
        for back in (number, number - 1):
            if back < 0 or (back < number and not self._same_paragraph(back, number)):
                break
            sentence = self._sentences[back]
            subjects = [
                t.i
                for t in sentence.tokens
                if t.dep.startswith("nsubj")
                and (back < number or t.i < i)
                and t.text.lower() not in ("that", "which", "who")
            ]
            if back < number:
                main = [k for k in subjects if sentence.tokens[k].head == sentence.root]
                subjects = main or subjects
            if subjects:
                sides = self.sides(back, subjects[-1])
                ids = tuple(dict.fromkeys(s.id for s in sides))
                heads = [n for k, n in self._heads[back].items() if k == subjects[-1]]
                if most == 1 and (len(ids) != 1 or any(n.person for n in heads)):
                    return (), ""
                if most == 1 and not heads:
                    return (), ""
                plural = sentence.tokens[subjects[-1]].tag in ("NNS", "NNPS") or len(ids) > 1
                if most > 1 and not plural:
                    return (), ""
                return ids, "the subject before it"
        return (), ""

    def _last_object(self, number: int, i: int) -> tuple[tuple[str, ...], str]:
        """The actor last named before in the sentence, other than its clause's subject."""
        heads = sorted((k, n) for k, n in self._heads[number].items() if k < i and n.ids)
        others = [n for k, n in heads if not self._is_subject(number, k) and not n.person]
        states = [n for n in others if not self._groups.get(n.ids[0])]
        others = states or others
        if others and len(others[-1].ids) == 1:
            return others[-1].ids, f"last named before: {others[-1].text}"
        return (), ""

    def _perspective(self, number: int) -> tuple[tuple[str, ...], str]:
        """Whose view the paragraph takes: `From Japan's perspective, …`."""
        for back in range(number, max(-1, number - 5), -1):
            if not self._same_paragraph(back, number):
                break
            if match := _VIEW.match(self._sentences[back].text):
                end = self._sentences[back].start + match.end()
                ids = {i for n in self._heads[back].values() if n.end <= end for i in n.ids}
                if len(ids) == 1:
                    return tuple(ids), "whose perspective the paragraph takes"
        return (), ""

    def _speaker(self, number: int, i: int) -> tuple[tuple[str, ...], str | None, str]:
        """Who says `we` in a quotation: the subject of the verb over it."""
        sentence = self._sentences[number]
        for k in sentence.above(i):
            if sentence.tokens[k].lemma in (
                "say",
                "state",
                "add",
                "tell",
                "declare",
                "announce",
                "note",
                "stress",
                "warn",
            ):
                for s in sentence.kids(k, "nsubj"):
                    if sides := self.sides(number, s):
                        return (sides[0].id,), None, "the speaker"
        return (), None, ""

    def _last_pair(self, number: int, i: int) -> tuple[tuple[str, ...], str]:
        """The last two actors named side by side."""
        for back in range(number, max(-1, number - 4), -1):
            heads = sorted((k, n) for k, n in self._heads[back].items() if back < number or k < i)
            ids = tuple(
                dict.fromkeys(a for _, n in heads for a in n.ids if not self._groups.get(a))
            )
            if len(ids) == 2:
                return ids, "the two named together before"
            if len(ids) > 2 and set(self.pair) <= set(ids):
                break
        return self.pair, "the two the document is about" if self.pair else ""


def _named(found: Found) -> Named:
    ids = found.candidates if len(found.candidates) == 1 else ()
    return Named(
        found.start,
        found.end,
        found.text,
        ids,
        found.candidates,
        found.sector,
        found.person,
        found.kind,
        found.reason,
    )


def _settled(named: list[Named]) -> list[Named]:
    """Give an ambiguous name the one candidate that the document names beyond doubt."""
    certain = {i for n in named for i in n.ids}
    people = {n.ids[0]: n.person for n in named if n.person and n.ids}
    settled = []
    for n in named:
        known = [i for i in n.candidates if i in certain]
        if not n.ids and len(known) == 1:
            n = replace(
                n,
                ids=(known[0],),
                person=n.person or people.get(known[0]),
                reason="named beyond doubt elsewhere in the document",
            )
        settled.append(n)
    return settled


def _once(sides: Iterable[Side]) -> Iterable[Side]:
    seen: set[tuple[str, str | None]] = set()
    for side in sides:
        if (side.id, side.sector) not in seen:
            seen.add((side.id, side.sector))
            yield side


def is_agent(lemma: str) -> bool:
    """Whether a noun stands for people or a body that can act."""
    return lemma in agents() and lemma not in nouns()
