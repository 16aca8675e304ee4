"""Sentences with marked words: sides by their letters, words that tell by their number."""

from __future__ import annotations

from dataclasses import dataclass, replace

Span = tuple[int, int]


_MARK = 0xE000
"""Private letters from here on open a word that tells, by its number, and close it."""


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence, its two sides, the word that tells and the class of what one does to the other.

    A side or a word that is None is not marked.
    """

    text: str
    one: Span | None
    two: Span | None
    label: str
    source: str
    trigger: Span | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence whose actors are spans by their letter."""

    text: str
    spans: dict[str, Span]


def tells(word: str, number: int = 1) -> str:
    """A word marked as one that tells."""
    return f"{chr(_MARK + number)}{word}{chr(_MARK)}"


def unmarked(told: Told) -> tuple[Told, dict[int, Span]]:
    """The sentence without the marks of the words that tell, and where these stand."""
    out: list[str] = []
    moved, found = [], {}
    begun = (0, 0)
    for letter in told.text:
        moved.append(len(out))
        number = ord(letter) - _MARK
        if not 0 <= number < 10:
            out.append(letter)
        elif number:
            begun = (number, len(out))
        else:
            found[begun[0]] = (begun[1], len(out))
    moved.append(len(out))
    end = len(told.text)
    spans = {k: (moved[min(s, end)], moved[min(e, end)]) for k, (s, e) in told.spans.items()}
    return Told("".join(out), spans), found


def tidy(item: Item) -> Item:
    """Double spaces out, the first letter a capital, spans moved along."""
    out: list[str] = []
    moved: dict[int, int] = {}
    for at, letter in enumerate(item.text):
        moved[at] = len(out)
        if letter == " " and (not out or out[-1] == " "):
            continue
        if letter in ",." and out and out[-1] == " ":
            out.pop()
        out.append(letter)
    moved[len(item.text)] = len(out)
    text = "".join(out).rstrip()
    text = text[:1].upper() + text[1:]

    def now(span: Span | None) -> Span | None:
        return span and (moved[span[0]], min(moved[min(span[1], len(item.text))], len(text)))

    return replace(item, text=text, one=now(item.one), two=now(item.two), trigger=now(item.trigger))
