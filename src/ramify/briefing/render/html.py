"""A brief as one HTML page that needs nothing else: works offline, prints well."""

from __future__ import annotations

from ramify.briefing.brief import Brief
from ramify.briefing.render.outline import outline
from ramify.briefing.render.templating import environment


def page(brief: Brief) -> str:
    """The whole page. Everything that comes from a document is escaped."""
    return _render("page.html", brief)


def notebook(brief: Brief) -> str:
    """The brief as a notebook shows it: the body of the page with its own style."""
    return _render("body.html", brief)


def _render(template: str, brief: Brief) -> str:
    sections = outline(brief)
    return environment().get_template(template).render(brief=brief, sections=sections)
