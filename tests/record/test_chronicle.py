"""The chronicle: what must be in it, and that every row can be checked by a reader."""

from __future__ import annotations

import csv
from collections import Counter
from importlib import resources

import pytest

from ramify.record.chronicle import chronicle
from ramify.record.evidence import SourceEvidence
from ramify.record.ontology import action
from ramify.record.store import Record
from ramify.world.when import When
from ramify.world.world import World

MUST_HAVE = """
1961-07-06 SUN 057 PRK | 1961-07-11 CHN 057 PRK | 2000-02-09 RUS 057 PRK
2000-07-19/2000-07-20 RUS 042 PRK | 2014-03-18 RUS 192 UKR | 2019-04-25 PRK 042 RUS
2022-02-24 RUS 190 UKR | 2022-03-02 UN 1056 RUS | 2022-09-30 RUS 192 UKR
2022-05-18 FIN 0212 NATO | 2022-05-18 SWE 0212 NATO | 2022-06-29 JPN 040 NATO
2022-06-29 KOR 040 NATO | 2022-12-16 JPN 012 CHN | 2023-03-16 KOR 042 JPN
2023-04-04 FIN 057 NATO | 2023-04-26 USA 0334 KOR | 2023-05-07/2023-05-08 JPN 042 KOR
2023-05-31 PRK 150 - | 2023-07-11 NATO 032 UKR | 2023-07-25/2023-07-27 RUS 042 PRK
2023-08-18 JPN 0312 KOR | 2023-08-24 PRK 150 - | 2023-09-13 PRK 042 RUS
2023-10-13 USA 112 PRK | 2023-11-21 PRK 150 - | 2024-02-26 KOR 112 PRK
2024-03-07 SWE 057 NATO | 2024-03-28 RUS 129 UNSC | 2024-04-30 UNSC 1662 PRK
2024-05-07 RUS 017 - | 2024-05-16/2024-05-17 RUS 042 CHN | 2024-05-27 PRK 150 -
2024-05-28/2024-05-29 PRK 170 KOR | 2024-06-04 KOR 160 PRK | 2024-06-09 KOR 170 PRK
2024-06-18/2024-06-19 RUS 042 PRK | 2024-06-19 RUS 057 PRK | 2024-06-20 RUS 042 VNM
2024-06-20 KOR 111 RUS | 2024-07-11 JPN 040 NATO | 2024-08-06 UKR 190 RUS
2024-10-18 KOR 112 PRK | 2024-10-24 RUS 057 PRK | 2024-10-28 NATO 112 PRK
2024-11-06 RUS 057 PRK | 2024-11-09 RUS 057 PRK | 2024-11-11 PRK 057 RUS
2024-12-03 KOR 1724 KOR | 2024-12-04 RUS 057 PRK
2022-03-16 COE 166 RUS | 2022-11-02 ETH 0871 - | 2023-03-10 IRN 057 SAU | 2023-04-15 RSF 190 SDN
2023-07-26 NER 170 NER | 2023-10-07 HAMAS 190 ISR | 2023-12-29 ZAF 115 ISR
2024-04-13 IRN 195 ISR | 2024-11-21 ICC 173 ISR | 2024-12-08 HTS 190 SYR | 2025-01-27 M23 192 COD
2025-05-07 IND 195 PAK | 2025-06-22 USA 195 IRN | 2025-09-17 SAU 057 PAK | 2025-09-28 UNSC 163 IRN
2025-10-26 RSF 192 SDN | 2026-01-03 USA 173 VEN | 2026-02-28 ISR 195 IRN | 2026-04-28 ARE 166 OPEC
"""


@pytest.mark.parametrize(
    "line", [x.strip() for x in MUST_HAVE.replace("\n", "|").split("|") if x.strip()]
)
def test_the_story_is_told(line: str) -> None:
    told = {f"{e.when} {e.actor} {e.action} {e.target or '-'}" for e in chronicle()}
    assert line in told


def test_size_order_and_range() -> None:
    events = chronicle()
    assert len(events) >= 700
    dates = [e.when for e in events if e.when]
    assert len(dates) == len(events)
    assert dates == sorted(dates)
    assert all(When("1953/2026").overlaps(d) and d.end <= When("2026-07").end for d in dates)
    years = Counter(d.start.year for d in dates)
    assert all(years[year] >= 100 for year in range(2022, 2026))


def test_every_veto_on_file_since_2022_is_told() -> None:
    told = {(e.when, e.actor) for e in chronicle() if e.action == "129"}
    cast = {(v.on, by) for v in World.packaged().vetoes if v.on.start.year >= 2022 for by in v.by}
    assert told == cast


def test_no_event_is_told_twice() -> None:
    bare = Counter((str(e.when), e.actor, e.action, e.target, e.object) for e in chronicle())
    assert [key for key, n in bare.items() if n > 1] == []
    with Record.in_memory() as record:
        added = record.add(chronicle())
        assert (added.new, added.set_aside) == (len(chronicle()), ())
        assert set(record.events()) == set(chronicle())


def test_every_event_names_a_dated_source_and_says_what_happened() -> None:
    for event in chronicle():
        (source,) = event.evidence
        assert isinstance(source, SourceEvidence)
        assert any(char.isdigit() for char in source.citation), source.citation
        assert source.url is None or source.url.startswith(
            ("https://undocs.org/", "https://press.un.org/")
        )
        assert event.summary
        assert event.summary.endswith(".")
        assert len(event.summary) <= 120


def test_codes_are_the_most_specific_but_for_general_acts() -> None:
    for event in chronicle():
        assert len(event.action) >= 3
        assert action(event.action).code == event.action


def test_the_story_has_its_quantities() -> None:
    said = {(e.quantity.value, e.quantity.unit) for e in chronicle() if e.quantity}
    assert {(6700.0, "containers"), (1000.0, "containers"), (165000.0, "barrels")} <= said


def test_actors_and_targets_are_known_to_the_world() -> None:
    data = resources.files("ramify.world") / "data"
    ids: set[str] = set()
    for name in ("states.csv", "organisations.csv"):
        with (data / name).open(encoding="utf-8") as lines:
            ids |= {row["id"] for row in csv.DictReader(lines)}
    used = {e.actor for e in chronicle()} | {e.target for e in chronicle() if e.target}
    assert used <= ids
