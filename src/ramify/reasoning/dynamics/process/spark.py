"""The E step of a fit under Spark: a sum over partitions of the event stream.

Events are partitioned by pair, so that each partition builds and keeps the weights that its
own events read, counts its share of every step, and the driver adds the counts up and takes
the M step. Every worker holds the stream itself, 32 bytes an event, because patterns cross
pairs; what grows is the evidence, and that is spread. Workers need ramify installed.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from operator import add
from typing import Any

import numpy as np

from ramify._arrays import Floats
from ramify._errors import InputError, UsageError
from ramify.reasoning.dynamics.process.background import Background
from ramify.reasoning.dynamics.process.fit import (
    Engine,
    EventBlock,
    Expected,
    Measure,
    Task,
    expect,
    gather,
    partition,
)

_QUIET = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    "spark.executorEnv.NUMBA_NUM_THREADS": "1",
    "spark.executorEnv.OPENBLAS_NUM_THREADS": "1",
}


@contextmanager
def context(master: str | None = None) -> Iterator[Any]:
    """A Spark context on a cluster (`spark://host:7077`, `yarn` …), stopped at the end.

    Without a master, the one that Spark's own configuration names, else all local cores.

    Raises:
        UsageError: pyspark or Java is missing.
        InputError: the cluster does not answer, or a task fails there.
    """
    try:
        from pyspark import SparkConf, SparkContext
        from pyspark.errors import PySparkException

        refused = import_module("py4j.protocol").Py4JError
    except ImportError:
        repair = "install it with: pip install 'ramify[spark]'"
        raise UsageError("the engine spark needs pyspark", repair=repair) from None
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        raise UsageError("the engine spark needs Java", repair="install Java 17 or newer")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    conf = SparkConf().setAppName("ramify fit").setAll(list(_QUIET.items()))
    if master:
        conf.setMaster(master)
    conf.setIfMissing("spark.master", "local[*]")
    try:
        running = SparkContext(conf=conf)
        try:
            yield running
        finally:
            running.stop()
    except (refused, PySparkException) as error:
        raise _failure(str(error), master) from None


def _failure(told: str, master: str | None) -> InputError:
    """What went wrong in one line, out of the two stacks that Spark prints."""
    lines = told.strip().splitlines()
    cause = next((line[2:] for line in lines if line.startswith(": ")), lines[0])
    repair = "check that the master runs and that it and this machine reach each other"
    if "No module named" in told:
        repair = "install ramify, in this version, on every worker"
    return InputError(f"Spark failed ({cause[:200]})", where=master, repair=repair)


def engine(running: Any, partitions: int | None = None) -> Engine:
    """Run the E step on a Spark context, in as many partitions as it has cores unless told."""
    return partial(_spread, running, partitions or running.defaultParallelism)


def _spread(running: Any, partitions: int, task: Task) -> tuple[Floats, Measure]:
    from pyspark import StorageLevel

    shared = running.broadcast(task)
    numbers = running.parallelize(range(partitions), partitions)
    parts = numbers.map(partial(_gathered, shared, partitions))
    parts.persist(StorageLevel.MEMORY_AND_DISK)
    exposure = parts.map(_exposure).reduce(add)

    def measure(weights: Floats, background: Background) -> Expected:
        now = running.broadcast((weights, background))
        found: Expected = parts.map(partial(_expected, now)).treeReduce(add)
        now.destroy()
        return found

    return exposure, measure


def _gathered(shared: Any, partitions: int, number: int) -> EventBlock:
    task: Task = shared.value
    return gather(task, np.flatnonzero(partition(task.keys, partitions) == number))


def _exposure(part: EventBlock) -> Floats:
    return part.exposure


def _expected(now: Any, part: EventBlock) -> Expected:
    return expect(part, *now.value)
