"""Events: what the text reports as done, with its date, quantity, place and sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, permutations, product

from ramify.reading.actors.acts import Act
from ramify.reading.actors.named import Side
from ramify.reading.events.contexts import contexts_of
from ramify.reading.events.event_date import Context, day_told, when_of
from ramify.reading.events.standing import ActStanding, victims
from ramify.reading.statements import Document
from ramify.reading.syntax.clauses import clause
from ramify.reading.syntax.relations import is_predicate, preposition
from ramify.reading.syntax.sentence import Sentence
from ramify.reading.syntax.word_lists import agents, nouns, wordlist
from ramify.reading.time.calendar_words import NUMBER_WORDS
from ramify.record.events import Event, Quantity, ToldIn
from ramify.record.evidence import TextEvidence

UNSPECIFIED = "---"
"""CAMEO's own mark of an actor the source does not name."""

_MOST_DYADS = 12
_SCALE = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "dozen": 12,
}
_CURRENCIES = {"$": "dollars", "€": "euros", "£": "pounds", "¥": "yen"}
_NEEDS_TARGET = ("042", "043")
"""A visit to nobody we know tells nothing of two sides."""
_CONCORD = ("030", "031", "032", "033", "036", "05", "06", "07", "110")
"""What the organs of one state do with each other is no act of it on itself."""
_EACH_WAY = ("111", "112", "154")
"""What two do to each other and each is answerable for: `accused each other`."""
_FORCE = ("18", "19", "20")
_DONE_TO = ("0841", "173", "174", "176", *_FORCE)
"""What is told of whom it hit, whoever did it; in passing (`who had been arrested`) only force."""
_SEIZING = ("190", "191", "192", "194", "195")
_LOCATIVE = frozenset({"in", "at", "near", "on", "off", "outside", "inside"})
_CALENDAR = re.compile(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?$|\w+day$|\d")


def events_of(
    act: Act, context: Context, standing: ActStanding, where: ToldIn | None = None
) -> Iterator[Event]:
    """The events of one act, one for each pair of actor and target.

    None of what has no status; verbal statements without a further act
    (root 01, save denials and claims of responsibility) are left out.
    """
    sentence = context.sentences[act.number]
    verbal = is_predicate(sentence, act.i)
    if standing.status is None or (act.code in ("010", "011", "012", "013", "014") and verbal):
        return
    planned = standing.status == "planned"
    found = when_of(act, context)
    if found and found.ahead and found.relative and _is_past(sentence, act.i):
        found = None
    spoken = act.code.startswith(("02", "03", "10", "12", "13"))
    if found and found.ahead and not planned and not spoken:
        return
    when, reported = day_told(found, act, context, planned=planned)
    attributed = standing.status != "happened"
    act = victims(act, standing, context)
    for actor, target in _dyads(act):
        if actor is None and not _worth_telling(act, target, sentence):
            continue
        if target is None and act.code in _NEEDS_TARGET:
            continue
        if target and actor and _is_itself(actor, target, act):
            target = None
        yield Event(
            when=when,
            reported=reported,
            status=standing.status,
            told_in=where,
            holder=standing.holder.actor if attributed else None,
            holder_name=standing.holder.name if attributed else None,
            actor=actor.id if actor else UNSPECIFIED,
            action=act.code,
            target=target.id if target else None,
            actor_sector=actor.sector if actor else None,
            target_sector=target.sector if target else None,
            actor_name=(actor.name or None) if actor else act.unnamed,
            target_name=(target.name or None) if target else None,
            object=_object(act, sentence, context),
            quantity=quantity_of(act, sentence),
            place=place_of(act, sentence, context),
            context=contexts_of(act.code, _lemmas(act, sentence)),
            summary=_summary(act, sentence, context),
            evidence=(evidence(sentence.start, sentence.end, context.document),),
        )


def _is_past(sentence: Sentence, i: int) -> bool:
    """`sent`, `has sent for the first time in ten years`: what is told so lies behind."""
    had = any(sentence.tokens[k].lemma == "have" for k in sentence.kids(i, "aux"))
    return sentence.tokens[i].tag == "VBD" or (had and sentence.tokens[i].tag == "VBN")


def _is_itself(actor: Side, target: Side, act: Act) -> bool:
    """Whether actor and target are one: another sector of one society is another."""
    if target.id != actor.id:
        return False
    rulers: tuple[str | None, ...] = ("GOV", "ELI", None)
    if act.code.startswith(_CONCORD):
        rulers = (*rulers, "MIL", "LEG", "JUD", "COP")
    same = target.sector in (None, actor.sector) or actor.sector is None
    same = same or (actor.sector in rulers and target.sector in rulers)
    return same or act.symmetric


def _worth_telling(act: Act, target: Side | None, sentence: Sentence) -> bool:
    """Whether an act of somebody unknown is told: a name at least, or whom it hit."""
    if act.unnamed and act.unnamed.lower() in wordlist("pron"):
        return False
    if target is None:
        return act.unnamed is not None and (act.named or act.code >= "14")
    aside = sentence.tokens[act.i].dep.startswith("acl")
    return act.unnamed is not None or act.code.startswith(_FORCE if aside else _DONE_TO)


def evidence(start: int, end: int, document: Document) -> TextEvidence:
    """A verbatim stretch of a document."""
    return TextEvidence(
        document=document.id,
        name=document.name,
        start=start,
        end=end,
        quote=document.text[start:end],
    )


def _dyads(act: Act) -> list[tuple[Side | None, Side | None]]:
    """Pairs of actor and target; those who do it together face each other, each pair of them."""
    actors = tuple({(s.id, s.sector): s for s in reversed(act.actors)}.values())[::-1]
    alone = actors if not act.targets else act.targets if not actors else ()
    together = tuple({s.id: s for s in alone}.values())
    pairs: list[tuple[Side | None, Side | None]]
    if act.symmetric and len(together) > 1:
        each = permutations if act.code.startswith(_EACH_WAY) else combinations
        pairs = list(each(together, 2))
    else:
        pairs = list(product(actors or (None,), act.targets or (None,)))
    return pairs[:_MOST_DYADS]


def quantity_of(act: Act, sentence: Sentence) -> Quantity | None:
    """The number that goes with the object of an act."""
    for k in (*act.objects, *act.words[1:]):
        for noun in _measured(sentence, k):
            numbers = sentence.kids(noun, "nummod")
            if value := _number(sentence, [*numbers, noun]):
                word = sentence.tokens[noun].text.lower()
                unit = _CURRENCIES.get(word) or _currency_before(sentence, noun) or word
                return Quantity(value=value, unit=unit, about=_about(sentence, min(numbers)))
    return None


def _currency_before(sentence: Sentence, noun: int) -> str | None:
    """`$50 billion`, where a parse takes the scale for the noun."""
    if sentence.tokens[noun].lemma not in _SCALE:
        return None
    near = sentence.tokens[max(0, noun - 3) : noun]
    return next((unit for t in near if (unit := _CURRENCIES.get(t.text))), None)


def _about(sentence: Sentence, n: int) -> bool:
    before = sentence.tokens[max(0, n - 5) : n]
    return any(token.text.lower() in wordlist("about_number") for token in before)


def _measured(sentence: Sentence, k: int, depth: int = 0) -> list[int]:
    below = [n for n in sentence.kids(k, "nmod") if preposition(sentence, n) == "of"]
    return [k, *(m for n in below if depth < 3 for m in _measured(sentence, n, depth + 1))]


def _number(sentence: Sentence, words: list[int]) -> float | None:
    """The number that words of amount make together: `6,700`, `four`, `50 billion`."""
    value, scale = None, 1.0
    below = [k for n in words[:-1] for k in (n, *sentence.kids(n, "compound", "flat", "nummod"))]
    for k in dict.fromkeys((*below, words[-1])):
        token = sentence.tokens[k]
        text = token.text.replace(",", "").lower()
        scale *= _SCALE.get(token.lemma, 1)
        if re.fullmatch(r"\d+(?:\.\d+)?", text) and k in below:
            value = float(text)
        elif text in NUMBER_WORDS and k in below:
            value = float(NUMBER_WORDS[text])
    if value is None:
        return scale if scale > 1 and below else None
    return value * scale


def place_of(act: Act, sentence: Sentence, context: Context) -> str | None:
    """Where it happened, in the text's own words."""
    if act.code in ("042", "043") and (there := _visited(act, sentence, context)):
        return there
    below = [k for w in (*act.words, *act.objects) for k in sentence.kids(w, "obl", "nmod")]
    below += [n for k in below for n in sentence.kids(k, "nmod")]
    if act.code.startswith(_SEIZING) and (there := _invaded(act, sentence, context)):
        return there
    if is_predicate(sentence, act.i):
        below += [n for k in clause(sentence, act.i).subjects for n in sentence.kids(k, "nmod")]
    for k in below:
        case = preposition(sentence, k)
        if case == "on" and context.cast.named_at(act.number, k):
            continue
        if case in _LOCATIVE:
            words = _gathering_site(sentence, k)
            if (
                not words
                and sentence.tokens[k].pos == "PROPN"
                and _is_place(sentence, k, act, context)
            ):
                words = _name_words(sentence, k)
            if words:
                start, end = sentence.span(words)
                return context.document.text[start:end][:80]
    return None


def _invaded(act: Act, sentence: Sentence, context: Context) -> str | None:
    """`invaded southern Lebanon`, `recaptured Kidal`: what was attacked is where it happened."""
    for k in act.objects:
        named = context.cast.named_at(act.number, k)
        if named and (named.kind == "territory" or sentence.kids(k, "amod")):
            start, end = sentence.span(_name_words(sentence, k))
            return context.document.text[start:end][:80]
    return None


def _visited(act: Act, sentence: Sentence, context: Context) -> str | None:
    """`visited Budapest`, `a visit to Pyongyang`: the city, where the target is one."""
    for w in (*act.words, *act.objects):
        for k in (w, *sentence.kids(w, "obl", "nmod", "obj")):
            named = context.cast.named_at(act.number, k)
            if named and named.kind == "metonym":
                return named.text
    return None


def _gathering_site(sentence: Sentence, k: int) -> list[int]:
    """`at the Vostochny Cosmodrome meeting`: the site a gathering is named after."""
    if sentence.tokens[k].lemma not in wordlist("gatherings"):
        return []
    sites = [n for n in sentence.kids(k, "compound") if sentence.tokens[n].pos == "PROPN"]
    words = sorted({w for n in sites for w in sentence.subtree(n)})
    return [w for w in words if not _CALENDAR.match(sentence.tokens[w].text)]


def _name_words(sentence: Sentence, k: int) -> list[int]:
    inside = sentence.subtree(k, without=("case", "acl", "punct", "conj", "cc", "obl"))
    names = [w for w in inside if sentence.tokens[w].dep != "det"]
    return [w for w in names if not _CALENDAR.match(sentence.tokens[w].text)]


def _is_place(sentence: Sentence, k: int, act: Act, context: Context) -> bool:
    """A known name of a place, a kind of site, or any other name after `in`."""
    named = context.cast.named_at(act.number, k)
    if named:
        return named.kind in ("name", "metonym", "territory")
    word = sentence.tokens[k].text
    if _CALENDAR.match(word) or sentence.kids(k, "nummod"):
        return False
    noun = nouns().get(word.lower())
    if noun:
        return "site" in noun.classes
    return preposition(sentence, k) in ("in", "near", "at") and word.lower() not in agents()


def _object(act: Act, sentence: Sentence, context: Context) -> str | None:
    """What was signed, sent or lifted, in the text's own words."""
    for k in (*act.words[1:], *act.objects):
        if sentence.tokens[k].pos not in ("NOUN", "PROPN"):
            continue
        named = context.cast.named_at(act.number, k)
        if named and set(named.ids) & {s.id for s in act.targets}:
            continue
        inside = sentence.subtree(
            k, without=("acl", "case", "punct", "conj", "cc", "appos", "parataxis")
        )
        while inside and sentence.tokens[inside[0]].pos in ("DET", "PUNCT"):
            inside.pop(0)
        if inside:
            start, end = sentence.span(inside)
            return context.document.text[start:end][:160]
    return None


def _lemmas(act: Act, sentence: Sentence) -> list[str]:
    """The words of the clause that tells it, clauses within it and beside it left out."""
    inside = sentence.subtree(act.i, without=("advcl", "parataxis", "conj", "acl:relcl"))
    words = sorted({*inside, *(w for k in act.objects for w in sentence.subtree(k))})
    return [sentence.tokens[w].lemma.lower() for w in words]


def _summary(act: Act, sentence: Sentence, context: Context) -> str:
    """The clause that tells it, verbatim."""
    if not is_predicate(sentence, act.i):
        inside = sentence.subtree(act.i)
    else:
        without = ("advcl", "parataxis", "mark", "cc", "acl:relcl")
        inside = sentence.subtree(act.i, without=without)
        parts = clause(sentence, act.i)
        inside = sorted(
            {
                *inside,
                *(
                    w
                    for k in parts.subjects
                    if k < act.i
                    for w in sentence.subtree(k, without=without)
                ),
            }
        )
    while inside and sentence.tokens[inside[0]].pos == "PUNCT":
        inside.pop(0)
    while len(inside) > 1 and sentence.tokens[inside[-1]].text in ".,;:":
        inside.pop()
    start, end = sentence.span(inside or [act.i])
    return context.document.text[start:end][:300]
