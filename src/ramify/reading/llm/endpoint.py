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

from ramify._errors import EndpointError, InputError, Unanswered, UsageError
from ramify._files import write
from ramify._version import __version__
from ramify.reading.llm.answers import WindowFull, object_in, repeats, window_full
from ramify.reading.llm.request_options import RequestOptions

_MOST_BYTES = 10_000_000
_LONGEST_WAIT = 60.0
_AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_SET_A_KEY = "set RAMIFY_API_KEY to a key of this endpoint"
_LARGER = "give its window as --context, or use a model with a larger one"
_IN_A_ROW = 3
"""Documents without an answer, one after the other, after which no more is asked."""
_MOST_SIGNS_A_TOKEN = 6
"""No tokenizer makes fewer tokens of English text; where the server counts fewer, it has cut it."""


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
    unanswered: int = 0
    """Questions without an answer that can be used."""
    cut: int = 0
    """Questions of which the server counted too few tokens to have read them whole."""


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
    max_tokens: int = 4_096
    """Tokens of one answer at most."""
    context: int | None = None
    """Tokens that the model's window holds, question and answer together; None: not known."""


@dataclass
class Endpoint:
    """Asks one model for JSON and keeps account; a question asked before costs nothing."""

    settings: EndpointSettings
    transport: httpx.BaseTransport | None = None
    spent: Spent = field(default_factory=Spent)
    _answered: bool = False
    """Whether it has ever answered as an endpoint does."""
    _failed: int = 0
    """Questions in a row that it did not answer."""
    _given_up: EndpointError | None = None

    @cached_property
    def _options(self) -> RequestOptions:
        return RequestOptions(self.settings.max_tokens)

    def ask(self, system: str, user: str, schema: Mapping[str, Any]) -> dict[str, Any]:
        """The model's answer to a question, as a JSON object.

        It has a further key `cut`, true, where the server did not read the whole question.

        Raises:
            EndpointError: it has never answered, and is down, or refuses the key or the model.
            Unanswered: it did not answer this question; it may answer others.
            WindowFull: the question, or the answer, is too long for the model.
            InputError: the model answers, but not with a whole JSON object.
        """
        messages = [{"role": "system", "content": system}, {"role": "user", "content": user}]
        question = {"model": self.settings.model, "messages": messages}
        place = self._place(question | {"schema": schema})
        if place and (known := _remembered(place)) is not None:
            self.spent.cached += 1
            return known
        try:
            answer = self._answer(question, schema)
        except EndpointError as error:
            self.spent.unanswered += 1
            raise self._weighed(error) from None
        except InputError:
            self.spent.unanswered += 1
            raise
        _remember(place, answer)
        return answer

    def _answer(self, question: Mapping[str, Any], schema: Mapping[str, Any]) -> dict[str, Any]:
        """What is answered; an answer that is no JSON is asked for once more."""
        if self._given_up:
            raise self._given_up
        try:
            return self._answer_once(question, schema)
        except (EndpointError, WindowFull, _Endless):
            raise
        except InputError:
            return self._answer_once(question, schema)

    def _answer_once(
        self, question: Mapping[str, Any], schema: Mapping[str, Any]
    ) -> dict[str, Any]:
        content, counted = self._said(self._body(question, schema))
        answer = object_in(content, schema.get("required", ()))
        signs = sum(len(message["content"]) for message in question["messages"])
        if not 0 < counted * _MOST_SIGNS_A_TOKEN < signs:
            return answer
        self.spent.cut += 1
        return answer | {"cut": True}

    def _weighed(self, error: EndpointError) -> EndpointError:
        """A failure as one document's, or as the end: of one never heard, or silent for long."""
        self._failed += 1
        lasting = isinstance(error, _Lasting)
        if not (lasting or self._failed >= _IN_A_ROW):
            return Unanswered(error.what, where=error.where, repair=error.repair)
        if not self._answered:
            return EndpointError(error.what, where=error.where, repair=error.repair)
        if self._given_up is None:
            what = f"no longer asked, for it has failed: {error.what}"
            self._given_up = _Lasting(what, where=error.where, repair=error.repair)
        return Unanswered(error.what, where=error.where, repair=error.repair)

    def _place(self, question: Mapping[str, Any]) -> Path | None:
        """Where the answer is kept: by the hash of the question, the model and its address."""
        if self.settings.cache is None:
            return None
        asked = json.dumps([self.settings.base_url, question], sort_keys=True)
        return self.settings.cache / f"{hashlib.sha256(asked.encode()).hexdigest()}.json"

    def _body(self, question: Mapping[str, Any], schema: Mapping[str, Any]) -> bytes:
        """What comes back, after the usual failures of a network."""
        tried = 0
        while True:
            wait: str | None = None
            try:
                status, headers, body = self._send(question, schema)
            except httpx.HTTPError as error:
                failure = self._broken(error)
            else:
                if status == 200:
                    return body
                said = body.decode("utf-8", "replace")
                if window_full(status, said):
                    raise WindowFull(_reason(status, said), repair=_LARGER)
                if self._options.refused(status, said):
                    continue
                failure, wait = self._refusal(status, said), headers.get("retry-after")
                if status not in _AGAIN:
                    raise failure
            tried += 1
            if tried >= self.settings.tries or (self._failed and failure.what == self._slow):
                raise _tried(failure, tried)
            time.sleep(_wait(wait, self.settings.pause * 2 ** (tried - 1)))

    def _send(
        self, question: Mapping[str, Any], schema: Mapping[str, Any]
    ) -> tuple[int, httpx.Headers, bytes]:
        body = dict(question) | self._options.body(schema)
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

    def _said(self, body: bytes) -> tuple[str, int]:
        """The model's words, and how many tokens the server counted in the question."""
        try:
            answer = json.loads(body)
            choice = answer["choices"][0]
            content = choice["message"].get("content")
            usage = answer.get("usage") or {}
            counted = int(usage.get("prompt_tokens") or 0)
            given = int(usage.get("completion_tokens") or 0)
        except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError):
            raise self._error("answers, but not as chat completions do") from None
        self._answered, self._failed = True, 0
        self.spent.unmetered += not usage
        self.spent.tokens_in += counted
        self.spent.tokens_out += given
        if choice.get("finish_reason") == "length":
            raise _cut_off(content)
        if not isinstance(content, str) or not content.strip():
            raise InputError("the model gave no answer", repair="try another model")
        return content, counted

    @property
    def _slow(self) -> str:
        return f"no answer within {self.settings.seconds:g} seconds"

    def _broken(self, error: httpx.HTTPError) -> EndpointError:
        if isinstance(error, httpx.TimeoutException):
            return self._error(self._slow, "give it longer: --timeout")
        if isinstance(error, httpx.ConnectError):
            return self._error(f"cannot be reached: {error}", kind=_Lasting)
        return self._error(f"the connection broke: {error}")

    def _refusal(self, status: int, said: str) -> EndpointError:
        what = _reason(status, said)
        if status in (401, 403):
            return self._error(what, _SET_A_KEY, _Lasting)
        if status == 404:
            return self._error(what, "check --base-url and --model", _Lasting)
        return self._error(what, "check --model, or try later")

    def _error(
        self,
        what: str,
        repair: str = "start it, or check --base-url",
        kind: type[EndpointError] = EndpointError,
    ) -> EndpointError:
        return kind(what, where=self.settings.base_url, repair=repair)


class _Lasting(EndpointError):
    """A failure that no other question will fare better with."""


class _Endless(InputError):
    """An answer that says the same over and over; asked again, the model would do so again."""


def _tried(failure: EndpointError, times: int) -> EndpointError:
    """The same failure with the number of tries."""
    what = f"{failure.what} (tried {times} times)" if times > 1 else failure.what
    return type(failure)(what, where=failure.where, repair=failure.repair)


def _cut_off(content: object) -> InputError:
    """Why an answer did not end: too much to say, or the same over and over."""
    if isinstance(content, str) and repeats(content):
        return _Endless("the model repeats itself without end", repair="try another model")
    repair = "allow it longer answers: --max-tokens"
    return WindowFull("the model's answer was cut off", repair=repair)


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


def _reason(status: int, said: str) -> str:
    """What the endpoint says of a failure, in one short line."""
    with contextlib.suppress(ValueError, KeyError, TypeError, RecursionError):
        said = str(json.loads(said)["error"]["message"])
    return f"status {status}: {' '.join(said.split())[:200] or 'no reason given'}"


def _wait(asked: str | None, usual: float) -> float:
    """How long to wait: as asked, if that is a number of seconds and not too long."""
    with contextlib.suppress(ValueError, TypeError):
        return min(max(float(asked or ""), 0.0), _LONGEST_WAIT)
    return min(usual, _LONGEST_WAIT)


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
