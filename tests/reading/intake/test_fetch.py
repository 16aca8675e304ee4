"""Pages from a real server on the loopback: manners, bounds, and no way inside."""

from __future__ import annotations

import gzip
import time
import zlib
from collections.abc import Iterator
from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ramify._errors import InputError
from ramify.reading.intake import robots
from ramify.reading.intake.fetch import AGENT, Fetcher, Limits
from ramify.reading.intake.network import is_public
from tests.reading.web import Answer, Request, Site, serving

PAGE = b"<html><body><p>Norland and Sundria signed a treaty.</p></body></html>"


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


def fetcher(**limits: float) -> Fetcher:
    return Fetcher(Limits(**({"pause": 0.0} | limits)), permits=lambda a: a.is_loopback)  # type: ignore[arg-type]


def refusal(url: str, to: Fetcher | None = None) -> str:
    with pytest.raises(InputError) as error:
        (to or fetcher()).get(url)
    assert error.value.repair
    return str(error.value)


# manners ---------------------------------------------------------------------------


def test_a_page_comes_with_its_type_and_one_user_agent(site: Site) -> None:
    site.routes["/a"] = Answer(PAGE)
    page = fetcher().get(f"{site.url}/a#part")
    assert (page.url, page.suffix, page.data) == (f"{site.url}/a", ".html", PAGE)
    assert site.asked == ["/robots.txt", "/a"]
    assert {headers["User-Agent"] for headers, _ in site.requests} == {AGENT}


def test_robots_txt_is_asked_once_and_respected(site: Site) -> None:
    site.routes["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /private", "text/plain")
    site.routes["/private/a"] = site.routes["/a"] = Answer(PAGE)
    polite = fetcher()
    polite.get(f"{site.url}/a")
    assert "robots.txt does not allow" in refusal(f"{site.url}/private/a", polite)
    assert site.asked == ["/robots.txt", "/a"]


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False)])
def test_a_robots_txt_that_is_not_there_allows_and_one_that_fails_does_not(
    site: Site, status: int, allowed: bool
) -> None:
    site.routes["/robots.txt"] = Answer(status=status)
    site.routes["/a"] = Answer(PAGE)
    if allowed:
        assert fetcher().get(f"{site.url}/a").data == PAGE
    else:
        assert "robots.txt" in refusal(f"{site.url}/a")


def test_there_is_a_pause_between_requests_to_one_host(site: Site) -> None:
    site.routes["/a"] = Answer(PAGE)
    slow = fetcher(pause=0.15)
    began = time.monotonic()
    for _ in range(2):
        slow.get(f"{site.url}/a")
    assert time.monotonic() - began >= 0.3
    assert site.asked == ["/robots.txt", "/a", "/a"]


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: ramify\nUser-agent: x\nDisallow: /", "/a", False),
        ("User-agent: ramify\nAllow: /\n\nUser-agent: *\nDisallow: /", "/a", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf?x", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
        ("User-agent: *\nDisallow: /%7Ejoe", "/~joe/x", False),
        ("\ufeffUser-agent: * # all\nDisallow: /x # not", "/x", False),
        ("Disallow: /", "/a", True),
    ],
)
def test_rules_of_robots_txt(rules: str, path: str, allowed: bool) -> None:
    assert robots.parse(rules, "ramify").allows(path) is allowed


@given(st.text(alphabet="a*$/", max_size=300))
def test_no_rule_takes_long(rule: str) -> None:
    began = time.monotonic()
    robots.parse(f"User-agent: *\nDisallow: /{rule}", "ramify").allows("/" + "a" * 2000)
    assert time.monotonic() - began < 0.5


# no way inside ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "localhost", "0.0.0.0", "2130706433", "0x7f.1", "10.1.2.3", "192.168.0.1"),
        *("169.254.169.254", "100.64.0.1", "224.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "[fe80::1]"),
        *("[fd00::1]", "[64:ff9b::a00:1]", "[2002:7f00:1::]"),
    ],
)
def test_an_address_that_is_not_public_is_refused(host: str) -> None:
    said = refusal(f"http://{host}/", Fetcher(Limits(pause=0)))
    assert "not on the public internet" in said or "no such host" in said


@given(st.ip_addresses(v=4))
def test_a_wrapped_address_is_as_public_as_what_it_wraps(address: object) -> None:
    mapped = ip_address(f"::ffff:{address}")
    assert is_public(mapped) == is_public(ip_address(str(address)))


def test_a_redirect_inside_is_refused(site: Site) -> None:
    with serving() as inner:
        inner.routes["/secret"] = Answer(PAGE)
        port = inner.url.rpartition(":")[2]
        site.routes["/a"] = Answer(
            status=302, headers={"Location": f"http://127.0.0.2:{port}/secret"}
        )
        outer = Fetcher(Limits(pause=0), permits=lambda a: str(a) == "127.0.0.1")
        assert "127.0.0.2" in refusal(f"{site.url}/a", outer)
        assert inner.asked == []


def test_the_address_that_was_checked_is_the_one_connected_to(site: Site) -> None:
    """A name that answers otherwise the second time is never looked up a second time."""
    looked_up: list[str] = []

    def changing(host: str, port: int) -> list[str]:
        looked_up.append(host)
        return ["127.0.0.1"] if len(looked_up) == 1 else ["127.0.0.9"]

    site.routes["/a"] = Answer(PAGE)
    only = Fetcher(Limits(pause=0), permits=lambda a: str(a) == "127.0.0.1", look_up=changing)
    port = site.url.rpartition(":")[2]
    assert only.get(f"http://rebinding.test:{port}/a").data == PAGE
    assert looked_up == ["rebinding.test"]
    assert {h["Host"] for h, _ in site.requests} == {f"rebinding.test:{port}"}


def test_one_private_address_among_several_is_enough_to_refuse(site: Site) -> None:
    site.routes["/a"] = Answer(PAGE)
    only = Fetcher(
        Limits(pause=0),
        permits=lambda a: str(a) == "127.0.0.1",
        look_up=lambda host, port: ["127.0.0.1", "10.0.0.1"],
    )
    assert "10.0.0.1" in refusal(site.url.replace("127.0.0.1", "mixed.test") + "/a", only)
    assert site.asked == []


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://", "not a web address"),
        ("http://a b/", "no such host"),
        ("http://[::1/", "not a web address"),
        ("ftp://example.org/", "not a web address"),
        ("http://user:secret@127.0.0.1/", "name or password"),
        ("http://127.0.0.1:25/", "port 25"),
        ("http://no-such-host.invalid/", "no such host"),
        ("http://127.0.0.1:1024/", "cannot be reached"),
    ],
)
def test_a_bad_address_says_what_is_wrong(url: str, words: str) -> None:
    said = refusal(url)
    assert words in said
    assert "secret" not in said


# bounds -------------------------------------------------------------------------------


def test_redirects_are_followed_and_bounded(site: Site) -> None:
    site.routes["/a"] = Answer(status=301, headers={"Location": "b?x=1"})
    site.routes["/b?x=1"] = Answer(PAGE)
    site.routes["/loop"] = Answer(status=302, headers={"Location": "/loop"})
    assert fetcher().get(f"{site.url}/a").url == f"{site.url}/b?x=1"
    assert "without end" in refusal(f"{site.url}/loop")
    assert site.asked.count("/loop") == 6


@pytest.mark.parametrize("location", ["file:///etc/passwd", "gopher://127.0.0.1/", "http://[", ""])
def test_a_redirect_to_no_page_is_refused(site: Site, location: str) -> None:
    site.routes["/a"] = Answer(status=302, headers={"Location": location})
    refusal(f"{site.url}/a")


@pytest.mark.parametrize("kind", ["image/png", "application/zip", "video/mp4", None])
def test_other_content_is_refused_by_its_type(site: Site, kind: str | None) -> None:
    site.routes["/a"] = Answer(PAGE, kind)
    assert "is not read" in refusal(f"{site.url}/a")


@pytest.mark.parametrize(
    ("status", "words"), [(404, "no such page"), (403, "refuses"), (503, "503")]
)
def test_a_status_is_said_in_words(site: Site, status: int, words: str) -> None:
    site.routes["/a"] = Answer(PAGE, status=status)
    assert words in refusal(f"{site.url}/a")


def test_packed_pages_are_unpacked(site: Site) -> None:
    for name, packed in (("gzip", gzip.compress(PAGE)), ("deflate", zlib.compress(PAGE))):
        site.routes["/a"] = Answer(packed, headers={"Content-Encoding": name})
        assert fetcher().get(f"{site.url}/a").data == PAGE


def test_a_decompression_bomb_is_refused_before_it_unpacks(site: Site) -> None:
    site.routes["/a"] = Answer(
        gzip.compress(b"\x00" * 50_000_000, 9), headers={"Content-Encoding": "gzip"}
    )
    assert "larger than 1 MB" in refusal(f"{site.url}/a", fetcher(bytes=1_000_000))


TORN = gzip.compress(PAGE * 99)[:-20]


@pytest.mark.parametrize("body", [b"not packed", TORN], ids=["plain", "torn"])
def test_a_page_packed_badly_is_refused(site: Site, body: bytes) -> None:
    site.routes["/a"] = Answer(body, headers={"Content-Encoding": "gzip"})
    said = refusal(f"{site.url}/a")
    assert "packed badly" in said or "too early" in said


def test_a_page_too_large_is_refused(site: Site) -> None:
    site.routes["/a"] = Answer(b"x" * 2_000_001)
    assert "larger than 2 MB" in refusal(f"{site.url}/a", fetcher(bytes=2_000_000))


@pytest.mark.parametrize("part", ["headers", "body"])
def test_a_server_that_dribbles_is_left(site: Site, part: str) -> None:
    def dribble(request: Request) -> None:
        if part == "body":
            request.send_response(200)
            request.send_header("Content-Type", "text/html")
            request.send_header("Content-Length", "100")
            request.end_headers()
        else:
            request.wfile.write(b"HTTP/1.1 200 OK\r\n")
        try:
            for _ in range(60):
                request.wfile.write(b"X")
                time.sleep(0.05)
        except OSError:
            pass

    site.routes["/a"] = dribble  # type: ignore[assignment]
    began = time.monotonic()
    assert "no full answer within 0.5 seconds" in refusal(f"{site.url}/a", fetcher(seconds=0.5))
    assert time.monotonic() - began < 2


def test_an_answer_that_breaks_off_is_refused(site: Site) -> None:
    def broken(request: Request) -> None:
        request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhalf")

    site.routes["/a"] = broken  # type: ignore[assignment]
    assert "cannot be reached" in refusal(f"{site.url}/a")


def test_text_comes_in_utf8_whatever_the_server_names(site: Site) -> None:
    site.routes["/a"] = Answer("Orbán".encode("cp1250"), "text/plain; charset=windows-1250")
    assert fetcher().get(f"{site.url}/a").data.decode() == "Orbán"
