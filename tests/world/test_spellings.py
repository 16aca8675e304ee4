"""Names as the tables of the UN, the World Bank, COW, Gleditsch and Ward, and ISO spell them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from ramify import Attack, Situation, World
from ramify._errors import AmbiguousName, NotAnActor, NotThen, UnknownName
from ramify.world.when import When

WORLD = World.packaged()
DAY = date(2024, 6, 1)

TODAY = {
    "BOL": "Bolivia (Plurinational State of)|Bolivia, Plurinational State of",
    "BHS": "Bahamas, The|Bahamas (the)",
    "BRN": "Brunei Darussalam",
    "CIV": "Cote d'Ivoire|Côte d’Ivoire|Ivory Coast",
    "COD": "Congo, Dem. Rep.|DR Congo|Congo (Democratic Republic of the)|Congo - Kinshasa|"
    "Congo (Kinshasa)|Democratic Republic of Congo|Dem. Rep. of the Congo",
    "COG": "Congo, Rep.|Congo (Brazzaville)|Republic of Congo",
    "CZE": "Czech Republic|Czechia",
    "DEU": "German Federal Republic|Germany, Federal Republic of",
    "EGY": "Egypt, Arab Rep.",
    "FSM": "Micronesia, Fed. Sts.|Micronesia (Federated States of)|Federated States of Micronesia",
    "GBR": "England|United Kingdom of Great Britain and Northern Ireland|Great Britain",
    "GMB": "Gambia, The|Gambia (Republic of The)",
    "GNB": "Guinea Bissau|Guinea-Bissau",
    "IRN": "Iran (Islamic Republic of)|Iran, Islamic Rep.|Iran (Persia)",
    "KGZ": "Kyrgyz Republic|Kyrgyzstan",
    "KNA": "St. Kitts & Nevis|Saint Kitts and Nevis",
    "KOR": "Korea, Republic of|Korea, Rep.|Korea (the Republic of)|Korea, South|S. Korea|"
    "Rep. of Korea",
    "LAO": "Lao PDR|Lao People's Democratic Republic|Lao Peoples Democratic Republic",
    "LKA": "Sri Lanka (Ceylon)",
    "MDA": "Moldova, Republic of|Moldova (the Republic of)",
    "MKD": "Macedonia, the former Yugoslav Republic of|Macedonia (Former Yugoslav Republic of)|"
    "The former Yugoslav Republic of Macedonia|FYR Macedonia|Macedonia, FYR",
    "MMR": "Myanmar (Burma)|Burma/Myanmar",
    "NLD": "Holland|Netherlands, Kingdom of the|Netherlands (Kingdom of the)",
    "PRK": "Korea DPR|D.P.R. Korea|DPRK|Korea, Dem. People's Rep.|DPR Korea|N. Korea|"
    "Korea (Democratic People's Republic of)|Korea, People's Republic of|korea, north",
    "PSE": "Occupied Palestinian Territory|Palestinian Territory, Occupied|Palestine, State of|"
    "West Bank and Gaza",
    "RUS": "Russian Federation|Russia (Soviet Union)",
    "SOM": "Somalia, Fed. Rep.",
    "SSD": "Sudan, South",
    "STP": "Sao Tome & Principe",
    "SVK": "Slovak Republic",
    "SYR": "Syrian Arab Republic",
    "TLS": "Timor Leste|East Timor",
    "TUR": "Türkiye|Turkey (Ottoman Empire)",
    "TWN": "Taiwan, Province of China|Taiwan (Province of China)|China, Republic of",
    "TZA": "Tanzania, United Republic of|Tanzania/Tanganyika|United Rep. of Tanzania",
    "VCT": "St. Vincent & Grenadines|Saint Vincent and the Grenadines",
    "VEN": "Venezuela, RB|Venezuela (Bolivarian Republic of)",
    "VNM": "Viet Nam|Socialist Republic of Vietnam",
    "YEM": "Yemen, Rep.|Yemen, Republic of",
}
THEN = {
    ("Vietnam, Republic of", "1970-06-01"): "VSO",
    ("Vietnam, Democratic Republic of", "1970-06-01"): "VNM",
    ("Yemen (Arab Republic of Yemen)", "1980-06-01"): "YAR",
    ("Yemen People's Republic", "1980-06-01"): "YMD",
    ("Russia (Soviet Union)", "1980-06-01"): "SUN",
    ("Germany (Prussia)", "1850-06-01"): "PRU",
    ("Germany (Prussia)", "1900-06-01"): "DRE",
    ("Italy/Sardinia", "1850-06-01"): "SAR",
    ("Hesse Grand Ducal", "1850-06-01"): "HSG",
    ("China, Republic of", "1935-06-01"): "ROC",
    ("Libyan Arab Jamahiriya", "1990-06-01"): "LBY",
    ("Congo, Democratic Republic of (Zaire)", "1990-06-01"): "COD",
}


@pytest.mark.parametrize(
    ("name", "code"),
    [(name, code) for code, names in TODAY.items() for name in names.split("|")],
)
def test_a_name_is_known_however_tables_spell_it(name: str, code: str) -> None:
    assert WORLD.resolve(name, DAY) == code


@pytest.mark.parametrize(("asked", "code"), THEN.items())
def test_a_table_of_another_time_names_its_own_states(asked: tuple[str, str], code: str) -> None:
    assert WORLD.resolve(*asked) == code


def test_every_state_is_found_by_its_own_names_with_the_words_turned_round() -> None:
    """As tables invert them: `Republic of Chad` as `Chad, Republic of`."""
    for actor in WORLD.at(DAY).actors.values():
        head, of, tail = (actor.official or "").partition(" of ")
        if actor.kind == "state" and of and "(" not in tail:
            assert WORLD.resolve(f"{tail}, {head} of", DAY) == actor.id


@pytest.mark.parametrize(
    ("name", "day", "says"),
    [
        ("South Sudan", "2010-01-01", ("SSD, which did not exist", "from 2011-07-09 on")),
        ("Yugoslavia", "2010", ("SCG or YUG", "to 2006-06-04", "SRB continues it")),
        ("Soviet Union", "2024-06-01", ("SUN", "RUS continues it")),
        ("Kosovo", "1999", ("XKX", "2008")),
        ("East Germany", "1995-01-01", ("DDR", "1990-10-02")),
        ("Austria", "1940-01-01", ("AUT", "1938-03-12", "1945-04-27")),
        ("Warsaw Pact", "2000-01-01", ("existed",)),
    ],
)
def test_a_name_means_nobody_on_a_day_its_bearer_did_not_exist(
    name: str, day: str, says: tuple[str, ...]
) -> None:
    with pytest.raises(NotThen) as error:
        WORLD.resolve(name, day)
    for words in says:
        assert words in str(error.value)


def test_a_code_means_its_actor_on_any_day_and_comes_before_names() -> None:
    assert WORLD.resolve("SSD", "2010-01-01") == "SSD"
    assert WORLD.resolve(" yug ", "2010") == "YUG"
    for actor in WORLD.lives:
        assert WORLD.resolve(actor.id, "2024") == actor.id


def test_without_a_day_a_name_means_who_bears_it_or_bore_it() -> None:
    assert WORLD.resolve("Soviet Union") == "SUN"
    assert WORLD.resolve("Russia") == "RUS"


def test_what_is_ambiguous_stays_so() -> None:
    for name in ("Korea", "Congo", "Niger/Nigeria"):
        with pytest.raises(AmbiguousName):
            WORLD.resolve(name, DAY)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Hong Kong", ("a territory of China", "CHN", "--place hong-kong")),
        ("Hong Kong SAR, China", ("a territory of China", "CHN", "--place hong-kong")),
        ("Greenland", ("Denmark", "DNK")),
        ("Réunion", ("France", "FRA")),
        ("reunion", ("France", "FRA")),
        ("Crimea", ("of Ukraine held by Russia", "--place crimea")),
        ("South China Sea", ("a sea that belongs to no state", "--place south-china-sea")),
        ("Memel", ("a territory that", "--place memel")),
        ("East Asia", ("a region",)),
        ("Al Jazeera English", ("press or company",)),
    ],
)
def test_what_does_not_act_is_said_to_be_what_it_is(name: str, says: tuple[str, ...]) -> None:
    with pytest.raises(NotAnActor) as error:
        WORLD.resolve(name, DAY)
    for words in (*says, "not an actor"):
        assert words in str(error.value)


@pytest.mark.parametrize("name", ["Hong Kong", "Crimea", "Luong", "Korean Air", "NATOO", "XYZ"])
def test_no_suggestion_repeats_what_was_typed_and_each_can_be_asked(name: str) -> None:
    near = WORLD.gazetteer.near(name)
    assert name not in near
    for other in near:
        assert WORLD.gazetteer.resolve(other, DAY) or other in WORLD.actors or " " in other
    with pytest.raises(UnknownName) as error:
        WORLD.resolve(name, DAY)
    assert name not in error.value.near


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("Rusia", "Russia"), ("Ukrane", "Ukraine"), ("Phillipines", "Philippines"),
        ("Untied States", "United States"), ("Kyrgystan", "Kyrgyzstan"), ("Isreal", "Israel"),
        ("Opek", "OPEC"), ("NATOO", "NATO"), ("Putni", "Putin"), ("Irak", "Iraq"),
    ],
)  # fmt: skip
def test_a_slip_suggests_what_was_meant(slip: str, meant: str) -> None:
    assert WORLD.gazetteer.near(slip)[0] == meant


@pytest.mark.parametrize(
    "name",
    ["Atlantis", "Ruritania", "Wakanda", "Narnia", "Zubrowka", "Gondor", "Freedonia", "Utopia"],
)
def test_what_is_like_nothing_known_suggests_nothing(name: str) -> None:
    """`Mattis` for Atlantis, or Mauritania for Ruritania, is worse than none."""
    assert WORLD.gazetteer.near(name) == ()


def test_a_name_where_an_id_is_wanted_is_answered_with_the_id() -> None:
    with pytest.raises(UnknownName, match="did you mean PRK"):
        WORLD.actor("North Korea")


@pytest.mark.parametrize("ask", ["members", "groups", "leaders", "pacts", "neighbours"])
def test_an_unknown_id_is_an_error_and_a_known_one_without_facts_is_not(ask: str) -> None:
    system = WORLD.at(DAY)
    with pytest.raises(UnknownName, match="XXX"):
        getattr(system, ask)("XXX")
    assert getattr(system, ask)("YUG") == ()
    assert getattr(system, ask)(WORLD.actor("USA")) == getattr(system, ask)("USA")


def test_a_pact_stands_for_its_id() -> None:
    system, pact = WORLD.at("2025"), WORLD.pact("prk-rus-2024")
    assert system.parties(pact) == system.parties("prk-rus-2024") == ("PRK", "RUS")
    assert "prk-rus-2024" not in WORLD.without(pact).pacts
    with pytest.raises(UnknownName, match="prk-rus-2024"):
        system.parties("prk-rus-2023")


def test_every_date_argument_takes_a_date_its_text_or_a_moment() -> None:
    moment = datetime(2024, 6, 20, 12)
    for on in (date(2024, 6, 20), "2024-06-20", "20240620", moment):
        assert WORLD.at(on).on == date(2024, 6, 20)
        assert WORLD.resolve("Russia", on) == "RUS"
        assert WORLD.gazetteer.find("Moscow", on)[0].candidates == ("RUS",)
        assert WORLD.actor("RUS").exists(on)
        assert WORLD.pact("nato").holds(on)
        assert WORLD.about.caveat(on) is None
        assert Attack(attacker="PRK", victim="KOR", on=on).on == date(2024, 6, 20)
        assert Situation(on=on, attacks=()).on == date(2024, 6, 20)


def test_a_day_of_a_situation_may_be_a_year_or_today_and_no_other_text() -> None:
    assert Attack(attacker="PRK", victim="KOR", on="2024").on == date(2024, 12, 31)
    assert Situation(on="today", attacks=()).on == date.today()
    with pytest.raises(ValueError, match="'yesterday' is not a day of the calendar"):
        Attack(attacker="PRK", victim="KOR", on="yesterday")
    assert str(When(datetime(2024, 6, 20, 12))) == "2024-06-20"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Czechoslovakia", "did not exist on this day"),
        ("Yugoslavia", "may be SCG or YUG; did not exist on this day"),
    ],
)
def test_a_name_of_the_past_says_so_and_whose_it_may_be(name: str, says: str) -> None:
    (found,) = WORLD.gazetteer.find(name, DAY)
    assert found.reason == says


def test_of_two_names_side_by_side_the_first_has_to_mean_somebody() -> None:
    assert WORLD.gazetteer.resolve("Myanmar (Ruritania)", DAY) == ("MMR",)
    assert WORLD.gazetteer.resolve("Ruritania (Burma)", DAY) == ()
