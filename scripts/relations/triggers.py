"""Sentences of more than one act, and acts told by nouns, participles and passives.

Of each only one word is marked: the class is that of the act which this word tells between the two
marked sides, NONE where it tells none between them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from .generate import CLASSES, KIND, NONE, Writer, deed_in, letters, split
from .inflection import gerund, participle, past
from .marks import Item, Told, tells
from .phrases import sections

_OBJECT = ("B", "B:P", "B:L")
_CASES = ("on", "against", "with", "to", "for", "from", "in", "over", "of", "into", "at", "near")
_VICTIM = re.compile(r"(?<!\w)(?:B:[PL]|[BPL])(?!\w)(?!\.)")
_STILL = ("be", "have", "become", "stand", "want", "need", "hope")
_TOGETHER = ("CONSULT", "COOPERATE", "SUPPORT", "AGREE")


class Telling(Writer):
    """Writes items whose sentence tells more than what is asked."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        lines = sections("nouns.txt")
        self._nouns = dict(line.split(" ", 1) for line in lines["noun of verb"])
        self._around = lines["around"]
        self._unsure = lines["not told as done"]
        self._mutual = _by_class(lines["between"])
        self._owned = _by_class(lines["owned"])
        self._no_object = frozenset(" ".join(lines["no object"]).split())

    def pick(self, *choices: str) -> str:
        return self.rng.choice(choices)

    def other(self, label: str) -> str:
        """Another class of act."""
        return self.rng.choice([c for c in CLASSES if c not in (label, NONE)])

    def plain(self, label: str) -> tuple[str, str, str]:
        """Who does it, verb and rest of a phrase whose verb can be put in any form."""
        while True:
            who, phrase = self.phrase(label, verbal=True)
            verb, rest = split(phrase)
            if verb not in _STILL and "X" not in letters(rest) and letters(rest) & set("BPL"):
                return who, verb, _with_victim(rest)

    def either(
        self, told: Told, one: str | None, two: str | None, label: str, source: str, number: int
    ) -> Item:
        """An item whose class is the same whether its word is marked or none is."""
        return self.item(told, one, two, label, source, number if self.is_marked() else None)

    def same_pair(self, label: str) -> Item:
        """`K condemned L and recalled its ambassador from it`: two acts of one pair."""
        second = self.other(label)
        who, verb, rest = self.plain(label)
        _, verb2, rest2 = self.plain(second)
        rest2 = _with(rest2, self.pick("B", "it", "the country", "its neighbour", "them"))
        did, did2 = tells(past(verb)), tells(past(verb2), 2)
        doing2, doing = tells(gerund(verb2), 2), tells(gerund(verb))
        text = self.pick(
            f"A {did} {rest} and {did2} {rest2}",
            f"A {did} {rest}, and {did2} {rest2}",
            f"A {did} {rest} after it {did2} {rest2}",
            f"A {did} {rest}, {doing2} {rest2}",
            f"A {did} {rest} while {doing2} {rest2}",
            f"A {did} {rest}, having {tells(participle(verb2), 2)} {rest2}",
            f"A {did} {rest} but also {did2} {rest2}",
            f"After {doing} {rest}, A {did2} {rest2}",
            f"A, which {did2} {rest2} last year, {did} {rest}",
            f"A said it had {tells(participle(verb))} {rest} and {did2} {rest2}",
            f"A {did} {rest} by {doing2} {rest2}",
        )
        told = self.dressed(self.told(who, text))
        first = self.rng.random() < 0.5
        return self.item(told, "A", "B", label if first else second, "two acts",
                         1 if first else 2)  # fmt: skip

    def two_pairs(self, label: str) -> Item:
        """`K bombed L after M had recognised N`: each act is of its own pair."""
        second = self.other(label)
        who, verb, rest = self.plain(label)
        _, verb2, rest2 = self.plain(second)
        rest2 = _with(rest2, "Y")
        did = tells(past(verb))
        did2, done2 = tells(past(verb2), 2), tells(participle(verb2), 2)
        text = self.pick(
            f"A {did} {rest} {self.pick('after', 'as', 'while', 'because')} X {did2} {rest2}",
            f"A {did} {rest} days after X had {done2} {rest2}",
            f"X {did2} {rest2} {self.pick('while', 'after', ', and', ', but')} A {did} {rest}",
            f"A, whose ally X {did2} {rest2}, {did} {rest}",
            f"A said X had {done2} {rest2} and it {did} {rest}",
            f"A {did} {rest}; X {did2} {rest2}",
        )
        told = self.dressed(self.told(who, text))
        right = [(1, "A", "B", label), (2, "X", "Y", second), (2, "X", "Y", second)]
        wrong = [
            (1, "X", "Y"),
            (2, "A", "B"),
            (1, "X", "B"),
            (2, "A", "Y"),
            (1, "A", "Y"),
            (1, "X", None),
        ]
        if self.rng.random() < 0.55:
            number, one, two, found = self.rng.choice(right)
            return self.either(told, one, two, found, "two pairs", number)
        number, one, two = self.rng.choice(wrong)
        return self.item(told, one, two, NONE, "two pairs", number)

    def passive(self, label: str) -> Item:
        """`L was bombed`, `L, bombed by K`, `people detained in K`: with and without who did it."""
        for _ in range(40):
            who, verb, rest = self.plain(label)
            object_, _, after = rest.partition(" ")
            if object_ in _OBJECT:
                break
        else:
            return self.below(label)
        done = tells(participle(verb))
        was = self.pick("was", "were", "has been", "have been", "had been", "is being")
        by, one = "by A", "A"
        went = self.pick("were flown home", "asked for help", "lost everything")
        patterns = [
            f"{object_} {was} {done} {after} {by}",
            f"{object_}, {done} {after} {by}, made no comment",
            f"X said that {object_} {was} {done} {after} {by}",
            f"{object_} {done} {after} {by} {went}",
            f"{object_}, which {was} {done} {after} {by}, {past('ask')} X for help",
        ]
        if self.rng.random() < 0.45:
            by, one = "", ""
            patterns = [
                f"{object_} {was} {done} {after}",
                f"{object_} {was} also {done} {after}",
                f"X said that {object_} {was} {done} {after}",
                f"{object_} {was} {done} {after} after X {past('ask')} for it",
            ]
            if label == "COERCE" and self.rng.random() < 0.4:
                one, patterns = "A", [f"{object_} {was} {done} in A {after}"]
        told = self.dressed(self.told(who, self.rng.choice(patterns)))
        return self.either(told, one or None, "B", label, "passive", 1)

    def below(self, label: str) -> Item:
        """An act in a clause below the main one, of which the sentence says more."""
        who, verb, rest = self.plain(label)
        done, doing, did = (tells(f(verb)) for f in (participle, gerund, past))
        text = self.pick(
            f"X said that A had {done} {rest}",
            f"X accused A of {doing} {rest}",
            f"X confirmed that A {did} {rest}",
            f"X, which says A {did} {rest}, called for an inquiry",
            f"The dispute began when A {did} {rest}",
            f"A, which {did} {rest}, held elections in May",
            f"X called for calm after A {did} {rest}",
            f"A spoke to reporters after {doing} {rest}",
            f"A responded by {doing} {rest}",
            f"A left the room, {doing} {rest}",
            f"A issued a statement {doing} {rest}",
            f"A held a meeting and {did} {rest}",
            f"A closed the session, saying it had {done} {rest}",
            f"According to X, A {did} {rest}",
            f"The day on which A {did} {rest} is a holiday in X",
            f"X is angry because A {did} {rest}",
            f"A admitted {doing} {rest}",
        )
        told = self.dressed(self.told(who, text))
        roll = self.rng.random()
        if roll < 0.10:
            return self.item(told, "B", "A", label if label in _TOGETHER else NONE, "below", 1)
        if roll < 0.22 and "X" in told.spans:
            return self.item(told, "X", self.pick("A", "B"), NONE, "below", 1)
        return self.either(told, "A", "B", label, "below", 1)

    def one_sided(self, label: str) -> Item:
        """An act of which only who does it is marked."""
        found = self.below(label) if self.rng.random() < 0.5 else self.positive(label)
        return Item(found.text, found.one, None, found.label, "one side", found.trigger)

    def named(self, label: str) -> tuple[str, str, str, str]:
        """An act as a noun with its sides; who does it, both letters, the phrase."""
        while (found := self._as_noun(label)) is None:
            pass
        return found

    def _as_noun(self, label: str) -> tuple[str, str, str, str] | None:
        if label in self._owned and self.rng.random() < 0.35:
            text = self.phrases.opened(self.rng.choice(self._owned[label]))
            return "official", "A", "B", _with_victim(text)
        who, verb, rest = self.plain(label)
        object_, _, after = rest.partition(" ")
        derived, _, case = self._nouns.get(verb, "").partition(" ")
        name = derived if derived and self.rng.random() < 0.6 else gerund(verb)
        named = tells(name)
        if object_ in _OBJECT:
            what = f"{case if name == derived and case else 'of'} {rest}"
        elif object_ in _CASES and (object_ != "to" or after.split(" ")[0] in _OBJECT):
            what = rest
        elif object_ in self._no_object or not after:
            return None
        else:
            what = f"of {rest}"
        if (deed := _owned_deed(rest)) and self.rng.random() < 0.5:
            named, what = tells(deed[0]), deed[1]
        made = [f"A's {named} {what}", f"A's {named} {what}", f"An {named} {what}",
                f"the {named} {what} by A"]  # fmt: skip
        if self.rng.random() < 0.12 and object_ in _OBJECT:
            return who, "", "B", f"the {named} {what}"
        return who, "A", "B", self.rng.choice(made)

    def nominal(self, label: str) -> Item:
        """`M condemned K's shooting down of L's plane`, `tensions rose after K's visit to L`."""
        who, one, two, phrase = self.named(label)
        unsure = self.rng.random() < 0.12
        frame = self.phrases.opened(self.rng.choice(self._unsure if unsure else self._around))
        frame, upper = _upper(frame)
        told = self.dressed(self.told(who, frame.replace("{}", phrase)))
        roll = self.rng.random()
        if unsure:
            return self.either(told, one or None, two, NONE, "noun", 1)
        if roll < 0.10 and upper and one:
            whom = self.rng.random() < 0.6
            sides = ("X", "A") if whom else ("A", two)
            return self.item(told, *sides, upper if whom else NONE, "noun", 2)
        if roll < 0.18 and "X" in told.spans:
            sides = ("X", two) if self.rng.random() < 0.7 else ("X", one or None)
            return self.item(told, *sides, NONE, "noun", 1)
        if roll < 0.24 and one and label not in _TOGETHER:
            return self.either(told, two, one, NONE, "noun", 1)
        return self.either(told, one or None, two, label, "noun", 1)

    def between(self, label: str) -> Item:
        """`clashes between K and L`, `the agreement that K and L signed`."""
        label = label if label in self._mutual else self.rng.choice(sorted(self._mutual))
        noun = self.phrases.opened(self.rng.choice(self._mutual[label]))
        phrase = self.pick(
            f"{noun} between A and B",
            f"{noun} between A and B",
            f"{noun} of A with B",
            f"A's {_bare(noun)} with B",
            f"{noun} that A had with B",
        )
        frame, _ = _upper(self.phrases.opened(self.rng.choice(self._around)))
        told = self.dressed(self.told("official", frame.replace("{}", phrase)))
        sides = ("A", "B") if self.rng.random() < 0.7 else ("B", "A")
        if self.rng.random() < 0.2 and "X" in told.spans:
            return self.item(told, "X", self.pick("A", "B"), NONE, "between", 1)
        return self.either(told, *sides, label, "between", 1)

    def topic(self, label: str) -> Item:
        """`K met L to discuss the attack on M`: a noun of what is only spoken of."""
        _, _, _, phrase = self.named(self.other(label))
        noun = phrase.replace("A's ", "the ").replace("An ", "the ").replace(" by A", "")
        noun = _with(noun, "Y")
        who, verb, rest = self.plain(label)
        text = self.pick(
            f"A {tells(past(verb), 2)} {rest} over {noun}",
            f"A {tells(past(verb), 2)} {rest}, which had spoken of {noun}",
            f"A {tells(past(verb), 2)} {rest} to discuss {noun}",
            f"Amid fears of {noun}, A {tells(past(verb), 2)} {rest}",
            f"A {tells(past(verb), 2)} {rest} at a conference on {noun}",
        )
        told = self.dressed(self.told(who, text))
        if self.rng.random() < 0.4:
            return self.either(told, "A", "B", label, "topic", 2)
        sides = ("A", "B") if self.rng.random() < 0.6 else ("A", "Y")
        if "Y" not in told.spans and sides[1] == "Y":
            sides = ("A", "B")
        return self.item(told, *sides, NONE, "topic", 1)


def _with_victim(text: str) -> str:
    """Whom it is done to under the letter B, whatever kind it is of."""
    return text if "B" in letters(text) else _VICTIM.sub(lambda m: f"B:{m[0]}", text, count=1)


def _with(rest: str, other: str) -> str:
    """The phrase with another word for whom it is done to."""
    return _VICTIM.sub(other, rest)


def _owned_deed(rest: str) -> tuple[str, str] | None:
    """`sanctions`, `on B` of `impose tough sanctions on B`."""
    noun = deed_in(rest)
    after = rest.partition(noun)[2].strip() if noun else ""
    return (noun, after) if noun and after.split(" ")[0] in _CASES else None


def _upper(frame: str) -> tuple[str, str | None]:
    """A frame `X <ACCUSE:condemned> {}` with its verb marked, and the verb's class."""
    found = re.search(r"<([A-Z]+):([a-z ]+)>", frame)
    if not found:
        return frame, None
    first, _, rest = found[2].partition(" ")
    said = " ".join(filter(None, [tells(first, 2), rest]))
    return frame[: found.start()] + said + frame[found.end() :], found[1]


def _bare(noun: str) -> str:
    return re.sub(r"^(a|an|the) ", "", noun)


def _by_class(lines: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in lines:
        label, _, phrase = line.partition(" ")
        marked = re.sub(r"<([a-z -]+)>", lambda m: _marked_last(m[1]), phrase)
        found.setdefault(label, []).append(marked)
    return found


def _marked_last(words: str) -> str:
    *before, last = words.split(" ")
    return " ".join([*before, tells(last)])


def written(count: int, seed: int) -> Iterator[Item]:
    """`count` items: acts as told, turned by their frame, by noun, beside others; and none."""
    writer = Telling(seed)
    acts = [c for c in CLASSES if c != NONE]
    ways: list[tuple[int, Callable[[str], Item]]] = [
        (22, writer.positive),
        (9, lambda label: writer.turned(writer.rng.choice(list(KIND)))),
        (6, lambda label: writer.trap()),
        (5, writer.apart),
        (9, writer.same_pair),
        (9, writer.two_pairs),
        (7, writer.passive),
        (9, writer.below),
        (5, writer.one_sided),
        (14, writer.nominal),
        (5, writer.between),
        (4, writer.topic),
    ]
    drawn = [way for times, way in ways for _ in range(times)]
    for number in range(count):
        yield writer.rng.choice(drawn)(acts[number % len(acts)])
