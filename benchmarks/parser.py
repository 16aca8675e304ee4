"""How well and how fast `ramify-english` parses: accuracy on UD test sets, speed, load time.

    python benchmarks/parser.py TREEBANKS [--pipeline NAME] [--json FILE]

TREEBANKS is the folder with ewt-test, gum-test and pud-test as ``.conllu.gz``. Only text goes in:
one sentence at a time for the accuracies (a parse is scored whatever the tokenizer made of the
text), whole documents for sentence boundaries and speed. `--pipeline` scores any other installed
spaCy pipeline with UD labels in the same way.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections import Counter
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from ramify_english._treebank import ROOT, Sentence, Word, read_conllu

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

TESTS = {
    "EWT": "ewt-test.conllu.gz",
    "GUM": "gum-test.conllu.gz",
    "PUD": "pud-test.conllu.gz",
}
SUBJECTS = {"nsubj", "nsubj:pass"}
OBJECTS = {"obj", "iobj"}
CORE = SUBJECTS | OBJECTS
CLAUSAL = {"csubj", "csubj:pass", "ccomp", "xcomp"}

Span = tuple[int, int]


def parsed(doc: Doc) -> list[Word]:
    """A document's tokens as words with spans; heads count words, white space left out."""
    number = {t.i: n for n, t in enumerate(t for t in doc if not t.is_space)}
    return [
        Word(
            t.idx,
            t.idx + len(t),
            t.lemma_,
            t.pos_,
            t.tag_,
            ROOT if t.head is t or t.head.i == t.i else number.get(t.head.i, ROOT),
            "root" if t.dep_ == "ROOT" else t.dep_,
        )
        for t in doc
        if not t.is_space
    ]


def attachments(words: list[Word], labelled: bool, subtypes: bool, punct: bool) -> Counter:
    """(span, span of head, relation) of every word, as in the CoNLL 2018 evaluation."""
    found: Counter = Counter()
    for word in words:
        if not punct and word.deprel == "punct":
            continue
        relation = word.deprel if subtypes else word.deprel.partition(":")[0]
        head = None if word.head == ROOT else (words[word.head].start, words[word.head].end)
        found[word.start, word.end, head, relation if labelled else ""] += 1
    return found


def clauses(words: list[Word], relations: set[str]) -> dict[Span, frozenset[tuple[Span, str]]]:
    """For each word with core arguments, the arguments and their relations."""
    found: dict[Span, set[tuple[Span, str]]] = {}
    for word in words:
        if word.deprel in relations and word.head != ROOT:
            head = words[word.head]
            argument = ((word.start, word.end), word.deprel)
            found.setdefault((head.start, head.end), set()).add(argument)
    return {head: frozenset(arguments) for head, arguments in found.items()}


class Tally:
    """Counts of what is right, found and true, by measure."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.true: Counter[str] = Counter()

    def add(self, name: str, found: Counter, true: Counter) -> None:
        self.right[name] += (found & true).total()
        self.found[name] += found.total()
        self.true[name] += true.total()

    def f1(self) -> dict[str, float]:
        return {
            name: round(200 * self.right[name] / (self.found[name] + self.true[name]), 2)
            for name in self.true
        }


def accuracy(nlp: Language, sentences: list[Sentence]) -> dict[str, float]:
    """F1 of words, tags, lemmas and attachments; shares of clauses with their arguments right."""
    tally, clause = Tally(), Counter()
    docs = nlp.pipe((s.text for s in sentences), batch_size=64)
    for sentence, doc in zip(sentences, docs, strict=True):
        gold, mine = list(sentence.words), parsed(doc)
        for name, key in (
            ("words", lambda w: ""),
            ("upos", lambda w: w.upos),
            ("xpos", lambda w: w.xpos),
            ("lemmas", lambda w: w.lemma),
        ):
            pair = (Counter((w.start, w.end, key(w)) for w in words) for words in (mine, gold))
            tally.add(name, *pair)
        for name, *options in (
            ("uas", False, True, True),
            ("las", True, True, True),
            ("las, no punctuation", True, True, False),
            ("las, no subtypes", True, False, True),
        ):
            tally.add(name, *(attachments(words, *options) for words in (mine, gold)))
        count_clauses(clause, mine, gold)
    shares = {
        name: round(100 * clause[name, "right"] / clause[name, "all"], 2)
        for name in ("core arguments", "of transitive", "with clausal")
    }
    return tally.f1() | shares | {"clauses": clause["core arguments", "all"]}


def count_clauses(count: Counter, mine: list[Word], gold: list[Word]) -> None:
    """A clause is right if it has exactly the gold arguments, each with the gold relation."""
    for name, relations in (("core arguments", CORE), ("with clausal", CORE | CLAUSAL)):
        true, found = clauses(gold, relations), clauses(mine, relations)
        for head, arguments in true.items():
            right = found.get(head) == arguments
            count[name, "all"] += 1
            count[name, "right"] += right
            kinds = {relation for _, relation in arguments}
            if relations is CORE and kinds & SUBJECTS and kinds & OBJECTS:
                count["of transitive", "all"] += 1
                count["of transitive", "right"] += right


def boundaries(nlp: Language, sentences: list[Sentence]) -> float:
    """F1 of sentences found in whole documents, blank lines between paragraphs."""
    tally = Tally()
    for _, group in groupby(sentences, key=lambda s: s.document):
        text, true = "", Counter()
        for s in group:
            text += ("\n\n" if s.opens_paragraph else " ") if text else ""
            true[len(text), len(text) + len(s.text)] += 1
            text += s.text
        found: Counter = Counter()
        for sent in nlp(text).sents:
            words = [t for t in sent if not t.is_space]
            if words:
                found[words[0].idx, words[-1].idx + len(words[-1])] += 1
        tally.add("sentences", found, true)
    return tally.f1()["sentences"]


def speed(nlp: Language, sentences: list[Sentence]) -> int:
    """Words a second of processor time over texts of ten sentences, the best of three runs.

    The pipeline keeps to one thread, so this is what one core does if nobody else uses it.
    """
    texts = [" ".join(s.text for s in sentences[i : i + 10]) for i in range(0, len(sentences), 10)]
    best = 0.0
    for _ in range(3):
        start = time.process_time()
        words = sum(len(doc) for doc in nlp.pipe(texts))
        best = max(best, words / (time.process_time() - start))
    return round(best)


def load_seconds() -> float:
    """Seconds to load in a fresh process which has imported spaCy already; best of three."""
    code = (
        "import time, spacy, ramify_english; t = time.perf_counter(); "
        "ramify_english.load()('Warm up.'); print(time.perf_counter() - t)"
    )
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
            for _ in range(3)]  # fmt: skip
    return round(min(float(run.stdout) for run in runs), 2)


def pipeline(name: str) -> Language:
    if name == "ramify_english":
        import ramify_english

        return ramify_english.load()
    import spacy

    return spacy.load(name)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("treebanks", type=Path)
    parser.add_argument("--pipeline", default="ramify_english")
    parser.add_argument("--tests", nargs="+", default=list(TESTS), choices=list(TESTS))
    parser.add_argument("--json", type=Path, help="also write the numbers to this file")
    args = parser.parse_args()
    nlp = pipeline(args.pipeline)
    table = {}
    for name in args.tests:
        sentences = list(read_conllu(args.treebanks / TESTS[name]))
        table[name] = accuracy(nlp, sentences)
        table[name] |= {"sentences": boundaries(nlp, sentences), "words/s": speed(nlp, sentences)}
    names = list(table)
    print(f"{'':24}" + "".join(f"{name:>9}" for name in names))
    for measure in table[names[0]]:
        print(f"{measure:24}" + "".join(f"{table[name][measure]:>9}" for name in names))
    if args.pipeline == "ramify_english":
        print("load, seconds", load_seconds())
    if args.json:
        args.json.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
