"""Words attached to each other by the order of phrases and verbs."""

from __future__ import annotations

from dataclasses import dataclass, field

from ramify.reading.syntax.shallow.tagging import Word
from ramify.reading.syntax.word_lists import wordlist

_NOUNY = ("NOUN", "PROPN", "PRON", "NUM")


@dataclass
class Attacher:
    """Attaches words left to right: phrases first, then phrases to verbs."""

    words: list[Word]
    heads: list[int] = field(default_factory=list)

    def run(self) -> None:
        """Set `dep` and `head` of every word."""
        self._phrases()
        self._verb_groups()
        self._clauses()

    def _phrases(self) -> None:
        """Noun phrases: the last noun is the head, what stands before modifies it."""
        inside: list[int] = []
        for i, word in enumerate([*self.words, Word(0, 0, "", "", "PUNCT")]):
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
        copular = {word.head for word in self.words if word.dep == "cop"}
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
            elif word.pos == "VERB" or i in copular:
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
