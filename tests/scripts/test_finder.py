"""The marked passages that ramify-relations is trained on, and what the reader makes of them."""

from __future__ import annotations

import random
import re
import sys
from pathlib import Path

import pytest

from ramify.world.world import World
from tests.conftest import ROOT

pytest.importorskip("ramify_relations")
sys.path.insert(0, str(ROOT / "scripts"))
from finder import examples, marks, swapped

sys.path.remove(str(ROOT / "scripts"))
PASSAGES = ROOT / "scripts" / "finder" / "passages"
README = (PASSAGES / "README.md").read_text("utf-8")


def written(folder: Path, text: str) -> list[marks.Passage]:
    file = folder / "passages.txt"
    file.write_text(text, encoding="utf-8")
    return marks.passages(file)


def test_marks_are_well_formed_and_as_many_as_is_said() -> None:
    every = [one for file in sorted(PASSAGES.glob("*.txt")) for one in marks.passages(file)]
    assert [fault for one in every for fault in marks.faults(one)] == []
    told = f"{len(every):,} passages", f"{sum(len(one.marks) for one in every):,} marks"
    assert all(words in README for words in told), told
    assert {mark.classes[0] for one in every for mark in one.marks} == set(marks.CLASSES)


@pytest.mark.parametrize(
    ("mark", "wrong"),
    [
        ("met | CONSULT | TCD", "3 parts"),
        ("meets | CONSULT | TCD | MLI", "0 times"),
        ("e | CONSULT | TCD | MLI", "times, not once"),
        ("et in | CONSULT | TCD | MLI", "inside a word"),
        ("met | TALK | TCD | MLI", "no class"),
        ("met | CONSULT | TCD | MLI | hoped", "no standing"),
        ("met | CONSULT | TCD | ", "is empty"),
        ("met | CONSULT | the junta | MLI", "not in the passage"),
    ],
)
def test_what_is_not_well_formed_is_told(tmp_path: Path, mark: str, wrong: str) -> None:
    (passage,) = written(
        tmp_path, f"@ wire\nChad and Mali met in Oslo, the leaders said.\n- {mark}\n"
    )
    ((line, what),) = marks.faults(passage)
    assert line == 3
    assert wrong in what


def test_a_passage_without_text_is_told(tmp_path: Path) -> None:
    (passage,) = written(tmp_path, "@ wire\n= Chad and Mali meet\n")
    assert list(marks.faults(passage)) == [(1, "no text")]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> examples.Example:
    """The example of the format."""
    text = re.findall(r"```\n(@.*?)```", README, re.DOTALL)[0]
    (passage,) = written(tmp_path_factory.mktemp("marked"), text)
    assert list(marks.faults(passage)) == []
    return examples.Examples().of(passage)


def asked(example: examples.Example, word: str) -> examples.Asked:
    return next(a for a in example.asked if example.text[slice(*a.word.span)] == word)


def test_mentions_are_those_of_the_reader(example: examples.Example) -> None:
    named = [(example.text[slice(*m.span)], m.ids) for m in example.mentions]
    assert ("Kenya", ("KEN",)) in named
    assert ("Addis Ababa", ("ETH",)) in named
    assert all(len(a.word.ways) == len(example.mentions) for a in example.asked)


def test_words_have_the_marks_and_what_the_rules_read(example: examples.Example) -> None:
    recalled = asked(example, "recalled")
    assert recalled.told == examples.Told(
        ("SANCTION",), "happened", [frozenset({"KEN"})], [frozenset({"ETH"})]
    )
    assert (recalled.word.label, recalled.word.actors) == ("SANCTION", {"KEN"})
    first = next(
        way
        for mention, way in zip(example.mentions, recalled.word.ways, strict=True)
        if mention.span[0] > example.title
    )
    assert first == "nsubj"
    assert asked(example, "killed").told.actors == [frozenset()]
    assert asked(example, "denied").told.standing == "happened"


def test_what_has_no_mark_tells_nothing(example: examples.Example) -> None:
    assert asked(example, "crossed").told is None
    assert asked(example, "ambassador").told is None


def test_words_of_the_title_stand_in_it(example: examples.Example) -> None:
    recalls = asked(example, "recalls")
    assert recalls.in_title
    assert not asked(example, "denied").in_title
    mention = next(m for m in example.mentions if m.span[0] < example.title)
    assert asked(example, "denied").word.ways[example.mentions.index(mention)] == "title"


QUARREL = """@ wire
Kenya recalled its envoy from Cairo after Egyptian gunboats fired at the Philippines and Fiji.
The two, said Putin, accused Russia of spying.
- recalled its envoy | SANCTION | KEN | EGY
- fired at the | ASSAULT | EGY | PHL
- accused Russia of | ACCUSE | KEN | RUS
"""


def test_a_passage_is_told_of_other_states(tmp_path: Path) -> None:
    (passage,) = written(tmp_path, QUARREL)
    made = examples.Examples().of(passage)
    told = swapped.Swaps(World.packaged()).of(made, random.Random(1))
    ((kenya,),) = asked(told, "recalled").told.actors
    assert told.text.lstrip().startswith(World.packaged().actors[kenya].name)
    assert asked(told, "recalled").word.actors == {kenya}
    assert {"KEN", "EGY", "FJI"}.isdisjoint(id for m in told.mentions for id in m.ids)
    assert "Kenya" not in told.text
    assert "Cairo" not in told.text
    assert asked(told, "accused").told.targets == [frozenset({"RUS", "SUN"})]


def test_a_state_named_in_words_of_its_own_stays(tmp_path: Path) -> None:
    (passage,) = written(tmp_path, QUARREL)
    told = swapped.Swaps(World.packaged()).of(examples.Examples().of(passage), random.Random(1))
    assert "at the Philippines and" in told.text
    assert "accused Russia of" in told.text
