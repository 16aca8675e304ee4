"""What broke since a level was measured: wars, new leaders, sanctions, as far as they are on file.

No base rate holds them; an answer that rests on an old level names them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from ramify.reasoning.dynamics.rates.questions import Question
from ramify.world.when import When
from ramify.world.world import World


def breaks_since(since: date, q: Question, world: World) -> Iterator[str]:
    """Each kind of break of the sides asked about, from the level's day to the first day asked.

    >>> asked = Question("ISR", None, "IRN", date(2025, 12, 1), 30)
    >>> for line in breaks_since(date(2025, 1, 1), asked, World.packaged()):
    ...     print(line)
    wars: Twelve-Day War (2025-06-13)
    sanctions: Iran (measures of the Security Council began, 2025-09-28)
    """
    assert isinstance(q.start, date)
    wars = dict.fromkeys(_wars(since, q, q.start, world))
    if wars:
        yield f"wars: {'; '.join(wars)}"
    sides = [side for side in (q.actor, q.target) if side in world.actors]
    for called, found in (("new leaders", _leaders), ("sanctions", _sanctions)):
        told = [
            f"{world.actors[side].name} ({'; '.join(lines)})"
            for side in sides
            if (lines := list(found(since, side, q.start, world)))
        ]
        if told:
            yield f"{called}: {', '.join(told)}"


def _wars(since: date, q: Question, on: date, world: World) -> Iterator[str]:
    """Wars between the two sides, or of the one that is named."""
    for war in world.wars:
        if _begun(since, war.start, on) and _between(war.attacker, war.victim, q):
            yield f"{war.name} ({war.start})"


def _between(attacker: Sequence[str], victim: Sequence[str], q: Question) -> bool:
    one, other = q.actor, q.target
    if one is None or other is None:
        return (one or other) in (*attacker, *victim)
    return (one in attacker and other in victim) or (one in victim and other in attacker)


def _leaders(since: date, side: str, on: date, world: World) -> Iterator[str]:
    """The latest who took an office that holds power."""
    taken = [
        t for t in world.tenures
        if t.actor == side and t.effective and t.start and _begun(since, t.start, on)
    ]  # fmt: skip
    last = max(taken, key=lambda t: t.start.start if t.start else since, default=None)
    if last is not None:
        yield f"{last.name}, {last.office}, {last.start}"


def _sanctions(since: date, side: str, on: date, world: World) -> Iterator[str]:
    """Measures of the Security Council begun or ended, and listings of nationals."""
    measures = [m for regime in world.regimes if regime.target == side for m in regime.measures]
    begun = [m.start for m in measures if _begun(since, m.start, on)]
    ended = [m.end for m in measures if m.end and m.end.end <= on and _begun(since, m.end, on)]
    for words, days in (("began", begun), ("ended", ended)):
        if days:
            last = max(days, key=lambda day: day.start)
            yield f"measures of the Security Council {words}, {last}"
    listed = Counter(
        d.list for d in world.designations
        if side in d.states and d.listed_on and _begun(since, d.listed_on, on)
    )  # fmt: skip
    for name, number in sorted(listed.items()):
        yield f"{number:,} listings, {name}"


def _begun(since: date, when: When, on: date) -> bool:
    return since < when.start <= on
