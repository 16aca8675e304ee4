"""A model that fails on one document, and what becomes of the others."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from ramify._errors import EndpointError, InputError, Unanswered
from ramify.reading.intake.documents import from_bytes
from ramify.reading.llm.answers import WindowFull
from ramify.reading.llm.endpoint import Endpoint, EndpointSettings
from ramify.reading.llm.grounding import schema
from ramify.reading.llm.reader import LanguageModelReader, room
from ramify.reading.llm.said import MOST_STATEMENTS
from ramify.world.world import World
from tests.reading.model import completion, playing
from tests.reading.web import Answer, Request, Site, serving

SENTENCE = "On June 19, 2024, Russia and North Korea signed a treaty in Pyongyang."
EVENT = {"quote": SENTENCE, "actor": "RUS", "action": "057", "target": "PRK", "when": "2024-06-19"}
GOOD = completion({"events": [EVENT], "claims": []})
EMPTY: dict[str, Any] = {"events": [], "claims": []}

Run = Callable[..., SimpleNamespace]
Spoil = Callable[[Request], Answer | None]


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Site]:
    for name in ("RAMIFY_API_KEY", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    with serving() as site:
        yield site


def endless(request: Request) -> None:
    """A body that does not end; the client must."""
    request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
    for _ in range(400):
        try:
            request.wfile.write(b" " * 65_536)
        except OSError:
            return


def slow(request: Request) -> None:
    time.sleep(0.7)


def broken(request: Request) -> None:
    request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{")


LOOP = '{"events": [' + json.dumps(EVENT) * 40
FAILURES: dict[str, tuple[Spoil, str]] = {
    "500": (lambda _: Answer(b"oh no", status=500), "status 500: oh no"),
    "a page": (lambda _: Answer(b"<html>Sign in</html>"), "not as chat completions do"),
    "no UTF-8": (lambda _: Answer(b'{"choices": "\xff\xfe"}'), "not as chat completions do"),
    "endless": (endless, "answers without end"),
    "slow": (slow, "no answer within 0.5 seconds"),
    "broken off": (broken, "the connection broke"),
    "a loop": (lambda _: completion(LOOP, finish_reason="length"), "repeats itself"),
    "words": (lambda _: completion("Nothing of note."), "not JSON"),
    "refused": (lambda _: Answer(b"content filter", status=400), "content filter"),
}


def spoiling(site: Site, spoil: Spoil, word: str = "SPOILT") -> None:
    """A model that is good but for documents with this word."""

    def answer(request: Request) -> Answer | None:
        return spoil(request) if word.encode() in site.requests[-1][1] else GOOD

    site.routes["/v1/chat/completions"] = answer


def documents(folder: Path, *words: str) -> list[str]:
    files = [folder / f"{n}.txt" for n in range(len(words))]
    for file, word in zip(files, words, strict=True):
        file.write_text(f"{SENTENCE} {word}\n", encoding="utf-8")
    return [str(file) for file in files]


def asked(site: Site, *more: str) -> tuple[str, ...]:
    where = ("--base-url", f"{site.url}/v1", "--model", "tiny")
    return ("--reader", "llm", *where, "--timeout", "0.5", "--tries", "1", *more)


@pytest.mark.parametrize("failure", FAILURES)
@pytest.mark.parametrize("words", [("One.", "SPOILT.", "Two."), ("SPOILT.", "One.", "Two.")])
def test_one_document_is_refused_and_the_others_go_on(
    run: Run, site: Site, tmp_path: Path, failure: str, words: tuple[str, ...]
) -> None:
    spoil, why = FAILURES[failure]
    spoiling(site, spoil)
    done = run("read", *documents(tmp_path, *words), *asked(site))
    assert done.code == 0, done.err
    lines = [line for line in done.err.splitlines() if "not read" in line]
    assert len(lines) == 1 and why in lines[0] and f"{words.index('SPOILT.')}.txt" in lines[0]
    assert done.out.count("CAMEO 057") == 2
    assert "Traceback" not in done.err


@pytest.mark.parametrize("failure", FAILURES)
def test_both_readers_go_on_with_the_rules(
    run: Run, site: Site, tmp_path: Path, failure: str
) -> None:
    spoil, why = FAILURES[failure]
    spoiling(site, spoil)
    done = run("read", *documents(tmp_path, "SPOILT."), *asked(site), "--reader", "both")
    assert done.code == 0, done.err
    told = " ".join(done.out.split())
    assert "read by rules alone" in told and why in told


def test_a_server_that_was_never_there_ends_the_run_at_once(run: Run, tmp_path: Path) -> None:
    where = ("--base-url", "http://127.0.0.1:1/v1", "--model", "tiny", "--tries", "1")
    done = run("read", *documents(tmp_path, "One.", "Two."), "--reader", "llm", *where)
    assert (done.code, done.out) == (1, "")
    assert done.err.count("cannot be reached") == 1


def test_a_server_that_never_answers_well_ends_the_run_after_three(site: Site) -> None:
    endpoint = playing(site, Answer(b"oh no", status=500))
    endpoint.settings = replace(endpoint.settings, tries=1)
    for _ in range(2):
        with pytest.raises(Unanswered):
            endpoint.ask("s", "u", schema())
    with pytest.raises(EndpointError) as error:
        endpoint.ask("s", "u", schema())
    assert not isinstance(error.value, InputError)


def test_a_server_that_dies_is_not_asked_on_and_what_was_read_is_kept(site: Site) -> None:
    endpoint = playing(site, GOOD, Answer(b"no such model", status=404))
    assert endpoint.ask("s", "first", schema())
    for _ in range(3):
        with pytest.raises(Unanswered, match="no such model"):
            endpoint.ask("s", "u", schema())
    assert endpoint.spent.requests == 2


def test_a_good_answer_in_between_makes_up_for_failures(site: Site) -> None:
    bad = Answer(b"oh no", status=500)
    endpoint = playing(site, bad, bad, GOOD, bad, bad, GOOD)
    endpoint.settings = replace(endpoint.settings, tries=1)
    for good in (False, False, True, False, False, True):
        if good:
            endpoint.ask("s", "u", schema())
        else:
            with pytest.raises(Unanswered):
                endpoint.ask("s", "u", schema())


# length -----------------------------------------------------------------------------


def test_what_is_too_long_for_the_model_is_asked_in_halves(site: Site, world: World) -> None:
    """The window holds 5,000 characters of the document; what it said is found all the same."""

    def small(request: Request) -> Answer:
        if len(json.loads(site.requests[-1][1])["messages"][1]["content"]) > 5_000:
            return Answer(b"the request exceeds the available context size", status=400)
        return GOOD if SENTENCE in site.requests[-1][1].decode() else completion(EMPTY)

    filler = [f"Nothing else was told on day {n} of the talks by the sea." for n in range(200)]
    text = "\n\n".join([*filler[:100], SENTENCE, *filler[100:]])
    document = from_bytes(text.encode(), name="long.txt")
    endpoint = playing(site, small)
    reading = LanguageModelReader(endpoint).read(document, world)
    assert [event.action for event in reading.events] == ["057"]
    assert 4 < endpoint.spent.requests < 12


def test_an_answer_that_never_fits_is_given_up(site: Site, world: World) -> None:
    endpoint = playing(site, completion("{", finish_reason="length"))
    text = "\n\n".join(f"Nothing was told on day {n} of the talks." for n in range(300))
    with pytest.raises(WindowFull, match="cut off"):
        LanguageModelReader(endpoint).read(from_bytes(text.encode(), name="long.txt"), world)
    assert endpoint.spent.requests < 10


def test_portions_are_as_long_as_the_window_allows() -> None:
    def most(context: int, answer: int) -> int:
        return room(EndpointSettings("http://x/v1", "m", max_tokens=answer, context=context))

    assert 1_500 < most(4_096, 1_000) < 3_000
    assert most(4_096, 500) - most(4_096, 1_000) == 1_500
    assert most(128_000, 4_096) == 3 * 4_096
    assert most(128_000, 16_000) == 48_000


def test_a_window_too_small_is_said_before_anything_is_asked(
    run: Run, site: Site, tmp_path: Path
) -> None:
    done = run("read", *documents(tmp_path, "One."), *asked(site, "--context", "2048"))
    assert (done.code, done.out, site.asked) == (2, "", [])
    assert "window of 2,048 tokens is too small" in done.err and "--max-tokens" in done.err


@pytest.mark.parametrize(("counted", "cut"), [(700, True), (1_900, False), (0, False)])
def test_a_question_that_the_server_cut_is_told(
    run: Run, site: Site, tmp_path: Path, counted: int, cut: bool
) -> None:
    body = json.loads(GOOD.body)
    body["usage"]["prompt_tokens"] = counted
    site.routes["/v1/chat/completions"] = Answer(json.dumps(body).encode(), "application/json")
    files = documents(tmp_path, "One.")
    for cached in (False, True):
        done = run("read", *files, *asked(site), "-f", "json")
        assert ("did not read all" in done.out) is cut
        assert ("cut 1 question short" in done.err) is (cut and not cached)


def test_lists_are_bounded_in_the_schema_and_after_it(site: Site, world: World) -> None:
    lists = [p for p in schema()["properties"].values() if p["type"] == "array"]
    assert [part["maxItems"] for part in lists] == [MOST_STATEMENTS] * 2
    many = completion({"events": [EVENT] * (MOST_STATEMENTS + 40), "claims": []})
    document = from_bytes(SENTENCE.encode(), name="treaty.txt")
    reading = LanguageModelReader(playing(site, many)).read(document, world)
    assert len(reading.events) == 1
    assert f"events beyond the first {MOST_STATEMENTS}" in " ".join(reading.notes)


def test_half_a_sign_spoils_nothing(run: Run, site: Site, tmp_path: Path) -> None:
    bad = {"quote": "\ud83d half a sign in a quote", "actor": "\ud83d", "action": "\ud83d"}
    named = EVENT | {"object": "\ud83d", "place": "\udc00"}
    site.routes["/v1/chat/completions"] = completion({"events": [bad, named], "claims": []})
    done = run("read", *documents(tmp_path, "One."), *asked(site), "-f", "json")
    assert done.code == 0, done.err
    assert "refused: event" in done.out


# options ----------------------------------------------------------------------------


def sent(site: Site) -> dict[str, Any]:
    asked: dict[str, Any] = json.loads(site.requests[-1][1])
    return asked


def test_limits_of_the_command_line_reach_the_server(run: Run, site: Site, tmp_path: Path) -> None:
    spoiling(site, FAILURES["500"][0], "One.")
    options = asked(site, "--max-tokens", "321", "--tries", "2")
    done = run("read", *documents(tmp_path, "One."), *options)
    assert done.code == 1 and "(tried 2 times)" in done.err
    assert sent(site)["max_tokens"] == 321
    assert len(site.asked) == 2


def test_limits_without_a_model_are_refused(run: Run, tmp_path: Path) -> None:
    done = run("read", *documents(tmp_path, "One."), "--tries", "2")
    assert done.code == 2 and "need --reader llm or both" in done.err


def test_the_length_is_said_in_the_words_the_server_knows(site: Site) -> None:
    def new(request: Request) -> Answer:
        if "max_tokens" in sent(site):
            return Answer(b"'max_tokens' is not known, use 'max_completion_tokens'", status=400)
        return completion(EMPTY)

    endpoint = playing(site, new)
    endpoint.settings = replace(endpoint.settings, tries=1, max_tokens=99)
    assert endpoint.ask("s", "u", schema()) == EMPTY
    assert sent(site)["max_completion_tokens"] == 99


def test_a_server_that_knows_no_bounds_is_asked_without(site: Site) -> None:
    def strict(request: Request) -> Answer:
        if "maxItems" in json.dumps(sent(site)):
            return Answer(b"Invalid schema: 'maxItems' is not permitted", status=400)
        return completion(EMPTY)

    assert playing(site, strict).ask("s", "u", schema()) == EMPTY
    assert sent(site)["response_format"]["type"] == "json_schema"


def test_a_length_that_is_refused_is_not_given_up_in_silence(site: Site) -> None:
    endpoint = playing(site, Answer(b"max_tokens is too large: 4096", status=400))
    with pytest.raises(Unanswered, match="too large"):
        endpoint.ask("s", "u", schema())
    assert isinstance(endpoint, Endpoint) and sent(site)["max_tokens"] == 4_096


# measuring --------------------------------------------------------------------------


def test_a_model_is_measured_and_what_it_does_not_answer_is_missed(
    run: Run, site: Site, tmp_path: Path
) -> None:
    """Of two annotated articles the model fails on one: half of the events are found."""
    for file in map(Path, documents(tmp_path, "One.", "SPOILT.")):
        digest = hashlib.sha256(file.read_bytes()).hexdigest()[:16]
        row = '{ in = ["s1"], actor = ["RUS", "PRK"], action = ["057"], mutual = true }'
        gold = f'file = "{file.name}"\nsha256 = "{digest}"\nevent = [{row}]\n'
        place = f"[sentences]\ns1 = [0, {len(SENTENCE)}]\n"
        file.with_suffix(".toml").write_text(gold + place, encoding="utf-8")
    spoiling(site, FAILURES["500"][0])
    where = ("--gold", str(tmp_path), "--documents", str(tmp_path))
    record = {"id": "1", "event": "AGREE", "text": SENTENCE, "source": [{"code": "RUS"}]}
    coded = tmp_path / "plover.json"
    coded.write_text(json.dumps([record, record | {"text": "SPOILT."}]), encoding="utf-8")
    done = run("bench", "reading", *where, "--plover", str(coded), *asked(site))
    assert done.code == 0, done.err
    assert "Reader: llm tiny" in done.out
    assert "1.txt: not read, all of it missed" in done.out and "(1 of 2, 0 wrong)" in done.out
    assert "Not read: 1: " in done.out and "status 500" in done.out
    assert "tokens in" in done.err
