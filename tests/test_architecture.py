"""The walls between the rooms, the front door, and what an import may cost."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import ramify

SOURCE = Path(ramify.__file__).parent
ALLOWED = {
    "world": set(),
    "record": {"world"},
    "reading": {"world", "record"},
    "reasoning": {"world", "record"},
    "briefing": {"world", "record", "reading", "reasoning"},
    "serve": {"world", "record", "reading", "reasoning", "briefing"},
}
SHARED = {"_errors", "_nearest", "_print", "_table", "_value"}
HEAVY = {
    "duckdb", "httpx", "jinja2", "lxml", "numba", "numpy", "pyarrow", "pydantic", "rich", "scipy",
    "spacy", "trafilatura",
}  # fmt: skip


def _imports(path: Path) -> set[str]:
    """Rooms and root modules of ramify that a file imports, but for the room's own `__call__`."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        found |= {name.split(".")[1] for name in names if name.startswith("ramify.")}
    return found


@pytest.mark.parametrize("room", ALLOWED)
def test_imports_point_up_the_list_of_rooms(room: str) -> None:
    for path in (SOURCE / room).rglob("*.py"):
        if path == SOURCE / "brief" / "__init__.py":
            continue  # The room that is also a verb hands calls to the front.
        below = _imports(path) - ALLOWED[room] - SHARED - {room}
        assert not below, f"{path.relative_to(SOURCE)} imports {sorted(below)}"


def test_every_room_of_the_map_is_held_to_its_floor() -> None:
    rooms = {path.name for path in SOURCE.iterdir() if (path / "__init__.py").exists()}
    assert rooms - {"commands"} <= set(ALLOWED)


def test_the_front_door_opens_to_what_it_names() -> None:
    for name in ramify.__all__:
        assert getattr(ramify, name) is not None
    assert set(ramify.__all__) == set(ramify._HOME)
    assert ramify.__all__ == sorted(ramify.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'wolrd'"):
        _ = ramify.wolrd


def _loaded_by(statement: str) -> set[str]:
    script = f"import sys\n{statement}\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return {name.partition(".")[0] for name in done.stdout.split()}


def test_importing_ramify_loads_nothing_heavy() -> None:
    assert not _loaded_by("import ramify") & HEAVY


def test_the_command_line_loads_nothing_heavy() -> None:
    assert not _loaded_by("import ramify.cli") & (HEAVY - {"rich"})


def test_brief_stays_callable_after_its_room_is_imported() -> None:
    script = "import ramify.briefing.render.outline, ramify; assert callable(ramify.brief)"
    subprocess.run([sys.executable, "-c", script], check=True)


def test_no_file_names_a_machine() -> None:
    marks = ("/work" + "/", "/root" + "/", "/home" + "/")
    for path in SOURCE.rglob("*"):
        if path.suffix in {".py", ".toml", ".csv", ".html", ".md"}:
            text = path.read_text(encoding="utf-8")
            assert not [mark for mark in marks if mark in text], path
