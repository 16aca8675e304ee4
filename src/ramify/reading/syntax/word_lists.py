"""The word lists of the reading room, as looked-up values."""

from __future__ import annotations

import csv
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class VerbEntry:
    """One line of verbs.csv: a verb, perhaps with its object, and what it does."""

    code: str
    objects: frozenset[str]
    """Classes (`@aid`) and lemmas the object may have; empty for any or none."""
    slots: tuple[str, ...]
    """Where the target stands: `obj`, `poss`, `subject`, `comp` or a preposition."""
    symmetric: bool
    note: str
    """`needs A|B`: one of these words must be in the clause; `reverse`: the object acts."""


@dataclass(frozen=True, slots=True)
class Noun:
    """What a noun stands for: the codes of the action it names and the classes it is in."""

    code: str | None
    classes: frozenset[str]
    alone: bool
    """Whether it reports an event without a verb: `Finland's accession`."""


def _rows(name: str) -> list[dict[str, str]]:
    text = files("ramify.reading").joinpath(f"data/{name}").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def tables(name: str) -> dict[str, Any]:
    """A TOML file of the reading room's data."""
    text = files("ramify.reading").joinpath(f"data/{name}").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def ordered(name: str) -> tuple[str, ...]:
    """A word list of words.toml, in its order; "-" stands for the empty word."""
    return tuple("" if word == "-" else word for word in tables("words.toml")[name].split())


@cache
def wordlist(name: str) -> frozenset[str]:
    """A word list of words.toml.

    >>> "who" in wordlist("pron"), "veto" in wordlist("saying")
    (True, False)
    """
    return frozenset(ordered(name))


@cache
def verbs() -> dict[str, tuple[VerbEntry, ...]]:
    """Entries by verb, those with an object first."""
    found: dict[str, list[VerbEntry]] = {}
    for row in _rows("verbs.csv"):
        entry = VerbEntry(
            row["code"],
            frozenset(filter(None, row["object"].split("|"))),
            tuple(filter(None, row["target"].split("|"))),
            "symmetric" in row["note"],
            row["note"].replace("symmetric", "").strip(),
        )
        for verb in row["verbs"].split("|"):
            found.setdefault(verb, []).append(entry)
    return {verb: tuple(sorted(entries, key=_exactness)) for verb, entries in found.items()}


def _exactness(entry: VerbEntry) -> tuple[bool, bool, bool]:
    return (not entry.objects, "-" in entry.objects, not entry.note.startswith("needs"))


@cache
def nouns() -> dict[str, Noun]:
    """What each noun stands for."""
    codes: dict[str, str] = {}
    classes: dict[str, set[str]] = {}
    alone: set[str] = set()
    for row in _rows("nouns.csv"):
        for noun in row["nouns"].split("|"):
            if row["code"]:
                codes.setdefault(noun, row["code"])
            classes.setdefault(noun, set()).update(filter(None, [row["class"]]))
            if row["alone"]:
                alone.add(noun)
    return {
        noun: Noun(codes.get(noun), frozenset(names), noun in alone)
        for noun, names in classes.items()
    }


@cache
def modes() -> dict[str, tuple[str, ...]]:
    """What a verb does to the action in its complement: `intend`, `refuse`, `stop` …"""
    found: dict[str, list[str]] = {}
    for row in _rows("operators.csv"):
        for verb in row["verbs"].split("|"):
            found.setdefault(verb, []).append(row["mode"])
    return {verb: tuple(names) for verb, names in found.items()}


@cache
def operator_nouns() -> dict[str, str]:
    """The mode that a noun names: `a pledge to`, `its threat to`, `a call for`."""
    return {
        noun: mode
        for mode, words in tables("words.toml")["modes"].items()
        for noun in words.split()
    }


@cache
def deverbals() -> dict[str, str]:
    """The verb that a noun comes from.

    >>> deverbals()["expulsion"], deverbals()["closure"]
    ('expel', 'close')
    """
    return {noun: row["verb"] for row in _rows("deverbals.csv") for noun in row["nouns"].split("|")}


def is_known_verb(verb: str) -> bool:
    """Whether a verb, with its particle if any, is in verbs.csv or operators.csv."""
    return verb in verbs() or verb in modes()


@cache
def _compositions() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for row in _rows("compose.csv"):
        found.setdefault(row["mode"], {})[row["code"]] = row["becomes"]
    return found


def compose(mode: str, code: str | None) -> str | None:
    """The CAMEO code of an action that is meant, demanded, refused, stopped …; None if none.

    CAMEO builds its verbal codes this way: to promise aid (07) is 033, to
    demand it 103, to refuse it 122, to stop it 162.

    >>> compose("intend", "072"), compose("stop", "163"), compose("refuse", "040")
    ('0332', '085', '125')
    """
    table = _compositions().get(mode)
    if table is None:
        return code
    for length in range(len(code or ""), -1, -1):
        found = table.get((code or "")[:length])
        if found is not None:
            return code if found == "=" else found or None
    return None


@cache
def agents() -> dict[str, str]:
    """The sector a noun for people or bodies stands for: `rebel` is REB."""
    return {noun: row["sector"] for row in _rows("agents.csv") for noun in row["nouns"].split("|")}


def phrase(words: list[str], table: dict[str, Any]) -> str | None:
    """The longest ending of a list of words that a table has.

    >>> phrase(["the", "air", "raid"], {"raid": 1, "air raid": 1})
    'air raid'
    """
    for first in range(max(0, len(words) - 3), len(words)):
        if (key := " ".join(words[first:])) in table:
            return key
    return None


def singular(word: str) -> str:
    """The singular of `-men`, which lemma rules miss in rarer words.

    >>> singular("militiamen"), singular("omen")
    ('militiaman', 'omen')
    """
    return f"{word[:-3]}man" if word.endswith("men") and word[:-3] + "man" in agents() else word


def letters(text: str) -> str:
    """Lower-case letters and digits alone, to compare wordings.

    >>> letters("U.S.-led")
    'us led'
    """
    return " ".join(re.sub(r"[^\w\s-]", "", text).replace("-", " ").casefold().split())
