"""Words of events, amounts, sectors and pacts."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from ramify import Event, Quantity, World
from ramify.briefing.words import (
    after_words,
    details_words,
    event_words,
    in_text,
    pact_lines,
    sector_words,
    shortened,
    spoken_words,
)
from ramify.world.pacts import Article, Commitment, Pact, Party

NAMES = {"RUS": "Russia", "PRK": "North Korea", "USA": "United States"}


def event(**fields: Any) -> Event:
    return Event(
        **{"when": "2023-09-12", "actor": "RUS", "action": "072", "target": "PRK", **fields}
    )


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Russia → North Korea: give military aid"),
        ({"action": "040"}, "Russia ↔ North Korea: hold consultations"),
        ({"target": None}, "Russia: give military aid"),
        ({"actor": "XXX"}, "XXX → North Korea: give military aid"),
        ({"actor_sector": "MIL"}, "Russia's military → North Korea: give military aid"),
        ({"actor_name": "Putin"}, "Russia (Putin) → North Korea: give military aid"),
        ({"actor_name": "the Russians of Russia"}, "Russia → North Korea: give military aid"),
        ({"target_name": "Korea"}, "Russia → North Korea: give military aid"),
    ],
)
def test_an_event_in_words(fields: dict[str, Any], words: str) -> None:
    assert event_words(event(**fields), NAMES) == words
    assert after_words(event(**fields), NAMES) == f"after 2023-09-12: {words}"


@pytest.mark.parametrize(
    ("called", "sector", "words"),
    [
        ("Russia", None, "Russia"),
        ("Russia", "GOV", "Russia"),
        ("NATO", "IGO", "NATO"),
        ("Russia", "REB", "Russia's rebels"),
        ("United States", "LEG", "United States' parliament"),
        ("Russia", "UNK", "Russia (sector unknown)"),
        ("Russia", "XYZ", "Russia (XYZ)"),
    ],
)
def test_a_part_of_a_society_in_words(called: str, sector: str | None, words: str) -> None:
    assert sector_words(called, sector) == words


@pytest.mark.parametrize(
    ("quantity", "thing", "words"),
    [
        (None, "shells", "object: shells"),
        ((6700, "boxes", True), None, "about 6,700 boxes"),
        ((6700, "boxes", False), "shells", "6,700 boxes of shells"),
        ((6700, "boxes", False), "6,700 boxes of shells", "object: 6,700 boxes of shells"),
        ((6700, "boxes", False), "boxes of shells", "6,700 boxes; object: boxes of shells"),
        ((6700, "artillery shells", False), "shells", "6,700 artillery shells"),
    ],
)  # fmt: skip
def test_an_amount_is_said_once(
    quantity: tuple[float, str, bool] | None, thing: str | None, words: str
) -> None:
    much = None
    if quantity:
        much = Quantity(value=quantity[0], unit=quantity[1], about=quantity[2])
    [line] = details_words(event(quantity=much, object=thing))
    assert line == f"CAMEO 072; {words}"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, ""),
        ({"when": "2023-09"}, ""),
        ({"when": "2023-09-12/2023-09-14"}, "; within these days"),
        ({"when": None}, ""),
        ({"place": "Rajin"}, "; place: Rajin"),
        ({"object": "Kim", "target_name": "Kim"}, ""),
        ({"object": "Kim", "target_name": "Kim Jong Un"}, "; object: Kim"),
    ],
)
def test_what_is_not_plain_of_an_event_is_said(fields: dict[str, Any], words: str) -> None:
    assert details_words(event(**fields)) == (f"CAMEO 072{words}",)


def _pact(*parties: Party, by: tuple[str, ...] = (), **fields: Any) -> Pact:
    clause = Commitment(type="consultation", by=by)
    rest = {
        "id": "t", "name": "T", "short": "Treaty", "in_force": "2000-01-01", "sources": ("-",),
        "articles": (Article(ref="2", says="They consult.", commitments=(clause,)),),
    }  # fmt: skip
    return Pact(parties=parties, **{**rest, **fields})


def lines(pact: Pact, actor: str | None = None) -> list[str]:
    system = World.packaged().with_pacts(pact).at("2024-07-01")
    return list(pact_lines(pact, system, actor))


def test_a_pact_names_up_to_eight_partners() -> None:
    eight = ["BOL", "BRA", "CHL", "COL", "ECU", "PER", "PRY", "URY"]
    nine = _pact(*(Party(actor=code) for code in ("ARG", *eight)))
    assert lines(nine)[0].startswith("Treaty [t] with 9 others, in force since 2000")
    named = "BOL, BRA, CHL, COL, ECU, PER, PRY and URY"
    assert f"with {named}, in force" in lines(nine, "ARG")[0]


def test_an_act_of_one_state_alone_names_no_partner() -> None:
    law = _pact(Party(actor="ECU"), kind="law", binding=False)
    told = "Treaty [t], in force since 2000-01-01; binding at home, no treaty"
    assert lines(law, "ECU")[0] == told
    with pytest.raises(ValidationError, match="a law has one party"):
        _pact(Party(actor="ECU"), Party(actor="PER"), kind="law", binding=False)


def test_a_pact_is_told_from_the_side_of_one_party() -> None:
    late = Party(actor="PER", start="2010-05-01", how="accession")
    pact = _pact(Party(actor="ECU"), late, by=("ECU",), binding=False)
    clause = "    article 2: consultation"
    assert lines(pact, "PER") == [
        "Treaty [t] with ECU, in force since 2010-05-01; not legally binding"
    ]
    assert lines(pact, "ECU") == [
        "Treaty [t] with PER, in force since 2000-01-01; not legally binding",
        clause,
    ]
    assert lines(pact)[1:] == [clause]
    assert lines(_pact(Party(actor="ECU"), Party(actor="PER")), "PER")[1:] == [clause]


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("x" * 120, "x" * 120),
        ("w " * 59 + "www", "w " * 59 + "www"),
        ("x" * 30 + "; " + "x" * 88, "x" * 30 + "; " + "x" * 88),
        ("x" * 30 + "; " + "x" * 89, "x" * 30 + " …"),
        ("x" * 29 + "; " + "x" * 100, "x" * 29 + "; " + "x" * 100),
        ("x" * 118 + "; " + "x" * 10, "x" * 118 + " …"),
        ("x" * 119 + "; " + "x" * 10, "x" * 119 + "; " + "x" * 10),
        ("x" * 180, "x" * 180),
        ("x" * 181, "x" * 180 + " …"),
        ("x" * 179 + " xx", "x" * 179 + " …"),
        ("x" * 180 + " xx", "x" * 180 + " …"),
        (" " + "x" * 181, " …"),
        ("she said “" + "x" * 25 + "; " + "x" * 25 + "”; " + "x" * 80,
         "she said “" + "x" * 25 + "; " + "x" * 25 + "” …"),
    ],
)  # fmt: skip
def test_a_long_text_is_cut_where_a_clause_ends_or_else_a_word(text: str, short: str) -> None:
    """Up to 120 signs are told, of more those up to a clause's end behind the 30th, or 180."""
    assert shortened(text) == short


@pytest.mark.parametrize(
    ("code", "joint"),
    [("190", "against"), ("012", "against"), ("010", "to"), ("013", "to"), ("040", "and")],
)
def test_what_is_done_is_done_to_with_or_against_somebody(code: str, joint: str) -> None:
    assert spoken_words(event(action=code), NAMES).startswith(f"Russia {joint} North Korea: ")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("United Nations", "the United Nations"), ("Maldives", "the Maldives"),
        ("Quds forces", "the Quds forces"), ("African Union", "the African Union"),
        ("Unity", "Unity"), ("Malta", "Malta"),
    ],
)  # fmt: skip
def test_a_name_that_is_a_plural_or_a_union_has_its_article(name: str, told: str) -> None:
    assert in_text(name) == told
