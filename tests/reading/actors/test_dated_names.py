"""Names of places and peoples, people known by their office, and what a text comes back to."""

from __future__ import annotations

import os
from datetime import date
from importlib.util import find_spec

import pytest

from ramify.reading.actors.dated_names import local_names
from ramify.reading.events.contexts import contexts_of
from ramify.reading.events.merge import merge_events
from ramify.reading.intake.documents import from_bytes
from ramify.reading.rules import RulesReader
from ramify.reading.statements import Reading
from ramify.record.ontology import actions
from ramify.world.world import World

needs_parser = pytest.mark.skipif(
    not (find_spec("ramify_english") or os.environ.get("RAMIFY_PARSER")),
    reason="no trained parser: install packages/ramify-english",
)


@pytest.fixture(scope="module")
def world() -> World:
    return World.packaged()


def _read(text: str, world: World, on: date = date(2024, 6, 1)) -> Reading:
    return RulesReader(on=on).read(from_bytes(text.encode(), name="a.txt"), world)


def _told(text: str, world: World) -> set[tuple[str, str, str | None]]:
    return {(e.actor, e.action, e.target) for e in _read(text, world).events}


def test_every_local_name_is_of_a_known_actor(world: World) -> None:
    known = set(world.actors)
    names = "Basra; Alberta; Fatah; Chechen rebels; Ho Chi Minh City; Khyber Pakhtunkhwa"
    found = list(local_names(names))
    assert [f.candidates[0] for f in found] == ["IRQ", "CAN", "PSE", "RUS", "VNM", "PAK"]
    assert {i for f in found for i in f.candidates} <= known


def test_a_text_named_after_a_place_is_no_place() -> None:
    assert not list(local_names("the Geneva Conventions and the Camp David Accords"))


@needs_parser
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Police in Alberta arrested three Indian nationals.", ("CAN", "173", "IND")),
        (
            "Albania's prime minister, Edi Rama, met Emmanuel Macron. Rama accused Iran.",
            ("ALB", "112", "IRN"),
        ),
        (
            "The UN Security Council met in Geneva. The EU protested. The Council condemned Sudan.",
            ("UNSC", "111", "SDN"),
        ),
        ("Germany handed over Leopard tanks to Ukraine.", ("DEU", "072", "UKR")),
        ("France contributed up to 400 troops to the mission in Liberia.", ("FRA", "072", "LBR")),
        ("Kenya and Uganda agreed not to attack each other.", ("KEN", "035", "UGA")),
        ("Brazil signalled its readiness to lend money to Cuba.", ("BRA", "0331", "CUB")),
        ("Turkey failed to withdraw its troops from Syria.", ("TUR", "1246", "SYR")),
    ],
)
def test_what_is_told(text: str, told: tuple[str, str, str | None], world: World) -> None:
    assert told in _told(text, world)


@needs_parser
@pytest.mark.parametrize(
    "text",
    [
        "Russia failed to engage Ukraine in the union.",
        "Neither country took action against Iran.",
        "Hosting exiles has a price.",
        "An attack by Russia on Sweden remains very unlikely.",
        "It was the first time that a state had invaded Kuwait.",
    ],
)
def test_what_is_not_told(text: str, world: World) -> None:
    assert not _told(text, world)


@needs_parser
def test_the_two_sides_are_those_the_text_is_about(world: World) -> None:
    text = (
        "Kenya attacked Uganda. Uganda threatened Kenya. Kenya shelled Uganda. "
        "The United States and France brokered talks. The two sides traded fire on 3 May 2024."
    )
    assert ("KEN", "193", "UGA") in _told(text, world) or ("UGA", "193", "KEN") in _told(
        text, world
    )


@needs_parser
def test_a_veto_told_again_by_name_is_one_veto(world: World) -> None:
    text = (
        "On 28 March 2024 Russia vetoed a resolution of the UN Security Council on North Korea. "
        "Russia's veto ended the work of the panel."
    )
    vetoes = [e for e in merge_events([_read(text, world)]) if e.action == "129"]
    assert [str(e.when) for e in vetoes] == ["2024-03-28"]
    assert len(vetoes[0].evidence) == 2


@needs_parser
def test_contexts_come_from_code_and_words(world: World) -> None:
    event = _read("On 3 May 2024 China imposed tariffs on Australian wine.", world).events[0]
    assert event.context == ("economic",)


def test_contexts_are_few_and_empty_where_nothing_says() -> None:
    assert contexts_of("112", ["accuse", "rival"]) == ()
    every = [
        contexts_of(a.code, ["election", "court", "trade", "troop", "drug"]) for a in actions()
    ]
    assert all(0 < len(found) <= 3 for found in every)


@needs_parser
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Egypt's delivery of weapons to Somalia alarmed Ethiopia.", ("EGY", "072", "SOM")),
        (
            "The expulsion of the Russian ambassador by Estonia was no surprise.",
            ("EST", "161", "RUS"),
        ),
        (
            "Talks between the United States and Iran in Muscat ended on 3 May 2024.",
            ("USA", "046", "IRN"),
        ),
        (
            "ECOWAS threatened to use force and imposed sanctions on Niger.",
            ("ECOWAS", "163", "NER"),
        ),
        ("China lifted its ban on Australian coal.", ("CHN", "085", "AUS")),
        ("Moscow called the American strikes a violation of the Charter.", ("RUS", "111", "USA")),
        ("Glas had been granted asylum by Mexico.", ("MEX", "075", None)),
        ("NATO included Finland and Sweden.", ("NATO", "050", "SWE")),
        (
            "The Government of Norway notes the attack on Peru. We condemn Bolivia.",
            ("NOR", "111", "BOL"),
        ),
    ],
)
def test_acts_in_nouns_and_mended_trees(
    text: str, told: tuple[str, str, str | None], world: World
) -> None:
    assert told in _told(text, world)


@needs_parser
@pytest.mark.parametrize(
    "text",
    [
        "Turkey, which trades with everyone, will wait.",
        "Bolivia cut relations with Israel, and Chile and Colombia recalled their ambassadors.",
    ],
)
def test_no_act_towards_whoever_stands_next(text: str, world: World) -> None:
    assert not {(a, t) for a, _, t in _told(text, world)} & {("TUR", None), ("BOL", "CHL")}


@needs_parser
def test_who_applied_after_an_invasion_did_not_invade(world: World) -> None:
    text = "Finland and Sweden dealt with NATO. Both countries applied in May 2022, three months "
    told = _told(f"{text}after Russia invaded Ukraine.", world)
    assert {(a, t) for a, code, t in told if code == "190"} == {("RUS", "UKR")}


@needs_parser
def test_a_surname_means_who_was_last_named_in_full(world: World) -> None:
    on = date(2024, 10, 15)
    first = "Kim Jong Un met Vladimir Putin on 1 October 2024. "
    second = "South Korea's defence minister Kim Yong-hyun condemned the meeting. "
    told = _read(first + second + "Kim accused Russia of sending troops.", world, on).events
    assert ("KOR", "112", "RUS") in {(e.actor, e.action, e.target) for e in told}
    bare = "North Korea tested a missile, and South Korea protested. Kim said nothing."
    assert [n.name for n in _read(bare, world, on).unresolved] == ["Kim"]


@needs_parser
def test_the_thing_an_actor_has_is_no_part_of_its_name(world: World) -> None:
    text = "In September 2023, Kim Jong Un discussed with Putin assistance in the space realm."
    names = {(e.actor_name, e.target_name) for e in _read(text, world).events}
    assert names == {("Kim Jong Un", "Putin")}


@needs_parser
@pytest.mark.parametrize(
    ("text", "kind", "affirmed"),
    [
        ("Analysts doubt that Manila will give up the shoal.", "forecast", False),
        ("I do not believe that the two armies will fight again.", "forecast", False),
        ("Exporters expect the ban to go by May.", "forecast", True),
        ("The accord risks becoming a dead letter.", "warning", True),
    ],
)
def test_what_is_held(text: str, kind: str, affirmed: bool, world: World) -> None:
    assert [(c.kind, c.affirmed) for c in _read(text, world).claims] == [(kind, affirmed)]


@needs_parser
@pytest.mark.parametrize(
    "text",
    [
        "Nobody knows how it will end.",
        "Australian ministers could not reach their counterparts.",
    ],
)
def test_what_is_no_claim(text: str, world: World) -> None:
    assert not _read(text, world).claims
