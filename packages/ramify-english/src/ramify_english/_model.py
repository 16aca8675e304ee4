"""The packaged model: weights at half precision, and what gives them meaning."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ._forms import FormTable
from ._network import Network
from ._segmenter import Segmenter


@dataclass(frozen=True)
class Model:
    """The network and the segmenter, and the classes the network's outputs number."""

    network: Network
    segmenter: Segmenter
    labels: tuple[str, ...]
    upos: tuple[str, ...]
    xpos: tuple[str, ...]

    @classmethod
    def read(cls, folder: Path) -> Model:
        """From `weights.npz`, `segmenter.npz`, `clusters.npz`, `words.json`, `classes.json`."""
        network = Network(FormTable.read(folder), read_weights(folder / "weights.npz"))
        segmenter = Segmenter(network.vectors, read_weights(folder / "segmenter.npz"))
        classes = json.loads((folder / "classes.json").read_text(encoding="utf-8"))
        names = (tuple(classes[kind]) for kind in ("labels", "upos", "xpos"))
        return cls(network, segmenter, *names)


def read_weights(path: Path) -> dict[str, np.ndarray]:
    """Named arrays, widened to single precision."""
    with np.load(path, allow_pickle=False) as file:
        return {name: file[name].astype(np.float32) for name in file.files}
