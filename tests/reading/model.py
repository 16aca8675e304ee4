"""A language model on the loopback, which says what a test tells it to."""

from __future__ import annotations

import json
from collections.abc import Callable

from ramify.reading.llm.endpoint import Endpoint, EndpointSettings
from tests.reading.web import Answer, Request, Site


def completion(content: object, **rest: object) -> Answer:
    """An answer whose message is this: text, or a value as JSON."""
    text = content if isinstance(content, str) else json.dumps(content)
    choice = {"message": {"role": "assistant", "content": text}, "finish_reason": "stop"} | rest
    body = {"choices": [choice], "usage": {"prompt_tokens": 2_400, "completion_tokens": 50}}
    return Answer(json.dumps(body).encode(), "application/json")


def playing(site: Site, *answers: Answer | Callable[[Request], Answer | None]) -> Endpoint:
    """An endpoint that gives these answers in turn, the last one from then on."""
    left = list(answers)

    def answer(request: Request) -> Answer | None:
        now = left.pop(0) if len(left) > 1 else left[0]
        return now(request) if callable(now) else now

    site.routes["/v1/chat/completions"] = answer
    settings = EndpointSettings(f"{site.url}/v1", "test-model", "key-1", seconds=5, pause=0.01)
    return Endpoint(settings)
