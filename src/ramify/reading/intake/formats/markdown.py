"""Markdown to plain text, in time that grows with its length and no faster."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from ramify.reading.intake.formats.raw import Raw

_FIELD = re.compile(r"(\w{1,20})\s{0,9}:\s{0,9}(.+)")
_KEYS = {
    "title": ("title",),
    "author": ("author", "authors", "by", "byline"),
    "outlet": ("publication", "publisher", "outlet", "site", "source"),
    "address": ("url", "link", "canonical", "canonical_url", "permalink", "source"),
    "published": ("date", "published", "pubdate"),
}
"""What front matter says of a text, and the names that the field goes by, the plainest first."""

_HEADING = re.compile(r"#[ \t]+(.+)")
_TARGET = r"\((?>(?:[^()\n]|\([^()\n]*\))*)\)"
_IMAGE = re.compile(rf"!\[[^\[\]]*+\]{_TARGET}")
_LINK = re.compile(rf"\[([^\[\]]++)\]{_TARGET}")
_MARKER = re.compile(r"^(?:#{1,6}|>|[-*+]|\d+\.)[ \t]+", re.MULTILINE)
_EMPHASIS = ("**", "__", "*", "_", "`")


def markdown(text: str) -> Raw:
    """The text without front matter, code, images and marks, and what that says of the text.

    >>> markdown("# Talks\\n\\nThe **envoys** [met](https://example.org).").text
    'Talks\\n\\nThe envoys met.'
    """
    lines = text.split("\n")
    fields, lines = _front_matter(lines)
    heading = next((found[1] for line in lines if (found := _HEADING.match(line))), None)
    text = "\n".join(_without_code(lines))
    text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    text = "\n".join(map(_without_emphasis, _MARKER.sub("", text).split("\n")))
    return Raw(
        text, fields.pop("title", None) or heading, published_from="the front matter", **fields
    )


def _front_matter(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    if lines[0] != "---" or "---" not in lines[1:]:
        return {}, lines
    end = lines.index("---", 1)
    found = (_FIELD.fullmatch(line) for line in lines[1:end])
    given = {f[1].lower(): f[2].strip().strip("'\"[]") for f in found if f}
    return dict(_known(given)), lines[end + 1 :]


def _known(given: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The fields under the names that a text has them by; `source` may be an address or not."""
    for name, keys in _KEYS.items():
        values = (given[key] for key in keys if given.get(key))
        fitting = (v for v in values if name not in ("outlet", "address") or _fits(name, v))
        if (value := next(fitting, None)) is not None:
            yield name, value


def _fits(name: str, value: str) -> bool:
    return value.startswith(("http://", "https://")) == (name == "address")


def _without_code(lines: list[str]) -> Iterator[str]:
    """The lines outside fences; a fence that nothing closes fences nothing."""
    closing = [n for n, line in enumerate(lines) if line == "```"]
    number = 0
    while number < len(lines):
        if lines[number].startswith("```"):
            at = bisect_left(closing, number + 1)
            if at < len(closing):
                yield ""
                number = closing[at] + 1
                continue
        yield lines[number]
        number += 1


def _without_emphasis(line: str) -> str:
    """A line without the marks around words; marks that are not closed stay."""
    ends = {mark: _ends(line, mark) for mark in _EMPHASIS if mark in line}
    out: list[str] = []
    start = at = 0
    while ends and at < len(line):
        found = _closed(line, at, ends)
        if found is None:
            at += 1
            continue
        mark, end = found
        out += [line[start:at], line[at + len(mark) : end]]
        start = at = end + len(mark)
    return "".join([*out, line[start:]])


def _closed(line: str, at: int, ends: dict[str, list[int]]) -> tuple[str, int] | None:
    """The mark that opens here, and where it closes."""
    for mark, places in ends.items():
        first = at + len(mark)
        if line.startswith(mark, at) and first < len(line) and not line[first].isspace():
            nth = bisect_left(places, first + 1)
            if nth < len(places):
                return mark, places[nth]
    return None


def _ends(line: str, mark: str) -> list[int]:
    """Where a mark may close: behind what is no space."""
    found, at = [], line.find(mark)
    while at >= 0:
        if at and not line[at - 1].isspace():
            found.append(at)
        at = line.find(mark, at + 1)
    return found
