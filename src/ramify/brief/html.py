"""A brief as one HTML page that needs nothing else: works offline, prints well."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ramify._print import printable
from ramify.brief.brief import Brief
from ramify.brief.outline import outline
from ramify.brief.words import evidence_words

if TYPE_CHECKING:
    from jinja2 import Environment


def page(brief: Brief) -> str:
    """The whole page. Everything that comes from a document is escaped."""
    return _render("page.html", brief)


def notebook(brief: Brief) -> str:
    """The brief as a notebook shows it: the body of the page with its own style."""
    return _render("body.html", brief)


def _render(template: str, brief: Brief) -> str:
    sections = outline(brief)
    return _environment().get_template(template).render(brief=brief, sections=sections)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["printable"] = printable
    environment.filters["evidence"] = evidence_words
    return environment
