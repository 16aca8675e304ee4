"""Training of the sentence segmenter on top of a trained network's form vectors."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import spacy
import torch
from ramify_english._network import FormVectors
from ramify_english._segmenter import REACH
from ramify_english._tokens import Words, adapt_tokenizer
from ramify_english._treebank import Sentence
from torch import Tensor, nn
from torch.nn import functional

from .augment import vary

_WIDTH = 48


@dataclass(frozen=True)
class Stretch:
    """A text's words as vectors with two flags (words, features + 2), and which open sentences."""

    features: Tensor
    starts: Tensor


class Cutter(nn.Module):
    """The twin of `ramify_english._segmenter.Segmenter`."""

    def __init__(self, features: int) -> None:
        super().__init__()
        span = 2 * REACH + 1
        self.enter = nn.Linear(features, _WIDTH)
        self.one = nn.Conv1d(_WIDTH, _WIDTH, span, padding=REACH)
        self.two = nn.Conv1d(_WIDTH, _WIDTH, span, padding=REACH)
        self.out = nn.Linear(_WIDTH, 1)

    def forward(self, x: Tensor) -> Tensor:
        """(words, features) to (words,) scores; positive where a sentence starts."""
        x = functional.dropout(x, 0.2, self.training)
        x = self.enter(x).relu().T[None]
        x = functional.dropout(self.one(x).relu(), 0.2, self.training)
        x = functional.dropout(self.two(x).relu(), 0.2, self.training)
        return self.out(x[0].T)[:, 0]

    def exported(self) -> dict[str, np.ndarray]:
        out = {
            "cut_in": self.enter.weight.T,
            "cut_in_bias": self.enter.bias,
            "cut_one": self.one.weight.permute(2, 1, 0).flatten(0, 1),
            "cut_one_bias": self.one.bias,
            "cut_two": self.two.weight.permute(2, 1, 0).flatten(0, 1),
            "cut_two_bias": self.two.bias,
            "cut_out": self.out.weight[0],
            "cut_out_bias": self.out.bias,
        }
        return {name: np.ascontiguousarray(w.detach().numpy()) for name, w in out.items()}


def texts(
    sentences: list[Sentence], rng: random.Random, varied: bool
) -> Iterator[tuple[str, set[int]]]:
    """Whole documents as text, with the character offsets at which sentences start."""
    for _, group in groupby(sentences, key=lambda s: s.document):
        text, starts = "", set()
        mark = rng.choice(["\n\n", "\n", " "]) if varied else "\n\n"
        for sentence in group:
            if text:
                text += mark if sentence.opens_paragraph else " "
            if varied and rng.random() < 0.02:
                text = text.rstrip() + "\n"
            starts.add(len(text))
            text += (vary(sentence, rng) if varied else sentence).text
        yield (_wrapped(text, rng) if varied and rng.random() < 0.1 else text), starts


def _wrapped(text: str, rng: random.Random) -> str:
    """Lines broken after every seventy letters or so, as in plain-text mail."""
    letters, column = list(text), 0
    for i, letter in enumerate(letters):
        column = 0 if letter == "\n" else column + 1
        if letter == " " and column > 70 + rng.randrange(5):
            letters[i], column = "\n", 0
    return "".join(letters)


class Reader:
    """Tokenizes texts and looks their words up."""

    def __init__(self, vectors: FormVectors) -> None:
        self._vectors = vectors
        self._nlp = spacy.blank("en")
        adapt_tokenizer(self._nlp)

    def __call__(self, text: str, starts: set[int]) -> Stretch:
        doc = self._nlp.tokenizer(text)
        words = Words.of(doc)
        flags = np.stack([words.spaced, words.breaks > 0], 1).astype(np.float32)
        vectors = self._vectors(words.forms)
        opened = np.array([doc[int(i)].idx in starts for i in words.index], dtype=np.float32)
        features = np.concatenate([vectors, flags], 1)
        return Stretch(torch.from_numpy(features), torch.from_numpy(opened))


def train_segmenter(
    sentences: list[Sentence], development: list[Sentence], vectors: FormVectors, epochs: int
) -> Cutter:
    """Fit on whole documents, varied anew in every epoch."""
    rng = random.Random(11)
    torch.manual_seed(11)
    read = Reader(vectors)
    held_out = [read(*text) for text in texts(development, rng, varied=False)]
    model = Cutter(held_out[0].features.shape[1])
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    steps = epochs * len({s.document for s in sentences})
    decay = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
    for epoch in range(epochs):
        data = [read(*text) for text in texts(sentences, rng, varied=True)]
        rng.shuffle(data)
        model.train()
        for stretch in data:
            loss = functional.binary_cross_entropy_with_logits(
                model(stretch.features), stretch.starts, reduction="sum"
            )
            optimizer.zero_grad()
            (loss / 50).backward()
            nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimizer.step()
            decay.step()
        print("segmenter", epoch, "F1", round(100 * _f1(model, held_out), 2), flush=True)
    return model


def _f1(model: Cutter, data: list[Stretch]) -> float:
    model.eval()
    right = found = true = 0
    with torch.no_grad():
        for stretch in data:
            guess = model(stretch.features) > 0
            gold = stretch.starts > 0.5
            right += int((guess & gold).sum())
            found += int(guess.sum())
            true += int(gold.sum())
    return 2 * right / max(1, found + true)
