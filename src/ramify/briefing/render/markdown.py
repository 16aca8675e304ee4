"""A brief as Markdown: the page in tables, the annex as a list that it links to."""

from __future__ import annotations

from collections.abc import Iterator

from ramify._table import escape_markdown as escape
from ramify.briefing.annex.annex import annex
from ramify.briefing.annex.line import Line, Section
from ramify.briefing.brief import Brief
from ramify.briefing.render.blocks import Block, PageCell, blocks, numbers, spans, standing, topic
from ramify.briefing.render.evidence import Quotes


def markdown(brief: Brief, *, long: bool = False) -> str:
    """The brief as CommonMark text with tables; what documents say is escaped.

    With `long` the annex follows, and the page links to its lines.
    """
    page = brief.page
    lines = [f"# {_flat(topic(page))}", "", *(f"{_flat(line)}  " for line in standing(page)), ""]
    for block in blocks(page):
        lines += _block(block, linked=long)
    where = "below" if long else "with --long"
    lines += [f"Evidence: {page.lines} lines, {where}. Cite: {_flat(page.cite)}", ""]
    if long:
        quotes = Quotes(brief)
        for section in annex(brief):
            lines += _section(section, 2, quotes)
    return "\n".join(lines).rstrip("\n") + "\n"


def _flat(text: str) -> str:
    """A text on one line, escaped."""
    return escape(" ".join(text.split()))


def _block(block: Block, *, linked: bool) -> Iterator[str]:
    if block.title:
        yield from (f"## {block.title.capitalize()}", "")
    if block.rows and len(block.rows[0]) == 1:
        yield from (f"- {_cell(row[0], linked=linked)}" for row in block.rows)
        yield ""
    elif block.rows:
        heads = block.head or ("",) * len(block.rows[0])
        yield f"| {' | '.join(_flat(head) for head in heads)} |"
        yield f"|{' --- |' * len(heads)}"
        for row in block.rows:
            yield f"| {' | '.join(_cell(cell, linked=linked) for cell in row)} |"
        yield ""
    if block.note:
        yield from (f"*{_flat(block.note)}*", "")


def _cell(cell: PageCell, *, linked: bool) -> str:
    if not cell.cites:
        return _flat(cell.words)
    if not linked:
        return f"{_flat(cell.words)} {escape(numbers(cell.cites))}"
    links = ", ".join(
        "–".join(f"[{n}](#n{n})" for n in dict.fromkeys(span)) for span in spans(cell.cites)
    )
    return f"{_flat(cell.words)} ({links})"


def _section(section: Section, level: int, quotes: Quotes) -> Iterator[str]:
    yield f"{'#' * min(level, 6)} {escape(section.heading)}"
    yield ""
    if section.note:
        yield from (f"*{_flat(section.note)}*", "")
    for line in section.lines:
        yield from _line(line, quotes)
    if section.lines:
        yield ""
    for part in section.parts:
        yield from _section(part, level + 1, quotes)


def _line(line: Line, quotes: Quotes) -> Iterator[str]:
    """A line with its own anchor; its evidence below it."""
    tag = f"**{_flat(line.tag)}** " if line.tag else ""
    fresh, above = quotes.of(line)
    see = ", ".join(f"[{n}](#n{n})" for n in above)
    text = " · ".join(filter(None, (_flat(line.text), *map(_flat, line.details))))
    seen = f" (see {see})" if see else ""
    yield f'- <a id="n{line.number}"></a>{line.number}. {tag}{text}{seen}'
    for words in fresh:
        yield f"  - *{_flat(words)}*"
