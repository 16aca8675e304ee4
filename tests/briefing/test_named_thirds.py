"""Third parties that documents name: who has a line, about whom, what, how likely, and why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

import ramify
from ramify import Event, Record, World
from ramify.briefing.brief import Brief
from ramify.briefing.ramification import ExpectedLine, NotKnown, Probability
from ramify.briefing.voices.expected import PairRates, expected
from ramify.briefing.voices.members import is_bloc
from ramify.briefing.voices.named import named
from ramify.briefing.voices.named_thirds import _Broad, _done, _pushed, _Scene
from ramify.reading.claims.claim_groups import ClaimGroup
from ramify.reading.statements import Claim, ClaimKind, Holder
from ramify.reasoning.dynamics.rates.footing import Footing
from ramify.reasoning.dynamics.rates.questions import Expectation, Question
from ramify.reasoning.dynamics.reactions.answering import SideReaction, ThirdState
from ramify.reasoning.dynamics.reactions.asked import reactions_to
from ramify.record.evidence import TextEvidence

TREATY = ("2024-06-19", "RUS", "057", "PRK")
SANCTIONS = ("2024-08-29", "USA", "163", "CHN")
Told = tuple[str, str, str, str]
BriefOn = Callable[[str], Brief]


@pytest.fixture(scope="module")
def world() -> World:
    return World.packaged()


@pytest.fixture
def brief_on(tmp_path: Path) -> BriefOn:
    def made(text: str) -> Brief:
        page = f"News of the day\n\n1 September 2024\n\n{text}\n"
        (tmp_path / "article.txt").write_text(page, encoding="utf-8")
        return ramify.brief(tmp_path)

    return made


def event(told: Told) -> Event:
    when, actor, action, target = told
    return Event(when=when, actor=actor, action=action, target=target)


def lines(
    world: World, parties: str, cause: Told = TREATY, *others: Told, record: Record | None = None
) -> dict[str, ExpectedLine]:
    """The lines on some named parties, two weeks after an event, by their first actor."""
    on = date.fromisoformat(cause[0]).replace(day=30)
    events = [event(told) for told in (cause, *others)]
    names = {code: actor.name for code, actor in world.actors.items()}
    found = expected(
        events, (), PairRates(on, 90, record, world), names,
        states={*world.at(on).states}, named=parties.split(),
    ).lines  # fmt: skip
    return {x.actors[0]: x for x in found if x.third in ("named", "members")}


def reaction(world: World, told: Told, side: str, acts: str = "hostile") -> SideReaction:
    when, *sides = told
    day = date.fromisoformat(when)
    found = reactions_to(Footing.packaged(), world.at(day.replace(day=30)), (*sides,), day, 90)
    return next(one for one in found.found if (one.side, one.acts) == (side, acts))


def state(found: SideReaction, code: str) -> ThirdState:
    return next(one for one in found.states if one.actor == code)


def place(n: int) -> TextEvidence:
    return TextEvidence(document="d", name="d.txt", start=n, end=n + 1, quote="x")


def said(kind: ClaimKind, *actors: str, at: int = 0) -> ClaimGroup:
    claim = Claim(
        holder=Holder(name="the author"), kind=kind, modality="unstated", content="x",
        actors=actors, evidence=(place(at),),
    )  # fmt: skip
    return ClaimGroup(claim=claim, said_by=(claim,), sources=1)


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        ("forecast", ("JPN",)), ("warning", ("JPN",)), ("intention", ("JPN",)),
        ("recommendation", ("JPN",)), ("cause", ("JPN",)), ("characterisation", ()),
    ],
)  # fmt: skip
def test_who_a_claim_of_what_follows_names_is_named(
    kind: ClaimKind, found: tuple[str, ...]
) -> None:
    assert named([said(kind, "JPN")], (), ["KOR", "JPN"]) == found


@pytest.mark.parametrize(("sentences", "found"), [((0, 0), ()), ((0, 1), ("JPN",))])
def test_who_stands_in_two_sentences_is_named(
    sentences: tuple[int, int], found: tuple[str, ...]
) -> None:
    """The same sentence once, however many acts are read from it."""
    told = [
        Event(when="2024-06-19", actor="JPN", action=code, target="RUS", evidence=(place(at),))
        for code, at in zip(("111", "163"), sentences, strict=True)
    ]
    assert named((), told, ["JPN"]) == found


def test_those_in_most_claims_come_first_then_as_mentioned() -> None:
    claims = [said("forecast", "KOR", at=0), said("cause", "KOR", "USA", "CHN", at=1)]
    assert named(claims, (), ["CHN", "USA", "KOR"]) == ("KOR", "CHN", "USA")


def test_each_third_state_of_the_summit_has_its_line(world: World) -> None:
    """Its chance and the usual one are the reaction model's, or a class's by the rates."""
    found = lines(world, "NATO JPN CHN KOR USA RUS PRK")
    assert list(found) == ["NATO", "JPN", "CHN", "KOR", "USA"]
    for code in ("JPN", "KOR"):
        line = found[code]
        model = state(reaction(world, TREATY, line.targets[0]), code)
        assert line.action == "hostile" and isinstance(line.strength, Probability)
        assert line.strength.chance == pytest.approx(model.chance)
        assert line.strength.base_rate == pytest.approx(model.usual)
        assert line.reasons
    rates = PairRates(date(2024, 6, 30), 90, world=world)
    for code in ("CHN", "USA"):
        line = found[code]
        asked = rates.of(code, line.action, line.targets[0])
        assert isinstance(line.strength, Probability)
        assert (line.strength.chance, line.strength.base_rate) == (asked.chance, asked.usual)
        assert 0.05 <= line.strength.chance <= 0.95


def test_an_ally_of_one_side_is_asked_about_what_it_does_for_it(world: World) -> None:
    """China is bound to North Korea since 1961."""
    line = lines(world, "CHN")["CHN"]
    assert line.targets == ("PRK",) and line.action in ("AID", "COOPERATE", "SUPPORT")
    assert line.reasons == ("ally",)


def test_of_what_two_states_are_to_each_other_what_weighs_most_is_told(world: World) -> None:
    """Vietnam and China are rivals, and neighbours too."""
    line = lines(world, "VNM", SANCTIONS)["VNM"]
    assert line.targets == ("CHN",) and line.reasons[1:] == ("rival",)


@pytest.mark.parametrize(
    ("cause", "party", "side"),
    [
        (SANCTIONS, "JPN", "CHN"),
        (SANCTIONS, "PHL", "CHN"),
        (("2022-04-13", "RUS", "190", "UKR"), "POL", "RUS"),
        (("2022-04-13", "RUS", "190", "UKR"), "BLR", "UKR"),
        (("2024-06-13", "GBR", "163", "RUS"), "KAZ", "GBR"),
        (("2024-06-13", "GBR", "163", "RUS"), "CHN", "GBR"),
    ],
)
def test_after_a_hostile_act_the_adversary_is_asked_about(
    cause: Told, party: str, side: str, world: World
) -> None:
    """Not who is bound to the state; else who gets the larger share of hostile acts from it."""
    assert lines(world, party, cause)[party].targets == (side,)


def test_a_state_at_war_with_one_side_is_asked_about_the_other(world: World) -> None:
    assert lines(world, "UKR")["UKR"].targets == ("PRK",)


def test_a_side_of_a_second_event_is_not_hostile_to_whom_it_just_met(world: World) -> None:
    """Japan talked to Russia a week before; if it did to both sides, nothing is asked."""
    met = [("2024-06-25", "JPN", "040", side) for side in ("RUS", "PRK")]
    assert lines(world, "JPN", TREATY, met[0])["JPN"].targets == ("PRK",)
    assert not lines(world, "JPN", TREATY, *met)


def test_what_is_told_as_done_is_not_asked_again(world: World) -> None:
    """Japan accused China: hostile acts at large have come, a graver class may."""
    line = lines(world, "JPN", SANCTIONS, ("2024-08-30", "JPN", "112", "CHN"))["JPN"]
    assert line.targets == ("CHN",) and line.action not in ("hostile", "ACCUSE")


def test_of_an_organisation_its_members_are_told_together(world: World) -> None:
    """How many is the sum of their chances; that any does lies between the likeliest one's and
    what it would be if they were independent."""
    line = lines(world, "NATO")["NATO"]
    members = {m.member for m in world.at("2024-06-30").members("NATO")}
    states = [s for s in reaction(world, TREATY, line.targets[0]).states if s.actor in members]
    count, usual = sum(s.chance for s in states), sum(s.usual for s in states)
    assert line.third == "members" and isinstance(line.strength, Probability)
    assert line.reasons == (f"{count:.0f} of {len(members)}, usually {usual:.0f}",)
    assert max(s.chance for s in states) <= line.strength.chance <= min(1.0, count)
    shown = [e for e in line.evidence if e.kind == "computed"]
    assert "however alike members act" in shown[0].inputs[-1]


@pytest.mark.parametrize(
    ("party", "cause", "reason"),
    [
        ("CSTO", TREATY, "Russia is a member of it"),
        ("SCO", TREATY, "Russia is a member of it"),
        (
            "NATO",
            ("2024-08-29", "USA", "163", "DEU"),
            "Germany and United States are members of it",
        ),
        ("ICRC", TREATY, "no members of it are on file"),
    ],
)
def test_of_an_organisation_of_a_side_or_without_members_nothing_is_known(
    party: str, cause: Told, reason: str, world: World
) -> None:
    assert lines(world, party, cause)[party].strength == NotKnown(reason=reason)


@pytest.mark.parametrize(
    ("kind", "members", "bloc"),
    [
        ("organisation", 0, True),
        ("organisation", 2, True),
        ("organisation", 3, False),
        ("grouping", 0, False),
        ("grouping", 1, True),
    ],
)
def test_a_bloc_has_no_more_than_half_of_all_states_and_a_grouping_has_members(
    kind: str, members: int, bloc: bool
) -> None:
    system = SimpleNamespace(
        actors={"BLOC": SimpleNamespace(kind=kind)},
        states=("A", "B", "C", "D"),
        members=lambda code: ("A", "B", "C", "D")[:members],
    )
    assert is_bloc("BLOC", system) is bloc  # type: ignore[arg-type]


@pytest.mark.parametrize("party", ["UN", "UNSC", "EUROPE", "WEST", "SUN", "NOBODY"])
def test_bodies_of_all_states_regions_and_who_is_gone_have_no_line(
    party: str, world: World
) -> None:
    assert not lines(world, party)


def broad(chance: float, usual: float, *, moved: bool = False) -> _Broad:
    """What a state does that acts with a chance, moved there by the event or not."""
    sure = (0.01, 0.02) if moved else (-0.01, 0.01)
    one = ThirdState("C", chance, usual, {"act": 1.0}, {"ACCUSE": chance}, sure)
    return _Broad(None, one)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("chance", "undecided"),
    [(0.049, False), (0.05, True), (0.051, True), (0.949, True), (0.95, True), (0.951, False)],
)
def test_what_comes_once_in_twenty_or_but_once_does_not_is_settled(
    chance: float, undecided: bool
) -> None:
    assert broad(chance, chance).open is undecided


@pytest.mark.parametrize(
    ("chance", "from_even"), [(0.049, None), (0.05, 0.45), (0.4, 0.1), (0.95, 0.45), (0.951, None)]
)
def test_so_it_is_of_a_single_class(chance: float, from_even: float | None) -> None:
    rate = Expectation(Question("C", "SANCTION", "A", date(2024, 7, 1), 90), chance=chance)
    rates = SimpleNamespace(of=lambda *_: rate)
    scene = SimpleNamespace(bound=lambda *_: False, done=frozenset(), rates=rates)
    found = _Scene.narrow(scene, "C", "A", "hostile")  # type: ignore[arg-type]
    assert (found and pytest.approx(found.from_even)) == from_even


@pytest.mark.parametrize(("usual", "far"), [(0.925, True), (0.927, False)])
def test_a_settled_chance_that_an_event_moved_by_four_and_a_half_points_is_open(
    usual: float, far: bool
) -> None:
    assert broad(0.971, usual, moved=True).open is far
    assert not broad(0.971, usual).open


@pytest.mark.parametrize(("nearer", "farther"), [(0.52, 0.44), (0.48, 0.56)])
def test_what_is_nearest_to_even_tells_most_but_for_what_is_moved(
    nearer: float, farther: float
) -> None:
    even, odd, moved = broad(nearer, nearer), broad(farther, farther), broad(0.9, 0.8, moved=True)
    assert sorted((odd, even, moved), key=lambda one: one.telling) == [odd, even, moved]


@pytest.mark.parametrize(("share", "reason"), [(0.051, "up by the event's kind"), (0.049, "")])
def test_what_pushes_a_chance_by_a_twentieth_of_a_logit_is_told(share: float, reason: str) -> None:
    one = ThirdState("C", 0.4, 0.3, {"act": share, "past": 0.0}, {"ACCUSE": 0.4}, (0.05, 0.15))
    assert _pushed(one) == reason


@pytest.mark.parametrize(
    ("when", "done"),
    [("2024-07-31", 0), ("2024-07-30", 1), ("2024-06-29", 1), ("2024-06-28", 0)],
)
def test_what_was_done_in_the_month_up_to_the_day_is_done(when: str, done: int) -> None:
    day = SimpleNamespace(on=date(2024, 7, 30))
    assert len(list(_done([event((when, *TREATY[1:]))], day))) == done  # type: ignore[arg-type]


def test_a_state_that_a_record_lacks_is_not_known(world: World) -> None:
    past = [
        Event(when=f"2024-0{month}-0{day}", actor=actor, action="042", target=target)
        for month in range(1, 6)
        for day in range(1, 9)
        for actor, target in (("RUS", "PRK"), ("PRK", "RUS"), ("KOR", "PRK"))
    ]
    with Record.in_memory() as record:
        record.add(past)
        found = lines(world, "KOR TUV", record=record)
    assert isinstance(found["KOR"].strength, Probability)
    assert found["TUV"].strength == NotKnown(reason="no rate and no record of Tuvalu")


def test_a_document_that_names_three_third_states(brief_on: BriefOn) -> None:
    made = brief_on(
        "The United States imposed sanctions on China on August 29, 2024. Japan will impose "
        "sanctions on China too, analysts say. The Philippines could suffer. Russia may protest."
    )
    assert {row.cites for row in made.page.thirds.rows} and made.page.thirds.named == 3
    assert {x.actors[0] for x in made.expected if x.third == "named"} == {"JPN", "PHL", "RUS"}


def test_a_document_that_names_an_organisation_alone(brief_on: BriefOn) -> None:
    made = brief_on(
        "Russia and Iran signed a treaty on August 29, 2024. NATO will probably protest."
    )
    [row] = made.page.thirds.rows
    assert row.sides.startswith("NATO members against ") and row.because.startswith("1")
    assert [one.words for one in row.claimed] == ["likely"]


def test_a_document_that_names_no_third_state(brief_on: BriefOn) -> None:
    made = brief_on("The United States imposed sanctions on China on August 29, 2024.")
    assert not made.page.thirds.rows and made.page.expect
    assert made.page.thirds.note == "The documents name no third state as affected."


def test_after_an_act_of_a_class_never_seen_it_is_said(brief_on: BriefOn) -> None:
    made = brief_on("France and Germany met on August 30, 2024. Poland could protest.")
    assert not any(x.third in ("named", "members") for x in made.expected)
    told = "What third states do after visits and talks is not known: none were learned from."
    assert made.page.thirds.note == told


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Russia will sign a treaty with Iran in October 2024.", "No forecast: no recent event"),
        ("Russia and Iran signed a treaty on May 29, 2024.", "What third states do is not asked"),
    ],
)
def test_nothing_is_expected_after_what_is_to_come_or_long_past(
    text: str, note: str, brief_on: BriefOn
) -> None:
    made = brief_on(f"{text} Israel could protest.")
    assert not any(x.third for x in made.expected)
    assert made.page.thirds.note.startswith(note) and not made.page.thirds.rows
