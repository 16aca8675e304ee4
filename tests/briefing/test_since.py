"""What a brief says is new, gone and moved against an earlier one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import ramify
from ramify import Event, InputError
from ramify.briefing.basis import BriefBasis, ModelSource, RecordSource
from ramify.briefing.brief import VERSION, Brief, Provenance
from ramify.briefing.earlier import with_since
from ramify.briefing.ramification import (
    ArticleRef,
    ClaimedLine,
    EventRef,
    ExpectedLine,
    ExposedLine,
    Held,
    Legal,
    NotKnown,
    ObligedLine,
    Probability,
    Shift,
    StatementRef,
)
from ramify.briefing.render.html import page
from ramify.briefing.render.markdown import markdown
from ramify.briefing.render.text import plain_text
from ramify.briefing.since import event_changes, line_changes
from ramify.reading.claims.claim_groups import ClaimGroup
from ramify.reading.statements import Claim, Holder, Modality
from ramify.record.evidence import ComputedEvidence, TextEvidence
from ramify.world.when import When
from tests.briefing.conftest import BriefOf

SIGNED = Event(when="2024-06-19", actor="RUS", action="057", target="PRK")
FORCE = ["2024-07-01 PRK 190 KOR"]
KNOWN = NotKnown(reason="pooled")
COMPUTED = (ComputedEvidence(by="a model", inputs=("a",)),)


def expected(chance: float | None, low: float = 0.0, high: float = 1.0, to: str = "KOR") -> Any:
    strength: Any = KNOWN
    if chance is not None:
        strength = Probability(chance=chance, interval=(low, high), base_rate=KNOWN)
    return ExpectedLine(
        actors=("PRK",), action="ASSAULT", targets=(to,), strength=strength,
        cause=EventRef(event=SIGNED), words=f"PRK → {to}",
        evidence=COMPUTED,
    )  # fmt: skip


def saved(brief: Brief, to: Path, **changed: Any) -> Path:
    file = to / "last.json"
    file.write_text(json.dumps(json.loads(brief.to_json()) | changed))
    return file


@pytest.mark.parametrize(
    ("then", "now", "how"),
    [
        (expected(0.3, 0.2, 0.4), expected(0.35, 0.3, 0.4), []),
        (expected(0.3, 0.2, 0.4), expected(0.4, 0.3, 0.5), []),
        (expected(0.3, 0.2, 0.4), expected(0.2, 0.1, 0.3), []),
        (expected(0.3, 0.2, 0.4), expected(0.41, 0.3, 0.5), ["moved"]),
        (expected(0.3, 0.2, 0.4), expected(0.1, 0.0, 0.3), ["moved"]),
        (expected(None), expected(0.1), ["moved"]),
        (expected(None), expected(None), []),
        (expected(0.3), expected(0.3, to="JPN"), ["new", "gone"]),
    ],
)
def test_a_chance_moves_beyond_its_interval(then: Any, now: Any, how: list[str]) -> None:
    changes = list(line_changes([then], [now]))
    assert [change.how for change in changes] == how
    assert all((change.was is not None) == (change.how == "moved") for change in changes)


def shift(change: float) -> Any:
    return ExposedLine(
        actors=("PRK",), action="defenders", words="Who defends North Korea",
        strength=Shift(change=change, unit="states"), cause=EventRef(event=SIGNED),
        evidence=COMPUTED,
    )  # fmt: skip


def held(modality: Modality = "possible", sources: int = 1, actors: tuple[str, ...] = ()) -> Any:
    holder = Holder(name="Seoul", actor="KOR")
    words = "the treaty may not last"
    where = (TextEvidence(document="a", name="a.txt", start=0, end=len(words), quote=words),)
    claim = Claim(holder=holder, kind="forecast", modality=modality, content=words, evidence=where)
    return ClaimedLine(
        actors=actors, action="claim", words=words,
        strength=Held(modality=modality, affirmed=True, holder=holder, sources=sources),
        cause=StatementRef(said=ClaimGroup(claim=claim, said_by=(claim,), sources=sources)),
        evidence=COMPUTED,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("then", "now", "how"),
    [
        (shift(1), shift(1), []),
        (shift(1), shift(2), ["moved"]),
        (held(), held(), []),
        (held(), held("likely"), ["moved"]),
        (held(), held(sources=2), ["moved"]),
    ],
)
def test_a_shift_moves_by_its_number_and_a_claim_by_who_holds_it_how_firmly(
    then: Any, now: Any, how: list[str]
) -> None:
    changes = list(line_changes([then], [now]))
    assert [(change.how, change.was) for change in changes] == [(h, then.strength) for h in how]
    assert all(change.actors == now.actors for change in changes)


def duty(status: str, *actors: str) -> Any:
    article = ArticleRef(pact="nato", article="5")
    return ObligedLine(
        actors=actors, action="defense", targets=("NOR",), words="to help Norway",
        strength=Legal(status=status, article=article), cause=article, evidence=COMPUTED,
    )  # fmt: skip


def test_of_whom_a_duty_was_another_before_is_told_for_each_kind_of_it() -> None:
    then = [duty("excused", "DNK", "GBR"), duty("barred", "ISL"), duty("owed", "USA")]
    changes = line_changes(then, [duty("owed", "DNK", "ISL", "GBR", "USA")])
    assert [(c.how, c.actors, getattr(c.was, "status", None)) for c in changes] == [
        ("moved", ("DNK", "GBR"), "excused"),
        ("moved", ("ISL",), "barred"),
    ]


def test_over_another_horizon_chances_are_not_compared(brief_of: BriefOf, tmp_path: Path) -> None:
    then = brief_of(expected=(expected(0.3, 0.2, 0.4),))
    now = brief_of(expected=(expected(0.9),), horizon_days=365)
    since = with_since(now, saved(then, tmp_path)).since
    assert since is not None and since.lines == ()
    assert since.notes == ("chances are not compared: they look ahead 90 days then, 365 now",)


def basis(events: int) -> BriefBasis:
    model = ModelSource(
        packaged=True, source=None, first=None, last=None, events=events, calibrated=False
    )
    return BriefBasis(model=model, record=RecordSource(events=0, days=None))


def by_facts(day: str) -> Provenance:
    return Provenance(ramify="0", reader="-", facts_as_of=When(day), documents=())


@pytest.mark.parametrize(
    ("then", "now", "notes"),
    [
        ({}, {"about": ("FIN", "SWE")}, ("kept to everybody then, to FIN, SWE now",)),
        ({"about": ("FIN",)}, {}, ("kept to FIN then, to everybody now",)),
        ({"on": "2024-07-01"}, {"on": "2024-07-01"}, ()),
        ({"on": "2024-07-02"}, {"on": "2024-07-01"}, ("it answered for a later day, 2024-07-02",)),
        (
            {"provenance": by_facts("2023")},
            {"provenance": by_facts("2024")},
            ("by facts as of 2023 then, as of 2024 now",),
        ),
        ({"basis": basis(1)}, {"basis": basis(1)}, ()),
        ({"basis": basis(1)}, {"basis": basis(2)}, ("chances are by another model",)),
        ({}, {"basis": basis(2)}, ()),
    ],
)
def test_what_was_asked_otherwise_is_noted(
    then: dict[str, Any], now: dict[str, Any], notes: tuple[str, ...], brief_of: BriefOf,
    tmp_path: Path,
) -> None:  # fmt: skip
    since = with_since(brief_of(**now), saved(brief_of(**then), tmp_path)).since
    assert since is not None and since.notes == notes


def test_an_event_that_was_alleged_and_is_now_reported_moved() -> None:
    alleged = SIGNED.model_copy(update={"status": "alleged"})
    other = Event(when="2024-06-20", actor="PRK", action="190", target="KOR")
    changes = {c.how: c for c in event_changes([alleged, other], [SIGNED, FORCE_EVENT])}
    assert changes["moved"].was == "alleged" and changes["moved"].event.status == "happened"
    assert (changes["new"].event, changes["gone"].event) == (FORCE_EVENT, other)


FORCE_EVENT = Event(when="2024-07-01", actor="PRK", action="190", target="KOR")


def test_duties_come_and_go_with_what_is_asked(tmp_path: Path) -> None:
    then, now = ramify.brief(events=FORCE), ramify.brief(events=["2024-07-01 CHN 190 KOR"])
    held = with_since(now, saved(then, tmp_path))
    since, told = held.since, plain_text(held, long=True)
    told = told[told.index("Since the brief") : told.index("Asked about")]
    assert "kor-usa" not in told and "chn-prk" not in told, "treaties go by their names"
    assert since is not None and str(since.on) == "2024-07-01"
    owed = {
        (c.how, actor, c.line.action)
        for c in since.lines
        if c.line.cause.kind == "event" and c.line.voice == "obliged"
        for actor in c.actors
    }
    assert ("gone", "PRK", "nonaggression") in owed and ("new", "CHN", "nonaggression") in owed
    assert {e.how for e in since.events} == {"new", "gone"}


def test_the_same_brief_has_changed_nothing(tmp_path: Path) -> None:
    brief = ramify.brief(events=FORCE)
    held = with_since(brief, saved(brief, tmp_path))
    assert held.since is not None and not (held.since.lines or held.since.events)
    assert "Nothing is new, gone or moved" in plain_text(held)


def test_every_format_has_the_section_and_json_reads_back(tmp_path: Path) -> None:
    file = saved(ramify.brief(events=FORCE), tmp_path)
    held = ramify.brief(events=[*FORCE, "2024-07-02 CHN 190 PHL"], since=file)
    assert Brief.from_json(held.to_json()) == held
    for printed in (plain_text(held), markdown(held), page(held)):
        flat = " ".join(printed.split())
        assert (
            "since the brief for 1 july 2024" in flat.casefold() and "China → Philippines" in flat
        )


@pytest.mark.parametrize("version", [None, 1, 3, VERSION + 1])
def test_a_file_of_another_version_is_said_to_be_one(version: int | None, tmp_path: Path) -> None:
    """The first version did not say which it was."""
    brief = ramify.brief(events=FORCE)
    file = saved(brief, tmp_path, version=version)
    if version is None:
        file.write_text(file.read_text().replace('"version": null, ', ""))
    held = with_since(brief, file)
    assert held.since is not None and held.since.not_compared is not None
    assert f"last.json is a brief of version {version or 1} " in held.since.not_compared
    assert "\n" not in held.since.not_compared
    assert held.since.not_compared in " ".join(plain_text(held).split())
    assert held.model_copy(update={"since": None}) == brief, "the rest is said all the same"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("no json", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "JSON, but no brief"),
        (f'{{"version": {VERSION}}}', "JSON, but no brief"),
        (f'{{"version": {VERSION}, "obliged": 3}}', "last.json"),
    ],
)
def test_a_file_that_holds_no_brief_is_refused(
    text: str, said: str, brief_of: BriefOf, tmp_path: Path
) -> None:
    file = tmp_path / "last.json"
    file.write_text(text)
    with pytest.raises(InputError, match=said):
        with_since(brief_of(), file)
    with pytest.raises(InputError, match="no such file"):
        with_since(brief_of(), tmp_path / "none.json")
