"""The expected voice goes by the model and the record that are given, and says which."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest

import ramify
from ramify import Event, InputError, Record
from ramify.briefing.basis import basis, model_words
from ramify.briefing.brief import Brief
from ramify.briefing.expected import expected
from ramify.briefing.ramification import ExpectedLine, NotKnown, Probability
from ramify.briefing.render.layout_basis import basis_note
from ramify.briefing.render.outline import outline
from ramify.reading.library import Library
from ramify.reasoning.dynamics.process.model import Fitted
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
    assert brief.basis is not None and brief.basis.record is not None
    assert not brief.basis.model.packaged
    assert brief.basis.record.events == 118
    [section] = [section for section in outline(brief) if section.voice == "expected"]
    assert section.note is not None
    assert "fitted to events (ICEWS) of January to September 2018" in section.note
    assert "the record given (118 events, 2023-09-10 to 2024-06-26)" in section.note
    computed = {e.by for line in brief.expected for e in line.evidence if e.kind == "computed"}
    assert computed == {model_words(brief.basis.model)}
    assert "packaged" not in section.note + "".join(computed)


def test_without_a_record_nothing_is_a_number(library: Library, model: Path) -> None:
    for given in (None, model):
        made = ramify.brief(library, on=ON, model=given)
        assert made.basis is None
        assert made.expected and all(isinstance(e.strength, NotKnown) for e in made.expected)


def test_the_record_decides_who_is_drawn_in() -> None:
    """An army that never dealt with the other side is not drawn in by its government's visit."""
    cause = [_visit(ON, "FRA", "DEU")]
    quiet = _past(("FRA", "DEU"))
    army = [past.model_copy(update={"actor_sector": "MIL"}) for past in quiet]
    drawn_in = [_sectors_of("FRA", _expected(cause, past)) for past in (quiet, quiet + army)]
    assert drawn_in == [{None}, {None, "MIL"}]


def _expected(causes: Iterable[Event], past: Iterable[Event]) -> tuple[ExpectedLine, ...]:
    with Record.in_memory() as record:
        record.add(past)
        return expected(list(causes), ON, 90, NAMES, record=record).lines


def _sectors_of(code: str, lines: Iterable[ExpectedLine]) -> set[str | None]:
    return {line.sectors[0] for line in lines if line.actors == (code,)}


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
    assert basis_note(basis(bare, None, packaged=False)).endswith("The model is not calibrated.")
    with Record.in_memory() as record:
        record.add(_past(("RUS", "PRK")))
        found = expected([_visit(ON, "RUS", "PRK")], ON, 90, {}, model=bare, record=record)
    assert found.lines and found.calibration is None


def test_the_likeliest_comes_first(brief: Brief) -> None:
    chances = [e.strength.chance for e in brief.expected if isinstance(e.strength, Probability)]
    assert len(chances) == len(brief.expected) > 1
    assert chances == sorted(chances, reverse=True)


def test_the_sector_of_who_acts_is_kept() -> None:
    army = Event(when=str(ON), actor="RUS", actor_sector="MIL", action="042", target="PRK")
    names = {"RUS": "Russia", "PRK": "North Korea"}
    with Record.in_memory() as record:
        record.add(_past(("RUS", "PRK")))
        lines = expected([army], ON, 90, names, record=record).lines
    own = [line for line in lines if line.sectors == ("MIL", None)]
    assert own and {(line.actors, line.targets) for line in own} == {(("RUS",), ("PRK",))}
    assert all(line.words.startswith("Russia's military → North Korea: ") for line in own)
