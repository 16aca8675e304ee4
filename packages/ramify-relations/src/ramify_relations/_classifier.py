"""The classifier: sentences with two marked sides in, calibrated probabilities out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ._marking import Item, Marked, mark, padded
from ._wordpiece import WordPieces

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

NONE = "NONE"
_BATCH = 32


@dataclass(frozen=True, slots=True)
class Scores:
    """Probabilities of the sixteen PLOVER classes and of `NONE`; they add up to one."""

    probabilities: dict[str, float]

    @property
    def label(self) -> str:
        """The likeliest class, or `NONE`."""
        return max(self.probabilities, key=self.probabilities.__getitem__)

    @property
    def probability(self) -> float:
        """The probability of the likeliest."""
        return max(self.probabilities.values())


class Classifier:
    """Says of two sides of a sentence what the first does to the second."""

    def __init__(
        self, session: InferenceSession, cut: WordPieces, classes: Sequence[str], heat: float
    ) -> None:
        self._session, self._cut = session, cut
        self.classes, self._heat = tuple(classes), heat

    def classify(self, items: Sequence[Item]) -> list[Scores]:
        """Scores in the order given.

        An item is a sentence, the character span of side one and that of side two. Sides and
        direction are taken as given; with the sides exchanged the answer is another.

        Raises:
            ValueError: a span is empty, outside its sentence, or overlaps the other.
        """
        marked = mark(self._cut, items)
        found = np.zeros((len(marked), len(self.classes)))
        for rows in _by_length(marked):
            feed = padded([marked[i] for i in rows])
            logits: NDArray[np.float32] = self._session.run(None, feed)[0]
            found[rows] = _softmax(logits / self._heat)
        return [Scores(dict(zip(self.classes, map(float, row), strict=True))) for row in found]


def _by_length(marked: Sequence[Marked]) -> Iterator[list[int]]:
    """Sentences of like length together, so that little is padding."""
    order = sorted(range(len(marked)), key=lambda i: len(marked[i].ids))
    for at in range(0, len(order), _BATCH):
        yield order[at : at + _BATCH]


def _softmax(x: NDArray[np.float32]) -> NDArray[np.float64]:
    e = np.exp(x.astype(np.float64) - x.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


@cache
def load() -> Classifier:
    """The packaged classifier, loaded once; it runs on one thread."""
    import onnxruntime

    folder = files(__package__) / "model"
    settings = json.loads((folder / "settings.json").read_text("utf-8"))
    words = (folder / "vocabulary.txt").read_text("utf-8").rstrip("\n").split("\n")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    with as_file(folder / "relations.onnx") as network:
        session = onnxruntime.InferenceSession(
            str(network), options, providers=["CPUExecutionProvider"]
        )
    return Classifier(session, WordPieces(words), settings["classes"], settings["temperature"])
