"""Two readers of one document: what both find, what only one does, and which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from ramify._errors import InputError
from ramify.reading.box.worker import through
from ramify.reading.events.merge import merge_events
from ramify.reading.library import Reader
from ramify.reading.statements import Claim, Document, Reading
from ramify.record.events import Event
from ramify.record.evidence import TextEvidence

if TYPE_CHECKING:
    from ramify.world.world import World

S = TypeVar("S", Event, Claim)


class BothReaders:
    """Reads with two readers; every piece of evidence names the reader that found it.

    A statement that both find is given once, as the first reader has it and
    completed from the second, with the evidence of both.
    """

    def __init__(self, first: Reader, second: Reader) -> None:
        self.first, self.second = first, second
        self.name = f"{first.name} and {second.name}"

    def prepare(self, world: World) -> None:
        """Load what either of them needs."""
        for reader in (self.first, self.second):
            getattr(reader, "prepare", _nothing)(world)

    @property
    def outside(self) -> dict[str, Callable[..., Any]]:
        """What is done for their workers in the process that started them."""
        one, other = (getattr(reader, "outside", {}) for reader in (self.first, self.second))
        return {**one, **other}

    def through(self, relay: Callable[..., Any]) -> BothReaders:
        """These readers in a worker, which reaches the outside by `relay`."""
        return BothReaders(*(through(reader, relay) for reader in (self.first, self.second)))

    def read(self, document: Document, world: World) -> Reading:
        """The statements of both readers on one document, or of the first with a note why.

        Raises:
            InputError: the first reader cannot read it.
        """
        one = _marked(self.first.read(document, world), self.first.name)
        try:
            other = _marked(self.second.read(document, world), self.second.name)
        except InputError as error:
            note = f"read by {self.first.name} alone: {error.what}"
            return one.model_copy(update={"notes": (*one.notes, note)})
        events = _joined(one.events, other.events, _one_event)
        claims = _joined(one.claims, other.claims, _one_claim)
        counts = Counter([*map(finders, events), *map(finders, claims)])
        return one.model_copy(
            update={
                "reader": f"{one.reader} and {other.reader}",
                "events": events,
                "claims": claims,
                "actors": tuple(dict.fromkeys((*one.actors, *other.actors))),
                "notes": (*dict.fromkeys((*one.notes, *other.notes)), *_found_by(counts)),
            }
        )


def _nothing(_: World) -> None:
    pass


def finders(statement: Event | Claim) -> tuple[str, ...]:
    """Names of the readers that found a statement, where several read."""
    found = (e.by for e in statement.evidence if isinstance(e, TextEvidence) and e.by)
    return tuple(dict.fromkeys(found))


def _found_by(counts: Mapping[tuple[str, ...], int]) -> Iterator[str]:
    for names, count in counts.items():
        alone = " alone" if len(names) == 1 else ""
        what = "statement" if count == 1 else "statements"
        yield f"{count} {what} found by {' and '.join(names)}{alone}"


def _marked(reading: Reading, by: str) -> Reading:
    """The same reading with its reader named in every piece of evidence."""
    events = tuple(_by(statement, by) for statement in reading.events)
    claims = tuple(_by(statement, by) for statement in reading.claims)
    return reading.model_copy(update={"events": events, "claims": claims})


def _by(statement: S, by: str) -> S:
    evidence = tuple(
        e.model_copy(update={"by": by}) if isinstance(e, TextEvidence) else e
        for e in statement.evidence
    )
    return statement.model_copy(update={"evidence": evidence})


def _joined(
    first: Sequence[S], second: Sequence[S], one: Callable[[S, S], S | None]
) -> tuple[S, ...]:
    """All statements of both, those that are one joined, in the order of the text."""
    joined = list(first)
    free = set(range(len(first)))
    for statement in second:
        pairs = ((i, one(joined[i], statement)) for i in sorted(free))
        found = next(((i, pair) for i, pair in pairs if pair is not None), None)
        if found is None:
            joined.append(statement)
        else:
            free.discard(found[0])
            joined[found[0]] = found[1]
    return tuple(sorted(joined, key=lambda s: min(_spans(s), default=(0, 0))))


def _spans(statement: Event | Claim) -> list[tuple[int, int]]:
    return [(e.start, e.end) for e in statement.evidence if isinstance(e, TextEvidence)]


def _overlap(one: Event | Claim, other: Event | Claim) -> bool:
    return any(a < d and c < b for a, b in _spans(one) for c, d in _spans(other))


def _one_event(one: Event, other: Event) -> Event | None:
    """Both tellings as one event, if they are of one sentence and may mean the same.

    A target that only one of them names is taken for the target of both.
    """
    if not _overlap(one, other):
        return None
    merged = merge_events([_lone(_aimed(one, other)), _lone(_aimed(other, one))])
    return merged[0] if len(merged) == 1 else None


def _aimed(event: Event, other: Event) -> Event:
    if event.target is not None or other.target in (None, event.actor):
        return event
    names = ("target", "target_sector", "target_name")
    return event.model_copy(update={name: getattr(other, name) for name in names})


def _lone(event: Event) -> Reading:
    document = next((e.document for e in event.evidence if isinstance(e, TextEvidence)), "")
    return Reading(
        document=Document(id=document, name=document, text=""), reader="", events=(event,)
    )


def _one_claim(one: Claim, other: Claim) -> Claim | None:
    """The first telling with the evidence of both, if they claim the same in one sentence."""
    same = (one.kind, one.affirmed) == (other.kind, other.affirmed) and _overlap(one, other)
    if not same or (one.content not in other.content and other.content not in one.content):
        return None
    return one.model_copy(update={"evidence": (*one.evidence, *other.evidence)})
