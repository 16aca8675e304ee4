"""The notebook runs, and prints what it was saved with."""

from __future__ import annotations

import ast
import io
import json
from contextlib import redirect_stdout

import pytest

from tests.conftest import ROOT

PATH = ROOT / "examples" / "first-steps.ipynb"
CELLS = [
    cell for cell in json.loads(PATH.read_text("utf-8"))["cells"] if cell["cell_type"] == "code"
]


def _said(outputs: list[dict[str, object]]) -> str:
    """What a cell printed and gave, without the line breaks that a front end puts in."""
    parts = [one.get("text") or one["data"]["text/plain"] for one in outputs]  # type: ignore[index]
    return "".join("".join(map(str, parts)).split())


def _run(source: str, space: dict[str, object]) -> str:
    """Run a cell as a notebook does: what it prints, then the value of its last line."""
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    with redirect_stdout(io.StringIO()) as out:
        exec(compile(tree, PATH.name, "exec"), space)
        value = (
            eval(compile(ast.Expression(last.value), PATH.name, "eval"), space) if last else None
        )
    return "".join((out.getvalue() + ("" if value is None else repr(value))).split())


def test_every_cell_gives_what_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PATH.parent)
    space: dict[str, object] = {}
    for cell in CELLS:
        source = "".join(cell["source"])
        assert _run(source, space) == _said(cell["outputs"]), source


def test_a_notebook_server_runs_it() -> None:
    nbclient = pytest.importorskip(
        "nbclient", reason="nbclient is not installed; run as code above"
    )
    nbformat = pytest.importorskip("nbformat")
    notebook = nbformat.read(PATH, as_version=4)
    nbformat.validate(notebook)
    client = nbclient.NotebookClient(notebook, resources={"metadata": {"path": str(PATH.parent)}})
    done = client.execute()
    found = [cell["outputs"] for cell in done.cells if cell.cell_type == "code"]
    assert [_said(one) for one in found] == [_said(cell["outputs"]) for cell in CELLS]
