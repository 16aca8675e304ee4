"""The contract every source keeps; a new one is tested the moment it exists."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import pytest

from ramify import World
from ramify._errors import InputError
from ramify.commands.record.load import sources
from ramify.world.sources.folder import Loaded, load
from ramify.world.sources.source import Source
from tests.world.sources.samples import CALLS, PUBLISHED, SAMPLES

SOURCES = {kind: source for kind, source in sources().items() if source.open is None}
"""Tables; the lists in XML have tests of their own."""
UNPUBLISHED = {"trade-dyads"}
"""Sources of which the folder of sample data has no file."""
every = pytest.mark.parametrize("kind", sorted(SOURCES))


@pytest.fixture(scope="module")
def world() -> World:
    return World.packaged()


def written(folder: Path, kind: str, text: str | bytes, suffix: str = ".csv") -> Path:
    path = folder / f"sample{suffix}"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    (folder / "un_roll_calls.csv").write_text(CALLS)
    return path


def loaded(kind: str, text: str | bytes, tmp_path: Path, world: World, **kw: str) -> Loaded:
    return load(SOURCES[kind], written(tmp_path, kind, text, **kw), tmp_path / "world", world)


def last_line(text: str) -> str:
    return text.splitlines()[-1]


@every
def test_there_is_a_sample(kind: str) -> None:
    assert kind in SAMPLES
    assert kind in PUBLISHED or kind in UNPUBLISHED


@every
def test_a_sample_fills_a_folder(kind: str, tmp_path: Path, world: World) -> None:
    done = loaded(kind, SAMPLES[kind], tmp_path, world)
    assert done.values > 0
    assert (tmp_path / "world" / SOURCES[kind].file).stat().st_size > 0
    overlaid = world.with_folder(tmp_path / "world")
    assert overlaid.about.as_of == world.about.as_of
    assert overlaid.at("2010-06-01").pacts()


@every
def test_a_gzipped_file_with_a_mark_and_windows_lines_is_the_same(
    kind: str, tmp_path: Path, world: World
) -> None:
    plain = loaded(kind, SAMPLES[kind], tmp_path, world)
    bytes_ = Path(plain.into).read_bytes()
    packed = gzip.compress(b"\xef\xbb\xbf" + SAMPLES[kind].replace("\n", "\r\n").encode())
    again = loaded(kind, packed, tmp_path, world, suffix=".csv.gz")
    assert again.values == plain.values
    assert Path(again.into).read_bytes() == bytes_


@every
def test_a_missing_column_is_named(kind: str, tmp_path: Path, world: World) -> None:
    column = min(SOURCES[kind].columns)
    shown = {v: k for k, v in SOURCES[kind].aliases.items()}
    text = SAMPLES[kind].replace(shown.get(column, column), "other", 1)
    text = text.replace(column, "other", 1)
    with pytest.raises(InputError, match=f"no column .*{column}"):
        loaded(kind, text, tmp_path, world)


@every
@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04 spreadsheet", "an archive or a spreadsheet"),
        (b"\x00\x01\x02", "a binary file"),
        (gzip.compress(b"a,b\n" * 99, mtime=0)[:-12], "damaged gzip"),
        (b"<html>not found</html>\n", "no column"),
    ],
)
def test_a_wrong_file_is_refused(
    kind: str, content: bytes, says: str, tmp_path: Path, world: World
) -> None:
    with pytest.raises(InputError, match=says):
        loaded(kind, content, tmp_path, world)
    assert not (tmp_path / "world" / SOURCES[kind].file).exists()


@every
def test_a_missing_file_is_refused(kind: str, tmp_path: Path, world: World) -> None:
    with pytest.raises(InputError, match="no such file"):
        load(SOURCES[kind], tmp_path / "none.csv", tmp_path / "world", world)
    with pytest.raises(InputError, match="no file of"):
        load(SOURCES[kind], tmp_path, tmp_path / "world", world)


@every
def test_a_bad_row_is_set_aside_with_its_line(kind: str, tmp_path: Path, world: World) -> None:
    text = SAMPLES[kind]
    whole = loaded(kind, text, tmp_path, world)
    done = loaded(kind, text + "1,2\n", tmp_path, world)
    assert done.values == whole.values
    line = len(text.splitlines()) + 1
    assert any(where.endswith(f"line {line}") for where, _ in done.left)


@every
def test_a_row_that_makes_no_sense_is_set_aside(kind: str, tmp_path: Path, world: World) -> None:
    cells = next(csv.reader([last_line(SAMPLES[kind])]))
    nonsense = ",".join("x y" for _ in cells)
    done = loaded(kind, SAMPLES[kind] + nonsense + "\n", tmp_path, world)
    assert done.left


@every
def test_a_file_without_a_usable_row_leaves_what_was_loaded(
    kind: str, tmp_path: Path, world: World
) -> None:
    done = loaded(kind, SAMPLES[kind], tmp_path, world)
    before = Path(done.into).read_bytes()
    with pytest.raises(InputError, match="no usable row"):
        loaded(kind, SAMPLES[kind].splitlines()[0] + "\n", tmp_path, world)
    assert Path(done.into).read_bytes() == before
    assert not list((tmp_path / "world").glob(".*"))


@every
@pytest.mark.shared
def test_the_published_file_is_read(kind: str, shared: Path, tmp_path: Path, world: World) -> None:
    if kind in UNPUBLISHED:
        pytest.skip("no published file of it in the folder")
    name, least = PUBLISHED[kind]
    path = shared / "data" / name
    source: Source = SOURCES[kind]
    done = load(source, path, tmp_path / "world", world)
    assert done.values >= least
