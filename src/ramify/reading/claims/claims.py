"""Claims: who holds that what will, may or should follow, how firmly, and because of what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ramify.reading.actors.acts import Act
from ramify.reading.claims.holders import AUTHOR, cues
from ramify.reading.events.event_date import Context
from ramify.reading.events.events import evidence
from ramify.reading.statements import Claim, ClaimKind, EventPattern, Holder, Modality
from ramify.reading.syntax.clauses import Clause, clause, is_predicate, modal, negated, preposition
from ramify.reading.syntax.factuality import denied_above, reported_by
from ramify.reading.syntax.factuality import status as status_of
from ramify.reading.syntax.sentence import Sentence
from ramify.reading.syntax.word_lists import agents, nouns, tables, wordlist
from ramify.reading.time.dates import dates_within
from ramify.world.when import When

_NEEDS = frozenset({"need", "ought"})
_LEADING = ("PUNCT", "CCONJ", "SCONJ")
_MOST = 4
_STATED = frozenset({"02", "03", "10", "12", "13"})
"""Roots of intents and demands: told as stated by nobody but the author they are events only."""


@dataclass(frozen=True, slots=True)
class _Cue:
    """A word that makes its clause a claim."""

    i: int
    kind: ClaimKind
    modality: Modality
    word: str | None


@cache
def _modality_words() -> tuple[tuple[Modality, re.Pattern[str]], ...]:
    table = tables("claims.toml")["modality"]
    return tuple(
        (name, re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b", re.IGNORECASE))
        for name, phrases in table.items()
    )


class Claims:
    """Reads the claims of one document, sentence by sentence."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._holders = context.holders

    def of(self, number: int, acts: Sequence[Act]) -> Iterator[Claim]:
        """The claims of one sentence."""
        sentence = self._context.sentences[number]
        if sentence.text.rstrip('"”’ ').endswith("?"):
            return
        taken: list[tuple[int, int]] = []
        for cue in self._cues(number):
            start, end = self._extent(sentence, cue.i)
            if any(a <= start and end <= b for a, b in taken) and not self._stands_alone(
                sentence, cue
            ):
                continue
            taken.append((start, end))
            yield from self._claims(number, cue, acts, start, end)
            if len(taken) >= _MOST:
                return

    def _stands_alone(self, sentence: Sentence, cue: _Cue) -> bool:
        """Whether a clause within another claim says something of its own."""
        dep = sentence.tokens[cue.i].dep
        if dep == "conj" and cue.kind == "intention":
            return bool(sentence.kids(cue.i, "nsubj"))
        return dep.startswith(("acl:relcl", "advcl", "conj")) and cue.kind in (
            "forecast",
            "recommendation",
            "warning",
        )

    def _cues(self, number: int) -> Iterator[_Cue]:
        """Predicates that claim something, those nearest the root first."""
        sentence = self._context.sentences[number]
        depth = {t.i: sum(1 for _ in sentence.above(t.i)) for t in sentence.tokens}
        for i in sorted(depth, key=lambda k: (depth[k], k)):
            cue = (
                self._predicate_cue(number, i)
                if is_predicate(sentence, i)
                else self._noun_cue(number, i)
            )
            if cue:
                yield cue

    def _predicate_cue(self, number: int, i: int) -> _Cue | None:
        sentence = self._context.sentences[number]
        token = sentence.tokens[i]
        status, word = modal(sentence, i)
        if status and not (word and word.lower() == "can" and token.dep == "acl:relcl"):
            if token.lemma in wordlist("saying") and sentence.kids(i, "ccomp"):
                return None
            if self._unclaimed(sentence, i, word):
                return None
            return self._modal_cue(sentence, i, status, word)
        lemma = token.lemma
        if self._likelihood(sentence, i):
            modality, word = self._modality(sentence, i, "possible")
            return _Cue(i, "forecast", modality, word)
        if lemma in _NEEDS and sentence.kids(i, "xcomp"):
            return _Cue(i, "recommendation", "should", token.text)
        if lemma in cues("verbs", "fear") | cues("verbs", "warning") and sentence.kids(i, "ccomp"):
            return (
                None
                if self._has_modal_below(sentence, i)
                else _Cue(i, "warning", "unstated", token.text)
            )
        if lemma == "risk" and sentence.kids(i, "xcomp"):
            return _Cue(i, "warning", "possible", token.text)
        if lemma in cues("verbs", "fear") and sentence.kids(i, "obj"):
            return _Cue(i, "warning", "unstated", token.text)
        if self._foreseen(sentence, i):
            modality, word = self._modality(sentence, i, "likely")
            return _Cue(i, "forecast", modality, word or token.text)
        if lemma in cues("verbs", "intention") and (
            sentence.kids(i, "xcomp") or self._purpose(sentence, i)
        ):
            return _Cue(i, "intention", "wants", token.text)
        if lemma in cues("verbs", "view") and self._as(sentence, i):
            return _Cue(i, "characterisation", "unstated", token.text)
        if (
            lemma in cues("nouns", "wish")
            and sentence.kids(i, "cop")
            and self._nominal_wish(sentence, i)
        ):
            return _Cue(i, "intention", "wants", token.text)
        if lemma in cues("words", "willing") and sentence.kids(i, "xcomp", "advcl"):
            return _Cue(i, "intention", "wants", token.text)
        if sentence.kids(i, "cop") and self._verdict(sentence, i):
            return _Cue(i, "characterisation", "unstated", None)
        if any(
            sentence.tokens[k].lemma in cues("nouns", "wish") for k in sentence.kids(i, "nsubj")
        ):
            return _Cue(i, "intention", "wants", None)
        if lemma == "have" and any(
            sentence.tokens[k].lemma in cues("nouns", "effect") for k in sentence.kids(i, "obj")
        ):
            return _Cue(i, "cause", self._modality(sentence, i, "unstated")[0], None)
        if (
            lemma in cues("verbs", "cause")
            and status_of(sentence, i) == "fact"
            and self._caused_by_thing(number, i)
        ):
            return _Cue(i, "cause", self._modality(sentence, i, "unstated")[0], token.text)
        return None

    def _unclaimed(self, sentence: Sentence, i: int, word: str | None) -> bool:
        """`should a life be lost`, `could not reach them`, `nobody knows how it will end`."""
        modal_word = (word or "").lower()
        if modal_word == "should" and status_of(sentence, i) == "if":
            return True
        if modal_word == "could" and status_of(sentence, i) == "negated":
            return True
        head = sentence.tokens[sentence.tokens[i].head]
        asked = any(sentence.tokens[k].tag == "WRB" for k in sentence.kids(i, "advmod", "mark"))
        return asked and sentence.tokens[i].dep == "ccomp" and head.lemma in cues("verbs", "know")

    def _foreseen(self, sentence: Sentence, i: int) -> bool:
        """`exporters expect the ban to go`: what somebody expects of another, not of himself."""
        if sentence.tokens[i].lemma not in cues("verbs", "foresee"):
            return False
        below = sentence.kids(i, "xcomp", "advcl", "ccomp")
        below += [a for o in sentence.kids(i, "obj") for a in sentence.kids(o, "acl")]
        to = any(
            sentence.tokens[m].text.lower() == "to" for k in below for m in sentence.kids(k, "mark")
        )
        return to and bool(sentence.kids(i, "obj") or self._own_subject(sentence, below))

    @staticmethod
    def _own_subject(sentence: Sentence, below: list[int]) -> bool:
        return any(sentence.kids(k, "nsubj", "nsubj:pass") for k in below)

    def _likelihood(self, sentence: Sentence, i: int) -> bool:
        """`is likely to resume`, `a new war is possible`, `is expected to protest`."""
        token = sentence.tokens[i]
        if token.lemma in cues("words", "likely") and sentence.kids(i, "cop"):
            return True
        expected = token.lemma in ("expect", "predict", "forecast", "set", "poise")
        helped = sentence.kids(i, "aux:pass", "cop") or token.dep == "xcomp"
        return expected and bool(helped) and bool(sentence.kids(i, "xcomp"))

    def _modal_cue(self, sentence: Sentence, i: int, status: str, word: str | None) -> _Cue | None:
        """A cue from an auxiliary; `would have` speaks of what never came, and gives none."""
        auxiliaries = {sentence.tokens[k].text.lower() for k in sentence.kids(i, "aux")}
        if {"would", "have"} <= auxiliaries:
            return None
        base: Modality = {"may": "possible", "should": "should"}.get(status, "unstated")  # type: ignore[assignment]
        modality, cue = self._modality(sentence, i, base)
        kind: ClaimKind = "recommendation" if status == "should" else "forecast"
        if kind == "forecast" and (
            sentence.tokens[i].lemma in cues("words", "bad")
            or any(sentence.tokens[k].lemma in cues("nouns", "fear") for k in sentence.above(i))
            or any(
                sentence.tokens[k].lemma in cues("verbs", "warning") | cues("verbs", "fear")
                for k in sentence.above(i)
            )
        ):
            kind = "warning"
        if kind == "forecast" and self._would_recommend(sentence, i):
            kind, modality = "recommendation", "should"
        return _Cue(i, kind, modality, cue or word)

    def _would_recommend(self, sentence: Sentence, i: int) -> bool:
        """`the most appropriate response would be for X to …`."""
        subjects = [sentence.tokens[k].lemma for k in clause(sentence, i).subjects]
        fitting = {
            "response",
            "solution",
            "option",
            "step",
            "course",
            "answer",
            "policy",
            "measure",
            "way",
            "move",
        }
        text = " ".join(t.text.lower() for t in sentence.tokens)
        return bool(fitting & set(subjects)) or bool(
            re.search(
                r"\b(?:appropriate|best|sensible|wise|right|prudent)\b[^.;]{0,40}\bwould be\b", text
            )
        )

    def _modality(self, sentence: Sentence, i: int, base: Modality) -> tuple[Modality, str | None]:
        """The likelihood its own words give, where they give one."""
        start, end = self._extent(sentence, i)
        text = sentence.text[start - sentence.start : end - sentence.start]
        for name, pattern in _modality_words():
            if match := pattern.search(text):
                return name, match[0]
        return base, None

    def _has_modal_below(self, sentence: Sentence, i: int) -> bool:
        return any(modal(sentence, k)[0] for k in sentence.kids(i, "ccomp"))

    def _purpose(self, sentence: Sentence, i: int) -> bool:
        if any(preposition(sentence, k) in ("at", "for") for k in sentence.kids(i, "obl")):
            return True
        if sentence.tokens[i].lemma in ("expect", "want", "seek", "pursue", "plan"):
            return bool(sentence.kids(i, "obj"))
        return any(
            sentence.tokens[m].text.lower() in ("to", "at")
            for k in sentence.kids(i, "advcl")
            for m in sentence.kids(k, "mark")
        )

    def _verdict(self, sentence: Sentence, i: int) -> bool:
        """Whether something is called a win, a threat, essential, a breakthrough."""
        said = [sentence.tokens[k].lemma for k in (i, *sentence.kids(i, "amod", "compound"))]
        return said[0] in cues("nouns", "verdict") or bool(cues("words", "telling") & set(said))

    def _nominal_wish(self, sentence: Sentence, i: int) -> bool:
        return bool(sentence.kids(i, "nmod:poss", "acl", "ccomp", "nsubj"))

    def _as(self, sentence: Sentence, i: int) -> bool:
        """`view the pact as a threat`, `called it illegal`; not `were seen as the two signed`."""
        naming = sentence.tokens[i].lemma in ("call", "label", "brand", "deem", "consider")
        if naming and sentence.kids(i, "obj") and sentence.kids(i, "xcomp"):
            return True
        return any(
            sentence.tokens[m].text.lower() == "as"
            for k in sentence.kids(i)
            if sentence.tokens[k].pos in ("NOUN", "ADJ", "PROPN") and not sentence.kids(k, "nsubj")
            for m in sentence.kids(k, "mark", "case", "advmod")
        )

    def _caused_by_thing(self, number: int, i: int) -> bool:
        """Whether an event or a thing, not somebody, is said to bring something about."""
        sentence = self._context.sentences[number]
        parts = clause(sentence, i)
        if sentence.tokens[i].dep.startswith("acl") or sentence.tokens[i].tag == "VBG":
            return False
        if parts.passive or not (parts.objects or parts.complements or self._leads_on(parts)):
            return False
        return bool(parts.subjects) and all(self._is_cause(number, k) for k in parts.subjects)

    @staticmethod
    def _leads_on(parts: Clause) -> bool:
        return bool(parts.obliques) and parts.verb in (
            "lead",
            "result",
            "contribute",
            "add",
            "pave",
        )

    def _is_cause(self, number: int, k: int) -> bool:
        token = self._context.sentences[number].tokens[k]
        named = self._context.cast.named_at(number, k)
        if named and named.kind not in ("pronoun", "adjective"):
            return False
        if token.pos == "PRON":
            return token.text.lower() in ("this", "it", "that", "which")
        lemma = token.lemma
        return token.pos in ("NOUN", "DET") and (lemma not in agents() or self._is_act(lemma))

    @staticmethod
    def _is_act(lemma: str) -> bool:
        return lemma in nouns() and nouns()[lemma].code is not None

    def _noun_cue(self, number: int, i: int) -> _Cue | None:
        """`an opportunity for NATO to …`, `the risk that …`, `the Americans' desire to …`."""
        sentence = self._context.sentences[number]
        token = sentence.tokens[i]
        if token.pos != "NOUN":
            return None
        below = [
            k
            for k in sentence.kids(i, "acl", "ccomp")
            if any(
                sentence.tokens[m].text.lower() in ("to", "that", "for")
                for m in sentence.kids(k, "mark")
            )
        ]
        if not below:
            return None
        if token.lemma in cues("nouns", "chance"):
            return _Cue(i, "forecast", "possible", token.text)
        if token.lemma in cues("nouns", "fear"):
            return _Cue(i, "warning", "unstated", token.text)
        if token.lemma in cues("nouns", "wish") and sentence.kids(i, "nmod:poss"):
            return _Cue(i, "intention", "wants", token.text)
        return None

    def _claims(
        self, number: int, cue: _Cue, acts: Sequence[Act], start: int, end: int
    ) -> Iterator[Claim]:
        sentence, document = self._context.sentences[number], self._context.document
        holder = self._holders.of(number, cue.i)
        viewing = sentence.tokens[cue.i].lemma in cues("verbs", "view") | cues("verbs", "fear")
        viewing = viewing or (cue.kind == "warning" and bool(sentence.kids(cue.i, "ccomp")))
        viewing = viewing or (cue.kind == "forecast" and self._foreseen(sentence, cue.i))
        if viewing and is_predicate(sentence, cue.i):
            holder = self._holders.subject(number, cue.i) or holder
        inside = set(sentence.subtree(cue.i))
        within = [a for a in acts if a.i in inside and (a.actors or a.targets)]
        about = self._about(number, cue, within, start, end)
        kind = cue.kind
        if kind == "forecast" and self._holders.concerned(number, cue.i):
            kind = "warning"
        stated = any(a.i == cue.i and a.status == "fact" and a.code[:2] in _STATED for a in acts)
        told = reported_by(sentence, cue.i) is not None
        if stated and told and holder.kind == "author":
            return
        speaker = holder.actor or (self._context.cast.issuer if holder.kind == "author" else None)
        if kind == "forecast" and speaker and about.actor == speaker:
            kind = "intention"
        claim = Claim(
            holder=holder,
            kind=kind,
            modality=cue.modality,
            cue=cue.word,
            affirmed=negated(sentence, cue.i) == denied_above(sentence, cue.i),
            content=document.text[start:end],
            about=about,
            cause=self._cause(number, cue, acts),
            actors=self._actors(number, inside),
            horizon=self._horizon(start, end),
            evidence=(evidence(sentence.start, sentence.end, document),),
        )
        yield claim
        yield from self._further(claim, within, sentence)

    def _further(self, claim: Claim, within: list[Act], sentence: Sentence) -> Iterator[Claim]:
        """`will add to the will for A to …, and for B to …`: what is said of each."""
        if claim.kind not in ("forecast", "warning", "recommendation", "cause"):
            return
        told = {(claim.about.actor, claim.about.target)} if claim.about else set()
        for act in within:
            actor = next((s.id for s in act.actors), None)
            target = next((s.id for s in act.targets), None)
            if act.status != "wanted" or not actor or not target or (actor, target) in told:
                continue
            told.add((actor, target))
            start, end = self._extent(sentence, act.i)
            content = self._context.document.text[start:end]
            about = EventPattern(actor=actor, action=act.code, target=target, words=content)
            yield claim.model_copy(update={"about": about, "content": content})

    def _actors(self, number: int, inside: set[int]) -> tuple[str, ...]:
        cast = self._context.cast
        named = [cast.named_at(number, k) for k in sorted(inside)]
        return tuple(dict.fromkeys(i for n in named if n for i in n.ids))

    def _about(
        self, number: int, cue: _Cue, within: list[Act], start: int, end: int
    ) -> EventPattern:
        """The event as claimed: its code if the words give one, its actors in any case."""
        sentence, text = self._context.sentences[number], self._context.document.text
        act = next((a for a in within if cue.i in a.words), None) or next(
            (a for a in within if a.actors), within[0] if within else None
        )
        if act:
            sides = list(dict.fromkeys(s.id for s in act.actors))
            target = next((s.id for s in act.targets), None)
            if target is None and act.symmetric and len(sides) > 1:
                target = sides[1]
            actor = sides[0] if sides else self._subject(number, cue)
            return EventPattern(actor=actor, action=act.code, target=target, words=text[start:end])
        inside = set(sentence.subtree(cue.i))
        actor = self._subject(number, cue)
        others = [i for i in self._actors(number, inside) if i != actor]
        return EventPattern(
            actor=actor, target=others[0] if actor and others else None, words=text[start:end]
        )

    def _subject(self, number: int, cue: _Cue) -> str | None:
        sentence = self._context.sentences[number]
        if not is_predicate(sentence, cue.i):
            owners = sentence.kids(cue.i, "nmod:poss")
        else:
            parts = clause(sentence, cue.i)
            owners = list(parts.subjects or parts.objects if parts.passive else parts.subjects)
        sides = [s for k in owners for s in self._context.cast.sides(number, k)]
        return sides[0].id if sides else None

    def _cause(self, number: int, cue: _Cue, acts: Sequence[Act]) -> EventPattern | None:
        """The thing or event that is said to bring it about."""
        sentence, text = self._context.sentences[number], self._context.document.text
        if not is_predicate(sentence, cue.i):
            return None
        for k in clause(sentence, cue.i).subjects:
            if not self._is_cause(number, k) or sentence.tokens[k].pos in ("PRON", "DET"):
                continue
            inside = sentence.subtree(k, without=("acl:relcl",))
            act = next((a for a in acts if a.i in inside or set(a.words) & set(inside)), None)
            start, end = sentence.span(inside)
            sides = self._context.cast.sides(number, k)
            return EventPattern(
                actor=act.actors[0].id if act and act.actors else (sides[0].id if sides else None),
                action=act.code if act else None,
                target=act.targets[0].id
                if act and act.targets
                else (sides[1].id if len(sides) > 1 else None),
                words=text[start:end],
            )
        return None

    def _extent(self, sentence: Sentence, i: int) -> tuple[int, int]:
        """First and last character of a claim's own clause."""
        inside = sentence.subtree(i)
        token = sentence.tokens[i]
        if not is_predicate(sentence, i) and token.head != i:
            inside = sorted({*inside, *sentence.subtree(token.head)})
        elif token.dep == "acl:relcl":
            inside = sorted({*inside, *(k for k in sentence.subtree(token.head) if k < i)})
        else:
            parts = clause(sentence, i)
            own = [k for k in (*parts.subjects, *(parts.objects if parts.passive else ())) if k < i]
            direct = token.dep == "xcomp" or None
            whole = {
                w
                for k in own
                if direct or sentence.tokens[k].head == i
                for w in sentence.subtree(k)
            }
            inside = sorted({*inside, *whole})
        inside = self._trimmed(sentence, inside)
        first, last = inside[0], inside[-1]
        return sentence.tokens[first].start, sentence.tokens[last].end

    def _trimmed(self, sentence: Sentence, inside: list[int]) -> list[int]:
        words_ = list(inside)
        while len(words_) > 1 and (
            sentence.tokens[words_[0]].pos in _LEADING
            or (sentence.tokens[words_[0]].pos == "ADV" and sentence.tokens[words_[1]].text == ",")
        ):
            words_.pop(0)
        while len(words_) > 1 and sentence.tokens[words_[-1]].text in '.,;:—–-”"':
            words_.pop()
        return words_

    def _horizon(self, start: int, end: int) -> When | None:
        """When it should come about, if the sentence says."""
        for found in dates_within(self._context.dates, start, end):
            if found.when and found.ahead:
                return found.when
        return None


__all__ = ["AUTHOR", "Claims", "Holder"]
