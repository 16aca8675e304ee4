"""Scoring every candidate partner of one question.

A question is (actor, kind, day): with whom does the actor have a contact of that kind on
that day? Its score reads contacts of earlier days only, and nothing else that is asked.
The past of an actor, of a country and of the world is added up once a day and kept until
the next; a question weighs those sums.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ramify._arrays import Floats, Ints, Singles
from ramify.reasoning.dynamics.contacts import Contacts, lag_lookup
from ramify.reasoning.dynamics.partners._score import (
    BLOCK,
    PartnerTally,
    attend,
    rank_of,
    score_one,
    tally,
)
from ramify.reasoning.dynamics.partners.model import PartnerModel
from ramify.reasoning.dynamics.partners.questions import activity_level
from ramify.reasoning.dynamics.partners.spokesmen import Voices
from ramify.reasoning.dynamics.stream import Stream

_NEAR = ("actor", "country", "world")


@dataclass(frozen=True, eq=False)
class _Ledger:
    """Contacts by group; within a group in order of partner (its seat), kind and day."""

    ptr: Ints
    far: NDArray[np.int32]
    kind: NDArray[np.int32]
    day: NDArray[np.int32]

    @classmethod
    def by(cls, group: Ints, size: int, far: Ints, contacts: Contacts) -> _Ledger:
        order = np.lexsort((contacts.day, contacts.kind, far, group))
        ptr = np.searchsorted(group[order], np.arange(size + 1))
        columns = (c[order].astype(np.int32) for c in (far, contacts.kind, contacts.day))
        return cls(ptr, *columns)

    def before(self, group: int, day: int, lags: Ints, n_lags: int) -> PartnerTally:
        at = slice(self.ptr[group], self.ptr[group + 1])
        return PartnerTally(*tally(self.far[at], self.kind[at], self.day[at], day, lags, n_lags))


@dataclass(frozen=True, eq=False)
class _Parameters:
    """Fitted parameters as a question reads them, by near side (actor, country, world).

    weights (kinds, 2, cells, 2) and, in blocks of kinds, attention (blocks, cells, BLOCK);
    scale (A, 3, 2) by activity level; mix (kinds, 2, 3); floor (A, kinds). The last axis of
    weights and scale is the far side: the candidate, its country. A pattern that the model
    lacks weighs nothing.
    """

    weights: Singles
    attention: Singles
    scale: Singles
    mix: Singles
    floor: Singles

    @classmethod
    def of(cls, model: PartnerModel) -> _Parameters:
        kinds, cells = model.weights.shape[1:]
        weights = np.zeros((kinds, 3, cells, 2), dtype=np.float32)
        scale = np.zeros((model.activity.shape[1], 3, 2), dtype=np.float32)
        mix = np.zeros((kinds, 3, 3), dtype=np.float32)
        for p, reading in enumerate(model.settings.readings):
            near, far = _NEAR.index(reading.near), int(reading.far == "country")
            weights[:, near, :, far] = model.weights[p]
            scale[:, near, far] = model.activity[p]
            if far:
                mix[:, near] = model.mix[p]
        floor = np.outer(model.activity[-1], model.floor) / len(model.actors)
        attention = np.pad(weights[:, 2, :, 0], ((0, -kinds % BLOCK), (0, 0)))
        attention = attention.reshape(-1, BLOCK, cells).transpose(0, 2, 1)
        return cls(
            np.ascontiguousarray(weights[:, :2]), np.ascontiguousarray(attention), scale,
            np.ascontiguousarray(mix[:, :2]), floor.astype(np.float32),
        )  # fmt: skip


@dataclass(eq=False)
class Scorer:
    """Scores questions over a history, day after day.

    Days must be asked in order: what is known of who speaks for whom only moves forward.
    """

    model: PartnerModel
    history: Stream
    _heard: int = field(init=False, default=0)
    _day: int = field(init=False)
    _tallies: dict[tuple[int, int], PartnerTally] = field(init=False, default_factory=dict)
    _attention: dict[int, Singles] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        h = self.history = self.model.over(self.history)
        self._day = h.first_day
        self._contacts = c = Contacts.of(h)
        self._lags = lag_lookup(self.model.settings.lag_edges, h.last_day - h.first_day + 400)
        self._voices = Voices.silent(h)
        self._seen = np.zeros(len(h.actors), dtype=np.int64)
        self._level = activity_level(self._seen)
        self._parameters = _Parameters.of(self.model)
        self._seats = seats = self._voices.seats
        near, far = seats.seat[c.near], seats.seat[c.far]
        nobody = np.zeros_like(near)
        self._ledgers = (
            _Ledger.by(c.near, len(h.actors), far, c),
            _Ledger.by(h.country[c.near], len(h.countries), far, c),
            _Ledger.by(nobody, 1, near, c),
        )

    def scores(self, actor: int, kind: int, day: int) -> Floats:
        """Intensity of every candidate, shape (actors,); proportional to its probability.

        Raises:
            ValueError: a day before one that was already asked.
        """
        score = self._by_seat(actor, kind, day)
        return np.asarray(score[self._seats.seat], dtype=np.float64)

    def rank(
        self, actor: int, kind: int, day: int, truth: int, others: Sequence[int] = ()
    ) -> float:
        """The rank of one candidate when `others` are set aside; ties share their mean rank.

        Raises:
            ValueError: a day before one that was already asked.
        """
        seat = self._seats.seat
        aside = seat[np.asarray(others, dtype=np.int64)]
        return float(rank_of(self._by_seat(actor, kind, day), seat[truth], aside))

    def _by_seat(self, actor: int, kind: int, day: int) -> Singles:
        self._advance(day)
        p, level = self._parameters, self._level[actor]
        score = np.empty(len(self._seen), dtype=np.float32)
        score_one(
            actor, kind, self._voices.now(day), self._known(0, actor),
            self._known(1, int(self.history.country[actor])), p.weights[kind], p.scale[level],
            p.mix[kind], self._attention_of(kind), p.floor[level, kind], self._seats,
            self._voices.tables, score,
        )  # fmt: skip
        return score

    def _known(self, near: int, group: int) -> PartnerTally:
        """What an actor (0), a country (1) or the world (2) went through (kept for the day)."""
        if (near, group) not in self._tallies:
            lags = len(self.model.settings.lag_edges)
            known = self._ledgers[near].before(group, self._day, self._lags, lags)
            self._tallies[near, group] = known
        return self._tallies[near, group]

    def _attention_of(self, kind: int) -> Singles:
        """What every candidate's own contacts add, whoever asks (kept for the day)."""
        block, at = divmod(kind, BLOCK)
        if block not in self._attention:
            total = np.zeros((BLOCK, len(self._seen)), dtype=np.float32)
            attend(self._known(2, 0), self._parameters.attention[block], total)
            self._attention[block] = total
        return np.asarray(self._attention[block][at])

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
        self._seen += np.bincount(c.near[self._heard : stop], minlength=len(self._seen))
        self._level = activity_level(self._seen)
        self._attention.clear()
        self._tallies.clear()
        self._heard, self._day = stop, day


def _days(day: Ints, offset: int) -> list[tuple[int, int]]:
    if not len(day):
        return []
    cut = np.flatnonzero(np.diff(day)) + 1
    edge = np.concatenate([[0], cut, [len(day)]]) + offset
    return [(int(a), int(b)) for a, b in itertools.pairwise(edge)]
