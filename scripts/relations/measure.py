"""Measures over sets that people coded; none of them is trained on."""

from __future__ import annotations

import csv
import gzip
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .generate import CLASSES, NONE

Span = tuple[int, int]
Item = tuple[str, Span, Span, Span | None]
FRIENDLY = ("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD")


@dataclass(frozen=True, slots=True)
class Coded:
    """A sentence with its sides and the class that people gave it."""

    item: Item
    label: str
    held_out: bool


def plv(path: Path) -> list[Coded]:
    """The relations of Hu et al. (2024) whose sides stand in the sentence, halved by hash.

    The half that is not `held_out` was looked at while the lexicon was written.
    """
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    found = []
    for row in rows:
        one, two = (row["sentence"].find(row[s]) for s in ("source", "target"))
        spans = (one, one + len(row["source"])), (two, two + len(row["target"]))
        if one < 0 or two < 0 or (spans[0][0] < spans[1][1] and spans[1][0] < spans[0][1]):
            continue
        half = int(hashlib.sha256(row["sentence"].encode()).hexdigest(), 16) % 2 == 1
        found.append(Coded((row["sentence"], *spans, None), row["gold_root"], half))
    return found


def merged(probabilities: NDArray[np.floating]) -> tuple[list[str], NDArray[np.floating]]:
    """CONCEDE and RETREAT as one, as the PLV rows have it; none last."""
    names = [c for c in CLASSES if c not in ("CONCEDE", "RETREAT", NONE)] + ["YIELD", NONE]
    columns = [probabilities[:, CLASSES.index(c)] for c in names[:-2]]
    give = probabilities[:, [CLASSES.index("CONCEDE"), CLASSES.index("RETREAT")]].sum(1)
    return names, np.stack([*columns, give, probabilities[:, CLASSES.index(NONE)]], 1)


def scores(coded: Sequence[Coded], probabilities: NDArray[np.floating]) -> dict[str, float]:
    """Class and sign right by the likeliest class but none, and with none; by threshold."""
    names, p = merged(probabilities)
    gold = [c.label for c in coded]
    forced = [names[i] for i in p[:, :-1].argmax(1)]
    top = [names[i] for i in p.argmax(1)]
    sure = p.max(1)
    found = {
        "class": _share([f == g for f, g in zip(forced, gold, strict=True)]),
        "sign": _share([_sign(f) == _sign(g) for f, g in zip(forced, gold, strict=True)]),
        "class, none counted wrong": _share([t == g for t, g in zip(top, gold, strict=True)]),
        "none": _share([t == NONE for t in top]),
    }
    for limit in (0.3, 0.5, 0.6, 0.7, 0.8, 0.9):
        kept = [i for i in range(len(gold)) if sure[i] >= limit and top[i] != NONE]
        found[f"cover at {limit}"] = len(kept) / len(gold)
        found[f"precision at {limit}"] = _share([top[i] == gold[i] for i in kept])
        found[f"opposite at {limit}"] = _share([_sign(top[i]) != _sign(gold[i]) for i in kept])
    return found


def _sign(label: str) -> bool:
    return label in FRIENDLY


def _share(right: Sequence[bool]) -> float:
    return round(sum(right) / max(1, len(right)), 4)
