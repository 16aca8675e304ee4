"""Events typed and treaties in files: briefs without documents."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import ramify
from ramify import InputError, UsageError, World
from ramify.briefing.asked import asked_event
from ramify.briefing.brief import Brief, ForceCase
from ramify.briefing.render.html import page
from ramify.briefing.render.markdown import markdown
from ramify.briefing.render.text import plain_text
from tests.conftest import ROOT

DRAFT = """
id = "usa-jpn-phl-draft"
name = "Draft treaty of mutual defence"
short = "three-power draft"
sources = ["my own draft"]
parties = [{ actor = "USA" }, { actor = "JPN" }, { actor = "PHL" }]

[[articles]]
ref = "1"
says = "An armed attack on one of the parties is met by all."

[[articles.commitments]]
type = "defense"
trigger = { event = "armed attack", by_others = true }
strength = "action it deems necessary"
"""


@pytest.fixture(scope="module")
def world() -> World:
    return World.packaged()


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft.toml"
    path.write_text(DRAFT)
    return path


@pytest.mark.parametrize(
    ("text", "when", "actor", "action", "target"),
    [
        ("2024-06-19 RUS 057 PRK", "2024-06-19", "RUS", "057", "PRK"),
        ("2024-06-19 Russia 057 'North Korea'", "2024-06-19", "RUS", "057", "PRK"),
        ("2024-06-19 North Korea 057 Russia", "2024-06-19", "PRK", "057", "RUS"),
        ("2024-06 RUS SUPPORT PRK", "2024-06", "RUS", "05", "PRK"),
        ("2022 Russia ASSAULT Ukraine", "2022", "RUS", "18", "UKR"),
        ("1988 Soviet Union RETREAT Afghanistan", "1988", "SUN", "087", "AFG"),
        ("20240617 CHN 190 PHL", "2024-06-17", "CHN", "190", "PHL"),
        ("2024-06-19 RUS:MIL 190 UKR", "2024-06-19", "RUS", "190", "UKR"),
    ],
)
def test_an_event_is_read_as_typed(
    text: str, when: str, actor: str, action: str, target: str, world: World
) -> None:
    event = asked_event(text, world)
    found = (str(event.when), event.actor, event.action, event.target)
    assert found == (when, actor, action, target)
    assert event.status == "asked"
    assert [e.kind for e in event.evidence] == ["given"] and event.evidence[0].words == text  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "it needs a day, who acts, an action and on whom"),
        ("2024-06-19 RUS 057", "it needs a day, who acts, an action and on whom"),
        ("RUS 057 PRK", "it needs a day, who acts, an action and on whom"),
        ("yesterday RUS 057 PRK", "'yesterday' is not a day of the calendar"),
        ("2024-02-30 RUS 057 PRK", "'2024-02-30' is not a day of the calendar"),
        ("2024-06-19 Rusia 057 PRK", "unknown actor 'Rusia'; did you mean Russia"),
        ("2024-06-19 RUS 57 PRK", "unknown CAMEO code '57'; did you mean 057"),
        ("2024-06-19 RUS FIGHT PRK", "unknown action 'FIGHT'"),
        ("2024-06-19 RUS 057 RUS", "actor and target are the same"),
        ("2024-06-19 RUS:ARMY 057 PRK", "actor_sector"),
        ("2024-06-19 Korea 057 RUS", "'Korea' may be"),
        ("2024-06-19 'RUS 057 PRK", "a quotation mark is not closed"),
        ("1999-03-24 NATO 190 SRB", "SRB existed from 2006-06-05 on"),
        ("1950-06-19 SUN 057 North Korea 190", "unknown actor"),
    ],
)
def test_a_bad_event_says_what_is_wrong_and_shows_the_form(
    text: str, said: str, world: World
) -> None:
    with pytest.raises(UsageError) as error:
        asked_event(text, world)
    assert said in str(error.value)
    assert 'write DAY ACTOR ACTION TARGET, as "2024-06-19 RUS 057 PRK"' in str(error.value)


def test_events_alone_make_a_brief_that_rests_on_what_was_typed() -> None:
    brief = ramify.brief(events=["2024-06-19 RUS 057 PRK", "2024-06-20 PRK 190 KOR"])
    assert (str(brief.on), brief.on_because.kind) == ("2024-06-20", "event given")
    assert not (brief.sources or brief.happened or brief.claimed)
    assert [turn.pact for turn in brief.obliged.turns] == ["prk-rus-2024"]
    case = next(case for case in brief.obliged.cases if case.attacker == "PRK")
    assert (case.victim, case.told, case.by) == ("KOR", "asked", None)
    assert ("USA", "owed") in {
        (a, line.strength.status) for line in case.lines for a in line.actors
    }
    assert Brief.from_json(brief.to_json()) == brief
    for printed in (plain_text(brief, long=True), markdown(brief, long=True), page(brief)):
        assert "given by the user: 2024-06-20 PRK 190 KOR" in " ".join(printed.split()) or (
            "2024-06-20 PRK 190 KOR" in printed
        )


def test_where_nothing_else_leads_the_treaty_in_force_between_the_two_does() -> None:
    [line] = ramify.brief(events=["2025-12-10 COD 057 RWA"]).page.bottom
    assert line.words.startswith("Washington agreement of 2025, in force") and line.cites
    accords = ramify.brief(events=["2025-12-04 COD 057 RWA"]).page
    assert "WASHINGTON ACCORDS" in accords.heading.topic.upper()
    assert accords.bottom[0].words.startswith("Not legally binding")


def test_an_event_that_an_article_tells_too_is_told_once(example: Brief) -> None:
    article, alone = ROOT / "examples" / "summit-2024", example
    both = ramify.brief(article, events=["2024-06-19 RUS 057 PRK"])
    signed = [e for e in both.happened if e.action == "057" and str(e.when) == "2024-06-19"]
    assert len(both.happened) == len(alone.happened)
    assert any(e.kind == "given" for event in signed for e in event.evidence)
    assert both.asked.events and both.on == alone.on


def test_a_treaty_not_signed_is_supposed_in_force(draft: Path) -> None:
    brief = ramify.brief(pacts=[draft], on="2025-03-01")
    [turn] = brief.obliged.turns
    assert (turn.signed, turn.in_force, turn.given) == (None, None, "draft.toml")
    assert [bond.pact for bond in turn.before] == ["jpn-usa-1960", "phl-usa-1951"]
    assert [bond.status for bond in turn.after] == ["supposed in force"]
    assert {line.strength.status for bond in turn.after for line in bond.lines} == {
        "supposed in force"
    }
    shifts = {(s.actors[0], s.action) for s in brief.exposed}
    assert ("PHL", "great powers bound to defend") in shifts
    assert all(s.cause.kind == "pact" for s in brief.exposed)
    assert all(any(e.kind == "given" for e in s.evidence) for s in brief.exposed)
    assert "Usa Jpn" not in plain_text(brief), "a pact goes by its name"


def test_without_a_day_a_draft_is_answered_for_today(draft: Path) -> None:
    brief = ramify.brief(pacts=[draft])
    assert (brief.on, brief.on_because.kind) == (date.today(), "today")


def test_an_event_is_judged_with_the_treaty_in_force(draft: Path) -> None:
    def fighters(*pacts: Path) -> set[str]:
        brief = ramify.brief(events=["2025-03-01 CHN 190 PHL"], pacts=pacts)
        case = next(case for case in brief.obliged.cases if case.victim == "PHL")
        return _owing(case, "defense")

    assert fighters() == {"USA"} and fighters(draft) == {"USA", "JPN"}


def _owing(case: ForceCase, what: str) -> set[str]:
    owed = [x for x in case.lines if x.strength.status == "owed" and x.action == what]
    return {a for line in owed for a in line.actors if line.targets == (case.victim,)}


def test_a_dated_treaty_is_measured_on_its_own_days(tmp_path: Path, world: World) -> None:
    """The packaged file of 2024, given as a user's, says what the report of its signing says."""
    source = ROOT / "src/ramify/world/data/pacts/prk-rus-2024.toml"
    given = tmp_path / "mine.toml"
    given.write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    brief = ramify.brief(pacts=[given], on="2024-07-01")
    told = ramify.brief(events=["2024-06-19 RUS 057 PRK"], on="2024-07-01")
    assert brief.asked.pacts[0].replaces and not brief.asked.pacts[0].supposed
    [mine], [packaged] = brief.obliged.turns, told.obliged.turns
    assert mine.model_copy(update={"given": None}) == packaged
    assert {s.words for s in brief.exposed} == {s.words for s in told.exposed}
    asked = [(case.attacker, case.victim) for case in told.obliged.cases]
    assert asked[:2] == [("KOR", "PRK"), ("PRK", "KOR")], "who is bound, though no text names them"
    assert told.page.bound[0].changed


def test_two_treaties_stand_beside_each_other(draft: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text(
        DRAFT.replace("usa-jpn-phl-draft", "jpn-phl-draft").replace('{ actor = "USA" }, ', "")
    )
    brief = ramify.brief(pacts=[draft, other], on="2025-03-01")
    assert [turn.pact for turn in brief.obliged.turns] == ["usa-jpn-phl-draft", "jpn-phl-draft"]
    assert "usa-jpn-phl-draft" in [bond.pact for bond in brief.obliged.turns[1].before]


def test_a_bad_file_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(DRAFT.replace('"PHL"', '"PHX"'))
    with pytest.raises(InputError, match=r"bad\.toml, line 6: .*PHX.*ramify pact check"):
        ramify.brief(pacts=[path])
    with pytest.raises(InputError, match="no such file"):
        ramify.brief(pacts=[tmp_path / "none.toml"])


def test_nothing_read_and_nothing_given_is_refused() -> None:
    with pytest.raises(
        InputError, match="no document was given; name files, folders or - for input"
    ):
        ramify.brief()
