"""The part of a claim's words that is the claim itself, and the condition it is made on."""

from __future__ import annotations

import re

from ramify.reading.claims.extent import JOINING
from ramify.reading.statements import Claim

_IF = re.compile(r"\b(if|unless|once|when|whenever)\s+$", re.I)
_AFTER = re.compile(r",? (?:if|unless|until|as long as|once|provided)\b[^,.;]*", re.I)
"""A condition right behind a claim."""
_ANOTHER = re.compile(r", and (?:[\w’'-]+ ){1,4}?(will|would|could|may|might|should|must)\b")
"""A second claim behind the first, which may be less firm or firmer."""


def without_joining_word(text: str) -> str:
    """A sentence without the word that joins it to the one before.

    >>> without_joining_word("Besides, they may come."), without_joining_word("They may, besides.")
    ('they may come.', 'They may, besides.')
    """
    first, comma, rest = text.partition(", ")
    return rest if comma and first in JOINING else text


def own_part(claim: Claim, words: str) -> str:
    """The claim without another one beside it: of its `words`, those of its content or as shown,
    the part that its cue stands in, up to where one of another firmness begins."""
    cue = claim.cue or ""
    parts = words.split("; ")
    own = next((part for part in parts if cue and cue in part), parts[0])
    other = _ANOTHER.search(own)
    return own[: other.start()] if other and other[1] != cue else own


def condition(claim: Claim) -> tuple[str, str]:
    """What stands right before and right behind a claim that makes it conditional, if anything:
    `("if", "")`, `("", " unless it pays")`."""
    for evidence in claim.evidence:
        if claim.shown in evidence.quote:
            before, _, behind = evidence.quote.partition(claim.shown)
            leads, follows = _IF.search(before), _AFTER.match(behind)
            return leads[1].lower() if leads else "", follows.group() if follows else ""
    return "", ""
