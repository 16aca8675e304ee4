"""How things are put in words."""

from __future__ import annotations

import pytest

from ramify.world.wording import counted


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 lines"), (1, "1 line"), (2, "2 lines"), (1200, "1,200 lines")]
)
def test_one_is_no_plural(count: int, words: str) -> None:
    assert counted(count, "line") == words
