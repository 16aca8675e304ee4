"""Clauses that only say which one is meant: `the offices that would stay in Geneva`."""

from __future__ import annotations

from ramify.reading.claims.cue import At


def says_which(at: At) -> bool:
    """A relative clause of the writer's without a comma before it; what `may` be it foretells."""
    if at.sentence.tokens[at.i].dep != "acl:relcl" or at.holder.kind != "author":
        return False
    if (at.modal[1] or "").lower() not in ("will", "would", "'ll"):
        return False
    tokens = at.sentence.tokens
    opening = [
        k for k in at.sentence.subtree(at.i) if k < at.i and tokens[k].tag in ("WDT", "WP", "WRB")
    ]
    if not opening or opening[0] == 0:
        return False
    before = tokens[opening[0] - 1]
    before = tokens[opening[0] - 2] if before.tag == "IN" and opening[0] > 1 else before
    return before.text != "," and tokens[tokens[at.i].head].pos in ("NOUN", "PRON", "DET")
