"""Mail and what is packed like it: headers cut to a length, bodies found, nothing trusted."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import EmailPolicy
from typing import Any

from ramify._errors import InputError
from ramify.reading.intake.formats.encodings import as_utf8

LONGEST_HEADER = 998
"""Characters of a header that are read: a line may have as many (RFC 5322)."""

MOST_PARTS = 200
_TYPED = re.compile(rb"message/(?:rfc822|global)|multipart/", re.IGNORECASE)
_REPLIED = re.compile(r"(?:(?:re|fwd?)\s{0,9}:\s*+)+", re.IGNORECASE)


class _Short(EmailPolicy):
    """Reads headers only so far; the parser of long ones takes gigabytes."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:LONGEST_HEADER]


def parse_mail(data: bytes, where: str) -> EmailMessage:
    """A message and its parts.

    Raises:
        InputError: it packs messages into messages without end, or is broken.
    """
    repair = "save its text as a file"
    if len(_TYPED.findall(data)) > MOST_PARTS:
        raise InputError("nested too deep", where=where, repair=repair)
    try:
        message = message_from_bytes(data, policy=_Short())
    except RecursionError:
        raise InputError("nested too deep", where=where, repair=repair) from None
    except Exception as error:
        what = f"broken mail ({type(error).__name__})"
        raise InputError(what, where=where, repair=repair) from None
    assert isinstance(message, EmailMessage)
    return message


def header(message: EmailMessage, name: str) -> Any:
    """A header, or None if it is not there or cannot be read."""
    try:
        return message.get(name)
    except Exception:  # The library's parser fails in many ways on malformed ones.
        return None


def content_type(part: EmailMessage) -> str:
    """The type of a part; `text/plain` where its header cannot be read."""
    try:
        return part.get_content_type()
    except Exception:  # As above.
        return "text/plain"


def body_of(part: EmailMessage) -> bytes:
    """The bytes of a part, in UTF-8 if its header says in which encoding it is."""
    try:
        payload = part.get_payload(decode=True)
    except Exception:  # As above.
        payload = None
    try:
        charset = part.get_content_charset()
    except Exception:  # As above.
        charset = None
    return as_utf8(payload if isinstance(payload, bytes) else b"", charset)


def main_part(message: EmailMessage) -> EmailMessage | None:
    """The part that holds the text: plain before HTML, also of a mail in a mail."""
    try:
        body = message.get_body(preferencelist=("plain", "html"))
    except Exception:  # As above.
        body = None
    if body is not None:
        return body  # type: ignore[return-value]
    parts = [part for part in message.walk() if isinstance(part, EmailMessage)]
    for kind in ("text/plain", "text/html"):
        for part in parts:
            if content_type(part) == kind and not part.is_multipart():
                return part
    return None


def subject_of(message: EmailMessage) -> str | None:
    """What the mail is about, without the marks of replies."""
    subject = header(message, "subject")
    return _REPLIED.sub("", str(subject), count=1) if subject else None


def day_of(message: EmailMessage) -> str | None:
    """The day of its date header, as YYYY-MM-DD."""
    sent = getattr(header(message, "date"), "datetime", None)
    return f"{sent:%Y-%m-%d}" if sent else None


def looks_like_mail(head: bytes) -> bool:
    """Whether some bytes begin with three headers."""
    names = 0
    for line in head.replace(b"\r\n", b"\n").split(b"\n"):
        if re.match(rb"[a-z-]+: ", line):
            names += 1
        elif not (names and line.startswith((b" ", b"\t"))):
            return False
        if names == 3:
            return True
    return False
