"""Kinds of flows: arms, oil, technology, labour, money, by words, units and acts (`flows.toml`)."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Literal, NamedTuple

from ramify.record.events import Event

FlowKind = Literal["arms", "oil", "technology", "labour", "money", "trade"]
"""`trade` is all goods of a year, of tables by pair; the others are coded event by event."""
SENDS = ("06", "07")
"""Root codes of acts by which one sends another something: cooperation and aid in kind."""


class _Rule(NamedTuple):
    kind: FlowKind
    words: re.Pattern[str]
    units: frozenset[str]
    codes: frozenset[str]


@cache
def _rules() -> tuple[_Rule, ...]:
    text = resources.files(__package__).joinpath("flows.toml").read_text(encoding="utf-8")
    return tuple(
        _Rule(
            rule["id"],
            re.compile(rf"\b(?:{'|'.join(map(re.escape, rule['words']))})\b", re.IGNORECASE),
            frozenset(rule.get("units", ())),
            frozenset(rule.get("codes", ())),
        )
        for rule in tomllib.loads(text)["kind"]
    )


def kind_of(event: Event) -> FlowKind | None:
    """What kind of flow an event tells; None if it sends nothing, or nothing of these kinds.

    Args:
        event: with an object or a quantity; what has neither is no flow.

    >>> kind_of(Event(when="2024", actor="PRK", action="072", target="RUS",
    ...               object="6,700 containers of ammunition"))
    'arms'
    >>> kind_of(Event(when="2024", actor="PRK", action="042", target="RUS")) is None
    True
    """
    if event.action[:2] not in SENDS or not (event.object or event.quantity):
        return None
    unit = event.quantity.unit if event.quantity else ""
    said = f"{event.object or ''} {unit}"
    found = [(len(match.group()), rule.kind) for rule in _rules()
             for match in rule.words.finditer(said)]  # fmt: skip
    if found:
        return max(found, key=lambda one: one[0])[1]
    by_unit = (rule.kind for rule in _rules() if unit.lower() in rule.units)
    by_act = (rule.kind for rule in _rules() if event.action in rule.codes)
    return next(by_unit, None) or next(by_act, None)
