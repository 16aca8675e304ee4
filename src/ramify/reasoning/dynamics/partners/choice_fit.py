"""Fitting a tilt to a stream, and scoring with it.

A tilt (`tilt`) is learned from the last part of a stream. The scores that it tilts come from
a process fitted to the days before, so that no event is judged by parameters which have seen
it; it then serves the process fitted to the whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from ramify._arrays import Floats, Ints
from ramify._errors import InputError
from ramify.reasoning.dynamics.partners._choice import tilted
from ramify.reasoning.dynamics.partners._score import highest, rank_of
from ramify.reasoning.dynamics.partners.choice_model import Examples, Tilt, TiltSettings, climb
from ramify.reasoning.dynamics.partners.features import Traits
from ramify.reasoning.dynamics.partners.fit import fit_partners
from ramify.reasoning.dynamics.partners.model import PartnerModel, PartnerSettings
from ramify.reasoning.dynamics.partners.scorer import Scorer
from ramify.reasoning.dynamics.stream import Stream


def likeliest(score: Floats, size: int) -> Ints:
    """The highest scores, best first; of equal ones the first.

    >>> likeliest(np.array([1.0, 3.0, 2.0, 3.0]), 3).tolist()
    [1, 3, 2]
    """
    return np.asarray(highest(score, min(size, len(score))))


@dataclass(eq=False)
class TiltedScorer:
    """A `Scorer` whose block of likeliest candidates is tilted; days are asked in order."""

    model: PartnerModel
    tilt: Tilt
    history: Stream
    _scorer: Scorer = field(init=False)
    _traits: Traits = field(init=False)

    def __post_init__(self) -> None:
        self._scorer = Scorer(self.model, self.history)
        self._traits = Traits(self.model.over(self.history))

    def scores(self, actor: int, kind: int, day: int) -> Floats:
        """Intensity of every candidate, shape (actors,); proportional to its probability.

        Raises:
            ValueError: a day before one that was already asked.
        """
        score = self._scorer.scores(actor, kind, day)
        block = likeliest(score, self.tilt.settings.block)
        level = self._traits.of(actor, kind, day, block, score[block])
        new = np.empty(len(block))
        tilted(level, np.log(score[block]), self.tilt.power, self.tilt.theta, new)
        weight = np.exp(new - new.max())
        score[block] = weight * (score[block].sum() / weight.sum())
        return score

    def rank(
        self, actor: int, kind: int, day: int, truth: int, others: Sequence[int] = ()
    ) -> float:
        """The rank of one candidate when `others` are set aside; ties share their mean rank.

        Raises:
            ValueError: a day before one that was already asked.
        """
        aside = np.asarray(others, dtype=np.int64)
        return float(rank_of(self.scores(actor, kind, day), truth, aside))


def fit_tilted(
    stream: Stream,
    settings: PartnerSettings | None = None,
    tilt: TiltSettings | None = None,
) -> PartnerModel:
    """Fit the partner model to a stream, and a tilt to its last days.

    Raises:
        InputError: too few events to learn from.
    """
    return replace(fit_partners(stream, settings), tilt=fit_tilt(stream, tilt, settings))


def fit_tilt(
    stream: Stream,
    settings: TiltSettings | None = None,
    partners: PartnerSettings | None = None,
) -> Tilt:
    """Fit a tilt to a stream.

    Args:
        partners: how the process is fitted whose scores are tilted, but for its steps.

    Raises:
        InputError: too few events to learn from.
    """
    settings = settings or TiltSettings()
    days = stream.last_day + 1 - stream.first_day
    cut = stream.first_day + round(settings.learned_share * days)
    brief = replace(
        partners or PartnerSettings(),
        pooled_steps=settings.pooled_steps, steps=settings.free_steps,
    )  # fmt: skip
    model = fit_partners(stream.before(cut), brief)
    return climb(examples(model, stream, cut, settings), settings)


def examples(model: PartnerModel, stream: Stream, start: int, settings: TiltSettings) -> Examples:
    """The questions of the days from `start` on, each over what was known on its eve.

    Raises:
        InputError: no question has its answer among the likeliest candidates.
    """
    scorer, traits = Scorer(model, stream), Traits(model.over(stream))
    level, score, truth = [], [], []
    for actor, kind, day, answers in _questions(stream, start, settings):
        every = scorer.scores(actor, kind, day)
        block = likeliest(every, settings.rivals)
        true = np.isin(block, answers)
        if true.any():
            level.append(traits.of(actor, kind, day, block, every[block]))
            score.append(np.log(every[block]))
            truth.append(true)
    if not level:
        raise InputError("too few events to learn a tilt from", repair="give a longer stream")
    ptr = np.cumsum([0] + [len(t) for t in truth])
    return Examples(ptr, np.concatenate(level), np.concatenate(score), np.concatenate(truth))


def _questions(
    stream: Stream, start: int, settings: TiltSettings
) -> Iterator[tuple[int, int, int, list[int]]]:
    """Actor, kind, day and answers of distinct questions from a day on: of days evenly spread
    (what a day reads is added up once for all of its questions), thinned evenly in the order of
    names, so that how actors and actions are numbered does not matter."""
    days = _spread(np.unique(stream.day[stream.day >= start]), settings.days)
    answers: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for s, k, o, t in stream.table[np.isin(stream.day, days)].tolist():
        answers[t, s, k].append(o)
        answers[t, o, k + len(stream.actions)].append(s)
    asked = np.array(list(answers))
    ask = len(stream.actions)
    action, end = asked[:, 2] % ask, asked[:, 2] // ask
    keys = (end, _places(stream.actions)[action], _places(stream.actors)[asked[:, 1]], asked[:, 0])
    for day, actor, kind in _spread(asked[np.lexsort(keys)], settings.questions).tolist():
        yield actor, kind, day, answers[day, actor, kind]


def _places(names: Sequence[str]) -> Ints:
    """For every name its place in alphabetical order."""
    found: Ints = np.argsort(np.argsort(np.array(names), kind="stable"), kind="stable")
    return found


def _spread(values: Ints, most: int) -> Ints:
    """At most so many of the values, evenly spread.

    >>> _spread(np.arange(10), 4).tolist()
    [0, 3, 6, 9]
    """
    at = np.linspace(0, len(values) - 1, min(most, len(values)))
    return np.asarray(values[at.round().astype(np.int64)])
