"""The lemma tables: WordNet's, as spacy-lookups-data has them, and the treebanks' own."""

from __future__ import annotations

import gzip
import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from ramify_english._lemmas import Lemmas
from ramify_english._treebank import Sentence

KINDS = ("verb", "noun", "adj")


def lemma_tables(sentences: list[Sentence], data: Path) -> dict[str, Any]:
    """What `ramify_english._lemmas.Lemmas.read` reads.

    From the treebanks only what the rules get wrong is kept, if seen more than once.
    """
    exceptions = {
        kind: {form: lemmas[0] for form, lemmas in table.items() if form.isalpha()}
        for kind, table in _read(data / "en_lemma_exc.json.gz").items()
        if kind in KINDS
    }
    index = _read(data / "en_lemma_index.json.gz")
    known = {kind: sorted(w for w in index[kind] if w.isalpha() and w.islower()) for kind in KINDS}
    rules = Lemmas({}, exceptions, {kind: frozenset(words) for kind, words in known.items()})
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for word in sentence.words:
            form = sentence.text[word.start : word.end].lower().replace("’", "'")
            if word.upos != "PROPN" or word.xpos == "NNPS":
                seen[form, word.xpos][word.lemma.lower() if word.lemma != "I" else "I"] += 1
    treebank = {}
    for (form, tag), lemmas in sorted(seen.items()):
        lemma, n = lemmas.most_common(1)[0]
        if lemma != rules.regular(form, tag) and n > 1:
            treebank[f"{form} {tag}"] = lemma
    return {
        "treebank": treebank,
        "exceptions": exceptions,
        "known": {kind: " ".join(words) for kind, words in known.items()},
    }


def write_lemmas(tables: dict[str, Any], path: Path) -> None:
    text = json.dumps(tables, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    # No time stamp, so that the same tables give the same bytes.
    path.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))


def _read(path: Path) -> dict[str, Any]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        tables: dict[str, Any] = json.load(file)
    return tables
