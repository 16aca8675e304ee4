"""Write what is generated: the references of commands and of Python, the schema, a picture."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from api_reference import api_reference
from draw_defenders import picture
from typer.main import get_command
from typer.testing import CliRunner

from ramify.briefing.brief import Brief
from ramify.briefing.page.page import Page
from ramify.cli import app

DOCS = Path(__file__).parent.parent / "docs"


def commands() -> Iterator[tuple[str, ...]]:
    """Every command with its words: `()` for ramify itself, then each in order of name."""

    def walk(command: object, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        yield words
        for name, inner in sorted(getattr(command, "commands", {}).items()):
            yield from walk(inner, (*words, name))

    return walk(get_command(app), ())


def cli_reference() -> str:
    """The help of every command, as one Markdown page."""
    parts = ["# The command line", "", "Written by `make docs`; do not edit.", ""]
    for words in commands():
        shown = (
            CliRunner()
            .invoke(app, [*words, "--help"], prog_name="ramify", env={"COLUMNS": "88"})
            .output
        )
        lines = "\n".join(line.rstrip() for line in shown.strip().splitlines())
        parts += [f"## `{' '.join(('ramify', *words))}`", "", "```text", lines, "```", ""]
    return "\n".join(parts)


def brief_schema() -> str:
    """The JSON Schema of `ramify brief --format json`: the brief, and the page made of it."""
    schema, page = (of.model_json_schema(mode="serialization") for of in (Brief, Page))
    schema["$defs"] |= page.pop("$defs") | {"Page": page}
    schema["properties"]["page"] = {"$ref": "#/$defs/Page"}
    schema["required"].append("page")
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


PAGES = {
    "api.md": api_reference,
    "brief.schema.json": brief_schema,
    "cli.md": cli_reference,
    "defenders.svg": picture,
}


def main() -> None:
    """Write every page."""
    for name, text in PAGES.items():
        (DOCS / name).write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    main()
