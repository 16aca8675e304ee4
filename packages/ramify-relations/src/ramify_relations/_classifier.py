"""The classifier: sentences with marked sides and verbs in, calibrated probabilities out."""

from __future__ import annotations

import json
from collections.abc import Sequence
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
    """Says what a word of a sentence tells that side one does to side two."""

    def __init__(
        self, session: InferenceSession, cut: WordPieces, classes: Sequence[str], heat: float
    ) -> None:
        self._session, self._cut = session, cut
        self.classes, self._heat = tuple(classes), heat

    def classify(self, items: Sequence[Item]) -> list[Scores]:
        """Scores in the order given.

        An item is a sentence and three character spans: of side one, of side two, and of the word
        that tells. A side that the sentence does not name, and a word that is not known, are None.
        Sides and direction are taken as given; with the sides exchanged, or another word marked,
        the answer is another.

        Raises:
            ValueError: a span is empty or outside its sentence, the sides overlap, or no side is
                given.
        """
        return [self._scores(one) for one in mark(self._cut, items)]

    def _scores(self, one: Marked) -> Scores:
        """Of one sentence by itself: what is said of it depends on no other, and nothing is padded.

        In batches the eight-bit network would round by what else is in them, for a fifth less time.
        """
        logits: NDArray[np.float32] = self._session.run(None, padded([one]))[0]
        row = _softmax(logits / self._heat)[0]
        return Scores(dict(zip(self.classes, map(float, row), strict=True)))


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
