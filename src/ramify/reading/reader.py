"""The front door of the reading room: paths in, readings out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ramify._errors import InputError
from ramify.reading.actors.acts import Act
from ramify.reading.actors.cast import Cast, Named
from ramify.reading.actors.dated_names import DatedNames
from ramify.reading.batch import read_batch
from ramify.reading.cache import Kept
from ramify.reading.claims.claims import Claims
from ramify.reading.events.event_date import Context, counted
from ramify.reading.events.events import carried, events_of, evidence
from ramify.reading.events.verbs import Coder
from ramify.reading.intake.copies import copied
from ramify.reading.intake.sources import Fetch, expand, is_file, opened
from ramify.reading.library import Library, Reader, Refused
from ramify.reading.statements import Claim, Document, Mention, Reading
from ramify.reading.syntax.parsers import Parser, packaged_parser
from ramify.reading.time.dates import find_dates
from ramify.reading.time.document_date import as_when, day_of, latest
from ramify.record.events import Event

if TYPE_CHECKING:
    from ramify.world.world import World

__all__ = ["Library", "Reader", "Refused", "RulesReader", "read"]

Progress = Callable[[int, int, str], None]
"""Called before each document with its number, the count of documents and its name."""


class RulesReader:
    """Reads by lexicons and rules over a dependency parse; no model download, no network."""

    name = "rules"

    def __init__(self, parser: Parser | None = None, on: date | None = None) -> None:
        self._parser, self._on = parser, on

    def read(self, document: Document, world: World) -> Reading:
        """The events reported and the claims held in one document."""
        parser = self._parser or packaged_parser()
        dates = tuple(find_dates(document.text, document.published or as_when(self._on)))
        document = document.model_copy(update={"mentions_to": latest(dates)})
        sentences = tuple(parser.sentences(document.text))
        on = day_of(document, self._on, world)
        names = DatedNames(world.gazetteer, sentences, dates, world.territories)
        cast = Cast(document.text, sentences, names, on, _groups(world))
        context = Context(document, sentences, dates, cast)
        events: list[tuple[Act, Event]] = []
        claims: list[Claim] = []
        claimed = Claims(context)
        told: list[Act] = []
        for number, sentence in enumerate(sentences):
            acts = [carried(act, told, context) for act in Coder(cast, sentence, number).acts()]
            told = [*told[-20:], *(act for act in acts if act.status == "fact")]
            for act in acts if not sentence.text.rstrip('"”’) ').endswith("?") else ():
                events.extend((act, event) for event in events_of(act, context))
            claims.extend(claimed.of(number, acts))
        return Reading(
            document=document,
            reader=f"{self.name} over {parser.name}",
            events=tuple(_with_counted_dates(events, context)),
            claims=tuple(claims),
            unresolved=tuple(_mention(named, document) for named in cast.unresolved),
            actors=cast.mentioned(),
            notes=tuple(_notes(document, cast)),
        )


def read(
    paths: Sequence[str | Path],
    *,
    world: World,
    on: date | None = None,
    reader: Reader | None = None,
    progress: Progress | None = None,
    fetch: Fetch | None = None,
    jobs: int = 1,
    kept: Kept | None = None,
) -> Library:
    """Read documents; a bad one is refused with its reason and never stops the rest.

    A folder stands for the supported files below it, a glob for what it
    matches, `-` for standard input; web addresses are read by `fetch`. `on` anchors
    relative dates of documents that bear no date of their own. With `jobs` above one,
    files are read by as many processes; what `kept` knows is not read again.
    """
    reader = reader or RulesReader(on=on)
    found = list(expand(paths))
    files = [path for path in found if isinstance(path, str) and is_file(path)]
    spread = jobs > 1 or kept is not None
    batch = read_batch(files, reader, world, jobs=jobs, kept=kept) if spread else None
    parts: list[Library] = []
    for number, path in enumerate(found):
        if progress:
            progress(number, len(found), path if isinstance(path, str) else path.where or "")
        if isinstance(path, InputError):
            parts.append(Library(refused=(_refused(path, path.where or ""),)))
        elif batch and is_file(path):
            parts.append(next(batch))
        else:
            parts.append(read_one(path, reader, world, fetch))
    return _joined(parts)


def read_one(path: str, reader: Reader, world: World, fetch: Fetch | None = None) -> Library:
    """What the documents of one path give; those that cannot be read are refused."""
    readings: list[Reading] = []
    refused: list[Refused] = []
    for document in opened(path, fetch):
        try:
            if isinstance(document, InputError):
                raise document
            readings.append(reader.read(document, world))
        except InputError as error:
            refused.append(_refused(error, path))
    return Library(readings=tuple(readings), refused=tuple(refused))


def _refused(error: InputError, path: str) -> Refused:
    return Refused(path=error.where or path, reason=error.what, repair=error.repair or "")


def _joined(parts: Sequence[Library]) -> Library:
    readings = tuple(reading for part in parts for reading in part.readings)
    refused = tuple(refused for part in parts for refused in part.refused)
    copies = copied([reading.document for reading in readings])
    return Library(readings=readings, refused=refused, copies=copies)


def _with_counted_dates(told: Sequence[tuple[Act, Event]], context: Context) -> Iterator[Event]:
    dates = counted(told, context)
    for number, (_, event) in enumerate(told):
        yield event.model_copy(update={"when": dates[number]}) if number in dates else event


def _groups(world: World) -> dict[str, bool]:
    return {a.id: a.kind in ("organisation", "grouping") for a in world.actors.values()}


def _mention(named: Named, document: Document) -> Mention:
    return Mention(
        name=named.text,
        candidates=named.candidates,
        reason=named.reason or "several actors bear the name",
        evidence=evidence(named.start, named.end, document),
    )


def _notes(document: Document, cast: Cast) -> Iterator[str]:
    if document.published is None:
        latest = document.mentions_to
        yield f"undated, mentions run to {latest}" if latest else "undated"
    if not cast.named:
        yield "names no actor that ramify knows"
