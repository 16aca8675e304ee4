"""What only looks like an act: films, matches, clauses of treaties, figures of speech."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from ramify.reading.actors.acts import Act
from ramify.reading.syntax.clauses import clause
from ramify.reading.syntax.relations import is_predicate, preposition
from ramify.reading.syntax.sentence import Sentence
from ramify.reading.syntax.speech import says_nothing
from ramify.reading.syntax.word_lists import nouns, tables, wordlist

_FORCE = ("18", "19", "20")
_MATERIAL = ("15", "17", *_FORCE)
_POLICING = ("173", "174")
_HYPHENED = re.compile(r"\w+-\w+")
_SCORE = re.compile(r"\b\d{1,3}[-–]\d{1,3}\b")
_HARM = "13"
"""The first root of what harms, threats among it; all below are words or help."""
_TO_COME = frozenset({"for", "of"})
_WITHIN = frozenset({"in", "during", "throughout"})


@dataclass(frozen=True, slots=True)
class Frame:
    """A reason why the words tell no act, when it holds, and a sentence of which it does."""

    reason: str
    when: Callable[[Act, Sentence], bool]
    example: str


def frame_of(act: Act, sentence: Sentence) -> str | None:
    """Why an act is none, by the first frame that holds; None where none does."""
    return next((frame.reason for frame in FRAMES if frame.when(act, sentence)), None)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(tables("frames.toml")[name].split())


def _is_story(sentence: Sentence, k: int) -> bool:
    """`the film`, `a video game`: a made-up thing, and not a series of something."""
    token = sentence.tokens[k]
    compound = " ".join(sentence.tokens[n].lemma for n in (*sentence.kids(k, "compound"), k))
    made = token.lemma in _words("stories") or compound in tables("frames.toml")["games"]
    return made and not any(preposition(sentence, n) == "of" for n in sentence.kids(k, "nmod"))


def _in_story(act: Act, sentence: Sentence) -> bool:
    """Within a story, or told by one: `in the film, …`, `the novel has K invade`."""
    above = [act.i, *sentence.above(act.i)]
    if act.code == "062" and not is_predicate(sentence, act.i):
        above = above[1:]
    settings = [
        n
        for k in above
        for n in sentence.kids(k, "obl")
        if preposition(sentence, n) in _WITHIN and n not in act.words and act.code != "062"
    ]
    tellers = [n for k in above[1:] for n in sentence.kids(k, "nsubj")]
    told = any(_is_story(sentence, n) for n in (*settings, *tellers))
    force = act.code.startswith(_FORCE)
    return told or (force and any(_is_rehearsed(sentence, n) for n in settings))


def _is_rehearsed(sentence: Sentence, k: int) -> bool:
    """`in the drill, jets bombed …`, `in a mock attack`; what strikes during one is in earnest."""
    beside = {sentence.tokens[n].text.lower() for n in sentence.kids(k, "amod", "compound")}
    drill = sentence.tokens[k].lemma in _words("rehearsals") and preposition(sentence, k) == "in"
    return drill or bool(beside & _words("mock"))


def _in_match(act: Act, sentence: Sentence) -> bool:
    """Sport: a word of it, two that may be one or one that was won, or a score beside winning."""
    if not act.code.startswith(_MATERIAL) or act.code.startswith(_POLICING):
        return False
    lemmas = {t.lemma.lower() for t in sentence.tokens} | set(_HYPHENED.findall(sentence.text))
    maybe = lemmas & _words("maybe_sport")
    won = sentence.tokens[act.i].lemma in _words("winning") - _words("shooting")
    if lemmas & _words("sport") or len(maybe) > 1 or (maybe and won):
        return True
    return bool(_SCORE.search(sentence.text)) and bool(lemmas & _words("winning"))


def _silent(act: Act, sentence: Sentence) -> bool:
    """`declined to comment`: reporters are told nothing, and no state is refused anything."""
    refused = act.code.startswith("12") and is_predicate(sentence, act.i)
    return refused and says_nothing(sentence, clause(sentence, act.i))


def _unnamed(act: Act, sentence: Sentence) -> bool:
    """`asked not to be named`, `requested anonymity`: asked of reporters, and of no state."""
    if not act.code.startswith(("02", "10")) or not is_predicate(sentence, act.i):
        return False
    below = sentence.subtree(act.i, without=("conj", "parataxis", "ccomp"))
    lemmas = {sentence.tokens[k].lemma for k in below}
    return "anonymity" in lemmas or bool(lemmas & _words("naming") and lemmas & {"not", "n't"})


def _plan_of_harm(act: Act, sentence: Sentence) -> bool:
    """`approved plans for an attack on L`, `a war plan`: drawn up against whom it is about."""
    together = len({side.id for side in act.actors}) > 1
    if act.code >= _HARM or together or not is_predicate(sentence, act.i):
        return False
    parts = clause(sentence, act.i)
    held = (*parts.objects, *(k for _, k in parts.obliques))
    plans = [k for k in held if sentence.tokens[k].lemma in wordlist("plans")]
    below = [n for k in plans for n in sentence.kids(k, "nmod")]
    below += [k for case, k in parts.obliques if plans and case == "for"]
    martial = {sentence.tokens[n].lemma for k in plans for n in sentence.kids(k, "compound")}
    harmed = any(_is_harm(sentence, n) for n in below if preposition(sentence, n) in _TO_COME)
    return harmed or bool(martial & wordlist("martial"))


def _is_harm(sentence: Sentence, k: int) -> bool:
    noun = nouns().get(sentence.tokens[k].lemma)
    return noun is not None and bool("violence" in noun.classes or (noun.code or "") >= _HARM)


def _in_clause_of_treaty(act: Act, sentence: Sentence) -> bool:
    """What a treaty says would count as what, or would have to be done."""
    if not act.code.startswith((*_MATERIAL, "07")):
        return False
    return (
        _counts_as(act, sentence)
        or _provided(act, sentence)
        or any(_in_case(sentence, k) for k in (act.i, *sentence.above(act.i)))
    )


def _counts_as(act: Act, sentence: Sentence) -> bool:
    """`an attack on one is an attack on both`, `any attack would be met by all`."""
    if is_predicate(sentence, act.i) and not sentence.kids(act.i, "cop"):
        return False
    dets = {sentence.tokens[d].text.lower() for d in sentence.kids(act.i, "det")}
    if not dets & {"a", "an", "any", "every"}:
        return False
    alike = [
        t.i
        for t in sentence.tokens
        if t.i != act.i and t.lemma == sentence.tokens[act.i].lemma and t.pos == "NOUN"
    ]
    joined = set(sentence.kids(act.i)) | {act.i, *sentence.above(act.i)}
    same = any(joined & {k, *sentence.above(k)} for k in alike)
    return same or bool(dets & {"any", "every"})


def _provided(act: Act, sentence: Sentence) -> bool:
    """`a pact under which …`, `the treaty provides that …`, `obliges each to …`."""
    for k in (act.i, *sentence.above(act.i)):
        token, head = sentence.tokens[k], sentence.tokens[sentence.tokens[k].head]
        dep = token.dep.partition(":")[0]
        if dep == "acl" and _under_which(sentence, k):
            return True
        if dep in ("ccomp", "xcomp", "advcl") and head.lemma in _words("providing"):
            return True
    return False


def _under_which(sentence: Sentence, k: int) -> bool:
    inside = [sentence.tokens[n].text.lower() for n in sentence.subtree(k)]
    return any(pair == ("under", "which") for pair in pairwise(inside))


def _in_case(sentence: Sentence, k: int) -> bool:
    """`in case of aggression`, `in the event of an attack`: what follows is conditional.

    What was done is none: `troops were put on alert in case of an attack`.
    """
    if sentence.tokens[sentence.root].tag == "VBD":
        return False
    words = " ".join(t.text.lower() for t in sentence.tokens)
    if "in case of" not in words and "in the event" not in words and "should an" not in words:
        return False
    return sentence.tokens[k].dep == "root" or k == sentence.root


def _figurative(act: Act, sentence: Sentence) -> bool:
    """`a price war`, `a war of words`, `a charm offensive`."""
    if not act.code.startswith(_FORCE):
        return False
    for k in (*act.words, *act.objects):
        token = sentence.tokens[k]
        if token.pos not in ("NOUN", "PROPN"):
            continue
        before = {sentence.tokens[n].lemma.lower() for n in sentence.kids(k, "compound", "amod")}
        behind = {
            sentence.tokens[n].lemma
            for n in sentence.kids(k, "nmod")
            if preposition(sentence, n) == "of"
        }
        if (before | behind) & _words("figures"):
            return True
    return False


def _on_a_value(act: Act, sentence: Sentence) -> bool:
    """`a flagrant attack on the independence of the court`: words for what nobody hits."""
    if not act.code.startswith("19") or (
        is_predicate(sentence, act.i) and not sentence.kids(act.i, "cop")
    ):
        return False
    behind = [
        n for n in sentence.kids(act.i, "nmod") if preposition(sentence, n) in ("on", "against")
    ]
    return any(sentence.tokens[n].lemma in _words("abstract") for n in behind)


def _struggle(act: Act, sentence: Sentence) -> bool:
    """`to fight the epidemic`, `battles concerns`: against nobody."""
    if not act.code.startswith("19"):
        return False
    fights = [w for w in act.words if sentence.tokens[w].lemma in _words("fighting_verbs")]
    for parts in (clause(sentence, w) for w in fights if is_predicate(sentence, w)):
        hit = [*parts.objects, *(n for case, n in parts.obliques if case in ("against", "with"))]
        if any(sentence.tokens[n].lemma in _words("struggles") for n in hit):
            return True
    return False


def _ended(act: Act, sentence: Sentence) -> bool:
    """`to end months of fighting`: what is to stop is no new act."""
    if not act.code.startswith(_FORCE):
        return False
    seen = act.i
    for k in sentence.above(act.i):
        dep = sentence.tokens[seen].dep.partition(":")[0]
        if dep not in ("obj", "nmod", "acl", "compound", "amod", "conj"):
            return False
        if sentence.tokens[k].lemma in _words("ending") and sentence.tokens[k].pos == "VERB":
            return dep == "obj"
        seen = k
    return False


def _toll(act: Act, sentence: Sentence) -> bool:
    """`a war that has killed thousands`: what a war or a storm does is nobody's act."""
    if not act.code.startswith(_FORCE) or not is_predicate(sentence, act.i):
        return False
    subjects = clause(sentence, act.i).subjects
    calamity = any(sentence.tokens[k].lemma in _words("calamities") for k in subjects)
    return calamity and not act.actors and not act.symmetric


def _killed_in_clash(act: Act, sentence: Sentence) -> bool:
    """`were killed during clashes between K and L`: the clashes are the act, told beside it."""
    if not act.code.startswith(("18", "19")) or not is_predicate(sentence, act.i) or act.actors:
        return False
    if not clause(sentence, act.i).passive:
        return False
    below = sentence.subtree(act.i)
    fights = [k for k in below if sentence.tokens[k].lemma in wordlist("fighting")]
    within = [n for k in fights for n in sentence.kids(k, "nmod")]
    return any(preposition(sentence, n) == "between" for n in within)


def _puts_at_risk(act: Act, sentence: Sentence) -> bool:
    """`threatening a fragile truce`, `the row threatens to derail talks`: nobody is told so."""
    if not act.code.startswith("13") or sentence.tokens[act.i].lemma not in _words("risking"):
        return False
    parts = clause(sentence, act.i)
    hit = {sentence.tokens[k].lemma for k in parts.objects}
    doers = {sentence.tokens[k].lemma for k in parts.subjects}
    participle = sentence.tokens[act.i].tag == "VBG" and sentence.tokens[act.i].dep == "advcl"
    return (
        bool(hit & _words("at_risk"))
        or bool(doers & _words("risks"))
        or (participle and bool(hit) and not act.targets)
    )


def _by_measure(act: Act, sentence: Sentence) -> bool:
    """`the sanctions target officers`: a measure hits nobody with weapons."""
    if not act.code.startswith(_FORCE) or not is_predicate(sentence, act.i):
        return False
    subjects = clause(sentence, act.i).subjects
    return any(sentence.tokens[k].lemma in _words("measures") for k in subjects)


def _visiting(act: Act, sentence: Sentence) -> bool:
    """`against the visiting president`: who is on a visit, said of him in passing."""
    if not act.i or sentence.tokens[act.i].text != "visiting":
        return False
    before = sentence.tokens[act.i - 1]
    return before.tag in ("IN", "DT") and before.lemma not in ("while", "after", "before", "since")


def _private(act: Act, sentence: Sentence) -> bool:
    """`a farmer sued his neighbour`: what people of a state do to each other before a court."""
    own = {side.sector for side in act.actors}
    return act.code == "115" and bool(own) and own <= {"CVL", "LAB", "EDU"} and not act.targets


def _vague_force(act: Act, sentence: Sentence) -> bool:
    """Force with no victim, no means and no place: `bombed at the box office`."""
    if not act.code.startswith("19") or act.words != (act.i,) or act.symmetric:
        return False
    if act.targets or act.objects or len(act.actors) != 1:
        return False
    parts = clause(sentence, act.i)
    behind = [n for _, n in parts.obliques]
    if any(sentence.tokens[n].lemma in _words("venues") for n in behind):
        return True
    return not any(_is_concrete(sentence, n) for n in behind)


def _is_concrete(sentence: Sentence, n: int) -> bool:
    token = sentence.tokens[n]
    known = nouns().get(token.lemma)
    place = preposition(sentence, n) not in ("on", "after", "before", "since", "until", "by")
    named = token.pos == "PROPN" and place
    return (
        named
        or (known is not None and not known.classes <= {"document"})
        or (place and token.pos == "NOUN" and token.lemma not in wordlist("gatherings"))
    )


_CLEFT = re.compile(
    r"\bIt (?:was|is|were)(?:\s?n['’]t| not| never) (?P<who>.{2,60}?) (?:that|who|which) "
)


def _not_by(act: Act, sentence: Sentence) -> bool:
    """`It was not Armenia that pulled out`: whoever did it, they did not."""
    found = _CLEFT.search(sentence.text)
    if not found:
        return False
    first, last = (sentence.start + place for place in found.span("who"))
    return any(first <= side.start < last for side in act.actors)


FRAMES: tuple[Frame, ...] = (
    Frame("told in a story, film or game", _in_story, "In the novel, China invades Taiwan."),
    Frame("said not to be who did it", _not_by, "It was not Israel that struck Lebanon."),
    Frame("told of a match", _in_match, "India crushed Pakistan by eight wickets."),
    Frame(
        "a clause of a treaty, which says what would be owed",
        _in_clause_of_treaty,
        "Under the pact, an attack on Japan is an attack on Canada.",
    ),
    Frame(
        "silence to reporters",
        _silent,
        "The Israeli army declined to comment on the strike in Damascus.",
    ),
    Frame(
        "what a source asks of reporters",
        _unnamed,
        "An Egyptian diplomat asked not to be named.",
    ),
    Frame(
        "a plan of harm, which is neither done nor agreed with whom it is against",
        _plan_of_harm,
        "Israel's cabinet approved plans for an attack on Lebanon.",
    ),
    Frame("a struggle against nobody", _struggle, "Germany fought the epidemic in Guinea."),
    Frame(
        "what is to be ended",
        _ended,
        "India and Pakistan agreed to a truce to end months of fighting along their border.",
    ),
    Frame(
        "the toll of a war, which is told as nobody's act", _toll, "The war killed many in Chad."
    ),
    Frame(
        "told by the clash it names",
        _killed_in_clash,
        "Two people were killed during clashes between Chad and Niger.",
    ),
    Frame(
        "what is put at risk, and nobody threatened",
        _puts_at_risk,
        "Chad and Sudan traded fire, threatening a fragile truce.",
    ),
    Frame(
        "what a measure is aimed at", _by_measure, "The sanctions target military bases of Sudan."
    ),
    Frame(
        "said in passing",
        _visiting,
        "A lawyer filed a case in Paris against visiting Egyptian President Sisi.",
    ),
    Frame(
        "a private affair",
        _private,
        "A farmer from Ghana sued his neighbour.",
    ),
    Frame(
        "an attack on what nobody can hit",
        _on_a_value,
        "Israel's attack on the independence of the court alarmed Spain.",
    ),
    Frame("a figure of speech", _figurative, "Germany waged a price war against Poland."),
    Frame(
        "force without victim, means or place",
        _vague_force,
        "France bombed at the box office.",
    ),
)
"""In order: the first that holds gives the reason."""
