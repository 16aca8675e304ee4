"""Who holds a claim: the author, a speaker, unnamed reports, and through whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property

from ramify.reading.actors.cast import Cast
from ramify.reading.actors.quotations import (
    begins_quoted,
    quotes_behind,
    quotes_between,
    still_open,
    stretches,
)
from ramify.reading.statements import Holder
from ramify.reading.syntax.clauses import clause, verb_of
from ramify.reading.syntax.factuality import is_content
from ramify.reading.syntax.sentence import Sentence, Token
from ramify.reading.syntax.word_lists import agents, nouns, tables, wordlist

AUTHOR = Holder(name="the author", kind="author")
_ACCORDING = re.compile(
    r"\b(?:according to|in the (?:view|words|opinion) of|as per)\s+", re.IGNORECASE
)
_VIEW = re.compile(
    r"\b(?:from|in)\s+([^,.;]{2,50}?)['’]s?\s+"
    r"(?:perspective|viewpoint|point of view|view|eyes|opinion|words)\b",
    re.IGNORECASE,
)
_MOST_HOLDERS = 3
_NEAR = 4
"""Sentences back in which somebody unknown to us is still `he`."""
_GOES_ON = 2
"""Sentences behind a speaker in which what has no other is still his."""
_NAMED_AGAIN = 12
"""Sentences back in which `the ministry` is the one that was named."""
_PERSONAL = frozenset({"he", "she"})
_NEUTER = frozenset({"it", "they"})
_PARTICLED = frozenset({"point out", "make out", "spell out"})
_AUTHORS_OWN = frozenset({"i", "we", "you", "one"})


@cache
def cues(table: str, name: str) -> frozenset[str]:
    """A list of words of claims.toml."""
    return frozenset(tables("claims.toml")[table][name].split())


class Holders:
    """Finds the holders of claims in one document."""

    def __init__(self, cast: Cast, sentences: tuple[Sentence, ...], text: str) -> None:
        self._cast, self._sentences, self._text = cast, sentences, text

    @cached_property
    def _quoted(self) -> dict[int, tuple[Holder, bool]]:
        """Whose words the quotation in a sentence is, and whether it goes on from before.

        The speaker stands in the sentence a quotation ends or begins in: `"A. B," he said`;
        a quotation that names none goes on from who spoke just before it.
        """
        found: dict[int, tuple[Holder, bool]] = {}
        last: tuple[int, Holder] | None = None
        for first, number in stretches(self._sentences, self._text):
            speakers = [self._speaker_in(n, inside=n > first) for n in (number, first)]
            speaker = next(filter(None, speakers), None)
            quotes = number > first or begins_quoted(self._sentences[first])
            if speaker is None and quotes and last and first - last[0] <= _GOES_ON:
                speaker = last[1]
            if speaker is None:
                continue
            last = (number, speaker)
            if quotes:
                found.update((n, (speaker, n > first)) for n in range(first, number + 1))
        return found

    def _speaks_here(self, number: int, i: int) -> Holder | None:
        """Whose quotation a word stands in."""
        sentence = self._sentences[number]
        if number in self._quoted:
            holder, inside = self._quoted[number]
            before = sentence.text[: sentence.tokens[i].start - sentence.start]
            return holder if still_open(before, inside) else None
        if quotes_behind(sentence, i) and not any(_speaks(sentence, t.i) for t in sentence.tokens):
            return self._last_speaker(number)
        return None

    def _speaker_in(self, number: int, *, inside: bool) -> Holder | None:
        """Who is said to speak in a sentence, outside its quotation (`inside`: one goes on)."""
        sentence = self._sentences[number]
        for token in sentence.tokens:
            if not _is_speaking(sentence, token.i):
                continue
            if still_open(sentence.text[: token.start - sentence.start], inside):
                continue
            found = self.subject(number, token.i) if token.pos == "VERB" else None
            if holder := found or self._beside_quotation(number, token.i):
                return holder
        return None

    def _beside_quotation(self, number: int, k: int) -> Holder | None:
        """`,” alleged Emmanuel Macron`: who stands between the verb and a mark, if no subject."""
        sentence = self._sentences[number]
        for step in (-1, 1):
            near: list[int] = []
            n = k + step
            while 0 <= n < len(sentence.tokens) and sentence.tokens[n].pos not in ("PUNCT", "VERB"):
                near.append(n)
                n += step
            closed = not 0 <= n < len(sentence.tokens) or sentence.tokens[n].pos == "PUNCT"
            heads = [m for m in near if sentence.tokens[m].head not in near]
            if closed and len(heads) == 1 and sentence.tokens[heads[0]].pos in ("PROPN", "NOUN"):
                return self._named(number, heads[0])
        return None

    def of(self, number: int, i: int) -> Holder:
        """Who holds what a predicate says."""
        sentence = self._sentences[number]
        said = list(_saying_over(sentence, i)) or list(_saying_beside(sentence, i))[:1]
        chain = [holder for k in said if (holder := self._source(number, k))]
        for find in (self._speaks_here, self._by_phrase, self.concerned):
            if not chain and (holder := find(number, i)):
                chain.append(holder)
        return _nested(chain)

    def each(self, number: int, i: int, holder: Holder) -> list[Holder]:
        """A holder that stands for several actors as one for each: `the two envoys said`."""
        said = [*_saying_over(self._sentences[number], i)][:1] if holder.kind == "actor" else []
        subjects = [s for k in said for s in clause(self._sentences[number], k).subjects]
        ids = {one for s in subjects for one in self._ids(number, s)}
        if holder.actor or not 1 < len(ids) <= _MOST_HOLDERS:
            return [holder]
        return [holder.model_copy(update={"actor": one}) for one in sorted(ids)]

    def _ids(self, number: int, s: int) -> tuple[str, ...]:
        """Whom a noun phrase stands for; `France's U.N. envoy` speaks for France alone."""
        ids = dict.fromkeys(side.id for side in self._cast.sides(number, s))
        states = [one for one in ids if not self._cast.groups.get(one)]
        alone = not self._sentences[number].kids(s, "conj")
        return tuple(states if alone and len(states) == 1 else ids)

    def _source(self, number: int, k: int) -> Holder | None:
        """Who stands behind a verb of saying, or behind a noun for what is said."""
        if self._sentences[number].tokens[k].pos == "NOUN":
            return self.owner(number, k)
        return self.subject(number, k)

    def subject(self, number: int, k: int) -> Holder | None:
        """The holder that the subject of a verb stands for."""
        sentence = self._sentences[number]
        for s in clause(sentence, k).subjects:
            word = sentence.tokens[s].text.lower()
            if word in _AUTHORS_OWN:
                return None
            if word in _PERSONAL and _speaks(sentence, k) and (who := self._went_on(number)):
                return who
            return self._named(number, _inserted(sentence, k, s))
        if sentence.tokens[k].lemma in cues("verbs", "speak") and sentence.kids(k, "expl"):
            return self._last_speaker(number)
        return None

    def owner(self, number: int, k: int) -> Holder | None:
        """Whose claim, view or paper it is: `Poland's claim`, `a report by`, `voiced the view`."""
        sentence = self._sentences[number]
        owners = sentence.kids(k, "nmod:poss", "nmod", "compound", "amod")
        if sentence.kids(k, "cop") or sentence.kids(k, "case"):
            owners += sentence.kids(k, "nsubj")
        for n in owners:
            cases = {sentence.tokens[c].text.lower() for c in sentence.kids(n, "case")}
            if cases <= cues("words", "owning") and (ids := self._ids(number, n)):
                only = ids[0] if len(ids) == 1 else None
                return Holder(name=self._cast.words(number, n), kind="actor", actor=only)
        token = sentence.tokens[k]
        over = sentence.tokens[token.head]
        voiced = token.dep == "obj" and over.lemma not in cues("verbs", "raising")
        return self.subject(number, over.i) if voiced else None

    def _named(self, number: int, s: int) -> Holder | None:
        """The holder that a noun phrase stands for; None for things, which hold nothing."""
        token = self._sentences[number].tokens[s]
        word = token.text.lower()
        if token.lemma in cues("nouns", "scholars"):
            return Holder(name=self._with_determiner(number, s), kind="scholars")
        if word == "they" and (known := self._earlier_scholars(number)):
            return known
        if token.pos == "PROPN" and self._is_outlet(number, s):
            return Holder(name=self._cast.words(number, s), kind="reports")
        if token.pos == "PROPN" and self._is_scholar(number, s):
            return Holder(name=self._cast.words(number, s), kind="scholars")
        if token.lemma in cues("nouns", "papers") and (known := self._issuer(number, s)):
            return known
        if sides := self._cast.sides(number, s):
            name = token.text if token.pos == "PRON" else self._cast.words(number, s)
            ids = self._ids(number, s)
            only = ids[0] if len(ids) == 1 else None
            return Holder(name=name or sides[0].name, kind="actor", actor=only)
        return self._unknown(number, s)

    def _is_outlet(self, number: int, s: int) -> bool:
        """Whether the last word of a name says that it is a paper, an agency, a channel."""
        sentence = self._sentences[number]
        last = sentence.tokens[max([s, *sentence.kids(s, "flat")])]
        return last.text.lower() in cues("nouns", "outlets")

    def _is_scholar(self, number: int, s: int) -> bool:
        """`Henry Rome, an analyst at …`, `analyst Henry Rome`, `X, director of an institute`."""
        sentence = self._sentences[number]
        beside = sentence.kids(s, "appos", "nmod:desc", "compound")
        lemmas = {sentence.tokens[k].lemma.lower() for k in beside}
        around = {sentence.tokens[n].lemma.lower() for k in beside for n in sentence.subtree(k)}
        learned = cues("nouns", "scholars") | cues("nouns", "learned")
        return bool(lemmas & learned or around & cues("nouns", "institutes"))

    def _unknown(self, number: int, s: int) -> Holder | None:
        """Somebody without an entry: known from before, by name, or by what he is alone."""
        token = self._sentences[number].tokens[s]
        word = token.text.lower()
        known = self._last_person(number) if word in _PERSONAL else None
        known = known or (self._last_speaker(number) if word in _NEUTER else None)
        if known := known or self._named_again(number, s):
            return known
        if token.lemma in cues("nouns", "reports"):
            return Holder(name=self._cast.words(number, s), kind="reports")
        if token.pos == "PROPN" and token.lemma.lower() not in nouns():
            return Holder(name=self._cast.words(number, s), kind="actor")
        if token.lemma in agents() or token.lemma in wordlist("transparent"):
            return Holder(name=self._with_determiner(number, s), kind="unnamed")
        if token.lemma in cues("nouns", "unnamed") or token.pos in ("PRON", "DET"):
            return Holder(name=word, kind="unnamed")
        return None

    def _issuer(self, number: int, s: int) -> Holder | None:
        """Who issued a paper: its owner; of `the statement`, whoever spoke before it."""
        owner = self.owner(number, s)
        if owner and owner.kind == "actor":
            return owner
        sentence = self._sentences[number]
        named = sentence.tokens[s].pos == "PROPN"
        dets = [sentence.tokens[k].text.lower() for k in sentence.kids(s, "det")]
        definite = dets == ["the"] or (named and not dets)
        return self._last_speaker(number) if definite else None

    def _named_again(self, number: int, s: int) -> Holder | None:
        """`the ministry` after `the Kenyan foreign ministry`, `Hua` after `Hua Chunying, …`."""
        sentence = self._sentences[number]
        token = sentence.tokens[s]
        words = {token.text} if token.pos == "PROPN" else set()
        if sentence.kids(s, "det") or token.pos == "PROPN":
            titles = (s, *sentence.kids(s, "nmod:desc", "compound"), max(s - 1, 0))
            words |= {_office(sentence.tokens[k].lemma.lower()) for k in titles} & _offices()
        if not words:
            return None
        for back in range(number, max(-1, number - _NAMED_AGAIN), -1):
            for one in reversed(self._sentences[back].tokens):
                if back == number and one.i >= s:
                    continue
                if not words & {one.text, _office(one.lemma.lower())}:
                    continue
                if one.pos == "PROPN" and self._is_scholar(back, one.i):
                    return Holder(name=self._cast.words(number, s), kind="scholars")
                if ids := self._ids(back, one.i) or self._titled(back, one.i):
                    only = ids[0] if len(ids) == 1 else None
                    again = number if token.pos == "PROPN" else back
                    name = self._cast.words(again, s if token.pos == "PROPN" else one.i)
                    return Holder(name=name, kind="actor", actor=only)
        return None

    def _titled(self, number: int, i: int) -> tuple[str, ...]:
        """The state in the office beside a name: `Hua Chunying, Chinese spokeswoman`."""
        tokens = self._sentences[number].tokens
        behind = next((k for k in range(i + 1, len(tokens)) if tokens[k].pos == "PUNCT"), i)
        until = next((k for k in range(behind + 1, len(tokens)) if tokens[k].text == ","), behind)
        near = [k for k in range(behind, until) if _office(tokens[k].lemma) in _offices()]
        return next((ids for k in near if (ids := self._ids(number, k))), ())

    def _last_speaker(self, number: int, *, one_back: bool = False) -> Holder | None:
        """Whoever is last told to have spoken, one or two sentences before."""
        reach = 1 if one_back else _GOES_ON
        for back in range(number - 1, max(-1, number - 1 - reach), -1):
            sentence = self._sentences[back]
            spoken = [t.i for t in sentence.tokens if _speaks(sentence, t.i) or _tells(t)]
            for k in reversed(spoken):
                if (holder := self.subject(back, k)) and holder.kind in ("actor", "scholars"):
                    return holder
        return None

    def _went_on(self, number: int) -> Holder | None:
        """Whom `he said` means: the person who spoke just before, if one did."""
        spoke = self._last_speaker(number, one_back=True)
        return spoke if spoke and spoke.name[:1].isupper() else None

    def _last_person(self, number: int) -> Holder | None:
        """Whom `he` means where it is nobody we know: the last one named to say something."""
        for back in range(number - 1, max(-1, number - _NEAR), -1):
            sentence = self._sentences[back]
            for token in sentence.tokens:
                above = (token.i, *sentence.above(token.i))
                subject = any(sentence.tokens[k].dep.startswith("nsubj") for k in above)
                full = sentence.kids(token.i, "flat", "nmod:desc", "compound")
                if token.pos == "PROPN" and subject and full and token.lemma not in agents():
                    return self._named(back, token.i)
        return None

    def _with_determiner(self, number: int, s: int) -> str:
        """`some scholars`, `most analysts`: how many of them is part of who they are."""
        sentence = self._sentences[number]
        start, end = sentence.tokens[s].start, sentence.tokens[s].end
        before = [k for k in sentence.kids(s, "det", "amod", "nummod", "compound") if k < s]
        return self._text[min([start, *(sentence.tokens[k].start for k in before)]) : end]

    def _earlier_scholars(self, number: int) -> Holder | None:
        """`They think …` after a sentence that spoke of scholars."""
        if number == 0:
            return None
        before = self._sentences[number - 1]
        for token in before.tokens:
            if token.lemma in cues("nouns", "scholars") and token.dep.startswith("nsubj"):
                return Holder(name=self._with_determiner(number - 1, token.i), kind="scholars")
        return None

    def _by_phrase(self, number: int, i: int) -> Holder | None:
        """`According to reports`, `from Japan's perspective`."""
        sentence = self._sentences[number]
        if (match := _VIEW.search(sentence.text)) and match.start() < 20:
            end = sentence.start + match.end(1)
            for token in sentence.tokens:
                if token.start < end <= token.end:
                    return self._named(number, token.i)
        if match := _ACCORDING.search(sentence.text):
            start = sentence.start + match.end()
            first = next((t.i for t in sentence.tokens if t.start >= start), None)
            if first is not None:
                return self._phrase_head(number, first)
        return None

    def _phrase_head(self, number: int, first: int) -> Holder | None:
        sentence = self._sentences[number]
        for k in range(first, min(first + 8, len(sentence.tokens))):
            token = sentence.tokens[k]
            if token.pos in ("NOUN", "PROPN") and not any(
                sentence.tokens[h].i > k and sentence.tokens[h].i < first + 8
                for h in [token.head]
                if token.dep in ("compound", "amod", "nmod:poss", "nmod:desc")
            ):
                return self._named(number, k)
        return None

    def concerned(self, number: int, i: int) -> Holder | None:
        """`One concern for Tokyo is …`, `Tokyo's fear that …`: who has the fear holds it."""
        sentence = self._sentences[number]
        for token in sentence.tokens:
            if token.lemma not in cues("nouns", "fear") or token.i in sentence.subtree(i):
                continue
            if i not in sentence.subtree(token.head):
                continue
            owners = sentence.kids(token.i, "nmod:poss", "nmod")
            for k in owners:
                if (sides := self._cast.sides(number, k)) and not sides[0].place:
                    return Holder(
                        name=self._cast.words(number, k),
                        kind="actor",
                        actor=sides[0].id if len(sides) == 1 else None,
                    )
        return None


@cache
def _offices() -> frozenset[str]:
    return frozenset(map(_office, cues("nouns", "offices")))


def _office(lemma: str) -> str:
    """An office by what its names have in common: `spokesman`, `spokeswoman`."""
    return "spokesperson" if lemma.startswith("spokes") else lemma


def _inserted(sentence: Sentence, k: int, s: int) -> int:
    """`The deal, Merkel said, is good`: who stands in commas before the verb, not the deal."""
    apposed = [a for a in (*sentence.kids(s, "appos"), *sentence.kids(k, "nsubj")) if s < a < k]
    behind = sentence.tokens[k + 1].text if k + 1 < len(sentence.tokens) else ""
    return apposed[-1] if apposed and behind == "," and sentence.kids(k, "ccomp") else s


def _is_speaking(sentence: Sentence, k: int) -> bool:
    """Whether a word, whatever it was parsed as, is one for speaking: `alleged`, `pointed out`."""
    token = sentence.tokens[k]
    particle = sentence.kids(k, "compound:prt") and verb_of(sentence, k) in _PARTICLED
    return token.lemma in cues("verbs", "speak") or bool(particle)


def _speaks(sentence: Sentence, k: int) -> bool:
    return sentence.tokens[k].pos == "VERB" and _is_speaking(sentence, k)


def _tells(token: Token) -> bool:
    return token.pos == "VERB" and token.lemma in cues("verbs", "issue")


def _saying_over(sentence: Sentence, i: int) -> Iterator[int]:
    """Verbs and nouns of saying and thinking whose content a predicate is, nearest first."""
    yield from (
        k for k in sentence.kids(i, "nsubj") if k < i and _is_said_noun(sentence, k, "nsubj:outer")
    )
    seen = i
    for k in sentence.above(i):
        dep = sentence.tokens[seen].dep.partition(":")[0]
        quoted = dep == "parataxis" and k < seen and quotes_between(sentence, k, seen)
        content = dep in ("ccomp", "csubj") or quoted
        thinking = sentence.tokens[k].lemma in cues("verbs", "think")
        if content and (thinking or (dep == "ccomp" and is_content(sentence, k, seen))):
            yield k
        elif is_in_statement(sentence, seen) or (dep == "ccomp" and _made_known(sentence, k)):
            yield sentence.tokens[k].head
        elif dep in ("acl", "ccomp") and _is_said_noun(sentence, k) and _opens(sentence, seen):
            yield k
        seen = k


def _is_said_noun(sentence: Sentence, k: int, dep: str = "") -> bool:
    """Whether a word is a noun for what is said: `the claim that …`, `its position is that …`."""
    token = sentence.tokens[k]
    return (
        token.pos == "NOUN"
        and token.lemma in cues("nouns", "content")
        and token.dep == (dep or token.dep)
    )


def _opens(sentence: Sentence, i: int) -> bool:
    """Whether `that` opens a clause with a subject of its own."""
    opens = any(sentence.tokens[m].text.lower() == "that" and m < i for m in sentence.kids(i))
    subjects = [sentence.tokens[k].text.lower() for k in sentence.kids(i, "nsubj", "nsubj:pass")]
    return opens and bool(subjects) and "that" not in subjects


def is_in_statement(sentence: Sentence, i: int) -> bool:
    """`said in a statement that …`: the clause hangs on the statement, but the verb says it."""
    over = sentence.tokens[sentence.tokens[i].head]
    paper = over.lemma in cues("nouns", "papers") and over.dep.partition(":")[0] == "obl"
    said = sentence.tokens[over.head].lemma in cues("verbs", "think")
    return paper and said and sentence.tokens[i].dep.startswith("acl") and _opens(sentence, i)


def _made_known(sentence: Sentence, k: int) -> bool:
    """`made clear that`, `made it known that`."""
    token = sentence.tokens[k]
    known = token.lemma in cues("words", "clear") or token.text.lower() == "known"
    return known and token.dep == "xcomp" and sentence.tokens[token.head].lemma in ("make", "let")


def _saying_beside(sentence: Sentence, i: int) -> Iterator[int]:
    """Verbs of saying beside a clause: `…, officials said`."""
    for k in (i, *sentence.above(i)):
        for p in sentence.kids(k, "parataxis"):
            if sentence.tokens[p].lemma in cues("verbs", "think"):
                yield p


def _nested(chain: list[Holder]) -> Holder:
    """The innermost holder, through the ones who report it."""
    if not chain:
        return AUTHOR
    holder: Holder | None = None
    for one in reversed(chain):
        holder = one.model_copy(update={"through": holder}) if holder else one
    assert holder is not None
    return holder
