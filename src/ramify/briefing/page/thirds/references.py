"""What documents claim of a third party, as its row refers to it."""

from __future__ import annotations

from collections.abc import Iterator

from ramify.briefing.page.row import PageRow, Sheet
from ramify.briefing.ramification import ClaimedLine
from ramify.briefing.voices.named import FOLLOWING

_DOCUMENTS = 2
"""Documents of which a row refers to the claim on its party that says most."""


def references(code: str, sheet: Sheet) -> Iterator[PageRow]:
    """Of each document what it claims will, may or should follow for a party, else what it says
    causes something for it: what is of the party itself before what only touches it."""
    found = [(n, c) for n, c in enumerate(sheet.brief.claimed) if _is_of(code, c)]
    found.sort(key=lambda one: _rank(code, one[1]))
    told: dict[str, int] = {}
    for n, line in found:
        if line.cause.said.claim.kind != "cause" or not told:
            told.setdefault(line.cause.said.claim.evidence[0].document, n)
    lines = sheet.brief.claimed
    for n in sorted([*told.values()][:_DOCUMENTS]):
        yield PageRow(words=_said(lines[n]), cites=sheet.cite(f"/claimed/{n}"))


def _is_of(code: str, line: ClaimedLine) -> bool:
    """Whether it claims that something follows for a party; what another means to do is none."""
    claim = line.cause.said.claim
    doer = (claim.about and claim.about.actor) or next(iter(claim.actors), None)
    own = claim.kind != "intention" or doer == code
    return code in claim.actors and claim.kind in FOLLOWING and line.strength.affirmed and own


def _rank(code: str, line: ClaimedLine) -> tuple[bool, int, bool]:
    claim = line.cause.said.claim
    return claim.kind == "cause", -line.strength.sources, claim.actors[0] != code


def _said(line: ClaimedLine) -> str:
    """How firmly, and by whom if not by the author; what causes what is said as it is."""
    claim, held = line.cause.said.claim, line.strength
    firmness = held.modality if held.modality != "unstated" else claim.cue or claim.kind
    if claim.kind == "cause":
        firmness = claim.kind
    by = held.holder.name.removeprefix("the ")
    return firmness if held.holder.kind == "author" else f"{by}: {firmness}"
