"""A learned second reader: it vetoes signs, fills what the rules left unread, and agrees or not.

The package `ramify-relations` says of two sides of a sentence what one does to the other. Which
sides, and who acts on whom, it is told from the parse. Without the package reading goes on
without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import Literal, Protocol

from ramify.reading.actors.acts import Act
from ramify.reading.actors.named import Side
from ramify.reading.events.event_date import Context
from ramify.reading.events.events import events_of
from ramify.reading.events.standing import standing_of
from ramify.reading.statements import Unused
from ramify.reading.syntax.clauses import Clause, clause, is_predicate, preposition
from ramify.reading.syntax.factuality import status
from ramify.reading.syntax.sentence import Sentence
from ramify.record.events import Event
from ramify.record.evidence import TextEvidence
from ramify.record.ontology import action

Span = tuple[int, int]
Item = tuple[str, Span, Span]
Sign = Literal["friendly", "hostile"]
Told = tuple[Act, Event]

RULES, NAME, BOTH = "rules", "second reader", "rules and second reader"
"""Who found an event, as its evidence has it; both where they agree on the class."""
VETO = 0.85
"""Least probability of the other sign at which an event is held back as unsure."""
FILL = 0.7
"""Least probability of a class at which it is told of a sentence that the rules left unread."""
NONE = "NONE"
ROOTS = {
    "AGREE": "03", "CONSULT": "04", "SUPPORT": "05", "CONCEDE": "08", "COOPERATE": "06",
    "AID": "07", "RETREAT": "08", "REQUEST": "02", "ACCUSE": "11", "REJECT": "12",
    "THREATEN": "13", "PROTEST": "14", "SANCTION": "16", "MOBILIZE": "15", "COERCE": "17",
    "ASSAULT": "19",
}  # fmt: skip
"""The CAMEO root that stands for a class; REQUEST has two, RETREAT none of its own."""
_VOWS = frozenset({"promise", "pledge", "vow", "swear", "warn", "guarantee"})
"""`promised that they would pay for it`: a threat in a word of friendship, left to the rules."""
_UNDONE = frozenset({"fail", "try", "want", "hope", "seek", "attempt", "consider", "struggle"})
"""What stands under these was not done."""
_WARNS = frozenset({"warn", "caution"})
"""The rules tell whom these threaten: what they leave unread is a warning of others."""
_ASIDE = ("advcl", "parataxis", "conj", "acl:relcl", "ccomp")
_WHERE = frozenset({"in", "at", "near", "outside", "off", "inside", "according to"})
_SIGNS: dict[Sign, tuple[str, ...]] = {
    "friendly": ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"),
    "hostile": (
        "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
    ),
}  # fmt: skip


class Scored(Protocol):
    """What a classifier says of one item."""

    @property
    def probabilities(self) -> Mapping[str, float]:
        """Of each PLOVER class and of `NONE`."""
        ...


class Classifier(Protocol):
    """Whatever says of two sides of a sentence what one does to the other."""

    def classify(self, items: Sequence[Item]) -> Sequence[Scored]:
        """One answer an item, in order."""
        ...


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the second reader makes of a sentence and two sides.

    >>> held = Opinion({"ACCUSE": 0.9, "SUPPORT": 0.06, "NONE": 0.04})
    >>> held.label, held.sign, held.contradicts("051"), held.agrees("112")
    ('ACCUSE', 'hostile', True, True)
    """

    probabilities: Mapping[str, float]

    @property
    def label(self) -> str:
        """The likeliest class, or `NONE`."""
        return max(self.probabilities, key=lambda name: self.probabilities[name])

    @property
    def probability(self) -> float:
        """The probability of the likeliest."""
        return self.probabilities[self.label]

    @property
    def sign(self) -> Sign | None:
        """The sign of the likeliest class; requests and `NONE` have none."""
        return sign_of(self.label)

    def of_sign(self, sign: Sign) -> float:
        """The probability of all classes of a sign together."""
        return sum(self.probabilities.get(name, 0.0) for name in _SIGNS[sign])

    def contradicts(self, code: str, least: float = VETO) -> bool:
        """Whether the other sign than the code's has at least this probability."""
        sign = sign_of(action(code).plover)
        other: dict[Sign, Sign] = {"friendly": "hostile", "hostile": "friendly"}
        return sign is not None and self.of_sign(other[sign]) >= least

    def agrees(self, code: str) -> bool:
        """Whether the likeliest class is the code's; the two of yielding count as one."""
        return _one_yield(self.label) == _one_yield(action(code).plover)


def sign_of(label: str | None) -> Sign | None:
    """Whether a PLOVER class is friendly or hostile; requests are neither.

    >>> sign_of("AID"), sign_of("ASSAULT"), sign_of("REQUEST")
    ('friendly', 'hostile', None)
    """
    return next((sign for sign, classes in _SIGNS.items() if label in classes), None)


def _one_yield(label: str | None) -> str | None:
    return "YIELD" if label in ("CONCEDE", "RETREAT") else label


@cache
def second_reader() -> Classifier | None:
    """The packaged classifier; None where it is not installed."""
    if second_missing():
        return None
    import ramify_relations  # type: ignore[import-not-found, unused-ignore]

    found: Classifier = ramify_relations.load()
    return found


def second_missing() -> str | None:
    """What a reader should be told where the second reader is absent; None where it is there."""
    if find_spec("ramify_relations") and find_spec("onnxruntime"):
        return None
    return (
        "no second reader: ramify-relations is not installed, so no sign is checked and what the "
        "rules leave unread stays so; pip install 'ramify[read]'"
    )


@dataclass(frozen=True, slots=True)
class Seconded:
    """The events of a document after the second reader, and what it held back."""

    events: tuple[Told, ...]
    unused: tuple[Unused, ...] = ()
    notes: tuple[str, ...] = ()


def seconded(
    told: Sequence[Told],
    unused: Sequence[Unused],
    context: Context,
    load: Callable[[], Classifier | None],
) -> Seconded:
    """What the rules told, checked and filled; all of it as it was without a second reader.

    The second reader is loaded only where there is something to ask it.
    """
    read = {e.evidence.start for e in unused} | {_start(act, context) for act, _ in told}
    unread = [s for s in _unread(context) if context.sentences[s.number].start not in read]
    items = [None if _vows(act, context) else _item(act, event, context) for act, event in told]
    asked = [(n, item) for n, item in enumerate(items) if item]
    reader = load() if asked or unread else None
    if reader is None:
        return Seconded(tuple(told))
    wanted = [item for _, item in asked] + [_marked(act, context) for act in unread]
    opinions = [Opinion(scores.probabilities) for scores in reader.classify(wanted)]
    checked = {n: opinion for (n, _), opinion in zip(asked, opinions[: len(asked)], strict=True)}
    held = {n for n, opinion in checked.items() if opinion.contradicts(told[n][1].action)}
    filled = list(_filled(zip(unread, opinions[len(asked) :], strict=True), context))
    kept = [_seen(one, checked.get(n)) for n, one in enumerate(told) if n not in held]
    alike = sum(o.agrees(told[n][1].action) for n, o in checked.items() if n not in held)
    return Seconded(
        tuple(sorted([*kept, *filled], key=lambda one: one[0].number)),
        tuple(_unsure(told[n], checked[n]) for n in sorted(held)),
        tuple(_notes(len(checked) - len(held), alike, len(held), len(filled))),
    )


def _seen(told: Told, opinion: Opinion | None) -> Told:
    """An event with both readers named where they agree, the rules alone where they do not."""
    act, event = told
    if opinion is None:
        return told
    return act, _found_by(event, BOTH if opinion.agrees(event.action) else RULES)


def _start(act: Act, context: Context) -> int:
    return context.sentences[act.number].start


def _item(act: Act, event: Event, context: Context) -> Item | None:
    """The sentence of an event with both sides marked, if both stand in it apart."""
    one = next((s for s in act.actors if s.id == event.actor), None)
    two = next((s for s in act.targets if s.id == event.target), None)
    return _between(one, two, context.sentences[act.number]) if one and two else None


def _vows(act: Act, context: Context) -> bool:
    verb = context.sentences[act.number].tokens[act.i].lemma
    return act.code.startswith("13") and verb in _VOWS


def _between(one: Side, two: Side, sentence: Sentence) -> Item | None:
    spans = [(s.start - sentence.start, s.end - sentence.start) for s in (one, two)]
    inside = all(0 <= start < end <= len(sentence.text) for start, end in spans)
    apart = spans[0][1] <= spans[1][0] or spans[1][1] <= spans[0][0]
    return (sentence.text, spans[0], spans[1]) if inside and apart else None


def _unread(context: Context) -> Iterator[Act]:
    """Acts without a code: main clauses whose subject and object or oblique name two sides."""
    for number, sentence in enumerate(context.sentences):
        i = sentence.root
        if not sentence.tokens or not is_predicate(sentence, i) or _asks(sentence):
            continue
        if sentence.tokens[i].lemma in _UNDONE | _WARNS:
            continue
        parts = clause(sentence, i)
        actors = _sides(context, number, parts.subjects)
        below = _below(sentence, i, parts)
        targets = [s for s in _sides(context, number, below) if s.id not in {a.id for a in actors}]
        if actors and targets and _between(actors[0], targets[0], sentence):
            now = status(sentence, i)
            yield Act(number, i, "01", actors[:1], (targets[0],), parts.objects, (i,), now)


def _below(sentence: Sentence, i: int, parts: Clause) -> list[int]:
    """Words of a clause outside its subject, its side clauses and its phrases of place."""
    inside = sentence.subtree(i, without=_ASIDE)
    doing = {w for k in parts.subjects for w in sentence.subtree(k)}
    return [k for k in inside if k not in doing and preposition(sentence, k) not in _WHERE]


def _asks(sentence: Sentence) -> bool:
    return sentence.text.rstrip('"”’) ').endswith("?")


def _sides(context: Context, number: int, words: Sequence[int]) -> tuple[Side, ...]:
    return tuple(s for k in words for s in context.cast.sides(number, k) if not s.place)


def _marked(act: Act, context: Context) -> Item:
    item = _between(act.actors[0], act.targets[0], context.sentences[act.number])
    assert item is not None
    return item


def _filled(read: Iterator[tuple[Act, Opinion]], context: Context) -> Iterator[Told]:
    """Events of the second reader, with the status that grammar gives them."""
    for act, opinion in read:
        if opinion.label == NONE or opinion.probability < FILL:
            continue
        coded = Act(
            act.number, act.i, ROOTS[opinion.label], act.actors, act.targets, act.objects,
            act.words, act.status,
        )  # fmt: skip
        for event in events_of(coded, context, standing_of(coded, context)):
            yield coded, _found_by(event, NAME)


def _found_by(event: Event, who: str) -> Event:
    """The same event with its reader named in its evidence."""
    named = tuple(
        e.model_copy(update={"by": who}) if isinstance(e, TextEvidence) else e
        for e in event.evidence
    )
    return event.model_copy(update={"evidence": named})


def _unsure(told: Told, opinion: Opinion) -> Unused:
    _, event = told
    quoted = next(e for e in event.evidence if isinstance(e, TextEvidence))
    likely = f"{opinion.label} ({opinion.probability:.2f})"
    return Unused(
        action=event.action,
        reason=f"unsure: the second reader takes it for the opposite, {likely}",
        evidence=quoted,
    )


def _notes(seen: int, alike: int, held: int, filled: int) -> Iterator[str]:
    if seen:
        yield f"the second reader agrees with {alike} of {seen} events between two named sides"
    if held:
        yield f"{held} held back as unsure: the second reader sees the opposite sign"
    if filled:
        yield f"{filled} read by the second reader alone"
