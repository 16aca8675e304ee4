"""A document with its statements marked in place, for proof-reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ramify._print import print_indented, printable
from ramify.briefing.render.templating import environment
from ramify.briefing.words import details_words, event_words, holder_words
from ramify.reading.evaluation.corrections import CorrectionOutcome, statements
from ramify.reading.library import Library
from ramify.reading.llm.two_readers import finders
from ramify.reading.statements import Claim, EventPattern, Mention, Reading
from ramify.record.events import Event
from ramify.record.evidence import TextEvidence
from ramify.record.ontology import action

if TYPE_CHECKING:
    from rich.console import Console

Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Mark:
    """One statement as it stands in the text: its number, kind, words and places."""

    number: int
    kind: str
    """`event`, `claim` or `unresolved`."""
    tag: str
    """Its date or its modality."""
    words: str
    details: tuple[str, ...]
    by: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that the same statements bear on, and those that end with it."""

    text: str
    marks: tuple[Mark, ...]
    ends: tuple[Mark, ...]

    @property
    def kinds(self) -> str:
        """The kinds of its statements, as classes of a page."""
        return " ".join(dict.fromkeys(mark.kind for mark in self.marks))

    @property
    def tip(self) -> str:
        """What stands behind it, one line a statement."""
        return "\n".join(f"{m.number}. {m.kind} {m.tag}: {m.words}" for m in self.marks)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in its pieces, and the statements that begin in it."""

    pieces: tuple[Piece, ...]
    marks: tuple[Mark, ...]


def marks(reading: Reading, names: Names) -> tuple[Mark, ...]:
    """The statements of a reading and the names it could not resolve, in order of the text."""
    found: list[Mark] = []
    listed = [*statements(reading), *reading.unresolved]
    for number, statement in enumerate(sorted(listed, key=_first), 1):
        match statement:
            case Event():
                found.append(_event(number, statement, names))
            case Claim():
                found.append(_claim(number, statement, names))
            case Mention():
                found.append(_mention(number, statement))
    return tuple(found)


def _spans(statement: Event | Claim | Mention) -> tuple[tuple[int, int], ...]:
    evidence = (statement.evidence,) if isinstance(statement, Mention) else statement.evidence
    found = ((e.start, e.end) for e in evidence if isinstance(e, TextEvidence))
    return tuple(dict.fromkeys(found))


def _first(statement: Event | Claim | Mention) -> tuple[int, int]:
    return min(_spans(statement), default=(0, 0))


def _event(number: int, event: Event, names: Names) -> Mark:
    tag, words = str(event.when or "undated"), event_words(event, names)
    details = details_words(event)
    return Mark(number, "event", tag, words, details, finders(event), _spans(event))


def _claim(number: int, claim: Claim, names: Names) -> Mark:
    modality = claim.modality if claim.affirmed else f"{claim.modality}, denied"
    details = [f"held by {holder_words(claim.holder)}"]
    details += [f"cue: {claim.cue}"] if claim.cue else []
    details += [f"about: {words}"] if (words := _pattern(claim.about, names)) else []
    details += [f"because of: {words}"] if (words := _pattern(claim.cause, names)) else []
    details += [f"by {claim.horizon}"] if claim.horizon else []
    tag, words = f"{claim.kind}, {modality}", f"“{claim.shown}”"
    return Mark(number, "claim", tag, words, tuple(details), finders(claim), _spans(claim))


def _pattern(pattern: EventPattern | None, names: Names) -> str:
    """What a claim speaks of, open parts as `?`; empty if all are open."""
    if pattern is None or not (pattern.actor or pattern.action or pattern.target):
        return ""
    actor, target = (names.get(c, c) if c else "?" for c in (pattern.actor, pattern.target))
    done = f"{action(pattern.action).label} ({pattern.action})" if pattern.action else "?"
    return f"{actor} → {target}: {done}"


def _mention(number: int, mention: Mention) -> Mark:
    may_be = f"may be {' or '.join(mention.candidates)}" if mention.candidates else "unknown"
    details = (mention.reason,)
    return Mark(number, "unresolved", may_be, mention.name, details, (), _spans(mention))


def paragraphs(text: str, found: Sequence[Mark]) -> Iterator[Paragraph]:
    """The text in paragraphs, cut where a mark begins or ends; nothing of it is lost.

    >>> mark = Mark(1, "event", "", "", (), (), ((3, 6),))
    >>> [piece.text for piece in next(paragraphs("It rained.", [mark])).pieces]
    ['It ', 'rai', 'ned.']
    """
    start = 0
    for block in text.split("\n\n"):
        end = start + len(block)
        inside = [m for m in found if any(a < end and start < b for a, b in m.spans)]
        begun = tuple(m for m in inside if start <= m.spans[0][0] < end)
        yield Paragraph(tuple(_pieces(text, start, end, inside)), begun)
        start = end + 2


def _pieces(text: str, start: int, end: int, inside: Sequence[Mark]) -> Iterator[Piece]:
    places = {p for mark in inside for span in mark.spans for p in span if start < p < end}
    cuts = sorted({start, end, *places})
    for a, b in pairwise(cuts):
        over = tuple(m for m in inside if any(x < b and a < y for x, y in m.spans))
        ends = tuple(m for m in over if any(a < min(y, end) <= b for _, y in m.spans))
        yield Piece(text[a:b], over, ends)


def page(library: Library, names: Names, outcomes: Sequence[CorrectionOutcome] = ()) -> str:
    """All documents as one HTML page that needs nothing else; what they say is escaped."""
    documents = []
    for reading in library.readings:
        found = marks(reading, names)
        body = tuple(paragraphs(reading.document.text, found))
        documents.append(
            {
                "reading": reading,
                "marks": found,
                "paragraphs": body,
                "copied": tuple(_copied(reading, library)),
            }
        )
    template = environment().get_template("proof.html")
    return template.render(documents=documents, refused=library.refused, outcomes=outcomes)


def print_table(library: Library, names: Names, console: Console) -> None:
    """Every document with its statements in a table, then what was noted of it."""
    from rich.rule import Rule

    for reading in library.readings:
        document, found = reading.document, marks(reading, names)
        console.print(Rule(printable(document.name), style="bold"))
        dated = f"published {document.published}" if document.published else "undated"
        title = f"{document.title}; " if document.title else ""
        print_indented(console, f"{title}{dated}; read by {reading.reader}", 0, "dim")
        if found:
            console.print(_table(found))
        else:
            nothing = reading.not_read or "no event and no claim found"
            print_indented(console, nothing)
        for note in (*reading.notes, *_copied(reading, library)):
            print_indented(console, f"note: {note}", 0, "dim")
        console.print()


def _copied(reading: Reading, library: Library) -> Iterator[str]:
    """Whether it is a copy of another document, as ten papers copy one wire story."""
    if original := library.copies.get(reading.document.id):
        names = {r.document.id: r.document.name for r in library.readings}
        yield f"the same text as {names.get(original, original)}, counted once"


def _table(found: Sequence[Mark]) -> object:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    several = any(mark.by for mark in found)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("", justify="right")
    table.add_column("What", max_width=18)
    table.add_column("Statement", ratio=1)
    table.add_column("Characters", max_width=11)
    if several:
        table.add_column("Found by", max_width=9)
    for mark in found:
        where = "\n".join(f"{a}–{b}" for a, b in mark.spans[:3])
        words = "\n".join((mark.words, *mark.details))
        cells = [str(mark.number), f"{mark.kind}\n{mark.tag}", words, where]
        cells += [" and ".join(mark.by)] if several else []
        table.add_row(*(Text(printable(cell)) for cell in cells))
    return table
