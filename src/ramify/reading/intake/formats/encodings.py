"""Bytes to text, by the encodings that texts on the web and in mail are written in."""

from __future__ import annotations

import codecs
import re

from ramify._errors import InputError

_NAMES = (
    "ascii big5 big5hkscs cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp437 "
    "cp850 cp852 cp866 cp874 cp932 cp949 euc_jp euc_kr gb18030 gb2312 gbk hz iso2022_jp "
    "iso2022_kr iso8859-1 iso8859-10 iso8859-13 iso8859-14 iso8859-15 iso8859-16 iso8859-2 "
    "iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-9 koi8-r koi8-u "
    "mac-cyrillic mac-roman shift_jis tis-620 utf-16 utf-16-be utf-16-le utf-8 utf-8-sig"
)
_TEXTS = frozenset(_NAMES.split())
"""Python's names of the encodings of the WHATWG Encoding Standard, and of old mail. Others, such
as Punycode, are no encodings of texts, and some take very long."""

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DECLARED = re.compile(rb"""charset\s{0,9}=\s{0,9}["']?([\w.:-]{2,40})""", re.IGNORECASE)
_SAMPLE = 20_000


def text_encoding(name: str | None) -> str | None:
    """Python's name of an encoding of texts; None for what is none.

    >>> text_encoding("UTF8"), text_encoding("punycode"), text_encoding("x?y")
    ('utf-8', None, None)
    """
    if not name:
        return None
    try:
        known = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    return known if known in _TEXTS else None


def as_utf8(data: bytes, charset: str | None) -> bytes:
    """A text in UTF-8, where its sender names another encoding and it is in it.

    >>> as_utf8("Reykjavík".encode("latin-1"), "iso-8859-1").decode()
    'Reykjavík'
    """
    encoding = text_encoding(charset)
    own = data.startswith((b"%PDF", b"PK", b"<?xml"))
    if own or encoding in (None, "utf-8"):
        return data
    try:
        return data.decode(encoding).encode("utf-8")
    except UnicodeError:
        return data


def decode(data: bytes, where: str, repair: str, *, page: bool = False) -> str:
    """The text that some bytes are: by its mark, as UTF-8, as a page declares it, or by its looks.

    Raises:
        InputError: the bytes are no text.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    _refuse_binary(data, where, repair)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        declared = _DECLARED.search(data[:3000]) if page else None
        encoding = text_encoding(declared[1].decode("ascii", "replace")) if declared else None
        return data.decode(encoding or _guessed(data), "replace")


def _guessed(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    return text_encoding(best.encoding if best else None) or "cp1252"


def _refuse_binary(data: bytes, where: str, repair: str) -> None:
    sample = data[:_SAMPLE]
    controls = sum(byte < 9 or 13 < byte < 32 for byte in sample)
    if b"\x00" in sample or controls * 20 > len(sample):
        raise InputError("not text: it looks like a binary file", where=where, repair=repair)
