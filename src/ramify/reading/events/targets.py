"""To whom an act is done that names nobody: rules over the sentence, title, lead and acts told."""

from __future__ import annotations

from ramify.reading.actors.named import Side
from ramify.reading.actors.semantic_roles import Roles
from ramify.reading.events.blamed import (
    at_the_vote,
    for_deed,
    for_measure,
    for_move,
    for_pact,
    same_deed,
)
from ramify.reading.events.dyads import against_opponent
from ramify.reading.events.headline import tells_same
from ramify.reading.events.untargeted import (
    BLOWS,
    HOSTILE,
    NEAR,
    TargetRule,
    Untargeted,
    is_known,
    is_topic,
    of_somebody,
    subjects_of,
    thing,
)
from ramify.reading.syntax.clauses import clause
from ramify.reading.syntax.relations import is_predicate, preposition
from ramify.reading.syntax.word_lists import wordlist

_SPOKEN = ("01", "02", "03", "05", "10")
_ANSWERS = ("11", "12", "130", "131", "132", "134", "137", "138", "139")
_TOGETHER = ("031", "032", "036", "040", "041", "046", "057", "060", "061", "062", "134", "164")


def _joined(told: Untargeted) -> tuple[Side, ...]:
    """`summoned the envoy and lodged a protest`: the second verb is said to the same."""
    act, tokens = told.act, told.sentence.tokens
    head = tokens[act.i].head
    goes_on = (*_SPOKEN, *_ANSWERS, "07", "15", "16", "19")
    joined = tokens[act.i].dep == "conj" or _charges(told)
    if not joined or not act.code.startswith(goes_on) or _hits(told):
        return ()
    for other in told.earlier:
        if other.number == act.number and other.i == head and other.targets:
            alike = other.code.startswith(HOSTILE) or not act.code.startswith(_ANSWERS)
            return told.others(other.targets) if alike else ()
    return ()


def _charges(told: Untargeted) -> bool:
    """`sued K, alleging abuses`: a participle that says what the main verb's object has done."""
    act, token = told.act, told.sentence.tokens[told.act.i]
    own = told.sentence.kids(act.i, "nsubj")
    return token.dep == "advcl" and token.tag == "VBG" and act.code.startswith("11") and not own


def _hits(told: Untargeted) -> bool:
    """Whether an act of force has somebody for its object, if nobody we know."""
    return told.act.code.startswith("19") and of_somebody(told)


def _shared(told: Untargeted) -> tuple[Side, ...]:
    """`imposed sanctions and issued an ultimatum to K`: whom the last verb names, all mean."""
    act, tokens = told.act, told.sentence.tokens
    if not act.code.startswith((*_SPOKEN, *_ANSWERS, "16")) or of_somebody(told):
        return ()
    hostile = act.code.startswith(HOSTILE)
    for other in told.beside:
        joined = tokens[other.i].dep == "conj" and tokens[other.i].head == act.i
        same = {side.id for side in other.actors} == told.own
        if joined and same and other.targets and other.code.startswith(HOSTILE) == hostile:
            return told.others(other.targets)
    return ()


def _given(told: Untargeted) -> tuple[Side, ...]:
    """Aid that names nobody goes to the recipient named just before, of the same giver."""
    if not told.act.code.startswith("07"):
        return ()
    start = told.sentence.start
    for other in told.near(2):
        same = other.code.startswith("07") and told.own == {side.id for side in other.actors}
        between = told.context.document.text[told.context.sentences[other.number].start : start]
        if same and other in told.earlier and "\n" not in between:
            return other.targets
    return ()


def _in_response(told: Untargeted) -> tuple[Side, ...]:
    """`will act in response to K's bans`, `in retaliation for`: against whoever gave cause."""
    if not told.act.code.startswith(HOSTILE):
        return ()
    sentence, cast = told.sentence, told.context.cast
    for token in sentence.tokens:
        if token.lemma in ("response", "retaliation", "reprisal"):
            causes = [k for k in sentence.kids(token.i, "nmod") if preposition(sentence, k) != "by"]
            found = [s for k in causes for s in Roles(cast, sentence, told.act.number).around(k)[0]]
            found = found or [s for k in causes for s in cast.sides(told.act.number, k)]
            if sides := told.others(found):
                return sides
    return ()


def _in_title(told: Untargeted) -> tuple[Side, ...]:
    """What the title tells of the same class and actor has its target there."""
    return next((a.targets for a in told.title if a.targets and tells_same(told.act, a)), ())


def _topic(told: Untargeted) -> tuple[Side, ...]:
    """`As for K, … . It also demanded a vote`: whom what is said is said about."""
    if not told.act.code.startswith((*_SPOKEN, *_ANSWERS, "16")) or of_somebody(told):
        return ()
    cast, sentences = told.context.cast, told.context.sentences
    for number in range(told.act.number, max(-1, told.act.number - NEAR), -1):
        sentence = sentences[number]
        about = [k for k in sentence.kids(sentence.root, "obl") if is_topic(sentence, k)]
        if sides := told.others(tuple(s for k in about for s in cast.sides(number, k))):
            return sides
        named = {a for n in cast.heads[number].values() for a in n.ids} - told.own
        if any(not cast.groups.get(a) for a in named):
            return ()
    return ()


def _answered(told: Untargeted) -> tuple[Side, ...]:
    """`Russia denounced the move`: whoever acted against it just before, or in the title."""
    if not told.act.code.startswith(_ANSWERS) or of_somebody(told) or len(told.own) > 1:
        return ()
    if told.act.code == "125":
        return ()
    for other in told.near(NEAR):
        hit = {side.id for side in other.targets}
        found = told.others(other.actors)
        if found and other.code.startswith(HOSTILE) and hit & told.own:
            return found
    return ()


def _things(told: Untargeted) -> tuple[int, ...]:
    """What an act is done with or about: its objects, else those of its clause."""
    act = told.act
    verbal = not act.objects and is_predicate(told.sentence, act.i)
    return clause(told.sentence, act.i).objects if verbal else act.objects


def _for_words(told: Untargeted) -> tuple[Side, ...]:
    """`rejected that claim`, `turned down the offer`: whoever spoke in the sentence before."""
    lemmas = [k for k in _things(told) if told.sentence.tokens[k].lemma in wordlist("uttered")]
    if not told.act.code.startswith(("016", *_ANSWERS, "12")) or not lemmas:
        return ()
    if not all(is_known(told.sentence, k) for k in lemmas):
        return ()
    for number in range(told.act.number - 1, max(-1, told.act.number - NEAR), -1):
        sides = told.others(subjects_of(told.context, number))
        if len(told.ids(sides)) == 1:
            return sides[:1]
        if sides:
            return ()
    return ()


def _goes_on(told: Untargeted) -> tuple[Side, ...]:
    """`K sanctioned L. It also demanded …`: what the same side goes on to say is to the same."""
    act, sentence = told.act, told.sentence
    if not act.code.startswith((*_SPOKEN, *_ANSWERS)) or of_somebody(told):
        return ()
    subjects = clause(sentence, act.i).subjects if is_predicate(sentence, act.i) else ()
    cast = told.context.cast
    meant = [cast.named_at(act.number, k) for k in subjects]
    if not any(n is not None and n.kind in ("pronoun", "description") for n in meant):
        return ()
    if any(set(n.ids) - told.own for n in cast.heads[act.number].values()):
        return ()
    before = [a for a in told.earlier if a.number == act.number - 1]
    hit = {
        s.id: s for a in before if told.ids(a.actors) == told.own for s in told.others(a.targets)
    }
    return tuple(hit.values()) if len(hit) == 1 else ()


def _held_by(told: Untargeted) -> tuple[Side, ...]:
    """`K seized the crew. L demanded their release`: of whoever was told to hold them."""
    if told.act.code not in ("1053", "0253"):
        return ()
    holding = (o for o in told.near(NEAR * 2) if o.code.startswith(("17", "18")))
    return next((sides for o in holding if (sides := told.others(o.actors))), ())


def _to_meet(told: Untargeted) -> tuple[Side, ...]:
    """`K requested the meeting`: of the body that was told to hold it."""
    lemmas = [k for k in _things(told) if told.sentence.tokens[k].lemma in wordlist("gatherings")]
    if not told.act.code.startswith(("02", "10")) or not lemmas:
        return ()
    if not all(is_known(told.sentence, k) for k in lemmas):
        return ()
    groups = told.context.cast.groups
    for other in told.near(NEAR):
        bodies = [side for side in told.others(other.actors) if groups.get(side.id)]
        if other.code.startswith("04") and bodies:
            return tuple(bodies[:1])
    return ()


def _provoked(told: Untargeted) -> tuple[Side, ...]:
    """`cut ties with Russia after Russia attacked`: whom the sentence tells to act against it.

    Who condemns somebody's raid may be anybody.
    """
    if not told.act.code.startswith(BLOWS) or of_somebody(told):
        return ()
    named = not is_predicate(told.sentence, told.act.i)
    for other in told.earlier:
        if named and other.code.startswith("11"):
            continue
        hit = {side.id for side in other.targets}
        if other.number == told.act.number and other.code.startswith(HOSTILE) and hit & told.own:
            return told.others(other.actors)
    return ()


def _place_hit(told: Untargeted) -> tuple[Side, ...]:
    """`Russian forces shelled the city of Orel`: in a war of two, the other's place."""
    words = {told.sentence.tokens[k].lemma for k in told.act.objects}
    pair = told.context.cast.pair
    if not told.act.code.startswith(BLOWS) or not words & wordlist("settlements"):
        return ()
    named = [n.ids for n in told.context.cast.heads[told.act.number].values() if n.ids]
    if (
        len(told.own) != 1
        or not told.own < set(pair)
        or any(not set(i) <= set(pair) for i in named)
    ):
        return ()
    word = told.sentence.tokens[told.act.i]
    return (Side(next(iter(set(pair) - told.own)), None, "", word.start, word.end),)


def _same_thing(told: Untargeted) -> tuple[Side, ...]:
    """`rammed the ship`: whose the ship is that the text spoke of before."""
    if not told.act.code.startswith(HOSTILE):
        return ()
    named = [thing(told.sentence, k) for k in told.act.objects]
    for number in range(told.act.number, max(-1, told.act.number - 2 * NEAR), -1):
        sentence = told.context.sentences[number]
        for token in sentence.tokens if any(named) else ():
            same = thing(sentence, token.i) in set(filter(None, named))
            if same and (sides := told.others(told.context.cast.sides(number, token.i))):
                return sides
    return ()


def _enemy(told: Untargeted) -> tuple[Side, ...]:
    """`Turkish jets hit a village`: the one opponent it has in all that was told before."""
    clash = ("17", "0871", *BLOWS)
    if not told.act.code.startswith(clash) or of_somebody(told) or len(told.own) != 1:
        return ()
    blows = [a for a in (*told.title, *told.earlier) if a.code.startswith(clash)]
    found: dict[str, Side] = {}
    for other in blows:
        sides = [{s.id for s in other.actors}, {s.id for s in other.targets}]
        if told.own in sides:
            found.update((s.id, s) for s in told.others((*other.actors, *other.targets)))
    return tuple(found.values()) if len(found) == 1 else ()


def _partner(told: Untargeted) -> tuple[Side, ...]:
    """`agreed to set up a partnership`: the other of the two whom the text is about."""
    pair = told.context.cast.pair
    act = told.act
    if len(told.own) != 1 or not act.code.startswith(_TOGETHER) or not told.own < set(pair):
        return ()
    named = told.context.cast.heads[act.number].values()
    if any(not set(name.ids) <= set(pair) for name in named if name.ids) or _with_others(told):
        return ()
    word = told.sentence.tokens[act.i]
    other = next(iter(set(pair) - told.own))
    return (Side(other, None, "", word.start, word.end),)


def _with_others(told: Untargeted) -> bool:
    """`K and its allies signed`, `K and other factions`: those are the others of the act."""
    sentence, act = told.sentence, told.act
    subjects = clause(sentence, act.i).subjects if is_predicate(sentence, act.i) else ()
    return any(sentence.kids(k, "conj") for k in subjects)


TARGETS: tuple[TargetRule, ...] = (
    TargetRule("joined", _joined, "Peru summoned Chile's envoy and lodged a protest."),
    TargetRule("shared", _shared, "Peru imposed sanctions and issued an ultimatum to Chile."),
    TargetRule("given", _given, "Egypt sent weapons to Somalia. Egypt sent ammunition."),
    TargetRule(
        "topic",
        _topic,
        "As for Kenya, Spain reviewed the case. It also demanded a vote.",
    ),
    TargetRule("title", _in_title, "Kenya recalls envoy to Chad\n\nKenya recalled its ambassador."),
    TargetRule(
        "answered", _answered, "Spain sanctioned Iran on Monday. Iran condemned the measures."
    ),
    TargetRule(
        "what another said",
        _for_words,
        "Peru said that the valley belongs to it. Chile rejected that claim.",
    ),
    TargetRule(
        "goes on",
        _goes_on,
        "Spain condemned Iran on Monday. It also called for a truce.",
    ),
    TargetRule(
        "who holds them",
        _held_by,
        "Kenya arrested two tourists from Ghana. Ghana demanded their release.",
    ),
    TargetRule(
        "to meet",
        _to_meet,
        "The UN Security Council announced a meeting on Iran. Spain requested the meeting.",
    ),
    TargetRule(
        "provoked",
        _provoked,
        "Peru cut ties with Chile after Chile launched an attack.",
    ),
    TargetRule(
        "a place of the other",
        _place_hit,
        "Ghana and Benin are at war. Benin shelled the city of Tamal.",
    ),
    TargetRule(
        "the same thing",
        _same_thing,
        "Peru sent a Peruvian boat to the reef. Chile seized the boat.",
    ),
    TargetRule(
        "in response",
        _in_response,
        "Peru imposed tariffs in response to Chile's sanctions.",
    ),
    TargetRule("for a deed", for_deed, "Iran attacked Iraq on Monday. Spain condemned the attack."),
    TargetRule(
        "at the vote",
        at_the_vote,
        "Chile held an election on Sunday. Spain condemned the vote.",
    ),
    TargetRule(
        "the same deed",
        same_deed,
        "Two Kenyan soldiers were killed on Monday. Ghana carried out the attack.",
    ),
    TargetRule(
        "for a measure",
        for_measure,
        "Peru imposed sanctions on Chile. Chile called the sanctions illegal.",
    ),
    TargetRule(
        "for a pact",
        for_pact,
        "Peru signed a pact with Chile on Monday. Spain condemned the pact.",
    ),
    TargetRule(
        "for a move",
        for_move,
        "Peru announced tests, a move that Spain condemned.",
    ),
    TargetRule(
        "the one enemy",
        _enemy,
        "Peru attacked Chile on Monday. Peruvian troops shelled Tamal.",
    ),
    TargetRule(
        "partner",
        _partner,
        "Ghana and Benin share a border. Ghana agreed to cooperate on trade.",
    ),
    TargetRule(
        "the one opponent",
        against_opponent,
        "Chad accused Sudan of shelling a village. Chad put its army on high alert.",
    ),
)
"""In order: the first that finds a target decides."""
