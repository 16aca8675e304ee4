"""Variants of treebank sentences that news text needs and the treebanks lack."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from ramify_english._treebank import ROOT, Sentence, Word

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_UNITS = ["week", "month", "year", "summer", "autumn", "winter", "spring"]

# Word of a made-up phrase: form, lemma, upos, xpos, head (-1: the verb), relation.
_Phrase = list[tuple[str, str, str, str, int, str]]


def vary(sentence: Sentence, rng: random.Random) -> Sentence:
    """One random variant of `sentence`; most often the sentence itself."""
    for chance, change in _CHANGES:
        if rng.random() < chance:
            sentence = change(sentence, rng)
    return sentence


def _curly_quotes(sentence: Sentence, rng: random.Random) -> Sentence:
    """Plain quotation marks and apostrophes made typographic."""
    text, opened = list(sentence.text), False
    for i, letter in enumerate(text):
        if letter == '"':
            text[i] = "”" if opened else "“"
            opened = not opened
        elif letter == "'":
            before = text[i - 1] if i else " "
            text[i] = "’" if before.isalnum() or before in ".,!?" else "‘"
    return replace(sentence, text="".join(text))


def _plain_quotes(sentence: Sentence, rng: random.Random) -> Sentence:
    plain = str.maketrans("“”‘’", "\"\"''")
    return replace(sentence, text=sentence.text.translate(plain))


def _lower(sentence: Sentence, rng: random.Random) -> Sentence:
    return _recased(sentence, sentence.text.lower())


def _upper(sentence: Sentence, rng: random.Random) -> Sentence:
    return _recased(sentence, sentence.text.upper())


def _recased(sentence: Sentence, text: str) -> Sentence:
    """Keep the sentence where a change of case changes the number of letters."""
    return replace(sentence, text=text) if len(text) == len(sentence.text) else sentence


def _headline(sentence: Sentence, rng: random.Random) -> Sentence:
    """Capitalise the words of content."""
    text = list(sentence.text)
    for word in sentence.words:
        if word.upos in {"NOUN", "VERB", "ADJ", "ADV", "PROPN", "PRON"}:
            text[word.start] = text[word.start].upper()
    return _recased(_unfinished(sentence, rng), "".join(text)[: len(sentence.text)])


def _unfinished(sentence: Sentence, rng: random.Random) -> Sentence:
    """Without the final full stop."""
    last = len(sentence.words) - 1
    word = sentence.words[last]
    if last < 2 or word.upos != "PUNCT" or any(w.head == last for w in sentence.words):
        return sentence
    return replace(sentence, text=sentence.text[: word.start].rstrip(), words=sentence.words[:last])


def _dated(sentence: Sentence, rng: random.Random) -> Sentence:
    """With a date put before the subject of the main verb, with or without a comma."""
    words = sentence.words
    root = next(i for i, w in enumerate(words) if w.head == ROOT)
    first = words[0]
    opens = first.deprel.startswith("nsubj") and first.head == root
    opens = opens or (first.upos == "DET" and words[first.head].deprel.startswith("nsubj"))
    if not opens or words[root].upos != "VERB" or sentence.text[0] in "\"'“‘":
        return sentence
    phrase = _date(rng)
    if rng.random() < 0.4:
        top = next(i for i, w in enumerate(phrase) if w[4] == -1)
        phrase.append((",", ",", "PUNCT", ",", top, "punct"))
    return _prefixed(sentence, phrase, root)


def _prefixed(sentence: Sentence, phrase: _Phrase, root: int) -> Sentence:
    shift, made, text = len(phrase), [], ""
    for form, lemma, upos, xpos, head, relation in phrase:
        if form == ",":
            text = text.rstrip()
        head = root + shift if head == -1 else head
        made.append(Word(len(text), len(text) + len(form), lemma, upos, xpos, head, relation))
        text += form + " "
    first = sentence.words[0]
    kept = sentence.text
    if first.upos in {"DET", "PRON"} and first.lemma != "I":
        kept = kept[0].lower() + kept[1:]
    moved = [
        replace(
            w,
            start=w.start + len(text),
            end=w.end + len(text),
            head=w.head if w.head == ROOT else w.head + shift,
        )
        for w in sentence.words
    ]
    return replace(sentence, text=text + kept, words=(*made, *moved))


def _date(rng: random.Random) -> _Phrase:
    year, day, month = str(rng.randint(1945, 2027)), str(rng.randint(1, 31)), rng.choice(_MONTHS)
    weekday, unit = rng.choice(_DAYS), rng.choice(_UNITS)
    on: tuple[str, str, str] = ("On", "on", "ADP")
    kind = rng.randrange(6)
    if kind == 0:
        return [
            (*on, "IN", 1, "case"),
            _number(day, -1, "obl"),
            _month(month, 1),
            _number(year, 1, "nmod:unmarked"),
        ][: rng.choice([3, 4])]
    if kind == 1:
        return [
            (*on, "IN", 2, "case"),
            (month, month, "PROPN", "NNP", 2, "compound"),
            _number(day, -1, "obl"),
        ]
    if kind == 2:
        return [
            ("In", "in", "ADP", "IN", 1, "case"),
            (month, month, "PROPN", "NNP", -1, "obl"),
            _number(year, 1, "nmod:unmarked"),
        ]
    if kind == 3:
        return [("In", "in", "ADP", "IN", 1, "case"), _number(year, -1, "obl")]
    if kind == 4:
        return [(*on, "IN", 1, "case"), (weekday, weekday, "PROPN", "NNP", -1, "obl")]
    which = rng.choice(["Last", "This"])
    tags = ("ADJ", "JJ", 1, "amod") if which == "Last" else ("DET", "DT", 1, "det")
    return [(which, which.lower(), *tags), (unit, unit, "NOUN", "NN", -1, "obl:unmarked")]


def _number(form: str, head: int, relation: str) -> tuple[str, str, str, str, int, str]:
    return form, form, "NUM", "CD", head, relation


def _month(form: str, head: int) -> tuple[str, str, str, str, int, str]:
    return form, form, "PROPN", "NNP", head, "nmod:unmarked"


_CHANGES: list[tuple[float, Callable[[Sentence, random.Random], Sentence]]] = [
    (0.06, _dated),
    (0.06, _unfinished),
    (0.03, _headline),
    (0.02, _lower),
    (0.015, _upper),
    (0.35, _curly_quotes),
    (0.15, _plain_quotes),
]
