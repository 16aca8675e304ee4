"""Many documents: spread over processes, kept as they are read, interrupted and taken up."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from ramify._errors import UsageError
from ramify.commands.reading.progress import MANY
from ramify.reading.box import worker
from ramify.reading.box.limits import ReadingLimits
from ramify.reading.cache import ReadingCache, fingerprint
from ramify.reading.library import Library
from ramify.reading.reader import read
from ramify.reading.statements import Document, Reading
from ramify.world.facts import PACKAGED
from ramify.world.world import World
from tests.conftest import ROOT, Run


@pytest.fixture(autouse=True)
def _found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers import this module for the reader below."""
    monkeypatch.syspath_prepend(str(ROOT))


class Moody:
    """A reader that some documents bring down."""

    def __init__(self, name: str = "moody") -> None:
        self.name = name

    def read(self, document: Document, world: World) -> Reading:
        if "crash" in document.text:
            os._exit(9)
        if "fault" in document.text:
            raise ZeroDivisionError("no such luck")
        if "write" in document.text:
            Path(f"{document.path}.new").write_text("no document has a file written")
        if "greedy" in document.text:
            bytearray(1_000_000_000)
        if "asleep" in document.text:
            time.sleep(20)
        while "busy" in document.text:
            pass
        if "process" in document.text:
            return Reading(document=document, reader=f"process {os.getpid()}")
        return Reading(document=document, reader=self.name)


def write(folder: Path, texts: Sequence[str]) -> list[Path]:
    files = [folder / f"{number:03}.txt" for number in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, encoding="utf-8")
    return files


def read_by(name: str, files: Sequence[Path], kept: ReadingCache | None = None) -> Library:
    return read(files, world=World.packaged(), reader=Moody(name), jobs=1 if kept else 2, kept=kept)


def test_one_that_ends_its_process_or_fails_never_stops_the_rest(tmp_path: Path) -> None:
    texts = ["One.", "a crash", "Two.", "a fault", "", "Three.", "Four.", "a crash too", "Five."]
    found = read_by("moody", write(tmp_path, texts))
    assert [r.document.text for r in found.readings] == ["One.", "Two.", "Three.", "Four.", "Five."]
    reasons = {Path(refused.path).name: refused.reason for refused in found.refused}
    assert reasons["001.txt"] == reasons["007.txt"]
    assert "the process that read it ended" in reasons["001.txt"]
    assert reasons["003.txt"] == "the reader failed on it (ZeroDivisionError: no such luck)"
    assert reasons["004.txt"] == "empty"


def test_only_what_is_new_or_changed_is_read_again(tmp_path: Path) -> None:
    files = write(tmp_path, ["One.", "Two.", ""])
    kept = ReadingCache(tmp_path / "kept", "by")
    first = read_by("first", files, kept)
    assert read_by("second", files, kept) == first
    files[1].write_text("Two, changed.", encoding="utf-8")
    again = read_by("third", files, kept)
    assert [r.reader for r in again.readings] == ["first", "third"]
    other = read_by("fourth", files, ReadingCache(tmp_path / "kept", "by another"))
    assert {r.reader for r in other.readings} == {"fourth"}


def test_a_failure_is_not_kept(tmp_path: Path) -> None:
    kept = ReadingCache(tmp_path / "kept", "by")
    read_by("moody", write(tmp_path, ["One.", "a fault", "a crash"]), kept)
    assert len(list((tmp_path / "kept").rglob("*.json.gz"))) == 1


@pytest.mark.parametrize("damage", [b"", b"\x1f\x8b\x08\x00broken", b"{}"])
def test_a_damaged_kept_reading_is_read_anew(tmp_path: Path, damage: bytes) -> None:
    (file,) = write(tmp_path, ["One."])
    kept = ReadingCache(tmp_path / "kept", "by")
    kept.put(str(file), Library())
    assert kept.get(str(file)) == Library()
    (place,) = (tmp_path / "kept").rglob("*.json.gz")
    place.write_bytes(damage)
    assert kept.get(str(file)) is None


def test_the_fingerprint_knows_the_facts_and_the_day(tmp_path: Path) -> None:
    world, other = World.packaged(), World(PACKAGED)
    assert fingerprint(world, None) == fingerprint(other, None)
    vars(other)["memberships"] = world.memberships[1:]
    assert fingerprint(world, None) != fingerprint(other, None)
    assert fingerprint(world, None) != fingerprint(world, world.about.as_of.start)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere only the clock is kept")
@pytest.mark.parametrize(
    ("text", "limits", "reason"),
    [
        ("busy", ReadingLimits(cpu=1, seconds=30), "took more than 1 seconds of processor time"),
        ("asleep", ReadingLimits(seconds=1), "took longer than 1 seconds"),
        ("greedy", ReadingLimits(memory=200), "needed more than 200 MB of memory"),
        ("a crash", ReadingLimits(), "the process that read it ended (status 9)"),
        ("a write", ReadingLimits(), "the reader failed on it (OSError"),
    ],
)
def test_what_takes_more_than_it_may_is_refused_and_the_rest_read(
    tmp_path: Path, text: str, limits: ReadingLimits, reason: str
) -> None:
    files = write(tmp_path, ["One.", text, "Two."])
    found = read(files, world=World.packaged(), reader=Moody(), limits=limits)
    assert [r.document.text for r in found.readings] == ["One.", "Two."]
    (refused,) = found.refused
    assert reason in refused.reason
    assert refused.repair


def test_a_worker_that_ends_in_an_archive_costs_one_of_its_documents(tmp_path: Path) -> None:
    texts = ["First.", "a crash", "Third.", "busy", "Fifth."]
    items = "".join(f"<item><description>{text}</description></item>" for text in texts)
    (feed := tmp_path / "a.rss").write_text(f"<rss><channel>{items}</channel></rss>")
    limits = ReadingLimits(cpu=1, seconds=5)
    found = read([feed, *write(tmp_path, ["One."])], world=World.packaged(), reader=Moody(),
                 limits=limits)  # fmt: skip
    assert [r.document.text for r in found.readings] == ["First.", "Third.", "Fifth.", "One."]
    assert [refused.path for refused in found.refused] == [
        f"{feed}, document 2", f"{feed}, document 4"
    ]  # fmt: skip


def test_one_document_is_read_in_a_process_of_its_own(tmp_path: Path) -> None:
    (reading,) = read(
        write(tmp_path, ["the process"]), world=World.packaged(), reader=Moody()
    ).readings
    assert reading.reader.startswith("process ")
    assert reading.reader != f"process {os.getpid()}"


@pytest.mark.parametrize("limit", [{"cpu": 0}, {"seconds": -1}, {"memory": 0}])
def test_a_limit_is_a_positive_number(limit: dict[str, int]) -> None:
    with pytest.raises(UsageError, match="limit"):
        ReadingLimits(**limit)


def test_a_worker_started_anew_reads_as_a_copy_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How workers begin where a process cannot be copied, as on macOS and Windows."""
    files = write(tmp_path, ["One.", "a crash", "Two."])
    copied = read(files, world=World.packaged(), reader=Moody())
    monkeypatch.setattr(worker, "LINUX", False)
    assert read(files, world=World.packaged(), reader=Moody()) == copied


def test_many_documents_are_kept_in_the_folder_named(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAMIFY_PARSER", "shallow")
    (folder := tmp_path / "documents").mkdir()
    write(folder, [f"Peru condemned Chile on {day} May 2019." for day in range(1, MANY + 1)])
    words = ("read", str(folder), "-f", "json", "--cache-folder", str(tmp_path / "kept"))
    first = run(*words)
    assert len(Library.from_json(first.out).readings) == MANY, first.err
    assert len(list((tmp_path / "kept").rglob("*.json.gz"))) == MANY
    assert run(*words).out == first.out


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT to send to one process")
def test_ctrl_c_ends_with_130_and_the_same_command_goes_on(tmp_path: Path) -> None:
    (folder := tmp_path / "documents").mkdir()
    text = "Peru condemned Chile on 3 May 2019. " * 300
    write(folder, [f"{number}. {text}" for number in range(MANY)])
    words = [sys.executable, "-c", "from ramify.cli import main; main()", "read", str(folder)]
    words += ["--format", "json", "--cache-folder", str(tmp_path / "kept")]
    running = subprocess.Popen(
        words,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, "RAMIFY_PARSER": "shallow"},
    )
    while not list((tmp_path / "kept").rglob("*.json.gz")):
        assert running.poll() is None
        time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 130
    assert said.decode().startswith("ramify: interrupted; what was read is kept")
    assert "Traceback" not in said.decode()
    assert 0 < len(list((tmp_path / "kept").rglob("*.json.gz"))) < MANY
