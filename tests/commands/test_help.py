"""`--help` groups commands by what one wants; the shell completes them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.conftest import Run

SCRIPT = str(Path(sys.executable).with_name("ramify"))


def _panels(help: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in help.splitlines():
        if heading := re.fullmatch(r"([A-Z][\w ]+):", line):
            found[heading[1]] = []
        elif found and (command := re.match(r"  ([a-z][a-z-]*)  ", line)):
            found[list(found)[-1]].append(command[1])
    return {heading: commands for heading, commands in found.items() if commands}


def test_commands_stand_under_what_one_wants(run: Run) -> None:
    panels = _panels(run("--help").out)
    assert list(panels) == ["Ask", "Documents", "Facts", "Data", "Learn and verify"]
    assert "obligations" in panels["Ask"] and "forecast" in panels["Ask"]
    assert panels["Documents"] == ["read", "check"]
    assert "pact" in panels["Facts"]
    assert "fit" in panels["Learn and verify"]


def test_every_command_is_listed_once_and_its_words_are_not_cut(run: Run) -> None:
    from typer.main import get_command

    from ramify.cli import app

    out = run("--help").out
    listed = [name for names in _panels(out).values() for name in names]
    assert sorted(listed) == sorted(get_command(app).commands)  # type: ignore[attr-defined]
    assert "..." not in out.replace("[ARGS]...", "")


def test_the_shell_completes_commands_and_options() -> None:
    def completed(words: str) -> list[str]:
        asked = {
            "_RAMIFY_COMPLETE": "complete_bash",
            "COMP_WORDS": words,
            "COMP_CWORD": str(words.count(" ")),
        }
        done = subprocess.run(
            [SCRIPT], env={**os.environ, **asked}, capture_output=True, text=True, check=False
        )
        return done.stdout.split()

    assert completed("ramify obl") == ["obligations"]
    assert completed("ramify system --ag") == ["--against"]
