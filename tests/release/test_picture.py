"""The picture of the README as a browser draws it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import unescape

import pytest

from tests.conftest import ROOT

MEASURE = """<script>
const box = one => { const r = one.getBoundingClientRect(); return [r.x, r.y, r.right, r.bottom] };
const all = tag => [...document.querySelectorAll(`svg > ${tag}`)];
const found = { page: box(document.querySelector("svg")), words: all("text").map(
  one => [one.textContent, ...box(one)]), boxes: all("rect").slice(1).map(box) };
document.body.innerHTML = `<pre>${JSON.stringify(found).replaceAll("<", "&lt;")}</pre>`;
</script>"""


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list]:
    """Where the words and the boxes lie, as Chromium lays them out."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    assert chromium, "no Chromium"
    folder = tmp_path_factory.mktemp("picture")
    page = folder / "page.html"
    picture = (ROOT / "docs" / "defenders.svg").read_text(encoding="utf-8")
    page.write_text(f"<!doctype html><meta charset=utf-8><body>{picture}{MEASURE}", "utf-8")
    quiet = ("networking", "timer-throttling")
    switches = ["headless", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run"]
    switches += ["disable-component-update", "disable-sync", "window-size=980,600"]
    switches += [f"disable-background-{one}" for one in quiet] + [f"user-data-dir={folder}/me"]
    done = subprocess.run(
        [chromium, *(f"--{one}" for one in switches), "--dump-dom", page.as_uri()],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    said = re.search(r"<pre>(.*)</pre>", done.stdout, re.DOTALL)
    assert said, done.stdout[-2000:]
    return json.loads(unescape(said[1]))


def _meet(one: list[float], other: list[float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.browser
def test_no_words_cover_each_other_or_run_off_the_page(drawn: dict[str, list]) -> None:
    left, top, right, bottom = drawn["page"]
    words = drawn["words"]
    assert len(words) > 20
    for n, (said, *place) in enumerate(words):
        assert left <= place[0] and top <= place[1] and place[2] <= right and place[3] <= bottom
        others = [other for other, *there in words[n + 1 :] if _meet(place, there)]
        assert not others, f"{said} meets {others}"


@pytest.mark.browser
def test_a_box_holds_one_name_and_nothing_else(drawn: dict[str, list]) -> None:
    for box in drawn["boxes"]:
        inside = [said for said, *place in drawn["words"] if _meet(box, place)]
        assert len(inside) == 1, inside


def test_what_is_new_is_red_and_little_else() -> None:
    picture = (ROOT / "docs" / "defenders.svg").read_text(encoding="utf-8")
    assert re.findall(r'<text [^>]*fill="#b91c1c"[^>]*>([^<]*)<', picture) == ["2024, art. 4"]
