"""Fixtures of the reading room."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ramify.reading.intake.documents import from_bytes
from ramify.reading.rules import RulesReader
from ramify.reading.statements import Reading
from ramify.reading.syntax.parsers import packaged_parser
from ramify.reading.syntax.sentence import Parser
from ramify.world.world import World

Read = Callable[[str], Reading]


@pytest.fixture(scope="session")
def world() -> World:
    """The packaged world."""
    return World.packaged()


@pytest.fixture(scope="session")
def parser() -> Parser:
    """The trained parser, or a skip that says it is absent."""
    found = packaged_parser()
    if found.name == "shallow rules":
        pytest.skip("no trained parser installed: ramify-english is absent")
    return found


@pytest.fixture(scope="session")
def read_text(world: World, parser: Parser) -> Read:
    """Reads a text written into a test."""
    reader = RulesReader(parser)
    return lambda text: reader.read(from_bytes(text.encode(), name="test.txt"), world)
