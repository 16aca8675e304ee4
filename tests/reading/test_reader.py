"""What the reader makes of sentences: events told as fact, claims, names left open."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ramify._errors import InputError
from ramify.reading.events.merge import merge_events
from ramify.reading.intake.documents import from_bytes
from ramify.reading.reader import read
from ramify.reading.rules import RulesReader
from ramify.reading.statements import Reading
from ramify.reading.syntax.parsers import named_parser
from ramify.world.world import World
from tests.reading.conftest import Read


def coded(reading: Reading) -> set[tuple[str, str, str | None]]:
    """Actor, root of the code, target."""
    reported = (e for e in reading.events if e.status in ("happened", "alleged"))
    return {(e.actor, e.action[:2], e.target) for e in reported}


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Germany condemned Iran on Friday.", ("DEU", "11", "IRN")),
        ("Iran was condemned by Germany on Friday.", ("DEU", "11", "IRN")),
        ("The French president paid a visit to Morocco.", ("FRA", "04", "MAR")),
        ("Turkey and Greece signed an agreement on fishing in Athens.", ("TUR", "05", "GRC")),
        ("Russia's invasion of Ukraine shocked the region.", ("RUS", "19", "UKR")),
        ("Kenya sent food to Somalia.", ("KEN", "07", "SOM")),
        ("The United States imposed sanctions on Venezuela.", ("USA", "16", "VEN")),
        ("The United States lifted sanctions on Sudan.", ("USA", "08", "SDN")),
        ("Poland called on Belarus to release the prisoners.", ("POL", "02", "BLR")),
        ("Japan demanded that China withdraw its ships.", ("JPN", "10", "CHN")),
        ("India rejected a Chinese proposal for talks.", ("IND", "12", "CHN")),
        ("Israel threatened to attack Syria.", ("ISR", "13", "SYR")),
        ("Norway promised to provide aid to Malawi.", ("NOR", "03", "MWI")),
        ("Egyptian troops attacked rebels in Libya.", ("EGY", "19", "LBY")),
        ("Ethiopia accused Eritrea of backing the rebels.", ("ETH", "11", "ERI")),
        ("Spain expelled two Russian diplomats.", ("ESP", "16", "RUS")),
        ("North Korea received oil from Russia.", ("RUS", "07", "PRK")),
        ("Brazil broke off diplomatic relations with Chile.", ("BRA", "16", "CHL")),
        (
            "According to Turkish officials, Iran has shipped crates of rifles to Sudan.",
            ("IRN", "07", "SDN"),
        ),
        ("Germany recognised Croatia, and Austria followed suit.", ("AUT", "05", "HRV")),
        ("Qatar has pledged $3 billion in aid and investment to Kenya.", ("QAT", "03", "KEN")),
        ("Ten countries, led by Japan, condemned Iran.", ("JPN", "11", "IRN")),
        ("The treaty that Egypt and Sudan signed in 1999 is void.", ("EGY", "05", "SDN")),
    ],
)
def test_who_did_what_to_whom(read_text: Read, text: str, event: tuple[str, str, str]) -> None:
    assert event in coded(read_text(text))


def test_a_date_is_counted_on_to_the_act_behind_the_words(read_text: Read) -> None:
    reading = read_text("Putin visited China in May 2024, a month before he flew to Vietnam.")
    dated = {(e.target, str(e.when)) for e in reading.events}
    assert dated == {("CHN", "2024-05"), ("VNM", "2024-06")}


def test_who_follows_joins_what_the_first_joined_on_a_day_of_its_own(read_text: Read) -> None:
    reading = read_text("Finland joined NATO on 4 April 2023, and Sweden followed on 7 March 2024.")
    joined = {(e.actor, e.target, str(e.when)) for e in reading.events}
    assert joined == {("FIN", "NATO", "2023-04-04"), ("SWE", "NATO", "2024-03-07")}


@pytest.mark.parametrize(
    "text",
    [
        "Japan fears that Russia will transfer missile technology to Iran.",
        "Analysts believe that Russia will sell fighters to Iran.",
        "Poland warned that Russia would send troops to Belarus.",
    ],
)
def test_what_is_expected_of_another_is_a_claim_and_no_pledge(read_text: Read, text: str) -> None:
    reading = read_text(text)
    assert not reading.events
    assert [claim.about.actor for claim in reading.claims if claim.about] == ["RUS"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Eritrea and Ethiopia resumed hostilities.", "190"),
        ("Eritrea and Ethiopia resumed hostile activities.", "150"),
    ],
)
def test_hostilities_of_two_are_one_event(read_text: Read, text: str, code: str) -> None:
    reading = read_text(text)
    assert [(e.actor, e.action, e.target) for e in reading.events] == [("ERI", code, "ETH")]


@pytest.mark.parametrize(
    "text",
    [
        "Moscow calls it a partnership; its neighbours call it a warning.",
        "France and Spain should press Morocco.",
        "Germany did not attack Poland.",
        "If Iran attacks Israel, the war will spread.",
        "China might invade Taiwan.",
        "Turkey wants to visit Greece.",
        "France denied that it had attacked Mali.",
        "Analysts discussed a possible Russian invasion of Moldova.",
        "The treaty would allow Russia to attack Georgia.",
    ],
)
def test_what_did_not_happen_is_no_act_of_force_or_visit(read_text: Read, text: str) -> None:
    assert not {(actor, root) for actor, root, _ in coded(read_text(text)) if root in ("19", "04")}


def test_a_stated_intent_and_a_stated_refusal_are_acts_of_words(read_text: Read) -> None:
    assert ("NGA", "13") in {
        (a, r) for a, r, _ in coded(read_text("Nigeria announced that it will attack Chad."))
    }
    assert ("SYR", "12") in {
        (a, r) for a, r, _ in coded(read_text("Syria said it will not accept refugees from Iraq."))
    }


def test_pronouns_and_pairs_are_followed_in_the_document(read_text: Read) -> None:
    reading = read_text(
        "President Vladimir Putin met President Xi Jinping in Beijing on 16 May 2024. "
        "The two leaders signed a joint statement. Later he visited Vietnam."
    )
    assert ("RUS", "04", "CHN") in coded(reading)


def test_dates_places_and_amounts(read_text: Read) -> None:
    (event, *_) = read_text("On 4 May 2021 Italy delivered 300 tons of grain to Yemen.").events
    assert (str(event.when), event.actor, event.target) == ("2021-05-04", "ITA", "YEM")
    assert event.quantity and (event.quantity.value, event.quantity.unit) == (300, "tons")
    (event, *_) = read_text("The treaty was signed by Peru and Chile in Lima in March 1999.").events
    assert (str(event.when), event.place) == ("1999-03", "Lima")


def test_a_date_relative_to_another_event_follows_it(read_text: Read) -> None:
    reading = read_text(
        "Macron visited Tashkent on 2 November 2023. "
        "Macron visited China seven months before he visited Tashkent."
    )
    dates = {e.target: str(e.when) for e in merge_events([reading])}
    assert dates["CHN"] == "2023-04"


@pytest.mark.parametrize(
    ("text", "kind", "modality", "holder"),
    [
        ("The pact will weaken NATO.", "forecast", "unstated", "author"),
        ("China could be dragged into the conflict.", "forecast", "possible", "author"),
        ("Japan will very likely join the group.", "forecast", "very likely", "author"),
        ("Seoul should be careful.", "recommendation", "should", "author"),
        ("Analysts believe that Russia will attack Georgia.", "forecast", "unstated", "scholars"),
        ("The treaty aggravates the insecurity of Japan.", "cause", "unstated", "author"),
        ("Russia aims to divide the alliance.", "intention", "wants", "author"),
        ("According to Kyiv, Moscow will attack again.", "forecast", "unstated", "actor"),
    ],
)
def test_claims_have_kind_modality_and_holder(
    read_text: Read, text: str, kind: str, modality: str, holder: str
) -> None:
    found = {(c.kind, c.modality, c.holder.kind) for c in read_text(text).claims}
    assert (kind, modality, holder) in found


def test_a_denied_forecast_is_not_affirmed(read_text: Read) -> None:
    (claim, *_) = read_text("Hungary will not leave the union.").claims
    assert not claim.affirmed


def test_quotes_are_verbatim_spans(read_text: Read) -> None:
    reading = read_text(
        "Germany condemned Iran. “Iran will pay,” the chancellor said.\n\nFrance could follow."
    )
    text = reading.document.text
    spans = [e for s in (*reading.events, *reading.claims) for e in s.evidence]
    assert spans
    assert all(text[e.start : e.end] == e.quote for e in spans if e.kind == "text")
    assert all(claim.content in text for claim in reading.claims)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.sampled_from(
            [
                "Russia",
                "attacked",
                "Ukraine",
                ".",
                "“",
                "”",
                "’",
                "(",
                ")",
                "-",
                "not",
                "will",
                "could",
                "he",
                "it",
                ",",
                "1961",
                "the\n",
                "\u202e",
                "\x00",
                "ﬁ",
                "北",
            ]
        ),
        max_size=30,
    )
)
def test_nothing_breaks_on_hostile_word_salad(world: World, words: list[str]) -> None:
    try:
        document = from_bytes(" ".join(words).encode(), name="salad.txt")
    except InputError:
        return
    try:
        reading = RulesReader(named_parser("shallow")).read(document, world)
    except InputError:  # letters of another language
        return
    for statement in (*reading.events, *reading.claims):
        for e in statement.evidence:
            assert e.kind == "text" and document.text[e.start : e.end] == e.quote


def test_a_bad_document_never_stops_the_rest(tmp_path: Path, world: World) -> None:
    (tmp_path / "good.txt").write_text("Germany condemned Iran on Friday.")
    (tmp_path / "empty.txt").write_text("")
    library = read(
        [tmp_path, tmp_path / "gone.txt"], world=world, reader=RulesReader(named_parser("shallow"))
    )
    assert [r.document.name for r in library.readings] == ["good.txt"]
    assert {(Path(r.path).name, r.reason) for r in library.refused} == {
        ("empty.txt", "empty"),
        ("gone.txt", "no such file"),
    }
    assert all(r.repair for r in library.refused)


def test_the_shallow_rules_read_plain_clauses(world: World) -> None:
    reader = RulesReader(named_parser("shallow"))
    text = "Germany condemned Iran on 3 May 2019. The United States imposed sanctions on Venezuela."
    events = reader.read(from_bytes(text.encode(), name="a.txt"), world).events
    assert {(e.actor, e.action[:2], e.target) for e in events} == {
        ("DEU", "11", "IRN"),
        ("USA", "16", "VEN"),
    }


def test_an_ambiguous_name_is_reported_not_guessed(read_text: Read) -> None:
    reading = read_text("Congo accused Rwanda of an attack.")
    assert [m.name for m in reading.unresolved] == ["Congo"]
    assert set(reading.unresolved[0].candidates) == {"COD", "COG"}


def test_the_day_asked_for_anchors_an_undated_document(
    world: World, parser: object, tmp_path: Path
) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Germany condemned Iran last month.")
    library = read([file], world=world, on=date(2024, 7, 10))
    assert str(library.readings[0].events[0].when) == "2024-06"


def test_reading_twice_gives_the_same_bytes(read_text: Read) -> None:
    text = "Turkey and Greece signed an agreement. Greece could join the group."
    assert read_text(text).to_json() == read_text(text).to_json()


@pytest.mark.shared
def test_the_two_articles_tell_what_happened(shared: Path, world: World, parser: object) -> None:
    library = read([shared / "documents"], world=world)
    found = {(e.actor, e.action[:2], e.target, str(e.when)) for e in merge_events(library.readings)}
    for event in (
        ("RUS", "04", "PRK", "2024-06"),
        ("RUS", "05", "PRK", "2024-06-19"),
        ("RUS", "12", "UNSC", "2024-03-28"),
        ("FIN", "05", "NATO", "2023-04-04"),
        ("PRK", "04", "RUS", "2023-09"),
        ("RUS", "04", "CHN", "2024-05"),
        ("RUS", "19", "UKR", "2022-02"),
        ("SUN", "05", "PRK", "1961"),
    ):
        assert event in found, event
    amounts = {
        (e.quantity.value, e.quantity.unit)
        for r in library.readings
        for e in r.events
        if e.quantity
    }
    assert (6700, "containers") in amounts
    assert ("RUS", "07", "PRK") in {event[:3] for event in found}
