"""The plain verbs: names, days, records and models as a user has them; typed answers."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

import ramify
from ramify import AmbiguousName, Event, InputError, Record, UnknownName, UsageError
from ramify.reasoning.dynamics.answers import acts_on_file
from ramify.reasoning.dynamics.forecasting.forecasts import Forecast
from ramify.reasoning.dynamics.learning import learn
from ramify.reasoning.dynamics.on_file import UnknownChance, by_action, on_file
from ramify.reasoning.dynamics.process.model import Fitted
from ramify.record.chronicle import chronicle
from ramify.record.evidence import SourceEvidence

FIRST, DAYS = date(2024, 1, 1), 100
AFTER = FIRST + timedelta(days=DAYS)
ASKED = {"action": "042", "on": AFTER, "horizon": 14}


def events() -> list[Event]:
    """A hundred days of four states that meet, talk and threaten, each act from a source."""
    rng = np.random.default_rng(4)
    sides = [("RUS", None), ("PRK", None), ("CHN", None), ("RUS", "MIL")]
    found = []
    for day in range(DAYS):
        for n in range(rng.integers(1, 5)):
            a, b = rng.choice(len(sides), size=2, replace=False)
            found.append(
                Event(
                    when=(FIRST + timedelta(days=day)).isoformat(),
                    actor=sides[a][0] if sides[a][0] != sides[b][0] else "USA",
                    actor_sector=sides[a][1],
                    action=str(rng.choice(["042", "040", "130"])),
                    target=sides[b][0],
                    target_sector=sides[b][1],
                    evidence=(SourceEvidence(citation=f"wire of day {day}, {n}"),),
                )
            )
    return found


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("verbs") / "own.duckdb"
    with Record.open(path) as store:
        store.add(events())
    return path


@pytest.fixture(scope="module")
def model(record: Path) -> Fitted:
    return ramify.fit(record)


def test_a_record_may_be_open_a_file_or_a_folder(
    record: Path, model: Fitted, tmp_path: Path
) -> None:
    with Record.open(record, read_only=True) as store:
        store.to_parquet(tmp_path / "lake")
        told = [
            ramify.forecast("RUS", "PRK", record=source, model=model, **ASKED)
            for source in (store, record, str(record), tmp_path / "lake")
        ]
    assert len({answer.rows for answer in told}) == 1
    assert [str(answer.basis).split(",")[0] for answer in told] == [
        "From the record given", f"From record {record}", f"From record {record}",
        f"From the events in {tmp_path / 'lake'}",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("names", "known"),
    [
        (("RUS", "PRK"), ("RUS", "PRK")),
        (("Russia", "North Korea"), ("RUS", "PRK")),
        (("russia", "DPRK"), ("RUS", "PRK")),
        (("RUS:MIL", "prk"), ("RUS MIL", "PRK")),
        (("RUS:GOV", None), ("RUS", None)),
        ((None, "China"), (None, "CHN")),
    ],
)
def test_actors_go_by_id_name_or_sector(
    record: Path, model: Fitted, names: tuple[str | None, ...], known: tuple[str | None, ...]
) -> None:
    for source in (record, None):
        asked = ramify.forecast(*names, record=source, model=model, **ASKED).question
        assert (asked.actor, asked.target) == known


@pytest.mark.parametrize("on", [AFTER, AFTER.isoformat(), None])
@pytest.mark.parametrize("horizon", [14, "14d", "2w"])
def test_days_go_by_date_text_or_number(
    record: Path, model: Fitted, on: date | str | None, horizon: int | str
) -> None:
    asked = {"action": "042", "on": on, "horizon": horizon}
    found = ramify.forecast("RUS", "PRK", record=record, model=model, **asked)
    assert str(found.question) == "RUS 042 PRK, 14 days from 2024-04-10"


def test_a_model_may_be_fitted_or_a_file_and_names_its_source(
    record: Path, model: Fitted, tmp_path: Path
) -> None:
    model.save(tmp_path / "own.npz")
    two = [
        ramify.forecast("RUS", "PRK", record=record, model=given, **ASKED)
        for given in (model, tmp_path / "own.npz", str(tmp_path / "own.npz"))
    ]
    assert two[0].rows[0].probability == pytest.approx(two[1].rows[0].probability, rel=1e-5)
    assert two[0].basis.model == "a model (own.duckdb, January to April 2024)"
    assert two[2].basis.model == f"model {tmp_path / 'own.npz'} ({model.origin})"
    kernel = ramify.forecast("RUS", "PRK", record=record, simulations=5, **ASKED)
    assert kernel.basis.model == "the packaged kernel (ICEWS, January to September 2018)"
    assert "calibrated on ICEWS, not on these events" in kernel.caveats[0]
    assert "the model has none" in two[0].caveats[0]


def test_rows_are_the_answers_in_plain_values(record: Path, model: Fitted) -> None:
    found = ramify.forecast("RUS", "PRK", on=AFTER, horizon=14, record=record, model=model)
    assert found.known and len(found.rows) == len(found.answers) == 1 + len(model.actions)
    for row, answer in zip(found.rows, found.answers, strict=True):
        assert isinstance(answer, Forecast)
        assert (row.action, row.probability, row.expected) == (
            answer.action, answer.probability, answer.expected,
        )  # fmt: skip
        assert row.low <= row.probability <= row.high and row.least <= row.most
        assert (row.start, row.horizon, row.on_file) == (AFTER, 14, None)
    drawn = ramify.forecast("RUS", "PRK", record=record, model=model, simulations=50, **ASKED)
    assert "50 simulated futures" in drawn.answers[0].notes[-1]
    assert drawn == ramify.forecast(
        "RUS", "PRK", record=record, model=model, simulations=50, **ASKED
    )


@pytest.mark.parametrize(
    ("actor", "action", "target"),
    [("RUS MIL", None, "UKR"), ("IND", None, "IND"), ("RUS MIL", "190", "UKR"),
     (None, None, "PRK MIL"), ("NATO MIL", None, None)],
)  # fmt: skip
def test_without_a_rate_no_answer_has_a_number(
    actor: str | None, action: str | None, target: str | None
) -> None:
    names = [name and name.replace(" ", ":") for name in (actor, target)]
    found = ramify.forecast(*names, action=action, on="2024-06-20")
    assert not found.known and found.caveats
    held = on_file(chronicle(), actor=actor, action=action, target=target, before=date(2024, 6, 20))
    assert found.answers == by_action(held)
    assert sum(row.on_file for row in found.rows[1:]) <= found.rows[0].on_file == len(held.acts)
    for row in found.rows:
        numbers = (row.probability, row.low, row.high, row.expected, row.least, row.mean_rate)
        assert set(numbers) == {None}
    causes = ramify.explain(*names, action=action, on="2024-06-20")
    assert isinstance(causes.shares, UnknownChance)
    assert {row.share for row in causes.rows} <= {None}
    assert all(row.evidence for row in causes.rows)


def test_acts_are_counted_up_to_the_day_before_and_for_all_sectors_of_an_actor() -> None:
    def act(when: str, sector: str | None = None) -> Event:
        return Event(when=when, actor="RUS", actor_sector=sector, action="190", target="UKR")

    known = [act("2024-03", "MIL"), act("2024-01-05/2024-01-07"), act("2024-02-01"), act("2024")]
    found = on_file(known, actor="RUS", target="UKR", before=date(2024, 4, 1))
    assert found.on_file == "at least 3 acts on file, from 2024-01-05 to 2024-03"
    assert len(on_file(known, actor="RUS", before=date(2024, 3, 31)).acts) == 2
    assert len(on_file(known, actor="RUS MIL").acts) == 1
    assert [len(row.acts) for row in by_action(on_file(known, target="UKR"))] == [4, 4]
    assert str(on_file(known, actor="UKR")) == "not known; no act on file"
    assert next(str(row.when) for row in acts_on_file(found)) == "2024-01-05/2024-01-07"


def test_shares_add_up_and_the_largest_come_with_their_evidence(
    record: Path, model: Fitted
) -> None:
    event = Event(when=AFTER.isoformat(), actor="RUS", action="042", target="PRK")
    text = f"{AFTER} Russia 042 'North Korea'"
    by_value, by_text = (ramify.explain(e, record=record, model=model) for e in (event, text))
    assert by_value.rows == by_text.rows
    window = ramify.explain("RUS", "PRK", record=record, model=model, **ASKED)
    for found in (by_value, window):
        assert sum(row.share for row in found.rows) == pytest.approx(1.0)
        past = [row for row in found.rows[:10] if row.pattern and row.actor]
        assert past and all("wire of day" in row.evidence.citation for row in past)
        assert len(found.evidence) == min(10, len({*found.rows}) - 1) > 3


def test_what_follows_is_a_tree_in_rows(record: Path, model: Fitted) -> None:
    event = f"{AFTER} RUS 042 PRK"
    found = ramify.what_follows(event, record=record, model=model, simulations=200, horizon=30)
    assert found.rows and found.rows[0].generation == 1
    assert all(row.low <= row.probability <= row.high for row in found.rows)
    again = ramify.what_follows(event, record=record, model=model, simulations=200, horizon=30)
    assert again == found
    unknown = ramify.what_follows("2024-06-19 RUS:MIL 057 PRK")
    assert unknown.rows == () and str(unknown.effect).startswith("not known; ")


def test_precedents_are_shares_over_a_record_and_counts_over_the_chronicle(record: Path) -> None:
    over = ramify.precedents(f"{AFTER} RUS 042 PRK", record=record, horizon=20)
    assert over.rows and all(row.low <= row.after <= row.high for row in over.rows)
    assert all(row.after == row.hits / row.cases for row in over.rows)
    counted = ramify.precedents("2024-06-19 RUS 042 PRK")
    assert counted.rows and {(row.after, row.low, row.otherwise) for row in counted.rows} == {
        (None, None, None)
    }


def test_learning_ends_where_it_is_told_and_is_scored_from_there(record: Path) -> None:
    learnt = learn(record, through="2024-03-01", relations=["neighbour", "neighbour"])
    assert learnt.model.origin.last_day == 60 and learnt.model.origin.source == "own.duckdb"
    assert learnt.model.settings.relations == ("neighbour",)
    assert learnt.held_out is not None and learnt.held_out.events > 50
    assert learn(record).held_out is None


def test_calibration_takes_origins_a_month_apart(record: Path) -> None:
    model = ramify.fit(record, calibrate=2)
    last = model.origin.last_day
    assert model.calibration[0].origins == (last - 59, last - 29)


@pytest.mark.parametrize(
    ("asked", "error", "said"),
    [
        ({"actor": "XXX"}, UnknownName, "unknown actor 'XXX'"),
        ({"target": "Korea"}, AmbiguousName, "Korea"),
        ({"actor": "RUS", "action": "9999"}, UnknownName, "unknown CAMEO code '9999'"),
        ({"actor": "RUS", "horizon": 0}, UsageError, "at least one day"),
        ({"actor": "RUS", "horizon": "soon"}, UsageError, "'soon' is not a horizon"),
        ({"actor": "RUS", "on": "2024-13-01"}, UsageError, "not a day of the calendar"),
        ({"actor": "RUS", "on": 300}, UsageError, "not a day of the calendar"),
        ({"actor": "RUS", "model": "nowhere.npz"}, InputError, "no such model file"),
    ],
)
def test_a_mistake_is_the_same_error_whatever_the_record(
    record: Path, asked: dict[str, object], error: type[Exception], said: str
) -> None:
    for source in (record, None):
        with pytest.raises(error, match=said):
            ramify.forecast(record=source, **asked)


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"engine": "abacus"}, "no such engine as 'abacus'"),
        ({"relations": ["cousin"]}, "unknown relation 'cousin'"),
        ({"calibrate": 1}, "1 origins are too few"),
        ({"through": "soon"}, "not a day"),
    ],
)
def test_a_fit_that_cannot_be_is_refused(record: Path, how: dict[str, object], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        ramify.fit(record, **how)


def test_an_event_needs_its_parts_and_no_further_words(record: Path) -> None:
    with pytest.raises(UsageError, match="no further words"):
        ramify.explain("2024-06-19 RUS 057 PRK", "PRK", record=record)
    with pytest.raises(UsageError, match="no date or no target"):
        ramify.precedents(Event(when=None, actor="RUS", action="042", target="PRK"))
    with pytest.raises(UsageError, match="is no event"):
        ramify.what_follows("RUS 042 PRK")
    with pytest.raises(InputError):
        ramify.forecast("RUS", record="nowhere.duckdb")
