"""Measures of the Security Council that reported flows, and a reported treaty's clauses, touch."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ramify import Event, Quantity, World
from ramify.briefing.ramification import ObligedLine
from ramify.briefing.voices.measures import measures_touched
from ramify.reasoning.symbols import by_name
from ramify.record.evidence import TextEvidence
from ramify.world.pacts import Article, Commitment, Pact, Party

ON = date(2024, 7, 1)
QUOTE = TextEvidence(document="d", name="paper", start=0, end=5, quote="Shells")


@pytest.fixture(scope="module")
def world() -> World:
    return World.packaged()


def shipped(action: str = "072", **fields: Any) -> Event:
    rest = {
        "when": "2023-09-01", "actor": "PRK", "target": "RUS", "object": "artillery shells",
        "evidence": (QUOTE,),
    }  # fmt: skip
    return Event(action=action, **{**rest, **fields})


def touched(world: World, *events: Event, on: date = ON) -> list[tuple[str, str]]:
    return [(line.strength.status, line.words) for line in measures_touched(events, (), world, on)]


SHELLS = (
    "breaches",
    "artillery shells from North Korea to Russia, as reported: S/RES/1874 (2009), paragraph 9",
)


def test_a_shipment_that_a_measure_forbids_breaches_it(world: World) -> None:
    [line] = measures_touched([shipped()], (), world, ON)
    assert (line.strength.status, line.words) == SHELLS
    assert (line.actors, line.targets) == (("PRK",), ("RUS",))
    assert (line.strength.article.pact, line.strength.article.article) == (
        "S/RES/1874 (2009)",
        "paragraph 9",
    )
    assert by_name(line.citing) == (
        "artillery shells from North Korea to Russia, as reported: "
        "Security Council resolution 1874 (2009), paragraph 9"
    )
    assert line.cause.kind == "event" and line.cause.event == shipped()
    assert QUOTE in line.evidence and any(e.kind == "article" for e in line.evidence)


@pytest.mark.parametrize(
    ("event", "lines"),
    [
        (shipped("061"), 1),
        (shipped("07"), 1),
        (shipped("042"), 0),
        (shipped("163"), 0),
        (shipped(object=None), 0),
        (shipped(target=None), 0),
        (shipped(actor="DEU", target="FRA"), 0),
        (shipped(object="poems"), 0),
        (shipped(when="2005-01-01"), 0),
    ],
)
def test_only_goods_that_pass_to_or_from_a_state_under_measures_touch_them(
    world: World, event: Event, lines: int
) -> None:
    assert len(touched(world, event)) == lines


@pytest.mark.parametrize(
    "way",
    ["", " to Russia", " from North Korea", " from North Korea to Russia",
     " to Russia from North Korea"],
)  # fmt: skip
def test_the_way_that_a_report_tells_too_is_told_once(world: World, way: str) -> None:
    assert touched(world, shipped(object=f"artillery shells{way}")) == [SHELLS]


def test_what_a_report_says_between_stays_whole(world: World) -> None:
    [(_, words)] = touched(world, shipped(object="artillery shells to Russia's army"))
    assert words.startswith("artillery shells to Russia's army from North Korea to Russia, ")


def test_what_has_lapsed_is_left_out(world: World) -> None:
    """The cap of resolution 2375 on refined petroleum gave way to that of 2397 in December 2017."""
    fuel = shipped(actor="RUS", target="PRK", object="refined petroleum", when="2023-09-01")
    assert [words.split(": ")[1] for _, words in touched(world, fuel)] == [
        "S/RES/2397 (2017), paragraph 5"
    ]


def test_the_unit_helps_to_name_the_good(world: World) -> None:
    barrels = shipped(
        actor="RUS", target="PRK", object="deliveries",
        quantity=Quantity(value=1000, unit="barrels of refined petroleum"),
    )  # fmt: skip
    assert [status for status, _ in touched(world, barrels)] == ["unknown"]


def test_a_flow_after_the_day_asked_about_is_judged_on_that_day(world: World) -> None:
    """Arms were banned in 2009; on a day before, a shipment announced for later is not judged."""
    announced = shipped(when="2009-12-01")
    assert touched(world, announced) == [SHELLS]
    assert touched(world, announced, on=date(2005, 1, 1)) == []
    assert touched(world, shipped(when=None)) == [SHELLS]


def test_the_same_flow_told_twice_is_one_line(world: World) -> None:
    assert touched(world, shipped(), shipped(when="2023-09-02")) == [SHELLS]


def _treaty(*fields: str, a: str = "PRK", b: str = "RUS") -> Pact:
    articles = tuple(
        Article(
            ref=str(n),
            says="They work together.",
            commitments=(Commitment(type="technology", field=field),),
        )
        for n, field in enumerate(fields, 1)
    )
    return Pact(
        id="t", name="T", short="treaty of test", parties=(Party(actor=a), Party(actor=b)),
        articles=articles, sources=("-",),
    )  # fmt: skip


def clauses(world: World, pact: Pact, on: date = ON) -> tuple[ObligedLine, ...]:
    return measures_touched([], [pact], world, on)


def test_a_clause_that_measures_touch_is_told_once_for_each_article(world: World) -> None:
    lines = clauses(world, _treaty("outer space", "outer space", "sport"))
    assert [line.words.partition(", ")[2].partition(":")[0] for line in lines] == [
        "as article 1 of the treaty of test promises",
        "as article 2 of the treaty of test promises",
    ]
    assert {line.cause.kind for line in lines} == {"article"}
    assert all(line.cause.kind == "article" and line.cause.pact == "t" for line in lines)


def test_clauses_of_others_touch_nothing(world: World) -> None:
    assert not clauses(world, _treaty("outer space", a="DEU", b="FRA"))
    assert not clauses(world, _treaty("outer space"), on=date(2005, 1, 1))
