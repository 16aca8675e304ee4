"""A copy is read once: its reading is that of the text it copies, or its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from ramify.reading.one import read_each
from ramify.reading.retold import retold, stand_ins
from ramify.reading.rules import RulesReader
from ramify.reading.statements import Reading
from ramify.world.world import World

STORY = """Truce holds on the border

27 November 2024

Israel and Lebanon agreed on a ceasefire on Tuesday evening, officials of both states said.

France and the United States announced the agreement in a joint statement in Washington.

Iran welcomed the ceasefire, a spokesman of its foreign ministry told reporters in Tehran.

Israel accused Hezbollah of two breaches, and Israel's army fired at vehicles near the border.
"""


@pytest.fixture(scope="module")
def reader() -> RulesReader:
    return RulesReader()


@pytest.fixture
def reading_of(tmp_path: Path, packaged: World, reader: RulesReader) -> object:
    def read(text: str, name: str = "copy.txt", like: Reading | None = None) -> Reading:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        told = like.to_json() if like else None
        [library] = read_each(str(path), reader, packaged, like=told)
        return library.readings[0]

    return read


@pytest.fixture(scope="module")
def packaged() -> World:
    return World.packaged()


@pytest.mark.parametrize(
    "copy", [STORY, STORY + "\nReporting by our desk.\n", STORY.replace("\n\n", "\n\n\n")]
)
def test_a_copy_has_the_reading_it_would_have_by_itself(
    copy: str, reading_of: object, packaged: World
) -> None:
    first = reading_of(STORY, "first.txt")
    own = reading_of(copy)
    found = retold(own.document, first, packaged, None)
    assert found is not None and found.events
    assert found == own


@pytest.mark.parametrize(
    "copy",
    [
        STORY + "\nTurkey condemned the attack.\n",
        STORY.replace("27 November", "28 November"),
        STORY.replace("Truce holds", "Truce breaks"),
        STORY.replace("Iran welcomed", "Iran rejected"),
        STORY + "\nThe sea was calm that day, and nobody was seen on the road for many hours.\n",
    ],
)
def test_what_a_copy_adds_is_read(copy: str, reading_of: object, packaged: World) -> None:
    first = reading_of(STORY, "first.txt")
    own = reading_of(copy)
    assert retold(own.document, first, packaged, None) is None
    assert reading_of(copy, like=first) == own


def test_what_a_copy_cuts_is_not_told_of_it(reading_of: object) -> None:
    first = reading_of(STORY, "first.txt")
    short = STORY[: STORY.index("Israel accused")]
    found = reading_of(short, like=first)
    assert 0 < len(found.events) < len(first.events)
    for event in found.events:
        for evidence in event.evidence:
            assert found.document.text[evidence.start : evidence.end] == evidence.quote
    assert "HEZBOLLAH" in first.actors and "HEZBOLLAH" not in found.actors


def test_files_that_share_most_lines_are_found_by_their_bytes(tmp_path: Path) -> None:
    texts = [STORY, "Another affair altogether, told in a line that is long enough.\n" * 3, STORY]
    paths = []
    for n, text in enumerate([*texts, STORY + "\nBy a reader.\n", ""]):
        (tmp_path / f"{n}.txt").write_text(text, encoding="utf-8")
        paths.append(str(tmp_path / f"{n}.txt"))
    assert stand_ins([*paths, "https://example.org/a", ""]) == {2: 0, 3: 0}
