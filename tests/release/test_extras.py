"""The extras follow use: what a room imports is what its extra brings."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

import ramify
from ramify._errors import MissingExtra
from ramify._extras import extras, require
from ramify.commands.reading.readers import Choice, chosen
from tests.conftest import ROOT

SOURCE = Path(ramify.__file__).parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
ROOMS = {
    "reading": {"read"},
    "reasoning/dynamics": {"dynamics", "spark"},
    "reasoning/exposure/blocs": {"dynamics"},
    "reasoning/exposure/dependence": {"record"},
    "reasoning/exposure/theatres.py": {"dynamics"},
    "reasoning/exposure/votes": {"dynamics", "record"},
    "record": {"record"},
    "record/stata.py": {"stata"},
    "world/sources": {"record"},
    "commands/reasoning/survey.py": {"record"},
    "commands/record": {"record"},
    "briefing/render": {"read"},
    "_arrays.py": {"dynamics"},
    "_table.py": {"record"},
}
"""Which extras a room's files may import from; all others make do with the base."""
OWN = sys.stdlib_module_names | {"ramify"}


def _libraries(requirements: list[str]) -> set[str]:
    names = [re.match(r"[\w.-]+", one) for one in requirements]
    return {name[0].replace("-", "_").lower() for name in names if name} - {"ramify"}


@cache
def _imported(path: Path) -> frozenset[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return frozenset(found - OWN)


BASE = _libraries(PROJECT["dependencies"]) | {"pydantic_core"}


def test_a_file_imports_only_what_its_extra_brings() -> None:
    for path in SOURCE.rglob("*.py"):
        place = path.relative_to(SOURCE).as_posix()
        rooms = [brought for room, brought in ROOMS.items() if place.startswith(room)]
        allowed = BASE.union(*(_libraries(EXTRAS[extra]) for extra in chain(*rooms)))
        assert not _imported(path) - allowed, place


@pytest.mark.parametrize("extra", ["read", "dynamics", "record", "spark"])
def test_an_extra_brings_nothing_that_is_not_used(extra: str) -> None:
    used = set().union(*(_imported(path) for path in SOURCE.rglob("*.py")))
    # trafilatura cleans pages with lxml_html_clean, which its own requirements name in a
    # way that older pips do not follow; pypdf opens files under AES with cryptography.
    assert _libraries(EXTRAS[extra]) - used <= {"lxml_html_clean", "cryptography"}


def test_everything_is_in_all() -> None:
    assert EXTRAS["all"] == ["ramify[read,dynamics,record]"]


@pytest.mark.parametrize("requirement", [*PROJECT["dependencies"], *chain(*EXTRAS.values())])
def test_requirements_have_both_bounds(requirement: str) -> None:
    assert requirement.startswith("ramify[") or re.search(r">=[\d.]+,<[\d.]+$", requirement)


@pytest.mark.parametrize(
    "words",
    [
        "obligations --attack PRK:KOR --on 2024-07-01",
        "system 2024-06-20",
        "pact show nato",
        "compliance oil --from RUS --to PRK --on 2023-09-01",
    ],
)
def test_most_of_the_base_imports_no_extra_nor_numpy(words: str) -> None:
    script = f"""
import sys, contextlib, io
from ramify.cli import main
sys.argv = ["ramify", *{words.split()!r}]
with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
    main()
print(*sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    brought = {"numpy"}.union(*map(_libraries, EXTRAS.values()))
    assert not loaded & brought


def test_what_no_extra_brings_is_not_explained_away() -> None:
    with pytest.raises(ModuleNotFoundError, match="elsewhere"), extras():
        raise ModuleNotFoundError("No module named 'elsewhere'", name="elsewhere")


def test_what_an_extra_brings_is_asked_for_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ramify._extras.find_spec", lambda name: name != "pypdf")
    with pytest.raises(MissingExtra, match=r"ramify\[read\] \(pypdf"):
        require("read")
    require("read", but=("pypdf",))
    require("dynamics")


def test_what_needs_several_names_the_extra_that_brings_them_all() -> None:
    with pytest.raises(MissingExtra, match=r"ramify\[all\] \(duckdb"), extras("all"), extras():
        raise ModuleNotFoundError("No module named 'duckdb'", name="duckdb")


def test_a_part_of_a_library_is_the_library() -> None:
    with pytest.raises(MissingExtra, match=r"ramify\[record\]"), extras():
        raise ModuleNotFoundError("No module named 'pyarrow.csv'", name="pyarrow.csv")


def test_a_missing_parser_is_said_on_standard_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("ramify.reading.syntax.parsers.find_spec", lambda name: None)
    monkeypatch.delenv("RAMIFY_PARSER", raising=False)
    chosen(Choice(), None)
    assert "no parser: ramify-english is not installed" in capsys.readouterr().err
    monkeypatch.setenv("RAMIFY_PARSER", "shallow")
    chosen(Choice(), None)
    assert capsys.readouterr().err == ""
