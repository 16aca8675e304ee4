"""Statements held against the facts on file: agrees, differs, not in the record."""

from __future__ import annotations

import pytest

from ramify.reading.factcheck.check import Sought
from ramify.reading.factcheck.events import check
from ramify.reading.statements import Document, Reading
from ramify.record.events import Event
from ramify.record.evidence import SourceEvidence, TextEvidence
from ramify.world.world import World


def told(text: str, when: str | None, actor: str, code: str, target: str | None) -> Reading:
    """A reading of one sentence with one event."""
    place = TextEvidence(document="d", name="d.txt", start=0, end=len(text), quote=text)
    event = Event.model_validate(
        {"when": when, "actor": actor, "action": code, "target": target, "evidence": [place]}
    )
    document = Document(id="d", name="d.txt", text=text)
    return Reading(document=document, reader="test", events=(event,))


def verdicts(
    reading: Reading, world: World, record: tuple[Event, ...] = ()
) -> list[tuple[str, str]]:
    return [(c.says, c.verdict) for c in check(reading, world, record)]


def test_an_accession_is_checked_by_day_and_order(world: World) -> None:
    text = "Finland joined NATO as the 31st member on 4 April 2023."
    found = verdicts(told(text, "2023-04-04", "FIN", "050", "NATO"), world)
    assert ("FIN and NATO: accession (2023-04-04)", "agrees") in found
    assert ("FIN is member no. 31 of NATO", "agrees") in found


def test_a_check_has_names_for_ids_and_the_day_apart(world: World) -> None:
    text = "Finland joined NATO as the 31st member on 4 April 2023."
    found = check(told(text, "2023-04-04", "FIN", "050", "NATO"), world)
    assert [c.bare for c in found] == [
        "Finland and NATO: accession",
        "Finland is member no. 31 of NATO",
    ]


@pytest.mark.parametrize(
    ("sought", "said", "because"),
    [
        (Sought(True, "a feed covers it"), "not found", "not found: a feed covers it"),
        (Sought(False, "no feed covers it"), "not covered", "not covered: no feed covers it"),
        (None, "not covered", None),
    ],
)
def test_why_nothing_is_said_begins_with_what_was_looked_in(
    sought: Sought | None, said: str, because: str | None, world: World
) -> None:
    reading = told("Peru thanked Chad on 4 April 2023.", "2023-04-04", "PER", "051", "TCD")
    covered = None if sought is None else lambda _: sought
    [one] = check(reading, world, covered=covered)
    assert (one.said, one.because) == (said, because)


def test_a_wrong_day_and_a_wrong_order_differ_with_the_value_on_file(world: World) -> None:
    text = "Finland joined NATO as the 30th member on 5 May 2022."
    found = check(told(text, "2022-05-05", "FIN", "050", "NATO"), world)
    by_verdict = {c.value: c.verdict for c in found}
    assert by_verdict["2023-04-04"] == "differs"
    assert by_verdict["no. 31"] == "differs"
    assert all(c.source for c in found if c.verdict == "differs")


def test_a_signature_is_checked_against_the_pacts(world: World) -> None:
    text = "They signed the treaty on 19 June 2024."
    (found, *_) = check(told(text, "2024-06-19", "RUS", "057", "PRK"), world)
    assert (found.verdict, found.source is not None) == ("agrees", True)
    (other, *_) = check(told(text, "2024-06-21", "RUS", "057", "PRK"), world)
    assert other.verdict == "differs"
    assert other.value and "2024-06-19" in other.value


def test_a_veto_is_found_by_its_day(world: World) -> None:
    text = "Russia vetoed the resolution on 28 March 2024."
    (found, *_) = check(told(text, "2024-03-28", "RUS", "129", "UNSC"), world)
    assert found.verdict == "agrees"


def test_of_two_vetoes_in_a_month_the_one_the_text_speaks_of_is_meant(world: World) -> None:
    text = "In March 2024 Russia vetoed the renewal of the experts on sanctions."
    (found, *_) = check(told(text, "2024-03", "RUS", "129", None), world)
    assert found.value and found.value.startswith("S/2024/255")


def test_the_order_of_one_is_not_held_against_another_of_the_sentence(world: World) -> None:
    text = "Finland joined NATO in 2023 as its 31st member, and Sweden followed in 2024."
    (event,) = told(text, "2024", "SWE", "050", "NATO").events
    event = event.model_copy(update={"summary": "Sweden followed in 2024"})
    reading = told(text, None, "SWE", "050", "NATO").model_copy(update={"events": (event,)})
    assert verdicts(reading, world) == [("SWE and NATO: accession (2024)", "agrees")]


def test_an_undated_act_agrees_if_the_record_has_one_such_act(world: World) -> None:
    source = SourceEvidence(citation="A chronicle")
    known = [
        Event.model_validate(
            {"when": day, "actor": "PER", "action": "042", "target": "CHL", "evidence": [source]}
        )
        for day in ("2019-05-03", "2021-02-01")
    ]
    reading = told("Peru's president visited Chile.", None, "PER", "042", "CHL")
    assert [c.verdict for c in check(reading, world, known[:1])] == ["agrees"]
    assert [c.verdict for c in check(reading, world, known)] == ["not in the record"]


def test_an_undated_act_towards_nobody_named_is_any_of_its_kind(world: World) -> None:
    kept = Event.model_validate(
        {
            "when": "2025-04-02", "actor": "USA", "action": "163",
            "evidence": [SourceEvidence(citation="The White House, 2 April 2025")],
        }
    )  # fmt: skip
    text = "The United States imposed sanctions on the shippers."
    found = verdicts(told(text, None, "USA", "163", None), world, (kept,))
    assert [verdict for _, verdict in found] == ["not in the record"]


def test_a_border_is_measured(world: World) -> None:
    for km, verdict in (("1,300", "agrees"), ("2,600", "differs")):
        text = f"Finland opened its {km} km border with Russia to the alliance."
        found = verdicts(told(text, None, "FIN", "050", "NATO"), world)
        assert verdict in [v for says, v in found if "km" in says]


def test_what_nothing_on_file_speaks_of_is_not_in_the_record(world: World) -> None:
    reading = told("Peru praised Chile.", "2019-05-03", "PER", "051", "CHL")
    assert [v for _, v in verdicts(reading, world)] == ["not in the record"]


def test_an_event_of_the_record_agrees_or_differs_by_its_day(world: World) -> None:
    source = SourceEvidence(citation="A chronicle")
    known = Event.model_validate(
        {
            "when": "2019-05-03",
            "actor": "PER",
            "action": "042",
            "target": "CHL",
            "evidence": [source],
        }
    )
    right = told("Peru's president visited Chile.", "2019-05", "PER", "042", "CHL")
    wrong = told("Peru's president visited Chile.", "2019-05-09", "PER", "042", "CHL")
    assert [c.verdict for c in check(right, world, (known,))] == ["agrees"]
    (found,) = check(wrong, world, (known,))
    assert (found.verdict, found.source) == ("differs", "A chronicle")


def test_a_like_act_long_before_is_another_act(world: World) -> None:
    evidence = [SourceEvidence(citation="A chronicle")]
    known = Event.model_validate(
        {
            "when": "2018-09-03",
            "actor": "PER",
            "action": "042",
            "target": "CHL",
            "evidence": evidence,
        }
    )
    reading = told("Peru's president visited Chile.", "2019-05-09", "PER", "042", "CHL")
    assert [c.verdict for c in check(reading, world, (known,))] == ["not in the record"]


@pytest.mark.parametrize("code", ["190", "195", "186", "150", "111", "138", "046", "041"])
def test_a_strike_threat_or_round_of_talks_a_few_days_off_is_another(
    code: str, world: World
) -> None:
    known = Event.model_validate(
        {
            "when": "2024-10-01",
            "actor": "ISR",
            "action": code,
            "target": "HEZBOLLAH",
            "evidence": [SourceEvidence(citation="A chronicle")],
        }
    )
    for when, verdict in (("2024-09-27", "not in the record"), ("2024-10-01", "agrees")):
        reading = told("Israel struck Hezbollah.", when, "ISR", code, "HEZBOLLAH")
        assert [c.verdict for c in check(reading, world, (known,))] == [verdict]


def test_a_step_on_the_way_to_joining_is_not_joining(world: World) -> None:
    text = "Finland signed the accession protocol with NATO on 5 July 2022."
    found = verdicts(told(text, "2022-07-05", "FIN", "057", "NATO"), world)
    assert "differs" not in [verdict for _, verdict in found]


SUMMITS = tuple(
    Event.model_validate(
        {
            "when": day,
            "actor": "PER",
            "action": "040",
            "target": "ASEAN",
            "object": "ASEAN summit",
            "evidence": [SourceEvidence(citation="A chronicle")],
        }
    )
    for day in ("2016-09-08", "2017-11-14", "2018-11-15")
)


def test_the_third_time_is_counted_where_the_record_has_three(world: World) -> None:
    for word, when, verdict in (
        ("third", "2018-11-15", "agrees"),
        ("second", "2018-11-15", "differs"),
        ("fifth", "2018-11-15", "agrees"),  # as an act: two more may be missing
    ):
        text = f"It was the {word} time that Peru attended an ASEAN summit."
        found, *others = check(told(text, when, "PER", "040", "ASEAN"), world, SUMMITS)
        assert found.verdict == verdict
        assert len(others) == (word == "fifth")
        assert ("time" in found.says) == (word != "fifth")
