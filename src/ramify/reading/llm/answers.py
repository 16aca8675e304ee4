"""From what a model says to the JSON object in it, and why there may be none."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from typing import Any

from ramify._errors import InputError

_THOUGHT = re.compile(r"<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL | re.IGNORECASE)
_THOUGHT_SO_FAR = re.compile(r"\A.*</think(?:ing)?>", re.DOTALL | re.IGNORECASE)
_UNFINISHED = re.compile(r"<think(?:ing)?>.*\Z", re.DOTALL | re.IGNORECASE)
_MOST_STARTS = 50
"""Braces at which an object is looked for."""
_LONGEST_LOOP, _TURNS, _SHORTEST_TAIL = 300, 5, 200
_FULL = re.compile(
    r"exceed_context_size|context_length_exceeded|maximum context length|prompt is too long"
    r"|(?:exceeds?|larger than|longer than)[^.\n]{0,40}\bcontext\b"
    r"|context (?:size|window)[^.\n]{0,40}(?:exceeded|too small)|too many tokens",
    re.IGNORECASE,
)


class WindowFull(InputError):
    """A question, or its answer, that the model's window does not hold: half of it may fit."""


def object_in(content: str, keys: Collection[str]) -> dict[str, Any]:
    """The JSON object that a model says, with what it thought before and any words around it.

    `keys` are names of which the object must have one.

    Raises:
        InputError: there is none.

    >>> object_in('<think>{"a": 0}?</think>Here: {"a": 1} Done.', ["a"])
    {'a': 1}
    """
    for answer in _objects(content):
        if not keys or any(key in answer for key in keys):
            return answer
    raise InputError("the model's answer is not JSON", repair="try again, or another model")


def _without_thought(content: str) -> str:
    """The answer after the thought, whether or not the server showed where that began."""
    return _UNFINISHED.sub("", _THOUGHT_SO_FAR.sub("", _THOUGHT.sub("", content)))


def _objects(content: str) -> Iterator[dict[str, Any]]:
    """All that is said, if it is an object; else those among its words, outermost first."""
    decode = json.JSONDecoder().raw_decode
    said, place = content.strip(), 0
    if not _is_json(said):
        said = _without_thought(said)
    for _ in range(_MOST_STARTS):
        place = said.find("{", place)
        if place < 0:
            return
        try:
            answer, place = decode(said, place)
        except RecursionError:
            return
        except ValueError:
            place += 1
        else:
            yield answer


def _is_json(said: str) -> bool:
    """Whether it is JSON from end to end, whatever the quotes in it say."""
    try:
        json.loads(said)
    except (ValueError, RecursionError):
        return False
    return True


def repeats(content: str) -> bool:
    """Whether an answer ends by saying the same over and over.

    >>> repeats('{"events": [' + '{"quote": "no end"}, ' * 40), repeats("It rained. " * 2)
    (True, False)
    """
    for width in range(1, _LONGEST_LOOP + 1):
        length = max(_TURNS * width, _SHORTEST_TAIL)
        tail = content[-length:]
        if len(tail) == length and tail[width:] == tail[:-width]:
            return True
    return False


def window_full(status: int, said: str) -> bool:
    """Whether an endpoint refuses a question because it is too long for the model's window.

    >>> window_full(400, "request (6031 tokens) exceeds the available context size (2048 tokens)")
    True
    """
    return status in (400, 413, 422, 500) and bool(_FULL.search(said))
