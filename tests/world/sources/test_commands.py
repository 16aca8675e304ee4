"""`ramify load` and `ramify validate` as a user meets them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.world.sources.samples import SAMPLES

RAMIFY = str(Path(sys.executable).with_name("ramify"))


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([RAMIFY, *map(str, words)], capture_output=True, text=True)


def test_load_says_what_it_did_and_a_folder_joins_the_facts(tmp_path: Path) -> None:
    path = tmp_path / "atop.csv"
    path.write_text(SAMPLES["atop"] + "9003,777777,0,1990,1,1,0,0,0,1,0,0,0,0\n")
    done = run("load", "atop", path, "--into", tmp_path / "world")
    assert done.returncode == 0, done.stderr
    assert "2 from atop.csv" in done.stdout
    assert "no state has the number 777777" in done.stdout
    assert "line 9" in done.stdout
    duties = run(
        "obligations", "--attack", "DRE:RUE", "--on", "1905-01-01", "--world", tmp_path / "world",
        "--why",
    )  # fmt: skip
    assert "France owes Russian Empire defense" in " ".join(duties.stdout.split())
    system = run("system", "1905-01-01", "--actor", "FRA", "--world", tmp_path / "world")
    assert "atop-9001" in system.stdout


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("load", "atpo", "x", "--into", "y"), 2, "atop"),
        (("load", "atop", "none.csv", "--into", "y"), 1, "no such file"),
        (("obligations", "--attack", "PRK:KOR", "--on", "2024-01-01", "--world", "no"), 1, "load"),
        (("validate", "pacts", "--atop", "none.csv"), 1, "no such file"),
        (("validate", "fulfilment", "--atop", "a", "--wars", "b"), 1, "no such file"),
        (("validate", "dyads", "--atop", "a", "--flags", "b"), 1, "no such file"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(words: tuple[str, ...], code: int, says: str) -> None:
    done = run(*words)
    assert done.returncode == code
    assert says in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.shared
def test_validate_prints_its_tables(shared: Path) -> None:
    data = shared / "data"
    done = run("validate", "fulfilment", "--atop", data / "alliances", "--wars", data / "conflict")
    assert done.returncode == 0, done.stderr
    assert "Berkemeier and Fuhrmann 2018" in done.stdout
    pacts = run("validate", "pacts", "--atop", data / "alliances")
    assert "differ without a word" in pacts.stdout
