"""The contract every pattern keeps: those declared, and the triads of every relation.

A new one is tested the moment it exists.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ramify.reasoning.dynamics.forecasting.outlook import Outlook
from ramify.reasoning.dynamics.process import fit as fitting
from ramify.reasoning.dynamics.process.model import Fitted
from ramify.reasoning.dynamics.process.patterns import (
    PATTERNS,
    LinkedPairs,
    Neighbours,
    Pattern,
    linked,
    neighbourhoods,
    partners,
    standing_patterns,
)
from ramify.reasoning.dynamics.process.relations import RELATIONS
from ramify.reasoning.dynamics.settings import Settings
from ramify.reasoning.dynamics.stream import Stream
from tests.reasoning.dynamics.worlds import ACTIONS, ACTORS, naive_intensity, random_stream

OF_RELATIONS = {p.name: name for name in RELATIONS for p in standing_patterns(name)}
EVERY = (*PATTERNS, *(p for name in RELATIONS for p in standing_patterns(name)))
every = pytest.mark.parametrize("pattern", EVERY, ids=lambda p: p.name)


@pytest.fixture(scope="module")
def stream() -> Stream:
    return random_stream(3)


@pytest.fixture(scope="module")
def around(stream: Stream) -> dict[str, Neighbours]:
    """Neighbours of every kind; whom the facts relate are here those that met the most."""
    standing = dict.fromkeys(RELATIONS, partners(stream))
    return neighbourhoods(stream, EVERY, standing)


def links_of(
    pattern: Pattern, stream: Stream, around: dict[str, Neighbours], rows: slice = slice(None)
) -> LinkedPairs:
    return linked(pattern, stream.subject[rows], stream.object[rows], stream.day[rows], around)


def test_no_two_patterns_share_a_name() -> None:
    assert len({p.name for p in EVERY}) == len(EVERY)


@every
def test_it_says_in_words_whom_it_links(pattern: Pattern) -> None:
    assert len(pattern.meaning.split()) > 2
    third = "neighbour" in (pattern.actor, pattern.target)
    assert third == (pattern.via is not None)
    assert pattern.actor != pattern.target


@every
def test_an_event_gives_at_most_its_own_worth(
    pattern: Pattern, stream: Stream, around: dict[str, Neighbours]
) -> None:
    links = links_of(pattern, stream, around)
    assert (links.weight > 0).all()
    total = np.bincount(links.event, weights=links.weight, minlength=len(stream))
    assert (total <= 1 + 1e-9).all() and total.sum() > 0


@every
def test_who_acts_next_has_the_role_that_is_declared(
    pattern: Pattern, stream: Stream, around: dict[str, Neighbours]
) -> None:
    links = links_of(pattern, stream, around)
    source, target = stream.subject[links.event], stream.object[links.event]
    for role, actor in ((pattern.actor, links.actor), (pattern.target, links.target)):
        if role == "neighbour":
            assert ((actor != source) & (actor != target)).all()
        else:
            assert (actor == {"source": source, "target": target}[role]).all()


@every
def test_an_event_links_the_same_whatever_is_asked_beside_it(
    pattern: Pattern, stream: Stream, around: dict[str, Neighbours]
) -> None:
    links = links_of(pattern, stream, around)
    for row in range(0, len(stream), 40):
        alone = links_of(pattern, stream, around, slice(row, row + 1))
        mine = links.event == row
        assert alone.actor.tolist() == links.actor[mine].tolist()
        assert alone.target.tolist() == links.target[mine].tolist()
        assert alone.weight.tolist() == links.weight[mine].tolist()


def model_of(pattern: Pattern, stream: Stream, around: dict[str, Neighbours]) -> Fitted:
    """A model with this pattern alone; a triad of a relation comes with its twin."""
    relation = OF_RELATIONS.get(pattern.name)
    chosen: dict[str, tuple[str, ...]] = (
        {"patterns": (pattern.name,)}
        if relation is None
        else {"patterns": ("repeat",), "relations": (relation,)}
    )
    settings = Settings(lags=(1, 3, 8, 31), pooled_steps=3, steps=3, **chosen)
    return fitting.fit(stream, settings, standing=around)


@every
def test_the_fast_path_reads_it_as_the_formula_says(
    pattern: Pattern, stream: Stream, around: dict[str, Neighbours], tmp_path: Path
) -> None:
    """From a model that was written and read again, as from the one that was fitted."""
    fitted = model_of(pattern, stream, around)
    assert pattern in fitted.patterns
    fitted.save(tmp_path / "model.npz")
    back = Fitted.load(tmp_path / "model.npz")
    assert back.patterns == fitted.patterns
    outlook = Outlook.over(back, stream, standing=around)
    rng = np.random.default_rng(1)
    for _ in range(8):
        a, b = (int(n) for n in rng.integers(len(ACTORS), size=2))
        k, day = int(rng.integers(len(ACTIONS))), int(rng.integers(40, 95))
        asked = (ACTORS[a], ACTIONS[k], ACTORS[b], day)
        slow = naive_intensity(back, stream, around, a, k, b, day)
        assert outlook.intensity(*asked) == pytest.approx(slow, rel=1e-6)
        shares = outlook.explain(*asked)
        assert sum(shares.by_pattern().values()) == pytest.approx(1.0)
        assert shares.expected == pytest.approx(slow, rel=1e-6)
