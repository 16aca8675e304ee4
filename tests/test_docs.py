"""The docs say what the program does: generated pages are current, examples run."""

from __future__ import annotations

import doctest
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

sys.path.insert(0, str(ROOT / "scripts"))
from write_docs import PAGES, commands

PAGES_WITH_EXAMPLES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(console|pycon)\n(.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("name", PAGES)
def test_generated_pages_are_current(name: str) -> None:
    written = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert written == PAGES[name](), f"docs/{name} is out of date; run `make docs`"


@pytest.mark.parametrize("words", list(commands()), ids=" ".join)
def test_every_command_and_option_says_what_it_is_for(words: tuple[str, ...]) -> None:
    from typer.main import get_command

    from ramify.cli import app

    command = get_command(app)
    for word in words:
        command = command.commands[word]  # type: ignore[attr-defined]
    assert command.help, f"{words} has no help"
    for parameter in command.params:
        assert getattr(parameter, "help", None), f"{words} {parameter.name} has no help"


def _examples() -> list[tuple[str, str, str, str]]:
    found = []
    for page in PAGES_WITH_EXAMPLES:
        for kind, block in BLOCK.findall(page.read_text(encoding="utf-8")):
            if kind == "pycon":
                found.append((page.name, kind, block, ""))
                continue
            for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, _, output = part.partition("\n")
                found.append((page.name, kind, command, output))
    return found


@pytest.mark.parametrize(("page", "kind", "said", "output"), _examples())
def test_examples_print_what_the_docs_show(page: str, kind: str, said: str, output: str) -> None:
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    if kind == "pycon":
        example = doctest.DocTestParser().get_doctest(said, {}, page, page, 0)
        assert doctest.DocTestRunner(optionflags=flags).run(example).failed == 0
        return
    words = shlex.split(said)
    if words[0] == "ramify":
        words[:1] = [str(Path(sys.executable).with_name("ramify"))]
    done = subprocess.run(words, capture_output=True, text=True, cwd=ROOT)
    got = done.stdout + done.stderr
    same = doctest.OutputChecker().check_output(output, got, flags)
    assert same, f"$ {said}\n--- expected\n{output}\n--- got\n{got}"
