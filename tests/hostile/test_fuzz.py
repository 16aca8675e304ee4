"""Files changed at random, always the same way: each is a document or a clear refusal."""
# ruff: noqa: E501 - a file a line

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from ramify.reading.box.limits import ReadingLimits
from ramify.reading.reader import read
from ramify.reading.statements import Document, Reading
from ramify.world.world import World
from tests.conftest import more
from tests.hostile import corpus

CASES = more(40, 2_000)
SEEDS: dict[str, list[bytes]] = {
    "eml": [
        corpus.mail(corpus.NEWS, "=?utf-8?q?Re:_Talks?=", '"A, B" <a@example.org>'),
        corpus._parts(3),
        corpus._encoded("utf-8")[:400],
    ],
    "pdf": [corpus.pdf(*corpus.one_page(corpus._SHOWN))],
    "docx": [corpus.docx(corpus.paragraph(corpus.NEWS), **{"docProps/core.xml": b"<a><title>x</title></a>"})],
    "html": [corpus.page("<table><tr><td>x</td></tr></table><ul><li>y</li></ul>", '<meta name="date" content="2019-05-03">')],
    "md": [f"---\ntitle: x\ndate: 2019-05-03\n---\n# Talks\n\n**{corpus.NEWS}** [a](b) ![c](d)\n\n```\ncode\n```\n".encode()],
    "rss": [corpus.feed(corpus.NEWS, "&lt;p&gt;" + corpus.NEWS)],
    "warc": [corpus.warc(("", corpus.answered(corpus.page(""))), ("", corpus.answered(b"x")))],
}  # fmt: skip
_TOKENS = [
    b"", b"\x00", b"\xff\xfe", b"<", b">", b'"', b"(", b")", b"[", b"]", b";", b":", b"=?", b"?=",
    b"\r\n", b"\n\n", b"--", b"0", b"-1", b"99999999999", b"%", b"/", b"&#x", b"\xed\xa0\x80", b"obj",
    b"endobj", b"stream", b"Content-Type: ", b"charset*0*=", b"boundary=", b"<!--", b"]]>", b"{{",
]  # fmt: skip


class Bystander:
    """A reader that reads nothing: here it is the opening of files that is tried."""

    name = "bystander"

    def read(self, document: Document, world: World) -> Reading:
        return Reading(document=document, reader=self.name)


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _flipped(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randrange(1, 9)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _planted(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(_TOKENS) * chance.choice((1, 1, 2, 50)) + data[at:]


def _doubled(data: bytes, chance: random.Random) -> bytes:
    a, b = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    return data[:b] + data[a:b] * chance.choice((1, 2, 20)) + data[b:]


def _without(data: bytes, chance: random.Random) -> bytes:
    a, b = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    return data[:a] + data[b:]


_WAYS: list[Callable[[bytes, random.Random], bytes]] = [
    _cut,
    _flipped,
    _planted,
    _doubled,
    _without,
]


def changed(seeds: list[bytes], number: int) -> bytes:
    """One of the seeds with one to six changes; the same for the same number."""
    chance = random.Random(number)
    data = chance.choice(seeds)
    for _ in range(chance.randrange(1, 7)):
        if data and len(data) < 100_000:
            data = chance.choice(_WAYS)(data, chance)
    return data


@pytest.mark.many
@pytest.mark.parametrize("kind", SEEDS)
def test_whatever_is_changed_a_file_is_read_or_refused(kind: str, tmp_path: Path) -> None:
    for number in range(CASES):
        (tmp_path / f"{number:05}.{kind}").write_bytes(changed(SEEDS[kind], number))
    limits = ReadingLimits(cpu=10, seconds=60, memory=700)
    found = read([tmp_path], world=World.packaged(), reader=Bystander(), limits=limits)
    paths = [str(r.document.path) for r in found.readings] + [r.path for r in found.refused]
    assert len({re.split(rf"(?<=\.{kind})[#,]", path)[0] for path in paths}) == CASES
    ended = [r for r in found.refused if r.reason.startswith(("not finished", "the reader failed"))]
    assert ended == []
    for reading in found.readings:
        assert reading.document.text.replace("\n", "").isprintable() or reading.document.text
