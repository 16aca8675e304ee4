"""Third states after an event: beside what they do anyway, adding up, and not known when not."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

import ramify
from ramify import Event, InputError, UsageError
from ramify.reasoning.dynamics.answers import Consequences
from ramify.reasoning.dynamics.describe import describe_explanation
from ramify.reasoning.dynamics.rates.footing import Footing
from ramify.reasoning.dynamics.rates.questions import HOSTILE
from ramify.reasoning.dynamics.reactions.answering import (
    PartyReaction,
    SideReaction,
    ThirdState,
    party_reactions,
    reactions,
)
from ramify.reasoning.dynamics.reactions.asked import BEYOND, reactions_to
from ramify.reasoning.dynamics.reactions.class_chances import moved
from ramify.reasoning.dynamics.reactions.ground import Ground
from ramify.reasoning.dynamics.reactions.model import DATA, ReactionModel
from ramify.reasoning.dynamics.reactions.regression import regressed
from ramify.reasoning.dynamics.reactions.traits import TRAITS, TriggerAct, traits
from ramify.reasoning.dynamics.stream import Stream
from ramify.reasoning.dynamics.words.consequences import (
    after_lines,
    describe_consequences,
    party_lines,
    reaction_lines,
)
from ramify.reasoning.dynamics.words.precedents import describe_precedents
from ramify.world.world import World

DAY = date(2018, 9, 28)
STRIKE = ("IRN", "195", "ISR")


@pytest.fixture(scope="module")
def ground() -> Ground:
    return Ground.of(Footing.packaged(), World.packaged().at(DAY))


def _drawn(effect: float, seed: int = 0) -> tuple[np.ndarray, ...]:
    """Cases of 200 events and 40 states whose second trait moves the logit by `effect`."""
    rng = np.random.default_rng(seed)
    x = np.concatenate([np.ones((8000, 1)), rng.normal(size=(8000, 3))], axis=1)
    logit = rng.normal(-2.0, 1.0, size=8000)
    came = rng.random(8000) < 1 / (1 + np.exp(-(logit + effect * x[:, 1])))
    return x, logit, came, np.repeat(np.arange(200), 40)


def test_what_an_event_moves_is_found_and_nothing_where_it_moves_nothing() -> None:
    found = regressed(*_drawn(0.5), ridge=1.0)
    assert found.slope[1] == pytest.approx(0.5, abs=0.1)
    for seed in range(5):
        still = regressed(*_drawn(0.0, seed))
        error = np.sqrt(np.diag(still.covariance))
        assert (np.abs(still.slope) < 4 * error + 1e-3).all()


def test_standard_errors_are_as_large_as_coefficients_scatter() -> None:
    found = [regressed(*_drawn(0.3, seed), ridge=1.0) for seed in range(30)]
    scatter = np.std([one.slope[1] for one in found])
    said = np.mean([one.covariance[1, 1] ** 0.5 for one in found])
    assert 0.7 < said / scatter < 1.5


def test_what_is_badly_known_is_shrunk_and_what_is_well_known_stays() -> None:
    strong, still = (regressed(*_drawn(effect), ridge=1.0) for effect in (0.5, 0.0))
    assert strong.shrunk().slope[1] == pytest.approx(strong.slope[1], rel=0.1)
    assert np.abs(still.shrunk().slope).max() < 0.5 * np.abs(still.slope).max()
    assert (still.shrunk().covariance == still.covariance).all()


def test_of_fewer_days_than_coefficients_none_is_known_for_sure() -> None:
    rng = np.random.default_rng(1)
    _, logit, came, _ = _drawn(0.0)
    x = np.concatenate([np.ones((8000, 1)), rng.normal(size=(8000, 20))], axis=1)
    found = regressed(x, logit, came, np.repeat(np.arange(5), 1600), ridge=1.0)
    assert np.linalg.eigvalsh(found.covariance).min() > 1e-5
    assert (np.abs(found.shrunk().slope) < 3 * np.diag(found.covariance) ** 0.5).all()


def test_a_trait_that_few_have_moves_those_few_little() -> None:
    x, logit, came, day = _drawn(0.0)
    x[:, 3] = 0.0
    x[:5, 3], came[:5] = 1.0, True
    moved = regressed(x, logit, came, day).moved(x)[:, 3]
    assert 0.0 < moved[0] - moved[5] < 0.7


def test_traits_have_their_names(ground: Ground) -> None:
    trigger = TriggerAct(ground.numbers["IRN"], ground.numbers["ISR"], "ASSAULT", 3.0)
    thirds = ground.thirds(trigger.actor, trigger.target)
    x = traits(ground, trigger, trigger.target, thirds, np.zeros(len(thirds)), (0.0, 0.0))
    assert x.shape == (len(thirds), len(TRAITS)) and np.isfinite(x).all()
    assert not {trigger.actor, trigger.target} & set(thirds.tolist())
    usa = thirds.tolist().index(ground.numbers["USA"])
    assert x[usa, list(TRAITS).index("reports")] == pytest.approx(np.log(4.0))


def test_reasons_add_up_and_so_do_the_states(ground: Ground) -> None:
    found = reactions_to(ground.standing, World.packaged().at(DAY), STRIKE, DAY, 30).found
    assert {(one.side, one.acts) for one in found} == {
        (side, acts) for side in ("IRN", "ISR") for acts in ("hostile", "other")
    }
    for side in found:
        for one in side.states[:20]:
            moved = np.log(one.chance / (1 - one.chance)) - np.log(one.usual / (1 - one.usual))
            assert sum(one.because.values()) == pytest.approx(moved, abs=1e-6)
            assert one.added[0] < one.chance - one.usual < one.added[1]
        assert side.joining == pytest.approx(sum(one.chance for one in side.states))
        assert side.interval[0] <= side.joining <= side.interval[1] and 0 < side.usual < 1
        assert side.added[0] <= side.joining - side.usual_joining <= side.added[1]


def test_the_chance_of_a_class_is_that_of_the_base_rates_set_right_and_at_most_that_of_any(
    ground: Ground,
) -> None:
    kinds, moves = ground.standing.rates.classes, ReactionModel.packaged().moves[30]
    found = reactions_to(ground.standing, World.packaged().at(DAY), STRIKE, DAY, 30).found
    for side in found:
        assert {name in HOSTILE for name in side.by_class} == {side.acts == "hostile"}
        for one in side.states[:20]:
            rated = ground.towards(ground.numbers[side.side], DAY + timedelta(days=1), 30)
            mine = moved(rated.by_class[ground.numbers[one.actor]], moves, kinds)
            for name, said in one.by_class.items():
                assert said == pytest.approx(min(mine[kinds.index(name)], one.chance))
            assert one.by_class[one.likeliest] == max(one.by_class.values())


def test_the_two_themselves_are_cases_of_the_same_model(ground: Ground) -> None:
    system = World.packaged().at(DAY)
    found = reactions_to(ground.standing, system, STRIKE, DAY, 30).parties
    assert {(one.role, one.actor, one.side) for one in found} == {
        ("retaliation", "ISR", "IRN"),
        ("escalation", "IRN", "ISR"),
    }
    for one in found:
        moved = np.log(one.chance / (1 - one.chance)) - np.log(one.usual / (1 - one.usual))
        assert sum(one.because.values()) == pytest.approx(moved, abs=1e-6)
        assert one.higher is None  # Nothing is graver than force.
    threat = reactions_to(ground.standing, system, ("IRN", "130", "ISR"), DAY, 30).parties
    [answer] = [o for o in threat if o.role == "retaliation" and o.acts == "hostile"]
    assert answer.higher is not None and answer.by_class["ASSAULT"] <= answer.higher <= 1
    [kind] = [o for o in threat if o.role == "retaliation" and o.acts == "other"]
    assert kind.higher is None


def test_an_event_given_makes_its_actor_more_likely_to_go_on(ground: Ground) -> None:
    trigger = TriggerAct(ground.numbers["IRN"], ground.numbers["ISR"], "ASSAULT")
    told = Ground.of(
        ground.standing.hearing([("IRN", "195", "ISR", DAY)]), World.packaged().at(DAY)
    )
    after, without = (
        party_reactions(one, ReactionModel.packaged(), trigger, DAY + timedelta(days=1), 14)
        for one in (told, ground)
    )
    for one, other in zip(after, without, strict=True):
        if one.acts == "hostile":
            assert one.because["the last days"] > other.because["the last days"]
            assert one.chance > other.chance


def test_a_forecast_after_an_event_says_what_it_moves() -> None:
    told = ramify.forecast("USA", "IRN", after="2018-09-28 IRN 195 ISR", horizon=30).caveats
    assert told[0].startswith("No change to be expected within 30 days: hostile acts of United ")
    told = ramify.forecast("GEO", "RUS", after="2018-09-28 RUS 057 PRK", horizon=30).caveats
    assert any(line.startswith("Georgia acts, not hostile, towards Russia") for line in told)
    told = ramify.forecast("ISR", "IRN", after="2018-09-28 IRN 195 ISR", horizon=30).caveats
    assert told[0].startswith("No change to be expected between the two within 30 days: hostile ")
    told = ramify.forecast("DEU", "FRA", after="2018-09-28 IRN 195 ISR", horizon=30).caveats
    assert not any("Germany" in line for line in told)


def test_an_event_of_one_side_is_none() -> None:
    with pytest.raises(UsageError, match="one side"):
        ramify.what_follows("2018-04-14 USA 190 USA")


def test_a_day_that_no_level_speaks_of_is_said() -> None:
    found = ramify.what_follows("1950-06-25 PRK 190 KOR")
    assert "says nothing of 1950" in found.caveats[0]


def test_what_follows_names_third_states_beside_what_they_do_anyway() -> None:
    found = ramify.what_follows("2018-09-28 IRN 195 ISR", horizon="30d")
    assert isinstance(found, Consequences)
    assert {row.side for row in found.third_states} == {"IRN", "ISR"}
    assert "IRN" not in {row.actor for row in found.third_states}


@pytest.mark.parametrize(
    ("event", "why"),
    [
        (("IRN", "042", "ISR"), "the class CONSULT"),
        (("IRN", "195", "HAMAS"), "HAMAS is not a state"),
        (("YUG", "195", "ISR"), "YUG is not a state"),
    ],
)
def test_what_it_was_not_learned_from_is_not_known(
    ground: Ground, event: tuple[str, str, str], why: str
) -> None:
    found = reactions_to(ground.standing, World.packaged().at(DAY), event, DAY, 30)
    assert found.found == () and why in found.caveats[0] and "not known" in found.caveats[0]


def test_the_packaged_model_is_small_and_keeps_its_file(tmp_path: Path, ground: Ground) -> None:
    assert DATA.stat().st_size < 300_000
    model = ReactionModel.packaged()
    model.save(tmp_path / "again.npz")
    again = ReactionModel.load(tmp_path / "again.npz")
    assert (again.typical, again.seen) == (model.typical, model.seen)
    trigger = TriggerAct(ground.numbers["IRN"], ground.numbers["ISR"], "ASSAULT")
    assert reactions(ground, again, trigger, DAY, 30) == reactions(ground, model, trigger, DAY, 30)
    damaged = tmp_path / "damaged.npz"
    damaged.write_bytes((tmp_path / "again.npz").read_bytes()[:3000])
    with pytest.raises(InputError, match="reactions"):
        ReactionModel.load(damaged)


def test_one_event_over_all_states_is_quick_once_warm(ground: Ground) -> None:
    trigger = TriggerAct(ground.numbers["IRN"], ground.numbers["ISR"], "ASSAULT")
    reactions(ground, ReactionModel.packaged(), trigger, DAY, 30)
    begun = time.process_time()
    reactions(ground, ReactionModel.packaged(), trigger, DAY, 30)
    assert time.process_time() - begun < 0.2


def test_every_verb_tells_the_same_of_what_states_do_after_an_event() -> None:
    event = "2018-09-28 IRN 195 ISR"
    follows = ramify.what_follows(event, horizon="30d")
    assert isinstance(follows, Consequences) and len(follows.parties) == 4
    for found in (ramify.explain(event, horizon="30d"), ramify.precedents(event, horizon="30d")):
        assert found.parties == follows.parties and found.reactions == follows.reactions
        assert any("Reactions of third states" in line for line in found.caveats)
    of_a_force = ramify.precedents("2018-09-28 IRN:MIL 195 ISR", horizon="30d")
    assert not of_a_force.reactions and not of_a_force.parties


def test_what_states_do_after_an_event_is_told_in_words_with_its_reasons() -> None:
    found = ramify.explain("2018-09-28 IRN 195 ISR", horizon="30d")
    told = describe_explanation(found, after=after_lines(found))
    assert any("hostile acts of Israel against Iran 99.9%" in line for line in told)
    cases = describe_precedents(ramify.precedents("2018-09-28 IRN 195 ISR", horizon="30d"))
    assert any("hostile acts of Israel against Iran 99.9%" in line for line in cases.notes)


def _third(actor: str, chance: float, usual: float, sure: float) -> ThirdState:
    more, by_class = chance - usual, {"ACCUSE": chance}
    return ThirdState(actor, chance, usual, {"act": 0.3}, by_class, (more - sure, more + sure))


def _side(*states: ThirdState, chance: float = 0.9, usual: float = 0.5) -> SideReaction:
    return SideReaction(
        side="PRK", acts="hostile", horizon=30, chance=chance, usual=usual, joining=3.0,
        usual_joining=1.0, interval=(1, 5), added=(0.5, 2.5), states=states,
        by_class={"ACCUSE": 3.0},
    )  # fmt: skip


def test_states_that_an_event_leaves_as_they_are_share_a_line() -> None:
    states = (_third("JPN", 0.6, 0.5, 0.05), _third("KOR", 0.7, 0.6, 0.2),
              _third("CHN", 0.995, 0.992, 0.0001), _third("VNM", 0.01, 0.004, 0.001))  # fmt: skip
    told = list(reaction_lines(_side(*states)))
    assert told[2:] == [
        "  no change to be expected from the likeliest: China 99.5% (accusations); "
        "South Korea 70.0% (usual 60.0%, within the interval; accusations).",
        "  moved Japan 60.0% (usual 50.0%; accusations), by act +0.30",
        "  moved Vietnam 1.0% (usual 0.4%; accusations), by act +0.30",
    ]


@pytest.mark.parametrize(("chance", "usual", "first"), [
    (0.9, 0.5, "A third state takes hostile steps against North Korea within 30 days: 90.0% (usual "
               "50.0%); states that do: 1–5, expected 3.00"),
    (0.999, 0.99, "States that take hostile steps against North Korea within 30 days: 1–5, "),
])  # fmt: skip
def test_that_some_state_acts_anyway_is_not_told(chance: float, usual: float, first: str) -> None:
    assert next(reaction_lines(_side(chance=chance, usual=usual))).startswith(first)


def test_of_the_two_themselves_what_changes_has_a_line_and_the_rest_one() -> None:
    same = PartyReaction("PRK", "RUS", "retaliation", "hostile", 30, 0.68, 0.675, {}, {}, 0.3)
    less = replace(same, actor="RUS", side="PRK", role="escalation", chance=0.65)
    other = replace(same, acts="other", chance=0.999, usual=0.991, higher=None)
    assert list(party_lines((same, less, other))) == [
        "Russia goes on with hostile acts against North Korea within 30 days: 65.0% (usual "
        "67.5%), moved by nothing; something graver than the event: 30.0%.",
        "No change to be expected between the two within 30 days: hostile acts of North Korea "
        "against Russia 68.0% (something graver than the event: 30.0%); other acts of North Korea "
        "towards Russia 99.9%.",
    ]


def test_classes_that_an_event_adds_nothing_to_are_named_below_the_table() -> None:
    found = ramify.what_follows("2018-09-28 USA 163 IRN", horizon="30d")
    assert isinstance(found, Consequences)
    listing = describe_consequences(found)
    told = [row[0] for row in listing.rows]
    assert told[0] == "United States → Iran: SANCTION" and len(told) < 10
    assert listing.notes[0].startswith("No change to be expected between the two: ")
    assert "Iran → United States: statement 99.7%" in listing.notes[0]
    settled = describe_consequences(ramify.what_follows("2018-09-28 RUS 057 PRK", horizon="90d"))
    assert settled.rows == settled.columns == ()


def test_an_event_to_come_one_before_the_record_and_one_of_no_state_are_said_to_be_so() -> None:
    later = date.today() + timedelta(days=400)
    ahead = ramify.what_follows(f"{later} GBR 161 RUS", horizon="30d")
    assert any(line.startswith(f"{later} lies ahead") for line in ahead.caveats)
    known = ramify.what_follows("2018-09-28 GBR 161 RUS", horizon="30d")
    assert not any("lies ahead" in line or "stand in" in line for line in known.caveats)
    record = ramify.Record.in_memory()
    record.add(Event(when=f"2018-03-{day:02}", actor="GBR", action="112", target="RUS")
               for day in range(1, 29))  # fmt: skip
    earlier = ramify.what_follows("2017-03-14 GBR 161 RUS", horizon="30d", record=record)
    assert any("is dated up to 2017-03-14: the packaged" in line for line in earlier.caveats)
    told = ramify.forecast("USA", "IRN", after="2024-04-13 IRN 190 NATO", horizon="14d").caveats
    assert any("NATO is not a state on the day" in line for line in told)


@pytest.mark.parametrize(("reports", "known"), [(30, True), (120, False)])
def test_of_an_event_larger_than_any_learned_from_nothing_is_said(
    reports: int, known: bool
) -> None:
    assert ReactionModel.packaged().largest["hostile"] * BEYOND < 120
    rows = [(0, 0, 1, 7 + n % 3) for n in range(reports)] + [(1, 0, 0, 0), (1, 0, 0, 10)]
    stream = Stream.from_quadruples(
        sorted(rows, key=lambda row: row[3]), actors=["GBR", "RUS"], actions=["161"],
        epoch=date(2018, 9, 1),
    )  # fmt: skip
    on, event = date(2018, 9, 10), ("GBR", "161", "RUS")
    standing, system = Footing.of_record(stream), World.packaged().at(date(2018, 9, 10))
    found = reactions_to(standing, system, event, on, 30)
    assert bool(found.found) is known
    assert any(f"{reports} reports in 3 days" in line for line in found.caveats) is not known
