"""Counts held against the lists of visits: agrees, differs, not covered, not found."""

from __future__ import annotations

from datetime import date

import pytest

from ramify import World
from ramify.reading.factcheck.counts import VisitCount, counted
from ramify.world.visits import Visit

DAYS = (date(2024, 6, 20), date(2024, 6, 30))


@pytest.fixture(scope="module")
def world() -> World:
    return World.packaged()


def verdict(text: str, world: World, days: tuple[date, date] = DAYS) -> str:
    return said_of(text, world, days).verdict


def said_of(
    text: str, world: World, days: tuple[date, date] = DAYS, before: tuple[str, ...] = ()
) -> VisitCount:
    found = sorted(world.gazetteer.find(text, days[1]), key=lambda found: found.start)
    named = [f.candidates[0] for f in found if len(f.candidates) == 1]
    said = counted(text, named, before, days, world)
    assert said is not None
    return said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("North Korea is the fourth country Putin has visited since his re-election.", "agrees"),
        ("China was the first country Putin visited since his inauguration.", "agrees"),
        ("Uzbekistan was the third foreign trip of Putin's new term.", "agrees"),
        ("Vietnam is the 5th country that Putin has visited since his reelection.", "agrees"),
        ("North Korea is the third country Putin visited after his re-election.", "differs"),
        ("Belarus was the first country Putin visited after his inauguration.", "differs"),
        ("Vietnam was Putin's fourth foreign trip since his re-election.", "differs"),
    ],
)
def test_visits_are_counted_by_country(text: str, expected: str, world: World) -> None:
    assert verdict(text, world) == expected


def test_a_second_visit_is_a_trip_and_no_new_country(world: World) -> None:
    late = (date(2024, 12, 1), date(2024, 12, 10))
    country = "Kazakhstan was the sixth country Putin visited after his re-election."
    assert verdict(country, world, late) == "agrees"
    trip = "Azerbaijan was the seventh foreign trip of Putin since his re-election."
    assert verdict(trip, world, late) == "agrees"


@pytest.mark.parametrize(
    ("text", "days", "expected"),
    [
        ("It was Kim Jong Un's fifth visit to China.", (date(2025, 9, 3), date(2025, 9, 4)),
         "agrees"),
        ("It was Kim's fourth visit to China.", (date(2025, 9, 3), date(2025, 9, 4)), "differs"),
        ("Kim Jong Un made his second trip to Russia since taking power.",
         (date(2023, 9, 13), date(2023, 9, 14)), "agrees"),
        ("Russia is the fifth country Kim visited since coming to power.",
         (date(2019, 4, 25), date(2019, 4, 26)), "agrees"),
        ("South Korea is the second country Kim visited since taking power.",
         (date(2019, 1, 1), date(2019, 1, 2)), "agrees"),
        ("Kim visited Mongolia, the sixth country since he took power.",
         (date(2025, 9, 3), date(2025, 9, 4)), "not in the record"),
        ("Russia was the sixth country Xi visited since the pandemic.",
         (date(2023, 3, 21), date(2023, 3, 22)), "agrees"),
        ("It was Xi's third visit to Russia since the pandemic.",
         (date(2025, 5, 8), date(2025, 5, 9)), "agrees"),
        ("It was Xi's third visit to Russia.", (date(2025, 5, 8), date(2025, 5, 9)),
         "not in the record"),
        ("Britain is the eighth country Trump visited since his inauguration.",
         (date(2025, 9, 17), date(2025, 9, 18)), "agrees"),
        ("It was Trump's second visit to Britain since returning to the White House.",
         (date(2025, 9, 17), date(2025, 9, 18)), "agrees"),
    ],
)  # fmt: skip
def test_the_journeys_of_other_leaders_are_counted(
    text: str, days: tuple[date, date], expected: str, world: World
) -> None:
    assert verdict(text, world, days) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kim Jong Un came to China, his first trip abroad since 2023.", "agrees"),
        ("Kim Jong Un came to China, his first trip abroad since September 2023.", "agrees"),
        ("Kim Jong Un came to China, his second trip abroad since September 2023.", "agrees"),
        ("Kim Jong Un came to China, his third trip abroad since September 2023.", "differs"),
        ("It was Xi's third visit to Russia since 2022.", "agrees"),
        ("It was Xi's first visit to Russia since 2022.", "differs"),
        ("It was Xi's third visit to Russia since 2017.", "not in the record"),
        ("Kim Jong Un came to China, his first trip in two years.", "not in the record"),
        ("It was Kim's fifth visit to China since the war began.", "not in the record"),
        ("Putin came to China, his third trip abroad this year.", "agrees"),
        ("Trump came to Britain, his third country in Europe.", "not in the record"),
        ("It is the first time Trump has visited Britain since taking office.", "agrees"),
        ("It was Xi's second trip abroad this year.", "not in the record"),
        ("Kim, who has ruled since 2011, came to China, his first trip since 2024.", "agrees"),
    ],
)
def test_a_count_is_kept_to_the_time_it_names(text: str, expected: str, world: World) -> None:
    """`since 2023` may have that year in it or not; of `in two years` nothing is said."""
    assert verdict(text, world, (date(2025, 9, 3), date(2025, 9, 5))) == expected


def test_kims_journeys_are_the_eleven_that_were_counted(world: World) -> None:
    """CNN, by South Korean officials, of September 2025; five of them to China."""
    hosts = [v.host for v in world.visits if v.actor == "PRK"]
    assert len(hosts) == 11 and hosts.count("CHN") == 5


def test_xis_countries_are_those_that_were_counted(world: World) -> None:
    """The Wall Street Journal: ten in 2024, five in the first half of 2025."""
    hosts = {(v.start.start.year, v.host) for v in world.visits if v.actor == "CHN"}
    assert len([host for year, host in hosts if year == 2024]) == 10
    assert len([host for year, host in hosts if year == 2025]) == 6, "and South Korea in October"


@pytest.mark.parametrize(
    ("text", "days", "how"),
    [
        ("Iran is the fifth country Putin visited after his re-election.", DAYS, "not found"),
        (
            "Iran is the fourteenth country Putin visited after his re-election.",
            (date(2026, 3, 1), date(2026, 3, 31)),
            "not covered",
        ),
        ("North Korea was the fourth country that Putin visited.", DAYS, "not covered"),
        ("North Korea was the fourth country Putin visited after the war began.", DAYS,
         "not covered"),
        ("China was the fourth country Macron visited after his re-election.", DAYS,
         "not covered"),
        ("It is the third time that Turkey attacks Syria.", DAYS, "not covered"),
        ("It is the third time that Brazil attends a NATO summit.", DAYS, "not covered"),
        ("It was the fifth time that Japan attended a NATO summit.",
         (date(2026, 7, 1), date(2026, 7, 31)), "not covered"),
    ],
)  # fmt: skip
def test_where_no_list_reaches_nothing_is_said(
    text: str, days: tuple[date, date], how: str, world: World
) -> None:
    said = said_of(text, world, days)
    assert said.verdict == "not in the record"
    assert said.covered is (how == "not found")


@pytest.mark.parametrize(
    ("text", "days", "expected"),
    [
        ("It will be the third time that these states attend a NATO summit.", DAYS, "agrees"),
        ("It will be the second time they attend a NATO summit.", DAYS, "differs"),
        ("It was the second time that Japan attended a NATO summit.", DAYS, "agrees"),
        ("It was the third time that South Korea attended a NATO summit.",
         (date(2024, 7, 12), date(2024, 7, 31)), "agrees"),
        ("It was the first time that Japan attended a NATO summit.",
         (date(2022, 7, 1), date(2022, 7, 5)), "agrees"),
        ("It was the third time that New Zealand attended a NATO summit.",
         (date(2025, 6, 26), date(2025, 6, 30)), "differs"),
    ],
)  # fmt: skip
def test_summits_are_counted(
    text: str, days: tuple[date, date], expected: str, world: World
) -> None:
    before = ("AUS", "JPN", "NZL", "KOR", "USA")
    assert said_of(text, world, days, before).verdict == expected


def test_who_came_for_the_leader_is_told(world: World) -> None:
    text = "It will be the third time that these states attend a NATO summit."
    said = counted(text, ["NATO"], ["AUS", "JPN"], DAYS, world)
    assert said is not None and said.value is not None and said.why is not None
    assert "2024 Washington by Richard Marles, deputy" in said.value
    assert "earlier summits" in said.why


def test_a_sentence_that_counts_nothing_is_passed_over(world: World) -> None:
    assert counted("Putin visited North Korea.", ["RUS", "PRK"], [], DAYS, world) is None


def test_every_visit_lies_in_a_list_and_has_its_source(world: World) -> None:
    lists = {(one.actor, one.summit): one for one in world.visit_lists}
    for visit in world.visits:
        kept = lists[visit.actor, visit.summit]
        assert kept.since <= visit.start and (visit.end or visit.start).end <= kept.through.end
        assert visit.source and {visit.actor, visit.host} <= world.actors.keys()
        assert visit.end is None or visit.start <= visit.end
    for one in world.visit_lists:
        assert one.source and isinstance(one.through.end, date)


def test_the_years_trips_are_those_that_were_counted(world: World) -> None:
    """TASS counted eleven in 2024, two each to Kazakhstan and Belarus; RIA seven in 2025."""
    trips = [v for v in world.visits if v.actor == "RUS" and v.summit is None]
    hosts = [v.host for v in trips if v.start.start.year == 2024]
    assert len(hosts) == 11 and {h for h in hosts if hosts.count(h) == 2} == {"KAZ", "BLR"}
    assert len({v.host for v in trips if v.start.start.year == 2025}) == len(trips) - 11 == 7
    assert all(isinstance(v, Visit) for v in world.visits)
