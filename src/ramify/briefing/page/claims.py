"""What the authors say will follow: each claim once, beside the rates and what came later."""

from __future__ import annotations

import re

from ramify.briefing.page.acts import hedged, leads
from ramify.briefing.page.row import PageRow, Sheet
from ramify.briefing.ramification import ClaimedLine
from ramify.briefing.voices.expected import class_of
from ramify.briefing.words import end_in_short, kind_in_a_word, one_line, shortened
from ramify.reading.claims.own_part import condition, own_part
from ramify.record.evidence import Evidence
from ramify.record.ontology import action

_PAST = re.compile(
    r"\b(?:could|would|might|should)(?:n[’']t| not| never)? have \w+|\bwanted\b", re.I
)
"""What might have been, or was wanted, is no claim of what follows."""
_OPEN = re.compile(
    r"(?:this|that|it|they|these|those|there) (?:is|are|was|were|be|has|have|had|will|would|can|"
    r"could|may|might|should|shall|must|means?|only)\b"
    r"|(?:[\w’'-]+ ){1,6}(?:that|which|who) (?:could|can|may|might|would|will)\b"
    r"|.*\bof (?:this|that) kind\b|.*\b(?:in|into|with|from|to|on) (?:these|those) \w+",
    re.I,
)
"""A bare pronoun at the head, or a thing of that kind or among these, which point elsewhere, or no
more than a thing and a clause on it."""
_BAN = re.compile(r"\bno (?:\w+ ){1,3}may\b|\bmay no longer\b", re.I)
"""What is forbidden is no possibility."""
_MUST = re.compile(r"\bmust\b", re.I)
_FAR = re.compile(r"\b(?:with)?in (?:\w+ )?(?:years|decades)\b", re.I)
"""What is years off is nothing for the next months."""
_THREAT, _WILL = "13", "will"
_FLATLY = ("will", "would")
_WORDS = 3
"""Words of an intention that says little: `it would answer`."""
_AGREEING = ("057", "0871")
"""What is agreed in a text: a treaty, a ceasefire."""
_TALKS = "CONSULT"
"""A class of acts so wide that its rate answers no claim."""
ROWS = 3
_KINDS = ("forecast", "warning", "recommendation", "intention")
_FIRM = ("certain", "almost certain", "very likely", "likely", "should", "wants")


class PageClaim(PageRow):
    """A claim, who holds it and how firmly."""

    verbatim: str
    """Of its words those that the text has: no names in brackets, no mark of what is left out."""
    said_by: str
    sources: int
    """Independent documents that make it."""
    firmness: str
    chance: float | None = None
    """By the rates; None where no rule makes a question of the claim."""
    of: str = ""
    """The class of acts that the rate is of."""
    later: str = ""
    """The day of such an act on file after the day of the answer."""


def claims(sheet: Sheet) -> tuple[PageClaim, ...]:
    """Claims of what will or should follow: of most sources, of named sides, the firmest first."""
    told = [(n, c) for n, c in enumerate(sheet.brief.claimed) if _coming(c, sheet)]
    told.sort(key=lambda pair: _rank(pair[1]))
    kept: list[tuple[int, ClaimedLine]] = []
    for n, line in told:
        if not any(_verbatim(line) in _verbatim(other) for _, other in kept):
            kept.append((n, line))
    return tuple(_row(line, n, sheet) for n, line in kept[:ROWS])


def _verbatim(line: ClaimedLine) -> str:
    """A claim as the text has it, on one line."""
    return one_line(line.cause.said.claim.content)


def _coming(line: ClaimedLine, sheet: Sheet) -> bool:
    """Whether it is of the future and no plan that is told as one already."""
    claim = line.cause.said.claim
    if _PAST.search(claim.content) or _OPEN.match(_alone(line)) or _binds(line, sheet):
        return False
    if is_term(line, sheet) or _FAR.search(claim.content):
        return False
    if claim.kind == "recommendation" and line.strength.sources == 1:
        return False  # advice is nothing that follows
    return claim.kind in _KINDS and not (is_planned(line, sheet) and not line.later)


def is_planned(line: ClaimedLine, sheet: Sheet) -> bool:
    """Whether a plan is told in the same words."""
    plans = (event for event in sheet.brief.planned if not hedged(event))
    planned = {_place(e) for event in plans for e in event.evidence}
    return bool(planned & {_place(e) for e in line.evidence})


def _binds(line: ClaimedLine, sheet: Sheet) -> bool:
    """Whether it is a ban, a duty under a treaty that is told, or a threat: no possibilities."""
    claim = line.cause.said.claim
    parties = [{c for s in t.standings for c in s.parties} for t in sheet.brief.obliged.turns]
    sides = {*claim.actors}
    owed = bool(_MUST.search(claim.content)) and any(sides and sides <= of for of in parties)
    threatened = {
        e.target
        for e in sheet.brief.happened
        if action(e.action).root == _THREAT and e.actor == line.strength.holder.actor and leads(e)
    }
    threat = threatened and sides <= {line.strength.holder.actor, *threatened}
    return bool(_BAN.search(claim.content)) or owed or bool(threat)


def is_term(line: ClaimedLine, sheet: Sheet) -> bool:
    """Whether it is what an agreement that leads a text has one of its sides do: the author says
    flatly that the side will."""
    claim = line.cause.said.claim
    flat_out = line.strength.modality == "unstated" and claim.cue == _WILL
    if line.strength.holder.kind != "author" or not flat_out:
        return False
    agreed = [e for e in sheet.brief.happened if e.action.startswith(_AGREEING) and leads(e)]
    return any({*claim.actors[:1]} & {e.actor, e.target} for e in agreed)


def _place(evidence: Evidence) -> object:
    """Where a quote stands, whoever found it."""
    if evidence.kind == "text":
        return evidence.document, evidence.start, evidence.end
    return evidence


def _rank(line: ClaimedLine) -> tuple[int, bool, bool, bool, bool, int, bool]:
    """Of most sources first, then what a state says that it will do itself."""
    claim = line.cause.said.claim
    own = claim.actors[:1] == (line.strength.holder.actor,) and claim.cue in _FLATLY
    own = own and claim.kind == "intention" and len(_verbatim(line).split()) > _WORDS
    return (
        -line.strength.sources,
        not own,
        claim.kind in ("intention", "recommendation"),
        not line.later,
        line.expected is None and len(claim.actors) < 2,
        _KINDS.index(claim.kind),
        line.strength.modality not in _FIRM and claim.cue is None,
    )


def _row(line: ClaimedLine, place: int, sheet: Sheet) -> PageClaim:
    claim = line.cause.said.claim
    of = class_of(line.action) if line.expected else ""
    rate = line.expected if of != _TALKS else None
    own = own_part(claim, claim.content)
    return PageClaim(
        words=_with_condition(line),
        verbatim=one_line(own[: end_in_short(own)]),
        cites=sheet.cite(f"/claimed/{place}"),
        said_by="author" if line.strength.holder.kind == "author" else line.strength.holder.name,
        sources=line.strength.sources,
        firmness=line.strength.modality
        if line.strength.modality != "unstated"
        else claim.cue or "-",
        chance=rate.chance if rate else None,
        of=kind_in_a_word(of) if rate else "",
        later=_day(line) if line.later else "",
    )


def _with_condition(line: ClaimedLine) -> str:
    """A claim's words with the condition right before or behind them, if there is one."""
    before, behind = condition(line.cause.said.claim)
    return shortened(f"{before} {_alone(line)}{behind}".lstrip())


def _alone(line: ClaimedLine) -> str:
    claim = line.cause.said.claim
    return shortened(own_part(claim, claim.shown))


def _day(line: ClaimedLine) -> str:
    when = line.later[0].when
    return str(when.start if when and when.precision == "interval" else when)
