"""Gold annotations: what a careful human reads in a document, as positions and codes.

One TOML file a document. It holds no text of the document: sentences are
positions in the file's plain text (the markup of a page taken out), so they
outlive every change of how documents are cleaned or split.

    file = "treaty.txt"            # a name, looked for in the folders of documents
    sha256 = "8c4c6473ebe04c01"    # first 16 hex digits of its SHA-256
    junk = [[0, 212]]              # stretches that are not part of the article

    event = [{ in = ["s1"], when = ["2024-06-19"], actor = ["PRK", "RUS"], action = ["057"] }]
    claim = [{ in = ["s1"], kind = ["forecast", "warning"], holder = ["author"] }]

    [sentences]
    s1 = [214, 380]                # every sentence of the article, in order

`GoldEvent` and `GoldClaim` say what a row may hold; lists of codes, kinds and
dates name what is acceptable, the best first.
An actor is the id that `ramify.world` knows, `---` where the text names none.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, ValidationError, model_validator

from ramify._errors import InputError
from ramify._value import Value, first_problem
from ramify.reading.statements import ClaimKind, Modality
from ramify.record.evidence import TextEvidence
from ramify.world.when import When

Span = tuple[int, int]
Names = tuple[str, ...]
HolderKind = Literal["author", "actor", "reports", "scholars", "unnamed"]
_OVERLAP = 0.5
"""Of the shorter of two stretches, the share beyond which they are of one sentence."""


class GoldQuantity(Value):
    """An amount and the noun it counts, in the singular."""

    value: float
    unit: str


class GoldEvent(Value):
    """An event that the document reports as having happened."""

    told: Names = Field(alias="in", min_length=1)
    """Every sentence that tells it."""
    when: tuple[When, ...] = ()
    """None: the text gives no date."""
    undated: bool = False
    """Whether no date is as good an answer as those of `when`."""
    actor: Names
    actor_also: Names = ()
    """Actors that are neither asked for nor wrong."""
    action: Names = Field(min_length=1)
    target: Names = ()
    target_also: Names = ()
    mutual: bool = False
    """Whether it has two or more doers and no direction; acts such as a meeting always do."""
    quantity: GoldQuantity | None = None
    place: Span | None = None
    """Where the words of the place stand."""
    optional: bool = False
    """Neither asked for nor wrong."""


class GoldAbout(Value):
    """What a claim is about, where the text is clear on it: any one of each."""

    actor: Names = ()
    action: Names = ()
    target: Names = ()


class GoldClaim(Value):
    """Something that somebody holds will, may or should follow, or causes something."""

    told: Names = Field(alias="in", min_length=1)
    kind: tuple[ClaimKind, ...] = Field(min_length=1)
    holder: tuple[HolderKind, ...] = ("author",)
    of: str | None = None
    """The holder's id, if the holder is an actor."""
    modality: tuple[Modality, ...] = ("unstated",)
    denied: bool = False
    """Whether the claim is that it is not, or will not be."""
    about: GoldAbout = GoldAbout()
    optional: bool = False


class Gold(Value):
    """All that is to be read in one document."""

    file: str
    sha256: str = Field(pattern="^[0-9a-f]{16}$")
    sentences: dict[str, Span]
    junk: tuple[Span, ...] = ()
    event: tuple[GoldEvent, ...] = ()
    claim: tuple[GoldClaim, ...] = ()

    @model_validator(mode="after")
    def _sentences_exist(self) -> Self:
        rows = [row.told for row in self.event] + [row.told for row in self.claim]
        for name in (name for told in rows for name in told):
            if name not in self.sentences:
                raise ValueError(f"no sentence {name!r}")
        return self


def load_gold(path: Path) -> Gold:
    """Read one file of annotations.

    Raises:
        InputError: it is no TOML, or no annotation.
    """
    try:
        return Gold.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"not TOML: {error}", where=str(path)) from None
    except ValidationError as error:
        raise InputError(first_problem(error), where=str(path)) from None


def document_of(gold: Gold, folders: Sequence[Path]) -> Path | None:
    """The document that was annotated; None if no folder has it.

    Raises:
        InputError: the file was changed since it was annotated.
    """
    for folder in folders:
        path = folder / gold.file
        if not path.is_file():
            continue
        if hashlib.sha256(path.read_bytes()).hexdigest()[:16] != gold.sha256:
            what = "changed since it was annotated"
            raise InputError(what, where=str(path), repair="annotate it anew")
        return path
    return None


class _Words(HTMLParser):
    """The text of a page without its markup, scripts and styles; order kept."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in ("script", "style", "title", "noscript")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style", "title", "noscript")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)


def plain_text(path: Path) -> str:
    """The text that positions count in: the file's own, or a page's without its markup."""
    text = path.read_bytes().decode("utf-8", "replace")
    if path.suffix.lower() not in (".html", ".htm"):
        return text
    words = _Words()
    words.feed(text)
    words.close()
    return "".join(words.parts)


def letters(text: str) -> tuple[str, list[int]]:
    """Letters and digits alone, in lower case, and where each stands.

    >>> letters("A b.")
    ('ab', [0, 2])
    """
    places = [i for i, sign in enumerate(text) if sign.isalnum()]
    return "".join(text[i].lower()[0] for i in places), places


class Alignment:
    """Where each character of a cleaned text stands in the plain text of its file."""

    def __init__(self, cleaned: str, plain: str) -> None:
        self._page, self._at = letters(plain)
        self._place: dict[int, int] = {}
        cursor = start = 0
        for block in cleaned.split("\n\n"):
            cursor = self._lay(block, start, cursor)
            start += len(block) + 2

    def _lay(self, block: str, start: int, cursor: int) -> int:
        found, places = letters(block)
        at = self._page.find(found, cursor) if found else -1
        if at < 0 and found:
            at = self._page.find(found)
        if at >= 0:
            for k, place in enumerate(places):
                self._place[start + place] = self._at[at + k]
            return at + len(found)
        head, mark, tail = block.partition(". ")
        if mark and tail:
            cursor = self._lay(head, start, cursor)
            return self._lay(tail, start + len(head) + len(mark), cursor)
        return cursor

    def span(self, start: int, end: int) -> Span | None:
        """The stretch of the plain text that a stretch of the cleaned text comes from."""
        places = [self._place[i] for i in range(start, end) if i in self._place]
        return (places[0], max(places) + 1) if places else None

    def share(self, span: Span) -> float:
        """How much of a stretch of the plain text the cleaned text holds, from 0 to 1."""
        wanted = {i for i in self._at if span[0] <= i < span[1]}
        return len(wanted & set(self._place.values())) / len(wanted) if wanted else 0.0


def told_at(
    evidence: Iterable[object], gold: Gold, page: Alignment
) -> tuple[tuple[str, ...], Span | None]:
    """The gold sentences that evidence stands in, and where its first quote stands."""
    names: list[str] = []
    first = None
    for item in evidence:
        span = page.span(item.start, item.end) if isinstance(item, TextEvidence) else None
        first = first or span
        names += [n for n, place in gold.sentences.items() if span and _overlap(span, place)]
    return tuple(dict.fromkeys(names)), first


def _overlap(one: Span, other: Span) -> bool:
    common = min(one[1], other[1]) - max(one[0], other[0])
    return common > _OVERLAP * min(one[1] - one[0], other[1] - other[0])
