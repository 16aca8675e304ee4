"""The network: six layers of MiniLM, sides and verb marked, one linear layer over four vectors.

The sentence runs through the encoder with a spare token before and after each side and the word
that tells. The class is read from the mean vector and the vectors of the three opening marks:
`logits = W [mean; side one; side two; word] + b`. Start: all-MiniLM-L6-v2 (Apache-2.0).
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional


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

    def forward(self, x: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        """`x` is (sentences, tokens, width); `bias` hides the padding."""
        n, t, w = x.shape

        def split(y: torch.Tensor) -> torch.Tensor:
            return y.reshape(n, t, self.heads, w // self.heads).transpose(1, 2)

        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        weights = torch.softmax(q @ k.transpose(2, 3) / (w // self.heads) ** 0.5 + bias, dim=-1)
        mixed = (weights.to(v.dtype) @ v).transpose(1, 2).reshape(n, t, w)
        x = self.norm1(x + self.joined(mixed))
        return self.norm2(x + self.down(functional.gelu(self.up(x))))


class Network(nn.Module):
    """Token ids, mask and the places of the two marks in; logits of the classes out."""

    def __init__(self, classes: int, sizes: Sizes | None = None) -> None:
        super().__init__()
        s = sizes or Sizes()
        self.words = nn.Embedding(s.words, s.width)
        self.places = nn.Embedding(s.positions, s.width)
        self.kind = nn.Parameter(torch.zeros(s.width))
        self.norm = nn.LayerNorm(s.width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(s) for _ in range(s.layers))
        self.drop = nn.Dropout(0.1)
        self.out = nn.Linear(4 * s.width, classes)

    def forward(
        self,
        ids: torch.Tensor,
        mask: torch.Tensor,
        one: torch.Tensor,
        two: torch.Tensor,
        trigger: torch.Tensor,
    ) -> torch.Tensor:
        """`ids` and `mask` are (sentences, tokens); the places of the marks (sentences, 1, 1)."""
        places = self.places.weight[: ids.shape[1]]
        x = self.norm(self.words(ids) + places + self.kind)
        bias = (1.0 - mask)[:, None, None, :] * -10000.0
        for layer in self.layers:
            x = layer(x, bias)
        weight = mask[:, :, None]
        mean = (x * weight).sum(1) / weight.sum(1)
        width = x.shape[2]
        marked = [torch.gather(x, 1, at.expand(-1, 1, width))[:, 0] for at in (one, two, trigger)]
        return self.out(self.drop(torch.cat([mean, *marked], dim=1)))


def pretrained(network: Network, weights: dict[str, torch.Tensor]) -> None:
    """Lay the encoder's weights, named as BERT names them, into the network."""

    def fill(module: nn.Module, name: str) -> None:
        module.weight.data.copy_(weights[f"{name}.weight"])
        if getattr(module, "bias", None) is not None:
            module.bias.data.copy_(weights[f"{name}.bias"])

    fill(network.words, "embeddings.word_embeddings")
    fill(network.places, "embeddings.position_embeddings")
    network.kind.data.copy_(weights["embeddings.token_type_embeddings.weight"][0])
    fill(network.norm, "embeddings.LayerNorm")
    for number, layer in enumerate(network.layers):
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
