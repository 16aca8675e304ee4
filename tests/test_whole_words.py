"""Words made of values stay whole: who needs a part of them is given the part as a value."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import ramify

SOURCE = Path(ramify.__file__).parent
ROOMS = ("briefing", "commands", "reading/factcheck")
MADE = {
    "bare", "because", "citation", "dispute", "excuse", "heading", "in_short", "label", "level",
    "nobody", "reason", "rests_on", "said", "says", "told", "value", "what", "who", "whom", "why",
    "words",
}  # fmt: skip
"""Fields that hold words made elsewhere of values; names, titles and quotes are a text's own."""
NAMES = {"short"}
"""Fields with a treaty's name, which is looked for in a text and else left whole."""
CUTS = {
    "endswith", "find", "partition", "removeprefix", "removesuffix", "replace", "rfind",
    "rpartition", "rsplit", "split", "splitlines", "startswith", "translate",
}  # fmt: skip
SEARCHES = {"findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn"}
"""What takes its words as an argument: methods of a pattern, functions of `re`."""
TRIMS = {"capitalize", "casefold", "lower", "lstrip", "rstrip", "strip", "upper"}
"""What leaves words the same words."""
SHORTENS = {"shortened"}
"""What leaves out the end of a quote and says so, whatever is in it."""

Function = ast.FunctionDef | ast.AsyncFunctionDef
Cutters = Mapping[tuple[str, str], set[int]]
"""Functions that cut what they are given, by file and name, and at which places."""


def _joins(tree: ast.AST) -> set[ast.AST]:
    """Texts split only to be joined by blanks, as whoever puts one on a line does."""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    joins = (call for call in calls if ast.unparse(call.func) == "' '.join")
    return {call.args[0] for call in joins if ast.unparse(call.args[0]).endswith(".split()")}


def _cuts(tree: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Where something is taken apart, and what."""
    joins = _joins(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice):
            yield node, node.value
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if node.func.attr in CUTS and node not in joins:
            yield node, node.func.value
        if node.func.attr in SEARCHES:
            first = 1 if ast.unparse(node.func.value) == "re" else 0
            yield from ((node, one) for one in node.args[first:])


def _is_words(node: ast.expr, local: set[str]) -> bool:
    """Whether an expression is words made of values: a field, an f-string, either in a variable."""
    match node:
        case ast.Name():
            return node.id in local
        case ast.Attribute():
            return node.attr in MADE
        case ast.JoinedStr():
            return any(isinstance(part, ast.FormattedValue) for part in node.values)
        case ast.IfExp():
            return _is_words(node.body, local) or _is_words(node.orelse, local)
        case ast.BoolOp():
            return any(_is_words(part, local) for part in node.values)
        case ast.BinOp():
            return _is_words(node.left, local) or _is_words(node.right, local)
        case ast.Call(func=ast.Attribute(attr=name, value=of)) if name in TRIMS:
            return _is_words(of, local)
    return False


def _local(function: Function) -> set[str]:
    """Its variables that hold words made of values."""
    found: set[str] = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.NamedExpr) and node.value:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if _is_words(node.value, found):
                found |= {name.id for name in targets if isinstance(name, ast.Name)}
    return found


def _functions(tree: ast.AST) -> Iterator[Function]:
    yield from (node for node in ast.walk(tree) if isinstance(node, Function))


def _cutters(trees: Mapping[str, ast.AST]) -> Cutters:
    """Functions that cut one of their own arguments."""
    found: dict[tuple[str, str], set[int]] = {}
    for file, tree in trees.items():
        for function in _functions(tree):
            names = [one.arg for one in function.args.args]
            cut = {of.id for _, of in _cuts(function) if isinstance(of, ast.Name)}
            key = (file if function.name.startswith("_") else "", function.name)
            found.setdefault(key, set()).update(map(names.index, cut.intersection(names)))
    return {key: places for key, places in found.items() if key[1] not in SHORTENS}


def _given(function: Function, file: str, cutters: Cutters) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Where a function has another cut something, and what."""
    for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
        name = ast.unparse(call.func)
        for place in cutters.get((file, name), cutters.get(("", name), set())):
            yield from ((call, one) for one in call.args[place : place + 1])


def _holds(node: ast.expr, fields: set[str]) -> bool:
    return any(isinstance(n, ast.Attribute) and n.attr in fields for n in ast.walk(node))


def _taken_apart(trees: Mapping[str, ast.AST]) -> list[str]:
    cutters, found = _cutters(trees), set()
    for file, tree in trees.items():
        for node, of in _cuts(tree):
            searches = isinstance(node, ast.Call) and of in node.args
            if _holds(of, MADE if searches else MADE | NAMES):
                found.add((node.lineno, file, ast.unparse(node)))
        for function in _functions(tree):
            local = _local(function)
            for node, of in (*_cuts(function), *_given(function, file, cutters)):
                if _is_words(of, local):
                    found.add((node.lineno, file, ast.unparse(node)))
    return [f"{file}:{line} {code}" for line, file, code in sorted(found)]


TREES = {
    str(path.relative_to(SOURCE)): ast.parse(path.read_text(encoding="utf-8"))
    for room in ROOMS
    for path in sorted((SOURCE / room).rglob("*.py"))
}


def test_what_prints_takes_no_words_apart() -> None:
    assert _taken_apart(TREES) == []


@pytest.mark.parametrize(
    "code",
    [
        "a.words.split(': ')",
        "(a.words or '').partition(': ')[2]",
        "re.sub('x', 'y', a.why)",
        "PATTERN.search(a.says)",
        "a.words[3:]",
        "a.short.removesuffix(' of 1953')",
        "[b.words.replace('x', 'y') for b in a]",
        "cut(a.words)",
        "cut(f'{a.name}: {a.day}')",
        "place = f'({a.name})' if a else ''\n    place.startswith('(')",
        "words = a.words.strip()\n    cut(words)",
    ],
)
def test_words_taken_apart_are_noticed(code: str) -> None:
    """Also by a function that is given them, or after they were put in a variable."""
    source = f"def cut(text):\n    return text.split()\ndef tell(a):\n    {code}\n"
    assert len(_taken_apart({"a": ast.parse(source)})) == 1


@pytest.mark.parametrize(
    "code",
    [
        "a.words.rstrip('.')",
        "' '.join(a.words.split())",
        "a.quote.split()",
        "re.search(f'{a.name}', a.quote)",
        "shortened(a.words)",
        "NAME.findall(a.short)",
        "a.reasons[:1]",
        "a.status.startswith(a.words)",
    ],
)
def test_words_left_whole_are_none_of_it(code: str) -> None:
    source = f"def shortened(text):\n    return text[:9]\ndef tell(a):\n    {code}\n"
    assert _taken_apart({"a": ast.parse(source)}) == []
