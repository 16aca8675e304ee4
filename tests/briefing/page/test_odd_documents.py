"""Odd documents: each is said in one line, and what can be said is said."""

from __future__ import annotations

from pathlib import Path

import pytest

import ramify
from ramify.briefing.brief import Brief
from ramify.briefing.render.text import plain_text

GOLDEN = Path(__file__).parent.parent / "golden"
LEAD = "News of the day\n\n28 November 2024\n\n"


@pytest.fixture
def brief_on(tmp_path: Path) -> object:
    def made(*texts: str, **asked: object) -> Brief:
        for n, text in enumerate(texts):
            (tmp_path / f"{n}.txt").write_text(text + "\n", encoding="utf-8")
        return ramify.brief(tmp_path, **asked)

    return made


def test_no_event(brief_on: object) -> None:
    made = brief_on(f"Weather\n\n{LEAD}It may rain in Lebanon, and the sea is calm near Israel.")
    text = plain_text(made)
    assert "the usual: the documents report no event that could be coded." in " ".join(text.split())
    assert "No forecast: no recent event with both sides and a date was told or given." in text


def test_no_date(brief_on: object) -> None:
    """The answer is for the last day of the facts, and says so."""
    made = brief_on("Germany and France signed a treaty.")
    assert "no document gives a date" in plain_text(made)
    assert made.on == made.provenance.facts_as_of.end


def test_only_claims(brief_on: object) -> None:
    made = brief_on(f"{LEAD}China could attack Taiwan. Japan should sanction China, analysts say.")
    page = made.page
    assert not made.happened and page.claims
    assert "WHAT IS SAID TO FOLLOW" in plain_text(made)


def test_only_plans(brief_on: object) -> None:
    made = brief_on(f"{LEAD}Putin will visit China in December 2024.")
    assert not made.happened and made.page.watch
    assert "WATCH" in plain_text(made)


def test_one_actor(brief_on: object) -> None:
    made = brief_on(f"{LEAD}On November 26, 2024, North Korea fired a missile.")
    text = " ".join(plain_text(made).split())
    assert "1 “On November 26, 2024, North Korea fired a missile”." in text
    assert not made.obliged.cases


def test_documents_that_contradict_each_other_are_told_differently(brief_on: object) -> None:
    made = brief_on(
        "On September 13, 2023, Putin met Kim at the Vostochny cosmodrome in Russia.",
        "On September 14, 2023, Putin met Kim at the Vostochny cosmodrome in Russia.",
    )
    assert [found.detail for found in made.differ] == ["date"]
    assert "Told differently" in plain_text(made, long=True)
    [row] = made.page.checked.apart
    told = "the documents differ on the date of the visits and talks of Russia"
    assert row.words.startswith(told) and row.cites
    assert "2023-09-13 (document 1), 2023-09-14 (document 2)" in row.words


@pytest.mark.parametrize(
    "one, other, told",
    [
        (
            "Rwanda's army shelled a camp in Congo on Monday, killing at least 12 people.",
            "Forty-five people were killed on Monday when Rwanda's army shelled a camp in Congo.",
            "how many Rwanda killed: at least 12 (document 1), 45 (document 2)",
        ),
        (
            "Iran fired five missiles at Israel on Tuesday. Nobody was hurt.",
            "Iran launched eight missiles at Israel on Tuesday, Israel's army said.",
            "5 missiles (document 1), 8 missiles (document 2)",
        ),
        (
            "China lent Pakistan $2 billion on Tuesday.",
            "On Tuesday China gave Pakistan a loan of 1.3 billion dollars.",
            "2,000,000,000 dollars (document 1), 1,300,000,000 dollars (document 2)",
        ),
        (
            "Air strikes by Pakistan on Iran killed four children and three women on Tuesday.",
            "Nine people died when Pakistan bombed Iran on Tuesday.",
            "how many Pakistan killed: 7 (document 1), 9 (document 2)",
        ),
    ],
)
def test_amounts_that_differ_are_told_side_by_side(
    one: str, other: str, told: str, brief_on: object
) -> None:
    made = brief_on(LEAD + one, "Other news\n\n28 November 2024\n\n" + other)
    assert told in " ".join(plain_text(made).split())


def test_amounts_of_two_acts_are_not_held_against_each_other(brief_on: object) -> None:
    made = brief_on(
        f"{LEAD}Iran attacked Pakistan on Monday, killing two people.",
        f"{LEAD}Pakistan attacked Iran on Tuesday, killing nine people.",
    )
    assert not made.differ


def test_copies_of_one_wire_story_are_one_source(brief_on: object) -> None:
    story = (GOLDEN / "ceasefire" / "documents" / "article.txt").read_text(encoding="utf-8")
    made = brief_on(*[f"{story}\n" + "Copy. " * (n % 3) for n in range(9)])
    assert "9 documents, 1 independent text." in plain_text(made)
    assert all(claim.sources == 1 for claim in made.page.claims)


def test_an_event_of_an_unknown_actor(brief_on: object) -> None:
    """Its sentence is told, and the page says that who acts is not known."""
    made = brief_on(f"{LEAD}The Republic of Zubrowka attacked Lebanon on November 27, 2024.")
    text = plain_text(made)
    assert "BOTTOM LINE" in text and "--- " not in text
    assert "“The Republic of Zubrowka attacked Lebanon on November 27, 2024”" in text
    assert "who used the force on 27 November 2024" in text


def test_an_unknown_actor_cannot_be_asked_about() -> None:
    with pytest.raises(ramify.RamifyError, match="write DAY ACTOR ACTION TARGET") as error:
        ramify.brief(events=["2024-06-19 Zubrowka 190 PRK"])
    assert len(str(error.value).splitlines()) == 1


def test_a_fight_of_both_asks_both_ways_and_accuses_nobody(brief_on: object) -> None:
    text = "Thailand attacked Cambodia on November 27, 2024, and both sides exchanged fire."
    made = brief_on(LEAD + text)
    assert [(case.attacker, case.victim, case.told) for case in made.obliged.cases] == [
        ("THA", "KHM", "supposed"), ("KHM", "THA", "supposed"),
    ]  # fmt: skip
    printed = " ".join(plain_text(made).split())
    assert "who began the fighting of Thailand and Cambodia" in printed
    assert "breaks its word" not in printed and "Thailand used force" not in printed


def test_what_is_expected_as_usual_stands_in_the_annex_alone(brief_on: object) -> None:
    made = brief_on(f"{LEAD}On November 26, 2024, Poland accused Russia of sabotage.")
    assert made.expected and not made.page.expect and not made.page.thirds.rows
    assert all(row.chance is not None and abs(row.lift) > 0.045 for row in made.page.expect)


@pytest.mark.parametrize(
    "text, told",
    [
        (
            "Mali and Burkina Faso warned on Tuesday that any attack on Niger would be a "
            "declaration of war on them.",
            "whom the threat of Burkina Faso and Mali would bind: it names no target",
        ),
        (
            "Iran warned on Tuesday that any attack on its nuclear sites would be answered with "
            "war.",
            "whom the threat of Iran would bind: it names no target",
        ),
        (
            "Unnamed states threatened Niger with an invasion on Monday, officials said.",
            "whom the threat of Unnamed states against Niger would bind: not known who threatens",
        ),
    ],
)
def test_a_threat_of_nobody_or_to_nobody_is_said_to_be_open(
    text: str, told: str, brief_on: object
) -> None:
    made = brief_on(LEAD + text)
    assert not made.obliged.cases
    assert told in [row.words for row in made.page.unknown]


def test_a_warning_that_names_no_force_is_no_threat_of_it(brief_on: object) -> None:
    made = brief_on(
        f"{LEAD}China has warned Papua New Guinea not to sign agreements that might "
        "restrict its independence."
    )
    assert not made.obliged.cases
    assert not any("would bind" in row.words for row in made.page.unknown)


@pytest.mark.parametrize(
    "text, heading",
    [
        (
            "A Chinese coast guard ship rammed a Philippine navy boat on Monday.",
            "If what China did counts as an armed attack on the Philippines",
        ),
        (
            "The Philippines said on November 26, 2024, that a Chinese coast guard ship rammed a "
            "Philippine coast guard vessel.",
            "If what China did, as told by the Philippines, counts as an armed attack on the "
            "Philippines",
        ),
    ],
)
def test_a_ramming_asks_whether_it_is_an_armed_attack(
    text: str, heading: str, brief_on: object
) -> None:
    made = brief_on(LEAD + text)
    case = made.obliged.cases[0]
    assert (case.attacker, case.victim, case.told) == ("CHN", "PHL", "short of force")
    assert any("United States" in entry.who for entry in case.screen.must_fight)
    assert made.page.bound[0].columns[0].heading == heading
    [row, *_] = made.page.unknown
    asked = "whether what China did is an armed attack on ships of the Philippines"
    assert row.words.startswith(asked)


def test_force_of_nobody_known_below_the_lead_is_no_error(brief_on: object) -> None:
    made = brief_on(
        f"{LEAD}India and Pakistan held talks in Geneva on Monday.\n\n"
        "The talks were the first in a year. Nobody expected much of them, and they ended.\n\n"
        "Gunmen attacked India's parliament, and the two came near to war."
    )
    assert made.page.lines
