"""A brief as one HTML page that needs nothing else: works offline, prints with all evidence."""

from __future__ import annotations

from ramify.briefing.annex.annex import annex
from ramify.briefing.brief import Brief
from ramify.briefing.render.blocks import blocks, spans, standing, topic
from ramify.briefing.render.evidence import Quotes
from ramify.briefing.render.figures import figures
from ramify.briefing.render.templating import environment


def page(brief: Brief) -> str:
    """The whole page. Everything that comes from a document is escaped."""
    return _render("page.html", brief)


def notebook(brief: Brief) -> str:
    """The brief as a notebook shows it: the body of the page with its own style."""
    return _render("body.html", brief)


def _render(template: str, brief: Brief) -> str:
    made = brief.page
    return (
        environment()
        .get_template(template)
        .render(
            topic=topic(made),
            standing=standing(made),
            blocks=blocks(made),
            wide=("WHO IS BOUND", "WHAT IS SAID TO FOLLOW"),
            figures=figures(made),
            sections=annex(brief),
            quotes=Quotes(brief),
            spans=spans,
            lines=made.lines,
            cite=made.cite,
        )
    )
