"""Precedents in words."""

from __future__ import annotations

from ramify.reasoning.dynamics.answers import PastCases
from ramify.reasoning.dynamics.describe import Listing
from ramify.reasoning.dynamics.forecasting.precedents import FEW, Case, Following, ThirdFollowing
from ramify.reasoning.dynamics.rates.questions import class_words, day_words
from ramify.reasoning.dynamics.source import label
from ramify.reasoning.dynamics.words.consequences import after_lines

MOST_CLASSES = 3
"""Classes that are told of what followed one precedent."""


def describe_precedents(answer: PastCases, most: int = 10) -> Listing:
    """What followed precedents, beside what follows anyway, and the latest precedents."""
    found, basis = answer.precedents, str(answer.basis)
    if not found.cases:
        none = f"none close enough ({found.relation})"
        passed = f"; {found.passed:,} acts of the class are further" if found.passed else ""
        after = (*after_lines(answer), *answer.caveats)
        return Listing((basis, f"no precedents: {none}{passed}"), (), (), after)
    known = any(f.after is not None for f in found.following)
    few = " (fewer than five cases)" if len(found.cases) < FEW else ""
    one = "precedent" if len(found.cases) == 1 else "precedents"
    head = f"{len(found.cases)} {one}{few}, {found.relation}; " + (
        f"share with each class within {found.horizon} days"
        if known
        else f"how often each class follows is not known; within {found.horizon} days, on file"
    )
    notes = [_thirds_line(one, answer) for one in found.thirds]
    notes.append("the closest" if len(found.cases) > most else "the cases")
    for case in found.cases[:most]:
        on = day_words(answer.basis.day(case.day))
        notes.append(
            f"  {on} {case.actor} {label(case.action)} {case.target}, distance "
            f"{case.distance:.2g}: {_after(case)}"
        )
    notes += after_lines(answer)
    columns = ("class", "followed", "95 % interval", "otherwise", "95 % interval",
               "difference", "95 % interval", "note")  # fmt: skip
    rows = tuple(_following(f) for f in found.following[:most])
    return Listing((basis, head), columns, rows, (*notes, *answer.caveats)).filled()


def _after(case: Case) -> str:
    """What the two did to each other after one precedent, and how many third countries joined."""
    told = [class_words(name) for name in case.followed[:MOST_CLASSES]]
    more = len(case.followed) - len(told)
    then = (
        f"then {', '.join(told)}{f' and {more} more' if more else ''}" if told else "then nothing"
    )
    if case.thirds is None:
        return f"{then} on file" if not told else then
    target, actor = case.thirds
    return f"{then}; third countries hostile to the target {target}, to the actor {actor}"


def _thirds_line(one: ThirdFollowing, answer: PastCases) -> str:
    """What third countries did to one side, beside what they do anyway."""
    low, high = one.interval
    return (
        f"Third countries that took hostile steps against the {one.side} within "
        f"{answer.precedents.horizon} days: {one.after:.1f} on average, {one.otherwise:.1f} after "
        f"days without such an event; difference {one.difference:+.1f} ({low:+.1f} to {high:+.1f})."
    )


def _following(f: Following) -> tuple[str, ...]:
    if f.after is None:
        return (f.action_class, f"after {f.hits} of {f.cases}", *("",) * 6)
    few = "fewer than five cases" if f.few else ""
    after, otherwise = (
        ("", "") if share is None or sure is None
        else (f"{share:.0%}", f"{100 * sure[0]:.0f}–{sure[1]:.0%}")
        for share, sure in ((f.after, f.after_interval), (f.otherwise, f.otherwise_interval))
    )  # fmt: skip
    apart = ("", "")
    if f.difference:
        found, low, high = (100 * value for value in f.difference)
        apart = f"{found:+.0f} points", f"{low:+.0f} to {high:+.0f}"
    return (f.action_class, *after, *otherwise, *apart, few)
