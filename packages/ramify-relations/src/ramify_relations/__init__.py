"""What the words of a passage tell, who acts and on whom, in PLOVER classes with probabilities.

    >>> import ramify_relations as rr
    >>> mentions = [rr.Mention((0, 5), ("EGY",)), rr.Mention((16, 21), ("SDN",))]
    >>> passage = rr.load().passage("Egypt condemned Sudan.", mentions)
    >>> found = passage.of(rr.Word((6, 15), ways=("nsubj", "obj")))
    >>> [max(part, key=part.get) for part in (found.classes, found.actors, found.targets)]
    ['ACCUSE', 'EGY', 'SDN']

`META` names what it was made from, and the licences; the README what was measured.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from ._finder import Finder, Found, Mention, Passage, Word, load

__version__ = "0.3.0"
__all__ = [
    "META",
    "Finder",
    "Found",
    "Mention",
    "Passage",
    "Word",
    "__version__",
    "load",
]

META: dict[str, Any] = json.loads(files(__name__).joinpath("meta.json").read_text("utf-8"))
