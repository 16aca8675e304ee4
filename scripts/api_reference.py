"""The reference of the Python API, from its docstrings: `docs/api.md`."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import ramify
from ramify._value import described

GROUPS = {
    "Verbs": inspect.isfunction,
    "Values and engines": lambda one: inspect.isclass(one) and not issubclass(one, Exception),
    "Errors": lambda one: inspect.isclass(one) and issubclass(one, Exception),
}
HEAD = """# The Python API

Written by `make docs` from the docstrings; do not edit. Every name is imported from `ramify`;
each is loaded when it is first used. The examples run as tests.
"""


def api_reference() -> str:
    """Every public name of `ramify`, as one Markdown page."""
    names = {name: getattr(ramify, name) for name in ramify.__all__}
    parts = [HEAD]
    for title, belongs in GROUPS.items():
        found = {name: one for name, one in names.items() if belongs(one)}
        parts.append(f"## {title}\n")
        parts += [entry(name, one) for name, one in found.items()]
    return "\n".join(parts)


def entry(name: str, one: Any) -> str:
    """A function or a class with its fields and methods."""
    parts = [f"### {name}\n"]
    if inspect.isfunction(one):
        parts.append(f"```python\n{name}{signature(one)}\n```\n")
    parts.append(prose(inspect.getdoc(one) or ""))
    if inspect.isclass(one):
        parts += [*fields(one), *methods(one)]
    return "\n".join(parts)


def fields(kind: type) -> Iterator[str]:
    """A line for each field of a value."""
    found = getattr(kind, "model_fields", {})
    below = described(kind) if found else {}
    for name, field in found.items():
        hint = kind.__annotations__.get(name) or field.annotation
        default = "" if field.is_required() else ", optional"
        said = f": {' '.join(below[name].split())}" if name in below else ""
        yield f"- `{name}` (`{hint}`{default}){said}"
    if found:
        yield ""


def methods(kind: type) -> Iterator[str]:
    """The public methods and properties that a class defines itself."""
    for name, member in vars(kind).items():
        if name.startswith(("_", "model_")):
            continue
        inner = getattr(member, "__func__", member)
        inner = getattr(inner, "func", None) or getattr(inner, "fget", None) or inner
        if not inspect.isfunction(inner) or not (said := inspect.getdoc(inner)):
            continue
        shown = (
            signature(inner)
            if isinstance(member, classmethod | staticmethod) or inner is member
            else ""
        )
        yield f"#### {kind.__name__}.{name}\n"
        if shown:
            yield f"```python\n{name}{shown}\n```\n"
        yield prose(said)


class _Words(NamedTuple):
    """An annotation as it stands in the source, which prints without quotes."""

    said: str

    def __repr__(self) -> str:
        return self.said


def signature(function: Any) -> str:
    """How it is called, a long one with a line for each argument."""
    found = inspect.signature(function)
    kept = [
        p.replace(annotation=_Words(p.annotation))
        for name, p in found.parameters.items()
        if name not in ("self", "cls")
    ]
    end = f" -> {found.return_annotation}"
    line = str(inspect.Signature(kept))
    if len(line + end) < 80:
        return line + end
    kinds = [p.kind for p in kept]
    lines = [f"    {p!s}," for p in kept]
    if inspect.Parameter.KEYWORD_ONLY in kinds and inspect.Parameter.VAR_POSITIONAL not in kinds:
        lines.insert(kinds.index(inspect.Parameter.KEYWORD_ONLY), "    *,")
    return "(\n" + "\n".join(lines) + f"\n){end}"


def prose(doc: str) -> str:
    """A docstring as Markdown: examples fenced, arguments and errors as lists."""
    blocks = re.split(r"\n\s*\n", doc.strip())
    return "\n".join(_block(block) + "\n" for block in blocks)


def _block(block: str) -> str:
    if block.lstrip().startswith(">>>"):
        return f"```python\n{inspect.cleandoc(block)}\n```"
    if section := re.match(r"(Args|Raises|Returns|Yields):\n", block):
        items = re.split(r"\n(?=    \S)", block[section.end() :])
        found = [" ".join(item.split()) for item in items]
        marked = [re.sub(r"^(\*{0,2}\w+):", r"- `\1`:", item) for item in found]
        return f"{section[1]}:\n\n" + "\n".join(marked)
    return block
