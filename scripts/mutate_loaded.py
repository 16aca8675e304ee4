"""Changes made in one process that has loaded everything: `mutate.py --loaded`.

Each test is run once, and what functions it calls is noted, by itself or through its fixtures.
Of a change only the tests are run that call the changed function, the quick ones first, and then
those of the same files (which may use what another test was first to call for), each time in a
fork of the process. Left out are tests that fail in a fork where each file is changed to what it
was: they would fail with any change. Functions, methods, defaults and a module's own plain values
are changed where they are. What is compiled or was worked out while a module was imported stays
as it was: a change of that seems to survive.
"""

from __future__ import annotations

import ast
import gc
import os
import signal
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from functools import _lru_cache_wrapper, cache
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import TYPE_CHECKING

import pytest
from _pytest.doctest import DoctestItem
from _pytest.runner import runtestprotocol

if TYPE_CHECKING:
    from mutate import Mutant

QUICK = 0.3
"""Seconds below which tests are run in the order of their cost; of the rest, file by file."""
PLAIN = (int, float, tuple, frozenset, dict, date, timedelta)
"""Values that are changed in every module that has them."""
KILLED, SURVIVED, CUT = 0, 10, 11
Code = tuple[str, int]


class Reach:
    """A plugin of pytest that runs the tests, notes what each calls, and then tries changes.

    `told` gets each change with how it ended: `killed`, `survived`, `survived so far` where
    `seconds` were over before the last test, `out of time`, or `no test calls it`. `failed` has
    the tests that fail without any change, `left_out` those that do when they are run again.
    """

    def __init__(
        self,
        sources: Path,
        mutants: Sequence[Mutant],
        seconds: float,
        told: Callable[[Mutant, str], None],
    ) -> None:
        self.sources, self.mutants, self.seconds, self.told = sources, mutants, seconds, told
        self.called: set[CodeType] = set()
        self.by_fixture: defaultdict[str, set[CodeType]] = defaultdict(set)
        self.of_fixture: dict[str, float] = defaultdict(float)
        self.failed: list[str] = []
        self.left_out: list[str] = []
        self.globs: dict[pytest.Item, dict[str, object]] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(
        self, fixturedef: pytest.FixtureDef[object], request: pytest.FixtureRequest
    ) -> Iterator[None]:
        outer, self.called, began = self.called, set(), time.process_time()
        try:
            return (yield)
        finally:
            key = f"{fixturedef.baseid}::{fixturedef.argname}"
            self.by_fixture[key] |= self.called
            self.of_fixture[key] = max(self.of_fixture[key], time.process_time() - began)
            self.called |= outer

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        doctests = (item for item in session.items if isinstance(item, DoctestItem))
        self.globs = {item: dict(item.dtest.globs) for item in doctests}

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """A doctest forgets its module's names once it has run, and is to run again."""
        if isinstance(item, DoctestItem):
            item.dtest.globs.update(self.globs[item])

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.append(report.nodeid)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        own, cost = self._observed(session)
        if self.failed:
            return True
        self.place = {item: (item.path, n) for n, item in enumerate(session.items)}
        self.cost = cost
        same = {m.path: replace(m, new=m.old) for m in self.mutants}
        for item in self._tried([*same.values()], sorted(own, key=self._rank), whole=True)[1]:
            self.left_out.append(item.nodeid)
            del own[item]
        self.tests: dict[Code, set[pytest.Item]] = defaultdict(set)
        self.names: dict[str, set[Code]] = defaultdict(set)
        for item, codes in own.items():
            for code in codes:
                if code.co_filename.startswith(str(self.sources)):
                    self.tests[code.co_filename, code.co_firstlineno].add(item)
                    for name in code.co_names:
                        self.names[name].add((code.co_filename, code.co_firstlineno))
        recent: list[pytest.Item] = []
        for mutant in self.mutants:
            reached_by(frozenset([str(mutant.path)]), self.sources)  # Known to every fork.
            calling = self._calling(mutant)
            files = {item.path for item in calling}
            beside = (item for item in own if item.path in files and item not in calling)
            tests = [*sorted(calling, key=self._rank), *sorted(beside, key=self._rank)]
            tests.sort(key=lambda item: recent.index(item) if item in recent else len(recent))
            how, by = self._tried([mutant], tests) if tests else ("no test calls it", [])
            if by and self.cost[by[0]] < 10 * QUICK:
                recent = [by[0], *(item for item in recent if item is not by[0])][:8]
            self.told(mutant, how)
        return True

    def _rank(self, item: pytest.Item) -> tuple[object, ...]:
        cost = self.cost[item]
        return (False, round(cost, 2), *self.place[item]) if cost < QUICK else (
            True, *self.place[item],
        )  # fmt: skip

    def _observed(
        self, session: pytest.Session
    ) -> tuple[dict[pytest.Item, set[CodeType]], dict[pytest.Item, float]]:
        """What each test calls, and how long it takes with all of its fixtures."""
        own: dict[pytest.Item, set[CodeType]] = {}
        cost: dict[pytest.Item, float] = {}
        changed = frozenset(str(mutant.path) for mutant in self.mutants)
        gc.unfreeze()  # What is frozen is not listed.
        self.caches = [o for o in gc.get_objects() if isinstance(o, _lru_cache_wrapper)]
        gc.freeze()
        reached = reached_by(changed, self.sources)
        for n, item in enumerate(session.items):
            self._forget(reached)
            self.called, began = set(), time.process_time()
            following = session.items[n + 1] if n + 1 < len(session.items) else None
            sys.settrace(self._note)
            threading.settrace(self._note)
            try:
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            finally:
                sys.settrace(None)
                threading.settrace(None)
            own[item], cost[item] = self.called, time.process_time() - began
        for item in own:
            info = getattr(item, "_fixtureinfo", None)
            for defs in info.name2fixturedefs.values() if info else ():
                for one in defs:
                    key = f"{one.baseid}::{one.argname}"
                    own[item] |= self.by_fixture[key]
                    cost[item] = max(cost[item], self.of_fixture[key])
        return own, cost

    def _forget(self, modules: frozenset[str]) -> None:
        """Nothing is remembered of what functions of these modules answered."""
        for kept in self.caches:
            if kept.__module__ in modules:
                kept.cache_clear()

    def _note(self, frame: FrameType, event: str, arg: object) -> None:
        self.called.add(frame.f_code)

    def _calling(self, mutant: Mutant) -> set[pytest.Item]:
        """Tests that call the changed function, or one that names the changed value."""
        file = str(mutant.path)
        first, names = holding(mutant.source, mutant.line)
        if first:
            return self.tests[file, first]
        codes = {code for name in names for code in self.names[name]}
        codes = codes or {code for code in self.tests if code[0] == file}
        return {item for code in codes for item in self.tests[code]}

    def _tried(
        self, mutants: Sequence[Mutant], order: list[pytest.Item], *, whole: bool = False
    ) -> tuple[str, list[pytest.Item]]:
        """How changes ended, and the first test that noticed, or all if the `whole` is run."""
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            os.setpgid(0, 0)
            if not whole:
                signal.setitimer(signal.ITIMER_PROF, 2 * self.seconds + 10)
            self._run(mutants, order, writing, whole)
        os.close(writing)
        with os.fdopen(reading) as said:
            by = [order[int(n)] for n in said.read().split()]
        status = os.waitpid(child, 0)[1]
        with suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        if os.WIFSIGNALED(status):
            late = os.WTERMSIG(status) == signal.SIGPROF
            return "out of time" if late else "killed by a signal", []
        code = os.WEXITSTATUS(status)
        if code in (SURVIVED, CUT):
            return "survived" if code == SURVIVED else "survived so far", by
        return "killed", by

    def _run(
        self, mutants: Sequence[Mutant], order: list[pytest.Item], writing: int, whole: bool
    ) -> None:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        code, began = KILLED, time.process_time()
        try:
            for mutant in mutants:
                for module in [m for m in sys.modules.values() if _file(m) == str(mutant.path)]:
                    changed_to(module, mutant.changed)
                self._forget(reached_by(frozenset([str(mutant.path)]), self.sources))
            for n, item in enumerate(order):
                if not whole and time.process_time() - began > self.seconds:
                    code = CUT
                    break
                following = order[n + 1] if n + 1 < len(order) else None
                reports = runtestprotocol(item, log=False, nextitem=following)
                if any(report.failed for report in reports):
                    os.write(writing, f"{n} ".encode())
                    if not whole:
                        break
            else:
                code = SURVIVED
        except BaseException:
            code = KILLED
        finally:
            os._exit(code)


def holding(source: bytes, line: int) -> tuple[int, frozenset[str]]:
    """The first line of the innermost function that a line is in, or 0 and what it gives names to.

    >>> holding(b"MOST = 3\\n\\ndef f(x):\\n    return x < MOST\\n", 4)
    (3, frozenset())
    >>> holding(b"MOST = 3\\n\\ndef f(x):\\n    return x < MOST\\n", 1)
    (0, frozenset({'MOST'}))
    """
    first, names = 0, set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            begins = min([node.lineno, *(one.lineno for one in node.decorator_list)])
            if begins <= line <= (node.end_lineno or 0):
                first = max(first, begins)
        elif isinstance(node, ast.Assign | ast.AnnAssign) and (
            node.lineno <= line <= (node.end_lineno or 0)
        ):
            stored = (n for n in ast.walk(node) if isinstance(n, ast.Name))
            names |= {n.id for n in stored if isinstance(n.ctx, ast.Store)}
    return first, frozenset() if first else frozenset(names)


def _file(module: ModuleType) -> str | None:
    return getattr(module, "__file__", None)


@cache
def _imports(file: str) -> frozenset[str]:
    """Modules that a file imports anywhere, by their full names."""
    found = set()
    for node in ast.walk(ast.parse(Path(file).read_bytes())):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{one.name}" for one in node.names)}
    return frozenset(found)


@cache
def reached_by(changed: frozenset[str], sources: Path) -> frozenset[str]:
    """The loaded modules that some files are, or that import one of these on whatever way."""
    files = {
        name: file
        for name, module in list(sys.modules.items())
        if (file := _file(module)) and Path(file).is_relative_to(sources) and file.endswith(".py")
    }
    reached = {name for name, file in files.items() if file in changed}
    grown = True
    while grown:
        more = {n for n, file in files.items() if n not in reached and _imports(file) & reached}
        reached, grown = reached | more, bool(more)
    return frozenset(reached)


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
        elif isinstance(old, PLAIN) and old != value:
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
