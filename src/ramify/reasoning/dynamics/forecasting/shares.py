"""Shares of what is explained: the background, and past events through their patterns."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Share:
    """One cause: the background, or a past event through a pattern."""

    pattern: str
    share: float
    actor: str | None = None
    action: str | None = None
    target: str | None = None
    day: int | None = None


@dataclass(frozen=True)
class Shares:
    """What calls events forth; the shares add up to one, largest first.

    `expected` is what is shared out: events a day of an event, or in the window of a forecast.
    """

    expected: float
    shares: tuple[Share, ...]

    def by_pattern(self) -> dict[str, float]:
        """Shares summed over the events of each pattern."""
        total: dict[str, float] = {}
        for s in self.shares:
            total[s.pattern] = total.get(s.pattern, 0.0) + s.share
        return total


def largest_first(s: Share) -> tuple[float, str, int, str, str]:
    """The order in which shares are told."""
    return (-s.share, s.pattern, s.day or 0, s.actor or "", s.action or "")
