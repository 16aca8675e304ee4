"""Answers of the dynamics: the question, what is found, what it rests on; each one a table.

Every answer has `rows`, named tuples of plain values, beside the typed values they come
from. What is not known is a `UnknownChance` in place of the finding, and None in a row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ramify._table import Tabular
from ramify.reasoning.dynamics.on_file import UnknownChance
from ramify.reasoning.dynamics.rates.questions import Day, Expectation, Question
from ramify.record.coverage import stretch
from ramify.record.evidence import Evidence
from ramify.world.when import When

if TYPE_CHECKING:
    from ramify.reasoning.dynamics.forecasting.consequences import Addition
    from ramify.reasoning.dynamics.forecasting.forecasts import Forecast
    from ramify.reasoning.dynamics.forecasting.precedents import Following, Precedents
    from ramify.reasoning.dynamics.forecasting.shares import Share, Shares
    from ramify.reasoning.dynamics.forecasting.simulation import Branch, Effect
    from ramify.reasoning.dynamics.reactions.answering import PartyReaction, SideReaction

_TELLING = (
    "the packaged chronicle keeps only what is telling, so that it has no rate to judge by; name a "
    "whole record."
)
NO_RATE = f"No chance can be given: {_TELLING}"
NO_CAUSES = f"What called the event forth is not known: {_TELLING}"
NO_SHARES = f"What followed is counted and not given as a share: {_TELLING}"


@dataclass(frozen=True)
class AnswerBasis:
    """What an answer rests on: so many events of a source, and a model by its name."""

    source: str
    events: int
    set_aside: int = 0
    model: str | None = None
    epoch: date | None = field(default=None, repr=False)
    """The date of day 0, if the source has a calendar."""
    uncovered: tuple[tuple[date, date], ...] = ()
    """Stretches of its days that none of a record's sources covers."""

    def day(self, number: int) -> date | int:
        """A day of the source as a date, if it has a calendar."""
        return number if self.epoch is None else self.epoch + timedelta(days=number)

    def __str__(self) -> str:
        why = "dated after today, or to no single week"
        aside = f" ({self.set_aside:,} set aside: {why})" if self.set_aside else ""
        model = f", and {self.model}" if self.model else ""
        return f"From {self.source}, {self.events:,} events{aside}{model}.{self._gaps()}"

    def _gaps(self) -> str:
        """The days on which quiet is not known to be peace, the latest named."""
        if not self.uncovered:
            return ""
        first, last = self.uncovered[-1]
        days = sum((b - a).days + 1 for a, b in self.uncovered)
        span = stretch(first, last)
        most = span if len(self.uncovered) == 1 else f"{days:,} days, the latest {span}"
        return f" No source of it covers {most}: quiet there is not known to be peace."


class ForecastRow(NamedTuple):
    """One action (None: any) in the window: its chance and count, or what is on file.

    `probability` is of at least one, `low` to `high` its interval (90 % over unsure parameters,
    95 % of simulated futures); `expected` and `least` to `most` (90 %) are counts; `mean_rate`
    is the chance at the mean rate of the source's own `baseline_events`. Of an answer by base
    rates, `usual` and `usual_count` are chance and count when nothing of the last days is known,
    `lift` is the count beside the usual one, `age` the days since the level.
    """

    actor: str | None
    action: str | None
    target: str | None
    start: Day
    horizon: int | None
    probability: float | None = None
    low: float | None = None
    high: float | None = None
    calibrated: float | None = None
    expected: float | None = None
    least: float | None = None
    most: float | None = None
    mean_rate: float | None = None
    baseline_events: int | None = None
    on_file: int | None = None
    first: When | None = None
    last: When | None = None
    usual: float | None = None
    usual_count: float | None = None
    lift: float | None = None
    age: int | None = None


@dataclass(frozen=True)
class Forecasts(Tabular):
    """How likely events are in a window: any action first, then the likeliest.

    `answers` are answers by base rates, or forecasts of a model, or all of them UnknownChance;
    `caveats` say what a reader must know.
    """

    question: Question
    answers: tuple[Expectation | Forecast | UnknownChance, ...]
    basis: AnswerBasis
    caveats: tuple[str, ...] = ()

    row_type = ForecastRow

    @property
    def known(self) -> bool:
        """Whether the answers are chances."""
        return not any(
            isinstance(found, UnknownChance) or (isinstance(found, Expectation) and found.not_known)
            for found in self.answers
        )

    @property
    def rows(self) -> tuple[ForecastRow, ...]:
        """A row an answer."""
        return tuple(_forecast_row(self.question, answer) for answer in self.answers)


def _forecast_row(asked: Question, found: Expectation | Forecast | UnknownChance) -> ForecastRow:
    if isinstance(found, Expectation):
        return _answer_row(found)
    who = (found.actor, found.action, found.target, asked.start, asked.horizon)
    if isinstance(found, UnknownChance):
        return ForecastRow(*who, on_file=len(found.acts), first=found.first, last=found.last)
    low, high = found.within or found.credible or (None, None)
    return ForecastRow(
        *who,
        probability=found.probability,
        low=low,
        high=high,
        calibrated=found.calibrated,
        expected=found.expected,
        least=found.interval[0],
        most=found.interval[1],
        mean_rate=found.baseline,
        baseline_events=found.baseline_events,
    )


def _answer_row(found: Expectation) -> ForecastRow:
    q, (least, most) = found.question, found.interval or (None, None)
    low, high = found.within or (None, None)
    return ForecastRow(
        q.actor, q.action, q.target, q.start, q.horizon,
        probability=found.chance, low=low, high=high, expected=found.count, least=least, most=most,
        usual=found.usual, usual_count=found.usual_count, lift=found.lift, age=found.age,
    )  # fmt: skip


class CauseRow(NamedTuple):
    """A past event, or the background, and its share of what is explained.

    Where shares are not known, an act on file: pattern and share are None.
    """

    pattern: str | None
    share: float | None
    when: When | int | None = None
    actor: str | None = None
    action: str | None = None
    target: str | None = None
    evidence: Evidence | None = None


class ThirdRow(NamedTuple):
    """A third state's chance to act towards a side of an event, beside the usual one.

    `likeliest` is the likeliest class of act, `likeliest_probability` its chance.
    """

    actor: str
    side: str
    acts: str
    horizon: int
    probability: float
    usual: float
    likeliest: str
    likeliest_probability: float


@dataclass(frozen=True, kw_only=True)
class AfterEvent(Tabular):
    """What states do after the event asked about; none where that is not known."""

    reactions: tuple[SideReaction, ...] = ()
    """What third states do to either side, hostile and other."""
    parties: tuple[PartyReaction, ...] = ()
    """What the target answers and the actor goes on to do."""

    @property
    def third_states(self) -> tuple[ThirdRow, ...]:
        """A row a third state, side and sign of the acts."""
        return tuple(
            ThirdRow(
                one.actor, found.side, found.acts, found.horizon, one.chance, one.usual,
                one.likeliest, one.by_class[one.likeliest],
            )
            for found in self.reactions
            for one in found.states
        )  # fmt: skip


@dataclass(frozen=True)
class Explanation(AfterEvent):
    """What calls an event forth, or what a forecast expects: shares that add up to one.

    `shares.expected` is events a day for an event, events in the window for a forecast.
    `evidence` says where the past events with the largest shares are known from.
    """

    question: Question
    shares: Shares | UnknownChance
    basis: AnswerBasis
    caveats: tuple[str, ...] = ()
    evidence: Mapping[Share, Evidence] = field(default_factory=dict)

    row_type = CauseRow

    @property
    def rows(self) -> tuple[CauseRow, ...]:
        """A row a share, the largest first; or an act on file, by date."""
        if isinstance(self.shares, UnknownChance):
            return tuple(acts_on_file(self.shares))
        return tuple(
            CauseRow(
                s.pattern,
                s.share,
                None if s.day is None else _when(self.basis.day(s.day)),
                s.actor,
                s.action,
                s.target,
                self.evidence.get(s),
            )
            for s in self.shares.shares
        )


def acts_on_file(found: UnknownChance) -> Iterator[CauseRow]:
    """The acts on file as rows, with their sources."""
    for act in found.acts:
        source = act.evidence[0] if act.evidence else None
        yield CauseRow(None, None, act.when, act.actor, act.action, act.target, source)


class BranchRow(NamedTuple):
    """A kind of event that follows, or follows on what follows, and how likely it is."""

    generation: int
    actor: str
    action: str
    target: str
    pattern: str
    probability: float
    low: float
    high: float
    median_day: float


@dataclass(frozen=True)
class Descendants(Tabular):
    """What an event brings about that would not come otherwise: a tree of descendants."""

    question: Question
    effect: Effect | UnknownChance
    basis: AnswerBasis
    caveats: tuple[str, ...] = ()

    row_type = BranchRow

    @property
    def rows(self) -> tuple[BranchRow, ...]:
        """A row a branch, each followed by its own branches; none where it is not known."""
        found = () if isinstance(self.effect, UnknownChance) else self.effect.branches
        return tuple(_branch_rows(found))


def _branch_rows(branches: Sequence[Branch]) -> Iterator[BranchRow]:
    for b in branches:
        yield BranchRow(
            b.generation, b.actor, b.action, b.target, b.pattern, b.probability, *b.interval,
            b.median_day,
        )  # fmt: skip
        yield from _branch_rows(b.children)


class AddedRow(NamedTuple):
    """What is expected of one side after an event, beside the usual and what the event adds."""

    actor: str | None
    action: str | None
    target: str | None
    probability: float | None
    usual: float | None
    expected: float | None
    usual_count: float | None
    added: float
    least: int | None
    most: int | None


@dataclass(frozen=True)
class Consequences(AfterEvent):
    """What an event adds between its two sides, by direction and class, largest first."""

    question: Question
    additions: tuple[Addition, ...]
    basis: AnswerBasis
    caveats: tuple[str, ...] = ()
    row_type = AddedRow

    @property
    def added(self) -> float:
        """Acts that would not come otherwise, of all classes, either way."""
        return sum(one.added for one in self.additions)

    @property
    def rows(self) -> tuple[AddedRow, ...]:
        """A row a direction and class."""
        return tuple(_added_row(one) for one in self.additions)


def _added_row(one: Addition) -> AddedRow:
    found, (least, most) = one.after, one.after.interval or (None, None)
    return AddedRow(
        actor=found.actor, action=found.action, target=found.target, probability=found.chance,
        usual=found.usual, expected=found.count, usual_count=found.usual_count, added=one.added,
        least=least, most=most,
    )  # fmt: skip


class FollowingRow(NamedTuple):
    """How often a class of action followed, beside how often it comes otherwise.

    Shares are None where the source has no rate; `hits` of the `cases` are on file.
    """

    action_class: str
    hits: int
    cases: int
    after: float | None
    low: float | None
    high: float | None
    otherwise: float | None
    otherwise_low: float | None
    otherwise_high: float | None


@dataclass(frozen=True)
class PastCases(AfterEvent):
    """Past events like one, and what followed them within the horizon."""

    question: Question
    precedents: Precedents
    basis: AnswerBasis
    caveats: tuple[str, ...] = ()

    row_type = FollowingRow

    @property
    def rows(self) -> tuple[FollowingRow, ...]:
        """A row a class of action that followed."""
        return tuple(_following_row(f) for f in self.precedents.following)


def _following_row(f: Following) -> FollowingRow:
    low, high = f.after_interval or (None, None)
    least, most = f.otherwise_interval or (None, None)
    return FollowingRow(
        action_class=f.action_class, hits=f.hits, cases=f.cases, after=f.after, low=low,
        high=high, otherwise=f.otherwise, otherwise_low=least, otherwise_high=most,
    )  # fmt: skip


@cache  # Few days, each of very many shares.
def _when(on: date | int) -> When | int:
    return on if isinstance(on, int) else When(on)
