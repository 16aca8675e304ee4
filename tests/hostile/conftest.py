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
from tests.hostile.corpus import documents

LIMITS = ReadingLimits(cpu=20, seconds=60, memory=700)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the corpus."""
    place: Path = tmp_path_factory.mktemp("hostile")
    for name, data in documents():
        (place / name).write_bytes(data)
    return place


@pytest.fixture(scope="session")
def library(folder: Path) -> Library:
    """What reading the whole corpus gives."""
    reader = RulesReader(named_parser("shallow"))
    return read([folder], world=World.packaged(), reader=reader, limits=LIMITS)
