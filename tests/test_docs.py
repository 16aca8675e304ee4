"""The docs say what the program does: generated pages are current, examples run."""

from __future__ import annotations

import doctest
import re
import shlex
import sys

import pytest

from tests.conftest import ROOT, Run

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
    """Each command with its output, and the lines of Python of a page as one session."""
    found = []
    for page in PAGES_WITH_EXAMPLES:
        blocks = BLOCK.findall(page.read_text(encoding="utf-8"))
        if session := "\n".join(block for kind, block in blocks if kind == "pycon"):
            found.append((page.name, "pycon", session, ""))
        for block in (block for kind, block in blocks if kind == "console"):
            for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, _, output = part.partition("\n")
                found.append((page.name, "console", command, output))
    return found


@pytest.mark.parametrize(("page", "kind", "said", "output"), _examples())
def test_examples_print_what_the_docs_show(
    page: str, kind: str, said: str, output: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    monkeypatch.chdir(ROOT)
    if kind == "pycon":
        example = doctest.DocTestParser().get_doctest(said, {}, page, page, 0)
        assert doctest.DocTestRunner(optionflags=flags).run(example).failed == 0
        return
    program, *words = shlex.split(said)
    assert program == "ramify"
    done = run(*words)
    got = done.out + done.err
    same = doctest.OutputChecker().check_output(output, got, flags)
    assert same, f"$ {said}\n--- expected\n{output}\n--- got\n{got}"
