"""What the README promises a newcomer is there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

import ramify
from tests.conftest import ROOT, Run

README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
STEPS = [line for line in README.splitlines() if line.startswith("ramify ")]


def _drawn() -> list[str]:
    """The folders of the README's map, in its order, each with the room it stands under."""
    drawing = README.partition("src/ramify/\n")[2].partition("```")[0]
    found, room = [], ""
    for indent, name in re.findall(r"^( +)(\w+)/ +\S", drawing, re.MULTILINE):
        room = name if len(indent) == 2 else room
        found.append(name if len(indent) == 2 else f"{room}/{name}")
    return found


def test_the_map_shows_the_rooms_and_folders_that_are_there() -> None:
    source = Path(ramify.__file__).parent
    there = {
        path.relative_to(source).as_posix()
        for pattern in ("*/__init__.py", "*/*/__init__.py")
        for path in (found.parent for found in source.glob(pattern))
    }
    rooms = {place for place in there if "/" not in place}
    commands = {place for place in there if place.startswith("commands/")}
    assert {place.removeprefix("commands/") for place in commands} <= rooms
    assert sorted(_drawn()) == sorted(there - commands)


@pytest.mark.parametrize("line", STEPS, ids=lambda line: line.split("  ")[0])
def test_the_first_steps_work(line: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    done = run(*shlex.split(line, comments=True)[1:])
    assert (done.code, done.err) == (0, "")
    assert done.out


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.name}: no {target}"


def test_packaged_data_say_where_they_come_from() -> None:
    folders = {path for path in Path(ramify.__file__).parent.rglob("data") if path.is_dir()}
    from_elsewhere = {path for path in folders if path.parent.name != "reading"}
    assert {path for path in folders if (path / "NOTICE.md").exists()} == from_elsewhere


def test_the_citation_and_the_changes_name_this_version() -> None:
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {ramify.__version__}\n" in citation
    headings = re.findall(r"^## .*$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert ramify.__version__ in headings[0]
