"""The gazetteer: who is meant, on which day, and when that cannot be said."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ramify.world.names.context import LEAD
from ramify.world.names.found import Found
from ramify.world.names.gazetteer import Gazetteer
from ramify.world.names.lexicon import fold
from ramify.world.names.offices import OF, OFFICES, TITLE
from ramify.world.world import World

SUMMIT = date(2024, 6, 20)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return World.packaged().gazetteer


def said(gazetteer: Gazetteer, text: str, on: date = SUMMIT) -> list[tuple[str, str]]:
    """Each mention with its candidates, as written in the table below."""
    return [(found.text, "|".join(found.candidates)) for found in gazetteer.find(text, on)]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("South Sudan and Sudan", [("South Sudan", "SSD"), ("Sudan", "SDN")]),
        ("Guinea-Bissau, not Guinea", [("Guinea-Bissau", "GNB"), ("Guinea", "GIN")]),
        ("Papua New Guinea", [("Papua New Guinea", "PNG")]),
        ("Niger or Nigeria", [("Niger", "NER"), ("Nigeria", "NGA")]),
        ("Nigerien and Nigerian", [("Nigerien", "NER"), ("Nigerian", "NGA")]),
        ("Dominica", [("Dominica", "DMA")]),
        ("the Dominican Republic", [("Dominican Republic", "DOM")]),
        ("Turkey eats turkey", [("Turkey", "TUR")]),
        ("Chad in chad", [("Chad", "TCD")]),
        ("they told us that US aid", [("US", "USA")]),
        ("the U.S., the USA", [("U.S.", "USA"), ("USA", "USA")]),
        ("TELL US NOW", []),
        ("Côte d’Ivoire", [("Côte d’Ivoire", "CIV")]),
        ("Cote d'Ivoire, Ivory Coast", [("Cote d'Ivoire", "CIV"), ("Ivory Coast", "CIV")]),
        ("Burma, Myanmar", [("Burma", "MMR"), ("Myanmar", "MMR")]),
        ("D.P.R.K. and ROK", [("D.P.R.K.", "PRK"), ("ROK", "KOR")]),
        ("the Republic of China", [("Republic of China", "TWN")]),
        ("the People's Republic of China", [("People's Republic of China", "CHN")]),
        ("Korea", [("Korea", "KOR|PRK")]),
        ("Korean officials", [("Korean", "KOR|PRK")]),
        ("Congo", [("Congo", "COD|COG")]),
        ("Congo, DR Congo", [("Congo", "COD|COG"), ("DR Congo", "COD")]),
        ("talks in Brussels", [("Brussels", "BEL|EU|NATO")]),
        ("Sino-Russian", [("Sino", "CHN"), ("Russian", "RUS")]),
        ("General Franco", []),
        ("pro-Russian and anti-Western", []),
        ("the Sea of Japan, Latin America, Northern Ireland", []),
        ("the Korean Peninsula", []),
        ("The Washington Post", []),
        ("the West and a west wind", [("the West", "WEST")]),
        ("they asked the West to go west", [("the West", "WEST")]),
        ("North\nKorea", [("North\nKorea", "PRK")]),
        ("NATO, the IP4, AUKUS", [("NATO", "NATO"), ("IP4", "IP4"), ("AUKUS", "AUKUS")]),
        ("namibia", []),
        ("US$ 10 billion", []),
        ("Bavaria, Florence and Saxon", []),
        ("the Soviet Union", [("Soviet Union", "SUN")]),
        ("Chairman of the Australian Centre", [("Australian", "AUS")]),
        ("I met Mu Li and Young Kim.", []),
        ("World War II and Chapter VI after King Mohammed VI", [("King Mohammed VI", "MAR")]),
        ("Luís Montenegro was in Montenegro", [("Luís Montenegro", "PRT"), ("Montenegro", "MNE")]),
        ("Opec and Nato met. Who came?", [("Opec", "OPEC"), ("Nato", "NATO")]),
        ("the Oecd and the Iaea", [("Oecd", "OECD"), ("Iaea", "IAEA")]),
        ("No state said so. Young people in Hassan's town", []),
        ("", []),
    ],
)
def test_names(gazetteer: Gazetteer, text: str, mentions: list[tuple[str, str]]) -> None:
    assert said(gazetteer, text) == mentions


@pytest.mark.parametrize(
    ("text", "mention", "person", "actor"),
    [
        ("Putin spoke", "Putin", "vladimir-putin", "RUS"),
        ("Vladimir Putin spoke", "Vladimir Putin", "vladimir-putin", "RUS"),
        ("President Xi spoke", "President Xi", "xi-jinping", "CHN"),
        ("Chairman Kim spoke", "Chairman Kim", "kim-jong-un", "PRK"),
        ("Mr Kim spoke", "Mr Kim", "kim-jong-un", "PRK"),
        ("the Russian president", "Russian president", "vladimir-putin", "RUS"),
        ("Russia’s president", "Russia’s president", "vladimir-putin", "RUS"),
        ("the president of Russia", "president of Russia", "vladimir-putin", "RUS"),
        ("North Korean leader", "North Korean leader", "kim-jong-un", "PRK"),
        ("Russian President Vladimir Putin said", "Russian President Vladimir Putin",
         "vladimir-putin", "RUS"),
        ("US Secretary of State Antony Blinken", "US Secretary of State Antony Blinken",
         "antony-blinken", "USA"),
        ("NATO Secretary General Jens Stoltenberg", "NATO Secretary General Jens Stoltenberg",
         "jens-stoltenberg", "NATO"),
        ("Erdogan spoke", "Erdogan", "recep-tayyip-erdogan", "TUR"),
        ("Zelenskyy spoke", "Zelenskyy", "volodymyr-zelensky", "UKR"),
    ],
)  # fmt: skip
def test_leaders_and_offices(
    gazetteer: Gazetteer, text: str, mention: str, person: str, actor: str
) -> None:
    (found,) = gazetteer.find(text, SUMMIT)
    assert (found.text, found.person, found.candidates) == (mention, person, (actor,))


def only(gazetteer: Gazetteer, text: str, on: date = SUMMIT) -> Found:
    (found,) = gazetteer.find(text, on)
    return found


def test_an_office_is_whoever_held_it_that_day(gazetteer: Gazetteer) -> None:
    holders = {
        date(2007, 1, 1): "vladimir-putin",
        date(2010, 1, 1): "dmitry-medvedev",
        date(2024, 1, 1): "vladimir-putin",
    }
    for on, person in holders.items():
        assert only(gazetteer, "the Russian president", on).person == person
    assert only(gazetteer, "the former Russian president").person is None
    for time in ("former", "ex-", "then", "incoming"):
        assert only(gazetteer, f"Russia's {time} president").person is None
    assert only(gazetteer, "the US president", date(2025, 1, 20)).person is None


def test_a_leader_out_of_office_no_longer_speaks_for_the_government(gazetteer: Gazetteer) -> None:
    assert only(gazetteer, "Biden spoke").sector == "GOV"
    later = only(gazetteer, "Biden spoke", date(2025, 3, 1))
    assert (later.candidates, later.sector) == (("USA",), "ELI")
    before = only(gazetteer, "Lee Jae-myung spoke")
    assert before.candidates == () and before.person == "lee-jae-myung"


def test_a_shared_surname_needs_a_title_or_the_full_name(gazetteer: Gazetteer) -> None:
    alone = only(gazetteer, "Kim smiled.")
    assert (alone.kind, alone.person, alone.candidates) == ("shared-surname", None, ("PRK",))
    named = gazetteer.find("Kim smiled. Kim Jong Un left.", SUMMIT)
    assert {found.person for found in named} == {"kim-jong-un"}
    both = gazetteer.find("Kim, Kim Dae-jung, Kim Jong Il", date(2000, 6, 15))[0]
    assert both.kind == "shared-surname" and both.candidates == ("KOR", "PRK")
    assert only(gazetteer, "President Kim came.", date(2000, 6, 15)).person == "kim-dae-jung"
    assert gazetteer.find("In May, the moon over the park", date(2018, 5, 1)) == ()
    assert gazetteer.find("Kim Yo Jong and Melania Trump spoke.", SUMMIT) == ()
    assert only(gazetteer, "President Bush spoke.").person is None


def test_an_office_that_is_told_is_the_states_whatever_the_day(gazetteer: Gazetteer) -> None:
    """Araghchi is minister from August 2024: a text that calls him so knows its own day."""
    text = "Iranian Foreign Minister Abbas Araqchi spoke."
    early, late = (
        next(iter(gazetteer.find(text, on))) for on in (date(2023, 12, 31), date(2025, 6, 1))
    )
    assert early.candidates == late.candidates == ("IRN",)
    assert early.reason == "the office told; in office only from 2024-08-21"


@pytest.mark.parametrize(
    ("office", "person"), [("premier", "li-qiang"), ("defence minister", "li-shangfu")]
)
def test_of_two_that_share_a_surname_the_office_says_which(
    gazetteer: Gazetteer, office: str, person: str
) -> None:
    (found,) = gazetteer.find(f"China's {office} Li spoke.", date(2023, 6, 1))
    assert found.person == person


def test_persons_who_bear_the_name_of_a_place(gazetteer: Gazetteer) -> None:
    for text in ("I met Michael Jordan.", "It was Chad Smith.", "He played George Washington."):
        found = only(gazetteer, text)
        assert found.candidates == () and "person" in found.reason
    assert said(gazetteer, "Then Washington called Jordan.") == [
        ("Washington", "USA"),
        ("Jordan", "JOR"),
    ]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("He met Vernon Jordan.", [("Jordan", "")]),
        ("He met Vernon E. Jordan.", [("Jordan", "")]),
        ("So said Xi. Jordan protested.", [("Xi", "CHN"), ("Jordan", "JOR")]),
        ("He told Putin Jordan agreed.", [("Putin", "RUS"), ("Jordan", "JOR")]),
        ("For Jordan Iran is near.", [("Jordan", "JOR"), ("Iran", "IRN")]),
        ("He left Jordan Monday.", [("Jordan", "JOR")]),
        ("He met TV Jordan.", [("Jordan", "JOR")]),
        ("Envoys Leave Jordan", [("Jordan", "JOR")]),
        ("Envoys Leave Jordan.", [("Jordan", "")]),
        ("Leave Jordan", [("Jordan", "")]),
        ("so and so Envoys Leave Jordan Again", [("Jordan", "JOR")]),
        ("the and old Envoys Leave Jordan Again Soon", [("Jordan", "JOR")]),
        ("she did so Vernon Jordan Again", [("Jordan", "")]),
        (f"Envoys Leave Jordan{' Talks' * 16} Rise", [("Jordan", "JOR")]),
        (f"Envoys Leave Jordan{' Talks' * 16} Rises", [("Jordan", "")]),
    ],
)
def test_a_first_name_makes_a_person_but_in_a_headline(
    gazetteer: Gazetteer, text: str, mentions: list[tuple[str, str]]
) -> None:
    """A headline has three words or more, most in capitals, and no more than 120 characters."""
    assert said(gazetteer, text) == mentions


@pytest.mark.parametrize(("text", "country"), [("EU US UK TALKS", True), ("TELL US NOW", False)])
def test_us_among_shouted_words_is_us_but_among_short_forms_the_country(
    gazetteer: Gazetteer, text: str, country: bool
) -> None:
    assert (("US", "USA") in said(gazetteer, text)) == country


def test_no_office_is_longer_than_what_is_looked_at_before_a_name() -> None:
    longest = max(OFFICES, key=len)
    for before in (f"former {longest}. ", f"then-{longest} "):
        title = TITLE.search(before[-LEAD:])
        assert title and title.group() == before
    assert OF.search(f"{longest} of the "[-LEAD:])


def test_context_decides_georgia_or_nothing_does(gazetteer: Gazetteer) -> None:
    assert said(gazetteer, "Georgia waits")[0] == ("Georgia", "GEO|USA")
    assert said(gazetteer, "Georgia and Abkhazia")[0] == ("Georgia", "GEO")
    assert said(gazetteer, "Georgia's senator in Atlanta")[0] == ("Georgia", "USA")
    assert said(gazetteer, "Atlanta, Georgia and Tbilisi, Georgia")[0] == ("Georgia", "GEO|USA")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Russia", "the one actor of that name on this day"),
        ("Georgia's senator in Atlanta", "decided by 'Atlanta' in the text"),
        ("The Soviet Union", "did not exist on this day"),
        ("The old Yugoslavia", "may be SCG or YUG; did not exist on this day"),
    ],
)
def test_why_a_name_means_whom_is_said(gazetteer: Gazetteer, text: str, reason: str) -> None:
    assert gazetteer.find(text, SUMMIT)[0].reason == reason


@pytest.mark.parametrize(
    ("name", "on", "actor"),
    [
        ("Russia", date(1914, 7, 28), "RUE"),
        ("Russia", date(1970, 1, 1), "SUN"),
        ("Russia", date(2024, 1, 1), "RUS"),
        ("Soviet Union", date(2024, 1, 1), "SUN"),
        ("Germany", date(1914, 7, 28), "DRE"),
        ("West Germany", date(1970, 1, 1), "DEU"),
        ("Turkey", date(1914, 7, 28), "OTT"),
        ("China", date(1937, 7, 7), "ROC"),
        ("China", date(1900, 7, 7), "CHQ"),
        ("Republic of China", date(1960, 1, 1), "TWN"),
        ("Korea", date(1894, 7, 25), "KRE"),
        ("Serbia", date(1914, 7, 28), "SER"),
        ("Serbia", date(2024, 1, 1), "SRB"),
        ("Estonia", date(1930, 1, 1), "EST"),
        ("Yemen", date(2024, 1, 1), "YEM"),
    ],
)
def test_names_depend_on_the_day(gazetteer: Gazetteer, name: str, on: date, actor: str) -> None:
    assert gazetteer.resolve(name, on) == (actor,)


def test_divided_states_are_ambiguous(gazetteer: Gazetteer) -> None:
    assert gazetteer.resolve("Germany", date(1970, 1, 1)) == ("DDR", "DEU")
    assert gazetteer.resolve("Vietnam", date(1965, 1, 1)) == ("VNM", "VSO")
    assert gazetteer.resolve("Yemen", date(1980, 1, 1)) == ("YAR", "YMD")


@pytest.mark.parametrize(
    ("code", "on", "actors"),
    [
        ("PRK", SUMMIT, ("PRK",)),
        ("nam", SUMMIT, ("NAM",)),
        ("731", SUMMIT, ("PRK",)),
        ("260", SUMMIT, ("DEU",)),
        ("255", SUMMIT, ("DEU",)),
        ("255", date(1914, 7, 28), ("DRE",)),
        ("cow:345", SUMMIT, ("SRB",)),
        ("gw:340", SUMMIT, ("SRB",)),
        ("345", date(1950, 1, 1), ("YUG",)),
        ("678", SUMMIT, ("YEM",)),
        ("679", SUMMIT, ("YEM",)),
        ("970", SUMMIT, ("KIR", "NRU")),
        ("cow:970", SUMMIT, ("NRU",)),
        ("365", date(1914, 7, 28), ("RUE",)),
        ("north  korea", SUMMIT, ("PRK",)),
        ("the kremlin", SUMMIT, ("RUS",)),
        ("Ruritania", SUMMIT, ()),
        ("", SUMMIT, ()),
        ("Russia and China", SUMMIT, ()),
    ],
)
def test_codes_and_names_of_the_command_line(
    gazetteer: Gazetteer, code: str, on: date, actors: tuple[str, ...]
) -> None:
    assert gazetteer.resolve(code, on) == actors


def test_near_names(gazetteer: Gazetteer) -> None:
    assert "Ukraine" in gazetteer.near("Ukrane")
    assert "PRK" in gazetteer.near("PRKK")
    assert gazetteer.near("xqzzy") == ()


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        ("Russian troops", "MIL"),
        ("the Pentagon", "MIL"),
        ("Japanese lawmakers", "LEG"),
        ("Chinese companies", "BUS"),
        ("the State Duma", "LEG"),
        ("Pyongyang", "GOV"),
        ("the Houthis", "REB"),
        ("the United Nations", "IGO"),
        ("the Ukrainian defence minister", "MIL"),
    ],
)
def test_sectors(gazetteer: Gazetteer, text: str, sector: str) -> None:
    assert only(gazetteer, text).sector == sector


@pytest.mark.parametrize(
    ("text", "on", "actors", "sector"),
    [
        ("Vienna", date(1950, 6, 1), "AUT", "GOV"),
        ("Vienna", SUMMIT, "AUT|IAEA|OSCE", None),
        ("the SDF", date(1990, 6, 1), "JPN", "MIL"),
        ("the SDF", SUMMIT, "JPN|SDF", None),
    ],
)
def test_a_name_stands_for_a_part_of_those_it_means_on_the_day(
    gazetteer: Gazetteer, text: str, on: date, actors: str, sector: str | None
) -> None:
    found = only(gazetteer, text, on)
    assert ("|".join(found.candidates), found.sector) == (actors, sector)


def test_a_city_after_a_preposition_is_said_to_be_the_place(gazetteer: Gazetteer) -> None:
    assert only(gazetteer, "they met in Pyongyang").reason == "the place itself, after 'in'"
    assert "place" not in only(gazetteer, "a note from Pyongyang").reason


@pytest.mark.shared
def test_two_articles_about_a_summit(gazetteer: Gazetteer, shared: Path) -> None:
    texts = [path.read_text("utf-8") for path in sorted((shared / "documents").glob("*.txt"))]
    mentions = [found for text in texts for found in gazetteer.find(text, date(2024, 7, 15))]
    meant = {actor for found in mentions for actor in found.candidates}
    states = {"RUS", "PRK", "KOR", "JPN", "CHN", "USA", "UKR", "FIN", "SWE", "PHL", "SUN"}
    groups = {"NATO", "UN", "UNSC", "EAEU", "QUAD", "AUKUS", "I2U2", "IP4", "WEST"}
    assert states | groups <= meant
    assert all(len(found.candidates) == 1 for found in mentions)
    assert {f.person for f in mentions} == {None, "vladimir-putin", "kim-jong-un", "xi-jinping"}


WORDS = ["Russia", "Russian", "president", "chief", "President", "Kim", "Jong", "Un", "of", "the"]
WORDS += ["NATO", "US", "former", "Putin", ",", ".", "’s", "-", "\n"]


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
def test_spans_are_verbatim_in_order_and_apart(text: str) -> None:
    mentions = GAZETTEER.find(text, SUMMIT)
    for found in mentions:
        assert text[found.start : found.end] == found.text
    for one, other in pairwise(mentions):
        assert one.end <= other.start


def test_what_folding_makes_plain() -> None:
    assert fold("\u2019\u2018\u02bc\u02bb`\u00b4") == "'" * 6
    assert fold("\u2010\u2011\u2012\u2013\u2014\u2212") == "-" * 6
    assert fold("ÀÈĂȳḀỹ") == "AEAyAy"
    assert fold("ſĳǆ") == "sĳǆ", "a sign for two letters stays one"


@settings(deadline=None)
@given(st.text(max_size=200))
def test_folding_keeps_every_position(text: str) -> None:
    assert len(fold(text)) == len(text)


GAZETTEER = World.packaged().gazetteer


def test_every_name_given_resolves_to_its_actor_while_it_exists() -> None:
    world = World.packaged()
    for actor in world.lives:
        on = actor.end.start if actor.end else SUMMIT
        if actor.start and on < actor.start.end:
            continue
        for name in (actor.name, *actor.names):
            assert actor.id in world.gazetteer.resolve(name, on), (actor.id, name)
