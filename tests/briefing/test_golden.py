"""Whole briefs, replayed and compared line by line with how they came out when last looked at.

After a change that is meant, `pytest tests/briefing/test_golden.py --renew-golden` writes them
anew; read what `git diff` then shows.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest

import ramify
from ramify import Event, Record
from ramify.briefing.brief import Brief
from ramify.briefing.render.html import page
from ramify.briefing.render.markdown import markdown
from ramify.briefing.render.text import plain_text
from tests.conftest import ROOT

GOLDEN = Path(__file__).parent / "golden"
BRIEFS = {
    "summit": (ROOT / "examples" / "summit-2024", "2024-07-02"),
    "shells": (GOLDEN / "shells", "2023-10-20"),
    "submarines": (GOLDEN / "submarines", "2021-10-01"),
}
AFFAIRS = (
    "accession", "arms", "ceasefire", "coup", "denial", "sanctions", "sea", "summit-hanoi",
    "threat", "tuvalu",
)  # fmt: skip
"""Articles on other affairs, each for the day of its dateline; what their page says is pinned."""
WITH_RECORD = {"shells"}
"""Those over a record of visits, so that chances are told; the others have none to go by."""
DIGITS = 6
"""Figures that a number keeps: the last ones differ between machines."""


def rounded(value: Any) -> Any:
    """A value read from JSON with all its numbers to so many figures.

    >>> rounded({"chance": [0.12933690347, 3]})
    {'chance': [0.129337, 3]}
    """
    match value:
        case dict():
            return {key: rounded(inner) for key, inner in value.items()}
        case list():
            return [rounded(inner) for inner in value]
        case float() if math.isfinite(value):
            return float(f"{value:.{DIGITS}g}")
    return value


def as_json(brief: Brief) -> str:
    fields = rounded(json.loads(brief.to_json()))
    return json.dumps(fields, indent=1, ensure_ascii=False) + "\n"


FORMS: dict[str, Callable[[Brief], str]] = {
    "brief.txt": lambda brief: plain_text(brief, long=True),
    "brief.md": lambda brief: markdown(brief, long=True),
    "brief.html": page,
    "brief.json": as_json,
}


@pytest.fixture(scope="module", params=BRIEFS)
def made(request: pytest.FixtureRequest) -> tuple[str, Brief]:
    """A brief from documents named as they stand in their folder, without the release's number; its
    numbers are those of its JSON, so that all forms round alike."""
    folder, on = BRIEFS[request.param]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        documents = "documents" if folder.parent == GOLDEN else "."
        with Record.in_memory() as record:
            record.add(visits())
            past = record if request.param in WITH_RECORD else None
            brief = ramify.brief(documents, on=on, record=past)
    return request.param, Brief.from_json(as_json(without_release(brief)))


def without_release(brief: Brief) -> Brief:
    provenance = brief.provenance.model_copy(update={"ramify": "(any)"})
    cite = brief.cite.model_copy(update={"ramify": "(any)"})
    return brief.model_copy(update={"provenance": provenance, "cite": cite})


@pytest.mark.parametrize("name", AFFAIRS)
def test_the_page_of_another_affair_comes_out_as_it_did(
    name: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(GOLDEN / name)
    text = plain_text(without_release(ramify.brief("documents")), long=True)
    path = GOLDEN / name / "brief.txt"
    if request.config.getoption("--renew-golden"):
        path.write_text(text, encoding="utf-8")
    differs = first_difference(path.read_text(encoding="utf-8"), text)
    assert not differs, f"{name}, {differs}; if it is meant, renew with --renew-golden"


def visits() -> Iterator[Event]:
    """A visit or a condemnation every ten days of 2023."""
    for n, day in enumerate(range(0, 280, 10)):
        actor, action, target = (("RUS", "042", "PRK"), ("KOR", "111", "PRK"))[n % 2]
        when = date(2023, 1, 1) + timedelta(days=day)
        yield Event(when=str(when), actor=actor, action=action, target=target)


@pytest.mark.parametrize("form", FORMS)
def test_a_brief_comes_out_as_it_did(
    made: tuple[str, Brief], form: str, request: pytest.FixtureRequest
) -> None:
    name, brief = made
    path, now = GOLDEN / name / form, FORMS[form](brief)
    if request.config.getoption("--renew-golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(now, encoding="utf-8")
    differs = first_difference(path.read_text(encoding="utf-8"), now)
    assert not differs, f"{name}/{form}, {differs}; if it is meant, renew with --renew-golden"


@pytest.mark.parametrize("form", ["brief.txt", "brief.md", "brief.html"])
@pytest.mark.parametrize("name", BRIEFS)
def test_a_brief_read_back_from_its_json_prints_the_same(name: str, form: str) -> None:
    brief = Brief.from_json((GOLDEN / name / "brief.json").read_text(encoding="utf-8"))
    then = (GOLDEN / name / form).read_text(encoding="utf-8")
    assert not first_difference(then, FORMS[form](brief))


def first_difference(then: str, now: str) -> str:
    """The first line that differs, as it was and as it is; empty if none does.

    >>> print(first_difference("a\\nb\\n", "a\\nc\\n"))
    line 2
      was: b
      is:  c
    """
    pairs = zip_longest(then.splitlines(), now.splitlines())
    for number, (old, new) in enumerate(pairs, 1):
        if old != new:
            shown = ("(nothing)" if line is None else line for line in (old, new))
            return "line {}\n  was: {}\n  is:  {}".format(number, *shown)
    return "" if then == now else "the line ends"


@pytest.mark.parametrize(
    ("then", "now", "differs"),
    [
        ("a\nb\n", "a\nb\n", ""),
        ("a\n", "a\nb\n", "line 2\n  was: (nothing)\n  is:  b"),
        ("a\nb\n", "a\n", "line 2\n  was: b\n  is:  (nothing)"),
        ("a\n", "a", "the line ends"),
    ],
)
def test_the_first_difference_is_shown(then: str, now: str, differs: str) -> None:
    assert first_difference(then, now) == differs


def test_golden_briefs_name_no_machine() -> None:
    for path in GOLDEN.rglob("brief.*"):
        text = path.read_text(encoding="utf-8")
        assert str(ROOT) not in text and str(Path.home()) + "/" not in text, path
        assert f"ramify {ramify.__version__}" not in text, path
