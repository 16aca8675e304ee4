"""Twice the input, at most two and a half times the work."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from itertools import count

import pytest

from ramify._errors import InputError
from ramify.reading.intake.documents import from_bytes
from ramify.reading.rules import RulesReader
from ramify.reading.statements import Document
from ramify.reading.syntax.parsers import packaged_parser
from ramify.world.world import World
from tests.conftest import more
from tests.hostile.corpus import NEWS, docx, mail, page, paragraph

_LEAST = 0.02
"""Seconds below which the clock tells nothing."""
_LEAST_READ, _SHORTEST = 0.1, 2_400
"""The same for reading, which every text has a fixed cost of, and the characters to begin with."""
_MOST = 2.5

KINDS: dict[str, tuple[str, Callable[[int], bytes]]] = {
    "image brackets": ("a.md", lambda n: b"![" * n + NEWS.encode()),
    "link brackets": ("a.md", lambda n: b"[a](" * n + NEWS.encode()),
    "link brackets within": ("a.md", lambda n: b"[a](b(c" * n + NEWS.encode()),
    "open fences": ("a.md", lambda n: b"```x\n" * n + NEWS.encode()),
    "stars on a line": ("a.md", lambda n: b"**a _b" * n + NEWS.encode()),
    "ticks on a line": ("a.md", lambda n: b"` " * n + NEWS.encode()),
    "front matter": ("a.md", lambda n: b"---\n" + b"title: x\n" * n + b"---\n" + NEWS.encode()),
    "quotes": ("a.txt", lambda n: ("\u201c(" * n + NEWS).encode()),
    "one long line": ("a.txt", lambda n: (NEWS + " ").encode() * n),
    "one long word": ("a.txt", lambda n: b"A" * n + NEWS.encode()),
    "short lines": ("a.txt", lambda n: "\n".join(f"Share {i}" for i in range(n)).encode()),
    "paragraphs": ("a.txt", lambda n: "\n\n".join(f"{NEWS} {i}" for i in range(n)).encode()),
    "paragraphs alike": (
        "a.txt",
        lambda n: "\n\n".join(f"a b c d e f g h i j k l m n o p {i}" for i in range(n)).encode(),
    ),
    "notes": ("a.txt", lambda n: b"The author is a fellow at\n\n" * n + NEWS.encode()),
    "nested elements": ("a.html", lambda n: page(("<div>" * 90 + "x" + "</div>" * 90) * n)),
    "open elements": ("a.html", lambda n: page("<" * n)),
    "open comments": ("a.html", lambda n: page("<!--" * n)),
    "elements": ("a.html", lambda n: page(f"<p>{NEWS}</p>" * n)),
    "links": ("a.html", lambda n: page("<a href=x>y</a> " * n)),
    "a mail's addresses": ("a.eml", lambda n: mail(NEWS, "x " * n, "a@b.example, " * n)),
    "a mail's headers": ("a.eml", lambda n: b"X-A: b\n" * n + mail(NEWS)),
    "a mail's folded lines": ("a.eml", lambda n: b"a: x\r\n" + b" y\r\n" * n),
    "a mail's quoted lines": ("a.eml", lambda n: mail(NEWS + "\n>" * n)),
    "Word paragraphs": ("a.docx", lambda n: docx(paragraph(NEWS) * n)),
}  # fmt: skip


READ: dict[str, Callable[[int], str]] = {
    "brackets": lambda n: "([" * n,
    "brackets around": lambda n: "(" * n + NEWS + ")" * n,
    "brackets apart": lambda n: "( " * n,
    "words in brackets": lambda n: "(a " * n,
    "straight quotes": lambda n: '"' * n,
    "single quotes": lambda n: "'" * n,
    "quotes that open": lambda n: "\u201c( " * n,
    "an open quotation": lambda n: "\u201c" + f"{NEWS} " * n,
    "signs": lambda n: "$=" * n,
    "dots": lambda n: "\u2026" * n,
    "questions": lambda n: "?!" * n,
    "one sentence of acts": lambda n: "Russia attacked Ukraine and " * n,
    "one list of names": lambda n: "France, Germany, " * n,
    "one nested saying": lambda n: "Russia said that " * n,
    "one nested noun": lambda n: "the minister of " * n,
    "one nested clause": lambda n: "the man who met " * n,
    "dates": lambda n: "on 3 May 2024 and " * n,
    "months": lambda n: "May " * n,
    "pronouns": lambda n: "Vladimir Putin said he attacked Ukraine. " * n,
    "names unknown": lambda n: "Zorgland attacked Blurgistan. " * n,
    "sentences": lambda n: f"{NEWS} " * n,
    "paragraphs": lambda n: "\n\n".join(f"{NEWS} {i}" for i in range(n)),
}

_TAKEN_HERE, _READ_HERE = list(KINDS)[:: more(4, 1)], list(READ)[more(2, 0) :: more(8, 1)]
"""Some kinds in every run, all with `RAMIFY_MANY=1`."""


def _seconds(work: Callable[[], object]) -> float:
    """Processor seconds of the quicker of two tries."""
    took = []
    for _ in range(2):
        began = time.process_time()
        with contextlib.suppress(InputError):
            work()
        took.append(time.process_time() - began)
    return min(took)


def _held(cost: Callable[[int], float], least: float, size: int = 10) -> None:
    """Double the input until it takes a while, and hold what doubling it once more costs."""
    while (took := cost(size)) < least and size < 100_000:
        size *= 2
    ratios = []
    for _ in range(3):  # A busy machine may disturb one of them.
        ratios.append(cost(2 * size) / max(took, least / 4))
        if ratios[-1] < _MOST:
            return
        took = cost(size)
    raise AssertionError(f"{size} doubled costs {ratios} times as much")


@pytest.mark.many
@pytest.mark.parametrize("kind", _TAKEN_HERE)
def test_twice_the_input_costs_not_much_more_than_twice_the_work(kind: str) -> None:
    name, make = KINDS[kind]

    def cost(size: int) -> float:
        data = make(size)
        return _seconds(lambda: from_bytes(data, name=name))

    _held(cost, _LEAST)


@pytest.mark.many
@pytest.mark.parametrize("kind", _READ_HERE)
def test_twice_the_text_costs_not_much_more_than_twice_the_reading(kind: str) -> None:
    make, reader, world = READ[kind], RulesReader(packaged_parser()), World.packaged()

    other = count()  # The tokenizer remembers words: each text ends its long one otherwise.

    def read(size: int) -> None:
        text = f"{make(size)}x{next(other)} {NEWS}"
        reader.read(Document(id="a", name="a.txt", text=text, language="en"), world)

    def cost(size: int) -> float:
        return _seconds(lambda: read(size))

    _held(cost, _LEAST_READ, next(n for n in count(10, 10) if len(make(n)) >= _SHORTEST))
