"""How often a reading is right, measured against gold annotations.

Events: a gold event is found if events told at its sentences have one of its
PLOVER classes and, together, exactly its two sides; each event of the reading
counts for one gold event at most. Exactness of the code, the date, the
quantity and the place are reported beside it, as shares of the events found.
Claims: a claim is found if one at its sentence has an acceptable kind and an
acceptable kind of holder; modality, polarity and the holder are reported beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import get_args

from ramify.reading.evaluation.gold import Alignment, Gold, GoldClaim, GoldEvent, Span
from ramify.reading.statements import Claim, Reading
from ramify.record.events import Event
from ramify.record.evidence import TextEvidence
from ramify.record.ontology import Plover, action

_OVERLAP = 0.5
_KEPT, _GONE = 0.98, 0.02
COOPERATION = frozenset(get_args(Plover)[:7])
_CURRENCIES = {
    "$": "dollar",
    "us$": "dollar",
    "usd": "dollar",
    "€": "euro",
    "eur": "euro",
    "£": "pound",
}
_ASKED, _OPTIONAL = 100_000, 100
"""Worth of a match: any asked for is worth more than all optional ones, these than closeness."""


@dataclass(frozen=True, slots=True)
class MatchCounts:
    """Counts of what was found, missed and wrongly given.

    >>> MatchCounts(right=3, missed=1, wrong=1).f1
    0.75
    """

    right: int = 0
    missed: int = 0
    wrong: int = 0

    def __add__(self, other: MatchCounts) -> MatchCounts:
        return MatchCounts(
            self.right + other.right, self.missed + other.missed, self.wrong + other.wrong
        )

    @classmethod
    def of(cls, gold: set[str], given: set[str]) -> MatchCounts:
        """Counts over two sets."""
        return cls(len(gold & given), len(gold - given), len(given - gold))

    @property
    def precision(self) -> float:
        """Of what was given, the share that is right; 0 if nothing was given."""
        given = self.right + self.wrong
        return self.right / given if given else 0.0

    @property
    def recall(self) -> float:
        """Of what there is, the share that was found; 0 if there is nothing."""
        there = self.right + self.missed
        return self.right / there if there else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = 2 * self.right + self.missed + self.wrong
        return 2 * self.right / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Fraction:
    """So many of so many: a part credit among what was found.

    >>> str(Fraction(3, 4))
    '3/4'
    """

    part: int = 0
    whole: int = 0

    def __add__(self, other: Fraction) -> Fraction:
        return Fraction(self.part + other.part, self.whole + other.whole)

    def __str__(self) -> str:
        return f"{self.part}/{self.whole}"


@dataclass(frozen=True, slots=True)
class Miss:
    """Something missed or wrongly given, for proof-reading."""

    what: str
    """`event missed`, `event wrong`, `claim missed`, `claim wrong`, `lost`, `junk kept`."""
    span: Span | None
    """Where it stands in the file's plain text."""
    detail: str


@dataclass(frozen=True)
class Marks:
    """The score of one document, or the sum over several."""

    events: MatchCounts = field(default_factory=MatchCounts)
    claims: MatchCounts = field(default_factory=MatchCounts)
    kept: MatchCounts = field(default_factory=MatchCounts)
    """Sentences of the article kept (right) or lost (missed), junk kept (wrong)."""
    credits: dict[str, Fraction] = field(default_factory=dict)
    opposite: Fraction = field(default_factory=Fraction)
    """Events of the opposite sign: told as cooperation where the gold has only conflict between
    the two sides, or the reverse; of all events read."""
    dates: Fraction = field(default_factory=Fraction)
    """Right dates among the events found that the text dates."""
    misses: tuple[Miss, ...] = ()

    def __add__(self, other: Marks) -> Marks:
        names = [*self.credits, *(name for name in other.credits if name not in self.credits)]
        shares = {
            name: self.credits.get(name, Fraction()) + other.credits.get(name, Fraction())
            for name in names
        }
        return Marks(
            self.events + other.events,
            self.claims + other.claims,
            self.kept + other.kept,
            shares,
            self.opposite + other.opposite,
            self.dates + other.dates,
            self.misses + other.misses,
        )


def score(reading: Reading, gold: Gold, plain: str) -> Marks:
    """A reading of a document against its annotations; `plain` as `gold.plain_text` gives it."""
    page = Alignment(reading.document.text, plain)
    return (
        score_events([e for e in reading.events if e.status != "denied"], gold, page, plain)
        + score_claims(reading.claims, gold, page)
        + score_cleaning(gold, page)
    )


def score_cleaning(gold: Gold, page: Alignment) -> Marks:
    """Whether every sentence of the article was kept, and nothing else."""
    lost = [span for span in gold.sentences.values() if page.share(span) < _KEPT]
    left = [span for span in gold.junk if page.share(span) > _GONE]
    misses = [Miss("lost", span, "a sentence of the article") for span in lost]
    misses += [Miss("junk kept", span, "no part of the article") for span in left]
    tally = MatchCounts(len(gold.sentences) - len(lost), len(lost), len(left))
    return Marks(kept=tally, misses=tuple(misses))


def event_class(code: str) -> str:
    """The PLOVER class of a code, or STATEMENT for those that PLOVER does not code."""
    return action(code).plover or "STATEMENT"


def score_events(events: Sequence[Event], gold: Gold, page: Alignment, plain: str = "") -> Marks:
    """The events of a reading, before they are merged, against the gold events."""
    told = [_Told(event, _at(event.evidence, gold, page)) for event in map(_as_visit, events)]
    rows = sorted(map(_row, gold.event), key=lambda row: row.optional)
    given = _given(told, rows)
    found = [n for n, row in enumerate(rows) if _covers(given[n], row)]
    counted = {id(item) for n in found for item in given[n]}
    wrong = _distinct(item for item in told if id(item) not in counted)
    missed = [row for n, row in enumerate(rows) if n not in found and not row.optional]
    right = [n for n in found if not rows[n].optional]
    credits = {name: Fraction() for name in ("code", "root", "date", "quantity", "place")}
    for n in right:
        for name, share in _event_credits(rows[n], [t.event for t in given[n]], plain).items():
            credits[name] += share
    for n, row in enumerate(rows):
        if not row.optional and len(_sides_of(row)) > 2:
            credits["list items"] = credits.get("list items", Fraction()) + _listed(row, given[n])
    misses = [Miss("event missed", gold.sentences[row.told[0]], _shown(row)) for row in missed] + [
        Miss("event wrong", item.span, item.shown) for item in wrong
    ]
    tally = MatchCounts(len(right), len(missed), len(wrong))
    dated = [n for n in right if rows[n].when and not rows[n].undated]
    told_right = sum(any(_dated(t.event, rows[n]) for t in given[n]) for n in dated)
    return Marks(
        events=tally,
        credits=credits,
        opposite=Fraction(sum(_is_opposite(item, rows) for item in told), len(told)),
        dates=Fraction(told_right, len(dated)),
        misses=tuple(misses),
    )


def is_cooperation(code: str) -> bool:
    """Whether a code stands for cooperation, in words or deeds.

    >>> is_cooperation("057"), is_cooperation("190")
    (True, False)
    """
    return action(code).plover in COOPERATION


def _is_opposite(item: _Told, rows: Sequence[GoldEvent]) -> bool:
    """Whether its sentence tells of the same two sides, but never with this sign."""
    event = item.event
    if action(event.action).plover is None or event.target is None:
        return False
    pairs = [row for row in rows if set(item.sentences) & set(row.told) and _is_pair(event, row)]
    signs = {is_cooperation(code) for row in pairs for code in row.action}
    return bool(signs) and is_cooperation(event.action) not in signs


def _is_pair(event: Event, row: GoldEvent) -> bool:
    actors, targets = {*row.actor, *row.actor_also}, {*row.target, *row.target_also}
    if _symmetric(row):
        actors = targets = actors | targets
    straight = event.actor in actors and event.target in targets
    return straight or (event.actor in targets and event.target in actors)


@dataclass(frozen=True)
class _Told:
    """An event of a reading, with the gold sentences it was read from."""

    event: Event
    where: tuple[tuple[str, ...], Span | None]

    @property
    def sentences(self) -> tuple[str, ...]:
        return self.where[0]

    @property
    def span(self) -> Span | None:
        return self.where[1]

    @property
    def shown(self) -> str:
        event = self.event
        return f"{event.actor} {event.action} {event.target or '-'} {event.when or 'undated'}"


def _at(
    evidence: Iterable[object], gold: Gold, page: Alignment
) -> tuple[tuple[str, ...], Span | None]:
    names: list[str] = []
    first = None
    for item in evidence:
        span = page.span(item.start, item.end) if isinstance(item, TextEvidence) else None
        first = first or span
        names += [n for n, place in gold.sentences.items() if span and _overlap(span, place)]
    return tuple(dict.fromkeys(names)), first


def _overlap(one: Span, other: Span) -> bool:
    common = min(one[1], other[1]) - max(one[0], other[0])
    return common > _OVERLAP * min(one[1] - one[0], other[1] - other[0])


def _as_visit(event: Event) -> Event:
    """A visit that its host is said to receive, told from the visitor's side."""
    if event.action != "043" or event.target is None:
        return event
    return event.model_copy(
        update={
            "action": "042",
            "actor": event.target,
            "target": event.actor,
            "actor_sector": event.target_sector,
            "target_sector": event.actor_sector,
        }
    )


def _row(row: GoldEvent) -> GoldEvent:
    if row.action[0] != "043":
        return row
    swapped = {"action": ("042", *row.action), "actor": row.target, "target": row.actor}
    return row.model_copy(update=swapped)


def _given(told: Sequence[_Told], rows: Sequence[GoldEvent]) -> list[list[_Told]]:
    """For each gold event the events of the reading that tell it or a part of it."""
    given: list[list[_Told]] = [[] for _ in rows]
    for item in told:
        fits = [n for n, row in enumerate(rows) if _may_be(item, row)]
        if fits:
            best = min(fits, key=lambda n: _distance(item.event, rows[n], bool(given[n])))
            given[best].append(item)
    return given


def _may_be(item: _Told, row: GoldEvent) -> bool:
    event = item.event
    if not set(item.sentences) & set(row.told):
        return False
    if event_class(event.action) not in {event_class(code) for code in row.action}:
        return False
    actors, targets = {*row.actor, *row.actor_also}, {*row.target, *row.target_also}
    if _symmetric(row):
        return {event.actor, event.target or event.actor} <= actors | targets
    if event.target is None and row.target:
        return False
    return event.actor in actors and (event.target is None or event.target in targets)


def _symmetric(row: GoldEvent) -> bool:
    return row.mutual or action(row.action[0]).symmetric


def _distance(event: Event, row: GoldEvent, taken: bool) -> tuple[bool, bool, bool, bool]:
    return (not _dated(event, row), event.action not in row.action, row.optional, taken)


def _dated(event: Event, row: GoldEvent) -> bool:
    if event.when is None:
        return row.undated or not row.when
    if event.reported and (row.undated or not row.when):
        return True
    return any((event.when.start, event.when.end) == (w.start, w.end) for w in row.when)


def _covers(items: Sequence[_Told], row: GoldEvent) -> bool:
    """Whether events tell all sides of a gold event."""
    return bool(items) and _sides_of(row) <= _named(items, row)


def _sides_of(row: GoldEvent) -> set[tuple[int, str]]:
    """Who is on which side; acts done together have one side."""
    other = 0 if _symmetric(row) else 1
    return {(0, name) for name in row.actor} | {(other, name) for name in row.target}


def _named(items: Sequence[_Told], row: GoldEvent) -> set[tuple[int, str]]:
    other = 0 if _symmetric(row) else 1
    actors = {(0, item.event.actor) for item in items}
    return actors | {(other, item.event.target) for item in items if item.event.target}


def _listed(row: GoldEvent, items: Sequence[_Told]) -> Fraction:
    wanted = _sides_of(row)
    return Fraction(len(wanted & _named(items, row)), len(wanted))


def _distinct(items: Iterable[_Told]) -> list[_Told]:
    """One of each act: a list of targets wrongly given is one mistake."""
    first: dict[tuple[object, ...], _Told] = {}
    for item in items:
        key = (item.sentences or item.span, item.event.action, item.event.when)
        first.setdefault(key, item)
    return list(first.values())


def _event_credits(row: GoldEvent, events: Sequence[Event], plain: str) -> dict[str, Fraction]:
    credits = {
        "code": Fraction(any(e.action in row.action for e in events), 1),
        "root": Fraction(any(e.action[:2] in {c[:2] for c in row.action} for e in events), 1),
        "date": Fraction(any(_dated(e, row) for e in events), 1),
    }
    if row.quantity:
        credits["quantity"] = Fraction(any(_counts(e, row) for e in events), 1)
    if row.place and plain:
        words = _words(plain[slice(*row.place)])
        right = any(e.place and words & _words(e.place) for e in events)
        credits["place"] = Fraction(bool(right), 1)
    return credits


def _counts(event: Event, row: GoldEvent) -> bool:
    if event.quantity is None or row.quantity is None:
        return False
    unit = event.quantity.unit.lower()
    unit = _CURRENCIES.get(unit, unit)
    same = abs(event.quantity.value - row.quantity.value) <= 1e-6 * abs(row.quantity.value)
    return same and unit.startswith(row.quantity.unit[:5].lower())


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.lower()) if len(word) > 2 and word != "the"}


def _shown(row: GoldEvent) -> str:
    when = f" {row.when[0]}" if row.when else " undated"
    return f"{'+'.join(row.actor)} {row.action[0]} {'+'.join(row.target) or '-'}{when}"


def score_claims(claims: Sequence[Claim], gold: Gold, page: Alignment) -> Marks:
    """The claims of a reading against the gold claims, one to one."""
    where = [_at(claim.evidence, gold, page) for claim in claims]
    pairs = _matched(claims, [set(names) for names, _ in where], gold.claim)
    found = {n: k for n, k in pairs.items() if not gold.claim[n].optional}
    missed = [r for n, r in enumerate(gold.claim) if n not in pairs and not r.optional]
    wrong = [k for k in range(len(claims)) if k not in pairs.values()]
    credits = {name: Fraction() for name in ("modality", "polarity", "holder", "about")}
    for n, k in found.items():
        for name, share in _claim_credits(gold.claim[n], claims[k]).items():
            credits[name] += share
    misses = [_missed_claim(row, gold) for row in missed]
    misses += [
        Miss("claim wrong", where[k][1], f"{claims[k].kind} of {claims[k].holder.kind}")
        for k in wrong
    ]
    tally = MatchCounts(len(found), len(missed), len(wrong))
    return Marks(claims=tally, credits=credits, misses=tuple(misses))


def _missed_claim(row: GoldClaim, gold: Gold) -> Miss:
    where = gold.sentences[row.told[0]]
    return Miss("claim missed", where, f"{row.kind[0]} of {row.holder[0]}")


def _is(claim: Claim, row: GoldClaim) -> bool:
    return claim.kind in row.kind and claim.holder.kind in row.holder


def _closeness(claim: Claim, row: GoldClaim) -> int:
    credits = _claim_credits(row, claim)
    return sum(share.part for share in credits.values()) + (claim.kind == row.kind[0])


def _claim_credits(row: GoldClaim, claim: Claim) -> dict[str, Fraction]:
    credits = {
        "modality": Fraction(claim.modality in row.modality, 1),
        "polarity": Fraction(claim.affirmed != row.denied, 1),
    }
    if row.of:
        credits["holder"] = Fraction(claim.holder.actor == row.of, 1)
    about = row.about
    if about.actor or about.action or about.target:
        given = claim.about
        credits["about"] = Fraction(
            given is not None
            and (not about.actor or given.actor in about.actor)
            and (not about.target or given.target in about.target)
            and (not about.action or (given.action or "-")[:2] in {c[:2] for c in about.action}),
            1,
        )
    return credits


def _matched(
    claims: Sequence[Claim], where: Sequence[set[str]], rows: Sequence[GoldClaim]
) -> dict[int, int]:
    """The one-to-one matching of rows to claims that finds most, then fits best (Kuhn 1955)."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    worth = np.zeros((len(rows), len(claims)))
    for n, row in enumerate(rows):
        for k, claim in enumerate(claims):
            if where[k] & set(row.told) and _is(claim, row):
                worth[n, k] = (_OPTIONAL if row.optional else _ASKED) + _closeness(claim, row)
    chosen = zip(*linear_sum_assignment(worth, maximize=True), strict=True)
    return {int(n): int(k) for n, k in chosen if worth[n, k]}


def told_once(merged: Sequence[Event], gold: Gold, page: Alignment) -> Fraction:
    """Of the gold events found, how many are one event after merging."""
    told = [_Told(event, _at(event.evidence, gold, page)) for event in map(_as_visit, merged)]
    rows = [_row(row) for row in gold.event]
    given = zip(rows, _given(told, rows), strict=True)
    counts = [_accounts(row, items) for row, items in given if not row.optional]
    found = [count for count in counts if count]
    return Fraction(sum(count == 1 for count in found), len(found))


def _accounts(row: GoldEvent, items: Sequence[_Told]) -> int:
    """How many times the same pair is told."""
    pairs = [(item.event.actor, item.event.target) for item in items]
    return max((pairs.count(pair) for pair in pairs), default=0) if _covers(items, row) else 0


def shown_misses(marks: Marks, plain: str) -> Iterator[str]:
    """A line for each miss, with the words it is about."""
    for miss in marks.misses:
        words = " ".join(plain[slice(*miss.span)].split())[:240] if miss.span else ""
        yield f"{miss.what:13} {miss.detail:40} {words}"
