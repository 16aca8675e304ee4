"""The list of commands in `--help`, grouped by what a user wants."""

from __future__ import annotations

from typing import Any

from typer.core import TyperGroup


class Panels(TyperGroup):
    """Commands under the headings they were given, in the order in which they were added.

    Plain text: the boxes of rich would take longer to load than all the rest of the help.
    """

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write one section a heading; each command with the first sentence of its help."""
        panels: dict[str, list[tuple[str, str]]] = {}
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            if command is not None and not command.hidden:
                heading = getattr(command, "rich_help_panel", None)
                words = command.get_short_help_str(limit=200)
                panels.setdefault(heading or "Commands", []).append((name, words))
        for heading, rows in panels.items():
            with formatter.section(heading):
                formatter.write_dl(rows)
