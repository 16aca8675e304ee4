"""Treebank sentences that name two sides, with what ramify's rules, or a person, read there.

`data/silver.csv` has the sentences' ids, the spans and the class by the rules;
`data/candidates.csv` words that a second reader is asked about, with the class by the word lists'
author, who left out what is open to doubt. The text stays in the treebanks.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from .generate import NONE
from .marks import Item, Span

FILES = ("ewt-train.conllu.gz", "gum-train-nonc.conllu.gz")
TABLE = Path(__file__).parent / "data" / "silver.csv"
BY_HAND = TABLE.with_name("candidates.csv")
HELD = 5
"""Every fifth sentence is kept to measure on."""


def sentences(folder: Path, names: Sequence[str] = FILES) -> Iterator[tuple[str, str]]:
    """Ids and texts of some files of the treebanks, by themselves of the training parts."""
    for name in names:
        with gzip.open(folder / name, "rt", encoding="utf-8") as file:
            sent = ""
            for line in file:
                if line.startswith("# sent_id"):
                    sent = line.partition("=")[2].strip()
                elif line.startswith("# text ="):
                    yield sent, line.partition("=")[2].strip()


def silver(folder: Path) -> Iterator[tuple[Item, bool]]:
    """The sentences as items, and whether they are held out."""
    texts = dict(sentences(folder))
    for table in (TABLE, BY_HAND):
        for row in csv.DictReader(table.read_text("utf-8").splitlines()):
            one, two, word = (_span(row, name) for name in ("one", "two", "word"))
            number = int(hashlib.sha256(row["sentence"].encode()).hexdigest(), 16)
            item = Item(texts[row["sentence"]], one, two, row["label"], "treebank", word)
            yield item, number % HELD == 0


def _span(row: dict[str, str], name: str) -> Span | None:
    start, end = row[f"{name}_start"], row[f"{name}_end"]
    return (int(start), int(end)) if start else None


def held_out(folder: Path) -> Iterator[tuple[str, Span | None, Span | None, Span | None]]:
    """Those held out in which the rules read no act."""
    for item, held in silver(folder):
        if held and item.label == NONE:
            yield item.text, item.one, item.two, item.trigger
