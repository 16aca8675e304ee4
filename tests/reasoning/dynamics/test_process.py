"""The process: intensity, compensator, fitting and the model file."""

from __future__ import annotations

import io
import itertools
import json
import zipfile
from pathlib import Path

import numpy as np
import pytest
from numpy.lib import format as npy
from numpy.typing import NDArray

from ramify._errors import InputError, UnknownName, UsageError
from ramify.reasoning.dynamics.contacts import Contacts, Index, lag_lookup
from ramify.reasoning.dynamics.forecasting.outlook import Outlook
from ramify.reasoning.dynamics.process.fit import fit
from ramify.reasoning.dynamics.process.model import Fitted
from ramify.reasoning.dynamics.process.past import lag_overlap
from ramify.reasoning.dynamics.process.patterns import PATTERNS, Neighbours, neighbourhoods
from ramify.reasoning.dynamics.settings import Settings
from ramify.reasoning.dynamics.stream import Stream
from tests.reasoning.dynamics.worlds import ACTIONS, ACTORS, naive_intensity, random_stream

SHORT = Settings(lags=(1, 3, 8, 31), pooled_steps=6, steps=6)


def head_of(values: dict[str, object]) -> NDArray[np.uint8]:
    """The head of a model file as it is stored."""
    return np.frombuffer(json.dumps(values).encode(), dtype=np.uint8)


@pytest.fixture(scope="module")
def stream() -> Stream:
    return random_stream()


@pytest.fixture(scope="module")
def fitted(stream: Stream) -> Fitted:
    return fit(stream, SHORT)


def test_intensity_agrees_with_the_formula(stream: Stream, fitted: Fitted) -> None:
    outlook = Outlook.over(fitted, stream)
    rng = np.random.default_rng(1)
    for _ in range(25):
        a, b = rng.integers(len(ACTORS), size=2)
        k, day = int(rng.integers(len(ACTIONS))), int(rng.integers(5, 100))
        fast = outlook.intensity(ACTORS[a], ACTIONS[k], ACTORS[b], day)
        slow = naive_intensity(fitted, stream, dict(outlook.neighbours), int(a), k, int(b), day)
        assert fast == pytest.approx(slow, rel=1e-9)
        assert outlook.score_objects(ACTORS[a], ACTIONS[k], day)[b] == pytest.approx(slow)


def test_compensator_is_the_intensity_summed_over_days_and_triples(
    stream: Stream, fitted: Fitted
) -> None:
    """The likelihood's integral, against adding up the intensity of every triple and day."""
    outlook = Outlook.over(fitted, stream)
    triples = [(a, k) for a in ACTORS for k in ACTIONS]
    start = SHORT.first_learned(stream.first_day, stream.last_day)
    assert start == stream.first_day + 22
    days = range(start, stream.last_day + 1)
    numeric = sum(outlook.score_objects(a, k, day).sum() for a, k in triples for day in days)
    level = outlook.level(np.arange(start, stream.last_day + 1))
    exposed = fitted.background.rate.sum() * level.sum()
    for w, past in zip(fitted.weights, outlook.pasts, strict=True):
        by_cell = (w.sum(0).reshape(len(ACTIONS), -1))[stream.action]
        for day, raised in zip(days, level, strict=True):
            time = lag_overlap(stream.day, day, day + 1, SHORT.lags)
            exposed += raised * float((time * past.mass[:, None] * by_cell).sum())
    assert exposed == pytest.approx(numeric, rel=1e-9)
    log_lambda = sum(
        np.log(outlook.intensity(ACTORS[s], ACTIONS[k], ACTORS[o], d))
        for s, k, o, d in stream.between(start, days.stop).table.tolist()
    )
    assert fitted.origin.log_likelihood == pytest.approx(log_lambda - exposed, rel=1e-4)


@pytest.mark.parametrize("seed", range(3))
def test_log_posterior_rises_at_every_step(seed: int) -> None:
    path = fit(random_stream(seed), SHORT).log_posterior
    assert len(path) == SHORT.pooled_steps + SHORT.steps + 1
    assert all(b >= a - 1e-9 * abs(a) for a, b in itertools.pairwise(path))
    assert path[-1] > path[0] + 10


def test_explanation_shares_add_up_to_one(stream: Stream, fitted: Fitted) -> None:
    shares = Outlook.over(fitted, stream).explain("Government (A)", "talk", "Government (B)", 95)
    assert sum(s.share for s in shares.shares) == pytest.approx(1.0)
    assert sum(shares.by_pattern().values()) == pytest.approx(1.0)
    assert shares.expected == pytest.approx(
        Outlook.over(fitted, stream).intensity("Government (A)", "talk", "Government (B)", 95)
    )
    assert all(s.day is None or s.day < 95 for s in shares.shares)
    assert [s.share for s in shares.shares] == sorted(
        (s.share for s in shares.shares), reverse=True
    )


def test_patterns_explain_all_events(stream: Stream, fitted: Fitted) -> None:
    rows = fitted.patterns_by_weight()
    assert sum(r.share for r in rows) == pytest.approx(1.0)
    assert sum(r.events for r in rows) == pytest.approx(len(stream.between(22, 90)), rel=0.01)
    assert {r.name for r in rows} == {p.name for p in PATTERNS} | {"background"}


def test_saved_model_is_the_same_model(stream: Stream, fitted: Fitted, tmp_path: Path) -> None:
    fitted.save(tmp_path / "model.npz")
    back = Fitted.load(tmp_path / "model.npz")
    assert np.allclose(back.weights, fitted.weights, rtol=1e-6)
    assert back.settings == fitted.settings and back.origin == fitted.origin
    ask = ("Army (A)", "fight", "Army (B)", 100)
    assert Outlook.over(back, stream).intensity(*ask) == pytest.approx(
        Outlook.over(fitted, stream).intensity(*ask), rel=1e-6
    )


def test_a_model_is_written_to_the_same_bytes(fitted: Fitted, tmp_path: Path) -> None:
    for name in ("one", "two"):
        fitted.save(tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_the_origin_names_the_source_or_says_that_nobody_did(
    fitted: Fitted, tmp_path: Path
) -> None:
    assert str(fitted.origin) == "source not named, days 0 to 89"
    fitted.save(tmp_path / "model.npz")
    with np.load(tmp_path / "model.npz") as stored:
        parts = dict(stored)
    head = json.loads(parts["head"].tobytes())
    del head["origin"]["source"]
    np.savez(tmp_path / "older.npz", **{**parts, "head": head_of({**head, "format": 3})})
    assert Fitted.load(tmp_path / "older.npz").origin == fitted.origin
    assert str(Fitted.packaged().origin) == "ICEWS, January to September 2018"


@pytest.mark.parametrize(
    ("name", "claim"),
    [("rate", (2**40,)), ("head", (2**40,)), ("rows", (2**20, 2**20)), ("exposure", (2**29,))],
)
def test_a_small_file_that_claims_a_great_deal_is_refused_unread(
    fitted: Fitted, tmp_path: Path, name: str, claim: tuple[int, ...]
) -> None:
    """More than 4 GiB of arrays in all."""
    with pytest.raises(InputError, match="impossibly large"):
        Fitted.load(_claiming(fitted, tmp_path / "model.npz", name, claim))


def test_a_file_that_could_be_is_read_before_it_is_refused(fitted: Fitted, tmp_path: Path) -> None:
    """A claim of 4 MiB less than the most is damaged only for lack of its bytes."""
    with pytest.raises(InputError, match="damaged") as refused:
        Fitted.load(_claiming(fitted, tmp_path / "model.npz", "rate", (2**27 - 2**19,)))
    assert "impossibly large" not in str(refused.value)


def _claiming(fitted: Fitted, path: Path, name: str, claim: tuple[int, ...]) -> Path:
    """A model file in which one array says that it is larger than it is."""
    fitted.save(path)
    with zipfile.ZipFile(path) as packed:
        parts = {member: packed.read(member) for member in packed.namelist()}
    header = io.BytesIO()
    npy.write_array_header_1_0(header, {"descr": "<f8", "fortran_order": False, "shape": claim})
    with zipfile.ZipFile(path, "w") as packed:
        for member, data in {**parts, f"{name}.npy": header.getvalue()}.items():
            packed.writestr(member, data)
    return path


def test_newer_or_foreign_files_are_refused(fitted: Fitted, tmp_path: Path) -> None:
    path = tmp_path / "model.npz"
    fitted.save(path)
    with np.load(path) as stored:
        parts = dict(stored)
    head = json.loads(parts["head"].tobytes())
    np.savez(path, **{**parts, "head": head_of({**head, "format": 99})})
    with pytest.raises(InputError, match="format 99"):
        Fitted.load(path)
    np.savez(path, **{**parts, "head": head_of({**head, "kind": "cake"})})
    with pytest.raises(InputError, match="other than a model of a process"):
        Fitted.load(path)
    np.savez(path, **{**parts, "events_shape": np.array([10**6, 10**6, 10**6])})
    with pytest.raises(InputError, match="impossible shape"):
        Fitted.load(path)
    np.savez(
        path,
        **{
            **parts,
            "events_step": np.array([2**31], dtype=np.uint32),
            "events_value": np.ones(1, dtype=np.float32),
        },
    )
    with pytest.raises(InputError, match="damaged"):
        Fitted.load(path)
    np.savez(path, head=np.array([{"a": 1}], dtype=object), allow_pickle=True)
    with pytest.raises(InputError, match="not a model of a process"):
        Fitted.load(path)
    path.write_bytes(b"\x00\x01nonsense")
    with pytest.raises(InputError, match="not a model of a process"):
        Fitted.load(path)
    with pytest.raises(InputError, match="no such model file"):
        Fitted.load(tmp_path / "absent.npz")


def test_bad_streams_are_refused_with_reasons(stream: Stream) -> None:
    with pytest.raises(InputError, match="no events to learn from"):
        fit(stream, SHORT, through=stream.first_day - 1)
    with pytest.raises(InputError, match="one day"):
        fit(stream, SHORT, through=stream.first_day)
    with pytest.raises(UsageError, match="unknown pattern 'revenge'"):
        fit(stream, Settings(patterns=("revenge",)))
    with pytest.raises(UsageError, match="relation 'ally'"):
        fit(stream, Settings(relations=("ally",)))
    with pytest.raises(InputError, match="row 0"):
        Stream.from_quadruples([(9, 0, 0, 1)], actors=["a"], actions=["x"])
    with pytest.raises(InputError, match="four numbers"):
        Stream.from_quadruples([(0, 0)], actors=["a"], actions=["x"])


def test_unknown_names_and_ontologies(stream: Stream, fitted: Fitted) -> None:
    with pytest.raises(UnknownName, match="Army"):
        Outlook.over(fitted, stream).intensity("Army (C)", "fight", "Army (B)", 100)
    with pytest.raises(UnknownName, match="unknown action"):
        Outlook.over(fitted, stream).intensity("Army (A)", "fly", "Army (B)", 100)
    other = Stream.from_quadruples([(0, 0, 1, 1)], actors=ACTORS, actions=["010"])
    with pytest.raises(InputError, match="another ontology"):
        Outlook.over(fitted, other)
    with pytest.raises(InputError, match="no events before"):
        Outlook.over(fitted, stream.before(stream.first_day))


def test_actor_never_seen_answers_from_its_country(stream: Stream, fitted: Fitted) -> None:
    outlook = Outlook.over(fitted, stream).with_actor("Navy (A)", country="A", sector="Navy")
    assert outlook.strangers == ("Navy (A)",)
    value = outlook.intensity("Navy (A)", "fight", "Army (B)", 95)
    assert np.isfinite(value) and value > 0


def test_one_action_one_pair_and_duplicates() -> None:
    rows = [(0, 0, 1, d) for d in range(30) for _ in range(2)]
    stream = Stream.from_quadruples(rows, actors=["a", "b"], actions=["x"])
    fitted = fit(stream, SHORT)
    assert np.isfinite(fitted.weights).all()
    assert Outlook.over(fitted, stream).intensity("a", "x", "b", 30) == pytest.approx(2.0, rel=0.35)


def test_standing_relations_carry_weight() -> None:
    """Whenever a acts on b, b's ally c acts on a the next day: the ally's triad explains it."""
    rows = [(0, 0, 1, d) for d in range(0, 200, 4)] + [(2, 1, 0, d + 1) for d in range(0, 200, 4)]
    stream = Stream.from_quadruples(rows, actors=["a", "b", "c"], actions=["hit", "condemn"])
    allies = Neighbours(np.array([0, 0, 1, 2]), np.array([2, 1]), np.ones(2), 3)
    settings = Settings(patterns=("repeat", "return"), relations=("ally",), lags=(1, 2, 3, 8))
    fitted = fit(stream, settings, standing={"ally": allies})
    top = {r.name: r.events for r in fitted.patterns_by_weight()}
    assert top["ally of the target acts on the source"] > 30


def test_partners_rest_on_the_past_only() -> None:
    """Changing events after a block's start leaves the block's partners as they were."""
    stream = random_stream(5, days=120)
    cut = stream.before(60)
    late = cut.with_events([(0, 0, 6, d) for d in range(60, 120)])
    for day in (30, 59):
        for actor in range(len(ACTORS)):
            found = []
            for version in (stream, late):
                nb = neighbourhoods(version, PATTERNS, None)["partners"]
                row = int(nb.rows(np.array([actor]), np.array([day]))[0])
                found.append(nb.other[nb.ptr[row] : nb.ptr[row + 1]].tolist())
            assert found[0] == found[1]


def test_stream_of_events_sets_aside_what_has_no_day_or_target() -> None:
    """Sectors stay with their countries; a month is not its first day."""
    from ramify.record.events import Event
    from ramify.world.when import When

    events = [
        Event(when=When("2024-06-19"), actor="RUS", action="057", target="PRK"),
        Event(when=When("2024-06-18/2024-06-19"), actor="RUS", action="042", target="PRK"),
        Event(when=When("2024-06-20"), actor="PRK", actor_sector="MIL", action="04", target="RUS"),
        Event(when=When("2024-06"), actor="PRK", action="04", target="RUS"),
        Event(when=None, actor="PRK", action="04", target="RUS"),
        Event(when=When("2024-06-19"), actor="PRK", action="01"),
    ]
    stream = Stream.from_events(events)
    assert len(stream) == 3 and stream.set_aside == 3
    assert stream.actors == ("PRK", "PRK MIL", "RUS")
    assert [stream.countries[c] for c in stream.country] == ["PRK", "PRK", "RUS"]
    assert [stream.sectors[c] for c in stream.sector] == ["STATE", "MIL", "STATE"]
    assert stream.date_of(0) == events[1].when.start  # type: ignore[union-attr]
    with pytest.raises(InputError, match="no events with a day"):
        Stream.from_events(events[3:])


def test_early_days_are_past_and_not_learned_from(stream: Stream) -> None:
    """The first quarter explains later events, but has no share in what is explained."""
    late = fit(stream, SHORT)
    whole = fit(stream, SHORT.model_copy(update={"burn_in": 0}))
    assert sum(r.events for r in late.patterns_by_weight()) < 0.85 * len(stream)
    assert sum(r.events for r in whole.patterns_by_weight()) == pytest.approx(len(stream), rel=0.01)
    alone = fit(stream.between(22, 90), SHORT.model_copy(update={"burn_in": 0}))
    assert late.exposure.sum() > alone.exposure.sum()
    assert late.weights != pytest.approx(alone.weights)


def test_a_model_of_the_first_format_learned_from_all_days(fitted: Fitted, tmp_path: Path) -> None:
    path = tmp_path / "model.npz"
    fitted.save(path)
    with np.load(path) as stored:
        parts = dict(stored)
    head = json.loads(parts["head"].tobytes())
    del head["settings"]["burn_in"], head["unrecorded"]
    np.savez(path, **{**parts, "head": head_of({**head, "format": 1})})
    back = Fitted.load(path)
    assert (back.settings.burn_in, back.unrecorded) == (0, 0.0)


def test_what_is_nearer_than_the_first_lag_is_not_counted() -> None:
    day = np.array([0, 1, 7])
    contacts = Contacts(near=np.zeros(3, int), kind=np.ones(3, int), far=np.ones(3, int), day=day)
    index = Index.by(np.zeros(3, int), contacts)
    lags = lag_lookup((8,), 9)
    found = index.rows(np.zeros(3, int), np.array([3, 8, 9]), lags, n_lags=1, n_kinds=2)
    read = [
        dict(zip(found.cell[low:high].tolist(), found.value[low:high].tolist(), strict=True))
        for low, high in itertools.pairwise(found.ptr.tolist())
    ]
    assert [read[row] for row in found.of] == [{}, {1: 1.0}, {1: 2.0}]
