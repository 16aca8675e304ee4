"""Every frame holds of its own example."""

from __future__ import annotations

import pytest

from ramify.reading.events.frames import FRAMES, frame_of
from ramify.world.world import World
from tests.reading.told import acts_of

pytest.importorskip("ramify_english")


@pytest.fixture(scope="module")
def world() -> World:
    return World.packaged()


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.reason)
def test_a_frame_holds_of_its_example(frame: object, world: World) -> None:
    example = frame.example  # type: ignore[attr-defined]
    reasons = {frame_of(act, ctx.sentences[act.number]) for act, ctx in acts_of(example, world)}
    assert frame.reason in reasons  # type: ignore[attr-defined]
