"""The scorer itself: what counts as found, once, and how positions survive cleaning."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ramify._errors import InputError
from ramify.reading.evaluation.claim_scores import score_claims
from ramify.reading.evaluation.event_scores import score_events, told_once
from ramify.reading.evaluation.gold import (
    Alignment,
    Gold,
    GoldClaim,
    GoldEvent,
    document_of,
    load_gold,
)
from ramify.reading.evaluation.marks import Marks
from ramify.reading.evaluation.plover import agreement, load_rows, score_records
from ramify.reading.evaluation.scoring import score
from ramify.reading.statements import Claim, Document, EventPattern, Holder, Reading
from ramify.record.events import Event, Quantity
from ramify.record.evidence import TextEvidence
from ramify.record.ontology import action

TEXT = "Kenya met Chad and Mali. They signed nothing. Peru may follow. Share this page"
SPANS = {"s1": (0, 24), "s2": (25, 45), "s3": (46, 62)}
FOLDER = Path(__file__).parents[1] / "gold"
OWN = [path for path in sorted(FOLDER.glob("*.toml")) if not path.stem[:3].isdigit()]


def _at(name: str) -> tuple[TextEvidence, ...]:
    start, end = SPANS[name]
    quote = TEXT[start:end]
    return (TextEvidence(document="d", name="d", start=start, end=end, quote=quote),)


def _event(actor: str, code: str, target: str | None, name: str = "s1") -> Event:
    return Event(when=None, actor=actor, action=code, target=target, evidence=_at(name))


def _gold(*rows: GoldEvent | GoldClaim) -> Gold:
    return Gold(
        file="d.txt",
        sha256="0" * 16,
        sentences=SPANS,
        junk=((63, 78),),
        event=tuple(row for row in rows if isinstance(row, GoldEvent)),
        claim=tuple(row for row in rows if isinstance(row, GoldClaim)),
    )


def _row(actor: str, code: str, target: str = "", **fields: object) -> GoldEvent:
    return GoldEvent.model_validate(
        {"in": ["s1"], "actor": actor.split(), "action": [code], "target": target.split(), **fields}
    )


def _events(gold: Gold, *events: Event) -> Marks:
    return score_events(events, gold, Alignment(TEXT, TEXT), TEXT)


def test_a_list_is_found_only_whole_and_its_items_are_counted() -> None:
    gold = _gold(_row("KEN", "111", "TCD MLI"))
    half = _events(gold, _event("KEN", "111", "TCD"))
    assert (half.events.right, half.events.missed, half.events.wrong) == (0, 1, 1)
    assert str(half.credits["list items"]) == "2/3"
    whole = _events(gold, _event("KEN", "111", "TCD"), _event("KEN", "111", "MLI"))
    assert (whole.events.right, whole.events.missed, whole.events.wrong) == (1, 0, 0)


def test_acts_done_together_have_no_direction_but_others_do() -> None:
    assert _events(_gold(_row("KEN TCD", "040")), _event("TCD", "040", "KEN")).events.f1 == 1
    assert _events(_gold(_row("KEN", "111", "TCD")), _event("TCD", "111", "KEN")).events.f1 == 0
    assert _events(_gold(_row("KEN", "042", "TCD")), _event("TCD", "043", "KEN")).events.f1 == 1


def test_the_class_decides_and_the_code_is_reported_beside_it() -> None:
    marks = _events(_gold(_row("KEN", "112", "TCD")), _event("KEN", "111", "TCD"))
    assert marks.events.f1 == 1
    assert (str(marks.credits["code"]), str(marks.credits["root"])) == ("0/1", "1/1")


def test_an_event_told_twice_counts_once_and_an_optional_one_not_at_all() -> None:
    told = [_event("KEN", "111", "TCD"), _event("KEN", "111", "TCD", "s2")]
    both = _events(_gold(_row("KEN", "111", "TCD", **{"in": ["s1", "s2"]})), *told)
    assert (both.events.right, both.events.wrong) == (1, 0)
    optional = _events(_gold(_row("KEN", "111", "TCD", optional=True)), told[0])
    assert (optional.events.right, optional.events.missed, optional.events.wrong) == (0, 0, 0)


def test_an_event_read_from_another_sentence_is_wrong() -> None:
    marks = _events(_gold(_row("KEN", "111", "TCD")), _event("KEN", "111", "TCD", "s3"))
    assert (marks.events.right, marks.events.missed, marks.events.wrong) == (0, 1, 1)


def _claim(kind: str, holder: str = "author", name: str = "s3", **fields: object) -> Claim:
    row = {"kind": kind, "holder": Holder(name=holder, kind=holder), "modality": "possible"}  # type: ignore[arg-type]
    return Claim.model_validate({**row, "content": "x", "evidence": _at(name), **fields})


def test_claims_match_one_to_one_as_many_as_can() -> None:
    either = GoldClaim.model_validate({"in": ["s3"], "kind": ["forecast", "cause"]})
    only = GoldClaim.model_validate({"in": ["s3"], "kind": ["forecast"]})
    marks = score_claims(
        [_claim("forecast"), _claim("cause")], _gold(either, only), Alignment(TEXT, TEXT)
    )
    assert (marks.claims.right, marks.claims.missed, marks.claims.wrong) == (2, 0, 0)


def test_a_claim_of_another_holder_is_missed() -> None:
    row = GoldClaim.model_validate({"in": ["s3"], "kind": ["forecast"], "holder": ["actor"]})
    marks = score_claims([_claim("forecast")], _gold(row), Alignment(TEXT, TEXT))
    assert (marks.claims.right, marks.claims.missed, marks.claims.wrong) == (0, 1, 1)


def test_what_was_lost_and_what_was_kept_of_a_page() -> None:
    document = Document(id="d", name="d", text=TEXT[25:])
    marks = score(Reading(document=document, reader="none"), _gold(), TEXT)
    assert (marks.kept.right, marks.kept.missed, marks.kept.wrong) == (2, 1, 1)


words = st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=30)


@given(st.lists(words, min_size=1, max_size=6), st.integers(0, 6))
def test_positions_survive_spacing_and_the_loss_of_blocks(blocks: list[str], gone: int) -> None:
    numbered = [f"{i}q{block}q{i}" for i, block in enumerate(blocks)]
    plain = "\n".join(numbered)
    kept = [block for i, block in enumerate(numbered) if i != gone]
    cleaned = "\n\n".join(" ".join(block.split()) for block in kept)
    page, start = Alignment(cleaned, plain), 0
    for block in kept:
        spaced = " ".join(block.split())
        span = page.span(start, start + len(spaced))
        assert span is not None
        assert plain[slice(*span)] == block
        start += len(spaced) + 2


def _perfect(gold: Gold, text: str) -> Reading:
    """A reading that says exactly what the annotations say."""

    def at(name: str) -> tuple[TextEvidence, ...]:
        start, end = gold.sentences[name]
        return (TextEvidence(document="d", name="d", start=start, end=end, quote=text[start:end]),)

    events = []
    for row in gold.event:
        actors, targets = list(row.actor) or ["---"], list(row.target) or [None]
        together = not row.target and (row.mutual or action(row.action[0]).symmetric)
        if together and len(actors) > 1:
            actors, targets = actors[:1], list(actors[1:])
        amount = row.quantity and Quantity(value=row.quantity.value, unit=row.quantity.unit)
        events += [
            Event(
                when=row.when[0] if row.when else None,
                actor=actor,
                action=row.action[0],
                target=target,
                actor_sector="MIL" if actor == target else None,
                quantity=amount or None,
                place=text[slice(*row.place)] if row.place else None,
                evidence=at(row.told[0]),
            )
            for actor in actors
            for target in targets
        ]
    claims = [
        Claim(
            holder=Holder(name="x", kind=row.holder[0], actor=row.of),
            kind=row.kind[0],
            modality=row.modality[0],
            affirmed=not row.denied,
            content="x",
            about=EventPattern(
                actor=next(iter(row.about.actor), None),
                action=next(iter(row.about.action), None),
                target=next(iter(row.about.target), None),
            ),
            evidence=at(row.told[0]),
        )
        for row in gold.claim
    ]
    document = Document(id="d", name="d", text=text)
    return Reading(document=document, reader="gold", events=tuple(events), claims=tuple(claims))


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_annotations_agree_with_themselves(path: Path) -> None:
    from ramify.reading.evaluation.gold import plain_text

    gold = load_gold(path)
    found = document_of(gold, [FOLDER.parent / "articles"])
    assert found is not None
    text = plain_text(found)
    reading = _perfect(gold, text)
    marks = score(reading, gold, text)
    assert (marks.events.f1, marks.claims.f1) == (1, 1), marks.misses
    for name, share in marks.credits.items():
        assert share.part == share.whole, name
    once = told_once(reading.events, gold, Alignment(text, text))
    assert once.part == once.whole


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_annotations_cover_the_page_without_overlap(path: Path) -> None:
    gold = load_gold(path)
    spans = sorted([*gold.sentences.values(), *gold.junk])
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    for row in gold.event:
        for code in row.action:
            assert action(code)


def test_a_changed_document_and_a_broken_annotation_are_refused(tmp_path: Path) -> None:
    (tmp_path / "d.txt").write_text("other", encoding="utf-8")
    with pytest.raises(InputError, match="changed since it was annotated"):
        document_of(_gold(), [tmp_path])
    assert document_of(_gold(), [tmp_path / "elsewhere"]) is None
    broken = tmp_path / "d.toml"
    broken.write_text("file = ", encoding="utf-8")
    with pytest.raises(InputError, match="not TOML"):
        load_gold(broken)
    broken.write_text(
        'file = "d"\nsha256 = "0000000000000000"\nclaim = [{ in = ["s9"], kind = ["cause"] }]\n'
        "[sentences]\ns1 = [0, 1]\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError, match="no sentence 's9'"):
        load_gold(broken)


RECORD = {
    "id": "1",
    "event": "DISAPPROVE",
    "text": "{Kenya accused Chad.}",
    "source": [{"code": "KEN"}],
    "target": [{"code": "TCD"}],
}


def test_gold_records_are_compared_with_the_first_act() -> None:
    states = frozenset({"KEN", "TCD"})
    right = score_records([RECORD], lambda _, __: [_event("KEN", "112", "TCD")], states)
    assert (right.accuracy, right.sources.f1, right.targets.f1) == (1, 1, 1)
    second = score_records(
        [RECORD],
        lambda _, __: [_event("KEN", "051", "TCD"), _event("KEN", "112", "TCD")],
        states,
    )
    assert (second.accuracy, second.anywhere.part) == (0, 1)
    assert second.confused[("ACCUSE", "SUPPORT")] == 1
    silent = score_records([RECORD], lambda _, __: [], states)
    assert (silent.unread, silent.sources.missed) == (1, 1)


def test_gold_records_share_out_the_acts_of_one_sentence() -> None:
    other = {**RECORD, "id": "2", "event": "THREATEN"}
    acts = [_event("KEN", "130", "TCD"), _event("KEN", "112", "TCD")]
    marks = score_records([RECORD, other], lambda _, __: acts, frozenset({"KEN", "TCD"}))
    assert marks.accuracy == 1


def test_agreement_counts_sentences_with_nothing_on_either_side() -> None:
    row = {"id": "1", "text": "Nothing.", "events": []}
    sentences, triples = agreement([row], lambda _, __: [])
    assert str(sentences) == "1/1"
    assert (triples.right, triples.missed, triples.wrong) == (0, 0, 0)


def test_rows_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        load_rows(tmp_path / "none.json")
    broken = tmp_path / "rows.json"
    broken.write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="not JSON"):
        load_rows(broken)
    broken.write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match="no list of gold records"):
        load_rows(broken)
