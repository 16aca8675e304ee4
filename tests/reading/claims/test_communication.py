"""Verbs of communication set the holder, whatever form the clause has.

Each form is one document, one paragraph a verb, read once for all its tests; two speakers take
turns, so that none is the holder only because he was the one before.
"""

from __future__ import annotations

from functools import cache

import pytest

from ramify.reading.intake.documents import from_bytes
from ramify.reading.rules import RulesReader
from ramify.reading.statements import Claim
from ramify.world.when import When
from ramify.world.world import World

pytest.importorskip("ramify_english")

VERBS = """said, stated, declared, announced, reported, added, claimed, noted, believed, thought,
suggested, argued, wrote, insisted, stressed, explained, indicated, estimated, asserted,
reiterated, predicted, acknowledged, admitted, observed, remarked, maintained, contended,
emphasized, emphasised, underlined, underscored, alleged, concluded, cautioned, warned,
told reporters, told Reuters, told the BBC, confirmed, commented, complained, lamented, quipped,
tweeted, testified, boasted, conceded, repeated, recalled, replied, responded, retorted, countered,
pointed out, made clear, went on to say, opined, feared, assessed, reckoned, informed parliament,
hinted, disclosed""".replace("\n", " ").split(", ")
QUOTING = [
    verb
    for verb in VERBS
    if verb not in ("believed", "feared", "made clear")
    and not verb.startswith(("assess", "estimat", "indicat", "informed", "reckon", "suggest"))
]
"""Those that stand beside a quotation."""

SPEAKERS = (
    ("Polish", "Polish President Andrzej Duda", "POL"),
    ("French", "Emmanuel Macron", "FRA"),
)
FORMS = {
    "that": "{0} officials {2} that the blockade was a grave danger to shipping.",
    "after": '"The blockade is a grave danger to shipping," {1} {2}.',
    "inverted": "“The blockade is a grave danger to shipping,” {2} {1}.",
    "before": '{1} {2}: "The blockade is a grave danger to shipping."',
    "would": "The {0} government {2} that the blockade would hurt exports.",
}
OTHERS = {
    "according to": "According to Poland, the blockade is a grave danger to shipping.",
    "according to, behind": "The blockade is a grave danger to shipping, according to Poland.",
    "quoted as saying": "Polish President Andrzej Duda was quoted as saying that the blockade was "
    "a grave danger to shipping.",
    "cited as saying": "Polish officials were cited as saying the blockade would hurt exports.",
    "reported to have said": "Polish officials are reported to have said that the blockade is "
    "dangerous.",
    "warning that": "The Polish warning that the blockade would hurt exports was ignored.",
    "Poland's claim that": "Poland's claim that the blockade is dangerous was not heard.",
    "in a statement": "In a statement, Poland said that the blockade was a grave danger.",
    "statement by": "A statement by the Polish government said that the blockade was dangerous.",
    "a ministry's statement": "A Polish foreign ministry statement said the blockade is dangerous.",
    "a report by": "A report by the Polish government says that the blockade would hurt exports.",
    "strategy": "Poland's 2020 National Security Strategy says that the blockade is dangerous.",
    "its strategy": "Poland takes the blockade seriously. Its 2020 National Security Strategy "
    "calls it a grave danger.",
    "in its strategy": "In its 2020 White Paper, Poland described the blockade as a threat.",
    "he added": "The blockade is illegal, Polish President Andrzej Duda said. He added that it "
    "was a grave danger to shipping.",
    "it went on": "The Polish government said the blockade was illegal. It also noted that "
    "shipping was at grave risk.",
    "of the view": "Poland is of the view that the blockade is a grave danger to shipping.",
    "its position": "Poland's position is that the blockade is a grave danger to shipping.",
    "in the words of": "In the words of Polish President Andrzej Duda, the blockade is dangerous.",
    "relative": "The blockade, which Poland says is a grave danger to shipping, goes on.",
    "warned of": "Poland warned of serious consequences.",
}


@cache
def _world() -> World:
    return World.packaged()


@cache
def _read(text: str) -> tuple[Claim, ...]:
    document = from_bytes(text.encode(), name="story.txt")
    document = document.model_copy(update={"published": When("2024-03-09")})
    return RulesReader().read(document, _world()).claims


def _of_paragraph(paragraphs: list[str], number: int) -> list[Claim]:
    found = _read("\n\n".join(["A title of no importance", *paragraphs]))
    return [claim for claim in found if claim.evidence[0].quote in paragraphs[number]]


def _verbs(form: str) -> list[str]:
    if form == "inverted":
        return [verb for verb in QUOTING if not verb.startswith(("told", "went"))]
    return VERBS if form in ("that", "would") else QUOTING


def _paragraphs(form: str) -> list[str]:
    turns = ((verb, SPEAKERS[n % 2]) for n, verb in enumerate(_verbs(form)))
    return [FORMS[form].format(people, name, verb) for verb, (people, name, _) in turns]


@pytest.mark.parametrize(
    ("form", "verb"), [(form, verb) for form in FORMS for verb in _verbs(form)]
)
def test_whoever_communicates_holds_it(form: str, verb: str) -> None:
    number = _verbs(form).index(verb)
    found = _of_paragraph(_paragraphs(form), number)
    assert found and {claim.holder.actor for claim in found} == {SPEAKERS[number % 2][2]}


@pytest.mark.parametrize("form", OTHERS)
def test_whoever_is_named_as_the_source_holds_it(form: str) -> None:
    found = _of_paragraph(list(OTHERS.values()), list(OTHERS).index(form))
    assert found and {claim.holder.actor for claim in found} == {"POL"}
