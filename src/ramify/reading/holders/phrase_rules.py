"""Whom a noun phrase stands for where it says or thinks something: rules in order."""

from __future__ import annotations

from collections.abc import Callable

from ramify.reading.actors.antecedents import full_name_of
from ramify.reading.holders.holder_phrase import HolderPhrase
from ramify.reading.holders.whereabouts import in_department, seated_in, where_they_are
from ramify.reading.statements import Holder, HolderKind
from ramify.reading.syntax.clauses import clause
from ramify.reading.syntax.relations import preposition
from ramify.reading.syntax.rule import Rule
from ramify.reading.syntax.sentence import Sentence
from ramify.reading.syntax.speech import cues, speaks
from ramify.reading.syntax.word_lists import agents, nouns, wordlist

_PERSONAL = frozenset({"he", "she"})
_NEUTER = frozenset({"it", "they"})
_OWN = frozenset({"its", "their", "his", "her"})
_APPOSED = 3
"""Words between a name and `whose`."""


def _as(kind: HolderKind) -> Callable[[HolderPhrase], Holder]:
    return lambda phrase: phrase.held(kind=kind)


def _with_determiner(phrase: HolderPhrase) -> str:
    return phrase.speakers.phrases.with_determiner(*phrase.at)


def _scholar(phrase: HolderPhrase) -> Holder:
    if body := _body_of(phrase):
        return phrase.held(body)
    kind: HolderKind = "unnamed" if _is_opponent(phrase.sentence, phrase.s) else "scholars"
    return Holder(name=_with_determiner(phrase), kind=kind)


def _body_of(phrase: HolderPhrase) -> str | None:
    """`UN experts`, `NATO analysts`: whom an organisation employs speaks for it."""
    cast = phrase.speakers.cast
    beside = phrase.sentence.kids(phrase.s, "compound", "nmod:poss")
    ids = {side.id for k in beside for side in cast.sides(phrase.number, k)}
    bodies = [one for one in ids if cast.groups.get(one)]
    return bodies[0] if len(ids) == 1 and bodies else None


def _one_of_them(phrase: HolderPhrase) -> Holder | None:
    """`one of them told us`: of those who spoke, or were spoken of, just before."""
    of = phrase.sentence.kids(phrase.s, "nmod")
    them = any(phrase.sentence.tokens[k].text.lower() == "them" for k in of)
    earlier = phrase.speakers.earlier
    if phrase.word != "one" or not them:
        return None
    return earlier.last_speaker(phrase.number) or earlier.scholars(phrase.number)


def _is_opponent(sentence: Sentence, s: int) -> bool:
    """`government critics`, `his critics`, `critics of the pact`: no scholars of it."""
    of = [k for k in sentence.kids(s, "nmod") if preposition(sentence, k) == "of"]
    beside = of or sentence.kids(s, "nmod:poss", "compound")
    return sentence.tokens[s].lemma == "critic" and bool(beside)


def _same_scholars(phrase: HolderPhrase) -> Holder | None:
    return phrase.speakers.earlier.scholars(phrase.number) if phrase.word == "they" else None


def _is_thing(phrase: HolderPhrase) -> bool:
    return phrase.speakers.phrases.is_thing(*phrase.at)


def _is_full_name_of_scholar(phrase: HolderPhrase) -> bool:
    full = full_name_of(phrase.speakers.sentences, *phrase.at)
    return full is not None and phrase.speakers.phrases.is_scholar(*full)


def _is_press(phrase: HolderPhrase) -> bool:
    phrases = phrase.speakers.phrases
    outlet = phrase.is_name and phrases.is_outlet(*phrase.at)
    return phrases.is_press(*phrase.at) or outlet


def _is_named_scholar(phrase: HolderPhrase) -> bool:
    return phrase.is_name and phrase.speakers.phrases.is_scholar(*phrase.at)


def _official(phrase: HolderPhrase) -> Holder | None:
    named = _is_named_scholar(phrase)
    return phrase.speakers.earlier.in_office(*phrase.at) if named else None


def _issuer(phrase: HolderPhrase) -> Holder | None:
    paper = {phrase.token.lemma, phrase.word} & cues("nouns", "papers")
    return phrase.speakers.issuer(*phrase.at) if paper else None


def _again_in_office(phrase: HolderPhrase) -> Holder | None:
    """`the ministry`, whose only clue is who spoke before."""
    speakers = phrase.speakers
    alone = speakers.offices.is_alone(*phrase.at)
    again = speakers.earlier.named_again(*phrase.at) if alone else None
    return again if again and again.actor else None


def _is_actor(phrase: HolderPhrase) -> bool:
    return bool(phrase.speakers.cast.sides(*phrase.at))


def _actor(phrase: HolderPhrase) -> Holder:
    speakers = phrase.speakers
    return speakers.as_actor(*phrase.at, speakers.phrases.ids(*phrase.at))


def _spoken_of(phrase: HolderPhrase) -> Holder | None:
    """`he`, `it`, a surname: whoever was told of as speaking before."""
    earlier, number = phrase.speakers.earlier, phrase.number
    known = earlier.last_person(number) if phrase.word in _PERSONAL else None
    if phrase.word in _NEUTER:
        known = earlier.speaks_before(*phrase.at) or earlier.last_speaker(number)
    return known or earlier.named_again(*phrase.at)


def _serving(phrase: HolderPhrase) -> Holder | None:
    ids = phrase.speakers.offices.serves(*phrase.at) if phrase.is_name else ()
    return phrase.held(ids[0]) if len(ids) == 1 else None


def _both(phrase: HolderPhrase) -> Holder | None:
    """`Both deny it`: the two that the sentence before names last."""
    speakers, before = phrase.speakers, phrase.number - 1
    if phrase.word != "both" or before < 0:
        return None
    tokens = speakers.sentences[before].tokens
    ids = [one for t in tokens for one in speakers.phrases.ids(before, t.i) if t.pos == "PROPN"]
    two = tuple(dict.fromkeys(reversed(ids)))[:2]
    return speakers.of_two(phrase.words, two) if len(two) > 1 else None


def _counted(phrase: HolderPhrase) -> Holder | None:
    known = phrase.is_any_of("counted")
    return phrase.speakers.earlier.last_speaker(phrase.number) if known else None


def _in_office(phrase: HolderPhrase) -> Holder | None:
    state = phrase.speakers.offices.state_served(*phrase.at)
    return phrase.held(state) if state else None


def _whose(phrase: HolderPhrase) -> Holder | None:
    """`Moscow, whose embassy in Skopje said`: the office of whoever was just named."""
    tokens = phrase.sentence.tokens
    owners = phrase.sentence.kids(phrase.s, "nmod:poss")
    whose = next((k for k in owners if tokens[k].text.lower() == "whose"), None)
    before = [t.i for t in tokens[: whose or 0] if t.pos == "PROPN"]
    near = before and whose is not None and whose - before[-1] <= _APPOSED
    ids = phrase.speakers.phrases.ids(phrase.number, before[-1]) if near else ()
    return phrase.held(ids[0]) if len(ids) == 1 else None


def _its_own(phrase: HolderPhrase) -> Holder | None:
    """`China will act, its defence ministry said`: of whom the words beside it tell."""
    tokens = phrase.sentence.tokens
    owned = any(tokens[k].text.lower() in _OWN for k in phrase.sentence.kids(phrase.s, "nmod:poss"))
    over = phrase.token.head
    if not owned or not speaks(phrase.sentence, over):
        return None
    beside = tokens[over].dep.partition(":")[0] == "parataxis"
    said = [tokens[over].head] if beside else phrase.sentence.kids(over, "ccomp", "parataxis")
    first = [s for k in said for s in clause(phrase.sentence, k).subjects if s < phrase.s]
    ids = {one for s in first[:1] for one in phrase.speakers.phrases.ids(phrase.number, s)}
    return phrase.held(next(iter(ids))) if len(ids) == 1 else None


def _office_of_one(phrase: HolderPhrase) -> Holder | None:
    """`the deputy premier's office`: no thing, where whose it is holds an office."""
    owners = phrase.sentence.kids(phrase.s, "nmod:poss") if phrase.token.lemma == "office" else []
    one = next((k for k in owners if phrase.sentence.tokens[k].lemma in agents()), None)
    if one is None:
        return None
    ids = phrase.speakers.phrases.ids(phrase.number, one)
    return phrase.held(ids[0] if len(ids) == 1 else None)


def _is_figure(phrase: HolderPhrase) -> bool:
    """`a senior figure of the party`: a person, and no number in a report."""
    beside = phrase.sentence.kids(phrase.s, "amod", "compound")
    words = {phrase.sentence.tokens[k].text.lower() for k in beside}
    return phrase.token.lemma == "figure" and bool(words & cues("words", "of_rank"))


def _is_one_of_standing(phrase: HolderPhrase) -> bool:
    """`the archbishop`, `a pastor`: one who is known by what he is; no source or official."""
    one = phrase.token.tag == "NN" and phrase.token.lemma in agents()
    return one and not (phrase.is_any_of("unnamed") or phrase.is_any_of("nameless"))


def _is_unknown_name(phrase: HolderPhrase) -> bool:
    return phrase.is_name and phrase.token.lemma.lower() not in nouns()


def _is_somebody(phrase: HolderPhrase) -> bool:
    return phrase.token.lemma in agents() or phrase.token.lemma in wordlist("transparent")


def _is_who_says_it(phrase: HolderPhrase) -> bool:
    """`the visitor said`: whoever speaks is somebody, if no list knows the word; no paper is."""
    said = phrase.sentence.tokens[phrase.token.head]
    nearest = phrase.sentence.kids(said.i, "nsubj")[-1:] == [phrase.s]
    talks = said.lemma in ("say", "tell", "add") and nearest
    paper = phrase.is_any_of("papers") or phrase.is_any_of("plan") or phrase.is_any_of("content")
    known = phrase.token.lemma in nouns()
    return phrase.token.pos == "NOUN" and talks and not paper and not known


PHRASES: tuple[Rule[HolderPhrase, Holder | None], ...] = (
    Rule(
        "scholars",
        lambda p: p.is_any_of("scholars"),
        _scholar,
        "Critics call for talks with Iran.",
    ),
    Rule(
        "the same scholars",
        _same_scholars,
        _same_scholars,
        "Analysts say the truce is weak. They say that it will fail.",
    ),
    Rule(
        "somebody's office",
        _office_of_one,
        _office_of_one,
        "Chad protested on Monday. The prime minister's office said that the raid was wrong.",
    ),
    Rule(
        "a thing",
        _is_thing,
        lambda p: None,
        "Comments from Chad suggest that the border will stay shut.",
    ),
    Rule(
        "surname of a scholar",
        _is_full_name_of_scholar,
        _as("scholars"),
        "“It is a message,” said Henry Rome, an analyst at a bank. Rome said the truce was weak.",
    ),
    Rule(
        "the press",
        _is_press,
        _as("reports"),
        "According to Turkish reports, Greece is in breach of the treaty.",
    ),
    Rule(
        "scholar in office",
        _official,
        _official,
        "Polish Foreign Minister Ana Lima spoke. Ana Lima, a professor, said the ban was wrong.",
    ),
    Rule(
        "named scholar",
        _is_named_scholar,
        _as("scholars"),
        "“This is important,” said Henry Rome, an Iran analyst at the Eurasia Group.",
    ),
    Rule(
        "issuer of a paper",
        _issuer,
        _issuer,
        "A statement by the Polish government said that the blockade was dangerous.",
    ),
    Rule(
        "office again",
        _again_in_office,
        _again_in_office,
        "Kenya's foreign ministry protested. The raid was wrong, the ministry said.",
    ),
    Rule(
        "whose office",
        _whose,
        _whose,
        "They blamed Russia, whose embassy in Chad denied that it was a threat.",
    ),
    Rule(
        "both",
        _both,
        _both,
        "Chad accused Sudan of sheltering bandits. Both said that the border was dangerous.",
    ),
    Rule("actor", _is_actor, _actor, "Kim said nothing."),
    Rule(
        "spoken of before",
        _spoken_of,
        _spoken_of,
        "A statement was issued by the European Union, in which they noted that Iran lies.",
    ),
    Rule(
        "serving a state",
        _serving,
        _serving,
        "Okello Oryem, who serves as Uganda's minister for trade, said the ban was wrong.",
    ),
    Rule(
        "counted",
        _counted,
        _counted,
        "“The ban is wrong,” Kenyan President William Ruto said. The duo said the raid was wrong.",
    ),
    Rule(
        "one of them",
        _one_of_them,
        _one_of_them,
        "Analysts say the truce is weak. “It will fail,” one of them said.",
    ),
    Rule(
        "in a department",
        in_department,
        in_department,
        "“The islands are ours,” a director in Vanuatu's lands department said.",
    ),
    Rule(
        "an office of its own",
        _its_own,
        _its_own,
        "Indonesia will not be sending anyone before there is a resolution of the Security Council"
        ", its defence ministry repeats.",
    ),
    Rule(
        "seated in",
        seated_in,
        seated_in,
        "“The next shell will be answered,” the chief of staff in Cairo warned.",
    ),
    Rule(
        "where they are",
        where_they_are,
        where_they_are,
        "At the European Union, officials said that the ban on Chad was wrong.",
    ),
    Rule(
        "a figure",
        _is_figure,
        _as("actor"),
        "“It is wrong,” a senior figure of the ruling party told a crowd in Chad.",
    ),
    Rule(
        "learned",
        lambda p: p.is_any_of("learned") and p.token.tag == "NN" and p.token.lemma != "author",
        _as("scholars"),
        "A professor said that the truce with Chad was weak.",
    ),
    Rule(
        "reports",
        lambda p: p.is_any_of("reports"),
        _as("reports"),
        "A poll showed that most Taiwanese see the island as a nation of its own.",
    ),
    Rule(
        "in office",
        _in_office,
        _in_office,
        "Kenya protested on Monday. Foreign Minister Jeje Odongo said the closure was necessary.",
    ),
    Rule(
        "unknown name",
        _is_unknown_name,
        _as("actor"),
        "Denzel Washington praised the film festival in Cannes.",
    ),
    Rule(
        "one of standing",
        _is_one_of_standing,
        _as("actor"),
        "The archbishop said that the raid on Chad was wrong.",
    ),
    Rule(
        "somebody",
        _is_somebody,
        lambda p: Holder(name=_with_determiner(p), kind="unnamed"),
        "Officials warned that talks had failed.",
    ),
    Rule(
        "who says it",
        _is_who_says_it,
        lambda p: p.held(kind="actor" if p.token.tag == "NN" else "unnamed"),
        "The ban would stay in force, the visitor to Chad said, until the war was over.",
    ),
    Rule(
        "anybody",
        lambda p: p.is_any_of("unnamed") or p.token.pos in ("PRON", "DET"),
        lambda p: Holder(name=p.word, kind="unnamed"),
        "Nobody promised to fight.",
    ),
)
"""In order: the first that fits decides; where none does nobody is meant."""
