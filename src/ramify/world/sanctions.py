"""Sanctions: what resolutions of the Security Council forbid, cap or allow, and vetoes."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from ramify._value import Value
from ramify.world.when import When, holds

Direction = Literal["to", "from", "both"]
MeasureKind = Literal["ban", "cap", "approval", "notice"]


class Measure(Value):
    """What one paragraph of a resolution decides about flows to or from a state.

    A `ban` forbids; a `cap` allows up to an amount in a period; `approval` and
    `notice` allow what the committee has approved or been told of beforehand.
    """

    id: str
    resolution: str
    """The resolution's symbol, such as `S/RES/2397 (2017)`."""
    paragraph: str
    kind: MeasureKind
    goods: tuple[str, ...]
    """Ids of goods and services, see `Good`."""
    direction: Direction
    """Seen from the state under sanctions: to it, from it, or both."""
    start: When
    end: When | None = None
    ended_by: str | None = None
    """The resolution or event that ended or replaced the measure."""
    limit: float | None = None
    """Amount of a cap."""
    unit: str | None = None
    also: dict[str, float] = Field(default_factory=dict)
    """The same cap in other units."""
    period: str | None = None
    excludes: tuple[str, ...] = ()
    """Goods that the paragraph leaves out."""
    binding: bool = True
    """False where the Council only calls upon states."""
    exception: str | None = None
    """What the paragraph leaves out, in a few words."""
    approval: bool = False
    """Whether the committee may approve exceptions case by case."""
    says: str


class Good(Value):
    """A kind of good or service, the words that mean it, and the wider kind it belongs to."""

    id: str
    within: tuple[str, ...] = ()
    words: tuple[str, ...]


@cache
def arms_goods() -> tuple[Good, ...]:
    """Arms and what goes with them, as most measures name them.

    >>> [good.id for good in arms_goods()][:2]
    ['arms', 'heavy arms']
    """
    text = (Path(__file__).parent / "data" / "goods.toml").read_text(encoding="utf-8")
    return tuple(Good.model_validate(good) for good in tomllib.loads(text)["goods"])


class Regime(Value):
    """The sanctions on a state or an armed group: measures, goods and who watches them."""

    target: str
    committee: str
    panel: str | None = None
    panel_start: When | None = None
    panel_end: When | None = None
    panel_ended_by: str | None = None
    panel_unknown: When | None = None
    """The last day of which it is known whether a panel watches; after it that is not known."""
    panel_unknown_why: str | None = None
    sources: tuple[str, ...]
    goods: tuple[Good, ...] = Field(default_factory=arms_goods)
    """The kinds its measures speak of; arms and what goes with them unless a file lists others."""
    more: tuple[Good, ...] = ()
    """Further kinds, beside those."""
    measures: tuple[Measure, ...]

    @property
    def kinds(self) -> tuple[Good, ...]:
        """Every kind of good and service that is known here."""
        return self.goods + self.more

    def watched(self, on: date) -> bool | None:
        """Whether a panel of experts watches its measures on a day; None if that is not known.

        >>> from ramify.world.world import World
        >>> iran = next(r for r in World.packaged().regimes if r.target == "IRN")
        >>> days = (date(2012, 1, 1), date(2020, 1, 1), date(2025, 10, 1))
        >>> [iran.watched(on) for on in days]
        [True, False, None]
        """
        if self.panel is None:
            return False
        if self.panel_unknown and on > self.panel_unknown.end:
            return None
        return holds(self.panel_start, self.panel_end, on)

    def panel_over(self, on: date) -> bool:
        """Whether it had a panel that had ended by a day."""
        ended = self.panel_end is not None and on > self.panel_end.end
        return ended and self.watched(on) is False


Listed = Literal["person", "entity", "ship", "aircraft"]
PublishedList = Literal["UN", "OFAC SDN", "EU", "UK"]


class ListLaw(Value):
    """What being on a published list of sanctions means, and whom the list binds."""

    list: PublishedList
    title: str
    binds: str
    """Id of the group or state whose law it is."""
    on: str
    """Whom it binds, in words."""
    says: str
    freezes: tuple[Listed, ...] = ("person", "entity", "ship", "aircraft")
    """The kinds of entries that a listing freezes by itself."""
    services: bool = False
    """Whether a service is forbidden like goods and money."""
    exception: str
    source: str


@cache
def list_law(name: PublishedList) -> ListLaw:
    """What a published list forbids, and whom it binds.

    >>> list_law("EU").binds, list_law("OFAC SDN").services
    ('EU', True)
    """
    text = (Path(__file__).parent / "data" / "lists.toml").read_text(encoding="utf-8")
    laws = map(ListLaw.model_validate, tomllib.loads(text)["lists"])
    return next(law for law in laws if law.list == name)


class Designation(Value):
    """A person, body, ship or aircraft on a published list of sanctions; loaded, none packaged."""

    list: PublishedList
    id: str
    """The list's own reference."""
    kind: Listed
    name: str
    names: tuple[str, ...] = ()
    """Other names and spellings that the list gives."""
    programmes: tuple[str, ...] = ()
    """The regimes under which it is listed, as the list calls them."""
    states: tuple[str, ...] = ()
    """Ids of the states whose national it is, or whose flag it flies, as far as they are given."""
    listed_on: When | None = None
    """None if the list does not say."""
    as_of: When | None = None
    """The day the list was made; None if it does not say."""
    un: str | None = None
    """Its reference on the Security Council's list, where the list gives it."""
    imposed: tuple[str, ...] = ()
    """What is imposed on it, in the list's own words, where the list gives that."""

    def called(self, name: str) -> bool:
        """Whether it goes by a name or is known by a reference, whatever the case.

        >>> Designation(list="UN", id="KPi.001", kind="person", name="Yun Ho").called("YUN HO")
        True
        """
        wanted = " ".join(name.casefold().split())
        return wanted in {n.casefold() for n in (self.id, self.name, *self.names, self.un or "")}


class Veto(Value):
    """A veto in the Security Council: the day, the draft, and who cast it."""

    on: When
    draft: str
    about: str
    by: tuple[str, ...]
    source: str
