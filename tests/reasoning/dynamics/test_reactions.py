"""Third states after an event: beside what they do anyway, adding up, and not known when not."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import numpy as np
import pytest

import ramify
from ramify import InputError
from ramify.reasoning.dynamics.answers import Consequences
from ramify.reasoning.dynamics.rates.footing import Footing
from ramify.reasoning.dynamics.reactions.answering import reactions
from ramify.reasoning.dynamics.reactions.asked import reactions_to
from ramify.reasoning.dynamics.reactions.ground import Ground
from ramify.reasoning.dynamics.reactions.model import DATA, ReactionModel
from ramify.reasoning.dynamics.reactions.regression import regressed
from ramify.reasoning.dynamics.reactions.traits import TRAITS, TriggerAct, traits
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
        assert side.joining == pytest.approx(sum(one.chance for one in side.states))
        assert side.interval[0] <= side.joining <= side.interval[1] and 0 < side.usual < 1
        assert side.added[0] <= side.joining - side.usual_joining <= side.added[1]


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
