"""The walls between the rooms, the front door, and what an import may cost."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import ramify

SOURCE = Path(ramify.__file__).parent
ORDER = {
    "ramify": ("world", "record", "reading", "reasoning", "briefing", "serve", "commands"),
    "ramify.world": ("names", "layers", "sources"),
    "ramify.world.sources": ("lists",),
    "ramify.record": ("feeds", "names", "fetch", "loading", "asking", "panels"),
    "ramify.reading": (
        "syntax", "time", "intake", "box", "actors", "holders", "actions", "events",
        "second_reader", "claims", "llm", "factcheck", "evaluation",
    ),
    "ramify.reading.syntax": ("shallow", "repair"),
    "ramify.reading.intake": ("formats",),
    "ramify.reasoning": ("obligations", "dynamics", "exposure", "validation"),
    "ramify.reasoning.obligations": ("law", "rounds", "questions"),
    "ramify.reasoning.exposure": ("blocs", "votes", "dependence"),
    "ramify.reasoning.dynamics": (
        "process", "rates", "reactions", "own", "forecasting", "partners", "evaluation", "words",
    ),
    "ramify.briefing": ("voices", "annex", "page", "render"),
    "ramify.briefing.page": ("leads", "thirds"),
    "ramify.commands": ("world", "record", "reading", "reasoning", "briefing"),
}  # fmt: skip
"""Folders within folders; one imports only those that stand before it."""
ASIDE = {("ramify.reasoning", "ramify.reading")}
"""Rooms that stand side by side: the engines do not know the documents."""
LAZY = {
    ("ramify.briefing.brief", "ramify.briefing.render.html"),
    ("ramify.briefing.brief", "ramify.briefing.page.page"),
    ("ramify.briefing.brief", "ramify.briefing.table"),
}
"""A brief knows its page and its table, and shows itself in a notebook; nothing else may look
ahead."""
MOST = 16
MOST_PLACES = 10
"""Fields of a value that are told apart by their place alone."""
HEAVY = {
    "duckdb", "httpx", "jinja2", "lxml", "numba", "numpy", "onnxruntime", "pyarrow", "pydantic",
    "rich", "scipy", "spacy", "trafilatura",
}  # fmt: skip


def _name(path: Path) -> str:
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


FILES = {_name(path): path for path in sorted(SOURCE.rglob("*.py"))}
FOLDERS = [folder for folder in sorted(SOURCE.rglob("*")) if (folder / "__init__.py").exists()]


def _imports(file: str) -> set[str]:
    """Files of ramify that a file imports, at its head, within functions or for types alone."""
    found = set()
    for node in ast.walk(ast.parse(FILES[file].read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module in FILES:
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if name in FILES else node.module for name in inner}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name in FILES}
    return {name for name in found - {file} if (file, name) not in LAZY}


IMPORTS = {file: _imports(file) for file in FILES}


def _circles(edges: dict[str, set[str]]) -> list[list[str]]:
    """Names that import each other, in groups."""
    reach = {name: set(found) for name, found in edges.items()}
    for middle in reach:
        for name in reach:
            if middle in reach[name]:
                reach[name] |= reach[middle]
    caught = sorted(name for name in reach if name in reach[name])
    groups = {tuple(n for n in caught if n in reach[name] and name in reach[n]) for name in caught}
    return sorted(map(list, groups))


def test_no_file_imports_itself_by_way_of_others() -> None:
    assert _circles(IMPORTS) == []


@pytest.mark.parametrize("home", ORDER)
def test_no_folder_imports_a_later_one(home: str) -> None:
    order = ORDER[home]
    for file, found in IMPORTS.items():
        own = _part(file, home)
        if own not in order:
            continue
        for name in found:
            other = _part(name, home)
            late = other in order and order.index(other) > order.index(own)
            assert not late, f"{file} imports {name}, of a later folder"
            assert (f"{home}.{own}", f"{home}.{other}") not in ASIDE, f"{file} imports {name}"


@pytest.mark.parametrize("home", ORDER)
def test_files_and_folders_of_one_folder_make_no_circle(home: str) -> None:
    edges: dict[str, set[str]] = {}
    for file, found in IMPORTS.items():
        if (own := _part(file, home)) is not None:
            others = {_part(name, home) for name in found} - {None, own}
            edges.setdefault(own, set()).update(o for o in others if o is not None)
    for own in edges:
        edges[own] &= edges.keys()
    assert _circles(edges) == []


def _part(file: str, home: str) -> str | None:
    """The file or folder directly in `home` that a file stands in."""
    return file.removeprefix(f"{home}.").split(".")[0] if file.startswith(f"{home}.") else None


def test_every_folder_has_its_place_in_the_order() -> None:
    for home, order in ORDER.items():
        folder = SOURCE.parent / home.replace(".", "/")
        inner = {path.name for path in folder.iterdir() if (path / "__init__.py").exists()}
        assert inner <= set(order), f"{home}: {sorted(inner - set(order))}"
    with_folders = {_name(folder.parent / "__init__.py") for folder in FOLDERS}
    assert with_folders <= ORDER.keys()


@pytest.mark.parametrize("folder", [SOURCE, *FOLDERS], ids=lambda path: path.name)
def test_a_folder_holds_no_more_files_than_a_reader_can_take_in(folder: Path) -> None:
    files = [path.name for path in folder.glob("*.py") if path.name != "__init__.py"]
    assert len(files) <= MOST, files


def test_one_public_class_name_means_one_thing() -> None:
    homes: dict[str, list[str]] = {}
    for file, path in FILES.items():
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes.setdefault(node.name, []).append(file)
    assert {name: files for name, files in homes.items() if len(files) > 1} == {}


def test_a_value_of_many_fields_is_built_by_name() -> None:
    found = [
        f"{file}:{call.lineno} {ast.unparse(call.func)}"
        for file, path in FILES.items()
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and re.search(r"(^|\.)_?([A-Z]\w*|cls)$", ast.unparse(call.func))
        and sum(not isinstance(one, ast.Starred) for one in call.args) > MOST_PLACES
    ]
    assert not found


def test_the_front_door_opens_to_what_it_names() -> None:
    for name in ramify.__all__:
        assert getattr(ramify, name) is not None
    assert set(ramify.__all__) == set(ramify._HOME)
    assert ramify.__all__ == sorted(ramify.__all__)


def test_help_begins_with_a_table_of_contents() -> None:
    listed = re.findall(r"^    ([\w, ]+?)  ", ramify.__doc__ or "", re.MULTILINE)
    names = [name for line in listed for name in line.split(", ")]
    assert sorted(names) == ramify.__all__


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'wolrd'"):
        _ = ramify.wolrd


def test_the_version_is_told_once() -> None:
    """Whoever prints or sends it takes it from `_version`, not from the front door."""
    quoted = f'"{ramify.__version__}"'
    told = [path for path in SOURCE.rglob("*.py") if quoted in path.read_text("utf-8")]
    assert told == [SOURCE / "_version.py"]
    with (SOURCE.parents[1] / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)
    assert project["project"]["dynamic"] == ["version"]
    assert project["tool"]["hatch"]["version"]["path"] == "src/ramify/_version.py"


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


@pytest.mark.parametrize("verb", ["brief", "check", "obligations", "read", "survey", "compliance"])
def test_a_verb_is_a_function_whatever_was_imported_before(verb: str) -> None:
    script = (
        "import ramify.briefing.compose, ramify.reasoning.obligations, ramify.commands.reading.read"
        f"\nimport types, ramify; assert type(ramify.{verb}) is types.FunctionType"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_no_file_names_a_machine() -> None:
    marks = ("/work" + "/", "/root" + "/", "/home" + "/")
    for path in SOURCE.rglob("*"):
        if path.suffix in {".py", ".toml", ".csv", ".html", ".md"}:
            text = path.read_text(encoding="utf-8")
            assert not [mark for mark in marks if mark in text], path
