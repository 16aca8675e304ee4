"""Transfers: one file over HTTP, taken up where it broke off, verified before it counts.

The part of a file under way is meant to outlast its writer, so that the next fetch goes on with
it: it bears the file's own name, not one that is drawn as `ramify._files` does. The folder has one
writer instead, and parts that nobody asks for any more are swept.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from ramify._errors import InputError
from ramify._files import one_writer
from ramify._value import Value

if TYPE_CHECKING:
    import httpx

Outcome = Literal["fetched", "there already", "missing on the server", "failed"]
_MOST = 4 << 30
_RETRY = frozenset({408, 425, 429, 500, 502, 503, 504})
_MISSING = frozenset({404, 410})
_REFUSED = frozenset({401, 403})
_FORGOTTEN = 7 * 86_400.0
"""Seconds after which the part of a file that is not asked for is taken for given up."""
_PAGE = (b"<!doctype", b"<html", b"<?xml")


@dataclass(frozen=True)
class Wanted:
    """A file to fetch, with what its publisher says of it."""

    url: str
    name: str
    """Name of the file it becomes."""
    size: int | None = None
    md5: str | None = None
    since: str = ""
    """First moment of the stretch of coverage it holds, ISO; empty if not known."""
    until: str = ""
    check: Callable[[Path], str | None] | None = None
    """What else is wrong with a file that came; None if nothing is."""


class Fetched(Value):
    """What became of a file that was to be fetched."""

    name: str
    url: str
    outcome: Outcome
    why: str = ""
    since: str = ""
    until: str = ""


@dataclass(frozen=True)
class Manners:
    """How politely: few at once, a pause between requests, longer after each refusal."""

    at_once: int = 4
    tries: int = 5
    pause: float = 0.1
    """Seconds between the requests of one line of work."""
    back_off: float = 1.0
    """Seconds before the second try, doubled each time."""
    timeout: float = 60.0
    headers: dict[str, str] = field(default_factory=dict)
    """Sent to `home` alone: a token is not for a server that another leads to."""
    home: str = ""


class _Again(Exception):
    """A try that failed in a way that another may not, or (not `ever`) no other will mend."""

    def __init__(self, why: str, after: float = 0.0, *, ever: bool = True) -> None:
        self.after, self.ever = after, ever
        super().__init__(why)


def client(manners: Manners) -> httpx.Client:
    """A client that honours the proxy of the environment and follows a few redirects."""
    import httpx

    from ramify._version import __version__

    def at_home(request: httpx.Request) -> None:
        if request.url.netloc.decode() == manners.home:
            request.headers.update(manners.headers)
        else:
            for name in manners.headers:
                request.headers.pop(name, None)

    return httpx.Client(
        timeout=httpx.Timeout(manners.timeout, connect=min(manners.timeout, 20.0)),
        follow_redirects=True,
        max_redirects=5,
        headers={"User-Agent": f"ramify/{__version__}"},
        event_hooks={"request": [at_home]},
    )


def fetch_all(
    wanted: Sequence[Wanted],
    into: Path,
    manners: Manners | None = None,
    told: Callable[[Fetched], None] | None = None,
) -> tuple[Fetched, ...]:
    """Fetch files into a folder, a few at once; those that are there and right are left alone.

    Raises:
        InputError: the folder cannot be made, another fetch fills it, or the disk is full.
    """
    manners = manners or Manners()
    with (
        one_writer(made(into)),
        client(manners) as http,
        ThreadPoolExecutor(manners.at_once) as pool,
    ):
        _sweep(into, wanted)
        found = []
        for done in pool.map(lambda one: fetch_one(http, one, into, manners), wanted):
            found.append(done)
            if told:
                told(done)
    return tuple(found)


def made(folder: Path) -> Path:
    """A folder, made if there is none.

    Raises:
        InputError: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"cannot be made: {error.strerror}", where=str(folder)) from None
    return folder


def _part(name: str, into: Path) -> Path:
    return into / f".{name}.part"


def _sweep(into: Path, wanted: Sequence[Wanted]) -> None:
    """Remove parts that an earlier fetch left and that have not been asked for since."""
    asked = {_part(one.name, into) for one in wanted}
    for part in into.glob(".*.part"):
        if part not in asked and time.time() - part.stat().st_mtime > _FORGOTTEN:
            part.unlink()


def fetch_one(http: httpx.Client, wanted: Wanted, into: Path, manners: Manners) -> Fetched:
    """Fetch one file: tried again with growing pauses, resumed, and verified."""
    path, part = into / wanted.name, _part(wanted.name, into)
    if path.exists() and _problem(path, wanted) is None:
        return _outcome(wanted, "there already")
    why = ""
    for attempt in range(manners.tries):
        if attempt:
            time.sleep(manners.back_off * 2 ** (attempt - 1))
        try:
            if not _download(http, wanted, part):
                part.unlink(missing_ok=True)
                return _outcome(wanted, "missing on the server")
            problem = _problem(part, wanted)
            if problem is None:
                part.replace(path)
                time.sleep(manners.pause)
                return _outcome(wanted, "fetched")
            part.unlink(missing_ok=True)
            why = problem
        except _Again as error:
            why = str(error)
            if not error.ever:
                break
            time.sleep(min(error.after, 120.0))
        except OSError as error:
            raise InputError(f"cannot be written: {error.strerror}", where=str(part)) from None
    return _outcome(wanted, "failed", why)


def _outcome(wanted: Wanted, outcome: Outcome, why: str = "") -> Fetched:
    return Fetched(
        name=wanted.name,
        url=wanted.url,
        outcome=outcome,
        why=why,
        since=wanted.since,
        until=wanted.until,
    )


def _download(http: httpx.Client, wanted: Wanted, part: Path) -> bool:
    """Bring the part file to its end; False if the server has no such file."""
    import httpx

    have = part.stat().st_size if part.exists() else 0
    if wanted.size is not None and have > wanted.size:
        part.unlink()
        have = 0
    headers = {"Range": f"bytes={have}-"} if have else {}
    try:
        with http.stream("GET", wanted.url, headers=headers) as answer:
            if answer.status_code in _MISSING:
                return False
            if answer.status_code == 416:
                part.unlink(missing_ok=True)
                raise _Again("the server knows no such range")
            if answer.status_code in _REFUSED:
                raise _Again(f"the server answers {answer.status_code}", ever=False)
            if answer.status_code in _RETRY:
                raise _Again(f"the server answers {answer.status_code}", _retry_after(answer))
            if answer.status_code not in (200, 206):
                raise _Again(f"the server answers {answer.status_code}")
            if urlsplit(str(answer.url)).scheme not in ("http", "https"):
                raise _Again("the server leads elsewhere")
            resumed = answer.status_code == 206 and have > 0
            _take(answer, part, have if resumed else 0, wanted.size)
    except (httpx.TransportError, httpx.TooManyRedirects, httpx.InvalidURL) as error:
        raise _Again(f"{type(error).__name__}: {error}" if str(error) else type(error).__name__) \
            from None  # fmt: skip
    return True


def _take(answer: httpx.Response, part: Path, have: int, size: int | None) -> None:
    most = size if size is not None else _MOST
    with part.open("ab" if have else "wb") as out:
        for chunk in answer.iter_raw():
            have += len(chunk)
            if have > most:
                out.close()
                part.unlink()
                raise _Again("the server sends more than the file has")
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())


def _retry_after(answer: httpx.Response) -> float:
    said = answer.headers.get("Retry-After", "")
    return float(said) if said.isdecimal() else 0.0


def _problem(path: Path, wanted: Wanted) -> str | None:
    """What is wrong with a file that was fetched; None if it is what was promised."""
    size = path.stat().st_size
    if wanted.size is not None and size != wanted.size:
        return f"{size:,} bytes where the publisher's list has {wanted.size:,}"
    with path.open("rb") as file:
        head = file.read(64)
        digest = hashlib.md5(head, usedforsecurity=False)
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    if wanted.md5 and digest.hexdigest() != wanted.md5.lower():
        return "its checksum is not that of the publisher's list"
    if not size:
        return "is empty"
    if head.lstrip().lower().startswith(_PAGE):
        return "is a web page, not the file"
    if wanted.name.endswith(".zip") and not head.startswith(b"PK"):
        return "is no archive"
    return wanted.check(path) if wanted.check else None
