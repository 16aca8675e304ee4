"""The mutation script finds the threshold that no test holds, and leaves the sources alone."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

SOURCE = '''"""Who may vote."""

AGE: int = 18


def may_vote(age: int) -> bool:
    return age >= AGE
'''
WEAK = """
from who.voters import may_vote

def test_voters():
    assert may_vote(40) and not may_vote(3)
"""
STRONG = WEAK + "    assert may_vote(18) and not may_vote(17)\n"


def mutated(folder: Path, test: str, *options: str) -> subprocess.CompletedProcess[str]:
    package = folder / "src" / "who"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "voters.py").write_text(SOURCE, encoding="utf-8")
    (folder / "test_voters.py").write_text(test, encoding="utf-8")
    words = [sys.executable, ROOT / "scripts" / "mutate.py", *options, "src/who", "test_voters.py"]
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, timeout=120)
    assert (package / "voters.py").read_text(encoding="utf-8") == SOURCE
    return done


@pytest.mark.parametrize("options", [(), ("--loaded",)])
def test_thresholds_that_no_test_holds_survive(tmp_path: Path, options: tuple[str, ...]) -> None:
    done = mutated(tmp_path, WEAK, *options)
    assert done.returncode == 1, done.stderr
    assert [line.partition("    ")[0] for line in done.stdout.splitlines()] == [
        "src/who/voters.py:3: 18 → 17",
        "src/who/voters.py:3: 18 → 19",
        "src/who/voters.py:7: >= → >",
        "3 of 3 changes survive",
    ]


@pytest.mark.parametrize("options", [(), ("--loaded",)])
def test_a_threshold_that_is_pinned_does_not(tmp_path: Path, options: tuple[str, ...]) -> None:
    done = mutated(tmp_path, STRONG, *options)
    assert (done.returncode, done.stdout) == (0, "0 of 3 changes survive\n"), done.stderr


def test_a_doctest_notices_what_it_would_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = --doctest-modules\n")
    doctest = '"""\n>>> may_vote(18)\nTrue\n"""'
    done = mutated(tmp_path, doctest + WEAK, "--loaded")
    assert [line.partition("    ")[0] for line in done.stdout.splitlines()] == [
        "src/who/voters.py:3: 18 → 17",
        "1 of 3 changes survive",
    ], done.stderr


def test_a_test_that_passes_but_once_notices_nothing(tmp_path: Path) -> None:
    once = (
        "\nSEEN = []\ndef test_once():\n    assert may_vote(40) and not SEEN\n    SEEN.append(1)\n"
    )
    done = mutated(tmp_path, WEAK + once, "--loaded")
    assert done.stdout.splitlines()[-1] == "3 of 3 changes survive"
    assert "fail when run again:\n  test_voters.py::test_once\n" in done.stderr


def test_a_threshold_is_what_draws_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A constant, a default, a comparison of sizes: no first element, and nothing remembered."""
    monkeypatch.syspath_prepend(ROOT / "scripts")
    path = tmp_path / "voters.py"
    path.write_text(
        "AGE = 18\n"
        "@lru_cache(maxsize=8)\n"
        "def oldest(ages, most=10):\n"
        "    first = ages[0] + 1\n"
        "    return ages[:3] if first > AGE else ages[:most]\n",
        encoding="utf-8",
    )
    mutants = importlib.import_module("mutate").mutants
    assert [(m.old, m.new) for m in mutants(path, thresholds=True)] == [
        ("18", "17"), ("18", "19"), ("10", "11"), ("10", "9"), ("3", "2"), ("3", "4"), (">", ">="),
    ]  # fmt: skip
    assert len(list(mutants(path))) == 13


def test_tests_that_fail_anyway_say_nothing(tmp_path: Path) -> None:
    done = mutated(tmp_path, "def test_nothing(): assert False\n")
    assert (done.returncode, done.stderr) == (2, "without any change: a test failed\n")
