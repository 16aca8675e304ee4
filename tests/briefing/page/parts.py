"""Parts of briefs, small enough to see through."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from ramify import Event
from ramify.briefing.brief import Bond, BriefDocument, Standing, Turn
from ramify.briefing.page.row import Sheet
from ramify.briefing.ramification import ClaimedLine, Held, StatementRef
from ramify.reading.claims.claim_groups import ClaimGroup
from ramify.reading.statements import Claim, Holder
from ramify.record.evidence import ComputedEvidence, TextEvidence
from ramify.world.when import When
from tests.briefing.conftest import BriefOf

NAMES = {
    "RUS": "Russia", "PRK": "North Korea", "KOR": "South Korea", "USA": "United States",
    "JPN": "Japan", "CHN": "China",
}  # fmt: skip
FACTS = (ComputedEvidence(by="the facts", inputs=("it",)),)
THE_DAY = When("2024-07-01").start
"""The day that `brief_of` answers for."""


def place(quote: str, start: int = 0, document: str = "d") -> TextEvidence:
    end = start + len(quote)
    return TextEvidence(
        document=document, name=f"{document}.txt", start=start, end=end, quote=quote
    )


def told(quote: str = "Russia came.", start: int = 0, days: int = 1, **fields: Any) -> Event:
    """A visit, told in one sentence, so many days before the answer's."""
    rest = {"when": str(THE_DAY - timedelta(days=days)), "actor": "RUS", "action": "042"}
    return Event(**{**rest, "target": "PRK", "evidence": (place(quote, start),), **fields})


def sheet(brief_of: BriefOf, numbers: dict[str, int] | None = None, **fields: Any) -> Sheet:
    return Sheet(brief_of(names=NAMES, **fields), numbers or {})


def words(rows: Any) -> list[str]:
    return [row.words for row in rows]


def turn(signed: str | None, in_force: str | None = "2000-01-01") -> Turn:
    bond = Bond(pact="p", short="Moscow treaty", status="in force", parties=("RUS", "PRK"))
    sides = Standing(parties=("RUS", "PRK"), before=(), after=(), evidence=FACTS)
    return Turn(
        pact="p", short="Moscow treaty", signed=signed and When(signed),
        in_force=in_force and When(in_force), before=(), after=(bond,), standings=(sides,),
    )  # fmt: skip


def document(code: str) -> BriefDocument:
    return BriefDocument(
        id=code, name=f"{code}.txt", title=None, published=None, dated_from=None,
        mentions_to=None, words=9,
    )  # fmt: skip


def claimed(number: int, line: dict[str, Any] | None = None, **fields: Any) -> ClaimedLine:
    """A claim with these fields, on a line with those of `line`."""
    holder = Holder(name="Seoul", actor="KOR")
    content = f"China may rue step {number}"
    rest = {"kind": "forecast", "modality": "possible", "evidence": (place(content),)}
    claim = Claim(**{**rest, "holder": holder, "content": content, **fields})
    said = ClaimGroup(claim=claim, said_by=(claim,), sources=1)
    rest = {
        "actors": ("CHN",), "action": "claim", "words": content,
        "strength": Held(modality=claim.modality, affirmed=True, holder=holder, sources=1),
        "cause": StatementRef(said=said), "evidence": claim.evidence,
    }  # fmt: skip
    return ClaimedLine(**{**rest, **(line or {})})
