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

from ramify.reasoning.dynamics import _traits
from ramify.reasoning.dynamics.contacts import Contacts
from ramify.reasoning.dynamics.stream import STATE, Ints, Stream

Floats = NDArray[np.float64]
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
        columns = [
            ((table * self._size[0] + near) * self._size[0] + far) * self._size[1] + kind
            for table, (near, far) in enumerate(product(self._near(c.near), self._far(c.far, home)))
            for kind in (c.kind, np.full_like(c.kind, self._size[1] - 1))
        ]
        self._keys, group = np.unique(np.stack(columns, axis=1), return_inverse=True)
        self._groups = group.reshape(len(c.near), len(columns)).astype(np.int32)
        self._count = np.zeros(len(self._keys), dtype=np.int32)
        self._last = np.zeros(len(self._keys), dtype=np.int32)
        self._fade = np.zeros((len(self._keys), len(_traits.MEMORIES)), dtype=np.float32)

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
            self._keys, self._count, self._fade, self._last,
            np.concatenate(self._near(np.array([actor]))), np.stack(self._far(candidates, home)),
            np.array([kind, self._size[1] - 1, mirror]), self._size, day,
            home.astype(np.int64), self._state[candidates], score, out,
        )  # fmt: skip
        return out

    def _advance(self, day: int) -> None:
        if day < self._day:
            raise ValueError("questions must be asked in order of their days")
        days = self._contacts.day
        stop = int(np.searchsorted(days, day, side="left"))
        while self._heard < stop:
            now = int(days[self._heard])
            end = int(np.searchsorted(days, now, side="right"))
            groups = self._groups[self._heard : end]
            _traits.hear(self._count, self._fade, self._last, groups, now)
            self._heard = end
        self._day = day
