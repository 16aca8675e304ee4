"""When a verb that works on other actions works on none: rules in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from ramify.reading.actions.plain import Plain
from ramify.reading.actions.threats import Threats
from ramify.reading.actors.acts import Act
from ramify.reading.actors.named import Side
from ramify.reading.actors.semantic_roles import Roles
from ramify.reading.syntax.clauses import Clause
from ramify.reading.syntax.rule import Rule
from ramify.reading.syntax.sentence import Sentence
from ramify.reading.syntax.speech import says_nothing
from ramify.reading.syntax.word_lists import wordlist

_OF_SOMEBODY = frozenset({"appeal", "demand", "intend", "refuse", "threaten"})
"""What only somebody does, and no thing."""
_OWN_MODES = frozenset({"begin", "stop", "allow", "accept", "intend"})
"""What one does to an act of one's own: `began`, `stopped`, `agreed to`."""


@dataclass(frozen=True)
class Operation:
    """A verb that may work on the action in its complement, as the rules look at it."""

    roles: Roles
    plain: Plain
    threats: Threats
    parts: Clause
    mode: str
    """What the verb makes of an action: `intend`, `stop`, `demand`."""
    find: Callable[[], Act | None]

    @cached_property
    def inner(self) -> Act | None:
        """The action it works on, if its clause names one."""
        return self.find()

    @cached_property
    def actors(self) -> tuple[Side, ...]:
        return self.roles.subjects(self.parts)

    @cached_property
    def another(self) -> tuple[int, ...]:
        """The clauses below it that have a subject of their own."""
        return self.plain.doing_of_another(self.parts, self.actors)

    @property
    def sentence(self) -> Sentence:
        return self.roles.sentence

    @property
    def verb(self) -> str:
        return self.parts.verb

    def kids(self, *deps: str) -> list[int]:
        return self.sentence.kids(self.parts.i, *deps)

    def lemmas(self, *words: int) -> set[str]:
        return {self.sentence.tokens[k].lemma for k in words}

    def cases(self) -> set[str]:
        """The prepositions under the verb."""
        return {case for case, _ in self.parts.obliques}


def _says_what(op: Operation) -> bool:
    return op.verb in wordlist("announcing") and bool(op.kids("ccomp"))


def _consequences(op: Operation) -> Act | None:
    return op.threats.of_consequences(op.parts) if op.threats.is_warning(op.parts) else None


def _names(op: Operation) -> bool:
    """`calls it a warning`: a name for something is no appeal; `calls on`, `to` are."""
    tokens = op.sentence.tokens
    if _is_what(op):
        return True
    asking = bool(op.cases() & {"on", "upon", "for"})
    told = any(tokens[k].pos == "VERB" or op.sentence.kids(k, "mark") for k in op.parts.complements)
    return op.verb == "call" and not asking and not told


def _is_what(op: Operation) -> bool:
    """`in what K calls a plot to topple it`: the relative says how K names it."""
    token = op.sentence.tokens[op.parts.i]
    called = op.sentence.tokens[token.head].text.lower() == "what"
    return op.verb == "call" and token.dep == "acl:relcl" and called


def _informs(op: Operation) -> bool:
    """`told reporters that …`: telling is a demand only if somebody is told to do something."""
    tokens = op.sentence.tokens
    return op.verb == "tell" and not any(
        tokens[m].text.lower() == "to"
        for k in op.parts.complements
        for m in op.sentence.kids(k, "mark")
    )


def _reviews(op: Operation) -> bool:
    return bool(op.lemmas(*op.parts.complements) & wordlist("reviewing"))


def _tries(op: Operation) -> bool:
    return op.verb == "seek" and bool(op.kids("xcomp"))


def _fails_at(op: Operation) -> bool:
    """`failed to win over` was tried in vain; `failed to comply` declines what was owed."""
    return op.verb == "fail" and bool(op.lemmas(*op.parts.complements) & wordlist("feats"))


def _helps_another(op: Operation) -> bool:
    """`helped L attack M`: what follows is done by whom it helps, however it is parsed."""
    objects = (*op.parts.objects, *op.kids("iobj"))
    beside = (w for k in objects for w in (k, *op.sentence.kids(k, "compound")))
    cast, number = op.roles.cast, op.roles.number
    return op.verb == "help" and any(cast.sides(number, w, conj=False) for w in beside)


def _is_of_thing(op: Operation) -> bool:
    return op.mode in _OF_SOMEBODY and op.roles.is_thing(op.parts)


def _insists(op: Operation) -> bool:
    return op.verb == "insist" and op.plain.holds(op.parts)


def _keeps_silent(op: Operation) -> bool:
    return op.mode == "refuse" and says_nothing(op.sentence, op.parts)


def _silence(op: Operation) -> Act:
    """A refusal, which its frame will show to be none."""
    parts, of = op.parts, op.inner
    words = (parts.i, *(of.words if of and not of.actors else ()))
    return Act(op.roles.number, parts.i, "120", op.actors, (), parts.objects, words)


def _telephones(op: Operation) -> bool:
    """`called his colleague to discuss …`: what follows is why, and nobody is asked for it."""
    someone = any(op.plain.someone(k) for k in op.parts.objects)
    purposes = op.lemmas(*op.parts.complements)
    return op.verb == "call" and someone and bool(purposes & wordlist("phone_purposes"))


def _call(op: Operation) -> Act:
    parts, roles = op.parts, op.roles
    sides = [s for k in parts.objects for s in roles.cast.sides(roles.number, k)]
    targets, words = roles.others(sides, op.actors), (parts.i,)
    return Act(
        roles.number, parts.i, "041", op.actors, targets, parts.objects, words, symmetric=True
    )


def _none(op: Operation) -> Act | None:
    return None


APART: tuple[Rule[Operation, Act | None], ...] = (
    Rule("says what", _says_what, _none, "Nigeria announced that it will attack Chad."),
    Rule(
        "warns of what will follow",
        _consequences,
        _consequences,
        "Ecuador warned that Colombia's raid would have grave consequences.",
    ),
    Rule("names", _names, _none, "EU leaders called the country a sad exception."),
    Rule("informs", _informs, _none, "Kenya told reporters that Chad had left."),
    Rule(
        "cautions",
        lambda op: op.threats.cautions(op.parts),
        _none,
        "Algeria warned against an attack on Niger.",
    ),
    Rule(
        "gives up trying",
        lambda op: op.verb == "give up" and not op.parts.objects,
        _none,
        "Angola gave up in March.",
    ),
    Rule("reviews", _reviews, _none, "Germany agreed to review its ties with Iran."),
    Rule("tries", _tries, _none, "Egypt is seeking to end the war in Sudan."),
    Rule("fails at", _fails_at, _none, "India and Pakistan failed to reach agreement on Friday."),
    Rule("helps another", _helps_another, _none, "Peru helped Chile attack Bolivia."),
    Rule("said of a thing", _is_of_thing, _none, "The pact obliges Russia to defend Iran."),
    Rule(
        "lets nothing be done",
        lambda op: op.verb == "let" and op.inner is None,
        _none,
        "Morocco let people cross.",
    ),
    Rule("insists on a view", _insists, _none, "Japan insisted that the islands are its own."),
    Rule(
        "keeps silent",
        _keeps_silent,
        _silence,
        "Egypt's embassy refused to comment on the talks with Sudan.",
    ),
    Rule("telephones", _telephones, _call, "Putin called Xi to discuss the war."),
)
"""In order, whatever the verb's modes are: the first that fits decides what it tells."""


def _drives(op: Operation) -> bool:
    """`is forced to yield`, `forced people from their homes`: nobody demands anything.

    Nor does what `pushes K towards L`.
    """
    if op.cases() & {"towards", "toward"} and not op.parts.complements:
        return op.mode == "demand"
    to = op.parts.complements or op.cases() & {"into", "to"}
    return op.mode == "demand" and op.verb in wordlist("forcing") and (not op.actors or not to)


def _adopts(op: Operation) -> bool:
    """`approved a resolution`: a text is adopted, and nothing yielded."""
    return op.mode == "allow" and bool(op.lemmas(*op.parts.objects) & wordlist("adopted"))


def _sworn(op: Operation) -> Act | None:
    return op.threats.sworn(op.parts, op.actors, op.another)


VOID: tuple[Rule[Operation, Act | None], ...] = (
    Rule(
        "plots or denies",
        lambda op: op.mode in ("plot", "deny"),
        _none,
        "Turkey wants to visit Greece.",
    ),
    Rule(
        "another's doing",
        lambda op: op.mode in _OWN_MODES and op.another,
        _sworn,
        "Israel promised that Hamas would pay for the raid.",
    ),
    Rule("drives", _drives, _none, "Rebels forced people from their homes in Chad."),
    Rule("adopts a text", _adopts, _none, "Russia's Duma approved a resolution supporting Iraq."),
)
"""In order, for each mode of the verb in turn; where none fits the mode makes the code."""
