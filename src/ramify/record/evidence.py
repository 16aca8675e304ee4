"""Evidence: where a line comes from."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ramify._value import Value


class TextEvidence(Value):
    """A verbatim stretch of a document's text: `quote == document.text[start:end]`."""

    kind: Literal["text"] = "text"
    document: str
    """Id of the document."""
    name: str
    """File name or title a person knows the document by."""
    start: int
    end: int
    quote: str
    by: str | None = None
    """Which reader found it, where several read the document."""


class SourceEvidence(Value):
    """A published source, named so that a reader can find it."""

    kind: Literal["source"] = "source"
    citation: str
    url: str | None = None


class RowEvidence(Value):
    """A row of a data file that was loaded."""

    kind: Literal["row"] = "row"
    source: str
    row: str
    """Line number, or the source's own identifier of the row."""


class ArticleEvidence(Value):
    """An article of a pact, a resolution or a charter."""

    kind: Literal["article"] = "article"
    pact: str
    article: str
    citation: str
    named: bool = False
    """Whether the citation is the article's own name and no source of its text."""


class ComputedEvidence(Value):
    """A result computed from named inputs by a named measure or model."""

    kind: Literal["computed"] = "computed"
    by: str
    inputs: tuple[str, ...]


class GivenEvidence(Value):
    """What the user gave with the question: an event as typed, a file of a treaty."""

    kind: Literal["given"] = "given"
    words: str


Evidence = Annotated[
    TextEvidence
    | SourceEvidence
    | RowEvidence
    | ArticleEvidence
    | ComputedEvidence
    | GivenEvidence,
    Field(discriminator="kind"),
]
