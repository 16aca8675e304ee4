"""Ends of sentences that a page's layout hides: marks of notes, and spaces left out."""

from __future__ import annotations

import re

_NEEDED = r"(?:citation|clarification|page|source|verification) needed"
_NOTE = re.compile(
    rf"(?:(?<=[^\s\[(“‘])|(?<=[.!?;”\"’]) )\[(?:\d{{1,3}}|[a-z]|(?:note|nb) \d{{1,2}}|{_NEEDED})\]"
    r"(?!\w)(?::\s?\d{1,4}(?:[–-]\d{1,4})?(?=\s|$))?"
)
_RAISED = re.compile(r"(?<=[.!?,;”\"’])[¹²³⁰⁴-⁹]{1,3}(?=\s|$)")
_JOINED = re.compile(r"([.!?,][”\"’](?=[A-Z])|(?<=[a-z]{3})[.!?](?=[A-Z][a-z’']*\s))")


def with_plain_ends(block: str) -> str:
    """A block without marks of notes, and with the space that a sentence's end lost.

    >>> with_plain_ends("It ended.[3][a] Chad left.² Mali stayed[citation needed].Togo came.")
    'It ended. Chad left. Mali stayed. Togo came.'
    >>> with_plain_ends("“[a]nd we”, as in [3], on 5 km² of sand")
    '“[a]nd we”, as in [3], on 5 km² of sand'
    """
    return _JOINED.sub(r"\1 ", _RAISED.sub("", _NOTE.sub("", block)))
