"""Who holds a claim: the author, a speaker, unnamed reports, and through whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from ramify.reading.actors.cast import Cast
from ramify.reading.actors.quotations import (
    CLOSING,
    asks,
    begins_quoted,
    labels,
    quotes_behind,
    quotes_between,
    still_open,
    stretches,
)
from ramify.reading.actors.speakers import Speakers
from ramify.reading.statements import Holder
from ramify.reading.syntax.clauses import clause
from ramify.reading.syntax.factuality import is_content
from ramify.reading.syntax.sentence import Sentence
from ramify.reading.syntax.speech import cues, is_speaking, is_told, speaks

AUTHOR = Holder(name="the author", kind="author")
UNSAID = Holder(name="not said by whom", kind="unnamed")
"""Whoever speaks a quotation that names nobody."""
ASKER = Holder(name="whoever asks", kind="unnamed")
"""Whoever only asks in an interview, and claims nothing."""
_LONGEST_NAME = 14
"""Words of a line that only names somebody."""
_ACCORDING = re.compile(
    r"\b(?:according to|in the (?:view|words|opinion) of|as per)\s+", re.IGNORECASE
)
_VIEW = re.compile(
    r"\b(?:from|in)\s+([^,.;]{2,50}?)['’]s?\s+"
    r"(?:perspective|viewpoint|point of view|view|eyes|opinion|words)\b",
    re.IGNORECASE,
)
_MOST_HOLDERS = 5
_CITED = re.compile(
    r"\b(?:cit|quot|report)(?:ed|es|ing)\s+([^,.;“”\"]{2,60}?)\s+as\s+"
    r"(?:saying|telling|adding|warning|stating)\b"
)
_BEHIND_COLON = re.compile(r":\s*[“\"]")
_SOME = re.compile(
    r"(some|others|many|most|several)\s+(?:claim|argue|say|believe|think|fear|hope)\b",
    re.IGNORECASE,
)
_OPEN_NAMES = ("PROPN", "NOUN", "DET", "ADJ")
_GOES_ON = 2
"""Sentences behind a speaker in which a quotation without one is still his."""


class Holders:
    """Finds the holders of claims in one document."""

    def __init__(
        self, cast: Cast, sentences: tuple[Sentence, ...], text: str, title: str = ""
    ) -> None:
        self._cast, self._sentences, self._text = cast, sentences, text
        self._who = Speakers(cast, sentences, text, title)

    def subject(self, number: int, k: int) -> Holder | None:
        """The holder that the subject of a verb stands for."""
        return self._who.subject(number, k)

    def owner(self, number: int, k: int) -> Holder | None:
        """Whose claim, view or wish a noun is."""
        return self._who.owner(number, k)

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
            opening = self._sentences[first]
            quotes = number > first or begins_quoted(opening)
            quotes = quotes or bool(_BEHIND_COLON.search(opening.text))
            speaker = speaker or (self._announced(first - 1) if quotes else None)
            speaker = speaker or (self._signed(number + 1) if quotes else None)
            if speaker is None and quotes and last and first - last[0] <= _GOES_ON:
                speaker = last[1]
            if speaker is None and quotes:
                found.update((n, (UNSAID, n > first)) for n in range(first, number + 1))
            if speaker is None:
                continue
            last = (number, speaker)
            if quotes:
                found.update((n, (speaker, n > first)) for n in range(first, number + 1))
        return found

    def _announced(self, number: int) -> Holder | None:
        """Whose words a sentence announces: `The ministry issued this statement:`."""
        if number < 0 or not self._sentences[number].text.rstrip().endswith(":"):
            return None
        return self._who.subject(number, self._sentences[number].root)

    def _signed(self, number: int) -> Holder | None:
        """Whose name stands alone under a quotation: `— William Ruto, President of Kenya`."""
        if number >= len(self._sentences) or len(self._sentences[number].tokens) > _LONGEST_NAME:
            return None
        tokens = self._sentences[number].tokens
        if any(token.pos in ("VERB", "AUX") for token in tokens):
            return None
        names = [token.i for token in tokens if token.pos == "PROPN"]
        return self._who.named(number, names[0]) if names and names[0] < 2 else None

    @cached_property
    def _turns(self) -> dict[int, Holder]:
        """Whose turn it is in each sentence of a text whose speakers stand before a colon."""
        found: dict[int, Holder] = {}
        heads = labels(self._sentences, self._text)
        turn: Holder | None = None
        for number in range(min(heads, default=len(self._sentences)), len(self._sentences)):
            if colon := heads.get(number):
                turn = self._before_colon(number, colon)
            if turn:
                found[number] = turn
        return found

    def _before_colon(self, number: int, colon: int) -> Holder | None:
        sentence = self._sentences[number]
        if asks(sentence, colon):
            return ASKER
        names = [t.i for t in sentence.tokens[:colon] if t.pos == "PROPN"]
        heads = [k for k in names if sentence.tokens[k].head not in names or k == sentence.root]
        return self._who.named(number, heads[-1]) if heads else None

    def only_asks(self, number: int) -> bool:
        """Whether a sentence is part of a question in an interview."""
        return self._turns.get(number) == ASKER

    def _in_turn(self, number: int, i: int) -> Holder | None:
        return self._turns.get(number)

    def _speaks_here(self, number: int, i: int) -> Holder | None:
        """Whose quotation a word stands in."""
        sentence = self._sentences[number]
        if number in self._quoted:
            holder, inside = self._quoted[number]
            before = sentence.text[: sentence.tokens[i].start - sentence.start]
            return holder if still_open(before, inside) else None
        if quotes_behind(sentence, i) and not any(speaks(sentence, t.i) for t in sentence.tokens):
            return self._who.last_speaker(number)
        return None

    def _speaker_in(self, number: int, *, inside: bool) -> Holder | None:
        """Who is said to speak in a sentence, outside its quotation (`inside`: one goes on)."""
        sentence = self._sentences[number]
        for token in sentence.tokens:
            if not is_speaking(sentence, token.i):
                continue
            if still_open(sentence.text[: token.start - sentence.start], inside):
                continue
            own = sentence.kids(token.i, "nsubj", "expl")
            found = None if own else self._behind_quotation(number, token.i)
            if found is None and token.pos == "VERB":
                found = self._who.subject(number, token.i)
            if holder := found or self._beside_quotation(number, token.i):
                return holder
        behind = _BEHIND_COLON.search(sentence.text)
        return self._who.subject(number, sentence.root) if behind and not inside else None

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
            if step > 0 and sentence.tokens[k].lemma == "tell":
                continue
            if closed and len(heads) == 1 and sentence.tokens[heads[0]].pos in ("PROPN", "NOUN"):
                return self._who.named(number, heads[0])
        return None

    def _behind_quotation(self, number: int, k: int) -> Holder | None:
        """`…,” Hong Min, an analyst at K, told AFP`: who stands between the mark and the verb."""
        sentence = self._sentences[number]
        tokens = sentence.tokens
        closing = next((n for n in range(k - 1, -1, -1) if tokens[n].text in CLOSING), None)
        if closing is None or closing + 1 >= k or tokens[closing + 1].pos not in _OPEN_NAMES:
            return None
        if still_open(sentence.text[: tokens[closing].end - sentence.start], False):
            return None
        ends = next((n for n in range(closing + 1, k) if tokens[n].pos == "PUNCT"), k)
        inside = range(closing + 1, ends)
        heads = [n for n in inside if tokens[n].head not in inside]
        if any(tokens[n].pos in ("VERB", "AUX") for n in inside) or len(heads) != 1:
            return None
        return self._who.named(number, heads[0])

    def of(self, number: int, i: int) -> Holder:
        """Who holds what a predicate says."""
        sentence = self._sentences[number]
        if _is_set_against(sentence, i):
            return AUTHOR
        said = list(_saying_over(sentence, i)) or list(_saying_beside(sentence, i))[:1]
        said = self._outside_quotation(number, said)
        chain = [holder for k in said if (holder := self._source(number, k))]
        for find in (self._speaks_here, self._by_phrase, self._in_turn, self.concerned):
            if not chain and (holder := find(number, i)):
                chain.append(holder)
        return _nested(chain)

    def _outside_quotation(self, number: int, said: list[int]) -> list[int]:
        """`"K confirms that it is a party," he said`: who speaks the quotation holds all of it."""
        sentence = self._sentences[number]
        inside = number in self._quoted and self._quoted[number][1]
        before = (sentence.text[: sentence.tokens[k].start - sentence.start] for k in said)
        outside = [k for k, text in zip(said, before, strict=True) if not still_open(text, inside)]
        return outside or said

    def several(self, holder: Holder) -> dict[str, str]:
        """The actors, by id with their names, for whom one holder's words stand."""
        return {} if holder.actor else self._who.several.get(holder.name, {})

    def each(self, number: int, i: int, holder: Holder) -> list[Holder]:
        """A holder that stands for several actors as one for each: `the two envoys said`."""
        if holder.actor or holder.kind != "actor":
            return [holder]
        names = self.several(holder)
        if not names:
            said = [*_saying_over(self._sentences[number], i)][:1]
            subjects = [s for k in said for s in clause(self._sentences[number], k).subjects]
            ids = {one for s in subjects for one in self._who.ids(number, s, owners=True)}
            names = dict.fromkeys(sorted(ids), holder.name)
        if not 1 < len(names) <= _MOST_HOLDERS:
            return [holder]
        return [
            holder.model_copy(update={"actor": one, "name": names[one] or holder.name})
            for one in names
        ]

    def _source(self, number: int, k: int) -> Holder | None:
        """Who stands behind a verb of saying, or behind a noun for what is said."""
        sentence = self._sentences[number]
        if sentence.tokens[k].pos == "NOUN":
            return self._who.owner(number, k) or self._who.subject(number, k)
        beside = None
        if not [n for n in sentence.kids(k, "nsubj", "expl") if not is_told(sentence, k, n)]:
            beside = self._behind_quotation(number, k) or self._beside_quotation(number, k)
        return self._who.subject(number, k) or (beside if speaks(sentence, k) else None)

    def _by_phrase(self, number: int, i: int) -> Holder | None:
        """`According to reports`, `from Japan's perspective`."""
        sentence = self._sentences[number]
        if (match := _VIEW.search(sentence.text)) and match.start() < 20:
            end = sentence.start + match.end(1)
            for token in sentence.tokens:
                if token.start < end <= token.end:
                    return self._who.named(number, token.i)
        if match := _CITED.search(sentence.text):
            end = sentence.start + match.end(1)
            cited = next(t.i for t in sentence.tokens if t.start < end <= t.end)
            return self._who.named(number, cited)
        if match := _SOME.match(sentence.text):
            return Holder(name=match[1].lower(), kind="unnamed")
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
                return self._who.named(number, k)
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


def _is_set_against(sentence: Sentence, i: int) -> bool:
    """`said it was ready, although efforts have failed`: what the writer sets against it."""
    for k in (i, *sentence.above(i)):
        marks = {sentence.tokens[m].text.lower() for m in sentence.kids(k, "mark")}
        if marks & {"although", "though"}:
            first = min(sentence.subtree(k))
            before = sentence.text[: sentence.tokens[first].start - sentence.start]
            said = any(speaks(sentence, t.i) for t in sentence.tokens[:first])
            return said and not still_open(before, False)
    return False


def _saying_over(sentence: Sentence, i: int) -> Iterator[int]:
    """Verbs and nouns of saying and thinking whose content a predicate is, nearest first."""
    yield from (
        k for k in sentence.kids(i, "nsubj") if k < i and _is_said_noun(sentence, k, "nsubj:outer")
    )
    if (sibling := said_by_sibling(sentence, i)) is not None:
        yield sibling
    seen = i
    for k in sentence.above(i):
        dep = sentence.tokens[seen].dep.partition(":")[0]
        quoted = dep == "parataxis" and k < seen and quotes_between(sentence, k, seen)
        content = dep in ("ccomp", "csubj") or quoted
        thinking = sentence.tokens[k].lemma in cues("verbs", "think")
        if _is_in_view_of(sentence, k):
            return
        if content and (thinking or (dep == "ccomp" and is_content(sentence, k, seen))):
            yield k
        elif is_in_statement(sentence, seen) or (dep == "ccomp" and _made_known(sentence, k)):
            yield sentence.tokens[k].head
        elif dep in ("acl", "ccomp") and _is_said_noun(sentence, k) and _opens(sentence, seen):
            yield k
        seen = k


def _is_in_view_of(sentence: Sentence, k: int) -> bool:
    """`would fail, considering what K has done`: nobody considers anything."""
    token = sentence.tokens[k]
    bare = token.tag == "VBG" and token.dep.startswith("advcl")
    return token.lemma == "consider" and bare and not sentence.kids(k, "nsubj", "aux")


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


def said_by_sibling(sentence: Sentence, i: int) -> int | None:
    """`an island that K maintains is its own`: the verb that a parse hangs beside its content."""
    token = sentence.tokens[i]
    if token.dep.partition(":")[0] != "acl" or not sentence.kids(i, "mark", "cop"):
        return None
    for k in sentence.kids(token.head, "acl:relcl"):
        bare = not sentence.kids(k, "ccomp", "obj", "xcomp")
        if k < i and bare and sentence.tokens[k].lemma in cues("verbs", "think"):
            return k
    return None


def _made_known(sentence: Sentence, k: int) -> bool:
    """`made clear that`, `made it known that`."""
    token = sentence.tokens[k]
    known = token.lemma in cues("words", "clear") or token.text.lower() == "known"
    return known and token.dep == "xcomp" and sentence.tokens[token.head].lemma in ("make", "let")


def _saying_beside(sentence: Sentence, i: int) -> Iterator[int]:
    """Verbs of saying beside a clause: `…, officials said`."""
    for k in (i, *sentence.kids(i, "nsubj"), *sentence.above(i)):
        for p in sentence.kids(k, "parataxis"):
            if sentence.tokens[p].lemma in cues("verbs", "think") or speaks(sentence, p):
                yield p


def _nested(chain: list[Holder]) -> Holder:
    """The innermost holder, through the ones who report it."""
    if not chain:
        return AUTHOR
    holder: Holder | None = None
    for one in reversed(chain):
        if holder and (one.name, one.actor) == (holder.name, holder.actor):
            continue
        holder = one.model_copy(update={"through": holder}) if holder else one
    assert holder is not None
    return holder
