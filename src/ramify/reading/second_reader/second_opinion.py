"""A learned second reader: it corrects classes, vetoes signs, fills what is unread, or agrees.

The package `ramify-relations` says of every word of a passage what it tells, who acts and on whom;
it is told how the parse and the rules have it. Without the package reading goes on without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

from ramify.reading.actors.acts import Act
from ramify.reading.events.event_date import Context
from ramify.reading.events.events import UNSPECIFIED
from ramify.reading.second_reader.filling import NAME, Told, class_of, filled, found_by, unread
from ramify.reading.second_reader.guards import FORCE, is_said
from ramify.reading.second_reader.opinion import NONE, ROOTS, Opinion, sign_of
from ramify.reading.second_reader.pairs import has_means, standing_as
from ramify.reading.second_reader.passages import Finder, Passages, WordFound
from ramify.reading.second_reader.sides import unread_words, with_surer_sides
from ramify.reading.statements import Unused
from ramify.reading.syntax.clauses import clause
from ramify.reading.syntax.word_lists import modes, wordlist
from ramify.record.events import Event
from ramify.record.evidence import TextEvidence
from ramify.record.ontology import action

RULES, BOTH = "rules", "rules and second reader"
"""Who found an event, as its evidence has it; both where they agree on the class."""
CORRECT = 0.6
"""Least probability of a class at which it stands in the place of the rules' class."""
CORRECT_DEED = 0.85
"""The same of a deed, for words, and of a censure, for force."""
HELD = 0.005
"""Probability below which an event of the rules is held back as unsure: of its class, where another
sign or none is likelier, and of class and both sides together."""
FILLED = 0.2
"""Least probability of class and sides together at which what is filled is told, the sides being
those of grammar, and nobody where it has none."""
_VOWS = frozenset({"promise", "pledge", "vow", "swear", "warn", "guarantee"})
"""`promised that they would pay for it`: a threat in a word of friendship, left to the rules."""
_SIGNED, _JOINED = "057", ("050", "join")
"""Whoever signs or joins, as the rules read it, does not only promise to."""
_YIELDING = ("035", "08")
_ENDING = "087"
"""`declared their war over`: what the words have of a war is what ends."""
_IN_WORDS = ("01", "02", "03", "041", "05", "10", "11", "12", "13")
_OF_DEEDS = ("02", "03", "10", "13")
_WORDS = frozenset({"AGREE", "CONSULT", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
"""What is said, as CAMEO codes, those of them that ask for or announce a deed, and as classes."""


@cache
def second_reader() -> Finder | None:
    """The packaged network; None where it is not installed."""
    if second_missing():
        return None
    import ramify_relations  # type: ignore[import-not-found, unused-ignore]

    found: Finder = ramify_relations.load()
    return found


def second_missing() -> str | None:
    """What a reader should be told where the second reader is absent; None where it is there."""
    there = bool(find_spec("ramify_relations") and find_spec("onnxruntime"))
    if there and not _is_old():
        return None
    what = "is of an earlier version" if there else "is not installed"
    return (
        f"no second reader: ramify-relations {what}, so no sign is checked and what the rules "
        "leave unread or open stays so; pip install --upgrade 'ramify[read]'"
    )


def _is_old() -> bool:
    """Whether the package is one that does not read passages."""
    try:
        return version("ramify-relations").startswith(("0.1.", "0.2."))
    except PackageNotFoundError:
        return False


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
    passages: Passages | None,
    tell: Callable[[Act], Iterable[Event]],
) -> Seconded:
    """What the rules told, checked, put right and filled; all as it was without a second reader.

    `tell` makes events of an act. The second reader is loaded only where there is something to
    ask it.
    """
    if passages is None:
        return Seconded(tuple(told))
    looks = (_looked_at(one, _opinion(one, passages), context) for one in told)
    checked = [_supported(look, passages, context) for look in looks]
    kept = [one for v in checked for one in _between(v, tell)]
    asked = [
        (p, o)
        for p in unread(told, unused, context)
        if (o := _of_word(p.act, passages)) and o.label != NONE
    ]
    told_alone = [one for one in filled(asked, kept, context, tell) if _is_borne_out(one, passages)]
    told_alone += _words(passages, [*kept, *told_alone], _signs(checked, told), unused, tell)
    return Seconded(
        tuple(sorted([*kept, *told_alone], key=lambda one: one[0].number)),
        tuple(v.unused for v in checked if v.unused),
        tuple(_notes(checked, len(told_alone))),
    )


def _opinion(told: Told, passages: Passages) -> Opinion | None:
    """What the second reader makes of the words of an act, of that which most surely tells."""
    act, _ = told
    if _vows(act, passages.context):
        return None
    words = dict.fromkeys((act.i, *act.words))
    found = [one for w in words if (one := passages.tells(act.number, w, act))]
    return Opinion(min(found, key=lambda classes: classes[NONE])) if found else None


def _of_word(act: Act, passages: Passages) -> Opinion | None:
    """What it makes of the word alone, of which the rules made nothing."""
    classes = passages.tells(act.number, act.i)
    return Opinion(classes) if classes else None


def _signs(checked: Sequence[SecondLook], told: Sequence[Told]) -> dict[tuple[int, int], str]:
    """The sign that the rules gave the words of what is held back: they tell nothing of the other.

    `announced the end of sanctions` is no sanction, whoever is surer.
    """
    held = (one for look, one in zip(checked, told, strict=True) if look.told is None)
    signs = ((act, sign_of(action(act.code).plover)) for act, _ in held)
    return {(act.number, w): sign for act, sign in signs if sign for w in (act.i, *act.words)}


def _words(
    passages: Passages,
    told: Sequence[Told],
    signs: Mapping[tuple[int, int], str],
    unused: Sequence[Unused],
    tell: Callable[[Act], Iterable[Event]],
) -> Iterator[Told]:
    """Events of words that neither rules nor grammar lead to; none told twice."""
    known = {(act.number, class_of(event), event.actor, event.target) for act, event in told}
    for act in unread_words(passages, (act for act, _ in told), unused):
        sign = sign_of(action(act.code).plover)
        if signs.get((act.number, act.i), sign) != sign:
            continue
        for event in tell(act):
            one = (act.number, class_of(event), event.actor, event.target)
            if one not in known:
                known.add(one)
                yield act, found_by(event, NAME)


@dataclass(frozen=True, slots=True)
class SecondLook:
    """What becomes of an event that the rules told."""

    told: Told | None
    """None where it is held back."""
    unused: Unused | None = None
    """What of the rules' reading does not stand, and why."""
    agrees: bool | None = None
    """None where the second reader was not asked."""
    act: Act | None = None
    """The act between other sides, where it is told so."""


def _between(look: SecondLook, tell: Callable[[Act], Iterable[Event]]) -> Iterator[Told]:
    """What is told after a second look: the event, or those of its act between other sides."""
    if look.told and look.act:
        yield from ((look.act, found_by(event, NAME)) for event in tell(look.act))
    elif look.told:
        yield look.told


def _looked_at(told: Told, opinion: Opinion | None, context: Context) -> SecondLook:
    if opinion is None:
        return SecondLook(told)
    act, event = told
    agrees = opinion.agrees(event.action)
    likely = f"{opinion.label} ({opinion.probability:.2f})"
    known = _gives_up(act, context) or _sends_helpers(act, opinion, context)
    if opinion.contradicts(event.action) and not known:
        return _held_back(event, f"the opposite, {likely}")
    if not agrees and _may_correct(told, opinion, context):
        put_right = event.model_copy(update={"action": ROOTS[opinion.label]})
        because = f"the second reader takes it for {likely}, which is told in its place"
        return SecondLook((act, found_by(put_right, NAME)), _not_used(event, because), False)
    return SecondLook((act, found_by(event, BOTH if agrees else RULES)), None, agrees)


def _supported(look: SecondLook, passages: Passages, context: Context) -> SecondLook:
    """Held back where the second reader all but surely sees no act, another class or other sides.

    It is told what the rules read, and has learned how far to trust them. Plans, what somebody
    alleges, what two do together and what is given up are left to the rules; where these know of
    nobody on whom it is done, only the class counts.
    """
    if look.told is None or look.agrees is None or look.told[1].status != "happened":
        return look
    act, event = look.told
    if act.symmetric or _gives_up(act, context):
        return look
    seen, label = passages.of_act(act), action(event.action).plover
    if seen is None or label is None:
        return look
    classed = seen.classes[label]
    likeliest = max(seen.classes, key=lambda name: seen.classes[name])
    otherwise = sign_of(likeliest) != sign_of(label)
    if otherwise and classed < HELD:
        sees = "no act" if likeliest == NONE else f"another class, {likeliest}"
        return _held_back(event, f"{sees} ({seen.classes[likeliest]:.2f})")
    surer = with_surer_sides(act, seen, context) if likeliest == label else None
    if surer:
        named = f"{surer.actors[0].id} and {surer.targets[0].id}"
        because = f"the second reader sees other sides, {named}, which are told in their place"
        return replace(look, unused=_not_used(event, because), act=surer)
    sure = classed * _of_all(act, event, seen)
    if event.target is not None and sure < HELD:
        return _held_back(event, f"other sides ({sure:.2f} for these)")
    return look


def _is_borne_out(told: Told, passages: Passages) -> bool:
    """Whether the second reader, too, sees the sides that grammar gives what it filled."""
    act, event = told
    found = passages.of(act.number, act.i)
    if found is None:
        return False
    classed = max(p for name, p in found.classes.items() if name != NONE)
    return classed * _of_sides(event, found) >= FILLED


def _of_all(act: Act, event: Event, seen: WordFound) -> float:
    """How likely the sides of an act are: of several who do it, or on whom, any of them."""
    actors = {side.id for side in act.actors} | {event.actor}
    targets = {side.id for side in act.targets} | {event.target}
    named = (seen.actors, actors - {UNSPECIFIED}), (seen.targets, targets)
    one, other = (sum(p.get(id, 0.0) for id in ids or {None}) for p, ids in named)
    return one * other


def _of_sides(event: Event, seen: WordFound) -> float:
    """How likely both sides of an event are."""
    actor = None if event.actor == UNSPECIFIED else event.actor
    return seen.actors.get(actor, 0.0) * seen.targets.get(event.target, 0.0)


def _held_back(event: Event, sees: str) -> SecondLook:
    return SecondLook(None, _not_used(event, f"unsure: the second reader sees {sees}"), False)


def _may_correct(told: Told, opinion: Opinion, context: Context) -> bool:
    """Whether another class may stand for what a clause tells, below the main one if it is surer.

    Words may be other words of the same sign. What is asked, meant or threatened may be done in
    asking it (`ordered the release`). Deeds stay as the rules read them; only force may turn out to
    be a censure. Plans stay too: of a meeting to come the second reader says that it is agreed.
    """
    act, event = told
    sentence = context.sentences[act.number]
    below = act.i != sentence.root
    unsure = below and opinion.probability < CORRECT_DEED
    conceded = sentence.tokens[act.i].lemma in wordlist("conceding") and is_said(sentence, act.i)
    if event.status == "planned" or opinion.label == NONE or unsure or conceded:
        return False
    signed = act.code == _SIGNED or (act.code, sentence.tokens[act.i].lemma) == _JOINED
    if signed and opinion.label == "AGREE":
        return False
    if standing_as(sentence, act.i, opinion.label) is None:
        return False
    if act.code.startswith(FORCE):
        return opinion.label == "ACCUSE" and opinion.probability >= CORRECT_DEED
    signs = {sign_of(action(act.code).plover), sign_of(opinion.label)}
    if len(signs) > 1 and None not in signs:
        return False
    if act.code.startswith(_IN_WORDS) and opinion.label in _WORDS:
        return opinion.probability >= CORRECT
    done = act.code.startswith(_OF_DEEDS) and has_means(act, opinion.label, context)
    return done and opinion.probability >= CORRECT_DEED


def _vows(act: Act, context: Context) -> bool:
    """Threats in words of friendship, measures agreed on or called for: left to the rules."""
    verb = context.sentences[act.number].tokens[act.i].lemma
    decided = act.code.startswith("16") and verb in wordlist("deciding")
    called_for = act.code.startswith("11") and bool({"demand", "appeal"} & {*modes().get(verb, ())})
    return decided or called_for or (act.code.startswith("13") and verb in _VOWS)


def _gives_up(act: Act, context: Context) -> bool:
    """`halted nuclear tests`, `withdrew its threat`: grammar knows better what is given up."""
    sentence = context.sentences[act.number]
    verbs = {v for k in act.words for v in (sentence.tokens[k].lemma, clause(sentence, k).verb)}
    stopped = any("stop" in modes().get(verb, ()) for verb in verbs)
    return act.code.startswith(_ENDING) or (stopped and act.code.startswith(_YIELDING))


def _sends_helpers(act: Act, opinion: Opinion, context: Context) -> bool:
    """`deployed election observers`: whom it sends, grammar knows, and they are no soldiers."""
    tokens = context.sentences[act.number].tokens
    unarmed = any(tokens[k].lemma in wordlist("unarmed") for k in act.objects)
    return opinion.label == "MOBILIZE" and act.code.startswith("07") and unarmed


def _not_used(event: Event, reason: str) -> Unused:
    quoted = next(e for e in event.evidence if isinstance(e, TextEvidence))
    return Unused(action=event.action, reason=reason, evidence=quoted)


def _notes(checked: Sequence[SecondLook], filled: int) -> Iterator[str]:
    asked = [v for v in checked if v.agrees is not None]
    held = sum(v.told is None for v in asked)
    put_right = sum(v.told is not None and v.unused is not None for v in asked)
    if seen := len(asked) - held:
        alike = sum(bool(v.agrees) for v in asked)
        yield f"the second reader agrees with {alike} of {seen} events"
    if put_right:
        yield f"{put_right} put right by the second reader: it is surer of another class or side"
    if held:
        yield f"{held} held back as unsure: the second reader sees something else"
    if filled:
        yield f"{filled} read by the second reader alone"
