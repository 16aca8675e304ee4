"""The terminal: whatever it is, what cannot be printed is said, and Ctrl-C ends everything."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ramify import _terminal
from ramify._errors import InputError
from ramify._print import WIDTH, columns
from tests.conftest import Run, more

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes and signals are POSIX")
PROGRAM = [sys.executable, "-m", "ramify"]
TEXT = "Germany condemned Iran on 3 May 2019. “Talks” — said Zürich — failed."


def shell(line: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program in a shell, as `$R`."""
    told = {**os.environ, "RAMIFY_PARSER": "shallow", "R": " ".join(PROGRAM), **environment}
    return subprocess.run(["bash", "-c", line], capture_output=True, env=told, timeout=120)


@pytest.mark.parametrize(
    ("line", "status", "words"),
    [
        ("$R system 2024-01-01 > /dev/full", 1, b"cannot be written: no space left on device"),
        ("$R system 2024-01-01 >&-", 1, b"standard output is closed"),
        ("$R system 2024-01-01 | true; exit ${PIPESTATUS[0]}", 141, b""),
        ("$R system 2024-01-01 -f json | true; exit ${PIPESTATUS[0]}", 141, b""),
        ("$R forecast RUS PRK --action 042 | true; exit ${PIPESTATUS[0]}", 141, b""),
        ("$R --help | true; exit ${PIPESTATUS[0]}", 141, b""),
        ("$R obligations --situation /", 1, b"ramify: /: is a directory"),
        ("$R read $(printf 'n%.0s' {1..300})", 1, b"no such file"),
        ("$R check --record / /dev/null", 1, b"ramify: "),
    ],
)
def test_what_goes_wrong_is_one_line(line: str, status: int, words: bytes) -> None:
    done = shell(line)
    assert words in done.stderr
    assert b"Traceback" not in done.stderr
    assert done.returncode == status


@pytest.mark.many
def test_streams_are_read_like_files(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    ways = ["- < F", "/dev/stdin < F", "<(cat F)"]
    for way in ways[: more(1, 3)]:
        done = shell(f"$R read -f json {way}".replace("F", str(file)))
        assert done.returncode == 0, done.stderr
        assert b'"actor": "DEU"' in done.stdout


@pytest.mark.many
@pytest.mark.parametrize(
    ("encoding", "arrow"), [("ascii", b" -> "), ("latin-1", b" -> ")][: more(1, 2)]
)
def test_a_terminal_without_a_sign_gets_one_that_it_has(
    tmp_path: Path, encoding: str, arrow: bytes
) -> None:
    (file := tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    done = shell(f"$R brief -q --long {file}", PYTHONIOENCODING=encoding)
    assert done.returncode == 0, done.stderr
    assert arrow in done.stdout
    data = shell(f"$R read -f json {file}", PYTHONIOENCODING=encoding)
    known = "utf-8" if encoding == "ascii" else encoding  # Where there is only ASCII, UTF-8.
    (reading,) = json.loads(data.stdout.decode(known))["readings"]
    assert reading["document"]["text"] == TEXT


_SIMULATION = """
import numpy as np
from ramify._terminal import run
from ramify.reasoning.dynamics import Fitted
from ramify.reasoning.dynamics.forecasting.outlook import Outlook
from ramify.reasoning.dynamics.forecasting.simulation import simulate
from ramify.reasoning.dynamics.process.relations import of_world
from datetime import date
from ramify.reasoning.dynamics.stream import Stream

def command(words):
    model, draw = Fitted.packaged(), np.random.default_rng(1)
    rows = np.sort(draw.integers(0, 100, size=(5000, 4)), axis=0)
    names = {"actors": model.actors, "actions": model.actions}
    history = Stream.from_quadruples(rows, **names, epoch=date(2018, 1, 1))
    outlook = Outlook.over(model, history, of_world(model.settings.relations, history))
    print("on", flush=True)
    simulate(outlook, horizon=365, simulations=10_000_000)

run(command, [])
"""


def test_ctrl_c_ends_a_long_simulation() -> None:
    running = subprocess.Popen([sys.executable, "-c", _SIMULATION], stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE)  # fmt: skip
    assert running.stdout and running.stdout.readline() == b"on\n"
    time.sleep(1)
    assert running.poll() is None
    began = time.monotonic()
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert time.monotonic() - began < 5  # A second, on a machine that does nothing else.
    assert running.returncode == 130
    assert said == b"ramify: interrupted\n"


def test_ctrl_c_ends_what_never_looks_up() -> None:
    """Code that catches all or runs outside Python is ended all the same."""
    script = (
        "import time\nfrom ramify._terminal import run\n"
        "def deaf(words):\n"
        "    while True:\n"
        "        try:\n            print('on', flush=True)\n            time.sleep(60)\n"
        "        except BaseException:\n            pass\n"
        "run(deaf, [])"
    )
    running = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE)  # fmt: skip
    assert running.stdout and running.stdout.readline() == b"on\n"
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=10)
    assert running.returncode == 130
    assert said == b"ramify: interrupted\n"


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (InputError("odd", where="a\x1b[31m"), 1, "ramify: a�[31m: odd"),
        (FileNotFoundError(2, "No such file", "a.txt"), 1, "ramify: a.txt: no such file"),
        (PermissionError(13, "Permission denied", b"\xff"), 1, "permission denied"),
        (MemoryError(), 1, "needs more memory"),
        (KeyboardInterrupt(), 130, "ramify: interrupted"),
        (BrokenPipeError(), 141, ""),
        (RecursionError("too deep"), 70, "a fault of ramify's own (RecursionError: too deep)"),
        (ZeroDivisionError("x\ny"), 70, "(ZeroDivisionError: x y)"),
        (SystemExit(3), 3, ""),
    ],
)
def test_every_error_has_its_status_and_its_line(
    error: BaseException, status: int, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: list[str]) -> None:
        raise error

    with pytest.raises(SystemExit) as ended:
        _terminal.run(fail, [])
    said = capsys.readouterr().err
    assert ended.value.code == status
    assert words in said
    assert said.count("\n") == bool(words)


def test_debug_shows_where(capsys: pytest.CaptureFixture[str]) -> None:
    def fail(words: list[str]) -> None:
        assert words == ["x"]
        raise ZeroDivisionError("here")

    with pytest.raises(SystemExit):
        _terminal.run(fail, ["x", "--debug"])
    assert "in fail" in capsys.readouterr().err


def test_a_bad_option_is_shown_without_what_it_carries(run: Run) -> None:
    done = run("--\x1b[31m")
    assert done.code == 2
    assert "\x1b" not in done.err


@pytest.mark.parametrize(
    ("asked", "wide"), [("", WIDTH), ("60", 60), ("0", WIDTH), ("x", WIDTH), ("3", 40)]
)
def test_columns_decides_where_there_is_no_terminal(
    monkeypatch: pytest.MonkeyPatch, asked: str, wide: int
) -> None:
    monkeypatch.setenv("COLUMNS", asked)
    assert columns() == wide
