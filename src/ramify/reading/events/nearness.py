"""Which date of a sentence is an act's own: how closely each hangs on it, by rules in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from ramify.reading.actors.acts import Act
from ramify.reading.syntax.relations import is_predicate, preposition
from ramify.reading.syntax.rule import Rule, deciding
from ramify.reading.syntax.sentence import Sentence, Token
from ramify.reading.syntax.word_lists import wordlist
from ramify.reading.time.dates import DateFound

SAID_SO = ("02", "03", "10", "11", "12", "13")
"""What is done by saying it: on the day on which it is said."""
_DASHES = frozenset("-–—")
_BOUNDS = frozenset({"after", "before", "until", "following", "since"})


@dataclass(frozen=True)
class Dated:
    """A date and an act of the same sentence, as the rules look at them."""

    found: DateFound
    act: Act
    sentence: Sentence

    @cached_property
    def words(self) -> list[int]:
        """The words that name the date."""
        found = self.found
        return [t.i for t in self.sentence.tokens if t.start < found.end and found.start < t.end]

    @cached_property
    def head(self) -> int:
        """The word by which the date hangs in its clause."""
        tokens, words = self.sentence.tokens, self.words
        return next((i for i in words if tokens[i].head not in words), words[-1])

    @property
    def own(self) -> set[int]:
        """The words of the act and of what it is done to."""
        return {*self.act.words, *self.act.objects}

    @property
    def doing(self) -> Token:
        """The word that tells the act."""
        return self.sentence.tokens[self.act.i]

    @cached_property
    def ancestors(self) -> list[int]:
        """The words over the act, nearest first."""
        return list(self.sentence.above(self.act.i))

    @cached_property
    def climbed(self) -> tuple[int | None, int | None]:
        """Up from the date: the steps to the act, or else the predicate that it comes to first."""
        sentence, head = self.sentence, self.head
        chain = _past_purpose(self.found, self.act, sentence, [head, *sentence.above(head)])
        for steps, k in enumerate(chain[1:]):
            if k in self.own or k == self.act.i:
                return steps, None
            if is_predicate(sentence, k):
                return None, k
            if preposition(sentence, k) in _BOUNDS and self.found.offset is None:
                return None, None
        return None, None

    @property
    def owner(self) -> Token:
        """The predicate whose date it is."""
        i = self.climbed[1]
        assert i is not None
        return self.sentence.tokens[i]

    @property
    def over(self) -> int:
        """How far up from the act that predicate is."""
        return self.ancestors.index(self.owner.i)

    @property
    def leads(self) -> bool:
        """Whether the date stands before the act and before the predicate that has it."""
        return self.head < self.owner.i and self.head < self.act.i


def nearness(found: DateFound, act: Act, sentence: Sentence) -> int | None:
    """How closely a date hangs on an act: 0 its own; None if it is another clause's."""
    dated = Dated(found, act, sentence)
    rule = deciding(NEARNESS, dated) if dated.words else None
    return rule.then(dated) if rule else None


def _in_passing(k: int, head: int, act: Act, sentence: Sentence) -> bool:
    """`…, when K - which won independence after a war - invaded`: what a relative clause says."""
    tokens = sentence.tokens
    dashes = [t.i for t in tokens[1:] if t.text in _DASHES and t.start > tokens[t.i - 1].end]
    if any(head < a < k < b < act.i for a in dashes for b in dashes):
        return True
    aside = (n for n in (k, *sentence.above(k)) if tokens[n].dep == "acl:relcl")
    over = {head, *sentence.above(head), act.i, *sentence.above(act.i)}
    return any(n not in over for n in aside)


def _goes_on(head: int, i: int, sentence: Sentence) -> bool:
    """`sent troops in August and bombed a town`: the second past goes on from the first."""
    token = sentence.tokens[i]
    past = token.tag == sentence.tokens[token.head].tag == "VBD"
    return past and token.dep == "conj" and head < i and not sentence.kids(i, "nsubj")


def _at_once(i: int, sentence: Sentence) -> bool:
    """`The war began on 6 May, when K invaded`, `said on Monday, accusing K`: of the same day."""
    token = sentence.tokens[i]
    if token.dep.partition(":")[0] not in ("advcl", "acl"):
        return False
    near = [i, *sentence.kids(i, "nsubj", "nsubj:pass")]
    beside = {
        sentence.tokens[m].text.lower() for k in near for m in sentence.kids(k, "mark", "advmod")
    }
    return "when" in beside or (token.dep == "advcl" and token.tag == "VBG" and not beside)


def _names_text(head: int, act: Act, sentence: Sentence) -> bool:
    """`left the 2015 agreement`: the year of what was signed then, not of leaving it."""
    token = sentence.tokens[head]
    noun = token.head
    before = token.dep in ("nummod", "compound", "amod") and noun > head
    return before and noun in (*act.objects, *act.words) and not act.code.startswith("05")


def _past_purpose(found: DateFound, act: Act, sentence: Sentence, chain: list[int]) -> list[int]:
    """`attacked the decision to release water on Monday`: a past day dates no purpose."""
    for place, k in enumerate(chain[1:], start=1):
        to = {sentence.tokens[m].text.lower() for m in sentence.kids(k, "mark")}
        if "to" in to and not found.ahead and found.when and act.i in chain[place + 1 :]:
            return [chain[0], *chain[chain.index(act.i) :]]
    return chain


def _opened_by(head: int, act: Act, sentence: Sentence) -> bool:
    """`The war started on 7 October after an attack`: what opened it has its day."""
    over = sentence.tokens[sentence.tokens[act.i].head]
    starting = over.lemma in wordlist("starting")
    after = preposition(sentence, act.i) in ("after", "following", "with")
    return starting and after and sentence.tokens[head].head == over.i


def _is_bounded(dated: Dated) -> bool:
    """`in 2011, after K attacked`: a word that parts times stands between the two."""
    first, last = sorted((dated.head, dated.act.i))
    between = dated.sentence.tokens[first:last]
    bounds = (t.i for t in between if t.text.lower() in _BOUNDS and t.i not in dated.words)
    return any(not _in_passing(k, dated.head, dated.act, dated.sentence) for k in bounds)


def _is_of_text(dated: Dated) -> bool:
    return any(_names_text(k, dated.act, dated.sentence) for k in dated.words)


def _is_anniversary(dated: Dated) -> bool:
    tokens = dated.sentence.tokens
    return any(tokens[k].lemma == "anniversary" for k in dated.sentence.above(dated.head))


def _is_of_words(dated: Dated) -> bool:
    """`K condemned it, he said on Monday`: what is said was said on that day."""
    beside = dated.sentence.kids(dated.act.i, "parataxis")
    return dated.act.code.startswith(SAID_SO) and dated.owner.i in beside


def _met_with(dated: Dated) -> bool:
    """`two were killed when gunmen raided a post on Monday`: what happened as the other did."""
    owner, sentence = dated.owner, dated.sentence
    beside = {sentence.tokens[m].text.lower() for m in sentence.kids(owner.i, "mark", "advmod")}
    told = dated.doing.tag in ("VBD", "VBN") and owner.tag in ("VBD", "VBN")
    then = owner.head == dated.act.i and "when" in beside and owner.dep.startswith("advcl")
    return told and then and dated.act.i < owner.i < dated.head


def _strays(dated: Dated) -> bool:
    """`invaded L on Monday, killing ten`: a participle that the parse gives the day of its verb."""
    owner, i = dated.owner, dated.act.i
    beside = owner.tag == "VBG" and owner.dep == "advcl" and owner.head == i
    return beside and i < dated.head < owner.i


def _is_noun_under(dated: Dated) -> bool:
    return dated.owner.i in dated.ancestors and dated.doing.pos in ("NOUN", "PROPN")


def _is_content_under(dated: Dated) -> bool:
    within = dated.owner.i in dated.ancestors and dated.head > dated.act.i
    return within and dated.doing.dep in ("ccomp", "xcomp")


def _none(dated: Dated) -> None:
    return None


def _at(rank: int) -> Callable[[Dated], int]:
    return lambda dated: rank


NEARNESS: tuple[Rule[Dated, int | None], ...] = (
    Rule(
        "opened by",
        lambda d: _opened_by(d.head, d.act, d.sentence),
        _at(7),
        "The war started on Monday after an attack by Peru on Chile.",
    ),
    Rule(
        "parted in time",
        _is_bounded,
        _none,
        "Turkey bombed Syria until Syria ended its operations on Monday.",
    ),
    Rule(
        "day of a text",
        _is_of_text,
        _none,
        "The United States withdrew from the 1987 treaty with Russia.",
    ),
    Rule(
        "anniversary",
        _is_anniversary,
        _none,
        "India marked the anniversary of the Mumbai attacks on Monday.",
    ),
    Rule(
        "word of the act",
        lambda d: d.head in d.own,
        _at(0),
        "The treaties of 1961 with Moscow and Beijing were ten years away.",
    ),
    Rule(
        "under the act",
        lambda d: d.climbed[0] is not None,
        lambda d: d.climbed[0],
        "Peru raided Chile on Monday.",
    ),
    Rule(
        "under no predicate",
        lambda d: d.climbed[1] is None,
        _none,
        "3 June 2025: Kenya bombed Chad.",
    ),
    Rule(
        "day of the saying",
        _is_of_words,
        _at(4),
        "Chile condemned the raid: its minister on Monday called Peru a bully.",
    ),
    Rule("strayed", _strays, _at(1), "Peru invaded Chile in May killing ten."),
    Rule(
        "leads the clause above",
        lambda d: d.owner.i in d.ancestors and d.leads,
        lambda d: 5 + d.over,
        "On Monday Egypt said that Kenya bombed Chad.",
    ),
    Rule(
        "of a deed told by a noun",
        _is_noun_under,
        lambda d: 8 + d.over,
        "Russian strikes on Ukraine killed 12 people on Sunday.",
    ),
    Rule(
        "behind what is said",
        _is_content_under,
        _at(9),
        "Peru condemned Chile, its minister said on Monday.",
    ),
    Rule(
        "when the other came",
        _met_with,
        _at(7),
        "Two Kenyan soldiers were killed when Somali rebels attacked a post on Monday.",
    ),
    Rule(
        "of another clause",
        lambda d: d.ancestors[:1] != [d.owner.i],
        _none,
        "Peru summoned the ambassador of Chile and lodged a protest on Monday.",
    ),
    Rule(
        "at once",
        lambda d: _at_once(d.act.i, d.sentence),
        _at(7),
        "Rwanda's army shelled a camp in Congo on Monday, killing at least 12 people.",
    ),
    Rule(
        "goes on",
        lambda d: _goes_on(d.head, d.act.i, d.sentence),
        _at(8),
        "Egypt met Sudan in May and condemned Ethiopia.",
    ),
)
"""In order: the first that fits decides; where none does the date is another clause's."""
