"""The sentences that ramify-relations is trained on: whole, marked and the same each time."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from itertools import pairwise

import pytest

from tests.conftest import ROOT

sys.path.insert(0, str(ROOT / "scripts"))
generate = pytest.importorskip("relations.generate")
inflection = pytest.importorskip("relations.inflection")
triggers = pytest.importorskip("relations.triggers")
sys.path.remove(str(ROOT / "scripts"))


def test_a_seed_writes_the_same_sentences() -> None:
    first, again = (list(triggers.written(300, seed=7)) for _ in range(2))
    assert first == again
    assert first != list(triggers.written(300, seed=8))


def test_sides_are_marked_apart_and_every_class_is_written() -> None:
    items = list(triggers.written(3000, seed=1))
    for item in items:
        sides = sorted(span for span in (item.one, item.two) if span)
        for a, b in filter(None, (*sides, item.trigger)):
            assert 0 <= a < b <= len(item.text), item
        assert all(b <= c for (_, b), (c, _) in pairwise(sides)), item
        assert not set("@|") & set(item.text), item
    counts = Counter(item.label for item in items)
    assert set(counts) == set(generate.CLASSES)
    assert counts["NONE"] > 500


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("meet", ("met", "met", "meets", "meeting")),
        ("withdraw", ("withdrew", "withdrawn", "withdraws", "withdrawing")),
        ("expel", ("expelled", "expelled", "expels", "expelling")),
        ("deny", ("denied", "denied", "denies", "denying")),
        ("free", ("freed", "freed", "frees", "freeing")),
    ],
)
def test_verbs_have_their_forms(verb: str, forms: tuple[str, ...]) -> None:
    made = (inflection.past, inflection.participle, inflection.present, inflection.gerund)
    assert tuple(form(verb) for form in made) == forms


def test_the_treebank_table_holds_classes_and_no_text() -> None:
    with (ROOT / "scripts/relations/data/silver.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {row["label"] for row in rows} <= set(generate.CLASSES)
    assert set(rows[0]) == {
        "sentence", "one_start", "one_end", "two_start", "two_end", "word_start", "word_end",
        "label",
    }  # fmt: skip
