"""Evidence as the annex prints it: a quote once, by the name that its document has there."""

from __future__ import annotations

from ramify.briefing.annex.line import Line
from ramify.briefing.brief import Brief
from ramify.briefing.words import evidence_words
from ramify.reading.second_reader.second_opinion import BOTH, RULES
from ramify.record.evidence import Evidence

_FOUND = {RULES: "rules alone", BOTH: "both readers"}
"""Who found what a quote tells, in short."""


class Quotes:
    """The evidence told so far: a quote above is pointed to by its line's number, a treaty's
    source is told once, and what was computed is told by the line itself.
    """

    def __init__(self, brief: Brief, *, first_only: bool = False) -> None:
        """With `first_only` a line quotes each document once, and tells the places of the rest."""
        self._first_only = first_only
        self._names = {source.id: f"D{n}" for n, source in enumerate(brief.sources, 1)}
        self._told: dict[object, int] = {}

    def of(self, line: Line) -> tuple[tuple[str, ...], tuple[int, ...]]:
        """The evidence of a line in words, and the numbers of lines above that quote the rest."""
        fresh: list[str] = []
        above: list[int] = []
        quoted: set[str | None] = set()
        for evidence in dict.fromkeys(line.evidence):
            if _is_told(evidence):
                continue
            key = self._key(evidence)
            if key not in self._told:
                self._told[key] = line.number
                found = _with_finders(evidence, line)
                again = self._first_only and _document(evidence) in quoted
                fresh.append(self._placed(found) if again else self.words(found))
                quoted |= {_document(evidence)} - {None}
            elif evidence.kind == "text":
                above.append(self._told[key])
        return tuple(fresh), tuple(n for n in dict.fromkeys(above) if n != line.number)

    def words(self, evidence: Evidence) -> str:
        """One piece of evidence, its document by its short name."""
        if evidence.kind == "text" and evidence.document in self._names:
            return f"“{evidence.quote}” {self._place(evidence)}"
        return evidence.citation if evidence.kind == "article" else evidence_words(evidence)

    def _placed(self, evidence: Evidence) -> str:
        """A quote by its place alone, anything else as it is."""
        known = evidence.kind == "text" and evidence.document in self._names
        return f"also {self._place(evidence)}" if known else self.words(evidence)

    def _place(self, evidence: Evidence) -> str:
        """Where a quote stands in its document, and who found it."""
        assert evidence.kind == "text"
        by = f", {_FOUND.get(evidence.by, f'found by {evidence.by}')}" if evidence.by else ""
        return f"{self._names[evidence.document]}:{evidence.start}–{evidence.end}{by}"

    def _key(self, evidence: Evidence) -> object:
        if evidence.kind == "article":
            return evidence.citation
        if evidence.kind == "text":
            return evidence.document, evidence.start, evidence.end
        return evidence


def _with_finders(evidence: Evidence, line: Line) -> Evidence:
    """A quote with every reader that found the line in it."""
    if evidence.kind != "text" or not evidence.by:
        return evidence
    place = (evidence.document, evidence.start, evidence.end)
    quotes = [e for e in line.evidence if e.kind == "text" and e.by]
    finders = dict.fromkeys(e.by for e in quotes if (e.document, e.start, e.end) == place)
    return evidence.model_copy(update={"by": ", found by ".join(by for by in finders if by)})


def _document(evidence: Evidence) -> str | None:
    return evidence.document if evidence.kind == "text" else None


def _is_told(evidence: Evidence) -> bool:
    """Whether the line says it: what it computes, or the article by its name."""
    return evidence.kind == "computed" or (evidence.kind == "article" and evidence.named)
