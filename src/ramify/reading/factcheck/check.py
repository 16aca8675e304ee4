"""A check: one thing a document states, and what is on file of it."""

from __future__ import annotations

from typing import Literal, NamedTuple

from ramify._value import Value
from ramify.record.evidence import TextEvidence
from ramify.world.when import When

Verdict = Literal["agrees", "differs", "not in the record"]
Said = Literal["agrees", "differs", "not found", "not covered"]


class Check(Value):
    """One thing a document states, and what the facts on file say of it."""

    says: str
    """What the document states, in a few words."""
    bare: str = ""
    """The same with names for ids, and of an act without its day."""
    day: When | None = None
    """The day that the document gives the act."""
    on_file: When | None = None
    """The day on file."""
    verdict: Verdict
    value: str | None = None
    """What is on file, if anything is."""
    source: str | None = None
    """Where that comes from."""
    why: str | None = None
    """Why nothing can be said, where that needs a word."""
    covered: bool | None = None
    """Whether a source on file covers it and would have it; None where none was asked."""
    counts: str = ""
    """The text's words for what it counts, such as `third time`; empty if it counts nothing."""
    evidence: TextEvidence

    @property
    def said(self) -> Said:
        """The verdict, where what is not in the record was either not found or not covered.

        Not found is said only of what a source on file covers and would have; `why` names it.
        """
        if self.verdict != "not in the record":
            return self.verdict
        return "not found" if self.covered else "not covered"

    @property
    def because(self) -> str | None:
        """Why nothing can be said, with `said` before it if a source was asked."""
        return self.why if self.covered is None else f"{self.said}: {self.why}"


class Sought(NamedTuple):
    """Whether a source covers what it does not have, and which, or why none does."""

    covered: bool
    why: str
