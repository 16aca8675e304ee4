"""Who is meant: names, offices and references, resolved in the document by stated rules."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from ramify.reading.actors.coreference import References
from ramify.reading.actors.dated_names import DatedName, Names
from ramify.reading.actors.named import Named, Side
from ramify.reading.syntax.sentence import Sentence, Token
from ramify.reading.syntax.word_lists import agents, nouns, ordered, phrase, singular, wordlist

_MODIFIERS = ("compound", "amod", "nmod:poss", "appos", "flat", "nmod:desc", "nummod")
_SOURCES = frozenset({"of", "from"})
_CALLING = ("name", "group", "grouping", "leader", "metonym")
_SELVES = frozenset({"itself", "himself", "herself", "themselves"})
_OWN_WORDS = 2
"""Sentences that begin with `We`, from which a text is its issuer's own word."""
_LISTED = ("name", "metonym", "group", "grouping")
_ACRONYM = re.compile(r"[A-Z]{2,6}")
_IN_PLACE = re.compile(r"\b(?:in|at|near|to)(?: the)? $", re.IGNORECASE)
_OFFICES = frozenset({"GOV", "MIL", "LEG", "JUD", "PTY", "OPP"})
_PLACES = frozenset({"in", "at", "near", "across", "inside", "for", "within"})
_CLAUSES = ("acl", "acl:relcl", "advcl", "parataxis", "ccomp", "conj", "cc", "punct", "csubj")


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
        self.text, self.sentences, self.groups = text, sentences, is_group or {}
        self.named = _settled([_named(found) for found in names.find(text, on) if found.candidates])
        self.references: list[Named] = []
        self._given: set[int] = set()
        self._letters: dict[str, Side] = {}
        self._at: list[dict[int, Named]] = [{} for _ in sentences]
        self.heads: list[dict[int, Named]] = [{} for _ in sentences]
        self._place_names()
        self._heed_titles()
        self.pair = self._main_pair()
        self.main = self._main_state()
        self.home = self._acting_state()
        self.people = self._titled()
        self.issuer = self._issuing_state()
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

    def _place_names(self) -> None:
        remaining = iter(self.named)
        current = next(remaining, None)
        for number, sentence in enumerate(self.sentences):
            while current and current.start < sentence.end:
                if current.end > sentence.start:
                    self._put(number, current)
                current = next(remaining, None)

    def _put(self, number: int, named: Named) -> None:
        sentence = self.sentences[number]
        if _is_attribute(self.text, named.end):
            return
        inside = [t.i for t in sentence.tokens if t.start < named.end and named.start < t.end]
        after = sentence.tokens[inside[-1] + 1 : inside[-1] + 2] if inside else ()
        goes_on = bool(after) and after[0].tag == "NNP"
        shared = named.kind == "shared-surname" and goes_on and after[0].dep == "flat"
        longer = named.person and goes_on and (len(inside) == 1 or after[0].dep == "flat")
        if shared or longer or (len(inside) == 1 and _ends_a_name(sentence, inside[0])):
            self._given.add(named.start)
            return
        single = named.kind in ("name", "metonym", "territory") or (
            named.person and len(inside) == 1
        )
        if single and _is_first_name(sentence, inside):
            self._given.add(named.start)
            return
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
            self.heads[number][head] = named

    def _heed_titles(self) -> None:
        """`Turkish Foreign Minister X`: whose minister the text says, whatever X is elsewhere."""
        for number, heads in enumerate(self.heads):
            for i, named in list(heads.items()):
                states = self._title_of(number, i) if named.person else set()
                if len(states) == 1 and states.isdisjoint(named.ids):
                    ids = tuple(states)
                    told = replace(named, ids=ids, candidates=ids, reason="the office told")
                    for k, other in self._at[number].items():
                        if other is named:
                            self._at[number][k] = told
                    heads[i] = told

    def _main_state(self) -> str | None:
        """The state the document is about: named at least twice as often as any other."""
        counts = Counter(i for n in self.named for i in n.ids if not self.groups.get(i))
        best = counts.most_common(2)
        if not best or (len(best) == 2 and best[0][1] < 2 * best[1][1]):
            return None
        return best[0][0]

    def _acting_state(self) -> str | None:
        """The main state, if it is named at least twice other than as a place."""
        named = [n for n in self.named if n.ids == (self.main,)]
        told = [n for n in named if not _IN_PLACE.search(self.text[: n.start][-12:])]
        return self.main if len(told) > 1 else None

    def _main_pair(self) -> tuple[str, ...]:
        """The two actors the document is about: those most named together in a sentence."""
        counts: Counter[tuple[str, ...]] = Counter()
        for heads in self.heads:
            ids = sorted(
                {i for named in heads.values() for i in named.ids if not self.groups.get(i)}
            )
            counts.update((a, b) for n, a in enumerate(ids) for b in ids[n + 1 :])
        often = Counter(i for n in self.named for i in n.ids)
        ranked = sorted(counts, key=lambda p: (counts[p], often[p[0]] + often[p[1]]), reverse=True)
        if not ranked:
            return ()
        first, *others = ranked
        tied = [p for p in others if counts[p] == counts[first]]
        worth = often[first[0]] + often[first[1]]
        return () if any(often[a] + often[b] == worth for a, b in tied) else first

    def _issuing_state(self) -> str | None:
        """Whose statement the document is: `The Government of N welcomes …`, told as of now."""
        for number, sentence in enumerate(self.sentences):
            root = sentence.tokens[sentence.root]
            if root.pos != "VERB":
                continue
            stated = root.tag in ("VBZ", "VBP") and root.lemma in wordlist("performing")
            subjects = sentence.kids(root.i, "nsubj") if stated else []
            ids = {s.id for k in subjects for s in self.sides(number, k)}
            if len(ids) == 1:
                return next(iter(ids))
            break
        return self._speaking_as_we()

    def _speaking_as_we(self) -> str | None:
        """The state that a text calls `we`: the one it tells of as doing something now."""
        now: Counter[str] = Counter()
        spoken = 0
        for number, sentence in enumerate(self.sentences):
            root = sentence.tokens[sentence.root]
            subjects = sentence.kids(root.i, "nsubj")
            spoken += any(sentence.tokens[k].text == "We" for k in subjects)
            helpers = {sentence.tokens[k].tag for k in sentence.kids(root.i, "aux")}
            if root.tag in ("VBZ", "VBP") or (root.tag == "VBG" and helpers & {"VBZ", "VBP"}):
                now.update({s.id for k in subjects for s in self.sides(number, k)})
        first = now.most_common(2)
        alone = len(first) == 1 or (len(first) == 2 and first[0][1] > first[1][1])
        return first[0][0] if spoken >= _OWN_WORDS and alone else None

    def _titled(self) -> dict[str, tuple[str, str]]:
        """Surnames of people in no list, by the state their title gives: `Albania's premier, X`."""
        found: dict[str, tuple[str, str]] = {}
        for number, sentence in enumerate(self.sentences):
            for token in sentence.tokens:
                name = sentence.kids(token.i, "flat")
                if token.pos != "PROPN" or not name or token.i in self._at[number]:
                    continue
                states = self._title_of(number, token.i)
                if len(states) == 1:
                    surname = sentence.tokens[name[-1]].text
                    full = f"{token.text} {surname}"
                    found.setdefault(surname, (next(iter(states)), full))
        return found

    def _title_of(self, number: int, i: int) -> set[str]:
        """The states that the office before a name, or the one it stands beside, belongs to."""
        sentence = self.sentences[number]
        head = sentence.tokens[i].head
        beside = [head] if sentence.tokens[i].dep == "appos" else []
        titles = [*sentence.kids(i, "nmod:desc", "compound", "appos", "amod"), *beside]
        offices = [k for k in titles if agents().get(sentence.tokens[k].lemma) in _OFFICES]
        owners = [n for k in offices for n in sentence.kids(k, "nmod:poss")]
        known = self._at[number].get(i)
        around = owners or ([*offices, *([i] if known is None else [])] if offices else [])
        return {s.id for k in around for s in self._sides(number, k, conj=False, depth=1)}

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
            named = Named(token.start, token.end, token.text, (side.id,), (side.id,),
                          side.sector, None, "name", reason)  # fmt: skip
            self._at[number][k] = self.heads[number][k] = named

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

    def sides(self, number: int, i: int, *, conj: bool = True) -> tuple[Side, ...]:
        """The actors that the noun phrase headed by a word stands for."""
        found = self._sides(number, i, conj=conj, depth=0)
        if conj and found:
            found += [s for k in self._listed(number, i) for s in self._own(number, k, 1)]
        return tuple(_once(found))

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
            return self._as_sides(named, named.sector or self._sector_of(number, i))
        if self._is_shared_border(number, i):
            return []
        sector = self._sector_of(number, i)
        if sentence.tokens[i].lemma in wordlist("transparent") and (
            inner := self._of(number, i, depth)
        ):
            return [replace(s, sector=s.sector or sector) for s in inner]
        found = self._modifying(number, i, depth)
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
        if sentence.tokens[i].lemma not in wordlist("borders"):
            return False
        first = sentence.kids(i, "compound", "amod")
        below = {*first, *(n for k in first for n in sentence.kids(k, "compound", "amod"))}
        return len({a for k in below if (n := self._at[number].get(k)) for a in n.ids}) > 1

    def _names_owner(self, number: int, i: int) -> bool:
        """`Putin assistance`, `the alliance's summit`: the thing is no part of the name."""
        sentence = self.sentences[number]
        people = [self._at[number].get(k) for k in sentence.kids(i, "compound")]
        return bool(sentence.kids(i, "nmod:poss")) or any(n and n.person for n in people)

    def _modifying(self, number: int, i: int, depth: int) -> list[Side]:
        sentence = self.sentences[number]
        found: list[Side] = []
        for k in sentence.kids(i, *_MODIFIERS):
            named = self._at[number].get(k)
            if sentence.tokens[k].dep == "nmod:poss" and not named and depth > 1:
                continue
            if named and self._is_region(named) and self._sector_of(number, i) is None:
                continue
            found += self._sides(number, k, conj=True, depth=depth + 1)
        return found

    def _is_region(self, named: Named) -> bool:
        """`European harbours`: a part of the world says where, and is nobody."""
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
        sentence = self.sentences[number]
        words = [sentence.tokens[k].lemma for k in sentence.kids(i, "compound", "amod") if k < i]
        key = phrase([*words, singular(sentence.tokens[i].lemma)], agents())
        return agents()[key] if key else None

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


@cache
def _attributes() -> re.Pattern[str]:
    return re.compile(rf"\s?[-–‑]\s?(?:{'|'.join(ordered('attributes'))})\b", re.IGNORECASE)


def _is_attribute(text: str, end: int) -> bool:
    """`Iran-backed militias`, `a US-brokered truce`: who backs or brokers is no side."""
    return _attributes().match(text, end) is not None


def _leads(token: Token) -> bool:
    """`the`, `according to`: words before a noun phrase that are no part of a name."""
    return token.pos in ("DET", "ADP", "PUNCT", "CCONJ") or token.dep in ("case", "fixed")


def _ends_a_name(sentence: Sentence, i: int) -> bool:
    """`Foreign Minister Antonio Lima`: the last of a name that an office stands before."""
    token = sentence.tokens[i]
    titles = sentence.kids(token.head, "nmod:desc") if token.dep == "flat" else []
    return any(sentence.tokens[k].lemma in wordlist("offices") for k in titles)


def _is_first_name(sentence: Sentence, inside: list[int]) -> bool:
    """`Chad Johnson`: a country's name with a family name hung on it is a person's."""
    after = inside[-1] + 1 if inside else 0
    if not inside or after >= len(sentence.tokens):
        return False
    token = sentence.tokens[after]
    if token.pos != "PROPN" or not token.text[:1].isupper():
        return False
    given = len(inside) == 1 and sentence.tokens[inside[0]].text in wordlist("given_names")
    known = token.lemma in agents() or token.lemma in nouns() or token.lemma in _titles()
    if given and not known:
        return token.dep in ("flat", "compound") or sentence.tokens[inside[0]].head == after
    return token.dep == "flat" and token.head in inside


@cache
def _titles() -> frozenset[str]:
    """Words of bodies that a place gives its name to: `the Paris Agreement`."""
    return wordlist("bodies") | wordlist("blocs") | wordlist("gatherings")


def _named(found: DatedName) -> Named:
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
    """Give an ambiguous name to whoever bears it and was named in full last, or beyond doubt."""
    certain = {i for n in named for i in n.ids}
    people = {n.ids[0]: n.person for n in named if n.person and n.ids}
    settled = []
    introduced: dict[str, Named] = {}
    for n in named:
        if n.person and n.ids and " " in n.text:
            introduced.update(dict.fromkeys(n.text.split(), n))
        full = introduced.get(n.text)
        if full and not n.ids and full.ids[0] in n.candidates:
            reason = f"the one of that name last introduced: {full.text}"
            n = replace(n, ids=full.ids, person=full.person, reason=reason)
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
