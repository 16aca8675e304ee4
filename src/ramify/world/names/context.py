"""A page being read for names: the text, the names matched in it, and what stands around them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from ramify.world.names import offices
from ramify.world.names.lexicon import (
    COMMON_WORDS,
    FAMILY_FIRST,
    PERSON_NAMES,
    PREFIXES,
    Entry,
    Sense,
    fold,
    words,
)

_NO_NAMES = words(
    "But And Yet So Or Nor If When While As That Then Now Today Yesterday Tomorrow Since Although "
    "Though Because After Before For With Without Will Would Should Could Can May Did Does Do Has "
    "Had Have Is Are Was Were Like How Why What Where Who Whether Once Until Unless Meanwhile "
    "Both Even Only Says Said Later Earlier Recently Last This These Those The A An In On At To "
    "From By Of Under Against Between Instead However Still Perhaps Here There It His Her Their "
    "Its Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April "
    "June July August September October November December Meets Visits Tells Calls Talks Not No I "
    "North South East West Foreign Prime Ministry Air Armed Defense Defence Navy National Strait "
    "Moreover Socialist Communist Islamist Leftist Populist Nationalist Conservative Liberal "
    "Republican Democrat Centrist Moderate Hardliner Reformist Veteran Former Outgoing Incoming "
    "Embattled Ousted Deposed Exiled Jailed Ailing"
)
"""Capitalised words beside a name that make no person of it."""

LEAD = max(map(len, offices.OFFICES)) + len("former . ")
"""Characters before a name that are looked at: the longest title, and what stands around it."""
NO_HEADLINE = 121
"""Characters of a line that is too long for a headline."""
FEWEST = 3
"""Words of three letters and more that a headline has at least."""
MOST = 0.6
"""A line is a headline if more than this share of its words is capitalised."""

_WORD_BEFORE = re.compile(r"([\w.'-]+) \Z")
_WORD_AFTER = re.compile(r" ([A-Z][\w'-]*)")
_TURNED = re.compile(r"(?<!\w)(?:pro|anti|non|post|ex|un|pre)-\Z", re.IGNORECASE)
_OWNS = re.compile(r"(?:'s?)? \Z")
_OF = re.compile(r" of (?:the )?")
_PLACE = re.compile(r"(?<!\w)(in|at|near|outside|around|inside) \Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry of the lexicon, matched from `start` to `end`."""

    start: int
    end: int
    entry: Entry


@dataclass(frozen=True)
class MatchedText:
    """A text as given and folded, its matches, and the day it is read for."""

    text: str
    folded: str
    hits: tuple[Hit, ...]
    on: date
    _said: dict[str, bool] = field(default_factory=dict)

    @cached_property
    def named(self) -> frozenset[str]:
        """Persons the text names in full somewhere."""
        return frozenset(
            sense.person
            for hit in self.hits
            for sense in hit.entry.senses
            if sense.person and sense.kind == "leader" and " " in hit.entry.text
        )

    @cached_property
    def _meant(self) -> frozenset[str]:
        """Actors that the text names by a word that means nobody else on the day."""
        plain = ([s for s in hit.entry.senses if not s.named] for hit in self.hits)
        alive = ({s.actor for s in senses if s.on(self.on)} for senses in plain)
        return frozenset(actor for actors in alive if len(actors) == 1 for actor in actors)

    def counted(self, hit: Hit) -> tuple[Sense, ...]:
        """What a match may mean in this text.

        A shared name means only whom the text names besides: the one it is said to be of, as in
        `Laos's Ministry of Public Security`, or else any.
        """
        meant = self._owners(hit) or self._meant
        return tuple(s for s in hit.entry.senses if not s.named or s.actor in meant)

    def _owners(self, hit: Hit) -> frozenset[str]:
        """The actors of a name right before a match, or after it and `of`."""
        before = _OWNS.search(self.before(hit))
        of = _OF.match(self.folded, hit.end)
        ends = hit.start - len(before.group()) if before else None
        beside = (h for h in self.hits if h.end == ends or (of and h.start == of.end()))
        return frozenset(s.actor for h in beside for s in h.entry.senses if not s.person)

    @cached_property
    def _edges(self) -> frozenset[int]:
        """Where matches begin and, negative, end; a surname that is a common word bounds none."""
        own = (hit for hit in self.hits if hit.entry.text not in COMMON_WORDS)
        return frozenset(edge for hit in own for edge in (hit.start, -hit.end))

    def before(self, hit: Hit) -> str:
        """The folded text that leads up to a match."""
        return self.folded[max(0, hit.start - LEAD) : hit.start]

    def says(self, words: str) -> bool:
        """Whether the text has these words, as whole words."""
        if words not in self._said:
            found = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", self.folded)
            self._said[words] = found is not None
        return self._said[words]

    def turned(self, hit: Hit) -> bool:
        """Whether a prefix makes an adjective of something else: pro-Russian, non-Western."""
        if hit.entry.text in PREFIXES and self.folded[hit.end : hit.end + 1] != "-":
            return True
        if hit.entry.text == "US" and (
            self.folded[hit.end : hit.end + 1] == "$" or self._shouted(hit)
        ):
            return True
        hyphen = self.folded[hit.start - 1 : hit.start] == "-"
        return hyphen and _TURNED.search(self.before(hit)) is not None

    def _shouted(self, hit: Hit) -> bool:
        """Whether the words on both sides are in capitals, so that US may be `us`."""
        last = _WORD_BEFORE.search(self.before(hit))
        after = _WORD_AFTER.match(self.folded, hit.end)
        beside = [m[1] for m in (last, after) if m]
        return bool(beside) and all(len(w) > 2 and w.isupper() and w.isalpha() for w in beside)

    def place(self, hit: Hit) -> str | None:
        """The preposition that makes a place of a city: `in`, `near`."""
        found = _PLACE.search(self.before(hit))
        return found[1].lower() if found else None

    def body(self, at: int) -> str | None:
        """The noun after an adjective, if it begins right there."""
        found = re.compile(r" ([A-Za-z]+)").match(self.folded, at)
        return found[1].lower() if found else None

    def is_person(self, hit: Hit) -> bool:
        """Whether an actor's name is part of a person's here: Michael Jordan, Chad Smith."""
        if hit.entry.text not in PERSON_NAMES or self._headline(hit.start):
            return False
        return self._name_before(hit) or self._name_after(hit)

    def of_other(self, hit: Hit) -> bool:
        """Whether a surname belongs to a person not known here: Melania Trump, Kim Yo Jong."""
        if " " in hit.entry.text or self._headline(hit.start):
            return False
        family_first = any(sense.actor in FAMILY_FIRST for sense in hit.entry.senses)
        if family_first and self._name_after(hit):
            return True
        return self._name_before(hit) and not offices.TITLE.search(self.before(hit))

    def _name_before(self, hit: Hit) -> bool:
        found = _WORD_BEFORE.search(self.before(hit))
        if not found or -(hit.start - 1) in self._edges:
            return False
        word = found[1]
        ends = word.endswith(".") and len(word) > 2
        return word[0].isupper() and not ends and self._may_name(word)

    def _name_after(self, hit: Hit) -> bool:
        found = _WORD_AFTER.match(self.folded, hit.end)
        if not found or hit.end + 1 in self._edges:
            return False
        return self._may_name(found[1])

    @staticmethod
    def _may_name(word: str) -> bool:
        low, bare = word.lower(), word.removesuffix(".")
        return not (
            word in _NO_NAMES
            or low in offices.OFFICES
            or low in offices.BODY_SECTORS
            or (bare.isupper() and len(bare) > 1)
        )

    def _headline(self, at: int) -> bool:
        """Whether most words of the line are capitalised, so that capitals tell nothing."""
        before = self.text[max(at - NO_HEADLINE, 0) : at].rpartition("\n")[-1]
        line = fold(before + self.text[at : at + NO_HEADLINE].partition("\n")[0])
        if len(line) >= NO_HEADLINE or line.rstrip().endswith((".", "!", "?", ";", ",")):
            return False
        seen = re.findall(r"[A-Za-z]{3,}", line)
        if len(seen) < FEWEST:
            return False
        capitals = [word for word in seen if word[0].isupper()]
        return len(capitals) > MOST * len(seen)
