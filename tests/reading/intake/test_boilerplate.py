"""Pages taken apart: the furniture goes with its reason, no argument is lost."""

from __future__ import annotations

import pytest

from ramify.reading.intake.boilerplate import blocks_of, take_apart
from ramify.reading.intake.page_lines import LINES, PageLine, SeenBlocks
from ramify.reading.syntax.rule import Rule, deciding

LEAD = (
    "The two governments opened the crossing at dawn on Tuesday after eleven months of talks, "
    "and the first lorries passed before noon while soldiers of both sides looked on."
)
SECOND = (
    "Traders on either bank had asked for the bridge to be reopened since the spring; the "
    "customs houses, however, will not be staffed at night until the budget has been voted."
)


@pytest.mark.parametrize("rule", LINES, ids=lambda rule: rule.name)
def test_a_rule_for_lines_decides_its_example(rule: Rule[PageLine, object]) -> None:
    kept = ["Two sides met in Quito", "Two sides met on Monday."]
    seen = SeenBlocks()
    for block in kept:
        seen.add(block)
    line = PageLine([*kept, rule.example, LEAD], 2, True, kept, None, seen, False)
    decided = deciding(LINES, line)
    assert decided and decided.name == rule.name


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        ("Share on Facebook", "share bar"),
        ("Tweet", "share bar"),
        ("ABCD12.30▲ 0.12 (0.10%)EFGH7.01▼ -0.02 (-0.10%)", "stock ticker"),
        ("[social_share_btn]", "shortcode"),
        ("We use cookies to improve your experience on our site. Accept all", "cookie notice"),
        ("Subscribe to our newsletter", "newsletter prompt"),
        ("Related Posts", "related posts"),
        ("Leave a Reply", "comment form"),
        ("Your email address will not be published. Required fields are marked *", "comment form"),
        ("Email: [email protected]", "e-mail placeholder"),
        ("—The writer teaches history at a university in the north.", "author's note"),
        ("Photo: Press office", "picture credit"),
        ("© 2024 The Daily Something. All rights reserved.", "rights notice"),
        ("By Jane Doe", "byline"),
        ("Published: 19 June 2024", "publication date"),
        ("4 min read", "reading time"),
        ("By Ana Silva and Tom Hale", "byline"),
        ("Analysis by Ana Silva", "byline"),
        ("Lima | 7 April 2024 | 6 min read", "publication date"),
        ("Issued 20 June 2024", "publication date"),
        ("About Contact Donate", "navigation"),
        ("Get our weekly freight index", "newsletter prompt"),
        ("Support independent analysis: become a member today.", "newsletter prompt"),
        ("For media enquiries contact the Office of the Spokesperson.", "press contact"),
        ("Tel: 555 0142 | Email: press@example.org", "press contact"),
        ("The River Post is an independent newsroom.", "about the publisher"),
    ],
)
def test_furniture_is_set_aside_with_its_reason(block: str, reason: str) -> None:
    page = take_apart(["The crossing opens", LEAD, SECOND, block])
    assert page.blocks == (LEAD, SECOND)
    assert [(d.text, d.reason) for d in page.dropped] == [(block, reason)]


@pytest.mark.parametrize(
    "block",
    [
        "The ministers said they would share the cost of the bridge with the bank.",
        "Subscribers to the old theory of deterrence, she said, would be disappointed by the pact.",
        "He sent an email to the embassy in which he withdrew the offer of a loan.",
        "Opinion in the capital is divided over the bridge, and the coalition knows it.",
    ],
)
def test_sentences_that_merely_sound_like_furniture_stay(block: str) -> None:
    page = take_apart(["The crossing opens", LEAD, block, SECOND])
    assert page.blocks == (LEAD, block, SECOND)


@pytest.mark.parametrize(
    ("head", "reasons"),
    [
        (["Ana Silva, Lima"], ["byline"]),
        (["Ana Silva", "Lima, Peru — 2 April 2025"], ["byline", "publication date"]),
        (["Ministry of Foreign Affairs", "Press Statement No. 41/2024"], ["letterhead"] * 2),
    ],
)
def test_lines_between_the_title_and_the_text_go(head: list[str], reasons: list[str]) -> None:
    page = take_apart(["The crossing opens", *head, LEAD, SECOND])
    assert page.blocks == (LEAD, SECOND)
    assert [d.reason for d in page.dropped] == reasons


@pytest.mark.parametrize("line", ["Ana Silva, Lima", "Ministry of Foreign Affairs", "Two Rivers"])
def test_a_heading_within_the_text_stays(line: str) -> None:
    assert line in take_apart(["The crossing opens", LEAD, line, SECOND]).blocks


def test_a_repeated_title_and_a_repeated_paragraph_go_once() -> None:
    page = take_apart(["The crossing opens", "The crossing opens", LEAD, SECOND, LEAD])
    assert page.title == "The crossing opens"
    assert page.blocks == (LEAD, SECOND)
    assert [d.reason for d in page.dropped] == ["repeated title", "repeated paragraph"]


def test_headlines_under_related_posts_go_with_it() -> None:
    page = take_apart(["The crossing opens", LEAD, SECOND, "Related Posts", "Ten cakes to bake"])
    assert page.blocks == (LEAD, SECOND)


def test_byline_and_date_line_are_read() -> None:
    page = take_apart(["The crossing opens", "By Jane Doe", "June 19, 2024 at 10:30", LEAD, SECOND])
    assert (page.author, page.published) == ("Jane Doe", "June 19, 2024")


def test_hard_wrapped_lines_become_paragraphs() -> None:
    wrapped = "\n".join([LEAD[:70], LEAD[71:140], LEAD[141:]])
    assert len(blocks_of(f"{wrapped}\n\n{SECOND}")) == 2
