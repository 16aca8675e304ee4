"""Every rule finds the target of its own example; a title says how far up an event stands."""

from __future__ import annotations

import pytest

from ramify.reading.events.doers import DOERS
from ramify.reading.events.targets import TARGETS
from ramify.reading.events.untargeted import DoerRule, TargetRule
from ramify.reading.intake.documents import from_bytes
from ramify.reading.rules import RulesReader
from ramify.reading.statements import Reading
from ramify.world.when import When
from ramify.world.world import World

pytest.importorskip("ramify_english")


@pytest.fixture(scope="module")
def world() -> World:
    return World.packaged()


def _read(text: str, world: World) -> Reading:
    document = from_bytes(text.encode(), name="story.txt")
    document = document.model_copy(update={"published": When("2024-03-09")})
    return RulesReader(alone=True).read(document, world)


@pytest.mark.parametrize(
    ("rule", "dyad"),
    zip(
        TARGETS,
        [("PER", "CHL"), ("PER", "CHL"), ("EGY", "SOM"), ("ESP", "KEN"),
         ("KEN", "TCD"), ("IRN", "ESP"), ("CHL", "PER"), ("ESP", "IRN"),
         ("GHA", "KEN"), ("ESP", "UNSC"), ("CHL", "PER"), ("BEN", "GHA"), ("CHL", "PER"),
         ("PER", "CHL"), ("ESP", "IRN"), ("ESP", "CHL"), ("GHA", "KEN"),
         ("CHL", "PER"), ("ESP", "PER"), ("ESP", "PER"), ("PER", "CHL"),
         ("GHA", "BEN"), ("TCD", "SDN")],
        strict=True,
    ),
    ids=[rule.name for rule in TARGETS],
)  # fmt: skip
def test_a_rule_finds_the_target_of_its_example(
    rule: TargetRule, dyad: tuple[str, str], world: World
) -> None:
    told = [(e.actor, e.target) for e in _read(rule.example, world).events]
    assert dyad in told


@pytest.mark.parametrize("rule", DOERS, ids=[rule.name for rule in DOERS])
def test_a_rule_finds_who_did_what_its_example_tells(rule: DoerRule, world: World) -> None:
    told = [(e.actor, e.target) for e in _read(rule.example, world).events]
    at_home = rule.name == "police of the land"
    assert told[-1] == (("PER", "PER") if at_home else ("PER", "CHL"))
    assert ("---", "CHL") not in told


@pytest.mark.parametrize(
    "text",
    [
        "Spain sanctioned Iran on Monday. Weeks passed. Talks went on. Spring came. Rain fell. "
        "Iran condemned the measures.",
        "Iran condemned the measures.",
    ],
)
def test_what_was_told_long_before_is_not_answered(text: str, world: World) -> None:
    assert [e.target for e in _read(text, world).events if e.action.startswith("11")] == [None]


def test_an_event_of_the_title_stands_highest(world: World) -> None:
    text = (
        "Kenya expels envoys of Chad\n\nKenya expelled two diplomats of Chad on Monday. Peru "
        "condemned Chile on Tuesday.\n\nRain fell all day.\n\nSpain met Malta on Friday."
    )
    places = {(e.actor, e.told_in) for e in _read(text, world).events}
    assert places == {("KEN", "title"), ("PER", "lead"), ("ESP", "body")}
