"""The tokenizer: spaCy's English rules, bent where Universal Dependencies cuts differently."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IS_SPACE, SPACY
from spacy.lang.char_classes import ALPHA, ALPHA_LOWER, ALPHA_UPPER, HYPHENS
from spacy.util import compile_infix_regex

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# The treebanks keep these bound to their hyphenated word ("non-aligned", "co-founder").
BOUND_PREFIXES = (
    "anti co counter cross e ex inter mid mini multi non over post pre pro re semi sub ultra"
)

_CLOSING = '"”’»'


def _hyphen_infix() -> str:
    bound = "".join(rf"(?<!\b[{p[0]}{p[0].upper()}]{p[1:]})" for p in BOUND_PREFIXES.split())
    return rf"(?<=[{ALPHA}0-9]){bound}(?:{HYPHENS})(?=[{ALPHA}0-9])"


def _is_hyphen_rule(rule: str) -> bool:
    return HYPHENS in rule


def adapt_tokenizer(nlp: Language) -> None:
    """Make `nlp` cut words as English EWT and GUM do.

    Bound prefixes stay whole, other hyphens between letters or digits are cut out, a quotation
    mark or bracket without its space ('said."The') still parts two words, and currency signs and
    plus signs stand alone.
    """
    infixes = [rule for rule in nlp.Defaults.infixes if not _is_hyphen_rule(rule)]
    infixes += [
        _hyphen_infix(),
        rf"(?<=[{ALPHA_LOWER}0-9.,!?])[{_CLOSING}\])](?=[{ALPHA_UPPER}])",
        rf"(?<=[{ALPHA}0-9])[.,!?](?=[{_CLOSING}][{ALPHA}])",
        rf"(?<=[.,!?])[{_CLOSING}](?=[{ALPHA}])",
        rf"(?<=[{ALPHA_LOWER}0-9])[“«(\[](?=[{ALPHA}])",
        rf"(?<=[{ALPHA_LOWER}][.,!?])[“\"](?=[{ALPHA}])",
        rf"(?<=[{ALPHA_LOWER}])[?!;](?=[{ALPHA}])",
        rf"(?<=[{ALPHA}])[—–](?=[{ALPHA}\"“])",
    ]
    nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer


@dataclass(frozen=True)
class Words:
    """The tokens of a document which are not white space.

    Each array has an entry a word: its token index, whether white space stands before it, and
    how many line breaks do.
    """

    index: NDArray[np.intp]
    forms: list[str]
    spaced: NDArray[np.bool_]
    breaks: NDArray[np.intp]

    @classmethod
    def of(cls, doc: Doc) -> Words:
        texts = [token.text for token in doc]
        flags = doc.to_array([IS_SPACE, SPACY]).astype(bool).reshape(-1, 2)
        white = flags[:, 0]
        index = np.flatnonzero(~white)
        after = np.concatenate([[True], (white | flags[:, 1])[:-1]])[: len(texts)]
        breaks = np.array([t.count("\n") if w else 0 for t, w in zip(texts, white, strict=True)])
        total = np.cumsum(breaks)[index]
        return cls(
            index,
            [texts[i] for i in index],
            after[index],
            np.diff(total, prepend=0).astype(np.intp),
        )
