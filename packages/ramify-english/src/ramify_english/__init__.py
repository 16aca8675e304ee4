"""English syntax for spaCy: sentences, tags, lemmas and Universal Dependencies.

    >>> import ramify_english
    >>> nlp = ramify_english.load()
    >>> [t.lemma_ for t in nlp("Finland joined NATO in 2023.")]
    ['Finland', 'join', 'NATO', 'in', '2023', '.']

Trained from UD English EWT and GUM; `META` names the corpora, their licences and what was
measured. The model is data under CC BY-SA 4.0.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

__version__ = "0.1.0"
__all__ = ["META", "__version__", "load"]

META: dict[str, Any] = json.loads(files(__name__).joinpath("meta.json").read_text("utf-8"))


def load(*, exclude: Iterable[str] = ()) -> Language:
    """The pipeline: ``segmenter``, ``parser`` and ``lemmatizer`` over an English tokenizer.

    Sets `Token.pos` (UPOS), `Token.tag` (Penn), `Token.dep` and `Token.head` (Universal
    Dependencies with subtypes; the root's relation is ``ROOT``, as in spaCy), `Token.lemma`, and
    sentence boundaries. `exclude` names components to leave out; without the segmenter, the
    parser reads the sentences which an earlier component marked, or the text as one sentence.

    Raises ValueError for an unknown component.
    """
    from ._spacy import import_spacy

    import_spacy()
    from ._pipeline import build

    return build(exclude)
