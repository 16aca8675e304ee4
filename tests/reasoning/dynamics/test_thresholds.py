"""Where the dynamics draw a line: one case on either side of each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from ramify.reasoning.dynamics import describe
from ramify.reasoning.dynamics.answers import AnswerBasis, Forecasts, Question
from ramify.reasoning.dynamics.evaluation.rolling_origin import Triples
from ramify.reasoning.dynamics.forecasting.attribution import causes
from ramify.reasoning.dynamics.forecasting.forecasts import (
    Forecast,
    _figures,
    _relative,
    forecast,
    forecasts,
)
from ramify.reasoning.dynamics.forecasting.immigrants import FromPast
from ramify.reasoning.dynamics.forecasting.likeness import Profiles
from ramify.reasoning.dynamics.forecasting.outlook import Outlook
from ramify.reasoning.dynamics.forecasting.precedents import precedents
from ramify.reasoning.dynamics.forecasting.shares import Share, Shares
from ramify.reasoning.dynamics.forecasting.simulation import simulate
from ramify.reasoning.dynamics.forecasting.uncertainty import (
    _share_spread,
    chance_interval,
    count_interval,
    stranger_spread,
    variances,
)
from ramify.reasoning.dynamics.forecasting.windows import Asked, Window
from ramify.reasoning.dynamics.learning import _engine
from ramify.reasoning.dynamics.on_file import by_action, on_file
from ramify.reasoning.dynamics.process.fit import fit, here
from ramify.reasoning.dynamics.process.model import Fitted
from ramify.reasoning.dynamics.reliability import (
    Bin,
    Calibration,
    ClassScore,
    Reliability,
    Verdict,
    log_score,
)
from ramify.reasoning.dynamics.settings import Settings
from ramify.reasoning.dynamics.stream import Stream
from ramify.record.events import Event
from ramify.world.world import World
from tests.reasoning.dynamics.worlds import ACTIONS, ACTORS, random_stream

SHORT = Settings(lags=(1, 3, 8, 31), pooled_steps=3, steps=3)


def meetings(*days: int, last: int | None = None) -> Stream:
    """A meets B on these days; C meets D on the last one."""
    rows = [(0, 0, 1, day) for day in days] + [(2, 0, 3, days[-1] if last is None else last)]
    return Stream.from_quadruples(rows, actors=["A", "B", "C", "D"], actions=["meet"])


@pytest.fixture(scope="module")
def stream() -> Stream:
    return random_stream()


@pytest.fixture(scope="module")
def fitted(stream: Stream) -> Fitted:
    return fit(stream, SHORT)


def test_a_date_of_a_week_is_a_day_and_a_longer_one_is_set_aside() -> None:
    first = date(2024, 1, 1)
    sides = {"actor": "RUS", "action": "042", "target": "PRK"}
    kept, aside = (
        Event(when=f"{first}/{first + timedelta(days=days)}", **sides) for days in (7, 8)
    )
    made = Stream.from_events([kept, aside])
    assert (len(made), made.set_aside) == (1, 1)


@pytest.mark.parametrize(("events", "shown"), [(4, False), (5, True)])
def test_a_mean_rate_stands_on_five_events(events: int, shown: bool) -> None:
    answer = Forecast(
        actor="A", action="meet", target="B", start=9, horizon=30, probability=0.5, expected=0.7,
        interval=(0.0, 2.0), baseline=0.25, baseline_expected=0.3, lift=2.3, method="closed",
        baseline_events=events, baseline_days=90, credible=(0.4, 0.6),
    )  # fmt: skip
    asked, basis = Question("A", "meet", "B", 9, 30), AnswerBasis("a stream", 90)
    table = describe.describe_forecasts(Forecasts(asked, (answer,), basis))
    assert ("25.0%" in table.rows[0], "mean\nrate" in table.columns) == (shown, shown)


def test_the_ten_likeliest_actions_are_told_beside_any() -> None:
    actions = [f"0{n}" for n in range(10, 22)]
    rows = [(0, n, 1, day) for n in range(12) for day in range(n + 1)]
    past = Stream.from_quadruples(rows, actors=["A", "B"], actions=actions)
    outlook = Outlook.over(fit(past, SHORT), past)
    told, every = forecasts(outlook), forecasts(outlook, most=None)
    assert [f.action for f in told] == [f.action for f in every[:11]] and len(every) == 13


def test_one_event_on_file_has_a_lift_and_none_has_not() -> None:
    once = meetings(3, last=90)
    outlook = Outlook.over(fit(once, SHORT), once)
    ahead = forecast(outlook, actor="A", target="B", horizon=5)
    assert (ahead.baseline_events, ahead.baseline_days) == (1, 88)
    assert ahead.lift == pytest.approx(ahead.expected / (5 / 88))
    assert forecast(outlook, actor="B", target="A", horizon=5).lift is None


def test_a_simulated_probability_is_the_share_of_futures_with_an_event(
    stream: Stream, fitted: Fitted
) -> None:
    outlook = Outlook.over(fitted, stream)
    drawn = {"horizon": 2, "simulations": 40, "seed": 0}
    future = simulate(outlook, **drawn)
    answer = forecast(outlook, actor=ACTORS[0], target=ACTORS[2], method="simulation", **drawn)
    counts = future.counts((future.actor == 0) & (future.target == 2))
    assert 0 < answer.probability == float((counts >= 1).mean()) < 1


def test_what_happens_in_every_one_of_forty_futures_may_fail_in_the_eightieth(
    stream: Stream, fitted: Fitted
) -> None:
    outlook = Outlook.over(fitted, stream)
    answer = forecast(outlook, horizon=20, method="simulation", simulations=40)
    window = Window(outlook, Asked(None, None, None), stream.last_day + 1, 20)
    relative = variances(window, [None])[0] / window.expected().sum() ** 2
    assert answer.probability == 1.0
    assert answer.credible == pytest.approx(chance_interval(np.log(80), relative))


@pytest.mark.parametrize(("cases", "few"), [(4, True), (5, False)])
def test_a_share_of_fewer_than_five_cases_is_marked(cases: int, few: bool) -> None:
    rows = [(0, 0, 1, 40 * n) for n in range(cases)] + [(1, 1, 0, 40 * n + 3) for n in range(cases)]
    past = Stream.from_quadruples(rows, actors=["A", "B"], actions=["ask", "yield"])
    asked = {"actor": "A", "action": "ask", "target": "B", "day": 40 * cases + 200}
    found = precedents(past, **asked)
    assert len(found.cases) == cases
    assert {row.few for row in found.following} == {few}


def test_dealings_of_the_ninety_days_before_make_a_relation() -> None:
    found = Profiles(meetings(0, 95), None)
    assert [found.of(0, "meet", 1, day).dealings for day in (90, 91)] == [1, 0]


def test_ties_of_a_year_are_those_of_its_first_of_july() -> None:
    """Kuwait had Britain's promise of 19 June 1961, and joined the Arab League on 20 July."""
    rows = [Event(when="1961-03-01", actor=a, action="042", target="KWT") for a in ("GBR", "EGY")]
    made = Stream.from_events(rows)
    found = Profiles(made, World.packaged())
    kuwait, on = made.actor_numbers["KWT"], made.first_day
    britain, egypt = (
        found.of(made.actor_numbers[side], "042", kuwait, on).ties for side in ("GBR", "EGY")
    )
    assert britain and "ally" in britain
    assert egypt is not None and "co-member" not in egypt


@pytest.mark.parametrize(
    ("dealings", "level"),
    [(1, 1), (3, 1), (4, 2), (15, 2), (16, 3), (63, 3), (64, 4), (255, 4), (256, 4), (9_999, 4)],
)
def test_pairs_are_alike_by_dealings_in_powers_of_four(dealings: int, level: int) -> None:
    assert Profiles(meetings(*[0] * dealings), None).of(0, "meet", 1, 1).dealings == level


def test_what_was_done_in_the_last_ninety_days_is_asked_about() -> None:
    assert Triples.recent(meetings(0, last=89)).actor.tolist() == [0, 2]
    assert Triples.recent(meetings(0, last=90)).actor.tolist() == [2]


@pytest.mark.parametrize(("more", "said"), [(0.0049, False), (0.0051, True)])
def test_a_forecast_raised_by_half_a_percent_says_so(
    stream: Stream, fitted: Fitted, more: float, said: bool
) -> None:
    past = stream.before(stream.first_day + 10)
    memory = fitted.settings.memory_days
    start = past.first_day + 10
    raised = replace(fitted, unrecorded=more / (1 - 10 / memory))
    answer = forecast(Outlook.over(raised, past), actor="Army (A)", start=start, horizon=5)
    assert any("raised by" in note for note in answer.notes) == said


def test_a_model_drops_causes_of_less_than_a_thousandth_of_an_event(
    stream: Stream, fitted: Fitted
) -> None:
    events = np.full_like(fitted.events, 0.0009)
    events[0, 0, 0] = 0.0011
    kept = Fitted.build(
        stream, settings=fitted.settings, patterns=fitted.patterns, pools=list(fitted.pools),
        background=fitted.background, events=events, exposure=fitted.exposure,
        log_posterior=fitted.log_posterior, unrecorded=0.0, origin=fitted.origin,
    ).events  # fmt: skip
    assert np.flatnonzero(kept).tolist() == [0]


def test_the_models_first_actor_is_known_like_any_other(stream: Stream, fitted: Fitted) -> None:
    """Its share of each action is unsure, and it is no stranger, whether it acted lately or not."""
    others = stream.take(np.flatnonzero((stream.subject != 0) & (stream.object != 0)))
    for past in (stream, others):
        outlook = Outlook.over(fitted, past)
        assert outlook.actor_of[0] == 0 and stranger_spread(outlook, 0) == 0.0
        assert (_share_spread(outlook, 0, acting=True) > 0).all()
        assert not _share_spread(outlook, None, acting=True).any(), "an open side has no share"
        answer = forecast(outlook, actor=past.actors[0], horizon=5)
        assert not any("never seen" in note for note in answer.notes)


@pytest.mark.parametrize(
    ("country", "sector", "told", "like"),
    [
        ("A", "Navy", "3 actors of its country", ("Government (A)", "Army (A)", "A")),
        ("Envoy", "", "1 actor of its country", ("Envoy",)),
        ("C", "Army", "2 actors of its sector", ("Army (A)", "Army (B)")),
        ("C", "Navy", "the least active of all", ()),
    ],
)
def test_an_actor_never_seen_counts_as_the_mean_of_those_like_it(
    stream: Stream, fitted: Fitted, country: str, sector: str, told: str, like: tuple[str, ...]
) -> None:
    outlook = Outlook.over(fitted, stream).with_actor("New", country=country, sector=sector)
    known, kinds = len(fitted.actors), len(fitted.actions)
    grid = np.indices((kinds, known)).reshape(2, -1)
    share = fitted.background.actor_share(*grid).reshape(kinds, known)
    mean = share[:, [ACTORS.index(a) for a in like]].mean(1) if like else share.min(1)
    seated = outlook.shares[0]
    assert seated[:, -1] == pytest.approx(mean) and seated[:, :-1] == pytest.approx(share)
    assert outlook.strangers == ("New",)
    (note,) = forecast(outlook, actor="New", horizon=5).notes
    assert told in note


def test_acts_that_a_model_does_not_know_are_set_aside_and_counted(
    stream: Stream, fitted: Fitted
) -> None:
    rows = [*stream.table.tolist(), (0, len(ACTIONS), 2, stream.last_day)]
    more = Stream.from_quadruples(rows, actors=ACTORS, actions=[*ACTIONS, "fly"])
    outlook = Outlook.over(fitted, more)
    assert (len(outlook.history), outlook.set_aside) == (len(stream), 1)
    (note,) = forecast(outlook, actor=ACTORS[0], horizon=5).notes
    assert note.startswith("1 events")


def test_intervals_of_counts_and_chances_at_their_edges() -> None:
    """Nothing is expected; a count that varies more than chance, though less than one; and a
    chance whose rate is exponential, or known."""
    assert count_interval(0.0, 0.0) == (0.0, 0.0)
    assert count_interval(0.3, 0.3) == (0.0, 1.0) and count_interval(0.3, 0.99) == (0.0, 2.0)
    assert count_interval(10.0, 10.0 * (1 + 1e-12)) == count_interval(10.0, 10.0) == (5.0, 15.0)
    assert chance_interval(0.0, 0.0) == chance_interval(0.0, 1.0) == (0.0, 0.0)
    assert chance_interval(1.0, 1.0) == pytest.approx((0.05, 0.95))
    assert chance_interval(1.0, 0.0) == pytest.approx((1 - np.exp(-1),) * 2)
    assert chance_interval(1.0, 1e-15) == pytest.approx((1 - np.exp(-1),) * 2)


def test_a_count_varies_by_the_families_that_make_it_up() -> None:
    """Of two events expected half a one is direct, so that families have four; nothing has none."""
    found = _figures(direct=0.5, expected=2.0, spread=0.0, changing=0.0)
    assert found.interval == count_interval(2.0, 2.0 * 4**2) != count_interval(2.0, 2.0)
    none = _figures(direct=0.0, expected=0.0, spread=0.0, changing=0.0)
    assert (none.interval, none.probability) == ((0.0, 0.0), 0.0)
    assert (_relative(0.5, 0.5), _relative(0.5, 0.0)) == (2.0, 0.0)


@pytest.mark.parametrize(
    ("first", "day", "counts"),
    [(1, 0, False), (1, 1, True), (1, 30, True), (3, 28, True), (3, 29, False)],
)
def test_the_days_of_the_memory_are_remembered_in_every_way_of_reading_them(
    fitted: Fitted, first: int, day: int, counts: bool
) -> None:
    """A memory of thirty days, read on the thirty-first, that begins on the first day after an
    event or on the third: by the closed form, its shares, the intensity and simulation."""
    memory = fitted.settings.model_copy(update={"lags": (first, 5, 8, 31)})
    rows = [(0, 0, 2, day), (4, 0, 5, 0)]
    past = Stream.from_quadruples(sorted(rows, key=lambda r: r[3]), actors=ACTORS, actions=ACTIONS)
    outlook, start = Outlook.over(replace(fitted, settings=memory), past), 31
    assert memory.memory_days == 30
    pair = Window(outlook, Asked(0, None, 2), start, 1)
    by_repeat = [p.name for p in fitted.patterns].index("repeat")
    assert bool(pair.sides[0].reads[by_repeat].any()) is counts
    sides = {"actor": ACTORS[0], "target": ACTORS[2], "start": start}
    shares = causes(outlook, horizon=1, **sides).by_pattern()
    assert (shares.get("repeat", 0.0) > 0) is counts
    assert ("repeat" in shares) is (day > 0), "what is forgotten has no share, not even nought"
    terms = outlook.explain(ACTORS[0], ACTIONS[0], ACTORS[2], start)
    assert (terms.by_pattern().get("repeat", 0.0) > 0) is counts
    towards = outlook.score_objects(ACTORS[0], ACTIONS[0], start)
    assert towards[2] == pytest.approx(terms.expected)
    begun = FromPast.each(outlook, start, 1, 1.0)[by_repeat]
    worth = dict(zip(begun.key.tolist(), _steps(begun), strict=True))
    assert (worth.get(0 * len(past.actors) + 2, 0.0) > 0) is counts


def _steps(part: FromPast) -> list[float]:
    """Expected children of every event of the past."""
    bins = len(part.lags) - 1
    return np.diff(part.run, prepend=0.0).reshape(-1, bins).sum(1).tolist()


@pytest.mark.parametrize(("ratio", "warned"), [(0.949, False), (0.951, True)])
def test_a_model_near_criticality_is_not_trusted_for_years(
    fitted: Fitted, ratio: float, warned: bool
) -> None:
    scale, shape = ratio / fitted.branching_ratio, fitted.settings.prior_events
    near = replace(fitted, events=scale * (shape + fitted.events) - shape)
    assert near.branching_ratio == pytest.approx(ratio)
    assert ("warning" in "\n".join(describe.describe_model(near))) == warned


def test_patterns_of_less_than_half_a_per_mille_are_not_told() -> None:
    parts = (("repeat", 0.9990), ("join", 0.00055), ("rally", 0.00045))
    told = describe.describe_patterns(Shares(1.0, tuple(Share(name, s) for name, s in parts)))
    assert "join" in told and "rally" not in told


def test_forecasts_are_kept_a_ten_thousandth_off_certainty() -> None:
    assert log_score(np.zeros(1), np.ones(1)) == pytest.approx(-np.log(1e-4))
    assert log_score(np.full(1, 2e-4), np.ones(1)) == pytest.approx(-np.log(2e-4))


@pytest.fixture
def calibration() -> Calibration:
    """Twenty forecasts of each whole per cent, and seventeen classes of action."""
    bins = tuple(Bin(n / 100, n / 100, n / 100, n / 100, 20) for n in range(101))
    classes = tuple(ClassScore(f"C{n}", 9, n, 1.0, 0.1, 0.0) for n in range(17))
    verdict = Verdict(
        horizon=30, questions=2020, happened=1010, brier=0.1, brier_raw=0.1, log_score=0.3,
        skill_poisson=0.1, skill_recurrence=0.1, auc=0.8,
        reliability=Reliability(bins, 0.0, 0.0, 0.0), classes=classes,
    )  # fmt: skip
    return Calibration((0, 30), verdict, (1.0, 0.0, 0.0), (0.0, 1.0), (0.0, 1.0))


def test_a_curve_has_seven_rows(calibration: Calibration) -> None:
    rows = calibration.curve()
    assert [(row.lowest, row.highest) for row in rows] == [
        (0.0, 0.01), (0.01, 0.05), (0.05, 0.1), (0.1, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 1.0),
    ]  # fmt: skip
    assert [row.count for row in rows] == [20, 80, 100, 200, 400, 400, 820]


def test_the_sixteen_classes_that_happened_most_are_told(calibration: Calibration) -> None:
    told = "\n".join(describe.describe_calibration([calibration]))
    assert "C16:" in told and "C1:" in told and "C0:" not in told


@pytest.mark.parametrize(("events", "alone"), [(1_999_999, True), (2_000_000, False)])
def test_two_million_events_are_fitted_from_disk(events: int, alone: bool) -> None:
    with _engine("auto", events) as engine:
        assert (engine is here) == alone


def test_ten_actions_on_file_are_told() -> None:
    codes = [f"0{n}" for n in range(10, 23)]
    acts = [
        Event(when=f"2024-01-{day:02}", actor="RUS", action=code, target="PRK")
        for n, code in enumerate(codes)
        for day in range(1, n + 2)
    ]
    told = by_action(on_file(acts, actor="RUS"))
    assert [len(row.acts) for row in told] == [91, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4]
