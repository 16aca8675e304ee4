"""Words that make their clause a claim: of what kind, and how firm. Ordered tables of rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ramify.reading.actors.acts import Act
from ramify.reading.claims import (
    causes,
    charges,
    likened,
    modals,
    names,
    pledges,
    spoken,
    stances,
)
from ramify.reading.claims.cue import At, Cue, CueRule, nothing, of, weighed
from ramify.reading.claims.extent import is_statement
from ramify.reading.events.event_date import Context

PREDICATES: tuple[CueRule, ...] = (
    CueRule(
        "what a wish is",
        stances.what_a_wish_is,
        of("intention", "wants", word=False),
        "Its goal is peace with Chad.",
    ),
    CueRule(
        "no claim of its own", modals.is_unclaimed, nothing, "Nobody knows how the war will end."
    ),
    CueRule("modal", modals.is_helped, modals.with_modal, "Russia may attack Estonia."),
    CueRule(
        "going to",
        modals.is_going_to,
        weighed("forecast", "unstated"),
        "The war is going to last.",
    ),
    CueRule(
        "likelihood",
        modals.is_likely,
        weighed("forecast", "possible"),
        "Iran is likely to resume enrichment.",
    ),
    CueRule("must", modals.is_obliged, of("recommendation", "should"), "France needs to act."),
    CueRule("let", modals.is_let, of("recommendation", "should"), "Let Chad open its archives."),
    CueRule(
        "needed",
        modals.is_needed,
        of("recommendation", "should"),
        "There is a need for restraint.",
    ),
    CueRule(
        "feared that",
        stances.fears_that,
        stances.feared,
        "Officials warned that talks had failed.",
    ),
    CueRule(
        "warned of",
        stances.warns_of,
        of("warning", "unstated", own=True),
        "Iran warned of retaliation.",
    ),
    CueRule(
        "has the potential of",
        stances.has_potential,
        weighed("forecast", "possible"),
        "The accident has the potential of harming our trade with China.",
    ),
    CueRule(
        "has in mind",
        stances.is_considering,
        of("intention", "possible", own=True),
        "Turkey is considering closing the straits.",
    ),
    CueRule(
        "allegedly",
        charges.is_alleged,
        charges.alleged,
        "Malawi protested over a patrol in which its fishermen were allegedly beaten.",
    ),
    CueRule(
        "held responsible",
        stances.is_held_responsible,
        of("characterisation", "unstated", own=True),
        "Kabul holds Pakistan responsible for the raid.",
    ),
    CueRule("risks", stances.risks, of("warning", "possible"), "Germany risks losing its lead."),
    CueRule(
        "fears something",
        stances.fears_something,
        of("warning", "unstated", own=True),
        "Poland fears an attack.",
    ),
    CueRule("foreseen", stances.is_foreseen, stances.foreseen, "Exporters expect the ban to go."),
    CueRule(
        "pledges to",
        pledges.pledges,
        pledges.pledged,
        "Germany pledged a memorial to the dead of Chad.",
    ),
    CueRule(
        "rules out",
        pledges.rules_out,
        pledges.ruled_out,
        "Ethiopia has ruled out selling the airline.",
    ),
    CueRule(
        "is contemplated",
        pledges.is_contemplated,
        of("intention", "unstated"),
        "No such measure against Chad is contemplated.",
    ),
    CueRule("means to", stances.means_to, of("intention", "wants"), "China aims to join the pact."),
    CueRule(
        "purpose of a thing",
        stances.is_meant_for,
        of("intention", "unstated"),
        "The truce was designed to be permanent.",
    ),
    CueRule(
        "viewed as",
        names.is_viewed_as,
        of("characterisation", "unstated", own=True),
        "India views the base as a threat.",
    ),
    CueRule(
        "called names",
        names.is_called_names,
        of("characterisation", "unstated", own=True),
        "Chile called the raid on its port, which was shut, a “crime of war”.",
    ),
    CueRule(
        "seems",
        stances.seems,
        of("characterisation", "unstated"),
        "The talks with Iran seem to have failed.",
    ),
    CueRule("is a wish", stances.is_wish, of("intention", "wants"), "Peace is their ambition."),
    CueRule(
        "willing",
        stances.is_willing,
        of("intention", "wants"),
        "Kenya is ready to talk.",
    ),
    CueRule(
        "stays willing",
        stances.stays_willing,
        of("intention", "unstated"),
        "We remain committed to a peace with Chad.",
    ),
    CueRule(
        "of a mind",
        stances.is_minded,
        of("characterisation", "unstated", own=True),
        "Experts are skeptical of the truce.",
    ),
    CueRule(
        "is time to",
        stances.is_time_to,
        of("recommendation", "should", word=False),
        "It is time for Russia to leave.",
    ),
    CueRule(
        "no choice",
        stances.has_no_choice,
        of("characterisation", "unstated", word=False),
        "Finland had no choice but to sign.",
    ),
    CueRule(
        "nothing but",
        stances.has_only,
        of("characterisation", "unstated", word=False),
        "The talks between Chad and Libya have produced nothing but smiles.",
    ),
    CueRule(
        "made it so",
        causes.made_it_so,
        of("cause", "unstated", word=False),
        "What made the raid on Chad possible was the fog.",
    ),
    CueRule(
        "the point",
        spoken.points_out,
        of("characterisation", "unstated", word=False),
        "What is new is the willingness to send boats.",
    ),
    CueRule(
        "believed to",
        stances.is_believed_to,
        stances.believed,
        "Iran is believed to have a bomb.",
    ),
    CueRule(
        "all options open",
        stances.keeps_options,
        of("warning", "unstated"),
        "Cairo said that all options were on the table.",
    ),
    CueRule(
        "amounts to",
        stances.amounts_to,
        of("characterisation", "unstated"),
        "The raid constitutes a breach of international law.",
    ),
    CueRule(
        "verdict",
        stances.is_verdict,
        of("characterisation", "unstated", word=False),
        "The visit was a huge win for Kim.",
    ),
    CueRule(
        "likened to",
        likened.is_likened,
        of("characterisation", "unstated"),
        "The note from Ankara reads like an ultimatum.",
    ),
    CueRule(
        "ranked",
        likened.is_ranked,
        of("characterisation", "unstated"),
        "The retreat from Mali was the quickest of all.",
    ),
    CueRule(
        "is none",
        likened.is_none,
        of("characterisation", "unstated", word=False),
        "The timing of the visit to Chad is no accident.",
    ),
    CueRule(
        "nobody does",
        likened.is_of_nobody,
        of("characterisation", "unstated", word=False),
        "No court has jurisdiction over the islands of Chad.",
    ),
    CueRule(
        "we hold",
        likened.is_of_ours,
        of("characterisation", "unstated"),
        "We object to being lied to by Chad.",
    ),
    CueRule(
        "has an effect",
        causes.has_effect,
        weighed("cause", "unstated", bare=True),
        "The ban had no impact on China.",
    ),
    CueRule(
        "brings about",
        causes.brings_about,
        weighed("cause", "unstated", word=True),
        "The war has weakened the alliance.",
    ),
    CueRule(
        "adds to",
        causes.adds_to,
        of("cause", "unstated"),
        "The dispute adds to tensions between Chad and Sudan.",
    ),
    CueRule(
        "brought about",
        causes.is_brought_about,
        of("cause", "unstated"),
        "Juncker said that the union was hurt by low prices.",
    ),
    CueRule(
        "urged by those who are no actor, or proposed",
        spoken.is_urged,
        of("recommendation", "should", own=True),
        "Critics call for talks with Iran.",
    ),
    CueRule(
        "linked by somebody",
        spoken.is_linked,
        of("cause", "unstated", own=True),
        "Some analysts have linked the clash to the new road.",
    ),
    CueRule(
        "follows if",
        modals.follows_if,
        weighed("forecast", "unstated", bare=True),
        "If Kyiv falls, the balance of power in Europe collapses.",
    ),
    CueRule(
        "accused of",
        charges.is_accused,
        of("characterisation", "unstated", own=True),
        "Baku accused Armenia of shelling its villages.",
    ),
    CueRule(
        "complained of",
        charges.is_complaining,
        of("characterisation", "unstated", own=True),
        "Ecuador complains of interference in its courts.",
    ),
    CueRule(
        "charged",
        charges.is_charged,
        charges.alleged,
        "Two officers are accused of selling arms to Chad.",
    ),
    CueRule("denied", spoken.is_denied, spoken.denied, "Cambodia denies having laid any."),
    CueRule(
        "is doing so",
        pledges.is_doing_so,
        of("intention", "unstated", word=False),
        "Mali has said it is leaving the bloc.",
    ),
    CueRule(
        "said to be",
        spoken.is_said_to_be,
        of("characterisation", "unstated", word=False),
        "The French minister said the drill was annual.",
    ),
    CueRule(
        "because",
        causes.is_because,
        of("cause", "unstated", word=False),
        "Kenya closed the crossing because lorries had brought in sugar.",
    ),
)
"""What a verb, or what is said of a subject, claims; the first that fits decides."""

NOUNS: tuple[CueRule, ...] = (
    CueRule(
        "a chance that",
        stances.noun_of("chance"),
        of("forecast", "possible"),
        "NATO has an opportunity to act.",
    ),
    CueRule(
        "a fear that",
        stances.noun_of("fear"),
        of("warning", "unstated"),
        "Seoul voiced its fear that talks had failed.",
    ),
    CueRule(
        "fears that are raised",
        stances.raises_fears,
        of("warning", "possible"),
        "The army left the talks, raising fears of a new war.",
    ),
    CueRule(
        "a will that is stated",
        stances.is_emphasised,
        of("intention", "wants"),
        "The statement emphasized a determination to keep all options open.",
    ),
    CueRule(
        "somebody's wish to",
        stances.noun_of("wish", owned=True),
        of("intention", "wants"),
        "Japan's desire to join is known.",
    ),
)
"""What a noun with a clause behind it claims."""


def cue_of(at: At) -> Cue | None:
    """The claim that a word makes, by the first rule that fits; None if that says none."""
    return next((rule.then(at) for rule in rules_for(at) if rule.when(at)), None)


def rules_for(at: At) -> tuple[CueRule, ...]:
    """The table that a word is looked up in."""
    return PREDICATES if is_statement(at.sentence, at.i) else NOUNS


def decided_by(at: At) -> str | None:
    """The name of the rule that decides about a word."""
    return next((rule.name for rule in rules_for(at) if rule.when(at)), None)


def cues_in(context: Context, number: int, acts: Sequence[Act]) -> Iterator[Cue]:
    """Words of a sentence that claim something, those nearest the root first."""
    sentence = context.sentences[number]
    heads = (t.i for t in sentence.tokens if t.pos == "NOUN" or is_statement(sentence, t.i))
    depth = {i: sum(1 for _ in sentence.above(i)) for i in heads}
    for i in sorted(depth, key=lambda k: (depth[k], k)):
        if cue := cue_of(At(context, number, i, acts)):
            yield cue
