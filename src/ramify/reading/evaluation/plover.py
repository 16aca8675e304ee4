"""Readings of single sentences against PLOVER gold records and PETRARCH-2's own coding.

A sentence is read alone. Of a sentence that has k gold records, the first k
acts that the reader tells are compared with them: nothing is picked because
it fits. A record's event class is right if one of those acts has it; sources
and targets are compared as sets of countries, over records. Organisations and
unnamed groups have no country.

Sources: the PLOVER gold records of the Open Event Data Alliance, version
0.5b1, whose classes DEMAND, DISAPPROVE, INVESTIGATE and FIGHT the PLOVER
manual of 2021 folds into REQUEST, ACCUSE, ACCUSE and ASSAULT; the validation
sentences of PETRARCH-2, most of them coded by PETRARCH-2 itself, so that they
measure agreement and not truth.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from ramify._errors import InputError
from ramify.reading.evaluation.event_scores import COOPERATION, is_cooperation
from ramify.reading.evaluation.marks import Fraction, MatchCounts
from ramify.record.events import Event
from ramify.record.ontology import action

_CLASSES = {
    "DEMAND": "REQUEST",
    "DISAPPROVE": "ACCUSE",
    "INVESTIGATE": "ACCUSE",
    "FIGHT": "ASSAULT",
}
_COUNTRIES = {"JAP": "JPN", "ITL": "ITA", "VTN": "VNM"}
"""Codes of the gold records that are not ISO 3166."""
_NO_COUNTRY = frozenset({"IGO", "IMG", "NGO", "ISM", "MNC", "---", ""})
_FORMER = {"SUN": "RUS", "CSK": "CZE", "VSO": "VNM", "YUG": "SRB", "SCG": "SRB"}
_HOME = {
    "HAMAS": "PSE",
    "HEZBOLLAH": "LBN",
    "HOUTHIS": "YEM",
    "PKK": "TUR",
    "TALIBAN": "AFG",
}
"""Armed groups, which both sets code under their country."""

Read = Callable[[str, str], Sequence[Event]]
"""Reads one sentence: its id and its text in, the events told out."""


@dataclass(frozen=True, slots=True)
class CodedAct:
    """What the reader tells in one clause: all pairs of actor and target of one code."""

    code: str
    sources: frozenset[str]
    targets: frozenset[str]


@dataclass(frozen=True)
class RecordMarks:
    """How the acts of sentences compare with gold records."""

    first: Fraction = field(default_factory=Fraction)
    """Records whose class is that of one of the first acts."""
    anywhere: Fraction = field(default_factory=Fraction)
    """Records whose class is that of any act of the sentence."""
    unread: int = 0
    """Records of sentences in which no event was found."""
    sources: MatchCounts = field(default_factory=MatchCounts)
    targets: MatchCounts = field(default_factory=MatchCounts)
    opposite: Fraction = field(default_factory=Fraction)
    """Records of sentences all of whose acts have the other sign; of those read."""
    confused: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Gold class and the class given instead; `-` for none."""
    misses: tuple[str, ...] = ()

    @property
    def accuracy(self) -> float:
        """The share of records with the right class; 0 without records."""
        return self.first.part / self.first.whole if self.first.whole else 0.0


def load_rows(path: Path) -> list[dict[str, Any]]:
    """The records of a JSON file of gold records.

    Raises:
        InputError: the file is missing, or is no list of records with a text.
    """
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
        raise InputError(reason, where=str(path), repair="check the path") from None
    except json.JSONDecodeError as error:
        raise InputError(f"not JSON: {error}", where=str(path)) from None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise InputError("no list of gold records", where=str(path))
    return [row for row in rows if str(row.get("text", "")).strip("{} ")]


def score_records(
    rows: Sequence[Mapping[str, Any]], read: Read, states: frozenset[str]
) -> RecordMarks:
    """PLOVER gold records against what is read in their sentences."""
    marks = _Sum()
    for text, group in groupby(sorted(rows, key=_text), key=_text):
        records = list(group)
        acts = list(acts_of(read(str(records[0]["id"]), text), states))
        marks.add(records, acts, text)
    return marks.total()


def _text(row: Mapping[str, Any]) -> str:
    text = str(row["text"]).strip("{} ").replace("``", '"')
    return text.replace("''", '"')


class _Sum:
    """Adds up records."""

    def __init__(self) -> None:
        self._first = self._anywhere = Fraction()
        self._sources = self._targets = MatchCounts()
        self._unread = 0
        self._opposite = Fraction()
        self._confused: Counter[tuple[str, str]] = Counter()
        self._misses: list[str] = []

    def add(
        self, records: Sequence[Mapping[str, Any]], acts: Sequence[CodedAct], text: str
    ) -> None:
        first = list(acts[: len(records)])
        for record in records:
            gold = _CLASSES.get(record["event"], record["event"])
            act = next((a for a in first if record_class(a.code) == gold), None)
            given = act or (first[0] if first else None)
            if given in first:
                first.remove(given)
            self._unread += not acts
            if signs := {is_cooperation(a.code) for a in acts if action(a.code).plover}:
                self._opposite += Fraction((gold in COOPERATION) not in signs, 1)
            self._first += Fraction(act is not None, 1)
            self._anywhere += Fraction(any(record_class(a.code) == gold for a in acts), 1)
            if act is None:
                self._confused[(gold, record_class(given.code) if given else "-")] += 1
            self._countries(record, given, gold, right=act is not None, text=text)

    def _countries(
        self, record: Mapping[str, Any], act: CodedAct | None, gold: str, *, right: bool, text: str
    ) -> None:
        sources, targets = _sides(record)
        given_sources = act.sources if act else frozenset[str]()
        given_targets = act.targets if act else frozenset[str]()
        if sources == targets and len(sources) > 1:
            given_sources = given_targets = given_sources | given_targets
        self._sources += MatchCounts.of(set(sources), set(given_sources))
        self._targets += MatchCounts.of(set(targets), set(given_targets))
        if not right or sources != given_sources or targets != given_targets:
            want = f"{gold} {_joined(sources)} > {_joined(targets)}"
            got = act and f"{act.code} {_joined(act.sources)} > {_joined(act.targets)}"
            self._misses.append(f"{record['id']}: {want}; read {got or 'nothing'} | {text}")

    def total(self) -> RecordMarks:
        return RecordMarks(
            self._first,
            self._anywhere,
            self._unread,
            self._sources,
            self._targets,
            self._opposite,
            self._confused,
            tuple(self._misses),
        )


def _joined(codes: frozenset[str]) -> str:
    return "+".join(sorted(codes)) or "-"


def _sides(record: Mapping[str, Any]) -> tuple[frozenset[str], frozenset[str]]:
    """The countries of a gold record; several sources without a target act on each other."""
    sources, targets = (_gold_countries(record.get(side)) for side in ("source", "target"))
    return sources, targets or (sources if len(sources) > 1 else targets)


def _gold_countries(side: object) -> frozenset[str]:
    items = side if isinstance(side, list) else [side] if isinstance(side, dict) else []
    return frozenset(_country(item.get("code") or "") for item in items) - _NO_COUNTRY


def _country(code: str) -> str:
    code = _COUNTRIES.get(code, code)
    return _FORMER.get(code, code)


def record_class(code: str) -> str:
    """The class of a CAMEO code where version 0.5b1 of the gold records draws the lines.

    All of root 17, abductions and human shields are COERCE there, the rest of
    18 to 20 is ASSAULT or FIGHT, all of 16 SANCTION.

    >>> record_class("175"), record_class("195"), record_class("0213")
    ('COERCE', 'ASSAULT', 'REQUEST')
    """
    if code.startswith(("17", "181", "184")):
        return "COERCE"
    if code.startswith(("18", "19", "20")):
        return "ASSAULT"
    return action(code).plover or "-"


def acts_of(events: Sequence[Event], states: frozenset[str]) -> Iterator[CodedAct]:
    """The acts of a sentence in the order told; pairs that share a code are one act."""
    by_code: dict[str, list[Event]] = {}
    for event in events:
        by_code.setdefault(event.action, []).append(event)
    for code, pairs in by_code.items():
        sources = {_HOME.get(e.actor, e.actor) for e in pairs}
        targets = {_HOME.get(e.target, e.target) for e in pairs if e.target}
        if action(code).symmetric and targets:
            sources = targets = sources | targets
        yield CodedAct(code, _among(sources, states), _among(targets, states))


def _among(ids: set[str], states: frozenset[str]) -> frozenset[str]:
    return frozenset(_country(i) for i in ids & states)


def agreement(rows: Sequence[Mapping[str, Any]], read: Read) -> tuple[Fraction, MatchCounts]:
    """How far a reading agrees with PETRARCH-2.

    Returns the sentences that share a root code, or have none on either side,
    and the counts of (source country, root code, target country).
    """
    sentences, triples = Fraction(), MatchCounts()
    for row in rows:
        events = read(str(row["id"]), _text(row))
        gold = {(e["source"][:3], e["cameo"][:2], e["target"][:3]) for e in row["events"]}
        mine = {(e.actor[:3], e.action[:2], (e.target or "---")[:3]) for e in events}
        roots, own = {t[1] for t in gold}, {t[1] for t in mine}
        sentences += Fraction(bool(roots & own) or not (roots or own), 1)
        triples += MatchCounts.of({str(t) for t in gold}, {str(t) for t in mine})
    return sentences, triples
