"""How fast the dynamics are: fitting per event as streams grow, and simulating.

    python benchmarks/dynamics_speed.py --sizes 100000 1000000
    python benchmarks/dynamics_speed.py --sizes 10000000 --engine disk

Streams are simulated from the packaged kernel, so that they look like event data. CPU
seconds are printed beside wall seconds, because a busy machine only stretches the latter;
the peak of memory is the process's own, the stream included.
"""

from __future__ import annotations

import argparse
import resource
import time
from datetime import date
from multiprocessing import get_context

import numpy as np

from ramify.reasoning.dynamics.forecasting.outlook import Outlook
from ramify.reasoning.dynamics.forecasting.simulation import simulate
from ramify.reasoning.dynamics.process import out_of_core
from ramify.reasoning.dynamics.process.fit import fit, here
from ramify.reasoning.dynamics.process.model import Fitted
from ramify.reasoning.dynamics.settings import Settings
from ramify.reasoning.dynamics.stream import Stream


def generated(kernel: Fitted, events: int, seed: int = 0) -> Stream:
    """About so many events over 240 days: independent copies of a world, side by side.

    Every copy has its own actors, so that pairs stay as busy as in one world.
    """
    first = Stream.from_quadruples(
        [(0, 0, 1, 0)],
        actors=kernel.actors,
        actions=kernel.actions,
        country=kernel.country,
        sector=kernel.sector,
        epoch=date(2018, 1, 1),
    )
    one = simulate(Outlook.over(kernel, first), horizon=240, simulations=1, seed=seed)
    copies = max(1, round(events / len(one.day)))
    world = simulate(Outlook.over(kernel, first), horizon=240, simulations=copies, seed=seed)
    n = len(kernel.actors)
    shift = world.future * n
    rows = np.stack([world.actor + shift, world.action, world.target + shift, world.day], axis=1)
    return Stream.from_quadruples(
        rows,
        actors=[f"{name} {c}" for c in range(copies) for name in kernel.actors],
        actions=kernel.actions,
        country=[f"{name} {c}" for c in range(copies) for name in kernel.country],
        sector=list(kernel.sector) * copies,
        epoch=first.epoch,
    )


def fitted_in(size: int, where: str) -> str:
    """One line about a fit to a generated stream; to be run in a process of its own."""
    kernel, settings = Fitted.packaged(), Settings(pooled_steps=4, steps=6)
    fit(generated(kernel, 1000).between(0, 20), settings)
    wall, cpu = time.perf_counter(), time.process_time()
    stream = generated(kernel, size)
    made_wall, made = time.perf_counter() - wall, time.process_time() - cpu
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    wall, cpu = time.perf_counter(), time.process_time()
    fit(stream, settings, engine=out_of_core.engine() if where == "disk" else here)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    return (
        f"{len(stream):>10,} events: generated in {made_wall:.1f} s ({made:.1f} CPU); fit "
        f"{wall:.1f} s ({cpu:.1f} CPU), {cpu / len(stream) * 1e6:.1f} CPU µs an event; peak "
        f"memory {peak:.2f} GB ({before:.2f} before the fit)"
    )


def simulated() -> str:
    """One line about simulating, one thread and then as many as there are cores."""
    kernel = Fitted.packaged()
    outlook = Outlook.over(kernel, generated(kernel, 1000))
    simulate(outlook, horizon=30, simulations=2)
    wall, cpu = time.perf_counter(), time.process_time()
    events = len(simulate(outlook, horizon=30, simulations=400, seed=1).day)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return (
        f"simulated {events:,} events at {events / cpu:,.0f} a CPU second, "
        f"{events / wall:,.0f} a second of the clock"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=["here", "disk"], default="here")
    parser.add_argument("--sizes", type=int, nargs="*", default=[100_000, 1_000_000])
    args = parser.parse_args()
    for size in args.sizes:
        # A fresh process each, so that the peak of memory is this size's own.
        with get_context("spawn").Pool(1) as pool:
            print(pool.apply(fitted_in, (size, args.engine)), flush=True)
    print(simulated())


if __name__ == "__main__":
    main()
