"""What a stranger gets: the packages built, and installed where nothing else is.

The environment is made by `python -m venv`, so that the pip which Python ships does the
work, and it takes what the index has today: no lock.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = [pytest.mark.release, pytest.mark.xdist_group("release")]
PACKAGES = {
    "ramify": ROOT,
    "ramify_english": ROOT / "packages" / "ramify-english",
    "ramify_relations": ROOT / "packages" / "ramify-relations",
}
HEAVY = {"spacy", "numba", "scipy", "duckdb", "pyarrow", "lxml", "httpx"}
PAGE = ROOT / "examples" / "summit-2024" / "two-signatures.html"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source of each package."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    for home in PACKAGES.values():
        subprocess.run(build, cwd=home, check=True, capture_output=True)
    return folder


@dataclass(frozen=True)
class Place:
    """An environment, and a folder to stand in that is not the checkout."""

    home: Path
    stand: Path
    dist: Path

    def run(self, program: str, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        mine = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "RAMIFY_"))}
        return subprocess.run(
            [str(self.home / "bin" / program), *words],
            cwd=self.stand,
            env={**mine, "XDG_CACHE_HOME": str(self.stand / "cache"), **more},
            capture_output=True,
            text=True,
        )

    def pip(self, *words: str) -> None:
        done = self.run("pip", "--disable-pip-version-check", *words)
        assert done.returncode == 0, done.stderr

    def install(self, wanted: str) -> None:
        self.pip("install", "-q", "--find-links", str(self.dist), wanted)

    def libraries(self) -> set[str]:
        listed = self.run("pip", "list", "--format", "freeze").stdout.splitlines()
        return {line.partition("==")[0].lower() for line in listed}

    def python(self, script: str, **more: str) -> str:
        done = self.run("python", "-c", script, **more)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


@pytest.fixture(scope="module")
def base(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """ramify without an extra."""
    place = Place(tmp_path_factory.mktemp("env"), tmp_path_factory.mktemp("elsewhere"), built)
    venv.create(place.home, with_pip=True)
    place.install("ramify")
    return place


@pytest.fixture(scope="module")
def whole(base: Place) -> Place:
    """The same environment with all of it: tests that use `base` stand before."""
    base.install("ramify[all]")
    return base


def test_a_wheel_holds_the_data_and_nothing_of_the_tests(built: Path) -> None:
    (wheel,) = built.glob("ramify-*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    inside = ("world/data/pacts/nato.toml", "reasoning/dynamics/data/kernel.npz", "py.typed")
    assert {f"ramify/{name}" for name in inside} <= set(names)
    assert not [name for name in names if not name.startswith("ramify")]


@pytest.mark.parametrize("package", PACKAGES)
def test_a_source_builds_the_same_wheel(built: Path, package: str, tmp_path: Path) -> None:
    (source,) = built.glob(f"{package}-*.tar.gz")
    (wheel,) = built.glob(f"{package}-*.whl")
    shutil.unpack_archive(source, tmp_path)
    (tree,) = tmp_path.iterdir()
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=tree, check=True, capture_output=True)
    again = zipfile.ZipFile(tmp_path / wheel.name)
    first = zipfile.ZipFile(wheel)
    assert {n: first.read(n) for n in first.namelist()} == {
        n: again.read(n) for n in again.namelist()
    }


def test_the_base_is_light(base: Place) -> None:
    assert not base.libraries() & HEAVY


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("obligations --attack PRK:KOR --on 2024-07-01 --unprovoked", "defense of South Korea"),
        ("system 2024-06-20 --against 2023-01-01 --actor FIN", "Finland joined NATO"),
        ("exposed --on 2024-12-04 --against 2024-12-03", "bound to defend"),
        ("pact show nato", "1949"),
        ("compliance oil --from RUS --to PRK --on 2023-09-01", "North Korea"),
    ],
)
def test_the_base_knows_the_system(base: Place, words: str, said: str) -> None:
    done = base.run("ramify", *words.split())
    assert done.returncode == 0, done.stderr
    assert said in done.stdout


@pytest.mark.parametrize(
    ("words", "extra"),
    [
        (("forecast", "RUS", "PRK", "--on", "2024-06-20"), "dynamics"),
        (("read", str(PAGE)), "read"),
        (("check", str(PAGE)), "read"),
        (("brief", str(PAGE)), "all"),
        (("obligations", "--survey", "--on", "2024-07-01", "-o", "rows.parquet"), "record"),
    ],
)
def test_a_command_says_which_extra_it_needs(
    base: Place, words: tuple[str, ...], extra: str
) -> None:
    done = base.run("ramify", *words)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"needs ramify[{extra}]" in done.stderr
    assert f"pip install 'ramify[{extra}]'" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("call", "extra"),
    [
        ("Record.in_memory()", "record"),
        ("forecast('RUS', 'PRK', record='events.ramify')", "dynamics"),
        ("precedents('RUS 057 PRK 2024-06-19')", "dynamics"),
        ("fit('events.ramify')", "dynamics"),
        (f"read({str(PAGE)!r})", "read"),
        (f"brief({str(PAGE)!r})", "all"),
    ],
)
def test_a_call_says_which_extra_it_needs(base: Place, call: str, extra: str) -> None:
    script = f"import ramify\ntry: ramify.{call}\nexcept ramify.MissingExtra as e: print(e.extra)"
    assert base.python(script) == extra


def test_all_of_it_reads_a_page(whole: Place) -> None:
    done = whole.run("ramify", "read", str(PAGE))
    assert done.returncode == 0, done.stderr
    assert "read by rules over ramify_english" in done.stdout
    assert "no parser" not in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("brief", str(PAGE.parent), "--quiet"), "Russia–North Korea treaty of 2024"),
        (("obligations", "--attack", "PRK:KOR", "--on", "2024-07-01"), "United States"),
        (("forecast", "RUS", "PRK", "--on", "2024-06-20", "--horizon", "90d"), "base rates"),
        (("obligations", "--survey", "--on", "1880-01-01", "-o", "rows.parquet"), "attacks"),
    ],
)
def test_all_of_it_runs(whole: Place, words: tuple[str, ...], said: str) -> None:
    done = whole.run("ramify", *words)
    assert done.returncode == 0, done.stderr
    assert said in done.stdout


RECORD = """
import duckdb, ramify
event = ramify.Event(when="2024-06-{day}", actor="RUS", action="057", target="PRK")
with ramify.Record.open("events.ramify") as record:
    record.add([event])
    print(duckdb.__version__.partition(".")[0], record.count(), record.table(action="05").num_rows)
"""


def test_records_pass_between_releases_of_duckdb(whole: Place, tmp_path: Path) -> None:
    whole.pip("install", "-q", "--no-deps", "--target", str(tmp_path), "duckdb>=1.5,<2")
    new, old, again = (
        whole.python(RECORD.format(day=day), **more)
        for day, more in ((18, {}), (19, {"PYTHONPATH": str(tmp_path)}), (20, {}))
    )
    assert (new, old, again) == ("2 1 1", "1 2 2", "2 3 3")


def test_without_the_parser_reading_says_so(whole: Place) -> None:
    whole.pip("uninstall", "-q", "-y", "ramify-english")
    done = whole.run("ramify", "read", str(PAGE))
    assert done.returncode == 0, done.stderr
    assert "read by rules over shallow" in done.stdout
    assert "no parser: ramify-english is not installed" in done.stderr
    quiet = whole.run("ramify", "read", str(PAGE), RAMIFY_PARSER="shallow")
    assert "no parser" not in quiet.stderr
