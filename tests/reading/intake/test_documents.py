"""Documents of every format: decoded, cleaned, or refused with cause and repair."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ramify._errors import InputError
from ramify.reading.intake import documents
from ramify.reading.intake.documents import expand, from_bytes, load

BODY = "The two foreign ministers met in Geneva on 4 May 2021 and agreed to reopen the embassies."
HTML = f"""<!doctype html><html lang="en"><head><title>Ministers meet - The Paper</title>
<meta property="article:published_time" content="2021-05-05T10:00:00Z"></head>
<body><nav><a href="/">Home</a><a href="/world">World</a></nav>
<article><h1>Ministers meet</h1><p>{BODY}</p><p>{BODY.replace("Geneva", "Vienna")} It was their
second meeting within a year, and both capitals spoke of a new beginning.</p></article>
<footer>© 2021 The Paper. We use cookies.</footer></body></html>"""


def pdf(text: str) -> bytes:
    """A PDF of one page with one line of text."""
    stream = f"BT /F1 12 Tf 40 700 Td ({text}) Tj ET".encode("latin-1")
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 900 800] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    data, offsets = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(data)
    data += b"xref\n0 6\n0000000000 65535 f \n" + table
    return data + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % start


def test_html_yields_its_article_title_date_and_language() -> None:
    document = from_bytes(HTML.encode(), name="page.html")
    assert BODY in document.text
    assert "cookies" not in document.text and "Home" not in document.text
    assert document.title and document.title.startswith("Ministers meet")
    assert (str(document.published), document.language) == ("2021-05-05", "en")


def test_markdown_loses_its_marks() -> None:
    front = "---\ntitle: Ministers meet\ndate: 2021-05-05\n---\n\n"
    body = BODY.replace("met", "**met**")
    data = f"{front}{body}\n\n- [A link](http://x.example) follows here in the list of sources.\n"
    document = from_bytes(data.encode(), name="note.md")
    assert document.text.startswith(BODY)
    assert "A link follows" in document.text
    assert (document.title, str(document.published)) == ("Ministers meet", "2021-05-05")


def test_mail_gives_subject_sender_and_date() -> None:
    head = (
        "From: Desk <desk@paper.example>\nSubject: Re: Ministers meet\n"
        "Date: Wed, 05 May 2021 10:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n\n"
    )
    data = f"{head}{BODY}\n> quoted before\n"
    document = from_bytes(data.encode(), name="mail.eml")
    assert document.text == BODY
    assert (document.title, str(document.published)) == ("Ministers meet", "2021-05-05")


def test_pdf_gives_its_text() -> None:
    assert BODY in from_bytes(pdf(BODY), name="page.pdf").text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_are_told_apart(encoding: str) -> None:
    text = f"{BODY} “We agree,” said the minister of Malmö – he was pleased. " * 3
    assert "“We agree,”" in from_bytes(text.encode(encoding), name="a.txt").text


@pytest.mark.parametrize(
    ("data", "name", "cause"),
    [
        (b"", "a.txt", "empty"),
        (b" \n ", "a.txt", "empty"),
        (b"\x00\x01\x02" * 500, "a.txt", "binary"),
        (b"\x7fELF" + bytes(range(32)) * 50, "a", "binary"),
        (b"%PDF-1.4\nnothing", "a.pdf", "broken PDF"),
        (b"<html><body></body></html>", "a.html", "no article"),
        (b"12 34 -- 56", "a.txt", "no article"),
        (b"<title>A page</title>" + b"<div>" * 5000, "a.html", "nested"),
    ],
)
def test_what_cannot_be_read_is_refused_with_cause_and_repair(
    data: bytes, name: str, cause: str
) -> None:
    with pytest.raises(InputError, match=cause) as refused:
        from_bytes(data, name=name)
    assert refused.value.where == name
    assert refused.value.repair


def test_too_large_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "MOST_BYTES", 1000)
    file = tmp_path / "big.txt"
    file.write_text(BODY * 20)
    with pytest.raises(InputError, match="larger than"):
        load(file)


def test_missing_path_folder_and_glob(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("b.txt", "a.md", "sub/c.html", "d.png"):
        (tmp_path / name).write_text(BODY)
    names = [Path(str(p)).name for p in expand([tmp_path])]
    assert names == ["a.md", "b.txt", "c.html"]
    assert [Path(str(p)).name for p in expand([str(tmp_path / "*.txt"), tmp_path / "b.txt"])] == [
        "b.txt"
    ]
    (missing,) = expand([tmp_path / "nothing.txt"])
    assert isinstance(missing, InputError) and missing.what == "no such file"
    (nothing,) = expand([str(tmp_path / "*.rtf")])
    assert isinstance(nothing, InputError)


def test_control_and_bidirectional_characters_never_arrive() -> None:
    data = f"{BODY} Then \x1b[31mred\x1b[0m and \u202egnorw\u202c and zero\u200bwidth.".encode()
    text = from_bytes(data, name="a.txt").text
    assert not [c for c in text if unicodedata.category(c) in ("Cc", "Cf") and c != "\n"]


@given(st.text(max_size=400))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        document = from_bytes(text.encode("utf-8", "surrogatepass"), name="a.txt")
    except InputError:
        return
    assert not [c for c in document.text if unicodedata.category(c) == "Cc" and c != "\n"]


@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.html", "a.pdf", "a.eml", "a.md"]))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    try:
        from_bytes(data, name=name)
    except InputError as error:
        assert error.repair
