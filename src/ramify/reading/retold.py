"""Copies read once: what a text says that another says word for word need not be parsed again.

Files that share most of their lines are found by the lines' bytes, before anything is read; the
first stands for the others. A copy has the other's reading, each quote where it stands in the copy,
if what it adds names nobody and is no more than a byline, and what it leaves out stands at the end.
Any other is read by itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from ramify.reading.statements import Document, Reading
from ramify.reading.time.dates import find_dates
from ramify.reading.time.document_date import anchor_of, latest, with_dateline
from ramify.record.evidence import TextEvidence

if TYPE_CHECKING:
    from datetime import date

    from ramify.world.world import World

_SUFFIXES = (".txt", ".md", ".html", ".htm")
_LINE = 60
"""Bytes from which a line is looked up; shorter ones stand in many texts."""
_SHARED = 0.6
_LARGEST = 500_000
_BYLINE = 12
"""Words up to which a paragraph of a copy alone may be passed over, if it names nobody."""

T = TypeVar("T")


def stand_ins(paths: Sequence[str]) -> dict[int, int]:
    """For files that are mostly another's lines the place of that other, which comes before it."""
    holders: dict[bytes, list[int]] = defaultdict(list)
    found: dict[int, int] = {}
    for place, path in enumerate(paths):
        lines = _lines(path)
        shared: Counter[int] = Counter()
        for line, size in lines.items():
            for holder in holders.get(line, ()):
                shared[holder] += size
        best = max(shared, key=lambda holder: (shared[holder], -holder), default=None)
        if best is not None and shared[best] >= _SHARED * sum(lines.values()):
            found[place] = best
            continue
        for line in lines:
            holders[line].append(place)
    return found


def _lines(path: str) -> dict[bytes, int]:
    """The long lines of a file and their lengths; none if it is no short text."""
    file = Path(path)
    if file.suffix.lower() not in _SUFFIXES:
        return {}
    try:
        if not file.is_file() or file.stat().st_size > _LARGEST:
            return {}
        lines = (line.strip() for line in file.read_bytes().splitlines())
    except OSError:
        return {}
    return {line: len(line) for line in lines if len(line) >= _LINE}


class _Paragraph(NamedTuple):
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def retold(document: Document, like: Reading, world: World, on: date | None) -> Reading | None:
    """The reading of a copy by that of the text it copies; None if it must be read by itself.

    Args:
        like: the reading of the other text.
        on: the day for which undated documents are read.
    """
    document, other = with_dateline(document), like.document
    same = (document.title, document.published, document.language)
    if same != (other.title, other.published, other.language):
        return None
    moved = _moved(other.text, document.text)
    if moved is None or any(_says(own, world) for own in moved.added):
        return None
    kept = tuple(filter(None, (_placed(event, moved, document) for event in like.events)))
    claims = tuple(filter(None, (_placed(claim, moved, document) for claim in like.claims)))
    unused = (moved.quote(one.evidence, document) for one in like.unused)
    names = (moved.quote(one.evidence, document) for one in like.unresolved)
    cut = moved.cut
    last = latest(find_dates(document.text, anchor_of(document, on)), document.text)
    return like.model_copy(
        update={
            "document": document.model_copy(
                update={"mentions_to": last if cut else other.mentions_to}
            ),
            "events": kept,
            "claims": claims,
            "unused": tuple(_with(like.unused, unused)),
            "unresolved": tuple(_with(like.unresolved, names)),
            "actors": _still_named(like, kept, document, world) if cut else like.actors,
        }
    )


def _with(told: Sequence[T], quotes: Iterator[TextEvidence | None]) -> Iterator[T]:
    for one, quote in zip(told, quotes, strict=True):
        if quote is not None:
            yield one.model_copy(update={"evidence": quote})  # type: ignore[attr-defined]


class _Moved(NamedTuple):
    """Where the paragraphs of a text stand in its copy."""

    kept: tuple[tuple[_Paragraph, int], ...]
    """Paragraphs of the text that the copy has, each with its start there."""
    added: tuple[str, ...]
    cut: bool
    """Whether the copy leaves out the text's last paragraphs."""

    def quote(self, evidence: TextEvidence, document: Document) -> TextEvidence | None:
        """A quote as it stands in the copy; None if it does not."""
        by = {
            start - paragraph.start
            for paragraph, start in self.kept
            if paragraph.start <= evidence.start < paragraph.end
            or paragraph.start < evidence.end <= paragraph.end
        }
        start, end = (place + sum(by) for place in (evidence.start, evidence.end))
        if len(by) != 1 or document.text[start:end] != evidence.quote:
            return None
        moved = {"document": document.id, "name": document.name, "start": start, "end": end}
        return evidence.model_copy(update=moved)


def _moved(text: str, copy: str) -> _Moved | None:
    """How a copy holds the paragraphs of a text: in their order, and at most the last ones not."""
    own = list(_paragraphs(text))
    kept: list[tuple[_Paragraph, int]] = []
    added: list[str] = []
    for paragraph in _paragraphs(copy):
        if len(kept) < len(own) and paragraph.text == own[len(kept)].text:
            kept.append((own[len(kept)], paragraph.start))
        else:
            added.append(paragraph.text)
    if not kept or (len(kept) < len(own) and len(kept) < len(own) * _SHARED):
        return None
    return _Moved(tuple(kept), tuple(added), cut=len(kept) < len(own))


def _paragraphs(text: str) -> Iterator[_Paragraph]:
    start = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            yield _Paragraph(line.strip(), start + len(line) - len(line.lstrip()))
        start += len(line)


def _says(paragraph: str, world: World) -> bool:
    """Whether a paragraph may say something: more than a byline, or of somebody known."""
    on = world.about.as_of.end
    long = len(paragraph.split()) > _BYLINE
    return long or bool(world.gazetteer.find(paragraph, on)) or bool(find_dates(paragraph, None))


def _placed(told: T, moved: _Moved, document: Document) -> T | None:
    """An event or a claim with its quotes as they stand in the copy; None if one does not."""
    evidence = tuple(
        moved.quote(e, document) if isinstance(e, TextEvidence) else e
        for e in told.evidence  # type: ignore[attr-defined]
    )
    if None in evidence:
        return None
    return told.model_copy(update={"evidence": evidence})  # type: ignore[attr-defined,no-any-return]


def _still_named(
    like: Reading, events: Sequence[object], document: Document, world: World
) -> tuple[str, ...]:
    """Of the actors of a text those that its shorter copy names."""
    on = document.published.end if document.published else world.about.as_of.end
    found = world.gazetteer.find(document.text, on)
    named = {code for name in found if len(name.candidates) == 1 for code in name.candidates}
    sides = {getattr(event, side) for event in events for side in ("actor", "target")}
    return tuple(code for code in like.actors if code in named | sides)
