"""The reader that a user chooses: rules, a language model, or both."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from ramify.reading.library import Reader
    from ramify.reading.llm.endpoint import Endpoint, Spent

Kind = Literal["rules", "llm", "both"]

ReaderOption = Annotated[Kind, typer.Option("--reader", help="Who reads.")]
BaseUrlOption = Annotated[
    str | None, typer.Option(help="OpenAI-compatible endpoint of a language model.")
]
ModelOption = Annotated[str | None, typer.Option(help="Name of the language model.")]
PriceInOption = Annotated[
    float | None, typer.Option(min=0, help="Price of a million tokens sent to it.")
]
PriceOutOption = Annotated[
    float | None, typer.Option(min=0, help="Price of a million tokens of its answers.")
]
MaxTokensOption = Annotated[
    int, typer.Option("--max-tokens", min=16, help="Tokens that one answer of it may have.")
]
TimeoutOption = Annotated[
    float, typer.Option("--timeout", min=0.1, help="Seconds to wait for one answer of it.")
]
TriesOption = Annotated[
    int, typer.Option("--tries", min=1, help="Times it is asked where it fails or is busy.")
]
ContextOption = Annotated[
    int | None,
    typer.Option(
        "--context",
        min=1,
        help="Tokens that its window holds; documents are asked in portions that fit.",
    ),
]
CacheOption = Annotated[
    bool, typer.Option("--cache/--no-cache", help="Keep and reuse answers and large batches.")
]
CacheFolderOption = Annotated[
    Path | None, typer.Option(help="Keep them here; else in the user's cache folder.")
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Print no progress.")]
JobsOption = Annotated[
    int | None, typer.Option("--jobs", "-j", min=1, help="Processes that read; else one a core.")
]
CpuLimitOption = Annotated[
    float, typer.Option("--cpu-limit", help="Seconds of a processor that one document may take.")
]
TimeLimitOption = Annotated[
    float, typer.Option("--time-limit", help="Seconds on the clock that one document may take.")
]
MemoryLimitOption = Annotated[
    int,
    typer.Option(
        "--memory-limit",
        help="Megabytes that one document may take. Elsewhere than on Linux and macOS only "
        "--time-limit is kept.",
    ),
]
MAX_TOKENS, TIMEOUT, TRIES = 4_096, 180.0, 4
CPU_LIMIT, TIME_LIMIT, MEMORY_LIMIT = 120.0, 300.0, 2_000


def cache_of(wanted: bool, folder: Path | None) -> Path | None:
    """The folder where things are kept: as asked, else the user's; None if unwanted."""
    from ramify.reading.cache import cache_folder

    return (folder or cache_folder()) if wanted else None


@dataclass(frozen=True, slots=True)
class AskingLimits:
    """How much and how long a language model is asked."""

    max_tokens: int = MAX_TOKENS
    """Of one answer."""
    timeout: float = TIMEOUT
    """Seconds for one answer."""
    tries: int = TRIES
    context: int | None = None
    """Tokens of the model's window; None: not known."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What was asked for on the command line."""

    reader: Kind = "rules"
    base_url: str | None = None
    model: str | None = None
    price_in: float | None = None
    price_out: float | None = None
    cache: Path | None = None
    """Folder of what is kept; None keeps nothing."""
    limits: AskingLimits = AskingLimits()


@dataclass(frozen=True, slots=True)
class Chosen:
    """A reader, and the endpoint it asks, if any."""

    reader: Reader
    endpoint: Endpoint | None = None


def chosen(choice: Choice, on: date | None, parser: str | None = None) -> Chosen:
    """The reader of a choice, whose rules go by the `parser` of this name, else the packaged one.

    Raises:
        UsageError: a model is needed and not fully named, its key is missing, or its
            window is too small.
    """
    from ramify._errors import UsageError
    from ramify.reading.rules import RulesReader
    from ramify.reading.second_reader.second_opinion import second_missing
    from ramify.reading.syntax.parsers import named_parser, parser_missing

    rules = RulesReader(named_parser(parser) if parser else None, on=on)
    second = second_missing() if choice.reader != "llm" else None
    for lack in (None if parser else parser_missing(), second):
        if lack:
            typer.echo(f"ramify: {lack}", err=True)
    if choice.reader == "rules":
        if choice.base_url or choice.model or choice.limits != AskingLimits():
            asked = "--base-url, --model, --max-tokens, --timeout, --tries and --context"
            raise UsageError(f"{asked} need --reader llm or both")
        return Chosen(rules)
    if not choice.base_url or not choice.model:
        repair = "as --base-url http://localhost:11434/v1 --model NAME"
        raise UsageError(f"--reader {choice.reader} needs --base-url and --model", repair=repair)
    from ramify.reading.llm.endpoint import Endpoint, EndpointSettings, checked, key_for
    from ramify.reading.llm.reader import LanguageModelReader, room
    from ramify.reading.llm.two_readers import BothReaders

    address = checked(choice.base_url)
    cache = choice.cache / "answers" if choice.cache else None
    settings = EndpointSettings(
        address,
        choice.model,
        key_for(address),
        seconds=choice.limits.timeout,
        tries=choice.limits.tries,
        cache=cache,
        max_tokens=choice.limits.max_tokens,
        context=choice.limits.context,
    )
    room(settings)
    endpoint = Endpoint(settings)
    model = LanguageModelReader(endpoint, on=on)
    return Chosen(model if choice.reader == "llm" else BothReaders(rules, model), endpoint)


@contextmanager
def accounted(chosen: Chosen, choice: Choice) -> Iterator[None]:
    """Say on standard error what a language model has cost, also if reading fails."""
    try:
        yield
    finally:
        spent = chosen.endpoint.spent if chosen.endpoint else None
        if spent and (spent.tokens_in or spent.cached or spent.unmetered):
            from ramify._print import printable

            line = f"{choice.model}: {spent_words(spent, choice)}"
            typer.echo(f"ramify: {printable(line)}", err=True)
            if spent.cut:
                typer.echo(f"ramify: {printable(f'{choice.model}: {cut_words(spent)}')}", err=True)


def spent_words(spent: Spent, choice: Choice) -> str:
    """Requests, tokens and, where prices are given, their cost.

    >>> from ramify.reading.llm.endpoint import Spent
    >>> choice = Choice(price_in=2.0, price_out=8.0)
    >>> spent_words(Spent(requests=2, cached=1, tokens_in=1_000_000, tokens_out=500_000), choice)
    '2 requests, 1 answer from the cache; 1,000,000 tokens in, 500,000 out; cost 6.0000'
    """
    from ramify.world.wording import counted

    words = f"{counted(spent.requests, 'request')}, {counted(spent.cached, 'answer')}"
    words += f" from the cache; {spent.tokens_in:,} tokens in, {spent.tokens_out:,} out"
    if spent.unanswered:
        words += f"; {counted(spent.unanswered, 'question')} without a usable answer"
    if spent.unmetered:
        return f"{words}; {counted(spent.unmetered, 'answer')} without a count, cost unknown"
    if choice.price_in is None or choice.price_out is None:
        return words
    cost = (spent.tokens_in * choice.price_in + spent.tokens_out * choice.price_out) / 1e6
    return f"{words}; cost {cost:.4f}"


def cut_words(spent: Spent) -> str:
    """That the server has cut questions, as its count of tokens shows, and what to do.

    >>> from ramify.reading.llm.endpoint import Spent
    >>> cut_words(Spent(cut=2)).partition(";")[0]
    'the server cut 2 questions short, as its count of their tokens shows'
    """
    from ramify.world.wording import counted

    cut = f"the server cut {counted(spent.cut, 'question')} short, as its count of their tokens"
    return f"{cut} shows; enlarge its window, or give what it holds as --context"
