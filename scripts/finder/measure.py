"""What a finder tells of marked passages that it was not trained on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from ramify_relations import Finder, Found

from .examples import Asked, Example

TELLS = 0.5
"""Least probability that a word tells something."""


def measured(finder: Finder, examples: Sequence[Example]) -> dict[str, float]:
    """Shares right; of classes those among told words that are marked, of sides among all marked.

    `whole` is told, of the right class and between the right sides.
    """
    counts: Counter[str] = Counter()
    for example in examples:
        passage = finder.passage(example.text, example.mentions)
        for asked in example.asked:
            if found := passage.of(asked.word):
                counts.update(_counted(asked, found, example))
    return {
        name: round(counts[right] / max(1, counts[of]), 3)
        for name, right, of in (
            ("precision", "told rightly", "told"),
            ("recall", "told rightly", "marked"),
            ("class", "class", "told rightly"),
            ("actor", "actors", "of actors"),
            ("target", "targets", "of targets"),
            ("both", "both", "of both"),
            ("both, where the rules read", "both by rules", "of both by rules"),
            ("standing", "standing", "marked"),
            ("whole", "whole", "of both"),
        )
    } | {"marked": counts["marked"]}


def _counted(asked: Asked, found: Found, example: Example) -> list[str]:
    says = 1 - found.classes["NONE"] > TELLS
    told = asked.told
    if told is None:
        return ["told"] * says
    label = max((name for name in found.classes if name != "NONE"), key=found.classes.__getitem__)
    classed = says and label in told.classes
    counts = ["marked", *["told", "told rightly"] * says, *["class"] * classed]
    standing = max(found.standings, key=found.standings.__getitem__)
    counts += ["standing"] * (standing == told.standing)
    there = {id for mention in example.mentions for id in mention.ids}
    right = {
        role: None if asked.in_title else _right(given, marked, there)
        for role, given, marked in (
            ("actors", found.actors, told.actors),
            ("targets", found.targets, told.targets),
        )
    }
    for role, is_right in right.items():
        counts += [f"of {role}"] * (is_right is not None) + [role] * bool(is_right)
    if None not in right.values():
        both = all(right.values())
        read = bool(asked.word.label)
        counts += ["of both"] + ["both"] * both + ["of both by rules"] * read
        counts += ["both by rules"] * (both and read) + ["whole"] * (both and classed)
    return counts


def _right(
    given: Mapping[str | None, float], marked: Sequence[frozenset[str] | None], there: set[str]
) -> bool | None:
    """Whether the likeliest side is marked; None where the passage names none of the marked."""
    likeliest = max(given, key=lambda id: given[id])
    meant = {id for ids in marked for id in ids or () if id in there}
    if meant:
        return likeliest in meant
    return likeliest is None if all(ids is not None and not ids for ids in marked) else None
