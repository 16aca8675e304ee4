"""Files of ours: written whole or not at all, whoever else writes, whatever ends the writer."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from ramify._errors import InputError
from ramify._files import (
    one_writer,
    replacing,
    replacing_folder,
    scratch,
    sweep,
    try_out,
    write,
)
from ramify.reasoning.dynamics import Fitted
from ramify.record.events import Event
from ramify.record.store import Record
from ramify.world.sources import cow_nmc
from ramify.world.sources.folder import load
from ramify.world.world import World
from tests.conftest import more

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks and signals are POSIX")

KILLS = more(10, 30)
OLD, NEW = "old " * 1000, "new " * 200_000


def _forked(work: Callable[[], object]) -> int:
    """Do some work in a copy of this process; its number."""
    if pid := os.fork():
        return pid
    try:
        work()
        os._exit(0)
    except BaseException:
        os._exit(1)


def _killed_at_random(work: Callable[[], object], chance: random.Random, longest: float) -> None:
    pid = _forked(work)
    time.sleep(chance.uniform(0, longest))
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def _parts(folder: Path) -> list[Path]:
    return list(folder.rglob("*.part"))


def test_a_killed_writer_leaves_the_old_file_and_its_part_is_swept(tmp_path: Path) -> None:
    path, chance = tmp_path / "a.txt", random.Random(1)
    write(path, OLD)
    for _ in range(KILLS):
        _killed_at_random(lambda: [write(path, NEW) for _ in range(20)], chance, 0.03)
        assert path.read_text() in (OLD, NEW)
    write(path, OLD)
    assert path.read_text() == OLD
    assert _parts(tmp_path) == []


def _table(path: Path, factor: int) -> Path:
    rows = "".join(f"2,{y},{factor},1,1,1,1,1,0.1\n200,{y},{factor},1,1,1,1,1,0.1\n"
                   for y in range(1830, 2010) for _ in range(5))  # fmt: skip
    path.write_text("ccode,year,milex,milper,irst,pec,tpop,upop,cinc\n" + rows)
    return path


def test_a_killed_load_leaves_what_was_loaded_before(tmp_path: Path) -> None:
    world, into, chance = World.packaged(), tmp_path / "world", random.Random(2)
    tables = [_table(tmp_path / f"{n}.csv", n) for n in (1, 2)]
    wanted = []
    for table in tables:
        load(cow_nmc.SOURCE, table, into, world)
        wanted.append((into / cow_nmc.SOURCE.file).read_bytes())
    for number in range(KILLS):
        source = tables[number % 2]
        _killed_at_random(lambda s=source: load(cow_nmc.SOURCE, s, into, world), chance, 0.3)  # type: ignore[misc]
        assert (into / cow_nmc.SOURCE.file).read_bytes() in wanted
    load(cow_nmc.SOURCE, tables[0], into, world)
    assert (into / cow_nmc.SOURCE.file).read_bytes() == wanted[0]
    assert _parts(into) == []


def test_two_loads_at_once_give_one_or_the_other(tmp_path: Path) -> None:
    world = World.packaged()
    tables = [_table(tmp_path / f"{n}.csv", n) for n in (1, 2)]
    wanted = []
    for number, table in enumerate(tables):
        load(cow_nmc.SOURCE, table, tmp_path / f"alone{number}", world)
        wanted.append((tmp_path / f"alone{number}" / cow_nmc.SOURCE.file).read_bytes())
    for number in range(more(4, 10)):
        into = tmp_path / f"both{number}"
        pids = [_forked(lambda t=t, i=into: load(cow_nmc.SOURCE, t, i, world)) for t in tables]  # type: ignore[misc]
        assert [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids] == [0, 0]
        assert (into / cow_nmc.SOURCE.file).read_bytes() in wanted
        assert _parts(into) == []


def _small_record(path: Path) -> Path:
    """A record of two years between four states."""
    chance, first = random.Random(4), date(2020, 1, 1)
    events = [
        Event(when=str(first + timedelta(days=day)), actor=actor, action=action, target=target)
        for day in range(730)
        for actor, target in [chance.sample(["RUS", "UKR", "USA", "CHN"], 2)]
        for action in [chance.choice(["042", "051", "112", "190"])]
    ]
    with Record.open(path) as record:
        record.add(events)
    return path


def _fit(record: Path, model: Path, room: Path, *more: str) -> subprocess.Popen[bytes]:
    """`ramify fit` as a program, with its evidence on disk."""
    words = ["fit", "--record", record, "--engine", "disk", "--quiet", "-o", model, *more]
    return subprocess.Popen(
        [sys.executable, "-m", "ramify", *map(str, words)],
        env={**os.environ, "TMPDIR": str(room)}, stdout=subprocess.DEVNULL,
    )  # fmt: skip


def test_a_fit_killed_at_any_moment_leaves_the_old_model(tmp_path: Path) -> None:
    room, model, chance = tmp_path / "scratch", tmp_path / "model.npz", random.Random(5)
    room.mkdir()
    record = _small_record(tmp_path / "small.ramify")
    assert _fit(record, model, room, "--through", "2021-06-30").wait() == 0
    old, began = model.read_bytes(), time.monotonic()
    assert _fit(record, model, room).wait() == 0
    new, whole = model.read_bytes(), time.monotonic() - began
    assert old != new
    cut = 0
    for _ in range(more(3, 30)):
        model.write_bytes(old)
        running = _fit(record, model, room)
        time.sleep(chance.uniform(0, 1.1 * whole))
        running.kill()
        finished = running.wait() == 0
        cut += not finished
        assert model.read_bytes() in ([new] if finished else [old, new])
    assert cut
    assert _fit(record, model, room).wait() == 0
    assert model.read_bytes() == new
    assert _parts(tmp_path) == []
    assert list(room.iterdir()) == []
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "model.npz", "scratch", "small.ramify", "small.ramify.past.npz",
    ]  # fmt: skip


def test_a_killed_saving_leaves_the_old_model_whole(tmp_path: Path) -> None:
    model, path, chance = Fitted.packaged(), tmp_path / "model.npz", random.Random(3)
    model.save(path)
    for _ in range(KILLS):
        _killed_at_random(lambda: [model.save(path) for _ in range(9)], chance, 0.3)
        assert Fitted.load(path).actions == model.actions
    model.save(path)
    assert _parts(tmp_path) == []


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write(path, OLD)

    def fill() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
        with pytest.raises(InputError, match="cannot be written: file too large; free some space"):
            write(path, NEW)

    assert os.waitstatus_to_exitcode(os.waitpid(_forked(fill), 0)[1]) == 0
    assert path.read_text() == OLD
    assert _parts(tmp_path) == []


def test_a_writer_waits_for_another_or_gives_up(tmp_path: Path) -> None:
    ready = tmp_path / "ready"

    def hold() -> None:
        with one_writer(tmp_path):
            ready.touch()
            time.sleep(1)

    pid = _forked(hold)
    while not ready.exists():
        time.sleep(0.01)
    with pytest.raises(InputError, match="is being written by another"), one_writer(tmp_path, 0.1):
        pass
    with one_writer(tmp_path, 20):
        os.waitpid(pid, 0)


def test_a_part_that_is_being_written_is_not_swept(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with replacing(path) as file:
        file.write(b"x")
        sweep(path)
        assert len(_parts(tmp_path)) == 1
    assert path.read_bytes() == b"x"


def test_links_and_rights_of_the_old_file_stay(tmp_path: Path) -> None:
    real, link = tmp_path / "real.txt", tmp_path / "link.txt"
    write(real, "old")
    real.chmod(0o640)
    link.symlink_to(real)
    write(link, "new")
    assert link.is_symlink()
    assert real.read_text() == "new"
    assert real.stat().st_mode & 0o777 == 0o640


def test_what_is_no_plain_file_is_written_as_it_comes() -> None:
    write(Path("/dev/null"), "x")
    try_out(Path("/dev/null"))


@pytest.mark.parametrize("name", ["n" * 250, "ä" * 120, "[a]*?.txt", " "])
def test_any_name_that_a_file_may_have_may_be_written(tmp_path: Path, name: str) -> None:
    write(tmp_path / name, "x")
    assert (tmp_path / name).read_text() == "x"
    assert _parts(tmp_path) == []


@pytest.mark.parametrize("place", ["no/folder/a.txt", "n" * 300, "."])
def test_an_output_that_cannot_be_written_is_refused_before_the_work(
    tmp_path: Path, place: str
) -> None:
    with pytest.raises(InputError, match=r"cannot be written|is a folder|no such folder"):
        try_out(tmp_path / place)


def test_a_folder_gets_its_name_once_it_is_filled(tmp_path: Path) -> None:
    place = tmp_path / "parquet"
    with pytest.raises(ZeroDivisionError), replacing_folder(place) as part:
        (part / "a").touch()
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []
    with replacing_folder(place) as part:
        (part / "a").touch()
    with pytest.raises(InputError, match="not an empty folder"), replacing_folder(place):
        pass
    assert [p.name for p in place.iterdir()] == ["a"]


def test_scratch_of_the_killed_is_swept_and_of_the_living_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / "ramify-other-1").mkdir()

    def work() -> None:
        with scratch("test") as folder:
            (folder / "much").write_text("x")
            time.sleep(60)

    pid = _forked(work)
    while not list(tmp_path.glob("ramify-test-*/much")):
        time.sleep(0.01)
    with scratch("test"):
        assert len(list(tmp_path.glob("ramify-test-*"))) == 2
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    with scratch("test"):
        assert len(list(tmp_path.glob("ramify-test-*"))) == 1
    assert [p.name for p in tmp_path.iterdir()] == ["ramify-other-1"]
