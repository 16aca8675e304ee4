"""A text is told to be foreign by its commonest words, and not before three of them."""

from __future__ import annotations

import pytest

from ramify.reading.language import is_foreign, language_of


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Le ministre est dans la ville.", "fr"),
        ("The minister is in the city of Lagos.", "en"),
        ("Der Minister ist in der Stadt.", "de"),
        ("Lagos Abuja Kano", None),
        ("le ministre la ville", None),
    ],
)
def test_three_common_words_tell_a_language(text: str, code: str | None) -> None:
    assert language_of(text) == code


def test_an_english_text_that_quotes_another_is_english() -> None:
    quoted = "The minister said in the town that it was not for them: le ministre est dans la ville."
    assert is_foreign(quoted) is None
    assert is_foreign("Le ministre est dans la ville et il a dit: the end.") == "fr"
