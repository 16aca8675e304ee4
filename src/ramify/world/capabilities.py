"""Material capabilities of states by year, nuclear weapons, and missiles with their ranges."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ramify._value import Value
from ramify.world.when import When


class Capability(Value):
    """The six components of the Composite Index of National Capability, and the index.

    Source: Singer, Bremer and Stuckey 1972; Correlates of War, National Material
    Capabilities. None where the project does not know.
    """

    actor: str
    year: int
    milex: float | None = None
    """Military expenditure, thousands of current pounds to 1913, then of US dollars."""
    milper: float | None = None
    """Military personnel, thousands."""
    irst: float | None = None
    """Iron and steel production, thousands of tons."""
    pec: float | None = None
    """Primary energy consumption, thousands of coal-ton equivalents."""
    tpop: float | None = None
    """Population, thousands."""
    upop: float | None = None
    """Urban population, thousands."""
    cinc: float | None = None
    """Share of the state in the sum of all states, between 0 and 1."""


class NuclearPower(Value):
    """A state that has nuclear weapons, from its first test or their taking over."""

    actor: str
    start: When | None = None
    """None if no first day is known."""
    end: When | None = None
    declared: bool = True
    """Whether it says so itself."""
    source: str
    note: str | None = None


class Missile(Value):
    """A missile system of a state, and how far it reaches.

    Not every system of every state: `world/data/missiles.csv` holds the main ones on which public
    sources agree. What was tested and is not known to be in service says so.
    """

    state: str
    system: str
    kind: Literal["short", "medium", "intermediate", "intercontinental", "submarine", "cruise"]
    """By range: to 1,000, 3,000, 5,500 km and beyond; or by what launches it."""
    km: float = Field(gt=0)
    """Greatest range, as the source gives it."""
    start: When
    """By when it was in service; for one that was only tested, its first flight."""
    end: When | None = None
    tested: bool = False
    """Whether no more than a test is known."""
    source: str
    note: str | None = None
