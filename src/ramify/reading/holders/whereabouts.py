"""Whom somebody speaks for, by the house or the capital in which he serves."""

from __future__ import annotations

from ramify.reading.holders.holder_phrase import HolderPhrase
from ramify.reading.statements import Holder
from ramify.reading.syntax.relations import preposition
from ramify.reading.syntax.speech import cues, speaks


def in_department(phrase: HolderPhrase) -> Holder | None:
    """`a director in the lands department`: who serves in a body of the one state at hand."""
    if phrase.token.lemma not in cues("nouns", "persons"):
        return None
    speakers = phrase.speakers
    below = phrase.sentence.kids(phrase.s, "nmod")
    bodies = [
        k for k in below if phrase.sentence.tokens[k].lemma.lower() in cues("nouns", "departments")
    ]
    for k in bodies:
        ids = speakers.phrases.ids(phrase.number, k, owners=True)
        owners = phrase.sentence.kids(k, "nmod:poss")
        ids = ids or tuple(i for n in owners for i in speakers.phrases.ids(phrase.number, n))
        if len(ids) == 1:
            return phrase.held(ids[0])
    state = speakers.offices.state_at_hand(phrase.number) if bodies else None
    return phrase.held(state) if state else None


def where_they_are(phrase: HolderPhrase) -> Holder | None:
    """`At the European Union, officials said`: of the house they are in."""
    if phrase.token.lemma != "official" or not speaks(phrase.sentence, phrase.token.head):
        return None
    near = [k for k in phrase.sentence.kids(phrase.token.head, "obl") if k < phrase.s]
    inside = [k for k in near if preposition(phrase.sentence, k) in ("at", "in")]
    ids = {one for k in inside for one in phrase.speakers.phrases.ids(phrase.number, k)}
    return phrase.held(next(iter(ids))) if len(ids) == 1 else None


def seated_in(phrase: HolderPhrase) -> Holder | None:
    """`the chief of staff in Cairo`: an office of the state whose capital it sits in."""
    if phrase.token.lemma not in cues("nouns", "seated") | cues("nouns", "state_offices"):
        return None
    near = phrase.sentence.kids(phrase.s, "nmod")
    below = [*near, *(n for k in near for n in phrase.sentence.kids(k, "nmod"))]
    inside = [k for k in below if preposition(phrase.sentence, k) == "in"]
    ids = {one for k in inside for one in phrase.speakers.phrases.ids(phrase.number, k)}
    return phrase.held(next(iter(ids))) if len(ids) == 1 else None
