"""What to expect, row by row: what is other than usual, and beside it what is as usual."""

from __future__ import annotations

import pytest

from ramify import Event
from ramify.briefing.page.expect import ExpectRow, expect, notable, usual
from ramify.briefing.page.row import Sheet
from ramify.briefing.ramification import EventRef, ExpectedLine, NotKnown, Probability
from ramify.record.evidence import ComputedEvidence
from tests.briefing.conftest import BriefOf

NAMES = {"RUS": "Russia", "PRK": "North Korea", "KOR": "South Korea", "USA": "United States"}
EVENT = Event(when="2024-06-19", actor="PRK", action="138", target="KOR")


def line(
    chance: float | None, base: float | None, actor: str = "RUS", action: str = "AID"
) -> ExpectedLine:
    usual = NotKnown(reason="no rate") if base is None else base
    known = Probability(chance=chance or 0, base_rate=usual, acts=(0, 3))
    return ExpectedLine(
        actors=(actor,), action=action, targets=("PRK",), words="", cause=EventRef(event=EVENT),
        strength=NotKnown(reason="three acts") if chance is None else known,
        evidence=(ComputedEvidence(by="a model", inputs=("it",)),),
    )  # fmt: skip


def rows(brief_of: BriefOf, *lines: ExpectedLine) -> tuple[ExpectRow, ...]:
    return expect(Sheet(brief_of(expected=lines, names=NAMES), {}))


def test_a_chance_within_four_and_a_half_points_is_the_usual_one(brief_of: BriefOf) -> None:
    lines = line(0.343, 0.3), line(0.257, 0.3, "KOR"), line(0.347, 0.3, "USA"), line(None, 0.3)
    assert [row.words for row in rows(brief_of, *lines)] == ["United States to North Korea: aid"]


@pytest.mark.parametrize(("chance", "told"), [(0.045, 0), (0.046, 1)])
def test_four_and_a_half_points_themselves_are_the_usual(
    chance: float, told: int, brief_of: BriefOf
) -> None:
    assert len(rows(brief_of, line(chance, 0.0))) == told


def test_of_third_states_the_likeliest_are_named(brief_of: BriefOf) -> None:
    thirds = line(0.8, 0.3, "USA", "hostile").model_copy(
        update={"joining": (2, 9), "actors": ("USA", "KOR")}
    )
    [row] = rows(brief_of, thirds)
    who = "a third state against North Korea (likeliest United States and South Korea)"
    assert row.words.startswith(f"{who}: ") and row.by.endswith(f" by {who}")
    assert row.brief.startswith("a third state against North Korea: ") and row.states == (2, 9)


def test_what_is_likelier_than_usual_comes_before_what_is_less_likely(brief_of: BriefOf) -> None:
    less, more = line(0.1, 0.5), line(0.4, 0.3, "KOR")
    assert [row.chance for row in rows(brief_of, less, more)] == [0.4, 0.1]


def test_a_chance_without_a_usual_one_is_not_below_it(brief_of: BriefOf) -> None:
    bare, more = line(0.4, None), line(0.4, 0.3, "KOR")
    assert [row.usual for row in rows(brief_of, bare, more)] == [None, 0.3]


def test_five_rows_are_told_those_furthest_from_the_usual(brief_of: BriefOf) -> None:
    lines = [line(0.9 - n / 10, 0.05, actor=f"A{n}") for n in range(7)]
    assert [row.chance for row in rows(brief_of, *lines)] == pytest.approx(
        [0.9, 0.8, 0.7, 0.6, 0.5]
    )


def test_of_chances_as_far_from_the_usual_the_gravest_is_told(brief_of: BriefOf) -> None:
    """To the point: 30.1 and 30.4 are alike."""
    talks = [line(0.604, 0.3, actor=f"A{n}", action="CONSULT") for n in range(5)]
    force = line(0.601, 0.3, action="ASSAULT")
    found = rows(brief_of, *talks, force)
    assert len(found) == 5 and found[-1].force


def test_a_point_nearer_to_the_usual_is_told_after(brief_of: BriefOf) -> None:
    talks = [line(0.64, 0.3, actor=f"A{n}", action="CONSULT") for n in range(5)]
    assert not any(row.force for row in rows(brief_of, *talks, line(0.61, 0.3, action="ASSAULT")))


def test_two_rows_of_a_pair_give_way_to_one_of_another(brief_of: BriefOf) -> None:
    mine = [line(0.9, 0.1, action=of) for of in ("AID", "SUPPORT", "AGREE", "CONSULT", "YIELD")]
    found = rows(brief_of, *mine, line(0.2, 0.1, "KOR"))
    assert "South Korea to North Korea: aid" in [row.words for row in found]


def test_a_bottom_line_needs_ten_points_and_an_interval() -> None:
    enough = ExpectRow(words="", chance=0.1, usual=0.0, acts=(0, 1))
    less, bare = (
        enough.model_copy(update={"chance": 0.09}),
        enough.model_copy(update={"acts": None}),
    )
    unknown = enough.model_copy(update={"usual": None})
    assert list(notable((enough, less, bare, unknown))) == [enough]
    assert unknown.lift == 0 and less.lift == pytest.approx(0.09)


@pytest.mark.parametrize(
    ("day", "actor", "action", "shown"),
    [
        ("2024-06-20", "RUS", "070", 0), ("2024-07-01", "RUS", "072", 0),
        ("2024-05-31", "RUS", "070", 0), ("2024-05-30", "RUS", "070", 1),
        ("2024-07-02", "RUS", "070", 1),
        ("2024-05-01", "RUS", "070", 1), ("2024-08-01", "RUS", "070", 1),
        ("2024-06-20", "KOR", "070", 1), ("2024-06-20", "RUS", "042", 1),
    ],
)  # fmt: skip
def test_what_was_done_in_the_last_weeks_has_no_chance_on_the_page(
    day: str, actor: str, action: str, shown: int, brief_of: BriefOf
) -> None:
    done = Event(when=day, actor=actor, action=action, target="PRK", status="happened")
    page = Sheet(brief_of(expected=(line(0.6, 0.1),), happened=(done,), names=NAMES), {})
    assert len(expect(page)) == shown


@pytest.mark.parametrize(("chance", "shown"), [(0.5, 0), (0.95, 1)])
def test_fewer_third_states_than_usual_are_not_told_when_one_has_acted(
    chance: float, shown: int, brief_of: BriefOf
) -> None:
    done = Event(when="2024-06-20", actor="KOR", action="163", target="PRK")
    thirds = line(chance, 0.8, "USA", "hostile").model_copy(update={"joining": (0, 6)})
    page = Sheet(brief_of(expected=(thirds,), happened=(done,), names=NAMES), {})
    assert len(expect(page)) == shown


def as_usual(
    brief_of: BriefOf, *lines: ExpectedLine, shown: int = 0, happened: tuple[Event, ...] = ()
) -> list[str]:
    page = Sheet(brief_of(expected=lines, happened=happened, names=NAMES), {})
    return [row.brief for row in usual(page, shown)]


@pytest.mark.parametrize(("shown", "beside"), [(0, 3), (1, 2), (2, 1), (3, 0), (4, 0), (5, 0)])
def test_what_is_as_usual_makes_up_three_rows(shown: int, beside: int, brief_of: BriefOf) -> None:
    lines = [line(0.3, 0.3, actor=f"A{n}") for n in range(4)]
    assert len(as_usual(brief_of, *lines, shown=shown)) == beside


@pytest.mark.parametrize(
    ("chance", "open_"),
    [(0.0, False), (0.049, False), (0.05, True), (0.95, True), (0.951, False), (None, False)],
)
def test_what_usually_comes_or_never_does_tells_nothing(
    chance: float | None, open_: bool, brief_of: BriefOf
) -> None:
    assert bool(as_usual(brief_of, line(chance, chance or 0.0))) is open_


def test_of_two_sides_the_gravest_is_told_as_usual_and_any_third_state_first(
    brief_of: BriefOf,
) -> None:
    thirds = line(0.99, 0.99, "USA", "hostile").model_copy(update={"joining": (2, 9)})
    talks, force = line(0.5, 0.5, action="CONSULT"), line(0.2, 0.2, action="ASSAULT")
    other = line(0.9, 0.1, "KOR")
    assert as_usual(brief_of, talks, force, other, thirds) == [
        "a third state against North Korea: hostile acts or words",
        "Russia against North Korea: use of force",
    ]


@pytest.mark.parametrize(("chance", "told"), [(0.8, True), (0.7996, True), (0.797, False)])
def test_third_states_are_fewer_than_usual_from_half_in_a_thousand_on(
    chance: float, told: bool, brief_of: BriefOf
) -> None:
    """One has acted: that fewer do than usual would be no news."""
    done = Event(when="2024-06-20", actor="KOR", action="163", target="PRK")
    thirds = line(chance, 0.8, "USA", "hostile").model_copy(update={"joining": (0, 6)})
    assert bool(as_usual(brief_of, thirds, happened=(done,))) is told
