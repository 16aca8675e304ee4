"""Texts by kind of mistake about claims: what is held, by whom, and what is no claim.

Two of each kind (`kept`) were read for the first time when the rules were done: see
`docs/reading.md` for how many were right then.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from ramify.reading.intake.documents import from_bytes
from ramify.reading.rules import RulesReader
from ramify.reading.statements import Claim
from ramify.world.when import When
from ramify.world.world import World

pytest.importorskip("ramify_english")

CASES = tomllib.loads((Path(__file__).parent / "kinds.toml").read_text(encoding="utf-8"))["case"]


@pytest.fixture(scope="module")
def world() -> World:
    return World.packaged()


def _marked(case: dict[str, Any]) -> Any:
    missed = case.get("missed")
    marks = [pytest.mark.xfail(strict=True, reason=missed)] if missed else []
    return pytest.param(case, id=f"{case['kind']}: {case['text'][:50]}", marks=marks)


@pytest.mark.parametrize("case", [_marked(case) for case in CASES])
def test_a_text_of_its_kind_is_read_right(case: dict[str, Any], world: World) -> None:
    document = from_bytes(case["text"].encode(), name="text.txt")
    document = document.model_copy(update={"published": When("2024-03-09")})
    claims = RulesReader().read(document, world).claims
    shown = [(claim.kind, _holder(claim), claim.content) for claim in claims]
    barred = case.get("none", ())
    assert not [one for one in claims if one.kind in barred or "any" in barred], shown
    assert len(claims) <= case.get("most", len(claims)), shown
    for wanted in case.get("held", ()):
        kinds, holder = wanted.split()
        assert any(
            claim.kind in kinds.split("/") and _holder(claim) == holder for claim in claims
        ), shown


def _holder(claim: Claim) -> str:
    return claim.holder.actor or claim.holder.kind
