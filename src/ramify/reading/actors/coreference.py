"""References in a document: pronouns, `both sides`, `the junta`; each resolution says why."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from ramify.reading.actors.named import Named, Side
from ramify.reading.syntax.clauses import clause, is_predicate
from ramify.reading.syntax.sentence import Sentence, Token
from ramify.reading.syntax.word_lists import wordlist

_HE = frozenset(["he", "him", "his", "she", "her", "himself", "herself"])
_IT = frozenset(["it", "its", "itself"])
_WE = frozenset(["we", "our", "us", "ourselves"])
_THEY = frozenset(["they", "them", "their", "themselves", "both"])
_OBJECTS = ("obj", "obl", "iobj", "nmod")
_COUNTS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_VIEW = re.compile(
    r"(?:from|in) .{2,40}?['’]s? (?:perspective|viewpoint|point of view|view|eyes)|for .{2,40}?,",
    re.IGNORECASE,
)
_PLAIN = ("det", "case", "punct", "acl", "advmod", "conj", "cc", "appos")
_BACK = 4
_BACK_FOR_PERSONS = 12


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom a reference means, and why."""

    ids: tuple[str, ...]
    kind: str
    reason: str
    person: str | None = None


class Antecedents(Protocol):
    """What a document has told so far, as far as references read it; a `Cast` is one."""

    text: str
    sentences: Sequence[Sentence]
    groups: dict[str, bool]
    heads: list[dict[int, Named]]
    pair: tuple[str, ...]
    main: str | None
    people: dict[str, tuple[str, str]]
    issuer: str | None

    def named_at(self, number: int, i: int) -> Named | None:
        """The name or reference that covers a word of a sentence."""
        ...

    def sides(self, number: int, i: int, *, conj: bool = True) -> tuple[Side, ...]:
        """The actors that the noun phrase headed by a word stands for."""
        ...


class References:
    """Resolves what names nobody, by what was named before it. None where that is not plain."""

    def __init__(self, cast: Antecedents) -> None:
        self._cast = cast

    def of(self, number: int, token: Token) -> Meant | None:
        """Whom a word means, if it refers to an actor at all."""
        word = token.text.lower()
        sentence = self._cast.sentences[number]
        tries: tuple[tuple[bool, Callable[[int, int], Meant | None]], ...] = (
            (token.text in self._cast.people, self._titled),
            (_is_other_side(sentence, token), self._other),
            (_is_members(sentence, token), self._of_group),
            (word in _HE, self._person),
            (word == "it" and token.dep.partition(":")[0] in _OBJECTS, self._object),
            (word in _IT, self._thing),
            (word in _WE, self._speaker),
            (word in _THEY and token.pos in ("PRON", "DET"), self._several),
            (_is_body(sentence, token, "armed_bodies"), self._armed),
            (_is_body(sentence, token, "bodies", "blocs", "organs"), self._body),
            (_counted(sentence, token) > 1, self._together),
            (_is_body(sentence, token, "offices"), self._office),
        )
        return next((resolve(number, token.i) for fits, resolve in tries if fits), None)

    def _titled(self, number: int, i: int) -> Meant:
        """A surname whose title and state the text gave elsewhere."""
        state, full = self._cast.people[self._cast.sentences[number].tokens[i].text]
        return Meant((state,), "leader", f"{full}, by the office the text names", full)

    def _own_subjects(self, number: int, i: int) -> set[str]:
        """The actors who are subject of the clause a word is an object in."""
        sentence = self._cast.sentences[number]
        for k in sentence.above(i):
            if is_predicate(sentence, k):
                if sentence.tokens[i].dep == "nmod:poss" or i in sentence.kids(k, "nsubj"):
                    return set()
                subjects = clause(sentence, k).subjects
                return {s.id for n in subjects for s in self._cast.sides(number, n)}
        return set()

    def _person(self, number: int, i: int) -> Meant | None:
        """The person who is subject nearest before, or the only one in reach."""
        barred = self._own_subjects(number, i)
        for back in range(number, max(-1, number - _BACK_FOR_PERSONS), -1):
            people = [
                (k, n)
                for k, n in self._before(back, number, i)
                if n.person and not barred & set(n.ids)
            ]
            subjects = [n for k, n in people if self._is_subject(back, k)]
            distinct = {n.person for _, n in people}
            if subjects and (self._one_paragraph(back, number) or len(distinct) == 1):
                found = subjects[-1]
            elif len(distinct) == 1:
                found = people[-1][1]
            elif people:
                return None
            else:
                continue
            reason = f"the person last named: {found.text}"
            return Meant(found.ids, "pronoun", reason, found.person)
        return None

    def _thing(self, number: int, i: int) -> Meant | None:
        """What the subject of this sentence, else of the one before, stands for."""
        found = self._subject(number, i, plural=False)
        if found and len(found) == 1:
            return Meant(found, "pronoun", "the subject before it")
        named = {a for _, n in self._before(number, number, i) if not n.person for a in n.ids}
        if not found and len(named) == 1:
            return Meant(tuple(named), "pronoun", "the one actor named before it")
        return None if found else self._perspective(number)

    def _several(self, number: int, i: int) -> Meant | None:
        """A pair named before in the sentence, else the plural subject before it."""
        pairs = [n for _, n in self._before(number, number, i) if n.kind == "pair"]
        if pairs:
            return Meant(pairs[-1].ids, "pronoun", f"named before: {pairs[-1].text}")
        found = self._subject(number, i, plural=True)
        return Meant(found, "pronoun", "the subject before it") if found else None

    def _subject(self, number: int, i: int, *, plural: bool) -> tuple[str, ...]:
        for back in (number, number - 1):
            if back < 0 or not self._follows(back, number):
                break
            subjects = self._subjects_in(back, i if back == number else None)
            if plural:
                subjects = [k for k in subjects if self._is_plural(back, k)]
            if subjects:
                last = subjects[-1] if back == number else subjects[0]
                return self._ids_of_subject(back, last, plural=plural)
        return ()

    def _subjects_in(self, number: int, before: int | None) -> list[int]:
        """Subjects of a sentence: those of its main clause, if it is an earlier one."""
        sentence = self._cast.sentences[number]
        found = [
            t.i
            for t in sentence.tokens
            if t.dep.startswith("nsubj")
            and (before is None or t.i < before)
            and t.text.lower() not in wordlist("relatives")
        ]
        main = [k for k in found if sentence.tokens[k].head == sentence.root]
        return found if before is not None else main or found

    def _ids_of_subject(self, number: int, k: int, *, plural: bool) -> tuple[str, ...]:
        named = self._cast.named_at(number, k)
        if not plural and not self._is_body_of(number, k) and (named is None or named.person):
            return ()
        return tuple(dict.fromkeys(s.id for s in self._cast.sides(number, k)))

    def _is_body_of(self, number: int, k: int) -> bool:
        """`China's coast guard`, `the Kenyan navy`: a body of a state is an `it`."""
        return self._cast.sentences[number].tokens[k].lemma.lower() in wordlist("state_bodies")

    def _follows(self, back: int, number: int) -> bool:
        """Whether a sentence goes on from another: in its paragraph, or in one of one sentence."""
        alone = back == 0 or not self._one_paragraph(back - 1, back)
        return self._one_paragraph(back, number) or (number - back == 1 and alone)

    def _is_plural(self, number: int, k: int) -> bool:
        sentence = self._cast.sentences[number]
        plural_word = sentence.tokens[k].tag in ("NNS", "NNPS") or bool(sentence.kids(k, "conj"))
        named = self._cast.named_at(number, k)
        return plural_word or (named is not None and len(named.ids) > 1)

    def _object(self, number: int, i: int) -> Meant | None:
        """`… had accused it`: the actor last named, other than who does it."""
        barred = self._own_subjects(number, i)
        named = [n for _, n in self._before(number, number, i) if not n.person]
        others = [n for n in named if len(n.ids) == 1 and not barred & set(n.ids)]
        states = [n for n in others if not self._cast.groups.get(n.ids[0])]
        if states or others:
            last = (states or others)[-1]
            return Meant(last.ids, "pronoun", f"last named before: {last.text}")
        return None

    def _perspective(self, number: int) -> Meant | None:
        """Whose view the paragraph takes: `From Japan's perspective, …`."""
        for back in range(number, max(-1, number - _BACK - 1), -1):
            if not self._one_paragraph(back, number):
                break
            sentence = self._cast.sentences[back]
            if match := _VIEW.match(sentence.text):
                end = sentence.start + match.end()
                names = self._cast.heads[back].values()
                ids = {i for n in names if n.end <= end for i in n.ids}
                if len(ids) == 1:
                    return Meant(tuple(ids), "pronoun", "whose perspective the paragraph takes")
        return None

    def _speaker(self, number: int, i: int) -> Meant | None:
        """Who says `we` in a quotation: the subject of the verb over it."""
        sentence = self._cast.sentences[number]
        for k in sentence.above(i):
            if sentence.tokens[k].lemma in wordlist("speaking"):
                for s in sentence.kids(k, "nsubj"):
                    if sides := self._cast.sides(number, s):
                        return Meant((sides[0].id,), "pronoun", "the speaker")
        issuer = self._cast.issuer
        return Meant((issuer,), "pronoun", "whose statement it is") if issuer else None

    def _body(self, number: int, i: int) -> Meant | None:
        """`the bloc`: the group last named; `the junta`: the state the text is about."""
        lemma = self._cast.sentences[number].tokens[i].lemma
        if named := self._called(number, i, lemma):
            return named
        if lemma not in wordlist("bodies") | wordlist("blocs"):
            return None
        if self._cast.issuer and lemma in ("government", "ministry"):
            return Meant((self._cast.issuer,), "description", "whose statement it is")
        wants_group = lemma in wordlist("blocs")
        main = self._cast.main
        if not wants_group and main and lemma in wordlist("regimes"):
            return Meant((main,), "description", "the state the document is about")
        for back in range(number, max(-1, number - _BACK), -1):
            near = [(k, n) for k, n in self._before(back, number, i) if n.sector != "REB"]
            barred = self._own_subjects(number, i) if back == number else set()
            near = [(k, n) for k, n in near if not barred & set(n.ids)]
            doing = [n for k, n in near if not self._is_where(back, k)]
            names = doing or [n for _, n in near]
            ids = [a for n in names for a in n.ids if self._is_group(a) == wants_group]
            bodies = [n.ids[0] for n in names if n.kind == "group" and n.ids[0] in ids]
            if wants_group and bodies:
                return Meant((bodies[-1],), "description", "the group last named")
            if wants_group and ids:
                return Meant((ids[-1],), "description", "the group last named")
            if len(set(ids)) == 1:
                return Meant((ids[0],), "description", "the state last named")
            if not wants_group and (doer := self._doer(back, number)):
                return Meant((doer,), "description", "the state that last acted")
            if main in ids:
                break
        if wants_group or not main:
            return None
        return Meant((main,), "description", "the state the document is about")

    def _is_where(self, number: int, k: int) -> bool:
        """Whether a name only says where: `in Jeddah`, `near Kyiv`."""
        sentence = self._cast.sentences[number]
        cases = {sentence.tokens[c].text.lower() for c in sentence.kids(k, "case")}
        return bool(cases & {"in", "at", "near"})

    def _doer(self, back: int, number: int) -> str | None:
        """The state that an earlier sentence tells as acting, if it is one alone."""
        subjects = self._subjects_in(back, None) if back < number else []
        ids = {s.id for k in subjects for s in self._cast.sides(back, k) if s.sector != "REB"}
        only = next(iter(ids)) if len(ids) == 1 else None
        return only if only and not self._is_group(only) else None

    def _called(self, number: int, i: int, lemma: str) -> Meant | None:
        """`the Council`, `the court`: the body last named whose own name has the word."""
        if lemma not in wordlist("organs"):
            return None
        for back in range(number, max(-1, number - _BACK_FOR_PERSONS), -1):
            for _, n in reversed(list(self._before(back, number, i))):
                if self._is_group(n.ids[0]) and lemma in n.text.lower():
                    return Meant((n.ids[0],), "description", f"last so named: {n.text}")
        return None

    def _office(self, number: int, i: int) -> Meant | None:
        """`the president`: the last of that office who was named, else the one person in reach."""
        lemma = self._cast.sentences[number].tokens[i].lemma.lower()
        bearers = self._bearers(lemma, number)
        seen: dict[str, Named] = {}
        for back in range(number, max(-1, number - _BACK_FOR_PERSONS), -1):
            people = [n for _, n in reversed(list(self._before(back, number, i))) if n.person]
            if titled := next((n for n in people if n.person in bearers), None):
                return Meant(titled.ids, "leader", f"so named before: {titled.text}", titled.person)
            seen |= {str(n.person): n for n in people if number - back <= _BACK}
        if len(seen) != 1:
            return None
        only = next(iter(seen.values()))
        return Meant(only.ids, "leader", f"the person last named: {only.text}", only.person)

    def _bearers(self, office: str, number: int) -> set[str | None]:
        """Who was named with an office so far; a vice president is no president."""
        held = re.compile(
            rf"(?<!vice )(?<!vice-)(?<!deputy )\b{re.escape(office)}\b", re.IGNORECASE
        )
        named = (n for heads in self._cast.heads[: number + 1] for n in heads.values())
        return {n.person for n in named if n.person and held.search(n.text)}

    def _armed(self, number: int, i: int) -> Meant | None:
        """`the movement`, `the group`: the armed group last named, if one was; else a body."""
        for back in range(number, max(-1, number - _BACK), -1):
            ids = [n.ids[0] for _, n in self._before(back, number, i) if n.sector == "REB"]
            if ids:
                return Meant((ids[-1],), "description", "the armed group last named")
        lemma = self._cast.sentences[number].tokens[i].lemma
        return self._body(number, i) if lemma in wordlist("blocs") else None

    def _together(self, number: int, i: int) -> Meant | None:
        """`the two leaders`, `the three states`: as many as were last named together."""
        sentence = self._cast.sentences[number]
        count = _counted(sentence, sentence.tokens[i])
        if count == 2 and (between := self._between(number, i)):
            return Meant(between, "pair", "the two between whom it is")
        here = {a for _, n in self._before(number, number, i) for a in n.ids}
        if count == 2 and here and here <= set(self._cast.pair):
            return Meant(self._cast.pair, "pair", "the two the document is about")
        if count == 2 and (joined := self._joined(number)):
            return Meant(joined, "pair", "the two last named together")
        opposed = sentence.tokens[i].lemma in wordlist("opposed")
        if count == 2 and self._cast.pair and (opposed or not self._named_apart(number)):
            return Meant(self._cast.pair, "pair", "the two the document is about")
        for back in range(number, max(-1, number - _BACK), -1):
            names = [n for _, n in self._before(back, number, i)]
            ids = tuple(dict.fromkeys(a for n in names for a in n.ids if not self._is_group(a)))
            if len(ids) == count:
                return Meant(ids, "pair", "those named together before")
            if len(ids) > count:
                break
        if count == 2 and self._cast.pair:
            return Meant(self._cast.pair, "pair", "the two the document is about")
        return None

    def _other(self, number: int, i: int) -> Meant | None:
        """`the other side`, `its rival`: the one of the two who is not speaking or acting."""
        own = self._own_subjects(number, i)
        for pair in (self._joined(number), self._cast.pair):
            others = [a for a in pair if a not in own]
            if len(pair) == 2 and len(others) == 1:
                return Meant((others[0],), "description", "the other of the two")
        return None

    def _joined(self, number: int) -> tuple[str, ...]:
        """The two last named together before a sentence, as `K and L`, and no third with them."""
        for back in range(number - 1, max(-1, number - _BACK), -1):
            for k, named in self._cast.heads[back].items():
                joined = self._cast.sentences[back].kids(k, "conj")
                others = [n for m in joined if (n := self._cast.named_at(back, m))]
                ids = dict.fromkeys(a for n in (named, *others) for a in n.ids)
                if len(ids) == 2 and others and not any(map(self._is_group, ids)):
                    return tuple(ids)
        return ()

    def _of_group(self, number: int, i: int) -> Meant | None:
        """`Ministers also urged …`: those of the group that the sentence before tells of."""
        for back in range(number - 1, max(-1, number - 3), -1):
            subjects = self._subjects_in(back, None)
            ids = {s.id for k in subjects for s in self._cast.sides(back, k)}
            if len(ids) == 1 and self._is_group(next(iter(ids))):
                return Meant(tuple(ids), "description", "the group whose ministers they are")
            if ids:
                break
        return None

    def _between(self, number: int, i: int) -> tuple[str, ...]:
        """`a truce between K and L … both sides`: the two named together in the sentence."""
        sentence = self._cast.sentences[number]
        for k, named in reversed(list(self._before(number, number, i))):
            cases = {sentence.tokens[c].text.lower() for c in sentence.kids(k, "case")}
            others = [self._cast.named_at(number, n) for n in sentence.kids(k, "conj")]
            if "between" in cases and named.ids:
                ids = (*named.ids, *(a for n in others if n for a in n.ids))
                return ids if len(set(ids)) == 2 else ()
        return ()

    def _named_apart(self, number: int) -> bool:
        """Whether the last sentence that names anybody names a pair other than the document's."""
        for back in range(number, max(-1, number - _BACK), -1):
            if not self._one_paragraph(back, number):
                break
            names = self._cast.heads[back].values()
            ids = {a for n in names for a in n.ids if not self._is_group(a)}
            if len(ids) == 2:
                return ids != set(self._cast.pair)
            if len(ids) > 2:
                break
        return False

    def _before(self, back: int, number: int, i: int) -> Iterable[tuple[int, Named]]:
        """Names of a sentence, those before the reference if it is its own."""
        heads = self._cast.heads[back].items()
        return sorted(((k, n) for k, n in heads if n.ids and (back < number or k < i)), key=_first)

    def _is_group(self, actor: str) -> bool:
        return self._cast.groups.get(actor, False)

    def _one_paragraph(self, back: int, number: int) -> bool:
        start, end = self._cast.sentences[back].start, self._cast.sentences[number].start
        return "\n" not in self._cast.text[start:end]

    def _is_subject(self, number: int, i: int) -> bool:
        sentence = self._cast.sentences[number]
        for k in (i, *sentence.above(i)):
            dep = sentence.tokens[k].dep
            if dep.startswith("nsubj"):
                return True
            if dep.partition(":")[0] not in ("conj", "compound", "flat", "appos", "amod"):
                return False
        return False


def _first(item: tuple[int, Named]) -> int:
    return item[0]


def _is_body(sentence: Sentence, token: Token, *kinds: str) -> bool:
    """`the junta`, `the bloc`: a body of a state or a group, named by its kind alone."""
    known = any(token.lemma in wordlist(kind) for kind in kinds)
    if not known or token.pos not in ("NOUN", "PROPN") or token.text.lower() != token.lemma:
        return False
    below = [sentence.tokens[k] for k in sentence.kids(token.i)]
    plain = all(
        t.dep.partition(":")[0] in _PLAIN
        or t.text.lower() in wordlist("of_bodies")
        or t.text.lower().endswith("member")
        for t in below
    )
    return plain and any(t.text.lower() == "the" for t in below)


def _is_other_side(sentence: Sentence, token: Token) -> bool:
    """`the other side`, `its neighbour`: one of two, named by being the other."""
    if token.pos != "NOUN" or token.text.lower() != token.lemma:
        return False
    if token.lemma not in wordlist("pairs") and token.lemma not in wordlist("rivals"):
        return False
    below = {sentence.tokens[k].text.lower() for k in sentence.kids(token.i)}
    other = token.lemma in wordlist("pairs") and {"the", "other"} <= below
    return other or (token.lemma in wordlist("rivals") and bool(below & {"its", "their"}))


def _is_members(sentence: Sentence, token: Token) -> bool:
    """`Ministers`, `the leaders`: many of one kind, whose they are left unsaid."""
    if token.lemma not in wordlist("members") or token.tag != "NNS":
        return False
    below = [sentence.tokens[k] for k in sentence.kids(token.i)]
    return token.dep.startswith("nsubj") and all(
        t.text.lower() == "the" or t.text.lower() in wordlist("of_bodies") for t in below
    )


def _counted(sentence: Sentence, token: Token) -> int:
    """How many actors a phrase speaks of: `both sides` 2, `each government` 2, else 0."""
    if token.lemma not in wordlist("pairs"):
        return 0
    below = {sentence.tokens[k].text.lower() for k in sentence.kids(token.i)}
    if "each" in below and any(t.text.lower() == "other" for t in sentence.tokens[token.i :]):
        return 2
    if token.text.lower() == token.lemma or not below & {"the", "both", "these", "all"}:
        return 0
    return max((_COUNTS.get(word, 0) for word in below), default=0)
