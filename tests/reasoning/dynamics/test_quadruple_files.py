"""Folders of quadruples from elsewhere: read where they are clear, refused with file and row."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from ramify._errors import InputError
from ramify.reasoning.dynamics.evaluation.tkg_benchmark import Benchmark
from ramify.reasoning.dynamics.learning import fit
from ramify.reasoning.dynamics.source import EventSource
from ramify.record.feeds.quadruple_files import read_names
from tests.record.samples import FILES


def folder(place: Path, **files: str | bytes) -> Path:
    """A folder of three events among two actors, with other files where they are given."""
    usual: dict[str, str | bytes] = {
        "entity2id": "Iran\t0\nIraq\t1\n",
        "relation2id": "met\t0\n",
        "train": "0\t0\t1\t0\n1\t0\t0\t24\n0\t0\t1\t48\n",
    }
    for name, text in (usual | files).items():
        data = text if isinstance(text, bytes) else text.encode()
        (place / f"{name}.txt").write_bytes(data)
    return place


@pytest.mark.parametrize(
    "text",
    [
        "Iran\t0\nIraq\t1\n",
        "0\tIran\n1\tIraq\n",
        "2\nIran\t0\nIraq\t1\n",
        "Iran\t0\t7\tx\nIraq\t1\t7\ty\n",
        "Iran\t0\t30\t12\nIraq\t1\t99\t45\n",
        "\ufeffIran\t0\r\nIraq\t1\r\n\r\n",
    ],
)
def test_vocabularies_are_read_whatever_stands_beside(tmp_path: Path, text: str) -> None:
    assert read_names(folder(tmp_path, entity2id=text), "entity2id") == ["Iran", "Iraq"]


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"entity2id": "Iran\t0\t1\nIraq\t1\t0\n"}, "several columns that could be the number"),
        ({"entity2id": "Iran\t0\nIraq\t0\n"}, "one number twice"),
        ({"entity2id": "Iran\t0\nIraq\n"}, "entity2id.txt, line 2: has 1 cells"),
        ({"entity2id": "Iran\tx\nIraq\ty\n"}, "entity2id.txt, line 1: no number"),
        ({"entity2id": "Iran\t0\nIraq\t99999999\n"}, "counts to 99,999,999"),
        ({"entity2id": b"Iran\t0\nIr\xffaq\t1\n"}, "entity2id.txt, line 2: not UTF-8"),
        ({"train": "0\t0\t1\n"}, "train.txt, line 1: expected four whole numbers"),
        ({"train": "0\t0\t1\t0\n0\tx\t1\t0\n"}, "train.txt, line 2: expected four"),
        ({"train": "0\t0\t9\t0\n"}, "train.txt, line 1: the number 9 is in no vocabulary of 2"),
        ({"train": "0\t-1\t1\t0\n"}, "train.txt, line 1: a number out of all bounds"),
        ({"train": "0\t0\t1\t99999999999999999999\n"}, "line 1: a number out of all bounds"),
        ({"valid": "0\t5\t1\t0\n"}, "valid.txt, line 1: the number 5 is in no vocabulary of 1"),
    ],
)
def test_what_cannot_be_told_is_refused_with_its_row(
    tmp_path: Path, files: dict[str, str | bytes], words: str
) -> None:
    with pytest.raises(InputError) as no:
        Benchmark.read(folder(tmp_path, **files))
    assert words in str(no.value)


def test_a_damaged_archive_is_called_that(tmp_path: Path) -> None:
    place = folder(tmp_path)
    (place / "train.txt").unlink()
    (place / "train.tsv.gz").write_bytes(gzip.compress(b"0\t0\t1\t0\n" * 100)[:-9])
    with pytest.raises(InputError, match="damaged; fetch it anew"):
        Benchmark.read(place)


EVENTS = {".parquet": b"PAR1", ".CSV": FILES["gdelt2"][1], ".tab": FILES["icews"][1]}


@pytest.mark.parametrize(
    "other", ["event/part-0.parquet", "more.parquet", "20240619.export.CSV", "icews.tab"]
)
def test_a_folder_of_quadruples_and_events_is_refused(tmp_path: Path, other: str) -> None:
    place = tmp_path / other
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(EVENTS[place.suffix])
    with pytest.raises(InputError, match=rf"holds quadruples \(train.txt\) and events \({other}"):
        EventSource.of(folder(tmp_path)).stream()
    with pytest.raises(InputError, match="keep each in a folder of its own"):
        fit(folder(tmp_path))


@pytest.mark.parametrize("name", ["training notes.txt", "train.md", "trains.txt", "README"])
def test_a_folder_without_events_or_quadruples_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("Trained on Monday.\n")
    with pytest.raises(InputError, match=r"holds neither events .* nor quadruples"):
        EventSource.of(tmp_path).stream()


@pytest.mark.parametrize("name", ["stat.txt", "README.md", "train.md", "triples.csv"])
def test_what_else_lies_beside_quadruples_is_let_be(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("23033\t256\n")
    assert len(EventSource.of(folder(tmp_path)).stream()) == 3


def test_a_feed_that_was_not_loaded_is_said_to_be_that(tmp_path: Path) -> None:
    (tmp_path / "icews.tab").write_bytes(EVENTS[".tab"])
    with pytest.raises(InputError, match=r"icews.tab is a feed's file, which `ramify load` makes"):
        EventSource.of(tmp_path).stream()


def test_a_part_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "train.tsv").write_text("1\t0\t0\t0\n")
    with pytest.raises(InputError, match=r"holds train.tsv and train.txt; keep one of them"):
        EventSource.of(folder(tmp_path)).stream()
