"""Scoring every candidate partner of one question.

A question is (actor, kind, day): with whom does the actor have a contact of that kind on
that day? Its score reads contacts of earlier days only, and nothing else that is asked.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from ramify.reasoning.dynamics._kernels import dot_rows
from ramify.reasoning.dynamics._score import score_one
from ramify.reasoning.dynamics.contacts import Contacts, Index, Rows, lag_lookup
from ramify.reasoning.dynamics.partners import (
    PartnerModel,
    activity_level,
)
from ramify.reasoning.dynamics.stream import Ints, Stream
from ramify.reasoning.dynamics.voices import Voices

Floats = NDArray[np.float64]


@dataclass(eq=False)
class Scorer:
    """Scores questions over a history, day after day.

    Days must be asked in order: what is known of who speaks for whom only moves forward.
    """

    model: PartnerModel
    history: Stream
    _voices: Voices = field(init=False)
    _heard: int = field(init=False, default=0)
    _attention: dict[int, Floats] = field(init=False, default_factory=dict)
    _day: int = field(init=False)
    _everyone: Rows | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        h = self.history = replace(self.history, country=self.model.country)
        self._contacts = Contacts.of(h)
        self._by_actor = _dense(Index.by(self._contacts.near, self._contacts), len(h.actors))
        country = h.country[self._contacts.near]
        self._by_country = _dense(Index.by(country, self._contacts), len(h.countries))
        self._world = Index.by(self._contacts.near, self._contacts)
        self._lags = lag_lookup(self.model.settings.lag_edges, h.last_day - h.first_day + 400)
        self._voices = Voices.silent(h)
        self._day = h.first_day
        readings = self.model.settings.readings
        near = {"actor": 0, "country": 1, "world": 2}
        self._near = np.array([near[r.near] for r in readings])
        self._to_country = np.array([r.far == "country" for r in readings])
        self._latest = np.array([r.memory == "latest" for r in readings])

    def scores(self, actor: int, kind: int, day: int) -> Floats:
        """Intensity of every candidate, shape (actors,); proportional to its probability.

        Raises:
            ValueError: a day before one that was already asked.
        """
        self._advance(day)
        h, m = self.history, self.model
        level = self._level(actor, day)
        score = self._attention_of(kind) * m.activity[:-1][self._near == 2, level].sum()
        score += m.floor[kind] * m.activity[-1, level] / len(h.actors)
        score_one(
            actor, kind, day, self._by_actor, self._by_country, h.country, self._near,
            self._to_country, self._latest, self._lags, len(m.settings.lag_edges),
            m.weights, m.activity[:, level].copy(), m.mix, self._voices.tables,
            self._voices.now(day), self._voices.sector, self._voices.members,
            self._voices.member_ptr, score,
        )  # fmt: skip
        return np.asarray(score)

    def _level(self, actor: int, day: int) -> int:
        groups, _, _, days = self._by_actor
        lo, hi = groups[actor], groups[actor + 1]
        return int(activity_level(np.searchsorted(days[lo:hi], [day]))[0])

    def _advance(self, day: int) -> None:
        if day < self._day:
            raise ValueError("questions must be asked in order of their days")
        if day == self._day and self._heard:
            return
        stop = int(np.searchsorted(self._contacts.day, day, side="left"))
        c = self._contacts
        for lo, hi in _days(c.day[self._heard : stop], self._heard):
            part = Contacts(c.near[lo:hi], c.kind[lo:hi], c.far[lo:hi], c.day[lo:hi])
            self._voices.hear(part, int(part.day[0]))
        if day != self._day:
            self._attention.clear()
            self._everyone = None
        self._heard, self._day = stop, day

    def _attention_of(self, kind: int) -> Floats:
        """What every candidate's own recent contacts add, whoever asks (cached by kind)."""
        if kind not in self._attention:
            self._attention[kind] = self._attend(kind)
        return self._attention[kind]

    def _attend(self, kind: int) -> Floats:
        h, m = self.history, self.model
        total = np.zeros(len(h.actors))
        if not (self._near == 2).any():
            return total
        if self._everyone is None:
            everyone = np.arange(len(h.actors))
            when = np.full(len(h.actors), self._day)
            n_lags, n_kinds = len(m.settings.lag_edges), 2 * len(h.actions)
            self._everyone = self._world.rows(everyone, when, self._lags, n_lags, n_kinds)
        r = self._everyone
        of_kind = np.full(len(r.of), kind)
        for p in np.flatnonzero(self._near == 2):
            total += dot_rows(r.of, of_kind, r.ptr, r.cell, r.value, m.weights[p])
        return total


def _dense(index: Index, size: int) -> tuple[Ints, Ints, Ints, Ints]:
    """The index with a group for every number below `size`, empty ones included."""
    ptr = np.zeros(size + 1, dtype=np.int64)
    ptr[index.keys + 1] = np.diff(index.ptr)
    return np.cumsum(ptr), index.kind, index.far, index.day


def _days(day: Ints, offset: int) -> list[tuple[int, int]]:
    if not len(day):
        return []
    cut = np.flatnonzero(np.diff(day)) + 1
    edge = np.concatenate([[0], cut, [len(day)]]) + offset
    return [(int(a), int(b)) for a, b in itertools.pairwise(edge)]
