"""Folders of quadruples from elsewhere: read where they are clear, refused with file and row."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from ramify._errors import InputError
from ramify.reasoning.dynamics.evaluation.quadruple_files import read_names
from ramify.reasoning.dynamics.evaluation.tkg_benchmark import Benchmark


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
    (place / "train.tsv.gz").write_bytes(gzip.compress(b"0\t0\t1\t0\n" * 100)[:-9])
    with pytest.raises(InputError, match="damaged; fetch it anew"):
        Benchmark.read(place)
