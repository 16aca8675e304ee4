"""A learned second reader: it corrects classes, vetoes signs, fills what is unread, or agrees.

The package `ramify-relations` says of two sides of a sentence what one does to the other. Which
sides, and who acts on whom, it is told from the parse. Without the package reading goes on
without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from typing import Literal, Protocol

from ramify.reading.actions.speech_acts import Stating
from ramify.reading.actors.acts import Act
from ramify.reading.actors.semantic_roles import Roles
from ramify.reading.events.event_date import Context
from ramify.reading.events.pairs import (
    BY_WORD,
    OPENING,
    Item,
    Pair,
    has_means,
    marked,
    pairs,
    standing_as,
)
from ramify.reading.statements import Unused
from ramify.reading.syntax.word_lists import wordlist
from ramify.record.events import Event
from ramify.record.evidence import TextEvidence
from ramify.record.ontology import action

Sign = Literal["friendly", "hostile"]
Told = tuple[Act, Event]

RULES, NAME, BOTH = "rules", "second reader", "rules and second reader"
"""Who found an event, as its evidence has it; both where they agree on the class."""
VETO = 0.97
"""Least probability of friendly deeds and words at which a hostile event is held back as unsure.

Promises do not count: `will impose tariffs` is easily taken for one.
"""
VETO_ANSWER = 0.85
"""The same of a language model's answer, which no rule stands behind."""
VETO_FRIENDLY = 0.6
"""Least probability of hostile ones at which a friendly event is held back."""
CORRECT = 0.6
"""Least probability of a class at which it stands in the place of the rules' class."""
CORRECT_DEED = 0.85
"""The same of a deed, for words, and of a censure, for force."""
FILL = 0.5
"""Least probability of a class at which it is told of a clause that the rules left unread."""
LEAST = 0.35
"""The same of the likeliest class where all classes of its sign together have `ONE_SIGN`."""
ONE_SIGN = 0.7
"""Least probability of a sign at which the likeliest class of it is told."""
FILL_UNKNOWN = 0.7
"""The same where one of the two is nobody that ramify knows."""
FILL_THING = 0.85
"""The same where it is done to a thing, or to somebody of neither a state nor an office."""
NONE = "NONE"
_NOT_FACT = "not told as fact"
"""Why the rules leave an act out that grammar, and nothing about its kind, speaks against."""
ROOTS = {
    "AGREE": "03", "CONSULT": "04", "SUPPORT": "05", "CONCEDE": "08", "COOPERATE": "06",
    "AID": "07", "RETREAT": "08", "REQUEST": "02", "ACCUSE": "11", "REJECT": "12",
    "THREATEN": "13", "PROTEST": "14", "SANCTION": "16", "MOBILIZE": "15", "COERCE": "17",
    "ASSAULT": "19",
}  # fmt: skip
"""The CAMEO root that stands for a class; REQUEST has two, RETREAT none of its own."""
_VOWS = frozenset({"promise", "pledge", "vow", "swear", "warn", "guarantee"})
"""`promised that they would pay for it`: a threat in a word of friendship, left to the rules."""
_FORCE = ("18", "19", "20")
_IN_WORDS = ("01", "02", "03", "041", "05", "10", "11", "12", "13")
_OF_DEEDS = ("02", "03", "10", "13")
_WORDS = frozenset({"AGREE", "CONSULT", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
"""What is said, as CAMEO codes, those of them that ask for or announce a deed, and as classes."""
_MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE", "REJECT"})
"""What two subjects of one verb do to each other; what else they do, they do to a third."""
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

    def contradicts(self, code: str, hostile: float = VETO) -> bool:
        """Whether the other sign than the code's is probable enough to hold its event back.

        `hostile` is what it takes against a hostile code.
        """
        sign = sign_of(action(code).plover)
        if sign == "friendly":
            return self.of_sign("hostile") >= VETO_FRIENDLY
        kind = self.of_sign("friendly") - self.probabilities.get("AGREE", 0.0)
        return sign is not None and kind >= hostile

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
    """The events of a document after the second reader, and what it held back or put right."""

    events: tuple[Told, ...]
    unused: tuple[Unused, ...] = ()
    notes: tuple[str, ...] = ()


def seconded(
    told: Sequence[Told],
    unused: Sequence[Unused],
    context: Context,
    load: Callable[[], Classifier | None],
    tell: Callable[[Act], Iterable[Event]],
) -> Seconded:
    """What the rules told, checked, put right and filled; all as it was without a second reader.

    `tell` makes events of an act. The second reader is loaded only where there is something to
    ask it.
    """
    checks = [None if _vows(act, context) else _item(act, event, context) for act, event in told]
    open_pairs = list(_unread(told, unused, context))
    items = [*filter(None, checks), *(pair.item for pair in open_pairs)]
    reader = load() if items else None
    if reader is None:
        return Seconded(tuple(told))
    once = list(dict.fromkeys(items))
    scores = dict(zip(once, reader.classify(once), strict=True))
    given = iter([Opinion(scores[item].probabilities) for item in items])
    checked = [
        _looked_at(one, next(given), context) if item else SecondLook(one)
        for one, item in zip(told, checks, strict=True)
    ]
    kept = [v.told for v in checked if v.told]
    filled = list(_filled(open_pairs, given, kept, context, tell))
    return Seconded(
        tuple(sorted([*kept, *filled], key=lambda one: one[0].number)),
        tuple(v.unused for v in checked if v.unused),
        tuple(_notes(checked, len(filled))),
    )


@dataclass(frozen=True, slots=True)
class SecondLook:
    """What becomes of an event that the rules told."""

    told: Told | None
    """None where it is held back."""
    unused: Unused | None = None
    """What of the rules' reading does not stand, and why."""
    agrees: bool | None = None
    """None where the second reader was not asked."""


def _looked_at(told: Told, opinion: Opinion, context: Context) -> SecondLook:
    _, event = told
    agrees = opinion.agrees(event.action)
    likely = f"{opinion.label} ({opinion.probability:.2f})"
    if opinion.contradicts(event.action):
        because = f"unsure: the second reader takes it for the opposite, {likely}"
        return SecondLook(None, _not_used(event, because), False)
    if not agrees and _may_correct(told, opinion, context):
        put_right = event.model_copy(update={"action": ROOTS[opinion.label]})
        because = f"the second reader takes it for {likely}, which is told in its place"
        return SecondLook((told[0], _found_by(put_right, NAME)), _not_used(event, because), False)
    return SecondLook((told[0], _found_by(event, BOTH if agrees else RULES)), None, agrees)


def _may_correct(told: Told, opinion: Opinion, context: Context) -> bool:
    """Whether another class may stand for what the whole sentence tells.

    Words may be other words of the same sign. What is asked, meant or threatened may be done in
    asking it (`ordered the release`). Deeds stay as the rules read them; only force may turn out to
    be a censure. Plans stay too: of a meeting to come the second reader says that it is agreed.
    """
    act, event = told
    sentence = context.sentences[act.number]
    main = act.i == sentence.root and event.status != "planned"
    if not main or opinion.label == NONE or standing_as(sentence, act.i, opinion.label) is None:
        return False
    if act.code.startswith(_FORCE):
        return opinion.label == "ACCUSE" and opinion.probability >= CORRECT_DEED
    signs = {sign_of(action(act.code).plover), sign_of(opinion.label)}
    if len(signs) > 1 and None not in signs:
        return False
    if act.code.startswith(_IN_WORDS) and opinion.label in _WORDS:
        return opinion.probability >= CORRECT
    done = act.code.startswith(_OF_DEEDS) and has_means(act, opinion.label, context)
    return done and opinion.probability >= CORRECT_DEED


def _is_sure(opinion: Opinion, pair: Pair) -> bool:
    """Whether a class is told: by its own probability, or between known sides by its sign's."""
    if opinion.label == NONE or (pair.together and opinion.label not in _MUTUAL):
        return False
    known = bool(pair.act.actors), bool(pair.act.targets)
    if pair.thing or not (known[1] or pair.bodies):
        return opinion.probability >= FILL_THING
    if not all(known):
        return opinion.probability >= FILL_UNKNOWN
    sign = None if pair.said_of else opinion.sign
    of_one = sign is not None and opinion.of_sign(sign) >= ONE_SIGN
    return opinion.probability >= (LEAST if of_one else FILL)


def _item(act: Act, event: Event, context: Context) -> Item | None:
    """The sentence of an event with both sides marked, if both stand in it apart.

    Where a side has no id, the sides of the clause as grammar gives them.
    """
    one = next((s for s in act.actors if s.id == event.actor), None)
    two = next((s for s in (*act.targets, *act.actors) if s.id == event.target), None)
    if one and two:
        return marked(one, two, context.sentences[act.number])
    asked = pairs(context, act.number)
    return next((p.item for p in asked if p.act.i == act.i and not p.said_of), None)


def _vows(act: Act, context: Context) -> bool:
    """Threats in words of friendship, and measures agreed on: left to the rules."""
    verb = context.sentences[act.number].tokens[act.i].lemma
    decided = act.code.startswith("16") and verb in wordlist("deciding")
    return decided or (act.code.startswith("13") and verb in _VOWS)


def _unread(told: Sequence[Told], unused: Sequence[Unused], context: Context) -> Iterator[Pair]:
    """Clauses that the rules made nothing of, in sentences that no frame keeps from being acts."""
    framed = {e.evidence.start for e in unused if e.reason != _NOT_FACT}
    used = {(act.number, k) for act, _ in told for k in (act.i, *act.words)}
    for number, sentence in enumerate(context.sentences):
        if sentence.start not in framed:
            for pair in pairs(context, number):
                told_of = pair.act.status in ("fact", "negated", *OPENING)
                if told_of and (number, pair.act.i) not in used:
                    yield pair


def _filled(
    asked: Sequence[Pair],
    opinions: Iterator[Opinion],
    kept: Sequence[Told],
    context: Context,
    tell: Callable[[Act], Iterable[Event]],
) -> Iterator[Told]:
    """Events of the second reader, with the status that grammar gives them; one class once."""
    classes = {(act.number, _one_yield(action(event.action).plover)) for act, event in kept}
    for pair, opinion in zip(asked, opinions, strict=True):
        label, number = opinion.label, pair.act.number
        new = (number, _one_yield(label)) not in classes
        act = _coded(pair, label, context) if new and _is_sure(opinion, pair) else None
        if act is None:
            continue
        for event in tell(act):
            classes.add((number, _one_yield(label)))
            yield act, _found_by(event, NAME)


def _coded(pair: Pair, label: str, context: Context) -> Act | None:
    """The clause as an act of a class, if grammar lets it be one."""
    act, sentence = pair.act, context.sentences[pair.act.number]
    now = standing_as(sentence, act.i, label)
    telling = (act.i, *sentence.kids(act.i, "ccomp", "parataxis"))
    admitted = any(sentence.tokens[k].lemma in wordlist("factive") for k in telling)
    by_word = not pair.said_of or (label in BY_WORD and not admitted)
    if now is None or not by_word or not has_means(act, label, context):
        return None
    coded = replace(act, code=ROOTS[label], status=now)
    if coded.actors:
        return coded
    named = Stating(Roles(context.cast, sentence, act.number)).with_unnamed(coded)
    words = named.unnamed or context.cast.words(act.number, pair.doer)
    named = replace(named, unnamed=words, named=named.named or pair.bodies)
    return named if named.status == now else None


def _found_by(event: Event, who: str) -> Event:
    """The same event with its reader named in its evidence."""
    named = tuple(
        e.model_copy(update={"by": who}) if isinstance(e, TextEvidence) else e
        for e in event.evidence
    )
    return event.model_copy(update={"evidence": named})


def _not_used(event: Event, reason: str) -> Unused:
    quoted = next(e for e in event.evidence if isinstance(e, TextEvidence))
    return Unused(action=event.action, reason=reason, evidence=quoted)


def _notes(checked: Sequence[SecondLook], filled: int) -> Iterator[str]:
    asked = [v for v in checked if v.agrees is not None]
    held = sum(v.told is None for v in asked)
    put_right = sum(v.told is not None and v.unused is not None for v in asked)
    if seen := len(asked) - held:
        alike = sum(bool(v.agrees) for v in asked)
        yield f"the second reader agrees with {alike} of {seen} events between two named sides"
    if put_right:
        yield f"{put_right} put right by the second reader: it is surer of another class"
    if held:
        yield f"{held} held back as unsure: the second reader sees the opposite sign"
    if filled:
        yield f"{filled} read by the second reader alone"
