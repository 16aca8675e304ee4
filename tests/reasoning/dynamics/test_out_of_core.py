"""A fit whose evidence lies on disk is the fit of one that holds it."""

from __future__ import annotations

import gc
import signal
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest

from ramify._errors import InputError
from ramify.reasoning.dynamics.process import out_of_core
from ramify.reasoning.dynamics.process.fit import fit
from ramify.reasoning.dynamics.settings import Settings
from tests.reasoning.dynamics.worlds import random_stream

SHORT = Settings(lags=(1, 3, 8, 31), pooled_steps=3, steps=3)


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which temporary folders are made."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("events", [40, 133, 10_000])
def test_blocks_give_the_parameters_of_a_fit_in_memory(room: Path, events: int) -> None:
    stream = random_stream(events=600)
    alone = fit(stream, SHORT)
    steps = []
    apart = fit(
        stream, SHORT, engine=out_of_core.engine(events),
        progress=lambda *_: steps.append(len(list(room.iterdir()))),
    )  # fmt: skip
    assert apart.log_posterior == pytest.approx(alone.log_posterior, rel=1e-9)
    np.testing.assert_allclose(apart.weights, alone.weights, rtol=1e-9)
    np.testing.assert_allclose(apart.exposure, alone.exposure, rtol=1e-9)
    for name in ("rate", "actor_counts", "target_counts"):
        found, wanted = getattr(apart.background, name), getattr(alone.background, name)
        np.testing.assert_allclose(found, wanted, rtol=1e-9, atol=1e-12)
    assert set(steps) == {1}
    assert not list(room.iterdir())


def test_a_folder_that_is_not_there_is_named(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(room / "gone"))
    with pytest.raises(InputError, match=r"gone.*no files can be kept.*set TMPDIR"):
        fit(random_stream(), SHORT, engine=out_of_core.engine(100))


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are POSIX")
def test_a_full_disk_is_said_and_leaves_nothing(room: Path) -> None:
    import resource

    fit(
        random_stream(), SHORT, engine=out_of_core.engine(100)
    )  # Compiled, before the disk is full.
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    heard = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, old[1]))
    try:
        with pytest.raises(InputError, match="cannot be kept on disk"):
            fit(random_stream(), SHORT, engine=out_of_core.engine(100))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
        signal.signal(signal.SIGXFSZ, heard)
    gc.collect()
    assert not list(room.iterdir())
