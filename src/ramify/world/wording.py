"""Commitments in plain English: one clause each, from the coded fields alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from ramify._value import Value
from ramify.world.pacts import Commitment, Condition, Scope, Strength, Trigger
from ramify.world.when import When

FORMS: dict[Strength, str] = {
    "all means at its disposal": "with all means at its disposal",
    "armed force": "with armed force",
    "military assistance": "by military assistance",
    "aid and assistance": "by aid and assistance",
    "action it deems necessary": "by such action as it deems necessary",
    "act to meet the common danger": "by acting to meet the common danger",
    "good offices": "by good offices",
}
"""With what a promise is kept, by its text."""
_MANY: dict[Strength, str] = {
    "all means at its disposal": "with all means at their disposal",
    "action it deems necessary": "by such action as they deem necessary",
}
"""The same of several who keep it."""
_CONDITIONS: dict[Condition, str] = {
    "unprovoked": "if it is unprovoked",
    "consultation first": "after consultation",
    "constitutional processes": "by {own} constitutional processes",
    "own laws": "in line with {own} own laws",
    "article 51": "under Article 51 of the UN Charter",
    "security council decision": "if the Security Council so decides",
    "until security council acts": "until the Security Council has acted",
    "request of the victim": "if the victim asks",
    "joint decision": "by joint decision",
    "two or more attackers": "if two or more powers attack",
    "great power attacker": "if a great power attacks",
    "recognition of the attack": "once the attack is recognised as one",
    "own policy": "as its own policy has it",
}
_TITLES = {
    "recognised": "recognised territory",
    "administered": "territory it administers",
    "metropolitan": "metropolitan territory",
    "any": "any territory of its own",
}


def listing(parts: Iterable[str], last: str = "and") -> str:
    """Parts as English lists them.

    >>> listing(["a", "b", "c"])
    'a, b and c'
    """
    *head, tail = list(parts)
    return f"{', '.join(head)} {last} {tail}" if head else tail


Name = Callable[[str], str]
"""Puts the id of an actor, a territory or an area in words, as `World.called` does."""


def spelled(code: str) -> str:
    """An id in words without a world to ask: capitals stay, others lose their hyphens.

    >>> spelled("east-asia"), spelled("KOR")
    ('East Asia', 'KOR')
    """
    return code if code.isupper() else code.replace("-", " ").title()


def dated(when: When) -> str:
    """A date as one says it, however exact it is.

    >>> dated(When("1969")), dated(When("1967-06/1971-12")), dated(When("1977-06-30/9999-12-31"))
    ('1969', 'some day from 1967-06 to 1971-12', '1977-06-30 or later')
    """
    first, interval, last = str(when).partition("/")
    if not interval:
        return first
    return f"{first} or later" if last.startswith("9999") else f"some day from {first} to {last}"


_OPEN = 9999
"""The year of an end that nobody knows."""
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def spoken(when: When) -> str:
    """A date as prose has it.

    >>> spoken(When("2022-02-24")), spoken(When("2014-04")), spoken(When("1950-06/1951-06"))
    ('24 February 2022', 'April 2014', 'between June 1950 and June 1951')
    """
    if when.precision == "interval" and when.end.year < _OPEN:
        first, _, last = str(when).partition("/")
        return f"between {spoken(When(first))} and {spoken(When(last))}"
    if when.precision in ("year", "interval"):
        return dated(when)
    month = f"{_MONTHS[when.start.month - 1]} {when.start.year}"
    return f"{when.start.day} {month}" if when.precision == "day" else month


def day_and_month(day: date) -> str:
    """A day of a year that goes without saying.

    >>> day_and_month(date(2024, 9, 17))
    '17 September'
    """
    return f"{day.day} {month_name(day)}"


def month_name(day: date) -> str:
    """The month of a day."""
    return _MONTHS[day.month - 1]


def trigger_words(trigger: Trigger, name: Name = spelled) -> str:
    """What sets a commitment off.

    >>> trigger_words(Trigger(event="armed attack", against=("forces", "ships")))
    'armed attack on forces or ships'
    >>> trigger_words(Trigger(event="armed attack", by_others=True, supported_by=("RUE",)))
    'armed attack by a state that is no party supported by RUE'
    """
    event = "whatever the cause" if trigger.event == "any" else trigger.event
    against = f" on {listing(trigger.against, 'or')}" if trigger.against else ""
    by = f" by {listing(map(name, trigger.by), 'or')}" if trigger.by else ""
    if trigger.by_allies_of:
        allies = f"a state allied with {listing(map(name, trigger.by_allies_of), 'or')}"
        by += f" or {allies}" if by else f" by {allies}"
    by += " or a state joined with it in the war" if trigger.by_joined else ""
    by += " by a state that is no party" if trigger.by_others else ""
    by += ", also by a party" if trigger.by_parties else ""
    if trigger.supported_by:
        by += f" supported by {listing(map(name, trigger.supported_by), 'or')}"
    return ("future " if trigger.future else "") + event + against + by


def scope_words(scope: Scope, name: Name = spelled, afield: bool = False) -> str:
    """Where an attack must fall; `afield` when it is one on forces, ships or aircraft alone.

    >>> scope = Scope(title="any", areas=("KOR",), includes=("KOR", "baengnyeong"))
    >>> scope_words(scope, afield=True)
    'in KOR or Baengnyeong'
    """
    if afield and scope.title == "any" and scope.areas:
        within = dict.fromkeys((*scope.areas, *scope.includes))
        return f"in {listing(map(name, within), 'or')}{_but(scope, name)}"
    places = _TITLES[scope.title]
    if scope.areas:
        places += f" in {listing(map(name, scope.areas), 'or')}"
    if scope.includes:
        places += f", also {listing(map(name, scope.includes))}"
    return places + _but(scope, name)


def _but(scope: Scope, name: Name) -> str:
    but = f", but not {listing(map(name, scope.excludes))}" if scope.excludes else ""
    if scope.unsettled:
        but += f", not settled for {listing(map(name, scope.unsettled))}"
    return but + (", on land only that of the parties" if scope.of_parties else "")


class PromiseTerms(Value):
    """What a commitment binds to, as parts that a sentence of any number of givers is made from."""

    what: str
    """Its type and what sets it off."""
    scope: str = ""
    """Where the attack must fall."""
    strength: Strength = "unknown"
    conditions: tuple[Condition, ...] = ()
    helped_by: str = ""
    """Whose help it waits for."""

    def words(self, joint: str = "; ", own: str = "each side's", *, many: bool = False) -> str:
        """The parts as a clause: of `many` givers, whose `own` laws it hangs on.

        >>> terms = PromiseTerms(what="defense", strength="armed force", conditions=("own laws",))
        >>> terms.words(", ", "its")
        'defense, with armed force, in line with its own laws'
        """
        form = FORMS.get(self.strength, "")
        form = _MANY.get(self.strength, form) if many else form
        conditions = (_CONDITIONS[one].format(own=own) for one in self.conditions)
        helped = f"once {self.helped_by} helps" if self.helped_by else ""
        return joint.join(filter(None, (self.what, self.scope, form, *conditions, helped)))


def commitment_words(commitment: Commitment, name: Name = spelled) -> str:
    """A commitment as a clause: type, trigger, scope, strength, conditions.

    >>> commitment_words(Commitment(type="consultation", trigger=Trigger(event="threat")))
    'consultation upon threat'
    """
    return terms_of(commitment, name).words()


def terms_of(commitment: Commitment, name: Name = spelled) -> PromiseTerms:
    """A commitment as the parts of its clause."""
    kind: str = commitment.type
    what = f"{kind}: {commitment.field}" if commitment.field else kind
    if commitment.trigger:
        what += f" upon {trigger_words(commitment.trigger, name)}"
    scope = ""
    if commitment.scope:
        against = commitment.trigger.against if commitment.trigger else ()
        afield = bool(against) and "territory" not in against
        scope = scope_words(commitment.scope, name, afield)
    by = commitment.once_helped_by
    return PromiseTerms(
        what=what,
        scope=scope,
        strength=commitment.strength,
        conditions=commitment.conditions,
        helped_by=listing(map(name, by), "or") if by else "",
    )


def counted(count: int, thing: str) -> str:
    """A number of things, of which English names one and several apart.

    >>> counted(1, "line"), counted(1200, "clause"), counted(2, "duty")
    ('1 line', '1,200 clauses', '2 duties')
    """
    many = f"{thing[:-1]}ies" if thing.endswith("ty") else f"{thing}s"
    return f"{count:,} {thing if count == 1 else many}"
