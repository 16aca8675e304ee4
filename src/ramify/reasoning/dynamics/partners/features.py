"""What a candidate looks like on the eve of a question: how often, how lately, how steadily.

Contacts of earlier days are counted by who met whom: the near side is the asking actor, its
country or the world; the far side is the candidate or its country; the kind is the one that
is asked, its mirror (done to, rather than done), or any. Every such tally gives a count, the
days since the last contact and two fading counts, each cut into at most 24 levels. Beside
them stand the order in which the asking actor last met the candidates, whether the candidate
is of the same country or a state itself, and where its intensity stands among the others.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product

import numpy as np
from numpy.typing import NDArray

from ramify._arrays import Floats, Ints
from ramify.reasoning.dynamics.contacts import Contacts
from ramify.reasoning.dynamics.partners import _features as _traits
from ramify.reasoning.dynamics.stream import STATE, Stream

Levels = NDArray[np.uint8]

LEVELS: int = _traits.LEVELS
NEAR = ("actor", "its country", "its sector", "world")
FAR = ("candidate", "its country", "its sector")
KIND = ("same kind", "any kind", "mirrored")
STAT = ("count", "days since", *(f"fading {int(m)}" for m in _traits.MEMORIES))
TRAITS: tuple[str, ...] = (
    *(", ".join(("actor", "candidate", *parts)) for parts in product(KIND, STAT)),
    *(", ".join(parts) for parts in list(product(NEAR, FAR, KIND[:2], STAT))[2 * len(STAT) :]),
    *(f"order last met, {kind}" for kind in KIND),
    "same country",
    "a state",
    "log intensity below the best",
    "place by intensity",
)
_SMALLEST = 1 << 12
_SPARE_DAYS = 400


@dataclass(eq=False)
class Traits:
    """Traits of candidates over a history, day after day.

    Args:
        history: whose contacts are counted; a question sees those of earlier days only.
    """

    history: Stream
    _heard: int = field(init=False, default=0)
    _day: int = field(init=False)

    def __post_init__(self) -> None:
        h = self.history
        self._day = h.first_day
        self._contacts = c = Contacts.of(h)
        self._n_actions = len(h.actions)
        self._size = np.array(
            [max(len(h.actors), len(h.countries), 2 * len(h.sectors)), 2 * len(h.actions) + 1]
        )
        state = h.sectors.index(STATE) if STATE in h.sectors else -1
        self._state = (h.sector == state).astype(np.int64)
        home = self.history.country[c.near] == self.history.country[c.far]
        self._nears = np.stack(self._near(c.near), axis=1).astype(np.int32)
        self._fars = np.stack(self._far(c.far, home), axis=1).astype(np.int32)
        self._decay = np.empty((0, len(_traits.MEMORIES)))
        self._used = 0
        self._keys, self._tally = _traits.grown(
            np.empty(0, dtype=np.int64), np.empty((0, _traits.STATS), dtype=np.float32), _SMALLEST
        )

    def _near(self, actor: Ints) -> tuple[Ints, ...]:
        return actor, self.history.country[actor], self.history.sector[actor], np.zeros_like(actor)

    def _far(self, actor: Ints, home: NDArray[np.bool_]) -> tuple[Ints, ...]:
        sector = self.history.sector[actor] * 2 + home
        return actor, self.history.country[actor], sector

    def of(self, actor: int, kind: int, day: int, candidates: Ints, score: Floats) -> Levels:
        """Levels of every trait, shape (candidates, traits).

        Args:
            candidates: by falling intensity.
            score: their intensities.

        Raises:
            ValueError: a day before one that was already asked.
        """
        self._advance(day)
        out = np.zeros((len(candidates), len(TRAITS)), dtype=np.uint8)
        mirror = (kind + self._n_actions) % (2 * self._n_actions)
        home = self.history.country[candidates] == self.history.country[actor]
        _traits.traits_of(
            self._keys, self._tally, np.concatenate(self._near(np.array([actor]))),
            np.stack(self._far(candidates, home)), np.array([kind, self._size[1] - 1, mirror]),
            self._size, self._decay, day, home, self._state[candidates], score, out,
        )  # fmt: skip
        return out

    def _advance(self, day: int) -> None:
        if day < self._day:
            raise ValueError("questions must be asked in order of their days")
        c = self._contacts
        stop = int(np.searchsorted(c.day, day, side="left"))
        self._fade_through(day)
        while self._heard < stop:
            now = int(c.day[self._heard])
            end = int(np.searchsorted(c.day, now, side="right"))
            at = slice(self._heard, end)
            self._make_room((end - self._heard) * 2 * len(NEAR) * len(FAR))
            self._used += _traits.hear(
                self._keys, self._tally, self._nears[at], self._fars[at], c.kind[at],
                self._size, self._decay, now,
            )  # fmt: skip
            self._heard = end
        self._day = day

    def _fade_through(self, day: int) -> None:
        """What is left of a fading count after every lag up to that of the first day."""
        span = day - self.history.first_day
        if span >= len(self._decay):
            lag = np.arange(span + _SPARE_DAYS)[:, None]
            self._decay = np.exp(-lag / _traits.MEMORIES)

    def _make_room(self, more: int) -> None:
        """At most two thirds of the places are taken, so that few are tried."""
        size = len(self._keys)
        while 3 * (self._used + more) > 2 * size:
            size *= 2
        if size > len(self._keys):
            self._keys, self._tally = _traits.grown(self._keys, self._tally, size)
