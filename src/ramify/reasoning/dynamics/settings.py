"""Settings of the process, checked when built."""

from __future__ import annotations

from pydantic import Field, model_validator

from ramify._value import Value

LAGS: tuple[int, ...] = (1, 2, 3, 5, 8, 15, 31, 61, 121, 366)
"""First day of each lag bin, and one past the longest memory."""


class Settings(Value):
    """How the process is fitted.

    >>> Settings().memory_days
    365
    >>> Settings(lags=(1, 8, 31)).n_lags
    2
    """

    lags: tuple[int, ...] = LAGS
    """First day of each lag bin, in order from 1, and one past the longest memory."""
    patterns: tuple[str, ...] = ()
    """Names of the patterns to use; empty means all that are declared."""
    relations: tuple[str, ...] = ()
    """Relations of the standing system whose two triads are added."""
    pooled_steps: int = Field(default=12, ge=1)
    """EM steps with the weights held to row × column × level."""
    steps: int = Field(default=18, ge=1)
    """EM steps with every weight free under its gamma prior."""
    prior_events: float = Field(default=0.1, gt=0)
    """Shape of the gamma prior of each weight, in events."""
    burn_in: int = Field(default=60, ge=0)
    """Days at the start that are read as past but not learned from, at most a quarter of the
    record: their own past is not in it, so that they seem to come from the background."""
    actor_prior: float = Field(default=4000.0, gt=0)
    """Events' worth of the overall share of an actor in its share of each action.

    Small values let rare actions explain themselves: at 20 the held-out log likelihood an
    event is half a nat lower, on ICEWS14 and on ICEWS18 (docs/dynamics.md)."""

    @model_validator(mode="after")
    def _ordered(self) -> Settings:
        if len(self.lags) < 2 or self.lags[0] < 1:
            raise ValueError("lags need a first day of at least 1 and an end")
        if any(b <= a for a, b in zip(self.lags, self.lags[1:], strict=False)):
            raise ValueError("lags must rise")
        return self

    def first_learned(self, first_day: int, last_day: int) -> int:
        """The first day to learn from in a record of these days.

        >>> Settings().first_learned(0, 364), Settings().first_learned(0, 39)
        (60, 10)
        """
        return first_day + min(self.burn_in, (last_day - first_day + 1) // 4)

    @property
    def n_lags(self) -> int:
        return len(self.lags) - 1

    @property
    def memory_days(self) -> int:
        """The longest lag that still counts."""
        return self.lags[-1] - 1

    @property
    def lag_days(self) -> tuple[int, ...]:
        """Days in each lag bin."""
        return tuple(b - a for a, b in zip(self.lags, self.lags[1:], strict=False))
