"""Who stands with whom: the great powers in a state's bloc, on two days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.util import find_spec

from ramify.reasoning.exposure.blocs.blocs import Blocs, blocs
from ramify.reasoning.exposure.difference import Difference, Part
from ramify.reasoning.obligations.facts import name_of
from ramify.reasoning.obligations.law.great_powers import great_powers
from ramify.record.evidence import ComputedEvidence
from ramify.world.system import System

_COUNTED = "communities of promises to fight, less wars of ten years and disputed territory"


def bloc_differences(before: System, after: System, actors: Sequence[str]) -> Iterator[Difference]:
    """Great powers that came into an actor's bloc or left it, where both partitions are settled.

    A bloc is a community of promises to fight, pulled apart by wars and disputed territory. An
    actor whose own place hangs on the order of search is left out.
    """
    if blocs_not_settled(before, after):
        return
    then, now = blocs(before), blocs(after)
    wavering = {*then.wavering, *now.wavering}
    there = {*before.states} & {*after.states} - wavering
    for actor in actors:
        if actor in there:
            powers = [
                (great_powers(found.on) - {actor}).intersection(found.of(actor))
                for found in (then, now)
            ]
            if powers[0] != powers[1]:
                yield _difference(then, now, after, actor, powers)


def blocs_not_settled(before: System, after: System) -> str | None:
    """Why blocs say nothing of two days; None if they do."""
    if not find_spec("numba"):
        return "blocs: their search needs ramify[dynamics]"
    open_ = [found for found in map(blocs, (before, after)) if not found.settled]
    if not open_:
        return None
    return "; ".join(
        f"blocs of {found.on}: unsettled, {len(found.wavering)} states hang on the order of search"
        for found in open_
    )


def _difference(
    then: Blocs, now: Blocs, after: System, actor: str, powers: list[frozenset[str]]
) -> Difference:
    inputs = tuple(f"{found.on}: a bloc of {len(found.of(actor))}" for found in (then, now))
    evidence = (ComputedEvidence(by="signed Louvain", inputs=inputs),)
    parts = tuple(
        Part.of(
            (power,), (float(power in powers[0]), float(power in powers[1])),
            name_of(after.world.actors, power), evidence=evidence,
        )
        for power in sorted(powers[0] | powers[1])
    )  # fmt: skip
    values = float(len(powers[0])), float(len(powers[1]))
    return Difference.against(
        "great powers in its bloc", (actor, None), values, "states", parts, _COUNTED
    )
