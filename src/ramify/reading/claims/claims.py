"""Claims: who holds that what will, may or should follow, how firmly, and because of what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ramify.reading.actors.acts import Act
from ramify.reading.claims.causes import is_cause
from ramify.reading.claims.cue import Cue
from ramify.reading.claims.cues import cues_in
from ramify.reading.claims.extent import extent, is_statement
from ramify.reading.events.event_date import Context
from ramify.reading.events.events import evidence
from ramify.reading.holders.holders import AUTHOR
from ramify.reading.holders.quoted import UNSAID
from ramify.reading.second_reader.offices import with_state
from ramify.reading.second_reader.passages import Passages
from ramify.reading.statements import Claim, ClaimKind, EventPattern, Holder
from ramify.reading.syntax.clauses import clause
from ramify.reading.syntax.factuality import denied_above, reported_by
from ramify.reading.syntax.negation import negated
from ramify.reading.syntax.relations import is_predicate, preposition
from ramify.reading.syntax.sentence import Sentence
from ramify.reading.syntax.speech import cues, speaks
from ramify.reading.syntax.word_lists import wordlist
from ramify.reading.time.dates import dates_within
from ramify.world.when import When

_MOST = 4
_SPEAKING = re.compile(r"\b(?:[Ww]e|I|[Oo]ur|[Mm]y)\b(?!\.)")
_MAY = frozenset({"could", "can", "might", "may"})
_PRONOUNS = frozenset({"it", "they", "he", "she"})
_STATED = frozenset({"02", "03", "10", "12", "13"})
"""Roots of intents and demands: told as stated by nobody but the author they are events only."""


class Claims:
    """Reads the claims of one document, sentence by sentence."""

    def __init__(self, context: Context, passages: Passages | None = None) -> None:
        self._context, self._passages = context, passages
        self._holders = context.holders

    def of(self, number: int, acts: Sequence[Act]) -> Iterator[Claim]:
        """The claims of one sentence."""
        sentence, document = self._context.sentences[number], self._context.document
        if sentence.text.rstrip('"”’ ').endswith("?") or self._holders.only_asks(number):
            return
        taken: list[tuple[int, int]] = []
        for cue in cues_in(self._context, number, acts):
            start, end = extent(sentence, cue.i)
            if not document.text[start:end].strip().count(" "):
                continue
            if any(a <= start and end <= b for a, b in taken) and not self._stands_alone(
                sentence, cue
            ):
                continue
            claims = list(self._claims(number, cue, acts, start, end))
            taken += [(start, end)] if claims else []
            yield from claims
            if len(taken) >= _MOST:
                return

    def _stands_alone(self, sentence: Sentence, cue: Cue) -> bool:
        """Whether a clause within another claim says something of its own."""
        dep = sentence.tokens[cue.i].dep
        because = any(sentence.tokens[k].lemma == "because" for k in sentence.kids(cue.i, "mark"))
        if cue.own and (dep == "acl:relcl" or because):
            return True
        if dep == "ccomp":
            head = sentence.tokens[sentence.tokens[cue.i].head]
            theirs = head.dep == "ccomp" and cue.i > head.i and bool(sentence.kids(head.i, "nsubj"))
            below = head.dep.startswith("advcl") or theirs
            return head.lemma in cues("verbs", "think") and below
        if dep == "conj":
            if _says_again(sentence, cue.i):
                return False
            own = bool(sentence.kids(cue.i, "nsubj", "nsubj:pass"))
            if not own and cue.kind == "characterisation":
                return False
            being = bool(sentence.kids(cue.i, "cop")) or cue.kind != "characterisation"
            return bool(sentence.kids(cue.i, "aux")) or (own and being)
        marks = {sentence.tokens[k].text.lower() for k in sentence.kids(cue.i, "mark", "advmod")}
        if dep == "advcl" and "while" in marks and sentence.kids(cue.i, "nsubj"):
            return True
        judged = cue.kind == "characterisation" and dep == "acl:relcl"
        if judged and sentence.tokens[cue.i].lemma in cues("verbs", "amounting"):
            return self._goes_on(sentence, cue.i)
        if cue.kind not in ("forecast", "recommendation", "warning"):
            return False
        if dep == "acl:relcl":
            subjects = {sentence.tokens[k].text.lower() for k in sentence.kids(cue.i, "nsubj")}
            told_of = bool(subjects & wordlist("relatives"))
            return (cue.modality == "possible" and told_of) or self._goes_on(sentence, cue.i)
        return dep.startswith("advcl") and not marks & cues("words", "bound")

    def _goes_on(self, sentence: Sentence, i: int) -> bool:
        """`…, which would blind them`: a relative clause that adds something, behind a comma."""
        words = [k for k in sentence.subtree(i) if sentence.tokens[k].tag == "WDT" and k < i]
        return bool(words) and words[0] > 0 and sentence.tokens[words[0] - 1].text == ","

    def _claims(
        self, number: int, cue: Cue, acts: Sequence[Act], start: int, end: int
    ) -> Iterator[Claim]:
        sentence, document = self._context.sentences[number], self._context.document
        holder = self._holder(number, cue)
        if holder.name in cues("words", "nobody"):
            return
        if holder.kind == "author" and self._is_only_told(sentence, cue, acts):
            return
        inside = set(sentence.subtree(cue.i))
        within = [a for a in acts if a.i in inside and (a.actors or a.targets)]
        about = self._about(number, cue, within, start, end)
        held = self._holders.each(number, cue.i, holder)
        if len(held) == 1:
            said = self._holders.said_by(number, cue.i)
            held = [with_state(holder, number, said, self._passages)]
        claim = Claim(
            holder=held[0],
            kind=self._kind(number, cue, holder, about),
            modality=cue.modality,
            cue=cue.word,
            affirmed=(negated(sentence, cue.i) and not _is_corrected(sentence, cue.i))
            == (cue.denied or denied_above(sentence, cue.i) or _is_denied(sentence, cue.i)),
            content=document.text[start:end],
            resolved=self._resolved(number, holder, start, end),
            about=about,
            cause=self._cause(number, cue, acts),
            actors=self._actors(number, inside),
            horizon=self._horizon(start, end),
            evidence=(evidence(sentence.start, sentence.end, document),),
        )
        yield claim
        yield from (claim.model_copy(update={"holder": other}) for other in held[1:])
        yield from self._further(claim, within, sentence)

    def _resolved(self, number: int, holder: Holder, start: int, end: int) -> str | None:
        """The words with whom their pronouns mean in brackets; `we` is whoever speaks."""
        named = self._context.cast.with_names(number, start, end)
        words = self._context.document.text[start:end]
        if named or holder.kind != "actor" or holder.name.lower() in wordlist("pron"):
            return named
        shown = _SPEAKING.sub(rf"\g<0> [{holder.name}]", words, count=1)
        return None if shown == words else shown

    def _holder(self, number: int, cue: Cue) -> Holder:
        """Who holds it: who says so, or the subject of a verb that is nobody else's to say."""
        holder = self._holders.of(number, cue.i)
        if not is_statement(self._context.sentences[number], cue.i):
            return self._holders.owner(number, cue.i) or holder
        if cue.unsaid and holder.kind == "author":
            charged = self._context.sentences[number].tokens[cue.i].lemma in cues("verbs", "charge")
            return (self._viewed_by(number, cue.i) if charged else None) or UNSAID
        if cue.kind == "intention" and holder.kind == "author":
            wanting = self._holders.subject(number, cue.i) if cue.own else None
            return wanting or self._hoping(number, cue.i) or holder
        own = self._holders.subject(number, cue.i) if cue.own else None
        own = own or (self._viewed_by(number, cue.i) if cue.own else None)
        crowd = own is not None and own.kind == "actor" and own.actor is None
        return holder if own is None or (crowd and holder.kind == "actor") else own

    def _viewed_by(self, number: int, i: int) -> Holder | None:
        """`was dismissed as absurd by both K and L`: by whom, wherever a parse hangs it."""
        sentence = self._context.sentences[number]
        if not clause(sentence, i).passive:
            return None
        below = [k for k in sentence.subtree(i) if preposition(sentence, k) == "by" and k > i]
        return self._holders.named(number, below[0]) if below else None

    def _hoping(self, number: int, i: int) -> Holder | None:
        """`Bangladesh hopes to …`, `residents want …`: a hope, and what people want, is theirs."""
        wishing = self._context.sentences[number].tokens[i].lemma
        found = self._holders.subject(number, i) if wishing in cues("verbs", "intention") else None
        theirs = found is not None and (wishing == "hope" or found.kind == "unnamed")
        return found if theirs else None

    def _is_only_told(self, sentence: Sentence, cue: Cue, acts: Sequence[Act]) -> bool:
        """Whether the writer tells an intent or a demand that somebody stated: an event only."""
        stated = any(a.i == cue.i and a.status == "fact" and a.code[:2] in _STATED for a in acts)
        over = reported_by(sentence, cue.i) if stated else None
        return over is not None and sentence.tokens[over].lemma not in cues("verbs", "implying")

    def _kind(self, number: int, cue: Cue, holder: Holder, about: EventPattern) -> ClaimKind:
        """What one foretells of oneself is an intention; what one is concerned about, a warning."""
        if cue.kind != "forecast" or cue.own:
            return cue.kind
        if self._holders.concerned(number, cue.i):
            return "warning"
        sentence = self._context.sentences[number]
        nobody = holder.kind == "author" and self._context.cast.issuer is None
        speaker = holder.actor or (self._context.cast.issuer if holder.kind == "author" else None)
        mine = speaker is not None and about.actor == speaker and cue.word not in _MAY
        lemmas = {sentence.tokens[k].lemma for k in clause(sentence, cue.i).subjects}
        mine = mine and not lemmas & cues("nouns", "things")
        if holder.kind == "author" and not nobody and self._is_ordered(number, cue):
            return "intention"
        speaks = not nobody and holder.kind not in ("scholars", "reports")
        if holder.kind == "author" and _is_refusal(sentence, cue) and about.actor:
            return "intention"
        if mine or (not nobody and self._first_person(number, cue, theirs=speaks)):
            return "intention"
        return "forecast"

    def _first_person(self, number: int, cue: Cue, *, theirs: bool) -> bool:
        """`we will strike`, `these measures will be kept`: said by whoever will do it."""
        sentence = self._context.sentences[number]
        parts = clause(sentence, cue.i)
        if cue.word is None:
            return False
        mine = False
        for k in parts.objects if parts.passive else parts.subjects:
            near = {sentence.tokens[n].text.lower() for n in sentence.kids(k, "det", "nmod:poss")}
            body = sentence.tokens[k].lemma in wordlist("blocs") and "the" in near
            mine |= parts.passive and sentence.tokens[k].lemma in cues("nouns", "measures")
            mine |= body or sentence.tokens[k].text.lower() in cues("words", "own")
            side = cue.word not in _MAY and sentence.tokens[k].lemma in cues("nouns", "own_side")
            mine |= theirs and side and bool(near & cues("words", "of_theirs"))
            mine |= parts.passive and bool(near & cues("words", "at_hand"))
        return (mine or self._of_who_speaks(number, cue)) and cue.modality == "unstated"

    def _is_ordered(self, number: int, cue: Cue) -> bool:
        """`The funds will be redirected`, in a government's own statement: it will do so."""
        sentence = self._context.sentences[number]
        parts = clause(sentence, cue.i)
        named = any(self._context.cast.sides(number, k) for k in (*parts.subjects, *parts.objects))
        helped = cue.word in ("will", "shall") and cue.modality == "unstated"
        return helped and parts.passive and not named and not sentence.kids(cue.i, "obl:agent")

    def _of_who_speaks(self, number: int, cue: Cue) -> bool:
        """`the rebels say they will not attend`: a pronoun for whoever says it."""
        sentence = self._context.sentences[number]
        token = sentence.tokens[cue.i]
        own = [sentence.tokens[k] for k in clause(sentence, cue.i).subjects]
        pronoun = bool(own) and own[0].text.lower() in _PRONOUNS and own[0].i == token.head + 1
        said = token.dep == "ccomp" and speaks(sentence, token.head)
        known = self._context.cast.sides(number, own[0].i) if own else ()
        people = bool(own) and own[0].text.lower() == "they" and _are_several(sentence, token.head)
        return pronoun and said and (people or not known) and cue.word not in _MAY

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
            start, end = extent(sentence, act.i)
            content = self._context.document.text[start:end]
            about = EventPattern(actor=actor, action=act.code, target=target, words=content)
            yield claim.model_copy(update={"about": about, "content": content})

    def _actors(self, number: int, inside: set[int]) -> tuple[str, ...]:
        cast = self._context.cast
        named = [cast.named_at(number, k) for k in sorted(inside)]
        return tuple(dict.fromkeys(i for n in named if n for i in n.ids))

    def _about(
        self, number: int, cue: Cue, within: list[Act], start: int, end: int
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

    def _subject(self, number: int, cue: Cue) -> str | None:
        sentence = self._context.sentences[number]
        if not is_predicate(sentence, cue.i):
            owners = sentence.kids(cue.i, "nmod:poss")
        else:
            parts = clause(sentence, cue.i)
            owners = list(parts.subjects or parts.objects if parts.passive else parts.subjects)
        sides = [s for k in owners for s in self._context.cast.sides(number, k)]
        return sides[0].id if sides else None

    def _cause(self, number: int, cue: Cue, acts: Sequence[Act]) -> EventPattern | None:
        """The thing or event that is said to bring it about."""
        sentence, text = self._context.sentences[number], self._context.document.text
        if not is_predicate(sentence, cue.i):
            return None
        for k in clause(sentence, cue.i).subjects:
            if not is_cause(self._context, number, k) or sentence.tokens[k].pos in ("PRON", "DET"):
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

    def _horizon(self, start: int, end: int) -> When | None:
        """When it should come about, if the sentence says."""
        for found in dates_within(self._context.dates, start, end):
            if found.when and found.ahead:
                return found.when
        return None


def _is_denied(sentence: Sentence, i: int) -> bool:
    """`denied that its men were there`, `none of this means that K will …`."""
    token = sentence.tokens[i]
    over = sentence.tokens[token.head].lemma
    none = any(t.text.lower() == "none" for t in sentence.tokens[: token.head])
    denied = over in wordlist("denying") or (none and over in cues("verbs", "implying"))
    declined = over in cues("verbs", "arguing") and negated(sentence, token.head)
    return token.dep == "ccomp" and (denied or declined)


def _is_refusal(sentence: Sentence, cue: Cue) -> bool:
    """`K will not take them`, `L would not sign`: what one who acts declines, whoever tells it."""
    helped = (cue.word or "").lower() in ("will", "would", "wo")
    return helped and negated(sentence, cue.i) and not clause(sentence, cue.i).passive


def _are_several(sentence: Sentence, k: int) -> bool:
    """`the rebels say`, `the Congolese say`: whether people speak, whom `they` then means."""
    subjects = [sentence.tokens[s] for s in clause(sentence, k).subjects]
    return any(t.tag in ("NNS", "NNPS") or _is_of_a_people(t.text) for t in subjects)


def _is_of_a_people(word: str) -> bool:
    """`Congolese`, `British`, `Dutch`: adjectives that name a people without a plural of it."""
    return word[:1].isupper() and word.endswith(("ese", "ish", "ch"))


def _is_corrected(sentence: Sentence, i: int) -> bool:
    """`is not a dispute over a border but the price of …`: what it is, is said behind."""
    return any(
        any(sentence.tokens[c].text.lower() == "but" for c in sentence.kids(k, "cc"))
        and not sentence.kids(k, "aux", "cop", "nsubj")
        for k in sentence.kids(i, "conj")
    )


def _says_again(sentence: Sentence, i: int) -> bool:
    """`K wants L to leave, and it wants it to pay`: the same verb of the same subject goes on."""
    token = sentence.tokens[i]
    subjects = sentence.kids(i, "nsubj", "nsubj:pass")
    again = all(sentence.tokens[k].pos == "PRON" for k in subjects)
    return token.lemma == sentence.tokens[token.head].lemma and again


__all__ = ["AUTHOR", "Claims", "Holder"]
