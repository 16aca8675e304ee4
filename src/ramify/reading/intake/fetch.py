"""Pages from the web: asked for politely, bounded, and only from public addresses."""

from __future__ import annotations

import ssl
import time
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.message import Message
from functools import cache
from pathlib import PurePosixPath

import httpcore
import httpx

from ramify._errors import InputError
from ramify._version import __version__
from ramify.reading.intake import robots
from ramify.reading.intake.formats.encodings import as_utf8
from ramify.reading.intake.network import CheckedNetwork, Clock, LookUp, Permits, is_public, look_up
from ramify.reading.intake.pages import SUFFIX_OF, WebPage

AGENT = f"ramify/{__version__}"

_BY_NAME = frozenset({".pdf", ".docx", ".mhtml", ".eml"})
_SAVE_IT = "save the page and give the file"
_STEP_SECONDS = 15.0
_MOST_PAUSE = 30.0
_STATUS = {
    401: "the site asks for a login",
    402: "the site asks for payment",
    403: "the site refuses it",
    404: "no such page",
    410: "the page is gone",
    429: "the site asks to come less often",
    451: "withheld for legal reasons",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a site's time and of ours a page may take."""

    seconds: float = 30.0
    """For a page with all its redirects, pauses not counted."""
    bytes: int = 25_000_000
    """Of a page, packed or unpacked."""
    redirects: int = 5
    pause: float = 1.0
    """Seconds between two requests to one host; longer if its robots.txt asks for that."""


class Fetcher:
    """Fetches pages: robots.txt respected, one request at a time, a pause between two.

    `permits` says which addresses may be connected to, `look_up` how names become
    addresses. They are there for tests with a server of their own; nothing that a
    user or a document says reaches them.
    No proxy is used: it would connect to addresses that nobody checked.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        permits: Permits = is_public,
        look_up: LookUp = look_up,
    ) -> None:
        self._limits = limits or Limits()
        self._clock = Clock(self._limits.seconds)
        self._network = CheckedNetwork(self._clock, permits, look_up)
        self._robots: dict[tuple[bytes, bytes, int], robots.Robots] = {}
        self._last: dict[bytes, float] = {}
        self._pool: httpcore.ConnectionPool | None = None

    def get(self, url: str) -> WebPage:
        """Fetch one page.

        Raises:
            InputError: a bad or private address, refused by the site or its robots.txt,
                of a type that is not read, too large, too slow or broken.
        """
        self._clock.start()
        here = _address(url)
        try:
            for _ in range(self._limits.redirects + 1):
                self._ask_robots(here)
                answer = self._request(here, self._limits.bytes)
                if answer.status not in (301, 302, 303, 307, 308):
                    return _page(answer, str(here))
                here = _address(str(here.join(answer.headers.get("location", ""))))
        except InputError as error:
            raise _at(url, error) from None
        except (httpx.InvalidURL, ValueError):
            raise InputError("redirects to no address", where=url, repair=_SAVE_IT) from None
        raise InputError("redirects without end", where=url, repair=_SAVE_IT)

    def _ask_robots(self, url: httpx.URL) -> None:
        """Ask the site's robots.txt; one that is not there allows all, one that fails nothing."""
        site = (url.raw_scheme, url.raw_host, _port(url))
        if site not in self._robots:
            self._robots[site] = self._read_robots(url.copy_with(raw_path=b"/robots.txt"))
        if not self._robots[site].allows(url.raw_path.decode("ascii")):
            raise InputError("its robots.txt does not allow it", repair=_SAVE_IT)

    def _read_robots(self, url: httpx.URL) -> robots.Robots:
        for _ in range(self._limits.redirects + 1):
            answer = self._request(url, robots.MOST_BYTES, cut=True)
            if answer.status == 200:
                return robots.parse(answer.data.decode("utf-8", "replace"), "ramify")
            if answer.status < 300 or answer.status >= 500 or answer.status == 429:
                return robots.NOTHING
            if answer.status >= 400:
                return robots.EVERYTHING
            url = _address(str(url.join(answer.headers.get("location", ""))))
        return robots.EVERYTHING

    def _request(self, url: httpx.URL, most: int, *, cut: bool = False) -> _Answer:
        self._wait(url)
        headers = [
            (b"Host", url.netloc),
            (b"User-Agent", AGENT.encode()),
            (
                b"Accept",
                b"text/html, text/plain, application/pdf, application/xml, */*;q=0.5",
            ),
            (b"Accept-Language", b"en, *;q=0.5"),
            (b"Accept-Encoding", b"gzip, deflate"),
        ]
        steps = dict.fromkeys(("connect", "read", "write", "pool"), _STEP_SECONDS)
        target = httpcore.URL(
            scheme=url.raw_scheme, host=url.raw_host, port=_port(url), target=url.raw_path
        )
        try:
            with self._connections().stream(
                "GET", target, headers=headers, extensions={"timeout": steps}
            ) as response:
                return _Answer(
                    response.status,
                    {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in response.headers},
                    b"".join(_unpacked(response, most, cut=cut)),
                )
        except httpcore.TimeoutException:
            what = f"no full answer within {self._limits.seconds:g} seconds"
            raise InputError(what, repair="try later, or " + _SAVE_IT) from None
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            reason = f"cannot be reached: {error}".rstrip(": ")
            raise InputError(reason, repair="check the address and the connection") from None

    def _connections(self) -> httpcore.ConnectionPool:
        if self._pool is None:
            self._pool = httpcore.ConnectionPool(_trusted(), network_backend=self._network)
        return self._pool

    def _wait(self, url: httpx.URL) -> None:
        """Keep the pause that the host asks for; waiting is not counted as time taken."""
        rules = self._robots.get((url.raw_scheme, url.raw_host, _port(url)), robots.EVERYTHING)
        pause = max(self._limits.pause, min(rules.pause, _MOST_PAUSE))
        due = self._last.get(url.raw_host, float("-inf")) + pause
        if (rest := due - time.monotonic()) > 0:
            time.sleep(rest)
            self._clock.started += rest
        self._last[url.raw_host] = time.monotonic()


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: Mapping[str, str]
    data: bytes


@cache
def _trusted() -> ssl.SSLContext:
    """The certificates that are trusted, read once."""
    return httpx.create_ssl_context(trust_env=False)


def _address(text: str) -> httpx.URL:
    """An address that may be asked for, without its fragment."""
    repair = "write it as https://host/path"
    try:
        url = httpx.URL(text).copy_with(fragment=None)
        _ = url.host  # Decodes the name, which may be none, as in `xn--`.
    except (httpx.InvalidURL, ValueError) as error:
        raise InputError(f"not a web address ({error})", where=text[:200], repair=repair) from None
    if url.scheme not in ("http", "https") or not url.host:
        raise InputError("not a web address", where=text[:200], repair=repair)
    if url.userinfo:
        raise InputError("carries a name or password", where=url.host, repair="leave them out")
    if _port(url) < 1024 and _port(url) not in (80, 443):
        raise InputError(f"port {_port(url)} is not a web server's", where=url.host, repair=repair)
    return url


def _port(url: httpx.URL) -> int:
    return url.port or (443 if url.scheme == "https" else 80)


def _at(url: str, error: InputError) -> InputError:
    """The same error, said of the address that was asked for."""
    host = f" ({error.where})" if error.where and error.where not in url else ""
    return InputError(f"{error.what}{host}", where=url, repair=error.repair)


def _page(answer: _Answer, url: str) -> WebPage:
    if answer.status != 200:
        why = _STATUS.get(answer.status, f"the site answers with status {answer.status}")
        raise InputError(why, repair="check the address, or " + _SAVE_IT)
    header = Message()
    header["content-type"] = answer.headers.get("content-type", "application/octet-stream")
    suffix = _suffix(header.get_content_type(), url, answer.data)
    charset = header.get_content_charset()
    return WebPage(url, suffix, as_utf8(answer.data, charset))


def _suffix(kind: str, url: str, data: bytes) -> str:
    if kind in SUFFIX_OF:
        return SUFFIX_OF[kind]
    named = PurePosixPath(httpx.URL(url).path).suffix.lower()
    if kind in ("application/octet-stream", "binary/octet-stream") and named in _BY_NAME:
        return named
    raise InputError(f"content of type {kind} is not read", repair="give a page, a feed or a PDF")


def _unpacked(response: httpcore.Response, most: int, *, cut: bool) -> Iterator[bytes]:
    """The body unpacked, as far as it may be long: a bomb is not unpacked further than that.

    Raises:
        InputError: longer than `most` (unless `cut`), or packed in a way not asked for.
    """
    headers = {k.lower(): v.strip().lower() for k, v in response.headers}
    packing = headers.get(b"content-encoding", b"identity")
    if packing not in (b"identity", b"", b"gzip", b"x-gzip", b"deflate"):
        raise InputError(f"packed as {packing.decode('latin-1')}", repair=_SAVE_IT)
    unpack = zlib.decompressobj(47) if packing not in (b"identity", b"") else None
    size = 0
    for chunk in response.iter_stream():
        try:
            part = unpack.decompress(chunk, most + 1 - size) if unpack else chunk
        except zlib.error:
            raise InputError("packed badly", repair=_SAVE_IT) from None
        size += len(part)
        if size > most:
            if cut:
                yield part[: most - size]
                return
            raise InputError(f"larger than {most // 1_000_000} MB", repair="give the article alone")
        yield part
    if unpack and not unpack.eof and not cut:
        raise InputError("ends too early", repair="try again")
