"""PDF files under a lock: what opens for everybody is read, the others are said to be shut."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from ramify._errors import InputError
from ramify.reading.intake.documents import from_bytes
from ramify.reading.reader import read
from ramify.reading.rules import RulesReader
from ramify.reading.syntax.parsers import named_parser
from ramify.world.world import World
from tests.hostile.corpus import one_page, pdf, printed

TEXT = "Germany condemned Iran on 3 May 2019."
CIPHERS = ["RC4-40", "RC4-128", "AES-128", "AES-256-R5", "AES-256"]


def locked(cipher: str, *, user: str, owner: str | None = "the owner's") -> bytes:
    """A PDF of one sentence under a cipher, for a user and an owner."""
    plain = pdf(*one_page(printed(f"BT /F 12 Tf 72 700 Td ({TEXT}) Tj ET")))
    writer, out = PdfWriter(clone_from=PdfReader(io.BytesIO(plain))), io.BytesIO()
    writer.add_metadata({"/Title": "A protest"})
    writer.encrypt(user, owner, algorithm=cipher)
    writer.write(out)
    assert TEXT.encode() not in out.getvalue()
    return out.getvalue()


@pytest.mark.parametrize("cipher", CIPHERS)
def test_a_pdf_that_opens_for_everybody_is_read(cipher: str) -> None:
    document = from_bytes(locked(cipher, user=""), name="a.pdf")
    assert document.text == TEXT
    assert document.title == "A protest"


@pytest.mark.parametrize("owner", ["the owner's", None, ""])
@pytest.mark.parametrize("cipher", CIPHERS)
def test_a_pdf_with_a_password_is_refused(cipher: str, owner: str | None) -> None:
    with pytest.raises(InputError, match=r"a.pdf: encrypted PDF; save it as text"):
        from_bytes(locked(cipher, user="a secret", owner=owner), name="a.pdf")


def test_a_locked_pdf_is_a_line_and_the_others_are_read(tmp_path: Path) -> None:
    for name, data in {
        "a-open.pdf": locked("AES-256", user=""),
        "b-shut.pdf": locked("AES-256", user="a secret"),
        "c-cut.pdf": locked("AES-256", user="")[:900],
        "d.txt": TEXT.encode(),
    }.items():
        (tmp_path / name).write_bytes(data)
    reader = RulesReader(named_parser("shallow"))
    library = read([tmp_path], world=World.packaged(), reader=reader)
    assert [(r.document.name, len(r.events)) for r in library.readings] == [
        ("a-open.pdf", 1),
        ("d.txt", 1),
    ]
    shut, cut = library.refused
    assert (Path(shut.path).name, shut.reason) == ("b-shut.pdf", "encrypted PDF")
    assert "unprotected" in shut.repair
    assert (Path(cut.path).name, cut.reason) == ("c-cut.pdf", "broken PDF")
