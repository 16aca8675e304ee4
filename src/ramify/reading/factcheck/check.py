"""A check: one thing a document states, and what is on file of it."""

from __future__ import annotations

from typing import Literal

from ramify._value import Value
from ramify.record.evidence import TextEvidence

Verdict = Literal["agrees", "differs", "not in the record"]


class Check(Value):
    """One thing a document states, and what the facts on file say of it."""

    says: str
    """What the document states, in a few words."""
    verdict: Verdict
    value: str | None = None
    """What is on file, if anything is."""
    source: str | None = None
    """Where that comes from."""
    why: str | None = None
    """Why nothing can be said, where that needs a word."""
    evidence: TextEvidence
