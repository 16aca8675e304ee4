"""The claims of a reading, held against the claims that the gold has, one to one."""

from __future__ import annotations

from collections.abc import Sequence

from ramify.reading.evaluation.gold import Alignment, Gold, GoldClaim, told_at
from ramify.reading.evaluation.marks import Fraction, Marks, MatchCounts, Miss
from ramify.reading.statements import Claim

_ASKED, _OPTIONAL = 100_000, 100
"""Worth of a match: any asked for is worth more than all optional ones, these than closeness."""


def score_claims(claims: Sequence[Claim], gold: Gold, page: Alignment) -> Marks:
    """The claims of a reading against the gold claims, one to one."""
    where = [told_at(claim.evidence, gold, page) for claim in claims]
    pairs = _matched(claims, [set(names) for names, _ in where], gold.claim)
    found = {n: k for n, k in pairs.items() if not gold.claim[n].optional}
    missed = [r for n, r in enumerate(gold.claim) if n not in pairs and not r.optional]
    wrong = [k for k in range(len(claims)) if k not in pairs.values()]
    credits = {name: Fraction() for name in ("modality", "polarity", "holder", "about")}
    for n, k in found.items():
        for name, share in _claim_credits(gold.claim[n], claims[k]).items():
            credits[name] += share
    misses = [_missed_claim(row, gold) for row in missed]
    misses += [
        Miss("claim wrong", where[k][1], f"{claims[k].kind} of {claims[k].holder.kind}")
        for k in wrong
    ]
    tally = MatchCounts(len(found), len(missed), len(wrong))
    return Marks(claims=tally, credits=credits, misses=tuple(misses))


def _missed_claim(row: GoldClaim, gold: Gold) -> Miss:
    where = gold.sentences[row.told[0]]
    return Miss("claim missed", where, f"{row.kind[0]} of {row.holder[0]}")


def _is(claim: Claim, row: GoldClaim) -> bool:
    return claim.kind in row.kind and claim.holder.kind in row.holder


def _closeness(claim: Claim, row: GoldClaim) -> int:
    credits = _claim_credits(row, claim)
    return sum(share.part for share in credits.values()) + (claim.kind == row.kind[0])


def _claim_credits(row: GoldClaim, claim: Claim) -> dict[str, Fraction]:
    credits = {
        "modality": Fraction(claim.modality in row.modality, 1),
        "polarity": Fraction(claim.affirmed != row.denied, 1),
    }
    if row.of:
        credits["holder"] = Fraction(claim.holder.actor == row.of, 1)
    about = row.about
    if about.actor or about.action or about.target:
        given = claim.about
        credits["about"] = Fraction(
            given is not None
            and (not about.actor or given.actor in about.actor)
            and (not about.target or given.target in about.target)
            and (not about.action or (given.action or "-")[:2] in {c[:2] for c in about.action}),
            1,
        )
    return credits


def _matched(
    claims: Sequence[Claim], where: Sequence[set[str]], rows: Sequence[GoldClaim]
) -> dict[int, int]:
    """The one-to-one matching of rows to claims that finds most, then fits best (Kuhn 1955)."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    worth = np.zeros((len(rows), len(claims)))
    for n, row in enumerate(rows):
        for k, claim in enumerate(claims):
            if where[k] & set(row.told) and _is(claim, row):
                worth[n, k] = (_OPTIONAL if row.optional else _ASKED) + _closeness(claim, row)
    chosen = zip(*linear_sum_assignment(worth, maximize=True), strict=True)
    return {int(n): int(k) for n, k in chosen if worth[n, k]}
