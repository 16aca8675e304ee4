"""Fits the network to examples: one seed, the same weights each time."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace

import torch
from ramify_relations import Word
from ramify_relations._finder import END, LONGEST, PERSONS, START, as_read, known, oneself, whom
from ramify_relations._wordpiece import WordPieces
from torch import Tensor
from torch.nn import functional

from ramify.world.world import World

from .examples import Asked, Example, Told
from .marks import CLASSES, STANDINGS
from .network import Network
from .swapped import Swaps

LABELS = (*CLASSES, "NONE")
NONE = LABELS.index("NONE")
FAR = "far"
LEAST = 4
"""Times that a way must occur to be told apart from its end."""
UNTITLED = 0.12
"""Share of passages that are read without their title, in each pass."""
CUT = 0.3
"""Share of which a few sentences are read alone, with up to `BESIDE` more behind the first."""
BESIDE = (0, 0, 1, 2)
SWAPPED = 0.7
"""Share of which the states are exchanged for others."""
MASKED = 0.1
"""Share of pieces, outside mentions and words asked about, that are hidden."""
UNRULED = 0.15
"""Share of words of which the network is not told what the rules read."""
SMOOTHING = 0.05
OF_NONE = 0.6
"""What a word that tells nothing counts for."""
FIRST = 0.65
"""Share of the first class where a mark has several."""
STANDING, SIDES = 0.3, 0.7
"""What the losses of standing and of sides count for beside that of the class."""
HEADS, TABLES = 3.0, 20.0
"""How much faster what was not pretrained learns."""
KEPT = 0.997
"""What the mean of the weights keeps of itself in each step; in the first ones less."""
UNKNOWN = -100
MASK = 103
"""The piece that stands for a hidden one."""
Look = Callable[[Network, int], None]


@dataclass(frozen=True, slots=True)
class Role:
    """Who acts, or on whom: what is given of it for each word, and what should come out."""

    had: Tensor
    """(words, 1 + mentions): what the rules make of nobody and of each."""
    right: Tensor
    """(words, 1 + sides): shares of the right ones; all 0 where they are not known."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A passage as numbers."""

    ids: list[int]
    spans: list[tuple[int, int]]
    """The first piece of each mention, and the last but one."""
    who: Tensor
    """(pieces, PERSONS): whom each piece means."""
    share: Tensor
    """(1 + mentions, 1 + sides): what each mention gives to each side, nobody first."""
    words: Tensor
    ways: Tensor
    """(words, mentions)."""
    rules: Tensor
    """The class that the rules give each word."""
    classes: Tensor
    """(words, labels), smoothed."""
    weight: Tensor
    standing: Tensor
    actor: Role
    target: Role
    acting: Tensor
    """(words, 1 + mentions): how far nobody and each mention means who acts."""


def ways_of(examples: Sequence[Example]) -> list[str]:
    """The ways that are told apart, `far` first."""
    counts = Counter(way for one in examples for asked in one.asked for way in asked.word.ways)
    return [FAR, *(way for way, n in counts.most_common() if n >= LEAST and way != FAR)]


def prepared(example: Example, cut: WordPieces, ways: Mapping[str, int]) -> Prepared | None:
    """Numbers of what of a passage the network has room for; None if it is asked no word."""
    pieces = cut(example.text).first(LONGEST)
    placed = [(n, at) for n, m in enumerate(example.mentions) if (at := pieces.of(m.span))]
    asked = [(one, at) for one in example.asked if (at := pieces.of(one.word.span))]
    if not asked:
        return None
    meant = [example.mentions[n].ids for n, _ in placed]
    sides = {id: n for n, id in enumerate(sorted({id for ids in meant for id in ids}), 1)}
    told = [one.told for one, _ in asked]
    words = [one.word for one, _ in asked]
    rows = [[known(ways, word.ways[n]) for n, _ in placed] for word in words]
    spans = [(first + 1, last + 2) for _, (first, last) in placed]
    labels = [1 + LABELS.index(word.label) if word.label else 0 for word in words]
    return Prepared(
        [START, *pieces.ids, END],
        spans,
        torch.from_numpy(whom(len(pieces.ids) + 2, spans, meant)),
        _shares(meant, sides),
        torch.tensor([at[0] + 1 for _, at in asked]),
        torch.tensor(rows, dtype=torch.long).reshape(len(asked), len(placed)),
        torch.tensor(labels),
        torch.stack([_classes(one) for one in told]),
        torch.tensor([1.0 if one else OF_NONE for one in told]),
        torch.tensor([STANDINGS.index(one.standing) if one else UNKNOWN for one in told]),
        _role([one for one, _ in asked], meant, sides, "actors", "targets"),
        _role([one for one, _ in asked], meant, sides, "targets", "actors"),
        torch.stack([_acting(one, meant) for one in told]),
    )


def _shares(meant: Sequence[Sequence[str]], sides: Mapping[str, int]) -> Tensor:
    share = torch.zeros(1 + len(meant), 1 + len(sides))
    share[0, 0] = 1.0
    for n, ids in enumerate(meant, 1):
        for id in ids:
            share[n, sides[id]] += 1 / len(ids)
    return share


def _classes(told: Told | None) -> Tensor:
    row = torch.zeros(len(LABELS))
    if told is None:
        row[NONE] = 1.0
    else:
        first, *others = (LABELS.index(name) for name in told.classes)
        row[first] = FIRST if others else 1.0
        row[others] = (1 - FIRST) / max(1, len(others))
    return row * (1 - SMOOTHING) + SMOOTHING / len(LABELS)


def _acting(told: Told | None, meant: Sequence[Sequence[str]]) -> Tensor:
    who = {id for ids in told.actors for id in ids or ()} if told else set()
    return torch.tensor(oneself(who, meant), dtype=torch.float32)


def _role(
    asked: Sequence[Asked],
    meant: Sequence[Sequence[str]],
    sides: Mapping[str, int],
    own: str,
    other: str,
) -> Role:
    had = torch.zeros(len(asked), 1 + len(meant), dtype=torch.long)
    right = torch.zeros(len(asked), 1 + len(sides))
    for k, one in enumerate(asked):
        if one.word.label:
            read = getattr(one.word, own), getattr(one.word, other)
            had[k] = torch.tensor([as_read(ids, *read) for ids in ((), *meant)])
        if one.told and not one.in_title:
            _set_right(right[k], getattr(one.told, own), sides)
    return Role(had, right)


def _set_right(
    row: Tensor, marked: Sequence[frozenset[str] | None], sides: Mapping[str, int]
) -> None:
    """Those of a word's marks that the passage names; nobody if all marks say so."""
    named = sorted({sides[id] for ids in marked for id in ids or () if id in sides})
    if named:
        row[named] = 1 / len(named)
    elif all(ids is not None and not ids for ids in marked):
        row[0] = 1.0


def drawn(example: Example, rng: random.Random, swaps: Swaps) -> Example:
    """The passage as one pass shows it: of these states or others, whole, untitled or a part."""
    if rng.random() < SWAPPED:
        example = swaps.of(example, rng)
    if example.sentences and rng.random() < CUT:
        first = rng.randrange(len(example.sentences))
        last = min(len(example.sentences) - 1, first + rng.choice(BESIDE))
        return stretch(example, example.sentences[first][0], example.sentences[last][1])
    untitled = example.title and rng.random() < UNTITLED
    return stretch(example, example.title + 1, len(example.text)) if untitled else example


def stretch(example: Example, start: int, end: int) -> Example:
    """A part of the passage below its title, with the mentions and words in it."""
    kept = [n for n, m in enumerate(example.mentions) if _within(m.span, start, end)]
    mentions = tuple(
        replace(m, span=(m.span[0] - start, m.span[1] - start))
        for m in (example.mentions[n] for n in kept)
    )
    asked = tuple(
        replace(one, word=_moved(one, start, kept))
        for one in example.asked
        if not one.in_title and _within(one.word.span, start, end)
    )
    return Example(0, example.text[start:end], mentions, asked, ())


def _within(span: tuple[int, int], start: int, end: int) -> bool:
    return start <= span[0] and span[1] <= end


def _moved(one: Asked, by: int, kept: Sequence[int]) -> Word:
    start, end = one.word.span
    ways = tuple(one.word.ways[n] for n in kept)
    return replace(one.word, span=(start - by, end - by), ways=ways)


def scores(
    network: Network, batch: Sequence[Prepared], rng: torch.Generator
) -> Iterator[tuple[Prepared, Tensor, Tensor, Tensor, Tensor]]:
    """For each passage the scores of classes, standings, and who acts on whom."""
    longest = -(-max(len(one.ids) for one in batch) // 32) * 32
    ids, mask = torch.zeros(len(batch), longest, dtype=torch.long), torch.zeros(len(batch), longest)
    who = torch.zeros(len(batch), longest, PERSONS)
    for k, one in enumerate(batch):
        n = len(one.ids)
        ids[k, :n], mask[k, :n], who[k, :n] = _hidden(one, rng), 1.0, one.who
    with torch.autocast("cpu", dtype=torch.bfloat16):
        encoded = network.encoder(ids, mask, who)
    for one, x in zip(batch, encoded.float(), strict=True):
        label, standing, actor, target, moved = network.heads(x[one.words])
        heard = torch.rand(len(one.words), generator=rng) >= UNRULED
        keys = network.key(x)
        means = [keys[first:end].mean(0) for first, end in one.spans]
        named = torch.stack(means) if means else keys[:0]
        way = network.way(one.ways)
        yield (
            one,
            label + network.label_by_rules(one.rules * heard),
            standing,
            network.actor(actor, named, way, one.ways, one.actor.had * heard[:, None]),
            network.target(target, named, way, one.ways, one.target.had * heard[:, None])
            + moved * one.acting,
        )


def _hidden(one: Prepared, rng: torch.Generator) -> Tensor:
    """The ids of a passage's pieces, some hidden, so that no one word is relied upon."""
    ids = torch.tensor(one.ids)
    hidden = torch.rand(len(ids), generator=rng) < MASKED
    hidden[one.words] = hidden[0] = hidden[-1] = False
    for first, end in one.spans:
        hidden[first:end] = False
    ids[hidden] = MASK
    return ids


def loss_of(network: Network, batch: Sequence[Prepared], rng: torch.Generator) -> list[Tensor]:
    """Of classes, standings and sides, each the mean over what was to be told."""
    sums = [torch.zeros(()) for _ in range(3)]
    counts = [1e-6] * 3
    for one, label, standing, *sides in scores(network, batch, rng):
        each = -(one.classes * functional.log_softmax(label, 1)).sum(1)
        sums[0] = sums[0] + (each * one.weight).sum()
        counts[0] += float(one.weight.sum())
        if count := int((one.standing != UNKNOWN).sum()):
            lost = functional.cross_entropy(
                standing, one.standing, ignore_index=UNKNOWN, reduction="sum"
            )
            sums[1], counts[1] = sums[1] + lost, counts[1] + count
        for given, role in zip(sides, (one.actor, one.target), strict=True):
            found = (functional.softmax(given, 1) @ one.share + 1e-6).log()
            sums[2] = sums[2] - (role.right * found).sum()
            counts[2] += float(role.right.sum())
    return [total / count for total, count in zip(sums, counts, strict=True)]


def batches(data: Sequence[Prepared], pieces: int, rng: random.Random) -> list[list[Prepared]]:
    """Passages of like length together, padded to so many pieces at most, in random order."""
    found: list[list[Prepared]] = []
    for one in sorted(data, key=lambda d: len(d.ids) + rng.random() * 20):
        longest = -(-max(len(one.ids), *(len(d.ids) for d in found[-1])) // 32) * 32 if found else 0
        if not found or longest * (len(found[-1]) + 1) > pieces:
            found.append([])
        found[-1].append(one)
    rng.shuffle(found)
    return found


@dataclass(frozen=True, slots=True)
class Course:
    """How long and how fast it is trained."""

    passes: int
    rate: float
    pieces: int = 2048
    """Pieces of a batch."""
    most: int | None = None
    """Steps after which it ends; None for all."""


def fit(
    network: Network,
    examples: Sequence[Example],
    cut: WordPieces,
    ways: Sequence[str],
    course: Course,
    seed: int,
    look: Look = lambda network, done: None,
) -> Network:
    """The mean of the weights over the last steps of AdamW, its rate falling to a twentieth.

    The word vectors stay as they were. `look` is called with the mean after each pass.
    """
    rng, dice = random.Random(seed), torch.Generator().manual_seed(seed)
    torch.manual_seed(seed)
    swaps = Swaps(World.packaged())
    numbers = {way: n for n, way in enumerate(ways)}
    optimizer, mean = _optimizer(network), deepcopy(network)
    step, steps, begun = 0, 0, time.monotonic()
    for done in range(1, course.passes + 1):
        data = [one for e in examples if (one := prepared(drawn(e, rng, swaps), cut, numbers))]
        planned = batches(data, course.pieces, rng)
        steps = steps or len(planned) * course.passes
        network.train()
        for batch in planned:
            for group in optimizer.param_groups:
                pace = min(1.0, 0.05 + step / 60) * (1 - 0.95 * min(1.0, step / steps))
                group["lr"] = course.rate * group["pace"] * pace
            losses = _step(network, batch, optimizer, dice)
            step += 1
            _towards(mean, network, min(KEPT, (1 + step) / (10 + step)))
            if step % 20 == 0:
                print(step, steps, *losses, round(time.monotonic() - begun), "s", flush=True)
            if step == course.most:
                return mean
        look(mean, done)
    return mean


@torch.no_grad()
def _towards(mean: Network, network: Network, kept: float) -> None:
    for one, now in zip(mean.parameters(), network.parameters(), strict=True):
        one.mul_(kept).add_(now, alpha=1 - kept)


def _optimizer(network: Network) -> torch.optim.Optimizer:
    network.encoder.words.weight.requires_grad_(False)
    new = {id(p) for p in network.encoder.who.parameters()}
    slow = [p for p in network.encoder.parameters() if p.requires_grad and id(p) not in new]
    fast = [p for table in network.tables() for p in table.parameters()]
    known_ = {id(p) for p in (*slow, *fast, network.encoder.words.weight)}
    heads = [p for p in network.parameters() if id(p) not in known_]
    groups = [
        {"params": params, "pace": pace}
        for params, pace in ((slow, 1.0), (heads, HEADS), (fast, TABLES))
    ]
    return torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98))


def _step(
    network: Network,
    batch: Sequence[Prepared],
    optimizer: torch.optim.Optimizer,
    dice: torch.Generator,
) -> list[float]:
    losses = loss_of(network, batch, dice)
    optimizer.zero_grad()
    (losses[0] + STANDING * losses[1] + SIDES * losses[2]).backward()
    kept = [p for group in optimizer.param_groups for p in group["params"]]
    torch.nn.utils.clip_grad_norm_(kept, 1.0)
    optimizer.step()
    return [round(float(one.detach()), 3) for one in losses]
