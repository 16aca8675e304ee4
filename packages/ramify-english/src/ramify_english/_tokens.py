"""The tokenizer: spaCy's English rules, bent where Universal Dependencies cuts differently."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IS_SPACE, SPACY
from spacy.lang.char_classes import ALPHA, ALPHA_LOWER, ALPHA_UPPER, HYPHENS
from spacy.lang.en import English, EnglishDefaults

if TYPE_CHECKING:
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


def _infixes() -> tuple[str, ...]:
    """spaCy's, with bound prefixes kept whole and other hyphens between letters or digits cut out.

    A quotation mark or bracket without its space ('said."The') still parts two words.
    """
    kept = [rule for rule in EnglishDefaults.infixes if not _is_hyphen_rule(rule)]
    return (
        *kept,
        _hyphen_infix(),
        rf"(?<=[{ALPHA_LOWER}0-9.,!?])[{_CLOSING}\])](?=[{ALPHA_UPPER}])",
        rf"(?<=[{ALPHA}0-9])[.,!?](?=[{_CLOSING}][{ALPHA}])",
        rf"(?<=[.,!?])[{_CLOSING}](?=[{ALPHA}])",
        rf"(?<=[{ALPHA_LOWER}0-9])[“«(\[](?=[{ALPHA}])",
        rf"(?<=[{ALPHA_LOWER}][.,!?])[“\"](?=[{ALPHA}])",
        rf"(?<=[{ALPHA_LOWER}])[?!;](?=[{ALPHA}])",
        rf"(?<=[{ALPHA}])[—–](?=[{ALPHA}\"“])",
    )


class TreebankEnglish(English):
    """English cut into words as English EWT and GUM do; its rules are compiled once."""

    class Defaults(EnglishDefaults):
        infixes = _infixes()


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
