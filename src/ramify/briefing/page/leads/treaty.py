"""What new treaties bind to, and what is new in it."""

from __future__ import annotations

from collections.abc import Iterator

from ramify.briefing.brief import Turn
from ramify.briefing.page.acts import OLD, leads
from ramify.briefing.page.leads.line import Candidate, candidate, great, law
from ramify.briefing.page.ranking import Weight
from ramify.briefing.page.row import NEWS, Sheet
from ramify.briefing.ramification import DEFENDING, WEIGHTY, ObligedLine
from ramify.world.wording import listing

_FEW = 4
_AGAINST = {
    "added": "new against", "dropped": "gone against", "strengthened": "stronger than",
    "weakened": "weaker than", "changed": "other than",
}  # fmt: skip
"""What a treaty changes in a promise, by its status."""
_NO_TREATY = {"not binding": "Not legally binding: ", "binding at home": "Binding at home alone: "}


def treaties(sheet: Sheet) -> Iterator[Candidate]:
    """What a reported treaty binds to that bears most on force, and what is new in it."""
    for n, turn in enumerate(sheet.brief.obliged.turns):
        at = f"/obliged/turns/{n}"
        lines = [(f"{at}/after/0/lines/{m}", one) for m, one in enumerate(turn.after[0].lines)]
        line = next(
            (pair for types in (DEFENDING, WEIGHTY) for pair in lines if pair[1].action in types),
            None,
        )
        if line is None:
            yield _peaceful(turn, at, sheet)
            continue
        changes = [
            (f"{at}/compared/{m}/line", change)
            for m, change in enumerate(turn.compared)
            if change.line.action == line[1].action
        ]
        told = [
            f"{_AGAINST[str(c.line.strength.status)]} the {c.alone or c.short}" for _, c in changes
        ]
        cites = sheet.cite(line[0], *(pointer for pointer, _ in changes))
        news = f": {listing(dict.fromkeys(told))}" if told else ""
        once = "Once in force: " if sheet.waits(turn.pact) else ""
        once = _NO_TREATY.get(turn.after[0].status, once)
        new = turn.signed is not None and sheet.days_before(turn.signed.end) <= NEWS
        by = "" if new or turn.given else f"By the {turn.alone or turn.short}: "
        words = f"{by}{once}{_promised(line[1], turn, sheet, new=new)}{news}."
        fresh = 1.0 if new else OLD
        weight = law(line[1].actors, sheet, fresh, first=treaty_leads(turn.pact, sheet))
        yield candidate(words, "obliged", cites, weight)


def _promised(line: ObligedLine, turn: Turn, sheet: Sheet, *, new: bool) -> str:
    """What is owed; of one side alone in the words of its article, with what it gets in return, and
    of an older treaty in those words too."""
    if line.strength.article.says is None or (new and len(line.actors) > 1):
        return owed(line, sheet)
    if len(line.actors) > 1:
        return _article_said(line)
    back = (
        other
        for other in turn.after[0].lines
        if (other.actors, other.targets) == (line.targets, line.actors)
    )
    told = [_article_said(one) for one in (line, next(back, None)) if one is not None]
    return "; in return ".join(told)


def _article_said(line: ObligedLine) -> str:
    article = line.strength.article
    return f"{(article.says or line.words).rstrip('.')} (article {article.article})"


def _peaceful(turn: Turn, at: str, sheet: Sheet) -> Candidate:
    """A treaty that says nothing of force."""
    actors = turn.after[0].parties
    cites = sheet.cite(*(f"{at}/after/0/lines/{n}" for n, _ in enumerate(turn.after[0].lines)))
    article = turn.after[0].lines[0].strength.article if turn.after[0].lines else None
    does = article.says.rstrip(".") if article and article.says else ""
    does = does or f"cooperation of {sheet.named(actors)}"
    words = f"{turn.short}: {does}; no promise about force."
    weight = Weight(
        fresh=1, certain=1, matter="talk", states=len(actors), great=great(actors, sheet),
        leads=treaty_leads(turn.pact, sheet),
    )  # fmt: skip
    return candidate(words, "reported", cites, weight)


def owed(line: ObligedLine, sheet: Sheet) -> str:
    """Who owes whom what, by which article."""
    few = sheet.named(line.actors) if len(line.actors) <= _FEW else f"{len(line.actors)} parties"
    article = f" (article {line.strength.article.article})"
    if line.terms is None:
        return f"{few}: {line.words}{article}"
    if {*line.actors} == {*line.targets}:
        return f"{few} owe each other {line.terms.words(', ', many=True)}{article}"
    many = len(line.actors) > 1
    terms = line.terms.words(", ", "their" if many else "its", many=many)
    return f"{few} {'owe' if many else 'owes'} {sheet.named(line.targets)} {terms}{article}"


def treaty_leads(pact: str | None, sheet: Sheet) -> bool:
    """Whether a title or the first sentences tell of a treaty's parties, or of somebody who joins
    one; of any treaty that is told if none is named."""
    turns = [t for t in sheet.brief.obliged.turns if pact in (None, t.pact)]
    parties = [{code for s in t.standings for code in s.parties} for t in turns]
    told = [e for e in sheet.brief.happened if leads(e)]
    signed = any({e.actor, e.target} <= of for e in told for of in parties)
    return any(t.given for t in turns) or signed or any(e in sheet.brief.joined for e in told)
