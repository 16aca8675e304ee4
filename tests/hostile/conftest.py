"""What the hostile tests share: the corpus written out, and read once for all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from ramify.reading.box.limits import ReadingLimits
from ramify.reading.library import Library
from ramify.reading.reader import read
from ramify.reading.rules import RulesReader
from ramify.reading.syntax.parsers import named_parser
from ramify.world.world import World
from tests.conftest import more
from tests.hostile.corpus import documents

LIMITS = ReadingLimits(cpu=20, seconds=60, memory=700)
EVERY = more(4, 1)
"""Every fourth document of the corpus in every run, all with `RAMIFY_MANY=1`."""
WRONG = {
    "bomb.docx": "unpacks to",
    "bomb-text.docx": "more than 2,000,000 characters",
    "deep.html": "nested too deep",
    "nested-3000.eml": "nested too deep",
    "deep-array.pdf": "refers to itself",
    "entities.docx": "declares XML entities",
    "outside.rss": "declares XML entities",
    "french.txt": "in French, not read by this reader",
    "lookalikes.txt": "look-alike letters",
    "nulls.txt": "binary",
    "no-type.warc": "no page",
}
"""What is said of documents that cannot be right."""
ODD = ("plain.pdf", "forged\n2 documents read.txt", "esc\x1b[31m.txt", "empty.txt")
"""Documents that a terminal is shown."""


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the corpus, or that of it which every run tries."""
    place: Path = tmp_path_factory.mktemp("hostile")
    for number, (name, data) in enumerate(documents()):
        if number % EVERY == 0 or name in WRONG or name in ODD:
            (place / name).write_bytes(data)
    return place


@pytest.fixture(scope="session")
def library(folder: Path) -> Library:
    """What reading that folder gives."""
    reader = RulesReader(named_parser("shallow"))
    return read([folder], world=World.packaged(), reader=reader, limits=LIMITS)
