"""The fitted network as a file of eight-bit weights that onnxruntime runs.

Weights are scaled in blocks of 128. Activations are rounded row by row within the product, so
that what is said of a sentence hardly depends on which others are in its batch.
"""

from __future__ import annotations

import logging
import tempfile
import warnings
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import (
    DefaultWeightOnlyQuantConfig,
    MatMulNBitsQuantizer,
)

from .network import Network

NAMES = ("ids", "mask", "one", "two")
_BLOCKS = DefaultWeightOnlyQuantConfig(block_size=128, is_symmetric=True, accuracy_level=4, bits=8)


def export(network: Network, path: Path) -> None:
    """Write the network with weights of eight bits."""
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole, vectors = Path(folder) / "whole.onnx", Path(folder) / "vectors.onnx"
        _traced(network, whole)
        quantize_dynamic(
            whole,
            vectors,
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["Gather"],
        )
        quantizer = MatMulNBitsQuantizer(onnx.load(vectors), algo_config=_BLOCKS)
        quantizer.process()
        quantizer.model.save_model_to_file(str(path))
    logging.disable(logging.NOTSET)


def _traced(network: Network, path: Path) -> None:
    network.eval()
    ids = torch.arange(24).reshape(2, 12)
    where = torch.ones(2, 1, 1, dtype=torch.long)
    axes = {name: {0: "sentences"} for name in ("one", "two", "logits")}
    axes |= {name: {0: "sentences", 1: "tokens"} for name in ("ids", "mask")}
    torch.onnx.export(
        network,
        (ids, torch.ones(2, 12), where, where + 2),
        str(path),
        input_names=list(NAMES),
        output_names=["logits"],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
