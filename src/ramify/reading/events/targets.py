"""To whom an act is done that names nobody: rules over the sentence, title, lead and acts told."""

from __future__ import annotations

from ramify.reading.actors.named import Side
from ramify.reading.actors.semantic_roles import Roles
from ramify.reading.events.dyads import against_opponent, beside
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
from ramify.reading.syntax.clauses import clause, is_predicate, preposition
from ramify.reading.syntax.sentence import Sentence
from ramify.reading.syntax.word_lists import agents, deverbals, nouns, verbs, wordlist

_SPOKEN = ("01", "02", "03", "05", "10")
_ANSWERS = ("11", "12", "130", "131", "132", "134", "137", "138", "139")
_TOGETHER = ("031", "032", "036", "040", "041", "046", "057", "060", "061", "062", "134", "164")
_FORCE = ("15", "17", "18", "19", "20")


def _joined(told: Untargeted) -> tuple[Side, ...]:
    """`summoned the envoy and lodged a protest`: the second verb is said to the same."""
    act, tokens = told.act, told.sentence.tokens
    head = tokens[act.i].head
    goes_on = (*_SPOKEN, *_ANSWERS, "07", "15", "16", "19")
    if tokens[act.i].dep != "conj" or not act.code.startswith(goes_on) or _hits(told):
        return ()
    for other in told.earlier:
        if other.number == act.number and other.i == head and other.targets:
            alike = other.code.startswith(HOSTILE) or not act.code.startswith(_ANSWERS)
            return told.others(other.targets) if alike else ()
    return ()


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


def _for_words(told: Untargeted) -> tuple[Side, ...]:
    """`rejected that claim`, `turned down the offer`: whoever spoke in the sentence before."""
    things = told.act.objects
    if is_predicate(told.sentence, told.act.i):
        things = things or clause(told.sentence, told.act.i).objects
    lemmas = [k for k in things if told.sentence.tokens[k].lemma in wordlist("uttered")]
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


def _provoked(told: Untargeted) -> tuple[Side, ...]:
    """`cut ties with Russia after Russia attacked`: whom the sentence tells to act against it."""
    if not told.act.code.startswith(BLOWS) or of_somebody(told):
        return ()
    for other in told.earlier:
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


def _for_deed(told: Untargeted) -> tuple[Side, ...]:
    """`condemned the launch`: whoever did it, as told before."""
    if not told.act.code.startswith("11"):
        return ()
    lemmas = {told.sentence.tokens[k].lemma for k in told.act.objects}
    main, word = told.context.cast.main, told.sentence.tokens[told.act.i]
    if lemmas & wordlist("home_deeds") and main and main not in told.own:
        return (Side(main, None, "", word.start, word.end),)
    codes = {(nouns()[w].code or "")[:2] for w in lemmas if w in nouns()}
    codes |= {
        e.code[:2] for w in lemmas & set(deverbals()) for e in verbs().get(deverbals()[w], ())
    }
    codes &= set(_FORCE)
    codes |= {"15"} if lemmas & wordlist("launches") else set()
    for other in told.near(NEAR * 2) if codes else ():
        like = other.code[:2] in codes or (other.code == "145" and "19" in codes)
        if like and not told.own & {side.id for side in other.actors}:
            return other.actors
    return ()


def _at_the_vote(told: Untargeted) -> tuple[Side, ...]:
    """`condemned the election`: whoever was told to hold it, the text's own state first."""
    lemmas = {told.sentence.tokens[k].lemma for k in told.act.objects}
    if not told.act.code.startswith("11") or not lemmas & wordlist("votes"):
        return ()
    cast = told.context.cast
    for number in range(told.act.number - 1, max(-1, told.act.number - NEAR * 2), -1):
        words = {token.lemma for token in told.context.sentences[number].tokens}
        sides = told.others(subjects_of(told.context, number))
        if words & (wordlist("votes") | wordlist("voting")) and len(told.ids(sides)) == 1:
            return sides[:1]
    word = told.sentence.tokens[told.act.i]
    home = cast.main if cast.main and cast.main not in told.own else None
    return (Side(home, None, "", word.start, word.end),) if home else ()


def _same_deed(told: Untargeted) -> tuple[Side, ...]:
    """`L denied that it carried out the attack`: on whom the attack just told was."""
    act, sentence = told.act, told.sentence
    if not act.code.startswith(BLOWS) or not is_predicate(sentence, act.i):
        return ()
    parts = clause(sentence, act.i)
    deeds = [k for k in (*act.objects, *parts.objects) if is_known(sentence, k)]
    named = [nouns().get(sentence.tokens[k].lemma) for k in deeds]
    struck = any(noun is not None and "violence" in noun.classes for noun in named)
    hurt = any(sentence.kids(k, "nummod") and sentence.tokens[k].lemma in agents() for k in deeds)
    if not struck and not hurt:
        return ()
    near = (o for o in told.near(NEAR) if o.code.startswith(BLOWS))
    return next((sides for o in near if (sides := told.others(o.targets))), ())


def _for_measure(told: Untargeted) -> tuple[Side, ...]:
    """`called the sanctions illegal`: the one of whom it was told to have imposed them."""
    lemmas = {told.sentence.tokens[k].lemma for k in told.act.objects}
    measures = {w for w in lemmas if w in nouns() and "sanction" in nouns()[w].classes}
    if not told.act.code.startswith("11") or not measures:
        return ()
    imposed = [a for a in (*told.title, *told.earlier) if a.code.startswith("163")]
    sides = {s.id: s for a in imposed for s in told.others(a.actors)}
    return tuple(sides.values()) if len(sides) == 1 else ()


def _for_pact(told: Untargeted) -> tuple[Side, ...]:
    """`rallied opposition to the deal`: those who were told to have made it, but oneself."""
    if not told.act.code.startswith(("11", "12")) or not is_predicate(told.sentence, told.act.i):
        return ()
    parts = clause(told.sentence, told.act.i)
    words = (*told.act.objects, *(k for _, k in parts.obliques))
    words = (*words, *(n for k in words for n in told.sentence.kids(k, "nmod")))
    if not any(_is_compact(told.sentence, k) for k in words):
        return ()
    made = (o for o in told.near(NEAR * 2) if o.code.startswith(("03", "05", "06")))
    pairs = (told.others((*o.actors, *o.targets)) for o in made if o.targets or o.symmetric)
    return next((sides for sides in pairs if sides), ())


def _is_compact(sentence: Sentence, k: int) -> bool:
    noun = nouns().get(sentence.tokens[k].lemma)
    pact = noun is not None and ("compact" in noun.classes or noun.code == "057")
    return pact and is_known(sentence, k)


def _for_move(told: Untargeted) -> tuple[Side, ...]:
    """`K's decision, a decision supported by L`: the one other whom the sentence names."""
    lemmas = {told.sentence.tokens[k].lemma for k in told.act.objects}
    if not told.act.code.startswith(("05", "11")) or not lemmas & wordlist("moves"):
        return ()
    found = beside(told, next(iter(told.own))) if len(told.own) == 1 else None
    word = told.sentence.tokens[told.act.i]
    return (Side(found, None, "", word.start, word.end),) if found else ()


def _enemy(told: Untargeted) -> tuple[Side, ...]:
    """`Turkish jets hit a village`: the one opponent it has in all that was told before."""
    clash = ("17", *BLOWS)
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
    if any(not set(name.ids) <= set(pair) for name in named if name.ids):
        return ()
    word = told.sentence.tokens[act.i]
    other = next(iter(set(pair) - told.own))
    return (Side(other, None, "", word.start, word.end),)


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
    TargetRule(
        "for a deed", _for_deed, "Iran attacked Iraq on Monday. Spain condemned the attack."
    ),
    TargetRule(
        "at the vote",
        _at_the_vote,
        "Chile held an election on Sunday. Spain condemned the vote.",
    ),
    TargetRule(
        "the same deed",
        _same_deed,
        "Two Kenyan soldiers were killed on Monday. Ghana carried out the attack.",
    ),
    TargetRule(
        "for a measure",
        _for_measure,
        "Peru imposed sanctions on Chile. Chile called the sanctions illegal.",
    ),
    TargetRule(
        "for a pact",
        _for_pact,
        "Peru signed a pact with Chile on Monday. Spain condemned the pact.",
    ),
    TargetRule(
        "for a move",
        _for_move,
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
