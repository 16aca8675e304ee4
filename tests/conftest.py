"""Fixtures that several rooms' tests use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parent.parent


# A run that gates a change tries the same examples every time; at a desk they vary.
settings.register_profile("ci", derandomize=True, deadline=None)
if os.environ.get("CI"):
    settings.load_profile("ci")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of sample data, or a skip that says it is absent."""
    folder = Path(os.environ.get("RAMIFY_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"sample data absent: no folder {folder.name} beside the checkout")
    return folder
