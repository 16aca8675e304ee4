"""Whose words a quotation is."""

from __future__ import annotations

import pytest

from ramify.reading.intake.documents import from_bytes
from ramify.reading.rules import RulesReader
from ramify.world.when import When
from ramify.world.world import World

pytest.importorskip("ramify_english")


@pytest.fixture(scope="module")
def world() -> World:
    return World.packaged()


def _holders(text: str, world: World) -> list[tuple[str, str | None]]:
    document = from_bytes(text.encode(), name="story.txt")
    document = document.model_copy(update={"published": When("2024-03-09")})
    claims = RulesReader().read(document, world).claims
    return [(claim.kind, claim.holder.actor) for claim in claims]


@pytest.mark.parametrize(
    "text",
    [
        '"We will defend the border. We will not yield," Polish President Andrzej Duda said.',
        "Polish President Andrzej Duda said: “We will defend the border. We will not yield.”",
        "Polish President Andrzej Duda spoke on Monday. He said that Poland would act.\n\n"
        "“We will defend the border. We will not yield.”",
        '"We will defend the border," Polish President Andrzej Duda said. "We will not yield."',
        "“We will defend the border,” said Polish President Andrzej Duda. “We will not yield.”",
    ],
)
def test_a_quotation_is_held_by_whoever_speaks_it(text: str, world: World) -> None:
    found = _holders(text, world)
    assert len(found) >= 2 and {actor for _, actor in found} == {"POL"}


@pytest.mark.parametrize(
    "text",
    [
        "Polish President Andrzej Duda said that Poland would act.\n\nExports will fall next year.",
        "Exports will fall next year.",
        "“It is over,” Andrzej Duda said.\n\nTwo weeks passed. Exports will fall next year.",
    ],
)
def test_what_stands_outside_quotations_is_the_authors(text: str, world: World) -> None:
    assert _holders(text, world)[-1][1] is None


@pytest.mark.parametrize(
    "text",
    [
        "Efforts to mediate are already underway.",
        "The water cannon was aimed at the antennas.",
        "They discussed how the council should react.",
        "The truce stipulates that the forces must leave.",
        "Norway had to wait for two allies.",
    ],
)
def test_what_nobody_holds_is_no_claim(text: str, world: World) -> None:
    assert _holders(text, world) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "Poland spoke on Monday. It will leave the pact.",
            "It [Poland] will leave the pact",
        ),
        (
            "Andrzej Duda said he was ready to talk.",
            "he [Andrzej Duda] was ready to talk",
        ),
        ("Poland will defend its border.", "Poland will defend its border"),
        ("It will rain.", "It will rain"),
        (
            "Kenya and Chad met. Kenya said that it may attack its neighbour.",
            "it [Kenya] may attack its neighbour",
        ),
    ],
)
def test_whom_a_pronoun_means_stands_in_brackets(text: str, shown: str, world: World) -> None:
    document = from_bytes(text.encode(), name="story.txt")
    document = document.model_copy(update={"published": When("2024-03-09")})
    claims = RulesReader(alone=True).read(document, world).claims
    assert shown in [claim.shown for claim in claims]
    assert all(claim.content in text for claim in claims)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Moscow could station more troops near Finland, analysts in Stockholm expect.",
            "analysts",
        ),
        ("China could punish European firms, diplomats in Brussels fear.", "diplomats"),
        ("The truce may collapse within weeks, officials in Cairo fear.", "officials"),
        ("Wagner could profit, a diplomat in Paris fears.", "diplomat"),
        ("The pact could lead to an arms race in the region, some in Jakarta fear.", "some"),
        ("An attack is unlikely, diplomats in Athens think: Turkey votes next year.", "diplomats"),
        ("Greece should keep its calm, an adviser of Kyriakos Mitsotakis said.", "adviser"),
        ("Others warn that Kim could send soldiers to fight for Russia.", "others"),
        ("Ties should stay as they are now, Prime Minister Shinzo Abe said.", "Shinzo Abe"),
        ("Germany and France will share hope, trust and fear.", "the author"),
    ],
)
def test_who_stands_behind_what_he_says_holds_it(text: str, name: str, world: World) -> None:
    document = from_bytes(text.encode(), name="story.txt")
    document = document.model_copy(update={"published": When("2024-03-09")})
    claims = RulesReader().read(document, world).claims
    assert claims[0].holder.name == name
