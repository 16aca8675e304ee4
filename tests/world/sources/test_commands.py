"""`ramify load` and `ramify validate` as a user meets them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Run
from tests.world.sources.samples import SAMPLES


def test_load_says_what_it_did_and_a_folder_joins_the_facts(tmp_path: Path, run: Run) -> None:
    path, world = tmp_path / "atop.csv", str(tmp_path / "world")
    path.write_text(SAMPLES["atop"] + "9003,777777,0,1990,1,1,0,0,0,1,0,0,0,0\n")
    done = run("load", "atop", str(path), "--into", world)
    assert done.code == 0, done.err
    assert "2 from atop.csv" in done.out
    assert "no state has the number 777777" in done.out
    assert "line 9" in done.out
    duties = run(
        "obligations", "--attack", "DRE:RUE", "--on", "1905-01-01", "--world", world,
        "--why",
    )  # fmt: skip
    assert "France owes Russian Empire defense" in " ".join(duties.out.split())
    system = run("system", "1905-01-01", "--actor", "FRA", "--world", world)
    assert "atop-9001" in system.out


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
def test_what_is_wrong_is_said_in_one_line(
    run: Run, words: tuple[str, ...], code: int, says: str
) -> None:
    done = run(*words)
    assert done.code == code
    assert says in done.err
    assert "Traceback" not in done.err


@pytest.mark.shared
def test_validate_prints_its_tables(shared: Path, run: Run) -> None:
    alliances, wars = (str(shared / "data" / name) for name in ("alliances", "conflict"))
    done = run("validate", "fulfilment", "--atop", alliances, "--wars", wars)
    assert done.code == 0, done.err
    assert "Berkemeier and Fuhrmann 2018" in done.out
    pacts = run("validate", "pacts", "--atop", alliances)
    assert "differ without a word" in pacts.out
