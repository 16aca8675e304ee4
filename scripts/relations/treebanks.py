"""Treebank sentences that name two sides, with what ramify's rules read between them.

`data/silver.csv` has the sentences' ids, the spans and the class; the text stays in the treebanks.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
from collections.abc import Iterator
from pathlib import Path

from .generate import NONE, Item

FILES = ("ewt-train.conllu.gz", "gum-train-nonc.conllu.gz")
TABLE = Path(__file__).parent / "data" / "silver.csv"
HELD = 5
"""Every fifth sentence is kept to measure on."""


def sentences(folder: Path) -> Iterator[tuple[str, str]]:
    """Ids and texts of the treebanks' training parts."""
    for name in FILES:
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
    with TABLE.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            one, two = ((int(row[f"{s}_start"]), int(row[f"{s}_end"])) for s in ("one", "two"))
            number = int(hashlib.sha256(row["sentence"].encode()).hexdigest(), 16)
            item = Item(texts[row["sentence"]], one, two, row["label"], "treebank")
            yield item, number % HELD == 0


def held_out(folder: Path) -> Iterator[tuple[str, tuple[int, int], tuple[int, int]]]:
    """Those held out in which the rules read no act."""
    for item, held in silver(folder):
        if held and item.label == NONE:
            yield item.text, item.one, item.two
