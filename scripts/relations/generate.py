"""Sentences with two marked sides and what passes between them, written by rule.

A sentence is a verb phrase of the lexicon in one of many frames (past, passive, "agreed to",
"refused to", …), with actor phrases, lead-ins, tails and clauses about others. The frame decides
the class: what is promised is AGREE, what is threatened THREATEN, what is asked REQUEST.
"""

from __future__ import annotations

import random
import re
from dataclasses import replace
from functools import cache

from .inflection import gerund, participle, past, present
from .marks import Item, Span, Told, tells, tidy, unmarked
from .phrases import Phrases, sections

NONE = "NONE"
CLASSES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", NONE,
)  # fmt: skip
KIND = dict.fromkeys(("CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"), "kind")
KIND |= dict.fromkeys(("SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST"), "hostile")
_LETTER = re.compile(r"(?<![\w])([ABPLXYST])(n)?(?![\w])(?!\.)")
_WORDS = re.compile(r"[\w'’.-]+")


_UNMARKED = 1 / 3
"""How often no word is marked where the class is the same without it."""
_LOWER_ALONE = re.compile(r"(?:will|would|is to|going to|may|could|will not|would not) \{v\}")
_UPPER = re.compile(
    r"(?<!\w)A (?:has |is |was |still |says it is )*(?!will|would|may|could)([a-z]+)"
)
_TOLD_OF = ("X accused A of {ing}", "A denied {ing}", "A has denied {ing}")
"""What is charged or denied is an act all the same: who vouches for it is not asked here."""


class Writer:
    """Writes items without end; the same seed writes the same."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.phrases = Phrases(self.rng)
        self._lexicon = {c: list(map(_entry, ls)) for c, ls in sections("lexicon.txt").items()}
        frames = sections("frames.txt")
        self._lead, self._tail, self._hold = frames["lead"], frames["tail"], frames["hold"]
        self._traps = [(k, line) for k, ls in sections("traps.txt").items() for line in ls]

    def positive(self, label: str) -> Item:
        """One sentence that tells an act of a class."""
        return self.finished(*self.core(label), label)

    def turned(self, label: str) -> Item:
        """One whose frame makes of an act of a class what the frame's own class is."""
        who, phrase = self.phrase(label, verbal=True)
        verb, rest = split(phrase)
        group = KIND[label]
        new, frame = self.rng.choice(_TURNED[group])
        upper, alone = _UPPER.search(frame), bool(_LOWER_ALONE.search(frame))
        unmarked = self.rng.random() < _UNMARKED
        lower = not unmarked and (upper is None or self.rng.random() < (0.6 if alone else 0.25))
        if upper and not lower and not unmarked:
            frame = frame[: upper.start(1)] + tells(upper[1]) + frame[upper.end(1) :]
        said = [tells(f) if lower else f for f in (verb, gerund(verb))]
        text = frame.format(v=f"{said[0]} {rest}", ing=f"{said[1]} {rest}")
        if lower and not alone:
            new = label if frame in _TOLD_OF else NONE
        told = self.dressed(self.told(who, text))
        return self.item(told, "A", "B", new, "lexicon", None if unmarked else 1)

    def trap(self) -> Item:
        """One that names two sides and tells no act between them."""
        _, line = self.rng.choice(self._traps)
        told = self.told("official", self.phrases.opened(line))
        pairs = [p for p in ("AB", "ST", "BA", "TS") if set(p) <= set(told.spans)]
        one, two = self.rng.choice(pairs)
        told = self.dressed(told, hold=0.05)
        found = self.item(told, one, two, NONE, "trap")
        return replace(found, trigger=self._any_word(found) if self.is_marked() else None)

    def _any_word(self, item: Item) -> Span | None:
        """Some word of a sentence outside its sides."""
        words = [m.span() for m in re.finditer(r"\b[a-z]{4,}\b", item.text)]
        sides = [side for side in (item.one, item.two) if side]
        free = [w for w in words if all(w[1] <= s or e <= w[0] for s, e in sides)]
        return self.rng.choice(free) if free else None

    def apart(self, label: str) -> Item:
        """A told act, marked between one of its sides and somebody else, or the wrong way."""
        who, text = self.core(label, active=True)
        if self.rng.random() < 0.35 and label not in ("CONSULT", "COOPERATE", "SUPPORT", "AGREE"):
            told = self.dressed(self.told(who, text))
            return self.item(told, "B", "A", NONE, "reversed")
        told = self.dressed(self.told(who, text), hold=1.0)
        pairs = [p for p in ("AX", "AY", "BX", "BY", "XA", "XB") if set(p) <= set(told.spans)]
        one, two = self.rng.choice(pairs or ["AB"])
        return self.item(told, one, two, NONE if pairs else label, "apart")

    def dress(self, who: str, text: str, label: str, source: str) -> Item:
        """A core sentence from elsewhere, with the words around it that all get."""
        return replace(self.finished(who, text, label), source=source)

    def finished(self, who: str, text: str, label: str) -> Item:
        told = self.dressed(self.told(who, text))
        return self.item(told, "A", "B", label, "lexicon", 1 if self.is_marked() else None)

    def is_marked(self) -> bool:
        """Whether to mark a word in a sentence whose class is the same without."""
        return self.rng.random() >= _UNMARKED

    def phrase(self, label: str, verbal: bool = False) -> tuple[str, str]:
        """A phrase that names whom it is done to."""
        while True:
            who, line = self.rng.choice(self._lexicon[label])
            phrase = self.phrases.opened(line)
            if set("BPL") & letters(phrase) and not (verbal and line.startswith("=")):
                return who, phrase

    def core(self, label: str, active: bool = False) -> tuple[str, str]:
        who, phrase = self.phrase(label, verbal=active)
        if phrase.startswith("="):
            return who, phrase[1:].strip()
        verb, rest = split(phrase)
        return who, self._framed(verb, rest, active)

    def _framed(self, verb: str, rest: str, active: bool) -> str:
        """The phrase as a clause: past, perfect, passive and so on."""
        roll = self.rng.random()
        adverb = self.rng.choice(_ADVERBS) if self.rng.random() < 0.12 else ""
        object_, _, after = rest.partition(" ")
        bare = object_ in ("B", "P", "L", "X") and verb not in ("be", "have")
        if bare and not active and roll < 0.16:
            was = self.rng.choice(["was", "was", "were", "has been", "is being"])
            return f"{object_} {was} {adverb} {tells(participle(verb))} {after} by A"
        plain = [f(verb) for f in (past, participle, present, gerund)]
        noun = deed_in(rest) if not active and self.rng.random() < 0.2 else None
        noun = object_ if verb == "be" else noun
        did, done, does, doing = plain if noun else map(tells, plain)
        rest = rest.replace(noun, tells(noun), 1) if noun else rest
        frames: list[tuple[float, str]] = [
            (0.60, f"A {adverb} {did} {rest}"),
            (0.74, f"A has {adverb} {done} {rest}"),
            (0.80, f"A {does} {rest}"),
            (0.84, f"A is {adverb} {doing} {rest}"),
            (0.87, f"A had {done} {rest}"),
            (0.89, f"A, which {did} {rest}, made no comment"),
            (0.91, f"A said it had {done} {rest}"),
            (0.93, f"A announced that it had {done} {rest}"),
            (0.95, f"{doing} {rest}, A said there was no other way"),
            (0.97, f"A began {doing} {rest}"),
            (0.99, f"A continued to {tells(verb)} {rest}"),
            (1.01, f"A decided to {tells(verb)} {rest}"),
        ]
        return next(text for limit, text in frames if roll < limit)

    def told(self, who: str, text: str) -> Told:
        """Letters replaced by phrases; which letter stands for whom is kept."""
        if "B" not in letters(text):
            text = re.sub(r"(?<![\w])[PL](?![\w])", lambda m: f"B:{m[0]}", text, count=1)
        pieces: list[str] = []
        spans: dict[str, tuple[int, int]] = {}
        lands: dict[str, tuple[str, str, str]] = {}
        at = size = 0
        for found in re.finditer(r"B:([PL])(?![\w])|" + _LETTER.pattern, text):
            letter, kind = ("B", found[1]) if found[1] else (found[2], found[2])
            phrase = self._named(letter, kind, who, bool(found[3]), lands, text[: found.start()])
            before = text[at : found.start()]
            pieces += [before, phrase]
            size += len(before)
            spans.setdefault(letter, (size, size + len(phrase)))
            size += len(phrase)
            at = found.end()
        return Told("".join([*pieces, text[at:]]), spans)

    def _named(
        self,
        letter: str,
        kind: str,
        who: str,
        adjective: bool,
        lands: dict[str, tuple[str, str, str]],
        before: str,
    ) -> str:
        if letter in "ST" or adjective or (before.endswith("the ") and letter == "A"):
            land = lands.setdefault(letter, self.phrases.country())
            return land[1] if adjective else land[0]
        if letter == "A":
            return self.phrases.actor({"official": "B"}.get(who, who))
        return self.phrases.actor({"Y": "X", "A": "B"}.get(kind, kind))

    def dressed(self, told: Told, hold: float = 0.10) -> Told:
        if self.rng.random() < 0.38:
            told = self._before(told, self.phrases.opened(self.rng.choice(self._lead)))
        for share in (0.55, 0.3, 0.15):
            if self.rng.random() < share:
                told = self._after(told, self.phrases.opened(self.rng.choice(self._tail)))
        if self.rng.random() < hold:
            told = self._after(told, self.phrases.opened(self.rng.choice(self._hold)))
        text = re.sub(r"[.]$", "", told.text)
        return Told(text + ("." if self.rng.random() < 0.92 else ""), told.spans)

    def _before(self, told: Told, lead: str) -> Told:
        first = self.told("official", lead)
        shift = len(first.text) + 1
        spans = {k: (s + shift, e + shift) for k, (s, e) in told.spans.items()}
        return Told(f"{first.text} {told.text}", {**first.spans, **spans})

    def _after(self, told: Told, tail: str) -> Told:
        last = self.told("official", tail)
        gap = "" if last.text.startswith(",") else " "
        shift = len(told.text) + len(gap)
        spans = {k: (s + shift, e + shift) for k, (s, e) in last.spans.items()}
        return Told(told.text + gap + last.text, {**spans, **told.spans})

    def item(
        self, told: Told, one: str | None, two: str | None, label: str, source: str,
        trigger: int | None = None,
    ) -> Item:  # fmt: skip
        """An item of a told sentence: whose letters are its sides, which of its words tells."""
        told, marks = unmarked(told)
        text = told.text
        a = self._span(text, told.spans[one], widen=False) if one else None
        b = self._span(text, told.spans[two], widen=True) if two else None
        if a and b and two and b[0] < a[1] and a[0] < b[1]:
            b = told.spans[two]
        return tidy(Item(text, a, b, label, source, marks.get(trigger or 0)))

    def _span(self, text: str, span: tuple[int, int], widen: bool) -> tuple[int, int]:
        """Sometimes only the country's name in the phrase, sometimes what it owns as well."""
        start, end = span
        roll = self.rng.random()
        if roll < 0.25:
            inside = text[start:end]
            for name, adjective, capital in self.phrases.countries:
                for word in (name, adjective, capital):
                    if (found := inside.find(word)) >= 0:
                        return start + found, start + found + len(word)
        if roll > 0.8 and widen and text[end : end + 2] == "'s":
            words = list(_WORDS.finditer(text, end + 2))[: self.rng.choice([1, 2])]
            return (start, words[-1].end()) if words else span
        return span


@cache
def _deeds() -> frozenset[str]:
    """Nouns of action that a verb may have for its object."""
    return frozenset(" ".join(sections("nouns.txt")["object that tells"]).split())


def deed_in(rest: str) -> str | None:
    """The noun of action that a verb has for its object: of `talks with B` the talks."""
    for word in rest.split():
        if word in _BEHIND_OBJECT or word in "ABPLXY":
            return None
        if word in _deeds():
            return word
    return None


def letters(text: str) -> set[str]:
    return {m[1] for m in _LETTER.finditer(text)}


def _entry(line: str) -> tuple[str, str]:
    who, mark, phrase = line.partition("> ")
    return (who, phrase) if mark and who.isalpha() else ("official", line)


def split(phrase: str) -> tuple[str, str]:
    verb, _, rest = phrase.partition(" ")
    return verb, rest


_BEHIND_OBJECT = ("with", "to", "on", "against", "for", "of", "in", "from", "over", "by")
_ADVERBS = [
    "strongly", "repeatedly", "again", "formally", "publicly", "unexpectedly", "immediately",
    "sharply", "reportedly", "also", "officially", "secretly", "recently", "quickly", "openly",
]  # fmt: skip
_TURNED: dict[str, list[tuple[str, str]]] = {
    "kind": [
        ("AGREE", "A agreed to {v}"),
        ("AGREE", "A has agreed to {v}"),
        ("AGREE", "A pledged to {v}"),
        ("AGREE", "A promised to {v}"),
        ("AGREE", "A offered to {v}"),
        ("AGREE", "A will {v}"),
        ("AGREE", "A said it would {v}"),
        ("AGREE", "A said they will {v}"),
        ("AGREE", "A has said that it will {v}"),
        ("AGREE", "A says it is going to {v}"),
        ("AGREE", "A announced that it will {v}"),
        ("AGREE", "A is ready to {v}"),
        ("AGREE", "A is willing to {v}"),
        ("AGREE", "A announced plans to {v}"),
        ("AGREE", "A plans to {v}"),
        ("AGREE", "A is to {v}"),
        ("AGREE", "A vowed to {v}"),
        ("AGREE", "A said it was prepared to {v}"),
        ("AGREE", "A approved a plan to {v}"),
        ("REJECT", "A refused to {v}"),
        ("REJECT", "A has refused to {v}"),
        ("REJECT", "A declined to {v}"),
        ("REJECT", "A will not {v}"),
        ("REJECT", "A said it would not {v}"),
        ("REJECT", "A says it will not {v}"),
        ("REJECT", "A ruled out {ing}"),
        ("REJECT", "A rejected calls to {v}"),
        ("REJECT", "A vowed never to {v}"),
        ("REJECT", "A said it had no intention of {ing}"),
        ("REJECT", "A voted against {ing}"),
        ("REJECT", "A still refuses to {v}"),
        ("REJECT", "A opposes {ing}"),
        ("SANCTION", "A stopped {ing}"),
        ("SANCTION", "A suspended plans to {v}"),
        ("THREATEN", "A threatened to stop {ing}"),
        ("THREATEN", "A warned that it would stop {ing}"),
        ("REJECT", "A made clear that it will not {v}"),
        ("REJECT", "A will not {v} unless X gives way"),
        (NONE, "X urged A to {v}"),
        (NONE, "X asked whether A would {v}"),
        (NONE, "A would {v} if the law were changed"),
        (NONE, "It is not clear whether A will {v}"),
        (NONE, "A may {v} one day"),
        (NONE, "A denied {ing}"),
    ],
    "hostile": [
        ("THREATEN", "A threatened to {v}"),
        ("THREATEN", "A has threatened to {v}"),
        ("THREATEN", "A vowed to {v}"),
        ("THREATEN", "A warned that it would {v}"),
        ("THREATEN", "A will {v}"),
        ("THREATEN", "A said it would {v}"),
        ("THREATEN", "A announced that it will {v}"),
        ("THREATEN", "A plans to {v}"),
        ("THREATEN", "A is preparing to {v}"),
        ("THREATEN", "A is ready to {v}"),
        ("THREATEN", "A says it is going to {v}"),
        ("THREATEN", "A said it was considering whether to {v}"),
        ("AGREE", "A promised not to {v}"),
        ("AGREE", "A agreed to stop {ing}"),
        ("AGREE", "A pledged to end its campaign of {ing}"),
        ("RETREAT", "A stopped {ing}"),
        ("RETREAT", "A has stopped {ing}"),
        ("REJECT", "A refused to stop {ing}"),
        ("REJECT", "A said it would never stop {ing}"),
        (NONE, "A denied {ing}"),
        (NONE, "A has denied {ing}"),
        (NONE, "X accused A of {ing}"),
        (NONE, "X urged A to {v}"),
        (NONE, "X fears that A will {v}"),
        (NONE, "A could {v} within weeks, analysts say"),
        (NONE, "A would {v} only if attacked first"),
        (NONE, "In the film, A wants to {v}"),
        (NONE, "There is no evidence that A plans to {v}"),
    ],
}
"""What a frame makes of an act: `kind` acts are promised or refused, `hostile` ones threatened."""
