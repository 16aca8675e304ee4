"""Which acts lead, in which words, and which of them tell of force."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ramify import Event
from ramify.briefing.brief import Brief
from ramify.briefing.page.acts import LONGEST, cut_loose, newsworthy, quoted
from ramify.briefing.page.claims import _OPEN, PageClaim
from ramify.briefing.page.leads.news import reported, said
from ramify.briefing.page.row import Sheet
from ramify.briefing.voices.force import fights_told, force_told
from ramify.record.evidence import TextEvidence

NAMES = {"RUS": "Russia", "UKR": "Ukraine", "THA": "Thailand", "KHM": "Cambodia"}


def told(quote: str, **fields: Any) -> Event:
    """An event that one sentence tells."""
    place = TextEvidence(document="d", name="d.txt", start=0, end=len(quote), quote=quote)
    rest = {"when": "2024-06-19", "actor": "RUS", "action": "042", "target": "UKR"}
    return Event(**{**rest, **fields, "evidence": (place,)})


@pytest.mark.parametrize(
    ("quote", "fields", "said"),
    [
        ("Russia came on June 19.", {}, "“Russia came on June 19”"),
        ("Russia\n came.", {}, "“Russia came” (19 June 2024)"),
        ("Russia came.", {"reported": True}, "“Russia came”"),
        ("Russia came.", {"when": "2024-06"}, "“Russia came” (June 2024)"),
        ("In 2023 Russia came.", {"when": "2023"}, "“In 2023 Russia came”"),
        ("He came on June 19.", {"actor_name": "Putin"}, "“He [Putin] came on June 19”"),
        ("He came on June 19.", {}, ""),
        ("It came on June 19.", {}, ""),
        ("He came.", {"actor_name": "He"}, ""),
        ('Putin called it "good."', {"reported": True}, "“Putin called it \"good\"”"),
        ("Russia came. " + "x" * LONGEST, {}, ""),
        (
            "Russia came on June 19.", {"status": "alleged", "holder_name": "Kyiv"},
            "“Russia came on June 19”, according to Kyiv",
        ),
        (
            "Kyiv says Russia came on June 19.", {"status": "alleged", "holder_name": "Kyiv"},
            "“Kyiv says Russia came on June 19”",
        ),
    ],
)  # fmt: skip
def test_an_act_is_told_in_its_own_sentence(
    quote: str, fields: dict[str, Any], said: str, brief_of: Callable[..., Brief]
) -> None:
    assert quoted(told(quote, **fields), Sheet(brief_of(names=NAMES), {})) == said


@pytest.mark.parametrize(
    ("on", "when", "said"),
    [
        ("2023-07-01", "2022-07", "“Russia came in July” (July 2022)"),
        ("2024-07-01", "2023-07", "“Russia came in July” (July 2023)"),
        ("2024-06-29", "2023-07", "“Russia came in July”"),
        ("2024-06-29", "2024-06", "“Russia came in July” (June 2024)"),
    ],
)
def test_a_month_has_its_year_if_the_same_month_has_come_again(
    on: str, when: str, said: str, brief_of: Callable[..., Brief]
) -> None:
    act = told("Russia came in July.", when=when)
    assert quoted(act, Sheet(brief_of(on=on, names=NAMES), {})) == said


@pytest.mark.parametrize(
    ("fields", "news"),
    [
        ({}, True),
        ({"when": "2024-07-02"}, False),
        ({"when": "2024-05-30"}, False),
        ({"when": "2024-06"}, False),
        ({"when": None}, False),
        ({"reported": True}, False),
        ({"action": "042"}, False),
    ],
)
def test_below_the_first_sentences_news_is_more_than_talk_and_has_its_day(
    fields: dict[str, Any], news: bool, brief_of: Callable[..., Brief]
) -> None:
    act = told("Russia fired.", **{"when": "2024-07-01", "action": "190", **fields})
    below = act.evidence[0].model_copy(update={"start": 701, "end": 714})
    happened = (act.model_copy(update={"evidence": (below,)}),)
    page = Sheet(brief_of(happened=happened, names=NAMES), {})
    assert bool(newsworthy(page)) is news


@pytest.mark.parametrize(
    ("quote", "code", "of_force"),
    [
        ("Erdoğan threatened Greece on September 3, 2022.", "130", True),
        ("China threatened to attack the United States over its tariffs.", "130", True),
        ("China threatened to raise tariffs on 128 goods.", "130", False),
        ("Russia threatened to ban airlines and visas.", "13", False),
        ("Moscow threatened to cut off the gas.", "130", False),
        ("Russia threatened the Union with sanctions.", "132", False),
        ("The bloc threatened to intervene.", "138", True),
    ],
)
def test_a_threat_of_other_means_is_none_of_force(quote: str, code: str, of_force: bool) -> None:
    assert (force_told(told(quote, action=code)) == "threatened") is of_force


@pytest.mark.parametrize(
    ("quotes", "both"),
    [
        (["Thailand bombed Cambodia."], False),
        (["Thailand and Cambodia exchanged fire."], True),
        (["Deadly clashes between Thailand and Cambodia went on."], True),
        (["Thai troops repelled an attack."], True),
        (["Thailand bombed Cambodia.", "Cambodia shelled Thailand."], True),
    ],
)
def test_of_two_who_fight_nobody_is_said_to_have_begun(quotes: list[str], both: bool) -> None:
    sides = [("THA", "KHM"), ("KHM", "THA")]
    events = [
        told(quote, actor=actor, target=target, action="190")
        for quote, (actor, target) in zip(quotes, sides, strict=False)
    ]
    assert bool(fights_told(events)) is both


@pytest.mark.parametrize(
    ("sentence", "loose"),
    [
        ("Trump refused", True),
        ("The United States and France had brokered it", True),
        ("Seoul and Tokyo agreed", True),
        ("Iran praised them", True),
        ("Trump refused to lift the sanctions", False),
        ("Greece condemned the threats", False),
        ("Russia said that the border was closed, and that Ukraine had mined it", False),
        ("Russia came", False),
        ("", False),
    ],
)
def test_a_sentence_without_what_was_done_is_cut_loose(sentence: str, loose: bool) -> None:
    assert cut_loose(sentence) == loose


def test_a_sentence_cut_loose_is_no_bottom_line(brief_of: Callable[..., Brief]) -> None:
    def lines(quote: str) -> list[str]:
        event = told(quote, reported=True, told_in="lead")
        return [
            line.words for _, line in reported(Sheet(brief_of(happened=(event,), names=NAMES), {}))
        ]

    assert lines("Russia met Ukraine.") == ["“Russia met Ukraine”."]
    assert lines("Russia met them.") == []


def test_what_nobody_named_says_is_no_bottom_line() -> None:
    claim = PageClaim(
        words="it may end",
        verbatim="it may end",
        said_by="Seoul",
        sources=1,
        firmness="possible",
        later="2024-10-08",
    )
    others = claim.model_copy(update={"said_by": "others"})
    both = others.model_copy(update={"sources": 2})
    assert [len(list(said([one]))) for one in (claim, others, both)] == [1, 0, 1]


@pytest.mark.parametrize(
    ("claim", "loose"),
    [
        ("A boat of that kind would not be allowed into port", True),
        ("The alliance should share intelligence with these partners", True),
        ("That could change", True),
        ("Such accidents will happen again", False),
        ("The partners of the treaty may share more", False),
    ],
)
def test_a_claim_that_points_elsewhere_is_left_to_the_annex(claim: str, loose: bool) -> None:
    assert bool(_OPEN.match(claim)) == loose
