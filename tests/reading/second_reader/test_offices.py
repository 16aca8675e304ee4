"""For whom somebody in office speaks, as a second reader has it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ramify.reading.events.event_date import Context
from ramify.reading.second_reader.offices import SPEAKS, with_state
from ramify.reading.second_reader.passages import Passages, Title
from ramify.reading.statements import Holder
from tests.reading.finder import Says, Sides, Telling

ContextOf = Callable[[str], Context]
TEXT = "Chad closed its border with Sudan. “It was needed,” says one minister."
LESS = 0.01


def _held(context_of: ContextOf, holder: Holder, chad: float) -> str | None:
    context = context_of(TEXT)
    says = next(t.i for t in context.sentences[1].tokens if t.text == "says")
    sides: Sides = {"TCD": chad, "SDN": (1 - chad) / 2, None: (1 - chad) / 2}
    finder = Telling(Says({"NONE": 1.0}, actors=sides), word="says")
    return with_state(holder, 1, says, Passages(context, Title(), lambda: finder)).actor


@pytest.mark.parametrize("name", ["one minister", "Congress", "Ri Yong Ho"])
def test_one_in_office_speaks_for_whom_the_second_reader_sees_act(
    context_of: ContextOf, name: str
) -> None:
    assert _held(context_of, Holder(name=name, kind="actor"), SPEAKS) == "TCD"
    assert _held(context_of, Holder(name=name, kind="actor"), SPEAKS - LESS) is None


@pytest.mark.parametrize("name", ["Baptist pastor", "a trader"])
def test_one_without_an_office_speaks_for_no_state(context_of: ContextOf, name: str) -> None:
    assert _held(context_of, Holder(name=name, kind="actor"), 1.0) is None


def test_whom_the_rules_know_stays(context_of: ContextOf) -> None:
    known = Holder(name="one minister", kind="actor", actor="SDN")
    assert _held(context_of, known, 1.0) == "SDN"


def test_a_crowd_without_a_name_stays_a_crowd(context_of: ContextOf) -> None:
    assert _held(context_of, Holder(name="one minister", kind="unnamed"), 1.0) is None
