"""Change one number or comparison at a time, and see whether a test notices.

    python scripts/mutate.py src/ramify/briefing tests/briefing
    python scripts/mutate.py src/ramify/briefing/obliged.py tests/briefing/test_obliged.py

Every number is made a little larger and a little smaller (whole ones by one, others by a
tenth), every comparison is turned at its edge (`<` to `<=`, `==` to `!=`, `in` to `not in`).
What survives is printed, and is either pinned by a test that a reader understands or has no
need to be there. Works on a copy: the files themselves are not touched. The same sources and
tests give the same list. Name the quick tests first: a change is done with at the first that
fails. With `--loaded` the functions are changed in a process that has loaded them all: a minute
where else it takes an hour, but for what only a new import would change (see `Loaded`).
"""

from __future__ import annotations

import argparse
import ast
import compileall
import gc
import importlib
import io
import os
import re
import shutil
import signal
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from functools import _lru_cache_wrapper
from itertools import accumulate
from pathlib import Path
from py_compile import PycInvalidationMode
from types import FunctionType, ModuleType

import pytest

FLIPS: dict[type[ast.cmpop], tuple[str, str]] = {
    ast.Lt: ("<", "<="), ast.LtE: ("<=", "<"), ast.Gt: (">", ">="), ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="), ast.NotEq: ("!=", "=="), ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"), ast.Is: ("is", "is not"), ast.IsNot: ("is not", "is"),
}  # fmt: skip
LEFT_OUT = ("__main__", "_hypothesis_pytestplugin", "xdist", "tests", "conftest")
"""Modules that belong to one run of tests and cannot be shared by several."""


@dataclass(frozen=True)
class Mutant:
    """One change: bytes `start` to `end` of a file, as it was when listed, become `new`."""

    path: Path
    source: bytes
    line: int
    start: int
    end: int
    old: str
    new: str

    @property
    def changed(self) -> bytes:
        """The file with the change made."""
        return self.source[: self.start] + self.new.encode() + self.source[self.end :]


def mutants(path: Path) -> Iterator[Mutant]:
    """All changes to a file, in order of their places.

    Numbers in annotations, such as `Literal[2]`, are left as they are.
    """
    source = path.read_bytes()
    tree = ast.parse(source)
    starts = [0, *accumulate(map(len, source.splitlines(keepends=True)))]

    def at(line: int | None, column: int | None) -> int:
        return starts[(line or 1) - 1] + (column or 0)

    annotated = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.AnnAssign | ast.arg) and node.annotation
        for inner in ast.walk(node.annotation)
    }
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in annotated:
            start, end = at(node.lineno, node.col_offset), at(node.end_lineno, node.end_col_offset)
            for new in _beside(node.value):
                old = source[start:end].decode()
                found.append(Mutant(path, source, node.lineno, start, end, old, new))
        elif isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            for n, operator in enumerate(node.ops):
                start = at(sides[n].end_lineno, sides[n].end_col_offset)
                end = at(sides[n + 1].lineno, sides[n + 1].col_offset)
                old, new = FLIPS[type(operator)]
                pattern = rb"\s+".join(re.escape(word).encode() for word in old.split())
                place = re.search(pattern, source[start:end])
                if place:
                    first, last = start + place.start(), start + place.end()
                    line = source.count(b"\n", 0, first) + 1
                    found.append(Mutant(path, source, line, first, last, old, new))
    return iter(sorted(found, key=lambda m: (m.start, m.new)))


def _beside(value: object) -> tuple[str, ...]:
    """A number a little larger and a little smaller.

    >>> _beside(3), _beside(0.5), _beside(0.0), _beside(True), _beside("3")
    (('4', '2'), ('0.55', '0.45'), ('0.1', '-0.1'), (), ())
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ()
    if isinstance(value, int):
        return str(value + 1), str(value - 1)
    step = value / 10 or 0.1
    return repr(round(value + step, 12)), repr(round(value - step, 12))


@dataclass(frozen=True)
class Run:
    """How the tests went: `survived` if all passed; else why they ended."""

    survived: bool
    why: str
    seconds: float


class Bench:
    """A copy of the sources and a process with the libraries loaded, which forks for every run."""

    def __init__(self, sources: Path, tests: Sequence[str], copy: Path) -> None:
        self.sources, self.tests, self.copy = sources, tests, copy
        ignore = shutil.ignore_patterns("__pycache__")
        shutil.copytree(sources, copy, dirs_exist_ok=True, ignore=ignore)
        compileall.compile_dir(copy, quiet=2, invalidation_mode=PycInvalidationMode.CHECKED_HASH)
        sys.dont_write_bytecode = True
        sys.path.insert(0, str(copy))

    def run(self, seconds: float | None = None, modules: Path | None = None) -> Run:
        """Run the tests on the copy as it is, in a process of their own."""
        began = time.monotonic()
        child = os.fork()
        if not child:
            self._test(modules)
        while seconds is None or time.monotonic() - began < seconds:
            done, status = os.waitpid(child, 0 if seconds is None else os.WNOHANG)
            if done:
                by = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
                why = f"killed by {signal.Signals(by).name}" if by else "a test failed"
                return Run(status == 0, why, time.monotonic() - began)
            time.sleep(0.02)
        with suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return Run(False, "out of time", time.monotonic() - began)

    def _test(self, modules: Path | None) -> None:
        os.setpgid(0, 0)
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        code = int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", *self.tests]))
        if modules is not None:
            loaded = (f"{name}\t{getattr(m, '__file__', None)}" for name, m in sys.modules.items())
            modules.write_text("\n".join(sorted(loaded)), encoding="utf-8")
        os._exit(code)

    def load(self, modules: Path) -> None:
        """Load the libraries that the tests used, but nothing of the sources themselves.

        Raises:
            SystemExit: the tests take the sources from elsewhere, and would notice no change.
        """
        own = {path.name.removesuffix(".py") for path in self.sources.iterdir()}
        for line in modules.read_text(encoding="utf-8").splitlines():
            name, _, file = line.partition("\t")
            if Path(file).is_relative_to(self.sources):
                sys.exit(f"the tests import {file} itself, not the copy of it")
            if name.split(".")[0] not in {*own, *LEFT_OUT}:
                with warnings.catch_warnings(), suppress(BaseException):
                    warnings.simplefilter("ignore")
                    importlib.import_module(name)

    def try_(self, mutant: Mutant, seconds: float) -> Run:
        """Run the tests with one change made."""
        place = self.copy / mutant.path.relative_to(self.sources)
        place.write_bytes(mutant.changed)
        try:
            return self.run(seconds)
        finally:
            place.write_bytes(mutant.source)


class Loaded(Bench):
    """This process, once the tests have run in it; it forks for every run.

    Functions, methods, defaults and a module's own plain values are changed where they are. What
    is compiled, is a field's default or was worked out while a module was imported stays as it
    was: a change of that seems to survive.
    """

    def __init__(self, sources: Path, tests: Sequence[str]) -> None:
        self.sources, self.tests = sources, tests
        sys.path.insert(0, str(sources))
        sys.dont_write_bytecode = True
        self.change: tuple[Path | None, bytes] = (None, b"")
        os.environ.setdefault("NUMBA_THREADING_LAYER", "workqueue")  # Others do not bear a fork.
        said = io.StringIO()
        with redirect_stdout(said), redirect_stderr(said):
            pytest.main(["-q", "-p", "no:cacheprovider", *tests])

    def loads(self, path: Path) -> bool:
        """Whether a file's module is loaded, so that a change of it can be made."""
        return any(getattr(m, "__file__", None) == str(path) for m in sys.modules.values())

    def try_(self, mutant: Mutant, seconds: float) -> Run:
        """Run the tests with one change made; none if its text is as it was."""
        self.change = mutant.path, mutant.changed
        return self.run(seconds)

    def _test(self, modules: Path | None) -> None:
        path, source = self.change
        held = (m for m in sys.modules.values() if getattr(m, "__file__", None) == str(path))
        for module in list(held):
            changed_to(module, source)
        for kept in gc.get_objects():
            if isinstance(kept, _lru_cache_wrapper) and self._own(kept.__module__):
                kept.cache_clear()
        super()._test(modules)

    def _own(self, name: str) -> bool:
        return Path(getattr(sys.modules.get(name), "__file__", None) or "/").is_relative_to(
            self.sources
        )


def changed_to(module: ModuleType, source: bytes) -> None:
    """Give a module's functions and plain values what they would have from another text."""
    new = ModuleType(module.__name__)
    new.__dict__.update(__file__=module.__file__, __package__=module.__package__)
    sys.modules[module.__name__] = new
    exec(compile(source, str(module.__file__), "exec"), new.__dict__)
    sys.modules[module.__name__] = module
    for name, value in vars(new).items():
        old = vars(module).get(name)
        own = getattr(old, "__module__", None) == module.__name__
        if isinstance(old, type) and own:
            for part in vars(old).keys() & vars(value).keys():
                _recoded(vars(old)[part], vars(value)[part])
        elif own:
            _recoded(old, value)
        elif isinstance(old, int | float | tuple | frozenset | dict) and old != value:
            for other in list(sys.modules.values()):
                if vars(other).get(name) is old and not name.startswith("__"):
                    setattr(other, name, value)


def _recoded(old: object, new: object) -> None:
    """Give a function, or what wraps one, the code and defaults of another."""
    for name in ("__func__", "fget", "func", "__wrapped__"):
        inner = getattr(old, name, None)
        if inner is not None and not isinstance(old, FunctionType):
            return _recoded(inner, getattr(new, name))
    if isinstance(old, FunctionType) and isinstance(new, FunctionType):
        old.__code__, old.__defaults__ = new.__code__, new.__defaults__
        old.__kwdefaults__ = new.__kwdefaults__
    return None


def sources_of(target: Path) -> Path:
    """The folder that a package's imports start from: the first above it that is no package."""
    folder = target if target.is_dir() else target.parent
    while (folder / "__init__.py").exists():
        folder = folder.parent
    return folder


def main() -> int:
    """Try every change; 1 if one survives, 2 if the tests fail without any."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("target", type=Path, help="file or folder to change")
    parser.add_argument("tests", nargs="+", help="tests to run, the quick ones first")
    parser.add_argument("--loaded", action="store_true", help="change functions, not files")
    parser.add_argument("--lines", help="only these lines of the file, such as 10-40")
    args = parser.parse_args()
    target = args.target.resolve()
    files = sorted(target.rglob("*.py")) if target.is_dir() else [target]
    first, _, last = (args.lines or "").partition("-")
    wanted = range(int(first), int(last or first) + 1) if first else None
    listed = [m for file in files for m in mutants(file) if wanted is None or m.line in wanted]
    with tempfile.TemporaryDirectory() as folder:
        modules = Path(folder) / "modules.txt"
        copy = Path(folder) / "copy"
        of = sources_of(target)
        bench = Loaded(of, args.tests) if args.loaded else Bench(of, args.tests, copy)
        whole = bench.run(modules=modules)
        if not whole.survived:
            print(f"without any change: {whole.why}", file=sys.stderr)
            return 2
        if not args.loaded:
            bench.load(modules)
        most = 5 * whole.seconds + 60
        again = bench.try_(_unchanged(files[0]), most) if args.loaded else bench.run()
        if not again.survived:
            print(f"with the libraries loaded: {again.why}", file=sys.stderr)
            return 2
        if isinstance(bench, Loaded):
            for file in (file for file in files if not bench.loads(file)):
                print(f"{os.path.relpath(file)}: no test loads it", file=sys.stderr)
        survivors = 0
        for mutant in listed:
            run = bench.try_(mutant, most)
            survivors += run.survived
            if run.survived or run.why != "a test failed":
                print(f"{_told(mutant)}{'' if run.survived else f' ({run.why})'}", flush=True)
    print(f"{survivors} of {len(listed)} changes survive")
    return 1 if survivors else 0


def _unchanged(path: Path) -> Mutant:
    """No change at all."""
    return Mutant(path, path.read_bytes(), 1, 0, 0, "", "")


def _told(mutant: Mutant) -> str:
    line = mutant.source.decode().splitlines()[mutant.line - 1].strip()
    place = f"{os.path.relpath(mutant.path)}:{mutant.line}"
    return f"{place}: {mutant.old} → {mutant.new}    {line}"


if __name__ == "__main__":
    sys.exit(main())
