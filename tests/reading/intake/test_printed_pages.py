"""The same page as HTML and printed to PDF: one text, one reading."""

from __future__ import annotations

import textwrap

import pytest

from ramify.reading.intake.documents import from_bytes
from ramify.reading.intake.formats.pdf import flowing
from ramify.reading.rules import RulesReader
from ramify.reading.statements import Document
from ramify.world.world import World
from tests.hostile.corpus import one_page, pdf, printed

pytest.importorskip("ramify_english")

TITLE = "Kenya expels the ambassador of Chad after the shelling of its border"
PARAGRAPHS = (
    "NAIROBI, May 15, 2024 (Reuters) - Kenya expelled Chad's ambassador on Tuesday after Chadian "
    "troops crossed the border and shelled two Kenyan villages, the Kenyan foreign ministry said.",
    "Chad denied that its army had shelled Kenya. Uganda closed its border with Chad on Monday.",
    "Ethiopia, which signed a defence pact with Kenya in March, condemned the shelling and called "
    "on Chad to withdraw its troops. The African Union has imposed sanctions on Chad.",
)


def _page() -> Document:
    body = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    page = (
        f"<html lang=en><head><title>{TITLE} - The Post</title></head><body><article>"
        f"<h1>{TITLE}</h1>{body}</article></body></html>"
    )
    return from_bytes(page.encode(), name="page.html")


def _printed(width: int) -> Document:
    lines = [*textwrap.wrap(TITLE, width), "By Jane Doe"]
    for one in PARAGRAPHS:
        lines += textwrap.wrap(one, width)
    lines += ["https://post.example/kenya 1/1"]
    shown = " 0 -14 Td ".join(f"({line}) Tj" for line in lines)
    return from_bytes(pdf(*one_page(printed(f"BT /F 9 Tf 40 780 Td {shown} ET"))), name="page.pdf")


@pytest.mark.parametrize("width", [60, 75, 95])
def test_a_printed_page_gives_the_events_of_the_page(width: int) -> None:
    world, reader = World.packaged(), RulesReader()
    told = [
        {(e.actor, e.action, e.target, e.status, str(e.when)) for e in reader.read(d, world).events}
        for d in (_page(), _printed(width))
    ]
    assert len(told[0]) >= 6 and told[0] == told[1]


@pytest.mark.parametrize("width", [60, 75, 95])
def test_who_wrote_a_printed_page_is_no_part_of_its_title(width: int) -> None:
    assert _printed(width).title == TITLE


def test_what_runs_on_every_page_is_no_part_of_the_text() -> None:
    head, foot = "The Savanna Post, 15 May", "Page {} of 2"
    first = f"{head}\nKenya and Chad, whose ministers met on Monday in the capital of\n{foot}"
    second = f"{head}\nUganda, signed a treaty of peace.\n{foot}"
    text = flowing([first.replace("{}", "1"), second.replace("{}", "2")])
    assert text == (
        "Kenya and Chad, whose ministers met on Monday in the capital of Uganda, "
        "signed a treaty of peace."
    )


def test_paragraphs_and_lists_stay_apart() -> None:
    lines = "Kenya closed the long border with Chad on\nMonday.\nUganda protested.\n• Ghana left."
    assert flowing([lines]).split("\n\n") == [
        "Kenya closed the long border with Chad on Monday.",
        "Uganda protested.",
        "• Ghana left.",
    ]
