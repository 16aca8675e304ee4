"""Houses, forces, services and parliaments: whose they are, on which day, and what is nobody's."""

from __future__ import annotations

from datetime import date

import pytest

from ramify._errors import NotAnActor
from ramify.world.names.found import Found
from ramify.world.names.institutions import Institution, held
from ramify.world.when import When
from ramify.world.world import World

WORLD = World.packaged()
TODAY = date(2025, 6, 20)


def named(text: str, on: date = TODAY) -> list[tuple[str, str, str | None]]:
    """Each institution found, whose it may be and the part of the state it is."""
    names = {name.removeprefix("the ") for row, *_ in held(WORLD) for name in row.names}
    found: tuple[Found, ...] = WORLD.gazetteer.find(text, on)
    return [(f.text, "|".join(f.candidates), f.sector) for f in found if f.text in names]


@pytest.mark.parametrize(
    ("name", "actor", "sector"),
    [
        ("Takuba Lodge", "GUY", "GOV"),
        ("Torre Tagle", "PER", "GOV"),
        ("San Carlos Palace", "COL", "GOV"),
        ("Aso Rock", "NGA", "GOV"),
        ("Union Buildings", "ZAF", "GOV"),
        ("Malacanang", "PHL", "GOV"),
        ("Bankova", "UKR", "GOV"),
        ("Quai d’Orsay", "FRA", "GOV"),
        ("Kirya", "ISR", "MIL"),
        ("Pentagon", "USA", "MIL"),
        ("Tatmadaw", "MMR", "MIL"),
        ("FARDC", "COD", "MIL"),
        ("Basij", "IRN", "MIL"),
        ("Royal Navy", "GBR", "MIL"),
        ("Mossad", "ISR", "SPY"),
        ("SBU", "UKR", "SPY"),
        ("carabinieri", "ITA", "COP"),
        ("Frontex", "EU", "COP"),
        ("Knesset", "ISR", "LEG"),
        ("Sejm", "POL", "LEG"),
        ("Dáil", "IRL", "LEG"),
        ("Jatiya Sangsad", "BGD", "LEG"),
        ("Supreme People's Assembly", "PRK", "LEG"),
    ],
)
def test_a_proper_name_means_its_state_and_the_part_it_is(
    name: str, actor: str, sector: str
) -> None:
    (found,) = WORLD.gazetteer.find(f"It was the {name} that said so.", TODAY)
    assert (found.text, found.candidates, found.sector) == (name, (actor,), sector)
    assert WORLD.resolve(name, TODAY) == actor


@pytest.mark.parametrize(
    "text",
    [
        "A ranger of the Rangers came. Pakistan was silent.",
        "The diet of Japan is rich in fish, and the Diet of Worms was long ago.",
        "The capitol of Ohio, on its own hill, is old.",
        "He was raw, the RAW image was lost, and a raw deal it was.",
        "The Coast Guard, the National Assembly and the Majlis met at State House in Kenya.",
        "The Home Office of his firm was a home office.",
        "Cars were parked in Miraflores, in Lima. Peru's police came.",
        "The cortes, the rada, the duma and the sejm",
        "The Ministry of Public Security of Cuba spoke of Vietnam.",
    ],
)
def test_words_places_and_what_several_states_have_are_no_institution(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The KDF went on.", []),
        ("Kenya said that the KDF went on.", [("KDF", "KEN", "MIL")]),
        ("Trudeau told the House of Commons. Canada was silent.",
         [("House of Commons", "CAN", "LEG")]),
        ("Canada and Britain: the House of Commons voted.",
         [("House of Commons", "CAN|GBR", "LEG")]),
        ("Canada heard Britain's House of Commons.", [("House of Commons", "GBR", "LEG")]),
        ("China saw the Ministry of Public Security of Laos.",
         [("Ministry of Public Security", "LAO", "COP")]),
        ("China met the Ministry of Public Security of the Lao People's Democratic Republic.",
         [("Ministry of Public Security", "LAO", "COP")]),
        ("Washington's ally: Israel's Central Command spoke.", []),
        ("A pro-Kenyan KDF came.", [("KDF", "KEN", "MIL")]),
    ],
)  # fmt: skip
def test_a_shared_name_is_of_whom_it_is_said_to_be_or_of_the_one_named_besides(
    text: str, found: list[tuple[str, str, str]]
) -> None:
    assert named(text) == found


@pytest.mark.parametrize(
    ("name", "on", "actor"),
    [
        ("Blue House", date(2022, 5, 9), "KOR"),
        ("Blue House", date(2022, 5, 10), None),
        ("Blue House", date(2025, 12, 29), "KOR"),
        ("Yongsan", date(2022, 5, 10), "KOR"),
        ("Yongsan", date(2025, 12, 29), None),
        ("Los Pinos", date(2018, 12, 1), None),
        ("Kremlin", date(1962, 10, 22), "SUN"),
        ("Kremlin", date(2024, 1, 1), "RUS"),
        ("Wehrmacht", date(1939, 9, 1), "DRE"),
        ("Wehrmacht", TODAY, None),
        ("Stasi", date(1960, 1, 1), "DDR"),
        ("Seimas", date(1930, 1, 1), "LTU"),
        ("Seimas", date(1950, 1, 1), None),
    ],
)
def test_a_name_holds_for_its_days(name: str, on: date, actor: str | None) -> None:
    found = WORLD.gazetteer.find(f"It was {name}.", on)
    assert [f.candidates for f in found] == ([(actor,)] if actor else [])


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The Taiwan Affairs Office", "CHN"),
        ("The American Institute in Taiwan", "USA"),
        ("The Swiss Guard", "VAT"),
        ("The Syrian Arab Army", "SYR"),
        ("The Royal Navy of Oman", "OMN"),
        ("Christiansborg", "DNK"),
    ],
)
def test_a_longer_name_is_not_taken_for_another_actor_within_it(text: str, actor: str) -> None:
    assert {i for f in WORLD.gazetteer.find(text, TODAY) for i in f.candidates} == {actor}


@pytest.mark.parametrize(
    ("name", "on", "whose"),
    [
        ("KDF", TODAY, "the armed forces of Kenya"),
        ("the Blue House", TODAY, "the presidential palace of South Korea"),
        ("house of commons", TODAY, "the parliament of Canada or the parliament of United Kingdom"),
    ],
)
def test_a_name_that_alone_stands_for_nobody_is_said_whose_it_is(
    name: str, on: date, whose: str
) -> None:
    with pytest.raises(NotAnActor, match=f"is a name of {whose}, not an actor"):
        WORLD.resolve(name, on)


def test_days_are_those_that_a_row_and_a_life_have_in_common() -> None:
    row = Institution(
        actor="EST", what="house", sector="GOV", names=("Z",), source="-",
        start=When("1930"), end=When("1995"),
    )  # fmt: skip
    lives = [row.within(life) for life in WORLD.lives if life.id == "EST"]
    assert lives == [(When("1930"), When("1940-08-05")), (When("1991-08-20"), When("1995"))]
    late = row.model_copy(update={"start": When("2000"), "end": None})
    lives = [late.within(life) for life in WORLD.lives if life.id == "EST"]
    assert lives == [None, (When("2000"), None)]


def test_every_row_is_of_a_known_actor_and_no_name_stands_twice_for_one() -> None:
    rows = list(held(WORLD))
    assert {row.actor for row, *_ in rows} <= set(WORLD.actors)
    seen: dict[tuple[str, str], list[tuple[When | None, When | None]]] = {}
    for row, start, end in rows:
        assert row.start is None or row.end is None or row.start.start <= row.end.end
        for name in row.names:
            for first, last in seen.setdefault((row.actor, name), []):
                apart = (last and start and last.end < start.start) or (
                    end and first and end.end < first.start
                )
                assert apart, (row.actor, name)
            seen[row.actor, name].append((start, end))


def test_what_a_state_is_named_in_holds_at_all_times() -> None:
    """A name that does not count hides the words in it; the state's own must not be lost so."""
    for row, *_ in held(WORLD):
        if row.named or row.start or row.end:
            own = WORLD.actor(row.actor)
            words = {own.name, *own.names, *own.adjectives}
            hidden = [n for n in row.names for w in words if f" {w} " in f" {n} "]
            assert not hidden, hidden
