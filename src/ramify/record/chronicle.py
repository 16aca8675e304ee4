"""The packaged chronicle: turning points of the world since 2022, and one story told closely.

The story is how Russia and North Korea came to their treaty of 2024: events to the end of that
year between them, South Korea, Japan, China, the United States, NATO and Ukraine, with their
principal antecedents since 1953. Beside it stand wars begun and ended, coups, sanctions,
treaties, accessions, vetoes, expulsions, recognitions and cease-fires elsewhere, from 2022 to
the middle of 2026, few after that January. All are coded by hand from public sources. It is a
selection of what is certain, not a census: that an event is not in it does not mean that it did
not happen.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources

from pydantic import ValidationError

from ramify._errors import InputError
from ramify._value import first_problem
from ramify.record.events import Event
from ramify.record.ontology import action


@cache
def chronicle() -> tuple[Event, ...]:
    """All events of the chronicle, by date; each with its source as evidence.

    A symmetric act (a signature, a meeting) is one event; `Action.reverse` gives
    the other side's view.

    Raises:
        InputError: a row of the packaged file is not a valid event.

    >>> treaty = [e for e in chronicle() if str(e.when) == "2024-06-19" and e.action == "057"]
    >>> treaty[0].summary
    'Putin and Kim sign a treaty with a mutual assistance clause at the Kumsusan guesthouse.'
    """
    place = resources.files("ramify.record") / "data" / "chronicle.csv"
    with place.open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines)
        return tuple(_event(row, f"chronicle.csv:{rows.line_num}") for row in rows)


def _event(row: dict[str, str], where: str) -> Event:
    cell = {name: text or None for name, text in row.items()}
    citation, url = cell.pop("source"), cell.pop("url")
    amount, unit, about = cell.pop("amount"), cell.pop("unit"), cell.pop("about")
    context = tuple((cell.pop("context") or "").split("; ")) if row["context"] else ()
    cell.pop("context", None)
    try:
        action(row["action"])
        return Event.model_validate(
            {
                **cell,
                "quantity": amount and {"value": amount, "unit": unit, "about": about or False},
                "context": context,
                "evidence": ({"kind": "source", "citation": citation, "url": url},),
            }
        )
    except ValidationError as error:
        raise InputError(first_problem(error), where=where) from None
