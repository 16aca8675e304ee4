"""Fixtures that several rooms' tests use."""

from __future__ import annotations

import gc
import io
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import settings

from ramify.__main__ import _ALGEBRA
from ramify.cli import main
from ramify.reading.intake.documents import from_bytes

ROOT = Path(__file__).parent.parent

# One thread of linear algebra, as the program itself runs: each worker of a run has one core.
for _library in _ALGEBRA:
    os.environ.setdefault(_library, "1")

# A run in the background ignores Ctrl-C, and so would the programs that its tests interrupt.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# A run that gates a change tries the same examples every time; at a desk they vary.
settings.register_profile("ci", derandomize=True, deadline=None)
if os.environ.get("CI"):
    settings.load_profile("ci")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--renew-golden` writes the transcripts anew that tests compare with."""
    parser.addoption("--renew-golden", action="store_true", help="write golden transcripts anew")


TIERS = ("slow", "release", "spark", "browser", "llm")
"""Marks of tests that take their time or need more than Python: each has a `make test-…`."""


def more(usual: int, many: int) -> int:
    """How many cases to try: some in every run, many where `RAMIFY_MANY` asks for them."""
    return many if os.environ.get("RAMIFY_MANY") else usual


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave a tier's tests to its own run, and say so."""
    for item in items:
        for tier in TIERS:
            if item.get_closest_marker(tier) and tier not in config.option.markexpr:
                item.add_marker(pytest.mark.skip(reason=f"left to `make test-{tier}`"))


def pytest_collection() -> None:
    """Collecting makes hundreds of thousands of objects that all live to the end of the run."""
    gc.disable()


def pytest_collection_finish() -> None:
    """What lives to the end is not looked through again; what tests leave is, at longer turns."""
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)
    gc.enable()


@pytest.fixture(autouse=True)
def no_width_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Output is as wide as a test says, not as whoever runs the tests asks."""
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of sample data, or a skip that says it is absent."""
    folder = Path(os.environ.get("RAMIFY_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"sample data absent: no folder {folder.name} beside the checkout")
    return folder


Run = Callable[..., SimpleNamespace]


@pytest.fixture(scope="session")
def _pages() -> None:
    """What takes web pages apart is there, if installed, before a reader is copied off for each."""
    with suppress(ImportError):
        from_bytes(b"<html><p>Germany condemned Iran on 3 May 2019.</p></html>", name="a.html")


@pytest.fixture
def run(_pages: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command line in this process: exit code, output and errors."""

    def run(*words: str, stdin: bytes = b"") -> SimpleNamespace:
        monkeypatch.setattr(sys, "argv", ["ramify", *words])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as exit_:
            main()
        out, err = capsys.readouterr()
        return SimpleNamespace(code=exit_.value.code or 0, out=out, err=err)

    return run
