"""The annotated pages are whole, hold no text, and are scored as their README says."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

from ramify import Event, World
from ramify._errors import InputError
from ramify.record.ontology import action
from ramify.world.when import When
from tests.conftest import ROOT

sys.path.insert(0, str(ROOT / "scripts"))
import score_pages
from score_pages import GOLD, GoldEvent, Page, digest, load, opposite, verdict

PAGES = sorted(GOLD.glob("*.toml"))
NO_ID = {"---", "-"}


def _row(**given: object) -> GoldEvent:
    plain = {"told": [["0", "said"]], "class": ["ACCUSE"], "actor": ["CHN"], "target": ["PHL"]}
    return GoldEvent.model_validate(plain | given)


def _event(action: str, actor: str, target: str | None, when: str | None = None) -> Event:
    return Event(when=When(when) if when else None, actor=actor, action=action, target=target)


def test_ten_pages_are_for_tuning_ten_are_held_out_and_sixteen_are_unread() -> None:
    parts = Counter(load(path).set for path in PAGES)
    later = {"opened-last": 16, "unread": 16}
    assert parts == {"tune": 10, "held-out": 10, "opened": 12, "fresh": 12} | later


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_holds_no_more_than_five_words_of_a_sentence(path: Path) -> None:
    page = load(path)
    told = [words for row in (*page.event, *page.claim, *page.forbidden) for _, words in row.told]
    assert told
    assert max(len(words.split()) for words in told) <= 5


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_sides_are_known_and_codes_are_of_their_class(path: Path, world: World) -> None:
    for row in load(path).event:
        sides = {one.partition(":")[0] for one in (*row.actor, *row.target, *row.also)}
        assert [one for one in sides - NO_ID if world.actor(one).id != one] == []
        if row.code:
            assert action(row.code).plover in row.classes


def test_a_sentence_is_known_by_its_letters_alone() -> None:
    assert digest("Force 'was used'.") == digest("FORCE was  used")
    assert digest("Force was used.") != digest("Force was not used.")


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (_event("112", "CHN", "PHL"), "right"),
        (_event("112", "PHL", "CHN"), "wrong"),
        (_event("112", "CHN", None), "partly"),
        (_event("190", "CHN", "PHL"), "partly"),
        (_event("040", "CHN", "PHL"), "wrong"),
        (_event("112", "USA", "VNM"), "wrong"),
    ],
)
def test_an_event_is_right_with_its_class_and_both_sides(event: Event, expected: str) -> None:
    assert verdict(event, [_row()]) == expected


def test_what_is_alleged_is_not_right_as_having_happened() -> None:
    assert verdict(_event("112", "CHN", "PHL"), [_row(status=["alleged"])]) == "partly"


def test_two_sides_of_a_mutual_act_may_change_places() -> None:
    row = _row(**{"class": ["ASSAULT"], "mutual": True})
    assert row.between("PHL", "CHN")
    assert not row.between("PHL", "USA")
    assert not row.between("CHN", None)


def test_the_opposite_sign_is_one_that_no_row_of_the_two_sides_has() -> None:
    meets = _event("040", "PHL", "CHN")
    assert opposite(meets, [_row()])
    assert not opposite(meets, [_row(), _row(**{"class": ["CONSULT"]})])
    assert not opposite(meets, [_row(target=["VNM"])])


def test_the_day_of_the_page_is_as_good_as_no_date_where_the_text_gives_none() -> None:
    day = When("2024-12-04")
    assert _row(undated=True).dated(day, day)
    assert _row(undated=True).dated(None, day)
    assert not _row(undated=True).dated(When("2024-12-05"), day)
    assert not _row(when="2024-12-03").dated(None, day)


TEXT = """A clash at sea

China rammed a Philippine ship on 3 March 2024.

China accused the Philippines of piracy on 4 March 2024.

If China attacks Japan, the United States will attack China.
"""


def _page(**rows: object) -> Page:
    plain = {"address": "a", "outlet": "o", "title": "A clash at sea", "kind": "k", "set": "tune"}
    return Page.model_validate(plain | rows)


def _told(sentence: str) -> list[list[str]]:
    return [[digest(sentence), sentence.partition(" ")[0]]]


def test_a_page_is_scored_by_its_sentences(tmp_path: Path) -> None:
    file = tmp_path / "clash.txt"
    file.write_text(TEXT, encoding="utf-8")
    (reading,) = score_pages.read(file).readings
    accused = "China accused the Philippines of piracy on 4 March 2024."
    if_ = "If China attacks Japan, the United States will attack China."
    row = {"class": ["ACCUSE"], "actor": ["CHN"], "target": ["PHL"], "when": "2024-03-04"}
    page = _page(
        event=[{"told": _told(accused), **row}],
        forbidden=[{"told": _told(if_), "class": ["ASSAULT"], "why": "a conditional"}],
    )
    held = _event("190", "CHN", "JPN")
    quoted = next(one for one in reading.events if one.action.startswith("11"))
    place = quoted.evidence[0].model_copy(
        update={"start": TEXT.find(if_), "end": TEXT.find(if_) + len(if_)}
    )
    text = reading.document.model_copy(update={"text": TEXT})
    wrong = held.model_copy(update={"evidence": (place,)})
    given = reading.model_copy(update={"document": text, "events": (wrong,)})
    n = score_pages.score(page, TEXT, reading, [])
    assert (n["asked"], n["found"], n["dated right"]) == (1, 1, 1)
    n = score_pages.score(page, TEXT, given, [])
    assert (n["found"], n["given"], n["wrong"], n["forbidden"]) == (0, 1, 1, 1)


def test_a_text_that_changed_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "clash.txt"
    file.write_text(TEXT, encoding="utf-8")
    (reading,) = score_pages.read(file).readings
    page = _page(claim=[{"told": [["0" * 12, "gone"]], "kind": ["cause"], "holder": ["author"]}])
    with pytest.raises(InputError, match="gone"):
        score_pages.score(page, TEXT, reading, [])


def test_a_page_with_claims_alone_says_nothing_of_events(tmp_path: Path) -> None:
    file = tmp_path / "clash.txt"
    file.write_text(TEXT, encoding="utf-8")
    (reading,) = score_pages.read(file).readings
    accused = "China accused the Philippines of piracy on 4 March 2024."
    claim = {"told": _told(accused), "kind": ["characterisation"], "holder": ["CHN"]}
    n = score_pages.score(_page(claim=[claim]), TEXT, reading, [])
    assert (n["claims asked"], n["given"]) == (1, 0)
    assert all("event" not in line for line in score_pages.report(n))
    assert score_pages.score(_page(), TEXT, reading, [])["given"] > 0
