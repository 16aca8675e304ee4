"""The network's forward pass in NumPy: form embeddings, bidirectional LSTM, biaffine attention.

Dozat & Manning (2017), "Deep biaffine attention for neural dependency parsing", with the letters
of a form read by a convolution (Ma & Hovy 2016) and its Brown cluster beside it. Training lives
outside of this package; here the weights are only applied.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ._forms import FormTable

Floats = NDArray[np.float32]
Weights = dict[str, Floats]


@dataclass(frozen=True)
class Scores:
    """What the network says of one sentence of n tokens.

    `upos` (n, classes) and `xpos` (n, classes) are tag scores, `arcs` (n, n + 1) scores of heads,
    column 0 being the root; `dependent` and `governor` are what `label_scores` needs.
    """

    upos: Floats
    xpos: Floats
    arcs: Floats
    dependent: Floats
    governor: Floats


class FormVectors:
    """Context-free vectors of forms, computed once a form."""

    def __init__(self, table: FormTable, weights: Weights, room: int = 200_000) -> None:
        self._table, self._weights, self._room = table, weights, room
        self._known: dict[str, Floats] = {}

    def __call__(self, forms: Sequence[str]) -> Floats:
        """The vectors of `forms`, one a row."""
        known = self._known
        if len(known) > self._room:
            known.clear()
        missing = [form for form in dict.fromkeys(forms) if form not in known]
        if missing:
            known.update(zip(missing, self._compute(missing), strict=True))
        return np.stack([known[form] for form in forms])

    def _compute(self, forms: list[str]) -> Floats:
        w = self._weights
        rows = [self._table.features(form) for form in forms]
        parts = [w["word"][[r.word for r in rows]], w["cluster"][[r.cluster for r in rows]]]
        for i in range(len(rows[0].prefixes)):
            parts.append(w[f"prefix{i}"][[r.prefixes[i] for r in rows]])
        parts.append(w["shape"][[r.shape for r in rows]])
        parts.append(self._letters(np.array([r.letters for r in rows])))
        return np.concatenate(parts, axis=1)

    def _letters(self, ids: NDArray[np.intp]) -> Floats:
        """Width-three convolution over the letters, then the maximum at each filter."""
        w = self._weights
        out = []
        for at in range(0, len(ids), 512):
            chunk = ids[at : at + 512]
            letter = np.pad(w["letter"][chunk], ((0, 0), (1, 1), (0, 0)))
            windows = np.concatenate([letter[:, :-2], letter[:, 1:-1], letter[:, 2:]], axis=2)
            filtered = windows @ w["letter_filter"] + w["letter_bias"]
            filtered[chunk == 0] = -np.inf
            out.append(np.maximum(filtered.max(axis=1), 0.0))
        return np.concatenate(out)


class Network:
    """Scores sentences in batches; see `Scores` for what comes out."""

    def __init__(self, table: FormTable, weights: Weights) -> None:
        self._w = weights
        self.vectors = FormVectors(table, weights)
        self._layers = sum(1 for name in weights if name.startswith("lstm_hidden"))

    def score(self, sentences: Sequence[Sequence[str]]) -> list[Scores]:
        """Score sentences given as word forms, none of them empty; order is kept."""
        order = sorted(range(len(sentences)), key=lambda i: -len(sentences[i]))
        lengths = np.array([len(sentences[i]) for i in order])
        flat = self.vectors([form for i in order for form in sentences[i]])
        offsets = np.concatenate([[0], np.cumsum(lengths)])
        tag_input = flat
        for layer in range(self._layers):
            flat = self._lstm(flat, lengths, offsets, layer)
            if layer == 0:
                tag_input = flat
        results: list[Scores | None] = [None] * len(sentences)
        columns = self._heads(flat, tag_input)
        for at, i in enumerate(order):
            span = slice(offsets[at], offsets[at + 1])
            results[i] = self._sentence(*(column[span] for column in columns))
        return [r for r in results if r is not None]

    def _heads(self, top: Floats, tag_input: Floats) -> tuple[Floats, ...]:
        w = self._w
        tags = _leaky(tag_input @ w["tag_w"] + w["tag_b"])
        upos = tags @ w["upos_w"] + w["upos_b"]
        xpos = tags @ w["xpos_w"] + w["xpos_b"]
        mixed = _leaky(top @ w["mlp_w"] + w["mlp_b"])
        arc, rel = w["arc_u"].shape[0], w["label_u"].shape[0]
        cuts = np.cumsum([arc, arc, rel])
        arc_dep, arc_gov, rel_dep, rel_gov = np.split(mixed, cuts, axis=1)
        return upos, xpos, arc_dep @ w["arc_u"] + w["arc_bias"], arc_gov, rel_dep, rel_gov

    def _sentence(
        self, upos: Floats, xpos: Floats, dep: Floats, gov: Floats, rel_dep: Floats, rel_gov: Floats
    ) -> Scores:
        governors = np.concatenate([self._w["arc_root"][None], gov])
        rel_governors = np.concatenate([self._w["label_root"][None], rel_gov])
        return Scores(upos, xpos, dep @ governors.T, rel_dep, rel_governors)

    def label_scores(self, dependent: Floats, governor: Floats) -> Floats:
        """Scores (n, labels) of the relation of each dependent to its governor, row by row."""
        w = self._w
        n, labels, size = len(dependent), len(w["label_b"]), dependent.shape[1]
        left = (dependent @ w["label_u"]).reshape(n, labels, size)
        pair = np.matmul(left, governor[:, :, None])[:, :, 0]
        both = np.concatenate([dependent, governor], axis=1)
        return pair + both @ w["label_w"] + w["label_b"]

    def _lstm(
        self, flat: Floats, lengths: NDArray[np.intp], offsets: NDArray[np.intp], layer: int
    ) -> Floats:
        """One bidirectional layer over sentences laid end to end, longest first."""
        w = self._w
        hidden = w[f"lstm_hidden{layer}"]
        size = hidden.shape[1]
        projected = flat @ w[f"lstm_input{layer}"] + w[f"lstm_bias{layer}"]
        out = np.empty((len(flat), 2 * size), dtype=np.float32)
        state = np.zeros((2, len(lengths), size), dtype=np.float32)
        cell = np.zeros_like(state)
        starts, ends = offsets[:-1], offsets[1:] - 1
        running = np.searchsorted(-lengths, -np.arange(int(lengths[0])), side="left")
        for step, n in enumerate(running):
            ahead, back = starts[:n] + step, ends[:n] - step
            gates = np.matmul(state[:, :n], hidden)
            gates[0] += projected[ahead, : 4 * size]
            gates[1] += projected[back, 4 * size :]
            state, cell = _lstm_step(gates, cell[:, :n], size)
            out[ahead, :size] = state[0]
            out[back, size:] = state[1]
        return out


def _lstm_step(gates: Floats, cell: Floats, size: int) -> tuple[Floats, Floats]:
    """Gates in the order input, forget, output, candidate. Sigmoid(x) = (1 + tanh(x / 2)) / 2."""
    sigmoids = gates[:, :, : 3 * size]
    sigmoids *= 0.5
    np.tanh(gates, out=gates)
    sigmoids *= 0.5
    sigmoids += 0.5
    taken, kept, shown = (sigmoids[:, :, i * size : (i + 1) * size] for i in range(3))
    cell = kept * cell + taken * gates[:, :, 3 * size :]
    return shown * np.tanh(cell), cell


def _leaky(x: Floats) -> Floats:
    return np.maximum(x, 0.1 * x)
