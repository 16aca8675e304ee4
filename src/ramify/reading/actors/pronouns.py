"""Pronouns in a document, by what was named before them; each resolution says why."""

from __future__ import annotations

import re

from ramify.reading.actors.antecedents import BACK, BACK_FOR_PERSONS, Antecedents, Meant, ToldBefore
from ramify.reading.syntax.relations import is_predicate, preposition
from ramify.reading.syntax.sentence import Sentence
from ramify.reading.syntax.word_lists import verbs, wordlist

_VIEW = re.compile(
    r"(?:from|in) .{2,40}?['’]s? (?:perspective|viewpoint|point of view|view|eyes)|for .{2,40}?,",
    re.IGNORECASE,
)

_AMONG = ("including", "such as", "like")
_TOWARDS = {False: ("to", "on"), True: ("to", "on", "against", "from", "with")}

_MEASURES = {"11", "16"}
"""Roots of censures and measures, which somebody has given cause for."""
_WHEREUPON = frozenset({"after", "because", "when", "since", "as"})


class Pronouns:
    """Resolves `he`, `it`, `we` and `they`. None where that is not plain."""

    def __init__(self, cast: Antecedents) -> None:
        self._cast, self._told = cast, ToldBefore(cast)

    def person(self, number: int, i: int) -> Meant | None:
        """The person who is subject nearest before, or the only one in reach."""
        barred = self._told.own_subjects(number, i)
        for back in range(number, max(-1, number - BACK_FOR_PERSONS), -1):
            people = [
                (k, n)
                for k, n in self._told.before(back, number, i)
                if n.person and not barred & set(n.ids)
            ]
            subjects = [n for k, n in people if self._told.is_subject(back, k)]
            distinct = {n.person for _, n in people}
            if subjects and (self._told.one_paragraph(back, number) or len(distinct) == 1):
                found = subjects[-1]
            elif len(distinct) == 1:
                found = people[-1][1]
            elif people:
                return None
            else:
                continue
            reason = f"the person last named: {found.text}"
            return Meant(found.ids, "pronoun", reason, found.person)
        return None

    def treated(self, number: int, i: int) -> Meant | None:
        """`K condemned L over its raid`: the one judged, helped or asked; None elsewhere."""
        sentence = self._cast.sentences[number]
        if sentence.tokens[i].dep != "nmod:poss":
            return None
        for k in filter(lambda a: is_predicate(sentence, a), sentence.above(i)):
            if sentence.tokens[k].lemma in wordlist("treating"):
                return self._partner(number, k, i)
            if sentence.tokens[k].dep not in ("xcomp", "ccomp"):
                return None
        return None

    def answered(self, number: int, i: int) -> Meant | None:
        """`K imposed sanctions on L over its raid`: whom a measure answers; None elsewhere."""
        sentence = self._cast.sentences[number]
        noun = sentence.tokens[i].head
        if sentence.tokens[i].dep != "nmod:poss" or not _is_ground(sentence, noun):
            return None
        for k in filter(lambda a: is_predicate(sentence, a), sentence.above(noun)):
            measure = sentence.tokens[k].lemma in wordlist("measures") or _is_light(sentence, k)
            return self._partner(number, k, noun, wide=True) if measure else None
        return None

    def punished(self, number: int, i: int) -> Meant | None:
        """`K imposed sanctions on L after it invaded M`: whom a measure answers; None elsewhere."""
        sentence = self._cast.sentences[number]
        token = sentence.tokens[i]
        deed = sentence.tokens[token.head]
        marks = {sentence.tokens[m].text.lower() for m in sentence.kids(deed.i, "mark")}
        hostile = any(entry.code >= "14" for entry in verbs().get(deed.lemma, ()))
        if token.dep != "nsubj" or deed.dep != "advcl" or not hostile or not marks & _WHEREUPON:
            return None
        lemma = sentence.tokens[deed.head].lemma
        codes = {entry.code[:2] for entry in verbs().get(lemma, ())}
        measure = lemma in wordlist("measures") or bool(codes & _MEASURES)
        if not measure and not _is_light(sentence, deed.head):
            return None
        own = {s.id for k in sentence.kids(deed.head, "nsubj") for s in self._cast.sides(number, k)}
        partner = self._partner(number, deed.head, i, wide=True)
        if partner and own.isdisjoint(partner.ids):
            return partner
        turned = [k for k in sentence.kids(deed.head, "obl") if k < i]
        turned = [k for k in turned if preposition(sentence, k) in _TOWARDS[True]]
        ids = {s.id for k in turned for s in self._cast.sides(number, k)} - own
        return (
            Meant(tuple(ids), "pronoun", "against whom the measure is") if len(ids) == 1 else None
        )

    def claimant(self, number: int, i: int) -> Meant | None:
        """`K rejected L's claim that it …`: whose words they are; None elsewhere."""
        sentence = self._cast.sentences[number]
        for k in sentence.above(i):
            if sentence.tokens[k].lemma in wordlist("own_words"):
                whose = sentence.kids(k, "nmod:poss", "amod", "compound")
                ids = {side.id for w in whose if w < i for side in self._cast.sides(number, w)}
                return (
                    Meant(tuple(ids), "pronoun", "whose words they are") if len(ids) == 1 else None
                )
        return None

    def included(self, number: int, i: int) -> Meant | None:
        """`K's policies, including its raid`: whose all of them are; None elsewhere."""
        sentence = self._cast.sentences[number]
        token = sentence.tokens[i]
        if token.dep != "nmod:poss" or preposition(sentence, token.head) not in _AMONG:
            return None
        whole = sentence.tokens[token.head].head
        for k in (whole, *sentence.kids(whole, "obj", "nsubj", "obl")):
            owners = [w for w in sentence.kids(k, "nmod:poss") if w < i and k < i]
            ids = {side.id for w in owners for side in self._cast.sides(number, w)}
            if len(ids) == 1:
                return Meant(tuple(ids), "pronoun", "whose the things are of which it is one")
        return None

    def _partner(self, number: int, k: int, i: int, *, wide: bool = False) -> Meant | None:
        """The one actor whom a verb is done to or turned to, named before a word.

        `wide`: or whose or against whom the thing is that it is done to.
        """
        sentence = self._cast.sentences[number]
        below = sentence.kids(k, "iobj", "obj", "nsubj:pass")
        turned = [n for n in sentence.kids(k, "obl") if preposition(sentence, n) in _TOWARDS[wide]]
        if wide:
            things = [w for n in below for w in sentence.kids(n, "nmod", "amod", "compound")]
            turned += [w for w in things if preposition(sentence, w) in ("", *_TOWARDS[wide])]
        for n in (*below, *turned):
            inside = {*sentence.subtree(n)}
            ids = dict.fromkeys(s.id for s in self._cast.sides(number, n)) if n < i else {}
            if len(ids) == 1 and i not in inside:
                return Meant(tuple(ids), "pronoun", "whom the verb before it is done to")
        return None

    def thing(self, number: int, i: int) -> Meant | None:
        """What the subject of this sentence, else of the one before, stands for."""
        ways = (self.treated, self.answered, self.punished, self.claimant, self.included)
        if told := next((meant for way in ways if (meant := way(number, i))), None):
            return told
        found = self._subject(number, i, plural=False)
        if found and len(found) == 1:
            return Meant(found, "pronoun", "the subject before it")
        named = {a for _, n in self._told.before(number, number, i) if not n.person for a in n.ids}
        if not found and len(named) == 1:
            return Meant(tuple(named), "pronoun", "the one actor named before it")
        return None if found else self._perspective(number)

    def affected(self, number: int, i: int) -> Meant | None:
        """`… had accused it`: the actor last named, other than who does it."""
        barred = self._told.own_subjects(number, i)
        named = [n for _, n in self._told.before(number, number, i) if not n.person]
        others = [n for n in named if len(n.ids) == 1 and not barred & set(n.ids)]
        states = [n for n in others if not self._cast.groups.get(n.ids[0])]
        if states or others:
            last = (states or others)[-1]
            return Meant(last.ids, "pronoun", f"last named before: {last.text}")
        return None

    def several(self, number: int, i: int) -> Meant | None:
        """A pair named before in the sentence, else the plural subject before it."""
        pairs = [n for _, n in self._told.before(number, number, i) if n.kind == "pair"]
        if pairs:
            return Meant(pairs[-1].ids, "pronoun", f"named before: {pairs[-1].text}")
        token = self._cast.sentences[number].tokens[i]
        others = self._others_named(number, i) if token.text.lower() == "them" else ()
        found = others or self._subject(number, i, plural=True)
        return Meant(found, "pronoun", "the subject before it") if found else None

    def _others_named(self, number: int, i: int) -> tuple[str, ...]:
        """`K met the leaders of L and M and blamed them`: whom it was with, not K."""
        barred = self._told.own_subjects(number, i)
        for k in range(i - 1, -1, -1) if barred else ():
            ids = [s.id for s in self._cast.sides(number, k)] if self._is_plural(number, k) else []
            if ids and not barred & set(ids):
                return tuple(dict.fromkeys(ids))
        return ()

    def owner(self, number: int, i: int) -> Meant | None:
        """`K, whose junta …`: whom the clause is told of."""
        sentence = self._cast.sentences[number]
        for k in sentence.above(i):
            if sentence.tokens[k].dep == "acl:relcl":
                sides = self._cast.sides(number, sentence.tokens[k].head)
                ids = tuple(dict.fromkeys(side.id for side in sides))
                return Meant(ids, "pronoun", "whom the clause is about") if ids else None
        return None

    def speaker(self, number: int, i: int) -> Meant | None:
        """Who says `we` in a quotation: the subject of the verb over it."""
        sentence = self._cast.sentences[number]
        for k in sentence.above(i):
            if sentence.tokens[k].lemma in wordlist("speaking"):
                for s in sentence.kids(k, "nsubj"):
                    if sides := self._cast.sides(number, s):
                        return Meant((sides[0].id,), "pronoun", "the speaker")
        issuer = self._cast.issuer
        return Meant((issuer,), "pronoun", "whose statement it is") if issuer else None

    def _perspective(self, number: int) -> Meant | None:
        """Whose view the paragraph takes: `From Japan's perspective, …`."""
        for back in range(number, max(-1, number - BACK - 1), -1):
            if not self._told.one_paragraph(back, number):
                break
            sentence = self._cast.sentences[back]
            if match := _VIEW.match(sentence.text):
                end = sentence.start + match.end()
                names = self._cast.heads[back].values()
                ids = {i for n in names if n.end <= end for i in n.ids}
                if len(ids) == 1:
                    return Meant(tuple(ids), "pronoun", "whose perspective the paragraph takes")
        return None

    def _subject(self, number: int, i: int, *, plural: bool) -> tuple[str, ...]:
        for back in (number, number - 1):
            if back < 0 or not self._told.follows(back, number):
                break
            subjects = self._told.subjects_in(back, i if back == number else None)
            if plural:
                subjects = [k for k in subjects if self._is_plural(back, k)]
            if subjects:
                last = subjects[-1] if back == number else subjects[0]
                return self._ids_of_subject(back, last, plural=plural)
        return ()

    def _ids_of_subject(self, number: int, k: int, *, plural: bool) -> tuple[str, ...]:
        named = self._cast.named_at(number, k)
        if not plural and not self._is_body_of(number, k) and (named is None or named.person):
            return ()
        return tuple(dict.fromkeys(s.id for s in self._cast.sides(number, k)))

    def _is_body_of(self, number: int, k: int) -> bool:
        """`China's coast guard`, `the Kenyan navy`: a body of a state is an `it`."""
        return self._cast.sentences[number].tokens[k].lemma.lower() in wordlist("state_bodies")

    def _is_plural(self, number: int, k: int) -> bool:
        sentence = self._cast.sentences[number]
        plural_word = sentence.tokens[k].tag in ("NNS", "NNPS") or bool(sentence.kids(k, "conj"))
        named = self._cast.named_at(number, k)
        return plural_word or (named is not None and len(named.ids) > 1)


def _is_ground(sentence: Sentence, noun: int) -> bool:
    """`over`, `in response to its raid`: what a measure is taken for."""
    token = sentence.tokens[noun]
    if preposition(sentence, noun).partition(" ")[0] in wordlist("grounds"):
        return True
    above = sentence.tokens[token.head]
    beside = {sentence.tokens[w].lemma for w in range(above.i + 1, noun)}
    answers = {above.lemma, *beside} & wordlist("answers")
    return bool(answers) and preposition(sentence, noun) in ("to", "for", "at", "against")


def _is_light(sentence: Sentence, k: int) -> bool:
    """`imposed sanctions`, `took action`: a verb that only its noun fills."""
    return sentence.tokens[k].lemma in wordlist("light")
