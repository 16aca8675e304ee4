"""A fit spread over a real standalone cluster: a master and two workers on loopback."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from ramify._errors import UsageError
from ramify.reasoning.dynamics.process.background import Background
from ramify.reasoning.dynamics.process.fit import Task, expect, fit, gather, here, partition
from ramify.reasoning.dynamics.process.patterns import PATTERNS, neighbourhoods
from ramify.reasoning.dynamics.process.spark import context, engine
from ramify.reasoning.dynamics.settings import Settings
from tests.reasoning.dynamics.worlds import random_stream

SHORT = Settings(lags=(1, 3, 8, 31), pooled_steps=3, steps=3)
JOINED = re.compile(r"Registering worker (\S+)")
"""A worker that had to ask again stands there twice."""


def test_parts_add_up_to_the_whole() -> None:
    stream = random_stream()
    task = Task(stream, PATTERNS, SHORT, neighbourhoods(stream, PATTERNS, None))
    exposure, measure = here(task)
    weights = np.random.default_rng(5).random((len(PATTERNS), 3, 9)) / 100
    background = Background.start(stream, 90, 20.0)
    number = partition(task.keys, 60)
    parts = [gather(task, np.flatnonzero(number == n)) for n in range(60)]
    assert 1 < len(np.unique(number)) < 60
    np.testing.assert_allclose(sum(p.exposure for p in parts), exposure, rtol=1e-12)
    found = [expect(part, weights, background) for part in parts]
    whole = measure(weights, background)
    total = found[0]
    for one in found[1:]:
        total += one
    assert total.log_intensity == pytest.approx(whole.log_intensity, rel=1e-12)
    np.testing.assert_allclose(total.events, whole.events, rtol=1e-11, atol=1e-15)
    np.testing.assert_allclose(total.background.actors, whole.background.actors, rtol=1e-11)


def test_without_pyspark_the_repair_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(UsageError, match="needs pyspark"), context():
        pass


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a master with two workers, stopped afterwards."""
    import pyspark

    assert shutil.which("java"), "Java is not installed"
    home, logs = Path(pyspark.__file__).parent, tmp_path_factory.mktemp("spark")
    port = _free_port()
    url = f"spark://127.0.0.1:{port}"
    environ = {**os.environ, "SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1"}
    environ["SPARK_WORKER_DIR"] = str(logs / "work")
    roles = [("master.Master", "-h", "127.0.0.1", "-p", str(port), "--webui-port", "0")]
    roles += [
        ("worker.Worker", "-h", "127.0.0.1", "-c", "1", "-m", "1g", "--webui-port", "0", url)
    ] * 2
    running = []
    try:
        for number, (role, *options) in enumerate(roles):
            command = [str(home / "bin" / "spark-class"), f"org.apache.spark.deploy.{role}"]
            with (logs / f"{number}.log").open("wb") as log:
                running.append(
                    subprocess.Popen(command + options, env=environ, stdout=log, stderr=log)
                )
        _wait_for_two_workers(logs / "0.log")
        yield url
    finally:
        for process in reversed(running):
            process.terminate()
        for process in running:
            process.wait(30)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait_for_two_workers(log: Path) -> None:
    for _ in range(900):
        text = log.read_text(encoding="utf-8")
        if len(set(JOINED.findall(text))) == 2:
            return
        time.sleep(0.2)
    pytest.fail(f"the cluster did not come up: {text[-500:]}")


@pytest.mark.spark
def test_a_cluster_fits_the_same_parameters(cluster: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    stream = random_stream(events=1500)
    alone = fit(stream, SHORT)
    with context(cluster) as running:
        # Every executor works in a folder of its own.
        folders = running.parallelize(range(8), 8).map(lambda _: str(Path.cwd())).collect()
        spread = fit(stream, SHORT, engine=engine(running, 5))
    assert len(set(folders)) == 2
    assert spread.log_posterior == pytest.approx(alone.log_posterior, rel=1e-9)
    np.testing.assert_allclose(spread.weights, alone.weights, rtol=1e-9)
    np.testing.assert_allclose(spread.exposure, alone.exposure, rtol=1e-9)
    for name in ("rate", "actor_counts", "target_counts"):
        found, wanted = getattr(spread.background, name), getattr(alone.background, name)
        np.testing.assert_allclose(found, wanted, rtol=1e-9, atol=1e-12)
