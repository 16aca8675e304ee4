"""Fits the network to items: one thread, one seed, the same weights each time."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from ramify_relations._marking import Marked, mark, padded
from ramify_relations._wordpiece import WordPieces
from torch.nn import functional

from .generate import CLASSES
from .marks import Item
from .network import Network

BATCH = 32
SMOOTHING = 0.1


def prepared(cut: WordPieces, items: Sequence[Item]) -> list[tuple[Marked, int]]:
    """Items as ids and the number of their class."""
    marked = mark(cut, [(i.text, i.one, i.two, i.trigger) for i in items])
    return [(m, CLASSES.index(i.label)) for m, i in zip(marked, items, strict=True)]


def fit(
    network: Network,
    data: Sequence[tuple[Marked, int]],
    *,
    passes: int,
    rate: float,
    seed: int,
    most: int | None = None,
    look: Callable[[Network, int], None] = lambda network, step: None,
    every: int = 500,
) -> None:
    """AdamW over `passes` of the data, the rate falling linearly to a tenth.

    The word vectors stay as they were. `most` ends it after so many steps.
    """
    rng = random.Random(seed)
    torch.manual_seed(seed)
    network.words.weight.requires_grad_(False)
    kept = [p for p in network.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(kept, lr=rate, weight_decay=0.01, betas=(0.9, 0.98))
    steps = passes * -(-len(data) // BATCH)
    step, begun = 0, time.monotonic()
    for _ in range(passes):
        for batch in _batches(data, rng):
            done = step / steps
            for group in optimizer.param_groups:
                group["lr"] = rate * min(1.0, 0.05 + step / 100) * (1.0 - 0.9 * done)
            loss = _step(network, batch, optimizer, kept)
            step += 1
            if step % 20 == 0:
                print(step, steps, round(loss, 3), round(time.monotonic() - begun), "s", flush=True)
            if step % every == 0:
                look(network, step)
            if most and step >= most:
                return


def _step(
    network: Network,
    batch: Sequence[tuple[Marked, int]],
    optimizer: torch.optim.Optimizer,
    kept: list[torch.nn.Parameter],
) -> float:
    network.train()
    feed = {k: torch.from_numpy(v) for k, v in padded([m for m, _ in batch]).items()}
    labels = torch.tensor([label for _, label in batch])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits = network(**feed)
    loss = functional.cross_entropy(logits.float(), labels, label_smoothing=SMOOTHING)
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(kept, 1.0)
    optimizer.step()
    return loss.item()


def _batches(
    data: Sequence[tuple[Marked, int]], rng: random.Random
) -> list[list[tuple[Marked, int]]]:
    """Sentences of like length together, in random order."""
    ordered = sorted(data, key=lambda d: len(d[0].ids) + rng.random() * 6)
    groups = [list(ordered[i : i + BATCH]) for i in range(0, len(ordered), BATCH)]
    rng.shuffle(groups)
    return groups


def logits_of(network: Network, marked: Sequence[Marked]) -> NDArray[np.float32]:
    """Logits in the order given."""
    network.eval()
    order = sorted(range(len(marked)), key=lambda i: len(marked[i].ids))
    out = np.zeros((len(marked), len(CLASSES)), np.float32)
    with torch.no_grad():
        for at in range(0, len(order), 64):
            rows = order[at : at + 64]
            feed = {k: torch.from_numpy(v) for k, v in padded([marked[i] for i in rows]).items()}
            out[rows] = network(**feed).numpy()
    return out
