"""The second reader's seat: what is asked of it, what its answers do, and what without it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ramify.reading.intake.documents import from_bytes
from ramify.reading.rules import RulesReader
from ramify.reading.second_reader import filling, second_opinion
from ramify.reading.second_reader.filling import (
    FILL,
    FILL_THING,
    FILL_UNKNOWN,
    NAME,
)
from ramify.reading.second_reader.opinion import ROOTS, VETO, VETO_FRIENDLY, Opinion, sign_of
from ramify.reading.second_reader.second_opinion import (
    CORRECT,
    CORRECT_DEED,
    FILLED,
    HELD,
    second_missing,
)
from ramify.reading.second_reader.sides import SURER, UNLIKELY
from ramify.reading.statements import Reading
from ramify.reading.syntax.parsers import packaged_parser
from ramify.reading.syntax.sentence import Parser
from ramify.record.evidence import TextEvidence
from ramify.record.ontology import action, actions
from ramify.world.world import World
from tests.reading.finder import Question, Says, Seconded, Sides, Telling, likely

Read = Callable[[str, str, float], tuple[Reading, Telling]]


@pytest.fixture
def read(world: World, parser: Parser) -> Read:
    """Reads with a second reader that gives a class a probability, and leaves grammar its sides."""

    def reading(text: str, label: str, probability: float) -> tuple[Reading, Telling]:
        finder = Telling(likely(label, probability))
        document = from_bytes(text.encode(), name="test.txt")
        return Seconded(parser, finder).read(document, world), finder

    return reading


BOMBED = "Israel bombed Syria on Friday."


def test_it_is_asked_about_the_verb_where_both_sides_are_named(read: Read) -> None:
    _, finder = read(BOMBED, "ASSAULT", 0.9)
    sides = frozenset({"ISR"}), frozenset({"SYR"})
    whole = Question("bombed", "ASSAULT", sides, finder.asked[0].ways, finder.asked[0].passage)
    assert finder.asked == [Question("bombed", "ASSAULT"), whole]
    ((text, mentions),) = finder.passages
    named = [(text[slice(*m.span)], m.ids) for m in mentions]
    assert named == [("Israel", ("ISR",)), ("Syria", ("SYR",))]


def test_an_event_of_the_other_sign_is_held_back_and_listed(read: Read) -> None:
    reading, _ = read(BOMBED, "AID", VETO + 0.01)
    assert not reading.events
    (unsure,) = [u for u in reading.unused if "unsure" in u.reason]
    assert (unsure.action, unsure.evidence.quote) == ("195", BOMBED)
    assert "AID (0.98)" in unsure.reason


@pytest.mark.parametrize(
    ("label", "probability"),
    [
        ("AGREE", 1 - 2 * HELD),
        ("ASSAULT", 1.0),
        ("SANCTION", 1 - 2 * HELD),
        ("REQUEST", 1 - 2 * HELD),
        ("NONE", 1 - 2 * HELD),
    ],
)
def test_doubt_leaves_force_as_it_is(read: Read, label, probability) -> None:
    reading, _ = read(BOMBED, label, probability)
    assert [e.action for e in reading.events] == ["195"]


@pytest.mark.parametrize(
    ("label", "sees"), [("NONE", "no act (1.00)"), ("AGREE", "another class, AGREE (1.00)")]
)
def test_an_event_that_is_all_but_surely_none_of_its_class_is_held_back_and_listed(
    read: Read, label: str, sees: str
) -> None:
    reading, _ = read(BOMBED, label, 1 - HELD / 2)
    assert not reading.events
    (unsure,) = reading.unused
    assert (unsure.action, unsure.evidence.quote) == ("195", BOMBED)
    assert f"sees {sees}" in unsure.reason


@pytest.mark.parametrize(("side", "id"), [("actors", "ISR"), ("targets", "SYR")])
@pytest.mark.parametrize(("sure", "events"), [(HELD, 1), (HELD / 2, 0)])
def test_an_event_between_other_sides_is_held_back_and_listed(
    world: World, parser: Parser, side: str, id: str, sure: float, events: int
) -> None:
    seen = Says({"ASSAULT": 1.0, "NONE": 0.0}, **{side: {id: sure, None: 1 - sure}})
    document = from_bytes(BOMBED.encode(), name="test.txt")
    reading = Seconded(parser, Telling(seen, "bombed")).read(document, world)
    assert len(reading.events) == events
    assert [u.reason for u in reading.unused] == [
        "unsure: the second reader sees other sides (0.00 for these)"
    ] * (1 - events)


ARRESTED = "Latvian sailors detained a Swedish captain off Russia and Estonia on Friday."


@pytest.mark.parametrize(
    ("read_as", "sure", "given"),
    [
        (UNLIKELY - 0.01, SURER, ("LVA", "RUS")),
        (UNLIKELY - 0.01, SURER - 0.01, ("LVA", "SWE")),
        (UNLIKELY, SURER, ("LVA", "SWE")),
    ],
)
def test_sides_it_is_sure_of_stand_in_the_place_of_those_it_all_but_excludes(
    world: World, parser: Parser, read_as: float, sure: float, given: tuple[str, str]
) -> None:
    rest = 1 - sure - read_as
    targets = {"SWE": read_as, "RUS": sure, "EST": rest / 2, None: rest / 2}
    seen = Says({"COERCE": 1.0, "NONE": 0.0}, {"LVA": 1.0}, targets)
    document = from_bytes(ARRESTED.encode(), name="test.txt")
    reading = Seconded(parser, Telling(seen, "detained")).read(document, world)
    (event,) = reading.events
    assert (event.actor, event.target) == given
    moved = [u.reason for u in reading.unused if "LVA and RUS" in u.reason]
    assert bool(moved) == (given[1] == "RUS")


def test_where_nobody_is_known_on_whom_it_is_done_only_its_class_counts(
    world: World, parser: Parser
) -> None:
    seen = Says({"MOBILIZE": 1.0, "NONE": 0.0}, actors={"IRN": 0.01, None: 0.99})
    document = from_bytes(b"Iran fired a missile on Friday.", name="test.txt")
    (event,) = Seconded(parser, Telling(seen, "fired")).read(document, world).events
    assert (event.actor, event.target) == ("IRN", None)


CONDEMNED = "Egypt condemned Sudan on Friday."


def test_a_surer_class_stands_for_that_of_the_rules_which_is_listed(read: Read) -> None:
    reading, _ = read(CONDEMNED, "REJECT", CORRECT)
    (event,) = reading.events
    assert event.action == "12"
    assert [getattr(e, "by", None) for e in event.evidence] == [NAME]
    (listed,) = [u for u in reading.unused if "second reader" in u.reason]
    assert listed.action.startswith("11")
    assert "REJECT (0.60), which is told in its place" in listed.reason
    assert "1 put right" in " ".join(reading.notes)


@pytest.mark.parametrize(
    ("text", "label", "probability"),
    [
        (CONDEMNED, "REJECT", CORRECT - 0.01),
        (CONDEMNED, "SUPPORT", 0.89),
        (CONDEMNED, "ASSAULT", 0.89),
        ("Egypt will hold talks with Sudan on 4 May.", "AGREE", 0.99),
        ("Egypt rose and condemned Sudan.", "REJECT", 0.84),
        ("Egypt refused to help Sudan.", "THREATEN", 0.8),
        ("Iran fired missiles at Pakistan on Tuesday.", "MOBILIZE", 0.89),
        ("North Korea received oil from Russia.", "COOPERATE", 0.89),
        ("France welcomed the truce between Israel and Syria.", "RETREAT", 0.89),
    ],
    ids=[
        "unsure",
        "other sign",
        "force without means",
        "plan",
        "side clause",
        "not done",
        "force",
        "deed",
        "words for a deed",
    ],
)
def test_the_class_of_the_rules_stands(read: Read, text, label, probability) -> None:
    alone, _ = read(text, "NONE", 0.5)
    reading, _ = read(text, label, probability)
    kept = [e for e in reading.events if getattr(e.evidence[0], "by", None) != NAME]
    assert kept
    assert [e.action for e in kept] == [e.action for e in alone.events]


def test_a_deed_done_by_ordering_it_is_put_right_where_it_is_surer(read: Read) -> None:
    for probability, codes in ((CORRECT_DEED, ["16"]), (CORRECT_DEED - 0.01, ["023"])):
        events = read("Egypt asked Sudan for help.", "SANCTION", probability)[0].events
        assert [e.action[: len(code)] for e, code in zip(events, codes, strict=True)] == codes


@pytest.mark.parametrize(("probability", "events"), [(VETO_FRIENDLY, 0), (VETO_FRIENDLY - 0.01, 1)])
def test_a_friendly_event_is_held_back_sooner(read: Read, probability: float, events: int) -> None:
    assert len(read("Egypt praised Sudan.", "SANCTION", probability)[0].events) == events


def test_hostile_words_taken_for_force_are_put_right(read: Read) -> None:
    reading, _ = read(BOMBED, "ACCUSE", VETO)
    assert [e.action for e in reading.events] == ["11"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Israel promised that Hamas would pay for the raid.", {("raid", None)}),
        ("Iran vowed revenge on Israel.", set()),
    ],
)
def test_a_threat_in_friendly_words_is_left_to_the_rules(
    read: Read, text: str, left: set[tuple[str, None]]
) -> None:
    reading, finder = read(text, "AGREE", 1.0)
    assert [action(e.action).plover for e in reading.events] == ["THREATEN"]
    assert {(asked.word, asked.label) for asked in finder.asked} == left


def test_friendly_classes_count_together_but_for_promises() -> None:
    for friendly, contradicts in (("SUPPORT", True), ("AGREE", False)):
        opinion = Opinion({"AID": 0.5, friendly: VETO - 0.5, "NONE": 1 - VETO})
        assert opinion.contradicts("195") is contradicts


UNREAD = "Poland came to the rescue of Ukraine."


def test_what_the_rules_leave_unread_is_filled_and_marked(read: Read) -> None:
    alone, finder = read(UNREAD, "SUPPORT", FILL["main"] - 0.01)
    assert not alone.events
    asked = {(question.word, question.label) for question in finder.asked}
    assert asked == {("came", None), ("rescue", None)}
    filled, _ = read(UNREAD, "SUPPORT", FILL["main"] + 0.01)
    (event,) = filled.events
    assert (event.actor, event.action, event.target) == ("POL", "05", "UKR")
    (found,) = event.evidence
    assert isinstance(found, TextEvidence)
    assert found.by == NAME
    assert "1 read by the second reader alone" in filled.notes


@pytest.mark.parametrize(
    ("sides", "events"),
    [
        ({}, 1),
        ({"actors": {"POL": FILLED, None: 0.7}}, 1),
        ({"actors": {"POL": FILLED - 0.01, None: 0.71}}, 0),
        ({"targets": {"UKR": FILLED - 0.01, None: 0.71}}, 0),
    ],
    ids=["as grammar has it", "hardly borne out", "another actor", "another target"],
)
def test_what_grammar_makes_of_an_unread_word_is_told_where_its_sides_are_borne_out(
    world: World, parser: Parser, sides: dict[str, Sides], events: int
) -> None:
    finder = Telling(Says({"SUPPORT": 1.0, "NONE": 0.0}, **sides), "came")
    document = from_bytes(UNREAD.encode(), name="test.txt")
    assert len(Seconded(parser, finder).read(document, world).events) == events


@pytest.mark.parametrize(
    "text",
    [
        "Did Poland come to the rescue of Ukraine?",
        "Poland is a neighbour.",
        "If Poland came to the rescue of Ukraine, Russia would notice.",
        "Poland did not come to the rescue of Ukraine.",
        "Poland failed to come to the rescue of Ukraine.",
        "Poland tried to come to the rescue of Ukraine.",
        "Poland will come to the rescue of Ukraine.",
        "Poland would come to the rescue of Ukraine if Russia attacked.",
        "Poland will probably come to the rescue of Ukraine.",
        "Poland is likely to come to the rescue of Ukraine.",
        "The treaty slights Ukraine.",
        "Polish gas slights Ukraine.",
    ],
)
def test_nothing_is_filled_where_grammar_tells_no_act(read: Read, text) -> None:
    reading, _ = read(text, "SUPPORT", 0.99)
    assert not reading.events


@pytest.mark.parametrize(
    ("text", "kind", "label", "told"),
    [
        ("Tensions rose over Chad's towing of a rig off Libya.", "noun", "COERCE", "17"),
        ("Chad held elections, slighting Libya.", "participle", "REJECT", "12"),
        ("Peru is angry because Chad slighted Libya.", "embedded", "REJECT", "12"),
    ],
)
def test_other_words_than_the_main_verb_are_filled(read: Read, text, kind, label, told) -> None:
    for probability, expected in ((FILL[kind], [told]), (FILL[kind] - 0.01, [])):
        events = read(text, label, probability)[0].events
        found = [e.action for e in events if (e.actor, e.target) == ("TCD", "LBY")]
        assert found == expected


def test_two_acts_of_one_sentence_between_two_pairs_are_both_told(read: Read) -> None:
    text = "Chad slighted Libya after Peru had slighted Chile."
    events = read(text, "REJECT", 0.99)[0].events
    assert {(e.actor, e.target) for e in events} == {("TCD", "LBY"), ("PER", "CHL")}


def test_what_somebody_is_charged_with_has_its_status(read: Read) -> None:
    events = read("Peru accused Chad of slighting Libya.", "REJECT", 0.99)[0].events
    found = {e.status for e in events if (e.actor, e.target) == ("TCD", "LBY")}
    assert found == {"alleged"}


def test_a_passive_is_filled_from_its_agent(read: Read) -> None:
    reading, _ = read("Ukraine was slighted by Poland.", "REJECT", 0.99)
    assert {(e.actor, e.target) for e in reading.events} == {("POL", "UKR")}


@pytest.mark.parametrize(
    ("text", "label", "sides"),
    [
        ("Poland slighted the protesters.", "REJECT", ("POL", None, None)),
        ("Poland slighted Haaretz.", "REJECT", ("POL", None, None)),
        ("Haaretz slighted Poland.", "REJECT", ("---", "Haaretz", "POL")),
        ("The workers slighted Poland.", "REJECT", ("---", "workers", "POL")),
        ("Polish farmers slighted Ukraine.", "REJECT", ("POL", "Polish farmers", "UKR")),
        ("Poland said that Ukraine was a nuisance.", "ACCUSE", ("POL", None, "UKR")),
        ("Poland greeted Ukraine with missiles.", "ASSAULT", ("POL", None, "UKR")),
        ("The committee slighted Poland.", "REJECT", ("---", "committee", "POL")),
        ("ICE had slighted Poland.", "REJECT", ("---", "ICE", "POL")),
        ("The police slighted the prime minister.", "REJECT", ("---", "police", None)),
        ("Haaretz slighted the court.", "REJECT", ("---", "Haaretz", None)),
        ("Poland and Ukraine failed to reach agreement.", "REJECT", ("POL", None, "UKR")),
        ("Poland did not grant Ukraine its wish.", "REJECT", ("POL", None, "UKR")),
    ],
)
def test_sides_need_no_names(
    read: Read, text: str, label: str, sides: tuple[str | None, ...]
) -> None:
    (event,) = read(text, label, FILL_THING)[0].events
    name = event.actor_name if event.actor_name != "Poland" else None
    assert (event.actor, name, event.target) == sides


@pytest.mark.parametrize(
    ("text", "label", "probability"),
    [
        ("Haaretz slighted Poland.", "REJECT", FILL_UNKNOWN - 0.01),
        ("Poland said that Ukraine was a nuisance.", "SUPPORT", 0.99),
        ("Poland greeted Ukraine with flowers.", "ASSAULT", 0.99),
        ("The stone slighted Poland.", "REJECT", 0.99),
        ("A government slighted Poland.", "REJECT", 0.99),
        ("The police slighted the prime minister.", "REJECT", FILL_UNKNOWN - 0.01),
        ("Brahms slighted Simrock.", "REJECT", 0.99),
        ("Poland slighted the protesters.", "REJECT", FILL_THING - 0.01),
        ("Poland slighted the flag.", "REJECT", FILL_THING - 0.01),
        ("Poland admitted that Ukraine was a nuisance.", "ACCUSE", 0.99),
        ("Poland would come to the rescue of Ukraine under the plan.", "AGREE", 0.99),
        ("Poland did not grant Ukraine its wish.", "SUPPORT", 0.99),
    ],
    ids=[
        "nobody known",
        "not done by word",
        "force without means",
        "a thing",
        "any of a kind",
        "nobody known on either side",
        "mere names",
        "done to people at large",
        "done to a thing",
        "admitted",
        "only if it came to that",
        "not done",
    ],
)
def test_no_event_is_made_of(read: Read, text: str, label: str, probability: float) -> None:
    assert not read(text, label, probability)[0].events


@pytest.mark.parametrize(
    ("text", "label", "code", "status"),
    [
        ("Poland will come to the rescue of Ukraine.", "AGREE", "03", "planned"),
        ("Poland failed to come to the rescue of Ukraine.", "REJECT", "12", "happened"),
    ],
)
def test_announcing_and_refusing_are_acts_too(read: Read, text, label, code, status) -> None:
    (event,) = read(text, label, FILL["main"])[0].events
    assert (event.action[:2], event.status) == (code, status)


def test_a_class_that_the_rules_read_in_the_sentence_is_not_told_again(read: Read) -> None:
    text = "Poland slighted Ukraine, and Egypt condemned Sudan."
    assert len(read(text, "ACCUSE", 0.99)[0].events) == 1
    assert len(read(text, "REJECT", 0.59)[0].events) == 2


def test_the_reason_of_grammar_is_the_one_that_the_rules_give(read: Read) -> None:
    reading, _ = read("Russia may attack Estonia.", "NONE", 1.0)
    assert [u.reason for u in reading.unused] == [filling.NOT_FACT]


@pytest.mark.parametrize(
    ("label", "found"), [("ASSAULT", "rules and second reader"), ("COERCE", "rules")]
)
def test_the_evidence_says_who_found_it(read: Read, label: str, found: str) -> None:
    (event,) = read(BOMBED, label, 0.6)[0].events
    assert [e.by for e in event.evidence] == [found]


def test_agreement_is_counted(read: Read) -> None:
    assert any("agrees with 1 of 1" in note for note in read(BOMBED, "ASSAULT", 0.9)[0].notes)
    assert any("agrees with 0 of 1" in note for note in read(BOMBED, "COERCE", 0.9)[0].notes)


def test_an_open_side_is_filled_before_the_event_is_told(world: World, parser: Parser) -> None:
    sides: dict[str, Sides] = {"targets": {"SYR": 1.0}}
    finder = Telling(likely("ASSAULT", 0.9, **sides), "bombed")
    document = from_bytes(b"Syria slept. Israel bombed on Friday.", name="test.txt")
    (event,) = Seconded(parser, finder).read(document, world).events
    assert (event.actor, event.target) == ("ISR", "SYR")


@pytest.mark.parametrize(
    "text",
    ["Poland left, with a jab and a snub, as Ukraine slept.", "Poland slighted Ukraine."],
    ids=["two words that grammar leaves alone", "a word that grammar leads to"],
)
def test_what_it_alone_tells_is_told_once(world: World, parser: Parser, text: str) -> None:
    sides: dict[str, Sides] = {"actors": {"POL": 1.0}, "targets": {"UKR": 1.0}}
    finder = Telling(likely("REJECT", 0.99, **sides))
    document = from_bytes(text.encode(), name="test.txt")
    reading = Seconded(parser, finder).read(document, world)
    (event,) = reading.events
    assert (event.actor, event.action, event.target) == ("POL", "12", "UKR")
    assert [getattr(e, "by", None) for e in event.evidence] == [NAME]
    assert "1 read by the second reader alone" in reading.notes


def test_without_it_the_rules_read_alone(world: World, parser: Parser) -> None:
    reading = RulesReader(parser, alone=True).read(from_bytes(BOMBED.encode(), name="t"), world)
    assert [e.action for e in reading.events] == ["195"]
    assert not any("second reader" in note for note in reading.notes)


def test_its_absence_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_opinion, "find_spec", lambda name: None)
    second_opinion.second_reader.cache_clear()
    assert second_opinion.second_reader() is None
    assert "pip install --upgrade 'ramify[read]'" in (second_missing() or "")
    second_opinion.second_reader.cache_clear()


def test_an_earlier_version_is_said_to_be_one(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("ramify_relations")
    pytest.importorskip("onnxruntime")
    monkeypatch.setattr(second_opinion, "version", lambda name: "0.1.0")
    assert "is of an earlier version" in (second_missing() or "")


def test_every_class_has_a_root_of_its_own_meaning() -> None:
    for label, root in ROOTS.items():
        assert Opinion({label: 1.0}).agrees(root), label


def test_every_coded_class_but_requests_has_a_sign() -> None:
    classes = {a.plover for a in actions() if a.plover}
    assert {c for c in classes if sign_of(c) is None} == {"REQUEST"}
    assert action("01").plover is None


@pytest.mark.parametrize(
    ("code", "friendly"), [("057", True), ("195", False), ("020", None), ("010", None)]
)
def test_what_contradicts_what(code: str, friendly: bool | None) -> None:
    assert Opinion({"ASSAULT": 1.0}).contradicts(code) is (friendly is True)
    assert Opinion({"AID": 1.0}).contradicts(code) is (friendly is False)


SURE = [
    ("Peru imposed economic sanctions on Chile in 2019.", "SANCTION"),
    ("Norway donated $5 million in food aid to Yemen in 2019.", "AID"),
    ("Egypt condemned Sudan in 2019.", "ACCUSE"),
]


@pytest.mark.parametrize(("text", "label"), SURE)
def test_the_packaged_reader_agrees_with_plain_acts(world: World, text: str, label: str) -> None:
    pytest.importorskip("ramify_relations")
    pytest.importorskip("onnxruntime")
    reading = RulesReader(packaged_parser()).read(from_bytes(text.encode(), name="t"), world)
    assert [action(e.action).plover for e in reading.events] == [label]
    assert any("agrees with 1 of 1" in note for note in reading.notes)
