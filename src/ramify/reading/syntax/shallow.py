"""Parsing without a parser: word lists and chunks, enough for plain clauses.

It finds subject, verb, object and prepositional phrases of simple clauses, and
knows nothing of what lies far apart. It is there so that reading works where no
pipeline is installed; `docs/reading.md` gives its share of right clauses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from ramify.reading.syntax.sentence import Sentence, Token, paragraphs
from ramify.reading.syntax.word_lists import agents, modes, nouns, tables, verbs, wordlist

_WORD = re.compile(
    r"(?:[A-Z]\.){2,}|\d+(?:[.,]\d+)*|['’](?:s|re|ve|ll|d)\b|\w+(?=n['’]t\b)|n['’]t\b|\w+(?:\.\w+)*|[^\w\s]"
)
_BREAK = re.compile(r"(?<=[.!?])[\"”’')\]]*\s+(?=[\"“‘'(]?[A-Z0-9])")
_ADJECTIVE = re.compile(r".{3,}(?:al|ic|ous|ive|ful|less|ary|able|ible|an|ese|ish|ent|ant)\Z")
_NOUNY = ("NOUN", "PROPN", "PRON", "NUM")


@cache
def _known_verbs() -> frozenset[str]:
    single = {v.split()[0] for v in (*verbs(), *modes())}
    return frozenset(single) | wordlist("verbs") | wordlist("saying")


@cache
def known(word: str) -> bool:
    """Whether a base form is in one of the word lists."""
    return word in _known_verbs() or word in nouns() or word in agents()


@cache
def lemma(word: str) -> str:
    """The base form of a word, by a list and the usual endings.

    >>> lemma("vetoed"), lemma("countries"), lemma("supplying"), lemma("met")
    ('veto', 'country', 'supply', 'meet')
    """
    word = word.lower()
    irregular: dict[str, str] = tables("words.toml")["irregular"]
    if word in irregular:
        return irregular[word]
    known = _known_verbs() | nouns().keys() | agents().keys()
    if word in known:
        return word
    for ending, bases in (
        ("ies", ("y",)),
        ("ied", ("y",)),
        ("es", ("", "e")),
        ("s", ("",)),
        ("ed", ("", "e")),
        ("ing", ("", "e")),
    ):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            options = [stem + base for base in bases]
            if len(stem) > 3 and stem[-1] == stem[-2]:
                options.append(stem[:-1])
            for option in options:
                if option in known:
                    return option
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-3] + "y" if word.endswith("ies") else word[:-1]
    return word


@dataclass
class _Word:
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str = ""
    dep: str = "dep"
    head: int | None = None


class ShallowParser:
    """Sentences by punctuation, tags by word lists, relations by order of chunks."""

    name = "shallow rules"

    def sentences(self, text: str) -> Iterator[Sentence]:
        """The sentences of a text whose paragraphs are parted by blank lines."""
        for offset, part in paragraphs(text):
            for start, end in _spans(part):
                words = _tagged(part, start, end, offset)
                if words:
                    _Attacher(words).run()
                    yield _sentence(part[start:end], offset + start, words)


def _spans(part: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _BREAK.finditer(part):
        before = re.search(r"(\S+)\.\Z", part[start : match.start()])
        if before and before[1] in wordlist("abbreviations"):
            continue
        yield from _span(part, start, match.start() + len(match[0].rstrip()))
        start = match.end()
    yield from _span(part, start, len(part))


def _span(part: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    text = part[start:end]
    start += len(text) - len(text.lstrip())
    end = start + len(text.strip())
    if end > start:
        yield start, end


def _sentence(text: str, start: int, words: list[_Word]) -> Sentence:
    root = next((i for i, w in enumerate(words) if w.dep == "root"), 0)
    tokens = tuple(
        Token(
            i,
            w.start,
            w.end,
            w.text,
            w.lemma,
            w.pos,
            w.tag,
            "root" if i == root else w.dep,
            i if i == root else (root if w.head is None else w.head),
        )
        for i, w in enumerate(words)
    )
    return Sentence(text, start, _without_cycles(tokens, root))


def _without_cycles(tokens: tuple[Token, ...], root: int) -> tuple[Token, ...]:
    heads = [t.head for t in tokens]
    for i in range(len(heads)):
        seen, k = set(), i
        while heads[k] != k and k not in seen:
            seen.add(k)
            k = heads[k]
        if k in seen:
            heads[i] = root
    return tuple(
        t
        if t.head == heads[t.i]
        else Token(t.i, t.start, t.end, t.text, t.lemma, t.pos, t.tag, t.dep, heads[t.i])
        for t in tokens
    )


def _tagged(part: str, start: int, end: int, offset: int) -> list[_Word]:
    words = [
        _Word(offset + m.start(), offset + m.end(), m[0], lemma(m[0]), "")
        for m in _WORD.finditer(part, start, end)
    ]
    for i, word in enumerate(words):
        word.pos, word.tag = _tag(words, i)
    return words


def _tag(words: list[_Word], i: int) -> tuple[str, str]:
    word = words[i]
    low = word.text.lower().replace("’", "'")
    before = words[i - 1] if i else None
    after = words[i + 1].text.lower() if i + 1 < len(words) else ""
    if not re.match(r"\w|n?'", low):
        return "PUNCT", word.text
    if low == "'s" and before and before.pos in ("NOUN", "PROPN"):
        return "PART", "POS"
    if low == "to" and lemma(after) in _known_verbs() and after == lemma(after):
        return "PART", "TO"
    if low in wordlist("sconj") and not (
        low == "that" and before is not None and before.pos == "ADP"
    ):
        return "SCONJ", "IN"
    for name, pos in (
        ("det", "DET"),
        ("adp", "ADP"),
        ("aux", "AUX"),
        ("pron", "PRON"),
        ("cconj", "CCONJ"),
        ("adv", "ADV"),
    ):
        if low in wordlist(name):
            return pos, "VBN" if low == "been" else name.upper()
    if low[0].isdigit():
        return "NUM", "CD"
    first_only = i == 0 and not (i + 1 < len(words) and words[i + 1].text[:1].isupper())
    acts = after != lemma(after) in _known_verbs() and lemma(after) not in nouns()
    opens = word.lemma in _known_verbs() or (_ADJECTIVE.match(low) and not acts)
    if word.text[0].isupper() and not (first_only and opens):
        return "PROPN", "NNP"
    if _is_verb(words, i, low):
        return "VERB", _verb_tag(low, before)
    if low.endswith("ly"):
        return "ADV", "RB"
    if _ADJECTIVE.match(low) and word.lemma not in nouns() and word.lemma not in agents():
        return "ADJ", "JJ"
    return "NOUN", "NNS" if low != word.lemma else "NN"


def _verb_tag(low: str, before: _Word | None) -> str:
    if low.endswith("ing"):
        return "VBG"
    if before is not None and (before.pos == "AUX" or before.pos == "ADV") and low != lemma(low):
        return "VBN"
    if before is not None and (before.tag == "TO" or before.pos == "AUX"):
        return "VB"
    return "VBZ" if low.endswith("s") and low != lemma(low) else "VBD"


def _is_verb(words: list[_Word], i: int, low: str) -> bool:
    if words[i].lemma not in _known_verbs():
        return False
    before = words[i - 1] if i else None
    noun_too = words[i].lemma in nouns() or words[i].lemma in agents()
    if before is None:
        return low.endswith("ing")
    if before.pos in ("AUX",) or before.tag == "TO":
        return True
    if before.pos in ("DET", "NUM", "ADJ") or before.tag == "POS":
        return False
    if before.pos == "ADP":
        return low.endswith("ing")
    inflected = low != words[i].lemma
    if noun_too and low.endswith("s"):
        return before.pos in ("PRON", "PROPN") and not any(w.pos == "VERB" for w in words[:i])
    return (
        inflected
        or before.pos in ("PRON", "ADV", "CCONJ")
        or (not noun_too and before.text.endswith("s"))
    )


@dataclass
class _Attacher:
    """Attaches words left to right: phrases first, then phrases to verbs."""

    words: list[_Word]
    heads: list[int] = field(default_factory=list)

    def run(self) -> None:
        """Set `dep` and `head` of every word."""
        self._phrases()
        self._verb_groups()
        self._clauses()

    def _phrases(self) -> None:
        """Noun phrases: the last noun is the head, what stands before modifies it."""
        inside: list[int] = []
        for i, word in enumerate([*self.words, _Word(0, 0, "", "", "PUNCT")]):
            if word.pos in ("DET", "ADJ", "NUM", "NOUN", "PROPN") or word.tag == "POS":
                starts_anew = word.pos == "DET" and inside and self.words[inside[-1]].pos in _NOUNY
                if not starts_anew:
                    inside.append(i)
                    continue
            self._close(inside)
            inside = [i] if word.pos == "DET" else []
            if word.pos == "PRON":
                self.heads.append(i)
        self._close(inside)

    def _close(self, inside: list[int]) -> None:
        nouns_in = [i for i in inside if self.words[i].pos in ("NOUN", "PROPN", "NUM")]
        if not nouns_in:
            return
        head = nouns_in[-1]
        self.heads.append(head)
        for i in inside:
            word = self.words[i]
            if i == head:
                continue
            if word.tag == "POS":
                word.dep, word.head = "case", i - 1
            elif i + 1 < len(self.words) and self.words[i + 1].tag == "POS":
                word.dep, word.head = "nmod:poss", head
            else:
                word.dep = {"DET": "det", "ADJ": "amod", "NUM": "nummod"}.get(word.pos, "compound")
                owner = next(
                    (
                        k
                        for k in nouns_in
                        if k > i and k + 1 < len(self.words) and self.words[k + 1].tag == "POS"
                    ),
                    head,
                )
                word.head = owner if owner > i else head

    def _verb_groups(self) -> None:
        pending: list[int] = []
        for i, word in enumerate(self.words):
            if word.pos in ("AUX",) or word.tag == "TO" or (pending and word.pos == "ADV"):
                pending.append(i)
            elif word.pos == "VERB" or (word.pos == "ADJ" and pending):
                for k in pending:
                    self._help(k, i)
                pending = []
            elif word.pos not in ("ADV", "DET"):
                pending = []

    def _help(self, k: int, i: int) -> None:
        helper, word = self.words[k], self.words[i]
        if helper.tag == "TO":
            helper.dep = "mark"
        elif helper.pos == "ADV":
            helper.dep = "advmod"
        elif helper.lemma == "be" and word.pos == "ADJ":
            helper.dep = "cop"
        elif helper.lemma == "be" and word.tag == "VBN":
            helper.dep = "aux:pass"
        else:
            helper.dep = "aux"
        helper.head = i

    def _clauses(self) -> None:
        subject: int | None = None
        verb: int | None = None
        last: int | None = None
        mark = case = relative = cc = None
        main = None
        heads = set(self.heads)
        for i, word in enumerate(self.words):
            if word.pos == "SCONJ":
                mark = i
            elif word.pos == "ADP":
                case = i
            elif word.pos == "CCONJ" or word.text == ",":
                cc = i
            elif i in heads and word.head is None:
                if word.text.lower() in ("which", "who") and last is not None:
                    relative, subject = last, i
                    continue
                subject, last = self._noun(i, verb, last, case, cc, subject)
                case = cc = None
            elif word.pos == "VERB" or any(w.dep == "cop" and w.head == i for w in self.words):
                self._predicate(i, verb, subject, mark, relative, cc, last)
                if main is None and (subject is not None or verb is None):
                    main = i
                verb, subject, last = i, None, None
                mark = case = relative = cc = None
        root = main if main is not None else next((i for i in self.heads), 0)
        self.words[root].dep, self.words[root].head = "root", root

    def _noun(
        self,
        i: int,
        verb: int | None,
        last: int | None,
        case: int | None,
        cc: int | None,
        subject: int | None,
    ) -> tuple[int | None, int]:
        word = self.words[i]
        if case is not None:
            self.words[case].dep, self.words[case].head = "case", i
            of = self.words[case].text.lower() == "of" or (verb is None and last is not None)
            target = last if of and last is not None else verb
            word.dep, word.head = ("nmod" if target == last and of else "obl"), target
            return subject, i
        if (
            cc is not None
            and last is not None
            and self.words[cc].pos == "CCONJ"
            and not self._verb_follows(i)
        ):
            word.dep, word.head = "conj", last
            return subject, last
        if cc is not None and last is not None and verb is None and self.words[cc].text == ",":
            word.dep, word.head = "conj", last
            return subject, last
        if verb is not None and last is None and not self._verb_follows(i):
            word.dep, word.head = "obj", verb
            return subject, i
        return i, i

    def _verb_follows(self, i: int) -> bool:
        for word in self.words[i + 1 : i + 4]:
            if word.pos == "VERB":
                return True
            if word.pos not in ("AUX", "ADV"):
                return False
        return False

    def _predicate(
        self,
        i: int,
        verb: int | None,
        subject: int | None,
        mark: int | None,
        relative: int | None,
        cc: int | None,
        last: int | None,
    ) -> None:
        word = self.words[i]
        passive = any(w.dep == "aux:pass" and w.head == i for w in self.words)
        infinitive = any(w.dep == "mark" and w.head == i for w in self.words)
        if subject is not None:
            self.words[subject].dep = "nsubj:pass" if passive else "nsubj"
            self.words[subject].head = i
        for w in self.words[:i]:
            if w.dep == "obl" and w.head is None:
                w.head = i
        if mark is not None:
            self.words[mark].dep, self.words[mark].head = "mark", i
        if relative is not None:
            word.dep, word.head = "acl:relcl", relative
        elif verb is None:
            word.dep = "dep"
        elif infinitive:
            word.dep, word.head = (
                ("xcomp" if last is None or self.words[last].dep == "obj" else "advcl"),
                verb,
            )
        elif self.words[verb].lemma in wordlist("saying") and subject is not None:
            word.dep, word.head = "ccomp", verb
        elif word.lemma in wordlist("saying") and subject is not None:
            word.dep, word.head = "parataxis", verb
        elif mark is not None:
            word.dep, word.head = "advcl", verb
        elif cc is not None and subject is None and word.tag != "VBG":
            word.dep, word.head = "conj", verb
        elif word.tag in ("VBG", "VBN") and subject is None:
            word.dep, word.head = (
                ("acl" if last is not None else "advcl"),
                (last if last is not None else verb),
            )
        else:
            word.dep, word.head = "parataxis", verb
