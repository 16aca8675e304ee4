"""The language of a text, by its script and by the words that hold its sentences together."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ramify._errors import InputError
from ramify.reading.statements import Document

_SAMPLE = 20_000
_FEWEST_WORDS = 8
_FEWEST_TELLING = 2
"""Different words of a language that have to be there."""

_SHORT = 30
"""Words up to which so few different ones of a language will do; else twice as many."""

_SHARE = 0.08
"""Share of words that must be a language's own for a text to be said to be in it."""

_CLEARLY = 1.5
"""How much more than English: a false alarm costs a text that could have been read."""

_LETTER = 2.0
"""What a letter that only one language has counts, in words."""

_WORD = re.compile(r"[^\W\d_]+")
_ALIKE = frozenset({"Latin", "Cyrillic", "Greek"})
_MANY_MIXED = 0.05
_SCRIPT_OF = {"Hiragana": "Kana", "Katakana": "Kana", "Cjk": "Han"}


@dataclass(frozen=True, slots=True)
class _Languages:
    scripts: Mapping[str, str]
    names: Mapping[str, str]
    words: Mapping[str, tuple[str, ...]]
    """The languages that have a word."""
    letters: Mapping[str, str]
    """The language that a letter tells."""


def language_of(text: str, declared: str | None = None) -> str | None:
    """The ISO 639-1 code of a text's language; what it declares where too little is there.

    >>> language_of("Le ministre a dénoncé la décision du Japon. Il ne veut pas de guerre.")
    'fr'
    >>> language_of("Germany condemned Iran.", "en")
    'en'
    """
    sample = text[:_SAMPLE]
    words = [word.replace("İ", "i").lower() for word in _WORD.findall(sample)]
    script = _script(sample)
    own = _languages().scripts.get(script)
    if own or len(words) < _FEWEST_WORDS:
        return own or declared
    scores = _scores(words, sample)
    if not scores:
        return declared
    best = max(sorted(scores), key=lambda code: scores[code])
    english = scores.get("en", 0.0)
    clear = scores[best] >= _SHARE and scores[best] > _CLEARLY * english
    if best != "en" and clear and _enough(words, best):
        return best
    return "en" if english >= _SHARE / 2 else declared


def _enough(words: list[str], code: str) -> bool:
    """Whether so many different words of a language are there, none of them English as well."""
    known = _languages().words
    own = {word for word in words if code in known.get(word, ()) and "en" not in known[word]}
    return len(own) >= (_FEWEST_TELLING if len(words) <= _SHORT else 2 * _FEWEST_TELLING)


def language_name(code: str) -> str:
    """What a language is called, its code where that is not known.

    >>> language_name("fr"), language_name("xx")
    ('French', 'xx')
    """
    return _languages().names.get(code, code)


def homoglyphs(text: str) -> float:
    """The share of words that mix alphabets whose letters look alike.

    >>> homoglyphs("Russia sіgned a treaty"), homoglyphs("Russia signed a treaty")
    (0.25, 0.0)
    """
    words = _WORD.findall(text[:_SAMPLE])
    mixed = sum(not word.isascii() and _mixes(word) for word in words)
    return mixed / len(words) if words else 0.0


def written_in_lookalikes(text: str) -> bool:
    """Whether so many words mix alphabets that the text is made to look like another."""
    return homoglyphs(text) >= _MANY_MIXED


class ForeignText(InputError):
    """A document in a language that the reader does not read; it is kept with its language."""

    def __init__(self, document: Document, language: str) -> None:
        self.document = document.model_copy(update={"language": language})
        what = f"in {language_name(language)}, not read by this reader"
        where = document.path or document.name
        super().__init__(what, where=where, repair="`--reader llm` reads it")


def in_english(document: Document) -> None:
    """Hold that a document can be read by rules for English.

    Raises:
        ForeignText: it is in another language.
        InputError: it only looks as if it were in English.
    """
    where = document.path or document.name
    if written_in_lookalikes(document.text):
        what = "written with look-alike letters of other alphabets within its words"
        raise InputError(what, where=where, repair="do not trust it; give the text as it was")
    language = document.language or language_of(document.text) or "en"
    if language != "en":
        raise ForeignText(document, language)


@cache
def _languages() -> _Languages:
    data = files("ramify.reading").joinpath("data/languages.toml").read_text(encoding="utf-8")
    table = tomllib.loads(data)
    words: dict[str, list[str]] = {}
    for code, listed in table["words"].items():
        for word in dict.fromkeys(listed.split()):
            words.setdefault(word, []).append(code)
    letters = {letter: code for code, listed in table["letters"].items() for letter in listed}
    kept = {word: tuple(codes) for word, codes in words.items()}
    return _Languages(table["scripts"], table["names"], kept, letters)


def _scores(words: list[str], sample: str) -> dict[str, float]:
    """For each language its share of the words; one that several have counts less for each."""
    known = _languages()
    scores: dict[str, float] = defaultdict(float)
    for word, count in Counter(words).items():
        for code in (codes := known.words.get(word, ())):
            scores[code] += count / len(codes) ** 0.5 / len(words)
    for letter, count in Counter(sample.lower()).items():
        if told := known.letters.get(letter):
            scores[told] += min(count, 3) * _LETTER / len(words)
    return scores


@cache
def _script_of(letter: str) -> str:
    name = unicodedata.name(letter, "").split(" ")[0].split("-")[0].capitalize()
    return _SCRIPT_OF.get(name, name)


def _script(sample: str) -> str:
    """The script of most letters."""
    counts = Counter(_script_of(letter) for letter in sample if letter.isalpha())
    if counts["Kana"] * 20 > counts["Han"] and counts["Kana"] + counts["Han"] > counts["Latin"]:
        return "Kana"
    return max(sorted(counts), key=lambda script: counts[script], default="")


def _mixes(word: str) -> bool:
    return len({_script_of(letter) for letter in word} & _ALIKE) > 1
