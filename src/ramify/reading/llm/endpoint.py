"""A language model behind an OpenAI-compatible endpoint: asked, waited for, remembered.

Source: OpenAI API reference, chat completions; the same is spoken by vLLM, llama.cpp,
Ollama and most gateways.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import httpx

from ramify._errors import EndpointError, InputError, UsageError
from ramify._files import write
from ramify._version import __version__

_MOST_BYTES = 10_000_000
_LONGEST_WAIT = 60.0
_AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_SET_A_KEY = "set RAMIFY_API_KEY to a key of this endpoint"


@dataclass
class Spent:
    """What the questions to a model have cost so far."""

    requests: int = 0
    """Sent over the network, those that failed included."""
    cached: int = 0
    """Answered from the cache instead."""
    tokens_in: int = 0
    tokens_out: int = 0
    unmetered: int = 0
    """Answers for which the endpoint gave no count of tokens."""


@dataclass(frozen=True, slots=True)
class EndpointSettings:
    """Where a model is and how patiently it is asked."""

    base_url: str
    model: str
    key: str | None = None
    seconds: float = 180.0
    """For one answer."""
    tries: int = 4
    pause: float = 1.0
    """Seconds before the second try; doubled before each further one."""
    cache: Path | None = None
    """Folder of answers already given; None remembers nothing."""


@dataclass
class Endpoint:
    """Asks one model for JSON and keeps account; a question asked before costs nothing."""

    settings: EndpointSettings
    transport: httpx.BaseTransport | None = None
    spent: Spent = field(default_factory=Spent)
    _options: dict[str, Any] = field(default_factory=lambda: {"temperature": 0, "seed": 0})
    _format: int = 0

    def ask(self, system: str, user: str, schema: Mapping[str, Any]) -> dict[str, Any]:
        """The model's answer to a question, as a JSON object.

        Raises:
            EndpointError: down, too slow, refuses the key or the request.
            InputError: the model answers, but not with a whole JSON object.
        """
        messages = [{"role": "system", "content": system}, {"role": "user", "content": user}]
        question = {"model": self.settings.model, "messages": messages}
        place = self._place(question | {"schema": schema})
        if place and (known := _remembered(place)) is not None:
            self.spent.cached += 1
            return known
        for attempt in (1, 2):
            try:
                answer = _object(self._content(question, schema))
            except InputError:
                if attempt == 2:
                    raise
            else:
                _remember(place, answer)
                return answer
        raise AssertionError("unreachable")

    def _place(self, question: Mapping[str, Any]) -> Path | None:
        """Where the answer is kept: by the hash of the question, the model and its address."""
        if self.settings.cache is None:
            return None
        asked = json.dumps([self.settings.base_url, question], sort_keys=True)
        return self.settings.cache / f"{hashlib.sha256(asked.encode()).hexdigest()}.json"

    def _content(self, question: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
        """What the model says, after the usual failures of a network."""
        for attempt in range(1, self.settings.tries + 1):
            try:
                status, headers, body = self._send(question, schema)
            except httpx.TimeoutException:
                failure, wait = f"no answer within {self.settings.seconds:g} seconds", None
            except httpx.TransportError as error:
                failure, wait = f"cannot be reached: {error}", None
            else:
                if status == 200:
                    return self._said(body)
                if self._simplified(status, body):
                    continue
                failure, wait = _failure(status, body), headers.get("retry-after")
                if status not in _AGAIN:
                    raise self._error(failure, status)
            if attempt < self.settings.tries:
                time.sleep(_wait(wait, self.settings.pause * 2 ** (attempt - 1)))
        raise self._error(f"{failure} (tried {self.settings.tries} times)")

    def _send(
        self, question: Mapping[str, Any], schema: Mapping[str, Any]
    ) -> tuple[int, httpx.Headers, bytes]:
        body = dict(question) | self._options | _response_format(self._format, schema)
        headers = {"User-Agent": f"ramify/{__version__}"}
        if self.settings.key:
            headers["Authorization"] = f"Bearer {self.settings.key}"
        self.spent.requests += 1
        url = self.settings.base_url.rstrip("/") + "/chat/completions"
        began = time.monotonic()
        with self._client.stream("POST", url, json=body, headers=headers) as response:
            parts, size = [], 0
            for part in response.iter_bytes():
                parts.append(part)
                size += len(part)
                if size > _MOST_BYTES:
                    raise self._error("answers without end")
                if time.monotonic() - began > self.settings.seconds:
                    raise httpx.ReadTimeout("too slow")
            return response.status_code, response.headers, b"".join(parts)

    @cached_property
    def _client(self) -> httpx.Client:
        local = is_local(self.settings.base_url)
        return httpx.Client(
            transport=self.transport,
            timeout=self.settings.seconds,
            trust_env=not local,
            verify=_trusted(),
        )

    def _simplified(self, status: int, body: bytes) -> bool:
        """Whether the endpoint refused an option that can be left out; it is then left out."""
        if status not in (400, 422):
            return False
        said = body.decode("utf-8", "replace").lower()
        if re.search("response_format|json_schema|json_object", said) and self._format < 2:
            self._format += 1
            return True
        refused = [name for name in self._options if name in said]
        for name in refused:
            del self._options[name]
        return bool(refused)

    def _said(self, body: bytes) -> str:
        try:
            answer = json.loads(body)
            choice = answer["choices"][0]
            content = choice["message"].get("content")
            usage = answer.get("usage") or {}
            self.spent.unmetered += not usage
            self.spent.tokens_in += int(usage.get("prompt_tokens") or 0)
            self.spent.tokens_out += int(usage.get("completion_tokens") or 0)
        except (ValueError, KeyError, IndexError, TypeError, AttributeError):
            raise self._error("answers, but not as chat completions do") from None
        if choice.get("finish_reason") == "length":
            raise InputError("the model's answer was cut off", repair="allow it longer answers")
        if not isinstance(content, str) or not content.strip():
            raise InputError("the model gave no answer", repair="try another model")
        return content

    def _error(self, what: str, status: int = 0) -> EndpointError:
        repair = "start it, or check --base-url"
        if status in (401, 403):
            repair = _SET_A_KEY
        elif status == 404:
            repair = "check --base-url and --model"
        elif status:
            repair = "check --model, or try later"
        return EndpointError(what, where=self.settings.base_url, repair=repair)


@dataclass(frozen=True, slots=True)
class Relayed:
    """An endpoint as a worker sees it: another process asks, holds the key and keeps account."""

    settings: EndpointSettings
    relay: Callable[..., Any]

    def ask(self, system: str, user: str, schema: Mapping[str, Any]) -> dict[str, Any]:
        """The model's answer to a question, as `Endpoint.ask` gives it."""
        answer: dict[str, Any] = self.relay("model", system, user, schema)
        return answer


@cache
def _trusted() -> ssl.SSLContext:
    """The certificates that are trusted, read once."""
    return httpx.create_ssl_context()


def is_local(base_url: str) -> bool:
    """Whether an address is on this machine.

    >>> is_local("http://localhost:11434/v1"), is_local("https://api.example.org/v1")
    (True, False)
    """
    host = httpx.URL(base_url).host
    with contextlib.suppress(ValueError):
        return ip_address(host).is_loopback
    return host == "localhost" or host.endswith(".localhost")


def checked(base_url: str) -> str:
    """A base address that can be asked.

    Raises:
        UsageError: it is none.
    """
    repair = "write it as https://host/v1"
    try:
        url = httpx.URL(base_url)
    except httpx.InvalidURL:
        raise UsageError(f"{base_url!r} is not an endpoint", repair=repair) from None
    named = re.fullmatch(r"[\w.:-]+", url.host)
    if url.scheme not in ("http", "https") or not named or url.userinfo:
        raise UsageError("--base-url is not an endpoint", repair=repair)
    return base_url


def key_for(base_url: str, environment: Mapping[str, str] = os.environ) -> str | None:
    """The key from the environment: RAMIFY_API_KEY, else OPENAI_API_KEY; none for a local server.

    Raises:
        UsageError: an endpoint on the network without a key, or with one that
            would travel unencrypted.

    >>> key_for("http://localhost:8000/v1", {}) is None
    True
    """
    key = environment.get("RAMIFY_API_KEY") or environment.get("OPENAI_API_KEY")
    if is_local(base_url):
        return environment.get("RAMIFY_API_KEY")
    if not base_url.lower().startswith("https://"):
        if key:
            what = "would send the key unencrypted"
            raise UsageError(what, where=base_url, repair="use https, or unset the key")
        return None
    if not key:
        raise UsageError("no key", where=base_url, repair=_SET_A_KEY)
    return key


def _response_format(level: int, schema: Mapping[str, Any]) -> dict[str, Any]:
    """A schema for the answer; for endpoints that know none, JSON at least; else nothing."""
    if level == 0:
        named = {"name": "statements", "strict": True, "schema": schema}
        return {"response_format": {"type": "json_schema", "json_schema": named}}
    return {"response_format": {"type": "json_object"}} if level == 1 else {}


def _failure(status: int, body: bytes) -> str:
    """What the endpoint says of a failure, in one short line."""
    said = body.decode("utf-8", "replace")
    with contextlib.suppress(ValueError, KeyError, TypeError):
        said = str(json.loads(said)["error"]["message"])
    return f"status {status}: {' '.join(said.split())[:200] or 'no reason given'}"


def _wait(asked: str | None, usual: float) -> float:
    """How long to wait: as asked, if that is a number of seconds and not too long."""
    with contextlib.suppress(ValueError, TypeError):
        return min(max(float(asked or ""), 0.0), _LONGEST_WAIT)
    return min(usual, _LONGEST_WAIT)


def _object(content: str) -> dict[str, Any]:
    fenced = re.search(r"```(?:json)?\s*(\{.*\})\s*```", content, re.DOTALL)
    try:
        answer = json.loads(fenced[1] if fenced else content)
    except (ValueError, RecursionError):
        answer = None
    if not isinstance(answer, dict):
        raise InputError("the model's answer is not JSON", repair="try again, or another model")
    return answer


def _remembered(place: Path) -> dict[str, Any] | None:
    try:
        known = json.loads(place.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return known if isinstance(known, dict) else None


def _remember(place: Path | None, answer: Mapping[str, Any]) -> None:
    """Keep an answer, whole or not at all. A cache that cannot be written costs only money."""
    if place is None:
        return
    with contextlib.suppress(OSError, InputError):
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write(place, json.dumps(answer), durable=False)
