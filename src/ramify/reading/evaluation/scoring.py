"""How often a reading is right, measured against gold annotations.

Events: a gold event is found if events told at its sentences have one of its
PLOVER classes and, together, exactly its two sides; each event of the reading
counts for one gold event at most. Exactness of the code, the date, the
quantity and the place are reported beside it, as shares of the events found.
Claims: a claim is found if one at its sentence has an acceptable kind and an
acceptable kind of holder; modality, polarity and the holder are reported beside it.
"""

from __future__ import annotations

from ramify.reading.evaluation.claim_scores import score_claims
from ramify.reading.evaluation.event_scores import score_events
from ramify.reading.evaluation.gold import Alignment, Gold
from ramify.reading.evaluation.marks import Marks, MatchCounts, Miss
from ramify.reading.statements import Reading

_KEPT, _GONE = 0.98, 0.02


def score(reading: Reading, gold: Gold, plain: str) -> Marks:
    """A reading of a document against its annotations; `plain` as `gold.plain_text` gives it."""
    page = Alignment(reading.document.text, plain)
    return (
        score_events([e for e in reading.events if e.status != "denied"], gold, page, plain)
        + score_claims(reading.claims, gold, page)
        + score_cleaning(gold, page)
    )


def score_cleaning(gold: Gold, page: Alignment) -> Marks:
    """Whether every sentence of the article was kept, and nothing else."""
    lost = [span for span in gold.sentences.values() if page.share(span) < _KEPT]
    left = [span for span in gold.junk if page.share(span) > _GONE]
    misses = [Miss("lost", span, "a sentence of the article") for span in lost]
    misses += [Miss("junk kept", span, "no part of the article") for span in left]
    tally = MatchCounts(len(gold.sentences) - len(lost), len(lost), len(left))
    return Marks(kept=tally, misses=tuple(misses))
