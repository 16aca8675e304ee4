"""Claims: who holds that what will, may or should follow, how firmly, and because of what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ramify.reading.coding import Act
from ramify.reading.events import Context, evidence
from ramify.reading.grammar import is_predicate, modal, negated, reported_by
from ramify.reading.statements import Claim, ClaimKind, Holder, Modality, Pattern


def claims_of(number: int, acts: Sequence[Act], context: Context) -> Iterator[Claim]:
    """The claims of one sentence."""
    sentence = context.sentences[number]
    for token in sentence.tokens:
        if not is_predicate(sentence, token.i):
            continue
        status, word = modal(sentence, token.i)
        if status is None or (reported_by(sentence, token.i) and False):
            continue
        kind: ClaimKind = "recommendation" if status == "should" else "forecast"
        modality: Modality = {"future": "unstated", "may": "possible", "should": "should"}.get(status, "unstated")  # type: ignore[assignment]
        inside = sentence.subtree(token.i)
        start, end = sentence.span(inside)
        act = next((a for a in acts if token.i in a.words), None)
        about = Pattern(
            actor=act.actors[0].id if act and act.actors else None,
            action=act.code if act else None,
            target=act.targets[0].id if act and act.targets else None,
            words=context.document.text[start:end],
        )
        yield Claim(
            holder=Holder(name="the author"),
            kind=kind,
            modality=modality,
            cue=word,
            affirmed=not negated(sentence, token.i),
            content=context.document.text[start:end],
            about=about,
            actors=tuple(
                dict.fromkeys(s.id for k in inside for s in context.cast.sides(number, k))
            ),
            evidence=(evidence(sentence.start, sentence.end, context.document),),
        )
