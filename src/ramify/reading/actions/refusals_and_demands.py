"""What one says that one will not do, or that another must, whatever the verb below it is."""

from __future__ import annotations

from collections.abc import Sequence

from ramify.reading.actors.acts import Act
from ramify.reading.actors.named import Side
from ramify.reading.actors.semantic_roles import Roles
from ramify.reading.syntax.clauses import clause
from ramify.reading.syntax.factuality import reported_by
from ramify.reading.syntax.modality import Status, modal
from ramify.reading.syntax.negation import negated
from ramify.reading.syntax.sentence import Sentence
from ramify.reading.syntax.word_lists import ordered, wordlist

_DEMANDING = ("must", "have")


class RefusalsAndDemands:
    """Reads refusals, threats and demands of one sentence that no line of verbs.csv knows."""

    def __init__(self, roles: Roles) -> None:
        self.roles = roles
        self.cast, self.sentence, self.number = roles.cast, roles.sentence, roles.number

    def declined(self, i: int) -> Act | None:
        """`said it will not …`, whatever it is; `said it would retaliate`, against whomever."""
        speech = reported_by(self.sentence, i)
        if speech is None or modal(self.sentence, i)[0] != "future":
            return None
        harming = self.sentence.tokens[i].lemma in wordlist("harming")
        if not negated(self.sentence, i) and not harming:
            return None
        parts = clause(self.sentence, i)
        actors = self.roles.subjects(parts)
        speakers = {s.id for s in self.roles.subjects(clause(self.sentence, speech))}
        if not actors or not speakers & {s.id for s in actors}:
            return None
        targets = self.roles.targets(
            parts, ("obj", *ordered("target_slots")), parts.objects, actors
        )
        code = "120" if negated(self.sentence, i) else "130"
        return Act(self.number, i, code, actors, targets, parts.objects, (i,))

    def obliged(self, i: int) -> Act | None:
        """`said that Sudan must …`: a demand on somebody else, whatever it is that he must."""
        speech = reported_by(self.sentence, i)
        mode, word = self._must(i)
        asked_how = any(self.sentence.tokens[k].tag == "WRB" for k in self.sentence.kids(i))
        if mode != "should" or not word or asked_how or (speech is None and not self.cast.issuer):
            return None
        if speech is None:
            speakers = self._issuer(i)
        else:
            speakers = self.roles.subjects(clause(self.sentence, speech))
        asked = self.roles.subjects(clause(self.sentence, i))
        if not speakers or not asked or self._of_themselves(speakers, asked):
            return None
        code = "100" if word.lower() in _DEMANDING else "020"
        return Act(self.number, i, code, speakers, asked, (), must_words(self.sentence, i, speech))

    def _must(self, i: int) -> tuple[Status | None, str | None]:
        """What the auxiliaries say; `needs to reduce`, `has to leave` are such too."""
        token = self.sentence.tokens[i]
        due = token.lemma in ("need", "have") and bool(self.sentence.kids(i, "xcomp"))
        return ("should", token.lemma) if due else modal(self.sentence, i)

    def _of_themselves(self, speakers: Sequence[Side], asked: Sequence[Side]) -> bool:
        """Whether somebody says it of his own; not so where others speak of their government."""
        if not {s.id for s in speakers} & {s.id for s in asked}:
            return False
        ruling = all(s.sector == "GOV" for s in asked)
        return not ruling or any(s.sector in ("GOV", None) for s in speakers)

    def _issuer(self, i: int) -> tuple[Side, ...]:
        """Whose statement the document is."""
        token = self.sentence.tokens[i]
        return (Side(str(self.cast.issuer), "GOV", "", token.start, token.end),)


def must_words(sentence: Sentence, i: int, speech: int | None) -> tuple[int, ...]:
    """The words by which a demand is made: what must be done, `must`, `said`."""
    return (i, *sentence.kids(i, "aux"), *(() if speech is None else (speech,)))
