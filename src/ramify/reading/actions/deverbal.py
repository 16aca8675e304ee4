"""Nouns and gerunds read as the verb they come from: `K's shooting down of a plane`."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from ramify.reading.actions.patterns import Patterns
from ramify.reading.actions.plain import Plain
from ramify.reading.actors.acts import Act
from ramify.reading.actors.named import Side
from ramify.reading.actors.semantic_roles import Roles
from ramify.reading.syntax.clauses import Clause
from ramify.reading.syntax.lemmas import noun_form
from ramify.reading.syntax.relations import preposition
from ramify.reading.syntax.word_lists import (
    deverbals,
    is_known_verb,
)

_HUNG = ("nmod", "obl")
_TOLD_BY_WORDS = ("01", "02", "03")
"""What only a clause can tell: a comment, an appeal, an intent."""


class Deverbal:
    """Codes the nouns of one sentence by the lines of verbs.csv, with the doer before them."""

    def __init__(self, roles: Roles, patterns: Patterns, plain: Plain) -> None:
        self.roles, self.patterns, self.plain = roles, patterns, plain
        self.cast, self.sentence, self.number = roles.cast, roles.sentence, roles.number

    def act(self, k: int) -> Act | None:
        """The act that a noun names by its verb, if the noun says who did it or to whom."""
        verb = self.verb(k)
        if verb is None or self.roles.in_scare_quotes(k):
            return None
        parts = self._clause(k, verb)
        entry, thing = self.patterns.entry(parts)
        if entry is None or entry.code.startswith(_TOLD_BY_WORDS):
            return None
        act = self.plain.act(parts, entry, thing)
        if act is None:
            return None
        if not act.actors and "reverse" not in entry.note:
            doers = tuple(s for n in parts.subjects for s in self.cast.sides(self.number, n))
            act = replace(act, actors=doers, targets=self.roles.others(act.targets, doers))
        if not act.targets and act.code.startswith("11"):
            act = replace(act, targets=self._charged(k, act.actors))
        return act

    def verb(self, k: int) -> str | None:
        """The verb that a noun comes from, with its particle; None for any other word."""
        token = self.sentence.tokens[k]
        after = self.sentence.tokens[k + 1 : k + 2]
        if after and after[0].text.lower().startswith("d'"):
            return None
        if token.pos not in ("NOUN", "VERB") or self.cast.named_at(self.number, k):
            return None
        if token.pos == "VERB" and not is_gerund_noun(self.roles, k):
            return None
        base = _of_gerund(token.text.lower()) or deverbals().get(noun_form(self.sentence, k))
        if base is None:
            return None
        particles = self.sentence.kids(k, "compound:prt")
        return " ".join((base, *(self.sentence.tokens[p].text.lower() for p in particles)))

    def _clause(self, k: int, verb: str) -> Clause:
        """The clause that the noun stands for: owner, object behind `of`, the rest behind it."""
        sentence = self.sentence
        hung = [(preposition(sentence, n), n) for n in sentence.kids(k, *_HUNG)]
        doers = sentence.kids(k, "nmod:poss") or [n for case, n in hung if case == "by"]
        doers = doers or self._people(k)
        objects = [n for case, n in hung if case == "of"] or sentence.kids(k, "obj")
        if not objects:
            objects = [n for n in sentence.kids(k, "compound") if n not in doers]
        rest = [(case, n) for case, n in hung if case and n not in (*doers, *objects)]
        return Clause(k, verb, tuple(doers), tuple(objects), tuple(rest), (), not doers)

    def _people(self, k: int) -> list[int]:
        """`Saudi restrictions`, `the EU ban`: whose doing it is; `the Kosovo war` is nobody's."""
        before = [n for n in self.sentence.kids(k, "amod", "compound") if n < k]
        acting = [n for n in before if self.cast.sides(self.number, n) and not self._is_land(n)]
        return acting[:1]

    def _is_land(self, n: int) -> bool:
        named = self.cast.named_at(self.number, n)
        land = named is not None and named.kind in ("name", "metonym", "territory")
        return land and self.sentence.tokens[n].pos == "PROPN"

    def _charged(self, k: int, actors: tuple[Side, ...]) -> tuple[Side, ...]:
        """`K's charges that rebels shelter in L`: whom what is charged names."""
        own = {side.id for side in actors}
        inside = [
            w for c in self.sentence.kids(k, "acl", "ccomp") for w in self.sentence.subtree(c)
        ]
        for w in inside:
            sides = [s for s in self.cast.sides(self.number, w) if s.id not in own]
            if sides:
                return tuple(sides[:1])
        return ()


@cache
def _of_gerund(word: str) -> str | None:
    """The verb of a gerund: `closing` is `close`, `banning` is `ban`."""
    stem = word.removesuffix("ing")
    if stem == word or len(stem) < 2:
        return None
    doubled = stem[:-1] if stem[-1] == stem[-2] else stem
    return next((verb for verb in (stem, f"{stem}e", doubled) if is_known_verb(verb)), None)


def is_gerund_noun(roles: Roles, k: int) -> bool:
    """`Turkey's shooting down of a plane`: a gerund that has an owner or an article."""
    sentence, token = roles.sentence, roles.sentence.tokens[k]
    if token.tag != "VBG" or sentence.kids(k, "nsubj", "aux", "cop"):
        return False
    behind = any(preposition(sentence, n) == "of" for n in sentence.kids(k, *_HUNG))
    return bool(sentence.kids(k, "nmod:poss")) or (behind and bool(sentence.kids(k, "det")))
