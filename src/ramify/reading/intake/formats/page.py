"""Web pages to the text of their article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ramify._errors import InputError
from ramify.reading.intake.formats.raw import Raw

if TYPE_CHECKING:
    from lxml.html import HtmlElement

DEEPEST = 255
"""Elements inside one another. Pages have some tens; past it the parser leaves out the rest."""

_REPAIR = "save the page as plain text, or paste its text"


def page_text(text: str, where: str) -> Raw:
    """The article of a page, with what the page says about itself.

    Raises:
        InputError: nested too deep, or without an article.
    """
    import trafilatura
    from trafilatura.utils import load_html

    tree = load_html(text)
    if tree is None:
        raise InputError("no article found", where=where, repair=_REPAIR)
    if _depth(tree) > DEEPEST:
        raise InputError("nested too deep", where=where, repair="save the page as plain text")
    language = str(tree.get("lang") or "")[:2].lower()
    date = _date(tree)
    found: Any = trafilatura.bare_extraction(
        tree, include_comments=False, include_tables=False, with_metadata=True
    )
    if found is None or not (found.text or "").strip():
        raise InputError("no article found", where=where, repair=_REPAIR)
    return Raw(
        found.text,
        found.title,
        found.author,
        date,
        "the page's own data",
        language if len(language) == 2 and language.isalpha() else None,
        found.sitename,
        found.url,
    )


def _depth(tree: HtmlElement) -> int:
    """How many elements are inside one another, at most."""
    from lxml import etree

    deepest = depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _date(tree: HtmlElement) -> str | None:
    from htmldate import find_date

    date: str | None = find_date(tree, extensive_search=False, original_date=True)
    return date
