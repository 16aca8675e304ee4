"""Readings laid side by side: one event told twice, one claim held by several."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ramify.reading.claims.claim_groups import merge_claims
from ramify.reading.events.merge import agreements, merge_events
from ramify.reading.intake.copies import copied
from ramify.reading.statements import Claim, Document, EventPattern, Holder, Reading
from ramify.record.events import Event, Quantity
from ramify.record.evidence import TextEvidence

WORDS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]


def evidence(document: str, start: int = 0) -> TextEvidence:
    return TextEvidence(
        document=document, name=f"{document}.txt", start=start, end=start + 1, quote="x"
    )


def event(
    document: str,
    when: str | None,
    actor: str,
    action: str,
    target: str | None,
    start: int = 0,
    **more: object,
) -> Event:
    return Event.model_validate(
        {
            "when": when,
            "actor": actor,
            "action": action,
            "target": target,
            "evidence": [evidence(document, start)],
            **more,
        }
    )


def claim(
    document: str, content: str, *, affirmed: bool = True, about: EventPattern | None = None
) -> Claim:
    return Claim(
        holder=Holder(name="the author"),
        kind="forecast",
        modality="possible",
        content=content,
        affirmed=affirmed,
        about=about,
        evidence=(evidence(document),),
    )


def reading(
    document: str, *events: Event, claims: tuple[Claim, ...] = (), text: str | None = None
) -> Reading:
    words = text or " ".join(f"{document}{word}" for word in WORDS)
    return Reading(
        document=Document(id=document, name=f"{document}.txt", text=words),
        reader="test",
        events=events,
        claims=claims,
    )


def test_a_signature_told_from_either_side_is_one_event_with_both_evidences() -> None:
    one = reading("a", event("a", "2024-06-19", "RUS", "057", "PRK"))
    two = reading("b", event("b", "2024-06", "PRK", "057", "RUS"))
    (merged,) = merge_events([one, two])
    assert str(merged.when) == "2024-06-19"
    assert len(merged.evidence) == 2


def test_an_attack_told_from_the_other_side_is_another_event() -> None:
    one = reading("a", event("a", "1950-06-25", "PRK", "195", "KOR"))
    two = reading("b", event("b", "1950-06-25", "KOR", "195", "PRK"))
    assert len(merge_events([one, two])) == 2


def test_visits_of_two_years_stay_two() -> None:
    one = reading(
        "a", event("a", "2023", "RUS", "042", "CHN"), event("a", "2024", "RUS", "042", "CHN")
    )
    assert len(merge_events([one])) == 2


def test_an_undated_telling_joins_the_one_event_it_can_mean() -> None:
    one = reading(
        "a", event("a", "2024-06", "RUS", "042", "PRK"), event("a", None, "RUS", "042", "PRK", 5)
    )
    (merged,) = merge_events([one])
    assert len(merged.evidence) == 2


def test_an_undated_telling_that_can_mean_two_events_stays_apart() -> None:
    one = reading(
        "a",
        event("a", "2019", "RUS", "042", "PRK"),
        event("a", "2024", "RUS", "042", "PRK", 5),
        event("a", None, "RUS", "042", "PRK", 9),
    )
    assert len(merge_events([one])) == 3


def test_the_more_exact_code_and_the_quantity_survive() -> None:
    amount = Quantity(value=6700, unit="containers", about=True)
    one = reading("a", event("a", "2023", "PRK", "07", "RUS"))
    two = reading("b", event("b", "2023", "PRK", "072", "RUS", quantity=amount))
    (merged,) = merge_events([one, two])
    assert (merged.action, merged.quantity) == ("072", amount)


def test_conflicting_dates_are_shown() -> None:
    one = reading("a", event("a", "2024-06-18", "RUS", "057", "PRK"))
    two = reading("b", event("b", "2024-06-19", "RUS", "057", "PRK"))
    found = agreements([one, two], {})
    assert len(found.same) == 1
    assert [(d.detail, d.values) for d in found.differ] == [
        ("date", (("a.txt", "2024-06-18"), ("b.txt", "2024-06-19")))
    ]


def test_what_only_one_document_tells_is_listed_under_its_name() -> None:
    one = reading("a", event("a", "2024", "RUS", "129", "UNSC"))
    two = reading("b", event("b", "2023", "FIN", "050", "NATO"))
    found = agreements([one, two], {})
    assert not found.same
    assert {name: [e.actor for e in events] for name, events in found.only_in} == {
        "a.txt": ["RUS"],
        "b.txt": ["FIN"],
    }


def test_copies_of_one_text_are_one_source() -> None:
    text = " ".join(WORDS * 3)
    same = "Seoul could move closer to the alliance"
    readings = [reading(d, claims=(claim(d, same),), text=text) for d in "abc"]
    readings.append(reading("d", claims=(claim("d", same),)))
    copies = copied([found.document for found in readings])
    (group,) = merge_claims(readings, copies)
    assert (group.sources, len(group.said_by)) == (2, 4)


def test_opposite_claims_are_paired() -> None:
    about = EventPattern(actor="PRK", action="072", target="RUS")
    one = reading("a", claims=(claim("a", "Pyongyang could send soldiers", about=about),))
    two = reading("b", claims=(claim("b", "it will not send any", affirmed=False, about=about),))
    groups = merge_claims([one, two], {})
    assert [len(group.opposed) for group in groups] == [1, 1]


def test_order_of_documents_does_not_change_what_is_merged() -> None:
    one = reading("a", event("a", "2024-06-19", "RUS", "057", "PRK"))
    two = reading("b", event("b", None, "RUS", "057", "PRK"))
    assert (
        {len(e.evidence) for e in merge_events([one, two])}
        == {len(e.evidence) for e in merge_events([two, one])}
        == {2}
    )


def test_a_number_keeps_the_thing_that_its_own_telling_counts() -> None:
    amount = Quantity(value=6700, unit="containers", about=True)
    one = event("a", "2024-02", "PRK", "072", "RUS", object="thousands of containers")
    other = event("b", None, "PRK", "072", "RUS", object="6,700 containers", quantity=amount)
    (merged,) = merge_events([reading("a", one), reading("b", other)])
    assert (merged.quantity, merged.object) == (amount, "6,700 containers")


VOCABULARY = ("pact", "treaty", "arms", "troops", "border", "talks", "shells", "ships", "grain")
texts = st.lists(st.sampled_from(VOCABULARY), min_size=0, max_size=7).map(" ".join)
patterns = st.none() | st.builds(
    EventPattern,
    actor=st.sampled_from((None, "PRK", "RUS")),
    action=st.sampled_from((None, "072", "07", "190")),
    target=st.sampled_from((None, "RUS")),
)
stated = st.builds(claim, st.just("a"), texts, affirmed=st.booleans(), about=patterns)


@settings(max_examples=300, deadline=None)
@given(st.lists(stated, max_size=25))
def test_claims_found_by_their_words_are_those_found_by_comparing_all(found: list[Claim]) -> None:
    groups: list[list[Claim]] = []
    for new in found:
        known = [g for g in groups if g[0].affirmed == new.affirmed and alike(g[0], new)]
        if known:
            known[0].append(new)
        else:
            groups.append([new])
    opposed = [
        tuple(o[0] for o in groups if o[0].affirmed != g[0].affirmed and alike(o[0], g[0]))
        for g in groups
    ]
    merged = merge_claims([reading("a", claims=tuple(found))], {})
    assert [group.said_by for group in merged] == [tuple(group) for group in groups]
    assert [group.opposed for group in merged] == opposed


def alike(one: Claim, other: Claim) -> bool:
    first, second = one.about, other.about
    if first and second and first.action and second.action and (first.actor or first.target):
        sides = (first.actor, first.target) == (second.actor, second.target)
        if sides and first.action[:2] == second.action[:2]:
            return True
    words, others = set(one.content.split()), set(other.content.split())
    return bool(words and others) and len(words & others) / len(words | others) >= 0.6


def statuses(*events: Event) -> list[tuple[str, int]]:
    """Status of each event that is left of some tellings, with how much evidence it has."""
    merged = merge_events([reading("a", *events)])
    return [(e.status, len(e.evidence)) for e in merged]


def strike(document: str, when: str | None, status: str, start: int = 0, **more: object) -> Event:
    return event(document, when, "ISR", "190", "IRN", start, status=status, **more)


def test_what_one_tells_as_done_and_another_alleges_is_done() -> None:
    alleged = strike("b", "2024-04-19", "alleged", holder="IRN", holder_name="Tehran")
    (merged,) = merge_events([reading("a", strike("a", "2024-04-19", "happened"), alleged)])
    assert (merged.status, merged.holder, merged.holder_name) == ("happened", None, None)


def test_what_is_denied_or_planned_stands_apart_from_what_is_done() -> None:
    for status in ("denied", "planned"):
        told = strike("a", "2024-04-19", "happened"), strike("b", "2024-04-19", status)
        assert len(statuses(*told)) == 2


def test_a_day_of_report_joins_the_day_told_before_it_and_none_after() -> None:
    by = strike("a", "2024-04-22", "happened", 9, reported=True)
    (merged,) = merge_events([reading("a", strike("a", "2024-04-19", "happened"), by)])
    assert (str(merged.when), merged.reported, len(merged.evidence)) == ("2024-04-19", False, 2)
    later = strike("a", "2024-04-25", "happened")
    assert len(merge_events([reading("a", later, by)])) == 2


def test_two_sources_may_be_three_days_apart_on_what_is_done_once_and_no_more() -> None:
    def meetings(day: str) -> int:
        one = event("a", "2024-06-10", "FRA", "040", "DEU")
        other = event("b", day, "FRA", "040", "DEU")
        return len(merge_events([reading("a", one), reading("b", other)]))

    assert [meetings(f"2024-06-{day}") for day in (12, 13, 14)] == [1, 1, 2]


def test_clashes_and_truces_have_no_direction_and_visits_and_aid_have_one() -> None:
    def tellings(code: str) -> int:
        one = event("a", "2024-06-10", "IND", code, "PAK")
        return len(merge_events([reading("a", one, event("a", "2024-06-10", "PAK", code, "IND"))]))

    both = ("040", "057", "060", "061", "062", "0871", "050", "190", "193")
    assert {code for code in both if tellings(code) == 1} == set(both)
    assert all(tellings(code) == 2 for code in ("070", "111", "163", "194"))


def test_only_a_veto_a_treaty_or_a_break_is_come_back_to_by_name_alone() -> None:
    def tellings(code: str) -> int:
        told = event("a", "2024-06-10", "RUS", code, "USA")
        return len(merge_events([reading("a", told, event("a", None, "RUS", code, None, 50))]))

    assert [tellings(code) for code in ("129", "057", "160")] == [1, 1, 1]
    assert [tellings(code) for code in ("111", "163", "194")] == [2, 2, 2]


def _merged(*events: Event) -> int:
    documents = list(dict.fromkeys(e.evidence[0].document for e in events))  # type: ignore[union-attr]
    readings = [
        Reading(
            document=Document(id=d, name=f"{d}.txt", text="x" * 40),
            reader="rules",
            events=tuple(e for e in events if e.evidence[0].document == d),  # type: ignore[union-attr]
        )
        for d in documents
    ]
    return len(merge_events(readings))


@pytest.mark.parametrize(
    ("day", "action", "left"),
    [
        ("2024-06-04", "040", 1),
        ("2024-06-05", "040", 2),
        ("2024-06-04", "129", 1),
        ("2024-06-02", "190", 2),
    ],
)
def test_two_papers_may_be_three_days_apart_on_what_happens_once(
    day: str, action: str, left: int
) -> None:
    one = event("a", "2024-06-01", "KEN", action, "TCD")
    assert _merged(one, event("b", day, "KEN", action, "TCD")) == left


def test_one_paper_that_gives_two_days_tells_of_two_meetings() -> None:
    one = event("a", "2024-06-01", "KEN", "040", "TCD")
    assert _merged(one, event("a", "2024-06-03", "KEN", "040", "TCD", 5)) == 2


@pytest.mark.parametrize(
    ("action", "left"), [("129", 1), ("057", 1), ("160", 1), ("163", 2), ("111", 2)]
)
def test_only_vetoes_signings_and_exits_are_told_again_by_name_alone(
    action: str, left: int
) -> None:
    full = event("a", "2024-06-01", "KEN", action, "TCD")
    assert _merged(full, event("a", None, "KEN", action, None, 5)) == left


@pytest.mark.parametrize(
    ("action", "left"),
    [
        ("040", 1), ("057", 1), ("060", 1), ("061", 1), ("062", 1), ("0871", 1), ("050", 1),
        ("190", 1), ("193", 1), ("111", 2), ("070", 2), ("163", 2), ("194", 2),
    ],
)  # fmt: skip
def test_what_two_do_to_each_other_is_one_event_from_either_side(action: str, left: int) -> None:
    one = event("a", "2024-06-01", "KEN", action, "TCD")
    assert _merged(one, event("b", "2024-06-01", "TCD", action, "KEN")) == left


@pytest.mark.parametrize(
    ("places", "merged"),
    [
        (("body", "lead"), "lead"),
        (("lead", "title"), "title"),
        (("body", None), "body"),
        ((None, None), None),
    ],
)
def test_an_event_stands_as_high_as_its_highest_telling(
    places: tuple[str | None, str | None], merged: str | None
) -> None:
    told = [
        event(d, "2024-06-01", "KEN", "111", "TCD", told_in=place)
        for d, place in zip("ab", places, strict=True)
    ]
    readings = [
        Reading(document=Document(id=d, name=d, text="x"), reader="rules", events=(e,))
        for d, e in zip("ab", told, strict=True)
    ]
    assert [e.told_in for e in merge_events(readings)] == [merged]
