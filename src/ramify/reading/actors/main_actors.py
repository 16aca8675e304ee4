"""Which actors a document is about, and whose own word it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from ramify.reading.actors.dated_names import Names
from ramify.reading.actors.named import Named, Side
from ramify.reading.actors.placed_names import PlacedNames
from ramify.reading.actors.quotation_marks import begins_quoted, still_open
from ramify.reading.syntax.sentence import Sentence
from ramify.reading.syntax.word_lists import wordlist

_OWN_WORDS = 2
"""Sentences that begin with `We`, from which a text is its issuer's own word."""
_LEAD = 2
"""Sentences of the lead, whose names count."""
_IN_PLACE = re.compile(r"\b(?:in|at|near|to)(?: the)? $", re.IGNORECASE)

Sides = Callable[[int, int], Sequence[Side]]
"""The actors that a word of a sentence stands for, by the numbers of both."""


def states_in(title: str, names: Names, on: date, groups: Mapping[str, bool]) -> tuple[str, ...]:
    """The states and armed groups that a title names, places of theirs aside."""
    found = (n for n in names.find(title, on) if n.kind != "territory" and len(n.candidates) == 1)
    return tuple(dict.fromkeys(n.candidates[0] for n in found if not groups.get(n.candidates[0])))


def main_state(named: Sequence[Named], groups: Mapping[str, bool]) -> str | None:
    """The state the document is about: named at least twice as often as any other."""
    counts = Counter(i for n in named for i in n.ids if not groups.get(i))
    best = counts.most_common(2)
    if not best or (len(best) == 2 and best[0][1] < 2 * best[1][1]):
        return None
    return best[0][0]


def acting_state(text: str, named: Sequence[Named], main: str | None) -> str | None:
    """The main state, if it is named at least twice other than as a place."""
    meant = [n for n in named if n.ids == (main,)]
    told = [n for n in meant if not _IN_PLACE.search(text[: n.start][-12:])]
    return main if len(told) > 1 else None


def state_of_coup(
    sentences: Sequence[Sentence], names: PlacedNames, groups: Mapping[str, bool]
) -> str | None:
    """Where the text tells of a coup or a junta: the state most often said to have it."""
    telling = wordlist("coups") | wordlist("toppling")
    counts: Counter[str] = Counter()
    for number, sentence in enumerate(sentences):
        if {token.lemma for token in sentence.tokens} & telling:
            hit = (n for k, n in names.heads[number].items() if _is_of_coup(sentence, k))
            counts.update(i for n in hit for i in n.ids if not groups.get(i))
    best = counts.most_common(2)
    clear = len(best) == 1 or (len(best) == 2 and best[0][1] > best[1][1])
    return best[0][0] if clear else None


def _is_of_coup(sentence: Sentence, k: int) -> bool:
    """`the coup in Niger`, `Niger's junta`, `overthrew Niger's president`."""
    head = sentence.tokens[sentence.tokens[k].head]
    if any(sentence.tokens[c].text.lower() == "in" for c in sentence.kids(k, "case")):
        return head.lemma in wordlist("coups")
    seized = wordlist("coups") | {"president", "government", "army", "military", "soldier"}
    return sentence.tokens[k].dep in ("nmod:poss", "compound", "amod") and head.lemma in seized


def main_pair(
    names: PlacedNames, named: Sequence[Named], groups: Mapping[str, bool]
) -> tuple[str, ...]:
    """The two actors the document is about: those most named together in a sentence.

    Neither is one that is named but once, below the lead.
    """
    counts: Counter[tuple[str, ...]] = Counter()
    for heads in names.heads:
        ids = sorted({i for n in heads.values() for i in n.ids if not groups.get(i)})
        counts.update((a, b) for n, a in enumerate(ids) for b in ids[n + 1 :])
    often = Counter(i for n in named for i in n.ids)
    ranked = sorted(counts, key=lambda p: (counts[p], often[p[0]] + often[p[1]]), reverse=True)
    if not ranked:
        return ()
    first, *others = ranked
    tied = [p for p in others if counts[p] == counts[first]]
    worth = often[first[0]] + often[first[1]]
    lead = {i for heads in names.heads[:_LEAD] for n in heads.values() for i in n.ids}
    passing = any(often[i] < 2 and i not in lead for i in first)
    return () if passing or any(often[a] + often[b] == worth for a, b in tied) else first


def issuing_state(sentences: Sequence[Sentence], sides: Sides) -> str | None:
    """Whose statement the document is: `The Government of N welcomes …`, told as of now."""
    for number, sentence in enumerate(sentences):
        if [token.text for token in sentence.tokens[:2]] == ["We", ","]:
            return _named_as_we(number, sentence, sides)
    for number, sentence in enumerate(sentences):
        root = sentence.tokens[sentence.root]
        if root.pos != "VERB":
            continue
        stated = root.tag in ("VBZ", "VBP") and root.lemma in wordlist("performing")
        subjects = sentence.kids(root.i, "nsubj") if stated else []
        ids = {s.id for k in subjects for s in sides(number, k)}
        if len(ids) == 1:
            return next(iter(ids))
        break
    return _speaking_as_we(sentences, sides)


def _named_as_we(number: int, sentence: Sentence, sides: Sides) -> str | None:
    """`We, the Pact's ministers of K and L, condemn …`: the first one named, if it is one."""
    for k in range(2, max(2, sentence.root)):
        if found := {s.id for s in sides(number, k)}:
            return next(iter(found)) if len(found) == 1 else None
    return None


def _speaking_as_we(sentences: Sequence[Sentence], sides: Sides) -> str | None:
    """The state that a text calls `we`: the one it tells of as doing something now."""
    now: Counter[str] = Counter()
    spoken, opened = 0, False
    for number, sentence in enumerate(sentences):
        root = sentence.tokens[sentence.root]
        subjects = sentence.kids(root.i, "nsubj")
        quoted = opened or begins_quoted(sentence)
        opened = still_open(sentence.text, opened)
        if quoted:
            continue
        spoken += any(sentence.tokens[k].text == "We" for k in subjects)
        helpers = {sentence.tokens[k].tag for k in sentence.kids(root.i, "aux")}
        if root.tag in ("VBZ", "VBP") or (root.tag == "VBG" and helpers & {"VBZ", "VBP"}):
            now.update({s.id for k in subjects for s in sides(number, k)})
    first = now.most_common(2)
    alone = len(first) == 1 or (len(first) == 2 and first[0][1] > first[1][1])
    return first[0][0] if spoken >= _OWN_WORDS and alone else None
