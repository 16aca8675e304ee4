"""Marked passages: read, and checked for marks that are not well formed.

    python scripts/finder/marks.py scripts/finder/passages/*.txt

prints what is wrong in which line. The format is told in `passages/README.md`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

CLASSES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE",
    "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
STANDINGS = ("happened", "alleged", "denied", "planned")
NOBODY = "?"
_CODE = re.compile("[A-Z]{2,6}")


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that tell an act, the first of them first of all, and what they tell."""

    line: int
    words: str
    classes: tuple[str, ...] = ()
    actor: str = ""
    target: str = ""
    standing: str = STANDINGS[0]
    fields: int = 4

    @property
    def sides(self) -> tuple[str, str]:
        """Who acts, and on whom: a code, a name as it stands in the passage, or `?`."""
        return self.actor, self.target


@dataclass(slots=True)
class Passage:
    """A passage with its marks; `line` is where it begins in its file."""

    line: int
    kind: str
    title: str = ""
    paragraphs: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    @property
    def body(self) -> str:
        """All below the title."""
        return "\n".join(self.paragraphs)

    @property
    def text(self) -> str:
        """Title and body, as the network is given them."""
        return f"{self.title}\n{self.body}"


def passages(path: Path) -> list[Passage]:
    """The passages of a file, in order."""
    found: list[Passage] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        line = line.strip()
        if line.startswith("@"):
            found.append(Passage(number, line[1:].strip()))
        elif not line or not found:
            continue
        elif line.startswith("= "):
            found[-1].title = line[2:].strip()
        elif line.startswith("- "):
            found[-1].marks.append(_mark(number, line[2:]))
        else:
            found[-1].paragraphs.append(line)
    return found


def _mark(number: int, line: str) -> Mark:
    fields = [one.strip() for one in line.split("|")]
    if len(fields) not in (4, 5):
        return Mark(number, fields[0], fields=len(fields))
    words, classes, actor, target, *standing = fields
    return Mark(number, words, tuple(classes.split("/")), actor, target, *standing)


def faults(passage: Passage) -> Iterator[tuple[int, str]]:
    """The lines of a passage that are not well formed, and what is wrong there."""
    if not passage.paragraphs:
        yield passage.line, "no text"
    for mark in passage.marks:
        if wrong := next(_wrong(mark, passage.text), None):
            yield mark.line, f"{wrong}: {mark.words}"


def _wrong(mark: Mark, text: str) -> Iterator[str]:
    if mark.fields not in (4, 5):
        yield f"{mark.fields} parts between bars, not 4 or 5"
    if text.count(mark.words) != 1:
        yield f"the words occur {text.count(mark.words)} times, not once"
    elif (at := text.index(mark.words)) and text[at - 1].isalnum():
        yield "begins inside a word"
    if not set(mark.classes) <= set(CLASSES):
        yield f"{'/'.join(mark.classes)} is no class"
    if mark.standing not in STANDINGS:
        yield f"{mark.standing} is no standing"
    for side in mark.sides:
        if not side:
            yield "a side is empty; nobody is ?"
        elif side != NOBODY and not _CODE.fullmatch(side) and not _named(side, text):
            yield f"{side} is not in the passage"


def _named(side: str, text: str) -> bool:
    return side.lower().removeprefix("the ") in text.lower()


def main(paths: list[Path]) -> int:
    """Print the faults of files and how much is in them; 1 if there are faults."""
    read = {path: passages(path) for path in paths}
    wrong = [(path, *fault) for path in paths for one in read[path] for fault in faults(one)]
    for path, line, what in wrong:
        print(f"{path}:{line}: {what}")
    every = [one for found in read.values() for one in found]
    print(f"{len(every)} passages, {sum(len(one.marks) for one in every)} marks", end="")
    print(f", {len(wrong)} faults")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main([Path(name) for name in sys.argv[1:]]))
