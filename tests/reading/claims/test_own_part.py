"""The part of a claim's words that is the claim itself, and the condition it is made on."""

from __future__ import annotations

import pytest

from ramify.reading.claims.own_part import condition, own_part
from ramify.reading.holders.holders import AUTHOR
from ramify.reading.intake.documents import from_bytes
from ramify.reading.rules import RulesReader
from ramify.reading.statements import Claim
from ramify.record.evidence import TextEvidence
from ramify.world.world import World


def claim(content: str, cue: str | None, quote: str = "") -> Claim:
    quote = quote or content
    said = TextEvidence(document="d", name="d.txt", start=0, end=len(quote), quote=quote)
    return Claim(
        holder=AUTHOR, kind="forecast", modality="possible", cue=cue, content=content,
        evidence=(said,),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("content", "cue", "own"),
    [
        ("talks are over; Seoul may answer", "may", "Seoul may answer"),
        ("talks are over; Seoul may answer", None, "talks are over"),
        ("Seoul may answer, and Tokyo will follow", "may", "Seoul may answer"),
        ("Seoul may answer, and Tokyo may follow", "may", "Seoul may answer, and Tokyo may follow"),
        ("Seoul will answer", "will", "Seoul will answer"),
    ],
)
def test_a_claim_stands_without_another_of_other_firmness(
    content: str, cue: str | None, own: str
) -> None:
    assert own_part(claim(content, cue), content) == own


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("If Seoul may answer it will.", ("if", "")),
        ("Seoul may answer unless it is paid.", ("", " unless it is paid")),
        ("Once Seoul may answer, until then not.", ("once", ", until then not")),
        ("As Seoul may answer so soon.", ("", "")),
        ("Nobody knows.", ("", "")),
    ],
)
def test_a_condition_right_beside_a_claim_is_its_own(quote: str, found: tuple[str, str]) -> None:
    assert condition(claim("Seoul may answer", "may", quote)) == found


@pytest.mark.parametrize("joining", ["Besides", "However", "Moreover", "Hence", "Yet", "Also"])
def test_the_word_that_joins_a_sentence_to_the_one_before_is_no_part_of_its_claim(
    joining: str,
) -> None:
    pytest.importorskip("ramify_english")
    text = f"They met.\n\n{joining}, these talks could encourage Kim to send soldiers to Russia."
    claims = RulesReader().read(from_bytes(text.encode(), name="a.txt"), World.packaged()).claims
    assert [one.content.partition(" ")[0] for one in claims] == ["these"]
