"""The fitted network as a file of eight-bit weights that onnxruntime runs.

Weights have a scale for each column and seven bits, so that no processor's products overflow.
Activations are scaled by sentence as it runs: each is run by itself, so that what is said of a
sentence depends on no other.
"""

from __future__ import annotations

import logging
import tempfile
import warnings
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from .network import Network

NAMES = ("ids", "mask", "one", "two", "trigger")


def export(network: Network, path: Path) -> None:
    """Write the network with weights of eight bits."""
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole = Path(folder) / "whole.onnx"
        _traced(network, whole)
        quantized(whole, path)
    logging.disable(logging.NOTSET)


def quantized(whole: Path, path: Path) -> None:
    """The weights of every product and of the word vectors in eight bits."""
    quantize_dynamic(
        whole,
        path,
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        op_types_to_quantize=["MatMul", "Gather"],
    )


def _traced(network: Network, path: Path) -> None:
    network.eval()
    ids = torch.arange(24).reshape(2, 12)
    where = torch.ones(2, 1, 1, dtype=torch.long)
    axes = {name: {0: "sentences"} for name in (*NAMES[2:], "logits")}
    axes |= {name: {0: "sentences", 1: "tokens"} for name in ("ids", "mask")}
    torch.onnx.export(
        network,
        (ids, torch.ones(2, 12), where, where + 2, where + 4),
        str(path),
        input_names=list(NAMES),
        output_names=["logits"],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
