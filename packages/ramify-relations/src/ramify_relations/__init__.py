"""What one side of a sentence does to another, in PLOVER classes with probabilities.

    >>> import ramify_relations
    >>> classifier = ramify_relations.load()
    >>> (scores,) = classifier.classify([("Egypt condemned Sudan.", (0, 5), (16, 21), (6, 15))])
    >>> scores.label
    'ACCUSE'

`META` names what it was made from, the licences and what was measured. The model is data under
CC BY-SA 4.0.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from ._classifier import Classifier, Scores, load
from ._finder import Finder, Found, Mention, Passage, Word, load_finder

__version__ = "0.2.0"
__all__ = [
    "META",
    "Classifier",
    "Finder",
    "Found",
    "Mention",
    "Passage",
    "Scores",
    "Word",
    "__version__",
    "load",
    "load_finder",
]

META: dict[str, Any] = json.loads(files(__name__).joinpath("meta.json").read_text("utf-8"))
