"""Change one number or comparison at a time, and see whether a test notices.

    python scripts/mutate.py src/ramify/briefing tests/briefing
    python scripts/mutate.py src/ramify/briefing/obliged.py tests/briefing/test_obliged.py

Every number is made a little larger and a little smaller (whole ones by one, others by a
tenth), every comparison is turned at its edge (`<` to `<=`, `==` to `!=`, `in` to `not in`);
with `--thresholds` only where a line is drawn.
What survives is printed, and is either pinned by a test that a reader understands or has no
need to be there. Works on a copy: the files themselves are not touched. The same sources and
tests give the same list. Name the quick tests first: a change is done with at the first that
fails. With `--loaded` the functions are changed in a process that has loaded them all, and only
the tests are run that call what was changed: a minute where else it takes an hour, but for what
only a new import would change (see `mutate_loaded.py`).
"""

from __future__ import annotations

import argparse
import ast
import compileall
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
from itertools import accumulate
from pathlib import Path
from py_compile import PycInvalidationMode

import pytest
from mutate_loaded import Reach

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


def mutants(path: Path, *, thresholds: bool = False) -> Iterator[Mutant]:
    """All changes to a file, in order of their places; on demand those of `thresholds` alone.

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
    drawing = _drawing(tree)
    found = []
    for node in ast.walk(tree):
        if thresholds and id(node) not in drawing:
            continue
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


def _drawing(tree: ast.Module) -> set[int]:
    """Nodes that draw a line, by their ids.

    Values of a module or class, defaults, slices, numbers other than 0, 1 and 2, and comparisons
    of more and less or with a number or a name in capitals; but how much is remembered is none.
    """
    drawn: list[ast.AST] = []
    bodies: list[ast.Module | ast.ClassDef] = [tree]
    for node in ast.walk(tree):
        match node:
            case ast.ClassDef():
                bodies.append(node)
            case ast.Slice():
                drawn.append(node)
            case ast.Constant(value=value) if _beside(value) and value not in (0, 1, 2):
                drawn.append(node)
            case ast.arguments():
                drawn += [*node.defaults, *filter(None, node.kw_defaults)]
            case ast.Compare(left=left, ops=ops, comparators=others):
                sizes = any(isinstance(op, ast.Lt | ast.LtE | ast.Gt | ast.GtE) for op in ops)
                if sizes or any(map(_is_limit, (left, *others))):
                    drawn.append(node)
    drawn += [n for b in bodies for n in b.body if isinstance(n, ast.Assign | ast.AnnAssign)]
    decorators = [d for n in ast.walk(tree) for d in getattr(n, "decorator_list", ())]
    aside = {id(inner) for node in decorators for inner in ast.walk(node)}
    return {id(inner) for node in drawn for inner in ast.walk(node)} - aside


def _is_limit(node: ast.expr) -> bool:
    """Whether an expression is a number or the name of a constant."""
    name = getattr(node, "id", getattr(node, "attr", ""))
    return name.isupper() or (isinstance(node, ast.Constant) and bool(_beside(node.value)))


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
    return tuple(repr(float(f"{new:.12g}")) for new in (value + step, value - step))


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
    parser.add_argument("--thresholds", action="store_true", help="only what draws a line")
    parser.add_argument(
        "--seconds",
        type=float,
        default=60.0,
        help="with --loaded: what a change is given at most, of the processor",
    )
    args = parser.parse_args()
    target = args.target.resolve()
    files = sorted(target.rglob("*.py")) if target.is_dir() else [target]
    first, _, last = (args.lines or "").partition("-")
    wanted = range(int(first), int(last or first) + 1) if first else None
    all_ = (m for file in files for m in mutants(file, thresholds=args.thresholds))
    listed = [m for m in all_ if wanted is None or m.line in wanted]
    tried = by_loaded if args.loaded else by_copy
    survivors = tried(sources_of(target), args.tests, listed, args.seconds)
    if survivors is None:
        return 2
    print(f"{survivors} of {len(listed)} changes survive")
    return 1 if survivors else 0


def by_copy(sources: Path, tests: Sequence[str], listed: Sequence[Mutant], _: float) -> int | None:
    """How many changes of a copy of the files survive; none if the tests fail anyway."""
    with tempfile.TemporaryDirectory() as folder:
        modules = Path(folder) / "modules.txt"
        bench = Bench(sources, tests, Path(folder) / "copy")
        whole = bench.run(modules=modules)
        if not whole.survived:
            print(f"without any change: {whole.why}", file=sys.stderr)
            return None
        bench.load(modules)
        again = bench.run()
        if not again.survived:
            print(f"with the libraries loaded: {again.why}", file=sys.stderr)
            return None
        survivors = 0
        for mutant in listed:
            run = bench.try_(mutant, 5 * whole.seconds + 60)
            survivors += run.survived
            if run.survived or run.why != "a test failed":
                print(f"{_told(mutant)}{'' if run.survived else f' ({run.why})'}", flush=True)
    return survivors


def by_loaded(
    sources: Path, tests: Sequence[str], listed: Sequence[Mutant], seconds: float
) -> int | None:
    """How many changes survive in a process that has loaded them; none if the tests fail anyway."""
    sys.path.insert(0, str(sources))
    sys.dont_write_bytecode = True
    os.environ.setdefault("NUMBA_THREADING_LAYER", "workqueue")  # Others do not bear a fork.
    out = os.fdopen(os.dup(1), "w")
    survivors = 0

    def tell(mutant: Mutant, how: str) -> None:
        nonlocal survivors
        survivors += not how.startswith(("killed", "out of time"))
        if how != "killed":
            print(
                f"{_told(mutant)}{'' if how == 'survived' else f' ({how})'}", file=out, flush=True
            )

    reach = Reach(sources, listed, seconds, tell)
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        code = pytest.main(["-q", "-p", "no:cacheprovider", *tests], plugins=[reach])
    if code or reach.failed:
        print("without any change: a test failed", *reach.failed, sep="\n  ", file=sys.stderr)
        return None
    if reach.left_out:
        print(
            "left out, as they fail when run again:", *reach.left_out, sep="\n  ", file=sys.stderr
        )
    return survivors


def _told(mutant: Mutant) -> str:
    line = mutant.source.decode().splitlines()[mutant.line - 1].strip()
    place = f"{os.path.relpath(mutant.path)}:{mutant.line}"
    return f"{place}: {mutant.old} → {mutant.new}    {line}"


if __name__ == "__main__":
    sys.exit(main())
