"""The network in PyTorch, for training; `ramify_english._network` is its twin for use."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from ramify_english._forms import LETTER_COUNT, PREFIX_BITS, SHAPES
from torch import Tensor, nn
from torch.nn import functional

from .lstm import product, run

IGNORED = -2


@dataclass(frozen=True)
class Sizes:
    """Numbers of classes, and widths of the parts."""

    words: int
    clusters: int
    labels: int
    upos: int
    xpos: int
    layers: int = 2
    hidden: int = 200
    word: int = 96
    cluster: int = 48
    prefix: int = 16
    shape: int = 12
    letter: int = 24
    filters: int = 64
    arc: int = 200
    label: int = 72
    tag: int = 100
    dropout: float = 0.33
    recurrent_dropout: float = 0.2
    word_dropout: float = 0.2


@dataclass(frozen=True)
class Batch:
    """Distinct forms' features (forms, columns), and per sentence (sentences, width) the rest."""

    forms: Tensor
    ids: Tensor
    lengths: Tensor
    heads: Tensor
    labels: Tensor
    upos: Tensor
    xpos: Tensor


class Lstm(nn.Module):
    """One bidirectional layer, its recurrent weights dropped at random (Merity et al. 2018)."""

    def __init__(self, width: int, hidden: int, dropout: float) -> None:
        super().__init__()
        self.dropout = dropout
        self.inputs = nn.Parameter(torch.empty(width, 8 * hidden))
        self.bias = nn.Parameter(torch.zeros(8 * hidden))
        self.recurrent = nn.Parameter(torch.empty(2, hidden, 4 * hidden))
        with torch.no_grad():
            nn.init.uniform_(self.inputs, -(hidden**-0.5), hidden**-0.5)
            for direction in (0, 1):
                # A gate that keeps at first remembers over longer distances.
                self.bias[(4 * direction + 1) * hidden : (4 * direction + 2) * hidden] = 1.0
                for gate in self.recurrent[direction].split(hidden, 1):
                    gate.copy_(nn.init.orthogonal_(torch.empty(hidden, hidden)))

    def forward(self, x: Tensor, lengths: Tensor) -> Tensor:
        recurrent = functional.dropout(self.recurrent, self.dropout, self.training)
        return run(x, lengths, (self.inputs, self.bias, recurrent))


class Parser(nn.Module):
    """Form embeddings, bidirectional LSTM, tag and biaffine heads."""

    def __init__(self, s: Sizes) -> None:
        super().__init__()
        self.s = s
        self.word = _embedding(s.words, s.word)
        self.cluster = _embedding(s.clusters, s.cluster)
        self.prefixes = nn.ModuleList(_embedding(2**b + 1, s.prefix) for b in PREFIX_BITS)
        self.shape = _embedding(SHAPES, s.shape)
        self.letter = _embedding(LETTER_COUNT, s.letter)
        self.convolution = nn.Conv1d(s.letter, s.filters, 3, padding=1)
        width = s.word + s.cluster + s.prefix * len(PREFIX_BITS) + s.shape + s.filters
        self.lstms = nn.ModuleList(
            Lstm(width if i == 0 else 2 * s.hidden, s.hidden, s.recurrent_dropout)
            for i in range(s.layers)
        )
        self.mlp = nn.Linear(2 * s.hidden, 2 * s.arc + 2 * s.label)
        self.tag = nn.Linear(2 * s.hidden, s.tag)
        self.to_upos = nn.Linear(s.tag, s.upos)
        self.to_xpos = nn.Linear(s.tag, s.xpos)
        self.arc_u = nn.Parameter(torch.randn(s.arc, s.arc) * 0.05)
        self.arc_bias = nn.Parameter(torch.zeros(s.arc))
        self.arc_root = nn.Parameter(torch.randn(s.arc) * 0.1)
        self.label_root = nn.Parameter(torch.randn(s.label) * 0.1)
        self.label_u = nn.Parameter(torch.randn(s.label, s.labels * s.label) * 0.02)
        self.label_linear = nn.Linear(2 * s.label, s.labels)

    def _embed(self, batch: Batch) -> Tensor:
        """(sentences, width, features); words and clusters are forgotten at random."""
        forms = batch.forms[batch.ids]
        word, cluster = forms[..., 0], forms[..., 1]
        paths = [forms[..., 2 + i] for i in range(len(PREFIX_BITS))]
        after = 2 + len(PREFIX_BITS)
        if self.training:
            known = torch.rand(word.shape) > self.s.word_dropout
            word = word * known
            clustered = torch.rand(word.shape) > 0.06
            cluster, paths = cluster * clustered, [p * clustered for p in paths]
        letters = batch.forms[:, after + 1 :]
        filtered = self.convolution(self.letter(letters).transpose(1, 2))
        filtered = filtered.masked_fill((letters == 0)[:, None], -1e4).amax(2).relu()
        parts = [self.word(word), self.cluster(cluster)]
        parts += [table(path) for table, path in zip(self.prefixes, paths, strict=True)]
        parts += [self.shape(forms[..., after]), filtered[batch.ids]]
        return functional.dropout(torch.cat(parts, 2), 0.25, self.training)

    def _encode(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """The first and the last layer's output."""
        x, first = self._embed(batch), None
        for i, lstm in enumerate(self.lstms):
            if i:
                x = self._locked_dropout(x)
            x = lstm(x, batch.lengths)
            first = x if first is None else first
        assert first is not None
        return self._locked_dropout(first), self._locked_dropout(x)

    def _locked_dropout(self, x: Tensor) -> Tensor:
        """The same units are dropped along a whole sentence (Gal & Ghahramani 2016)."""
        if not self.training:
            return x
        kept = torch.rand(x.shape[0], 1, x.shape[2]) > self.s.dropout
        return x * kept / (1 - self.s.dropout)

    def _outputs(self, batch: Batch) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """Tag scores, arc scores (sentences, width, width + 1), and what labels are scored from."""
        first, top = self._encode(batch)
        tags = functional.leaky_relu(self.tag(first), 0.1)
        mixed = self._locked_dropout(
            functional.leaky_relu(product(top, self.mlp.weight.T) + self.mlp.bias, 0.1)
        )
        s = self.s
        dep, gov, rel_dep, rel_gov = mixed.split([s.arc, s.arc, s.label, s.label], 2)
        count = len(batch.ids)
        gov = torch.cat([self.arc_root.expand(count, 1, -1), gov], 1)
        rel_gov = torch.cat([self.label_root.expand(count, 1, -1), rel_gov], 1)
        arcs = (dep @ self.arc_u + self.arc_bias) @ gov.transpose(1, 2)
        beyond = torch.arange(gov.shape[1])[None] > batch.lengths[:, None]
        arcs = arcs.masked_fill(beyond[:, None], -1e4)
        return self.to_upos(tags), self.to_xpos(tags), arcs, rel_dep, rel_gov

    def _labels(self, rel_dep: Tensor, rel_gov: Tensor, heads: Tensor) -> Tensor:
        index = heads.clamp(min=0)[..., None].expand(-1, -1, rel_gov.shape[2])
        governor = rel_gov.gather(1, index)
        left = product(rel_dep, self.label_u).unflatten(2, (-1, self.s.label))
        pair = (left @ governor[..., None])[..., 0]
        return pair + self.label_linear(torch.cat([rel_dep, governor], 2))

    def loss(self, batch: Batch) -> Tensor:
        upos, xpos, arcs, rel_dep, rel_gov = self._outputs(batch)
        labels = self._labels(rel_dep, rel_gov, batch.heads)
        gold_labels = batch.labels.masked_fill(batch.heads == IGNORED, IGNORED)
        pairs = (
            (arcs, batch.heads, 1.0),
            (labels, gold_labels, 1.0),
            (upos, batch.upos, 0.3),
            (xpos, batch.xpos, 0.3),
        )
        return sum(
            weight * functional.cross_entropy(x.flatten(0, 1), y.flatten(), ignore_index=IGNORED)
            for x, y, weight in pairs
        )

    def correct(self, batch: Batch) -> dict[str, int]:
        """Counts of right answers among the tokens with a known head."""
        upos, xpos, arcs, rel_dep, rel_gov = self._outputs(batch)
        heads = arcs.argmax(2)
        labels = self._labels(rel_dep, rel_gov, heads).argmax(2)
        known = batch.heads != IGNORED
        attached = (heads == batch.heads) & known
        return {
            "total": int(known.sum()),
            "uas": int(attached.sum()),
            "las": int((attached & (labels == batch.labels)).sum()),
            "upos": int(((upos.argmax(2) == batch.upos) & known).sum()),
            "xpos": int(((xpos.argmax(2) == batch.xpos) & known).sum()),
        }


def _embedding(count: int, width: int) -> nn.Embedding:
    table = nn.Embedding(count, width)
    nn.init.normal_(table.weight, std=0.3 if width < 32 else 0.1)
    return table


def exported(model: Parser) -> dict[str, np.ndarray]:
    """The weights under the names and in the layout of `ramify_english._network`."""
    out = {
        "word": model.word.weight,
        "cluster": model.cluster.weight,
        "shape": model.shape.weight,
        "letter": model.letter.weight,
        "letter_filter": model.convolution.weight.permute(2, 1, 0).flatten(0, 1),
        "letter_bias": model.convolution.bias,
        "tag_w": model.tag.weight.T,
        "tag_b": model.tag.bias,
        "upos_w": model.to_upos.weight.T,
        "upos_b": model.to_upos.bias,
        "xpos_w": model.to_xpos.weight.T,
        "xpos_b": model.to_xpos.bias,
        "mlp_w": model.mlp.weight.T,
        "mlp_b": model.mlp.bias,
        "arc_u": model.arc_u,
        "arc_bias": model.arc_bias,
        "arc_root": model.arc_root,
        "label_root": model.label_root,
        "label_u": model.label_u,
        "label_w": model.label_linear.weight.T,
        "label_b": model.label_linear.bias,
    }
    for i, table in enumerate(model.prefixes):
        out[f"prefix{i}"] = table.weight
    for i, lstm in enumerate(model.lstms):
        out[f"lstm_input{i}"] = lstm.inputs
        out[f"lstm_bias{i}"] = lstm.bias
        out[f"lstm_hidden{i}"] = lstm.recurrent
    return {name: np.ascontiguousarray(w.detach().numpy()) for name, w in out.items()}
