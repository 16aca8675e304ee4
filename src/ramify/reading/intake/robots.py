"""What a site lets robots fetch: robots.txt, as RFC 9309 reads it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

MOST_BYTES = 500 * 1024
"""What RFC 9309 asks a crawler to read of a file at least; the rest is left unread."""

_MOST_STARS = 16


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one site for one robot: paths allowed and not, seconds between requests."""

    rules: tuple[tuple[str, bool], ...] = ()
    pause: float = 0.0

    def allows(self, path: str) -> bool:
        """Whether the path with its query may be fetched: the longest rule decides, allow a tie.

        >>> robots = parse("User-agent: *\\nDisallow: /a\\nAllow: /a/b$", "ramify")
        >>> [robots.allows(path) for path in ("/", "/a/c", "/a/b")]
        [True, False, True]
        """
        path = _plain(path)
        matching = [(len(rule), allow) for rule, allow in self.rules if _matches(rule, path)]
        return max(matching, default=(0, True))[1]


EVERYTHING = Robots()
NOTHING = Robots((("/", False),))


def parse(text: str, agent: str) -> Robots:
    """The rules of a robots.txt that hold for a robot, else those for all.

    Source: Koster, Illyes, Zeller and Sassman 2022, RFC 9309.

    >>> parse("User-agent: other\\nDisallow: /", "ramify").allows("/")
    True
    """
    groups: dict[str, list[tuple[str, str]]] = {}
    open_groups: list[list[tuple[str, str]]] = []
    naming = False
    for line in text.lstrip("\ufeff").splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if key == "user-agent":
            if not naming:
                open_groups = []
            named = re.match(r"\*|[a-z_-]*", value.lower())
            open_groups.append(groups.setdefault(named.group() if named else "", []))
            naming = True
        elif colon and key in ("allow", "disallow", "crawl-delay"):
            naming = False
            for group in open_groups:
                group.append((key, value))
    return _robots(groups.get(agent.lower(), groups.get("*", [])))


def _robots(lines: list[tuple[str, str]]) -> Robots:
    rules = tuple((_plain(v), k == "allow") for k, v in lines if k != "crawl-delay" and v)
    pauses = [float(v) for k, v in lines if k == "crawl-delay" and re.fullmatch(r"\d+\.?\d*", v)]
    return Robots(rules, max(pauses, default=0.0))


def _plain(path: str) -> str:
    """A path with its percent signs in one spelling, so that spellings of one path agree."""
    return quote(unquote(path), safe="/?&=*$%:@!+,;~'()[]-._")


def _matches(rule: str, path: str) -> bool:
    """Whether a rule fits: `*` stands for anything, `$` for the end; no backtracking."""
    ends = rule.endswith("$")
    first, *rest = rule.removesuffix("$").split("*", _MOST_STARS)
    if not path.startswith(first):
        return False
    at = len(first)
    for number, part in enumerate(rest, 1):
        if ends and number == len(rest):
            return len(path) - len(part) >= at and path.endswith(part)
        at = path.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return not ends or at == len(path)
