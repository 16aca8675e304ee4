"""An intent, a demand, a refusal or a threat of something that no action names."""

from __future__ import annotations

from ramify.reading.actors.semantic_roles import Roles
from ramify.reading.syntax.clauses import Clause
from ramify.reading.syntax.relations import preposition
from ramify.reading.syntax.word_lists import wordlist

_FALLBACK = {"demand": "100", "appeal": "020", "refuse": "120", "threaten": "130", "intend": "030"}
_BARE_INTENT = frozenset(
    ["agree", "pledge", "promise", "offer", "vow", "commit", "guarantee", "ready"]
)


class Unspecified:
    """Codes the clauses of one sentence whose verb says how, and nothing says what."""

    def __init__(self, roles: Roles) -> None:
        self.roles = roles
        self.sentence = roles.sentence

    def has_code(self, mode: str) -> bool:
        """Whether CAMEO has a code for an operator alone."""
        return mode in _FALLBACK

    def code(self, mode: str, parts: Clause) -> str | None:
        """The code of an operator alone; None where its verb tells too little."""
        lemmas = {self.sentence.tokens[k].lemma for k in parts.complements}
        if mode == "demand" and parts.verb == "order" and not parts.complements:
            return None
        if mode == "intend" and parts.verb in ("vow", "swear") and lemmas & wordlist("harming"):
            return "130"
        if mode == "intend" and self._presses(parts):
            return "130"
        agreed = parts.verb == "agree" and any(p in ("on", "to") for p, _ in parts.obliques)
        if mode == "intend" and agreed and self._together(parts):
            return "030"
        if mode == "intend" and (not parts.complements or parts.verb not in _BARE_INTENT):
            return None
        if mode == "appeal" and not (parts.complements or self.asked_for(parts)):
            return _FALLBACK[mode] if self._asks_thing(parts) else None
        return _FALLBACK[mode]

    def _presses(self, parts: Clause) -> bool:
        """`committed to keeping pressure on`, `ready to take all steps needed`: nothing good."""
        below = [k for c in parts.complements for k in self.sentence.kids(c, "obj")]
        means = [k for k in below if self.sentence.tokens[k].lemma in wordlist("means")]
        around = {self.sentence.tokens[w].lemma for k in means for w in self.sentence.subtree(k)}
        if around & {"necessary", "needed", "need"}:
            return True
        return any(self.sentence.tokens[k].lemma in wordlist("pressing") for k in below)

    def _together(self, parts: Clause) -> bool:
        """Whether two do it: two subjects, or one with another."""
        pair = {side.id for side in self.roles.subjects(parts)}
        return len(pair) > 1 or "with" in [case for case, _ in parts.obliques]

    def _asks_thing(self, parts: Clause) -> bool:
        """`urged restraint`, `requested troops`: what is asked is the object itself."""
        things = [k for k in parts.objects if self.sentence.tokens[k].pos == "NOUN"]
        asks = parts.verb in wordlist("asking")
        anyone = parts.verb in ("request", "seek")
        return asks and any(anyone or not self.roles.is_person(k) for k in things)

    def asked_for(self, parts: Clause) -> list[int]:
        """`asked the EU for aid`: what somebody is asked for, hung on the verb or on whom."""
        below = [n for k in parts.objects for n in self.sentence.kids(k, "nmod")]
        places = [*(k for _, k in parts.obliques), *below]
        return [k for k in places if preposition(self.sentence, k) == "for"]
