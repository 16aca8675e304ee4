"""What a record's own acts teach, written beside the record by a fit and read by every answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ramify._errors import InputError
from ramify.reasoning.dynamics import model_file
from ramify.reasoning.dynamics.rates.excitation import MEMORY, learned_days
from ramify.reasoning.dynamics.rates.model import Rates
from ramify.reasoning.dynamics.rates.panel import Panel
from ramify.reasoning.dynamics.source import class_of
from ramify.reasoning.dynamics.stream import Stream

if TYPE_CHECKING:
    from ramify.reasoning.dynamics.reactions.model import ReactionModel
    from ramify.world.world import World

ENOUGH_DAYS, ENOUGH_ACTS = 180, 5000
"""Days, and acts between countries, from which base rates of one's own are learned."""


def refitted(stream: Stream, name: str, world: World) -> Iterator[str]:
    """Learn base rates and reactions of a record and write them beside it; say what was done.

    Args:
        stream: the record's acts by CAMEO code.
        name: what the record is called.
    """
    if stream.beside is None or stream.epoch is None:
        yield "base rates and reactions: the packaged ones, for the record is no file of its own"
        return
    if why := _too_little(stream):
        yield f"base rates and reactions: not learned, the packaged ones serve ({why})"
        return
    from ramify.reasoning.dynamics.own.rates import learned_rates
    from ramify.reasoning.dynamics.reactions.learning import learned_reactions

    rates = learned_rates(stream, Rates.packaged(), name)
    rates.save(file := model_file.named_beside(stream.beside, "rates"))
    told = rates.learned
    yield (
        f"base rates: learned from {told.events:,} acts between countries, of which the level "
        f"explains {told.background:.0%}; written to {file}"
    )
    yield "kept from the packaged rates: how levels drift over years, and seasons"
    try:
        model = learned_reactions(stream, rates, world, source=name)
        model.save(file := model_file.named_beside(stream.beside, "reactions"))
        yield (
            "reactions of third states: learned, single classes by the base rates alone; "
            f"written to {file}"
        )
        yield _of_the_dead(model, stream)
    except InputError as error:
        yield f"reactions of third states: not learned, the packaged ones serve ({error.what})"


def _of_the_dead(model: ReactionModel, stream: Stream) -> str:
    """Whether the size of an event takes in how many died."""
    if model.fatal:
        return (
            f"size of an event: with how many died, known of {model.fatal:,} of those learned from"
        )
    told = f"{len(stream.deaths):,} days of two sides" if stream.deaths else "no day"
    return f"size of an event: without how many died; the record tells it of {told}"


def _too_little(stream: Stream) -> str | None:
    """Why a record is too small to learn from."""
    panel = Panel.of(stream, class_of)
    days, acts = int(learned_days(panel.covered).sum()) + MEMORY, int(panel.count.sum())
    if days < ENOUGH_DAYS:
        return f"{days} days, {ENOUGH_DAYS} are needed"
    if acts < ENOUGH_ACTS:
        return f"{acts:,} acts between countries, {ENOUGH_ACTS:,} are needed"
    return None
