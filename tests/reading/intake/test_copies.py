"""Ten printings of one wire story are one source; another article on the same day is not."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ramify.briefing.brief import Brief
from ramify.reading.intake.copies import copied, originals
from ramify.reading.intake.documents import load
from ramify.reading.statements import Document
from tests.conftest import Run
from tests.reading import wire

_DRAWN = random.Random(7)
STORIES = [" ".join(f"w{_DRAWN.randrange(900)}" for _ in range(200)) for _ in range(4)]


def document(id: str, text: str) -> Document:
    return Document(id=id, name=f"{id}.txt", text=text)


@pytest.fixture
def papers(tmp_path: Path) -> list[Path]:
    return wire.write(tmp_path)


def test_ten_printings_are_one_text_and_the_other_article_is_its_own(papers: list[Path]) -> None:
    documents = [load(path) for path in papers]
    found = originals(documents)
    assert len({document.text for document in documents}) == 11
    assert len({found[document.id] for document in documents[:10]}) == 1
    assert found[documents[10].id] == documents[10].id


@given(st.permutations(range(11)))
def test_the_order_of_documents_does_not_matter(order: list[int]) -> None:
    texts = [*wire.copies(), wire.OTHER]
    documents = [document(f"{n:02}", text) for n, text in enumerate(texts)]
    assert originals([documents[n] for n in order]) == originals(documents)


def test_a_round_up_never_makes_two_stories_one() -> None:
    one, two, *_ = (document(str(n), text) for n, text in enumerate(STORIES))
    both = document("both", f"{STORIES[0]}\n\n{STORIES[1]}")
    found = originals([both, one, two])
    assert (found["0"], found["1"]) == ("0", "1")
    assert found["both"] in ("0", "1")


def test_a_long_article_that_quotes_a_statement_whole_is_its_own() -> None:
    statement = document("statement", STORIES[0])
    feature = document("feature", " ".join(STORIES))
    assert copied([statement, feature]) == {}


def test_short_notes_are_copies_only_if_the_same() -> None:
    notes = ["Germany condemned Iran on 3 May 2019.", "Germany condemned Iran on 4 May 2019."]
    documents = [document(str(n), text) for n, text in enumerate([*notes, notes[0].upper()])]
    assert originals(documents) == {"0": "0", "1": "1", "2": "0"}


def test_a_brief_counts_ten_printings_as_one_source(run: Run, papers: list[Path]) -> None:
    done = run("brief", *map(str, papers), "--format", "json")
    brief = Brief.from_json(done.out)
    joined = next(e for e in brief.happened if (e.actor, e.action) == ("FIN", "050") and e.when)
    assert len({one.document for one in joined.evidence}) == 11
    held = [line for line in brief.claimed if len(line.cause.said.said_by) >= 8]
    assert held and {line.strength.sources for line in held} == {1}
    assert sum(source.copy_of is None for source in brief.sources) == 2


def test_readers_are_told_which_document_is_a_copy(run: Run, papers: list[Path]) -> None:
    shown = " ".join(run("brief", *map(str, papers), "--long").out.split())
    assert "in 11 documents, 2 independent sources" in shown
    assert "in 10 documents, one source" in shown
    assert shown.count("counted once") == 9
    assert run("read", *map(str, papers)).out.count("counted once") == 9
    assert len(json.loads(run("read", *map(str, papers), "-f", "json").out)["copies"]) == 9


@pytest.mark.parametrize(("words", "copies"), [(29, 0), (30, 1)])
def test_short_notes_are_copies_only_if_they_are_the_same(words: int, copies: int) -> None:
    text = " ".join(f"w{n}" for n in range(words))
    assert len(copied([document("a", text), document("b", f"{text} end")])) == copies
    assert len(copied([document("a", text), document("b", f"{text}.")])) == 1
