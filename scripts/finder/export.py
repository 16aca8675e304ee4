"""The fitted network as files that `ramify_relations` loads: weights of eight bits, and tables.

Weights have a scale for each column and seven bits, so that no processor's products overflow.
Activations are scaled by passage as it runs, so that what is said of one depends on no other.
"""

from __future__ import annotations

import json
import logging
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from ramify_relations._finder import PERSONS
from torch import Tensor, nn

from .fit import LABELS
from .marks import STANDINGS
from .network import Network

OUTPUTS = ("label", "standing", "actor", "target", "oneself", "key")
INPUTS = ("ids", "mask", "who")


class _Whole(nn.Module):
    """All that is told of every piece, before tables are added."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, mask: Tensor, who: Tensor) -> tuple[Tensor, ...]:
        x = self.network.encoder(ids, mask, who)
        return (*self.network.heads(x), self.network.key(x))


def export(network: Network, ways: Sequence[str], words: Sequence[str], folder: Path) -> None:
    """Write the network, its tables, what they are called, and the vocabulary."""
    folder.mkdir(parents=True, exist_ok=True)
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory() as temporary, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole = Path(temporary) / "whole.onnx"
        _traced(network, whole)
        quantize_dynamic(
            whole,
            folder / "finder.onnx",
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
            op_types_to_quantize=["MatMul", "Gather"],
        )
    logging.disable(logging.NOTSET)
    np.savez_compressed(folder / "finder.npz", **tables(network))
    settings = {"classes": LABELS, "standings": STANDINGS, "ways": ways}
    (folder / "finder.json").write_text(json.dumps(settings) + "\n", encoding="utf-8")
    (folder / "vocabulary.txt").write_text("\n".join(words) + "\n", encoding="utf-8")


def tables(network: Network) -> dict[str, np.ndarray]:
    """What is added to the network's scores, by the names that the package gives it."""
    found = {"ways": network.way.weight, "class of rules": network.label_by_rules.weight}
    for role, side in (("actor", network.actor), ("target", network.target)):
        found[f"no {role}"] = side.nobody
        found[f"{role} by way"] = side.by_way.weight[:, 0]
        found[f"{role} by rules"] = side.by_rules.weight[:, 0]
        found[f"{role} nobody by rules"] = side.nobody_by_rules.weight[:, 0]
    return {name: held.detach().numpy().astype(np.float16) for name, held in found.items()}


def _traced(network: Network, path: Path) -> None:
    axes = {name: {0: "passages", 1: "pieces"} for name in (*INPUTS, *OUTPUTS)}
    torch.onnx.export(
        _Whole(network).eval(),
        (torch.arange(24).reshape(1, 24), torch.ones(1, 24), torch.zeros(1, 24, PERSONS)),
        str(path),
        input_names=list(INPUTS),
        output_names=list(OUTPUTS),
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
