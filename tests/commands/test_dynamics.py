"""The commands of the dynamics: answers with their dates, and one clear message a mistake."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from ramify.reasoning import dynamics
from ramify.reasoning.dynamics.forecasting import forecasts as forecasting
from ramify.reasoning.dynamics.forecasting import windows
from ramify.reasoning.dynamics.forecasting.outlook import Outlook
from ramify.reasoning.dynamics.process.fit import fit
from ramify.reasoning.dynamics.process.model import Fitted
from ramify.reasoning.dynamics.settings import Settings
from tests.conftest import Run
from tests.reasoning.dynamics.worlds import random_stream

PAIR = ("RUS", "PRK", "--on", "2024-06-20")
SOON = ("--horizon", "7d")
KERNEL = str(Path(dynamics.__file__).parent / "data" / "kernel.npz")


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A small record, the events of the chronicle, taken for whole."""
    from ramify.record.chronicle import chronicle
    from ramify.record.store import Record

    path = tmp_path_factory.mktemp("record") / "own.duckdb"
    with Record.open(path) as store:
        store.add(chronicle())
    return str(path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small benchmark whose actions are names, not CAMEO codes."""
    stream = random_stream()
    names = (("entity2id", stream.actors), ("relation2id", stream.actions))
    for stem, known in names:
        lines = [f"{name}\t{n}" for n, name in enumerate(known)]
        (tmp_path / f"{stem}.tsv").write_text("\n".join(lines), encoding="utf-8")
    for split, part in (("train", stream.before(70)), ("valid", stream.between(70, 90))):
        np.savetxt(tmp_path / f"{split}.txt", part.table, fmt="%d", delimiter="\t")
    return tmp_path


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("forecast", "RUS:MIL", "UKR"), "RUS MIL * UKR, 90 days: not known; at least"),
        (("forecast", *PAIR[:2], "--on", "1900-01-01"), "not known; no act on file"),
        (("explain", "RUS:MIL", "UKR"), "RUS MIL * UKR, 90 days: not known; at least"),
        (("explain", "2024-06-19 RUS 057 PRK"), "what called it forth: not known; at least"),
        (("explain", "2024-06-19 FJI 057 TUV"), "not known; no act on file"),
        (("ramify", "2024-06-19 RUS:MIL 057 PRK"), "what follows in 90 days: not known; at least"),
        (("precedents", "2024-06-19 RUS 042 PRK"), "how often each class follows is not known"),
    ],
)  # fmt: skip
def test_over_the_chronicle_nothing_is_known_but_what_is_on_file(
    run: Run, words: tuple[str, ...], said: str
) -> None:
    done = run(*words)
    assert done.code == 0, done.err
    assert said in " ".join(done.out.split())
    of_pair = re.split(" answers with |No change to be expected between the two", done.out)[0]
    assert "%" not in of_pair and "0.0" not in of_pair and "kernel" not in done.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("IND", "PAK", "--action", "ASSAULT"), "IND ASSAULT PAK, 90 days from"),
        (("IND", "PAK", "--action", "18"), "18 assault"),
        (("CHN", "--action", "sanction"), "CHN SANCTION *"),
        (("CHN", "TWN", "--action", "material-conflict"), "CHN material conflict TWN"),
        (("IND", "PAK", "--on", "2026-06-01"), "India–Pakistan conflict of May 2025 (2025-05-07)"),
        (("TUV", "NRU"), "below 0.1%"),
        (("RUS", "UKR", "--action", "18", "--kind", "onset"), "if none came in the 90 days before"),
        (("RUS", "UKR", "--kind", "escalation"), "Not known: no record says what the last 90 days"),
        ((*PAIR, "--simulate", "20"), "neither the model nor simulated futures have a past"),
    ],
)  # fmt: skip
def test_without_a_record_base_rates_answer(run: Run, words: tuple[str, ...], said: str) -> None:
    done = run("forecast", *words)
    assert done.code == 0, done.err
    told = " ".join(done.out.split())
    assert said in told and " 0.0%" not in told
    assert "escalation" in words or "level of 2018-09-28" in told


def test_what_is_on_file_comes_with_its_source(run: Run) -> None:
    done = run("explain", "2024-07-01 RUS 042 PRK")
    assert "2024-06-18/2024-06-19 RUS 042 make a visit PRK" in done.out
    assert "President of Russia, state visit to the DPRK, 19 June 2024" in done.out


def test_forecast_ranks_actions_and_says_what_it_rests_on_once(run: Run, record: str) -> None:
    done = run("forecast", *PAIR, *SOON, "--record", record, "--model", KERNEL)
    assert done.code == 0, done.err
    assert sum("%" in row and "–" in row for row in done.out.splitlines()) == 11
    assert done.out.count("7 days from 2024-06-20") == 1
    assert done.out.count("events of actions unknown to the model") == 1
    assert "not known" not in done.out


@pytest.mark.parametrize("width", [80, 100])
def test_a_forecast_is_one_table_that_fits(
    monkeypatch: pytest.MonkeyPatch, run: Run, folder: Path, width: int
) -> None:
    monkeypatch.setattr("ramify._print.WIDTH", width)
    model = folder / "fitted.model"
    assert run("fit", "--events", str(folder), "-o", str(model)).code == 0
    own = ("--events", str(folder), "--model", str(model))
    done = run("forecast", "--actor", "Army (A)", *own)
    assert max(map(len, done.out.splitlines())) <= width
    head = next(row for row in done.out.splitlines() if row.startswith("action"))
    assert head.split() == ["action", "chance", "interval", "count", "of", "it", "rate", "count",
                            "events", "lift"]  # fmt: skip
    assert "cali-" not in done.out and "…" not in done.out


def test_simulated_forecasts_share_their_futures(run: Run, record: str) -> None:
    words = ("--simulate", "20", *SOON, "--record", record)
    done = run("forecast", *PAIR, *words)
    assert done.code == 0, done.err
    assert done.out.count("from 20 simulated futures") == 1


def test_an_actor_without_a_past_is_answered_for(run: Run, record: str) -> None:
    done = run("explain", "2024-06-19 FJI 057 TUV", "--record", record)
    assert done.code == 0, done.err
    assert "base rate" in done.out and "expected below 0.01" in " ".join(done.out.split())


def test_a_forecast_is_explained_by_dated_events_with_their_sources(run: Run, record: str) -> None:
    done = run("explain", *PAIR, *SOON, "--action", "042", "--record", record)
    assert done.code == 0, done.err
    assert "repeat: 2024-06-18 RUS 042 make a visit PRK" in done.out
    assert "President of Russia, state visit to the DPRK, 19 June 2024" in done.out
    shares = [float(row.split("%")[0]) for row in done.out.splitlines() if row[:6].endswith("%")]
    assert sum(shares) == pytest.approx(100, abs=1)
    told = run("forecast", *PAIR, *SOON, "--action", "042", "--record", record).out
    row = next(row for row in told.splitlines() if row.startswith("042"))
    expected = re.search(r"% +[\d.]+% +([\d.]+) ", row)[1]
    assert f"expected {expected}" in done.out


def test_any_side_of_a_forecast_may_be_left_open(run: Run, record: str) -> None:
    one = ("--on", "2024-06-20", *SOON, "--action", "042", "--record", record)
    done = run("forecast", "--target", "PRK", *one)
    assert done.code == 0, done.err
    assert "* 042 PRK, 7 days" in done.out
    same = run("forecast", "--actor", "RUS", "--target", "PRK", *one)
    assert same.out == run("forecast", "RUS", "PRK", *one).out


def test_the_events_of_a_folder_answer_too(run: Run, folder: Path) -> None:
    model = folder / "fitted.model"
    assert run("fit", "--events", str(folder), "-o", str(model)).code == 0
    own = ("--events", str(folder))
    names = "'Army (A)' fight 'Army (B)'"
    for words in (
        ("forecast", "Army (A)", "Army (B)", *own, "--model", str(model)),
        ("explain", "Army (A)", "Army (B)", *own, "--model", str(model)),
        ("explain", f"80 {names}", *own, "--model", str(model)),
        ("ramify", f"90 {names}", *own, "--model", str(model), "--simulations", "20"),
        ("precedents", f"90 {names}", *own),
    ):
        done = run(*words)
        assert done.code == 0, done.err
        assert f"From the events in {folder}" in " ".join(done.out.split())
    for words, said in (
        (("forecast", *own, "--on", "2024-01-01"), "count days from an origin"),
        (("explain", f"0 {names}", *own), "no events before day 0"),
        (("forecast", "Nobody", *own, "--model", str(model)), "unknown actor"),
        (("precedents", f"90 {names}", *own, "--record", "x"), "two sources"),
    ):
        done = run(*words)
        assert done.code in (1, 2) and said in done.err, done.err


def test_the_events_of_a_lake_answer_as_the_record_does(
    run: Run, record: str, tmp_path: Path
) -> None:
    from ramify.record.store import Record

    with Record.open(Path(record), read_only=True) as store:
        store.to_parquet(tmp_path / "lake")
    words = ("explain", *PAIR, *SOON, "--action", "042")
    lake, own = run(*words, "--events", str(tmp_path / "lake")), run(*words, "--record", record)
    assert lake.code == 0, lake.err
    assert lake.out.splitlines()[-8:] == own.out.splitlines()[-8:]


def test_events_dated_after_today_are_set_aside(run: Run, tmp_path: Path) -> None:
    from ramify.record.chronicle import chronicle
    from ramify.record.events import Event
    from ramify.record.store import Record

    store = tmp_path / "own.duckdb"
    with Record.open(store) as record:
        record.add(
            [*chronicle(), Event(when="9000-01-01", actor="RUS", action="057", target="PRK")]
        )
    own = ("--record", str(store), "--simulate", "5")
    done = run("forecast", "RUS", "PRK", *SOON, "--action", "042", *own)
    assert done.code == 0, done.err
    assert "set aside: dated after today" in " ".join(done.out.split())
    last = max(event.when.end for event in chronicle() if event.when)
    assert f"days from {last.year}-{last.month:02}" in done.out
    assert "Not calibrated" in done.out


def test_one_action_on_one_pair_is_enough(run: Run, tmp_path: Path) -> None:
    for stem, names in (("entity2id", "A\t0\nB\t1"), ("relation2id", "hit\t0")):
        (tmp_path / f"{stem}.tsv").write_text(names, encoding="utf-8")
    rows = "\n".join(f"0\t0\t1\t{day}" for day in range(40) for _ in range(2))
    (tmp_path / "train.txt").write_text(rows, encoding="utf-8")
    own = ("--events", str(tmp_path), "--model", str(tmp_path / "one.npz"))
    assert run("fit", "--events", str(tmp_path), "-o", str(tmp_path / "one.npz")).code == 0
    for words in (("forecast", "A", "B"), ("explain", "B", "A"), ("explain", "30 A hit B")):
        done = run(*words, *own)
        assert done.code == 0, done.err
        assert "nan" not in done.out.lower()


def test_a_model_is_calibrated_when_asked(run: Run, folder: Path) -> None:
    model = folder / "fitted.model"
    done = run("fit", "--events", str(folder), "-o", str(model), "--calibrate", "2")
    assert done.code == 0, done.err
    assert "each calibrated on those before it" in " ".join(done.out.split())
    assert "% came (" in done.out
    refused = run("fit", "--events", str(folder), "--calibrate", "1")
    assert (refused.code, "too few to calibrate" in refused.err) == (2, True)


def test_precedents_come_with_their_dates(run: Run) -> None:
    done = run("precedents", "2024-06-19 RUS 057 PRK")
    assert done.code == 0, done.err
    assert "2024-05-16 RUS 057 sign or ratify a formal agreement CHN, distance 1" in done.out


def test_what_follows_is_the_same_for_a_seed(run: Run, record: str) -> None:
    told = ("ramify", "2024-06-19 RUS 057 PRK", "--record", record)
    words = (*told, "--simulations", "50", "--horizon", "14d")
    first = run(*words)
    assert first.code == 0, first.err
    assert first.out == run(*words).out


def test_fit_scores_the_splits_of_a_folder_it_did_not_learn_from(
    run: Run, folder: Path, record: str
) -> None:
    model = folder / "fitted.model"
    done = run("fit", "--events", str(folder), "-o", str(model))
    assert done.code == 0, done.err
    for words in ("log posterior", "branching ratio", "held out", "repeat:", f"written to {model}"):
        assert words in done.out
    assert model.is_file()
    refused = run("forecast", *PAIR, "--record", record, "--model", str(model))
    assert refused.code == 1
    assert "another ontology" in refused.err


def test_a_fit_from_disk_writes_the_model_of_a_fit_in_memory(run: Run, folder: Path) -> None:
    for engine in ("here", "disk"):
        words = ("--engine", engine, "-o", str(folder / engine))
        assert run("fit", "--events", str(folder), *words).code == 0
    one, other = (Fitted.load(folder / engine) for engine in ("here", "disk"))
    np.testing.assert_allclose(one.weights, other.weights, rtol=1e-6)


def test_bench_tkg_prints_its_measures(run: Run, folder: Path) -> None:
    done = run("bench", "tkg", str(folder))
    assert done.code == 0, done.err
    for words in ("valid: ", "MRR 0.", "Hits@1", "query"):
        assert words in done.out
    absent = run("bench", "tkg", str(folder), "--split", "test")
    assert (absent.code, absent.out) == (1, "")
    assert "no test facts" in absent.err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("forecast", "XXX", "PRK"), 2, "unknown actor 'XXX'"),
        (("forecast", *PAIR, "--kind", "peace"), 2, "no such kind of question"),
        (("forecast", *PAIR, "--action", "ASSALT"), 2, "did you mean ASSAULT?"),
        (("forecast", *PAIR, "--action", "9999"), 2, "unknown CAMEO code '9999'"),
        (("forecast", *PAIR, "--horizon", "soon"), 2, "'soon' is not a horizon"),
        (("forecast", *PAIR, "--model", "nowhere.npz"), 1, "no such model file"),
        (("explain", "nothing"), 2, "unknown actor 'nothing'"),
        (("explain", "2024-06-19 RUS"), 2, "is no event"),
        (("explain", "2024-06-19 RUS 057 PRK", "PRK"), 2, "needs no further words"),
        (("explain", "RUS", "--actor", "PRK"), 2, "are two actors"),
        (("explain", ""), 2, "an actor without a name; leave it out for anybody"),
        (("forecast", "RUS", ""), 2, "an actor without a name; leave it out for anybody"),
        (("explain", "2024-06-19 RUS 999 PRK"), 2, "unknown CAMEO code '999'"),
        (("precedents", "1900-06-19 RUS 057 PRK"), 1, "before 1900-06-19"),
        (("bench", "tkg", "nowhere"), 1, "no entity2id"),
        (("bench", "tkg", ".", "--split", "train"), 2, "choose valid or test"),
        (("fit", "--events", "nowhere"), 1, "no such folder"),
        (("fit", "-o", "nowhere/model.npz"), 1, "nowhere: no such folder"),
        (("fit", "--engine", "abacus"), 2, "no such engine as 'abacus'"),
        (("fit", "--master", "spark://here:7077"), 2, "choose --engine here or disk"),
        (("fit", "--events", "a", "--record", "b"), 2, "two sources"),
    ],
)
def test_a_mistake_gets_one_clear_message(
    run: Run, words: tuple[str, ...], code: int, said: str
) -> None:
    done = run(*words)
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert "Traceback" not in done.err


def test_all_actions_from_one_pass_are_what_each_gets_alone() -> None:
    stream = random_stream()
    short = Settings(lags=(1, 3, 8, 31), pooled_steps=3, steps=3)
    outlook = Outlook.over(fit(stream, short), stream)
    pair = {"actor": "Army (A)", "target": "Army (B)"}
    for answer in forecasting.forecasts(outlook, **pair, horizon=45):
        alone = forecasting.forecast(outlook, **pair, action=answer.action, horizon=45)
        assert answer.expected == pytest.approx(alone.expected, rel=1e-12)
        assert answer.probability == pytest.approx(alone.probability, rel=1e-12)


def test_renewal_is_its_recursion_day_by_day() -> None:
    rng = np.random.default_rng(3)
    k, days, lags = 2, 12, np.array([1, 2, 5, 9])
    weights = rng.random((2, 2, k, 3 * k)) / 20
    forth, back = rng.random((2, days, k))
    fertile = np.array([[1.0, 0.0], [1.0, 1.0]])
    found, _ = windows.renewal(windows.Feedback(weights, lags), forth, back, fertile)
    for v in range(2):
        total, other = forth.copy(), back.copy()
        for d in range(days):
            for e in range(max(0, d - 8), d):
                cell = (np.searchsorted(lags, d - e, side="right") - 1) * k + np.arange(k)
                seen = total[e] * fertile[:, v]
                for here, came in enumerate((seen, other[e])):
                    total[d] += weights[here, 0][:, cell] @ came
                    other[d] += weights[here, 1][:, cell] @ came
        np.testing.assert_allclose(found[..., v], total, rtol=1e-12)
