"""The folders of the dynamics stand in order, and no two files of it import each other."""

from __future__ import annotations

import ast
from graphlib import TopologicalSorter
from pathlib import Path

from ramify.reasoning import dynamics

HOME = Path(dynamics.__file__).parent
SOURCE = HOME.parents[2]
ORDER = ("", "process", "forecasting", "partners", "evaluation")
"""The root's own files, then the folders; a file imports only what stands before it."""
LAST = {"__init__.py", "describe.py", "source.py"}
"""Files of the root that join what the folders hold."""


def _file(module: str) -> Path | None:
    path = SOURCE.joinpath(*module.split("."))
    found = [path.with_suffix(".py"), path / "__init__.py"]
    return next((one for one in found if one.is_file() and one.is_relative_to(HOME)), None)


def _imports(path: Path) -> set[Path]:
    """Files of the dynamics that a file imports, at once, when called or for its types."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                found.add(_file(f"{node.module}.{alias.name}") or _file(node.module))
        elif isinstance(node, ast.Import):
            found |= {_file(alias.name) for alias in node.names}
    return {one for one in found if one}


GRAPH = {path: _imports(path) for path in HOME.rglob("*.py")}


def _place(path: Path) -> int:
    folder = path.relative_to(HOME).parent.name
    return len(ORDER) if not folder and path.name in LAST else ORDER.index(folder)


def test_no_two_files_import_each_other_in_a_circle() -> None:
    tuple(TopologicalSorter(GRAPH).static_order())


def test_no_file_imports_a_later_folder() -> None:
    later = [(a.name, b.name) for a, of in GRAPH.items() for b in of if _place(b) > _place(a)]
    assert not later


def test_the_graph_sees_what_is_imported_and_no_folder_is_crowded() -> None:
    assert HOME / "process" / "model.py" in GRAPH[HOME / "forecasting" / "outlook.py"]
    for folder in ORDER:
        held = [p for p in (HOME / folder).glob("*.py") if p.name != "__init__.py"]
        assert 0 < len(held) <= 16
