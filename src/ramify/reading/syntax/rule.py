"""A decision as data: rules in order, each with a sentence in which it decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Seen = TypeVar("Seen")
Made = TypeVar("Made")


@dataclass(frozen=True)
class Rule(Generic[Seen, Made]):
    """What follows if a condition holds of what the rule looks at."""

    name: str
    when: Callable[[Seen], object]
    """Whether the condition holds; what it finds may be of any kind, nothing or empty is no."""
    then: Callable[[Seen], Made]
    example: str
    """A sentence in which this rule decides."""


def deciding(rules: Sequence[Rule[Seen, Made]], seen: Seen) -> Rule[Seen, Made] | None:
    """The first rule that fits; None where none does."""
    for rule in rules:
        if rule.when(seen):
            return rule
    return None
