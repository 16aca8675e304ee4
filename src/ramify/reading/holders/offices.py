"""Whose office a noun phrase names: `the ministry`, `Foreign Minister X`, `X, a spokeswoman`."""

from __future__ import annotations

from functools import cache, cached_property

from ramify.reading.actors.quotation_marks import still_open
from ramify.reading.holders.phrases import Phrases
from ramify.reading.statements import Holder
from ramify.reading.syntax.clauses import clause
from ramify.reading.syntax.relations import preposition
from ramify.reading.syntax.sentence import Sentence, Token
from ramify.reading.syntax.speech import cues, is_speaking
from ramify.reading.syntax.word_lists import agents

_TOLD = 2
"""Sentences back in which the state that acts is the one whose minister speaks."""
_BELONGING = ("of", "for", "in", "from", "to")
"""Before what somebody is in office for; `the minister, at a session` is no minister of it."""
_HEADS = frozenset({"head", "speaker", "president", "leader", "chairman"})
_HEADED = frozenset({"state", "government", "assembly", "parliament", "senate", "legislature"})
_SHORT = {"ps": "secretary", "cs": "secretary"}
"""Letters for an office: `the PS` after `Permanent Secretary X`."""


class Offices:
    """Finds the state that those in office in one document speak for."""

    def __init__(self, phrases: Phrases, title: str) -> None:
        self._phrases, self._title = phrases, title
        self._cast, self._sentences, self._text = phrases.cast, phrases.sentences, phrases.text

    def is_alone(self, number: int, s: int) -> bool:
        """`the ministry said`, whose only clue is what the text is about: no state beside it."""
        sentence = self._sentences[number]
        meant = self._cast.named_at(number, s)
        if meant is None or meant.kind != "description":
            return False
        told = (self._cast.named_at(number, t.i) for t in sentence.tokens[:s])
        beside = [n for n in told if n and n.ids == meant.ids]
        named = [n for n in beside if not still_open(self._text[sentence.start : n.start], False)]
        return not named and office(sentence.tokens[s].lemma.lower()) in known_offices()

    def state_served(self, number: int, s: int) -> str | None:
        """`Foreign Minister X said`: the minister of the one state that acts in this page.

        That is the state that does what the sentences before tell, unless the page is about
        another one.
        """
        return self.state_at_hand(number) if self._is_in_office(number, s) else None

    def state_at_hand(self, number: int) -> str | None:
        """The state whose ministry an office without a name is part of."""
        before = range(number - 1, max(-1, number - 1 - _TOLD), -1)
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

    def served(self, number: int, s: int, back: int, one: Token) -> Holder | None:
        """`Baloch`, after `Foreign Office Spokesperson Mumtaz Zahra Baloch`."""
        head = one.head if one.dep.startswith(("flat", "nmod:desc")) else one.i
        state = self.state_served(back, head) if one.pos == "PROPN" else None
        if state is None:
            return None
        return Holder(name=self._cast.words(number, s), kind="actor", actor=state)

    def serves(self, number: int, i: int) -> tuple[str, ...]:
        """`X, who serves as Uganda's minister for trade`: whose office a relative clause tells."""
        sentence = self._sentences[number]
        serving = sentence.kids(i, "acl:relcl")
        posts = [n for r in serving for n in sentence.subtree(r)]
        posts = [n for n in posts if office(sentence.tokens[n].lemma.lower()) in known_offices()]
        return self._phrases.ids(number, posts[0]) if posts else ()

    def titled(self, number: int, i: int) -> tuple[str, ...]:
        """The state in the office beside a name: `Hua Chunying, Chinese spokeswoman`."""
        tokens = self._sentences[number].tokens
        over = tokens[tokens[i].head]
        beside = tokens[i].dep.partition(":")[0] in ("appos", "flat", "compound", "nmod")
        if beside and over.lemma in agents() and (ids := self._phrases.ids(number, over.i)):
            return ids
        if ids := self.serves(number, i):
            return ids
        behind = next((k for k in range(i + 1, len(tokens)) if tokens[k].pos == "PUNCT"), i)
        until = next((k for k in range(behind + 1, len(tokens)) if tokens[k].text == ","), behind)
        near = [k for k in range(behind, until) if office(tokens[k].lemma) in known_offices()]
        return next((ids for k in near if (ids := self._phrases.ids(number, k))), ())

    def _is_in_office(self, number: int, s: int) -> bool:
        """Whether a phrase names an office of some state and nobody else's: `the army`."""
        sentence = self._sentences[number]
        token = sentence.tokens[s]
        near = _phrase_before(sentence, s)
        lemmas = {office(t.lemma.lower()) for t in near}
        lemmas -= set() if "foreign" in lemmas else {"office"}
        below = [k for k in sentence.kids(s, "nmod") if preposition(sentence, k) in _BELONGING]
        of = {sentence.tokens[k].lemma for k in below}
        head = token.lemma.lower() in _HEADS and bool({one.lower() for one in of} & _HEADED)
        others = [t for t in near if t.tag == "JJ" and t.text[:1].isupper() and t.text != "Foreign"]
        named = any(sentence.tokens[k].pos == "PROPN" for k in sentence.kids(s, "appos", "flat"))
        named = named or token.pos == "PROPN"
        definite = named or any(t.text.lower() in ("the", "one", "another") for t in near)
        owners = {sentence.tokens[k].lemma for k in sentence.kids(s, "nmod:poss")}
        definite |= bool(owners & cues("nouns", "state_offices"))
        held = bool((lemmas | owners) & cues("nouns", "state_offices")) and not of
        return definite and (head or held) and not others and token.tag not in ("NNS", "NNPS")

    def _doers(self, number: int) -> set[str]:
        """The states that do what a sentence tells first."""
        sentence = self._sentences[number]
        root = sentence.root
        told = sentence.kids(root, "ccomp") if is_speaking(sentence, root) else []
        heads = [k for head in (*told, root) for k in clause(sentence, head).subjects]
        ids = {i for k in heads for i in self._phrases.ids(number, k)}
        return {one for one in ids if not self._cast.groups.get(one)}


def _phrase_before(sentence: Sentence, s: int) -> list[Token]:
    """A noun with the nouns and adjectives right before it: `the Foreign Office Spokesperson X`."""
    first = s
    while first > 0 and sentence.tokens[first - 1].pos in ("NOUN", "PROPN", "ADJ", "DET"):
        first -= 1
    return list(sentence.tokens[first : s + 1])


@cache
def known_offices() -> frozenset[str]:
    """The offices whose holders speak, each by what its names have in common."""
    return frozenset(map(office, cues("nouns", "offices")))


def office(lemma: str) -> str:
    """An office by what its names have in common: `spokesman`, `spokeswoman`."""
    return "spokesperson" if lemma.startswith("spokes") else _SHORT.get(lemma, lemma)
