"""Answers of the dynamics as lines of plain text, for a terminal or a notebook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ramify.reasoning.dynamics.answers import (
    CauseRow,
    Descendants,
    Explanation,
    Forecasts,
)
from ramify.reasoning.dynamics.on_file import UnknownChance
from ramify.reasoning.dynamics.rates.questions import Expectation, day_words
from ramify.reasoning.dynamics.source import label
from ramify.record.evidence import Evidence

if TYPE_CHECKING:  # With these come kernels, which an answer by base rates need not wait for.
    from ramify.reasoning.dynamics.evaluation.baselines import HeldOut
    from ramify.reasoning.dynamics.forecasting.forecasts import Forecast
    from ramify.reasoning.dynamics.forecasting.shares import Shares
    from ramify.reasoning.dynamics.forecasting.simulation import Branch
    from ramify.reasoning.dynamics.process.model import Fitted
    from ramify.reasoning.dynamics.reliability import Calibration, Verdict

NEAR_CRITICAL = 0.95
LEAST_SHARE = 0.0005
CLASSES = 16


def describe_model(fitted: Fitted) -> list[str]:
    """What a model was learned from and what its patterns explain.

    >>> from ramify.reasoning.dynamics.process.model import Fitted
    >>> describe_model(Fitted.packaged())[0]
    '243,828 events from 2018-01-01 to 2018-09-27, 2,748 actors, 121 actions'
    """
    return [
        *describe_fit(fitted),
        *describe_patterns_by_weight(fitted),
        *describe_stability(fitted),
    ]


def describe_fit(fitted: Fitted) -> list[str]:
    """The stream a model was learned from, and how the fit went."""
    o = fitted.origin
    first, last = (_day(o.epoch, day) for day in (o.first_day, o.last_day))
    start = _day(o.epoch, fitted.settings.first_learned(o.first_day, o.last_day))
    return [
        f"{o.events:,} events from {first} to {last}, {len(fitted.actors):,} actors, "
        f"{len(fitted.actions)} actions",
        f"learned from {start} on, the days before as past alone",
        f"log likelihood {o.log_likelihood:,.0f} after {len(fitted.log_posterior) - 1} steps, "
        f"seed {o.seed}",
        "log posterior " + " → ".join(f"{value:,.0f}" for value in _path(fitted)),
    ]


def describe_patterns_by_weight(fitted: Fitted) -> list[str]:
    """How much of the stream each pattern explains, the largest first."""
    return [
        f"{row.share:6.1%}  {row.events:10,.0f}  {row.name}: {row.meaning}"
        for row in fitted.patterns_by_weight()
    ]


def describe_stability(fitted: Fitted) -> list[str]:
    """How many events an event calls forth, and what that lets one trust."""
    lines = []
    if fitted.unrecorded:
        lines.append(
            f"raised by {fitted.unrecorded:.0%} where none of the memory is in the record, and "
            f"less as it fills in {fitted.settings.memory_days} days"
        )
    ratio = fitted.branching_ratio
    lines.append(f"branching ratio {ratio:.2f}")
    if ratio > NEAR_CRITICAL:
        lines.append(
            "warning: near or above criticality over the whole memory; trust simulations "
            "for weeks and months, not years"
        )
    return lines


def _path(fitted: Fitted) -> list[float]:
    """The log posterior at the start, at five points on the way, and at the end."""
    path = fitted.log_posterior
    at = sorted({round(n * (len(path) - 1) / 6) for n in range(7)})
    return [path[n] for n in at]


def describe_held_out(score: HeldOut) -> list[str]:
    """Log likelihood per event of later days, beside both baselines."""
    return [
        f"held out, {score.events:,} events: log likelihood an event {score.process:.3f}; "
        f"Poisson {score.poisson:.3f}, recurrence {score.recurrence:.3f}"
    ]


@dataclass(frozen=True)
class Listing:
    """Lines above, a row an answer, and notes below; a cell without a value is empty."""

    head: tuple[str, ...]
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    notes: tuple[str, ...] = ()

    def filled(self) -> Listing:
        """The table without the columns that have no value in any row."""
        kept = [n for n in range(len(self.columns)) if any(row[n] for row in self.rows)]
        return replace(
            self,
            columns=tuple(self.columns[n] for n in kept),
            rows=tuple(tuple(row[n] for n in kept) for row in self.rows),
        )


FORECAST_COLUMNS = (
    "action", "cali-\nbrated", "chance", "interval", "count", "90 %\nof it",
    "mean\nrate", "count", "events", "lift",
)  # fmt: skip


def describe_forecasts(found: Forecasts) -> Listing:
    """Forecasts of one window as rows, each note once; or that they are not known."""
    if rated := [one for one in found.answers if isinstance(one, Expectation)]:
        return _rated(found, rated)
    known = [one for one in found.answers if not isinstance(one, Expectation | UnknownChance)]
    if not known:
        return _not_known(found)
    from ramify.reasoning.dynamics.forecasting.precedents import FEW

    first = known[0]
    sure = "95 %, by the number of futures" if first.within else "90 %, by unsure parameters"
    days = f"Mean rate: of the {first.baseline_days:,} days before"
    notes = (
        f"Chance of at least one, with its interval ({sure}); expected count.",
        f"{days}, what it gives; none from fewer than {FEW} events.",
        *dict.fromkeys(note for f in known for note in f.notes),
        *found.caveats,
    )
    rows = tuple(_figures(f) for f in known)
    head = (str(found.basis), f"{found.question}, by the model")
    return Listing(head, FORECAST_COLUMNS, rows, notes).filled()


RATED_COLUMNS = ("action", "chance", "usual", "count", "90 %\nof it", "usual\ncount", "lift")


def _rated(found: Forecasts, answers: Sequence[Expectation]) -> Listing:
    """Answers by base rates; where the first is not known it says why, and classes may be."""
    first, known = answers[0], [one for one in answers if one.chance is not None]
    if not known:
        return Listing((str(found.basis), f"{found.question}: not known"), (), (), found.caveats)
    counted = ", and count, each" if any(one.count is not None for one in known) else ","
    notes = (
        f"Chance of at least one{counted} beside the usual: when nothing of the last days is "
        "known.",
        *found.caveats,
    )
    head = (
        str(found.basis),
        *((f"{found.question}, any action: not known",) if first.not_known else ()),
        f"{found.question}, by base rates",
    )
    return Listing(head, RATED_COLUMNS, tuple(_rated_figures(one) for one in known), notes).filled()


def _rated_figures(one: Expectation) -> tuple[str, ...]:
    return (
        _acts_label(one),
        chance_words(one.chance or 0.0),
        chance_words(one.usual or 0.0),
        "" if one.count is None else count_words(one.count),
        "" if one.interval is None else f"{one.interval[0]}–{one.interval[1]}",
        "" if one.usual_count is None else count_words(one.usual_count),
        "" if one.lift is None else f"{one.lift:.2f}",
    )


def _acts_label(one: Expectation) -> str:
    if one.action is None:
        return "a higher class" if one.question.kind == "escalation" else "any action"
    return label(one.action)


def chance_words(chance: float) -> str:
    """A chance in percent, never as nought or certainty.

    >>> chance_words(0.00002), chance_words(0.257), chance_words(0.99999)
    ('below 0.1%', '25.7%', 'above 99.9%')
    """
    if chance < 0.0005:
        return "below 0.1%"
    return "above 99.9%" if chance > 0.9995 else f"{chance:.1%}"


def count_words(count: float) -> str:
    """An expected count, never as nought.

    >>> count_words(0.0006), count_words(4.466), count_words(15066.3)
    ('below 0.01', '4.47', '15,066')
    """
    if count < 0.005:
        return "below 0.01"
    return f"{count:.2f}" if count < 100 else f"{count:,.0f}"


def _not_known(found: Forecasts) -> Listing:
    held = [f for f in found.answers if isinstance(f, UnknownChance)]
    rows = tuple(
        (label(f.action), "not known", f"{len(f.acts):,}", str(f.first), str(f.last))
        for f in held
        if f.acts and f.action
    )
    columns = ("action", "chance", "acts\non file", "first", "last")
    return Listing((f"{found.question}: {held[0]}",), columns, rows, found.caveats)


def _figures(f: Forecast) -> tuple[str, ...]:
    low, high = f.interval
    sure = f.within or f.credible
    return (
        "any action" if f.action is None else label(f.action),
        "" if f.calibrated is None else f"{f.calibrated:.1%}",
        f"{f.probability:.1%}",
        f"{100 * sure[0]:.1f}–{sure[1]:.1%}" if sure else "",
        f"{f.expected:.2f}",
        f"{low:.0f}–{high:.0f}",
        *_baseline(f),
    )


def _baseline(f: Forecast) -> tuple[str, str, str, str]:
    """What the mean rate gives, and the lift over it where enough events stand behind it."""
    from ramify.reasoning.dynamics.forecasting.precedents import FEW

    events = f"{f.baseline_events:,}"
    if f.lift is None or f.baseline_events < FEW:
        return "", "", events, ""
    return f"{f.baseline:.1%}", f"{f.baseline_expected:.2f}", events, f"{f.lift:.2f}"


def describe_explanation(
    found: Explanation, words: Callable[[Evidence], str] = str, most: int = 10,
    after: Iterable[str] = (),
) -> list[str]:  # fmt: skip
    """The largest causes with their dates and evidence, or that they are not known.

    Args:
        words: how evidence is told.
        after: what states do after the event, in words (`words.consequences.after_lines`).
    """
    q = found.question
    if isinstance(found.shares, UnknownChance):
        head = str(q) if q.horizon else f"{q}, what called it forth"
        return [f"{head}: {found.shares}", *_acts(found, words, most), *after, *found.caveats]
    shares = found.shares
    head = (
        f"{q}, {'any action' if q.action is None else label(q.action)}: "
        f"expected {count_words(shares.expected)}"
        if q.horizon
        else f"intensity {shares.expected:.2g} events a day"
    )
    told = describe_shares(found, words, most)
    patterns = describe_patterns(shares)
    return [str(found.basis), head, *told, patterns, *after, *found.caveats]


def _acts(found: Explanation, words: Callable[[Evidence], str], most: int) -> Iterator[str]:
    """The latest acts on file with their sources, and how many more there are."""
    for act in reversed(found.rows[-most:]):
        yield f"  {act.when} {act.actor} {label(act.action or '')} {act.target}"
        if act.evidence:
            yield f"        {words(act.evidence)}"
    if (rest := len(found.rows) - most) > 0:
        yield f"  {rest:,} earlier"


def describe_shares(
    found: Explanation, words: Callable[[Evidence], str] = str, most: int = 10
) -> list[str]:
    """The largest causes with their dates and evidence, and the rest in one line."""
    lines = []
    same: dict[CauseRow, list[float]] = {}
    for row in found.rows:
        same.setdefault(row._replace(share=None), []).append(row.share or 0.0)
    told = sorted(same.items(), key=lambda item: -sum(item[1]))
    for row, shares in told[:most]:
        head = f"{sum(shares):6.1%}  {row.pattern}"
        if row.when is None or row.action is None:
            lines.append(head)
            continue
        what = f"{day_words(row.when)} {row.actor} {label(row.action)} {row.target}"
        lines.append(f"{head}: {what}" + (f" ({len(shares)} times)" if len(shares) > 1 else ""))
        lines += [f"        {words(row.evidence)}"] if row.evidence else []
    if rest := told[most:]:
        lines.append(f"{sum(sum(f) for _, f in rest):6.1%}  {len(rest)} smaller causes")
    return lines


def describe_patterns(shares: Shares) -> str:
    """The shares by pattern, in one line."""
    found = sorted(shares.by_pattern().items(), key=lambda row: (-row[1], row[0]))
    told = [f"{name} {share:.1%}" for name, share in found if share >= LEAST_SHARE]
    return "by pattern: " + ", ".join(told)


def describe_descendants(
    found: Descendants, words: Callable[[Evidence], str] = str, most: int = 8
) -> list[str]:
    """The tree of descendants, largest branches first, or that it is not known."""
    effect, q = found.effect, found.question
    if isinstance(effect, UnknownChance):
        head = f"{replace(q, horizon=None)}, what follows in {q.horizon} days: {effect}"
        acts = Explanation(q, effect, found.basis)
        return [head, *_acts(acts, words, most + 2), *found.caveats]
    head = (
        f"{effect.expected:.2f} events within {effect.horizon} days that would not come otherwise "
        f"(mean of {effect.simulations} futures, seed {effect.seed})"
    )
    return [str(found.basis), head, *_branches(effect.branches, most), *found.caveats]


def _branches(branches: Sequence[Branch], most: int) -> list[str]:
    lines = []
    for b in branches[:most]:
        low, high = b.interval
        lines.append(
            f"{'  ' * b.generation}{b.probability:.1%} [{low:.1%}, {high:.1%}] {b.actor} "
            f"{b.action} {b.target} ({b.pattern}, median day {b.median_day:.0f})"
        )
        lines += _branches(b.children, 3)
    return lines


def describe_verdicts(verdicts: Sequence[Verdict]) -> list[str]:
    """Scores and skill by horizon."""
    return [
        f"{v.horizon:3} days: {v.questions:,} questions, {v.happened:,} happened; Brier "
        f"{v.brier:.4f}, skill {v.skill_poisson:+.3f} against Poisson, {v.skill_recurrence:+.3f} "
        f"against recurrence; log score {v.log_score:.4f}"
        for v in verdicts
    ]


def describe_calibration(found: Sequence[Calibration], epoch: str | None = None) -> list[str]:
    """For every horizon the scores, the reliability curve and the largest action classes."""
    lines = []
    for c in found:
        v = c.verdict
        lines += describe_verdicts([v])
        since, until = (_day(epoch, day) for day in (c.origins[1], c.origins[-1]))
        lines.append(f"  from {len(c.origins) - 1} days between {since} and {until}, each "
                     "calibrated on those before it")  # fmt: skip
        for row in c.curve():
            lines.append(
                f"  said {row.lowest:.0%}-{row.highest:.0%}: {row.said:.1%} on average, "
                f"{row.came:.1%} came ({row.count:,} forecasts)"
            )
        for k in sorted(v.classes, key=lambda k: -k.happened)[:CLASSES]:
            lines.append(
                f"  {k.action_class}: {k.questions:,} questions, expected {k.said:,.0f}, "
                f"{k.happened:,} happened; Brier {k.brier:.4f}, skill {k.skill:+.3f}"
            )
    return lines


def _day(epoch: str | None, day: int) -> str:
    if epoch is None:
        return f"day {day}"
    return (date.fromisoformat(epoch) + timedelta(days=day)).isoformat()
