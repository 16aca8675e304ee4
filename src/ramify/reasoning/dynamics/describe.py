"""Answers of the dynamics as lines of plain text, for a terminal or a notebook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from ramify.reasoning.dynamics.baselines import HeldOut
from ramify.reasoning.dynamics.calibrated import Calibration
from ramify.reasoning.dynamics.calibration import Verdict
from ramify.reasoning.dynamics.cases import FEW, Precedents
from ramify.reasoning.dynamics.fitted import Fitted
from ramify.reasoning.dynamics.forecasts import Forecast
from ramify.reasoning.dynamics.futures import Branch, Effect
from ramify.reasoning.dynamics.outlook import Share, Shares

NEAR_CRITICAL = 0.95
LEAST_SHARE = 0.0005
CLASSES = 16


def describe_model(fitted: Fitted) -> list[str]:
    """What a model was learned from and what its patterns explain.

    >>> describe_model(Fitted.packaged())[0]
    '243,828 events from 2018-01-01 to 2018-09-27, 2,748 actors, 121 actions'
    """
    o = fitted.origin
    first, last = (_day(o.epoch, day) for day in (o.first_day, o.last_day))
    start = _day(o.epoch, fitted.settings.first_learned(o.first_day, o.last_day))
    lines = [
        f"{o.events:,} events from {first} to {last}, {len(fitted.actors):,} actors, "
        f"{len(fitted.actions)} actions",
        f"learned from {start} on, the days before as past alone",
        f"log likelihood {o.log_likelihood:,.0f} after {len(fitted.log_posterior) - 1} steps, "
        f"seed {o.seed}",
        "log posterior " + " → ".join(f"{value:,.0f}" for value in _path(fitted)),
    ]
    for row in fitted.patterns_by_weight():
        lines.append(f"{row.share:6.1%}  {row.events:10,.0f}  {row.name}: {row.meaning}")
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


def describe_forecast(forecast: Forecast, epoch: str | None = None) -> list[str]:
    """Probability, count with interval, baseline and lift, notes."""
    return [*_figures(forecast, epoch, whole=True), *forecast.notes]


def describe_forecasts(
    found: Sequence[Forecast],
    epoch: str | None = None,
    label: Callable[[str], str] = str,
    *,
    whole: bool = True,
) -> list[str]:
    """Forecasts that share a question under the names of their actions; each note once.

    A record that keeps only what is telling (`whole` false) has no mean rate to compare with.
    """
    lines = []
    for f in found:
        lines.append("any action" if f.action is None else label(f.action))
        lines += [f"  {line}" for line in _figures(f, epoch, whole)]
    return lines + list(dict.fromkeys(note for f in found for note in f.notes))


def _figures(f: Forecast, epoch: str | None, whole: bool) -> list[str]:
    low, high = f.interval
    sure = f.within or f.credible
    within = f" [{sure[0]:.1%}, {sure[1]:.1%}]" if sure else ""
    head = ask_words(f.actor, f.action, f.target, f.start, f.horizon, epoch)
    return [
        f"{head}: {_calibrated(f)}{f.probability:.1%}{within} by the model",
        f"expected {f.expected:.2f}, 90 % interval {low:.0f} to {high:.0f}",
        *([_baseline(f)] if whole else []),
    ]


def _calibrated(f: Forecast) -> str:
    return "" if f.calibrated is None else f"{f.calibrated:.1%} calibrated, "


def ask_words(
    actor: str | None, action: str | None, target: str | None, start: int, horizon: int,
    epoch: str | None = None,
) -> str:  # fmt: skip
    """The question of a forecast, what is open as `*`.

    >>> ask_words("RUS", None, "PRK", 5, 30)
    'RUS * PRK, 30 days from day 5'
    """
    ask = " ".join(part or "*" for part in (actor, action, target))
    return f"{ask}, {horizon} days from {_day(epoch, start)}"


def _baseline(f: Forecast) -> str:
    """What the mean rate gives, and the lift over it where enough events stand behind it."""
    rests = f"{f.baseline_events:,} events in {f.baseline_days:,} days"
    if f.lift is None or f.baseline_events < FEW:
        return f"no baseline: {rests}, too few for a rate"
    mean = f"at its own mean rate {f.baseline:.1%}, expected {f.baseline_expected:.2f}"
    return f"{mean}; lift {f.lift:.2f} ({rests})"


def describe_shares(
    shares: Shares,
    epoch: str | None = None,
    most: int = 10,
    *,
    label: Callable[[str], str] = str,
    evidence: Callable[[Share], str | None] | None = None,
) -> list[str]:
    """The largest causes with their dates and evidence, and the rest in one line."""
    lines = []
    same: dict[Share, list[float]] = {}
    for s in shares.shares:
        same.setdefault(replace(s, share=0.0), []).append(s.share)
    told = sorted(same.items(), key=lambda item: -sum(item[1]))
    for s, found in told[:most]:
        head = f"{sum(found):6.1%}  {s.pattern}"
        if s.day is None or s.action is None:
            lines.append(head)
            continue
        what = f"{_day(epoch, s.day)} {s.actor} {label(s.action)} {s.target}"
        lines.append(f"{head}: {what}" + (f" ({len(found)} times)" if len(found) > 1 else ""))
        source = evidence(s) if evidence else None
        lines += [f"        {source}"] if source else []
    if rest := told[most:]:
        lines.append(f"{sum(sum(f) for _, f in rest):6.1%}  {len(rest)} smaller causes")
    return lines


def describe_patterns(shares: Shares) -> str:
    """The shares by pattern, in one line."""
    found = sorted(shares.by_pattern().items(), key=lambda row: (-row[1], row[0]))
    told = [f"{name} {share:.1%}" for name, share in found if share >= LEAST_SHARE]
    return "by pattern: " + ", ".join(told)


def describe_effect(effect: Effect, most: int = 8) -> list[str]:
    """The tree of descendants, largest branches first."""
    lines = [
        f"{effect.expected:.2f} events within {effect.horizon} days that would not come otherwise "
        f"(mean of {effect.simulations} futures, seed {effect.seed})"
    ]
    return lines + _branches(effect.branches, most)


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


def describe_precedents(found: Precedents, epoch: str | None = None, most: int = 10) -> list[str]:
    """What followed precedents, beside what follows anyway, and the latest precedents."""
    if not found.cases:
        return ["no precedents: no such class of action between actors so related before"]
    lines = [f"{len(found.cases)} precedents; share with each class within {found.horizon} days"]
    for f in found.following[:most]:
        low, high = f.after_interval
        other = "no comparison" if f.otherwise is None else f"otherwise {f.otherwise:.0%}"
        few = " (fewer than five cases)" if f.few else ""
        lines.append(f"{f.after:.0%} [{low:.0%}, {high:.0%}] {f.action_class}; {other}{few}")
    lines.append("the latest" if len(found.cases) > most else "the cases")
    for case in found.cases[:most]:
        lines.append(f"  {_day(epoch, case.day)} {case.actor} {case.action} {case.target}")
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
