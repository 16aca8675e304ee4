"""Facts from files: what is wrong is named with its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from ramify import InputError, UnknownName, UsageError, World
from ramify.world.actors import Membership
from ramify.world.load import read_pact, read_rows

GOOD = """\
id = "a-b-2000"
name = "Treaty of A and B"
short = "A–B 2000"
signed = "2000-01-02"
in_force = "2000-03-01"
sources = ["a source"]
[[parties]]
actor = "PRK"
[[parties]]
actor = "RUS"
[[articles]]
ref = "1"
says = "They consult."
[[articles.commitments]]
type = "consultation"
trigger = { event = "threat" }
"""


def _write(folder: Path, text: str) -> Path:
    path = folder / "pact.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_pact_file_is_read_as_written(tmp_path: Path) -> None:
    pact = read_pact(_write(tmp_path, GOOD))
    assert pact.articles[0].commitments[0].type == "consultation"
    assert type(pact).from_json(pact.to_json()) == pact


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ('type = "consultation"', 'type = "defence"', 15, "defense"),
        ('event = "threat"', 'event = "insult"', 16, "armed attack"),
        ('says = "They consult."', 'say = "They consult."', 11, "says: Field required"),
        ('signed = "2000-01-02"', 'signed = "2000-02-30"', 4, "calendar"),
    ],
)
def test_a_mistake_in_a_pact_is_named_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, words: str
) -> None:
    with pytest.raises(InputError) as caught:
        read_pact(_write(tmp_path, GOOD.replace(old, new)))
    assert f"line {line}" in str(caught.value)
    assert words in str(caught.value)


def test_a_pact_cannot_end_before_it_was_signed(tmp_path: Path) -> None:
    text = GOOD.replace('in_force = "2000-03-01"', 'end = "1999-01-01"')
    with pytest.raises(InputError, match="ends before it was signed"):
        read_pact(_write(tmp_path, text))


def test_a_row_with_a_mistake_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "memberships.csv"
    path.write_text("group,member,start\nNATO,FIN,2023-04-04\nNATO,SWE,2024-3-7\n", "utf-8")
    with pytest.raises(InputError, match=r"memberships.csv, line 3: start: .*2024-3-7"):
        read_rows(path, Membership)


def test_na_is_a_value_and_not_a_gap(tmp_path: Path) -> None:
    path = tmp_path / "memberships.csv"
    path.write_text("group,member\nUN,NA\n", "utf-8")
    assert read_rows(path, Membership)[0].member == "NA"


def test_a_world_without_a_pact_does_not_change_the_world_it_came_from() -> None:
    world = World.packaged()
    fewer = world.without("nato")
    assert "nato" in world.pacts
    assert "nato" not in fewer.pacts
    assert fewer.with_pacts(world.pact("nato")).pacts == dict(world.pacts)


def test_wrong_names_are_answered_with_near_ones() -> None:
    world = World.packaged()
    with pytest.raises(UnknownName, match="prk-rus-2024"):
        world.pact("prk-rus-2042")
    with pytest.raises(UsageError, match="not a day"):
        world.at("2024-06-31")
    with pytest.raises(InputError, match="no such folder"):
        World.from_folder("nowhere")
