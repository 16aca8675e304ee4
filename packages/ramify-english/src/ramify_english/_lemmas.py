"""Lemmas from a form and its tags: what the treebanks say, then exceptions, then endings.

The exceptions and the lists of known lemmas derive from WordNet 3.0; the treebanks' own lemmas
come first, so that the conventions are those of Universal Dependencies.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from pathlib import Path

# For each Penn tag that marks an inflection: the kind of word, and its endings with their
# replacements, tried in order.
_VERB_S = (("ies", "y"), ("es", "e"), ("es", ""), ("s", ""))
_ENDINGS: Mapping[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "VBZ": ("verb", _VERB_S),
    "VBD": ("verb", (("ied", "y"), ("ed", "e"), ("ed", ""))),
    "VBN": ("verb", (("ied", "y"), ("ed", "e"), ("ed", ""))),
    "VBG": ("verb", (("ing", "e"), ("ing", ""))),
    "NNS": ("noun", (("men", "man"), ("ies", "y"), ("es", "e"), ("es", ""), ("s", ""))),
    "NNPS": ("noun", (("ies", "y"), ("es", "e"), ("es", ""), ("s", ""))),
    "JJR": ("adj", (("ier", "y"), ("er", "e"), ("er", ""))),
    "RBR": ("adj", (("ier", "y"), ("er", "e"), ("er", ""))),
    "JJS": ("adj", (("iest", "y"), ("est", "e"), ("est", ""))),
    "RBS": ("adj", (("iest", "y"), ("est", "e"), ("est", ""))),
}
_SIBILANTS = ("s", "x", "z", "ch", "sh", "o")
_APOSTROPHES = str.maketrans("’‘“”", "''\"\"")


class Lemmas:
    """Call with form, UPOS and Penn tag to get the lemma.

    `treebank` maps "form tag" to a lemma, `exceptions` irregular forms of each kind of word to
    theirs, and `known` holds the lemmas of each kind.
    """

    def __init__(
        self,
        treebank: Mapping[str, str],
        exceptions: Mapping[str, Mapping[str, str]],
        known: Mapping[str, frozenset[str]],
    ) -> None:
        self._treebank, self._exceptions, self._known = treebank, exceptions, known
        self._seen: dict[tuple[str, str, str], str] = {}

    @classmethod
    def read(cls, path: Path) -> Lemmas:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            tables = json.load(file)
        known = {kind: frozenset(lemmas.split()) for kind, lemmas in tables["known"].items()}
        return cls(tables["treebank"], tables["exceptions"], known)

    def __call__(self, form: str, upos: str, xpos: str) -> str:
        key = (form, upos, xpos)
        lemma = self._seen.get(key)
        if lemma is None:
            if len(self._seen) > 200_000:
                self._seen.clear()
            lemma = self._seen[key] = self._find(form.translate(_APOSTROPHES), upos, xpos)
        return lemma

    def _find(self, form: str, upos: str, xpos: str) -> str:
        if upos == "PROPN" and xpos != "NNPS":
            return form
        lower = form.lower()
        lemma = self._treebank.get(f"{lower} {xpos}") or self.regular(lower, xpos)
        if upos == "PROPN":
            return lemma.upper() if form.isupper() else lemma.capitalize()
        return lemma

    def regular(self, lower: str, xpos: str) -> str:
        """The lemma of a lower-cased form without the treebanks' help."""
        if xpos not in _ENDINGS:
            return lower
        kind, endings = _ENDINGS[xpos]
        if lower in self._exceptions[kind]:
            return self._exceptions[kind][lower]
        known = self._known[kind]
        stems = [
            lower[: -len(old)] + new
            for old, new in endings
            if lower.endswith(old) and len(lower) > len(old) + 1
        ]
        for stem in stems:
            if stem in known:
                return stem
            if len(stem) > 3 and stem[-1] == stem[-2] and stem[:-1] in known:
                return stem[:-1]
        last = lower.rpartition("-")[2]
        if last != lower and last:
            return lower[: -len(last)] + self.regular(last, xpos)
        return _guess(lower, stems)


def _guess(lower: str, stems: list[str]) -> str:
    """Of the stems of an unknown word, the one English spelling makes likely."""
    if not stems:
        return lower
    if lower.endswith(("ies", "ied", "iest", "ier")):
        return stems[0]
    bare = stems[-1]
    if lower.endswith("es"):
        return lower[:-2] if lower[:-2].endswith(_SIBILANTS) else lower[:-1]
    if lower.endswith("s"):
        return bare
    if len(bare) > 3 and bare[-1] == bare[-2] and bare[-1] not in "lsfz":
        return bare[:-1]
    return bare + "e" if bare.endswith(("at", "iz", "is", "v", "c", "u", "rg", "dg")) else bare
