"""Descriptions in a document: `the junta`, `both sides`, `the president`; each says why."""

from __future__ import annotations

import re

from ramify.reading.actors.antecedents import BACK, BACK_FOR_PERSONS, Antecedents, Meant, ToldBefore
from ramify.reading.actors.foreigners import foreign_to
from ramify.reading.actors.named import Named
from ramify.reading.syntax.clauses import clause
from ramify.reading.syntax.relations import is_predicate, preposition
from ramify.reading.syntax.sentence import Sentence, Token
from ramify.reading.syntax.told_places import place_of
from ramify.reading.syntax.word_lists import wordlist

_COUNTS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_BROKERED = re.compile(r"\s?[-–‑]\s?(?:brokered|mediated|facilitated|sponsored)\b")
_MEDIATES = re.compile(
    r"(?: and [\w ]{2,30})?,? (?:ha(?:s|d|ve) )?(?:also )?(?:offered to |tried to |agreed to )?"
    r"(?:mediate[ds]?|broker(?:ed|s)?|host(?:ed|s)? (?:the )?talks)\b"
)
OPPOSITE = {"north": "south", "south": "north", "east": "west", "west": "east"}
_OWNING = frozenset({"of", "from"})


class Descriptions:
    """Resolves nouns that name nobody by whom they were said of. None where that is not plain."""

    def __init__(self, cast: Antecedents) -> None:
        self._cast, self._told = cast, ToldBefore(cast)
        self._armed = {a for n in cast.named if n.sector == "REB" for a in n.ids}
        """Armed groups, which have no government."""
        self._brokers = {
            a
            for n in cast.named
            if _BROKERED.match(cast.text, n.end) or _MEDIATES.match(cast.text, n.end)
            for a in n.ids
        }
        """Those who brought others together: no side of what these do."""

    def there(self, number: int, i: int) -> Meant | None:
        """`in K, where the authorities jailed …`, `the government building in K`: of that state."""
        sentence = self._cast.sentences[number]
        place = place_of(sentence, sentence.tokens[i])
        named = self._cast.named_at(number, place) if place is not None else None
        if named is None or len(named.ids) != 1 or self._told.is_group(named.ids[0]):
            return None
        own = sentence.kids(i, "amod", "compound", "nmod:poss", "nmod")
        if any(self._cast.named_at(number, k) for k in own):
            return None
        return Meant(named.ids, "description", f"told of {named.text}, where they are")

    def body(self, number: int, i: int) -> Meant | None:
        """`the bloc`: the group last named; `the junta`: the state the text is about."""
        token = self._cast.sentences[number].tokens[i]
        word = token.text.lower()
        lemma = word if word in wordlist("bodies") | wordlist("blocs") else token.lemma
        if named := self._called(number, i, lemma):
            return named
        if lemma not in wordlist("bodies") | wordlist("blocs"):
            return None
        if self._cast.issuer and lemma in ("government", "ministry"):
            return Meant((self._cast.issuer,), "description", "whose statement it is")
        wants_group = lemma in wordlist("blocs")
        main = self._cast.main
        ruling = lemma in wordlist("regimes") or self._is_military(number, i)
        if not wants_group and ruling and self._cast.seized:
            return Meant((self._cast.seized,), "description", "the state of whose coup it tells")
        verb = self._cast.sentences[number].tokens[i].head
        if main in (foreign := foreign_to(self._cast, number, verb)):
            main = None
        if not wants_group and main and lemma in wordlist("regimes"):
            return Meant((main,), "description", "the state the document is about")
        for back in range(number, max(-1, number - BACK), -1):
            near = [(k, n) for k, n in self._told.before(back, number, i) if n.sector != "REB"]
            barred = self._told.own_subjects(number, i) if back == number else set()
            barred = barred | foreign
            near = [(k, n) for k, n in near if not barred & set(n.ids)]
            doing = [n for k, n in near if not self._is_where(back, k)]
            names = doing or [n for _, n in near]
            ids = [a for n in names for a in n.ids if self._told.is_group(a) == wants_group]
            ids = [a for a in ids if a not in self._armed]
            bodies = [n.ids[0] for n in names if n.kind == "group" and n.ids[0] in ids]
            if wants_group and bodies:
                return Meant((bodies[-1],), "description", "the group last named")
            if wants_group and ids:
                return Meant((ids[-1],), "description", "the group last named")
            if len(set(ids)) == 1:
                return Meant((ids[0],), "description", "the state last named")
            doer = None if wants_group else self._doer(back, number)
            if doer and doer not in foreign:
                return Meant((doer,), "description", "the state that last acted")
            if main in ids:
                break
        if wants_group or not main:
            return None
        return Meant((main,), "description", "the state the document is about")

    def _is_military(self, number: int, i: int) -> bool:
        """`the military government`, `the transitional authorities`."""
        sentence = self._cast.sentences[number]
        before = {sentence.tokens[k].lemma for k in sentence.kids(i, "amod", "compound")}
        return bool(before & {"military", "transitional", "junta", "coup"})

    def armed(self, number: int, i: int) -> Meant | None:
        """`the movement`, `the group`: the armed group last named, if one was; else a body."""
        for back in range(number, max(-1, number - BACK), -1):
            ids = [n.ids[0] for _, n in self._told.before(back, number, i) if n.sector == "REB"]
            if ids:
                return Meant((ids[-1],), "description", "the armed group last named")
        token = self._cast.sentences[number].tokens[i]
        bloc = {token.lemma, token.text.lower()} & wordlist("blocs")
        return self.body(number, i) if bloc else self._acting_group(number, i)

    def _acting_group(self, number: int, i: int) -> Meant | None:
        """`the group`: the organisation told of as acting last, unless somebody unknown acts."""
        for back in range(number, max(-1, number - 3), -1):
            sentence = self._cast.sentences[back]
            for k in reversed(self._told.subjects_in(back, i if back == number else None)):
                ids = {s.id for s in self._cast.sides(back, k)}
                if len(ids) == 1 and self._told.is_group(only := next(iter(ids))):
                    return Meant((only,), "description", "the group that last acted")
                if not ids and sentence.tokens[k].pos == "PROPN":
                    return None
        return None

    def rebels(self, number: int, i: int) -> Meant | None:
        """`the rebels`, `rebel forces`: the one armed group of the text, or the last named."""
        sentence = self._cast.sentences[number]
        token = sentence.tokens[i]
        head = token.head if token.dep in ("compound", "amod") else i
        beside = sentence.kids(head, "amod", "compound", "nmod:poss")
        beside += [k for k in sentence.kids(head, "nmod") if preposition(sentence, k) in _OWNING]
        if any(self._cast.named_at(number, k) for k in (*beside, head) if k != i):
            return None
        groups = self._armed
        if len(groups) == 1:
            return Meant(tuple(groups), "description", "the one armed group named")
        told = any(sentence.tokens[k].text.lower() == "the" for k in sentence.kids(head, "det"))
        for back in range(number, max(-1, number - BACK), -1) if told else ():
            ids = [n.ids[0] for _, n in self._told.before(back, number, i) if n.sector == "REB"]
            if ids:
                return Meant((ids[-1],), "description", "the armed group last named")
        return None

    def compass(self, number: int, i: int) -> Meant | None:
        """`the South`: of states named after it, the one; `the north`: the other of the two."""
        word = self._cast.sentences[number].tokens[i].text.lower()
        names = {n.text: n.ids for n in self._cast.named if n.kind == "name" and len(n.ids) == 1}
        called = {ids for text, ids in names.items() if text.lower().startswith(f"{word} ")}
        if not called:
            other = f"{OPPOSITE[word]} "
            rest = [t.partition(" ")[2] for t in names if t.lower().startswith(other)]
            called = {names[text] for text in rest if text in names}
        return Meant(next(iter(called)), "description", "so called") if len(called) == 1 else None

    def forces(self, number: int, i: int) -> Meant | None:
        """`the troops`, `the force`: of the one whose forces were told of last."""
        for back in range(number, max(-1, number - BACK), -1):
            sentence = self._cast.sentences[back]
            told = [t.i for t in sentence.tokens if t.lemma in wordlist("forces")]
            told = [k for k in told if back < number or k < i]
            ids = {a for k in told for a in self._whose(back, k)}
            if ids:
                only = len(ids) == 1 and not self._told.is_group(next(iter(ids)))
                return Meant(tuple(ids), "description", "whose forces it told of") if only else None
        return None

    def _whose(self, number: int, k: int) -> set[str]:
        """`K's troops`, `K sent troops`: whose they are."""
        sides = self._cast.sides(number, k)
        sentence = self._cast.sentences[number]
        over = sentence.tokens[k].head
        if not sides and sentence.tokens[k].dep == "obj" and is_sending(sentence, over):
            subjects = clause(sentence, over).subjects
            sides = tuple(s for n in subjects for s in self._cast.sides(number, n))
        return {side.id for side in sides}

    def office(self, number: int, i: int) -> Meant | None:
        """`the president`: the last of that office who was named, else the one person in reach."""
        lemma = self._cast.sentences[number].tokens[i].lemma.lower()
        bearers = self._bearers(lemma, number)
        seen: dict[str, Named] = {}
        for back in range(number, max(-1, number - BACK_FOR_PERSONS), -1):
            people = [n for _, n in reversed(list(self._told.before(back, number, i))) if n.person]
            if titled := next((n for n in people if n.person in bearers), None):
                return Meant(titled.ids, "leader", f"so named before: {titled.text}", titled.person)
            seen |= {str(n.person): n for n in people if number - back <= BACK}
        if len(seen) != 1:
            return None
        only = next(iter(seen.values()))
        return Meant(only.ids, "leader", f"the person last named: {only.text}", only.person)

    def together(self, number: int, i: int) -> Meant | None:
        """`the two leaders`, `the three states`: as many as were last named together."""
        found = self._counted_together(number, i)
        return None if found and self._brokers & set(found.ids) else found

    def _counted_together(self, number: int, i: int) -> Meant | None:
        sentence = self._cast.sentences[number]
        count = counted(sentence, sentence.tokens[i])
        if count == 2 and (between := self._between(number, i)):
            return Meant(between, "pair", "the two between whom it is")
        if is_at_odds(sentence, sentence.tokens[i]):
            return self._at_odds(number)
        lands = sentence.tokens[i].lemma in wordlist("lands")
        here = {a for _, n in self._told.before(number, number, i) for a in n.ids}
        if count == 2 and here and here <= set(self._cast.pair):
            return Meant(self._cast.pair, "pair", "the two the document is about")
        rivals = sentence.tokens[i].lemma in wordlist("rivals")
        if count == 2 and rivals and self._cast.pair:
            return Meant(self._cast.pair, "pair", "the two the document is about")
        if count == 2 and lands and (told := self._told_just_before(number)):
            return Meant(told, "pair", "the two the sentence before tells of")
        if count == 2 and (joined := self._joined(number)):
            return Meant(joined, "pair", "the two last named together")
        opposed = sentence.tokens[i].lemma in wordlist("opposed")
        if count == 2 and self._cast.pair and (opposed or not self._named_apart(number)):
            return Meant(self._cast.pair, "pair", "the two the document is about")
        for back in range(number, max(-1, number - BACK), -1):
            names = [n for _, n in self._told.before(back, number, i)]
            named = (a for n in names for a in n.ids if not self._told.is_group(a))
            ids = tuple(dict.fromkeys(a for a in named if not (lands and a in self._armed)))
            if len(ids) == count:
                return Meant(ids, "pair", "those named together before")
            if len(ids) > count:
                break
        if count == 2 and self._cast.pair:
            return Meant(self._cast.pair, "pair", "the two the document is about")
        return None

    def _at_odds(self, number: int) -> Meant | None:
        """`the warring parties`: the two of the title, a state and its armed group, or the pair."""
        groups = self._armed
        main, pair, titled = self._cast.main, self._cast.pair, self._cast.titled
        if len(titled) == 2:
            return Meant(titled, "pair", "the two whom the title names")
        if groups and not groups <= set(pair):
            both = (main, *groups) if main and len(groups) == 1 else ()
            return (
                Meant(both, "pair", "the state and the armed group it is about") if both else None
            )
        joined = pair if groups else self._joined(number) or pair
        return Meant(joined, "pair", "the two last named together") if joined else None

    def those(self, number: int, i: int) -> Meant | None:
        """`K urged L and M to vote and warned the countries`: those last named together."""
        for back in range(number, max(-1, number - 3), -1):
            for k, named in reversed(list(self._told.before(back, number, i))):
                joined = self._cast.sentences[back].kids(k, "conj")
                names = [named, *(n for m in joined if (n := self._cast.named_at(back, m)))]
                ids = dict.fromkeys(a for n in names for a in n.ids if not self._told.is_group(a))
                if len(ids) > 1 and len(names) > 1:
                    return Meant(tuple(ids), "pair", "those last named together")
        return None

    def other(self, number: int, i: int) -> Meant | None:
        """`the other side`, `its rival`: the one of the two who is not speaking or acting."""
        own = self._told.own_subjects(number, i) or self._told.speakers_over(number, i)
        for pair in (self._joined(number), self._cast.pair):
            others = [a for a in pair if a not in own]
            if len(pair) == 2 and len(others) == 1:
                return Meant((others[0],), "description", "the other of the two")
        return None

    def each_other(self, number: int, i: int) -> Meant | None:
        """`accused each other of`: those who do it, each of them."""
        own = self._told.own_subjects(number, i)
        together = tuple(sorted(own)) if len(own) > 1 else self._cast.pair
        return Meant(together, "pair", "each of those who do it") if together else None

    def of_group(self, number: int, i: int) -> Meant | None:
        """`Ministers also urged …`: those of the group that the sentence before tells of."""
        for back in range(number - 1, max(-1, number - 3), -1):
            subjects = self._told.subjects_in(back, None)
            ids = {s.id for k in subjects for s in self._cast.sides(back, k)}
            if len(ids) == 1 and self._told.is_group(next(iter(ids))):
                return Meant(tuple(ids), "description", "the group whose ministers they are")
            if ids:
                break
        return None

    def _is_where(self, number: int, k: int) -> bool:
        """Whether a name only says where: `in Jeddah`, `near Kyiv`."""
        sentence = self._cast.sentences[number]
        cases = {sentence.tokens[c].text.lower() for c in sentence.kids(k, "case")}
        return bool(cases & {"in", "at", "near"})

    def _doer(self, back: int, number: int) -> str | None:
        """The state that an earlier sentence tells as acting, if it is one alone."""
        subjects = self._told.subjects_in(back, None) if back < number else []
        ids = {s.id for k in subjects for s in self._cast.sides(back, k) if s.sector != "REB"}
        only = next(iter(ids)) if len(ids) == 1 else None
        return only if only and not self._told.is_group(only) else None

    def _called(self, number: int, i: int, lemma: str) -> Meant | None:
        """`the Council`, `the court`: the body last named whose own name has the word."""
        if lemma not in wordlist("organs"):
            return None
        for back in range(number, max(-1, number - BACK_FOR_PERSONS), -1):
            for _, n in reversed(list(self._told.before(back, number, i))):
                if self._told.is_group(n.ids[0]) and lemma in n.text.lower():
                    return Meant((n.ids[0],), "description", f"last so named: {n.text}")
        return None

    def _bearers(self, office: str, number: int) -> set[str | None]:
        """Who was named with an office so far; a vice president is no president."""
        held = re.compile(
            rf"(?<!vice )(?<!vice-)(?<!deputy )\b{re.escape(office)}\b", re.IGNORECASE
        )
        named = (n for heads in self._cast.heads[: number + 1] for n in heads.values())
        return {n.person for n in named if n.person and held.search(n.text)}

    def _told_just_before(self, number: int) -> tuple[str, ...]:
        """The two states of the sentence before, where it names no third."""
        heads = self._cast.heads[number - 1].values() if number else ()
        ids = tuple(dict.fromkeys(a for n in heads for a in n.ids))
        states = not any(self._told.is_group(a) or a in self._armed for a in ids)
        return ids if len(ids) == 2 and states else ()

    def _joined(self, number: int) -> tuple[str, ...]:
        """The two last named together before a sentence, as `K and L`, and no third with them."""
        for back in range(number - 1, max(-1, number - BACK), -1):
            for k, named in self._cast.heads[back].items():
                joined = self._cast.sentences[back].kids(k, "conj")
                others = [n for m in joined if (n := self._cast.named_at(back, m))]
                ids = dict.fromkeys(a for n in (named, *others) for a in n.ids)
                if len(ids) == 2 and others and not any(map(self._told.is_group, ids)):
                    return tuple(ids)
        return ()

    def _between(self, number: int, i: int) -> tuple[str, ...]:
        """`a truce between K and L … both sides`: the two named together in the sentence."""
        sentence = self._cast.sentences[number]
        for k, named in reversed(list(self._told.before(number, number, i))):
            cases = {sentence.tokens[c].text.lower() for c in sentence.kids(k, "case")}
            others = [self._cast.named_at(number, n) for n in sentence.kids(k, "conj")]
            if "between" in cases and named.ids:
                ids = (*named.ids, *(a for n in others if n for a in n.ids))
                return ids if len(set(ids)) == 2 else ()
        return ()

    def _named_apart(self, number: int) -> bool:
        """Whether the last sentence that names anybody names a pair other than the document's."""
        for back in range(number, max(-1, number - BACK), -1):
            if not self._told.one_paragraph(back, number):
                break
            names = self._cast.heads[back].values()
            ids = {a for n in names for a in n.ids if not self._told.is_group(a)}
            if len(ids) == 2:
                return ids != set(self._cast.pair)
            if len(ids) > 2:
                break
        return False


def is_sending(sentence: Sentence, i: int) -> bool:
    """Whether a verb tells of moving forces: whoever does it, they are his."""
    return is_predicate(sentence, i) and sentence.tokens[i].lemma in wordlist("sending")


def is_each_other(sentence: Sentence, token: Token) -> bool:
    """`each other`, `one another`: the second word of it."""
    pairs = (("each", "other"), ("one", "another"))
    before = sentence.tokens[token.i - 1].text.lower() if token.i else ""
    behind = [t.text.lower() for t in sentence.tokens[token.i + 1 : token.i + 2]]
    parted = token.dep == "obj" and (token.text.lower(), *behind) in pairs
    return parted or (before, token.text.lower()) in pairs


def counted(sentence: Sentence, token: Token) -> int:
    """How many actors a phrase speaks of: `both sides` 2, `each government` 2, else 0."""
    if token.lemma not in wordlist("pairs") | wordlist("each_others"):
        return 0
    below = {sentence.tokens[k].text.lower() for k in sentence.kids(token.i)}
    if "each" in below and any(t.text.lower() == "other" for t in sentence.tokens[token.i :]):
        return 2
    if token.text.lower() == token.lemma or not below & {"the", "both", "these", "all"}:
        return 0
    found = max((_COUNTS.get(word, 0) for word in below), default=0)
    return found or (2 if is_at_odds(sentence, token) else 0)


def is_at_odds(sentence: Sentence, token: Token) -> bool:
    """`the warring parties`, `the rivals`: two who are each against the other."""
    below = {sentence.tokens[k].text.lower() for k in sentence.kids(token.i)}
    bare = not below - {"the", "on", "to", "by", "between", "for", "upon", "with"}
    rivals = token.lemma in wordlist("each_others") and "the" in below and bare
    return rivals or bool(below & wordlist("at_odds"))
