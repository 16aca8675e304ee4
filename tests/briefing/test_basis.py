"""What the expected voice rests on, in the model's and the record's own words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ramify import Event, Record
from ramify.briefing.basis import basis, model_words, span_words
from ramify.reasoning.dynamics.process.model import Fitted


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2018-01-01", "2018-09-27", "January to September 2018"),
        ("2018-05-01", "2018-05-31", "May 2018"),
        ("2017-05-01", "2018-05-31", "May 2017 to May 2018"),
        ("2017-12-31", "2018-12-01", "December 2017 to December 2018"),
    ],
)
def test_some_months_as_one_says_them(first: str, last: str, words: str) -> None:
    assert span_words(date.fromisoformat(first), date.fromisoformat(last)) == words


def test_a_model_says_what_it_was_learned_from() -> None:
    kernel = Fitted.packaged()
    nameless = replace(kernel, origin=replace(kernel.origin, source=None, epoch=None))
    with Record.in_memory() as record:
        record.add([Event(when="2020-03", actor="FRA", action="040", target="DEU")])
        named, bare = basis(kernel, record, packaged=True), basis(nameless, record, packaged=False)
    assert model_words(named.model) == (
        "the packaged kernel (relational Hawkes process, ICEWS, January to September 2018)"
    )
    assert model_words(bare.model) == "a model (relational Hawkes process, a source not named)"
    assert (bare.model.first, bare.model.last) == (None, None)
    assert (str(named.model.first), str(named.model.last)) == ("2018-01-01", "2018-09-27")
    assert (named.record.events, str(named.record.days)) == (1, "2020-03")
    assert named.model.calibrated
