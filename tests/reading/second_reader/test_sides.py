"""Sides that the rules leave open, and words left unread, as a second reader has them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from ramify.reading.actions.verbs import Coder
from ramify.reading.actors.acts import Act
from ramify.reading.events.event_date import Context
from ramify.reading.events.events import evidence
from ramify.reading.second_reader.filling import NOT_FACT
from ramify.reading.second_reader.passages import Passages, Title
from ramify.reading.second_reader.sides import (
    BOTH_ACT,
    BOTH_TARGET,
    FILL_ACTOR,
    FILL_TARGET,
    ONESELF,
    TELLS,
    UNREAD,
    unread_words,
    with_sides,
)
from ramify.reading.statements import Unused
from tests.reading.finder import NOBODY, Says, Sides, Telling, likely

ContextOf = Callable[[str], Context]
Ids = tuple[tuple[str, ...], tuple[str, ...]]
SURE = {"NONE": 0.0, "ASSAULT": 1.0}
LESS = 0.01


def _passages(context: Context, finder: Telling) -> Passages:
    return Passages(context, Title(), lambda: finder)


def _acts(context: Context) -> list[Act]:
    """The acts of the rules."""
    numbered = enumerate(context.sentences)
    return [a for n, s in numbered for a in Coder(context.cast, s, n).acts()]


def _ids(act: Act) -> Ids:
    return tuple(s.id for s in act.actors), tuple(s.id for s in act.targets)


def _likeliest(id: str, probability: float) -> Sides:
    """Somebody likelier than anybody else and than nobody."""
    rest = (1 - probability) / 4
    return {id: probability, None: rest} | dict.fromkeys(("EGY", "KEN", "MLI"), rest)


@pytest.fixture
def filled(context_of: ContextOf) -> Callable[[str, Says], Act]:
    """The last act of a text with what is said of every word."""

    def filling(text: str, says: Says) -> Act:
        context = context_of(text)
        return with_sides(_acts(context)[-1], _passages(context, Telling(says)))

    return filling


Filled = Callable[[str, Says], Act]

ATTACKED = "Peru attacked on Friday."
BOMBED = "Chile was bombed on Friday."
HELD = "Chilean sailors were detained on Friday."
SEIZED = "A ship was seized on Friday."
BOLUARTE = "Peruvian President Boluarte"


@pytest.mark.parametrize(
    ("probability", "targets"), [(FILL_TARGET, ("CHL",)), (FILL_TARGET - LESS, ())]
)
def test_an_open_target_is_filled_where_it_is_likely_enough(
    filled: Filled, probability: float, targets: tuple[str, ...]
) -> None:
    act = filled(ATTACKED, Says(SURE, targets=_likeliest("CHL", probability)))
    assert _ids(act) == (("PER",), targets)


@pytest.mark.parametrize(
    ("probability", "actors"), [(FILL_ACTOR, ("PER",)), (FILL_ACTOR - LESS, ())]
)
def test_an_open_actor_is_filled_where_it_is_surer(
    filled: Filled, probability: float, actors: tuple[str, ...]
) -> None:
    act = filled(HELD, Says(SURE, actors=_likeliest("PER", probability)))
    assert _ids(act) == (actors, ("CHL",))


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        (BOMBED, ()),
        ("Peru denied it. Chile was bombed on Friday.", ()),
        ("Chile was bombed on Friday, and Peru denied it.", ("PER",)),
    ],
    ids=["named nowhere", "named before", "named beside"],
)
def test_who_used_force_is_filled_only_from_its_own_sentence(
    filled: Filled, text: str, actors: tuple[str, ...]
) -> None:
    """A false doer of force is a false duty."""
    assert _ids(filled(text, Says(SURE, actors={"PER": 1.0}))) == (actors, ("CHL",))


def test_whoever_is_filled_in_takes_the_place_of_words_for_nobody(filled: Filled) -> None:
    text = "The rebels detained Chilean soldiers."
    nobody = filled(text, Says(SURE))
    assert (_ids(nobody), nobody.unnamed) == (((), ("CHL",)), "rebels")
    act = filled(text, Says(SURE, actors={"FARC": 1.0}))
    assert (_ids(act), act.unnamed, act.named) == ((("FARC",), ("CHL",)), None, False)


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Peru attacked Chile.", (("PER",), ("CHL",))),
        ("Peru and Chile met on Friday.", (("PER", "CHL"), ())),
        (ATTACKED, (("PER",), ("ESP",))),
        (HELD, (("KEN",), ("CHL",))),
    ],
    ids=["both known", "two together", "only who acts", "only on whom"],
)
def test_sides_that_the_rules_know_are_never_replaced(
    filled: Filled, text: str, sides: Ids
) -> None:
    act = filled(text, Says(SURE, actors={"KEN": 1.0}, targets={"ESP": 1.0}))
    assert _ids(act) == sides


@pytest.mark.parametrize(
    ("label", "targets"),
    [("ASSAULT", ("CHL",)), ("ACCUSE", ("CHL",)), ("REQUEST", ("CHL",)), ("AID", ()), ("NONE", ())],
)
def test_a_word_that_it_takes_for_another_sign_or_no_act_keeps_its_open_sides(
    filled: Filled, label: str, targets: tuple[str, ...]
) -> None:
    act = filled(ATTACKED, likely(label, 0.8, targets={"CHL": 1.0}))
    assert _ids(act) == (("PER",), targets)


@pytest.mark.parametrize("text", ["Peru attacked Chile.", "Peru and Chile met on Friday."])
def test_where_no_side_is_open_nothing_is_asked(context_of: ContextOf, text: str) -> None:
    context, finder = context_of(text), Telling(Says(SURE))
    (act,) = _acts(context)
    assert with_sides(act, _passages(context, finder)) is act
    assert not finder.asked


def test_without_a_second_reader_sides_stay_open(context_of: ContextOf) -> None:
    (act,) = _acts(context_of(ATTACKED))
    assert with_sides(act, None) is act


@pytest.mark.parametrize(
    ("text", "label", "sides"),
    [
        (ATTACKED, "ASSAULT", ({"PER"}, set())),
        (BOMBED, "ASSAULT", (set(), {"CHL"})),
        (SEIZED, "COERCE", (set(), set())),
    ],
)
def test_it_is_asked_with_the_class_and_the_sides_of_the_rules(
    context_of: ContextOf, text: str, label: str, sides: tuple[set[str], set[str]]
) -> None:
    context, finder = context_of(text), Telling(Says(SURE))
    (act,) = _acts(context)
    with_sides(act, _passages(context, finder))
    words = {context.sentences[0].tokens[k].text for k in (act.i, *act.words)}
    assert {asked.word for asked in finder.asked} == words
    assert {(asked.label, asked.sides) for asked in finder.asked} == {
        (label, (frozenset(sides[0]), frozenset(sides[1])))
    }


def test_of_several_words_that_which_most_surely_tells_is_heeded(context_of: ContextOf) -> None:
    context = context_of("Peru imposed sanctions on Friday.")
    (act,) = _acts(context)
    tells = Says({"NONE": 0.2, "SANCTION": 0.8}, targets={"CHL": 1.0})
    for word in ("imposed", "sanctions"):
        whole = with_sides(act, _passages(context, Telling(tells, word)))
        assert _ids(whole) == (("PER",), ("CHL",))


@pytest.mark.parametrize(
    ("tells", "actor", "target", "sides"),
    [
        (TELLS, BOTH_ACT, BOTH_TARGET, (("PER",), ("CHL",))),
        (TELLS - LESS, BOTH_ACT, BOTH_TARGET, ((), ())),
        (TELLS, BOTH_ACT - LESS, BOTH_TARGET, ((), ())),
        (TELLS, BOTH_ACT, BOTH_TARGET - LESS, ((), ())),
        (1.0, 1.0, 0.0, ((), ())),
        (1.0, 0.0, 1.0, ((), ())),
    ],
    ids=["sure", "may tell nothing", "actor unsure", "target unsure", "no target", "no actor"],
)
def test_an_act_of_nobody_known_gets_both_sides_or_none(
    filled: Filled, tells: float, actor: float, target: float, sides: Ids
) -> None:
    says = Says(
        {"NONE": 1 - tells, "COERCE": tells},
        actors=_likeliest("PER", actor),
        targets=_likeliest("CHL", target),
    )
    assert _ids(filled(SEIZED, says)) == sides


@pytest.mark.parametrize(
    ("sides", "targets"),
    [
        ({"CHL": 0.5, "ESP": 0.35, "KEN": 0.15}, ("CHL", "ESP")),
        ({"CHL": 0.5, "ESP": 0.34, "KEN": 0.16}, ("CHL",)),
        ({"CHL": 0.8, "ESP": 0.2}, ("CHL",)),
        ({None: 0.51, "CHL": 0.3, "ESP": 0.19}, ()),
        ({None: 0.9, "CHL": 0.1}, ()),
        (NOBODY, ()),
    ],
    ids=[
        "almost as likely",
        "not quite as likely",
        "far less likely",
        "nobody somewhat likelier",
        "nobody far likelier",
        "nobody",
    ],
)
def test_those_listed_beside_the_likeliest_are_targets_too_and_nobody_is_none(
    filled: Filled, sides: Sides, targets: tuple[str, ...]
) -> None:
    assert _ids(filled(ATTACKED, Says(SURE, targets=sides))) == (("PER",), targets)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Peru's president left. Chilean sailors were detained.", "Peru's president"),
        (f"{BOLUARTE} left. Days passed. Rain fell. Chilean sailors were detained.", BOLUARTE),
        (f"{BOLUARTE} left." + " Rain fell." * 3 + " Chilean sailors were detained.", BOLUARTE),
        (f"Chilean sailors were detained. {BOLUARTE} spoke.", BOLUARTE),
    ],
    ids=["a sentence before", "three before", "long before", "only after"],
)
def test_a_side_of_another_sentence_has_the_name_it_bears_there(
    filled: Filled, text: str, name: str
) -> None:
    (side,) = filled(text, Says(SURE, actors={"PER": 1.0})).actors
    assert (side.name, text[side.start : side.end]) == (name, name)


def test_the_last_name_before_is_the_one_that_a_side_bears(filled: Filled) -> None:
    text = "Peru sent a note. Peru slept. Chilean sailors were detained."
    (side,) = filled(text, Says(SURE, actors={"PER": 1.0})).actors
    assert side.start == text.rindex("Peru")


def test_whom_only_the_title_names_has_no_words_of_the_text(filled: Filled) -> None:
    text = "Rain fell. Chilean sailors were detained."
    (side,) = filled(text, Says(SURE, actors={"PER": 1.0})).actors
    assert (side.id, side.name, side.start, side.end) == ("PER", "", 11, 11)


BETWEEN = {"actors": {"PER": 1.0}, "targets": {"CHL": 1.0}}


@pytest.fixture
def told(context_of: ContextOf) -> Callable[..., list[Act]]:
    """The acts of words that nobody read."""

    def telling(
        text: str, says: Says, read: Iterable[Act] = (), unused: Iterable[Unused] = ()
    ) -> list[Act]:
        context = context_of(text)
        return list(unread_words(_passages(context, Telling(says)), read, unused))

    return telling


Told = Callable[..., list[Act]]
VERB, NOUN = "Peru slighted Chile.", "The northern jab of Peru at Chile was cruel."


@pytest.mark.parametrize("text", [VERB, NOUN], ids=["verb", "noun"])
def test_an_unread_word_is_told_where_its_class_is_likely_enough(told: Told, text: str) -> None:
    (act,) = told(text, likely("REJECT", UNREAD, **BETWEEN))
    assert (act.code, _ids(act)) == ("12", (("PER",), ("CHL",)))
    assert not told(text, likely("REJECT", UNREAD - LESS, **BETWEEN))


@pytest.mark.parametrize(
    ("classed", "actor", "target", "acts"),
    [
        (1.0, 0.8, UNREAD / 0.8, 1),
        (1.0, 0.8, UNREAD / 0.8 - LESS, 0),
        (0.8, UNREAD / 0.8, 1.0, 1),
        (0.8, UNREAD / 0.8 - LESS, 1.0, 0),
        (0.7, 0.7, 0.7, 0),
    ],
)
def test_an_unread_word_is_told_where_class_and_both_sides_together_are_likely_enough(
    told: Told, classed: float, actor: float, target: float, acts: int
) -> None:
    sides = {"actors": _likeliest("PER", actor), "targets": _likeliest("CHL", target)}
    assert len(told(VERB, likely("REJECT", classed, **sides))) == acts


@pytest.mark.parametrize(("classed", "acts"), [(ONESELF, 1), (ONESELF - LESS, 0)])
def test_an_unread_word_of_one_side_alone_must_be_likelier(
    told: Told, classed: float, acts: int
) -> None:
    home = {"actors": {"PER": 1.0}, "targets": {"PER": 1.0}}
    assert UNREAD < ONESELF
    assert len(told(VERB, likely("REJECT", classed, **home))) == acts


PASSIVE = "Peru was slighted over Chile."


def test_who_undergoes_an_unread_deed_does_not_do_it(told: Told) -> None:
    (act,) = told(VERB, likely("REJECT", 1.0, **BETWEEN))
    assert _ids(act) == (("PER",), ("CHL",))
    assert not told(PASSIVE, likely("REJECT", 1.0, **BETWEEN))


@pytest.mark.parametrize("side", ["actors", "targets"])
def test_an_unread_word_needs_somebody_on_either_side(told: Told, side: str) -> None:
    assert not told(VERB, likely("REJECT", 1.0, **(BETWEEN | {side: NOBODY})))


@pytest.mark.parametrize(("label", "tells"), [("ASSAULT", False), ("COERCE", True)])
def test_an_unread_word_of_force_is_told_only_of_whom_its_sentence_names(
    told: Told, label: str, tells: bool
) -> None:
    found = told("Peru denied it. The attack hurt Chile.", likely(label, 1.0, **BETWEEN))
    assert any(act.number == 1 for act in found) is tells


def test_a_word_that_tells_nothing_is_not_told(told: Told) -> None:
    assert not told(VERB, Says({"NONE": 1.0, "REJECT": 0.0}, **BETWEEN))


@pytest.mark.parametrize(
    "text",
    [
        "Did Peru slight Chile with a jab?",
        "“Did a jab of Peru hurt Chile?”",
        "If Peru slighted Chile, Spain would notice.",
        "If a jab of Peru at Chile came, Spain would notice.",
        "Spain would notice if Peru slighted Chile with a jab.",
        "Unless Peru's jab at Chile ends, Spain will leave.",
        "Peru may slight Chile.",
        "Peru did not slight Chile.",
        "Peru will slight Chile.",
    ],
)
def test_an_unread_word_is_not_told_where_grammar_tells_no_act(told: Told, text: str) -> None:
    assert not told(text, likely("REJECT", 1.0, **BETWEEN))


@pytest.mark.parametrize(("reason", "acts"), [("told in a film", 0), (NOT_FACT, 1)])
def test_an_unread_word_of_a_framed_sentence_is_not_told(
    told: Told, context_of: ContextOf, reason: str, acts: int
) -> None:
    quoted = evidence(0, len(VERB), context_of(VERB).document)
    unused = [Unused(action="190", reason=reason, evidence=quoted)]
    assert len(told(VERB, likely("REJECT", 1.0, **BETWEEN), unused=unused)) == acts


def test_a_word_that_was_read_is_not_told_again(told: Told, context_of: ContextOf) -> None:
    text = "Peru imposed sanctions on Chile."
    read = _acts(context_of(text))
    says = likely("SANCTION", 1.0, **BETWEEN)
    assert {context_of(text).sentences[0].tokens[a.i].text for a in told(text, says)} == {
        "imposed",
        "sanctions",
    }
    assert not told(text, says, read=read)


@pytest.mark.parametrize(
    ("label", "code", "together"),
    [("CONSULT", "040", True), ("COOPERATE", "060", True), ("AID", "07", False)],
)
def test_what_two_do_together_is_told_of_both(
    told: Told, label: str, code: str, together: bool
) -> None:
    (act,) = told(VERB, likely(label, 1.0, **BETWEEN))
    assert (act.code, act.symmetric) == (code, together)
