"""Whether a predicate is denied in its own clause: rules in order, each with a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from ramify.reading.syntax.rule import Rule, deciding
from ramify.reading.syntax.sentence import Sentence
from ramify.reading.syntax.word_lists import wordlist

_NOBODY = frozenset({"no", "neither", "none", "nobody", "nothing"})
_LIMITS = frozenset({"only", "just", "merely", "simply", "until"})
"""After `not` these do not deny."""
_HARDLY = frozenset({"hardly", "barely", "scarcely"})
_SOME = frozenset({"a", "the", "these", "those", "quite", "last", "past", "first", "next"})
_LITTLE = frozenset({"little", "scant", "few"})
_SUBJECTS = ("nsubj", "nsubj:pass")


@dataclass(frozen=True)
class Predicate:
    """A word of a sentence, as the rules of negation look at it."""

    sentence: Sentence
    i: int

    def texts(self, *deps: str, of: int | None = None) -> set[str]:
        """The words that hang on it, or on another, as one of these."""
        kids = self.sentence.kids(self.i if of is None else of, *deps)
        return {self.sentence.tokens[k].text.lower() for k in kids}


def negated(sentence: Sentence, i: int) -> bool:
    """Whether a predicate is denied in its own clause."""
    return deciding(NEGATIONS, Predicate(sentence, i)) is not None


def _is_not(word: Predicate) -> bool:
    """`has not condemned`, `no longer trades`; `not until May` and `hardly had K, when` it did."""
    tokens = word.sentence.tokens
    for k in word.sentence.kids(word.i, "advmod", "cc:preconj", "det"):
        text = tokens[k].text.lower()
        if _next_word(word.sentence, k) in _LIMITS or (text in _HARDLY and _is_at_once(word)):
            continue
        if text in wordlist("negations") or (tokens[k].lemma == "long" and text == "longer"):
            return True
    return False


def _is_at_once(word: Predicate) -> bool:
    """`hardly had K expelled the envoy when L recalled its own`."""
    behind = word.sentence.kids(word.i, "advcl")
    return any("when" in word.texts("advmod", "mark", of=k) for k in behind)


def _is_nor(word: Predicate) -> bool:
    return bool(word.texts("cc") & {"nor", "neither"})


def _goes_on(word: Predicate) -> bool:
    """`did not meet or sign`: a bare verb joined to a bare one that is negated."""
    sentence, token = word.sentence, word.sentence.tokens[word.i]
    bare = token.dep == "conj" and token.tag == "VB" and sentence.tokens[token.head].tag == "VB"
    own = sentence.kids(word.i, "aux", "mark", "nsubj")
    return bare and not own and negated(sentence, token.head)


def _is_of_nobody(word: Predicate) -> bool:
    """`no state condemned`, `neither K nor L has`, `condemned neither`."""
    for k in word.sentence.kids(word.i, "obj", *_SUBJECTS):
        beside = word.texts("det", "cc:preconj", of=k)
        if (beside | {word.sentence.tokens[k].text.lower()}) & _NOBODY:
            return True
    return False


def _is_of_not_one(word: Predicate) -> bool:
    """`not one state condemned`, `not even K did`; of `not only K` the same is true."""
    return any(
        word.sentence.tokens[n].text.lower() == "not"
        and _next_word(word.sentence, n) not in _LIMITS
        for k in word.sentence.kids(word.i, *_SUBJECTS)
        for n in word.sentence.kids(k, "advmod")
    )


def _is_of_few(word: Predicate) -> bool:
    """`few states have condemned`; `a few` have."""
    sentence = word.sentence
    return any(
        sentence.tokens[n].text.lower() == "few" and _word_before(sentence, n) not in _SOME
        for k in sentence.kids(word.i, *_SUBJECTS)
        for n in (k, *sentence.kids(k, "amod"))
    )


def _is_of_little(word: Predicate) -> bool:
    """`offers little help`, `did little to help`; `a little help` is some."""
    sentence = word.sentence
    return any(
        sentence.tokens[n].text.lower() in _LITTLE and _word_before(sentence, n) not in _SOME
        for k in sentence.kids(word.i, "obj")
        for n in (k, *sentence.kids(k, "amod"))
    )


def _is_at_no_time(word: Predicate) -> bool:
    """`at no point did K`, `on no occasion`; `in no small measure` is none."""
    sentence = word.sentence
    none = (k for k in sentence.kids(word.i, "obl") if "no" in word.texts("det", of=k))
    return any(
        not sentence.kids(k, "amod")
        and (sentence.tokens[k].lemma in wordlist("no_time") or _is_turned(word, k))
        for k in none
    )


def _is_turned(word: Predicate, k: int) -> bool:
    """Whether a helper stands behind a word and before the subject."""
    subjects = word.sentence.kids(word.i, *_SUBJECTS)
    return any(k < n < s for n in word.sentence.kids(word.i, "aux") for s in subjects[:1])


def _is_not_once(word: Predicate) -> bool:
    """`not once has K attacked`."""
    return any(
        word.sentence.tokens[k].text.lower() in ("once", "ever", "yet")
        and "not" in word.texts("advmod", of=k)
        for k in word.sentence.kids(word.i, "advmod")
    )


def _word_before(sentence: Sentence, k: int) -> str:
    return sentence.tokens[k - 1].text.lower() if k else ""


def _next_word(sentence: Sentence, k: int) -> str:
    return sentence.tokens[k + 1].text.lower() if k + 1 < len(sentence.tokens) else ""


NEGATIONS: tuple[Rule[Predicate, bool], ...] = tuple(
    Rule(name, when, bool, example)
    for name, when, example in (
        ("not", _is_not, "Kenya has not condemned Uganda."),
        ("nor", _is_nor, "Nor did Egypt condemn Sudan."),
        ("goes on", _goes_on, "Kenya did not meet or condemn Uganda."),
        ("nobody", _is_of_nobody, "Neither Ghana nor Togo has condemned Niger."),
        ("not one", _is_of_not_one, "Not one state condemned Israel."),
        ("few", _is_of_few, "Few African states have condemned Russia."),
        ("little", _is_of_little, "France gave little support to Armenia."),
        ("at no time", _is_at_no_time, "At no point did Kenya condemn Uganda."),
        ("not once", _is_not_once, "Not once has Iran condemned Oman."),
    )
)
"""In order: the first that fits decides; where none does the predicate is not denied."""
