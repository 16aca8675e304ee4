"""Documents from feeds, Word files, saved pages and archives, good and hostile."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ramify._errors import InputError
from ramify.reading.intake.documents import load
from ramify.reading.intake.feeds import entries
from ramify.reading.intake.fetch import Fetcher, Limits
from ramify.reading.intake.sources import Opened, expand, opened
from ramify.reading.reader import read
from ramify.reading.statements import Document
from ramify.world.world import World
from tests.reading.web import Answer, Site, serving

WORDS = (
    "Norland and Sundria signed a treaty of friendship on 3 May 2024. "
    "The two governments had negotiated about it for more than a year in the capital. "
    "Officials of both countries said that trade across the border would grow. "
)
ARTICLE = f"<html><head><title>A treaty</title></head><body><p>{WORDS * 3}</p></body></html>"


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


def fetch(site: Site) -> Fetcher:
    return Fetcher(Limits(pause=0), permits=lambda a: a.is_loopback)


def one(found: Iterator[Opened]) -> Document:
    (document,) = found
    assert isinstance(document, Document), document
    return document


def said(found: Iterator[Opened]) -> list[str]:
    return [str(one) for one in found if isinstance(one, InputError)]


# the web --------------------------------------------------------------------------


def test_a_page_of_the_web_is_a_document_known_by_its_address(site: Site) -> None:
    site.routes["/news/1"] = Answer(ARTICLE.encode())
    document = one(opened(f"{site.url}/news/1", fetch(site).get))
    assert document.path == f"{site.url}/news/1"
    assert document.name == f"{site.url}/news/1".removeprefix("http://")
    assert WORDS.strip() in document.text


def test_without_a_fetcher_nothing_is_fetched() -> None:
    assert "not fetched" in said(opened("https://example.org/"))[0]


def test_addresses_pass_where_paths_are_expanded(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK")
    url = "https://example.org/?a=*"
    assert list(expand([url, tmp_path, url])) == [url, str(tmp_path / "a.docx")]


def rss(*items: str) -> bytes:
    return f'<rss version="2.0"><channel>{"".join(items)}</channel></rss>'.encode()


def test_a_feed_on_the_web_leads_to_its_pages(site: Site) -> None:
    items = [f"<item><title>{n}</title><link>{site.url}/{n}</link></item>" for n in "abc"]
    site.routes["/feed"] = Answer(rss(*items), "application/rss+xml")
    site.routes["/a"] = Answer(ARTICLE.encode())
    site.routes["/b"] = Answer(status=404)
    site.routes["/c"] = Answer(b"\x89PNG", "image/png")
    found = list(opened(f"{site.url}/feed", fetch(site).get))
    assert [isinstance(f, Document) for f in found] == [True, False, False]
    assert [path for path in site.asked if path != "/robots.txt"] == ["/feed", "/a", "/b", "/c"]


def test_an_entry_that_is_whole_is_not_fetched_again(site: Site) -> None:
    item = f"""<item><title>Whole</title><link>{site.url}/a</link>
      <pubDate>Fri, 03 May 2024 23:30:00 -0500</pubDate>
      <description><![CDATA[<p>{WORDS * 5}</p>]]></description></item>"""
    site.routes["/feed"] = Answer(rss(item), "text/xml")
    document = one(opened(f"{site.url}/feed", fetch(site).get))
    assert (str(document.published), document.published_from) == ("2024-05-03", "the feed")
    assert document.title == "Whole"
    assert "/a" not in site.asked


def test_a_feed_in_a_file_never_fetches(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "saved.rss"
    body = f"<description>{WORDS}</description>"
    path.write_bytes(
        rss(f"<item><link>{site.url}/a</link>{body}</item>", "<item><title>x</title></item>")
    )
    found = list(opened(str(path), fetch(site).get))
    assert isinstance(found[0], Document)
    assert "without text" in str(found[1])
    assert site.asked == []


ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>T</title>
  <link rel="self" href="https://example.org/self"/><link href="https://example.org/1"/>
  <updated>2024-05-03T10:00:00Z</updated>
  <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Told &amp; <b>said</b>.</p>
  </div></content></entry></feed>"""
RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><item><title>T</title><link>https://example.org/1</link>
  <dc:date>2024-05-03</dc:date></item></rdf:RDF>"""


@pytest.mark.parametrize("feed", [ATOM, RDF, ATOM.replace(b"</feed>", b"&nbsp;</fed>")])
def test_atom_and_rdf_feeds_and_broken_ones(feed: bytes) -> None:
    (entry,) = entries(feed, "feed")
    assert (entry.link, entry.title, str(entry.published)) == (
        "https://example.org/1",
        "T",
        "2024-05-03",
    )
    if b"content" in feed:
        assert "Told &amp; <" in entry.html


@pytest.mark.parametrize(
    ("feed", "words"),
    [
        (b"", "broken XML"),
        (b"no xml at all", "broken XML"),
        (b"<html><body>page</body></html>", "not a feed"),
        (rss(), "without entries"),
        (b'<!DOCTYPE r [<!ENTITY a "b">]><rss><channel><item/></channel></rss>', "entities"),
        (
            b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><item><title>&x;</title>'
            b"</item></rss>",
            "entities",
        ),
    ],
)
def test_a_bad_feed_says_what_is_wrong(feed: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words):
        entries(feed, "feed")


def test_a_deep_feed_does_not_crash(tmp_path: Path) -> None:
    path = tmp_path / "deep.rss"
    path.write_bytes(b"<rss><channel><item><title>x</title><summary>" + b"<a>" * 100_000)
    assert said(opened(str(path)))


def test_a_feed_is_read_to_statements_and_refusals(site: Site) -> None:
    items = [f"<item><link>{site.url}/{n}</link></item>" for n in "ab"]
    site.routes["/feed"] = Answer(rss(*items), "application/rss+xml")
    told = "<p>On 3 May 2024, Russia and China signed a treaty in Beijing.</p>" * 3
    site.routes["/a"] = Answer(f"<html><body><article>{told}</article></body></html>".encode())
    library = read([f"{site.url}/feed"], world=World.packaged(), fetch=fetch(site).get)
    assert [r.document.path for r in library.readings] == [f"{site.url}/a"]
    assert library.readings[0].events
    (refused,) = library.refused
    assert (refused.path, refused.reason) == (f"{site.url}/b", "no such page")


# Word files ---------------------------------------------------------------------------

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(body: str, **parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>"
        )
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), data)
    return out.getvalue()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_a_word_file_gives_its_paragraphs_title_and_author(tmp_path: Path) -> None:
    core = b"""<c:coreProperties xmlns:c="urn:c" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <dc:title>On treaties</dc:title><dc:creator>A. Author</dc:creator></c:coreProperties>"""
    path = tmp_path / "a.docx"
    deleted = "<w:p><w:r><w:t>It </w:t></w:r><w:del><w:r><w:delText>not </w:delText></w:r></w:del>"
    kept = "<w:ins><w:r><w:t>holds</w:t></w:r></w:ins><w:r><w:tab/><w:t>now.</w:t></w:r></w:p>"
    table = f"<w:tbl><w:tr><w:tc>{paragraph('In a table it stands.')}</w:tc></w:tr></w:tbl>"
    path.write_bytes(docx(paragraph(WORDS) + deleted + kept + table, docProps__core_xml=core))
    document = one(opened(str(path)))
    assert (document.title, document.author, document.published) == (
        "On treaties",
        "A. Author",
        None,
    )
    assert document.text.split("\n\n")[1:] == ["It holds now.", "In a table it stands."]


def _locked() -> bytes:
    data = bytearray(docx(paragraph(WORDS)))
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04 broken", "broken Word file"),
        (docx(paragraph(WORDS))[:-30], "broken Word file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "encrypted, or an old Word file"),
        (_locked(), "encrypted"),
        (docx("<w:p>", x=b""), "broken XML"),
        (docx('</w:body></w:document><!DOCTYPE x [<!ENTITY a "b">]>'), "XML entities"),
    ],
)
def test_a_bad_word_file_says_what_is_wrong(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    assert words in said(opened(str(path)))[0]


def test_a_zip_that_is_no_word_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    assert "not a Word file" in said(opened(str(path)))[0]


def test_a_word_file_that_is_a_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(110):
            part.write(b" " * 1_000_000)
    assert path.stat().st_size < 200_000
    assert "unpacks to more than 100 MB" in said(opened(str(path)))[0]


# saved pages ----------------------------------------------------------------------------

MHTML = f"""From: <Saved by a browser>\r
Snapshot-Content-Location: https://example.org/a\r
Subject: A treaty\r
MIME-Version: 1.0\r
Content-Type: multipart/related; type="text/html"; boundary="x"\r
\r
--x\r
Content-Type: text/css\r
\r
p {{}}\r
--x\r
Content-Type: text/html; charset=iso-8859-1\r
Content-Transfer-Encoding: quoted-printable\r
Content-Location: https://example.org/a\r
\r
{ARTICLE.replace("=", "=3D").replace("Sundria", "Sundr=EDa")}\r
--x--\r
"""


@pytest.mark.parametrize("name", ["a.mhtml", "a.mht", "a.txt"])
def test_a_page_saved_whole_gives_its_text(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(MHTML.encode("ascii"))
    document = one(opened(str(path)))
    assert "Norland and Sundría signed" in document.text
    assert document.title == "A treaty"


def test_a_saved_page_without_a_page_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.mhtml"
    path.write_bytes(MHTML.replace("text/html", "image/png").encode())
    assert "no page in it" in said(opened(str(path)))[0]


def record(
    url: str, body: bytes, kind: str = "text/html", status: str = "200 OK", extra: str = ""
) -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{extra}\r\n".encode() + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        f"WARC-Date: 2024-05-03T00:00:00Z\r\nWARC-Target-URI: {url}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


RECORDS = (
    record("https://example.org/1", ARTICLE.encode()),
    record("https://example.org/x.png", b"\x89PNG", "image/png"),
    record("https://example.org/gone", ARTICLE.encode(), status="404 Not Found"),
    record(
        "https://example.org/2", gzip.compress(ARTICLE.encode()), extra="Content-Encoding: gzip\r\n"
    ),
    record("https://example.org/3", b"<html><nav>Home</nav></html>"),
)


@pytest.mark.parametrize("packed", [False, True])
def test_an_archive_gives_its_pages(tmp_path: Path, packed: bool) -> None:
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    path.write_bytes(b"".join(gzip.compress(r) if packed else r for r in RECORDS))
    found = list(opened(str(path)))
    documents = [f for f in found if isinstance(f, Document)]
    assert [d.name for d in documents] == ["example.org/1", "example.org/2"]
    assert documents[0].path == f"{path}#https://example.org/1"
    assert ["no article" in s for s in said(iter(found))] == [True]


@pytest.mark.parametrize(
    ("data", "count", "words"),
    [
        (b"no archive at all", 0, "broken WARC"),
        (b"", 0, "no page"),
        (RECORDS[1], 0, "no page"),
        (gzip.compress(RECORDS[0]) + gzip.compress(RECORDS[3])[:60], 1, "broken WARC"),
    ],
)
def test_a_bad_archive_gives_what_it_can(
    tmp_path: Path, data: bytes, count: int, words: str
) -> None:
    path = tmp_path / ("a.warc.gz" if data[:2] == b"\x1f\x8b" else "a.warc")
    path.write_bytes(data)
    found = list(opened(str(path)))
    assert sum(isinstance(f, Document) for f in found) == count
    assert words in said(iter(found))[-1]


def test_a_damaged_archive_prints_nothing_of_itself(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (path := tmp_path / "a.warc").write_bytes(RECORDS[0].rstrip() + b"\x1b[31m left\n" + RECORDS[0])
    assert any(isinstance(found, Document) for found in opened(str(path)))
    assert capfd.readouterr().err == ""


def test_an_empty_word_file_name_is_no_reason_to_crash(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        load(tmp_path / "missing.docx")


# anything at all ------------------------------------------------------------------------

WHOLE = {
    "a.docx": docx(paragraph(WORDS)),
    "a.mhtml": MHTML.encode("ascii"),
    "a.warc": b"".join(RECORDS),
    "a.warc.gz": b"".join(map(gzip.compress, RECORDS)),
    "a.rss": rss(f"<item><title>t</title><description>{WORDS}</description></item>"),
}


@given(
    name=st.sampled_from(sorted(WHOLE)),
    cuts=st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6)), max_size=4),
    end=st.floats(0.3, 1),
)
@settings(max_examples=100, deadline=None)
def test_a_damaged_file_is_read_or_refused_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory,
    name: str,
    cuts: list[tuple[float, bytes]],
    end: float,
) -> None:
    data = bytearray(WHOLE[name])
    for place, put in cuts:
        at = int(place * len(data))
        data[at : at + len(put)] = put
    path = tmp_path_factory.mktemp("damaged") / name
    path.write_bytes(bytes(data[: int(end * len(data)) + 1]))
    assert all(isinstance(found, Document | InputError) for found in opened(str(path)))
