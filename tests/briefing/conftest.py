"""Briefs of a few fields, for tests of how they are laid out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import ramify
from ramify.briefing.brief import VERSION, Brief, Obliged, Provenance
from ramify.briefing.cite import Cite, DayReason
from ramify.world.when import When
from tests.conftest import ROOT

BriefOf = Callable[..., Brief]


@pytest.fixture(scope="session")
def example() -> Brief:
    """The brief of the packaged example, which tests only read."""
    return ramify.brief(ROOT / "examples" / "summit-2024")


@pytest.fixture(scope="session")
def two_articles(shared: Path) -> Brief:
    """The brief of the two articles that are not the project's own."""
    return ramify.brief(shared / "documents")


@pytest.fixture(scope="session")
def brief_of() -> BriefOf:
    """A brief of the fields that are given, and nothing else."""

    def made(**fields: Any) -> Brief:
        made_from = Provenance(ramify="0", reader="-", facts_as_of=When("2024"), documents=())
        rest = {
            "version": VERSION,
            "on": "2024-07-01",
            "on_because": DayReason(kind="asked"),
            "horizon_days": 90,
            "sources": (),
            "obliged": Obliged(),
            "provenance": made_from,
            "cite": Cite(on="2024-07-01", because=DayReason(kind="asked"), ramify="0"),
        }
        return Brief(**{**rest, **fields})

    return made
