"""The word lists: every code exists, every class that a pattern names has words."""

from __future__ import annotations

import pytest

from ramify.reading.syntax import word_lists as lexicon
from ramify.record.ontology import actions

CODES = {action.code for action in actions()}
OWN_CLASSES = {"@person", "@state"}


def test_every_code_of_the_verbs_is_a_cameo_code() -> None:
    used = {entry.code for entries in lexicon.verbs().values() for entry in entries}
    assert used <= CODES


def test_every_noun_of_a_verb_comes_from_one_that_is_read() -> None:
    assert not [verb for verb in lexicon.deverbals().values() if not lexicon.is_known_verb(verb)]


def test_every_code_of_the_nouns_is_a_cameo_code() -> None:
    assert {noun.code for noun in lexicon.nouns().values() if noun.code} <= CODES


def test_every_class_that_a_verb_names_has_nouns() -> None:
    known = {f"@{name}" for noun in lexicon.nouns().values() for name in noun.classes}
    named = {
        thing
        for entries in lexicon.verbs().values()
        for entry in entries
        for thing in entry.objects
        if thing.startswith("@")
    }
    assert named <= known | OWN_CLASSES


@pytest.mark.parametrize(
    "mode", ["intend", "demand", "appeal", "refuse", "threaten", "stop", "allow", "accept"]
)
def test_composition_gives_cameo_codes(mode: str) -> None:
    given = {lexicon.compose(mode, code) for code in CODES} - {None}
    assert given <= CODES
    assert given


@pytest.mark.parametrize(
    ("mode", "code", "becomes"),
    [
        ("intend", "072", "0332"),
        ("intend", "190", "138"),
        ("demand", "0871", "1056"),
        ("appeal", "046", "026"),
        ("refuse", "040", "125"),
        ("stop", "163", "085"),
        ("stop", "072", "1622"),
        ("threaten", "163", "1312"),
        ("stop", "173", None),
        ("begin", "190", "190"),
    ],
)
def test_composition_follows_the_codebook(mode: str, code: str, becomes: str | None) -> None:
    assert lexicon.compose(mode, code) == becomes
