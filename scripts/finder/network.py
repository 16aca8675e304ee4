"""The network: six layers of MiniLM over a passage, and what each word tells by its vector.

Of the vector x of a word's first piece, with u = gelu(U x):

    class     C u + c[class by rules]                       standing  S u
    side m    q·(k_m + e[way]) + b[way] + r[as rules read]   nobody    q·n + r0[as rules read]

q is Q u, of its own for who acts and for on whom; k_m is the mean of K x over the pieces of a
mention. On whom, given who acts: those are moved by g·u. Pieces of a mention bear a vector of whom
it means, by the order in which a passage first names them, so that all names of one are known
for the same. Start: all-MiniLM-L6-v2 (Apache-2.0).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from ramify_relations._finder import PERSONS
from torch import Tensor, nn
from torch.nn import functional

SIDE = 128
"""Width of the vectors by which a word finds its sides."""
READINGS = 6
"""What rules make of a side, as `as_read` counts it."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """What the pretrained encoder has."""

    words: int = 30522
    positions: int = 512
    width: int = 384
    inner: int = 1536
    heads: int = 12
    layers: int = 6


class Layer(nn.Module):
    """Self-attention and a feed-forward net, each with its residual and norm, as in BERT."""

    def __init__(self, s: Sizes) -> None:
        super().__init__()
        self.heads = s.heads
        self.query, self.key, self.value, self.joined = (
            nn.Linear(s.width, s.width) for _ in range(4)
        )
        self.up, self.down = nn.Linear(s.width, s.inner), nn.Linear(s.inner, s.width)
        self.norm1, self.norm2 = (nn.LayerNorm(s.width, eps=1e-12) for _ in range(2))

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """`x` is (passages, pieces, width); `bias` hides the padding."""
        n, t, w = x.shape

        def split(y: Tensor) -> Tensor:
            return y.reshape(n, t, self.heads, w // self.heads).transpose(1, 2)

        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        weights = torch.softmax(q @ k.transpose(2, 3) / (w // self.heads) ** 0.5 + bias, dim=-1)
        mixed = (weights.to(v.dtype) @ v).transpose(1, 2).reshape(n, t, w)
        x = self.norm1(x + self.joined(mixed))
        return self.norm2(x + self.down(functional.gelu(self.up(x))))


class Encoder(nn.Module):
    """Ids of pieces and their mask in, a vector for each piece out."""

    def __init__(self, s: Sizes) -> None:
        super().__init__()
        self.words = nn.Embedding(s.words, s.width)
        self.places = nn.Embedding(s.positions, s.width)
        self.kind = nn.Parameter(torch.zeros(s.width))
        self.who = nn.Linear(PERSONS, s.width, bias=False)
        self.norm = nn.LayerNorm(s.width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(s) for _ in range(s.layers))
        self.drop = nn.Dropout(0.1)
        nn.init.normal_(self.who.weight, 0, 0.02)

    def forward(self, ids: Tensor, mask: Tensor, who: Tensor) -> Tensor:
        """`ids` and `mask` are (passages, pieces); `who` is (passages, pieces, PERSONS)."""
        x = self.words(ids) + self.places.weight[: ids.shape[1]] + self.kind + self.who(who)
        x = self.drop(self.norm(x))
        bias = (1.0 - mask)[:, None, None, :] * -10000.0
        for layer in self.layers:
            x = layer(x, bias)
        return x


class Side(nn.Module):
    """How a word finds who acts, or on whom."""

    def __init__(self, width: int, ways: int) -> None:
        super().__init__()
        self.query = nn.Linear(width, SIDE)
        self.nobody = nn.Parameter(torch.randn(SIDE) * 0.02)
        self.by_way = nn.Embedding(ways, 1)
        self.by_rules, self.nobody_by_rules = (nn.Embedding(READINGS, 1) for _ in range(2))

    def tables(self) -> tuple[nn.Embedding, ...]:
        """What is added to a score."""
        return self.by_way, self.by_rules, self.nobody_by_rules

    def forward(self, q: Tensor, keys: Tensor, way: Tensor, ways: Tensor, had: Tensor) -> Tensor:
        """Scores (words, 1 + mentions), nobody first.

        `q` is (words, SIDE), `keys` (mentions, SIDE), `way` the vectors of `ways`, which is (words,
        mentions), `had` (words, 1 + mentions).
        """
        nobody = q @ self.nobody + self.nobody_by_rules(had[:, 0])[:, 0]
        named = q @ keys.T + torch.einsum("wd,wmd->wm", q, way)
        named = named + self.by_way(ways)[..., 0] + self.by_rules(had[:, 1:])[..., 0]
        return torch.cat([nobody[:, None], named], 1)


class Network(nn.Module):
    """The encoder, and what is read from its vectors."""

    def __init__(self, ways: int, classes: int, standings: int, sizes: Sizes | None = None) -> None:
        super().__init__()
        s = sizes or Sizes()
        self.encoder = Encoder(s)
        self.up = nn.Linear(s.width, s.width)
        self.label, self.standing = nn.Linear(s.width, classes), nn.Linear(s.width, standings)
        self.key = nn.Linear(s.width, SIDE)
        self.actor, self.target = Side(s.width, ways), Side(s.width, ways)
        self.oneself = nn.Linear(s.width, 1)
        self.way = nn.Embedding(ways, SIDE)
        self.label_by_rules = nn.Embedding(classes, classes)
        self.drop = nn.Dropout(0.15)
        for table in self.tables():
            nn.init.normal_(table.weight, 0, 0.02)

    def tables(self) -> tuple[nn.Embedding, ...]:
        """Vectors and numbers that stand for a way or for what rules read."""
        return self.way, self.label_by_rules, *self.actor.tables(), *self.target.tables()

    def heads(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """Scores of classes and of standings, what a word looks for (who acts, on whom), and what
        is added to the score of who acts as on whom."""
        u = self.drop(functional.gelu(self.up(self.drop(x))))
        queries = (side.query(u) / SIDE**0.5 for side in (self.actor, self.target))
        return self.label(u), self.standing(u), *queries, self.oneself(u)


def pretrained(encoder: Encoder, weights: Mapping[str, Tensor]) -> None:
    """Lay the encoder's weights, named as BERT names them, into it."""

    def fill(module: nn.Module, name: str) -> None:
        module.weight.data.copy_(weights[f"{name}.weight"])
        if getattr(module, "bias", None) is not None:
            module.bias.data.copy_(weights[f"{name}.bias"])

    fill(encoder.words, "embeddings.word_embeddings")
    fill(encoder.places, "embeddings.position_embeddings")
    encoder.kind.data.copy_(weights["embeddings.token_type_embeddings.weight"][0])
    fill(encoder.norm, "embeddings.LayerNorm")
    for number, layer in enumerate(encoder.layers):
        under = f"encoder.layer.{number}"
        for part, name in (
            ("query", "attention.self.query"),
            ("key", "attention.self.key"),
            ("value", "attention.self.value"),
            ("joined", "attention.output.dense"),
            ("norm1", "attention.output.LayerNorm"),
            ("up", "intermediate.dense"),
            ("down", "output.dense"),
            ("norm2", "output.LayerNorm"),
        ):
            fill(getattr(layer, part), f"{under}.{name}")
