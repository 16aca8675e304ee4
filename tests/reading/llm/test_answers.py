"""What is taken for an answer among thoughts, words and fences, and what is none."""

from __future__ import annotations

import json

import pytest

from ramify._errors import InputError
from ramify.reading.llm.answers import object_in, repeats, window_full
from ramify.reading.llm.wording import has_amount

SAID = {"events": [{"quote": "a {brace} and a <think> in it"}], "claims": []}
JSON = json.dumps(SAID)
KEYS = ("events", "claims")


@pytest.mark.parametrize(
    "content",
    [
        JSON,
        f"  {JSON}\n",
        f"<think>Two sides, {{'a': 1}}.</think>{JSON}",
        f'<think>Perhaps {{"events": [1], "claims": []}}?</think>\n{JSON}',
        f"<THINKING>\nhm\n</THINKING>\n{JSON}",
        f"the template opened the thought for it</think>{JSON}",
        f"```json\n{JSON}\n```",
        f"Here is what the text states:\n{JSON}\nI hope {{this}} helps.",
        f'{{"plan": "read, then answer"}} {JSON}',
    ],
)
def test_the_object_is_found(content: str) -> None:
    assert object_in(content.replace("<think> in", "<thin> in"), KEYS)["claims"] == []


def test_an_answer_that_is_json_is_taken_as_it_is_whatever_it_quotes() -> None:
    assert object_in(JSON, KEYS) == SAID


@pytest.mark.parametrize(
    "content",
    [
        "I cannot help.",
        "[1, 2]",
        "null",
        JSON[:-3],
        '{"quote": "an event by itself"}',
        f"<think>I would say {JSON} but am not",
        "{" * 100_000,
        '{"a": ' * 50_000,
    ],
)
def test_what_is_none_is_refused(content: str) -> None:
    with pytest.raises(InputError, match="not JSON"):
        object_in(content, KEYS)


@pytest.mark.parametrize("turn", ["x", "no end, ", '{"quote": "a", "actor": "RUS"}, ', "ab\n" * 60])
def test_a_loop_is_known_wherever_it_was_stopped(turn: str) -> None:
    loop = '{"events": [' + turn * 400
    assert all(repeats(loop[: len(loop) - cut]) for cut in (0, 1, len(turn) // 2))


@pytest.mark.parametrize("told", ["", "short", "ha " * 20])
def test_a_short_answer_is_no_loop(told: str) -> None:
    assert not repeats(told)


def test_a_list_of_like_but_different_events_is_no_loop() -> None:
    events = [{"quote": f"State {n} signed it.", "actor": "RUS"} for n in range(60)]
    assert not repeats(json.dumps({"events": events})[:-9])


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (400, "request (6031 tokens) exceeds the available context size (2048 tokens)"),
        (400, '{"error": {"code": "context_length_exceeded"}}'),
        (400, "This model's maximum context length is 4096 tokens. However, you requested 9000."),
        (400, "prompt is too long: 210000 tokens > 200000 maximum"),
        (500, "the input is larger than the context window"),
    ],
)
def test_servers_say_that_a_window_is_full(status: int, said: str) -> None:
    assert window_full(status, said)


@pytest.mark.parametrize(
    ("status", "said"),
    [(400, "response_format unsupported"), (429, "too many tokens per minute"), (404, "no model")],
)
def test_other_refusals_are_not_that(status: int, said: str) -> None:
    assert not window_full(status, said)


@pytest.mark.parametrize(
    ("quote", "amount", "has"),
    [
        ("about 6,700 containers", 6700, True),
        ("$50 billion in aid", 50e9, True),
        ("a dozen soldiers", 12, True),
        ("two million people", 2e6, True),
        ("many soldiers", 500, False),
        ("6,700 containers", 6701, False),
        ("6,700 containers", float("nan"), False),
        ("6,700 containers", float("inf"), False),
    ],
)
def test_amounts_are_those_of_the_quote(quote: str, amount: float, has: bool) -> None:
    assert has_amount(quote, amount) is has
