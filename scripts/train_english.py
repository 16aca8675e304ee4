"""Train the English syntax of `ramify-english` from Universal Dependencies.

    python scripts/train_english.py --treebanks DIR --lookups DIR --out DIR

Needs PyTorch and, for the Brown clusters and the lemma tables, the folder ``data`` of the PyPI
package spacy-lookups-data (MIT). The treebanks are CoNLL-U files, gzipped or not, named as in
`TRAINING` and `DEVELOPMENT`. Everything else comes from `ramify_english` itself, so that the
network sees in training exactly the tokens and features it will see in use.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import random
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import spacy
import torch
from english.augment import vary
from english.lemmas import lemma_tables, write_lemmas
from english.model import Batch, Parser, Sizes, exported
from english.segmenter import train_segmenter
from ramify_english._forms import Clusters, FormTable, fold
from ramify_english._model import read_weights
from ramify_english._network import FormVectors
from ramify_english._tokens import adapt_tokenizer
from ramify_english._treebank import UNKNOWN, Sentence, project, read_conllu

TRAINING = ("ewt-train.conllu.gz", "gum-train-nonc.conllu.gz")
DEVELOPMENT = ("ewt-dev.conllu.gz", "gum-dev.conllu.gz")
# The licences of the recorded conversations in GUM are doubtful.
LEFT_OUT = "GUM_conversation"
SEED = 7


@dataclass(frozen=True)
class Example:
    """A sentence as the network sees it: forms and, for each, indices of what to predict."""

    forms: tuple[str, ...]
    heads: tuple[int, ...]
    labels: tuple[int, ...]
    upos: tuple[int, ...]
    xpos: tuple[int, ...]


@dataclass(frozen=True)
class Inventory:
    """The classes predicted, in the order of the network's outputs."""

    labels: tuple[str, ...]
    upos: tuple[str, ...]
    xpos: tuple[str, ...]

    @classmethod
    def of(cls, sentences: list[Sentence]) -> Inventory:
        words = [w for s in sentences for w in s.words]
        counts = [Counter(getattr(w, name) for w in words) for name in ("deprel", "upos", "xpos")]
        for count, extra in zip(counts, ("goeswith", "X", "GW"), strict=True):
            count[extra] += 3
        return cls(*(tuple(sorted(v for v, n in c.items() if n >= 3)) for c in counts))


def read(folder: Path, names: tuple[str, ...]) -> list[Sentence]:
    found = [s for name in names for s in read_conllu(folder / name)]
    return [s for s in found if not s.document.startswith(LEFT_OUT)]


class Encoder:
    """Tokenizes sentences and lays their annotation over the tokens."""

    def __init__(self, inventory: Inventory) -> None:
        self._nlp = spacy.blank("en")
        adapt_tokenizer(self._nlp)
        self._index = [
            {value: i for i, value in enumerate(values)}
            for values in (inventory.labels, inventory.upos, inventory.xpos)
        ]

    def __call__(self, sentence: Sentence) -> Example:
        doc = [t for t in self._nlp.tokenizer(sentence.text) if not t.is_space]
        gold = project(sentence, [(t.idx, t.idx + len(t)) for t in doc])
        columns = [
            tuple(index.get(value, UNKNOWN) for value in values)
            for index, values in zip(self._index, (gold.deprel, gold.upos, gold.xpos), strict=True)
        ]
        heads = tuple(h + 1 if h != UNKNOWN else UNKNOWN for h in gold.head)
        return Example(tuple(t.text for t in doc), heads, *columns)


def vocabulary(sentences: list[Sentence], at_least: int = 2) -> list[str]:
    """Lower-cased forms seen `at_least` times."""
    seen = Counter(fold(s.text[w.start : w.end]).lower() for s in sentences for w in s.words)
    return sorted(form for form, n in seen.items() if n >= at_least)


def batches(examples: list[Example], tokens: int, rng: random.Random) -> Iterator[list[Example]]:
    """Sentences of like length together, about `tokens` tokens at a time, in random order."""
    ordered = sorted(examples, key=lambda e: len(e.forms) + rng.random() * 4)
    groups: list[list[Example]] = [[]]
    size = 0
    for example in ordered:
        if size + len(example.forms) > tokens and groups[-1]:
            groups.append([])
            size = 0
        groups[-1].append(example)
        size += len(example.forms)
    rng.shuffle(groups)
    yield from groups


class FormCache:
    """Features of forms as one matrix row each."""

    def __init__(self, table: FormTable) -> None:
        self._table = table
        self._rows: dict[str, np.ndarray] = {}

    def __call__(self, form: str) -> np.ndarray:
        if form not in self._rows:
            f = self._table.features(form)
            row = np.array([f.word, f.cluster, *f.prefixes, f.shape, *f.letters])
            self._rows[form] = row
        return self._rows[form]


def batch_of(examples: list[Example], cache: FormCache) -> Batch:
    examples = sorted(examples, key=lambda e: -len(e.forms))
    lengths = torch.tensor([len(e.forms) for e in examples])
    forms: dict[str, int] = {}
    ids = [[forms.setdefault(f, len(forms)) for f in e.forms] for e in examples]
    width = int(lengths[0])

    def padded(rows: list[tuple[int, ...]] | list[list[int]], fill: int) -> torch.Tensor:
        return torch.tensor([[*row, *[fill] * (width - len(row))] for row in rows])

    return Batch(
        torch.from_numpy(np.stack([cache(f) for f in forms])),
        padded(ids, 0),
        lengths,
        *(
            padded([getattr(e, name) for e in examples], UNKNOWN)
            for name in ("heads", "labels", "upos", "xpos")
        ),
    )


def evaluate(model: Parser, data: list[Batch]) -> dict[str, float]:
    """Token accuracies without trees enforced: a quick look while training."""
    model.eval()
    right: Counter[str] = Counter()
    with torch.no_grad():
        for batch in data:
            right.update(model.correct(batch))
    total = right.pop("total")
    return {name: round(100 * n / total, 2) for name, n in right.items()}


def train_rest(args: argparse.Namespace) -> None:
    """The lemma tables and, over the network's form vectors, the segmenter."""
    sentences = read(args.treebanks, TRAINING)
    write_lemmas(lemma_tables(sentences, args.lookups), args.out / "lemmas.json.gz")
    vectors = FormVectors(FormTable.read(args.out), read_weights(args.out / "weights.npz"))
    development = read(args.treebanks, DEVELOPMENT)
    cutter = train_segmenter(sentences, development, vectors, args.segmenter_epochs)
    weights = {name: w.astype(np.float16) for name, w in cutter.exported().items()}
    np.savez_compressed(args.out / "segmenter.npz", **weights)


def train_parser(args: argparse.Namespace) -> None:
    """The network: form vectors, tags, heads and relations."""
    rng = random.Random(SEED)
    torch.manual_seed(SEED)
    sentences = read(args.treebanks, TRAINING)
    development = read(args.treebanks, DEVELOPMENT)
    inventory = Inventory.of(sentences)
    encode = Encoder(inventory)
    clusters = Clusters.from_table(_json(args.lookups / "en_lexeme_cluster.json.gz"))
    table = FormTable(vocabulary(sentences), clusters)
    cache = FormCache(table)
    held_out = [batch_of(b, cache) for b in batches([encode(s) for s in development], 4000, rng)]
    plain = {id(s): encode(s) for s in sentences}
    model = Parser(_sizes(args, table, inventory))
    print(model.s, sum(p.numel() for p in model.parameters()), "parameters", flush=True)
    tokens = sum(len(e.forms) for e in plain.values())
    fit = Fit(model, args.rate, args.epochs * math.ceil(tokens / args.batch))
    args.out.mkdir(parents=True, exist_ok=True)
    start = time.monotonic()
    for epoch in range(args.epochs):
        varied = [(s, vary(s, rng)) for s in sentences]
        examples = [plain[id(s)] if v is s else encode(v) for s, v in varied]
        groups = batches([e for e in examples if e.forms], args.batch, rng)
        loss = fit.epoch(batch_of(group, cache) for group in groups)
        with fit.averaged():
            right = evaluate(model, held_out)
            save(args.out, model, table, inventory)
        print(epoch, round(time.monotonic() - start), "s loss", round(loss, 3), right, flush=True)


def _sizes(args: argparse.Namespace, table: FormTable, inventory: Inventory) -> Sizes:
    return Sizes(
        words=len(table.words) + 1,
        clusters=len(table.clusters.paths),
        labels=len(inventory.labels),
        upos=len(inventory.upos),
        xpos=len(inventory.xpos),
        layers=args.layers,
        hidden=args.hidden,
    )


class Fit:
    """Adam with a falling rate, and a running average of the weights, which is what is kept."""

    def __init__(self, model: Parser, rate: float, steps: int) -> None:
        self._model, self._rate, self._steps, self._step = model, rate, steps, 0
        self._optimizer = torch.optim.Adam(model.parameters(), lr=rate, betas=(0.9, 0.98))
        self._average = {name: p.detach().clone() for name, p in model.state_dict().items()}

    def epoch(self, data: Iterable[Batch]) -> float:
        """One pass; the mean loss."""
        losses = []
        self._model.train()
        for batch in data:
            for setting in self._optimizer.param_groups:
                setting["lr"] = self._rate * _schedule(self._step / self._steps)
            loss = self._model.loss(batch)
            self._optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self._model.parameters(), 5.0)
            self._optimizer.step()
            losses.append(loss.item())
            self._step += 1
            keep = min(0.999, self._step / (self._step + 50))
            for name, value in self._model.state_dict().items():
                self._average[name].lerp_(value, 1 - keep)
        return float(np.mean(losses))

    @contextmanager
    def averaged(self) -> Iterator[None]:
        """The model with the averaged weights, for as long as the block lasts."""
        live = {name: p.clone() for name, p in self._model.state_dict().items()}
        self._model.load_state_dict(self._average)
        yield
        self._model.load_state_dict(live)


def _schedule(done: float) -> float:
    """Warm up over the first hundredth, then fall along a half cosine to nothing."""
    return min(1.0, done * 100 + 0.01) * 0.5 * (1 + math.cos(math.pi * min(done, 1.0)))


def save(folder: Path, model: Parser, table: FormTable, inventory: Inventory) -> None:
    """Write weights at half precision, and what gives them meaning."""
    weights = {name: w.astype(np.float16) for name, w in exported(model).items()}
    np.savez_compressed(folder / "weights.npz", **weights)
    table.clusters.write(folder / "clusters.npz")
    names = {"labels": inventory.labels, "upos": inventory.upos, "xpos": inventory.xpos}
    for name, value in (("words", table.words), ("classes", names)):
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        (folder / f"{name}.json").write_text(text, encoding="utf-8")


def _json(path: Path) -> dict[str, int]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return json.load(file)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--treebanks", type=Path, required=True)
    parser.add_argument("--lookups", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--part", choices=["parser", "rest", "all"], default="all")
    parser.add_argument("--epochs", type=int, default=16)
    parser.add_argument("--segmenter-epochs", type=int, default=8)
    parser.add_argument("--batch", type=int, default=1000, help="tokens in a step")
    parser.add_argument("--rate", type=float, default=0.002)
    parser.add_argument("--layers", type=int, default=2)
    parser.add_argument("--hidden", type=int, default=200)
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    if arguments.part in ("parser", "all"):
        train_parser(arguments)
    if arguments.part in ("rest", "all"):
        train_rest(arguments)
