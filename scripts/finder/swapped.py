"""A passage told of other states: names, adjectives and capitals exchanged, the sides with them.

So the network learns from the sentence who acts on whom, not from what it has read of these states.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ramify_relations import Mention

from ramify.world.world import World

from .examples import DAY, SAME, Asked, Example, Told

Span = tuple[int, int]
Form = tuple[str, int]
"""An id and which of its names: the state's, the adjective, that with an s, the capital."""
_PROPER = (0, 3)
"""Names that bear no article, unless it is a part of them: `the Gambia`."""


class Swaps:
    """The states that can stand for one another, by the words that name them."""

    def __init__(self, world: World) -> None:
        alive = (a for a in world.actors.values() if a.kind == "state" and a.exists(DAY))
        self._names = {
            one.id: (one.name, one.adjectives[0], f"{one.adjectives[0]}s", one.capital)
            for one in alive
            if one.adjectives and one.capital and one.id not in SAME
        }
        self._forms: dict[str, Form] = {}
        for id, names in self._names.items():
            for kind, name in enumerate(names):
                self._forms.setdefault(name, (id, kind))

    def of(self, example: Example, rng: random.Random) -> Example:
        """The passage with each state whose every name can be exchanged told of another."""
        there = {id for mention in example.mentions for id in mention.ids}
        movable = sorted(there & self._names.keys() - set(self._fixed(example)))
        others = sorted(self._names.keys() - there)
        by = dict(zip(movable, rng.sample(others, len(movable)), strict=True))
        return _retold(example, by, dict(self._exchanged(example, by)))

    def _fixed(self, example: Example) -> Iterator[str]:
        """Those that are named in words that are nobody else's: leaders, armies, short forms.

        What begins with a small letter (`the two`, `its neighbour`) stays and means the other.
        """
        for mention in example.mentions:
            words = example.text[slice(*mention.span)]
            named = words.removeprefix("the ")[:1].isupper()
            if named and not self._form(example, mention):
                yield from mention.ids

    def _form(self, example: Example, mention: Mention) -> Form | None:
        """By which of its names a mention means one state; `the Gambia` is none of those."""
        form = self._forms.get(example.text[slice(*mention.span)])
        if form is None or (form[0],) != mention.ids:
            return None
        article = example.text[: mention.span[0]].lower().endswith("the ")
        return None if article and form[1] in _PROPER else form

    def _exchanged(self, example: Example, by: Mapping[str, str]) -> Iterator[tuple[Span, str]]:
        for mention in example.mentions:
            form = self._form(example, mention)
            if form and form[0] in by:
                yield mention.span, self._names[by[form[0]]][form[1]]


@dataclass(frozen=True, slots=True)
class _Places:
    """Where what stood somewhere stands after some of the text was exchanged."""

    ends: Sequence[int]
    moved: Sequence[int]

    def at(self, place: int) -> int:
        return place + self.moved[bisect_right(self.ends, place)]

    def span(self, span: Span) -> Span:
        return self.at(span[0]), max(self.at(span[0]) + 1, self.at(span[1]))


def _retold(example: Example, by: Mapping[str, str], names: Mapping[Span, str]) -> Example:
    text, last, ends, moved = [], 0, [], [0]
    for (start, end), name in sorted(names.items()):
        if start < last:
            continue
        text += [example.text[last:start], name]
        last = end
        ends.append(end)
        moved.append(moved[-1] + len(name) - (end - start))
    places = _Places(ends, moved)
    return Example(
        places.at(example.title),
        "".join([*text, example.text[last:]]),
        tuple(
            Mention(places.span(m.span), tuple(by.get(i, i) for i in m.ids))
            for m in example.mentions
        ),
        tuple(_asked(one, by, places) for one in example.asked),
        tuple(map(places.span, example.sentences)),
    )


def _mention(one: Mention, by: Mapping[str, str], places: _Places) -> Mention:
    return Mention(places.span(one.span), tuple(by.get(id, id) for id in one.ids))


def _asked(one: Asked, by: Mapping[str, str], places: _Places) -> Asked:
    def named(ids: Collection[str]) -> frozenset[str]:
        return frozenset(by.get(id, id) for id in ids)

    word = replace(
        one.word,
        span=places.span(one.word.span),
        actors=named(one.word.actors),
        targets=named(one.word.targets),
    )
    told = one.told and Told(
        one.told.classes,
        one.told.standing,
        [ids if ids is None else named(ids) for ids in one.told.actors],
        [ids if ids is None else named(ids) for ids in one.told.targets],
    )
    return replace(one, word=word, told=told)
