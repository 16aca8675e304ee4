"""Names found in a document, settled and laid over the words of its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from ramify.reading.actors.dated_names import DatedName
from ramify.reading.actors.named import Named
from ramify.reading.syntax.sentence import Sentence
from ramify.reading.syntax.word_lists import agents, nouns, ordered, wordlist


class PlacedNames:
    """Which word of which sentence a name covers, and which word heads it."""

    def __init__(self, text: str, sentences: Sequence[Sentence], named: Sequence[Named]) -> None:
        self._text, self._sentences = text, sentences
        self.at: list[dict[int, Named]] = [{} for _ in sentences]
        """For each sentence the names by the words they cover."""
        self.heads: list[dict[int, Named]] = [{} for _ in sentences]
        """For each sentence the names by the word that heads them."""
        self.given: set[int] = set()
        """Where names stand that are part of a longer one, as a given name or a surname is."""
        remaining = iter(named)
        current = next(remaining, None)
        for number, sentence in enumerate(sentences):
            while current and current.start < sentence.end:
                if current.end > sentence.start:
                    self._put(number, current)
                current = next(remaining, None)

    def _put(self, number: int, named: Named) -> None:
        sentence = self._sentences[number]
        if _is_attribute(self._text, named.end):
            return
        inside = [t.i for t in sentence.tokens if t.start < named.end and named.start < t.end]
        after = sentence.tokens[inside[-1] + 1 : inside[-1] + 2] if inside else ()
        goes_on = bool(after) and after[0].tag == "NNP"
        shared = named.kind == "shared-surname" and goes_on and after[0].dep == "flat"
        longer = named.person and goes_on and (len(inside) == 1 or after[0].dep == "flat")
        if shared or longer or (len(inside) == 1 and _ends_a_name(sentence, inside[0])):
            self.given.add(named.start)
            return
        single = named.kind in ("name", "metonym", "territory") or (
            named.person and len(inside) == 1
        )
        if single and _is_first_name(sentence, inside):
            self.given.add(named.start)
            return
        for i in inside:
            self.at[number][i] = named
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


_JUST_BEFORE = 250
"""Letters from a name to the ambiguous one that means the same."""


def settled(found: Iterable[DatedName]) -> list[Named]:
    """Give an ambiguous name to whoever bears it and was named in full last, or beyond doubt."""
    named = [_named(name) for name in found if name.candidates]
    certain = {i for n in named for i in n.ids}
    people = {n.ids[0]: n.person for n in named if n.person and n.ids}
    out: list[Named] = []
    introduced: dict[str, Named] = {}
    last: dict[str, int] = {}
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
        if not n.ids and n.kind == "metonym" and (near := _nearest(n, last)):
            n = replace(n, ids=(near,), reason="the one of those named just before")
        last.update(dict.fromkeys(n.ids, n.end))
        out.append(n)
    return out


def _nearest(named: Named, last: dict[str, int]) -> str | None:
    """Which of those who may be meant was named just before, where no other was about as near."""
    gaps = sorted((named.start - last[i], i) for i in named.candidates if i in last)
    if not gaps or gaps[0][0] > _JUST_BEFORE:
        return None
    return gaps[0][1] if len(gaps) < 2 or gaps[1][0] > 2 * gaps[0][0] else None


def _named(found: DatedName) -> Named:
    ids = found.candidates if len(found.candidates) == 1 else ()
    return Named(
        start=found.start,
        end=found.end,
        text=found.text,
        ids=ids,
        candidates=found.candidates,
        sector=found.sector,
        person=found.person,
        kind=found.kind,
        reason=found.reason,
    )


@cache
def _attributes() -> re.Pattern[str]:
    words = "|".join(ordered("attributes"))
    leading = "|".join(ordered("leading"))
    participles = rf"(?!(?:{leading})\b)[a-z]{{2,}}ed"
    return re.compile(rf"\s?[-–‑]\s?(?:{words}|{participles})\b", re.IGNORECASE)


def _is_attribute(text: str, end: int) -> bool:
    """`Iran-backed militias`, `a US-brokered truce`: who backs or brokers is no side."""
    return _attributes().match(text, end) is not None


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
