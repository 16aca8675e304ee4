"""The parser at hand: what is too long for one word is cut, and nothing of it is lost."""

from __future__ import annotations

import pytest

from ramify.reading.syntax.parsers import packaged_parser

SAID = "France condemned the attack."


@pytest.mark.parametrize("run", ["([", '"', "a", "é", "https://example.org/", "$=", "a-b,"])
@pytest.mark.parametrize("length", [299, 300, 301, 1_000, 4_900])
def test_a_run_without_a_space_keeps_its_signs_and_their_places(run: str, length: int) -> None:
    long = (run * length)[:length]
    text = f"Germany said {long} today. {SAID}"
    words = [t for sentence in packaged_parser().sentences(text) for t in sentence.tokens]
    assert all(text[t.start : t.end] == t.text for t in words)
    assert "".join(t.text for t in words) == "".join(text.split())


def test_a_long_address_does_not_end_its_sentence() -> None:
    text = f"France condemned {'https://example.org/' + 'a' * 400} and Russia. {SAID}"
    first = next(iter(packaged_parser().sentences(text)))
    assert first.text.endswith("and Russia.")
