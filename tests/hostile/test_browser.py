"""Pages made of hostile documents, opened in a browser: nothing runs, no request leaves."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from ramify.briefing.compose import compose
from ramify.briefing.render.html import page as brief_page
from ramify.briefing.render.proof import page as proof_page
from ramify.reading.library import Library
from ramify.world.world import World
from tests.hostile import corpus

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), "")
pytestmark = [pytest.mark.browser, pytest.mark.skipif(not BROWSER, reason="no Chromium here")]


def opened(page: Path, folder: Path) -> tuple[str, str]:
    """The title of a page once it has run, and a log of all that it asked the network for."""
    log = folder / "net.json"
    quiet = ("--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=3000")
    places = (f"--user-data-dir={folder}/user", f"--log-net-log={log}")
    words = [BROWSER, *quiet, *places, "--dump-dom", page.as_uri()]
    done = subprocess.run(words, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr[-2000:]
    title = re.search(r"<title>(.*?)</title>", done.stdout, re.DOTALL)
    return title[1] if title else "", log.read_text(encoding="utf-8", errors="replace")


def test_a_script_and_a_request_would_be_noticed(tmp_path: Path) -> None:
    (page := tmp_path / "a.html").write_bytes(
        corpus.page(corpus.SCRIPT + corpus.PAYLOADS["image-beacon"])
    )
    title, log = opened(page, tmp_path)
    assert title == corpus.MARK
    assert "/beacon" in log


@pytest.mark.parametrize("kind", ["brief", "read"])
def test_nothing_of_a_document_runs_or_calls(kind: str, library: Library, tmp_path: Path) -> None:
    world = World.packaged()
    names = {code: actor.name for code, actor in world.actors.items()}
    text = (
        brief_page(compose(library, world, on="2020-01-01"))
        if kind == "brief"
        else proof_page(library, names, ())
    )
    assert corpus.MARK in text
    (page := tmp_path / "a.html").write_text(text, encoding="utf-8")
    title, log = opened(page, tmp_path)
    assert title
    assert title != corpus.MARK
    assert "/beacon" not in log
