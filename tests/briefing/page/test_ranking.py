"""Which line comes first: pinned for ten briefs, and beside two readers where they have ranked.

A file of `ranking` holds the lines that could stand at the head of a brief, in no order, and
`pinned.toml` their weights with the order that the rule makes of them. `reader-1.toml` and
`reader-2.toml` hold the ids in the order in which somebody who has not read the rule would tell
them; a brief that a reader has left out is not compared.
"""

from __future__ import annotations

import itertools
import math
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ramify.briefing.page.ranking import Matter, Weight, ranked

RANKING = Path(__file__).parent.parent / "ranking"
READERS = ("reader-1", "reader-2")
AGREE = 0.4
"""The least mean of Kendall's tau with a reader over the briefs."""


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((RANKING / f"{name}.toml").read_text(encoding="utf-8"))


BRIEFS = sorted(
    path.stem for path in RANKING.glob("*.toml") if path.stem not in (*READERS, "pinned")
)


def ours(brief: str) -> list[str]:
    weights = _read("pinned")[brief]["weight"]
    ids = [line["id"] for line in _read(brief)["line"]]
    return ranked((Weight(**weights[code]), code) for code in ids)


def tau(one: list[str], other: list[str]) -> float:
    """Kendall's tau: pairs in the same order less those in the other, of all."""
    place = {code: n for n, code in enumerate(other)}
    pairs = list(itertools.combinations([code for code in one if code in place], 2))
    return sum(1 if place[a] < place[b] else -1 for a, b in pairs) / len(pairs)


def test_there_are_ten_briefs() -> None:
    assert len(BRIEFS) == 10


@pytest.mark.parametrize("brief", BRIEFS)
def test_the_order_is_the_one_pinned(brief: str) -> None:
    assert ours(brief) == _read("pinned")[brief]["order"]


@pytest.mark.parametrize("reader", READERS)
def test_a_reader_ranks_alike(reader: str) -> None:
    orders = {name: order for name, order in _read(reader)["order"].items() if len(order) > 1}
    taus = [tau(ours(name), order) for name, order in orders.items()]
    assert not taus or sum(taus) / len(taus) >= AGREE, dict(zip(orders, taus, strict=True))


@pytest.mark.parametrize(
    ("pages", "least"),
    [("before", 0.19), ("after", 0.67), ("third", 0.13), ("fourth", 0.78), ("fifth", 0.67)],
)
def test_one_reader_of_pages_that_the_rule_was_not_tuned_to(pages: str, least: float) -> None:
    """How far the rule agrees with a reader; docs/page-reviews.md says what he knew of it."""
    taus = []
    for page in _read("fresh/pages")[pages].values():
        weights = {code: {**told} for code, told in page["weight"].items()}
        _ = [told.pop("voice") for told in weights.values()]
        order = ranked((Weight(**told), code) for code, told in weights.items())
        taus.append(tau(page["order"], order))
    assert sum(taus) / len(taus) == pytest.approx(least, abs=0.01)


def test_tau_is_one_for_the_same_and_minus_one_for_the_reverse() -> None:
    assert (tau(list("abc"), list("abc")), tau(list("abc"), list("cba"))) == (1, -1)


def weight(matter: Matter = "talk", **fields: Any) -> Weight:
    return Weight(**{"fresh": 1, "certain": 1, "matter": matter, **fields})


def test_force_and_arms_before_talk() -> None:
    assert min(weight("force").value, weight("arms").value) > weight().value


def test_great_powers_before_small_and_many_before_few() -> None:
    assert weight(great=1).value > weight(great=0).value
    assert weight(states=30).value > weight(states=3).value


def test_two_states_and_no_great_power_are_meant_where_none_are_named() -> None:
    assert (weight().states, weight().great) == (2, 0)


def test_what_is_not_new_or_not_certain_comes_later() -> None:
    assert weight(fresh=0.25).value < weight().value
    assert weight(certain=0.5).value < weight().value
    assert weight("force", fresh=0).value == 0


@pytest.mark.parametrize(
    ("line", "times"),
    [
        (weight("force"), 3),
        (weight("arms"), 3),
        (weight(states=1), 1 / (1 + 0.1 * math.log10(2))),
        (weight(states=0), 1 / (1 + 0.1 * math.log10(2))),
        (weight(states=100), 1.2 / (1 + 0.1 * math.log10(2))),
        (weight(great=1), 1.25),
        (weight(great=2), 1.5),
        (weight(great=3), 1.5),
        (weight(fresh=1 / 16), 1 / 2),
        (weight(certain=1 / 4), 1 / 2),
    ],
)
def test_how_many_times_a_new_and_certain_talk_of_two_states(line: Weight, times: float) -> None:
    """Force and arms three times; a great power a quarter more, but no third one; ten times the
    states a tenth more; a sixteenth as new or a quarter as certain half."""
    assert line.value == pytest.approx(times * weight().value)


@given(st.floats(0, 1), st.floats(0, 1), st.integers(0, 200), st.integers(0, 5))
def test_more_states_never_weigh_less(
    fresh: float, certain: float, states: int, great: int
) -> None:
    fewer, more = (
        Weight(fresh=fresh, certain=certain, matter="force", states=n, great=great)
        for n in (states, states + 1)
    )
    assert more.value >= fewer.value


def test_what_a_title_or_first_sentence_tells_comes_before_all_else() -> None:
    meeting, war = weight(leads=True), weight("force", states=30, great=2)
    assert ranked([(war, "war"), (meeting, "meeting")]) == ["meeting", "war"]
    assert ranked([(meeting, "talk"), (weight("force", leads=True), "force")]) == ["force", "talk"]


def test_equal_lines_stay_in_their_order() -> None:
    assert ranked([(weight(), "a"), (weight(), "b"), (weight("force"), "c")]) == ["c", "a", "b"]
