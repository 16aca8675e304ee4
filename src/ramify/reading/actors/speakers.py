"""Whom a noun phrase stands for as somebody who says, thinks or issues something."""

from __future__ import annotations

from functools import cache, cached_property

from ramify.reading.actors.antecedents import full_name_of, introduced_before
from ramify.reading.actors.cast import Cast
from ramify.reading.actors.quotations import (
    behind_dateline,
    cited,
    goes_on_from,
    inserted,
    is_dateline,
    still_open,
)
from ramify.reading.statements import Holder
from ramify.reading.syntax.clauses import clause, preposition
from ramify.reading.syntax.sentence import Sentence, Token
from ramify.reading.syntax.speech import cues, is_speaking, is_told, speaking_above, speaks
from ramify.reading.syntax.word_lists import agents, nouns, wordlist

_NEAR = 4
"""Sentences back in which somebody unknown to us is still `he`."""
_GOES_ON = 2
"""Sentences behind a speaker in which what has no other is still his."""
_NAMED_AGAIN = 12
"""Sentences back in which `the ministry` is the one that was named."""
_DEEPEST = 6
"""Mentions of an unknown name that are followed back to the one with his office."""
_SHORT = {"ps": "secretary", "cs": "secretary"}
"""Letters for an office: `the PS` after `Permanent Secretary X`."""
_PERSONAL = frozenset({"he", "she"})
_NEUTER = frozenset({"it", "they"})
_POINTING = frozenset({"this", "that", "these", "those", "what"})
_AUTHORS_OWN = frozenset({"i", "we", "you", "one"})


class Speakers:
    """Finds who speaks in one document: by name, by office, or taken up from before."""

    def __init__(
        self, cast: Cast, sentences: tuple[Sentence, ...], text: str, title: str = ""
    ) -> None:
        self._cast, self._sentences, self._text, self._title = cast, sentences, text, title
        self._spoke: list[Holder | None] = []
        self.several: dict[str, dict[str, str]] = {}
        """Who stands behind words for more than one: ids, each with its name."""

    def subject(self, number: int, k: int) -> Holder | None:
        """The holder that the subject of a verb stands for."""
        sentence = self._sentences[number]
        implying = sentence.tokens[k].lemma in cues("verbs", "implying")
        spoken = cues("nouns", "papers") - cues("nouns", "reports")
        if (quoted := cited(sentence, k)) is not None:
            return self.named(number, quoted)
        for s in clause(sentence, speaking_above(sentence, k)).subjects:
            if implying and sentence.tokens[s].lemma in spoken:
                return None
            word = sentence.tokens[s].text.lower()
            if is_told(sentence, k, s) or is_dateline(sentence, k, s):
                continue
            if _is_passed_over(sentence, k, s):
                continue
            if word in _AUTHORS_OWN:
                return None
            first = sentence.tokens[k].head
            twice = word in _PERSONAL and goes_on_from(sentence, k, first)
            if twice and (who := self.subject(number, first)):
                return who
            spoke = word in _PERSONAL and speaks(sentence, k)
            if spoke and (who := self._introduced(number) or self._went_on(number)):
                return who
            behind = word in _NEUTER and s > 1 and sentence.tokens[s - 1].pos == "PUNCT"
            if behind and speaks(sentence, k) and (who := self._went_on(number, plural=True)):
                return who
            return self.named(number, behind_dateline(sentence, k, inserted(sentence, k, s)))
        if sentence.tokens[k].lemma in cues("verbs", "speak") and sentence.kids(k, "expl"):
            return self.last_speaker(number)
        return None

    def owner(self, number: int, k: int) -> Holder | None:
        """Whose claim, view or paper it is: `Poland's claim`, `a report by`, `voiced the view`."""
        sentence = self._sentences[number]
        owners = sentence.kids(k, "nmod:poss", "nmod", "compound", "amod")
        if sentence.kids(k, "cop") or sentence.kids(k, "case"):
            owners += sentence.kids(k, "nsubj")
        for n in owners:
            cases = {sentence.tokens[c].text.lower() for c in sentence.kids(n, "case")}
            if cases <= cues("words", "owning") and (ids := self.ids(number, n)):
                only = ids[0] if len(ids) == 1 else None
                return Holder(name=self._words(number, n), kind="actor", actor=only)
            if sentence.tokens[n].lemma in cues("nouns", "scholars"):
                return self.named(number, n)
        token = sentence.tokens[k]
        over = sentence.tokens[token.head]
        voiced = token.dep == "obj" and over.lemma not in cues("verbs", "raising")
        return self.subject(number, over.i) if voiced else None

    def named(self, number: int, s: int) -> Holder | None:
        """The holder that a noun phrase stands for; None for things, which hold nothing."""
        token = self._sentences[number].tokens[s]
        word = token.text.lower()
        if token.lemma in cues("nouns", "scholars"):
            kind = "unnamed" if _is_opponent(self._sentences[number], s) else "scholars"
            return Holder(name=self._with_determiner(number, s), kind=kind)
        if word == "they" and (known := self._earlier_scholars(number)):
            return known
        if self._is_thing(number, s):
            return None
        if (full := full_name_of(self._sentences, number, s)) and self._is_scholar(*full):
            return Holder(name=self._cast.words(number, s), kind="scholars")
        if self._is_press(number, s):
            return Holder(name=self._cast.words(number, s), kind="reports")
        if token.pos == "PROPN" and self._is_outlet(number, s):
            return Holder(name=self._cast.words(number, s), kind="reports")
        if token.pos == "PROPN" and self._is_scholar(number, s):
            if official := self._in_office_before(number, s):
                return official
            return Holder(name=self._cast.words(number, s), kind="scholars")
        if {token.lemma, word} & cues("nouns", "papers") and (known := self._issuer(number, s)):
            return known
        again = self._named_again(number, s) if self._is_office_alone(number, s) else None
        if again and again.actor:
            return again
        if sides := self._cast.sides(number, s):
            name = self._words(number, s) or sides[0].name
            ids = self.ids(number, s)
            only = ids[0] if len(ids) == 1 else None
            if not only:
                self.several[name] = {side.id: side.name for side in sides if side.id in ids}
            return Holder(name=name, kind="actor", actor=only)
        return self._unknown(number, s)

    def _is_office_alone(self, number: int, s: int) -> bool:
        """`the ministry said`, whose only clue is what the text is about: no state beside it."""
        sentence = self._sentences[number]
        meant = self._cast.named_at(number, s)
        if meant is None or meant.kind != "description":
            return False
        told = (self._cast.named_at(number, t.i) for t in sentence.tokens[:s])
        beside = [n for n in told if n and n.ids == meant.ids]
        named = [n for n in beside if not still_open(self._text[sentence.start : n.start], False)]
        return not named and _office(sentence.tokens[s].lemma.lower()) in _offices()

    def _words(self, number: int, i: int) -> str:
        """The words for somebody; for a pronoun, how the text calls whom it means."""
        token = self._sentences[number].tokens[i]
        if token.pos != "PRON":
            return self._cast.words(number, i)
        called = self._cast.with_names(number, token.start, token.end) or ""
        return called.partition("[")[2].rstrip("]") or token.text

    def _is_thing(self, number: int, s: int) -> bool:
        """`the move suggests`, `that showed`: what says nothing, and stands for nobody."""
        token = self._sentences[number].tokens[s]
        if self._cast.named_at(number, s):
            return False
        pointing = token.pos in ("PRON", "DET") and token.text.lower() in _POINTING
        return pointing or (token.pos == "NOUN" and token.lemma in cues("nouns", "things"))

    def _is_press(self, number: int, s: int) -> bool:
        """`Arab reports`, `Israeli media`: a people's press speaks for nobody; state media do."""
        sentence = self._sentences[number]
        token = sentence.tokens[s]
        many = token.lemma == "media" or (token.lemma == "report" and token.tag == "NNS")
        near = {sentence.tokens[k].text.lower() for k in sentence.kids(s, "amod", "compound")}
        owned = sentence.kids(s, "nmod:poss", "nmod", "acl")
        return many and not owned and near.isdisjoint(cues("words", "official"))

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
        over = sentence.tokens[sentence.tokens[s].head]
        if sentence.tokens[s].dep == "appos" and over.lemma in cues("nouns", "scholars"):
            return True
        return bool(lemmas & learned or around & cues("nouns", "institutes"))

    def _unknown(self, number: int, s: int) -> Holder | None:
        """Somebody without an entry: known from before, by name, or by what he is alone."""
        token = self._sentences[number].tokens[s]
        word = token.text.lower()
        known = self._last_person(number) if word in _PERSONAL else None
        if word in _NEUTER:
            known = self._speaks_before(number, s) or self.last_speaker(number)
        if known := known or self._named_again(number, s):
            return known
        if token.pos == "PROPN" and len(ids := self._serves(number, s)) == 1:
            return Holder(name=self._cast.words(number, s), kind="actor", actor=ids[0])
        if token.lemma in cues("nouns", "counted") and (known := self.last_speaker(number)):
            return known
        if token.lemma in cues("nouns", "reports"):
            return Holder(name=self._cast.words(number, s), kind="reports")
        if state := self._state_served(number, s):
            return Holder(name=self._cast.words(number, s), kind="actor", actor=state)
        before = self._sentences[number].tokens[s - 1] if s else token
        titled = token.pos == "PROPN" and before.lemma.lower() in agents()
        if titled and len(ids := self.ids(number, before.i)) == 1:
            return Holder(name=self._cast.words(number, s), kind="actor", actor=ids[0])
        if token.pos == "PROPN" and token.lemma.lower() not in nouns():
            return Holder(name=self._cast.words(number, s), kind="actor")
        if token.lemma in agents() or token.lemma in wordlist("transparent"):
            return Holder(name=self._with_determiner(number, s), kind="unnamed")
        if token.lemma in cues("nouns", "unnamed") or token.pos in ("PRON", "DET"):
            return Holder(name=word, kind="unnamed")
        return None

    def _state_served(self, number: int, s: int) -> str | None:
        """`Foreign Minister X said`: the minister of the one state that acts in this page.

        That is the state that does what the sentences before tell, unless the page is about
        another one.
        """
        if not self._is_in_office(number, s):
            return None
        before = range(number - 1, max(-1, number - 1 - _GOES_ON), -1)
        told = next((ids for back in before if (ids := self._doers(back))), set())
        states = told | ({self._cast.home} if self._cast.home else set())
        if len(states) == 1:
            return next(iter(states))
        return self._titled_state if not states or self._titled_state in states else None

    @cached_property
    def _titled_state(self) -> str | None:
        """The state that the title begins with: `Pakistan rejects …`, `Kenya's army says …`."""
        begins = (n for n in self._cast.named if n.text and self._title.startswith(n.text))
        ids = {one for n in begins for one in n.ids if not self._cast.groups.get(one)}
        return next(iter(ids)) if len(ids) == 1 else None

    def _served(self, number: int, s: int, back: int, one: Token) -> Holder | None:
        """`Baloch`, after `Foreign Office Spokesperson Mumtaz Zahra Baloch`."""
        head = one.head if one.dep.startswith(("flat", "nmod:desc")) else one.i
        state = self._state_served(back, head) if one.pos == "PROPN" else None
        if state is None:
            return None
        return Holder(name=self._cast.words(number, s), kind="actor", actor=state)

    def _is_in_office(self, number: int, s: int) -> bool:
        """Whether a phrase names an office of some state and nobody else's: `the army`."""
        sentence = self._sentences[number]
        token = sentence.tokens[s]
        near = _phrase_before(sentence, s)
        lemmas = {_office(t.lemma.lower()) for t in near}
        lemmas -= set() if "foreign" in lemmas else {"office"}
        of = {
            sentence.tokens[k].lemma for k in sentence.kids(s, "nmod") if sentence.kids(k, "case")
        }
        head = token.lemma.lower() == "head" and bool(of & {"state", "government"})
        others = [t for t in near if t.tag == "JJ" and t.text[:1].isupper() and t.text != "Foreign"]
        definite = token.pos == "PROPN" or any(t.text.lower() == "the" for t in near)
        held = bool(lemmas & cues("nouns", "state_offices")) and not of
        return definite and (head or held) and not others and token.tag not in ("NNS", "NNPS")

    def _doers(self, number: int) -> set[str]:
        """The states that do what a sentence tells first."""
        sentence = self._sentences[number]
        root = sentence.root
        told = sentence.kids(root, "ccomp") if is_speaking(sentence, root) else []
        heads = [k for head in (*told, root) for k in clause(sentence, head).subjects]
        ids = {i for k in heads for i in self.ids(number, k)}
        return {one for one in ids if not self._cast.groups.get(one)}

    def _in_office_before(self, number: int, s: int) -> Holder | None:
        """`Cabinet Secretary X`, later called an expert: he still speaks for his state."""
        text = self._sentences[number].tokens[s].text
        for back in range(number - 1, max(-1, number - _NAMED_AGAIN), -1):
            sentence = self._sentences[back]
            for one in sentence.tokens:
                titles = sentence.kids(one.i, "nmod:desc", "compound")
                served = {agents().get(sentence.tokens[k].lemma.lower()) for k in titles}
                if one.text == text and "GOV" in served:
                    return self.named(back, one.i)
        return None

    def _speaks_before(self, number: int, s: int) -> Holder | None:
        """`a statement was issued by the bloc, in which they said`: who speaks in the sentence."""
        sentence = self._sentences[number]
        for token in sentence.tokens[:s]:
            voiced = speaks(sentence, token.i) or _tells(token)
            if voiced and s not in clause(sentence, token.i).subjects:
                return self.subject(number, token.i)
        return None

    def _issuer(self, number: int, s: int) -> Holder | None:
        """Who issued a paper: its owner; of `the statement`, whoever spoke before it."""
        owner = self.owner(number, s)
        if owner and owner.kind == "actor":
            return owner
        sentence = self._sentences[number]
        token = sentence.tokens[s]
        if owners := sentence.kids(s, "nmod:poss"):
            return self.named(number, owners[0])
        named = token.text[:1].isupper() and token.lemma not in cues("nouns", "reports")
        dets = [sentence.tokens[k].text.lower() for k in sentence.kids(s, "det")]
        definite = dets == ["the"] or (named and not dets)
        if definite and not named and (issuer := self._issued_before(number, token.lemma)):
            return issuer
        return self.last_speaker(number) if definite else None

    def _issued_before(self, number: int, lemma: str) -> Holder | None:
        """`the statement`, where `the leaders' statement` was told of shortly before."""
        for back in range(number - 1, max(-1, number - _NEAR), -1):
            for one in self._sentences[back].tokens:
                if one.lemma == lemma and one.pos == "NOUN" and (who := self.owner(back, one.i)):
                    return who
        return None

    def _named_again(self, number: int, s: int, deep: int = 0) -> Holder | None:
        """`the ministry` after `the Kenyan foreign ministry`, `Hua` after `Hua Chunying, …`."""
        sentence = self._sentences[number]
        token = sentence.tokens[s]
        words = {token.text} if token.pos == "PROPN" else set()
        if sentence.kids(s, "det") or token.pos == "PROPN":
            titles = (s, *sentence.kids(s, "nmod:desc", "compound"), max(s - 1, 0))
            words |= {_office(sentence.tokens[k].lemma.lower()) for k in titles} & _offices()
        if not words or deep > _DEEPEST:
            return None
        for back in range(number, max(-1, number - _NAMED_AGAIN), -1):
            for one in reversed(self._sentences[back].tokens):
                if back == number and one.i >= s:
                    continue
                if not words & {one.text, _office(one.lemma.lower())}:
                    continue
                if one.pos == "PROPN" and self._is_scholar(back, one.i):
                    return Holder(name=self._cast.words(number, s), kind="scholars")
                ids = self.ids(back, one.i) or self._titled(back, one.i)
                by_office = not ids and one.text not in words and back < number
                if by_office and (held := self._served(number, s, back, one)):
                    return held
                if not ids and one.text in words:
                    return self._named_again(back, one.i, deep + 1) or self._served(
                        number, s, back, one
                    )
                if ids:
                    only = ids[0] if len(ids) == 1 else None
                    again = number if token.pos == "PROPN" else back
                    name = self._cast.words(again, s if token.pos == "PROPN" else one.i)
                    return Holder(name=name, kind="actor", actor=only)
        return None

    def _serves(self, number: int, i: int) -> tuple[str, ...]:
        """`X, who serves as Uganda's minister for trade`: whose office a relative clause tells."""
        sentence = self._sentences[number]
        serving = sentence.kids(i, "acl:relcl")
        posts = [n for r in serving for n in sentence.subtree(r)]
        posts = [n for n in posts if _office(sentence.tokens[n].lemma.lower()) in _offices()]
        return self.ids(number, posts[0]) if posts else ()

    def _titled(self, number: int, i: int) -> tuple[str, ...]:
        """The state in the office beside a name: `Hua Chunying, Chinese spokeswoman`."""
        tokens = self._sentences[number].tokens
        over = tokens[tokens[i].head]
        beside = tokens[i].dep.partition(":")[0] in ("appos", "flat", "compound", "nmod")
        if beside and over.lemma in agents() and (ids := self.ids(number, over.i)):
            return ids
        if ids := self._serves(number, i):
            return ids
        behind = next((k for k in range(i + 1, len(tokens)) if tokens[k].pos == "PUNCT"), i)
        until = next((k for k in range(behind + 1, len(tokens)) if tokens[k].text == ","), behind)
        near = [k for k in range(behind, until) if _office(tokens[k].lemma) in _offices()]
        return next((ids for k in near if (ids := self.ids(number, k))), ())

    def _introduced(self, number: int) -> Holder | None:
        """Whom `he said` means behind `X, a member of …, asked`, if the lists do not know X."""
        s = introduced_before(self._sentences, number)
        known = s is None or self._cast.named_at(number - 1, s)
        return None if known or s is None else self.named(number - 1, s)

    def _went_on(self, number: int, *, plural: bool = False) -> Holder | None:
        """Whom `he said`, `they said` mean: whoever spoke just before, if somebody did."""
        spoke = self.last_speaker(number, one_back=True)
        if spoke is None or plural:
            return spoke
        last = spoke.name.split()[-1]
        several = last.lower() in cues("nouns", "bodies")
        several = several or (spoke.kind == "scholars" and last.islower() and last.endswith("s"))
        return spoke if spoke.name[:1].isupper() and not several else None

    def last_speaker(self, number: int, *, one_back: bool = False) -> Holder | None:
        """Whoever is last told to have spoken, one or two sentences before."""
        while len(self._spoke) < number:
            self._spoke.append(None)
            self._spoke[-1] = self._speaks_in(len(self._spoke) - 1)
        reach = 1 if one_back else _GOES_ON
        before = self._spoke[max(0, number - reach) : number]
        return next((one for one in reversed(before) if one), None)

    def _speaks_in(self, number: int) -> Holder | None:
        """Whoever speaks last in a sentence."""
        sentence = self._sentences[number]
        for token in reversed(sentence.tokens):
            if not (speaks(sentence, token.i) or _tells(token)):
                continue
            holder = self.subject(number, token.i)
            if holder and holder.kind in ("actor", "scholars"):
                return holder
        return None

    def _last_person(self, number: int) -> Holder | None:
        """Whom `he` means where it is nobody we know: the last one named to say something."""
        for back in range(number - 1, max(-1, number - _NEAR), -1):
            sentence = self._sentences[back]
            for token in sentence.tokens:
                above = (token.i, *sentence.above(token.i))
                subject = any(sentence.tokens[k].dep.startswith("nsubj") for k in above)
                full = sentence.kids(token.i, "flat", "nmod:desc", "compound")
                if token.pos == "PROPN" and subject and full and token.lemma not in agents():
                    return self.named(back, token.i)
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

    def ids(self, number: int, s: int, *, owners: bool = False) -> tuple[str, ...]:
        """Whom a noun phrase stands for; `France's U.N. envoy` speaks for France alone."""
        sentence = self._sentences[number]
        near = sentence.kids(s, "nmod") if owners and not self._cast.sides(number, s) else [s]
        ids = dict.fromkeys(side.id for k in near for side in self._cast.sides(number, k))
        states = [one for one in ids if not self._cast.groups.get(one)]
        alone = not any(sentence.kids(k, "conj") for k in near)
        return tuple(states if alone and len(states) == 1 else ids)


def _phrase_before(sentence: Sentence, s: int) -> list[Token]:
    """A noun with the nouns and adjectives right before it: `the Foreign Office Spokesperson X`."""
    first = s
    while first > 0 and sentence.tokens[first - 1].pos in ("NOUN", "PROPN", "ADJ", "DET"):
        first -= 1
    return list(sentence.tokens[first : s + 1])


def _tells(token: Token) -> bool:
    return token.pos == "VERB" and token.lemma in cues("verbs", "issue")


@cache
def _offices() -> frozenset[str]:
    return frozenset(map(_office, cues("nouns", "offices")))


def _office(lemma: str) -> str:
    """An office by what its names have in common: `spokesman`, `spokeswoman`."""
    return "spokesperson" if lemma.startswith("spokes") else _SHORT.get(lemma, lemma)


def _is_opponent(sentence: Sentence, s: int) -> bool:
    """`government critics`, `his critics`, `critics of the pact`: no scholars of it."""
    of = [k for k in sentence.kids(s, "nmod") if preposition(sentence, k) == "of"]
    beside = of or sentence.kids(s, "nmod:poss", "compound")
    return sentence.tokens[s].lemma == "critic" and bool(beside)


def _is_passed_over(sentence: Sentence, k: int, s: int) -> bool:
    """`Trade, Industry and Investment Secretary X said`: a part of a title before who speaks."""
    token = sentence.tokens[s]
    behind = [n for n in sentence.kids(k, "nsubj") if s < n < k]
    named = [n for n in behind if sentence.kids(n, "nmod:desc", "flat")]
    return (token.pos == "ADJ" and bool(behind)) or (token.pos == "NOUN" and bool(named))
