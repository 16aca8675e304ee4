"""The expected voice goes by the model and the record that are given, and says which."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest

import ramify
from ramify import Event, InputError, Record
from ramify.briefing.annex.annex import annex
from ramify.briefing.annex.basis import basis_note
from ramify.briefing.basis import model_words
from ramify.briefing.brief import Brief, CaseStatus, ForceCase
from ramify.briefing.curve import nearest_curve
from ramify.briefing.ramification import ExpectedLine, NotKnown, Probability
from ramify.briefing.voices.expected import PairRates, expected
from ramify.briefing.voices.third_states import _moved_far
from ramify.reading.library import Library
from ramify.reasoning.dynamics.process.model import Fitted
from ramify.reasoning.dynamics.rates.footing import Footing
from ramify.reasoning.dynamics.reactions.answering import ThirdState
from ramify.reasoning.dynamics.reactions.asked import reactions_to
from ramify.reasoning.obligations.screen import Screen
from ramify.world.world import World
from tests.conftest import ROOT

ON = date(2024, 7, 1)
NAMES = {"FRA": "France", "DEU": "Germany", "ITA": "Italy"}


@pytest.fixture(scope="module")
def library() -> Library:
    return ramify.read(ROOT / "examples" / "summit-2024")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that someone else saved, as far as the brief can tell."""
    path = tmp_path_factory.mktemp("model") / "mine.npz"
    Fitted.packaged().save(path)
    return path


def _visit(day: date, actor: str, target: str) -> Event:
    return Event(when=str(day), actor=actor, action="042", target=target)


def _past(*pairs: tuple[str, str]) -> list[Event]:
    return [_visit(ON - timedelta(days=n), *pair) for n in range(5, 300, 5) for pair in pairs]


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("record") / "visits.duckdb"
    with Record.open(path) as opened:
        opened.add(_past(("RUS", "PRK"), ("RUS", "CHN")))
    return path


@pytest.fixture(scope="module")
def brief(library: Library, model: Path, record: Path) -> Brief:
    return ramify.brief(library, on=ON, model=model, record=str(record))


def test_a_model_and_a_record_may_be_paths_or_values(
    brief: Brief, library: Library, model: Path, record: Path
) -> None:
    with Record.open(record, read_only=True) as opened:
        by_value = ramify.brief(library, on=ON, model=Fitted.load(model), record=opened)
        assert opened.count() > 0, "a record that was given open stays open"
    assert by_value == brief


def test_the_brief_says_what_its_numbers_rest_on(brief: Brief) -> None:
    assert brief.basis is not None
    assert not brief.basis.model.packaged
    assert brief.basis.record.events == 118
    [section] = [section for section in annex(brief) if section.voice == "expected"]
    assert section.note is not None
    assert "fitted to events (ICEWS, January to September 2018), as" in section.note
    assert "the record given (118 events, 2023-09-10 to 2024-06-26)" in section.note
    computed = {e.by for line in brief.expected for e in line.evidence if e.kind == "computed"}
    assert computed == {model_words(brief.basis.model)}
    assert "packaged" not in section.note + "".join(computed)


def test_without_a_record_the_packaged_rates_answer(library: Library) -> None:
    made = ramify.brief(library, on=ON)
    assert made.basis is None and made.rests_on.startswith("ICEWS")
    assert made.expected
    for line in made.expected:
        assert isinstance(line.strength, Probability)
        assert (line.strength.acts is None) == (line.action == "hostile")


def test_a_record_of_some_months_has_a_level_of_its_own(library: Library, record: Path) -> None:
    made = ramify.brief(library, on=ON, record=record)
    assert "the record's own level" in made.rests_on


def usual(*events: Event, on: date = ON) -> tuple[ExpectedLine, ...]:
    return expected(events, (), PairRates(on, 90), NAMES).lines


@pytest.mark.parametrize(
    ("when", "counts"),
    [("2023-07-02", True), ("2023-07-01", False), ("2023-07", True), ("2023-06", False)],
)
def test_an_event_is_asked_about_for_a_year(when: str, counts: bool) -> None:
    """A month counts as long as its last day may lie within the year."""
    cause = Event(when=when, actor="FRA", action="042", target="DEU")
    assert [line.words for line in usual(cause)] == (
        ["France → Germany: visits and talks"] if counts else []
    )


def test_who_has_no_rate_is_not_known() -> None:
    [line] = usual(_visit(ON, "FRA", "UNSC-OF-NOBODY"))
    assert line.strength == NotKnown(reason="no rate and no record of UNSC-OF-NOBODY")


def test_adversaries_are_told_of_by_their_gravest_act_that_is_not_remote() -> None:
    hostile = _of_adversaries("alleged", "PRK", "KOR")
    assert [line.action for line in hostile] == ["ASSAULT", "ACCUSE"]
    assert all(isinstance(x.strength, Probability) and x.strength.chance > 0.05 for x in hostile)


@pytest.mark.parametrize(
    ("told", "sides", "force"),
    [
        ("threatened", ("PRK", "KOR"), False),
        ("supposed", ("USA", "PRK"), False),
        ("reported", ("PRK", "KOR"), True),
        ("supposed", ("RUS", "UKR"), False),
    ],
)
def test_a_rate_of_force_is_told_of_two_only_if_force_was(
    told: CaseStatus, sides: tuple[str, str], force: bool
) -> None:
    """Newswires code drills and threats as force too, and of a war its rate is no news."""
    found = _of_adversaries(told, *sides)
    assert found and ("ASSAULT" in {line.action for line in found}) == force


def _of_adversaries(told: CaseStatus, attacker: str, victim: str) -> list[ExpectedLine]:
    case = ForceCase(attacker=attacker, victim=victim, told=told, screen=Screen())
    rates = PairRates(ON, 90, world=World.packaged())
    found = expected([_visit(ON, "FRA", "DEU")], (case,), rates, NAMES).lines
    return [line for line in found if line.actors == (attacker,)]


def test_third_states_are_told_by_name_after_the_event_that_leads() -> None:
    """The numbers are those of the reaction model for the same event."""
    world = World.packaged()
    cause = Event(when=ON, actor="RUS", action="057", target="PRK")
    rates = PairRates(ON, 90, world=world)
    lines = expected([cause], (), rates, NAMES, mentioned=("KOR", "JPN", "USA")).lines
    thirds = {line.targets: line for line in lines if line.joining}
    moved = [line for line in lines if line.action == "hostile" and not line.joining]
    assert set(thirds) == {("PRK",), ("RUS",)}
    assert {"KOR", "USA"} <= set(thirds["PRK",].actors)
    asked = reactions_to(
        Footing.packaged(), world.at(ON), ("RUS", "057", "PRK"), date.fromisoformat(str(ON)), 90
    )
    told = {r.side: r for r in asked.found if r.acts == "hostile"}
    for (side,), line in thirds.items():
        assert isinstance(line.strength, Probability)
        assert line.strength.chance == pytest.approx(told[side].chance)
        assert line.joining == told[side].interval
    assert all(line.actors[0] in ("KOR", "JPN", "USA", "CHN", "GBR", "FRA") for line in moved)


def _third(name: str, chance: float, usual: float, added: tuple[float, float]) -> ThirdState:
    return ThirdState(name, chance, usual, {"past": 1.0}, {"ACCUSE": chance}, added)


def test_a_state_that_the_event_is_known_to_move_far_has_a_line_of_its_own() -> None:
    told = [
        _third("POL", 0.40, 0.10, (-0.01, 0.40)),
        _third("CZE", 0.18, 0.11, (0.02, 0.12)),
        _third("FRA", 0.20, 0.11, (0.01, 0.15)),
        _third("DEU", 0.31, 0.22, (0.01, 0.15)),
        _third("ITA", 0.60, 0.30, (0.01, 0.50)),
    ]
    assert [state.actor for state in _moved_far(told)] == ["FRA", "DEU"]


def test_what_third_states_do_after_an_act_never_learned_is_not_known() -> None:
    rates = PairRates(ON, 90, world=World.packaged())
    lines = expected([_visit(ON, "FRA", "DEU")], (), rates, NAMES).lines
    [line] = [line for line in lines if line.action == "hostile"]
    assert isinstance(line.strength, NotKnown) and not line.actors


def test_the_record_decides_who_is_drawn_in() -> None:
    """An army that never dealt with the other side is not drawn in by its government's visit."""
    cause = [_visit(ON, "FRA", "DEU")]
    quiet = _past(("FRA", "DEU"))
    army = [past.model_copy(update={"actor_sector": "MIL"}) for past in quiet]
    drawn_in = [_sectors_of("FRA", _expected(cause, past)) for past in (quiet, quiet + army)]
    assert drawn_in == [{None}, {None, "MIL"}]


def _expected(
    causes: Iterable[Event], past: Iterable[Event], days: int = 90
) -> tuple[ExpectedLine, ...]:
    with Record.in_memory() as record:
        record.add(past)
        model = Fitted.packaged()
        rates = PairRates(ON, days, record)
        return expected(list(causes), (), rates, NAMES, model=model, record=record).lines


def _sectors_of(code: str, lines: Iterable[ExpectedLine]) -> set[str | None]:
    return {line.sectors[0] for line in lines if line.actors == (code,)}


@pytest.mark.parametrize(
    ("when", "counts"),
    [
        ("2023-07-01", False),
        ("2024-01-01", True),
        ("2024-07-01", True),
        ("2024-07-02", False),
        ("2024-06", True),
        ("2024-07", True),
        ("2024", False),
        (None, False),
    ],
)
def test_what_is_recent_and_dated_calls_forth(when: str | None, counts: bool) -> None:
    """Of the last 365 days, and known to the month at least."""
    cause = Event(when=when, actor="FRA", action="042", target="DEU")
    assert bool(_expected([cause], _past(("FRA", "DEU")))) is counts
    assert not _expected([cause.model_copy(update={"target": None})], _past(("FRA", "DEU")))


def test_the_five_most_recent_events_are_asked_about() -> None:
    causes = [_visit(ON - timedelta(days=n), "FRA", "DEU") for n in range(8)]
    lines = _expected(causes, _past(("FRA", "DEU")))
    asked = {line.cause.event.when for line in lines}
    assert sorted(map(str, asked)) == [f"2024-06-{day}" for day in (27, 28, 29, 30)] + [str(ON)]


def _sanctions(actor: str, target: str, action: str = "163") -> Event:
    return Event(when=str(ON), actor=actor, action=action, target=target)


def test_less_than_one_event_in_a_hundred_windows_is_not_told() -> None:
    """Of an Israeli strike four classes of act reach it; the fifth has 0.0096 expected."""
    strike = _sanctions("ISR", "IRN", "195")
    assert len(_expected([strike], _past(("ISR", "IRN")))) == 4


def test_the_window_begins_on_the_day_after_the_one_asked_about() -> None:
    [line, *_] = _expected([_visit(ON, "FRA", "DEU")], _past(("FRA", "DEU")), days=1)
    assert str(line.window) == "2024-07-02"


def test_what_may_have_happened_later_is_no_past() -> None:
    """An act of the army within days that run beyond the day asked about does not draw it in."""
    army = Event(
        when="2024-06-30/2024-07-02", actor="FRA", actor_sector="MIL", action="042", target="DEU"
    )
    past = [*_past(("FRA", "DEU")), army]
    assert _sectors_of("FRA", _expected([_visit(ON, "FRA", "DEU")], past)) == {None}


def test_six_lines_an_event_are_told() -> None:
    """American sanctions call forth seven kinds of act where the army has a past of its own."""
    past = _past(("USA", "RUS"))
    army = [event.model_copy(update={"actor_sector": "MIL"}) for event in past]
    assert len(_expected([_sanctions("USA", "RUS")], past + army)) == 6


def test_nobody_of_the_record_is_drawn_in_that_the_model_cannot_place() -> None:
    """An action that the model does not know calls nothing forth."""
    assert not _expected([_sanctions("FRA", "DEU", "1951")], _past(("FRA", "DEU")))


def test_the_curve_is_that_of_the_nearest_horizon() -> None:
    model = Fitted.packaged()
    found = [nearest_curve(model, days) for days in (1, 18, 19, 60, 61, 365)]
    assert [curve.horizon_days for curve in found if curve] == [7, 7, 30, 30, 90, 90]


def test_the_curve_counts_from_the_first_day_that_was_calibrated_before() -> None:
    """Origins on 1 and 31 May and 30 June 2018: the first only serves to calibrate the second."""
    curve = nearest_curve(Fitted.packaged(), 90)
    assert curve is not None
    assert (str(curve.since), str(curve.until)) == ("2018-05-31", "2018-09-27")
    assert curve.bins[0].lowest == 0 and curve.bins[-1].highest == 1


def test_a_record_that_the_model_does_not_understand_is_refused(
    library: Library, record: Path
) -> None:
    other = Fitted.packaged()
    strange = Fitted(
        **{**vars(other), "actions": tuple(f"x{n}" for n in range(len(other.actions)))}
    )
    with pytest.raises(InputError, match="knows none of the actions"):
        ramify.brief(library, on=ON, model=strange, record=record)


def test_a_model_that_is_not_calibrated_says_so(model: Path) -> None:
    fitted = Fitted.load(model)
    bare = Fitted(**{**vars(fitted), "calibration": ()})
    with Record.in_memory() as record:
        record.add(_past(("RUS", "PRK")))
        rates = PairRates(ON, 90, record)
        found = expected([_visit(ON, "RUS", "PRK")], (), rates, {}, model=bare, record=record)
    assert found.lines and found.basis and found.calibration is None
    assert basis_note(found.basis).endswith("The model is not calibrated.")


def test_the_likeliest_comes_first(brief: Brief) -> None:
    chances = [e.strength.chance for e in brief.expected if isinstance(e.strength, Probability)]
    assert len(chances) == len(brief.expected) > 1
    assert chances == sorted(chances, reverse=True)


def test_the_sector_of_who_acts_is_kept() -> None:
    army = Event(when=str(ON), actor="RUS", actor_sector="MIL", action="042", target="PRK")
    names = {"RUS": "Russia", "PRK": "North Korea"}
    with Record.in_memory() as record:
        record.add(_past(("RUS", "PRK")))
        model, rates = Fitted.packaged(), PairRates(ON, 90, record)
        lines = expected([army], (), rates, names, model=model, record=record).lines
    own = [line for line in lines if line.sectors == ("MIL", None)]
    assert own and {(line.actors, line.targets) for line in own} == {(("RUS",), ("PRK",))}
    assert all(line.words.startswith("Russia's military → North Korea: ") for line in own)
