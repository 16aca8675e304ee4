"""How a mention stands to a word that tells: by the parse, or by how far apart they are."""

from __future__ import annotations

from ramify.reading.syntax.relations import preposition
from ramify.reading.syntax.sentence import Sentence

LONGEST = 5
"""Steps of a path that are told apart; what is farther is `far`."""
_KEPT = frozenset({"nsubj:pass", "acl:relcl", "nmod:poss", "obl:agent", "aux:pass"})
_BACK = 4
"""Sentences back that are told apart."""


def way(sentence: Sentence, number: int, word: int, there: int, head: int | None) -> str:
    """How a mention stands to a word of a sentence: by `path` within it, else by `apart`.

    `there` is the sentence of the mention, `head` the word of it that the others depend on.
    """
    if there != number:
        return apart(number, there)
    return "far" if head is None else path(sentence, word, head)


def path(sentence: Sentence, word: int, mention: int) -> str:
    """The way through the tree from a word to a mention: up, then down.

    `nsubj` for a subject, `conj^nsubj` for that of the verb it is joined to, `obl-with` behind a
    preposition.
    """
    up = [word, *sentence.above(word)]
    down = [mention, *sentence.above(mention)]
    meet = next((k for k in up if k in down), None)
    if meet is None:
        return "far"
    rising = [_label(sentence, k) for k in up[: up.index(meet)]]
    falling = [_label(sentence, k) for k in reversed(down[: down.index(meet)])]
    if len(rising) + len(falling) > LONGEST:
        return "far"
    return "".join(f"{one}^" for one in rising) + ">".join(falling)


def _label(sentence: Sentence, k: int) -> str:
    dep = sentence.tokens[k].dep
    plain = dep if dep in _KEPT else dep.partition(":")[0]
    if plain in ("obl", "nmod", "advcl", "acl"):
        return f"{plain}-{preposition(sentence, k) or ''}"
    return plain


def apart(word: int, mention: int) -> str:
    """Where a mention of another sentence stands; sentences of the title are negative."""
    if mention < 0:
        return "title"
    return "after" if mention > word else f"back{min(word - mention, _BACK)}"


def head_of(sentence: Sentence, start: int, end: int) -> int | None:
    """The word of a stretch on which its others depend."""
    inside = [t.i for t in sentence.tokens if t.start < end and t.end > start]
    return next(
        (
            k
            for k in inside
            if sentence.tokens[k].head not in inside or sentence.tokens[k].head == k
        ),
        None,
    )
